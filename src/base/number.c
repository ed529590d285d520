/* Decimals as a spreadsheet stores them, and checked fixed-point arithmetic. No value leaves here as a double. */
#include <math.h>

#include "jicai/base.h"

enum {
    SIG = 15,       /* decimal digits that every double keeps */
    EXP_MAX = 400,  /* beyond any double: not a number that anybody counted */
    TEXT_MAX = 480, /* longest text taken for a number */
};

static const int64_t POW10[] = {1,
                                10,
                                100,
                                1000,
                                10000,
                                100000,
                                1000000,
                                10000000,
                                100000000,
                                1000000000,
                                10000000000,
                                100000000000,
                                1000000000000,
                                10000000000000,
                                100000000000000,
                                1000000000000000,
                                10000000000000000,
                                100000000000000000,
                                1000000000000000000};

/* ---- checked arithmetic ------------------------------------------------------------------------ */

bool jc_add(int64_t *out, int64_t a, int64_t b)
{
    int64_t x;
    if (__builtin_add_overflow(a, b, &x))
        return false;
    *out = x;
    return true;
}

bool jc_mul(int64_t *out, int64_t a, int64_t b)
{
    int64_t x;
    if (__builtin_mul_overflow(a, b, &x))
        return false;
    *out = x;
    return true;
}

/* n / d rounded half away from zero; d > 0 and below 2^126. */
static __int128 div_half_away(__int128 n, __int128 d)
{
    __int128 q = n / d, r = n % d;
    if (r < 0)
        r = -r;
    if (r >= d - r)
        q += n < 0 ? -1 : 1;
    return q;
}

static bool to_int64(int64_t *out, __int128 x)
{
    if (x < INT64_MIN || x > INT64_MAX)
        return false;
    *out = (int64_t)x;
    return true;
}

bool jc_muldiv(int64_t *out, int64_t a, int64_t b, int64_t c)
{
    int64_t product;
    if (c == 0)
        return false;
    if (c > 0 && !__builtin_mul_overflow(a, b, &product)) { /* nearly always: no 128-bit division */
        int64_t q = product / c, r = product % c;
        r = r < 0 ? -r : r;
        *out = q + (r >= c - r ? product < 0 ? -1 : 1 : 0);
        return true;
    }
    __int128 n = (__int128)a * b, d = c;
    return to_int64(out, d < 0 ? div_half_away(-n, -d) : div_half_away(n, d));
}

/* ---- decimals ---------------------------------------------------------------------------------- */

static struct jc_dec normalised(int64_t m, int e)
{
    if (m == 0)
        return (struct jc_dec){0, 0};
    if (m % 100000000 == 0) { /* few divisions where a rounded 17-digit number leaves many noughts */
        m /= 100000000;
        e += 8;
    }
    while (m % 100 == 0) {
        m /= 100;
        e += 2;
    }
    if (m % 10 == 0) {
        m /= 10;
        e++;
    }
    return (struct jc_dec){m, e};
}

/* The digits of a number text: sign, significant digits (no leading zeros), exponent of the last one. */
struct digits {
    bool negative;
    const char *from; /* first significant digit in the text */
    int count;        /* significant digits, without a decimal point, trailing zeros included */
    uint64_t head;    /* value of the first min(count, 18) of them */
    int exponent;     /* of the last digit */
};

static bool is_digit(char c)
{
    return (unsigned)(c - '0') < 10;
}

static bool scan_exponent(int *e, const char *p, const char *end)
{
    bool negative = false;
    int x = 0;
    if (p < end && (*p == '-' || *p == '+'))
        negative = *p++ == '-';
    if (p == end || end - p > 5)
        return false;
    for (; p < end; p++) {
        if (!is_digit(*p))
            return false;
        x = x * 10 + (*p - '0');
    }
    *e += negative ? -x : x;
    return true;
}

