/* Payment timeliness: rule book 7 and 15, sheets 9 to 11. */
#include "second.h"

#include <stdlib.h>
#include <string.h>

/* ---- due days and payers --------------------------------------------------------------------------- */

static bool volume_based(const struct second *s, int i)
{
    if (s->fact[i].agr >= 0)
        return true;
    for (int r = 0; r < s->w->rounds; r++)
        for (int g = 1; g < 16; g++)
            if (second_selected(s->w, r, g, &s->w->line[i]))
                return true;
    return false;
}

/* 7.2: a row of the table holds for a county, a city, a province or everybody. */
static bool term_is_for(const struct term *t, const struct institution *h)
{
    return t->place == EVERYWHERE ||
           (t->province == h->province &&
            (t->place < IN_COUNTY || strcmp(counties[t->province][t->county], h->county) == 0));
}

static bool term_is_of(const struct term *t, const struct line *l, bool volume)
{
    bool consumable = l->generic == CONSUMABLE;
    return t->kind == OF_ALL || (t->kind == OF_MEDICINE && !consumable) || (t->kind == OF_CONSUMABLES && consumable) ||
           (t->kind == OF_SELECTED && volume) || (t->kind == OF_OTHERS && !volume);
}

/* The closest place; then how it was bought before what it is before all; then the later start; then the later row. */
static bool term_wins(const struct term *a, const struct term *b)
{
    int narrow_a = a->kind == OF_ALL ? 0 : a->kind < OF_SELECTED ? 1 : 2;
    int narrow_b = b->kind == OF_ALL ? 0 : b->kind < OF_SELECTED ? 1 : 2;
    if (a->place != b->place)
        return a->place > b->place;
    return narrow_a != narrow_b ? narrow_a > narrow_b : a->from >= b->from;
}

/* A row of the same place, kind and day further down takes the place of this one. */
static bool replaced(const struct world *w, const struct term *t)
{
    for (const struct term *o = t + 1; o < w->term + w->terms; o++)
        if (o->place == t->place && o->kind == t->kind && o->from == t->from &&
            (t->place == EVERYWHERE || o->province == t->province) &&
            (t->place != IN_COUNTY || (o->county == t->county && o->whole_path == t->whole_path)))
            return true;
    return false;
}

static const struct term *term_of(const struct world *w, const struct line *l, bool volume, bool payer)
{
    const struct term *best = NULL;
    for (const struct term *t = w->term; t < w->term + w->terms; t++)
        if (term_is_for(t, &w->inst[l->inst]) && term_is_of(t, l, volume) && t->from <= l->accept_day &&
            (t->to == 0 || l->accept_day <= t->to) && !replaced(w, t) && (!payer || t->payer != PAYER_UNKNOWN) &&
            (!best || term_wins(t, best)))
            best = t;
    return best;
}

static int due_day(struct second *s, int i)
{
    struct fact *f = &s->fact[i];
    const struct line *l = &s->w->line[i];
    bool volume = volume_based(s, i);
    const struct term *t = term_of(s->w, l, volume, false);
    const struct params *p = &s->w->params;
    int days = t ? t->days : volume && l->accept_day >= p->selected_from ? p->selected_days : p->other_days;
    bool month_end = days == 0;
    int due = month_end ? month_last(month_of(l->accept_day) + 1) : l->accept_day + days;
    snprintf(f->rule, sizeof f->rule, month_end ? "eom-next" : "days %d", days);
    int contract[2] = {l->term, s->fact[i].agr >= 0 ? s->w->agr[s->fact[i].agr].term : 0};
    for (int k = 0; k < 2; k++)
        if (contract[k] && l->accept_day + contract[k] < due) {
            due = l->accept_day + contract[k];
            snprintf(f->rule, sizeof f->rule, NOT_JUDGED);
        }
    return due;
}

static enum payer payer_of(struct second *s, int i)
{
    const struct line *l = &s->w->line[i];
    const struct term *t = term_of(s->w, l, volume_based(s, i), true);
    int count[PAYERS] = {0};
    if (l->payer != PAYER_UNKNOWN)
        return l->payer;
    if (t)
        return t->payer;
    for (const struct payment *p = s->w->pay; p < s->w->pay + s->w->pays; p++)
        if (p->inst == l->inst && month_of(p->day) == month_of(l->accept_day) && p->day <= s->w->as_of && p->amount > 0)
            count[p->payer]++;
    return count[PAYER_AGENCY] > count[PAYER_INSTITUTION] ? PAYER_AGENCY : PAYER_INSTITUTION;
}

