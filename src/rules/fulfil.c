/*
 * What a line adds (rule book 4): whether it counts at all, which agreement takes it and how much of it; what a linked
 * return takes off again; the day on which an agreement was reached.
 */
#include "rules/count.h"
#include "rules/monthly.h"
#include "rules/supply.h"

/* ---- a number for the same product ------------------------------------------------------------- */

uint32_t item_number(struct world *w, uint32_t item)
{
    struct item *x = &w->item[item];
    if (x->number)
        return x->number - 1;
    item_resolve(w, item);
    bool is_new;
    uint32_t strength = x->strength != NIL ? x->strength : x->spec, who = NIL;
    uint32_t what = map_put(&w->products, key2(x->generic, strength), (uint32_t)w->products.n, &is_new);
    if (x->matches.n) /* the same winner, however it is spelled */
        who = w->winner[w->match[x->matches.at].winner].maker;
    else if (x->makers.n)
        who = w->maker.p[x->makers.at];
    x->number = map_put(&w->numbers, key2(who, what), (uint32_t)w->numbers.n, &is_new) + 1;
    return x->number - 1;
}

bool item_same_goods(struct world *w, uint32_t a, uint32_t b)
{
    const struct item *x = &w->item[a], *y = &w->item[b];
    const bool mixed = x->in_units != y->in_units; /* one row by the tablet, one by the pack of as many */
    const bool packed = mixed ? x->upp == y->upp && x->upp != 0 : x->in_units || x->upp == y->upp;
    return a == b || (packed && item_number(w, a) == item_number(w, b));
}

/* ---- content of another strength --------------------------------------------------------------- */

/* "5ml:50mg" -> 50 and "mg"; false: several amounts, or none. */
static bool content_of(const char *key, struct jc_dec *amount, const char **unit)
{
    const char *p = strchr(key, ':');
    p = p ? p + 1 : key;
    size_t n = strspn(p, "0123456789.");
    *unit = p + n;
    return n > 0 && **unit && !strpbrk(*unit, ":+/0123456789") && jc_dec_parse(amount, p, n);
}

int64_t volume_for(const struct world *w, const struct agreement *g, uint32_t item, bool other, int64_t volume)
{
    struct jc_dec a, b;
    const char *ua, *ub;
    int64_t na, nb, out;
    if (!other || w->other_strength != OTHER_CONTENT || volume == NONE)
        return volume;
    if (!content_of(world_text(w, w->item[item].strength), &a, &ua) ||
        !content_of(world_text(w, w->item[g->item].strength), &b, &ub) || strcmp(ua, ub) != 0)
        return NONE;
    if (!jc_dec_scaled(&na, a, 6, NULL) || !jc_dec_scaled(&nb, b, 6, NULL) || !jc_muldiv(&out, volume, na, nb))
        return NONE;
    return out;
}

/* ---- one line ---------------------------------------------------------------------------------- */

static int state_of(const struct world *w, const struct line *l)
{
    if (l->cancelled)
        return l->cancelled == OTHER_DOCUMENT ? WHY_NO_PURCHASE : WHY_CANCELLED;
    if (l->accepted == NONE || l->accepted == 0)
        return l->accepted == NONE ? WHY_UNSAID : WHY_ZERO;
    if (l->day == JC_NO_DAY)
        return WHY_NO_DAY;
    return l->day > w->what.as_of ? WHY_LATER : 0;
}

/* What is wrong with a product is told once for the product, what is wrong with a line once for its institution. */
static void note_item(struct world *w, int code, const struct line *l, const char *value, const char *detail)
{
    world_note(w, code, NIL, l->item, at_line(l), line_money(l), value, detail);
}

static void note_inst(struct world *w, int code, const struct line *l, const char *value, const char *detail)
{
    world_note(w, code, l->inst, NIL, at_line(l), line_money(l), value, detail);
}

/* A return as an order of less? What is ordered counts nowhere, so it lowers nothing. */
static void note_less_ordered(struct world *w, const struct line *l)
{
    char ordered[40];
    jc_scaled_text(ordered, sizeof ordered, l->ordered, 0, 4);
    note_inst(w, 836, l, ordered, NULL);
}

