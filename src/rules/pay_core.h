/*
 * pay, private: what its parts share. pay.c takes the lines in, pay_fill.c allocates (no database in either),
 * pay_total.c adds up, pay_load.c reads facts, pay_emit.c and pay_trace.c write results.
 *
 * Before pay_finish receipts lie in the order of pay_add and `paid` holds the line's own paid amount (RC_OWN).
 * pay_finish sorts them by (D, A, file, row) for good: from then on an index is a place in the order in which money
 * fills lines.
 */
#ifndef RULES_PAY_CORE_H
#define RULES_PAY_CORE_H

#include "rules/pay.h"

enum { PAYER_INST = 0, PAYER_AGENCY = 1, PAYER_ANY = 2 };
enum pay_scope { SCOPE_ALL, SCOPE_SELECTED, SCOPE_MEDICINE };
enum { DAYS_EOM_NEXT = 0 }; /* instead of a number of days, as param_term() has it */

struct pay_rules {
    jc_day as_of, from; /* R; S or JC_NO_DAY */
    enum pay_scope scope;
    jc_day selected_from;
    int32_t selected_days, other_days; /* DAYS_EOM_NEXT or N */
};

/* ---- what is loaded before the lines ----------------------------------------------------------- */

/* A row of the term table, for one institution or (NIL) for all. */
struct pay_term {
    uint32_t inst;
    uint8_t near;    /* the more the closer its region is to the institution */
    uint8_t kind;    /* enum term_kind */
    jc_day from, to; /* to: JC_NO_DAY = on and on */
    bool has_days;
    int32_t days; /* DAYS_EOM_NEXT or N */
    int8_t payer; /* -1 = says nothing */
    uint32_t row; /* place in the table, set by pay_term */
};
enum term_kind { TERM_ANY, TERM_MEDICINE, TERM_CONSUMABLE, TERM_SELECTED, TERM_OTHER };

/* A ledger payment; NIL, "" or -1 = not said. Texts are read during the call. */
struct pay_money {
    int64_t id, order, amount;
    jc_day day;
    uint32_t inst, supplier;
    int payer;
    int64_t file;
    const char *line_no, *order_no, *invoices, *serial;
    bool only_named; /* of something else than goods: it settles the document that it names, or nothing */
};

struct pay_reason { /* the texts are read during the call only; "" = none */
    uint32_t inst;
    const char *order_no, *line_no, *invoices, *text;
};

/* A ledger tells what a payer (or PAYER_ANY: not said) paid of the debts of an institution in these months. */
struct ledger {
    uint32_t inst;
    jc_day from, to;
    uint8_t payer;
};

/* ---- a receipt --------------------------------------------------------------------------------- */

enum {
    RC_OPEN = 1,     /* receivable on R: accepted by then, net > 0 */
    RC_AGENCY = 2,   /* payer type */
    RC_GUESS = 4,    /* payer type by the majority of the month's payments */
    RC_OWN = 8,      /* has an own paid amount that counts, or is compared (RC_COVERED) */
    RC_COVERED = 16, /* a ledger covers it: own amount is only compared */
    RC_REASON = 32,  /* has an accepted reason */
    RC_OUT = 64,     /* outside payment.scope */
    RC_UNKNOWN = 128 /* accepted amount cannot be known */
};
enum receipt_kind { KIND_LINE, KIND_CANCELLED, KIND_RETURN };

struct receipt {
    int64_t net;   /* net receivable on R */
    int64_t paid;  /* matched so far; own part = paid - sum of its fills */
    int64_t order; /* file order */
    uint32_t id;   /* purchase.id */
    uint32_t inst, supplier, product;
    jc_day accept;
    jc_day due; /* without A: the order day */
    jc_day own_day;
    uint32_t fills; /* newest first, 0 = none */
    uint32_t refs;  /* of pay.refs, 0 = none */
    uint16_t rule;  /* of pay.rule */
    uint8_t flags, kind;
};

_Static_assert(sizeof(struct receipt) == 64, "one cache line a receipt");

static inline struct noted at_receipt(const struct receipt *r)
{
    return (struct noted){.purchase = r->id, .order = r->order};
}

