/* The generator of what the plans ask for beside volumes and payments: channels, invoices, funds and scores, watch lists,
   reporting duties. It has a chance of its own, so that the rest of a world is the same with it and without. */
#include <stdio.h>
#include <string.h>

#include "chance.h"
#include "world.h"

/* ---- lines: what they are, how they were bought, what came of an order ------------------------------ */

/* By maker, so that a return is of the same as what it returns. */
static void other_goods(struct line *l)
{
    if (l->generic < 15 || l->firm % 3 == 2)
        return;
    l->generic = l->generic == 16 || l->firm % 3 ? CONSUMABLE : PIECES;
    l->coded = l->generic == CONSUMABLE;
    l->no_ratio = l->in_units = false;
}

static void make_lines(struct world *w)
{
    for (struct line *l = w->line; l < w->line + w->lines; l++) {
        other_goods(l);
        l->no_channel = chance(12);
        if (strcmp(l->status, "撤单") == 0 && chance(60))
            l->status = "配送企业撤单";
    }
    for (struct shortage *s = w->shortage; s < w->shortage + w->shortages; s++)
        s->supplier = chance(60) ? rnd(SUPPLIERS) : -1;
}

/* A distributor that delivers one product badly, month after month. */
static void make_bad_months(struct world *w)
{
    if (!w->agrs || !chance(50))
        return;
    const struct agreement *a = &w->agr[rnd(w->agrs)];
    int supplier = rnd(SUPPLIERS), last = month_of(w->as_of) - rnd(2);
    for (int m = last - 5; m <= last && w->lines < MAX_LINE; m++) {
        if (chance(15))
            continue; /* a month without orders */
        struct line l = {.inst = a->inst,
                         .generic = a->generic,
                         .strength = a->strength,
                         .upp = a->upp,
                         .firm = a->firm,
                         .supplier = supplier,
                         .price = 10000,
                         .amount = -1,
                         .own_paid = -1,
                         .own_day = NODAY,
                         .online = true,
                         .status = "已完成"};
        snprintf(l.order, sizeof l.order, "YC%05u", (unsigned)w->lines);
        snprintf(l.item, sizeof l.item, "Y%05u", (unsigned)w->lines);
        l.ordered = between(10, 30);
        l.shipped = l.accepted = chance(85) ? l.ordered * between(50, 89) / 100 : l.ordered;
        l.order_day = month_first(m) + rnd(20);
        l.ship_day = l.order_day + rnd(3);
        l.accept_day = l.ship_day + rnd(3);
        w->line[w->lines++] = l;
    }
}

/* An institution that pays at once and whose agreements end on R, bought in full: the protected budget may be whole. */
static void make_exemplary(struct world *w)
{
    int inst = rnd(w->insts);
    for (struct agreement *a = w->agr; a < w->agr + w->agrs; a++)
        if (a->inst == inst && a->from + 30 < w->as_of && a->qty > 0) {
            a->to = w->as_of;
            a->qty = a->upp * between(1, 20) * MONEY;
        }
    for (struct line *l = w->line; l < w->line + w->lines; l++)
        if (l->inst == inst && l->accepted > l->returned && l->accept_day != NODAY && l->price > 0) {
            l->own_paid = (l->accepted - l->returned) * l->price;
            l->own_day = l->accept_day + (chance(3) ? 90 : between(0, 20));
        }
}

/* ---- invoices -------------------------------------------------------------------------------------- */

static struct invoice *add_invoice(struct world *w, const struct line *l, int number, int stage)
{
    struct invoice *v = &w->invoice[w->invoices++];
    *v = (struct invoice){.number = number,
                          .stage = chance(15) ? 0 : stage,
                          .generic = l->generic,
                          .strength = l->strength,
                          .firm = l->firm,
                          .quantity = l->accepted};
    return v;
}

/* Of two lots: a row for each. */
static void split_invoice(struct world *w, struct invoice *v)
{
    if (v->quantity < 2 || w->invoices == MAX_INVOICE || !chance(20))
        return;
    struct invoice *rest = &w->invoice[w->invoices++];
    *rest = *v;
    v->quantity = between(1, (int)v->quantity - 1);
    rest->quantity -= v->quantity;
}

static void make_second_invoice(struct world *w, const struct line *l)
{
    struct invoice *v = add_invoice(w, l, l->invoice[0], 2);
    v->seller = suppliers[chance(92) ? l->supplier : rnd(SUPPLIERS)];
    if (chance(6))
        v->seller = firms[l->firm]; /* straight from the manufacturer */
    const struct institution *buyer = &w->inst[chance(94) ? l->inst : rnd(w->insts)];
    v->buyer = chance(20) ? buyer->code : buyer->name;
    v->day = l->accept_day - between(0, 3);
    if (chance(6))
        v->generic = -1;
    if (chance(8))
        v->quantity = -1;
    split_invoice(w, v);
}

