/* Surplus and budget, watch lists, reporting: rule book 11, 12 and 13; sheets 14 to 16. */
#include "second.h"

#include <stdlib.h>
#include <string.h>

enum { PLACES = MAX_INST * 12, NAMES = 40 };

/* ---- 14 重点监控 ------------------------------------------------------------------------------------ */

/* The month of a line: of its acceptance, else of its order; NODAY: not before the end of R. */
static int month_of_line(const struct second *s, const struct line *l)
{
    int day = l->accept_day != NODAY ? l->accept_day : l->order_day;
    return day <= s->w->as_of ? month_of(day) : NODAY;
}

static bool sent_anything(const struct second *s, int inst, int month)
{
    for (const struct line *l = s->w->line; l < s->w->line + s->w->lines; l++)
        if (l->inst == inst && month_of_line(s, l) == month)
            return true;
    return false;
}

static bool watched(const struct watch *x, const struct line *l)
{
    if (x->firm < 0)
        return x->generic == l->generic;
    return l->coded && x->generic == l->generic && x->strength == l->strength && x->upp % 100 == l->upp % 100 &&
           x->firm == l->firm;
}

struct watch_row {
    const struct watch *x;
    char name[64];
    int inst;
    const char *code;
    bool known[3]; /* this month, the month before, the same month a year ago */
    i64 amount[3];
    struct frac growth[3];
};

static int compare_watches(const void *p, const void *q)
{
    const struct watch_row *a = p, *b = q;
    int c = frac_cmp(b->growth[1], a->growth[1]);
    c = c ? c : strcmp(a->x->list, b->x->list);
    c = c ? c : strcmp(a->name, b->name);
    return c ? c : strcmp(a->code, b->code);
}

static bool watch_row(struct second *s, const struct watch *x, int inst, struct watch_row *row)
{
    int now = month_of(s->w->as_of), month[3] = {now, now - 1, now - 12};
    bool bought = false, something = false;
    *row = (struct watch_row){.x = x, .inst = inst, .code = s->w->inst[inst].code};
    if (x->firm < 0)
        snprintf(row->name, sizeof row->name, "%s", generics[x->generic].name);
    else
        world_product_code(row->name, x->generic, x->strength, x->upp, x->firm);
    for (int k = 0; k < 3; k++) {
        for (int i = 0; i < s->w->lines; i++) {
            const struct line *l = &s->w->line[i];
            if (l->inst != inst || !s->fact[i].counts || !watched(x, l) || month_of(l->accept_day) != month[k])
                continue;
            row->amount[k] += s->fact[i].net;
            bought = true;
        }
        row->known[k] = sent_anything(s, inst, month[k]);
        something |= row->amount[k] != 0;
        if (k && row->known[k] && row->known[0] && row->amount[k] > 0)
            row->growth[k] = frac_of((i128)row->amount[0] - row->amount[k], row->amount[k]);
    }
    if (bought && !something)
        second_doubt(s, "all of a watched product went back");
    return bought;
}

static bool above(struct frac growth, int limit)
{
    return limit >= 0 && frac_known(growth) && frac_cmp(growth, frac_of(limit, 100)) > 0;
}

static void sheet_watches(struct second *s)
{
    static struct watch_row row[MAX_INST * MAX_WATCH];
    int rows = 0;
    for (const struct watch *x = s->w->watch; x < s->w->watch + s->w->watches; x++)
        for (int i = 0; i < s->w->insts; i++)
            rows += watch_row(s, x, i, &row[rows]);
    qsort(row, (size_t)rows, sizeof *row, compare_watches);
    struct table *t =
        second_table(s, "重点监控", "目录 通用名 医疗机构 机构编码 本月金额 上月金额 环比(%) 去年同月金额 同比(%) 超限",
                     "目录 通用名 机构编码");
    for (const struct watch_row *r = row; r < row + rows; r++) {
        bool over = above(r->growth[1], r->x->month_limit) || above(r->growth[2], r->x->year_limit);
        table_put(t, r->x->list);
        table_put(t, r->name);
        table_put(t, s->w->inst[r->inst].name);
        table_put(t, r->code);
        table_put(t, r->known[0] ? show_money(r->amount[0]) : "");
        for (int k = 1; k < 3; k++) {
            table_put(t, r->known[k] ? show_money(r->amount[k]) : "");
            table_put(t, show_percent(r->growth[k]));
        }
        table_put(t, over ? "是" : "");
    }
}

