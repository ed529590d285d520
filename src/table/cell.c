#include "table/number.h"

#include <ctype.h>

#define SECONDS_A_DAY 86400

/* ---- numbers as XML holds them ----------------------------------------------------------------- */

/*
 * A serial with a time, "45292.66751157407": digits up to 14 places of the day are counted as they stand, so that no
 * double is needed. False: not of this shape, or in the last half second of a day.
 */
static bool serial_time(struct jc_cell *cell, const char *s, size_t n)
{
    const char *point = memchr(s, '.', n), *end = s + n;
    uint64_t day = 0, part = 0, scale = 1;

    if (!point || point == s || point - s > 7 || point + 1 == end)
        return false;
    for (const char *p = s; p < point; p++) {
        if (!isdigit((unsigned char)*p))
            return false;
        day = day * 10 + (uint64_t)(*p - '0');
    }
    for (const char *p = point + 1; p < end; p++) {
        if (!isdigit((unsigned char)*p))
            return false;
        if (p - point > 14)
            continue;
        part = part * 10 + (uint64_t)(*p - '0');
        scale *= 10;
    }
    part = (part * SECONDS_A_DAY + scale / 2) / scale;
    if (part == SECONDS_A_DAY || day < JC_SERIAL_FIRST || day > JC_SERIAL_LAST)
        return false;
    jc_cell_set(cell, JC_CELL_DATE, (int64_t)day - JC_SERIAL_EPOCH, part ? (int32_t)part : -1);
    return true;
}

/* Is the integer part longer than 15 digits? Counted from the text: leading zeros, point and exponent taken off. */
static bool long_integer(const char *s, size_t n)
{
    long digits = 0, exp = 0;
    bool point = false, minus = false;
    size_t i = 0;

    for (; i < n && s[i] != 'e' && s[i] != 'E'; i++) {
        point |= s[i] == '.';
        if (isdigit((unsigned char)s[i]) && !point)
            digits += digits > 0 || s[i] != '0';
    }
    for (i++; i < n && exp < 100000; i++) {
        minus |= s[i] == '-';
        if (isdigit((unsigned char)s[i]))
            exp = exp * 10 + (s[i] - '0');
    }
    return digits + (minus ? -exp : exp) > 15;
}

/* Up to 15 digits, a sign before them and a point between them: exact as they stand. False: not of this shape. */
static bool plain_number(struct jc_dec *out, const char *s, size_t n)
{
    bool minus = n > 0 && *s == '-';
    int64_t m = 0;
    int places = 0, digits = 0;
    bool point = false;

    if (n > 17) /* 15 digits, sign and point */
        return false;
    for (size_t i = minus; i < n; i++) {
        if (s[i] >= '0' && s[i] <= '9') {
            m = m * 10 + (s[i] - '0');
            places += point;
            if (++digits > 15)
                return false;
        } else if (s[i] == '.' && !point && i > minus && i + 1 < n) {
            point = true;
        } else {
            return false;
        }
    }
    for (; m != 0 && m % 10 == 0; m /= 10)
        places--;
    *out = (struct jc_dec){minus ? -m : m, m == 0 ? 0 : -places};
    return digits > 0;
}

bool jc_cell_number_careful(struct jc_cell *cell, const char *s, size_t n, enum jc_style style, bool date1904)
{
    struct jc_dec d;
    bool plain;

    while (n > 0 && isspace((unsigned char)*s)) {
        s++;
        n--;
    }
    while (n > 0 && isspace((unsigned char)s[n - 1]))
        n--;
    if (n > 1 && s[0] == '+' && s[1] != '-') {
        s++;
        n--;
    }
    if (style == JC_STYLE_DATE && !date1904 && serial_time(cell, s, n))
        return true;
    plain = plain_number(&d, s, n);
    if (!plain && !jc_dec_parse(&d, s, n))
        return false;
    jc_cell_serial(cell, d, style, date1904);
    if (!plain && cell->type == JC_CELL_NUMBER) {
        const char *point = memchr(s, '.', n);
        bool exponent = memchr(s, 'e', n) || memchr(s, 'E', n), short_one = point && point - s <= 15 && !exponent;

        if (exponent)
            cell->flags |= JC_CELL_EXPONENT;
        if (d.m != 0 && !short_one && long_integer(s, n))
            cell->flags |= JC_CELL_DIGITS;
    }
    return true;
}

bool jc_cell_parse(struct jc_cell *cell, const char *s, size_t n, enum jc_style style, bool date1904)
{
    return jc_cell_number_careful(cell, s, n, style, date1904);
}

/* ---- ISO dates --------------------------------------------------------------------------------- */

static bool read_digits(const char **p, const char *end, int count, int *out)
{
    *out = 0;
    for (; count > 0; count--) {
        if (*p == end || !isdigit((unsigned char)**p))
            return false;
        *out = *out * 10 + (*(*p)++ - '0');
    }
    return true;
}

