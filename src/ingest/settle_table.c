/* Versions of the small kinds: of rows for one record which count (rule book 1, "The same row again"). */
#include "ingest/settle.h"

#define SQL "sql/settle.sql"

#define NEWEST "t.id DESC" /* the later import wins */

/* The one version of a record that counts; of agreements all rows of the last file, of each part of it the last. */
#define ONE    "row_number() OVER (PARTITION BY t.ident, {nth}, {inst} ORDER BY {order}) = 1"
#define OF_ONE "row_number() OVER (PARTITION BY t.ident, {inst}, s.file, {part} ORDER BY {order}) = 1"
#define PARTS  "s.file = max(s.file) OVER (PARTITION BY t.ident, {inst}) AND " OF_ONE
/* The packs of a product, and 笔芯 and 预填充 of one, whose volumes are added up (src/rules/agreed.c). */
#define PACK                                                                                                           \
    "(SELECT coalesce(p.upp_column, p.upp_spec, 0) * 8 + vessel(p.generic || p.form || p.spec || p.pack) "             \
    "FROM item AS p WHERE p.id = t.item)"
#define OF_FILE "(SELECT h.file FROM sheet AS h WHERE h.id = t.sheet)"

static const struct table {
    const char *name;
    bool of_org; /* it is about an institution */
    const char *nth, *order, *part;
} tables[] = {
    {"listed", false, "0", NEWEST, NULL},
    {"alias", false, "0", NEWEST, NULL},
    {"award", false, "t.nth", NEWEST, NULL},
    {"agreement", true, "0", NEWEST, PACK},
    /* Payments are alike in whatever order they come; nth tells those of a voucher apart by what is written as paid. What is
       not paid yet goes behind what is, whatever its day, which is that of a plan. */
    {"payment", true, "t.nth",
     "(SELECT m.correction * m.id FROM import AS m WHERE m.id = f.import) DESC, t.pending, t.day DESC, t.amount = 0 "
     "DESC, "
     "t.amount DESC, "
     "coalesce(t.invoices, '') <> '' DESC, f.sha256 DESC, t.row DESC, t.id",
     NULL},
    {"invoice", false, "t.nth", NEWEST, NULL},
    {"reason", true, "t.nth", NEWEST, NULL},
    {"shortage", true, "0", NEWEST, NULL},
    {"substitute", false, "t.nth", NEWEST, NULL},
    {"watch", false, "0", NEWEST, NULL},
    {"duty", true, "0", NEWEST, NULL},
    {"assessment", true, "0", NEWEST, NULL},
    {"fund", false, "0", NEWEST, NULL},
    {"term", false, "0", NEWEST, NULL},
};

bool jc_settle_is_list(const char *table)
{
    return strcmp(table, "listed") == 0 || strcmp(table, "alias") == 0;
}

struct word {
    const char *name, *value;
};

/* A text with its {words} filled in, some of which may hold others. */
static void fill(struct jc_buf *out, const char *text, const struct word *words, size_t n)
{
    for (const char *p = text; *p;) {
        size_t i = 0;
        while (i < n && strncmp(p, words[i].name, strlen(words[i].name)) != 0)
            i++;
        if (i < n) {
            fill(out, words[i].value, words, n);
            p += strlen(words[i].name);
        } else {
            jc_buf_char(out, *p++);
        }
    }
}

static enum jc_status open_template(struct jc_stmt **out, struct jc_store *store, const char *asset,
                                    const struct table *t, struct jc_err *err)
{
    static const char *const of_org[] = {"o.inst", "LEFT JOIN org AS o ON o.id = t.org",
                                         "LEFT JOIN org AS m ON m.id = n.org LEFT JOIN org AS o ON o.inst = m.inst",
                                         "AND t.org IS o.id"};
    static const char *const of_none[] = {"0", "", "", ""};
    bool payments = strcmp(t->name, "payment") == 0;
    const char *const *about = t->of_org ? of_org : of_none;
    const struct word words[] = {{"{table}", t->name},
                                 {"{nth}", t->nth},
                                 {"{order}", t->order},
                                 {"{inst}", about[0]},
                                 {"{org}", about[1]},
                                 {"{spellings}", about[2]},
                                 {"{same}", about[3]},
                                 {"{live}", t->part ? PARTS : ONE},
                                 {"{file}", t->part ? OF_FILE : "0"},
                                 {"{part}", t->part ? t->part : "0"},
                                 {"{apart}", payments ? "t.pending" : "0"},
                                 {"{by}", payments ? "t.day DESC, t.amount + t.undone DESC, " : ""},
                                 {"{when}", payments ? "AND t.era = n.era" : ""}};
    const struct jc_asset *a = jc_asset_find(asset);
    struct jc_buf sql = {0};
    fill(&sql, a ? a->data : "", words, JC_LEN(words));
    enum jc_status st = jc_stmt_text_open(out, store, jc_buf_text(&sql), false, err);
    jc_buf_free(&sql);
    return st;
}

