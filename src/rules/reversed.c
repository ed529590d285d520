/* Which return without an original is the one that a line tells of itself (rule book 15). */
#include "rules/reversed.h"

static uint64_t key_of(struct world *w, const struct line *l, int64_t quantity)
{
    return jc_hash(&quantity, sizeof quantity, key2(l->inst, item_number(w, l->item)));
}

void reversed_keep(struct reversed *x, struct world *w, const struct line *l)
{
    bool is_new;
    const uint64_t key = key_of(w, l, l->accepted);
    x->line = jc_grow(x->line, &x->cap, x->n + 1, sizeof *x->line);
    struct reversed_line *one = &x->line[x->n];
    *one = (struct reversed_line){.line = *l, .next = NIL};
    one->line.order_no = world_lasting(w, l->order_no, l->order_len);
    one->line.line_no = world_lasting(w, l->line_no, l->line_len);
    one->line.delivery_no = world_lasting(w, l->delivery_no, l->delivery_len);
    const uint32_t head = map_put(&x->by_goods, key, (uint32_t)x->n, &is_new);
    if (!is_new) {
        one->next = x->line[head].next;
        x->line[head].next = (uint32_t)x->n;
    }
    x->n++;
}

/*
 * Any time later: what is near its expiry goes back after a year or two. A system that writes both has a red row for each of its
 * marks, so one that no other mark explains is of this line; goods that went to somebody else are not.
 */
static bool is_of(struct world *w, const struct reversed_line *x, const struct line *back)
{
    const struct line *l = &x->line;
    const bool before = l->day == JC_NO_DAY || back->day == JC_NO_DAY || l->day <= back->day;
    const bool others = l->supplier != NIL && back->supplier != NIL && l->supplier != back->supplier;
    const bool counted = w->item[l->item].in_units == w->item[back->item].in_units; /* 3 tablets are not 3 packs */
    return !x->taken && before && !others && counted && l->inst == back->inst && l->accepted == -back->accepted &&
           item_same_goods(w, l->item, back->item);
}

const struct line *reversed_take(struct reversed *x, struct world *w, const struct line *back)
{
    struct reversed_line *best = NULL;
    for (uint32_t i = map_get(&x->by_goods, key_of(w, back, -back->accepted)); i != NIL; i = x->line[i].next)
        if (is_of(w, &x->line[i], back) && (!best || line_compare(&x->line[i].line, &best->line) > 0))
            best = &x->line[i];
    if (!best)
        return NULL;
    best->taken = true;
    return &best->line;
}

void reversed_free(struct reversed *x)
{
    free(x->line);
    map_free(&x->by_goods);
    *x = (struct reversed){0};
}
