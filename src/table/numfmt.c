/*
 * Number formats and serial numbers, the same for .xls, .xlsx and .ods: whether a number is shown as a date, and
 * which day and second a serial number is. (formats.md 3.4, 3.5)
 */
#include "table/format.h"

#include <ctype.h>
#include <math.h>

#define SECONDS_A_DAY 86400
#define TICKS_A_DAY   (INT64_C(86400) * JC_TICKS)
#define SERIAL_END    2958466 /* 10000-01-01 of the 1900 system */

/* What the built-in ids mean where the file does not define them; 27-36 and 50-58 as in Chinese Excel. */
enum jc_style jc_style_builtin(unsigned id)
{
    static const struct {
        unsigned first, last;
        enum jc_style style;
    } known[] = {
        {9, 10, JC_STYLE_PERCENT}, {14, 17, JC_STYLE_DATE}, {18, 21, JC_STYLE_TIME}, {22, 22, JC_STYLE_DATE},
        {27, 31, JC_STYLE_DATE},   {32, 35, JC_STYLE_TIME}, {36, 36, JC_STYLE_DATE}, {45, 47, JC_STYLE_TIME},
        {50, 54, JC_STYLE_DATE},   {55, 56, JC_STYLE_TIME}, {57, 58, JC_STYLE_DATE},
    };

    for (size_t i = 0; i < JC_LEN(known); i++)
        if (id >= known[i].first && id <= known[i].last)
            return known[i].style;
    return JC_STYLE_NUMBER;
}

/* What has been seen in one section of a format code. */
struct seen {
    bool day, time, elapsed, percent;
    bool text;             /* @: a last section of texts, which no number meets */
    const char *condition; /* "<100]" of "[<100]" */
    bool digit;            /* a place for a digit, other than of a fraction of seconds: letters beside it are a unit */
    bool hour;             /* the last token was an hour: m after it is a minute */
    bool month;            /* the last token was an m that is a minute if s follows */
};

/* Past the fraction that seconds may have: "ss.00". */
static const char *skip_fraction(const char *p, const char *end)
{
    if (p < end && *p == '.')
        for (p++; p < end && *p == '0'; p++)
            ;
    return p;
}

/* "[h]", "[mm]" count past their end; "[<100]" is a condition; colours and locales mean nothing here. */
static const char *scan_bracket(struct seen *seen, const char *p, const char *end)
{
    const char *close = memchr(p, ']', (size_t)(end - p));
    size_t n = (size_t)((close ? close : end) - p);
    size_t same = 1;

    while (same < n && p[same] == p[0])
        same++;
    if (n > 0 && same == n && p[0] && strchr("hHmMsS", p[0])) {
        seen->elapsed = seen->time = true;
        seen->hour = p[0] == 'h' || p[0] == 'H';
        if (close && (p[0] == 's' || p[0] == 'S'))
            return skip_fraction(close + 1, end);
    } else if (n > 0 && p[0] && strchr("<>=", p[0])) {
        seen->condition = p;
    }
    return close ? close + 1 : end;
}

/* One run of the same letter; returns where it ended. An m is a minute after h and before s, else a month. */
static const char *scan_letters(struct seen *seen, const char *p, const char *end)
{
    char letter = (char)tolower((unsigned char)*p);
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
    while (p < end && tolower((unsigned char)*p) == letter)
        p++;
    return letter == 's' ? skip_fraction(p, end) : p;
}

/*
 * Words that are no letters of a date: General in the tongues in which it is written into files, AM/PM. A word that begins
 * with another stands before it.
 */
static size_t word_length(const char *p, size_t n)
{
    static const char *const words[] = {"Generale",    "General",  "G/通用格式", "G/標準",   "G/표준",   "常规",
                                        "Standardowy", "Standard", "Standaard",  "Estándar", "Geral",    "Genel",
                                        "Normál",      "Yleinen",  "AM/PM",      "A/P",      "上午/下午"};

    for (size_t i = 0; i < JC_LEN(words); i++) {
        size_t len = strlen(words[i]);

        if (n >= len && strncasecmp(p, words[i], len) == 0)
            return len;
    }
    return 0;
}

/* Past what only fills: quoted text, an escaped character, a space as wide as another, a repeated character. */
static const char *skip_literal(const char *p, const char *end)
{
    const char *quote;

    if (*p != '"')
        return end - p < 2 ? end : p + 2;
    quote = memchr(p + 1, '"', (size_t)(end - p - 1));
    return quote ? quote + 1 : end;
}

/* Reads one section, up to ';' or the end; returns where it ended. */
static const char *scan_section(struct seen *seen, const char *p, const char *end)
{
    memset(seen, 0, sizeof *seen);
    while (p < end && *p != ';') {
        size_t word = word_length(p, (size_t)(end - p));
        char c = (char)tolower((unsigned char)*p);

        if (word > 0) {
            p += word;
        } else if (c == '"' || c == '\\' || c == '_' || c == '*') {
            p = skip_literal(p, end);
        } else if (c == '[') {
            p = scan_bracket(seen, p + 1, end);
        } else if (c == 'e' && p + 1 < end && (p[1] == '+' || p[1] == '-')) {
            p += 2; /* 0.00E+00 */
        } else if (c >= 'a' && c <= 'z') {
            p = scan_letters(seen, p, end);
        } else {
            seen->digit |= c == '0' || c == '#' || c == '?';
            seen->percent |= c == '%';
            seen->text |= c == '@';
            p++;
        }
    }
    seen->day |= seen->month;
    return p;
}

