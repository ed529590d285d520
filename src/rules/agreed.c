/* What agreements say: how much in smallest units, which of two rows for one of them counts, what else they may mean. */
#include "rules/agreed.h"

#include "rules/identity.h"
#include "rules/match.h"

void item_text(struct jc_buf *out, const struct world *w, uint32_t item)
{
    const struct item *x = &w->item[item];
    const uint32_t parts[] = {x->name, x->spec_text, x->pack_text, x->maker_text};
    jc_buf_clear(out);
    for (size_t i = 0; i < JC_LEN(parts); i++)
        if (*world_text(w, parts[i]))
            jc_buf_fmt(out, "%s%s", out->len ? " " : "", world_text(w, parts[i]));
}

/* ---- units per pack ---------------------------------------------------------------------------- */

/* What the catalogue knows of a product. */
struct known_pack {
    uint32_t award; /* NIL: nothing */
    int64_t units;  /* of every pack that it lists, 0: of none, or they differ */
    bool differ;
};

static void look_at(const struct world *w, struct known_pack *k, uint32_t winner, const struct item *x)
{
    for (uint32_t i = w->winner[winner].award; i != NIL; i = w->award[i].next) {
        const struct item *y = &w->item[w->award[i].item];
        if (y->generic != x->generic || !same_strength(x, y))
            continue;
        if (k->award == NIL)
            k->award = i;
        if (y->upp > 0 && k->units == 0)
            k->units = y->upp;
        k->differ = k->differ || (y->upp > 0 && y->upp != k->units);
    }
}

/* Exactly this product, in the agreement's own round; where no catalogue has that, in whatever rounds have the product. */
static struct known_pack known_pack(struct world *w, const struct agreement *g)
{
    struct known_pack k = {.award = NIL};
    look_at(w, &k, g->winner, &w->item[g->item]);
    if (k.award == NIL && !w->round[g->round].catalogue) {
        item_resolve(w, g->item);
        const struct span m = w->item[g->item].matches;
        for (uint32_t i = 0; i < m.n; i++)
            if (w->match[m.at + i].grade > PROBABLE)
                look_at(w, &k, w->match[m.at + i].winner, &w->item[g->item]);
    }
    if (k.differ)
        k.units = 0;
    return k;
}

/* 片 粒 丸: what a 瓶 or 袋 is a pack of. Of a product that has no unit by name nobody knows. */
static bool is_piece(const char *unit)
{
    static const char *const words[] = {"片", "粒", "丸"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strcmp(unit, words[i]) == 0)
            return true;
    return false;
}

/* Smallest units in one of what the volume or demand is counted in, 0: unknown. */
static int64_t units_of(struct world *w, const struct agreement *g, int in, uint32_t *award)
{
    const struct item *x = &w->item[g->item];
    *award = NIL;
    if (in == IN_UNITS)
        return 1;
    if (in == IN_PACKS && x->upp > 0)
        return x->upp;
    const struct known_pack k = known_pack(w, g);
    const char *smallest = k.award == NIL ? "" : world_text(w, w->item[w->award[k.award].item].min_unit);
    if (in == IN_EITHER && !is_piece(smallest))
        return k.award != NIL && strcmp(smallest, "最小单位") != 0;
    *award = x->upp > 0 ? NIL : k.award;
    return x->upp > 0 ? x->upp : k.units;
}

/*
 * Q* and the base in smallest units. Units per pack that the row does not tell are those of the catalogue's rows of exactly
 * this product, if all have the same; what is not known is listed and counts as no volume.
 */
static void agreement_volume(struct world *w, struct agreement *g)
{
    char units[24];
    uint32_t award, of_demand;
    const int64_t times = units_of(w, g, g->in, &award),
                  each = g->demand_in == g->in ? times : units_of(w, g, g->demand_in, &of_demand);
    g->agreed = g->written;
    if (each == 0)
        g->demand = NONE;
    else if (g->demand != NONE && !jc_mul(&g->demand, g->demand, each))
        too_large(w, -g->id);
    if (times == 0) {
        world_note_agreed(w, 421, g->inst, g->item, g, world_text(w, w->item[g->item].spec_text), NULL, NULL);
        g->agreed = 0;
        return;
    }
    if (award != NIL) {
        struct jc_buf product = {0};
        item_text(&product, w, g->item);
        snprintf(units, sizeof units, "%lld", (long long)times);
        world_note_agreed(w, 813, NIL, g->item, g, units, world_text(w, w->round[w->award[award].round].code),
                          jc_buf_text(&product));
        jc_buf_free(&product);
    }
    if (!jc_mul(&g->agreed, g->written, times))
        too_large(w, -g->id);
}

