/* Exact fractions, checked against schoolbook arithmetic on 32-bit digits. */
#include <criterion/criterion.h>

#include "jicai/base.h"
#include "unit/random.h"

typedef unsigned __int128 u128;

/* ---- an independent way to compute: non-negative numbers of 12 digits to base 2^32 -------------- */

enum { BIG = 12 };
struct big {
    uint32_t d[BIG];
};

static struct big big_of(u128 x)
{
    struct big b = {{0}};
    for (int i = 0; i < 4; i++)
        b.d[i] = (uint32_t)(x >> (32 * i));
    return b;
}

static struct big big_mul(struct big a, struct big b)
{
    struct big out = {{0}};
    for (int i = 0; i < BIG; i++) {
        uint64_t carry = 0;
        for (int j = 0; i + j < BIG; j++) {
            carry += (uint64_t)a.d[i] * b.d[j] + out.d[i + j];
            out.d[i + j] = (uint32_t)carry;
            carry >>= 32;
        }
    }
    return out;
}

static struct big big_add(struct big a, struct big b)
{
    uint64_t carry = 0;
    for (int i = 0; i < BIG; i++) {
        carry += (uint64_t)a.d[i] + b.d[i];
        a.d[i] = (uint32_t)carry;
        carry >>= 32;
    }
    return a;
}

static int big_cmp(struct big a, struct big b)
{
    for (int i = BIG - 1; i >= 0; i--)
        if (a.d[i] != b.d[i])
            return a.d[i] < b.d[i] ? -1 : 1;
    return 0;
}

static u128 size_of(__int128 x)
{
    return x < 0 ? 0 - (u128)x : (u128)x;
}

/* The sign of a.n/a.d - b.n/b.d by cross multiplication in 256 bits. */
static int cross_cmp(struct jc_rate a, struct jc_rate b)
{
    int sa = (a.n > 0) - (a.n < 0), sb = (b.n > 0) - (b.n < 0);
    if (sa != sb)
        return sa < sb ? -1 : 1;
    int c = big_cmp(big_mul(big_of(size_of(a.n)), big_of((u128)b.d)), big_mul(big_of(size_of(b.n)), big_of((u128)a.d)));
    return sa < 0 ? -c : c;
}

/* ---- helpers ------------------------------------------------------------------------------------ */

/* A number of 1 to `bits` bits, so that small and large ones both occur. */
static __int128 random_wide(uint64_t *seed, int bits)
{
    u128 x = (u128)random_next(seed) << 64 | random_next(seed);
    return (__int128)(x >> (128 - 1 - (int)(random_next(seed) % (uint64_t)bits)));
}

static struct jc_rate random_rate(uint64_t *seed, int bits)
{
    __int128 n = random_wide(seed, bits);
    return jc_rate_of(random_next(seed) & 1 ? -n : n, random_wide(seed, bits) | 1);
}

/* What must fit in 128 bits. */
typedef bool operation(struct jc_rate *out, struct jc_rate a, struct jc_rate b);
static struct jc_rate must(operation *f, struct jc_rate a, struct jc_rate b)
{
    struct jc_rate out;
    cr_assert(f(&out, a, b), "beyond 128 bits");
    return out;
}

static void expect_text(struct jc_rate r, const char *want)
{
    char text[84];
    jc_rate_text(text, sizeof text, r);
    cr_expect_str_eq(text, want, "%s, not %s", text, want);
}

static void expect_percent(__int128 n, __int128 d, const char *want)
{
    int64_t x;
    char text[32];
    cr_assert(jc_rate_round(&x, jc_rate_of(n, d), 4));
    jc_scaled_text(text, sizeof text, x * 100, 2, 2);
    cr_expect_str_eq(text, want, "%s, not %s", text, want);
}

/* ---- tests -------------------------------------------------------------------------------------- */

