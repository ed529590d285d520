/*
 * What a .xls says before its sheets: version, password, code page, 1904, formats and styles, sheet names, shared
 * strings. BIFF8 and BIFF5/7 have a part of their own for it, BIFF2-4 and the streams that small export programs write
 * have it among the cells of the only sheet.
 */
#include "table/xls.h"

/* What is gathered while reading and not needed afterwards. */
struct globals {
    struct xls *x;
    uint32_t *formats; /* 1 + the style of each defined format id, or 0 */
    uint32_t n_formats;
    uint32_t *xf;  /* format id of each XF */
    bool *strikes; /* of each font: it is struck through */
    bool *struck;  /* the same of each XF */
    size_t n_xf, cap_xf, cap_struck, n_fonts, cap_fonts, cap_sheets, cap_strings;
    bool any_struck;
    uint32_t codepage;
    bool has_codepage;
};

static enum jc_status damaged(struct jc_err *err)
{
    return jc_fail(err, JC_INPUT, 153, NULL, NULL, NULL);
}

/* ---- code page ---------------------------------------------------------------------------------- */

/* Where the string of a LABEL-like record begins: *n bytes at the result, or NULL where the record is too short. */
static const unsigned char *label_bytes(const struct xls_reader *r, size_t *n)
{
    uint32_t head = r->id == XLS_LABEL2 ? 7 : 6, width = r->id == XLS_LABEL2 ? 1 : 2;

    if (r->size < head + width)
        return NULL;
    *n = width == 1 ? r->data[head] : xls_u16(r->data + head);
    if (*n > r->size - head - width)
        *n = r->size - head - width;
    return r->data + head + width;
}

/* The bytes of any string that a record of BIFF2-7 may hold; NULL for other records. */
static const unsigned char *record_bytes(const struct xls_reader *r, size_t *n)
{
    if (r->id == XLS_LABEL || r->id == XLS_RSTRING || r->id == XLS_LABEL2)
        return label_bytes(r, n);
    if (r->id == XLS_BOUNDSHEET && r->size > 7) {
        *n = r->data[6] < r->size - 7 ? r->data[6] : r->size - 7;
        return r->data + 7;
    }
    return NULL;
}

/* What the strings of the file are made of. */
struct bytes_seen {
    bool high;               /* bytes beyond ASCII */
    bool maybe, sure, never; /* GBK: a character, two hanzi in a row, something that it does not have */
};

static void see_bytes(struct bytes_seen *seen, const unsigned char *s, size_t n)
{
    int looks = xls_looks_gbk(s, n);

    for (size_t i = 0; i < n && !seen->high; i++)
        seen->high = s[i] >= 0x80;
    seen->maybe |= looks > 0;
    seen->sure |= looks == 2;
    seen->never |= looks < 0;
}

/* Stops where it is clear that it is no GBK. */
static enum jc_status scan_bytes(struct xls *x, struct bytes_seen *seen, struct jc_err *err)
{
    struct xls_reader r;
    enum jc_status status = JC_OK;

    xls_reader_init(&r, x, 0);
    while (!seen->never && (status = xls_next(&r, err)) == JC_OK) {
        size_t n;
        const unsigned char *s = record_bytes(&r, &n);

        if (s)
            see_bytes(seen, s, n);
    }
    xls_reader_free(&r);
    return status == JC_END ? JC_OK : status;
}

/* A code page that says something about bytes: UTF-16 says nothing, and 0 is what programs write that know of none. */
static bool says_nothing(const struct globals *g)
{
    return !g->has_codepage || g->codepage == 0 || g->codepage == 1200;
}

static void tell_unknown(const struct globals *g, const char *instead)
{
    char page[16];

    snprintf(page, sizeof page, "%u", g->codepage);
    jc_book_add_note(g->x->book, 158, NULL, NULL, NULL, page, instead);
}

static void tell_chinese(const struct globals *g)
{
    char page[16];

    snprintf(page, sizeof page, "CP%u", g->codepage);
    if (says_nothing(g))
        jc_book_add_note(g->x->book, 156, NULL, NULL, NULL, NULL, NULL);
    else
        jc_book_add_note(g->x->book, 159, NULL, NULL, NULL, page, NULL);
}

/*
 * Chinese programs write GBK bytes under no code page or under the one of the machine (1252). It is GBK when every
 * string is possible GBK and, under a western code page, some are surely Chinese. Other code pages mean what they say,
 * also those that are not known here.
 */
