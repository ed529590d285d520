/* Exact fractions of 128 bits. */
#include "jicai/base.h"

typedef __int128 wide;
typedef unsigned __int128 uwide;

static const struct jc_rate NO_RATE = {0, 0};

static uwide magnitude(wide x)
{
    return x < 0 ? 0 - (uwide)x : (uwide)x;
}

/* By halving and subtracting: a division costs as much as ten of these steps. */
static uint64_t gcd_small(uint64_t a, uint64_t b)
{
    if (a == 0 || b == 0)
        return a | b;
    if (a == 1 || b == 1)
        return 1;
    int twos = __builtin_ctzll(a | b);
    a >>= __builtin_ctzll(a);
    while (b) {
        b >>= __builtin_ctzll(b);
        uint64_t less = a < b ? a : b;
        b = a < b ? b - a : a - b;
        a = less;
    }
    return a << twos;
}

static uwide gcd(uwide a, uwide b)
{
    while (a > UINT64_MAX || b > UINT64_MAX) { /* 128-bit division is slow: leave it as soon as possible */
        if (b == 0)
            return a;
        uwide r = a % b;
        a = b;
        b = r;
    }
    return gcd_small((uint64_t)a, (uint64_t)b);
}

struct jc_rate jc_rate_of(wide n, wide d)
{
    if (d <= 0)
        return NO_RATE;
    wide g = (wide)gcd(magnitude(n), (uwide)d); /* <= d, so it fits */
    return (struct jc_rate){n / g, d / g};
}

static bool give(struct jc_rate *out, struct jc_rate r)
{
    *out = r;
    return true;
}

bool jc_rate_add(struct jc_rate *out, struct jc_rate a, struct jc_rate b)
{
    wide x, y, n, d;
    if (a.d <= 0 || b.d <= 0)
        return give(out, NO_RATE);
    /* Knuth 4.5.1: dividing the common factor out first keeps the numbers as small as they can be */
    wide g = (wide)gcd((uwide)a.d, (uwide)b.d);
    if (__builtin_mul_overflow(a.n, b.d / g, &x) || __builtin_mul_overflow(b.n, a.d / g, &y) ||
        __builtin_add_overflow(x, y, &n))
        return false;
    wide h = (wide)gcd(magnitude(n), (uwide)g);
    if (__builtin_mul_overflow(a.d / g, b.d / h, &d))
        return false;
    return give(out, (struct jc_rate){n / h, d});
}

bool jc_rate_sub(struct jc_rate *out, struct jc_rate a, struct jc_rate b)
{
    if (b.d <= 0)
        return give(out, NO_RATE);
    return !__builtin_sub_overflow((wide)0, b.n, &b.n) && jc_rate_add(out, a, b);
}

bool jc_rate_mul(struct jc_rate *out, struct jc_rate a, struct jc_rate b)
{
    wide n, d;
    if (a.d <= 0 || b.d <= 0)
        return give(out, NO_RATE);
    wide g = (wide)gcd(magnitude(a.n), (uwide)b.d), h = (wide)gcd(magnitude(b.n), (uwide)a.d);
    if (__builtin_mul_overflow(a.n / g, b.n / h, &n) || __builtin_mul_overflow(a.d / h, b.d / g, &d))
        return false;
    return give(out, (struct jc_rate){n, d});
}

bool jc_rate_div(struct jc_rate *out, struct jc_rate a, struct jc_rate b)
{
    if (a.d <= 0 || b.d <= 0 || b.n <= 0)
        return give(out, NO_RATE);
    return jc_rate_mul(out, a, (struct jc_rate){b.d, b.n});
}

static wide floor_div(wide n, wide d)
{
    wide q = n / d;
    return n % d < 0 ? q - 1 : q;
}

static int order(wide a, wide b)
{
    return (a > b) - (a < b);
}

static bool small(wide x)
{
    return x >= INT64_MIN && x <= INT64_MAX;
}

/* Whole parts first, then the reciprocals of the rests, whose order is the reverse one: no product, no overflow. */
static int cmp_steps(struct jc_rate a, struct jc_rate b)
{
    for (int sign = 1;; sign = -sign) {
        wide qa = floor_div(a.n, a.d), qb = floor_div(b.n, b.d);
        if (qa != qb)
            return sign * order(qa, qb);
        wide ra = a.n - qa * a.d, rb = b.n - qb * b.d;
        if (ra == 0 || rb == 0)
            return sign * order(ra, rb);
        a = (struct jc_rate){a.d, ra};
        b = (struct jc_rate){b.d, rb};
    }
}

