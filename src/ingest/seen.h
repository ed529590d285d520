/* seen: in how many rows of a sheet each spelling of an institution stands (table seen). */
#ifndef INGEST_SEEN_H
#define INGEST_SEEN_H

#include "ingest/writer.h"

struct jc_seen {
    struct jc_seen_rows {
        int64_t n;
        uint32_t last; /* row */
    } * at;            /* by org.id */
    size_t cap;
    int64_t *id; /* those that the sheet has */
    size_t n, id_cap;
};

/* A row writes it so, counted once a row; gives the id. 0 = no institution. */
int64_t jc_seen_add(struct jc_seen *s, int64_t org, uint32_t row);
/* The rows of the table, and empty for the next sheet. */
enum jc_status jc_seen_store(struct jc_seen *s, struct jc_writer *w, int64_t sheet, struct jc_err *err) JC_MUST_CHECK;
void jc_seen_clear(struct jc_seen *s);
void jc_seen_free(struct jc_seen *s);

#endif
