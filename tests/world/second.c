/* Fulfilment and classes: rule book parts 2, 3, 4, 5 and 15. */
#include "second.h"

#include <string.h>

void second_doubt(struct second *s, const char *why)
{
    if (!s->doubt)
        s->doubt = why;
}

bool second_cancelled(const struct line *l)
{
    static const char *const states[] = {"作废", "撤销", "撤单", "取消", "拒绝", "缺货", "配送企业撤单"};
    for (int i = 0; i < 7; i++)
        if (strcmp(l->status, states[i]) == 0)
            return true;
    return false;
}

/* ---- who is the same product ----------------------------------------------------------------------- */

static bool row_in(const struct award *a, int round, int group)
{
    return a->round == round && a->group == group;
}

bool second_group_lists(const struct world *w, int round, int group, int generic)
{
    for (const struct award *a = w->award; a < w->award + w->awards; a++)
        if (row_in(a, round, group) && a->generic == generic)
            return true;
    return false;
}

/* Does another group of the round list this strength of the generic? */
static bool listed_elsewhere(const struct world *w, int round, int group, int generic, int strength)
{
    for (const struct award *a = w->award; a < w->award + w->awards; a++)
        if (a->round == round && a->group != group && a->generic == generic && a->strength == strength)
            return true;
    return false;
}

/* The winner's product: the generics of its own rows in the group, in any strength that no other group lists. */
bool second_is_winners(const struct world *w, int round, int group, int firm, const struct line *l)
{
    if (l->firm != firm || listed_elsewhere(w, round, group, l->generic, l->strength))
        return false;
    for (const struct award *a = w->award; a < w->award + w->awards; a++)
        if (row_in(a, round, group) && a->firm == firm && a->generic == l->generic)
            return true;
    return false;
}

static bool names(const struct agreement *g, const struct award *a)
{
    return g->round == a->round && g->group == a->group && g->firm == a->firm;
}

static bool named_by(const struct world *w, const struct award *a, int inst)
{
    for (const struct agreement *g = w->agr; g < w->agr + w->agrs; g++)
        if (g->inst == inst && names(g, a))
            return true;
    return false;
}

static bool supplied_here(const struct world *w, const struct award *a, int inst)
{
    return a->provinces >> w->inst[inst].province & 1;
}

static int last_day_of(const struct world *w, const struct award *a)
{
    if (a->to != NODAY)
        return a->to;
    int end = day_of(2999, 12, 31);
    for (const struct award *b = w->award; b < w->award + w->awards; b++)
        if (b->generic == a->generic && b->strength == a->strength && b->firm == a->firm && b->from > a->from &&
            (b->provinces & a->provinces) && b->from - 1 < end)
            end = b->from - 1;
    return end;
}

static bool row_valid(const struct world *w, const struct award *a, int day)
{
    return a->from <= day && day <= last_day_of(w, a);
}

static bool strength_doubted; /* a shortage of another strength of a winner's product was asked about */

static bool short_of(const struct world *w, const struct award *a, int inst, int day)
{
    bool other_strength = false;
    for (const struct shortage *s = w->shortage; s < w->shortage + w->shortages; s++) {
        if (s->generic != a->generic || s->firm != a->firm || (s->inst >= 0 && s->inst != inst) || s->from > day ||
            (s->to != NODAY && day > s->to))
            continue;
        if (s->strength == a->strength)
            return true;
        other_strength = true;
    }
    strength_doubted |= other_strength;
    return false;
}

static bool main_winner_short(const struct world *w, int round, int group, int inst, int day)
{
    for (const struct award *a = w->award; a < w->award + w->awards; a++)
        if (row_in(a, round, group) && a->role == MAIN && (supplied_here(w, a, inst) || named_by(w, a, inst)) &&
            short_of(w, a, inst, day))
            return true;
    return false;
}

bool second_row_holds(const struct world *w, const struct award *a, int inst, int day)
{
    bool named = named_by(w, a, inst);
    if (!named && !supplied_here(w, a, inst))
        return false;
    if (!named && a->role == BACKUP && !main_winner_short(w, a->round, a->group, inst, day))
        return false;
    return row_valid(w, a, day);
}

