/* pay: what is loaded, and the lines as they stream past. */
#include "rules/pay_core.h"

enum ref_kind { REF_LINE_IN_ORDER, REF_LINE_ALONE, REF_LINE, REF_ORDER, REF_INVOICE, REF_LED };
struct str {
    const char *p;
    size_t n;
};

static struct str str_of(const char *s)
{
    return (struct str){s ? s : "", s ? strlen(s) : 0};
}

struct pay *pay_new(const struct pay_rules *rules)
{
    struct pay *p = jc_alloc(sizeof *p);
    p->rules = *rules;
    p->asked = jc_intern_new();
    p->text = jc_intern_new();
    p->last_paid = p->last_accept = JC_NO_DAY;
    (void)PUSH(p->fill); /* 0 = none */
    (void)PUSH(p->refs);
    return p;
}

void pay_free(struct pay *p)
{
    if (!p)
        return;
    jc_intern_free(p->asked);
    jc_intern_free(p->text);
    map_free(&p->group);
    map_free(&p->orders_of);
    map_free(&p->month);
    void *vec[] = {
        p->rc.p,        p->rule.p,         p->term.p,      p->ledger.p,      p->pay.p,         p->ask.p,
        p->refs.p,      p->ret.p,          p->link.p,      p->cut.p,         p->fill.p,        p->cancel.p,
        p->spare.p,     p->covered.p,      p->inst.p,      p->scratch.p,     p->cursor,        p->looked_at,
        p->named.start, p->named.at,       p->reason.p,    p->excused.p,     p->month_count.p, p->grouped.start,
        p->grouped.at,  p->named_by.start, p->named_by.at, p->paid_to.start, p->paid_to.at,    p->spare_of.start,
        p->spare_of.at, p->unpaid.p,       p->noted.p,     p->lead.p,        p->of_orders.p,   p->moved.p};
    for (size_t i = 0; i < JC_LEN(vec); i++)
        free(vec[i]);
    jc_buf_free(&p->key);
    free(p);
}

void pay_sum(struct pay *p, int64_t *a, int64_t b)
{
    if (__builtin_add_overflow(*a, b, a))
        p->limit = true;
}

struct pay_inst *pay_inst_at(struct pay *p, uint32_t inst)
{
    while (p->inst.n <= inst) {
        struct pay_inst *new = PUSH(p->inst);
        new->by[0].longest = new->by[1].longest = -1;
    }
    return &p->inst.p[inst];
}

/* ---- references -------------------------------------------------------------------------------- */

static void ref_key(struct pay *p, enum ref_kind kind, uint32_t inst, struct str a, struct str b)
{
    jc_buf_clear(&p->key);
    jc_buf_char(&p->key, (char)('a' + kind));
    jc_buf_add(&p->key, &inst, sizeof inst);
    jc_buf_add(&p->key, a.p, a.n);
    if (kind == REF_LINE_IN_ORDER || kind == REF_LED) {
        jc_buf_char(&p->key, '\0');
        jc_buf_add(&p->key, b.p, b.n);
    }
}

/* Somebody names this; returns 1. */
static uint32_t ask(struct pay *p, enum ref_kind kind, uint32_t inst, struct str a, struct str b)
{
    ref_key(p, kind, inst, a, b);
    *PUSH(p->ask) = jc_intern_put(p->asked, p->key.p, p->key.len, NULL);
    *(inst == NIL ? &p->asks_bare[kind] : &p->asks_with[kind]) = true;
    return 1;
}

/* What asks for a line: of its order, and among lines without an order number. */
static uint32_t ask_line(struct pay *p, uint32_t inst, struct str line, struct str order)
{
    return order.n ? ask(p, REF_LINE_IN_ORDER, inst, line, order) + ask(p, REF_LINE_ALONE, inst, line, order)
                   : ask(p, REF_LINE, inst, line, order);
}

