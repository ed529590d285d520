/* pay: the indicator tables, notes and checks. */
#include "rules/emit.h"
#include "rules/pay_core.h"

#define ASSETS "sql/pay_emit.sql"

/* The beginning "line:hash:sheet" of the keys of a sheet's rows, by its rank in file order. */
struct emit {
    struct pay *p;
    struct world *w;
    struct jc_stmt *row;
    VEC(char *) place;
    char (*rule)[32]; /* texts of pay.rule */
    struct jc_buf key, text;
};

static enum jc_status open_row(struct emit *e, const char *part, struct jc_err *err)
{
    jc_stmt_free(e->row);
    e->row = NULL;
    return jc_stmt_open(&e->row, e->w->store, ASSETS, part, err);
}

/* ---- keys -------------------------------------------------------------------------------------- */

static enum jc_status load_places(struct emit *e, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, e->w->store, ASSETS, "places", err);
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK) {
        size_t rank = (size_t)(world_order(e->w, jc_col_int(s, 0), 0) >> 32);
        const char *part[] = {jc_col_text(s, 1, NULL), jc_col_text(s, 2, NULL)};
        while (e->place.n <= rank)
            (void)PUSH(e->place);
        jc_buf_clear(&e->key);
        world_key(&e->key, "", part, JC_LEN(part));
        free(e->place.p[rank]);
        e->place.p[rank] = jc_strdup(jc_buf_text(&e->key));
    }
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

/* "line:hash:sheet:row": where the row stands, whatever number it has in the database. */
static void place_key(struct emit *e, const char *kind, int64_t order)
{
    size_t rank = (size_t)(order >> 32);
    char digits[12], *p = digits + sizeof digits;
    uint32_t row = (uint32_t)(order & UINT32_MAX);
    do
        *--p = (char)('0' + row % 10);
    while (row /= 10);
    *--p = ':';
    jc_buf_clear(&e->key);
    jc_buf_str(&e->key, kind);
    if (rank < e->place.n && e->place.p[rank])
        jc_buf_str(&e->key, e->place.p[rank]);
    jc_buf_add(&e->key, p, (size_t)(digits + sizeof digits - p));
}

static void bind_key(struct emit *e, int i)
{
    jc_stmt_str(e->row, i, jc_buf_text(&e->key), e->key.len);
}

/* ---- institutions ------------------------------------------------------------------------------ */

static void pay_key(struct emit *e, const struct inst *inst, int payer)
{
    const char *part[] = {*inst->code ? inst->code : inst->name, payer ? "1" : "0"};
    jc_buf_clear(&e->key);
    world_key(&e->key, "pay", part, JC_LEN(part));
}

/* What was paid, and what is overdue for it, is nobody's knowledge where no payment is told at all. */
static enum jc_status emit_pay(struct emit *e, uint32_t i, int payer, struct jc_err *err)
{
    static const struct pay_inst none = {.by = {{.longest = -1}, {.longest = -1}}};
    const struct pay_inst *x = i < e->p->inst.n ? &e->p->inst.p[i] : &none;
    const struct pay_total *t = &x->by[payer];
    const int64_t owed[] = {e->w->inst[i].id, payer, x->lines, t->matured_n, t->matured, t->net, x->kept, x->rejected};
    const int64_t paid[] = {t->in_time, t->in_time_n,      t->late_paid, t->matured_paid,  t->paid_days,
                            t->matched, t->matured_reason, t->overdue,   t->overdue_reason};
    int at = 1;
    for (size_t k = 0; k < JC_LEN(owed); k++)
        jc_stmt_int(e->row, at++, owed[k]);
    for (size_t k = 0; k < JC_LEN(paid); k++, at++)
        e->p->told ? jc_stmt_int(e->row, at, paid[k]) : jc_stmt_null(e->row, at);
    e->p->told && t->longest >= 0 ? jc_stmt_int(e->row, at, t->longest) : jc_stmt_null(e->row, at);
    pay_key(e, &e->w->inst[i], payer);
    bind_key(e, 19);
    return jc_stmt_run(e->row, err);
}

