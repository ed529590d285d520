/*
 * .xls: the cells of a sheet of BIFF2-8, in rows. A first pass over the record heads finds the end of the sheet, its
 * merged ranges and whether its rows stand in order; most do and are then read as they come. DIMENSIONS and ROW are not
 * looked at: they are often wrong and hold nothing that the cells do not.
 */
#include "table/unknown.h"
#include "table/xls.h"

#define BOF_CHART 0x20

struct place {
    uint64_t at;
    uint32_t row, ixfe;
};

struct sheet {
    struct xls *x;
    size_t index; /* in the book */
    struct xls_reader r;
    uint64_t start, end; /* records from after the BOF up to the EOF */
    struct jc_unknown unknown;
    struct jc_line line;  /* the row being built */
    uint32_t row;         /* its number from 0 */
    uint32_t ixfe;        /* the XF of the last IXFE */
    bool any;             /* it has begun */
    struct place *places; /* the cells by row, where the file has them in another order */
    size_t n_places, at_place, cap_places;
    bool sorted;
    struct jc_merge *merges;
    size_t n_merges, cap_merges;
};

static enum jc_status damaged(const struct sheet *s, uint32_t col, struct jc_err *err)
{
    char cell[24];

    jc_cell_name(cell, col, s->row + 1);
    jc_fail(err, JC_INPUT, 153, NULL, NULL, NULL);
    return err ? jc_err_place(err, NULL, NULL, cell) : JC_INPUT;
}

/*
 * A cell in a record of BIFF2, which small programs write into files of any version. Its FORMULA has the number of that of
 * BIFF5 and 8, which is longer.
 */
static bool is_old(int version, const struct xls_reader *r)
{
    switch (r->id) {
    case XLS_INTEGER2:
    case XLS_NUMBER2:
    case XLS_LABEL2:
    case XLS_BOOLERR2:
        return true;
    case XLS_FORMULA:
        return version < 5 || (r->size >= 17 && r->size < 22 && r->size == 17u + r->data[16]);
    default:
        return false;
    }
}

uint32_t xls_head(int version, const struct xls_reader *r)
{
    return is_old(version, r) ? 7 : 6;
}

/* ---- cells -------------------------------------------------------------------------------------- */

/* Borrowed until the next; col is below JC_MAX_COLUMNS. */
static struct jc_cell *cell_at(struct sheet *s, uint32_t col)
{
    s->any = true;
    return jc_line_cell(&s->line, col);
}

/*
 * In BIFF2 a cell names its format, or has 63 and its XF in the IXFE before it. Its records in files of other versions name
 * their XF, as newer ones do in two bytes.
 */
static uint32_t style_number(const struct sheet *s, const unsigned char *head)
{
    uint32_t first = s->x->version == 2 ? XLS_FORMATS2 : 0;

    if (!is_old(s->x->version, &s->r))
        return first + xls_u16(head + 4);
    if ((head[4] & 0x3F) == 0x3F)
        return first + s->ixfe;
    return first ? head[5] & 0x3F : head[4] & 0x3F;
}

static enum jc_style style_of(const struct sheet *s, const unsigned char *head)
{
    uint32_t i = style_number(s, head);

    return i < s->x->n_styles ? s->x->styles[i] : JC_STYLE_NUMBER;
}

static void set_error(struct jc_cell *cell, const char *text)
{
    *cell = (struct jc_cell){.type = JC_CELL_ERROR, .text = text, .len = (uint32_t)strlen(text), .str = -1};
}

static void put_double(struct sheet *s, struct jc_cell *cell, double x, enum jc_style style)
{
    if (!jc_cell_double(cell, x, style, s->x->date1904))
        set_error(cell, "#NUM!");
}

static double double_at(const unsigned char *p)
{
    double x;

    memcpy(&x, p, sizeof x);
    return x;
}

/* RK: 30 bits of a double or an integer, perhaps in hundredths. */
static void put_rk(struct sheet *s, struct jc_cell *cell, uint32_t rk, enum jc_style style)
{
    uint64_t bits = (uint64_t)(rk & ~3u) << 32;
    double x;

    if (rk & 2)
        x = (double)((int32_t)rk >> 2);
    else
        memcpy(&x, &bits, sizeof x);
    put_double(s, cell, rk & 1 ? x / 100 : x, style);
}

