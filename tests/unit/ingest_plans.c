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

/* "part table" for each part of the asset that walks. */
static void look(struct jc_buf *out, const char *asset, const struct tree *tree, size_t n)
{
    static const char mark[] = "\n-- @";
    const struct jc_asset *x = jc_asset_find(asset);
    cr_assert_not_null(x, "%s", asset);
    for (const char *p = strstr(x->data, mark); p;) {
        const char *name = p + strlen(mark), *body = name + strcspn(name, "\n");
        p = strstr(body, mark);
        char *sql = jc_strndup(body, p ? (size_t)(p - body) : strlen(body));
        const char *tree_name = walked(sql, tree, n);
        if (tree_name)
            jc_buf_fmt(out, "%.*s %s\n", (int)(body - name), name, tree_name);
        free(sql);
    }
}

Test(plans, an_import_walks_through_no_table_that_grows_with_every_month)
{
    static const char *const assets[] = {"sql/answer.sql",     "sql/aside.sql",       "sql/claim.sql",
                                         "sql/dict.sql",       "sql/insert.sql",      "sql/settle.sql",
                                         "sql/settle_nth.sql", "sql/settle_rows.sql", "cli/check.sql",
                                         "cli/load.sql",       "sql/settle_table.sql"};
    struct tree tree[32];
    struct jc_buf out = {0};
    size_t n = large_trees(tree, JC_LEN(tree));
    cr_assert_geq(n, 4);
    for (size_t i = 0; i < JC_LEN(assets); i++)
        look(&out, assets[i], tree, n);
    cr_expect_str_eq(jc_buf_text(&out), "ident_shared purchase_ident\n"  /* all again, since who is who has changed */
                                        "ident_of_rows purchase_ident\n" /* this and the next two: undo alone */
                                        "items_used purchase\n"
                                        "firms_used payment\n"
                                        "accepted purchase\n" /* stops at the first, and the next nearly always soon */
                                        "tail purchase\n");
    jc_buf_free(&out);
}
