#include "ingest/settle_own.h"

#define SQL "sql/settle.sql"

enum jc_status jc_settle_spelled_twice(struct jc_store *store, int64_t file, bool *twice, struct jc_err *err)
{
    struct jc_stmt *s;
    enum jc_status st = jc_stmt_open(&s, store, SQL, "spelled_twice", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(s, 1, file);
    st = jc_stmt_step(s, err);
    *twice = st == JC_OK;
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

/* ---- identities ------------------------------------------------------------------------------------------------ */

/* Some bits of each identity, none of which is negative. */
static size_t digit_of(const struct jc_ident *x, int shift, size_t digits)
{
    return (uint64_t)x->ident >> shift & (digits - 1);
}

/*
 * By identity; what is equal stays in its order, which is that of the rows. Bits that all have alike cost one look. A few
 * are sorted by small digits, since counting takes as long as there are digits.
 */
void jc_idents_sort(struct jc_ident *v, size_t n)
{
    const int bits = n < 8192 ? 8 : 16;
    const size_t digits = (size_t)1 << bits;
    struct jc_ident *from = v, *to = jc_alloc(n * sizeof *to), *spare = to;
    size_t *at = jc_alloc((digits + 1) * sizeof *at);
    for (int shift = 0; shift < 64; shift += bits) {
        memset(at, 0, (digits + 1) * sizeof *at);
        for (size_t i = 0; i < n; i++)
            at[digit_of(&from[i], shift, digits) + 1]++;
        if (n == 0 || at[digit_of(&from[0], shift, digits) + 1] == n)
            continue;
        for (size_t i = 1; i <= digits; i++)
            at[i] += at[i - 1];
        for (size_t i = 0; i < n; i++)
            to[at[digit_of(&from[i], shift, digits)]++] = from[i];
        struct jc_ident *t = from;
        from = to;
        to = t;
    }
    if (from != v)
        memcpy(v, from, n * sizeof *v);
    free(spare);
    free(at);
}

/* ---- purchase lines ------------------------------------------------------------------------------------ */

struct settler {
    struct jc_stmt *versions, *live, *own, *nth;
    int64_t first; /* the first new line */
    struct jc_settle_watch watch;
};

/* What a line says that a correction may change. */
static const enum jc_field said[] = {JC_F_ACCEPTED,   JC_F_RETURNED, JC_F_PRICE,  JC_F_AMOUNT,  JC_F_PAID,
                                     JC_F_DAY_ACCEPT, JC_F_DAY_PAID, JC_F_STATUS, JC_F_INVOICES};
enum { SAID_ACCEPTED, SAID_RETURNED, SAID_PAID = 4, SAID_DAY_ACCEPT, SAID_DAY_PAID, SAID_WORDS };

struct version {
    struct jc_place at;
    int64_t id, state, inst;
    int64_t says[JC_LEN(said)];  /* of a word: 1 if it stands there */
    bool correction, weak, back; /* weak: known by all it says; back: a return */
    uint64_t line;               /* what order and line number come to, 0 = it has no line number */
    uint64_t generic, strength;  /* 0 = not known */
    uint64_t delivery, invoices; /* 0 = none */
    uint64_t status;             /* 0 = none */
    uint64_t numbers;            /* a bit for each of these: two that share none share no number */
    int64_t ordered, shipped, file;
    size_t of;         /* the exact identity, numbered */
    bool counts, live; /* as it is now, as it was */
};

/* Of @versions. */
#define COL_STATE      6
#define COL_WORDS      (COL_STATE + 1 + (int)JC_LEN(said))
#define COL_CORRECTION (COL_WORDS + (int)JC_LEN(said) - SAID_WORDS)
#define COL_INST       (COL_CORRECTION + 1)
#define COL_DELIVERY   (COL_INST + 1)
#define COL_LINE       (COL_DELIVERY + 1)
#define COL_GENERIC    (COL_LINE + 1)
#define COL_STRENGTH   (COL_GENERIC + 1)
#define COL_ORDERED    (COL_STRENGTH + 1)
#define COL_SHIPPED    (COL_ORDERED + 1)
#define COL_FILE       (COL_SHIPPED + 1)

/* 0 = nothing stands there. */
static uint64_t col_hash(struct jc_stmt *s, int i)
{
    size_t n;
    const char *text = jc_col_text(s, i, &n);
    return n ? jc_hash(text, n, 1) : 0;
}

static uint64_t number_bits(struct jc_stmt *s, int i)
{
    uint64_t bits = 0;
    size_t n;
    const char *p = jc_col_text(s, i, &n), *end = p + n;
    for (; p < end; p += n + 1) {
        const char *comma = memchr(p, ',', (size_t)(end - p));
        n = comma ? (size_t)(comma - p) : (size_t)(end - p);
        bits |= n ? UINT64_C(1) << (jc_hash(p, n, 1) >> 58) : 0;
    }
    return bits;
}

static void read_version(struct version *v, struct jc_stmt *s)
{
    *v = (struct version){
        .id = jc_col_int(s, 0), .at = {jc_col_int(s, 4), jc_col_int(s, 5)}, .state = jc_col_int(s, COL_STATE)};
    for (int i = 0; i < (int)JC_LEN(said); i++)
        v->says[i] = jc_col_null(s, COL_STATE + 1 + i) ? JC_UNSAID : jc_col_int(s, COL_STATE + 1 + i);
    v->correction = jc_col_int(s, COL_CORRECTION) != 0;
    v->inst = jc_col_int(s, COL_INST);
    v->weak = jc_col_int(s, 2) != 0;
    v->delivery = col_hash(s, COL_DELIVERY);
    v->back = v->says[SAID_ACCEPTED] <= 0 && (v->says[SAID_ACCEPTED] != JC_UNSAID || v->says[SAID_RETURNED] > 0);
    v->line = col_hash(s, COL_LINE);
    v->generic = col_hash(s, COL_GENERIC);
    v->strength = col_hash(s, COL_STRENGTH);
    v->status = col_hash(s, COL_WORDS);
    v->invoices = col_hash(s, COL_WORDS + 1);
    v->numbers = number_bits(s, COL_WORDS + 1);
    v->ordered = jc_col_null(s, COL_ORDERED) ? JC_UNSAID : jc_col_int(s, COL_ORDERED);
    v->shipped = jc_col_null(s, COL_SHIPPED) ? JC_UNSAID : jc_col_int(s, COL_SHIPPED);
    v->file = jc_col_int(s, COL_FILE);
    v->live = jc_col_int(s, 1) != 0;
}

/* Amounts that one program rounds to cents and another does not. */
static bool is_rounded(int i, int64_t a, int64_t b)
{
    enum { AMOUNT = 3, HALF_A_CENT = 50 };
    return (i == AMOUNT || i == SAID_PAID) && a != JC_UNSAID && b != JC_UNSAID && a - b <= HALF_A_CENT &&
           b - a <= HALF_A_CENT;
}

/* More went back or was paid, which is written later and often without a day: of these states the new one is the newer. */
static bool has_grown(int i, int64_t before, int64_t now)
{
    return (i == SAID_RETURNED || i == SAID_PAID) && now != JC_UNSAID && (before == JC_UNSAID || now > before);
}

/* The first thing that the line passed over says and the one that counts does not, -1 = none; 0 and nothing are alike. What has
   grown is passed over where `grown`. */
static int differing_but(const struct version *passed, const struct version *counts, bool grown)
{
    for (int i = 0; i < (int)JC_LEN(said); i++) {
        int64_t a = passed->says[i], b = counts->says[i];
        int about = i == SAID_DAY_ACCEPT ? SAID_ACCEPTED : SAID_PAID;
        if (a == b || a == JC_UNSAID || (a == 0 && b == JC_UNSAID) || is_rounded(i, a, b) ||
            (grown && has_grown(i, a, b)))
            continue;
        if (i != SAID_DAY_ACCEPT && i != SAID_DAY_PAID ? passed->state == counts->state
                                                       : b != JC_UNSAID && passed->says[about] == counts->says[about])
            return i;
    }
    return -1;
}

static int differing(const struct version *passed, const struct version *counts)
{
    return differing_but(passed, counts, false);
}

static void tell_passed(struct settler *s, int64_t ident, const struct version *passed, const struct version *counts)
{
    int i = differing(passed, counts);
    if (i < 0)
        return;
    struct jc_passed p = {.ident = ident,
                          .sheet = passed->at.sheet,
                          .row = passed->at.row,
                          .other_sheet = counts->at.sheet,
                          .other_row = counts->at.row,
                          .field = said[i],
                          .mine = passed->says[i],
                          .other = counts->says[i]};
    if (i >= SAID_WORDS)
        p.mine_text = jc_col_text(s->versions, COL_WORDS + i - SAID_WORDS, NULL);
    s->watch.passed(s->watch.ctx, &p);
}

static enum jc_status settler_open(struct settler *s, struct jc_store *store, struct jc_err *err)
{
    enum jc_status st = jc_stmt_open(&s->versions, store, SQL, "versions", err);
    if (st == JC_OK)
        st = jc_stmt_open(&s->live, store, SQL, "purchase_live", err);
    if (st == JC_OK)
        st = jc_stmt_open(&s->own, store, SQL, "own_lines", err);
    return st == JC_OK ? jc_stmt_open(&s->nth, store, SQL, "purchase_nth", err) : st;
}

static void settler_close(struct settler *s)
{
    jc_stmt_free(s->versions);
    jc_stmt_free(s->live);
    jc_stmt_free(s->own);
    jc_stmt_free(s->nth);
}

/* Lines of one place that count, each under an identity of its own: receipts without order number, deliveries of one line. */
struct receipts {
    struct version *v;
    size_t n, cap;
};

/* The first of an identity; an older one of the same identity stands for it, whichever of them counts. */
static void keep_receipt(struct receipts *all, const struct version *v, bool first)
{
    if (v->weak ? !v->delivery : !v->line)
        return;
    if (first) {
        all->v = jc_grow(all->v, &all->cap, all->n + 1, sizeof *all->v);
        all->v[all->n++] = *v;
    } else if (v->id < all->v[all->n - 1].id) {
        all->v[all->n - 1] = *v;
    }
}

/* Older rows in the order in which one is looked for: of an institution, and of a line with or without a delivery. */
struct older {
    int64_t inst;
    uint64_t line;
    bool delivered;
    const struct version *v;
};

static int by_line(const void *x, const void *y)
{
    const struct older *a = x, *b = y;
    if (a->inst != b->inst)
        return a->inst < b->inst ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    return a->delivered - b->delivered;
}

static int by_line_and_place(const void *x, const void *y)
{
    const struct older *a = x, *b = y;
    int c = by_line(a, b);
    return c ? c : (a->v > b->v) - (a->v < b->v);
}

static struct older key_of(const struct version *v, bool delivered)
{
    return v->weak ? (struct older){v->inst, 0, false, v} : (struct older){v->inst, v->line, delivered, v};
}

/* The first that was read of those that are alike; NULL: there is none. */
static const struct version *find_older(const struct older *old, size_t n, const struct older *wanted)
{
    size_t from = 0, to = n;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (by_line(&old[mid], wanted) < 0)
            from = mid + 1;
        else
            to = mid;
    }
    return from < n && by_line(&old[from], wanted) == 0 ? old[from].v : NULL;
}

/*
 * The same receipt in another file, with other words beside it: by all it says another line, but hardly another receipt. Or
 * a numbered line with a delivery here and without one there: two rows by the rule, but hardly two deliveries.
 * A number that stands in all rows of two files has as many of them as these have rows.
 */
static void tell_beside(struct settler *s, int64_t ident, const struct receipts *all)
{
    size_t n = 0;
    if (all->n < 2) /* most */
        return;
    struct older *old = jc_alloc(all->n * sizeof *old);
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].id < s->first)
            old[n++] = key_of(&all->v[i], all->v[i].delivery != 0);
    if (n)
        qsort(old, n, sizeof *old, by_line_and_place);
    for (size_t i = 0; i < all->n && n; i++) {
        const struct version *mine = &all->v[i];
        const struct older wanted = key_of(mine, mine->delivery == 0);
        const struct version *other = mine->id < s->first ? NULL : find_older(old, n, &wanted);
        if (other)
            jc_settle_doubt(&s->watch, ident, mine->weak ? JC_DOUBT_RECEIPT : JC_DOUBT_DELIVERY, &mine->at, &other->at);
    }
    free(old);
}

