/* One file per sheet in a folder; or one sheet, on the screen or in a file that is named like one. */
#include "report/folder.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { E_OUTPUT = 702, E_NO_FILE = 712 };

#define FLUSH_AT (1u << 16)

struct folder {
    char *dir;
    const char *ending;
    enum jc_lang lang;
    FILE *file;
    struct jc_buf buf;
    char **temps, **finals; /* written, not yet renamed */
    size_t n, cap_temps, cap_finals;
    bool screen; /* standard output */
    bool single; /* dir is the file itself */
};

enum jc_status output_failed(struct jc_err *err, const char *path)
{
    char why[128];
    int e = errno;
    const char *text = strerror_r(e, why, sizeof why);
    return jc_fail(err, JC_OUTPUT, E_OUTPUT, path, text, NULL);
}

enum jc_status output_place(char **out, const char *path, struct jc_err *err)
{
    struct stat sb;
    if (stat(path, &sb) == 0 && !S_ISREG(sb.st_mode) && !S_ISDIR(sb.st_mode))
        return jc_fail(err, JC_OUTPUT, E_NO_FILE, path, NULL, NULL);
    char *real = lstat(path, &sb) == 0 && S_ISLNK(sb.st_mode) ? realpath(path, NULL) : NULL;
    *out = real ? real : jc_strdup(path);
    return JC_OK;
}

enum jc_status make_folder(const char *path, struct jc_err *err)
{
    char *copy = jc_strdup(path);
    enum jc_status st = JC_OK;
    for (char *p = copy + 1; st == JC_OK; p++) {
        if (*p && *p != '/')
            continue;
        char kept = *p;
        *p = 0;
        struct stat sb;
        if (mkdir(copy, 0777) != 0 && !(errno == EEXIST && stat(copy, &sb) == 0 && S_ISDIR(sb.st_mode))) {
            if (errno == EEXIST)
                errno = ENOTDIR;
            st = output_failed(err, copy);
        }
        *p = kept;
        if (!kept)
            break;
    }
    free(copy);
    return st;
}

static bool ends_with(const char *path, const char *ending)
{
    const char *dot = strrchr(path, '.');
    return dot && strcasecmp(dot + 1, ending) == 0;
}

enum jc_status folder_open(struct folder **out, const struct sink_info *info, const char *ending, struct jc_err *err)
{
    struct folder *f = jc_alloc(sizeof *f);
    f->dir = jc_strdup(info->out);
    f->ending = ending;
    f->lang = info->lang;
    f->screen = strcmp(info->out, "-") == 0;
    f->single = info->one && ends_with(info->out, ending);
    enum jc_status st = f->screen || f->single ? JC_OK : make_folder(f->dir, err);
    if (st == JC_OK)
        *out = f;
    else
        folder_free(f);
    return st;
}

void folder_path(const struct folder *f, const struct sheet *sheet, struct jc_buf *out)
{
    if (f->screen)
        jc_buf_str(out, "-");
    else if (f->single)
        jc_buf_str(out, f->dir);
    else
        jc_buf_fmt(out, "%s/%s.%s", f->dir, sheet->name[f->lang], f->ending);
}

static enum jc_status begin_on_screen(struct folder *f, struct jc_err *err)
{
    int fd = dup(STDOUT_FILENO);
    f->file = fd < 0 ? NULL : fdopen(fd, "wb");
    f->n = 1;
    return f->file ? JC_OK : output_failed(err, "-");
}

enum jc_status folder_begin(struct folder *f, const struct sheet *sheet, struct jc_err *err)
{
    if (f->screen)
        return begin_on_screen(f, err);
    struct jc_buf path = {0}, temp = {0};
    char *place = NULL;
    folder_path(f, sheet, &path);
    enum jc_status st = output_place(&place, jc_buf_text(&path), err);
    jc_buf_free(&path);
    if (st != JC_OK)
        return st;
    jc_buf_fmt(&temp, "%s.%ld.tmp", place, (long)getpid());
    f->temps = jc_grow(f->temps, &f->cap_temps, f->n + 1, sizeof *f->temps);
    f->finals = jc_grow(f->finals, &f->cap_finals, f->n + 1, sizeof *f->finals);
    f->temps[f->n] = temp.p;
    f->finals[f->n] = place;
    f->n++;
    f->file = fopen(temp.p, "wb");
    return f->file ? JC_OK : output_failed(err, place);
}

struct jc_buf *folder_buf(struct folder *f)
{
    return &f->buf;
}

static const char *current_path(const struct folder *f)
{
    return f->screen ? "-" : f->finals[f->n - 1];
}

static enum jc_status write_out(struct folder *f, struct jc_err *err)
{
    size_t n = fwrite(f->buf.p, 1, f->buf.len, f->file);
    bool ok = n == f->buf.len;
    jc_buf_clear(&f->buf);
    return ok ? JC_OK : output_failed(err, current_path(f));
}

enum jc_status folder_flush(struct folder *f, struct jc_err *err)
{
    return f->buf.len < FLUSH_AT ? JC_OK : write_out(f, err);
}

enum jc_status folder_end(struct folder *f, struct jc_err *err)
{
    enum jc_status st = f->buf.len ? write_out(f, err) : JC_OK;
    FILE *file = f->file;
    f->file = NULL;
    if (fclose(file) != 0 && st == JC_OK)
        st = output_failed(err, current_path(f));
    return st;
}

enum jc_status folder_commit(struct folder *f, struct jc_err *err)
{
    if (f->screen)
        return JC_OK;
    for (size_t i = 0; i < f->n; i++) {
        if (rename(f->temps[i], f->finals[i]) != 0)
            return output_failed(err, f->finals[i]);
        f->temps[i][0] = 0;
    }
    return JC_OK;
}

void folder_forget(struct folder *f, const struct sheet *sheet)
{
    if (f->screen)
        return;
    struct jc_buf path = {0};
    folder_path(f, sheet, &path);
    (void)unlink(jc_buf_text(&path)); /* most often there is none */
    jc_buf_free(&path);
}

void folder_free(struct folder *f)
{
    if (!f)
        return;
    if (f->file)
        (void)fclose(f->file);
    for (size_t i = 0; !f->screen && i < f->n; i++) {
        if (f->temps[i][0])
            (void)unlink(f->temps[i]);
        free(f->temps[i]);
        free(f->finals[i]);
    }
    free(f->temps);
    free(f->finals);
    jc_buf_free(&f->buf);
    free(f->dir);
    free(f);
}
