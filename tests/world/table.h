/* A sheet as text, and the comparison of an expected one with the CSV that the program wrote. */
#ifndef WORLD_TABLE_H
#define WORLD_TABLE_H

#include <stdbool.h>
#include <stdio.h>

struct table;

#define NOT_JUDGED "?" /* an expected cell that is not compared */

/* name: the sheet; heads and keys: words split by blanks. Rows are expected in the order in which they are put. */
struct table *table_new(const char *name, const char *heads, const char *keys);
void table_put(struct table *t, const char *text); /* the next cell; a full row begins the next */
struct table *table_read(const char *path);        /* NULL: no such file */
/* What `jicai check --json` said, of one rule: subject item expected actual impact. NULL: no such file. */
struct table *table_read_findings(const char *path, const char *rule);
/* Lines of a type in what a command said with --json, as a table of these members. NULL: no such file. */
struct table *table_read_json(const char *path, const char *type, const char *members);
/* Makes a table that was read an expected one: its name, and how many of its first columns are the key. */
void table_expect(struct table *t, const char *name, int keys);
const char *table_name(const struct table *t);
int table_rows(const struct table *t);
int table_columns(const struct table *t);
const char *table_head(const struct table *t, int column);
const char *table_cell(const struct table *t, int row, const char *head);    /* NULL: no such column */
int table_row_of(const struct table *t, const char *head, const char *text); /* the first, -1: none */
void table_free(struct table *t);

/* Compares the heads that `wanted` names, row by row of equal keys, and the order of the rows.
   Returns the number of differences, each told on `out` after `where`. */
int table_compare(const struct table *wanted, const struct table *got, const char *where, FILE *out);

#endif
