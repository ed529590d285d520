/* Delivery and who answers, on-line purchase, two invoices: rule book 8, 9 and 10. */
#include "second.h"

#include <stdlib.h>
#include <string.h>

/* ---- an order at the end of R ----------------------------------------------------------------------- */

static bool withdrawn(const struct line *l)
{
    return second_cancelled(l) && strcmp(l->status, "拒绝") != 0 && strcmp(l->status, "缺货") != 0 &&
           strcmp(l->status, "配送企业撤单") != 0;
}

/* What the institution did not withdraw is an order of its day. */
static bool is_order(const struct second *s, int i)
{
    const struct line *l = &s->w->line[i];
    return l->accepted >= 0 && !withdrawn(l) && l->order_day <= s->w->as_of;
}

static bool in_period(const struct second *s, int day)
{
    return s->w->since == NODAY || day >= s->w->since;
}

static i64 units_in(const struct line *l)
{
    return l->in_units ? 1 : l->upp;
}

/* In the unit of the line. */
static i64 shipped(const struct second *s, const struct line *l)
{
    return l->ship_day != NODAY && l->ship_day <= s->w->as_of ? l->shipped : 0;
}

static i64 accepted(const struct second *s, const struct line *l)
{
    return !second_cancelled(l) && l->accept_day != NODAY && l->accept_day <= s->w->as_of ? l->accepted : 0;
}

/* ---- one order line in several rows ------------------------------------------------------------------- */

static bool one_order_line(const struct second *s, int i, int k)
{
    const struct line *a = &s->w->line[i], *b = &s->w->line[k];
    return is_order(s, i) && is_order(s, k) && a->delivery[0] && b->delivery[0] && a->order[0] && a->item[0] &&
           a->inst == b->inst && strcmp(a->order, b->order) == 0 && strcmp(a->item, b->item) == 0 &&
           a->generic == b->generic && a->strength == b->strength && a->firm == b->firm && units_in(a) == units_in(b) &&
           a->ordered == b->ordered && a->accepted < a->ordered && b->accepted < b->ordered;
}

static bool stands_before(const struct line *a, const struct line *b)
{
    return a->file != b->file ? a->file < b->file : a < b;
}

/* Row i and all others of its order line: do they repeat what was ordered (1), what was shipped as well (2)? */
static int repeats(const struct second *s, int i)
{
    i64 sent = 0, arrived = 0, ordered = s->w->line[i].ordered;
    int rows = 0, some = 0;
    bool all = true;
    for (int k = 0; k < s->w->lines; k++) {
        const struct line *l = &s->w->line[k];
        if (!one_order_line(s, i, k))
            continue;
        rows++;
        sent += l->shipped;
        arrived += l->accepted;
        some += l->accepted > 0;
        all &= l->shipped == ordered;
    }
    return rows < 2 ? 0 : sent <= ordered ? 1 : all && arrived <= ordered && some > 1 ? 2 : 0;
}

static void find_parcels(struct second *s)
{
    for (int i = 0; i < s->w->lines; i++) {
        int how = repeats(s, i);
        struct parcel p = {.first = how > 0, .day = NODAY, .head = i};
        for (int k = 0; how && k < s->w->lines; k++) {
            const struct line *l = &s->w->line[k];
            if (!one_order_line(s, i, k))
                continue;
            p.again |= stands_before(l, &s->w->line[i]);
            if (stands_before(l, &s->w->line[p.head]))
                p.head = k;
            p.accepted += accepted(s, l);
            if (accepted(s, l) > 0 && (p.day == NODAY || l->accept_day > p.day))
                p.day = l->accept_day;
        }
        p.first &= !p.again;
        p.shipped_again = p.again && how == 2;
        s->parcel[i] = p;
    }
}

static i64 ordered_here(const struct second *s, int i)
{
    return s->parcel[i].again ? 0 : s->w->line[i].ordered;
}

static i64 shipped_here(const struct second *s, int i)
{
    return s->parcel[i].shipped_again ? 0 : shipped(s, &s->w->line[i]);
}

static bool arrived_in_time(const struct second *s, int i)
{
    const struct line *l = &s->w->line[i];
    const struct parcel *p = &s->parcel[i];
    if (p->first)
        return p->accepted >= l->ordered && p->day <= l->order_day + s->w->params.arrival_days;
    return accepted(s, l) >= l->ordered && l->accept_day <= l->order_day + s->w->params.arrival_days;
}

