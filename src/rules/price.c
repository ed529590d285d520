/*
 * Prices of selected products (rule book 6): against the award valid on the day, pack against pack; another pack by the
 * price ratio, as a hint; the same product in one month between institutions.
 */
#include "rules/count.h"
#include "rules/params.h"
#include "rules/published.h"

enum { CENT = 100, HINT = 200 }; /* 0.01 and 0.02 yuan */

struct found {
    int64_t purchase, price;
    int64_t volume; /* accepted less returned, in `units` of what the line counts */
    int64_t base; /* what `per` of what the line counts should cost: 1 pack, or a pack's units where it counts units */
    int64_t units;
    uint32_t inst, award, product;
    int32_t per;
    bool hint;
};

/* The prices of a product in a month, by units per pack; product: as a round has it, whatever the others are. */
struct spread {
    uint32_t product;
    int32_t month;
    int64_t units, low, high;
    uint32_t insts;
    uint8_t *seen; /* a bit for each institution */
};

enum skip { NO_AWARD, OUT_OF_SPAN, NO_STRENGTH, NO_UNITS, NOMINAL, OF_A_PACK, SKIPS };
static const int skip_code[SKIPS] = {420, 407, 408, 409, 414, 808};

struct prices {
    struct found *found;
    size_t found_n, found_cap;
    struct map by_purchase; /* low and high half of purchase.id -> found */
    struct spread *spread;
    size_t spread_n, spread_cap;
    struct map by_month;
    struct {
        int64_t lines, amount;
        struct noted first;
    } skipped[SKIPS];
    int64_t ratio;
    jc_day month_from, month_to; /* of the line before: most follow in one month */
    int32_t month;
};

struct prices *prices_new(struct world *w)
{
    struct prices *p = jc_alloc(sizeof *p);
    p->ratio = param_scaled(w->params, "price.pack_ratio");
    p->month_from = 1;
    return p;
}

void prices_free(struct prices *p)
{
    if (!p)
        return;
    for (size_t i = 0; i < p->spread_n; i++)
        free(p->spread[i].seen);
    free(p->spread);
    free(p->found);
    map_free(&p->by_purchase);
    map_free(&p->by_month);
    free(p);
}

/* ---- the price of another pack ----------------------------------------------------------------- */

static __int128 power(__int128 base, int n)
{
    __int128 out = 1;
    while (n-- > 0)
        out *= base;
    return out;
}

/* Doublings from one pack to the other; false if it is no power of two (or one too large to be a pack). */
static bool doublings(int64_t from, int64_t to, int *n)
{
    for (*n = 0; *n < 6 && from < to; ++*n)
        from *= 2;
    return from == to;
}

/* price × ratio^log2(units / awarded), rounded half away from zero to 0.01 yuan; exactly where packs double. */
static int64_t converted(int64_t price, int64_t units, int64_t awarded, int64_t ratio)
{
    int n;
    if (doublings(awarded, units, &n)) {
        __int128 d = power(JC_SCALE, n) * CENT;
        return (int64_t)(((__int128)price * power(ratio, n) * 2 + d) / (2 * d)) * CENT;
    }
    if (doublings(units, awarded, &n)) {
        __int128 d = power(ratio, n) * CENT;
        return (int64_t)(((__int128)price * power(JC_SCALE, n) * 2 + d) / (2 * d)) * CENT;
    }
    return jc_mul_pow_log2(price, ratio, units, awarded, CENT);
}

/* ---- which award row a line is compared with --------------------------------------------------- */

struct choice {
    uint32_t same;    /* award row of this very pack, NIL */
    uint32_t other;   /* the dearest of other packs, NIL */
    uint32_t priced;  /* another pack whose price is just that of the line, NIL */
    uint32_t turned;  /* of a strength whose amounts are those of the line in another order, NIL */
    int64_t expected; /* of other, converted */
    uint32_t product; /* of the line */
    bool above;       /* of a line in units whose pack nobody tells: dearer than a unit of one of the other packs */
    bool any, strength, in_span, dated;
};

static bool began_later(const struct award *a, const struct award *b)
{
    return a->from != b->from ? a->from > b->from : a->price > b->price;
}

/* Vials of 1.0g, whatever they came in: units, while nobody says how many a pack holds. */
static bool loose(const struct item *x)
{
    return x->in_units && x->upp == 0;
}

