/*
 * Who is the same product (rule book 2). Award rows make groups and winners; agreements find the winner they name, or
 * make one of their own; every other item is matched once, on first use. A code beats a name, a holder a producer, and
 * within a group only the best kind of match is kept.
 */
#include "rules/agreed.h"
#include "rules/area.h"
#include "rules/identity.h"

/* ---- chains of refs by text -------------------------------------------------------------------- */

static uint32_t chain_key(const struct item *x, int chain)
{
    switch (chain) {
    case BY_GENERIC:
        return x->generic;
    case BY_CODE:
        return x->code;
    case BY_CODE_KEY:
        return x->code_key;
    default:
        return x->platform;
    }
}

static uint32_t chain_head(const struct world *w, int chain, uint32_t text)
{
    return text != NIL && text < w->head[chain].n ? w->head[chain].p[text] : NIL;
}

static void ref_add(struct world *w, uint32_t item, uint32_t winner, bool code_only)
{
    uint32_t at = (uint32_t)w->ref_n;
    w->ref = jc_grow(w->ref, &w->ref_cap, w->ref_n + 1, sizeof *w->ref);
    struct ref *r = &w->ref[w->ref_n++];
    *r = (struct ref){.item = item, .winner = winner, .code_only = code_only};
    for (int c = 0; c < CHAINS; c++) {
        uint32_t text = chain_key(&w->item[item], c);
        r->next[c] = NIL;
        if (text == NIL)
            continue;
        while (w->head[c].n <= text)
            (void)pool_add(&w->head[c], NIL);
        r->next[c] = w->head[c].p[text];
        w->head[c].p[text] = at;
    }
}

/* ---- groups and winners ------------------------------------------------------------------------ */

static uint32_t group_at(struct world *w, uint32_t round, uint32_t no, uint32_t generic, uint32_t variety)
{
    bool is_new;
    uint64_t key = no != NIL ? key2(round * 2, no) : key2(round * 2 + 1, generic);
    uint32_t at = map_put(&w->groups, key, (uint32_t)w->group_n, &is_new);
    if (is_new) {
        w->group = jc_grow(w->group, &w->group_cap, w->group_n + 1, sizeof *w->group);
        w->group[w->group_n++] =
            (struct group){.round = round, .no = no, .variety = variety, .first = NIL, .twin = NIL, .next_twin = NIL};
    }
    return at;
}

static uint32_t winner_at(struct world *w, uint32_t group, const struct item *x)
{
    bool is_new;
    /* A maker nobody can read is still one winner, told from others by its spelling. */
    uint32_t maker = x->makers.n ? w->maker.p[x->makers.at] : x->maker_text;
    uint32_t at = map_put(&w->winners, key2(group, maker), (uint32_t)w->winner_n, &is_new);
    if (is_new) {
        w->winner = jc_grow(w->winner, &w->winner_cap, w->winner_n + 1, sizeof *w->winner);
        w->winner[w->winner_n++] =
            (struct winner){.group = group, .maker = maker, .next = w->group[group].first, .award = NIL};
        w->group[group].first = at;
    }
    return at;
}

static int by_award_order(const void *x, const void *y)
{
    const struct award *a = x, *b = y;
    return a->order != b->order ? (a->order > b->order) - (a->order < b->order) : (a->id > b->id) - (a->id < b->id);
}

/* A user may have a catalogue of a national round for each of several provinces. */
static void add_twin(struct world *w, uint32_t published, uint32_t own)
{
    uint32_t twin = w->group[published].twin;
    while (twin != NIL && twin != own)
        twin = w->group[twin].next_twin;
    if (twin == own)
        return;
    w->group[own].next_twin = w->group[published].twin;
    w->group[published].twin = own;
}

static void place_awards(struct world *w)
{
    if (w->award_n)
        qsort(w->award, w->award_n, sizeof *w->award, by_award_order);
    national_groups(w);
    for (size_t i = w->award_n; i-- > 0;) { /* backwards: chains come out in file order */
        struct award *a = &w->award[i];
        const struct item *x = &w->item[a->item];
        a->group = group_at(w, a->round, a->no, x->generic, a->variety);
        w->group[a->group].variety = a->variety != NIL ? a->variety : x->name; /* of the first row, in the end */
        a->winner = winner_at(w, a->group, x);
        a->next = w->winner[a->winner].award;
        w->winner[a->winner].award = (uint32_t)i;
        ref_add(w, a->item, a->winner, false);
    }
    for (size_t i = 0; i < w->award_n; i++) /* all groups are there now */
        if (w->award[i].national != NIL)
            add_twin(w, group_at(w, w->award[i].national, w->award[i].no, NIL, NIL), w->award[i].group);
}

/* ---- units per pack ---------------------------------------------------------------------------- */

