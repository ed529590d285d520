#include "calc.h"

#include <stdio.h>
#include <string.h>

static bool overflowed;

bool calc_overflowed(void)
{
    bool was = overflowed;
    overflowed = false;
    return was;
}

static i128 mul(i128 a, i128 b)
{
    i128 product;
    if (__builtin_mul_overflow(a, b, &product))
        overflowed = true;
    return product;
}

static i128 gcd(i128 a, i128 b)
{
    a = a < 0 ? -a : a;
    while (b) {
        i128 rest = a % b;
        a = b;
        b = rest;
    }
    return a ? a : 1;
}

struct frac frac_of(i128 num, i128 den)
{
    if (den == 0)
        return (struct frac){0, 0};
    if (den < 0)
        num = -num, den = -den;
    i128 common = gcd(num, den);
    return (struct frac){num / common, den / common};
}

bool frac_known(struct frac a)
{
    return a.den != 0;
}

struct frac frac_add(struct frac a, struct frac b)
{
    if (!a.den || !b.den)
        return (struct frac){0, 0};
    i128 common = gcd(a.den, b.den);
    return frac_of(mul(a.num, b.den / common) + mul(b.num, a.den / common), mul(a.den / common, b.den));
}

struct frac frac_sub(struct frac a, struct frac b)
{
    b.num = -b.num;
    return frac_add(a, b);
}

struct frac frac_div(struct frac a, struct frac b)
{
    if (!a.den || !b.den || !b.num)
        return (struct frac){0, 0};
    struct frac x = frac_of(a.num, b.num), y = frac_of(b.den, a.den);
    return frac_of(mul(x.num, y.num), mul(x.den, y.den));
}

int frac_cmp(struct frac a, struct frac b)
{
    if (!a.den || !b.den)
        return !!a.den - !!b.den;
    i128 common = gcd(a.den, b.den);
    i128 left = mul(a.num, b.den / common), right = mul(b.num, a.den / common);
    return (left > right) - (left < right);
}

i128 round_div(i128 num, i128 den)
{
    if (den < 0)
        num = -num, den = -den;
    i128 size = num < 0 ? -num : num;
    i128 rest = size % den;
    i128 up = size / den + (rest >= den - rest);
    return num < 0 ? -up : up;
}

static char *slot(void)
{
    static char slots[64][48];
    static unsigned next;
    return slots[next++ % 64];
}

static i128 power10(int n)
{
    i128 p = 1;
    while (n-- > 0)
        p *= 10;
    return p;
}

const char *show_fixed(struct frac value, int decimals)
{
    char *text = slot();
    if (!frac_known(value)) {
        text[0] = 0;
        return text;
    }
    i128 scaled = round_div(mul(value.num, power10(decimals)), value.den);
    i128 size = scaled < 0 ? -scaled : scaled;
    i64 whole = (i64)(size / power10(decimals)), part = (i64)(size % power10(decimals));
    if (decimals)
        snprintf(text, 48, "%s%lld.%0*lld", scaled < 0 ? "-" : "", whole, decimals, part);
    else
        snprintf(text, 48, "%s%lld", scaled < 0 ? "-" : "", whole);
    return text;
}

static const char *trim(const char *fixed, int keep)
{
    char *text = slot();
    snprintf(text, 48, "%s", fixed);
    char *dot = strchr(text, '.');
    if (!dot)
        return text;
    char *end = text + strlen(text);
    while (end - dot - 1 > keep && end[-1] == '0')
        *--end = 0;
    if (end - dot == 1)
        *dot = 0;
    return text;
}

const char *show_trimmed(struct frac value, int decimals)
{
    return trim(show_fixed(value, decimals), 0);
}

const char *show_percent(struct frac rate)
{
    if (!frac_known(rate))
        return "";
    return show_fixed(frac_of(mul(rate.num, 100), rate.den), 2);
}

const char *show_money(i128 money)
{
    return show_fixed(frac_of(money, MONEY), 2);
}

const char *show_price(i128 money)
{
    return trim(show_fixed(frac_of(money, MONEY), 4), 2);
}

const char *show_int(i64 value)
{
    return show_fixed(frac_of(value, 1), 0);
}

/* Days are counted one by one: slow, and nothing to get wrong. */
static bool leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_length(int year, int month)
{
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return length[month - 1] + (month == 2 && leap(year));
}

int day_of(int year, int month, int day)
{
    int days = 0;
    for (int y = 1970; y < year; y++)
        days += 365 + leap(y);
    for (int m = 1; m < month; m++)
        days += month_length(year, m);
    return days + day - 1;
}

void day_split(int day, int *year, int *month, int *dom)
{
    int y = 1970, m = 1;
    for (; day >= 365 + leap(y); y++)
        day -= 365 + leap(y);
    for (; day >= month_length(y, m); m++)
        day -= month_length(y, m);
    *year = y;
    *month = m;
    *dom = day + 1;
}

const char *show_day(int day)
{
    char *text = slot();
    int year, month, dom;
    text[0] = 0;
    if (day == NODAY)
        return text;
    day_split(day, &year, &month, &dom);
    snprintf(text, 48, "%04d-%02d-%02d", year, month, dom);
    return text;
}

int month_of(int day)
{
    int year, month, dom;
    day_split(day, &year, &month, &dom);
    return year * 12 + month - 1;
}

int month_first(int month)
{
    return day_of(month / 12, month % 12 + 1, 1);
}

int month_last(int month)
{
    return month_first(month + 1) - 1;
}
