/* Private to book.c and zip.c: opening the file whose bytes a format gets as struct jc_source. */
#ifndef TABLE_SOURCE_H
#define TABLE_SOURCE_H

#include "table/format.h"

enum jc_status jc_source_open(struct jc_source *src, const char *path, struct jc_err *err) JC_MUST_CHECK;
void jc_source_close(struct jc_source *src);

/* Other bytes under the same name, read from `fd`, which it owns from here. */
enum jc_status jc_source_replace(struct jc_source *src, int fd, struct jc_err *err) JC_MUST_CHECK;

/*
 * A package of Excel 2007 and later that is encrypted with the password that every program knows, which is what protecting
 * the structure of a workbook does: `src` becomes what is in it, decrypted into a temporary file that has no name. Any
 * other file stays as it is.
 */
enum jc_status jc_source_unlock(struct jc_source *src, struct jc_err *err) JC_MUST_CHECK;
#endif
