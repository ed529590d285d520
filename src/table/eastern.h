/*
 * Private to src/table: bytes that are no UTF-8 and name no encoding, are they Big5 or Shift-JIS? Both read as GB18030 as well, and
 * are garbled then. What tells them apart is where the second bytes of the characters lie, and which characters are common.
 */
#ifndef TABLE_EASTERN_H
#define TABLE_EASTERN_H

#include "jicai/base.h"

struct jc_eastern_count {
    unsigned char lead; /* the first byte of a pair, if the pair is not complete */
    bool behind;        /* a pair stands right before */
    unsigned pairs, bad, common;
    unsigned runs;  /* pairs right behind another one */
    unsigned alien; /* of Big5: that GB 2312 has not */
    unsigned half;  /* of Shift-JIS: katakana of one byte */
};

struct jc_eastern {
    struct jc_eastern_count big5, sjis;
};

void jc_eastern_feed(struct jc_eastern *e, const void *p, size_t n);
/* After the last piece, or after a good part of the text: what it is in, as messages call it; NULL = neither. */
const char *jc_eastern_name(const struct jc_eastern *e);

#endif
