/* supply: sums of what the stream has left, and the tables of src/sql/supply.sql. */
#include "rules/count.h"
#include "rules/emit.h"
#include "rules/params.h"
#include "rules/supply_core.h"

/* ---- distributors ------------------------------------------------------------------------------- */

typedef void emit_fn(struct world *w, struct jc_frame *f);

#define ADD(f, ...)                                                                                                    \
    do {                                                                                                               \
        const int64_t v_[] = {__VA_ARGS__};                                                                            \
        jc_frame_add(f, v_, (int)JC_LEN(v_));                                                                          \
    } while (0)

static void emit_months(struct world *w, struct jc_frame *f)
{
    for (size_t i = 0; i < w->supply->month_n; i++) {
        const struct month *m = &w->supply->month[i];
        ADD(f, m->supplier, m->month, m->lines, m->value, m->ordered, m->shipped, m->ordered_value, m->shipped_value,
            m->sent, m->accepted, m->due, m->in_time);
    }
}

static bool is_low(int64_t shipped, int64_t ordered, int64_t poor)
{
    return ordered > 0 && (__int128)shipped * JC_SCALE < (__int128)ordered * poor;
}

/* A distributor's volume or amount of a month with orders; product -1: all of them, supplier -1: all distributors. */
struct span_cell {
    int64_t supplier, product;
    int32_t month;
    int64_t ordered, shipped;
};

struct span_cells {
    struct span_cell *v;
    size_t n, cap;
};

static void add_span(struct span_cells *to, int64_t supplier, int64_t product, const struct cell *c)
{
    to->v = jc_grow(to->v, &to->cap, to->n + 1, sizeof *to->v);
    to->v[to->n++] = (struct span_cell){supplier, product, c->month, c->ordered, c->shipped};
}

/* Months of the report: yyyymm, full ones. */
struct months {
    int32_t since, before;
};

static struct months months_of(const struct world *w)
{
    return (struct months){.since = w->what.from == JC_NO_DAY ? 0 : jc_day_month(w->what.from),
                           .before = jc_day_month(w->what.as_of + 1)};
}

static bool in_months(const struct months *m, int32_t month)
{
    return month >= m->since && month < m->before;
}

/* Those below the line in three months at least, one of them in the report: only they can end three in a row there. */
static void often_low(struct span_cells *to, const struct cell *cell, size_t n, int64_t poor, struct months report)
{
    struct map low = {0};
    struct {
        uint32_t times;
        bool reported;
    } *of = NULL;
    size_t cap = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_new;
        if (!is_low(cell[i].shipped, cell[i].ordered, poor))
            continue;
        uint32_t at = map_put(&low, key2(cell[i].supplier, cell[i].product), (uint32_t)low.n, &is_new);
        of = jc_grow(of, &cap, (size_t)at + 1, sizeof *of);
        if (is_new)
            memset(&of[at], 0, sizeof *of);
        of[at].times++;
        of[at].reported |= in_months(&report, cell[i].month);
    }
    for (size_t i = 0; i < n; i++) {
        const struct cell *c = &cell[i];
        uint32_t at = c->ordered > 0 ? map_get(&low, key2(c->supplier, c->product)) : NIL;
        if (at != NIL && of[at].times >= 3 && of[at].reported)
            add_span(to, c->supplier == NIL ? -1 : (int64_t)c->supplier, c->product, c);
    }
    free(of);
    map_free(&low);
}

/* Product × month over all distributors. */
static void often_low_products(struct span_cells *to, struct world *w, int64_t poor, struct months report)
{
    const struct supply *s = w->supply;
    struct map at = {0};
    struct cell *sum = NULL;
    size_t cap = 0;
    for (size_t i = 0; i < s->cell_n; i++) {
        const struct cell *c = &s->cell[i];
        bool is_new;
        uint32_t k = map_put(&at, key2((uint32_t)c->month, c->product), (uint32_t)at.n, &is_new);
        sum = jc_grow(sum, &cap, (size_t)k + 1, sizeof *sum);
        if (is_new)
            sum[k] = (struct cell){.supplier = NIL, .product = c->product, .month = c->month};
        add_to(w, &sum[k].ordered, c->ordered, SOMEWHERE);
        add_to(w, &sum[k].shipped, c->shipped, SOMEWHERE);
    }
    often_low(to, sum, at.n, poor, report);
    map_free(&at);
    free(sum);
}

