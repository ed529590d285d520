/*
 * lanes: tables in which one row holds several records side by side, each in columns of its own: a duty for each month, a score for
 * each round or year, fund parameters for each year, 第一票 and 第二票, several winners of a product.
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

/* ---- winners: winners.c ---- */

/* A head of a catalogue in two: whose it is, in one spelling (主供, 备供2, 3), and of what it is there. */
struct jc_winner_cut {
    char lane[96], rest[192];
    int role; /* as of jc_word_role */
};
/* False: it says nothing of one winner among others. */
bool jc_winner_cut(struct jc_winner_cut *out, struct jc_span head);
/* What that rest means: jc_header_meaning of it as it stands, or as a head of the one winner of a row would. */
enum jc_field jc_winner_meaning(const struct jc_headers *h, const struct jc_kind *kind, const char *text,
                                struct jc_column *out);
/*
 * Has each of the lanes a firm and a price, and is of each column known whose it is? The first winner, whose heads need not say so,
 * is another lane then, and each says its role. Where only the latter is not known, m->ask is such a column (m->stray).
 */
bool jc_winners_take(struct jc_mapping *m, size_t *lanes, const struct jc_kind *kind, const struct jc_headers *h);
/* The same where each lane is of some supply areas (m->areas): a firm and a price for each, or a price for each of the firm of the row. */
bool jc_winners_of_regions(struct jc_mapping *m, size_t *lanes, const struct jc_kind *kind, const struct jc_headers *h);

#endif
