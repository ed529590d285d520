/* Private to src/report: an issue is made (freeze.c), compared (compare.c), found again (issue.c). */
#ifndef REPORT_ISSUE_H
#define REPORT_ISSUE_H

#include "jicai/issue.h"
#include "report/source.h"

#define ISSUE_SQL "report/issue.sql"

/* Inside a transaction: the run, its inputs, parameters, rules and figures as a new issue; sheet 说明 is still missing. */
enum jc_status freeze_issue(int64_t *out, struct jc_store *store, int revision, const char *region, jc_day day,
                            struct jc_err *err) JC_MUST_CHECK;
/* Sheet 说明 of every format and language; before != NULL: with what was corrected, in how many figures. */
enum jc_status freeze_notes(struct jc_store *store, int64_t issue, const char *region, const struct jc_issue *before,
                            int64_t figures, struct jc_err *err) JC_MUST_CHECK;
/* Two published issues. */
enum jc_status compare_issues(struct jc_store *store, int64_t a, int64_t b, struct jc_changes *changes,
                              struct jc_err *err) JC_MUST_CHECK;

#endif
