/* The months of the report, kept while the lines stream past. */
#include "rules/monthly.h"
#include "rules/count.h"
#include "rules/params.h"
#include "rules/supply.h"
#include "rules/twice.h"

#define ASSETS "sql/monthly.sql"

enum { NO_MONTH = 0xff };

struct source { /* what a sheet brought of an institution */
    int64_t sheet;
    uint32_t inst;
    int64_t lines[MONTHS], amount[MONTHS];
    uint32_t part[MONTHS]; /* twice_part() + 1 */
};
struct bought { /* of a watched product */
    uint32_t inst, item;
    int64_t amount[MONTHS];
};
struct late { /* lines of an institution accepted long after delivery; purchase: the longest of them */
    int64_t lines, longest, amount, purchase;
};
struct unselected {
    uint32_t ig;
    int32_t year;
    int64_t amount;
    jc_day from; /* of the agreement that took the last of it */
};
struct habit { /* of an agreement */
    uint32_t agr;
    bool rush;       /* else: went back once it was full */
    jc_day from, to; /* first day of the last days; day on which it was full, last day on which something went back */
    int64_t volume;
};

struct monthly {
    jc_day first[MONTHS + 1]; /* of each month, and of the one after R's */
    uint8_t *of_day;          /* day - first[0] -> month */
    jc_day earliest;          /* of any line */
    int64_t late_days;
    struct source *source;
    size_t source_n, source_cap;
    struct map sources; /* (sheet, inst) */
    uint32_t last;      /* source of the line before */
    bool *watched;      /* by item */
    struct bought *bought;
    size_t bought_n, bought_cap;
    struct map boughts; /* (inst, item) */
    struct late *late;  /* by institution */
    struct unselected *unselected;
    size_t unselected_n, unselected_cap;
    struct map years;    /* (ig, year) */
    uint32_t *last_year; /* by ig: what monthly_unselected met last, + 1 */
    struct habit *habit;
    size_t habit_n, habit_cap;
};

/* ---- months ------------------------------------------------------------------------------------ */

static void set_months(struct monthly *m, jc_day as_of)
{
    for (int k = 0; k <= MONTHS; k++)
        m->first[k] = jc_day_month_add(as_of, k - MONTHS + 1);
    m->of_day = jc_alloc((size_t)(m->first[MONTHS] - m->first[0]));
    for (int k = 0; k < MONTHS; k++)
        memset(m->of_day + (m->first[k] - m->first[0]), k, (size_t)(m->first[k + 1] - m->first[k]));
}

static unsigned month_of(const struct monthly *m, jc_day day)
{
    return day >= m->first[0] && day < m->first[MONTHS] ? m->of_day[day - m->first[0]] : NO_MONTH;
}

/* ---- watched products -------------------------------------------------------------------------- */

/* The rows of a watch list by generic name or, where they have one, by code; several may share one. */
struct watches {
    struct map by_generic, by_code; /* text -> first */
    struct {
        int64_t id;
        uint32_t next, text;
        bool coded, found;
    } * p;
    size_t n, cap;
};

static void keep_watch(struct watches *x, bool coded, uint32_t text, int64_t id)
{
    struct map *by = coded ? &x->by_code : &x->by_generic;
    bool is_new;
    if (text == NIL)
        return;
    x->p = jc_grow(x->p, &x->cap, x->n + 1, sizeof *x->p);
    x->p[x->n].id = id;
    x->p[x->n].text = text;
    x->p[x->n].coded = coded;
    x->p[x->n].found = false;
    uint32_t first = map_put(by, text, (uint32_t)x->n, &is_new);
    x->p[x->n].next = NIL;
    if (!is_new) {
        x->p[x->n].next = x->p[first].next;
        x->p[first].next = (uint32_t)x->n;
    }
    x->n++;
}

