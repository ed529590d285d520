/*
 * Where a figure comes from. The same stream that made the figure runs again for one institution, and tells of each line
 * what it decided; rows of other products are passed over, since nobody would look for them there.
 */
#include "rules/assess.h"
#include "rules/count.h"
#include "rules/emit.h"
#include "rules/pay.h"
#include "rules/published.h"
#include "rules/supply.h"

#define ASSETS "sql/explain.sql"

#define SEPARATOR "” “" /* of keys in a message that has quotation marks around them all */

enum { E_NO_KEY = 403, E_NONE_LIKE = 400, E_NO_NOTE = 811, E_ENDED = 852 };
/* What runs before the statements: the lines again, or nothing. */
enum kind { SUMS, AGREEMENT, GROUP, PAY, PAYMENT, PRICE, LINE, WATCH, SUPPLIER, NET };

/* How a KEY begins, the statement that finds what it means, and those that tell of it, in this order. */
#define SUBJECT "clear_asked asked_subject agreements insts absent unselected agency"
static const struct meaning {
    const char *prefix, *find;
    enum kind kind;
    const char *parts;
} meanings[] = {
    {"agr:", "agr", AGREEMENT, "days_of cause_of"},
    {"grp:", "grp", GROUP, ""},
    {"pay:", "pay", PAY, "payers_of"},
    {"payer:", "pay", PAY, "payers_of"},
    {"payment:", "payment", PAYMENT, ""},
    {"inst:", "subject", SUMS, "clear_asked asked_subject agreements unselected agency"},
    {"community:", "subject", SUMS, SUBJECT},
    {"region:", "subject", SUMS, SUBJECT},
    {"level:", "subject", SUMS, SUBJECT},
    {"all:", "subject", SUMS, SUBJECT},
    {"product:", "product", SUMS, "clear_asked asked_product agreements volumes insts delivery"},
    {"round:", "round", SUMS, "clear_asked asked_round agreements share insts"},
    {"form:", "form", SUMS, "clear_asked asked_form agreements share bought"},
    {"price:", "place", PRICE, "price_of older"},
    {"line:", "place", LINE, "older"},
    {"watch:", "watch", WATCH, "watch_of"},
    {"surplus:", "surplus", SUMS, "surplus_of"},
    {"report:", "report", SUMS, "reports_of missing_of"},
    {"sup:", "sup", SUPPLIER, "short_of low_of"},
    {"net:", "net", NET, ""},
    {"age:", "age", SUMS, "receipts_of"},
    {"file:", "file", SUMS, "rows_of"},
    {"check:", "check", SUMS, "sides_of"},
    {"E", "note", SUMS, "notes_of"},
};

struct row {
    int64_t purchase, fact_id, amount;
    const char *fact, *unit;
    char *why;
    bool counted;
};
struct teller {
    enum kind kind;
    enum jc_lang lang;
    uint32_t agreement, ig; /* what is asked for */
    int64_t purchase;
    int64_t supplier;
    bool *watched; /* by item: on the list that is asked for */
    struct row *row;
    size_t n, cap;
};

/* ---- rows -------------------------------------------------------------------------------------- */

static void add_text(struct teller *t, struct row row, const char *why)
{
    row.why = jc_strdup(why);
    t->row = jc_grow(t->row, &t->cap, t->n + 1, sizeof *t->row);
    t->row[t->n++] = row;
}

static void add(struct teller *t, struct row row, int code, const char *v, const char *a1)
{
    struct jc_buf b = {0};
    jc_msg_problem(&b, code, v ? v : "", a1 ? a1 : "", "", t->lang);
    add_text(t, row, jc_buf_text(&b));
    jc_buf_free(&b);
}

static void add_line(struct teller *t, const struct line *l, bool counted, int64_t amount, const char *unit, int code,
                     const char *v)
{
    add(t, (struct row){l->id, 0, counted ? amount : NONE, "purchase", unit, NULL, counted}, code, v, NULL);
}

static enum jc_status write_rows(struct world *w, const struct teller *t, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, "row", err);
    for (size_t i = 0; i < t->n && st == JC_OK; i++) {
        const struct row *r = &t->row[i];
        jc_stmt_null(s, 1);
        if (r->purchase)
            jc_stmt_int(s, 1, r->purchase);
        jc_stmt_str(s, 2, r->fact, strlen(r->fact));
        jc_stmt_null(s, 3);
        if (r->fact_id)
            jc_stmt_int(s, 3, r->fact_id);
        jc_stmt_int(s, 4, r->counted);
        jc_stmt_null(s, 5);
        if (r->amount != NONE)
            jc_stmt_int(s, 5, r->amount);
        jc_stmt_str(s, 6, r->unit, strlen(r->unit));
        jc_stmt_str(s, 7, r->why, strlen(r->why));
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    return st;
}

