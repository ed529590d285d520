/* The rows of a table with records side by side: one for each lane in which something stands. */
#include "ingest/load.h"

#include "ingest/row.h"
#include "ingest/word.h"

/*
 * 没有 in the place of a winner, and the 0 that a formula leaves beside a blank one, are as good as nothing; so is all that stands beside
 * them and is of no firm: where a backup that there is not would supply.
 */
static bool says(const struct jc_column *c, const struct jc_row *row, bool winners)
{
    const struct jc_cell *cell = jc_value_at(row, c->col);
    struct jc_number num;
    int yes = -1;
    if (winners && c->field != JC_F_MAKER && !jc_field_is_price(c->field) && c->field != JC_F_CODE)
        return false;
    if (cell && c->field == JC_F_MAKER)
        return jc_value_yes(&yes, cell) != 0 || yes != 0;
    return cell && !(jc_field_is_price(c->field) && jc_value_number(&num, cell) == 0 && num.scaled == 0);
}

static bool holds(const struct jc_load *l, size_t lane, const struct jc_row *row, bool winners)
{
    bool found = false;
    for (size_t i = 0; i < l->map.n && !found; i++)
        found = l->map.cols[i].lane == lane && says(&l->map.cols[i], row, winners);
    return found;
}

/* The columns of the lane give its fields; lane 0: none do. */
static const char *use_lane(struct jc_load *l, size_t lane)
{
    const char *says = "";
    l->lane_role = JC_LANE_UNSAID;
    for (size_t i = 0; i < l->map.n; i++)
        if (l->map.cols[i].lane)
            l->by_field[l->map.cols[i].field] = NULL;
    for (size_t i = 0; i < l->map.n && lane; i++)
        if (l->map.cols[i].lane == lane) {
            l->by_field[l->map.cols[i].field] = &l->map.cols[i];
            says = l->map.cols[i].lane_says;
            l->lane_role = l->map.cols[i].lane_role;
        }
    return says;
}

void jc_lanes_row(struct jc_load *l, const struct jc_row *row)
{
    const struct jc_column *key = NULL;
    struct jc_cell *cells = jc_alloc((l->width + row->n) * sizeof *cells);
    struct jc_row one = *row;
    bool any = false, winners = strcmp(l->map.kind->id, "award") == 0;
    for (size_t i = 0; i < l->map.n; i++)
        key = l->map.cols[i].lane_key ? &l->map.cols[i] : key;
    for (size_t lane = 1; lane <= l->map.lanes; lane++) {
        if (!holds(l, lane, row, winners))
            continue;
        const char *says = use_lane(l, lane);
        memcpy(cells, row->cells, row->n * sizeof *cells);
        cells[key->col] =
            (struct jc_cell){.type = JC_CELL_TEXT, .text = says, .len = (uint32_t)strlen(says), .str = -1};
        one.cells = cells;
        one.n = key->col + 1 > row->n ? key->col + 1 : row->n;
        any = true;
        jc_load_record(l, &one);
    }
    if (!any && winners) {
        (void)use_lane(l, 1); /* a product that nobody won is refused, as where winners stand one below another */
        jc_load_record(l, row);
    } else if (!any) {
        jc_load_skip(l);
    }
    (void)use_lane(l, 0);
    free(cells);
}
