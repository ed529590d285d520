/* Files, folders and zips; one transaction for a command, one mark for a file. */
#include "jicai/ingest.h"

#include "ingest/load.h"
#include "ingest/settle.h"

#include <dirent.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    E_DUPLICATE = 316,
    E_UNKNOWN_INST = 326,
    E_NOT_TABLE = 348,
    E_TWIN = 334,
    E_STRICT = 347,
    E_NO_PATH = 354,
    E_NOTHING,
    E_NO_IMPORT,
    E_OTHER_CODE = 337,
    E_LOST_ZERO,
    E_REPLACED = 333
};

#define SQL "sql/settle.sql"

/* ---- session ------------------------------------------------------------------------------------------------- */

static enum jc_status next_ids(struct jc_session *s, struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, s->store, SQL, "next_ids", err);
    if (st != JC_OK)
        return st;
    st = jc_stmt_step(q, err);
    if (st == JC_OK) {
        s->import = jc_col_int(q, 0);
        s->next_file = jc_col_int(q, 1);
        s->next_sheet = jc_col_int(q, 2);
        s->next_issue = jc_col_int(q, 3);
    }
    jc_stmt_free(q);
    for (size_t i = 0; i < jc_kind_count && st == JC_OK; i++) {
        char sql[96];
        snprintf(sql, sizeof sql, "SELECT coalesce(max(id), 0) + 1 FROM %s", jc_kinds[i].table);
        st = jc_stmt_text_open(&q, s->store, sql, false, err);
        if (st != JC_OK)
            break;
        st = jc_stmt_step(q, err);
        if (st == JC_OK)
            s->next_row[i] = jc_col_int(q, 0);
        jc_stmt_free(q);
    }
    return st;
}

static enum jc_status run_ids(struct jc_store *store, const char *part, int64_t a, int64_t b, int64_t c, int64_t d,
                              struct jc_err *err)
{
    struct jc_stmt *q;
    const int64_t v[4] = {a, b, c, d};
    static const char *const name[4] = {"?1", "?2", "?3", "?4"};
    enum jc_status st = jc_stmt_open(&q, store, SQL, part, err);
    if (st != JC_OK)
        return st;
    for (int i = 0; i < 4; i++)
        if (jc_stmt_index(q, name[i]))
            jc_stmt_int(q, i + 1, v[i]);
    st = jc_stmt_run(q, err);
    jc_stmt_free(q);
    return st;
}

static enum jc_status session_open(struct jc_session *s, struct jc_store *store, const struct jc_ingest_opts *opts,
                                   struct jc_err *err)
{
    *s = (struct jc_session){.store = store, .opts = opts};
    enum jc_status st = jc_headers_new(&s->headers, opts->profile, err);
    if (st == JC_OK)
        st = next_ids(s, err);
    s->writer = jc_writer_new(store);
    if (st == JC_OK)
        st = jc_dict_new(&s->dict, store, s->writer, err);
    return st;
}

static void session_close(struct jc_session *s)
{
    jc_writer_free(s->writer);
    jc_dict_free(s->dict);
    jc_headers_free(s->headers);
}

/* ---- one file -------------------------------------------------------------------------------------------------- */

struct twin_seen {
    struct jc_session *s;
    const struct jc_file_load *f;
};