static void free_rows(struct teller *t)
{
    for (size_t i = 0; i < t->n; i++)
        free(t->row[i].why);
    free(t->row);
    free(t->watched);
}

/* ---- one line seen from an agreement, a group, itself ------------------------------------------ */

/* The same drug as the group's, or matched to one of its winners: whoever looks at the figure would ask about it. */
static bool related(const struct world *w, const struct item *x, uint32_t group)
{
    for (uint32_t i = 0; i < x->matches.n; i++)
        if (w->winner[w->match[x->matches.at + i].winner].group == group)
            return true;
    for (uint32_t i = 0; i < x->groups.n; i++)
        if (w->itemgroup.p[x->groups.at + i] == group)
            return true;
    for (uint32_t i = 0; i < x->undecided.n; i++)
        if (w->itemgroup.p[x->undecided.at + i] == group)
            return true;
    return false;
}

static bool matches(const struct world *w, const struct item *x, uint32_t winner)
{
    for (uint32_t i = 0; i < x->matches.n; i++)
        if (w->match[x->matches.at + i].winner == winner)
            return true;
    return false;
}

static bool is_state(int why)
{
    return why == WHY_NO_DAY || why == WHY_LATER || why == WHY_CANCELLED || why == WHY_ZERO || why == WHY_UNSAID ||
           why == WHY_RETURN_LATER || why == WHY_NO_PURCHASE;
}

static void add_undecided(struct teller *t, const struct world *w, const struct line *l, const char *unit)
{
    const char *value, *detail;
    int code = why_undecided(w, &w->item[l->item], &value, &detail);
    add(t, (struct row){l->id, 0, NONE, "purchase", unit, NULL, false}, code, value, detail);
}

static void see_for_agreement(struct teller *t, struct world *w, const struct line *l, const struct verdict *v, int why)
{
    const struct agreement *g = &w->agr[t->agreement];
    const struct item *x = &w->item[l->item];
    if (v->agreement == t->agreement && !is_state(why)) {
        int64_t volume = volume_for(w, g, l->item, v->other_strength, l->volume);
        bool counted = volume != NONE;
        if (why != WHY_RETURN)
            why = !counted ? WHY_NO_UNITS : v->other_strength ? WHY_OTHER_STRENGTH : WHY_COUNTED;
        add_line(t, l, counted, volume, "volume", why, *l->original ? l->original : l->line_no);
        return;
    }
    item_resolve(w, l->item);
    if (!related(w, x, g->group))
        return;
    struct jc_buf other = {0};
    if (is_state(why)) {
        add_line(t, l, false, 0, "volume", why, NULL);
    } else if (v->agreement != NIL) {
        agreement_key(&other, w, &w->agr[v->agreement]);
        add_line(t, l, false, 0, "volume", 432, jc_buf_text(&other));
    } else if (!matches(w, x, g->winner) && (x->makers.n == 0 || x->alike != NIL || x->near != NIL)) {
        add_undecided(t, w, l, "volume");
    } else if (!matches(w, x, g->winner)) {
        jc_buf_fmt(&other, "%s %s", world_text(w, x->spec_text), world_text(w, x->maker_text));
        add_line(t, l, false, 0, "volume", 433, jc_buf_text(&other));
    } else {
        bool inside = l->day >= g->from && l->day <= g->to;
        add_line(t, l, false, 0, "volume", inside ? 439 : WHY_OUTSIDE, NULL);
    }
    jc_buf_free(&other);
}

static bool is_substitute(const struct world *w, const struct verdict *v, uint32_t ig, jc_day day)
{
    for (uint32_t i = 0; i < v->t.n; i++)
        if (w->pool.p[v->t.at + i] == ig)
            return v->s != ig && v->n != ig && covers(w, &w->ig[ig], day) != JC_NO_DAY;
    return false;
}

/* Beside its volume; a line without units per pack is in neither. */
static void add_amount(struct teller *t, const struct line *l, const char *unit, int code)
{
    if (l->volume != NONE && l->net != NONE)
        add_line(t, l, true, l->net, unit, code, NULL);
}

