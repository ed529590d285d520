/* Two issues side by side, in every ranking: rows that have the same key, columns that have the same head. */
#include "report/cell.h"
#include "report/issue.h"

enum { CELLS = 64, E_INTERRUPTED = 799 };

struct side {
    struct source from;
    struct sheets sheets;
    struct sheet *sheet;
    struct jc_stmt *stmt;
    struct cell cell[CELLS];
    size_t n;
    const char *key;
    size_t key_n;
    bool end;
};

/* A row whose key the other side has not. */
struct alone {
    bool gone;        /* from a, else new in b */
    uint32_t content; /* what it shows but for its key, in `contents` */
    int64_t overdue;
    char *subject, *key;
};

struct comparison {
    struct side a, b;
    struct jc_changes *changes;
    bool usual;          /* not of communities and the like */
    struct alone *alone; /* of the sheet in hand */
    size_t n, cap;
    struct jc_intern *contents;
};

static enum jc_status side_open(struct side *s, struct jc_store *store, int64_t issue, enum jc_lang lang,
                                struct jc_err *err)
{
    struct jc_stmt *info = NULL;
    s->from = (struct source){store, issue, lang, ""};
    enum jc_status st = source_sheets(&s->sheets, &s->from, err);
    if (st == JC_OK)
        st = source_info(&info, &s->from, err);
    if (st == JC_OK)
        sheets_months_at(&s->sheets, (jc_day)jc_col_int(info, 0));
    jc_stmt_free(info);
    return st;
}

static struct sheet *find_sheet(const struct sheets *sheets, const char *asset)
{
    for (size_t i = 0; i < sheets->n; i++)
        if (strcmp(sheets->v[i].asset, asset) == 0)
            return &sheets->v[i];
    return NULL;
}

static enum jc_status side_next(struct side *s, struct jc_err *err)
{
    enum jc_status st = jc_stmt_step(s->stmt, err);
    if (st == JC_END) {
        s->end = true;
        return JC_OK;
    }
    if (st != JC_OK)
        return st;
    s->key = jc_col_text(s->stmt, jc_col_count(s->stmt) - 1, &s->key_n);
    return cells_read(s->cell, &s->n, s->stmt, &s->sheet->main, s->from.lang, err);
}

static enum jc_status side_begin(struct side *s, struct sheet *sheet, const struct grouping *by, struct jc_err *err)
{
    s->sheet = sheet;
    s->end = false;
    if (by)
        sheet_columns(sheet, by);
    enum jc_status st = source_keyed(&s->stmt, &s->from, sheet->asset, by, err);
    return st == JC_OK ? side_next(s, err) : st;
}

static void side_end(struct side *s)
{
    jc_stmt_free(s->stmt);
    s->stmt = NULL;
}

/* ---- rows ---------------------------------------------------------------------------------------- */

static int by_key(const struct side *a, const struct side *b)
{
    if (a->end || b->end)
        return a->end - b->end;
    size_t n = a->key_n < b->key_n ? a->key_n : b->key_n;
    int c = memcmp(a->key, b->key, n);
    return c ? c : (a->key_n > b->key_n) - (a->key_n < b->key_n);
}

static bool same(const struct cell *a, const struct cell *b)
{
    if (a->kind != b->kind)
        return false;
    if (a->kind == CELL_TEXT)
        return a->n == b->n && memcmp(a->s, b->s, a->n) == 0;
    return a->kind == CELL_EMPTY || a->num == b->num;
}

static void show(struct jc_buf *out, const struct cell *c)
{
    char text[CELL_TEXT_MAX];
    if (c->kind == CELL_TEXT) {
        jc_buf_add(out, c->s, c->n);
    } else if (c->kind != CELL_EMPTY) {
        cell_number_text(text, c);
        jc_buf_str(out, text);
    } else {
        jc_buf_str(out, "—");
    }
}

/* The name in the row: its first column of text. */
static void show_subject(struct jc_buf *out, const struct side *s)
{
    for (size_t i = 0; i < s->n; i++) {
        if (s->cell[i].col->type == COL_TEXT && s->cell[i].kind == CELL_TEXT) {
            show(out, &s->cell[i]);
            return;
        }
    }
}

/* What explain takes. */
static void show_key(struct jc_buf *out, const struct side *s)
{
    const struct explained *e = &s->sheet->explained;
    if (!e->kind)
        jc_buf_add(out, s->key, s->key_n);
    else
        jc_buf_str(out, e->kind);
    for (int i = 0; i < e->n; i++) {
        const struct cell *c = &s->cell[e->part[i][0]];
        if (c->kind == CELL_EMPTY && e->part[i][1] >= 0)
            c = &s->cell[e->part[i][1]];
        jc_buf_char(out, ':');
        if (c->kind == CELL_TEXT)
            jc_text_key_part(out, c->s, c->n);
    }
}

static void tell(struct comparison *c, struct jc_change *change)
{
    change->sheet = c->b.sheet->name[c->b.from.lang];
    c->changes->figures++;
    if (c->changes->fn)
        c->changes->fn(c->changes->arg, change);
}

