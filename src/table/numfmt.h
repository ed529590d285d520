/*
 * Number formats and serial numbers, the same for .xls, .xlsx and .ods: whether a number is shown as a
 * date, and which day and second a serial number is. (formats.md 3.4, 3.5)
 */
#ifndef JICAI_TABLE_NUMFMT_H
#define JICAI_TABLE_NUMFMT_H

#include "jicai/table.h"

enum jc_numfmt {
    JC_NUMFMT_NONE = 0, /* a plain number */
    JC_NUMFMT_DATE,
    JC_NUMFMT_DATETIME,
    JC_NUMFMT_TIME,   /* a time of day: h:mm */
    JC_NUMFMT_ELAPSED /* hours that count past 24: [h]:mm */
};

/*
 * The kind of a number format. `code` (UTF-8, NUL-terminated) is the definition in the file or NULL where there is
 * none; a definition wins over the built-in meaning of `id`, the Chinese ids 27-36 and 50-58 included.
 */
enum jc_numfmt jc_numfmt_kind(int id, const char *code);

/*
 * The cell of a serial number under a format: a day, rounded to the second and with exp = -1 at midnight; a time
 * without a day (JC_CELL_TIME, num 0); or a plain number where the format is none or there is no such day (negative, 0,
 * 29 February 1900, past the year 9999).
 */
void jc_serial_cell(struct jc_cell *cell, double serial, bool date1904, enum jc_numfmt kind);

/* The cell of a double: through 15 digits, JC_CELL_DIGITS from 10^15 on; NaN and infinity are JC_CELL_ERROR "#NUM!". */
void jc_double_cell(struct jc_cell *cell, double x);

#endif
