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

void region_parse(struct world *w, const char *name, uint32_t *province, uint32_t *city)
{
    struct jc_buf key = {0};
    struct jc_region r;
    jc_text_key(&key, name, strlen(name));
    bool found = jc_region_find(&r, jc_buf_text(&key));
    *province = found ? put_text(w, r.province) : put(w, jc_buf_text(&key), key.len);
    *city = !found ? NIL : r.city ? put_text(w, r.city) : city_of(w, r.rest);
    jc_buf_free(&key);
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
    return lists(w, a, group_lists_city(w, &w->group[a->group], inst->city) ? inst->city : inst->province);
}
