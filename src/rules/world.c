/* The small things that the world is made of: texts, pools, number tables. */
#include "rules/pay.h"
#include "rules/count.h"

const char *world_text(const struct world *w, uint32_t text)
{
    return text == NIL ? "" : jc_intern_text(w->text, text, NULL);
}

uint32_t world_put(struct world *w, const char *s, size_t n)
{
    return n ? jc_intern_put(w->text, s, n, NULL) : NIL;
}

int64_t world_order(const struct world *w, int64_t sheet, int64_t row)
{
    return (sheet >= 0 && sheet < w->sheet_n ? w->sheet_order[sheet] : 0) + row;
}

uint32_t pool_add(struct pool *pool, uint32_t x)
{
    pool->p = jc_grow(pool->p, &pool->cap, pool->n + 1, sizeof *pool->p);
    pool->p[pool->n] = x;
    return (uint32_t)pool->n++;
}

static uint64_t mix(uint64_t key)
{
    key *= UINT64_C(0x9e3779b97f4a7c15);
    return key ^ key >> 29;
}

static void widen(struct map *m)
{
    size_t old = m->value ? m->mask + 1 : 0, size = old ? old * 2 : 1024;
    struct map to = {
        .key = jc_alloc(size * sizeof *to.key), .value = jc_alloc(size * sizeof *to.value), .mask = size - 1};
    for (size_t i = 0; i < old; i++) {
        if (!m->value[i])
            continue;
        size_t at = mix(m->key[i]) & to.mask;
        while (to.value[at])
            at = (at + 1) & to.mask;
        to.key[at] = m->key[i];
        to.value[at] = m->value[i];
    }
    to.n = m->n;
    map_free(m);
    *m = to;
}

uint32_t map_put(struct map *m, uint64_t key, uint32_t value, bool *is_new)
{
    if (m->n * 2 >= (m->value ? m->mask : 0))
        widen(m);
    size_t at = mix(key) & m->mask;
    while (m->value[at] && m->key[at] != key)
        at = (at + 1) & m->mask;
    *is_new = !m->value[at];
    if (*is_new) {
        m->key[at] = key;
        m->value[at] = value + 1;
        m->n++;
    }
    return m->value[at] - 1;
}

uint32_t map_get(const struct map *m, uint64_t key)
{
    if (!m->value)
        return NIL;
    size_t at = mix(key) & m->mask;
    while (m->value[at] && m->key[at] != key)
        at = (at + 1) & m->mask;
    return m->value[at] - 1;
}

void map_free(struct map *m)
{
    free(m->key);
    free(m->value);
    *m = (struct map){0};
}

void world_key(struct jc_buf *out, const char *kind, const char *const *parts, size_t n)
{
    jc_buf_str(out, kind);
    for (size_t i = 0; i < n; i++) {
        jc_buf_char(out, ':');
        for (const unsigned char *p = (const unsigned char *)parts[i]; *p; p++)
            if (*p <= ' ' || *p == ':' || *p == '%' || *p == '"' || *p == '\'' || *p == 0x7f)
                jc_buf_fmt(out, "%%%02X", *p);
            else
                jc_buf_char(out, (char)*p);
    }
}

void world_free(struct world *w)
{
    pay_free(w->pay);
    notes_free(w->notes);
    prices_free(w->prices);
    class_free(w->classes);
    jc_intern_free(w->text);
    void *blocks[] = {w->inst,        w->org,       w->firm,      w->supplier,  w->sheet_order,  w->item,
                      w->item_of,     w->inst_of,   w->round,     w->group,     w->winner,       w->award,
                      w->agr,         w->ig,        w->product,   w->shortage,  w->match,        w->stretch,
                      w->pair,        w->gap,       w->excuse,    w->group_ref, w->group_refs.p, w->sub,
                      w->ref,         w->event,     w->maker.p,   w->pool.p,    w->region.p,     w->later.p,
                      w->itemgroup.p, w->head[0].p, w->head[1].p, w->head[2].p, w->head[3].p};
    for (size_t i = 0; i < JC_LEN(blocks); i++)
        free(blocks[i]);
    struct map *maps[] = {&w->alias_name, &w->alias_maker, &w->firms,    &w->rounds,    &w->round_of, &w->pairs,
                          &w->groups,     &w->winners,     &w->products, &w->of_winner, &w->numbers};
    for (size_t i = 0; i < JC_LEN(maps); i++)
        map_free(maps[i]);
    *w = (struct world){0};
}
