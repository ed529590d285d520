/* Rows of whose own numbers a spreadsheet left 6.92E+12, and the rows of other files that have them whole. */
#include "ingest/settle.h"

#include "ingest/import.h"

#define SQL "sql/settle.sql"

/* Rows that a whole one takes the place of, or does not any more: of these the identities. */
struct found {
    struct {
        int64_t id, whole; /* 0 = there is none */
    } * row;
    int64_t *ident;
    size_t n, rows, n_ident, idents;
};

static enum jc_status find_changed(struct found *f, struct jc_store *store, struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, store, SQL, "blurred_changed", err);
    if (st != JC_OK)
        return st;
    while ((st = jc_stmt_step(q, err)) == JC_OK) {
        f->row = jc_grow(f->row, &f->rows, f->n + 1, sizeof *f->row);
        f->row[f->n].id = jc_col_int(q, 0);
        f->row[f->n++].whole = jc_col_int(q, 1);
        const int64_t ident = jc_col_int(q, 2);
        if (!jc_col_null(q, 1) || (f->n_ident > 0 && f->ident[f->n_ident - 1] == ident))
            continue;
        f->ident = jc_grow(f->ident, &f->idents, f->n_ident + 1, sizeof *f->ident);
        f->ident[f->n_ident++] = ident;
    }
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status write_changed(const struct found *f, struct jc_store *store, struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, store, SQL, "blurred_whole", err);
    for (size_t i = 0; i < f->n && st == JC_OK; i++) {
        jc_stmt_int(q, 1, f->row[i].id);
        if (f->row[i].whole)
            jc_stmt_int(q, 2, f->row[i].whole);
        else
            jc_stmt_null(q, 2);
        st = jc_stmt_run(q, err);
    }
    jc_stmt_free(q);
    return st;
}

enum jc_status jc_settle_blurred(struct jc_store *store, struct jc_err *err)
{
    struct found f = {0};
    enum jc_status st = find_changed(&f, store, err);
    if (st == JC_OK)
        st = write_changed(&f, store, err);
    if (st == JC_OK && f.n_ident > 0)
        st = jc_settle_again(store, f.ident, f.n_ident, err);
    if (st == JC_OK) /* also where the versions of their own identity were settled since */
        st = jc_import_exec(store, "blurred_gone", NULL, 0, err);
    free(f.row);
    free(f.ident);
    return st;
}
