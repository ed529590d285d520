/*
 * An institution and an item: which of its agreements may take the item, on which days it is selected here, in which
 * groups it would be a not-selected product or a substitute (rule book 2.5, 2.6, 4.1, 5). Worked out once for each pair;
 * a line then only asks with its day.
 */
#include "rules/agreed.h"
#include "rules/identity.h"
#include "rules/area.h"
#include "rules/world.h"
#include "rules/params.h"

#define EARLY    (INT32_MIN + 1)
#define LATE     INT32_MAX
#define GRID_MAX (UINT64_C(1) << 22) /* cells of four bytes */

/* ---- agreements and groups of an institution --------------------------------------------------- */

static uint32_t inst_group_of(const struct world *w, const struct inst *inst, uint32_t group)
{
    return map_get(&w->ig_of, key2((uint32_t)(inst - w->inst), group));
}

/* The institution's agreements with a winner: a span of world.agr, latest start first. */
static struct span agreements_with(const struct world *w, const struct inst *inst, uint32_t winner)
{
    uint32_t ig = inst_group_of(w, inst, w->winner[winner].group);
    if (ig == NIL)
        return (struct span){0};
    struct span out = {.at = w->ig[ig].agreements.at};
    uint32_t end = out.at + w->ig[ig].agreements.n;
    while (out.at < end && w->agr_days[out.at].winner != winner)
        out.at++;
    while (out.at + out.n < end && w->agr_days[out.at + out.n].winner == winner)
        out.n++;
    return out;
}

jc_day covers(const struct world *w, const struct inst_group *ig, jc_day day)
{
    jc_day last = JC_NO_DAY;
    const struct agreed_days *d = w->agr_days + ig->agreements.at;
    for (uint32_t i = 0; i < ig->agreements.n; i++)
        if (d[i].covered && d[i].from <= day && day <= d[i].to && d[i].from > last)
            last = d[i].from;
    return last;
}

/* ---- shortages --------------------------------------------------------------------------------- */

bool supplies_here(const struct world *w, const struct inst *inst, uint32_t winner)
{
    if (agreements_with(w, inst, winner).n > 0)
        return true;
    for (uint32_t a = w->winner[winner].award; a != NIL; a = w->award[a].next)
        if (!w->award[a].backup && region_holds(w, &w->award[a], inst))
            return true;
    return false;
}

bool shortage_here(const struct world *w, const struct shortage *s, uint32_t inst)
{
    if (!s->everyone)
        return s->inst == inst;
    return s->zone == NIL || zone_holds(w, s->zone, inst);
}

uint32_t shortage_on(const struct world *w, const struct inst *inst, uint32_t group, uint32_t but, jc_day day)
{
    struct span gaps = w->group[group].gaps;
    for (uint32_t i = 0; i < gaps.n; i++) {
        const struct gap *gap = &w->gap[gaps.at + i];
        const struct shortage *s = &w->shortage[gap->shortage];
        if (gap->winner != but && s->from <= day && (s->to == JC_NO_DAY || day <= s->to) &&
            shortage_here(w, s, (uint32_t)(inst - w->inst)) && supplies_here(w, inst, gap->winner))
            return gap->shortage;
    }
    return NIL;
}

/* ---- days on which an item is selected here ---------------------------------------------------- */

static void stretch_add(struct world *w, struct pair *p, struct stretch s)
{
    w->stretch = jc_grow(w->stretch, &w->stretch_cap, w->stretch_n + 1, sizeof *w->stretch);
    w->stretch[w->stretch_n++] = s;
    p->stretches.n++;
}

jc_day award_end_here(const struct world *w, const struct award *a, const struct inst *inst, bool named)
{
    jc_day end = a->to == JC_NO_DAY ? LATE : a->to;
    for (uint32_t i = 0; i < a->later.n; i++) {
        const struct award *b = &w->award[w->later.p[a->later.at + i]];
        if ((named || region_holds(w, b, inst)) && b->from - 1 < end)
            end = b->from - 1;
    }
    return end;
}

