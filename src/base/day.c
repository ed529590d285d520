/* Civil days, and the ways in which people and programs write them. */
#include "jicai/base.h"

/* ---- calendar ---------------------------------------------------------------------------------- */

enum { YEAR_MAX = 9999, DAY_SECONDS = 86400, BEIJING = 8 * 3600 };

static bool leap(int y)
{
    return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int month_days(int y, int m)
{
    static const signed char days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return m == 2 && leap(y) ? 29 : days[m - 1];
}

jc_day jc_day_of(int y, int m, int d)
{
    if (y < 1 || y > YEAR_MAX || m < 1 || m > 12 || d < 1 || d > month_days(y, m))
        return JC_NO_DAY;
    /* years begin in March, so that the leap day is the last one; eras of 400 years have 146 097 days */
    int year = m <= 2 ? y - 1 : y;
    int era = year / 400, of_era = year % 400;
    int of_year = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void jc_day_split(jc_day day, int *y, int *m, int *d)
{
    if (day == JC_NO_DAY) {
        *y = *m = *d = 0;
        return;
    }
    int64_t z = (int64_t)day + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int rest = (int)(z - era * 146097);
    int of_era = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
    int of_year = rest - (365 * of_era + of_era / 4 - of_era / 100);
    int month = (5 * of_year + 2) / 153;
    *d = of_year - (153 * month + 2) / 5 + 1;
    *m = month < 10 ? month + 3 : month - 9;
    *y = (int)(of_era + era * 400) + (*m <= 2);
}

static void put_digits(char *dst, int n, int x)
{
    while (n-- > 0) {
        dst[n] = (char)('0' + x % 10);
        x /= 10;
    }
}

void jc_day_text(char dst[11], jc_day day)
{
    int y, m, d;
    jc_day_split(day, &y, &m, &d);
    if (y < 1 || y > YEAR_MAX) {
        dst[0] = '\0';
        return;
    }
    put_digits(dst, 4, y);
    put_digits(dst + 5, 2, m);
    put_digits(dst + 8, 2, d);
    dst[4] = dst[7] = '-';
    dst[10] = '\0';
}

int jc_day_month(jc_day day)
{
    int y, m, d;
    jc_day_split(day, &y, &m, &d);
    return y * 100 + m;
}

jc_day jc_day_month_end(jc_day day)
{
    int y, m, d;
    jc_day_split(day, &y, &m, &d);
    return m ? day - d + month_days(y, m) : JC_NO_DAY;
}

jc_day jc_day_month_add(jc_day day, int months)
{
    int y, m, d;
    jc_day_split(day, &y, &m, &d);
    if (m == 0)
        return JC_NO_DAY;
    int64_t at = (int64_t)y * 12 + m - 1 + months;
    return at < 12 || at / 12 > YEAR_MAX ? JC_NO_DAY : jc_day_of((int)(at / 12), (int)(at % 12) + 1, 1);
}

/* ---- reading ----------------------------------------------------------------------------------- */

struct reader {
    const char *p, *end;
};

static bool digit_at(const struct reader *r, size_t i)
{
    return (size_t)(r->end - r->p) > i && (unsigned)(r->p[i] - '0') < 10;
}

static size_t digit_run(const struct reader *r)
{
    size_t n = 0;
    while (digit_at(r, n))
        n++;
    return n;
}

static bool take(struct reader *r, const char *word)
{
    size_t n = strlen(word);
    if ((size_t)(r->end - r->p) < n || memcmp(r->p, word, n) != 0)
        return false;
    r->p += n;
    return true;
}

/* One of the words of a NULL-ended list; its place in the list, or -1. */
static int take_one(struct reader *r, const char *const *words)
{
    for (int i = 0; words[i]; i++)
        if (take(r, words[i]))
            return i;
    return -1;
}

static bool skip_blanks(struct reader *r)
{
    const char *from = r->p;
    while (r->p < r->end && (*r->p == ' ' || (*r->p >= '\t' && *r->p <= '\r')))
        r->p++;
    return r->p > from;
}

static bool at_end(const struct reader *r)
{
    return r->p == r->end;
}

/* Exactly n digits, whatever follows. */
static int fixed(struct reader *r, int n)
{
    int x = 0;
    for (; n > 0; n--)
        x = x * 10 + (*r->p++ - '0');
    return x;
}

/* A number of `least` to `most` digits that no further digit follows. */
static bool number(int *out, struct reader *r, size_t least, size_t most)
{
    size_t n = digit_run(r);
    if (n < least || n > most)
        return false;
    *out = fixed(r, (int)n);
    return true;
}

static const char *const HAN_DIGITS[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "零", "○", NULL};

static int han_digit(struct reader *r)
{
    int i = take_one(r, HAN_DIGITS);
    return i >= 10 ? 0 : i;
}

/* 二〇二一 */
static bool han_year(int *out, struct reader *r)
{
    int y = 0;
    for (int i = 0; i < 4; i++) {
        int x = han_digit(r);
        if (x < 0)
            return false;
        y = y * 10 + x;
    }
    *out = y;
    return true;
}

/* 三, 十, 十二, 二十, 三十一, 〇三 */
static bool han_number(int *out, struct reader *r)
{
    int tens = han_digit(r);
    if (tens >= 0 && !take(r, "十")) {
        int ones = han_digit(r);
        *out = ones < 0 ? tens : tens * 10 + ones;
        return true;
    }
    if (tens < 0) {
        if (!take(r, "十"))
            return false;
        tens = 1;
    }
    int ones = han_digit(r);
    *out = tens * 10 + (ones < 0 ? 0 : ones);
    return true;
}

static bool number_or_han(int *out, struct reader *r)
{
    return digit_at(r, 0) ? number(out, r, 1, 2) : han_number(out, r);
}

/* ---- time of the day, zone --------------------------------------------------------------------- */

/* Zone as seconds east of Greenwich. Without one, and for CST, a time is Beijing's. */
static bool zone(int *east, struct reader *r)
{
    static const char *const names[] = {"CST", "Z", "UTC", "GMT", NULL};
    int name = take_one(r, names), hours, minutes = 0;
    *east = name >= 1 ? 0 : BEIJING;
    if (name == 0 || at_end(r) || (*r->p != '+' && *r->p != '-'))
        return true;
    bool west = *r->p++ == '-';
    size_t n = digit_run(r);
    if (n != 2 && n != 4)
        return false;
    hours = fixed(r, 2);
    if (n == 4)
        minutes = fixed(r, 2);
    else if (take(r, ":") && !number(&minutes, r, 2, 2))
        return false;
    *east = (hours * 3600 + minutes * 60) * (west ? -1 : 1);
    return hours <= 14 && minutes < 60;
}

/* "0:00", "08:30:15.250", "8时30分15秒": hours, minutes, seconds. */
static bool clock_face(int t[3], struct reader *r)
{
    static const char *const han[] = {"时", "分", "秒"};
    t[1] = t[2] = 0;
    if (!number(&t[0], r, 1, 2))
        return false;
    if (take(r, ":")) {
        if (!number(&t[1], r, 1, 2) || (take(r, ":") && !number(&t[2], r, 1, 2)))
            return false;
        if ((take(r, ".") || take(r, ",")) && digit_run(r) > 0)
            r->p += digit_run(r);
        return true;
    }
    if (!take(r, han[0]))
        return false;
    for (int i = 1; i < 3 && digit_at(r, 0); i++)
        if (!number(&t[i], r, 1, 2) || !take(r, han[i]))
            return false;
    return true;
}

/* Half of the day in either spelling: 0 none, 1 morning, 2 afternoon. */
static int half(struct reader *r)
{
    static const char *const words[] = {"上午", "AM", "am", "下午", "PM", "pm", NULL};
    int i = take_one(r, words);
    return i < 0 ? 0 : i < 3 ? 1 : 2;
}

/* 星期五, 周五, (周五) */
static bool skip_weekday(struct reader *r)
{
    static const char *const words[] = {"星期", "周", NULL};
    static const char *const days[] = {"一", "二", "三", "四", "五", "六", "日", "天", NULL};
    struct reader at = *r;
    bool open = take(&at, "(");
    if (take_one(&at, words) < 0 || take_one(&at, days) < 0 || (open && !take(&at, ")")))
        return false;
    *r = at;
    return true;
}

/* A time with what may stand around it, to the very end of the text; moves `day` to Beijing's. */
static bool time_of_day(jc_day *day, int *seconds, struct reader *r)
{
    int t[3], east, part = half(r);
    skip_blanks(r);
    if (!clock_face(t, r))
        return false;
    skip_blanks(r);
    if (!part && (part = half(r)))
        skip_blanks(r);
    if (!zone(&east, r) || !at_end(r) || t[0] > (part ? 12 : 23) || t[1] > 59 || t[2] > 59)
        return false;
    if (part)
        t[0] = t[0] % 12 + (part == 2 ? 12 : 0);
    int s = t[0] * 3600 + t[1] * 60 + t[2] + BEIJING - east;
    *day += (s >= DAY_SECONDS) - (s < 0);
    *seconds = (s + DAY_SECONDS) % DAY_SECONDS;
    return true;
}

int64_t jc_clock_round(int64_t ticks)
{
    int64_t seconds = (ticks + JC_TICKS / 2) / JC_TICKS;
    bool over = seconds % DAY_SECONDS == 0 && ticks + 1 < seconds * JC_TICKS;

    return seconds - over;
}

/* What follows a day: nothing, a weekday, a time. `apart`: the time may follow without a blank. */
static bool rest_of_day(jc_day *day, int *seconds, struct reader *r, bool apart)
{
    *seconds = -1;
    if (*day == JC_NO_DAY)
        return false;
    if (take(r, "T"))
        return time_of_day(day, seconds, r);
    apart |= skip_blanks(r);
    if (skip_weekday(r))
        apart |= skip_blanks(r);
    return at_end(r) || (apart && time_of_day(day, seconds, r));
}

/* ---- the forms of a day ------------------------------------------------------------------------ */

/* 20210305, 20210305083000, and 13 digits of milliseconds since 1970. */
static bool compact_day(jc_day *day, int *seconds, struct reader *r, size_t n)
{
    if (n == 13) {
        int64_t ms = 0;
        for (size_t i = 0; i < n; i++)
            ms = ms * 10 + (*r->p++ - '0');
        int64_t s = ms / 1000 + BEIJING;
        *day = (jc_day)(s / DAY_SECONDS);
        *seconds = (int)(s % DAY_SECONDS);
        return at_end(r);
    }
    int y = fixed(r, 4), m = fixed(r, 2), d = fixed(r, 2);
    *day = jc_day_of(y, m, d);
    if (n == 8)
        return rest_of_day(day, seconds, r, false);
    int h = fixed(r, 2), min = fixed(r, 2), s = fixed(r, 2);
    *seconds = h * 3600 + min * 60 + s;
    return at_end(r) && h < 24 && min < 60 && s < 60;
}

/* '-' in any width and '/', '.'; 0 = something else. */
static char divider(struct reader *r)
{
    static const char *const dashes[] = {"-", "‐", "‑", "‒", "–", "—", "―", "−", NULL};
    if (take_one(r, dashes) >= 0)
        return '-';
    return at_end(r) || !memchr("/.", *r->p, 2) ? 0 : *r->p++;
}

/* The year and what divides it from the month: '-', '/', '.', or 'Y' for 年. */
static bool year_and_mark(int *y, char *mark, struct reader *r)
{
    if (!(digit_at(r, 0) ? number(y, r, 4, 4) : han_year(y, r)))
        return false;
    skip_blanks(r);
    if (take(r, "年")) {
        skip_blanks(r);
        *mark = 'Y';
        return true;
    }
    *mark = divider(r);
    return *mark != 0;
}

/* 2021-03-05, 2021/3/5, 2021.3.5, 2021年3月5日, 二〇二一年三月五日 */
static bool divided_day(jc_day *day, int *seconds, struct reader *r)
{
    int y, m, d;
    char mark;
    if (!year_and_mark(&y, &mark, r) || !number_or_han(&m, r))
        return false;
    if (mark == 'Y') {
        skip_blanks(r);
        if (!take(r, "月"))
            return false;
        skip_blanks(r);
    } else if (divider(r) != mark) {
        return false;
    }
    if (!number_or_han(&d, r))
        return false;
    bool named = mark == 'Y';
    if (named) {
        skip_blanks(r);
        if (!take(r, "日") && !take(r, "号"))
            return false;
    }
    *day = jc_day_of(y, m, d);
    return rest_of_day(day, seconds, r, named);
}

/* The year at the very end, and the time in the middle is read like any other. */
static bool last_year(int *y, struct reader *r)
{
    struct reader year = {r->end - 4, r->end};
    if (year.p <= r->p || year.p[-1] != ' ' || !number(y, &year, 4, 4))
        return false;
    r->end -= strlen(" 2021");
    return !at_end(r);
}

/* " (中国标准时间)" at the end. */
static void drop_note(struct reader *r)
{
    const char *open = at_end(r) || r->end[-1] != ')' ? NULL : memchr(r->p, '(', (size_t)(r->end - r->p));
    while (open && open > r->p && open[-1] == ' ')
        open--;
    r->end = open ? open : r->end;
}

/*
 * As libraries show a moment: Fri Mar 05 00:00:00 CST 2021 (java.util.Date), Mar 5, 2021 12:00:00 AM (Gson) and, with the name of
 * the zone behind it, Fri Mar 05 2021 00:00:00 GMT+0800 (JavaScript).
 */
static bool english_day(jc_day *day, int *seconds, struct reader *r)
{
    static const char *const weekdays[] = {"Mon ", "Tue ", "Wed ", "Thu ", "Fri ", "Sat ", "Sun ", NULL};
    static const char *const months[] = {"Jan ", "Feb ", "Mar ", "Apr ", "May ", "Jun ", "Jul ",
                                         "Aug ", "Sep ", "Oct ", "Nov ", "Dec ", NULL};
    const bool weekday = take_one(r, weekdays) >= 0;
    const int m = take_one(r, months);
    int d, y;
    skip_blanks(r);
    if (m < 0 || !number(&d, r, 1, 2) || (!weekday && !take(r, ",")) || !skip_blanks(r))
        return false;
    struct reader behind = *r;
    if (!number(&y, &behind, 4, 4)) {
        *day = weekday && last_year(&y, r) ? jc_day_of(y, m + 1, d) : JC_NO_DAY;
        return *day != JC_NO_DAY && time_of_day(day, seconds, r);
    }
    *r = behind;
    *day = jc_day_of(y, m + 1, d);
    (void)take(r, ",");
    drop_note(r);
    return rest_of_day(day, seconds, r, false);
}

static bool read_day(jc_day *day, int *seconds, struct reader r)
{
    size_t n = digit_run(&r);
    if (n == 8 || n == 13 || n == 14)
        return compact_day(day, seconds, &r, n);
    if (n == 0 && r.p < r.end && (unsigned char)*r.p < 0x80)
        return english_day(day, seconds, &r);
    return divided_day(day, seconds, &r);
}

enum { DAY_TEXT_MAX = 96 };

static struct reader trimmed(const char *s, size_t n)
{
    struct reader r = {s, s + n};
    skip_blanks(&r);
    while (r.end > r.p && (r.end[-1] == ' ' || (r.end[-1] >= '\t' && r.end[-1] <= '\r')))
        r.end--;
    return r;
}

static bool is_ascii(struct reader r)
{
    for (; r.p < r.end; r.p++)
        if ((unsigned char)*r.p >= 0x80)
            return false;
    return true;
}

/* "dd" at p, or -1. */
static inline int two_digits(const char *p)
{
    unsigned tens = (unsigned)(p[0] - '0'), ones = (unsigned)(p[1] - '0');
    return tens < 10 && ones < 10 ? (int)(tens * 10 + ones) : -1;
}

/* JC_NO_DAY leaves it to read_day(). */
static jc_day plain_day(int *seconds, const char *p, size_t n)
{
    if ((n != 10 && n != 16 && n != 19) || p[4] != '-' || p[7] != '-')
        return JC_NO_DAY;
    int century = two_digits(p), year = two_digits(p + 2), m = two_digits(p + 5), d = two_digits(p + 8);
    *seconds = -1;
    if (century < 0 || year < 0)
        return JC_NO_DAY;
    if (n > 10) {
        int h = two_digits(p + 11), min = two_digits(p + 14), s = n == 19 ? two_digits(p + 17) : 0;
        if ((p[10] != ' ' && p[10] != 'T') || p[13] != ':' || (n == 19 && p[16] != ':'))
            return JC_NO_DAY;
        if (h < 0 || h > 23 || min < 0 || min > 59 || s < 0 || s > 59)
            return JC_NO_DAY;
        *seconds = h * 3600 + min * 60 + s;
    }
    return jc_day_of(century * 100 + year, m, d);
}

bool jc_day_plain(jc_day *out, const char *s, size_t n)
{
    int seconds;
    *out = plain_day(&seconds, s, n);
    return *out != JC_NO_DAY;
}

bool jc_day_parse(jc_day *out, int *seconds, const char *s, size_t n)
{
    struct reader r = trimmed(s, n);
    int second;
    size_t len = (size_t)(r.end - r.p);
    if (len < 6 || len > DAY_TEXT_MAX)
        return false;
    jc_day day = plain_day(&second, r.p, len);
    if (day == JC_NO_DAY) {
        struct jc_buf clean = {0};
        if (!is_ascii(r)) { /* full-width digits and blanks */
            jc_text_clean(&clean, r.p, len);
            r = (struct reader){clean.p, clean.p + clean.len};
        }
        bool ok = read_day(&day, &second, r) && day != JC_NO_DAY;
        jc_buf_free(&clean);
        if (!ok)
            return false;
    }
    *out = day;
    if (seconds)
        *seconds = second;
    return true;
}

static bool read_month(jc_day *out, struct reader r)
{
    int y, m;
    char mark = '-';
    if (digit_run(&r) == 6) {
        y = fixed(&r, 4);
        m = fixed(&r, 2);
    } else {
        if (!year_and_mark(&y, &mark, &r) || !number_or_han(&m, &r))
            return false;
        skip_blanks(&r);
        if (mark == 'Y' && !take(&r, "月份") && !take(&r, "月"))
            return false;
    }
    *out = jc_day_of(y, m, 1);
    return *out != JC_NO_DAY && at_end(&r);
}

bool jc_month_parse(jc_day *out, const char *s, size_t n)
{
    struct reader r = trimmed(s, n);
    struct jc_buf clean = {0};
    jc_day day;
    if (r.end - r.p > DAY_TEXT_MAX)
        return false;
    if (!is_ascii(r)) {
        jc_text_clean(&clean, r.p, (size_t)(r.end - r.p));
        r = (struct reader){jc_buf_text(&clean), jc_buf_text(&clean) + clean.len};
    }
    bool ok = read_month(&day, r);
    jc_buf_free(&clean);
    if (ok)
        *out = day;
    return ok;
}