static enum jc_status choose_by_bytes(struct globals *g, struct jc_err *err)
{
    struct xls *x = g->x;
    const char *name = says_nothing(g) ? "CP1252" : xls_encoding(g->codepage);
    const char *instead = g->codepage / 100 == 100 ? "MACINTOSH" : "CP1252"; /* the Macintosh's are 10000 to 10082 */
    bool western = name && (strcmp(name, "CP1252") == 0 || strcmp(name, "MACINTOSH") == 0);
    bool known = xls_code_open(&x->code, name);
    struct bytes_seen seen = {0};
    enum jc_status status = JC_OK;

    if (known && !western)
        return JC_OK;
    status = scan_bytes(x, &seen, err);
    if (western && !seen.never && (seen.sure || (seen.maybe && says_nothing(g)))) {
        xls_code_close(&x->code);
        tell_chinese(g);
        known = xls_code_open(&x->code, "GB18030");
    } else if (!known && seen.high) {
        tell_unknown(g, instead);
    }
    if (!known)
        xls_code_open(&x->code, instead);
    return status;
}

/*
 * In BIFF8 only the older records of cells hold bytes, if there are any: not worth a look at the whole file. GB18030 is the
 * guess that shows where it is wrong.
 */
static enum jc_status choose_code(struct globals *g, struct jc_err *err)
{
    if (g->x->version < 8)
        return choose_by_bytes(g, err);
    xls_code_open(&g->x->code, says_nothing(g) ? "GB18030" : xls_encoding(g->codepage));
    return JC_OK;
}

/* ---- formats and styles ------------------------------------------------------------------------- */

/* The bytes of a FORMAT of BIFF2-7: a length and so many bytes. */
static void decode_format(struct globals *g, const struct xls_reader *r, struct jc_buf *code)
{
    uint32_t head = r->id == XLS_FORMAT2 ? 0 : 2, n;

    if (r->size <= head)
        return;
    n = r->data[head];
    if (n > r->size - head - 1)
        n = r->size - head - 1;
    xls_decode(&g->x->code, code, r->data + head + 1, n);
}

/* Formats of BIFF2-4 have no id but their order. */
static enum jc_status take_format(struct globals *g, struct xls_reader *r, struct jc_err *err)
{
    struct jc_buf code = {0};
    enum jc_status status = JC_OK;
    uint32_t id = g->n_formats++;

    if (g->x->version >= 5 && r->size < (g->x->version == 8 ? 5 : 4))
        return JC_OK; /* an empty one */
    if (g->x->version >= 5)
        id = xls_u16(r->data);
    if (g->x->version == 8) {
        uint32_t length = xls_u16(r->data + 2), there = (r->size - 5) / (r->data[4] & 1 ? 2 : 1);
        struct xls_bytes b;

        xls_bytes_at(&b, r, 4);
        if (length > there) /* a format is never cut by CONTINUE */
            length = there;
        if (length > 0)
            status = xls_unicode(&b, length, &code, err);
    } else {
        decode_format(g, r, &code);
    }
    if (status == JC_OK && id < 65536 && code.len > 0)
        g->formats[id] = 1 + (uint32_t)jc_style_cases(jc_buf_text(&code), code.len);
    jc_buf_free(&code);
    return status;
}

static void take_font(struct globals *g, const struct xls_reader *r)
{
    g->strikes = jc_grow(g->strikes, &g->cap_fonts, g->n_fonts + 1, sizeof *g->strikes);
    g->strikes[g->n_fonts++] = g->x->version >= 5 && r->size >= 4 && xls_u16(r->data + 2) & 8;
}

/* The font of an XF; no font has the number 4. */
static bool is_struck(const struct globals *g, const struct xls_reader *r)
{
    uint32_t font = r->id == XLS_XF && r->size >= 4 ? xls_u16(r->data) : 0;

    font -= font > 4;
    return font < g->n_fonts && g->strikes[font];
}

static void take_xf(struct globals *g, const struct xls_reader *r)
{
    uint32_t id = 0;

    if (r->size >= 4 && r->id == XLS_XF2)
        id = r->data[2] & 0x3F;
    else if (r->size >= 4)
        id = r->id == XLS_XF ? xls_u16(r->data + 2) : r->data[1];
    g->xf = jc_grow(g->xf, &g->cap_xf, g->n_xf + 1, sizeof *g->xf);
    g->struck = jc_grow(g->struck, &g->cap_struck, g->n_xf + 1, sizeof *g->struck);
    g->struck[g->n_xf] = is_struck(g, r);
    g->any_struck |= g->struck[g->n_xf];
    g->xf[g->n_xf++] = id;
}

static enum jc_style format_style(const struct globals *g, uint32_t id)
{
    return g->formats[id] ? (enum jc_style)(g->formats[id] - 1) : jc_style_builtin(id);
}

