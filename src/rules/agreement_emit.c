/* From the world to ind_agreement and ind_behind: every agreement of the report with its terms, in the order of its sheet. */
#include "rules/agreed.h"
#include "rules/agreement_sums.h"
#include "rules/count.h"
#include "rules/emit.h"
#include "rules/params.h"
#include "rules/published.h"

/* ---- the order of sheet 5 ---------------------------------------------------------------------- */

/*
 * Institutions by code and name, rounds by code, products by what is shown of them: whatever is compared as text is
 * numbered first, equal texts alike, and then the agreements are sorted by numbers.
 */

static int cmp_id(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int cmp_inst(const void *x, const void *y, void *arg)
{
    const struct world *w = arg;
    const struct inst *a = &w->inst[*(const uint32_t *)x], *b = &w->inst[*(const uint32_t *)y];
    int c = strcmp(a->code, b->code);
    if (c == 0)
        c = strcmp(a->name, b->name);
    return c ? c : cmp_id(a->id, b->id);
}

static int cmp_round(const void *x, const void *y, void *arg)
{
    const struct world *w = arg;
    return strcmp(world_text(w, w->round[*(const uint32_t *)x].code),
                  world_text(w, w->round[*(const uint32_t *)y].code));
}

static int cmp_product(const void *x, const void *y, void *arg)
{
    const struct world *w = arg;
    const struct product *p = &w->product[*(const uint32_t *)x], *q = &w->product[*(const uint32_t *)y];
    const struct item *a = &w->item[p->item], *b = &w->item[q->item];
    int c = strcmp(world_text(w, a->name), world_text(w, b->name));
    if (c == 0)
        c = strcmp(world_text(w, a->spec_text), world_text(w, b->spec_text));
    return c ? c : strcmp(world_text(w, product_maker(w, p)), world_text(w, product_maker(w, q)));
}

uint32_t *number_in_order(struct world *w, size_t n, int (*cmp)(const void *, const void *, void *))
{
    uint32_t *list = jc_alloc((n + 1) * sizeof *list), *place = jc_alloc((n + 1) * sizeof *place);
    for (uint32_t i = 0; i < n; i++)
        list[i] = i;
    qsort_r(list, n, sizeof *list, cmp, w);
    for (size_t i = 1; i < n; i++)
        place[list[i]] = place[list[i - 1]] + (cmp(&list[i - 1], &list[i], w) != 0);
    free(list);
    return place;
}

const uint32_t *inst_places(struct world *w)
{
    if (!w->inst_place)
        w->inst_place = number_in_order(w, w->inst_n, cmp_inst);
    return w->inst_place;
}

struct placed {
    uint64_t where; /* institution, round */
    uint32_t product, agr;
    jc_day from;
    int64_t order, id;
};

static int cmp_placed(const void *x, const void *y)
{
    const struct placed *a = x, *b = y;
    if (a->where != b->where)
        return a->where < b->where ? -1 : 1;
    if (a->product != b->product)
        return a->product < b->product ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return a->order != b->order ? (a->order < b->order ? -1 : 1) : cmp_id(a->id, b->id);
}

/* Agreements of the report, and those not begun. */
static struct placed *list_agreements(struct world *w, size_t *n)
{
    struct placed *list = jc_alloc((w->agr_n + 1) * sizeof *list);
    const uint32_t *inst = inst_places(w);
    uint32_t *round = number_in_order(w, w->round_n, cmp_round);
    uint32_t *product = number_in_order(w, w->product_n, cmp_product);
    *n = 0;
    for (uint32_t i = 0; i < w->agr_n; i++) {
        const struct agreement *g = &w->agr[i];
        if (g->covered || !g->begun)
            list[(*n)++] =
                (struct placed){key2(inst[g->inst], round[g->round]), product[g->product], i, g->from, g->order, g->id};
    }
    qsort(list, *n, sizeof *list, cmp_placed);
    free(round);
    free(product);
    return list;
}

/* ---- terms ------------------------------------------------------------------------------------- */

struct days days_of(const struct world *w, const struct agreement *g)
{
    struct days d = {(int64_t)w->what.as_of - g->from + 1, (int64_t)g->to - g->from + 1};
    d.elapsed = d.elapsed < 0 ? 0 : d.elapsed < d.all ? d.elapsed : d.all;
    return d;
}

static const char *const state_words[] = {"未开始", "无约定量", "零采购", "低于序时", "正常", "超量"};

/* q/Q* less the time share, as it comes: not reduced. */
static struct jc_rate gap_of(const struct agreement *g, const struct days *d)
{
    return (struct jc_rate){(__int128)g->counted * d->all - (__int128)d->elapsed * g->agreed,
                            (__int128)g->agreed * d->all};
}

enum state state_of(const struct agreement *g, const struct days *d)
{
    if (!g->begun)
        return NOT_BEGUN;
    if (g->agreed == 0)
        return NO_VOLUME;
    if (g->counted <= 0)
        return NO_PURCHASE;
    if (g->counted > g->agreed)
        return ABOVE;
    return gap_of(g, d).n < 0 ? BEHIND : ON_TRACK;
}

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

static bool price_terms(struct terms *t, const struct world *w, const struct agreement *g, const struct days *d)
{
    const struct award *a = g->award == NIL ? NULL : &w->award[g->award];
    *t = (struct terms){.units = a ? a->upp : 0};
    if (!a || (a->upp == 0 && a->unit_price == NONE))
        return true;
    t->priced = true;
    published_by_unit(a, &t->price, &t->units);
    if (a->upp == 0) {
        t->price = a->unit_price;
        t->units = 1;
    }
    t->pack = a->upp > 0 ? a->upp : t->units;
    int64_t done = g->counted < 0 ? 0 : g->counted < g->agreed ? g->counted : g->agreed;
    return priced_term(&t->due, g->agreed, t->price, 1, t->units, JC_SCALE) &&
           priced_term(&t->done, done, t->price, 1, t->units, JC_SCALE) &&
           priced_term(&t->share, g->agreed, t->price, d->elapsed, t->units * JC_SCALE, d->all);
}

int64_t short_days(const struct world *w, const struct agreement *g, uint32_t *evidence)
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
        if (!excuse_covers(w, e, g))
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
    /* Two rows whose makers are only probably one: the later ones are told apart by their number. */
    for (const struct agreement *b = g;
         b-- > w->agr && b->inst == g->inst && b->winner == g->winner && b->from == g->from;)
        n += b->product == g->product;
    snprintf(nth, sizeof nth, "%u", n);
    jc_buf_clear(key);
    world_key(key, "agr", parts, n > 1 ? 7 : 6);
}