static int64_t upp_of_code(const struct world *w, const struct item *x)
{
    static const int chains[] = {BY_CODE, BY_PLATFORM};
    for (size_t c = 0; c < JC_LEN(chains); c++)
        for (uint32_t r = chain_head(w, chains[c], chain_key(x, chains[c])); r != NIL; r = w->ref[r].next[chains[c]])
            if (!w->ref[r].code_only && w->item[w->ref[r].item].upp > 0)
                return w->item[w->ref[r].item].upp;
    return 0;
}

/* The explicit column wins; else the award row with the same code; else the spec text (rule book 2.4). */
static void resolve_units(struct world *w)
{
    for (uint32_t i = 0; i < w->item_n; i++) {
        struct item *x = &w->item[i];
        x->upp_code = upp_of_code(w, x);
        if (x->upp_column == 0 && x->upp_code > 0)
            x->upp = x->upp_code;
    }
}

/* ---- matching ---------------------------------------------------------------------------------- */

struct hit {
    uint32_t winner;
    enum grade grade;
    bool exact;
};
struct hits {
    struct hit *p;
    size_t n, cap;
    uint32_t round; /* only winners of this round; NIL = any */
    uint32_t near;  /* item of a ref that an unknown strength kept apart */
};

/* Does another group of the round list this generic name in this strength, or at all (strength_of NULL)? */
static bool listed_elsewhere(const struct world *w, uint32_t group, uint32_t generic, const struct item *strength_of)
{
    for (uint32_t r = chain_head(w, BY_GENERIC, generic); r != NIL; r = w->ref[r].next[BY_GENERIC]) {
        uint32_t other = w->winner[w->ref[r].winner].group;
        if (w->ref[r].code_only || other == group || w->group[other].round != w->group[group].round)
            continue;
        if (!strength_of || same_strength(&w->item[w->ref[r].item], strength_of))
            return true;
    }
    return false;
}

static void hit_add(struct hits *hits, uint32_t winner, enum grade grade, bool exact)
{
    for (size_t i = 0; i < hits->n; i++)
        if (hits->p[i].winner == winner) {
            if (grade > hits->p[i].grade)
                hits->p[i].grade = grade;
            hits->p[i].exact |= exact;
            return;
        }
    hits->p = jc_grow(hits->p, &hits->cap, hits->n + 1, sizeof *hits->p);
    hits->p[hits->n++] = (struct hit){winner, grade, exact};
}

static void consider(struct world *w, struct hits *hits, uint32_t item, const struct ref *r, enum grade grade)
{
    const struct item *x = &w->item[item], *y = &w->item[r->item];
    uint32_t group = w->winner[r->winner].group;
    bool exact = grade == SAME_CODE || same_strength(x, y);
    if (hits->round != NIL && w->group[group].round != hits->round)
        return;
    bool any = y->spec == NIL && y->strength == NIL; /* agreed by name and firm alone: a stent in all its sizes */
    if (!exact && (x->strength == NIL || y->strength == NIL)) {
        bool open = grade < SAME_KEY && !any;
        if (open || listed_elsewhere(w, group, y->generic, NULL)) {
            hits->near = r->item;
            return;
        }
    } else if (!exact && listed_elsewhere(w, group, y->generic, x)) {
        return;
    }
    hit_add(hits, r->winner, grade, exact);
}

/* Within a group only the best kind of match is kept; two that are only probable are none. */
static void keep_best(const struct world *w, struct hits *hits)
{
    size_t kept = 0;
    for (size_t i = 0; i < hits->n; i++) {
        bool keep = true;
        for (size_t k = 0; k < hits->n && keep; k++) {
            if (k == i || w->winner[hits->p[k].winner].group != w->winner[hits->p[i].winner].group)
                continue;
            keep = hits->p[k].grade < hits->p[i].grade ||
                   (hits->p[k].grade == hits->p[i].grade && hits->p[i].grade != PROBABLE);
        }
        hits->p[i].grade |= keep ? 16 : 0; /* marked: the others must still see it */
    }
    for (size_t i = 0; i < hits->n; i++)
        if (hits->p[i].grade & 16) {
            hits->p[kept] = hits->p[i];
            hits->p[kept++].grade &= 15;
        }
    hits->n = kept;
}

