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
        if (!s->fact[i].counts || covered(s, i)) /* of a line that went back nothing is owed: it was too much */
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

/* Is it of what the refund is about: does it mean one of the lines by whichever of its numbers, or has it paid one? */
static bool is_related(struct second *s, int pay, int k, const bool *line, bool supplier)
{
    const struct payment *p = &s->w->pay[pay], *o = &s->w->pay[k];
    enum step step = step_of(s, o);
    bool related = false;
    for (int i = 0; i < s->w->lines; i++) {
        related |= line[i] && step < BY_SUPPLIER && means(s, i, o, step);
        for (int m = 0; m < s->matches; m++)
            related |= line[i] && s->match[m].line == i && s->match[m].pay == k && may_pay(s, i, p);
    }
    if (supplier && o->inst == p->inst && o->supplier == p->supplier)
        return true;
    if (related && (o->inst != p->inst || (supplier && o->supplier != p->supplier)))
        second_doubt(s, "a refund beside too much paid by the lead, or without a supplier");
    return related;
}

/* The nearest payment, or own payment of a line, of which something is left over. */
static i64 *nearest_left(struct second *s, int pay, const bool *line, bool supplier, const bool *done)
{
    const struct payment *p = &s->w->pay[pay];
    struct match best = {0};
    i64 *left = NULL;
    for (int k = 0; k < s->w->pays; k++) {
        const struct payment *o = &s->w->pay[k];
        struct match x = {.pay = k, .day = o->day};
        if (done[k] && o->amount > 0 && s->left_over[k] > 0 &&
            (o->payer == p->payer || o->payer == PAYER_UNKNOWN || p->payer == PAYER_UNKNOWN) &&
            is_related(s, pay, k, line, supplier) && (!left || closer(s, &x, &best, pay)))
            best = x, left = &s->left_over[k];
    }
    for (int i = 0; i < s->w->lines; i++) {
        struct match x = {.pay = -1, .day = s->w->line[i].own_day};
        if (!line[i] || s->own_left[i] <= 0 || (p->payer != PAYER_UNKNOWN && p->payer != s->fact[i].payer))
            continue;
        if ((left && x.day == best.day) || x.day == p->day)
            second_doubt(s, "a refund finds a line's own payment and one of a ledger on one day");
        if (!left || closer(s, &x, &best, pay))
            best = x, left = &s->own_left[i];
    }
    return left;
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

/* First what was left over there, then what was paid. */
static void take_from_all(struct second *s, int pay, const bool *line, bool supplier, const bool *done)
{
    i64 *left;
    while (s->left_over[pay] < 0 && (left = nearest_left(s, pay, line, supplier, done)))
        take_from(left, &s->left_over[pay]);
    take_matches(s, pay, line);
}

/* Of what it names; if nothing was paid there, or it names nothing, of its supplier. */
static void take_back(struct second *s, int pay, enum step step, const bool *done, i64 amount)
{
    const struct payment *p = &s->w->pay[pay];
    enum step named = step_of(s, p);
    bool line[MAX_LINE] = {false};
    if (named <= step && named < BY_SUPPLIER && step <= BY_SUPPLIER) {
        for (int i = 0; i < s->w->lines; i++)
            line[i] = means(s, i, p, named);
        take_from_all(s, pay, line, false, done);
    }
    if (step != BY_SUPPLIER || s->left_over[pay] != amount || p->supplier < 0)
        return;
    for (int i = 0; i < s->w->lines; i++)
        line[i] = bears(&s->w->line[i], p, p->inst, BY_SUPPLIER);
    take_from_all(s, pay, line, true, done);
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
