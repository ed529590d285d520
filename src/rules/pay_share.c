/*
 * pay: one transfer whose total stands in the row of each invoice that it paid. The same serial number, day, supplier and amount beside
 * several invoices, which come to that amount together, are one payment, and each row pays its invoice (rule book 7.4). Where they come to
 * something else nobody knows whether the amounts are the total or each row's own: they count as written, and are told. So is a payment
 * that stands in two files with two days under one short number, which is known together with its day (rule book 1).
 */
#include "rules/pay_core.h"

enum { MONTH = 31 }; /* days by which the day of a payment may have been mended */

/* What a row of the group names, a receipt that several name once. */
struct owed {
    uint32_t receipt, payment;
};

struct share {
    uint32_t *next; /* by payment: the next of its group + 1, 0 = none; NULL = there is no group */
    VEC(uint32_t) first;
    VEC(struct owed) owed;
    VEC(int64_t) sum; /* by row of the group */
};

static uint64_t key_of(const struct payment *m)
{
    const int64_t key[] = {(int64_t)m->serial, m->inst, m->supplier, m->day, m->amount, m->payer};
    return jc_hash(key, sizeof key, 1);
}

static bool may_share(const struct payment *m)
{
    return !m->own && m->serial && m->amount > 0 && m->lines + m->orders + m->invoices > 0;
}

static int by_receipt(const void *x, const void *y)
{
    const struct owed *a = x, *b = y;
    if (a->receipt != b->receipt)
        return a->receipt < b->receipt ? -1 : 1;
    return (a->payment > b->payment) - (a->payment < b->payment);
}

/* What each row of a group owes by itself; false: one of them names nothing that is there. */
static bool add_up(struct pay *p, struct share *s, uint32_t first)
{
    bool all = true;
    uint32_t n, rows = 0;
    s->owed.n = s->sum.n = 0;
    for (uint32_t i = first + 1; i; i = s->next[i - 1], rows++) {
        const struct payment *m = &p->pay.p[i - 1];
        all &= m->step <= STEP_INVOICE;
        const uint32_t *at = all ? pay_candidates(p, m, &n) : NULL;
        for (uint32_t k = 0; at && k < n; k++)
            *PUSH(s->owed) = (struct owed){at[k], rows};
        *PUSH(s->sum) = 0;
    }
    if (s->owed.n)
        qsort(s->owed.p, s->owed.n, sizeof *s->owed.p, by_receipt);
    for (size_t i = 0; i < s->owed.n; i++)
        if (i == 0 || s->owed.p[i].receipt != s->owed.p[i - 1].receipt)
            pay_sum(p, &s->sum.p[s->owed.p[i].payment], p->rc.p[s->owed.p[i].receipt].net);
    return all;
}

/* Several rows that pay something, which together is the amount of each. */
static bool is_total(struct pay *p, const struct share *s, int64_t amount)
{
    int64_t sum = 0;
    size_t paying = 0;
    for (size_t i = 0; i < s->sum.n; i++) {
        paying += s->sum.p[i] > 0;
        pay_sum(p, &sum, s->sum.p[i]);
    }
    return paying > 1 && sum == amount;
}

/* Each row pays as much as it owes: amounts of their own that happen to be equal. */
static bool are_own(const struct share *s, int64_t amount)
{
    bool own = true;
    for (size_t i = 0; i < s->sum.n && own; i++)
        own = s->sum.p[i] == amount;
    return own;
}

static bool name_the_same(const struct pay *p, const struct payment *a, const struct payment *b)
{
    const size_t n = (size_t)a->lines + a->orders + a->invoices;
    return a->lines == b->lines && a->orders == b->orders && a->invoices == b->invoices &&
           (n == 0 || memcmp(&p->ask.p[a->asks], &p->ask.p[b->asks], n * sizeof *p->ask.p) == 0);
}

/* Rows that name the same are parts of its amount, or were pasted twice. */
static bool name_alike(const struct pay *p, const struct share *s, uint32_t first)
{
    bool alike = true;
    for (uint32_t i = s->next[first]; i && alike; i = s->next[i - 1])
        alike = name_the_same(p, &p->pay.p[first], &p->pay.p[i - 1]);
    return alike;
}

static void take_group(struct pay *p, struct share *s, uint32_t first)
{
    const int64_t amount = p->pay.p[first].amount;
    if (name_alike(p, s, first))
        return;
    const bool all = add_up(p, s, first), total = all && is_total(p, s, amount);
    if (!total && all && are_own(s, amount))
        return;
    uint32_t row = 0;
    for (uint32_t i = first + 1; i; i = s->next[i - 1], row++) {
        struct payment *m = &p->pay.p[i - 1];
        m->repeats = total ? REPEATS_TOTAL : REPEATS_PERHAPS;
        if (!total)
            continue;
        pay_sum(p, &p->undone_sum, amount - s->sum.p[row]);
        m->amount = m->left = s->sum.p[row];
    }
}

/* Rows of one key hang behind the first of them. */
static void find_groups(struct pay *p, struct share *s)
{
    struct map first = {0};
    bool is_new;
    for (uint32_t i = 0; i < p->pay.n; i++) {
        if (!may_share(&p->pay.p[i]))
            continue;
        const uint32_t head = map_put(&first, key_of(&p->pay.p[i]), i, &is_new);
        if (is_new)
            continue;
        if (!s->next)
            s->next = jc_alloc(p->pay.n * sizeof *s->next);
        if (!s->next[head])
            *PUSH(s->first) = head;
        s->next[i] = s->next[head];
        s->next[head] = i + 1;
    }
    map_free(&first);
}

static bool is_moved(const struct pay *p, const struct payment *m, const struct payment *before)
{
    return m->day != before->day && m->day - before->day <= MONTH && m->file != before->file &&
           name_the_same(p, m, before);
}

/* Payments stand by their days: each is held against the last one that is like it in all but the day. */
static void find_moved(struct pay *p)
{
    struct map like = {0};
    VEC(uint32_t) last = {0};
    bool is_new;
    for (uint32_t i = 0; i < p->pay.n; i++) {
        const struct payment *m = &p->pay.p[i];
        const int64_t key[] = {(int64_t)m->serial, m->inst, m->supplier, m->amount, m->payer};
        if (m->own || !m->serial || m->amount <= 0)
            continue;
        const uint32_t at = map_put(&like, jc_hash(key, sizeof key, 1), (uint32_t)last.n, &is_new);
        if (is_new)
            *PUSH(last) = i;
        else if (is_moved(p, m, &p->pay.p[last.p[at]]))
            *PUSH(p->moved) = (struct moved){i, last.p[at]};
        last.p[at] = i;
    }
    map_free(&like);
    free(last.p);
}

void pay_share(struct pay *p)
{
    struct share s = {0};
    find_moved(p);
    find_groups(p, &s);
    for (size_t i = 0; i < s.first.n; i++)
        take_group(p, &s, s.first.p[i]);
    free(s.next);
    free(s.first.p);
    free(s.owed.p);
    free(s.sum.p);
}
