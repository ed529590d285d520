/* Periods in titles, and days that have their year from one: never from today, and never where it might be another. */
#include "ingest/year.h"

#include "ingest/reading.h"
#include "ingest/title.h"

enum { E_YEAR_TAKEN = 206, E_NOT_DAY = 245, E_NO_YEAR = 256, E_YEAR_LAST = 952, E_SHORT_YEAR };

/* ---- periods in a line --------------------------------------------------------------------------------------------- */

struct text {
    const char *p, *end;
};

static bool take(struct text *t, const char *word)
{
    size_t n = strlen(word);
    bool is = (size_t)(t->end - t->p) >= n && memcmp(t->p, word, n) == 0;
    t->p += is ? n : 0;
    return is;
}

static bool take_any(struct text *t, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (take(t, words[i]))
            return true;
    return false;
}

static void skip_blanks(struct text *t)
{
    while (t->p < t->end && *t->p == ' ')
        t->p++;
}

/* A number of at most `max` digits, with no digit behind it; 0: there is none. */
static int take_number(struct text *t, int max)
{
    int v = 0, n = 0;
    for (; n <= max && t->p + n < t->end && t->p[n] >= '0' && t->p[n] <= '9'; n++)
        v = v * 10 + (t->p[n] - '0');
    if (n == 0 || n > max)
        return 0;
    t->p += n;
    return v;
}

static bool take_to(struct text *t)
{
    static const char *const words[] = {"至", "到", "~", "—", "–", "-", "−", "、", "和", "及", "/"};
    struct text at = *t;
    skip_blanks(&at);
    if (!take_any(&at, words, JC_LEN(words)))
        return false;
    while (take(&at, "-") || take(&at, "—"))
        ;
    skip_blanks(&at);
    *t = at;
    return true;
}

/* Where a period begins or ends: a year, a month or a day, with its first and last day. */
struct point {
    int y, m; /* m = 0: the year as a whole */
    bool day;
    jc_day from, to;
};

static bool set_point(struct point *out, int y, int m, int d)
{
    *out = (struct point){y, m, d != 0, jc_day_of(y, m ? m : 1, d ? d : 1), JC_NO_DAY};
    if (out->from != JC_NO_DAY)
        out->to = d ? out->from : m ? jc_day_month_end(out->from) : jc_day_of(y, 12, 31);
    return out->to != JC_NO_DAY;
}

/* 5月, 5月6日, and in a span 31日 or 5 of 1-5月 behind what it begins with. */
static bool month_and_day(struct point *out, struct text *t, int y)
{
    struct text at = *t;
    int m = take_number(&at, 2), d = 0;
    skip_blanks(&at);
    if (!m || !(take(&at, "月份") || take(&at, "月")))
        return false;
    struct text day = at;
    skip_blanks(&day);
    if ((d = take_number(&day, 2)) && (take(&day, "日") || take(&day, "号")))
        at = day;
    else
        d = 0;
    *t = at;
    return set_point(out, y, m, d);
}

static bool part_of_year(struct point *out, struct text *t, int y)
{
    static const char *const parts[] = {"上半年", "下半年"};
    static const char *const quarters[][3] = {{"第一季度", "一季度", "1季度"},
                                              {"第二季度", "二季度", "2季度"},
                                              {"第三季度", "三季度", "3季度"},
                                              {"第四季度", "四季度", "4季度"}};
    int from = 0, months = 0;
    for (int i = 0; i < 2 && !from; i++)
        if (take(t, parts[i]))
            from = 1 + 6 * i, months = 6;
    for (int i = 0; i < 4 && !from; i++)
        if (take_any(t, quarters[i], 3))
            from = 1 + 3 * i, months = 3;
    if (!from || !set_point(out, y, from, 0))
        return false;
    out->to = jc_day_month_add(out->from, months) - 1;
    return true;
}

/* 2024-05, 2024.5.6, 2024/5/6 behind the year; a month alone must not run on. */
static bool divided(struct point *out, struct text *t, int y)
{
    struct text at = *t;
    char mark = at.p < at.end ? *at.p++ : '\0';
    int m = mark && memchr("-./", mark, 3) ? take_number(&at, 2) : 0, d = 0;
    if (!m)
        return false;
    if (at.p < at.end && *at.p == mark) {
        struct text day = {at.p + 1, at.end};
        if ((d = take_number(&day, 2)))
            at = day;
    }
    *t = at;
    return set_point(out, y, m, d);
}

