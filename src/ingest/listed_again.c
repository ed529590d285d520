/*
 * Rows of lists that are said again, otherwise: an alias with two meanings, a code with two institutions, an institution in two
 * communities. The last row counts; which of them is right nobody but the clerk knows.
 */
#include "ingest/notice.h"

enum { E_MEANINGS = 972, E_NAMES, E_OTHERWISE, SORTS = 3, VALUES = 9 };

struct row {
    int64_t sheet, row, import;
    char what[96], value[VALUES][96];
};

static enum jc_status read_row(struct row *out, struct jc_stmt *q, int64_t id, struct jc_err *err)
{
    *out = (struct row){0};
    jc_stmt_int(q, 1, id);
    enum jc_status st = jc_stmt_step(q, err);
    if (st == JC_OK) {
        *out = (struct row){.sheet = jc_col_int(q, 0), .row = jc_col_int(q, 1), .import = jc_col_int(q, 2)};
        jc_copy(out->what, sizeof out->what, jc_col_text(q, 3, NULL));
        for (int i = 0; i < VALUES; i++)
            jc_copy(out->value[i], sizeof out->value[i], jc_col_text(q, 4 + i, NULL));
    }
    jc_stmt_reset(q);
    return st == JC_END ? JC_OK : st;
}

/* The first value in which they differ; VALUES = none. */
static int differing(const struct row *a, const struct row *b)
{
    int i = 0;
    while (i < VALUES && jc_text_same(a->value[i], b->value[i]))
        i++;
    return i;
}

/* The columns of an institution, in the order of @listed_said. */
static const enum jc_field fields[VALUES] = {JC_F_INST_NAME, JC_F_REGION,    JC_F_SUPPLY,    JC_F_COMMUNITY, JC_F_LEAD,
                                             JC_F_LEVEL,     JC_F_OWNERSHIP, JC_F_INST_TYPE, JC_F_DUTY};

static enum jc_status tell(struct jc_session *s, struct jc_notices *told, int code, int at, const struct row *by,
                           const struct row *gone, struct jc_err *err)
{
    char there[JC_NOTICE_WHERE];
    struct jc_buf before = {0}, now = {0};
    enum jc_status st = jc_notice_where(there, s->store, gone->sheet, gone->row, by->sheet, err);
    const char *old = gone->value[at], *new = by->value[at];
    const char *field = code == E_OTHERWISE ? jc_field_info[fields[at]].zh : "";
    jc_buf_fmt(&before, "%s %s“%s”", there, field, old);
    jc_buf_fmt(&now, "%s“%s”", field, new);
    struct jc_issue *i = jc_notice_add(told, code, by->what, jc_buf_text(&before), jc_buf_text(&now));
    jc_buf_free(&before);
    jc_buf_free(&now);
    return st == JC_OK ? jc_notice_place(s->store, i, by->sheet, by->row, err) : st;
}

enum jc_status jc_listed_tell(struct jc_session *s, const struct jc_file_load *f, struct jc_said_list *list,
                              bool aliases, struct jc_notices *told, struct jc_err *err)
{
    size_t found[SORTS] = {0};
    struct jc_stmt *q = NULL;
    enum jc_status st = JC_OK;
    if (list->n)
        st = jc_stmt_open(&q, s->store, "sql/settle.sql", aliases ? "alias_said" : "listed_said", err);
    for (size_t i = 0; i < list->n && st == JC_OK; i++) {
        struct row by, gone;
        st = read_row(&by, q, list->v[i].by, err);
        if (st == JC_OK)
            st = read_row(&gone, q, list->v[i].gone, err);
        int at = st == JC_OK ? differing(&by, &gone) : VALUES;
        if (at == VALUES || (by.import != gone.import && !aliases)) /* a later list may change what an older one says */
            continue;
        int code = aliases ? E_MEANINGS : at == 0 ? E_NAMES : E_OTHERWISE;
        if (++found[code - E_MEANINGS] <= JC_NOTICES_MAX)
            st = tell(s, told, code, at, &by, &gone, err);
    }
    jc_stmt_free(q);
    for (int k = 0; k < SORTS; k++)
        jc_notices_rest(told, f, E_MEANINGS + k, found[k]);
    free(list->v);
    *list = (struct jc_said_list){0};
    return st;
}
