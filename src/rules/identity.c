/* Comparing two spellings of a product, and what a bare code may take from another spelling of it. */
#include "rules/identity.h"

#include "rules/match.h"

/* ---- comparing two items ----------------------------------------------------------------------- */

bool same_code(const struct item *a, const struct item *b)
{
    if (a->code != NIL && b->code != NIL)
        return a->code == b->code;
    return a->platform != NIL && a->platform == b->platform;
}

bool same_strength(const struct item *a, const struct item *b)
{
    if (a->strength != NIL || b->strength != NIL)
        return a->strength == b->strength;
    return a->spec != NIL && a->spec == b->spec;
}

/* Both sides coded and different in firm or generic name: not the same, whatever the names say. */
bool codes_exclude(const struct item *a, const struct item *b)
{
    return a->code_key != NIL && b->code_key != NIL && a->code_key != b->code_key;
}

static bool names_maker(const struct world *w, const struct item *x, uint32_t maker)
{
    for (uint32_t i = 0; i < x->makers.n; i++)
        if (w->maker.p[x->makers.at + i] == maker)
            return true;
    return false;
}

enum grade maker_grade(const struct world *w, const struct item *a, const struct item *b)
{
    if (a->makers.n == 0 || b->makers.n == 0)
        return DIFFERENT;
    uint32_t ha = w->maker.p[a->makers.at], hb = w->maker.p[b->makers.at];
    if (ha == hb)
        return HOLDER;
    if (names_maker(w, a, hb) || names_maker(w, b, ha))
        return NAMED;
    return a->core != NIL && a->core == b->core ? PROBABLE : DIFFERENT;
}

/* 甲（受托企业：乙药业股份有限公司）: a firm behind the holder of x that may be the holder 乙药业有限公司 of y in other words. */
static bool names_alike(const struct world *w, const struct item *x, const struct item *y)
{
    bool alike = false;
    for (uint32_t i = 1; i < x->makers.n && !alike; i++)
        alike = jc_firm_likeness(world_text(w, y->core), world_text(w, w->maker.p[x->makers.at + i])) == JC_ALIKE;
    return alike;
}

enum jc_likeness maker_likeness(const struct world *w, const struct item *a, const struct item *b)
{
    if (a->core == NIL || b->core == NIL || a->core == b->core)
        return JC_APART;
    if (names_alike(w, a, b) || names_alike(w, b, a))
        return JC_ALIKE;
    return jc_firm_likeness(world_text(w, a->core), world_text(w, b->core));
}

bool is_nobodys(const struct item *x)
{
    return x->makers.n == 0 && x->code == NIL && x->platform == NIL;
}

bool is_bare_code(const struct item *x)
{
    return x->name != NIL && (x->name == x->code || x->name == x->platform) && x->generic == x->name &&
           x->matches.n == 0;
}

const char *maker_said(const struct world *w, const struct item *x)
{
    const char *text = world_text(w, x->maker_text);
    return *text ? text : "—";
}

/* ---- a bare code -------------------------------------------------------------------------------- */

static uint32_t code_of(const struct item *x)
{
    return x->code != NIL ? x->code : x->platform;
}

static int fullness(const struct item *x, bool awarded)
{
    return awarded * 16 + (x->generic != NIL) * 8 + (x->strength != NIL) * 4 + (x->makers.n > 0) * 2 + (x->upp > 0);
}

static void take_from(struct item *x, const struct item *y)
{
    bool bare = x->generic == NIL;
    if (bare) {
        x->generic = y->generic;
        x->name = y->name;
        x->min_unit = y->min_unit;
    }
    if (x->form == NIL)
        x->form = y->form;
    if (x->strength == NIL && x->spec == NIL) {
        x->strength = y->strength;
        x->spec = y->spec;
        x->spec_text = y->spec_text;
        if (x->upp == 0)
            x->upp = y->upp;
    }
    if (x->makers.n == 0) {
        x->makers = y->makers;
        x->core = y->core;
        x->maker_text = y->maker_text;
    }
}

struct donors {
    struct map at; /* national or platform code (text) -> place in `item` */
    uint32_t *item;
    uint32_t n;
};

/* The fullest of a code; that of an award goes before all others. */
static void offer(struct donors *d, const struct world *w, const bool *awarded, uint32_t code, uint32_t i)
{
    bool is_new;
    if (code == NIL)
        return;
    const uint32_t at = map_put(&d->at, code, d->n, &is_new);
    if (is_new)
        d->item[d->n++] = i;
    else if (fullness(&w->item[i], awarded[i]) > fullness(&w->item[d->item[at]], awarded[d->item[at]]))
        d->item[at] = i;
}

void borrow_identities(struct world *w)
{
    struct donors d = {.item = jc_alloc((2 * (size_t)w->item_n + 1) * sizeof *d.item)};
    bool *awarded = jc_alloc((w->item_n + 1) * sizeof *awarded);
    for (size_t i = 0; i < w->award_n; i++)
        awarded[w->award[i].item] = true;
    for (uint32_t i = 0; i < w->item_n; i++) { /* one with both codes gives to those that have either alone */
        offer(&d, w, awarded, w->item[i].code, i);
        offer(&d, w, awarded, w->item[i].platform, i);
    }
    for (uint32_t i = 0; i < w->item_n; i++) {
        struct item *x = &w->item[i];
        uint32_t code = code_of(x);
        if (code == NIL || (x->generic != NIL && x->spec != NIL && x->makers.n > 0))
            continue;
        take_from(x, &w->item[d.item[map_get(&d.at, code)]]);
        if (x->generic == NIL) /* nobody knows more: each code stands for itself */
            x->generic = x->name = code;
    }
    map_free(&d.at);
    free(awarded);
    free(d.item);
}