/* An issue about a row of any file, loaded now or before. */
static void tell_place(struct jc_session *s, int64_t sheet, int64_t row, int code, const char *value, const char *a1,
                       const char *a2)
{
    struct jc_stmt *q;
    struct jc_err e = {0};
    char cell[24] = "";
    (void)jc_fail(&e, JC_INPUT, code, value, a1, a2);
    if (row)
        snprintf(cell, sizeof cell, "%lld", (long long)row);
    if (sheet && jc_stmt_open(&q, s->store, SQL, "place", NULL) == JC_OK) {
        jc_stmt_int(q, 1, sheet);
        if (jc_stmt_step(q, NULL) == JC_OK)
            (void)jc_err_place(&e, jc_col_text(q, 0, NULL), jc_col_text(q, 1, NULL), cell);
        jc_stmt_free(q);
    }
    struct jc_val none = jc_val_null();
    struct jc_val v[] = {jc_val_int(s->next_issue++),
                         jc_val_int(s->import),
                         none,
                         sheet ? jc_val_int(sheet) : none,
                         jc_val_int(row),
                         jc_val_text(e.cell),
                         jc_val_text(""),
                         jc_val_text(e.value),
                         jc_val_int(jc_msg_severity(code)),
                         jc_val_int(code),
                         jc_val_text(e.arg[0]),
                         jc_val_text(e.arg[1]),
                         jc_val_int(0),
                         none,
                         none};
    if (jc_writer_row(s->writer, "issue", v, JC_LEN(v), NULL) == JC_OK && s->opts->watch.issue)
        s->opts->watch.issue(s->opts->watch.ctx, &e, jc_msg_severity(code), false);
}

struct place {
    int64_t sheet, row;
};
struct places {
    struct place *v;
    size_t n, cap;
};

static void on_twin(void *ctx, int64_t sheet, int64_t row)
{
    struct places *p = ctx;
    p->v = jc_grow(p->v, &p->cap, p->n + 1, sizeof *p->v);
    p->v[p->n++] = (struct place){sheet, row};
}

/* Versions of what this file brought: small kinds by table, purchase lines by identity. */
static enum jc_status settle_file(struct jc_session *s, struct jc_ident_list *idents, const int64_t *first,
                                  struct jc_err *err)
{
    struct places twins = {0};
    enum jc_status st = jc_writer_flush(s->writer, err);
    for (size_t i = 0; i < jc_kind_count && st == JC_OK; i++)
        if (s->next_row[i] > first[i] && strcmp(jc_kinds[i].id, "purchase") != 0)
            st = jc_settle_table(s->store, jc_kinds[i].table, first[i], err);
    if (st == JC_OK && (s->orgs_changed || s->lists_changed)) {
        st = jc_settle_institutions(s->store, err);
        /* Institutions that turn out to be one may hold versions of one line. */
        if (st == JC_OK && s->lists_changed)
            st = jc_settle_again(s->store, NULL, 0, err);
        s->orgs_changed = s->lists_changed = false;
    }
    if (st == JC_OK)
        st = jc_settle_purchases(s->store, s->writer, idents, on_twin, &twins, err);
    for (size_t i = 0; i < twins.n && st == JC_OK; i++)
        tell_place(s, twins.v[i].sheet, twins.v[i].row, E_TWIN, NULL, NULL, NULL);
    free(twins.v);
    return st == JC_OK ? jc_writer_flush(s->writer, err) : st;
}

static enum jc_status write_file_row(struct jc_session *s, int64_t id, const char *shown, const char *format,
                                     int64_t bytes, const char *sha, struct jc_err *err)
{
    struct jc_val v[] = {jc_val_int(id),      jc_val_int(s->import), jc_val_text(shown),
                         jc_val_text(format), jc_val_int(bytes),     jc_val_text(sha)};
    return jc_writer_row(s->writer, "file", v, JC_LEN(v), err);
}

/* The ids that a file taken back had used are used again by the next. */
static enum jc_status take_back(struct jc_session *s, struct jc_err *err)
{
    int64_t import = s->import;
    jc_writer_free(s->writer);
    jc_dict_free(s->dict);
    s->dict = NULL;
    enum jc_status st = jc_store_unmark(s->store, false, err);
    s->writer = jc_writer_new(s->store);
    s->orgs_changed = s->lists_changed = false;
    if (st == JC_OK)
        st = jc_dict_new(&s->dict, s->store, s->writer, err);
    if (st == JC_OK)
        st = next_ids(s, err);
    s->import = import;
    return st;
}

static void count_file(struct jc_session *s, const struct jc_file_load *f)
{
    for (size_t i = 0; i < f->n; i++) {
        s->total.rows += f->sheets[i].rows;
        s->total.kept += f->sheets[i].kept;
        s->total.rejected += f->sheets[i].rejected;
        s->total.skipped += f->sheets[i].skipped;
    }
    s->total.loaded++;
}