static void match_item(struct world *w, struct hits *hits, uint32_t item)
{
    const struct item *x = &w->item[item];
    hits->n = 0;
    hits->near = NIL;
    for (uint32_t r = chain_head(w, BY_CODE, x->code); r != NIL; r = w->ref[r].next[BY_CODE])
        consider(w, hits, item, &w->ref[r], SAME_CODE);
    for (uint32_t r = chain_head(w, BY_PLATFORM, x->platform); r != NIL; r = w->ref[r].next[BY_PLATFORM])
        if (!codes_exclude(x, &w->item[w->ref[r].item]))
            consider(w, hits, item, &w->ref[r], SAME_CODE);
    for (uint32_t r = chain_head(w, BY_CODE_KEY, x->code_key); r != NIL; r = w->ref[r].next[BY_CODE_KEY])
        if (!w->ref[r].code_only)
            consider(w, hits, item, &w->ref[r], SAME_KEY);
    for (uint32_t r = chain_head(w, BY_GENERIC, x->generic); r != NIL; r = w->ref[r].next[BY_GENERIC]) {
        const struct item *y = &w->item[w->ref[r].item];
        if (w->ref[r].code_only || codes_exclude(x, y) ||
            jc_form_conflict(world_text(w, x->form), world_text(w, y->form)))
            continue;
        enum grade grade = maker_grade(w, x, y);
        if (grade != DIFFERENT)
            consider(w, hits, item, &w->ref[r], grade);
    }
    keep_best(w, hits);
}

/* ---- groups of a generic name ------------------------------------------------------------------ */

struct listing {
    uint32_t group;
    bool exact;
};
struct listings {
    struct listing *p;
    size_t n, cap;
};

static int by_round_and_group(const struct world *w, const struct listing *a, const struct listing *b)
{
    uint32_t ra = w->group[a->group].round, rb = w->group[b->group].round;
    return ra != rb ? (ra > rb) - (ra < rb) : (a->group > b->group) - (a->group < b->group);
}

static void list_one(const struct world *w, struct listings *l, struct listing one)
{
    size_t at = 0;
    while (at < l->n && by_round_and_group(w, &l->p[at], &one) < 0)
        at++;
    if (at < l->n && l->p[at].group == one.group) {
        l->p[at].exact |= one.exact;
        return;
    }
    l->p = jc_grow(l->p, &l->cap, l->n + 1, sizeof *l->p);
    memmove(l->p + at + 1, l->p + at, (l->n - at) * sizeof *l->p);
    l->p[at] = one;
    l->n++;
}

/* Every group that lists the item's generic name, by round; exact where it lists the strength too. What a published group lists
   is listed by those of the user's own catalogues, which may hold the winners of one province alone. */
static void list_groups(const struct world *w, struct listings *l, const struct item *x)
{
    l->n = 0;
    for (uint32_t r = chain_head(w, BY_GENERIC, x->generic); r != NIL; r = w->ref[r].next[BY_GENERIC]) {
        if (w->ref[r].code_only)
            continue;
        const uint32_t group = w->winner[w->ref[r].winner].group;
        const bool exact = same_strength(x, &w->item[w->ref[r].item]);
        list_one(w, l, (struct listing){group, exact});
        for (uint32_t twin = w->group[group].twin; twin != NIL; twin = w->group[twin].next_twin)
            list_one(w, l, (struct listing){twin, exact});
    }
}

/* In l, the groups [from, to) of one round: one group takes any strength, several each its own. */
static bool takes(const struct listings *l, size_t from, size_t to, size_t i)
{
    return to - from == 1 || l->p[i].exact;
}

static size_t round_end(const struct world *w, const struct listings *l, size_t from)
{
    size_t to = from;
    while (to < l->n && w->group[l->p[to].group].round == w->group[l->p[from].group].round)
        to++;
    return to;
}

static void item_groups(struct world *w, struct listings *l, const struct hits *hits, uint32_t item)
{
    struct item *x = &w->item[item];
    list_groups(w, l, x);
    x->groups.at = (uint32_t)w->itemgroup.n;
    for (size_t from = 0, to; from < l->n; from = to) {
        to = round_end(w, l, from);
        for (size_t i = from; i < to; i++)
            if (takes(l, from, to, i))
                (void)pool_add(&w->itemgroup, l->p[i].group);
    }
    for (size_t i = 0; i < hits->n; i++) { /* a code names its group whatever the generic name says */
        bool there = hits->p[i].grade < SAME_KEY;
        for (size_t k = x->groups.at; k < w->itemgroup.n && !there; k++)
            there = w->itemgroup.p[k] == w->winner[hits->p[i].winner].group;
        if (!there)
            (void)pool_add(&w->itemgroup, w->winner[hits->p[i].winner].group);
    }
    x->groups.n = (uint32_t)w->itemgroup.n - x->groups.at;
    x->undecided.at = (uint32_t)w->itemgroup.n;
    for (size_t from = 0, to; from < l->n; from = to) {
        bool any = false;
        to = round_end(w, l, from);
        for (size_t i = from; i < to; i++)
            any |= takes(l, from, to, i);
        for (size_t i = from; i < to && !any; i++)
            (void)pool_add(&w->itemgroup, l->p[i].group);
    }
    x->undecided.n = (uint32_t)w->itemgroup.n - x->undecided.at;
}

