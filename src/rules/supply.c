/* Delivery and on-line purchase: what a line is, and the sums of the stream (rule book 8 and 9). */
#include "rules/supply_core.h"
#include "rules/count.h"
#include "rules/emit.h"
#include "rules/params.h"

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

static uint32_t col_item(const struct world *w, struct jc_stmt *q)
{
    int64_t id = jc_col_int(q, 0);
    return id >= 0 && id < w->item_of_n ? w->item_of[id] : NIL;
}

static enum jc_status read_award_goods(struct world *w, struct supply *s, struct jc_err *err)
{
    struct jc_stmt *q = NULL;
    s->goods_n = w->item_n;
    s->goods = jc_alloc((size_t)w->item_n + 1);
    s->award_goods = jc_alloc((size_t)w->item_n + 1);
    enum jc_status st = jc_stmt_open(&q, w->store, ASSETS, "award_goods", err);
    while (st == JC_OK && (st = jc_stmt_step(q, err)) == JC_OK) {
        uint32_t item = col_item(w, q);
        if (item != NIL)
            s->award_goods[item] = (uint8_t)jc_col_int(q, 1);
    }
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

/* One spelling of a product may stand in the agreements, which say what it is, and another in the purchases, which do not. */
static enum jc_status read_column_goods(struct world *w, struct supply *s, struct jc_err *err)
{
    struct jc_stmt *q = NULL;
    enum jc_status st = jc_stmt_open(&q, w->store, ASSETS, "column_goods", err);
    while (st == JC_OK && (st = jc_stmt_step(q, err)) == JC_OK) {
        uint32_t item = col_item(w, q);
        if (item == NIL)
            continue;
        for (uint32_t i = 0; i < w->item_n && !s->column_goods; i++)
            (void)item_number(w, i);
        if (!s->column_goods)
            s->column_goods = jc_alloc(w->numbers.n + 1);
        s->column_goods[item_number(w, item)] |= (uint8_t)(1 << jc_col_int(q, 1));
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
    s->doubt = jc_alloc((w->agr_n + 1) * sizeof *s->doubt);
    s->poor = jc_alloc(w->agr_n + 1);
    enum jc_status st = read_sheets(w, s, err);
    if (st == JC_OK)
        st = read_award_goods(w, s, err);
    if (st == JC_OK)
        st = read_column_goods(w, s, err);
    if (st == JC_OK)
        st = parcels_open(&s->parcels, w, err);
    return st == JC_OK ? chain_open(&s->chain, w, err) : st;
}

void supply_free(struct supply *s)
{
    if (!s)
        return;
    chain_free(s->chain);
    parcels_free(s->parcels);
    void *blocks[] = {s->ships, s->award_goods, s->column_goods, s->goods, s->month, s->cell,
                      s->part,  s->doubt,       s->poor,         s->rate,  s->buyer, s->bad};
    for (size_t i = 0; i < JC_LEN(blocks); i++)
        free(blocks[i]);
    map_free(&s->months);
    free(s);
}

/* ---- what a line is ---------------------------------------------------------------------------- */

static bool names_pieces(const char *text)
{
    return strstr(text, "饮片") != NULL;
}

static bool is_called_pieces(const struct world *w, const struct item *x)
{
    return names_pieces(world_text(w, x->name)) || names_pieces(world_text(w, x->form)) ||
           names_pieces(world_text(w, x->spec_text));
}

/* What the catalogues say of a product without a code: those that name it, and those of whose winners it is. */
static unsigned catalogue_says(const struct world *w, uint32_t item)
{
    const struct item *x = &w->item[item];
    unsigned says = w->supply->award_goods[item];
    for (uint32_t i = 0; i < x->matches.n; i++) {
        uint32_t award = w->winner[w->match[x->matches.at + i].winner].award;
        says |= award != NIL ? w->supply->award_goods[w->award[award].item] : 0;
    }
    return says;
}

/* Columns that say otherwise than what it is taken for, or two things, are told. */
static void doubt_columns(struct world *w, uint32_t item, unsigned columns, bool known, bool consumable)
{
    enum { E_CODE_MEDICINE = 870, E_CODE_CONSUMABLE, E_BOTH };
    const unsigned medicine = COLUMN_MEDICINE | COLUMN_PIECES;
    int code = known ? (consumable ? (columns & medicine ? E_CODE_CONSUMABLE : 0)
                                   : (columns & COLUMN_CONSUMABLE ? E_CODE_MEDICINE : 0))
                     : (columns & COLUMN_CONSUMABLE && columns & medicine ? E_BOTH : 0);
    if (code)
        world_note(w, code, NIL, item, NOWHERE, 0, world_text(w, w->item[item].name), NULL);
}

/*
 * Its code, then the catalogue, then what the columns of purchases and agreements call it; a medicine where nothing says. 药品 may
 * stand above all that a system buys, 耗材 hardly does: it holds against 药品 elsewhere.
 */
static enum supply_class class_of(struct world *w, uint32_t item)
{
    const struct supply *s = w->supply;
    uint32_t number = s->column_goods ? item_number(w, item) : 0;
    item_resolve(w, item);
    const struct item *x = &w->item[item];
    bool pieces = world_text(w, x->code)[0] == 'T';
    unsigned columns = s->column_goods && number < w->numbers.n ? s->column_goods[number] : 0,
             catalogue = x->kind || pieces ? 0 : catalogue_says(w, item);
    bool known = x->kind || pieces || catalogue;
    bool consumable = known ? x->kind == 'C' || catalogue & AWARD_CONSUMABLE : columns & COLUMN_CONSUMABLE;
    if (columns)
        doubt_columns(w, item, columns, known, consumable);
    pieces = pieces || is_called_pieces(w, x) || (!known && columns == COLUMN_PIECES);
    return consumable ? SUPPLY_CONSUMABLE : pieces ? SUPPLY_PIECES : SUPPLY_MEDICINE;
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

/* At the price of the line; without one, the part of its own amount, which is of what was ordered or came (rule book 7.3). */
static int64_t value_of(const struct line *l, int64_t quantity)
{
    int64_t v;
    if (quantity == NONE)
        return NONE;
    if (l->price != NONE)
        return jc_muldiv(&v, quantity, l->price, JC_SCALE) ? v : NONE;
    int64_t whole = l->of_accepted ? l->accepted : l->ordered;
    if (l->amount == NONE || whole == NONE || whole <= 0)
        return NONE;
    return jc_muldiv(&v, l->amount, quantity, whole) ? v : NONE;
}

static void take_parcel(const struct parcel *p, const struct line *l, int32_t days, struct supplied *s)
{
    if (p->again) {
        s->again = true;
        s->ordered = s->ordered_value = 0;
        s->due = s->in_time = false;
    } else {
        s->whole = true;
        s->in_time = s->due && p->accepted >= s->ordered && p->day <= l->day_order + days;
    }
    if (p->again && p->shipped_too && s->shipped != NONE)
        s->shipped = s->shipped_value = 0;
}

void supply_of(const struct world *w, const struct line *l, struct supplied *s)
{
    jc_day r = w->what.as_of;
    const struct item *x = &w->item[l->item];
    *s = (struct supplied){.day = l->day_order, .ordered = NONE, .shipped = NONE};
    s->ordered_value = s->shipped_value = NONE;
    if (s->day == JC_NO_DAY)
        s->day = l->day_ship != JC_NO_DAY ? l->day_ship : l->day;
    s->counts = !l->is_return && is_awaited(l) && s->day != JC_NO_DAY && s->day <= r;
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
    const struct parcel *parcel = parcel_of(w, l->id);
    if (parcel)
        take_parcel(parcel, l, t->arrival_days, s);
}

/* ---- the sums ---------------------------------------------------------------------------------- */

static int32_t month_of(struct supply *s, jc_day day)
{
    if (day < s->day_from || day > s->day_to) {
        s->yyyymm = jc_day_month(day);
        s->day_from = jc_day_month_add(day, 0);
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

static struct cell *first_place(const struct supply *s, const struct cell *c)
{
    return &s->cell[map_hash(key2(c->supplier ^ (uint32_t)c->month << 12, c->product)) & s->cell_mask];
}

static struct cell *cell_at(const struct supply *s, const struct cell *like)
{
    struct cell *c = first_place(s, like);
    while (c->month && (c->product != like->product || c->supplier != like->supplier || c->month != like->month))
        c = c < &s->cell[s->cell_mask] ? c + 1 : s->cell;
    return c;
}

static void widen(struct supply *s)
{
    struct cell *old = s->cell;
    size_t n = old ? s->cell_mask + 1 : 0;
    s->cell_mask = n ? n * 2 - 1 : 1023;
    s->cell = jc_alloc((s->cell_mask + 1) * sizeof *s->cell);
    for (size_t i = 0; i < n; i++)
        if (old[i].month)
            *cell_at(s, &old[i]) = old[i];
    free(old);
}

static void settle(struct supply *s, const struct pending *p)
{
    struct cell *c = cell_at(s, &p->add);
    s->cell_n += !c->month;
    if (!c->month)
        *c = (struct cell){.supplier = p->add.supplier, .product = p->add.product, .month = p->add.month};
    if (!jc_add(&c->ordered, c->ordered, p->add.ordered) || !jc_add(&c->shipped, c->shipped, p->add.shipped))
        s->too_large = p->line;
    c->refused |= p->add.refused;
}

/* A cell lies far from the one before: it is fetched while the next lines are read. */
static void add_pending(struct supply *s, const struct pending *p)
{
    struct pending *at = &s->pending[s->pending_n++ % PENDING];
    if (s->pending_n > PENDING)
        settle(s, at);
    *at = *p;
    if (s->cell_n * 3 >= s->cell_mask * 2)
        widen(s);
    __builtin_prefetch(first_place(s, &p->add), 1);
}

void supply_settle(struct world *w)
{
    struct supply *s = w->supply;
    size_t n = s->pending_n < PENDING ? s->pending_n : PENDING, kept = 0;
    for (size_t i = 0; i < n; i++)
        settle(s, &s->pending[(s->pending_n - n + i) % PENDING]);
    s->pending_n = 0;
    for (size_t i = 0; kept < s->cell_n; i++)
        if (s->cell[i].month)
            s->cell[kept++] = s->cell[i];
}

static bool add_volume(int64_t *to, int64_t quantity, int64_t units)
{
    int64_t volume;
    return jc_mul(&volume, quantity, units) && jc_add(to, *to, volume);
}

/* Of a line whose shipped quantity is known. */
static bool add_shipped(struct month *m, struct cell *p, const struct supplied *x)
{
    bool fits = true;
    if (x->units > 0)
        fits &= add_volume(&m->sent, x->shipped, x->units) && add_volume(&m->accepted, x->accepted, x->units);
    if (x->ordered == NONE)
        return fits;
    if (x->units > 0)
        fits &= add_volume(&p->ordered, x->ordered, x->units) && add_volume(&p->shipped, x->shipped, x->units) &&
                jc_add(&m->ordered, m->ordered, p->ordered) && jc_add(&m->shipped, m->shipped, p->shipped);
    if (x->ordered_value != NONE && x->shipped_value != NONE)
        fits &= jc_add(&m->ordered_value, m->ordered_value, x->ordered_value) &&
                jc_add(&m->shipped_value, m->shipped_value, x->shipped_value);
    return fits;
}

static bool add_order(struct world *w, const struct line *l, const struct supplied *x)
{
    struct supply *s = w->supply;
    struct month *m = month_at(s, l->supplier == NIL ? 0 : l->supplier + 1, month_of(s, x->day));
    struct pending p = {l->id,
                        {m->supplier, item_number(w, l->item), m->month, .refused = l->cancelled == BY_DISTRIBUTOR}};
    bool fits = true;
    m->lines += !x->again;
    m->due += x->due;
    m->in_time += x->in_time;
    if (x->ordered_value != NONE)
        fits = jc_add(&m->value, m->value, x->ordered_value);
    if (x->shipped != NONE)
        fits &= add_shipped(m, &p.add, x);
    add_pending(s, &p);
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
    } else if (x.day == JC_NO_DAY && is_awaited(l)) {
        s->undated++;
        noted_first(&s->undated_first, l);
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
static int64_t ordered_by(const struct supplied *x)
{
    return x->ordered != NONE ? x->ordered : x->shipped != NONE && x->shipped > 0 ? x->shipped : x->accepted;
}

void supply_agreement(struct world *w, const struct line *l, uint32_t agreement)
{
    struct supply *s = w->supply;
    struct agreement *g = &w->agr[agreement];
    struct supplied x;
    supply_of(w, l, &x);
    bool counts = x.counts && ordered_by(&x) > 0;
    if (counts && x.units <= 0)
        s->doubt[agreement].ordered = NONE;
    if (!l->cancelled && l->accepted != NONE && l->accepted > 0 && (l->day == JC_NO_DAY || l->volume == NONE))
        s->doubt[agreement].lost++;
    else if (counts && x.units <= 0)
        s->doubt[agreement].lost++;
    if (!x.counts || x.units <= 0)
        return;
    bool fits = add_volume(&g->ordered, ordered_by(&x), x.units);
    if (x.shipped != NONE)
        fits &= add_volume(&g->shipped, x.shipped, x.units);
    if (!fits)
        too_large(w, l->id);
    if (!fits || x.shipped == NONE || x.ordered == NONE || !g->covered || g->agreed <= 0)
        return;
    s->part = jc_grow(s->part, &s->part_cap, s->part_n + 1, sizeof *s->part);
    struct part *t = &s->part[s->part_n++];
    *t = (struct part){.agreement = agreement, .supplier = l->supplier == NIL ? 0 : l->supplier + 1};
    if (!add_volume(&t->ordered, x.ordered, x.units) || !add_volume(&t->shipped, x.shipped, x.units))
        too_large(w, l->id);
}

/* How much a line that no day is known of, or only one after R, orders: as supply_of would say. */
static int64_t ordered_without_day(const struct line *l)
{
    const int64_t said[] = {l->ordered, l->shipped, l->accepted};
    for (size_t i = 0; i < JC_LEN(said); i++)
        if (said[i] != NONE && said[i] > 0)
            return said[i];
    return 0;
}

struct perhaps {
    struct world *w;
    const struct line *l;
};

static void add_perhaps(void *arg, uint32_t agreement)
{
    const struct perhaps *of = arg;
    struct world *w = of->w;
    const struct line *l = of->l;
    struct doubt *d = &w->supply->doubt[agreement];
    struct supplied x;
    supply_of(w, l, &x);
    int64_t quantity = x.counts ? ordered_by(&x) : ordered_without_day(l), units = units_counted(&w->item[l->item]);
    if (quantity <= 0 || d->line == l->id)
        return;
    d->line = l->id;
    if (d->perhaps++ == 0 || l->order < d->order) {
        d->first = l->id;
        d->order = l->order;
    }
    if (d->ordered != NONE && (units <= 0 || !add_volume(&d->ordered, quantity, units)))
        d->ordered = NONE;
}

void supply_perhaps(struct world *w, const struct pair *p, const struct line *l, jc_day day)
{
    pair_perhaps(w, p, day, add_perhaps, &(struct perhaps){w, l});
}
