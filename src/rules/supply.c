/* Delivery and on-line purchase: what a line is, and the sums of the stream (rule book 8 and 9). */
#include "rules/supply.h"
#include "rules/count.h"
#include "rules/emit.h"
#include "rules/params.h"

#define ASSETS "sql/supply_emit.sql"

enum { CHANNEL_OFF, CHANNEL_ON, CHANNEL_UNKNOWN, CHANNELS };
enum { GOODS_MEDICINE, GOODS_CONSUMABLE, GOODS };

/* A distributor and a month of orders. Volumes in smallest units. */
struct month {
    uint32_t supplier; /* number + 1, 0 = not said */
    int32_t month;     /* yyyymm */
    int64_t lines;
    int64_t value;                                          /* ordered, whether the shipped quantity is known or not */
    int64_t ordered, shipped, ordered_value, shipped_value; /* of lines whose shipped quantity is known */
    int64_t sent, accepted;                                 /* shipped, and what was accepted of it */
    int64_t due, in_time;
};

/* A product in such a month; few of them are of interest in the end. */
struct cell {
    uint32_t supplier, product; /* NIL: all distributors; item_number() */
    int32_t month;
    int64_t ordered, shipped;
    bool refused; /* out of stock, refused or cancelled by the distributor */
};

/* A line that an agreement took, whose shipped quantity is known. Written one after the other and summed up at the end. */
struct part {
    uint32_t agreement, supplier;
    int64_t ordered, shipped;
};

/* An institution: on-line purchase and invoices. */
struct buyer {
    int64_t amount[GOODS][CHANNELS];
    int64_t invoices[3]; /* good, bad, not to be checked */
    bool any;
};

struct bad_chain {
    int64_t purchase, first, second;
    uint32_t inst;
    enum chain_state state;
};

struct rate {
    int64_t ordered, shipped;
    bool any, good; /* a distributor reaches the line */
};

struct supply {
    bool *ships; /* by sheet.id: it has a shipped quantity somewhere */
    int64_t ship_n;
    int32_t arrival_days;
    bool *award_consumable; /* by item: an award row calls it 耗材 */
    uint8_t *goods;         /* by item: enum supply_class, 0 = not asked yet */
    uint32_t goods_n;
    struct chain *chain;

    struct month *month;
    size_t month_n, month_cap;
    struct cell *cell;
    size_t cell_n, cell_cap;
    struct map months, cells; /* supplier and month; place of these and product */
    uint64_t when_key;        /* the supplier and month asked for last, and where they are */
    uint32_t when;
    jc_day day_from, day_to; /* the days of the month asked for last */
    int32_t yyyymm;
    struct part *part;
    size_t part_n, part_cap;
    uint32_t *lost;       /* lines of each agreement that could not be counted for want of data */
    bool *refused, *poor; /* agreements with refused rows; behind, and delivered less than the line */
    struct rate *rate;    /* by product: delivery of its agreements */
    struct buyer *buyer;  /* by inst */
    struct bad_chain *bad;
    size_t bad_n, bad_cap;
    int64_t undated; /* lines without any day */
    int64_t undated_first;
    int64_t too_large; /* purchase.id of an order whose sums leave 64 bits, 0 = none */
};

/* ---- opening ----------------------------------------------------------------------------------- */

