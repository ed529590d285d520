/*
 * The live purchase lines, once. A return is put aside until the stream has shown its original line: rows that return
 * something are few and are known beforehand, so each line only has to ask whether one of them means it.
 */
#include "rules/pay.h"
#include "rules/count.h"
#include "rules/monthly.h"
#include "rules/queue.h"
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

struct told {
    line_seen *seen;
    void *arg;
};

static void tally(struct world *w, int why)
{
    int i = why - WHY_COUNTED, last = (int)JC_LEN(w->tally) - 1;
    w->tally[i < last ? i : last]++;
}

static void inform(const struct told *t, struct world *w, const struct line *l, const struct verdict *v, int why)
{
    if (t->seen)
        t->seen(t->arg, w, l, v, why);
}

/* ---- returns and their originals --------------------------------------------------------------- */

struct original {
    struct line line;
    uint32_t delivery; /* text, NIL = none that a return names */
    uint32_t left;     /* of returns.left */
    uint32_t next;
    uint64_t line_no; /* hash of order and line, 0 = none */
};
/* What a return names: an order and its line, a line of whichever order, or the line of its product in an order, a delivery. */
enum by { BY_ORDER, BY_LINE, BY_GOODS, BY_DELIVERY };
struct wanted {
    uint64_t hash;
    uint32_t inst, order_no, number; /* text */
    uint32_t item;                   /* that went back; NIL where order and line say which */
    uint32_t first, next;            /* original; wanted of the same hash */
    enum by by;
    size_t others;         /* rows of further lines of a counter, of which none can be told from the first */
    bool many;             /* lines have the number of BY_LINE */
    bool looked_at, found; /* found: something is meant by it */
    uint64_t line;         /* hash of the only one that is meant; 0 = none, several, or not looked at yet */
};
#define INSTEAD 5
struct back {
    struct line line;
    uint32_t wanted;           /* NIL: names nobody */
    uint32_t instead[INSTEAD]; /* what the number of the original may be of where no line has it: NIL = nothing */
    uint32_t delivery;         /* text */
    bool again;                /* the returned quantity of the line is this return, written a second time */
    size_t among;              /* rows of its order or delivery that it may be of, and nobody knows which; 0 = none */
};
/* One of the deliveries of a line that returns share, and what is left of it. */
struct delivered {
    struct line line;
    uint32_t delivery;
    uint64_t line_no;
    int64_t *left;
};
struct returns {
    struct back *back;
    size_t back_n, back_cap;
    struct wanted *wanted;
    size_t wanted_n, wanted_cap;
    struct original *original;
    size_t original_n, original_cap;
    int64_t *left; /* of each line that a return names, in whichever way; in smallest units where it knows them */
    size_t left_cap;
    struct map by_hash, left_of; /* left_of: purchase.id -> left */
    bool any[BY_DELIVERY + 1];   /* somebody is wanted so */
};

static uint64_t hash_of(uint32_t inst, const char *order_no, size_t order_len, const char *line_no, size_t line_len)
{
    uint64_t h = jc_hash(line_no, line_len, inst);
    return order_no ? jc_hash(order_no, order_len, h) : h;
}

static bool text_is(const struct world *w, uint32_t text, const char *s, size_t n)
{
    size_t len;
    const char *t = jc_intern_text(w->text, text, &len);
    return text == NIL ? n == 0 : len == n && memcmp(t, s, n) == 0;
}

/* The same product in the same pack: a quantity of one is a quantity of the other. */
static bool same_goods(struct world *w, uint32_t a, uint32_t b)
{
    const struct item *x = &w->item[a], *y = &w->item[b];
    return a == b ||
           (x->in_units == y->in_units && (x->in_units || x->upp == y->upp) && item_number(w, a) == item_number(w, b));
}

