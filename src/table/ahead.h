/*
 * Private to book.c: rows of a sheet, read by a thread of their own some way ahead of whoever takes them. What comes, and in
 * which order, is what the sheet would have given without it: rows, then the end or the error.
 */
#ifndef TABLE_AHEAD_H
#define TABLE_AHEAD_H

#include "table/format.h"

struct ahead;
/* From now on only the thread reads `sheet`, until ahead_free(). NULL: no thread is to be had. */
struct ahead *ahead_new(const struct jc_format *format, void *sheet);
/* As the format's next(). */
enum jc_status ahead_next(struct ahead *a, const struct jc_row **row, struct jc_err *err) JC_MUST_CHECK;
void ahead_free(struct ahead *a); /* takes NULL; waits for the thread */

#endif
