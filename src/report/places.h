/* Private to src/report: who is the first and who the last of a ranked sheet, noted while its rows pass. */
#ifndef REPORT_PLACES_H
#define REPORT_PLACES_H

#include "report/cell.h"

struct place {
    int64_t rank, n;           /* as many share it */
    struct jc_buf name, value; /* of the first among them */
};

/* Where the places begin anew (another payer) it is another ranking. */
struct ranking {
    struct jc_buf group; /* of whom it is; empty: of all */
    int64_t n;
    struct place first, last;
};

struct places {
    struct ranking *v;
    size_t n, cap;
    int64_t listed; /* rows without a rank */
};

/* A row, in the order of the sheet. One without a rank column, or without a chart that says who has what, is passed over. */
void places_note(struct places *p, const struct sheet *sheet, const struct cell *cells, size_t n);
/* A line for each ranking, "\n" in front of each; nothing where nobody is ranked. */
void places_say(struct jc_buf *out, const struct places *p, const struct sheet *sheet, enum jc_lang lang);
/* Rows of the first ranking, which stand first. */
uint32_t places_first(const struct places *p);
void places_free(struct places *p);

#endif
