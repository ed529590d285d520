/* The facts of a run, all but the lines, into the arrays of the world. */
#include "rules/area.h"
#include "rules/names.h"
#include "rules/params.h"
#include "rules/published.h"

#define ASSETS "sql/assess.sql"

static enum jc_status open_part(struct jc_stmt **out, struct world *w, const char *part, struct jc_err *err)
{
    return jc_stmt_open(out, w->store, ASSETS, part, err);
}

static uint32_t col_put(struct world *w, struct jc_stmt *s, int i)
{
    size_t n;
    const char *text = jc_col_text(s, i, &n);
    return world_put(w, text, n);
}

static int64_t col_or(struct jc_stmt *s, int i, int64_t none)
{
    return jc_col_null(s, i) ? none : jc_col_int(s, i);
}

static jc_day col_day(struct jc_stmt *s, int i)
{
    return jc_col_null(s, i) ? JC_NO_DAY : (jc_day)jc_col_int(s, i);
}

/* to[id] = value in an array indexed by row id, grown and filled with NIL. */
static void by_id(uint32_t **to, uint32_t *n, int64_t id, uint32_t value)
{
    if (id < 0 || id >= UINT32_MAX / 2)
        return;
    if (id >= *n) {
        uint32_t size = (uint32_t)id + 1 + *n;
        *to = jc_realloc(*to, size * sizeof **to);
        memset(*to + *n, 0xff, (size - *n) * sizeof **to);
        *n = size;
    }
    (*to)[id] = value;
}

typedef void take_row(struct world *w, struct jc_stmt *s);
static take_row take_reason;

/* Every row of a statement; one place where loading can fail. */
static enum jc_status each(struct world *w, const char *part, take_row *take, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = open_part(&s, w, part, err);
    if (st == JC_OK && take == take_reason)
        jc_stmt_int(s, 1, w->what.as_of);
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK)
        take(w, s);
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

/* ---- who --------------------------------------------------------------------------------------- */

static void take_sheet(struct world *w, struct jc_stmt *s)
{
    int64_t id = jc_col_int(s, 0);
    if (id < 0 || id >= INT32_MAX)
        return;
    if (id >= w->sheet_n) {
        uint32_t size = (uint32_t)id + 64;
        w->sheet = jc_realloc(w->sheet, size * sizeof *w->sheet);
        memset(w->sheet + w->sheet_n, 0, (size - w->sheet_n) * sizeof *w->sheet);
        w->sheet_n = size;
    }
    w->sheet[id] = (struct sheet_place){.order = ++w->sheets << 32, .file = jc_col_int(s, 1)};
}

static void supply_region(struct world *w, struct inst *inst, const char *supply)
{
    uint32_t province, city;
    region_of_code(w, inst->code, &province, &city);
    bool known = *supply && region_parse(w, supply, &inst->province, &inst->city);
    inst->strange = *supply && !known ? world_put(w, supply, strlen(supply)) : NIL;
    if (known) {
        if (inst->city == NIL && province == inst->province)
            inst->city = city;
    } else if (province != NIL) {
        inst->province = province;
        inst->city = city;
    } else {
        const char *given = region_given(w);
        if (region_parse(w, given, &inst->province, &inst->city))
            return;
        inst->province = inst->city = NIL;
        if (*given && inst->strange == NIL)
            inst->strange = world_put(w, given, strlen(given));
    }
}

static void take_institution(struct world *w, struct jc_stmt *s)
{
    w->inst = jc_grow(w->inst, &w->inst_cap, w->inst_n + 1, sizeof *w->inst);
    struct inst *inst = &w->inst[w->inst_n];
    *inst = (struct inst){.id = jc_col_int(s, 0),
                          .code = world_text(w, col_put(w, s, 1)),
                          .name = world_text(w, col_put(w, s, 2)),
                          .region = world_text(w, col_put(w, s, 3)),
                          .lead = NIL,
                          .named = NIL,
                          .declared = jc_col_int(s, 5) != 0,
                          .last = JC_NO_DAY};
    supply_region(w, inst, jc_col_text(s, 4, NULL));
    by_id(&w->inst_of, &w->inst_of_n, inst->id, w->inst_n++);
}

