/*
 * Workbooks that were sent out to be filled in (jicai split) and came back: renamed, sorted otherwise, saved in another
 * format. A sheet is known by the head of its key column and of a column of reasons, a row by its key alone.
 */
#include "ingest/feedback.h"

enum { E_NO_ANSWERS = 380, E_UNKNOWN_KEY, E_CHANGED, E_NO_KEY };

#define SQL "sql/answer.sql"

enum { COL_KEY, COL_REASON, COL_NOTE, COLS };
#define NO_COL UINT32_MAX

struct answer {
    uint32_t row;
    char *key, *text;
    bool known;
    int64_t org, item;
    char *round, *line_no, *invoices; /* NULL = none */
    char *before, *where;             /* what was answered before, if it was something else */
};

struct reading {
    struct jc_file_load *f;
    const char *name;
    int64_t sheet, head_row, rows, skipped, rejected;
    uint32_t col[COLS];
    struct answer *v;
    size_t n, cap;
};

/* ---- reading ----------------------------------------------------------------------------------------- */

static void cell_text(struct jc_buf *out, const struct jc_row *row, uint32_t col)
{
    struct jc_buf raw = {0};
    jc_buf_clear(out);
    if (col < row->n)
        jc_cell_text(&raw, &row->cells[col]);
    jc_text_tidy(out, jc_buf_text(&raw), raw.len);
    jc_buf_free(&raw);
}

/* Heads of both languages; the key and a reason make a head row. */
static bool find_head(struct reading *r, const struct jc_row *row)
{
    static const struct {
        const char *head;
        int col;
    } heads[] = {{"依据号", COL_KEY},    {"Key", COL_KEY},       {"未完成原因", COL_REASON}, {"未付款原因", COL_REASON},
                 {"Reason", COL_REASON}, {"补充说明", COL_NOTE}, {"Note", COL_NOTE}};
    struct jc_buf text = {0};
    for (int k = 0; k < COLS; k++)
        r->col[k] = NO_COL;
    for (uint32_t i = 0; i < row->n; i++) {
        cell_text(&text, row, i);
        for (size_t k = 0; k < JC_LEN(heads); k++)
            if (r->col[heads[k].col] == NO_COL && strcmp(jc_buf_text(&text), heads[k].head) == 0)
                r->col[heads[k].col] = i;
    }
    jc_buf_free(&text);
    return r->col[COL_KEY] != NO_COL && r->col[COL_REASON] != NO_COL;
}

/* "reason：note", or the one that is filled. An answer without a key is kept until it can be told. */
static void take_row(struct reading *r, const struct jc_row *row)
{
    struct jc_buf key = {0}, text = {0}, note = {0};
    r->rows++;
    cell_text(&key, row, r->col[COL_KEY]);
    cell_text(&text, row, r->col[COL_REASON]);
    if (r->col[COL_NOTE] != NO_COL)
        cell_text(&note, row, r->col[COL_NOTE]);
    if (note.len)
        jc_buf_fmt(&text, "%s%s", text.len ? "：" : "", jc_buf_text(&note));
    if (!jc_text_blank(jc_buf_text(&text), text.len)) {
        r->v = jc_grow(r->v, &r->cap, r->n + 1, sizeof *r->v);
        r->v[r->n++] = (struct answer){
            .row = row->number, .key = jc_strdup(jc_buf_text(&key)), .text = jc_strdup(jc_buf_text(&text))};
    } else {
        r->skipped++;
    }
    jc_buf_free(&key);
    jc_buf_free(&text);
    jc_buf_free(&note);
}

static enum jc_status read_rows(struct reading *r, size_t i, struct jc_err *err)
{
    struct jc_sheet *sheet = NULL;
    const struct jc_row *row;
    enum jc_status st = jc_sheet_open(&sheet, r->f->book, i, err);
    while (st == JC_OK && (st = jc_sheet_next(sheet, &row, err)) == JC_OK) {
        if (r->head_row) {
            take_row(r, row);
            continue;
        }
        r->rows++;
        r->skipped++;
        if (find_head(r, row))
            r->head_row = row->number;
    }
    jc_sheet_free(sheet);
    return st == JC_END ? JC_OK : st;
}

/* ---- what a key stands for ------------------------------------------------------------------------------ */

#define KEY_PARTS 8

/* The parts of a key, cut in place. */
static size_t cut_key(char *part[KEY_PARTS], char *key)
{
    size_t n = 0;
    while (key && n < KEY_PARTS) {
        part[n++] = key;
        key = strchr(key, ':');
        if (key)
            *key++ = 0;
    }
    return n;
}

static char *col_or_null(struct jc_stmt *q, int i)
{
    return jc_col_null(q, i) ? NULL : jc_strdup(jc_col_text(q, i, NULL));
}

