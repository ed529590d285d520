/* Cells -> values of their fields. */
#include "ingest/currency.h"
#include "ingest/invoice.h"
#include "ingest/record.h"
#include "ingest/three.h"
#include "ingest/unit.h"
#include "ingest/word.h"
#include "ingest/year.h"

enum {
    E_MAYBE_LOST = 258,
    E_OTHER_WINNER = 224,
    E_NOT_NUMBER = 240,
    E_NO_VALUE = 242,
    E_ERROR_VALUE,
    E_NOT_DAY = 245,
    E_PAID_WORD = 248,
    E_WITHOUT = 254,
    E_SOME_INVOICES = 280,
    E_SHORT_INVOICE = 282,
    E_RANGE_DAY = 317,
    E_UNIT = 342,
    E_SERIAL = 351,
    E_NOT_DAYS = 358,
    E_SMALL_PERCENT = 377,
    E_PERIOD_WORDS = 905,
    E_LENGTH = 934,
    E_AWARD_LENGTH,
    E_STRANGE_REGION = 970,
    E_OPEN_END = 978,
    E_END_WORDS,
    E_OTHER_MONEY = 989
};

/* ---- cells ----------------------------------------------------------------------------------------------- */

#define FIRST_DAY 16436 /* 2015-01-01: nothing of this field is older */

static void keep(struct jc_load *l, struct jc_field_value *v, const struct jc_buf *text)
{
    v->has = text->len > 0;
    if (v->has)
        v->text = (struct jc_span){jc_arena_copy(&l->arena, text->p, text->len), text->len};
}

enum id_shape { ID_OTHER, ID_LETTERS, ID_DIGITS };

/* Letters and digits of an identifier that need no cleaning, or digits alone: the usual case of a million order numbers. */
static enum id_shape id_shape(const struct jc_cell *c)
{
    enum { DIGIT = 1, LETTER = 2, EXPONENT = 4, ELSE = 8 };
    static const uint8_t class[256] = {[0 ... '0' - 1] = ELSE,  ['0' ... '9'] = DIGIT, ['9' + 1 ... 'A' - 1] = ELSE,
                                       ['A' ... 'D'] = LETTER,  ['E'] = EXPONENT,      ['F' ... 'Z'] = LETTER,
                                       ['Z' + 1 ... 255] = ELSE};
    unsigned seen = 0;
    if (c->type != JC_CELL_TEXT || c->len == 0 || (c->len == 4 && memcmp(c->text, "NULL", 4) == 0))
        return ID_OTHER;
    for (uint32_t i = 0; i < c->len; i++)
        seen |= class[(unsigned char)c->text[i]];
    return seen == DIGIT ? ID_DIGITS : (seen & LETTER) && !(seen & ELSE) ? ID_LETTERS : ID_OTHER;
}

/*
 * A text of more than 15 digits that ends in zeros may be what a spreadsheet (15 digits) or a program (17) left of a number.
 * So may be a number that is its own: how many of the sheet are such decides (jc_load_tell_lost).
 */
static void see_long_digits(struct jc_load *l, const struct jc_cell *c, uint32_t col)
{
    uint32_t zeros = 0;
    while (zeros < c->len && c->text[c->len - 1 - zeros] == '0')
        zeros++;
    l->lost.all++;
    if (zeros == 0 || zeros + 17 < c->len)
        return;
    l->lost.sure = l->lost.sure || (zeros >= 6 && zeros + 15 >= c->len);
    if (l->lost.n++ == 0) {
        jc_cell_name(l->lost.at, col, l->row);
        jc_copyn(l->lost.value, sizeof l->lost.value, c->text, c->len);
    }
}

void jc_load_tell_lost(struct jc_load *l)
{
    char n[24];
    snprintf(n, sizeof n, "%lld", (long long)l->lost.n);
    if (l->lost.sure || (l->lost.n > 0 && l->lost.n * 2 >= l->lost.all))
        jc_load_tell(l, E_MAYBE_LOST, l->lost.value, n, l->lost.at);
}

static void issue_cell(struct jc_load *l, const struct jc_cell *c, enum jc_field f, const struct jc_field_value *v,
                       int code, const char *a1, bool rejects)
{
    struct jc_buf raw = {0};
    jc_cell_text(&raw, c);
    jc_load_issue(l, code, v->col, f, (struct jc_span){jc_buf_text(&raw), raw.len}, a1, NULL, rejects);
    jc_buf_free(&raw);
}

/* A formula without a value and an error value are none (E254, E255): a cell that might as well be blank. */
static void tell_cell(struct jc_load *l, const struct jc_cell *c, enum jc_field f, const struct jc_field_value *v,
                      int code)
{
    bool without = code == E_NO_VALUE || code == E_ERROR_VALUE;
    issue_cell(l, c, f, v, without ? code - E_NO_VALUE + E_WITHOUT : code, NULL, false);
}

/*
 * 未付 in the place of what was paid, or when: an order line is no less one for it. 已付 there does not say how much or when.
 * Told once a column.
 */