static int by_span(const void *x, const void *y)
{
    const struct span_cell *a = x, *b = y;
    if (a->supplier != b->supplier)
        return a->supplier < b->supplier ? -1 : 1;
    if (a->product != b->product)
        return a->product < b->product ? -1 : 1;
    return (a->month > b->month) - (a->month < b->month);
}

/*
 * Months with orders, each against the one and the two before it (a month without orders is skipped); full months, the
 * last of the three within the report.
 */
static void emit_low(struct world *w, struct jc_frame *f)
{
    int64_t poor = param_scaled(w->params, "supply.poor");
    const struct months report = months_of(w);
    struct span_cells c = {0};
    often_low(&c, w->supply->cell, w->supply->cell_n, poor, report);
    often_low_products(&c, w, poor, report);
    for (size_t i = 0; i < w->supply->month_n; i++) {
        const struct month *m = &w->supply->month[i];
        const struct cell sum = {.month = m->month, .ordered = m->ordered_value, .shipped = m->shipped_value};
        if (m->ordered_value > 0 && m->supplier > 0)
            add_span(&c, m->supplier, -1, &sum);
    }
    if (c.n)
        qsort(c.v, c.n, sizeof *c.v, by_span);
    for (size_t i = 0, n = 0; i < c.n; i++) {
        const struct span_cell *x = &c.v[i];
        if (i == 0 || x[-1].supplier != x->supplier || x[-1].product != x->product)
            n = 0;
        n = is_low(x->shipped, x->ordered, poor) ? n + 1 : 0;
        int64_t ordered = x->ordered, shipped = x->shipped;
        if (n < 3 || !in_months(&report, x->month))
            continue;
        for (int k = 1; k < 3; k++) {
            add_to(w, &ordered, x[-k].ordered, SOMEWHERE);
            add_to(w, &shipped, x[-k].shipped, SOMEWHERE);
        }
        ADD(f, x->supplier, x->product, x[-2].month, x->month, ordered, shipped);
    }
    free(c.v);
}

static void emit_suppliers(struct world *w, struct jc_frame *f)
{
    for (uint32_t i = 0; i < w->supplier_n; i++) {
        ADD(f, (int64_t)i + 1);
        jc_frame_text(f, 2, w->supplier[i], strlen(w->supplier[i]));
    }
}

/* The name of a product: of its spellings the first in order, so that the order of import never shows. */
static void emit_names(struct world *w, struct jc_frame *f)
{
    struct jc_buf name = {0};
    char **first = jc_alloc((w->item_n + 1) * sizeof *first);
    for (uint32_t i = 0; i < w->item_n; i++) {
        const struct item *x = &w->item[i];
        if (!x->shown)
            continue;
        char **at = &first[item_number(w, i)];
        jc_buf_clear(&name);
        jc_buf_fmt(&name, "%s %s %s", world_text(w, x->name), world_text(w, x->spec_text),
                   world_text(w, x->maker_text));
        if (*at && strcmp(*at, jc_buf_text(&name)) <= 0)
            continue;
        free(*at);
        *at = jc_strdup(jc_buf_text(&name));
    }
    for (uint32_t i = 0; i < w->item_n; i++) {
        if (!first[i])
            continue;
        ADD(f, i);
        jc_frame_text(f, 2, first[i], strlen(first[i]));
        free(first[i]);
    }
    free(first);
    jc_buf_free(&name);
}

/* Products short with a distributor: on record, or by the state of an order. */
static void add_short(struct map *told, struct jc_frame *f, uint32_t supplier, uint32_t product)
{
    bool is_new;
    (void)map_put(told, key2(supplier, product), 1, &is_new);
    if (is_new)
        ADD(f, supplier, product);
}

static void emit_shortages(struct world *w, struct jc_frame *f)
{
    struct map told = {0};
    struct supply *s = w->supply;
    int32_t since = w->what.from == JC_NO_DAY ? 0 : jc_day_month(w->what.from);
    for (size_t i = 0; i < w->shortage_n; i++) {
        const struct shortage *x = &w->shortage[i];
        bool over = w->what.from != JC_NO_DAY && x->to != JC_NO_DAY && x->to < w->what.from;
        uint32_t product = item_number(w, x->item);
        w->item[x->item].shown = true;
        if (x->supplier != NIL && x->from <= w->what.as_of && !over)
            add_short(&told, f, x->supplier + 1, product);
    }
    for (size_t i = 0; i < s->cell_n; i++) {
        const struct cell *c = &s->cell[i];
        if (c->refused && c->month >= since)
            add_short(&told, f, c->supplier, c->product);
    }
    map_free(&told);
}

