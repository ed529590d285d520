/* The SQL functions of store.h where a fraction no longer goes into 128 bits. */
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
