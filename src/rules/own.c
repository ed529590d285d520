/*
 * A user's own rules: the *.sql files of a folder, in the form of the built-in ones, with parameters of their own. Each is
 * one read-only SELECT, checked before it runs, and is stopped when its time is over.
 */
#include "rules/own.h"
#include "rules/assess.h"
#include "rules/params.h"

#include <dirent.h>
#include <errno.h>

enum {
    E_IMPACT = 459,
    E_FILE = 493,
    E_FRONT = 494,
    E_SQL = 495,
    E_COLUMNS = 496,
    E_TIME = 497,
    E_TWICE = 498,
    FILES_MAX = 64,
    FILE_BYTES_MAX = 1 << 20,
    SECONDS = 10,
    SECONDS_MAX = 600,
    COLUMNS = 6
};

struct own {
    struct jc_rule rule; /* points into text */
    char *path, *text;
    int seconds;
};

struct jc_rulebook {
    struct own *v;
    size_t n, cap;
};

void jc_rulebook_free(struct jc_rulebook *book)
{
    for (size_t i = 0; book && i < book->n; i++) {
        free(book->v[i].path);
        free(book->v[i].text);
    }
    if (book)
        free(book->v);
    free(book);
}

bool jc_rulebook_at(const struct jc_rulebook *book, struct jc_rule *out, size_t i)
{
    if (!book || i >= book->n)
        return false;
    *out = book->v[i].rule;
    return true;
}

/* ---- front matter --------------------------------------------------------------------------------- */

static enum jc_status fail_at(struct jc_err *err, enum jc_status st, const struct own *o, int line)
{
    char cell[24];
    snprintf(cell, sizeof cell, "%d", line);
    (void)jc_err_place(err, o->path, NULL, cell);
    return st;
}

static enum jc_status bad_front(struct jc_err *err, const struct own *o, int line, const char *text, const char *how)
{
    return fail_at(err, jc_fail(err, JC_CONFIG, E_FRONT, text, how, NULL), o, line);
}

static int line_of(const struct own *o, const char *p)
{
    int line = 1;
    for (const char *s = o->text; s < p; s++)
        line += *s == '\n';
    return line;
}

/* The line "-- name: …" of the front matter, or NULL. */
static const char *find_line(const struct own *o, const char *name)
{
    size_t n = strlen(name);
    for (const char *p = o->text; strncmp(p, "--", 2) == 0; p += strcspn(p, "\n"), p += *p == '\n')
        if (strncmp(p, "-- ", 3) == 0 && strncmp(p + 3, name, n) == 0 && p[3 + n] == ':')
            return p;
    return NULL;
}

/* Is the field one of what may be written there? Otherwise an error at its line, or at the first if it is missing. */
static enum jc_status check_field(const struct own *o, const char *name, bool good, const char *how, struct jc_err *err)
{
    if (good)
        return JC_OK;
    const char *p = find_line(o, name);
    char *text = p ? jc_strndup(p, strcspn(p, "\r\n")) : NULL;
    enum jc_status st = bad_front(err, o, p ? line_of(o, p) : 1, text, how);
    free(text);
    return st;
}

static bool is_id(const char *s)
{
    return *s && strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(s);
}

static bool is_severity(const char *s)
{
    return strcmp(s, "error") == 0 || strcmp(s, "warning") == 0 || strcmp(s, "note") == 0;
}

static enum jc_status read_seconds(struct own *o, struct jc_err *err)
{
    const char *p = find_line(o, "seconds");
    o->seconds = SECONDS;
    if (!p)
        return JC_OK;
    char *end;
    long n = strtol(p + strlen("-- seconds:"), &end, 10);
    end += strspn(end, " \r");
    o->seconds = (int)(n >= 1 && n <= SECONDS_MAX ? n : 0);
    return check_field(o, "seconds", o->seconds > 0 && (*end == '\n' || !*end), "-- seconds: 1–600", err);
}

