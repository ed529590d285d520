/* Private to src/table: what a file is that is no spreadsheet. All give a name to be shown, or NULL. */
#ifndef TABLE_STRANGER_H
#define TABLE_STRANGER_H

#include "table/format.h"

struct jc_pack;

/* Text that holds something else than lines of fields. */
const char *jc_stranger_text(const struct jc_source *src);
/* The first n bytes of a file (<= head_len) without NULs, so that UTF-16 can be looked at, too; dst holds n + 1. */
void jc_head_flat(char *dst, const struct jc_source *src, size_t n);
/* Does `text` stand in them? */
bool jc_head_has(const struct jc_source *src, size_t n, const char *text);
/* Anything else, by its first bytes; a text may begin with some of them too. */
const char *jc_stranger_bytes(const struct jc_source *src);
/* An archive in which tables may be, and which is not opened here. */
const char *jc_stranger_archive(const struct jc_source *src);
/* A zip, by what is in it. */
const char *jc_stranger_pack(struct jc_pack *pack);

#endif