/* 2024-2025年度, 2023、2024年: the year of the first is the whole of it. */
static bool goes_on_to_year(struct text at)
{
    int y = take_to(&at) ? take_number(&at, 4) : 0;
    return y >= 2000 && y <= 2099;
}

static bool point_at(struct point *out, struct text *t)
{
    struct text at = *t;
    int y = take_number(&at, 4);
    if (y < 2000 || y > 2099)
        return false;
    skip_blanks(&at);
    bool named = take(&at, "年");
    if (named) {
        (void)take(&at, "度");
        skip_blanks(&at);
    }
    bool found = named                 ? part_of_year(out, &at, y) || month_and_day(out, &at, y)
                 : goes_on_to_year(at) ? set_point(out, y, 0, 0)
                                       : divided(out, &at, y);
    if (!found && named) { /* 2024年1-5月, 2024年度 */
        struct text months = at, last;
        int m = take_number(&months, 2);
        last = months;
        found = (m && take_to(&last) && set_point(out, y, m, 0)) || set_point(out, y, 0, 0);
        at = out->m ? months : at;
    }
    *t = found ? at : *t;
    return found;
}

/* What stands behind 至, its year left out where it is the same. */
static bool end_at(struct point *out, struct text *t, const struct point *from)
{
    struct text at = *t;
    int d;
    if (point_at(out, &at) || month_and_day(out, &at, from->y)) {
        *t = at;
        return true;
    }
    at = *t;
    int n = take_number(&at, 2);
    bool day = from->day && n && take(&at, "日") && set_point(out, from->y, from->m, n); /* 5月1日至31日 */
    if (!day && from->day && n && at.p < at.end && (*at.p == '.' || *at.p == '/')) {     /* 2024.05.01-05.31 */
        at.p++;
        d = take_number(&at, 2);
        day = d && set_point(out, from->y, n, d);
    }
    *t = day ? at : *t;
    return day;
}

/* 2024-05-01 00:00:00 */
static void skip_time(struct text *t)
{
    struct text at = *t;
    skip_blanks(&at);
    bool time = at.p < at.end && *at.p >= '0' && *at.p <= '9';
    while (at.p < at.end && ((*at.p >= '0' && *at.p <= '9') || *at.p == ':'))
        at.p++;
    if (time && memchr(t->p, ':', (size_t)(at.p - t->p)))
        *t = at;
}

/* 2023年第八批国采 is the year of a round, 2023年12号文 of a document: neither is that of what stands below. */
static bool names_year_of(const struct text *t)
{
    static const char *const words[] = {"批", "国采", "集采", "带量", "联盟", "中选", "文件", "号", "通知"};
    bool names = false;
    for (size_t i = 0; i < JC_LEN(words) && !names; i++)
        names = jc_text_find(t->p, (size_t)(t->end - t->p), words[i], strlen(words[i]));
    return names;
}

/* A period at t: a year, a month, a span. A day alone is none: it is more often that on which the table was made. */
static bool period_at(struct jc_period *out, struct text *t)
{
    struct point a, b;
    struct text at;
    if (!point_at(&a, t))
        return false;
    at = *t;
    if (a.day)
        skip_time(&at);
    bool span = take_to(&at) && end_at(&b, &at, &a);
    if (span)
        *t = at;
    if (!span && a.m == 0 && names_year_of(t))
        return false;
    out->from = a.from;
    out->to = span ? b.to : a.to;
    return (span || !a.day) && out->from <= out->to;
}

/*
 * 打印日期：2024年6月 and 2024年6月导出 are when it was printed, 截至2024年5月 has no beginning and 2024年5月起 no end: a word before
 * the period, or just behind it.
 */