static enum jc_status read_watches(struct watches *x, struct world *w, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, ASSETS, "watches", err);
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK) {
        size_t n, k;
        const char *generic = jc_col_text(s, 1, &n), *code = jc_col_text(s, 2, &k);
        if (k)
            keep_watch(x, true, world_put(w, code, k), jc_col_int(s, 0));
        else
            keep_watch(x, false, world_meant(&w->alias_name, world_put(w, generic, n)), jc_col_int(s, 0));
    }
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status watch_item(struct world *w, struct watches *x, uint32_t first, uint32_t item, struct jc_stmt *s,
                                 struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (uint32_t i = first; i != NIL && st == JC_OK; i = x->p[i].next) {
        w->monthly->watched[item] = true;
        x->p[i].found = true;
        jc_stmt_int(s, 1, x->p[i].id);
        jc_stmt_int(s, 2, w->item[item].id);
        st = jc_stmt_run(s, err);
    }
    return st;
}

enum { NAMED = 3, UNFOUND = 10 }; /* so many are named */

/* 艾司奥美拉唑 of a list is no 艾司奥美拉唑镁肠溶片, the generic name of a product: which begin so? False: none. */
static bool tell_begun(struct world *w, uint32_t text)
{
    const char *name = world_text(w, text);
    struct jc_buf names = {0};
    uint32_t seen[NAMED], n = 0, first = NIL;
    for (uint32_t i = 0; i < w->item_n && n < NAMED; i++) {
        uint32_t generic = w->item[i].generic;
        bool told = generic == NIL || strncmp(world_text(w, generic), name, strlen(name)) != 0;
        for (uint32_t k = 0; k < n && !told; k++)
            told = seen[k] == generic;
        if (told)
            continue;
        jc_buf_fmt(&names, "%s%s", n ? "、" : "", world_text(w, w->item[i].name));
        first = n ? first : i;
        seen[n++] = generic;
    }
    if (n)
        world_note(w, 890, NIL, first, NOWHERE, 0, name, jc_buf_text(&names));
    jc_buf_free(&names);
    return n > 0;
}

static void tell_unfound(struct world *w, const struct watches *x)
{
    struct jc_buf names = {0};
    char count[24];
    int n = 0;
    for (size_t i = 0; i < x->n; i++) {
        if (x->p[i].found || (!x->p[i].coded && tell_begun(w, x->p[i].text)))
            continue;
        if (n++ < UNFOUND)
            jc_buf_fmt(&names, "%s%s", n > 1 ? "、" : "", world_text(w, x->p[i].text));
    }
    if (n > UNFOUND)
        jc_buf_str(&names, "……");
    snprintf(count, sizeof count, "%d", n);
    if (n)
        world_note(w, 891, NIL, NIL, NOWHERE, 0, jc_buf_text(&names), count);
    jc_buf_free(&names);
}

static enum jc_status find_watched(struct world *w, struct jc_err *err)
{
    struct watches x = {0};
    struct jc_stmt *s = NULL;
    enum jc_status st = read_watches(&x, w, err);
    if (st == JC_OK && x.n) {
        w->monthly->watched = jc_alloc(w->item_n + 1);
        st = jc_stmt_open(&s, w->store, ASSETS, "watched", err);
    }
    for (uint32_t i = 0; x.n && i < w->item_n && st == JC_OK; i++) {
        const struct item *it = &w->item[i];
        if (it->generic != NIL)
            st = watch_item(w, &x, map_get(&x.by_generic, it->generic), i, s, err);
        if (st == JC_OK && it->code != NIL)
            st = watch_item(w, &x, map_get(&x.by_code, it->code), i, s, err);
    }
    if (st == JC_OK)
        tell_unfound(w, &x);
    jc_stmt_free(s);
    map_free(&x.by_generic);
    map_free(&x.by_code);
    free(x.p);
    return st;
}

enum jc_status monthly_load(struct world *w, struct jc_err *err)
{
    struct monthly *m = w->monthly = jc_alloc(sizeof *m);
    set_months(m, w->what.as_of);
    m->last = NIL;
    m->earliest = INT32_MAX;
    m->late_days = param_int(w->params, "hint.accept_days");
    m->late = jc_alloc((w->inst_n + 1) * sizeof *m->late);
    m->last_year = jc_alloc((w->ig_n + 1) * sizeof *m->last_year);
    return find_watched(w, err);
}

void monthly_free(struct monthly *m)
{
    if (!m)
        return;
    void *blocks[] = {m->of_day, m->source, m->watched, m->bought, m->late, m->unselected, m->habit, m->last_year};
    for (size_t i = 0; i < JC_LEN(blocks); i++)
        free(blocks[i]);
    map_free(&m->sources);
    map_free(&m->boughts);
    map_free(&m->years);
    free(m);
}