static void take_org(struct world *w, struct jc_stmt *s)
{
    by_id(&w->org, &w->org_n, jc_col_int(s, 0), at_id(w->inst_of, w->inst_of_n, jc_col_int(s, 1)));
}

/* ---- what -------------------------------------------------------------------------------------- */

static void take_alias(struct world *w, struct jc_stmt *s)
{
    bool is_new;
    uint32_t from = col_put(w, s, 1), to = col_put(w, s, 2);
    struct map *m = strcmp(jc_col_text(s, 0, NULL), "企业") == 0 ? &w->alias_maker : &w->alias_name;
    if (from != NIL && to != NIL)
        (void)map_put(m, from, to, &is_new);
}

static void take_holder(struct world *w, struct jc_stmt *s)
{
    bool is_new;
    (void)map_put(&w->holders, col_put(w, s, 0), col_put(w, s, 1), &is_new);
}

/* Follow aliases of aliases, but no ring. */
uint32_t world_meant(const struct map *aliases, uint32_t text)
{
    for (int i = 0; i < 8 && text != NIL; i++) {
        uint32_t next = map_get(aliases, text);
        if (next == NIL || next == text)
            break;
        text = next;
    }
    return text;
}

/* A supplier is who the alias table says that a name means; else all that are spelled alike, as where it leads back to it. */
static void take_firm(struct world *w, struct jc_stmt *s)
{
    bool is_new;
    uint32_t key = col_put(w, s, 1), meant = world_meant(&w->alias_maker, key);
    bool renamed = meant != key && col_put(w, s, 4) == meant;
    uint32_t number = meant == NIL ? NIL : map_put(&w->firms, meant, w->supplier_n, &is_new);
    if (number != NIL && is_new) {
        w->supplier = jc_grow(w->supplier, &w->supplier_cap, w->supplier_n + 1, sizeof *w->supplier);
        w->supplier[w->supplier_n++] = world_text(w, col_put(w, s, renamed ? 3 : 2));
    }
    by_id(&w->firm, &w->firm_n, jc_col_int(s, 0), number);
}

static void add_maker(struct world *w, struct item *x, uint32_t key)
{
    if (key == NIL)
        return;
    const uint32_t meant = world_meant(&w->alias_maker, key), holder = map_get(&w->holders, meant);
    (void)pool_add(&w->maker, holder != NIL ? holder : meant);
    x->makers.n++;
}

/* The key of the maker as written, where the alias table has it so; NIL. */
static uint32_t aliased(struct world *w, const char *maker)
{
    struct jc_buf key = {0};
    uint32_t text = NIL;
    if (w->alias_maker.n) {
        jc_text_key(&key, maker, strlen(maker));
        text = world_put(w, jc_buf_text(&key), key.len);
    }
    jc_buf_free(&key);
    return text != NIL && map_get(&w->alias_maker, text) != NIL ? text : NIL;
}

/*
 * An alias decides for good: whoever is named in the table is matched by that alone (rule book 2.3). A cell that names several
 * firms, 甲（乙受托生产）, may stand there as a whole, as it does in the finding that asks for it.
 */
static void take_makers(struct world *w, struct item *x, const char *keys, uint32_t core)
{
    const uint32_t whole = aliased(w, world_text(w, x->maker_text));
    x->makers.at = (uint32_t)w->maker.n;
    x->core = core;
    if (whole != NIL) {
        x->core = NIL;
        add_maker(w, x, whole);
        return;
    }
    for (const char *p = keys; *p;) {
        size_t len = strcspn(p, "\n");
        uint32_t key = world_put(w, p, len);
        if (x->makers.n == 0 && key != NIL && map_get(&w->alias_maker, key) != NIL)
            x->core = NIL;
        add_maker(w, x, key);
        p += len + (p[len] == '\n');
    }
}

static uint8_t kind_of(const char *code)
{
    return *code == 'X' || *code == 'Z' || *code == 'C' ? (uint8_t)*code : 0;
}