int jc_rate_cmp(struct jc_rate a, struct jc_rate b)
{
    if (a.d <= 0 || b.d <= 0)
        return (a.d > 0) - (b.d > 0);
    if (small(a.n) && small(a.d) && small(b.n) && small(b.d))
        return order(a.n * b.d, b.n * a.d);
    return cmp_steps(a, b);
}

/* rest × 10 / d for rest < d: the digit, and the new rest, without a product beyond 128 bits. */
static unsigned next_digit(uwide *rest, uwide d)
{
    uwide r = 0;
    unsigned digit = 0;
    for (int i = 0; i < 10; i++) {
        r += *rest; /* both below d < 2^127 */
        if (r >= d) {
            r -= d;
            digit++;
        }
    }
    *rest = r;
    return digit;
}

/* One division where the numerator can be scaled at once, as it nearly always can; else digit by digit. */
static bool divide(uwide *q, uwide *rest, uwide n, uwide d, int places)
{
    uwide scaled = n;
    int i = 0;
    while (i < places && !__builtin_mul_overflow(scaled, (uwide)10, &scaled))
        i++;
    if (i == places) {
        bool fits = scaled <= UINT64_MAX && d <= UINT64_MAX;
        *q = fits ? (uint64_t)scaled / (uint64_t)d : scaled / d;
        *rest = scaled - *q * d;
        return true;
    }
    *q = n / d;
    *rest = n % d;
    for (i = 0; i < places; i++) {
        if (*q > (uwide)INT64_MAX)
            return false;
        *q = *q * 10 + next_digit(rest, d);
    }
    return true;
}

bool jc_rate_round(int64_t *out, struct jc_rate r, int places)
{
    if (r.d <= 0 || places < 0)
        return false;
    uwide d = (uwide)r.d, q, rest;
    if (!divide(&q, &rest, magnitude(r.n), d, places))
        return false;
    if (rest >= d - rest)
        q++;
    if (q > (uwide)INT64_MAX)
        return false;
    *out = r.n < 0 ? -(int64_t)q : (int64_t)q;
    return true;
}

/* ---- text -------------------------------------------------------------------------------------- */

static char *digits_before(char *end, uwide x)
{
    for (; x > UINT64_MAX; x /= 10)
        *--end = (char)('0' + (int)(x % 10));
    uint64_t rest = (uint64_t)x; /* whose division by ten is cheap */
    do
        *--end = (char)('0' + rest % 10);
    while (rest /= 10);
    return end;
}

void jc_rate_text(char *dst, size_t size, struct jc_rate r)
{
    char text[96], *end = text + sizeof text, *p = end;
    p = digits_before(p, r.d > 0 ? (uwide)r.d : 0);
    *--p = '/';
    p = digits_before(p, r.d > 0 ? magnitude(r.n) : 0);
    if (r.d > 0 && r.n < 0)
        *--p = '-';
    jc_copyn(dst, size, p, (size_t)(end - p));
}

static bool parse_digits(wide *out, const char *p, const char *end)
{
    uint64_t first = 0;
    if (p == end)
        return false;
    for (const char *stop = end - p < 18 ? end : p + 18; p < stop && *p >= '0' && *p <= '9'; p++)
        first = first * 10 + (uint64_t)(*p - '0'); /* 18 digits fit without a check */
    wide x = (wide)first;
    for (; p < end; p++)
        if (*p < '0' || *p > '9' || __builtin_mul_overflow(x, (wide)10, &x) ||
            __builtin_add_overflow(x, (wide)(*p - '0'), &x))
            return false;
    *out = x;
    return true;
}

bool jc_rate_parse(struct jc_rate *out, const char *s, size_t n)
{
    const char *end = s + n, *slash = memchr(s, '/', n);
    wide num, den;
    if (!slash)
        return false;
    bool negative = slash > s && *s == '-';
    if (!parse_digits(&num, s + negative, slash) || !parse_digits(&den, slash + 1, end))
        return false;
    if (den == 0 && num != 0)
        return false; /* 0/0 is how "no rate" is written */
    *out = jc_rate_of(negative ? -num : num, den);
    return true;
}
