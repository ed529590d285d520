/* What the build put into the program for a new database is what the program would make itself. */
#include "jicai/ingest.h"

#include <criterion/criterion.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

static char *ask(struct jc_store *store, const char *sql)
{
    struct jc_stmt *s;
    struct jc_buf out = {0};
    cr_assert_eq(jc_stmt_text_open(&s, store, sql, false, NULL), JC_OK, "%s", sql);
    while (jc_stmt_step(s, NULL) == JC_OK)
        for (int i = 0; i < jc_col_count(s); i++)
            jc_buf_fmt(&out, "%s%c", jc_col_null(s, i) ? "NULL" : jc_col_text(s, i, NULL),
                       i + 1 < jc_col_count(s) ? '|' : '\n');
    jc_stmt_free(s);
    return out.p ? out.p : jc_strdup("");
}

/* The definitions, and the rows of each table as they lie. */
static void expect_alike(struct jc_store *a, struct jc_store *b)
{
    static const char definitions[] = "SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name",
                      tables[] =
                          "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql IS NOT NULL ORDER BY name";
    char *x = ask(a, definitions), *y = ask(b, definitions), *names = ask(a, tables);
    cr_expect_str_eq(x, y);
    free(x);
    free(y);
    for (char *name = strtok_r(names, "\n", &x); name; name = strtok_r(NULL, "\n", &x)) {
        struct jc_buf sql = {0};
        jc_buf_fmt(&sql, "SELECT * FROM %s", name);
        char *p = ask(a, jc_buf_text(&sql)), *q = ask(b, jc_buf_text(&sql));
        cr_expect_str_eq(p, q, "%s", name);
        free(p);
        free(q);
        jc_buf_free(&sql);
    }
    free(names);
}

Test(store, a_new_database_is_what_an_empty_file_becomes_step_by_step)
{
    char folder[] = "/tmp/jicai-fresh-XXXXXX", path[2][64];
    struct jc_store *store[3] = {NULL};
    const jc_day today = jc_day_of(9999, 12, 31);
    cr_assert(mkdtemp(folder));
    for (int i = 0; i < 2; i++)
        snprintf(path[i], sizeof path[i], "%s/%d.db", folder, i);
    close(open(path[1], O_CREAT | O_WRONLY, 0644)); /* there is one, so that none is put in its place */
    cr_assert_eq(jc_store_open(&store[0], path[0], JC_STORE_WRITE, NULL), JC_OK);
    cr_assert_eq(jc_store_open(&store[1], path[1], JC_STORE_WRITE, NULL), JC_OK);
    cr_assert_eq(jc_store_open(&store[2], NULL, JC_STORE_TEMP, NULL), JC_OK);
    char *began = ask(store[1], "SELECT count(*) FROM award");
    cr_expect_str_eq(began, "0\n");
    free(began);
    for (int i = 0; i < 3; i++)
        cr_assert_eq(jc_ingest_builtin(store[i], today, 0, NULL), JC_OK);
    expect_alike(store[0], store[1]);
    expect_alike(store[2], store[1]);
    for (int i = 0; i < 3; i++)
        jc_store_free(store[i]);
    for (int i = 0; i < 2; i++) {
        char journal[80];
        snprintf(journal, sizeof journal, "%s-journal", path[i]);
        (void)unlink(path[i]);
        (void)unlink(journal);
    }
    cr_expect_eq(rmdir(folder), 0);
}

static void copy_file(const char *from, const char *to)
{
    char block[8192];
    size_t n;
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    cr_assert(in && out);
    while ((n = fread(block, 1, sizeof block, in)) > 0)
        cr_assert_eq(fwrite(block, 1, n, out), n);
    fclose(in);
    cr_assert_eq(fclose(out), 0);
}

static void run(struct jc_store *store, const char *sql)
{
    free(ask(store, sql));
}

/* A program was killed while it wrote, and somebody took the database away, but not its journal. */
Test(store, the_journal_of_a_database_that_is_gone_does_not_touch_a_new_one)
{
    char folder[] = "/tmp/jicai-journal-XXXXXX", db[64], journal[80], kept[64];
    struct jc_store *store = NULL;
    cr_assert(mkdtemp(folder));
    snprintf(db, sizeof db, "%s/a.db", folder);
    snprintf(journal, sizeof journal, "%s-journal", db);
    snprintf(kept, sizeof kept, "%s/kept", folder);
    cr_assert_eq(jc_store_open(&store, db, JC_STORE_WRITE, NULL), JC_OK);
    run(store, "DELETE FROM award");
    run(store, "PRAGMA cache_size = 2");
    run(store, "BEGIN IMMEDIATE");
    run(store, "UPDATE item SET generic = generic || 'x'");
    copy_file(journal, kept);
    run(store, "ROLLBACK");
    jc_store_free(store);
    cr_assert_eq(unlink(db), 0);
    copy_file(kept, journal);
    cr_assert_eq(jc_store_open(&store, db, JC_STORE_WRITE, NULL), JC_OK);
    cr_assert_eq(jc_ingest_builtin(store, jc_day_of(9999, 12, 31), 0, NULL), JC_OK);
    char *awards = ask(store, "SELECT count(*) FROM award"), *whole = ask(store, "PRAGMA integrity_check");
    cr_expect_str_eq(awards, "790\n");
    cr_expect_str_eq(whole, "ok\n");
    free(awards);
    free(whole);
    jc_store_free(store);
    (void)unlink(db);
    (void)unlink(journal);
    (void)unlink(kept);
    (void)rmdir(folder);
}
