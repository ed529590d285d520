/* Taking an import back, and the compiled-in catalogues, which are an import that the program makes itself. */
#include "jicai/ingest.h"

#include "ingest/aside.h"
#include "ingest/import.h"
#include "ingest/settle.h"

#include <sys/mman.h>
#include <unistd.h>

enum { UNDONE_REPLACED = 2 }; /* import.undone */
enum { E_NONE = 307, E_NOT_YOURS, E_NO_PATH = 354, E_NO_IMPORT = 356, E_BUILTIN = 360 };

#define SQL "sql/settle.sql"

/* ---- undo ---------------------------------------------------------------------------------------------------- */

/* What comes or goes: of which kinds, and of which lines other versions are to be settled again. */
struct change {
    bool kind[32];
    int64_t *ident;
    size_t n, cap;
};

static enum jc_status delete_rows(struct jc_store *store, const char *table, int64_t from, int64_t to,
                                  struct jc_err *err)
{
    struct jc_stmt *q;
    char sql[128];
    snprintf(sql, sizeof sql, "DELETE FROM %s WHERE id BETWEEN ?1 AND ?2", table);
    enum jc_status st = jc_stmt_text_open(&q, store, sql, false, err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, from);
    jc_stmt_int(q, 2, to);
    st = jc_stmt_run(q, err);
    jc_stmt_free(q);
    return st;
}

static enum jc_status note_idents(struct jc_store *store, int64_t from, int64_t to, struct change *c,
                                  struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, store, SQL, "ident_of_rows", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, from);
    jc_stmt_int(q, 2, to);
    while ((st = jc_stmt_step(q, err)) == JC_OK) {
        c->ident = jc_grow(c->ident, &c->cap, c->n + 1, sizeof *c->ident);
        c->ident[c->n++] = jc_col_int(q, 0);
    }
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

/* A purchase line leaves an identity behind, whether it returns something, and what was destroyed of its numbers. */
static enum jc_status delete_sheet(struct jc_store *store, const struct jc_kind *kind, int64_t from, int64_t to,
                                   struct jc_err *err)
{
    const bool lines = strcmp(kind->id, "purchase") == 0;
    enum jc_status st = lines ? delete_rows(store, "purchase_ident", from, to, err) : JC_OK;
    if (st == JC_OK)
        st = delete_rows(store, kind->table, from, to, err);
    if (st == JC_OK && lines)
        st = delete_rows(store, "purchase_back", from, to, err);
    return st == JC_OK && lines ? delete_rows(store, "blurred", from, to, err) : st;
}

/* The rows of every sheet of an import: what depends on them, and away with them if they `go`. */
static enum jc_status change_sheets(struct jc_store *store, int64_t id, bool go, struct change *c, struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, store, SQL, "import_sheets", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, id);
    while ((st = jc_stmt_step(q, err)) == JC_OK) {
        const struct jc_kind *kind = jc_kind_find(jc_col_text(q, 0, NULL));
        int64_t from = jc_col_int(q, 1), to = jc_col_int(q, 2);
        if (!kind)
            continue;
        c->kind[kind - jc_kinds] = true;
        st = strcmp(kind->id, "purchase") == 0 ? note_idents(store, from, to, c, err) : JC_OK;
        if (st == JC_OK && go)
            st = delete_sheet(store, kind, from, to, err);
        if (st != JC_OK)
            break;
    }
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status settle_kinds(struct jc_store *store, const struct change *c, bool lists, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    int64_t replaced;
    for (size_t k = 0; k < jc_kind_count && st == JC_OK; k++)
        if (c->kind[k] && jc_settle_is_list(jc_kinds[k].table) == lists && strcmp(jc_kinds[k].id, "purchase") != 0)
            st = jc_settle_table(store, jc_kinds[k].table, 0, &replaced, NULL, err);
    return st;
}

