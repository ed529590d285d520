/* Issues: published, found again, compared, and what later reports take from them. */
#include "report/issue.h"

enum { E_NO_ISSUE = 707 };

/* The row of statement `stmt` of @find or @latest. */
static void issue_read(struct jc_issue *out, struct jc_stmt *stmt)
{
    *out = (struct jc_issue){.id = jc_col_int(stmt, 0),
                             .revision = (int)jc_col_int(stmt, 2),
                             .final = jc_col_int(stmt, 3) != 0,
                             .as_of = (jc_day)jc_col_int(stmt, 4),
                             .from = (jc_day)jc_col_int(stmt, 5)};
    jc_copy(out->period, sizeof out->period, jc_col_text(stmt, 1, NULL));
    jc_copy(out->region, sizeof out->region, jc_col_text(stmt, 6, NULL));
}

/* ---- found ----------------------------------------------------------------------------------------- */

static enum jc_status no_issue(struct jc_store *store, const char *name, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, ISSUE_SQL, "known", err);
    if (st == JC_OK)
        st = jc_stmt_step(s, err);
    if (st == JC_OK)
        st = jc_fail(err, JC_NOTFOUND, E_NO_ISSUE, name, jc_col_text(s, 0, NULL), NULL);
    jc_stmt_free(s);
    return st;
}

/* "2024-09@2" into its halves; a revision that is no number finds nothing. */
static int split_name(char period[32], const char *name)
{
    const char *at = strchr(name, '@');
    char *end;
    jc_copyn(period, 32, name, at ? (size_t)(at - name) : strlen(name));
    for (char *p = period; *p; p++)
        if (*p == 'q')
            *p = 'Q';
    if (!at)
        return 0;
    long revision = strtol(at + 1, &end, 10);
    return *end || revision < 1 || revision > 1000000 ? -1 : (int)revision;
}

enum jc_status jc_issue_find(struct jc_issue *out, struct jc_store *store, const char *name, struct jc_err *err)
{
    char period[32];
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, ISSUE_SQL, "find", err);
    if (st == JC_OK) {
        int revision = split_name(period, name);
        jc_stmt_str(s, 1, period, strlen(period));
        jc_stmt_int(s, 2, revision);
        st = jc_stmt_step(s, err);
    }
    if (st == JC_OK)
        issue_read(out, s);
    jc_stmt_free(s);
    return st == JC_END ? no_issue(store, name, err) : st;
}

static enum jc_status latest(struct jc_issue *out, struct jc_store *store, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, ISSUE_SQL, "latest", err);
    *out = (struct jc_issue){0};
    if (st == JC_OK)
        st = jc_stmt_step(s, err);
    if (st == JC_OK)
        issue_read(out, s);
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

/* ---- compared and published ---------------------------------------------------------------------- */

enum jc_status jc_issue_diff(struct jc_store *store, int64_t a, int64_t b, const char *region,
                             struct jc_changes *changes, struct jc_err *err)
{
    if (b)
        return compare_issues(store, a, b, changes, err);
    enum jc_status st = jc_store_begin(store, err);
    if (st == JC_OK)
        st = freeze_issue(&b, store, 0, region, 0, err);
    if (st == JC_OK)
        st = compare_issues(store, a, b, changes, err);
    jc_store_rollback(store);
    return st;
}

static enum jc_status finalize(struct jc_store *store, struct jc_issue *issue, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, ISSUE_SQL, "final", err);
    if (st == JC_OK) {
        jc_stmt_int(s, 1, issue->id);
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    issue->final = st == JC_OK;
    return st;
}

/* In a transaction, which is rolled back if nothing new came out. */
static enum jc_status publish(struct jc_issue *out, bool *made, struct jc_store *store, const char *region, bool final,
                              jc_day day, struct jc_changes *changes, struct jc_err *err)
{
    struct jc_issue before;
    int64_t id = 0;
    enum jc_status st = latest(&before, store, err);
    if (st == JC_OK)
        st = freeze_issue(&id, store, before.revision + 1, region, day, err);
    if (st == JC_OK && before.id)
        st = compare_issues(store, before.id, id, changes, err);
    if (st != JC_OK)
        return st;
    *made = !before.id || changes->figures > 0;
    if (!*made) {
        *out = before;
        return JC_OK;
    }
    st = freeze_notes(store, id, region, before.id ? &before : NULL, changes->figures, err);
    if (st == JC_OK)
        st = latest(out, store, err);
    return st == JC_OK && final ? finalize(store, out, err) : st;
}

