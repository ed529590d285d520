#include "ingest/settle.h"

#define SQL "sql/settle.sql"

static enum jc_status run_part(struct jc_store *store, const char *part, int64_t arg, struct jc_err *err)
{
    struct jc_stmt *s;
    enum jc_status st = jc_stmt_open(&s, store, SQL, part, err);
    if (st != JC_OK)
        return st;
    if (jc_stmt_index(s, "?1"))
        jc_stmt_int(s, 1, arg);
    st = jc_stmt_run(s, err);
    jc_stmt_free(s);
    return st;
}

enum jc_status jc_settle_institutions(struct jc_store *store, struct jc_err *err)
{
    static const char *const steps[] = {"inst_clear",      "inst_listed",     "inst_match",   "inst_by_code",
                                        "inst_match_code", "inst_match_name", "inst_by_name", "inst_rest"};
    enum jc_status st = JC_OK;
    for (size_t i = 0; i < JC_LEN(steps) && st == JC_OK; i++)
        st = run_part(store, steps[i], 0, err);
    return st;
}

enum jc_status jc_settle_table(struct jc_store *store, const char *table, int64_t from, struct jc_err *err)
{
    return run_part(store, table, from, err);
}

/* ---- purchase lines ------------------------------------------------------------------------------------ */

struct settler {
    struct jc_stmt *versions, *live;
    jc_settle_twin *twin;
    void *ctx;
};

static enum jc_status settler_open(struct settler *s, struct jc_store *store, struct jc_err *err)
{
    enum jc_status st = jc_stmt_open(&s->versions, store, SQL, "versions", err);
    return st == JC_OK ? jc_stmt_open(&s->live, store, SQL, "purchase_live", err) : st;
}

static void settler_close(struct settler *s)
{
    jc_stmt_free(s->versions);
    jc_stmt_free(s->live);
}

/* The first version of each exact identity counts, the others do not. */
static enum jc_status settle_ident(struct settler *s, int64_t ident, struct jc_err *err)
{
    struct jc_buf last = {0};
    bool any = false;
    enum jc_status st;
    jc_stmt_int(s->versions, 1, ident);
    while ((st = jc_stmt_step(s->versions, err)) == JC_OK) {
        int64_t id = jc_col_int(s->versions, 0);
        bool was = jc_col_int(s->versions, 1) != 0, weak = jc_col_int(s->versions, 2) != 0;
        size_t n;
        const char *k = jc_col_text(s->versions, 3, &n);
        bool first = !any || last.len != n || memcmp(last.p, k, n) != 0;
        any = true;
        jc_buf_clear(&last);
        jc_buf_add(&last, k, n);
        if (!first && weak && was && s->twin)
            s->twin(s->ctx, jc_col_int(s->versions, 4), jc_col_int(s->versions, 5));
        if (first == was)
            continue;
        jc_stmt_int(s->live, 1, id);
        jc_stmt_int(s->live, 2, first);
        if ((st = jc_stmt_run(s->live, err)) != JC_OK)
            break;
    }
    if (st != JC_END)
        jc_stmt_reset(s->versions);
    jc_buf_free(&last);
    return st == JC_END ? JC_OK : st;
}

enum jc_status jc_settle_again(struct jc_store *store, const int64_t *idents, size_t n, struct jc_err *err)
{
    struct settler s = {0};
    struct jc_stmt *shared = NULL;
    int64_t *all = NULL;
    size_t cap = 0;
    enum jc_status st = settler_open(&s, store, err);
    if (st == JC_OK && n == 0) {
        st = jc_stmt_open(&shared, store, SQL, "ident_shared", err);
        while (st == JC_OK && (st = jc_stmt_step(shared, err)) == JC_OK) {
            all = jc_grow(all, &cap, n + 1, sizeof *all);
            all[n++] = jc_col_int(shared, 0);
        }
        st = st == JC_END ? JC_OK : st;
        idents = all;
    }
    for (size_t i = 0; i < n && st == JC_OK; i++)
        st = settle_ident(&s, idents[i], err);
    jc_stmt_free(shared);
    free(all);
    settler_close(&s);
    return st;
}

static int by_ident(const void *a, const void *b)
{
    const struct jc_ident *x = a, *y = b;
    if (x->ident != y->ident)
        return x->ident < y->ident ? -1 : 1;
    return x->id < y->id ? -1 : x->id > y->id;
}

#define STRETCH 65536 /* identities sorted at a time: enough for neighbours to meet on a page of the tree */

static enum jc_status write_stretch(struct jc_writer *writer, struct jc_ident_list *list, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    qsort(list->v + list->written, list->n - list->written, sizeof *list->v, by_ident);
    for (; list->written < list->n && st == JC_OK; list->written++) {
        const struct jc_ident *x = &list->v[list->written];
        struct jc_val v[2] = {jc_val_int(x->ident), jc_val_int(x->id)};
        st = jc_writer_row(writer, "purchase_ident", v, 2, err);
    }
    return st;
}

enum jc_status jc_settle_add(struct jc_writer *writer, struct jc_ident_list *list, struct jc_ident line,
                             struct jc_err *err)
{
    list->v = jc_grow(list->v, &list->cap, list->n + 1, sizeof *list->v);
    list->v[list->n++] = line;
    return list->n - list->written >= STRETCH ? write_stretch(writer, list, err) : JC_OK;
}

/* Identities of older lines (id < first) that a new line has too; the store is read once, over the span of the new. */
static enum jc_status find_shared(struct jc_store *store, const struct jc_ident_list *list, int64_t first,
                                  int64_t **out, size_t *n, struct jc_err *err)
{
    struct jc_stmt *s;
    size_t cap = 0, i = 0;
    enum jc_status st = jc_stmt_open(&s, store, SQL, "ident_span", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(s, 1, list->v[0].ident);
    jc_stmt_int(s, 2, list->v[list->n - 1].ident);
    jc_stmt_int(s, 3, first);
    while ((st = jc_stmt_step(s, err)) == JC_OK) {
        int64_t old = jc_col_int(s, 0);
        while (i < list->n && list->v[i].ident < old)
            i++;
        if (i < list->n && list->v[i].ident == old && (*n == 0 || (*out)[*n - 1] != old)) {
            *out = jc_grow(*out, &cap, *n + 1, sizeof **out);
            (*out)[(*n)++] = old;
        }
    }
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

static int64_t first_id(const struct jc_ident_list *list)
{
    int64_t first = INT64_MAX;
    for (size_t i = 0; i < list->n; i++)
        if (list->v[i].id < first)
            first = list->v[i].id;
    return first;
}

enum jc_status jc_settle_purchases(struct jc_store *store, struct jc_writer *writer, struct jc_ident_list *list,
                                   jc_settle_twin *twin, void *ctx, struct jc_err *err)
{
    int64_t *shared = NULL;
    size_t n = 0;
    struct settler s = {.twin = twin, .ctx = ctx};
    if (list->n == 0)
        return JC_OK;
    int64_t first = first_id(list);
    enum jc_status st = write_stretch(writer, list, err);
    if (st == JC_OK)
        st = jc_writer_flush(writer, err);
    if (st == JC_OK && first > 1) {
        qsort(list->v, list->n, sizeof *list->v, by_ident);
        st = find_shared(store, list, first, &shared, &n, err);
    }
    if (st == JC_OK && n > 0) {
        st = settler_open(&s, store, err);
        for (size_t i = 0; i < n && st == JC_OK; i++)
            st = settle_ident(&s, shared[i], err);
        settler_close(&s);
    }
    free(shared);
    return st;
}
