/* The run: load, resolve, stream the lines once, allocate payments, write the indicator tables, run the rules. */
#include "rules/assess.h"
#include "rules/count.h"
#include "rules/emit.h"
#include "rules/monthly.h"
#include "rules/own.h"
#include "rules/params.h"
#include "rules/pay.h"
#include "rules/supply.h"
#include "rules/twice.h"

#include <pthread.h>

/* ---- a clean place for the results ------------------------------------------------------------- */

static enum jc_status run_text(struct jc_store *store, const char *sql, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_text_open(&s, store, sql, false, err);
    if (st == JC_OK)
        st = jc_stmt_run(s, err);
    jc_stmt_free(s);
    return st;
}

/* A statement of sql/emit.sql that needs nothing and gives nothing. */
static enum jc_status run_part(struct jc_store *store, const char *part, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, "sql/emit.sql", part, err);
    if (st == JC_OK)
        st = jc_stmt_run(s, err);
    jc_stmt_free(s);
    return st;
}

/* Tables and views of an earlier run; the names are gathered first, since a table in use cannot be dropped. */
static enum jc_status drop_results(struct jc_store *store, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    struct jc_buf sql = {0};
    enum jc_status st = jc_stmt_open(&s, store, "sql/emit.sql", "temporary", err);
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK) {
        jc_buf_str(&sql, jc_col_text(s, 0, NULL));
        jc_buf_char(&sql, '\n');
    }
    jc_stmt_free(s);
    if (st == JC_END)
        st = JC_OK;
    for (char *p = sql.p; st == JC_OK && p && *p;) {
        char *end = strchr(p, '\n');
        *end = '\0';
        st = run_text(store, p, err);
        p = end + 1;
    }
    jc_buf_free(&sql);
    return st;
}

/* ---- the world --------------------------------------------------------------------------------- */

static void set_terms(struct world *w)
{
    w->other_strength = param_is(w->params, "fulfil.other_strength", "content") ? OTHER_CONTENT
                        : param_is(w->params, "fulfil.other_strength", "no")    ? OTHER_NO
                                                                                : OTHER_UNIT;
    w->basis = param_is(w->params, "volume.basis", "shipped")   ? BASIS_SHIPPED
               : param_is(w->params, "volume.basis", "ordered") ? BASIS_ORDERED
                                                                : BASIS_ACCEPTED;
    w->returned_included = param_is(w->params, "volume.returned", "included");
}

/* The last full month not after R, and the three before it. */
static void set_months(struct world *w)
{
    jc_day r = w->what.as_of;
    w->month[0] = jc_day_month_add(r, r == jc_day_month_end(r) ? 1 : 0);
    for (int i = 1; i < 5; i++)
        w->month[i] = jc_day_month_add(w->month[0], -i);
}

enum jc_status world_open(struct world *w, struct jc_store *store, const struct jc_params *params,
                          const struct jc_assess *what, struct jc_err *err)
{
    *w = (struct world){.store = store, .params = params, .what = *what, .ranks = what->findings == JC_FOR_RANKS};
    set_terms(w);
    enum jc_status st = world_load(w, err);
    if (st != JC_OK)
        return st;
    set_months(w);
    w->prices = prices_new(w);
    w->twice = w->ranks ? NULL : twice_new();
    st = world_resolve(w, err);
    if (st == JC_OK)
        st = supply_open(w, err);
    return st == JC_OK ? pay_load(&w->pay, w, err) : st;
}

/* ---- checks and notes that need the whole ------------------------------------------------------ */

static enum jc_status check_lines(struct world *w, struct jc_err *err)
{
    struct jc_buf parts = {0};
    char total[24];
    int64_t sum = 0;
    for (size_t i = 0; i < JC_LEN(w->tally); i++) {
        if (w->tally[i] == 0)
            continue;
        jc_buf_fmt(&parts, "%s%lld", parts.len ? "+" : "", (long long)w->tally[i]);
        sum += w->tally[i];
    }
    snprintf(total, sizeof total, "%lld", (long long)w->lines);
    enum jc_status st = world_check(w, "采购明细有效行 = 计入各协议的行 + 各种原因没有计入的行",
                                    "live purchase lines = lines counted + lines left out, by reason", w->lines, sum,
                                    total, parts.len ? jc_buf_text(&parts) : "0", err);
    jc_buf_free(&parts);
    return st;
}

static enum jc_status check_volumes(struct world *w, struct jc_err *err)
{
    char lhs[24], rhs[24];
    int64_t sum = 0;
    for (size_t i = 0; i < w->agr_n; i++)
        add_to(w, &sum, w->agr[i].counted, SOMEWHERE);
    snprintf(lhs, sizeof lhs, "%lld", (long long)w->volume);
    snprintf(rhs, sizeof rhs, "%lld", (long long)sum);
    return world_check(w, "逐行计入的数量之和 = 各协议已完成量之和（最小单位）",
                       "volume counted line by line = volume of all agreements", w->volume, sum, lhs, rhs, err);
}

static jc_day last_acceptance(const struct world *w)
{
    jc_day last = JC_NO_DAY;
    for (uint32_t i = 0; i < w->inst_n; i++)
        if (w->inst[i].last > last)
            last = w->inst[i].last;
    return last;
}

typedef enum jc_status step(struct world *w, struct jc_err *err);