static bool is_other_product(const struct version *a, const struct version *b)
{
    return (a->generic && b->generic && a->generic != b->generic) ||
           (a->strength && b->strength && a->strength != b->strength);
}

/* As much or less that came later, on another invoice: a second delivery rather than a newer state. */
static bool is_other_delivery(const struct version *counts, const struct version *other)
{
    int64_t now = counts->says[SAID_ACCEPTED], then = other->says[SAID_ACCEPTED];
    int64_t day = counts->says[SAID_DAY_ACCEPT], before = other->says[SAID_DAY_ACCEPT];
    bool invoices = counts->invoices && other->invoices && counts->invoices != other->invoices;
    return now > 0 && before != JC_UNSAID && day > before && (then > now || (then == now && invoices));
}

/*
 * More that came later, on invoices that share no number, of an order that holds both: the whole so far, as most exports give
 * it, or a second delivery. Nobody knows.
 */
static bool may_be_delivery(const struct version *counts, const struct version *other)
{
    int64_t now = counts->says[SAID_ACCEPTED], then = other->says[SAID_ACCEPTED], both;
    int64_t day = counts->says[SAID_DAY_ACCEPT], before = other->says[SAID_DAY_ACCEPT];
    if (!counts->numbers || !other->numbers || counts->numbers & other->numbers || then <= 0 || now <= then)
        return false;
    return before != JC_UNSAID && day > before &&
           (counts->ordered == JC_UNSAID || (!__builtin_add_overflow(now, then, &both) && both <= counts->ordered));
}

