/*
 * People write a region as 义乌市, 金华市义乌市 or 浙江省金华市, and an institution of 义乌市 lies in 金华 by its code alone: the cities of
 * GB/T 2260 tell a city from a county that is called one.
 */
#include "rules/area.h"

struct city {
    char number[5], name[32], more[48]; /* 2224 延边 朝鲜族自治州 */
};

static const char *cell(char *dst, size_t size, const char *p)
{
    size_t n = strcspn(p, "\t\n");
    jc_copyn(dst, size, p, n);
    return p + n + (p[n] != '\0');
}

static bool next_city(struct city *c, const char **p)
{
    if (!*p)
        *p = strchr(jc_asset_find("rules/cities.tsv")->data, '\n') + 1;
    if (!**p)
        return false;
    *p = cell(c->number, sizeof c->number, *p);
    *p = cell(c->name, sizeof c->name, *p);
    *p = cell(c->more, sizeof c->more, *p);
    return true;
}

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

/* 金华, 金华市, 金华市义乌市, 金华义乌市, 延边州 - but 南昌县 is no city, and 大理市 a county of 大理州. NULL, or what follows. */
static const char *skip_city(const struct city *c, const char *s)
{
    if (!starts(s, c->name))
        return NULL;
    s += strlen(c->name);
    if (starts(s, c->more))
        return s + strlen(c->more);
    if (starts(s, "州") && ends(c->more, "自治州"))
        return s + CHAR_BYTES;
    bool goes_on = strlen(s) > CHAR_BYTES && ends_with_one(s, counties, JC_LEN(counties));
    return !*s || goes_on ? s : NULL;
}

static const char *province_of(const struct city *c)
{
    char code[16];
    struct jc_region r;
    snprintf(code, sizeof code, "H%s0000000", c->number);
    return jc_region_of_code(&r, code, strlen(code)) ? r.province : "";
}

static uint32_t put(struct world *w, const char *s)
{
    return world_put(w, s, strlen(s));
}

