/* What a report says about itself. */
#include "report/notes.h"

enum { E_NO_RUN = 704 };

struct note {
    const char *kind, *item, *content, *source;
};

static enum jc_status add_note(struct jc_stmt *insert, struct note note, struct jc_err *err)
{
    const char *const v[] = {note.kind, note.item, note.content, note.source};
    for (int i = 0; i < 4; i++)
        jc_stmt_str(insert, i + 1, v[i], strlen(v[i]));
    return jc_stmt_run(insert, err);
}

static void note_line(struct run_info *run, enum jc_lang lang, jc_day from, int64_t silent)
{
    struct jc_buf line = {0};
    char to[11], since[11];
    jc_day_text(to, run->as_of);
    jc_day_text(since, from);
    jc_buf_fmt(&line, lang == JC_ZH ? "统计截止日 %s" : "Cut-off %s", to);
    if (*since)
        jc_buf_fmt(&line, lang == JC_ZH ? "（报告期自 %s）" : " (period from %s)", since);
    jc_buf_fmt(&line,
               lang == JC_ZH ? "    规则版本 %s    数据指纹 %s    未报机构 %lld 家"
                             : "    Rules %s    Fingerprint %s    Not reported: %lld",
               run->version, run->fingerprint, (long long)silent);
    jc_copy(run->line, sizeof run->line, jc_buf_text(&line));
    jc_buf_free(&line);
}

enum jc_status run_read(struct run_info *out, const struct source *from, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    enum jc_status st = source_info(&stmt, from, err);
    if (st == JC_OK) {
        out->as_of = (jc_day)jc_col_int(stmt, 0);
        jc_copy(out->version, sizeof out->version, jc_col_text(stmt, 2, NULL));
        jc_copy(out->fingerprint, sizeof out->fingerprint, jc_col_text(stmt, 3, NULL));
        note_line(out, from->lang, jc_col_null(stmt, 1) ? JC_NO_DAY : (jc_day)jc_col_int(stmt, 1), jc_col_int(stmt, 4));
    } else if (st == JC_END) {
        st = jc_fail(err, JC_NOTFOUND, E_NO_RUN, NULL, NULL, NULL);
    }
    jc_stmt_free(stmt);
    return st;
}

/* ---- public -------------------------------------------------------------------------------------- */

enum jc_status notes_begin(struct jc_store *store, const char *region, struct jc_err *err)
{
    struct jc_stmt *insert = NULL;
    enum jc_status st = jc_store_script(store, "report/notes.sql", err);
    if (st == JC_OK)
        st = jc_stmt_open(&insert, store, "report/run.sql", "note", err);
    if (st == JC_OK && region && *region)
        st = add_note(insert, (struct note){"region", "", region, "--region"}, err);
    jc_stmt_free(insert);
    return st;
}

/* What the rows are, where --by asked for something. */
static enum jc_status note_grouping(struct jc_stmt *insert, const struct sheet *sheet, enum jc_lang lang,
                                    struct jc_err *err)
{
    const char *of = sheet->grouping ? sheet->grouping->name[lang] : sheet->refused[lang];
    return of ? add_note(insert, (struct note){"by", sheet->name[lang], of, "report --by"}, err) : JC_OK;
}

/* A list that is empty since nothing could be looked at is no good news: how many lines were passed over, and why. */
static enum jc_status add_left(struct jc_buf *text, struct jc_store *store, const struct sheet *sheet,
                               enum jc_lang lang, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    if (!sheet->left[lang])
        return JC_OK;
    enum jc_status st = jc_stmt_open(&s, store, "report/run.sql", "left", err);
    if (st == JC_OK) {
        jc_stmt_str(s, 1, sheet->left[2], strlen(sheet->left[2]));
        jc_stmt_int(s, 2, lang);
    }
    for (bool any = false; st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK; any = true) {
        if (!any && lang == JC_ZH)
            jc_buf_fmt(text, "。但有 %lld 行%s：", (long long)jc_col_int(s, 2), sheet->left[lang]);
        else if (!any)
            jc_buf_fmt(text, ". %s: %lld — ", sheet->left[lang], (long long)jc_col_int(s, 2));
        else
            jc_buf_str(text, lang == JC_ZH ? "；" : "; ");
        jc_buf_fmt(text, lang == JC_ZH ? "%s%lld 行" : "%s: %lld", jc_col_text(s, 1, NULL),
                   (long long)jc_col_int(s, 0));
    }
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

enum jc_status notes_sheet(struct jc_store *store, const struct sheet *sheet, int64_t rows, bool written,
                           enum jc_lang lang, struct jc_err *err)
{
    struct jc_stmt *insert = NULL;
    enum jc_status st = jc_stmt_open(&insert, store, "report/run.sql", "note", err);
    struct jc_buf text = {0};
    if (rows > 0)
        jc_buf_fmt(&text, lang == JC_ZH ? "%lld 行" : "%lld rows", (long long)rows);
    else if (written)
        jc_buf_str(&text, lang == JC_ZH ? "没有数据" : "no data");
    else
        jc_buf_str(&text, lang == JC_ZH ? "没有数据，未列出" : "no data, left out");
    if (rows > 0 && sheet->rank[lang])
        jc_buf_fmt(&text, lang == JC_ZH ? "。%s" : ". %s", sheet->rank[lang]);
    if (st == JC_OK)
        st = add_left(&text, store, sheet, lang, err);
    if (st == JC_OK)
        st = add_note(insert, (struct note){"sheet", sheet->name[lang], jc_buf_text(&text), ""}, err);
    if (st == JC_OK)
        st = note_grouping(insert, sheet, lang, err);
    jc_buf_free(&text);
    for (size_t i = 0; st == JC_OK && rows > 0 && i < sheet->main.n; i++) {
        const struct column *c = &sheet->main.col[i];
        struct jc_buf item = {0};
        jc_buf_fmt(&item, "%s · %s", sheet->name[lang], c->head[lang]);
        if (c->pending[lang])
            st = add_note(insert, (struct note){"pending", jc_buf_text(&item), c->pending[lang], ""}, err);
        jc_buf_free(&item);
    }
    jc_stmt_free(insert);
    return st;
}
