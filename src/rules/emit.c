/* From the world to the indicator tables: institutions, groups, products, agreements, notes and checks. */
#include "rules/count.h"
#include "rules/emit.h"
#include "rules/params.h"

#define ASSETS "sql/emit.sql"

/* ---- notes ------------------------------------------------------------------------------------- */

struct note {
    int code;
    uint32_t inst, item;
    int64_t purchase, payment, lines, amount;
    uint32_t value, detail;
};
struct notes {
    struct note *p;
    size_t n, cap;
    struct map at[1000]; /* by code */
};

void notes_free(struct notes *notes)
{
    if (!notes)
        return;
    for (size_t i = 0; i < JC_LEN(notes->at); i++)
        map_free(&notes->at[i]);
    free(notes->p);
    free(notes);
}

static struct note *note_at(struct world *w, int code, uint32_t inst, uint32_t item, bool *is_new)
{
    if (!w->notes)
        w->notes = jc_alloc(sizeof *w->notes);
    struct notes *notes = w->notes;
    uint32_t at = map_put(&notes->at[code], key2(inst, item), (uint32_t)notes->n, is_new);
    if (*is_new) {
        notes->p = jc_grow(notes->p, &notes->cap, notes->n + 1, sizeof *notes->p);
        notes->p[notes->n++] = (struct note){.code = code, .inst = inst, .item = item, .value = NIL, .detail = NIL};
    }
    return &notes->p[at];
}

void world_note(struct world *w, int code, uint32_t inst, uint32_t item, int64_t purchase, int64_t payment,
                int64_t amount, const char *value, const char *detail)
{
    bool is_new;
    struct note *n = note_at(w, code, inst, item, &is_new);
    n->lines++;
    if (!jc_add(&n->amount, n->amount, amount))
        n->amount = INT64_MAX;
    if (!is_new)
        return;
    n->purchase = purchase;
    n->payment = payment;
    n->value = value ? world_put(w, value, strlen(value)) : NIL;
    n->detail = detail ? world_put(w, detail, strlen(detail)) : NIL;
}

void world_note_many(struct world *w, int code, int64_t purchase, int64_t lines, int64_t amount)
{
    bool is_new;
    if (lines == 0)
        return;
    struct note *n = note_at(w, code, NIL, NIL, &is_new);
    if (is_new)
        n->purchase = purchase;
    n->lines += lines;
    if (!jc_add(&n->amount, n->amount, amount))
        n->amount = INT64_MAX;
}

static void bind_id(struct jc_stmt *s, int i, int64_t id)
{
    if (id)
        jc_stmt_int(s, i, id);
    else
        jc_stmt_null(s, i);
}

static void bind_text(struct jc_stmt *s, int i, const char *text)
{
    jc_stmt_str(s, i, text, strlen(text));
}

enum jc_status notes_emit(struct world *w, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, "note", err);
    for (size_t i = 0; w->notes && i < w->notes->n && st == JC_OK; i++) {
        const struct note *n = &w->notes->p[i];
        jc_stmt_int(s, 1, n->code);
        bind_id(s, 2, n->inst == NIL ? 0 : w->inst[n->inst].id);
        bind_id(s, 3, n->item == NIL ? 0 : w->item[n->item].id);
        bind_id(s, 4, n->purchase);
        bind_id(s, 5, n->payment);
        jc_stmt_int(s, 6, n->lines);
        jc_stmt_int(s, 7, n->amount);
        bind_text(s, 8, world_text(w, n->value));
        bind_text(s, 9, world_text(w, n->detail));
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    return st;
}

enum jc_status world_check(struct world *w, const char *title_zh, const char *title_en, int64_t lhs, int64_t rhs,
                           const char *lhs_parts, const char *rhs_parts, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, "check", err);
    if (st != JC_OK)
        return st;
    bind_text(s, 1, title_zh);
    bind_text(s, 2, title_en);
    jc_stmt_int(s, 3, lhs);
    jc_stmt_int(s, 4, rhs);
    bind_text(s, 5, lhs_parts);
    bind_text(s, 6, rhs_parts);
    st = jc_stmt_run(s, err);
    jc_stmt_free(s);
    return st;
}

/* ---- the run ----------------------------------------------------------------------------------- */

