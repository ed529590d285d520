/*
 * Private to src/report: what a sheet file says. A sheet = one file src/report/sheets/NN_name.sql; adding one adds a
 * sheet to every format, nothing else has to be touched. The file begins with front matter, one "-- key: value" a line:
 *
 *   -- name: 机构执行排名 | Institutions ranked         (tab, file name, --sheet; required)
 *   -- title: … | …                                     (heading; the name if missing)
 *   -- rank: … | …                                      (rank key and direction; printed under the title and on 说明)
 *   -- note: … | …                                      (a line more under the title)
 *   -- left: 没有核对 | But lines were not compared | 420 414    (what could not be done with lines that might have had a row, and the numbers
 *            of the notes that count them, of no institution and item; 说明 tells how many there are, and why)
 *   -- doubts: 数据里有 {n} 处疑点 | {n} doubts          (a workbook says so on the sheet with which it opens; {n} = rows with a mark)
 *   -- formats: xlsx                                    (only there; missing = everywhere)
 *   -- page: 1 payment | 货款支付 | Payment | payment.band.good  (stands on the published page: its place, its id,
 *            names, the parameter that draws a line into its bars, if any; the rest is in report/page_<id>.sql;
 *            the bulletin has the same rankings)
 *   -- key: 2 1 4                                        (columns by which a row is found again in another issue; missing
 *            = its 依据号; without either the sheet is not compared)
 *   -- explained: form | 2/1 4                           (without a 依据号: how explain calls a row, of these columns; 2/1 is the
 *            second, or the first where that is empty)
 *   -- follow: payment | 1 | 10 | 14                     (over the issues: kind as in table history, rank column, rate column, and a
 *            column of what is overdue, if there is one)
 *   -- ranked: inst: region: | 9 10                      (for explain: how the 依据号 of its rows begin, the columns that decide
 *            the rank; without it explain tells no rank)
 *   -- column: 医疗机构 | Institution | text 24 | brief  (one per shown column, in order)
 *   -- by: community | 医共体 | Community | 标题 | Title | 排名依据 | Rank key   (a grouping of its rows that --by may ask for:
 *            id, names, and its own title and rank key, if any; the first must be `institution`, the usual form)
 *   -- by note: … | …                                   (a line more under the title, in every form but the usual)
 *   -- chart: bar | title zh | title en | 3 | 9 10 | 30 (kind, titles, category column, value columns, most rows; 0 = all)
 *   -- below: checks                                    (a second table under the first: the statement after "-- @checks")
 *   -- below column: …                                  (its columns)
 *
 * then a line "--" if comments follow, then the SELECT, one result column for each column line, of the types below. The last field of a column holds
 * attributes parted by ";": brief (shown on the screen), bar (data bar 0–100 %), page (a column of the published page),
 * page under (small, under the name), page group (a table for each of its values), pending ZH / EN (shows — and why, for
 * 说明), input (to be filled in: on a sheet with such a column every other cell is locked), choose A、B / a、b (input from
 * a list), aside (there, but not shown). Statements may use :lang (0 zh, 1 en), those of report/split :inst (inst.id).
 */
#ifndef REPORT_SHEET_H
#define REPORT_SHEET_H

#include "jicai/base.h"

enum column_type {
    COL_TEXT,    /* text */
    COL_CODE,    /* text that looks like a number: codes, document numbers */
    COL_KEY,     /* 依据号 */
    COL_WORD,    /* one of a fixed set of words, translated by words.tsv */
    COL_STATUS,  /* as word; its colour comes from a following mark */
    COL_YES,     /* integer: 是 or empty */
    COL_INT,     /* integer */
    COL_RANK,    /* integer, set in the middle */
    COL_MOVE,    /* integer: places won (2) or lost (-1); in a workbook ↑2 and ↓1 */
    COL_PCT,     /* rate, shown × 100 with 2 decimals and a sign % in a workbook */
    COL_PERCENT, /* rate, shown × 100 with 2 decimals, never a sign (platform form, points) */
    COL_NUMBER,  /* rate or integer, shown with 2 decimals */
    COL_MONEY,   /* 1/10 000 yuan, shown with 2 decimals */
    COL_PRICE,   /* 1/10 000 yuan, 2–4 decimals */
    COL_VOLUME,  /* 1/10 000 of a unit, 0–4 decimals */
    COL_DAY,     /* civil day */
    COL_MARK, /* not shown: which colour the column before it has: 达标 临近 滞后 严重滞后 未报 错误 or NULL */
    COL_FORMULA /* not shown: a formula for the column before it; {first} {last} {row} are row numbers */
};

enum column_page { PAGE_NOT, PAGE_COLUMN, PAGE_UNDER, PAGE_GROUP };

struct column {
    const char *head[2];
    enum column_type type;
    int wide; /* wider text is wrapped */
    bool brief, bar, input, aside, subject;
    const char *only;      /* ids of groupings; NULL = there in all */
    bool absent;           /* not there in the grouping in which the sheet stands */
    const char *choose[2]; /* names joined by 、, or NULL */
    enum column_page page;
    const char *pending[2]; /* why it shows — so far; NULL = it does not */
};

struct table {
    const char *part; /* of the asset; NULL = its first statement */
    struct column *col;
    size_t n, cap;
};

