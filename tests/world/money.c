/* The generator of money that takes crooked ways: several ledgers that cover some institutions and months, an agency with
   a ledger of its own, leads that pay for their branches, terms in conflict, refunds, reasons of all kinds. It has a
   chance of its own. */
#include <stdio.h>
#include <string.h>

#include "chance.h"
#include "world.h"

/* ---- who pays, and when it is due ------------------------------------------------------------------- */

static void make_payers(struct world *w)
{
    int said = chance(50) ? 60 : 0;
    for (struct line *l = w->line; l < w->line + w->lines && said; l++)
        if (l->payer == PAYER_UNKNOWN && chance(said))
            l->payer = chance(35) ? PAYER_AGENCY : PAYER_INSTITUTION;
    if (chance(60))
        return;
    w->ledger_payers = PAYER_INSTITUTION;
    for (struct payment *p = w->pay; p < w->pay + w->pays; p++)
        if (p->payer == PAYER_UNKNOWN && chance(80))
            p->payer = chance(35) ? PAYER_AGENCY : PAYER_INSTITUTION;
}

/* Rows for everybody, provinces, cities and counties, of kinds that overlap, from days that follow each other. */
static void make_terms(struct world *w)
{
    for (int n = between(0, MAX_TERM); n > 0 && w->terms < MAX_TERM; n--) {
        struct term t = {.place = (enum term_place)rnd(4),
                         .province = chance(60) ? 0 : rnd(PROVINCES),
                         .county = rnd(2),
                         .whole_path = chance(40),
                         .kind = (enum term_kind)rnd(5),
                         .from = month_first(month_of(w->as_of) - between(0, 9)),
                         .days = chance(40) ? 0 : between(1, 8) * 10};
        t.payer = chance(30) ? (chance(50) ? PAYER_AGENCY : PAYER_INSTITUTION) : PAYER_UNKNOWN;
        t.to = chance(35) ? t.from + between(0, 180) : 0;
        w->term[w->terms++] = t;
    }
}

/* ---- leads ----------------------------------------------------------------------------------------- */

/* Invoice numbers that stand in two institutions: short ones come again. */
static void repeat_numbers(struct world *w)
{
    for (struct line *l = w->line; l < w->line + w->lines; l++)
        if (l->invoice[0] && chance(4))
            l->invoice[0] = w->line[rnd(w->lines)].invoice[0];
}

/* What a lead paid by invoice for its branches; of its own debts some are paid by a branch, which goes for nothing. */
static void make_leads(struct world *w)
{
    int lead = rnd(w->insts);
    for (int i = 0; i < w->insts; i++)
        if (chance(60) || i == lead)
            w->inst[i].lead = lead;
    for (struct payment *p = w->pay; p < w->pay + w->pays; p++) {
        bool branch = w->inst[p->inst].lead == lead && p->inst != lead;
        const struct line *l = w->line;
        while (l < w->line + w->lines && !(l->inst == p->inst && l->invoice[0] && l->supplier == p->supplier))
            l++;
        if (!branch || !chance(60))
            continue;
        p->inst = lead;
        if (!p->invoice && l < w->line + w->lines && chance(70))
            p->invoice = l->invoice[0];
        if (chance(70))
            p->order[0] = p->item[0] = 0;
    }
}

/* ---- refunds --------------------------------------------------------------------------------------- */

static void make_refunds(struct world *w)
{
    int given = w->pays;
    for (int n = between(1, 12); n > 0 && given && w->pays < MAX_PAY; n--) {
        struct payment p = w->pay[rnd(given)];
        const struct line *l = &w->line[rnd(w->lines)];
        p.amount = -(p.amount * between(10, 130) / 100);
        p.day += between(-10, 40);
        switch (rnd(6)) {
        case 0: /* nothing but the supplier */
            p.item[0] = p.order[0] = 0, p.invoice = 0;
            break;
        case 1: /* another of the numbers of what was paid */
            p.item[0] = p.order[0] = 0, p.invoice = l->inst == p.inst ? l->invoice[0] : 0;
            break;
        case 2:
            if (l->inst == p.inst)
                p.invoice = 0, snprintf(p.order, sizeof p.order, "%s", l->order);
            break;
        case 3:
            p.invoice = chance(50) ? 888888 : p.invoice;
            break;
        default:
            break;
        }
        if (p.supplier < 0 && chance(50))
            p.supplier = rnd(SUPPLIERS);
        if (p.payer != PAYER_UNKNOWN && chance(15))
            p.payer = chance(50) ? PAYER_UNKNOWN : p.payer == PAYER_AGENCY ? PAYER_INSTITUTION : PAYER_AGENCY;
        if (p.amount < 0)
            w->pay[w->pays++] = p;
    }
}

