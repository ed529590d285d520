/* Counting spellings while a sheet is read. */
#include "ingest/seen.h"

int64_t jc_seen_add(struct jc_seen *s, int64_t org, uint32_t row)
{
    if (org == 0)
        return org;
    size_t had = s->cap;
    s->at = jc_grow(s->at, &s->cap, (size_t)org + 1, sizeof *s->at);
    if (s->cap > had)
        memset(s->at + had, 0, (s->cap - had) * sizeof *s->at);
    struct jc_seen_rows *x = &s->at[org];
    if (x->n == 0) {
        s->id = jc_grow(s->id, &s->id_cap, s->n + 1, sizeof *s->id);
        s->id[s->n++] = org;
    }
    x->n += x->n == 0 || x->last != row;
    x->last = row;
    return org;
}

void jc_seen_clear(struct jc_seen *s)
{
    for (size_t i = 0; i < s->n; i++)
        s->at[s->id[i]].n = 0;
    s->n = 0;
}

enum jc_status jc_seen_store(struct jc_seen *s, struct jc_writer *w, int64_t sheet, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (size_t i = 0; i < s->n && st == JC_OK; i++) {
        struct jc_val v[] = {jc_val_int(sheet), jc_val_int(s->id[i]), jc_val_int(s->at[s->id[i]].n)};
        st = jc_writer_row(w, "seen", v, JC_LEN(v), err);
    }
    jc_seen_clear(s);
    return st;
}

void jc_seen_free(struct jc_seen *s)
{
    free(s->at);
    free(s->id);
    *s = (struct jc_seen){0};
}
