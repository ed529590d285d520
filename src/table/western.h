/*
 * Private to src/table: bytes that are no UTF-8 and name no encoding, are they Chinese (GB18030) or western (Windows-1252)?
 * Chinese words are hanzi side by side; western text has single letters beyond ASCII between plain ones.
 */
#ifndef TABLE_WESTERN_H
#define TABLE_WESTERN_H

#include "jicai/base.h"

struct jc_western {
    size_t run;         /* bytes beyond ASCII so far in a row */
    unsigned char lead; /* the first of a pair of them, if the pair is not complete */
    unsigned hanzi;     /* of GB 2312, so far in a row */
    bool words;         /* two of them side by side: it is Chinese */
    uint64_t odd, even; /* runs by their length */
};

void jc_western_feed(struct jc_western *w, const void *p, size_t n);
/* After the last piece, or after a good part of the text. */
bool jc_is_western(const struct jc_western *w);

#endif
