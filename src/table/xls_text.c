/*
 * Strings of .xls: UTF-16 or its lower bytes in BIFF8, cut anywhere by CONTINUE records; bytes of a code page before.
 */
#include "table/xls.h"

#define CHUNK 1024

/* ---- UTF-16 ------------------------------------------------------------------------------------- */

struct utf8 {
    struct jc_buf *out;
    uint32_t high; /* a high surrogate that waits for its other half */
    size_t n;
    char bytes[CHUNK + 8];
};

static void flush(struct utf8 *u)
{
    jc_buf_add(u->out, u->bytes, u->n);
    u->n = 0;
}

static void put(struct utf8 *u, uint32_t c)
{
    char *p = u->bytes + u->n;

    if (c < 0x80) {
        *p++ = (char)c;
    } else if (c < 0x800) {
        *p++ = (char)(0xC0 | c >> 6);
        *p++ = (char)(0x80 | (c & 63));
    } else if (c < 0x10000) {
        *p++ = (char)(0xE0 | c >> 12);
        *p++ = (char)(0x80 | (c >> 6 & 63));
        *p++ = (char)(0x80 | (c & 63));
    } else {
        *p++ = (char)(0xF0 | c >> 18);
        *p++ = (char)(0x80 | (c >> 12 & 63));
        *p++ = (char)(0x80 | (c >> 6 & 63));
        *p++ = (char)(0x80 | (c & 63));
    }
    u->n = (size_t)(p - u->bytes);
    if (u->n > CHUNK)
        flush(u);
}

/* One UTF-16 unit; half a pair becomes U+FFFD. */
static void put_unit(struct utf8 *u, uint32_t c)
{
    uint32_t high = u->high;

    u->high = 0;
    if (high && c >= 0xDC00 && c < 0xE000) {
        put(u, 0x10000 + ((high - 0xD800) << 10) + (c - 0xDC00));
        return;
    }
    if (high)
        put(u, 0xFFFD);
    if (c >= 0xD800 && c < 0xDC00)
        u->high = c;
    else
        put(u, c >= 0xDC00 && c < 0xE000 ? 0xFFFD : c);
}

/* ---- bytes over CONTINUE ------------------------------------------------------------------------ */

void xls_bytes_at(struct xls_bytes *b, struct xls_reader *r, uint32_t offset)
{
    b->r = r;
    b->p = r->data + (offset < r->size ? offset : r->size);
    b->end = r->data + r->size;
}

/* On to the CONTINUE record that must follow. */
static enum jc_status go_on(struct xls_bytes *b, struct jc_err *err)
{
    enum jc_status status;

    do {
        uint64_t here = b->r->next;

        status = xls_next(b->r, err);
        if (status == JC_END || (status == JC_OK && b->r->id != XLS_CONTINUE)) {
            xls_seek(b->r, here);
            return jc_fail(err, JC_INPUT, 153, NULL, NULL, NULL);
        }
    } while (status == JC_OK && b->r->size == 0);
    if (status == JC_OK)
        xls_bytes_at(b, b->r, 0);
    return status;
}

enum jc_status xls_take(struct xls_bytes *b, void *to, size_t n, struct jc_err *err)
{
    char *dst = to;

    while (n > 0) {
        size_t part = (size_t)(b->end - b->p);

        if (part == 0) {
            enum jc_status status = go_on(b, err);

            if (status != JC_OK)
                return status;
            continue;
        }
        if (part > n)
            part = n;
        if (dst) {
            memcpy(dst, b->p, part);
            dst += part;
        }
        b->p += part;
        n -= part;
    }
    return JC_OK;
}

/* The characters of one piece of a string, as many as it holds; *length counts down. */
static void take_piece(struct xls_bytes *b, struct utf8 *u, bool wide, uint32_t *length)
{
    size_t units = (size_t)(b->end - b->p) / (wide ? 2 : 1);

    if (units > *length)
        units = *length;
    *length -= (uint32_t)units;
    if (wide) {
        for (; units > 0; units--, b->p += 2)
            put_unit(u, xls_u16(b->p));
    } else {
        for (; units > 0; units--, b->p++)
            put_unit(u, *b->p);
    }
}

