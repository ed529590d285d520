/* Sums over the agreements of the report: by institution and round, by the year in which they began, by product. */
#include "rules/agreement_sums.h"
#include "rules/count.h"
#include "rules/params.h"

/* ---- institution and round --------------------------------------------------------------------- */

/* Agreements of an institution and a round that have one time share, and all count or do not. */
struct round_sum {
    struct days days;
    bool counts, priced;
    jc_day from, to;
    int64_t n, none, behind, normal, above, severe, behind_over, due, done, share;
};

/* A product over its agreements with Q* > 0; institutions are counted once, whose agreements come one after the other. */
struct product_sum {
    int64_t agreed, counted;
    uint32_t insts, none, behind;
    uint32_t last, last_none, last_behind; /* the institution counted last, + 1 */
};

/* Apart by the length of the agreements: one fraction each, Σ elapsed × Q* over the days. */
struct product_days {
    uint32_t product;
    int64_t days, part;
};

enum { FIRST_NAMES = 5 };

/* Those that began in one year. */
struct year_sum {
    uint32_t number;
    int year;
    jc_day to;
    bool based, priced;
    int64_t products, unfinished, base, due, no_demand, no_before, no_price, open;
    uint32_t first[FIRST_NAMES]; /* names below Q*, by their numbers in order */
};

struct agreement_sums {
    struct jc_frame *f, *yearly;
    uint32_t inst, round; /* of the sums at hand */
    struct round_sum *v;
    size_t n, cap;
    struct year_sum *year;
    size_t year_n, year_cap;
    uint32_t *name, *of_name; /* of a product, numbered in order; a product of that name */
    struct map told;          /* year_sum.number and name */
    uint32_t years;
    int64_t alarm;
    struct product_sum *product; /* by product */
    struct product_days *span;
    size_t span_n, span_cap;
    struct map spans; /* product and days -> span */
};

static void open_names(struct jc_buf *out, const struct agreement_sums *r, const struct world *w,
                       const struct year_sum *x)
{
    jc_buf_clear(out);
    for (int64_t i = 0; i < x->open && i < FIRST_NAMES; i++) {
        const struct item *item = &w->item[w->product[r->of_name[x->first[i]]].item];
        jc_buf_fmt(out, "%s%s %s", i ? "\x1f" : "", world_text(w, item->name), world_text(w, item->spec_text));
    }
}

static void years_put(struct agreement_sums *r, const struct world *w, const char *code)
{
    struct jc_buf names = {0};
    for (size_t i = 0; i < r->year_n; i++) {
        const struct year_sum *x = &r->year[i];
        const int64_t v[] = {w->inst[r->inst].id,
                             x->year,
                             x->to,
                             x->products,
                             x->unfinished,
                             x->based ? x->base : JC_NULL,
                             x->priced ? x->due : JC_NULL,
                             x->no_demand,
                             x->no_before,
                             x->no_price,
                             x->open};
        open_names(&names, r, w, x);
        jc_frame_add(r->yearly, v, (int)JC_LEN(v));
        jc_frame_text(r->yearly, 2, code, strlen(code));
        jc_frame_text(r->yearly, 13, jc_buf_text(&names), names.len);
    }
    jc_buf_free(&names);
    r->year_n = 0;
}

static void rounds_put(struct agreement_sums *r, const struct world *w)
{
    const char *code = r->n ? world_text(w, w->round[r->round].code) : "";
    for (size_t i = 0; i < r->n; i++) {
        const struct round_sum *x = &r->v[i];
        const int64_t v[] = {w->inst[r->inst].id,
                             x->days.elapsed,
                             x->days.all,
                             x->counts,
                             x->from,
                             x->to,
                             x->n,
                             x->none,
                             x->behind,
                             x->normal,
                             x->above,
                             x->severe,
                             x->behind_over,
                             x->priced ? x->due : JC_NULL,
                             x->priced ? x->done : JC_NULL,
                             x->priced ? x->share : JC_NULL};
        jc_frame_add(r->f, v, (int)JC_LEN(v));
        jc_frame_text(r->f, 2, code, strlen(code));
    }
    r->n = 0;
    years_put(r, w, code);
}

