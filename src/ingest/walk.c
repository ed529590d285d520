/* From what the user names to files: folders to the bottom in the order of their names, zips like folders. */
#include "ingest/import.h"

#include <dirent.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    E_NOT_FILE = 100,
    E_NOT_TABLE = 348,
    E_NO_PATH = 354,
    E_NO_TEMP = 359,
    E_FOLDER_AGAIN = 374,
    E_NOTE = 560,
    E_IS_READ = 651
};

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

/* A note to people that lies beside the tables. */
static bool is_note(const char *name, const char *ending)
{
    static const char *const stems[] = {"读我", "说明", "readme"};
    for (size_t i = 0; i < JC_LEN(stems); i++)
        if (strncasecmp(name, stems[i], strlen(stems[i])) == 0 && has_ending(name, &ending, 1))
            return true;
    return false;
}

/* Lock files of an open table and what the system hides: nobody means them. */
static bool is_hidden(const char *name)
{
    static const char *const own[] = {".db", ".db-wal", ".db-shm", ".db-journal", ".ini"};
    return is_note(name, ".md") || name[0] == '.' || strncmp(name, "~$", 2) == 0 || strncmp(name, "__MACOSX", 8) == 0 ||
           has_ending(name, own, JC_LEN(own));
}

/* What a folder holds beside its tables is told and passed over; named by the user it is read all the same. */
static bool is_other(const char *name)
{
    static const char *const other[] = {".md",  ".pdf", ".doc", ".docx", ".wps",  ".ppt", ".pptx",
                                        ".png", ".jpg", ".gif", ".bmp",  ".jpeg", ".tif", ".exe",
                                        ".dll", ".bak", ".tmp", ".log",  ".sql",  ".ofd", ".eml"};
    return has_ending(name, other, JC_LEN(other));
}

static enum jc_status tell_passed_over(struct jc_session *s, int code, const char *shown, const char *what,
                                       struct jc_err *err)
{
    struct jc_issue i = {0};
    (void)jc_fail(&i.what, JC_INPUT, code, NULL, what, NULL);
    return jc_import_leave_out(s, shown, &i, err);
}

/* The kind of table in a sheet that may be read as it stands, or NULL; heads with nothing below explain one. */
static const struct jc_kind *kind_of_sheet(struct jc_session *s, struct jc_book *book, size_t i)
{
    struct jc_sheet *sheet = NULL;
    struct jc_head_search h = {0};
    const struct jc_kind *kind = NULL;
    const char *name = jc_book_sheet(book, i).name;
    if (jc_sheet_open(&sheet, book, i, NULL) != JC_OK)
        return NULL;
    if (jc_head_find(&h, sheet, s->headers, NULL, NULL, name, name, NULL) == JC_OK && jc_head_is_clear(&h) &&
        h.n_ahead > 0 && h.ahead[0]->row.n > 1)
        kind = h.map.kind;
    jc_head_search_free(&h);
    jc_sheet_free(sheet);
    return kind;
}

/* A note is no table, and nothing is said of it; 说明.txt may be the name of one, and then it is. */
static enum jc_status pass_note(struct jc_session *s, const char *path, const char *shown, struct jc_err *err)
{
    struct jc_book *book = NULL;
    const struct jc_kind *kind = NULL;
    if (jc_book_open(&book, path, NULL) != JC_OK)
        return JC_OK;
    for (size_t i = 0; i < jc_book_count(book) && !kind; i++)
        kind = kind_of_sheet(s, book, i);
    jc_book_free(book);
    return kind ? tell_passed_over(s, E_NOTE, shown, kind->zh, err) : JC_OK;
}

/* ---- folders --------------------------------------------------------------------------------------------------- */

struct names {
    char **v;
    size_t n, cap;
};

static int by_text(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool list_folder(struct names *out, const char *path)
{
    DIR *dir = opendir(path);
    if (!dir)
        return false;
    struct jc_buf name = {0};
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        jc_buf_clear(&name);
        jc_text_name(&name, e->d_name, strlen(e->d_name));
        if (is_hidden(jc_buf_text(&name)))
            continue;
        out->v = jc_grow(out->v, &out->cap, out->n + 1, sizeof *out->v);
        out->v[out->n++] = jc_strdup(e->d_name);
    }
    jc_buf_free(&name);
    closedir(dir);
    if (out->n)
        qsort(out->v, out->n, sizeof *out->v, by_text); /* the order of a folder is no property of the data */
    return true;
}

