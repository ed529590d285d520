/* Frames against ordinary tables: whatever is written to both reads the same from both, by any way of asking. */
#include <criterion/criterion.h>

#include "jicai/frame.h"
#include "random.h"

static uint64_t below(uint64_t *r, uint64_t n)
{
    return random_next(r) % n;
}

static const char columns[] = "id INTEGER, grp INTEGER NOT NULL, name TEXT, note TEXT NOT NULL, PRIMARY KEY(id, name)";

static void sql(struct jc_store *store, const char *text)
{
    struct jc_err err = {0};
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_text_open(&s, store, text, false, &err);
    if (st == JC_OK)
        st = jc_stmt_run(s, &err);
    jc_stmt_free(s);
    cr_assert_eq(st, JC_OK, "%s: %s", text, err.arg[0]);
}

/* The rows of a query, where $ stands for the table. */
static char *rows(struct jc_store *store, const char *query, const char *name)
{
    struct jc_err err = {0};
    struct jc_stmt *s = NULL;
    struct jc_buf text = {0}, out = {0};
    for (const char *p = query; *p; p++)
        if (*p == '$')
            jc_buf_str(&text, name);
        else
            jc_buf_char(&text, *p);
    enum jc_status st = jc_stmt_text_open(&s, store, jc_buf_text(&text), false, &err);
    while (st == JC_OK && (st = jc_stmt_step(s, &err)) == JC_OK) {
        for (int i = 0; i < jc_col_count(s); i++)
            jc_buf_fmt(&out, "%s|", jc_col_null(s, i) ? "NULL" : jc_col_text(s, i, NULL));
        jc_buf_char(&out, '\n');
    }
    cr_assert_eq(st, JC_END, "%s: %s", jc_buf_text(&text), err.arg[0]);
    jc_stmt_free(s);
    jc_buf_free(&text);
    return out.p ? out.p : jc_strdup("");
}

static void both(struct jc_store *store, const char *statement)
{
    static const char *const names[] = {"f", "t"};
    for (size_t i = 0; i < JC_LEN(names); i++) {
        struct jc_buf text = {0};
        for (const char *p = statement; *p; p++)
            if (*p == '$')
                jc_buf_str(&text, names[i]);
            else
                jc_buf_char(&text, *p);
        sql(store, jc_buf_text(&text));
        jc_buf_free(&text);
    }
}

static void alike(struct jc_store *store, const char *query)
{
    char *f = rows(store, query, "f"), *t = rows(store, query, "t");
    cr_expect_str_eq(f, t, "%s", query);
    free(f);
    free(t);
}

static struct jc_store *open_both(void)
{
    struct jc_err err = {0};
    struct jc_store *store = NULL;
    struct jc_buf text = {0};
    cr_assert_eq(jc_store_open(&store, NULL, JC_STORE_TEMP, &err), JC_OK);
    jc_buf_fmt(&text, "CREATE VIRTUAL TABLE temp.f USING frame(%s)", columns);
    sql(store, jc_buf_text(&text));
    jc_buf_clear(&text);
    jc_buf_fmt(&text, "CREATE TEMP TABLE t(%s)", columns);
    sql(store, jc_buf_text(&text));
    jc_buf_free(&text);
    return store;
}

static const char *const queries[] = {
    "SELECT id, name FROM $ WHERE id = '3' AND name = 'a'",
    "SELECT id, name FROM $ WHERE id = 3.0 AND name = 'a'",
    "SELECT id, name FROM $ WHERE id = 3.5 AND name = 'a'",
    "SELECT id, name FROM $ WHERE id = 'x' AND name = 'a'",
    "SELECT id, name FROM $ WHERE id = x'33' AND name = x'61'",
    "SELECT a.id, b.name FROM $ AS a JOIN $ AS b ON b.name = a.id ORDER BY a.id, b.name, a.note, b.note",
    "SELECT * FROM $ ORDER BY id, name, grp, note",
    "SELECT * FROM $ WHERE id = 3 ORDER BY name, note, grp",
    "SELECT * FROM $ WHERE grp = 1 AND note = 'n2' ORDER BY id, name, note, grp",
    "SELECT * FROM $ WHERE name = 'b' ORDER BY id, grp, note",
    "SELECT * FROM $ WHERE name IS NULL ORDER BY id, grp, note",
    "SELECT * FROM $ WHERE name = NULL",
    "SELECT * FROM $ WHERE id = '3' ORDER BY name, note, grp",
    "SELECT * FROM $ WHERE id = 3.0 ORDER BY name, note, grp",
    "SELECT * FROM $ WHERE id = 3.5",
    "SELECT * FROM $ WHERE note = 2 OR note = 'n1' ORDER BY id, name, note, grp",
    "SELECT * FROM $ WHERE name = 'B' COLLATE NOCASE ORDER BY id, grp, note",
    "SELECT * FROM $ WHERE id IN (1, 3, 5, 5) AND grp IN (0, 2) ORDER BY id, name, note, grp",
    "SELECT * FROM $ WHERE grp IN (2, 0) ORDER BY grp DESC, id, name, note",
    "SELECT grp, count(*), sum(id), max(name) FROM $ GROUP BY grp ORDER BY grp",
    "SELECT DISTINCT name, grp FROM $ ORDER BY name, grp",
    "SELECT a.id, b.id FROM $ AS a JOIN $ AS b ON b.id = a.grp AND b.name = a.name ORDER BY a.id, b.id, a.note, b.note",
    "SELECT a.id, count(b.id) FROM $ AS a LEFT JOIN $ AS b ON b.grp = a.id GROUP BY a.id ORDER BY a.id",
    "SELECT id, (SELECT max(note) FROM $ AS b WHERE b.grp = a.id) FROM $ AS a ORDER BY id, name, note, grp",
    "SELECT id, name, rank() OVER (PARTITION BY grp ORDER BY id) FROM $ ORDER BY id, name, note, grp",
    "SELECT * FROM $ WHERE id > 2 AND name < 'c' ORDER BY id, name, note, grp",
};