/* ---- lines ------------------------------------------------------------------------------------- */

static struct source *source_of(struct monthly *m, int64_t sheet, uint32_t inst)
{
    bool is_new;
    if (m->last != NIL && m->source[m->last].sheet == sheet && m->source[m->last].inst == inst)
        return &m->source[m->last];
    m->last = map_put(&m->sources, key2((uint32_t)sheet, inst), (uint32_t)m->source_n, &is_new);
    if (is_new) {
        m->source = jc_grow(m->source, &m->source_cap, m->source_n + 1, sizeof *m->source);
        m->source[m->source_n++] = (struct source){.sheet = sheet, .inst = inst};
    }
    return &m->source[m->last];
}

static void add_bought(struct world *w, uint32_t inst, uint32_t item, unsigned k, int64_t amount, int64_t id)
{
    bool is_new;
    struct monthly *m = w->monthly;
    uint32_t at = map_put(&m->boughts, key2(inst, item), (uint32_t)m->bought_n, &is_new);
    if (is_new) {
        m->bought = jc_grow(m->bought, &m->bought_cap, m->bought_n + 1, sizeof *m->bought);
        m->bought[m->bought_n++] = (struct bought){.inst = inst, .item = item};
    }
    add_to(w, &m->bought[at].amount[k], amount, id);
}

static void add_late(struct world *w, const struct line *l, int64_t amount)
{
    struct late *x = &w->monthly->late[l->inst];
    int64_t days = (int64_t)l->day - l->day_ship;
    x->lines++;
    add_to(w, &x->amount, amount, l->id);
    if (days <= x->longest)
        return;
    x->longest = days;
    x->purchase = l->id;
}

static void add_twice(struct world *w, struct source *s, unsigned k, const struct line *l)
{
    if (!s->part[k])
        s->part[k] = twice_part(w->twice, TWICE_LINES, s->sheet, s->inst, w->monthly->first[k]) + 1;
    twice_add(w->twice, s->part[k] - 1, l->day, l->gross, l->id);
}

void monthly_add(struct world *w, const struct line *l, bool counts)
{
    struct monthly *m = w->monthly;
    jc_day day = l->day != JC_NO_DAY ? l->day : l->day_order;
    if (!m || day > w->what.as_of)
        return;
    unsigned k = month_of(m, day);
    if (day != JC_NO_DAY && day < m->earliest)
        m->earliest = day;
    int64_t amount = counts ? line_money(l) : 0;
    if (k != NO_MONTH) {
        struct source *s = source_of(m, l->sheet, l->inst);
        s->lines[k]++;
        add_to(w, &s->amount[k], amount, l->id);
        if (counts && !l->is_return)
            add_twice(w, s, k, l);
        if (counts && m->watched && m->watched[l->item])
            add_bought(w, l->inst, l->item, k, amount, l->id);
    }
    if (counts && !l->is_return && l->day_ship != JC_NO_DAY && l->day - l->day_ship > m->late_days &&
        supply_in_report(w, l))
        add_late(w, l, amount);
}

void monthly_back(struct world *w, const struct linked *link)
{
    struct monthly *m = w->monthly;
    const struct line *l = &link->orig;
    unsigned k = m && link->value != NONE ? month_of(m, l->day) : NO_MONTH;
    if (k == NO_MONTH)
        return;
    add_to(w, &source_of(m, l->sheet, l->inst)->amount[k], -link->value, link->return_id);
    if (m->watched && m->watched[l->item])
        add_bought(w, l->inst, l->item, k, -link->value, link->return_id);
}

static uint32_t unselected_at(struct monthly *m, uint32_t ig, jc_day from)
{
    bool is_new;
    int y, month, d;
    jc_day_split(from, &y, &month, &d);
    uint32_t at = map_put(&m->years, key2(ig, (uint32_t)y), (uint32_t)m->unselected_n, &is_new);
    if (is_new) {
        m->unselected = jc_grow(m->unselected, &m->unselected_cap, m->unselected_n + 1, sizeof *m->unselected);
        m->unselected[m->unselected_n++] = (struct unselected){.ig = ig, .year = y};
    }
    m->unselected[at].from = from;
    m->last_year[ig] = at + 1;
    return at;
}