/* After rows came or went: which spellings are used, who is who, which version counts. */
static enum jc_status settle_change(struct jc_store *store, struct change *c, struct jc_err *err)
{
    bool moved = false;
    enum jc_status st = jc_import_exec(store, "items_used", NULL, 0, err);
    if (st == JC_OK)
        st = jc_import_exec(store, "firms_used", NULL, 0, err);
    if (st == JC_OK)
        st = settle_kinds(store, c, true, err);
    if (st == JC_OK)
        st = jc_settle_institutions(store, &moved, err);
    if (st == JC_OK)
        st = settle_kinds(store, c, false, err);
    if (st == JC_OK && c->n > 0)
        st = jc_settle_again(store, c->ident, c->n, err);
    if (st == JC_OK && moved)
        st = jc_settle_moved(store, err);
    return st == JC_OK ? jc_settle_blurred(store, err) : st;
}

enum jc_status jc_undo_rows(struct jc_store *store, int64_t id, int64_t how, struct jc_err *err)
{
    static const char *const parts[] = {"undo_files", "undo_seen", "undo_goods",
                                        "undo_gone",  "undo_lost", "undo_issues"};
    struct change c = {0};
    const int64_t mark[] = {id, how};
    enum jc_status st = how == UNDONE_REPLACED ? jc_import_exec(store, "undo_corrected", &id, 1, err) : JC_OK;
    if (st == JC_OK)
        st = change_sheets(store, id, true, &c, err);
    for (size_t i = 0; i < JC_LEN(parts) && st == JC_OK; i++)
        st = jc_import_exec(store, parts[i], &id, 1, err);
    if (st == JC_OK)
        st = jc_import_exec(store, "undo_mark", mark, 2, err);
    if (st == JC_OK)
        st = settle_change(store, &c, err);
    free(c.ident);
    return st;
}

/* The import whose place another had taken that is gone now. */
static enum jc_status bring_back(struct jc_store *store, int64_t id, bool *back, struct jc_err *err)
{
    struct change c = {0};
    enum jc_status st = jc_aside_back(store, id, back, err);
    if (st == JC_OK && *back)
        st = change_sheets(store, id, false, &c, err);
    if (st == JC_OK && *back)
        st = settle_change(store, &c, err);
    free(c.ident);
    return st;
}

enum jc_status jc_undo_none(struct jc_store *store, int64_t id, struct jc_err *err)
{
    struct jc_stmt *q;
    char number[24];
    snprintf(number, sizeof number, "%lld", (long long)id);
    enum jc_status st = jc_stmt_open(&q, store, SQL, "is_builtin", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, id);
    st = jc_stmt_step(q, err);
    jc_stmt_free(q);
    if (st != JC_OK && st != JC_END)
        return st;
    int code = id == 0 ? E_NONE : st == JC_OK ? E_NOT_YOURS : E_NO_IMPORT;
    return jc_fail(err, JC_NOTFOUND, code, id ? number : NULL, NULL, NULL);
}

enum jc_status jc_ingest_undo(struct jc_store *store, int64_t id, struct jc_ingest_undone *out, struct jc_err *err)
{
    struct jc_stmt *q = NULL;
    *out = (struct jc_ingest_undone){0};
    enum jc_status st = jc_store_begin(store, err);
    if (st != JC_OK)
        return st;
    st = jc_stmt_open(&q, store, SQL, "undo_last", err);
    if (st == JC_OK) {
        jc_stmt_int(q, 1, id);
        st = jc_stmt_step(q, err);
        if (st == JC_END)
            st = jc_undo_none(store, id, err);
    }
    if (st == JC_OK) {
        out->id = jc_col_int(q, 0);
        out->replaced = jc_col_int(q, 1);
        jc_stmt_reset(q);
        st = jc_undo_rows(store, out->id, 1, err);
    }
    if (st == JC_OK && out->replaced)
        st = bring_back(store, out->replaced, &out->back, err);
    jc_stmt_free(q);
    if (st == JC_OK)
        st = jc_store_commit(store, err);
    if (st != JC_OK)
        jc_store_rollback(store);
    return st;
}

