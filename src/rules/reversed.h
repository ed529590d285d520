/*
 * reversed, private: lines that say by themselves that all of them went back, by their status (已红冲) or their returned quantity.
 * A system that marks a receipt so writes a red row as well, which without numbers names nobody: it is the same return.
 */
#ifndef RULES_REVERSED_H
#define RULES_REVERSED_H

#include "rules/count.h"

struct reversed {
    struct reversed_line {
        struct line line;
        uint32_t next; /* of the same key */
        bool taken;
    } * line;
    size_t n, cap;
    struct map by_goods; /* institution, goods and quantity -> the last of them */
};
/* A line of which all went back. Its texts are copied. */
void reversed_keep(struct reversed *x, struct world *w, const struct line *l);
/* The last of these lines before a return whose goods, quantity and supplier it has, and that none has taken yet; NULL = none. */
const struct line *reversed_take(struct reversed *x, struct world *w, const struct line *back);
void reversed_free(struct reversed *x);

#endif