/* One style per XF; cells of BIFF2 name a format directly, but for those of IXFE. */
static void settle_styles(struct globals *g)
{
    struct xls *x = g->x;
    size_t formats = x->version == 2 ? XLS_FORMATS2 : 0;

    x->n_styles = formats + g->n_xf;
    x->styles = jc_alloc((x->n_styles + 1) * sizeof *x->styles);
    for (size_t i = 0; i < x->n_styles; i++)
        x->styles[i] = format_style(g, i < formats ? (uint32_t)i : g->xf[i - formats]);
    if (g->any_struck) {
        x->struck = jc_alloc((x->n_styles + 1) * sizeof *x->struck);
        memcpy(x->struck + formats, g->struck, g->n_xf * sizeof *x->struck);
    }
}

/* ---- sheets and strings ------------------------------------------------------------------------- */

static enum jc_status take_sheet(struct globals *g, struct xls_reader *r, struct jc_err *err)
{
    struct xls *x = g->x;
    struct jc_buf name = {0};
    uint64_t at = r->size < 8 ? 0 : xls_u32(r->data);
    bool hidden = r->size >= 8 && r->data[4] & 3, cells = r->size >= 8 && r->data[5] == 0;
    enum jc_status status = r->size < 8 ? damaged(err) : JC_OK;

    if (status == JC_OK && x->version == 8) {
        struct xls_bytes b;

        xls_bytes_at(&b, r, 7);
        status = xls_unicode(&b, r->data[6], &name, err);
    } else if (status == JC_OK) {
        size_t n = 0;
        const unsigned char *s = record_bytes(r, &n);

        xls_decode(&x->code, &name, s, n);
    }
    if (status == JC_OK && cells) {
        x->sheets = jc_grow(x->sheets, &g->cap_sheets, x->n_sheets + 1, sizeof *x->sheets);
        x->sheets[x->n_sheets++] = at;
        jc_book_add_sheet(x->book, jc_buf_text(&name), name.len, hidden);
    } else if (status == JC_OK) { /* macros, charts */
        jc_book_add_note(x->book, 125, jc_buf_text(&name), NULL, NULL, NULL, NULL);
    }
    jc_buf_free(&name);
    return status;
}

/*
 * The count that the record gives is not trusted. Where the record ends after a whole string, those before are all there
 * are; a cell that names another is refused when it is read.
 */
static enum jc_status take_strings(struct globals *g, struct xls_reader *r, struct jc_err *err)
{
    struct xls *x = g->x;
    struct xls_bytes b;
    uint32_t count = r->size >= 8 ? xls_u32(r->data + 4) : 0;
    enum jc_status status = JC_OK;

    x->strings.limit = JC_MAX_STRINGS_BYTES;
    xls_bytes_at(&b, r, 8);
    for (uint32_t i = 0; i < count && status == JC_OK; i++) {
        unsigned char length[2];

        status = xls_take(&b, length, 1, err);
        if (status == JC_INPUT)
            return JC_OK;
        if (status == JC_OK)
            status = xls_take(&b, length + 1, 1, err);
        if (status == JC_OK)
            status = xls_unicode(&b, xls_u16(length), &x->strings, err);
        if (status == JC_OK && x->strings.over)
            status = jc_fail(err, JC_LIMIT, 116, NULL, NULL, NULL);
        x->ends = jc_grow(x->ends, &g->cap_strings, x->n_strings + 1, sizeof *x->ends);
        x->ends[x->n_strings++] = (uint32_t)x->strings.len;
    }
    return status;
}

/* ---- reading it --------------------------------------------------------------------------------- */

/* First pass: what later records need to be understood. */
static enum jc_status take_first(struct globals *g, struct xls_reader *r, struct jc_err *err)
{
    if (r->id == XLS_FILEPASS && !g->x->key)
        return xls_key_open(&g->x->key, r->data, r->size, err);
    if (r->id == XLS_CODEPAGE && r->size >= 2) {
        g->codepage = xls_u16(r->data);
        g->has_codepage = true;
    } else if (r->id == XLS_DATEMODE && r->size >= 2) {
        g->x->date1904 = xls_u16(r->data) == 1;
    }
    return JC_OK;
}

static enum jc_status take_second(struct globals *g, struct xls_reader *r, struct jc_err *err)
{
    switch (r->id) {
    case XLS_FORMAT:
        return take_format(g, r, err);
    case XLS_FORMAT2:
        return g->x->version < 4 ? take_format(g, r, err) : JC_OK;
    case XLS_FONT:
        take_font(g, r);
        return JC_OK;
    case XLS_XF:
    case XLS_XF2:
    case XLS_XF3:
    case XLS_XF4:
        take_xf(g, r);
        return JC_OK;
    case XLS_BOUNDSHEET:
        return g->x->version >= 5 ? take_sheet(g, r, err) : JC_OK;
    case XLS_SST:
        return g->x->version == 8 ? take_strings(g, r, err) : JC_OK;
    default:
        return JC_OK;
    }
}

