/* What may stand in for the products of a group (rule book 5): by generic name, of a round, a group or what the group is called. */
#include "rules/identity.h"

static bool replaces(const struct world *w, const struct substitute *sub, const struct group *g)
{
    if (sub->round != NIL && sub->round != g->round)
        return false;
    if (sub->no != NIL)
        return sub->no == g->no;
    if (sub->variety != NIL && sub->variety == g->variety)
        return true;
    for (uint32_t v = sub->variety == NIL ? NIL : g->first; v != NIL; v = w->winner[v].next)
        for (uint32_t a = w->winner[v].award; a != NIL; a = w->award[a].next) {
            const struct item *x = &w->item[w->award[a].item];
            if (x->generic == sub->variety || x->name == sub->variety)
                return true;
        }
    return false;
}

void substitute_groups(struct world *w, uint32_t item)
{
    struct item *x = &w->item[item];
    x->substitutes.at = (uint32_t)w->itemgroup.n;
    for (size_t i = 0; i < w->sub_n && x->generic != NIL; i++) {
        if (w->sub[i].generic != x->generic || jc_form_conflict(world_text(w, x->form), world_text(w, w->sub[i].form)))
            continue;
        for (uint32_t g = 0; g < w->group_n; g++) {
            bool there = !replaces(w, &w->sub[i], &w->group[g]);
            for (size_t k = x->substitutes.at; k < w->itemgroup.n && !there; k++)
                there = w->itemgroup.p[k] == g;
            if (!there)
                (void)pool_add(&w->itemgroup, g);
        }
    }
    x->substitutes.n = (uint32_t)w->itemgroup.n - x->substitutes.at;
}

/* Does its key begin that of the item? 来曲唑 is no generic name where 来曲唑片 is. */
static bool begins(const struct world *w, uint32_t key, const struct item *x)
{
    const char *name = world_text(w, key);
    return x->generic != NIL && *name && strncmp(world_text(w, x->generic), name, strlen(name)) == 0;
}

/* An item of each generic name. */
static uint32_t *distinct_names(const struct world *w, struct map *names)
{
    uint32_t *list = jc_alloc((w->item_n + 1) * sizeof *list);
    bool is_new;
    for (uint32_t i = 0; i < w->item_n; i++)
        if (w->item[i].generic != NIL) {
            uint32_t at = map_put(names, w->item[i].generic, (uint32_t)names->n, &is_new);
            list[at] = is_new ? i : list[at];
        }
    return list;
}

/* A name that is that of no product, but the beginning of that of one. */
static void tell_unnamed(struct world *w, const struct substitute *sub, const struct map *names, const uint32_t *item)
{
    uint32_t at = 0;
    if (sub->generic == NIL || map_get(names, sub->generic) != NIL)
        return;
    while (at < names->n && !begins(w, sub->generic, &w->item[item[at]]))
        at++;
    if (at < names->n)
        world_note(w, 818, NIL, item[at], NOWHERE, 0, world_text(w, sub->generic), world_text(w, sub->place));
}

/* A substitute replaces the products of groups: of a round or group that nobody knows it is none. */
void substitutes_place(struct world *w)
{
    struct jc_buf what = {0};
    struct map names = {0};
    uint32_t *item = w->sub_n ? distinct_names(w, &names) : NULL;
    for (size_t i = 0; i < w->sub_n; i++) {
        const struct substitute *sub = &w->sub[i];
        bool any = false;
        for (uint32_t g = 0; g < w->group_n && !any; g++)
            any = replaces(w, sub, &w->group[g]);
        if (any)
            tell_unnamed(w, sub, &names, item);
        if (any)
            continue;
        const uint32_t parts[] = {sub->round == NIL ? NIL : w->round[sub->round].code, sub->no, sub->variety};
        jc_buf_clear(&what);
        for (size_t k = 0; k < JC_LEN(parts); k++)
            jc_buf_fmt(&what, "%s%s", what.len && parts[k] != NIL ? " " : "", world_text(w, parts[k]));
        world_note(w, 889, NIL, NIL, NOWHERE, 0, jc_buf_text(&what), world_text(w, sub->place));
    }
    jc_buf_free(&what);
    map_free(&names);
    free(item);
}