/* A link may lead back to a folder above, where everything would be met again and again. */
static bool enter_folder(struct jc_session *s, const struct stat *sb)
{
    const struct jc_folder_id id = {(uint64_t)sb->st_dev, (uint64_t)sb->st_ino};
    for (size_t i = 0; i < s->folders.n; i++)
        if (s->folders.v[i].device == id.device && s->folders.v[i].file == id.file)
            return false;
    s->folders.v = jc_grow(s->folders.v, &s->folders.cap, s->folders.n + 1, sizeof *s->folders.v);
    s->folders.v[s->folders.n++] = id;
    return true;
}

/* The folders above the one that is named are not entered from within it either. */
static void enter_above(struct jc_session *s, const char *path)
{
    struct stat sb;
    struct jc_buf up = {0};
    jc_buf_str(&up, path);
    do
        jc_buf_str(&up, "/..");
    while (stat(jc_buf_text(&up), &sb) == 0 && enter_folder(s, &sb)); /* the root is above itself */
    jc_buf_free(&up);
}

static enum jc_status load_folder(struct jc_session *s, const char *path, const char *shown, struct jc_err *err)
{
    struct names names = {0};
    enum jc_status st = JC_OK;
    if (!list_folder(&names, path)) {
        struct jc_err one = {0};
        (void)jc_fail(&one, JC_IO, E_NO_PATH, NULL, NULL, NULL);
        s->total.files++;
        return jc_import_refuse(s, shown[0] ? shown : path, JC_IO, &one, err);
    }
    for (size_t i = 0; i < names.n; i++) {
        struct jc_buf full = {0}, below = {0};
        jc_buf_fmt(&full, "%s/%s", path, names.v[i]);
        jc_buf_fmt(&below, "%s%s", shown, shown[0] ? "/" : "");
        jc_text_name(&below, names.v[i], strlen(names.v[i]));
        if (st == JC_OK)
            st = jc_import_path(s, full.p, below.p, false, err);
        jc_buf_free(&full);
        jc_buf_free(&below);
        free(names.v[i]);
    }
    free(names.v);
    return st;
}

/* ---- zips -------------------------------------------------------------------------------------------------------- */

#define MAX_NESTED 3 /* zips in a zip, as a city packs what its counties packed */

static enum jc_status load_file(struct jc_session *s, const char *path, const char *shown, int depth,
                                struct jc_err *err);

/* A member is unpacked into a file of its own, so that memory does not grow with it. */
static enum jc_status load_member(struct jc_session *s, struct jc_zip *zip, size_t i, const char *shown, int depth,
                                  struct jc_err *err)
{
    const char *folder = getenv("TMPDIR");
    struct jc_buf temp = {0};
    struct jc_err one = {0};
    jc_buf_fmt(&temp, "%s/jicai-", folder && *folder ? folder : "/tmp");
    for (int k = 0; k < 6; k++)
        jc_buf_char(&temp, 'X'); /* mkstemp writes over them */
    int fd = mkstemp(temp.p);
    if (fd < 0) {
        enum jc_status st = jc_fail(err, JC_OUTPUT, E_NO_TEMP, temp.p, NULL, NULL);
        jc_buf_free(&temp);
        return st;
    }
    close(fd);
    enum jc_status st = jc_zip_extract(zip, i, temp.p, &one);
    if (st == JC_OK) {
        st = load_file(s, temp.p, shown, depth, err);
    } else if (st == JC_INTERRUPTED || st == JC_OUTPUT) {
        if (err)
            *err = one;
    } else {
        s->total.files++;
        st = jc_import_refuse(s, shown, st, &one, err);
    }
    if (!jc_import_keeps(s, temp.p))
        (void)unlink(temp.p);
    jc_buf_free(&temp);
    return st;
}

/* The folders of a zip are hidden like others; a zip may name the one it was packed in by "..", and nothing is put there. */
static bool is_hidden_member(const char *name)
{
    for (const char *end; (end = strchr(name, '/')) != NULL; name = end + 1) {
        char *part = jc_strndup(name, (size_t)(end - name));
        bool hidden = part[strspn(part, ".")] != '\0' && is_hidden(part);
        free(part);
        if (hidden)
            return true;
    }
    return !*name || is_hidden(name);
}

