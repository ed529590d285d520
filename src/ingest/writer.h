/*
 * writer: rows on their way into the store. Reading and storing are the two halves of an import, so they run on two
 * threads: the caller packs rows into batches, the writer's thread binds and inserts them. Between jc_writer_start()
 * and jc_writer_flush() the store belongs to that thread.
 */
#ifndef INGEST_WRITER_H
#define INGEST_WRITER_H

#include "jicai/store.h"

struct jc_val {
    const char *s; /* text, n bytes; NULL = integer or null */
    int64_t i;
    uint32_t n;
    bool null;
};
static inline struct jc_val jc_val_int(int64_t i)
{
    return (struct jc_val){.i = i};
}
static inline struct jc_val jc_val_null(void)
{
    return (struct jc_val){.null = true};
}
static inline struct jc_val jc_val_str(const char *s, size_t n)
{
    return (struct jc_val){.s = s ? s : "", .n = (uint32_t)n};
}
static inline struct jc_val jc_val_text(const char *s)
{
    return jc_val_str(s, strlen(s));
}

struct jc_writer;
/* Statements are the parts of "sql/insert.sql", by name; a row's values are bound in the order of its columns. */
struct jc_writer *jc_writer_new(struct jc_store *store);
void jc_writer_free(struct jc_writer *w);
/* Values and their texts are copied. Fails with the error of an earlier row. */
enum jc_status jc_writer_row(struct jc_writer *w, const char *part, const struct jc_val *v, int n,
                             struct jc_err *err) JC_MUST_CHECK;
/* Everything is stored when this returns; afterwards the store may be used by the caller until the next row. */
enum jc_status jc_writer_flush(struct jc_writer *w, struct jc_err *err) JC_MUST_CHECK;

#endif