static bool is_paid_word(struct jc_load *l, const struct jc_cell *c, enum jc_field f, const struct jc_field_value *v)
{
    bool own = (f == JC_F_PAID || f == JC_F_DAY_PAID) && strcmp(l->map.kind->id, "purchase") == 0;
    int word = own && c->type == JC_CELL_TEXT ? jc_word_paid((struct jc_span){c->text, c->len}) : JC_WORD_UNKNOWN;
    if (word < 0)
        return false;
    if (word == 0)
        l->unpaid = l->by_field[f];
    if (!(l->paid_told[f] & 1u << word))
        issue_cell(l, c, f, v, E_PAID_WORD, NULL, false);
    l->paid_told[f] |= (uint8_t)(1u << word);
    return true;
}

/* A number or a day that cannot be read refuses its row; one without a value does where the row is nothing without it. */
static void refuse_cell(struct jc_load *l, const struct jc_cell *c, enum jc_field f, const struct jc_field_value *v,
                        int code, const char *a1)
{
    bool without = code == E_NO_VALUE || code == E_ERROR_VALUE;
    if (without && !jc_kind_lives_by(l->map.kind, f))
        tell_cell(l, c, f, v, code);
    else if (without || !is_paid_word(l, c, f, v))
        issue_cell(l, c, f, v, code, a1, true);
}

/* One that stands there as it is kept. */
static bool read_plain_id(struct jc_load *l, const struct jc_cell *c, struct jc_field_value *v)
{
    enum id_shape shape = id_shape(c);
    if (shape == ID_OTHER)
        return false;
    if (shape == ID_DIGITS && c->len >= 16)
        see_long_digits(l, c, v->col);
    v->text = (struct jc_span){c->text, c->len};
    v->has = true;
    return true;
}

/* A row that is known by nothing else is refused, one without its number counts; what is left tells which row mends it. */
static void see_lost(struct jc_load *l, const struct jc_cell *c, enum jc_field f)
{
    struct jc_buf text = {0};
    jc_cell_text(&text, c);
    const struct jc_span left = {jc_arena_copy(&l->arena, jc_buf_text(&text), text.len), text.len};
    jc_buf_free(&text);
    if (f == JC_F_INST_CODE)
        l->lost_inst = left;
    else if (f == JC_F_CODE || f == JC_F_PLATFORM)
        l->lost_item = left;
    else if (f == JC_F_ORDER_NO)
        l->lost_order = left;
    else if (f == JC_F_LINE_NO)
        l->lost_line = left;
    else if (f == JC_F_DELIVERY_NO)
        l->lost_delivery = left;
    l->destroyed = l->destroyed || l->lost_inst.n || l->lost_item.n;
}

static void read_id(struct jc_load *l, const struct jc_cell *c, enum jc_field f, struct jc_field_value *v)
{
    struct jc_buf id = {0};
    if (read_plain_id(l, c, v))
        return;
    int reason = jc_code_text(&id, c);
    if (reason) {
        tell_cell(l, c, f, v, reason);
        if (reason == 203)
            see_lost(l, c, f);
    } else {
        keep(l, v, &id);
    }
    jc_buf_free(&id);
}

static void check_code(struct jc_load *l, enum jc_field f, struct jc_field_value *v, enum jc_code_kind wanted)
{
    int reason = v->has ? jc_code_check(v->text, wanted) : 0;
    if (reason)
        jc_load_issue(l, reason, v->col, f, v->text, NULL, NULL, false);
}

/* Bytes of *化学药品制剂* at the beginning, which invoices of the tax office have in front of the name; 0 = there is none. */
static size_t tax_class(const struct jc_cell *c)
{
    const char *end = c->len > 1 && *c->text == '*' ? memchr(c->text + 1, '*', c->len - 1) : NULL;
    size_t n = end ? (size_t)(end + 1 - c->text) : 0;
    return n < c->len ? n : 0;
}

static void read_text(struct jc_load *l, const struct jc_cell *c, enum jc_field f, struct jc_field_value *v)
{
    struct jc_buf t = {0};
    int reason = 0;
    if (c->type != JC_CELL_TEXT || (c->len > 0 && *c->text == '#'))
        reason = jc_value_text(&t, c);
    else if (!jc_text_blank(c->text, c->len) && f == JC_F_GENERIC && tax_class(c))
        jc_text_tidy(&t, c->text + tax_class(c), c->len - tax_class(c));
    else if (!jc_text_blank(c->text, c->len))
        jc_text_tidy(&t, c->text, c->len); /* kept as it was written; keys fold it */
    if (reason)
        tell_cell(l, c, f, v, reason);
    keep(l, v, &t);
    jc_buf_free(&t);
}

