/* own, private: rules of the user's own run with the built-in ones. */
#ifndef RULES_OWN_H
#define RULES_OWN_H

#include "jicai/rules.h"

/* Front matter and SELECT of a rule file, whose text the rule borrows; what is not there in English is as in Chinese. */
void rule_parse(struct jc_rule *out, const char *text);
/* All of them, in the order of their file names; NULL = none. JC_CONFIG with file and line. */
enum jc_status own_run(struct jc_store *store, const struct jc_rulebook *book, struct jc_err *err) JC_MUST_CHECK;

#endif
