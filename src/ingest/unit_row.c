/* Rows of a head that are no names: units, （万片） below 约定采购量, and the numbers of the columns, as bureaus write them. */
#include "ingest/spelling.h"
#include "ingest/three.h"

/* One bracket with what the cell says, as it would stand behind a head. */
static void in_brackets(struct jc_buf *out, const char *cell)
{
    struct jc_buf key = {0};
    jc_text_key(&key, cell, strlen(cell));
    bool has = key.len > 2 && key.p[0] == '(' && key.p[key.len - 1] == ')';
    jc_buf_fmt(out, has ? "%s" : "(%s)", jc_buf_text(&key));
    jc_buf_free(&key);
}

/* Would it, behind a head, be a unit or a remark and no part of the name? */
static bool is_unit(const char *cell)
{
    struct jc_buf head = {0};
    char unit[JC_UNIT_TEXT];
    jc_buf_str(&head, "x");
    in_brackets(&head, cell);
    bool is = jc_bracket_unit(jc_buf_text(&head), head.len, unit, sizeof unit) == 1;
    jc_buf_free(&head);
    return is;
}

static bool names_units(const char *head)
{
    size_t n = strlen(head), tail = strlen("单位");
    return n >= tail && strcmp(head + n - tail, "单位") == 0;
}

/* 单位 | / | / | 万片: what stands in such a row where there is no unit. */
static bool is_filler(const struct jc_head_row *row, uint32_t col)
{
    static const char *const labels[] = {"单位", "计量单位"};
    const char *cell = jc_head_text(row, col);
    struct jc_buf key = {0};
    bool filler = jc_text_blank(cell, strlen(cell));
    jc_spelling_key(&key, cell, strlen(cell));
    for (size_t i = 0; i < JC_LEN(labels) && col == 0; i++)
        filler = filler || strcmp(jc_buf_text(&key), labels[i]) == 0;
    jc_buf_free(&key);
    return filler;
}

bool jc_units_below(const struct jc_head_row *row, const struct jc_head_row *head)
{
    uint32_t n = 0;
    for (uint32_t col = 0; col < row->n; col++) {
        const char *cell = jc_head_text(row, col);
        if (is_filler(row, col))
            continue;
        if (jc_three_heads(NULL, row, NULL, col) || names_units(jc_head_text(head, col)) || !is_unit(cell))
            return false; /* 盒 below 单位 is what is left of a row of data; 年 | 月 | 日 are columns of a day */
        n++;
    }
    return n > 0 && !row->numbers && !head->numbers;
}

/* A unit belongs to the lowest text above it, but for one that names its unit itself. */
static void add_unit(struct jc_head_row *line, size_t n, uint32_t col, const char *cell)
{
    struct jc_buf text = {0}, key = {0};
    char own[JC_UNIT_TEXT];
    while (n > 0 && !*jc_head_text(&line[n - 1], col))
        n--;
    if (n == 0)
        return;
    char **at = &line[n - 1].text[col];
    jc_text_key(&key, *at, strlen(*at));
    (void)jc_bracket_unit(jc_buf_text(&key), key.len, own, sizeof own);
    if (!own[0]) {
        jc_buf_str(&text, *at);
        in_brackets(&text, cell);
        free(*at);
        *at = jc_strndup(jc_buf_text(&text), text.len);
    }
    jc_buf_free(&key);
    jc_buf_free(&text);
}

static void copy_line(struct jc_head_row *to, const struct jc_head_row *from)
{
    *to = (struct jc_head_row){.number = from->number, .n = from->n, .numbers = from->numbers};
    to->text = jc_alloc((from->n + 1) * sizeof *to->text);
    for (uint32_t i = 0; i < from->n; i++)
        to->text[i] = jc_strdup(from->text[i]);
}

void jc_units_fold(struct jc_head_row *out, const struct jc_head_row *const *line, size_t n,
                   const struct jc_head_row *units)
{
    for (size_t i = 0; i < n; i++)
        copy_line(&out[i], line[i]);
    for (uint32_t col = 0; col < units->n; col++)
        if (!is_filler(units, col))
            add_unit(out, n, col, jc_head_text(units, col));
}

/* ---- the numbers of the columns ---------------------------------------------------------------------------------- */

/* 3, （3）, ③ or 3=1×2 of the third column. */
static bool is_number_of(struct jc_span s, int number)
{
    char digits[12];
    const size_t n = (size_t)snprintf(digits, sizeof digits, "%d", number);
    if (s.n > 2 && s.p[0] == '(' && s.p[s.n - 1] == ')')
        s = (struct jc_span){s.p + 1, s.n - 2};
    return s.n >= n && memcmp(s.p, digits, n) == 0 && (s.n == n || s.p[n] == '=');
}

static void cell_key(struct jc_buf *key, const struct jc_cell *c)
{
    struct jc_number value;
    jc_buf_clear(key);
    if (c->type == JC_CELL_TEXT)
        jc_text_key(key, c->text, c->len);
    else if (c->type == JC_CELL_NUMBER && jc_value_number(&value, c) == 0 && value.scaled % JC_SCALE == 0)
        jc_buf_fmt(key, "%lld", (long long)(value.scaled / JC_SCALE));
}

static bool is_one_of(const char *text, const char *const *words, size_t n)
{
    bool is = false;
    for (size_t i = 0; i < n && !is; i++)
        is = strcmp(text, words[i]) == 0;
    return is;
}

/* Most rows begin with something else: seen without a look at what it means. */
static bool may_begin(const struct jc_cell *c)
{
    static const char *const leads[] = {"栏", "列", "序", "①", "（", "１", "⑴"};
    if (c->type != JC_CELL_TEXT)
        return c->type == JC_CELL_NUMBER && (c->exp < 0 || (c->num == 1 && c->exp == 0)); /* 1.0 */
    const struct jc_span s = {c->text, c->len};
    bool lead =
        s.n <= 9 && ((s.n == 1 && *s.p == '1') || jc_span_begins(s, "(") || (s.n == 3 && jc_span_begins(s, "甲")));
    for (size_t i = 0; i < JC_LEN(leads) && !lead && s.n <= 9; i++)
        lead = jc_span_begins(s, leads[i]);
    return lead;
}

bool jc_columns_numbered(const struct jc_row *row, uint32_t first)
{
    static const char *const stems[] = {"甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸"}, *const labels[] = {
                                                                                                         "栏次", "栏号",
                                                                                                         "列次", "列号",
                                                                                                         "序号"};
    enum { LEAST = 3 };
    struct jc_buf key = {0};
    size_t stem = 0;
    int n = 0, number = 1;
    bool fits = true;
    for (uint32_t col = 0; col < row->n && fits; col++) {
        if (jc_value_blank(&row->cells[col]))
            continue;
        if (n == 0 && !may_begin(&row->cells[col]))
            break;
        cell_key(&key, &row->cells[col]);
        const char *text = jc_buf_text(&key);
        const bool label = n == 0 && is_one_of(text, labels, JC_LEN(labels));
        const bool next = number == 1 && stem < JC_LEN(stems) && strcmp(text, stems[stem]) == 0;
        const bool counts = is_number_of((struct jc_span){text, key.len}, number);
        stem += next;
        number += counts;
        fits = (label || next || counts) && (n > 0 || col <= first);
        n++;
    }
    jc_buf_free(&key);
    return fits && n >= LEAST && number > 1;
}