/* Plain numbers need no parser of human habits. */
static int read_number(struct jc_number *out, const struct jc_cell *c, int64_t factor, int per)
{
    struct jc_dec d;
    bool rounded;
    *out = (struct jc_number){0};
    bool plain = c->type == JC_CELL_NUMBER ? (d = (struct jc_dec){c->num, c->exp}, true)
                                           : c->type == JC_CELL_TEXT && jc_dec_parse(&d, c->text, c->len);
    if (plain && factor == 1 && per == 0 && jc_dec_scaled(&out->scaled, d, 4, &rounded)) {
        out->flags = rounded ? JC_NUM_ROUNDED : 0;
        return 0;
    }
    return jc_value_times(out, c, factor, per);
}

static void tell_number(struct jc_load *l, const struct jc_cell *c, enum jc_field f, uint32_t col,
                        const struct jc_number *n)
{
    char text[40];
    struct jc_buf raw = {0};
    jc_scaled_text(text, sizeof text, n->scaled, 0, 4);
    jc_cell_text(&raw, c);
    struct jc_span value = {jc_buf_text(&raw), raw.len};
    if (n->flags & JC_NUM_UNIT)
        jc_load_issue(l, 244, col, f, value, n->unit, text, false);
    if (n->flags & JC_NUM_ROUNDED && f != JC_F_UNIT_PRICE) /* which is computed from its own digits */
        jc_load_issue(l, 246, col, f, value, text, NULL, false);
    jc_buf_free(&raw);
}

/* 12盒 in a cell says the unit as well, where no column does; 1万 only multiplies. False: 50元 are no quantity, 12盒 no amount. */
static bool keep_unit(struct jc_load *l, struct jc_field_value *v, const char *unit, bool money)
{
    struct jc_unit u;
    if (!jc_unit_parse(&u, jc_span(unit)) || (!u.bare && (u.kind == JC_UNIT_MONEY) != money))
        return false;
    v->times = u.times;
    if (!u.bare)
        v->text = (struct jc_span){jc_arena_copy(&l->arena, unit, strlen(unit)), strlen(unit)};
    return true;
}

/* 85分 */
static struct jc_cell without_points(const struct jc_cell *c)
{
    static const char points[] = "分";
    const size_t n = strlen(points);
    struct jc_cell cut = *c;
    if (c->type == JC_CELL_TEXT && c->len > n && memcmp(c->text + c->len - n, points, n) == 0)
        cut.len -= (uint32_t)n;
    return cut;
}

static void read_quantity(struct jc_load *l, const struct jc_cell *c, const struct jc_column *col,
                          struct jc_field_value *v)
{
    struct jc_number n;
    struct jc_cell score = col->field == JC_F_SCORE ? without_points(c) : *c;
    int reason = read_number(&n, &score, col->factor > 1 ? col->factor : 1, col->per);
    if (!reason && n.flags & JC_NUM_PERCENT)
        reason = E_NOT_NUMBER;
    const bool money = jc_field_info[col->field].type == JC_T_MONEY;
    if (reason == E_NOT_NUMBER && money && c->type == JC_CELL_TEXT &&
        jc_currency_is_other((struct jc_span){c->text, c->len})) /* $100 */
        reason = E_OTHER_MONEY;
    if (reason) {
        refuse_cell(l, c, col->field, v, reason, NULL);
        return;
    }
    if (n.flags & JC_NUM_BLANK)
        return;
    const bool paid = n.flags & JC_NUM_MONEY && !money; /* ￥12 is no quantity either */
    if (paid || (n.flags & JC_NUM_UNIT && !keep_unit(l, v, n.unit, money))) {
        jc_load_issue(l, E_UNIT, v->col, col->field, jc_span(paid ? "元" : n.unit), NULL, NULL, true);
        return;
    }
    if (n.flags & (JC_NUM_UNIT | JC_NUM_ROUNDED))
        tell_number(l, c, col->field, v->col, &n);
    v->i = n.scaled;
    v->has = true;
    v->rounded = n.flags & JC_NUM_ROUNDED && col->field == JC_F_UNIT_PRICE;
}

/*
 * 60, 60天, 验收后60日内. Months and years are no number of days (rule book 7.2: one month later is not 30 days later), and
 * of 3个 nobody knows what is counted.
 */
static bool days_of(int64_t *days, const struct jc_cell *c, const struct jc_column *col)
{
    struct jc_number n;
    char rule[24] = "";
    if (jc_value_number(&n, c) == 0) {
        *days = n.scaled / JC_SCALE;
        return n.scaled >= 0 && n.scaled % JC_SCALE == 0 && !(n.flags & (JC_NUM_UNIT | JC_NUM_PERCENT)) &&
               !col->unit[0];
    }
    if (c->type != JC_CELL_TEXT || !jc_word_term(rule, (struct jc_span){c->text, c->len}) ||
        strncmp(rule, "days ", 5) != 0)
        return false;
    *days = strtol(rule + 5, NULL, 10);
    return true;
}

static void read_count(struct jc_load *l, const struct jc_cell *c, const struct jc_column *col,
                       struct jc_field_value *v)
{
    int64_t days;
    if (jc_value_blank(c))
        return;
    v->has = days_of(&days, c, col);
    if (v->has)
        v->i = days;
    else /* a payment term is worth no row */
        tell_cell(l, c, col->field, v, E_NOT_DAYS);
}

