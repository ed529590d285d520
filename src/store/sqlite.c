/* The SQLite driver: connection, transactions, statements of assets. */
#include "store/frame.h"

#include <sys/stat.h>
#include <unistd.h>

enum {
    E_BUSY = 501,
    E_DAMAGED,
    E_NEWER,
    E_FOREIGN,
    E_NO_FILE,
    E_CANNOT_OPEN,
    E_SQL,
    E_NOT_SELECT,
    E_FULL,
    E_EXISTS,
    E_READONLY,
    E_TEXT = 519
};

struct jc_stmt {
    struct jc_store *store;
    sqlite3_stmt *s;
    int bind_rc;
    struct jc_batch given;
    char name[96];
};

/* Translate a SQLite result code; `what` is the asset or action. */
static enum jc_status db_fail(struct jc_err *err, sqlite3 *db, int rc, const char *what)
{
    const char *text = db ? sqlite3_errmsg(db) : sqlite3_errstr(rc);
    switch (rc & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return jc_fail(err, JC_BUSY, E_BUSY, NULL, what, NULL);
    case SQLITE_NOTADB: /* somebody's table, perhaps, after --db: nothing to be deleted */
        return jc_fail(err, JC_DB, E_FOREIGN, NULL, NULL, NULL);
    case SQLITE_CORRUPT:
        return jc_fail(err, JC_DB, E_DAMAGED, NULL, text, NULL);
    case SQLITE_FULL:
    case SQLITE_IOERR:
        return jc_fail(err, JC_OUTPUT, E_FULL, NULL, text, NULL);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return jc_fail(err, JC_OUTPUT, E_READONLY, NULL, text, NULL);
    case SQLITE_CANTOPEN:
        return jc_fail(err, JC_OUTPUT, E_CANNOT_OPEN, NULL, text, NULL);
    case SQLITE_INTERRUPT:
        return jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL);
    default:
        return jc_fail(err, JC_INTERNAL, E_SQL, NULL, what, text);
    }
}

static enum jc_status exec_text(struct jc_store *store, const char *sql, const char *what, struct jc_err *err)
{
    int rc = sqlite3_exec(store->db, sql, NULL, NULL, NULL);
    return rc == SQLITE_OK ? JC_OK : db_fail(err, store->db, rc, what);
}

static int64_t clock_seconds(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec;
}

static int on_progress(void *arg)
{
    const struct jc_store *store = arg;
    return jc_interrupted || (store->deadline && clock_seconds() >= store->deadline);
}

void jc_store_limit(struct jc_store *store, int seconds)
{
    store->deadline = seconds ? clock_seconds() + seconds : 0;
}

static enum jc_status read_pragma(struct jc_store *store, const char *sql, int64_t *out, struct jc_err *err)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(store->db, sql, -1, &s, NULL);
    if (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        *out = sqlite3_column_int64(s, 0);
        rc = SQLITE_OK;
    }
    sqlite3_finalize(s);
    return rc == SQLITE_OK ? JC_OK : db_fail(err, store->db, rc, sql);
}

/* What takes a file from version i to i + 1, and sets its version; a new file is of version 0. */
static const char *const schema_steps[JC_SCHEMA_VERSION] = {
    "sql/schema.sql",    "sql/schema_2.sql",  "sql/schema_3.sql",  "sql/schema_4.sql",  "sql/schema_5.sql",
    "sql/schema_6.sql",  "sql/schema_7.sql",  "sql/schema_8.sql",  "sql/schema_9.sql",  "sql/schema_10.sql",
    "sql/schema_11.sql", "sql/schema_12.sql", "sql/schema_13.sql", "sql/schema_14.sql", "sql/schema_15.sql",
    "sql/schema_16.sql", "sql/schema_17.sql"};

/* The version is asked for again once nobody else can write: another process may have been here. */
static enum jc_status raise_schema(struct jc_store *store, struct jc_err *err)
{
    int64_t version = 0;
    enum jc_status st = jc_store_begin(store, err);
    if (st == JC_OK)
        st = read_pragma(store, "PRAGMA user_version", &version, err);
    for (; st == JC_OK && version < JC_SCHEMA_VERSION; version++)
        st = jc_store_script(store, schema_steps[version], err);
    return st == JC_OK ? jc_store_commit(store, err) : st;
}

