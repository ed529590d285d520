/* pay: returns and payments find their receipts. Pure arithmetic over arrays; every order is (D, A, file, row) and (P, file, row). */
#include "rules/pay_core.h"

/* ---- the order of receipts --------------------------------------------------------------------- */

/* Stable sort of perm by 16 bits of key[perm[i]]; nothing to do where all agree. */
static void radix_pass(uint32_t **perm, uint32_t **spare, const uint32_t *key, size_t n, int shift)
{
    uint32_t *count = jc_alloc(65537 * sizeof *count);
    for (size_t i = 0; i < n; i++)
        count[(key[i] >> shift & 65535) + 1]++;
    if (count[(key[0] >> shift & 65535) + 1] != n) {
        for (size_t i = 1; i <= 65536; i++)
            count[i] += count[i - 1];
        for (size_t i = 0; i < n; i++)
            (*spare)[count[key[(*perm)[i]] >> shift & 65535]++] = (*perm)[i];
        uint32_t *t = *perm;
        *perm = *spare;
        *spare = t;
    }
    free(count);
}

enum sort_key { BY_ROW_LOW, BY_ROW_HIGH, BY_ACCEPT, BY_DUE };

static uint32_t key_of(const struct receipt *r, enum sort_key key)
{
    uint64_t order = (uint64_t)r->order ^ UINT64_C(1) << 63;
    switch (key) {
    case BY_ROW_LOW:
        return (uint32_t)order;
    case BY_ROW_HIGH:
        return (uint32_t)(order >> 32);
    case BY_ACCEPT:
        return (uint32_t)r->accept ^ 0x80000000u;
    case BY_DUE:
        return (uint32_t)r->due ^ 0x80000000u;
    }
    return 0;
}

/* a[i] = a[perm[i]] in place; perm is used up. */
static void permute(struct receipt *a, uint32_t *perm, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (perm[i] == i)
            continue;
        struct receipt first = a[i];
        size_t j = i;
        while (perm[j] != i) {
            size_t from = perm[j];
            a[j] = a[from];
            perm[j] = (uint32_t)j;
            j = from;
        }
        a[j] = first;
        perm[j] = (uint32_t)j;
    }
}

static void sort_receipts(struct pay *p)
{
    size_t n = p->rc.n;
    if (!n)
        return;
    uint32_t *perm = jc_alloc(n * sizeof *perm), *spare = jc_alloc(n * sizeof *spare), *key = jc_alloc(n * sizeof *key);
    bool in_order = true;
    for (size_t i = 0; i < n; i++) {
        perm[i] = (uint32_t)i;
        in_order &= i == 0 || p->rc.p[i - 1].order <= p->rc.p[i].order;
    }
    for (enum sort_key k = in_order ? BY_ACCEPT : BY_ROW_LOW; k <= BY_DUE; k++) {
        for (size_t i = 0; i < n; i++)
            key[i] = key_of(&p->rc.p[i], k);
        radix_pass(&perm, &spare, key, n, 0);
        radix_pass(&perm, &spare, key, n, 16);
    }
    permute(p->rc.p, perm, n);
    free(perm);
    free(spare);
    free(key);
}