/* ---- receipts ------------------------------------------------------------------------------------- */

static bool is_return(const struct line *l)
{
    return l->accepted < 0;
}

/* Oldest first: (D, A, file, row). */
static int oldest(const struct second *s, const int *line, int count, const bool *done)
{
    int best = -1;
    for (int i = 0; i < count; i++) {
        if (done[i])
            continue;
        const struct fact *f = &s->fact[line[i]], *b = best < 0 ? NULL : &s->fact[line[best]];
        int day = s->w->line[line[i]].accept_day, best_day = b ? s->w->line[line[best]].accept_day : 0;
        if (!b || f->due < b->due || (f->due == b->due && day < best_day))
            best = i;
    }
    return best;
}

static void lower(struct second *s, int back, bool same_product)
{
    const struct line *r = &s->w->line[back];
    i64 rest = -s->fact[back].receivable;
    int line[MAX_LINE], count = 0;
    bool done[MAX_LINE] = {false};
    for (int i = 0; i < s->w->lines; i++) {
        const struct line *l = &s->w->line[i];
        if (s->fact[i].receipt && l->inst == r->inst && l->supplier == r->supplier &&
            (!same_product || (l->generic == r->generic && l->strength == r->strength && l->firm == r->firm)))
            line[count++] = i;
    }
    for (int k; rest > 0 && (k = oldest(s, line, count, done)) >= 0;) {
        struct fact *f = &s->fact[line[k]];
        i64 part = rest < f->receivable ? rest : f->receivable;
        done[k] = true;
        if (part > 0 && s->w->line[line[k]].accept_day > r->accept_day)
            second_doubt(s, "a return without its original lowers what was accepted later");
        if (part > 0 && s->w->line[line[k]].upp != r->upp && same_product)
            second_doubt(s, "a return without its original lowers another pack of the product");
        f->receivable -= part;
        rest -= part;
    }
    s->fact[back].receivable = -rest;
}

/* payment.scope */
static bool in_scope(const struct second *s, int i)
{
    if (s->w->params.scope == SCOPE_SELECTED)
        return volume_based(s, i);
    return s->w->params.scope != SCOPE_MEDICINE || s->w->line[i].generic != CONSUMABLE;
}

static void find_receipts(struct second *s)
{
    for (int i = 0; i < s->w->lines; i++) {
        struct fact *f = &s->fact[i];
        if (!f->counts)
            continue;
        f->receivable = f->quantity > 0 || is_return(&s->w->line[i]) ? f->net : 0; /* all returned: nothing is owed */
        if (is_return(&s->w->line[i]))
            continue;
        f->due = due_day(s, i);
        f->payer = payer_of(s, i);
        f->receipt = f->receivable > 0;
    }
    for (int i = 0; i < s->w->lines; i++)
        if (s->fact[i].counts && is_return(&s->w->line[i])) {
            lower(s, i, true);
            lower(s, i, false);
        }
    for (int i = 0; i < s->w->lines; i++) {
        s->fact[i].receipt = s->fact[i].receipt && s->fact[i].receivable > 0;
        s->fact[i].counted = s->fact[i].receipt && in_scope(s, i);
    }
}

static bool payments_told(const struct world *w)
{
    for (const struct line *l = w->line; l < w->line + w->lines; l++)
        if (l->own_paid >= 0)
            return true;
    return w->pays > 0;
}

void second_pay(struct second *s)
{
    s->payments_told = payments_told(s->w);
    find_receipts(s);
    second_payments(s);
}

/* ---- 9 货款支付排名 --------------------------------------------------------------------------------- */

struct pay_row {
    int inst;
    enum payer payer;
    const char *code;
    bool reported, ranked;
    int due_count, in_time_count, longest; /* longest -1: nothing overdue */
    i64 due, in_time, late, overdue, excused, due_excused, net, paid, weighted_base;
    i128 weighted;
    struct frac rate, days;
};

