/*
 * What rules say, they say in both languages: every Chinese text in the SQL of a rule, and of the views that give rules
 * their words, is the first of words(zh, en), or a value that something is compared with.
 */
#include <ctype.h>

#include <criterion/criterion.h>

#include "jicai/rules.h"

TestSuite(words);

enum { DEEP = 32, NAME = 32 };

/* A bracket that is open: the function in front of it, and which of its arguments this is. */
struct open {
    char name[NAME];
    int argument;
};

struct reader {
    struct open open[DEEP];
    int deep;
    char last[NAME]; /* the word or sign before */
};

/* Chinese letters, and the punctuation that goes with them. */
static bool is_chinese(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (((unsigned char)s[i] >= 0xE3 && (unsigned char)s[i] <= 0xE9) || (unsigned char)s[i] == 0xEF)
            return true;
    return false;
}

/* What a reader has to write into a table, in any language, stands behind "kind". */
static bool is_said(const char *s, size_t n)
{
    static const char kind[] = "a line of kind 机构 ";
    const char *at = memmem(s, n, kind, strlen(kind));
    return at ? is_chinese(s, (size_t)(at - s)) || is_chinese(at + strlen(kind), n - (size_t)(at - s) - strlen(kind))
              : is_chinese(s, n);
}

static bool is_compared(const struct reader *r)
{
    static const char *const before[] = {"=", ">", "like", "when"};
    for (size_t i = 0; i < JC_LEN(before); i++)
        if (strcmp(r->last, before[i]) == 0)
            return true;
    return r->deep > 0 && strcmp(r->open[r->deep - 1].name, "in") == 0;
}

static bool may_stand(const struct reader *r)
{
    for (int i = r->deep - 1; i >= 0 && !is_compared(r); i--)
        if (strcmp(r->open[i].name, "words") == 0)
            return r->open[i].argument == 0;
    return is_compared(r);
}

static size_t word_length(const char *p)
{
    size_t n = 0;
    while (isalnum((unsigned char)p[n]) || p[n] == '_' || p[n] == '.')
        n++;
    return n;
}

static size_t text_length(const char *p)
{
    size_t n = 1;
    while (p[n] && (p[n] != '\'' || p[n + 1] == '\''))
        n += p[n] == '\'' ? 2 : 1;
    return n + (p[n] == '\'');
}

static void see_sign(struct reader *r, char c)
{
    if (c == '(') {
        cr_assert(r->deep < DEEP);
        jc_copy(r->open[r->deep].name, NAME, r->last);
        r->open[r->deep++].argument = 0;
    } else if (c == ')') {
        cr_assert(r->deep > 0);
        r->deep--;
    } else if (c == ',' && r->deep > 0) {
        r->open[r->deep - 1].argument++;
    }
}

static size_t see(struct reader *r, const char *p)
{
    size_t n = word_length(p);
    if (n == 0)
        n = *p == '\'' ? text_length(p) : 1;
    else
        n = n < NAME ? n : NAME - 1;
    if (!isspace((unsigned char)*p)) {
        see_sign(r, *p);
        jc_copyn(r->last, NAME, p, n);
        for (char *c = r->last; *c; c++)
            *c = (char)tolower((unsigned char)*c);
    }
    return n;
}

/* The first Chinese text that a reader of English would see, or "". */
static char *untold(const char *sql, size_t n)
{
    struct reader r = {0};
    for (const char *p = sql; p < sql + n;) {
        if (strncmp(p, "--", 2) == 0)
            p += strcspn(p, "\n");
        else if (*p == '\'' && is_said(p, text_length(p)) && !may_stand(&r))
            return jc_strndup(p, text_length(p));
        else
            p += see(&r, p);
    }
    return jc_strdup("");
}

static void expect_untold(const char *sql, size_t n, const char *want, const char *where)
{
    char *got = untold(sql, n);
    cr_expect_str_eq(got, want, "%s: %s, not %s", where, got, want);
    free(got);
}

Test(words, are_missed_where_they_stand_alone_or_in_the_wrong_place)
{
    static const char *const sql[][2] = {
        {"SELECT '约定 ' || a", "'约定 '"},
        {"SELECT words('约定 ', 'agreed ') || a || ' 天'", "' 天'"},
        {"SELECT words('约定 ', iif(a, '约定', ''))", "'约定'"},
        {"SELECT words(b || '（' || a || '）', ' (' || a || '）')", "'）'"},
        {"SELECT coalesce(a, '（全部）')", "'（全部）'"},
        {"SELECT group_concat(a, '、')", "'、'"},
        {"SELECT words(iif(a, '约定', '完成'), 'it''s') -- '约定'", ""},
        {"SELECT 1 WHERE a = '约定' AND b <> '约定' AND c IN ('约定', '完成') AND d LIKE '约定%'", ""},
        {"SELECT words('甲', CASE a WHEN '约定' THEN 'agreed' ELSE 'a line of kind 机构 in' END)", ""},
        {"SELECT CASE a WHEN '约定' THEN '完成' END", "'完成'"}};
    for (size_t i = 0; i < JC_LEN(sql); i++)
        expect_untold(sql[i][0], strlen(sql[i][0]), sql[i][1], sql[i][0]);
}

Test(words, of_every_rule_are_english_too)
{
    struct jc_rule r;
    for (size_t i = 0; jc_rule_at(&r, i); i++)
        expect_untold(r.sql, strlen(r.sql), "", r.id);
}

Test(words, of_the_views_behind_them_are_english_too)
{
    static const char *const parts[][2] = {{"sql/views.sql", "CREATE TEMP VIEW note_shown AS"},
                                           {"sql/supply_rates.sql", "INSERT INTO supply_gone"},
                                           {"sql/supply_rates.sql", "CREATE TEMP VIEW cause_shown AS"},
                                           {"sql/indicators_surplus.sql", "INSERT INTO ind_surplus"}};
    for (size_t i = 0; i < JC_LEN(parts); i++) {
        const struct jc_asset *a = jc_asset_find(parts[i][0]);
        const char *from = a ? strstr(a->data, parts[i][1]) : NULL;
        cr_assert_not_null(from, "%s: %s", parts[i][0], parts[i][1]);
        expect_untold(from, (size_t)(strstr(from, ";\n") - from), "", parts[i][1]);
    }
}
