/* Supply regions (rule book 2.5): what an institution's place means, and whether an award holds there. */
#include "rules/world.h"

/* A city as catalogues write it: 杭州 of 杭州市. */
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

static uint32_t put_text(struct world *w, const char *s)
{
    return s ? world_put(w, s, strlen(s)) : NIL;
}

/* What follows a province: "金华市义乌市" means the city 金华. */
static uint32_t city_of(struct world *w, const char *rest)
{
    const char *end = strstr(rest, "市");
    return *rest ? put(w, rest, end && end > rest ? (size_t)(end - rest) : strlen(rest)) : NIL;
}

/* 金华 of 330782, where a number goes on below its province. */
static uint32_t city_below(struct world *w, const char *rest)
{
    struct jc_city city;
    return jc_city_of_number(&city, rest) ? put_text(w, city.name) : city_of(w, rest);
}

/* 海南州 of 青海 has the name of a province: awards for that are none for it. */
static uint32_t city_put(struct world *w, const struct jc_city *c)
{
    struct jc_region r;
    return jc_region_find(&r, c->name) && strcmp(r.province, c->name) == 0 ? NIL : put_text(w, c->name);
}

const char *region_given(const struct world *w)
{
    return w->what.region && *w->what.region ? w->what.region : jc_params_get(w->params, "region.supply");
}

bool region_parse(struct world *w, const char *name, uint32_t *province, uint32_t *city)
{
    struct jc_buf key = {0};
    struct jc_region r;
    struct jc_city c;
    jc_text_key(&key, name, strlen(name));
    const char *text = jc_buf_text(&key);
    bool found = jc_region_find(&r, text), in_city = !found && jc_city_find(&c, text, NULL);
    if (found) {
        *province = put_text(w, r.province);
        *city = r.city ? put_text(w, r.city) : city_below(w, r.rest);
    } else {
        *province = in_city ? put_text(w, c.province) : put(w, text, key.len);
        *city = in_city ? city_put(w, &c) : NIL;
    }
    jc_buf_free(&key);
    return found || in_city;
}

void region_of_code(struct world *w, const char *code, uint32_t *province, uint32_t *city)
{
    struct jc_region r;
    (void)jc_region_of_code(&r, code, strlen(code));
    *province = put_text(w, r.province);
    *city = put_text(w, r.city);
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
    const struct group *g = &w->group[a->group];
    const uint32_t city = group_lists_city(w, g, inst->named) ? inst->named : inst->city;
    return lists(w, a, group_lists_city(w, g, city) ? city : inst->province);
}

/* ---- names that say what they mean only beside each other --------------------------------------- */

/*
 * 义乌市 as the supply region of an institution is one where an award names it, too; else nobody knows what it means, and the
 * code tells. An institution of 金华 lies in it by its code where an award names that city.
 */
static void settle_inst(struct world *w, struct inst *inst, const struct map *named)
{
    struct jc_city c;
    uint32_t name = NIL, city, province;
    if (inst->strange != NIL)
        (void)region_parse(w, world_text(w, inst->strange), &name, &city);
    if (name != NIL && map_get(named, name) != NIL)
        inst->named = name;
    else if (name != NIL && strcmp(world_text(w, inst->strange), region_given(w)) != 0)
        world_note(w, 884, (uint32_t)(inst - w->inst), NIL, NOWHERE, 0, world_text(w, inst->strange),
                   inst->province == NIL ? "—" : world_text(w, inst->province));
    region_of_code(w, inst->code, &province, &city);
    if (inst->city == NIL && province != NIL && province == inst->province && jc_city_of_number(&c, inst->code + 1) &&
        map_get(named, city_put(w, &c)) != NIL)
        inst->city = city_put(w, &c);
}

static bool is_empty(const struct world *w, uint32_t region)
{
    for (uint32_t i = 0; i < w->inst_n; i++)
        if (w->inst[i].city == region || w->inst[i].province == region || w->inst[i].named == region)
            return false;
    return true;
}

/* --region or region.supply is wrong for all institutions that it is for, now or some day: told once. */
static void settle_given(struct world *w, const struct map *named)
{
    const char *given = region_given(w);
    uint32_t name, city;
    if (*given && !region_parse(w, given, &name, &city) && (name == NIL || map_get(named, name) == NIL))
        world_note(w, 894, NIL, NIL, NOWHERE, 0, given, given == w->what.region ? "--region" : "region.supply");
}

void regions_settle(struct world *w)
{
    struct map named = {0};
    bool is_new;
    for (size_t i = 0; i < w->region.n; i++)
        (void)map_put(&named, w->region.p[i], 0, &is_new);
    settle_given(w, &named);
    for (uint32_t i = 0; i < w->inst_n; i++)
        settle_inst(w, &w->inst[i], &named);
    for (size_t i = 0; i < w->odd_region_n; i++) {
        const struct odd_region *x = &w->odd_region[i];
        if (is_empty(w, x->name))
            world_note(w, 885, NIL, x->item, NOWHERE, 0, world_text(w, x->text),
                       world_text(w, w->round[x->round].name));
    }
    map_free(&named);
}
