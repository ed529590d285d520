/* Private to src/report: where sheets and their rows come from, the indicator tables of now or a published issue. */
#ifndef REPORT_SOURCE_H
#define REPORT_SOURCE_H

#include "jicai/store.h"
#include "report/sheet.h"

struct source {
    struct jc_store *store;
    int64_t issue; /* 0 = now */
    enum jc_lang lang;
    const char *format; /* "xlsx" …: sheet 说明 differs */
};

/* The sheet files, or what they were when the issue was published. */
enum jc_status source_sheets(struct sheets *out, const struct source *from, struct jc_err *err) JC_MUST_CHECK;
/* The rows of a statement of an asset, :lang and :by bound; part NULL = its first, by NULL = as usual. */
enum jc_status source_open(struct jc_stmt **out, const struct source *from, const char *asset, const char *part,
                           const struct grouping *by, struct jc_err *err) JC_MUST_CHECK;
/* The same of an issue in the order of their keys, the key behind the last column. */
enum jc_status source_keyed(struct jc_stmt **out, const struct source *from, const char *asset,
                            const struct grouping *by, struct jc_err *err) JC_MUST_CHECK;
/* The number of the table of a sheet in an issue, 0 = not there; *cols may be NULL. */
enum jc_status source_table(int64_t *out, int *cols, const struct source *from, const char *asset, const char *part,
                            const struct grouping *by, struct jc_err *err) JC_MUST_CHECK;
/* Under what name an issue keeps the result of a part (NULL = the first) in a grouping (NULL = as usual). */
const char *source_part(char name[64], const char *part, const struct grouping *by);
/* Bind :lang and :by where the statement asks for them. */
void source_bind(struct jc_stmt *stmt, enum jc_lang lang, const struct grouping *by);
/* as_of, day_from, version, fingerprint, institutions that did not report; JC_END: nothing was assessed. */
enum jc_status source_info(struct jc_stmt **out, const struct source *from, struct jc_err *err) JC_MUST_CHECK;

#endif