static bool is_other(const char *label, const char *at, struct text behind)
{
    static const char *const words[] = {"导出", "打印", "制表", "制单", "下载", "生成", "填报",
                                        "填表", "报送", "上报", "更新", "截至", "截止"};
    static const char *const open[] = {"起", "以来", "以后", "之后", "后", "及以后", "开始"};
    bool other = false;
    skip_blanks(&behind);
    other = take_any(&behind, open, JC_LEN(open));
    for (size_t i = 0; i < JC_LEN(words) && !other; i++)
        other = jc_text_find(label, (size_t)(at - label), words[i], strlen(words[i])) || take(&behind, words[i]);
    return other;
}

/* The narrower of two, if it lies within the other; else nobody knows which of them holds. */
static void narrow(struct jc_period *out, const struct jc_period *p)
{
    bool wider = out->from <= p->from && out->to >= p->to, narrower = p->from <= out->from && p->to >= out->to;
    if (!out->said || wider)
        *out = *p;
    else if (!narrower)
        out->from = out->to = JC_NO_DAY;
    out->said = true;
}

static bool is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static void read_line(struct jc_period *out, struct jc_span line)
{
    struct jc_buf clean = {0};
    jc_text_clean(&clean, line.p, line.n);
    const char *begin = jc_buf_text(&clean), *label = begin;
    for (struct text t = {begin, begin + clean.len}; t.p < t.end;) {
        struct jc_period p = {.said = true};
        const char *at = t.p;
        bool starts = *at == '2' && (at == begin || !is_word(at[-1]));
        if (starts && period_at(&p, &t) && !is_other(label, at, t) && !(out->said && out->from == JC_NO_DAY)) {
            jc_copyn(p.text, sizeof p.text, line.p, line.n);
            narrow(out, &p);
        }
        label = t.p > at ? t.p : label;
        t.p += t.p == at;
    }
    jc_buf_free(&clean);
}

void jc_year_find(struct jc_period *out, const char *context, bool named)
{
    struct jc_title_walk w = jc_title_walk(context);
    struct jc_span line;
    *out = (struct jc_period){.from = JC_NO_DAY, .to = JC_NO_DAY};
    while (jc_title_next(&w, &line))
        if (w.level == JC_LEVEL_TITLE || (w.level == JC_LEVEL_SHEET && named && !out->said))
            read_line(out, line);
}

void jc_year_title(struct jc_period *out, const char *line, bool more)
{
    struct jc_period p = {.from = JC_NO_DAY, .to = JC_NO_DAY};
    if (more)
        p = *out;
    read_line(&p, (struct jc_span){line, strlen(line)});
    if (p.said)
        *out = p;
}

/* ---- days without a year ------------------------------------------------------------------------------------------- */

/* 5月6日, 5/6, 05-06, with `dotted` 5.6 as well. As a number 5.1 may be 5.10: nobody knows. */
static bool month_day(int *m, int *d, const struct jc_cell *c, bool dotted)
{
    char number[48] = "";
    struct jc_buf key = {0};
    if (c->type == JC_CELL_TEXT)
        jc_text_key(&key, c->text, c->len);
    else if (c->type == JC_CELL_NUMBER && dotted)
        jc_dec_text(number, sizeof number, (struct jc_dec){c->num, c->exp});
    const char *s = *number ? number : jc_buf_text(&key);
    struct text t = {s, s + strlen(s)};
    *m = take_number(&t, 2);
    bool named = *m && take(&t, "月"), dot = !named && dotted && take(&t, ".");
    bool ok = named || dot || take(&t, "/") || take(&t, "-");
    const char *digits = t.p;
    *d = ok ? take_number(&t, 2) : 0;
    if (dot && t.p == digits + 1 && *d <= 3) /* 5.1 may have been 5.10, wherever a program wrote it as a number */
        *d = 0;
    if (named && !take(&t, "日"))
        (void)take(&t, "号");
    ok = *m && *d && t.p == t.end && jc_day_of(2024, *m, *d) != JC_NO_DAY;
    jc_buf_free(&key);
    return ok;
}

bool jc_year_lacks(const struct jc_cell *cell)
{
    int m, d;
    return month_day(&m, &d, cell, false);
}