enum jc_status jc_issue_publish(struct jc_issue *out, bool *made, struct jc_store *store, const char *region,
                                bool final, jc_day day, struct jc_changes *changes, struct jc_err *err)
{
    changes->figures = 0;
    enum jc_status st = jc_store_begin(store, err);
    if (st == JC_OK)
        st = publish(out, made, store, region, final, day, changes, err);
    if (st == JC_OK && *made)
        return jc_store_commit(store, err);
    jc_store_rollback(store);
    return st == JC_OK && final && !out->final ? finalize(store, out, err) : st;
}

/* ---- the period before --------------------------------------------------------------------------- */

void jc_period_before(char out[16], const char *period)
{
    int year = (int)strtol(period, NULL, 10), part = (int)strtol(period + (strlen(period) > 5 ? 5 : 0), NULL, 10);
    bool quarter = strlen(period) == 6 && period[4] == 'Q';
    *out = '\0';
    if ((!quarter && (strlen(period) != 7 || period[4] != '-')) || year < 1 || year > 9999)
        return;
    if (--part == 0) {
        part = quarter ? 4 : 12;
        year--;
    }
    snprintf(out, 16, quarter ? "%04dQ%d" : "%04d-%02d", year, part % 100);
}

struct rank {
    char *kind, *key;
    int64_t place;
};
struct jc_ranks {
    struct rank *v;
    size_t n, cap;
};

static enum jc_status take_grouping(struct jc_ranks *ranks, const struct source *from, const struct sheet *sheet,
                                    const struct grouping *by, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    int place = (int)sheet_column_at(&sheet->main, sheet->follow.rank);
    int key = (int)sheet_column_at(&sheet->main, sheet->key[0]);
    enum jc_status st = source_open(&s, from, sheet->asset, NULL, by, err);
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK) {
        if (jc_col_null(s, place))
            continue;
        ranks->v = jc_grow(ranks->v, &ranks->cap, ranks->n + 1, sizeof *ranks->v);
        ranks->v[ranks->n++] =
            (struct rank){jc_strdup(sheet->follow.kind), jc_strdup(jc_col_text(s, key, NULL)), jc_col_int(s, place)};
    }
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

/* A row has its key in one grouping only. */
static enum jc_status take_sheet(struct jc_ranks *ranks, const struct source *from, const struct sheet *sheet,
                                 struct jc_err *err)
{
    enum jc_status st = take_grouping(ranks, from, sheet, NULL, err);
    for (int i = 1; st == JC_OK && i < sheet->n_by; i++)
        st = take_grouping(ranks, from, sheet, &sheet->by[i], err);
    return st;
}

enum jc_status jc_ranks_take(struct jc_ranks **out, struct jc_store *store, struct jc_err *err)
{
    struct source from = {store, 0, JC_ZH, ""};
    struct sheets sheets = {0};
    struct jc_ranks *ranks = jc_alloc(sizeof *ranks);
    enum jc_status st = source_sheets(&sheets, &from, err);
    for (size_t i = 0; st == JC_OK && i < sheets.n; i++)
        if (sheets.v[i].follow.kind)
            st = take_sheet(ranks, &from, &sheets.v[i], err);
    sheets_free(&sheets);
    if (st == JC_OK)
        *out = ranks;
    else
        jc_ranks_free(ranks);
    return st;
}

void jc_ranks_free(struct jc_ranks *ranks)
{
    if (!ranks)
        return;
    for (size_t i = 0; i < ranks->n; i++) {
        free(ranks->v[i].kind);
        free(ranks->v[i].key);
    }
    free(ranks->v);
    free(ranks);
}

