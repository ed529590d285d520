#include "ingest/aside.h"

#include "ingest/import.h"
#include "ingest/kind.h"

#define SQL "sql/aside.sql"

enum way { LAY, BACK };

struct rows {
    int64_t import, from, to;
    enum way way;
};

/* The columns of a table as "a, b, c", and what a JSON array of them is read by: those that the rows kept have. */
static enum jc_status list_columns(struct jc_store *store, const struct rows *r, const char *table,
                                   struct jc_buf *names, struct jc_buf *cells, struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, store, SQL, "columns", err);
    if (st != JC_OK)
        return st;
    jc_stmt_str(q, 1, table, strlen(table));
    jc_stmt_int(q, 2, r->from);
    jc_stmt_int(q, 3, r->to);
    jc_stmt_int(q, 4, r->import);
    for (int i = 0; (st = jc_stmt_step(q, err)) == JC_OK; i++) {
        jc_buf_fmt(names, "%s%s", i ? ", " : "", jc_col_text(q, 0, NULL));
        jc_buf_fmt(cells, "%sjson_extract(cells, '$[%d]')", i ? ", " : "", i);
    }
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

/* Rows of `table` whose `id`, its column of that meaning, lies between from and to; `of`: and that belong to the import. */
static enum jc_status move_rows(struct jc_store *store, const struct rows *r, const char *table, const char *id,
                                const char *of, struct jc_err *err)
{
    struct jc_buf names = {0}, cells = {0}, sql = {0};
    struct jc_stmt *q = NULL;
    enum jc_status st = list_columns(store, r, table, &names, &cells, err);
    if (r->way == LAY)
        jc_buf_fmt(&sql,
                   "INSERT INTO aside(import, tbl, id, cells) SELECT ?1, '%s', %s, json_array(%s) FROM %s "
                   "WHERE %s BETWEEN ?2 AND ?3 AND %s",
                   table, id, jc_buf_text(&names), table, id, of);
    else
        jc_buf_fmt(&sql,
                   "INSERT INTO %s(%s) SELECT %s FROM aside WHERE import = ?1 AND tbl = '%s' AND id BETWEEN ?2 AND ?3",
                   table, jc_buf_text(&names), jc_buf_text(&cells), table);
    if (st == JC_OK)
        st = jc_stmt_text_open(&q, store, jc_buf_text(&sql), false, err);
    if (st == JC_OK) {
        jc_stmt_int(q, 1, r->import);
        jc_stmt_int(q, 2, r->from);
        jc_stmt_int(q, 3, r->to);
        st = jc_stmt_run(q, err);
    }
    jc_stmt_free(q);
    jc_buf_free(&names);
    jc_buf_free(&cells);
    jc_buf_free(&sql);
    return st;
}

static enum jc_status move_sheet(struct jc_store *store, const struct rows *r, int64_t sheet,
                                 const struct jc_kind *kind, struct jc_err *err)
{
    const struct rows beside = {r->import, sheet, sheet, r->way};
    enum jc_status st = move_rows(store, &beside, "seen", "sheet", "true", err);
    if (st == JC_OK)
        st = move_rows(store, &beside, "goods", "sheet", "true", err);
    if (st != JC_OK || !kind || r->to < r->from)
        return st;
    st = move_rows(store, r, kind->table, "id", "true", err);
    if (st != JC_OK || strcmp(kind->id, "purchase") != 0)
        return st;
    st = move_rows(store, r, "purchase_ident", "id", "true", err);
    if (st == JC_OK)
        st = move_rows(store, r, "purchase_back", "id", "true", err);
    return st == JC_OK ? move_rows(store, r, "blurred", "id", "true", err) : st;
}

/* Of all files that are live, and what was said of the import. */
static enum jc_status move_all(struct jc_store *store, int64_t import, enum way way, struct jc_err *err)
{
    const struct rows said = {import, 0, INT64_MAX, way};
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, store, SQL, "sheets", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, import);
    while ((st = jc_stmt_step(q, err)) == JC_OK) {
        const struct rows r = {import, jc_col_int(q, 2), jc_col_int(q, 3), way};
        st = move_sheet(store, &r, jc_col_int(q, 0), jc_kind_find(jc_col_text(q, 1, NULL)), err);
        if (st != JC_OK)
            break;
    }
    jc_stmt_free(q);
    if (st == JC_END)
        st = move_rows(store, &said, "lost", "issue", "issue IN (SELECT id FROM issue WHERE import = ?1)", err);
    if (st != JC_OK)
        return st;
    /* as undo_issues takes them away: also that a file of it came again */
    return move_rows(store, &said, "issue", "id", "(import = ?1 OR (code = 316 AND arg1 = '' || ?1))", err);
}

static enum jc_status run_part(struct jc_store *store, const char *part, int64_t id, struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, store, SQL, part, err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, id);
    st = jc_stmt_run(q, err);
    jc_stmt_free(q);
    return st;
}

enum jc_status jc_aside_lay(struct jc_store *store, int64_t id, struct jc_err *err)
{
    return move_all(store, id, LAY, err);
}

enum jc_status jc_aside_back(struct jc_store *store, int64_t id, bool *back, struct jc_err *err)
{
    static const char *const after[] = {"back_gone", "back_lost", "back_said", "back_corrected", "back_done"};
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, store, SQL, "kept", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, id);
    st = jc_stmt_step(q, err);
    *back = st == JC_OK;
    jc_stmt_free(q);
    if (st != JC_OK)
        return st == JC_END ? JC_OK : st;
    st = run_part(store, "back_files", id, err);
    if (st == JC_OK)
        st = run_part(store, "back_import", id, err);
    if (st == JC_OK)
        st = move_all(store, id, BACK, err);
    for (size_t i = 0; i < JC_LEN(after) && st == JC_OK; i++)
        st = run_part(store, after[i], id, err);
    return st;
}
