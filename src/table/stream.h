/* Private to pack.c and stream.c. */
#ifndef TABLE_STREAM_H
#define TABLE_STREAM_H

#include "table/pack.h"

#include <pthread.h>
#include <zip.h>

/* Bytes of a block, at most 256 KiB; 0 = as many. With few of them, rows and tags lie across the ends of windows. */
extern size_t jc_stream_block_for_tests;

/*
 * Takes over `raw`, the stored bytes of a part; `name` stays the caller's and has to outlive the stream, as `archive` has to: the lock of
 * the archive, all parts of which are read from one place in one file.
 */
struct jc_stream *jc_stream_new(zip_file_t *raw, pthread_mutex_t *archive, const char *name, const zip_stat_t *stat);

#endif
