/* titled: what titles say of all rows of a small list, where no column does. */
#ifndef INGEST_TITLED_H
#define INGEST_TITLED_H

#include "ingest/record.h"

/* The field of the kind that a title may give: the name of a watch list, the year of scores; JC_F_COUNT = none. */
enum jc_field jc_titled_field(const struct jc_kind *kind);
/*
 * What titles (jc_title.text), for aliases the heads as well, say of it; false: nothing, or several things. A watch list is
 * named by its title only where it is nothing but a list: of what was bought, its figures speak.
 */
bool jc_titled_find(struct jc_titled *out, const struct jc_mapping *m, const struct jc_kind *kind, const char *titles);
/* Once the fields of a row are read: what no column gives. */
void jc_titled_lend(struct jc_load *l);

#endif