static enum jc_status ask(struct answer *a, struct jc_stmt *q, struct jc_err *err)
{
    enum jc_status st = jc_stmt_step(q, err);
    if (st == JC_OK) {
        a->known = true;
        a->org = jc_col_int(q, 0);
        a->item = jc_col_int(q, 1);
        a->round = col_or_null(q, 2);
        a->line_no = col_or_null(q, 3);
        a->invoices = col_or_null(q, 4);
    }
    jc_stmt_reset(q);
    return st == JC_END ? JC_OK : st;
}

struct asking {
    struct jc_stmt *agr, *line, *before;
    struct jc_intern *keys; /* of this sheet */
    size_t *last, cap;      /* the latest answer of each */
};

static enum jc_status look_up(struct answer *a, struct asking *q, struct jc_err *err)
{
    char *part[KEY_PARTS], *copy = jc_strdup(a->key);
    size_t n = cut_key(part, copy);
    jc_day from;
    int64_t row = 0;
    struct jc_dec d;
    enum jc_status st = JC_OK;
    if ((n == 7 || n == 8) && strcmp(part[0], "agr") == 0 && jc_day_parse(&from, NULL, part[6], strlen(part[6]))) {
        jc_stmt_str(q->agr, 1, part[1], strlen(part[1]));
        jc_stmt_int(q->agr, 2, from);
        jc_stmt_str(q->agr, 3, part[3], strlen(part[3]));
        jc_stmt_str(q->agr, 4, part[4], strlen(part[4]));
        st = ask(a, q->agr, err);
    } else if (n == 4 && strcmp(part[0], "line") == 0 && jc_dec_parse(&d, part[3], strlen(part[3])) &&
               jc_dec_scaled(&row, d, 0, NULL)) {
        jc_stmt_str(q->line, 1, part[1], strlen(part[1]));
        jc_stmt_str(q->line, 2, part[2], strlen(part[2]));
        jc_stmt_int(q->line, 3, row);
        st = ask(a, q->line, err);
    }
    free(copy);
    return st;
}

/* What was answered before: in this sheet, or in the store. */
static enum jc_status find_before(struct reading *r, size_t i, struct asking *q, struct jc_err *err)
{
    struct answer *a = &r->v[i];
    bool fresh;
    uint32_t id = jc_intern_put(q->keys, a->key, strlen(a->key), &fresh);
    q->last = jc_grow(q->last, &q->cap, id + 1, sizeof *q->last);
    size_t earlier = fresh ? 0 : q->last[id];
    q->last[id] = i;
    if (!fresh) {
        char where[24];
        snprintf(where, sizeof where, "%u", r->v[earlier].row);
        if (strcmp(r->v[earlier].text, a->text) != 0) {
            a->before = jc_strdup(r->v[earlier].text);
            a->where = jc_strdup(where);
        }
        return JC_OK;
    }
    jc_stmt_str(q->before, 1, a->key, strlen(a->key));
    enum jc_status st = jc_stmt_step(q->before, err);
    if (st == JC_OK && strcmp(jc_col_text(q->before, 0, NULL), a->text) != 0) {
        a->before = jc_strdup(jc_col_text(q->before, 0, NULL));
        a->where = jc_strdup(jc_col_text(q->before, 1, NULL));
    }
    jc_stmt_reset(q->before);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status run_part(struct jc_store *store, const char *part, struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, store, SQL, part, err);
    if (st != JC_OK)
        return st;
    st = jc_stmt_run(q, err);
    jc_stmt_free(q);
    return st;
}

/* The store belongs to the writer while rows are handed over: everything is asked before the first. */
static enum jc_status resolve(struct reading *r, struct jc_err *err)
{
    struct jc_store *store = r->f->s->store;
    struct asking q = {.keys = jc_intern_new()};
    enum jc_status st = jc_writer_flush(r->f->s->writer, err);
    if (st == JC_OK && r->f->s->total.files == 1 && r->f->n == 0)
        st = run_part(store, "drop", err); /* of an earlier import by this process */
    if (st == JC_OK)
        st = run_part(store, "make", err);
    if (st == JC_OK)
        st = run_part(store, "index", err);
    if (st == JC_OK)
        st = jc_stmt_open(&q.agr, store, SQL, "agr", err);
    if (st == JC_OK)
        st = jc_stmt_open(&q.line, store, SQL, "line", err);
    if (st == JC_OK)
        st = jc_stmt_open(&q.before, store, SQL, "before", err);
    for (size_t i = 0; i < r->n && st == JC_OK; i++) {
        st = look_up(&r->v[i], &q, err);
        if (st == JC_OK && r->v[i].known)
            st = find_before(r, i, &q, err);
    }
    jc_stmt_free(q.agr);
    jc_stmt_free(q.line);
    jc_stmt_free(q.before);
    jc_intern_free(q.keys);
    free(q.last);
    return st;
}

/* ---- writing --------------------------------------------------------------------------------------------- */

