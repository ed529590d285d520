/* Pay ratio and insured share of an institution and a year (rule book 11): ind_fund. */
#include "rules/area.h"
#include "rules/monthly.h"

struct fund {
    int64_t id, year, pay_ratio, insured_share;
    struct place place;
    uint32_t region, at; /* text: as written; file › sheet › row */
    bool used;
};

struct funds {
    struct fund *v;
    size_t n, cap;
};

static uint32_t put(struct world *w, const char *s)
{
    return world_put(w, s, strlen(s));
}

static enum jc_status read_funds(struct funds *x, struct world *w, struct jc_err *err)
{
    struct jc_stmt *in = NULL;
    enum jc_status st = jc_stmt_open(&in, w->store, "sql/monthly.sql", "funds", err);
    while (st == JC_OK && (st = jc_stmt_step(in, err)) == JC_OK) {
        x->v = jc_grow(x->v, &x->cap, x->n + 1, sizeof *x->v);
        struct fund *f = &x->v[x->n++];
        *f = (struct fund){jc_col_int(in, 0),
                           jc_col_int(in, 1),
                           jc_col_int(in, 3),
                           jc_col_int(in, 4),
                           .region = put(w, jc_col_text(in, 2, NULL)),
                           .at = put(w, jc_col_text(in, 5, NULL))};
        place_of_region(&f->place, w, world_text(w, f->region));
    }
    jc_stmt_free(in);
    return st == JC_END ? JC_OK : st;
}

/* Of one year's rows the closest, of two the later; where nobody can tell whether it lies there, the only one. NULL: none. */
static const struct fund *fund_of(const struct world *w, struct fund *rows, size_t n, const struct place *inst)
{
    struct fund *best = NULL;
    enum near closest = n == 1 ? NEAR_UNKNOWN : NEAR_EVERYWHERE;
    for (size_t i = 0; i < n; i++) {
        enum near near = place_near(w, &rows[i].place, inst);
        rows[i].used |= near >= NEAR_EVERYWHERE;
        if (near < closest)
            continue;
        closest = near;
        best = &rows[i];
        best->used = true;
    }
    return best;
}

static void add_year(struct world *w, struct jc_frame *f, struct fund *rows, size_t n, const struct place *places)
{
    for (uint32_t i = 0; i < w->inst_n; i++) {
        const struct fund *x = fund_of(w, rows, n, &places[i]);
        if (!x)
            continue;
        const int64_t v[] = {w->inst[i].id, x->year, x->id, x->pay_ratio, x->insured_share};
        jc_frame_add(f, v, (int)JC_LEN(v));
    }
    for (size_t i = 0; i < n; i++)
        if (!rows[i].used)
            world_note(w, 887, NIL, NIL, NOWHERE, 0, world_text(w, rows[i].region), world_text(w, rows[i].at));
}

enum jc_status funds_emit(struct world *w, struct jc_err *err)
{
    struct funds x = {0};
    struct jc_frame *f;
    enum jc_status st = jc_store_frame(&f, w->store, "ind_fund", err);
    if (st == JC_OK)
        st = read_funds(&x, w, err);
    const struct place *places = st == JC_OK && x.n ? places_of_institutions(w) : NULL;
    for (size_t from = 0, to; places && from < x.n; from = to) {
        for (to = from + 1; to < x.n && x.v[to].year == x.v[from].year;)
            to++;
        add_year(w, f, x.v + from, to - from, places);
    }
    free(x.v);
    return st;
}
