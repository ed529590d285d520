/* pay: where a figure comes from, line by line and payment by payment (explain). */
#include "rules/pay_core.h"

struct trace {
    struct pay *p;
    const struct world *w;
    struct jc_stmt *row;
    struct jc_buf why;
    enum jc_lang lang;
};

/*
 * What the amount of a row is: those of one kind that count add up to a figure of the ranking. 总回款率 is of all receipts, the
 * others of what matured in the period: what is of no figure but that has units of its own.
 */
enum unit {
    NET,
    NET_OTHER,
    BACK,
    IN_TIME,
    LATE,
    UNDATED,
    PAID_OTHER,
    WHOLE,
    DAYS,
    UNPAID,
    NOT_DUE,
    EXCUSED,
    EXCUSED_OTHER,
    TAKEN,
    LEFT,
    COMPARED
};
static const char *const units[] = {[NET] = "money",
                                    [NET_OTHER] = "元（未到期或不在本期）",
                                    [BACK] = "元（退货，已减）",
                                    [IN_TIME] = "元（按期付款）",
                                    [LATE] = "元（逾期付款）",
                                    [UNDATED] = "元（付款日不明）",
                                    [PAID_OTHER] = "元（未到期或不在本期的付款）",
                                    [WHOLE] = "笔（按期付清）",
                                    [DAYS] = "元×天（付款）",
                                    [UNPAID] = "元（未付）",
                                    [NOT_DUE] = "元（未到期未付）",
                                    [EXCUSED] = "元（正当理由）",
                                    [EXCUSED_OTHER] = "元（正当理由，不在本期）",
                                    [TAKEN] = "元（冲销，已减）",
                                    [LEFT] = "元（预付/多付）",
                                    [COMPARED] = "元（只作核对）"};

struct said {
    int code; /* of a message; 0 = v as it is */
    const char *v, *a1, *a2;
};

static enum jc_status put(struct trace *t, int64_t purchase, int64_t payment, bool counted, int64_t amount,
                          enum unit unit, struct said said, struct jc_err *err)
{
    jc_buf_clear(&t->why);
    if (said.code)
        jc_msg_problem(&t->why, said.code, said.v, said.a1, said.a2, t->lang);
    else
        jc_buf_str(&t->why, said.v);
    jc_stmt_null(t->row, 1);
    if (purchase && !payment) /* a payment is shown where it stands, below the line it pays */
        jc_stmt_int(t->row, 1, purchase);
    jc_stmt_null(t->row, 2);
    if (payment)
        jc_stmt_int(t->row, 2, payment);
    const char *fact = payment ? "payment" : "purchase";
    jc_stmt_str(t->row, 3, fact, strlen(fact));
    jc_stmt_int(t->row, 4, counted);
    jc_stmt_int(t->row, 5, amount);
    jc_stmt_str(t->row, 6, units[unit], strlen(units[unit]));
    jc_stmt_str(t->row, 7, jc_buf_text(&t->why), t->why.len);
    return jc_stmt_run(t->row, err);
}

static const char *matched_by(const struct payment *m, enum jc_lang lang)
{
    static const char *const names[][2] = {{"本行已付金额", "the line's own paid amount"},
                                           {"订单明细编号", "order line number"},
                                           {"订单编号", "order number"},
                                           {"发票号码", "invoice number"},
                                           {"机构和配送企业，推定", "institution and distributor, presumed"}};
    return names[m ? m->step : STEP_OWN][lang];
}

enum { NET_GONE = 483 };

/* 0: a receipt that counts. */
static int left_out(const struct pay *p, const struct receipt *r)
{
    if (r->kind == KIND_CANCELLED)
        return 482;
    if (r->kind == KIND_RETURN)
        return r->accept == JC_NO_DAY || r->accept > p->rules.as_of ? 490 : 486;
    if (r->accept == JC_NO_DAY)
        return 480;
    if (r->accept > p->rules.as_of)
        return 481;
    if (r->flags & RC_UNKNOWN)
        return 485;
    if (!(r->flags & RC_OPEN))
        return NET_GONE;
    return r->flags & RC_OUT ? 484 : 0;
}

/* `payment` is the one whose row is shown, 0 = that of the receipt. */
static enum jc_status trace_part(struct trace *t, const struct receipt *r, const struct part *x, bool matured,
                                 int64_t payment, struct jc_err *err)
{
    char on[11], due[11];
    const char *by = matched_by(x->payment, t->lang);
    bool dated = x->day != JC_NO_DAY, in_time = dated && x->day <= r->due;
    struct said said = {in_time ? 474 : 475, on, due, by};
    enum unit unit = !matured ? PAID_OTHER : !dated ? UNDATED : in_time ? IN_TIME : LATE;
    jc_day_text(on, x->day);
    jc_day_text(due, r->due);
    if (!dated)
        said = (struct said){476, by, NULL, NULL};
    return put(t, r->id, payment, true, x->amount, unit, said, err);
}