/* ---- 16 报送情况 ------------------------------------------------------------------------------------ */

struct report_row {
    int inst, due, longest;
    const char *code, *state[12];
};

/* 报送义务 decides; where it is silent, who is 必报 must, from the first month on that anybody sent. */
static bool must_report(const struct second *s, int inst, int month)
{
    bool told = false, must = false, begun = false;
    for (const struct duty *d = s->w->duty; d < s->w->duty + s->w->duties; d++)
        if (d->inst == inst && d->month == month) {
            told = true;
            must |= d->must;
        }
    for (const struct line *l = s->w->line; l < s->w->line + s->w->lines; l++) {
        int m = month_of_line(s, l);
        begun |= m != NODAY && m <= month;
    }
    return told ? must : !s->w->inst[inst].voluntary && begun;
}

static int compare_reports(const void *p, const void *q)
{
    const struct report_row *a = p, *b = q;
    return a->longest != b->longest ? b->longest - a->longest : strcmp(a->code, b->code);
}

static void sheet_reports(struct second *s)
{
    static char heads[512];
    struct report_row row[MAX_INST];
    int now = month_of(s->w->as_of);
    for (int i = 0; i < s->w->insts; i++) {
        struct report_row *x = &row[i];
        int run = 0;
        *x = (struct report_row){.inst = i, .code = s->w->inst[i].code};
        for (int k = 0; k < 12; k++) {
            bool sent = sent_anything(s, i, now - 11 + k), must = must_report(s, i, now - 11 + k);
            x->state[k] = sent ? "已报" : must ? "未报" : "";
            x->due += must;
            run = sent ? 0 : run + must;
            x->longest = run > x->longest ? run : x->longest;
        }
    }
    qsort(row, (size_t)s->w->insts, sizeof *row, compare_reports);
    snprintf(heads, sizeof heads, "医疗机构 机构编码 性质 应报");
    for (int k = 0; k < 12; k++)
        snprintf(heads + strlen(heads), sizeof heads - strlen(heads), " %.7s", show_day(month_first(now - 11 + k)));
    snprintf(heads + strlen(heads), sizeof heads - strlen(heads), " 连续缺报");
    struct table *t = second_table(s, "报送情况", heads, "机构编码");
    for (int i = 0; i < s->w->insts; i++) {
        const struct institution *h = &s->w->inst[row[i].inst];
        table_put(t, h->name);
        table_put(t, h->code);
        table_put(t, h->voluntary ? "自愿" : "必报");
        table_put(t, show_int(row[i].due));
        for (int k = 0; k < 12; k++)
            table_put(t, row[i].state[k]);
        table_put(t, show_int(row[i].longest));
    }
}

/* ---- 15 结余留用试算 --------------------------------------------------------------------------------- */

/* Names, each once and in order. */
struct names {
    char text[NAMES][160];
    int n;
};

static void add_name(struct names *x, const char *text)
{
    int at = 0;
    while (at < x->n && strcmp(x->text[at], text) < 0)
        at++;
    if (x->n == NAMES || (at < x->n && strcmp(x->text[at], text) == 0))
        return;
    memmove(x->text[at + 1], x->text[at], sizeof x->text[0] * (size_t)(x->n - at));
    snprintf(x->text[at], sizeof x->text[at], "%s", text);
    x->n++;
}

static void put_names(char *out, size_t size, const struct names *x)
{
    for (int i = 0; i < x->n && i < 5; i++)
        snprintf(out + strlen(out), size - strlen(out), "%s%s", i ? "、" : "", x->text[i]);
    if (x->n > 5)
        snprintf(out + strlen(out), size - strlen(out), " 等 %d 个产品", x->n);
}

struct budget_row {
    int inst, round, year, unfinished, products, last_day;
    bool based, priced, no_base, no_before, no_price;
    i64 base, due, unselected;
    const struct fund *fund;
    const struct score *score;
    struct names unreasonable, unperformed, uncompleted;
};

static int year_of(int day)
{
    int year, month, dom;
    day_split(day, &year, &month, &dom);
    return year;
}

