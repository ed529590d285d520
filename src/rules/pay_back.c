/*
 * pay: negative payments. A negative payment takes back first what payments of the same thing had left over (money that
 * came back was first of all too much), then the latest match of what it names, else of its supplier (7.4).
 */
#include "rules/pay_core.h"

enum victim_kind { LEFT_OF_PAYMENT, LEFT_OF_OWN, MATCH_OF_PAYMENT, MATCH_OF_OWN };

struct victim {
    int64_t order;
    jc_day day;
    bool after; /* paid later than the negative payment stands, which it can hardly mean */
    uint8_t kind;
    uint32_t what; /* payment, spare, fill or receipt, by kind */
};

typedef VEC(struct victim) victims;

/* What is left over first; then the latest first, and those after it behind, the nearest first. */
static int by_latest(const void *a, const void *b)
{
    const struct victim *x = a, *y = b;
    bool x_left = x->kind <= LEFT_OF_OWN, y_left = y->kind <= LEFT_OF_OWN;
    if (x_left != y_left)
        return x_left ? -1 : 1;
    if (x->after != y->after)
        return x->after ? 1 : -1;
    int sign = x->after ? -1 : 1;
    if (x->day != y->day)
        return x->day > y->day ? -sign : sign;
    if (x->order != y->order)
        return x->order > y->order ? -sign : sign;
    return x->what != y->what ? (x->what > y->what ? -1 : 1) : x->kind - y->kind;
}

static void add_victim(victims *v, enum victim_kind kind, uint32_t what, jc_day day, int64_t order,
                       const struct payment *m)
{
    bool after = day != m->day ? day > m->day : order > m->order;
    *PUSH(*v) = (struct victim){order, day, after, (uint8_t)kind, what};
}

/* What a payment has left, once it has been through its step. */
static void add_left(struct pay *p, victims *v, uint32_t from, uint32_t payment, enum step step)
{
    const struct payment *x = &p->pay.p[from], *m = &p->pay.p[payment];
    if (x->payer != m->payer && x->payer != PAYER_ANY && m->payer != PAYER_ANY)
        return;
    if (x->left > 0 && (x->step < step || (x->step == step && from < payment) || x->step == STEP_NONE))
        add_victim(v, LEFT_OF_PAYMENT, from, x->day, x->order, m);
}

static void add_spare(struct pay *p, victims *v, uint32_t spare, const struct payment *m)
{
    const struct receipt *r = &p->rc.p[p->spare.p[spare].receipt];
    if (p->spare.p[spare].amount > 0 && (m->payer == PAYER_ANY || m->payer == payer_of(r)))
        add_victim(v, LEFT_OF_OWN, spare, r->own_day, r->order, m);
}

static void add_spare_of(struct pay *p, victims *v, uint32_t receipt, const struct payment *m)
{
    size_t lo = 0, hi = p->spare.n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (p->spare.p[mid].receipt < receipt)
            lo = mid + 1;
        else
            hi = mid;
    }
    if (lo < p->spare.n && p->spare.p[lo].receipt == receipt)
        add_spare(p, v, (uint32_t)lo, m);
}

static void add_matches(struct pay *p, victims *v, uint32_t receipt, uint32_t payment, enum step step)
{
    const struct payment *m = &p->pay.p[payment];
    const struct receipt *r = &p->rc.p[receipt];
    if (!pay_fits(m, r))
        return;
    int64_t own = r->paid;
    for (uint32_t i = r->fills; i; i = p->fill.p[i].next) {
        const struct fill *f = &p->fill.p[i];
        own -= f->amount;
        add_left(p, v, f->payment, payment, step);
        if (f->amount)
            add_victim(v, MATCH_OF_PAYMENT, i, p->pay.p[f->payment].day, p->pay.p[f->payment].order, m);
    }
    if (own > 0)
        add_victim(v, MATCH_OF_OWN, receipt, r->own_day, r->order, m);
}

/* The list of an institution and supplier, if anybody needs it. */
static uint32_t group_of(const struct pay *p, uint32_t inst, uint32_t supplier)
{
    return map_get(&p->group, key2(inst, supplier));
}

/* ---- taking ------------------------------------------------------------------------------------ */

