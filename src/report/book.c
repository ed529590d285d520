/* A set of sheets, written again and again. */
#include "report/book.h"

enum { E_INTERRUPTED = 799, E_TYPE = 791, CELLS = 64 };

enum jc_status book_open(struct book *b, struct jc_store *store, const char *folder, enum jc_lang lang,
                         struct jc_err *err)
{
    *b = (struct book){.from = {store, 0, lang, "xlsx"}};
    enum jc_status st = run_read(&b->run, &b->from, err);
    if (st == JC_OK)
        st = sheets_load_from(&b->sheets, folder, err);
    for (size_t i = 0; st == JC_OK && i < b->sheets.n; i++) {
        const struct sheet *s = &b->sheets.v[i];
        st = i < BOOK_SHEETS ? jc_stmt_open(&b->stmt[i], store, s->asset, NULL, err)
                             : jc_fail(err, JC_INTERNAL, E_TYPE, NULL, s->asset, "");
        if (st == JC_OK && ((size_t)jc_col_count(b->stmt[i]) != s->main.n || s->main.n > CELLS))
            st = jc_fail(err, JC_INTERNAL, E_TYPE, NULL, s->asset, "");
    }
    b->info = (struct sink_info){.lang = lang,
                                 .as_of = b->run.as_of,
                                 .fingerprint = b->run.fingerprint,
                                 .version = b->run.version,
                                 .note = b->run.line,
                                 .from = &b->from};
    return st;
}

void book_close(struct book *b)
{
    for (size_t i = 0; i < BOOK_SHEETS; i++)
        jc_stmt_free(b->stmt[i]);
    sheets_free(&b->sheets);
}

/* The rows of a sheet from where its statement stands to its end. */
static enum jc_status put_rows(struct book *b, struct sink *sink, size_t i, struct jc_err *err)
{
    struct cell cells[CELLS];
    size_t n;
    enum jc_status st;
    do {
        if (jc_interrupted)
            return jc_fail(err, JC_INTERRUPTED, E_INTERRUPTED, NULL, NULL, NULL);
        st = cells_read(cells, &n, b->stmt[i], &b->sheets.v[i].main, b->info.lang, err);
        if (st == JC_OK)
            st = sink_xlsx.row(sink, cells, n, false, err);
        b->rows[i]++;
        if (st == JC_OK)
            st = jc_stmt_step(b->stmt[i], err);
    } while (st == JC_OK);
    return st == JC_END ? JC_OK : st;
}

/* The first rows are read twice: the columns are made as wide as they need. */
static enum jc_status look_at(struct book *b, struct sink *sink, size_t i, struct jc_err *err)
{
    struct cell cells[CELLS];
    size_t n;
    enum jc_status st = JC_OK;
    for (int k = 0; st == JC_OK && k < SINK_LOOK; k++) {
        st = cells_read(cells, &n, b->stmt[i], &b->sheets.v[i].main, b->info.lang, err);
        if (st == JC_OK)
            sink_xlsx.look(sink, cells, n);
        if (st == JC_OK)
            st = jc_stmt_step(b->stmt[i], err);
    }
    if (st != JC_OK && st != JC_END)
        return st;
    jc_stmt_reset(b->stmt[i]);
    return jc_stmt_step(b->stmt[i], err);
}

/* The workbook is opened with its first row. */
static enum jc_status put_sheet(struct book *b, struct sink **sink, size_t i, int64_t inst, struct jc_err *err)
{
    struct jc_stmt *stmt = b->stmt[i];
    const struct sheet *sheet = &b->sheets.v[i];
    size_t place;
    int lang = jc_stmt_index(stmt, ":lang"), whose = jc_stmt_index(stmt, ":inst");
    b->rows[i] = 0;
    jc_stmt_reset(stmt);
    if (lang)
        jc_stmt_int(stmt, lang, b->info.lang);
    if (whose)
        jc_stmt_int(stmt, whose, inst);
    enum jc_status st = jc_stmt_step(stmt, err);
    if (st != JC_OK)
        return st == JC_END ? JC_OK : st;
    if (!*sink)
        st = sink_xlsx.open(sink, &b->info, err);
    if (st == JC_OK)
        st = sink_xlsx.add(*sink, sheet, &place, err);
    if (st == JC_OK)
        st = sink_xlsx.begin(*sink, sheet, place, err);
    if (st == JC_OK)
        st = look_at(b, *sink, i, err);
    if (st == JC_OK)
        st = put_rows(b, *sink, i, err);
    return st == JC_OK ? sink_xlsx.end(*sink, err) : st;
}

enum jc_status book_write(struct book *b, const char *path, const char *subject, int64_t inst, struct jc_err *err)
{
    struct sink *sink = NULL;
    enum jc_status st = JC_OK;
    b->info.out = path;
    b->info.subject = subject;
    for (size_t i = 0; st == JC_OK && i < b->sheets.n; i++)
        st = put_sheet(b, &sink, i, inst, err);
    if (st == JC_OK && sink)
        st = sink_xlsx.commit(sink, err);
    sink_xlsx.free(sink);
    return st;
}
