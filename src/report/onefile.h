/* Private to src/report: a report that is one file made in memory. */
#ifndef REPORT_ONEFILE_H
#define REPORT_ONEFILE_H

#include "jicai/base.h"

/* Opened before the work, so that a place that cannot be written is told before it. "-" = standard output. JC_OUTPUT. */
struct onefile;
enum jc_status onefile_open(struct onefile **out, const char *path, struct jc_err *err) JC_MUST_CHECK;
/* Its bytes; it takes its final name. */
enum jc_status onefile_commit(struct onefile *f, const void *bytes, size_t n, struct jc_err *err) JC_MUST_CHECK;
void onefile_free(struct onefile *f); /* takes NULL; what is not committed is removed */

#endif
