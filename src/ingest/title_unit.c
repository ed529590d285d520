/*
 * The units that stand above a table: 单位：盒、万元; 金额单位：人民币万元; 货款支付情况（万元）. Where two of them say
 * otherwise of one thing, what is said of it by name goes before what is said of everything; else neither is taken.
 */
#include "ingest/title.h"

#include "ingest/unit.h"

enum { UNIT_TEXT = 24, LOOKED_AT = 120, MANY = 1000 };

/* How closely a statement is of amounts, or of quantities. */
enum rank { OF_BRACKET, OF_ALL, OF_THIS };
enum label { LABEL_ALL, LABEL_COUNT, LABEL_MONEY, LABEL_PRICE };

/* One statement; and what all of them come to. */
struct units {
    struct jc_buf counted;
    char money[UNIT_TEXT];
    struct jc_span rest; /* from where on it is not understood; n = 0: all of it is */
    bool contradicts;
};
struct answer {
    char text[UNIT_TEXT], clash[48];
    enum rank rank;
};

/* ---- words of a list --------------------------------------------------------------------------------------------- */

static size_t any_of(const char *p, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(p, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return 0;
}

/* Bytes of the mark at p that stands between the units of a list (盒、万元, 数量（盒）金额（万元）), 0 = none does. */
static size_t list_mark(const char *p)
{
    static const char *const marks[] = {"、", "，", ",", "/",  "；", ";", "(",  ")",  "（",
                                        "）", "：", ":", "和", "或", " ", "\n", "\t", "　"};
    return any_of(p, marks, JC_LEN(marks));
}

static const char unit_word[] = "单位";

/* Bytes of the 单位： at p, 0 = none stands there. */
static size_t label_at(const char *p)
{
    static const char *const colons[] = {":", "："};
    if (strncmp(p, unit_word, strlen(unit_word)) != 0)
        return 0;
    const char *colon = p + strlen(unit_word);
    colon += strspn(colon, " ");
    size_t n = any_of(colon, colons, JC_LEN(colons));
    return n ? (size_t)(colon - p) + n : 0;
}

/* The next 单位： from p on, and what stands behind its colon; NULL = there is none. */
static const char *next_label(const char *p, const char **behind)
{
    while ((p = strstr(p, unit_word)) != NULL) {
        size_t n = label_at(p);
        *behind = p + n;
        if (n)
            return p;
        p += strlen(unit_word);
    }
    return NULL;
}

/* A list of units ends at a blank, with the bracket in which it stands, or where the next one is announced. */
static size_t list_length(const char *p)
{
    static const char *const stops[] = {" ", "\n", "\t", "　", "】", "。"}, *const open[] = {"(", "（"},
                             *const close[] = {")", "）"};
    int depth = 0;
    size_t i = 0;
    for (; p[i] && !any_of(p + i, stops, JC_LEN(stops)) && !label_at(p + i); i++) {
        depth += any_of(p + i, open, JC_LEN(open)) > 0;
        if (any_of(p + i, close, JC_LEN(close)) && depth-- == 0)
            break;
    }
    return i;
}

static struct jc_span without_prefix(struct jc_span s, const char *word)
{
    size_t n = strlen(word);
    return s.n >= n && memcmp(s.p, word, n) == 0 ? (struct jc_span){s.p + n, s.n - n} : s;
}

/* 数量（盒）, 人民币（万元）: words between units that name none. */
static bool is_filler(struct jc_span s)
{
    static const char *const words[] = {"", "数量", "金额", "采购数量", "采购金额", "约定量", "采购量"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (s.n == strlen(words[i]) && memcmp(s.p, words[i], s.n) == 0)
            return true;
    return false;
}

static bool same_unit(const char *a, const char *b)
{
    struct jc_unit x, y;
    return jc_unit_parse(&x, jc_span(a)) && jc_unit_parse(&y, jc_span(b)) && x.times == y.times && x.kind == y.kind;
}

/* One word of the list, and what stands behind it; false: it is no unit. 元/片 is a price, of which nothing follows. */
static bool take_word(struct units *l, struct jc_span s)
{
    struct jc_unit u;
    char text[UNIT_TEXT];
    bool per = s.p[s.n] == '/';
    s = without_prefix(s, "人民币");
    if (is_filler(s))
        return true;
    if (s.n >= sizeof text || !jc_unit_parse(&u, s) || (u.kind == JC_UNIT_MONEY && u.times == 1 && per))
        return false;
    jc_copyn(text, sizeof text, s.p, s.n);
    if (u.kind != JC_UNIT_MONEY)
        jc_buf_fmt(&l->counted, "%s%s", l->counted.len ? "/" : "", text);
    else if (!l->money[0])
        jc_copy(l->money, sizeof l->money, text);
    else
        l->contradicts = l->contradicts || !same_unit(text, l->money); /* 元、万元: amounts are in which? */
    return true;
}

static void read_list(struct units *l, struct jc_span text)
{
    struct jc_unit u;
    for (size_t from = 0, to = 0; from < text.n; from = to) {
        size_t mark = 0;
        for (to = from; to < text.n && (mark = list_mark(text.p + to)) == 0;)
            to++;
        if (!take_word(l, (struct jc_span){text.p + from, to - from})) {
            l->rest = (struct jc_span){text.p + from, text.n - from};
            break;
        }
        to += mark;
    }
    struct jc_span counted = {jc_buf_text(&l->counted), l->counted.len};
    if (counted.n == 0 || (counted.n < UNIT_TEXT && jc_unit_parse(&u, counted)))
        return;
    l->contradicts = l->contradicts || !jc_unit_is_mixed(counted); /* 片、盒 is as good as none, 万片、万盒 is not */
    jc_buf_clear(&l->counted);
}

static bool begins_char(char c)
{
    return ((unsigned char)c & 0xc0) != 0x80;
}

/* 万元, 千盒 somewhere in it: what is lost where it is not understood; 万年县 is no unit. */
static bool holds_power(struct jc_span s)
{
    struct jc_unit u;
    s.n = s.n < LOOKED_AT ? s.n : LOOKED_AT;
    for (size_t i = 0; i < s.n; i++)
        for (size_t n = 1; begins_char(s.p[i]) && i + n <= s.n && n < UNIT_TEXT; n++)
            if ((i + n == s.n || begins_char(s.p[i + n])) && jc_unit_parse(&u, (struct jc_span){s.p + i, n}) &&
                u.times > 1 && !u.bare)
                return true;
    return false;
}

/* 单位：千克, 单位：美元: units of something else. */
static bool is_other_unit(struct jc_span s)
{
    struct jc_buf key = {0};
    size_t n = 0, yuan = strlen("元");
    while (n < s.n && list_mark(s.p + n) == 0)
        n++;
    jc_text_key(&key, s.p, n);
    const struct measure *m = key.len ? jc_unit_measure(key.p, key.p + key.len) : NULL;
    bool other = (m && strlen(m->text) == key.len) || (n > yuan && memcmp(s.p + n - yuan, "元", yuan) == 0);
    jc_buf_free(&key);
    return other;
}

/* ---- statements -------------------------------------------------------------------------------------------------- */

/* 单位：盒 万元: what follows a blank belongs to the list where it is nothing but units. */
static struct jc_span whole_list(const char *p)
{
    size_t n = list_length(p);
    for (;;) {
        size_t gap = strspn(p + n, " \t\n"), more = gap ? list_length(p + n + gap) : 0;
        struct units next = {0};
        if (more)
            read_list(&next, (struct jc_span){p + n + gap, more});
        bool units = (next.counted.len || next.money[0]) && next.rest.n == 0;
        jc_buf_free(&next.counted);
        if (!units)
            return (struct jc_span){p, n};
        n += gap + more;
    }
}

/* 金额单位, 计量单位, 单价单位: what the word before 单位 says that the units are of. */
static enum label label_of(const char *text, const char *at)
{
    static const struct {
        const char *word;
        enum label label;
    } words[] = {{"金额", LABEL_MONEY},   {"货币", LABEL_MONEY}, {"数量", LABEL_COUNT},
                 {"计量", LABEL_COUNT},   {"用量", LABEL_COUNT}, {"采购量", LABEL_COUNT},
                 {"约定量", LABEL_COUNT}, {"单价", LABEL_PRICE}, {"价格", LABEL_PRICE}};
    for (size_t i = 0; i < JC_LEN(words); i++) {
        size_t n = strlen(words[i].word);
        if ((size_t)(at - text) >= n && memcmp(at - n, words[i].word, n) == 0)
            return words[i].label;
    }
    return LABEL_ALL;
}

static void answer(struct answer *a, const char *text, enum rank rank)
{
    if (!text[0] || (a->text[0] && rank < a->rank))
        return;
    if (rank > a->rank)
        a->clash[0] = '\0';
    if (a->text[0] && rank == a->rank && !same_unit(a->text, text))
        snprintf(a->clash, sizeof a->clash, "%s、%s", a->text, text);
    jc_copy(a->text, sizeof a->text, text);
    a->rank = rank;
}

static void unclear(struct jc_title *t, struct jc_span text)
{
    jc_copyn(t->unclear, sizeof t->unclear, text.p, text.n);
}

static void take_statement(struct jc_title *t, struct answer *money, struct answer *counted, enum label label,
                           struct jc_span text)
{
    struct units l = {0};
    enum rank rank = label == LABEL_ALL ? OF_ALL : OF_THIS;
    read_list(&l, text);
    bool hospital =
        t->inst[0] && (jc_title_names_institution(text) || jc_text_find(text.p, text.n, t->inst, strlen(t->inst)));
    bool nothing = !l.counted.len && !l.money[0];
    bool lost = l.rest.n && (holds_power(l.rest) || is_other_unit(l.rest) || (rank == OF_THIS && nothing));
    if (label == LABEL_PRICE)
        lost = l.money[0] && !same_unit(l.money, "元");
    if (!hospital && (lost || l.contradicts))
        unclear(t, text);
    if (label != LABEL_PRICE && label != LABEL_COUNT && !l.contradicts)
        answer(money, l.money, rank);
    if (label != LABEL_PRICE && label != LABEL_MONEY && !l.contradicts)
        answer(counted, jc_buf_text(&l.counted), rank);
    jc_buf_free(&l.counted);
}

static void read_labels(struct jc_title *t, struct answer *money, struct answer *counted)
{
    const char *behind;
    for (const char *p = t->text; (p = next_label(p, &behind)) != NULL; p = behind) {
        const char *list = behind + strspn(behind, " \n");
        if (*list)
            take_statement(t, money, counted, label_of(t->text, p), whole_list(list));
    }
}

/* 货款支付情况（万元）: a bracket that is nothing but a unit of many. */
static void read_brackets(struct jc_title *t, struct answer *money, struct answer *counted)
{
    static const char *const open[] = {"(", "（"}, *const close[] = {")", "\n", "）"};
    for (const char *p = t->text; *p; p++) {
        size_t n = any_of(p, open, JC_LEN(open)), len = 0;
        struct jc_unit u;
        char text[UNIT_TEXT];
        while (n && len < sizeof text && p[n + len] && !any_of(p + n + len, close, JC_LEN(close)))
            len++;
        if (!len || len >= sizeof text || !jc_unit_parse(&u, (struct jc_span){p + n, len}) || u.times < MANY || u.bare)
            continue;
        jc_copyn(text, sizeof text, p + n, len);
        answer(u.kind == JC_UNIT_MONEY ? money : counted, text, OF_BRACKET);
    }
}

void jc_title_find_units(struct jc_title *t)
{
    struct answer money = {0}, counted = {0};
    read_brackets(t, &money, &counted);
    read_labels(t, &money, &counted);
    if (money.clash[0] || counted.clash[0])
        unclear(t, jc_span(money.clash[0] ? money.clash : counted.clash));
    jc_copy(t->money, sizeof t->money, money.clash[0] ? "" : money.text);
    jc_copy(t->unit, sizeof t->unit, counted.clash[0] ? "" : counted.text);
}
