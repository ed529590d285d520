/* Sheets 1 to 8 from facts, deals and shares: rule book 4.4 to 4.10, 5, 6 and 15. */
#include "second.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sums over some agreements with Q* > 0 of this report. */
struct sum {
    int products, zero, behind, normal, over, alarm, behind_and_unselected, from, to;
    i128 agreed, bought;              /* 1/10 000 smallest units */
    i64 money, money_done, money_due; /* Q*·p, min(max(q, 0), Q*)·p, share·Q*·p */
    struct frac share_volume;         /* Σ share·Q* */
};

static void sum_add(struct sum *x, const struct second *s, int k)
{
    const struct agreement *a = &s->w->agr[k];
    const struct deal *d = &s->deal[k];
    if (!d->covered || a->qty == 0)
        return;
    const struct share *g = second_share_of((struct second *)s, a->inst, a->round, a->group);
    i128 q = (i128)d->q * MONEY, done = q < 0 ? 0 : q > a->qty ? a->qty : q;
    x->from = !x->products || a->from < x->from ? a->from : x->from;
    x->to = !x->products || a->to > x->to ? a->to : x->to;
    x->products++;
    x->zero += d->status == ZERO;
    x->behind += d->status == BEHIND;
    x->normal += d->status == NORMAL;
    x->over += d->status == OVER;
    x->alarm += d->alarm;
    x->behind_and_unselected += (d->status == ZERO || d->status == BEHIND) && g && g->over;
    x->agreed += a->qty;
    x->bought += q;
    if (!x->share_volume.den)
        x->share_volume = frac_of(0, 1);
    x->share_volume = frac_add(x->share_volume, frac_of((i128)d->elapsed * a->qty, d->days));
    if (!d->price)
        return;
    x->money += second_priced(a->qty, 1, d->price);
    x->money_done += second_priced(done, 1, d->price);
    x->money_due += second_priced((i128)d->elapsed * a->qty, d->days, d->price);
}

static struct frac points(struct frac rate, struct frac share)
{
    struct frac gap = frac_sub(rate, share);
    return frac_of(gap.num * 100, gap.den);
}

static const char *yes(bool is)
{
    return is ? "是" : "";
}

/* ---- 1 总览 --------------------------------------------------------------------------------------- */

static void sheet_overview(struct second *s)
{
    struct table *t =
        second_table(s, "总览",
                     "批次编码 批次 协议期起 协议期止 序时进度(%) 机构数 签约产品数 折算完成率(%) 零采购 低于序时 "
                     "正常 超量 低于序时且非中选超量",
                     "批次编码");
    for (int r = 0; r < s->w->rounds; r++) {
        struct sum x = {0};
        bool in[MAX_INST] = {false};
        int insts = 0;
        for (int k = 0; k < s->w->agrs; k++)
            if (s->w->agr[k].round == r) {
                sum_add(&x, s, k);
                if (s->deal[k].covered && s->w->agr[k].qty > 0)
                    in[s->w->agr[k].inst] = true;
            }
        for (int i = 0; i < s->w->insts; i++)
            insts += in[i];
        if (!x.products)
            continue;
        table_put(t, world_round_code(r));
        table_put(t, world_round_name(r));
        table_put(t, show_day(x.from));
        table_put(t, show_day(x.to));
        table_put(t, show_percent(frac_of(x.money_due, x.money)));
        table_put(t, show_int(insts));
        table_put(t, show_int(x.products));
        table_put(t, show_percent(frac_of(x.money_done, x.money)));
        table_put(t, show_int(x.zero));
        table_put(t, show_int(x.behind));
        table_put(t, show_int(x.normal));
        table_put(t, show_int(x.over));
        table_put(t, show_int(x.behind_and_unselected));
    }
}

/* ---- 2 机构执行排名 -------------------------------------------------------------------------------- */

struct inst_row {
    int inst;
    struct sum sum;
    struct frac on_track, done, due, unselected;
    const char *code;
};

static int by_institution_rank(const struct inst_row *a, const struct inst_row *b)
{
    int c = frac_cmp(b->on_track, a->on_track);
    return c ? c : frac_cmp(b->done, a->done);
}

static int compare_institutions(const void *x, const void *y)
{
    const struct inst_row *a = x, *b = y;
    int c = by_institution_rank(a, b);
    return c ? c : strcmp(a->code, b->code);
}