/* ---- several rows for one agreement ------------------------------------------------------------ */

static int by_place(const void *x, const void *y, void *arg)
{
    const struct world *w = arg;
    const struct agreement *a = x, *b = y;
    if (a->inst != b->inst)
        return a->inst < b->inst ? -1 : 1;
    if (a->group != b->group)
        return w->group[a->group].rank < w->group[b->group].rank ? -1 : 1;
    if (a->winner != b->winner)
        return a->winner < b->winner ? -1 : 1;
    if (a->from != b->from)
        return a->from > b->from ? -1 : 1;
    return a->order != b->order ? (a->order > b->order) - (a->order < b->order) : (a->id > b->id) - (a->id < b->id);
}

/* Of one institution, winner and first day: by product, and what was imported later first. */
static int by_identity(const void *x, const void *y)
{
    const struct agreement *a = x, *b = y;
    if (a->product != b->product)
        return a->product < b->product ? -1 : 1;
    return (a->id < b->id) - (a->id > b->id);
}

enum relation { APART, VERSION, PACK };

static int vessel_of(const struct world *w, const struct item *x)
{
    const uint32_t texts[] = {x->name, x->form, x->spec_text, x->pack_text};
    int vessel = 0;
    for (size_t i = 0; i < JC_LEN(texts) && !vessel; i++)
        vessel = jc_vessel_of(world_text(w, texts[i]));
    return vessel;
}

/*
 * Two packs of a product in one file are parts of what is agreed of it, as 笔芯 and 预填充 are. Firms that are only probably one have agreements of
 * their own.
 */
static enum relation relation_of(const struct world *w, const struct agreement *a, const struct agreement *b)
{
    const struct item *x = &w->item[a->item], *y = &w->item[b->item];
    if (maker_grade(w, x, y) == PROBABLE)
        return APART;
    int vx = vessel_of(w, x), vy = vessel_of(w, y);
    bool packs = (x->upp > 0 && y->upp > 0 && x->upp != y->upp) || (vx && vy && vx != vy);
    return packs && world_file(w, a->sheet) == world_file(w, b->sheet) && a->to == b->to ? PACK : VERSION;
}