static bool has_amount(const char *key, const char *amount, size_t n)
{
    for (const char *p = key; *p; p += strcspn(p, "+"), p += *p == '+')
        if (strcspn(p, "+") == n && memcmp(p, amount, n) == 0)
            return true;
    return false;
}

/* 5mg+80mg and 80mg+5mg: of whichever ingredient each is. */
static bool same_amounts(const struct world *w, uint32_t a, uint32_t b)
{
    if (a == NIL || b == NIL)
        return false;
    const char *x = world_text(w, a), *y = world_text(w, b);
    bool same = strlen(x) == strlen(y) && strchr(x, '+');
    for (const char *p = x; same && *p; p += strcspn(p, "+"), p += *p == '+')
        same = has_amount(y, p, strcspn(p, "+"));
    for (const char *p = y; same && *p; p += strcspn(p, "+"), p += *p == '+')
        same = has_amount(x, p, strcspn(p, "+"));
    return same;
}

/* A pack of one is what a loose line counts; of a larger one only its price is known. */
static void look_at(const struct world *w, struct choice *c, uint32_t at, const struct line *l)
{
    const struct award *a = &w->award[at];
    const struct item *x = &w->item[l->item], *y = &w->item[a->item];
    bool code = same_code(x, y);
    int64_t units = loose(x) ? 1 : x->upp, pack;
    if (!code && !same_strength(x, y)) {
        if (c->turned == NIL && same_amounts(w, x->strength, y->strength))
            c->turned = at;
        return;
    }
    c->strength = true;
    if (code || (units > 0 && units == a->upp)) {
        if (c->same == NIL || began_later(a, &w->award[c->same]))
            c->same = at;
    } else if (units > 0 && a->upp > 0) {
        int64_t expected = converted(a->price, units, a->upp, w->prices->ratio);
        if (published_equal(a, l->price) && c->priced == NIL)
            c->priced = at;
        c->above |= !jc_mul(&pack, l->price, a->upp) || published_above(a, pack);
        if (c->other == NIL || expected > c->expected) {
            c->other = at;
            c->expected = expected;
        }
    }
}

/* Rows of the winner whose agreement took the line, else of all by which it is selected here, valid on its day. */
static void choose(const struct world *w, struct choice *c, const struct line *l, const struct verdict *v,
                   const struct pair *p)
{
    uint32_t winner = v->agreement == NIL ? NIL : w->agr[v->agreement].winner;
    *c = (struct choice){.same = NIL, .other = NIL, .priced = NIL, .turned = NIL, .product = p->product};
    for (uint32_t i = 0; i < p->stretches.n; i++) {
        const struct stretch *s = &w->stretch[p->stretches.at + i];
        if (winner != NIL && s->winner != winner)
            continue;
        c->any |= w->winner[s->winner].award != NIL;
        if (s->award == NIL || s->kind == IN_DOUBT)
            continue;
        c->dated = true;
        if (l->day < s->from || l->day > s->to)
            continue;
        if (s->kind == BY_BACKUP &&
            shortage_on(w, &w->inst[l->inst], w->winner[s->winner].group, s->winner, l->day) == NIL)
            continue;
        c->in_span = true;
        look_at(w, c, s->award, l);
    }
}

static void skip(struct world *w, enum skip why, const struct line *l)
{
    struct prices *p = w->prices;
    p->skipped[why].lines++;
    noted_first(&p->skipped[why].first, l);
    if (l->net != NONE)
        add_to(w, &p->skipped[why].amount, l->net, l->id);
}

/* `what` holds all but what the line tells. */
static void found_add(struct world *w, const struct line *l, struct found what)
{
    struct prices *p = w->prices;
    const struct item *x = &w->item[l->item];
    bool is_new;
    what.purchase = l->id;
    what.price = l->price;
    what.inst = l->inst;
    what.units = units_counted(x) > 0 ? units_counted(x) : 1;
    if (!jc_mul(&what.volume, l->accepted - l->returned, what.units)) {
        too_large(w, l->id);
        return;
    }
    (void)map_put(&p->by_purchase, (uint64_t)l->id, (uint32_t)p->found_n, &is_new);
    p->found = jc_grow(p->found, &p->found_cap, p->found_n + 1, sizeof *p->found);
    p->found[p->found_n++] = what;
}

/* One tablet for about what a pack of them should cost: rather the price of a pack beside a quantity of tablets. */
static bool looks_of_pack(const struct line *l, int64_t per, const struct award *a)
{
    return per > 2 && l->price >= a->price / 2 && l->price / 2 <= a->price;
}