static int institution_rows(const struct second *s, struct inst_row *row)
{
    int rows = 0;
    for (int i = 0; i < s->w->insts; i++) {
        struct inst_row x = {.inst = i, .code = s->w->inst[i].code};
        for (int k = 0; k < s->w->agrs; k++)
            if (s->w->agr[k].inst == i)
                sum_add(&x.sum, s, k);
        i64 n = 0, all = 0;
        for (const struct share *g = s->share; g < s->share + s->shares; g++)
            if (g->inst == i)
                n += g->n_money, all += g->n_money + g->s_money;
        x.on_track = frac_of(x.sum.normal + x.sum.over, x.sum.products);
        x.done = frac_of(x.sum.money_done, x.sum.money);
        x.due = frac_of(x.sum.money_due, x.sum.money);
        x.unselected = frac_of(n, all);
        if (x.sum.products)
            row[rows++] = x;
    }
    qsort(row, (size_t)rows, sizeof *row, compare_institutions);
    return rows;
}

/* Who answers for how many agreements; and the agency, if something that it pays is overdue (8). */
static const char *who_answers(const struct second *s, int inst)
{
    static const char *const word[] = {"企业", "配送", "医院", "数据"};
    static char text[96];
    int count[4] = {0};
    bool held[4], agency = false;
    for (int k = 0; k < s->w->agrs; k++)
        if (s->w->agr[k].inst == inst) {
            second_who(&s->deal[k], held);
            for (int i = 0; i < 4; i++)
                count[i] += held[i];
        }
    for (int i = 0; i < s->w->lines; i++)
        agency |= s->payments_told && s->w->line[i].inst == inst && s->fact[i].counted &&
                  s->fact[i].payer == PAYER_AGENCY && s->fact[i].due <= s->w->as_of &&
                  s->fact[i].paid < s->fact[i].receivable;
    *text = 0;
    for (int i = 0; i < 4; i++)
        if (count[i])
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s %d", *text ? "、" : "", word[i], count[i]);
    if (agency)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s经办（货款）", *text ? "、" : "");
    return text;
}

static void sheet_institutions(struct second *s)
{
    struct inst_row row[MAX_INST];
    int rows = institution_rows(s, row), rank = 0;
    struct table *t =
        second_table(s, "机构执行排名",
                     "名次 医疗机构 机构编码 地区 医共体 级别 签约产品数 达序时产品数 达序时占比(%) 折算完成率(%) "
                     "折算序时(%) 进度差 零采购 低于序时 正常 超量 严重滞后 非中选占比_金额(%) 责任提示",
                     "机构编码");
    for (int i = 0; i < rows; i++) {
        const struct inst_row *x = &row[i];
        const struct institution *h = &s->w->inst[x->inst];
        if (i == 0 || by_institution_rank(&row[i - 1], x) != 0)
            rank = i + 1;
        table_put(t, show_int(rank));
        table_put(t, h->name);
        table_put(t, h->code);
        table_put(t, h->county);
        table_put(t, h->community);
        table_put(t, h->level);
        table_put(t, show_int(x->sum.products));
        table_put(t, show_int(x->sum.normal + x->sum.over));
        table_put(t, show_percent(x->on_track));
        table_put(t, show_percent(x->done));
        table_put(t, show_percent(x->due));
        table_put(t, show_fixed(points(x->done, x->due), 2));
        table_put(t, show_int(x->sum.zero));
        table_put(t, show_int(x->sum.behind));
        table_put(t, show_int(x->sum.normal));
        table_put(t, show_int(x->sum.over));
        table_put(t, show_int(x->sum.alarm));
        table_put(t, show_percent(x->unselected));
        table_put(t, who_answers(s, x->inst));
    }
}

/* The same over the institutions of a community, an area or a level: every figure from sums (4.9). */

struct group_row {
    const char *name;
    int insts;
    struct inst_row x;
};

static int compare_groups(const void *x, const void *y)
{
    const struct group_row *a = x, *b = y;
    if (!*a->name != !*b->name)
        return *a->name ? -1 : 1;
    int c = by_institution_rank(&a->x, &b->x);
    return c ? c : strcmp(a->name, b->name);
}

