/* rows: which rows of a sheet are data, and what a merged block means for the rows below its first. */
#ifndef INGEST_ROWS_H
#define INGEST_ROWS_H

#include "ingest/load.h"

enum jc_row_role {
    JC_ROW_DATA,
    JC_ROW_SKIPPED, /* blank, footer, the head again */
    JC_ROW_TOTAL,   /* by its words, of rows above or below */
    JC_ROW_CARRIED, /* of a month, a year or pages: of other rows as well */
    JC_ROW_BARE, /* amounts beside nothing that says whose: a total without its word, or a row that lost who and what */
    JC_ROW_TITLE /* one text alone, or several that say something: the title of what follows */
};
enum jc_row_role jc_rows_role(const struct jc_load *l, const struct jc_row *row);
/* ××医院（示例）, 例：: the row of a form that shows how it is to be filled in, and no data. */
bool jc_rows_is_example(const struct jc_load *l, const struct jc_row *row);
/* The texts of a title, a line each; appended to out. */
void jc_rows_title_text(struct jc_buf *out, const struct jc_row *row);
/*
 * May it be the head of another table below the first? Likely where Chinese text stands in place of the first numbers or days.
 * Perhaps where no number or day stands in any of their columns, since those of a narrower table end before them, and some of
 * its texts are heads. A row of data has one: that is seen at once.
 */
enum jc_row_head { JC_HEAD_NO, JC_HEAD_PERHAPS, JC_HEAD_LIKELY };
enum jc_row_head jc_rows_may_be_head(const struct jc_load *l, const struct jc_row *row);

/* Merged blocks: the value of the first cell holds for the rows below. */
struct jc_fill;
/* A first pass over the sheet, for its merged ranges: .xlsx lists them after the rows. *out = NULL where it has none. */
enum jc_status jc_fill_new(struct jc_fill **out, struct jc_book *book, size_t sheet, struct jc_err *err) JC_MUST_CHECK;
void jc_fill_free(struct jc_fill *f);
/* Only columns that say who, what or when are filled: an amount over three rows is one amount. */
void jc_fill_use(struct jc_fill *f, const struct jc_mapping *map);
/* The row with the values of its blocks; borrowed like the row and until the next call. f may be NULL. */
const struct jc_row *jc_fill_row(struct jc_fill *f, const struct jc_row *row);
int64_t jc_fill_count(const struct jc_fill *f); /* cells filled so far */

#endif
