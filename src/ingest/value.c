/* value: cells -> numbers, days, lists. Text is read only where it says one thing; everything else gives a reason. */
#include "ingest/value.h"

enum {
    NOT_NUMBER = 240,
    TOO_LARGE = 241,
    NO_VALUE = 242,
    ERROR_VALUE = 243,
    NOT_DAY = 245,
    NOT_SPAN = 247,
    NOT_YES = 249
};
enum {
    SERIAL_FROM = 20000,
    SERIAL_TO = 80000,
    SERIAL_PLACES = 9,
    DAY_SECONDS = 86400,
    DAY_TICKS = DAY_SECONDS * JC_TICKS,
    NUMBER_TEXT = 128
};
#define SERIAL_DAY INT64_C(1000000000) /* a day of SERIAL_PLACES decimals */

/* A reason every kind of value has in common, else 0. */
static int no_value(const struct jc_cell *cell)
{
    static const char *const errors[] = {"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"};
    if (cell->type == JC_CELL_UNKNOWN)
        return NO_VALUE;
    /* An error value that went through a .csv is text. */
    for (size_t i = 0; i < JC_LEN(errors) && cell->type == JC_CELL_TEXT && cell->len > 0 && *cell->text == '#'; i++)
        if (cell->len == strlen(errors[i]) && memcmp(cell->text, errors[i], cell->len) == 0)
            return ERROR_VALUE;
    return cell->type == JC_CELL_ERROR ? ERROR_VALUE : 0;
}

bool jc_value_blank(const struct jc_cell *cell)
{
    return !cell || cell->type == JC_CELL_EMPTY || (cell->type == JC_CELL_TEXT && jc_text_blank(cell->text, cell->len));
}

