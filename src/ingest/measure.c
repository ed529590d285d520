/*
 * In what the quantities and the price of a row are counted. What a cell or the bracket of a head says holds for its own
 * column; the unit column, and where its cell is blank the title, speak for those that say nothing themselves. Rule book 1,
 * "Units".
 */
#include "ingest/row.h"

enum {
    E_TOO_LARGE = 241,
    E_ROUNDED = 246,
    E_DOUBT = 251,
    E_TITLE_APART = 253,
    E_PIECE = 296,
    E_UNIT = 342,
    E_TITLE_UNIT = 362,
    E_OWN_UNIT = 378,
    E_OTHER_UNIT
};

#define CENT (JC_SCALE / 100)

/* ---- which unit speaks ------------------------------------------------------------------------------------------- */

struct jc_span jc_row_own_unit(struct jc_load *l, enum jc_field f)
{
    const struct jc_column *c = l->by_field[f];
    struct jc_span beside = jc_row_get(l, f)->text;
    if (beside.n)
        return beside;
    return c && c->names_unit ? jc_span(c->unit) : jc_no_span;
}

/* 单位：万片 above the table, and 片 or 盒 in the cell: one of them is off by a factor. */
static bool is_apart(const struct jc_load *l, struct jc_span cell)
{
    struct jc_unit a, b;
    if (!jc_unit_parse(&a, jc_span(l->title_unit)) || !jc_unit_parse(&b, cell))
        return false;
    bool pack = a.kind == JC_UNIT_PACK || b.kind == JC_UNIT_PACK;
    bool smallest = a.kind == JC_UNIT_SMALLEST || b.kind == JC_UNIT_SMALLEST;
    return a.times != b.times || (pack && smallest);
}