/* The receipts are the largest thing in memory: written first, they are gone before the other results are made. */
static enum jc_status emit_payments(struct world *w, struct jc_err *err)
{
    enum jc_status st = pay_emit(w->pay, w, err);
    pay_free(w->pay);
    w->pay = NULL;
    return st;
}

/* The allocation is arithmetic over its own arrays: it runs beside the writing of the other results. */
struct finishing {
    struct pay *pay;
    pthread_t thread;
    bool threaded;
    enum jc_status st;
    struct jc_err err;
};

static void *finish(void *arg)
{
    struct finishing *f = arg;
    f->st = pay_finish(f->pay, &f->err);
    return NULL;
}

static void finish_begin(struct finishing *f, struct pay *pay)
{
    *f = (struct finishing){.pay = pay};
    f->threaded = pthread_create(&f->thread, NULL, finish, f) == 0;
    if (!f->threaded)
        (void)finish(f);
}

static enum jc_status finish_end(struct finishing *f, struct jc_err *err)
{
    if (f->threaded)
        (void)pthread_join(f->thread, NULL);
    if (f->st != JC_OK && err)
        *err = f->err;
    return f->st;
}

static enum jc_status stream_lines(struct world *w, struct jc_err *err)
{
    enum jc_status st = monthly_load(w, err);
    if (st == JC_OK)
        st = lines_run(w, NIL, NULL, NULL, err);
    if (st == JC_OK && !w->ranks)
        st = supply_refused(w, err);
    if (st == JC_OK) {
        habits_find(w);
        count_reached(w);
    }
    world_streamed(w);
    return st;
}

static enum jc_status note_payments_end(struct world *w, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, "sql/emit.sql", "payments_end", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(s, 1, last_acceptance(w));
    st = jc_stmt_run(s, err);
    jc_stmt_free(s);
    return st;
}

static enum jc_status add_answers(struct world *w, struct jc_err *err)
{
    return run_part(w->store, "answers", err);
}

/* Nobody looks at what only a finding would tell where only ranks are asked for. */
static enum jc_status find_twice(struct world *w, struct jc_err *err)
{
    return w->twice ? twice_emit(w, err) : JC_OK;
}

/* Nobody looks at them where only ranks are asked for. */
static enum jc_status find_twins(struct world *w, struct jc_err *err)
{
    return w->ranks ? JC_OK : jc_store_script(w->store, "sql/twins.sql", err);
}

static enum jc_status run_steps(struct world *w, step *const *list, size_t n, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (size_t i = 0; i < n && st == JC_OK; i++)
        st = jc_interrupted ? jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL) : list[i](w, err);
    return st;
}

static enum jc_status steps(struct world *w, struct jc_err *err)
{
    static step *const beside[] = {emit_run,   emit_groups, emit_agreements, emit_products,
                                   class_emit, prices_emit, supply_emit};
    static step *const after[] = {emit_payments,     emit_institutions, check_lines, check_volumes,
                                  scores_emit,       funds_emit,        find_twice,  notes_emit,
                                  note_payments_end, monthly_emit,      add_answers, find_twins};
    struct finishing payments;
    enum jc_status st = stream_lines(w, err);
    if (st != JC_OK)
        return st;
    finish_begin(&payments, w->pay);
    st = run_steps(w, beside, JC_LEN(beside), err);
    enum jc_status finished = finish_end(&payments, st == JC_OK ? err : NULL);
    if (st == JC_OK)
        st = finished;
    if (st == JC_OK)
        st = run_steps(w, after, JC_LEN(after), err);
    return st == JC_OK ? world_fits(w, err) : st;
}

/* Ends what "begin" began; what a failure has written is taken back. */
static enum jc_status close_run(struct jc_store *store, enum jc_status st, struct jc_err *err)
{
    struct jc_err ignored;
    if (st != JC_OK)
        (void)run_part(store, "undo", &ignored);
    enum jc_status end = run_part(store, "end", st == JC_OK ? err : &ignored);
    return st == JC_OK ? end : st;
}

enum jc_status jc_assess_run(struct jc_store *store, const struct jc_params *params, struct jc_assess *what,
                             struct jc_err *err)
{
    struct world w = {0};
    struct jc_err ignored;
    enum jc_status st = run_part(store, "cache_small", err);
    if (st == JC_OK)
        st = run_part(store, "begin", err);
    if (st != JC_OK)
        return st;
    st = drop_results(store, err);
    if (st == JC_OK)
        st = jc_store_script(store, "sql/indicators.sql", err);
    if (st == JC_OK)
        st = jc_store_script(store, "sql/indicators_monthly.sql", err);
    if (st == JC_OK)
        st = jc_store_script(store, "sql/supply.sql", err);
    if (st == JC_OK)
        st = jc_store_script(store, "sql/views.sql", err);
    if (st == JC_OK)
        st = world_open(&w, store, params, what, err);
    if (st == JC_OK)
        st = steps(&w, err);
    if (st == JC_OK)
        what->as_of = w.what.as_of;
    world_free(&w);
    if (st == JC_OK && what->findings != JC_FOR_RANKS)
        st = rules_run(store, what, err);
    st = close_run(store, st, err);
    enum jc_status usual = run_part(store, "cache_usual", st == JC_OK ? err : &ignored);
    return st == JC_OK ? usual : st;
}