enum rule_source { RULE_SELECTED, RULE_OTHER, RULE_TERM, RULE_CONTRACT };
struct due_rule {
    int32_t days;
    uint8_t source;
};

/* A returned row. */
struct returned {
    int64_t value, quantity; /* > 0; value NONE = cannot be known */
    int64_t order, rest;     /* rest: what lowered nothing */
    uint32_t id, inst, supplier, product;
    jc_day day;
    uint32_t target; /* receipt + 1 of the original once linked */
    bool linked;
};
struct link {
    uint32_t orig, ret;
    int64_t value, quantity, whole; /* whole: accepted less returned of the original */
};
/* What a return took off a receipt. */
struct cut {
    uint32_t receipt, ret; /* ret: purchase.id */
    int64_t amount;
    bool linked;
};

/* ---- a payment --------------------------------------------------------------------------------- */

enum step { STEP_OWN, STEP_LINE, STEP_ORDER, STEP_INVOICE, STEP_SUPPLIER, STEP_NONE };

enum repeats {
    REPEATS_NOTHING,
    REPEATS_TOTAL,
    REPEATS_PERHAPS
}; /* the amount of other rows of its transfer, see pay_share */

struct payment {
    uint64_t serial; /* hash, 0 = none */
    int64_t file;
    int64_t amount, left; /* left: what met no receipt; of a negative one what cancelled nothing */
    int64_t order, id;    /* payment.id; purchase.id of an own negative amount */
    jc_day day;
    uint32_t inst, supplier;
    uint32_t target; /* receipt + 1 of an own negative amount */
    uint32_t asks;   /* of pay.ask: line, then order, then invoice references */
    uint32_t group;  /* of pay.group: the list of its institution and supplier, NIL = none */
    uint16_t invoices;
    uint8_t lines, orders;
    uint8_t payer, step;
    bool own, cancelled; /* cancelled: a negative one that found a fill */
    bool narrow;         /* its numbers stand for invoices, or lines, of its supplier: those of others are other ones */
    bool bare;           /* names a line without its order */
    bool only_named;     /* as in pay_money */
    uint8_t repeats;     /* enum repeats */
    bool vague;          /* lines of several orders have that number: it names none */
    bool scaled;         /* just a ten-thousandth, or ten thousand times, of what it names: 元 and 万元 mixed up */
    bool led;            /* behind its invoices in pay.ask stand the same of its branches */
    uint32_t branch;     /* that an invoice of it belongs to; NIL = none */
};

static inline struct noted at_payment(const struct payment *m)
{
    return (struct noted){.payment = m->id, .order = m->order};
}
struct fill { /* of a receipt by a payment */
    int64_t amount;
    uint32_t receipt, payment, next;
    jc_day day; /* of the payment */
};
/* A negative payment took this much off a receipt, or (receipt NIL) off what payment `from` or own amount had left over. */
struct cancel {
    uint32_t receipt, payment, from; /* from: payment + 1, 0 = the own amount */
    int64_t amount;
};
/* Two payments that may be one, whose day was mended: places in pay.pay. */
struct moved {
    uint32_t payment, other;
};
/* Own paid amount of a line: the part that is left over, or, on a covered line, all of it. */
struct own {
    uint32_t receipt;
    int64_t amount;
};
struct reason {
    uint32_t inst, text; /* text: of pay.text */
    uint32_t asks, n;
    uint32_t line;      /* of pay.text: a line number without its order; NIL = none */
    uint32_t narrowers; /* behind the n: invoices, which tell lines of that number apart */
    bool vague;         /* lines of several orders have that number: it covers none */
};
struct excused {
    uint32_t receipt, text;
};

/* Lists of receipts, each ascending. */
struct lists {
    uint32_t n, *start, *at;
};

#define VEC(type)                                                                                                      \
    struct {                                                                                                           \
        type *p;                                                                                                       \
        size_t n, cap;                                                                                                 \
    }
#define PUSH(v)                                                                                                        \
    ((v).p = jc_grow((v).p, &(v).cap, (v).n + 1, sizeof *(v).p), memset(&(v).p[(v).n], 0, sizeof *(v).p),              \
     &(v).p[(v).n++])

