/*
 * The module `frame`: CREATE VIRTUAL TABLE temp.name USING frame(column INTEGER|TEXT [NOT NULL] [PRIMARY KEY], …,
 * PRIMARY KEY(…)). Every comparison for equality is answered by an index that is made when it is first asked for; the order
 * in which the rows lie is offered where it is the one that is wanted.
 */
#include "store/frame.h"

struct plan { /* how a statement asks */
    uint64_t columns;
    int order[8], order_n; /* columns in whose order the rows are relied on to lie */
    uint64_t changes;      /* of the frame when that was so */
};

struct frame_table {
    sqlite3_vtab base;
    struct jc_store *store;
    struct jc_frame *f;
    struct plan *plan;
    size_t plan_n, plan_cap;
};

struct frame_cursor {
    sqlite3_vtab_cursor base;
    struct frame_index *index;
    uint64_t changes; /* of the frame when the index was taken */
    bool by_index;
    uint32_t row, end;
};

/* ---- columns ------------------------------------------------------------------------------------- */

static const char *skip_blank(const char *p)
{
    while (*p && strchr(" \t\r\n", *p))
        p++;
    return p;
}

static size_t word_len(const char *p)
{
    return strcspn(p, " \t\r\n(),");
}

static int column_of(const struct jc_frame *f, const char *name, size_t n)
{
    for (int i = 0; i < f->columns; i++)
        if (strlen(f->column[i].name) == n && memcmp(f->column[i].name, name, n) == 0)
            return i;
    return -1;
}

static bool is_key(const char *arg)
{
    return strncmp(arg, "PRIMARY KEY", 11) == 0;
}

static bool read_key(struct jc_frame *f, const char *arg)
{
    for (const char *p = strchr(arg, '('); p && *p != ')';) {
        p = skip_blank(p + 1);
        size_t n = word_len(p);
        int i = column_of(f, p, n);
        if (i < 0)
            return false;
        f->key |= UINT64_C(1) << i;
        p = skip_blank(p + n);
    }
    return f->key != 0;
}

static bool read_column(struct jc_frame *f, const char *arg)
{
    if (f->columns == FRAME_COLUMNS)
        return false;
    struct frame_column *c = &f->column[f->columns];
    size_t n = word_len(arg);
    const char *type = skip_blank(arg + n);
    jc_copyn(c->name, sizeof c->name, arg, n);
    c->text = strncmp(type, "TEXT", 4) == 0;
    c->required = strstr(type, "NOT NULL") != NULL;
    if (strstr(type, "PRIMARY KEY")) {
        f->key = UINT64_C(1) << f->columns;
        f->counted = !c->text;
    }
    if (!c->text)
        f->number[f->numbers++] = f->columns;
    f->columns++;
    return n > 0 && n < sizeof c->name && (c->text || strncmp(type, "INTEGER", 7) == 0);
}

static bool read_columns(struct jc_frame *f, int argc, const char *const *argv, char **why)
{
    for (int i = 3; i < argc; i++)
        if (!(is_key(argv[i]) ? read_key(f, argv[i]) : read_column(f, argv[i]))) {
            *why = sqlite3_mprintf("frame %s: %s", argv[2], argv[i]);
            return false;
        }
    return true;
}

/* The table as SQLite is to see it: f, and its columns as they were written. */
static int declare(sqlite3 *db, struct jc_store *store, struct jc_frame *f, int argc, const char *const *argv,
                   sqlite3_vtab **out)
{
    struct jc_buf sql = {0};
    jc_buf_str(&sql, "CREATE TABLE x(");
    for (int i = 3; i < argc; i++)
        if (!is_key(argv[i]))
            jc_buf_fmt(&sql, i > 3 ? ", %s" : "%s", argv[i]);
    jc_buf_char(&sql, ')');
    int rc = sqlite3_declare_vtab(db, jc_buf_text(&sql));
    jc_buf_free(&sql);
    if (rc == SQLITE_OK)
        rc = sqlite3_vtab_config(db, SQLITE_VTAB_CONSTRAINT_SUPPORT, 1);
    if (rc != SQLITE_OK)
        return rc;
    struct frame_table *t = jc_alloc(sizeof *t);
    *t = (struct frame_table){.store = store, .f = f};
    *out = &t->base;
    return SQLITE_OK;
}

