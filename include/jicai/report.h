/*
 * report: indicator tables -> sheets -> files. A sheet is one file in src/report/sheets: names, columns with their types,
 * rank key and charts as front matter, then the SELECT that gives its rows (format: src/report/sheet.h). Every output
 * format is a sink that is handed the same typed cells (src/report/sink.h), so all formats show the same.
 *
 * Call after jc_assess_run(): the sheets read its temporary tables. Nothing of the facts is changed.
 */
#ifndef JICAI_REPORT_H
#define JICAI_REPORT_H

#include "base.h"
#include "store.h"

enum jc_report_format { JC_REPORT_XLSX, JC_REPORT_CSV, JC_REPORT_JSON, JC_REPORT_HTML, JC_REPORT_DOCX };

struct jc_report_want {
    enum jc_report_format format;
    const char *out;           /* a file for xlsx, html and docx, a folder (made if missing) for csv and json */
    bool usual;                /* out is the usual name of the whole report: of a part it takes by and sheets into it */
    const char *const *sheets; /* names in either language, or numbers ("2"); NULL = all */
    size_t n_sheets;
    enum jc_lang lang;
    const char *by; /* what the rankings are of: 机构 (NULL), 医共体, 地区, 级别, 付款方, in either language */
    const char *region; /* as given by --region, or NULL; printed on 说明 */
    int64_t issue;      /* a published issue (jicai/issue.h) instead of the indicator tables; 0 = none */
};

/* "xlsx", "csv", "json", "html", "docx"; false for anything else. */
bool jc_report_format_of(enum jc_report_format *out, const char *name);

/*
 * Asked first, before any work: is there a sheet among those asked for that can be ranked so (want->by), and where they go to
 * the screen ("-") as csv or json, is it one? JC_USAGE.
 */
enum jc_status jc_report_check(const struct jc_report_want *want, struct jc_err *err) JC_MUST_CHECK;

/*
 * Write the sheets. Files take their final names only when everything is written: a failure leaves an earlier report as
 * it was. A sheet without rows is no file; one left by an earlier report in the same folder is removed.
 * JC_NOTFOUND: no such sheet (nearest named). JC_OUTPUT: cannot be written. JC_INTERRUPTED.
 */
struct jc_report;
enum jc_status jc_report_write(struct jc_report **out, struct jc_store *store, const struct jc_report_want *want,
                               struct jc_err *err) JC_MUST_CHECK;
void jc_report_free(struct jc_report *report);

struct jc_report_part {
    const char *name;  /* of the sheet, in the language of the report */
    const char *path;  /* where it was written; NULL = without rows and left out */
    const char *whole; /* where all of the report was written: a file or a folder */
    const char *gone;  /* the file that an earlier report had left there, and that was removed; NULL = none */
    int64_t rows;
};
/* The i-th sheet of the report in order; false past the end. Borrowed until jc_report_free. */
bool jc_report_at(const struct jc_report *report, size_t i, struct jc_report_part *part);

/*
 * A workbook for each institution that is behind or owes anything, in the folder dir (made if missing): its rows only, with
 * columns for its reasons, which `import --feedback` takes back. Each is told with its rows: behind, overdue, soon due.
 */
typedef void jc_split_fn(void *ctx, const char *institution, const char *path, const int64_t rows[3]);
enum jc_status jc_report_split(struct jc_store *store, const char *dir, enum jc_lang lang, jc_split_fn *fn, void *ctx,
                               struct jc_err *err) JC_MUST_CHECK;

/*
 * After jc_ingest_claim() and jc_assess_run(): table temp.reconciled, every figure of the claim beside ours, with what may
 * be behind a difference; with a path also as a workbook.
 */
enum jc_status jc_report_reconcile(struct jc_store *store, const char *path, enum jc_lang lang,
                                   struct jc_err *err) JC_MUST_CHECK;

/*
 * The first `rows` rows of a sheet as text, for a screen: only the columns that its file marks as brief.
 * `sheet` and `by` as in jc_report_want. A sheet without rows gives a table without rows.
 */
struct jc_report_table;
enum jc_status jc_report_table_open(struct jc_report_table **out, struct jc_store *store, const char *sheet,
                                    const char *by, size_t rows, enum jc_lang lang, struct jc_err *err) JC_MUST_CHECK;
void jc_report_table_free(struct jc_report_table *table);
size_t jc_report_table_cols(const struct jc_report_table *table);
size_t jc_report_table_rows(const struct jc_report_table *table);   /* at most the number asked for */
int64_t jc_report_table_total(const struct jc_report_table *table); /* rows that the sheet has */
const char *jc_report_table_name(const struct jc_report_table *table);
/* *right: numbers stand to the right. */
const char *jc_report_table_head(const struct jc_report_table *table, size_t col, bool *right);
const char *jc_report_table_cell(const struct jc_report_table *table, size_t row, size_t col); /* NULL if empty */

/* Every sheet with its columns, rank key and notes as Markdown, for docs/indicators.md. */
enum jc_status jc_report_doc(struct jc_buf *out, enum jc_lang lang, struct jc_err *err) JC_MUST_CHECK;

#endif
