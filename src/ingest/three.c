/* A day in three columns: 验收年 | 验收月 | 验收日, or 年 | 月 | 日 below 验收日期. */
#include "ingest/three.h"

static const struct {
    const char *name, *longer;
} parts[] = {{"年", "年份"}, {"月", "月份"}, {"日", "号"}};

/* How many bytes stand before the word of that part; false: the text does not end in it. */
static bool takes_part(size_t *before, const char *text, size_t part)
{
    const char *words[] = {parts[part].longer, parts[part].name};
    size_t n = strlen(text);
    for (size_t i = 0; i < JC_LEN(words); i++) {
        size_t w = strlen(words[i]);
        if (n >= w && strcmp(text + n - w, words[i]) == 0) {
            *before = n - w;
            return true;
        }
    }
    return false;
}

bool jc_three_heads(struct jc_buf *before, const struct jc_head_row *row, const struct jc_head_row *below, uint32_t col)
{
    size_t n = 0, first = 0;
    const char *year = NULL;
    for (uint32_t i = 0; i < JC_LEN(parts); i++) {
        const char *low = jc_head_text(below, col + i), *text = *low ? low : jc_head_text(row, col + i);
        if (!takes_part(&n, text, i) || (year && (n != first || memcmp(text, year, n) != 0)))
            return false;
        year = year ? year : text;
        first = n;
    }
    if (before)
        jc_buf_add(before, year, first);
    return true;
}

struct jc_cell jc_three_cell(struct jc_load *l, const struct jc_row *row, uint32_t col)
{
    struct jc_cell out = {.type = JC_CELL_EMPTY, .str = -1};
    struct jc_buf text = {0}, part = {0};
    bool any = false;
    size_t n = 0;
    for (uint32_t i = 0; i < JC_LEN(parts); i++) {
        const struct jc_cell *cell = jc_value_at(row, col + i);
        jc_buf_clear(&part);
        if (cell && jc_value_text(&part, cell) != 0) { /* an error, which is told as that of any cell */
            out = *cell;
            goto done;
        }
        if (!takes_part(&n, jc_buf_text(&part), i)) /* 5月 */
            n = part.len;
        any = any || n;
        if (i == 0 && n == 0)
            continue; /* like any day without a year */
        jc_buf_add(&text, jc_buf_text(&part), n);
        jc_buf_str(&text, parts[i].name);
    }
    if (any)
        out = (struct jc_cell){.type = JC_CELL_TEXT,
                               .text = jc_arena_copy(&l->arena, jc_buf_text(&text), text.len),
                               .len = (uint32_t)text.len,
                               .str = -1};
done:
    jc_buf_free(&text);
    jc_buf_free(&part);
    return out;
}