static void see_for_group(struct teller *t, struct world *w, const struct line *l, const struct verdict *v, int why)
{
    bool known = l->volume != NONE;
    if (is_state(why)) {
        item_resolve(w, l->item);
        if (related(w, &w->item[l->item], w->ig[t->ig].group))
            add_line(t, l, false, 0, "", why, NULL);
    } else if (v->s == t->ig) {
        add_line(t, l, known, l->volume, "最小单位（中选）", known ? 442 : WHY_NO_UNITS, NULL);
        add_amount(t, l, "元（中选）", 442);
    } else if (v->n == t->ig && v->shortage != NIL) {
        add_line(t, l, known, l->volume, "最小单位（缺货豁免）", known ? 445 : WHY_NO_UNITS,
                 world_text(w, w->shortage[v->shortage].place));
    } else if (v->n == t->ig) {
        add_line(t, l, known, l->volume, "最小单位（非中选）", known ? 443 : WHY_NO_UNITS, NULL);
        add_amount(t, l, "元（非中选）", 443);
    } else if (is_substitute(w, v, t->ig, l->day)) {
        add_line(t, l, known, l->volume, "最小单位（可替代）", known ? 444 : WHY_NO_UNITS, NULL);
    } else if (related(w, &w->item[l->item], w->ig[t->ig].group)) {
        if (v->undecided == NIL)
            add_line(t, l, false, 0, "", v->doubtful ? 414 : 446, NULL);
        else
            add_undecided(t, w, l, "");
    }
}

static void see_line(struct teller *t, struct world *w, const struct line *l, const struct verdict *v, int why)
{
    if (l->id != t->purchase)
        return;
    struct jc_buf key = {0};
    if (is_state(why)) {
        add_line(t, l, false, 0, "volume", why, NULL);
    } else if (v->agreement != NIL) {
        agreement_key(&key, w, &w->agr[v->agreement]);
        int64_t volume = volume_for(w, &w->agr[v->agreement], l->item, v->other_strength, l->volume);
        add_line(t, l, volume != NONE, volume, "volume", volume == NONE ? WHY_NO_UNITS : 432, jc_buf_text(&key));
    } else {
        add_line(t, l, false, 0, "volume", v->doubtful ? 414 : v->s != NIL ? 442 : v->n != NIL ? 443 : 446, NULL);
    }
    if (!is_state(why) && v->shortage != NIL)
        add(t, (struct row){0, w->shortage[v->shortage].id, NONE, "shortage", "", NULL, false}, 445,
            world_text(w, w->shortage[v->shortage].place), NULL);
    jc_buf_free(&key);
}

/* This month, the one before, the same a year ago: each has a unit of its own, so that each has its own sum. */
static void see_watched(struct teller *t, struct world *w, const struct line *l, int why)
{
    static const struct {
        int back;
        const char *unit;
    } months[] = {{0, "元（本月）"}, {1, "元（上月）"}, {12, "元（去年同月）"}};
    char day[11];
    for (size_t i = 0; i < JC_LEN(months) && t->watched[l->item]; i++) {
        jc_day first = jc_day_month_add(w->what.as_of, -months[i].back);
        if (l->day < first || l->day > jc_day_month_end(first))
            continue;
        jc_day_text(day, first);
        day[strlen("yyyy-mm")] = '\0';
        int64_t amount = l->net != NONE ? l->net : l->amount != NONE ? l->amount : 0;
        add_line(t, l, !is_state(why), amount, months[i].unit, is_state(why) ? why : 492, day);
    }
}

static void see_supply(struct teller *t, struct world *w, const struct line *l)
{
    struct supply_told told[SUPPLY_TOLD];
    bool of_it = l->supplier == NIL ? t->supplier == 0 : t->supplier == (int64_t)l->supplier + 1;
    size_t n = t->kind == NET ? supply_tell_net(w, l, t->lang, told)
               : of_it        ? supply_tell_order(w, l, t->lang, told)
                              : 0;
    for (size_t i = 0; i < n; i++)
        add_text(t,
                 (struct row){l->id, 0, told[i].counted ? told[i].amount : NONE, "purchase", told[i].unit, NULL,
                              told[i].counted},
                 told[i].why);
}

static void seen(void *arg, struct world *w, const struct line *l, const struct verdict *v, int why)
{
    struct teller *t = arg;
    if (t->kind == AGREEMENT)
        see_for_agreement(t, w, l, v, why);
    else if (t->kind == GROUP)
        see_for_group(t, w, l, v, why);
    else if (t->kind == PRICE || t->kind == LINE)
        see_line(t, w, l, v, why);
    else if (t->kind == WATCH)
        see_watched(t, w, l, why);
    else if (t->kind == SUPPLIER || t->kind == NET)
        see_supply(t, w, l);
}