Test(base, a_rate_is_reduced_and_an_empty_denominator_is_no_rate)
{
    expect_text(jc_rate_of(6, 4), "3/2");
    expect_text(jc_rate_of(-6, 4), "-3/2");
    expect_text(jc_rate_of(0, 7), "0/1");
    expect_text(jc_rate_of(5, 0), "0/0");
    expect_text(jc_rate_of(5, -1), "0/0");
}

Test(base, worked_percents_of_the_rule_book_come_out)
{
    expect_percent(183, 365, "50.14");     /* 3: time share */
    expect_percent(5390, 12000, "44.92");  /* 4: completion */
    expect_percent(22000, 34000, "64.71"); /* 7: on-time rate by amount */
    expect_percent(1, 3, "33.33");
    expect_percent(29000, 43000, "67.44");
    expect_percent(154, 100, "154.00"); /* never capped */
    struct jc_rate completion = jc_rate_of(5390, 12000), share = jc_rate_of(183, 365);
    struct jc_rate gap = must(jc_rate_sub, completion, share), forecast = must(jc_rate_div, completion, share);
    expect_percent(gap.n, gap.d, "-5.22");
    expect_percent(forecast.n, forecast.d, "89.59");
    struct jc_rate alarm = must(jc_rate_mul, share, jc_rate_of(8, 10)),
                   near = must(jc_rate_mul, share, jc_rate_of(9, 10));
    expect_percent(alarm.n, alarm.d, "40.11");
    expect_percent(near.n, near.d, "45.12");
    int64_t days;
    cr_assert(jc_rate_round(&days, jc_rate_of(1349000, 29000), 2));
    cr_expect_eq(days, 4652); /* weighted days 46.52 */
}

Test(base, halves_are_rounded_away_from_zero)
{
    expect_percent(1, 20000, "0.01"); /* 0.005 % */
    expect_percent(-1, 20000, "-0.01");
    expect_percent(49999, 1000000000, "0.00");
    expect_percent(3, 20000, "0.02"); /* 0.015 % */
    int64_t x;
    cr_assert(jc_rate_round(&x, jc_rate_of(5, 2), 0));
    cr_expect_eq(x, 3);
    cr_assert(jc_rate_round(&x, jc_rate_of(-5, 2), 0));
    cr_expect_eq(x, -3);
}

Test(base, rounding_says_when_there_is_no_number)
{
    int64_t x = 77;
    cr_expect_not(jc_rate_round(&x, jc_rate_of(1, 0), 4));
    cr_expect_not(jc_rate_round(&x, jc_rate_of((__int128)INT64_MAX + 1, 1), 0));
    cr_expect_not(jc_rate_round(&x, jc_rate_of(INT64_MAX, 1), 1));
    cr_expect_eq(x, 77);
    cr_expect(jc_rate_round(&x, jc_rate_of(INT64_MAX, 1), 0));
    cr_expect_eq(x, INT64_MAX);
}

Test(base, comparison_agrees_with_cross_multiplication_of_big_numbers)
{
    uint64_t seed = 1;
    int equal = 0;
    for (int i = 0; i < 200000; i++) {
        int bits = i % 3 == 0 ? 8 : i % 3 == 1 ? 64 : 126;
        struct jc_rate a = random_rate(&seed, bits), b = random_rate(&seed, bits);
        if (i % 5 == 0 && bits == 126 && a.d > 4) /* neighbours that differ in the last place */
            b = jc_rate_of(a.n + (i & 1), a.d - (i & 2));
        int want = cross_cmp(a, b);
        equal += want == 0;
        cr_assert_eq(jc_rate_cmp(a, b), want);
        cr_assert_eq(jc_rate_cmp(b, a), -want);
    }
    cr_expect_gt(equal, 100);
}

Test(base, the_largest_rates_compare_without_overflow)
{
    __int128 max = (__int128)((u128)-1 >> 1);
    struct jc_rate a = {max, max - 1}, b = {max - 1, max - 2};
    cr_expect_eq(jc_rate_cmp(a, b), -1);
    cr_expect_eq(jc_rate_cmp(b, a), 1);
    cr_expect_eq(jc_rate_cmp((struct jc_rate){-max, 1}, (struct jc_rate){1, max}), -1);
    cr_expect_eq(jc_rate_cmp((struct jc_rate){-max - 1, 1}, (struct jc_rate){-max, 1}), -1);
}

