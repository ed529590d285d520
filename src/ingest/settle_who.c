/* Who is who among the spellings of institutions, worked out anew from the lists, codes, names and aliases. */
#include "ingest/settle.h"

#define SQL "sql/settle.sql"

static enum jc_status run_part(struct jc_store *store, const char *part, struct jc_err *err)
{
    struct jc_stmt *s;
    enum jc_status st = jc_stmt_open(&s, store, SQL, part, err);
    if (st != JC_OK)
        return st;
    st = jc_stmt_run(s, err);
    jc_stmt_free(s);
    return st;
}

/* The last spelling that was settled before. */
static enum jc_status last_settled(struct jc_store *store, int64_t *last, struct jc_err *err)
{
    struct jc_stmt *s;
    enum jc_status st = jc_stmt_open(&s, store, SQL, "last_settled", err);
    if (st != JC_OK)
        return st;
    st = jc_stmt_step(s, err);
    *last = st == JC_OK ? jc_col_int(s, 0) : 0;
    jc_stmt_free(s);
    return st;
}

/* One number for who is who among the spellings up to `last`. */
static enum jc_status hash_state(struct jc_store *store, int64_t last, uint64_t *hash, struct jc_err *err)
{
    struct jc_stmt *s;
    *hash = 0;
    enum jc_status st = jc_stmt_open(&s, store, SQL, "inst_state", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(s, 1, last);
    while ((st = jc_stmt_step(s, err)) == JC_OK)
        for (int i = 0; i < 3; i++) {
            size_t n;
            const char *text = jc_col_text(s, i, &n);
            *hash = jc_hash(text, n + 1, *hash); /* with its NUL */
        }
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

/* A statement about the spellings after `last`; *out, if not NULL, is its answer. */
static enum jc_status run_after(struct jc_store *store, const char *part, int64_t last, bool *out, struct jc_err *err)
{
    struct jc_stmt *s;
    enum jc_status st = jc_stmt_open(&s, store, SQL, part, err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(s, 1, last);
    st = out ? jc_stmt_step(s, err) : jc_stmt_run(s, err);
    if (out)
        *out = st == JC_OK && jc_col_int(s, 0) != 0;
    jc_stmt_free(s);
    return st;
}

enum jc_status jc_settle_new_institutions(struct jc_store *store, bool *done, struct jc_err *err)
{
    int64_t last;
    bool known = true;
    enum jc_status st = last_settled(store, &last, err);
    if (st == JC_OK)
        st = run_after(store, "inst_known", last, &known, err);
    *done = st == JC_OK && !known;
    if (*done)
        st = run_after(store, "inst_alone", last, NULL, err);
    return st == JC_OK && *done ? run_after(store, "inst_alone_match", last, NULL, err) : st;
}

enum jc_status jc_settle_institutions(struct jc_store *store, bool *moved, struct jc_err *err)
{
    static const char *const steps[] = {
        "inst_seen",       "inst_clear",      "inst_listed",         "inst_led",      "inst_match", "inst_by_code",
        "inst_match_code", "inst_match_name", "inst_match_spelling", "inst_by_name",  "inst_rest",  "inst_meant",
        "inst_alias",      "inst_alias_on",   "inst_alias_on",       "inst_alias_on", "inst_unused"};
    int64_t last;
    uint64_t before = 0, after = 0;
    enum jc_status st = last_settled(store, &last, err);
    if (st == JC_OK)
        st = hash_state(store, last, &before, err);
    for (size_t i = 0; i < JC_LEN(steps) && st == JC_OK; i++)
        st = run_part(store, steps[i], err);
    if (st == JC_OK)
        st = hash_state(store, last, &after, err);
    *moved = before != after;
    return st;
}