static void report_file(struct jc_session *s, const char *shown, enum jc_file_state state, const struct jc_file_load *f,
                        const struct jc_err *err)
{
    const struct jc_ingest_watch *w = &s->opts->watch;
    if (w->file)
        w->file(w->ctx, shown, state, f ? f->sheets : NULL, f ? f->n : 0, err);
}

/* Status of the file itself; the caller decides what a failed file means for the command. */
static enum jc_status load_marked(struct jc_session *s, struct jc_file_load *f, const char *path, const char *sha,
                                  int64_t bytes, struct jc_err *err)
{
    int64_t first[JC_LEN(s->next_row)];
    struct jc_ident_list idents = {0};
    memcpy(first, s->next_row, sizeof first);
    enum jc_status st = jc_book_open(&f->book, path, err);
    if (st != JC_OK)
        return st;
    f->idents = &idents;
    f->file = s->next_file++;
    f->prepass = bytes < 4 << 20;
    st = write_file_row(s, f->file, f->path, jc_book_format(f->book), bytes, sha, err);
    if (st == JC_OK)
        st = jc_load_book(f, err);
    if (st == JC_OK && s->opts->strict && f->rejected > 0) {
        char n[24];
        snprintf(n, sizeof n, "%lld", (long long)f->rejected);
        st = jc_fail(err, JC_INPUT, E_STRICT, NULL, n, NULL);
    }
    if (st == JC_OK)
        st = settle_file(s, &idents, first, err);
    free(idents.v);
    return st;
}

static bool is_known(struct jc_session *s, const char *sha, struct jc_err *told)
{
    struct jc_stmt *q;
    bool known = false;
    if (jc_stmt_open(&q, s->store, SQL, "import_file_known", NULL) != JC_OK)
        return false;
    jc_stmt_str(q, 1, sha, 64);
    if (jc_stmt_step(q, NULL) == JC_OK && (s->opts->replace == 0 || jc_col_int(q, 1) != s->opts->replace)) {
        char id[24];
        snprintf(id, sizeof id, "%lld", (long long)jc_col_int(q, 1));
        known = true;
        (void)jc_fail(told, JC_INPUT, E_DUPLICATE, NULL, id, jc_col_text(q, 0, NULL));
    }
    jc_stmt_free(q);
    return known;
}

/* Ends the command only for what is wrong with the store or the user's wish to stop. */
static bool is_fatal(enum jc_status st)
{
    return st == JC_INTERRUPTED || st == JC_DB || st == JC_BUSY || st == JC_OUTPUT || st == JC_INTERNAL;
}

static enum jc_status load_file(struct jc_session *s, const char *path, const char *shown, struct jc_err *err)
{
    struct jc_file_load f = {.s = s, .path = shown};
    struct jc_err one = {0};
    char sha[65];
    int64_t bytes;
    s->total.files++;
    enum jc_status st = jc_writer_flush(s->writer, err);
    if (st != JC_OK)
        return st;
    st = jc_sha_file(path, sha, &bytes, &one);
    if (st == JC_OK && is_known(s, sha, &one)) {
        (void)jc_err_place(&one, shown, NULL, NULL);
        s->total.duplicates++;
        report_file(s, shown, JC_FILE_DUPLICATE, NULL, &one);
        return JC_OK;
    }
    enum jc_status mark = jc_store_mark(s->store, err);
    if (mark != JC_OK)
        return mark;
    if (st == JC_OK)
        st = load_marked(s, &f, path, sha, bytes, &one);
    one.file[0] = one.file[0] ? one.file[0] : 0;
    if (st == JC_OK) {
        st = jc_store_unmark(s->store, true, err);
        count_file(s, &f);
        report_file(s, shown, JC_FILE_LOADED, &f, NULL);
    } else if (is_fatal(st)) {
        if (err)
            *err = one;
    } else {
        enum jc_file_state state = st == JC_NOTFOUND ? JC_FILE_UNKNOWN : JC_FILE_REFUSED;
        jc_copy(one.file, sizeof one.file, shown);
        *(state == JC_FILE_UNKNOWN ? &s->total.unknown : &s->total.refused) += 1;
        jc_book_free(f.book);
        f.book = NULL;
        st = take_back(s, err);
        report_file(s, shown, state, NULL, &one);
    }
    jc_book_free(f.book);
    jc_file_load_free(&f);
    return st;
}

