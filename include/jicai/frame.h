/*
 * frame, of the store: tables of results that this program makes once and SQL reads many times, held in memory. One is
 * made by CREATE VIRTUAL TABLE temp.name USING frame(…), with columns of INTEGER or TEXT, and is to SQL a table like any
 * other, but that a statement that fails is not taken back. The way in without SQL: a row with its integers, in the order
 * of the columns of INTEGER (JC_NULL = NULL), then its texts by the place of their columns from 1. Columns that are not
 * given are NULL; nobody looks whether they may be, nor whether a key is there twice.
 */
#ifndef JICAI_FRAME_H
#define JICAI_FRAME_H

#include "store.h"

struct jc_frame;
#define JC_NULL INT64_MIN
/* Borrowed. JC_INTERNAL: it was not made. */
enum jc_status jc_store_frame(struct jc_frame **out, struct jc_store *store, const char *name,
                              struct jc_err *err) JC_MUST_CHECK;
void jc_frame_add(struct jc_frame *frame, const int64_t *v, int n);
void jc_frame_text(struct jc_frame *frame, int i, const char *s, size_t n); /* of the last row; copied */

#endif
