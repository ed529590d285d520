/*
 * Has a formula of a .xls a value? Programs that do not compute formulas have to store something all the same, and Excel
 * computes when it opens the file. What they store must not be taken for a value.
 */
#include "table/xls.h"

#define FLAG_ON_LOAD 2 /* its value is to be computed when the file is opened */

/* Where the parts of a FORMULA stand after its head. */
enum { VALUE = 0, FLAGS = 8, CHAIN = 10, TOKENS_SIZE = 14, TOKENS = 16 };

bool xls_is_formula(uint32_t id)
{
    return id == XLS_FORMULA || id == XLS_FORMULA3 || id == XLS_FORMULA4;
}

/* ---- tokens of BIFF8 ---------------------------------------------------------------------------- */

enum { PTG_PAREN = 0x15, PTG_STRING = 0x17, PTG_ATTR = 0x19, PTG_FUNC = 0x21, PTG_FUNC_VAR = 0x22 };
enum { ATTR_CHOOSE = 4, ATTR_SUM = 0x10 };

/* The number of a token without its class (reference, value, array). */
static unsigned token(const unsigned char *p)
{
    return *p & 0x40 ? (*p | 0x20u) & 0x3F : *p & 0x3Fu;
}

/* The bytes of a token, of which n are there; 0: it is cut off, or not known. */
static size_t token_length(const unsigned char *p, size_t n)
{
    static const uint8_t lengths[64] = {
        [0x01] = 5, [0x02] = 5, [0x03 ... 0x16] = 1, [0x1C] = 2, [0x1D] = 2,  [0x1E] = 3, [0x1F] = 9,
        [0x20] = 8, [0x21] = 3, [0x22] = 4,          [0x23] = 5, [0x24] = 5,  [0x25] = 9, [0x26] = 7,
        [0x27] = 7, [0x28] = 7, [0x29] = 3,          [0x2A] = 5, [0x2B] = 9,  [0x2C] = 5, [0x2D] = 9,
        [0x39] = 7, [0x3A] = 7, [0x3B] = 11,         [0x3C] = 7, [0x3D] = 11,
    };
    size_t length = lengths[token(p)];

    if (*p == PTG_STRING && n >= 3)
        length = 3 + (size_t)p[1] * (p[2] & 1 ? 2 : 1);
    else if (*p == PTG_ATTR && n >= 4)
        length = p[1] & ATTR_CHOOSE ? 4 + 2 * ((size_t)xls_u16(p + 2) + 1) : 4;
    return length <= n ? length : 0;
}

/* An operator or function of which no text can come. */
static bool makes_number(const unsigned char *p)
{
    enum { SUM = 4, ROUND = 27, PRODUCT = 183, SUMPRODUCT = 228 };
    unsigned t = token(p), function;

    if (*p == PTG_ATTR)
        return p[1] & ATTR_SUM;
    if (t == PTG_FUNC)
        return xls_u16(p + 1) == ROUND;
    if (t == PTG_FUNC_VAR) {
        function = xls_u16(p + 2);
        return function == SUM || function == PRODUCT || function == SUMPRODUCT;
    }
    return (t >= 0x03 && t <= 0x07) || (t >= 0x09 && t <= 0x0E) || t == 0x13 || t == 0x14;
}

/* Tokens stand as on a stack: the last one makes the value. */
static bool is_arithmetic(const unsigned char *p, size_t n)
{
    const unsigned char *last = NULL;

    while (n > 0) {
        size_t length = token_length(p, n);

        if (length == 0)
            return false;
        if (*p != PTG_PAREN && (*p != PTG_ATTR || p[1] & ATTR_SUM))
            last = p;
        p += length;
        n -= length;
    }
    return last && makes_number(last);
}

/* ---- values ------------------------------------------------------------------------------------- */

/*
 * The stored value is a double or, where its last two bytes are FF FF, of another kind: 0 a text that follows, 1 a truth,
 * 2 an error, 3 an empty text.
 */
static bool is_empty_text(const unsigned char *value)
{
    return value[6] == 0xFF && value[7] == 0xFF && value[0] == 3;
}

static bool is_nothing(const unsigned char *value)
{
    static const unsigned char minus_zero[8] = {[7] = 0x80}, zero[8];

    return is_empty_text(value) || memcmp(value, zero, 8) == 0 || memcmp(value, minus_zero, 8) == 0;
}

static bool asks(const struct xls_reader *r, uint32_t head)
{
    return r->data[head + FLAGS] & FLAG_ON_LOAD;
}

/* JExcelAPI gives every formula the value 4 and these bytes where Excel remembers an order of computing. */
static bool is_jexcel(const struct xls_reader *r, uint32_t head)
{
    static const unsigned char four[8] = {[6] = 0x10, [7] = 0x40}, chain[4] = {0, 0, 0xE0, 0xFC};
    const unsigned char *p = r->data + head;

    return r->size >= head + TOKENS && asks(r, head) && memcmp(p + VALUE, four, 8) == 0 &&
           memcmp(p + CHAIN, chain, 4) == 0;
}

/* xlwt gives every formula the empty text, which no sum and no product is. */
static bool is_xlwt(const struct xls *x, const struct xls_reader *r, uint32_t head)
{
    const unsigned char *p = r->data + head;

    return x->version == 8 && r->id == XLS_FORMULA && r->size >= head + TOKENS && is_empty_text(p) &&
           xls_u16(p + TOKENS_SIZE) <= r->size - head - TOKENS && is_arithmetic(p + TOKENS, xls_u16(p + TOKENS_SIZE));
}

/*
 * Others store 0 or an empty text and ask for computing on load: that is no value. LibreOffice asks for it everywhere and
 * computes all the same: where one of the formulas that ask holds a value, the others' 0 is one too. Looked for once, and
 * only in a file where it matters.
 */
static enum jc_status ask_computed(struct xls *x, struct jc_err *err)
{
    struct xls_reader r;
    enum jc_status status = JC_OK;

    xls_reader_init(&r, x, 0);
    x->computed = XLS_ASKING;
    while (x->computed != XLS_NEVER && (status = xls_next(&r, err)) == JC_OK) {
        uint32_t head = xls_head(x->version, &r);

        if (!xls_is_formula(r.id) || r.size <= head + FLAGS)
            continue;
        if (is_jexcel(&r, head) || is_xlwt(x, &r, head))
            x->computed = XLS_NEVER;
        else if (asks(&r, head) && !is_nothing(r.data + head))
            x->computed = XLS_COMPUTED;
    }
    xls_reader_free(&r);
    return status == JC_END || status == JC_INPUT ? JC_OK : status; /* damage shows where cells are read */
}

enum jc_status xls_uncomputed(bool *out, struct xls *x, const struct xls_reader *r, uint32_t head, struct jc_err *err)
{
    bool empty = is_empty_text(r->data + head);
    enum jc_status status = JC_OK;

    *out = is_jexcel(r, head);
    if (*out || !is_nothing(r->data + head) || !(empty || asks(r, head)))
        return JC_OK;
    if (x->computed == XLS_NOT_ASKED)
        status = ask_computed(x, err);
    *out = x->computed == XLS_NEVER || (x->computed == XLS_ASKING && asks(r, head));
    return status;
}