/* The next non-empty number of a list joined by commas. */
static bool next_number(struct str *list, struct str *one)
{
    do {
        if (!list->n)
            return false;
        const char *comma = memchr(list->p, ',', list->n);
        one->p = list->p;
        one->n = comma ? (size_t)(comma - list->p) : list->n;
        size_t used = one->n + (comma != NULL);
        list->p += used;
        list->n -= used;
    } while (!one->n);
    return true;
}

static uint32_t ask_invoices(struct pay *p, uint32_t inst, struct str invoices)
{
    uint32_t n = 0;
    for (struct str one; n < UINT16_MAX && next_number(&invoices, &one);)
        n += ask(p, REF_INVOICE, inst, one, (struct str){0});
    return n;
}

/* The same invoices of a branch: of the same supplier only, since short numbers come again. */
static bool ask_led(struct pay *p, const struct pay_money *m, struct str invoices, uint32_t n)
{
    struct str one, supplier = {(const char *)&m->supplier, sizeof m->supplier};
    if (n == 0 || m->inst == NIL || m->supplier == NIL || !pay_leads(p, m->inst))
        return false;
    for (uint32_t i = 0; i < n && next_number(&invoices, &one); i++)
        (void)ask(p, REF_LED, m->inst, one, supplier);
    return true;
}

/* Its number, UINT32_MAX: nobody asks for it. */
static uint32_t answer_key(struct pay *p, size_t from)
{
    uint32_t id = jc_intern_get(p->asked, p->key.p, p->key.len);
    if (id == UINT32_MAX)
        return id;
    for (size_t i = from; i < p->refs.n; i++) /* one invoice twice */
        if (p->refs.p[i] == id)
            return id;
    *PUSH(p->refs) = id;
    return id;
}

/* A line number that is asked for without its order, and the order of a line that has it. */
static void see_order(struct pay *p, uint32_t id, uint32_t supplier, uint64_t order)
{
    bool is_new;
    uint32_t at = map_put(&p->orders_of, key2(id, supplier), (uint32_t)p->of_orders.n, &is_new);
    if (is_new)
        PUSH(p->of_orders)->order = order;
    p->of_orders.p[at].several |= p->of_orders.p[at].order != order;
}

static void answer(struct pay *p, size_t from, enum ref_kind kind, uint32_t inst, struct str a, struct str b)
{
    if (p->asks_with[kind]) {
        ref_key(p, kind, inst, a, b);
        (void)answer_key(p, from);
    }
    if (p->asks_bare[kind]) {
        ref_key(p, kind, NIL, a, b);
        (void)answer_key(p, from);
    }
}

/* A line that is not void, of an order of R or before: a later month changes no old report. */
static bool stands(const struct pay *p, const struct line *line)
{
    jc_day since = line->day_order != JC_NO_DAY ? line->day_order : line->day;
    return !line->cancelled && (since == JC_NO_DAY || since <= p->rules.as_of);
}

/* The same for a line number without its order; a return has an order of its own. */
static void answer_line(struct pay *p, size_t from, const struct line *line, struct str number, struct str order)
{
    for (int with = 0; with < 2; with++) {
        if (!(with ? p->asks_with : p->asks_bare)[REF_LINE])
            continue;
        ref_key(p, REF_LINE, with ? line->inst : NIL, number, order);
        uint32_t id = answer_key(p, from);
        if (id == UINT32_MAX || line->is_return || !stands(p, line))
            continue;
        const uint64_t hash = jc_hash(order.n ? order.p : "", order.n, line->inst);
        see_order(p, id, ANY_SUPPLIER, hash);
        see_order(p, id, line->supplier, hash);
    }
}

static void answer_led(struct pay *p, size_t from, const struct line *line)
{
    struct str invoices = {line->invoices, line->invoices_len}, one;
    struct str supplier = {(const char *)&line->supplier, sizeof line->supplier};
    uint32_t lead = p->asks_with[REF_LED] ? pay_lead_of(p, line->inst) : NIL;
    while (lead != NIL && next_number(&invoices, &one)) {
        ref_key(p, REF_LED, lead, one, supplier);
        (void)answer_key(p, from);
    }
}

