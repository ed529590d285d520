/* The parameters of a world: the defaults of the rule book, or some others. They have a chance of their own, so that the
   rest of a world is the same with them and without. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "chance.h"
#include "world.h"

__attribute__((format(printf, 2, 3))) static void set(struct params *p, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(p->set[p->sets++], sizeof p->set[0], format, args);
    va_end(args);
}

/* Not often. A share between 0 and `most`, often a whole percentage or one of the ends. */
static void share(struct params *p, const char *name, int *value, int most)
{
    if (!chance(25))
        return;
    *value = chance(10) ? 0 : chance(10) ? most : chance(70) ? rnd(most / 100 + 1) * 100 : rnd(most + 1);
    set(p, "%s=%s", name, show_trimmed(frac_of(*value, 10000), 4));
}

static void days(struct params *p, const char *name, int *value, int least, int most)
{
    if (!chance(25))
        return;
    *value = chance(15) ? least : chance(5) ? most : least + rnd(90 < most - least ? 90 : most - least);
    set(p, "%s=%d", name, *value);
}

static void term(struct params *p, const char *name, int *value)
{
    if (!chance(30))
        return;
    *value = chance(30) ? 0 : chance(15) ? 1 : 1 + rnd(120);
    if (*value)
        set(p, "%s=days %d", name, *value);
    else
        set(p, "%s=eom-next", name);
}

static void ages(struct params *p)
{
    char text[48] = "";
    if (!chance(25))
        return;
    p->ages = 1 + rnd(5);
    for (int i = 0, last = 0; i < p->ages; i++) {
        p->age[i] = last = last + 1 + rnd(chance(20) ? 3 : 70);
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%d", i ? "," : "", last);
    }
    set(p, "payment.ages=%s", text);
}

static void scores(struct params *p)
{
    static const char *const letter[] = {"a", "b", "c"};
    int top = 5500 + rnd(4000);
    if (!chance(30))
        return;
    for (int i = 0; i < 3; i++) {
        p->score[i] = top = top - rnd(1500);
        set(p, "surplus.score_%s=%s", letter[i], show_trimmed(frac_of(top, 100), 2));
    }
}

static void change(struct params *p, const struct world *w)
{
    share(p, "fulfil.alarm", &p->alarm, 10000);
    share(p, "nonselected.limit", &p->limit, 10000);
    share(p, "shift.change", &p->shift, 10000);
    share(p, "supply.poor", &p->poor, 10000);
    share(p, "supply.good", &p->good, 10000);
    share(p, "budget.on_time", &p->on_time, 10000);
    share(p, "hint.rush_share", &p->rush_share, 10000);
    share(p, "payment.band.good", &p->band[0], 10000);
    share(p, "payment.band.near", &p->band[1], 10000);
    share(p, "payment.band.behind", &p->band[2], 10000);
    share(p, "surplus.share_a", &p->share[0], 5000);
    share(p, "surplus.share_b", &p->share[1], 5000);
    share(p, "surplus.share_c", &p->share[2], 5000);
    days(p, "supply.arrival_days", &p->arrival_days, 0, 365);
    days(p, "hint.accept_days", &p->accept_days, 0, 365);
    days(p, "hint.return_days", &p->return_days, 0, 365);
    days(p, "hint.rush_days", &p->rush_days, 1, 180);
    days(p, "payment.rank_min", &p->rank_min, 0, 30);
    term(p, "payment.rule_selected", &p->selected_days);
    term(p, "payment.rule_other", &p->other_days);
    if (chance(25)) {
        p->selected_from = w->as_of - rnd(400);
        set(p, "payment.selected_from=%s", show_day(p->selected_from));
    }
    ages(p);
    scores(p);
    if (chance(25)) {
        p->ratio = 10000 + rnd(31) * 1000;
        set(p, "price.pack_ratio=%s", show_trimmed(frac_of(p->ratio, 10000), 4));
    }
    if (chance(25)) {
        p->unit_error = 10000 + rnd(40) * 1000;
        set(p, "sanity.unit_error=%s", show_trimmed(frac_of(p->unit_error, 10000), 4));
    }
    if (chance(30)) {
        p->scope = 1 + (enum scope)rnd(2);
        set(p, "payment.scope=%s", p->scope == SCOPE_SELECTED ? "selected" : "medicine");
    }
    if (chance(15)) {
        p->net = true;
        set(p, "volume.returned=included");
    }
    if (!(w->features & F_PAY) && chance(20)) { /* there are no order lines in several rows */
        p->basis = 1 + (enum basis)rnd(2);
        set(p, "volume.basis=%s", p->basis == BASIS_SHIPPED ? "shipped" : "ordered");
    }
    if (chance(30)) {
        p->packs = true;
        set(p, "agreement.unit=pack");
    }
}

void world_make_params(struct world *w)
{
    w->params = (struct params){.alarm = 8000,
                                .limit = 5000,
                                .ratio = 19500,
                                .shift = 2000,
                                .arrival_days = 3,
                                .good = 9500,
                                .poor = 9000,
                                .on_time = 9500,
                                .score = {8000, 7000, 6000},
                                .share = {5000, 4000, 3000},
                                .accept_days = 15,
                                .return_days = 60,
                                .rush_days = 30,
                                .rush_share = 5000,
                                .unit_error = 100000,
                                .rank_min = 10,
                                .band = {9500, 9000, 8000},
                                .ages = 5,
                                .age = {30, 60, 90, 180, 365},
                                .selected_from = day_of(2021, 1, 22),
                                .other_days = 30};
    state = w->seed * 0xD1342543DE82EF95ULL + 0x7654321;
    for (int i = 0; i < 8; i++)
        rnd(2);
    if (w->features & F_PARAMS)
        change(&w->params, w);
}
