/* firm: the firms that a row names in several columns: holder, producer, who repacks it; and who is none of them. */
#ifndef INGEST_FIRM_H
#define INGEST_FIRM_H

#include "ingest/header.h"
#include "ingest/norm.h"

#define JC_FIRMS 6 /* columns of firms that a row may have beside its maker */

/*
 * The columns of firms: where no column is headed as that of the maker, a holder or winner is it. A winner holds
 * the product in lists of winners and of what is agreed with them; beside the maker of an order line it may be the winner of
 * the group, and says nothing of the line.
 */
void jc_firm_settle(struct jc_mapping *m, const struct jc_kind *kind);

/* What the row has said so far. */
struct jc_firms {
    struct jc_span maker;           /* in the column of the maker */
    struct jc_span other[JC_FIRMS]; /* holders first */
    size_t n, holders;
};
void jc_firm_add(struct jc_firms *f, enum jc_field field, struct jc_span name);
/*
 * One cell that names all of them, the first holder first, as several firms stand in one cell (甲；乙): formats.md 5.2. Where
 * they are those of one cell it is that cell to the byte; a cell that names no firm (a place) only where no other does.
 */
void jc_firm_text(struct jc_buf *out, const struct jc_firms *f);
/* Is that winner none of them? */
bool jc_firm_is_other(struct jc_span winner, struct jc_span all);

#endif