static int by_day_row(const void *a, const void *b)
{
    const struct payment *x = a, *y = b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

static void sort_payments(struct pay *p)
{
    for (size_t i = 1; i < p->pay.n; i++)
        if (by_day_row(&p->pay.p[i - 1], &p->pay.p[i]) > 0) {
            qsort(p->pay.p, p->pay.n, sizeof *p->pay.p, by_day_row);
            return;
        }
}

/* ---- lists of receipts ------------------------------------------------------------------------- */

uint32_t *lists_begin(struct lists *l, uint32_t n)
{
    l->n = n;
    l->start = jc_alloc(((size_t)n + 2) * sizeof *l->start);
    return l->start + 2; /* counts of list i stand at start[i + 2], so that filling leaves start[i] right */
}

void lists_place(struct lists *l)
{
    for (uint32_t i = 0; i < l->n; i++)
        l->start[i + 2] += l->start[i + 1];
    l->at = jc_alloc(((size_t)l->start[l->n + 1] + 1) * sizeof *l->at);
}

void lists_put(struct lists *l, uint32_t list, uint32_t receipt)
{
    l->at[l->start[list + 1]++] = receipt;
}

static void lists_free(struct lists *l)
{
    free(l->start);
    free(l->at);
    *l = (struct lists){0};
}

/* Who bears what somebody asks for. */
static void list_named(struct pay *p)
{
    uint32_t *count = lists_begin(&p->named, jc_intern_count(p->asked));
    for (size_t i = 1; i < p->refs.n; i++)
        count[p->refs.p[i] & ~REF_LAST]++;
    lists_place(&p->named);
    for (uint32_t i = 0; i < p->rc.n; i++)
        for (uint32_t at = p->rc.p[i].refs; at; at = p->refs.p[at] & REF_LAST ? 0 : at + 1)
            lists_put(&p->named, p->refs.p[at] & ~REF_LAST, i);
}

/* The group of a receipt's institution and supplier, and the one of its product there: NIL where `keys` has none. */
struct group_keys {
    struct map supplier, product;
};

static uint32_t supplier_group(const struct map *keys, uint32_t inst, uint32_t supplier)
{
    return map_get(keys, key2(inst, supplier));
}

static uint32_t product_group(const struct group_keys *keys, uint32_t inst, uint32_t supplier, uint32_t product)
{
    uint32_t group = supplier_group(&keys->supplier, inst, supplier);
    return group == NIL ? NIL : map_get(&keys->product, key2(group, product));
}

/* Open receipts of each group of suppliers, or, with products, of each product there. */
static void list_groups(struct lists *out, const struct pay *p, const struct map *suppliers,
                        const struct group_keys *products)
{
    uint32_t *count = lists_begin(out, (uint32_t)(products ? products->product.n : suppliers->n));
    uint32_t *id = jc_alloc((p->rc.n + 1) * sizeof *id);
    for (size_t i = 0; out->n && i < p->rc.n; i++) {
        const struct receipt *r = &p->rc.p[i];
        id[i] = !(r->flags & RC_OPEN) ? NIL
                : products            ? product_group(products, r->inst, r->supplier, r->product)
                                      : supplier_group(suppliers, r->inst, r->supplier);
        if (id[i] != NIL)
            count[id[i]]++;
    }
    lists_place(out);
    for (uint32_t i = 0; out->n && i < p->rc.n; i++)
        if (id[i] != NIL)
            lists_put(out, id[i], i);
    free(id);
}

/* ---- returns (7.3) ----------------------------------------------------------------------------- */

static int by_orig(const void *a, const void *b)
{
    const struct link *x = a, *y = b;
    return x->orig != y->orig ? (x->orig < y->orig ? -1 : 1) : (x->ret > y->ret) - (x->ret < y->ret);
}

static int by_id(const void *a, const void *b)
{
    const struct returned *x = a, *y = b;
    return (x->id > y->id) - (x->id < y->id);
}

static struct returned *find_return(struct pay *p, uint32_t id)
{
    struct returned key = {.id = id};
    return p->ret.n ? bsearch(&key, p->ret.p, p->ret.n, sizeof key, by_id) : NULL;
}

static void lower(struct pay *p, uint32_t receipt, uint32_t ret, int64_t amount, bool linked)
{
    p->rc.p[receipt].net -= amount;
    *PUSH(p->cut) = (struct cut){receipt, ret, amount, linked};
}

/* All linked returns of one receipt. When all of it went back nothing is owed, whatever the last cent of its amount says. */
static void take_links(struct pay *p, uint32_t receipt, size_t at)
{
    struct receipt *r = &p->rc.p[receipt];
    int64_t quantity = 0;
    for (; at < p->link.n && p->link.p[at].orig == r->id; at++) {
        const struct link *x = &p->link.p[at];
        struct returned *ret = find_return(p, x->ret);
        if (ret) {
            ret->linked = true;
            ret->target = receipt + 1;
        }
        quantity += x->quantity;
        bool all = quantity >= x->whole && r->net > 0;
        int64_t amount = all ? r->net : x->value == NONE ? 0 : x->value;
        if (r->kind == KIND_LINE)
            lower(p, receipt, x->ret, amount, true);
    }
}

static void take_linked(struct pay *p)
{
    if (p->ret.n)
        qsort(p->ret.p, p->ret.n, sizeof *p->ret.p, by_id);
    if (!p->link.n)
        return;
    struct map first = {0}; /* link of an original */
    bool is_new;
    qsort(p->link.p, p->link.n, sizeof *p->link.p, by_orig);
    for (size_t i = 0; i < p->link.n; i++)
        (void)map_put(&first, p->link.p[i].orig, (uint32_t)i, &is_new);
    for (uint32_t i = 0; i < p->rc.n; i++) {
        uint32_t at = map_get(&first, p->rc.p[i].id);
        if (at != NIL)
            take_links(p, i, at);
    }
    map_free(&first);
}

static void mark_open(struct pay *p)
{
    for (size_t i = 0; i < p->rc.n; i++) {
        struct receipt *r = &p->rc.p[i];
        bool open = r->kind == KIND_LINE && r->accept != JC_NO_DAY && r->accept <= p->rules.as_of && r->net > 0;
        r->flags = (uint8_t)((r->flags & ~RC_OPEN) | (open ? RC_OPEN : 0));
        if (open && r->due - r->accept > p->span)
            p->span = r->due - r->accept;
    }
}

/* first[list] passes over lines that returns have used up. */
static void lower_list(struct pay *p, struct returned *x, const struct lists *l, uint32_t list, uint32_t *first)
{
    if (list == NIL || x->rest <= 0)
        return;
    uint32_t end = l->start[list + 1];
    for (uint32_t i = l->start[list] + first[list]; i < end && x->rest > 0; i++) {
        int64_t net = p->rc.p[l->at[i]].net, amount = x->rest < net ? x->rest : net;
        if (net <= 0) {
            first[list] += i == l->start[list] + first[list];
            continue;
        }
        lower(p, l->at[i], x->id, amount, false);
        x->rest -= amount;
    }
}

static int by_return_day(const void *a, const void *b)
{
    const struct returned *x = *(struct returned *const *)a, *y = *(struct returned *const *)b;
    if (x->day != y->day)
        return x->day < y->day ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* Unlinked returns lower the oldest open lines of (institution, supplier, product), then of (institution, supplier). */
static void lower_all(struct pay *p, struct returned *const *x, size_t n, const struct group_keys *keys)
{
    struct lists by_product, by_supplier;
    list_groups(&by_product, p, NULL, keys);
    list_groups(&by_supplier, p, &keys->supplier, NULL);
    uint32_t *first = jc_alloc(((size_t)by_product.n + by_supplier.n) * sizeof *first);
    for (size_t i = 0; i < n; i++) {
        uint32_t near = product_group(keys, x[i]->inst, x[i]->supplier, x[i]->product);
        lower_list(p, x[i], &by_product, near, first);
        lower_list(p, x[i], &by_supplier, supplier_group(&keys->supplier, x[i]->inst, x[i]->supplier),
                   first + by_product.n);
    }
    free(first);
    lists_free(&by_product);
    lists_free(&by_supplier);
}

static void take_unlinked(struct pay *p)
{
    struct returned **x = jc_alloc((p->ret.n + 1) * sizeof(struct returned *));
    struct group_keys keys = {{0}, {0}};
    size_t n = 0;
    bool is_new;
    for (size_t i = 0; i < p->ret.n; i++) {
        struct returned *r = &p->ret.p[i];
        if (r->linked || r->value == NONE)
            continue;
        r->rest = r->value;
        uint32_t group = map_put(&keys.supplier, key2(r->inst, r->supplier), (uint32_t)keys.supplier.n, &is_new);
        (void)map_put(&keys.product, key2(group, r->product), (uint32_t)keys.product.n, &is_new);
        x[n++] = r;
    }
    if (n) {
        qsort(x, n, sizeof(struct returned *), by_return_day);
        lower_all(p, x, n, &keys);
    }
    map_free(&keys.supplier);
    map_free(&keys.product);
    free(x);
}

/* ---- payments (7.4) ---------------------------------------------------------------------------- */

/* A negative own amount, or one on a return, is a payment of its own: it names the line, or of a return the original. */
static void own_as_payment(struct pay *p, const struct receipt *r, uint32_t receipt)
{
    struct payment *x = PUSH(p->pay);
    *x = (struct payment){.amount = r->paid, .left = r->paid, .order = r->order, .id = r->id, .day = r->own_day};
    x->inst = r->inst;
    x->supplier = r->supplier;
    x->payer = (uint8_t)payer_of(r);
    x->own = true;
    x->step = STEP_OWN;
    x->target = receipt + 1;
    if (r->kind == KIND_RETURN) {
        struct returned *ret = find_return(p, r->id);
        x->target = ret && ret->target ? ret->target : 0;
        x->step = x->target ? STEP_OWN : STEP_SUPPLIER;
    }
}

/* Step 1: the line's own amount fills the line; the amounts that a ledger covers are put aside. */
static void take_own_amounts(struct pay *p)
{
    for (uint32_t i = 0; i < p->rc.n; i++) {
        struct receipt *r = &p->rc.p[i];
        if (!(r->flags & RC_OWN))
            continue;
        int64_t amount = r->paid;
        if (r->flags & RC_COVERED) {
            *PUSH(p->covered) = (struct own){i, amount};
            r->paid = 0;
            continue;
        }
        pay_sum(p, &p->own_sum, amount);
        if (amount < 0) {
            own_as_payment(p, r, i);
            r->paid = 0;
            continue;
        }
        r->paid = !(r->flags & RC_OPEN) ? 0 : amount < r->net ? amount : r->net;
        if (amount > r->paid)
            *PUSH(p->spare) = (struct own){i, amount - r->paid};
    }
}

uint32_t pay_step_span(const struct payment *m, enum step step, uint32_t *at)
{
    *at = m->asks + (step > STEP_LINE ? m->lines : 0) + (step > STEP_ORDER ? m->orders : 0);
    return step == STEP_LINE ? m->lines : step == STEP_ORDER ? m->orders : m->invoices;
}

/*
 * Does anybody bear the number under the supplier of the payment? Two suppliers may have given one number to their invoices, or to
 * lines of their orders.
 */
static bool is_narrow(const struct pay *p, const struct payment *m)
{
    const bool may = m->step == STEP_INVOICE || (m->step == STEP_LINE && m->bare);
    uint32_t at, n = may && m->supplier != NIL ? pay_step_span(m, m->step, &at) : 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t list = p->ask.p[at + i], k = p->named.start[list]; k < p->named.start[list + 1]; k++)
            if (p->rc.p[p->named.at[k]].supplier == m->supplier)
                return true;
    return false;
}

bool pay_in_several(const struct pay *p, uint32_t asked, uint32_t supplier)
{
    uint32_t at = map_get(&p->orders_of, key2(asked, supplier));
    uint32_t none = supplier == ANY_SUPPLIER ? NIL : map_get(&p->orders_of, key2(asked, NIL));
    return (at != NIL && p->of_orders.p[at].several) || (none != NIL && p->of_orders.p[none].several) ||
           (at != NIL && none != NIL && p->of_orders.p[at].order != p->of_orders.p[none].order);
}

/* Something that it names at its step exists; of a number that lines of several orders have nobody can tell which it names. */
static bool names_some(const struct pay *p, struct payment *m)
{
    uint32_t at, n = pay_step_span(m, m->step, &at);
    bool any = false;
    for (uint32_t i = 0; i < n && !any; i++)
        any = p->named.start[p->ask.p[at + i]] < p->named.start[p->ask.p[at + i] + 1];
    m->narrow = any && is_narrow(p, m);
    if (any && m->step == STEP_LINE && m->bare)
        m->vague = pay_in_several(p, p->ask.p[at], m->narrow ? m->supplier : ANY_SUPPLIER);
    return any && !(m->step == STEP_LINE && m->vague);
}

/* The first step at which something it names exists: there it belongs for good. */
static void bind(struct pay *p, struct payment *m)
{
    if (m->own)
        return;
    pay_bind_led(p, m);
    for (enum step step = STEP_LINE; step <= STEP_INVOICE; step++) {
        m->step = (uint8_t)step;
        if (names_some(p, m))
            return;
    }
    m->narrow = false;
    m->step = m->inst == NIL || m->supplier == NIL || m->only_named ? STEP_NONE : STEP_SUPPLIER;
}

/* Only who reaches the last step needs the list of the supplier's lines. */
static void ask_group(struct pay *p, struct payment *m)
{
    bool is_new;
    m->group = NIL;
    if ((m->step == STEP_SUPPLIER || (m->amount < 0 && !m->only_named)) && m->inst != NIL && m->supplier != NIL)
        m->group = map_put(&p->group, key2(m->inst, m->supplier), (uint32_t)p->group.n, &is_new);
}

static int by_number(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void gather(struct pay *p, uint32_t list)
{
    for (uint32_t i = p->named.start[list]; i < p->named.start[list + 1]; i++)
        *PUSH(p->scratch) = p->named.at[i];
}

const uint32_t *pay_candidates(struct pay *p, const struct payment *m, uint32_t *n)
{
    uint32_t at, lists = pay_step_span(m, m->step, &at);
    *n = 0;
    p->scratch.n = 0;
    if (m->step == STEP_OWN) {
        *PUSH(p->scratch) = m->target - 1;
        *n = 1;
        return p->scratch.p;
    }
    if (m->step >= STEP_SUPPLIER)
        return NULL;
    if (lists == 1 && !m->narrow) {
        uint32_t list = p->ask.p[at];
        *n = p->named.start[list + 1] - p->named.start[list];
        return p->named.at + p->named.start[list];
    }
    for (uint32_t i = 0; i < lists; i++)
        gather(p, p->ask.p[at + i]);
    qsort(p->scratch.p, p->scratch.n, sizeof *p->scratch.p, by_number);
    for (size_t i = 0; i < p->scratch.n; i++)
        if (!(*n && p->scratch.p[i] == p->scratch.p[*n - 1]) && !of_another(m, &p->rc.p[p->scratch.p[i]]))
            p->scratch.p[(*n)++] = p->scratch.p[i];
    return p->scratch.p;
}

bool pay_fits(const struct payment *m, const struct receipt *r)
{
    return (r->flags & RC_OPEN) && (m->payer == PAYER_ANY || m->payer == payer_of(r));
}

static void fill_line(struct pay *p, uint32_t payment, uint32_t receipt)
{
    struct payment *m = &p->pay.p[payment];
    struct receipt *r = &p->rc.p[receipt];
    int64_t rest = r->net - r->paid, amount = m->left < rest ? m->left : rest;
    if (amount <= 0 || !pay_fits(m, r))
        return;
    struct fill *x = PUSH(p->fill);
    *x = (struct fill){amount, receipt, payment, r->fills, m->day};
    r->fills = (uint32_t)p->fill.n - 1;
    r->paid += amount;
    m->left -= amount;
}

/* Lines of the supplier accepted by the day of the payment. Receipts lie by D, so past P + span none can be. */
static void fill_supplier(struct pay *p, uint32_t payment)
{
    const struct payment *m = &p->pay.p[payment];
    uint32_t *first = &p->cursor[3 * (size_t)m->group + m->payer], end = p->grouped.start[m->group + 1];
    uint32_t i = p->grouped.start[m->group] + *first;
    for (bool front = true; i < end && m->left > 0; i++) {
        const struct receipt *r = &p->rc.p[p->grouped.at[i]];
        if ((int64_t)r->due > (int64_t)m->day + p->span)
            break;
        bool dead = !pay_fits(m, r) || r->paid >= r->net;
        front &= dead;
        *first += front;
        if (!dead && r->accept <= m->day)
            fill_line(p, payment, p->grouped.at[i]);
    }
}

/* ---- the steps --------------------------------------------------------------------------------- */

int64_t pay_owed(struct pay *p, const uint32_t *receipt, uint32_t n)
{
    int64_t owed = 0;
    for (uint32_t i = 0; i < n; i++)
        pay_sum(p, &owed, p->rc.p[receipt[i]].net);
    return owed;
}

static bool is_scaled(int64_t paid, int64_t owed)
{
    enum { WAN = 10000 };
    return owed > 0 && ((__int128)paid * WAN == owed || (__int128)owed * WAN == paid);
}

static void take_payment(struct pay *p, uint32_t payment, enum step step)
{
    const struct payment *m = &p->pay.p[payment];
    if (m->left < 0)
        pay_take_back(p, payment, step);
    if (m->left <= 0 || m->step != step)
        return;
    if (step == STEP_SUPPLIER) {
        if (m->group != NIL)
            fill_supplier(p, payment);
        return;
    }
    uint32_t n;
    const uint32_t *at = pay_candidates(p, m, &n);
    p->pay.p[payment].scaled =
        is_scaled(m->amount, pay_owed(p, at, n)); /* while they are at hand: the notes come much later */
    for (uint32_t i = 0; i < n && p->pay.p[payment].left > 0; i++)
        fill_line(p, payment, at[i]);
}

/* ---- reasons (7.8) ----------------------------------------------------------------------------- */

static int by_receipt(const void *a, const void *b)
{
    const struct excused *x = a, *y = b;
    return x->receipt != y->receipt ? (x->receipt < y->receipt ? -1 : 1) : (x->text > y->text) - (x->text < y->text);
}

static bool is_in(const struct lists *l, uint32_t list, uint32_t receipt)
{
    uint32_t from = l->start[list], to = l->start[list + 1];
    while (from < to) {
        uint32_t mid = from + (to - from) / 2;
        if (l->at[mid] < receipt)
            from = mid + 1;
        else
            to = mid;
    }
    return from < l->start[list + 1] && l->at[from] == receipt;
}

/* A line number alone that lines of several orders have (1, 2, 3 in each) is narrowed by the invoices named beside it. */
static bool is_meant(const struct pay *p, const struct reason *x, uint32_t receipt)
{
    bool meant = x->narrowers == 0;
    for (uint32_t i = 0; i < x->narrowers && !meant; i++)
        meant = is_in(&p->named, p->ask.p[x->asks + x->n + i], receipt);
    return meant;
}

static void take_reason(struct pay *p, struct reason *x)
{
    const bool many = x->line != NIL && pay_in_several(p, p->ask.p[x->asks], ANY_SUPPLIER);
    const size_t before = p->excused.n;
    for (uint32_t j = 0; j < x->n && !(many && x->narrowers == 0); j++) {
        uint32_t list = p->ask.p[x->asks + j];
        for (uint32_t k = p->named.start[list]; k < p->named.start[list + 1]; k++) {
            if (many && !is_meant(p, x, p->named.at[k]))
                continue;
            p->rc.p[p->named.at[k]].flags |= RC_REASON;
            *PUSH(p->excused) = (struct excused){p->named.at[k], x->text};
        }
    }
    x->vague = many && p->excused.n == before;
}

static void take_reasons(struct pay *p)
{
    for (size_t i = 0; i < p->reason.n; i++)
        if (p->reason.p[i].n)
            take_reason(p, &p->reason.p[i]);
    if (p->excused.n)
        qsort(p->excused.p, p->excused.n, sizeof *p->excused.p, by_receipt);
}

enum jc_status pay_finish(struct pay *p, struct jc_err *err)
{
    sort_receipts(p);
    list_named(p);
    take_linked(p);
    mark_open(p);
    take_unlinked(p);
    mark_open(p);
    take_own_amounts(p);
    sort_payments(p);
    for (uint32_t i = 0; i < p->pay.n; i++) {
        bind(p, &p->pay.p[i]);
        ask_group(p, &p->pay.p[i]);
    }
    pay_share(p);
    list_groups(&p->grouped, p, &p->group, NULL);
    p->cursor = jc_alloc((3 * (size_t)p->grouped.n + 1) * sizeof *p->cursor);
    pay_back_begin(p);
    for (enum step step = STEP_OWN; step <= STEP_SUPPLIER; step++)
        for (uint32_t i = 0; i < p->pay.n; i++) {
            if (jc_interrupted)
                return jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL);
            take_payment(p, i, step);
        }
    take_reasons(p);
    pay_add_up(p);
    return p->limit ? jc_fail(err, JC_LIMIT, 499, NULL, NULL, NULL) : JC_OK;
}