static uint32_t wanted_at(struct world *w, struct returns *r, const struct wanted *new)
{
    bool is_new;
    uint32_t head = map_put(&r->by_hash, new->hash, (uint32_t)r->wanted_n, &is_new);
    for (uint32_t i = is_new ? NIL : head; i != NIL; i = r->wanted[i].next) {
        const struct wanted *x = &r->wanted[i];
        if (x->by == new->by && x->inst == new->inst && x->order_no == new->order_no && x->number == new->number &&
            (x->item == NIL || same_goods(w, x->item, new->item)))
            return i;
    }
    r->wanted = jc_grow(r->wanted, &r->wanted_cap, r->wanted_n + 1, sizeof *r->wanted);
    r->wanted[r->wanted_n] = *new;
    if (!is_new) {
        r->wanted[r->wanted_n].next = r->wanted[head].next;
        r->wanted[head].next = (uint32_t)r->wanted_n;
    }
    r->any[new->by] = true;
    return (uint32_t)r->wanted_n++;
}

/* What a return is of by these numbers; NIL for those that it does not say. */
static uint32_t want(struct world *w, struct returns *r, const struct line *l, enum by by, uint32_t order,
                     uint32_t number)
{
    size_t order_len = 0, len = 0;
    const char *no = number == NIL ? "" : jc_intern_text(w->text, number, &len);
    const char *in = order == NIL ? "" : jc_intern_text(w->text, order, &order_len);
    const bool anywhere = by == BY_LINE || by == BY_DELIVERY;
    const struct wanted x = {.hash = hash_of(l->inst, anywhere ? NULL : in, order_len, no, len),
                             .inst = l->inst,
                             .order_no = order,
                             .number = number,
                             .item = by == BY_ORDER ? NIL : l->item,
                             .first = NIL,
                             .next = NIL,
                             .by = by};
    return wanted_at(w, r, &x);
}

/* A number that counts the lines of each order from 1 on. */
static bool is_counter(const struct world *w, uint32_t line_no)
{
    size_t n;
    const char *s = jc_intern_text(w->text, line_no, &n);
    return n <= 6 && strspn(s, "0123456789") == n;
}

/*
 * By its own numbers. Beside the order of its goods (of_order) its line may be numbered as that of the return is: from 1 on, that
 * says nothing; if no line of the order has it, the goods do.
 */
static uint32_t want_own(struct world *w, struct returns *r, struct back *b, uint32_t order, bool of_order)
{
    const struct line *l = &b->line;
    uint32_t line = world_put(w, l->line_no, l->line_len), goods = NIL;
    if (order != NIL && (of_order || line == NIL))
        goods = want(w, r, l, BY_GOODS, order, NIL);
    if (line == NIL || (of_order && is_counter(w, line)))
        return goods;
    b->instead[INSTEAD - 1] = goods;
    return want(w, r, l, BY_ORDER, order, line);
}

/*
 * The number of the original is that of its line, in the order that the return names, if it is there, else in another; where
 * none has it, that of the delivery or the order in which the product stands (原入库单号, 原订单号), and where that is none
 * either, the row's own numbers may say of what it is.
 */
static void want_original(struct world *w, struct returns *r, struct back *b, uint32_t of_order)
{
    const struct line *l = &b->line;
    uint32_t order = of_order != NIL ? of_order : world_put(w, l->order_no, l->order_len);
    uint32_t original = world_put(w, l->original, l->original_len), n = 0;
    for (int i = 0; i < INSTEAD; i++)
        b->instead[i] = NIL;
    b->wanted = want_own(w, r, b, order, of_order != NIL);
    if (original == NIL)
        return;
    const uint32_t own = b->wanted, in_order = order == NIL ? NIL : want(w, r, l, BY_ORDER, order, original);
    b->wanted = want(w, r, l, BY_LINE, NIL, original);
    if (in_order != NIL) { /* the order of the return may be another than that of its line */
        b->instead[n++] = b->wanted;
        b->wanted = in_order;
    }
    b->instead[n++] = want(w, r, l, BY_DELIVERY, NIL, original);
    b->instead[n++] = want(w, r, l, BY_GOODS, original, NIL);
    b->instead[n] = own;
}

struct stream { /* what a row of the scan works on */
    struct world *w;
    struct returns *r;
    const struct told *told;
    uint32_t inst;
    struct queue *queue;
    int64_t too_large; /* as in the world, of the thread that reads */
};