static enum jc_status emit_params(struct world *w, struct jc_sha *sha, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, "param", err);
    for (size_t i = 0; st == JC_OK && jc_params_at(w->params, i).name; i++) {
        struct jc_param_info p = jc_params_at(w->params, i);
        int64_t scaled;
        bind_text(s, 1, p.name);
        bind_text(s, 2, p.value);
        bind_text(s, 3, p.fallback);
        bind_text(s, 4, p.origin);
        bind_text(s, 5, p.title_zh);
        bind_text(s, 6, p.source);
        if (param_number(p.value, &scaled))
            jc_stmt_int(s, 7, scaled);
        else
            jc_stmt_null(s, 7);
        st = jc_stmt_run(s, err);
        jc_sha_add(sha, p.name, strlen(p.name));
        jc_sha_add(sha, "=", 1);
        jc_sha_add(sha, p.value, strlen(p.value) + 1);
    }
    jc_stmt_free(s);
    return st;
}

static enum jc_status add_hashes(struct world *w, struct jc_sha *sha, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, "hashes", err);
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK) {
        size_t n;
        const char *hash = jc_col_text(s, 0, &n);
        jc_sha_add(sha, hash, n);
    }
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

static void add_rest(const struct world *w, struct jc_sha *sha)
{
    char day[2][11] = {{0}};
    const struct jc_asset *a;
    for (size_t i = 0; (a = jc_asset_at("rules/", i)); i++)
        jc_sha_add(sha, a->data, a->len);
    struct jc_rule own;
    for (size_t i = 0; jc_rulebook_at(w->what.own, &own, i); i++)
        jc_sha_add(sha, own.text, strlen(own.text));
    jc_day_text(day[0], w->what.as_of);
    jc_day_text(day[1], w->what.from);
    jc_sha_add(sha, day, sizeof day);
    jc_sha_add(sha, JC_VERSION, sizeof JC_VERSION);
    if (w->what.region)
        jc_sha_add(sha, w->what.region, strlen(w->what.region));
}

