/*
 * given(c1, c2, …): the rows that the caller of jc_stmt_give has at hand, as a table. One statement then takes a batch
 * of rows, where a statement for each would open, seek and close the tree of the table once a row.
 */
#include "store/store.h"

#define GIVEN_COLUMNS 32

struct given_table {
    sqlite3_vtab base;
    const struct jc_store *store;
};

struct given_cursor {
    sqlite3_vtab_cursor base;
    struct jc_batch batch;
    int row;
};

static int given_connect(sqlite3 *db, void *arg, int argc, const char *const *argv, sqlite3_vtab **out, char **why)
{
    (void)argc, (void)argv, (void)why;
    char sql[32 + 5 * GIVEN_COLUMNS];
    int n = snprintf(sql, sizeof sql, "CREATE TABLE given(c1");
    for (int i = 2; i <= GIVEN_COLUMNS; i++)
        n += snprintf(sql + n, sizeof sql - (size_t)n, ",c%d", i);
    snprintf(sql + n, sizeof sql - (size_t)n, ")");
    int rc = sqlite3_declare_vtab(db, sql);
    if (rc == SQLITE_OK)
        rc = sqlite3_vtab_config(db, SQLITE_VTAB_DIRECTONLY);
    if (rc != SQLITE_OK)
        return rc;
    struct given_table *t = sqlite3_malloc(sizeof *t);
    if (!t)
        return SQLITE_NOMEM;
    *t = (struct given_table){.store = arg};
    *out = &t->base;
    return SQLITE_OK;
}

static int given_disconnect(sqlite3_vtab *t)
{
    sqlite3_free(t);
    return SQLITE_OK;
}

/* How many columns the statement reads goes along to given_filter. */
static int given_plan(sqlite3_vtab *t, sqlite3_index_info *plan)
{
    (void)t;
    plan->estimatedCost = 1000;
    plan->idxNum = plan->colUsed ? 64 - __builtin_clzll(plan->colUsed) : 0;
    return SQLITE_OK;
}

static int given_open(sqlite3_vtab *t, sqlite3_vtab_cursor **out)
{
    (void)t;
    struct given_cursor *c = sqlite3_malloc(sizeof *c);
    if (!c)
        return SQLITE_NOMEM;
    *c = (struct given_cursor){0};
    *out = &c->base;
    return SQLITE_OK;
}

static int given_close(sqlite3_vtab_cursor *base)
{
    sqlite3_free(base);
    return SQLITE_OK;
}

/* A row with a value more or less than the statement reads is a fault of ours, never a NULL. */
static int given_filter(sqlite3_vtab_cursor *base, int columns, const char *text, int argc, sqlite3_value **argv)
{
    (void)text, (void)argc, (void)argv;
    struct given_cursor *c = (struct given_cursor *)base;
    c->batch = ((const struct given_table *)base->pVtab)->store->given;
    c->row = 0;
    return c->batch.rows == 0 || c->batch.columns == columns ? SQLITE_OK : SQLITE_RANGE;
}

static int given_next(sqlite3_vtab_cursor *base)
{
    ((struct given_cursor *)base)->row++;
    return SQLITE_OK;
}

static int given_eof(sqlite3_vtab_cursor *base)
{
    const struct given_cursor *c = (const struct given_cursor *)base;
    return c->row >= c->batch.rows;
}

static int given_column(sqlite3_vtab_cursor *base, sqlite3_context *ctx, int i)
{
    const struct given_cursor *c = (const struct given_cursor *)base;
    const struct jc_given *v = &c->batch.v[(size_t)c->row * (size_t)c->batch.columns + (size_t)i];
    if (v->n == JC_GIVEN_INT)
        sqlite3_result_int64(ctx, v->x);
    else if (v->n != JC_GIVEN_NULL)
        sqlite3_result_text64(ctx, c->batch.texts + v->x, v->n, SQLITE_STATIC, SQLITE_UTF8);
    return SQLITE_OK;
}

static int given_rowid(sqlite3_vtab_cursor *base, sqlite3_int64 *out)
{
    *out = ((const struct given_cursor *)base)->row + 1;
    return SQLITE_OK;
}

int jc_store_given(struct jc_store *store)
{
    static const sqlite3_module module = {.xConnect = given_connect,
                                          .xBestIndex = given_plan,
                                          .xDisconnect = given_disconnect,
                                          .xOpen = given_open,
                                          .xClose = given_close,
                                          .xFilter = given_filter,
                                          .xNext = given_next,
                                          .xEof = given_eof,
                                          .xColumn = given_column,
                                          .xRowid = given_rowid};
    return sqlite3_create_module_v2(store->db, "given", &module, store, NULL);
}
