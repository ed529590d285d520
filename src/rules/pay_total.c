/* pay: what the allocation comes to, per institution and payer type (rule book 7.5, 7.6, 7.8, 7.10). */
#include "rules/pay_core.h"

bool pay_part(struct part *out, const struct pay *p, const struct receipt *r, uint32_t *at)
{
    if (*at == 0) {
        int64_t own = r->paid;
        for (uint32_t i = r->fills; i; i = p->fill.p[i].next)
            own -= p->fill.p[i].amount;
        *at = r->fills ? r->fills : UINT32_MAX;
        *out = (struct part){.amount = own, .day = r->own_day};
        if (own > 0)
            return true;
    }
    if (*at == UINT32_MAX)
        return false;
    const struct fill *f = &p->fill.p[*at];
    *out = (struct part){f->amount, f->day, &p->pay.p[f->payment]};
    *at = f->next ? f->next : UINT32_MAX;
    return true;
}

struct settled pay_settled(struct pay *p, const struct receipt *r)
{
    struct settled s = {0};
    struct part x;
    int64_t days;
    for (uint32_t at = 0; pay_part(&x, p, r, &at);) {
        if (x.day == JC_NO_DAY) {
            s.undated += x.amount;
            continue;
        }
        *(x.day <= r->due ? &s.in_time : &s.late) += x.amount;
        if (!jc_mul(&days, x.amount, x.day > r->accept ? x.day - r->accept : 0))
            p->limit = true;
        else
            pay_sum(p, &s.days, days);
    }
    return s;
}

bool pay_matured(const struct pay *p, const struct receipt *r)
{
    return r->due <= p->rules.as_of && (p->rules.from == JC_NO_DAY || r->due >= p->rules.from);
}

static void add_matured(struct pay *p, struct pay_total *t, const struct receipt *r)
{
    struct settled s = pay_settled(p, r);
    int64_t rest = r->net - r->paid;
    t->matured_n++;
    t->in_time_n += s.in_time == r->net;
    pay_sum(p, &t->matured, r->net);
    pay_sum(p, &t->in_time, s.in_time);
    pay_sum(p, &t->late_paid, s.late);
    pay_sum(p, &t->matured_undated, s.undated);
    pay_sum(p, &t->matured_paid, s.in_time + s.late);
    pay_sum(p, &t->paid_days, s.days);
    pay_sum(p, &t->matured_unpaid, rest);
    pay_sum(p, &t->matured_reason, r->flags & RC_REASON ? rest : 0);
}

static void add_receipt(struct pay *p, struct pay_total *t, const struct receipt *r)
{
    int64_t rest = r->net - r->paid;
    t->receipts++;
    pay_sum(p, &t->net, r->net);
    pay_sum(p, &t->matched, r->paid);
    if (pay_matured(p, r))
        add_matured(p, t, r);
    if (r->due > p->rules.as_of) {
        pay_sum(p, &t->not_due, rest);
        return;
    }
    pay_sum(p, &t->overdue, rest);
    pay_sum(p, &t->overdue_reason, r->flags & RC_REASON ? rest : 0);
    if (rest > 0 && p->rules.as_of - r->due > t->longest)
        t->longest = p->rules.as_of - r->due;
}

static bool is_noted(const struct receipt *r)
{
    bool undated = (r->flags & RC_OWN) && !(r->flags & RC_COVERED) && r->own_day == JC_NO_DAY && r->paid > 0;
    return (r->flags & RC_UNKNOWN) || (figures(r) && (undated || (r->flags & RC_GUESS)));
}

void pay_add_up(struct pay *p)
{
    for (uint32_t i = 0; i < p->rc.n; i++) {
        const struct receipt *r = &p->rc.p[i];
        pay_sum(p, &p->matched_sum, r->paid);
        if (is_noted(r))
            *PUSH(p->noted) = i;
        if (!figures(r))
            continue;
        add_receipt(p, &pay_inst_at(p, r->inst)->by[payer_of(r)], r);
        if (r->paid < r->net && r->due <= p->rules.as_of + SOON)
            *PUSH(p->unpaid) = i;
    }
}

/* What it names is there: is any of it a receipt, and of the right payer type? */
static int named_left_code(struct pay *p, const struct payment *m)
{
    uint32_t n;
    const uint32_t *at = pay_candidates(p, m, &n);
    bool other = false;
    for (uint32_t i = 0; i < n; i++) {
        const struct receipt *r = &p->rc.p[at[i]];
        if (!(r->flags & RC_OPEN))
            continue;
        if (m->payer == PAYER_ANY || m->payer == payer_of(r))
            return 460;
        other = true;
    }
    return other ? 461 : 462;
}

int pay_left_code(struct pay *p, const struct payment *m)
{
    if (m->amount < 0)
        return 465;
    if (m->step < STEP_SUPPLIER)
        return named_left_code(p, m);
    if (m->step == STEP_NONE)
        return m->only_named ? 867 : 464;
    bool owed = m->group != NIL && p->grouped.start[m->group] < p->grouped.start[m->group + 1];
    return owed ? 463 : 858;
}