/* ---- folders and zips ---------------------------------------------------------------------------------------------- */

static bool has_ending(const char *name, const char *const *list, size_t n)
{
    size_t len = strlen(name);
    for (size_t i = 0; i < n; i++) {
        size_t e = strlen(list[i]);
        if (len > e && strcasecmp(name + len - e, list[i]) == 0)
            return true;
    }
    return false;
}

/* Files that a folder holds beside its tables; named on the command line they are read all the same. */
static bool passed_over(const char *name)
{
    static const char *const other[] = {".md",     ".pdf", ".doc", ".docx", ".png", ".jpg",  ".jpeg", ".db",  ".db-wal",
                                        ".db-shm", ".ini", ".log", ".exe",  ".ppt", ".pptx", ".gif",  ".bak", ".tmp"};
    static const char *const notes[] = {"读我", "说明", "readme"};
    for (size_t i = 0; i < JC_LEN(notes); i++)
        if (strncasecmp(name, notes[i], strlen(notes[i])) == 0 && has_ending(name, (const char *const[]){".txt"}, 1))
            return true;
    return name[0] == '.' || strncmp(name, "~$", 2) == 0 || has_ending(name, other, JC_LEN(other));
}

static enum jc_status load_path(struct jc_session *s, const char *path, const char *shown, bool named,
                                struct jc_err *err);

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static enum jc_status load_folder(struct jc_session *s, const char *path, const char *shown, struct jc_err *err)
{
    char **names = NULL;
    size_t n = 0, cap = 0;
    DIR *dir = opendir(path);
    if (!dir) {
        struct jc_err one;
        (void)jc_fail(&one, JC_IO, E_NO_PATH, NULL, NULL, NULL);
        (void)jc_err_place(&one, shown[0] ? shown : path, NULL, NULL);
        s->total.files++;
        s->total.refused++;
        report_file(s, shown[0] ? shown : path, JC_FILE_REFUSED, NULL, &one);
        return JC_OK;
    }
    for (struct dirent *e; (e = readdir(dir)) != NULL;)
        if (!passed_over(e->d_name)) {
            names = jc_grow(names, &cap, n + 1, sizeof *names);
            names[n++] = jc_strdup(e->d_name);
        }
    closedir(dir);
    if (n)
        qsort(names, n, sizeof *names, by_text); /* the order of a folder is no property of the data */
    enum jc_status st = JC_OK;
    for (size_t i = 0; i < n; i++) {
        struct jc_buf full = {0}, below = {0};
        jc_buf_fmt(&full, "%s/%s", path, names[i]);
        jc_buf_fmt(&below, "%s%s%s", shown, shown[0] ? "/" : "", names[i]);
        if (st == JC_OK)
            st = load_path(s, full.p, below.p, false, err);
        jc_buf_free(&full);
        jc_buf_free(&below);
        free(names[i]);
    }
    free(names);
    return st;
}

static enum jc_status load_zip(struct jc_session *s, struct jc_zip *zip, const char *shown, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (size_t i = 0; i < jc_zip_count(zip) && st == JC_OK; i++) {
        const char *name = jc_zip_name(zip, i), *base = strrchr(name, '/');
        char temp[] = "/tmp/jicai-XXXXXX";
        struct jc_buf below = {0};
        if (passed_over(base ? base + 1 : name))
            continue;
        int fd = mkstemp(temp);
        if (fd < 0)
            return jc_fail(err, JC_OUTPUT, E_NO_PATH, temp, NULL, NULL);
        close(fd);
        jc_buf_fmt(&below, "%s/%s", shown, name);
        struct jc_err one = {0};
        st = jc_zip_extract(zip, i, temp, &one);
        if (st == JC_OK) {
            st = load_file(s, temp, below.p, err);
        } else {
            s->total.files++;
            s->total.refused++;
            jc_copy(one.file, sizeof one.file, below.p);
            report_file(s, below.p, JC_FILE_REFUSED, NULL, &one);
            st = JC_OK;
        }
        (void)unlink(temp);
        jc_buf_free(&below);
    }
    return st;
}

