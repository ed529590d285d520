/*
 * The compound file (OLE2) that a .xls lives in: finds the one stream we want and reads it by position. Nothing is
 * loaded but the allocation table and the directory; every chain is checked for loops and for running past the file.
 */
#ifndef TABLE_CFB_H
#define TABLE_CFB_H

#include "table/format.h"

/* Bytes [pos, pos + len) of a stream stand at `at` in the file. */
struct jc_run {
    uint64_t pos, len, at;
};

struct jc_cfb {
    const struct jc_source *src;
    struct jc_run *runs;
    size_t n, cap, hint;
    uint64_t size;
};

bool jc_cfb_sniff(const struct jc_source *src);
/* The workbook stream of a compound file; says what else it is where there is none (password, document). */
enum jc_status jc_cfb_workbook(struct jc_cfb *out, const struct jc_source *src, struct jc_err *err) JC_MUST_CHECK;
/* The stream of this name, lower case, in the root; JC_NOTFOUND: there is none. */
enum jc_status jc_cfb_stream(struct jc_cfb *out, const struct jc_source *src, const char *name,
                             struct jc_err *err) JC_MUST_CHECK;
/* The whole file as a stream, for workbooks without a container. */
void jc_cfb_whole(struct jc_cfb *out, const struct jc_source *src);
/* Up to n bytes from `pos`; *got < n only at the end of the stream. */
enum jc_status jc_cfb_read(struct jc_cfb *stream, void *to, size_t n, uint64_t pos, size_t *got,
                           struct jc_err *err) JC_MUST_CHECK;
void jc_cfb_free(struct jc_cfb *stream);

#endif
