#include "table/number.h"
#include "table/scan.h"
#include "table/xlsx.h"

/*
 * A row is scanned where it lies in the window, from its <row to its </row>; if the window ends before, the row is
 * scanned again in the next one, which begins with it. So nothing has to be remembered inside a row.
 */

enum stage { AT_PROLOG = 0, BEFORE_ROWS, IN_ROWS, AFTER_ROWS, AT_END };

#define LONG_ROW (1 << 22) /* to be scanned again and again would cost too much: for the careful parser */

int xlsx_path_for_tests;

/* ---- one cell ---------------------------------------------------------------------------------- */

/* r="AB12" at the letters; the digits have to be the row's. */
static inline enum scan scan_ref(struct xlsx_sheet *s, const char **pp, const char *end, uint32_t *col)
{
    const char *p = *pp;
    uint32_t c = (uint32_t)(*p - 'A');

    if (c > 25)
        return scan_unlike(p, end);
    for (p++; *p >= 'A' && *p <= 'Z'; p++)
        c = (c + 1) * 26 + (uint32_t)(*p - 'A');
    if (p - *pp > 3 || (scan_load(p) & s->row_mask) != s->row_key)
        return scan_unlike(p, end);
    *pp = p + s->row_len;
    *col = c;
    return SCAN_OK;
}

static inline enum scan scan_style(const char **pp, const char *end, uint32_t *style)
{
    const char *p = *pp;
    uint32_t x = 0;

    for (; (unsigned char)(*p - '0') < 10; p++)
        x = x * 10 + (uint32_t)(*p - '0');
    if (p == *pp || p - *pp > 8 || *p != '"')
        return scan_unlike(p, end);
    *style = x;
    *pp = p + 1;
    return SCAN_OK;
}

static inline enum scan scan_type(const char **pp, const char *end, enum xlsx_type *type)
{
    const char *p = *pp, *quote;
    bool known;

    if (p[0] == 's' && p[1] == '"') {
        *type = XLSX_SHARED;
        *pp = p + 2;
        return SCAN_OK;
    }
    if (SCAN_IS(p, "inlineStr\"")) {
        *type = XLSX_INLINE;
        *pp = p + 10;
        return SCAN_OK;
    }
    for (quote = p; *quote >= 'a' && *quote <= 'z'; quote++)
        ;
    *type = xlsx_type_of(p, (size_t)(quote - p), &known);
    if (*quote != '"' || !known)
        return scan_unlike(p, end);
    *pp = quote + 1;
    return SCAN_OK;
}

/* An attribute that means nothing to us: cm, vm, ph, spans, ht, x14ac:dyDescent … */
static enum scan skip_attr(const char **pp, const char *end)
{
    const char *p = *pp;

