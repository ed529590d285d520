/*
 * People write a region as 义乌市, 金华市义乌市 or 浙江省金华市, and an institution of 义乌市 lies in 金华 by its code alone: the cities of
 * GB/T 2260 (src/base/city.c) tell a city from a county that is called one.
 */
#include "rules/area.h"

static bool starts(const char *s, const char *head)
{
    return strncmp(s, head, strlen(head)) == 0;
}

static bool ends(const char *s, const char *tail)
{
    size_t n = strlen(s), t = strlen(tail);
    return t && n >= t && strcmp(s + n - t, tail) == 0;
}

static bool ends_with_one(const char *s, const char *const *tails, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (ends(s, tails[i]))
            return true;
    return false;
}

static const char *const counties[] = {"市", "县", "区", "旗"};

#define CHAR_BYTES 3

static uint32_t put(struct world *w, const char *s)
{
    return world_put(w, s, strlen(s));
}

static const char *find_city(struct world *w, struct place *out, const char *s)
{
    struct jc_city c;
    if (!jc_city_find(&c, s, out->province == NIL ? NULL : world_text(w, out->province)))
        return s;
    out->province = put(w, c.province);
    out->city = put(w, c.name);
    return c.rest;
}

/* 330700: the city of a number; 330727 stays, a county of it. */
static const char *below_number(struct world *w, struct place *out, const char *s)
{
    struct jc_city c;
    size_t n = strlen(s);
    if (!jc_city_of_number(&c, s))
        return s;
    out->city = put(w, c.name);
    return n == 4 || strcmp(s + n - 2, "00") == 0 ? "" : s;
}

/* 义乌 of 义乌市, 本级 of 市本级; 甲县 stays. */
static uint32_t county_put(struct world *w, const char *s)
{
    size_t n = strlen(s);
    if (n > CHAR_BYTES && starts(s, "市")) {
        s += CHAR_BYTES;
        n -= CHAR_BYTES;
    }
    if (n > 2 * CHAR_BYTES && ends_with_one(s, counties, JC_LEN(counties)))
        n -= CHAR_BYTES;
    return world_put(w, s, n);
}