/* The first winner of its generic name whose maker it may name in short or by mistake. */
static void find_alike(const struct world *w, struct item *x)
{
    for (uint32_t r = chain_head(w, BY_GENERIC, x->generic); r != NIL && x->alike == NIL;
         r = w->ref[r].next[BY_GENERIC]) {
        const struct item *y = &w->item[w->ref[r].item];
        enum jc_likeness like = w->ref[r].code_only || codes_exclude(x, y) ? JC_APART : maker_likeness(w, x, y);
        if (like == JC_ALIKE)
            x->alike = w->ref[r].item;
        else if (like == JC_SLIP && x->slip == NIL)
            x->slip = w->ref[r].item;
    }
}

void item_resolve(struct world *w, uint32_t item)
{
    struct hits hits = {.round = NIL};
    struct listings l = {0};
    struct item *x = &w->item[item];
    if (x->resolved)
        return;
    match_item(w, &hits, item);
    x->matches.at = (uint32_t)w->match_n;
    x->matches.n = (uint32_t)hits.n;
    x->near = hits.n ? NIL : hits.near;
    if (hits.n == 0)
        find_alike(w, x);
    for (size_t i = 0; i < hits.n; i++) {
        w->match = jc_grow(w->match, &w->match_cap, w->match_n + 1, sizeof *w->match);
        w->match[w->match_n++] = (struct match){hits.p[i].winner, (uint8_t)hits.p[i].grade, hits.p[i].exact};
        x->probable |= hits.p[i].grade == PROBABLE;
    }
    item_groups(w, &l, &hits, item);
    substitute_groups(w, item);
    x->resolved = true;
    free(hits.p);
    free(l.p);
}

/* ---- agreements -------------------------------------------------------------------------------- */

/* The group that a product outside the catalogue belongs to: the one of its generic name and strength, else its own. */
static uint32_t group_of_stranger(struct world *w, struct listings *l, uint32_t round, const struct item *x)
{
    list_groups(w, l, x);
    for (size_t from = 0, to; from < l->n; from = to) {
        to = round_end(w, l, from);
        if (w->group[l->p[from].group].round != round)
            continue;
        for (size_t i = from; i < to; i++)
            if (takes(l, from, to, i))
                return l->p[i].group;
    }
    return group_at(w, round, NIL, x->generic, x->name);
}

struct named { /* a distinct (round, item) of agreements */
    uint32_t round, item, winner;
    int64_t order;
    bool stranger; /* to the catalogue of the round */
    uint32_t near; /* an awarded item that it may be meant for, NIL */
};

static int by_named_order(const void *x, const void *y)
{
    const struct named *a = x, *b = y;
    return a->order != b->order ? (a->order > b->order) - (a->order < b->order)
                                : (a->item > b->item) - (a->item < b->item);
}

static const struct hit *best_hit(const struct world *w, const struct hits *hits)
{
    const struct hit *best = NULL;
    for (size_t i = 0; i < hits->n; i++) {
        const struct hit *h = &hits->p[i];
        if (!best || h->exact > best->exact || (h->exact == best->exact && h->grade > best->grade) ||
            (h->exact == best->exact && h->grade == best->grade &&
             w->winner[h->winner].award < w->winner[best->winner].award))
            best = h;
    }
    return best;
}

static void resolve_named(struct world *w, struct hits *hits, struct listings *l, struct named *n)
{
    hits->round = n->round;
    match_item(w, hits, n->item);
    const struct hit *best = best_hit(w, hits);
    if (best) {
        n->winner = best->winner;
        if (best->grade == PROBABLE)
            world_note(w, 412, NIL, n->item, NOWHERE, 0, world_text(w, w->item[n->item].maker_text),
                       world_text(w, w->winner[best->winner].maker));
    } else {
        const struct item *x = &w->item[n->item];
        n->stranger = w->round[n->round].catalogue;
        n->near = hits->near != NIL || !n->stranger ? hits->near : nearest_winner(w, n->round, x);
        n->winner = winner_at(w, group_of_stranger(w, l, n->round, x), x);
    }
    ref_add(w, n->item, n->winner, w->winner[n->winner].award != NIL);
}

/* Numbers come first, by value; what is no number follows as text, so that 9, 10 and 1a have one order. */
static int by_number(const char *a, const char *b)
{
    bool text_a = a[strspn(a, "0123456789")], text_b = b[strspn(b, "0123456789")];
    if (text_a || text_b)
        return text_a && text_b ? strcmp(a, b) : text_a - text_b;
    const char *x = a + strspn(a, "0"), *y = b + strspn(b, "0");
    if (strlen(x) != strlen(y))
        return strlen(x) < strlen(y) ? -1 : 1;
    int c = strcmp(x, y);
    return c ? c : strcmp(a, b);
}

