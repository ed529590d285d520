/* The rows of a table with records side by side: one for each lane in which something stands. */
#include "ingest/load.h"

#include "ingest/row.h"
#include "ingest/word.h"

static bool holds(const struct jc_load *l, size_t lane, const struct jc_row *row)
{
    for (size_t i = 0; i < l->map.n; i++)
        if (l->map.cols[i].lane == lane && jc_value_at(row, l->map.cols[i].col))
            return true;
    return false;
}

/* The columns of the lane give its fields; lane 0: none do. */
static const char *use_lane(struct jc_load *l, size_t lane)
{
    const char *says = "";
    for (size_t i = 0; i < l->map.n; i++)
        if (l->map.cols[i].lane)
            l->by_field[l->map.cols[i].field] = NULL;
    for (size_t i = 0; i < l->map.n && lane; i++)
        if (l->map.cols[i].lane == lane) {
            l->by_field[l->map.cols[i].field] = &l->map.cols[i];
            says = l->map.cols[i].lane_says;
        }
    return says;
}

void jc_lanes_row(struct jc_load *l, const struct jc_row *row)
{
    const struct jc_column *key = NULL;
    struct jc_cell *cells = jc_alloc((l->width + row->n) * sizeof *cells);
    struct jc_row one = *row;
    bool any = false;
    for (size_t i = 0; i < l->map.n; i++)
        key = l->map.cols[i].lane_key ? &l->map.cols[i] : key;
    for (size_t lane = 1; lane <= l->map.lanes; lane++) {
        if (!holds(l, lane, row))
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
    (void)use_lane(l, 0);
    free(cells);
    if (!any)
        jc_load_skip(l);
}