/*
 * A loose line beside awarded packs of several: it may have come in one of those, in packs of one, which are the dearest by
 * the unit, or in others. What is dearer than all of them is a hint, what is not dearer than a unit of any is right.
 */
static void compare_loose(struct world *w, const struct line *l, const struct choice *c)
{
    const struct award *a = &w->award[c->other], *one = c->same == NIL ? NULL : &w->award[c->same];
    int64_t expected = one && one->price > c->expected ? one->price : c->expected;
    if (!c->above && !(one && published_above(one, l->price)))
        return;
    if (l->price - expected <= HINT)
        skip(w, NO_UNITS, l);
    else if (looks_of_pack(l, a->upp, a))
        skip(w, OF_A_PACK, l);
    else
        found_add(w, l,
                  (struct found){.award = one && expected == one->price ? c->same : c->other,
                                 .product = c->product,
                                 .per = 1,
                                 .base = expected,
                                 .hint = true});
}

/* A column of 1 in each row, say: what costs as much as the awarded pack will be that pack. */
static void note_pack(struct world *w, const struct line *l, const struct choice *c)
{
    const struct item *x = &w->item[l->item];
    char column[24], awarded[24];
    if (c->same != NIL || c->priced == NIL || x->in_units || x->upp_column == 0)
        return;
    snprintf(column, sizeof column, "%lld", (long long)x->upp_column);
    snprintf(awarded, sizeof awarded, "%lld", (long long)w->award[c->priced].upp);
    world_note(w, 864, NIL, l->item, at_line(l), line_money(l), column, awarded);
}

/* Which amount is of which ingredient neither says: hardly another strength, but nobody knows. */
static void note_turned(struct world *w, const struct line *l, const struct choice *c)
{
    const struct item *x = &w->item[l->item], *y = &w->item[w->award[c->turned].item];
    world_note(w, 895, NIL, l->item, at_line(l), line_money(l), world_text(w, x->spec_text),
               world_text(w, y->spec_text));
}

/* Pack against pack, as the awarded one was published. A line in smallest units pays price × units for a pack, exactly: an award
 * price per unit that was rounded first would hide, or invent, a part of every unit. */
static void compare(struct world *w, const struct line *l, const struct choice *c)
{
    const struct item *x = &w->item[l->item];
    const struct award *a = c->same == NIL ? NULL : &w->award[c->same];
    int64_t per = !x->in_units ? 1 : a && a->upp > 0 ? a->upp : x->upp, price; /* 0: a loose line of an unknown pack */
    struct found what = {.award = a ? c->same : c->other,
                         .product = c->product,
                         .per = (int32_t)per,
                         .base = a ? a->price : c->expected,
                         .hint = !a};
    if (loose(x) && c->other != NIL && (!a || a->upp == 1))
        compare_loose(w, l, c);
    else if (!a && c->other == NIL && !c->strength && c->turned != NIL)
        note_turned(w, l, c);
    else if (!a && c->other == NIL)
        skip(w, c->strength ? NO_UNITS : NO_STRENGTH, l);
    else if (per == 0)
        skip(w, NO_UNITS, l);
    else if (!jc_mul(&price, l->price, per))
        too_large(w, l->id);
    else if (a ? !published_above(a, price) : price - what.base <= HINT)
        return;
    else if (a && looks_of_pack(l, per, a))
        skip(w, OF_A_PACK, l);
    else
        found_add(w, l, what);
}

/* ---- the same product in one month ------------------------------------------------------------- */

static int32_t month_of(struct prices *p, jc_day day)
{
    if (day < p->month_from || day > p->month_to) {
        p->month = jc_day_month(day);
        p->month_from = jc_day_month_add(day, 0);
        p->month_to = jc_day_month_end(day);
    }
    return p->month;
}

