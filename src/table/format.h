/*
 * Private to src/table: what a format gives to book.c and what it gets from it.
 *
 * A format = one file that defines one `const struct jc_format` + one line in the list in book.c. The list is
 * ordered: the first format whose sniff says yes gets the file; what stands last is the least particular (csv).
 * A format never sees a file name's ending, prints nothing, and trusts no size, count or position that a file gives.
 */
#ifndef TABLE_FORMAT_H
#define TABLE_FORMAT_H

#include "jicai/table.h"

/*
 * The bytes of one file. Not mapped: a file that shrinks under us (a share, a running export) must be an error
 * with a message and not a SIGBUS. `head` is there from the start.
 */
#define JC_SOURCE_HEAD    65536u
#define JC_MAX_LOAD_BYTES (1u << 30) /* a file that has to be in memory as a whole; more is JC_LIMIT (E104) */

struct jc_source {
    const char *path;
    const char *name; /* file name without its folder, as in messages */
    int fd;
    uint64_t size;
    const unsigned char *head; /* the first min(size, JC_SOURCE_HEAD) bytes */
    size_t head_len;
};

/* Read up to n bytes at `at`; *got < n only at the end of the file. Does not move a file position; thread-safe. */
enum jc_status jc_source_read(const struct jc_source *src, void *to, size_t n, uint64_t at, size_t *got,
                              struct jc_err *err) JC_MUST_CHECK;

struct jc_format {
    const char *name; /* as jc_book_format() gives it */
    /* Is it this format? False on any doubt. */
    bool (*sniff)(struct jc_source *src);
    /* Make *file and add every sheet in order with jc_book_add_sheet(). On failure nothing is left in *file. */
    enum jc_status (*open)(void **file, struct jc_book *book, struct jc_source *src, struct jc_err *err);
    void (*close)(void *file); /* takes NULL */
    /* Sheet i of the list that open() made. book.c sees to it that one at a time is open and adds places to errors. */
    enum jc_status (*sheet_open)(void **sheet, void *file, size_t i, struct jc_err *err);
    /*
     * As jc_sheet_next(); row numbers rise strictly. Rows with nothing but empty cells are not delivered, empty cells
     * at the end of a row are left out of n, and a text of no bytes is JC_CELL_EMPTY: so all formats agree.
     * Not called again after JC_END or an error.
     */
    enum jc_status (*next)(void *sheet, const struct jc_row **row, struct jc_err *err);
    const struct jc_merge *(*merges)(const void *sheet, size_t *n); /* NULL: this format has none */
    void (*sheet_free)(void *sheet);                                /* takes NULL */
};

extern const struct jc_format jc_format_xlsx, jc_format_ods, jc_format_xls, jc_format_xml2003, jc_format_mhtml,
    jc_format_html, jc_format_csv;

#define JC_MAX_SHEETS      10000u
#define JC_MAX_SHEET_NAME  1024u      /* bytes; Excel allows 31 characters */
#define JC_MAX_MERGES      (1u << 20) /* of a sheet; more is JC_LIMIT (E127) */
#define JC_MAX_STYLES      65536u     /* of a document that has to keep them by name; more is JC_LIMIT (E126) */
#define JC_MAX_STYLE_BYTES (1u << 24) /* their names together */

/*
 * For open(): name is copied, bad UTF-8 in it replaced, what is beyond JC_MAX_SHEET_NAME left out. Hidden sheets are
 * flagged, never left out. More than JC_MAX_SHEETS are not kept; book.c then refuses the file (E134).
 */
void jc_book_add_sheet(struct jc_book *book, const char *name, size_t n, bool hidden);
/* A thing to tell about the file; sheet, cell, value, a1, a2 may be NULL. After 100 of one code the rest are dropped.
 */
void jc_book_add_note(struct jc_book *book, int code, const char *sheet, const char *cell, const char *value,
                      const char *a1, const char *a2);

/* ---- cells ------------------------------------------------------------------------------------- */

/* What a number format makes of a number. */
enum jc_style {
    JC_STYLE_NUMBER = 0,
    JC_STYLE_DATE,    /* has a year, month or day, with or without a time */
    JC_STYLE_TIME,    /* hours, minutes, seconds only, or [h] [m] [s]: may run past a day */
    JC_STYLE_PERCENT, /* a number shown a hundredfold */
    JC_STYLE_CASES    /* what is above depends on the number (jc_style_cases) */
};
/* The meaning of a built-in number format (formats.md 3.5: 9, 10, 14-22, 27-36, 45-47, 50-58 in the zh-CN reading). */
enum jc_style jc_style_builtin(unsigned id);
/* The meaning of a format code, UTF-8: quotes, escapes, colours, locales and [DBNum1] are passed over. */
enum jc_style jc_style_of(const char *code, size_t n);
/* The same, but "[<100]0;yyyy-mm-dd" gives a style for jc_cell_serial() that depends on the number; it takes 31 bits. */
enum jc_style jc_style_cases(const char *code, size_t n);
/* The same where a format may be named, "Short Date", "Fixed" (XML Spreadsheet 2003, HTML of Excel). */
enum jc_style jc_style_named(const char *code, size_t n);

/*
 * Number -> cell: JC_CELL_NUMBER, or JC_CELL_DATE where the style is one and the number is a possible serial
 * (0 … 9999-12-31, rounded to the second; midnight gives no time; below 1 a JC_CELL_TIME). Else the number stays,
 * with JC_CELL_PERCENT where it is shown as one.
 */
void jc_cell_serial(struct jc_cell *cell, struct jc_dec d, enum jc_style style, bool date1904);
/* A double as .xls stores it (jc_dec_double and jc_cell_serial, flags set as if written with 15 digits). */
bool jc_cell_double(struct jc_cell *cell, double x, enum jc_style style, bool date1904);
/*
 * The text of a number as <v> holds it; false: it is none. JC_CELL_EXPONENT: written with an exponent;
 * JC_CELL_DIGITS: the integer part has more than 15 digits (67.510000000000005 has not lost any).
 */
bool jc_cell_parse(struct jc_cell *cell, const char *s, size_t n, enum jc_style style, bool date1904);
/* ISO 8601 date, date-time or time ("2021-03-05", "2021-03-05T10:00:00.000", "PT8H30M0S", "10:00:00"); false: none. Times below 0
 * ("-PT72H") are numbers of days, as in .xls and .xlsx. */
bool jc_cell_iso(struct jc_cell *cell, const char *s, size_t n);
/* The text of an error as spreadsheets show it: "#N/A", "Err:503". */
bool jc_error_text(const char *s, size_t n);

/* ---- a row under construction (for formats that copy their texts) ------------------------------- */

/* Zero it to begin; jc_line_row() gives the row, valid until the next jc_line_start() or jc_line_free(). */
struct jc_line {
    struct jc_cell *cells;
    size_t cap;
    uint32_t number, n;
    struct jc_buf text;
    struct jc_row row;
};
void jc_line_start(struct jc_line *line, uint32_t number);
/* Cell `col`, empty at first; borrowed until the next call for this line. NULL: col >= JC_MAX_COLUMNS. */
struct jc_cell *jc_line_cell(struct jc_line *line, uint32_t col);
/* Make it a text (JC_CELL_TEXT or JC_CELL_ERROR by hand) with a copy of s; false: too many columns or bytes (E103,
 * E105). */
bool jc_line_text(struct jc_line *line, uint32_t col, const char *s, size_t n);
const struct jc_row *jc_line_row(struct jc_line *line);
void jc_line_free(struct jc_line *line);

#endif