/* The line (of the order, if that is said); without a line the invoice; without either the order. */
static bool reason_covers(const struct reason *r, const struct line *l)
{
    bool order = strcmp(r->order, l->order) == 0;
    if (r->item[0])
        return strcmp(r->item, l->item) == 0 && (!r->order[0] || order);
    return r->invoice ? second_has_invoice(l, r->invoice) : order;
}

static bool excused(const struct second *s, int i)
{
    const struct line *l = &s->w->line[i];
    for (const struct reason *r = s->w->reason; r < s->w->reason + s->w->reasons; r++)
        if (r->inst == l->inst && r->accepted && (r->day == NODAY || r->day <= s->w->as_of) && reason_covers(r, l))
            return true;
    return false;
}

static bool matured(const struct second *s, int i)
{
    const struct fact *f = &s->fact[i];
    return f->due <= s->w->as_of && (s->w->since == NODAY || s->w->since <= f->due);
}

static void add_receipt(const struct second *s, struct pay_row *x, int i)
{
    const struct fact *f = &s->fact[i];
    const struct line *l = &s->w->line[i];
    bool due = matured(s, i);
    i64 in_time = 0, rest = f->receivable - f->paid;
    for (const struct match *m = s->match; m < s->match + s->matches; m++) {
        if (m->line != i || !m->amount || !due)
            continue;
        if (m->day == NODAY)
            continue; /* 付款日不明: settled, not in time, without days */
        int days = m->day - l->accept_day;
        in_time += m->day <= f->due ? m->amount : 0;
        x->late += m->day > f->due ? m->amount : 0;
        x->weighted += (i128)m->amount * (days < 0 ? 0 : days);
        x->weighted_base += m->amount;
    }
    x->net += f->receivable;
    x->paid += f->paid;
    if (due) {
        x->due_count++;
        x->due += f->receivable;
        x->in_time += in_time;
        x->in_time_count += in_time >= f->receivable;
    }
    if (f->due <= s->w->as_of && rest > 0) {
        x->overdue += rest;
        x->longest = s->w->as_of - f->due > x->longest ? s->w->as_of - f->due : x->longest;
        x->excused += excused(s, i) ? rest : 0;
        x->due_excused += excused(s, i) && due ? rest : 0;
    }
}

static int by_pay_rank(const struct pay_row *a, const struct pay_row *b)
{
    int c = frac_cmp(b->rate, a->rate);
    if (c)
        return c;
    if (frac_known(a->days) != frac_known(b->days))
        return frac_known(a->days) ? -1 : 1;
    return frac_cmp(a->days, b->days);
}

static int compare_pay(const void *p, const void *q)
{
    const struct pay_row *a = p, *b = q;
    if (a->ranked != b->ranked)
        return a->ranked ? -1 : 1;
    int c = (int)a->payer - (int)b->payer;
    c = c ? c : a->ranked ? by_pay_rank(a, b) : 0;
    return c ? c : strcmp(a->code, b->code);
}

static bool between(int day, int from, int to)
{
    return day != NODAY && (from == NODAY || from <= day) && day <= to;
}

/* Does a line of the institution fall into the period (by its acceptance, else by its order), or become due in it? */
static bool reported(struct second *s, int inst)
{
    bool any = false, nothing = false;
    for (int i = 0; i < s->w->lines; i++) {
        const struct line *l = &s->w->line[i];
        int day = l->accept_day != NODAY ? l->accept_day : l->order_day;
        if (l->inst != inst)
            continue;
        any |= between(day, s->w->since, s->w->as_of) || between(s->fact[i].due, s->w->since, s->w->as_of);
        nothing |= s->fact[i].due == NODAY && l->accept_day != NODAY && l->accept_day <= s->w->as_of;
    }
    if (nothing && !any)
        second_doubt(s, "an institution with nothing in the period but rows that come to nothing");
    return any;
}