Test(base, no_rate_is_smaller_than_every_rate)
{
    struct jc_rate none = jc_rate_of(1, 0), least = jc_rate_of(INT64_MIN, 1);
    cr_expect_eq(jc_rate_cmp(none, least), -1);
    cr_expect_eq(jc_rate_cmp(least, none), 1);
    cr_expect_eq(jc_rate_cmp(none, none), 0);
}

Test(base, rounding_agrees_with_big_numbers)
{
    uint64_t seed = 2;
    for (int i = 0; i < 100000; i++) {
        struct jc_rate r = random_rate(&seed, i & 1 ? 126 : 40);
        int places = (int)(random_next(&seed) % 7);
        int64_t x;
        if (!jc_rate_round(&x, r, places))
            continue;
        u128 scale = 1;
        for (int k = 0; k < places; k++)
            scale *= 10;
        /* |x| is right if (2|x| - 1) d <= 2 |n| scale < (2|x| + 1) d */
        u128 ax = size_of(x);
        struct big d = big_of((u128)r.d), n2 = big_mul(big_mul(big_of(size_of(r.n)), big_of(scale)), big_of(2));
        cr_assert(x == 0 || (x < 0) == (r.n < 0));
        cr_assert_lt(big_cmp(n2, big_mul(d, big_of(2 * ax + 1))), 0);
        cr_assert(ax == 0 || big_cmp(n2, big_mul(d, big_of(2 * ax - 1))) >= 0);
    }
}

Test(base, sums_products_and_quotients_obey_the_laws_of_fractions)
{
    uint64_t seed = 3;
    for (int i = 0; i < 50000; i++) {
        struct jc_rate a = random_rate(&seed, 30), b = random_rate(&seed, 30);
        struct jc_rate sum = must(jc_rate_add, a, b), product = must(jc_rate_mul, a, b);
        cr_assert_eq(jc_rate_cmp(sum, jc_rate_of(a.n * b.d + b.n * a.d, a.d * b.d)), 0);
        cr_assert_eq(jc_rate_cmp(product, jc_rate_of(a.n * b.n, a.d * b.d)), 0);
        cr_assert_eq(jc_rate_cmp(must(jc_rate_sub, sum, b), a), 0);
        struct jc_rate again = jc_rate_of(sum.n, sum.d);
        cr_assert(again.n == sum.n && again.d == sum.d, "a sum comes reduced");
        again = jc_rate_of(product.n, product.d);
        cr_assert(again.n == product.n && again.d == product.d, "a product comes reduced");
        if (b.n > 0)
            cr_assert_eq(jc_rate_cmp(must(jc_rate_div, product, b), a), 0);
    }
}

Test(base, a_sum_with_big_common_factors_does_not_overflow)
{
    __int128 d = (__int128)1 << 100;
    struct jc_rate a = jc_rate_of(d - 1, d), b = jc_rate_of(1, d);
    expect_text(must(jc_rate_add, a, b), "1/1");
    expect_text(must(jc_rate_mul, jc_rate_of(d, 3), jc_rate_of(3, d)), "1/1");
    expect_text(must(jc_rate_sub, a, a), "0/1");
}

Test(base, no_rate_stays_no_rate)
{
    struct jc_rate none = jc_rate_of(1, 0), one = jc_rate_of(1, 1);
    expect_text(must(jc_rate_add, none, one), "0/0");
    expect_text(must(jc_rate_sub, one, none), "0/0");
    expect_text(must(jc_rate_mul, none, one), "0/0");
    expect_text(must(jc_rate_div, one, jc_rate_of(0, 1)), "0/0");
    expect_text(must(jc_rate_div, one, jc_rate_of(-1, 2)), "0/0");
    expect_text(must(jc_rate_div, none, one), "0/0");
}

