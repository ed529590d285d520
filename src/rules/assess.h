/* assess, private: the steps that jc_assess_run and jc_assess_explain share. */
#ifndef RULES_ASSESS_H
#define RULES_ASSESS_H

#include "rules/world.h"

/* Everything up to the stream: facts loaded and resolved, terms and ledgers read. Free with world_free in any case. */
enum jc_status world_open(struct world *w, struct jc_store *store, const struct jc_params *params,
                          const struct jc_assess *what, struct jc_err *err) JC_MUST_CHECK;
/* Runs every rule over the indicator tables, as what->findings has it: tables rule, finding, found. */
enum jc_status rules_run(struct jc_store *store, const struct jc_assess *what, struct jc_err *err) JC_MUST_CHECK;
/* One rule, its findings into the tables in full. */
enum jc_status rule_run(struct jc_store *store, const struct jc_rule *r, struct jc_err *err) JC_MUST_CHECK;

#endif
