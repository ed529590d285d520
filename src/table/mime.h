/*
 * The bodies of a MIME message, for mhtml.c: found and decoded a piece at a time, so that an archive costs no memory.
 */
#ifndef TABLE_MIME_H
#define TABLE_MIME_H

#include "table/utf8in.h"

enum jc_mime_coding { JC_MIME_PLAIN, JC_MIME_QUOTED, JC_MIME_BASE64 };

struct jc_mime;

/* The bytes [from, end) of the file, decoded; src is borrowed. */
struct jc_mime *jc_mime_open(const struct jc_source *src, uint64_t from, uint64_t end, enum jc_mime_coding coding);
struct jc_bytes jc_mime_bytes(struct jc_mime *m);
void jc_mime_free(struct jc_mime *m);

/* Where in [from, end) the next line begins that is "--boundary" and perhaps more; *at = end: nowhere. */
enum jc_status jc_mime_boundary(uint64_t *at, const struct jc_source *src, uint64_t from, uint64_t end,
                                const char *boundary, struct jc_err *err) JC_MUST_CHECK;

#endif
