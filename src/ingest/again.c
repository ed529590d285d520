/*
 * Agreements that are said again. Of an agreement (institution, round, product, first day) the last row counts; whoever
 * writes a second one may have meant to add to the first, so that both volumes are told with their places. Of the small
 * kinds (terms, funds, scores, duties, watch lists) only what a file says twice and otherwise is told.
 */
#include "ingest/notice.h"

enum { E_TWICE = 292, E_OTHERWISE, E_ANEW, E_SMALL = 981 };

void jc_said_add(void *to, int64_t by, int64_t gone)
{
    struct jc_said_list *list = to;
    list->v = jc_grow(list->v, &list->cap, list->n + 1, sizeof *list->v);
    list->v[list->n++] = (struct jc_said_again){by, gone};
}

struct row {
    int64_t sheet, row, volume;
    char unit[16], what[160];
};

static enum jc_status read_row(struct row *out, struct jc_stmt *q, int64_t id, struct jc_err *err)
{
    *out = (struct row){0};
    jc_stmt_int(q, 1, id);
    enum jc_status st = jc_stmt_step(q, err);
    if (st == JC_OK) {
        *out = (struct row){.sheet = jc_col_int(q, 0), .row = jc_col_int(q, 1), .volume = jc_col_int(q, 2)};
        jc_copy(out->unit, sizeof out->unit, jc_col_text(q, 3, NULL));
        jc_copy(out->what, sizeof out->what, jc_col_text(q, 4, NULL));
    }
    jc_stmt_reset(q);
    return st == JC_END ? JC_OK : st;
}

static bool same_unit(const struct row *a, const struct row *b)
{
    return strcmp(a->unit, b->unit) == 0;
}

/* 2000, with its unit where the other row has another one. */
static void volume_text(char out[64], const struct row *r, const struct row *other)
{
    bool packs = strcmp(r->unit, "pack") == 0 || strcmp(r->unit, "either") == 0;
    char number[40];
    jc_scaled_text(number, sizeof number, r->volume, 0, 4);
    snprintf(out, 64, "%s%s", number, same_unit(r, other) ? "" : packs ? "（包装）" : "（最小单位）");
}

static enum jc_status tell(struct jc_session *s, struct jc_notices *told, int code, const struct row *by,
                           const struct row *gone, struct jc_err *err)
{
    char now[64], before[64];
    char there[JC_NOTICE_WHERE];
    struct jc_buf where = {0};
    enum jc_status st = jc_notice_where(there, s->store, gone->sheet, gone->row, by->sheet, err);
    volume_text(now, by, gone);
    volume_text(before, gone, by);
    jc_buf_fmt(&where, "%s（%s）", there, gone->what);
    struct jc_issue *i = jc_notice_add(told, code, now, jc_buf_text(&where), before);
    jc_buf_free(&where);
    return st == JC_OK ? jc_notice_place(s->store, i, by->sheet, by->row, err) : st;
}

/* A file may say again what an older one says, and a correction may change it. */
static int code_of(const struct jc_session *s, const struct row *by, const struct row *gone, bool own)
{
    bool same = by->volume == gone->volume && same_unit(by, gone);
    if (own)
        return same ? E_TWICE : E_OTHERWISE;
    return same || s->opts->correction ? 0 : E_ANEW;
}

enum jc_status jc_said_tell(struct jc_session *s, const struct jc_file_load *f, struct jc_said_list *list,
                            int64_t first, struct jc_notices *told, struct jc_err *err)
{
    size_t found[E_ANEW - E_TWICE + 1] = {0};
    struct jc_stmt *q = NULL;
    enum jc_status st = list->n ? jc_stmt_open(&q, s->store, "sql/settle.sql", "agreement_said", err) : JC_OK;
    for (size_t i = 0; i < list->n && st == JC_OK; i++) {
        struct row by, gone;
        st = read_row(&by, q, list->v[i].by, err);
        if (st == JC_OK)
            st = read_row(&gone, q, list->v[i].gone, err);
        int code = st == JC_OK ? code_of(s, &by, &gone, list->v[i].gone >= first) : 0;
        if (code && ++found[code - E_TWICE] <= JC_NOTICES_MAX)
            st = tell(s, told, code, &by, &gone, err);
    }
    jc_stmt_free(q);
    for (size_t k = 0; k < JC_LEN(found); k++)
        jc_notices_rest(told, f, E_TWICE + (int)k, found[k]);
    free(list->v);
    *list = (struct jc_said_list){0};
    return st;
}

/* ---- the small kinds ------------------------------------------------------------------------------------------- */

struct saying {
    int64_t sheet, row;
    char what[160], value[96];
};

static enum jc_status read_saying(struct saying *out, struct jc_stmt *q, int64_t id, struct jc_err *err)
{
    *out = (struct saying){0};
    jc_stmt_int(q, 1, id);
    enum jc_status st = jc_stmt_step(q, err);
    if (st == JC_OK) {
        *out = (struct saying){.sheet = jc_col_int(q, 0), .row = jc_col_int(q, 1)};
        jc_copy(out->what, sizeof out->what, jc_col_text(q, 2, NULL));
        jc_copy(out->value, sizeof out->value, jc_col_text(q, 3, NULL));
    }
    jc_stmt_reset(q);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status tell_small(struct jc_session *s, struct jc_notices *told, const struct saying *by,
                                 const struct saying *gone, struct jc_err *err)
{
    char there[JC_NOTICE_WHERE];
    struct jc_buf where = {0};
    enum jc_status st = jc_notice_where(there, s->store, gone->sheet, gone->row, by->sheet, err);
    jc_buf_fmt(&where, "%s “%s”", there, gone->value);
    struct jc_issue *i = jc_notice_add(told, E_SMALL, by->value, by->what, jc_buf_text(&where));
    jc_buf_free(&where);
    return st == JC_OK ? jc_notice_place(s->store, i, by->sheet, by->row, err) : st;
}

enum jc_status jc_small_tell(struct jc_session *s, const struct jc_file_load *f, struct jc_said_list *list,
                             const char *part, int64_t first, struct jc_notices *told, struct jc_err *err)
{
    size_t found = 0;
    struct jc_stmt *q = NULL;
    enum jc_status st = list->n ? jc_stmt_open(&q, s->store, "sql/settle.sql", part, err) : JC_OK;
    for (size_t i = 0; i < list->n && st == JC_OK; i++) {
        struct saying by = {0}, gone = {0};
        if (list->v[i].gone < first)
            continue; /* of an older import: how many is told */
        st = read_saying(&by, q, list->v[i].by, err);
        if (st == JC_OK)
            st = read_saying(&gone, q, list->v[i].gone, err);
        if (st == JC_OK && strcmp(by.value, gone.value) != 0 && ++found <= JC_NOTICES_MAX)
            st = tell_small(s, told, &by, &gone, err);
    }
    jc_stmt_free(q);
    jc_notices_rest(told, f, E_SMALL, found);
    free(list->v);
    *list = (struct jc_said_list){0};
    return st;
}
