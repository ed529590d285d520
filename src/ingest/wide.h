/* wide: agreement tables with a hospital in every column (约定采购量分解表), as their heads say. */
#ifndef INGEST_WIDE_H
#define INGEST_WIDE_H

#include "ingest/header.h"

/* What an agreement table's heads are read from; below = NULL where they stand in one row. */
struct jc_wide_heads {
    const struct jc_headers *h;
    const struct jc_head_row *row, *below;
    const struct jc_title *title;
    bool forced; /* the user says that it is an agreement table */
};

/*
 * Find hospitals among the columns of a table matched as one of agreements, which gives no institution by row. Where they
 * are and hold agreed volumes, m->wide is set, and every column is one hospital's or left out; where they hold something
 * else or are called nothing that names one, m->across says so.
 */
void jc_wide_settle(struct jc_mapping *m, const struct jc_wide_heads *heads);

#endif
