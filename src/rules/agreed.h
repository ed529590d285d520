/* agreed, private: what the rows of agreements come to (rule book 1, 2.3, 2.4). */
#ifndef RULES_AGREED_H
#define RULES_AGREED_H

#include "rules/world.h"

/*
 * One agreement for each institution, round, product and first day, with its volume: of two rows for it the one imported
 * last stays, and that is told; rows of two packs are added up. Once groups have their rank; afterwards the array lies as
 * struct world says.
 */
enum jc_status agreements_once(struct world *w, struct jc_err *err) JC_MUST_CHECK;
/* The awarded product of a round that comes nearest to one that is none of it, as a candidate to be shown; NIL: none does. */
uint32_t nearest_winner(const struct world *w, uint32_t round, const struct item *x);
/* What the institution agreed to buy of its maker in its strength, and calls nearly so (X片（brand）, X针); NIL. */
uint32_t nearest_agreed(const struct world *w, const struct inst *inst, const struct item *x);
/* A product as a message names it: name, spec, pack, maker. */
void item_text(struct jc_buf *out, const struct world *w, uint32_t item);
/*
 * The award that prices an agreement (rule book 15, p of 4.7), NIL = none. Of the rows that supply its place, if there are any: among
 * those valid on the agreement's first day; if there is none, among all, and of the closest the earliest.
 */
uint32_t pricing_award(const struct world *w, const struct agreement *g);

#endif