/* Fingerprint: the inputs in the order of their hashes, parameters, rule texts, cut-off, version (interface, part 3). */
enum jc_status emit_run(struct world *w, struct jc_err *err)
{
    char hex[65] = "";
    struct jc_stmt *s = NULL;
    struct jc_sha *sha = jc_sha_new();
    enum jc_status st = add_hashes(w, sha, err);
    if (st == JC_OK)
        st = emit_params(w, sha, err);
    add_rest(w, sha);
    jc_sha_end(sha, hex);
    if (st == JC_OK)
        st = jc_stmt_open(&s, w->store, ASSETS, "run", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(s, 1, w->what.as_of);
    if (w->what.from == JC_NO_DAY)
        jc_stmt_null(s, 2);
    else
        jc_stmt_int(s, 2, w->what.from);
    bind_text(s, 3, w->what.period ? w->what.period : "");
    bind_text(s, 4, JC_VERSION);
    jc_stmt_str(s, 5, hex, 12);
    st = jc_stmt_run(s, err);
    jc_stmt_free(s);
    return st;
}

/* ---- who and what ------------------------------------------------------------------------------ */

/* Every institution of a list, or with a fact that counts. */
enum jc_status emit_institutions(struct world *w, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, "inst", err);
    for (uint32_t i = 0; i < w->inst_n && st == JC_OK; i++) {
        const struct inst *x = &w->inst[i];
        if (!x->declared && !x->seen)
            continue;
        jc_stmt_int(s, 1, x->id);
        bind_text(s, 2, world_text(w, x->city != NIL ? x->city : x->province));
        st = jc_stmt_run(s, err);
        if (st == JC_OK && x->buys && x->last != JC_NO_DAY && w->what.as_of - x->last > 31) {
            char day[11];
            jc_day_text(day, x->last);
            world_note(w, 428, i, NIL, 0, 0, 0, day, NULL);
        }
    }
    jc_stmt_free(s);
    return st;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The group's generic names, each once and in order: whoever lists the group, and in what file, it is called the same. */
static void variety(struct jc_buf *out, const struct world *w, uint32_t group)
{
    uint32_t seen[32];
    const char *name[JC_LEN(seen)];
    size_t n = 0;
    jc_buf_clear(out);
    for (uint32_t i = 0; i < w->group_ref[group].n && n < JC_LEN(seen); i++) {
        const struct item *x = &w->item[w->group_refs.p[w->group_ref[group].at + i]];
        const char *text = world_text(w, x->name);
        size_t k = 0;
        while (k < n && seen[k] != x->generic)
            k++;
        if (k == n || strcmp(text, name[k]) < 0)
            name[k] = text;
        seen[k] = x->generic;
        n += k == n;
    }
    qsort(name, n, sizeof *name, by_text);
    for (size_t k = 0; k < n; k++)
        jc_buf_fmt(out, "%s%s", k ? "、" : "", name[k]);
}

enum jc_status emit_groups(struct world *w, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    struct jc_buf names = {0};
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, "grp", err);
    for (uint32_t i = 0; i < w->group_n && st == JC_OK; i++) {
        const struct group *g = &w->group[i];
        variety(&names, w, i);
        jc_stmt_int(s, 1, group_id(w, i));
        bind_text(s, 2, world_text(w, w->round[g->round].code));
        bind_text(s, 3, world_text(w, w->round[g->round].name));
        bind_text(s, 4, world_text(w, g->no));
        bind_text(s, 5, names.len ? jc_buf_text(&names) : world_text(w, g->variety));
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    jc_buf_free(&names);
    return st;
}

enum jc_status emit_products(struct world *w, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, "product", err);
    for (uint32_t i = 0; i < w->product_n && st == JC_OK; i++) {
        const struct product *p = &w->product[i];
        const struct group *g = &w->group[w->winner[p->winner].group];
        jc_stmt_int(s, 1, i + 1);
        jc_stmt_int(s, 2, group_id(w, w->winner[p->winner].group));
        bind_text(s, 3, world_text(w, w->round[g->round].code));
        bind_text(s, 4, world_text(w, w->item[p->item].name));
        bind_text(s, 5, world_text(w, w->item[p->item].spec_text));
        bind_text(s, 6, world_text(w, product_maker(w, p)));
        bind_text(s, 7, world_text(w, w->item[p->item].min_unit));
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    return st;
}

uint32_t product_maker(const struct world *w, const struct product *p)
{
    uint32_t award = w->winner[p->winner].award;
    return w->item[award == NIL ? p->item : w->award[award].item].maker_text;
}

/* ---- agreements -------------------------------------------------------------------------------- */

/* a × b × c ÷ (d × e), rounded once half away from zero; false: it does not fit. c and e are small. */
static bool priced_term(int64_t *out, int64_t a, int64_t b, int64_t c, int64_t d, int64_t e)
{
    __int128 n, den = (__int128)d * e;
    if (__builtin_mul_overflow((__int128)a * b, (__int128)c * 2, &n) || den <= 0)
        return false;
    n = (n + (n < 0 ? -den : den)) / (2 * den);
    *out = (int64_t)n;
    return n <= INT64_MAX && n >= INT64_MIN;
}

struct terms {
    bool priced;
    int64_t price, units, due, done, share;
};

static bool price_terms(struct terms *t, const struct world *w, const struct agreement *g, int64_t elapsed,
                        int64_t days)
{
    const struct award *a = g->award == NIL ? NULL : &w->award[g->award];
    *t = (struct terms){.units = a ? a->upp : 0};
    if (!a || (a->upp == 0 && a->unit_price == NONE))
        return true;
    t->priced = true;
    t->price = a->price;
    if (a->upp == 0) {
        t->price = a->unit_price;
        t->units = 1;
    }
    int64_t done = g->counted < 0 ? 0 : g->counted < g->agreed ? g->counted : g->agreed;
    return priced_term(&t->due, g->agreed, t->price, 1, t->units, JC_SCALE) &&
           priced_term(&t->done, done, t->price, 1, t->units, JC_SCALE) &&
           priced_term(&t->share, g->agreed, t->price, elapsed, t->units * JC_SCALE, days);
}

/* Days of the agreement so far on which its product was short here, and where the first record stands. */
static int64_t short_days(const struct world *w, const struct agreement *g, uint32_t *evidence)
{
    const struct span gaps = w->group[g->group].gaps;
    jc_day last = g->to < w->what.as_of ? g->to : w->what.as_of;
    int64_t n = 0;
    *evidence = NIL;
    if (gaps.n == 0 || last < g->from)
        return 0;
    for (jc_day day = g->from; day <= last; day++)
        for (uint32_t i = 0; i < gaps.n; i++) {
            const struct gap *gap = &w->gap[gaps.at + i];
            const struct shortage *s = &w->shortage[gap->shortage];
            if (gap->winner != g->winner || day < s->from || (s->to != JC_NO_DAY && day > s->to) ||
                !shortage_here(w, s, g->inst))
                continue;
            if (*evidence == NIL)
                *evidence = s->place;
            n++;
            break;
        }
    return n;
}

static void reasons_of(struct jc_buf *out, struct world *w, const struct agreement *g)
{
    jc_buf_clear(out);
    for (size_t i = 0; i < w->excuse_n; i++) {
        const struct excuse *e = &w->excuse[i];
        bool named = e->item == NIL;
        if (e->inst != g->inst || (e->round != NIL && e->round != g->round))
            continue;
        const struct span m = named ? (struct span){0} : w->item[e->item].matches;
        for (uint32_t k = 0; k < m.n && !named; k++)
            named = w->match[m.at + k].winner == g->winner;
        if (!named)
            continue;
        if (out->len)
            jc_buf_str(out, "；");
        jc_buf_str(out, world_text(w, e->text));
    }
}

void agreement_key(struct jc_buf *key, const struct world *w, const struct agreement *g)
{
    char from[11], nth[16];
    const struct product *p = &w->product[g->product];
    const struct inst *inst = &w->inst[g->inst];
    uint32_t n = 1;
    jc_day_text(from, g->from);
    const char *parts[] = {*inst->code ? inst->code : inst->name,
                           world_text(w, w->round[g->round].code),
                           world_text(w, w->item[p->item].name),
                           world_text(w, w->item[p->item].spec_text),
                           world_text(w, product_maker(w, p)),
                           from,
                           nth};
    /* Two rows for two packs of one product: the later ones are told apart by their number. */
    for (const struct agreement *b = g;
         b-- > w->agr && b->inst == g->inst && b->winner == g->winner && b->from == g->from;)
        n += b->product == g->product;
    snprintf(nth, sizeof nth, "%u", n);
    jc_buf_clear(key);
    world_key(key, "agr", parts, n > 1 ? 7 : 6);
}

static void bind_terms(struct jc_stmt *s, const struct terms *t, bool begun)
{
    const int64_t v[] = {t->price, t->units, t->due, t->done, t->share};
    for (int i = 0; i < 5; i++)
        if (t->priced && (begun || i < 2))
            jc_stmt_int(s, 16 + i, v[i]);
        else
            jc_stmt_null(s, 16 + i);
}

static enum jc_status emit_agreement(struct world *w, struct jc_stmt *s, const struct agreement *g, struct jc_buf *text,
                                     struct jc_buf *key, struct jc_err *err)
{
    struct terms t;
    uint32_t evidence;
    int64_t days = (int64_t)g->to - g->from + 1, elapsed = (int64_t)w->what.as_of - g->from + 1;
    elapsed = elapsed < 0 ? 0 : elapsed < days ? elapsed : days;
    if (!price_terms(&t, w, g, elapsed, days))
        return jc_fail(err, JC_LIMIT, 406, NULL, NULL, NULL);
    if (!t.priced)
        world_note(w, 422, NIL, g->item, 0, 0, 0, NULL, NULL);
    const char *round = world_text(w, w->round[g->round].code);
    int64_t shortage = short_days(w, g, &evidence);
    reasons_of(text, w, g);
    agreement_key(key, w, g);
    const int64_t v[] = {g->id,
                         w->inst[g->inst].id,
                         g->product + 1,
                         group_id(w, g->group),
                         0,
                         g->from,
                         g->to,
                         g->begun,
                         g->ended,
                         elapsed,
                         days,
                         g->agreed,
                         g->counted,
                         g->counted_other};
    for (int i = 0; i < (int)JC_LEN(v); i++)
        jc_stmt_int(s, i + 1, v[i]);
    bind_text(s, 5, round);
    if (g->demand == NONE)
        jc_stmt_null(s, 15);
    else
        jc_stmt_int(s, 15, g->demand);
    bind_terms(s, &t, g->begun);
    if (g->reached == JC_NO_DAY)
        jc_stmt_null(s, 21);
    else
        jc_stmt_int(s, 21, g->reached);
    jc_stmt_int(s, 22, g->ordered);
    jc_stmt_int(s, 23, g->shipped);
    jc_stmt_int(s, 24, g->lines);
    jc_stmt_int(s, 25, shortage);
    bind_text(s, 26, world_text(w, evidence));
    jc_stmt_str(s, 27, jc_buf_text(text), text->len);
    jc_stmt_str(s, 28, jc_buf_text(key), key->len);
    return jc_stmt_run(s, err);
}

static int by_id(const void *x, const void *y, void *arg)
{
    const struct world *w = arg;
    int64_t a = w->agr[*(const uint32_t *)x].id, b = w->agr[*(const uint32_t *)y].id;
    return (a > b) - (a < b);
}

/* Agreements of the report, and those not begun; in the order of their key, which is how a table fills fastest. */
enum jc_status emit_agreements(struct world *w, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    struct jc_buf text = {0}, key = {0};
    uint32_t *list = jc_alloc((w->agr_n + 1) * sizeof *list), n = 0;
    for (uint32_t i = 0; i < w->agr_n; i++)
        if (w->agr[i].covered || !w->agr[i].begun)
            list[n++] = i;
    qsort_r(list, n, sizeof *list, by_id, w);
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, "agreement", err);
    for (uint32_t i = 0; i < n && st == JC_OK; i++)
        st = emit_agreement(w, s, &w->agr[list[i]], &text, &key, err);
    free(list);
    jc_stmt_free(s);
    jc_buf_free(&text);
    jc_buf_free(&key);
    return st;
}