/* From the BOF at 0 to its EOF. */
static enum jc_status each_record(struct globals *g,
                                  enum jc_status (*take)(struct globals *, struct xls_reader *, struct jc_err *),
                                  struct jc_err *err)
{
    struct xls_reader r;
    int depth = 0;
    enum jc_status status;

    xls_reader_init(&r, g->x, 0);
    do {
        status = xls_next(&r, err);
        if (status == JC_END)
            status = jc_fail(err, JC_INPUT, 151, NULL, NULL, NULL);
        if (status != JC_OK)
            break;
        if (xls_is_bof(r.id))
            depth++;
        else if (r.id == XLS_EOF)
            depth--;
        else if (depth == 1)
            status = take(g, &r, err);
    } while (status == JC_OK && depth > 0);
    xls_reader_free(&r);
    return status;
}

/* The version of a BOF. Small programs write 0 or what they like as the version of a BOF of BIFF5 or 8, or an older one. */
static int bof_version_word(uint32_t version)
{
    switch (version) {
    case 0x0200:
    case 0x0300:
    case 0x0400:
        return (int)(version >> 8);
    default:
        return version == 0x0600 ? 8 : 5;
    }
}

static int bof_version(const struct xls_reader *r)
{
    switch (r->id) {
    case 0x0009:
        return 2;
    case 0x0209:
        return 3;
    case 0x0409:
        return 4;
    case 0x0809:
        return bof_version_word(r->size >= 2 ? xls_u16(r->data) : 0);
    default:
        return 0;
    }
}

enum bof_kind { BOF_GLOBALS = 0x0005, BOF_SHEET = 0x0010, BOF_WORKSPACE = 0x0100 };

static enum jc_status read_bof(struct xls *x, uint32_t *kind, struct jc_err *err)
{
    struct xls_reader r;
    enum jc_status status;

    xls_reader_init(&r, x, 0);
    status = xls_next(&r, err);
    if (status == JC_END)
        status = jc_fail(err, JC_INPUT, 151, NULL, NULL, NULL);
    if (status == JC_OK) {
        x->version = bof_version(&r);
        *kind = r.size >= 4 ? xls_u16(r.data + 2) : 0;
        if (x->version == 0)
            status = damaged(err);
        else if (*kind == BOF_WORKSPACE || (x->version < 5 && *kind == BOF_GLOBALS))
            status = jc_fail(err, JC_INPUT, 154, NULL, NULL, NULL);
    }
    xls_reader_free(&r);
    return status;
}

static enum jc_status read_globals(struct globals *g, struct jc_err *err)
{
    struct xls *x = g->x;
    uint32_t kind = 0;
    enum jc_status status = read_bof(x, &kind, err);

    if (status == JC_OK)
        status = each_record(g, take_first, err);
    if (status == JC_OK)
        status = choose_code(g, err);
    if (status == JC_OK && kind != BOF_GLOBALS) { /* a sheet and nothing around it */
        x->sheets = jc_alloc(sizeof *x->sheets);
        x->n_sheets = 1;
        jc_book_add_sheet(x->book, "Sheet1", 6, false);
    }
    if (status == JC_OK)
        status = each_record(g, take_second, err);
    if (status == JC_OK)
        settle_styles(g);
    return status;
}

enum jc_status xls_open(void **out, struct jc_book *book, struct jc_source *src, struct jc_err *err)
{
    struct xls *x = jc_alloc(sizeof *x);
    struct globals g = {.x = x, .formats = jc_alloc(65536 * sizeof *g.formats)};
    enum jc_status status = JC_OK;

    x->book = book;
    x->code.cd = (iconv_t)-1;
    if (jc_cfb_sniff(src))
        status = jc_cfb_workbook(&x->stream, src, err);
    else
        jc_cfb_whole(&x->stream, src);
    if (status == JC_OK)
        status = read_globals(&g, err);
    free(g.formats);
    free(g.xf);
    free(g.strikes);
    free(g.struck);
    *out = NULL;
    if (status == JC_OK)
        *out = x;
    else
        xls_close(x);
    return status;
}

void xls_close(void *file)
{
    struct xls *x = file;

    if (!x)
        return;
    xls_code_close(&x->code);
    xls_key_free(x->key);
    jc_cfb_free(&x->stream);
    jc_buf_free(&x->strings);
    free(x->ends);
    free(x->styles);
    free(x->struck);
    free(x->sheets);
    free(x);
}