static void add_text(struct jc_frame *f, int i, const char *text)
{
    jc_frame_text(f, i, text, strlen(text));
}

bool is_below(const struct agreement *g, const struct days *d, int64_t part)
{
    return (__int128)g->counted * d->all * JC_SCALE < (__int128)g->agreed * d->elapsed * part;
}

/* Rule book 4.5. Where the alarm line is set above the near line, it goes first, as the counts of 严重滞后 have it. */
struct lines {
    int64_t near, alarm;
};

static const char *word_of(const struct agreement *g, const struct days *d, const struct lines *lines)
{
    switch (state_of(g, d)) {
    case NOT_BEGUN:
    case NO_VOLUME:
        return "";
    case NO_PURCHASE:
        return "严重滞后";
    case BEHIND:
        return is_below(g, d, lines->alarm) ? "严重滞后" : is_below(g, d, lines->near) ? "滞后" : "临近";
    case ON_TRACK:
    case ABOVE:
        break;
    }
    return "达标";
}

static enum jc_status emit_agreement(struct world *w, struct jc_frame *f, const struct agreement *g,
                                     const struct lines *lines, struct terms *out, int64_t place, struct jc_buf *text,
                                     struct jc_err *err)
{
    struct terms t;
    uint32_t evidence;
    const struct days d = days_of(w, g);
    if (!price_terms(&t, w, g, &d)) {
        too_large(w, -g->id);
        return world_fits(w, err);
    }
    if (!t.priced) {
        item_text(text, w, g->item);
        world_note_agreed(w, 422, NIL, g->item, g, jc_buf_text(text), world_text(w, w->round[g->round].code), NULL);
    }
    bool valued = t.priced && g->begun;
    *out = t;
    const int64_t v[] = {g->id,
                         w->inst[g->inst].id,
                         g->product + 1,
                         group_id(w, g->group),
                         g->from,
                         g->to,
                         g->begun,
                         g->ended,
                         d.elapsed,
                         d.all,
                         g->agreed,
                         g->counted,
                         g->counted_other,
                         g->demand,
                         t.priced ? t.price : JC_NULL,
                         t.priced ? t.units : JC_NULL,
                         valued ? t.due : JC_NULL,
                         valued ? t.done : JC_NULL,
                         valued ? t.share : JC_NULL,
                         g->reached == JC_NO_DAY ? JC_NULL : g->reached,
                         g->ordered,
                         g->shipped,
                         g->lines,
                         short_days(w, g, &evidence),
                         place,
                         g->base_value,
                         g->no_demand,
                         g->no_before,
                         t.priced ? t.pack : JC_NULL};
    jc_frame_add(f, v, (int)JC_LEN(v));
    add_text(f, 5, world_text(w, w->round[g->round].code));
    add_text(f, 26, world_text(w, evidence));
    reasons_of(text, w, g);
    add_text(f, 27, jc_buf_text(text));
    agreement_key(text, w, g);
    add_text(f, 28, jc_buf_text(text));
    add_text(f, 29, state_words[state_of(g, &d)]);
    add_text(f, 30, word_of(g, &d, lines));
    return JC_OK;
}

