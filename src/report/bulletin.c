/* Sentences from data: templates, rows, paragraphs. */
#include "report/bulletin.h"
#include "report/html.h"

enum { E_BULLETIN = 793 };

struct writer {
    struct jc_store *store;
    struct jc_stmt *add;
    enum jc_lang lang;
    int count;          /* {#} */
    char kind[16];      /* of the paragraph that is being written; "" = none */
    struct jc_buf text; /* its text so far */
};

/* ---- templates ----------------------------------------------------------------------------------- */

bool bulletin_fill(struct jc_buf *out, const char *text, bulletin_put_fn *put, void *arg, char unknown[48])
{
    for (const char *close; *text; text = close + 1) {
        size_t plain = strcspn(text, "{");
        jc_buf_add(out, text, plain);
        text += plain;
        close = strchr(text, '}');
        if (!*text || !close)
            break;
        jc_copyn(unknown, 48, text + 1, (size_t)(close - text - 1));
        if (!put(arg, out, unknown))
            return false;
    }
    return true;
}

struct row {
    struct writer *w;
    struct jc_stmt *stmt; /* NULL: a text without a statement */
};

/* 一 to 十; a text in English counts in digits. */
static void put_count(struct writer *w, struct jc_buf *out)
{
    static const char digits[] = "一二三四五六七八九十";
    w->count++;
    if (w->lang == JC_ZH && w->count <= 10)
        jc_buf_add(out, digits + (size_t)(w->count - 1) * 3, 3);
    else
        jc_buf_fmt(out, "%d", w->count);
}

static int column_of(struct jc_stmt *stmt, const char *name)
{
    char *end;
    long place = strtol(name, &end, 10);
    if (*name && !*end)
        return place > 0 && place <= jc_col_count(stmt) ? (int)place - 1 : -1;
    for (int i = 0; i < jc_col_count(stmt); i++)
        if (strcmp(jc_col_name(stmt, i), name) == 0)
            return i;
    return -1;
}

static void put_cell(struct jc_buf *out, const struct cell *c)
{
    char number[CELL_TEXT_MAX];
    if (c->kind == CELL_EMPTY) {
        jc_buf_str(out, "—");
    } else if (c->kind == CELL_TEXT) {
        jc_buf_add(out, c->s, c->n);
    } else {
        cell_number_text(number, c);
        html_number(out, number);
        if (c->col->type == COL_PCT)
            jc_buf_char(out, '%');
    }
}

/* "column" or "column:type" */
static bool put_value(void *arg, struct jc_buf *out, const char *name)
{
    struct row *r = arg;
    char column[48];
    const char *type = strchr(name, ':');
    struct column col = {.type = COL_TEXT};
    struct cell cell = {.col = &col, .s = ""};
    if (strcmp(name, "#") == 0) {
        put_count(r->w, out);
        return true;
    }
    jc_copyn(column, sizeof column, name, strcspn(name, ":"));
    int i = r->stmt ? column_of(r->stmt, column) : -1;
    if (i < 0 || (type && !column_type_of(&col.type, type + 1)) || !cell_read(&cell, r->stmt, i, r->w->lang))
        return false;
    put_cell(out, &cell);
    return true;
}

/* ---- paragraphs ---------------------------------------------------------------------------------- */

/* The paragraph that was being written is done. */
static enum jc_status flush(struct writer *w, struct jc_err *err)
{
    if (!*w->kind)
        return JC_OK;
    jc_stmt_int(w->add, 1, w->lang);
    jc_stmt_str(w->add, 2, w->kind, strlen(w->kind));
    jc_stmt_str(w->add, 3, jc_buf_text(&w->text), w->text.len);
    enum jc_status st = jc_stmt_run(w->add, err);
    *w->kind = 0;
    jc_buf_clear(&w->text);
    return st;
}

struct line {
    const char *asset, *kind, *statement, *text[2];
};

static enum jc_status bad_line(const struct line *line, const char *what, struct jc_err *err)
{
    return jc_fail(err, JC_INTERNAL, E_BULLETIN, what, line->asset, line->kind);
}

/* Captions are filled where the tables are known. */
static bool filled_later(const char *kind)
{
    static const char *const kinds[] = {"whole", "cut", "listed", "group", "others", "most", "units"};
    for (size_t i = 0; i < JC_LEN(kinds); i++)
        if (strcmp(kinds[i], kind) == 0)
            return true;
    return false;
}