/* A new file gets the schema, one of an older version what it lacks; others are checked to be ours and not newer. */
static enum jc_status prepare_schema(struct jc_store *store, const char *path, bool may_create, struct jc_err *err)
{
    int64_t id = 0, version = 0, tables = 0;
    enum jc_status st = read_pragma(store, "PRAGMA application_id", &id, err);
    if (st == JC_OK)
        st = read_pragma(store, "PRAGMA user_version", &version, err);
    if (st == JC_OK)
        st = read_pragma(store, "SELECT count(*) FROM sqlite_schema", &tables, err);
    if (st != JC_OK)
        return st;
    if (tables > 0 && id != JC_APPLICATION_ID)
        return jc_fail(err, JC_DB, E_FOREIGN, NULL, NULL, NULL);
    if (version > JC_SCHEMA_VERSION)
        return jc_fail(err, JC_DB, E_NEWER, NULL, NULL, NULL);
    if (tables > 0)
        return version == JC_SCHEMA_VERSION ? JC_OK : raise_schema(store, err);
    if (!may_create)
        return jc_fail(err, JC_NOTFOUND, E_NO_FILE, path, NULL, NULL);
    char pragma[64];
    snprintf(pragma, sizeof pragma, "PRAGMA application_id = %d", JC_APPLICATION_ID);
    st = exec_text(store, pragma, "application_id", err);
    return st == JC_OK ? raise_schema(store, err) : st;
}

/* Page cache in KiB: small, since an import writes each page once, and what is full early is written while the rest is being read,
 * not all at the end. */
#define OPEN_PRAGMAS                                                                                                   \
    "PRAGMA cache_size = -8192; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF; PRAGMA trusted_schema = ON;"

static enum jc_status set_pragmas(struct jc_store *store, enum jc_store_mode mode, struct jc_err *err)
{
    enum jc_status st = exec_text(store, OPEN_PRAGMAS, "pragma", err);
    if (st == JC_OK && mode == JC_STORE_WRITE)
        st = exec_text(store, "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = FULL;", "pragma", err);
    if (st == JC_OK && mode == JC_STORE_TEMP)
        st = exec_text(store, "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF;", "pragma", err);
    return st;
}

enum jc_status jc_store_open(struct jc_store **out, const char *path, enum jc_store_mode mode, struct jc_err *err)
{
    struct stat sb;
    bool exists = mode != JC_STORE_TEMP && stat(path, &sb) == 0;
    if (mode == JC_STORE_READ && !exists)
        return jc_fail(err, JC_NOTFOUND, E_NO_FILE, path, NULL, NULL);
    if (mode == JC_STORE_WRITE && !exists)
        jc_store_fresh_file(path);
    struct jc_store *store = jc_alloc(sizeof *store);
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); /* nobody asks, and counting takes a lock; refused once it runs */
    int flags = SQLITE_OPEN_READWRITE | (mode == JC_STORE_READ ? 0 : SQLITE_OPEN_CREATE) | SQLITE_OPEN_NOMUTEX;
    /* "" is SQLite's temporary file: it spills to disk and is gone afterwards. */
    int rc = sqlite3_open_v2(mode == JC_STORE_TEMP ? "" : path, &store->db, flags, NULL);
    enum jc_status st = JC_OK;
    if (rc == SQLITE_OK) {
        sqlite3_extended_result_codes(store->db, 1);
        sqlite3_busy_timeout(store->db, 2000);
        sqlite3_progress_handler(store->db, 100000, on_progress, store);
        rc = jc_store_functions(store);
        rc = rc == SQLITE_OK ? jc_store_given(store) : rc;
        rc = rc == SQLITE_OK ? jc_store_frames(store) : rc;
        rc = rc == SQLITE_OK && mode == JC_STORE_TEMP ? jc_store_fresh_copy(store) : rc;
    }
    if (rc != SQLITE_OK)
        st = db_fail(err, store->db, rc, path);
    if (st == JC_OK && mode != JC_STORE_TEMP && !exists)
        st = exec_text(store, "PRAGMA page_size = 8192", "pragma", err);
    if (st == JC_OK)
        st = prepare_schema(store, path, mode != JC_STORE_READ, err);
    if (st == JC_OK)
        st = set_pragmas(store, mode, err);
    if (st != JC_OK) {
        (void)jc_err_place(err, mode == JC_STORE_TEMP ? NULL : path, NULL, NULL);
        jc_store_free(store);
        return st;
    }
    *out = store;
    return JC_OK;
}