/*
 * Sums of the parts by what their agreement belongs to (NIL: left out) and by distributor, handed on in the order of both.
 * The parts are laid together first: the sums of one such group are few, and at hand.
 */
typedef void part_sum(struct world *w, struct jc_frame *f, uint32_t group, const struct part *sum);

struct groups {
    uint32_t *of; /* agreement -> group */
    uint32_t n;
    uint32_t *start, *part; /* parts of group i: start[i] to start[i + 1] */
};

static struct groups groups_new(const struct world *w, uint32_t n)
{
    return (struct groups){.of = jc_alloc((w->agr_n + 1) * sizeof(uint32_t)), .n = n};
}

static void lay_together(struct groups *g, const struct supply *s)
{
    uint32_t *start = jc_alloc(((size_t)g->n + 2) * sizeof *start);
    g->part = jc_alloc((s->part_n + 1) * sizeof *g->part);
    for (size_t i = 0; i < s->part_n; i++)
        if (g->of[s->part[i].agreement] != NIL)
            start[g->of[s->part[i].agreement] + 2]++;
    for (uint32_t i = 0; i < g->n; i++)
        start[i + 2] += start[i + 1];
    g->start = start;
    for (size_t i = 0; i < s->part_n; i++)
        if (g->of[s->part[i].agreement] != NIL)
            g->part[start[g->of[s->part[i].agreement] + 1]++] = (uint32_t)i;
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void sum_parts(struct groups *g, struct world *w, part_sum *put, struct jc_frame *f)
{
    const struct supply *s = w->supply;
    struct part *sum = jc_alloc(((size_t)w->supplier_n + 1) * sizeof *sum);
    uint32_t *met = jc_alloc(((size_t)w->supplier_n + 1) * sizeof *met);
    bool *seen = jc_alloc((size_t)w->supplier_n + 1);
    lay_together(g, s);
    for (uint32_t i = 0; i < g->n; i++) {
        uint32_t n = 0;
        for (uint32_t k = g->start[i]; k < g->start[i + 1]; k++) {
            const struct part *x = &s->part[g->part[k]];
            if (!seen[x->supplier])
                met[n++] = x->supplier;
            seen[x->supplier] = true;
            add_to(w, &sum[x->supplier].ordered, x->ordered, SOMEWHERE);
            add_to(w, &sum[x->supplier].shipped, x->shipped, SOMEWHERE);
        }
        qsort(met, n, sizeof *met, by_number);
        for (uint32_t k = 0; k < n; k++) {
            sum[met[k]].supplier = met[k];
            put(w, f, i, &sum[met[k]]);
            sum[met[k]] = (struct part){0};
            seen[met[k]] = false;
        }
    }
    free(sum);
    free(met);
    free(seen);
}

static void groups_free(struct groups *g)
{
    free(g->of);
    free(g->start);
    free(g->part);
}

static bool is_behind(const struct world *w, const struct agreement *g)
{
    const struct days d = days_of(w, g);
    enum state state = state_of(g, &d);
    return state == NO_PURCHASE || state == BEHIND;
}

static void put_share(struct world *w, struct jc_frame *f, uint32_t agreement, const struct part *sum)
{
    ADD(f, w->agr[agreement].id, sum->supplier, sum->ordered, sum->shipped);
}

/* The distributors of an agreement that is behind, where less than the line was delivered in all. */
static void emit_shares(struct world *w, struct jc_frame *f)
{
    struct supply *s = w->supply;
    int64_t poor = param_scaled(w->params, "supply.poor");
    struct part *all = jc_alloc((w->agr_n + 1) * sizeof *all);
    struct groups by = groups_new(w, (uint32_t)w->agr_n);
    for (size_t i = 0; i < s->part_n; i++) {
        add_to(w, &all[s->part[i].agreement].ordered, s->part[i].ordered, SOMEWHERE);
        add_to(w, &all[s->part[i].agreement].shipped, s->part[i].shipped, SOMEWHERE);
    }
    for (uint32_t a = 0; a < w->agr_n; a++) {
        s->poor[a] = is_low(all[a].shipped, all[a].ordered, poor) && is_behind(w, &w->agr[a]);
        by.of[a] = s->poor[a] ? a : NIL;
    }
    sum_parts(&by, w, put_share, f);
    groups_free(&by);
    free(all);
}

static void put_part(struct world *w, struct jc_frame *f, uint32_t product, const struct part *sum)
{
    struct rate *r = &w->supply->rate[product];
    ADD(f, (int64_t)product + 1, sum->supplier, sum->ordered, sum->shipped);
    r->good |= sum->ordered > 0 && !is_low(sum->shipped, sum->ordered, param_scaled(w->params, "supply.poor"));
    r->any = true;
    add_to(w, &r->ordered, sum->ordered, SOMEWHERE);
    add_to(w, &r->shipped, sum->shipped, SOMEWHERE);
}

/* Product of agreements × distributor. */
static void emit_parts(struct world *w, struct jc_frame *f)
{
    struct groups by = groups_new(w, (uint32_t)w->product_n);
    for (size_t a = 0; a < w->agr_n; a++)
        by.of[a] = w->agr[a].product;
    sum_parts(&by, w, put_part, f);
    groups_free(&by);
}

static void emit_rates(struct world *w, struct jc_frame *f)
{
    for (size_t i = 0; i < w->product_n; i++) {
        const struct rate *r = &w->supply->rate[i];
        if (r->any)
            ADD(f, (int64_t)i + 1, r->ordered, r->shipped, !r->good);
    }
}

/* ---- who answers for an agreement that is behind ------------------------------------------------ */

enum cause { BY_FIRM = 1, BY_DEALER = 2, BY_HOSPITAL = 4, BY_DATA = 8, CAUSES = 16, FEW = CAUSES };

static bool ordered_in_time(const struct agreement *g, const struct days *d, int64_t more)
{
    return ((__int128)g->ordered + more) * d->all >= (__int128)g->agreed * d->elapsed;
}

static int causes_of(const struct world *w, const struct agreement *g)
{
    const struct supply *s = w->supply;
    size_t at = (size_t)(g - w->agr);
    const struct days d = days_of(w, g);
    uint32_t evidence;
    bool is_short = short_days(w, g, &evidence) > 0;
    const struct doubt *t = &s->doubt[at];
    /* With all that may be its: what is missing for want of data is no evidence against the hospital. */
    bool known = t->ordered != NONE && !t->refused;
    bool few = known && !ordered_in_time(g, &d, t->ordered), in_time = ordered_in_time(g, &d, 0);
    bool firm = is_short || (s->poor[at] && !s->rate[g->product].good);
    bool dealer = s->poor[at] && !is_short && in_time;
    return (firm ? BY_FIRM : 0) | (dealer ? BY_DEALER : 0) | (few || class_over(w, g->ig) ? BY_HOSPITAL : 0) |
           (t->lost || t->perhaps || t->refused ? BY_DATA : 0) | (few ? FEW : 0);
}

static void words_of(struct jc_buf *out, int causes)
{
    static const char *const words[] = {"企业", "配送", "医院", "数据"};
    jc_buf_clear(out);
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (causes >> i & 1)
            jc_buf_fmt(out, out->len ? "、%s" : "%s", words[i]);
}

static void emit_causes(struct world *w, struct jc_frame *f)
{
    struct jc_buf words[CAUSES] = {0};
    for (int i = 0; i < CAUSES; i++)
        words_of(&words[i], i);
    for (size_t i = 0; i < w->reported_n; i++) {
        const struct agreement *g = &w->agr[w->reported[i]];
        if (!is_behind(w, g))
            continue;
        int c = causes_of(w, g);
        ADD(f, g->id, w->inst[g->inst].id, c & BY_FIRM ? 1 : 0, c & BY_DEALER ? 1 : 0, c & BY_HOSPITAL ? 1 : 0,
            c & BY_DATA ? 1 : 0, w->supply->poor[g - w->agr], c & FEW ? 1 : 0);
        jc_frame_text(f, 9, jc_buf_text(&words[c % CAUSES]), words[c % CAUSES].len);
    }
    for (int i = 0; i < CAUSES; i++)
        jc_buf_free(&words[i]);
}

static void add_lost(struct jc_frame *f, int64_t agreement, int64_t lines, int64_t perhaps, const char *evidence)
{
    ADD(f, agreement, lines, perhaps);
    jc_frame_text(f, 4, evidence, strlen(evidence));
}

static void emit_lost(struct world *w, struct jc_frame *f)
{
    for (size_t i = 0; i < w->agr_n; i++) {
        const struct doubt *d = &w->supply->doubt[i];
        if (!w->agr[i].covered)
            continue;
        if (d->lost)
            add_lost(f, w->agr[i].id, d->lost, JC_NULL, "");
        if (d->perhaps)
            add_lost(f, w->agr[i].id, d->perhaps, d->first, "");
    }
}

static void emit_buyers(struct world *w, struct jc_frame *f)
{
    struct jc_buf key = {0};
    for (uint32_t i = 0; i < w->inst_n; i++) {
        const struct buyer *b = &w->supply->buyer[i];
        const struct inst *x = &w->inst[i];
        const char *who = *x->code ? x->code : x->name;
        if (!b->any)
            continue;
        jc_buf_clear(&key);
        world_key(&key, "net", &who, 1);
        ADD(f, x->id, b->amount[0][CHANNEL_ON], b->amount[0][CHANNEL_OFF], b->amount[0][CHANNEL_UNKNOWN],
            b->amount[1][CHANNEL_ON], b->amount[1][CHANNEL_OFF], b->amount[1][CHANNEL_UNKNOWN], b->invoices[0],
            b->invoices[1], b->invoices[2]);
        jc_frame_text(f, 11, key.p, key.len);
    }
    jc_buf_free(&key);
}

static void emit_chains(struct world *w, struct jc_frame *f)
{
    for (size_t i = 0; i < w->supply->bad_n; i++) {
        const struct bad_chain *x = &w->supply->bad[i];
        ADD(f, x->purchase, w->inst[x->inst].id, x->state, x->first ? x->first : JC_NULL,
            x->second ? x->second : JC_NULL);
    }
}

struct refused {
    struct world *w;
    struct jc_frame *f;
    int64_t lines;
    const char *place;
    uint32_t last; /* agreement that has them, + 1 */
};

static void add_refused(void *arg, uint32_t agreement)
{
    struct refused *r = arg;
    if (r->last == agreement + 1 || !r->w->agr[agreement].covered)
        return;
    r->last = agreement + 1;
    r->w->supply->doubt[agreement].refused = true;
    add_lost(r->f, r->w->agr[agreement].id, r->lines, JC_NULL, r->place);
}

/*
 * Refused rows of an institution and a product: to every agreement there that could have taken them. One whose product nobody
 * knows is no evidence of any: it would excuse all that the institution has agreed to.
 */
enum jc_status supply_refused(struct world *w, struct jc_err *err)
{
    struct jc_stmt *rows = NULL;
    struct refused r = {.w = w};
    enum jc_status st = jc_store_frame(&r.f, w->store, "supply_lost", err);
    if (st == JC_OK)
        st = jc_stmt_open(&rows, w->store, ASSETS, "refused", err);
    while (st == JC_OK && (st = jc_stmt_step(rows, err)) == JC_OK) {
        int64_t org = jc_col_int(rows, 0), id = jc_col_int(rows, 1);
        uint32_t inst = org >= 0 && org < w->org_n ? w->org[org] : NIL;
        uint32_t item = id >= 0 && id < w->item_of_n ? w->item_of[id] : NIL;
        r.lines = jc_col_int(rows, 2);
        r.place = jc_col_text(rows, 3, NULL);
        r.last = 0;
        if (inst != NIL && item != NIL)
            pair_perhaps(w, pair_of(w, inst, item), JC_NO_DAY, add_refused, &r);
    }
    jc_stmt_free(rows);
    return st == JC_END ? JC_OK : st;
}

enum jc_status supply_emit(struct world *w, struct jc_err *err)
{
    static const struct {
        const char *table;
        emit_fn *emit;
    } steps[] = {
        {"ind_supply", emit_months},      {"supply_low", emit_low},      {"supplier", emit_suppliers},
        {"supply_short", emit_shortages}, {"supply_share", emit_shares}, {"supply_part", emit_parts},
        {"supply_rate", emit_rates},      {"supply_lost", emit_lost},    {"supply_cause", emit_causes},
        {"ind_net", emit_buyers},         {"ind_chain", emit_chains},    {"supply_product", emit_names},
    }; /* names last: of all that were numbered */
    w->supply->rate = jc_alloc((w->product_n + 1) * sizeof *w->supply->rate); /* lines have named products, too */
    supply_settle(w);
    enum jc_status st = JC_OK;
    world_note_many(w, 491, w->supply->undated_first, w->supply->undated, 0);
    for (size_t i = 0; i < JC_LEN(steps) && st == JC_OK; i++) {
        struct jc_frame *f;
        st = jc_store_frame(&f, w->store, steps[i].table, err);
        if (st == JC_OK)
            steps[i].emit(w, f);
    }
    if (w->supply->too_large)
        too_large(w, w->supply->too_large);
    if (st == JC_OK)
        st = world_fits(w, err);
    return st == JC_OK ? jc_store_script(w->store, "sql/supply_rates.sql", err) : st;
}