enum chart_kind { CHART_COLUMN, CHART_BAR, CHART_STACKED };
#define CHART_SERIES 8
struct chart {
    enum chart_kind kind;
    const char *title[2];
    int category, value[CHART_SERIES]; /* columns of the main table, from 0 */
    int n_values, most;
};
#define SHEET_CHARTS 2

#define SHEET_KEYS 4
/* The 依据号 of a row that does not show it: kind:part:part. */
struct explained {
    const char *kind;        /* NULL = the row shows it, or has none */
    int part[SHEET_KEYS][2]; /* shown columns, from 0; the second, or -1, where the first is empty */
    int n;
};

struct follow {
    const char *kind; /* NULL = the sheet is not followed */
    int rank, rate;   /* shown columns of the main table, from 0 */
    int overdue;      /* so, too; -1 = none */
};

#define SHEET_DECIDE 3
struct ranked_by {
    const char *keys;            /* beginnings of keys, parted by blanks; NULL = the sheet is not ranked */
    int column[SHEET_DECIDE], n; /* shown columns of the main table, from 0 */
};

#define SHEET_GROUPINGS 6
struct grouping {
    const char *id, *name[2];       /* --by takes any of the three */
    const char *title[2], *rank[2]; /* NULL = as usual */
};

struct page_place {
    int order;
    const char *id; /* NULL = not on the published page */
    const char *name[2];
    const char *line; /* parameter, or NULL */
};

struct sheet {
    char *asset;
    int no; /* the number in front of the file name */
    const char *name[2], *title[2], *rank[2], *note[2];
    const char *formats; /* NULL = all */
    const char *left[3]; /* words in both languages, numbers of notes; NULL = nothing can be left out */
    const char *doubts[2];
    struct page_place page;
    struct table main, below;
    struct chart chart[SHEET_CHARTS];
    int n_charts;
    int key[SHEET_KEYS], n_keys; /* shown columns, from 0 */
    struct explained explained;
    struct follow follow;
    struct ranked_by ranked;
    struct grouping by[SHEET_GROUPINGS];
    int n_by;
    const char *by_note[2];
    const struct grouping *grouping; /* NULL = as usual */
    const struct grouping *kept;     /* sheet 说明: with what ranking an issue keeps it; NULL = the usual one */
    bool asked;                      /* it has the grouping that --by asks for */
    char *refused[2];                /* it has others, and says so; NULL */
    char *own_note[2];
    char *text; /* the front matter, cut in place; all strings point into it */
};

struct sheets {
    struct sheet *v;
    size_t n, cap;
};

/* All sheet files in order. JC_INTERNAL: front matter that cannot be understood, with file and line (E790). */
enum jc_status sheets_load(struct sheets *out, struct jc_err *err) JC_MUST_CHECK;
/* Those of another folder: "report/split/". */
enum jc_status sheets_load_from(struct sheets *out, const char *folder, struct jc_err *err) JC_MUST_CHECK;
/* One file; `text` is copied. Public to the tests. */
enum jc_status sheet_parse(struct sheet *out, const char *asset, const char *text, struct jc_err *err) JC_MUST_CHECK;
void sheet_free(struct sheet *sheet);
/* Bytes of the front matter at the top of a sheet file. */
size_t sheet_front_length(const char *text);
/* The result column of a shown column, both from 0. */
size_t sheet_column_at(const struct table *table, int shown);
/* Heads that stand for a month get its name: {month-11} is eleven months before that of the cut-off day (month.c). */
struct jc_store;
enum jc_status sheets_months(struct sheets *sheets, struct jc_store *store, struct jc_err *err) JC_MUST_CHECK;
void sheets_months_at(struct sheets *sheets, jc_day as_of);
/*
 * Put every sheet that has a grouping of that name, in either language, into it; the others say that they have not. Once
 * only. JC_USAGE: no sheet has it (nearest named, E709). JC_NOTFOUND: none has any, as in issues of old (E711).
 */
/* The rankings that some sheet has beside its usual one, each once; NULL: no more. */
const struct grouping *sheets_grouping(const struct sheets *sheets, size_t at);
enum jc_status sheets_group(struct sheets *sheets, const char *name, enum jc_lang lang,
                            struct jc_err *err) JC_MUST_CHECK;
void sheet_columns(struct sheet *sheet, const struct grouping *grouping); /* which are absent in it */
void sheets_free(struct sheets *sheets);
/* By name in either language or by number; JC_NOTFOUND with the nearest name (E701), in `lang`. */
enum jc_status sheets_find(const struct sheet **out, const struct sheets *sheets, const char *name, enum jc_lang lang,
                           struct jc_err *err) JC_MUST_CHECK;
bool column_hidden(const struct column *c);  /* mark and formula, and what the grouping does not have */
bool column_numeric(const struct column *c); /* set to the right */
/* "pct" and the like; false for anything else. */
bool column_type_of(enum column_type *out, const char *name);
/* The text before the next `sep`, trimmed, cut in place; *rest goes behind it, or to NULL at the end; NULL past it. */
char *sheet_field(char **rest, char sep);
/* Does this format show the sheet? */
bool sheet_in_format(const struct sheet *sheet, const char *format);

#endif