/* Split the text; false if it is not entirely [-+] digits [. digits] [e [-+] digits]. */
static bool scan_digits(struct digits *d, const char *s, size_t n)
{
    const char *p = s, *end = s + n;
    bool point = false, any = false;
    *d = (struct digits){0};
    if (n == 0 || n > TEXT_MAX)
        return false;
    if (*p == '-' || *p == '+')
        d->negative = *p++ == '-';
    for (; p < end; p++) {
        if (is_digit(*p)) {
            any = true;
            d->exponent -= point;
            if (d->count == 0 && *p == '0')
                continue;
            if (d->count == 0)
                d->from = p;
            if (d->count++ < 18)
                d->head = d->head * 10 + (uint64_t)(*p - '0');
        } else if (*p == '.' && !point) {
            point = true;
        } else {
            break;
        }
    }
    if (!any)
        return false;
    if (p == end)
        return true;
    return (*p == 'e' || *p == 'E') && scan_exponent(&d->exponent, p + 1, end);
}

bool jc_dec_double(struct jc_dec *out, double x)
{
    if (!isfinite(x))
        return false;
    /* A quotient of an integer below 10^14 by 10^4 that gives x back has at most 15 digits, so it is what 15 digits
     * of x show: nearly every price and quantity takes this way. */
    if (fabs(x) < 1e10) {
        int64_t m = llrint(x * JC_SCALE);
        if ((double)m / JC_SCALE == x) {
            *out = normalised(m, -4);
            return true;
        }
    }
    char text[40];
    snprintf(text, sizeof text, "%.*e", SIG - 1, x);
    int64_t m = 0;
    const char *p = text;
    /* whatever stands between the digits is the decimal point of some locale */
    for (; *p && *p != 'e'; p++)
        if (is_digit(*p))
            m = m * 10 + (*p - '0');
    int e = -(SIG - 1);
    if (*p != 'e' || !scan_exponent(&e, p + 1, p + strlen(p)))
        return false;
    *out = normalised(x < 0 ? -m : m, e);
    return true;
}

/* More than 15 digits: the nearest double, then its 15 digits. The text handed to strtod has no decimal point, so no
 * locale matters. */
static bool through_double(struct jc_dec *out, const struct digits *d)
{
    char text[TEXT_MAX + 16];
    size_t n = 0;
    int left = d->count;
    if (d->negative)
        text[n++] = '-';
    for (const char *p = d->from; left > 0; p++) {
        if (*p == '.')
            continue;
        text[n++] = *p;
        left--;
    }
    snprintf(text + n, sizeof text - n, "e%d", d->exponent);
    return jc_dec_double(out, strtod(text, NULL));
}

/* 16 to 18 digits, as doubles are written in full. A double lies within 2^-53 of its text, that is 112 units of an
 * 18-digit number; unless the last three digits come that near to a half, rounding the text gives the same 15 digits.
 */
static bool round_near(struct jc_dec *out, const struct digits *d)
{
    int lift = 18 - d->count, e = d->exponent - lift;
    if (lift < 0 || e < -250 || e > 250)
        return false;
    int64_t m = (int64_t)d->head * POW10[lift];
    int64_t tail = m % 1000;
    if (tail > 380 && tail < 620)
        return false;
    m = m / 1000 + (tail >= 500);
    *out = normalised(d->negative ? -m : m, e + 3);
    return true;
}

/* Nearly every number: digits that a double keeps, with a point among them or none. */
static bool plain_digits(struct jc_dec *out, const char *s, size_t n)
{
    int64_t m = 0;
    size_t point = n;
    if (n == 0 || n > SIG)
        return false;
    for (size_t i = 0; i < n; i++) {
        if (is_digit(s[i]))
            m = m * 10 + (s[i] - '0');
        else if (s[i] == '.' && point == n && n > 1)
            point = i;
        else
            return false;
    }
    *out = normalised(m, point < n ? (int)point + 1 - (int)n : 0);
    return true;
}