/* 复方 stands in place of a strength, and what is counted behind it (复方*100片/瓶) is the pack. */
static const char *in_place_of_strength(const char *key, const struct item *x)
{
    static const char compound[] = "复方";
    bool packed = x->strength == NIL && x->upp_spec > 0 && strncmp(key, compound, strlen(compound)) == 0;
    return packed ? compound : key;
}

static void take_item(struct world *w, struct jc_stmt *s)
{
    struct jc_buf key = {0};
    w->item = jc_grow(w->item, &w->item_cap, w->item_n + 1, sizeof *w->item);
    struct item *x = &w->item[w->item_n];
    size_t n;
    const char *spec = jc_col_text(s, 4, &n);
    jc_text_key(&key, spec, n);
    *x = (struct item){.id = jc_col_int(s, 0),
                       .code = col_put(w, s, 1),
                       .platform = col_put(w, s, 2),
                       .name = col_put(w, s, 3),
                       .spec_text = col_put(w, s, 4),
                       .pack_text = col_put(w, s, 5),
                       .maker_text = col_put(w, s, 6),
                       .generic = world_meant(&w->alias_name, col_put(w, s, 7)),
                       .form = col_put(w, s, 8),
                       .strength = col_put(w, s, 9),
                       .upp = col_or(s, 10, col_or(s, 11, 0)),
                       .upp_column = col_or(s, 10, 0),
                       .upp_spec = col_or(s, 11, 0),
                       .near = NIL,
                       .alike = NIL,
                       .slip = NIL,
                       .label = NIL,
                       .min_unit = col_put(w, s, 12),
                       .in_units = jc_col_int(s, 13) != 0,
                       .unit_text = col_put(w, s, 17),
                       .code_key = col_put(w, s, 16),
                       .kind = kind_of(jc_col_text(s, 1, NULL))};
    const char *spec_key = in_place_of_strength(jc_buf_text(&key), x);
    x->spec = world_put(w, spec_key, strlen(spec_key));
    take_makers(w, x, jc_col_text(s, 14, NULL), col_put(w, s, 15));
    by_id(&w->item_of, &w->item_of_n, x->id, w->item_n++);
    jc_buf_free(&key);
}

/* ---- awards ------------------------------------------------------------------------------------ */

static uint32_t award_round(struct world *w, struct jc_stmt *s)
{
    bool is_new;
    uint32_t code = col_put(w, s, 4), name = col_put(w, s, 5);
    if (code == NIL)
        code = name;
    uint32_t at = map_put(&w->rounds, code, (uint32_t)w->round_n, &is_new);
    if (is_new) {
        w->round = jc_grow(w->round, &w->round_cap, w->round_n + 1, sizeof *w->round);
        w->round[w->round_n++] = (struct round){.code = code, .name = name == NIL ? code : name, .catalogue = true};
    }
    return at;
}

static void odd_region_add(struct world *w, struct odd_region x)
{
    for (size_t i = 0; i < w->odd_region_n; i++)
        if (w->odd_region[i].name == x.name)
            return;
    w->odd_region = jc_grow(w->odd_region, &w->odd_region_cap, w->odd_region_n + 1, sizeof *w->odd_region);
    w->odd_region[w->odd_region_n++] = x;
}

/* A name that does not read as that of a place was told when it was imported. */
static struct span award_regions(struct world *w, const char *names, uint32_t item, uint32_t round)
{
    struct span out = {.at = (uint32_t)w->region.n};
    for (const char *p = names; *p;) {
        const char *end = strstr(p, "、");
        size_t len = end ? (size_t)(end - p) : strlen(p);
        char name[128];
        uint32_t province, city;
        jc_copyn(name, sizeof name, p, len);
        if (strcmp(name, "全国") == 0)
            return (struct span){0};
        if (!region_parse(w, name, &province, &city) && province != NIL && jc_region_is_local(name))
            odd_region_add(w, (struct odd_region){province, world_put(w, name, strlen(name)), item, round});
        if (province != NIL || city != NIL) {
            (void)pool_add(&w->region, city != NIL ? city : province);
            out.n++;
        }
        p += len + (end ? strlen("、") : 0);
    }
    return out;
}

