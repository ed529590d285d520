/* count, private: what one line, or one return, adds to agreements, groups and prices (fulfil.c, classify.c). */
#ifndef RULES_COUNT_H
#define RULES_COUNT_H

#include "rules/world.h"

/* Why a line was counted or left out; the number of its message. */
enum why {
    WHY_COUNTED = 430,
    WHY_OTHER_STRENGTH = 431,
    WHY_NO_DAY = 434,
    WHY_OUTSIDE = 435,
    WHY_LATER = 436,
    WHY_CANCELLED = 437,
    WHY_NO_UNITS = 438,
    WHY_RETURN = 440,
    WHY_ZERO = 441,
    WHY_RETURN_LATER = 447,
    WHY_NO_AGREEMENT = 446,
    WHY_UNSAID = 815,
    WHY_NO_PURCHASE = 861
};

/* The message that says why nobody can tell whose product it is, and what it tells. */
int why_undecided(const struct world *w, const struct item *x, const char **value, const char **detail);

/* Decides and adds up; fills v and line->agreement, selected, doubtful. */
int count_line(struct world *w, struct line *line, struct verdict *v);
/* A returned part of link->orig; ret is the row that returned it. v: what the original was. Gives the volume, negative. */
int64_t count_linked(struct world *w, const struct linked *link, const struct line *ret, struct verdict *v);
/* The day on which each agreement was reached, from the events. */
void count_reached(struct world *w);
/* volume of a line in the agreement's own terms: by parameter fulfil.other_strength; NONE = cannot be told. */
int64_t volume_for(const struct world *w, const struct agreement *g, uint32_t item, bool other, int64_t volume);

/* Class sums of rule book 5. `sign` line: volume and amount as they are; a linked return passes them negative. */
void class_add(struct world *w, const struct verdict *v, uint32_t item, jc_day day, int64_t volume, int64_t amount,
               int64_t id);
enum jc_status class_emit(struct world *w, struct jc_err *err) JC_MUST_CHECK;
/* 非中选超量 of an institution and a group, once the lines are counted. */
bool class_over(const struct world *w, uint32_t ig);
void class_free(struct classes *c);

/* *to += x, or the run stops with a limit; id: as in world.too_large. */
static inline void add_to(struct world *w, int64_t *to, int64_t x, int64_t id)
{
    if (__builtin_add_overflow(*to, x, to))
        too_large(w, id);
}
/* A line was counted, or left out for this reason. */
static inline void tally(struct world *w, int why)
{
    int i = why - WHY_COUNTED, last = (int)JC_LEN(w->tally) - 1;
    w->tally[i < last ? i : last]++;
}
/* What a line is worth to a reader: net, else as written, else nothing. */
static inline int64_t line_money(const struct line *l)
{
    return l->net != NONE ? l->net : l->amount != NONE ? l->amount : 0;
}
/* A number that is the same for the same product, whatever its spelling. */
uint32_t item_number(struct world *w, uint32_t item);
/* The same product in the same pack: a quantity of one is a quantity of the other. */
bool item_same_goods(struct world *w, uint32_t a, uint32_t b);
/* The day on which a line is judged: one that has yet to arrive was ordered. */
static inline jc_day line_when(const struct world *w, const struct line *l)
{
    return l->day != JC_NO_DAY && (l->day <= w->what.as_of || l->day_order == JC_NO_DAY) ? l->day : l->day_order;
}
/* In the order (A, file, row). */
static inline int line_compare(const struct line *a, const struct line *b)
{
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->order > b->order) - (a->order < b->order);
}

/* ---- stream.c: the lines, once ------------------------------------------------------------------ */

/* Streams every line of the run, links returns, adds up. inst NIL = all; `seen` is told of each line (explain), or NULL. */
typedef void line_seen(void *arg, struct world *w, const struct line *line, const struct verdict *v, int why);
enum jc_status lines_run(struct world *w, uint32_t inst, line_seen *seen, void *arg, struct jc_err *err) JC_MUST_CHECK;

#endif