/*
 * Percent as 1/10 000 of one: 60 % = 6000. A cell that is formatted as a percentage holds a fraction whatever the head
 * says; a bare 0.6 is one in a column without (%), and 0.6 % in one with it, which is rarely meant.
 */
static void read_percent(struct jc_load *l, const struct jc_cell *c, const struct jc_column *col,
                         struct jc_field_value *v)
{
    struct jc_number n;
    int reason = read_number(&n, c, 1, 0);
    if (!reason && n.flags & JC_NUM_UNIT)
        reason = E_NOT_NUMBER;
    if (reason) {
        refuse_cell(l, c, col->field, v, reason, NULL);
        return;
    }
    v->has = !(n.flags & JC_NUM_BLANK);
    v->i = n.scaled;
    if (c->flags & JC_CELL_PERCENT)
        return;
    bool large = n.scaled > JC_SCALE || n.scaled < -JC_SCALE, head = strchr(col->unit, '%');
    if (head && !large && n.scaled != 0 && !(n.flags & JC_NUM_PERCENT))
        tell_cell(l, c, col->field, v, E_SMALL_PERCENT);
    if ((large || head || n.flags & JC_NUM_PERCENT) && !jc_muldiv(&v->i, n.scaled, 1, 100))
        v->has = false;
}

/* Numbers in a column of days are told once. */
static void tell_serial(struct jc_load *l, const struct jc_cell *c, const struct jc_column *col)
{
    struct jc_dec d = {c->num, c->exp};
    int64_t x;
    if (l->serial_told[col->field] || (c->type == JC_CELL_TEXT && !jc_dec_parse(&d, c->text, c->len)))
        return;
    if (!jc_dec_scaled(&x, d, 0, NULL) || x >= 1000000)
        return;
    l->serial_told[col->field] = true;
    jc_load_tell(l, E_SERIAL, col->head, NULL, NULL);
}

/*
 * 至今 as the end of a shortage, 至下一轮 as that of an award: blank there means the same. Other words at the end of a shortage
 * are told with that (E979). True: it is one, or was told.
 */
static bool is_open_end(struct jc_load *l, const struct jc_cell *c, enum jc_field f, const struct jc_field_value *v)
{
    static const char *const words[] = {
        "至今",     "今",     "长期",       "持续",     "持续中",       "持续缺货",     "缺货中",       "仍缺货",
        "至下一轮", "下一轮", "至下轮集采", "至下轮",   "无",           "至下一轮集采", "至下一轮执行", "暂无",
        "待定",     "待恢复", "未定",       "时间待定", "恢复时间待定", "仍在缺货",     "缺货",         "目前仍缺货",
        "短缺中",   "仍短缺", "目前仍短缺", "断供中",   "否",           "现在"};
    /* 尚未恢复供货, 至今未到货 */
    static const char *const not_yet[] = {"未恢复", "未结束", "未到货", "未供货",
                                          "未供应", "未解除", "未解决", "未复产"};
    bool shortage = strcmp(l->map.kind->id, "shortage") == 0, award = strcmp(l->map.kind->id, "award") == 0,
         term = strcmp(l->map.kind->id, "term") == 0, open = false;
    if (f != JC_F_DAY_TO || c->type != JC_CELL_TEXT || (!shortage && !award && !term))
        return false;
    struct jc_buf key = {0};
    jc_text_key(&key, c->text, c->len);
    for (size_t i = 0; i < JC_LEN(words) && !open; i++)
        open = strcmp(jc_buf_text(&key), words[i]) == 0;
    if (shortage && !strpbrk(jc_buf_text(&key), "0123456789"))
        open = open || jc_title_has_word(jc_buf_text(&key), not_yet, JC_LEN(not_yet));
    jc_buf_free(&key);
    if (open)
        issue_cell(l, c, f, v, E_OPEN_END, NULL, false);
    else if (shortage)
        issue_cell(l, c, f, v, E_END_WORDS, NULL, true);
    return open || shortage;
}

/* 断供时间 = 2024.7.1-2024.8.15: both days, where no column gives the last one. 2024年7月 alone may be all of it, or when it began. */
static bool is_own_span(struct jc_load *l, const struct jc_cell *c, enum jc_field f)
{
    jc_day from, to, month;
    struct jc_field_value *a = &l->v[JC_F_DAY_FROM];
    const struct jc_column *last = l->by_field[JC_F_DAY_TO];
    bool may = f == JC_F_DAY_FROM && c->type == JC_CELL_TEXT && !(last && jc_value_at(l->current, last->col));
    bool spans = jc_kind_has(l->map.kind, JC_F_PERIOD) && !l->by_field[JC_F_PERIOD];
    if (!may || jc_value_span(&from, &to, c) != 0 || jc_month_parse(&month, c->text, c->len) || (from != to && !spans))
        return false;
    *a = (struct jc_field_value){.has = true, .i = from, .col = a->col};
    if (from != to)
        jc_field_lend(l, JC_F_DAY_TO)->i = to;
    return true;
}