static int64_t *amount_of(struct pay *p, const struct victim *x)
{
    switch ((enum victim_kind)x->kind) {
    case LEFT_OF_PAYMENT:
        return &p->pay.p[x->what].left;
    case LEFT_OF_OWN:
        return &p->spare.p[x->what].amount;
    case MATCH_OF_PAYMENT:
        return &p->fill.p[x->what].amount;
    case MATCH_OF_OWN:
        return &p->rc.p[x->what].paid;
    }
    return NULL;
}

/* The own part of a receipt: what its fills do not explain. */
static int64_t own_part(const struct pay *p, const struct receipt *r)
{
    int64_t own = r->paid;
    for (uint32_t i = r->fills; i; i = p->fill.p[i].next)
        own -= p->fill.p[i].amount;
    return own;
}

/* The line is open again: passes over its supplier's lines that went beyond it begin there anew. */
static void reopen(struct pay *p, uint32_t receipt)
{
    const struct receipt *r = &p->rc.p[receipt];
    uint32_t group = group_of(p, r->inst, r->supplier);
    if (group == UINT32_MAX)
        return;
    const uint32_t *list = p->grouped.at + p->grouped.start[group];
    uint32_t lo = 0, hi = p->grouped.start[group + 1] - p->grouped.start[group];
    while (lo < hi) {
        uint32_t mid = (lo + hi) / 2;
        if (list[mid] < receipt)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (int payer = 0; payer < 3; payer++)
        if (p->cursor[3 * (size_t)group + (size_t)payer] > lo)
            p->cursor[3 * (size_t)group + (size_t)payer] = lo;
}

static void take(struct pay *p, uint32_t payment, const struct victim *x)
{
    struct payment *m = &p->pay.p[payment];
    int64_t *from = amount_of(p, x), have = *from;
    if (x->kind == MATCH_OF_OWN)
        have = own_part(p, &p->rc.p[x->what]);
    int64_t amount = have < -m->left ? have : -m->left;
    if (amount <= 0)
        return;
    *from -= amount;
    m->left += amount;
    m->cancelled = true;
    struct cancel *c = PUSH(p->cancel);
    *c = (struct cancel){NIL, payment, x->kind == LEFT_OF_PAYMENT ? x->what + 1 : 0, amount};
    if (x->kind == MATCH_OF_OWN)
        c->receipt = x->what;
    if (x->kind == MATCH_OF_PAYMENT) {
        c->receipt = p->fill.p[x->what].receipt;
        c->from = p->fill.p[x->what].payment + 1;
        p->rc.p[c->receipt].paid -= amount;
    }
    if (c->receipt != NIL)
        reopen(p, c->receipt);
}

static void take_all(struct pay *p, uint32_t payment, victims *v)
{
    if (v->n)
        qsort(v->p, v->n, sizeof *v->p, by_latest);
    for (size_t i = 0; i < v->n && p->pay.p[payment].left < 0; i++)
        take(p, payment, &v->p[i]);
    free(v->p);
}

/*
 * What payments that name the receipt, by whichever of its numbers, have left over. Each number once, unless it was passed
 * over for some of them: those may mean another receipt that bears it.
 */
static void add_left_of(struct pay *p, victims *v, uint32_t receipt, uint32_t payment, enum step step)
{
    for (uint32_t at = p->rc.p[receipt].refs; at; at = p->refs.p[at] & REF_LAST ? 0 : at + 1) {
        uint32_t list = p->refs.p[at] & ~REF_LAST;
        bool all = true;
        if (p->looked_at[list] == p->looks)
            continue;
        for (uint32_t k = p->named_by.start[list]; k < p->named_by.start[list + 1]; k++) {
            bool means = !of_another(&p->pay.p[p->named_by.at[k]], &p->rc.p[receipt]);
            all &= means;
            if (means)
                add_left(p, v, p->named_by.at[k], payment, step);
        }
        if (all)
            p->looked_at[list] = p->looks;
    }
}

static void take_named(struct pay *p, uint32_t payment, enum step step)
{
    const struct payment *m = &p->pay.p[payment];
    victims v = {0};
    uint32_t n;
    const uint32_t *receipt = pay_candidates(p, m, &n);
    p->looks++;
    for (uint32_t i = 0; i < n; i++) {
        if (!m->own)
            add_left_of(p, &v, receipt[i], payment, step);
        add_spare_of(p, &v, receipt[i], m);
        add_matches(p, &v, receipt[i], payment, step);
    }
    take_all(p, payment, &v);
}

static void take_supplier(struct pay *p, uint32_t payment, enum step step)
{
    const struct payment *m = &p->pay.p[payment];
    victims v = {0};
    if (m->group == NIL)
        return;
    for (uint32_t k = p->paid_to.start[m->group]; k < p->paid_to.start[m->group + 1]; k++)
        add_left(p, &v, p->paid_to.at[k], payment, step);
    for (uint32_t k = p->spare_of.start[m->group]; k < p->spare_of.start[m->group + 1]; k++)
        add_spare(p, &v, p->spare_of.at[k], m);
    for (uint32_t k = p->grouped.start[m->group]; k < p->grouped.start[m->group + 1]; k++)
        add_matches(p, &v, p->grouped.at[k], payment, step);
    take_all(p, payment, &v);
}

/*
 * Tried at its step and at each later one, since what it takes back may be matched only there; if nothing of what it
 * names was ever paid it falls to the supplier.
 */
void pay_take_back(struct pay *p, uint32_t payment, enum step step)
{
    const struct payment *m = &p->pay.p[payment];
    if (m->step <= step && m->step < STEP_SUPPLIER)
        take_named(p, payment, step);
    if (step == STEP_SUPPLIER && !m->cancelled)
        take_supplier(p, payment, step);
}

/* ---- who paid for the same thing --------------------------------------------------------------- */

static uint32_t spare_group(const struct pay *p, size_t spare)
{
    const struct receipt *r = &p->rc.p[p->spare.p[spare].receipt];
    return group_of(p, r->inst, r->supplier);
}

static void list_spare(struct pay *p)
{
    uint32_t *count = lists_begin(&p->spare_of, (uint32_t)p->group.n);
    for (size_t i = 0; i < p->spare.n; i++)
        if (spare_group(p, i) != UINT32_MAX)
            count[spare_group(p, i)]++;
    lists_place(&p->spare_of);
    for (uint32_t i = 0; i < p->spare.n; i++)
        if (spare_group(p, i) != UINT32_MAX)
            lists_put(&p->spare_of, spare_group(p, i), i);
}

/* The lists in which others look for a payment: count them, or (count NULL) put it there. */
static void each_name(struct pay *p, uint32_t payment, uint32_t *count)
{
    const struct payment *m = &p->pay.p[payment];
    uint32_t at, n = m->own || m->step >= STEP_SUPPLIER ? 0 : pay_step_span(m, m->step, &at);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t list = p->ask.p[at + i];
        if (p->named.start[list] == p->named.start[list + 1])
            continue; /* a number that nobody bears joins nothing */
        if (count)
            count[list]++;
        else
            lists_put(&p->named_by, list, payment);
    }
}