/* A frame of the name may be left from a table whose making was taken back. */
static int table_create(sqlite3 *db, void *arg, int argc, const char *const *argv, sqlite3_vtab **out, char **why)
{
    struct jc_store *store = arg;
    struct jc_frame *f = frame_find_name(store->frames, argv[2]);
    if (f)
        frame_drop(&store->frames, f);
    f = frame_new(&store->frames, argv[2]);
    int rc = read_columns(f, argc, argv, why) ? declare(db, store, f, argc, argv, out) : SQLITE_ERROR;
    if (rc != SQLITE_OK)
        frame_drop(&store->frames, f);
    return rc;
}

/* SQLite has forgotten the table, as after a change of the schema was taken back, and finds it again. */
static int table_connect(sqlite3 *db, void *arg, int argc, const char *const *argv, sqlite3_vtab **out, char **why)
{
    struct jc_store *store = arg;
    struct jc_frame *f = frame_find_name(store->frames, argv[2]);
    if (!f)
        *why = sqlite3_mprintf("frame %s is gone", argv[2]);
    return f ? declare(db, store, f, argc, argv, out) : SQLITE_ERROR;
}

static int table_disconnect(sqlite3_vtab *base)
{
    struct frame_table *t = (struct frame_table *)base;
    free(t->plan);
    free(t);
    return SQLITE_OK;
}

static int table_destroy(sqlite3_vtab *base)
{
    const struct frame_table *t = (const struct frame_table *)base;
    frame_drop(&t->store->frames, t->f);
    return table_disconnect(base);
}

/* ---- planning ------------------------------------------------------------------------------------ */

static uint64_t asked_columns(const struct jc_frame *f, sqlite3_index_info *info, int at[FRAME_COLUMNS])
{
    uint64_t columns = 0;
    for (int i = 0; i < info->nConstraint; i++) {
        int c = info->aConstraint[i].iColumn;
        if (!info->aConstraint[i].usable || info->aConstraint[i].op != SQLITE_INDEX_CONSTRAINT_EQ || c < 0)
            continue;
        if (f->column[c].text && strcmp(sqlite3_vtab_collation(info, i), "BINARY") != 0)
            continue;
        if (columns >> c & 1)
            continue;
        columns |= UINT64_C(1) << c;
        at[c] = i;
    }
    return columns;
}

static void use_order(const struct jc_frame *f, struct plan *p, sqlite3_index_info *info)
{
    int n = info->nOrderBy;
    if (n == 0 || n > (int)JC_LEN(p->order))
        return;
    for (int i = 0; i < n; i++) {
        p->order[i] = info->aOrderBy[i].iColumn;
        if (info->aOrderBy[i].desc || p->order[i] < 0)
            return;
    }
    if (!frame_ordered(f, p->order, n))
        return;
    p->order_n = n;
    p->changes = f->changes;
    info->orderByConsumed = 1;
}

static int same_plan(const struct plan *a, const struct plan *b)
{
    return a->columns == b->columns && a->order_n == b->order_n && a->changes == b->changes &&
           memcmp(a->order, b->order, sizeof a->order) == 0;
}

/* A text may be asked for as a number, and then the first row that is given need not be the one. */
static bool only_numbers(const struct jc_frame *f, uint64_t columns)
{
    for (; columns; columns &= columns - 1)
        if (f->column[__builtin_ctzll(columns)].text)
            return false;
    return true;
}

