/* The published page: the rows of the sheets that have a place on it, gathered into one file. */
#include "report/html.h"

#include "report/onefile.h"

enum { SHORT = 8 /* rows of a table that stays on one sheet of paper */ };

/* Values of earlier issues, by the key of the row. */
struct trends {
    struct jc_intern *keys;
    struct html_point *point; /* those of a key stand together */
    size_t *first;            /* of each key */
    size_t n, cap, cap_first;
};

struct sink {
    struct sink_info info;
    struct onefile *file;
    struct html_section *section;
    size_t n, cap;
    struct html_section *now;
    struct trends trends;
    struct jc_buf group, rows; /* the value of the group column and its ranked rows so far */
    struct jc_buf listed;
    int64_t group_rows, listed_rows;
    struct jc_buf heads; /* of the columns, made from the first row */
};

/* ---- earlier issues ------------------------------------------------------------------------------ */

static void trends_free(struct trends *t)
{
    jc_intern_free(t->keys);
    free(t->point);
    free(t->first);
    *t = (struct trends){0};
}

static void trends_add(struct trends *t, struct jc_stmt *stmt)
{
    size_t n;
    bool fresh;
    int64_t v;
    const char *key = jc_col_text(stmt, 0, &n);
    uint32_t id = jc_intern_put(t->keys, key, n, &fresh);
    if (fresh) {
        t->first = jc_grow(t->first, &t->cap_first, (size_t)id + 2, sizeof *t->first);
        t->first[id] = t->n;
    }
    const char *text = jc_col_text(stmt, 2, &n);
    if (jc_ratio_round(&v, text, n, 4) && jc_mul(&v, v, 100)) {
        t->point = jc_grow(t->point, &t->cap, t->n + 1, sizeof *t->point);
        t->point[t->n].percent = v;
        jc_copy(t->point[t->n++].period, sizeof t->point->period, jc_col_text(stmt, 1, NULL));
    }
    t->first[id + 1] = t->n;
}

static enum jc_status trends_load(struct trends *t, const struct source *from, const char *asset, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    trends_free(t);
    t->keys = jc_intern_new();
    enum jc_status st = source_open(&stmt, from, asset, "trend", NULL, err);
    while (st == JC_OK && (st = jc_stmt_step(stmt, err)) == JC_OK)
        trends_add(t, stmt);
    jc_stmt_free(stmt);
    return st == JC_END ? JC_OK : st;
}

static bool has_trends(const struct trends *t)
{
    return t->n > 0;
}

/* The earlier values of the row and, behind them, the one it has now. */
static size_t trends_of(struct html_point out[HTML_POINTS], const struct trends *t, const struct cell *key,
                        const struct cell *now, enum jc_lang lang)
{
    size_t n = 0;
    uint32_t id = key ? jc_intern_get(t->keys, key->s, key->n) : UINT32_MAX;
    for (size_t i = id == UINT32_MAX ? 0 : t->first[id]; id != UINT32_MAX && i < t->first[id + 1]; i++)
        if (n < HTML_POINTS - 1)
            out[n++] = t->point[i];
    if (n > 0 && now && now->kind == CELL_NUMBER) {
        out[n].percent = now->num;
        jc_copy(out[n++].period, sizeof out->period, html_say(lang, "本期", "now"));
    }
    return n;
}

/* ---- opening ------------------------------------------------------------------------------------- */

static void html_free(struct sink *s)
{
    if (!s)
        return;
    onefile_free(s->file);
    for (size_t i = 0; i < s->n; i++) {
        jc_buf_free(&s->section[i].tables);
        jc_buf_free(&s->section[i].listed);
    }
    jc_buf_free(&s->group);
    jc_buf_free(&s->rows);
    jc_buf_free(&s->listed);
    jc_buf_free(&s->heads);
    trends_free(&s->trends);
    free(s->section);
    free(s);
}

static enum jc_status html_open(struct sink **out, const struct sink_info *info, struct jc_err *err)
{
    struct sink *s = jc_alloc(sizeof *s);
    s->info = *info;
    enum jc_status st = onefile_open(&s->file, info->out, err);
    if (st == JC_OK)
        *out = s;
    else
        html_free(s);
    return st;
}

static enum jc_status html_add(struct sink *s, const struct sheet *sheet, size_t *place, struct jc_err *err)
{
    (void)err;
    s->section = jc_grow(s->section, &s->cap, s->n + 1, sizeof *s->section);
    *place = s->n++;
    struct html_section *to = &s->section[*place];
    *to = (struct html_section){.sheet = sheet, .line = HTML_NO_LINE};
    snprintf(to->asset, sizeof to->asset, "report/page_%s.sql", sheet->page.id);
    return JC_OK;
}

