/* Prices of packs by what was published of them, in whole numbers. */
#include "rules/published.h"

enum { CENT = 100, PLACES = 4 };

static __int128 tens(int n)
{
    __int128 out = 1;
    while (n-- > 0)
        out *= 10;
    return out;
}

/*
 * A pack at x comes to x × holds ÷ units by what was published. It rounds to more than p.price where that is half of the last place
 * above it at least: where x × rate >= limit, both doubled.
 */
struct bounds {
    __int128 rate, exact, limit;
};

static struct bounds bounds_of(const struct published *p, int64_t units)
{
    const __int128 one = (__int128)units * tens(PLACES);
    return (struct bounds){.rate = 2 * p->holds * tens(p->places),
                           .exact = 2 * (__int128)p->price * one,
                           .limit = (2 * (__int128)p->price + 1) * one};
}

int64_t published_most(const struct published *p, int64_t price, int64_t units)
{
    if (p->holds == 0 || units <= 0)
        return price;
    const struct bounds b = bounds_of(p, units);
    const int64_t exact = (int64_t)(b.exact / b.rate), last = (int64_t)((b.limit - 1) / b.rate),
                  cents = last - last % CENT, most = cents > exact ? cents : exact;
    return most > price ? most : price;
}

bool published_above(const struct award *a, int64_t price)
{
    if (price <= a->price || a->published.holds == 0 || a->upp <= 0)
        return price > a->price;
    const struct bounds b = bounds_of(&a->published, a->upp);
    return price * b.rate >= b.limit;
}

bool published_equal(const struct award *a, int64_t price)
{
    if (a->published.holds == 0 || a->upp <= 0)
        return price == a->price;
    const struct bounds b = bounds_of(&a->published, a->upp);
    return !published_above(a, price) && price * b.rate >= 2 * b.exact - b.limit;
}

void published_by_unit(const struct award *a, int64_t *price, int64_t *units)
{
    const struct published *p = &a->published;
    *price = a->price;
    *units = a->upp;
    if (p->holds == 0)
        return;
    *price = p->places < PLACES ? p->price * (int64_t)tens(PLACES - p->places) : p->price;
    *units = p->places > PLACES ? p->holds * (int64_t)tens(p->places - PLACES) : p->holds;
}