static void add_award(struct world *w, struct pair *p, uint32_t winner, uint32_t at, bool named)
{
    const struct award *a = &w->award[at];
    bool unknown = a->nominal || a->from == JC_NO_DAY;
    struct stretch s = {.from = unknown ? EARLY : a->from,
                        .to = award_end_here(w, a, &w->inst[p->inst], named),
                        .winner = winner,
                        .award = at,
                        .kind = BY_AWARD};
    if (unknown && named)
        return; /* the agreement's dates decide */
    if (unknown)
        s.kind = IN_DOUBT;
    else if (a->backup && !named)
        s.kind = BY_BACKUP;
    stretch_add(w, p, s);
}

static void add_winner(struct world *w, struct pair *p, uint32_t winner, struct span own)
{
    const struct inst *inst = &w->inst[p->inst];
    bool any_here = false;
    for (uint32_t i = 0; i < own.n; i++) {
        const struct agreement *g = &w->agr[own.at + i];
        stretch_add(w, p, (struct stretch){g->from, g->to, winner, NIL, BY_AGREEMENT});
    }
    for (uint32_t a = w->winner[winner].award; a != NIL; a = w->award[a].next)
        any_here |= region_holds(w, &w->award[a], inst);
    for (uint32_t a = w->winner[winner].award; a != NIL; a = w->award[a].next)
        if (any_here ? region_holds(w, &w->award[a], inst) : own.n > 0)
            add_award(w, p, winner, a, own.n > 0);
}

/* ---- agreements that may take it, the preferred first ------------------------------------------ */

static bool prefer(const struct world *w, uint32_t x, uint32_t y)
{
    if ((x & OTHER_STRENGTH) != (y & OTHER_STRENGTH))
        return y & OTHER_STRENGTH;
    const struct agreement *a = &w->agr[x & ~OTHER_STRENGTH], *b = &w->agr[y & ~OTHER_STRENGTH];
    return a->from != b->from ? a->from > b->from : a->order < b->order;
}

/* The code of an award row says which strength it is, whatever a hospital has written beside it. */
static bool is_strength_of(const struct world *w, const struct item *x, const struct agreement *g)
{
    const struct item *y = &w->item[g->item];
    bool is = same_code(x, y) || same_strength(x, y);
    for (uint32_t a = w->winner[g->winner].award; a != NIL && !is; a = w->award[a].next) {
        const struct item *z = &w->item[w->award[a].item];
        is = same_code(x, z) && same_strength(z, y);
    }
    return is;
}

static void add_agreements(struct world *w, struct pair *p, struct span own)
{
    const struct item *x = &w->item[p->item];
    for (uint32_t i = 0; i < own.n; i++) {
        uint32_t entry = own.at + i;
        if (!is_strength_of(w, x, &w->agr[own.at + i]))
            entry |= OTHER_STRENGTH;
        (void)pool_add(&w->pool, entry);
        for (uint32_t k = p->agreements.n++; k > 0; k--) { /* a few: kept in order by insertion */
            uint32_t *at = &w->pool.p[p->agreements.at + k];
            if (!prefer(w, at[0], at[-1]))
                break;
            uint32_t swap = at[0];
            at[0] = at[-1];
            at[-1] = swap;
        }
    }
}

/* Of one product with y, were its strength or its maker clear. A code says whose it is only where y has one to compare. */
static bool may_mean(const struct world *w, const struct item *x, const struct item *y)
{
    return !codes_exclude(x, y) && (x->makers.n == 0 || maker_likeness(w, x, y) == JC_ALIKE ||
                                    (x->near != NIL && maker_grade(w, x, y) != DIFFERENT));
}

