/* What pays what: rule book 7.4, its steps one after another, with loops over everything. */
#include <string.h>

#include "second.h"

enum step { OWN_LINE, BY_ITEM, BY_ORDER, BY_INVOICE, BY_SUPPLIER, NOWHERE };

/* ---- what a ledger covers --------------------------------------------------------------------------- */

/* A ledger covers what it names of an institution and who paid, from its first to its last month of payment: of the
   payments up to `last`. A paid amount without a day may be any of those from the acceptance to R. */
static bool covers(const struct world *w, int file, const struct line *l, enum payer type, int last)
{
    bool named = false;
    int first_month = 1 << 30, last_month = 0;
    int from = l->own_day != NODAY ? l->own_day : l->accept_day, to = l->own_day != NODAY ? l->own_day : w->as_of;
    for (const struct payment *p = w->pay; p < w->pay + w->pays; p++) {
        if ((p->file != file && p->again != file) || p->day > last)
            continue;
        int month = month_of(p->day);
        named |= p->inst == l->inst && (p->payer == type || p->payer == PAYER_UNKNOWN);
        first_month = month < first_month ? month : first_month;
        last_month = month > last_month ? month : last_month;
    }
    return named && first_month <= month_of(to) && month_of(from) <= last_month;
}

static bool covered(struct second *s, int i)
{
    const struct world *w = s->w;
    bool all = false, early = false;
    for (int file = 0; file < w->ledgers; file++) {
        all |= covers(w, file, &w->line[i], s->fact[i].payer, day_of(2999, 1, 1));
        early |= covers(w, file, &w->line[i], s->fact[i].payer, w->as_of);
    }
    if (all != early)
        second_doubt(s, "payments after the cut-off decide what a ledger covers");
    return all;
}

/* ---- what a payment names ---------------------------------------------------------------------------- */

bool second_has_invoice(const struct line *l, int invoice)
{
    return invoice && (l->invoice[0] == invoice || l->invoice[1] == invoice);
}

static bool bears(const struct line *l, const struct payment *p, int inst, enum step step)
{
    if (l->inst != inst || l->accepted < 0)
        return false;
    switch (step) {
    case BY_ITEM:
        return p->item[0] && strcmp(l->item, p->item) == 0 && (!p->order[0] || strcmp(l->order, p->order) == 0);
    case BY_ORDER:
        return p->order[0] && strcmp(l->order, p->order) == 0;
    case BY_INVOICE:
        return second_has_invoice(l, p->invoice);
    case BY_SUPPLIER:
        return p->supplier >= 0 && p->supplier == l->supplier;
    default:
        return false;
    }
}

static bool any_bears(const struct world *w, const struct payment *p, int inst, enum step step, bool of_supplier)
{
    for (const struct line *l = w->line; l < w->line + w->lines; l++)
        if (bears(l, p, inst, step) && (!of_supplier || (p->supplier >= 0 && l->supplier == p->supplier)))
            return true;
    return false;
}

/* The branch whose invoice of the same supplier the lead pays, its own institution else. */
static int payee(struct second *s, const struct payment *p)
{
    int branch = -1, found = 0;
    if (any_bears(s->w, p, p->inst, BY_INVOICE, false))
        return p->inst;
    for (int i = 0; i < s->w->insts; i++)
        if (i != p->inst && s->w->inst[i].lead == p->inst && any_bears(s->w, p, i, BY_INVOICE, true))
            branch = i, found++;
    if (found > 1)
        second_doubt(s, "an invoice number of two branches");
    return found ? branch : p->inst;
}

static enum step step_of(struct second *s, const struct payment *p)
{
    for (enum step step = BY_ITEM; step <= BY_INVOICE; step++)
        if (any_bears(s->w, p, step == BY_INVOICE ? payee(s, p) : p->inst, step, false))
            return step;
    return p->supplier >= 0 ? BY_SUPPLIER : NOWHERE;
}

/* Is the line among those the payment means? A number that two suppliers have given is that of the one it names. */
static bool means(struct second *s, int i, const struct payment *p, enum step step)
{
    const struct line *l = &s->w->line[i];
    int inst = step == BY_INVOICE ? payee(s, p) : p->inst;
    bool own = step == BY_INVOICE && any_bears(s->w, p, inst, step, true);
    return bears(l, p, inst, step) && (!own || l->supplier == p->supplier);
}

