#include "table/numfmt.h"

#include <ctype.h>
#include <math.h>

#define SECONDS_A_DAY 86400
#define SERIAL_END    2958466 /* 10000-01-01 of the 1900 system */

/* What the built-in ids mean where the file does not define them; 27-36 and 50-58 as in Chinese Excel. */
static enum jc_numfmt builtin_kind(int id)
{
    static const struct {
        int first, last;
        enum jc_numfmt kind;
    } known[] = {
        {14, 17, JC_NUMFMT_DATE}, {18, 21, JC_NUMFMT_TIME}, {22, 22, JC_NUMFMT_DATETIME}, {27, 31, JC_NUMFMT_DATE},
        {32, 35, JC_NUMFMT_TIME}, {36, 36, JC_NUMFMT_DATE}, {45, 45, JC_NUMFMT_TIME},     {46, 46, JC_NUMFMT_ELAPSED},
        {47, 47, JC_NUMFMT_TIME}, {50, 54, JC_NUMFMT_DATE}, {55, 56, JC_NUMFMT_TIME},     {57, 58, JC_NUMFMT_DATE},
    };

    for (size_t i = 0; i < JC_LEN(known); i++)
        if (id >= known[i].first && id <= known[i].last)
            return known[i].kind;
    return JC_NUMFMT_NONE;
}

/* What has been seen in one section of a format code. */
struct seen {
    bool day, time, elapsed, condition;
    bool hour;  /* the last token was an hour: m after it is a minute */
    bool month; /* the last token was an m that is a minute if s follows */
};

/* "[h]", "[mm]" count past their end; "[<100]" is a condition; colours and locales mean nothing here. */
static const char *scan_bracket(struct seen *seen, const char *p)
{
    const char *end = strchr(p, ']');
    size_t n = end ? (size_t)(end - p) : strlen(p);
    size_t same = 1;

    while (same < n && p[same] == p[0])
        same++;
    if (n > 0 && same == n && strchr("hHmMsS", p[0])) {
        seen->elapsed = seen->time = true;
        seen->hour = p[0] == 'h' || p[0] == 'H';
    } else if (n > 0 && strchr("<>=", p[0])) {
        seen->condition = true;
    }
    return p + n + (end != NULL);
}

/* One run of the same letter. An m is a minute after h and before s, else a month. */
static void scan_letter(struct seen *seen, char letter)
{
    bool month = seen->month;

    seen->month = false;
    if (letter == 'm' && !seen->hour)
        seen->month = true;
    else if (letter == 'm' || letter == 's' || letter == 'h')
        seen->time = true;
    else if (strchr("ydegba", letter))
        seen->day = true;
    if (month && letter != 's')
        seen->day = true;
    seen->hour = letter == 'h';
}

/* Words that are no letters of a date: General in the tongues in which it is written into files, AM/PM. */
static size_t word_length(const char *p)
{
    static const char *const words[] = {"General", "G/通用格式", "常规", "Standard", "AM/PM", "A/P", "上午/下午"};

    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strncasecmp(p, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return 0;
}

/* Reads one section, up to ';' or the end; returns where it ended. */
static const char *scan_section(struct seen *seen, const char *p)
{
    memset(seen, 0, sizeof *seen);
    while (*p && *p != ';') {
        size_t word = word_length(p);
        char c = (char)tolower((unsigned char)*p);

        if (word > 0) {
            p += word;
        } else if (*p == '"') {
            const char *end = strchr(p + 1, '"');
            p = end ? end + 1 : p + strlen(p);
        } else if (*p == '\\' || *p == '_' || *p == '*') {
            p += p[1] ? 2 : 1;
        } else if (*p == '[') {
            p = scan_bracket(seen, p + 1);
        } else if (c == 'e' && (p[1] == '+' || p[1] == '-')) {
            p += 2; /* 0.00E+00 */
        } else if (c >= 'a' && c <= 'z') {
            scan_letter(seen, c);
            while (tolower((unsigned char)*p) == c)
                p++;
        } else {
            p++;
        }
    }
    seen->day |= seen->month;
    return p;
}

static enum jc_numfmt section_kind(const struct seen *seen)
{
    if (seen->elapsed)
        return JC_NUMFMT_ELAPSED;
    if (seen->day)
        return seen->time ? JC_NUMFMT_DATETIME : JC_NUMFMT_DATE;
    return seen->time ? JC_NUMFMT_TIME : JC_NUMFMT_NONE;
}

enum jc_numfmt jc_numfmt_kind(int id, const char *code)
{
    struct seen seen;
    enum jc_numfmt kind = JC_NUMFMT_NONE;
    const char *p = code;

    if (!code || !*code)
        return builtin_kind(id);
    /* The first section is the one of positive numbers, unless it has a condition of its own. */
    for (;;) {
        p = scan_section(&seen, p);
        kind = section_kind(&seen);
        if (kind != JC_NUMFMT_NONE || !seen.condition || *p != ';')
            return kind;
        p++;
    }
}

void jc_double_cell(struct jc_cell *cell, double x)
{
    struct jc_dec dec;

    memset(cell, 0, sizeof *cell);
    cell->str = -1;
    if (!jc_dec_double(&dec, x)) {
        cell->type = JC_CELL_ERROR;
        cell->text = "#NUM!";
        cell->len = 5;
        return;
    }
    cell->type = JC_CELL_NUMBER;
    cell->num = dec.m;
    cell->exp = dec.e;
    if (fabs(x) >= 1e15)
        cell->flags |= JC_CELL_DIGITS;
}

/* The civil day of a serial day; JC_NO_DAY for 0 and for the 60th day of 1900, which the calendar does not have. */
static jc_day serial_day(int64_t days, bool date1904)
{
    if (date1904)
        return (jc_day)days + jc_day_of(1904, 1, 1);
    if (days == 0 || days == 60)
        return JC_NO_DAY;
    return (jc_day)days + jc_day_of(1899, 12, 30) + (days < 60);
}

void jc_serial_cell(struct jc_cell *cell, double serial, bool date1904, enum jc_numfmt kind)
{
    int64_t seconds, days;

    jc_double_cell(cell, serial);
    if (kind == JC_NUMFMT_NONE || !(serial >= 0 && serial < SERIAL_END - (date1904 ? 1462 : 0)))
        return;
    seconds = llround(serial * SECONDS_A_DAY);
    days = seconds / SECONDS_A_DAY;
    if ((kind == JC_NUMFMT_ELAPSED && seconds <= INT32_MAX) || (days == 0 && (kind == JC_NUMFMT_TIME || serial > 0))) {
        cell->flags = JC_CELL_TIME;
        cell->num = 0;
        cell->exp = (int32_t)seconds;
    } else {
        jc_day day = serial_day(days, date1904);

        if (day == JC_NO_DAY)
            return;
        cell->flags = 0;
        cell->num = day;
        cell->exp = seconds % SECONDS_A_DAY ? (int32_t)(seconds % SECONDS_A_DAY) : -1;
    }
    cell->type = JC_CELL_DATE;
}
