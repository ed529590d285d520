/* Decimals, money, checked arithmetic. */
#include <criterion/criterion.h>
#include <math.h>

#include "jicai/base.h"
#include "unit/random.h"

static struct jc_dec parsed(const char *s)
{
    struct jc_dec d = {-1, -1};
    cr_assert(jc_dec_parse(&d, s, strlen(s)), "\"%s\" is a number", s);
    return d;
}

static void expect_dec(const char *s, const char *want)
{
    char text[40];
    jc_dec_text(text, sizeof text, parsed(s));
    cr_expect_str_eq(text, want, "%s gave %s, not %s", s, text, want);
}

Test(base, numbers_of_real_spreadsheets_are_read_exactly)
{
    expect_dec("67.510000000000005", "67.51"); /* formats.md 3.4 */
    expect_dec("16.600000000000001", "16.6");
    expect_dec("81865.680000000008", "81865.68");
    expect_dec("1.0E7", "10000000");
    expect_dec("1.23456789E7", "12345678.9");
    expect_dec("-8.9763779527559096E-2", "-0.0897637795275591");
    expect_dec("1.66720000E17", "166720000000000000");
    expect_dec("5.0", "5");
    expect_dec("-5", "-5");
    expect_dec("+5", "5");
    expect_dec("0", "0");
    expect_dec("-0.00", "0");
    expect_dec("0.25", "0.25");
    expect_dec(".25", "0.25");
    expect_dec("25.", "25");
    expect_dec("000012.500", "12.5");
    expect_dec("1e-4", "0.0001");
    expect_dec("298163.5", "298163.5");
    expect_dec("999999999999999", "999999999999999");
    expect_dec("9999999999999999", "10000000000000000"); /* 16 digits: through 15 */
    expect_dec("0.30000000000000004", "0.3");
    expect_dec("100000000000000000000", "100000000000000000000");
}

Test(base, a_decimal_is_normalised)
{
    struct jc_dec d = parsed("12000.0");
    cr_expect_eq(d.m, 12);
    cr_expect_eq(d.e, 3);
    d = parsed("0e5");
    cr_expect_eq(d.m, 0);
    cr_expect_eq(d.e, 0);
}

Test(base, what_is_not_entirely_a_number_is_refused)
{
    static const char *const bad[] = {"",     "-",   ".",     "e5",    "1e",   "1e+",     "1,234",
                                      " 1",   "1 ",  "1.2.3", "0x10",  "12盒", "nan",     "inf",
                                      "１２", "--1", "1-",    "1e5.5", "¥1",   "1e99999", "1e999999999999",
                                      "5%",   "(5)", "1_000", "1e-900"};
    struct jc_dec d;
    for (size_t i = 0; i < JC_LEN(bad); i++)
        cr_expect_not(jc_dec_parse(&d, bad[i], strlen(bad[i])), "\"%s\"", bad[i]);
    char text[600];
    memset(text, '1', sizeof text);
    cr_expect_not(jc_dec_parse(&d, text, sizeof text));
    cr_expect_not(jc_dec_parse(&d, "1\0", 2));
}

Test(base, the_length_counts_not_the_end_of_the_string)
{
    struct jc_dec d;
    cr_assert(jc_dec_parse(&d, "12345", 3));
    cr_expect_eq(d.m, 123);
}

/* The definition: nearest double, 15 digits. */
static struct jc_dec by_definition(const char *s)
{
    char text[48];
    struct jc_dec d = {0, 0};
    snprintf(text, sizeof text, "%.14e", strtod(s, NULL));
    for (const char *p = text; *p != 'e'; p++)
        if (*p >= '0' && *p <= '9')
            d.m = d.m * 10 + (*p - '0');
    d.e = (int)strtol(strchr(text, 'e') + 1, NULL, 10) - 14;
    for (; d.m && d.m % 10 == 0; d.e++)
        d.m /= 10;
    if (d.m == 0)
        d.e = 0;
    if (text[0] == '-')
        d.m = -d.m;
    return d;
}

