/* word: what a cell means that ought to hold one of a few words. Pure functions; what is not understood says so. */
#ifndef INGEST_WORD_H
#define INGEST_WORD_H

#include "ingest/norm.h"

enum { JC_WORD_NONE = -1, JC_WORD_UNKNOWN = -2 };

static inline bool jc_span_has(struct jc_span t, const char *word)
{
    return t.n > 0 && memmem(t.p, t.n, word, strlen(word)) != NULL;
}

/* 采购渠道: 1 on-line, 0 off-line. */
int jc_word_channel(struct jc_span t);
/* Rule book 4.1 and 8: 1 cancelled by the institution, 2 not delivered, refused or cancelled by the distributor, else 0. */
int jc_word_void(struct jc_span t);
/* Who pays: 0 the institution, 1 the insurance office. */
int jc_word_payer(struct jc_span t);
/* 付款期限规则: "eom-next" of 次月底, "days 30" of 30天, "" of nothing; false: it says something else, or more than that. */
bool jc_word_term(char out[24], struct jc_span t);

#endif
