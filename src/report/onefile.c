/* One file, written beside its name and renamed. */
#include "report/onefile.h"

#include <unistd.h>

#include "report/folder.h"

struct onefile {
    char *path, *temp; /* temp: NULL = standard output, or renamed */
    FILE *file;
};

enum jc_status onefile_open(struct onefile **out, const char *path, struct jc_err *err)
{
    char *place = NULL;
    enum jc_status st = output_place(&place, path, err);
    if (st != JC_OK)
        return st;
    struct onefile *f = jc_alloc(sizeof *f);
    f->path = place;
    if (strcmp(path, "-") == 0) {
        int fd = dup(STDOUT_FILENO);
        f->file = fd < 0 ? NULL : fdopen(fd, "wb");
    } else {
        struct jc_buf temp = {0};
        jc_buf_fmt(&temp, "%s.%ld.tmp", place, (long)getpid());
        f->file = fopen(jc_buf_text(&temp), "wb");
        f->temp = temp.p;
    }
    if (!f->file) {
        st = output_failed(err, path);
        free(f->temp);
        free(f->path);
        free(f);
        return st;
    }
    *out = f;
    return JC_OK;
}

enum jc_status onefile_commit(struct onefile *f, const void *bytes, size_t n, struct jc_err *err)
{
    bool ok = fwrite(bytes, 1, n, f->file) == n;
    ok = fclose(f->file) == 0 && ok;
    f->file = NULL;
    if (!ok || (f->temp && rename(f->temp, f->path) != 0))
        return output_failed(err, f->path);
    free(f->temp);
    f->temp = NULL;
    return JC_OK;
}

void onefile_free(struct onefile *f)
{
    if (!f)
        return;
    if (f->file)
        (void)fclose(f->file);
    if (f->temp)
        (void)unlink(f->temp);
    free(f->temp);
    free(f->path);
    free(f);
}