Test(base, every_text_of_1_to_25_digits_is_rounded_as_by_definition)
{
    uint64_t seed = 5;
    for (int i = 0; i < 300000; i++) {
        char text[64];
        size_t n = 0;
        int digits = 1 + (int)(random_next(&seed) % 25), point = (int)(random_next(&seed) % 26);
        if (random_next(&seed) & 1)
            text[n++] = '-';
        for (int k = 0; k < digits; k++) {
            if (k == point)
                text[n++] = '.';
            /* many nines, noughts and fives: carries and ties */
            text[n++] = "0123456789005599"[random_next(&seed) % 16];
        }
        text[n] = '\0';
        if (random_next(&seed) % 4 == 0)
            n += (size_t)snprintf(text + n, sizeof text - n, "E%d", (int)(random_next(&seed) % 60) - 30);
        struct jc_dec got, want = by_definition(text);
        cr_assert(jc_dec_parse(&got, text, n), "%s", text);
        cr_assert(got.m == want.m && got.e == want.e, "%s gave %lldE%d, not %lldE%d", text, (long long)got.m, got.e,
                  (long long)want.m, want.e);
    }
}

Test(base, ties_of_the_sixteenth_digit_go_the_way_of_the_double)
{
    uint64_t seed = 6;
    for (int i = 0; i < 100000; i++) {
        char text[48];
        uint64_t head = 100000000000000u + random_next(&seed) % 900000000000000u;
        snprintf(text, sizeof text, "%llu%sE%d", (unsigned long long)head,
                 i & 1   ? "5"
                 : i & 2 ? "49"
                         : "501",
                 (int)(random_next(&seed) % 40) - 30);
        struct jc_dec got = parsed(text), want = by_definition(text);
        cr_assert(got.m == want.m && got.e == want.e, "%s", text);
    }
}

Test(base, a_double_gives_its_15_digits)
{
    struct jc_dec d;
    char text[40];
    cr_assert(jc_dec_double(&d, 0.1 + 0.2));
    jc_dec_text(text, sizeof text, d);
    cr_expect_str_eq(text, "0.3");
    cr_assert(jc_dec_double(&d, -1e15));
    jc_dec_text(text, sizeof text, d);
    cr_expect_str_eq(text, "-1000000000000000");
    cr_assert(jc_dec_double(&d, -0.0));
    cr_expect_eq(d.m, 0);
    cr_expect_not(jc_dec_double(&d, NAN));
    cr_expect_not(jc_dec_double(&d, INFINITY));
    uint64_t seed = 7;
    for (int i = 0; i < 200000; i++) {
        double x = (double)(int64_t)random_next(&seed) / 1e9;
        x = i & 1 ? round(x * 100) / 100 : x * pow(10, (int)(random_next(&seed) % 40) - 20);
        snprintf(text, sizeof text, "%.17g", x);
        struct jc_dec want = by_definition(text);
        cr_assert(jc_dec_double(&d, x));
        cr_assert(d.m == want.m && d.e == want.e, "%s", text);
    }
}

static void expect_scaled(const char *s, int places, int64_t want, bool inexact)
{
    int64_t x = -77;
    bool lost = !inexact;
    cr_assert(jc_dec_scaled(&x, parsed(s), places, &lost), "%s", s);
    cr_expect_eq(x, want, "%s gave %lld", s, (long long)x);
    cr_expect_eq(lost, inexact, "%s", s);
}

