/*
 * value: what a cell of a known column says. Cells of any type in, exact integers out.
 *
 * Every parser returns a reason, the number of a message in src/ingest/messages.tsv, 0 = fine; what was found is in
 * out, which is filled in any case (zero where nothing could be read). A blank cell (formats.md item 4) is no
 * mistake: reason 0 and out says so.
 */
#ifndef JICAI_INGEST_VALUE_H
#define JICAI_INGEST_VALUE_H

#include "ingest/norm.h"

/* Nothing there: no cell at all, or one of the spellings of nothing (jc_text_blank). */
bool jc_value_blank(const struct jc_cell *cell);
/* The cell of a column; NULL where it is blank or the row ends before it. */
const struct jc_cell *jc_value_at(const struct jc_row *row, uint32_t col);

enum {
    JC_NUM_BLANK = 1,   /* nothing there */
    JC_NUM_UNIT = 2,    /* a unit stood inside the number: 12盒, 67.51元 (E244 tells it) */
    JC_NUM_PERCENT = 4, /* 85.3%: scaled holds 85.3, not 0.853 */
    JC_NUM_TEXT = 8,    /* the cell was text */
    JC_NUM_MONEY = 32,  /* ￥ stood before it */
    JC_NUM_ROUNDED = 16 /* more decimals than 1/10 000 were there; rounded half away from zero once */
};
struct jc_number {
    int64_t scaled; /* 1/10 000 of one; 万 before a unit inside is already multiplied in */
    unsigned flags;
    char unit[24]; /* the unit inside: 盒, 元, 最小制剂单位 … */
};
/*
 * A number cell, or text: 1,234.50 １，２３４．５０ ￥12 12元 12盒 1.2万片 85.3% 1.0E7, negative as -5 (5) −5 －5 5-.
 * 240 not a number, 241 too large, 242 a formula without value, 243 an error value. Thousands separators must stand in
 * groups of three. A unit that jc_unit_parse does not know makes it no number.
 */
int jc_value_number(struct jc_number *out, const struct jc_cell *cell);
/* The same in a column whose head says 万元, 万片 or 元/万片: times `factor` and ÷ 10^per before the one rounding; a 万 inside the
   cell stands in for the factor. */
int jc_value_times(struct jc_number *out, const struct jc_cell *cell, int64_t factor, int per);

/*
 * A day. Date cells, the texts of formats.md 3.5, numbers 20200101…20991231, and where `serial` is set numbers
 * 20000–80000 as days since 1899-12-30: the caller sets it for a date column of which at least 80 % parse.
 * *day = JC_NO_DAY for a blank or a reason: 245 not a day, 242, 243.
 */
int jc_value_day(jc_day *day, const struct jc_cell *cell, bool serial);
/*
 * A span of days in one cell: 2025.9.1-2026.8.31, 2025-09-01至2026-08-31, 2021年3月1日~2022年2月28日, with months as
 * well (2025.9-2026.8: first to last day). A single day gives from = to, as does one without an end (2024.6.5-至今), a single
 * month its days. 247: not a span, or
 * its end is before its start.
 */
int jc_value_span(jc_day *from, jc_day *to, const struct jc_cell *cell);
/* 3年, 两年, 24个月: how long it lasts; 0: the text says something else, or is none. */
int jc_value_months(const struct jc_cell *cell);

/* 是 有 Y 1 TRUE √ 中选 -> 1; 否 无 N 0 FALSE × 非中选 -> 0; blank -> -1; anything else reason 249 and -1. */
int jc_value_yes(int *yes, const struct jc_cell *cell);

/* The text of a cell, cleaned (jc_text_clean), "" where it is blank; appended to out. A number is plain (20,
 * never 2.0E1). */
int jc_value_text(struct jc_buf *out, const struct jc_cell *cell);

/*
 * The next piece of a list split on , ， ; ； 、 and line breaks, without blanks around it; empty pieces are passed
 * over. Start with *at = 0; false at the end. The piece is borrowed from text.
 */
bool jc_value_next(struct jc_span *piece, size_t *at, struct jc_span text);
/*
 * Regions of a cell as the schema keeps them: names normalised by jc_region_parse (its city where it has one), joined
 * by 、, no name twice; 新疆（含兵团） is 新疆、新疆兵团; 全国 or blank is "". A name that is not known stays as it is
 * written (a county); the count of those is returned, and those that are neither city nor county go to strange.
 */
int jc_value_regions(struct jc_buf *out, struct jc_buf *strange, struct jc_span text);

#endif
