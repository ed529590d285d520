/*
 * In what the quantities and the price of a row are counted. What a cell or the bracket of a head says holds for its own
 * column; the unit column speaks for those that say nothing themselves. Rule book 1, "Units".
 */
#include "ingest/row.h"

enum { E_TOO_LARGE = 241, E_ROUNDED = 246, E_OWN_UNIT = 378, E_OTHER_UNIT };

struct jc_span jc_row_own_unit(struct jc_load *l, enum jc_field f)
{
    const struct jc_column *c = l->by_field[f];
    struct jc_span beside = jc_row_get(l, f)->text;
    if (beside.n)
        return beside;
    return c && c->names_unit ? jc_span(c->unit) : jc_no_span;
}

void jc_row_tell_unit(struct jc_load *l, enum jc_field f, struct jc_span own)
{
    char unit[24], column[24];
    struct jc_span t = jc_row_text(l, JC_F_UNIT);
    if (l->unit_told)
        return;
    l->unit_told = true;
    jc_copyn(unit, sizeof unit, own.p, own.n);
    jc_copyn(column, sizeof column, t.p, t.n);
    jc_load_tell(l, E_OWN_UNIT, l->by_field[f] ? l->by_field[f]->head : jc_field_info[f].zh, unit, column);
}

/* ---- order lines ------------------------------------------------------------------------------------------------- */

static const enum jc_field quantities[] = {JC_F_ACCEPTED, JC_F_ORDERED, JC_F_SHIPPED, JC_F_RETURNED};

struct jc_span jc_row_line_unit(struct jc_load *l)
{
    enum jc_field f = l->by_field[JC_F_ACCEPTED] ? JC_F_ACCEPTED : JC_F_ORDERED;
    struct jc_span own = jc_row_own_unit(l, f);
    const struct jc_column *q = l->by_field[f];
    if (own.n || !q || !q->unit[0] || jc_row_text(l, JC_F_UNIT).n)
        return own;
    return jc_span(q->unit);
}

/* Does any quantity say itself what it is counted in? Nothing of what follows is asked for the million rows where none does. */
static bool any_own_unit(struct jc_load *l)
{
    const struct jc_column *price = l->by_field[JC_F_PRICE];
    bool any = price && strchr(price->unit, '/');
    for (size_t i = 0; i < JC_LEN(quantities) && !any; i++) {
        const struct jc_column *c = l->by_field[quantities[i]];
        any = c && (c->names_unit || jc_row_get(l, quantities[i])->text.n);
    }
    return any;
}

/* 1: smallest units, 0: packs, -1: the unit does not say. Parsed once for each unit and product of a file. */
static int counts_units(struct jc_load *l, struct jc_span unit, const struct jc_item *it)
{
    struct jc_cell text = {.type = JC_CELL_TEXT, .text = unit.p, .len = (uint32_t)unit.n, .str = -1},
                   item = {.type = JC_CELL_NUMBER, .num = it->id, .exp = 1}; /* words have exp 0 */
    const struct jc_cell *key[2] = {&text, &item};
    struct jc_unit u;
    bool is_new;
    if (!unit.n)
        return -1;
    int *k = jc_memo_at(l->word_memo, key, 2, &is_new);
    if (is_new)
        *k = jc_unit_parse(&u, unit) ? jc_unit_is_counted(unit, it->min_unit, it->upp) : -1;
    return *k;
}

/* The same of a quantity: what its own column says, else the unit column. */
static int quantity_counts_units(struct jc_load *l, enum jc_field f, const struct jc_item *it)
{
    struct jc_span own = jc_row_own_unit(l, f);
    return counts_units(l, own.n ? own : jc_row_text(l, JC_F_UNIT), it);
}

/* Is the amount what the price makes of the accepted quantity as both stand? Then the price follows the quantity. */
static bool amount_agrees(struct jc_load *l)
{
    const struct jc_field_value *p = jc_row_get(l, JC_F_PRICE), *q = jc_row_get(l, JC_F_ACCEPTED),
                                *a = jc_row_get(l, JC_F_AMOUNT);
    int64_t x;
    return a->has && q->has && jc_muldiv(&x, p->i, q->i, JC_SCALE) && x - a->i <= JC_SCALE / 100 &&
           a->i - x <= JC_SCALE / 100;
}

/* Of a line in smallest units: 单价(元/盒), or the unit column names the pack, which the quantity's own head leaves to it. */
static bool price_is_of_packs(struct jc_load *l, const struct jc_item *it)
{
    static const char yuan[] = "元/";
    const struct jc_column *c = l->by_field[JC_F_PRICE];
    if (!c || !jc_row_get(l, JC_F_PRICE)->has || it->upp <= 1)
        return false;
    if (strncmp(c->unit, yuan, strlen(yuan)) == 0)
        return counts_units(l, jc_span(c->unit + strlen(yuan)), it) == 0;
    return counts_units(l, jc_row_text(l, JC_F_UNIT), it) == 0 && !amount_agrees(l);
}