/* 2000（约定补充.csv › 约定 › 3）. */
static enum jc_status say_row(struct jc_buf *out, struct world *w, int64_t id, int64_t volume, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    char text[40];
    enum jc_status st = jc_stmt_open(&s, w->store, "sql/assess.sql", "agreement_place", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(s, 1, id);
    st = jc_stmt_step(s, err);
    jc_scaled_text(text, sizeof text, volume, 0, 4);
    if (st == JC_OK)
        jc_buf_fmt(out, "%s（%s › %s › %s）", text, jc_col_text(s, 0, NULL), jc_col_text(s, 1, NULL),
                   jc_col_text(s, 2, NULL));
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status tell_rows(struct world *w, int code, const struct agreement *a, int64_t volume,
                                const struct agreement *b, int64_t other, struct jc_err *err)
{
    struct jc_buf this = {0}, that = {0};
    enum jc_status st = say_row(&this, w, a->id, volume, err);
    if (st == JC_OK)
        st = say_row(&that, w, b->id, other, err);
    if (st == JC_OK)
        world_note_agreed(w, code, a->inst, a->item, a, jc_buf_text(&this), jc_buf_text(&that), NULL);
    jc_buf_free(&this);
    jc_buf_free(&that);
    return st;
}

static bool add_or_none(int64_t *sum, int64_t x)
{
    if (*sum == NONE || x == NONE) {
        *sum = NONE;
        return true;
    }
    return jc_add(sum, *sum, x);
}

/* The row of another pack is part of this agreement, which is shown where the first of them stands. */
static enum jc_status add_pack(struct world *w, struct agreement *g, struct agreement part, struct jc_err *err)
{
    agreement_volume(w, &part);
    enum jc_status st = tell_rows(w, 814, g, g->agreed, &part, part.agreed, err);
    if (!jc_add(&g->agreed, g->agreed, part.agreed) || !add_or_none(&g->demand, part.demand) ||
        !add_or_none(&g->base_value, part.base_value))
        too_large(w, -part.id);
    g->no_demand |= part.no_demand;
    g->no_before |= part.no_before;
    if (part.term >= 0 && (g->term < 0 || part.term < g->term))
        g->term = part.term;
    if (part.order < g->order) {
        g->id = part.id;
        g->order = part.order;
        g->item = part.item;
    }
    return st;
}

/* A row of a product; before it stand those of the same institution, product and day that were imported later. */
struct seen_row {
    struct agreement row; /* as it was read */
    size_t at;            /* the agreement that it is, or is part of */
};

static enum jc_status take_row(struct world *w, size_t *n, struct seen_row *seen, size_t *rows,
                               const struct agreement *g, struct jc_err *err)
{
    enum relation how = APART;
    const struct seen_row *to = NULL;
    for (size_t i = 0; i < *rows && how != VERSION; i++) {
        enum relation r = relation_of(w, &seen[i].row, g);
        if (r == VERSION || (r == PACK && how == APART)) {
            how = r;
            to = &seen[i];
        }
    }
    if (how == VERSION)
        return tell_rows(w, 812, &to->row, to->row.written, g, g->written, err);
    seen[*rows] = (struct seen_row){.row = *g, .at = to ? to->at : *n};
    ++*rows;
    if (how == PACK)
        return add_pack(w, &w->agr[to->at], *g, err);
    w->agr[*n] = *g;
    agreement_volume(w, &w->agr[(*n)++]);
    return JC_OK;
}

/*
 * Rows of one institution, winner and first day, v[0..n): those that stay are moved to w->agr[*to], in their order. There is
 * room for n in seen.
 */
static enum jc_status take_rows(struct world *w, struct agreement *v, size_t n, struct seen_row *seen, size_t *to,
                                struct jc_err *err)
{
    size_t first = *to, rows = 0;
    enum jc_status st = JC_OK;
    if (n > 1)
        qsort(v, n, sizeof *v, by_identity);
    for (size_t i = 0; i < n && st == JC_OK; i++) {
        const struct agreement g = v[i];
        if (rows && seen[rows - 1].row.product != g.product)
            rows = 0;
        st = take_row(w, to, seen, &rows, &g, err);
    }
    if (*to - first > 1)
        qsort_r(&w->agr[first], *to - first, sizeof *w->agr, by_place, w);
    return st;
}

/* Rule book 1: an agreement is of an institution, a round, a product and a first day; the later import counts. */
enum jc_status agreements_once(struct world *w, struct jc_err *err)
{
    struct agreement *v = w->agr;
    struct seen_row *seen = NULL;
    size_t n = 0, cap = 0;
    enum jc_status st = JC_OK;
    if (w->agr_n)
        qsort_r(v, w->agr_n, sizeof *v, by_place, w);
    for (size_t from = 0, to; from < w->agr_n && st == JC_OK; from = to) {
        for (to = from + 1; to < w->agr_n && v[to].inst == v[from].inst && v[to].winner == v[from].winner &&
                            v[to].from == v[from].from;
             to++)
            ;
        seen = jc_grow(seen, &cap, to - from, sizeof *seen);
        st = take_rows(w, v + from, to - from, seen, &n, err);
    }
    w->agr_n = n;
    free(seen);
    return st;
}

/* ---- the nearest winner ------------------------------------------------------------------------ */

/* 苯磺酸氨氯地平片 and 氨氯地平片, or a slip of the pen: how near two generic names are, 0: not at all. */
static int name_nearness(const char *a, const char *b)
{
    enum { SLIP = 2, SHORT = 12 };
    size_t x = strlen(a), y = strlen(b);
    if (x == 0 || y == 0)
        return 0;
    if (strcmp(a, b) == 0)
        return 8;
    const char *whole = x > y ? a : b, *part = x > y ? b : a;
    size_t longer = x > y ? x : y, shorter = x > y ? y : x;
    if (shorter >= SHORT && strcmp(whole + longer - shorter, part) == 0)
        return 6;
    if (shorter >= SHORT && strstr(whole, part))
        return 5;
    return shorter > SHORT && jc_text_distance(a, b, SLIP) <= SLIP ? 4 : 0;
}

/* 盐酸氨溴索针 for 盐酸氨溴索注射液: how long the name before such a word is, where it ends in one; else 0. */
static size_t before_needle(const char *name)
{
    static const char *const words[] = {"注射液", "注射剂", "针剂", "针"};
    size_t n = strlen(name);
    for (size_t i = 0; i < JC_LEN(words); i++) {
        size_t k = strlen(words[i]);
        if (n > k && strcmp(name + n - k, words[i]) == 0)
            return n - k;
    }
    return 0;
}

/* 头孢他啶粉针, 头孢他啶(注射用) for 注射用头孢他啶. */
static bool is_powder(const char *powder, const char *name)
{
    static const char *const words[] = {"粉针剂", "粉针", "(注射用)", "针剂", "针"};
    static const char before[] = "注射用";
    if (strncmp(powder, before, strlen(before)) != 0)
        return false;
    const char *core = powder + strlen(before);
    size_t n = strlen(core);
    if (n == 0 || strncmp(name, core, n) != 0)
        return false;
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strcmp(name + n, words[i]) == 0)
            return true;
    return false;
}

static bool may_mean(const char *a, const char *b)
{
    size_t x = before_needle(a), y = before_needle(b);
    return name_nearness(a, b) > 0 || (x > 0 && x == y && memcmp(a, b, x) == 0) || is_powder(a, b) || is_powder(b, a);
}

uint32_t nearest_agreed(const struct world *w, const struct inst *inst, const struct item *x)
{
    for (uint32_t i = 0; i < inst->agreements.n && x->generic != NIL; i++) {
        const struct item *y = &w->item[w->agr[inst->agreements.at + i].item];
        if (y->generic != NIL && same_strength(x, y) && maker_grade(w, x, y) != DIFFERENT && !codes_exclude(x, y) &&
            may_mean(world_text(w, x->generic), world_text(w, y->generic)))
            return w->agr[inst->agreements.at + i].item;
    }
    return NIL;
}

uint32_t nearest_winner(const struct world *w, uint32_t round, const struct item *x)
{
    uint32_t best = NIL;
    int most = 0;
    for (uint32_t i = 0; i < w->award_n; i++) {
        const struct item *y = &w->item[w->award[i].item];
        int near = w->award[i].round == round ? name_nearness(world_text(w, x->generic), world_text(w, y->generic)) : 0;
        if (near == 0)
            continue;
        enum grade maker = maker_grade(w, x, y);
        near = near * 4 + (maker != DIFFERENT ? 3 : maker_likeness(w, x, y) != JC_APART ? 2 : 0) + same_strength(x, y);
        if (near > most) {
            most = near;
            best = w->award[i].item;
        }
    }
    return best;
}

/* ---- the award that prices an agreement (rule book 15, p of 4.7) ------------------------------------ */

static bool valid_on(const struct world *w, const struct award *a, const struct agreement *g)
{
    return (a->from == JC_NO_DAY || a->from <= g->from) && g->from <= award_end_here(w, a, &w->inst[g->inst], true);
}

/* 3 the agreement's code, 2 its strength, 1 any. */
static int closeness(const struct world *w, const struct award *a, const struct item *x)
{
    const struct item *y = &w->item[a->item];
    return same_code(x, y) ? 3 : same_strength(x, y) ? 2 : 1;
}

uint32_t pricing_award(const struct world *w, const struct agreement *g)
{
    uint32_t best = NIL, earliest = NIL;
    int close = 0, closest = 0;
    bool here = false;
    for (uint32_t i = w->winner[g->winner].award; i != NIL; i = w->award[i].next)
        here |= region_holds(w, &w->award[i], &w->inst[g->inst]);
    for (uint32_t i = w->winner[g->winner].award; i != NIL; i = w->award[i].next) {
        const struct award *a = &w->award[i];
        if (here && !region_holds(w, a, &w->inst[g->inst]))
            continue;
        int c = closeness(w, a, &w->item[g->item]);
        if (c > close && valid_on(w, a, g)) {
            close = c;
            best = i;
        }
        if (c > closest || (c == closest && a->from < w->award[earliest].from)) {
            closest = c;
            earliest = i;
        }
    }
    return best != NIL ? best : earliest;
}