/* What came in, or of a return what went back; JC_UNSAID = nothing. */
static int64_t moved(const struct version *v)
{
    int64_t in = v->says[SAID_ACCEPTED], out = v->says[SAID_RETURNED];
    int64_t n = in > 0 || !v->back ? in : in < 0 && in != JC_UNSAID ? -in : out;
    return n > 0 ? n : JC_UNSAID;
}

static bool is_void(const struct version *v)
{
    return v->says[SAID_WORDS] != JC_UNSAID;
}

/*
 * May they be two deliveries (returns), but for their quantities? They have days of their own, no invoice that both name and
 * no state that says that nothing came.
 */
static bool are_apart(const struct version *counts, const struct version *other)
{
    int64_t day = counts->says[SAID_DAY_ACCEPT], before = other->says[SAID_DAY_ACCEPT];
    return day != JC_UNSAID && before != JC_UNSAID && day != before && moved(counts) != JC_UNSAID &&
           moved(other) != JC_UNSAID && !is_void(counts) && !is_void(other) && !(counts->numbers & other->numbers);
}

/*
 * Where invoices do not tell, two deliveries of one order: with numbers of their own; or both come to what was ordered; or
 * nobody knows what was; or all of it had come before. A quantity that grows up to what was ordered is the sum so far.
 */
