/* spelling: what one head means, by the lists of headers.tsv and of the user's profile. */
#ifndef INGEST_SPELLING_H
#define INGEST_SPELLING_H

#include "ingest/header.h"

/* One spelling: for a kind (NULL = all), a field, and whether its meaning hangs on the neighbours ("quantity?"). */
struct jc_spelling {
    const struct jc_kind *kind;
    enum jc_field field, second; /* second: JC_F_COUNT = none */
    bool asks;
    bool net; /* "price-": without tax, though the head does not say so */
    bool suffix;
    int next; /* next spelling with the same text, -1 */
    uint32_t key;
    uint32_t rank; /* its place in the lists: of those of a field the first names it best */
};

/* A head without its number, the brackets around it and the marks of a mandatory field. */
struct jc_span jc_spelling_bare(struct jc_span s);
/* The key of a head, in place of what is in out: neither these nor a colon behind it are part of it. */
void jc_spelling_key(struct jc_buf *out, const char *text, size_t len);
/*
 * The spelling of a head in a table of that kind (NULL = of any), NULL = nothing known. What its brackets and the words before
 * a known end say goes to out: unit, net, open, of_part, other.
 */
const struct jc_spelling *jc_spelling_find(const struct jc_headers *h, const struct jc_kind *kind, const char *text,
                                           struct jc_column *out);
/*
 * Of the heads that mean nothing here, the one that looks most like a spelling of a field that meets the need `first` of the
 * kind, or with `alone` of that field; NULL = none does. *field = what it looks like.
 */
const struct jc_column *jc_spelling_near(const struct jc_headers *h, const struct jc_mapping *m, enum jc_field first,
                                         bool alone, enum jc_field *field);

#endif