static void note_left_out(struct world *w, const struct line *l, int why)
{
    if (l->accepted == NONE || l->accepted == 0) {
        if (!l->cancelled && l->ordered != NONE && l->ordered < 0)
            note_less_ordered(w, l);
        return;
    }
    if (why == WHY_CANCELLED && l->day != JC_NO_DAY && !l->is_return)
        note_inst(w, 416, l, NULL, NULL);
    else if (why == WHY_NO_DAY)
        note_inst(w, 419, l, NULL, NULL);
}

/* Which two of column, spec and award of its code are told to say different things: the one that counts, and another. */
static int odd_units(const struct item *x, int64_t *used, int64_t *other)
{
    bool column = x->upp_column != 0;
    *used = column ? x->upp_column : x->upp_code;
    *other = x->upp_spec;
    if (*used != 0 && *other != 0 && *used != *other)
        return column ? 411 : 865;
    *other = x->upp_code;
    return column && *other != 0 && *used != *other ? 866 : 0;
}

static void note_units(struct world *w, const struct line *l)
{
    char text[2][24];
    int64_t used, other;
    const struct item *x = &w->item[l->item];
    if (x->in_units)
        note_item(w, 425, l, world_text(w, x->unit_text), world_text(w, x->spec_text));
    int code = odd_units(x, &used, &other);
    if (!code)
        return;
    snprintf(text[0], sizeof text[0], "%lld", (long long)used);
    snprintf(text[1], sizeof text[1], "%lld", (long long)other);
    note_item(w, code, l, text[0], text[1]);
}

int why_undecided(const struct world *w, const struct item *x, const char **value, const char **detail)
{
    const uint32_t like = x->alike != NIL ? x->alike : x->near;
    const bool unsaid = x->makers.n == 0 && like == NIL; /* and no code that says more */
    *value = unsaid ? maker_said(w, x) : world_text(w, x->alike != NIL ? x->maker_text : x->spec_text);
    *detail = like == NIL ? NULL : world_text(w, w->item[like].maker_text);
    if (unsaid || like != NIL)
        return unsaid ? 801 : x->alike != NIL ? 802 : 427;
    *detail = *value;
    *value = world_text(w, x->name);
    return 415;
}

static void note_doubts(struct world *w, const struct line *l, const struct verdict *v, const struct pair *p)
{
    const struct item *x = &w->item[l->item];
    const struct inst *inst = &w->inst[l->inst];
    bool judged = v->agreement != NIL || v->s != NIL || v->n != NIL || v->t.n > 0;
    note_units(w, l);
    if (l->odd_amount) {
        char amount[40], product[40];
        jc_scaled_text(amount, sizeof amount, l->amount, 2, 4);
        jc_scaled_text(product, sizeof product, l->gross, 2, 4);
        note_inst(w, 418, l, amount, product);
    }
    if (l->volume == NONE && judged)
        note_item(w, 410, l, world_text(w, x->spec_text), world_text(w, x->pack_text));
    if (v->doubtful)
        note_item(w, 414, l, NULL, NULL);
    if (v->undecided != NIL) {
        const char *value, *detail;
        int code = why_undecided(w, x, &value, &detail);
        note_item(w, code, l, value, detail);
    }
    if (v->n != NIL && x->slip != NIL)
        note_item(w, 862, l, world_text(w, x->maker_text), world_text(w, w->item[x->slip].maker_text));
    if (x->probable && (v->agreement != NIL || v->selected))
        note_item(w, 412, l, world_text(w, x->maker_text),
                  world_text(w, w->winner[w->match[x->matches.at].winner].maker));
    if (p->namesake != NIL)
        note_item(w, 826, l, world_text(w, x->name), world_text(w, w->item[p->namesake].name));
    if (!judged && v->undecided == NIL && is_bare_code(x) && inst->agreements.n > 0)
        note_inst(w, 816, l, world_text(w, x->name), NULL);
    if (p->groups.n > 0 && region_unknown(inst) && v->agreement == NIL && !v->selected)
        note_inst(w, 413, l, NULL, NULL);
}