static void add_deal(struct second *s, struct budget_row *x, int k)
{
    const struct agreement *a = &s->w->agr[k];
    const struct deal *d = &s->deal[k];
    char name[160];
    x->products++;
    x->last_day = a->to > x->last_day ? a->to : x->last_day;
    x->no_base |= a->qty > 0 && a->base < 0;
    x->no_before |= a->qty > 0 && a->before < 0;
    x->based |= a->base >= 0 && a->before >= 0;
    x->priced |= d->price != NULL;
    if (a->base >= 0 && a->before >= 0)
        x->base += (i64)round_div((i128)a->base * a->before, MONEY);
    if (a->qty == 0)
        return;
    x->no_price |= !d->price;
    x->due += d->price ? second_priced(a->qty, 1, d->price) : 0;
    if ((i128)d->q * MONEY >= a->qty)
        return;
    x->unfinished++;
    snprintf(name, sizeof name, "%s %s", generics[a->generic].name, world_strength(a->generic, a->strength));
    add_name(&x->uncompleted, name);
}

/* Not selected of the groups of the round, by the year in which the agreement that covers the day began. */
static i64 unselected(const struct second *s, const struct budget_row *x)
{
    i64 sum = 0;
    for (int i = 0; i < s->w->lines; i++) {
        const struct fact *f = &s->fact[i];
        const struct line *l = &s->w->line[i];
        if (l->inst == x->inst && f->counts && f->class == NOT_SELECTED && f->round == x->round &&
            year_of(second_covering_start(s, l->inst, f->round, f->group, l->accept_day)) == x->year)
            sum += f->net;
    }
    return sum;
}

static void find_parameters(struct second *s, struct budget_row *x)
{
    for (const struct fund *f = s->w->fund; f < s->w->fund + s->w->funds; f++)
        if (f->year == x->year && strcmp(f->county, s->w->inst[x->inst].county) == 0)
            x->fund = f;
    for (const struct score *c = s->w->score; c < s->w->score + s->w->scores; c++)
        if (c->inst == x->inst && c->round == x->round && c->year == x->year)
            x->score = c;
}

static void find_breaches(struct second *s, struct budget_row *x)
{
    char name[160];
    for (const struct share *g = s->share; g < s->share + s->shares; g++)
        if (g->inst == x->inst && g->round == x->round && g->over) {
            second_group_name(s->w, g->round, g->group, name, sizeof name);
            add_name(&x->unreasonable, name);
        }
    for (int i = 0; i < s->w->lines; i++) {
        const struct line *l = &s->w->line[i];
        if (l->inst != x->inst || !second_overpaid(s, i))
            continue;
        if (l->other_name_text || l->other_strength_text)
            second_doubt(s, "an overpaid line in another spelling");
        snprintf(name, sizeof name, "%s %s", generics[l->generic].name, world_strength(l->generic, l->strength));
        add_name(&x->unperformed, name);
    }
}

/* On-time rate of 7.6 over all payers of the institution. */
static struct frac on_time(const struct second *s, int inst)
{
    i64 due = 0, paid = 0;
    for (int i = 0; i < s->w->lines; i++) {
        const struct fact *f = &s->fact[i];
        if (s->w->line[i].inst != inst || !f->counted || f->due > s->w->as_of ||
            (s->w->since != NODAY && f->due < s->w->since))
            continue;
        due += f->receivable;
        for (const struct match *m = s->match; m < s->match + s->matches; m++)
            if (m->line == i && m->day != NODAY && m->day <= f->due)
                paid += m->amount;
    }
    return s->payments_told ? frac_of(paid, due) : frac_of(0, 0);
}

static const char *yes_or(char *out, size_t size, const struct names *x)
{
    if (!x->n)
        return "是";
    snprintf(out, size, "否：");
    put_names(out, size, x);
    return out;
}

static const char *letter(const struct params *p, const struct score *c, int *share)
{
    static const char *const name[] = {"A", "B", "C"};
    *share = 0;
    for (int i = 0; c && i < 3; i++)
        if (c->points >= p->score[i]) {
            *share = p->share[i];
            return name[i];
        }
    return c ? "不达标" : "";
}