static int table_plan(sqlite3_vtab *base, sqlite3_index_info *info)
{
    struct frame_table *t = (struct frame_table *)base;
    int at[FRAME_COLUMNS], n = 0;
    struct plan p = {.columns = asked_columns(t->f, info, at)};
    for (uint64_t c = p.columns; c; c &= c - 1)
        info->aConstraintUsage[at[__builtin_ctzll(c)]].argvIndex = ++n;
    size_t rows = p.columns ? frame_guess(t->f, p.columns) : t->f->rows + 1;
    info->estimatedRows = (sqlite3_int64)rows;
    info->estimatedCost = (sqlite3_int64)rows * 3 + 10;
    if (t->f->key && (p.columns & t->f->key) == t->f->key && only_numbers(t->f, p.columns))
        info->idxFlags = SQLITE_INDEX_SCAN_UNIQUE;
    use_order(t->f, &p, info);
    size_t i = 0;
    while (i < t->plan_n && !same_plan(&t->plan[i], &p))
        i++;
    if (i == t->plan_n) {
        t->plan = jc_grow(t->plan, &t->plan_cap, i + 1, sizeof *t->plan);
        t->plan[t->plan_n++] = p;
    }
    info->idxNum = (int)i;
    return SQLITE_OK;
}

/* ---- reading ------------------------------------------------------------------------------------- */

static int cursor_open(sqlite3_vtab *base, sqlite3_vtab_cursor **out)
{
    struct frame_cursor *c = jc_alloc(sizeof *c);
    ((struct frame_table *)base)->f->cursors++;
    *out = &c->base;
    return SQLITE_OK;
}

static int cursor_close(sqlite3_vtab_cursor *base)
{
    ((struct frame_table *)base->pVtab)->f->cursors--;
    free(base);
    return SQLITE_OK;
}

static void pass_gone(const struct jc_frame *f, struct frame_cursor *c)
{
    while (f->gone && c->row < c->end && f->gone[c->row])
        c->row++;
}

enum asked { ASKED, NOTHING, IN_ANOTHER_WAY };

/*
 * To an integer a text is what number it spells, if any, and a fraction is looked for by its whole part: SQLite compares
 * once more what it gets.
 */
static enum asked read_number(sqlite3_value *from, struct frame_value *v)
{
    int type = sqlite3_value_numeric_type(from);
    v->num = sqlite3_value_int64(from);
    return type == SQLITE_INTEGER || type == SQLITE_FLOAT ? ASKED : NOTHING;
}

static enum asked read_text(sqlite3_value *from, struct frame_value *v)
{
    int type = sqlite3_value_type(from);
    v->kind = VALUE_TEXT;
    if (type != SQLITE_TEXT)
        return type == SQLITE_BLOB ? NOTHING
                                   : IN_ANOTHER_WAY; /* by the affinity of the other side, which is not told */
    v->s = (const char *)sqlite3_value_text(from);
    v->n = (size_t)sqlite3_value_bytes(from);
    return ASKED;
}

/* What is asked for as it is stored. IN_ANOTHER_WAY: SQLite gets every row and looks itself. */
static enum asked read_asked(const struct jc_frame *f, uint64_t columns, sqlite3_value **argv, struct frame_value *v)
{
    enum asked all = ASKED;
    for (; columns; columns &= columns - 1, argv++, v++) {
        *v = (struct frame_value){.kind = VALUE_INT};
        if (sqlite3_value_type(*argv) == SQLITE_NULL)
            return NOTHING;
        bool text = f->column[__builtin_ctzll(columns)].text;
        enum asked one = text ? read_text(*argv, v) : read_number(*argv, v);
        if (one == NOTHING)
            return NOTHING;
        all = one == ASKED ? all : one;
    }
    return all;
}

static struct frame_index *index_of(struct jc_frame *f, struct frame_cursor *c, uint64_t columns)
{
    if (!c->index || c->changes != f->changes || c->index->columns != columns) {
        c->index = frame_index(f, columns);
        c->changes = f->changes;
    }
    return c->index;
}

