/*
 * Published issues: a report of a month or a quarter, frozen with all it was made from. An issue is never changed; what is
 * published again with other data becomes a new revision of it. The sheets are kept as their statements gave them, so a
 * report can be written from an issue (jc_report_want.issue) at any time later, with the same bytes.
 */
#ifndef JICAI_ISSUE_H
#define JICAI_ISSUE_H

#include "base.h"
#include "store.h"

struct jc_issue {
    int64_t id; /* 0 = none */
    char period[16];
    int revision;
    bool final;
    jc_day as_of, from;
    char region[128]; /* "" = none was given */
};

/* "2024-09", "2024Q3": the final revision if there is one, else the last; "2024-09@2". JC_NOTFOUND names those there are. */
enum jc_status jc_issue_find(struct jc_issue *out, struct jc_store *store, const char *name,
                             struct jc_err *err) JC_MUST_CHECK;

/* What matters most, on the usual rankings that are followed over the issues. */
enum jc_change_kind {
    JC_CHANGE_PLAIN,
    JC_CHANGE_RANK, /* by = places won */
    JC_CHANGE_RATE, /* by = after less before, as shown */
    JC_CHANGE_DEBT, /* overdue now, and nothing was before; by = how much */
    JC_CHANGE_KINDS
};

/* A difference between two issues: of what they were made from (sheet NULL), or a cell. */
struct jc_change {
    const char *sheet;          /* name of the sheet */
    const char *what;           /* head of the column; of a whole row or an input, in words */
    const char *key, *subject;  /* 依据号 or key columns, and the name in the row; of an input its name, "" */
    const char *before, *after; /* NULL = was not there, is not there any more */
    enum jc_change_kind kind;
    int64_t by; /* in 1/10 000; 0 = from or to no value */
};
typedef void jc_change_fn(void *arg, const struct jc_change *change);

struct jc_changes {
    enum jc_lang lang;
    jc_change_fn *fn; /* reasons first, then cells in the order of the sheets */
    void *arg;
    int64_t figures; /* out: cells and rows that differ */
};

/* b = 0 is what the indicator tables hold now, assessed for `region` (or NULL). Nothing is kept of it. */
enum jc_status jc_issue_diff(struct jc_store *store, int64_t a, int64_t b, const char *region,
                             struct jc_changes *changes, struct jc_err *err) JC_MUST_CHECK;

/*
 * After jc_assess_run() for a period. The first time, or if a figure differs from the last revision, a revision is made
 * and *made is set; otherwise *out is the last revision. `final` marks it as the one that stands for the period.
 */
enum jc_status jc_issue_publish(struct jc_issue *out, bool *made, struct jc_store *store, const char *region,
                                bool final, jc_day day, struct jc_changes *changes, struct jc_err *err) JC_MUST_CHECK;

/* ---- the period before ----------------------------------------------------------------------------- */

/* "2024-08" for "2024-09", "2023Q4" for "2024Q1"; "" for anything else. */
void jc_period_before(char out[16], const char *period);

/* The ranks of the run just assessed, to be carried over another assessment. */
struct jc_ranks;
enum jc_status jc_ranks_take(struct jc_ranks **out, struct jc_store *store, struct jc_err *err) JC_MUST_CHECK;
void jc_ranks_free(struct jc_ranks *ranks);
/* After jc_assess_run(): tables `previous` and `history` from the issues before; without the last of them, from ranks. */
enum jc_status jc_history_fill(struct jc_store *store, const struct jc_ranks *ranks, struct jc_err *err) JC_MUST_CHECK;

/* ---- ranks explained ------------------------------------------------------------------------------- */

/* Is it a 依据号 of a sheet that shows the rank before? Then jc_history_fill() goes before jc_rank_explain(). */
enum jc_status jc_rank_followed(bool *out, const char *key, struct jc_err *err) JC_MUST_CHECK;
/*
 * After jc_assess_explain(): adds to table `trace` the rank of this row on each ranked sheet that has it: by what it is
 * ranked, exactly, how many rows stand before it, share its rank, are ranked, the rows beside it, and the rank before.
 */
enum jc_status jc_rank_explain(struct jc_store *store, const char *key, enum jc_lang lang,
                               struct jc_err *err) JC_MUST_CHECK;

#endif
