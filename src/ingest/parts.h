/* parts: columns that end in one field and begin with other words, once all columns of a head are known. */
#ifndef INGEST_PARTS_H
#define INGEST_PARTS_H

#include "ingest/header.h"

/* Those of one part each, 3月入库数量: unread beside one of the whole, and asked for where there are several. */
void jc_parts_settle(struct jc_mapping *m);
/* Those whose first words nobody knows: unread where the field is given or can be missed, else asked for. */
void jc_parts_settle_open(struct jc_mapping *m);
/* Of the volumes of a year and of the whole term, both of which are there, each row reads the one that fits its term. */
void jc_parts_find_terms(struct jc_mapping *m);
/* Where no column is known to name the unit: the one whose head ends in 单位 and that holds only units; of several m->ask. */
void jc_unit_head_settle(struct jc_mapping *m);

#endif
