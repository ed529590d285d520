/* store, private: the connection and the functions registered on it. */
#ifndef JICAI_STORE_PRIVATE_H
#define JICAI_STORE_PRIVATE_H

#include <sqlite3.h>

#include "jicai/store.h"

#define JC_APPLICATION_ID 0x6a636169 /* "jcai" */
#define JC_SCHEMA_VERSION 17

struct jc_store {
    sqlite3 *db;
    bool in_transaction;
    int64_t deadline;   /* in seconds of the monotonic clock; 0 = none */
    jc_scan_fn *row_fn; /* of the scan under way */
    jc_pick_fn *pick_fn;
    void *row_arg;
    struct jc_batch given;   /* to the statement under way */
    struct jc_frame *frames; /* a list */
};

/* Register the SQL functions of store.h; SQLITE_OK or a code. */
int jc_store_functions(struct jc_store *store);
/* The table of the rows that are given; the same. */
int jc_store_given(struct jc_store *store);
/* Make a new database at `path`, whole or not at all; what cannot be made so is not there afterwards. */
void jc_store_fresh_file(const char *path);
/* Fill a temporary database, which is empty; SQLITE_OK (also where there is nothing to copy) or a code. */
int jc_store_fresh_copy(struct jc_store *store);

#endif