bool jc_dec_parse(struct jc_dec *out, const char *s, size_t n)
{
    struct digits d;
    if (plain_digits(out, s, n))
        return true;
    if (!scan_digits(&d, s, n))
        return false;
    if (d.count == 0) {
        *out = (struct jc_dec){0, 0};
        return true;
    }
    if (d.exponent < -EXP_MAX || d.exponent > EXP_MAX)
        return false;
    if (d.count <= SIG || (d.count <= 18 && d.head % (uint64_t)POW10[d.count - SIG] == 0)) {
        *out = normalised(d.negative ? -(int64_t)d.head : (int64_t)d.head, d.exponent);
        return true;
    }
    return round_near(out, &d) || through_double(out, &d);
}

bool jc_dec_scaled(int64_t *out, struct jc_dec d, int places, bool *inexact)
{
    int shift = d.e + places;
    __int128 x = d.m;
    bool lost = false;
    if (d.m == 0 || shift < -19) {
        lost = d.m != 0;
        x = 0;
    } else if (shift > 18) {
        return false;
    } else if (shift >= 0) {
        x *= POW10[shift];
    } else {
        __int128 by = shift == -19 ? (__int128)POW10[18] * 10 : POW10[-shift];
        lost = x % by != 0;
        x = div_half_away(x, by);
    }
    if (!to_int64(out, x))
        return false;
    if (inexact)
        *inexact = lost;
    return true;
}

void jc_dec_text(char *dst, size_t size, struct jc_dec d)
{
    static const char zeros[] = "000000000000000000000000000000000000000";
    enum { WIDEST = 39 };
    char digit[24], text[80];
    uint64_t m = d.m < 0 ? 0 - (uint64_t)d.m : (uint64_t)d.m;
    const char *sign = d.m < 0 ? "-" : "";
    int n = snprintf(digit, sizeof digit, "%llu", (unsigned long long)m);
    int room = WIDEST - n - (d.m < 0), before = n + d.e; /* digits before the decimal point */
    if (d.e >= 0 && d.e <= room)
        snprintf(text, sizeof text, "%s%s%.*s", sign, digit, d.e, zeros);
    else if (d.e < 0 && before > 0)
        snprintf(text, sizeof text, "%s%.*s.%s", sign, before, digit, digit + before);
    else if (d.e < 0 && 2 - before <= room)
        snprintf(text, sizeof text, "%s0.%.*s%s", sign, -before, zeros, digit);
    else
        snprintf(text, sizeof text, "%s%sE%d", sign, digit, d.e);
    jc_copy(dst, size, text);
}

void jc_scaled_text(char *dst, size_t size, int64_t x, int min, int max)
{
    char text[32], *p = text + sizeof text;
    max = max < 0 ? 0 : max > 4 ? 4 : max;
    min = min < 0 ? 0 : min > max ? max : min;
    int64_t units = (int64_t)div_half_away(x, POW10[4 - max]);
    int places = max;
    for (; places > min && units % 10 == 0; places--)
        units /= 10;
    uint64_t u = units < 0 ? 0 - (uint64_t)units : (uint64_t)units;
    /* from the last digit on, at least one before the point; reports write millions of these */
    for (int done = 0; u > 0 || done <= places; done++) {
        if (done == places && places > 0)
            *--p = '.';
        *--p = (char)('0' + u % 10);
        u /= 10;
    }
    if (units < 0)
        *--p = '-';
    jc_copyn(dst, size, p, (size_t)(text + sizeof text - p));
}

/* An irrational factor never falls on half a step, so the 64 bits of a long double decide it. */
int64_t jc_mul_pow_log2(int64_t x, int64_t ratio, int64_t a, int64_t b, int64_t step)
{
    long double factor = powl((long double)ratio / JC_SCALE, log2l((long double)a / (long double)b));
    return llroundl((long double)x * factor / (long double)step) * step;
}