/* The i-th cell of b; then: the same of a. */
static void judge(struct jc_change *change, const struct comparison *c, size_t i, const struct cell *then)
{
    const struct follow *f = &c->b.sheet->follow;
    const struct cell *now = &c->b.cell[i];
    bool both = then->kind == CELL_NUMBER && now->kind == CELL_NUMBER;
    if (!f->kind || !c->usual)
        return;
    if ((int)i == f->rank) {
        change->kind = JC_CHANGE_RANK;
        change->by = both ? then->num - now->num : 0;
    } else if ((int)i == f->rate) {
        change->kind = JC_CHANGE_RATE;
        change->by = both ? now->num - then->num : 0;
    } else if ((int)i == f->overdue && now->kind == CELL_NUMBER && now->num > 0 && (!both || then->num == 0)) {
        change->kind = JC_CHANGE_DEBT;
        change->by = now->num;
    }
}

static void tell_cell(struct comparison *c, size_t i, const struct cell *then, const char *before, const char *after)
{
    struct jc_buf subject = {0}, key = {0};
    show_subject(&subject, &c->b);
    show_key(&key, &c->b);
    struct jc_change change = {.what = c->b.cell[i].col->head[c->b.from.lang],
                               .key = jc_buf_text(&key),
                               .subject = jc_buf_text(&subject),
                               .before = before,
                               .after = after};
    judge(&change, c, i, then);
    tell(c, &change);
    jc_buf_free(&subject);
    jc_buf_free(&key);
}

static const struct cell *cell_of(const struct side *s, const struct cell *like)
{
    for (size_t i = 0; i < s->n; i++)
        if (strcmp(s->cell[i].col->head[0], like->col->head[0]) == 0)
            return &s->cell[i];
    return NULL;
}

static void compare_cells(struct comparison *c)
{
    struct jc_buf before = {0}, after = {0};
    for (size_t i = 0; i < c->b.n; i++) {
        const struct cell *now = &c->b.cell[i], *then = cell_of(&c->a, now);
        if (!then || same(then, now))
            continue;
        jc_buf_clear(&before);
        jc_buf_clear(&after);
        show(&before, then);
        show(&after, now);
        tell_cell(c, i, then, jc_buf_text(&before), jc_buf_text(&after));
    }
    jc_buf_free(&before);
    jc_buf_free(&after);
}

/* ---- rows of one side ----------------------------------------------------------------------------- */

static int64_t overdue_of(const struct comparison *c, const struct side *s)
{
    const struct follow *f = &s->sheet->follow;
    const struct cell *due = f->kind && c->usual && f->overdue >= 0 ? &s->cell[f->overdue] : NULL;
    return due && due->kind == CELL_NUMBER ? due->num : 0;
}

static void hold_row(struct comparison *c, const struct side *s)
{
    bool fresh;
    struct jc_buf content = {0}, subject = {0}, key = {0};
    for (size_t i = 0; i < s->n; i++) {
        if (s->cell[i].col->type == COL_KEY)
            continue;
        show(&content, &s->cell[i]);
        jc_buf_char(&content, '\x1f');
    }
    show_subject(&subject, s);
    show_key(&key, s);
    c->alone = jc_grow(c->alone, &c->cap, c->n + 1, sizeof *c->alone);
    c->alone[c->n++] = (struct alone){.gone = s == &c->a,
                                      .content = jc_intern_put(c->contents, content.p, content.len, &fresh),
                                      .overdue = overdue_of(c, s),
                                      .subject = jc_strdup(jc_buf_text(&subject)),
                                      .key = jc_strdup(jc_buf_text(&key))};
    jc_buf_free(&content);
    jc_buf_free(&subject);
    jc_buf_free(&key);
}

static void tell_alone(struct comparison *c, const struct alone *x)
{
    bool zh = c->b.from.lang == JC_ZH;
    struct jc_change change = {.what = zh ? "整行" : "row", .key = x->key, .subject = x->subject};
    if (x->gone)
        change.before = zh ? "有" : "there";
    else
        change.after = zh ? "新增" : "new";
    if (!x->gone && x->overdue > 0) {
        change.kind = JC_CHANGE_DEBT;
        change.by = x->overdue;
    }
    tell(c, &change);
}

/*
 * A line that a later export repeats is known by its place there: a row that shows the same under another key is no
 * difference. As many as there are on both sides are passed over.
 */
static void tell_rows(struct comparison *c)
{
    size_t n = jc_intern_count(c->contents);
    size_t(*count)[2] = jc_alloc((n + 1) * sizeof *count), (*passed)[2] = jc_alloc((n + 1) * sizeof *passed);
    for (size_t i = 0; i < c->n; i++)
        count[c->alone[i].content][c->alone[i].gone]++;
    for (size_t i = 0; i < c->n; i++) {
        const struct alone *x = &c->alone[i];
        const size_t *both = count[x->content];
        if (passed[x->content][x->gone]++ >= (both[0] < both[1] ? both[0] : both[1]))
            tell_alone(c, x);
    }
    free(count);
    free(passed);
}