static bool is_second(const struct version *counts, const struct version *other)
{
    bool later = counts->says[SAID_DAY_ACCEPT] > other->says[SAID_DAY_ACCEPT];
    const struct version *first = later ? other : counts, *second = later ? counts : other;
    int64_t ordered = second->ordered != JC_UNSAID ? second->ordered : first->ordered, both;
    if (!are_apart(counts, other))
        return false;
    int64_t then = moved(first), now = moved(second);
    if (counts->back || (first->delivery && second->delivery && first->delivery != second->delivery))
        return true;
    if (first->numbers && second->numbers)
        return false; /* judged by may_be_delivery and is_other_delivery */
    return ordered == JC_UNSAID || (!__builtin_add_overflow(then, now, &both) && both == ordered) ||
           (then >= ordered && now <= then);
}

/* The one that came later with as much or less is hardly a sum; with more it may be one. */
static void tell_second(struct settler *s, int64_t ident, const struct version *counts, const struct version *other)
{
    const struct version *mine = counts->id >= s->first ? counts : other, *older = mine == counts ? other : counts;
    bool later = counts->says[SAID_DAY_ACCEPT] > other->says[SAID_DAY_ACCEPT];
    bool more = moved(later ? counts : other) > moved(later ? other : counts);
    int64_t sign = counts->back ? -1 : 1;
    struct jc_doubtful d = {ident,
                            mine->at.sheet,
                            mine->at.row,
                            older->at.sheet,
                            older->at.row,
                            more ? JC_DOUBT_SECOND : JC_DOUBT_LESS,
                            sign * moved(mine),
                            sign * moved(older)};
    if (s->watch.doubt)
        s->watch.doubt(s->watch.ctx, &d);
}

/*
 * Of a new line and an older one only the newer state counts, as their number says: but a number that stands for another
 * product may have been given twice, as much or less that was accepted later is hardly a newer state, and nobody knows which
 * is newer where their days are the same. A correction stands above all states, also those that come after it.
 */
