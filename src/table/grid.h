/*
 * Tables kept in memory, 8 bytes a cell and each distinct text once: for HTML, whose tables stand one in another and
 * whose number is known only at the end of the page.
 */
#ifndef TABLE_GRID_H
#define TABLE_GRID_H

#include "table/format.h"

enum jc_grid_kind { JC_GRID_TEXT, JC_GRID_NUMBER, JC_GRID_BOOL, JC_GRID_ERROR };

struct jc_grid;

struct jc_grid *jc_grid_new(void);
void jc_grid_free(struct jc_grid *g);
/* A new empty table; its number. */
size_t jc_grid_add_table(struct jc_grid *g);
size_t jc_grid_count(const struct jc_grid *g);
/* Rows and columns from 0; rows of a table must not fall. Empty text is left out. JC_LIMIT: too much text (E116). */
enum jc_status jc_grid_add_cell(struct jc_grid *g, size_t table, uint32_t row, uint32_t col, enum jc_grid_kind kind,
                                enum jc_style style, const char *s, size_t n, struct jc_err *err) JC_MUST_CHECK;
void jc_grid_add_merge(struct jc_grid *g, size_t table, struct jc_merge merge);
/* The serial numbers of all its tables count from 1904. */
void jc_grid_set_1904(struct jc_grid *g);
bool jc_grid_empty(const struct jc_grid *g, size_t table);

struct jc_grid_sheet;
struct jc_grid_sheet *jc_grid_open(const struct jc_grid *g, size_t table);
enum jc_status jc_grid_next(struct jc_grid_sheet *sheet, const struct jc_row **row) JC_MUST_CHECK;
const struct jc_merge *jc_grid_merges(const struct jc_grid_sheet *sheet, size_t *n);
void jc_grid_close(struct jc_grid_sheet *sheet);

#endif