struct jc_span jc_row_shared_unit(struct jc_load *l)
{
    struct jc_span t = jc_row_text(l, JC_F_UNIT);
    char cell[24];
    if (!l->title_unit[0])
        return t;
    if (t.n && !l->apart_told && is_apart(l, t)) {
        l->apart_told = true;
        jc_copyn(cell, sizeof cell, t.p, t.n);
        jc_load_tell(l, E_TITLE_APART, l->title_unit, cell, NULL);
    }
    if (!t.n && !l->title_told)
        jc_load_tell(l, E_TITLE_UNIT, l->title_unit, NULL, NULL);
    l->title_told |= !t.n;
    return t.n ? t : jc_span(l->title_unit);
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

/* 元/片, 片 or 每片; of 元 alone nothing is known, and a price of 元/万片 belongs into the head, which divides it. */
static struct jc_span price_cell(struct jc_load *l)
{
    struct jc_span t = jc_row_text(l, JC_F_PRICE_UNIT);
    const char *slash = t.n ? memrchr(t.p, '/', t.n) : NULL;
    struct jc_span of = slash ? (struct jc_span){slash + 1, (size_t)(t.p + t.n - slash - 1)} : t;
    struct jc_unit money, u;
    if (slash && (!jc_unit_parse(&money, (struct jc_span){t.p, (size_t)(slash - t.p)}) || money.kind != JC_UNIT_MONEY))
        of = t; /* 10片/盒 */
    if (of.n > strlen("每") && memcmp(of.p, "每", strlen("每")) == 0)
        of = (struct jc_span){of.p + strlen("每"), of.n - strlen("每")};
    bool known = jc_unit_parse(&u, of);
    if ((known && u.times > 1) || (of.p != t.p && slash && money.times > 1)) {
        if (!l->rejected)
            jc_load_issue(l, E_UNIT, l->v[JC_F_PRICE_UNIT].col, JC_F_PRICE_UNIT, t, NULL, NULL, true);
        return jc_no_span;
    }
    return known && u.kind == JC_UNIT_MONEY ? jc_no_span : of;
}

struct jc_span jc_row_price_unit(struct jc_load *l)
{
    const struct jc_column *c = l->by_field[JC_F_PRICE];
    const char *slash = c ? strchr(c->unit, '/') : NULL;
    if (slash)
        return jc_span(slash + 1);
    return c && l->by_field[JC_F_PRICE_UNIT] ? price_cell(l) : jc_no_span;
}

/* What is remembered of a unit in the memo of words, which have tag 0. */
enum { TAG_EACH = 1, TAG_TIMES, TAG_DOUBT, TAG_PIECE };

static int *remembered(struct jc_load *l, struct jc_span unit, int tag, int64_t item, bool *is_new)
{
    struct jc_cell text = {.type = JC_CELL_TEXT, .text = unit.p, .len = (uint32_t)unit.n, .str = -1},
                   of = {.type = JC_CELL_NUMBER, .num = item, .exp = tag};
    const struct jc_cell *key[2] = {&text, &of};
    return jc_memo_at(l->word_memo, key, 2, is_new);
}

/* 当归 by the kilogram: what says nothing of a pack is sold by its weight, and neither quantity nor price can be of another. */
static bool is_by_weight(struct jc_load *l, struct jc_span unit)
{
    static const char *const weights[] = {"克", "千克", "公斤", "g", "kg", "斤", "两"};
    struct jc_spec_in in = {.spec = jc_row_text(l, JC_F_SPEC), .pack = jc_row_text(l, JC_F_PACK)};
    struct jc_buf key = {0};
    struct jc_spec spec;
    bool weight = false;
    jc_text_key(&key, unit.p, unit.n);
    for (size_t i = 0; i < JC_LEN(weights) && !weight; i++)
        weight = strcmp(jc_buf_text(&key), weights[i]) == 0;
    jc_buf_free(&key);
    (void)(weight && jc_spec_parse(&spec, &in));
    return weight && spec.units == 0 && !jc_row_text(l, JC_F_UPP).n;
}

void jc_row_tell_doubt(struct jc_load *l, enum jc_field f, struct jc_span unit)
{
    bool is_new;
    if (strcmp(l->map.kind->id, "purchase") == 0 && is_by_weight(l, unit))
        return;
    (void)remembered(l, unit, TAG_DOUBT, 0, &is_new);
    if (is_new)
        jc_load_issue(l, E_DOUBT, l->by_field[f] ? l->by_field[f]->col : UINT32_MAX, f, unit, NULL, NULL, false);
}

void jc_row_tell_piece(struct jc_load *l, struct jc_span unit, const char *smallest)
{
    bool is_new;
    (void)remembered(l, unit, TAG_PIECE, 0, &is_new);
    if (is_new)
        jc_load_issue(l, E_PIECE, l->by_field[JC_F_UNIT] ? l->by_field[JC_F_UNIT]->col : UINT32_MAX, JC_F_UNIT, unit,
                      smallest, NULL, false);
}

/* ---- order lines ------------------------------------------------------------------------------------------------- */

static const enum jc_field quantities[] = {JC_F_ACCEPTED, JC_F_ORDERED, JC_F_SHIPPED, JC_F_RETURNED};

struct jc_span jc_row_line_unit(struct jc_load *l)
{
    enum jc_field f = l->by_field[JC_F_ACCEPTED] ? JC_F_ACCEPTED : JC_F_ORDERED;
    struct jc_span own = jc_row_own_unit(l, f);
    const struct jc_column *q = l->by_field[f];
    if (own.n || ((!q || !q->unit[0]) && !l->title_unit[0]) || jc_row_text(l, JC_F_UNIT).n)
        return own;
    struct jc_span shared = jc_row_shared_unit(l);
    return shared.n || !q ? shared : jc_span(q->unit);
}

static int64_t distance(int64_t a, int64_t b)
{
    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    return a > b ? a - b : b - a;
}

/* What the line cost, or else what was ordered. */
static const struct jc_field_value *amount_of(struct jc_load *l)
{
    const struct jc_field_value *a = jc_row_get(l, JC_F_AMOUNT);
    return a->has ? a : jc_row_get(l, JC_F_AMOUNT_ORDER);
}

/* Does any quantity or the price say itself what it is counted in? Of the million lines where none does nothing is asked. */
static bool any_own_unit(struct jc_load *l)
{
    bool any = jc_row_price_unit(l).n > 0;
    for (size_t i = 0; i < JC_LEN(quantities) && !any; i++) {
        const struct jc_column *c = l->by_field[quantities[i]];
        any = c && (c->names_unit || jc_row_get(l, quantities[i])->text.n);
    }
    return any;
}

/* Of packs of several: the amount denies that price times a quantity in packs is what it is. */
static bool amount_denies(struct jc_load *l, const struct jc_item *it)
{
    const struct jc_field_value *p = jc_row_get(l, JC_F_PRICE), *a = amount_of(l);
    int64_t x;
    if (it->upp <= 1 || !p->has || !a->has)
        return false;
    for (size_t i = 0; i < JC_LEN(quantities) && quantities[i] != JC_F_RETURNED; i++)
        if (jc_row_get(l, quantities[i])->has && jc_muldiv(&x, p->i, l->v[quantities[i]].i, JC_SCALE) &&
            distance(x, a->i) <= CENT)
            return false;
    return true;
}

/*
 * All of the line is counted in what the unit column says. Of smallest units the price may still be that of a pack, and of
 * packs that of a smallest unit.
 */
static bool one_measure(struct jc_load *l, const struct jc_item *it)
{
    return it->times == 1 && !(it->in_units && it->upp > 1) && !any_own_unit(l) && !amount_denies(l, it);
}

/* Smallest units in one, 0: a pack, -1: the unit does not say. Asked once for each unit and product of a file. */
static int64_t unit_each(struct jc_load *l, enum jc_field f, struct jc_span unit, const struct jc_item *it)
{
    bool is_new;
    if (!unit.n)
        return -1;
    int *k = remembered(l, unit, TAG_EACH, it->id, &is_new);
    if (!is_new)
        return *k;
    struct jc_unit_count c = jc_unit_count(unit, &it->counted);
    *k = c.known ? (int)c.each : -1;
    if (c.doubtful)
        jc_row_tell_doubt(l, f, unit);
    return c.known ? c.each : -1;
}

static int64_t unit_times(struct jc_load *l, struct jc_span unit)
{
    bool is_new;
    struct jc_unit u;
    int64_t times = 1;
    if (!unit.n)
        return 1;
    int *power = remembered(l, unit, TAG_TIMES, 0, &is_new);
    if (is_new && jc_unit_parse(&u, unit))
        for (int64_t n = u.times; n >= 10; n /= 10)
            ++*power;
    for (int i = 0; i < *power; i++)
        times *= 10;
    return times;
}

/* One of the number in the cell: so many smallest units or packs. */
struct measure {
    int64_t each;  /* smallest units in one, 0: a pack */
    int64_t times; /* 万, where it is not multiplied in yet */
    int64_t given; /* and where it is: 万片 in the head */
};

static struct measure measure_of(struct jc_load *l, enum jc_field f, const struct jc_item *it)
{
    const struct jc_column *c = l->by_field[f];
    struct jc_span own = jc_row_own_unit(l, f), shared = jc_row_shared_unit(l);
    struct measure m = {.each = unit_each(l, f, own.n ? own : shared, it), .times = 1, .given = 1};
    if (c && c->factor > 1)
        m.given = c->factor;
    if (l->v[f].times > 1)
        m.given = l->v[f].times;
    if (!own.n && m.given == 1)
        m.times = unit_times(l, shared);
    if (m.each < 0) { /* what says nothing is counted as the line */
        int64_t line = unit_each(l, f, jc_row_line_unit(l), it);
        m.each = line > 0 ? line : 0;
    }
    return m;
}

/* Of a line in packs of unknown size the pack is the smallest there is; 0: of one in smallest units nothing is known of packs. */
static int64_t pack_size(const struct jc_item *it)
{
    return it->upp > 0 ? it->upp : !it->in_units;
}

static int64_t each_of(const struct jc_item *it, int64_t each)
{
    if (each == 0)
        return pack_size(it);
    return it->upp > 0 || it->in_units ? each : 0;
}

/* The quantity in smallest units, as it stands; false: units per pack are needed and not known, or it is too large. */
static bool in_smallest(struct jc_load *l, enum jc_field f, const struct jc_item *it, int64_t *out)
{
    struct measure m = measure_of(l, f, it);
    int64_t each = each_of(it, m.each);
    return each > 0 && jc_mul(out, l->v[f].i, each) && jc_mul(out, *out, m.times);
}

/* ---- what the price is for --------------------------------------------------------------------------------------- */

/*
 * Is the amount what a price of n smallest units makes of the accepted, ordered or shipped quantity? `slack`: the price may be
 * off by so much, which rounding left out of it.
 */
static bool amount_agrees(struct jc_load *l, const struct jc_item *it, int64_t n, int64_t slack)
{
    const struct jc_field_value *p = jc_row_get(l, JC_F_PRICE), *a = amount_of(l);
    int64_t all, x, off;
    if (!a->has || n < 1 || distance(a->i, 0) < JC_SCALE / 10)
        return false;
    for (size_t i = 0; i < JC_LEN(quantities) && quantities[i] != JC_F_RETURNED; i++)
        if (jc_row_get(l, quantities[i])->has && in_smallest(l, quantities[i], it, &all) &&
            jc_muldiv(&x, p->i, all, n * JC_SCALE) && jc_muldiv(&off, slack, distance(all, 0), 2 * n * JC_SCALE) &&
            distance(x, a->i) <= off + CENT)
            return true;
    return false;
}

/* The last decimal that is written of a price, of two at least. */
static int64_t last_decimal(int64_t price)
{
    int64_t step = CENT;
    while (price % step)
        step /= 10;
    return step;
}

/*
 * A price of one smallest unit, rounded: 1.84 where ten packs of ten cost 183.90, and no other price that it may be comes near
 * the amount. Of a pack, whose price nobody rounds, that would be a mistake.
 */
static bool is_quotient(struct jc_load *l, const struct jc_item *it)
{
    int64_t pack = pack_size(it), price = jc_row_get(l, JC_F_PRICE)->i;
    return pack != 1 && price > 0 && amount_agrees(l, it, 1, last_decimal(price)) && !amount_agrees(l, it, pack, 0);
}

/* The quantity that the price follows: the first that is there. */
static enum jc_field followed(struct jc_load *l)
{
    for (size_t i = 0; i < JC_LEN(quantities); i++)
        if (jc_row_get(l, quantities[i])->has)
            return quantities[i];
    return JC_F_ACCEPTED;
}

/*
 * How many smallest units the price is for, 0 = that is not known. Its own bracket says so (元/盒); else the amount does, which
 * is the price times a quantity; else it follows the quantity, but of 入库数量(片) beside 单位 盒 it is that of the 盒.
 */
static int64_t price_holds(struct jc_load *l, const struct jc_item *it)
{
    struct jc_span of = jc_row_price_unit(l);
    if (of.n) {
        int64_t each = unit_each(l, JC_F_PRICE, of, it);
        return each_of(it, each > 0 ? each : 0);
    }
    enum jc_field f = followed(l);
    struct measure m = measure_of(l, f, it);
    int64_t one = each_of(it, m.each), usual = one * m.times;
    if (jc_row_own_unit(l, f).n && unit_each(l, f, jc_row_shared_unit(l), it) == 0)
        usual = pack_size(it);
    const int64_t others[] = {one * m.times, one * m.given, 1, pack_size(it)};
    if (amount_agrees(l, it, usual, 0))
        return usual;
    for (size_t i = 0; i < JC_LEN(others); i++)
        if (amount_agrees(l, it, others[i], 0))
            return others[i];
    return is_quotient(l, it) ? 1 : usual;
}

/* ---- in what the line is counted --------------------------------------------------------------------------------- */

/* Can all its quantities be counted in packs, to the last digit? */
static bool packs_fit(struct jc_load *l, const struct jc_item *it)
{
    for (size_t i = 0; i < JC_LEN(quantities); i++) {
        int64_t all;
        if (jc_row_get(l, quantities[i])->has && in_smallest(l, quantities[i], it, &all) && all % it->upp)
            return false;
    }
    return true;
}

/* Is the price exact in packs, and either that of a pack or not exact in smallest units? */
static bool price_is_of_packs(struct jc_load *l, const struct jc_item *it)
{
    int64_t price = jc_row_get(l, JC_F_PRICE)->i, n = l->v[JC_F_PRICE].has ? price_holds(l, it) : 0, pack;
    if (n < 1 || !jc_mul(&pack, price, it->upp))
        return false;
    return n == it->upp || (price % n && pack % n == 0);
}

/* A rounded price of a smallest unit, so that no price of a pack is made of it. */
static bool price_is_quotient(struct jc_load *l, const struct jc_item *it)
{
    return jc_row_get(l, JC_F_PRICE)->has && price_holds(l, it) == 1 && !amount_agrees(l, it, 1, 0) &&
           is_quotient(l, it);
}

struct jc_span jc_row_better_unit(struct jc_load *l, const struct jc_item *it)
{
    if (it->upp <= 1 || one_measure(l, it))
        return jc_no_span;
    if (!packs_fit(l, it) || price_is_quotient(l, it))
        return it->in_units ? jc_no_span : jc_span(it->counted.smallest);
    return it->in_units && price_is_of_packs(l, it) ? jc_span("盒") : jc_no_span;
}

/* ---- conversion -------------------------------------------------------------------------------------------------- */

static void drop(struct jc_load *l, enum jc_field f, int digits)
{
    char text[40];
    struct jc_field_value *v = &l->v[f];
    jc_scaled_text(text, sizeof text, v->i, digits, 4);
    v->has = false;
    jc_load_issue(l, E_OTHER_UNIT, v->col, f, jc_span(text), NULL, NULL, false);
}

/* The quantity in what its line is counted in; one of the two may need units per pack, which are not known. */
static void convert_quantity(struct jc_load *l, enum jc_field f, const struct jc_item *it)
{
    struct jc_field_value *v = &l->v[f];
    struct measure m = measure_of(l, f, it);
    int64_t n = v->i;
    char text[40];
    bool other = (m.each > 0) != it->in_units;
    if (other && it->upp < 1) {
        drop(l, f, 0);
        return;
    }
    bool fits = jc_mul(&n, n, m.times) && jc_mul(&n, n, m.each > 1 ? m.each : 1) &&
                (!other || (it->in_units ? jc_mul(&n, n, it->upp) : jc_muldiv(&n, n, 1, it->upp)));
    if (!fits) {
        jc_scaled_text(text, sizeof text, v->i, 0, 4);
        jc_load_issue(l, E_TOO_LARGE, v->col, f, jc_span(text), NULL, NULL, true);
        return;
    }
    v->i = n;
}

/* A price of `holds` smallest units for what the line is counted in. */
static void convert_price(struct jc_load *l, int64_t holds, const struct jc_item *it)
{
    struct jc_field_value *p = &l->v[JC_F_PRICE];
    char text[40], rounded[40];
    int64_t all = p->i, one = it->in_units ? 1 : pack_size(it), exact;
    if (holds == one)
        return;
    if (holds < 1 || one < 1) {
        drop(l, JC_F_PRICE, 2);
        return;
    }
    jc_scaled_text(text, sizeof text, all, 2, 4);
    if (!jc_muldiv(&p->i, all, one, holds)) {
        jc_load_issue(l, E_TOO_LARGE, p->col, JC_F_PRICE, jc_span(text), NULL, NULL, true);
        return;
    }
    if (jc_mul(&exact, all, one) && exact % holds == 0)
        return;
    jc_scaled_text(rounded, sizeof rounded, p->i, 2, 4);
    jc_load_issue(l, E_ROUNDED, p->col, JC_F_PRICE, jc_span(text), rounded, NULL, false);
}

/* The column's own unit is another than that of the unit column, and holds. */
static void compare_units(struct jc_load *l, enum jc_field f, const struct jc_item *it)
{
    struct jc_span own = jc_row_own_unit(l, f), column = jc_row_text(l, JC_F_UNIT);
    if (!own.n || !column.n || it->upp == 1)
        return;
    int64_t a = unit_each(l, f, own, it), b = unit_each(l, f, column, it);
    if (a >= 0 && b >= 0 && a != b)
        jc_row_tell_unit(l, f, own);
}

void jc_row_one_unit(struct jc_load *l, const struct jc_item *it)
{
    if (one_measure(l, it))
        return;
    bool priced = jc_row_get(l, JC_F_PRICE)->has;
    int64_t holds = priced ? price_holds(l, it) : 0;
    for (size_t i = 0; i < JC_LEN(quantities) && !l->rejected; i++) {
        if (!jc_row_get(l, quantities[i])->has)
            continue;
        compare_units(l, quantities[i], it);
        convert_quantity(l, quantities[i], it);
    }
    if (priced && !l->rejected)
        convert_price(l, holds, it);
}
