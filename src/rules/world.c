/* The small things that the world is made of: texts, pools, number tables. */
#include "rules/pay.h"
#include "rules/area.h"
#include "rules/count.h"
#include "rules/monthly.h"
#include "rules/supply.h"
#include "rules/twice.h"

const char *world_text(const struct world *w, uint32_t text)
{
    return text == NIL ? "" : jc_intern_text(w->text, text, NULL);
}

uint32_t world_put(struct world *w, const char *s, size_t n)
{
    return n ? jc_intern_put(w->text, s, n, NULL) : NIL;
}

static struct sheet_place place_of(const struct world *w, int64_t sheet)
{
    return sheet >= 0 && sheet < w->sheet_n ? w->sheet[sheet] : (struct sheet_place){0};
}

int64_t world_order(const struct world *w, int64_t sheet, int64_t row)
{
    return place_of(w, sheet).order + row;
}

int64_t world_file(const struct world *w, int64_t sheet)
{
    return place_of(w, sheet).file;
}

/* The row whose figure it is, if it is one row's. */
enum jc_status world_fits(struct world *w, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    struct jc_err ignored;
    if (!w->too_large)
        return JC_OK;
    enum jc_status st = jc_fail(err, JC_LIMIT, 406, NULL, NULL, NULL);
    if (w->too_large == SOMEWHERE ||
        jc_stmt_open(&s, w->store, "sql/assess.sql", w->too_large > 0 ? "line_place" : "agreement_place", &ignored) !=
            JC_OK)
        return st;
    jc_stmt_int(s, 1, w->too_large > 0 ? w->too_large : -w->too_large);
    if (jc_stmt_step(s, &ignored) == JC_OK)
        st = jc_err_place(err, jc_col_text(s, 0, NULL), jc_col_text(s, 1, NULL), jc_col_text(s, 2, NULL));
    jc_stmt_free(s);
    return st;
}

uint32_t pool_add(struct pool *pool, uint32_t x)
{
    pool->p = jc_grow(pool->p, &pool->cap, pool->n + 1, sizeof *pool->p);
    pool->p[pool->n] = x;
    return (uint32_t)pool->n++;
}

static void widen(struct map *m)
{
    size_t old = m->slot ? m->mask + 1 : 0, size = old ? old * 2 : 64;
    struct map_slot *slot = jc_alloc(size * sizeof *slot);
    for (size_t i = 0; i < old; i++) {
        if (!m->slot[i].value)
            continue;
        size_t at = map_hash(m->slot[i].key) & (size - 1);
        while (slot[at].value)
            at = (at + 1) & (size - 1);
        slot[at] = m->slot[i];
    }
    free(m->slot);
    m->slot = slot;
    m->mask = size - 1;
}

uint32_t map_put(struct map *m, uint64_t key, uint32_t value, bool *is_new)
{
    if (m->n * 2 >= (m->slot ? m->mask : 0))
        widen(m);
    size_t at = map_hash(key) & m->mask;
    while (m->slot[at].value && m->slot[at].key != key)
        at = (at + 1) & m->mask;
    *is_new = !m->slot[at].value;
    if (*is_new) {
        m->slot[at] = (struct map_slot){key, value + 1};
        m->n++;
    }
    return m->slot[at].value - 1;
}

uint32_t map_get(const struct map *m, uint64_t key)
{
    if (!m->slot)
        return NIL;
    size_t at = map_hash(key) & m->mask;
    while (m->slot[at].value && m->slot[at].key != key)
        at = (at + 1) & m->mask;
    return m->slot[at].value - 1;
}

void map_free(struct map *m)
{
    free(m->slot);
    *m = (struct map){0};
}

/* NUL ends a part; the others would end or split a KEY on a command line or in a CSV. */
static const bool escaped[256] = {
    [0 ... ' '] = true, [':'] = true, ['%'] = true, ['"'] = true, ['\''] = true, [0x7f] = true};

void world_key(struct jc_buf *out, const char *kind, const char *const *parts, size_t n)
{
    jc_buf_str(out, kind);
    for (size_t i = 0; i < n; i++) {
        jc_buf_char(out, ':');
        for (const char *p = parts[i], *from = p;; from = ++p) {
            while (!escaped[(unsigned char)*p])
                p++;
            jc_buf_add(out, from, (size_t)(p - from));
            if (!*p)
                break;
            jc_buf_fmt(out, "%%%02X", (unsigned char)*p);
        }
    }
}

void world_streamed(struct world *w)
{
    void **blocks[] = {(void **)&w->pair, (void **)&w->stretch, (void **)&w->pool.p, (void **)&w->agr_days,
                       (void **)&w->grid};
    for (size_t i = 0; i < JC_LEN(blocks); i++) {
        free(*blocks[i]);
        *blocks[i] = NULL;
    }
    map_free(&w->pairs);
    w->pair_n = w->pair_cap = w->stretch_n = w->stretch_cap = 0;
    w->pool = (struct pool){0};
}

void world_free(struct world *w)
{
    pay_free(w->pay);
    supply_free(w->supply);
    notes_free(w->notes);
    zones_free(w);
    prices_free(w->prices);
    class_free(w->classes);
    monthly_free(w->monthly);
    twice_free(w->twice);
    jc_intern_free(w->text);
    void *blocks[] = {w->inst,      w->org,       w->firm,         w->supplier, w->sheet,       w->item,
                      w->item_of,   w->inst_of,   w->round,        w->group,    w->winner,      w->award,
                      w->agr,       w->reported,  w->inst_place,   w->agr_days, w->grid,        w->ig,
                      w->product,   w->shortage,  w->match,        w->stretch,  w->pair,        w->gap,
                      w->excuse,    w->group_ref, w->group_refs.p, w->sub,      w->ref,         w->event,
                      w->maker.p,   w->pool.p,    w->region.p,     w->later.p,  w->itemgroup.p, w->head[0].p,
                      w->head[1].p, w->head[2].p, w->head[3].p,    w->places,   w->excused.p,   w->odd_region};
    for (size_t i = 0; i < JC_LEN(blocks); i++)
        free(blocks[i]);
    struct map *maps[] = {&w->alias_name, &w->alias_maker, &w->holders, &w->firms,   &w->rounds,
                          &w->round_of,   &w->pairs,       &w->groups,  &w->winners, &w->products,
                          &w->of_winner,  &w->numbers,     &w->ig_of};
    for (size_t i = 0; i < JC_LEN(maps); i++)
        map_free(maps[i]);
    *w = (struct world){0};
}