static void doubt_state(struct settler *s, int64_t ident, const struct version *counts, const struct version *other)
{
    bool is_new = counts->id >= s->first;
    if (is_new == (other->id >= s->first) || counts->weak || (counts->correction && is_new))
        return;
    int differs = differing_but(other, counts, is_new);
    const struct version *mine = is_new ? counts : other, *older = is_new ? other : counts;
    if (counts->correction && other->state > counts->state)
        jc_settle_doubt(&s->watch, ident, JC_DOUBT_FIXED, &mine->at, &older->at);
    else if (counts->correction)
        return;
    else if (is_other_product(counts, other))
        jc_settle_doubt(&s->watch, ident, JC_DOUBT_PRODUCT, &mine->at, &older->at);
    else if (is_other_delivery(counts, other))
        jc_settle_doubt(&s->watch, ident, JC_DOUBT_LESS, &mine->at, &older->at);
    else if (may_be_delivery(counts, other) || is_second(counts, other))
        tell_second(s, ident, counts, other);
    else if (is_new && counts->state == other->state && differs >= 0 && differs < SAID_WORDS)
        jc_settle_doubt(&s->watch, ident, JC_DOUBT_UNDATED, &mine->at, &older->at);
}

/* Something went back; `back` also is what says that nothing came. */
static bool returns(const struct version *v)
{
    int64_t in = v->says[SAID_ACCEPTED];
    return in != JC_UNSAID && in < 0 ? true : in <= 0 && v->says[SAID_RETURNED] > 0;
}

/*
 * Deliveries of the lines of one place, to be asked for: is one of them in that file, and what is the latest state that counts?
 * What a row does not say of its product (0) agrees with everything, so that each stands below what it says and below ANYTHING.
 */
#define ANYTHING UINT64_MAX
struct delivered {
    int64_t inst;
    uint64_t line, generic, strength;
    int64_t file; /* LATEST: the latest of all files */
    int64_t state;
};
#define LATEST (-1)
struct deliveries {
    struct delivered *v;
    size_t n;
};

static int by_delivered(const void *x, const void *y)
{
    const struct delivered *a = x, *b = y;
    if (a->inst != b->inst)
        return a->inst < b->inst ? -1 : 1;
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->generic != b->generic)
        return a->generic < b->generic ? -1 : 1;
    if (a->strength != b->strength)
        return a->strength < b->strength ? -1 : 1;
    return a->file != b->file ? (a->file < b->file ? -1 : 1) : 0;
}

/* The latest state first. */
static int by_delivered_and_state(const void *x, const void *y)
{
    const struct delivered *a = x, *b = y;
    int c = by_delivered(a, b);
    return c ? c : (a->state < b->state) - (a->state > b->state);
}

static bool is_delivery(const struct version *v)
{
    return v->line && v->delivery && !returns(v);
}

static void list_deliveries(struct deliveries *d, const struct receipts *all)
{
    size_t most = 0;
    *d = (struct deliveries){0};
    for (size_t i = 0; i < all->n; i++)
        most += is_delivery(&all->v[i]) ? 8 : 0; /* named or not, in two ways, in its file and in all */
    if (most == 0)                               /* nearly always */
        return;
    d->v = jc_alloc(most * sizeof *d->v);
    for (size_t i = 0; i < all->n; i++) {
        const struct version *v = &all->v[i];
        for (int k = 0; k < 8 && is_delivery(v); k++) {
            if (k & 4 && !v->counts)
                continue;
            d->v[d->n++] = (struct delivered){v->inst,
                                              v->line,
                                              k & 1 ? ANYTHING : v->generic,
                                              k & 2 ? ANYTHING : v->strength,
                                              k & 4 ? LATEST : v->file,
                                              v->state};
        }
    }
    qsort(d->v, d->n, sizeof *d->v, by_delivered_and_state);
}

static const struct delivered *find_delivery(const struct deliveries *d, const struct delivered *wanted)
{
    size_t from = 0, to = d->n;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (by_delivered(&d->v[mid], wanted) < 0)
            from = mid + 1;
        else
            to = mid;
    }
    return from < d->n && by_delivered(&d->v[from], wanted) == 0 ? &d->v[from] : NULL;
}

