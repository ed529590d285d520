/* mention: how the words of a list stand within a text, where one that denies them turns them. Each list ends in NULL. */
#ifndef INGEST_MENTION_H
#define INGEST_MENTION_H

#include "ingest/word.h"

enum {
    JC_SAID = 1,
    JC_DENIED = 2,  /* 非, 未, 不, 无 before it */
    JC_UNCLEAR = 4, /* said, and something else before it is denied: 非集采平台 */
};

/*
 * The places where words of a list stand within a text, one after the other: all of a word before those of the next one, and
 * none within another of the same. Begins as {.t = text, .words = list}.
 */
struct jc_found {
    struct jc_span t;
    const char *const *words; /* from the one that stands here */
    size_t next;              /* where it is looked for next */
    struct jc_span before, after;
};
bool jc_find_next(struct jc_found *f);

bool jc_has_any(struct jc_span t, const char *const *words);
/* The length of the word that t ends in, 0 = of none of them. */
size_t jc_ends_in(struct jc_span t, const char *const *words);
/* The length of the word that stands at `at`, 0 = none of them does. */
size_t jc_starts_with(struct jc_span t, size_t at, const char *const *words);
/* How does that stand which follows `before`? `between` may stand there as well: 未被取消. */
unsigned jc_word_stands(struct jc_span before, const char *const *between);
/* How any of these words stands in the text, wherever it does. */
unsigned jc_mentioned(struct jc_span t, const char *const *words, const char *const *between);
/* The whole of a flag, in whichever case; 1 yes, 0 no, -1 none. Of valid and invalid it is what they say of being void. */
int jc_flag_of(struct jc_span t);
bool jc_is_one_of(struct jc_span t, const char *const *words);

#endif