bool second_selected(const struct world *w, int round, int group, const struct line *l)
{
    int day = l->accept_day;
    if (!second_is_winners(w, round, group, l->firm, l))
        return false;
    for (const struct award *a = w->award; a < w->award + w->awards; a++)
        if (row_in(a, round, group) && a->firm == l->firm && second_row_holds(w, a, l->inst, day))
            return true;
    for (const struct agreement *g = w->agr; g < w->agr + w->agrs; g++)
        if (g->inst == l->inst && g->round == round && g->group == group && g->firm == l->firm && g->from <= day &&
            day <= g->to)
            return true;
    return false;
}

/* ---- lines ---------------------------------------------------------------------------------------- */

static int original_of(const struct world *w, const struct line *back)
{
    for (int i = 0; i < w->lines; i++) {
        const struct line *l = &w->line[i];
        if (l->inst != back->inst || l->accepted < 0 || !l->item[0])
            continue;
        if (back->origin[0] ? strcmp(l->item, back->origin) == 0
                            : strcmp(l->order, back->order) == 0 && strcmp(l->item, back->item) == 0)
            return i;
    }
    return -1;
}

/* 7.3: the own amount if it fits price × accepted to the cent, else price × accepted. */
static i64 accepted_amount(const struct line *l)
{
    if (l->price < 0)
        return l->amount < 0 ? 0 : (i64)round_div((i128)l->amount * l->accepted, l->ordered);
    i64 computed = l->price * l->accepted;
    bool fits = l->amount != -1 && l->amount - computed <= 100 && computed - l->amount <= 100;
    return fits ? l->amount : computed;
}

i64 second_returned(const struct world *w, const struct line *l)
{
    return w->params.net ? 0 : l->returned;
}

i64 second_bought(const struct world *w, const struct line *l)
{
    if (l->accepted <= 0 || w->params.basis == BASIS_ACCEPTED)
        return l->accepted;
    return w->params.basis == BASIS_SHIPPED ? l->shipped : l->ordered;
}

/* At the price of the line; without one at what its own amount says of a pack. */
i64 second_returned_amount(const struct line *l, i64 quantity)
{
    if (!quantity)
        return 0;
    if (l->price < 0)
        return l->amount < 0 ? 0 : (i64)round_div((i128)l->amount * quantity, l->ordered);
    return quantity * l->price;
}

static void count_line(struct second *s, int i)
{
    const struct world *w = s->w;
    const struct line *l = &w->line[i];
    struct fact *f = &s->fact[i];
    f->agr = f->original = -1;
    f->due = NODAY;
    if (l->accepted < 0)
        f->original = original_of(w, l);
    f->counts = l->accepted != 0 && f->original < 0 && l->accept_day != NODAY && l->accept_day <= w->as_of &&
                !second_cancelled(l);
    f->quantity = l->accepted - second_returned(w, l);
    f->gross = l->accepted ? accepted_amount(l) : 0;
    f->net = f->gross - second_returned_amount(l, second_returned(w, l));
}

/* 15: rows of returns that are as many as the returned quantity of their line are the same returns, written twice. */
static bool written_twice(const struct second *s, int of)
{
    i64 rows = 0;
    for (int i = 0; i < s->w->lines; i++)
        if (s->fact[i].original == of)
            rows -= s->w->line[i].accepted;
    i64 column = second_returned(s->w, &s->w->line[of]);
    return column > 0 && rows == column;
}

static bool comes_before(const struct world *w, int a, int b)
{
    const struct line *x = &w->line[a], *y = &w->line[b];
    return x->accept_day != y->accept_day ? x->accept_day < y->accept_day : a < b;
}

/* The last line, not taken yet, of which all went back to the same firm by its own column, as much as a return without original says. */
static int reversed_of(const struct second *s, int back, const bool *taken)
{
    const struct world *w = s->w;
    const struct line *r = &w->line[back];
    int best = -1;
    for (int i = 0; i < w->lines; i++) {
        const struct line *l = &w->line[i];
        if (!taken[i] && l->inst == r->inst && l->accepted == -r->accepted && second_returned(w, l) == l->accepted &&
            !second_cancelled(l) && l->generic == r->generic && l->strength == r->strength && l->firm == r->firm &&
            l->upp == r->upp && l->in_units == r->in_units && l->accept_day <= r->accept_day &&
            l->supplier == r->supplier && (best < 0 || comes_before(w, best, i)))
            best = i;
    }
    return best;
}