/* Nearly always it is the agreement of the line before. */
void monthly_unselected(struct world *w, uint32_t ig, jc_day day, int64_t amount)
{
    struct monthly *m = w->monthly;
    jc_day from = m ? covers(w, &w->ig[ig], day) : JC_NO_DAY;
    if (from == JC_NO_DAY)
        return;
    uint32_t at = m->last_year[ig] - 1;
    if (at == UINT32_MAX || m->unselected[at].from != from)
        at = unselected_at(m, ig, from);
    add_to(w, &m->unselected[at].amount, amount, SOMEWHERE);
}

/* ---- what agreements show (rule book 13) ------------------------------------------------------- */

static void add_habit(struct monthly *m, struct habit h)
{
    m->habit = jc_grow(m->habit, &m->habit_cap, m->habit_n + 1, sizeof *m->habit);
    m->habit[m->habit_n++] = h;
}

static int by_day(const void *x, const void *y)
{
    const struct event *a = x, *b = y;
    if (a->day != b->day)
        return a->day < b->day ? -1 : 1;
    return (a->volume < b->volume) - (a->volume > b->volume);
}

/* What went back within `days` after the day on which the purchases had reached Q*. */
static void went_back(struct world *w, uint32_t agr, struct event *e, size_t n, int64_t days)
{
    const struct agreement *g = &w->agr[agr];
    struct habit h = {.agr = agr, .from = JC_NO_DAY};
    int64_t sum = 0;
    qsort(e, n, sizeof *e, by_day);
    for (size_t i = 0; i < n; i++) {
        if (h.from != JC_NO_DAY && e[i].volume < 0 && e[i].day - h.from <= days) {
            h.volume -= e[i].volume;
            h.to = e[i].day;
        }
        sum += e[i].volume;
        if (h.from == JC_NO_DAY && sum >= g->agreed)
            h.from = e[i].day;
    }
    if (h.volume > 0)
        add_habit(w->monthly, h);
}

struct seen { /* of an agreement, before its events are gathered */
    int64_t gross, last;
    uint32_t n;
    bool back;
};

static bool interesting(const struct agreement *g, const struct seen *s)
{
    return g->covered && g->agreed > 0 && s->back && s->gross >= g->agreed;
}

/* The few agreements of which something went back after they may have been full. */
static void find_back(struct world *w, const struct seen *seen)
{
    int64_t days = param_int(w->params, "hint.return_days");
    struct map at = {0};
    struct event *e = NULL;
    size_t n = 0, cap = 0;
    bool is_new;
    for (uint32_t i = 0, places = 0; i < w->agr_n; i++)
        if (interesting(&w->agr[i], &seen[i])) {
            (void)map_put(&at, i, places, &is_new);
            places += seen[i].n;
        }
    for (size_t i = 0; at.n && i < w->event_n; i++)
        if (interesting(&w->agr[w->event[i].agr], &seen[w->event[i].agr])) {
            e = jc_grow(e, &cap, n + 1, sizeof *e);
            e[n++] = w->event[i];
        }
    struct event *sorted = jc_alloc((n + 1) * sizeof *sorted);
    uint32_t *fill = jc_alloc((w->agr_n + 1) * sizeof *fill);
    for (size_t i = 0; i < n; i++)
        sorted[map_get(&at, e[i].agr) + fill[e[i].agr]++] = e[i];
    for (uint32_t i = 0; i < w->agr_n; i++)
        if (fill[i])
            went_back(w, i, sorted + map_get(&at, i), fill[i], days);
    free(fill);
    free(sorted);
    free(e);
    map_free(&at);
}