static int pay_rows(struct second *s, struct pay_row *row)
{
    int rows = 0;
    for (int inst = 0; inst < s->w->insts; inst++) {
        bool told = reported(s, inst), any = false;
        for (enum payer payer = PAYER_INSTITUTION; payer < PAYERS; payer++) {
            struct pay_row x = {
                .inst = inst, .payer = payer, .code = s->w->inst[inst].code, .reported = told, .longest = -1};
            int receipts = 0;
            for (int i = 0; i < s->w->lines; i++)
                if (s->w->line[i].inst == inst && s->fact[i].counted && s->fact[i].payer == payer) {
                    add_receipt(s, &x, i);
                    receipts++;
                }
            x.rate = frac_of(x.in_time, x.due);
            x.days = frac_of(x.weighted, x.weighted_base);
            x.ranked = s->payments_told && x.due_count > 0 && x.due_count >= s->w->params.rank_min;
            any |= receipts > 0;
            if (receipts)
                row[rows++] = x;
        }
        if (told && !any)
            second_doubt(s, "an institution with lines, but without receipts");
        if (!any)
            row[rows++] = (struct pay_row){
                .inst = inst, .payer = PAYER_INSTITUTION, .code = s->w->inst[inst].code, .longest = -1};
    }
    qsort(row, (size_t)rows, sizeof *row, compare_pay);
    return rows;
}

static const char *verdict(const struct params *p, const struct pay_row *x)
{
    if (!x->reported)
        return "未报";
    if (!x->ranked)
        return NOT_JUDGED;
    if (frac_cmp(x->rate, frac_of(p->band[0], 10000)) >= 0)
        return "达标";
    if (frac_cmp(x->rate, frac_of(p->band[1], 10000)) >= 0)
        return "临近";
    return frac_cmp(x->rate, frac_of(p->band[2], 10000)) >= 0 ? "滞后" : "严重滞后";
}

static void put_pay_figures(const struct second *s, struct table *t, const struct pay_row *x)
{
    if (!x->reported) {
        for (int i = 0; i < 12; i++)
            table_put(t, NOT_JUDGED);
        table_put(t, verdict(&s->w->params, x));
        return;
    }
    table_put(t, show_int(x->due_count));
    table_put(t, show_money(x->due));
    for (int i = 0; i < 10 && !s->payments_told; i++)
        table_put(t, "");
    if (!s->payments_told) {
        table_put(t, NOT_JUDGED);
        return;
    }
    table_put(t, show_money(x->in_time));
    table_put(t, show_percent(x->rate));
    table_put(t, show_percent(frac_of(x->in_time_count, x->due_count)));
    table_put(t, show_percent(frac_of(x->in_time, x->due - x->due_excused)));
    table_put(t, show_fixed(x->days, 2));
    table_put(t, show_money(x->overdue));
    table_put(t, show_money(x->excused));
    table_put(t, show_money(x->late));
    table_put(t, x->longest < 0 ? "" : show_int(x->longest));
    table_put(t, show_percent(frac_of(x->paid, x->net)));
    table_put(t, verdict(&s->w->params, x));
}

static void put_pay_row(struct second *s, struct table *t, const struct pay_row *x, int rank)
{
    const struct institution *h = &s->w->inst[x->inst];
    table_put(t, x->ranked ? show_int(rank) : "");
    table_put(t, x->payer == PAYER_AGENCY ? "医保经办" : "医疗机构");
    table_put(t, h->name);
    table_put(t, h->code);
    table_put(t, h->county);
    table_put(t, h->level);
    put_pay_figures(s, t, x);
}

static void sheet_ranking(struct second *s)
{
    struct pay_row row[MAX_INST * 2];
    int rows = pay_rows(s, row), rank = 0, first = 0;
    struct table *t =
        second_table(s, "货款支付排名",
                     "名次 付款方 医疗机构 机构编码 地区 级别 到期笔数 到期金额 按期支付金额 按期支付金额占比(%) "
                     "按期支付笔数占比(%) 剔除正当理由后占比(%) 加权平均付款天数 逾期未付 其中有正当理由 逾期已付 "
                     "最长逾期天数 总回款率(%) 评价",
                     "机构编码 付款方");
    for (int i = 0; i < rows; i++) {
        if (i == 0 || row[i].payer != row[i - 1].payer)
            first = i, rank = 1;
        else if (by_pay_rank(&row[i - 1], &row[i]) != 0)
            rank = i - first + 1;
        put_pay_row(s, t, &row[i], rank);
    }
}

/* The same for a community, an area, a level or all of a payer: from all their receipts at once (4.9). */

struct group_pay {
    const char *name;
    bool named, ranked;
    int insts, silent;
    struct pay_row x;
};

static bool has_receipts(const struct second *s, int inst, int payer)
{
    for (int i = 0; i < s->w->lines; i++)
        if (s->w->line[i].inst == inst && s->fact[i].counted && (payer < 0 || (int)s->fact[i].payer == payer))
            return true;
    return false;
}