static enum jc_status read_sheets(struct world *w, struct supply *s, struct jc_err *err)
{
    struct jc_stmt *q = NULL;
    s->ship_n = w->sheet_n;
    s->ships = jc_alloc((size_t)s->ship_n + 1);
    enum jc_status st = jc_stmt_open(&q, w->store, ASSETS, "ships", err);
    while (st == JC_OK && (st = jc_stmt_step(q, err)) == JC_OK)
        if (jc_col_int(q, 0) >= 0 && jc_col_int(q, 0) < s->ship_n)
            s->ships[jc_col_int(q, 0)] = true;
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status read_consumables(struct world *w, struct supply *s, struct jc_err *err)
{
    struct jc_stmt *q = NULL;
    s->goods_n = w->item_n;
    s->goods = jc_alloc((size_t)w->item_n + 1);
    s->award_consumable = jc_alloc((size_t)w->item_n + 1);
    enum jc_status st = jc_stmt_open(&q, w->store, ASSETS, "consumables", err);
    while (st == JC_OK && (st = jc_stmt_step(q, err)) == JC_OK) {
        int64_t id = jc_col_int(q, 0);
        uint32_t item = id >= 0 && id < w->item_of_n ? w->item_of[id] : NIL;
        if (item != NIL)
            s->award_consumable[item] = true;
    }
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

enum jc_status supply_open(struct world *w, struct jc_err *err)
{
    struct supply *s = w->supply = jc_alloc(sizeof *s);
    s->arrival_days = (int32_t)param_int(w->params, "supply.arrival_days");
    s->day_from = 1;
    s->when_key = UINT64_MAX;
    s->buyer = jc_alloc((w->inst_n + 1) * sizeof *s->buyer);
    s->lost = jc_alloc((w->agr_n + 1) * sizeof *s->lost);
    s->refused = jc_alloc(w->agr_n + 1);
    s->poor = jc_alloc(w->agr_n + 1);
    s->rate = jc_alloc((w->product_n + 1) * sizeof *s->rate);
    enum jc_status st = read_sheets(w, s, err);
    if (st == JC_OK)
        st = read_consumables(w, s, err);
    return st == JC_OK ? chain_open(&s->chain, w, err) : st;
}

void supply_free(struct supply *s)
{
    if (!s)
        return;
    chain_free(s->chain);
    void *blocks[] = {s->ships, s->award_consumable, s->goods, s->month, s->cell,  s->part,
                      s->lost,  s->refused,          s->poor,  s->rate,  s->buyer, s->bad};
    for (size_t i = 0; i < JC_LEN(blocks); i++)
        free(blocks[i]);
    map_free(&s->cells);
    map_free(&s->months);
    free(s);
}

/* ---- what a line is ---------------------------------------------------------------------------- */

static bool names_pieces(const char *text)
{
    return strstr(text, "饮片") != NULL;
}

static enum supply_class class_of(struct world *w, uint32_t item)
{
    const struct supply *s = w->supply;
    item_resolve(w, item);
    const struct item *x = &w->item[item];
    bool consumable = x->kind == 'C' || s->award_consumable[item];
    for (uint32_t i = 0; i < x->matches.n && !consumable && !x->kind; i++) {
        uint32_t award = w->winner[w->match[x->matches.at + i].winner].award;
        consumable = award != NIL && s->award_consumable[w->award[award].item];
    }
    if (consumable)
        return SUPPLY_CONSUMABLE;
    bool pieces = names_pieces(world_text(w, x->name)) || names_pieces(world_text(w, x->form)) ||
                  names_pieces(world_text(w, x->spec_text)) || world_text(w, x->code)[0] == 'T';
    return pieces ? SUPPLY_PIECES : SUPPLY_MEDICINE;
}

enum supply_class supply_class_of(struct world *w, uint32_t item)
{
    struct supply *s = w->supply;
    if (item >= s->goods_n)
        return SUPPLY_MEDICINE;
    if (!s->goods[item])
        s->goods[item] = (uint8_t)class_of(w, item);
    return (enum supply_class)s->goods[item];
}

bool supply_in_report(const struct world *w, const struct line *l)
{
    return l->day != JC_NO_DAY && l->day <= w->what.as_of && (w->what.from == JC_NO_DAY || l->day >= w->what.from);
}

/* Nothing is known of a sheet without the column; elsewhere a blank is nothing shipped, unless it has arrived. */
static int64_t shipped_of(const struct world *w, const struct line *l, int64_t accepted)
{
    const struct supply *s = w->supply;
    jc_day r = w->what.as_of;
    if (l->sheet < 0 || l->sheet >= s->ship_n || !s->ships[l->sheet])
        return NONE;
    if (l->shipped == NONE)
        return accepted;
    if (l->day_ship != JC_NO_DAY ? l->day_ship > r : l->day != JC_NO_DAY && l->day > r)
        return 0; /* after the cut-off day */
    return l->shipped;
}

/* At the price of the line; without one, the part of its own amount, which is of what was ordered (rule book 7.3). */
static int64_t value_of(const struct line *l, int64_t quantity)
{
    int64_t v;
    if (quantity == NONE)
        return NONE;
    if (l->price != NONE)
        return jc_muldiv(&v, quantity, l->price, JC_SCALE) ? v : NONE;
    if (l->amount == NONE || l->ordered == NONE || l->ordered <= 0)
        return NONE;
    return jc_muldiv(&v, l->amount, quantity, l->ordered) ? v : NONE;
}

void supply_of(const struct world *w, const struct line *l, struct supplied *s)
{
    jc_day r = w->what.as_of;
    const struct item *x = &w->item[l->item];
    *s = (struct supplied){.day = l->day_order, .ordered = NONE, .shipped = NONE};
    s->ordered_value = s->shipped_value = NONE;
    if (s->day == JC_NO_DAY)
        s->day = l->day_ship != JC_NO_DAY ? l->day_ship : l->day;
    s->counts = !l->is_return && l->cancelled != 1 && s->day != JC_NO_DAY && s->day <= r;
    if (!s->counts)
        return;
    bool arrived = !l->cancelled && l->accepted != NONE && l->accepted > 0 && l->day != JC_NO_DAY && l->day <= r;
    s->units = x->in_units ? 1 : x->upp;
    s->accepted = arrived ? l->accepted : 0;
    s->shipped = shipped_of(w, l, s->accepted);
    if (l->ordered != NONE && l->ordered > 0)
        s->ordered = l->ordered;
    s->ordered_value = value_of(l, s->ordered);
    s->shipped_value = value_of(l, s->shipped);
    const struct supply *t = w->supply;
    s->due = s->ordered != NONE && l->day_order != JC_NO_DAY && l->day_order + t->arrival_days <= r;
    s->in_time = s->due && s->accepted >= s->ordered && l->day <= l->day_order + t->arrival_days;
}

/* ---- the sums ---------------------------------------------------------------------------------- */

static int32_t month_of(struct supply *s, jc_day day)
{
    if (day < s->day_from || day > s->day_to) {
        int y, m, d;
        jc_day_split(day, &y, &m, &d);
        s->yyyymm = y * 100 + m;
        s->day_from = day - d + 1;
        s->day_to = jc_day_month_end(day);
    }
    return s->yyyymm;
}

static struct month *month_at(struct supply *s, uint32_t supplier, int32_t month)
{
    bool is_new = false;
    uint64_t key = key2(supplier, (uint32_t)month);
    if (s->when_key != key)
        s->when = map_put(&s->months, key, (uint32_t)s->month_n, &is_new);
    s->when_key = key;
    if (is_new) {
        s->month = jc_grow(s->month, &s->month_cap, s->month_n + 1, sizeof *s->month);
        s->month[s->month_n++] = (struct month){.supplier = supplier, .month = month};
    }
    return &s->month[s->when];
}

/* After month_at. */
static struct cell *cell_at(struct supply *s, uint32_t product)
{
    bool is_new;
    uint32_t at = map_put(&s->cells, key2(s->when, product), (uint32_t)s->cell_n, &is_new);
    if (is_new) {
        s->cell = jc_grow(s->cell, &s->cell_cap, s->cell_n + 1, sizeof *s->cell);
        s->cell[s->cell_n++] =
            (struct cell){.supplier = s->month[s->when].supplier, .product = product, .month = s->month[s->when].month};
    }
    return &s->cell[at];
}

static bool add_volume(int64_t *to, int64_t quantity, int64_t units)
{
    int64_t volume;
    return jc_mul(&volume, quantity, units) && jc_add(to, *to, volume);
}

static bool add_order(struct world *w, const struct line *l, const struct supplied *x)
{
    struct month *m = month_at(w->supply, l->supplier == NIL ? 0 : l->supplier + 1, month_of(w->supply, x->day));
    struct cell *c = cell_at(w->supply, item_number(w, l->item));
    bool fits = true;
    m->lines++;
    m->due += x->due;
    m->in_time += x->in_time;
    c->refused |= l->cancelled == 2;
    if (x->ordered_value != NONE)
        fits = jc_add(&m->value, m->value, x->ordered_value);
    if (x->shipped == NONE)
        return fits;
    if (x->units > 0)
        fits &= add_volume(&m->sent, x->shipped, x->units) && add_volume(&m->accepted, x->accepted, x->units);
    if (x->ordered == NONE)
        return fits;
    if (x->units > 0)
        fits &= add_volume(&m->ordered, x->ordered, x->units) && add_volume(&m->shipped, x->shipped, x->units) &&
                add_volume(&c->ordered, x->ordered, x->units) && add_volume(&c->shipped, x->shipped, x->units);
    if (x->ordered_value != NONE && x->shipped_value != NONE)
        fits &= jc_add(&m->ordered_value, m->ordered_value, x->ordered_value) &&
                jc_add(&m->shipped_value, m->shipped_value, x->shipped_value);
    return fits;
}

void supply_order(struct world *w, const struct line *l)
{
    struct supply *s = w->supply;
    struct supplied x;
    supply_of(w, l, &x);
    if (x.counts) {
        if (!add_order(w, l, &x))
            s->too_large = l->id;
    } else if (x.day == JC_NO_DAY && l->cancelled != 1 && s->undated++ == 0) {
        s->undated_first = l->id;
    }
}

static void add_amount(struct world *w, const struct line *l, enum supply_class goods, int64_t value)
{
    struct buyer *b = &w->supply->buyer[l->inst];
    if (goods == SUPPLY_PIECES || value == NONE)
        return;
    b->any = true;
    add_to(
        w,
        &b->amount[goods == SUPPLY_CONSUMABLE ? GOODS_CONSUMABLE : GOODS_MEDICINE][l->channel == 1   ? CHANNEL_ON
                                                                                   : l->channel == 0 ? CHANNEL_OFF
                                                                                                     : CHANNEL_UNKNOWN],
        value, l->id);
}

enum chain_state supply_judge(struct world *w, const struct line *l, int64_t *first, int64_t *second)
{
    return chain_judge(w->supply->chain, w, l, first, second);
}

static void add_chain(struct world *w, const struct line *l)
{
    struct supply *s = w->supply;
    struct buyer *b = &s->buyer[l->inst];
    int64_t first, second;
    enum chain_state state = supply_judge(w, l, &first, &second);
    b->any = true;
    b->invoices[state == CHAIN_GOOD ? 0 : state == CHAIN_NO_DATA ? 2 : 1]++;
    if (state == CHAIN_GOOD || state == CHAIN_NO_DATA)
        return;
    s->bad = jc_grow(s->bad, &s->bad_cap, s->bad_n + 1, sizeof *s->bad);
    s->bad[s->bad_n++] = (struct bad_chain){l->id, first, second, l->inst, state};
}

void supply_line(struct world *w, const struct line *l)
{
    if (l->cancelled || l->accepted == NONE || l->accepted <= 0 || !supply_in_report(w, l))
        return;
    enum supply_class goods = supply_class_of(w, l->item);
    add_amount(w, l, goods, l->net);
    if (goods != SUPPLY_CONSUMABLE)
        add_chain(w, l);
}

void supply_back(struct world *w, const struct line *l, int64_t value)
{
    if (!l->cancelled && supply_in_report(w, l))
        add_amount(w, l, supply_class_of(w, l->item), value);
}

/* ---- agreements -------------------------------------------------------------------------------- */

/* Ordered, for the share of the hospital: what was shipped or accepted was ordered, where the order is not told. */
void supply_agreement(struct world *w, const struct line *l, uint32_t agreement)
{
    struct supply *s = w->supply;
    struct agreement *g = &w->agr[agreement];
    struct supplied x;
    supply_of(w, l, &x);
    if (!l->cancelled && l->accepted != NONE && l->accepted > 0 && (l->day == JC_NO_DAY || l->volume == NONE))
        s->lost[agreement]++;
    if (!x.counts || x.units <= 0)
        return;
    int64_t ordered = x.ordered != NONE ? x.ordered : x.shipped != NONE && x.shipped > 0 ? x.shipped : x.accepted;
    bool fits = add_volume(&g->ordered, ordered, x.units);
    if (x.shipped != NONE)
        fits &= add_volume(&g->shipped, x.shipped, x.units);
    if (!fits)
        w->too_large = l->id;
    if (!fits || x.shipped == NONE || x.ordered == NONE || !g->covered || g->agreed <= 0)
        return;
    s->part = jc_grow(s->part, &s->part_cap, s->part_n + 1, sizeof *s->part);
    struct part *t = &s->part[s->part_n++];
    *t = (struct part){.agreement = agreement, .supplier = l->supplier == NIL ? 0 : l->supplier + 1};
    if (!add_volume(&t->ordered, x.ordered, x.units) || !add_volume(&t->shipped, x.shipped, x.units))
        w->too_large = l->id;
}

/* ---- to the tables ----------------------------------------------------------------------------- */

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

/* Those that were below the line in three months at least; only they can be so three months in a row. */
static void often_low(struct span_cells *to, const struct cell *cell, size_t n, int64_t poor)
{
    struct map low = {0};
    uint32_t *times = NULL;
    size_t cap = 0;
    for (size_t i = 0; i < n; i++) {
        bool is_new;
        if (!is_low(cell[i].shipped, cell[i].ordered, poor))
            continue;
        uint32_t at = map_put(&low, key2(cell[i].supplier, cell[i].product), (uint32_t)low.n, &is_new);
        times = jc_grow(times, &cap, (size_t)at + 1, sizeof *times);
        times[at] = is_new ? 1 : times[at] + 1;
    }
    for (size_t i = 0; i < n; i++) {
        const struct cell *c = &cell[i];
        uint32_t at = c->ordered > 0 ? map_get(&low, key2(c->supplier, c->product)) : NIL;
        if (at != NIL && times[at] >= 3)
            add_span(to, c->supplier == NIL ? -1 : (int64_t)c->supplier, c->product, c);
    }
    free(times);
    map_free(&low);
}

/* Product × month over all distributors. */
static void often_low_products(struct span_cells *to, struct world *w, int64_t poor)
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
        add_to(w, &sum[k].ordered, c->ordered, 1);
        add_to(w, &sum[k].shipped, c->shipped, 1);
    }
    often_low(to, sum, at.n, poor);
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

static int32_t yyyymm(jc_day day)
{
    int y, m, d;
    jc_day_split(day, &y, &m, &d);
    return y * 100 + m;
}

/*
 * Months with orders, each against the one and the two before it (a month without orders is skipped); full months, the
 * last of the three within the report.
 */
static void emit_low(struct world *w, struct jc_frame *f)
{
    int64_t poor = param_scaled(w->params, "supply.poor");
    int32_t before = yyyymm(w->what.as_of + 1), since = w->what.from == JC_NO_DAY ? 0 : yyyymm(w->what.from);
    struct span_cells c = {0};
    often_low(&c, w->supply->cell, w->supply->cell_n, poor);
    often_low_products(&c, w, poor);
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
        if (n < 3 || x->month < since || x->month >= before)
            continue;
        for (int k = 1; k < 3; k++) {
            add_to(w, &ordered, x[-k].ordered, 1);
            add_to(w, &shipped, x[-k].shipped, 1);
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
    int32_t since = w->what.from == JC_NO_DAY ? 0 : month_of(s, w->what.from);
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
            add_to(w, &sum[x->supplier].ordered, x->ordered, 1);
            add_to(w, &sum[x->supplier].shipped, x->shipped, 1);
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
        add_to(w, &all[s->part[i].agreement].ordered, s->part[i].ordered, 1);
        add_to(w, &all[s->part[i].agreement].shipped, s->part[i].shipped, 1);
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
    add_to(w, &r->ordered, sum->ordered, 1);
    add_to(w, &r->shipped, sum->shipped, 1);
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

enum cause { BY_FIRM = 1, BY_DEALER = 2, BY_HOSPITAL = 4, BY_DATA = 8 };

static int causes_of(const struct world *w, const struct agreement *g)
{
    const struct supply *s = w->supply;
    size_t at = (size_t)(g - w->agr);
    const struct days d = days_of(w, g);
    uint32_t evidence;
    bool is_short = short_days(w, g, &evidence) > 0;
    bool in_time = (__int128)g->ordered * d.all >= (__int128)g->agreed * d.elapsed;
    bool firm = is_short || (s->poor[at] && !s->rate[g->product].good);
    bool dealer = s->poor[at] && !is_short && in_time;
    bool hospital = !in_time || class_over(w, g->ig);
    return (firm ? BY_FIRM : 0) | (dealer ? BY_DEALER : 0) | (hospital ? BY_HOSPITAL : 0) |
           (s->lost[at] || s->refused[at] ? BY_DATA : 0);
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
    struct jc_buf words[16] = {0};
    for (int i = 0; i < 16; i++)
        words_of(&words[i], i);
    for (size_t i = 0; i < w->reported_n; i++) {
        const struct agreement *g = &w->agr[w->reported[i]];
        if (!is_behind(w, g))
            continue;
        int c = causes_of(w, g);
        ADD(f, g->id, w->inst[g->inst].id, c & BY_FIRM ? 1 : 0, c & BY_DEALER ? 1 : 0, c & BY_HOSPITAL ? 1 : 0,
            c & BY_DATA ? 1 : 0, w->supply->poor[g - w->agr]);
        jc_frame_text(f, 8, jc_buf_text(&words[c]), words[c].len);
    }
    for (int i = 0; i < 16; i++)
        jc_buf_free(&words[i]);
}

static void emit_lost(struct world *w, struct jc_frame *f)
{
    for (size_t i = 0; i < w->agr_n; i++) {
        if (!w->supply->lost[i] || !w->agr[i].covered)
            continue;
        ADD(f, w->agr[i].id, w->supply->lost[i]);
        jc_frame_text(f, 3, "", 0);
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

static bool may_be(struct world *w, uint32_t item, uint32_t winner)
{
    item_resolve(w, item);
    for (uint32_t i = 0; i < w->item[item].matches.n; i++)
        if (w->match[w->item[item].matches.at + i].winner == winner)
            return true;
    return false;
}

/* Refused rows of an institution and a product: to every agreement there that could have taken them. */
static enum jc_status emit_refused(struct world *w, struct jc_err *err)
{
    struct jc_stmt *rows = NULL;
    struct jc_frame *f;
    enum jc_status st = jc_store_frame(&f, w->store, "supply_lost", err);
    if (st == JC_OK)
        st = jc_stmt_open(&rows, w->store, ASSETS, "refused", err);
    while (st == JC_OK && (st = jc_stmt_step(rows, err)) == JC_OK) {
        int64_t org = jc_col_int(rows, 0), id = jc_col_int(rows, 1);
        uint32_t inst = org >= 0 && org < w->org_n ? w->org[org] : NIL;
        uint32_t item = id >= 0 && id < w->item_of_n ? w->item_of[id] : NIL;
        if (inst == NIL || item == NIL)
            continue;
        const struct span a = w->inst[inst].agreements;
        for (uint32_t k = 0; k < a.n; k++) {
            const struct agreement *g = &w->agr[a.at + k];
            if (!g->covered || !may_be(w, item, g->winner))
                continue;
            w->supply->refused[a.at + k] = true;
            ADD(f, g->id, jc_col_int(rows, 2));
            jc_frame_text(f, 3, jc_col_text(rows, 3, NULL), strlen(jc_col_text(rows, 3, NULL)));
        }
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
    enum jc_status st = emit_refused(w, err);
    world_note_many(w, 491, w->supply->undated_first, w->supply->undated, 0);
    for (size_t i = 0; i < JC_LEN(steps) && st == JC_OK; i++) {
        struct jc_frame *f;
        st = jc_store_frame(&f, w->store, steps[i].table, err);
        if (st == JC_OK)
            steps[i].emit(w, f);
    }
    if (st == JC_OK && (w->too_large || w->supply->too_large))
        st = jc_fail(err, JC_LIMIT, 406, NULL, NULL, NULL);
    return st == JC_OK ? jc_store_script(w->store, "sql/supply_rates.sql", err) : st;
}