static const char *find_city(struct world *w, struct place *out, const char *s)
{
    struct city c;
    for (const char *p = NULL; next_city(&c, &p);) {
        const char *rest = skip_city(&c, s), *province = rest ? province_of(&c) : NULL;
        if (!rest || (out->province != NIL && strcmp(world_text(w, out->province), province) != 0))
            continue;
        out->province = put(w, province);
        out->city = put(w, c.name);
        return rest;
    }
    return s;
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

void place_of_region(struct place *out, struct world *w, const char *region)
{
    static const char *const townships[] = {"镇", "乡", "街道", "村", "苏木", "社区"};
    struct jc_buf key = {0};
    struct jc_region r;
    jc_text_key(&key, region, strlen(region));
    const char *s = jc_buf_text(&key);
    *out = (struct place){put(w, s), NIL, NIL, NIL, NIL, NIL, false};
    if (jc_region_find(&r, s)) {
        out->province = put(w, r.province);
        out->city = r.city ? put(w, r.city) : NIL;
        s = r.rest;
    }
    if (out->city == NIL && *s)
        s = find_city(w, out, s);
    out->county = county_put(w, s);
    out->known = out->county != NIL && !ends_with_one(s, townships, JC_LEN(townships));
    jc_buf_free(&key);
}

/* ---- supply regions -------------------------------------------------------------------------------------- */

enum { NO_SUPPLY_REGION = 965, NO_AWARD_REGION = 969, NAMES_SHOWN = 5 };

static bool awards_name(const struct world *w, uint32_t name)
{
    for (size_t i = 0; i < w->region.n; i++)
        if (w->region.p[i] == name)
            return true;
    return false;
}

/* A province, a city, or what some award calls its supply area; false: none, 浙工. */
static bool names_supply(struct world *w, const char *name, uint32_t *province, uint32_t *city)
{
    struct place place;
    struct jc_region r;
    struct jc_buf key = {0};
    region_parse(w, name, province, city);
    jc_text_key(&key, name, strlen(name));
    bool known = jc_region_find(&r, jc_buf_text(&key));
    jc_buf_free(&key);
    if (known || *province == NIL)
        return known;
    place_of_region(&place, w, name);
    if (place.province != NIL) {
        *province = place.province;
        *city = jc_region_find(&r, world_text(w, place.city)) ? NIL : place.city; /* 海南州 is not 海南 */
    }
    return place.province != NIL || awards_name(w, *province);
}

struct unknown_names {
    struct jc_buf shown;
    uint32_t name[NAMES_SHOWN];
    size_t n;
    int64_t rows;
};

static void add_unknown(struct world *w, struct unknown_names *u, uint32_t name)
{
    u->rows++;
    for (size_t i = 0; i < u->n; i++)
        if (u->name[i] == name)
            return;
    if (u->n == NAMES_SHOWN)
        return;
    jc_buf_fmt(&u->shown, "%s%s", u->n ? "、" : "", world_text(w, name));
    u->name[u->n++] = name;
}

static void supply_region(struct world *w, struct inst *inst, const char *given, struct unknown_names *u)
{
    uint32_t province, city;
    region_of_code(w, inst->code, &province, &city);
    if (inst->supply != NIL) {
        if (names_supply(w, world_text(w, inst->supply), &inst->province, &inst->city)) {
            if (inst->city == NIL && province == inst->province)
                inst->city = city;
            return;
        }
        add_unknown(w, u, inst->supply);
    }
    inst->province = province;
    inst->city = city;
    if (province == NIL && *given && !names_supply(w, given, &inst->province, &inst->city)) {
        add_unknown(w, u, put(w, given));
        inst->province = inst->city = NIL;
    }
}

static void tell_unknown(struct world *w, int code, struct unknown_names *u)
{
    for (int64_t i = 0; i < u->rows; i++)
        world_note(w, code, NIL, NIL, 0, 0, 0, jc_buf_text(&u->shown), NULL);
    jc_buf_free(&u->shown);
}

/* 除浙江外 holds nowhere: no place is called so, and no institution says that it lies there. */
static bool is_place(struct world *w, uint32_t region)
{
    struct place place;
    struct jc_region r;
    const char *name = world_text(w, region);
    if (jc_region_find(&r, name) && (!*r.rest || r.sure))
        return true;
    for (uint32_t i = 0; i < w->inst_n; i++)
        if (w->inst[i].province == region || w->inst[i].city == region)
            return true;
    place_of_region(&place, w, name);
    return place.city != NIL;
}

static void award_places(struct world *w)
{
    struct unknown_names u = {0};
    for (size_t i = 0; i < w->region.n; i++)
        if (!is_place(w, w->region.p[i]))
            add_unknown(w, &u, w->region.p[i]);
    tell_unknown(w, NO_AWARD_REGION, &u);
}

void supply_regions(struct world *w)
{
    struct unknown_names u = {0};
    const char *given = w->what.region && *w->what.region ? w->what.region : jc_params_get(w->params, "region.supply");
    for (uint32_t i = 0; i < w->inst_n; i++)
        supply_region(w, &w->inst[i], given, &u);
    tell_unknown(w, NO_SUPPLY_REGION, &u);
    award_places(w);
}

/* ---- where institutions lie --------------------------------------------------------------------------------- */

static uint32_t city_of_code(struct world *w, const char *code)
{
    struct city c;
    uint32_t province, city;
    region_of_code(w, code, &province, &city);
    for (const char *p = NULL; province != NIL && next_city(&c, &p);)
        if (starts(code + 1, c.number))
            return put(w, c.name);
    return city;
}

const struct place *places_of_institutions(struct world *w)
{
    if (w->places)
        return w->places;
    struct place *out = w->places = jc_alloc((w->inst_n + 1) * sizeof *out), supply;
    for (uint32_t i = 0; i < w->inst_n; i++) {
        const struct inst *x = &w->inst[i];
        place_of_region(&out[i], w, x->region);
        place_of_region(&supply, w, world_text(w, x->city));
        out[i].supply = x->province;
        out[i].supply_city = x->city;
        if (out[i].province == NIL)
            out[i].province = x->province;
        if (out[i].city == NIL)
            out[i].city = city_of_code(w, x->code);
        if (out[i].city == NIL)
            out[i].city = supply.city != NIL ? supply.city : x->city;
    }
    return out;
}

static bool is_everywhere(const char *s)
{
    static const char *const words[] = {"全国", "全省", "全市", "全区", "全县", "本省", "本市", "本区", "本县"};
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