/* An institution has a row for each payer with receipts, one of its own where it has none. */
static void add_member(struct second *s, struct group_pay *g, int inst)
{
    bool own = has_receipts(s, inst, (int)g->x.payer), told = reported(s, inst);
    if (!own && (g->x.payer != PAYER_INSTITUTION || has_receipts(s, inst, -1)))
        return;
    g->insts++;
    g->silent += !told;
    g->x.reported |= told;
    for (int i = 0; i < s->w->lines; i++)
        if (s->w->line[i].inst == inst && s->fact[i].counted && s->fact[i].payer == g->x.payer)
            add_receipt(s, &g->x, i);
}

static struct group_pay group_pay(struct second *s, const char *name, enum payer payer)
{
    bool all = strcmp(s->by, "付款方") == 0;
    struct group_pay g = {.name = name, .named = all || *name, .x = {.payer = payer, .longest = -1}};
    for (int inst = 0; inst < s->w->insts; inst++)
        if (strcmp(second_group_of(s, inst), name) == 0)
            add_member(s, &g, inst);
    g.x.rate = frac_of(g.x.in_time, g.x.due);
    g.x.days = frac_of(g.x.weighted, g.x.weighted_base);
    g.x.ranked = s->payments_told && g.x.reported && g.x.due_count >= s->w->params.rank_min;
    g.ranked = g.named && g.x.ranked;
    return g;
}

static bool payers_apart;

static int compare_group_pay(const void *p, const void *q)
{
    const struct group_pay *a = p, *b = q;
    if (a->ranked != b->ranked)
        return a->ranked ? -1 : 1;
    int c = payers_apart ? (int)a->x.payer - (int)b->x.payer : 0;
    c = c ? c : a->ranked ? by_pay_rank(&a->x, &b->x) : 0;
    c = c ? c : (int)b->named - (int)a->named;
    c = c ? c : strcmp(a->name, b->name);
    return c ? c : (int)a->x.payer - (int)b->x.payer;
}

static int group_pays(struct second *s, struct group_pay *row)
{
    int rows = 0;
    for (int i = 0; i < s->w->insts; i++) {
        bool seen = false;
        for (int k = 0; k < i; k++)
            seen |= strcmp(second_group_of(s, k), second_group_of(s, i)) == 0;
        for (enum payer payer = PAYER_INSTITUTION; payer < PAYERS && !seen; payer++) {
            row[rows] = group_pay(s, second_group_of(s, i), payer);
            rows += row[rows].insts > 0;
        }
    }
    qsort(row, (size_t)rows, sizeof *row, compare_group_pay);
    return rows;
}

static void put_group_pay(const struct second *s, struct table *t, const struct group_pay *g, int rank)
{
    const char *payer = g->x.payer == PAYER_AGENCY ? "医保经办" : "医疗机构";
    table_put(t, g->ranked ? show_int(rank) : "");
    if (payers_apart)
        table_put(t, payer);
    table_put(t, !payers_apart ? payer : g->named ? g->name : UNNAMED);
    table_put(t, show_int(g->insts));
    table_put(t, show_int(g->silent));
    put_pay_figures(s, t, &g->x);
}

static void sheet_groups(struct second *s)
{
    struct group_pay row[MAX_INST * 2];
    char heads[500], keys[40];
    payers_apart = strcmp(s->by, "付款方") != 0;
    int rows = group_pays(s, row), rank = 0, first = 0;
    snprintf(
        heads, sizeof heads,
        "名次 付款方 %s 机构数 未报机构数 到期笔数 到期金额 按期支付金额 按期支付金额占比(%%) 按期支付笔数占比(%%) "
        "剔除正当理由后占比(%%) 加权平均付款天数 逾期未付 其中有正当理由 逾期已付 最长逾期天数 总回款率(%%) 评价",
        payers_apart ? s->by : "");
    snprintf(keys, sizeof keys, "付款方 %s", payers_apart ? s->by : "");
    struct table *t = second_by_table(s, "货款支付排名", heads, keys);
    for (int i = 0; i < rows; i++) {
        if (i == 0 || (payers_apart && row[i].x.payer != row[i - 1].x.payer))
            first = i, rank = 1;
        else if (by_pay_rank(&row[i - 1].x, &row[i].x) != 0)
            rank = i - first + 1;
        put_group_pay(s, t, &row[i], rank);
    }
}