/* Of the line of that row, and of no other product; LATEST: one that counts and is no older than the row. */
static bool has_delivery(const struct deliveries *d, const struct version *v, int64_t file)
{
    const uint64_t generic[2] = {v->generic ? v->generic : ANYTHING, 0},
                   strength[2] = {v->strength ? v->strength : ANYTHING, 0};
    bool found = false;
    for (int k = 0; k < 4 && !found; k++) {
        if ((k & 1 && !v->generic) || (k & 2 && !v->strength))
            continue; /* ANYTHING holds what says nothing */
        struct delivered wanted = {v->inst, v->line, generic[k & 1], strength[k >> 1], file, 0};
        const struct delivered *x = find_delivery(d, &wanted);
        found = x && (file != LATEST || x->state >= v->state);
    }
    return found;
}

/*
 * The order as it was before its deliveries got numbers: nothing had come or was under way. It is the past of its line in
 * another file, unless a file gives it beside them as what is still to come. v[0..n): its versions.
 */
static bool is_past(const struct deliveries *d, const struct version *v, size_t n)
{
    if (!d->n || !v->line || v->delivery || v->correction || is_void(v) || v->ordered <= 0 || v->shipped > 0 ||
        v->says[SAID_ACCEPTED] > 0 || returns(v))
        return false;
    bool past = has_delivery(d, v, LATEST);
    for (size_t i = 0; i < n && past; i++)
        past = !has_delivery(d, v, v[i].file);
    return past;
}

/* Versions of one identity lie together. */
static size_t versions_end(const struct receipts *all, size_t from)
{
    size_t end = from;
    while (end < all->n && all->v[end].of == all->v[from].of)
        end++;
    return end;
}

/* The past of a line that has deliveries does not count beside them. */
static void pass_orders(struct receipts *all)
{
    struct deliveries d;
    list_deliveries(&d, all);
    for (size_t i = 0, end; i < all->n; i = end) {
        end = versions_end(all, i);
        all->v[i].counts = !is_past(&d, &all->v[i], end - i);
    }
    free(d.v);
}

static enum jc_status write_live(struct settler *s, const struct receipts *all, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (size_t i = 0; i < all->n && st == JC_OK; i++) {
        if (all->v[i].counts == all->v[i].live)
            continue;
        jc_stmt_int(s->live, 1, all->v[i].id);
        jc_stmt_int(s->live, 2, all->v[i].counts);
        st = jc_stmt_run(s->live, err);
    }
    return st;
}

/* What stands for each identity that counts. */
static void tell_receipts(struct settler *s, int64_t ident, const struct receipts *all)
{
    struct receipts receipts = {0};
    for (size_t i = 0, end; i < all->n; i = end) {
        end = versions_end(all, i);
        for (size_t k = i; k < end && all->v[i].counts; k++)
            keep_receipt(&receipts, &all->v[k], k == i);
    }
    tell_beside(s, ident, &receipts);
    free(receipts.v);
}

/* Alike in all; a receipt may stand there once more as what became of it. */
static bool are_twins(const struct version *a, const struct version *b)
{
    return a->weak && a->file != b->file && a->status == b->status && a->says[SAID_RETURNED] == b->says[SAID_RETURNED];
}

static void tell_version(struct settler *s, int64_t ident, const struct version *v, const struct version *counts)
{
    if (v->counts)
        return;
    if (v->live && s->watch.twin && are_twins(v, counts))
        s->watch.twin(s->watch.ctx, v->at.sheet, v->at.row, counts->at.sheet, counts->at.row);
    else if (counts->correction && counts->id >= s->first && v->live && s->watch.corrected)
        s->watch.corrected(s->watch.ctx);
    else if (s->watch.passed && v->id >= s->first && counts->id < s->first && !counts->correction)
        tell_passed(s, ident, v, counts);
    if (v->live || v->id >= s->first)
        doubt_state(s, ident, counts, v);
}