static void compare_all(struct jc_store *store)
{
    for (size_t i = 0; i < JC_LEN(queries); i++)
        alike(store, queries[i]);
}

Test(store, a_frame_reads_as_a_table_does)
{
    for (uint64_t seed = 1; seed <= 30; seed++) {
        uint64_t r = seed;
        struct jc_store *store = open_both();
        compare_all(store); /* empty: a key that was asked for before there are rows */
        for (int step = 0; step < 60; step++) {
            char text[200];
            int id = (int)below(&r, 9), grp = (int)below(&r, 4), what = (int)below(&r, 10);
            char name[8];
            snprintf(name, sizeof name, below(&r, 5) ? "'%c'" : "NULL", 'a' + (int)below(&r, 4));
            if (what < 6)
                snprintf(text, sizeof text, "INSERT OR IGNORE INTO $ VALUES(%d, %d, %s, 'n%d')", id, grp, name, what);
            else if (what < 8)
                snprintf(text, sizeof text, "UPDATE $ SET grp = %d, note = note || '+' WHERE id = %d", grp, id);
            else if (what < 9)
                snprintf(text, sizeof text, "DELETE FROM $ WHERE grp = %d AND name = %s", grp, name);
            else
                snprintf(text, sizeof text,
                         "INSERT OR IGNORE INTO $ SELECT id + 1, grp, name, note FROM $ WHERE id < %d", id);
            both(store, text);
            if (step % 10 == 9)
                compare_all(store);
        }
        compare_all(store);
        jc_store_free(store);
    }
}

Test(store, a_frame_is_filled_without_sql)
{
    struct jc_err err = {0};
    struct jc_frame *f = NULL;
    struct jc_store *store = open_both();
    cr_assert_eq(jc_store_frame(&f, store, "no such", &err), JC_INTERNAL);
    cr_assert_eq(jc_store_frame(&f, store, "f", &err), JC_OK);
    sql(store, "SELECT * FROM f WHERE id = 7"); /* an index of nothing */
    for (int64_t i = 0; i < 1000; i++) {
        const int64_t v[] = {i % 7 ? i / 2 : JC_NULL, i % 10};
        char name[8];
        int n = snprintf(name, sizeof name, "%c", 'a' + (int)(i / 100));
        jc_frame_add(f, v, 2);
        jc_frame_text(f, 3, name, (size_t)n);
        if (i % 3)
            jc_frame_text(f, 4, "中文", strlen("中文"));
        else
            jc_frame_text(f, 4, "", 0);
        char text[120], id[24] = "NULL";
        if (i % 7)
            snprintf(id, sizeof id, "%lld", (long long)v[0]);
        snprintf(text, sizeof text, "INSERT OR REPLACE INTO t VALUES(%s, %lld, '%s', '%s')", id, (long long)v[1], name,
                 i % 3 ? "中文" : "");
        sql(store, text);
    }
    alike(store, "SELECT count(*), min(name), max(name), sum(note = '中文') FROM $ WHERE id IS NULL");
    alike(store, "SELECT name, note FROM $ WHERE grp = 3 AND id IS NULL ORDER BY name, note, grp");
    sql(store, "DELETE FROM f WHERE id IS NOT NULL");
    sql(store, "DELETE FROM t WHERE id IS NOT NULL");
    compare_all(store);
    jc_store_free(store);
}

static bool sorts(struct jc_store *store, const char *query)
{
    char text[200];
    snprintf(text, sizeof text, "EXPLAIN QUERY PLAN %s", query);
    char *plan = rows(store, text, "f");
    bool found = strstr(plan, "TEMP B-TREE") != NULL;
    free(plan);
    return found;
}

