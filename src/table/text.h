/*
 * Private to src/table: a text file of unknown encoding as windows of UTF-8. Order of belief: BOM, UTF-16 by its NULs,
 * strict UTF-8 (over the whole file, not its beginning), GB18030 (formats.md 3.2). A BOM of UTF-8 in front of what is none is not
 * believed; Big5 and Shift-JIS, which GB18030 would garble, are refused. Bytes that fit nothing become U+FFFD and are counted.
 */
#ifndef TABLE_TEXT_H
#define TABLE_TEXT_H

#include "table/format.h"

struct jc_encoding {
    const char *name; /* an iconv name */
    unsigned bom;     /* bytes to pass over */
};

/* From the head: no NUL but those of UTF-16, hardly a control character, bytes that fit an encoding. */
bool jc_text_sniff(const struct jc_source *src);
/* Why a text that is none for jc_text_sniff() is not read: NULs (E129), an unknown encoding (E135). JC_OK: it is no text. */
enum jc_status jc_text_refuse(const struct jc_source *src, struct jc_err *err) JC_MUST_CHECK;
/* Looks at the whole file. NULs in it: JC_INPUT (E129); another encoding of Asia: JC_INPUT (E135). */
enum jc_status jc_text_encoding(struct jc_encoding *out, const struct jc_source *src, struct jc_err *err) JC_MUST_CHECK;

struct jc_text;
struct jc_text *jc_text_new(const struct jc_source *src, struct jc_encoding encoding);
void jc_text_free(struct jc_text *t);
/* As jc_stream_next() (pack.h): the last `keep` bytes of the window before, then new ones, then JC_STREAM_PAD NULs. */
enum jc_status jc_text_next(struct jc_text *t, size_t keep, const char **data, size_t *n,
                            struct jc_err *err) JC_MUST_CHECK;
/* How many bytes fitted no character so far. */
uint64_t jc_text_bad(const struct jc_text *t);

#endif