/* ---- those that are behind --------------------------------------------------------------------- */

struct lag {
    int64_t gap9; /* to nine places; INT64_MIN where 64 bits do not hold it */
    uint32_t place, agr;
};

static int cmp_lag(const void *x, const void *y, void *arg)
{
    const struct world *w = arg;
    const struct lag *a = x, *b = y;
    if (a->gap9 != b->gap9)
        return a->gap9 < b->gap9 ? -1 : 1;
    const struct agreement *g = &w->agr[a->agr], *h = &w->agr[b->agr];
    const struct days d = days_of(w, g), e = days_of(w, h);
    int c = jc_rate_cmp(gap_of(g, &d), gap_of(h, &e));
    return c ? c : (a->place > b->place) - (a->place < b->place);
}

static struct lag lag_of(const struct agreement *g, const struct days *d, uint32_t agr, size_t place)
{
    struct lag x = {INT64_MIN, (uint32_t)place, agr};
    int64_t gap9;
    if (jc_rate_round(&gap9, gap_of(g, d), 9))
        x.gap9 = gap9;
    return x;
}

static enum jc_status emit_behind(struct world *w, struct lag *lag, size_t n, struct jc_err *err)
{
    struct jc_frame *f;
    enum jc_status st = jc_store_frame(&f, w->store, "ind_behind", err);
    qsort_r(lag, n, sizeof *lag, cmp_lag, w);
    for (size_t i = 0; i < n && st == JC_OK; i++) {
        const int64_t v[] = {(int64_t)i + 1, w->agr[lag[i].agr].id};
        jc_frame_add(f, v, (int)JC_LEN(v));
    }
    return st;
}

static enum jc_status emit_list(struct world *w, const struct placed *list, size_t n, struct jc_err *err)
{
    struct jc_frame *f;
    struct jc_buf text = {0};
    const struct lines lines = {param_scaled(w->params, "fulfil.near"), param_scaled(w->params, "fulfil.alarm")};
    struct lag *lag = jc_alloc((n + 1) * sizeof *lag);
    size_t lags = 0;
    struct agreement_sums *sums = NULL;
    enum jc_status st = jc_store_frame(&f, w->store, "ind_agreement", err);
    if (st == JC_OK)
        st = agreement_sums_open(&sums, w, err);
    for (size_t i = 0; i < n && st == JC_OK; i++) {
        const struct agreement *g = &w->agr[list[i].agr];
        const struct days d = days_of(w, g);
        enum state state = state_of(g, &d);
        struct terms t = {0};
        st = emit_agreement(w, f, g, &lines, &t, (int64_t)i + 1, &text, err);
        if (state == NO_PURCHASE || state == BEHIND)
            lag[lags++] = lag_of(g, &d, list[i].agr, i + 1);
        if (st == JC_OK)
            agreement_sums_add(sums, w, g, &d, &t);
    }
    if (st == JC_OK)
        st = agreement_sums_emit(sums, w, err);
    if (st == JC_OK)
        st = emit_behind(w, lag, lags, err);
    agreement_sums_free(sums);
    free(lag);
    jc_buf_free(&text);
    return st;
}

/* Ended within the last twelve months, this one among them, and no row of this report. */
static bool just_ended(const struct world *w, const struct agreement *g)
{
    return g->begun && !g->covered && g->to >= jc_day_month_add(w->what.as_of, -11);
}

/* Whoever looks for the year that is over finds no row: that it is over, and since when, is said once. */
static void note_ended(struct world *w)
{
    jc_day first = JC_NO_DAY, last = JC_NO_DAY;
    char from[11], to[11], span[32];
    for (size_t i = 0; i < w->agr_n; i++) {
        const struct agreement *g = &w->agr[i];
        if (!just_ended(w, g))
            continue;
        first = first == JC_NO_DAY || g->to < first ? g->to : first;
        last = last == JC_NO_DAY || g->to > last ? g->to : last;
    }
    jc_day_text(from, first);
    jc_day_text(to, last);
    snprintf(span, sizeof span, "%s%s%s", from, first == last ? "" : "—", first == last ? "" : to);
    for (size_t i = 0; i < w->agr_n; i++)
        if (just_ended(w, &w->agr[i]))
            world_note_agreed(w, 850, NIL, NIL, &w->agr[i], span, to, NULL);
}

enum jc_status emit_agreements(struct world *w, struct jc_err *err)
{
    size_t n;
    struct placed *list = list_agreements(w, &n);
    enum jc_status st = emit_list(w, list, n, err);
    w->reported = jc_alloc((n + 1) * sizeof *w->reported);
    for (size_t i = 0; i < n; i++)
        w->reported[i] = list[i].agr;
    w->reported_n = n;
    note_ended(w);
    free(list);
    return st;
}