/* May it be a product that is selected here? What has won elsewhere alone is not, whatever is meant. */
static bool may_be_selected(const struct world *w, const struct item *x, const struct inst *inst, uint32_t group)
{
    if (is_nobodys(x))
        return true;
    for (uint32_t v = w->group[group].first; v != NIL; v = w->winner[v].next) {
        const struct span own = agreements_with(w, inst, v);
        for (uint32_t i = 0; i < own.n; i++)
            if (may_mean(w, x, &w->item[w->agr[own.at + i].item]))
                return true;
        for (uint32_t a = w->winner[v].award; a != NIL; a = w->award[a].next)
            if ((own.n || region_unknown(inst) || region_holds(w, &w->award[a], inst)) &&
                may_mean(w, x, &w->item[w->award[a].item]))
                return true;
    }
    return false;
}

static bool is_of_day(const struct agreement *g, jc_day day)
{
    return g->covered && (day == JC_NO_DAY || (g->from <= day && day <= g->to));
}

/* A strength that falls in no group, a maker that nobody can tell, another name for what is agreed, or a code and nothing else. */
void pair_perhaps(const struct world *w, const struct pair *p, jc_day day, pair_put *put, void *arg)
{
    const struct item *x = &w->item[p->item];
    const struct span own = w->inst[p->inst].agreements;
    const bool bare = is_bare_code(x);
    if (day == JC_NO_DAY)
        for (uint32_t i = 0; i < p->agreements.n; i++) {
            uint32_t at = w->pool.p[p->agreements.at + i] & ~OTHER_STRENGTH;
            if (w->agr[at].covered)
                put(arg, at);
        }
    if (p->undecided.n == 0 && p->namesake == NIL && !bare)
        return;
    for (uint32_t at = own.at; at < own.at + own.n; at++) {
        const struct agreement *g = &w->agr[at];
        const struct item *y = &w->item[g->item];
        bool may = bare ? !codes_exclude(x, y) : g->item == p->namesake;
        for (uint32_t i = 0; i < p->undecided.n && !may; i++)
            may = w->pool.p[p->undecided.at + i] == g->ig &&
                  (may_mean(w, x, y) || (!codes_exclude(x, y) && maker_grade(w, x, y) != DIFFERENT));
        if (may && is_of_day(g, day))
            put(arg, at);
    }
}

enum which { ALL, OPEN, CLEAR }; /* those in which it may be selected, or cannot be */

static void add_covered(struct world *w, struct span *out, const struct pair *p, struct span groups, enum which which)
{
    const struct inst *inst = &w->inst[p->inst];
    const struct item *x = &w->item[p->item];
    const bool doubt = x->makers.n == 0 || x->alike != NIL || x->near != NIL;
    if (out->n == 0)
        out->at = (uint32_t)w->pool.n;
    for (uint32_t i = 0; i < groups.n; i++) {
        const uint32_t group = w->itemgroup.p[groups.at + i];
        uint32_t ig = inst_group_of(w, inst, group);
        if (ig != NIL && w->ig[ig].covered &&
            (which == ALL || (doubt && may_be_selected(w, x, inst, group)) == (which == OPEN))) {
            (void)pool_add(&w->pool, ig);
            out->n++;
        }
    }
}

/* Where nobody knows whose product it is, it is in none of the groups that it might be in. */
static void add_groups(struct world *w, struct pair *p)
{
    const struct item *x = &w->item[p->item];
    add_covered(w, &p->subs, p, x->substitutes, ALL);
    add_covered(w, &p->groups, p, x->groups, CLEAR);
    add_covered(w, &p->undecided, p, x->groups, OPEN);
    add_covered(w, &p->undecided, p, x->undecided, ALL);
}

