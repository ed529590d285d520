/*
 * Text of unknown encoding as UTF-8, piece by piece: a byte order mark decides, then what the text declares if its
 * bytes agree, then strict UTF-8, then GB18030 (formats.md 3.2). Reads it twice, and needs no more than a piece of it in
 * memory.
 */
#ifndef TABLE_UTF8IN_H
#define TABLE_UTF8IN_H

#include "table/format.h"

struct jc_utf8in;

/* Where bytes come from, like jc_source_read(); `at` is where the last read ended, or nearer to the beginning. */
struct jc_bytes {
    enum jc_status (*read)(void *ctx, void *to, size_t n, uint64_t at, size_t *got, struct jc_err *err);
    void *ctx;
};
struct jc_bytes jc_bytes_of(const struct jc_source *src);

/* What `bytes` reads from is borrowed. declared: a charset name, or NULL. */
enum jc_status jc_utf8in_open(struct jc_utf8in **out, struct jc_bytes bytes, const char *declared,
                              struct jc_err *err) JC_MUST_CHECK;
/* The next bytes of UTF-8, at most `room` (64 at least); *got = 0 at the end. A mark at the beginning is left out; a character may
 * go on in the next piece. */
enum jc_status jc_utf8in_read(struct jc_utf8in *in, char *to, size_t room, size_t *got,
                              struct jc_err *err) JC_MUST_CHECK;
/* Tells the book how many bytes were no characters and came out as U+FFFD (E132); nothing where there were none. */
void jc_utf8in_tell(const struct jc_utf8in *in, struct jc_book *book);
void jc_utf8in_free(struct jc_utf8in *in);

/*
 * The charset that the first bytes of a page (charset=) or of an XML text (encoding=) declare, lower case; "" if none.
 * Looks at ASCII bytes only.
 */
void jc_declared_charset(char dst[32], const void *bytes, size_t n, const char *key);

#endif
