/* The live purchase lines, once; rows that return something are read before them, and count when they have ended. */
#include "rules/pay.h"
#include "rules/queue.h"
#include "rules/returns.h"
#include "rules/supply.h"

enum { CENT = 100, AHEAD = 8 }; /* 0.01 yuan; lines */

/* ---- reading a row ----------------------------------------------------------------------------- */

static jc_day day_of(const struct jc_scan *r, int i)
{
    int64_t day = jc_scan_int(r, i, JC_NO_DAY);
    return (jc_day)day;
}

/* A returned quantity without an accepted one is a return of its own, as a negative row is. */
static void shape(const struct world *w, struct line *l)
{
    if (l->returned == NONE || w->returned_included)
        l->returned = 0;
    if (l->returned < 0)
        l->returned = -l->returned;
    if (l->accepted != NONE && l->accepted < 0) {
        l->is_return = true;
        l->returned = 0;
    } else if (l->returned > 0 && (l->accepted == NONE || l->accepted == 0)) {
        l->is_return = true;
        l->accepted = -l->returned;
        l->returned = 0;
    }
    if (l->is_return && l->day == JC_NO_DAY)
        l->day = l->day_order;
}

static void read_texts(struct line *l, const struct jc_scan *r)
{
    l->order_no = jc_scan_text(r, 21, &l->order_len);
    l->line_no = jc_scan_text(r, 22, &l->line_len);
    l->original = jc_scan_text(r, 23, &l->original_len);
    l->invoices = jc_scan_text(r, 24, &l->invoices_len);
    l->delivery_no = jc_scan_text(r, 25, &l->delivery_len);
}

/* The columns of "lines", "lines_of" and "returns" in sql/assess.sql; the last has one more. */
static void read_line(const struct world *w, struct line *l, const struct jc_scan *r)
{
    *l = (struct line){.id = jc_scan_int(r, 0, 0),
                       .sheet = jc_scan_int(r, 1, 0),
                       .row = jc_scan_int(r, 2, 0),
                       .inst = at_id(w->org, w->org_n, jc_scan_int(r, 3, -1)),
                       .item = at_id(w->item_of, w->item_of_n, jc_scan_int(r, 4, -1)),
                       .ordered = jc_scan_int(r, 5, NONE),
                       .shipped = jc_scan_int(r, 6, NONE),
                       .accepted = jc_scan_int(r, 7, NONE),
                       .returned = jc_scan_int(r, 8, NONE),
                       .price = jc_scan_int(r, 9, NONE),
                       .amount = jc_scan_int(r, 10, NONE),
                       .supplier = at_id(w->firm, w->firm_n, jc_scan_int(r, 11, -1)),
                       .day_order = day_of(r, 12),
                       .day_ship = day_of(r, 13),
                       .day = day_of(r, 14),
                       .paid = jc_scan_int(r, 15, NONE),
                       .day_paid = day_of(r, 16),
                       .channel = (int32_t)jc_scan_int(r, 17, -1),
                       .payer = (int32_t)jc_scan_int(r, 18, -1),
                       .cancelled = (int32_t)jc_scan_int(r, 19, 0),
                       .term = (int32_t)jc_scan_int(r, 20, -1),
                       .of_accepted = jc_scan_int(r, 26, 0) != 0,
                       .agreement = NIL};
    l->order = world_order(w, l->sheet, l->row);
    read_texts(l, r);
    shape(w, l);
}

/* ---- amounts and volumes ----------------------------------------------------------------------- */

static bool near(int64_t a, int64_t b)
{
    return a - b <= CENT && b - a <= CENT;
}

static bool times_price(const struct line *l, int64_t quantity, int64_t *out)
{
    return quantity != NONE && jc_muldiv(out, quantity, l->price, JC_SCALE);
}

/*
 * Rule book 7.3: the line's own amount if it is price × accepted, else the product. An own amount that is the ordered or
 * shipped quantity at the price is no mistake of the file, only another amount.
 */
static bool priced(struct line *l)
{
    int64_t product, other, own = l->amount;
    if (!times_price(l, l->accepted, &product))
        return false;
    if (own != NONE && own > 0 && product < 0)
        own = -own;
    l->gross = product;
    if (own != NONE && near(own, product))
        l->gross = own;
    else if (own != NONE)
        l->odd_amount = !(times_price(l, l->ordered, &other) && near(own, other)) &&
                        !(times_price(l, l->shipped, &other) && near(own, other));
    int64_t back = 0;
    if (l->returned > 0 && !times_price(l, l->returned, &back))
        return false;
    return jc_add(&l->net, l->gross, -back);
}

static bool unpriced(struct line *l)
{
    int64_t own = l->amount, back = 0;
    if (l->accepted < 0 && own > 0)
        own = -own;
    l->gross = own;
    if (l->accepted > 0 && l->ordered != NONE && l->ordered > 0 && l->ordered != l->accepted && !l->of_accepted &&
        !jc_muldiv(&l->gross, own, l->accepted, l->ordered))
        return false;
    if (l->returned > 0 && !jc_muldiv(&back, l->gross, l->returned, l->accepted))
        return false;
    return jc_add(&l->net, l->gross, -back);
}

