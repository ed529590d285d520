/* code: shapes of identifiers, what a spreadsheet did to them, and the regions they name. */
#include "ingest/norm.h"

enum {
    DESTROYED = 203,
    NO_VALUE = 242,
    ERROR_VALUE = 243,
    PRODUCT = 281,
    INSTITUTION = 283,
    CREDIT = 284,
    CHECK = 285
};

/* ---- the text of an identifier ------------------------------------------------------------------- */

/* 8.69012E+13, 1.66720000E17: what a spreadsheet shows of a long number. 12E5 alone may be a real code. */
static bool is_exponent_form(const char *s, size_t n)
{
    size_t i = 1;
    bool sign = false;
    if (n < 4 || s[0] < '0' || s[0] > '9')
        return false;
    if (s[i] == '.')
        for (i++; i < n && s[i] >= '0' && s[i] <= '9';)
            i++;
    bool point = i > 1;
    if (i >= n || s[i++] != 'E')
        return false;
    if (i < n && s[i] == '+')
        sign = i++ > 0;
    size_t digits = i;
    while (i < n && s[i] >= '0' && s[i] <= '9')
        i++;
    return i == n && i > digits && (point || sign);
}

/* Guards that keep a long number text: a leading apostrophe, ="…". */
static struct jc_span unguarded(struct jc_span s)
{
    if (s.n >= 3 && s.p[0] == '=' && s.p[1] == '"' && s.p[s.n - 1] == '"')
        return (struct jc_span){s.p + 2, s.n - 3};
    return s.n && s.p[0] == '\'' ? (struct jc_span){s.p + 1, s.n - 1} : s;
}

static int code_of_text(struct jc_buf *out, struct jc_span text)
{
    struct jc_buf clean = {0};
    size_t from = out->len;
    if (text.n == 0 || jc_text_blank(text.p, text.n))
        return 0;
    jc_text_clean(&clean, text.p, text.n);
    struct jc_span s = unguarded((struct jc_span){jc_buf_text(&clean), clean.len});
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ' ')
            jc_buf_char(out, s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 32) : s.p[i]);
    jc_buf_free(&clean);
    if (!is_exponent_form(jc_buf_text(out) + from, out->len - from))
        return 0;
    out->len = from;
    out->p[from] = '\0';
    return DESTROYED;
}

/*
 * More than 15 digits cannot be kept by a number cell. An exponent shows lost digits only where spreadsheets use one by
 * themselves, from 10^11 on: some writers put 10000000 down as 1.0E7, with nothing lost.
 */
static int code_of_number(struct jc_buf *out, const struct jc_cell *cell)
{
    char text[48];
    int64_t whole;
    struct jc_dec d = {cell->num, cell->exp};
    if (cell->flags & JC_CELL_DIGITS || !jc_dec_scaled(&whole, d, 0, NULL) || whole >= INT64_C(1000000000000000) ||
        (cell->flags & JC_CELL_EXPONENT && whole >= INT64_C(100000000000)))
        return DESTROYED;
    jc_dec_text(text, sizeof text, d);
    jc_buf_str(out, text);
    return 0;
}

int jc_code_text(struct jc_buf *out, const struct jc_cell *cell)
{
    char day[11];
    switch (cell->type) {
    case JC_CELL_TEXT:
        return code_of_text(out, (struct jc_span){cell->text, cell->len});
    case JC_CELL_NUMBER:
        return code_of_number(out, cell);
    case JC_CELL_DATE:
        jc_day_text(day, (jc_day)cell->num);
        jc_buf_str(out, day);
        return 0;
    case JC_CELL_BOOL:
        jc_buf_str(out, cell->num ? "TRUE" : "FALSE");
        return 0;
    case JC_CELL_ERROR:
        return ERROR_VALUE;
    case JC_CELL_UNKNOWN:
        return NO_VALUE;
    default:
        return 0;
    }
}

/* ---- shapes -------------------------------------------------------------------------------------- */

