/* each: a row of a small list whose cells name several is as many records. */
#ifndef INGEST_EACH_H
#define INGEST_EACH_H

#include "ingest/row.h"

/* read() is called for each of them, with a row in which every cell names one; of those before the last the rows are counted. */
struct jc_each {
    void (*read)(struct jc_load *, const struct jc_row *);
    size_t n;
};
void jc_each_read(struct jc_load *l, const struct jc_row *row, void (*read)(struct jc_load *, const struct jc_row *));

#endif
