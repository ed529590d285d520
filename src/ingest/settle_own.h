/* settle_own: the purchase lines of one file that share an identity, numbered as occurrences of it. */
#ifndef INGEST_SETTLE_OWN_H
#define INGEST_SETTLE_OWN_H

#include "ingest/settle.h"

struct jc_place {
    int64_t sheet, row;
};

/*
 * A sheet of all lines beside sheets of some of them says the same once more; sheets of months, kinds or suppliers may use
 * one number for several lines. So a row is the same as one of another sheet only if nothing in it says otherwise, and is
 * the next occurrence of its number else.
 */
#define OWN_WORDS 7 /* generic name, strength, maker, code and spec of what has neither, supplier, delivery, invoices */
#define OWN_SAYS  13 /* and units per pack, order day, ordered, accepted, accept day, price */

struct jc_own {
    struct jc_place at;
    int64_t id, nth, found; /* found: its occurrence by what it says, 0 = not known yet */
    int64_t file;
    uint64_t line;
    bool weak;    /* known by all it says */
    bool receipt; /* that is, which the number of a receipt is part of */
    int64_t says[OWN_SAYS];
};

struct jc_own_list {
    struct jc_own *v;
    size_t n, cap;
};

/* A row of @own_lines. */
void jc_own_read(struct jc_own *r, struct jc_stmt *s);
/*
 * Which occurrence of its number each row is (`found`), in order of their sheets. Rows without numbers, and those of one sheet,
 * are occurrences in their order, however they write the institution; a row of a receipt stands there once, on whichever sheets,
 * and is given in the order of its states.
 */
void jc_own_number(const struct jc_settle_watch *w, int64_t ident, struct jc_own *v, size_t n);
void jc_settle_doubt(const struct jc_settle_watch *w, int64_t ident, enum jc_doubt what, const struct jc_place *mine,
                     const struct jc_place *other);

#endif
