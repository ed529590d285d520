/*
 * monthly, private: what the stream keeps for rule book 11 and 13, in one pass with everything else. Thirteen months
 * end with that of R: the last is this month, the first the same month a year ago. Who sent lines for which month and
 * for how much; the amounts of watched products; lines accepted long after delivery; not-selected amounts by agreement
 * year; and, from the volumes of the agreements, a year bought in its last days and what went back once it was full.
 */
#ifndef RULES_MONTHLY_H
#define RULES_MONTHLY_H

#include "rules/world.h"

enum { MONTHS = 13 };

/* Before the stream, after world_resolve: which items are on a watch list. */
enum jc_status monthly_load(struct world *w, struct jc_err *err) JC_MUST_CHECK;
void monthly_free(struct monthly *m);
/* A live line; `counts` = accepted, with a day not after R, not cancelled. */
void monthly_add(struct world *w, const struct line *line, bool counts);
/* A linked return takes off in the month of its original (rule book 4.3). */
void monthly_back(struct world *w, const struct linked *link);
/* Not-selected amount of an institution and a group, by the year in which its agreement began. */
void monthly_unselected(struct world *w, uint32_t ig, jc_day day, int64_t amount);
/* From the events of the agreements: after the stream, before count_reached() gives them back. */
void habits_find(struct world *w);
/* ind_score; before the notes are written, since it makes some. */
enum jc_status scores_emit(struct world *w, struct jc_err *err) JC_MUST_CHECK;
/* ind_fund (fund.c). */
enum jc_status funds_emit(struct world *w, struct jc_err *err) JC_MUST_CHECK;
/* Fills the tables of sql/indicators_monthly.sql, then runs what stands on them. */
enum jc_status monthly_emit(struct world *w, struct jc_err *err) JC_MUST_CHECK;

#endif
