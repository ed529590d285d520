/* Rows without numbers that stand, equal, on several sheets of a file, or several times on one. */
#include "ingest/reading.h"
#include "ingest/row.h"

enum { E_TWINS = 216, E_PASTED = 911, BLOCK = 5 };

/*
 * The same goods come twice on a day, and one row is said twice. Many rows one after the other that all stood before, each another
 * than the one above it, look like a block that somebody pasted twice. (Whether they stood in that order is not kept.)
 */
static void see_again(struct jc_load *l, uint64_t key, bool again)
{
    if (again && l->again.rows++ == 0)
        l->again.first = l->row;
    bool goes_on = again && key != l->again.last;
    l->again.last = key;
    l->again.run = goes_on ? l->again.run + 1 : again;
    if (l->again.run == 1)
        l->again.began = l->row;
    if (l->again.run < BLOCK)
        return;
    if (l->again.in_blocks == 0)
        l->again.first_in_block = l->again.began;
    l->again.in_blocks += l->again.run == BLOCK ? BLOCK : 1;
}

void jc_row_see_twin(struct jc_load *l, uint64_t key, int64_t n, bool told)
{
    int64_t own = l->sheet_nth ? jc_counter_next(l->sheet_nth, key) : n;
    l->nameless++;
    if (!told && own <= n - own && l->twins++ == 0)
        l->first_twin = l->row;
    see_again(l, key, own > 1);
}

/* A block, or half of a small sheet. */
static void tell_again(struct jc_load *l)
{
    char n[24], row[16];
    bool block = l->again.in_blocks > 0;
    if (!block && (l->again.rows < 3 || l->again.rows * 2 < l->nameless))
        return;
    snprintf(n, sizeof n, "%lld", (long long)(block ? l->again.in_blocks : l->again.rows));
    snprintf(row, sizeof row, "%u", block ? l->again.first_in_block : l->again.first);
    jc_load_tell(l, E_PASTED, NULL, n, row);
}

/* Three are no chance. A sheet of all may be followed by many of one hospital or month with a row or two: see jc_twins_tell_few. */
void jc_twins_tell(struct jc_reading *r)
{
    struct jc_load *l = r->l;
    char n[24], row[16];
    tell_again(l);
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