/* A row that counts until now. */
struct version {
    int64_t key, id, file, part;
};
struct versions {
    struct jc_ident_list all;
    struct version *live;
    size_t n, cap;
};

/* Identity, occurrence and institution as one number. Numbers that are alike by chance only have more rows looked at. */
static void take_version(void *arg, const struct jc_scan *row)
{
    struct versions *v = arg;
    int64_t key[3];
    for (int i = 0; i < 3; i++)
        key[i] = jc_scan_int(row, i + 1, -1);
    const struct jc_ident x = {(int64_t)(jc_hash(key, sizeof key, 0) >> 1), jc_scan_int(row, 0, 0)};
    v->all.v = jc_grow(v->all.v, &v->all.cap, v->all.n + 1, sizeof *v->all.v);
    v->all.v[v->all.n++] = x;
    if (!jc_scan_int(row, 4, 0))
        return;
    v->live = jc_grow(v->live, &v->cap, v->n + 1, sizeof *v->live);
    v->live[v->n++] = (struct version){x.ident, x.id, jc_scan_int(row, 5, 0), jc_scan_int(row, 6, 0)};
}

static int by_key_and_id(const void *x, const void *y)
{
    const struct version *a = x, *b = y;
    if (a->key != b->key)
        return a->key < b->key ? -1 : 1;
    return (a->id > b->id) - (a->id < b->id);
}

/* The row of the last file in whose place `v` had stood: that of its own part, else the last. */
static const struct version *successor(const struct version *v, const struct version *last)
{
    const struct version *by = last;
    while (by > v && (by->file != last->file || by->part != v->part))
        by--;
    return by > v ? by : v->file == last->file ? v : last;
}

/* Of the live rows of each record tell those that are about to go. A row may have been met twice. */
static void tell_versions(struct versions *found, const struct jc_settle_versions *watch)
{
    struct version *v = found->live;
    if (found->n)
        qsort(v, found->n, sizeof *v, by_key_and_id);
    for (size_t i = 0, end; i < found->n; i = end) {
        for (end = i + 1; end < found->n && v[end].key == v[i].key;)
            end++;
        for (size_t k = i; k < end; k++) {
            const struct version *by = successor(&v[k], &v[end - 1]);
            if (by->id != v[k].id && (k == i || v[k].id != v[k - 1].id))
                watch->replaced(watch->ctx, by->id, v[k].id);
        }
    }
}

#define AT_ONCE 65536 /* rows settled by one statement, which sorts them: a whole ledger may come again */

/* All versions of some records, each by its id; two spellings in a file may have led to one older row. */
static enum jc_status settle_rows(struct jc_stmt *s, struct jc_ident *v, size_t n, int64_t from, int64_t *replaced,
                                  struct jc_err *err)
{
    struct jc_given *rows = jc_alloc(n * sizeof *rows);
    struct jc_batch batch = {.v = rows, .columns = 1};
    enum jc_status st;
    jc_idents_sort(v, n);
    for (size_t i = 0; i < n; i++)
        if (i == 0 || v[i].id != v[i - 1].id)
            rows[batch.rows++] = (struct jc_given){v[i].id, JC_GIVEN_INT};
    jc_stmt_give(s, &batch);
    while ((st = jc_stmt_step(s, err)) == JC_OK)
        *replaced += jc_col_int(s, 0) < from && !jc_col_int(s, 1);
    free(rows);
    return st == JC_END ? JC_OK : st;
}

/* A record that the rows from `from` on have alone is settled, but for from = 0. The list is used up. */
static enum jc_status settle_versions(struct jc_stmt *s, struct jc_ident_list *list, int64_t from, int64_t *replaced,
                                      struct jc_err *err)
{
    enum jc_status st = JC_OK;
    size_t n = 0, end;
    jc_idents_sort(list->v, list->n);
    for (size_t i = 0; i < list->n && st == JC_OK; i = end) {
        for (end = i + 1; end < list->n && list->v[end].ident == list->v[i].ident;)
            end++;
        for (size_t k = i; k < end && (end - i > 1 || from == 0); k++)
            list->v[n++] = (struct jc_ident){list->v[k].id, list->v[k].id};
        if (n < AT_ONCE && (n == 0 || end < list->n))
            continue;
        st = settle_rows(s, list->v, n, from, replaced, err);
        n = 0;
    }
    return st;
}

