/* Rows without numbers that stand, equal, on several sheets of a file. */
#include "ingest/reading.h"

enum { E_TWINS = 216 };

/* Three are no chance. A sheet of all may be followed by many of one hospital or month with a row or two: see jc_twins_tell_few. */
void jc_twins_tell(struct jc_reading *r)
{
    struct jc_load *l = r->l;
    char n[24], row[16];
    if (l->twins == 0 || l->twins * 2 < l->nameless)
        return;
    if (l->twins < 3) {
        if (r->f->few.rows == 0) {
            r->f->few.sheet = l->sheet;
            r->f->few.first = l->first_twin;
            jc_copy(r->f->few.name, sizeof r->f->few.name, l->sheet_name);
        }
        r->f->few.rows += l->twins;
        return;
    }
    snprintf(n, sizeof n, "%lld", (long long)l->twins);
    snprintf(row, sizeof row, "%u", l->first_twin);
    jc_load_tell(l, E_TWINS, NULL, n, row);
}

/* The sheets of which each has too few of them to be told by itself, together. */
enum jc_status jc_twins_tell_few(struct jc_file_load *f, struct jc_err *err)
{
    struct jc_issue i = {.file = f->file, .sheet = f->few.sheet};
    char n[24], row[16];
    if (f->few.rows < 3)
        return JC_OK;
    snprintf(n, sizeof n, "%lld", (long long)f->few.rows);
    snprintf(row, sizeof row, "%u", f->few.first);
    (void)jc_fail(&i.what, JC_INPUT, E_TWINS, NULL, n, row);
    (void)jc_err_place(&i.what, f->path, f->few.name, NULL);
    return jc_issue_write(f->s, &i, err);
}