static void put_bool_error(struct jc_cell *cell, unsigned value, bool error)
{
    static const struct {
        unsigned code;
        const char *text;
    } errors[] = {{0x00, "#NULL!"}, {0x07, "#DIV/0!"}, {0x0F, "#VALUE!"}, {0x17, "#REF!"},
                  {0x1D, "#NAME?"}, {0x24, "#NUM!"},   {0x2A, "#N/A"},    {0x2B, "#GETTING_DATA"}};

    if (!error) {
        *cell = (struct jc_cell){.type = JC_CELL_BOOL, .num = value != 0, .str = -1};
        return;
    }
    set_error(cell, "#ERROR!");
    for (size_t i = 0; i < JC_LEN(errors); i++)
        if (errors[i].code == value)
            set_error(cell, errors[i].text);
}

/* A text that was appended to the line from `from` on; jc_line_row() sets the pointer when the row is whole. */
static void put_text(struct sheet *s, struct jc_cell *cell, size_t from)
{
    size_t n = s->line.text.len - from;

    *cell = (struct jc_cell){.str = -1};
    if (n > 0)
        *cell = (struct jc_cell){.type = JC_CELL_TEXT, .num = (int64_t)from, .len = (uint32_t)n, .str = -1};
}

static enum jc_status put_shared(struct sheet *s, uint32_t col, uint32_t index, struct jc_err *err)
{
    const struct xls *x = s->x;
    uint32_t from;

    if (index >= x->n_strings) {
        char cell[24], number[16];

        jc_cell_name(cell, col, s->row + 1);
        snprintf(number, sizeof number, "%u", index);
        jc_fail(err, JC_INPUT, 117, number, NULL, NULL);
        return err ? jc_err_place(err, NULL, NULL, cell) : JC_INPUT;
    }
    from = index ? x->ends[index - 1] : 0;
    *cell_at(s, col) = (struct jc_cell){.str = -1};
    if (x->ends[index] > from)
        *cell_at(s, col) = (struct jc_cell){
            .type = JC_CELL_TEXT, .text = x->strings.p + from, .len = x->ends[index] - from, .str = (int32_t)index};
    return JC_OK;
}

/* The string of LABEL, RSTRING and STRING at `offset` of the current record. */
static enum jc_status take_text(struct sheet *s, uint32_t col, uint32_t offset, bool byte_length, struct jc_err *err)
{
    struct xls *x = s->x;
    size_t from = s->line.text.len, width = byte_length ? 1 : 2, n;
    const unsigned char *p = s->r.data + offset;
    enum jc_status status = JC_OK;
    struct xls_bytes b;

    if (s->r.size < offset + width)
        return damaged(s, col, err);
    n = byte_length ? *p : xls_u16(p);
    xls_bytes_at(&b, &s->r, offset + (uint32_t)width);
    if (n > 0 && x->version == 8 && !byte_length)
        status = xls_unicode(&b, (uint32_t)n, &s->line.text, err);
    else
        status = xls_code_text(&b, n, &x->code, &s->line.text, err);
    if (status == JC_INPUT)
        return damaged(s, col, err);
    if (x->code.lossy && !x->told_lossy) {
        char cell[24];

        jc_cell_name(cell, col, s->row + 1);
        jc_book_add_note(x->book, 157, NULL, cell, NULL, NULL, NULL);
        x->told_lossy = true;
    }
    put_text(s, cell_at(s, col), from);
    return status;
}

/* ---- formulas ----------------------------------------------------------------------------------- */

/* Records that may stand between a formula and the STRING that holds its value. */
static bool belongs_to_formula(uint32_t id)
{
    return id == 0x04BC || id == 0x00BC || id == 0x0221 || id == 0x0021 || id == 0x0236 || id == 0x0036 ||
           id == 0x0037 || id == XLS_CONTINUE;
}

static void put_unknown(struct sheet *s, uint32_t col)
{
    cell_at(s, col)->type = JC_CELL_UNKNOWN;
    jc_unknown_add(&s->unknown, col, s->row + 1);
}

static enum jc_status take_formula_text(struct sheet *s, uint32_t col, struct jc_err *err)
{
    enum jc_status status;

