/* Units that stand in a row of their own under the head: （万片） below 约定采购量, as bureaus write them. */
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

bool jc_units_below(const struct jc_head_row *row, const struct jc_head_row *head)
{
    uint32_t n = 0;
    for (uint32_t col = 0; col < row->n; col++) {
        const char *cell = jc_head_text(row, col);
        if (!*cell)
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
        if (*jc_head_text(units, col))
            add_unit(out, n, col, jc_head_text(units, col));
}