/* *too_large is set to a line whose figures leave 64 bits. */
static void work_out(const struct world *w, struct line *l, int64_t *too_large)
{
    const struct item *x = &w->item[l->item];
    int64_t quantity = w->basis == BASIS_ACCEPTED ? l->accepted : w->basis == BASIS_SHIPPED ? l->shipped : l->ordered;
    l->gross = l->net = l->volume = NONE;
    if (l->accepted == NONE || l->accepted == 0)
        return;
    bool fits = true;
    if (l->price != NONE)
        fits = priced(l);
    else if (l->amount != NONE)
        fits = unpriced(l);
    if (w->basis != BASIS_ACCEPTED && !l->is_return) {
        const struct parcel *p = parcel_of(w, l->id);
        if (p && !p->stands && (w->basis == BASIS_ORDERED || p->shipped_too))
            quantity = 0;
    }
    if (quantity == NONE || l->is_return)
        quantity = l->accepted;
    int64_t units = units_counted(x);
    if (units > 0)
        fits &= jc_add(&quantity, quantity, -l->returned) && jc_mul(&l->volume, quantity, units);
    if (!fits)
        *too_large = l->id;
}

/* ---- the stream -------------------------------------------------------------------------------- */

struct stream { /* what a row of the scan works on */
    struct world *w;
    line_seen *seen;
    void *arg;
    uint32_t inst;
    struct returns *returns;
    struct queue *queue;
    int64_t too_large; /* as in the world, of the thread that reads */
};

static void take_return(void *arg, const struct jc_scan *row)
{
    struct stream *x = arg;
    struct line l;
    int64_t large = 0;
    size_t len;
    read_line(x->w, &l, row);
    if (!l.is_return || l.inst == NIL || l.item == NIL || (x->inst != NIL && l.inst != x->inst))
        return;
    work_out(x->w, &l, &large);
    if (large)
        too_large(x->w, large);
    const char *order = jc_scan_text(row, 27, &len);
    returns_take(x->returns, &l, order, len);
}

static void take_line(struct stream *x, struct line *l)
{
    struct world *w = x->w;
    struct verdict v;
    w->lines++;
    if (!w->item[l->item].shown) /* the other thread reads items: no write without need */
        w->item[l->item].shown = true;
    if (!l->is_return) {
        int why = count_line(w, l, &v);
        tally(w, why);
        if (!w->ranks)
            supply_line(w, l);
        if (x->seen)
            x->seen(x->arg, w, l, &v, why);
        returns_offer(x->returns, l);
    }
    if (w->pay)
        pay_add(w->pay, l, item_number(w, l->item), supply_class_of(w, l->item) == SUPPLY_CONSUMABLE ? 'C' : 0,
                l->agreement == NIL ? -1 : w->agr[l->agreement].term);
}

/* What a line will touch is asked for some lines ahead: the pairs and agreements of a province are in no cache. */
static void take_lines(void *arg, struct line *line, uint32_t n)
{
    struct stream *x = arg;
    for (uint32_t i = 0; i < n; i++) {
        if (i + 2 * AHEAD < n)
            pair_ask(x->w, line[i + 2 * AHEAD].inst, line[i + 2 * AHEAD].item, ASK_PLACE);
        if (i + AHEAD < n)
            pair_ask(x->w, line[i + AHEAD].inst, line[i + AHEAD].item, ASK_PAIR);
        if (i + AHEAD / 2 < n)
            pair_ask(x->w, line[i + AHEAD / 2].inst, line[i + AHEAD / 2].item, ASK_SUMS);
        take_line(x, &line[i]);
    }
}

/*
 * On the thread of the store, beside take_lines on the other: what a line alone can say. Of the world only the sums of orders
 * are written here.
 */
static void hand_line(void *arg, const struct jc_scan *row)
{
    struct stream *x = arg;
    struct line l;
    read_line(x->w, &l, row);
    if (l.inst == NIL || l.item == NIL)
        return;
    if (!l.is_return && !x->w->ranks)
        supply_order(x->w, &l);
    work_out(x->w, &l, &x->too_large);
    queue_add(x->queue, &l);
}

static enum jc_status scan(struct stream *x, const char *part, jc_scan_fn *fn, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, x->w->store, "sql/assess.sql", part, err);
    if (st == JC_OK && jc_stmt_index(s, "?1"))
        jc_stmt_int(s, 1, x->w->inst[x->inst].id);
    if (st == JC_OK)
        st = jc_stmt_scan(s, NULL, fn, x, err);
    jc_stmt_free(s);
    return st;
}

enum jc_status lines_run(struct world *w, uint32_t inst, line_seen *seen, void *arg, struct jc_err *err)
{
    struct stream x = {.w = w, .seen = seen, .arg = arg, .inst = inst, .returns = returns_new(w, seen, arg)};
    for (uint32_t i = 0; i < w->item_n; i++)
        (void)item_number(w, i); /* now, so that both threads only read it */
    enum jc_status st = scan(&x, "returns", take_return, err);
    if (st == JC_OK) {
        x.queue = queue_open(take_lines, &x);
        st = scan(&x, inst == NIL ? "lines" : "lines_of", hand_line, err);
        queue_close(x.queue);
    }
    if (st == JC_OK)
        returns_finish(x.returns);
    if (x.too_large)
        too_large(w, x.too_large);
    if (st == JC_OK)
        st = world_fits(w, err);
    returns_free(x.returns);
    return st;
}
