/* Arithmetic of the second implementation: exact fractions over __int128, civil days, rounding once at the end.
   Nothing of the product is used here, so that agreement means something. */
#ifndef WORLD_CALC_H
#define WORLD_CALC_H

#include <stdbool.h>
#include <stddef.h>

typedef long long i64;
typedef __int128 i128;

#define NODAY (-1000000)
#define MONEY 10000 /* money is counted in 1/10 000 yuan, a volume in 1/10 000 unit */

/* den > 0, or den = 0: no value (an empty denominator) */
struct frac {
    i128 num, den;
};

struct frac frac_of(i128 num, i128 den); /* reduced; den = 0 gives no value */
bool frac_known(struct frac a);
struct frac frac_add(struct frac a, struct frac b);
struct frac frac_sub(struct frac a, struct frac b);
struct frac frac_div(struct frac a, struct frac b); /* no value if b is 0 */
int frac_cmp(struct frac a, struct frac b);         /* no value is below every value */
bool calc_overflowed(void);                         /* since the last call: a product did not fit into 128 bits */

i128 round_div(i128 num, i128 den); /* half away from zero */

/* A number as the report shows it; the text lives until 64 further calls. No value is the empty text. */
const char *show_fixed(struct frac value, int decimals);   /* always that many decimals */
const char *show_trimmed(struct frac value, int decimals); /* without trailing zeros */
const char *show_percent(struct frac rate);                /* 0.5014 -> 50.14 */
const char *show_money(i128 money);                        /* 2 decimals */
const char *show_price(i128 money);                        /* 2 to 4 decimals */
const char *show_int(i64 value);
const char *show_day(int day); /* ISO, NODAY is empty */

int day_of(int year, int month, int day);
void day_split(int day, int *year, int *month, int *dom);
int month_of(int day);      /* year × 12 + month - 1 */
int month_first(int month); /* first day of such a month number */
int month_last(int month);  /* last day of such a month number */

#endif