/* Per institution × payer type; per institution the first three. */
struct pay_total {
    int64_t matured, in_time, late_paid, matured_paid, paid_days, matured_reason, matured_unpaid, matured_undated;
    int64_t net, matched, overdue, overdue_reason, not_due;
    uint32_t receipts, matured_n, in_time_n;
    int32_t longest; /* -1 = nothing overdue */
};
struct pay_inst {
    int64_t kept, rejected; /* accepted amounts of kept lines, amounts of refused rows */
    uint32_t rows;          /* lines at all */
    uint32_t lines;         /* in the period, whatever became of them */
    bool told;              /* a payment of it up to R is in the ledgers, or a paid amount, be it 0, in its lines */
    struct pay_total by[2];
};

struct pay {
    struct pay_rules rules;
    bool sealed, limit;
    bool told; /* of anybody: else nobody knows what was paid */
    VEC(struct receipt) rc;
    VEC(struct due_rule) rule;
    VEC(struct pay_term) term;
    int64_t ended_n, ended_sum; /* lines after the last day of all terms for them */
    struct noted ended_first;
    VEC(struct ledger) ledger;
    VEC(struct {
        uint32_t lead; /* NIL = none */
        bool leads;
    })
    lead; /* by inst: of a medical community */
    VEC(struct payment) pay;
    VEC(uint32_t) ask;
    VEC(uint32_t) refs; /* ids of pay.asked; the last of a receipt has REF_LAST */
    VEC(struct reason) reason;
    struct map orders_of; /* number of pay.asked and supplier, or ANY_SUPPLIER -> of_orders */
    VEC(struct {
        uint64_t order; /* hash */
        bool several;
    })
    of_orders; /* orders of the lines that have a line number asked for alone */
    VEC(struct excused) excused;
    VEC(struct returned) ret;
    VEC(struct link) link;
    VEC(struct cut) cut;
    VEC(struct fill) fill; /* from 1 */
    VEC(struct cancel) cancel;
    VEC(struct own) spare, covered;
    VEC(struct moved) moved;
    VEC(struct pay_inst) inst;
    VEC(uint32_t) unpaid, noted; /* receipts to be shown with an unpaid rest; those that a note tells of */
    VEC(uint32_t) scratch;
    struct jc_intern *asked, *text;
    struct map month;                         /* institution and month -> number of two of month_count */
    struct map group;                         /* institution and supplier -> number of a list */
    VEC(uint32_t) month_count;                /* two for each of pay.month: payments by payer type */
    bool asks_with[8], asks_bare[8], agency;  /* which kinds of reference anybody asks for; any agency payment */
    struct lists named, grouped;              /* receipts by pay.asked, open receipts by pay.group */
    struct lists named_by, paid_to, spare_of; /* payments by what they name, by pay.group; pay.spare by pay.group */
    uint32_t *cursor;
    uint32_t *looked_at,
        looks;    /* of pay.asked: the last refund, by its number, that went through the payments that name it */
    int32_t span; /* longest D - A */
    struct jc_buf key;
    /* totals of the check */
    int64_t ledger_sum, own_sum, later_sum, matched_sum;
    int64_t undone_sum; /* of ledger rows up to R that count 0 (pay_undone.h) */
    uint32_t later_n;
    jc_day last_paid, last_accept;
};

/* ---- pay.c ------------------------------------------------------------------------------------- */

struct pay *pay_new(const struct pay_rules *rules);
/* So many lines will come, or fewer: room for them at once, since moving millions takes longer than using it. */
void pay_expect(struct pay *p, int64_t lines);
void pay_term(struct pay *p, const struct pay_term *term);
void pay_ledger(struct pay *p, const struct ledger *ledger);
void pay_money(struct pay *p, const struct pay_money *money);
/* An accepted reason: the line it names (of its order, where it names that), else all that share an invoice, else the order. */
void pay_reason(struct pay *p, const struct pay_reason *reason);
void pay_rejected(struct pay *p, uint32_t inst, int64_t amount);
struct pay_inst *pay_inst_at(struct pay *p, uint32_t inst);
/* a += b; marks the sum as lost where it leaves 64 bits. */
void pay_sum(struct pay *p, int64_t *a, int64_t b);

/* ---- pay_led.c --------------------------------------------------------------------------------- */

