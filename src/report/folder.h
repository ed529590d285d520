/* Private to src/report: one file per sheet in a folder, for csv and json. */
#ifndef REPORT_FOLDER_H
#define REPORT_FOLDER_H

#include "report/sink.h"

/* Files are written beside their final names and renamed by folder_commit. "-" = standard output, one sheet
 * only; one sheet that was asked for is a file, where the name ends like one. */
struct folder;
enum jc_status folder_open(struct folder **out, const struct sink_info *info, const char *ending,
                           struct jc_err *err) JC_MUST_CHECK;
enum jc_status folder_begin(struct folder *f, const struct sheet *sheet, struct jc_err *err) JC_MUST_CHECK;
/* Bytes gather in folder_buf and are written out by folder_flush, which is cheap to call after every row. */
struct jc_buf *folder_buf(struct folder *f);
enum jc_status folder_flush(struct folder *f, struct jc_err *err) JC_MUST_CHECK;
enum jc_status folder_end(struct folder *f, struct jc_err *err) JC_MUST_CHECK;
enum jc_status folder_commit(struct folder *f, struct jc_err *err) JC_MUST_CHECK;
void folder_path(const struct folder *f, const struct sheet *sheet, struct jc_buf *out);
bool folder_forget(struct folder *f, const struct sheet *sheet);
void folder_free(struct folder *f);

/* The folder and those above it, where they are missing. */
enum jc_status make_folder(const char *path, struct jc_err *err) JC_MUST_CHECK;
/* JC_OUTPUT with the reason of errno; also for the xlsx sink. */
enum jc_status output_failed(struct jc_err *err, const char *path);

#endif