/* ---- what stands beside the lines -------------------------------------------------------------- */

static void tell_agreement(struct teller *t, struct world *w)
{
    const struct agreement *g = &w->agr[t->agreement];
    char price[40], units[48], agreed[40], counted[40];
    jc_scaled_text(agreed, sizeof agreed, g->agreed, 0, 4);
    jc_scaled_text(counted, sizeof counted, g->counted, 0, 4);
    add(t, (struct row){0, g->id, g->agreed, "agreement", "最小单位（约定）", NULL, true}, 449, agreed, counted);
    if (g->award != NIL) {
        const struct award *a = &w->award[g->award];
        const bool by_unit = a->published.holds > 0;
        int64_t one, of;
        published_by_unit(a, &one, &of);
        jc_scaled_text(price, sizeof price, one, 2, 4);
        snprintf(units, sizeof units,
                 by_unit   ? t->lang ? "published for units: %lld" : "公布的是 %lld 单位的价"
                 : t->lang ? "%lld units a pack"
                           : "每包装 %lld 单位",
                 (long long)of);
        add(t, (struct row){0, a->id, one, "award", by_unit ? "元（公布的单位价）" : "元/包装", NULL, true}, 448, price,
            units);
    }
    const struct span gaps = w->group[g->group].gaps;
    for (uint32_t i = 0; i < gaps.n; i++) {
        const struct shortage *s = &w->shortage[w->gap[gaps.at + i].shortage];
        if (w->gap[gaps.at + i].winner == g->winner && shortage_here(w, s, g->inst))
            add(t, (struct row){0, s->id, NONE, "shortage", "", NULL, false}, 445, world_text(w, s->place), NULL);
    }
}

static void tell_price(struct teller *t, struct jc_stmt *s)
{
    char price[40];
    jc_scaled_text(price, sizeof price, jc_col_int(s, 1), 2, 4);
    add(t,
        (struct row){0, jc_col_int(s, 0), jc_col_null(s, 2) ? NONE : jc_col_int(s, 2), "award", "元（多付）", NULL,
                     !jc_col_null(s, 2)},
        448, price, jc_col_text(s, 3, NULL));
}

static enum jc_status tell_prices(struct teller *t, struct world *w, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, "price", err);
    if (st == JC_OK)
        jc_stmt_int(s, 1, t->purchase);
    if (st == JC_OK)
        jc_stmt_int(s, 3, t->lang);
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK)
        tell_price(t, s);
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

/* ---- finding what a KEY means ------------------------------------------------------------------ */

/* The number of a message of which there is none here: those there are. */
static enum jc_status no_such_note(struct world *w, const char *key, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, "notes", err);
    if (st == JC_OK)
        st = jc_stmt_step(s, err);
    if (st == JC_OK)
        st = jc_fail(err, JC_NOTFOUND, E_NO_NOTE, key, jc_col_text(s, 0, NULL), NULL);
    jc_stmt_free(s);
    return st;
}

static bool is_note(const char *key)
{
    return key[0] == 'E' && key[1] && strspn(key + 1, "0123456789") == strlen(key + 1);
}

/* Has the list a key that means something of the same sort? */
static bool has_sort(const char *list, const char *key)
{
    struct jc_buf sort = {0};
    jc_buf_str(&sort, SEPARATOR);
    jc_buf_add(&sort, key, strcspn(key, ":") + 1);
    bool has = strncmp(list, jc_buf_text(&sort) + strlen(SEPARATOR), sort.len - strlen(SEPARATOR)) == 0 ||
               strstr(list, jc_buf_text(&sort)) != NULL;
    jc_buf_free(&sort);
    return has;
}

/* Whoever gives a code or a name means a key with it: the shortest of each sort, as many as there is room for. */
static enum jc_status list_those_with(struct jc_buf *list, struct jc_stmt *s, const char *key, struct jc_err *err)
{
    enum jc_status st;
    while ((st = jc_stmt_step(s, err)) == JC_OK) {
        const char *other = jc_col_text(s, 0, NULL);
        if (!strstr(other, key))
            break;
        if (list->len && (has_sort(jc_buf_text(list), other) || list->len + strlen(other) + 16 > JC_ERR_TEXT))
            continue;
        jc_buf_fmt(list, "%s%s", list->len ? SEPARATOR : "", other);
    }
    return st;
}