/* 青岚县(县级): the bracket says again what kind of place it is. */
static void cut_bracket(struct jc_buf *key)
{
    static const char *const words[] = {"(县级)", "(市级)", "(区级)", "(省级)", "(县)", "(市)", "(区)"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (key->len > strlen(words[i]) && ends(jc_buf_text(key), words[i])) {
            key->len -= strlen(words[i]);
            key->p[key->len] = '\0';
            return;
        }
}

void place_of_region(struct place *out, struct world *w, const char *region)
{
    static const char *const townships[] = {"镇", "乡", "街道", "村", "苏木", "社区"};
    struct jc_buf key = {0};
    struct jc_region r;
    jc_text_key(&key, region, strlen(region));
    cut_bracket(&key);
    const char *s = jc_buf_text(&key);
    *out = (struct place){put(w, s), NIL, NIL, NIL, NIL, NIL, false};
    /* 海南镇, 江苏路街道: no province */
    if (jc_region_find(&r, s) &&
        (r.sure || strlen(r.rest) > strlen("路街道") || !ends_with_one(r.rest, townships, JC_LEN(townships)))) {
        out->province = put(w, r.province);
        out->city = r.city ? put(w, r.city) : NIL;
        s = below_number(w, out, r.rest);
    }
    if (out->city == NIL && *s)
        s = find_city(w, out, s);
    out->county = county_put(w, s);
    out->known = out->county != NIL && !ends_with_one(s, townships, JC_LEN(townships));
    jc_buf_free(&key);
}

/* ---- where institutions lie --------------------------------------------------------------------------------- */

static uint32_t city_of_code(struct world *w, const char *code)
{
    struct jc_city c;
    uint32_t province, city;
    region_of_code(w, code, &province, &city);
    return province != NIL && jc_city_of_number(&c, code + 1) ? put(w, c.name) : city;
}

const struct place *places_of_institutions(struct world *w)
{
    if (w->places)
        return w->places;
    struct place *out = w->places = jc_alloc((w->inst_n + 1) * sizeof *out), supply;
    for (uint32_t i = 0; i < w->inst_n; i++) {
        const struct inst *x = &w->inst[i];
        const uint32_t city = x->named != NIL ? x->named : x->city;
        place_of_region(&out[i], w, x->region);
        place_of_region(&supply, w, world_text(w, city));
        out[i].supply = x->province;
        out[i].supply_city = city;
        if (out[i].province == NIL)
            out[i].province = x->province;
        if (out[i].city == NIL)
            out[i].city = city_of_code(w, x->code);
        if (out[i].city == NIL)
            out[i].city = supply.city != NIL ? supply.city : city;
    }
    return out;
}

static bool is_everywhere(const char *s)
{
    static const char *const words[] = {
        "全国",       "全省",       "全市",     "全区",     "全县",         "全域",     "全部",
        "所有",       "各地",       "本省",     "本市",     "本区",         "本县",     "不限",
        "全部地区",   "所有地区",   "各县区",   "各县市区", "各区县",       "各地区",   "各县(市、区)",
        "全市各县区", "全市各区县", "全市各县", "全市各地", "全市各县市区", "全市范围", "全市各县(市、区)",
        "全省各地",   "全省各市",   "全省范围"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strcmp(s, words[i]) == 0)
            return true;
    return !*s;
}

static bool differ(uint32_t a, uint32_t b)
{
    return a != NIL && b != NIL && a != b;
}

/* A county, or a city of a name that GB/T 2260 does not have. */
static enum near near_county(const struct world *w, const struct place *region, const struct place *inst)
{
    const char *s = world_text(w, region->text), *own = world_text(w, inst->text);
    const char *supply = world_text(w, inst->supply), *city = world_text(w, inst->supply_city);
    if (region->county == inst->county || ends(own, s) || ends(s, own))
        return NEAR_OWN;
    if (starts(own, s) && ends_with_one(s, counties, JC_LEN(counties)))
        return NEAR_CITY;
    if (*city && starts(s, city) && (!s[strlen(city)] || strcmp(s + strlen(city), "市") == 0))
        return NEAR_CITY;
    if (*supply && starts(s, supply) && (!s[strlen(supply)] || strcmp(s + strlen(supply), "市") == 0))
        return NEAR_PROVINCE;
    return inst->known ? NEAR_ELSEWHERE : NEAR_UNKNOWN;
}

enum near place_near(const struct world *w, const struct place *region, const struct place *inst)
{
    if (is_everywhere(world_text(w, region->text)))
        return NEAR_EVERYWHERE;
    if (region->text == inst->text)
        return NEAR_OWN;
    if (differ(region->province, inst->province) || differ(region->city, inst->city))
        return NEAR_ELSEWHERE;
    if (region->county != NIL)
        return near_county(w, region, inst);
    if (region->city != NIL)
        return inst->city == NIL ? NEAR_UNKNOWN : NEAR_CITY;
    return inst->province == NIL ? NEAR_UNKNOWN : NEAR_PROVINCE;
}

/* ---- regions of shortages ------------------------------------------------------------------------------------- */

struct zone {
    struct place place;
    bool *holds; /* by institution */
    bool any;    /* one of them */
};

uint32_t zone_of(struct world *w, const char *region)
{
    struct place place;
    if (!*region)
        return NIL;
    place_of_region(&place, w, region);
    for (size_t i = 0; i < w->zone_n; i++)
        if (w->zone[i].place.text == place.text)
            return (uint32_t)i;
    w->zone = jc_grow(w->zone, &w->zone_cap, w->zone_n + 1, sizeof *w->zone);
    w->zone[w->zone_n] = (struct zone){.place = place};
    return (uint32_t)w->zone_n++;
}

void zones_fill(struct world *w)
{
    const struct place *places = w->zone_n ? places_of_institutions(w) : NULL;
    for (struct zone *z = w->zone; z < w->zone + w->zone_n; z++) {
        z->holds = jc_alloc((w->inst_n + 1) * sizeof *z->holds);
        for (uint32_t i = 0; i < w->inst_n; i++)
            z->any |= z->holds[i] = place_near(w, &z->place, &places[i]) >= NEAR_EVERYWHERE;
    }
}

bool zone_holds(const struct world *w, uint32_t zone, uint32_t inst)
{
    return w->zone[zone].holds[inst];
}

const char *zone_of_nobody(const struct world *w, uint32_t zone)
{
    return zone == NIL || w->zone[zone].any ? NULL : world_text(w, w->zone[zone].place.text);
}

void zones_free(struct world *w)
{
    for (size_t z = 0; z < w->zone_n; z++)
        free(w->zone[z].holds);
    free(w->zone);
}
