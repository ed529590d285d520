/* What an import asks of the database: of the large tables it looks rows up, whatever months there are. */
#include "ingest_kit.h"

static struct kit kit;

static void setup(void)
{
    kit_open(&kit);
}

static void teardown(void)
{
    kit_close(&kit);
}

TestSuite(plans, .init = setup, .fini = teardown);

/* These and their indexes grow with every month; partial indexes hold the few of something. */
#define LARGE                                                                                                          \
    "SELECT rootpage, name FROM sqlite_schema WHERE tbl_name IN ('purchase', 'purchase_ident', 'payment') AND "        \
    "rootpage > 0 "                                                                                                    \
    "AND NOT (type = 'index' AND ifnull(sql, '') LIKE '%WHERE%')"

struct tree {
    int64_t root;
    char name[64];
};

static size_t large_trees(struct tree *to, size_t room)
{
    struct jc_stmt *q;
    size_t n = 0;
    cr_assert_eq(jc_stmt_text_open(&q, kit.store, LARGE, false, &kit.err), JC_OK, "%s", kit.err.arg[0]);
    while (n < room && jc_stmt_step(q, &kit.err) == JC_OK) {
        to[n].root = jc_col_int(q, 0);
        jc_copy(to[n++].name, sizeof to->name, jc_col_text(q, 1, NULL));
    }
    jc_stmt_free(q);
    return n;
}

/* The tree that the program of the statement goes through from its first entry on, or NULL. */
static const char *walked(const char *sql, const struct tree *tree, size_t n)
{
    enum { CURSORS = 256 };
    int64_t root[CURSORS] = {0};
    const char *found = NULL;
    struct jc_stmt *q;
    struct jc_buf text = {0};
    jc_buf_fmt(&text, "EXPLAIN %s", sql);
    bool known = jc_stmt_text_open(&q, kit.store, jc_buf_text(&text), false, &kit.err) == JC_OK;
    while (known && jc_stmt_step(q, &kit.err) == JC_OK) {
        const char *op = jc_col_text(q, 1, NULL);
        int64_t cursor = jc_col_int(q, 2);
        if (cursor < 0 || cursor >= CURSORS)
            continue;
        if (strcmp(op, "OpenRead") == 0 || strcmp(op, "OpenWrite") == 0)
            root[cursor] = jc_col_int(q, 4) == 0 ? jc_col_int(q, 3) : 0; /* 0: the main database */
        else if (strncmp(op, "Open", 4) == 0)
            root[cursor] = 0;
        for (size_t i = 0; i < n && strcmp(op, "Rewind") == 0; i++)
            if (root[cursor] == tree[i].root)
                found = tree[i].name;
    }
    if (known)
        jc_stmt_free(q);
    else /* one of a temporary table, which is small */
        cr_expect_not_null(strstr(kit.err.arg[1], "no such table"), "%.80s: %s", sql, kit.err.arg[1]);
    jc_buf_free(&text);
    return found;
}

static void look_at(struct jc_buf *out, const char *name, size_t n_name, const char *sql, size_t n,
                    const struct tree *tree, size_t trees)
{
    char *text = jc_strndup(sql, n);
    const char *walks = walked(text, tree, trees);
    if (walks)
        jc_buf_fmt(out, "%.*s %s\n", (int)n_name, name, walks);
    free(text);
}

/* "part table" for each part of the asset that walks; of a script, which has no parts, "script table" for each statement. */
static void look(struct jc_buf *out, const char *asset, const struct tree *tree, size_t trees)
{
    static const char mark[] = "\n-- @", end[] = ";\n";
    const struct jc_asset *x = jc_asset_find(asset);
    cr_assert_not_null(x, "%s", asset);
    const char *p = strstr(x->data, mark);
    for (const char *at = p ? NULL : x->data, *stop; at && *at; at = stop ? stop + strlen(end) : NULL) {
        stop = strstr(at, end);
        look_at(out, "script", strlen("script"), at, stop ? (size_t)(stop - at) : strlen(at), tree, trees);
    }
    while (p) {
        const char *name = p + strlen(mark), *body = name + strcspn(name, "\n");
        p = strstr(body, mark);
        look_at(out, name, (size_t)(body - name), body, p ? (size_t)(p - body) : strlen(body), tree, trees);
    }
}

static void expect_walks(const char *const *assets, size_t n, const char *walks)
{
    struct tree tree[32];
    struct jc_buf out = {0};
    size_t trees = large_trees(tree, JC_LEN(tree));
    cr_assert_geq(trees, 4);
    for (size_t i = 0; i < n; i++)
        look(&out, assets[i], tree, trees);
    cr_expect_str_eq(jc_buf_text(&out), walks, "%s", jc_buf_text(&out));
    jc_buf_free(&out);
}

Test(plans, an_import_walks_through_no_table_that_grows_with_every_month)
{
    static const char *const assets[] = {"sql/answer.sql", "sql/aside.sql",  "sql/claim.sql", "sql/dict.sql",
                                         "sql/insert.sql", "sql/settle.sql", "cli/check.sql", "cli/load.sql"};
    expect_walks(assets, JC_LEN(assets),
                 "ident_shared purchase_ident\n"  /* all again, since who is who has changed */
                 "ident_of_rows purchase_ident\n" /* this and the next two: undo alone */
                 "items_used purchase\n"
                 "firms_used payment\n"
                 "beside purchase\n"   /* of a period without a line alone */
                 "accepted purchase\n" /* stops at the first, and the next nearly always soon */
                 "tail purchase\n");
}

Test(plans, a_report_walks_through_the_lines_once)
{
    static const char *const assets[] = {"sql/views.sql",      "sql/assess.sql",   "sql/emit.sql",
                                         "sql/pay_load.sql",   "sql/pay_emit.sql", "sql/monthly.sql",
                                         "sql/supply_emit.sql"};
    expect_walks(assets, JC_LEN(assets),
                 "last_day purchase\n" /* where nobody names the cut-off day */
                 "lines purchase\n"
                 "lines_of purchase\n" /* explain */
                 "invoices purchase\n" /* where a payment names an invoice that no line of its institution bears */
                 "payments payment\n"
                 "red payment\n"
                 "paid payment\n"
                 "ledger payment\n");
}
