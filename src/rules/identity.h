/* identity, private: what two spellings of a product have in common (rule book 2.1-2.3). */
#ifndef RULES_IDENTITY_H
#define RULES_IDENTITY_H

#include "rules/world.h"

/* How sure a match is, the better the higher. From NAMED on it is exact; PROBABLE is used and listed. */
enum grade { DIFFERENT, PROBABLE, NAMED, HOLDER, SAME_KEY, SAME_CODE };

enum grade maker_grade(const struct world *w, const struct item *a, const struct item *b);
/* One may be the other's name cut short (江苏豪森 of 江苏豪森药业集团有限公司) or misspelt: never a match, but worth asking. */
enum jc_likeness maker_likeness(const struct world *w, const struct item *a, const struct item *b);
/* Both sides coded and different in firm or generic name: not the same, whatever the names say. */
bool codes_exclude(const struct item *a, const struct item *b);
/*
 * An item that is little more than a code takes what it lacks from another of the same code, since that is the same
 * product and pack: from an award's first, then from the fullest.
 */
void borrow_identities(struct world *w);

/* 0.3% takes the strength 5ml:15mg of an award of its firm's product, and the reverse; after awards have their groups. */
void read_percents(struct world *w);

/* Award rows of a national round without a number take that of the published group. */
void national_groups(struct world *w);
/* Groups that an item may replace (item.substitutes), and what is told of names and groups that nobody knows. */
void substitute_groups(struct world *w, uint32_t item);
void substitutes_place(struct world *w);

#endif
