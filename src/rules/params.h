/* params, private: values as the engine uses them. The list with defaults, ranges and sources is in params.c. */
#ifndef RULES_PARAMS_H
#define RULES_PARAMS_H

#include "jicai/rules.h"

/* value × 10 000 of a number ("0.8" -> 8000, "10" -> 100000). */
int64_t param_scaled(const struct jc_params *params, const char *name);
/* The whole number of an integer parameter. */
int64_t param_int(const struct jc_params *params, const char *name);
/* The value is this word. */
bool param_is(const struct jc_params *params, const char *name, const char *word);
/* A payment term: *days = 0 for eom-next, else N of 'days N'. False: neither. */
bool param_term(const char *text, int32_t *days);
/* value × 10 000 where the text is a number with at most four decimals. */
bool param_number(const char *text, int64_t *scaled);

/*
 * Adds the numbers that a rule declares in its front matter, each in a line of this form; JC_CONFIG at *line if one is there
 * already or is not understood. Those of the built-in rules are in every struct jc_params.
 */
#define PARAM_FORM "-- param: own.limit | 0.5 | 0 | 1 | 中文 | English"
enum jc_status params_read(struct jc_params *params, const char *text, const char *rule, const char **line,
                           struct jc_err *err) JC_MUST_CHECK;

#endif