/* The first version of each exact identity counts, the others do not. */
static enum jc_status settle_ident(struct settler *s, int64_t ident, struct jc_err *err)
{
    struct jc_buf last = {0};
    struct receipts all = {0};
    struct version counts = {0};
    size_t of = 0;
    enum jc_status st;
    jc_stmt_int(s->versions, 1, ident);
    while ((st = jc_stmt_step(s->versions, err)) == JC_OK) {
        size_t n;
        const char *k = jc_col_text(s->versions, 3, &n);
        bool first = all.n == 0 || last.len != n || memcmp(last.p, k, n) != 0;
        jc_buf_clear(&last);
        jc_buf_add(&last, k, n);
        all.v = jc_grow(all.v, &all.cap, all.n + 1, sizeof *all.v);
        struct version *v = &all.v[all.n++];
        read_version(v, s->versions);
        v->of = of += first;
        v->counts = first;
        if (first)
            counts = *v;
        tell_version(s, ident, v, &counts);
    }
    if (st == JC_END) {
        pass_orders(&all);
        st = write_live(s, &all, err);
        tell_receipts(s, ident, &all);
    }
    jc_buf_free(&last);
    free(all.v);
    return st;
}

/* ---- sheets of one file ---- */

/* The lines from s->first on that have this identity, each file by itself. */
static enum jc_status number_own(struct settler *s, int64_t ident, struct jc_err *err)
{
    struct jc_own_list rows = {0};
    enum jc_status st;
    jc_stmt_int(s->own, 1, ident);
    jc_stmt_int(s->own, 2, s->first);
    while ((st = jc_stmt_step(s->own, err)) == JC_OK) {
        rows.v = jc_grow(rows.v, &rows.cap, rows.n + 1, sizeof *rows.v);
        jc_own_read(&rows.v[rows.n++], s->own);
    }
    st = st == JC_END ? JC_OK : st;
    for (size_t i = 0, end; i < rows.n && st == JC_OK; i = end) {
        for (end = i; end < rows.n && rows.v[end].line == rows.v[i].line && rows.v[end].file == rows.v[i].file;)
            end++;
        jc_own_number(&s->watch, ident, rows.v + i, end - i);
        for (size_t k = i; k < end && st == JC_OK; k++) {
            if (rows.v[k].found == rows.v[k].nth)
                continue;
            jc_stmt_int(s->nth, 1, rows.v[k].id);
            jc_stmt_int(s->nth, 2, rows.v[k].found);
            st = jc_stmt_run(s->nth, err);
        }
    }
    free(rows.v);
    return st;
}

enum jc_status jc_settle_again(struct jc_store *store, const int64_t *idents, size_t n, struct jc_err *err)
{
    struct settler s = {0};
    struct jc_stmt *shared = NULL;
    int64_t *all = NULL;
    size_t cap = 0;
    enum jc_status st = settler_open(&s, store, err);
    if (st == JC_OK && n == 0) {
        st = jc_stmt_open(&shared, store, SQL, "ident_shared", err);
        while (st == JC_OK && (st = jc_stmt_step(shared, err)) == JC_OK) {
            all = jc_grow(all, &cap, n + 1, sizeof *all);
            all[n++] = jc_col_int(shared, 0);
        }
        st = st == JC_END ? JC_OK : st;
        idents = all;
    }
    for (size_t i = 0; i < n && st == JC_OK; i++) {
        if (all) /* two spellings may have become one, or one two */
            st = number_own(&s, idents[i], err);
        if (st == JC_OK)
            st = settle_ident(&s, idents[i], err);
    }
    jc_stmt_free(shared);
    free(all);
    settler_close(&s);
    return st;
}

#define STRETCH 65536 /* identities sorted at a time: enough for neighbours to meet on a page of the tree */

static enum jc_status write_stretch(struct jc_writer *writer, struct jc_ident_list *list, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    jc_idents_sort(list->v + list->written, list->n - list->written);
    for (; list->written < list->n && st == JC_OK; list->written++) {
        const struct jc_ident *x = &list->v[list->written];
        struct jc_val v[2] = {jc_val_int(x->ident), jc_val_int(x->id)};
        st = jc_writer_row(writer, "purchase_ident", v, 2, err);
    }
    return st;
}

enum jc_status jc_settle_add(struct jc_writer *writer, struct jc_ident_list *list, struct jc_ident line,
                             struct jc_err *err)
{
    list->v = jc_grow(list->v, &list->cap, list->n + 1, sizeof *list->v);
    list->v[list->n++] = line;
    return list->n - list->written >= STRETCH ? write_stretch(writer, list, err) : JC_OK;
}