static void make_first_invoice(struct world *w, struct line *l, int serial)
{
    struct invoice *v = add_invoice(w, l, 500000 + serial, 1);
    v->seller = chance(90) ? firms[l->firm] : chance(50) ? firms[rnd(FIRMS)] : "某某商贸公司";
    v->buyer = suppliers[chance(94) ? l->supplier : rnd(SUPPLIERS)];
    v->day = l->accept_day - between(-2, 40);
    v->quantity += between(-1, 20);
    if (chance(6) || v->quantity < 0)
        v->quantity = -1;
    if (chance(5))
        v->strength = rnd(STRENGTHS);
    if (!l->invoice[1] && chance(30))
        l->invoice[1] = v->number;
    split_invoice(w, v);
}

static void make_invoices(struct world *w)
{
    for (int i = 0; i < w->lines && w->invoices + 4 < MAX_INVOICE; i++) {
        struct line *l = &w->line[i];
        if (l->accepted <= 0 || l->accept_day == NODAY || !l->invoice[0] || l->generic == CONSUMABLE || chance(30))
            continue;
        make_second_invoice(w, l);
        if (chance(80))
            make_first_invoice(w, l, i);
    }
}

/* ---- surplus and budget ---------------------------------------------------------------------------- */

static void make_budget(struct world *w)
{
    for (struct agreement *a = w->agr; a < w->agr + w->agrs; a++) {
        i64 whole = world_counted_in(w, a) == a->upp ? a->upp * MONEY : MONEY;
        if (!chance(6))
            a->base = a->qty / whole * between(90, 180) / 100 * whole;
        if (!chance(6))
            a->before = between(500, 90000);
    }
    for (int year = 2023; year <= 2025; year++)
        for (int p = 0; p < PROVINCES && (year == 2024 || chance(80)); p++)
            for (int k = 0; k < 2; k++)
                w->fund[w->funds++] = (struct fund){.county = counties[p][k],
                                                    .year = year,
                                                    .pay = between(5000, 9000),
                                                    .insured = between(40, 95) * 100};
    for (int i = 0; i < w->insts; i++)
        for (int r = 0; r < w->rounds; r++)
            for (int year = 2023; year <= 2024 && w->scores < MAX_SCORE; year++)
                if (chance(85))
                    w->score[w->scores++] = (struct score){
                        i, r, year,
                        chance(40) ? (int[]){8000, 7999, 7000, 6999, 6000, 5999}[rnd(6)] : between(5000, 10000)};
}

/* ---- watch lists, duties --------------------------------------------------------------------------- */

static void make_watches(struct world *w)
{
    static const char *const lists[] = {"国家重点监控目录", "省级监控目录"};
    for (int n = between(0, MAX_WATCH); n > 0 && w->lines; n--) {
        const struct line *l = &w->line[rnd(w->lines)];
        struct watch x = {.list = lists[rnd(2)], .generic = l->generic, .firm = -1};
        bool known = false;
        if (l->coded && chance(40))
            x.strength = l->strength, x.upp = l->upp, x.firm = l->firm;
        x.month_limit = chance(80) ? between(0, 10) * 10 : -1;
        x.year_limit = chance(60) ? between(0, 10) * 10 : -1;
        for (const struct watch *o = w->watch; o < w->watch + w->watches; o++)
            known |= o->list == x.list && o->generic == x.generic;
        if (!known)
            w->watch[w->watches++] = x;
    }
}

static void make_duties(struct world *w)
{
    for (int i = 0; i < w->insts; i++) {
        w->inst[i].voluntary = chance(25);
        for (int back = 0; back < 12 && w->duties < MAX_DUTY; back++)
            if (chance(12))
                w->duty[w->duties++] = (struct duty){i, month_of(w->as_of) - back, chance(40)};
    }
}

void world_make_policy(struct world *w)
{
    state = w->seed * 0x9E3779B97F4A7C15ULL + 0x1234567;
    for (int i = 0; i < 8; i++)
        rnd(2);
    make_lines(w);
    make_bad_months(w);
    if (!(w->features & (F_PAY | F_OWN)))
        make_exemplary(w);
    make_invoices(w);
    make_budget(w);
    make_watches(w);
    make_duties(w);
}
