/*
 * Private to src/report: a set of sheets that is written again and again, a workbook for each subject. The statements are
 * prepared once.
 */
#ifndef REPORT_BOOK_H
#define REPORT_BOOK_H

#include "report/notes.h"
#include "report/sink.h"

#define BOOK_SHEETS 4

struct book {
    struct source from;
    struct sheets sheets;
    struct jc_stmt *stmt[BOOK_SHEETS];
    int64_t rows[BOOK_SHEETS]; /* of each sheet, as last written */
    struct sink_info info;
    struct run_info run;
};

/* The sheets of a folder of assets ("report/split/"). What was assessed gives the note line. Close it in any case. */
enum jc_status book_open(struct book *b, struct jc_store *store, const char *folder, enum jc_lang lang,
                         struct jc_err *err) JC_MUST_CHECK;
/* One workbook; sheets without rows are left out, and without any there is no file. `inst` is what :inst stands for. */
enum jc_status book_write(struct book *b, const char *path, const char *subject, int64_t inst,
                          struct jc_err *err) JC_MUST_CHECK;
void book_close(struct book *b);

#endif
