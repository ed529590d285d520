/* names, private: supply regions and rounds as people write them (rule book 2.5, 2.7). */
#ifndef RULES_NAMES_H
#define RULES_NAMES_H

#include "rules/world.h"

/* ---- region.c: supply regions ------------------------------------------------------------------ */

/* Nobody knows where it is: everything may be selected there. */
static inline bool region_unknown(const struct inst *inst)
{
    return inst->province == NIL && inst->city == NIL && inst->named == NIL;
}
/* --region, else region.supply; "" = none. */
const char *region_given(const struct world *w);
/* Province and city (either may be NIL) that a name means; an unknown name (false) stands for itself, as a province. */
bool region_parse(struct world *w, const char *name, uint32_t *province, uint32_t *city);
/* From digits 2-7 of an institution code; NIL where it has none. */
void region_of_code(struct world *w, const char *code, uint32_t *province, uint32_t *city);
/* What unknown names of institutions and awards mean together, once all are loaded; tells the others. */
void regions_settle(struct world *w);
/* Does the supply area of an award hold the institution (rule book 2.5)? City before province. */
bool region_holds(const struct world *w, const struct award *a, const struct inst *inst);
/* The last day of an award here: its own, else the eve of the next award of the product in this region (2.6). */
jc_day award_end_here(const struct world *w, const struct award *a, const struct inst *inst, bool named);

/* ---- round.c: names of rounds ------------------------------------------------------------------ */

/* The round that a code or name means, made if the catalogues have none (round.catalogue false then). */
uint32_t round_find(struct world *w, const char *text);

#endif