void jc_store_free(struct jc_store *store)
{
    if (!store)
        return;
    jc_store_rollback(store);
    sqlite3_close_v2(store->db);
    frames_free(&store->frames);
    free(store);
}

enum jc_status jc_store_begin(struct jc_store *store, struct jc_err *err)
{
    enum jc_status st = exec_text(store, "BEGIN IMMEDIATE", "BEGIN", err);
    store->in_transaction = st == JC_OK;
    return st;
}

enum jc_status jc_store_commit(struct jc_store *store, struct jc_err *err)
{
    enum jc_status st = exec_text(store, "COMMIT", "COMMIT", err);
    if (st == JC_OK)
        store->in_transaction = false;
    return st;
}

void jc_store_rollback(struct jc_store *store)
{
    if (!store->in_transaction)
        return;
    /* A failed ROLLBACK means that SQLite already rolled back by itself. */
    (void)sqlite3_exec(store->db, "ROLLBACK", NULL, NULL, NULL);
    store->in_transaction = false;
}

enum jc_status jc_store_mark(struct jc_store *store, struct jc_err *err)
{
    return exec_text(store, "SAVEPOINT mark", "SAVEPOINT", err);
}

enum jc_status jc_store_unmark(struct jc_store *store, bool keep, struct jc_err *err)
{
    return exec_text(store, keep ? "RELEASE mark" : "ROLLBACK TO mark; RELEASE mark", "RELEASE", err);
}

enum jc_status jc_store_script(struct jc_store *store, const char *asset, struct jc_err *err)
{
    const struct jc_asset *a = jc_asset_find(asset);
    if (!a)
        return jc_fail(err, JC_INTERNAL, E_SQL, NULL, asset, "no such asset");
    return exec_text(store, a->data, asset, err);
}

enum jc_status jc_store_frame(struct jc_frame **out, struct jc_store *store, const char *name, struct jc_err *err)
{
    *out = frame_find_name(store->frames, name);
    return *out ? JC_OK : jc_fail(err, JC_INTERNAL, E_SQL, NULL, name, "no such frame");
}

enum jc_status jc_store_verify(struct jc_store *store, bool deep, struct jc_err *err)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v2(store->db, deep ? "PRAGMA integrity_check(1)" : "PRAGMA quick_check(1)", -1, &s, NULL);
    enum jc_status st = JC_OK;
    if (rc == SQLITE_OK && (rc = sqlite3_step(s)) == SQLITE_ROW) {
        const char *text = (const char *)sqlite3_column_text(s, 0);
        if (!text || strcmp(text, "ok") != 0)
            st = jc_fail(err, JC_DB, E_DAMAGED, NULL, text ? text : "", NULL);
    } else {
        st = db_fail(err, store->db, rc, "integrity_check");
    }
    sqlite3_finalize(s);
    return st;
}

enum jc_status jc_store_backup(struct jc_store *store, const char *to, struct jc_err *err)
{
    struct stat sb;
    if (stat(to, &sb) == 0)
        return jc_fail(err, JC_OUTPUT, E_EXISTS, to, NULL, NULL);
    sqlite3 *copy = NULL;
    int rc = sqlite3_open_v2(to, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);
    if (rc == SQLITE_OK) {
        sqlite3_backup *b = sqlite3_backup_init(copy, "main", store->db, "main");
        int step = b ? sqlite3_backup_step(b, -1) : sqlite3_errcode(copy);
        rc = b ? sqlite3_backup_finish(b) : step;
        if (rc == SQLITE_OK && step != SQLITE_DONE) /* a lock: for finish no error, but the copy is not whole */
            rc = step;
    }
    enum jc_status st = rc == SQLITE_OK ? JC_OK : db_fail(err, copy, rc, to);
    if (sqlite3_close_v2(copy) != SQLITE_OK && st == JC_OK)
        st = jc_fail(err, JC_OUTPUT, E_FULL, to, NULL, NULL);
    if (st != JC_OK && rc != SQLITE_CANTOPEN)
        (void)unlink(to);
    return st;
}

