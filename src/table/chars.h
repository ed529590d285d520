/*
 * Private to src/table: is it UTF-8? Fed piece by piece at memory speed, so that no reader has to look at characters
 * one by one. With `xml`, characters that XML 1.0 forbids (controls but tab, LF, CR) are refused too.
 */
#ifndef TABLE_CHARS_H
#define TABLE_CHARS_H

#include "jicai/base.h"

struct jc_chars {
    bool xml;
    unsigned char part[4]; /* a character that the piece before has begun */
    unsigned n;
};

/* False: not such text. A character cut at the end of the piece is kept for the next one. */
bool jc_chars_feed(struct jc_chars *c, const void *p, size_t n);
/* False: the text ends within a character. */
bool jc_chars_end(const struct jc_chars *c);

#endif
