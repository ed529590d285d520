/* base, private: what the system and the libraries say, which is English, as a user's language has it. */
#ifndef JC_BASE_FOREIGN_H
#define JC_BASE_FOREIGN_H

#include "jicai/base.h"

/*
 * An argument of a message in Chinese: its parts, separated by ": ", that stand in src/base/foreign.tsv; the others, names and
 * what nobody foresaw, as they are. Needs no memory but that of `out`.
 */
void jc_foreign_zh(struct jc_buf *out, const char *text);

#endif