static enum jc_status find_nearest(struct jc_buf *best, struct jc_stmt *s, const char *key, struct jc_err *err)
{
    int least = jc_text_distance(key, "", 40); /* what has no character in common is not near */
    enum jc_status st = JC_OK;
    do {
        const char *other = jc_col_text(s, 0, NULL);
        int d = jc_text_distance(key, other, least);
        if (d < least) {
            least = d;
            jc_buf_clear(best);
            jc_buf_str(best, other);
        }
    } while ((st = jc_stmt_step(s, err)) == JC_OK);
    return st;
}

static enum jc_status nearest(struct world *w, const char *key, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    struct jc_buf best = {0};
    char prefix[JC_ERR_TEXT];
    const char *colon = strchr(key, ':');
    jc_copyn(prefix, sizeof prefix, key, colon ? (size_t)(colon - key) + 1 : 0);
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, "keys", err);
    if (st == JC_OK) {
        jc_stmt_str(s, 1, prefix, strlen(prefix));
        jc_stmt_str(s, 2, key, strlen(key));
        st = list_those_with(&best, s, key, err);
    }
    if (st == JC_OK && !best.len)
        st = find_nearest(&best, s, key, err);
    if (st == JC_OK || st == JC_END)
        st = jc_fail(err, JC_NOTFOUND, best.len ? E_NO_KEY : E_NONE_LIKE, key, jc_buf_text(&best), NULL);
    jc_stmt_free(s);
    jc_buf_free(&best);
    return st;
}

/* One that was over before the report is none of its rows, but no slip of the pen either. */
static enum jc_status no_such_agreement(struct world *w, const char *key, struct jc_err *err)
{
    struct jc_buf b = {0};
    char to[11], quarter[24];
    int y, m, d;
    size_t i = 0;
    for (; i < w->agr_n; i++) {
        if (w->agr[i].covered || !w->agr[i].begun)
            continue;
        agreement_key(&b, w, &w->agr[i]);
        if (strcmp(jc_buf_text(&b), key) == 0)
            break;
    }
    jc_buf_free(&b);
    if (i == w->agr_n)
        return nearest(w, key, err);
    jc_day_text(to, w->agr[i].to);
    jc_day_split(w->agr[i].to, &y, &m, &d);
    snprintf(quarter, sizeof quarter, "%04dQ%d", y % 10000, (m + 2) / 3);
    return jc_fail(err, JC_NOTFOUND, E_ENDED, key, to, quarter);
}

static enum jc_status find_key(struct world *w, const struct meaning **meaning, int64_t *id, int64_t *inst,
                               const char *key, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    size_t i = 0;
    while (i < JC_LEN(meanings) && strncmp(key, meanings[i].prefix, strlen(meanings[i].prefix)) != 0)
        i++;
    if (i == JC_LEN(meanings))
        return nearest(w, key, err);
    *meaning = &meanings[i];
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, meanings[i].find, err);
    if (st == JC_OK) {
        jc_stmt_str(s, 1, key, strlen(key));
        st = jc_stmt_step(s, err);
    }
    if (st == JC_OK) {
        *id = jc_col_int(s, 0);
        *inst = jc_col_int(s, 1);
    }
    jc_stmt_free(s);
    if (st == JC_END && is_note(key))
        return no_such_note(w, key, err);
    if (st == JC_END && meanings[i].kind == AGREEMENT)
        return no_such_agreement(w, key, err);
    return st == JC_END ? nearest(w, key, err) : st;
}

/* ---- the ways of telling ----------------------------------------------------------------------- */

/* A statement of ?1, what was found, ?2, the KEY, and ?3, the language. */
static enum jc_status run_part(struct world *w, const char *part, int64_t id, const char *key, enum jc_lang lang,
                               struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, part, err);
    if (st != JC_OK)
        return st;
    if (jc_stmt_index(s, "?1"))
        jc_stmt_int(s, 1, id);
    if (jc_stmt_index(s, "?2"))
        jc_stmt_str(s, 2, key, strlen(key));
    if (jc_stmt_index(s, "?3"))
        jc_stmt_int(s, 3, lang);
    st = jc_stmt_run(s, err);
    jc_stmt_free(s);
    return st;
}