void habits_find(struct world *w)
{
    int64_t days = param_int(w->params, "hint.rush_days"), share = param_scaled(w->params, "hint.rush_share");
    struct seen *seen = jc_alloc((w->agr_n + 1) * sizeof *seen);
    for (size_t i = 0; i < w->event_n; i++) {
        const struct event *e = &w->event[i];
        struct seen *s = &seen[e->agr];
        s->n++;
        if (e->volume < 0)
            s->back = true;
        else
            add_to(w, &s->gross, e->volume, SOMEWHERE);
        if (e->day > w->agr[e->agr].to - days)
            add_to(w, &s->last, e->volume, SOMEWHERE);
    }
    for (uint32_t i = 0; i < w->agr_n; i++) {
        const struct agreement *g = &w->agr[i];
        /* once more than half, it stays so: its last days can only add to it */
        if (g->covered && g->agreed > 0 && g->counted > 0 && (int64_t)g->to - g->from + 1 > 2 * days &&
            (__int128)seen[i].last * JC_SCALE > (__int128)g->counted * share)
            add_habit(w->monthly, (struct habit){i, true, (jc_day)(g->to - days + 1), g->to, seen[i].last});
    }
    find_back(w, seen);
    free(seen);
}

/* ---- results ----------------------------------------------------------------------------------- */

typedef void emit_rows(struct world *w, struct jc_frame *f);

static void emit_spans(struct world *w, struct jc_frame *f)
{
    for (int k = 0; k < MONTHS; k++) {
        const int64_t v[] = {k, jc_day_month(w->monthly->first[k]), w->monthly->first[k],
                             w->monthly->earliest < w->monthly->first[k + 1]};
        jc_frame_add(f, v, (int)JC_LEN(v));
    }
}

static void emit_sources(struct world *w, struct jc_frame *f)
{
    for (size_t i = 0; i < w->monthly->source_n * MONTHS; i++) {
        const struct source *x = &w->monthly->source[i / MONTHS];
        int k = (int)(i % MONTHS);
        const int64_t v[] = {x->sheet, w->inst[x->inst].id, k, x->lines[k], x->amount[k]};
        if (x->lines[k])
            jc_frame_add(f, v, (int)JC_LEN(v));
    }
}

static void emit_bought(struct world *w, struct jc_frame *f)
{
    for (size_t i = 0; i < w->monthly->bought_n * MONTHS; i++) {
        const struct bought *x = &w->monthly->bought[i / MONTHS];
        int k = (int)(i % MONTHS);
        const int64_t v[] = {w->inst[x->inst].id, w->item[x->item].id, k, x->amount[k]};
        if (x->amount[k])
            jc_frame_add(f, v, (int)JC_LEN(v));
    }
}

static void emit_late(struct world *w, struct jc_frame *f)
{
    for (uint32_t i = 0; i < w->inst_n; i++) {
        const struct late *x = &w->monthly->late[i];
        const int64_t v[] = {w->inst[i].id, x->lines, x->longest, x->amount, x->purchase};
        if (x->lines)
            jc_frame_add(f, v, (int)JC_LEN(v));
    }
}

static void emit_unselected(struct world *w, struct jc_frame *f)
{
    for (size_t i = 0; i < w->monthly->unselected_n; i++) {
        const struct unselected *x = &w->monthly->unselected[i];
        const struct inst_group *g = &w->ig[x->ig];
        const int64_t v[] = {w->inst[g->inst].id, group_id(w, g->group), x->year, x->amount};
        jc_frame_add(f, v, (int)JC_LEN(v));
    }
}

static void emit_habits(struct world *w, struct jc_frame *f)
{
    for (size_t i = 0; i < w->monthly->habit_n; i++) {
        const struct habit *x = &w->monthly->habit[i];
        const int64_t v[] = {w->agr[x->agr].id, x->rush, x->from, x->to, x->volume};
        jc_frame_add(f, v, (int)JC_LEN(v));
    }
}

struct score {
    int64_t assessment, inst, year, score, grade, org; /* grade: JC_NULL = by the score */
    uint32_t round, place;
};

struct scores {
    struct score *v;
    size_t n, cap;
    struct map years, at; /* institution and round; place there and year -> place */
};

static uint32_t put_text(struct world *w, const char *s)
{
    return world_put(w, s, strlen(s));
}

static void say_score(char *out, size_t size, const struct score *x)
{
    if (x->grade == JC_NULL)
        jc_scaled_text(out, size, x->score, 0, 4);
    else
        snprintf(out, size, "%c", (int)('A' - 1 + x->grade));
}

