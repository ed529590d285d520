/*
 * lanes: tables in which one row holds several records side by side, each in columns of its own: a duty for each month, a score for
 * each round or year, fund parameters for each year, 第一票 and 第二票.
 */
#ifndef INGEST_LANES_H
#define INGEST_LANES_H

#include "ingest/header.h"

struct jc_lane_heads {
    const struct jc_headers *h;
    const struct jc_head_row *row; /* of one line, else NULL: whose cells may be numbers and days */
    const struct jc_title *title;
    bool forced; /* the user says that it is of that kind */
};

/* Find them among the columns of a table matched as one of `kind`: m->lanes, and a column at the end that says which lane it is. */
void jc_lanes_settle(struct jc_mapping *m, const struct jc_kind *kind, const struct jc_lane_heads *heads);
/* The first head of lanes, not each of which gives what is missing; NULL: it is not they that lack it. */
const char *jc_lanes_lack(const struct jc_mapping *m);
/* Does each lane give the field? */
bool jc_lanes_give(const struct jc_mapping *m, enum jc_field f);

#endif