static enum jc_status tell(struct reading *r, const struct answer *a, struct jc_err *err)
{
    struct jc_issue i = {.file = r->f->file, .sheet = r->sheet, .row = a->row, .rejects = !a->known};
    char cell[24];
    if (a->known)
        (void)jc_fail(&i.what, JC_INPUT, E_CHANGED, a->text, a->before, a->where);
    else if (*a->key)
        (void)jc_fail(&i.what, JC_INPUT, E_UNKNOWN_KEY, a->key, NULL, NULL);
    else
        (void)jc_fail(&i.what, JC_INPUT, E_NO_KEY, a->text, NULL, NULL);
    jc_cell_name(cell, r->col[a->known ? COL_REASON : COL_KEY], a->row);
    (void)jc_err_place(&i.what, r->f->path, r->name, cell);
    return jc_issue_write(r->f->s, &i, err);
}

static struct jc_val text_or_null(const char *text)
{
    return text ? jc_val_text(text) : jc_val_null();
}

static enum jc_status write_answer(struct reading *r, const struct answer *a, int64_t id, struct jc_err *err)
{
    int64_t ident = (int64_t)(jc_hash(a->key, strlen(a->key), 0x616e73) >> 1);
    struct jc_val v[] = {jc_val_int(id),
                         jc_val_int(r->sheet),
                         jc_val_int(a->row),
                         jc_val_int(ident),
                         jc_val_int(1),
                         jc_val_int(a->org),
                         jc_val_text(a->text),
                         text_or_null(a->invoices),
                         text_or_null(a->line_no),
                         jc_val_int(a->item),
                         text_or_null(a->round),
                         jc_val_text(a->key)};
    return jc_writer_row(r->f->s->writer, "answer", v, JC_LEN(v), err);
}

static enum jc_status write_sheet(struct reading *r, const char *kind, int64_t from, int64_t to, struct jc_err *err)
{
    struct jc_file_load *f = r->f;
    int64_t kept = r->rows - r->skipped - r->rejected;
    struct jc_val v[] = {jc_val_int(r->sheet),    jc_val_int(f->file), jc_val_text(r->name), jc_val_text(kind),
                         jc_val_int(r->head_row), jc_val_int(r->rows), jc_val_int(kept),     jc_val_int(r->rejected),
                         jc_val_int(r->skipped),  jc_val_int(from),    jc_val_int(to),       jc_val_null(),
                         jc_val_null(),           jc_val_null(),       jc_val_null()};
    f->sheets = jc_grow(f->sheets, &f->cap, f->n + 1, sizeof *f->sheets);
    f->sheets[f->n++] =
        (struct jc_ingest_sheet){r->name, kind, r->head_row, r->rows, kept, r->rejected, r->skipped, false, f->file};
    f->rejected += r->rejected;
    return jc_writer_row(f->s->writer, "sheet", v, JC_LEN(v), err);
}

static enum jc_status write_all(struct reading *r, struct jc_err *err)
{
    const struct jc_kind *kind = jc_kind_find("reason");
    int64_t *next = &r->f->s->next_row[kind - jc_kinds], from = *next;
    enum jc_status st = JC_OK;
    for (size_t i = 0; i < r->n && st == JC_OK; i++) {
        const struct answer *a = &r->v[i];
        if (!a->known || a->before)
            st = tell(r, a, err);
        if (a->known && st == JC_OK)
            st = write_answer(r, a, (*next)++, err);
        r->rejected += !a->known;
    }
    return st == JC_OK ? write_sheet(r, kind->id, from, *next - 1, err) : st;
}

/* ---- a book ------------------------------------------------------------------------------------------------ */

static void reading_free(struct reading *r)
{
    for (size_t i = 0; i < r->n; i++) {
        struct answer *a = &r->v[i];
        char *const texts[] = {a->key, a->text, a->round, a->line_no, a->invoices, a->before, a->where};
        for (size_t k = 0; k < JC_LEN(texts); k++)
            free(texts[k]);
    }
    free(r->v);
}

enum jc_status jc_feedback_book(struct jc_file_load *f, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (size_t i = 0; i < jc_book_count(f->book) && st == JC_OK; i++) {
        struct reading r = {.f = f, .name = jc_book_sheet(f->book, i).name, .sheet = f->s->next_sheet++};
        st = read_rows(&r, i, err);
        if (st == JC_OK && r.head_row) {
            f->read++;
            st = resolve(&r, err);
            if (st == JC_OK)
                st = write_all(&r, err);
        } else if (st == JC_OK) {
            st = write_sheet(&r, "", 0, -1, err);
        }
        (void)jc_err_place(st == JC_OK ? NULL : err, f->path, r.name, NULL);
        reading_free(&r);
    }
    return st != JC_OK || f->read ? st : jc_fail(err, JC_NOTFOUND, E_NO_ANSWERS, NULL, NULL, NULL);
}