/* ---- ledgers --------------------------------------------------------------------------------------- */

enum cut { BY_INST, BY_DAY, BY_PAYER, BY_CHANCE, CUTS };

static int ledger_of(const struct world *w, const struct payment *p, enum cut cut, int day)
{
    switch (cut) {
    case BY_INST:
        return (p->inst + day) % w->ledgers;
    case BY_DAY:
        return p->day < day ? 0 : p->day < day + 60 && w->ledgers > 2 ? 2 : 1;
    case BY_PAYER:
        return p->payer == PAYER_AGENCY ? 0 : 1;
    default:
        return rnd(w->ledgers);
    }
}

static int same_days(const struct world *w, const struct payment *p)
{
    int n = 0;
    for (const struct payment *o = w->pay; o < w->pay + w->pays; o++)
        n += o->inst == p->inst && o->day == p->day;
    return n;
}

/* Of some ledgers only a month is there, or only some institutions. */
static bool lost(const struct payment *p, int month, int inst)
{
    return (month && month_of(p->day) != month) || (inst >= 0 && p->inst == inst);
}

static void cut_ledgers(struct world *w)
{
    enum cut cut = (enum cut)rnd(CUTS);
    int day = w->as_of - between(30, 200), kept = 0;
    w->ledgers = cut == BY_DAY ? between(2, 3) : cut == BY_PAYER ? 2 : between(1, MAX_LEDGER);
    int month[MAX_LEDGER], inst[MAX_LEDGER];
    for (int f = 0; f < MAX_LEDGER; f++) {
        month[f] = chance(15) ? month_of(w->as_of) - between(0, 4) : 0;
        inst[f] = chance(30) ? rnd(w->insts) : -1;
    }
    for (int i = 0; i < w->pays; i++) {
        struct payment p = w->pay[i];
        p.file = ledger_of(w, &p, cut, day);
        if (!lost(&p, month[p.file], inst[p.file]))
            w->pay[kept++] = p;
    }
    w->pays = kept;
    struct payment hold[MAX_PAY];
    memcpy(hold, w->pay, sizeof hold);
    int n = 0;
    for (int f = 0; f < MAX_LEDGER; f++)
        for (int i = 0; i < kept; i++)
            if (hold[i].file == f)
                w->pay[n++] = hold[i];
    for (struct payment *p = w->pay; p < w->pay + w->pays; p++)
        if (w->ledgers > 1 && chance(8) && same_days(w, p) == 1)
            p->again = (p->file + 1) % w->ledgers;
}

/* ---- reasons --------------------------------------------------------------------------------------- */

static void make_reasons(struct world *w)
{
    static const char *const by[] = {"医保局", "医保局", "医保局", "待定", ""};
    static const char *const verdict[] = {"", "", "认定", "同意", "不予认定", "驳回", "待核实"};
    for (int n = between(0, 10); n > 0 && w->reasons < MAX_REASON; n--) {
        const struct line *l = &w->line[rnd(w->lines)], *other = &w->line[rnd(w->lines)];
        int b = rnd(5), v = rnd(7), what = rnd(6);
        struct reason r = {.inst = l->inst, .by = by[b], .verdict = verdict[v]};
        r.accepted = b < 3 && v < 4;
        r.day = chance(50) ? NODAY : w->as_of + between(-60, 10);
        if (l->accepted < 0)
            continue;
        if (what < 2)
            r.invoice = l->invoice[0];
        if (what == 1 || what == 2 || what == 3)
            snprintf(r.item, sizeof r.item, "%s", l->item);
        if (what == 3 || what == 4)
            snprintf(r.order, sizeof r.order, "%s", l->order);
        if (what == 5 && other->inst == l->inst) /* a line that is none of that order */
            snprintf(r.item, sizeof r.item, "%s", l->item), snprintf(r.order, sizeof r.order, "%s", other->order);
        if (r.invoice || r.item[0] || r.order[0])
            w->reason[w->reasons++] = r;
    }
}

void world_make_money(struct world *w)
{
    state = w->seed * 0xA0761D6478BD642FULL + 0x3571135;
    for (int i = 0; i < 8; i++)
        rnd(2);
    make_payers(w);
    if (chance(70))
        make_terms(w);
    if (!(w->features & F_POLICY) && chance(40))
        repeat_numbers(w);
    if (chance(50))
        make_leads(w);
    if (w->pays && chance(60))
        make_refunds(w);
    cut_ledgers(w);
    make_reasons(w);
}
