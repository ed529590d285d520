/*
 * Private to the xlsx sink, which is four files: sink_xlsx.c (the workbook and its rows), xlsx_style.c (what a cell looks
 * like), xlsx_width.c (how wide a column is), xlsx_frame.c (everything of a worksheet but its rows). xlsxwriter.h stays out
 * of headers.
 */
#ifndef REPORT_XLSX_BOOK_H
#define REPORT_XLSX_BOOK_H

#include "report/places.h"
#include "report/sink.h"
#include "report/target.h"
#include "report/xlsx_rows.h"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

enum { ROW_TITLE, ROW_NOTE, ROW_HEAD, ROW_DATA }; /* from 0 */

enum style {
    ST_TITLE,
    ST_NOTE,
    ST_HEAD,
    ST_TEXT,
    ST_WRAP,
    ST_CODE,
    ST_CODE_WRAP,
    ST_KEY,
    ST_CENTER,
    ST_DASH,
    ST_DAY,
    ST_INT,
    ST_PCT,
    ST_FIXED2,
    ST_NUM0, /* ST_NUM0 + decimals */
    ST_NUM1,
    ST_NUM2,
    ST_NUM3,
    ST_NUM4,
    ST_MOVE,
    ST_INPUT, /* to be filled in */
    ST_MARK,  /* ST_MARK + 2 × mark + (its word stands in the cell) */
    ST_COUNT = ST_MARK + 2 * 9
};

#define FONT      "宋体"
#define FONT_SIZE 10

struct page {
    struct lxw_worksheet *ws;
    const struct sheet *sheet;
    struct xlsx_rows *rows;
    char name[64];  /* Excel allows 31 characters; a test sees to it that the names of the sheets are short */
    uint32_t next;  /* row to be written, from 0 */
    uint32_t last;  /* behind the last row of the main table */
    uint32_t below; /* head row of the table below, 0 = none */
    size_t n;       /* shown columns */
    const struct column *col[XLSX_COLUMNS];
    int wide[XLSX_COLUMNS];  /* wider text is wrapped: as the sheet says, or less (xlsx_fit) */
    int width[XLSX_COLUMNS]; /* of the widest shown text */
    int total;               /* of all columns that are seen */
    int part;                /* continued on another worksheet: 2, 3 … */
    size_t first;            /* the page of part 1 */
    struct places places;    /* of part 1: of all parts, as the next */
    uint32_t doubts;         /* rows that the sheet with which the workbook opens tells of */
};

struct sink {
    struct sink_info info;
    struct target to;
    char *temp;
    struct lxw_workbook *book;
    struct lxw_format *format[ST_COUNT]; /* made when first used */
    int xf[ST_COUNT];
    struct page *page;
    size_t n, cap, now;
    const struct page *opens; /* seen when the workbook is opened; NULL = the first */
};

/* JC_OK, or what libxlsxwriter says (a lxw_error) as E705. */
enum jc_status xlsx_made(struct jc_err *err, int e, const char *what) JC_MUST_CHECK;

struct lxw_format *xlsx_format(struct sink *s, int style);
int xlsx_xf(struct sink *s, int style); /* its number in the rows */
int xlsx_style_of(const struct cell *c, bool wrap);
/* What the cell takes on the page, thousands separators and signs counted; number = its plain text. */
int xlsx_shown_width(const struct cell *c, const char *number);

/* A row before any is written: p->width. */
void xlsx_look(struct page *p, const struct cell *cells, size_t n);
/* Then p->wide, such that the sheet can be read when it is printed one page wide. */
void xlsx_fit(struct page *p, enum jc_lang lang);
/* Characters of a column when all rows are known, and the lines that its head takes. */
int xlsx_column_width(const struct page *p, size_t i, enum jc_lang lang, int *head_lines);
/* Lines of a text where `room` characters stand in each; `used` are taken in the first. */
int xlsx_lines(const char *s, size_t n, int room, int used);
size_t xlsx_printed(const struct page *p); /* columns that are printed */

/* Heads, widths, bars, charts, print set-up: when all rows of the page are known. */
enum jc_status xlsx_frame(struct sink *s, struct page *p, struct jc_err *err) JC_MUST_CHECK;
/* When all pages are known: the titles, and the page that is seen when the workbook is opened. */
enum jc_status xlsx_open_on(struct sink *s, struct jc_err *err) JC_MUST_CHECK;

#endif
