/* Private to book.c and zip.c: opening the file whose bytes a format gets as struct jc_source. */
#ifndef TABLE_SOURCE_H
#define TABLE_SOURCE_H

#include "table/format.h"

enum jc_status jc_source_open(struct jc_source *src, const char *path, struct jc_err *err) JC_MUST_CHECK;
void jc_source_close(struct jc_source *src);

#endif