static bool may_pay(const struct second *s, int i, const struct payment *p)
{
    return s->fact[i].receipt && (p->payer == PAYER_UNKNOWN || p->payer == s->fact[i].payer);
}

/* ---- paying ------------------------------------------------------------------------------------------ */

static void pay_line(struct second *s, int i, int pay, i64 *rest, int day)
{
    struct fact *f = &s->fact[i];
    i64 open = f->receivable - f->paid, part = *rest < open ? *rest : open;
    if (!f->receipt || part <= 0)
        return;
    f->paid += part;
    *rest -= part;
    if (s->matches < MAX_MATCH)
        s->match[s->matches++] = (struct match){.line = i, .pay = pay, .amount = part, .day = day};
}

/* The next of the lines: (D, A, file, row). */
static int oldest(const struct second *s, const bool *wanted)
{
    int best = -1;
    for (int i = 0; i < s->w->lines; i++) {
        const struct fact *f = &s->fact[i], *b = best < 0 ? NULL : &s->fact[best];
        int day = s->w->line[i].accept_day, best_day = b ? s->w->line[best].accept_day : 0;
        if (wanted[i] && (!b || f->due < b->due || (f->due == b->due && day < best_day)))
            best = i;
    }
    return best;
}

static void fill(struct second *s, int pay, enum step step)
{
    const struct payment *p = &s->w->pay[pay];
    bool wanted[MAX_LINE] = {false};
    for (int i = 0; i < s->w->lines; i++)
        wanted[i] =
            may_pay(s, i, p) && means(s, i, p, step) && (step != BY_SUPPLIER || s->w->line[i].accept_day <= p->day);
    for (int i; (i = oldest(s, wanted)) >= 0;) {
        wanted[i] = false;
        pay_line(s, i, pay, &s->left_over[pay], p->day);
    }
}

static void own_payments(struct second *s)
{
    for (int i = 0; i < s->w->lines; i++) {
        const struct line *l = &s->w->line[i];
        if (l->own_paid <= 0 || (l->own_day != NODAY && l->own_day > s->w->as_of) || l->accepted < 0)
            continue;
        if (!s->fact[i].receipt || covered(s, i))
            continue;
        s->own_left[i] = l->own_paid;
        pay_line(s, i, -1, &s->own_left[i], l->own_day);
    }
}

/* ---- refunds ----------------------------------------------------------------------------------------- */

static void take_from(i64 *from, i64 *back)
{
    i64 part = *from < -*back ? *from : -*back;
    if (part > 0)
        *from -= part, *back += part;
}

/* Payments that mean one of the lines by whichever of their numbers, or paid it, and had too much. */
static void take_left_over(struct second *s, int pay, const bool *line, const bool *done)
{
    const struct payment *p = &s->w->pay[pay];
    for (int k = 0; k < s->w->pays; k++) {
        const struct payment *o = &s->w->pay[k];
        bool related = false;
        enum step step = step_of(s, o);
        if (!done[k] || o->amount <= 0 || s->left_over[k] <= 0 ||
            (o->payer != p->payer && o->payer != PAYER_UNKNOWN && p->payer != PAYER_UNKNOWN))
            continue;
        for (int i = 0; i < s->w->lines; i++) {
            related |= line[i] && step < BY_SUPPLIER && means(s, i, o, step);
            for (int m = 0; m < s->matches; m++)
                related |= line[i] && s->match[m].line == i && s->match[m].pay == k && may_pay(s, i, p);
        }
        if (related && (o->inst != p->inst || (step_of(s, p) == BY_SUPPLIER && o->supplier != p->supplier)))
            second_doubt(s, "a refund beside too much paid by the lead, or without a supplier");
        if (related)
            take_from(&s->left_over[k], &s->left_over[pay]);
    }
    for (int i = 0; i < s->w->lines; i++)
        if (line[i] && s->own_left[i] > 0 && (p->payer == PAYER_UNKNOWN || p->payer == s->fact[i].payer))
            take_from(&s->own_left[i], &s->left_over[pay]);
}