static enum jc_status trace_parts(struct trace *t, const struct receipt *r, bool matured, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    struct part x;
    for (uint32_t at = 0; st == JC_OK && pay_part(&x, t->p, r, &at);)
        if (x.amount)
            st = trace_part(t, r, &x, matured, x.payment ? x.payment->id : 0, err);
    return st;
}

/* What a matured receipt adds to the rate by count and to the weighted days. */
static enum jc_status trace_settled(struct trace *t, const struct receipt *r, struct jc_err *err)
{
    struct settled s = pay_settled(t->p, r);
    enum jc_status st = JC_OK;
    if (s.in_time == r->net)
        st = put(t, r->id, 0, true, JC_SCALE, WHOLE,
                 (struct said){.v = t->lang ? "paid in full and in time" : "全部货款按期付清"}, err);
    if (st == JC_OK && s.in_time + s.late)
        st = put(t, r->id, 0, true, s.days, DAYS,
                 (struct said){.v = t->lang ? "each payment × (payment day − acceptance day)"
                                            : "各笔付款 ×（付款日 − 验收日）"},
                 err);
    return st;
}

/* Cuts, cancels and own amounts all begin with their receipt; once sorted by it those of one are neighbours. */
static int by_receipt(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

static void sort_by_receipt(void *p, size_t n, size_t size)
{
    if (n)
        qsort(p, n, size, by_receipt);
}

static size_t first_of(const void *p, size_t n, size_t size, uint32_t receipt)
{
    size_t lo = 0, hi = n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (*(const uint32_t *)((const char *)p + mid * size) < receipt)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}
#define FIRST_OF(v, receipt) first_of((v).p, (v).n, sizeof *(v).p, receipt)

static enum jc_status trace_cuts(struct trace *t, uint32_t receipt, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    const struct pay *p = t->p;
    for (size_t i = FIRST_OF(p->cut, receipt); st == JC_OK && i < p->cut.n && p->cut.p[i].receipt == receipt; i++)
        st = put(t, p->cut.p[i].ret, 0, true, -p->cut.p[i].amount, BACK,
                 (struct said){.code = p->cut.p[i].linked ? 472 : 473}, err);
    for (size_t i = FIRST_OF(p->cancel, receipt); st == JC_OK && i < p->cancel.n && p->cancel.p[i].receipt == receipt;
         i++) {
        const struct payment *m = &p->pay.p[p->cancel.p[i].payment];
        st = put(t, m->own ? m->id : p->rc.p[receipt].id, m->own ? 0 : m->id, true, -p->cancel.p[i].amount, TAKEN,
                 (struct said){.code = 487}, err);
    }
    return st;
}

static enum jc_status trace_rest(struct trace *t, uint32_t receipt, struct jc_err *err)
{
    const struct receipt *r = &t->p->rc.p[receipt];
    int64_t rest = r->net - r->paid;
    int32_t days = t->p->rules.as_of - r->due;
    char text[16];
    if (rest <= 0)
        return JC_OK;
    if (days >= 0 && !t->p->told)
        return put(t, r->id, 0, false, rest, UNPAID, (struct said){.code = 805}, err);
    snprintf(text, sizeof text, "%d", days < 0 ? -days : days);
    enum jc_status st = put(t, r->id, 0, true, rest, days >= 0 ? UNPAID : NOT_DUE,
                            (struct said){.code = days >= 0 ? 477 : 478, .v = text}, err);
    if (st == JC_OK && (r->flags & RC_REASON)) {
        struct jc_buf why = {0};
        pay_reason_text(&why, t->p, receipt);
        st = put(t, r->id, 0, days >= 0, rest, pay_matured(t->p, r) ? EXCUSED : EXCUSED_OTHER,
                 (struct said){.code = 479, .v = jc_buf_text(&why)}, err);
        jc_buf_free(&why);
    }
    return st;
}

static enum jc_status trace_own(struct trace *t, uint32_t receipt, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    const struct pay *p = t->p;
    char text[32];
    const struct receipt *r = &p->rc.p[receipt];
    size_t spare = FIRST_OF(p->spare, receipt), covered = FIRST_OF(p->covered, receipt);
    if (spare < p->spare.n && p->spare.p[spare].receipt == receipt && p->spare.p[spare].amount)
        st = put(t, r->id, 0, false, p->spare.p[spare].amount, LEFT, (struct said){.code = pay_spare_code(r)}, err);
    if (st == JC_OK && covered < p->covered.n && p->covered.p[covered].receipt == receipt) {
        jc_scaled_text(text, sizeof text, p->covered.p[covered].amount, 2, 4);
        st =
            put(t, r->id, 0, false, p->covered.p[covered].amount, COMPARED, (struct said){.code = 488, .v = text}, err);
    }
    return st;
}

/* A line that is no receipt, or one outside the scope. */
static enum jc_status trace_out(struct trace *t, uint32_t receipt, int code, struct jc_err *err)
{
    const struct receipt *r = &t->p->rc.p[receipt];
    enum jc_status st = put(t, r->id, 0, false, r->net, NET, (struct said){.code = code}, err);
    if (st == JC_OK && code == NET_GONE)
        st = trace_cuts(t, receipt, err);
    return st == JC_OK ? trace_own(t, receipt, err) : st;
}

static enum jc_status trace_receipt(struct trace *t, uint32_t receipt, struct jc_err *err)
{
    const struct receipt *r = &t->p->rc.p[receipt];
    int out = left_out(t->p, r);
    if (out)
        return trace_out(t, receipt, out, err);
    char due[11], net[32], rule[32];
    jc_day_text(due, r->due);
    jc_scaled_text(net, sizeof net, r->net, 2, 4);
    pay_rule_text(rule, sizeof rule, &t->p->rule.p[r->rule]);
    bool matured = pay_matured(t->p, r);
    enum jc_status st = put(t, r->id, 0, true, r->net, matured ? NET : NET_OTHER,
                            (struct said){matured ? 470 : 471, net, due, rule}, err);
    if (st == JC_OK)
        st = trace_cuts(t, receipt, err);
    if (st == JC_OK)
        st = trace_parts(t, r, matured, err);
    if (st == JC_OK && matured)
        st = trace_settled(t, r, err);
    if (st == JC_OK)
        st = trace_own(t, receipt, err);
    return st == JC_OK ? trace_rest(t, receipt, err) : st;
}

static struct said said_left(const struct trace *t, const struct payment *m)
{
    return (struct said){.code = pay_left_code(t->p, m), .v = m->supplier == NIL ? "" : t->w->supplier[m->supplier]};
}

static enum jc_status trace_left(struct trace *t, const bool *of, int payer, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (size_t i = 0; st == JC_OK && i < t->p->pay.n; i++) {
        const struct payment *m = &t->p->pay.p[i];
        if (m->inst != NIL && of[m->inst] && m->left && (m->payer == payer || m->payer == PAYER_ANY))
            st = put(t, m->own ? m->id : 0, m->own ? 0 : m->id, false, m->left, LEFT, said_left(t, m), err);
    }
    return st;
}

static enum jc_status begin(struct trace *t, struct world *w, struct jc_err *err)
{
    struct pay *p = t->p;
    sort_by_receipt(p->cut.p, p->cut.n, sizeof *p->cut.p);
    sort_by_receipt(p->cancel.p, p->cancel.n, sizeof *p->cancel.p);
    return jc_stmt_open(&t->row, w->store, "sql/pay_emit.sql", "trace", err);
}

enum jc_status pay_trace(struct pay *p, struct world *w, const bool *of, int payer, enum jc_lang lang,
                         struct jc_err *err)
{
    struct trace t = {.p = p, .w = w, .lang = lang};
    enum jc_status st = begin(&t, w, err);
    for (uint32_t i = 0; st == JC_OK && i < p->rc.n; i++)
        if (of[p->rc.p[i].inst] && payer_of(&p->rc.p[i]) == payer)
            st = trace_receipt(&t, i, err);
    if (st == JC_OK)
        st = trace_left(&t, of, payer, err);
    jc_stmt_free(t.row);
    jc_buf_free(&t.why);
    return st;
}

enum jc_status pay_trace_line(struct pay *p, struct world *w, int64_t purchase, enum jc_lang lang, struct jc_err *err)
{
    struct trace t = {.p = p, .w = w, .lang = lang};
    enum jc_status st = begin(&t, w, err);
    for (uint32_t i = 0; st == JC_OK && i < p->rc.n; i++)
        if (p->rc.p[i].id == purchase)
            st = trace_receipt(&t, i, err);
    jc_stmt_free(t.row);
    jc_buf_free(&t.why);
    return st;
}

/* What a payment paid, receipt by receipt, and what of it was left. */
static enum jc_status trace_payment(struct trace *t, const struct payment *m, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (uint32_t i = 0; st == JC_OK && i < t->p->rc.n; i++) {
        const struct receipt *r = &t->p->rc.p[i];
        struct part x;
        for (uint32_t at = 0; st == JC_OK && pay_part(&x, t->p, r, &at);)
            if (x.payment == m && x.amount)
                st = trace_part(t, r, &x, pay_matured(t->p, r), 0, err);
    }
    for (size_t i = 0; st == JC_OK && i < t->p->cancel.n; i++)
        if (&t->p->pay.p[t->p->cancel.p[i].payment] == m)
            st = put(t, 0, m->id, true, -t->p->cancel.p[i].amount, TAKEN, (struct said){.code = 487}, err);
    if (st == JC_OK && m->left)
        st = put(t, 0, m->id, false, m->left, LEFT, said_left(t, m), err);
    return st;
}

enum jc_status pay_trace_payment(struct pay *p, struct world *w, int64_t payment, enum jc_lang lang, struct jc_err *err)
{
    struct trace t = {.p = p, .w = w, .lang = lang};
    enum jc_status st = begin(&t, w, err);
    for (size_t i = 0; st == JC_OK && i < p->pay.n; i++)
        if (!p->pay.p[i].own && p->pay.p[i].id == payment)
            st = trace_payment(&t, &p->pay.p[i], err);
    jc_stmt_free(t.row);
    jc_buf_free(&t.why);
    return st;
}
