/*
 * rules: facts -> indicators -> findings. The assessment resolves spellings, decides which agreement takes a line,
 * what class it has, which receipt a payment fills (allocation, C); sums, rates, states and findings are SQL over the
 * indicator tables (src/sql/indicators.sql), one file per rule in src/rules/.
 */
#ifndef JICAI_RULES_H
#define JICAI_RULES_H

#include "base.h"
#include "store.h"

/* ---- parameters [P] of the rule book: name, default, range, source, origin of the value -------- */

struct jc_params;
struct jc_param_info {
    const char *name, *value, *fallback, *origin, *range, *range_en, *title_zh, *title_en, *source, *source_en;
};
struct jc_params *jc_params_new(void); /* every parameter at its default */
void jc_params_free(struct jc_params *params);
/* JC_CONFIG: unknown name (nearest named) or a value out of range. origin is borrowed: "默认" "jicai.ini" "--set". */
enum jc_status jc_params_set(struct jc_params *params, const char *name, const char *value, const char *origin,
                             struct jc_err *err) JC_MUST_CHECK;
struct jc_param_info jc_params_at(const struct jc_params *params, size_t i); /* name NULL past the end */
const char *jc_params_get(const struct jc_params *params, const char *name); /* must exist */

/* ---- assessment -------------------------------------------------------------------------------- */

struct jc_rulebook;
struct jc_assess {
    jc_day as_of;                  /* R; JC_NO_DAY = last acceptance day in the data */
    jc_day from;                   /* S; JC_NO_DAY = no period */
    const char *period;            /* "2024-09", "2024Q3" or "" */
    const char *region;            /* --region: supply region of institutions that do not say, or NULL */
    const struct jc_rulebook *own; /* the user's own rules, or NULL */
    /* Briefly they are counted, and only the `worst` of each rule told in words; those of sanity, and all where there are own
     * rules, are told in full. The words are in both languages: words_in(text, lang) of store.h shows one. For ranks alone
     * there are none, and agreements and payments are added up without what stands beside them: supply, classes, prices,
     * months. */
    enum jc_findings { JC_FINDINGS_IN_FULL, JC_FINDINGS_BRIEFLY, JC_FOR_RANKS } findings;
    size_t worst;
};

/* Build the indicator tables (temporary) and run every rule; as_of is filled in. Replaces those of an earlier call. */
enum jc_status jc_assess_run(struct jc_store *store, const struct jc_params *params, struct jc_assess *what,
                             struct jc_err *err) JC_MUST_CHECK;
/* After jc_assess_run: fill table `trace` for a 依据号, its words in `lang`. JC_NOTFOUND: no such KEY (nearest named). */
enum jc_status jc_assess_explain(struct jc_store *store, const struct jc_params *params, const struct jc_assess *what,
                                 const char *key, enum jc_lang lang, struct jc_err *err) JC_MUST_CHECK;

/* ---- rules ------------------------------------------------------------------------------------- */

struct jc_rule {
    char id[48], title_zh[96], title_en[128], severity[16];
    char direction[64], direction_en[64], source[192], source_en[192], formula[512], formula_en[512];
    const char *sql;  /* the SELECT */
    const char *text; /* the whole file */
};
/* The i-th built-in rule by file name; false past the end. Malformed front matter is an internal error found by a test. */
bool jc_rule_at(struct jc_rule *out, size_t i);

/*
 * The user's own rules: *.sql of a folder, in the same form; their parameters are added to params, so that they can be set.
 * JC_CONFIG with file and line.
 */
enum jc_status jc_rulebook_load(struct jc_rulebook **out, const char *folder, struct jc_params *params,
                                struct jc_err *err) JC_MUST_CHECK;
void jc_rulebook_free(struct jc_rulebook *book);
bool jc_rulebook_at(const struct jc_rulebook *book, struct jc_rule *out, size_t i); /* book may be NULL */

#endif
