#include "ingest/currency.h"

#include "ingest/row.h"
#include "ingest/title.h"

enum { E_CURRENCY = 989 };

static const char *const other_words[] = {"美元", "美金",   "欧元", "欧币", "港元",     "港币", "港幣", "日元",
                                          "日圆", "日币",   "英镑", "澳元", "澳币",     "加元", "加币", "新加坡元",
                                          "新币", "澳门元", "台币", "韩元", "瑞士法郎", "卢布", "泰铢", "卢比",
                                          "外币", "$",      "€",    "£",    "＄"};
static const char *const other_codes[] = {"usd", "eur", "hkd", "jpy", "gbp", "aud", "cad", "sgd",
                                          "chf", "krw", "twd", "mop", "thb", "inr", "rub", "nzd"};

static bool is_letter(char c)
{
    return c >= 'a' && c <= 'z';
}

/* A code is one by itself: not the USD of a longer word. */
static bool has_code(const char *key, const char *code)
{
    const size_t n = strlen(code);
    for (const char *p = key; (p = strstr(p, code)) != NULL; p += n)
        if ((p == key || !is_letter(p[-1])) && !is_letter(p[n]))
            return true;
    return false;
}

bool jc_currency_is_other(struct jc_span text)
{
    struct jc_buf key = {0};
    bool other = false;
    jc_text_key(&key, text.p, text.n);
    for (size_t i = 0; i < JC_LEN(other_words) && !other; i++)
        other = strstr(jc_buf_text(&key), other_words[i]) != NULL;
    for (size_t i = 0; i < JC_LEN(other_codes) && !other; i++)
        other = has_code(jc_buf_text(&key), other_codes[i]);
    jc_buf_free(&key);
    return other;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* 156 and 142 are its numbers in GB/T 12406 and at the customs; banks and bookkeeping systems count the moneys, and it is their
   first: 01, 001, or a 1 that lost its zero. A number is one as a whole. */
static size_t yuan_number_at(const char *p)
{
    static const char *const numbers[] = {"156", "142", "01", "001", "1"};
    size_t n = 0;
    while (is_digit(p[n]))
        n++;
    for (size_t i = 0; i < JC_LEN(numbers); i++)
        if (n == strlen(numbers[i]) && memcmp(p, numbers[i], n) == 0)
            return n;
    return 0;
}

/* Bytes of the word or number for yuan, or of the mark between two of them, at p: 人民币(CNY), CNY-人民币元, 01-人民币. */
static size_t yuan_at(const char *p)
{
    static const char *const words[] = {"人民币", "renminbi", "yuan", "rmb", "cny", "cnh", "元", "圆", "¥", "￥",
                                        "本位币", "本币",     "(",    ")",   "-",   "/",   "_",  ":",  " "};
    if (is_digit(*p))
        return yuan_number_at(p);
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strncmp(p, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return 0;
}

bool jc_currency_is_yuan(struct jc_span cell)
{
    struct jc_buf key = {0};
    jc_text_key(&key, cell.p, cell.n);
    const char *p = jc_buf_text(&key);
    for (size_t n; (n = yuan_at(p)) > 0; p += n)
        ;
    const bool yuan = *p == '\0' && key.len > 0;
    jc_buf_free(&key);
    return yuan;
}

/* ---- titles ------------------------------------------------------------------------------------------------------ */

static size_t any_of(const char *p, const char *end, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if ((size_t)(end - p) >= strlen(words[i]) && memcmp(p, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return 0;
}

/* Bytes of what announces a money at p: 币种：, 单位：, or the bracket that may hold one. */
static size_t announced(const char *p, const char *end)
{
    static const char *const words[] = {"币种", "币别", "货币", "单位"}, *const colons[] = {":", "："},
                             *const open[] = {"(", "（", "【"};
    size_t n = any_of(p, end, words, JC_LEN(words));
    if (!n)
        return any_of(p, end, open, JC_LEN(open));
    while (p + n < end && p[n] == ' ')
        n++;
    size_t colon = any_of(p + n, end, colons, JC_LEN(colons));
    return colon ? n + colon : 0;
}

static struct jc_span statement_at(const char *p, const char *end)
{
    static const char *const stops[] = {" ", "\t", "　", ")", "）", "】", "；", ";", "。", "，", ",", "(", "（", "、"};
    const char *from = p;
    while (p < end && !any_of(p, end, stops, JC_LEN(stops)))
        p++;
    return (struct jc_span){from, (size_t)(p - from)};
}

/* 万美元, but not 美元汇率变动: the money alone, and how many of it. */
static bool is_money(struct jc_span s, bool *other)
{
    static const char *const powers[] = {"十", "百", "千", "万", "亿"};
    const char *p = s.p, *end = s.p + s.n;
    for (size_t n; (n = any_of(p, end, powers, JC_LEN(powers))) > 0; p += n)
        ;
    s = (struct jc_span){p, (size_t)(end - p)};
    *other = jc_currency_is_other(s) && s.n <= strlen("新加坡元");
    return *other || (s.n && !is_digit(*s.p) && jc_currency_is_yuan(s)); /* (1) in a title is no money */
}

void jc_currency_of_titles(char *out, size_t size, const char *titles)
{
    struct jc_title_walk w = jc_title_walk(titles);
    struct jc_span line;
    bool other = false;
    *out = '\0';
    while (jc_title_next(&w, &line))
        for (const char *p = line.p, *end = line.p + line.n; p < end; p++) {
            const size_t n = announced(p, end);
            const struct jc_span said = statement_at(p + n, end);
            if (!n || !is_money(said, &other))
                continue;
            if (other)
                jc_copyn(out, size, said.p, said.n);
            return;
        }
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

/* What says of this amount that it is no yuan; n = 0: nothing does. A head or cell that says 元 goes before the titles. */
static struct jc_span other_money(struct jc_load *l, enum jc_field f, bool said)
{
    const struct jc_column *c = l->by_field[f];
    if (c->other_money)
        return jc_span(c->head);
    if (said || !l->title_currency[0] || (c->unit[0] && !c->titled) || l->v[f].text.n)
        return jc_no_span;
    return jc_span(l->title_currency);
}

static bool is_amount(struct jc_load *l, enum jc_field f)
{
    return jc_field_info[f].type == JC_T_MONEY && l->by_field[f] && jc_row_get(l, f)->has;
}

void jc_currency_check(struct jc_load *l)
{
    const struct jc_span cell = l->by_field[JC_F_CURRENCY] ? jc_row_text(l, JC_F_CURRENCY) : jc_no_span;
    const bool yuan = cell.n && jc_currency_is_yuan(cell);
    struct jc_span found = jc_no_span;
    enum jc_field of = JC_F_CURRENCY;
    bool any = false;
    for (size_t i = 0; i < l->n_field && !found.n; i++) {
        const enum jc_field f = (enum jc_field)l->field[i];
        if (!is_amount(l, f))
            continue;
        any = true;
        found = other_money(l, f, cell.n > 0);
        of = f;
    }
    if (any && !found.n && cell.n && !yuan) {
        found = cell;
        of = JC_F_CURRENCY;
    }
    if (!found.n)
        return;
    for (size_t i = 0; i < l->n_field; i++) /* the refused row is worth no yuan either */
        if (is_amount(l, (enum jc_field)l->field[i]))
            l->v[l->field[i]].has = false;
    jc_load_issue(l, E_CURRENCY, l->by_field[of]->col, of, found, NULL, NULL, true);
}

bool jc_currency_is_left(const struct jc_column *c)
{
    static const char *const amounts[] = {"金额", "价", "额", "款"};
    return (c->field == JC_F_COUNT || (c->field == JC_F_SKIP && !c->spare)) && jc_currency_is_other(jc_span(c->head)) &&
           jc_title_has_word(c->head, amounts, JC_LEN(amounts));
}