static struct year_sum *year_sum_of(struct agreement_sums *r, const struct agreement *g)
{
    int y, m, d;
    jc_day_split(g->from, &y, &m, &d);
    for (size_t i = 0; i < r->year_n; i++)
        if (r->year[i].year == y)
            return &r->year[i];
    r->year = jc_grow(r->year, &r->year_cap, r->year_n + 1, sizeof *r->year);
    struct year_sum *x = &r->year[r->year_n++];
    *x = (struct year_sum){.number = r->years++, .year = y, .to = g->to};
    return x;
}

/* The first names in order, each once. */
static void add_open(struct agreement_sums *r, struct year_sum *x, uint32_t name)
{
    bool is_new;
    (void)map_put(&r->told, key2(x->number, name), 1, &is_new);
    if (!is_new)
        return;
    int64_t at = x->open < FIRST_NAMES ? x->open : FIRST_NAMES;
    x->open++;
    while (at > 0 && x->first[at - 1] > name) {
        if (at < FIRST_NAMES)
            x->first[at] = x->first[at - 1];
        at--;
    }
    if (at < FIRST_NAMES)
        x->first[at] = name;
}

static void years_add(struct agreement_sums *r, struct world *w, const struct agreement *g, const struct terms *t)
{
    struct year_sum *x = year_sum_of(r, g);
    x->to = g->to > x->to ? g->to : x->to;
    x->products += g->agreed > 0;
    if (g->agreed > 0 && g->counted < g->agreed) {
        x->unfinished++;
        add_open(r, x, r->name[g->product]);
    }
    x->no_demand += g->agreed > 0 && g->no_demand;
    x->no_before += g->agreed > 0 && g->no_before;
    x->no_price += g->agreed > 0 && !t->priced;
    if (g->base_value != NONE) {
        x->based = true;
        add_to(w, &x->base, g->base_value, -g->id);
    }
    if (t->priced) {
        x->priced = true;
        add_to(w, &x->due, t->due, -g->id);
    }
}

static struct round_sum *round_sum_of(struct agreement_sums *r, const struct agreement *g, const struct days *d)
{
    bool counts = g->agreed > 0;
    for (size_t i = 0; i < r->n; i++)
        if (r->v[i].counts == counts && r->v[i].days.elapsed == d->elapsed && r->v[i].days.all == d->all)
            return &r->v[i];
    r->v = jc_grow(r->v, &r->cap, r->n + 1, sizeof *r->v);
    struct round_sum *x = &r->v[r->n++];
    *x = (struct round_sum){.days = *d, .counts = counts, .from = g->from, .to = g->to};
    return x;
}

/* ---- products ------------------------------------------------------------------------------------ */

static void count_inst(uint32_t *n, uint32_t *last, uint32_t inst)
{
    *n += *last != inst + 1;
    *last = inst + 1;
}

static struct product_days *span_of(struct agreement_sums *r, uint32_t product, int64_t days)
{
    bool is_new;
    uint32_t at = map_put(&r->spans, key2(product, (uint32_t)days), (uint32_t)r->span_n, &is_new);
    if (is_new) {
        r->span = jc_grow(r->span, &r->span_cap, r->span_n + 1, sizeof *r->span);
        r->span[r->span_n++] = (struct product_days){.product = product, .days = days};
    }
    return &r->span[at];
}

static void product_add(struct agreement_sums *r, struct world *w, const struct agreement *g, const struct days *d)
{
    struct product_sum *x = &r->product[g->product];
    enum state state = state_of(g, d);
    int64_t part;
    if (g->agreed <= 0)
        return;
    add_to(w, &x->agreed, g->agreed, -g->id);
    add_to(w, &x->counted, g->counted, -g->id);
    count_inst(&x->insts, &x->last, g->inst);
    if (state == NO_PURCHASE)
        count_inst(&x->none, &x->last_none, g->inst);
    if (state == BEHIND)
        count_inst(&x->behind, &x->last_behind, g->inst);
    if (jc_mul(&part, d->elapsed, g->agreed))
        add_to(w, &span_of(r, g->product, d->all)->part, part, -g->id);
    else
        too_large(w, -g->id);
}