static void take_return(void *arg, const struct jc_scan *row)
{
    struct stream *x = arg;
    struct returns *r = x->r;
    r->back = jc_grow(r->back, &r->back_cap, r->back_n + 1, sizeof *r->back);
    struct back *b = &r->back[r->back_n];
    size_t of_len;
    read_line(x->w, &b->line, row);
    if (!b->line.is_return || b->line.inst == NIL || b->line.item == NIL || (x->inst != NIL && b->line.inst != x->inst))
        return;
    b->again = false;
    b->among = 0;
    b->line.line_no = world_text(x->w, world_put(x->w, b->line.line_no, b->line.line_len)); /* outlives the row */
    b->delivery = world_put(x->w, b->line.delivery_no, b->line.delivery_len);
    const char *of = jc_scan_text(row, 27, &of_len);
    want_original(x->w, r, b, world_put(x->w, of, of_len));
    b->line.order_no = world_text(x->w, world_put(x->w, b->line.order_no, b->line.order_len));
    b->line.original = world_text(x->w, world_put(x->w, b->line.original, b->line.original_len));
    r->back_n++;
}

/* What a line counts, in smallest units where it knows them: a pack may come back by the tablet. */
static int64_t units_or_one(const struct world *w, const struct line *l)
{
    int64_t units = units_counted(&w->item[l->item]);
    return units > 0 ? units : 1;
}

/* Where what is left of a line stands: once, whether returns name it by its order or by its number alone. */
static uint32_t left_of(const struct world *w, struct returns *r, const struct line *l)
{
    bool is_new;
    uint32_t at = map_put(&r->left_of, (uint64_t)l->id, (uint32_t)r->left_of.n, &is_new);
    if (is_new) {
        r->left = jc_grow(r->left, &r->left_cap, r->left_of.n, sizeof *r->left);
        if (!jc_mul(&r->left[at], l->accepted - l->returned, units_or_one(w, l)))
            r->left[at] = INT64_MAX; /* its volume has told so */
    }
    return at;
}

static uint64_t line_hash(const struct line *l)
{
    return l->line_len ? jc_hash(l->line_no, l->line_len, jc_hash(l->order_no, l->order_len, 1)) | 1 : 0;
}

/*
 * Of a number that a hospital has in many orders only what keep_meant may choose: beside a second line no other goods, and of
 * counters, which are all of those goods, no more than how many there are.
 */
static bool is_beside(struct world *w, const struct returns *r, const struct line *l, struct wanted *x)
{
    if (x->by != BY_LINE || x->first == NIL || r->original[x->first].line_no == line_hash(l))
        return false;
    const bool counter = is_counter(w, x->number);
    x->many = true;
    x->others += counter;
    return counter || item_number(w, l->item) != item_number(w, x->item);
}

static void keep(struct world *w, struct returns *r, const struct line *l, struct wanted *x)
{
    if (is_beside(w, r, l, x))
        return;
    r->original = jc_grow(r->original, &r->original_cap, r->original_n + 1, sizeof *r->original);
    struct original *o = &r->original[r->original_n];
    *o = (struct original){
        .line = *l, .delivery = NIL, .left = left_of(w, r, l), .next = x->first, .line_no = line_hash(l)};
    if (l->delivery_len)
        o->delivery = jc_intern_get(w->text, l->delivery_no, l->delivery_len);
    x->first = (uint32_t)r->original_n++;
}

/* Of numbers that come again with every order no lines of other goods are kept. */
static bool may_be_meant(struct world *w, const struct wanted *x, const struct line *l)
{
    return !is_counter(w, x->number) || item_number(w, l->item) == item_number(w, x->item);
}

static bool is_wanted(struct world *w, const struct wanted *x, const struct line *l)
{
    const bool delivery = x->by == BY_DELIVERY;
    return x->inst == l->inst &&
           (x->by == BY_GOODS ||
            text_is(w, x->number, delivery ? l->delivery_no : l->line_no, delivery ? l->delivery_len : l->line_len)) &&
           (x->by == BY_LINE || delivery || text_is(w, x->order_no, l->order_no, l->order_len)) &&
           (x->by == BY_ORDER || (x->by == BY_LINE ? may_be_meant(w, x, l) : same_goods(w, x->item, l->item)));
}