static enum jc_status read_params(const struct own *o, struct jc_params *params, struct jc_err *err)
{
    const char *at = NULL;
    enum jc_status st = params_read(params, o->text, o->rule.id, &at, err);
    return st == JC_OK ? st : fail_at(err, st, o, line_of(o, at));
}

static enum jc_status check_twice(const struct jc_rulebook *book, const struct own *o, struct jc_err *err)
{
    struct jc_rule *r = jc_alloc(sizeof *r);
    bool twice = false;
    for (size_t i = 0; jc_rule_at(r, i); i++)
        twice |= strcmp(r->id, o->rule.id) == 0;
    for (size_t i = 0; jc_rulebook_at(book, r, i); i++)
        twice |= &book->v[i] != o && strcmp(r->id, o->rule.id) == 0;
    free(r);
    if (!twice)
        return JC_OK;
    return fail_at(err, jc_fail(err, JC_CONFIG, E_TWICE, o->rule.id, NULL, NULL), o, line_of(o, find_line(o, "id")));
}

static enum jc_status read_own(const struct jc_rulebook *book, struct own *o, struct jc_params *params,
                               struct jc_err *err)
{
    rule_parse(&o->rule, o->text);
    enum jc_status st = check_field(o, "id", is_id(o->rule.id), "-- id: own_rule", err);
    if (st == JC_OK)
        st = check_twice(book, o, err);
    if (st == JC_OK)
        st = check_field(o, "title_zh", *o->rule.title_zh, "-- title_zh: …", err);
    if (st == JC_OK)
        st = check_field(o, "severity", is_severity(o->rule.severity), "-- severity: error | warning | note", err);
    if (st == JC_OK)
        st = read_seconds(o, err);
    if (st == JC_OK)
        st = read_params(o, params, err);
    return st;
}

/* ---- files ---------------------------------------------------------------------------------------- */

static enum jc_status bad_file(struct jc_err *err, const char *path, const char *why)
{
    enum jc_status st = jc_fail(err, JC_CONFIG, E_FILE, NULL, why, NULL);
    (void)jc_err_place(err, path, NULL, NULL);
    return st;
}

