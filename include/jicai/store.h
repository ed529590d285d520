/*
 * store: the only module that knows a database. SQL comes as an embedded asset by name ("sql/…", "rules/…",
 * "report/sheets/…") or, for users' rules, as text checked to be a read-only SELECT. Values are NULL, int64 or text.
 *
 * Functions that the SQL of this program may use (src/store/functions.c):
 *   rate(n, d)            exact fraction as text 'n/d', NULL if d = 0 or either is NULL
 *   rate_add/sub/mul/div(a, b)  on 'n/d' texts or integers, NULL if either is NULL
 *   rate_cmp(a, b)        -1, 0, 1; exact; NULL if either is NULL
 *   rate_cmp(a, b, c, d)  a/b against c/d, four integers, the same exactly and faster
 *   rate_sub/div(a, b, c, d)  a/b - c/d, (a/b) / (c/d), likewise
 *   rate_sum(x)           aggregate: exact sum of 'n/d' texts or integers, NULL over nothing
 *   rate_round(r, k)      integer: r × 10^k rounded half away from zero (k = 4: hundredths of a percent)
 *   percent(n, d)         '12.34%' of n/d, rounded once; percent(r) of an 'n/d' text; '—' where there is no rate
 *   COLLATE RATE          orders 'n/d' texts exactly; use for ORDER BY and rank()
 *   muldiv(a, b, c)       a × b ÷ c rounded once half away from zero; NULL if c = 0 or any is NULL
 *   day_text(d)           ISO day, '' for NULL        day_month(d)  yyyymm        month_end(d)
 *   scaled_text(x, min, max)  x / 10 000 with min..max decimals
 *   decimal_text(n, places)   n / 10^places with all of them
 *   key_part(s)           percent-encodes ':' '%' blanks and controls, for 依据号
 *   text_key(s)           jc_text_key
 *   vessel(s)             jc_vessel_of
 *   text_era(s)           jc_text_era
 *   inst_apart(code, key, code, key)  jc_inst_apart; NULL where two institutions are not alike
 *   words(zh, en)         one text that says both; it may be joined with others. NULL if either is NULL
 *   words_in(s, lang)     what such a text says in a language; any other text as it is
 *   concat_ws(sep, a, …)  those that are not NULL, with sep between
 *   msg_problem(code, value, a1, a2, lang) msg_cure(…) msg_severity(code)   lang 0 zh 1 en
 */
#ifndef JICAI_STORE_H
#define JICAI_STORE_H

#include "base.h"

struct jc_store;
struct jc_stmt;

enum jc_store_mode { JC_STORE_READ, JC_STORE_WRITE, JC_STORE_TEMP };

/* path is ignored for TEMP. Creates and migrates for WRITE/TEMP. JC_BUSY, JC_DB (damaged, newer), JC_NOTFOUND (READ, no such file). */
enum jc_status jc_store_open(struct jc_store **out, const char *path, enum jc_store_mode mode,
                             struct jc_err *err) JC_MUST_CHECK;
void jc_store_free(struct jc_store *store);
enum jc_status jc_store_begin(struct jc_store *store, struct jc_err *err) JC_MUST_CHECK;
enum jc_status jc_store_commit(struct jc_store *store, struct jc_err *err) JC_MUST_CHECK;
void jc_store_rollback(struct jc_store *store); /* nothing to do outside a transaction */
/* Inside a transaction: a point to which one file's rows can be taken back. They do not nest. */
enum jc_status jc_store_mark(struct jc_store *store, struct jc_err *err) JC_MUST_CHECK;
enum jc_status jc_store_unmark(struct jc_store *store, bool keep, struct jc_err *err) JC_MUST_CHECK;
/* Run a script of several statements without parameters and results. */
enum jc_status jc_store_script(struct jc_store *store, const char *asset, struct jc_err *err) JC_MUST_CHECK;
/* Integrity of the file: quick (pages) or deep (indexes, foreign keys too). JC_DB with what is wrong. */
enum jc_status jc_store_verify(struct jc_store *store, bool deep, struct jc_err *err) JC_MUST_CHECK;
enum jc_status jc_store_backup(struct jc_store *store, const char *to, struct jc_err *err) JC_MUST_CHECK;