    while ((*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z') || (*p >= '0' && *p <= '9') || *p == ':')
        p++;
    if (p == *pp || p[0] != '=' || p[1] != '"')
        return scan_unlike(p, end);
    for (p += 2; *p != '"'; p++)
        if (*p == '<' || *p == '&' || *p == '\0')
            return p >= end ? SCAN_MORE : SCAN_ODD;
    *pp = p + 1;
    return SCAN_OK;
}

/* The attributes of <c, up to its > or />. */
static inline enum scan scan_cell_atts(struct xlsx_sheet *s, const char **pp, const char *end, struct xlsx_raw *raw)
{
    const char *p = *pp;
    enum scan sc = SCAN_OK;

    while (scan_blank(*p)) {
        do
            p++;
        while (scan_blank(*p));
        if (*p == '>' || *p == '/')
            break;
        if (p[1] != '=' || p[2] != '"')
            sc = skip_attr(&p, end);
        else if (*p == 'r')
            p += 3, sc = scan_ref(s, &p, end, &raw->col);
        else if (*p == 's')
            p += 3, sc = scan_style(&p, end, &raw->style);
        else if (*p == 't')
            p += 3, sc = scan_type(&p, end, &raw->type);
        else
            sc = skip_attr(&p, end);
        if (sc != SCAN_OK)
            return sc;
    }
    *pp = p;
    return SCAN_OK;
}

/* <v> at p: its text, decoded into s->texts where it is not plain. */
static enum scan scan_value(struct xlsx_sheet *s, const char **pp, const char *end, struct xlsx_raw *raw)
{
    struct scan_tag tag;
    const char *p, *stop;
    bool under = false;
    enum scan sc = scan_tag(*pp, end, &tag, &p);

    if (sc != SCAN_OK)
        return sc;
    if (raw->has_value || tag.name_len != 1)
        return SCAN_ODD;
    raw->has_value = true;
    raw->value = p;
    if (tag.closes) {
        *pp = p;
        return SCAN_OK;
    }
    stop = scan_text(p, &under);
    raw->value_len = (size_t)(stop - p);
    if (*stop != '<' || (under && raw->type == XLSX_STR)) {
        while (*stop == '&' || *stop == '\r')
            stop = scan_text(stop + 1, &under);
        if (*stop != '<')
            return scan_unlike(stop, end);
        raw->value = NULL;
        raw->value_at = s->texts.len;
        if (!scan_decode(&s->texts, p, (size_t)(stop - p)))
            return SCAN_ODD;
        s->has_texts = true;
        if (raw->type == XLSX_STR)
            xlsx_unescape(&s->texts, raw->value_at);
        raw->value_len = s->texts.len - raw->value_at;
    }
    if (!SCAN_IS(stop, "</v>"))
        return scan_unlike(stop, end);
    *pp = stop + 4;
    return SCAN_OK;
}

/* <f …>…</f> or <f …/>: that there is a formula is all we want to know. */
static enum scan skip_formula(const char **pp, const char *end, struct xlsx_raw *raw)
{
    struct scan_tag tag;
    const char *p;
    bool under = false;
    enum scan sc = scan_tag(*pp, end, &tag, &p);

    if (sc != SCAN_OK)
        return sc;
    if (tag.name_len != 1)
        return SCAN_ODD;
    raw->formula = true;
    if (!tag.closes) {
        while (*(p = scan_text(p, &under)) == '&' || *p == '\r')
            p++;
        if (!SCAN_IS(p, "</f>"))
            return scan_unlike(p, end);
        p += 4;
    }
    *pp = p;
    return SCAN_OK;
}

static enum scan scan_inline(struct xlsx_sheet *s, const char **pp, const char *end, struct xlsx_raw *raw)
{
    const char *p = *pp;
    enum scan sc;

    if (!SCAN_IS(p, "<is>") || raw->has_value || raw->type != XLSX_INLINE)
        return scan_unlike(p, end);
    p += 4;
    raw->has_value = true;
    raw->value_at = s->texts.len;
    sc = scan_rich(&p, end, "</is>", &s->texts, &raw->value, &raw->value_len);
    if (sc != SCAN_OK)
        return sc;
    if (!raw->value) {
        raw->value_len = s->texts.len - raw->value_at;
        s->has_texts = true;
    }
    *pp = p;
    return SCAN_OK;
}

/* Everything between <c …> and </c>, in any order. */
static enum scan scan_cell_content(struct xlsx_sheet *s, const char **pp, const char *end, struct xlsx_raw *raw)
{
    const char *p = *pp;
    enum scan sc = SCAN_OK;

    while (sc == SCAN_OK) {
        while (scan_blank(*p) || *p == '>') /* Apache POI leaves a '>' after a formula of a truth value */
            p++;
        if (*p != '<')
            return scan_unlike(p, end);
        if (p[1] == 'v')
            sc = scan_value(s, &p, end, raw);
        else if (p[1] == 'f')
            sc = skip_formula(&p, end, raw);
        else if (p[1] == 'i')
            sc = scan_inline(s, &p, end, raw);
        else if (SCAN_IS(p, "</c>"))
            break;
        else
            return scan_unlike(p, end);
    }
    *pp = p + 4;
    return sc;
}

/* The place of the next cell, which does not lie before the last one. */
static inline struct jc_cell *next_cell(struct xlsx_sheet *s, uint32_t col)
{
    if (__builtin_expect(col >= s->cap, 0))
        s->cells = jc_grow(s->cells, &s->cap, (size_t)col + 1, sizeof *s->cells);
    while (s->n < col)
        s->cells[s->n++] = (struct jc_cell){.str = -1};
    s->n = col + 1;
    return &s->cells[col];
}

/* <v>123</v></c> of a shared string at the digits; false: not of this shape, or no such string. */
static inline bool plain_shared(struct xlsx_sheet *s, const char **pp, uint32_t col)
{
    const struct xlsx_strings *t = &s->book->strings;
    const char *p = *pp;
    uint64_t x = scan_load(p), lt = x ^ JC_BYTES('<');
    uint64_t i;
    uint32_t from, to;
    unsigned n;
    bool good = true;

    lt = (lt - JC_BYTES(1)) & ~lt & JC_BYTES(0x80);
    n = lt ? (unsigned)__builtin_ctzll(lt) / 8 : 0;
    if (n == 0 || !SCAN_IS(p + n, "</v></c>"))
        return false;
    i = jc_digits8(x, n, &good);
    if (!good || i >= t->n)
        return false;
    from = i > 0 ? t->end[i - 1] : 0;
    to = t->end[i];
    *pp = p + n + 8;
    s->next_col = col + 1;
    if (to != from)
        *next_cell(s, col) =
            (struct jc_cell){.text = t->text.p + from, .len = to - from, .str = (int32_t)i, .type = JC_CELL_TEXT};
    return true;
}

/* <v>12.5</v></c> at the digits; false: not of this shape. */
static inline bool plain_number(struct xlsx_sheet *s, const char **pp, uint32_t col, uint32_t style)
{
    const char *p = *pp, *stop = scan_lt(p);

    if (stop == p || !SCAN_IS(stop, "</v></c>"))
        return false;
    if (!jc_cell_number(next_cell(s, col), p, (size_t)(stop - p),
                        style < s->book->nstyles ? s->book->styles[style] : JC_STYLE_NUMBER, s->book->date1904)) {
        s->n = col;
        return false;
    }
    s->next_col = col + 1;
    *pp = stop + 8;
    return true;
}

/* A text and the `close` tags of its cell; false: not of this shape, or with something to decode. */
static inline bool plain_text(struct xlsx_sheet *s, const char **pp, uint32_t col, const char *close)
{
    bool under = false;
    const char *p = *pp, *stop = scan_text(p, &under);
    size_t n = (size_t)(stop - p);

    if (under || memcmp(stop, close, strlen(close)) != 0 || n > JC_MAX_CELL_BYTES)
        return false;
    *pp = stop + strlen(close);
    s->next_col = col + 1;
    if (n > 0)
        *next_cell(s, col) = (struct jc_cell){.text = p, .len = (uint32_t)n, .str = -1, .type = JC_CELL_TEXT};
    return true;
}

/*
 * The shape that nearly every cell of nearly every producer has: <c r="B2" s="1" t="s"><v>12</v></c>, s and t where
 * they are needed. False: another one; nothing has happened.
 */
static inline bool plain_cell(struct xlsx_sheet *s, const char **pp, const char *end)
{
    const char *p = *pp + 2;
    uint32_t col, style = 0;
    bool plain = false;

    if (!SCAN_IS(p, " r=\""))
        return false;
    p += 4;
    if (scan_ref(s, &p, end, &col) != SCAN_OK || col < s->next_col || col >= JC_MAX_COLUMNS)
        return false;
    if (SCAN_IS(p, " s=\"")) {
        p += 4;
        if (scan_style(&p, end, &style) != SCAN_OK)
            return false;
    }
    if (SCAN_IS(p, "><v>")) {
        p += 4;
        plain = plain_number(s, &p, col, style);
    } else if (SCAN_IS(p, " t=\"s\"><v>")) {
        p += 10;
        plain = plain_shared(s, &p, col);
    } else if (SCAN_IS(p, " t=\"inlineStr\"><is><t>")) {
        p += 22;
        plain = plain_text(s, &p, col, "</t></is></c>");
    } else if (SCAN_IS(p, " t=\"n\"><v>")) {
        p += 10;
        plain = plain_number(s, &p, col, style);
    } else if (SCAN_IS(p, " t=\"str\"><v>")) {
        p += 12;
        plain = plain_text(s, &p, col, "</v></c>");
    }
    if (plain) {
        xlsx_cell_style(s, col, style);
        *pp = p;
    }
    return plain;
}

/* Every other cell that can be scanned; "<c" is at p. *failed: s->err tells. */
static enum scan scan_cell(struct xlsx_sheet *s, const char **pp, const char *end, bool *failed)
{
    struct xlsx_raw raw = {.col = s->next_col};
    const char *p = *pp + 2;
    enum scan sc = scan_cell_atts(s, &p, end, &raw);

    if (sc != SCAN_OK)
        return sc;
    if (raw.col < s->next_col || raw.col >= JC_MAX_COLUMNS)
        return SCAN_ODD;
    if (p[0] == '/' && p[1] == '>') {
        *pp = p + 2;
        s->next_col = raw.col + 1;
        return SCAN_OK;
    }
    if (*p != '>')
        return scan_unlike(p, end);
    p++;
    sc = scan_cell_content(s, &p, end, &raw);
    if (sc != SCAN_OK)
        return sc;
    *pp = p;
    *failed = !xlsx_cell_put(s, &raw);
    return SCAN_OK;
}

/* ---- one row ----------------------------------------------------------------------------------- */

/* r="12" at the digits: kept as it stands, to compare every cell's with it at once. */
static enum scan scan_row_number(struct xlsx_sheet *s, const char **pp, const char *end, uint64_t *number)
{
    const char *p = *pp;
    uint64_t x = 0;

    for (; (unsigned char)(*p - '0') < 10; p++)
        x = x * 10 + (uint64_t)(*p - '0');
    if (p == *pp || p - *pp > 7 || *p != '"' || x == 0)
        return scan_unlike(p, end);
    s->row_mask = p - *pp == 7 ? ~UINT64_C(0) : (UINT64_C(1) << 8 * (p - *pp + 1)) - 1;
    s->row_key = scan_load(*pp) & s->row_mask;
    s->row_len = (unsigned)(p - *pp) + 1;
    *number = x;
    *pp = p + 1;
    return SCAN_OK;
}

/* The key of a row without r=. */
static void make_row_key(struct xlsx_sheet *s, uint64_t number)
{
    char text[32];
    int n = snprintf(text, sizeof text, "%llu\"", (unsigned long long)number);

    s->row_mask = n >= 8 ? ~UINT64_C(0) : (UINT64_C(1) << 8 * n) - 1;
    s->row_key = scan_load(text) & s->row_mask;
    s->row_len = (unsigned)n;
}

static enum scan scan_row_start(struct xlsx_sheet *s, const char **pp, const char *end, uint64_t *number, bool *empty)
{
    const char *p = *pp;
    enum scan sc;

    *number = 0;
    while (scan_blank(*p)) {
        do
            p++;
        while (scan_blank(*p));
        if (*p == '>' || *p == '/')
            break;
        if (SCAN_IS(p, "r=\"")) {
            p += 3;
            sc = scan_row_number(s, &p, end, number);
        } else {
            sc = skip_attr(&p, end);
        }
        if (sc != SCAN_OK)
            return sc;
    }
    *empty = *p == '/';
    p += *empty;
    if (*p != '>')
        return scan_unlike(p, end);
    if (*number == 0)
        make_row_key(s, *number = (uint64_t)s->number + 1);
    *pp = p + 1;
    return SCAN_OK;
}

/* A whole row; s->p is behind it. On anything but SCAN_OK the row is to be scanned again. */
static enum scan scan_row(struct xlsx_sheet *s, bool *failed)
{
    const char *p = s->p + 4, *end = s->end;
    uint32_t last = s->number;
    uint64_t number, unknown = s->unknown, odd = s->odd_numbers;
    bool empty;
    enum scan sc = scan_row_start(s, &p, end, &number, &empty);

    if (sc != SCAN_OK)
        return sc;
    if (number <= last || number > XLSX_MAX_ROW || !xlsx_row_start(s, number))
        return SCAN_ODD;
    while (sc == SCAN_OK && !empty && !*failed) {
        if (p[0] == '<' && p[1] == 'c' && (scan_blank(p[2]) || p[2] == '>' || p[2] == '/')) {
            if (!plain_cell(s, &p, end))
                sc = scan_cell(s, &p, end, failed);
        } else if (SCAN_IS(p, "</row>")) {
            p += 6;
            break;
        } else if (scan_blank(*p)) {
            p++;
        } else {
            sc = scan_unlike(p, end);
        }
    }
    if (sc == SCAN_OK) {
        s->p = p;
    } else {
        s->number = last;
        s->unknown = unknown;
        s->odd_numbers = odd;
    }
    return sc;
}

/* ---- what stands around the rows ---------------------------------------------------------------- */

static bool is_named(const struct scan_tag *tag, const char *name)
{
    return tag->name_len == strlen(name) && memcmp(tag->name, name, tag->name_len) == 0;
}

/* One tag before <sheetData> or after </sheetData>: only the depth is followed, and the merged ranges. */
static enum scan scan_around(struct xlsx_sheet *s, bool *failed)
{
    struct scan_tag tag;
    const char *p = s->p, *ref;
    size_t n;
    enum scan sc;

    while (*p != '<' && *p)
        p++;
    if (p >= s->end) {
        s->p = s->end; /* text between tags */
        return SCAN_MORE;
    }
    s->p = p;
    sc = scan_tag(p, s->end, &tag, &p);
    if (sc != SCAN_OK)
        return sc;
    if (is_named(&tag, "sheetData") && s->depth == 1) {
        if (s->stage == AFTER_ROWS || !tag.opens)
            return SCAN_ODD;
        s->stage = tag.closes ? AFTER_ROWS : IN_ROWS;
    } else if (tag.opens != tag.closes) {
        s->depth = tag.opens ? s->depth + 1 : s->depth - 1;
        if (s->depth == 0)
            s->stage = s->stage == AFTER_ROWS && is_named(&tag, "worksheet") ? AT_END : AT_PROLOG;
    }
    if (tag.opens && is_named(&tag, "mergeCell") && (ref = scan_attr(&tag, "ref", &n)) != NULL)
        *failed = !xlsx_merge_add(s, ref, n);
    s->p = p;
    return s->stage == AT_PROLOG ? SCAN_ODD : SCAN_OK;
}

/* The next thing at s->p. *row: a row was scanned. */
static enum scan scan_next(struct xlsx_sheet *s, bool *row, bool *failed)
{
    enum scan sc;

    switch ((enum stage)s->stage) {
    case AT_PROLOG:
        sc = s->p < s->end ? scan_prolog(&s->p, s->end, "worksheet") : SCAN_MORE;
        if (sc == SCAN_OK) {
            s->stage = BEFORE_ROWS;
            s->depth = 1;
        }
        return sc;
    case BEFORE_ROWS:
    case AFTER_ROWS:
        return scan_around(s, failed);
    case IN_ROWS:
        while (scan_blank(*s->p))
            s->p++;
        if (SCAN_IS(s->p, "<row") && (scan_blank(s->p[4]) || s->p[4] == '>' || s->p[4] == '/')) {
            sc = scan_row(s, failed);
            *row = sc == SCAN_OK;
            return sc;
        }
        if (!SCAN_IS(s->p, "</sheetData>"))
            return scan_unlike(s->p, s->end);
        s->p += 12;
        s->stage = AFTER_ROWS;
        return SCAN_OK;
    case AT_END:
        while (scan_blank(*s->p))
            s->p++;
        return s->p < s->end ? SCAN_ODD : SCAN_MORE;
    }
    return SCAN_ODD;
}

/* The window goes on. JC_NOTFOUND: the scanner cannot. */
static enum jc_status refill(struct xlsx_sheet *s, struct jc_err *err)
{
    size_t n = (size_t)(s->end - s->p);
    const char *data;
    enum jc_status st;

    if (n > LONG_ROW)
        return JC_NOTFOUND;
    st = jc_stream_next(s->stream, n, &data, &n, err);
    if (st == JC_END)
        return s->stage == AT_END ? JC_END : JC_NOTFOUND;
    if (st != JC_OK)
        return st;
    s->p = data;
    s->end = data + n;
    return jc_stream_clean(s->stream) ? JC_OK : JC_NOTFOUND;
}

enum jc_status xlsx_fast_next(struct xlsx_sheet *s, const struct jc_row **row, struct jc_err *err)
{
    for (;;) {
        bool have_row = false, failed = false;
        enum scan sc = scan_next(s, &have_row, &failed);
        enum jc_status st = JC_OK;

        if (failed) {
            if (err)
                *err = s->err;
            return s->err.status;
        }
        if (have_row && (*row = xlsx_row_end(s)) != NULL) {
            s->delivered++;
            return JC_OK;
        }
        if (sc == SCAN_MORE)
            st = refill(s, err);
        if (sc == SCAN_ODD || st == JC_NOTFOUND)
            return JC_NOTFOUND;
        if (st != JC_OK)
            return st;
    }
}
