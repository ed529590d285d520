/* The rows of a table with hospitals in columns: a record for each of them that has a volume. */
#include "ingest/load.h"

#include "ingest/row.h"

enum { E_TOTAL = 305, E_STRANGE_HOSPITAL = 396 };

static bool is_listed(struct jc_load *l, const struct jc_column *c)
{
    bool listed = false;
    if (l->status == JC_OK)
        l->status = jc_dict_lists_org(&listed, l->s->dict, jc_span(c->inst), l->err);
    return listed;
}

/* The list of institutions knows better than the words of the head. */
static void take_in(struct jc_column *c)
{
    c->field = JC_F_VOLUME;
    c->hospital = true;
    c->spare = false;
}

/* A column is an agreement with whatever its head says: one that sounds like no institution is told. */
void jc_wide_check(struct jc_load *l)
{
    l->row = l->map.row;
    for (size_t i = 0; i < l->map.n; i++) {
        struct jc_column *c = &l->map.cols[i];
        bool left_out = jc_head_left_out(c) && c->inst[0] && !c->no_volume && !c->total;
        if (!left_out && (!c->hospital || jc_title_may_be_institution(jc_span(c->inst))))
            continue;
        bool listed = is_listed(l, c);
        if (left_out && listed)
            take_in(c);
        if (!left_out && !listed && l->status == JC_OK)
            jc_load_issue(l, E_STRANGE_HOSPITAL, c->col, JC_F_COUNT, jc_span(c->inst), NULL, NULL, false);
    }
}

static bool is_demand(const struct jc_column *c)
{
    return c->hospital && c->field == JC_F_DEMAND;
}

/*
 * The demands stand in the order of the volumes, beside them or in a block of their own: so that of the next hospital is looked
 * for from *next on, behind the last that was found.
 */
static const struct jc_column *demand_of(const struct jc_mapping *m, const char *inst, size_t *next)
{
    for (size_t k = 0; k < m->n; k++) {
        size_t i = (*next + k) % m->n;
        if (!is_demand(&m->cols[i]) || strcmp(m->cols[i].inst, inst) != 0)
            continue;
        *next = i + 1;
        return &m->cols[i];
    }
    return NULL;
}

/* ---- totals ------------------------------------------------------------------------------------------------------ */

/* A number as it stands, in 1/10 000; false: there is none, or it names a unit of its own. */
static bool plain_number(int64_t *out, const struct jc_column *c, const struct jc_row *row)
{
    struct jc_number n;
    const struct jc_cell *cell = jc_value_at(row, c->col);
    if (!cell || jc_value_number(&n, cell) != 0 || (n.flags & (JC_NUM_BLANK | JC_NUM_UNIT | JC_NUM_PERCENT)))
        return false;
    *out = n.scaled;
    return true;
}

struct stretch {
    size_t from, to; /* columns */
};

/* A total under a caption is that of the hospitals under it; where there are none, and elsewhere, it is that of all. */
static struct stretch summed(const struct jc_mapping *m, const struct jc_column *total)
{
    bool own = false;
    struct stretch s = {(size_t)(total - m->cols), (size_t)(total - m->cols)};
    while (total->under && s.from > 0 && m->cols[s.from - 1].under == total->under)
        s.from--;
    while (total->under && s.to < m->n && m->cols[s.to].under == total->under)
        s.to++;
    for (size_t i = s.from; i < s.to && !own; i++)
        own = m->cols[i].hospital;
    return own ? s : (struct stretch){0, m->n};
}

/* Of the volumes in this row; false: they cannot be added up, or are not counted in what the total is. */
static bool add_up(int64_t *sum, int *n, const struct jc_mapping *m, const struct jc_column *total,
                   const struct jc_row *row)
{
    const struct stretch s = summed(m, total);
    *sum = *n = 0;
    for (size_t i = s.from; i < s.to; i++) {
        const struct jc_column *c = &m->cols[i];
        int64_t x;
        if (!c->hospital || c->field != JC_F_VOLUME || !jc_value_at(row, c->col))
            continue;
        bool other = c->unit[0] && total->unit[0] && strcmp(c->unit, total->unit) != 0;
        if (other || !plain_number(&x, c, row) || !jc_add(sum, *sum, x))
            return false;
        ++*n;
    }
    return true;
}

/* Each number was rounded for itself: a difference of less than that is none. */
static void check_total(struct jc_load *l, const struct jc_column *total, const struct jc_row *row)
{
    char said[40], made[40];
    int64_t sum, x;
    int n;
    if (!plain_number(&x, total, row) || !add_up(&sum, &n, &l->map, total, row))
        return;
    if (x - sum <= n && sum - x <= n)
        return;
    jc_scaled_text(said, sizeof said, x, 0, 4);
    jc_scaled_text(made, sizeof made, sum, 0, 4);
    l->row = row->number;
    jc_load_issue(l, E_TOTAL, total->col, JC_F_COUNT, jc_span(total->head), said, made, false);
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

void jc_wide_row(struct jc_load *l, const struct jc_row *row)
{
    bool any = false, demands = false;
    size_t next = 0;
    for (size_t i = 0; i < l->map.n && !demands; i++)
        demands = is_demand(&l->map.cols[i]);
    for (size_t i = 0; i < l->map.n; i++) {
        const struct jc_column *c = &l->map.cols[i];
        if (!c->hospital || c->field != JC_F_VOLUME || !jc_value_at(row, c->col))
            continue;
        any = true;
        l->by_field[JC_F_VOLUME] = c;
        l->by_field[JC_F_DEMAND] = demands ? demand_of(&l->map, c->inst, &next) : NULL;
        jc_load_call_inst(l, c->inst);
        jc_load_record(l, row);
    }
    l->by_field[JC_F_VOLUME] = l->by_field[JC_F_DEMAND] = NULL;
    for (size_t i = 0; i < l->map.n && any; i++)
        if (l->map.cols[i].total)
            check_total(l, &l->map.cols[i], row);
    if (!any)
        jc_load_skip(l);
}