static struct group_row group_row(const struct second *s, const char *name)
{
    struct group_row g = {.name = name};
    i64 n = 0, all = 0;
    bool in[MAX_INST] = {false};
    for (int k = 0; k < s->w->agrs; k++) {
        int inst = s->w->agr[k].inst;
        if (strcmp(second_group_of(s, inst), name) != 0)
            continue;
        sum_add(&g.x.sum, s, k);
        in[inst] |= s->deal[k].covered && s->w->agr[k].qty > 0;
    }
    for (int i = 0; i < s->w->insts; i++)
        g.insts += in[i];
    for (const struct share *p = s->share; p < s->share + s->shares; p++)
        if (strcmp(second_group_of(s, p->inst), name) == 0)
            n += p->n_money, all += p->n_money + p->s_money;
    g.x.on_track = frac_of(g.x.sum.normal + g.x.sum.over, g.x.sum.products);
    g.x.done = frac_of(g.x.sum.money_done, g.x.sum.money);
    g.x.due = frac_of(g.x.sum.money_due, g.x.sum.money);
    g.x.unselected = frac_of(n, all);
    return g;
}

/* Each name once. */
static int group_rows(const struct second *s, struct group_row *row)
{
    int rows = 0;
    for (int i = 0; i < s->w->insts; i++) {
        bool seen = false;
        for (int k = 0; k < i; k++)
            seen |= strcmp(second_group_of(s, k), second_group_of(s, i)) == 0;
        if (!seen) {
            row[rows] = group_row(s, second_group_of(s, i));
            rows += row[rows].x.sum.products > 0;
        }
    }
    qsort(row, (size_t)rows, sizeof *row, compare_groups);
    return rows;
}

static void put_group_row(struct table *t, const struct group_row *g, int rank)
{
    const struct inst_row *x = &g->x;
    table_put(t, *g->name ? show_int(rank) : "");
    table_put(t, *g->name ? g->name : UNNAMED);
    table_put(t, show_int(g->insts));
    table_put(t, show_int(x->sum.products));
    table_put(t, show_int(x->sum.normal + x->sum.over));
    table_put(t, show_percent(x->on_track));
    table_put(t, show_percent(x->done));
    table_put(t, show_percent(x->due));
    table_put(t, show_fixed(points(x->done, x->due), 2));
    table_put(t, show_int(x->sum.zero));
    table_put(t, show_int(x->sum.behind));
    table_put(t, show_int(x->sum.normal));
    table_put(t, show_int(x->sum.over));
    table_put(t, show_int(x->sum.alarm));
    table_put(t, show_percent(x->unselected));
}

static void sheet_groups(struct second *s)
{
    struct group_row row[MAX_INST];
    char heads[400];
    if (strcmp(s->by, "付款方") == 0)
        return; /* the sheet stays as usual */
    int rows = group_rows(s, row), rank = 0;
    snprintf(heads, sizeof heads,
             "名次 %s 机构数 签约产品数 达序时产品数 达序时占比(%%) 折算完成率(%%) 折算序时(%%) 进度差 零采购 低于序时 "
             "正常 超量 严重滞后 非中选占比_金额(%%)",
             s->by);
    struct table *t = second_by_table(s, "机构执行排名", heads, s->by);
    for (int i = 0; i < rows; i++) {
        if (i == 0 || by_institution_rank(&row[i - 1].x, &row[i].x) != 0)
            rank = i + 1;
        put_group_row(t, &row[i], rank);
    }
}

/* ---- 3 平台格式报表 -------------------------------------------------------------------------------- */

static bool same_product(const struct line *a, const struct line *b)
{
    return a->generic == b->generic && a->strength == b->strength && a->upp == b->upp && a->firm == b->firm;
}

/* Was this line bought as not selected (or as a substitute) in a group of the round that `inst` has agreed on? */
static bool bought_as(const struct second *s, int i, int inst, int round, bool substitute)
{
    const struct line *l = &s->w->line[i];
    const struct fact *f = &s->fact[i];
    if (!f->counts)
        return false;
    if (!substitute)
        return (f->class == NOT_SELECTED || f->class == EXEMPT) && f->round == round &&
               second_share_of((struct second *)s, inst, round, f->group);
    for (const struct share *g = s->share; g < s->share + s->shares; g++) {
        if (g->inst != inst || g->round != round)
            continue;
        bool listed = false, held = false;
        for (const struct substitute *x = s->w->substitute; x < s->w->substitute + s->w->substitutes; x++)
            listed |= x->round == round && x->group == g->group && x->generic == l->generic;
        for (int k = 0; k < s->w->agrs; k++) {
            const struct agreement *a = &s->w->agr[k];
            held |= s->deal[k].covered && a->inst == l->inst && a->round == round && a->group == g->group &&
                    a->from <= l->accept_day && l->accept_day <= a->to;
        }
        if (listed && held)
            return true;
    }
    return false;
}

