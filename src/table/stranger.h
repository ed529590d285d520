/* Private to src/table: what a file is that is no spreadsheet. All give a name to be shown, or NULL. */
#ifndef TABLE_STRANGER_H
#define TABLE_STRANGER_H

#include "table/format.h"

struct jc_pack;

/* Text that holds something else than lines of fields. */
const char *jc_stranger_text(const struct jc_source *src);
/* Anything else, by its first bytes; a text may begin with some of them too. */
const char *jc_stranger_bytes(const struct jc_source *src);
/* A zip, by what is in it. */
const char *jc_stranger_pack(struct jc_pack *pack);

#endif