/* A row for each payer type with receipts; one of the institution itself where there are none. */
static enum jc_status emit_pays(struct emit *e, struct jc_err *err)
{
    enum jc_status st = open_row(e, "pay", err);
    for (uint32_t i = 0; st == JC_OK && i < e->w->inst_n; i++) {
        const struct pay_inst *x = i < e->p->inst.n ? &e->p->inst.p[i] : NULL;
        bool any = false;
        for (int payer = 0; st == JC_OK && payer < 2; payer++)
            if (x && x->by[payer].receipts) {
                st = emit_pay(e, i, payer, err);
                any = true;
            }
        if (st == JC_OK && !any && (e->w->inst[i].declared || (x && x->rows)))
            st = emit_pay(e, i, PAYER_INST, err);
    }
    return st;
}

/* ---- receipts ---------------------------------------------------------------------------------- */

void pay_rule_text(char *dst, size_t size, const struct due_rule *rule)
{
    if (rule->source == RULE_CONTRACT)
        snprintf(dst, size, "contract %d", rule->days);
    else if (rule->days == DAYS_EOM_NEXT)
        snprintf(dst, size, "eom-next");
    else
        snprintf(dst, size, "days %d", rule->days);
}

void pay_reason_text(struct jc_buf *out, const struct pay *p, uint32_t receipt)
{
    size_t lo = 0, hi = p->excused.n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (p->excused.p[mid].receipt < receipt)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (size_t i = lo; i < p->excused.n && p->excused.p[i].receipt == receipt; i++) {
        if (i > lo && p->excused.p[i].text == p->excused.p[i - 1].text)
            continue;
        if (i > lo)
            jc_buf_str(out, "；");
        jc_buf_str(out, jc_intern_text(p->text, p->excused.p[i].text, NULL));
    }
}

static void emit_receipt(struct emit *e, struct jc_frame *f, uint32_t i, int64_t place)
{
    const struct receipt *r = &e->p->rc.p[i];
    const char *supplier = r->supplier == NIL ? "" : e->w->supplier[r->supplier];
    const char *rule = e->rule[r->rule];
    const int64_t v[] = {r->id,
                         e->w->inst[r->inst].id,
                         payer_of(r),
                         r->accept,
                         r->due,
                         r->net,
                         r->paid,
                         r->net - r->paid,
                         (int64_t)e->p->rules.as_of - r->due,
                         place};
    jc_buf_clear(&e->text);
    if (r->flags & RC_REASON)
        pay_reason_text(&e->text, e->p, i);
    place_key(e, "line", r->order);
    jc_frame_add(f, v, (int)JC_LEN(v));
    jc_frame_text(f, 4, supplier, strlen(supplier));
    jc_frame_text(f, 7, rule, strlen(rule));
    jc_frame_text(f, 12, jc_buf_text(&e->text), e->text.len);
    jc_frame_text(f, 13, jc_buf_text(&e->key), e->key.len);
}

struct place_of {
    jc_day due;
    uint32_t inst, id, receipt;
    int64_t order;
};

/* What is due first, then by institution and place in the files: the order of sheets 10 and 11. */
static int by_place(const void *a, const void *b)
{
    const struct place_of *x = a, *y = b;
    if (x->due != y->due)
        return x->due < y->due ? -1 : 1;
    if (x->inst != y->inst)
        return x->inst < y->inst ? -1 : 1;
    if (x->order != y->order)
        return x->order < y->order ? -1 : 1;
    return (x->id > y->id) - (x->id < y->id);
}

static enum jc_status emit_receipts(struct emit *e, struct jc_err *err)
{
    size_t n = 0;
    struct place_of *list = jc_alloc((e->p->unpaid.n + 1) * sizeof *list);
    const uint32_t *inst = inst_places(e->w);
    for (size_t i = 0; i < e->p->unpaid.n; i++) {
        const struct receipt *r = &e->p->rc.p[e->p->unpaid.p[i]];
        if (e->p->told || r->due > e->p->rules.as_of)
            list[n++] = (struct place_of){r->due, inst[r->inst], r->id, e->p->unpaid.p[i], r->order};
    }
    qsort(list, n, sizeof *list, by_place);
    e->rule = jc_alloc((e->p->rule.n + 1) * sizeof *e->rule);
    for (size_t i = 0; i < e->p->rule.n; i++)
        pay_rule_text(e->rule[i], sizeof e->rule[i], &e->p->rule.p[i]);
    struct jc_frame *f;
    enum jc_status st = jc_store_frame(&f, e->w->store, "ind_receipt", err);
    for (size_t i = 0; st == JC_OK && i < n; i++)
        emit_receipt(e, f, list[i].receipt, (int64_t)i + 1);
    free(list);
    return st;
}