/* 15: that is the same return. */
static void drop_reversed(struct second *s)
{
    bool taken[MAX_LINE] = {false}, done[MAX_LINE] = {false};
    for (;;) {
        int next = -1;
        for (int i = 0; i < s->w->lines; i++)
            if (!done[i] && s->fact[i].counts && s->w->line[i].accepted < 0 && !s->w->line[i].origin[0] &&
                (next < 0 || comes_before(s->w, i, next)))
                next = i;
        if (next < 0)
            return;
        int of = reversed_of(s, next, taken);
        done[next] = true;
        s->fact[next].counts = of < 0;
        if (of >= 0)
            taken[of] = true;
    }
}

static void take_returns(struct second *s)
{
    for (int i = 0; i < s->w->lines; i++) {
        const struct line *back = &s->w->line[i];
        int of = s->fact[i].original;
        if (of < 0 || back->accept_day > s->w->as_of)
            continue;
        if (!s->fact[of].counts)
            second_doubt(s, "a return of a line that does not count");
        if (written_twice(s, of))
            continue;
        s->fact[of].quantity += back->accepted;
        s->fact[of].net -= second_returned_amount(&s->w->line[of], -back->accepted);
    }
    for (int i = 0; i < s->w->lines; i++) {
        const struct line *l = &s->w->line[i];
        s->fact[i].units = (s->fact[i].quantity + second_bought(s->w, l) - l->accepted) * (l->in_units ? 1 : l->upp);
    }
}

/* Among several agreements: those of the line's own strength, else all; the one that started last; the first. */
int second_taker(const struct world *w, const struct line *l, int day)
{
    for (int own_strength = 1; own_strength >= 0; own_strength--) {
        int best = -1;
        for (int k = 0; k < w->agrs; k++) {
            const struct agreement *a = &w->agr[k];
            if (a->inst == l->inst && a->from <= day && day <= a->to &&
                second_is_winners(w, a->round, a->group, a->firm, l) && (!own_strength || a->strength == l->strength) &&
                (best < 0 || a->from > w->agr[best].from))
                best = k;
        }
        if (best >= 0)
            return best;
    }
    return -1;
}

/* ---- agreements ----------------------------------------------------------------------------------- */

bool second_covers(const struct world *w, const struct agreement *a)
{
    if (a->from <= w->as_of && w->as_of <= a->to)
        return true;
    return w->since != NODAY && w->since <= a->to && a->to <= w->as_of;
}

/* p of 4.7 (part 15): among the rows valid on the first day, else the earliest: by code, by strength, the first. */
static const struct award *price_of(const struct world *w, const struct agreement *g)
{
    bool any_valid = false;
    int earliest = day_of(2999, 1, 1);
    for (const struct award *a = w->award; a < w->award + w->awards; a++)
        if (names(g, a)) {
            any_valid |= row_valid(w, a, g->from);
            earliest = a->from < earliest ? a->from : earliest;
        }
    for (int wish = 0; wish < 3; wish++)
        for (const struct award *a = w->award; a < w->award + w->awards; a++) {
            if (!names(g, a) || (any_valid ? !row_valid(w, a, g->from) : a->from != earliest))
                continue;
            bool coded = g->coded && a->strength == g->strength && a->upp == g->upp;
            if (wish == 0 ? coded : wish == 1 ? a->strength == g->strength : true)
                return a;
        }
    return NULL;
}

i64 second_priced(i128 volume, i64 days, const struct award *price)
{
    if (price->unit_price >= 0)
        return (i64)round_div(volume * price->unit_price, (i128)days * MONEY);
    return (i64)round_div(volume * price->price, (i128)days * price->upp * MONEY);
}

