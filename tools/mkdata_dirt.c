/* What goes wrong in the city, each case once and at a known place, so that the README can say what comes of it. */
#include "mkdata_city.h"

/*
 * An ordinary line of this institution (and product, unless -1), ordered and accepted in month m (any month if -1),
 * without a return: it stands in one file only, so that its row is the only one.
 */
static struct line *ordinary(struct world *w, int inst, int product, int m)
{
    for (size_t i = 0; i < w->lines; i++) {
        struct line *l = &w->line[i];
        if (l->inst != inst || (product >= 0 ? l->product != product : !w->product[l->product].selected))
            continue;
        if (l->mark || l->fate || l->returned || l->accepted_on > md_until())
            continue;
        if (jc_day_month_end(l->ordered_on) != jc_day_month_end(l->accepted_on))
            continue;
        if (m < 0 || (l->ordered_on >= md_month(m) && l->ordered_on < md_month(m + 1)))
            return l;
    }
    md_die("no line for the dirt of %s, product %d, month %d", w->inst[inst].name, product, m);
}

static struct line *plant(struct line *l, enum mark mark)
{
    l->mark = mark;
    return l;
}

/* The same, on an invoice of its own that the usual payments leave alone. */
static struct line *plant_alone(struct line *l, enum mark mark, int n)
{
    snprintf(l->invoice, sizeof l->invoice, "2450%04d", n);
    return plant(l, mark);
}

static void accept_on(struct line *l, jc_day day)
{
    l->accepted_on = day;
    l->shipped_on = MD_MAX(l->ordered_on, day - 1);
}

static bool agreed(const struct world *w, int inst, int product)
{
    for (size_t i = 0; i < w->agreements; i++)
        if (w->agreement[i].inst == inst && w->agreement[i].product == product)
            return true;
    return false;
}

/* A selected product that this institution has bought in at least n lines, its price between lo and hi yuan. */
static int bought_often(const struct world *w, int inst, int n, int lo, int hi)
{
    for (size_t p = 0; p < w->selected; p++) {
        const struct md_award *a = &w->product[p].award;
        int lines = 0;
        if (a->price < lo * JC_SCALE || a->price > hi * JC_SCALE || a->units % 2)
            continue;
        for (size_t i = 0; i < w->lines; i++)
            lines += w->line[i].inst == inst && w->line[i].product == (int)p && w->line[i].fate == LINE_NORMAL;
        if (lines >= n)
            return (int)p;
    }
    md_die("%s buys nothing often", w->inst[inst].name);
}

/* ---- products and agreements ---------------------------------------------------------------------- */

/* 14 instead of 28 tablets of NVBP04 group 33, at 7.20 where the ratio rule gives 6.61. */
static void other_pack(struct world *w)
{
    struct md_award a = w->product[md_product(w, "NVBP04", "33")].award;
    a.units = 14;
    a.price = 72000;
    w->other_pack = (int)w->products;
    md_add_product(w, &a, false, 0);
    for (int n = 0, product = md_product(w, "NVBP04", "33"); n < 3; n++) {
        struct line *l = plant(ordinary(w, 1, product, -1), M_OTHER_PACK);
        l->product = w->other_pack;
        l->ordered *= 2;
        l->shipped *= 2;
        l->accepted *= 2;
        l->price = a.price;
    }
}

/* An agreement of volume 0, one that has not begun, both of round 4. */
static void odd_agreements(struct world *w)
{
    int none = 0;
    while (agreed(w, I_TCM, none) || strcmp(w->product[none].award.round, "NVBP04") != 0)
        none++;
    md_add_agreement(w, (struct agreement){I_TCM, none, 0, md_from(), md_to(), 0});
    md_add_agreement(w, (struct agreement){I_FIRST, md_product(w, "NVBP04", "33"), 5000, jc_day_of(2024, 10, 1),
                                           jc_day_of(2025, 9, 30), 0});
}

/* ---- lines ---------------------------------------------------------------------------------------- */