/* ---- what is left over ------------------------------------------------------------------------- */

struct left {
    int64_t payment, purchase, order, amount;
    uint32_t inst, supplier;
    int payer; /* PAYER_ANY = not said */
    int code;
};

static enum jc_status emit_left(struct emit *e, const struct left *x, struct jc_err *err)
{
    place_key(e, x->payment ? "payment" : "line", x->order);
    jc_stmt_int(e->row, 1, x->payment);
    jc_stmt_int(e->row, 2, x->purchase);
    jc_stmt_null(e->row, 3);
    if (x->inst != NIL)
        jc_stmt_int(e->row, 3, e->w->inst[x->inst].id);
    jc_stmt_null(e->row, 4);
    if (x->payer != PAYER_ANY)
        jc_stmt_int(e->row, 4, x->payer);
    jc_stmt_int(e->row, 5, x->amount);
    jc_stmt_int(e->row, 6, x->code);
    bind_key(e, 7);
    world_note_supplier(e->w, x->code, x->inst, x->supplier, (struct noted){x->purchase, x->payment, x->order},
                        x->amount);
    return jc_stmt_run(e->row, err);
}

/* Message number of an own amount that is left over. */
int pay_spare_code(const struct receipt *r)
{
    return r->flags & RC_OPEN ? 466 : 467;
}

static enum jc_status emit_lefts(struct emit *e, struct jc_err *err)
{
    struct pay *p = e->p;
    enum jc_status st = open_row(e, "left", err);
    for (size_t i = 0; st == JC_OK && i < p->pay.n; i++) {
        const struct payment *m = &p->pay.p[i];
        struct left x = {.order = m->order, .amount = m->left, .inst = m->inst, .supplier = NIL, .payer = m->payer};
        x.payment = m->own ? 0 : m->id;
        x.purchase = m->own ? m->id : 0;
        x.code = m->left ? pay_left_code(p, m) : 0;
        if (m->step == STEP_SUPPLIER) /* whose lines it went by */
            x.supplier = m->supplier;
        if (m->left)
            st = emit_left(e, &x, err);
    }
    for (size_t i = 0; st == JC_OK && i < p->spare.n; i++) {
        const struct receipt *r = &p->rc.p[p->spare.p[i].receipt];
        struct left x = {.purchase = r->id, .order = r->order, .inst = r->inst, .supplier = NIL};
        x.amount = p->spare.p[i].amount;
        x.payer = payer_of(r);
        x.code = pay_spare_code(r);
        if (x.amount)
            st = emit_left(e, &x, err);
    }
    return st;
}

/* ---- notes ------------------------------------------------------------------------------------- */

static void note_covered(struct emit *e)
{
    for (size_t i = 0; i < e->p->covered.n; i++) {
        const struct own *x = &e->p->covered.p[i];
        const struct receipt *r = &e->p->rc.p[x->receipt];
        char own[32], ledger[32];
        if (x->amount == r->paid)
            continue;
        jc_scaled_text(own, sizeof own, x->amount, 2, 4);
        jc_scaled_text(ledger, sizeof ledger, r->paid, 2, 4);
        world_note(e->w, 450, r->inst, NIL, at_receipt(r), x->amount - r->paid, own, ledger);
    }
}

static void note_receipts(struct emit *e)
{
    for (size_t i = 0; i < e->p->noted.n; i++) {
        const struct receipt *r = &e->p->rc.p[e->p->noted.p[i]];
        if (r->flags & RC_UNKNOWN)
            world_note(e->w, 454, r->inst, NIL, at_receipt(r), 0, "", "");
        if (!figures(r))
            continue;
        if ((r->flags & RC_OWN) && !(r->flags & RC_COVERED) && r->own_day == JC_NO_DAY && r->paid > 0)
            world_note(e->w, 451, r->inst, NIL, at_receipt(r), r->paid, "", "");
        if (r->flags & RC_GUESS)
            world_note(e->w, 455, r->inst, NIL, at_receipt(r), r->net, "", "");
    }
}

static void note_returns(struct emit *e)
{
    for (size_t i = 0; i < e->p->ret.n; i++) {
        const struct returned *x = &e->p->ret.p[i];
        struct noted at = {.purchase = x->id, .order = x->order};
        char rest[32];
        jc_scaled_text(rest, sizeof rest, x->rest, 2, 4);
        if (!x->linked && x->value == NONE)
            world_note(e->w, 453, x->inst, NIL, at, 0, "", "");
        else if (!x->linked && x->rest > 0)
            world_note(e->w, 452, x->inst, NIL, at, x->rest, rest, "");
    }
}