static void read_day(struct jc_load *l, const struct jc_cell *c, const struct jc_column *col, struct jc_field_value *v)
{
    jc_day day;
    enum jc_field f = col->field;
    bool future = jc_field_info[f].type == JC_T_FUTURE;
    bool plain = c->type == JC_CELL_TEXT && jc_day_plain(&day, c->text, c->len);
    int reason = plain ? 0 : jc_value_day(&day, c, col->serial);
    if (reason == E_NOT_DAY)
        reason = jc_year_day(&day, l, c, col);
    if (reason == E_NOT_DAY && (is_own_span(l, c, f) || is_open_end(l, c, f, v)))
        return;
    if (reason) {
        refuse_cell(l, c, f, v, reason, NULL);
        return;
    }
    v->has = day != JC_NO_DAY;
    v->i = day;
    if (v->has && col->serial && !plain && c->type != JC_CELL_DATE)
        tell_serial(l, c, col);
    if (v->has && (day < FIRST_DAY || (!future && day > l->s->opts->today))) {
        char today[11];
        jc_day_text(today, l->s->opts->today);
        refuse_cell(l, c, f, v, E_RANGE_DAY, today);
    }
}

static void read_month(struct jc_load *l, const struct jc_cell *c, enum jc_field f, struct jc_field_value *v)
{
    struct jc_buf t = {0};
    jc_day day = JC_NO_DAY;
    int reason = jc_value_text(&t, c);
    if (!reason && t.len && !jc_month_parse(&day, t.p, t.len)) {
        reason = jc_value_day(&day, c, true);
        if (day != JC_NO_DAY)
            day = jc_day_month_add(day, 0);
    }
    jc_buf_free(&t);
    if (reason)
        refuse_cell(l, c, f, v, reason, NULL);
    v->has = day != JC_NO_DAY && !reason;
    v->i = day;
}

/* The day on which so many months end that begin on that day: a year from 2024-03-01 on ends on 2025-02-28. */
static jc_day end_after(jc_day from, int months)
{
    int y, m, d;
    jc_day_split(from, &y, &m, &d);
    jc_day first = jc_day_month_add(from, months), last = jc_day_month_end(first), same = first + d - 1;
    return same <= last ? same - 1 : last;
}

/* 长期, 自执行之日起1年, 以协议为准: not one day of it is told, so that none was mistyped. */
static bool is_dayless(const struct jc_cell *c)
{
    return c->type == JC_CELL_TEXT && !jc_text_find(c->text, c->len, "20", 2);
}

/*
 * 采购周期 = 3年 is no span. An award without a last day lasts until the next one, whatever was meant to be (rule book 2.6), and
 * without it what is bought would be of nobody who won; an agreement that begins on a day ends so much later, else it has the
 * days of the title. True: the row is read so.
 */
static bool read_length(struct jc_load *l, const struct jc_cell *c, enum jc_field f, const struct jc_field_value *v)
{
    struct jc_field_value *a = &l->v[JC_F_DAY_FROM], *b = &l->v[JC_F_DAY_TO];
    bool award = strcmp(l->map.kind->id, "award") == 0, agreed = strcmp(l->map.kind->id, "agreement") == 0;
    bool titled = agreed && !a->has && !b->has && l->title_from != JC_NO_DAY;
    int months = jc_value_months(c);
    char from[11] = "", to[11] = "", span[32] = "";
    if (award ? !months && !is_dayless(c) : !months || !(titled || (agreed && a->has)))
        return false;
    if (agreed) {
        jc_day first = titled ? l->title_from : (jc_day)a->i;
        *a = (struct jc_field_value){.has = true, .i = first, .col = v->col};
        *b = (struct jc_field_value){.has = true, .i = titled ? l->title_to : end_after(first, months), .col = v->col};
        jc_day_text(from, first);
        jc_day_text(to, (jc_day)b->i);
        snprintf(span, sizeof span, "%s—%s", from, to);
    }
    l->by_length = true;
    if (!l->words_told)
        issue_cell(l, c, f, v, award ? E_AWARD_LENGTH : E_LENGTH, span, false);
    l->words_told = true;
    return true;
}

/* A span fills two fields: 协议期 2025.9.1-2026.8.31. A day alone (自2024年3月1日起), or the month of an award
   (执行时间 = 2024年3月), is the first, and nothing is said of the last. */
