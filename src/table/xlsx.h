/*
 * Private to the files of the .xlsx format.
 *
 *   xlsx.c          the package: which parts are sheets, strings, styles
 *   xlsx_strings.c  shared strings
 *   xlsx_sheet.c    a sheet's rows: cells and their meaning, whichever way they were found
 *   xlsx_fast.c     the scanner for the shapes that producers really write
 *   xlsx_careful.c  the same through expat, for everything else
 *
 * The scanner knows what it knows: at the first byte it was not made for, the sheet is read again from its beginning
 * by expat and the rows that were delivered are passed over. Both give the same rows.
 */
#ifndef TABLE_XLSX_H
#define TABLE_XLSX_H

#include "table/pack.h"

#define XLSX_MAX_ROW       1048576u
#define XLSX_MAX_RELATIONS 65536u

struct xlsx_strings {
    struct jc_buf text;
    uint32_t *end; /* string i is text[end[i - 1] .. end[i]) */
    size_t n, cap;
};

struct xlsx_sheet_ref {
    char *name, *path; /* path of the part, for messages */
    int64_t part;      /* -1: it is not there */
};

/* Does any formula of the workbook hold a value? */
enum xlsx_computed { XLSX_NOT_ASKED, XLSX_NEVER, XLSX_COMPUTED };

struct xlsx {
    struct jc_book *book;
    struct jc_pack *pack;
    struct xlsx_sheet_ref *sheets;
    size_t nsheets, sheet_cap;
    enum jc_style *styles; /* by cell style */
    size_t nstyles, style_cap;
    bool *struck; /* by cell style: its font is struck through; NULL where none is */
    bool date1904;
    bool on_load; /* whoever opens it is to compute all formulas */
    enum xlsx_computed computed;
    int64_t strings_part;
    bool strings_read;
    struct xlsx_strings strings;
};

/* What stands in t= of a cell. */
enum xlsx_type { XLSX_N = 0, XLSX_SHARED, XLSX_STR, XLSX_INLINE, XLSX_BOOL, XLSX_ERROR, XLSX_DATE };

/* A cell as it was found, before it has a meaning. */
struct xlsx_raw {
    uint32_t col, style;
    enum xlsx_type type;
    bool formula, has_value;
    const char *value; /* NULL: value_len bytes at value_at in the sheet's texts */
    size_t value_at, value_len;
};

struct xlsx_careful;

struct xlsx_sheet {
    struct xlsx *book;
    size_t index;
    struct jc_stream *stream;
    struct xlsx_careful *careful; /* NULL: the fast scanner */

    /* the fast scanner's place */
    const char *p, *end;
    int stage;
    unsigned depth;
    uint64_t row_key, row_mask; /* the row number and a quote, as they stand in r= */
    unsigned row_len;           /* bytes of it */

    /* the row under construction */
    struct jc_cell *cells;
    size_t cap;
    uint32_t n, next_col, number;
    struct jc_buf texts; /* of texts that had to be decoded */
    bool has_texts;
    struct jc_row row;

    /* the sheet */
    uint64_t delivered;
    struct jc_merge *merges;
    size_t nmerges, merge_cap;
    bool looking, found; /* for a formula that has been computed, and for nothing else */
    uint64_t unknown, odd_numbers;
    char first_unknown[24], first_odd[24];
    struct jc_err err; /* of a function that says false */
};

/* ---- xlsx_strings.c ---- */
enum jc_status xlsx_strings_read(struct xlsx *x, struct jc_err *err) JC_MUST_CHECK;
void xlsx_strings_clear(struct xlsx_strings *s);
/* "_x000D_" -> CR in b from `from` on, once and left to right; "_x005F_" is "_". */
void xlsx_unescape(struct jc_buf *b, size_t from);

/* ---- xlsx.c ---- */
/*
 * Has the program that wrote the workbook computed its formulas? One of them with another value than 0 says so; the sheets
 * are read for it, up to the first, when somebody asks.
 */
bool xlsx_computed(struct xlsx *x);

/* ---- xlsx_sheet.c ---- */
/* The cell that was put there has this style, which may strike it through. */
static inline void xlsx_cell_style(struct xlsx_sheet *s, uint32_t col, uint32_t style)
{
    const struct xlsx *x = s->book;

    if (__builtin_expect(x->struck != NULL, 0) && style < x->nstyles && x->struck[style] && col < s->n &&
        s->cells[col].type != JC_CELL_EMPTY)
        s->cells[col].flags |= JC_CELL_STRUCK;
}
/* Begin a row; false: the number is not above the last one or not a row (s->err). 0: the one after the last. */
bool xlsx_row_start(struct xlsx_sheet *s, uint64_t number);
/* Put a cell where it belongs; false: s->err tells. */
bool xlsx_cell_put(struct xlsx_sheet *s, const struct xlsx_raw *raw);
/* The finished row, or NULL if there is nothing in it. */
const struct jc_row *xlsx_row_end(struct xlsx_sheet *s);
/* "F10482" -> column and row, 0-based column; row 0 where there are only letters; false: neither. */
bool xlsx_ref_parse(const char *s, size_t n, uint32_t *col, uint32_t *row);
/* "A1:C2", "A1" is no merge; false: too many (s->err). What is no range is passed over. */
bool xlsx_merge_add(struct xlsx_sheet *s, const char *ref, size_t n);
enum xlsx_type xlsx_type_of(const char *s, size_t n, bool *known);
/* Forget all that was found, to read again from the beginning; `delivered` stays. */
enum jc_status xlsx_sheet_rewind(struct xlsx_sheet *s, struct jc_err *err) JC_MUST_CHECK;

/* ---- xlsx_fast.c ---- */
enum jc_status xlsx_fast_next(struct xlsx_sheet *s, const struct jc_row **row, struct jc_err *err) JC_MUST_CHECK;

/* ---- xlsx_careful.c ---- */
/* From the beginning, passing over s->delivered rows. */
enum jc_status xlsx_careful_start(struct xlsx_sheet *s, struct jc_err *err) JC_MUST_CHECK;
enum jc_status xlsx_careful_next(struct xlsx_sheet *s, const struct jc_row **row, struct jc_err *err) JC_MUST_CHECK;
void xlsx_careful_free(struct xlsx_careful *c);
/* Set from outside the product (tests): 1 = never scan fast, 2 = refuse where the scanner would give up. */
extern int xlsx_path_for_tests;

#endif