/* Which of the numbers asked for this line bears. */
static uint32_t answers(struct pay *p, const struct line *line)
{
    size_t from = p->refs.n;
    struct str number = {line->line_no, line->line_len}, order = {line->order_no, line->order_len};
    struct str invoices = {line->invoices, line->invoices_len}, one;
    if (number.n) {
        answer_line(p, from, line, number, order);
        answer(p, from, order.n ? REF_LINE_IN_ORDER : REF_LINE_ALONE, line->inst, number, order);
    }
    if (order.n)
        answer(p, from, REF_ORDER, line->inst, order, order);
    if (p->asks_with[REF_INVOICE] || p->asks_bare[REF_INVOICE])
        while (next_number(&invoices, &one))
            answer(p, from, REF_INVOICE, line->inst, one, one);
    answer_led(p, from, line);
    if (p->refs.n == from)
        return 0;
    p->refs.p[p->refs.n - 1] |= REF_LAST;
    if (p->refs.n >= UINT32_MAX)
        p->limit = true;
    return (uint32_t)from;
}

/* ---- what is loaded before the lines ----------------------------------------------------------- */

void pay_expect(struct pay *p, int64_t lines)
{
    if (lines > 0 && lines < REF_LAST)
        p->rc.p = jc_grow(p->rc.p, &p->rc.cap, (size_t)lines, sizeof *p->rc.p);
}

void pay_term(struct pay *p, const struct pay_term *term)
{
    struct pay_term *x = PUSH(p->term);
    *x = *term;
    x->row = (uint32_t)p->term.n;
}

void pay_ledger(struct pay *p, const struct ledger *ledger)
{
    *PUSH(p->ledger) = *ledger;
}

void pay_rejected(struct pay *p, uint32_t inst, int64_t amount)
{
    pay_sum(p, &pay_inst_at(p, inst)->rejected, amount);
}

static uint64_t month_key(uint32_t inst, jc_day day)
{
    return key2(inst, (uint32_t)jc_day_month(day));
}

/* How many payments of each type an institution made in a month (7.9): not those that failed, nor what came back. */
static void count_month(struct pay *p, const struct pay_money *m)
{
    if (m->inst == NIL || m->payer < 0 || m->amount <= 0)
        return;
    bool is_new;
    uint32_t id = map_put(&p->month, month_key(m->inst, m->day), (uint32_t)p->month.n, &is_new);
    while (p->month_count.n <= 2 * (size_t)id + 1)
        (void)PUSH(p->month_count);
    p->month_count.p[2 * (size_t)id + (m->payer == PAYER_AGENCY)]++;
    p->agency |= m->payer == PAYER_AGENCY;
}

/* Whatever its day: a payment after R says that it was not made before. */
static void mark_told(struct pay *p, uint32_t inst)
{
    p->told = true;
    if (inst != NIL)
        pay_inst_at(p, inst)->told = true;
}

void pay_money(struct pay *p, const struct pay_money *m)
{
    mark_told(p, m->inst);
    if (m->day > p->rules.as_of) {
        pay_sum(p, &p->later_sum, m->amount);
        p->later_n++;
        return;
    }
    pay_sum(p, &p->ledger_sum, m->amount);
    if (m->day > p->last_paid)
        p->last_paid = m->day;
    count_month(p, m);
    struct payment x = {.amount = m->amount, .left = m->amount, .order = m->order, .id = m->id, .day = m->day};
    x.file = m->file;
    x.inst = m->inst;
    x.supplier = m->supplier;
    x.payer = (uint8_t)(m->payer < 0 ? PAYER_ANY : m->payer);
    x.asks = (uint32_t)p->ask.n;
    struct str line = str_of(m->line_no), order = str_of(m->order_no);
    if (line.n)
        x.lines = (uint8_t)ask_line(p, m->inst, line, order);
    if (order.n)
        x.orders = (uint8_t)ask(p, REF_ORDER, m->inst, order, order);
    x.invoices = (uint16_t)ask_invoices(p, m->inst, str_of(m->invoices));
    x.bare = line.n && !order.n;
    x.only_named = m->only_named;
    const struct str serial = str_of(m->serial);
    x.serial = serial.n ? jc_hash(serial.p, serial.n, 1) | 1 : 0;
    x.led = ask_led(p, m, str_of(m->invoices), x.invoices);
    x.branch = NIL;
    *PUSH(p->pay) = x;
}

