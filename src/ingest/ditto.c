/* 同上, 〃 in the place of a name or a day: the cell above it holds. A number is never taken so, since it is to be added up. */
#include "ingest/load.h"

#include "ingest/mention.h"

enum { E_DITTO = 945, LONGEST = 12 };

/* The cell of one column in the last row of data, with a copy of its text. */
struct jc_ditto_above {
    uint32_t col;
    struct jc_cell cell;
    char *text;
    size_t cap;
};

void jc_ditto_free(struct jc_ditto *d)
{
    for (size_t i = 0; i < d->n; i++)
        free(d->above[i].text);
    free(d->above);
    free(d->cells);
    *d = (struct jc_ditto){0};
}

static bool is_taken(const struct jc_column *c)
{
    return c->field < JC_F_SKIP && !jc_field_is_number(c->field) && !jc_field_is_standing(c->field) &&
           c->field != JC_F_NOTE && c->field != JC_F_LINE_NO && c->field != JC_F_SERIAL;
}

void jc_ditto_begin(struct jc_ditto *d, const struct jc_mapping *m)
{
    jc_ditto_free(d);
    d->above = jc_alloc((m->n + 1) * sizeof *d->above);
    for (size_t i = 0; i < m->n; i++)
        if (is_taken(&m->cols[i]) && (d->n == 0 || d->above[d->n - 1].col != m->cols[i].col))
            d->above[d->n++].col = m->cols[i].col;
}

static bool is_ditto(const struct jc_cell *c)
{
    static const char *const marks[] = {"同上", "同前", "如上", "同上行", "同上一行", "〃", "〝", "〞", "″",
                                        "“",    "”",    "\"",   "＂",     "''",       "′′", "””", "““", NULL};
    static const bool first[256] = {['"'] = true, ['\''] = true, [0xE2 ... 0xE3] = true, [0xE5] = true, [0xEF] = true};
    if (c->type != JC_CELL_TEXT || c->len == 0 || c->len > LONGEST || !first[(unsigned char)*c->text])
        return false;
    return jc_is_one_of((struct jc_span){c->text, c->len}, marks);
}

static void keep(struct jc_ditto_above *a, const struct jc_cell *c)
{
    a->cell = c ? *c : (struct jc_cell){0};
    if (!c || !c->text)
        return;
    if (c->len >= a->cap)
        a->text = jc_grow(a->text, &a->cap, c->len + 1, 1);
    memcpy(a->text, c->text, c->len);
    a->cell.text = a->text;
}

/* The row as it is read: a copy, from the first mark on. */
static void take(struct jc_ditto *d, const struct jc_row *row, const struct jc_ditto_above *a)
{
    if (!d->row.cells) {
        d->cells = jc_grow(d->cells, &d->cap, row->n, sizeof *d->cells);
        memcpy(d->cells, row->cells, row->n * sizeof *d->cells);
        d->row = *row;
        d->row.cells = d->cells;
    }
    if (d->taken++ == 0) {
        jc_cell_name(d->at, a->col, row->number);
        jc_copyn(d->word, sizeof d->word, row->cells[a->col].text, row->cells[a->col].len);
    }
    d->cells[a->col] = a->cell;
}

const struct jc_row *jc_ditto_row(struct jc_ditto *d, const struct jc_row *row)
{
    const struct jc_row *out = row;
    d->row = (struct jc_row){0};
    for (struct jc_ditto_above *a = d->above; a < d->above + d->n; a++) {
        const struct jc_cell *c = a->col < row->n ? &row->cells[a->col] : NULL;
        if (!c || !is_ditto(c)) {
            keep(a, c);
            continue;
        }
        take(d, row, a);
        out = &d->row;
    }
    return out;
}

void jc_ditto_tell(const struct jc_ditto *d, struct jc_load *l)
{
    char n[24];
    snprintf(n, sizeof n, "%lld", (long long)d->taken);
    if (d->taken)
        jc_load_tell(l, E_DITTO, d->word, n, d->at);
}
