/* What a head says beside its name, in its bracket for the most part: a unit, a remark, and whether tax is in it. */
#include "ingest/bracket.h"

static bool is_any(struct jc_span s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(words[i]) == s.n && memcmp(words[i], s.p, s.n) == 0)
            return true;
    return false;
}

static bool holds_any(struct jc_span s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (jc_text_find(s.p, s.n, words[i], strlen(words[i])))
            return true;
    return false;
}

/* 年月日, yyyy-mm-dd, 如2024-03-01: how a day is to be written, and not which: 2024年3月. */
static bool is_pattern(struct jc_span s)
{
    static const char *const lead[] = {"格式:", "格式", "例如", "示例", "如:", "例:", "如", "例"}, *const han[] = {
                                                                                                       "年", "月",
                                                                                                       "日"};
    bool example = false, year = false;
    for (size_t i = 0; i < JC_LEN(lead) && !example; i++)
        if ((example = jc_span_begins(s, lead[i])))
            s = (struct jc_span){s.p + strlen(lead[i]), s.n - strlen(lead[i])};
    while (s.n > 0) {
        size_t n = strchr("ymdhs-/.:", *s.p) || (example && *s.p >= '0' && *s.p <= '9') ? 1 : 0;
        year = year || example || jc_span_begins(s, "yy") || jc_span_begins(s, "年月") || jc_span_begins(s, "年-") ||
               jc_span_begins(s, "年/") || jc_span_begins(s, "年.");
        for (size_t k = 0; k < JC_LEN(han) && !n; k++)
            n = jc_span_begins(s, han[k]) ? strlen(han[k]) : 0;
        if (!n)
            return false;
        s = (struct jc_span){s.p + n, s.n - n};
    }
    return year;
}

/* 多张用逗号分隔: how several are to be written. */
static bool is_of_many(struct jc_span s)
{
    static const char *const marks[] = {"分隔", "隔开", "分开", "逗号", "顿号", "分号"};
    return jc_span_begins(s, "多") && holds_any(s, marks, JC_LEN(marks));
}

/* What a bracket at the end of a head may hold beside a unit without being part of the name: how it is to be filled in. */
static bool is_remark(struct jc_span s)
{
    static const char *const words[] = {"天",       "日",   "自然日",   "必填",     "选填",     "必须",     "非必填",
                                        "可选",     "可空", "可不填",   "含税",     "含税价",   "含增值税", "全称",
                                        "规范全称", "中文", "中文名称", "文本",     "文本格式", "数字",     "数值",
                                        "日期格式", "公章", "盖章",     "下拉选择", "多张",     "多个"};
    return is_any(s, words, JC_LEN(words)) || is_pattern(s) || is_of_many(s);
}

bool jc_bracket_time(struct jc_span s)
{
    static const char *const words[] = {"月", "个月", "年", "季", "季度", "周", "星期"};
    return is_any(s, words, JC_LEN(words));
}

/* 单位:盒, 以最小包装计, 按片: the unit itself. 按月 says of what stretch each number is. */
static struct jc_span unit_in(struct jc_span s)
{
    static const char *const before[] = {"计量单位:", "金额单位:", "数量单位:", "单位:", "单位", "以", "按"},
                             *const behind[] = {"为单位", "计算", "统计", "填写", "填报", "计"};
    struct jc_span said = s;
    for (size_t i = 0; i < JC_LEN(before) && said.n == s.n; i++)
        if (jc_span_begins(s, before[i]))
            said = (struct jc_span){s.p + strlen(before[i]), s.n - strlen(before[i])};
    for (size_t i = 0; i < JC_LEN(behind) && said.n < s.n; i++) {
        size_t n = strlen(behind[i]);
        if (said.n > n && memcmp(said.p + said.n - n, behind[i], n) == 0) {
            said.n -= n;
            break;
        }
    }
    if (jc_span_begins(s, "按") && jc_bracket_time(said))
        return s;
    return said;
}

bool jc_bracket_price(struct jc_span s, struct jc_unit *money, struct jc_unit *of)
{
    const char *slash = s.n ? memchr(s.p, '/', s.n) : NULL;
    size_t n = slash ? (size_t)(slash - s.p) : 0;
    return slash && jc_unit_parse(money, (struct jc_span){s.p, n}) && money->kind == JC_UNIT_MONEY &&
           jc_unit_parse(of, (struct jc_span){slash + 1, s.n - n - 1}) && of->kind != JC_UNIT_MONEY;
}