static void overpriced(struct world *w)
{
    int product = bought_often(w, I_OVERPRICED, 6, 10, 60);
    for (size_t i = 0; i < w->lines; i++) {
        struct line *l = &w->line[i];
        if (l->inst != I_OVERPRICED || l->product != product || l->fate || l->ordered_on < md_month(3))
            continue;
        l->price += l->price * 12 / 100;
        l->price -= l->price % 100;
        plant(l, M_OVERPRICED);
    }
}

static void other_suffix(struct world *w)
{
    int product = md_product(w, "NVBP04", "7");
    for (size_t i = 0; i < w->lines; i++)
        if (w->line[i].product == product && !strcmp(md_counties[w->inst[w->line[i].inst].county].name, "柳川县"))
            plant(&w->line[i], M_PROBABLE);
}

static void unknown_institution(struct world *w)
{
    for (int n = 0; n < 3; n++)
        plant_alone(ordinary(w, I_COMMUNITY_LEAD + 4, -1, 1), M_UNKNOWN_INST, 11 + n);
}

static void lost_invoice(struct world *w)
{
    struct line *l = plant(ordinary(w, I_FIRST, -1, 3), M_LOST_INVOICE);
    jc_copy(l->invoice, sizeof l->invoice, "24332000000012345678");
}

static void lone_return(struct world *w)
{
    struct line model = *ordinary(w, I_FAVOURITE, -1, 2);
    struct line *l = md_line(w);
    *l = model;
    l->accepted_on = jc_day_of(2024, 6, 18);
    l->ordered = l->shipped = l->accepted = -2;
    jc_copy(l->order, sizeof l->order, "RK0000-00099");
    *l->invoice = '\0';
    plant(l, M_LONE_RETURN);
}

/* The first return that the hospital system writes into a later quarter than its purchase. */
static void linked_return(struct world *w)
{
    for (size_t i = 0; i < w->lines; i++) {
        struct line *l = &w->line[i];
        if (l->system == SYS_HIS && l->returned && l->accepted_on < md_month(3) && l->returned_on >= md_month(3) &&
            l->returned_on <= md_until() && !l->mark) {
            plant(l, M_LINKED_RETURN);
            return;
        }
    }
    md_die("no return in a later quarter");
}

static void month_ends(struct world *w)
{
    accept_on(plant_alone(ordinary(w, I_FIRST, -1, 1), M_MONTH_END_IN, 1), jc_day_of(2024, 5, 31));
    accept_on(plant_alone(ordinary(w, I_FIRST, -1, 0), M_MONTH_END_LATE, 2), jc_day_of(2024, 4, 30));
    accept_on(plant_alone(ordinary(w, I_FIRST, -1, 4), M_DUE_TODAY, 3), jc_day_of(2024, 8, 31));
}

void md_dirt_lines(struct world *w)
{
    other_pack(w);
    odd_agreements(w);
    overpriced(w);
    other_suffix(w);
    unknown_institution(w);
    month_ends(w);
    plant(ordinary(w, 12, -1, 0), M_DESTROYED);
    plant(ordinary(w, I_COMMUNITY_LEAD + 2, -1, 4), M_DESTROYED);
    plant_alone(ordinary(w, 12, -1, 2), M_REJECTED, 6);
    plant(ordinary(w, I_TCM, bought_often(w, I_TCM, 3, 1, 100), 2), M_WRONG_PACK);
    plant(ordinary(w, 14, -1, 3), M_AMOUNT);
    plant(ordinary(w, 1, md_product(w, "NVBP04", "7"), -1), M_TABLETS);
    plant_alone(ordinary(w, 6, -1, 3), M_NO_DAY, 4);
    plant_alone(ordinary(w, 5, -1, 1), M_VOID_ACCEPTED, 5)->fate = LINE_VOID;
    plant(ordinary(w, 24, -1, 4), M_BAD_SPEC);
    lost_invoice(w);
    lone_return(w);
    linked_return(w);
}

/* ---- payments ------------------------------------------------------------------------------------- */

static struct line *marked(const struct world *w, enum mark mark)
{
    for (size_t i = 0; i < w->lines; i++)
        if (w->line[i].mark == mark)
            return &w->line[i];
    md_die("mark %d is nowhere", mark);
}

