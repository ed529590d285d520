/*
 * Returns and their originals. What a return names is looked up by a hash, so that a line, of which there are many, only has to
 * ask whether somebody wants it; what it turns out to be of is decided when all lines have been offered.
 */
#include "rules/returns.h"

#include "rules/monthly.h"
#include "rules/pay.h"
#include "rules/reversed.h"
#include "rules/supply.h"

/* A line that returns name, or one of its deliveries. */
struct original {
    struct line line;
    uint32_t delivery; /* text, NIL = none that a return names */
    uint32_t left;     /* of returns.left */
    uint32_t next;
    uint64_t line_no; /* hash of order and line, 0 = none */
};
/* What a return names: an order and its line, a line of whichever order, or the line of its product in an order, a delivery, an invoice. */
enum by { BY_ORDER, BY_LINE, BY_GOODS, BY_DELIVERY, BY_INVOICE };
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
#define INSTEAD 6
struct back {
    struct line line;
    uint32_t wanted;           /* NIL: names nobody */
    uint32_t instead[INSTEAD]; /* what the number of the original may be of where no line has it: NIL = nothing */
    uint32_t delivery;         /* text */
    bool again;                /* the returned quantity of the line is this return, written a second time */
    size_t among;              /* rows of its order or delivery that it may be of, and nobody knows which; 0 = none */
};

struct returns {
    struct world *w;
    line_seen *seen;
    void *arg;
    struct back *back;
    size_t back_n, back_cap;
    struct wanted *wanted;
    size_t wanted_n, wanted_cap;
    struct original *original;
    size_t original_n, original_cap;
    int64_t *left; /* of each line that a return names, in whichever way; in smallest units where it knows them */
    size_t left_cap;
    struct map by_hash, left_of; /* left_of: purchase.id -> left */
    bool any[BY_INVOICE + 1];    /* somebody is wanted so */
    struct original **of;        /* the deliveries of the line looked at */
    size_t of_n, of_cap;
    struct reversed reversed;
    struct original whole; /* the line of them that is looked at */
};

struct returns *returns_new(struct world *w, line_seen *seen, void *arg)
{
    struct returns *r = jc_alloc(sizeof *r);
    *r = (struct returns){.w = w, .seen = seen, .arg = arg};
    return r;
}

void returns_free(struct returns *r)
{
    if (!r)
        return;
    free(r->back);
    free(r->wanted);
    free(r->original);
    free(r->left);
    free(r->of);
    reversed_free(&r->reversed);
    map_free(&r->by_hash);
    map_free(&r->left_of);
    free(r);
}

/* ---- what a return names ----------------------------------------------------------------------- */

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

/* Of the same rows: tablets of packs of ten are of others than tablets of packs of twenty, though both are tablets. */
static bool same_packs(struct world *w, uint32_t a, uint32_t b)
{
    return w->item[a].upp == w->item[b].upp && item_same_goods(w, a, b);
}

