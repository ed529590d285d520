/*
 * Rows that a clerk struck through. The mark is in the style of the cells alone: nobody knows whether such a row is void or
 * only ticked off, so it is read like any other, and told.
 */
#include "ingest/load.h"

#include "ingest/value.h"

enum { E_STRUCK_ROWS = 913, E_STRUCK_CELLS = 914 };

static bool is_read(const struct jc_load *l, uint32_t col)
{
    for (size_t i = 0; i < l->map.n; i++) {
        const struct jc_column *c = &l->map.cols[i];
        if (c->col == col && c->field < JC_F_SKIP && !c->spare)
            return true;
    }
    return false;
}

static bool any_struck(const struct jc_row *row)
{
    unsigned flags = 0;
    for (uint32_t i = 0; i < row->n; i++)
        flags |= row->cells[i].flags;
    return flags & JC_CELL_STRUCK;
}

/* 序号 may be left as it was, and what a merged block gives is written above. */
void jc_struck_see(struct jc_struck *s, const struct jc_load *l, const struct jc_row *row)
{
    uint32_t struck = 0, filled = 0, first = 0;
    if (!any_struck(row))
        return;
    for (uint32_t i = 0; i < row->n; i++) {
        const struct jc_cell *c = &row->cells[i];
        if (jc_value_blank(c) || c->flags & JC_CELL_FILLED || !is_read(l, i))
            continue;
        filled++;
        first = c->flags & JC_CELL_STRUCK && struck == 0 ? i : first;
        struck += c->flags & JC_CELL_STRUCK ? 1 : 0;
    }
    if (struck == 0)
        return;
    if (struck == filled) {
        s->first = s->rows++ ? s->first : row->number;
        return;
    }
    if (s->parts++ == 0) {
        struct jc_buf text = {0};
        jc_cell_name(s->at, first, row->number);
        jc_cell_text(&text, &row->cells[first]);
        jc_copyn(s->value, sizeof s->value, jc_buf_text(&text), text.len);
        jc_buf_free(&text);
    }
}

void jc_struck_tell(const struct jc_struck *s, struct jc_load *l)
{
    char n[24], row[16];
    if (s->rows) {
        snprintf(n, sizeof n, "%lld", (long long)s->rows);
        snprintf(row, sizeof row, "%u", s->first);
        jc_load_tell(l, E_STRUCK_ROWS, row, n, NULL);
    }
    if (s->parts) {
        snprintf(n, sizeof n, "%lld", (long long)s->parts);
        jc_load_tell(l, E_STRUCK_CELLS, s->value, n, s->at);
    }
}