static bool read_char(const char **p, const char *end, char c)
{
    if (*p == end || **p != c)
        return false;
    ++*p;
    return true;
}

/* ".4999" after a second -> ticks. */
static int64_t read_fraction(const char **p, const char *end)
{
    int64_t ticks = 0, tick = JC_TICKS;

    if (!read_char(p, end, '.') && !read_char(p, end, ','))
        return 0;
    for (; *p < end && isdigit((unsigned char)**p); ++*p) {
        ticks += tick == 1 && **p >= '5';
        tick /= 10;
        ticks += tick * (**p - '0');
    }
    return ticks;
}

/* "10:00:00.5" or "10:00", a zone after it passed over -> ticks. */
static bool iso_time(const char *p, const char *end, int64_t *ticks)
{
    int h, m, s = 0;
    int64_t part = 0;

    if (!read_digits(&p, end, 2, &h) || !read_char(&p, end, ':') || !read_digits(&p, end, 2, &m))
        return false;
    if (read_char(&p, end, ':')) {
        if (!read_digits(&p, end, 2, &s))
            return false;
        part = read_fraction(&p, end);
    }
    if (h > 24 || m > 59 || s > 60 || (h == 24 && (m > 0 || s > 0)))
        return false;
    if (p < end && (*p == 'Z' || *p == '+' || *p == '-'))
        p = end;
    *ticks = (h * 3600L + m * 60L + s) * JC_TICKS + part;
    return p == end;
}

/* "PT36H05M10.5S" or "P1DT12H05M10.5S" -> ticks. */
static bool iso_duration(const char *p, const char *end, int64_t *ticks)
{
    const char *time = memchr(p, 'T', (size_t)(end - p));
    int64_t days = 0;

    *ticks = 0;
    if (!read_char(&p, end, 'P') || !time || time + 1 == end)
        return false;
    for (; p < time && isdigit((unsigned char)*p) && days < JC_SERIAL_LAST; p++)
        days = days * 10 + (*p - '0');
    if (p < time && !read_char(&p, end, 'D'))
        return false;
    if (p != time)
        return false;
    p++;
    while (p < end) {
        int64_t x = 0, part;

        while (p < end && isdigit((unsigned char)*p) && x < 1000000)
            x = x * 10 + (*p++ - '0');
        part = read_fraction(&p, end);
        if (read_char(&p, end, 'H'))
            x *= 3600;
        else if (read_char(&p, end, 'M'))
            x *= 60;
        else if (!read_char(&p, end, 'S'))
            return false;
        *ticks += x * JC_TICKS + part;
    }
    *ticks += days * SECONDS_A_DAY * JC_TICKS;
    return *ticks < (int64_t)SECONDS_A_DAY * JC_TICKS * JC_SERIAL_LAST;
}

/* A time, or a day of which a style shows the clock only: then it counts from the day 0 of spreadsheets, over 68 years. */
static void set_time(struct jc_cell *cell, int64_t seconds)
{
    int32_t clock = (int32_t)(seconds % SECONDS_A_DAY);

    if (seconds > INT32_MAX) {
        jc_cell_set(cell, JC_CELL_DATE, seconds / SECONDS_A_DAY - JC_SERIAL_EPOCH, clock ? clock : -1);
        return;
    }
    jc_cell_set(cell, JC_CELL_DATE, 0, (int32_t)seconds);
    cell->flags = JC_CELL_TIME;
}

/* A time below 0 is no time of a day, and the number that .xls and .xlsx have for it. */
static bool set_negative(struct jc_cell *cell, int64_t seconds)
{
    struct jc_dec days = {0, -9};

    if (!jc_muldiv(&days.m, -seconds, 1000000000, SECONDS_A_DAY))
        return false;
    for (; days.m % 10 == 0 && days.e < 0; days.e++)
        days.m /= 10;
    jc_cell_serial(cell, days, JC_STYLE_NUMBER, false);
    return true;
}

bool jc_cell_iso(struct jc_cell *cell, const char *s, size_t n)
{
    const char *p = s, *end = s + n;
    int64_t ticks = 0, seconds;
    int y, m, d;
    jc_day day;

    if (n > 0 && *s == '-' && iso_duration(s + 1, end, &ticks))
        return set_negative(cell, jc_clock_round(ticks));
    if (iso_duration(s, end, &ticks) || iso_time(s, end, &ticks)) {
        set_time(cell, jc_clock_round(ticks));
        return true;
    }
    if (!read_digits(&p, end, 4, &y) || !read_char(&p, end, '-') || !read_digits(&p, end, 2, &m) ||
        !read_char(&p, end, '-') || !read_digits(&p, end, 2, &d))
        return false;
    day = jc_day_of(y, m, d);
    if (day == JC_NO_DAY)
        return false;
    if (p < end && *p == 'Z')
        p++;
    else if (p < end && ((*p != 'T' && *p != ' ') || !iso_time(p + 1, end, &ticks)))
        return false;
    else
        p = end;
    seconds = jc_clock_round(ticks);
    if (day == JC_SERIAL_LAST - JC_SERIAL_EPOCH && seconds >= SECONDS_A_DAY)
        seconds = SECONDS_A_DAY - 1; /* after the last day there is none */
    jc_cell_set(cell, JC_CELL_DATE, day + seconds / SECONDS_A_DAY, (int32_t)(seconds % SECONDS_A_DAY));
    if (cell->exp == 0)
        cell->exp = -1;
    return p == end;
}

