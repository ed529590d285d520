/*
 * CSV as interface part 3 wants it: UTF-8 with BOM, heads in the first line, LF.
 *
 * A text that a spreadsheet would run as a formula (it begins with = + - @, a tab or a return and is no number) gets an
 * apostrophe in front: a hospital's file can put anything into a name. Everything else is written as it is.
 */
#include "report/folder.h"

struct sink {
    struct folder *folder;
    enum jc_lang lang;
};

static enum jc_status csv_open(struct sink **out, const struct sink_info *info, struct jc_err *err)
{
    struct sink *s = jc_alloc(sizeof *s);
    s->lang = info->lang;
    enum jc_status st = folder_open(&s->folder, info, "csv", err);
    if (st == JC_OK)
        *out = s;
    else
        free(s);
    return st;
}

static enum jc_status csv_add(struct sink *sink, const struct sheet *sheet, size_t *place, struct jc_err *err)
{
    (void)sink;
    (void)sheet;
    (void)err;
    *place = 0;
    return JC_OK;
}

static bool runs_as_formula(const char *s, size_t n)
{
    struct jc_dec d;
    return n > 0 && memchr("=+-@\t\r", s[0], 6) && !jc_dec_parse(&d, s, n);
}

static void put_text(struct jc_buf *b, const char *s, size_t n)
{
    bool guard = runs_as_formula(s, n);
    bool quote = guard && n && (s[0] == '\t' || s[0] == '\r');
    for (size_t i = 0; !quote && i < n; i++)
        quote = s[i] == '"' || s[i] == ',' || s[i] == '\n' || s[i] == '\r';
    if (quote)
        jc_buf_char(b, '"');
    if (guard)
        jc_buf_char(b, '\'');
    if (!quote) {
        jc_buf_add(b, s, n);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        if (s[i] == '"')
            jc_buf_char(b, '"');
        jc_buf_char(b, s[i]);
    }
    jc_buf_char(b, '"');
}

static enum jc_status csv_begin(struct sink *sink, const struct sheet *sheet, size_t place, struct jc_err *err)
{
    (void)place;
    enum jc_status st = folder_begin(sink->folder, sheet, err);
    if (st != JC_OK)
        return st;
    struct jc_buf *b = folder_buf(sink->folder);
    jc_buf_str(b, "\xEF\xBB\xBF");
    for (size_t i = 0; i < sheet->main.n; i++) {
        const struct column *c = &sheet->main.col[i];
        if (column_hidden(c))
            continue;
        if (i)
            jc_buf_char(b, ',');
        put_text(b, c->head[sink->lang], strlen(c->head[sink->lang]));
    }
    jc_buf_char(b, '\n');
    return JC_OK;
}

static enum jc_status csv_row(struct sink *sink, const struct cell *cells, size_t n, bool below, struct jc_err *err)
{
    (void)below;
    struct jc_buf *b = folder_buf(sink->folder);
    char text[CELL_TEXT_MAX];
    for (size_t i = 0; i < n; i++) {
        if (i)
            jc_buf_char(b, ',');
        if (cells[i].kind == CELL_TEXT) {
            put_text(b, cells[i].s, cells[i].n);
        } else if (cells[i].kind != CELL_EMPTY) {
            cell_number_text(text, &cells[i]);
            jc_buf_str(b, text);
        }
    }
    jc_buf_char(b, '\n');
    return folder_flush(sink->folder, err);
}

static enum jc_status csv_end(struct sink *sink, struct jc_err *err)
{
    return folder_end(sink->folder, err);
}

static enum jc_status csv_commit(struct sink *sink, struct jc_err *err)
{
    return folder_commit(sink->folder, err);
}

static void csv_path(struct sink *sink, const struct sheet *sheet, struct jc_buf *out)
{
    folder_path(sink->folder, sheet, out);
}

static bool csv_forget(struct sink *sink, const struct sheet *sheet)
{
    return folder_forget(sink->folder, sheet);
}

static void csv_free(struct sink *sink)
{
    if (!sink)
        return;
    folder_free(sink->folder);
    free(sink);
}

const struct sink_ops sink_csv = {"csv",      csv_open, csv_add,    csv_begin, csv_row, csv_end,
                                  csv_commit, csv_path, csv_forget, csv_free,  false,   NULL};