static void keep_original(struct world *w, struct returns *r, const struct line *l, enum by by, uint64_t h)
{
    for (uint32_t i = map_get(&r->by_hash, h); i != NIL; i = r->wanted[i].next)
        if (r->wanted[i].by == by && is_wanted(w, &r->wanted[i], l))
            keep(w, r, l, &r->wanted[i]);
}

static void offer_original(struct world *w, struct returns *r, const struct line *l)
{
    if (l->cancelled || l->accepted == NONE || l->accepted <= 0)
        return;
    if (r->any[BY_GOODS] && l->order_len)
        keep_original(w, r, l, BY_GOODS, hash_of(l->inst, l->order_no, l->order_len, "", 0));
    if (r->any[BY_DELIVERY] && l->delivery_len)
        keep_original(w, r, l, BY_DELIVERY, hash_of(l->inst, NULL, 0, l->delivery_no, l->delivery_len));
    if (l->line_len == 0)
        return;
    uint64_t h = hash_of(l->inst, NULL, 0, l->line_no, l->line_len);
    if (r->any[BY_LINE])
        keep_original(w, r, l, BY_LINE, h);
    if (r->any[BY_ORDER])
        keep_original(w, r, l, BY_ORDER, jc_hash(l->order_no, l->order_len, h));
}

