/* Supply regions (rule book 2.5): the names that the national catalogues use, and what an institution's place means. */
#include "rules/world.h"

static const struct {
    const char *digits, *name;
} provinces[] = {
    {"11", "北京"}, {"12", "天津"},     {"13", "河北"}, {"14", "山西"}, {"15", "内蒙古"}, {"21", "辽宁"},
    {"22", "吉林"}, {"23", "黑龙江"},   {"31", "上海"}, {"32", "江苏"}, {"33", "浙江"},   {"34", "安徽"},
    {"35", "福建"}, {"36", "江西"},     {"37", "山东"}, {"41", "河南"}, {"42", "湖北"},   {"43", "湖南"},
    {"44", "广东"}, {"45", "广西"},     {"46", "海南"}, {"50", "重庆"}, {"51", "四川"},   {"52", "贵州"},
    {"53", "云南"}, {"54", "西藏"},     {"61", "陕西"}, {"62", "甘肃"}, {"63", "青海"},   {"64", "宁夏"},
    {"65", "新疆"}, {"66", "新疆兵团"}, {"71", "台湾"}, {"81", "香港"}, {"82", "澳门"},
};
/* The cities of 4+7 that are not provinces themselves. */
static const struct {
    const char *digits, *name, *province;
} cities[] = {
    {"2101", "沈阳", "辽宁"}, {"2102", "大连", "辽宁"}, {"3502", "厦门", "福建"}, {"4401", "广州", "广东"},
    {"4403", "深圳", "广东"}, {"5101", "成都", "四川"}, {"6101", "西安", "陕西"},
};
/* What may follow the short name of a province; the longest first. */
static const char *const suffixes[] = {"维吾尔自治区", "壮族自治区", "回族自治区", "特别行政区", "自治区", "省", "市"};

static bool begins(const char *s, const char *head)
{
    return strncmp(s, head, strlen(head)) == 0;
}

static uint32_t put(struct world *w, const char *s, size_t n)
{
    static const char *const tails[] = {"市", "地区"};
    for (size_t i = 0; i < JC_LEN(tails); i++) {
        size_t len = strlen(tails[i]);
        if (n > len + 3 && memcmp(s + n - len, tails[i], len) == 0)
            n -= len;
    }
    return world_put(w, s, n);
}

/* What follows a province: "深圳市南山区" means the city 深圳. */
static uint32_t city_of(struct world *w, const char *rest)
{
    if (!*rest)
        return NIL;
    const char *end = strstr(rest, "市");
    return put(w, rest, end && end > rest ? (size_t)(end - rest) : strlen(rest));
}

static bool parse_corps(struct world *w, const char *s, uint32_t *province)
{
    static const char *const names[] = {"新疆生产建设兵团", "新疆建设兵团", "新疆兵团", "生产建设兵团", "兵团"};
    for (size_t i = 0; i < JC_LEN(names); i++)
        if (strcmp(s, names[i]) == 0) {
            *province = world_put(w, "新疆兵团", strlen("新疆兵团"));
            return true;
        }
    return false;
}

static bool parse_province(struct world *w, const char *s, uint32_t *province, uint32_t *city)
{
    for (size_t i = 0; i < JC_LEN(provinces); i++) {
        if (!begins(s, provinces[i].name))
            continue;
        const char *rest = s + strlen(provinces[i].name);
        for (size_t k = 0; k < JC_LEN(suffixes); k++)
            if (begins(rest, suffixes[k])) {
                rest += strlen(suffixes[k]);
                break;
            }
        *province = world_put(w, provinces[i].name, strlen(provinces[i].name));
        *city = city_of(w, rest);
        return true;
    }
    return false;
}

void region_parse(struct world *w, const char *name, uint32_t *province, uint32_t *city)
{
    struct jc_buf key = {0};
    *province = *city = NIL;
    jc_text_key(&key, name, strlen(name));
    const char *s = jc_buf_text(&key);
    if (!parse_corps(w, s, province) && !parse_province(w, s, province, city)) {
        for (size_t i = 0; i < JC_LEN(cities) && *city == NIL; i++)
            if (begins(s, cities[i].name)) {
                *city = world_put(w, cities[i].name, strlen(cities[i].name));
                *province = world_put(w, cities[i].province, strlen(cities[i].province));
            }
        if (*city == NIL)
            *province = put(w, s, key.len);
    }
    jc_buf_free(&key);
}

void region_of_code(struct world *w, const char *code, uint32_t *province, uint32_t *city)
{
    *province = *city = NIL;
    if ((code[0] != 'H' && code[0] != 'P') || strlen(code) != 12 || strspn(code + 1, "0123456789") != 11)
        return;
    for (size_t i = 0; i < JC_LEN(provinces); i++)
        if (begins(code + 1, provinces[i].digits))
            *province = world_put(w, provinces[i].name, strlen(provinces[i].name));
    for (size_t i = 0; i < JC_LEN(cities); i++)
        if (begins(code + 1, cities[i].digits))
            *city = world_put(w, cities[i].name, strlen(cities[i].name));
}

static bool lists(const struct world *w, const struct award *a, uint32_t name)
{
    for (uint32_t i = 0; name != NIL && i < a->regions.n; i++)
        if (w->region.p[a->regions.at + i] == name)
            return true;
    return false;
}

/* Does some award of the group name this city? Then only the city counts for that group. */
static bool group_lists_city(const struct world *w, const struct group *g, uint32_t city)
{
    for (uint32_t v = city == NIL ? NIL : g->first; v != NIL; v = w->winner[v].next)
        for (uint32_t a = w->winner[v].award; a != NIL; a = w->award[a].next)
            if (lists(w, &w->award[a], city))
                return true;
    return false;
}

bool region_holds(const struct world *w, const struct award *a, const struct inst *inst)
{
    if (a->regions.n == 0)
        return true;
    return lists(w, a, group_lists_city(w, &w->group[a->group], inst->city) ? inst->city : inst->province);
}