static int by_group_rank(const void *x, const void *y, void *arg)
{
    const struct world *w = arg;
    const struct group *a = &w->group[*(const uint32_t *)x], *b = &w->group[*(const uint32_t *)y];
    int c = strcmp(world_text(w, w->round[a->round].code), world_text(w, w->round[b->round].code));
    if (c == 0)
        c = by_number(world_text(w, a->no), world_text(w, b->no));
    if (c == 0)
        c = strcmp(world_text(w, a->variety), world_text(w, b->variety));
    return c ? c : (a > b) - (a < b);
}

static void rank_groups(struct world *w)
{
    uint32_t *order = jc_alloc((w->group_n + 1) * sizeof *order);
    for (uint32_t i = 0; i < w->group_n; i++)
        order[i] = i;
    qsort_r(order, w->group_n, sizeof *order, by_group_rank, w);
    for (uint32_t i = 0; i < w->group_n; i++)
        w->group[order[i]].rank = i;
    free(order);
}

static void place_agreement(struct world *w, struct agreement *g, const struct named *n)
{
    const jc_day r = w->what.as_of, s = w->what.from;
    g->winner = n->winner;
    g->group = w->winner[g->winner].group;
    g->begun = g->from <= r;
    g->ended = g->to < r && s != JC_NO_DAY && g->to >= s;
    g->ended |= g->to == r && s != JC_NO_DAY;
    g->covered = g->begun && (g->to >= r || g->ended);
    g->product = product_of(w, g->winner, g->item);
}

/* Is it the product of that winner but for a slip in the name of the maker? */
static bool is_maker_slip(const struct world *w, const struct item *x, const struct item *winner)
{
    return x->generic == winner->generic && same_strength(x, winner) && maker_likeness(w, x, winner) != JC_APART;
}

/* Or but for what stands behind its generic name, or before it: 恩格列净片(欧唐静)? */
static bool is_name_slip(const struct world *w, const struct item *x, const struct item *winner)
{
    const char *a = world_text(w, x->generic), *b = world_text(w, winner->generic);
    return x->generic != winner->generic && *a && *b && (strstr(a, b) || strstr(b, a)) && same_strength(x, winner) &&
           maker_grade(w, x, winner) > PROBABLE;
}

/* What is not in a catalogue: the round, or the product in its round. */
static void tell_stranger(struct world *w, const struct agreement *g, const struct named *n)
{
    struct jc_buf product = {0}, near = {0};
    const char *round = world_text(w, w->round[g->round].code);
    if (!w->round[g->round].catalogue)
        world_note_agreed(w, 424, NIL, NIL, g, round, NULL, NULL);
    if (n->stranger) {
        item_text(&product, w, g->item);
        if (n->near != NIL)
            item_text(&near, w, n->near);
        const struct item *x = &w->item[g->item], *y = n->near != NIL ? &w->item[n->near] : NULL;
        int code = y && is_maker_slip(w, x, y) ? 892 : y && is_name_slip(w, x, y) ? 820 : 423;
        world_note_agreed(w, code, NIL, g->item, g, jc_buf_text(&product), round, near.len ? jc_buf_text(&near) : "—");
    }
    jc_buf_free(&product);
    jc_buf_free(&near);
}

static enum jc_status place_agreements(struct world *w, const struct map *named, const struct named *list,
                                       struct jc_err *err)
{
    for (size_t i = 0; i < w->agr_n; i++)
        place_agreement(w, &w->agr[i], &list[map_get(named, key2(w->agr[i].round, w->agr[i].item))]);
    enum jc_status st = agreements_once(w, err);
    for (size_t i = 0; i < w->agr_n && st == JC_OK; i++) {
        const struct agreement *g = &w->agr[i];
        tell_stranger(w, g, &list[map_get(named, key2(g->round, g->item))]);
    }
    return st;
}

/* ---- agreements by institution, group, winner -------------------------------------------------- */