static int cursor_filter(sqlite3_vtab_cursor *base, int plan, const char *text, int argc, sqlite3_value **argv)
{
    (void)text, (void)argc;
    struct frame_cursor *c = (struct frame_cursor *)base;
    struct frame_table *t = (struct frame_table *)base->pVtab;
    const struct plan *p = &t->plan[plan];
    struct frame_value v[FRAME_COLUMNS];
    if (p->order_n && p->changes != t->f->changes && !frame_ordered(t->f, p->order, p->order_n)) {
        sqlite3_free(base->pVtab->zErrMsg);
        base->pVtab->zErrMsg = sqlite3_mprintf("frame %s was changed under a statement", t->f->name);
        return SQLITE_ERROR;
    }
    enum asked asked = p->columns ? read_asked(t->f, p->columns, argv, v) : IN_ANOTHER_WAY;
    c->by_index = asked == ASKED;
    c->end = (uint32_t)t->f->rows;
    c->row = 0;
    if (asked == NOTHING)
        c->row = c->end;
    else if (c->by_index)
        c->row = frame_find(t->f, index_of(t->f, c, p->columns), v);
    else
        pass_gone(t->f, c);
    return SQLITE_OK;
}

static int cursor_next(sqlite3_vtab_cursor *base)
{
    struct frame_cursor *c = (struct frame_cursor *)base;
    const struct jc_frame *f = ((struct frame_table *)base->pVtab)->f;
    if (c->by_index) {
        c->row = frame_find_next(f, c->index, c->row);
    } else {
        c->row++;
        pass_gone(f, c);
    }
    return SQLITE_OK;
}

static int cursor_eof(sqlite3_vtab_cursor *base)
{
    const struct frame_cursor *c = (const struct frame_cursor *)base;
    return c->row >= c->end;
}

static int cursor_column(sqlite3_vtab_cursor *base, sqlite3_context *ctx, int i)
{
    const struct frame_cursor *c = (const struct frame_cursor *)base;
    const struct jc_frame *f = ((const struct frame_table *)base->pVtab)->f;
    const union frame_cell *x = frame_at(f, c->row, i);
    if (!f->column[i].text) {
        if (x->num != JC_NULL)
            sqlite3_result_int64(ctx, x->num);
    } else if (x->str) {
        size_t n;
        const char *s = frame_text(x->str, &n);
        sqlite3_result_text(ctx, s, (int)n, SQLITE_STATIC);
    }
    return SQLITE_OK;
}

static int cursor_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = (sqlite3_int64)((const struct frame_cursor *)base)->row + 1;
    return SQLITE_OK;
}

/* ---- writing ------------------------------------------------------------------------------------- */

/* As a table of these types would take it: a number in a column of text becomes text, digits in one of integers a number. */
static bool read_value(const struct frame_column *c, sqlite3_value *from, struct frame_value *v)
{
    *v = (struct frame_value){.kind = VALUE_NULL};
    if (sqlite3_value_type(from) == SQLITE_NULL)
        return !c->required;
    if (c->text) {
        v->kind = VALUE_TEXT;
        v->s = (const char *)sqlite3_value_text(from);
        v->n = (size_t)sqlite3_value_bytes(from);
        return v->s != NULL;
    }
    v->kind = VALUE_INT;
    v->num = sqlite3_value_int64(from);
    return sqlite3_value_numeric_type(from) == SQLITE_INTEGER && v->num != JC_NULL;
}

static bool key_taken(struct jc_frame *f, const struct frame_value *row)
{
    struct frame_value key[FRAME_COLUMNS];
    int n = 0;
    for (uint64_t c = f->key; c; c &= c - 1) {
        key[n] = row[__builtin_ctzll(c)];
        if (key[n++].kind == VALUE_NULL)
            return false;
    }
    return n && frame_find(f, frame_index(f, f->key), key) != UINT32_MAX;
}