static enum jc_status load_path(struct jc_session *s, const char *path, const char *shown, bool named,
                                struct jc_err *err)
{
    struct stat sb;
    struct jc_zip *zip = NULL;
    struct jc_err one = {0};
    if (jc_interrupted)
        return jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL);
    if (stat(path, &sb) != 0) {
        (void)jc_fail(&one, JC_IO, E_NO_PATH, NULL, NULL, NULL);
        (void)jc_err_place(&one, shown[0] ? shown : path, NULL, NULL);
        s->total.files++;
        s->total.refused++;
        report_file(s, shown[0] ? shown : path, JC_FILE_REFUSED, NULL, &one);
        return JC_OK;
    }
    if (S_ISDIR(sb.st_mode))
        return load_folder(s, path, named ? "" : shown, err);
    if (S_ISREG(sb.st_mode) && jc_zip_open(&zip, path, &one) == JC_OK && zip && jc_zip_count(zip) > 0) {
        enum jc_status st = load_zip(s, zip, shown, err);
        jc_zip_free(zip);
        return st;
    }
    jc_zip_free(zip);
    return load_file(s, path, shown, err);
}

/* ---- the command --------------------------------------------------------------------------------------------------------- */

/* Institutions that the list does not know, told once for each new spelling. */
static enum jc_status tell_unknown(struct jc_session *s, int64_t first_org, struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, s->store, SQL, "inst_unknown", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, first_org);
    while ((st = jc_stmt_step(q, err)) == JC_OK) {
        bool declared = jc_col_int(q, 4) != 0;
        struct jc_buf who = {0}, meant = {0};
        jc_buf_fmt(&who, "%s%s%s", jc_col_text(q, 1, NULL), *jc_col_text(q, 1, NULL) ? " " : "",
                   jc_col_text(q, 2, NULL));
        if (declared)
            jc_buf_fmt(&meant, "%s %s", jc_col_text(q, 5, NULL), jc_col_text(q, 6, NULL));
        else
            jc_buf_str(&meant, jc_col_text(q, 3, NULL));
        struct jc_stmt *where;
        int64_t sheet = 0, row = 0;
        if (jc_stmt_open(&where, s->store, SQL, "org_first", NULL) == JC_OK) {
            jc_stmt_int(where, 1, jc_col_int(q, 0));
            if (jc_stmt_step(where, NULL) == JC_OK) {
                sheet = jc_col_int(where, 0);
                row = jc_col_int(where, 1);
            }
            jc_stmt_free(where);
        }
        tell_place(s, sheet, row,
                   declared    ? E_OTHER_CODE
                   : meant.len ? E_LOST_ZERO
                               : E_UNKNOWN_INST,
                   jc_buf_text(&who), jc_buf_text(&meant), NULL);
        jc_buf_free(&who);
        jc_buf_free(&meant);
    }
    jc_stmt_free(q);
    return st == JC_END ? jc_writer_flush(s->writer, err) : st;
}

static enum jc_status undo_rows(struct jc_store *store, int64_t id, int64_t how, struct jc_err *err);

/* Rows that this command's own and earlier files now replace. */
static enum jc_status count_superseded(struct jc_session *s, struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, s->store, SQL, "superseded", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, s->import);
    if ((st = jc_stmt_step(q, err)) == JC_OK)
        s->total.superseded = jc_col_int(q, 0);
    jc_stmt_free(q);
    return st;
}