static void note_scale(struct emit *e, const struct payment *m)
{
    char paid[32], named[32];
    uint32_t n;
    const uint32_t *at = pay_candidates(e->p, m, &n);
    jc_scaled_text(paid, sizeof paid, m->amount, 2, 4);
    jc_scaled_text(named, sizeof named, pay_owed(e->p, at, n), 2, 4);
    world_note(e->w, 863, m->inst, NIL, at_payment(m), m->amount, paid, named);
}

/* Of a total what is left of it here, else what counts. */
static void note_repeats(struct emit *e, const struct payment *m)
{
    char amount[32];
    jc_scaled_text(amount, sizeof amount, m->amount, 2, 4);
    world_note(e->w, m->repeats == REPEATS_TOTAL ? 841 : 842, m->inst, NIL, at_payment(m), m->amount, amount, "");
}

static void note_moved(struct emit *e)
{
    char day[16];
    for (size_t i = 0; i < e->p->moved.n; i++) {
        const struct payment *m = &e->p->pay.p[e->p->moved.p[i].payment];
        jc_day_text(day, e->p->pay.p[e->p->moved.p[i].other].day);
        world_note(e->w, 844, m->inst, NIL, at_payment(m), m->amount, day, "");
    }
}

static void note_payments(struct emit *e)
{
    for (size_t i = 0; i < e->p->pay.n; i++) {
        const struct payment *m = &e->p->pay.p[i];
        if (m->scaled)
            note_scale(e, m);
        if (m->repeats)
            note_repeats(e, m);
        if (!m->own && m->step >= STEP_SUPPLIER && !(m->lines + m->orders + m->invoices) && m->left != m->amount)
            world_note(e->w, 457, m->inst, NIL, at_payment(m), m->amount - m->left, "", "");
    }
    note_moved(e);
    world_note_many(e->w, 845, e->p->ended_first, e->p->ended_n, e->p->ended_sum);
    world_note_many(e->w, 458, NOWHERE, e->p->later_n, e->p->later_sum);
}

/* No payment at all; or none of an institution that owed some, while others have theirs. */
static void note_untold(struct emit *e)
{
    int64_t matured = 0, owed = 0;
    for (uint32_t i = 0; i < e->p->inst.n; i++) {
        const struct pay_inst *x = &e->p->inst.p[i];
        int64_t sum = 0;
        for (int payer = 0; payer < 2; payer++) {
            matured += x->by[payer].matured_n;
            pay_sum(e->p, &sum, x->by[payer].matured);
            sum = x->by[payer].matched ? 0 : sum;
        }
        pay_sum(e->p, &owed, sum);
        if (e->p->told && !x->told && sum > 0)
            world_note(e->w, 806, i, NIL, NOWHERE, sum, "", "");
    }
    if (!e->p->told)
        world_note_many(e->w, 805, NOWHERE, matured, owed);
}

static void note_reasons(struct emit *e)
{
    for (size_t i = 0; i < e->p->reason.n; i++) {
        const struct reason *x = &e->p->reason.p[i];
        bool found = false;
        for (uint32_t k = 0; k < x->n; k++) {
            uint32_t list = e->p->ask.p[x->asks + k];
            found |= e->p->named.start[list] < e->p->named.start[list + 1];
        }
        const char *text = jc_intern_text(e->p->text, x->text, NULL);
        if (!found)
            world_note(e->w, 468, x->inst, NIL, NOWHERE, 0, text, "");
        else if (x->vague)
            world_note(e->w, 873, x->inst, NIL, NOWHERE, 0, text, jc_intern_text(e->p->text, x->line, NULL));
    }
}

/* ---- checks ------------------------------------------------------------------------------------ */

struct sums {
    int64_t ledger, matched, left, paid, unpaid;
    struct pay_total all;
};