static const char credit_symbols[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

static bool all_of(struct jc_span s, size_t from, const char *set)
{
    for (size_t i = from; i < s.n; i++)
        if (s.p[i] == '\0' || !strchr(set, s.p[i]))
            return false;
    return true;
}

/* GB 32100-2015: weights 3^i mod 31. */
static bool credit_check(struct jc_span s)
{
    int sum = 0, weight = 1;
    for (int i = 0; i < 17; i++) {
        sum += (int)(strchr(credit_symbols, s.p[i]) - credit_symbols) * weight;
        weight = weight * 3 % 31;
    }
    return s.p[17] == credit_symbols[(31 - sum % 31) % 31];
}

static bool credit_shape(struct jc_span s)
{
    return s.n == 18 && all_of(s, 0, credit_symbols);
}

enum jc_code_kind jc_code_kind(struct jc_span code)
{
    static const char alnum[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    char first = code.n ? code.p[0] : '\0';
    if (credit_shape(code) && credit_check(code))
        return JC_CODE_CREDIT;
    if ((first == 'H' || first == 'P') && code.n == 12 && all_of(code, 1, "0123456789"))
        return JC_CODE_INSTITUTION;
    if (!all_of(code, 0, alnum))
        return JC_CODE_NONE;
    if (first == 'X' && code.n == 23)
        return JC_CODE_MEDICINE;
    if (first == 'Z' && code.n == 20)
        return JC_CODE_PATENT;
    return first == 'C' && (code.n == 20 || code.n == 27) ? JC_CODE_CONSUMABLE : JC_CODE_NONE;
}

int jc_code_check(struct jc_span code, enum jc_code_kind wanted)
{
    enum jc_code_kind kind = jc_code_kind(code);
    switch (wanted) {
    case JC_CODE_INSTITUTION:
        return kind == JC_CODE_INSTITUTION ? 0 : INSTITUTION;
    case JC_CODE_CREDIT:
        return kind == JC_CODE_CREDIT ? 0 : credit_shape(code) ? CHECK : CREDIT;
    case JC_CODE_MEDICINE:
    case JC_CODE_PATENT:
    case JC_CODE_CONSUMABLE:
        return kind == JC_CODE_MEDICINE || kind == JC_CODE_PATENT || kind == JC_CODE_CONSUMABLE ? 0 : PRODUCT;
    default:
        return 0;
    }
}

void jc_code_key(char key[24], struct jc_span code)
{
    enum jc_code_kind kind = jc_code_kind(code);
    key[0] = '\0';
    if (kind == JC_CODE_MEDICINE)
        snprintf(key, 24, "%.14s%.5s", code.p, code.p + 18);
    else if (kind == JC_CODE_CONSUMABLE)
        jc_copyn(key, 24, code.p, 20);
}

/* ---- regions ------------------------------------------------------------------------------------- */

static const struct {
    char number[3]; /* GB/T 2260, first two digits */
    const char *name;
    const char *more; /* what the full name adds */
} provinces[] = {
    {"11", "北京", "市"},           {"12", "天津", "市"},         {"13", "河北", "省"},
    {"14", "山西", "省"},           {"15", "内蒙古", "自治区"},   {"21", "辽宁", "省"},
    {"22", "吉林", "省"},           {"23", "黑龙江", "省"},       {"31", "上海", "市"},
    {"32", "江苏", "省"},           {"33", "浙江", "省"},         {"34", "安徽", "省"},
    {"35", "福建", "省"},           {"36", "江西", "省"},         {"37", "山东", "省"},
    {"41", "河南", "省"},           {"42", "湖北", "省"},         {"43", "湖南", "省"},
    {"44", "广东", "省"},           {"45", "广西", "壮族自治区"}, {"46", "海南", "省"},
    {"50", "重庆", "市"},           {"51", "四川", "省"},         {"52", "贵州", "省"},
    {"53", "云南", "省"},           {"54", "西藏", "自治区"},     {"61", "陕西", "省"},
    {"62", "甘肃", "省"},           {"63", "青海", "省"},         {"64", "宁夏", "回族自治区"},
    {"65", "新疆", "维吾尔自治区"},
};
/* The cities of the 4+7 round that are no provinces themselves. */
static const struct {
    char number[5];
    const char *name, *province;
} cities[] = {
    {"2101", "沈阳", "辽宁"}, {"2102", "大连", "辽宁"}, {"3502", "厦门", "福建"}, {"4401", "广州", "广东"},
    {"4403", "深圳", "广东"}, {"5101", "成都", "四川"}, {"6101", "西安", "陕西"},
};
static const char corps[] = "新疆兵团";

bool jc_region_of_code(struct jc_region *out, struct jc_span code)
{
    *out = (struct jc_region){0};
    if (jc_code_kind(code) != JC_CODE_INSTITUTION)
        return false;
    const char *number = code.p + 1;
    for (size_t i = 0; i < JC_LEN(provinces); i++)
        if (memcmp(number, provinces[i].number, 2) == 0)
            out->province = provinces[i].name;
    /* 66: the corps' own number; 6590: its cities, which GB/T 2260 lists below 新疆 */
    if (memcmp(number, "66", 2) == 0 || memcmp(number, "6590", 4) == 0)
        out->province = corps;
    for (size_t i = 0; i < JC_LEN(cities); i++)
        if (memcmp(number, cities[i].number, 4) == 0)
            out->city = cities[i].name;
    return out->province != NULL;
}

static bool skip(struct jc_span *s, const char *word)
{
    size_t n = strlen(word);
    if (s->n < n || memcmp(s->p, word, n) != 0)
        return false;
    *s = (struct jc_span){s->p + n, s->n - n};
    return true;
}

static bool ends_as_place(struct jc_span s, bool city_only)
{
    static const char *const ends[] = {"市", "县", "区", "州", "盟", "旗", "镇", "乡"};
    for (size_t i = 0; i < (city_only ? 1 : JC_LEN(ends)); i++)
        if (s.n >= 3 && memcmp(s.p + s.n - 3, ends[i], 3) == 0)
            return true;
    return false;
}

/* 深圳, 深圳市, 深圳市南山区 */
static bool parse_city(struct jc_region *out, struct jc_span s)
{
    for (size_t i = 0; i < JC_LEN(cities); i++) {
        struct jc_span rest = s;
        if (!skip(&rest, cities[i].name) || (out->province && strcmp(out->province, cities[i].province) != 0))
            continue;
        skip(&rest, "市");
        if (rest.n && !ends_as_place(rest, false))
            continue;
        *out = (struct jc_region){cities[i].province, cities[i].name, rest.n > 0};
        return true;
    }
    return false;
}

static bool parse_province(struct jc_region *out, struct jc_span s)
{
    for (size_t i = 0; i < JC_LEN(provinces); i++) {
        struct jc_span rest = s;
        if (!skip(&rest, provinces[i].name))
            continue;
        bool full = skip(&rest, provinces[i].more) || skip(&rest, "自治区");
        *out = (struct jc_region){.province = provinces[i].name, .below = rest.n > 0};
        /* 海南州 lies in 青海, 河南县 too: without 省 only a city may follow */
        if (rest.n == 0 || parse_city(out, rest) || ends_as_place(rest, !full))
            return true;
        *out = (struct jc_region){0};
    }
    return false;
}

bool jc_region_parse(struct jc_region *out, struct jc_span name)
{
    static const char *const corps_names[] = {"新疆生产建设兵团", "新疆建设兵团", "新疆兵团", "兵团"};
    struct jc_buf key = {0};
    bool found = false;
    *out = (struct jc_region){0};
    if (name.n)
        jc_text_key(&key, name.p, name.n);
    struct jc_span s = {jc_buf_text(&key), key.len};
    for (size_t i = 0; i < JC_LEN(corps_names) && !found; i++)
        found = strcmp(jc_buf_text(&key), corps_names[i]) == 0;
    if (found)
        out->province = corps;
    else
        found = s.n && (parse_province(out, s) || parse_city(out, s));
    jc_buf_free(&key);
    return found;
}