/* A date has no places for digits: in "EUR 0.00" and "0 kg" nobody quoted the unit. */
static enum jc_style section_style(const struct seen *seen)
{
    enum jc_style number = seen->percent ? JC_STYLE_PERCENT : JC_STYLE_NUMBER;

    if (seen->digit)
        return number;
    if (seen->day && !seen->elapsed)
        return JC_STYLE_DATE;
    if (seen->time)
        return JC_STYLE_TIME;
    return number;
}

enum jc_style jc_style_of(const char *code, size_t n)
{
    const char *end = code + n, *p = code;

    /* The first section is the one of positive numbers, unless it has a condition of its own. */
    for (;;) {
        struct seen seen;
        enum jc_style style;

        p = scan_section(&seen, p, end);
        style = section_style(&seen);
        if (style != JC_STYLE_NUMBER || !seen.condition || p == end)
            return style;
        p++;
    }
}

/* ---- formats whose sections are chosen by value ------------------------------------------------- */

/*
 * Such a style is a number: the style where the condition holds, the one where it does not, the condition, whose bound is
 * in thousandths or not, and the bound.
 */
enum { BELOW, UP_TO, EQUAL };
#define CASE_BIT    (1u << 30)
#define CASE_ELSE   3 /* bits to shift by */
#define CASE_HOW    6
#define CASE_MILLI  8
#define CASE_BOUND  9
#define BOUND_LIMIT (1 << 21) /* later days than there were in the year 7600 need not be told apart */

static enum jc_style two_styles(enum jc_style holds, enum jc_style otherwise, unsigned how, bool milli, int64_t bound)
{
    if (holds == otherwise)
        return holds;
    return (enum jc_style)(CASE_BIT | (unsigned)holds | (unsigned)otherwise << CASE_ELSE | how << CASE_HOW |
                           (unsigned)milli << CASE_MILLI | (unsigned)bound << CASE_BOUND);
}

/* "<100]" and the styles on both sides of it; JC_STYLE_CASES where the bound is none that can be kept. */
static enum jc_style by_condition(const char *p, const char *end, enum jc_style holds, enum jc_style otherwise)
{
    const char *close = memchr(p, ']', (size_t)(end - p));
    bool less = *p == '<', more = *p == '>', inexact = false;
    bool equal = p + 1 < end && (p[0] == '=' || p[1] == '='), unlike = less && p + 1 < end && p[1] == '>';
    enum jc_style swap = holds;
    struct jc_dec d;
    int64_t bound = 0, milli = 0;

    for (; p < end && strchr("<>= ", *p); p++)
        ;
    if (!close || !jc_dec_parse(&d, p, (size_t)(close - p)))
        return JC_STYLE_CASES;
    if (unlike || more) { /* the other way round */
        holds = otherwise;
        otherwise = swap;
        equal = !equal;
    }
    if (d.m < 0) /* numbers below 0 are no days */
        return otherwise;
    if (!jc_dec_scaled(&bound, d, 0, &inexact) || bound >= BOUND_LIMIT)
        return unlike || (!less && !more) ? otherwise : holds;
    if (inexact && (bound >= BOUND_LIMIT / 1000 || !jc_dec_scaled(&milli, d, 3, NULL)))
        return JC_STYLE_CASES;
    return two_styles(holds, otherwise,
                      unlike || (!less && !more) ? EQUAL
                      : equal                    ? UP_TO
                                                 : BELOW,
                      inexact, inexact ? milli : bound);
}

/*
 * The first condition that makes a difference is kept; where nothing is said to a section behind a condition, a number
 * is shown as it is. What stands between a section with a condition and the last one without is for negative numbers.
 */
enum jc_style jc_style_cases(const char *code, size_t n)
{
    const char *end = code + n, *p = code, *condition[4];
    enum jc_style style[4] = {JC_STYLE_NUMBER};
    size_t count = 0, last, i = 0;
    struct seen seen;

    for (bool more = true; more && count < 4; count++) {
        p = scan_section(&seen, p, end);
        style[count] = section_style(&seen);
        condition[count] = seen.condition;
        more = p < end;
        p += more;
    }
    count -= count > 1 && seen.text;
    if (!condition[0])
        return style[0];
    last = count < 3 ? count - 1 : 2;
    while (i + 1 < last && condition[i + 1] && style[i] == style[i + 1])
        i++;
    style[3] = count == 1 ? JC_STYLE_NUMBER : i + 1 < last && condition[i + 1] ? style[i + 1] : style[last];
    style[3] = by_condition(condition[i], end, style[i], style[3]);
    return style[3] == JC_STYLE_CASES ? jc_style_of(code, n) : style[3];
}

