/* area, private: does the region that a table writes (terms of payment, fund parameters, shortages) hold an institution? */
#ifndef RULES_AREA_H
#define RULES_AREA_H

#include "rules/world.h"

/* What a region means, or where an institution lies; numbers of texts, NIL = not known, or not said. */
struct place {
    uint32_t text; /* as written, its key */
    uint32_t province, city, county;
    uint32_t supply, supply_city; /* of an institution, however it is spelled */
    bool known;                   /* the county is one, no township */
};

enum near { NEAR_ELSEWHERE = -2, NEAR_UNKNOWN, NEAR_EVERYWHERE, NEAR_PROVINCE, NEAR_CITY, NEAR_OWN };

void place_of_region(struct place *out, struct world *w, const char *region);
/* By its own region, else its code, else its supply region; an array by institution, of the world. After they are loaded. */
const struct place *places_of_institutions(struct world *w);
enum near place_near(const struct world *w, const struct place *region, const struct place *inst);
/* The number of a region in which a shortage is on record, NIL = not said; whether it holds an institution; its name if it holds
 * nobody, else NULL. */
uint32_t zone_of(struct world *w, const char *region);
void zones_fill(struct world *w);
bool zone_holds(const struct world *w, uint32_t zone, uint32_t inst);
const char *zone_of_nobody(const struct world *w, uint32_t zone);
void zones_free(struct world *w);

#endif