/* ---- statements ------------------------------------------------------------------------------------ */

/* The text from the line after "-- @part" up to the next "-- @" line or the end. */
static const char *find_part(const struct jc_asset *a, const char *part, size_t *n)
{
    size_t plen = strlen(part);
    const char *end = a->data + a->len;
    for (const char *p = a->data; p < end;) {
        const char *eol = memchr(p, '\n', (size_t)(end - p));
        if (!eol)
            eol = end;
        if ((size_t)(eol - p) == plen + 4 && memcmp(p, "-- @", 4) == 0 && memcmp(p + 4, part, plen) == 0) {
            const char *from = eol < end ? eol + 1 : end;
            const char *next = strstr(from, "\n-- @");
            *n = (size_t)((next ? next : end) - from);
            return from;
        }
        p = eol < end ? eol + 1 : end;
    }
    return NULL;
}

static enum jc_status prepare(struct jc_stmt **out, struct jc_store *store, const char *sql, size_t n, const char *name,
                              const char **tail, struct jc_err *err)
{
    sqlite3_stmt *s = NULL;
    int rc = sqlite3_prepare_v3(store->db, sql, (int)n, SQLITE_PREPARE_PERSISTENT, &s, tail);
    if (rc != SQLITE_OK || !s)
        return db_fail(err, store->db, rc == SQLITE_OK ? SQLITE_ERROR : rc, name);
    struct jc_stmt *stmt = jc_alloc(sizeof *stmt);
    stmt->store = store;
    stmt->s = s;
    jc_copy(stmt->name, sizeof stmt->name, name);
    *out = stmt;
    return JC_OK;
}

enum jc_status jc_stmt_open(struct jc_stmt **out, struct jc_store *store, const char *asset, const char *part,
                            struct jc_err *err)
{
    const struct jc_asset *a = jc_asset_find(asset);
    size_t n = a ? a->len : 0;
    const char *sql = a ? a->data : NULL;
    if (a && part)
        sql = find_part(a, part, &n);
    char name[96];
    snprintf(name, sizeof name, "%s%s%s", asset, part ? "@" : "", part ? part : "");
    if (!sql)
        return jc_fail(err, JC_INTERNAL, E_SQL, NULL, name, "no such asset");
    return prepare(out, store, sql, n, name, NULL, err);
}

/* What a user's statement may do. Asked while it is prepared, when some pragmas take effect already. */
static int only_read(void *unused, int action, const char *a, const char *b, const char *c, const char *d)
{
    (void)unused, (void)a, (void)b, (void)c, (void)d;
    bool read =
        action == SQLITE_SELECT || action == SQLITE_READ || action == SQLITE_FUNCTION || action == SQLITE_RECURSIVE;
    return read ? SQLITE_OK : SQLITE_DENY;
}

/* A user's statement that is not understood: what SQLite says, and the line. */
static enum jc_status bad_text(struct jc_store *store, const char *sql, struct jc_err *err)
{
    int rc = sqlite3_errcode(store->db);
    if (rc == SQLITE_AUTH || rc == SQLITE_OK) /* forbidden, or nothing but comments */
        return jc_fail(err, JC_CONFIG, E_NOT_SELECT, NULL, NULL, NULL);
    int offset = sqlite3_error_offset(store->db), line = 1;
    char cell[24];
    enum jc_status st = jc_fail(err, JC_CONFIG, E_TEXT, NULL, sqlite3_errmsg(store->db), NULL);
    for (int i = 0; i < offset; i++)
        line += sql[i] == '\n';
    snprintf(cell, sizeof cell, "%d", line);
    if (offset >= 0)
        (void)jc_err_place(err, NULL, NULL, cell);
    return st;
}

