/* Fractions as the text that SQL carries them in: within 128 bits by jc_rate, beyond them by GMP. */
#include "jicai/base.h"

#include <gmp.h>

enum { DIGITS_MAX = 100000 }; /* of a text: what a user's own rule can make long */

static bool digits(mpz_ptr out, const char *s, size_t n)
{
    if (n == 0 || n > DIGITS_MAX)
        return false;
    for (size_t i = 0; i < n; i++)
        if (s[i] < '0' || s[i] > '9')
            return false;
    char *text = jc_strndup(s, n);
    bool good = mpz_set_str(out, text, 10) == 0;
    free(text);
    return good;
}

/* "n/d", or "n" as n/1; "0/0" is no rate, with a denominator of 0. False: anything else. */
static bool read_ratio(mpq_ptr out, const char *s, size_t n)
{
    const char *slash = memchr(s, '/', n);
    bool negative = n > 0 && *s == '-';
    const char *end = slash ? slash : s + n;
    if (!digits(mpq_numref(out), s + negative, (size_t)(end - s) - negative))
        return false;
    if (negative)
        mpz_neg(mpq_numref(out), mpq_numref(out));
    if (!slash)
        mpz_set_ui(mpq_denref(out), 1);
    else if (!digits(mpq_denref(out), slash + 1, n - (size_t)(slash + 1 - s)))
        return false;
    if (mpz_sgn(mpq_denref(out)) == 0)
        return mpz_sgn(mpq_numref(out)) == 0;
    mpq_canonicalize(out);
    return true;
}

static bool is_none(mpq_srcptr x)
{
    return mpz_sgn(mpq_denref(x)) == 0;
}

static void put_number(struct jc_buf *out, mpz_srcptr x)
{
    char *text = jc_alloc(mpz_sizeinbase(x, 10) + 2);
    jc_buf_str(out, mpz_get_str(text, 10, x));
    free(text);
}

/* a = a op b; false: there is no such rate. */
static bool compute(mpq_ptr a, char op, mpq_srcptr b)
{
    if (is_none(a) || is_none(b) || (op == '/' && mpq_sgn(b) <= 0))
        return false;
    if (op == '+')
        mpq_add(a, a, b);
    else if (op == '-')
        mpq_sub(a, a, b);
    else if (op == '*')
        mpq_mul(a, a, b);
    else
        mpq_div(a, a, b);
    return true;
}

static bool small_op(struct jc_rate *out, char op, struct jc_rate a, struct jc_rate b)
{
    return op == '+'   ? jc_rate_add(out, a, b)
           : op == '-' ? jc_rate_sub(out, a, b)
           : op == '*' ? jc_rate_mul(out, a, b)
                       : jc_rate_div(out, a, b);
}

bool jc_ratio_op(struct jc_buf *out, char op, const char *a, size_t na, const char *b, size_t nb)
{
    struct jc_rate x, y, z;
    char text[96];
    if (jc_rate_parse(&x, a, na) && jc_rate_parse(&y, b, nb) && small_op(&z, op, x, y)) {
        jc_rate_text(text, sizeof text, z);
        jc_buf_str(out, text);
        return true;
    }
    mpq_t p, q;
    mpq_inits(p, q, NULL);
    bool good = read_ratio(p, a, na) && read_ratio(q, b, nb);
    if (good && compute(p, op, q)) {
        put_number(out, mpq_numref(p));
        jc_buf_char(out, '/');
        put_number(out, mpq_denref(p));
    } else if (good) {
        jc_buf_str(out, "0/0");
    }
    mpq_clears(p, q, NULL);
    return good;
}

bool jc_ratio_cmp(int *out, const char *a, size_t na, const char *b, size_t nb)
{
    struct jc_rate x, y;
    if (jc_rate_parse(&x, a, na) && jc_rate_parse(&y, b, nb)) {
        *out = jc_rate_cmp(x, y);
        return true;
    }
    mpq_t p, q;
    mpq_inits(p, q, NULL);
    bool good = read_ratio(p, a, na) && read_ratio(q, b, nb);
    if (good) {
        int c = is_none(p) || is_none(q) ? is_none(q) - is_none(p) : mpq_cmp(p, q);
        *out = (c > 0) - (c < 0);
    }
    mpq_clears(p, q, NULL);
    return good;
}

/* |n| × 10^places / d, half up: the quotient of (2 |n| 10^places + d) by 2 d. */
static bool round_big(int64_t *out, mpq_ptr x, int places)
{
    uint64_t q = 0;
    bool negative = mpq_sgn(x) < 0;
    mpz_t scale;
    mpz_init(scale);
    mpz_ui_pow_ui(scale, 10, (unsigned long)places);
    mpz_abs(mpq_numref(x), mpq_numref(x));
    mpz_mul(mpq_numref(x), mpq_numref(x), scale);
    mpz_mul_2exp(mpq_numref(x), mpq_numref(x), 1);
    mpz_add(mpq_numref(x), mpq_numref(x), mpq_denref(x));
    mpz_mul_2exp(mpq_denref(x), mpq_denref(x), 1);
    mpz_fdiv_q(scale, mpq_numref(x), mpq_denref(x));
    bool fits = mpz_sizeinbase(scale, 2) < 64;
    if (fits) {
        mpz_export(&q, NULL, -1, sizeof q, 0, 0, scale);
        *out = negative ? -(int64_t)q : (int64_t)q;
    }
    mpz_clear(scale);
    return fits;
}

bool jc_ratio_round(int64_t *out, const char *s, size_t n, int places)
{
    struct jc_rate r;
    if (jc_rate_parse(&r, s, n))
        return jc_rate_round(out, r, places);
    mpq_t x;
    mpq_init(x);
    bool good = places >= 0 && read_ratio(x, s, n) && !is_none(x) && round_big(out, x, places);
    mpq_clear(x);
    return good;
}
