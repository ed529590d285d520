#include "table/number.h"
#include "table/scan.h"
#include "table/xlsx.h"

bool xlsx_row_start(struct xlsx_sheet *s, uint64_t number)
{
    char text[24];

    if (number == 0)
        number = (uint64_t)s->number + 1;
    if (number <= s->number || number > XLSX_MAX_ROW) {
        snprintf(text, sizeof text, "%u", s->number);
        (void)jc_fail(&s->err, JC_INPUT, 118, NULL, text, NULL);
        snprintf(text, sizeof text, "%llu", (unsigned long long)number);
        jc_err_place(&s->err, NULL, NULL, text);
        return false;
    }
    s->number = (uint32_t)number;
    s->n = s->next_col = 0;
    if (s->has_texts)
        jc_buf_clear(&s->texts);
    s->has_texts = false;
    return true;
}

static bool cell_failed(struct xlsx_sheet *s, uint32_t col, enum jc_status st, int code, const char *value)
{
    char place[24];

    (void)jc_fail(&s->err, st, code, value, NULL, NULL);
    jc_cell_name(place, col, s->number);
    jc_err_place(&s->err, NULL, NULL, place);
    return false;
}

/* The place of a cell; what lies between the last one and it is empty. A cell that comes again replaces the first. */
static struct jc_cell *cell_at(struct xlsx_sheet *s, uint32_t col)
{
    if (col >= s->cap) {
        s->cells = jc_grow(s->cells, &s->cap, (size_t)col + 1, sizeof *s->cells);
    }
    for (; s->n <= col; s->n++)
        s->cells[s->n] = (struct jc_cell){.str = -1};
    return &s->cells[col];
}

static void count_unknown(struct xlsx_sheet *s, uint32_t col)
{
    if (s->unknown++ == 0)
        jc_cell_name(s->first_unknown, col, s->number);
}

static bool put_shared(struct xlsx_sheet *s, const struct xlsx_raw *raw, const char *value)
{
    const struct xlsx_strings *t = &s->book->strings;
    size_t n = raw->value_len;
    struct jc_dec d;
    int64_t i;
    uint32_t from;
    struct jc_cell *cell;

    for (; n > 0 && scan_blank(value[n - 1]); n--)
        ;
    for (; n > 0 && scan_blank(*value); n--)
        value++;
    if (!jc_dec_parse(&d, value, n) || !jc_dec_scaled(&i, d, 0, NULL) || i < 0 || (uint64_t)i >= t->n) {
        char text[64];

        jc_copyn(text, sizeof text, value, n);
        return cell_failed(s, raw->col, JC_INPUT, 117, text);
    }
    from = i > 0 ? t->end[i - 1] : 0;
    cell = cell_at(s, raw->col);
    jc_cell_set(cell, t->end[i] > from ? JC_CELL_TEXT : JC_CELL_EMPTY, 0, 0);
    if (cell->type == JC_CELL_TEXT) {
        cell->text = t->text.p + from;
        cell->len = t->end[i] - from;
        cell->str = (int32_t)i;
    }
    return true;
}

/* Text from the window, or from s->texts, whose address is known at the end of the row only. */
static bool put_text(struct xlsx_sheet *s, const struct xlsx_raw *raw, uint8_t type)
{
    struct jc_cell *cell;

    if (raw->value_len > JC_MAX_CELL_BYTES)
        return cell_failed(s, raw->col, JC_LIMIT, 105, NULL);
    cell = cell_at(s, raw->col);
    jc_cell_set(cell, raw->value_len > 0 ? type : JC_CELL_EMPTY, raw->value ? 0 : (int64_t)raw->value_at, 0);
    cell->text = raw->value;
    cell->len = (uint32_t)raw->value_len;
    if (!raw->value)
        s->has_texts = true;
    return true;
}

/* A number, or what stands in a number's place: told once per sheet and kept as the text that it is. */
static bool put_number(struct xlsx_sheet *s, const struct xlsx_raw *raw, const char *value)
{
    enum jc_style style = raw->style < s->book->nstyles ? s->book->styles[raw->style] : JC_STYLE_NUMBER;

    if (jc_cell_number_careful(cell_at(s, raw->col), value, raw->value_len, style, s->book->date1904))
        return true;
    if (s->odd_numbers++ == 0)
        jc_cell_name(s->first_odd, raw->col, s->number);
    return put_text(s, raw, JC_CELL_TEXT);
}

static bool put_bool(struct xlsx_sheet *s, const struct xlsx_raw *raw, const char *value)
{
    bool yes = (raw->value_len == 1 && *value == '1') || (raw->value_len == 4 && memcmp(value, "true", 4) == 0);
    bool no = (raw->value_len == 1 && *value == '0') || (raw->value_len == 5 && memcmp(value, "false", 5) == 0);

    if (!yes && !no)
        return put_number(s, raw, value);
    jc_cell_set(cell_at(s, raw->col), JC_CELL_BOOL, yes, 0);
    return true;
}

static bool blank_text(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!scan_blank(s[i]))
            return false;
    return true;
}

static bool is_zero(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (s[i] != '0' && s[i] != '.')
            return false;
    return n > 0;
}

/*
 * Programs that do not compute write 0 as the value of a formula and ask for computing on load (XlsxWriter), or write what
 * Java makes of 0, "0.0" (Apache POI as it streams). It is a value all the same where other formulas have some.
 */
static bool is_left_out(struct xlsx_sheet *s, const struct xlsx_raw *raw, const char *value)
{
    bool zero = raw->type == XLSX_N && is_zero(value, raw->value_len);

    if (s->looking) {
        s->found |= !zero && raw->value_len > 0;
        return false;
    }
    return zero && (s->book->on_load || raw->value_len > 1) && !xlsx_computed(s->book);
}