Test(base, money_is_rounded_once_half_away_from_zero_and_told)
{
    expect_scaled("12.3456", 4, 123456, false);
    expect_scaled("12.34565", 4, 123457, true);
    expect_scaled("-12.34565", 4, -123457, true);
    expect_scaled("12.34564999", 4, 123456, true);
    expect_scaled("0.00005", 4, 1, true);
    expect_scaled("0.000049", 4, 0, true);
    expect_scaled("1e-300", 4, 0, true);
    expect_scaled("0", 4, 0, false);
    expect_scaled("1e14", 4, 1000000000000000000, false);
    expect_scaled("5e-19", 0, 0, true);
    int64_t x = 5;
    cr_expect_not(jc_dec_scaled(&x, parsed("1e15"), 4, NULL));
    cr_expect_not(jc_dec_scaled(&x, parsed("1e300"), 4, NULL));
    cr_expect_eq(x, 5);
    cr_assert(jc_dec_scaled(&x, (struct jc_dec){INT64_MIN, -19}, 0, NULL));
    cr_expect_eq(x, -1);
    cr_assert(jc_dec_scaled(&x, (struct jc_dec){4999999999999999999, -19}, 0, NULL));
    cr_expect_eq(x, 0);
    cr_assert(jc_dec_scaled(&x, (struct jc_dec){INT64_MAX, -20}, 0, NULL));
    cr_expect_eq(x, 0);
}

Test(base, decimal_text_is_plain_and_fits_40_bytes)
{
    char text[40];
    jc_dec_text(text, sizeof text, (struct jc_dec){INT64_MIN, 0});
    cr_expect_str_eq(text, "-9223372036854775808");
    jc_dec_text(text, sizeof text, (struct jc_dec){INT64_MIN, -19});
    cr_expect_str_eq(text, "-0.9223372036854775808");
    jc_dec_text(text, sizeof text, (struct jc_dec){-15, -1});
    cr_expect_str_eq(text, "-1.5");
    jc_dec_text(text, sizeof text, (struct jc_dec){1, 38});
    cr_expect_str_eq(text, "100000000000000000000000000000000000000");
    jc_dec_text(text, sizeof text, (struct jc_dec){-1, 38});
    cr_expect_str_eq(text, "-1E38");
    jc_dec_text(text, sizeof text, (struct jc_dec){123, -300});
    cr_expect_str_eq(text, "123E-300");
    uint64_t seed = 8;
    for (int i = 0; i < 100000; i++) {
        struct jc_dec d = {(int64_t)random_next(&seed) % 1000000000000000, (int)(random_next(&seed) % 120) - 60}, back;
        if (d.m % 10 == 0)
            d.m += 1;
        jc_dec_text(text, sizeof text, d);
        cr_assert(jc_dec_parse(&back, text, strlen(text)), "%s", text);
        cr_assert(back.m == d.m && back.e == d.e, "%s", text);
    }
}

Test(base, checked_sums_and_products_leave_the_result_alone_on_overflow)
{
    int64_t x = 7;
    cr_expect_not(jc_add(&x, INT64_MAX, 1));
    cr_expect_not(jc_mul(&x, INT64_MAX / 2 + 1, 2));
    cr_expect_not(jc_mul(&x, INT64_MIN, -1));
    cr_expect_eq(x, 7);
    cr_expect(jc_add(&x, INT64_MAX, INT64_MIN));
    cr_expect_eq(x, -1);
    cr_expect(jc_mul(&x, x, 5));
    cr_expect_eq(x, -5);
}