/* By the list of institutions; before the payments. */
void pay_lead(struct pay *p, uint32_t branch, uint32_t lead);
uint32_t pay_lead_of(const struct pay *p, uint32_t inst);
bool pay_leads(const struct pay *p, uint32_t inst);
/* Invoices that the lead has not, and a branch has, are those of the branch; before bind. */
void pay_bind_led(struct pay *p, struct payment *m);
/* Notes on payments whose numbers are on no line of their institution, or on one of a branch. */
enum jc_status pay_note_named(struct pay *p, struct world *w, struct jc_err *err) JC_MUST_CHECK;

/* ---- pay_share.c ------------------------------------------------------------------------------- */

/* Rows that each hold the total of one transfer get the amounts of what they name; after bind, before anything is filled. */
void pay_share(struct pay *p);

/* ---- pay_total.c ------------------------------------------------------------------------------- */

enum { SOON = 30 }; /* days of sheet 11 */

/* Counts in the figures: open, and within payment.scope. */
static inline bool figures(const struct receipt *r)
{
    return (r->flags & RC_OPEN) && !(r->flags & RC_OUT);
}

static inline int payer_of(const struct receipt *r)
{
    return r->flags & RC_AGENCY ? PAYER_AGENCY : PAYER_INST;
}

/* One part of what was paid on a receipt: its own amount first (payment NULL), then each fill. */
struct part {
    int64_t amount;
    jc_day day; /* JC_NO_DAY = 付款日不明 */
    const struct payment *payment;
};
/* Walks the parts; *at starts at 0. False: no more. */
bool pay_part(struct part *out, const struct pay *p, const struct receipt *r, uint32_t *at);
/* What was paid in time, late and without a day, and the days: Σ paid × max(0, P − A) over parts with a day. */
struct settled {
    int64_t in_time, late, undated, days;
};
struct settled pay_settled(struct pay *p, const struct receipt *r);
bool pay_matured(const struct pay *p, const struct receipt *r);
/* The totals, and the receipts that are spoken of one by one. */
void pay_add_up(struct pay *p);
/* Message number of what a payment left over; its text names the supplier. */
int pay_left_code(struct pay *p, const struct payment *m);

/* ---- pay_emit.c -------------------------------------------------------------------------------- */

/* 'eom-next', 'days 30', 'contract 20'. */
void pay_rule_text(char *dst, size_t size, const struct due_rule *rule);
/* The accepted reasons of a receipt joined by ；. */
void pay_reason_text(struct jc_buf *out, const struct pay *p, uint32_t receipt);
/* Message number of an own amount that is left over. */
int pay_spare_code(const struct receipt *r);

/* ---- pay_fill.c -------------------------------------------------------------------------------- */

#define REF_LAST     0x80000000u
#define ANY_SUPPLIER (NIL - 1)
/* Lines of several orders have this line number, which is asked for alone: of the supplier and of none, or of anybody. */
bool pay_in_several(const struct pay *p, uint32_t asked, uint32_t supplier);
/* start[i]..start[i + 1] of at. lists_begin gives the counts to fill in, lists_place makes room, lists_put fills. */
uint32_t *lists_begin(struct lists *l, uint32_t n);
void lists_place(struct lists *l);
void lists_put(struct lists *l, uint32_t list, uint32_t what);
/* The references of a payment that count at a step: how many, and the first in pay.ask. */
uint32_t pay_step_span(const struct payment *m, enum step step, uint32_t *at);
/* The payment does not mean this receipt, though it bears an invoice number of it. */
static inline bool of_another(const struct payment *m, const struct receipt *r)
{
    return m->narrow && r->supplier != m->supplier && r->supplier != NIL;
}
/* An open receipt of the payer type. */
bool pay_fits(const struct payment *m, const struct receipt *r);
/* The receipts, ascending, that a payment names at its step; borrowed until the next call. */
const uint32_t *pay_candidates(struct pay *p, const struct payment *m, uint32_t *n);
/* What receipts come to. */
int64_t pay_owed(struct pay *p, const uint32_t *receipt, uint32_t n);

/* ---- pay_back.c -------------------------------------------------------------------------------- */

/* Once the payments are in order and bound. */
void pay_back_begin(struct pay *p);
/* A negative payment at a step. */
void pay_take_back(struct pay *p, uint32_t payment, enum step step);

#endif
