/*
 * Private to src/table: the text of a number -> cell, in place. The shapes that nearly all cells have are done here
 * with integers; everything else goes to jc_dec_parse(). Every reader of XML comes through here, so that two ways
 * of reading one file cannot differ.
 */
#ifndef TABLE_NUMBER_H
#define TABLE_NUMBER_H

#include "table/format.h"

/* Everything that jc_cell_number() has no quick answer for. */
bool jc_cell_number_careful(struct jc_cell *cell, const char *s, size_t n, enum jc_style style, bool date1904);

/* Days of plain serials that need no look at the 1900 calendar's holes: 1900-03-01 … 9999-12-31. */
#define JC_SERIAL_FIRST 61
#define JC_SERIAL_LAST  2958465
#define JC_SERIAL_EPOCH 25569 /* serial of 1970-01-01 */

static inline void jc_cell_set(struct jc_cell *cell, uint8_t type, int64_t num, int32_t exp)
{
    *cell = (struct jc_cell){.num = num, .exp = exp, .str = -1, .type = type};
}

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "digits are read as little-endian words");

#define JC_BYTES(c) (UINT64_C(0x0101010101010101) * (c))

/*
 * The number of n (1 to 8) digits that begin at p in memory, x = the 8 bytes there; *good is cleared if one is no digit.
 * All digits at once: a loop would be left at a point that no processor can foresee.
 */
static inline uint64_t jc_digits8(uint64_t x, unsigned n, bool *good)
{
    uint64_t d = (x ^ JC_BYTES('0')) << (64 - 8 * n);

    *good = *good && (((d + JC_BYTES(0x76)) | d) & JC_BYTES(0x80)) == 0;
    d = d * 10 + (d >> 8);
    return ((d & UINT64_C(0x000000FF000000FF)) * UINT64_C(0x000F424000000064) +
            ((d >> 16) & UINT64_C(0x000000FF000000FF)) * UINT64_C(0x0000271000000001)) >>
           32;
}

/*
 * "12", "0.25", "1234567.8": at most 8 digits, perhaps a point between two of them, no sign; *places behind the point.
 * Reads 16 bytes at s, whatever n is. False: not of this shape.
 */
static inline bool jc_short_number(const char *s, size_t n, uint64_t *m, int *places)
{
    uint64_t low, high, dots;
    unsigned point;
    bool good = true;

    memcpy(&low, s, 8);
    memcpy(&high, s + 8, 8);
    *places = 0;
    if (n <= 8) {
        uint64_t seen = low << (64 - 8 * n) >> (64 - 8 * n);

        dots = seen ^ JC_BYTES('.');
        dots = (dots - JC_BYTES(1)) & ~dots & JC_BYTES(0x80);
        if (dots == 0) {
            *m = jc_digits8(low, (unsigned)n, &good);
            return good;
        }
    } else if (n == 9) {
        dots = low ^ JC_BYTES('.');
        dots = (dots - JC_BYTES(1)) & ~dots & JC_BYTES(0x80);
        if (dots == 0)
            return false;
    } else {
        return false;
    }
    point = (unsigned)__builtin_ctzll(dots) / 8;
    if (point == 0 || point + 1 == n)
        return false;
    {
        uint64_t before = (UINT64_C(1) << 8 * point) - 1;
        uint64_t shifted = low >> 8 | high << 56;

        *places = (int)(n - 1 - point);
        *m = jc_digits8((low & before) | (shifted & ~before), (unsigned)n - 1, &good);
    }
    return good;
}

/* Number m × 10^-places in a style -> cell; false: for the careful one. */
static inline bool jc_cell_plain(struct jc_cell *cell, uint64_t m, int places, enum jc_style style, bool date1904)
{
    int32_t exp = -places;

    if (style != JC_STYLE_NUMBER) {
        if (places || date1904 || m < JC_SERIAL_FIRST || m > JC_SERIAL_LAST || style != JC_STYLE_DATE)
            return false;
        jc_cell_set(cell, JC_CELL_DATE, (int64_t)m - JC_SERIAL_EPOCH, -1);
        return true;
    }
    while (m % 10 == 0 && m != 0) {
        m /= 10;
        exp++;
    }
    jc_cell_set(cell, JC_CELL_NUMBER, (int64_t)m, m == 0 ? 0 : exp);
    return true;
}

/* 16 bytes from s on have to be readable, whatever n is. */
static inline bool jc_cell_number(struct jc_cell *cell, const char *s, size_t n, enum jc_style style, bool date1904)
{
    uint64_t m;
    int places;

    if (n > 0 && jc_short_number(s, n, &m, &places) && jc_cell_plain(cell, m, places, style, date1904))
        return true;
    return jc_cell_number_careful(cell, s, n, style, date1904);
}

#endif
