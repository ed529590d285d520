/* The command: one transaction, one mark for a file, so that a file that fails is taken back as a whole. */
#include "jicai/ingest.h"

#include "ingest/aside.h"
#include "ingest/feedback.h"
#include "ingest/import.h"
#include "ingest/notice.h"
#include "ingest/settle.h"

#include <pthread.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    E_DUPLICATE = 316,
    E_UNKNOWN_INST = 326,
    E_OTHER_NAME = 332,
    E_OTHER_CODE = 337,
    E_NEAR_INST,
    E_STRICT = 347,
    E_NOTHING = 355,
    E_NO_IMPORT,
    E_OVERLAP = 364,
    E_LEFT_BEHIND = 393,
    E_CHANGED = 912,
    E_UNHELD = 962,
    E_SEVERAL_CODES = 975,
    E_ALIAS_UNLISTED,
    E_OWN_REPORT = 384,
    E_OWN_PASSED = 977
};

#define SQL "sql/settle.sql"

/* ---- session ------------------------------------------------------------------------------------------------- */

/* The id of the next row of a kind: what a sheet had that was taken back stays its own. */
static enum jc_status next_row(struct jc_session *s, size_t kind, struct jc_err *err)
{
    struct jc_stmt *q;
    char sql[160];
    snprintf(
        sql, sizeof sql,
        "SELECT max(coalesce((SELECT max(id) FROM %s), 0), coalesce(max(id_to), 0)) + 1 FROM sheet WHERE kind = ?1",
        jc_kinds[kind].table);
    enum jc_status st = jc_stmt_text_open(&q, s->store, sql, false, err);
    if (st != JC_OK)
        return st;
    jc_stmt_str(q, 1, jc_kinds[kind].id, strlen(jc_kinds[kind].id));
    st = jc_stmt_step(q, err);
    if (st == JC_OK)
        s->next_row[kind] = jc_col_int(q, 0);
    jc_stmt_free(q);
    return st;
}

static enum jc_status next_ids(struct jc_session *s, struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, s->store, SQL, "next_ids", err);
    if (st != JC_OK)
        return st;
    st = jc_stmt_step(q, err);
    if (st == JC_OK) {
        s->next_import = jc_col_int(q, 0);
        s->next_file = jc_col_int(q, 1);
        s->next_sheet = jc_col_int(q, 2);
        s->next_issue = jc_col_int(q, 3);
    }
    jc_stmt_free(q);
    for (size_t i = 0; i < jc_kind_count && st == JC_OK; i++)
        st = next_row(s, i, err);
    return st;
}

enum jc_status jc_import_exec(struct jc_store *store, const char *part, const int64_t *v, int n, struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, store, SQL, part, err);
    if (st != JC_OK)
        return st;
    for (int i = 0; i < n; i++)
        jc_stmt_int(q, i + 1, v[i]);
    st = jc_stmt_run(q, err);
    jc_stmt_free(q);
    return st;
}