    for (;;) {
        uint64_t here = s->r.next;

        status = xls_next(&s->r, err);
        if (status != JC_OK && status != JC_END)
            return status;
        if (status == JC_OK && (s->r.id == XLS_STRING || s->r.id == XLS_STRING2))
            return take_text(s, col, 0, s->r.id == XLS_STRING2, err);
        if (status == JC_END || !belongs_to_formula(s->r.id)) {
            xls_seek(&s->r, here);
            put_unknown(s, col);
            return JC_OK;
        }
    }
}

static enum jc_status take_formula(struct sheet *s, uint32_t col, uint32_t head, struct jc_err *err)
{
    const unsigned char *p = s->r.data + head;
    struct jc_cell *cell;
    enum jc_status status;
    bool uncomputed;

    if (s->r.size < head + 9)
        return damaged(s, col, err);
    cell = cell_at(s, col);
    *cell = (struct jc_cell){.str = -1};
    status = xls_uncomputed(&uncomputed, s->x, &s->r, head, err);
    if (status != JC_OK)
        return status;
    if (uncomputed) {
        put_unknown(s, col);
        return JC_OK;
    }
    if (p[6] != 0xFF || p[7] != 0xFF)
        put_double(s, cell, double_at(p), style_of(s, s->r.data));
    else if (p[0] == 0)
        return take_formula_text(s, col, err);
    else if (p[0] == 1 || p[0] == 2)
        put_bool_error(cell, p[2], p[0] == 2);
    else
        put_text(s, cell, s->line.text.len);
    return JC_OK;
}

/* ---- records of cells --------------------------------------------------------------------------- */

static bool is_cell(uint32_t id)
{
    switch (id) {
    case XLS_INTEGER2:
    case XLS_NUMBER2:
    case XLS_LABEL2:
    case XLS_BOOLERR2:
    case XLS_MULRK:
    case XLS_RSTRING:
    case XLS_LABELSST:
    case XLS_NUMBER:
    case XLS_LABEL:
    case XLS_BOOLERR:
    case XLS_RK:
        return true;
    default:
        return xls_is_formula(id);
    }
}

static enum jc_status take_mulrk(struct sheet *s, uint32_t col, struct jc_err *err)
{
    uint32_t n = s->r.size < 12 ? 0 : (s->r.size - 6) / 6;

    for (uint32_t i = 0; i < n; i++) {
        const unsigned char *p = s->r.data + 4 + 6 * (size_t)i;

        if (col + i >= JC_MAX_COLUMNS)
            return damaged(s, col, err);
        put_rk(s, cell_at(s, col + i), xls_u32(p + 2), style_of(s, p - 4));
    }
    return JC_OK;
}

/* The bytes that a cell record has at least after its head. */
static uint32_t least(uint32_t id)
{
    switch (id) {
    case XLS_NUMBER2:
    case XLS_NUMBER:
        return 8;
    case XLS_RK:
    case XLS_LABELSST:
        return 4;
    default:
        return id == XLS_LABEL2 ? 1 : 2;
    }
}

static enum jc_status take_value(struct sheet *s, struct jc_err *err)
{
    const unsigned char *p = s->r.data;
    uint32_t head = xls_head(s->x->version, &s->r), col = xls_u16(p + 2);

    if (s->r.size < head + least(s->r.id) || col >= JC_MAX_COLUMNS)
        return damaged(s, col, err);
    p += head;
    switch (s->r.id) {
    case XLS_LABELSST:
        return put_shared(s, col, xls_u32(p), err);
    case XLS_RK:
        put_rk(s, cell_at(s, col), xls_u32(p), style_of(s, s->r.data));
        return JC_OK;
    case XLS_MULRK:
        return take_mulrk(s, col, err);
    case XLS_NUMBER:
    case XLS_NUMBER2:
        put_double(s, cell_at(s, col), double_at(p), style_of(s, s->r.data));
        return JC_OK;
    case XLS_INTEGER2:
        put_double(s, cell_at(s, col), xls_u16(p), style_of(s, s->r.data));
        return JC_OK;
    case XLS_BOOLERR:
    case XLS_BOOLERR2:
        put_bool_error(cell_at(s, col), p[0], p[1] != 0);
        return JC_OK;
    case XLS_LABEL:
    case XLS_RSTRING:
        return take_text(s, col, head, false, err);
    case XLS_LABEL2:
        return take_text(s, col, head, true, err);
    default:
        return take_formula(s, col, head, err);
    }
}