static uint32_t wanted_at(struct returns *r, const struct wanted *new)
{
    bool is_new;
    uint32_t head = map_put(&r->by_hash, new->hash, (uint32_t)r->wanted_n, &is_new);
    for (uint32_t i = is_new ? NIL : head; i != NIL; i = r->wanted[i].next) {
        const struct wanted *x = &r->wanted[i];
        if (x->by == new->by && x->inst == new->inst && x->order_no == new->order_no && x->number == new->number &&
            (x->item == NIL || same_packs(r->w, x->item, new->item)))
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
static uint32_t want(struct returns *r, const struct line *l, enum by by, uint32_t order, uint32_t number)
{
    size_t order_len = 0, len = 0;
    const char *no = number == NIL ? "" : jc_intern_text(r->w->text, number, &len);
    const char *in = order == NIL ? "" : jc_intern_text(r->w->text, order, &order_len);
    const bool anywhere = by == BY_LINE || by == BY_DELIVERY || by == BY_INVOICE;
    const struct wanted x = {.hash = hash_of(l->inst, anywhere ? NULL : in, order_len, no, len),
                             .inst = l->inst,
                             .order_no = order,
                             .number = number,
                             .item = by == BY_ORDER ? NIL : l->item,
                             .first = NIL,
                             .next = NIL,
                             .by = by};
    return wanted_at(r, &x);
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
 * says nothing; if no line of the order has it, the goods do. Where there is no order at all, such a number counts the rows of a
 * delivery, and only its goods there are meant, as they are without a number. `otherwise` is asked where none of these is there.
 */
static uint32_t want_own(struct returns *r, struct back *b, uint32_t order, bool of_order, uint32_t otherwise)
{
    const struct line *l = &b->line;
    uint32_t line = world_put(r->w, l->line_no, l->line_len), goods = NIL;
    const bool counter = line != NIL && is_counter(r->w, line);
    if (order != NIL && (of_order || line == NIL))
        goods = want(r, l, BY_GOODS, order, NIL);
    if (order == NIL && (counter || line == NIL) && b->delivery != NIL)
        goods = want(r, l, BY_DELIVERY, NIL, b->delivery);
    b->instead[INSTEAD - 1] = otherwise;
    if (line == NIL || (counter && (of_order || order == NIL)))
        return goods != NIL ? goods : otherwise;
    b->instead[INSTEAD - 2] = goods;
    return want(r, l, BY_ORDER, order, line);
}

/*
 * Where there are no orders: the goods on its invoice, where it bears the number of one alone. A red one has a number that no line
 * has.
 */
static uint32_t want_invoice(struct returns *r, const struct line *l)
{
    if (l->order_len || l->invoices_len == 0 || memchr(l->invoices, ',', l->invoices_len))
        return NIL;
    return want(r, l, BY_INVOICE, NIL, world_put(r->w, l->invoices, l->invoices_len));
}

/*
 * The number of the original is that of its line, in the order that the return names, if it is there, else in another; where
 * none has it, that of the delivery or the order in which the product stands (原入库单号, 原订单号), and where that is none
 * either, the row's own numbers may say of what it is, at last its invoice.
 */
static void want_original(struct returns *r, struct back *b, uint32_t of_order)
{
    const struct line *l = &b->line;
    uint32_t order = of_order != NIL ? of_order : world_put(r->w, l->order_no, l->order_len);
    uint32_t original = world_put(r->w, l->original, l->original_len), n = 0;
    for (int i = 0; i < INSTEAD; i++)
        b->instead[i] = NIL;
    b->wanted = want_own(r, b, order, of_order != NIL, want_invoice(r, l));
    if (original == NIL)
        return;
    const uint32_t own = b->wanted, in_order = order == NIL ? NIL : want(r, l, BY_ORDER, order, original);
    b->wanted = want(r, l, BY_LINE, NIL, original);
    if (in_order != NIL) { /* the order of the return may be another than that of its line */
        b->instead[n++] = b->wanted;
        b->wanted = in_order;
    }
    b->instead[n++] = want(r, l, BY_DELIVERY, NIL, original);
    b->instead[n++] = want(r, l, BY_GOODS, original, NIL);
    b->instead[n] = own;
}

void returns_take(struct returns *r, const struct line *line, const char *order, size_t order_len)
{
    r->back = jc_grow(r->back, &r->back_cap, r->back_n + 1, sizeof *r->back);
    struct back *b = &r->back[r->back_n++];
    *b = (struct back){.line = *line, .delivery = world_put(r->w, line->delivery_no, line->delivery_len)};
    want_original(r, b, world_put(r->w, order, order_len));
    b->line.line_no = world_lasting(r->w, line->line_no, line->line_len);
    b->line.order_no = world_lasting(r->w, line->order_no, line->order_len);
    b->line.original = world_lasting(r->w, line->original, line->original_len);
}

/* ---- lines that are named ---------------------------------------------------------------------- */

/* What a line counts, in smallest units where it knows them: a pack may come back by the tablet. */
static int64_t units_or_one(const struct world *w, const struct line *l)
{
    int64_t units = units_counted(&w->item[l->item]);
    return units > 0 ? units : 1;
}

/* Where what is left of a line stands: once, whether returns name it by its order or by its number alone. */
static uint32_t left_of(struct returns *r, const struct line *l)
{
    bool is_new;
    uint32_t at = map_put(&r->left_of, (uint64_t)l->id, (uint32_t)r->left_of.n, &is_new);
    if (is_new) {
        r->left = jc_grow(r->left, &r->left_cap, r->left_of.n, sizeof *r->left);
        if (!jc_mul(&r->left[at], l->accepted - l->returned, units_or_one(r->w, l)))
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
static bool is_beside(const struct returns *r, const struct line *l, struct wanted *x)
{
    if (x->by != BY_LINE || x->first == NIL || r->original[x->first].line_no == line_hash(l))
        return false;
    const bool counter = is_counter(r->w, x->number);
    x->many = true;
    x->others += counter;
    return counter || item_number(r->w, l->item) != item_number(r->w, x->item);
}

static void keep(struct returns *r, const struct line *l, struct wanted *x)
{
    if (is_beside(r, l, x))
        return;
    r->original = jc_grow(r->original, &r->original_cap, r->original_n + 1, sizeof *r->original);
    struct original *o = &r->original[r->original_n];
    *o = (struct original){
        .line = *l, .delivery = NIL, .left = left_of(r, l), .next = x->first, .line_no = line_hash(l)};
    if (l->delivery_len)
        o->delivery = jc_intern_get(r->w->text, l->delivery_no, l->delivery_len);
    x->first = (uint32_t)r->original_n++;
}

/* Of numbers that come again with every order no lines of other goods are kept. */
static bool may_be_meant(struct world *w, const struct wanted *x, const struct line *l)
{
    return !is_counter(w, x->number) || item_number(w, l->item) == item_number(w, x->item);
}

/* `no` is the number of the line by which it is asked. */
static bool is_wanted(struct world *w, const struct wanted *x, const struct line *l, const char *no, size_t len)
{
    const bool in_order = x->by == BY_ORDER || x->by == BY_GOODS;
    return x->inst == l->inst && (x->by == BY_GOODS || text_is(w, x->number, no, len)) &&
           (!in_order || text_is(w, x->order_no, l->order_no, l->order_len)) &&
           (x->by == BY_ORDER || (x->by == BY_LINE ? may_be_meant(w, x, l) : item_same_goods(w, x->item, l->item)));
}

static void keep_original(struct returns *r, const struct line *l, enum by by, uint64_t h, const char *no, size_t len)
{
    for (uint32_t i = map_get(&r->by_hash, h); i != NIL; i = r->wanted[i].next)
        if (r->wanted[i].by == by && is_wanted(r->w, &r->wanted[i], l, no, len))
            keep(r, l, &r->wanted[i]);
}

static void keep_invoices(struct returns *r, const struct line *l)
{
    size_t n;
    for (const char *no = l->invoices, *end = no + l->invoices_len; no < end; no += n + 1) {
        const char *comma = memchr(no, ',', (size_t)(end - no));
        n = (size_t)((comma ? comma : end) - no);
        keep_original(r, l, BY_INVOICE, hash_of(l->inst, NULL, 0, no, n), no, n);
    }
}

void returns_offer(struct returns *r, const struct line *l)
{
    if (r->back_n == 0 || l->cancelled || l->accepted == NONE || l->accepted <= 0)
        return;
    if (l->returned == l->accepted)
        reversed_keep(&r->reversed, r->w, l);
    if (r->wanted_n == 0)
        return;
    if (r->any[BY_GOODS] && l->order_len)
        keep_original(r, l, BY_GOODS, hash_of(l->inst, l->order_no, l->order_len, "", 0), "", 0);
    if (r->any[BY_DELIVERY] && l->delivery_len)
        keep_original(r, l, BY_DELIVERY, hash_of(l->inst, NULL, 0, l->delivery_no, l->delivery_len), l->delivery_no,
                      l->delivery_len);
    if (r->any[BY_INVOICE])
        keep_invoices(r, l);
    if (l->line_len == 0)
        return;
    uint64_t h = hash_of(l->inst, NULL, 0, l->line_no, l->line_len);
    if (r->any[BY_LINE])
        keep_original(r, l, BY_LINE, h, l->line_no, l->line_len);
    if (r->any[BY_ORDER])
        keep_original(r, l, BY_ORDER, jc_hash(l->order_no, l->order_len, h), l->line_no, l->line_len);
}

/* ---- what a return is of ----------------------------------------------------------------------- */

static int by_order(const void *x, const void *y)
{
    const struct original *const *a = x, *const *b = y;
    return line_compare(&(*a)->line, &(*b)->line);
}

static int by_return_day(const void *x, const void *y)
{
    const struct back *a = x, *b = y;
    if (a->wanted != b->wanted)
        return a->wanted < b->wanted ? -1 : 1;
    return line_compare(&a->line, &b->line);
}

/* Rows of an order with one product: one row, or the deliveries of one line? */
static bool one_line(const struct returns *r)
{
    if (r->of_n == 1)
        return true;
    const struct original *first = r->of[0];
    const struct parcel *p = parcel_of(r->w, first->line.id);
    bool same_no = first->line_no != 0, same_parcel = p != NULL;
    for (size_t i = 1; i < r->of_n; i++) {
        const struct parcel *q = parcel_of(r->w, r->of[i]->line.id);
        same_no &= r->of[i]->line_no == first->line_no;
        same_parcel = same_parcel && q && q->line == p->line;
    }
    return same_no || same_parcel;
}

/* What had come when the first of the returns went: without a line number nothing else can have gone back. */
static void keep_earlier(struct returns *r, const struct back *back, size_t backs)
{
    jc_day first = JC_NO_DAY;
    size_t kept = 0;
    for (size_t i = 0; i < backs; i++)
        if (back[i].line.day != JC_NO_DAY && (first == JC_NO_DAY || back[i].line.day < first))
            first = back[i].line.day;
    for (size_t i = 0; i < r->of_n; i++)
        if (first == JC_NO_DAY || r->of[i]->line.day == JC_NO_DAY || r->of[i]->line.day <= first)
            r->of[kept++] = r->of[i];
    r->of_n = kept;
}

/*
 * Lines that bear the number which a return gives for its original line: where several have it or each order counts its
 * lines anew, those of the goods that went back.
 */
static void keep_meant(struct returns *r, const struct wanted *x)
{
    size_t kept = 0;
    if (!x->many && one_line(r) && !is_counter(r->w, x->number))
        return;
    for (size_t i = 0; i < r->of_n; i++)
        if (item_number(r->w, r->of[i]->line.item) == item_number(r->w, x->item))
            r->of[kept++] = r->of[i];
    r->of_n = kept;
}

/* What a return may be of by what it names, once all lines have been offered. */
static void gather(struct returns *r, uint32_t wanted)
{
    r->of_n = 0;
    for (uint32_t i = wanted == NIL ? NIL : r->wanted[wanted].first; i != NIL; i = r->original[i].next) {
        r->of = jc_grow(r->of, &r->of_cap, r->of_n + 1, sizeof *r->of);
        r->of[r->of_n++] = &r->original[i];
    }
    if (r->of_n == 0)
        return;
    qsort(r->of, r->of_n, sizeof *r->of, by_order);
    if (r->wanted[wanted].by == BY_LINE)
        keep_meant(r, &r->wanted[wanted]);
}

/* Looked for once, however many returns name it. */
static bool is_found(struct returns *r, uint32_t wanted)
{
    struct wanted *x = &r->wanted[wanted];
    if (x->looked_at)
        return x->found;
    gather(r, wanted);
    x->looked_at = true;
    x->found = r->of_n > 0;
    if (x->found && (x->by == BY_ORDER || (x->by == BY_LINE && x->others == 0 && one_line(r))))
        x->line = jc_hash(&x->inst, sizeof x->inst, r->of[0]->line_no);
    return x->found;
}

/* A number that no line has is that of something else. */
static void choose_wanted(struct returns *r, struct back *b)
{
    for (int i = 0; i < INSTEAD && b->wanted != NIL && !is_found(r, b->wanted); i++)
        if (b->instead[i] != NIL)
            b->wanted = b->instead[i];
}

/* The returns of one line stand together, whether they name it by its order or by its number alone. */
static void choose_all(struct returns *r)
{
    struct map lines = {0};
    bool is_new;
    for (size_t i = 0; i < r->back_n; i++) {
        struct back *b = &r->back[i];
        choose_wanted(r, b);
        if (b->wanted != NIL && r->wanted[b->wanted].line)
            b->wanted = map_put(&lines, r->wanted[b->wanted].line, b->wanted, &is_new);
    }
    map_free(&lines);
}

/* The deliveries of the line that back[0..n) return something of; none where it may be one of several. */
static void find_originals(struct returns *r, struct back *back, size_t backs)
{
    gather(r, back->wanted);
    if (r->of_n == 0)
        return;
    const struct wanted *x = &r->wanted[back->wanted];
    if (x->by == BY_GOODS || x->by == BY_DELIVERY || x->by == BY_INVOICE)
        keep_earlier(r, back, backs);
    if (r->of_n == 0 || x->by == BY_ORDER || (x->others == 0 && one_line(r)))
        return;
    for (size_t i = 0; i < backs; i++)
        back[i].among = r->of_n + x->others;
    r->of_n = 0;
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

/*
 * The returns of one line: where its deliveries say as much in their column of returned quantities, it is the same returns in two
 * exports, and counts once (rule book 15).
 */
static void find_twice(const struct returns *r, struct back *b, size_t backs)
{
    int64_t column = 0, rows = 0, one;
    bool fits = true; /* sums beyond 64 bits are no quantities that anybody could compare */
    for (size_t i = 0; i < r->of_n; i++) {
        const struct line *l = &r->of[i]->line;
        fits = fits &&
               (l->returned <= 0 || (jc_mul(&one, l->returned, units_or_one(r->w, l)) && jc_add(&column, column, one)));
    }
    for (size_t i = 0; i < backs && r->of_n > 0; i++) {
        const struct line *l = &b[i].line;
        fits = fits && (l->cancelled || l->accepted == NONE ||
                        (jc_mul(&one, -l->accepted, units_back(r->w, l, &r->of[0]->line)) && jc_add(&rows, rows, one)));
    }
    for (size_t i = 0; i < backs; i++)
        b[i].again = fits && column > 0 && rows == column;
}

/* ---- taking off -------------------------------------------------------------------------------- */

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

static void inform(const struct returns *r, const struct line *l, const struct verdict *v, int why)
{
    if (r->seen)
        r->seen(r->arg, r->w, l, v, why);
}

/* What one return takes off one delivery. */
static void take_off(struct returns *r, const struct line *ret, const struct original *of, int64_t part)
{
    struct world *w = r->w;
    struct linked link = {.orig = of->line, .return_id = ret->id, .day = ret->day, .quantity = part};
    link.units = units_or_one(w, &of->line);
    link.value = value_of(&link);
    r->left[of->left] -= part;
    struct verdict v;
    struct line part_of = *ret; /* as it is told: what this part takes off, on the day it counts for */
    part_of.day = of->line.day;
    part_of.channel = of->line.channel;
    part_of.net = link.value == NONE ? NONE : -link.value;
    part_of.volume = count_linked(w, &link, ret, &v);
    inform(r, &part_of, &v, WHY_RETURN);
    supply_back(w, &of->line, part_of.net);
    if (w->pay)
        pay_linked(w->pay, &link);
}

/* More went back than had come: the volume falls below nothing, the amount that is owed for the line does not. */
static void note_more(const struct returns *r, const struct line *ret, const struct original *of, int64_t part)
{
    char over[40];
    int64_t left = r->left[of->left] > 0 ? r->left[of->left] : 0, more;
    struct linked link = {.orig = of->line, .units = units_or_one(r->w, &of->line), .quantity = part - left};
    if (link.quantity <= 0 || !jc_muldiv(&more, link.quantity, 1, link.units))
        return;
    jc_scaled_text(over, sizeof over, more, 0, 4);
    const char *number = *ret->original ? ret->original : *ret->line_no ? ret->line_no : ret->order_no;
    int64_t value = value_of(&link);
    world_note(r->w, 835, ret->inst, of->line.item, at_line(ret), value == NONE ? 0 : value, number, over);
}

/*
 * One return over the deliveries of its line: the one whose number it bears first, then in the order (A, file, row); what is
 * more than all of them on the last.
 */
static void link_back(struct returns *r, const struct back *b)
{
    const struct line *ret = &b->line;
    int64_t rest;
    if (b->again) {
        take_off(r, ret, r->of[0], 0);
        return;
    }
    if (!jc_mul(&rest, -ret->accepted, units_back(r->w, ret, &r->of[0]->line))) {
        too_large(r->w, ret->id);
        return;
    }
    for (bool named = b->delivery != NIL;; named = false) {
        for (size_t i = 0; i < r->of_n && rest > 0; i++) {
            const struct original *of = r->of[i];
            bool last = !named && i + 1 == r->of_n;
            int64_t left = r->left[of->left], part = !last && left < rest ? left : rest;
            if (part <= 0 || (named && of->delivery != b->delivery))
                continue;
            if (last)
                note_more(r, ret, of, part);
            take_off(r, ret, of, part);
            rest -= part;
        }
        if (!named)
            return;
    }
}

/* ---- each return ------------------------------------------------------------------------------- */

/* No original, or several rows that may be. */
static void note_lost(const struct returns *r, const struct back *b)
{
    const struct line *l = &b->line;
    int64_t money = l->net == NONE ? 0 : l->net;
    char rows[24];
    if (b->among == 0) {
        world_note(r->w, 417, l->inst, NIL, at_line(l), money, NULL, NULL);
        return;
    }
    const struct wanted *x = &r->wanted[b->wanted];
    snprintf(rows, sizeof rows, "%zu", b->among);
    world_note(r->w, x->by == BY_LINE ? 834 : 831, l->inst, NIL, at_line(l), money,
               world_text(r->w, x->by == BY_GOODS ? x->order_no : x->number), rows);
}

/* Told of the line that both are of, by its order and number. */
static void note_twice(const struct returns *r, const struct back *b)
{
    if (r->of[0] == &r->whole) {
        const struct line *l = &r->whole.line;
        const char *no = l->delivery_len ? l->delivery_no : l->line_len ? l->line_no : l->order_no;
        char day[16];
        jc_day_text(day, l->day);
        world_note(r->w, 893, b->line.inst, b->line.item, at_line(&b->line), 0, day, no);
        return;
    }
    const struct wanted *of = &r->wanted[b->wanted];
    char line[160];
    const char *order = of->by == BY_LINE ? "" : world_text(r->w, of->order_no);
    const char *no = world_text(r->w, of->number);
    snprintf(line, sizeof line, "%s%s%s", order, *order && *no ? " " : "", no);
    world_note(r->w, b->again ? 809 : 810, b->line.inst, b->line.item, at_line(&b->line),
               b->again || b->line.net == NONE ? 0 : b->line.net, line, NULL);
}

/* The line that says by itself that all of it went back, where the row names no other: it is that return once more. */
static void find_reversed(struct returns *r, struct back *b)
{
    const struct line *of = b->line.original_len ? NULL : reversed_take(&r->reversed, r->w, &b->line);
    if (!of)
        return;
    r->whole = (struct original){.line = *of, .left = left_of(r, of)};
    r->of = jc_grow(r->of, &r->of_cap, 1, sizeof *r->of);
    r->of[0] = &r->whole;
    r->of_n = 1;
    b->again = true;
}

static int judge(struct returns *r, struct back *b, struct verdict *v)
{
    struct world *w = r->w;
    struct line *l = &b->line;
    *v = (struct verdict){.agreement = NIL, .s = NIL, .n = NIL, .undecided = NIL, .shortage = NIL};
    if (l->cancelled)
        return l->cancelled == OTHER_DOCUMENT ? WHY_NO_PURCHASE : WHY_CANCELLED;
    if (r->of_n > 0 && l->day == JC_NO_DAY)
        l->day = r->of[0]->line.day;
    if (l->day == JC_NO_DAY)
        return WHY_NO_DAY;
    if (l->day > w->what.as_of) {
        world_note(w, 807, l->inst, NIL, at_line(l), line_money(l), NULL, NULL);
        return WHY_RETURN_LATER;
    }
    if (r->of_n == 0)
        find_reversed(r, b);
    if (r->of_n > 0) {
        monthly_add(w, l, false); /* it was sent, whatever month its amount belongs to */
        link_back(r, b);
        return WHY_RETURN;
    }
    note_lost(r, b);
    supply_back(w, l, l->net);
    return count_line(w, l, v);
}

static bool has_column(const struct returns *r)
{
    for (size_t i = 0; i < r->of_n; i++)
        if (r->of[i]->line.returned > 0)
            return true;
    return false;
}

static void finish(struct returns *r, struct back *b)
{
    struct verdict v;
    int why = judge(r, b, &v);
    if (why == WHY_RETURN && has_column(r))
        note_twice(r, b);
    tally(r->w, why);
    if (why != WHY_RETURN) /* its parts have been told of */
        inform(r, &b->line, &v, why);
}

static int by_own_day(const void *x, const void *y)
{
    const struct back *const *a = x, *const *b = y;
    return line_compare(&(*a)->line, &(*b)->line);
}

/* All returns of one line share what is left of its deliveries; those of none come afterwards, as they went. */
void returns_finish(struct returns *r)
{
    struct back **lost = jc_alloc((r->back_n + 1) * sizeof *lost);
    size_t n = 0;
    choose_all(r);
    if (r->back_n)
        qsort(r->back, r->back_n, sizeof *r->back, by_return_day);
    for (size_t i = 0, end; i < r->back_n; i = end) {
        const uint32_t wanted = r->back[i].wanted;
        for (end = i + 1; wanted != NIL && end < r->back_n && r->back[end].wanted == wanted;)
            end++;
        find_originals(r, &r->back[i], end - i);
        find_twice(r, &r->back[i], end - i);
        for (size_t k = i; k < end; k++)
            if (r->of_n > 0)
                finish(r, &r->back[k]);
            else
                lost[n++] = &r->back[k];
    }
    if (n > 0)
        qsort(lost, n, sizeof *lost, by_own_day);
    for (size_t i = 0; i < n; i++) {
        r->of_n = 0;
        finish(r, lost[i]);
    }
    free(lost);
}