/* Where a CONTINUE cuts the characters it begins with a new width flag, and only there. */
static enum jc_status take_characters(struct xls_bytes *b, struct jc_buf *out, bool wide, uint32_t length,
                                      struct jc_err *err)
{
    struct utf8 u;
    enum jc_status status = JC_OK;

    u.out = out;
    u.high = 0;
    u.n = 0;
    take_piece(b, &u, wide, &length);
    while (status == JC_OK && length > 0) {
        if (b->p != b->end) /* half a character */
            return jc_fail(err, JC_INPUT, 153, NULL, NULL, NULL);
        status = go_on(b, err);
        if (status == JC_OK) {
            wide = *b->p++ & 1;
            take_piece(b, &u, wide, &length);
        }
    }
    if (u.high)
        put(&u, 0xFFFD);
    flush(&u);
    return status;
}

enum jc_status xls_unicode(struct xls_bytes *b, uint32_t length, struct jc_buf *out, struct jc_err *err)
{
    unsigned char flags, field[4];
    size_t tail = 0;
    enum jc_status status = xls_take(b, &flags, 1, err);

    if (status == JC_OK && flags & 8) { /* rich text: 4 bytes a run */
        status = xls_take(b, field, 2, err);
        tail += status == JC_OK ? 4 * xls_u16(field) : 0;
    }
    if (status == JC_OK && flags & 4) { /* phonetics */
        status = xls_take(b, field, 4, err);
        tail += status == JC_OK ? xls_u32(field) : 0;
    }
    if (status == JC_OK)
        status = take_characters(b, out, flags & 1, length, err);
    if (status == JC_OK)
        status = xls_take(b, NULL, tail, err);
    return status;
}

/* ---- code pages --------------------------------------------------------------------------------- */

/*
 * Those that Excel, its Macintosh and its DOS wrote, and the ISO pages; all that are Chinese are parts of GB18030, and those
 * of East Asia on the Macintosh are read as the ones of Windows. The iconv of glibc knows neither the Greek, Icelandic and
 * Turkish of the Macintosh nor the Arabic 720.
 */
const char *xls_encoding(uint32_t codepage)
{
    static const struct {
        uint32_t page;
        const char *name;
    } known[] = {
        {936, "GB18030"},       {54936, "GB18030"},    {1381, "GB18030"},
        {1386, "GB18030"},      {10008, "GB18030"},    {20936, "GB18030"},
        {51936, "GB18030"},     {950, "BIG5-HKSCS"},   {932, "CP932"},
        {949, "CP949"},         {1361, "JOHAB"},       {51949, "CP949"},
        {874, "CP874"},         {437, "CP437"},        {708, "ASMO-708"},
        {737, "CP737"},         {775, "CP775"},        {850, "CP850"},
        {852, "CP852"},         {855, "CP855"},        {857, "CP857"},
        {858, "CP858"},         {860, "CP860"},        {861, "CP861"},
        {862, "CP862"},         {863, "CP863"},        {864, "CP864"},
        {865, "CP865"},         {866, "CP866"},        {869, "CP869"},
        {1250, "CP1250"},       {1251, "CP1251"},      {1252, "CP1252"},
        {1253, "CP1253"},       {1254, "CP1254"},      {1255, "CP1255"},
        {1256, "CP1256"},       {1257, "CP1257"},      {1258, "CP1258"},
        {367, "CP1252"},        {32769, "CP1252"},     {10000, "MACINTOSH"},
        {32768, "MACINTOSH"},   {10001, "CP932"},      {10002, "BIG5-HKSCS"},
        {10003, "CP949"},       {20932, "EUC-JP"},     {51932, "EUC-JP"},
        {10007, "CP10007"},     {10017, "MAC-UK"},     {10029, "MAC-CENTRALEUROPE"},
        {20866, "KOI8-R"},      {21866, "KOI8-U"},     {28591, "CP1252"},
        {28592, "ISO-8859-2"},  {28593, "ISO-8859-3"}, {28594, "ISO-8859-4"},
        {28595, "ISO-8859-5"},  {28596, "ISO-8859-6"}, {28597, "ISO-8859-7"},
        {28598, "ISO-8859-8"},  {28599, "ISO-8859-9"}, {28603, "ISO-8859-13"},
        {28605, "ISO-8859-15"}, {65001, "UTF-8"},
    };

    for (size_t i = 0; i < JC_LEN(known); i++)
        if (known[i].page == codepage)
            return known[i].name;
    return NULL;
}