static void mark_struck(struct sheet *s, uint32_t col, uint32_t style)
{
    if (style < s->x->n_styles && s->x->struck[style] && col < s->line.n && s->line.cells[col].type != JC_CELL_EMPTY)
        s->line.cells[col].flags |= JC_CELL_STRUCK;
}

/* The style is looked up first: a formula reads on, for its text. */
static enum jc_status take_cell(struct sheet *s, struct jc_err *err)
{
    uint32_t col = xls_u16(s->r.data + 2), many = s->r.id == XLS_MULRK ? (s->r.size - 6) / 6 : 0, style;
    enum jc_status status;

    if (!s->x->struck)
        return take_value(s, err);
    style = style_number(s, s->r.data);
    status = take_value(s, err);
    for (uint32_t i = 0; i < many && status == JC_OK; i++)
        mark_struck(s, col + i, xls_u16(s->r.data + 4 + 6 * (size_t)i));
    if (!many && status == JC_OK)
        mark_struck(s, col, style);
    return status;
}

/* ---- the first pass ----------------------------------------------------------------------------- */

static void take_merges(struct sheet *s)
{
    const unsigned char *p = s->r.data;
    uint32_t n = s->r.size < 2 ? 0 : xls_u16(p);

    for (uint32_t i = 0; i < n && 2 + 8 * (i + 1) <= s->r.size; i++) {
        const unsigned char *q = p + 2 + 8 * (size_t)i;

        s->merges = jc_grow(s->merges, &s->cap_merges, s->n_merges + 1, sizeof *s->merges);
        s->merges[s->n_merges++] =
            (struct jc_merge){xls_u16(q) + 1, xls_u16(q + 4), xls_u16(q + 2) + 1, xls_u16(q + 6)};
    }
}

static void add_place(struct sheet *s, uint32_t row)
{
    s->places = jc_grow(s->places, &s->cap_places, s->n_places + 1, sizeof *s->places);
    s->places[s->n_places++] = (struct place){s->r.at, row, s->ixfe};
}

static int by_row(const void *a, const void *b)
{
    const struct place *x = a, *y = b;

    if (x->row != y->row)
        return x->row < y->row ? -1 : 1;
    return (x->at > y->at) - (x->at < y->at);
}

static void take_ixfe(struct sheet *s)
{
    if (s->r.size >= 2)
        s->ixfe = xls_u16(s->r.data);
}

/* Walks the sheet from after its BOF to its EOF, over charts that stand in it. index: remember every cell. */
static enum jc_status walk(struct sheet *s, bool index, bool *in_order, struct jc_err *err)
{
    uint32_t last = 0;
    int depth = 1;
    enum jc_status status = JC_OK;

    xls_seek(&s->r, s->start);
    *in_order = true;
    while (depth > 0) {
        status = xls_next(&s->r, err);
        if (status == JC_END)
            status = jc_fail(err, JC_INPUT, 151, NULL, NULL, NULL);
        if (status != JC_OK)
            return status;
        if (xls_is_bof(s->r.id)) {
            depth++;
        } else if (s->r.id == XLS_EOF) {
            depth--;
        } else if (depth == 1 && s->r.id == XLS_MERGEDCELLS) {
            if (!index)
                take_merges(s);
        } else if (depth == 1 && s->r.id == XLS_IXFE) {
            take_ixfe(s);
        } else if (depth == 1 && s->r.size >= 6 && is_cell(s->r.id)) {
            uint32_t row = xls_u16(s->r.data);

            *in_order &= row >= last;
            last = row;
            if (index)
                add_place(s, row);
        }
    }
    s->end = s->r.at;
    return JC_OK;
}

/* ---- the format --------------------------------------------------------------------------------- */

static void sheet_free(void *sheet)
{
    struct sheet *s = sheet;

    if (!s)
        return;
    xls_reader_free(&s->r);
    jc_line_free(&s->line);
    free(s->places);
    free(s->merges);
    free(s);
}

static enum jc_status find_rows(struct sheet *s, struct jc_err *err)
{
    bool in_order = true;
    enum jc_status status = xls_next(&s->r, err);