static enum jc_status load_zip(struct jc_session *s, struct jc_zip *zip, const char *shown, int depth,
                               struct jc_err *err)
{
    enum jc_status st = JC_OK;
    const size_t here = s->source.len;
    for (size_t i = 0; i < jc_zip_count(zip) && st == JC_OK; i++) {
        const char *name = jc_zip_name(zip, i);
        struct jc_buf below = {0};
        if (is_hidden_member(name))
            continue;
        jc_buf_fmt(&below, "%s/%s", shown, name);
        jc_buf_fmt(&s->source, "/%s", name);
        if (jc_interrupted)
            st = jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL);
        else
            st = is_other(name) ? tell_passed_over(s, E_NOT_TABLE, below.p, NULL, err)
                                : load_member(s, zip, i, below.p, depth, err);
        s->source.p[s->source.len = here] = '\0';
        jc_buf_free(&below);
    }
    return st;
}

/* What is wrong with a zip that holds no tables, or too deep, is told by the reader of books. */
static enum jc_status load_file(struct jc_session *s, const char *path, const char *shown, int depth,
                                struct jc_err *err)
{
    struct jc_zip *zip = NULL;
    const char *slash = strrchr(shown, '/');
    enum jc_status st;
    if ((depth > 0 || s->within) && is_note(slash ? slash + 1 : shown, ".txt"))
        return pass_note(s, path, shown, err);
    if (depth < MAX_NESTED && jc_zip_open(&zip, path, NULL) == JC_OK && jc_zip_count(zip) > 0)
        st = load_zip(s, zip, shown, depth + 1, err);
    else
        st = jc_import_file(s, path, shown, err);
    jc_zip_free(zip);
    return st;
}

static bool is_at(const char *path, const struct stat *sb)
{
    struct stat at;
    return path && stat(path, &at) == 0 && at.st_dev == sb->st_dev && at.st_ino == sb->st_ino;
}

/* A report of before may be written over, where it lies among the tables; a table that gave rows may not. */
static enum jc_status load_spared(struct jc_session *s, const char *path, const char *shown, struct jc_err *err)
{
    const int before = s->total.loaded + s->total.duplicates;
    enum jc_status st = load_file(s, path, shown, 0, err);
    if (st != JC_OK || s->total.loaded + s->total.duplicates == before)
        return st;
    return jc_fail(err, JC_USAGE, E_IS_READ, s->opts->spares, "--output", NULL);
}

/* The path from the root, without links; of a file that is not there, that of its folder and its name. */
static void find_source(struct jc_buf *out, const char *path)
{
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    char *real = realpath(path, NULL), *folder = real ? NULL : jc_strndup(path, (size_t)(name - path));
    jc_buf_clear(out);
    if (!real)
        real = realpath(*folder ? folder : ".", NULL);
    if (real)
        jc_text_name(out, real, strlen(real));
    if (real && folder)
        jc_buf_char(out, '/');
    if (folder)
        jc_text_name(out, real ? name : path, strlen(real ? name : path));
    free(folder);
    free(real);
}

/* ---- any path ------------------------------------------------------------------------------------------------------ */

enum jc_status jc_import_path(struct jc_session *s, const char *path, const char *shown, bool named, struct jc_err *err)
{
    struct stat sb;
    struct jc_err one = {0};
    if (jc_interrupted)
        return jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL);
    find_source(&s->source, path);
    bool there = stat(path, &sb) == 0;
    if (there && S_ISDIR(sb.st_mode)) {
        if (!enter_folder(s, &sb))
            return tell_passed_over(s, E_FOLDER_AGAIN, shown, NULL, err);
        const size_t depth = s->folders.n - 1;
        if (named)
            enter_above(s, path);
        enum jc_status st = load_folder(s, path, named ? "" : shown, err);
        s->folders.n = depth;
        return st;
    }
    if (there && !named && is_at(s->opts->writes, &sb)) /* no part of the folder */
        return JC_OK;
    if (there && !named && (is_other(shown) || !S_ISREG(sb.st_mode)))
        return tell_passed_over(s, E_NOT_TABLE, shown, NULL, err);
    if (!there || !S_ISREG(sb.st_mode)) {
        (void)jc_fail(&one, JC_IO, there ? E_NOT_FILE : E_NO_PATH, NULL, NULL, NULL);
        s->total.files++;
        return jc_import_refuse(s, shown, JC_IO, &one, err);
    }
    s->within = !named;
    return is_at(s->opts->spares, &sb) ? load_spared(s, path, shown, err) : load_file(s, path, shown, 0, err);
}
