/* place: does a column that is not read tell two hospitals of one name apart? Told once for each name (E980). */
#ifndef INGEST_PLACE_H
#define INGEST_PLACE_H

#include "ingest/row.h"

struct jc_places *jc_places_new(void); /* of a file */
void jc_places_free(struct jc_places *p);
/* Sets l->place: the column of 地区, 县区 of a head that has just been read; NULL: it has none. */
void jc_load_find_place(struct jc_load *l);
/* The row is of that spelling of an institution; only where l->place is set. */
void jc_row_see_place(struct jc_load *l, int64_t org);

#endif
