/* emit, private: the indicator tables that are not classes, prices or payments. */
#ifndef RULES_EMIT_H
#define RULES_EMIT_H

#include "rules/world.h"

enum jc_status emit_run(struct world *w, struct jc_err *err) JC_MUST_CHECK;
enum jc_status emit_institutions(struct world *w, struct jc_err *err) JC_MUST_CHECK;
enum jc_status emit_groups(struct world *w, struct jc_err *err) JC_MUST_CHECK;
enum jc_status emit_products(struct world *w, struct jc_err *err) JC_MUST_CHECK;
enum jc_status emit_agreements(struct world *w, struct jc_err *err) JC_MUST_CHECK;
/* The place of each institution by code, name and id. */
const uint32_t *inst_places(struct world *w);
/* Rule book 4.5, and the two states that are in no count. */
enum state { NOT_BEGUN, NO_VOLUME, NO_PURCHASE, BEHIND, ON_TRACK, ABOVE };
struct days {
    int64_t elapsed, all;
};
struct days days_of(const struct world *w, const struct agreement *g);
enum state state_of(const struct agreement *g, const struct days *d);
/* Days of the agreement so far on which its product was short here, and where the first record stands (text, NIL). */
int64_t short_days(const struct world *w, const struct agreement *g, uint32_t *evidence);
/* The 依据号 of an agreement, and the maker that is shown for a product. */
void agreement_key(struct jc_buf *key, const struct world *w, const struct agreement *g);
uint32_t product_maker(const struct world *w, const struct product *p);

#endif
