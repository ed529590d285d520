/*
 * pay: payments that came to nothing, which a ledger says by their state (是否退票 = 是), by a red row, or by both. A payment with that
 * state counts 0 in any case; the red row that undoes it as well counts 0 beside it, or the same money would be taken back twice
 * (rule book 7.4). Which rows are a pair hangs on all payments, on no report day and on no order of rows.
 */
#include "rules/pay_undone.h"

#include "rules/pay_core.h"

#define ASSETS "sql/pay_load.sql"

enum {
    NUMBERS = 4, /* serial number, invoices, order, line */
    QUARTER = 92 /* days for a red row that names none of them */
};

enum kind { UNDONE, PAID, RED };

struct row {
    int64_t id, order, amount; /* amount: what the payment had said, and what the red row takes back */
    uint32_t inst, supplier;
    uint64_t number[NUMBERS]; /* 0 = none */
    jc_day day;
    enum kind kind;
    bool taken;
};

struct undone {
    VEC(struct row) row;
    VEC(int64_t) id; /* of red rows that count 0, sorted */
};

static void take(struct undone *u, const struct world *w, struct jc_stmt *s, enum kind kind)
{
    struct row *r = PUSH(u->row);
    r->id = jc_col_int(s, 0);
    r->order = world_order(w, jc_col_int(s, 1), jc_col_int(s, 2));
    r->inst = at_id(w->org, w->org_n, jc_col_null(s, 3) ? -1 : jc_col_int(s, 3));
    r->supplier = at_id(w->firm, w->firm_n, jc_col_null(s, 4) ? -1 : jc_col_int(s, 4));
    r->day = (jc_day)jc_col_int(s, 5);
    r->amount = jc_col_int(s, 6);
    r->kind = kind;
    for (int i = 0; i < NUMBERS; i++) {
        size_t n;
        const char *text = jc_col_text(s, 7 + i, &n);
        r->number[i] = n ? jc_hash(text, n, 1) : 0;
    }
}

static enum jc_status read_part(struct undone *u, struct world *w, const char *part, enum kind kind, struct jc_err *err)
{
    struct jc_stmt *s;
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, part, err);
    if (st != JC_OK)
        return st;
    while ((st = jc_stmt_step(s, err)) == JC_OK)
        take(u, w, s, kind);
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

/* Those that may be a pair lie together, each kind by day and place. */
static int by_whom_and_day(const void *x, const void *y)
{
    const struct row *a = x, *b = y;
    if (a->inst != b->inst)
        return a->inst < b->inst ? -1 : 1;
    if (a->amount != b->amount)
        return a->amount < b->amount ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* How many numbers both name; -1: they are no pair. A red row has a serial number of its own. */
static int alike(const struct row *paid, const struct row *red)
{
    int n = 0;
    if (red->taken || red->day < paid->day ||
        (paid->supplier != red->supplier && paid->supplier != NIL && red->supplier != NIL))
        return -1;
    for (int i = 0; i < NUMBERS; i++) {
        if (i > 0 && paid->number[i] && red->number[i] && paid->number[i] != red->number[i])
            return -1;
        n += paid->number[i] && paid->number[i] == red->number[i];
    }
    return n > 0 || (paid->supplier == red->supplier && red->day - paid->day <= QUARTER) ? n : -1;
}

static void note(struct undone *u, struct world *w, const struct row *paid, const struct row *red)
{
    char day[16];
    jc_day_text(day, paid->day);
    world_note(w, 840, red->inst, NIL, (struct noted){.payment = red->id, .order = red->order}, -red->amount, day, "");
    *PUSH(u->id) = red->id;
}

/* Does it name the invoice, order or line of a payment that counts? It takes back that one. */
static bool is_of_paid(const struct row *from, const struct row *end, const struct row *red)
{
    for (; from < end; from++)
        for (int i = 1; i < NUMBERS; i++)
            if (from->number[i] && from->number[i] == red->number[i] && alike(from, red) > 0)
                return true;
    return false;
}

static size_t behind(const struct row *v, size_t at, size_t n, enum kind kind)
{
    while (at < n && v[at].kind == kind)
        at++;
    return at;
}

/* Of the red rows of a payment the one that names most of its numbers, then the first; payments that some red row names go first. */
static void pair(struct undone *u, struct world *w, struct row *v, size_t n)
{
    const size_t undone = behind(v, 0, n, UNDONE), paid = behind(v, undone, n, PAID);
    for (int least = NUMBERS; least >= 0; least--)
        for (size_t i = 0; i < undone; i++) {
            struct row *red = NULL;
            for (size_t k = paid; k < n && !v[i].taken && !red; k++)
                if (alike(&v[i], &v[k]) >= least && (least > 0 || !is_of_paid(v + undone, v + paid, &v[k])))
                    red = &v[k];
            if (!red)
                continue;
            v[i].taken = red->taken = true;
            note(u, w, &v[i], red);
        }
}

static int by_id(const void *x, const void *y)
{
    const int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

enum jc_status pay_undone_load(struct undone **out, struct world *w, struct jc_err *err)
{
    struct undone *u = *out = jc_alloc(sizeof *u);
    enum jc_status st = read_part(u, w, "undone", UNDONE, err);
    if (st == JC_OK && u->row.n > 0)
        st = read_part(u, w, "red", RED, err);
    if (st == JC_OK && u->row.n > 0)
        st = read_part(u, w, "paid", PAID, err);
    if (u->row.n > 0)
        qsort(u->row.p, u->row.n, sizeof *u->row.p, by_whom_and_day);
    for (size_t i = 0, end; i < u->row.n; i = end) {
        for (end = i + 1;
             end < u->row.n && u->row.p[end].inst == u->row.p[i].inst && u->row.p[end].amount == u->row.p[i].amount;)
            end++;
        pair(u, w, u->row.p + i, end - i);
    }
    if (u->id.n > 0)
        qsort(u->id.p, u->id.n, sizeof *u->id.p, by_id);
    return st;
}

bool pay_undone_has(const struct undone *u, int64_t id)
{
    return u->id.n > 0 && bsearch(&id, u->id.p, u->id.n, sizeof id, by_id);
}

void pay_undone_free(struct undone *u)
{
    if (!u)
        return;
    free(u->row.p);
    free(u->id.p);
    free(u);
}