static void take_award(struct world *w, struct jc_stmt *s)
{
    uint32_t item = at_id(w->item_of, w->item_of_n, jc_col_int(s, 3));
    if (item == NIL)
        return;
    uint32_t round = award_round(w, s);
    const struct published published = {col_or(s, 16, 0), col_or(s, 18, 0), (int)col_or(s, 17, 0)};
    w->round[round].own |= !jc_col_int(s, 15);
    w->award = jc_grow(w->award, &w->award_cap, w->award_n + 1, sizeof *w->award);
    w->award[w->award_n++] = (struct award){.id = jc_col_int(s, 0),
                                            .order = world_order(w, jc_col_int(s, 1), jc_col_int(s, 2)),
                                            .item = item,
                                            .round = round,
                                            .no = col_put(w, s, 6),
                                            .national = NIL,
                                            .variety = col_put(w, s, 7),
                                            .price = published_most(&published, jc_col_int(s, 8), w->item[item].upp),
                                            .unit_price = col_or(s, 9, NONE),
                                            .published = published,
                                            .regions = award_regions(w, jc_col_text(s, 10, NULL), item, round),
                                            .backup = strcmp(jc_col_text(s, 11, NULL), "备供") == 0,
                                            .from = col_day(s, 12),
                                            .to = col_day(s, 13),
                                            .nominal = jc_col_int(s, 14) != 0,
                                            .builtin = jc_col_int(s, 15) != 0,
                                            .upp = w->item[item].upp,
                                            .group = NIL,
                                            .winner = NIL,
                                            .next = NIL};
}

/* ---- agreements -------------------------------------------------------------------------------- */

static uint32_t agreement_round(struct world *w, struct jc_stmt *s)
{
    uint32_t text = col_put(w, s, 5);
    uint32_t at = text == NIL ? NIL : map_get(&w->round_of, text);
    if (at == NIL) {
        bool is_new;
        at = round_find(w, world_text(w, text));
        if (text != NIL)
            (void)map_put(&w->round_of, text, at, &is_new);
    }
    return at;
}

static int counted_in(const struct world *w, const char *unit)
{
    if (strcmp(unit, "either") == 0)
        return IN_EITHER;
    bool packs = *unit ? strcmp(unit, "pack") == 0 : param_is(w->params, "agreement.unit", "pack");
    return packs ? IN_PACKS : IN_UNITS;
}

static void take_agreement(struct world *w, struct jc_stmt *s)
{
    uint32_t inst = at_id(w->org, w->org_n, jc_col_int(s, 3)), item = at_id(w->item_of, w->item_of_n, jc_col_int(s, 4));
    if (inst == NIL || item == NIL)
        return;
    uint32_t round = agreement_round(w, s);
    int64_t demand = col_or(s, 10, NONE), before = col_or(s, 12, NONE), value = NONE;
    if (demand != NONE && before != NONE && !jc_muldiv(&value, demand, before, JC_SCALE))
        too_large(w, -jc_col_int(s, 0));
    const char *demand_in = jc_col_text(s, 13, NULL);
    w->inst[inst].seen = true;
    w->agr = jc_grow(w->agr, &w->agr_cap, w->agr_n + 1, sizeof *w->agr);
    w->agr[w->agr_n++] =
        (struct agreement){.id = jc_col_int(s, 0),
                           .sheet = jc_col_int(s, 1),
                           .order = world_order(w, jc_col_int(s, 1), jc_col_int(s, 2)),
                           .inst = inst,
                           .item = item,
                           .round = round,
                           .written = jc_col_int(s, 6),
                           .in = counted_in(w, jc_col_text(s, 7, NULL)),
                           .demand_in = counted_in(w, *demand_in ? demand_in : jc_col_text(s, 7, NULL)),
                           .from = (jc_day)jc_col_int(s, 8),
                           .to = (jc_day)jc_col_int(s, 9),
                           .demand = demand,
                           .base_value = value,
                           .no_demand = demand == NONE,
                           .no_before = before == NONE,
                           .term = (int32_t)col_or(s, 11, -1),
                           .reached = JC_NO_DAY};
}

