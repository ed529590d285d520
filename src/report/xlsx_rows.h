/*
 * Private to the xlsx sink: the rows of one worksheet as XML, deflated while they are made, in a temporary file. Of
 * 126 000 × 21 cells libxlsxwriter needs 5.7 s, half of it in zlib; this needs about 1 s and no memory that grows.
 */
#ifndef REPORT_XLSX_ROWS_H
#define REPORT_XLSX_ROWS_H

#include <zip.h>

#include "report/cell.h"

#define XLSX_COLUMNS 64
#define XLSX_ROWS    1048576 /* rows that a worksheet can hold */

struct xlsx_rows;
enum jc_status xlsx_rows_open(struct xlsx_rows **out, struct jc_err *err) JC_MUST_CHECK;
void xlsx_rows_free(struct xlsx_rows *x);

/* Row number `row` from 1, rising; height in quarter points, 0 = the usual. */
void xlsx_rows_begin(struct xlsx_rows *x, uint32_t row, int height);
void xlsx_rows_blank(struct xlsx_rows *x, size_t col, int style);
void xlsx_rows_text(struct xlsx_rows *x, size_t col, int style, const char *s, size_t n);
/* v: a decimal in plain notation; formula NULL or without "=". */
void xlsx_rows_number(struct xlsx_rows *x, size_t col, int style, const char *v, const char *formula);
void xlsx_rows_formula_text(struct xlsx_rows *x, size_t col, int style, const char *v, const char *formula);
enum jc_status xlsx_rows_end(struct xlsx_rows *x, struct jc_err *err) JC_MUST_CHECK;
/* No more rows come. */
enum jc_status xlsx_rows_close(struct xlsx_rows *x, struct jc_err *err) JC_MUST_CHECK;

/*
 * The worksheet part: `frame` is its XML without the rows, cut at "</sheetData>"; the rows go in there. The result is a
 * deflated entry for zip; it is valid as long as x.
 */
enum jc_status xlsx_rows_source(zip_source_t **out, struct xlsx_rows *x, zip_t *zip, const char *frame, size_t n,
                                const char *last_cell, struct jc_err *err) JC_MUST_CHECK;

#endif
