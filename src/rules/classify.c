/*
 * Selected, not selected, substitutes (rule book 5): sums of an institution and a group, the distinct products behind
 * them, the hint that volume moved from the selected product to others.
 */
#include "rules/count.h"
#include "rules/monthly.h"
#include "rules/params.h"

struct bought { /* a distinct not-selected or substitute product at an institution, in a group */
    uint32_t ig, label;
    int64_t volume;
    bool substitute;
};

struct classes {
    struct bought *p;
    size_t n, cap;
    struct map at; /* (label, ig × 2 + substitute) -> place */
};

void class_free(struct classes *c)
{
    if (!c)
        return;
    free(c->p);
    map_free(&c->at);
    free(c);
}

/* A product of sheet 7: generic name, strength, pack and maker, as first written. */
static uint32_t label_of(struct world *w, uint32_t item)
{
    struct item *x = &w->item[item];
    if (x->label != NIL)
        return x->label;
    struct jc_buf b = {0};
    uint32_t maker = x->makers.n ? w->maker.p[x->makers.at] : x->maker_text;
    jc_buf_fmt(&b, "%s %s ×%lld %s", world_text(w, x->generic),
               world_text(w, x->strength != NIL ? x->strength : x->spec), (long long)x->upp, world_text(w, maker));
    x->label = world_put(w, jc_buf_text(&b), b.len);
    jc_buf_free(&b);
    return x->label;
}

static void bought_add(struct world *w, uint32_t ig, uint32_t item, bool substitute, int64_t volume, int64_t id)
{
    bool is_new;
    if (!w->classes)
        w->classes = jc_alloc(sizeof *w->classes);
    struct classes *c = w->classes;
    uint32_t label = label_of(w, item);
    uint32_t at = map_put(&c->at, key2(label, ig * 2 + substitute), (uint32_t)c->n, &is_new);
    if (is_new) {
        c->p = jc_grow(c->p, &c->cap, c->n + 1, sizeof *c->p);
        c->p[c->n++] = (struct bought){ig, label, 0, substitute};
    }
    add_to(w, &c->p[at].volume, volume, id);
}

static int month_of(const struct world *w, jc_day day)
{
    for (int i = 0; i < 4; i++)
        if (day >= w->month[i + 1] && day < w->month[i])
            return i;
    return -1;
}

void class_add(struct world *w, const struct verdict *v, uint32_t item, jc_day day, int64_t volume, int64_t amount,
               int64_t id)
{
    int month = month_of(w, day);
    if (v->s != NIL) {
        struct inst_group *g = &w->ig[v->s];
        add_to(w, &g->s, volume, id);
        add_to(w, &g->s_amount, amount, id);
        if (month >= 0)
            add_to(w, &g->month_s[month], volume, id);
    } else if (v->n != NIL) {
        struct inst_group *g = &w->ig[v->n];
        bool exempt = v->shortage != NIL;
        add_to(w, exempt ? &g->exempt : &g->n, volume, id);
        if (!exempt) {
            add_to(w, &g->n_amount, amount, id);
            monthly_unselected(w, v->n, day, amount);
        }
        g->exempted |= exempt;
        if (month >= 0 && !exempt)
            add_to(w, &g->month_nt[month], volume, id);
        bought_add(w, v->n, item, false, volume, id);
    }
    for (uint32_t i = 0; i < v->t.n; i++) {
        uint32_t ig = w->pool.p[v->t.at + i];
        struct inst_group *g = &w->ig[ig];
        if (ig == v->s || ig == v->n || covers(w, g, day) == JC_NO_DAY)
            continue;
        add_to(w, &g->t, volume, id);
        add_to(w, &g->t_amount, amount, id);
        if (month >= 0)
            add_to(w, &g->month_nt[month], volume, id);
        bought_add(w, ig, item, true, volume, id);
    }
}

/* ---- results ----------------------------------------------------------------------------------- */

/* n > limit × (s + n), exactly; nothing bought is not over. */
static bool over(int64_t s, int64_t n, int64_t limit)
{
    return n > 0 && (__int128)n * JC_SCALE > (__int128)limit * ((__int128)s + n);
}

bool class_over(const struct world *w, uint32_t ig)
{
    const struct inst_group *g = &w->ig[ig];
    return g->covered && over(g->s, g->n, param_scaled(w->params, "nonselected.limit"));
}