/* 7.3 for what is not accepted: price × quantity, else the part of the own amount, which is of what was ordered. */
static i64 value(const struct line *l, i64 quantity)
{
    return l->price >= 0 ? l->price * quantity : (i64)round_div((i128)l->amount * quantity, l->ordered);
}

static bool poor(const struct second *s, i128 shipped, i128 ordered)
{
    return ordered > 0 && shipped * 10000 < ordered * s->w->params.poor;
}

/* ---- who answers ------------------------------------------------------------------------------------ */

static bool short_on_record(const struct second *s, const struct agreement *a)
{
    for (const struct shortage *x = s->w->shortage; x < s->w->shortage + s->w->shortages; x++) {
        bool of_it = x->generic == a->generic && x->firm == a->firm && (x->inst < 0 || x->inst == a->inst) &&
                     x->from <= a->to && x->from <= s->w->as_of && (x->to == NODAY || x->to >= a->from);
        if (of_it && x->strength == a->strength)
            return true;
        if (of_it)
            second_doubt((struct second *)s, "a shortage of another strength than the agreed one");
    }
    return false;
}

static bool one_product(const struct agreement *a, const struct agreement *b)
{
    return a->round == b->round && a->group == b->group && a->generic == b->generic && a->strength == b->strength &&
           a->firm == b->firm;
}

/* The agreement that a line was ordered for, with its first delivery if there are several; -1: none of this report. */
static int ordered_for(const struct second *s, int i)
{
    const struct line *l = &s->w->line[s->parcel[i].head];
    int day = l->accept_day != NODAY && l->accept_day <= s->w->as_of ? l->accept_day : l->order_day;
    return is_order(s, i) ? second_taker(s->w, l, day) : -1;
}

/* Ordered and shipped of a product over its agreements by one distributor, -1: by all. */
static void delivered(const struct second *s, const struct agreement *product, int supplier, i128 *ordered, i128 *sent)
{
    *ordered = *sent = 0;
    for (int i = 0; i < s->w->lines; i++) {
        const struct line *l = &s->w->line[i];
        int k = ordered_for(s, i);
        if (k < 0 || !s->deal[k].covered || s->w->agr[k].qty == 0 || !one_product(&s->w->agr[k], product) ||
            (supplier >= 0 && l->supplier != supplier))
            continue;
        *ordered += (i128)ordered_here(s, i) * units_in(l);
        *sent += (i128)shipped_here(s, i) * units_in(l);
    }
}

struct frac second_delivery(const struct second *s, const struct agreement *product)
{
    i128 ordered, sent;
    delivered(s, product, -1, &ordered, &sent);
    return frac_of(sent, ordered);
}

static bool poor_with_every_distributor(const struct second *s, const struct agreement *product)
{
    bool any = false;
    for (int x = 0; x < SUPPLIERS; x++) {
        i128 ordered, sent;
        delivered(s, product, x, &ordered, &sent);
        if (ordered > 0 && !poor(s, sent, ordered))
            return false;
        any |= ordered > 0;
    }
    return any;
}

static void settle_who(struct second *s, int k)
{
    const struct agreement *a = &s->w->agr[k];
    struct deal *d = &s->deal[k];
    if (!d->covered || (d->status != ZERO && d->status != BEHIND))
        return;
    const struct share *g = second_share_of(s, a->inst, a->round, a->group);
    bool is_short = short_on_record(s, a), late = poor(s, d->shipped, d->ordered);
    bool in_time = frac_cmp(frac_of(d->ordered * MONEY, a->qty), d->share) >= 0;
    d->firm = is_short || (late && poor_with_every_distributor(s, a));
    d->dealer = in_time && late && !is_short;
    d->hospital = !in_time || (g && g->over);
}

void second_supply(struct second *s)
{
    find_parcels(s);
    for (int i = 0; i < s->w->lines; i++) {
        const struct line *l = &s->w->line[i];
        int k = ordered_for(s, i);
        if (k < 0)
            continue;
        s->deal[k].ordered += (i128)ordered_here(s, i) * units_in(l);
        s->deal[k].shipped += (i128)shipped_here(s, i) * units_in(l);
        s->deal[k].data |= l->accepted > 0 && l->accept_day == NODAY && !second_cancelled(l);
    }
    for (int k = 0; k < s->w->agrs; k++)
        settle_who(s, k);
}

