/* One file per sheet in a folder; or one sheet, on the screen or in a file that is named like one. */
#include "report/folder.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report/target.h"

enum { E_OUTPUT = 702 };

#define FLUSH_AT (1u << 16)

struct folder {
    char *dir;
    const char *ending;
    enum jc_lang lang;
    FILE *file;
    struct jc_buf buf;
    struct target *to; /* written, not yet renamed */
    size_t n, cap;
    bool screen; /* standard output */
    bool single; /* dir is the file itself */
};

enum jc_status output_failed(struct jc_err *err, const char *path)
{
    return jc_fail(err, JC_OUTPUT, E_OUTPUT, path, jc_errno_text(errno), NULL);
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
    f->single = info->one && (ends_with(info->out, ending) || target_is_open_end(info->out));
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

enum jc_status folder_begin(struct folder *f, const struct sheet *sheet, struct jc_err *err)
{
    struct jc_buf path = {0};
    folder_path(f, sheet, &path);
    f->to = jc_grow(f->to, &f->cap, f->n + 1, sizeof *f->to);
    struct target *to = &f->to[f->n++];
    target_of(to, jc_buf_text(&path));
    jc_buf_free(&path);
    f->file = target_open(to);
    return f->file ? JC_OK : output_failed(err, to->path);
}

struct jc_buf *folder_buf(struct folder *f)
{
    return &f->buf;
}

static const char *current_path(const struct folder *f)
{
    return f->to[f->n - 1].path;
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
    enum jc_status st = JC_OK;
    for (size_t i = 0; st == JC_OK && i < f->n; i++)
        st = target_commit(&f->to[i], err);
    return st;
}

bool folder_forget(struct folder *f, const struct sheet *sheet)
{
    struct jc_buf path = {0};
    folder_path(f, sheet, &path);
    bool gone = !f->screen && unlink(jc_buf_text(&path)) == 0; /* most often there is none */
    jc_buf_free(&path);
    return gone;
}

void folder_free(struct folder *f)
{
    if (!f)
        return;
    if (f->file)
        (void)fclose(f->file);
    for (size_t i = 0; i < f->n; i++)
        target_free(&f->to[i]);
    free(f->to);
    jc_buf_free(&f->buf);
    free(f->dir);
    free(f);
}