/* ---- shortages, substitutes -------------------------------------------------------------------- */

static void take_shortage(struct world *w, struct jc_stmt *s)
{
    uint32_t item = at_id(w->item_of, w->item_of_n, jc_col_int(s, 3));
    if (item == NIL)
        return;
    w->shortage = jc_grow(w->shortage, &w->shortage_cap, w->shortage_n + 1, sizeof *w->shortage);
    w->shortage[w->shortage_n++] =
        (struct shortage){.id = jc_col_int(s, 0),
                          .order = world_order(w, jc_col_int(s, 1), jc_col_int(s, 2)),
                          .item = item,
                          .from = (jc_day)jc_col_int(s, 4),
                          .to = col_day(s, 5),
                          .inst = jc_col_null(s, 6) ? NIL : at_id(w->org, w->org_n, jc_col_int(s, 6)),
                          .everyone = jc_col_null(s, 6),
                          .zone = zone_of(w, jc_col_text(s, 7, NULL)),
                          .place = col_put(w, s, 9),
                          .supplier = jc_col_null(s, 8) ? NIL : at_id(w->firm, w->firm_n, jc_col_int(s, 8))};
}

static void take_substitute(struct world *w, struct jc_stmt *s)
{
    w->sub = jc_grow(w->sub, &w->sub_cap, w->sub_n + 1, sizeof *w->sub);
    size_t n;
    const char *round = jc_col_text(s, 1, &n);
    w->sub[w->sub_n++] = (struct substitute){.round = n ? round_find(w, round) : NIL,
                                             .no = col_put(w, s, 2),
                                             .variety = col_put(w, s, 3),
                                             .generic = world_meant(&w->alias_name, col_put(w, s, 4)),
                                             .form = col_put(w, s, 5),
                                             .place = col_put(w, s, 6)};
}

static void take_reason(struct world *w, struct jc_stmt *s)
{
    uint32_t inst = at_id(w->org, w->org_n, jc_col_int(s, 0));
    size_t n;
    const char *round = jc_col_text(s, 2, &n);
    if (inst == NIL)
        return;
    w->excuse = jc_grow(w->excuse, &w->excuse_cap, w->excuse_n + 1, sizeof *w->excuse);
    w->excuse[w->excuse_n++] =
        (struct excuse){.inst = inst,
                        .item = jc_col_null(s, 1) ? NIL : at_id(w->item_of, w->item_of_n, jc_col_int(s, 1)),
                        .round = n ? round_find(w, round) : NIL,
                        .text = col_put(w, s, 3),
                        .place = col_put(w, s, 4)};
}

/* ---- the cut-off day --------------------------------------------------------------------------- */

static enum jc_status find_cutoff(struct world *w, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = open_part(&s, w, "last_day", err);
    if (st == JC_OK)
        st = jc_stmt_step(s, err);
    if (st == JC_OK && jc_col_null(s, 0))
        st = jc_fail(err, JC_USAGE, 404, NULL, NULL, NULL);
    else if (st == JC_OK)
        w->what.as_of = (jc_day)jc_col_int(s, 0);
    jc_stmt_free(s);
    return st;
}

enum jc_status world_load(struct world *w, struct jc_err *err)
{
    static const struct {
        const char *part;
        take_row *take;
    } steps[] = {
        {"sheets", take_sheet},
        {"institutions", take_institution},
        {"orgs", take_org},
        {"aliases", take_alias},
        {"holders", take_holder},
        {"firms", take_firm},
        {"items", take_item},
        {"awards", take_award},
        {"agreements", take_agreement},
        {"shortages", take_shortage},
        {"substitutes", take_substitute},
        {"reasons", take_reason},
    };
    enum jc_status st = JC_OK;
    w->text = jc_intern_new();
    if (w->what.as_of == JC_NO_DAY)
        st = find_cutoff(w, err);
    for (size_t i = 0; i < JC_LEN(steps) && st == JC_OK; i++)
        st = each(w, steps[i].part, steps[i].take, err);
    if (st == JC_OK) {
        regions_settle(w);
        zones_fill(w);
    }
    return st;
}
