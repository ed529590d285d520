/*
 * Order lines that stand in several rows, one for each delivery (rule book 1). Most platforms repeat in each what was
 * ordered in all; some repeat what was shipped, too. It was ordered once: of such a line the first row counts it, what the
 * others ship is of the agreement that took the first, and its arrival is that of all rows together. Rows whose quantities
 * add up to more than one of them are parts of their own.
 *
 * Without line numbers an order that lists a product twice looks alike. Its rows are one line where each is a delivery by its
 * own number, where they come to just what was ordered, or where each came on a day of its own; else they are told.
 */
#include "rules/supply_core.h"
#include "rules/count.h"

struct parcels {
    struct parcel *p;
    size_t n, cap;
    struct map by_purchase; /* low and high half of purchase.id -> place */
};

struct candidate {
    struct line line; /* texts are not valid any more */
    uint32_t numbers, product;
    uint32_t delivery; /* its number, where it has no line number; NIL = none */
    bool has_line;     /* number */
    bool blank;        /* its row does not say what was ordered */
    struct supplied x;
};

struct candidates {
    struct candidate *v;
    size_t n, cap;
    struct jc_intern *numbers;    /* order and line number */
    struct jc_intern *deliveries; /* of rows without a line number: theirs */
};

const struct parcel *parcel_of(const struct world *w, int64_t purchase)
{
    const struct parcels *parcels = w->supply->parcels;
    uint32_t at = parcels && parcels->n ? map_get(&parcels->by_purchase, (uint64_t)purchase) : NIL;
    return at == NIL ? NULL : &parcels->p[at];
}

void parcels_free(struct parcels *parcels)
{
    if (!parcels)
        return;
    map_free(&parcels->by_purchase);
    free(parcels->p);
    free(parcels);
}

/* ---- reading ------------------------------------------------------------------------------------- */

static int64_t col_or(struct jc_stmt *s, int i, int64_t other)
{
    return jc_col_null(s, i) ? other : jc_col_int(s, i);
}

/* Order and line number, each with a NUL, which no number holds; without the latter what rows of one line have in common. */
static void numbers_key(struct jc_buf *key, struct jc_stmt *s, const struct line *l)
{
    size_t n, k;
    const char *order = jc_col_text(s, 5, &n), *line = jc_col_text(s, 6, &k);
    const int64_t alike[] = {l->day_order, col_or(s, 15, -1), col_or(s, 16, NONE)};
    jc_buf_add(key, order, n + 1);
    jc_buf_add(key, line, k);
    if (k == 0)
        jc_buf_add(key, (const char *)alike, sizeof alike);
}

static void take_candidate(struct candidates *c, struct world *w, struct jc_stmt *s)
{
    size_t n;
    struct jc_buf key = {0};
    struct line l = {.id = jc_col_int(s, 0),
                     .sheet = jc_col_int(s, 1),
                     .row = jc_col_int(s, 2),
                     .inst = at_id(w->org, w->org_n, jc_col_int(s, 3)),
                     .item = at_id(w->item_of, w->item_of_n, jc_col_int(s, 4)),
                     .ordered = jc_col_int(s, 7),
                     .shipped = col_or(s, 8, NONE),
                     .accepted = col_or(s, 9, NONE),
                     .price = NONE,
                     .amount = NONE,
                     .day_order = (jc_day)col_or(s, 10, JC_NO_DAY),
                     .day_ship = (jc_day)col_or(s, 11, JC_NO_DAY),
                     .day = (jc_day)col_or(s, 12, JC_NO_DAY),
                     .cancelled = (int32_t)jc_col_int(s, 13)};
    if (l.inst == NIL || l.item == NIL)
        return;
    l.order = world_order(w, l.sheet, l.row);
    numbers_key(&key, s, &l);
    c->v = jc_grow(c->v, &c->cap, c->n + 1, sizeof *c->v);
    struct candidate *x = &c->v[c->n++];
    *x = (struct candidate){
        .line = l, .product = item_number(w, l.item), .has_line = !jc_col_null(s, 6), .blank = jc_col_int(s, 17) != 0};
    const char *delivery = jc_col_text(s, 14, &n);
    x->delivery = n && !x->has_line ? jc_intern_put(c->deliveries, delivery, n, NULL) : NIL;
    x->numbers = jc_intern_put(c->numbers, key.p, key.len, NULL);
    supply_of(w, &l, &x->x);
    c->n -= !x->x.counts;
    jc_buf_free(&key);
}