/* What is followed: ?1 the table, ?2 the kind, ?3 the place of the value in its rows, ?4 the period if asked for */
static enum jc_status fill_part(struct jc_store *store, const char *part, int64_t table, const char *kind, size_t at,
                                const char *period, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, ISSUE_SQL, part, err);
    if (st == JC_OK) {
        jc_stmt_int(s, 1, table);
        jc_stmt_str(s, 2, kind, strlen(kind));
        jc_stmt_int(s, 3, (int64_t)at);
        if (period)
            jc_stmt_str(s, 4, period, strlen(period));
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    return st;
}

static enum jc_status fill_grouping(const struct source *from, const struct sheet *sheet, const struct grouping *by,
                                    const char *period, bool last, struct jc_err *err)
{
    int64_t table;
    const struct follow *f = &sheet->follow;
    enum jc_status st = source_table(&table, NULL, from, sheet->asset, NULL, by, err);
    if (st == JC_OK)
        st = fill_part(from->store, "history", table, f->kind, sheet_column_at(&sheet->main, f->rate), period, err);
    if (st == JC_OK && last)
        st = fill_part(from->store, "previous", table, f->kind, sheet_column_at(&sheet->main, f->rank), NULL, err);
    return st;
}

static enum jc_status fill_sheet(const struct source *from, const struct sheet *sheet, const char *period, bool last,
                                 struct jc_err *err)
{
    enum jc_status st = fill_grouping(from, sheet, NULL, period, last, err);
    for (int i = 1; st == JC_OK && i < sheet->n_by; i++)
        st = fill_grouping(from, sheet, &sheet->by[i], period, last, err);
    return st;
}

static enum jc_status fill_issue(struct jc_store *store, int64_t issue, const char *period, bool last,
                                 struct jc_err *err)
{
    struct source from = {store, issue, JC_ZH, ""};
    struct sheets sheets = {0};
    enum jc_status st = source_sheets(&sheets, &from, err);
    for (size_t i = 0; st == JC_OK && i < sheets.n; i++)
        if (sheets.v[i].follow.kind)
            st = fill_sheet(&from, &sheets.v[i], period, last, err);
    sheets_free(&sheets);
    return st;
}

static enum jc_status fill_ranks(struct jc_store *store, const struct jc_ranks *ranks, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, ISSUE_SQL, "previous_one", err);
    for (size_t i = 0; st == JC_OK && i < ranks->n; i++) {
        jc_stmt_str(s, 1, ranks->v[i].kind, strlen(ranks->v[i].kind));
        jc_stmt_str(s, 2, ranks->v[i].key, strlen(ranks->v[i].key));
        jc_stmt_int(s, 3, ranks->v[i].place);
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    return st;
}

static enum jc_status period_of_run(char before[16], struct jc_store *store, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, ISSUE_SQL, "period", err);
    if (st == JC_OK)
        st = jc_stmt_step(s, err);
    if (st == JC_OK)
        jc_period_before(before, jc_col_text(s, 0, NULL));
    jc_stmt_free(s);
    return st;
}

static enum jc_status set_before(struct jc_store *store, const char *period, int64_t revision, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, ISSUE_SQL, "before", err);
    if (st == JC_OK) {
        jc_stmt_str(s, 1, period, strlen(period));
        jc_stmt_null(s, 2);
        if (revision)
            jc_stmt_int(s, 2, revision);
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    return st;
}

enum jc_status jc_history_fill(struct jc_store *store, const struct jc_ranks *ranks, struct jc_err *err)
{
    char before[16];
    bool known = false;
    struct jc_stmt *s = NULL;
    enum jc_status st = period_of_run(before, store, err);
    if (st == JC_OK)
        st = jc_stmt_open(&s, store, ISSUE_SQL, "followed", err);
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK) {
        const char *period = jc_col_text(s, 1, NULL);
        bool last = strcmp(period, before) == 0;
        known |= last;
        st = fill_issue(store, jc_col_int(s, 0), period, last, err);
        if (st == JC_OK && last)
            st = set_before(store, period, jc_col_int(s, 2), err);
    }
    jc_stmt_free(s);
    if (st != JC_END || known || !ranks)
        return st == JC_END ? JC_OK : st;
    st = fill_ranks(store, ranks, err);
    return st == JC_OK ? set_before(store, before, 0, err) : st;
}
