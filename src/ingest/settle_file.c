/* What is found when all rows of a file are there: who is who, which versions count, and what is to be said of them. */
#include "ingest/import.h"
#include "ingest/notice.h"
#include "ingest/settle.h"

enum {
    E_FIXED = 291,
    E_SECOND = 297,
    E_REPLACED = 333,
    E_TWIN,
    E_PASTED,
    E_OTHER_PRODUCT,
    E_LESS = 339,
    E_UNDATED = 352,
    E_PASSED = 371,
    E_CORRECTED,
    E_NOTHING_CORRECTED,
    E_BESIDE = 395,
    E_OTHER_SHEET = 398,
    E_DELIVERED,
    E_SET_BACK = 907,
    E_AGAIN = 915
};

struct settling {
    struct jc_session *s;
    struct jc_notices *list;
    size_t passed, set_back, doubts[JC_DOUBTS];
    int64_t corrected;
    enum jc_status status;
    struct jc_err *err;
};

static void on_twin(void *ctx, int64_t sheet, int64_t row, int64_t other_sheet, int64_t other_row)
{
    struct settling *t = ctx;
    char where[JC_NOTICE_WHERE];
    if (t->status == JC_OK)
        t->status = jc_notice_where(where, t->s->store, other_sheet, other_row, sheet, t->err);
    if (t->status != JC_OK)
        return;
    struct jc_issue *i = jc_notice_add(t->list, E_TWIN, NULL, where, NULL);
    t->status = jc_notice_place(t->s->store, i, sheet, row, t->err);
}

/* A value of a line as a message shows it. */
static void passed_text(char out[40], enum jc_field f, int64_t x)
{
    enum jc_type type = jc_field_info[f].type;
    if (x == JC_UNSAID)
        jc_copy(out, 40, "—");
    else if (type == JC_T_DAY || type == JC_T_FUTURE)
        jc_day_text(out, (jc_day)x);
    else
        jc_scaled_text(out, 40, x, type == JC_T_MONEY ? 2 : 0, 4);
}

static void on_passed(void *ctx, const struct jc_passed *p)
{
    struct settling *t = ctx;
    char mine[40], other[40], where[JC_NOTICE_WHERE];
    if (t->status != JC_OK || ++*(p->pending ? &t->set_back : &t->passed) > JC_NOTICES_MAX)
        return;
    t->status = jc_notice_where(where, t->s->store, p->other_sheet, p->other_row, p->sheet, t->err);
    passed_text(mine, p->field, p->mine);
    passed_text(other, p->field, p->other);
    struct jc_issue *i = p->pending
                             ? jc_notice_add(t->list, E_SET_BACK, NULL, where, other)
                             : jc_notice_add(t->list, E_PASSED, p->mine_text ? p->mine_text : mine, where, other);
    if (t->status == JC_OK)
        t->status = jc_notice_place(t->s->store, i, p->sheet, p->row, t->err);
    i->ident = p->ident;
    i->era = p->era;
    i->has_ident = true;
    jc_copy(i->what.field, sizeof i->what.field, jc_field_info[p->field].zh);
}

static const int doubt_code[JC_DOUBTS] = {
    [JC_DOUBT_RECEIPT] = E_BESIDE, [JC_DOUBT_DELIVERY] = E_DELIVERED, [JC_DOUBT_SHEET] = E_OTHER_SHEET,
    [JC_DOUBT_PASTED] = E_PASTED,  [JC_DOUBT_AGAIN] = E_AGAIN,        [JC_DOUBT_PRODUCT] = E_OTHER_PRODUCT,
    [JC_DOUBT_LESS] = E_LESS,      [JC_DOUBT_SECOND] = E_SECOND,      [JC_DOUBT_UNDATED] = E_UNDATED,
    [JC_DOUBT_FIXED] = E_FIXED};

static void on_doubt(void *ctx, const struct jc_doubtful *d)
{
    struct settling *t = ctx;
    char where[JC_NOTICE_WHERE], mine[40], other[40];
    jc_scaled_text(mine, sizeof mine, d->accepted, 0, 4);
    jc_scaled_text(other, sizeof other, d->other_accepted, 0, 4);
    if (t->status != JC_OK || ++t->doubts[d->what] > JC_NOTICES_MAX)
        return;
    t->status = jc_notice_where(where, t->s->store, d->other_sheet, d->other_row, d->sheet, t->err);
    struct jc_issue *i =
        jc_notice_add(t->list, doubt_code[d->what], d->what == JC_DOUBT_SECOND ? mine : NULL, where, other);
    if (t->status == JC_OK)
        t->status = jc_notice_place(t->s->store, i, d->sheet, d->row, t->err);
}

static void on_corrected(void *ctx)
{
    struct settling *t = ctx;
    t->corrected++;
}

/* What a correction came to, which has nothing to correct where all its lines are new. */
static void tell_corrected(struct settling *t, const struct jc_file_load *f, size_t lines)
{
    char n[24];
    if (!t->s->opts->correction || lines == 0)
        return;
    snprintf(n, sizeof n, "%lld", t->corrected ? (long long)t->corrected : (long long)lines);
    struct jc_issue *i = jc_notice_add(t->list, t->corrected ? E_CORRECTED : E_NOTHING_CORRECTED, NULL, n, NULL);
    (void)jc_err_place(&i->what, f->path, NULL, NULL);
    i->file = f->file;
}