/* Its round as the catalogues call it: an assessment may name it in any way an agreement may. */
static void take_score(struct scores *x, struct world *w, struct jc_stmt *s)
{
    bool is_new;
    char old[40], now[40];
    const struct score new = {jc_col_int(s, 0),
                              jc_col_int(s, 1),
                              jc_col_int(s, 3),
                              jc_col_int(s, 4),
                              jc_col_null(s, 7) ? JC_NULL : jc_col_int(s, 7),
                              jc_col_int(s, 5),
                              round_find(w, jc_col_text(s, 2, NULL)),
                              put_text(w, jc_col_text(s, 6, NULL))};
    uint32_t place = map_put(&x->years, key2((uint32_t) new.inst, new.round), (uint32_t)x->years.n, &is_new);
    uint32_t at = map_put(&x->at, key2(place, (uint32_t) new.year), (uint32_t)x->n, &is_new);
    if (is_new) {
        x->v = jc_grow(x->v, &x->cap, x->n + 1, sizeof *x->v);
        x->v[x->n++] = new;
        return;
    }
    say_score(old, sizeof old, &x->v[at]);
    say_score(now, sizeof now, &new);
    if (strcmp(old, now) != 0 && new.round != NIL)
        world_note(w, 804, at_id(w->org, w->org_n, new.org), NIL, NOWHERE, 0, old, now);
    x->v[at] = new;
}

static enum jc_status read_scores(struct scores *x, struct world *w, struct jc_err *err)
{
    struct jc_stmt *in = NULL;
    enum jc_status st = jc_stmt_open(&in, w->store, ASSETS, "assessments", err);
    while (st == JC_OK && (st = jc_stmt_step(in, err)) == JC_OK)
        take_score(x, w, in);
    jc_stmt_free(in);
    return st == JC_END ? JC_OK : st;
}

/* Scores of a round in which nobody agreed to anything, told once a round. */
static void tell_scores(struct world *w, const struct scores *x)
{
    bool *known = jc_alloc((w->round_n + 1) * sizeof *known);
    for (uint32_t i = 0; i < w->agr_n; i++)
        known[w->agr[i].round] = true;
    for (size_t i = 0; i < x->n && w->agr_n; i++) {
        const uint32_t round = x->v[i].round;
        if (!known[round])
            world_note(w, 843, NIL, NIL, NOWHERE, 0, world_text(w, w->round[round].name), world_text(w, x->v[i].place));
        known[round] = true;
    }
    free(known);
}

enum jc_status scores_emit(struct world *w, struct jc_err *err)
{
    struct scores x = {0};
    struct jc_frame *f;
    enum jc_status st = jc_store_frame(&f, w->store, "ind_score", err);
    if (st == JC_OK)
        st = read_scores(&x, w, err);
    if (st == JC_OK)
        tell_scores(w, &x);
    for (size_t i = 0; st == JC_OK && i < x.n; i++) {
        const char *code = x.v[i].round == NIL ? "" : world_text(w, w->round[x.v[i].round].code);
        const int64_t v[] = {x.v[i].assessment, x.v[i].inst, x.v[i].year, x.v[i].score, x.v[i].grade};
        jc_frame_add(f, v, (int)JC_LEN(v));
        jc_frame_text(f, 3, code, strlen(code));
    }
    map_free(&x.years);
    map_free(&x.at);
    free(x.v);
    return st;
}

enum jc_status monthly_emit(struct world *w, struct jc_err *err)
{
    static const struct {
        const char *table;
        emit_rows *emit;
    } lists[] = {{"ind_span", emit_spans}, {"ind_source", emit_sources},        {"ind_bought", emit_bought},
                 {"ind_late", emit_late},  {"ind_unselected", emit_unselected}, {"ind_habit", emit_habits}};
    static const char *const scripts[] = {"sql/indicators_reporting.sql", "sql/indicators_watch.sql",
                                          "sql/indicators_surplus.sql"};
    enum jc_status st = JC_OK;
    for (size_t i = 0; i < JC_LEN(lists) && st == JC_OK; i++) {
        struct jc_frame *f;
        st = jc_store_frame(&f, w->store, lists[i].table, err);
        if (st == JC_OK)
            lists[i].emit(w, f);
    }
    for (size_t i = 0; i < JC_LEN(scripts) && st == JC_OK; i++)
        st = jc_store_script(w->store, scripts[i], err);
    return st;
}