void agreement_sums_add(struct agreement_sums *r, struct world *w, const struct agreement *g, const struct days *d,
                        const struct terms *t)
{
    if (!g->begun)
        return;
    if (r->n && (r->inst != g->inst || r->round != g->round))
        rounds_put(r, w);
    r->inst = g->inst;
    r->round = g->round;
    years_add(r, w, g, t);
    product_add(r, w, g, d);
    struct round_sum *x = round_sum_of(r, g, d);
    enum state state = state_of(g, d);
    bool late = state == NO_PURCHASE || state == BEHIND;
    x->n++;
    x->none += state == NO_PURCHASE;
    x->behind += state == BEHIND;
    x->normal += state == ON_TRACK;
    x->above += state == ABOVE;
    x->severe += state == NO_PURCHASE || (state == BEHIND && is_below(g, d, r->alarm));
    x->behind_over += late && class_over(w, g->ig);
    x->from = g->from < x->from ? g->from : x->from;
    x->to = g->to > x->to ? g->to : x->to;
    if (!t->priced)
        return;
    x->priced = true;
    add_to(w, &x->due, t->due, -g->id);
    add_to(w, &x->done, t->done, -g->id);
    add_to(w, &x->share, t->share, -g->id);
}

/* ---- opening, writing -------------------------------------------------------------------------- */

/* Generic name and strength in one, as a breach names them. */
static int cmp_name(const void *x, const void *y, void *arg)
{
    const struct world *w = arg;
    struct jc_buf text[2] = {{0}, {0}};
    const uint32_t at[] = {*(const uint32_t *)x, *(const uint32_t *)y};
    for (int i = 0; i < 2; i++) {
        const struct item *item = &w->item[w->product[at[i]].item];
        jc_buf_fmt(&text[i], "%s %s", world_text(w, item->name), world_text(w, item->spec_text));
    }
    int c = strcmp(jc_buf_text(&text[0]), jc_buf_text(&text[1]));
    jc_buf_free(&text[0]);
    jc_buf_free(&text[1]);
    return c;
}

enum jc_status agreement_sums_open(struct agreement_sums **out, struct world *w, struct jc_err *err)
{
    struct agreement_sums *r = *out = jc_alloc(sizeof *r);
    r->alarm = param_scaled(w->params, "fulfil.alarm");
    r->product = jc_alloc((w->product_n + 1) * sizeof *r->product);
    r->name = number_in_order(w, w->product_n, cmp_name);
    r->of_name = jc_alloc((w->product_n + 1) * sizeof *r->of_name);
    for (uint32_t i = 0; i < w->product_n; i++)
        r->of_name[r->name[i]] = i;
    enum jc_status st = jc_store_frame(&r->f, w->store, "ind_round", err);
    return st == JC_OK ? jc_store_frame(&r->yearly, w->store, "ind_yearly", err) : st;
}

enum jc_status agreement_sums_emit(struct agreement_sums *r, struct world *w, struct jc_err *err)
{
    struct jc_frame *products = NULL, *days = NULL;
    enum jc_status st = jc_store_frame(&products, w->store, "ind_product", err);
    if (st == JC_OK)
        st = jc_store_frame(&days, w->store, "ind_product_days", err);
    if (st != JC_OK)
        return st;
    rounds_put(r, w);
    for (size_t i = 0; i < w->product_n; i++) {
        const struct product_sum *x = &r->product[i];
        const int64_t v[] = {(int64_t)i + 1, x->agreed, x->counted, x->insts, x->none, x->behind};
        if (x->insts)
            jc_frame_add(products, v, (int)JC_LEN(v));
    }
    for (size_t i = 0; i < r->span_n; i++) {
        const int64_t v[] = {(int64_t)r->span[i].product + 1, r->span[i].days, r->span[i].part};
        jc_frame_add(days, v, (int)JC_LEN(v));
    }
    return JC_OK;
}

void agreement_sums_free(struct agreement_sums *r)
{
    if (!r)
        return;
    map_free(&r->told);
    map_free(&r->spans);
    free(r->name);
    free(r->of_name);
    free(r->v);
    free(r->year);
    free(r->product);
    free(r->span);
    free(r);
}