/* Distinct products with a net above 0 at some buyer; own: only this institution's purchases. */
static int distinct_products(const struct second *s, int inst, int round, bool substitute, bool own)
{
    int found = 0;
    const struct world *w = s->w;
    bool done[MAX_LINE] = {false};
    for (int i = 0; i < w->lines; i++) {
        if (done[i] || !bought_as(s, i, inst, round, substitute))
            continue;
        i64 net[MAX_INST] = {0};
        bool any = false;
        for (int k = i; k < w->lines; k++)
            if (same_product(&w->line[i], &w->line[k]) && bought_as(s, k, inst, round, substitute))
                net[w->line[k].inst] += s->fact[k].units, done[k] = true;
        for (int b = 0; b < w->insts; b++)
            any |= net[b] > 0 && (!own || b == inst);
        found += any;
    }
    return found;
}

static struct frac form_share(const struct second *s, int inst, int round, const struct sum *x, int from, int to)
{
    struct frac common = {0, 0};
    bool same = true;
    for (int k = 0; k < s->w->agrs; k++) {
        const struct agreement *a = &s->w->agr[k];
        if (a->inst != inst || a->round != round || !s->deal[k].covered || a->qty == 0)
            continue;
        same &= !frac_known(common) || frac_cmp(common, s->deal[k].share) == 0;
        common = s->deal[k].share;
    }
    if (same && frac_known(common))
        return common;
    if (x->money)
        return frac_of(x->money_due, x->money);
    int days = to - from + 1, elapsed = s->w->as_of - from + 1;
    return frac_of(elapsed > days ? days : elapsed, days);
}

static void put_count_and_part(struct table *t, int count, int all)
{
    table_put(t, show_int(count));
    table_put(t, show_percent(frac_of(count, all)));
}

static void form_row(struct second *s, struct table *t, int inst, int round)
{
    struct sum x = {0};
    int from = 0, to = 0, over = 0, over_money = 0;
    bool any = false;
    for (int k = 0; k < s->w->agrs; k++) {
        const struct agreement *a = &s->w->agr[k];
        if (a->inst != inst || a->round != round || !s->deal[k].covered)
            continue;
        from = !any || a->from < from ? a->from : from;
        to = !any || a->to > to ? a->to : to;
        any = true;
        sum_add(&x, s, k);
    }
    if (!any)
        return;
    for (const struct share *g = s->share; g < s->share + s->shares; g++)
        if (g->inst == inst && g->round == round)
            over += g->over, over_money += g->over_money;
    table_put(t, s->w->inst[inst].name);
    table_put(t, s->w->inst[inst].code);
    table_put(t, s->w->inst[inst].county);
    table_put(t, world_round_name(round));
    table_put(t, show_day(from));
    table_put(t, show_day(to));
    table_put(t, show_percent(form_share(s, inst, round, &x, from, to)));
    table_put(t, show_int(x.products));
    put_count_and_part(t, x.zero, x.products);
    put_count_and_part(t, x.behind, x.products);
    put_count_and_part(t, x.over, x.products);
    put_count_and_part(t, x.normal, x.products);
    table_put(t, show_int(distinct_products(s, inst, round, false, false)));
    table_put(t, show_int(distinct_products(s, inst, round, false, true)));
    table_put(t, show_int(over));
    table_put(t, show_int(over_money));
    table_put(t, show_int(distinct_products(s, inst, round, true, false)));
    table_put(t, show_int(distinct_products(s, inst, round, true, true)));
    table_put(t, show_int(x.behind_and_unselected));
}

static const struct institution *sorting;

static int by_county(const void *x, const void *y)
{
    const struct institution *a = &sorting[*(const int *)x], *b = &sorting[*(const int *)y];
    int c = strcmp(a->county, b->county);
    return c ? c : strcmp(a->code, b->code);
}

static void sheet_form(struct second *s)
{
    struct table *t =
        second_table(s, "平台格式报表",
                     "医疗机构 医疗机构编码 地区 批次名称 批次开始时间 批次结束时间 序时进度 签约产品总数 零采购产品数 "
                     "零采购产品数占比 低于序时进度产品数 低于序时进度产品数占比 超量采购产品数 超量采购产品数占比 "
                     "正常采购产品数 正常采购产品数占比 对应非中选产品总数 采购非中选产品数 非中选超量产品数 "
                     "非中选超额产品数 对应可替代产品总数 采购可替代产品数 低于序时进度且非中选超量的产品数",
                     "医疗机构编码 批次名称");
    int order[MAX_INST];
    for (int i = 0; i < s->w->insts; i++)
        order[i] = i;
    sorting = s->w->inst;
    qsort(order, (size_t)s->w->insts, sizeof *order, by_county);
    for (int i = 0; i < s->w->insts; i++)
        for (int r = 0; r < s->w->rounds; r++)
            form_row(s, t, order[i], r);
}

