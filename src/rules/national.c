/*
 * The groups of the national rounds (rule book 2.7): a catalogue of such a round that gives no numbers has the groups that were
 * published, by generic name and strength, as the built-in one has. Its tablets and capsules are one, its strengths may be several.
 */
#include "rules/identity.h"

struct national {
    struct map of,
        exact;     /* built-in round and generic name -> place in `one`; that and strength -> number of the group */
    uint32_t *one; /* the number, where all strengths have one; else NIL */
    size_t n, cap;
    bool *builtin; /* by round */
};

static void add_builtin(struct national *x, const struct world *w, const struct award *a)
{
    bool is_new;
    const struct item *i = &w->item[a->item];
    uint32_t at = map_put(&x->of, key2(a->round, i->generic), (uint32_t)x->n, &is_new);
    x->builtin[a->round] = true;
    if (is_new) {
        x->one = jc_grow(x->one, &x->cap, x->n + 1, sizeof *x->one);
        x->one[x->n++] = a->no;
    } else if (x->one[at] != a->no) {
        x->one[at] = NIL;
    }
    if (i->strength != NIL)
        (void)map_put(&x->exact, key2(at, i->strength), a->no, &is_new);
}

/* The built-in round that a round of the user's is, by what is left of both names; NIL: it is none. */
static uint32_t national_of(const struct national *x, const struct world *w, uint32_t round)
{
    struct jc_buf want = {0}, have = {0};
    const char *name = world_text(w, w->round[round].name);
    uint32_t found = x->builtin[round] ? round : NIL;
    jc_round_key(&want, name, strlen(name));
    for (uint32_t i = 0; want.len > 0 && i < w->round_n && found == NIL; i++) {
        name = world_text(w, w->round[i].name);
        jc_buf_clear(&have);
        if (x->builtin[i])
            jc_round_key(&have, name, strlen(name));
        found = have.len == want.len && memcmp(have.p, want.p, have.len) == 0 ? i : NIL;
    }
    jc_buf_free(&want);
    jc_buf_free(&have);
    return found;
}

static uint32_t number_of(const struct national *x, uint32_t round, const struct item *i)
{
    uint32_t at = map_get(&x->of, key2(round, i->generic)), no = NIL;
    if (at != NIL && i->strength != NIL)
        no = map_get(&x->exact, key2(at, i->strength));
    return at == NIL || no != NIL ? no : x->one[at];
}

/* Two generic names below one 品种, and no number that makes them one group: they are two, and somebody has to look. */
static void tell_varieties(struct world *w)
{
    struct map first = {0};
    bool is_new;
    for (size_t i = 0; i < w->award_n; i++) {
        const struct award *a = &w->award[i];
        const struct item *x = &w->item[a->item];
        if (a->builtin || a->no != NIL || a->variety == NIL)
            continue;
        const uint32_t at = map_put(&first, key2(a->round, a->variety), (uint32_t)i, &is_new);
        if (!is_new && w->item[w->award[at].item].generic != x->generic)
            world_note(w, 819, NIL, w->award[at].item, NOWHERE, 0, world_text(w, a->variety), world_text(w, x->name));
    }
    map_free(&first);
}

void national_groups(struct world *w)
{
    struct national x = {.builtin = jc_alloc((w->round_n + 1) * sizeof *x.builtin)};
    uint32_t *round = jc_alloc((w->round_n + 1) * sizeof *round);
    for (size_t i = 0; i < w->award_n; i++)
        if (w->award[i].builtin && w->award[i].no != NIL)
            add_builtin(&x, w, &w->award[i]);
    for (uint32_t i = 0; i < w->round_n; i++)
        round[i] = w->round[i].own ? national_of(&x, w, i) : NIL;
    for (size_t i = 0; i < w->award_n; i++) {
        struct award *a = &w->award[i];
        bool open = !a->builtin && a->no == NIL && round[a->round] != NIL;
        if (open)
            a->no = number_of(&x, round[a->round], &w->item[a->item]);
        if (open && a->no != NIL && round[a->round] != a->round)
            a->national = round[a->round];
    }
    tell_varieties(w);
    map_free(&x.of);
    map_free(&x.exact);
    free(x.one);
    free(x.builtin);
    free(round);
}
