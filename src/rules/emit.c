/* From the world to the indicator tables: institutions, groups, products, agreements, notes and checks. */
#include "rules/count.h"
#include "rules/emit.h"
#include "rules/params.h"

#define ASSETS "sql/emit.sql"

/* ---- notes ------------------------------------------------------------------------------------- */

struct note {
    int code;
    uint32_t inst, item;
    struct noted at;
    int64_t agreement, lines, amount;
    uint32_t value, detail, more;
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
        notes->p[notes->n++] =
            (struct note){.code = code, .inst = inst, .item = item, .value = NIL, .detail = NIL, .more = NIL};
    }
    return &notes->p[at];
}

static uint32_t put_text(struct world *w, const char *text)
{
    return text ? world_put(w, text, strlen(text)) : NIL;
}

/* One more row of a note, which names the first of them in the order of the files. */
static void note_row(struct world *w, struct note *n, bool is_new, struct noted at, int64_t amount, const char *value,
                     const char *detail)
{
    n->lines++;
    if (!jc_add(&n->amount, n->amount, amount))
        n->amount = INT64_MAX;
    if (!is_new && n->at.order <= at.order)
        return;
    n->at = at;
    n->value = put_text(w, value);
    n->detail = put_text(w, detail);
}

void world_note(struct world *w, int code, uint32_t inst, uint32_t item, struct noted at, int64_t amount,
                const char *value, const char *detail)
{
    bool is_new;
    struct note *n = note_at(w, code, inst, item, &is_new);
    note_row(w, n, is_new, at, amount, value, detail);
}

void world_note_supplier(struct world *w, int code, uint32_t inst, uint32_t supplier, struct noted at, int64_t amount)
{
    bool is_new;
    struct note *n = note_at(w, code, inst, supplier, &is_new);
    n->item = NIL;
    note_row(w, n, is_new, at, amount, supplier == NIL ? "" : w->supplier[supplier], "");
}

void world_note_agreed(struct world *w, int code, uint32_t inst, uint32_t item, const struct agreement *g,
                       const char *value, const char *detail, const char *more)
{
    bool is_new;
    struct note *n = note_at(w, code, inst, item, &is_new);
    n->lines++;
    if (!is_new && n->at.order <= g->order)
        return;
    n->agreement = g->id;
    n->at.order = g->order;
    n->value = put_text(w, value);
    n->detail = put_text(w, detail);
    n->more = put_text(w, more);
}

void world_note_many(struct world *w, int code, struct noted first, int64_t lines, int64_t amount)
{
    bool is_new;
    if (lines == 0)
        return;
    struct note *n = note_at(w, code, NIL, NIL, &is_new);
    if (is_new)
        n->at = first;
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
        bind_id(s, 4, n->at.purchase);
        bind_id(s, 5, n->at.payment);
        jc_stmt_int(s, 6, n->lines);
        jc_stmt_int(s, 7, n->amount);
        bind_text(s, 8, world_text(w, n->value));
        bind_text(s, 9, world_text(w, n->detail));
        bind_id(s, 10, n->agreement);
        bind_text(s, 11, world_text(w, n->more));
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
        bind_text(s, 6, p.title_en);
        bind_text(s, 7, p.source);
        bind_text(s, 8, p.source_en);
        if (param_number(p.value, &scaled))
            jc_stmt_int(s, 9, scaled);
        else
            jc_stmt_null(s, 9);
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
        bind_text(s, 2, world_text(w, x->named != NIL ? x->named : x->city != NIL ? x->city : x->province));
        st = jc_stmt_run(s, err);
        if (st == JC_OK && x->buys && x->last != JC_NO_DAY && w->what.as_of - x->last > 31) {
            char day[11];
            jc_day_text(day, x->last);
            world_note(w, 428, i, NIL, NOWHERE, 0, day, NULL);
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