static bool put_cell(struct xlsx_sheet *s, const struct xlsx_raw *raw)
{
    const char *value = raw->value ? raw->value : jc_buf_text(&s->texts) + raw->value_at;
    bool texts = raw->type == XLSX_STR || raw->type == XLSX_INLINE;

    if (raw->col >= JC_MAX_COLUMNS)
        return cell_failed(s, raw->col, JC_LIMIT, 103, NULL);
    s->next_col = raw->col + 1;
    if (!raw->has_value || (!texts && blank_text(value, raw->value_len)) ||
        (raw->formula && is_left_out(s, raw, value))) {
        if (raw->formula) {
            jc_cell_set(cell_at(s, raw->col), JC_CELL_UNKNOWN, 0, 0);
            count_unknown(s, raw->col);
        } else if (raw->col < s->n) { /* comes again, empty */
            jc_cell_set(&s->cells[raw->col], JC_CELL_EMPTY, 0, 0);
        }
        return true;
    }
    switch (raw->type) {
    case XLSX_SHARED:
        return put_shared(s, raw, value);
    case XLSX_STR:
    case XLSX_INLINE:
        return put_text(s, raw, JC_CELL_TEXT);
    case XLSX_ERROR:
        return put_text(s, raw, JC_CELL_ERROR);
    case XLSX_BOOL:
        return put_bool(s, raw, value);
    case XLSX_DATE:
        if (jc_cell_iso(cell_at(s, raw->col), value, raw->value_len))
            return true;
        return put_number(s, raw, value);
    case XLSX_N:
        break;
    }
    return put_number(s, raw, value);
}

bool xlsx_cell_put(struct xlsx_sheet *s, const struct xlsx_raw *raw)
{
    bool put = put_cell(s, raw);

    if (put)
        xlsx_cell_style(s, raw->col, raw->style);
    return put;
}

const struct jc_row *xlsx_row_end(struct xlsx_sheet *s)
{
    while (s->n > 0 && s->cells[s->n - 1].type == JC_CELL_EMPTY)
        s->n--;
    if (s->n == 0)
        return NULL;
    for (uint32_t i = 0; s->has_texts && i < s->n; i++) {
        struct jc_cell *cell = &s->cells[i];

        if ((cell->type == JC_CELL_TEXT || cell->type == JC_CELL_ERROR) && !cell->text) {
            cell->text = jc_buf_text(&s->texts) + cell->num;
            cell->num = 0;
        }
    }
    s->row = (struct jc_row){.number = s->number, .n = s->n, .cells = s->cells};
    return &s->row;
}

bool xlsx_ref_parse(const char *s, size_t n, uint32_t *col, uint32_t *row)
{
    size_t i = 0, letters = 0, digits = 0;

    *col = *row = 0;
    i += n > 0 && s[0] == '$';
    for (; i < n && letters < 4; i++, letters++) {
        char c = s[i] & (char)0xDF;

        if (c < 'A' || c > 'Z')
            break;
        *col = *col * 26 + (uint32_t)(c - 'A') + 1;
    }
    i += i < n && s[i] == '$';
    for (; i < n && digits < 8; i++, digits++) {
        if (s[i] < '0' || s[i] > '9')
            break;
        *row = *row * 10 + (uint32_t)(s[i] - '0');
    }
    if (i < n || letters == 0 || letters > 3)
        return false;
    --*col;
    return digits == 0 || *row > 0;
}

bool xlsx_merge_add(struct xlsx_sheet *s, const char *ref, size_t n)
{
    const char *colon = memchr(ref, ':', n);
    struct jc_merge m;

    if (!colon || !xlsx_ref_parse(ref, (size_t)(colon - ref), &m.col0, &m.row0) ||
        !xlsx_ref_parse(colon + 1, n - (size_t)(colon + 1 - ref), &m.col1, &m.row1) || m.row0 == 0 || m.row1 == 0)
        return true;
    if (s->nmerges == JC_MAX_MERGES) {
        (void)jc_fail(&s->err, JC_LIMIT, 127, NULL, NULL, NULL);
        return false;
    }
    s->merges = jc_grow(s->merges, &s->merge_cap, s->nmerges + 1, sizeof *s->merges);
    s->merges[s->nmerges++] = m;
    return true;
}

enum xlsx_type xlsx_type_of(const char *s, size_t n, bool *known)
{
    static const struct {
        const char *text;
        enum xlsx_type type;
    } types[] = {{"s", XLSX_SHARED}, {"n", XLSX_N},     {"str", XLSX_STR}, {"inlineStr", XLSX_INLINE},
                 {"b", XLSX_BOOL},   {"e", XLSX_ERROR}, {"d", XLSX_DATE}};

    *known = true;
    for (size_t i = 0; i < JC_LEN(types); i++)
        if (n == strlen(types[i].text) && memcmp(s, types[i].text, n) == 0)
            return types[i].type;
    *known = false;
    return XLSX_N;
}

enum jc_status xlsx_sheet_rewind(struct xlsx_sheet *s, struct jc_err *err)
{
    jc_stream_free(s->stream);
    s->stream = NULL;
    s->p = s->end = "";
    s->stage = 0;
    s->depth = 0;
    s->number = s->n = s->next_col = 0;
    s->nmerges = 0;
    s->unknown = s->odd_numbers = 0;
    return jc_stream_open(&s->stream, s->book->pack, s->book->sheets[s->index].part, err);
}
