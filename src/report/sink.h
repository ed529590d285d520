/* Private to src/report: where sheets go. A format = one file with a struct sink_ops + one line in report.c. */
#ifndef REPORT_SINK_H
#define REPORT_SINK_H

#include "report/cell.h"
#include "report/source.h"

/* What every page says about the run. */
struct sink_info {
    const char *out;
    enum jc_lang lang;
    jc_day as_of;
    const char *fingerprint, *version, *note; /* note: the line under every title */
    const struct source *from;                /* for what stands beside the sheets */
    const char *subject;                      /* to whom it is sent, in front of every title; NULL = a report */
    bool one;                                 /* one sheet was asked for */
};

struct sink; /* each format has its own */

struct sink_ops {
    const char *name; /* as --format gives it */
    enum jc_status (*open)(struct sink **out, const struct sink_info *info, struct jc_err *err);
    /* The sheet takes its place in the order; rows may come later. *place is handed to begin. */
    enum jc_status (*add)(struct sink *sink, const struct sheet *sheet, size_t *place, struct jc_err *err);
    enum jc_status (*begin)(struct sink *sink, const struct sheet *sheet, size_t place, struct jc_err *err);
    /* A row of the main table, or of the one below. One sheet at a time is begun. */
    enum jc_status (*row)(struct sink *sink, const struct cell *cells, size_t n, bool below, struct jc_err *err);
    enum jc_status (*end)(struct sink *sink, struct jc_err *err);
    /* Everything takes its final name. */
    enum jc_status (*commit)(struct sink *sink, struct jc_err *err);
    /* Path under which the sheet can be found, appended; after commit. */
    void (*path)(struct sink *sink, const struct sheet *sheet, struct jc_buf *out);
    /* Forget a sheet that an earlier report may have left (folders only): there was one. NULL = nothing to do. */
    bool (*forget)(struct sink *sink, const struct sheet *sheet);
    void (*free)(struct sink *sink); /* takes NULL; what is not committed is removed */
    /*
     * add to end are called by another thread than the one that reads the database, while that goes on; false. They read
     * it themselves, and everything is done by one thread: true.
     */
    bool reads;
    /* After begin: the first rows, SINK_LOOK at most, come before they are written. NULL = it writes at once. */
    void (*look)(struct sink *sink, const struct cell *cells, size_t n);
};

enum { SINK_LOOK = 100 };

extern const struct sink_ops sink_xlsx, sink_csv, sink_json, sink_html, sink_docx;

#endif
