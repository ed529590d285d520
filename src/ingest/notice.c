#include "ingest/notice.h"

enum { E_IS_HIDDEN = 123, E_WITHOUT_VALUE, E_MANY = 349 }; /* the first two of the reader */

struct jc_issue *jc_notice_add(struct jc_notices *list, int code, const char *value, const char *a1, const char *a2)
{
    list->v = jc_grow(list->v, &list->cap, list->n + 1, sizeof *list->v);
    struct jc_issue *i = &list->v[list->n++];
    *i = (struct jc_issue){0};
    (void)jc_fail(&i->what, JC_INPUT, code, value, a1, a2);
    return i;
}

enum jc_status jc_notice_place(struct jc_store *store, struct jc_issue *i, int64_t sheet, int64_t row,
                               struct jc_err *err)
{
    struct jc_stmt *q;
    char cell[24] = "";
    if (sheet == 0)
        return JC_OK;
    enum jc_status st = jc_stmt_open(&q, store, "sql/settle.sql", "place", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, sheet);
    st = jc_stmt_step(q, err);
    if (st == JC_OK) {
        if (row)
            snprintf(cell, sizeof cell, "%lld", (long long)row);
        (void)jc_err_place(&i->what, jc_col_text(q, 0, NULL), jc_col_text(q, 1, NULL), cell);
        i->file = jc_col_int(q, 2);
        i->sheet = sheet;
        i->row = row;
    }
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

enum jc_status jc_notice_where(char out[JC_NOTICE_WHERE], struct jc_store *store, int64_t sheet, int64_t row,
                               int64_t from, struct jc_err *err)
{
    struct jc_stmt *q;
    *out = '\0';
    enum jc_status st = jc_stmt_open(&q, store, "sql/settle.sql", "where", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, sheet);
    jc_stmt_int(q, 2, row);
    jc_stmt_int(q, 3, from);
    st = jc_stmt_step(q, err);
    if (st == JC_OK)
        jc_copy(out, JC_NOTICE_WHERE, jc_col_text(q, 0, NULL));
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

void jc_notices_rest(struct jc_notices *list, const struct jc_file_load *f, int what, size_t found)
{
    char code[16], n[24];
    if (found <= JC_NOTICES_MAX)
        return;
    snprintf(code, sizeof code, "E%d", what);
    snprintf(n, sizeof n, "%zu", found);
    struct jc_issue *i = jc_notice_add(list, E_MANY, NULL, code, n);
    if (!f)
        return;
    (void)jc_err_place(&i->what, f->path, NULL, NULL);
    i->file = f->file;
}

enum jc_status jc_notices_tell(struct jc_session *s, struct jc_notices *list, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (size_t i = 0; i < list->n && st == JC_OK; i++)
        st = jc_issue_write(s, &list->v[i], err);
    free(list->v);
    *list = (struct jc_notices){0};
    return st == JC_OK ? jc_writer_flush(s->writer, err) : st;
}

/* ---- what the reader of the file found ----------------------------------------------------------------------------- */

enum jc_status jc_notice_tell(struct jc_file_load *f, const struct jc_err *note, struct jc_err *err)
{
    struct jc_issue i = {.what = *note, .file = f->file};
    jc_copy(i.what.file, sizeof i.what.file, f->path);
    return jc_issue_write(f->s, &i, err);
}

/*
 * Formulas without a value below the head of a table that is read: a cell that was needed is told there (E242, E254), and
 * the total of a row that is passed over is no loss.
 */
static bool is_of_rows(const struct jc_file_load *f, const struct jc_err *note)
{
    const long row = strtol(note->cell + strcspn(note->cell, "0123456789"), NULL, 10);
    for (size_t i = 0; i < f->n && note->code == E_WITHOUT_VALUE; i++)
        if (strcmp(f->sheets[i].name, note->sheet) == 0)
            return f->sheets[i].kind[0] && row > f->sheets[i].header_row;
    return false;
}

enum jc_status jc_notice_tell_book(struct jc_file_load *f, struct jc_err *err)
{
    const struct jc_err *note;
    enum jc_status st = JC_OK;
    for (size_t i = 0; st == JC_OK && (note = jc_book_note(f->book, i)) != NULL; i++)
        if (note->code != E_IS_HIDDEN && !is_of_rows(f, note)) /* told above: it was not read */
            st = jc_notice_tell(f, note, err);
    return st;
}