static enum jc_status settle_table(struct jc_store *store, const struct table *t, int64_t from, int64_t *replaced,
                                   const struct jc_settle_versions *watch, struct jc_err *err)
{
    struct jc_stmt *rows = NULL, *settle = NULL;
    struct versions found = {0};
    *replaced = 0;
    enum jc_status st = open_template(&rows, store, "sql/settle_rows.sql", t, err);
    if (st == JC_OK)
        st = open_template(&settle, store, "sql/settle_table.sql", t, err);
    if (st == JC_OK) {
        jc_stmt_int(rows, 1, from);
        st = jc_stmt_scan(rows, NULL, take_version, &found, err);
    }
    if (st == JC_OK && watch)
        tell_versions(&found, watch);
    if (st == JC_OK)
        st = settle_versions(settle, &found.all, from, replaced, err);
    jc_stmt_free(rows);
    jc_stmt_free(settle);
    free(found.all.v);
    free(found.live);
    return st;
}

enum jc_status jc_settle_count_again(struct jc_store *store, int64_t from, const char *table, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    const struct table *t = NULL;
    for (size_t i = 0; i < JC_LEN(tables); i++)
        if (strcmp(tables[i].name, table) == 0 && tables[i].of_org && strcmp(tables[i].nth, "0") != 0)
            t = &tables[i];
    if (!t)
        return JC_OK;
    enum jc_status st = open_template(&s, store, "sql/settle_nth.sql", t, err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(s, 1, from);
    st = jc_stmt_run(s, err);
    jc_stmt_free(s);
    return st;
}

enum jc_status jc_settle_table(struct jc_store *store, const char *table, int64_t from, int64_t *replaced,
                               const struct jc_settle_versions *watch, struct jc_err *err)
{
    for (size_t i = 0; i < JC_LEN(tables); i++)
        if (strcmp(tables[i].name, table) == 0)
            return settle_table(store, &tables[i], from, replaced, watch, err);
    return JC_OK;
}

enum jc_status jc_settle_moved(struct jc_store *store, struct jc_err *err)
{
    int64_t replaced;
    enum jc_status st = JC_OK;
    for (size_t i = 0; i < JC_LEN(tables) && st == JC_OK; i++)
        if (tables[i].of_org && (st = jc_settle_count_again(store, 0, tables[i].name, err)) == JC_OK)
            st = settle_table(store, &tables[i], 0, &replaced, NULL, err);
    return st == JC_OK ? jc_settle_again(store, NULL, 0, err) : st;
}

/* Rows of one sheet that do not count. */
static enum jc_status count_dead(struct jc_store *store, const char *table, int64_t from, int64_t to, int64_t *sum,
                                 struct jc_err *err)
{
    struct jc_stmt *s;
    char sql[128];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM %s WHERE live = 0 AND id BETWEEN ?1 AND ?2", table);
    enum jc_status st = jc_stmt_text_open(&s, store, sql, false, err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(s, 1, from);
    jc_stmt_int(s, 2, to);
    st = jc_stmt_step(s, err);
    if (st == JC_OK)
        *sum += jc_col_int(s, 0);
    jc_stmt_free(s);
    return st;
}

enum jc_status jc_settle_count(struct jc_store *store, int64_t import, int64_t *superseded, struct jc_err *err)
{
    struct jc_stmt *s;
    *superseded = 0;
    enum jc_status st = jc_stmt_open(&s, store, SQL, "superseded", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(s, 1, import);
    if ((st = jc_stmt_step(s, err)) == JC_OK)
        *superseded = jc_col_int(s, 0);
    jc_stmt_free(s);
    if (st == JC_OK)
        st = jc_stmt_open(&s, store, SQL, "import_sheets", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(s, 1, import);
    while ((st = jc_stmt_step(s, err)) == JC_OK) {
        const struct jc_kind *kind = jc_kind_find(jc_col_text(s, 0, NULL));
        if (!kind || strcmp(kind->id, "purchase") == 0) /* counted by its index */
            continue;
        st = count_dead(store, kind->table, jc_col_int(s, 1), jc_col_int(s, 2), superseded, err);
        if (st != JC_OK)
            break;
    }
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}