/* Bytes of the character of GB18030 at s: 2 or 4; 1 = the string ends within it, as fixed widths cut it; 0 = none. */
static size_t gbk_length(const unsigned char *s, size_t n)
{
    if (s[0] == 0x80 || s[0] == 0xFF)
        return 0;
    if (n < 2)
        return 1;
    if (s[1] < 0x30 || s[1] > 0x39)
        return s[1] < 0x40 || s[1] == 0x7F || s[1] == 0xFF ? 0 : 2;
    if ((n > 2 && (s[2] <= 0x80 || s[2] == 0xFF)) || (n > 3 && (s[3] < 0x30 || s[3] > 0x39)))
        return 0;
    return n < 4 ? 1 : 4;
}

int xls_looks_gbk(const unsigned char *s, size_t n)
{
    size_t run = 0, length;
    int found = 0;

    for (size_t i = 0; i < n; i += length) {
        length = s[i] < 0x80 ? 1 : gbk_length(s + i, n - i);
        if (length == 0)
            return -1;
        if (s[i] >= 0x80 && length == 1) /* no evidence either way */
            break;
        /* the hanzi of GB 2312 are what Chinese text is made of */
        run = length == 2 && s[i] >= 0xB0 && s[i] <= 0xF7 && s[i + 1] >= 0xA1 ? run + 1 : 0;
        if (length > 1 && (found == 0 || run >= 2))
            found = run >= 2 ? 2 : 1;
    }
    return found;
}

bool xls_code_open(struct xls_code *code, const char *encoding)
{
    code->cd = encoding ? iconv_open("UTF-8", encoding) : (iconv_t)-1;
    code->lossy = false;
    return code->cd != (iconv_t)-1;
}

void xls_code_close(struct xls_code *code)
{
    if (code->cd != (iconv_t)-1)
        iconv_close(code->cd);
    code->cd = (iconv_t)-1;
}

/* Where a mark may follow that makes one character with the last, iconv keeps it back until it is asked (1255, 1258). */
static void give_last(struct xls_code *code, struct jc_buf *out)
{
    char utf8[32], *to = utf8;
    size_t room = sizeof utf8;

    if (code->cd != (iconv_t)-1)
        iconv(code->cd, NULL, NULL, &to, &room);
    jc_buf_add(out, utf8, sizeof utf8 - room);
}

void xls_decode(struct xls_code *code, struct jc_buf *out, const unsigned char *s, size_t n)
{
    char *from = (char *)(uintptr_t)s;
    size_t plain = 0;

    while (plain < n && s[plain] < 0x80)
        plain++;
    jc_buf_add(out, s, plain);
    from += plain;
    n -= plain;
    while (n > 0) {
        char utf8[CHUNK], *to = utf8;
        size_t room = sizeof utf8, before = n;

        if (code->cd != (iconv_t)-1)
            iconv(code->cd, &from, &n, &to, &room);
        jc_buf_add(out, utf8, sizeof utf8 - room);
        if (n == before) { /* a byte that is no character here */
            give_last(code, out);
            jc_buf_str(out, "\xEF\xBF\xBD");
            code->lossy = true;
            from++;
            n--;
        }
    }
    give_last(code, out);
}

enum jc_status xls_code_text(struct xls_bytes *b, size_t n, struct xls_code *code, struct jc_buf *out,
                             struct jc_err *err)
{
    enum jc_status status;
    unsigned char *whole;

    if (n <= (size_t)(b->end - b->p)) {
        xls_decode(code, out, b->p, n);
        return JC_OK;
    }
    whole = jc_alloc(n); /* a character may be cut in two */
    status = xls_take(b, whole, n, err);
    if (status == JC_OK)
        xls_decode(code, out, whole, n);
    free(whole);
    return status;
}