/* What the sample holds in a column: days as they stand, 5.6 and the like, anything. */
static void judge_column(const struct jc_reading *r, const bool *data, struct jc_column *c)
{
    size_t filled = 0, days = 0, yearless = 0;
    for (size_t k = 0; k < r->sampled; k++) {
        const struct jc_row *row = &r->sample[k]->row;
        jc_day day;
        int m, d;
        if (c->col >= row->n || !data[k])
            continue;
        const struct jc_cell *cell = &row->cells[c->col];
        bool fine = jc_value_day(&day, cell, true) == 0;
        filled += !fine || day != JC_NO_DAY;
        days += fine && day != JC_NO_DAY;
        yearless += !fine && month_day(&m, &d, cell, true);
    }
    c->serial = days * 5 >= filled * 4;
    c->dotted = yearless > 0 && yearless == filled;
}

void jc_year_judge(struct jc_reading *r)
{
    bool *data = jc_alloc((r->sampled + 1) * sizeof *data);
    for (size_t k = 0; k < r->sampled; k++)
        data[k] = jc_rows_role(r->l, &r->sample[k]->row) == JC_ROW_DATA;
    for (size_t i = 0; i < r->l->map.n; i++) {
        struct jc_column *c = &r->l->map.cols[i];
        enum jc_type t = c->field < JC_F_SKIP ? jc_field_info[c->field].type : JC_T_SKIP;
        if (!c->three && (t == JC_T_DAY || t == JC_T_FUTURE || t == JC_T_MONTH))
            judge_column(r, data, c);
    }
    free(data);
}

/* The year in which the period holds that day, if it does in one alone. */
static bool place(jc_day *day, const struct jc_period *p, int m, int d)
{
    int from, to, unused, found = 0;
    if (!p->said || p->from == JC_NO_DAY)
        return false;
    jc_day_split(p->from, &from, &unused, &unused);
    jc_day_split(p->to, &to, &unused, &unused);
    for (int y = from; y <= to; y++) {
        jc_day one = jc_day_of(y, m, d);
        if (one == JC_NO_DAY || one < p->from || one > p->to)
            continue;
        *day = one;
        found++;
    }
    return found == 1;
}

static void tell_year(struct jc_load *l, const struct jc_column *c)
{
    int from, to, unused;
    char years[32];
    if (l->year_told[c->field])
        return;
    l->year_told[c->field] = true;
    jc_day_split(l->period.from, &from, &unused, &unused);
    jc_day_split(l->period.to, &to, &unused, &unused);
    snprintf(years, sizeof years, from == to ? "%d" : "%d—%d", from, to);
    jc_load_tell(l, E_YEAR_TAKEN, c->head, l->period.text, years);
}

/*
 * Three numbers that are no day as they stand: 5/17/2024, which some write the other way round, and 24.5.8 with a year of two
 * digits. What one cell settles holds for others only where nobody wrote in both ways.
 */
static int not_a_day(const struct jc_cell *c)
{
    static const char *const marks[] = {"/", "-", ".", "年", "月"};
    struct jc_buf clean = {0};
    int last = 0, n = 0;
    if (c->type != JC_CELL_TEXT)
        return E_NOT_DAY;
    jc_text_clean(&clean, c->text, c->len);
    const char *s = jc_buf_text(&clean);
    struct text t = {s, s + strcspn(s, " ")}; /* the time of the day behind it is of no help */
    for (; n < 3 && (last = take_number(&t, n == 2 ? 4 : 2)) > 0; n++)
        if (n < 2 && !take_any(&t, marks, JC_LEN(marks)))
            break;
    (void)take(&t, "日");
    bool three = n == 3 && t.p == t.end;
    jc_buf_free(&clean);
    return !three ? E_NOT_DAY : last >= 1900 ? E_YEAR_LAST : last < 100 ? E_SHORT_YEAR : E_NOT_DAY;
}

int jc_year_day(jc_day *day, struct jc_load *l, const struct jc_cell *cell, const struct jc_column *c)
{
    int m, d;
    *day = JC_NO_DAY;
    if (!month_day(&m, &d, cell, c->dotted))
        return not_a_day(cell);
    if (!place(day, &l->period, m, d))
        return E_NO_YEAR;
    tell_year(l, c);
    return 0;
}
