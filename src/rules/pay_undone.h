/* pay_undone, private: red rows of the ledgers that undo a payment whose state says that it came to nothing anyway. */
#ifndef RULES_PAY_UNDONE_H
#define RULES_PAY_UNDONE_H

#include "rules/world.h"

struct undone;
/* Finds and notes (840) them; free *out also after a failure. */
enum jc_status pay_undone_load(struct undone **out, struct world *w, struct jc_err *err) JC_MUST_CHECK;
/* Is this payment such a row? */
bool pay_undone_has(const struct undone *u, int64_t id);
void pay_undone_free(struct undone *u);

#endif
