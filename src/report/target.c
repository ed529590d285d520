#include "report/target.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report/folder.h"

enum { E_IS_READ = 651 };

bool target_is_open_end(const char *path)
{
    struct stat sb;
    return stat(path, &sb) == 0 && !S_ISREG(sb.st_mode) && !S_ISDIR(sb.st_mode);
}

enum jc_status target_spare(const char *path, struct jc_store *store, struct jc_err *err)
{
    struct jc_buf source = {0};
    struct jc_stmt *q;
    char *real = strcmp(path, "-") != 0 ? realpath(path, NULL) : NULL;
    if (!real)
        return JC_OK;
    jc_text_name(&source, real, strlen(real));
    free(real);
    enum jc_status st = jc_stmt_open(&q, store, "report/run.sql", "loaded", err);
    if (st == JC_OK) {
        jc_stmt_str(q, 1, jc_buf_text(&source), source.len);
        st = jc_stmt_step(q, err);
        jc_stmt_free(q);
    }
    jc_buf_free(&source);
    if (st == JC_OK)
        return jc_fail(err, JC_USAGE, E_IS_READ, path, "--output", NULL);
    return st == JC_END ? JC_OK : st;
}

void target_of(struct target *out, const char *path)
{
    struct stat sb;
    *out = (struct target){0};
    if (strcmp(path, "-") != 0 && lstat(path, &sb) == 0 && S_ISLNK(sb.st_mode)) {
        char *behind = realpath(path, NULL);
        out->path = behind ? jc_strdup(behind) : NULL;
        free(behind);
    }
    if (!out->path)
        out->path = jc_strdup(path);
    if (strcmp(path, "-") == 0 || target_is_open_end(path))
        return;
    struct jc_buf temp = {0};
    jc_buf_fmt(&temp, "%s.%ld.tmp", out->path, (long)getpid());
    out->temp = temp.p;
}

FILE *target_open(const struct target *t)
{
    if (strcmp(t->path, "-") != 0)
        return fopen(t->temp ? t->temp : t->path, "wb");
    int fd = dup(STDOUT_FILENO);
    return fd < 0 ? NULL : fdopen(fd, "wb");
}

enum jc_status target_commit(struct target *t, struct jc_err *err)
{
    if (t->temp && rename(t->temp, t->path) != 0)
        return output_failed(err, t->path);
    free(t->temp);
    t->temp = NULL;
    return JC_OK;
}

void target_free(struct target *t)
{
    if (t->temp)
        (void)unlink(t->temp);
    free(t->temp);
    free(t->path);
    *t = (struct target){0};
}
