/* What a head says beside its name, in its bracket for the most part: a unit, a remark, and whether tax is in it. */
#include "ingest/bracket.h"

static bool is_any(struct jc_span s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(words[i]) == s.n && memcmp(words[i], s.p, s.n) == 0)
            return true;
    return false;
}

/* What a bracket at the end of a head may hold beside a unit, without being part of the name. */
static bool is_remark(struct jc_span s)
{
    static const char *const words[] = {"天", "日", "自然日", "必填", "选填", "含税"};
    return is_any(s, words, JC_LEN(words));
}

bool jc_bracket_time(struct jc_span s)
{
    static const char *const words[] = {"月", "个月", "年", "季", "季度", "周", "星期"};
    return is_any(s, words, JC_LEN(words));
}

bool jc_bracket_price(struct jc_span s, struct jc_unit *u)
{
    static const char yuan[] = "元/";
    size_t n = strlen(yuan);
    return s.n > n && memcmp(s.p, yuan, n) == 0 && jc_unit_parse(u, (struct jc_span){s.p + n, s.n - n});
}

/* The last bracket of the key, at *open; false: it does not end in one. */
static bool last_bracket(const char *key, size_t n, size_t *open, struct jc_span *inner)
{
    if (n < 3 || key[n - 1] != ')')
        return false;
    for (*open = n - 1; *open > 0 && key[*open] != '(';)
        --*open;
    *inner = (struct jc_span){key + *open + 1, n - *open - 2};
    return *open > 0;
}

static bool is_unit(struct jc_span s)
{
    struct jc_unit u;
    bool percent = s.n == 1 && *s.p == '%';
    return percent || jc_unit_parse(&u, s) || jc_bracket_price(s, &u) || jc_bracket_time(s);
}

size_t jc_bracket_unit(const char *key, size_t n, char *unit, size_t size)
{
    struct jc_span inner;
    size_t open;
    unit[0] = 0;
    while (last_bracket(key, n, &open, &inner)) {
        bool names = !unit[0] && inner.n < size && is_unit(inner);
        if (names)
            jc_copyn(unit, size, inner.p, inner.n);
        else if (!is_remark(inner) && !jc_unit_is_mixed(inner))
            break;
        n = open;
    }
    return n;
}

bool jc_bracket_net(struct jc_buf *key)
{
    static const char *const words[] = {"(不含税)", "(未税)", "不含税", "未税"};
    for (size_t i = 0; i < JC_LEN(words); i++) {
        size_t n = strlen(words[i]);
        char *p = key->len > n ? memmem(key->p, key->len, words[i], n) : NULL;
        bool bracket = *words[i] == '(';
        if (!p || (!bracket && p != key->p && p + n != key->p + key->len))
            continue;
        memmove(p, p + n, (size_t)(key->p + key->len - p) - n + 1);
        key->len -= n;
        return true;
    }
    return false;
}

int64_t jc_bracket_factor(const char *unit)
{
    struct jc_unit u;
    if (strcmp(unit, "万元") == 0)
        return 10000;
    return unit[0] && jc_unit_parse(&u, jc_span(unit)) && u.times > 0 ? u.times : 1;
}

bool jc_bracket_counts(const char *unit)
{
    struct jc_unit u;
    return unit[0] && jc_unit_parse(&u, jc_span(unit)) && u.kind != JC_UNIT_MONEY && (u.name[0] || u.times == 1);
}