/* The text as lines that end in \n alone, without a mark in front. */
static char *plain_text(const struct jc_buf *b)
{
    const char *p = jc_buf_text(b);
    p += strncmp(p, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    char *text = jc_strdup(p), *to = text;
    for (const char *s = text; *s; s++)
        if (s[0] != '\r' || s[1] != '\n')
            *to++ = *s;
    *to = '\0';
    return text;
}

static enum jc_status read_file(char **out, const char *path, struct jc_err *err)
{
    struct jc_buf b = {.limit = FILE_BYTES_MAX};
    char chunk[4096];
    size_t n;
    FILE *f = fopen(path, "rb");
    if (!f)
        return bad_file(err, path, jc_errno_text(errno));
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
        jc_buf_add(&b, chunk, n);
    enum jc_status st = JC_OK;
    if (ferror(f) || b.over)
        st = bad_file(err, path, b.over ? "> 1 MB" : jc_errno_text(errno));
    else if (!jc_utf8_valid(jc_buf_text(&b), b.len) || strlen(jc_buf_text(&b)) != b.len)
        st = bad_file(err, path, "UTF-8");
    else
        *out = plain_text(&b);
    fclose(f);
    jc_buf_free(&b);
    return st;
}

static int is_sql(const struct dirent *e)
{
    size_t n = strlen(e->d_name);
    return e->d_name[0] != '.' && n > 4 && strcmp(e->d_name + n - 4, ".sql") == 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static enum jc_status load_one(struct jc_rulebook *book, const char *folder, const char *name, struct jc_params *params,
                               struct jc_err *err)
{
    struct jc_buf path = {0};
    struct own own = {0};
    jc_buf_fmt(&path, "%s%s%s", folder, *folder && folder[strlen(folder) - 1] == '/' ? "" : "/", name);
    enum jc_status st = read_file(&own.text, jc_buf_text(&path), err);
    if (st == JC_OK) {
        own.path = jc_strdup(jc_buf_text(&path));
        book->v = jc_grow(book->v, &book->cap, book->n + 1, sizeof *book->v);
        book->v[book->n] = own;
        st = read_own(book, &book->v[book->n++], params, err);
    }
    jc_buf_free(&path);
    return st;
}

enum jc_status jc_rulebook_load(struct jc_rulebook **out, const char *folder, struct jc_params *params,
                                struct jc_err *err)
{
    struct dirent **list = NULL;
    int n = scandir(folder, &list, is_sql, by_name);
    if (n < 0)
        return bad_file(err, folder, jc_errno_text(errno));
    enum jc_status st = n == 0          ? bad_file(err, folder, "0 × *.sql")
                        : n > FILES_MAX ? bad_file(err, folder, "> 64 × *.sql")
                                        : JC_OK;
    struct jc_rulebook *book = jc_alloc(sizeof *book);
    for (int i = 0; i < n; i++) {
        if (st == JC_OK)
            st = load_one(book, folder, list[i]->d_name, params, err);
        free(list[i]);
    }
    free(list);
    if (st == JC_OK)
        *out = book;
    else
        jc_rulebook_free(book);
    return st;
}

/* ---- running -------------------------------------------------------------------------------------- */

/* One SELECT that changes nothing, of six columns; the store tells the line of a mistake. */
static enum jc_status check_select(struct jc_store *store, const struct own *o, int line, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_text_open(&s, store, o->text, true, err);
    if (st == JC_OK && jc_col_count(s) != COLUMNS) {
        char n[24];
        snprintf(n, sizeof n, "%d", jc_col_count(s));
        st = jc_fail(err, JC_CONFIG, E_COLUMNS, n, NULL, NULL);
    }
    jc_stmt_free(s);
    return st == JC_OK ? JC_OK : fail_at(err, st, o, line);
}

/* What SQL tells of a statement that was understood: a time that is over, a NULL where none may be. */
static enum jc_status run_select(struct jc_store *store, const struct own *o, struct jc_err *err)
{
    struct jc_err inner = {0};
    char seconds[24];
    snprintf(seconds, sizeof seconds, "%d", o->seconds);
    jc_store_limit(store, o->seconds);
    enum jc_status st = rule_run(store, &o->rule, &inner);
    jc_store_limit(store, 0);
    if (st == JC_OK)
        return JC_OK;
    if (st == JC_INTERRUPTED && !jc_interrupted)
        return jc_fail(err, JC_CONFIG, E_TIME, seconds, NULL, NULL);
    if (st == JC_INTERNAL)
        return jc_fail(err, JC_CONFIG, E_SQL, NULL, inner.arg[1], NULL);
    if (err)
        *err = inner;
    return st;
}

static enum jc_status check_impact(struct jc_store *store, const struct own *o, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, "sql/emit.sql", "bad_impact", err);
    if (st == JC_OK) {
        jc_stmt_str(s, 1, o->rule.id, strlen(o->rule.id));
        st = jc_stmt_step(s, err);
    }
    if (st == JC_OK)
        st = jc_fail(err, JC_CONFIG, E_IMPACT, jc_col_text(s, 0, NULL), NULL, NULL);
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

enum jc_status own_run(struct jc_store *store, const struct jc_rulebook *book, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (size_t i = 0; book && st == JC_OK && i < book->n; i++) {
        const struct own *o = &book->v[i];
        int line = line_of(o, o->rule.sql);
        st = check_select(store, o, line, err);
        if (st == JC_OK && (st = run_select(store, o, err)) != JC_OK)
            (void)fail_at(err, st, o, line);
        if (st == JC_OK && (st = check_impact(store, o, err)) != JC_OK)
            (void)fail_at(err, st, o, line);
    }
    return st;
}
