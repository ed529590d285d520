/* Rows that are given to a statement arrive as they are, or not at all. */
#include "jicai/store.h"

#include <criterion/criterion.h>
#include <string.h>

#define LEN(a) (sizeof(a) / sizeof *(a))

static struct jc_stmt *prepare(struct jc_store *store, const char *sql)
{
    struct jc_stmt *s;
    cr_assert_eq(jc_stmt_text_open(&s, store, sql, false, NULL), JC_OK);
    return s;
}

static struct jc_store *open_with_table(void)
{
    struct jc_store *store;
    cr_assert_eq(jc_store_open(&store, NULL, JC_STORE_TEMP, NULL), JC_OK);
    struct jc_stmt *s = prepare(store, "CREATE TABLE t(a INTEGER, b TEXT, c TEXT NOT NULL) STRICT");
    cr_assert_eq(jc_stmt_run(s, NULL), JC_OK);
    jc_stmt_free(s);
    return store;
}

static enum jc_status feed(struct jc_stmt *s, const struct jc_batch *batch)
{
    jc_stmt_give(s, batch);
    return jc_stmt_run(s, NULL);
}

static const char texts[] = "\xe7\x89\x87x"; /* 片x */

Test(store, given_rows_arrive_as_they_are)
{
    static const struct jc_given v[] = {
        {INT64_MIN, JC_GIVEN_INT},
        {0, 3},
        {3, 1}, /* texts lie in one piece, and end where they end */
        {0, JC_GIVEN_NULL},
        {4, 0},
        {0, 4}, /* an empty text is no NULL */
        {INT64_MAX, JC_GIVEN_INT},
        {0, JC_GIVEN_NULL},
        {0, 0},
    };
    static const char *const expected[] = {"-9223372036854775808|text:片|x", "|text:|片x",
                                           "9223372036854775807|null:|"};
    struct jc_store *store = open_with_table();
    struct jc_stmt *in = prepare(store, "INSERT INTO t(a, b, c) SELECT c1, c2, c3 FROM given");
    const struct jc_batch batch = {v, texts, 3, 3}, nothing = {NULL, texts, 0, 3};
    cr_expect_eq(feed(in, &nothing), JC_OK);
    for (int i = 0; i < 2; i++) /* a statement is fed again and again */
        cr_expect_eq(feed(in, &batch), JC_OK);
    struct jc_stmt *out = prepare(store, "SELECT ifnull(a, '') || '|' || typeof(b) || ':' || ifnull(b, '') || '|' || c "
                                         "FROM t ORDER BY rowid");
    size_t n = 0;
    for (; jc_stmt_step(out, NULL) == JC_OK; n++)
        cr_expect_str_eq(jc_col_text(out, 0, NULL), expected[n % LEN(expected)]);
    cr_expect_eq(n, 2 * LEN(expected));
    jc_stmt_free(out);
    jc_stmt_free(in);
    jc_store_free(store);
}

Test(store, rows_of_another_width_and_rows_that_the_table_refuses_are_not_stored_at_all)
{
    static const struct jc_given v[] = {{1, JC_GIVEN_INT}, {0, 3}, {3, 1},
                                        {2, JC_GIVEN_INT}, {0, 3}, {0, JC_GIVEN_NULL}};
    static const struct jc_batch refused[] = {{v, texts, 3, 2}, {v, texts, 1, 4}, {v, texts, 2, 3}};
    struct jc_store *store = open_with_table();
    struct jc_stmt *in = prepare(store, "INSERT INTO t(a, b, c) SELECT c1, c2, c3 FROM given");
    for (size_t i = 0; i < LEN(refused); i++)
        cr_expect_eq(feed(in, &refused[i]), JC_INTERNAL, "batch %zu", i);
    struct jc_stmt *out = prepare(store, "SELECT count(*) FROM t");
    cr_assert_eq(jc_stmt_step(out, NULL), JC_OK);
    cr_expect_eq(jc_col_int(out, 0), 0);
    jc_stmt_free(out);
    jc_stmt_free(in);
    jc_store_free(store);
}

Test(store, a_statement_that_returns_rows_reads_what_was_given_once)
{
    static const struct jc_given v[] = {{3, JC_GIVEN_INT}, {1, JC_GIVEN_INT}};
    const struct jc_batch batch = {v, texts, 2, 1};
    struct jc_store *store = open_with_table();
    struct jc_stmt *in = prepare(store, "INSERT INTO t(a, c) VALUES (1, 'x'), (2, 'x'), (3, 'x')");
    cr_assert_eq(jc_stmt_run(in, NULL), JC_OK);
    struct jc_stmt *s = prepare(store, "UPDATE t SET a = -a WHERE a IN (SELECT c1 FROM given) RETURNING a");
    int64_t sum = 0;
    jc_stmt_give(s, &batch);
    while (jc_stmt_step(s, NULL) == JC_OK)
        sum += jc_col_int(s, 0);
    cr_expect_eq(sum, -4);
    cr_expect_eq(jc_stmt_step(s, NULL), JC_END);
    jc_stmt_free(s);
    jc_stmt_free(in);
    jc_store_free(store);
}