static void group_agreements(struct world *w)
{
    bool is_new;
    w->agr_days = jc_alloc((w->agr_n + 1) * sizeof *w->agr_days);
    for (uint32_t i = 0; i < w->agr_n; i++) {
        struct agreement *g = &w->agr[i];
        struct inst *inst = &w->inst[g->inst];
        bool first = inst->agreements.n == 0;
        if (first) {
            inst->agreements.at = i;
            inst->groups.at = (uint32_t)w->ig_n;
        }
        inst->agreements.n++;
        if (first || w->agr[i - 1].group != g->group) {
            w->ig = jc_grow(w->ig, &w->ig_cap, w->ig_n + 1, sizeof *w->ig);
            w->ig[w->ig_n++] =
                (struct inst_group){.inst = g->inst, .group = g->group, .agreements = {i, 0}, .first = JC_NO_DAY};
            inst->groups.n++;
            (void)map_put(&w->ig_of, key2(g->inst, g->group), (uint32_t)(w->ig_n - 1), &is_new);
        }
        w->agr_days[i] = (struct agreed_days){g->from, g->to, g->winner, g->covered};
        struct inst_group *ig = &w->ig[w->ig_n - 1];
        g->ig = (uint32_t)(w->ig_n - 1);
        ig->agreements.n++;
        ig->covered |= g->covered;
        if (g->covered && (ig->first == JC_NO_DAY || g->from < ig->first))
            ig->first = g->from;
    }
}

/* ---- awards that follow one another, shortages by group ---------------------------------------- */

/* Awards of the same product that began later end one that has no end of its own (rule book 2.6). */
static void chain_awards(struct world *w)
{
    for (size_t i = 0; i < w->award_n; i++) {
        struct award *a = &w->award[i];
        a->later.at = (uint32_t)w->later.n;
        if (a->to != JC_NO_DAY || a->from == JC_NO_DAY)
            continue;
        item_resolve(w, a->item);
        const struct item *x = &w->item[a->item];
        for (uint32_t m = 0; m < x->matches.n; m++) {
            const struct match *hit = &w->match[x->matches.at + m];
            if (hit->grade == PROBABLE)
                continue;
            for (uint32_t k = w->winner[hit->winner].award; k != NIL; k = w->award[k].next) {
                const struct award *b = &w->award[k];
                if (b->from != JC_NO_DAY && !b->nominal && b->from > a->from && same_strength(x, &w->item[b->item])) {
                    (void)pool_add(&w->later, k);
                    a->later.n++;
                }
            }
        }
    }
}

static void gap_add(struct world *w, uint32_t winner, uint32_t shortage)
{
    w->gap = jc_grow(w->gap, &w->gap_cap, w->gap_n + 1, sizeof *w->gap);
    w->gap[w->gap_n++] = (struct gap){w->winner[winner].group, winner, shortage};
}

static int by_gap(const void *x, const void *y)
{
    const struct gap *a = x, *b = y;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    return (a->shortage > b->shortage) - (a->shortage < b->shortage);
}

static int by_shortage_order(const void *x, const void *y)
{
    const struct shortage *a = x, *b = y;
    return a->order != b->order ? (a->order > b->order) - (a->order < b->order) : (a->id > b->id) - (a->id < b->id);
}

/* May a shortage or reason that says so little, and that is no winner's product by the rules for lines, mean this one? */
static enum grade named_grade(const struct world *w, const struct item *x, const struct ref *r, bool whole)
{
    const struct item *y = &w->item[r->item];
    if (r->code_only || codes_exclude(x, y) || jc_form_conflict(world_text(w, x->form), world_text(w, y->form)))
        return DIFFERENT;
    if (x->makers.n)
        return whole ? maker_grade(w, x, y) : DIFFERENT;
    for (uint32_t g = 0; g < x->groups.n && !whole; g++)
        whole = w->itemgroup.p[x->groups.at + g] == w->winner[r->winner].group;
    return whole ? NAMED : DIFFERENT;
}

/*
 * The winners whose product a shortage or reason names: without a strength in all strengths, without a maker that of all makers. A code that no
 * award has is of one pack, and nobody knows which. False: it may be a winner's, but nobody can tell whose.
 */
static bool match_named(struct world *w, struct hits *hits, uint32_t item)
{
    const struct item *x = &w->item[item];
    bool coded = x->code != NIL || x->platform != NIL, whole = x->spec == NIL && x->strength == NIL;
    bool doubt =
        x->near != NIL || x->alike != NIL || (x->makers.n == 0 && x->strength == NIL && !whole && x->undecided.n > 0);
    hits->n = 0;
    for (uint32_t m = 0; m < x->matches.n; m++)
        hit_add(hits, w->match[x->matches.at + m].winner, SAME_CODE, true);
    if (hits->n && (coded || !whole))
        return true;
    for (uint32_t r = chain_head(w, BY_GENERIC, x->generic); r != NIL; r = w->ref[r].next[BY_GENERIC]) {
        enum grade grade = named_grade(w, x, &w->ref[r], whole);
        uint32_t group = w->winner[w->ref[r].winner].group;
        if (grade == DIFFERENT)
            continue;
        if ((x->code != NIL && x->makers.n == 0) || (coded && whole && listed_elsewhere(w, group, x->generic, NULL)))
            doubt = true;
        else
            hit_add(hits, w->ref[r].winner, grade, false);
    }
    doubt |= hits->n > 0;
    keep_best(w, hits);
    return hits->n || !doubt;
}