/* ---- 4 品种进度 ------------------------------------------------------------------------------------ */

struct product_row {
    const struct agreement *a; /* one of them: round, group, generic, strength, maker */
    struct sum sum;
    int insts, zero_insts, behind_insts;
    struct frac rate, share, gap;
};

static int compare_code_order(const struct agreement *a, const struct agreement *b)
{
    int c = a->round - b->round;
    c = c ? c : strcmp(generics[a->generic].name, generics[b->generic].name);
    c = c ? c : strcmp(world_strength(a->generic, a->strength), world_strength(b->generic, b->strength));
    return c ? c : strcmp(firms[a->firm], firms[b->firm]);
}

static int compare_products(const void *x, const void *y)
{
    const struct product_row *a = x, *b = y;
    int c = frac_cmp(a->gap, b->gap);
    return c ? c : compare_code_order(a->a, b->a);
}

static bool one_product(const struct agreement *a, const struct agreement *b)
{
    return a->round == b->round && a->group == b->group && a->generic == b->generic && a->strength == b->strength &&
           a->firm == b->firm;
}

static struct product_row product_row(const struct second *s, int first)
{
    struct product_row x = {.a = &s->w->agr[first]};
    bool in[MAX_INST] = {false}, zero[MAX_INST] = {false}, behind[MAX_INST] = {false};
    for (int k = 0; k < s->w->agrs; k++) {
        const struct agreement *a = &s->w->agr[k];
        if (!one_product(a, x.a) || !s->deal[k].covered || a->qty == 0)
            continue;
        sum_add(&x.sum, s, k);
        in[a->inst] = true;
        zero[a->inst] |= s->deal[k].status == ZERO;
        behind[a->inst] |= s->deal[k].status == BEHIND;
    }
    for (int i = 0; i < s->w->insts; i++)
        x.insts += in[i], x.zero_insts += zero[i], x.behind_insts += behind[i];
    x.rate = frac_of(x.sum.bought, x.sum.agreed);
    x.share = frac_div(x.sum.share_volume, frac_of(x.sum.agreed, 1));
    x.gap = frac_sub(x.rate, x.share);
    return x;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void second_group_name(const struct world *w, int round, int group, char *out, size_t size)
{
    const char *name[GENERICS];
    int n = 0;
    for (int g = 0; g < GENERICS; g++)
        if (second_group_lists(w, round, group, g))
            name[n++] = generics[g].name;
    qsort(name, (size_t)n, sizeof *name, by_name);
    *out = 0;
    for (int k = 0; k < n; k++)
        snprintf(out + strlen(out), size - strlen(out), "%s%s", k ? "、" : "", name[k]);
}

static void sheet_products(struct second *s)
{
    struct product_row row[MAX_AGR];
    int rows = 0, rank = 0;
    char variety[256];
    for (int k = 0; k < s->w->agrs; k++) {
        bool known = !s->deal[k].covered || s->w->agr[k].qty == 0;
        for (int i = 0; i < rows; i++)
            known |= one_product(row[i].a, &s->w->agr[k]);
        if (!known)
            row[rows++] = product_row(s, k);
    }
    qsort(row, (size_t)rows, sizeof *row, compare_products);
    struct table *t =
        second_table(s, "品种进度",
                     "名次 批次编码 批次 品种 通用名 规格 中选企业 计量单位 约定量 已完成 完成率(%) 序时进度(%) 进度差 "
                     "剩余 机构数 零采购机构数 滞后机构数 配送率(%) 预计完成率(%)",
                     "批次编码 通用名 规格 中选企业");
    for (int i = 0; i < rows; i++) {
        const struct product_row *x = &row[i];
        if (i == 0 || frac_cmp(row[i - 1].gap, x->gap) != 0)
            rank = i + 1;
        second_group_name(s->w, x->a->round, x->a->group, variety, sizeof variety);
        table_put(t, show_int(rank));
        table_put(t, world_round_code(x->a->round));
        table_put(t, world_round_name(x->a->round));
        table_put(t, variety);
        table_put(t, generics[x->a->generic].name);
        table_put(t, world_strength(x->a->generic, x->a->strength));
        table_put(t, firms[x->a->firm]);
        table_put(t, generics[x->a->generic].unit);
        table_put(t, show_trimmed(frac_of(x->sum.agreed, MONEY), 4));
        table_put(t, show_trimmed(frac_of(x->sum.bought, MONEY), 4));
        table_put(t, show_percent(x->rate));
        table_put(t, show_percent(x->share));
        table_put(t, show_fixed(points(x->rate, x->share), 2));
        table_put(t,
                  show_trimmed(frac_of(x->sum.bought < x->sum.agreed ? x->sum.agreed - x->sum.bought : 0, MONEY), 4));
        table_put(t, show_int(x->insts));
        table_put(t, show_int(x->zero_insts));
        table_put(t, show_int(x->behind_insts));
        table_put(t, show_percent(second_delivery(s, x->a)));
        table_put(t, show_percent(frac_div(x->rate, x->share)));
    }
}

/* ---- 5 机构品种明细, 6 滞后与零采购 ------------------------------------------------------------------ */

static const struct second *ordering;

static int compare_details(const void *x, const void *y)
{
    const struct agreement *a = &ordering->w->agr[*(const int *)x], *b = &ordering->w->agr[*(const int *)y];
    int c = strcmp(ordering->w->inst[a->inst].code, ordering->w->inst[b->inst].code);
    c = c ? c : compare_code_order(a, b);
    return c ? c : a->from - b->from;
}

static struct frac gap_of(int k)
{
    return frac_sub(ordering->deal[k].rate, ordering->deal[k].share);
}

static int compare_lagging(const void *x, const void *y)
{
    int c = frac_cmp(gap_of(*(const int *)x), gap_of(*(const int *)y));
    return c ? c : compare_details(x, y);
}

static void put_figures(struct second *s, struct table *t, int k)
{
    static const char *const words[] = {"零采购", "低于序时", "正常", "超量", "无约定量", "未开始"};
    const struct agreement *a = &s->w->agr[k];
    const struct deal *d = &s->deal[k];
    bool begun = d->status != NOT_BEGUN;
    i128 rest = (i128)a->qty - (i128)d->q * MONEY;
    rest = rest < 0 ? 0 : rest;
    int left = a->to - s->w->as_of;
    table_put(t, show_trimmed(frac_of(a->qty, MONEY), 4));
    table_put(t, begun ? show_trimmed(frac_of(d->q, 1), 4) : "");
    table_put(t, begun ? show_percent(d->rate) : "");
    table_put(t, begun ? show_percent(d->share) : "");
    table_put(t, begun ? show_fixed(points(d->rate, d->share), 2) : "");
    table_put(t, words[d->status]);
    table_put(t, yes(d->alarm));
    table_put(t, begun ? show_trimmed(frac_of(rest, MONEY), 4) : "");
    table_put(t, begun && left > 0 && rest > 0 ? show_fixed(frac_of(rest * 30, (i128)left * MONEY), 2) : "");
    table_put(t, begun ? show_percent(frac_div(d->rate, d->share)) : "");
}

static void details(struct second *s, const char *name, bool lagging)
{
    int order[MAX_AGR], rows = 0;
    for (int k = 0; k < s->w->agrs; k++)
        if (lagging ? s->deal[k].status == ZERO || s->deal[k].status == BEHIND : s->deal[k].status != OLD)
            order[rows++] = k;
    ordering = s;
    qsort(order, (size_t)rows, sizeof *order, lagging ? compare_lagging : compare_details);
    struct table *t =
        second_table(s, name,
                     "医疗机构 机构编码 批次编码 通用名 规格 中选企业 协议起 协议止 计量单位 约定量 已完成 完成率(%) "
                     "序时进度(%) 进度差 状态 严重滞后 剩余 每30天需 预计完成率(%) 责任",
                     "机构编码 批次编码 通用名 规格 中选企业 协议起");
    for (int i = 0; i < rows; i++) {
        const struct agreement *a = &s->w->agr[order[i]];
        table_put(t, s->w->inst[a->inst].name);
        table_put(t, s->w->inst[a->inst].code);
        table_put(t, world_round_code(a->round));
        table_put(t, generics[a->generic].name);
        table_put(t, world_strength(a->generic, a->strength));
        table_put(t, firms[a->firm]);
        table_put(t, show_day(a->from));
        table_put(t, show_day(a->to));
        table_put(t, generics[a->generic].unit);
        put_figures(s, t, order[i]);
        table_put(t, second_who(&s->deal[order[i]], (bool[4]){false}));
    }
}

/* ---- 7 非中选与可替代 ------------------------------------------------------------------------------- */

static int compare_shares(const void *x, const void *y)
{
    const struct share *a = x, *b = y;
    char left[256], right[256];
    int c = frac_cmp(frac_of(b->n, b->s + b->n), frac_of(a->n, a->s + a->n));
    c = c ? c : strcmp(ordering->w->inst[a->inst].code, ordering->w->inst[b->inst].code);
    c = c ? c : a->round - b->round;
    second_group_name(ordering->w, a->round, a->group, left, sizeof left);
    second_group_name(ordering->w, b->round, b->group, right, sizeof right);
    c = c ? c : strcmp(left, right);
    return c ? c : a->group - b->group;
}

static void sheet_shares(struct second *s)
{
    struct share row[MAX_INST * 24];
    char variety[256];
    memcpy(row, s->share, sizeof row);
    ordering = s;
    qsort(row, (size_t)s->shares, sizeof *row, compare_shares);
    struct table *t =
        second_table(s, "非中选与可替代",
                     "医疗机构 机构编码 批次编码 品种 中选量 非中选量 可替代量 非中选占比(%) 非中选占比_金额(%) "
                     "非中选超量 非中选超额 转移提示 缺货豁免",
                     "机构编码 批次编码 品种 中选量");
    for (const struct share *g = row; g < row + s->shares; g++) {
        second_group_name(s->w, g->round, g->group, variety, sizeof variety);
        table_put(t, s->w->inst[g->inst].name);
        table_put(t, s->w->inst[g->inst].code);
        table_put(t, world_round_code(g->round));
        table_put(t, variety);
        table_put(t, show_int(g->s));
        table_put(t, show_int(g->n));
        table_put(t, show_int(g->t));
        table_put(t, show_percent(frac_of(g->n, g->s + g->n)));
        table_put(t, show_percent(frac_of(g->n_money, g->s_money + g->n_money)));
        table_put(t, yes(g->over));
        table_put(t, yes(g->over_money));
        table_put(t, yes(g->hint));
        table_put(t, yes(g->exempt));
    }
}

void second_volume_sheets(struct second *s)
{
    sheet_overview(s);
    sheet_institutions(s);
    sheet_groups(s);
    sheet_form(s);
    sheet_products(s);
    details(s, "机构品种明细", false);
    details(s, "滞后与零采购", true);
    sheet_shares(s);
}

/* ---- 8 价格核对 ------------------------------------------------------------------------------------ */

struct price_row {
    int line;
    i64 award;    /* the price it is measured by, per pack of the line */
    i64 overpaid; /* -1: a hint */
    bool hint;
};

/* 6.1: what a pack costs by the unit, in the places of the published price: those written, at least two. */
static i64 by_unit(const struct award *a, i64 pack)
{
    i64 step = a->unit_price % 100 == 0 ? 100 : a->unit_price % 10 == 0 ? 10 : 1;
    return (i64)round_div(pack, a->upp * step) * step;
}

static bool is_published_by_unit(const struct award *a)
{
    return a->unit_price >= 0 && a->upp > 1;
}

static i64 most_of(i64 a, i64 b)
{
    return a > b ? a : b;
}

/* 6.1: the highest that may have been published of the pack. No whole cent far above it is tried in vain. */
static i64 highest(const struct award *a)
{
    if (!is_published_by_unit(a))
        return a->price;
    i64 cents = a->price / 100 * 100 + 100 * a->upp;
    while (by_unit(a, cents) > a->unit_price)
        cents -= 100;
    return most_of(cents, most_of(a->unit_price * a->upp, a->price));
}

static bool is_above(const struct award *a, i64 pack)
{
    return pack > highest(a) && (!is_published_by_unit(a) || by_unit(a, pack) > a->unit_price);
}

/* 6.2: award price × 1.95^log2(units ÷ awarded units), to the cent. */
static i64 converted(struct second *s, const struct award *a, int upp)
{
    long double cents = (long double)highest(a) / 100 *
                        powl((long double)s->w->params.ratio / 10000, log2l((long double)upp / (long double)a->upp)),
                rest = cents - floorl(cents);
    if (rest > 0.499999L && rest < 0.500001L)
        second_doubt(s, "a converted price between two cents");
    return (i64)floorl(cents + 0.5L) * 100;
}

static void consider(struct second *s, const struct line *l, int round, int group, const struct award **exact,
                     i64 *dearest, int *began)
{
    for (const struct award *a = s->w->award; a < s->w->award + s->w->awards; a++) {
        if (a->round != round || a->group != group || a->firm != l->firm || a->generic != l->generic ||
            a->strength != l->strength || !second_row_holds(s->w, a, l->inst, l->accept_day))
            continue;
        if (a->upp == l->upp &&
            (!*exact || a->from > (*exact)->from || (a->from == (*exact)->from && highest(a) > highest(*exact))))
            *exact = a;
        if (a->upp == l->upp)
            continue;
        if (*began != NODAY && *began != a->from)
            second_doubt(s, "other packs awarded from different days");
        *began = a->from;
        i64 price = converted(s, a, l->upp);
        *dearest = price > *dearest ? price : *dearest;
    }
}

static bool price_row(struct second *s, int i, struct price_row *row)
{
    const struct line *l = &s->w->line[i];
    const struct fact *f = &s->fact[i];
    const struct award *exact = NULL;
    i64 dearest = -1, pack = l->in_units ? l->price * l->upp : l->price;
    int began = NODAY;
    if (!f->counts || f->quantity <= 0 || l->accepted <= 0 || l->price < 0 ||
        (s->w->since != NODAY && l->accept_day < s->w->since))
        return false;
    if (f->agr >= 0)
        consider(s, l, s->w->agr[f->agr].round, s->w->agr[f->agr].group, &exact, &dearest, &began);
    else
        for (int r = 0; r < s->w->rounds; r++)
            for (int g = 1; g < 16; g++)
                if (second_selected(s->w, r, g, l))
                    consider(s, l, r, g, &exact, &dearest, &began);
    row->line = i;
    if (exact && is_above(exact, pack)) {
        row->award = highest(exact);
        row->overpaid = (i64)round_div((i128)f->quantity * (l->in_units ? 1 : l->upp) * (pack - row->award), l->upp);
        row->hint = false;
        return true;
    }
    row->award = dearest;
    row->overpaid = -1;
    row->hint = true;
    return !exact && dearest >= 0 && pack - dearest > 200;
}

bool second_overpaid(struct second *s, int line)
{
    struct price_row row;
    return price_row(s, line, &row) && !row.hint && row.overpaid > 0;
}

static int compare_prices(const void *x, const void *y)
{
    const struct price_row *a = x, *b = y;
    if (a->overpaid != b->overpaid)
        return a->overpaid < b->overpaid ? 1 : -1;
    int c = strcmp(ordering->w->inst[ordering->w->line[a->line].inst].code,
                   ordering->w->inst[ordering->w->line[b->line].inst].code);
    return c ? c : a->line - b->line;
}

void second_price_sheet(struct second *s)
{
    static struct price_row row[MAX_LINE];
    int rows = 0;
    for (int i = 0; i < s->w->lines; i++)
        rows += price_row(s, i, &row[rows]);
    ordering = s;
    qsort(row, (size_t)rows, sizeof *row, compare_prices);
    struct table *t = second_table(
        s, "价格核对",
        "医疗机构 机构编码 订单明细号 验收日期 产品编码 通用名 规格 转换比 生产企业 采购单价 中选价 高出(%) "
        "数量 多付金额 比价方式 配送企业",
        "机构编码 订单明细号 验收日期");
    for (const struct price_row *x = row; x < row + rows; x++) {
        const struct line *l = &s->w->line[x->line];
        i64 pack = l->in_units ? l->price * l->upp : l->price;
        char code[32] = "";
        if (l->coded)
            world_product_code(code, l->generic, l->strength, l->upp, l->firm);
        table_put(t, s->w->inst[l->inst].name);
        table_put(t, s->w->inst[l->inst].code);
        table_put(t, l->item);
        table_put(t, show_day(l->accept_day));
        table_put(t, code);
        table_put(t, l->other_name_text ? NOT_JUDGED : generics[l->generic].name);
        table_put(t, l->other_strength_text ? NOT_JUDGED : world_strength(l->generic, l->strength));
        table_put(t, l->in_units ? NOT_JUDGED : show_int(l->upp));
        table_put(t, l->other_name_text ? NOT_JUDGED : firms[l->firm]);
        table_put(t, show_price(l->price));
        table_put(t, show_price(round_div(x->award, l->in_units ? l->upp : 1)));
        table_put(t, show_percent(frac_of(pack - x->award, x->award)));
        table_put(t, show_int(s->fact[x->line].quantity));
        table_put(t, x->hint ? "" : show_money(x->overpaid));
        table_put(t, x->hint ? "按差比价折算" : NOT_JUDGED);
        table_put(t, suppliers[l->supplier]);
    }
}