static int by_order(const void *x, const void *y)
{
    const struct line *a = x, *b = y;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/*
 * Smallest units in one of what a return counts, where its line knows them: the same as there, unless one of the two counts
 * packs and the other what is in them.
 */
static int64_t units_back(const struct world *w, const struct line *ret, const struct line *orig)
{
    const struct item *x = &w->item[ret->item], *y = &w->item[orig->item];
    if (x->in_units == y->in_units || units_counted(y) == 0)
        return units_or_one(w, orig);
    if (x->in_units)
        return 1;
    return x->upp > 0 ? x->upp : y->upp > 0 ? y->upp : 1;
}

/* The value of what went back at the price of its line. */
static int64_t value_of(const struct linked *link)
{
    const struct line *orig = &link->orig;
    int64_t v, whole;
    if (orig->price != NONE && jc_muldiv(&v, link->quantity, orig->price, JC_SCALE * link->units))
        return v;
    return orig->gross != NONE && jc_mul(&whole, orig->accepted, link->units) &&
                   jc_muldiv(&v, orig->gross, link->quantity, whole)
               ? v
               : NONE;
}

/* What one return takes off one delivery. */
static void take_off(struct world *w, const struct told *told, const struct line *ret, struct delivered *of,
                     int64_t part)
{
    struct linked link = {.orig = of->line, .return_id = ret->id, .day = ret->day, .quantity = part};
    link.units = units_or_one(w, &of->line);
    link.value = value_of(&link);
    *of->left -= part;
    struct verdict v;
    struct line part_of = *ret; /* as it is told: what this part takes off, on the day it counts for */
    part_of.day = of->line.day;
    part_of.channel = of->line.channel;
    part_of.net = link.value == NONE ? NONE : -link.value;
    part_of.volume = count_linked(w, &link, ret, &v);
    inform(told, w, &part_of, &v, WHY_RETURN);
    supply_back(w, &of->line, part_of.net);
    if (w->pay)
        pay_linked(w->pay, &link);
}

/* More went back than had come: the volume falls below nothing, the amount that is owed for the line does not. */
static void note_more(struct world *w, const struct line *ret, const struct delivered *of, int64_t part)
{
    char over[40];
    int64_t left = *of->left > 0 ? *of->left : 0, more;
    struct linked link = {.orig = of->line, .units = units_or_one(w, &of->line), .quantity = part - left};
    if (link.quantity <= 0 || !jc_muldiv(&more, link.quantity, 1, link.units))
        return;
    jc_scaled_text(over, sizeof over, more, 0, 4);
    const char *number = *ret->original ? ret->original : *ret->line_no ? ret->line_no : ret->order_no;
    int64_t value = value_of(&link);
    world_note(w, 835, ret->inst, of->line.item, ret->id, 0, value == NONE ? 0 : value, number, over);
}

/*
 * One return over the deliveries of its line: the one whose number it bears first, then in the order (A, file, row); what is
 * more than all of them on the last.
 */
static void link_back(struct world *w, const struct told *told, const struct back *b, struct delivered *of, size_t n)
{
    const struct line *ret = &b->line;
    int64_t rest;
    if (b->again) {
        take_off(w, told, ret, &of[0], 0);
        return;
    }
    if (!jc_mul(&rest, -ret->accepted, units_back(w, ret, &of[0].line))) {
        too_large(w, ret->id);
        return;
    }
    for (bool named = b->delivery != NIL;; named = false) {
        for (size_t i = 0; i < n && rest > 0; i++) {
            bool last = !named && i + 1 == n;
            int64_t part = !last && *of[i].left < rest ? *of[i].left : rest;
            if (part <= 0 || (named && of[i].delivery != b->delivery))
                continue;
            if (last)
                note_more(w, ret, &of[i], part);
            take_off(w, told, ret, &of[i], part);
            rest -= part;
        }
        if (!named)
            return;
    }
}

/* No original, or several rows that may be. */
static void note_lost(struct world *w, const struct returns *r, const struct back *b)
{
    const struct line *l = &b->line;
    int64_t money = l->net == NONE ? 0 : l->net;
    char rows[24];
    if (b->among == 0) {
        world_note(w, 417, l->inst, NIL, l->id, 0, money, NULL, NULL);
        return;
    }
    const struct wanted *x = &r->wanted[b->wanted];
    snprintf(rows, sizeof rows, "%zu", b->among);
    world_note(w, x->by == BY_LINE ? 834 : 831, l->inst, NIL, l->id, 0, money,
               world_text(w, x->by == BY_GOODS ? x->order_no : x->number), rows);
}

static int finish_return(struct world *w, const struct returns *r, const struct told *told, struct back *b,
                         struct delivered *of, size_t n, struct verdict *v)
{
    struct line *l = &b->line;
    *v = (struct verdict){.agreement = NIL, .s = NIL, .n = NIL, .undecided = NIL, .shortage = NIL};
    if (l->cancelled)
        return l->cancelled == OTHER_DOCUMENT ? WHY_NO_PURCHASE : WHY_CANCELLED;
    if (n > 0 && l->day == JC_NO_DAY)
        l->day = of[0].line.day;
    if (l->day == JC_NO_DAY)
        return WHY_NO_DAY;
    if (l->day > w->what.as_of) {
        world_note(w, 807, l->inst, NIL, l->id, 0, line_money(l), NULL, NULL);
        return WHY_RETURN_LATER;
    }
    if (n > 0) {
        monthly_add(w, l, false); /* it was sent, whatever month its amount belongs to */
        link_back(w, told, b, of, n);
        return WHY_RETURN;
    }
    note_lost(w, r, b);
    supply_back(w, l, l->net);
    return count_line(w, l, v);
}

static int by_return_day(const void *x, const void *y)
{
    const struct back *a = x, *b = y;
    if (a->wanted != b->wanted)
        return a->wanted < b->wanted ? -1 : 1;
    return by_order(&a->line, &b->line);
}

/* The deliveries of a line that returns name. */
static size_t gather(struct delivered **out, size_t *cap, const struct returns *r, uint32_t wanted)
{
    size_t n = 0;
    for (uint32_t i = wanted == NIL ? NIL : r->wanted[wanted].first; i != NIL; i = r->original[i].next) {
        const struct original *x = &r->original[i];
        *out = jc_grow(*out, cap, n + 1, sizeof **out);
        (*out)[n++] = (struct delivered){x->line, x->delivery, x->line_no, &r->left[x->left]};
    }
    if (n)
        qsort(*out, n, sizeof **out, by_order);
    return n;
}

/* Rows of an order with one product: one row, or the deliveries of one line? */
static bool one_line(const struct world *w, const struct delivered *of, size_t n)
{
    const struct parcel *p = n ? parcel_of(w, of[0].line.id) : NULL;
    bool same_no = n && of[0].line_no, same_parcel = p != NULL;
    for (size_t i = 1; i < n; i++) {
        const struct parcel *q = parcel_of(w, of[i].line.id);
        same_no &= of[i].line_no == of[0].line_no;
        same_parcel = same_parcel && q && q->line == p->line;
    }
    return n == 1 || same_no || same_parcel;
}

/* What had come when the first of the returns went: without a line number nothing else can have gone back. */
static size_t keep_earlier(struct delivered *of, size_t n, const struct back *back, size_t backs)
{
    jc_day first = JC_NO_DAY;
    size_t kept = 0;
    for (size_t i = 0; i < backs; i++)
        if (back[i].line.day != JC_NO_DAY && (first == JC_NO_DAY || back[i].line.day < first))
            first = back[i].line.day;
    for (size_t i = 0; i < n; i++)
        if (first == JC_NO_DAY || of[i].line.day == JC_NO_DAY || of[i].line.day <= first)
            of[kept++] = of[i];
    return kept;
}

/*
 * Lines that bear the number which a return gives for its original line: where several have it or each order counts its
 * lines anew, those of the goods that went back.
 */
static size_t keep_meant(struct world *w, const struct wanted *x, struct delivered *of, size_t n)
{
    size_t kept = 0;
    if (!x->many && one_line(w, of, n) && !is_counter(w, x->number))
        return n;
    for (size_t i = 0; i < n; i++)
        if (item_number(w, of[i].line.item) == item_number(w, x->item))
            of[kept++] = of[i];
    return kept;
}

/* What a return may be of by what it names, once all lines have been offered. */
static size_t gather_meant(struct delivered **of, size_t *cap, struct world *w, const struct returns *r,
                           uint32_t wanted)
{
    size_t n = gather(of, cap, r, wanted);
    return n && r->wanted[wanted].by == BY_LINE ? keep_meant(w, &r->wanted[wanted], *of, n) : n;
}

/* Looked for once, however many returns name it. */
static bool is_found(struct world *w, struct returns *r, uint32_t wanted, struct delivered **of, size_t *cap)
{
    struct wanted *x = &r->wanted[wanted];
    if (x->looked_at)
        return x->found;
    size_t n = gather_meant(of, cap, w, r, wanted);
    x->looked_at = true;
    x->found = n > 0;
    if (n && (x->by == BY_ORDER || (x->by == BY_LINE && x->others == 0 && one_line(w, *of, n))))
        x->line = jc_hash((const char *)&x->inst, sizeof x->inst, (*of)->line_no);
    return x->found;
}

/* A number that no line has is that of something else. */
static void choose_wanted(struct world *w, struct returns *r, struct back *b, struct delivered **of, size_t *cap)
{
    uint32_t wanted = b->wanted;
    for (int i = 0; i < INSTEAD && wanted != NIL && !is_found(w, r, wanted, of, cap); i++)
        if (b->instead[i] != NIL)
            wanted = b->instead[i];
    b->wanted = wanted;
}

/* The returns of one line stand together, whether they name it by its order or by its number alone. */
static void choose_all(struct world *w, struct returns *r, struct delivered **of, size_t *cap)
{
    struct map lines = {0};
    bool is_new;
    for (size_t i = 0; i < r->back_n; i++) {
        struct back *b = &r->back[i];
        choose_wanted(w, r, b, of, cap);
        if (b->wanted != NIL && r->wanted[b->wanted].line)
            b->wanted = map_put(&lines, r->wanted[b->wanted].line, b->wanted, &is_new);
    }
    map_free(&lines);
}

/* The deliveries of the line that back[0..n) return something of; none where it may be one of several. */
static size_t find_originals(struct world *w, const struct returns *r, struct back *back, size_t backs,
                             struct delivered **of, size_t *cap)
{
    uint32_t wanted = back->wanted;
    size_t n = gather_meant(of, cap, w, r, wanted);
    enum by by = n ? r->wanted[wanted].by : BY_ORDER;
    if (by == BY_GOODS || by == BY_DELIVERY)
        n = keep_earlier(*of, n, back, backs);
    size_t others = n ? r->wanted[wanted].others : 0;
    if (n == 0 || by == BY_ORDER || (others == 0 && one_line(w, *of, n)))
        return n;
    for (size_t i = 0; i < backs; i++)
        back[i].among = n + others;
    return 0;
}

/* Told of the line that both are of, by its order and number. */
static void note_twice(struct world *w, const struct back *b, const struct wanted *of)
{
    char line[160];
    const char *order = of->by == BY_LINE ? "" : world_text(w, of->order_no);
    const char *no = world_text(w, of->number);
    snprintf(line, sizeof line, "%s%s%s", order, *order && *no ? " " : "", no);
    world_note(w, b->again ? 809 : 810, b->line.inst, b->line.item, b->line.id, 0,
               b->again || b->line.net == NONE ? 0 : b->line.net, line, NULL);
}

/*
 * The returns of one line, of[0..n) its deliveries: where these say as much in their column of returned quantities, it is the
 * same returns in two exports, and counts once (rule book 15).
 */
static void find_twice(const struct world *w, struct back *b, size_t backs, const struct delivered *of, size_t n)
{
    int64_t column = 0, rows = 0, one;
    bool fits = true; /* sums beyond 64 bits are no quantities that anybody could compare */
    for (size_t i = 0; i < n; i++)
        fits = fits && (of[i].line.returned <= 0 || (jc_mul(&one, of[i].line.returned, units_or_one(w, &of[i].line)) &&
                                                     jc_add(&column, column, one)));
    for (size_t i = 0; i < backs && n > 0; i++)
        fits =
            fits &&
            (b[i].line.cancelled || b[i].line.accepted == NONE ||
             (jc_mul(&one, -b[i].line.accepted, units_back(w, &b[i].line, &of[0].line)) && jc_add(&rows, rows, one)));
    for (size_t i = 0; i < backs; i++)
        b[i].again = fits && column > 0 && rows == column;
}

static bool has_column(const struct delivered *of, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (of[i].line.returned > 0)
            return true;
    return false;
}

/* All returns of one line share what is left of its deliveries. */
static void finish_returns(struct world *w, struct returns *r, const struct told *told)
{
    struct delivered *of = NULL;
    size_t cap = 0, n = 0;
    choose_all(w, r, &of, &cap);
    if (r->back_n)
        qsort(r->back, r->back_n, sizeof *r->back, by_return_day);
    for (size_t i = 0; i < r->back_n; i++) {
        struct back *b = &r->back[i];
        struct verdict v;
        int64_t large = 0;
        if (i == 0 || b->wanted == NIL || r->back[i - 1].wanted != b->wanted) {
            size_t same = 1;
            while (b->wanted != NIL && i + same < r->back_n && r->back[i + same].wanted == b->wanted)
                same++;
            n = find_originals(w, r, b, same, &of, &cap);
            find_twice(w, b, same, of, n);
        }
        work_out(w, &b->line, &large);
        if (large)
            too_large(w, large);
        int why = finish_return(w, r, told, b, of, n, &v);
        if (why == WHY_RETURN && has_column(of, n))
            note_twice(w, b, &r->wanted[b->wanted]);
        tally(w, why);
        if (why != WHY_RETURN) /* its parts have been told of */
            inform(told, w, &b->line, &v, why);
    }
    free(of);
}

/* ---- the stream -------------------------------------------------------------------------------- */

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
        inform(x->told, w, l, &v, why);
        if (x->r->wanted_n)
            offer_original(w, x->r, l);
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
    struct returns r = {0};
    struct told told = {seen, arg};
    struct stream x = {w, &r, &told, inst, NULL, 0};
    for (uint32_t i = 0; i < w->item_n; i++)
        (void)item_number(w, i); /* now, so that both threads only read it */
    enum jc_status st = scan(&x, "returns", take_return, err);
    if (st == JC_OK) {
        x.queue = queue_open(take_lines, &x);
        st = scan(&x, inst == NIL ? "lines" : "lines_of", hand_line, err);
        queue_close(x.queue);
    }
    if (st == JC_OK)
        finish_returns(w, &r, &told);
    if (x.too_large)
        too_large(w, x.too_large);
    if (st == JC_OK)
        st = world_fits(w, err);
    free(r.back);
    free(r.wanted);
    free(r.original);
    free(r.left);
    map_free(&r.by_hash);
    map_free(&r.left_of);
    return st;
}