static void spread_add(struct world *w, const struct line *l, struct pair *pair)
{
    struct prices *p = w->prices;
    const struct item *x = &w->item[l->item];
    int64_t units = x->in_units ? 1 : x->upp;
    int32_t month = month_of(p, l->day);
    bool is_new;
    if (units == 0 || units >= 1 << 16)
        return;
    uint32_t when = (uint32_t)(month / 100 * 12 + month % 100 - 1 - 1970 * 12), at = pair->spread;
    if (at == NIL || p->spread[at].month != month) {
        at = map_put(&p->by_month, key2(item_number(w, l->item), when << 16 | (uint32_t)units), (uint32_t)p->spread_n,
                     &is_new);
        pair->spread = at;
    } else {
        is_new = false;
    }
    if (is_new) {
        p->spread = jc_grow(p->spread, &p->spread_cap, p->spread_n + 1, sizeof *p->spread);
        p->spread[p->spread_n++] = (struct spread){.product = pair->product,
                                                   .month = month,
                                                   .units = units,
                                                   .low = l->price,
                                                   .high = l->price,
                                                   .seen = jc_alloc(w->inst_n / 8 + 1)};
    }
    struct spread *s = &p->spread[at];
    uint8_t bit = (uint8_t)(1 << l->inst % 8);
    s->insts += !(s->seen[l->inst / 8] & bit);
    s->seen[l->inst / 8] |= bit;
    if (l->price < s->low)
        s->low = l->price;
    if (l->price > s->high)
        s->high = l->price;
}

/* ---- from the stream --------------------------------------------------------------------------- */

void prices_add(struct world *w, const struct line *l, const struct verdict *v, struct pair *pair)
{
    struct choice c;
    if (w->what.from != JC_NO_DAY && l->day < w->what.from)
        return;
    if (l->price != NONE && l->price > 0 && pair->product != NIL)
        spread_add(w, l, pair);
    if (!v->selected && v->agreement == NIL)
        return;
    c.any = false;
    if (pair->awarded)
        choose(w, &c, l, v, pair);
    if (!c.any)
        skip(w, NO_AWARD, l);
    else if (!c.dated)
        skip(w, NOMINAL, l);
    else if (!c.in_span)
        skip(w, OUT_OF_SPAN, l);
    else if (l->price == NONE)
        skip(w, NO_UNITS, l);
    else {
        note_pack(w, l, &c);
        compare(w, l, &c);
    }
}

void prices_return(struct world *w, int64_t purchase, int64_t volume)
{
    uint32_t at = w->prices ? map_get(&w->prices->by_purchase, (uint64_t)purchase) : NIL;
    if (at != NIL)
        w->prices->found[at].volume -= volume;
}

/* ---- results ----------------------------------------------------------------------------------- */

/* (price − award price) × packs, rounded once. */
static bool overpaid(const struct found *f, int64_t *over)
{
    return jc_muldiv(over, f->price * f->per - f->base, f->volume, (int64_t)JC_SCALE * f->per * f->units);
}

static enum jc_status emit_found(struct world *w, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, "sql/emit.sql", "price", err);
    for (size_t i = 0; i < w->prices->found_n && st == JC_OK; i++) {
        const struct found *f = &w->prices->found[i];
        int64_t over, expected, packs;
        if (f->volume <= 0 || !jc_muldiv(&expected, f->base, 1, f->per) || !jc_muldiv(&packs, f->volume, 1, f->units))
            continue;
        const int64_t row[] = {
            f->purchase, w->inst[f->inst].id, w->award[f->award].id, f->units, f->price, expected, f->per, f->base,
            packs};
        for (int k = 0; k < (int)JC_LEN(row); k++)
            jc_stmt_int(s, k + 1, row[k]);
        if (f->hint)
            jc_stmt_null(s, 10);
        else if (overpaid(f, &over))
            jc_stmt_int(s, 10, over);
        else
            too_large(w, f->purchase);
        jc_stmt_int(s, 11, f->hint);
        jc_stmt_int(s, 12, f->product + 1);
        if (st == JC_OK)
            st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    return st;
}

static enum jc_status emit_spreads(struct world *w, struct jc_err *err)
{
    struct jc_frame *f;
    enum jc_status st = jc_store_frame(&f, w->store, "ind_spread", err);
    for (size_t i = 0; i < w->prices->spread_n && st == JC_OK; i++) {
        const struct spread *x = &w->prices->spread[i];
        const int64_t v[] = {x->product + 1, x->month, x->units, x->low, x->high, x->insts};
        if (x->insts > 1 && x->low != x->high)
            jc_frame_add(f, v, (int)JC_LEN(v));
    }
    return st;
}

enum jc_status prices_emit(struct world *w, struct jc_err *err)
{
    for (int i = 0; i < SKIPS; i++)
        world_note_many(w, skip_code[i], w->prices->skipped[i].first, w->prices->skipped[i].lines,
                        w->prices->skipped[i].amount);
    enum jc_status st = emit_found(w, err);
    return st == JC_OK ? emit_spreads(w, err) : st;
}