const struct jc_cell *jc_value_at(const struct jc_row *row, uint32_t col)
{
    const struct jc_cell *cell = col < row->n ? &row->cells[col] : NULL;
    return jc_value_blank(cell) ? NULL : cell;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- numbers ------------------------------------------------------------------------------------- */

static bool skip(struct jc_span *s, const char *word)
{
    size_t n = strlen(word);
    if (s->n < n || memcmp(s->p, word, n) != 0)
        return false;
    *s = (struct jc_span){s->p + n, s->n - n};
    return true;
}

/* Signs and currency before the number, in any order; true: negative. *money: there was one of yuan. */
static bool take_sign(struct jc_span *s, bool *money)
{
    static const char *const currency[] = {"¥", "￥", "rmb", "cny", "人民币"};
    bool negative = false, more = true;
    int signs = 0;
    while (more) {
        more = false;
        for (size_t i = 0; i < JC_LEN(currency); i++)
            more = more || skip(s, currency[i]);
        *money = *money || more;
        if (signs == 0 && (skip(s, "-") || skip(s, "−"))) {
            negative = more = true;
            signs++;
        } else if (signs == 0 && skip(s, "+")) {
            more = true;
            signs++;
        }
    }
    return negative;
}

/* Thousands separators stand in groups of three: 1,234.50 but not 12,34 and not 1.234,50. Digits go to dst. */
static bool take_digits(char *dst, size_t *len, struct jc_span *s)
{
    size_t group = 0, i = 0;
    bool commas = false;
    for (; i < s->n && (is_digit(s->p[i]) || s->p[i] == ','); i++) {
        if (s->p[i] != ',') {
            group++;
            if (*len + 32 >= NUMBER_TEXT)
                return false;
            dst[(*len)++] = s->p[i];
            continue;
        }
        if (group == 0 || group > 3 || (commas && group != 3))
            return false;
        commas = true;
        group = 0;
    }
    *s = (struct jc_span){s->p + i, s->n - i};
    return *len > 0 && (!commas || group == 3);
}

/* digits [. digits] [e exponent] as plain text in dst; s moves past it. */
static bool take_decimal(char dst[NUMBER_TEXT], struct jc_span *s)
{
    size_t len = 0, i = 0;
    bool leading_point = s->n > 1 && s->p[0] == '.' && is_digit(s->p[1]);
    if (leading_point)
        dst[len++] = '0';
    else if (!take_digits(dst, &len, s))
        return false;
    if (s->n > 1 && s->p[0] == '.' && is_digit(s->p[1])) {
        dst[len++] = '.';
        for (i = 1; i < s->n && is_digit(s->p[i]) && len + 16 < NUMBER_TEXT; i++)
            dst[len++] = s->p[i];
    } else if (s->n == 1 && s->p[0] == '.') {
        i = 1; /* 12. */
    }
    size_t e = i;
    if (e < s->n && s->p[e] == 'e') {
        size_t k = e + 1;
        if (k < s->n && (s->p[k] == '+' || s->p[k] == '-'))
            k++;
        for (; k < s->n && is_digit(s->p[k]) && k - e < 5; k++)
            i = k + 1;
        for (k = e; k < i; k++)
            dst[len++] = s->p[k];
    }
    dst[len] = '\0';
    *s = (struct jc_span){s->p + i, s->n - i};
    return true;
}

/* What follows the number: nothing, %, or a known unit; *times: what the unit stands for, 0 where it does not tell. */
static bool take_unit(struct jc_number *out, int64_t *times, struct jc_span s)
{
    struct jc_unit unit;
    *times = 0;
    if (s.n == 0)
        return true;
    if (s.n == 1 && s.p[0] == '%') {
        out->flags |= JC_NUM_PERCENT;
        return true;
    }
    if (s.n >= sizeof out->unit || !jc_unit_parse(&unit, s))
        return false;
    out->flags |= JC_NUM_UNIT;
    *times = unit.times;
    jc_copyn(out->unit, sizeof out->unit, s.p, s.n);
    return true;
}

/* Multiplied first and rounded once: 0.103123 万元 is 1031.23 yuan. */
static int scale(struct jc_number *out, struct jc_dec d, int64_t times, int per)
{
    bool inexact = false;
    d.e -= per;
    for (; times >= 10 && times % 10 == 0; times /= 10)
        d.e++;
    if (!jc_mul(&d.m, d.m, times) || !jc_dec_scaled(&out->scaled, d, 4, &inexact)) {
        out->scaled = 0;
        return TOO_LARGE;
    }
    if (inexact)
        out->flags |= JC_NUM_ROUNDED;
    return 0;
}

/* Two numbers apart by a blank are not one. */
static bool has_gap(struct jc_span s)
{
    struct jc_buf clean = {0};
    bool gap = false;
    jc_text_clean(&clean, s.p, s.n);
    for (size_t i = 1; i + 1 < clean.len; i++)
        gap = gap || (clean.p[i] == ' ' && is_digit(clean.p[i - 1]) && is_digit(clean.p[i + 1]));
    jc_buf_free(&clean);
    return gap;
}

/* ①, ⑴, ¹, ₁ and the like are marks of a note beside a number; NFKC would make them its last digits. */
static bool has_marks(struct jc_span s)
{
    static const struct {
        unsigned first, last;
    } marks[] = {{0xB2, 0xB3},     {0xB9, 0xB9},     {0x2070, 0x209F}, {0x2460, 0x24FF},
                 {0x2776, 0x2793}, {0x3248, 0x325F}, {0x32B1, 0x32BF}};
    for (size_t i = 0; i < s.n; i++) {
        unsigned c = (unsigned char)s.p[i], more = c >= 0xE0 ? 2 : 1;
        if (c < 0xC0 || c >= 0xF0 || s.n - i <= more)
            continue;
        c &= more == 2 ? 0xFu : 0x1Fu;
        for (size_t k = 1; k <= more; k++)
            c = c << 6 | ((unsigned char)s.p[i + k] & 0x3Fu);
        for (size_t k = 0; k < JC_LEN(marks); k++)
            if (c >= marks[k].first && c <= marks[k].last)
                return true;
    }
    return false;
}

/* A unit in the cell goes before that of the column: 2066.40元 under 万元 are yuan. */
static int number_of_text(struct jc_number *out, struct jc_span text, int64_t factor, int per)
{
    char plain[NUMBER_TEXT];
    struct jc_buf key = {0};
    struct jc_dec d;
    int64_t times = 0;
    int reason = NOT_NUMBER;
    jc_text_key(&key, text.p, text.n);
    struct jc_span s = {jc_buf_text(&key), key.len};
    bool bracket = s.n > 2 && s.p[0] == '(' && s.p[s.n - 1] == ')';
    if (bracket)
        s = (struct jc_span){s.p + 1, s.n - 2};
    bool money = false, negative = take_sign(&s, &money);
    bool ok = take_decimal(plain, &s) && !has_gap(text) && !has_marks(text);
    if (ok && !negative && s.n == 1 && skip(&s, "-")) /* 5-, but not 5-盒 */
        negative = true;
    if (ok && !(bracket && negative) && take_unit(out, &times, s) && jc_dec_parse(&d, plain, strlen(plain))) {
        d.m = negative || bracket ? -d.m : d.m;
        reason = scale(out, d, times ? times : factor, per);
        out->flags |= money ? JC_NUM_MONEY : 0;
    }
    jc_buf_free(&key);
    if (reason)
        *out = (struct jc_number){.flags = JC_NUM_TEXT};
    return reason;
}

int jc_value_number(struct jc_number *out, const struct jc_cell *cell)
{
    return jc_value_times(out, cell, 1, 0);
}

int jc_value_times(struct jc_number *out, const struct jc_cell *cell, int64_t factor, int per)
{
    *out = (struct jc_number){0};
    if (jc_value_blank(cell)) {
        out->flags = JC_NUM_BLANK;
        return 0;
    }
    if (cell->type == JC_CELL_NUMBER)
        return scale(out, (struct jc_dec){cell->num, cell->exp}, factor, per);
    if (no_value(cell) || cell->type != JC_CELL_TEXT)
        return no_value(cell) ? no_value(cell) : NOT_NUMBER;
    out->flags = JC_NUM_TEXT;
    return number_of_text(out, (struct jc_span){cell->text, cell->len}, factor, per);
}

/* ---- days ---------------------------------------------------------------------------------------- */

/* A number: 20210305, milliseconds since 1970, or a serial, rounded to the second: 45656.999999999 (formats.md 3.5). */
static bool day_of_number(jc_day *day, struct jc_dec d, bool serial)
{
    char text[48];
    int64_t x, ticks;
    if (!jc_dec_scaled(&x, d, SERIAL_PLACES, NULL)) {
        jc_dec_text(text, sizeof text, d);
        return d.e >= 0 && jc_day_parse(day, NULL, text, strlen(text));
    }
    if (serial && x >= SERIAL_FROM * SERIAL_DAY && x < SERIAL_TO * SERIAL_DAY &&
        jc_muldiv(&ticks, x, DAY_TICKS, SERIAL_DAY)) {
        *day = jc_day_of(1899, 12, 30) + (jc_day)(jc_clock_round(ticks) / DAY_SECONDS);
        return true;
    }
    jc_dec_text(text, sizeof text, d);
    size_t n = strlen(text);
    return (n == 8 || n == 13) && d.e >= 0 && jc_day_parse(day, NULL, text, n);
}

/* Visible ASCII with single blanks inside, which jc_text_clean() leaves as it is. */
static bool is_clean(struct jc_span t)
{
    for (size_t i = 0; i < t.n; i++) {
        bool inside = i > 0 && i + 1 < t.n && t.p[i + 1] != ' ';
        if ((t.p[i] <= ' ' || t.p[i] >= 0x7f) && (t.p[i] != ' ' || !inside))
            return false;
    }
    return true;
}

static bool day_of_clean(jc_day *day, struct jc_span text, bool serial)
{
    struct jc_dec d;
    return jc_day_parse(day, NULL, text.p, text.n) ||
           (serial && jc_dec_parse(&d, text.p, text.n) && day_of_number(day, d, true));
}

static bool day_of_text(jc_day *day, struct jc_span text, bool serial)
{
    struct jc_buf clean = {0};
    if (is_clean(text))
        return day_of_clean(day, text, serial);
    jc_text_clean(&clean, text.p, text.n);
    bool ok = day_of_clean(day, (struct jc_span){jc_buf_text(&clean), clean.len}, serial);
    jc_buf_free(&clean);
    return ok;
}

int jc_value_day(jc_day *day, const struct jc_cell *cell, bool serial)
{
    bool ok = false;
    *day = JC_NO_DAY;
    if (jc_value_blank(cell))
        return 0;
    if (no_value(cell))
        return no_value(cell);
    if (cell->type == JC_CELL_DATE && !(cell->flags & JC_CELL_TIME)) {
        *day = (jc_day)cell->num;
        ok = true;
    } else if (cell->type == JC_CELL_NUMBER) {
        ok = day_of_number(day, (struct jc_dec){cell->num, cell->exp}, serial);
    } else if (cell->type == JC_CELL_TEXT) {
        ok = day_of_text(day, (struct jc_span){cell->text, cell->len}, serial);
    }
    if (!ok)
        *day = JC_NO_DAY;
    return ok ? 0 : NOT_DAY;
}

static bool skip_end(struct jc_span *s, const char *word)
{
    size_t n = strlen(word);
    bool ends = s->n >= n && memcmp(s->p + s->n - n, word, n) == 0;
    s->n -= ends ? n : 0;
    return ends;
}

static struct jc_span trimmed(struct jc_span s)
{
    static const char *const before[] = {" ", "\t", "自", "从"};
    static const char *const after[] = {" ", "\t", "起", "止"};
    for (size_t i = 0; i < JC_LEN(before); i++)
        while (skip(&s, before[i]))
            ;
    for (size_t i = 0; i < JC_LEN(after); i++)
        while (skip_end(&s, after[i]))
            ;
    return s;
}

/* 5, 五, 十五, 三十一 at the beginning of s; 0: no number. */
static int small_number(struct jc_span *s)
{
    static const char *const digits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    int n = 0, ones = 0;
    for (bool more = true; more && s->n;) {
        more = false;
        if (*s->p >= '0' && *s->p <= '9' && n < 100) {
            n = n * 10 + *s->p - '0';
            more = skip(s, (char[]){*s->p, 0});
        } else if (skip(s, "十")) {
            n += (ones ? ones : 1) * 10;
            ones = 0;
            more = true;
        }
        for (int i = 0; i < (int)JC_LEN(digits) && !more; i++)
            if (skip(s, digits[i]))
                ones = i, more = true;
    }
    return n + ones;
}

/* A day, or a month with its first and last day. */
static bool day_or_month(jc_day *from, jc_day *to, struct jc_span s)
{
    s = trimmed(s);
    if (s.n == 0)
        return false;
    if (jc_day_parse(from, NULL, s.p, s.n)) {
        *to = *from;
        return true;
    }
    if (!jc_month_parse(from, s.p, s.n))
        return false;
    *to = jc_day_month_end(*from);
    return true;
}

/* Split at every sign that may separate; it is a span if exactly one way of reading makes two days. */
static bool span_of_text(jc_day *from, jc_day *to, struct jc_span s)
{
    static const char *const separators[] = {"至", "到", "~", "—", "–", "-", "−"};
    jc_day a, b, c, d;
    int found = 0;
    for (size_t i = 1; i < s.n; i++)
        for (size_t k = 0; k < JC_LEN(separators); k++) {
            struct jc_span left = {s.p, i}, right = {s.p + i, s.n - i};
            if (!skip(&right, separators[k]))
                continue;
            while (right.n && (skip(&right, "-") || skip(&right, "—"))) /* —— */
                ;
            if (!day_or_month(&a, &b, left) || !day_or_month(&c, &d, right) || (a == b) != (c == d))
                continue;
            found++;
            *from = a;
            *to = d;
            i += (size_t)(right.p - s.p) - i - 1;
            break;
        }
    return found == 1;
}

/* 2024.6.5-至今, 2024年7月1日起至今: it began, and nobody knows yet when it ends. */
static bool open_span(jc_day *from, struct jc_span s)
{
    static const char *const ends[] = {"至今", "到今", "今", "现在", "目前", "长期", "未恢复", "持续"},
                             *const before[] = {"至", "到", "~", "—",  "–",  "-",  "−",
                                                " ",  "起", ",", "，", "尚", "仍", "直"};
    const size_t whole = s.n;
    jc_day last;
    for (size_t i = 0; i < JC_LEN(ends) && s.n == whole; i++)
        (void)skip_end(&s, ends[i]);
    for (bool more = s.n < whole; more;) {
        more = false;
        for (size_t i = 0; i < JC_LEN(before); i++)
            more = skip_end(&s, before[i]) || more;
    }
    return s.n < whole && day_or_month(from, &last, s);
}

/* 2024年7月起: from its first day on, and not that month alone. */
static bool says_from(struct jc_span s)
{
    struct jc_span rest = s;
    while (skip_end(&rest, " "))
        ;
    return skip_end(&rest, "起");
}

int jc_value_span(jc_day *from, jc_day *to, const struct jc_cell *cell)
{
    struct jc_buf clean = {0};
    *from = *to = JC_NO_DAY;
    if (jc_value_blank(cell))
        return 0;
    if (cell->type != JC_CELL_TEXT) {
        int reason = jc_value_day(from, cell, true);
        *to = *from;
        return reason == NOT_DAY ? NOT_SPAN : reason;
    }
    jc_text_clean(&clean, cell->text, cell->len);
    struct jc_span s = {jc_buf_text(&clean), clean.len};
    bool one = day_or_month(from, to, s), ok = one || span_of_text(from, to, s);
    bool open = one ? says_from(s) : !ok && open_span(from, s);
    ok = ok || open;
    if (open)
        *to = *from;
    jc_buf_free(&clean);
    if (ok && *from <= *to)
        return 0;
    *from = *to = JC_NO_DAY;
    return NOT_SPAN;
}

int jc_value_months(const struct jc_cell *cell)
{
    static const char *const before[] = {"采购周期", "协议期", "合同期", "周期", "为期", "为", "共", "首"},
                             *const after[] = {"期", "整", "限"};
    struct jc_buf key = {0};
    if (cell->type == JC_CELL_TEXT)
        jc_text_key(&key, cell->text, cell->len);
    struct jc_span s = jc_span(jc_buf_text(&key));
    for (size_t i = 0; i < JC_LEN(before); i++)
        (void)skip(&s, before[i]);
    (void)(skip(&s, ":") || skip(&s, "："));
    int n = skip(&s, "两") ? 2 : small_number(&s);
    int months = skip(&s, "年") || skip(&s, "周年") ? 12 * n : skip(&s, "个月") ? n : 0;
    for (size_t i = 0; i < JC_LEN(after); i++)
        (void)skip(&s, after[i]);
    bool all = s.n == 0 && n > 0;
    jc_buf_free(&key);
    return all ? months : 0;
}

/* ---- yes and no, text, lists --------------------------------------------------------------------- */

int jc_value_yes(int *yes, const struct jc_cell *cell)
{
    static const char *const words[2][10] = {
        {"否", "无", "没有", "n", "no", "0", "false", "×", "非中选", "不是"},
        {"是", "有", "√", "y", "yes", "1", "true", "✓", "中选", "✔"},
    };
    struct jc_buf text = {0}, key = {0};
    *yes = -1;
    if (cell->type == JC_CELL_TEXT && cell->len == strlen("无") && memcmp(cell->text, "无", cell->len) == 0)
        *yes = 0; /* a blank elsewhere, here an answer */
    else if (jc_value_blank(cell))
        return 0;
    int reason = *yes == 0 ? 0 : jc_value_text(&text, cell);
    jc_text_key(&key, jc_buf_text(&text), text.len);
    for (int answer = 0; answer < 2 && *yes < 0; answer++)
        for (size_t i = 0; i < JC_LEN(words[answer]); i++)
            if (strcmp(jc_buf_text(&key), words[answer][i]) == 0)
                *yes = answer;
    jc_buf_free(&text);
    jc_buf_free(&key);
    return reason ? reason : *yes < 0 ? NOT_YES : 0;
}

int jc_value_text(struct jc_buf *out, const struct jc_cell *cell)
{
    char text[48];
    if (jc_value_blank(cell) || no_value(cell))
        return no_value(cell);
    if (cell->type == JC_CELL_TEXT) {
        jc_text_clean(out, cell->text, cell->len);
        return 0;
    }
    if (cell->type == JC_CELL_NUMBER)
        jc_dec_text(text, sizeof text, (struct jc_dec){cell->num, cell->exp});
    else if (cell->type == JC_CELL_DATE)
        jc_day_text(text, (jc_day)cell->num);
    else
        jc_copy(text, sizeof text, cell->num ? "TRUE" : "FALSE");
    jc_buf_str(out, text);
    return 0;
}

/* Can a separator or blank begin with this byte? Most letters of a list cannot be one. */
static bool may_separate(char c)
{
    return c == ',' || c == ';' || c == '\n' || c == '\r' || c == ' ' || c == '\t' || c == '\xef' || c == '\xe3' ||
           c == '\xc2';
}

/* The bytes of a separator or blank at p, 0 if it is neither; *splits tells which. */
static size_t separator(struct jc_span s, bool *splits)
{
    static const char *const split[] = {",", ";", "，", "；", "、", "\n", "\r"};
    static const char *const blank[] = {" ", "\t", "\u3000", "\u00a0"};
    if (!may_separate(*s.p))
        return 0;
    for (size_t i = 0; i < JC_LEN(split); i++) {
        struct jc_span rest = s;
        if (skip(&rest, split[i])) {
            *splits = true;
            return s.n - rest.n;
        }
    }
    *splits = false;
    for (size_t i = 0; i < JC_LEN(blank); i++) {
        struct jc_span rest = s;
        if (skip(&rest, blank[i]))
            return s.n - rest.n;
    }
    return 0;
}

bool jc_value_next(struct jc_span *piece, size_t *at, struct jc_span text)
{
    size_t i = *at, n = 0, from, to;
    bool splits = false;
    while (i < text.n && (n = separator((struct jc_span){text.p + i, text.n - i}, &splits)))
        i += n;
    from = to = i;
    while (i < text.n) {
        n = separator((struct jc_span){text.p + i, text.n - i}, &splits);
        if (n && splits)
            break;
        i += n ? n : 1;
        to = n ? to : i;
    }
    *at = i;
    *piece = (struct jc_span){text.p ? text.p + from : NULL, to - from};
    return to > from;
}

/* ---- regions ------------------------------------------------------------------------------------- */

static bool has_region(const struct jc_buf *b, size_t from, const char *name, size_t n)
{
    struct jc_span piece, list = {jc_buf_text(b) + from, b->len - from};
    for (size_t i = 0; jc_value_next(&piece, &i, list);)
        if (piece.n == n && memcmp(piece.p, name, n) == 0)
            return true;
    return false;
}

static void add_region(struct jc_buf *out, size_t from, const char *name, size_t n)
{
    if (n == 0 || has_region(out, from, name, n))
        return;
    jc_buf_str(out, out->len > from ? "、" : "");
    jc_buf_add(out, name, n);
}

/* 新疆（含兵团）: the corps as well. True: it was that. */
static bool add_with_corps(struct jc_buf *out, size_t from, struct jc_span piece)
{
    struct jc_buf key = {0};
    jc_text_key(&key, piece.p, piece.n);
    bool both = strncmp(jc_buf_text(&key), "新疆", strlen("新疆")) == 0 && strstr(jc_buf_text(&key), "(含兵团)");
    if (both) {
        add_region(out, from, "新疆", strlen("新疆"));
        add_region(out, from, "新疆兵团", strlen("新疆兵团"));
    }
    jc_buf_free(&key);
    return both;
}

/* 全国, and what says no more. */
static bool is_everywhere(const char *name)
{
    static const char *const words[] = {"全国", "全国范围", "全国各地", "全国各省", "全国各省市", "全国各省份"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strcmp(name, words[i]) == 0)
            return true;
    return false;
}

/* The name of the catalogues; a county is not its province. NULL: not known. */
static const char *known_region(struct jc_span piece)
{
    struct jc_region r;
    bool known = jc_region_parse(&r, piece.p, piece.n) && !r.below;
    return !known ? NULL : r.city ? r.city : r.province;
}

/* What else may stand between names of regions, where all of them are known: 浙江 江苏, 浙江/江苏, 浙江和江苏. */
static struct jc_span next_word(struct jc_span *rest)
{
    static const char *const signs[] = {" ", "/", "|", "+", "和", "及", "与"};
    struct jc_span word = {rest->p, 0};
    while (rest->n) {
        for (size_t i = 0; i < JC_LEN(signs); i++)
            if (skip(rest, signs[i]))
                return word;
        word.n++;
        rest->p++;
        rest->n--;
    }
    return word;
}

static bool add_words(struct jc_buf *out, size_t from, struct jc_span name)
{
    int n = 0;
    for (struct jc_span rest = name, word; rest.n;) {
        word = next_word(&rest);
        if (word.n && !known_region(word))
            return false;
        n += word.n > 0;
    }
    for (struct jc_span rest = name; n > 1 && rest.n;) {
        const char *known = known_region(next_word(&rest));
        if (known)
            add_region(out, from, known, strlen(known));
    }
    return n > 1;
}

/* One piece of a list. False: it is not known. */
static bool add_piece(struct jc_buf *out, size_t from, struct jc_span piece)
{
    struct jc_buf name = {0};
    jc_text_clean(&name, piece.p, piece.n);
    const char *text = jc_buf_text(&name), *known = known_region(piece);
    bool done = add_with_corps(out, from, piece) || is_everywhere(text) ||
                (!known && add_words(out, from, (struct jc_span){text, name.len}));
    if (!done)
        add_region(out, from, known ? known : text, known ? strlen(known) : name.len);
    jc_buf_free(&name);
    return done || known;
}

/* A city, or what may be a county: the institutions tell whether one lies there. */
static bool is_local(struct jc_span piece)
{
    struct jc_buf key = {0};
    struct jc_region r;
    struct jc_city city;
    jc_text_key(&key, piece.p, piece.n);
    const char *name = jc_buf_text(&key);
    bool local = jc_region_is_local(name), below = jc_region_find(&r, name) && *r.rest; /* 浙江省金华市 */
    local = local || (jc_city_find(&city, below ? r.rest : name, below ? r.province : NULL) && !*city.rest);
    jc_buf_free(&key);
    return local;
}

/*
 * 浙江、江西、湖南等3省（区、市）: the count of those that stand there already says that they are all. With more than these
 * nobody knows which the others are.
 */
static struct jc_span without_count(struct jc_span text)
{
    static const char *const units[] = {"个", "省", "区", "市", "份", "自治", "直辖", "地", "联盟",
                                        "级", "、", "/",  "(",  ")",  "（",   "）",   " ",  "。"};
    size_t at = text.n, next = 0;
    for (size_t i = 0; i + strlen("等") <= text.n; i++)
        at = memcmp(text.p + i, "等", strlen("等")) == 0 ? i : at;
    struct jc_span tail = {text.p + at, text.n - at}, names = {text.p, at}, piece;
    struct jc_buf ignored = {0};
    (void)(skip(&tail, "等") && skip(&tail, " "));
    int said = small_number(&tail), n = 0;
    for (bool more = said > 0; more && tail.n;) {
        more = false;
        for (size_t i = 0; i < JC_LEN(units) && !more; i++)
            more = skip(&tail, units[i]);
    }
    while (said && jc_value_next(&piece, &next, names))
        n += add_piece(&ignored, 0, piece) ? 1 : -100;
    jc_buf_free(&ignored);
    return said && n == said && tail.n == 0 ? names : text;
}

int jc_value_regions(struct jc_buf *out, struct jc_buf *strange, struct jc_span text)
{
    size_t from = out->len;
    text = without_count(text);
    struct jc_span piece;
    int unknown = 0;
    if (text.n == 0 || jc_text_blank(text.p, text.n))
        return 0;
    for (size_t i = 0; jc_value_next(&piece, &i, text);) {
        if (add_piece(out, from, piece))
            continue;
        unknown++;
        if (is_local(piece))
            continue;
        jc_buf_str(strange, strange->len ? "、" : "");
        jc_buf_add(strange, piece.p, piece.n);
    }
    return unknown;
}
