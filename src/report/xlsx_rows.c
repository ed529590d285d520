/* Rows of a worksheet: XML -> deflate -> temporary file -> zip entry. */
#include "report/xlsx_rows.h"

#include <stdarg.h>
#include <zlib.h>

#include "report/folder.h"
#include "report/xlsx_pack.h"

enum { E_MADE = 705 };

/* A short text that is written by the million: all of it is copied, whatever its length. */
struct piece {
    char s[15];
    uint8_t n;
};

struct xlsx_rows {
    struct jc_buf xml;
    struct packer *packer;
    struct piece ref[XLSX_COLUMNS]; /* column letters */
    struct piece row;               /* number of the row */
    struct piece *style;            /* '" s="12"' by number, made when first used */
    size_t style_cap, style_n;
    FILE *file;
    uint64_t middle_plain;
    uint32_t middle_crc;
    uint64_t file_len;
    /* the finished entry: head, middle and tail are parts of the file */
    struct {
        uint64_t at, len;
    } piece[3];
    uint64_t plain, packed;
    uint32_t crc;
    int at_piece; /* reading */
    uint64_t at;
    zip_error_t error;
};

/* ---- cells --------------------------------------------------------------------------------------- */

static void JC_PRINTF(2, 3) set_piece(struct piece *p, const char *format, ...)
{
    va_list ap;
    va_start(ap, format);
    p->n = (uint8_t)vsnprintf(p->s, sizeof p->s, format, ap);
    va_end(ap);
}

enum jc_status xlsx_rows_open(struct xlsx_rows **out, struct jc_err *err)
{
    struct xlsx_rows *x = jc_alloc(sizeof *x);
    x->file = tmpfile();
    if (!x->file) {
        free(x);
        return output_failed(err, P_tmpdir);
    }
    for (int i = 0; i < XLSX_COLUMNS; i++)
        if (i < 26)
            set_piece(&x->ref[i], "%c", 'A' + i);
        else
            set_piece(&x->ref[i], "%c%c", 'A' + i / 26 - 1, 'A' + i % 26);
    x->packer = packer_new(x->file);
    zip_error_init(&x->error);
    *out = x;
    return JC_OK;
}

void xlsx_rows_free(struct xlsx_rows *x)
{
    if (!x)
        return;
    packer_free(x->packer);
    jc_buf_free(&x->xml);
    free(x->style);
    zip_error_fini(&x->error);
    (void)fclose(x->file);
    free(x);
}

/*
 * Cells are written to where room has been made for all of them: asking for each few bytes takes longer than writing them.
 */
static char *room(struct xlsx_rows *x, size_t n)
{
    struct jc_buf *b = &x->xml;
    if (b->len + n + 1 > b->cap)
        b->p = jc_grow(b->p, &b->cap, b->len + n + 1, 1);
    return b->p + b->len;
}

static void written(struct xlsx_rows *x, const char *end)
{
    x->xml.len = (size_t)(end - x->xml.p);
}

static char *put_piece(char *p, const struct piece *piece)
{
    memcpy(p, piece->s, sizeof piece->s);
    return p + piece->n;
}

#define LIT(p, text) ((char *)memcpy(p, text, sizeof(text) - 1) + sizeof(text) - 1)
enum { CELL_ROOM = 128 }; /* more than the tags of a cell */

void xlsx_rows_begin(struct xlsx_rows *x, uint32_t row, int height)
{
    char *p = room(x, CELL_ROOM);
    set_piece(&x->row, "%u", row);
    p = LIT(p, "<row r=\"");
    p = put_piece(p, &x->row);
    if (height)
        p += snprintf(p, CELL_ROOM / 2, "\" ht=\"%d.%02d\" customHeight=\"1", height / 4, height % 4 * 25);
    written(x, LIT(p, "\">"));
}

static const struct piece *style_text(struct xlsx_rows *x, size_t style)
{
    if (style >= x->style_n) {
        x->style = jc_grow(x->style, &x->style_cap, style + 1, sizeof *x->style);
        for (; x->style_n <= style; x->style_n++)
            set_piece(&x->style[x->style_n], "\" s=\"%u\"", (unsigned)x->style_n);
    }
    return &x->style[style];
}

/* <c r="B7" s="3" : the caller closes the tag */
static char *cell_open(struct xlsx_rows *x, char *p, size_t col, int style)
{
    p = LIT(p, "<c r=\"");
    p = put_piece(p, &x->ref[col]);
    p = put_piece(p, &x->row);
    return put_piece(p, style_text(x, (size_t)style));
}

void xlsx_rows_blank(struct xlsx_rows *x, size_t col, int style)
{
    written(x, LIT(cell_open(x, room(x, CELL_ROOM), col, style), "/>"));
}

static bool is_no_character(const char *s, size_t n)
{
    return n >= 3 && memcmp(s, "\xEF\xBF", 2) == 0 && ((unsigned char)s[2] & 0xFE) == 0xBE;
}

