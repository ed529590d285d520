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

static inline bool jc_cell_number(struct jc_cell *cell, const char *s, size_t n, enum jc_style style, bool date1904)
{
    const char *p = s, *end = s + n, *point = NULL;
    bool minus = n > 0 && *p == '-';
    uint64_t m = 0;

    if (n == 0 || n > 17)
        return jc_cell_number_careful(cell, s, n, style, date1904);
    for (p += minus; p < end; p++) {
        unsigned digit = (unsigned char)*p - '0';

        if (digit < 10)
            m = m * 10 + digit;
        else if (*p == '.' && !point)
            point = p + 1;
        else
            return jc_cell_number_careful(cell, s, n, style, date1904);
    }
    /* At most 15 digits, some before and some after the point. */
    if (n - minus - (point != NULL) > 15 || s[minus] == '.' || point == end || n == (size_t)minus)
        return jc_cell_number_careful(cell, s, n, style, date1904);
    if (style != JC_STYLE_NUMBER) {
        if (point || minus || date1904 || m < JC_SERIAL_FIRST || m > JC_SERIAL_LAST || style != JC_STYLE_DATE)
            return jc_cell_number_careful(cell, s, n, style, date1904);
        jc_cell_set(cell, JC_CELL_DATE, (int64_t)m - JC_SERIAL_EPOCH, -1);
        return true;
    }
    {
        int32_t exp = point ? -(int32_t)(end - point) : 0;

        while (m % 10 == 0 && m != 0) {
            m /= 10;
            exp++;
        }
        jc_cell_set(cell, JC_CELL_NUMBER, minus ? -(int64_t)m : (int64_t)m, m == 0 ? 0 : exp);
    }
    return true;
}

#endif