/* ---- built-in catalogues ------------------------------------------------------------------------------------------------------ */

/* What stands for the edition: the hashes of the catalogues in the order of their names. */
static void builtin_edition(struct jc_buf *out)
{
    const struct jc_asset *a;
    char hex[65];
    for (size_t i = 0; (a = jc_asset_at("catalogs/nvbp", i)) != NULL; i++) {
        jc_sha_hex(a->data, a->len, hex);
        jc_buf_str(out, hex);
    }
}

static enum jc_status builtin_known(struct jc_store *store, int64_t *id, bool *same, struct jc_err *err)
{
    struct jc_stmt *q;
    struct jc_buf edition = {0};
    *id = 0;
    *same = false;
    enum jc_status st = jc_stmt_open(&q, store, SQL, "builtin_known", err);
    if (st != JC_OK)
        return st;
    st = jc_stmt_step(q, err);
    if (st == JC_OK) {
        builtin_edition(&edition);
        *id = jc_col_int(q, 0);
        *same = strcmp(jc_col_text(q, 1, NULL), jc_buf_text(&edition)) == 0;
    }
    jc_buf_free(&edition);
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

/* A catalogue is read through the same door as everybody's files: as a file in memory. */
static enum jc_status load_asset(struct jc_session *s, const struct jc_asset *a, struct jc_err *err)
{
    char path[64];
    const char *base = strrchr(a->name, '/');
    struct jc_buf shown = {0};
    int fd = memfd_create("jicai-catalog", MFD_CLOEXEC);
    if (fd < 0 || !jc_write_all(fd, a->data, a->len)) {
        if (fd >= 0)
            close(fd);
        return jc_fail(err, JC_IO, E_NO_PATH, a->name, NULL, NULL);
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    jc_buf_fmt(&shown, "内置目录/%s", base ? base + 1 : a->name);
    enum jc_status st = jc_import_file(s, path, shown.p, err);
    jc_buf_free(&shown);
    close(fd);
    return st;
}

static enum jc_status load_assets(struct jc_session *s, jc_day today, struct jc_err *err)
{
    const struct jc_asset *a;
    const int64_t row[] = {s->import, -1, today, 0, 0};
    enum jc_status st = jc_import_exec(s->store, "import", row, JC_LEN(row), err);
    for (size_t i = 0; st == JC_OK && (a = jc_asset_at("catalogs/nvbp", i)) != NULL; i++)
        st = load_asset(s, a, err);
    if (st == JC_OK)
        st = jc_writer_flush(s->writer, err);
    if (st == JC_OK && s->total.rejected + s->total.refused + s->total.unknown > 0)
        st = jc_fail(err, JC_INTERNAL, E_BUILTIN, NULL, NULL, NULL);
    return st;
}

enum jc_status jc_builtin_load(struct jc_store *store, jc_day today, struct jc_err *err)
{
    int64_t old;
    bool same;
    enum jc_status st = builtin_known(store, &old, &same, err);
    if (st != JC_OK || same)
        return st;
    if (old)
        st = jc_undo_rows(store, old, 2, err);
    if (st != JC_OK)
        return st;
    struct jc_ingest_opts opts = {.today = today};
    struct jc_session s = {0};
    st = jc_session_open(&s, store, &opts, err);
    s.builtin = true;
    if (st == JC_OK)
        st = load_assets(&s, today, err);
    jc_session_close(&s);
    return st;
}

enum jc_status jc_ingest_builtin(struct jc_store *store, jc_day today, int64_t now, struct jc_err *err)
{
    (void)now; /* the catalogues' import is told by at = -1 */
    enum jc_status st = jc_store_begin(store, err);
    if (st != JC_OK)
        return st;
    st = jc_builtin_load(store, today, err);
    if (st == JC_OK)
        st = jc_store_commit(store, err);
    if (st != JC_OK)
        jc_store_rollback(store);
    return st;
}