static enum jc_status read_line_param(struct html_section *to, const struct source *from, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    const char *name = to->sheet->page.line;
    enum jc_status st = source_open(&stmt, from, "report/page.sql", "lines", NULL, err);
    while (st == JC_OK && (st = jc_stmt_step(stmt, err)) == JC_OK)
        if (strcmp(jc_col_text(stmt, 0, NULL), name) == 0)
            to->line = jc_col_int(stmt, 1) * 100;
    jc_stmt_free(stmt);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status html_begin(struct sink *s, const struct sheet *sheet, size_t place, struct jc_err *err)
{
    (void)sheet;
    s->now = &s->section[place];
    s->group_rows = s->listed_rows = 0;
    jc_buf_clear(&s->group);
    jc_buf_clear(&s->rows);
    jc_buf_clear(&s->listed);
    jc_buf_clear(&s->heads);
    enum jc_status st = trends_load(&s->trends, s->info.from, s->now->asset, err);
    if (st == JC_OK && s->now->sheet->page.line)
        st = read_line_param(s->now, s->info.from, err);
    return st;
}

/* ---- rows ---------------------------------------------------------------------------------------- */

/* Cells of a row by what they are for; NULL = the sheet has none. */
struct row {
    const struct cell *rank, *name, *code, *group, *key, *bar;
};

static struct row row_of(const struct cell *cells, size_t n)
{
    struct row r = {0};
    for (size_t i = 0; i < n; i++) {
        const struct cell *c = &cells[i];
        if (c->col->type == COL_KEY)
            r.key = c;
        else if (c->col->type == COL_CODE && !r.code)
            r.code = c;
        else if (c->col->page == PAGE_GROUP)
            r.group = c;
        else if (c->col->page == PAGE_COLUMN && c->col->type == COL_RANK && !r.rank)
            r.rank = c;
        else if (c->col->page == PAGE_COLUMN && c->col->type == COL_TEXT && !r.name)
            r.name = c;
        else if (c->col->page == PAGE_COLUMN && c->col->bar && !r.bar)
            r.bar = c;
    }
    return r;
}

/* Without a rank: listed only. */
static bool is_listed(const struct row *r)
{
    return r->rank && r->rank->kind == CELL_EMPTY;
}

/* The class says how the style sheet sets a column. */
static const char *class_of(const struct cell *c, const struct row *r)
{
    if (c == r->rank)
        return "rank";
    if (c == r->bar)
        return "lead";
    if (c->col->type == COL_STATUS)
        return "state";
    return column_numeric(c->col) ? "num" : "text";
}

static void put_head(struct jc_buf *out, const struct cell *c, const struct row *r, enum jc_lang lang)
{
    jc_buf_fmt(out, "<th scope=\"col\" class=\"%s\">", c == r->name ? "name" : class_of(c, r));
    html_str(out, c->col->head[lang]);
    jc_buf_str(out, "</th>");
}

static void put_heads(struct sink *s, const struct cell *cells, size_t n, const struct row *r)
{
    enum jc_lang lang = s->info.lang;
    jc_buf_str(&s->heads, "<thead><tr>");
    for (size_t i = 0; i < n; i++)
        if (cells[i].col->page == PAGE_COLUMN)
            put_head(&s->heads, &cells[i], r, lang);
    if (has_trends(&s->trends))
        jc_buf_fmt(&s->heads, "<th scope=\"col\" class=\"past\">%s</th>", html_say(lang, "近 8 期", "Last 8 issues"));
    jc_buf_str(&s->heads, "</tr></thead>\n");
}

static void put_value(struct jc_buf *out, const struct cell *c, enum jc_lang lang)
{
    char text[CELL_TEXT_MAX];
    if (c->kind == CELL_EMPTY) {
        jc_buf_str(out, "—");
    } else if (c->kind == CELL_TEXT && c->col->type == COL_TEXT) {
        html_name(out, c->s, c->n, lang);
    } else if (c->kind == CELL_TEXT) {
        html_text(out, c->s, c->n);
    } else {
        cell_number_text(text, c);
        html_number(out, text);
    }
}

/* The name with what stands small under it. */
static void put_name(struct jc_buf *out, const struct cell *cells, size_t n, const struct row *r, enum jc_lang lang)
{
    const struct cell *name = r->code && r->name->n == 0 ? r->code : r->name;
    bool any = false;
    jc_buf_str(out, "<th scope=\"row\">");
    html_name(out, name->s, name->n, lang);
    for (size_t i = 0; i < n; i++) {
        bool under = cells[i].col->page == PAGE_UNDER || (&cells[i] == r->group && is_listed(r));
        if (!under || cells[i].kind == CELL_EMPTY)
            continue;
        jc_buf_str(out, any ? " · " : "<small>");
        put_value(out, &cells[i], lang);
        any = true;
    }
    jc_buf_str(out, any ? "</small></th>" : "</th>");
}

static void put_status(struct jc_buf *out, const struct cell *c, enum jc_lang lang)
{
    static const struct {
        const char *word, *name, *sign;
    } marks[] = {{"达标", "good", "●"},
                 {"临近", "near", "▲"},
                 {"滞后", "behind", "■"},
                 {"严重滞后", "far", "■■"},
                 {"未报", "none", "□"}};
    for (size_t i = 0; c->mark && i < JC_LEN(marks); i++)
        if (strcmp(c->mark, marks[i].word) == 0) {
            jc_buf_fmt(out, "<span class=\"mark %s\"><span aria-hidden=\"true\">%s</span> ", marks[i].name,
                       marks[i].sign);
            put_value(out, c, lang);
            jc_buf_str(out, "</span>");
            return;
        }
    put_value(out, c, lang);
}

static void put_cell(struct sink *s, struct jc_buf *out, const struct cell *c, const struct row *r)
{
    enum jc_lang lang = s->info.lang;
    jc_buf_fmt(out, "<td class=\"%s\" data-head=\"", class_of(c, r));
    html_str(out, c->col->head[lang]);
    jc_buf_str(out, "\">");
    if (c->col->type == COL_STATUS)
        put_status(out, c, lang);
    else
        put_value(out, c, lang);
    if (c == r->bar && c->kind == CELL_NUMBER && !is_listed(r))
        html_bar(out, c->num, s->now->line);
    jc_buf_str(out, "</td>");
}

static void put_trend(struct sink *s, struct jc_buf *out, const struct row *r)
{
    struct html_point point[HTML_POINTS];
    enum jc_lang lang = s->info.lang;
    size_t n = trends_of(point, &s->trends, r->key, r->bar, lang);
    jc_buf_fmt(out, "<td class=\"past\" data-head=\"%s\">", html_say(lang, "近 8 期", "Last 8 issues"));
    if (n > 0)
        html_trend(out, point, n, r->bar && r->bar->kind == CELL_NUMBER, s->now->line, lang);
    else
        jc_buf_str(out, "—");
    jc_buf_str(out, "</td>");
}

/* A row of the ranked, or of those listed only, which have no rank and say who pays. */
static void put_row(struct sink *s, struct jc_buf *out, const struct cell *cells, size_t n, const struct row *r)
{
    jc_buf_str(out, "<tr>");
    for (size_t i = 0; i < n; i++) {
        if (&cells[i] == r->name)
            put_name(out, cells, n, r, s->info.lang);
        else if (cells[i].col->page == PAGE_COLUMN)
            put_cell(s, out, &cells[i], r);
    }
    if (has_trends(&s->trends))
        put_trend(s, out, r);
    jc_buf_str(out, "</tr>\n");
}

/* ---- tables -------------------------------------------------------------------------------------- */

/* rank NULL: those listed only. */
static void put_table(struct sink *s, struct jc_buf *out, const char *what, const char *rank, int64_t rows,
                      const char *body)
{
    jc_buf_str(out, rows <= SHORT ? "<table class=\"short\">\n<caption><b>" : "<table>\n<caption><b>");
    html_str(out, what);
    const char *zh = s->now->sheet->grouping ? "</b>　%lld 个" : "</b>　%lld 家";
    jc_buf_fmt(out, html_say(s->info.lang, zh, "</b> (%lld)"), (long long)rows);
    if (rank) {
        jc_buf_str(out, "<span>");
        html_str(out, rank);
        jc_buf_str(out, "</span>");
        if (s->now->line != HTML_NO_LINE)
            html_bar_legend(out, s->now->line, s->info.lang);
    }
    jc_buf_fmt(out, "</caption>\n%s<tbody>\n%s</tbody>\n</table>\n", jc_buf_text(&s->heads), body);
}

static void end_group(struct sink *s)
{
    if (s->group_rows == 0)
        return;
    const struct sheet *sheet = s->now->sheet;
    enum jc_lang lang = s->info.lang;
    const char *what = s->group.len      ? jc_buf_text(&s->group)
                       : sheet->grouping ? sheet->grouping->name[lang]
                                         : sheet->name[lang];
    put_table(s, &s->now->tables, what, sheet->rank[lang], s->group_rows, jc_buf_text(&s->rows));
    s->now->ranked += s->group_rows;
    s->group_rows = 0;
    jc_buf_clear(&s->rows);
}

static enum jc_status html_row(struct sink *s, const struct cell *cells, size_t n, bool below, struct jc_err *err)
{
    (void)below;
    (void)err;
    struct row r = row_of(cells, n);
    if (s->heads.len == 0)
        put_heads(s, cells, n, &r);
    if (is_listed(&r)) {
        put_row(s, &s->listed, cells, n, &r);
        s->listed_rows++;
        return JC_OK;
    }
    bool same = !r.group || (s->group.len == r.group->n && memcmp(jc_buf_text(&s->group), r.group->s, r.group->n) == 0);
    if (!same) {
        end_group(s);
        jc_buf_clear(&s->group);
        jc_buf_add(&s->group, r.group->s, r.group->n);
    }
    put_row(s, &s->rows, cells, n, &r);
    s->group_rows++;
    return JC_OK;
}

/* Institutions of which the sheet has no row: name, area, reason. */
static enum jc_status list_others(struct sink *s, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    struct jc_buf body = {0};
    enum jc_lang lang = s->info.lang;
    int64_t rows = 0;
    enum jc_status st = source_open(&stmt, s->info.from, s->now->asset, "listed", s->now->sheet->grouping, err);
    while (st == JC_OK && (st = jc_stmt_step(stmt, err)) == JC_OK) {
        size_t n[3];
        const char *v[3];
        for (int i = 0; i < 3; i++)
            v[i] = jc_col_text(stmt, i, &n[i]);
        jc_buf_str(&body, "<tr><th scope=\"row\">");
        html_name(&body, v[0], n[0], lang);
        if (n[1]) {
            jc_buf_str(&body, "<small>");
            html_name(&body, v[1], n[1], lang);
            jc_buf_str(&body, "</small>");
        }
        jc_buf_fmt(&body, "</th><td class=\"text\" data-head=\"%s\">", html_say(lang, "原因", "Reason"));
        html_text(&body, v[2], n[2]);
        jc_buf_str(&body, "</td></tr>\n");
        rows++;
    }
    jc_stmt_free(stmt);
    if (rows > 0) {
        jc_buf_clear(&s->heads);
        jc_buf_fmt(&s->heads,
                   "<thead><tr><th scope=\"col\" class=\"name\">%s</th><th scope=\"col\">%s</th></tr></thead>\n",
                   html_say(lang, "医疗机构", "Institution"), html_say(lang, "原因", "Reason"));
        put_table(s, &s->now->listed, html_say(lang, "只列示、不排名", "Listed, not ranked"), NULL, rows,
                  jc_buf_text(&body));
    }
    jc_buf_free(&body);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status html_end(struct sink *s, struct jc_err *err)
{
    end_group(s);
    if (s->listed_rows > 0)
        put_table(s, &s->now->listed, html_say(s->info.lang, "只列示、不排名", "Listed, not ranked"), NULL,
                  s->listed_rows, jc_buf_text(&s->listed));
    return list_others(s, err);
}

/* ---- the file ------------------------------------------------------------------------------------ */

static int by_place(const void *a, const void *b)
{
    const struct html_section *x = a, *y = b;
    return (x->sheet->page.order > y->sheet->page.order) - (x->sheet->page.order < y->sheet->page.order);
}

static enum jc_status html_commit(struct sink *s, struct jc_err *err)
{
    struct jc_buf page = {0};
    if (s->n > 1)
        qsort(s->section, s->n, sizeof *s->section, by_place);
    enum jc_status st = html_page(&page, &s->info, s->section, s->n, err);
    if (st == JC_OK)
        st = onefile_commit(s->file, page.p, page.len, err);
    jc_buf_free(&page);
    return st;
}

static void html_path(struct sink *s, const struct sheet *sheet, struct jc_buf *out)
{
    (void)sheet;
    jc_buf_str(out, s->info.out);
}

const struct sink_ops sink_html = {.name = "html",
                                   .open = html_open,
                                   .add = html_add,
                                   .begin = html_begin,
                                   .row = html_row,
                                   .end = html_end,
                                   .commit = html_commit,
                                   .path = html_path,
                                   .free = html_free,
                                   .reads = true};