static enum jc_status load_all(struct jc_session *s, const char *const *paths, size_t n, struct jc_err *err)
{
    const struct jc_ingest_opts *o = s->opts;
    int64_t replaced = o->replace, first_org = 0;
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, s->store, SQL, "last_org", err);
    if (st == JC_OK && (st = jc_stmt_step(q, err)) == JC_OK)
        first_org = jc_col_int(q, 0) + 1;
    jc_stmt_free(q);
    if (st == JC_OK && replaced) {
        int64_t found = 0;
        st = jc_stmt_open(&q, s->store, SQL, "undo_last", err);
        if (st == JC_OK) {
            jc_stmt_int(q, 1, replaced);
            st = jc_stmt_step(q, err);
            found = st == JC_OK ? jc_col_int(q, 0) : 0;
            jc_stmt_free(q);
        }
        if (!found)
            return jc_fail(err, JC_NOTFOUND, E_NO_IMPORT, NULL, NULL, NULL);
        st = undo_rows(s->store, replaced, 2, err);
    }
    if (st == JC_OK)
        st = run_ids(s->store, "import", s->import, o->now, o->today, replaced, err);
    for (size_t i = 0; i < n && st == JC_OK; i++) {
        const char *slash = strrchr(paths[i], '/');
        const char *base = slash && slash[1] ? slash + 1 : paths[i];
        st = load_path(s, paths[i], base, true, err);
    }
    if (st == JC_OK)
        st = jc_writer_flush(s->writer, err);
    if (st == JC_OK)
        st = tell_unknown(s, first_org, err);
    return st == JC_OK ? count_superseded(s, err) : st;
}

enum jc_status jc_ingest_run(struct jc_ingest_total *out, struct jc_store *store, const char *const *paths, size_t n,
                             const struct jc_ingest_opts *opts, struct jc_err *err)
{
    struct jc_session s = {0};
    *out = (struct jc_ingest_total){0};
    if (opts->kind && !jc_kind_find(opts->kind))
        return jc_kind_unknown(opts->kind, JC_USAGE, err);
    enum jc_status st = jc_ingest_builtin(store, opts->today, opts->now, err);
    if (st == JC_OK)
        st = jc_store_begin(store, err);
    if (st != JC_OK)
        return st;
    st = session_open(&s, store, opts, err);
    if (st == JC_OK)
        st = load_all(&s, paths, n, err);
    session_close(&s);
    bool keep = st == JC_OK && !opts->dry_run && s.total.loaded > 0;
    if (keep)
        st = jc_store_commit(store, err);
    if (!keep || st != JC_OK)
        jc_store_rollback(store);
    if (st == JC_OK && s.total.loaded == 0 && s.total.duplicates == 0 && s.total.files == 0)
        st = jc_fail(err, JC_INPUT, E_NOTHING, NULL, NULL, NULL);
    *out = s.total;
    out->id = keep ? s.import : 0;
    return st;
}

/* ---- undo ------------------------------------------------------------------------------------------------------------------ */

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

static enum jc_status collect_idents(struct jc_store *store, int64_t from, int64_t to, int64_t **list, size_t *n,
                                     size_t *cap, struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, store, SQL, "ident_of_rows", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, from);
    jc_stmt_int(q, 2, to);
    while ((st = jc_stmt_step(q, err)) == JC_OK) {
        *list = jc_grow(*list, cap, *n + 1, sizeof **list);
        (*list)[(*n)++] = jc_col_int(q, 0);
    }
    jc_stmt_free(q);
    if (st == JC_END)
        st = run_ids(store, "ident_delete", from, to, 0, 0, err);
    return st;
}