static void read_span(struct jc_load *l, const struct jc_cell *c, enum jc_field f, struct jc_field_value *v)
{
    jc_day from, to;
    struct jc_field_value *a = &l->v[JC_F_DAY_FROM], *b = &l->v[JC_F_DAY_TO];
    int reason = jc_value_span(&from, &to, c);
    if (reason && a->has && b->has) { /* 协议期 = 首年, beside its two days */
        if (!l->words_told)
            issue_cell(l, c, f, v, E_PERIOD_WORDS, NULL, false);
        l->words_told = true;
        return;
    }
    if (reason && read_length(l, c, f, v))
        return;
    if (reason) {
        refuse_cell(l, c, f, v, reason, NULL);
        return;
    }
    v->has = from != JC_NO_DAY;
    if (!v->has)
        return;
    l->by_length = false;
    if (!a->has)
        *a = (struct jc_field_value){.has = true, .i = from, .col = v->col};
    if (!b->has && from != to && !(strcmp(l->map.kind->id, "award") == 0 && to <= jc_day_month_end(from)))
        *b = (struct jc_field_value){.has = true, .i = to, .col = v->col};
}

/* Numbers on lines of their own are several: what stands behind a line break is behind a comma. */
static void lines_text(struct jc_buf *out, const struct jc_cell *c)
{
    const char *p = c->text, *end = p + c->len;
    while (p < end) {
        const char *stop = memchr(p, '\n', (size_t)(end - p));
        stop = stop ? stop : end;
        jc_text_clean(out, p, (size_t)(stop - p));
        if (stop < end)
            jc_buf_char(out, ',');
        p = stop + (stop < end);
    }
}

/* What a payment is for has to be known whole; of a line the words that stand for a number say only that none is there. */
static void tell_invoices(struct jc_load *l, const struct jc_field_value *v, enum jc_field f, struct jc_span all,
                          const struct jc_invoices *x)
{
    char n[24];
    bool pays = l->map.kind && strcmp(l->map.kind->id, "payment") == 0;
    snprintf(n, sizeof n, "%lld", (long long)x->n);
    if (jc_invoices_lack(x) && (pays || x->n))
        jc_load_issue(l, E_SOME_INVOICES, v->col, f, all, n, NULL, false);
    if (x->doubt && pays)
        jc_load_issue(l, E_SHORT_INVOICE, v->col, f, all, NULL, NULL, false);
}

static void read_list(struct jc_load *l, const struct jc_cell *c, enum jc_field f, struct jc_field_value *v)
{
    struct jc_buf raw = {0};
    struct jc_invoices all = {0};
    if (read_plain_id(l, c, v))
        return;
    struct jc_span piece;
    size_t at = 0;
    int reason = 0;
    if (c->type == JC_CELL_NUMBER) {
        reason = jc_code_text(&all.list, c); /* a number of 20 digits is destroyed */
    } else {
        if (c->type == JC_CELL_TEXT && memchr(c->text, '\n', c->len))
            lines_text(&raw, c);
        else
            reason = jc_value_text(&raw, c);
        while (!reason && jc_value_next(&piece, &at, (struct jc_span){jc_buf_text(&raw), raw.len})) {
            int bad = jc_invoices_add(&all, piece);
            if (bad)
                jc_load_issue(l, bad, v->col, f, piece, NULL, NULL, false);
        }
        tell_invoices(l, v, f, (struct jc_span){jc_buf_text(&raw), raw.len}, &all);
    }
    if (reason)
        tell_cell(l, c, f, v, reason);
    else
        keep(l, v, &all.list);
    jc_buf_free(&raw);
    jc_buf_free(&all.list);
}

static void read_regions(struct jc_load *l, const struct jc_cell *c, struct jc_field_value *v)
{
    struct jc_buf raw = {0}, out = {0}, strange = {0};
    int reason = jc_value_text(&raw, c);
    struct jc_span all = {jc_buf_text(&raw), raw.len};
    if (reason)
        tell_cell(l, c, JC_F_REGIONS, v, reason);
    else
        (void)jc_value_regions(&out, &strange, all); /* counties stay as written */
    if (strange.len)
        jc_load_issue(l, E_STRANGE_REGION, v->col, JC_F_REGIONS, all, jc_buf_text(&strange), NULL, false);
    keep(l, v, &out);
    jc_buf_free(&raw);
    jc_buf_free(&strange);
    jc_buf_free(&out);
}

static void read_flag(struct jc_load *l, const struct jc_cell *c, enum jc_field f, struct jc_field_value *v)
{
    int yes;
    int reason = jc_value_yes(&yes, c), duty = JC_WORD_UNKNOWN;
    if (reason && c->type == JC_CELL_TEXT && (duty = jc_word_duty((struct jc_span){c->text, c->len})) >= 0) {
        reason = 0; /* 必报, 自愿, 不需要 */
        yes = duty;
    }
    if (reason)
        refuse_cell(l, c, f, v, reason, NULL);
    v->has = yes >= 0 && !reason;
    v->i = yes;
}

/* The last bracket of a cell that ends in one; the length of the cell: it does not. */
static size_t bracket_begins(const struct jc_cell *c, struct jc_span *inner)
{
    static const char *const open[] = {"（", "("}, *const close[] = {"）", ")"};
    size_t at = c->len;
    for (size_t i = 0; i < JC_LEN(open); i++) {
        size_t a = strlen(open[i]), b = strlen(close[i]);
        if (c->len < a + b || memcmp(c->text + c->len - b, close[i], b) != 0)
            continue;
        for (size_t k = c->len - b; k-- > 0 && at == c->len;)
            if (k + a + b <= c->len && memcmp(c->text + k, open[i], a) == 0) {
                *inner = (struct jc_span){c->text + k + a, c->len - b - k - a};
                at = k;
            }
    }
    return at;
}

