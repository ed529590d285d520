/* Lines and payments for the tests of payment timeliness: what a case does not say is harmless. */
#ifndef JC_TEST_PAY_KIT_H
#define JC_TEST_PAY_KIT_H

#include <criterion/criterion.h>

#include "rules/pay_core.h"

enum { H1, H2 }; /* institutions */
enum { S1, S2 }; /* suppliers */
enum { YUAN = 10000 };

static inline jc_day day(const char *s)
{
    jc_day d = JC_NO_DAY;
    cr_assert(!s || jc_day_parse(&d, NULL, s, strlen(s)), "%s is a day", s ? s : "");
    return d;
}

static inline struct pay *world(const char *as_of)
{
    struct pay_rules rules = {.as_of = day(as_of),
                              .from = JC_NO_DAY,
                              .selected_from = day("2021-01-22"),
                              .selected_days = DAYS_EOM_NEXT,
                              .other_days = 30};
    return pay_new(&rules);
}

/* A line of volume-based purchase, one pack; the caller changes what matters to it. */
static inline struct line line_of(int id, uint32_t inst, const char *accept, int64_t yuan)
{
    struct line x = {.id = id, .order = id, .inst = inst, .supplier = S1, .agreement = NIL, .selected = true};
    x.day = day(accept);
    x.day_order = x.day_ship = x.day_paid = JC_NO_DAY;
    x.ordered = x.shipped = x.accepted = JC_SCALE;
    x.returned = x.paid = NONE;
    x.price = x.amount = x.gross = x.net = yuan * YUAN;
    x.payer = x.channel = x.term = -1;
    x.order_no = x.line_no = x.original = x.invoices = "";
    return x;
}

static inline void add(struct pay *p, struct line x)
{
    x.order_len = strlen(x.order_no);
    x.line_len = strlen(x.line_no);
    x.invoices_len = strlen(x.invoices);
    pay_add(p, &x, 7, 'X', -1);
}

static inline void buy(struct pay *p, int id, const char *accept, int64_t yuan, const char *invoice)
{
    struct line x = line_of(id, H1, accept, yuan);
    x.invoices = invoice;
    add(p, x);
}

static inline struct pay_money money_of(int id, const char *on, int64_t yuan)
{
    return (struct pay_money){.id = id,
                              .order = id,
                              .amount = yuan * YUAN,
                              .day = day(on),
                              .inst = H1,
                              .supplier = S1,
                              .payer = -1,
                              .line_no = "",
                              .order_no = "",
                              .invoices = ""};
}

static inline void give(struct pay *p, int id, const char *on, int64_t yuan, const char *invoices)
{
    struct pay_money m = money_of(id, on, yuan);
    m.invoices = invoices;
    pay_money(p, &m);
}

static inline struct line return_of(int id, const char *on, int64_t yuan)
{
    struct line x = line_of(id, H1, on, -yuan);
    x.is_return = true;
    x.accepted = -JC_SCALE;
    x.price = yuan * YUAN;
    return x;
}

/* Every test ends here: all money is matched or left over, and nothing is paid twice. */
static inline void finish(struct pay *p)
{
    cr_assert_eq(pay_finish(p, NULL), JC_OK);
    int64_t matched = 0, left = 0, fills = 0;
    for (size_t i = 0; i < p->rc.n; i++) {
        matched += p->rc.p[i].paid;
        cr_assert(p->rc.p[i].paid >= 0 && (p->rc.p[i].paid == 0 || p->rc.p[i].paid <= p->rc.p[i].net));
    }
    for (size_t i = 0; i < p->pay.n; i++)
        left += p->pay.p[i].left;
    for (size_t i = 0; i < p->spare.n; i++)
        left += p->spare.p[i].amount;
    for (size_t i = 1; i < p->fill.n; i++)
        fills += p->fill.p[i].amount;
    cr_assert_eq(p->ledger_sum + p->own_sum, matched + left);
    cr_assert(fills <= matched);
}

static inline const struct receipt *line(const struct pay *p, int id)
{
    for (size_t i = 0; i < p->rc.n; i++)
        if (p->rc.p[i].id == (uint32_t)id)
            return &p->rc.p[i];
    cr_assert(false, "line %d is there", id);
    return NULL;
}

static inline int64_t paid(const struct pay *p, int id)
{
    return line(p, id)->paid / YUAN;
}

static inline int64_t net(const struct pay *p, int id)
{
    return line(p, id)->net / YUAN;
}

static inline int64_t left(struct pay *p, int id, int *code)
{
    for (size_t i = 0; i < p->pay.n; i++)
        if (!p->pay.p[i].own && p->pay.p[i].id == id) {
            if (code)
                *code = pay_left_code(p, &p->pay.p[i]);
            return p->pay.p[i].left / YUAN;
        }
    cr_assert(false, "payment %d is there", id);
    return 0;
}

static inline const struct pay_total *total(struct pay *p, uint32_t inst, int payer)
{
    return &pay_inst_at(p, inst)->by[payer];
}

static inline int64_t percent(int64_t n, int64_t d)
{
    int64_t out = -1;
    cr_assert(jc_rate_round(&out, jc_rate_of(n, d), 4));
    return out;
}

#endif