/* Does somebody whom the shortage is about have one of the products, agreed or selected? */
static bool somebody_has(const struct world *w, const struct shortage *s, const struct hits *hits)
{
    for (uint32_t i = 0; i < w->inst_n; i++) {
        if (!shortage_here(w, s, i))
            continue;
        for (size_t h = 0; h < hits->n; h++)
            if (supplies_here(w, &w->inst[i], hits->p[h].winner))
                return true;
    }
    return false;
}

/* A shortage that does nothing: nobody can tell of what, nobody lies there, or nobody there has the product. */
static void tell_shortage(struct world *w, const struct shortage *s, const struct hits *hits, bool clear)
{
    const char *nobody = hits->n && s->everyone ? zone_of_nobody(w, s->zone) : NULL;
    const uint32_t inst = s->everyone ? NIL : s->inst;
    struct jc_buf product = {0};
    item_text(&product, w, s->item);
    if (!clear)
        world_note(w, 880, inst, s->item, NOWHERE, 0, jc_buf_text(&product), world_text(w, s->place));
    else if (nobody)
        world_note(w, 881, NIL, s->item, NOWHERE, 0, nobody, world_text(w, s->place));
    else if (hits->n && !somebody_has(w, s, hits) && s->everyone) /* a province's list is of all that anybody has */
        world_note(w, 817, NIL, NIL, NOWHERE, 0, jc_buf_text(&product), world_text(w, s->place));
    else if (hits->n && !somebody_has(w, s, hits))
        world_note(w, 839, inst, s->item, NOWHERE, 0, jc_buf_text(&product), world_text(w, s->place));
    jc_buf_free(&product);
}

static void place_shortages(struct world *w)
{
    struct hits hits = {.round = NIL};
    if (w->shortage_n)
        qsort(w->shortage, w->shortage_n, sizeof *w->shortage, by_shortage_order);
    for (uint32_t i = 0; i < w->shortage_n; i++) {
        const struct shortage *s = &w->shortage[i];
        item_resolve(w, s->item);
        bool clear = match_named(w, &hits, s->item);
        tell_shortage(w, s, &hits, clear);
        for (size_t h = 0; h < hits.n; h++)
            gap_add(w, hits.p[h].winner, i);
    }
    free(hits.p);
    if (w->gap_n)
        qsort(w->gap, w->gap_n, sizeof *w->gap, by_gap);
    for (uint32_t i = 0; i < w->gap_n; i++) {
        struct group *g = &w->group[w->gap[i].group];
        if (g->gaps.n++ == 0)
            g->gaps.at = i;
    }
}

bool excuse_covers(const struct world *w, const struct excuse *e, const struct agreement *g)
{
    bool named = e->item == NIL;
    for (uint32_t k = 0; k < e->winners.n && !named; k++)
        named = w->excused.p[e->winners.at + k] == g->winner;
    return named && e->inst == g->inst && (e->round == NIL || e->round == g->round);
}

/* A reason that stands beside no agreement of its institution: what it names is nobody's, or others' alone. */
static void tell_reason(struct world *w, const struct excuse *e, const bool *agreed)
{
    const struct span agreements = w->inst[e->inst].agreements;
    bool strange_round = e->round != NIL && !agreed[e->round], strange_item = e->item != NIL && e->winners.n == 0;
    bool stands = false;
    struct jc_buf round = {0}, product = {0};
    if (e->round != NIL)
        jc_buf_str(&round, world_text(w, w->round[e->round].name));
    if (e->item != NIL)
        item_text(&product, w, e->item);
    if (strange_round)
        world_note(w, 883, e->inst, e->item, NOWHERE, 0, jc_buf_text(&round), world_text(w, e->place));
    if (strange_item)
        world_note(w, 882, e->inst, e->item, NOWHERE, 0, jc_buf_text(&product), world_text(w, e->place));
    for (uint32_t i = 0; i < agreements.n && !stands; i++)
        stands = excuse_covers(w, e, &w->agr[agreements.at + i]);
    if (!stands && !strange_round && !strange_item) {
        jc_buf_fmt(&round, "%s%s", round.len && product.len ? " " : "", jc_buf_text(&product));
        world_note(w, 838, e->inst, e->item, NOWHERE, 0, jc_buf_text(&round), world_text(w, e->place));
    }
    jc_buf_free(&round);
    jc_buf_free(&product);
}

