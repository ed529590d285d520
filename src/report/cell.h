/* Private to src/report: typed cells. Rates are rounded here, once, and nowhere else (rule book 0.3). */
#ifndef REPORT_CELL_H
#define REPORT_CELL_H

#include "jicai/store.h"
#include "report/sheet.h"

enum cell_kind { CELL_EMPTY, CELL_TEXT, CELL_NUMBER, CELL_DAY };

struct cell {
    enum cell_kind kind;
    const struct column *col;
    int64_t num;   /* CELL_NUMBER: 1/10 000, a percentage × 100 already; CELL_DAY: the day */
    const char *s; /* CELL_TEXT: n bytes, borrowed until the next row; never NULL, not always followed by NUL */
    size_t n;
    const char *mark;    /* zh word of its colour, or NULL */
    const char *formula; /* or NULL */
};

#define CELL_TEXT_MAX 48

/*
 * The row at which stmt stands, hidden columns folded into the cell before them: *n visible cells. JC_INTERNAL (E792): a
 * value that is not of its column's type.
 */
enum jc_status cells_read(struct cell *cells, size_t *n, struct jc_stmt *stmt, const struct table *table,
                          enum jc_lang lang, struct jc_err *err) JC_MUST_CHECK;
/* Result column i as a cell of c->col; *c is an empty cell before. false: not of that type. */
bool cell_read(struct cell *c, struct jc_stmt *stmt, int i, enum jc_lang lang);
/*
 * cells_read in two steps, to be done by two threads: the columns of the row appended to out, which makes no use of
 * anything but stmt; the cells of the row at *at, which goes behind it. They borrow from what *at points into.
 */
void cells_pack(struct jc_buf *out, struct jc_stmt *stmt, const struct table *table);
enum jc_status cells_unpack(struct cell *cells, size_t *n, const char **at, const struct table *table,
                            enum jc_lang lang, struct jc_err *err) JC_MUST_CHECK;
/* Number or day as plain text: 44.92, 1234.50, 2024-09-30. */
void cell_number_text(char dst[CELL_TEXT_MAX], const struct cell *cell);
/* The word in the language, or itself where words.tsv has none; *n bytes, not always followed by NUL. */
const char *word_text(const char *zh, enum jc_lang lang, size_t *n);

#endif