Test(base, a_priced_term_is_rounded_once_half_away_from_zero)
{
    int64_t x = 7;
    cr_assert(jc_muldiv(&x, 5, 1, 2));
    cr_expect_eq(x, 3);
    cr_assert(jc_muldiv(&x, -5, 1, 2));
    cr_expect_eq(x, -3);
    cr_assert(jc_muldiv(&x, 5, 1, -2));
    cr_expect_eq(x, -3);
    cr_assert(jc_muldiv(&x, -5, -1, 2));
    cr_expect_eq(x, 3);
    cr_assert(jc_muldiv(&x, 7, 1, 3));
    cr_expect_eq(x, 2);
    cr_assert(jc_muldiv(&x, 8, 1, 3));
    cr_expect_eq(x, 3);
    cr_assert(jc_muldiv(&x, INT64_MAX, INT64_MAX, INT64_MAX));
    cr_expect_eq(x, INT64_MAX);
    cr_assert(jc_muldiv(&x, INT64_MIN, 1, 1));
    cr_expect_eq(x, INT64_MIN);
    cr_assert(jc_muldiv(&x, INT64_MIN, INT64_MIN, INT64_MIN));
    cr_expect_eq(x, INT64_MIN);
    x = 7;
    cr_expect_not(jc_muldiv(&x, INT64_MIN, -1, 1));
    cr_expect_not(jc_muldiv(&x, 1, 1, 0));
    cr_expect_eq(x, 7);
    uint64_t seed = 9;
    for (int i = 0; i < 100000; i++) {
        int64_t a = (int64_t)random_next(&seed) >> (random_next(&seed) % 64);
        int64_t b = (int64_t)random_next(&seed) >> (random_next(&seed) % 64);
        int64_t c = (int64_t)random_next(&seed) >> (random_next(&seed) % 64);
        if (c == 0 || !jc_muldiv(&x, a, b, c))
            continue;
        /* 2|ab| - |c| <= 2|x||c| <= 2|ab| + |c|, the lower bound only reached from below: ties go outwards */
        __int128 ab = (__int128)a * b, xc = (__int128)x * c, size = c < 0 ? -(__int128)c : c;
        __int128 miss = (ab < 0 ? -1 : 1) * (xc - ab); /* > 0: rounded outwards */
        cr_assert(2 * miss <= size && 2 * miss > -size, "%lld %lld %lld", (long long)a, (long long)b, (long long)c);
    }
}

static void expect_shown(int64_t x, int min, int max, const char *want)
{
    char text[32];
    jc_scaled_text(text, sizeof text, x, min, max);
    cr_expect_str_eq(text, want, "%s, not %s", text, want);
}

Test(base, amounts_are_shown_with_the_wanted_decimals)
{
    expect_shown(123456, 2, 4, "12.3456");
    expect_shown(123400, 2, 4, "12.34");
    expect_shown(120000, 2, 4, "12.00");
    expect_shown(120000, 0, 4, "12");
    expect_shown(123450, 2, 2, "12.35");
    expect_shown(-123450, 2, 2, "-12.35");
    expect_shown(-49, 2, 2, "0.00");
    expect_shown(-50, 2, 2, "-0.01");
    expect_shown(5000, 0, 0, "1");
    expect_shown(-4999, 0, 0, "0");
    expect_shown(10895604, 2, 2, "1089.56"); /* rule book 4: needed per 30 days */
    expect_shown(INT64_MAX, 4, 4, "922337203685477.5807");
    expect_shown(INT64_MIN, 4, 4, "-922337203685477.5808");
    expect_shown(INT64_MIN, 0, 0, "-922337203685478");
}

/* Noughts in front make it too long for the short way. */
Test(base, a_number_is_the_same_however_many_noughts_stand_before_it)
{
    static const char signs[] = "0123456789012345678900..";
    uint64_t seed = 5;
    for (int i = 0; i < 200000; i++) {
        char text[40] = "0000000000000000";
        size_t zeros = strlen(text), n = 1 + random_next(&seed) % 15;
        for (size_t k = 0; k < n; k++)
            text[zeros + k] = signs[random_next(&seed) % (sizeof signs - 1)];
        text[zeros + n] = '\0';
        struct jc_dec a = {0, 0}, b = {0, 0};
        bool alone = jc_dec_parse(&a, text + zeros, n), behind = jc_dec_parse(&b, text, zeros + n);
        if (strcmp(text + zeros, ".") == 0)
            continue; /* behind noughts it is one */
        cr_assert_eq(alone, behind, "%s", text + zeros);
        cr_assert(a.m == b.m && a.e == b.e, "%s", text + zeros);
    }
}