void pay_reason(struct pay *p, const struct pay_reason *r)
{
    struct reason x = {.inst = r->inst, .asks = (uint32_t)p->ask.n, .line = NIL};
    struct str line = str_of(r->line_no), order = str_of(r->order_no), invoices = str_of(r->invoices);
    x.text = jc_intern_put(p->text, r->text, strlen(r->text), NULL);
    x.n = line.n       ? ask_line(p, r->inst, line, order)
          : invoices.n ? ask_invoices(p, r->inst, invoices)
                       : ask(p, REF_ORDER, r->inst, order, order);
    if (line.n && !order.n) {
        x.line = jc_intern_put(p->text, line.p, line.n, NULL);
        x.narrowers = ask_invoices(p, r->inst, invoices);
    }
    *PUSH(p->reason) = x;
}

static int by_ledger(const void *a, const void *b)
{
    const struct ledger *x = a, *y = b;
    return x->inst != y->inst ? (x->inst < y->inst ? -1 : 1) : (x->from > y->from) - (x->from < y->from);
}

static int by_term(const void *a, const void *b)
{
    const struct pay_term *x = a, *y = b;
    return x->inst != y->inst ? (x->inst < y->inst ? -1 : 1) : (x->row > y->row) - (x->row < y->row);
}

static void seal(struct pay *p)
{
    p->sealed = true;
    if (p->ledger.n)
        qsort(p->ledger.p, p->ledger.n, sizeof *p->ledger.p, by_ledger);
    if (p->term.n)
        qsort(p->term.p, p->term.n, sizeof *p->term.p, by_term);
}

/* ---- a line ------------------------------------------------------------------------------------ */

/* A ledger of the agency says nothing of what the institution paid. A paid amount without a day is covered where a ledger
   overlaps [A, R]: it may be the same money. */
static bool covered(const struct pay *p, const struct receipt *r, const struct line *line)
{
    jc_day paid = line->day_paid, from = paid != JC_NO_DAY ? paid : line->day;
    jc_day to = paid != JC_NO_DAY ? paid : p->rules.as_of;
    size_t lo = 0, hi = p->ledger.n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (p->ledger.p[mid].inst < line->inst)
            lo = mid + 1;
        else
            hi = mid;
    }
    for (; lo < p->ledger.n && p->ledger.p[lo].inst == line->inst; lo++)
        if (p->ledger.p[lo].from <= to && p->ledger.p[lo].to >= from &&
            (p->ledger.p[lo].payer == PAYER_ANY || p->ledger.p[lo].payer == payer_of(r)))
            return true;
    return false;
}

static bool term_fits(const struct pay_term *t, const struct line *line, char kind)
{
    if (line->day == JC_NO_DAY || line->day < t->from)
        return false;
    switch ((enum term_kind)t->kind) {
    case TERM_ANY:
        return true;
    case TERM_MEDICINE:
        return kind != 'C';
    case TERM_CONSUMABLE:
        return kind == 'C';
    case TERM_SELECTED:
        return line->selected;
    case TERM_OTHER:
        return !line->selected;
    }
    return false;
}

/* The closest region first, then the narrower kind, then the later start, then the later row. */
static bool term_beats(const struct pay_term *a, const struct pay_term *b)
{
    if (!b || a->near != b->near)
        return !b || a->near > b->near;
    int x = (a->kind + 1) / 2, y = (b->kind + 1) / 2; /* any, by what it is, by how it was bought */
    return x != y ? x > y : a->from >= b->from;
}