static enum status status_of(const struct deal *d)
{
    if (d->q <= 0)
        return ZERO;
    if (frac_cmp(d->rate, d->share) < 0)
        return BEHIND;
    return frac_cmp(d->rate, frac_of(1, 1)) <= 0 ? NORMAL : OVER;
}

static void settle_deal(struct second *s, int k)
{
    const struct agreement *a = &s->w->agr[k];
    struct deal *d = &s->deal[k];
    for (int i = 0; i < s->w->lines; i++)
        if (s->fact[i].agr == k)
            d->q += s->fact[i].units;
    d->days = a->to - a->from + 1;
    d->elapsed = s->w->as_of - a->from + 1;
    d->elapsed = d->elapsed < 0 ? 0 : d->elapsed > d->days ? d->days : d->elapsed;
    d->share = frac_of(d->elapsed, d->days);
    d->rate = frac_of((i128)d->q * MONEY, a->qty);
    d->covered = second_covers(s->w, a);
    d->price = price_of(s->w, a);
    if (s->w->as_of < a->from)
        d->status = NOT_BEGUN;
    else if (!d->covered)
        d->status = OLD;
    else
        d->status = a->qty == 0 ? NO_VOLUME : status_of(d);
    struct frac line = frac_of(d->share.num * s->w->params.alarm, d->share.den * 10000);
    d->alarm = d->status == ZERO || (d->status == BEHIND && frac_cmp(d->rate, line) < 0);
}

void second_volume(struct second *s)
{
    for (int i = 0; i < s->w->lines; i++)
        count_line(s, i);
    drop_reversed(s);
    take_returns(s);
    for (int i = 0; i < s->w->lines; i++)
        if (s->fact[i].counts)
            s->fact[i].agr = second_taker(s->w, &s->w->line[i], s->w->line[i].accept_day);
    for (int k = 0; k < s->w->agrs; k++)
        settle_deal(s, k);
}

/* ---- selected, not selected, substitutes ----------------------------------------------------------- */

struct share *second_share_of(struct second *s, int inst, int round, int group)
{
    for (int i = 0; i < s->shares; i++)
        if (s->share[i].inst == inst && s->share[i].round == round && s->share[i].group == group)
            return &s->share[i];
    return NULL;
}

/* First day of the covered agreement of the group that started last among those that hold the day; NODAY: none. */
int second_covering_start(const struct second *s, int inst, int round, int group, int day)
{
    int start = NODAY;
    for (int k = 0; k < s->w->agrs; k++) {
        const struct agreement *a = &s->w->agr[k];
        if (s->deal[k].covered && a->inst == inst && a->round == round && a->group == group && a->from <= day &&
            day <= a->to && a->from > start)
            start = a->from;
    }
    return start;
}

/* Is the line's generic of this group? Where the round has groups by strength, the group of that strength. */
static bool of_group(const struct world *w, int round, int group, const struct line *l)
{
    bool here = false, elsewhere = false, strength_here = false;
    for (const struct award *a = w->award; a < w->award + w->awards; a++) {
        if (a->round != round || a->generic != l->generic)
            continue;
        here |= a->group == group;
        elsewhere |= a->group != group;
        strength_here |= a->group == group && a->strength == l->strength;
    }
    return here && (!elsewhere || strength_here);
}

/* Is a product that is selected here (2.5: supplied here, or named by an agreement) on record as short? */
static bool exempt(const struct second *s, int inst, int round, int group, int day)
{
    const struct world *w = s->w;
    for (const struct award *a = w->award; a < w->award + w->awards; a++) {
        bool named = named_by(w, a, inst);
        if (row_in(a, round, group) && (named || (a->role == MAIN && supplied_here(w, a, inst))) &&
            short_of(w, a, inst, day))
            return true;
    }
    return false;
}

/* A drug in groups by strength, in a strength that none of them lists, of a maker that won one of them elsewhere. */
static bool winner_without_strength(const struct second *s, const struct line *l)
{
    for (const struct share *g = s->share; g < s->share + s->shares; g++)
        if (g->inst == l->inst && second_is_winners(s->w, g->round, g->group, l->firm, l) &&
            !of_group(s->w, g->round, g->group, l))
            return true;
    return false;
}

