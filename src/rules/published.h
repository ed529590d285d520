/*
 * published, private: what is known of the price of an awarded pack. A catalogue may publish that of a smallest unit alone, and
 * rounded (0.14 yuan a tablet): the pack of seven that costs 1.00 is then one of several whose price a unit rounds to it. A
 * price is compared as it was published, and nobody paid too much who may have paid the price of the pack (rule book 6.1).
 */
#ifndef RULES_PUBLISHED_H
#define RULES_PUBLISHED_H

#include "rules/world.h"

/* The highest price of a pack of `units` in 1/10 000 yuan that may be what was published by the unit as p: in whole cents, where
   one comes to it. `price`, that of the pack by rule book 0.2, is never too much; without p it is what was published. */
int64_t published_most(const struct published *p, int64_t price, int64_t units);
/* Is this price of an awarded pack above the published one, or just that one? */
bool published_above(const struct award *a, int64_t price);
bool published_equal(const struct award *a, int64_t price);
/* The price by the unit: *price of 1/10 000 yuan for *units of them (rule book 4.7). */
void published_by_unit(const struct award *a, int64_t *price, int64_t *units);

#endif