static enum jc_status sum_ledger(struct emit *e, int64_t *out, struct jc_err *err)
{
    enum jc_status st = open_row(e, "ledger", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(e->row, 1, e->p->rules.as_of);
    st = jc_stmt_step(e->row, err);
    *out = st == JC_OK ? jc_col_int(e->row, 0) : 0;
    return st;
}

static void sum_all(struct pay *p, struct sums *s)
{
    s->matched = p->matched_sum;
    for (size_t i = 0; i < p->pay.n; i++)
        pay_sum(p, &s->left, p->pay.p[i].left);
    for (size_t i = 0; i < p->spare.n; i++)
        pay_sum(p, &s->left, p->spare.p[i].amount);
    for (size_t i = 0; i < p->inst.n * 2; i++) {
        const struct pay_total *t = &p->inst.p[i / 2].by[i % 2];
        pay_sum(p, &s->all.matured, t->matured);
        pay_sum(p, &s->all.in_time, t->in_time);
        pay_sum(p, &s->all.late_paid, t->late_paid);
        pay_sum(p, &s->all.matured_undated, t->matured_undated);
        pay_sum(p, &s->all.matured_unpaid, t->matured_unpaid);
        pay_sum(p, &s->all.net, t->net);
        pay_sum(p, &s->all.matched, t->matched);
        pay_sum(p, &s->all.overdue, t->overdue);
        pay_sum(p, &s->all.not_due, t->not_due);
    }
}

/* One check of a list of parts against another; at most four each. */
static enum jc_status check(struct emit *e, const char *zh, const char *en, const int64_t *lhs, size_t lhs_n,
                            const int64_t *rhs, size_t rhs_n, struct jc_err *err)
{
    int64_t sum[2] = {0};
    struct jc_buf parts[2] = {{0}, {0}};
    for (size_t i = 0; i < lhs_n + rhs_n; i++) {
        int side = i >= lhs_n;
        int64_t x = side ? rhs[i - lhs_n] : lhs[i];
        pay_sum(e->p, &sum[side], x);
        jc_buf_fmt(&parts[side], parts[side].len ? "+%lld" : "%lld", (long long)x);
    }
    enum jc_status st = world_check(e->w, zh, en, sum[0], sum[1], jc_buf_text(&parts[0]), jc_buf_text(&parts[1]), err);
    jc_buf_free(&parts[0]);
    jc_buf_free(&parts[1]);
    return st;
}

static enum jc_status emit_checks(struct emit *e, struct jc_err *err)
{
    struct sums s = {0};
    enum jc_status st = sum_ledger(e, &s.ledger, err);
    sum_all(e->p, &s);
    const struct pay_total *t = &s.all;
    if (st == JC_OK)
        st =
            check(e, "付款台账＋明细已付 ＝ 已匹配＋预付/多付（元）", "ledger + own paid amounts = matched + left over",
                  (int64_t[]){s.ledger, e->p->own_sum, -e->p->undone_sum}, e->p->undone_sum ? 3 : 2,
                  (int64_t[]){s.matched, s.left}, 2, err);
    if (st == JC_OK)
        st = check(e, "到期金额 ＝ 按期＋逾期已付＋付款日不明＋未付（元）",
                   "matured = in time + late + without a day + unpaid", &t->matured, 1,
                   (int64_t[]){t->in_time, t->late_paid, t->matured_undated, t->matured_unpaid}, 4, err);
    if (st == JC_OK)
        st = check(e, "应付净额 ＝ 已付＋逾期未付＋未到期未付（元）", "net receivable = paid + overdue + not due yet",
                   &t->net, 1, (int64_t[]){t->matched, t->overdue, t->not_due}, 3, err);
    return st;
}

enum jc_status pay_emit(struct pay *p, struct world *w, struct jc_err *err)
{
    struct emit e = {.p = p, .w = w};
    enum jc_status st = load_places(&e, err);
    if (st == JC_OK)
        st = emit_pays(&e, err);
    if (st == JC_OK)
        st = emit_receipts(&e, err);
    if (st == JC_OK)
        st = emit_lefts(&e, err);
    if (st == JC_OK)
        st = emit_checks(&e, err);
    note_covered(&e);
    note_receipts(&e);
    note_returns(&e);
    note_payments(&e);
    if (st == JC_OK)
        st = pay_note_named(p, w, err);
    note_untold(&e);
    note_reasons(&e);
    jc_stmt_free(e.row);
    for (size_t i = 0; i < e.place.n; i++)
        free(e.place.p[i]);
    free(e.place.p);
    free(e.rule);
    jc_buf_free(&e.key);
    jc_buf_free(&e.text);
    return st == JC_OK && p->limit ? jc_fail(err, JC_LIMIT, 499, NULL, NULL, NULL) : st;
}