static enum jc_status undo_rows(struct jc_store *store, int64_t id, int64_t how, struct jc_err *err)
{
    struct jc_stmt *q;
    int64_t *idents = NULL;
    size_t n = 0, cap = 0;
    enum jc_status st = jc_stmt_open(&q, store, SQL, "undo_sheets", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, id);
    while ((st = jc_stmt_step(q, err)) == JC_OK) {
        const struct jc_kind *kind = jc_kind_find(jc_col_text(q, 0, NULL));
        int64_t from = jc_col_int(q, 1), to = jc_col_int(q, 2);
        if (!kind)
            continue;
        if (strcmp(kind->id, "purchase") == 0)
            st = collect_idents(store, from, to, &idents, &n, &cap, err);
        else
            st = JC_OK;
        if (st == JC_OK)
            st = delete_rows(store, kind->table, from, to, err);
        if (st != JC_OK)
            break;
    }
    jc_stmt_free(q);
    if (st == JC_END)
        st = run_ids(store, "undo_files", id, 0, 0, 0, err);
    if (st == JC_OK)
        st = run_ids(store, "undo_mark", id, how, 0, 0, err);
    if (st == JC_OK)
        st = run_ids(store, "undo_issues", id, 0, 0, 0, err);
    for (size_t i = 0; i < jc_kind_count && st == JC_OK; i++)
        if (strcmp(jc_kinds[i].id, "purchase") != 0)
            st = jc_settle_table(store, jc_kinds[i].table, 0, err);
    if (st == JC_OK)
        st = jc_settle_institutions(store, err);
    if (st == JC_OK && n > 0)
        st = jc_settle_again(store, idents, n, err);
    free(idents);
    return st;
}

enum jc_status jc_ingest_undo(struct jc_store *store, int64_t id, int64_t *undone, struct jc_err *err)
{
    struct jc_stmt *q = NULL;
    enum jc_status st = jc_store_begin(store, err);
    if (st != JC_OK)
        return st;
    st = jc_stmt_open(&q, store, SQL, "undo_last", err);
    if (st == JC_OK) {
        jc_stmt_int(q, 1, id);
        st = jc_stmt_step(q, err);
        if (st == JC_END)
            st = jc_fail(err, JC_NOTFOUND, E_NO_IMPORT, NULL, NULL, NULL);
    }
    if (st == JC_OK) {
        *undone = jc_col_int(q, 0);
        jc_stmt_reset(q);
        st = undo_rows(store, *undone, 1, err);
    }
    jc_stmt_free(q);
    if (st == JC_OK)
        st = jc_store_commit(store, err);
    if (st != JC_OK)
        jc_store_rollback(store);
    return st;
}

/* ---- built-in catalogues ------------------------------------------------------------------------------------------------------ */

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
    if (fd < 0 || write(fd, a->data, a->len) != (ssize_t)a->len) {
        if (fd >= 0)
            close(fd);
        return jc_fail(err, JC_IO, E_NO_PATH, a->name, NULL, NULL);
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    jc_buf_fmt(&shown, "内置目录/%s", base ? base + 1 : a->name);
    enum jc_status st = load_file(s, path, shown.p, err);
    jc_buf_free(&shown);
    close(fd);
    return st;
}

enum jc_status jc_ingest_builtin(struct jc_store *store, jc_day today, int64_t now, struct jc_err *err)
{
    int64_t old;
    bool same;
    (void)now;
    enum jc_status st = builtin_known(store, &old, &same, err);
    if (st != JC_OK || same)
        return st;
    struct jc_ingest_opts opts = {.today = today};
    struct jc_session s = {0};
    st = jc_store_begin(store, err);
    if (st != JC_OK)
        return st;
    if (old)
        st = undo_rows(store, old, 2, err);
    if (st == JC_OK)
        st = session_open(&s, store, &opts, err);
    s.builtin = true;
    if (st == JC_OK)
        st = run_ids(store, "import", s.import, -1, today, 0, err);
    const struct jc_asset *a;
    for (size_t i = 0; st == JC_OK && (a = jc_asset_at("catalogs/nvbp", i)) != NULL; i++)
        st = load_asset(&s, a, err);
    if (st == JC_OK)
        st = jc_writer_flush(s.writer, err);
    if (st == JC_OK && s.total.rejected + s.total.refused + s.total.unknown > 0)
        st = jc_fail(err, JC_INTERNAL, E_NO_PATH, "catalogs", NULL, NULL);
    if (s.headers)
        session_close(&s);
    if (st == JC_OK)
        st = jc_store_commit(store, err);
    if (st != JC_OK)
        jc_store_rollback(store);
    return st;
}