static enum jc_style choose_case(enum jc_style style, struct jc_dec d)
{
    unsigned bits = (unsigned)style, how = bits >> CASE_HOW & 3;
    int64_t bound = (bits & ~CASE_BIT) >> CASE_BOUND, value;
    bool inexact, holds;

    if (d.m < 0 || !jc_dec_scaled(&value, d, 9, &inexact))
        return JC_STYLE_NUMBER;
    bound *= bits >> CASE_MILLI & 1 ? 1000000 : 1000000000;
    holds = how == EQUAL ? value == bound : value < bound || (how == UP_TO && value == bound);
    return (enum jc_style)(holds ? bits & 7 : bits >> CASE_ELSE & 7);
}

enum jc_style jc_style_named(const char *code, size_t n)
{
    static const struct {
        const char *name;
        enum jc_style style;
    } named[] = {
        {"General Date", JC_STYLE_DATE}, {"Long Date", JC_STYLE_DATE},    {"Medium Date", JC_STYLE_DATE},
        {"Short Date", JC_STYLE_DATE},   {"Long Time", JC_STYLE_TIME},    {"Medium Time", JC_STYLE_TIME},
        {"Short Time", JC_STYLE_TIME},   {"Fixed", JC_STYLE_NUMBER},      {"Scientific", JC_STYLE_NUMBER},
        {"Percent", JC_STYLE_PERCENT},   {"Currency", JC_STYLE_NUMBER},   {"Euro Currency", JC_STYLE_NUMBER},
        {"Yes/No", JC_STYLE_NUMBER},     {"True/False", JC_STYLE_NUMBER}, {"On/Off", JC_STYLE_NUMBER},
    };

    for (size_t i = 0; i < JC_LEN(named); i++)
        if (strlen(named[i].name) == n && strncasecmp(code, named[i].name, n) == 0)
            return named[i].style;
    return jc_style_of(code, n);
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

/* Serial number -> seconds; false: negative or past the year 9999. */
static bool serial_seconds(int64_t *seconds, struct jc_dec d, bool date1904)
{
    int64_t ticks, scale = 1, last = SERIAL_END - (date1904 ? 1462 : 0);

    for (; d.e < -18; d.e++) /* digits far below a second */
        d.m /= 10;
    if (d.m < 0 || d.e > 6)
        return false;
    for (int i = abs(d.e); i > 0; i--)
        scale *= 10;
    if (d.e < 0 ? !jc_muldiv(&ticks, d.m, TICKS_A_DAY, scale) : !jc_muldiv(&ticks, d.m, scale * TICKS_A_DAY, 1))
        return false;
    *seconds = jc_clock_round(ticks);
    return *seconds < last * SECONDS_A_DAY;
}

void jc_cell_serial(struct jc_cell *cell, struct jc_dec d, enum jc_style style, bool date1904)
{
    int64_t seconds, days;
    jc_day day;

    *cell = (struct jc_cell){.type = JC_CELL_NUMBER, .num = d.m, .exp = d.e, .str = -1};
    if (style > JC_STYLE_CASES)
        style = choose_case(style, d);
    if (style == JC_STYLE_PERCENT)
        cell->flags = JC_CELL_PERCENT;
    if (style == JC_STYLE_NUMBER || style == JC_STYLE_PERCENT || !serial_seconds(&seconds, d, date1904))
        return;
    days = seconds / SECONDS_A_DAY;
    if (style == JC_STYLE_TIME ? seconds <= INT32_MAX : days == 0 && seconds > 0 && !date1904) {
        *cell =
            (struct jc_cell){.type = JC_CELL_DATE, .flags = JC_CELL_TIME, .num = 0, .exp = (int32_t)seconds, .str = -1};
        return;
    }
    day = serial_day(days, date1904);
    if (day == JC_NO_DAY)
        return;
    seconds %= SECONDS_A_DAY;
    *cell = (struct jc_cell){.type = JC_CELL_DATE, .num = day, .exp = seconds ? (int32_t)seconds : -1, .str = -1};
}

/* The decimals that nearly all files hold: at most four places. m / 10^p == x says that m × 10^-p is the shortest. */
static bool short_decimal(struct jc_dec *out, double x)
{
    static const double power[] = {1, 10, 100, 1000, 10000};

    if (!(fabs(x) < 1e11))
        return false;
    for (int p = 0; p < (int)JC_LEN(power); p++) {
        double m = nearbyint(x * power[p]);

        if (m / power[p] == x) {
            *out = (struct jc_dec){(int64_t)m, -p};
            for (; p == 0 && out->m != 0 && out->m % 10 == 0; out->e++)
                out->m /= 10;
            return true;
        }
    }
    return false;
}

bool jc_cell_double(struct jc_cell *cell, double x, enum jc_style style, bool date1904)
{
    struct jc_dec d;

    if (!short_decimal(&d, x) && !jc_dec_double(&d, x))
        return false;
    jc_cell_serial(cell, d, style, date1904);
    if (cell->type == JC_CELL_NUMBER && fabs(x) >= 1e15)
        cell->flags |= JC_CELL_DIGITS;
    return true;
}
