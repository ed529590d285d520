/* agreement_sums, private: what is added up over the agreements of the report while they are written, in their order. */
#ifndef RULES_AGREEMENT_SUMS_H
#define RULES_AGREEMENT_SUMS_H

#include "rules/emit.h"

/* Values of an agreement in 1/10 000 yuan, each rounded once; not set where it has no price. */
struct terms {
    bool priced;
    int64_t price, units, pack, due, done, share;
};

/* Completion below the time share times a parameter (rule book 4.5). */
bool is_below(const struct agreement *g, const struct days *d, int64_t part);
/* Places of n things in the order of cmp, equal ones alike; the caller frees them. */
uint32_t *number_in_order(struct world *w, size_t n, int (*cmp)(const void *, const void *, void *));

struct agreement_sums;
enum jc_status agreement_sums_open(struct agreement_sums **out, struct world *w, struct jc_err *err) JC_MUST_CHECK;
/* Agreements of an institution, and in it of a round, come one after the other. Those not begun count nowhere. */
void agreement_sums_add(struct agreement_sums *s, struct world *w, const struct agreement *g, const struct days *d,
                        const struct terms *t);
/* Fills ind_product and its days, and finishes ind_round and ind_yearly. JC_LIMIT is told by the world, at the end. */
enum jc_status agreement_sums_emit(struct agreement_sums *s, struct world *w, struct jc_err *err) JC_MUST_CHECK;
void agreement_sums_free(struct agreement_sums *s); /* takes NULL */

#endif
