/*
 * Two invoices (rule book 10): the first from the manufacturer to the distributor, the second from the distributor to the
 * institution. The second is found by the numbers on the line, the first by them too, else by the buyer and the product.
 */
#include "rules/supply.h"

#define ASSETS "sql/supply_emit.sql"

struct invoice {
    int64_t id, quantity; /* of all rows of the invoice with its product; NONE */
    int64_t sheet;
    uint32_t no, seller;              /* text; supplier number */
    uint32_t seller_key, buyer_firm;  /* text keys, as the alias table means them */
    uint32_t buyer;                   /* as it stands there */
    uint32_t item, generic, strength; /* NIL */
    uint32_t next, next_bought;       /* invoice of the same number; of the same buyer and generic; NIL */
    jc_day day;
    int32_t stage; /* 1, 2, 0 = not said */
    bool head;     /* stands for all rows of its paper, of which each has the whole quantity */
};

struct chain {
    struct invoice *v;
    size_t n, cap;
    struct map by_no, by_buyer; /* number; buyer and generic -> the first invoice */
    struct map insts;           /* (inst, text key): it is named so somewhere */
};

/* ---- loading ----------------------------------------------------------------------------------- */

static uint32_t put_col(struct world *w, struct jc_stmt *q, int i)
{
    size_t n;
    const char *text = jc_col_text(q, i, &n);
    return world_put(w, text, n);
}

static uint32_t chained(struct map *m, uint64_t key, uint32_t i)
{
    bool is_new;
    uint32_t first = map_put(m, key, i, &is_new);
    return is_new ? NIL : first;
}

static uint32_t generic_of(const struct world *w, uint32_t item)
{
    return item == NIL ? NIL : w->item[item].generic;
}

static void take(struct chain *c, struct world *w, struct jc_stmt *q)
{
    uint32_t i = (uint32_t)c->n;
    int64_t item = jc_col_int(q, 7), firm = jc_col_int(q, 2);
    c->v = jc_grow(c->v, &c->cap, c->n + 1, sizeof *c->v);
    struct invoice *x = &c->v[c->n++];
    *x = (struct invoice){.id = jc_col_int(q, 0),
                          .no = put_col(w, q, 1),
                          .seller = firm < w->firm_n ? w->firm[firm] : NIL,
                          .seller_key = world_meant(&w->alias_maker, put_col(w, q, 3)),
                          .buyer = put_col(w, q, 4),
                          .day = (jc_day)jc_col_int(q, 5),
                          .stage = (int32_t)jc_col_int(q, 6),
                          .item = !jc_col_null(q, 7) && item < w->item_of_n ? w->item_of[item] : NIL,
                          .quantity = jc_col_null(q, 8) ? NONE : jc_col_int(q, 8),
                          .sheet = jc_col_int(q, 9)};
    x->buyer_firm = world_meant(&w->alias_maker, x->buyer);
    x->generic = generic_of(w, x->item);
    x->strength = x->item == NIL ? NIL : w->item[x->item].strength;
    uint32_t same = chained(&c->by_no, x->no, i);
    uint32_t bought = chained(&c->by_buyer, key2(x->buyer_firm, x->generic), i);
    x->next = x->next_bought = NIL;
    if (same != NIL) { /* after the first, so that no table has to change */
        x->next = c->v[same].next;
        c->v[same].next = i;
    }
    if (bought != NIL) {
        x->next_bought = c->v[bought].next_bought;
        c->v[bought].next_bought = i;
    }
}