static void put_money_columns(const struct second *s, struct table *t, const struct budget_row *x)
{
    int share;
    const char *grade = letter(&s->w->params, x->score, &share);
    bool base = x->based && !x->no_base && !x->no_before && x->fund, due = x->priced && !x->no_price && x->fund;
    i128 both = x->fund ? (i128)x->fund->pay * x->fund->insured : 0, all = 100000000;
    i128 rest = (i128)x->base - x->due - x->unselected;
    rest = rest < 0 ? 0 : rest;
    table_put(t, base ? show_money(round_div(x->base * both, all)) : "");
    table_put(t, due ? show_money(round_div(((i128)x->due + x->unselected) * both, all)) : "");
    table_put(t, base && due ? show_money(round_div(rest * both, all)) : "");
    table_put(t, base && due && x->score ? grade : NOT_JUDGED);
    if (!base || !due || !x->score)
        table_put(t, "");
    else
        table_put(t, x->unfinished ? "0.00" : show_money(round_div(rest * both * share, all * 10000)));
}

static void put_conditions(struct second *s, struct table *t, const struct budget_row *x)
{
    static char text[3][1024];
    struct frac rate = on_time(s, x->inst);
    bool late = frac_known(rate) && frac_cmp(rate, frac_of(s->w->params.on_time, 10000))<0, over = x->unperformed.n> 0;
    bool finished = x->last_day <= s->w->as_of;
    bool no = x->unreasonable.n || late || over || (finished && x->unfinished), open = !finished || !frac_known(rate);
    table_put(t, show_int(x->unfinished));
    table_put(t, no ? "否" : open ? "" : "是");
    table_put(t, yes_or(text[0], sizeof text[0], &x->unreasonable));
    snprintf(text[1], sizeof text[1], "否：%s%s%s%s%s", late ? "按期支付金额占比 " : "", late ? show_percent(rate) : "",
             late ? "%" : "", late && over ? "；" : "", over ? "高于中选价：" : "");
    if (over)
        put_names(text[1], sizeof text[1], &x->unperformed);
    table_put(t, late || over ? text[1] : frac_known(rate) ? "是" : "");
    table_put(t, finished ? yes_or(text[2], sizeof text[2], &x->uncompleted) : "未到期");
}

static int compare_budgets(const void *p, const void *q)
{
    const struct budget_row *a = *(const struct budget_row *const *)p, *b = *(const struct budget_row *const *)q;
    return a->round != b->round ? a->round - b->round : a->year - b->year;
}

static void budget_rows(struct second *s, struct table *t, int inst)
{
    static struct budget_row row[PLACES];
    const struct budget_row *order[PLACES];
    int rows = 0;
    for (int k = 0; k < s->w->agrs; k++) {
        const struct agreement *a = &s->w->agr[k];
        int at = 0;
        if (a->inst != inst || !s->deal[k].covered)
            continue;
        while (at < rows && (row[at].round != a->round || row[at].year != year_of(a->from)))
            at++;
        if (at == rows)
            row[rows++] = (struct budget_row){.inst = inst, .round = a->round, .year = year_of(a->from)};
        add_deal(s, &row[at], k);
    }
    for (int i = 0; i < rows; i++) {
        row[i].unselected = unselected(s, &row[i]);
        find_parameters(s, &row[i]);
        find_breaches(s, &row[i]);
        order[i] = &row[i];
    }
    qsort(order, (size_t)rows, sizeof *order, compare_budgets);
    for (int i = 0; i < rows; i++) {
        table_put(t, s->w->inst[inst].name);
        table_put(t, s->w->inst[inst].code);
        table_put(t, world_round_code(order[i]->round));
        table_put(t, show_int(order[i]->year));
        put_money_columns(s, t, order[i]);
        put_conditions(s, t, order[i]);
    }
}

static int by_code(const void *p, const void *q)
{
    return strcmp((*(const struct institution *const *)p)->code, (*(const struct institution *const *)q)->code);
}

static void sheet_budgets(struct second *s)
{
    const struct institution *order[MAX_INST];
    for (int i = 0; i < s->w->insts; i++)
        order[i] = &s->w->inst[i];
    qsort(order, (size_t)s->w->insts, sizeof *order, by_code);
    struct table *t = second_table(s, "结余留用试算",
                                   "医疗机构 机构编码 批次编码 年度 预算 支付 结余测算基数 考核等次 留用试算 "
                                   "未达标产品数 总额不降低 合理使用 履行合同 完成用量",
                                   "机构编码 批次编码 年度");
    for (int i = 0; i < s->w->insts; i++)
        budget_rows(s, t, (int)(order[i] - s->w->inst));
}

void second_month_sheets(struct second *s)
{
    sheet_watches(s);
    sheet_budgets(s);
    sheet_reports(s);
}
