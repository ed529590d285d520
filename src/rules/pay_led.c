/*
 * pay: invoices that stand under another institution than the one that paid them. The lead of a medical community pays for
 * its branches: where the list of institutions says that it is theirs, the payment belongs to the invoice (7.4). Of any other
 * payment only this is told: under whom the number stands.
 */
#include "rules/pay_core.h"

void pay_lead(struct pay *p, uint32_t branch, uint32_t lead)
{
    uint32_t most = branch > lead ? branch : lead;
    while (p->lead.n <= most)
        PUSH(p->lead)->lead = NIL;
    p->lead.p[branch].lead = lead;
    p->lead.p[lead].leads = true;
}

uint32_t pay_lead_of(const struct pay *p, uint32_t inst)
{
    return inst < p->lead.n ? p->lead.p[inst].lead : NIL;
}

bool pay_leads(const struct pay *p, uint32_t inst)
{
    return inst < p->lead.n && p->lead.p[inst].leads;
}

static bool exists(const struct pay *p, uint32_t list)
{
    return p->named.start[list] < p->named.start[list + 1];
}

void pay_bind_led(struct pay *p, struct payment *m)
{
    uint32_t at, n = pay_step_span(m, STEP_INVOICE, &at);
    for (uint32_t i = 0; m->led && i < n; i++) {
        uint32_t branch = p->ask.p[at + n + i];
        if (exists(p, p->ask.p[at + i]) || !exists(p, branch))
            continue;
        p->ask.p[at + i] = branch;
        m->branch = p->rc.p[p->named.at[p->named.start[branch]]].inst;
    }
}

/* ---- elsewhere --------------------------------------------------------------------------------- */

struct where {
    const struct world *w;
    const struct pay *p;
    struct jc_intern *number; /* invoices that payments name in vain */
    VEC(uint32_t) inst;       /* of each, who has it; NIL = nobody */
};

/* The text of a number asked for (place in pay.ask). */
static const char *asked_number(const struct pay *p, uint32_t ask)
{
    return jc_intern_text(p->asked, p->ask.p[ask], NULL) + 1 + sizeof(uint32_t); /* kind, institution, text */
}

static bool in_vain(const struct payment *m)
{
    return !m->own && m->step >= STEP_SUPPLIER && m->inst != NIL && m->invoices;
}

static void want(struct where *x, const struct payment *m)
{
    uint32_t at, n = pay_step_span(m, STEP_INVOICE, &at);
    for (uint32_t i = 0; in_vain(m) && i < n; i++) {
        const char *no = asked_number(x->p, at + i);
        bool is_new;
        (void)jc_intern_put(x->number, no, strlen(no), &is_new);
        if (is_new)
            *PUSH(x->inst) = NIL;
    }
}

/* Of several the first by code and name, whatever was imported first. */
static bool before(const struct inst *a, const struct inst *b)
{
    int c = strcmp(a->code, b->code);
    return c ? c < 0 : strcmp(a->name, b->name) < 0;
}

static void look(struct where *x, uint32_t inst, const char *list)
{
    for (size_t n; inst != NIL && *list; list += n + (list[n] != '\0')) {
        n = strcspn(list, ",");
        uint32_t no = n ? jc_intern_get(x->number, list, n) : UINT32_MAX;
        if (no == UINT32_MAX)
            continue;
        uint32_t *has = &x->inst.p[no];
        if (*has == NIL || before(&x->w->inst[inst], &x->w->inst[*has]))
            *has = inst;
    }
}

static enum jc_status look_through(struct where *x, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, x->w->store, "sql/pay_load.sql", "invoices", err);
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK)
        look(x, at_id(x->w->org, x->w->org_n, jc_col_int(s, 0)), jc_col_text(s, 1, NULL));
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

/* True: told under whom one of its invoices stands. */
static bool tell(struct where *x, struct world *w, const struct payment *m)
{
    uint32_t at, n = pay_step_span(m, STEP_INVOICE, &at);
    for (uint32_t i = 0; in_vain(m) && i < n; i++) {
        const char *no = asked_number(x->p, at + i);
        uint32_t inst = x->inst.p[jc_intern_get(x->number, no, strlen(no))];
        if (inst == NIL)
            continue;
        world_note(w, 832, m->inst, NIL, at_payment(m), m->amount, no, w->inst[inst].name);
        return true;
    }
    return false;
}

enum jc_status pay_note_named(struct pay *p, struct world *w, struct jc_err *err)
{
    struct where x = {.w = w, .p = p, .number = jc_intern_new()};
    for (size_t i = 0; i < p->pay.n; i++)
        want(&x, &p->pay.p[i]);
    enum jc_status st = x.inst.n ? look_through(&x, err) : JC_OK; /* only then: it goes through all lines */
    for (size_t i = 0; st == JC_OK && i < p->pay.n; i++) {
        const struct payment *m = &p->pay.p[i];
        if (!m->own && m->step == STEP_INVOICE && m->branch != NIL)
            world_note(w, 833, m->inst, NIL, at_payment(m), m->amount, w->inst[m->branch].name, NULL);
        else if (!m->own && m->step >= STEP_SUPPLIER && m->lines + m->orders + m->invoices && !tell(&x, w, m) &&
                 !m->only_named)
            world_note(w, m->vague ? 859 : 456, m->inst, NIL, at_payment(m), m->amount, asked_number(p, m->asks), "");
    }
    jc_intern_free(x.number);
    free(x.inst.p);
    return st;
}
