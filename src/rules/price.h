/* price, private: the price checks of rule book 6. */
#ifndef RULES_PRICE_H
#define RULES_PRICE_H

#include "rules/world.h"

struct prices *prices_new(struct world *w);
void prices_free(struct prices *p);
/* A counted line of rule book 6. */
void prices_add(struct world *w, const struct line *line, const struct verdict *v, struct pair *pair);
/* What of a purchase came back, in smallest units where its line knows them. */
void prices_return(struct world *w, int64_t purchase, int64_t volume);
enum jc_status prices_emit(struct world *w, struct jc_err *err) JC_MUST_CHECK;

#endif
