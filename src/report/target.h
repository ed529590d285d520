/* Private to src/report: where the bytes of one file go. */
#ifndef REPORT_TARGET_H
#define REPORT_TARGET_H

#include <stdio.h>

#include "jicai/base.h"
#include "jicai/store.h"

/* A file is written beside its name and renamed, behind links at the file that they mean. Standard output ("-") and what
 * is no regular file (a device, a pipe) are written as they stand: a new file must not take their place. */
struct target {
    char *path;
    char *temp; /* NULL: written as it stands */
};
void target_of(struct target *out, const char *path);
bool target_is_open_end(const char *path); /* a device, a pipe */
/* Was the file at this path ever loaded? It is somebody's table, and no report takes its place (E651). JC_USAGE. */
enum jc_status target_spare(const char *path, struct jc_store *store, struct jc_err *err) JC_MUST_CHECK;
/* NULL with errno where it cannot be written. */
FILE *target_open(const struct target *t);
/* It takes its final name. JC_OUTPUT. */
enum jc_status target_commit(struct target *t, struct jc_err *err) JC_MUST_CHECK;
void target_free(struct target *t); /* what is not committed is removed */

#endif