/* The last full month against the mean of the three before, both moved by at least `change`; no base, no hint. */
static bool shifted(const struct world *w, const struct inst_group *g, int64_t change)
{
    __int128 s = 0, nt = 0;
    if (w->inst[g->inst].months != 0xf || g->first > w->month[4])
        return false;
    for (int i = 1; i < 4; i++) {
        s += g->month_s[i];
        nt += g->month_nt[i];
    }
    return s > 0 && nt > 0 && (__int128)g->month_s[0] * 3 * JC_SCALE <= s * (JC_SCALE - change) &&
           (__int128)g->month_nt[0] * 3 * JC_SCALE >= nt * (JC_SCALE + change);
}

static void count_products(const struct world *w, uint32_t *n, uint32_t *t)
{
    for (size_t i = 0; w->classes && i < w->classes->n; i++) {
        const struct bought *b = &w->classes->p[i];
        if (b->volume > 0)
            (b->substitute ? t : n)[b->ig]++;
    }
}

static enum jc_status emit_products(struct world *w, struct jc_err *err)
{
    struct jc_frame *f;
    enum jc_status st = jc_store_frame(&f, w->store, "ind_class_product", err);
    for (size_t i = 0; w->classes && i < w->classes->n && st == JC_OK; i++) {
        const struct bought *b = &w->classes->p[i];
        const int64_t v[] = {w->inst[w->ig[b->ig].inst].id, group_id(w, w->ig[b->ig].group), b->label, b->volume};
        jc_frame_add(f, v, (int)JC_LEN(v));
        jc_frame_text(f, 3, b->substitute ? "t" : "n", 1);
    }
    return st;
}

/* ---- institution and round (rule book 15) ------------------------------------------------------- */

/* A product of a class that anybody bought in a group: label × 2 + substitute, numbered. */
struct anywhere {
    uint32_t group, what;
};

struct round_class {
    int64_t over_volume, over_amount, here[2], anywhere[2]; /* not selected, substitutes */
};

struct round_classes {
    struct map what, pair, place, bought; /* label and class; group and what; institution and round; place and what */
    struct anywhere *list;
    size_t n, cap;
    uint32_t *start, *at; /* by group: its part of the list */
    uint32_t *stamp;      /* by what: the place that met it last, + 1 */
    struct round_class *v;
    uint32_t *ig; /* by place: a group of it */
    size_t v_n, v_cap, ig_cap;
};

static uint32_t place_of(struct round_classes *c, const struct world *w, uint32_t ig)
{
    bool is_new;
    const struct inst_group *g = &w->ig[ig];
    uint32_t at = map_put(&c->place, key2(g->inst, w->group[g->group].round), (uint32_t)c->v_n, &is_new);
    if (!is_new)
        return at;
    c->v = jc_grow(c->v, &c->v_cap, c->v_n + 1, sizeof *c->v);
    c->ig = jc_grow(c->ig, &c->ig_cap, c->v_n + 1, sizeof *c->ig);
    c->v[c->v_n] = (struct round_class){0};
    c->ig[c->v_n++] = ig;
    return at;
}

static void add_bought(struct round_classes *c, const struct world *w, const struct bought *b)
{
    bool is_new;
    uint32_t group = w->ig[b->ig].group, place = place_of(c, w, b->ig);
    uint32_t what = map_put(&c->what, key2(b->label, b->substitute), (uint32_t)c->what.n, &is_new);
    (void)map_put(&c->bought, key2(place, what), 1, &is_new);
    c->v[place].here[b->substitute] += is_new;
    (void)map_put(&c->pair, key2(group, what), 1, &is_new);
    if (!is_new)
        return;
    c->list = jc_grow(c->list, &c->cap, c->n + 1, sizeof *c->list);
    c->list[c->n++] = (struct anywhere){group, what << 1 | b->substitute};
}

static void list_by_group(struct round_classes *c, const struct world *w)
{
    c->start = jc_alloc((w->group_n + 2) * sizeof *c->start);
    c->at = jc_alloc((c->n + 1) * sizeof *c->at);
    c->stamp = jc_alloc((c->what.n + 1) * sizeof *c->stamp);
    for (size_t i = 0; i < c->n; i++)
        c->start[c->list[i].group + 2]++;
    for (size_t i = 0; i + 2 < w->group_n + 2; i++)
        c->start[i + 2] += c->start[i + 1];
    for (size_t i = 0; i < c->n; i++)
        c->at[c->start[c->list[i].group + 1]++] = c->list[i].what;
}

/* Groups of an institution and a round lie together, so a mark tells what was met in another of them. */
static void add_anywhere(struct round_classes *c, uint32_t place, uint32_t group)
{
    for (uint32_t i = c->start[group]; i < c->start[group + 1]; i++) {
        uint32_t what = c->at[i] >> 1, substitute = c->at[i] & 1;
        c->v[place].anywhere[substitute] += c->stamp[what] != place + 1;
        c->stamp[what] = place + 1;
    }
}