/* Of agreements that are not reported nobody asks for the day: the years before take no room. */
static void event_add(struct world *w, uint32_t agr, jc_day day, int64_t volume)
{
    if (!w->agr[agr].covered)
        return;
    w->event = jc_grow(w->event, &w->event_cap, w->event_n + 1, sizeof *w->event);
    w->event[w->event_n++] = (struct event){agr, day, volume};
}

static int count_agreement(struct world *w, const struct line *l, const struct verdict *v)
{
    struct agreement *g = &w->agr[v->agreement];
    g->lines++;
    if (l->volume == NONE)
        return WHY_NO_UNITS;
    int64_t volume = volume_for(w, g, l->item, v->other_strength, l->volume);
    if (volume == NONE) {
        note_item(w, 426, l, world_text(w, w->item[l->item].spec_text), world_text(w, w->item[g->item].spec_text));
        return WHY_NO_UNITS;
    }
    add_to(w, &g->counted, volume, l->id);
    add_to(w, &w->volume, volume, l->id);
    if (v->other_strength)
        add_to(w, &g->counted_other, volume, l->id);
    event_add(w, v->agreement, l->day, volume);
    return v->other_strength ? WHY_OTHER_STRENGTH : WHY_COUNTED;
}

static void see_inst(struct world *w, const struct line *l, int why)
{
    struct inst *inst = &w->inst[l->inst];
    inst->seen = inst->buys = true;
    if (why || l->is_return)
        return;
    if (l->day > inst->last)
        inst->last = l->day;
    for (int i = 0; i < 4 && l->day >= w->month[4]; i++)
        if (l->day >= w->month[i + 1] && l->day < w->month[i])
            inst->months |= (uint8_t)(1 << i);
}

static bool agrees_in_round(const struct world *w, const struct inst *inst, uint32_t round)
{
    for (uint32_t i = 0; i < inst->agreements.n; i++)
        if (w->agr[inst->agreements.at + i].round == round)
            return true;
    return false;
}

/*
 * A member of a community buys what its lead has agreed to buy, in a round in which it has agreed to nothing itself. Agreements are
 * of institutions (rule book 1), so it counts nowhere; but that of the lead may be one of the whole community.
 */
static void note_lead(struct world *w, const struct line *l)
{
    const struct inst *inst = &w->inst[l->inst];
    struct verdict v;
    if (inst->lead == NIL || w->inst[inst->lead].agreements.n == 0)
        return;
    pair_judge(w, &v, pair_of(w, inst->lead, l->item), l->day);
    if (v.agreement != NIL && !agrees_in_round(w, inst, w->agr[v.agreement].round))
        note_inst(w, 856, l, w->inst[inst->lead].name, NULL);
}

/* A later delivery of an order line is of the agreement that its first one, with what was ordered, is of. */
static void count_supply(struct world *w, const struct line *l, struct pair *p, const struct verdict *v, jc_day when)
{
    const struct parcel *of = parcel_of(w, l->id);
    struct verdict first;
    if (of && of->when != when && of->when != JC_NO_DAY) {
        when = of->when;
        pair_judge(w, &first, p, when);
        v = &first;
    }
    if (v->agreement != NIL)
        supply_agreement(w, l, v->agreement);
    else if (!v->selected && v->n == NIL)
        supply_perhaps(w, p, l, when);
}

int count_line(struct world *w, struct line *l, struct verdict *v)
{
    int why = state_of(w, l);
    jc_day when = line_when(w, l);
    bool supply = !l->is_return && is_awaited(l) && when != JC_NO_DAY && when <= w->what.as_of;
    see_inst(w, l, why);
    if (!w->ranks)
        monthly_add(w, l, why == 0);
    *v = (struct verdict){.agreement = NIL, .s = NIL, .n = NIL, .undecided = NIL, .shortage = NIL};
    if (why && !supply) {
        if (when == JC_NO_DAY && !l->is_return && is_awaited(l) && !w->ranks)
            supply_perhaps(w, pair_of(w, l->inst, l->item), l, JC_NO_DAY);
        note_left_out(w, l, why);
        return why;
    }
    struct pair *p = pair_of(w, l->inst, l->item);
    pair_judge(w, v, p, when);
    if (supply && !w->ranks)
        count_supply(w, l, p, v, when);
    if (why) {
        note_left_out(w, l, why);
        return why;
    }
    l->agreement = v->agreement;
    l->selected = v->selected || v->agreement != NIL;
    l->doubtful = v->doubtful;
    note_doubts(w, l, v, p);
    if (l->volume != NONE && !w->ranks && (v->s != NIL || v->n != NIL || v->t.n > 0))
        class_add(w, v, l->item, l->day, l->volume, l->net == NONE ? 0 : l->net, l->id);
    if (!l->is_return && !w->ranks)
        prices_add(w, l, v, p);
    if (v->agreement != NIL)
        return count_agreement(w, l, v);
    note_lead(w, l);
    return WHY_NO_AGREEMENT;
}