static void place_reasons(struct world *w)
{
    struct hits hits = {.round = NIL};
    bool *agreed = jc_alloc(w->round_n + 1); /* rounds */
    for (size_t i = 0; i < w->agr_n; i++)
        agreed[w->agr[i].round] = true;
    for (size_t i = 0; i < w->excuse_n; i++) {
        struct excuse *e = &w->excuse[i];
        hits.n = 0;
        if (e->item != NIL) {
            item_resolve(w, e->item);
            (void)match_named(w, &hits, e->item);
        }
        e->winners = (struct span){(uint32_t)w->excused.n, (uint32_t)hits.n};
        for (size_t h = 0; h < hits.n; h++)
            (void)pool_add(&w->excused, hits.p[h].winner);
        tell_reason(w, e, agreed);
    }
    free(agreed);
    free(hits.p);
}

/* ---- products ---------------------------------------------------------------------------------- */

uint32_t product_of(struct world *w, uint32_t winner, uint32_t item)
{
    bool is_new;
    const struct item *x = &w->item[item];
    uint32_t strength = x->strength != NIL ? x->strength : x->spec;
    bool a, b;
    uint32_t what = map_put(&w->products, key2(x->generic, strength), (uint32_t)w->products.n, &a);
    uint32_t at = map_put(&w->of_winner, key2(winner, what), (uint32_t)w->product_n, &b);
    is_new = b;
    if (is_new) {
        struct product p = {.winner = winner, .generic = x->generic, .strength = strength, .item = item};
        for (uint32_t k = w->winner[winner].award; k != NIL; k = w->award[k].next) {
            const struct item *y = &w->item[w->award[k].item];
            if (y->generic == x->generic && same_strength(x, y)) {
                p.item = w->award[k].item; /* shown as the catalogue writes it */
                break;
            }
        }
        w->product = jc_grow(w->product, &w->product_cap, w->product_n + 1, sizeof *w->product);
        w->product[w->product_n++] = p;
    }
    return at;
}

/* ---- the items that make each group ------------------------------------------------------------- */

static bool makes_group(const struct ref *r)
{
    return !r->code_only;
}

static void list_group_items(struct world *w)
{
    w->group_ref = jc_alloc((w->group_n + 1) * sizeof *w->group_ref);
    for (size_t i = 0; i < w->ref_n; i++)
        if (makes_group(&w->ref[i]))
            w->group_ref[w->winner[w->ref[i].winner].group].n++;
    uint32_t at = 0;
    for (uint32_t g = 0; g < w->group_n; g++) {
        w->group_ref[g].at = at;
        at += w->group_ref[g].n;
        w->group_ref[g].n = 0;
    }
    for (uint32_t i = 0; i < at; i++)
        (void)pool_add(&w->group_refs, NIL);
    /* Award rows were added backwards, so they are taken backwards; those of agreements follow in their own order. */
    for (size_t i = w->award_n; i-- > 0;) {
        struct span *s = &w->group_ref[w->winner[w->ref[i].winner].group];
        w->group_refs.p[s->at + s->n++] = w->ref[i].item;
    }
    for (size_t i = w->award_n; i < w->ref_n; i++) {
        struct span *s = &w->group_ref[w->winner[w->ref[i].winner].group];
        if (makes_group(&w->ref[i]))
            w->group_refs.p[s->at + s->n++] = w->ref[i].item;
    }
}

enum jc_status world_resolve(struct world *w, struct jc_err *err)
{
    struct map named = {0};
    struct named *list = NULL;
    size_t n = 0, cap = 0;
    struct hits hits = {0};
    struct listings l = {0};
    borrow_identities(w);
    place_awards(w);
    read_percents(w);
    resolve_units(w);
    for (size_t i = 0; i < w->agr_n; i++) {
        const struct agreement *g = &w->agr[i];
        bool is_new;
        uint32_t at = map_put(&named, key2(g->round, g->item), (uint32_t)n, &is_new);
        if (is_new) {
            list = jc_grow(list, &cap, n + 1, sizeof *list);
            list[n++] =
                (struct named){.round = g->round, .item = g->item, .winner = NIL, .order = g->order, .near = NIL};
        } else if (g->order < list[at].order) {
            list[at].order = g->order;
        }
    }
    if (n)
        qsort(list, n, sizeof *list, by_named_order);
    map_free(&named);
    for (uint32_t i = 0; i < n; i++) {
        bool is_new;
        resolve_named(w, &hits, &l, &list[i]);
        (void)map_put(&named, key2(list[i].round, list[i].item), i, &is_new);
    }
    rank_groups(w);
    enum jc_status st = place_agreements(w, &named, list, err);
    group_agreements(w);
    list_group_items(w);
    chain_awards(w);
    for (size_t i = 0; i < w->agr_n; i++)
        w->agr[i].award = pricing_award(w, &w->agr[i]);
    place_shortages(w);
    place_reasons(w);
    substitutes_place(w);
    map_free(&named);
    free(list);
    free(hits.p);
    free(l.p);
    return st == JC_OK ? world_fits(w, err) : st;
}
