/* emit, private: the indicator tables that are not classes, prices or payments. */
#ifndef RULES_EMIT_H
#define RULES_EMIT_H

#include "rules/world.h"

enum jc_status emit_run(struct world *w, struct jc_err *err) JC_MUST_CHECK;
enum jc_status emit_institutions(struct world *w, struct jc_err *err) JC_MUST_CHECK;
enum jc_status emit_groups(struct world *w, struct jc_err *err) JC_MUST_CHECK;
enum jc_status emit_products(struct world *w, struct jc_err *err) JC_MUST_CHECK;
enum jc_status emit_agreements(struct world *w, struct jc_err *err) JC_MUST_CHECK;
/* The 依据号 of an agreement, and the maker that is shown for a product. */
void agreement_key(struct jc_buf *key, const struct world *w, const struct agreement *g);
uint32_t product_maker(const struct world *w, const struct product *p);

#endif