const char *second_who(const struct deal *d, bool held[4])
{
    static const char *const word[] = {"企业", "配送", "医院", "数据"};
    static char text[64];
    bool behind = d->covered && (d->status == ZERO || d->status == BEHIND);
    held[0] = d->firm, held[1] = d->dealer, held[2] = d->hospital, held[3] = d->data && behind;
    *text = 0;
    for (int i = 0; i < 4; i++)
        if (held[i])
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", *text ? "、" : "", word[i]);
    return text;
}

/* ---- 12 配送企业 ------------------------------------------------------------------------------------ */

struct supplier_row {
    const char *name;
    int lines, due, in_time, shorts, low;
    i128 ordered, sent, accepted, ordered_value, sent_value;
    struct frac rate;
};

static bool same_product(const struct line *a, const struct line *b)
{
    return a->generic == b->generic && a->strength == b->strength && a->firm == b->firm;
}

/* Out of stock, refused or withdrawn by the distributor; or on record with it. */
static bool short_with(const struct second *s, int supplier, const struct line *product)
{
    for (int i = 0; i < s->w->lines; i++) {
        const struct line *l = &s->w->line[i];
        if (l->supplier == supplier && same_product(l, product) && is_order(s, i) && second_cancelled(l) &&
            in_period(s, l->order_day))
            return true;
    }
    for (const struct shortage *x = s->w->shortage; x < s->w->shortage + s->w->shortages; x++)
        if (x->supplier == supplier && x->generic == product->generic && x->strength == product->strength &&
            x->firm == product->firm && x->from <= s->w->as_of && (x->to == NODAY || in_period(s, x->to)))
            return true;
    return false;
}

/* Three full months with orders, one after the other, each below 90 %; the last of them in the period. */
static bool three_months_low(const struct second *s, int supplier, const struct line *product)
{
    int first = month_of(s->w->as_of) - 60, end = month_of(s->w->as_of + 1), run = 0;
    for (int m = first; m < end; m++) {
        i128 ordered = 0, sent = 0;
        for (int i = 0; i < s->w->lines; i++) {
            const struct line *l = &s->w->line[i];
            if (l->supplier != supplier || !same_product(l, product) || !is_order(s, i) || month_of(l->order_day) != m)
                continue;
            ordered += (i128)ordered_here(s, i) * units_in(l);
            sent += (i128)shipped_here(s, i) * units_in(l);
        }
        if (ordered == 0)
            continue;
        run = poor(s, sent, ordered) ? run + 1 : 0;
        if (run >= 3 && in_period(s, month_first(m)))
            return true;
    }
    return false;
}

/* Every product once: of lines of any institution, and of shortages that no line is about. */
static void count_products(struct second *s, struct supplier_row *x, int supplier)
{
    struct line product[MAX_LINE + MAX_SHORTAGE];
    int n = 0;
    for (int i = 0; i < s->w->lines + s->w->shortages; i++) {
        const struct shortage *r = i < s->w->lines ? NULL : &s->w->shortage[i - s->w->lines];
        struct line p =
            r ? (struct line){.generic = r->generic, .strength = r->strength, .firm = r->firm} : s->w->line[i];
        bool known = false;
        for (int k = 0; k < n; k++)
            known |= same_product(&product[k], &p);
        if (!known)
            product[n++] = p;
    }
    for (int k = 0; k < n; k++) {
        x->shorts += short_with(s, supplier, &product[k]);
        x->low += three_months_low(s, supplier, &product[k]);
    }
}

static struct supplier_row supplier_row(struct second *s, int supplier)
{
    struct supplier_row x = {.name = suppliers[supplier]};
    for (int i = 0; i < s->w->lines; i++) {
        const struct line *l = &s->w->line[i];
        if (l->supplier != supplier || !is_order(s, i) || !in_period(s, l->order_day))
            continue;
        bool due = l->order_day + s->w->params.arrival_days <= s->w->as_of && !s->parcel[i].again;
        x.lines++;
        x.ordered += (i128)ordered_here(s, i) * units_in(l);
        x.sent += (i128)shipped_here(s, i) * units_in(l);
        x.accepted += (i128)accepted(s, l) * units_in(l);
        x.ordered_value += value(l, ordered_here(s, i));
        x.sent_value += value(l, shipped_here(s, i));
        x.due += due;
        x.in_time += due && arrived_in_time(s, i);
    }
    x.rate = frac_of(x.sent_value, x.ordered_value);
    count_products(s, &x, supplier);
    return x;
}