/* *used: bytes of s that it stands for. */
static char *put_special(char *p, const char *s, size_t n, size_t *used)
{
    *used = 1;
    switch (*s) {
    case '&':
        return LIT(p, "&amp;");
    case '<':
        return LIT(p, "&lt;");
    case '>':
        return LIT(p, "&gt;");
    default:
        if (!is_no_character(s, n))
            return p + snprintf(p, 8, "_x%04X_", (unsigned char)*s);
        *used = 3;
        return s[2] & 1 ? LIT(p, "_xFFFF_") : LIT(p, "_xFFFE_");
    }
}

static bool is_plain(const char *s, size_t n, size_t i)
{
    unsigned char c = (unsigned char)s[i];
    if (c >= 0x20)
        return c != '&' && c != '<' && c != '>' && !(c == '_' && n - i >= 7 && s[i + 1] == 'x' && s[i + 6] == '_') &&
               !(c == 0xEF && is_no_character(s + i, n - i));
    return c == '\n' || c == '\t';
}

enum { ESCAPED_MOST = 7 }; /* bytes for one */

/* The entities; what XML cannot hold becomes _x000B_ or _xFFFE_, and a text that already looks so is guarded. */
static char *put_escaped(char *p, const char *s, size_t n)
{
    size_t from = 0;
    for (size_t i = 0, used = 1; i < n; i += used) {
        used = 1;
        if (is_plain(s, n, i))
            continue;
        memcpy(p, s + from, i - from);
        p = put_special(p + (i - from), s + i, n - i, &used);
        from = i + used;
    }
    memcpy(p, s + from, n - from);
    return p + (n - from);
}

#define TEXT_MOST 32767 /* characters of a cell, of 16 bits each */

/* What a cell can hold, cut at a character. */
static size_t text_fits(const char *s, size_t n)
{
    size_t chars = 0, i = 0;
    if (n <= TEXT_MOST)
        return n;
    for (; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        chars += (c & 0xC0) == 0x80 ? 0 : c >= 0xF0 ? 2 : 1;
        if (chars > TEXT_MOST)
            break;
    }
    return i;
}

/* A text as it is a formula's result: half as many bytes as an inline string, and read by everything all the same. */
void xlsx_rows_text(struct xlsx_rows *x, size_t col, int style, const char *s, size_t n)
{
    bool keep = n && ((unsigned char)s[0] <= ' ' || (unsigned char)s[n - 1] <= ' ');
    n = text_fits(s, n);
    char *p = cell_open(x, room(x, CELL_ROOM + n * ESCAPED_MOST), col, style);
    p = keep ? LIT(p, " t=\"inlineStr\"><is><t xml:space=\"preserve\">") : LIT(p, " t=\"str\"><v>");
    p = put_escaped(p, s, n);
    written(x, keep ? LIT(p, "</t></is></c>") : LIT(p, "</v></c>"));
}

static char *put_formula(char *p, const char *formula, size_t n)
{
    if (!formula)
        return p;
    p = LIT(p, "<f>");
    p = put_escaped(p, formula, n);
    return LIT(p, "</f>");
}

void xlsx_rows_number(struct xlsx_rows *x, size_t col, int style, const char *v, const char *formula)
{
    size_t n = strlen(v), f = formula ? strlen(formula) : 0;
    char *p = cell_open(x, room(x, CELL_ROOM + n + f * ESCAPED_MOST), col, style);
    p = put_formula(LIT(p, ">"), formula, f);
    p = LIT(p, "<v>");
    memcpy(p, v, n);
    written(x, LIT(p + n, "</v></c>"));
}

void xlsx_rows_formula_text(struct xlsx_rows *x, size_t col, int style, const char *v, const char *formula)
{
    size_t n = strlen(v), f = formula ? strlen(formula) : 0;
    char *p = cell_open(x, room(x, CELL_ROOM + (n + f) * ESCAPED_MOST), col, style);
    p = put_formula(LIT(p, " t=\"str\">"), formula, f);
    p = put_escaped(LIT(p, "<v>"), v, n);
    written(x, LIT(p, "</v></c>"));
}

enum jc_status xlsx_rows_end(struct xlsx_rows *x, struct jc_err *err)
{
    written(x, LIT(room(x, CELL_ROOM), "</row>"));
    return x->xml.len < PACK_CHUNK ? JC_OK : packer_put(x->packer, &x->xml, err);
}

enum jc_status xlsx_rows_close(struct xlsx_rows *x, struct jc_err *err)
{
    struct packed sum = {0};
    enum jc_status st = packer_end(x->packer, &x->xml, &sum, err);
    packer_free(x->packer);
    x->packer = NULL;
    jc_buf_free(&x->xml);
    x->piece[1].len = x->file_len = sum.packed;
    x->middle_plain = sum.plain;
    x->middle_crc = sum.crc;
    return st;
}