/* The first term of an institution; NIL, the terms of all, comes last. */
static size_t first_term(const struct pay *p, uint32_t inst)
{
    size_t lo = 0, hi = p->term.n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (p->term.p[mid].inst < inst)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* *ended: one was for it, to a day before. */
static const struct pay_term *find_term(const struct pay *p, const struct line *line, char kind, bool for_payer,
                                        bool *ended)
{
    const struct pay_term *best = NULL;
    *ended = false;
    for (int all = 0; all < 2; all++) {
        uint32_t inst = all ? NIL : line->inst;
        for (size_t i = first_term(p, inst); i < p->term.n && p->term.p[i].inst == inst; i++) {
            const struct pay_term *t = &p->term.p[i];
            if (!(for_payer ? t->payer >= 0 : t->has_days) || !term_fits(t, line, kind))
                continue;
            if (t->to != JC_NO_DAY && line->day > t->to)
                *ended = true;
            else if (term_beats(t, best))
                best = t;
        }
    }
    return best;
}

static jc_day due_day(jc_day accept, int32_t days)
{
    return days == DAYS_EOM_NEXT ? jc_day_month_end(jc_day_month_add(accept, 1)) : accept + days;
}

static uint16_t rule_number(struct pay *p, int32_t days, enum rule_source source)
{
    for (size_t i = p->rule.n; i-- > 0;)
        if (p->rule.p[i].days == days && p->rule.p[i].source == source)
            return (uint16_t)i;
    if (p->rule.n > UINT16_MAX) {
        p->limit = true;
        return 0;
    }
    *PUSH(p->rule) = (struct due_rule){days, (uint8_t)source};
    return (uint16_t)(p->rule.n - 1);
}

/* Which nobody may have meant: the new row of the table is missing, or came to nothing. */
static void see_ended(struct pay *p, const struct line *line)
{
    if (line->day > p->rules.as_of || line->is_return || line->cancelled)
        return;
    p->ended_n++;
    noted_first(&p->ended_first, line);
    if (line->net != NONE)
        pay_sum(p, &p->ended_sum, line->net);
}

/* The due day and its rule (7.2). */
static void set_due(struct pay *p, struct receipt *r, const struct line *line, char kind, int32_t term)
{
    bool ended = false;
    const struct pay_term *t = p->term.n ? find_term(p, line, kind, false, &ended) : NULL;
    if (!t && ended)
        see_ended(p, line);
    bool selected = line->selected && line->day >= p->rules.selected_from;
    int32_t days = t ? t->days : selected ? p->rules.selected_days : p->rules.other_days;
    enum rule_source source = t ? RULE_TERM : selected ? RULE_SELECTED : RULE_OTHER;
    r->due = due_day(line->day, days);
    int32_t contract = term < 0 || (line->term >= 0 && line->term < term) ? line->term : term;
    if (contract >= 0 && contract < r->due - line->day) {
        r->due = line->day + contract;
        days = contract;
        source = RULE_CONTRACT;
    }
    r->rule = rule_number(p, days, source);
}

/* Payer type of a line: its column, the term table, the payer of most payments of the month, the institution (7.9). */
static uint8_t payer_flags(struct pay *p, const struct line *line, char kind)
{
    if (line->payer >= 0)
        return line->payer == PAYER_AGENCY ? RC_AGENCY : 0;
    bool ended;
    const struct pay_term *t = p->term.n ? find_term(p, line, kind, true, &ended) : NULL;
    if (t)
        return t->payer == PAYER_AGENCY ? RC_AGENCY : 0;
    if (!p->agency || line->day == JC_NO_DAY)
        return 0;
    uint32_t id = map_get(&p->month, month_key(line->inst, line->day));
    bool most = id != NIL && p->month_count.p[2 * (size_t)id + 1] > p->month_count.p[2 * (size_t)id];
    return most ? RC_AGENCY | RC_GUESS : 0;
}

static bool in_scope(const struct pay *p, const struct line *line, char kind)
{
    return p->rules.scope == SCOPE_ALL || (p->rules.scope == SCOPE_SELECTED ? line->selected : kind != 'C');
}

static int64_t net_of(const struct line *line)
{
    if (line->gross == NONE || line->accepted == NONE || line->accepted <= 0)
        return 0;
    if (line->returned != NONE && line->returned >= line->accepted)
        return 0; /* all of it went back, whatever the last cent of the amount says */
    return line->net == NONE ? 0 : line->net;
}

static void take_own(struct pay *p, struct receipt *r, const struct line *line)
{
    if (line->paid != NONE)
        mark_told(p, line->inst);
    if (line->paid == NONE || line->paid == 0 || (line->day_paid != JC_NO_DAY && line->day_paid > p->rules.as_of))
        return;
    r->own_day = line->day_paid;
    r->paid = line->paid;
    r->flags |= RC_OWN;
    if (covered(p, r, line))
        r->flags |= RC_COVERED;
}

static void take_return(struct pay *p, const struct line *line, uint32_t product)
{
    if (line->day == JC_NO_DAY || line->day > p->rules.as_of || line->cancelled)
        return;
    struct returned *x = PUSH(p->ret);
    x->value = line->gross == NONE ? NONE : -line->gross;
    x->quantity = line->accepted == NONE ? 0 : -line->accepted;
    x->order = line->order;
    x->id = (uint32_t)line->id;
    x->inst = line->inst;
    x->supplier = line->supplier;
    x->product = product;
    x->day = line->day;
}

/* Lines reported in the period, whatever became of them and of whatever scope: without one an institution is 未报. */
static void count_line(struct pay *p, const struct receipt *r, const struct line *line)
{
    struct pay_inst *inst = pay_inst_at(p, line->inst);
    inst->rows++;
    if (r->kind == KIND_LINE && line->gross != NONE && line->gross > 0)
        pay_sum(p, &inst->kept, line->gross);
    jc_day day = line->day != JC_NO_DAY ? line->day : line->day_order, from = p->rules.from, to = p->rules.as_of;
    bool matures = r->kind == KIND_LINE && r->accept != JC_NO_DAY && r->due >= from && r->due <= to;
    bool here = from == JC_NO_DAY ? day == JC_NO_DAY || day <= to : matures || (day >= from && day <= to);
    inst->lines += here;
}

void pay_add(struct pay *p, const struct line *line, uint32_t product, char kind, int32_t term)
{
    if (!p->sealed)
        seal(p);
    if (line->id > UINT32_MAX || p->rc.n >= REF_LAST)
        p->limit = true;
    struct receipt r = {.order = line->order, .id = (uint32_t)line->id, .inst = line->inst, .own_day = JC_NO_DAY};
    r.supplier = line->supplier;
    r.product = product;
    r.accept = line->day;
    r.due = line->day_order;
    r.kind = line->is_return ? KIND_RETURN : line->cancelled ? KIND_CANCELLED : KIND_LINE;
    r.flags = payer_flags(p, line, kind);
    r.flags |= in_scope(p, line, kind) ? 0 : RC_OUT;
    if (line->day != JC_NO_DAY)
        set_due(p, &r, line, kind, term);
    if (r.kind == KIND_LINE) {
        r.net = net_of(line);
        if (line->accepted != NONE && line->accepted > 0 && line->gross == NONE)
            r.flags |= RC_UNKNOWN;
        if (line->day != JC_NO_DAY && line->day <= p->rules.as_of && line->day > p->last_accept)
            p->last_accept = line->day;
    } else if (r.kind == KIND_RETURN) {
        take_return(p, line, product);
    }
    take_own(p, &r, line);
    r.refs = answers(p, line);
    count_line(p, &r, line);
    *PUSH(p->rc) = r;
}

void pay_linked(struct pay *p, const struct linked *link)
{
    if (link->day != JC_NO_DAY && link->day > p->rules.as_of)
        return;
    struct link *x = PUSH(p->link);
    x->orig = (uint32_t)link->orig.id;
    x->ret = (uint32_t)link->return_id;
    x->value = link->value;
    x->quantity = link->quantity;
    x->whole = link->orig.accepted == NONE ? 0 : link->orig.accepted;
    if (link->orig.returned != NONE)
        x->whole -= link->orig.returned;
    if (!jc_mul(&x->whole, x->whole, link->units))
        p->limit = true;
}