static enum jc_status put_row(struct writer *w, const struct line *line, struct jc_stmt *stmt, bool again,
                              struct jc_err *err)
{
    struct row row = {w, stmt};
    char unknown[48];
    const char *kind = strcmp(line->kind, "else") == 0 ? "say" : line->kind, *text = line->text[w->lang];
    bool list = strcmp(kind, "list") == 0;
    enum jc_status st = JC_OK;
    if (!*w->kind || (!list && strcmp(kind, "and") != 0)) {
        st = flush(w, err);
        jc_copy(w->kind, sizeof w->kind, list || strcmp(kind, "and") == 0 ? "say" : kind);
    }
    if (list && again)
        jc_buf_str(&w->text, html_say(w->lang, "；", "; "));
    else if (w->text.len)
        jc_buf_str(&w->text, html_say(w->lang, "", " "));
    if (strcmp(kind, "heading") == 0)
        w->count = 0;
    if (filled_later(kind))
        jc_buf_str(&w->text, text);
    else if (st == JC_OK && !bulletin_fill(&w->text, text, put_value, &row, unknown))
        st = bad_line(line, unknown, err);
    return st;
}

/* "part", "file:part", "file:" */
static enum jc_status open_statement(struct jc_stmt **out, struct writer *w, const struct line *line,
                                     struct jc_err *err)
{
    char asset[96];
    const char *colon = strchr(line->statement, ':'), *part = colon ? colon + 1 : line->statement;
    if (colon)
        snprintf(asset, sizeof asset, "report/%.*s.sql", (int)(colon - line->statement), line->statement);
    else
        jc_copy(asset, sizeof asset, line->asset);
    enum jc_status st = jc_stmt_open(out, w->store, asset, *part ? part : NULL, err);
    if (st == JC_OK)
        source_bind(*out, w->lang, NULL);
    return st;
}

static enum jc_status put_rows(struct writer *w, const struct line *line, size_t *rows, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    *rows = 0;
    enum jc_status st = open_statement(&stmt, w, line, err);
    while (st == JC_OK && (st = jc_stmt_step(stmt, err)) == JC_OK)
        st = put_row(w, line, stmt, (*rows)++ > 0, err);
    jc_stmt_free(stmt);
    if (st == JC_END && *rows && strcmp(line->kind, "list") == 0)
        jc_buf_str(&w->text, html_say(w->lang, "。", "."));
    return st == JC_END ? JC_OK : st;
}

/* *rows: of the line before, then of this one. */
static enum jc_status put_line(struct writer *w, const struct line *line, size_t *rows, struct jc_err *err)
{
    if (strcmp(line->kind, "else") == 0 && *rows > 0)
        return JC_OK;
    if (strcmp(line->statement, "-") != 0)
        return put_rows(w, line, rows, err);
    *rows = 1;
    return put_row(w, line, NULL, false, err);
}

/* ---- files --------------------------------------------------------------------------------------- */

/* The front matter of a file, cut in place. */
static enum jc_status put_file(struct writer *w, const struct jc_asset *a, struct jc_err *err)
{
    char *front = jc_strndup(a->data, sheet_front_length(a->data));
    enum jc_status st = JC_OK;
    size_t rows = 0;
    for (char *rest = front, *text; st == JC_OK && (text = sheet_field(&rest, '\n')) && *text;) {
        char *value = text + 2;
        struct line line = {.asset = a->name, .kind = sheet_field(&value, ':')};
        line.statement = sheet_field(&value, '|');
        line.text[0] = sheet_field(&value, '|');
        line.text[1] = sheet_field(&value, '|');
        st = line.text[1] && !value && strlen(line.kind) < sizeof w->kind ? put_line(w, &line, &rows, err)
                                                                          : bad_line(&line, "|", err);
    }
    free(front);
    return st;
}

enum jc_status bulletin_make(struct jc_store *store, struct jc_err *err)
{
    struct writer w = {.store = store};
    const struct jc_asset *a;
    enum jc_status st = jc_store_script(store, "report/bulletin_begin.sql", err);
    if (st == JC_OK)
        st = jc_stmt_open(&w.add, store, BULLETIN_SQL, "add", err);
    for (int lang = JC_ZH; st == JC_OK && lang <= (int)JC_EN; lang++) {
        w.lang = (enum jc_lang)lang;
        for (size_t i = 0; st == JC_OK && (a = jc_asset_at("report/bulletin/", i)); i++)
            st = put_file(&w, a, err);
        if (st == JC_OK)
            st = flush(&w, err);
    }
    jc_stmt_free(w.add);
    jc_buf_free(&w.text);
    return st;
}