/* ---- 10 逾期明细, 11 未来到期 ------------------------------------------------------------------------ */

static const struct second *ordering;

static int compare_due(int a, int b)
{
    const struct world *w = ordering->w;
    int c = ordering->fact[a].due - ordering->fact[b].due;
    c = c ? c : strcmp(w->inst[w->line[a].inst].code, w->inst[w->line[b].inst].code);
    return c ? c : a - b; /* (file, row) */
}

static int compare_lines(const void *x, const void *y)
{
    return compare_due(*(const int *)x, *(const int *)y);
}

static void put_invoices(struct table *t, const struct line *l)
{
    char text[16] = "";
    if (l->invoice[0])
        snprintf(text, sizeof text, "FP%06d", l->invoice[0]);
    table_put(t, l->invoice[1] ? NOT_JUDGED : text);
}

static const char *age_of(const struct params *p, int days)
{
    static char word[32];
    int k = 0;
    while (k < p->ages && days > p->age[k])
        k++;
    if (k == p->ages)
        snprintf(word, sizeof word, ">%d", p->age[k - 1]);
    else
        snprintf(word, sizeof word, "%d–%d", k ? p->age[k - 1] + 1 : 0, p->age[k]);
    return word;
}

static void sheet_overdue(struct second *s)
{
    int order[MAX_LINE], rows = 0, as_of = s->w->as_of;
    for (int i = 0; i < s->w->lines; i++)
        if (s->payments_told && s->fact[i].counted && s->fact[i].due <= as_of &&
            s->fact[i].paid < s->fact[i].receivable)
            order[rows++] = i;
    ordering = s;
    qsort(order, (size_t)rows, sizeof *order, compare_lines);
    struct table *t = second_table(s, "逾期明细",
                                   "医疗机构 机构编码 配送企业 发票号 订单明细号 验收日期 应付日期 付款期限规则 "
                                   "应付金额 已付金额 未付金额 逾期天数 账龄",
                                   "机构编码 订单明细号 验收日期 应付金额");
    for (int k = 0; k < rows; k++) {
        const struct line *l = &s->w->line[order[k]];
        const struct fact *f = &s->fact[order[k]];
        table_put(t, s->w->inst[l->inst].name);
        table_put(t, s->w->inst[l->inst].code);
        table_put(t, suppliers[l->supplier]);
        put_invoices(t, l);
        table_put(t, l->item);
        table_put(t, show_day(l->accept_day));
        table_put(t, show_day(f->due));
        table_put(t, f->rule);
        table_put(t, show_money(f->receivable));
        table_put(t, show_money(f->paid));
        table_put(t, show_money(f->receivable - f->paid));
        table_put(t, show_int(as_of - f->due));
        table_put(t, age_of(&s->w->params, as_of - f->due));
    }
}

static void sheet_next(struct second *s)
{
    int order[MAX_LINE], rows = 0, as_of = s->w->as_of;
    for (int i = 0; i < s->w->lines; i++)
        if (s->fact[i].counted && s->fact[i].due > as_of && s->fact[i].due <= as_of + 30 &&
            s->fact[i].paid < s->fact[i].receivable)
            order[rows++] = i;
    ordering = s;
    qsort(order, (size_t)rows, sizeof *order, compare_lines);
    struct table *t = second_table(s, "未来到期", "医疗机构 机构编码 应付日期 配送企业 未付金额 剩余天数",
                                   "机构编码 应付日期 配送企业 未付金额");
    for (int k = 0; k < rows; k++) {
        const struct line *l = &s->w->line[order[k]];
        const struct fact *f = &s->fact[order[k]];
        table_put(t, s->w->inst[l->inst].name);
        table_put(t, s->w->inst[l->inst].code);
        table_put(t, show_day(f->due));
        table_put(t, suppliers[l->supplier]);
        table_put(t, show_money(f->receivable - f->paid));
        table_put(t, show_int(f->due - as_of));
    }
}

void second_pay_sheets(struct second *s)
{
    sheet_ranking(s);
    sheet_groups(s);
    sheet_overdue(s);
    sheet_next(s);
}