/* ---- the zip entry ------------------------------------------------------------------------------- */

/* Deflates what stands before or behind the rows into the file too. */
static enum jc_status add_piece(struct xlsx_rows *x, int i, const struct jc_buf *xml, uint32_t *crc, struct jc_err *err)
{
    struct packed sum = {0};
    enum jc_status st = pack_once(&sum, x->file, xml->p, xml->len, i == 2, err);
    x->piece[i].at = x->file_len;
    x->piece[i].len = sum.packed;
    x->file_len += sum.packed;
    x->plain += sum.plain;
    *crc = sum.crc;
    return st;
}

static zip_int64_t read_pieces(struct xlsx_rows *x, char *to, zip_uint64_t len)
{
    while (x->at_piece < 3 && x->at == x->piece[x->at_piece].len) {
        x->at_piece++;
        x->at = 0;
    }
    if (x->at_piece == 3)
        return 0;
    uint64_t rest = x->piece[x->at_piece].len - x->at;
    size_t want = (size_t)(rest < len ? rest : len);
    if (fseeko(x->file, (off_t)(x->piece[x->at_piece].at + x->at), SEEK_SET) != 0 ||
        fread(to, 1, want, x->file) != want) {
        zip_error_set(&x->error, ZIP_ER_READ, 0);
        return -1;
    }
    x->at += want;
    return (zip_int64_t)want;
}

static zip_int64_t give_stat(const struct xlsx_rows *x, void *data)
{
    struct zip_stat *st = data;
    zip_stat_init(st);
    st->valid = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;
    st->size = x->plain;
    st->comp_size = x->packed;
    st->crc = x->crc;
    st->comp_method = ZIP_CM_DEFLATE; /* the bytes come deflated: libzip copies them as they are */
    return sizeof *st;
}

static zip_int64_t source_call(void *user, void *data, zip_uint64_t len, zip_source_cmd_t cmd)
{
    struct xlsx_rows *x = user;
    switch (cmd) {
    case ZIP_SOURCE_OPEN:
        x->at_piece = 0;
        x->at = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return read_pieces(x, data, len);
    case ZIP_SOURCE_STAT:
        return give_stat(x, data);
    case ZIP_SOURCE_ERROR:
        return zip_error_to_data(&x->error, data, len);
    case ZIP_SOURCE_SUPPORTS:
        return ZIP_SOURCE_SUPPORTS_READABLE;
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    default:
        zip_error_set(&x->error, ZIP_ER_OPNOTSUPP, 0);
        return -1;
    }
}

/* The frame was made with the heads alone, so <dimension> has to be told where the rows end. */
static void copy_head(struct jc_buf *out, const char *frame, const char *cut, const char *last_cell)
{
    static const char mark[] = "<dimension ref=\"A1:";
    const char *at = memmem(frame, (size_t)(cut - frame), mark, sizeof mark - 1);
    const char *end = at ? memchr(at + sizeof mark - 1, '"', (size_t)(cut - at) - (sizeof mark - 1)) : NULL;
    if (!end) {
        jc_buf_add(out, frame, (size_t)(cut - frame));
        return;
    }
    jc_buf_add(out, frame, (size_t)(at - frame) + sizeof mark - 1);
    jc_buf_str(out, last_cell);
    jc_buf_add(out, end, (size_t)(cut - end));
}

enum jc_status xlsx_rows_source(zip_source_t **out, struct xlsx_rows *x, zip_t *zip, const char *frame, size_t n,
                                const char *last_cell, struct jc_err *err)
{
    const char *cut = memmem(frame, n, "</sheetData>", 12);
    if (!cut)
        return jc_fail(err, JC_INTERNAL, E_MADE, NULL, "sheetData", NULL);
    struct jc_buf head = {0}, tail = {0};
    uint32_t head_crc = 0, tail_crc = 0;
    copy_head(&head, frame, cut, last_cell);
    jc_buf_add(&tail, cut, (size_t)(frame + n - cut));
    enum jc_status st = add_piece(x, 0, &head, &head_crc, err);
    if (st == JC_OK)
        st = add_piece(x, 2, &tail, &tail_crc, err);
    if (st == JC_OK && fflush(x->file) != 0)
        st = output_failed(err, P_tmpdir);
    if (st == JC_OK) {
        unsigned long crc = crc32_combine(head_crc, x->middle_crc, (off_t)x->middle_plain);
        x->crc = (uint32_t)crc32_combine(crc, tail_crc, (off_t)tail.len);
        x->plain += x->middle_plain;
        x->packed = x->file_len;
        *out = zip_source_function(zip, source_call, x);
        if (!*out)
            jc_oom();
    }
    jc_buf_free(&head);
    jc_buf_free(&tail);
    return st;
}