static struct payment *pay(struct world *w, const struct line *l, jc_day day, jc_money amount, const char *note)
{
    struct payment *p = md_payment(w);
    p->inst = l->inst;
    p->supplier = l->supplier;
    p->day = day;
    p->amount = amount;
    p->note = note;
    jc_copy(p->invoice, sizeof p->invoice, l->invoice);
    return p;
}

/* The index of an unmarked payment of this institution for what was accepted in month m. */
static size_t usual(const struct world *w, int inst, int m)
{
    for (size_t i = 0; i < w->payments; i++) {
        const struct payment *p = &w->payment[i];
        bool early = p->day >= md_month(m) && p->day < md_month(m + 1);
        if (p->inst == inst && early && !p->mark && p->amount > 2000 * (jc_money)JC_SCALE / 10)
            return i;
    }
    md_die("no payment of %s in month %d", w->inst[inst].name, m);
}

static jc_day accepted_on(const struct world *w, const char *invoice)
{
    jc_day day = JC_NO_DAY;
    for (size_t i = 0; i < w->lines; i++)
        if (!strcmp(w->line[i].invoice, invoice))
            day = MD_MAX(day, w->line[i].accepted_on);
    return day;
}

static void split_payment(struct world *w)
{
    size_t i = usual(w, I_FIRST, 1);
    struct payment *rest = md_payment(w), *p = &w->payment[i];
    *rest = *p;
    p->mark = rest->mark = M_PAY_SPLIT;
    p->amount = p->amount / 2 / JC_SCALE * JC_SCALE;
    rest->amount -= p->amount;
    rest->day = jc_day_month_end(jc_day_month_add(accepted_on(w, p->invoice), 1)) + 10;
    p->note = "分次付款一";
    rest->note = "分次付款二";
}

static void bounced_payment(struct world *w)
{
    size_t i = usual(w, I_TCM, 2);
    struct payment *back = md_payment(w);
    *back = w->payment[i];
    back->day += 1;
    back->amount = -back->amount;
    back->note = "退票冲销";
    struct payment *again = md_payment(w);
    *again = w->payment[i];
    again->day += 3;
    again->note = "退票后重付";
    w->payment[i].mark = M_PAY_NEGATIVE;
    again->mark = w->payment[w->payments - 2].mark = M_PAY_NEGATIVE;
}

static void single_payments(struct world *w)
{
    struct payment *p = &w->payment[usual(w, 3, 2)];
    p->mark = M_PAY_EARLY;
    p->day = accepted_on(w, p->invoice) - 3;
    p->note = "预付";
    p = &w->payment[usual(w, 6, 2)];
    p->mark = M_PAY_NO_INVOICE;
    *p->invoice = '\0';
    p->note = "未注明发票";
    p = &w->payment[usual(w, 12, 3)];
    p->mark = M_PAY_EXCESS;
    p->amount += 100 * JC_SCALE;
    p->note = "多付";
    p = md_payment(w);
    *p = (struct payment){.inst = 11, .supplier = -1, .day = jc_day_of(2024, 8, 15), .amount = 8888 * JC_SCALE};
    p->mark = M_PAY_UNMATCHED;
    p->note = "货款";
    jc_copy(p->invoice, sizeof p->invoice, "99887766");
}

/* The last days of September come in a second file, which repeats five payments of the first. */
static void repeated_payments(struct world *w)
{
    int n = 0;
    for (size_t i = 0; i < w->payments && n < 5; i++) {
        struct payment *p = &w->payment[i];
        if (!p->mark && p->day >= jc_day_of(2024, 9, 16) && p->day <= jc_day_of(2024, 9, 19)) {
            p->mark = M_PAY_TWICE;
            n++;
        }
    }
}

void md_dirt_payments(struct world *w)
{
    const struct line *in = marked(w, M_MONTH_END_IN), *late = marked(w, M_MONTH_END_LATE);
    pay(w, in, jc_day_of(2024, 6, 30), md_receivable(in), "货款");
    pay(w, late, jc_day_of(2024, 6, 1), md_receivable(late), "货款");
    split_payment(w);
    bounced_payment(w);
    single_payments(w);
    repeated_payments(w);
}