static int compare_suppliers(const void *p, const void *q)
{
    const struct supplier_row *a = p, *b = q;
    if (frac_known(a->rate) != frac_known(b->rate))
        return frac_known(a->rate) ? -1 : 1;
    int c = frac_cmp(a->rate, b->rate);
    return c ? c : strcmp(a->name, b->name);
}

static void sheet_suppliers(struct second *s)
{
    struct supplier_row row[SUPPLIERS];
    int rows = 0, rank = 0;
    for (int x = 0; x < SUPPLIERS; x++) {
        row[rows] = supplier_row(s, x);
        rows += row[rows].lines > 0;
    }
    qsort(row, (size_t)rows, sizeof *row, compare_suppliers);
    struct table *t = second_table(s, "配送企业",
                                   "名次 配送企业 订购金额 配送率_数量(%) 配送率_金额(%) 入库率(%) 到货及时率(%) "
                                   "缺货品种数 连续三月不足90%品种数 评价",
                                   "配送企业");
    for (int i = 0; i < rows; i++) {
        const struct supplier_row *x = &row[i];
        if (i == 0 || frac_cmp(row[i - 1].rate, x->rate) != 0)
            rank = i + 1;
        table_put(t, frac_known(x->rate) ? show_int(rank) : "");
        table_put(t, x->name);
        table_put(t, show_money(x->ordered_value));
        table_put(t, show_percent(frac_of(x->sent, x->ordered)));
        table_put(t, show_percent(x->rate));
        table_put(t, show_percent(frac_of(x->accepted, x->sent)));
        table_put(t, show_percent(frac_of(x->in_time, x->due)));
        table_put(t, show_int(x->shorts));
        table_put(t, show_int(x->low));
        table_put(t, !frac_known(x->rate)                                        ? ""
                     : frac_cmp(x->rate, frac_of(s->w->params.good, 10000)) >= 0 ? "正常"
                     : frac_cmp(x->rate, frac_of(s->w->params.poor, 10000)) >= 0 ? "一般"
                                                                                 : "较差");
    }
}

/* ---- 13 网采率与两票制 ------------------------------------------------------------------------------- */

enum chain { GOOD, BAD, NO_DATA };

static bool about(const struct invoice *v, const struct line *l)
{
    return v->generic < 0 || (v->generic == l->generic && v->strength == l->strength);
}

static bool named_on(const struct invoice *v, const struct line *l)
{
    return v->number == l->invoice[0] || v->number == l->invoice[1];
}

/* Do they stand on the same paper, for the same product? */
static bool same_paper(const struct invoice *x, const struct invoice *v)
{
    return x->number == v->number && strcmp(x->seller, v->seller) == 0 && strcmp(x->buyer, v->buyer) == 0 &&
           x->day == v->day && x->generic == v->generic && (v->generic < 0 || x->strength == v->strength);
}

/* What all rows of this invoice bring of its product, -1 = one of them does not say. */
static i64 whole_quantity(const struct second *s, const struct invoice *v)
{
    i64 sum = 0;
    for (const struct invoice *x = s->w->invoice; x < s->w->invoice + s->w->invoices; x++) {
        if (!same_paper(x, v))
            continue;
        if (x->quantity < 0)
            return -1;
        sum += x->quantity;
    }
    return sum;
}

static bool is_first(const struct second *s, const struct line *l, const struct invoice *second,
                     const struct invoice *v)
{
    return v != second && v->stage != 2 && v->day <= s->w->as_of && about(v, l) &&
           strcmp(v->buyer, second->seller) == 0 && strcmp(v->seller, firms[l->firm]) == 0 && v->day <= second->day;
}

