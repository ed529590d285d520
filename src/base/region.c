/* Supply regions (rule book 2.5): the names that the national catalogues use, of an institution's code or as people write them. */
#include "jicai/base.h"

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
    {"65", "新疆", "维吾尔自治区"}, {"71", "台湾", "省"},         {"81", "香港", "特别行政区"},
    {"82", "澳门", "特别行政区"},
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

bool jc_region_of_code(struct jc_region *out, const char *code, size_t n)
{
    *out = (struct jc_region){0};
    if (n != 12 || (*code != 'H' && *code != 'P') || strspn(code + 1, "0123456789") < 11)
        return false;
    const char *number = code + 1;
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

static bool skip(const char **s, const char *word)
{
    size_t n = strlen(word);
    if (strncmp(*s, word, n) != 0)
        return false;
    *s += n;
    return true;
}

static bool ends_as_place(const char *s, bool city_only)
{
    static const char *const ends[] = {"市", "县", "区", "州", "盟", "旗", "镇", "乡"};
    size_t n = strlen(s);
    for (size_t i = 0; i < (city_only ? 1 : JC_LEN(ends)); i++)
        if (n >= 3 && memcmp(s + n - 3, ends[i], 3) == 0)
            return true;
    return false;
}

/* 深圳, 深圳市, 深圳市南山区 */
static bool find_city(struct jc_region *out, const char *s)
{
    for (size_t i = 0; i < JC_LEN(cities); i++) {
        const char *rest = s;
        if (!skip(&rest, cities[i].name) || (out->province && strcmp(out->province, cities[i].province) != 0))
            continue;
        skip(&rest, "市");
        *out = (struct jc_region){.province = cities[i].province, .city = cities[i].name, .rest = rest};
        out->sure = !*rest || ends_as_place(rest, false);
        return true;
    }
    return false;
}

/* 海南州 and 河南县 lie in 青海, 海南区 in 内蒙古, 河北区 in 天津. */
static bool is_namesake(const char *rest)
{
    static const char *const begins[] = {"州", "县", "区", "藏族", "蒙古"};
    for (size_t i = 0; i < JC_LEN(begins); i++)
        if (skip(&rest, begins[i]))
            return true;
    return false;
}

static bool find_province(struct jc_region *out, const char *s)
{
    for (size_t i = 0; i < JC_LEN(provinces); i++) {
        const char *rest = s, *city = s;
        if (!skip(&rest, provinces[i].name))
            continue;
        bool full = skip(&rest, provinces[i].more) || skip(&rest, "自治区");
        if (!full && strcmp(provinces[i].more, "省") == 0 && is_namesake(rest))
            return false;
        *out = (struct jc_region){.province = provinces[i].name, .rest = rest};
        if (!*rest || find_city(out, rest)) {
            out->sure |= !*rest;
            return true;
        }
        out->sure = ends_as_place(rest, !full); /* without 省 only a city may follow for sure */
        if (skip(&rest, "市"))
            out->rest = city; /* 吉林市, the city */
        return true;
    }
    return false;
}

/* 浙: what stands for a province alone. */
static bool find_short(struct jc_region *out, const char *key)
{
    static const char *const letters[][2] = {
        {"京", "北京"}, {"津", "天津"},   {"冀", "河北"}, {"晋", "山西"}, {"蒙", "内蒙古"}, {"辽", "辽宁"},
        {"吉", "吉林"}, {"黑", "黑龙江"}, {"沪", "上海"}, {"苏", "江苏"}, {"浙", "浙江"},   {"皖", "安徽"},
        {"闽", "福建"}, {"赣", "江西"},   {"鲁", "山东"}, {"豫", "河南"}, {"鄂", "湖北"},   {"湘", "湖南"},
        {"粤", "广东"}, {"桂", "广西"},   {"琼", "海南"}, {"渝", "重庆"}, {"川", "四川"},   {"蜀", "四川"},
        {"贵", "贵州"}, {"黔", "贵州"},   {"云", "云南"}, {"滇", "云南"}, {"藏", "西藏"},   {"陕", "陕西"},
        {"秦", "陕西"}, {"甘", "甘肃"},   {"陇", "甘肃"}, {"青", "青海"}, {"宁", "宁夏"},   {"新", "新疆"},
    };
    for (size_t i = 0; i < JC_LEN(letters); i++)
        if (strcmp(key, letters[i][0]) == 0)
            *out = (struct jc_region){.province = letters[i][1], .rest = "", .sure = true};
    return out->province != NULL;
}

/* 33 or 330000 of GB/T 2260; 330700 and 330727 lie below. */
static bool find_number(struct jc_region *out, const char *key)
{
    char code[16] = "H00000000000";
    size_t n = strlen(key);
    if ((n != 2 && n != 4 && n != 6) || strspn(key, "0123456789") < n)
        return false;
    memcpy(code + 1, key, n);
    if (!jc_region_of_code(out, code, strlen(code)))
        return false;
    bool whole = strspn(key + 2, "0") == n - 2, city = out->city && strspn(key + 4, "0") == n - 4;
    out->rest = whole || city ? "" : key;
    out->sure = true;
    return true;
}

bool jc_region_find(struct jc_region *out, const char *key)
{
    static const char *const corps_names[] = {"新疆生产建设兵团", "新疆建设兵团", "新疆兵团", "生产建设兵团", "兵团"};
    *out = (struct jc_region){0};
    for (size_t i = 0; i < JC_LEN(corps_names); i++)
        if (strcmp(key, corps_names[i]) == 0)
            *out = (struct jc_region){.province = corps, .rest = "", .sure = true};
    return out->province || find_province(out, key) || find_city(out, key) || find_short(out, key) ||
           find_number(out, key);
}

bool jc_region_is_local(const char *key)
{
    static const char *const wider[] = {"地区", "片区", "大区", "省",   "各",   "等",   "华东", "华北", "华南", "华中",
                                        "西南", "西北", "东北", "三角", "沿海", "联盟", "其他", "其余", "除",   "全"};
    for (size_t i = 0; i < JC_LEN(wider); i++)
        if (strstr(key, wider[i]))
            return false;
    bool bare = strlen(key) <= strlen("义乌义乌");
    return *key && (bare || ends_as_place(key, false)) && !strpbrk(key, "0123456789()");
}

bool jc_region_parse(struct jc_region *out, const char *name, size_t n)
{
    struct jc_buf key = {0};
    if (n)
        jc_text_key(&key, name, n);
    bool found = jc_region_find(out, jc_buf_text(&key)) && out->sure;
    out->below = found && *out->rest;
    out->rest = NULL;
    if (!found)
        *out = (struct jc_region){0};
    jc_buf_free(&key);
    return found;
}
