/*
 * table: bytes of a .xlsx .xls .csv .tsv .html .xml .ods file -> rows of typed cells.
 *
 * A book holds sheets, a sheet is read once from top to bottom, a row is borrowed until the next one.
 * The format is found from the content, never from the name. Nothing is interpreted but numbers and
 * dates: a cell is what the file says it is. Memory does not grow with the rows.
 *
 * Cell truth: a number is a decimal from its shortest exact form (67.510000000000005 -> 67.51), a date is
 * a civil day with the second of the day where there is one, text is untouched but for the escapes of its
 * container. A formula without a stored value is JC_CELL_UNKNOWN, an error value JC_CELL_ERROR.
 */
#ifndef JICAI_TABLE_H
#define JICAI_TABLE_H

#include "base.h"

enum jc_cell_type {
    JC_CELL_EMPTY = 0, /* nothing there, or a cell with a style only */
    JC_CELL_TEXT,      /* text,len; `str` is its number in the shared strings, or -1 */
    JC_CELL_NUMBER,    /* num × 10^exp exactly */
    JC_CELL_DATE,      /* num = civil day, exp = second of the day or -1; text,len = NULL */
    JC_CELL_BOOL,      /* num = 0 or 1 */
    JC_CELL_ERROR,     /* text = "#DIV/0!" … */
    JC_CELL_UNKNOWN    /* a formula whose value the file does not hold */
};

/* flags of a cell */
enum {
    JC_CELL_EXPONENT = 1, /* a number that was written with an exponent (a destroyed code shows it) */
    JC_CELL_DIGITS = 2,   /* a number with more than 15 significant digits: digits were lost */
    JC_CELL_TIME = 4,     /* a time of day without a day: num = 0, exp = second */
    JC_CELL_PERCENT = 8,  /* a number that is shown as a percentage: 0.6 as 60 % */
    JC_CELL_FILLED = 16,  /* of a merged block that began in a row above; no reader sets it */
    JC_CELL_STRUCK = 32   /* the style of the cell strikes its text through; never an empty one (.xlsx, .xls, .ods) */
};

struct jc_cell {
    const char *text; /* UTF-8, not NUL-terminated, borrowed like the row */
    int64_t num;
    uint32_t len;
    int32_t str;
    int32_t exp;
    uint8_t type, flags;
};

/* cells[i] is column i (0 = A); cells past n are empty. Rows that the file leaves out are not delivered. */
struct jc_row {
    uint32_t number; /* as in the sheet, from 1 */
    uint32_t n;
    const struct jc_cell *cells;
    uint32_t fields; /* of delimited text: with the empty ones at the end, which n leaves out; else 0 */
    bool open;       /* of delimited text: the file ends with this row, and no line break ends the row */
};

/* 0-based, inclusive */
struct jc_merge {
    uint32_t row0, col0, row1, col1; /* row0, row1 counted from 1 like jc_row.number */
};

struct jc_sheet_info {
    const char *name; /* UTF-8; "" for formats without names (csv: the file's stem) */
    bool hidden;
};

#define JC_MAX_COLUMNS       16384u     /* more is JC_LIMIT */
#define JC_MAX_CELL_BYTES    1048576u   /* one text; more is JC_LIMIT */
#define JC_MAX_STRINGS_BYTES (1u << 28) /* shared strings of one book, with the list of them */

struct jc_book;
struct jc_sheet;

/*
 * Open a spreadsheet by content. Password, half a zip, a folder of nothing known: JC_INPUT with a message that
 * says what it is and what to do; unreadable: JC_IO. A zip that holds spreadsheets is not a book: see jc_zip_list.
 */
enum jc_status jc_book_open(struct jc_book **out, const char *path, struct jc_err *err) JC_MUST_CHECK;
void jc_book_free(struct jc_book *book);
const char *jc_book_format(const struct jc_book *book); /* "xlsx" "xls" "csv" "html" "xml2003" "ods" "mhtml" */
size_t jc_book_count(const struct jc_book *book);
struct jc_sheet_info jc_book_sheet(const struct jc_book *book, size_t i); /* borrowed until jc_book_free */
/* Things to tell about the file (a wrong name, hidden sheets, formulas without value): the i-th, or NULL. Grows while sheets are read. */
const struct jc_err *jc_book_note(const struct jc_book *book, size_t i);

/* One sheet of a book may be open at a time. */
enum jc_status jc_sheet_open(struct jc_sheet **out, struct jc_book *book, size_t i, struct jc_err *err) JC_MUST_CHECK;
/* JC_OK: *row is the next row. JC_END: no more, and everything was checked (CRC, end of document). Else: the file is damaged. */
enum jc_status jc_sheet_next(struct jc_sheet *sheet, const struct jc_row **row, struct jc_err *err) JC_MUST_CHECK;
/*
 * Who does much with each row wants the rest of a long sheet read beside that, by a thread of its own. What comes is the same; but
 * jc_sheet_merges() may be asked after JC_END only, and jc_book_note() then or when the sheet is free.
 */
void jc_sheet_ahead(struct jc_sheet *sheet);
/* Merged ranges; for .xlsx, whose list stands after the rows, complete only after JC_END. Borrowed until free. */
const struct jc_merge *jc_sheet_merges(const struct jc_sheet *sheet, size_t *n);
void jc_sheet_free(struct jc_sheet *sheet);

/* The text of a cell as `dump` and messages show it: ISO days, plain decimals, TRUE/FALSE; appended to out. */
void jc_cell_text(struct jc_buf *out, const struct jc_cell *cell);
/* "F10482" from column 5 and row 10482. */
void jc_cell_name(char dst[24], uint32_t col, uint32_t row);

/*
 * A zip that is no book but holds some: its members are unpacked one at a time into a temporary file by the
 * caller. names are borrowed until free; half a zip is JC_INPUT; *n = 0 where the file is no zip or is itself a book.
 */
struct jc_zip;
enum jc_status jc_zip_open(struct jc_zip **out, const char *path, struct jc_err *err) JC_MUST_CHECK;
void jc_zip_free(struct jc_zip *zip);
size_t jc_zip_count(const struct jc_zip *zip);
const char *jc_zip_name(const struct jc_zip *zip, size_t i); /* UTF-8 (GB18030 names decoded) */
enum jc_status jc_zip_extract(struct jc_zip *zip, size_t i, const char *to, struct jc_err *err) JC_MUST_CHECK;

#endif
