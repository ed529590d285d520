/*
 * A catalogue of prices that were adjusted: 调整前价格, 调整后价格, 调整日期 beside 执行开始日期. Such a row is two awards: at the price
 * before from the first day on, at the other one from the day of change on.
 */
#include "ingest/row.h"

enum { E_TWO_PRICES = 956, E_PRICE_FROM };

/* Nobody knows until when a price before holds, where no column says from when on the other one does. */
void jc_adjusted_settle(struct jc_mapping *m)
{
    for (size_t i = 0; i < m->n && !jc_mapping_column(m, JC_F_DAY_CHANGED); i++)
        if (m->cols[i].field == JC_F_PRICE_UNTIL) {
            m->cols[i].field = JC_F_SKIP;
            m->cols[i].spare = false;
        }
}

/* 调整前价格; else 中选价格 beside 调整后价格. NULL: this row has none. */
static const struct jc_column *price_until(struct jc_load *l)
{
    const struct jc_column *used = l->by_field[JC_F_PRICE], *found = NULL;
    used = used ? used : l->by_field[JC_F_UNIT_PRICE];
    if (used && jc_row_get(l, JC_F_PRICE_UNTIL)->has)
        return l->by_field[JC_F_PRICE_UNTIL];
    for (size_t i = 0; used && i < l->map.n && !found; i++) {
        const struct jc_column *c = &l->map.cols[i];
        bool other = c->field == used->field && c->spare && c->col != used->col && !c->net;
        found = other && jc_value_at(l->current, c->col) ? c : NULL;
    }
    return found;
}

static void tell_once(struct jc_load *l, int code, const char *other)
{
    if (l->adjusted_told == code)
        return;
    l->adjusted_told = code;
    jc_load_issue(l, code, l->v[JC_F_DAY_CHANGED].col, JC_F_DAY_CHANGED, jc_span(l->by_field[JC_F_DAY_CHANGED]->head),
                  other, NULL, false);
}

struct jc_adjusted jc_adjusted_begin(struct jc_load *l)
{
    struct jc_adjusted a = {.first = JC_NO_DAY};
    const struct jc_field_value *changed = jc_row_get(l, JC_F_DAY_CHANGED);
    struct jc_field_value *from = &l->v[JC_F_DAY_FROM];
    if (!changed->has || (from->has && from->i >= changed->i)) /* 调整日期 may be that of the notice */
        return a;
    const struct jc_column *until = price_until(l);
    if (from->has && until) {
        a.until = until;
        a.first = (jc_day)from->i;
        a.changed = (jc_day)changed->i;
        tell_once(l, E_TWO_PRICES, a.until->head);
    } else if (from->has || until) {
        tell_once(l, E_PRICE_FROM, NULL);
    }
    *from = (struct jc_field_value){.has = true, .i = changed->i, .col = changed->col};
    return a;
}

/* A price is read again where it is multiplied, so its column stands in the other one's place. */
void jc_adjusted_turn_back(struct jc_load *l, struct jc_adjusted *a)
{
    const bool known = a->until->field == JC_F_PRICE_UNTIL;
    const struct jc_field_value price = known ? l->v[JC_F_PRICE_UNTIL] : jc_field_read_other(l, l->current, a->until);
    a->field = known ? JC_F_PRICE : a->until->field;
    a->usual = l->by_field[a->field];
    l->v[JC_F_UNIT_PRICE].has = false;
    *jc_field_lend(l, a->field) = price;
    l->by_field[a->field] = a->until;
    l->v[JC_F_DAY_FROM].i = a->first;
    *jc_field_lend(l, JC_F_DAY_TO) =
        (struct jc_field_value){.has = true, .i = a->changed - 1, .col = l->v[JC_F_DAY_CHANGED].col};
}

void jc_adjusted_end(struct jc_load *l, const struct jc_adjusted *a)
{
    l->by_field[a->field] = a->usual;
}