/* The first column of the first row of a part of settle.sql; 0 where there is none. */
static enum jc_status query_int(struct jc_store *store, const char *part, const int64_t *arg, int64_t *out,
                                struct jc_err *err)
{
    struct jc_stmt *q;
    *out = 0;
    enum jc_status st = jc_stmt_open(&q, store, SQL, part, err);
    if (st != JC_OK)
        return st;
    if (arg)
        jc_stmt_int(q, 1, *arg);
    st = jc_stmt_step(q, err);
    if (st == JC_OK)
        *out = jc_col_int(q, 0);
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

/* What rounds are called in the catalogues that are there. */
static enum jc_status load_rounds(struct jc_session *s, struct jc_err *err)
{
    struct jc_stmt *q;
    jc_rounds_free(s->rounds);
    s->rounds = jc_rounds_new();
    enum jc_status st = jc_stmt_open(&q, s->store, "sql/dict.sql", "rounds", err);
    if (st != JC_OK)
        return st;
    while ((st = jc_stmt_step(q, err)) == JC_OK) {
        struct jc_span code, name;
        code.p = jc_col_text(q, 0, &code.n);
        name.p = jc_col_text(q, 1, &name.n);
        jc_rounds_add(s->rounds, code, name, jc_col_int(q, 2) != 0);
    }
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

enum jc_status jc_session_open(struct jc_session *s, struct jc_store *store, const struct jc_ingest_opts *opts,
                               struct jc_err *err)
{
    *s = (struct jc_session){.store = store, .opts = opts};
    s->writer = jc_writer_new(store);
    enum jc_status st = jc_headers_new(&s->headers, opts->profile, err);
    if (st == JC_OK)
        st = next_ids(s, err);
    s->import = s->next_import;
    if (st == JC_OK)
        st = load_rounds(s, err);
    return st == JC_OK ? jc_dict_new(&s->dict, store, s->writer, err) : st;
}

void jc_session_close(struct jc_session *s)
{
    jc_writer_free(s->writer);
    jc_dict_free(s->dict);
    jc_headers_free(s->headers);
    jc_rounds_free(s->rounds);
    s->rounds = NULL;
    free(s->org.v);
    jc_seen_free(&s->seen);
    jc_goods_free(&s->goods);
    free(s->folders.v);
    jc_buf_free(&s->source);
    for (size_t i = 0; i < s->postponed.n; i++) {
        if (s->postponed.v[i].unpacked)
            (void)unlink(s->postponed.v[i].path);
        free(s->postponed.v[i].path);
        free(s->postponed.v[i].shown);
        free(s->postponed.v[i].source);
    }
    free(s->postponed.v);
    s->postponed.v = NULL;
    s->postponed.n = 0;
    s->org.v = NULL;
    s->folders.v = NULL;
}

/* ---- one file -------------------------------------------------------------------------------------------------- */

/* Its hash is not known yet; a file that is refused never gets one. */
static enum jc_status write_file_row(struct jc_session *s, int64_t id, const char *shown, const char *format,
                                     int64_t bytes, bool live, struct jc_err *err)
{
    struct jc_val v[] = {jc_val_int(id),     jc_val_int(s->import),
                         jc_val_text(shown), jc_val_text(format),
                         jc_val_int(bytes),  jc_val_text(""),
                         jc_val_int(live),   s->source.len ? jc_val_text(jc_buf_text(&s->source)) : jc_val_null()};
    return jc_writer_row(s->writer, "file", v, JC_LEN(v), err);
}

/* The hash of a file, made on a thread of its own while the file is read. */
struct hashing {
    const char *path;
    char sha[65];
    int64_t bytes;
    enum jc_status st;
    struct jc_err err;
    struct stat before;
    pthread_t thread;
    bool running;
};

static void *hash(void *arg)
{
    struct hashing *h = arg;
    h->st = jc_sha_file(h->path, h->sha, &h->bytes, &h->err);
    return NULL;
}

static void hash_begin(struct hashing *h, const char *path)
{
    *h = (struct hashing){.path = path};
    (void)stat(path, &h->before); /* reading it tells what is wrong */
    h->running = pthread_create(&h->thread, NULL, hash, h) == 0;
    if (!h->running)
        (void)hash(h);
}

static enum jc_status hash_end(struct hashing *h, struct jc_err *err)
{
    if (h->running)
        (void)pthread_join(h->thread, NULL);
    h->running = false;
    if (h->st != JC_OK && err)
        *err = h->err;
    return h->st;
}

/* What is being copied or exported: the hash may be that of a part, and what comes behind it was not read. */
static enum jc_status check_unchanged(const struct hashing *h, struct jc_err *err)
{
    struct stat now;
    const struct timespec *was = &h->before.st_mtim;
    bool same = stat(h->path, &now) == 0 && now.st_size == h->before.st_size && now.st_mtim.tv_sec == was->tv_sec &&
                now.st_mtim.tv_nsec == was->tv_nsec;
    return same ? JC_OK : jc_fail(err, JC_INPUT, E_CHANGED, NULL, NULL, NULL);
}

static enum jc_status write_hash(struct jc_session *s, int64_t file, struct hashing *h, struct jc_err *err)
{
    struct jc_stmt *q = NULL;
    enum jc_status st = hash_end(h, err);
    if (st == JC_OK)
        st = jc_writer_flush(s->writer, err);
    if (st == JC_OK)
        st = jc_stmt_open(&q, s->store, SQL, "file_hash", err);
    if (st == JC_OK) {
        jc_stmt_int(q, 1, file);
        jc_stmt_str(q, 2, h->sha, strlen(h->sha));
        jc_stmt_int(q, 3, h->bytes);
        st = jc_stmt_run(q, err);
    }
    jc_stmt_free(q);
    return st;
}

/* The dictionary without what a file taken back had added; most of those files are no tables of ours, and add nothing. */
static enum jc_status restore_dict(struct jc_session *s, size_t spellings, struct jc_err *err)
{
    if (jc_dict_count(s->dict) == spellings) {
        jc_dict_write_to(s->dict, s->writer);
        return JC_OK;
    }
    jc_dict_free(s->dict);
    s->dict = NULL;
    return jc_dict_new(&s->dict, s->store, s->writer, err);
}

/* The ids that a file taken back had used are used again by the next. */
static enum jc_status take_back(struct jc_session *s, size_t orgs, size_t spellings, struct jc_err *err)
{
    jc_writer_free(s->writer);
    enum jc_status st = jc_store_unmark(s->store, false, err);
    s->writer = jc_writer_new(s->store);
    s->orgs_changed = s->lists_changed = false;
    s->org.n = orgs;
    if (st == JC_OK)
        st = load_rounds(s, err);
    if (st == JC_OK)
        st = restore_dict(s, spellings, err);
    return st == JC_OK ? next_ids(s, err) : st;
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

enum jc_status jc_import_leave_out(struct jc_session *s, const char *shown, struct jc_issue *i, struct jc_err *err)
{
    i->file = s->next_file++;
    (void)jc_err_place(&i->what, shown, NULL, NULL);
    enum jc_status st = write_file_row(s, i->file, shown, "", 0, false, err);
    return st == JC_OK ? jc_issue_write(s, i, err) : st;
}

/* A report of ours in the folder that is read: nobody meant it to be. */
static enum jc_status pass_own(struct jc_session *s, const char *shown, struct jc_err *err)
{
    struct jc_issue i = {0};
    (void)jc_fail(&i.what, JC_INPUT, E_OWN_PASSED, NULL, NULL, NULL);
    return jc_import_leave_out(s, shown, &i, err);
}

enum jc_status jc_import_refuse(struct jc_session *s, const char *shown, enum jc_status why, struct jc_err *what,
                                struct jc_err *err)
{
    bool unknown = why == JC_NOTFOUND;
    struct jc_issue i = {.told = true};
    if (what->code == E_OWN_REPORT && s->within)
        return pass_own(s, shown, err);
    *(unknown ? &s->total.unknown : &s->total.refused) += 1;
    jc_copy(what->file, sizeof what->file, shown);
    report_file(s, shown, unknown ? JC_FILE_UNKNOWN : JC_FILE_REFUSED, NULL, what);
    i.what = *what;
    return jc_import_leave_out(s, shown, &i, err);
}

/* What was refused there before is gone: nothing is to be said of what lies there now. */
static enum jc_status leave_trace(struct jc_session *s, const char *shown, struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_writer_flush(s->writer, err);
    if (st == JC_OK)
        st = jc_stmt_open(&q, s->store, SQL, "refused_there", err);
    if (st != JC_OK)
        return st;
    jc_stmt_str(q, 1, jc_buf_text(&s->source), s->source.len);
    st = jc_stmt_step(q, err);
    jc_stmt_free(q);
    if (st == JC_OK)
        return write_file_row(s, s->next_file++, shown, "", 0, false, err);
    return st == JC_END ? JC_OK : st;
}

/* The same file as before is what a monthly import finds; under another name it is a copy that somebody meant to be another. */
static enum jc_status pass_known(struct jc_session *s, const char *shown, struct jc_err *what, struct jc_err *err)
{
    struct jc_issue i = {.told = true};
    jc_copy(what->file, sizeof what->file, shown);
    s->total.duplicates++;
    report_file(s, shown, JC_FILE_DUPLICATE, NULL, what);
    i.what = *what;
    return strcmp(what->arg[1], shown) == 0 ? leave_trace(s, shown, err) : jc_import_leave_out(s, shown, &i, err);
}

#define PREPASS_BYTES (4 << 20) /* merged blocks of a larger file are not looked up: they are typed by hand */

/* Status of the file itself; the caller decides what a failed file means for the command. */
static enum jc_status load_marked(struct jc_session *s, struct jc_file_load *f, struct hashing *h, int64_t bytes,
                                  struct jc_err *err)
{
    int64_t first[JC_LEN(s->next_row)];
    struct jc_ident_list idents = {0};
    memcpy(first, s->next_row, sizeof first);
    f->idents = &idents;
    f->prepass = bytes < PREPASS_BYTES;
    f->file = s->next_file++;
    enum jc_status st = write_file_row(s, f->file, f->path, jc_book_format(f->book), bytes, true, err);
    if (st == JC_OK)
        st = s->opts->feedback ? jc_feedback_book(f, err) : jc_load_book(f, err);
    if (st == JC_OK && s->opts->strict && f->rejected > 0) {
        char n[24];
        snprintf(n, sizeof n, "%lld", (long long)f->rejected);
        st = jc_fail(err, JC_INPUT, E_STRICT, NULL, n, NULL);
    }
    if (st == JC_OK)
        st = write_hash(s, f->file, h, err);
    if (st == JC_OK)
        st = check_unchanged(h, err);
    if (st == JC_OK)
        st = jc_settle_file(s, f, &idents, first, err);
    free(idents.v);
    return st;
}

/* Is a file of these bytes loaded and not undone? Then `told` says so. */
static enum jc_status find_known(struct jc_session *s, const char *sha, bool *known, struct jc_err *told,
                                 struct jc_err *err)
{
    struct jc_stmt *q;
    *known = false;
    enum jc_status st = jc_stmt_open(&q, s->store, SQL, "import_file_known", err);
    if (st != JC_OK)
        return st;
    jc_stmt_str(q, 1, sha, 64);
    st = jc_stmt_step(q, err);
    if (st == JC_OK) {
        char id[24];
        snprintf(id, sizeof id, "%lld", (long long)jc_col_int(q, 1));
        *known = true;
        (void)jc_fail(told, JC_INPUT, E_DUPLICATE, NULL, id, jc_col_text(q, 0, NULL));
    }
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

/* Only a file of the same size can be the same: where there is none, nobody has to wait for the hash. */
static enum jc_status find_size(struct jc_session *s, const char *path, int64_t *bytes, bool *seen, struct jc_err *err)
{
    struct stat sb;
    struct jc_stmt *q;
    *seen = true;
    *bytes = 0;
    if (stat(path, &sb) != 0 || !S_ISREG(sb.st_mode))
        return JC_OK; /* reading it tells what is wrong */
    *bytes = (int64_t)sb.st_size;
    enum jc_status st = jc_stmt_open(&q, s->store, SQL, "import_size_known", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, *bytes);
    st = jc_stmt_step(q, err);
    *seen = st == JC_OK;
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

/* Ends the command only for what is wrong with the store or the user's wish to stop. */
static bool is_fatal(enum jc_status st)
{
    return st == JC_INTERRUPTED || st == JC_DB || st == JC_BUSY || st == JC_OUTPUT || st == JC_INTERNAL;
}

static enum jc_status load_book(struct jc_session *s, struct jc_file_load *f, struct hashing *h, int64_t bytes,
                                struct jc_err *err)
{
    struct jc_err one = {0};
    const size_t orgs = s->org.n, spellings = jc_dict_count(s->dict);
    enum jc_status st = jc_store_mark(s->store, err);
    if (st != JC_OK)
        return st;
    st = load_marked(s, f, h, bytes, &one);
    if (st == JC_OK) {
        st = jc_store_unmark(s->store, true, err);
        count_file(s, f);
        report_file(s, f->path, JC_FILE_LOADED, f, NULL);
        return st;
    }
    if (is_fatal(st)) {
        if (err)
            *err = one;
        return st;
    }
    enum jc_status why = st;
    st = take_back(s, orgs, spellings, err);
    if (f->postponed)
        return st;
    return st == JC_OK ? jc_import_refuse(s, f->path, why, &one, err) : st;
}

static void postpone(struct jc_session *s, const char *path, const char *shown)
{
    s->postponed.v = jc_grow(s->postponed.v, &s->postponed.cap, s->postponed.n + 1, sizeof *s->postponed.v);
    s->postponed.v[s->postponed.n++] =
        (struct jc_postponed){jc_strdup(path), jc_strdup(shown), jc_strdup(jc_buf_text(&s->source)), false};
    s->total.files--; /* it is counted when it comes again */
}

bool jc_import_keeps(struct jc_session *s, const char *path)
{
    for (size_t i = 0; i < s->postponed.n; i++)
        if (strcmp(s->postponed.v[i].path, path) == 0)
            return s->postponed.v[i].unpacked = true;
    return false;
}

/* The files that wait for the catalogues of the others, when all others are read. */
static enum jc_status import_postponed(struct jc_session *s, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    s->late = true;
    for (size_t i = 0; i < s->postponed.n && st == JC_OK; i++) {
        const struct jc_postponed *p = &s->postponed.v[i];
        jc_buf_clear(&s->source);
        jc_buf_str(&s->source, p->source);
        st = jc_import_file(s, p->path, p->shown, err);
    }
    return st;
}

enum jc_status jc_import_file(struct jc_session *s, const char *path, const char *shown, struct jc_err *err)
{
    struct jc_file_load f = {.s = s, .path = shown};
    struct jc_err one = {0};
    struct hashing h;
    int64_t bytes;
    bool seen, known = false;
    s->total.files++;
    enum jc_status st = jc_writer_flush(s->writer, err), read = JC_OK;
    if (st == JC_OK)
        st = find_size(s, path, &bytes, &seen, err);
    if (st != JC_OK)
        return st;
    hash_begin(&h, path);
    if (seen)
        read = hash_end(&h, &one);
    if (seen && read == JC_OK)
        st = find_known(s, h.sha, &known, &one, err);
    if (st != JC_OK)
        return st;
    if (known)
        return pass_known(s, shown, &one, err);
    if (read == JC_OK) {
        read = jc_book_open(&f.book, path, &one);
        if (read != JC_OK && hash_end(&h, NULL) != JC_OK)
            read = hash_end(&h, &one); /* what ails the file itself goes first */
    }
    if (read == JC_OK) {
        st = load_book(s, &f, &h, bytes, err);
        (void)hash_end(&h, NULL);
        if (st == JC_OK && f.postponed)
            postpone(s, path, shown);
    } else if (is_fatal(read)) {
        if (err)
            *err = one;
        st = read;
    } else {
        st = jc_import_refuse(s, shown, read, &one, err);
    }
    jc_file_load_free(&f);
    jc_book_free(f.book);
    return st;
}

/* ---- the command --------------------------------------------------------------------------------------------------------- */

/* Where a spelling of an institution was first met in this import. */
static const struct jc_org_place *first_place(const struct jc_session *s, int64_t org)
{
    for (size_t i = 0; i < s->org.n; i++)
        if (s->org.v[i].org == org)
            return &s->org.v[i];
    return NULL;
}

/* The nearest of a list, two where both are as near; one of many is nobody's guess. */
static enum jc_status find_near(struct jc_buf *out, struct jc_store *store, const char *code, const char *key,
                                struct jc_err *err)
{
    struct jc_buf name[3] = {{0}};
    int64_t apart[3] = {0};
    size_t n = 0;
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, store, SQL, "inst_near", err);
    if (st != JC_OK)
        return st;
    jc_stmt_str(q, 1, code, strlen(code));
    jc_stmt_str(q, 2, key, strlen(key));
    for (; n < JC_LEN(name) && (st = jc_stmt_step(q, err)) == JC_OK; n++) {
        jc_buf_str(&name[n], jc_col_text(q, 0, NULL));
        apart[n] = jc_col_int(q, 1);
    }
    jc_stmt_free(q);
    bool both = n > 1 && apart[1] == apart[0], many = n > 2 && both && apart[2] == apart[0];
    if (n && !many)
        jc_buf_fmt(out, "%s%s%s", jc_buf_text(&name[0]), both ? "、" : "", both ? jc_buf_text(&name[1]) : "");
    for (size_t i = 0; i < JC_LEN(name); i++)
        jc_buf_free(&name[i]);
    return st == JC_END ? JC_OK : st;
}

/* 约定采购量、采购明细: what does not count for the one of the list as long as nobody says that they are one. */
static enum jc_status list_kinds(struct jc_buf *out, struct jc_store *store, int64_t org, struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, store, SQL, "org_kinds", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, org);
    while ((st = jc_stmt_step(q, err)) == JC_OK) {
        const struct jc_kind *kind = jc_kind_find(jc_col_text(q, 0, NULL));
        if (kind)
            jc_buf_fmt(out, "%s%s", out->len ? "、" : "", kind->zh);
    }
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

/* The list has its name, or that of its alias, for several codes; or nobody of that alias. False: neither. */
static bool say_listed(struct jc_notices *told, const char *who, const char *name, const char *meant, const char *codes)
{
    bool declared_twice = *codes != '\0';
    if (declared_twice)
        (void)jc_notice_add(told, E_SEVERAL_CODES, *meant ? meant : name, codes, NULL);
    else if (*meant)
        (void)jc_notice_add(told, E_ALIAS_UNLISTED, who, meant, NULL);
    return declared_twice || *meant;
}

/* Of @inst_unknown: an institution that no list knows, or whose code it has for another one. */
static enum jc_status say_unknown(struct jc_session *s, struct jc_notices *told, struct jc_stmt *q, struct jc_err *err)
{
    bool declared = jc_col_int(q, 4) != 0;
    struct jc_buf who = {0}, meant = {0}, kinds = {0};
    const char *code = jc_col_text(q, 1, NULL), *name = jc_col_text(q, 2, NULL);
    enum jc_status st = JC_OK;
    jc_buf_fmt(&who, "%s%s%s", code, *code && *name ? " " : "", name);
    if (!declared && say_listed(told, jc_buf_text(&who), name, jc_col_text(q, 7, NULL), jc_col_text(q, 8, NULL))) {
        jc_buf_free(&who);
        return JC_OK;
    }
    if (declared)
        jc_buf_fmt(&meant, "%s %s", jc_col_text(q, 5, NULL), jc_col_text(q, 6, NULL));
    else if (told->n < JC_NOTICES_MAX) /* thousands that no list has are no slips, and each is held against all of it */
        st = find_near(&meant, s->store, code, jc_col_text(q, 3, NULL), err);
    else
        told->unheld++;
    int what = declared ? E_OTHER_CODE : meant.len ? E_NEAR_INST : E_UNKNOWN_INST;
    if (st == JC_OK && what == E_NEAR_INST)
        st = list_kinds(&kinds, s->store, jc_col_int(q, 0), err);
    (void)jc_notice_add(told, what, jc_buf_text(&who), jc_buf_text(&meant), jc_buf_text(&kinds));
    jc_buf_free(&kinds);
    jc_buf_free(&who);
    jc_buf_free(&meant);
    return st;
}

/* Of @inst_other_name: the code of one institution beside the name of another. */
static enum jc_status say_other_name(struct jc_session *s, struct jc_notices *told, struct jc_stmt *q,
                                     struct jc_err *err)
{
    (void)s, (void)err;
    (void)jc_notice_add(told, E_OTHER_NAME, jc_col_text(q, 1, NULL), jc_col_text(q, 2, NULL), NULL);
    return JC_OK;
}

/* Nobody is to believe of a name that is told without a like one (E326) that none is like it, where it was not looked for. */
static void tell_unheld(struct jc_notices *told)
{
    char n[24], max[24];
    if (told->unheld == 0)
        return;
    snprintf(n, sizeof n, "%zu", told->unheld);
    snprintf(max, sizeof max, "%d", JC_NOTICES_MAX);
    (void)jc_notice_add(told, E_UNHELD, n, max, NULL);
}

/* What is to be said of spellings of institutions, once for each new one; a new list is held against all of them. */
static enum jc_status tell_orgs(struct jc_session *s, const char *part, int64_t first_org,
                                enum jc_status (*say)(struct jc_session *s, struct jc_notices *told, struct jc_stmt *q,
                                                      struct jc_err *err),
                                struct jc_err *err)
{
    struct jc_notices told = {0};
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, s->store, SQL, part, err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, s->has_list ? 0 : first_org);
    while ((st = jc_stmt_step(q, err)) == JC_OK) {
        const struct jc_org_place *p = first_place(s, jc_col_int(q, 0));
        st = say(s, &told, q, err);
        told.v[told.n - 1].org = jc_col_int(q, 0); /* a list or alias may name it later */
        if (st == JC_OK && p)
            st = jc_notice_place(s->store, &told.v[told.n - 1], p->sheet, p->row, err);
        if (st != JC_OK)
            break;
    }
    jc_stmt_free(q);
    tell_unheld(&told);
    if (st == JC_END)
        return jc_notices_tell(s, &told, err);
    free(told.v);
    return st;
}

/* Rounds that overlap: of two agreements for one product only one takes a line. */
static enum jc_status tell_overlaps(struct jc_session *s, int64_t first, struct jc_err *err)
{
    struct jc_notices told = {0};
    size_t found = 0;
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, s->store, SQL, "overlapping", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, first);
    for (; (st = jc_stmt_step(q, err)) == JC_OK; found++) {
        char span[32];
        if (found >= JC_NOTICES_MAX)
            continue;
        snprintf(span, sizeof span, "%s—%s", jc_col_text(q, 4, NULL), jc_col_text(q, 5, NULL));
        struct jc_issue *i = jc_notice_add(&told, E_OVERLAP, jc_col_text(q, 2, NULL), jc_col_text(q, 3, NULL), span);
        st = jc_notice_place(s->store, i, jc_col_int(q, 0), jc_col_int(q, 1), err);
        if (st != JC_OK)
            break;
    }
    jc_stmt_free(q);
    jc_notices_rest(&told, NULL, E_OVERLAP, found);
    if (st == JC_END)
        return jc_notices_tell(s, &told, err);
    free(told.v);
    return st;
}

static enum jc_status replace_import(struct jc_store *store, int64_t id, struct jc_err *err)
{
    int64_t found = 0;
    enum jc_status st = query_int(store, "undo_last", &id, &found, err);
    if (st == JC_OK && !found)
        return jc_undo_none(store, id, err);
    if (st == JC_OK)
        st = jc_aside_lay(store, id, err);
    return st == JC_OK ? jc_undo_rows(store, id, 2, err) : st;
}

/*
 * An import of several files whose place fewer take: those that are not among the new ones, by name or content, would be gone,
 * which is seldom what was meant.
 */
static enum jc_status check_left_behind(struct jc_session *s, struct jc_err *err)
{
    struct jc_buf names = {0};
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, s->store, SQL, "left_behind", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, s->opts->replace);
    jc_stmt_int(q, 2, s->import);
    size_t n = 0;
    while ((st = jc_stmt_step(q, err)) == JC_OK)
        if (++n <= 3) /* as many as a message has room for */
            jc_buf_fmt(&names, "%s%s", names.len ? "、" : "", jc_col_text(q, 0, NULL));
    jc_stmt_free(q);
    if (n > 3)
        jc_buf_fmt(&names, " …（%zu）", n);
    st = st == JC_END ? JC_OK : st;
    if (st == JC_OK && n > 0) {
        char id[24];
        snprintf(id, sizeof id, "%lld", (long long)s->opts->replace);
        st = jc_fail(err, JC_USAGE, E_LEFT_BEHIND, NULL, id, jc_buf_text(&names));
    }
    jc_buf_free(&names);
    return st;
}

/* The name of an institution is the one that most rows have: it may be another with rows of a spelling known before. */
static enum jc_status settle_names(struct jc_session *s, struct jc_err *err)
{
    bool moved;
    enum jc_status st = jc_settle_institutions(s->store, &moved, err);
    return st == JC_OK && moved ? jc_settle_moved(s->store, err) : st;
}

/* Everything inside the transaction. */
static enum jc_status load_all(struct jc_session *s, const char *const *paths, size_t n, struct jc_err *err)
{
    const struct jc_ingest_opts *o = s->opts;
    int64_t last_org = 0;
    const size_t agreements = (size_t)(jc_kind_find("agreement") - jc_kinds);
    const int64_t first_agreement = s->next_row[agreements];
    enum jc_status st = query_int(s->store, "last_org", NULL, &last_org, err);
    const int64_t row[] = {s->import, o->now, o->today, o->replace, o->correction};
    if (st == JC_OK)
        st = jc_import_exec(s->store, "import", row, JC_LEN(row), err);
    for (size_t i = 0; i < n && st == JC_OK; i++) {
        size_t len = strlen(paths[i]);
        while (len > 1 && paths[i][len - 1] == '/')
            len--;
        char *path = jc_strndup(paths[i], len);
        const char *slash = strrchr(path, '/');
        const char *base = slash && slash[1] ? slash + 1 : path;
        struct jc_buf shown = {0};
        jc_text_name(&shown, base, strlen(base));
        st = jc_import_path(s, path, jc_buf_text(&shown), true, err);
        jc_buf_free(&shown);
        free(path);
    }
    if (st == JC_OK)
        st = import_postponed(s, err);
    if (st == JC_OK)
        st = jc_writer_flush(s->writer, err);
    if (st == JC_OK && o->replace && s->total.loaded > 0)
        st = check_left_behind(s, err);
    if (st == JC_OK && s->seen_more)
        st = settle_names(s, err);
    if (st == JC_OK)
        st = tell_orgs(s, "inst_unknown", last_org + 1, say_unknown, err);
    if (st == JC_OK)
        st = tell_orgs(s, "inst_other_name", last_org + 1, say_other_name, err);
    if (st == JC_OK && s->next_row[agreements] > first_agreement)
        st = tell_overlaps(s, first_agreement, err);
    if (st == JC_OK)
        st = jc_settle_blurred(s->store, err);
    return st == JC_OK ? jc_settle_count(s->store, s->import, &s->total.superseded, err) : st;
}

enum jc_status jc_ingest_run(struct jc_ingest_total *out, struct jc_store *store, const char *const *paths, size_t n,
                             const struct jc_ingest_opts *opts, struct jc_err *err)
{
    struct jc_session s = {0};
    *out = (struct jc_ingest_total){0};
    if (opts->kind && !jc_kind_find(opts->kind))
        return jc_kind_unknown(opts->kind, JC_USAGE, err);
    enum jc_status st = jc_store_begin(store, err);
    if (st != JC_OK)
        return st;
    st = jc_builtin_load(store, opts->today, err);
    s.store = store;
    if (st == JC_OK && opts->replace)
        st = replace_import(store, opts->replace, err);
    if (st == JC_OK) {
        st = jc_session_open(&s, store, opts, err);
        if (st == JC_OK)
            st = load_all(&s, paths, n, err);
        jc_session_close(&s);
    }
    bool keep = st == JC_OK && !opts->dry_run && s.total.loaded > 0;
    if (keep)
        st = jc_store_commit(store, err);
    if (!keep || st != JC_OK)
        jc_store_rollback(store);
    if (st == JC_OK && s.total.files == 0)
        st = jc_fail(err, JC_INPUT, E_NOTHING, NULL, NULL, NULL);
    *out = s.total;
    out->id = keep && st == JC_OK ? s.import : 0;
    return st;
}