/* Selected here in whatever group, covered or not: then it is a not-selected product of none. */
static bool selected_anywhere(const struct second *s, int i)
{
    if (s->fact[i].agr >= 0)
        return true;
    for (int r = 0; r < s->w->rounds; r++)
        for (int g = 1; g < 16; g++)
            if (second_selected(s->w, r, g, &s->w->line[i]))
                return true;
    return false;
}

/* The covered group in which the line counts as selected, or as not selected, if its agreement began last. */
static const struct share *latest_group(struct second *s, const struct line *l, bool selected)
{
    const struct share *best = NULL;
    int best_start = NODAY;
    for (const struct share *g = s->share; g < s->share + s->shares; g++) {
        int start = second_covering_start(s, l->inst, g->round, g->group, l->accept_day);
        bool fits = selected ? second_selected(s->w, g->round, g->group, l) : of_group(s->w, g->round, g->group, l);
        if (g->inst != l->inst || start == NODAY || !fits)
            continue;
        if (selected && start == best_start)
            second_doubt(s, "selected in two groups whose agreements began together");
        if (start > best_start)
            best_start = start, best = g; /* shares stand in the order of (round, group) */
    }
    return best;
}

static void classify(struct second *s, int i)
{
    const struct line *l = &s->w->line[i];
    struct fact *f = &s->fact[i];
    const struct share *g;
    if (f->agr >= 0) {
        const struct agreement *a = &s->w->agr[f->agr];
        g = second_share_of(s, l->inst, a->round, a->group);
        if (!g || second_covering_start(s, l->inst, a->round, a->group, l->accept_day) == NODAY) {
            if (latest_group(s, l, true))
                second_doubt(s, "taken by an agreement that is not covered, selected in another covered group");
            return;
        }
        f->class = SELECTED;
    } else if (selected_anywhere(s, i)) {
        g = latest_group(s, l, true);
        f->class = SELECTED;
    } else {
        g = latest_group(s, l, false);
        f->class = NOT_SELECTED;
        if (winner_without_strength(s, l))
            second_doubt(s, "a winner of another region in a strength that no group lists");
    }
    if (!g) {
        f->class = NO_CLASS;
        return;
    }
    f->round = g->round;
    f->group = g->group;
    if (f->class == NOT_SELECTED && exempt(s, l->inst, g->round, g->group, l->accept_day))
        f->class = EXEMPT;
}

static bool replaces(const struct world *w, const struct share *g, int generic)
{
    for (const struct substitute *x = w->substitute; x < w->substitute + w->substitutes; x++)
        if (x->round == g->round && x->group == g->group && x->generic == generic)
            return true;
    return false;
}

/* The three months before the last full month, and that month: s falls and n + t rises by at least 20 % each. */
static void shift_hint(struct second *s, struct share *g)
{
    int last = month_of(s->w->as_of + 1) - 1;
    i64 selected[4] = {0}, rest[4] = {0};
    bool seen[4] = {false};
    for (int i = 0; i < s->w->lines; i++) {
        const struct line *l = &s->w->line[i];
        const struct fact *f = &s->fact[i];
        int m = f->counts && l->inst == g->inst ? month_of(l->accept_day) - last + 3 : -1;
        if (m < 0 || m > 3 || second_covering_start(s, l->inst, g->round, g->group, l->accept_day) == NODAY)
            continue;
        bool mine = f->round == g->round && f->group == g->group;
        if (f->class == SELECTED && mine)
            selected[m] += f->units, seen[m] |= l->accepted > 0;
        else if ((f->class == NOT_SELECTED && mine) || replaces(s->w, g, l->generic))
            rest[m] += f->units, seen[m] |= l->accepted > 0;
    }
    i64 s3 = selected[0] + selected[1] + selected[2], r3 = rest[0] + rest[1] + rest[2];
    i64 change = s->w->params.shift;
    bool moved = s3 > 0 && r3 > 0 && selected[3] < s3 && (i128)selected[3] * 3 * 10000 <= (i128)s3 * (10000 - change) &&
                 (i128)rest[3] * 3 * 10000 >= (i128)r3 * (10000 + change);
    if (change == 0 && (selected[3] * 3 == s3 || rest[3] * 3 == r3))
        second_doubt(s, "neither fallen nor risen");
    g->hint = moved && seen[0] && seen[1] && seen[2] && seen[3];
    if (moved && !g->hint)
        second_doubt(s, "a shift with months missing");
}