bool jc_error_text(const char *s, size_t n)
{
    static const char *const errors[] = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"};

    for (size_t i = 0; i < JC_LEN(errors); i++)
        if (n == strlen(errors[i]) && memcmp(s, errors[i], n) == 0)
            return true;
    return n == 7 && memcmp(s, "Err:", 4) == 0 && isdigit((unsigned char)s[4]) && isdigit((unsigned char)s[5]) &&
           isdigit((unsigned char)s[6]);
}

/* ---- cells as text ----------------------------------------------------------------------------- */

static void add_clock(struct jc_buf *out, int32_t seconds)
{
    jc_buf_fmt(out, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

static void add_date(struct jc_buf *out, const struct jc_cell *cell)
{
    char day[11];

    if (cell->flags & JC_CELL_TIME) {
        add_clock(out, cell->exp);
        return;
    }
    jc_day_text(day, (jc_day)cell->num);
    jc_buf_str(out, day);
    if (cell->exp >= 0) {
        jc_buf_char(out, ' ');
        add_clock(out, cell->exp);
    }
}

void jc_cell_text(struct jc_buf *out, const struct jc_cell *cell)
{
    char number[64];

    switch ((enum jc_cell_type)cell->type) {
    case JC_CELL_EMPTY:
        break;
    case JC_CELL_TEXT:
    case JC_CELL_ERROR:
        jc_buf_add(out, cell->text, cell->len);
        break;
    case JC_CELL_NUMBER:
        jc_dec_text(number, sizeof number, (struct jc_dec){cell->num, cell->exp});
        jc_buf_str(out, number);
        break;
    case JC_CELL_DATE:
        add_date(out, cell);
        break;
    case JC_CELL_BOOL:
        jc_buf_str(out, cell->num ? "TRUE" : "FALSE");
        break;
    case JC_CELL_UNKNOWN:
        jc_buf_char(out, '?');
        break;
    }
}

void jc_cell_name(char dst[24], uint32_t col, uint32_t row)
{
    char letters[8];
    size_t at = sizeof letters - 1;

    letters[at] = '\0';
    for (uint64_t c = (uint64_t)col + 1; c > 0 && at > 0; c = (c - 1) / 26)
        letters[--at] = (char)('A' + (c - 1) % 26);
    snprintf(dst, 24, "%s%u", letters + at, row);
}

/* ---- a row under construction ------------------------------------------------------------------ */

void jc_line_start(struct jc_line *line, uint32_t number)
{
    line->number = number;
    line->n = 0;
    jc_buf_clear(&line->text);
}

struct jc_cell *jc_line_cell(struct jc_line *line, uint32_t col)
{
    if (col >= JC_MAX_COLUMNS)
        return NULL;
    if (col >= line->n) {
        line->cells = jc_grow(line->cells, &line->cap, (size_t)col + 1, sizeof *line->cells);
        for (; line->n <= col; line->n++)
            line->cells[line->n] = (struct jc_cell){.str = -1};
    }
    return &line->cells[col];
}

bool jc_line_text(struct jc_line *line, uint32_t col, const char *s, size_t n)
{
    struct jc_cell *cell = n <= JC_MAX_CELL_BYTES ? jc_line_cell(line, col) : NULL;

    if (!cell)
        return false;
    /* The buffer may still move: num is the place in it until jc_line_row() knows the address. */
    jc_cell_set(cell, n > 0 ? JC_CELL_TEXT : JC_CELL_EMPTY, (int64_t)line->text.len, 0);
    cell->len = (uint32_t)n;
    jc_buf_add(&line->text, s, n);
    return !line->text.over;
}

const struct jc_row *jc_line_row(struct jc_line *line)
{
    const char *base = jc_buf_text(&line->text);

    while (line->n > 0 && line->cells[line->n - 1].type == JC_CELL_EMPTY)
        line->n--;
    for (uint32_t i = 0; i < line->n; i++) {
        struct jc_cell *cell = &line->cells[i];

        if ((cell->type == JC_CELL_TEXT || cell->type == JC_CELL_ERROR) && !cell->text) {
            cell->text = base + cell->num;
            cell->num = 0;
        }
    }
    line->row = (struct jc_row){.number = line->number, .n = line->n, .cells = line->cells};
    return &line->row;
}

void jc_line_free(struct jc_line *line)
{
    free(line->cells);
    jc_buf_free(&line->text);
    memset(line, 0, sizeof *line);
}