static void drop_rows(struct comparison *c)
{
    for (size_t i = 0; i < c->n; i++) {
        free(c->alone[i].subject);
        free(c->alone[i].key);
    }
    c->n = 0;
    jc_intern_free(c->contents);
    c->contents = NULL;
}

static enum jc_status compare_rows(struct comparison *c, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    c->contents = jc_intern_new();
    while (st == JC_OK && !(c->a.end && c->b.end)) {
        if (jc_interrupted)
            return jc_fail(err, JC_INTERRUPTED, E_INTERRUPTED, NULL, NULL, NULL);
        int order = by_key(&c->a, &c->b);
        if (order == 0)
            compare_cells(c);
        else
            hold_row(c, order < 0 ? &c->a : &c->b);
        if (order <= 0)
            st = side_next(&c->a, err);
        if (st == JC_OK && order >= 0)
            st = side_next(&c->b, err);
    }
    if (st == JC_OK)
        tell_rows(c);
    return st;
}

/* by: of a, of b; NULL = the usual rows. */
static enum jc_status compare_sheet(struct comparison *c, struct sheet *a, struct sheet *b,
                                    const struct grouping *const by[2], struct jc_err *err)
{
    enum jc_status st = side_begin(&c->a, a, by[0], err);
    if (st == JC_OK)
        st = side_begin(&c->b, b, by[1], err);
    if (st == JC_OK)
        st = compare_rows(c, err);
    drop_rows(c);
    side_end(&c->a);
    side_end(&c->b);
    return st;
}

static const struct grouping *find_grouping(const struct sheet *s, const char *id)
{
    for (int i = 1; i < s->n_by; i++)
        if (strcmp(s->by[i].id, id) == 0)
            return &s->by[i];
    return NULL;
}

/* Who belongs where may change nothing but these. An issue of before they were kept has none. */
static enum jc_status compare_rankings(struct comparison *c, struct sheet *a, struct sheet *b, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (int i = 1; st == JC_OK && i < b->n_by; i++) {
        int64_t then = 0, now = 0;
        const struct grouping *by[] = {find_grouping(a, b->by[i].id), &b->by[i]};
        if (by[0])
            st = source_table(&then, NULL, &c->a.from, a->asset, NULL, by[0], err);
        if (st == JC_OK)
            st = source_table(&now, NULL, &c->b.from, b->asset, NULL, by[1], err);
        if (st == JC_OK && then && now)
            st = compare_sheet(c, a, b, by, err);
    }
    return st;
}

/* ---- all ----------------------------------------------------------------------------------------- */

static enum jc_status tell_reasons(struct jc_store *store, int64_t a, int64_t b, const struct jc_changes *changes,
                                   struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, ISSUE_SQL, "reasons", err);
    if (st == JC_OK) {
        jc_stmt_int(s, 1, a);
        jc_stmt_int(s, 2, b);
        jc_stmt_int(s, jc_stmt_index(s, ":lang"), changes->lang);
    }
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK) {
        struct jc_change change = {.what = jc_col_text(s, 0, NULL),
                                   .key = jc_col_text(s, 1, NULL),
                                   .subject = "",
                                   .before = jc_col_null(s, 2) ? NULL : jc_col_text(s, 2, NULL),
                                   .after = jc_col_null(s, 3) ? NULL : jc_col_text(s, 3, NULL)};
        if (changes->fn)
            changes->fn(changes->arg, &change);
    }
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status compare_sheets(struct comparison *c, bool rankings, struct jc_err *err)
{
    static const struct grouping *const usual[2] = {NULL, NULL};
    enum jc_status st = JC_OK;
    c->usual = !rankings;
    for (size_t i = 0; st == JC_OK && i < c->b.sheets.n; i++) {
        struct sheet *now = &c->b.sheets.v[i], *then = find_sheet(&c->a.sheets, now->asset);
        if (then && then->n_keys && now->n_keys)
            st = rankings ? compare_rankings(c, then, now, err) : compare_sheet(c, then, now, usual, err);
    }
    return st;
}

enum jc_status compare_issues(struct jc_store *store, int64_t a, int64_t b, struct jc_changes *changes,
                              struct jc_err *err)
{
    struct comparison *c = jc_alloc(sizeof *c);
    c->changes = changes;
    changes->figures = 0;
    enum jc_status st = tell_reasons(store, a, b, changes, err);
    if (st == JC_OK)
        st = side_open(&c->a, store, a, changes->lang, err);
    if (st == JC_OK)
        st = side_open(&c->b, store, b, changes->lang, err);
    for (int rankings = 0; st == JC_OK && rankings < 2; rankings++)
        st = compare_sheets(c, rankings, err);
    sheets_free(&c->a.sheets);
    sheets_free(&c->b.sheets);
    free(c->alone);
    free(c);
    return st;
}