static void each_group(struct pay *p, uint32_t payment, uint32_t *count)
{
    const struct payment *m = &p->pay.p[payment];
    uint32_t group = m->only_named ? UINT32_MAX : group_of(p, m->inst, m->supplier);
    if (group == UINT32_MAX)
        return;
    if (count)
        count[group]++;
    else
        lists_put(&p->paid_to, group, payment);
}

void pay_back_begin(struct pay *p)
{
    bool any = false;
    for (size_t i = 0; i < p->pay.n; i++)
        any |= p->pay.p[i].amount < 0;
    if (!any) {
        free(p->refs.p); /* only refunds ask once more who bears which number */
        p->refs.p = NULL;
        p->refs.n = p->refs.cap = 0;
        return;
    }
    p->looked_at = jc_alloc(((size_t)jc_intern_count(p->asked) + 1) * sizeof *p->looked_at);
    uint32_t *named = lists_begin(&p->named_by, jc_intern_count(p->asked));
    uint32_t *paid = lists_begin(&p->paid_to, (uint32_t)p->group.n);
    for (uint32_t i = 0; i < p->pay.n; i++) {
        each_name(p, i, named);
        each_group(p, i, paid);
    }
    lists_place(&p->named_by);
    lists_place(&p->paid_to);
    for (uint32_t i = 0; i < p->pay.n; i++) {
        each_name(p, i, NULL);
        each_group(p, i, NULL);
    }
    list_spare(p);
}
