/* Codes that a spreadsheet turned into numbers. */
#include "jicai/base.h"

enum { KEPT = 15 }; /* significant digits of a number cell */

struct shown {
    char digit[KEPT + 1];
    size_t n, length; /* of the digits kept, of the whole number */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* 6.92E+12, 8.6901234567890100E16, 86901234567890100. */
static bool read_shown(struct shown *out, const char *s)
{
    long exponent = 0;
    size_t digits = 0, whole = 0;
    bool point = false;
    *out = (struct shown){0};
    for (; is_digit(*s) || (*s == '.' && !point); s++) {
        point |= *s == '.';
        if (*s == '.')
            continue;
        if (out->n < KEPT)
            out->digit[out->n++] = *s;
        digits++;
        whole += !point;
    }
    if (*s == 'E' || *s == 'e') {
        char *end;
        exponent = strtol(s + 1, &end, 10);
        s = is_digit(end[-1]) ? end : s;
    }
    if (*s || digits == 0 || out->digit[0] == '0' || exponent < 0 || exponent > 99)
        return false;
    out->length = whole + (size_t)exponent;
    return true;
}

bool jc_code_may_be(const char *lost, const char *whole)
{
    struct shown a;
    const size_t n = strlen(whole);
    if (!*lost)
        return true;
    if (!read_shown(&a, lost) || n != a.length || n < a.n || strspn(whole, "0123456789") != n)
        return false;
    if (strncmp(a.digit, whole, a.n) == 0)
        return true;
    /* rounded up to what is shown */
    char down[KEPT + 1];
    size_t i = a.n;
    memcpy(down, a.digit, sizeof down);
    while (i > 0 && down[i - 1] == '0')
        down[--i] = '9';
    if (i == 0 || n == a.n || whole[a.n] < '5')
        return false;
    down[i - 1]--;
    return strncmp(down, whole, a.n) == 0;
}