/* A statement of an asset. With `part` not NULL, the statement that follows the line "-- @part" in the asset. */
enum jc_status jc_stmt_open(struct jc_stmt **out, struct jc_store *store, const char *asset, const char *part,
                            struct jc_err *err) JC_MUST_CHECK;
/* A statement from text; only a single read-only SELECT is accepted when `user` (JC_CONFIG otherwise, with the line). */
enum jc_status jc_stmt_text_open(struct jc_stmt **out, struct jc_store *store, const char *sql, bool user,
                                 struct jc_err *err) JC_MUST_CHECK;
/* From now on a statement stops after so many seconds, with JC_INTERRUPTED; 0 = never. */
void jc_store_limit(struct jc_store *store, int seconds);
void jc_stmt_free(struct jc_stmt *stmt);
/* Bind by position from 1; text is borrowed until the next step. A failed bind is reported by the next step. */
void jc_stmt_int(struct jc_stmt *stmt, int i, int64_t v);
void jc_stmt_str(struct jc_stmt *stmt, int i, const char *s, size_t n); /* s NULL = NULL */
static inline void jc_stmt_null(struct jc_stmt *stmt, int i)
{
    jc_stmt_str(stmt, i, NULL, 0);
}
int jc_stmt_index(struct jc_stmt *stmt, const char *name); /* position of ":name", 0 = not used */
/* JC_OK: a row. JC_END: done, the statement is reset and may be bound again (bindings are kept). */
enum jc_status jc_stmt_step(struct jc_stmt *stmt, struct jc_err *err) JC_MUST_CHECK;
/* Step to the end of a statement without rows, and reset. */
enum jc_status jc_stmt_run(struct jc_stmt *stmt, struct jc_err *err) JC_MUST_CHECK;
void jc_stmt_reset(struct jc_stmt *stmt);
int64_t jc_store_rowid(struct jc_store *store); /* of the last insert */

/*
 * Push every row of a statement whose only column is scan(a, b, …) through fn: for a million rows, half the time of
 * stepping. fn must not use the statement. The values are read by their place in scan(), text until fn returns. What is dear
 * to make, as in scan(a, b, CASE WHEN pick(a, b) THEN … END), is made of the rows that `pick` wants; NULL = of none.
 */
struct jc_scan;
typedef bool jc_pick_fn(void *arg, const struct jc_scan *row);
typedef void jc_scan_fn(void *arg, const struct jc_scan *row);
enum jc_status jc_stmt_scan(struct jc_stmt *stmt, jc_pick_fn *pick, jc_scan_fn *fn, void *arg,
                            struct jc_err *err) JC_MUST_CHECK;
int64_t jc_scan_int(const struct jc_scan *row, int i, int64_t none);   /* none for NULL */
const char *jc_scan_text(const struct jc_scan *row, int i, size_t *n); /* "" for NULL */

/*
 * The way in: a statement may read the rows of a batch as the table given(c1, c2, …), as INSERT … SELECT does. Each row
 * has as many values as the statement reads columns, one after the other.
 */
#define JC_GIVEN_INT  UINT32_MAX
#define JC_GIVEN_NULL (UINT32_MAX - 1)
struct jc_given {
    int64_t x;  /* the integer, or where the text begins in the batch's texts */
    uint32_t n; /* bytes of the text, or JC_GIVEN_INT or JC_GIVEN_NULL */
};
struct jc_batch {
    const struct jc_given *v;
    const char *texts;
    int rows, columns;
};
/* Bind a batch; its values and texts are borrowed until the statement is done or reset, which forgets it. */
void jc_stmt_give(struct jc_stmt *stmt, const struct jc_batch *batch);

/* Columns of the current row, from 0; text is borrowed until the next step. */
int jc_col_count(struct jc_stmt *stmt);
const char *jc_col_name(struct jc_stmt *stmt, int i);
bool jc_col_null(struct jc_stmt *stmt, int i);
int64_t jc_col_int(struct jc_stmt *stmt, int i);                 /* 0 for NULL */
const char *jc_col_text(struct jc_stmt *stmt, int i, size_t *n); /* "" for NULL; n may be NULL */

#endif
