/* Sheets and rows, of now or of a published issue. */
#include "report/source.h"

enum { E_NOT_KEPT = 708 };

#define SQL "report/issue.sql"

static void bind_text(struct jc_stmt *s, int i, const char *text)
{
    jc_stmt_str(s, i, text, strlen(text));
}

static enum jc_status issued_sheets(struct sheets *out, const struct source *from, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    struct sheets all = {0};
    enum jc_status st = jc_stmt_open(&s, from->store, SQL, "sheets", err);
    if (st == JC_OK)
        jc_stmt_int(s, 1, from->issue);
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK) {
        all.v = jc_grow(all.v, &all.cap, all.n + 1, sizeof *all.v);
        st = sheet_parse(&all.v[all.n], jc_col_text(s, 0, NULL), jc_col_text(s, 1, NULL), err);
        all.n += st == JC_OK;
    }
    jc_stmt_free(s);
    if (st != JC_END) {
        sheets_free(&all);
        return st;
    }
    *out = all;
    return JC_OK;
}

enum jc_status source_sheets(struct sheets *out, const struct source *from, struct jc_err *err)
{
    return from->issue ? issued_sheets(out, from, err) : sheets_load(out, err);
}

const char *source_part(char name[64], const char *part, const struct grouping *by)
{
    snprintf(name, 64, "%s%s%s", part ? part : "", by ? "@" : "", by ? by->id : "");
    return name;
}

void source_bind(struct jc_stmt *stmt, enum jc_lang lang, const struct grouping *by)
{
    int at = jc_stmt_index(stmt, ":lang");
    if (at)
        jc_stmt_int(stmt, at, lang);
    at = jc_stmt_index(stmt, ":by");
    if (at)
        bind_text(stmt, at, by ? by->id : "institution");
}

enum jc_status source_table(int64_t *out, int *cols, const struct source *from, const char *asset, const char *part,
                            const struct grouping *by, struct jc_err *err)
{
    char name[64];
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, from->store, SQL, "table", err);
    *out = 0;
    if (st == JC_OK) {
        jc_stmt_int(s, 1, from->issue);
        bind_text(s, 2, asset);
        bind_text(s, 3, source_part(name, part, by));
        jc_stmt_int(s, 4, from->lang);
        bind_text(s, 5, from->format);
        st = jc_stmt_step(s, err);
    }
    if (st == JC_OK) {
        *out = jc_col_int(s, 0);
        if (cols)
            *cols = (int)jc_col_int(s, 1);
    }
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

/*
 * The cells of a row are one JSON array; a result column for each of them makes it what the statement once gave. What
 * stands beside a sheet may be the same in all its groupings and is kept once then.
 */
static enum jc_status issued_open(struct jc_stmt **out, const struct source *from, const char *asset, const char *part,
                                  const struct grouping *by, bool keyed, struct jc_err *err)
{
    int64_t table;
    int cols = 0;
    struct jc_buf sql = {0};
    enum jc_status st = source_table(&table, &cols, from, asset, part, by, err);
    if (st == JC_OK && !table && part && by)
        st = source_table(&table, &cols, from, asset, part, NULL, err);
    if (st == JC_OK && !table)
        st = jc_fail(err, JC_NOTFOUND, E_NOT_KEPT, NULL, asset, part);
    if (st != JC_OK)
        return st;
    for (int i = 0; i < cols; i++)
        jc_buf_fmt(&sql, "%s cells ->> %d", i ? "," : "SELECT", i);
    jc_buf_fmt(&sql, "%s FROM issued_row WHERE tbl = ?1 ORDER BY %s", keyed ? ", key" : "", keyed ? "key, seq" : "seq");
    st = jc_stmt_text_open(out, from->store, jc_buf_text(&sql), false, err);
    if (st == JC_OK)
        jc_stmt_int(*out, 1, table);
    jc_buf_free(&sql);
    return st;
}

enum jc_status source_open(struct jc_stmt **out, const struct source *from, const char *asset, const char *part,
                           const struct grouping *by, struct jc_err *err)
{
    if (from->issue)
        return issued_open(out, from, asset, part, by, false, err);
    enum jc_status st = jc_stmt_open(out, from->store, asset, part, err);
    if (st == JC_OK)
        source_bind(*out, from->lang, by);
    return st;
}

enum jc_status source_keyed(struct jc_stmt **out, const struct source *from, const char *asset,
                            const struct grouping *by, struct jc_err *err)
{
    return issued_open(out, from, asset, NULL, by, true, err);
}

enum jc_status source_info(struct jc_stmt **out, const struct source *from, struct jc_err *err)
{
    enum jc_status st = jc_stmt_open(out, from->store, from->issue ? SQL : "report/run.sql", "info", err);
    if (st != JC_OK)
        return st;
    if (from->issue)
        jc_stmt_int(*out, 1, from->issue);
    st = jc_stmt_step(*out, err);
    if (st != JC_OK) {
        jc_stmt_free(*out);
        *out = NULL;
    }
    return st;
}