/* Identities of older lines (id < first) that a new line has too; the store is read once, over the span of the new. */
static enum jc_status find_shared(struct jc_store *store, const struct jc_ident_list *list, int64_t first,
                                  int64_t **out, size_t *n, struct jc_err *err)
{
    struct jc_stmt *s;
    size_t cap = 0, i = 0;
    enum jc_status st = jc_stmt_open(&s, store, SQL, "ident_span", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(s, 1, list->v[0].ident);
    jc_stmt_int(s, 2, list->v[list->n - 1].ident);
    jc_stmt_int(s, 3, first);
    while ((st = jc_stmt_step(s, err)) == JC_OK) {
        int64_t old = jc_col_int(s, 0);
        while (i < list->n && list->v[i].ident < old)
            i++;
        if (i < list->n && list->v[i].ident == old && (*n == 0 || (*out)[*n - 1] != old)) {
            *out = jc_grow(*out, &cap, *n + 1, sizeof **out);
            (*out)[(*n)++] = old;
        }
    }
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

/* Those that several lines of the file share (the list is sorted): they may say the same. */
static void add_own(const struct jc_ident_list *list, int64_t **out, size_t *n)
{
    size_t cap = *n, old = *n;
    for (size_t i = 1, k = 0; i < list->n; i++) {
        int64_t ident = list->v[i].ident;
        if (list->v[i - 1].ident != ident || (*n > old && (*out)[*n - 1] == ident))
            continue;
        while (k < old && (*out)[k] < ident)
            k++;
        if (k < old && (*out)[k] == ident)
            continue; /* settled with those of other files */
        *out = jc_grow(*out, &cap, *n + 1, sizeof **out);
        (*out)[(*n)++] = ident;
    }
}

/* Do several lines of the file (the list is sorted) have it? */
static bool is_own(const struct jc_ident_list *list, int64_t ident)
{
    size_t from = 0, to = list->n;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (list->v[mid].ident < ident)
            from = mid + 1;
        else
            to = mid;
    }
    return from + 1 < list->n && list->v[from + 1].ident == ident;
}

static int64_t first_id(const struct jc_ident_list *list)
{
    int64_t first = INT64_MAX;
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].id < first)
            first = list->v[i].id;
    return first;
}

enum jc_status jc_settle_purchases(struct jc_store *store, struct jc_writer *writer, struct jc_ident_list *list,
                                   const struct jc_settle_watch *watch, struct jc_err *err)
{
    int64_t *shared = NULL;
    size_t n = 0;
    if (list->n == 0)
        return JC_OK;
    int64_t first = first_id(list);
    struct settler s = {.watch = *watch, .first = first};
    enum jc_status st = write_stretch(writer, list, err);
    if (st == JC_OK)
        st = jc_writer_flush(writer, err);
    if (st == JC_OK && (first > 1 || list->again))
        jc_idents_sort(list->v, list->n); /* stretches of rising numbers stay in their order */
    if (st == JC_OK && first > 1)
        st = find_shared(store, list, first, &shared, &n, err);
    if (st == JC_OK && list->again)
        add_own(list, &shared, &n);
    if (st == JC_OK && n > 0) {
        st = settler_open(&s, store, err);
        for (size_t i = 0; i < n && st == JC_OK; i++) {
            if (list->again && is_own(list, shared[i]))
                st = number_own(&s, shared[i], err);
            if (st == JC_OK)
                st = settle_ident(&s, shared[i], err);
        }
        settler_close(&s);
    }
    free(shared);
    return st;
}

enum jc_status jc_settle_payments_passed(struct jc_store *store, int64_t from, const struct jc_settle_watch *watch,
                                         struct jc_err *err)
{
    struct jc_stmt *s;
    enum jc_status st = jc_stmt_open(&s, store, SQL, "payment_passed", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(s, 1, from);
    while ((st = jc_stmt_step(s, err)) == JC_OK) {
        int what = jc_col_int(s, 4) != jc_col_int(s, 5) ? 4 : 6;
        struct jc_passed p = {.ident = jc_col_int(s, 8),
                              .era = jc_col_int(s, 9),
                              .sheet = jc_col_int(s, 0),
                              .row = jc_col_int(s, 1),
                              .other_sheet = jc_col_int(s, 2),
                              .other_row = jc_col_int(s, 3),
                              .field = what == 4 ? JC_F_PAID : JC_F_DAY_PAID,
                              .mine = jc_col_int(s, what),
                              .other = jc_col_int(s, what + 1),
                              .pending = jc_col_int(s, 10) != 0};
        watch->passed(watch->ctx, &p);
    }
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}