    if (status == JC_END || (status == JC_OK && !xls_is_bof(s->r.id)))
        status = jc_fail(err, JC_INPUT, 151, NULL, NULL, NULL);
    s->start = s->end = s->r.next;
    if (status == JC_OK && s->r.size >= 4 && xls_u16(s->r.data + 2) == BOF_CHART)
        return JC_OK; /* the numbers in it are those of the chart, not cells */
    if (status == JC_OK)
        status = walk(s, false, &in_order, err);
    if (status == JC_OK && !in_order) {
        s->sorted = true;
        status = xls_hold(&s->r, s->start, s->end, err);
        if (status == JC_OK)
            status = walk(s, true, &in_order, err);
        if (status == JC_OK)
            qsort(s->places, s->n_places, sizeof *s->places, by_row);
    }
    xls_seek(&s->r, s->start);
    return status;
}

static enum jc_status sheet_open(void **out, void *file, size_t i, struct jc_err *err)
{
    struct xls *x = file;
    struct sheet *s = jc_alloc(sizeof *s);
    enum jc_status status;

    s->x = x;
    s->index = i;
    xls_reader_init(&s->r, x, x->sheets[i]);
    status = find_rows(s, err);
    *out = NULL;
    if (status == JC_OK)
        *out = s;
    else
        sheet_free(s);
    return status;
}

/* On to the next record of a cell; JC_END after the last. */
static enum jc_status next_cell(struct sheet *s, struct jc_err *err)
{
    int depth = 0;

    if (s->sorted) {
        if (s->at_place == s->n_places)
            return JC_END;
        s->ixfe = s->places[s->at_place].ixfe;
        xls_seek(&s->r, s->places[s->at_place++].at);
        return xls_next(&s->r, err);
    }
    while (s->r.next < s->end) {
        enum jc_status status = xls_next(&s->r, err);

        if (status != JC_OK)
            return status;
        if (xls_is_bof(s->r.id))
            depth++;
        else if (s->r.id == XLS_EOF)
            depth--;
        else if (depth == 0 && s->r.id == XLS_IXFE)
            take_ixfe(s);
        else if (depth == 0 && s->r.size >= 6 && is_cell(s->r.id))
            return JC_OK;
    }
    return JC_END;
}

static void unread_cell(struct sheet *s)
{
    if (s->sorted)
        s->at_place--;
    else
        xls_seek(&s->r, s->r.at);
}

/* All cells of the next row that has any. */
static enum jc_status gather_row(struct sheet *s, struct jc_err *err)
{
    enum jc_status status;

    s->any = false;
    jc_line_start(&s->line, 0);
    while ((status = next_cell(s, err)) == JC_OK) {
        uint32_t number = xls_u16(s->r.data);

        if (s->any && number != s->row) {
            unread_cell(s);
            return JC_OK;
        }
        s->row = number;
        s->line.number = number + 1;
        status = take_cell(s, err);
        if (status != JC_OK)
            return status;
    }
    return status == JC_END && s->any ? JC_OK : status;
}

static enum jc_status next(void *sheet, const struct jc_row **row, struct jc_err *err)
{
    struct sheet *s = sheet;
    enum jc_status status;

    do {
        status = gather_row(s, err);
        *row = jc_line_row(&s->line);
    } while (status == JC_OK && (*row)->n == 0);
    if (status == JC_END)
        jc_unknown_tell(&s->unknown, s->x->book, s->index);
    return status;
}

static const struct jc_merge *merges(const void *sheet, size_t *n)
{
    const struct sheet *s = sheet;

    *n = s->n_merges;
    return s->merges;
}

/*
 * A compound file, or a BOF at the very beginning: BIFF2-4 and what small export programs write. What these programs
 * call it does not matter where a cell stands next.
 */
static bool sniff(struct jc_source *src)
{
    const unsigned char *p = src->head;
    uint32_t kind, size;

    if (jc_cfb_sniff(src))
        return true;
    if (src->head_len < 8 || !xls_is_bof(xls_u16(p)) || xls_u16(p + 2) < 4 || xls_u16(p + 2) > 16)
        return false;
    kind = xls_u16(p + 6);
    if (kind == 0x05 || kind == 0x10 || kind == 0x20 || kind == 0x40 || kind == 0x100)
        return true;
    size = 4 + xls_u16(p + 2);
    return src->head_len >= size + 4 && xls_u16(p) == 0x0809 && xls_u16(p + size) > 0xFF && is_cell(xls_u16(p + size));
}

const struct jc_format jc_format_xls = {
    .name = "xls",
    .sniff = sniff,
    .open = xls_open,
    .close = xls_close,
    .sheet_open = sheet_open,
    .next = next,
    .merges = merges,
    .sheet_free = sheet_free,
};