/* The first invoices: the manufacturer sold at least as much to who sold it on, and not later. */
static bool has_first(const struct second *s, const struct line *l, const struct invoice *second)
{
    i64 sold = whole_quantity(s, second), brought = 0;
    for (const struct invoice *v = s->w->invoice; v < s->w->invoice + s->w->invoices; v++) {
        if (!is_first(s, l, second, v))
            continue;
        bool known = false;
        for (const struct invoice *x = s->w->invoice; x < v; x++)
            known |= same_paper(x, v) && is_first(s, l, second, x);
        if (whole_quantity(s, v) < 0 || sold < 0)
            return true;
        brought += known ? 0 : whole_quantity(s, v);
        if (sold <= brought)
            return true;
    }
    return false;
}

/* Every second invoice of the line has to be in order. */
static enum chain chain_of(const struct second *s, const struct line *l)
{
    const struct institution *h = &s->w->inst[l->inst];
    bool any = false, fits = false, whole = true;
    for (const struct invoice *v = s->w->invoice; v < s->w->invoice + s->w->invoices; v++) {
        bool here = strcmp(v->buyer, h->name) == 0 || strcmp(v->buyer, h->code) == 0;
        if (!named_on(v, l) || v->day > s->w->as_of || v->stage == 1 || (v->stage == 0 && !here))
            continue;
        any = true;
        if (!here || !about(v, l) || strcmp(v->seller, suppliers[l->supplier]) != 0)
            continue;
        fits = true;
        whole &= has_first(s, l, v);
    }
    return !any ? NO_DATA : fits && whole ? GOOD : BAD;
}

struct buyer_row {
    const char *name, *code;
    i64 medicine[3], goods[3]; /* on-line, off-line, unknown */
    int chain[3];
    bool any;
    struct frac rate;
};

static struct buyer_row buyer_row(struct second *s, int inst)
{
    struct buyer_row x = {.name = s->w->inst[inst].name, .code = s->w->inst[inst].code};
    for (int i = 0; i < s->w->lines; i++) {
        const struct line *l = &s->w->line[i];
        const struct fact *f = &s->fact[i];
        if (l->inst != inst || !f->counts || !in_period(s, l->accept_day))
            continue;
        x.any |= l->accepted > 0 || l->generic != PIECES;
        if (l->generic != PIECES)
            (l->generic == CONSUMABLE ? x.goods : x.medicine)[l->no_channel ? 2 : l->online ? 0 : 1] += f->net;
        if (l->accepted > 0 && l->generic != CONSUMABLE)
            x.chain[chain_of(s, l)]++;
    }
    x.rate = frac_of(x.medicine[0], x.medicine[0] + x.medicine[1]);
    if (x.medicine[0] < 0 || x.medicine[1] < 0 || x.goods[0] < 0 || x.goods[1] < 0)
        second_doubt(s, "more returned than bought on-line or off-line");
    return x;
}

static int compare_buyers(const void *p, const void *q)
{
    const struct buyer_row *a = p, *b = q;
    if (frac_known(a->rate) != frac_known(b->rate))
        return frac_known(a->rate) ? -1 : 1;
    int c = frac_cmp(a->rate, b->rate);
    return c ? c : strcmp(a->code, b->code);
}

static void sheet_buyers(struct second *s)
{
    struct buyer_row row[MAX_INST];
    int rows = 0;
    for (int i = 0; i < s->w->insts; i++) {
        row[rows] = buyer_row(s, i);
        rows += row[rows].any;
    }
    qsort(row, (size_t)rows, sizeof *row, compare_buyers);
    struct table *t = second_table(s, "网采率与两票制",
                                   "医疗机构 机构编码 药品网采金额 药品总金额 药品渠道不明金额 药品网采率(%) "
                                   "耗材网采率(%) 两票合规笔数 两票问题笔数 无法核查笔数",
                                   "机构编码");
    for (int i = 0; i < rows; i++) {
        const struct buyer_row *x = &row[i];
        table_put(t, x->name);
        table_put(t, x->code);
        table_put(t, frac_known(x->rate) ? show_money(x->medicine[0]) : "");
        table_put(t, show_money((i128)x->medicine[0] + x->medicine[1] + x->medicine[2]));
        table_put(t, show_money(x->medicine[2]));
        table_put(t, show_percent(x->rate));
        table_put(t, show_percent(frac_of(x->goods[0], x->goods[0] + x->goods[1])));
        for (int c = 0; c < 3; c++)
            table_put(t, show_int(x->chain[c]));
    }
}

void second_supply_sheets(struct second *s)
{
    sheet_suppliers(s);
    sheet_buyers(s);
}