/* How a kind whose rows say something twice is read again for it; NULL: that is not told. */
static const char *said_part(const char *kind)
{
    static const char *const parts[][2] = {{"term", "term_said"},
                                           {"fund", "fund_said"},
                                           {"assessment", "assessment_said"},
                                           {"duty", "duty_said"},
                                           {"watch", "watch_said"}};
    for (size_t i = 0; i < JC_LEN(parts); i++)
        if (strcmp(parts[i][0], kind) == 0)
            return parts[i][1];
    return NULL;
}

/* New rows of the small kinds may replace older ones. */
static enum jc_status settle_tables(struct jc_session *s, const struct jc_file_load *f, const int64_t *first,
                                    bool lists, bool twice, struct jc_notices *told, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (size_t k = 0; k < jc_kind_count && st == JC_OK; k++) {
        int64_t replaced = 0;
        char n[24];
        if (s->next_row[k] == first[k] || jc_settle_is_list(jc_kinds[k].table) != lists ||
            strcmp(jc_kinds[k].id, "purchase") == 0)
            continue;
        struct jc_said_list again = {0};
        const struct jc_settle_versions watch = {jc_said_add, &again};
        bool agreed = strcmp(jc_kinds[k].id, "agreement") == 0, aliases = strcmp(jc_kinds[k].id, "alias") == 0;
        const bool shared = s->serial_again && strcmp(jc_kinds[k].id, "payment") == 0;
        const char *small = said_part(jc_kinds[k].id);
        if (twice || shared)
            st = jc_settle_count_again(s->store, first[k], jc_kinds[k].table, err);
        if (st == JC_OK)
            st = jc_settle_table(s->store, jc_kinds[k].table, first[k], &replaced,
                                 agreed || lists || small ? &watch : NULL, err);
        if (st == JC_OK)
            st = lists   ? jc_listed_tell(s, f, &again, aliases, told, err)
                 : small ? jc_small_tell(s, f, &again, small, first[k], told, err)
                         : jc_said_tell(s, f, &again, first[k], told, err);
        free(again.v);
        if (replaced == 0)
            continue;
        snprintf(n, sizeof n, "%lld", (long long)replaced);
        struct jc_issue *i = jc_notice_add(told, E_REPLACED, NULL, n, jc_kinds[k].zh);
        (void)jc_err_place(&i->what, f->path, NULL, NULL);
        i->file = f->file;
    }
    return st;
}

/* Who is who first, since versions of a line are those of one institution. */
enum jc_status jc_settle_file(struct jc_session *s, const struct jc_file_load *f, struct jc_ident_list *idents,
                              const int64_t *first, struct jc_err *err)
{
    struct jc_notices told = {0};
    struct settling settling = {.s = s, .list = &told, .err = err};
    const struct jc_settle_watch watch = {on_twin, on_passed, on_doubt, on_corrected, &settling};
    const int64_t first_payment = first[jc_kind_find("payment") - jc_kinds];
    bool moved = false, twice = false, alone = false, changed = s->orgs_changed || s->lists_changed;
    enum jc_status st = jc_writer_flush(s->writer, err);
    if (st == JC_OK)
        st = settle_tables(s, f, first, true, false, &told, err);
    if (st == JC_OK && s->orgs_changed && !s->lists_changed)
        st = jc_settle_new_institutions(s->store, &alone, err);
    changed = changed && !alone;
    if (st == JC_OK && changed)
        st = jc_settle_institutions(s->store, &moved, err);
    s->seen_more = !changed;
    s->has_list = s->has_list || s->lists_changed;
    s->orgs_changed = s->lists_changed = false;
    if (st == JC_OK)
        st = jc_settle_spelled_twice(s->store, f->file, &twice, err);
    if (st == JC_OK)
        st = settle_tables(s, f, first, false, twice, &told, err);
    s->serial_again = false;
    idents->again |= twice;
    if (st == JC_OK && s->next_row[jc_kind_find("payment") - jc_kinds] > first_payment)
        st = jc_settle_payments_passed(s->store, first_payment, &watch, err);
    if (st == JC_OK)
        st = jc_settle_purchases(s->store, s->writer, idents, &watch, err);
    if (st == JC_OK)
        st = settling.status;
    jc_notices_rest(&told, f, E_PASSED, settling.passed);
    jc_notices_rest(&told, f, E_SET_BACK, settling.set_back);
    for (int i = 0; i < JC_DOUBTS; i++)
        jc_notices_rest(&told, f, doubt_code[i], settling.doubts[i]);
    tell_corrected(&settling, f, idents->n);
    if (st == JC_OK && moved) /* institutions that turn out to be one may hold versions of one line, and the reverse */
        st = jc_settle_moved(s->store, err);
    if (st == JC_OK)
        return jc_notices_tell(s, &told, err);
    free(told.v);
    return st;
}