/* ---- a linked return --------------------------------------------------------------------------- */

/* The original's day decides what it was; the return's own day, from when on it is less. */
int64_t count_linked(struct world *w, const struct linked *link, const struct line *ret, struct verdict *v)
{
    const struct line *o = &link->orig;
    int64_t volume =
        -link->quantity; /* of a line whose units nobody knows nothing was counted, and nothing is taken off */
    *v = (struct verdict){.agreement = NIL, .s = NIL, .n = NIL, .undecided = NIL, .shortage = NIL};
    if (state_of(w, o))
        return NONE;
    prices_return(w, o->id, link->quantity);
    monthly_back(w, link);
    pair_judge(w, v, pair_of(w, o->inst, o->item), o->day);
    if (units_counted(&w->item[o->item]) == 0)
        return NONE;
    if (v->s != NIL || v->n != NIL || v->t.n > 0)
        class_add(w, v, o->item, o->day, volume, link->value == NONE ? 0 : -link->value, ret->id);
    if (v->agreement == NIL)
        return volume;
    struct agreement *g = &w->agr[v->agreement];
    int64_t taken = volume_for(w, g, o->item, v->other_strength, volume);
    if (taken == NONE)
        return volume;
    add_to(w, &g->counted, taken, ret->id);
    add_to(w, &w->volume, taken, ret->id);
    if (v->other_strength)
        add_to(w, &g->counted_other, taken, ret->id);
    event_add(w, v->agreement, link->day, taken);
    return volume;
}

/* ---- the day on which Q* was reached ----------------------------------------------------------- */

static int by_day(const void *x, const void *y)
{
    const struct event *a = x, *b = y;
    return (a->day > b->day) - (a->day < b->day);
}

static jc_day reached(struct event *e, size_t n, int64_t agreed)
{
    int64_t sum = 0;
    qsort(e, n, sizeof *e, by_day);
    for (size_t i = 0; i < n; i++) {
        sum += e[i].volume;
        if ((i + 1 == n || e[i + 1].day != e[i].day) && sum >= agreed)
            return e[i].day;
    }
    return JC_NO_DAY;
}

void count_reached(struct world *w)
{
    uint32_t *at = jc_alloc((w->agr_n + 1) * sizeof *at);
    size_t kept = 0;
    for (size_t i = 0; i < w->event_n; i++) { /* only of those that are there now */
        const struct agreement *g = &w->agr[w->event[i].agr];
        if (g->agreed <= 0 || g->counted < g->agreed)
            continue;
        w->event[kept++] = w->event[i];
        at[w->event[kept - 1].agr + 1]++;
    }
    for (size_t i = 0; i < w->agr_n; i++)
        at[i + 1] += at[i];
    struct event *sorted = jc_alloc((kept + 1) * sizeof *sorted);
    uint32_t *fill = jc_alloc((w->agr_n + 1) * sizeof *fill);
    for (size_t i = 0; i < kept; i++) {
        uint32_t g = w->event[i].agr;
        sorted[at[g] + fill[g]++] = w->event[i];
    }
    for (size_t i = 0; i < w->agr_n; i++)
        if (fill[i])
            w->agr[i].reached = reached(sorted + at[i], fill[i], w->agr[i].agreed);
    free(at);
    free(fill);
    free(sorted);
    free(w->event);
    w->event = NULL;
    w->event_n = w->event_cap = 0;
}
