/* invoice: the numbers that a cell of invoice numbers names, as ledgers write them. */
#ifndef INGEST_INVOICE_H
#define INGEST_INVOICE_H

#include "ingest/norm.h"

struct jc_invoices {
    struct jc_buf list; /* the numbers, joined by ',' */
    int64_t n;
    int64_t said; /* so many it says there are (等3张); 0 = it does not say */
    bool more;    /* others, which it does not write (10000001等), or it says where they are (见附件) */
    bool doubt;   /* a short form (10000001-03), of which nobody knows whether it is one number or several */
};

/*
 * One entry of a list (jc_value_next), appended. Read is what is certain: words around a number and what a bracket says of it
 * go; blanks, +, / and 和 part numbers; of a code (10 or 12 digits) and its number (8) the number counts; a range of numbers
 * of equal length is all of them. Anything else is one number as it is written. A reason of jc_code_text: none is read.
 */
int jc_invoices_add(struct jc_invoices *out, struct jc_span entry);
/* It names fewer than there are. */
bool jc_invoices_lack(const struct jc_invoices *x);

#endif