/* The place of a pair: a table of all of them where that is small, else a hash. */
static uint32_t pair_place(struct world *w, uint32_t inst, uint32_t item, bool *is_new)
{
    if ((uint64_t)w->inst_n * w->item_n > GRID_MAX)
        return map_put(&w->pairs, key2(inst, item), (uint32_t)w->pair_n, is_new);
    if (!w->grid)
        w->grid = jc_alloc(((size_t)w->inst_n * w->item_n + 1) * sizeof *w->grid);
    uint32_t *cell = &w->grid[(size_t)inst * w->item_n + item];
    *is_new = *cell == 0;
    if (*is_new)
        *cell = (uint32_t)w->pair_n + 1;
    return *cell - 1;
}

/* They may lie on two lines of the cache. */
static void ask_sums(const struct agreement *g)
{
    __builtin_prefetch(&g->agreed, 1);
    __builtin_prefetch(&g->covered, 1);
}

void pair_ask(const struct world *w, uint32_t inst, uint32_t item, enum ask what)
{
    if (!w->grid)
        return;
    const uint32_t *cell = &w->grid[(size_t)inst * w->item_n + item];
    if (what == ASK_PLACE) {
        __builtin_prefetch(cell);
        return;
    }
    if (*cell == 0)
        return;
    const struct pair *p = &w->pair[*cell - 1];
    if (what == ASK_PAIR) {
        __builtin_prefetch(p);
        __builtin_prefetch((const char *)p + 63);
        return;
    }
    if (p->first != NIL)
        ask_sums(&w->agr[p->first]);
    if (p->first_ig != NIL)
        __builtin_prefetch(&w->ig[p->first_ig].s, 1);
}

/* Nearly every line asks for the preferred agreement and finds that it holds the day. */
static void keep_first(const struct world *w, struct pair *p)
{
    p->first = p->first_ig = NIL;
    uint32_t entry = p->agreements.n ? w->pool.p[p->agreements.at] : NIL;
    if (entry & OTHER_STRENGTH)
        return;
    const struct agreed_days *d = &w->agr_days[entry];
    p->first = entry;
    p->first_from = d->from;
    p->first_to = d->to;
    if (d->covered)
        p->first_ig = w->agr[entry].ig;
}

struct pair *pair_of(struct world *w, uint32_t inst, uint32_t item)
{
    bool is_new;
    uint32_t at = pair_place(w, inst, item, &is_new);
    if (!is_new)
        return &w->pair[at];
    item_resolve(w, item);
    const struct item *x = &w->item[item];
    struct pair p = {.inst = inst,
                     .item = item,
                     .agreements = {(uint32_t)w->pool.n, 0},
                     .stretches = {(uint32_t)w->stretch_n, 0},
                     .product = NIL,
                     .spread = NIL,
                     .namesake = NIL};
    for (uint32_t i = 0; i < x->matches.n; i++) {
        uint32_t winner = w->match[x->matches.at + i].winner;
        struct span own = agreements_with(w, &w->inst[inst], winner);
        add_agreements(w, &p, own);
        add_winner(w, &p, winner, own);
        p.awarded |= w->winner[winner].award != NIL;
    }
    if (p.agreements.n)
        p.product = product_of(w, w->agr[w->pool.p[p.agreements.at] & ~OTHER_STRENGTH].winner, item);
    else if (x->matches.n)
        p.product = product_of(w, w->match[x->matches.at].winner, item);
    add_groups(w, &p);
    keep_first(w, &p);
    if (x->matches.n + p.groups.n + p.undecided.n + p.subs.n == 0)
        p.namesake = nearest_agreed(w, &w->inst[inst], x);
    w->pair = jc_grow(w->pair, &w->pair_cap, w->pair_n + 1, sizeof *w->pair);
    w->pair[w->pair_n] = p;
    return &w->pair[w->pair_n++];
}

/* ---- a day ------------------------------------------------------------------------------------- */

static bool holds(const struct world *w, const struct stretch *s, const struct pair *p, jc_day day)
{
    if (day < s->from || day > s->to)
        return false;
    return s->kind != BY_BACKUP || shortage_on(w, &w->inst[p->inst], w->winner[s->winner].group, s->winner, day) != NIL;
}

