/*
 * mkdata: makes the example city and benchmark files of any size. Not part of the program: it ends with a message
 * on the first error. Everything is deterministic: the same arguments give the same bytes.
 *
 *   mkdata.c        arguments, random numbers, the winning products of catalogs/
 *   mkdata_out.c    one way to write a table, whatever the file: .xlsx (libxlsxwriter), .xls, .csv
 *   mkdata_xls.c    a small BIFF8 .xls; mkdata_big.c a streaming .xlsx for files that do not fit in memory
 *   mkdata_world.c  the made-up city: institutions, agreements, order lines, payments
 *   mkdata_dirt.c   what goes wrong in it; mkdata_readme.c what should come of that
 *   mkdata_city.c   the city's purchase files; mkdata_lists.c its lists and ledgers; mkdata_policy.c what its bureau sets
 *   mkdata_bench.c  lines, agreements and months of any size
 */
#ifndef MKDATA_H
#define MKDATA_H

#include "jicai/base.h"

_Noreturn void md_die(const char *fmt, ...) JC_PRINTF(1, 2);
/* A string of at most 255 bytes that stays valid for the next 63 calls. */
const char *md_fmt(const char *fmt, ...) JC_PRINTF(1, 2);
#define MD_HELD 64 /* how many texts of md_fmt are alive at a time; no row has more cells */

/* splitmix64: small, fast, the same everywhere. */
struct md_rng {
    uint64_t s;
};
uint64_t md_next(struct md_rng *r);
int md_below(struct md_rng *r, int n);            /* 0 … n-1 */
int md_between(struct md_rng *r, int lo, int hi); /* lo … hi */
bool md_chance(struct md_rng *r, int per_mille);

/* ---- winning products, read from catalogs/ ------------------------------------------------------ */

struct md_award {
    char round[12], round_name[96], group[8], variety[96];
    char generic[96], form[48], strength[96], maker[192];
    char regions[512];
    int units;      /* units per pack */
    jc_money price; /* per pack */
};
/* All rows of the named file, appended to *list; returns the new count. */
size_t md_awards(struct md_award **list, size_t count, const char *path);
bool md_supplies(const struct md_award *a, const char *region);
const char *md_unit(const struct md_award *a); /* smallest unit: 片 粒 支 瓶 袋 */
/*
 * A made-up national code in the real shape: X, class and name (9), form (4), strength (3), pack (1), firm (5).
 * The same generic, form or firm has the same characters everywhere.
 */
void md_code(char code[24], const struct md_award *a);
const char *md_pack_unit(const struct md_award *a); /* 盒, or the smallest unit where a pack holds one */

/* ---- a table file being written ----------------------------------------------------------------- */

enum md_form { MD_XLSX, MD_XLSX_INLINE, MD_XLS, MD_CSV_UTF8, MD_CSV_GB18030, MD_BIG_SHARED, MD_BIG_INLINE };

struct md_out;
struct md_out *md_open(const char *path, enum md_form form);
void md_sheet(struct md_out *o, const char *name);      /* a new sheet; ignored by CSV */
void md_text(struct md_out *o, const char *s);          /* NULL or "" = an empty cell */
void md_num(struct md_out *o, int64_t scaled);          /* 1/10 000 */
void md_raw(struct md_out *o, double x);                /* a number that is none: a code that a spreadsheet has eaten */
void md_day(struct md_out *o, jc_day day, int second);  /* second < 0 = a day without time; JC_NO_DAY = empty */
void md_merge(struct md_out *o, int columns, int rows); /* the next cell spans that much; nothing in CSV */
void md_skip(struct md_out *o, int columns);
void md_end(struct md_out *o);      /* end of row */
int md_row(const struct md_out *o); /* number of the row being written, from 1, on its sheet */
const char *md_sheet_name(const struct md_out *o);
void md_close(struct md_out *o);

/* What a kind of file has to be able to do; `col` counts from 0. */
struct md_sink {
    void *(*open)(const char *path, enum md_form form);
    void (*sheet)(void *s, const char *name);
    void (*text)(void *s, int row, int col, const char *text, bool bold);
    void (*num)(void *s, int row, int col, double x);
    void (*day)(void *s, int row, int col, jc_day day, int second);
    void (*merge)(void *s, int row, int col, int rows, int cols);
    void (*close)(void *s);
};
extern const struct md_sink md_xls_sink, md_big_sink;

/* Days between the spreadsheet's day 0 and 1970-01-01. */
#define MD_EPOCH 25569

#define MD_MAX(a, b) ((a) > (b) ? (a) : (b))
#define MD_MIN(a, b) ((a) < (b) ? (a) : (b))

/* ---- the commands -------------------------------------------------------------------------------- */

void md_city(const char *dir);
void md_lines(long rows, enum md_form form, const char *path);
void md_agreements(long rows, const char *path);
void md_months(int months, long rows, const char *dir);

#endif
