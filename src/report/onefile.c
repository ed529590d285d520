/* One file, written beside its name and renamed. */
#include "report/onefile.h"

#include "report/folder.h"
#include "report/target.h"

struct onefile {
    struct target to;
    FILE *file;
};

enum jc_status onefile_open(struct onefile **out, const char *path, struct jc_err *err)
{
    struct onefile *f = jc_alloc(sizeof *f);
    target_of(&f->to, path);
    f->file = target_open(&f->to);
    if (!f->file) {
        enum jc_status st = output_failed(err, path);
        onefile_free(f);
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
    return ok ? target_commit(&f->to, err) : output_failed(err, f->to.path);
}

void onefile_free(struct onefile *f)
{
    if (!f)
        return;
    if (f->file)
        (void)fclose(f->file);
    target_free(&f->to);
    free(f);
}