Test(base, a_result_beyond_128_bits_is_refused_instead_of_being_wrong)
{
    __int128 p = ((__int128)1 << 100) + 1, q = ((__int128)1 << 100) - 1;
    struct jc_rate a = jc_rate_of(1, p), b = jc_rate_of(1, q), out = {7, 9};
    cr_expect_not(jc_rate_add(&out, a, b));
    cr_expect_not(jc_rate_sub(&out, a, b));
    cr_expect_not(jc_rate_mul(&out, a, b));
    cr_expect_not(jc_rate_div(&out, a, jc_rate_of(q, 1)));
    cr_expect(out.n == 7 && out.d == 9, "untouched");
}

/* ---- fractions of any length --------------------------------------------------------------------- */

/* a op b as text, borrowed until the call after the next two. */
static const char *ratio(const char *a, char op, const char *b)
{
    static struct jc_buf out[4];
    static unsigned turn;
    struct jc_buf *x = &out[turn++ % 4];
    jc_buf_clear(x);
    cr_assert(jc_ratio_op(x, op, a, strlen(a), b, strlen(b)), "%s %c %s", a, op, b);
    return jc_buf_text(x);
}

static int ratio_cmp(const char *a, const char *b)
{
    int c = 7;
    cr_assert(jc_ratio_cmp(&c, a, strlen(a), b, strlen(b)), "%s %s", a, b);
    return c;
}

Test(base, fractions_as_texts_are_those_of_128_bits_as_far_as_they_go)
{
    uint64_t seed = 5;
    static const struct {
        char op;
        bool (*f)(struct jc_rate *out, struct jc_rate a, struct jc_rate b);
    } ops[] = {{'+', jc_rate_add}, {'-', jc_rate_sub}, {'*', jc_rate_mul}, {'/', jc_rate_div}};
    for (int i = 0; i < 20000; i++) {
        struct jc_rate a = random_rate(&seed, 60), b = random_rate(&seed, 60), c;
        char s[84], t[84], want[84];
        jc_rate_text(s, sizeof s, a);
        jc_rate_text(t, sizeof t, b);
        cr_assert(ops[i % 4].f(&c, a, b));
        jc_rate_text(want, sizeof want, c);
        cr_assert_str_eq(ratio(s, ops[i % 4].op, t), want);
        cr_assert_eq(ratio_cmp(s, t), jc_rate_cmp(a, b));
    }
}

/* 1/2 + 1/3 + … over the primes below 600, whose denominator has 245 digits: taken off again nothing is left. */
Test(base, fractions_of_any_length_are_added_compared_and_rounded_exactly)
{
    char sum[600] = "0/1", one[16];
    int64_t x;
    for (int sign = 0; sign < 2; sign++) {
        for (int p = 2; p < 600; p++) {
            bool prime = true;
            for (int k = 2; k * k <= p; k++)
                prime &= p % k != 0;
            if (!prime)
                continue;
            snprintf(one, sizeof one, "1/%d", p);
            jc_copy(sum, sizeof sum, ratio(sum, sign ? '-' : '+', one));
            cr_assert_lt(strlen(sum), sizeof sum - 1);
        }
        if (sign)
            break;
        cr_expect_eq(strlen(sum), 491);
        cr_assert(jc_ratio_round(&x, sum, strlen(sum), 6));
        cr_expect_eq(x, 2122043, "%lld", (long long)x);
        const char *less = ratio(sum, '-', "1/1000000000000000000000000000000000000000000000000000");
        cr_expect_eq(ratio_cmp(less, sum), -1);
        cr_expect_eq(ratio_cmp(sum, less), 1);
        cr_expect_eq(ratio_cmp(sum, sum), 0);
        cr_assert(jc_ratio_round(&x, ratio("0/1", '-', sum), strlen(ratio("0/1", '-', sum)), 6));
        cr_expect_eq(x, -2122043);
        cr_expect_str_eq(ratio(ratio(sum, '*', "7/3"), '/', sum), "7/3");
        cr_expect_not(jc_ratio_round(&x, sum, strlen(sum), 30), "beyond an int64");
    }
    cr_expect_str_eq(sum, "0/1");
}