Test(store, rows_that_lie_in_order_are_not_sorted)
{
    struct jc_store *store = open_both();
    sql(store, "INSERT INTO f VALUES(1, 1, 'a', ''), (2, 1, 'b', ''), (3, 2, 'b', '')");
    cr_expect(!sorts(store, "SELECT * FROM f ORDER BY id"));
    cr_expect(!sorts(store, "SELECT * FROM f ORDER BY grp, name"));
    cr_expect(!sorts(store, "SELECT grp, count(*) FROM f GROUP BY grp"));
    cr_expect(sorts(store, "SELECT * FROM f ORDER BY id DESC"));
    sql(store, "INSERT INTO f VALUES(0, 5, 'a', '')");
    cr_expect(sorts(store, "SELECT * FROM f ORDER BY id"));
    cr_expect(!sorts(store, "SELECT * FROM f ORDER BY grp"));
    jc_store_free(store);
}

/* What was planned on the order of rows is not done on rows in another order. */
Test(store, a_frame_that_is_changed_under_a_plan_is_no_silent_disorder)
{
    struct jc_err err = {0};
    struct jc_stmt *s = NULL;
    struct jc_store *store = open_both();
    sql(store, "INSERT INTO f VALUES(1, 1, 'a', ''), (2, 1, 'b', '')");
    cr_assert_eq(jc_stmt_text_open(&s, store, "SELECT id FROM f ORDER BY id", false, &err), JC_OK);
    sql(store, "INSERT INTO f VALUES(3, 5, 'a', '')");
    cr_expect_eq(jc_stmt_step(s, &err), JC_OK);
    jc_stmt_reset(s);
    sql(store, "INSERT INTO f VALUES(0, 5, 'a', '')");
    cr_expect_eq(jc_stmt_step(s, &err), JC_INTERNAL);
    jc_stmt_free(s);
    jc_store_free(store);
}

static void refused(struct jc_store *store, const char *text, const char *why)
{
    struct jc_err err = {0};
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_text_open(&s, store, text, false, &err);
    if (st == JC_OK)
        st = jc_stmt_run(s, &err);
    jc_stmt_free(s);
    cr_expect_eq(st, JC_INTERNAL, "%s", text);
    cr_expect(strstr(err.arg[0], why) || strstr(err.arg[1], why), "%s: %s %s", text, err.arg[0], err.arg[1]);
}

Test(store, a_frame_refuses_what_its_columns_do)
{
    struct jc_store *store = open_both();
    sql(store, "INSERT INTO f VALUES('12', 1, 34, '')"); /* as a table would take it */
    alike(store, "SELECT 12, 1, '34', '' FROM (SELECT 1) WHERE EXISTS (SELECT 1 FROM f WHERE id = 12 AND name = '34')");
    refused(store, "INSERT INTO f VALUES(1, NULL, 'a', '')", "NOT NULL constraint failed: f.grp");
    refused(store, "INSERT INTO f VALUES(1, 1, 'a', NULL)", "NOT NULL constraint failed: f.note");
    refused(store, "INSERT INTO f VALUES(1.5, 1, 'a', '')", "f.id");
    refused(store, "INSERT INTO f VALUES(12, 1, '34', '')", "constraint failed");
    refused(store, "INSERT INTO f VALUES(-9223372036854775807 - 1, 1, 'a', '')", "f.id");
    refused(store, "CREATE VIRTUAL TABLE temp.g USING frame(a REAL)", "a REAL");
    refused(store, "CREATE VIRTUAL TABLE temp.g USING frame(a TEXT, PRIMARY KEY(b))", "PRIMARY KEY(b)");
    sql(store, "CREATE VIRTUAL TABLE temp.g USING frame(a INTEGER PRIMARY KEY, b TEXT)");
    sql(store, "INSERT INTO g(b) VALUES('x'), ('y')");
    char *numbered = rows(store, "SELECT * FROM g", "g");
    cr_expect_str_eq(numbered, "1|x|\n2|y|\n");
    free(numbered);
    sql(store, "UPDATE g SET b = 'z' WHERE a = '2'");
    char *z = rows(store, "SELECT b FROM g WHERE a = 2", "g");
    cr_expect_str_eq(z, "z|\n");
    free(z);
    sql(store, "DROP TABLE g");
    sql(store, "CREATE VIRTUAL TABLE temp.g USING frame(c TEXT)"); /* a name may come again */
    jc_store_free(store);
}

/* A table that was made in a transaction and taken back is made anew, without the rows of the one before. */
Test(store, a_frame_taken_back_is_made_anew)
{
    struct jc_store *store = open_both();
    sql(store, "SAVEPOINT a");
    sql(store, "CREATE VIRTUAL TABLE temp.g USING frame(a INTEGER)");
    sql(store, "INSERT INTO g VALUES(1), (2)");
    sql(store, "INSERT INTO f VALUES(1, 1, 'a', '')");
    sql(store, "ROLLBACK TO a");
    sql(store, "RELEASE a");
    sql(store, "CREATE VIRTUAL TABLE temp.g USING frame(b TEXT, c INTEGER)");
    sql(store, "INSERT INTO g VALUES('x', 3)");
    char *got = rows(store, "SELECT * FROM g", "g");
    cr_expect_str_eq(got, "x|3|\n");
    free(got);
    got = rows(store, "SELECT name FROM f WHERE id = 1", "f"); /* rows are not taken back, and are still found */
    cr_expect_str_eq(got, "a|\n");
    free(got);
    jc_store_free(store);
}
