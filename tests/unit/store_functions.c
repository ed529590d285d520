/* The SQL functions of store.h: where a fraction no longer goes into 128 bits, and texts in two languages. */
#include <criterion/criterion.h>

#include "jicai/store.h"

static char *value(const char *sql)
{
    struct jc_err err = {0};
    struct jc_store *store = NULL;
    struct jc_stmt *s = NULL;
    cr_assert_eq(jc_store_open(&store, NULL, JC_STORE_TEMP, &err), JC_OK);
    cr_assert_eq(jc_stmt_text_open(&s, store, sql, false, &err), JC_OK, "%s: %s", sql, err.arg[1]);
    cr_assert_eq(jc_stmt_step(s, &err), JC_OK, "%s: %s", sql, err.arg[1]);
    char *out = jc_strdup(jc_col_null(s, 0) ? "NULL" : jc_col_text(s, 0, NULL));
    jc_stmt_free(s);
    jc_store_free(store);
    return out;
}

static void expect_value(const char *want, const char *sql)
{
    char *is = value(sql);
    cr_expect_str_eq(is, want, "%s: %s", sql, is);
    free(is);
}

/* 1/2 + 1/(p q r), a fraction of 190 bits, of three primes. */
#define LONG                                                                                                           \
    "rate_add(rate(1, 2), rate_mul(rate_mul(rate(1, 9223372036854775783), rate(1, 9223372036854775643)), rate(1, "     \
    "9223372036854775549)))"

Test(functions, a_sum_takes_fractions_of_any_length_in_any_order)
{
    expect_value("0", "SELECT rate_cmp(rate_sum(x), rate_add(rate(1, 2), " LONG
                      ")) FROM (SELECT rate(1, 2) AS x UNION ALL SELECT " LONG ")");
    expect_value("0", "SELECT rate_cmp(rate_sum(x), rate_add(rate(1, 2), " LONG ")) FROM (SELECT " LONG
                      " AS x UNION ALL SELECT rate(1, 2))");
    expect_value("0", "SELECT rate_cmp(rate_sum(x), " LONG ") FROM (SELECT " LONG " AS x)");
    expect_value("0", "SELECT rate_cmp(rate_sum(x), 2) FROM (SELECT " LONG " AS x UNION ALL SELECT rate_sub(2, " LONG
                      ") UNION ALL SELECT 'none')");
    expect_value("NULL", "SELECT rate_sum(x) FROM (SELECT 'none' AS x)");
}

Test(functions, words_say_both_languages_wherever_they_are_joined)
{
#define SAID "'1' || words(' 元，', ' yuan, ') || '2' || words(' 天', ' days')"
    expect_value("1 元，2 天", "SELECT words_in(" SAID ", 0)");
    expect_value("1 yuan, 2 days", "SELECT words_in(" SAID ", 1)");
    expect_value("（甲）| (b)",
                 "SELECT words_in(x, 0) || '|' || words_in(x, 1) FROM (SELECT words('（' || y || '）', ' (' || y "
                 "|| ')') AS x FROM (SELECT words('甲', 'b') AS y))");
    expect_value("甲、丙|a, c",
                 "SELECT words_in(x, 0) || '|' || words_in(x, 1) FROM (SELECT group_concat(y, words('、', ', ')) "
                 "AS x FROM (SELECT words('甲', 'a') AS y UNION ALL SELECT words('丙', 'c')))");
    expect_value("|a", "SELECT words_in(words('', 'a'), 0) || '|' || words_in(words('', 'a'), 1)");
}

Test(functions, words_in_leaves_any_other_text_and_what_was_cut_off)
{
    expect_value("甲", "SELECT words_in('甲', 1)");
    expect_value("", "SELECT words_in('', 0)");
    expect_value("NULL", "SELECT words_in(NULL, 1)");
    expect_value("7", "SELECT words_in(7, 1)");
    expect_value("NULL", "SELECT words('甲', NULL)");
    expect_value("NULL", "SELECT '甲' || words(NULL, 'a')");
    expect_value(
        "甲甲|甲a",
        "SELECT words_in(x, 0) || '|' || words_in(x, 1) FROM (SELECT substr('甲' || words('甲', 'ab'), 1, 5) AS x)");
    expect_value("甲|甲",
                 "SELECT words_in(x, 0) || '|' || words_in(x, 1) FROM (SELECT substr(words('甲乙', 'ab'), 1, 2) AS x)");
}

Test(functions, concat_ws_leaves_out_what_is_null)
{
    expect_value("a; b", "SELECT concat_ws('; ', NULL, 'a', NULL, 'b')");
    expect_value("a; ", "SELECT concat_ws('; ', 'a', '')");
    expect_value("", "SELECT concat_ws('; ', NULL, NULL)");
    expect_value("NULL", "SELECT concat_ws(NULL, 'a', 'b')");
    expect_value("甲、3|a, 3",
                 "SELECT words_in(x, 0) || '|' || words_in(x, 1) FROM (SELECT concat_ws(words('、', ', '), words('甲', "
                 "'a'), NULL, 3) AS x)");
}