Test(base, halves_of_any_length_are_rounded_away_from_zero)
{
    int64_t x;
    char half[140], less[140];
    snprintf(half, sizeof half, "1%060d/2%060d", 0, 0);
    snprintf(less, sizeof less, "999999999999999999999999999999999999999999999999999999999999/2%060d", 0);
    cr_assert(jc_ratio_round(&x, half, strlen(half), 0) && x == 1);
    cr_assert(jc_ratio_round(&x, less, strlen(less), 0) && x == 0);
    cr_assert(jc_ratio_round(&x, ratio("0/1", '-', half), strlen(ratio("0/1", '-', half)), 0) && x == -1);
}

Test(base, no_rate_and_what_is_no_fraction_stay_so_at_any_length)
{
    const char *big = "170141183460469231731687303715884105728/1"; /* 2^127 */
    static const char *const bad[] = {"", "/", "1/", "/1", "1.5/2", "--1/2", " 1/2", "1/2/3", "5/0", "1/-2", "1e3"};
    struct jc_buf out = {0};
    int c;
    int64_t x;
    cr_expect_str_eq(ratio("0/0", '+', big), "0/0");
    cr_expect_str_eq(ratio(big, '/', "0"), "0/0");
    cr_expect_str_eq(ratio(big, '/', "-3/1"), "0/0");
    cr_expect_eq(ratio_cmp("0/0", big), -1);
    cr_expect_eq(ratio_cmp(big, "0/0"), 1);
    cr_expect_str_eq(ratio(big, '-', "170141183460469231731687303715884105727"), "1/1");
    for (size_t i = 0; i < JC_LEN(bad); i++) {
        cr_expect_not(jc_ratio_op(&out, '+', bad[i], strlen(bad[i]), big, strlen(big)), "\"%s\"", bad[i]);
        cr_expect_not(jc_ratio_cmp(&c, big, strlen(big), bad[i], strlen(bad[i])), "\"%s\"", bad[i]);
        cr_expect_not(jc_ratio_round(&x, bad[i], strlen(bad[i]), 2), "\"%s\"", bad[i]);
    }
    cr_expect_eq(out.len, 0);
}

Test(base, text_and_parse_are_inverse)
{
    uint64_t seed = 4;
    for (int i = 0; i < 20000; i++) {
        struct jc_rate a = random_rate(&seed, 126), b;
        char text[84];
        jc_rate_text(text, sizeof text, a);
        cr_assert(jc_rate_parse(&b, text, strlen(text)));
        cr_assert(a.n == b.n && a.d == b.d, "%s", text);
    }
    struct jc_rate r;
    cr_expect(jc_rate_parse(&r, "0/0", 3));
    cr_expect_eq((int)r.d, 0);
    cr_expect(jc_rate_parse(&r, "10/4", 4));
    expect_text(r, "5/2");
}

Test(base, parse_refuses_everything_that_is_not_a_fraction)
{
    static const char *const bad[] = {
        "",      "/",     "1",    "1/",   "/1",    "1/-2",
        "1.5/2", "--1/2", " 1/2", "1/2 ", "1/2/3", "1e3/1",
        "5/0",   "+1/2",  "a/b",  "-/1",  "0x1/2", "999999999999999999999999999999999999999999/1"};
    struct jc_rate r;
    for (size_t i = 0; i < JC_LEN(bad); i++)
        cr_expect_not(jc_rate_parse(&r, bad[i], strlen(bad[i])), "\"%s\"", bad[i]);
}

Test(base, adding_big_numbers_in_this_test_carries)
{
    /* the yardstick itself: (2^128 - 1)^2 + 2 (2^128 - 1) + 1 = 2^256 */
    struct big m = big_of((u128)-1), sum = big_add(big_add(big_mul(m, m), big_add(m, m)), big_of(1));
    for (int i = 0; i < BIG; i++)
        cr_expect_eq(sum.d[i], i == 8 ? 1u : 0u);
}