bool jc_bracket_last(const char *key, size_t n, size_t *open, struct jc_span *inner)
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
    struct jc_unit u, of;
    bool percent = s.n == 1 && *s.p == '%';
    return percent || jc_unit_parse(&u, s) || jc_bracket_price(s, &u, &of) || jc_bracket_time(s);
}

/* (元,含税): a unit and remarks in one bracket. False: it holds something else. */
static bool read_parts(struct jc_span inner, struct jc_span *unit)
{
    static const char *const marks[] = {"、", ",", ";"};
    *unit = (struct jc_span){0};
    for (size_t from = 0, to; from <= inner.n; from = to + 1) {
        size_t mark = 0;
        for (to = from; to < inner.n; to++) {
            for (size_t i = 0; i < JC_LEN(marks) && !mark; i++)
                mark = inner.n - to >= strlen(marks[i]) && memcmp(inner.p + to, marks[i], strlen(marks[i])) == 0
                           ? strlen(marks[i])
                           : 0;
            if (mark)
                break;
        }
        struct jc_span part = {inner.p + from, to - from}, said = unit_in(part);
        if (!unit->n && is_unit(said))
            *unit = said;
        else if (!is_remark(part))
            return false;
        to += mark ? mark - 1 : 0;
    }
    return true;
}

size_t jc_bracket_unit(const char *key, size_t n, char *unit, size_t size)
{
    struct jc_span inner, found;
    size_t open;
    unit[0] = 0;
    while (jc_bracket_last(key, n, &open, &inner)) {
        struct jc_span said = unit_in(inner);
        if (is_unit(said))
            found = said;
        else if (jc_unit_is_mixed(said))
            found = (struct jc_span){0};
        else if (!read_parts(inner, &found))
            break;
        if (found.n && (unit[0] || found.n >= size))
            break;
        if (found.n)
            jc_copyn(unit, size, found.p, found.n);
        n = open;
    }
    return n;
}

size_t jc_bracket_slash(const char *key, size_t n, char *unit, size_t size)
{
    const char *slash = n ? memrchr(key, '/', n) : NULL;
    struct jc_span behind = {slash ? slash + 1 : key, slash ? n - (size_t)(slash + 1 - key) : 0};
    struct jc_unit u;
    if (!slash || slash == key || behind.n >= size || !jc_unit_parse(&u, behind))
        return n;
    jc_copyn(unit, size, behind.p, behind.n);
    return (size_t)(slash - key);
}

static bool is_at(const struct jc_buf *key, size_t at, const char *word)
{
    size_t n = strlen(word);
    return at + n <= key->len && memcmp(key->p + at, word, n) == 0;
}

static void cut_out(struct jc_buf *key, size_t at, size_t n)
{
    memmove(key->p + at, key->p + at + n, key->len - at - n + 1);
    key->len -= n;
}

/* What stood beside the word that was cut out at `at`: one mark of a list, and a bracket that is empty now. */
static void cut_marks(struct jc_buf *key, size_t at)
{
    static const char *const marks[] = {"、", ",", ";"};
    for (size_t i = 0; i < JC_LEN(marks); i++) {
        size_t n = strlen(marks[i]);
        bool behind = is_at(key, at, marks[i]), before = at >= n && is_at(key, at - n, marks[i]);
        if (!behind && !before)
            continue;
        cut_out(key, behind ? at : at - n, n);
        break;
    }
    if (at > 0 && is_at(key, at - 1, "()"))
        cut_out(key, at - 1, 2);
}

bool jc_bracket_net(struct jc_buf *key)
{
    static const char *const words[] = {"不含增值税", "不含税", "未含税", "未税", "无税", "除税", "去税", "税前"};
    for (size_t i = 0; i < JC_LEN(words); i++) {
        size_t n = strlen(words[i]);
        char *p = key->len > n ? jc_text_find(key->p, key->len, words[i], n) : NULL;
        if (!p)
            continue;
        cut_out(key, (size_t)(p - key->p), n);
        cut_marks(key, (size_t)(p - key->p));
        return true;
    }
    return false;
}

int64_t jc_bracket_factor(const char *unit, int *per)
{
    struct jc_unit u, of;
    *per = 0;
    if (unit[0] && jc_unit_parse(&u, jc_span(unit)))
        return u.times;
    if (!unit[0] || !jc_bracket_price(jc_span(unit), &u, &of))
        return 1;
    for (int64_t n = of.times; n >= 10; n /= 10)
        ++*per;
    return u.times;
}

bool jc_bracket_counts(const char *unit)
{
    struct jc_unit u;
    return unit[0] && jc_unit_parse(&u, jc_span(unit)) && u.kind != JC_UNIT_MONEY && !u.bare;
}
