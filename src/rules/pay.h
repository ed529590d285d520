/*
 * Payment timeliness (rule book 7): which money settles which receipt, and when that was due. The purchase lines stream
 * past once; terms, ledgers and reasons are loaded before them, so that a line keeps only the order, line and invoice
 * numbers that somebody asks for. 64 bytes a line, and 4 for each number asked for.
 *
 *     pay_load                           before the stream: institutions, suppliers and sheet order of the world stand
 *     pay_add        for each live line  in any order; after it is decided which agreement takes it; returns as well
 *     pay_linked     for each linked     after the stream
 *     pay_finish                         the allocation (pay_fill.c) and the totals (pay_total.c)
 *     pay_emit                           ind_pay, ind_receipt, ind_left, notes, checks
 *     pay_trace, pay_trace_line, …       explain, after pay_finish
 */
#ifndef RULES_PAY_H
#define RULES_PAY_H

#include "rules/world.h"

struct pay;

/*
 * Parameters: payment.scope, payment.rule_selected, payment.selected_from, payment.rule_other, payment.rank_min,
 * payment.rank_rejected. w->what.as_of must be set. Reads sheets, payments, reasons, terms and refused purchase rows.
 */
enum jc_status pay_load(struct pay **out, struct world *w, struct jc_err *err) JC_MUST_CHECK;
void pay_free(struct pay *p);

/*
 * A live line, cancelled ones, zero rows, returns and lines without a day too: what a payment names exists all the
 * same. The texts are read during the call only. product: any number that is the same for the same product. kind: 'C' of a
 * consumable. term: payment days of the agreement that took it, -1 = none (the line's own is in `line`).
 */
void pay_add(struct pay *p, const struct line *line, uint32_t product, char kind, int32_t term);
/* A return that belongs to orig.id; returns that no call names are unlinked (7.3). Those after R are ignored. */
void pay_linked(struct pay *p, const struct linked *link);
/* JC_LIMIT: a sum leaves 64 bits; JC_INTERRUPTED. */
enum jc_status pay_finish(struct pay *p, struct jc_err *err) JC_MUST_CHECK;

enum jc_status pay_emit(struct pay *p, struct world *w, struct jc_err *err) JC_MUST_CHECK;
/*
 * Every receipt of some institutions (of[i], by their numbers in the world) and a payer type, its payments, and what was
 * left out: what the rows of sheet 9 are made of (KEY pay:<inst code>:<0|1>, pay:community:<name>:<0|1>, payer:<0|1> …).
 */
enum jc_status pay_trace(struct pay *p, struct world *w, const bool *of, int payer, enum jc_lang lang,
                         struct jc_err *err) JC_MUST_CHECK;
/* One line: due day, returns, each payment. Nothing if the line is no receipt. */
enum jc_status pay_trace_line(struct pay *p, struct world *w, int64_t purchase, enum jc_lang lang,
                              struct jc_err *err) JC_MUST_CHECK;
/* One payment of a ledger: what it paid of which line, what of it was left. */
enum jc_status pay_trace_payment(struct pay *p, struct world *w, int64_t payment, enum jc_lang lang,
                                 struct jc_err *err) JC_MUST_CHECK;

#endif