static void set_target(struct teller *t, const struct world *w, int64_t id, uint32_t inst)
{
    t->agreement = t->ig = NIL;
    t->purchase = t->supplier = id;
    for (uint32_t i = 0; t->kind == AGREEMENT && i < w->agr_n; i++)
        if (w->agr[i].id == id)
            t->agreement = i;
    for (uint32_t i = 0; t->kind == GROUP && i < w->ig_n; i++)
        if (w->ig[i].inst == inst && group_id(w, w->ig[i].group) == id)
            t->ig = i;
}

static enum jc_status read_watched(struct world *w, struct teller *t, int64_t id, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, "watched", err);
    t->watched = jc_alloc(w->item_n + 1);
    if (st == JC_OK)
        jc_stmt_int(s, 1, id);
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK)
        t->watched[w->item_of[jc_col_int(s, 0)]] = true;
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status tell_lines(struct world *w, struct teller *t, uint32_t inst, struct jc_err *err)
{
    enum jc_status st = lines_run(w, inst, seen, t, err);
    if (st == JC_OK && t->kind == AGREEMENT)
        tell_agreement(t, w);
    if (st == JC_OK && (t->kind == PRICE || t->kind == LINE))
        st = tell_prices(t, w, err);
    return st == JC_OK ? write_rows(w, t, err) : st;
}

/* The institutions whose payments a KEY stands for, by their numbers in the world. */
static enum jc_status read_payers(bool *of, struct world *w, const char *key, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, "payers", err);
    if (st == JC_OK)
        jc_stmt_str(s, 1, key, strlen(key));
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK) {
        int64_t id = jc_col_int(s, 0);
        if (id > 0 && id < w->inst_of_n && w->inst_of[id] != NIL)
            of[w->inst_of[id]] = true;
    }
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

/* Money runs across institutions, so it is allocated as a whole again. */
static enum jc_status tell_money(struct world *w, struct teller *t, int64_t id, const char *key, struct jc_err *err)
{
    enum jc_status st = tell_lines(w, t, NIL, err);
    if (st == JC_OK)
        st = pay_finish(w->pay, err);
    if (st == JC_OK && t->kind == PAYMENT)
        return pay_trace_payment(w->pay, w, id, t->lang, err);
    if (st != JC_OK || t->kind == LINE)
        return st == JC_OK ? pay_trace_line(w->pay, w, id, t->lang, err) : st;
    bool *of = jc_alloc((w->inst_n + 1) * sizeof *of);
    st = read_payers(of, w, key, err);
    if (st == JC_OK)
        st = pay_trace(w->pay, w, of, (int)id, t->lang, err);
    free(of);
    return st;
}

static enum jc_status tell_facts(struct world *w, struct teller *t, int64_t id, uint32_t inst, const char *key,
                                 struct jc_err *err)
{
    enum jc_status st = JC_OK;
    if (t->kind == SUMS)
        return JC_OK;
    if (t->kind == PAY || t->kind == PAYMENT || t->kind == LINE)
        return tell_money(w, t, id, key, err);
    if (t->kind == WATCH)
        st = read_watched(w, t, id, err);
    return st == JC_OK ? tell_lines(w, t, inst, err) : st;
}

static enum jc_status tell(struct world *w, const struct meaning *m, int64_t id, int64_t inst_id, const char *key,
                           enum jc_lang lang, struct jc_err *err)
{
    struct teller t = {.kind = m->kind, .lang = lang};
    uint32_t inst = inst_id > 0 && inst_id < w->inst_of_n ? w->inst_of[inst_id] : NIL;
    char part[32];
    set_target(&t, w, id, inst);
    enum jc_status st = tell_facts(w, &t, id, inst, key, err);
    for (const char *at = m->parts; st == JC_OK && *at; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");
        jc_copyn(part, sizeof part, at, n);
        st = run_part(w, part, id, key, lang, err);
        at += n;
    }
    free_rows(&t);
    return st;
}

enum jc_status jc_assess_explain(struct jc_store *store, const struct jc_params *params, const struct jc_assess *what,
                                 const char *key, enum jc_lang lang, struct jc_err *err)
{
    struct world w = {0};
    const struct meaning *meaning = NULL;
    int64_t id = 0, inst = 0;
    enum jc_status st = world_open(&w, store, params, what, err);
    if (st == JC_OK)
        st = jc_store_script(store, "sql/explain_views.sql", err);
    if (st == JC_OK)
        st = run_part(&w, "clear", 0, key, lang, err);
    if (st == JC_OK)
        st = find_key(&w, &meaning, &id, &inst, key, err);
    if (st == JC_OK)
        st = tell(&w, meaning, id, inst, key, lang, err);
    world_free(&w);
    return st;
}
