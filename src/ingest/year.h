/* year: days of a column that are written without a year, and the period of a title that gives it. */
#ifndef INGEST_YEAR_H
#define INGEST_YEAR_H

#include "ingest/record.h"

/*
 * The period of the titles above a table (2024年5月, 2024年度, 2023年12月至2024年3月), else of the name of its sheet, `named`; the name
 * of a file alone gives none. Where they say several, the narrowest, if it lies within all others.
 */
void jc_year_find(struct jc_period *out, const char *context, bool named);
/* What a title among the rows says holds for those below it, `more` together with the one just above it. */
void jc_year_title(struct jc_period *out, const char *line, bool more);
/*
 * What columns of days hold, by the rows of the sample. A number is a serial day only where at least 80 % of its column are
 * days (formats.md 3.5), 5.6 the sixth of May only where all of it are such.
 */
struct jc_reading;
void jc_year_judge(struct jc_reading *r);
/* 5月6日, 5/6 or 05-06 stands in it. */
bool jc_year_lacks(const struct jc_cell *cell);
/* A cell that is no day by itself: with the year of l->period, which is told once a column. A reason, 0 = fine. */
int jc_year_day(jc_day *day, struct jc_load *l, const struct jc_cell *cell, const struct jc_column *c);

#endif