static void add_groups(struct round_classes *c, const struct world *w)
{
    int64_t limit = param_scaled(w->params, "nonselected.limit");
    for (uint32_t i = 0; i < w->ig_n; i++) {
        const struct inst_group *g = &w->ig[i];
        if (!g->covered)
            continue;
        uint32_t place = place_of(c, w, i);
        c->v[place].over_volume += over(g->s, g->n, limit);
        c->v[place].over_amount += over(g->s_amount, g->n_amount, limit);
        add_anywhere(c, place, g->group);
    }
}

static enum jc_status emit_rounds(struct world *w, struct jc_err *err)
{
    struct jc_frame *f;
    struct round_classes c = {0};
    enum jc_status st = jc_store_frame(&f, w->store, "ind_round_class", err);
    for (size_t i = 0; w->classes && i < w->classes->n; i++)
        if (w->classes->p[i].volume > 0)
            add_bought(&c, w, &w->classes->p[i]);
    list_by_group(&c, w);
    add_groups(&c, w);
    for (size_t i = 0; i < c.v_n && st == JC_OK; i++) {
        const struct round_class *x = &c.v[i];
        const struct inst_group *g = &w->ig[c.ig[i]];
        const char *round = world_text(w, w->round[w->group[g->group].round].code);
        const int64_t v[] = {w->inst[g->inst].id, x->over_volume, x->over_amount, x->here[0],
                             x->anywhere[0],      x->here[1],     x->anywhere[1]};
        jc_frame_add(f, v, (int)JC_LEN(v));
        jc_frame_text(f, 2, round, strlen(round));
    }
    struct map *maps[] = {&c.what, &c.pair, &c.place, &c.bought};
    for (size_t i = 0; i < JC_LEN(maps); i++)
        map_free(maps[i]);
    void *blocks[] = {c.list, c.start, c.at, c.stamp, c.v, c.ig};
    for (size_t i = 0; i < JC_LEN(blocks); i++)
        free(blocks[i]);
    return st;
}

/* Each name once, not once an institution. */
static enum jc_status emit_labels(struct world *w, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, "sql/emit.sql", "class_label", err);
    for (uint32_t i = 0; i < w->item_n && st == JC_OK; i++) {
        if (w->item[i].label == NIL)
            continue;
        const char *name = world_text(w, w->item[i].label);
        jc_stmt_int(s, 1, w->item[i].label);
        jc_stmt_str(s, 2, name, strlen(name));
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    return st;
}

static void group_key(struct jc_buf *key, const struct world *w, const struct inst_group *g)
{
    const struct group *x = &w->group[g->group];
    const struct inst *inst = &w->inst[g->inst];
    /* Without a number a group is its generic name. */
    uint32_t first = w->group_refs.p[w->group_ref[g->group].at];
    const char *parts[] = {*inst->code ? inst->code : inst->name, world_text(w, w->round[x->round].code),
                           world_text(w, x->no != NIL ? x->no : w->item[first].name)};
    jc_buf_clear(key);
    world_key(key, "grp", parts, JC_LEN(parts));
}

enum jc_status class_emit(struct world *w, struct jc_err *err)
{
    struct jc_frame *f;
    struct jc_buf key = {0};
    uint32_t *n = jc_alloc((w->ig_n + 1) * sizeof *n), *t = jc_alloc((w->ig_n + 1) * sizeof *t);
    int64_t limit = param_scaled(w->params, "nonselected.limit"), change = param_scaled(w->params, "shift.change");
    count_products(w, n, t);
    enum jc_status st = jc_store_frame(&f, w->store, "ind_group", err);
    for (size_t i = 0; i < w->ig_n && st == JC_OK; i++) {
        const struct inst_group *g = &w->ig[i];
        if (!g->covered)
            continue;
        group_key(&key, w, g);
        const int64_t row[] = {w->inst[g->inst].id,
                               group_id(w, g->group),
                               g->s,
                               g->n,
                               g->t,
                               g->s_amount,
                               g->n_amount,
                               g->t_amount,
                               g->exempt,
                               n[i],
                               t[i],
                               over(g->s, g->n, limit),
                               over(g->s_amount, g->n_amount, limit),
                               shifted(w, g, change)};
        jc_frame_add(f, row, (int)JC_LEN(row));
        jc_frame_text(f, (int)JC_LEN(row) + 1, jc_buf_text(&key), key.len);
    }
    jc_buf_free(&key);
    free(n);
    free(t);
    if (st == JC_OK)
        st = emit_rounds(w, err);
    if (st == JC_OK)
        st = emit_products(w, err);
    return st == JC_OK ? emit_labels(w, err) : st;
}
