/*
 * Cells of the small lists that name several, each of which is a record: 青源县、柳川县 of a term, 第四批、第五批 of a score, 2024年4月至6月
 * of a duty. The row is read once for each of them, with that one alone in its cell.
 */
#include "ingest/each.h"

#include "ingest/title.h"

enum sort {
    NAMES,
    INSTITUTIONS,
    PRODUCTS, /* with their form: 葡萄糖、氯化钠注射液 is one */
    GENERICS,
    SPELLINGS
};

static const struct list {
    const char *kind;
    enum jc_field field;
    enum sort sort;
} lists[] = {
    {"institution", JC_F_INST_NAME, INSTITUTIONS},
    {"shortage", JC_F_INST_NAME, INSTITUTIONS},
    {"shortage", JC_F_REGION, NAMES},
    {"shortage", JC_F_GENERIC, PRODUCTS},
    {"reason", JC_F_ROUND_NAME, NAMES},
    {"reason", JC_F_GENERIC, PRODUCTS},
    {"substitute", JC_F_ROUND_NAME, NAMES},
    {"substitute", JC_F_SUBSTITUTE, GENERICS},
    {"watch", JC_F_GENERIC, GENERICS},
    {"assessment", JC_F_INST_NAME, INSTITUTIONS},
    {"assessment", JC_F_ROUND, NAMES},
    {"assessment", JC_F_ROUND_NAME, NAMES},
    {"duty", JC_F_INST_NAME, INSTITUTIONS},
    {"fund", JC_F_REGION, NAMES},
    {"term", JC_F_REGION, NAMES},
    {"alias", JC_F_SPELLING, SPELLINGS},
};

/* A bracket that is not closed: the sign stood in it, and parts nothing. */
static bool is_torn(struct jc_span s)
{
    static const char *const signs[] = {"(", ")", "（", "）"};
    int open = 0;
    for (size_t i = 0; i < s.n; i++)
        for (size_t k = 0; k < JC_LEN(signs); k++)
            if (jc_span_begins((struct jc_span){s.p + i, s.n - i}, signs[k]))
                open += k % 2 ? -1 : 1;
    return open != 0;
}

static bool has_letters(struct jc_span s)
{
    bool found = false;
    for (size_t i = 0; i < s.n; i++)
        found = found || (s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= 'a' && s.p[i] <= 'z');
    return found;
}

/* Is it one of its sort by itself? Across a line break it has to be, or the line was too long for its cell. */
static bool is_whole(struct jc_span s, enum sort sort)
{
    const struct jc_spec none = {0};
    if (sort == INSTITUTIONS)
        return jc_title_names_institution(s);
    return (sort == PRODUCTS || sort == GENERICS) && jc_pieces_of(&none, jc_no_span, s) != JC_PIECES_UNKNOWN;
}

/* How many a cell names, 1: it is one name, whatever signs stand in it. Teva Industries, Ltd. is one. */
static size_t count_names(struct jc_span text, enum sort sort)
{
    struct jc_span piece;
    size_t at = 0, n = 0;
    bool broken = memchr(text.p, '\n', text.n), apart = true;
    while (jc_value_next(&piece, &at, text)) {
        n++;
        apart = apart && !is_torn(piece) && ((!broken && sort != PRODUCTS) || is_whole(piece, sort)) &&
                (sort != INSTITUTIONS || jc_title_may_be_institution(piece)) &&
                (sort != SPELLINGS || !has_letters(piece));
    }
    return n > 1 && apart ? n : 1;
}

/* The first list of the kind from the i-th on of which the row has several in a cell; JC_LEN(lists): none. */
static size_t next_list(const struct jc_load *l, const struct jc_row *row, size_t i)
{
    for (; i < JC_LEN(lists); i++) {
        const struct jc_column *c = strcmp(lists[i].kind, l->map.kind->id) == 0 ? l->by_field[lists[i].field] : NULL;
        const struct jc_cell *cell = c ? jc_value_at(row, c->col) : NULL;
        bool coded = lists[i].field == JC_F_INST_NAME && l->by_field[JC_F_INST_CODE] &&
                     jc_value_at(row, l->by_field[JC_F_INST_CODE]->col); /* which is of one */
        if (cell && cell->type == JC_CELL_TEXT && !coded &&
            count_names((struct jc_span){cell->text, cell->len}, lists[i].sort) > 1)
            break;
    }
    return i;
}

static void read_each(struct jc_each *e, struct jc_load *l, const struct jc_row *row, size_t i)
{
    i = next_list(l, row, i);
    if (i == JC_LEN(lists)) {
        if (e->n++)
            jc_load_count(l);
        e->read(l, row);
        return;
    }
    const uint32_t col = l->by_field[lists[i].field]->col;
    const struct jc_cell *all = &row->cells[col];
    struct jc_cell *cells = jc_alloc(row->n * sizeof *cells);
    struct jc_row one = *row;
    struct jc_span piece;
    memcpy(cells, row->cells, row->n * sizeof *cells);
    one.cells = cells;
    /* what refuses one stands in another cell, and would be said of all */
    for (size_t at = 0; !l->rejected && jc_value_next(&piece, &at, (struct jc_span){all->text, all->len});) {
        cells[col] = (struct jc_cell){.type = JC_CELL_TEXT, .text = piece.p, .len = (uint32_t)piece.n, .str = -1};
        read_each(e, l, &one, i + 1);
    }
    free(cells);
}

void jc_each_read(struct jc_load *l, const struct jc_row *row, void (*read)(struct jc_load *, const struct jc_row *))
{
    struct jc_each e = {read, 0};
    l->rejected = false;
    read_each(&e, l, row, 0);
}