enum jc_status jc_stmt_text_open(struct jc_stmt **out, struct jc_store *store, const char *sql, bool user,
                                 struct jc_err *err)
{
    const char *tail = NULL;
    struct jc_stmt *stmt = NULL;
    if (user)
        (void)sqlite3_set_authorizer(store->db, only_read, NULL);
    enum jc_status st = prepare(&stmt, store, sql, strlen(sql), "SQL", &tail, err);
    if (user)
        (void)sqlite3_set_authorizer(store->db, NULL, NULL);
    if (st != JC_OK)
        return user ? bad_text(store, sql, err) : st;
    while (tail && (*tail == ';' || *tail == ' ' || *tail == '\n' || *tail == '\t' || *tail == '\r'))
        tail++;
    if (user && (!sqlite3_stmt_readonly(stmt->s) || sqlite3_column_count(stmt->s) == 0 || (tail && *tail))) {
        jc_stmt_free(stmt);
        return jc_fail(err, JC_CONFIG, E_NOT_SELECT, NULL, NULL, NULL);
    }
    *out = stmt;
    return JC_OK;
}

void jc_stmt_free(struct jc_stmt *stmt)
{
    if (!stmt)
        return;
    (void)sqlite3_finalize(stmt->s); /* repeats the error of the last step, which was reported */
    free(stmt);
}

static void bound(struct jc_stmt *stmt, int rc)
{
    if (rc != SQLITE_OK)
        stmt->bind_rc = rc;
}

void jc_stmt_int(struct jc_stmt *stmt, int i, int64_t v)
{
    bound(stmt, sqlite3_bind_int64(stmt->s, i, v));
}

void jc_stmt_str(struct jc_stmt *stmt, int i, const char *s, size_t n)
{
    bound(stmt, s ? sqlite3_bind_text(stmt->s, i, s, (int)n, SQLITE_STATIC) : sqlite3_bind_null(stmt->s, i));
}

void jc_stmt_give(struct jc_stmt *stmt, const struct jc_batch *batch)
{
    stmt->given = *batch;
}

int jc_stmt_index(struct jc_stmt *stmt, const char *name)
{
    return sqlite3_bind_parameter_index(stmt->s, name);
}

enum jc_status jc_stmt_step(struct jc_stmt *stmt, struct jc_err *err)
{
    stmt->store->given = stmt->given;
    int rc = stmt->bind_rc != SQLITE_OK ? stmt->bind_rc : sqlite3_step(stmt->s);
    if (rc == SQLITE_ROW)
        return JC_OK;
    enum jc_status st = rc == SQLITE_DONE ? JC_END : db_fail(err, stmt->store->db, rc, stmt->name);
    jc_stmt_reset(stmt);
    return st;
}

enum jc_status jc_stmt_run(struct jc_stmt *stmt, struct jc_err *err)
{
    enum jc_status st;
    while ((st = jc_stmt_step(stmt, err)) == JC_OK)
        ;
    return st == JC_END ? JC_OK : st;
}

void jc_stmt_reset(struct jc_stmt *stmt)
{
    (void)sqlite3_reset(stmt->s); /* repeats the error of the last step, which was reported */
    stmt->bind_rc = SQLITE_OK;
    stmt->given = (struct jc_batch){0};
}

enum jc_status jc_stmt_scan(struct jc_stmt *stmt, jc_pick_fn *pick, jc_scan_fn *fn, void *arg, struct jc_err *err)
{
    stmt->store->row_fn = fn;
    stmt->store->pick_fn = pick;
    stmt->store->row_arg = arg;
    enum jc_status st = jc_stmt_run(stmt, err);
    stmt->store->row_fn = NULL;
    stmt->store->pick_fn = NULL;
    return st;
}

int64_t jc_store_rowid(struct jc_store *store)
{
    return sqlite3_last_insert_rowid(store->db);
}

int jc_col_count(struct jc_stmt *stmt)
{
    return sqlite3_column_count(stmt->s);
}

const char *jc_col_name(struct jc_stmt *stmt, int i)
{
    return sqlite3_column_name(stmt->s, i);
}

bool jc_col_null(struct jc_stmt *stmt, int i)
{
    return sqlite3_column_type(stmt->s, i) == SQLITE_NULL;
}

int64_t jc_col_int(struct jc_stmt *stmt, int i)
{
    return sqlite3_column_int64(stmt->s, i);
}

const char *jc_col_text(struct jc_stmt *stmt, int i, size_t *n)
{
    const char *s = (const char *)sqlite3_column_text(stmt->s, i);
    if (n)
        *n = s ? (size_t)sqlite3_column_bytes(stmt->s, i) : 0;
    return s ? s : "";
}