static int by_number(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

/* The same product on the same paper: a seller's number of a day, for one buyer. */
static int by_paper(const struct invoice *a, const struct invoice *b)
{
    int c = by_number(a->no, b->no);
    c = c ? c : by_number(a->seller_key, b->seller_key);
    c = c ? c : by_number(a->buyer_firm, b->buyer_firm);
    c = c ? c : (a->day > b->day) - (a->day < b->day);
    c = c ? c : by_number(a->generic, b->generic);
    return c ? c : by_number(a->strength, b->strength);
}

static int by_paper_and_sheet(const void *p, const void *q)
{
    const struct invoice *a = *(struct invoice *const *)p, *b = *(struct invoice *const *)q;
    int c = by_paper(a, b);
    return c ? c : (a->sheet > b->sheet) - (a->sheet < b->sheet);
}

/* Of the rows v[*at] .. of one paper that one sheet has; NONE where one of them does not say how much. */
static int64_t add_sheet(struct invoice *const *v, size_t n, size_t *at)
{
    const size_t from = *at;
    int64_t sum = 0;
    for (; *at < n && by_paper_and_sheet(&v[from], &v[*at]) == 0; ++*at)
        if (sum == NONE || v[*at]->quantity == NONE || !jc_add(&sum, sum, v[*at]->quantity))
            sum = NONE;
    return sum;
}

/*
 * A row is a part of its invoice. Another sheet may have the same paper once more, written otherwise: the sheet that has most of
 * it counts.
 */
static void add_rows(struct chain *c)
{
    struct invoice **v = jc_alloc((c->n + 1) * sizeof *v);
    for (size_t i = 0; i < c->n; i++)
        v[i] = &c->v[i];
    qsort(v, c->n, sizeof *v, by_paper_and_sheet);
    for (size_t i = 0, end; i < c->n; i = end) {
        int64_t most = NONE; /* less than all numbers */
        for (end = i; end < c->n && by_paper(v[i], v[end]) == 0;) {
            int64_t sum = add_sheet(v, c->n, &end);
            most = sum > most ? sum : most;
        }
        for (size_t k = i; k < end; k++)
            v[k]->quantity = most;
        v[i]->head = true;
    }
    free(v);
}

static enum jc_status read_invoices(struct chain *c, struct world *w, struct jc_err *err)
{
    struct jc_stmt *q = NULL;
    enum jc_status st = jc_stmt_open(&q, w->store, ASSETS, "invoices", err);
    if (st == JC_OK)
        jc_stmt_int(q, 1, w->what.as_of);
    while (st == JC_OK && (st = jc_stmt_step(q, err)) == JC_OK)
        take(c, w, q);
    jc_stmt_free(q);
    add_rows(c);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status read_buyers(struct chain *c, struct world *w, struct jc_err *err)
{
    struct jc_stmt *q = NULL;
    enum jc_status st = jc_stmt_open(&q, w->store, ASSETS, "buyers", err);
    while (st == JC_OK && (st = jc_stmt_step(q, err)) == JC_OK) {
        int64_t inst = jc_col_int(q, 0);
        uint32_t name = put_col(w, q, 1);
        bool is_new;
        if (name != NIL && inst < w->inst_of_n && w->inst_of[inst] != NIL)
            (void)map_put(&c->insts, key2(w->inst_of[inst], name), 0, &is_new);
    }
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

enum jc_status chain_open(struct chain **out, struct world *w, struct jc_err *err)
{
    struct chain *c = *out = jc_alloc(sizeof *c);
    enum jc_status st = read_invoices(c, w, err);
    return st == JC_OK && c->n ? read_buyers(c, w, err) : st;
}

void chain_free(struct chain *c)
{
    if (!c)
        return;
    map_free(&c->by_no);
    map_free(&c->by_buyer);
    map_free(&c->insts);
    free(c->v);
    free(c);
}

/* ---- who and what ------------------------------------------------------------------------------ */

/* The manufacturer of the line, or its equivalent by the alias table. */
static bool is_maker(const struct world *w, uint32_t firm, uint32_t item)
{
    const struct span m = w->item[item].makers;
    for (uint32_t i = 0; i < m.n && firm != NIL; i++)
        if (w->maker.p[m.at + i] == firm)
            return true;
    return false;
}

static bool is_inst(const struct chain *c, uint32_t inst, uint32_t buyer)
{
    return buyer != NIL && map_get(&c->insts, key2(inst, buyer)) != NIL;
}

/* An invoice without a product is of whatever its number stands for. */
static bool same_product(const struct world *w, const struct invoice *v, uint32_t item)
{
    if (v->item == NIL)
        return true;
    const struct item *a = &w->item[v->item], *b = &w->item[item];
    if (a->code_key != NIL && b->code_key != NIL)
        return a->code_key == b->code_key;
    return a->generic == b->generic && (a->strength == NIL || b->strength == NIL || a->strength == b->strength);
}

/* ---- the judgement ----------------------------------------------------------------------------- */

/* What is known of one second invoice of a line. */
struct search {
    const struct line *line;
    const struct invoice *second, *first;
    enum chain_state state; /* of the first */
    int64_t brought;        /* by all first ones that fit so far: goods of several may be sold on one */
};

/* The better of two findings about one invoice is kept: a good one, else the nearest to it. */
static int goodness(enum chain_state s)
{
    static const int of[] = {
        [CHAIN_NO_DATA] = 0, [CHAIN_NO_FIRST] = 1, [CHAIN_TOO_LONG] = 2, [CHAIN_MISMATCH] = 3, [CHAIN_GOOD] = 4};
    return of[s];
}

/* named: by the line; among what the seller bought it comes again. */
static bool brings_enough(struct search *s, const struct invoice *v, bool named)
{
    if (v->quantity == NONE || s->second->quantity == NONE || s->second->quantity <= v->quantity)
        return true;
    if (!named && v->head && !jc_add(&s->brought, s->brought, v->quantity))
        return true;
    return s->second->quantity <= s->brought;
}

static void try_first(const struct world *w, struct search *s, const struct invoice *v, bool named)
{
    const struct invoice *b = s->second;
    enum chain_state state;
    if (v == b || v->stage == 2 || !same_product(w, v, s->line->item))
        return;
    bool sold = v->buyer_firm == b->seller_key, made = is_maker(w, v->seller_key, s->line->item);
    if (!sold && !(named && v->stage == 1))
        return;
    if (!sold || !made)
        state = CHAIN_TOO_LONG;
    else
        state = b->day < v->day || !brings_enough(s, v, named) ? CHAIN_MISMATCH : CHAIN_GOOD;
    if (s->first && goodness(state) <= goodness(s->state))
        return;
    s->first = v;
    s->state = state;
}

/* The next invoice that a number of the line names, from (*p, *i) on; NULL: no more. */
static const struct invoice *next_named(const struct chain *c, const struct world *w, const struct line *l,
                                        const char **p, uint32_t *i)
{
    const char *end = l->invoices + l->invoices_len;
    while (*i == NIL && *p < end) {
        const char *comma = memchr(*p, ',', (size_t)(end - *p));
        size_t n = (size_t)((comma ? comma : end) - *p);
        uint32_t no = n ? jc_intern_get(w->text, *p, n) : NIL;
        *i = no == NIL ? NIL : map_get(&c->by_no, no);
        *p += n + 1;
    }
    if (*i == NIL)
        return NULL;
    const struct invoice *v = &c->v[*i];
    *i = v->next;
    return v;
}

/* What its seller bought of a product, until one fits. */
static void each_bought(const struct chain *c, const struct world *w, struct search *s, uint32_t generic)
{
    for (uint32_t i = map_get(&c->by_buyer, key2(s->second->seller_key, generic)); i != NIL; i = c->v[i].next_bought) {
        if (s->first && s->state == CHAIN_GOOD)
            return;
        try_first(w, s, &c->v[i], false);
    }
}

/* A second invoice that fits the line: what comes before it? */
static void find_first(const struct chain *c, const struct world *w, struct search *s)
{
    const char *p = s->line->invoices;
    uint32_t i = NIL;
    s->state = CHAIN_GOOD;
    if (is_maker(w, s->second->seller_key, s->line->item)) /* straight from the manufacturer */
        return;
    for (const struct invoice *v; (v = next_named(c, w, s->line, &p, &i));)
        try_first(w, s, v, true);
    uint32_t generic = w->item[s->line->item].generic;
    if (generic != NIL)
        each_bought(c, w, s, generic);
    each_bought(c, w, s, NIL);
    if (!s->first)
        s->state = CHAIN_NO_FIRST;
}

/* Every second invoice of the line has to be in order; the worst is told. One of another product on the same paper is not
   the line's, unless there is no other. */
enum chain_state chain_judge(struct chain *c, struct world *w, const struct line *l, int64_t *first, int64_t *second)
{
    struct search worst = {.line = l, .state = CHAIN_NO_DATA};
    const char *p = l->invoices;
    uint32_t i = NIL;
    bool fits_any = false;
    *first = *second = 0;
    if (c->n == 0 || l->invoices_len == 0)
        return CHAIN_NO_DATA;
    item_resolve(w, l->item);
    for (const struct invoice *v; (v = next_named(c, w, l, &p, &i));) {
        struct search s = {.line = l, .second = v, .state = CHAIN_MISMATCH};
        bool here = is_inst(c, l->inst, v->buyer);
        if (v->stage == 1 || (v->stage == 0 && !here))
            continue;
        bool fits = here && same_product(w, v, l->item) && (l->supplier == NIL || v->seller == l->supplier);
        if (fits)
            find_first(c, w, &s);
        if (!worst.second || (fits && (!fits_any || goodness(s.state) < goodness(worst.state))))
            worst = s;
        fits_any |= fits;
    }
    if (worst.second)
        *second = worst.second->id;
    *first = worst.first ? worst.first->id : 0;
    return worst.state;
}