static int cmp(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

/* Rows of one order line: the same institution, numbers (and what else numbers_key has), product, pack, quantity ordered. */
static int by_order_line(const struct candidate *a, const struct candidate *b)
{
    int c = cmp(a->line.inst, b->line.inst);
    if (c == 0)
        c = cmp(a->numbers, b->numbers);
    if (c == 0)
        c = cmp(a->product, b->product);
    if (c == 0)
        c = cmp(a->x.units, b->x.units);
    return c ? c : cmp(a->line.ordered, b->line.ordered);
}

static int by_place(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    return cmp(a->line.order, b->line.order);
}

/* Numbers in the order of the files, whatever order they were read in. */
static void number_by_place(struct candidates *c)
{
    uint32_t *rank = jc_alloc(((size_t)jc_intern_count(c->numbers) + 1) * sizeof *rank), n = 0;
    if (c->n)
        qsort(c->v, c->n, sizeof *c->v, by_place);
    for (size_t i = 0; i < c->n; i++) {
        uint32_t *at = &rank[c->v[i].numbers];
        *at = *at ? *at : ++n;
        c->v[i].numbers = *at;
    }
    free(rank);
}

static int by_line_and_place(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    int c = by_order_line(a, b);
    return c ? c : cmp(a->line.order, b->line.order);
}

/* ---- judging ------------------------------------------------------------------------------------- */

enum repeats { REPEATS_NOTHING, REPEATS_ORDERED, REPEATS_SHIPPED, REPEATS_PERHAPS };

static int by_number(const void *x, const void *y)
{
    return cmp(*(const int64_t *)x, *(const int64_t *)y);
}

static bool all_differ(int64_t *v, size_t n, int64_t unknown)
{
    qsort(v, n, sizeof *v, by_number);
    bool differ = true;
    for (size_t i = 0; i < n; i++)
        differ &= v[i] != unknown && (i == 0 || v[i] != v[i - 1]);
    return differ;
}

static bool by_delivery_numbers(const struct candidate *v, size_t n)
{
    int64_t *number = jc_alloc(n * sizeof *number);
    for (size_t i = 0; i < n; i++)
        number[i] = v[i].delivery;
    bool differ = all_differ(number, n, NIL);
    free(number);
    return differ;
}

static bool by_days(const struct candidate *v, size_t n)
{
    int64_t *day = jc_alloc(n * sizeof *day);
    for (size_t i = 0; i < n; i++)
        day[i] = v[i].line.day_ship != JC_NO_DAY ? v[i].line.day_ship : v[i].line.day;
    bool differ = all_differ(day, n, JC_NO_DAY);
    free(day);
    return differ;
}

/* Rows without a line number, which come to `delivered` of what each says was ordered. */
static enum repeats judge_unnumbered(const struct candidate *v, size_t n, int64_t delivered, int64_t accepted)
{
    int64_t ordered = v[0].line.ordered;
    if (delivered > ordered)
        return accepted == ordered && by_delivery_numbers(v, n) ? REPEATS_SHIPPED : REPEATS_NOTHING;
    return delivered == ordered || by_delivery_numbers(v, n) || by_days(v, n) ? REPEATS_ORDERED : REPEATS_PERHAPS;
}

/* Of the files' own quantities, whatever had arrived by R: an old report says the same when the next delivery comes. */
static enum repeats judge(const struct candidate *v, size_t n)
{
    int64_t ordered = v[0].line.ordered, delivered = 0, accepted = 0;
    bool all_shipped = true, fits = true;
    size_t some = 0;
    for (size_t i = 0; i < n; i++) {
        const struct line *l = &v[i].line;
        int64_t here = l->accepted == NONE ? 0 : l->accepted;
        fits &= jc_add(&delivered, delivered, l->shipped != NONE ? l->shipped : here);
        fits &= jc_add(&accepted, accepted, here);
        all_shipped &= l->shipped == ordered;
        some += here > 0;
    }
    if (n < 2 || !fits)
        return REPEATS_NOTHING;
    bool shipped_too = all_shipped && some > 1 && accepted <= ordered;
    if (!v[0].has_line)
        return delivered <= ordered || shipped_too ? judge_unnumbered(v, n, delivered, accepted) : REPEATS_NOTHING;
    return delivered <= ordered ? REPEATS_ORDERED : shipped_too ? REPEATS_SHIPPED : REPEATS_NOTHING;
}

static void put(struct parcels *p, int64_t purchase, struct parcel x)
{
    bool is_new;
    (void)map_put(&p->by_purchase, (uint64_t)purchase, (uint32_t)p->n, &is_new);
    p->p = jc_grow(p->p, &p->cap, p->n + 1, sizeof *p->p);
    p->p[p->n++] = x;
}

static void join(struct parcels *p, struct world *w, const struct candidate *v, size_t n)
{
    enum repeats repeats = judge(v, n);
    struct parcel whole = {.day = JC_NO_DAY, .line = (uint32_t)p->n, .when = line_when(w, &v[0].line)};
    size_t first = 0;
    bool blank = false;
    char rows[24], ordered[40];
    snprintf(rows, sizeof rows, "%zu", n);
    jc_scaled_text(ordered, sizeof ordered, v[0].line.ordered, 0, 4);
    if (repeats == REPEATS_PERHAPS)
        world_note(w, 830, v[0].line.inst, NIL, at_line(&v[0].line), 0, rows, ordered);
    if (repeats == REPEATS_NOTHING || repeats == REPEATS_PERHAPS)
        return;
    for (size_t i = 0; i < n; i++) {
        blank |= v[i].blank;
        whole.accepted += v[i].x.accepted;
        if (v[i].x.accepted > 0 && v[i].line.day > whole.day)
            whole.day = v[i].line.day;
    }
    while (first < n && v[first].x.accepted <= 0)
        first++;
    for (size_t i = 0; i < n; i++) {
        struct parcel x = whole;
        x.again = i > 0;
        x.stands = i == first;
        x.shipped_too = repeats == REPEATS_SHIPPED;
        put(p, v[i].line.id, x);
    }
    world_note(w, blank ? 837 : 803, v[0].line.inst, NIL, at_line(&v[0].line), 0, rows, ordered);
}

enum jc_status parcels_open(struct parcels **out, struct world *w, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    struct candidates c = {.numbers = jc_intern_new(), .deliveries = jc_intern_new()};
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, "parcels", err);
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK)
        take_candidate(&c, w, s);
    jc_stmt_free(s);
    if (st == JC_END) {
        st = JC_OK;
        *out = jc_alloc(sizeof **out);
        number_by_place(&c);
        if (c.n)
            qsort(c.v, c.n, sizeof *c.v, by_line_and_place);
        for (size_t from = 0, to; from < c.n; from = to) {
            for (to = from + 1; to < c.n && by_order_line(&c.v[from], &c.v[to]) == 0; to++)
                ;
            join(*out, w, c.v + from, to - from);
        }
    }
    jc_intern_free(c.numbers);
    jc_intern_free(c.deliveries);
    free(c.v);
    return st;
}
