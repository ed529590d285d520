/* match, private: who is the same product, and what an institution and an item decide together (rule book 2, 4.1, 5). */
#ifndef RULES_MATCH_H
#define RULES_MATCH_H

#include "rules/world.h"

/* The matches of an item, worked out on first use. */
void item_resolve(struct world *w, uint32_t item);
/* The product (winner, generic, strength) that an item is of a winner, made on first use. */
uint32_t product_of(struct world *w, uint32_t winner, uint32_t item);
/* Same strength, or both unknown with the same spec. */
bool same_strength(const struct item *a, const struct item *b);
/* Is b a product of the same pack by its code? */
bool same_code(const struct item *a, const struct item *b);
/* Neither maker nor code says whose product it is: it can be neither selected nor not selected. */
bool is_nobodys(const struct item *x);
/* Of an order line with a code and no name, which no other row has with a name, nor a catalogue or an agreement at all. */
bool is_bare_code(const struct item *x);
/* Its maker as written, — where nothing is. */
const char *maker_said(const struct world *w, const struct item *x);
/* Borrowed until the next call: what an institution and an item decide together. */
struct pair *pair_of(struct world *w, uint32_t inst, uint32_t item);
/* Fetch into the cache what pair_of will need soon: the place of the pair, the pair, the sums it adds to. */
enum ask { ASK_PLACE, ASK_PAIR, ASK_SUMS };
void pair_ask(const struct world *w, uint32_t inst, uint32_t item, enum ask what);

/* What a line is, by its pair and its day. */
struct verdict {
    uint32_t agreement; /* that takes it, NIL */
    bool other_strength;
    bool selected, doubtful;
    uint32_t s, n;      /* inst_group that takes it as selected or as not selected, NIL */
    struct span t;      /* of world.pool: inst_groups whose substitute it may be; covers() tells on which day */
    uint32_t undecided; /* inst_group in which it is 待归类, or would be if its maker were known; NIL */
    uint32_t shortage;  /* that exempts it from n, NIL */
};
void pair_judge(struct world *w, struct verdict *v, const struct pair *p, jc_day day);
/* The agreements of the report that a line would be of, were it clear whose product it is or which day it is of, to `put`:
 * those that hold the day, JC_NO_DAY = any. An agreement may come twice. */
typedef void pair_put(void *arg, uint32_t agreement);
void pair_perhaps(const struct world *w, const struct pair *p, jc_day day, pair_put *put, void *arg);
/* Start of the covered agreement of the institution × group that holds the day and started last; JC_NO_DAY = none. */
jc_day covers(const struct world *w, const struct inst_group *ig, jc_day day);
/* Is the winner one that supplies here: named by an agreement, or mainly awarded for this region? */
bool supplies_here(const struct world *w, const struct inst *inst, uint32_t winner);
/* Does the reason stand beside the agreement? */
bool excuse_covers(const struct world *w, const struct excuse *e, const struct agreement *g);
/* Is the shortage on record for this institution: its own, its region's or everybody's? */
bool shortage_here(const struct world *w, const struct shortage *s, uint32_t inst);
/* A shortage in the group on that day, here, of a winner who supplies here and is not `but`; NIL = none. */
uint32_t shortage_on(const struct world *w, const struct inst *inst, uint32_t group, uint32_t but, jc_day day);

#endif
