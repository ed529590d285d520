/* Private to src/report: what a report says about itself, for the note line and sheet 说明. */
#ifndef REPORT_NOTES_H
#define REPORT_NOTES_H

#include "jicai/report.h"
#include "report/sheet.h"
#include "report/source.h"

struct run_info {
    jc_day as_of;
    char fingerprint[24], version[24];
    char line[512]; /* the note under every title */
};

/* What was assessed, or published. JC_NOTFOUND (E704): nothing yet. */
enum jc_status run_read(struct run_info *out, const struct source *from, struct jc_err *err) JC_MUST_CHECK;
/* Make table report_note anew, note the region (may be NULL) and the rules. */
enum jc_status notes_begin(struct jc_store *store, const char *region, struct jc_err *err) JC_MUST_CHECK;
/* A sheet is written, or left out as one without rows: its rank key, rows, and columns that are not filled yet. */
enum jc_status notes_sheet(struct jc_store *store, const struct sheet *sheet, int64_t rows, bool written,
                           enum jc_lang lang, struct jc_err *err) JC_MUST_CHECK;

#endif