static bool comes_after(const struct second *s, const struct match *x, int pay)
{
    int day = s->w->pay[pay].day;
    return x->day != day ? x->day > day : x->pay > pay;
}

/* The latest before the refund; of those after it the nearest. */
static bool closer(const struct second *s, const struct match *x, const struct match *y, int pay)
{
    bool x_after = comes_after(s, x, pay), y_after = comes_after(s, y, pay);
    if (x_after != y_after)
        return y_after;
    if (x->day == y->day && x->pay == y->pay)
        return x > y; /* what a payment paid last */
    bool later = x->day != y->day ? x->day > y->day : x->pay > y->pay;
    return later != x_after;
}

static void take_matches(struct second *s, int pay, const bool *line)
{
    while (s->left_over[pay] < 0) {
        struct match *best = NULL;
        for (struct match *x = s->match; x < s->match + s->matches; x++) {
            if (x->amount <= 0 || !line[x->line] || !may_pay(s, x->line, &s->w->pay[pay]))
                continue;
            if (best && x->day == best->day && (x->pay < 0) != (best->pay < 0))
                second_doubt(s, "a refund finds a line's own payment and one of a ledger on one day");
            if (x->pay < 0 && x->day == s->w->pay[pay].day)
                second_doubt(s, "a refund on the day of a line's own payment");
            if (!best || closer(s, x, best, pay))
                best = x;
        }
        if (!best)
            return;
        i64 before = best->amount;
        take_from(&best->amount, &s->left_over[pay]);
        s->fact[best->line].paid -= before - best->amount;
    }
}

/* What it names: first what was left over there, then the latest of what was paid; if nothing was paid there, or it names
   nothing, the same of its supplier. */
static void take_back(struct second *s, int pay, enum step step, const bool *done, i64 amount)
{
    const struct payment *p = &s->w->pay[pay];
    enum step named = step_of(s, p);
    bool line[MAX_LINE] = {false};
    if (named <= step && named < BY_SUPPLIER && step <= BY_SUPPLIER) {
        for (int i = 0; i < s->w->lines; i++)
            line[i] = means(s, i, p, named);
        take_left_over(s, pay, line, done);
        take_matches(s, pay, line);
    }
    if (step != BY_SUPPLIER || s->left_over[pay] != amount || p->supplier < 0)
        return;
    for (int i = 0; i < s->w->lines; i++)
        line[i] = bears(&s->w->line[i], p, p->inst, BY_SUPPLIER);
    for (int k = 0; k < s->w->pays; k++) {
        const struct payment *o = &s->w->pay[k];
        if (done[k] && o->amount > 0 && s->left_over[k] > 0 && o->inst == p->inst && o->supplier == p->supplier &&
            (o->payer == p->payer || o->payer == PAYER_UNKNOWN || p->payer == PAYER_UNKNOWN))
            take_from(&s->left_over[k], &s->left_over[pay]);
    }
    take_left_over(s, pay, line, done);
    take_matches(s, pay, line);
}

/* ---- the steps --------------------------------------------------------------------------------------- */

/* (P, file, row) */
static int next_payment(const struct world *w, const bool *done)
{
    int best = -1;
    for (int k = 0; k < w->pays; k++)
        if (!done[k] && (best < 0 || w->pay[k].day < w->pay[best].day))
            best = k;
    return best;
}

void second_payments(struct second *s)
{
    const struct world *w = s->w;
    bool paid[MAX_PAY] = {false}; /* it has been through its step */
    own_payments(s);
    for (int k = 0; k < w->pays; k++)
        s->left_over[k] = w->pay[k].day <= w->as_of ? w->pay[k].amount : 0;
    for (enum step step = BY_ITEM; step <= NOWHERE; step++) {
        bool done[MAX_PAY] = {false};
        for (int k; (k = next_payment(w, done)) >= 0;) {
            done[k] = true;
            if (w->pay[k].day > w->as_of)
                continue;
            if (w->pay[k].amount < 0)
                take_back(s, k, step, paid, w->pay[k].amount);
            if (w->pay[k].amount > 0 && step_of(s, &w->pay[k]) == step)
                fill(s, k, step), paid[k] = true;
        }
    }
}