/* A form in the bracket at the end: 20mg（片剂）. Another bracket belongs to the strength: 100ml:35g（I）. */
static size_t form_begins(const struct jc_cell *c, struct jc_span *form)
{
    struct jc_buf key = {0};
    size_t at = bracket_begins(c, form);
    if (at < c->len)
        jc_form_key(&key, *form);
    if (key.len == 0 || *key.p == '?')
        at = c->len;
    jc_buf_free(&key);
    return at;
}

/* 甲硝唑片（灭滴灵） in a column of both names; the bracket of 注射液（18AA-Ⅱ） belongs to the name. */
static size_t brand_begins(const struct jc_cell *c)
{
    struct jc_span name = {c->text, c->len}, inner;
    size_t at = bracket_begins(c, &inner), han = 0;
    for (size_t i = 0; at < name.n && i < inner.n; i += han ? han : inner.n) {
        han = jc_unit_han(inner.p + i, inner.p + inner.n);
        at = han ? at : name.n;
    }
    return at;
}

/* One of the two fields of a cell; where it does not hold two it is the first, whole. */
static struct jc_cell part_of(const struct jc_cell *c, const struct jc_column *col)
{
    struct jc_span second = {0};
    struct jc_cell part = *c;
    bool first = col->part == JC_PART_FIRST;
    size_t end = c->len;
    if (c->type != JC_CELL_TEXT)
        return first ? part : (struct jc_cell){.type = JC_CELL_EMPTY, .str = -1};
    if (col->field == JC_F_GENERIC) {
        end = brand_begins(c);
    } else if (col->field == JC_F_FORM || col->field == JC_F_SPEC) {
        end = form_begins(c, &second);
    } else if (memchr(c->text, '/', c->len)) {
        const char *slash = memrchr(c->text, '/', c->len);
        second = (struct jc_span){slash + 1, (size_t)(c->text + c->len - slash - 1)};
        end = (size_t)((const char *)memchr(c->text, '/', c->len) - c->text);
    }
    if (end == c->len)
        second = (struct jc_span){0};
    part.str = -1;
    part.text = first ? c->text : second.p;
    part.len = (uint32_t)(first ? end : second.n);
    part.type = part.len ? JC_CELL_TEXT : JC_CELL_EMPTY;
    return part;
}

static void read_field(struct jc_load *l, const struct jc_cell *c, const struct jc_column *col)
{
    enum jc_field f = col->field;
    struct jc_field_value *v = &l->v[f];
    struct jc_cell part;
    v->col = col->col;
    if (col->part != JC_PART_WHOLE) {
        part = part_of(c, col);
        c = &part;
    }
    switch (jc_field_info[f].type) {
    case JC_T_TEXT:
        read_text(l, c, f, v);
        break;
    case JC_T_ID:
        read_id(l, c, f, v);
        break;
    case JC_T_CODE:
        read_id(l, c, f, v);
        check_code(l, f, v, JC_CODE_MEDICINE);
        break;
    case JC_T_INSTCODE:
        read_id(l, c, f, v);
        break;
    case JC_T_MONEY:
    case JC_T_VOLUME:
        read_quantity(l, c, col, v);
        break;
    case JC_T_COUNT:
        read_count(l, c, col, v);
        break;
    case JC_T_PERCENT:
        read_percent(l, c, col, v);
        break;
    case JC_T_DAY:
    case JC_T_FUTURE:
        read_day(l, c, col, v);
        break;
    case JC_T_MONTH:
        read_month(l, c, f, v);
        break;
    case JC_T_SPAN:
        read_span(l, c, f, v);
        break;
    case JC_T_LIST:
        read_list(l, c, f, v);
        break;
    case JC_T_REGIONS:
        read_regions(l, c, v);
        break;
    case JC_T_FLAG:
        read_flag(l, c, f, v);
        break;
    case JC_T_SKIP:
        break;
    }
}

/* Fields whose meaning is found through a memo over the raw cells are read only when the memo does not know them. */
bool jc_field_is_lazy(enum jc_field f)
{
    switch (f) {
    case JC_F_INST_CODE:
    case JC_F_INST_NAME:
    case JC_F_CODE:
    case JC_F_PLATFORM:
    case JC_F_GENERIC:
    case JC_F_FORM:
    case JC_F_SPEC:
    case JC_F_PACK:
    case JC_F_MAKER:
    case JC_F_HOLDER:
    case JC_F_WINNER:
    case JC_F_PRODUCER:
    case JC_F_REPACKER:
    case JC_F_UNIT:
    case JC_F_PRICE_UNIT:
    case JC_F_UPP:
    case JC_F_SUPPLIER:
    case JC_F_CHANNEL:
    case JC_F_PAYER:
    case JC_F_STATUS:
    case JC_F_DOC_TYPE:
    case JC_F_GOODS:
        return true;
    default:
        return false;
    }
}