bool jc_row_as_packs(struct jc_load *l, const struct jc_item *it)
{
    if (!it->in_units || !any_own_unit(l) || !price_is_of_packs(l, it))
        return false;
    for (size_t i = 0; i < JC_LEN(quantities); i++) {
        const struct jc_field_value *v = jc_row_get(l, quantities[i]);
        if (v->has && quantity_counts_units(l, quantities[i], it) != 0 && v->i % it->upp)
            return false;
    }
    return true;
}

/* A quantity in the other unit than its line: packs × units, or units ÷ units. */
static void convert_quantity(struct jc_load *l, enum jc_field f, const struct jc_item *it)
{
    struct jc_field_value *v = &l->v[f];
    char text[40];
    jc_scaled_text(text, sizeof text, v->i, 0, 4);
    if (it->upp < 1) {
        v->has = false;
        jc_load_issue(l, E_OTHER_UNIT, v->col, f, jc_span(text), NULL, NULL, false);
    } else if (it->in_units ? !jc_mul(&v->i, v->i, it->upp) : !jc_muldiv(&v->i, v->i, 1, it->upp)) {
        jc_load_issue(l, E_TOO_LARGE, v->col, f, jc_span(text), NULL, NULL, true);
    }
}

/* The price of n on a line that is counted in ones: of a pack where it does not hold whole packs, of 万片. */
static void convert_price(struct jc_load *l, int64_t n)
{
    struct jc_field_value *p = &l->v[JC_F_PRICE];
    char text[40], rounded[40];
    int64_t all = p->i;
    if (!jc_muldiv(&p->i, all, 1, n) || p->i * n == all)
        return;
    jc_scaled_text(text, sizeof text, all, 2, 4);
    jc_scaled_text(rounded, sizeof rounded, p->i, 2, 4);
    jc_load_issue(l, E_ROUNDED, p->col, JC_F_PRICE, jc_span(text), rounded, NULL, false);
}

/* 万片 in the unit column: how many ones it is. Its first character is looked at before it is parsed. */
static int64_t unit_column_times(const struct jc_load *l)
{
    static const char many[] = "万";
    const struct jc_column *col = l->by_field[JC_F_UNIT];
    const struct jc_cell *c = col && col->col < l->current->n ? &l->current->cells[col->col] : NULL;
    struct jc_unit u;
    if (!c || c->type != JC_CELL_TEXT || c->len < sizeof many || memcmp(c->text, many, strlen(many)) != 0)
        return 1;
    return jc_unit_parse(&u, (struct jc_span){c->text, c->len}) && u.times > 1 ? u.times : 1;
}

/* 60 of 万片 are 600 000: of the quantities that say nothing themselves, and of the price unless the amount tells otherwise. */
static void multiply_line(struct jc_load *l, int64_t times)
{
    const struct jc_column *price = l->by_field[JC_F_PRICE];
    bool of_many = jc_row_get(l, JC_F_PRICE)->has && price && !strchr(price->unit, '/') &&
                   (!jc_row_get(l, JC_F_AMOUNT)->has || amount_agrees(l));
    for (size_t i = 0; i < JC_LEN(quantities) && !l->rejected; i++) {
        enum jc_field f = quantities[i];
        struct jc_field_value *v = &l->v[f];
        int64_t n = v->i;
        char text[40];
        if (!jc_row_get(l, f)->has || jc_row_own_unit(l, f).n || l->by_field[f]->factor > 1)
            continue;
        if (jc_mul(&v->i, n, times))
            continue;
        jc_scaled_text(text, sizeof text, n, 0, 4);
        jc_load_issue(l, E_TOO_LARGE, v->col, f, jc_span(text), NULL, NULL, true);
    }
    if (of_many && !l->rejected)
        convert_price(l, times);
}

void jc_row_one_unit(struct jc_load *l, const struct jc_item *it)
{
    int64_t times = unit_column_times(l);
    if (times > 1)
        multiply_line(l, times);
    if (l->rejected)
        return;
    if (it->upp == 1 || !any_own_unit(l))
        return;
    bool of_packs = it->in_units && price_is_of_packs(l, it);
    int column = counts_units(l, jc_row_text(l, JC_F_UNIT), it);
    for (size_t i = 0; i < JC_LEN(quantities) && !l->rejected; i++) {
        enum jc_field f = quantities[i];
        if (!jc_row_get(l, f)->has)
            continue;
        int units = quantity_counts_units(l, f, it);
        struct jc_span own = jc_row_own_unit(l, f);
        if (own.n && column >= 0 && units >= 0 && units != column)
            jc_row_tell_unit(l, f, own);
        if (units >= 0 && units != it->in_units)
            convert_quantity(l, f, it);
    }
    if (of_packs && !l->rejected)
        convert_price(l, it->upp);
}