/* Why a value cannot be stored, with its column. */
static int refuse(sqlite3_vtab *base, int column, const struct frame_value *v)
{
    const struct jc_frame *f = ((struct frame_table *)base)->f;
    bool null = v->kind == VALUE_NULL;
    sqlite3_free(base->zErrMsg);
    base->zErrMsg = sqlite3_mprintf("%s: %s.%s", null ? "NOT NULL constraint failed" : "cannot store value in column",
                                    f->name, f->column[column].name);
    return null ? SQLITE_CONSTRAINT_NOTNULL : SQLITE_MISMATCH;
}

static int put_row(sqlite3_vtab *base, sqlite3_value **argv, sqlite3_int64 *rowid)
{
    struct jc_frame *f = ((struct frame_table *)base)->f;
    struct frame_value row[FRAME_COLUMNS];
    for (int i = 0; i < f->columns; i++) {
        if (f->counted && f->key == UINT64_C(1) << i && sqlite3_value_type(argv[i]) == SQLITE_NULL)
            row[i] = (struct frame_value){.kind = VALUE_INT, .num = (int64_t)f->rows + 1};
        else if (!read_value(&f->column[i], argv[i], &row[i]))
            return refuse(base, i, &row[i]);
    }
    if (key_taken(f, row)) {
        sqlite3_free(base->zErrMsg);
        base->zErrMsg = sqlite3_mprintf("UNIQUE constraint failed: %s", f->name);
        return SQLITE_CONSTRAINT_UNIQUE;
    }
    frame_row(f);
    for (int i = 0; i < f->columns; i++)
        (void)frame_set_value(f, f->rows - 1, i, &row[i]);
    *rowid = (sqlite3_int64)f->rows;
    return SQLITE_OK;
}

static int change_row(sqlite3_vtab *base, size_t at, sqlite3_value **argv)
{
    struct jc_frame *f = ((struct frame_table *)base)->f;
    struct frame_value row[FRAME_COLUMNS];
    for (int i = 0; i < f->columns; i++)
        if (!read_value(&f->column[i], argv[i], &row[i]))
            return refuse(base, i, &row[i]);
    for (int i = 0; i < f->columns; i++)
        (void)frame_set_value(f, at, i, &row[i]);
    frame_changed(f, UINT64_MAX);
    return SQLITE_OK;
}

/* A statement that fails leaves what it had written: nobody reads results that could not be finished. */
static int table_update(sqlite3_vtab *base, int argc, sqlite3_value **argv, sqlite3_int64 *rowid)
{
    struct jc_frame *f = ((struct frame_table *)base)->f;
    if (argc > 1 && sqlite3_value_type(argv[0]) == SQLITE_NULL)
        return put_row(base, argv + 2, rowid);
    size_t at = (size_t)sqlite3_value_int64(argv[0]) - 1;
    if (at >= f->rows)
        return SQLITE_ERROR;
    if (argc > 1)
        return change_row(base, at, argv + 2);
    frame_delete(f, at);
    return SQLITE_OK;
}

int jc_store_frames(struct jc_store *store)
{
    static const sqlite3_module module = {.iVersion = 1,
                                          .xCreate = table_create,
                                          .xConnect = table_connect,
                                          .xBestIndex = table_plan,
                                          .xDisconnect = table_disconnect,
                                          .xDestroy = table_destroy,
                                          .xOpen = cursor_open,
                                          .xClose = cursor_close,
                                          .xFilter = cursor_filter,
                                          .xNext = cursor_next,
                                          .xEof = cursor_eof,
                                          .xColumn = cursor_column,
                                          .xRowid = cursor_rowid,
                                          .xUpdate = table_update};
    return sqlite3_create_module_v2(store->db, "frame", &module, store, NULL);
}