static void judge_agreement(const struct world *w, struct verdict *v, const struct pair *p, jc_day day)
{
    for (uint32_t i = 0; i < p->agreements.n; i++) {
        uint32_t entry = w->pool.p[p->agreements.at + i];
        const struct agreed_days *g = &w->agr_days[entry & ~OTHER_STRENGTH];
        if (g->from > day || day > g->to)
            continue;
        if ((entry & OTHER_STRENGTH) && w->other_strength == OTHER_NO)
            continue;
        v->agreement = entry & ~OTHER_STRENGTH;
        v->other_strength = entry & OTHER_STRENGTH;
        return;
    }
}

/* The better of two inst_groups for a line: its covering agreement started last, then the smaller (round, group). */
static void take_later(const struct world *w, uint32_t *best, jc_day *since, uint32_t ig, jc_day day)
{
    jc_day start = covers(w, &w->ig[ig], day);
    if (start == JC_NO_DAY)
        return;
    if (*best == NIL || start > *since ||
        (start == *since && w->group[w->ig[ig].group].rank < w->group[w->ig[*best].group].rank)) {
        *best = ig;
        *since = start;
    }
}

static void judge_selected(const struct world *w, struct verdict *v, const struct pair *p, jc_day day)
{
    jc_day since = JC_NO_DAY;
    for (uint32_t i = 0; i < p->stretches.n; i++) {
        const struct stretch *s = &w->stretch[p->stretches.at + i];
        if (!holds(w, s, p, day))
            continue;
        if (s->kind == IN_DOUBT) {
            v->doubtful = true;
            continue;
        }
        v->selected = true;
        uint32_t ig = inst_group_of(w, &w->inst[p->inst], w->winner[s->winner].group);
        if (ig != NIL)
            take_later(w, &v->s, &since, ig, day);
    }
    if (v->selected)
        v->doubtful = false;
}

/* The group of the agreement that took the line goes before all others. */
static void judge_taken(const struct world *w, struct verdict *v, jc_day day)
{
    uint32_t ig = w->agr[v->agreement].ig;
    v->selected = true;
    if (w->agr_days[v->agreement].covered || covers(w, &w->ig[ig], day) != JC_NO_DAY)
        v->s = ig;
}

static void judge_not_selected(const struct world *w, struct verdict *v, const struct pair *p, jc_day day)
{
    const struct inst *inst = &w->inst[p->inst];
    jc_day since = JC_NO_DAY;
    if (v->doubtful || (region_unknown(inst) && p->groups.n)) /* it may be selected there */
        return;
    for (uint32_t i = 0; i < p->groups.n; i++)
        take_later(w, &v->n, &since, w->pool.p[p->groups.at + i], day);
    if (v->n != NIL)
        v->shortage = shortage_on(w, inst, w->ig[v->n].group, NIL, day);
    for (uint32_t i = 0; v->n == NIL && i < p->undecided.n; i++)
        take_later(w, &v->undecided, &since, w->pool.p[p->undecided.at + i], day);
}

void pair_judge(struct world *w, struct verdict *v, const struct pair *p, jc_day day)
{
    *v = (struct verdict){.agreement = NIL, .s = NIL, .n = NIL, .undecided = NIL, .shortage = NIL, .t = p->subs};
    if (p->first_ig != NIL && p->first_from <= day && day <= p->first_to) {
        v->agreement = p->first;
        v->s = p->first_ig;
        v->selected = true;
        return;
    }
    if (p->agreements.n)
        judge_agreement(w, v, p, day);
    if (v->agreement != NIL)
        judge_taken(w, v, day);
    else if (p->stretches.n)
        judge_selected(w, v, p, day);
    if (!v->selected && (p->groups.n || p->undecided.n))
        judge_not_selected(w, v, p, day);
}