void second_class(struct second *s)
{
    const struct world *w = s->w;
    for (int i = 0; i < w->insts; i++)
        for (int r = 0; r < w->rounds; r++)
            for (int g = 1; g < 16; g++)
                for (int k = 0; k < w->agrs; k++)
                    if (s->deal[k].covered && w->agr[k].inst == i && w->agr[k].round == r && w->agr[k].group == g) {
                        s->share[s->shares++] = (struct share){.inst = i, .round = r, .group = g};
                        break;
                    }
    for (int i = 0; i < w->lines; i++)
        if (s->fact[i].counts)
            classify(s, i);
    for (struct share *g = s->share; g < s->share + s->shares; g++) {
        i64 exempted = 0;
        for (int i = 0; i < w->lines; i++) {
            const struct fact *f = &s->fact[i];
            if (!f->counts || w->line[i].inst != g->inst)
                continue;
            bool mine = f->round == g->round && f->group == g->group;
            if (f->class == SELECTED && mine)
                g->s += f->units, g->s_money += f->net;
            if (f->class == NOT_SELECTED && mine)
                g->n += f->units, g->n_money += f->net;
            if (f->class == EXEMPT && mine && f->units != 0)
                g->exempt = true, exempted += f->units;
            if (replaces(w, g, w->line[i].generic) &&
                second_covering_start(s, g->inst, g->round, g->group, w->line[i].accept_day) != NODAY)
                g->t += f->units;
        }
        if (g->s < 0 || g->n < 0 || g->t < 0 || g->s_money < 0 || g->n_money < 0 || (g->exempt && exempted <= 0))
            second_doubt(s, "more returned than bought in a group");
        g->over = (i128)g->n * 10000 > (i128)(g->s + g->n) * w->params.limit;
        g->over_money = (i128)g->n_money * 10000 > (i128)(g->s_money + g->n_money) * w->params.limit;
        shift_hint(s, g);
    }
}

struct table *second_table(struct second *s, const char *name, const char *heads, const char *keys)
{
    return s->table[s->tables++] = table_new(name, heads, keys);
}

struct table *second_by_table(struct second *s, const char *name, const char *heads, const char *keys)
{
    return s->by_table[s->by_tables++] = table_new(name, heads, keys);
}

const char *second_group_of(const struct second *s, int inst)
{
    const struct institution *i = &s->w->inst[inst];
    if (strcmp(s->by, "医共体") == 0)
        return i->community;
    return strcmp(s->by, "地区") == 0 ? i->county : strcmp(s->by, "级别") == 0 ? i->level : "";
}

void second_compute(struct second *s, const struct world *w)
{
    static const char *const groupings[] = {"医共体", "地区", "级别", "付款方"};
    memset(s, 0, sizeof *s);
    s->w = w;
    s->by = groupings[(w->lines + w->agrs) % 4];
    calc_overflowed();
    strength_doubted = false;
    second_volume(s);
    second_class(s);
    second_pay(s);
    second_supply(s);
    second_volume_sheets(s);
    second_price_sheet(s);
    second_pay_sheets(s);
    second_supply_sheets(s);
    second_month_sheets(s);
    second_hints(s);
    if (strength_doubted)
        second_doubt(s, "a shortage of another strength than the awarded one");
    if (calc_overflowed())
        second_doubt(s, "a product does not fit into 128 bits");
}

void second_free(struct second *s)
{
    for (int i = 0; i < s->tables; i++)
        table_free(s->table[i]);
    for (int i = 0; i < s->by_tables; i++)
        table_free(s->by_table[i]);
    for (int i = 0; i < s->founds; i++)
        table_free(s->found[i]);
    s->tables = s->by_tables = s->founds = 0;
}