/* Beside the maker stands the winner of the group, or who holds what it makes: which of them nobody says. */
static void tell_winner(struct jc_load *l, const struct jc_field_value *winner, struct jc_span all)
{
    char maker[96];
    if (l->winner_told || !winner->has || !jc_firm_is_other(winner->text, all))
        return;
    l->winner_told = true;
    jc_copyn(maker, sizeof maker, all.n ? all.p : "—", all.n ? all.n : strlen("—"));
    jc_load_issue(l, E_OTHER_WINNER, winner->col, JC_F_WINNER, winner->text, maker, NULL, false);
}

/* The firms of the row in its other columns; with them the maker is one cell that names all. */
static void join_firms(struct jc_load *l, const struct jc_row *row)
{
    struct jc_field_value *maker = &l->v[JC_F_MAKER], winner = {0};
    struct jc_firms firms = {.maker = maker->has ? maker->text : (struct jc_span){"", 0}};
    struct jc_buf text = {0};
    for (size_t i = 0; i < JC_FIRMS && l->firm[i]; i++) {
        enum jc_field f = l->firm[i]->field;
        struct jc_field_value *v = &l->v[f];
        *v = (struct jc_field_value){0};
        if (l->firm[i]->col < row->n)
            read_field(l, &row->cells[l->firm[i]->col], l->firm[i]);
        if (v->has && f == JC_F_WINNER)
            winner = *v;
        else if (v->has)
            jc_firm_add(&firms, f, v->text);
    }
    if (firms.n) {
        jc_firm_text(&text, &firms);
        keep(l, maker, &text);
    }
    tell_winner(l, &winner, maker->has ? maker->text : (struct jc_span){"", 0});
    jc_buf_free(&text);
}

void jc_field_read(struct jc_load *l, const struct jc_row *row, enum jc_field f)
{
    const struct jc_column *col = l->by_field[f];
    if (!col || l->v[f].has || l->seen[f])
        return;
    l->seen[f] = true;
    struct jc_cell day = col->three ? jc_three_cell(l, row, col->col) : (struct jc_cell){0};
    if (col->col < row->n)
        read_field(l, col->three ? &day : &row->cells[col->col], col);
    if (f == JC_F_MAKER && l->firm[0])
        join_firms(l, row);
}

struct jc_field_value jc_field_read_other(struct jc_load *l, const struct jc_row *row, const struct jc_column *c)
{
    const struct jc_field_value kept = l->v[c->field];
    l->v[c->field] = (struct jc_field_value){0};
    if (c->col < row->n)
        read_field(l, &row->cells[c->col], c);
    const struct jc_field_value found = l->v[c->field];
    l->v[c->field] = kept;
    return found;
}

struct jc_field_value *jc_field_lend(struct jc_load *l, enum jc_field f)
{
    if (!l->by_field[f] && !l->v[f].has)
        l->lent[l->n_lent++] = (uint8_t)f;
    l->v[f] = (struct jc_field_value){.has = true, .col = l->by_field[f] ? l->by_field[f]->col : UINT32_MAX};
    return &l->v[f];
}

void jc_load_list_fields(struct jc_load *l)
{
    bool listed[JC_F_COUNT] = {[JC_F_PERIOD] = true};
    l->n_field = 0;
    for (int lazy = 0; lazy < 2; lazy++) {
        for (size_t i = 0; i < l->map.n; i++) {
            enum jc_field f = l->map.cols[i].field;
            if (f >= JC_F_SKIP || listed[f] || jc_field_is_lazy(f) != lazy)
                continue;
            listed[f] = true;
            l->field[l->n_field++] = (uint8_t)f;
        }
        if (!lazy &&
            l->by_field[JC_F_PERIOD]) /* it fills in what columns of their own leave open, wherever it stands */
            l->field[l->n_field++] = JC_F_PERIOD;
        l->n_read = lazy ? l->n_read : l->n_field;
    }
}

/* A field of the list may have no column now: of hospitals side by side, one may have no demand. */
void jc_fields_read(struct jc_load *l, const struct jc_row *row)
{
    while (l->n_lent)
        l->v[l->lent[--l->n_lent]] = (struct jc_field_value){0};
    for (size_t i = 0; i < l->n_field; i++) {
        const struct jc_column *c = l->by_field[l->field[i]];
        l->v[l->field[i]] = (struct jc_field_value){.col = c ? c->col : UINT32_MAX};
        l->seen[l->field[i]] = false;
    }
    if (l->by_field[JC_F_PERIOD])
        l->v[JC_F_DAY_FROM] = l->v[JC_F_DAY_TO] = (struct jc_field_value){0};
    for (size_t i = 0; i < l->n_read; i++)
        jc_field_read(l, row, (enum jc_field)l->field[i]);
}
