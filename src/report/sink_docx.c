/* The bulletin: the sentences of bulletin.c, and the rankings of the published page as tables. */
#include "report/bulletin.h"
#include "report/docx.h"
#include "report/html.h"
#include "report/onefile.h"

enum { E_BULLETIN = 793, COLUMNS = 16, NAME_WIDE = 24 };

/* Rows as they are shown, one group after the other. */
struct grid {
    char **cell; /* rows × columns of its section */
    size_t rows, cap;
};

/* A ranking: a sheet that has a place on the published page, with the columns that it has there. */
struct section {
    const struct sheet *sheet;
    const struct column *col[COLUMNS];
    size_t n;
    int rank, group; /* columns, -1 = none */
    struct grid ranked, listed;
};

struct sink {
    struct sink_info info;
    struct onefile *file;
    struct section *section;
    size_t n, cap;
    struct section *now;
    struct docx docx;
    int tables; /* so far */
};

/* ---- opening ------------------------------------------------------------------------------------- */

static void grid_free(struct grid *g, size_t cols)
{
    for (size_t i = 0; i < g->rows * cols; i++)
        free(g->cell[i]);
    free(g->cell);
}

static void docx_sink_free(struct sink *s)
{
    if (!s)
        return;
    onefile_free(s->file);
    for (size_t i = 0; i < s->n; i++) {
        grid_free(&s->section[i].ranked, s->section[i].n);
        grid_free(&s->section[i].listed, s->section[i].n);
    }
    docx_free(&s->docx);
    free(s->section);
    free(s);
}

static enum jc_status docx_sink_open(struct sink **out, const struct sink_info *info, struct jc_err *err)
{
    struct sink *s = jc_alloc(sizeof *s);
    s->info = *info;
    s->docx.created = info->as_of;
    enum jc_status st = onefile_open(&s->file, info->out, err);
    if (st == JC_OK && !info->from->issue)
        st = bulletin_make(info->from->store, err);
    if (st == JC_OK)
        *out = s;
    else
        docx_sink_free(s);
    return st;
}

static enum jc_status docx_sink_add(struct sink *s, const struct sheet *sheet, size_t *place, struct jc_err *err)
{
    (void)err;
    s->section = jc_grow(s->section, &s->cap, s->n + 1, sizeof *s->section);
    *place = s->n++;
    struct section *to = &s->section[*place];
    *to = (struct section){.sheet = sheet, .rank = -1, .group = -1};
    for (size_t i = 0; i < sheet->main.n && to->n < COLUMNS; i++) {
        const struct column *c = &sheet->main.col[i];
        if (column_hidden(c) || (c->page != PAGE_COLUMN && c->page != PAGE_GROUP))
            continue;
        if (c->page == PAGE_GROUP)
            to->group = (int)to->n;
        else if (c->type == COL_RANK && to->rank < 0)
            to->rank = (int)to->n;
        to->col[to->n++] = c;
    }
    return JC_OK;
}

static enum jc_status docx_sink_begin(struct sink *s, const struct sheet *sheet, size_t place, struct jc_err *err)
{
    (void)sheet;
    (void)err;
    s->now = &s->section[place];
    return JC_OK;
}

/* ---- rows ---------------------------------------------------------------------------------------- */

static char *shown(const struct cell *c)
{
    char number[CELL_TEXT_MAX];
    struct jc_buf b = {0};
    if (c->kind == CELL_EMPTY)
        return jc_strdup("—");
    if (c->kind == CELL_TEXT)
        return jc_strndup(c->s, c->n);
    cell_number_text(number, c);
    html_number(&b, number);
    return b.p;
}

static bool has_no_rank(const struct section *to, const struct cell *cells, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (to->rank >= 0 && cells[i].col == to->col[to->rank])
            return cells[i].kind == CELL_EMPTY;
    return false;
}

static enum jc_status docx_sink_row(struct sink *s, const struct cell *cells, size_t n, bool below, struct jc_err *err)
{
    struct section *to = s->now;
    (void)below;
    (void)err;
    struct grid *g = has_no_rank(to, cells, n) ? &to->listed : &to->ranked;
    g->cell = jc_grow(g->cell, &g->cap, (g->rows + 1) * to->n, sizeof *g->cell);
    char **at = g->cell + g->rows++ * to->n;
    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < to->n; k++)
            if (cells[i].col == to->col[k])
                at[k] = shown(&cells[i]);
    return JC_OK;
}

static enum jc_status docx_sink_end(struct sink *s, struct jc_err *err)
{
    (void)s;
    (void)err;
    return JC_OK;
}

/* ---- tables -------------------------------------------------------------------------------------- */

/* Lines of the bulletin that say how its tables are headed. */
enum word { W_WHOLE, W_CUT, W_LISTED, W_GROUP, W_OTHERS, W_UNITS, W_MOST, WORDS };
static const char *const word_names[WORDS] = {"whole", "cut", "listed", "group", "others", "units", "most"};

struct words {
    char *text[WORDS];
};

struct caption {
    const struct words *words;
    const struct sheet *sheet;
    const char *group; /* or NULL */
    size_t rows;
    int no;
    enum jc_lang lang;
};

static bool put_group(void *arg, struct jc_buf *out, const char *name)
{
    const struct caption *c = arg;
    jc_buf_str(out, c->group);
    return strcmp(name, "group") == 0;
}

/* What rows are counted in: institutions, or groups of them. */
static void put_unit(const struct caption *c, struct jc_buf *out)
{
    const char *units = c->words->text[W_UNITS];
    size_t first = strcspn(units, "/");
    if (c->sheet->grouping && units[first])
        jc_buf_str(out, units + first + 1);
    else
        jc_buf_add(out, units, first);
}

static bool put_caption(void *arg, struct jc_buf *out, const char *name)
{
    struct caption *c = arg;
    char unknown[48];
    if (strcmp(name, "#") == 0)
        jc_buf_fmt(out, "%d", c->no);
    else if (strcmp(name, "title") == 0)
        jc_buf_str(out, c->sheet->title[c->lang]);
    else if (strcmp(name, "rows") == 0)
        jc_buf_fmt(out, "%zu", c->rows);
    else if (strcmp(name, "unit") == 0)
        put_unit(c, out);
    else if (strcmp(name, "most") == 0)
        jc_buf_str(out, c->words->text[W_MOST]);
    else if (strcmp(name, "group") == 0)
        return !c->group || bulletin_fill(out, c->words->text[W_GROUP], put_group, c, unknown);
    else
        return false;
    return true;
}

static enum jc_status put_heading(struct sink *s, const char *text, struct caption *c, struct jc_err *err)
{
    struct jc_buf b = {0};
    char unknown[48];
    enum jc_status st = JC_OK;
    if (bulletin_fill(&b, text, put_caption, c, unknown))
        docx_paragraph(&s->docx.body, "caption", jc_buf_text(&b), b.len);
    else
        st = jc_fail(err, JC_INTERNAL, E_BULLETIN, unknown, "report/bulletin", "caption");
    jc_buf_free(&b);
    return st;
}

static int wider(int wide, int other)
{
    return other > wide ? other : wide;
}

/* A head may be broken into two lines, a name into as many as it needs; a number may not. */
static void measure(struct docx_column *to, const struct section *from, const struct grid *g, enum jc_lang lang)
{
    for (size_t k = 0; k < from->n; k++) {
        const struct column *c = from->col[k];
        to[k] = (struct docx_column){.head = c->head[lang], .right = column_numeric(c)};
        int wide = wider(4, ((int)jc_text_width(to[k].head, strlen(to[k].head)) + 3) / 2);
        for (size_t i = 0; i < g->rows; i++)
            wide = wider(wide, (int)jc_text_width(g->cell[i * from->n + k], strlen(g->cell[i * from->n + k])));
        to[k].wide = (!to[k].right && wide > NAME_WIDE ? NAME_WIDE : wide) + 2; /* the margins of a cell */
    }
}

/* Rows from first to before last; the column `without` is left out, -1 = none. */
static void put_grid(struct sink *s, const struct section *from, const struct grid *g, size_t first, size_t last,
                     size_t most, int without)
{
    struct docx_column all[COLUMNS], col[COLUMNS];
    const char *text[COLUMNS];
    size_t n = 0;
    measure(all, from, g, s->info.lang);
    for (size_t k = 0; k < from->n; k++)
        if ((int)k != without)
            col[n++] = all[k];
    docx_table_begin(&s->docx.body, col, n);
    for (size_t i = first; i < last; i++) {
        bool hole = i == first + most && last - first > 2 * most;
        if (hole)
            i = last - most;
        for (size_t k = 0, to = 0; k < from->n; k++)
            if ((int)k != without)
                text[to++] = g->cell[i * from->n + k];
        docx_table_row(&s->docx.body, col, n, text);
    }
    docx_table_end(&s->docx.body);
}

/* The ranked rows of a group: the first and the last of them, if they are many. */
static enum jc_status put_ranked(struct sink *s, const struct section *from, size_t first, size_t last,
                                 const struct words *words, struct jc_err *err)
{
    const struct grid *g = &from->ranked;
    size_t most = (size_t)strtoul(words->text[W_MOST], NULL, 10);
    struct caption c = {.words = words,
                        .sheet = from->sheet,
                        .group = from->group < 0 ? NULL : g->cell[first * from->n + (size_t)from->group],
                        .rows = last - first,
                        .no = ++s->tables,
                        .lang = s->info.lang};
    enum jc_status st = put_heading(s, words->text[last - first > 2 * most ? W_CUT : W_WHOLE], &c, err);
    if (st != JC_OK)
        return st;
    if (from->sheet->rank[c.lang])
        docx_paragraph(&s->docx.body, "remark", from->sheet->rank[c.lang], strlen(from->sheet->rank[c.lang]));
    put_grid(s, from, g, first, last, most, from->group);
    return JC_OK;
}

static enum jc_status put_groups(struct sink *s, const struct section *from, const struct words *words,
                                 struct jc_err *err)
{
    const struct grid *g = &from->ranked;
    enum jc_status st = JC_OK;
    for (size_t first = 0, last; st == JC_OK && first < g->rows; first = last) {
        for (last = first + 1; last < g->rows; last++)
            if (from->group >= 0 && strcmp(g->cell[first * from->n + (size_t)from->group],
                                           g->cell[last * from->n + (size_t)from->group]) != 0)
                break;
        st = put_ranked(s, from, first, last, words, err);
    }
    return st;
}

/* ---- listed only --------------------------------------------------------------------------------- */

static enum jc_status caption_listed(struct sink *s, const struct section *from, size_t rows, const struct words *words,
                                     struct jc_err *err)
{
    struct caption c = {.words = words, .sheet = from->sheet, .rows = rows, .no = ++s->tables, .lang = s->info.lang};
    return put_heading(s, words->text[W_LISTED], &c, err);
}

/* Institutions of which the sheet has no row: name, area, reason. */
static enum jc_status put_others(struct sink *s, const struct section *from, const struct words *words,
                                 struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    struct docx_column col[] = {{NULL, false, 30}, {NULL, false, 14}, {NULL, false, 44}};
    char asset[64], *names = jc_strdup(words->text[W_OTHERS]), *rest = names;
    struct jc_buf rows = {0};
    size_t n = 0;
    for (size_t i = 0; i < JC_LEN(col); i++)
        col[i].head = sheet_field(&rest, '/');
    snprintf(asset, sizeof asset, "report/page_%s.sql", from->sheet->page.id);
    enum jc_status st = source_open(&stmt, s->info.from, asset, "listed", from->sheet->grouping, err);
    while (st == JC_OK && (st = jc_stmt_step(stmt, err)) == JC_OK) {
        char *v[3];
        for (int i = 0; i < 3; i++)
            v[i] = jc_strdup(*jc_col_text(stmt, i, NULL) ? jc_col_text(stmt, i, NULL) : "—");
        docx_table_row(&rows, col, JC_LEN(col), (const char *const *)v);
        for (int i = 0; i < 3; i++)
            free(v[i]);
        n++;
    }
    jc_stmt_free(stmt);
    st = st == JC_END ? JC_OK : st;
    if (st == JC_OK && n > 0)
        st = caption_listed(s, from, n, words, err);
    if (st == JC_OK && n > 0) {
        docx_table_begin(&s->docx.body, col, JC_LEN(col));
        jc_buf_add(&s->docx.body, jc_buf_text(&rows), rows.len);
        docx_table_end(&s->docx.body);
    }
    jc_buf_free(&rows);
    free(names);
    return st;
}

static enum jc_status put_section(struct sink *s, const struct section *from, const struct words *words,
                                  struct jc_err *err)
{
    enum jc_status st = put_groups(s, from, words, err);
    if (st == JC_OK && from->listed.rows > 0)
        st = caption_listed(s, from, from->listed.rows, words, err);
    if (st == JC_OK && from->listed.rows > 0)
        put_grid(s, from, &from->listed, 0, from->listed.rows, from->listed.rows, from->rank);
    return st == JC_OK ? put_others(s, from, words, err) : st;
}

/* ---- the file ------------------------------------------------------------------------------------ */

static int by_place(const void *a, const void *b)
{
    const struct section *x = a, *y = b;
    return (x->sheet->page.order > y->sheet->page.order) - (x->sheet->page.order < y->sheet->page.order);
}

static enum jc_status put_sections(struct sink *s, const struct words *words, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (int i = 0; i < WORDS; i++)
        if (!words->text[i])
            return jc_fail(err, JC_INTERNAL, E_BULLETIN, word_names[i], "report/bulletin", "tables");
    if (s->n > 1)
        qsort(s->section, s->n, sizeof *s->section, by_place);
    for (size_t i = 0; st == JC_OK && i < s->n; i++)
        st = put_section(s, &s->section[i], words, err);
    return st;
}

static bool keep_word(struct words *words, const char *kind, const char *text)
{
    for (int i = 0; i < WORDS; i++)
        if (strcmp(kind, word_names[i]) == 0) {
            free(words->text[i]);
            words->text[i] = jc_strdup(text);
            return true;
        }
    return false;
}

/* A line of the bulletin: its kind, its text. */
static enum jc_status put_line(struct sink *s, struct jc_stmt *line, struct words *words, struct jc_err *err)
{
    size_t n;
    const char *kind = jc_col_text(line, 0, NULL), *text = jc_col_text(line, 1, &n);
    if (keep_word(words, kind, text))
        return JC_OK;
    if (strcmp(kind, "tables") == 0)
        return put_sections(s, words, err);
    if (strcmp(kind, "title") == 0)
        jc_buf_add(&s->docx.title, text, n);
    docx_paragraph(strcmp(kind, "header") == 0 ? &s->docx.header : &s->docx.body, kind, text, n);
    return JC_OK;
}

static enum jc_status docx_sink_commit(struct sink *s, struct jc_err *err)
{
    struct jc_stmt *lines = NULL;
    struct words words = {{NULL}};
    struct jc_buf file = {0};
    enum jc_status st = source_open(&lines, s->info.from, BULLETIN_SQL, "lines", NULL, err);
    while (st == JC_OK && (st = jc_stmt_step(lines, err)) == JC_OK)
        st = put_line(s, lines, &words, err);
    jc_stmt_free(lines);
    if (st == JC_END)
        st = docx_pack(&file, &s->docx, err);
    if (st == JC_OK)
        st = onefile_commit(s->file, file.p, file.len, err);
    for (int i = 0; i < WORDS; i++)
        free(words.text[i]);
    jc_buf_free(&file);
    return st;
}

static void docx_sink_path(struct sink *s, const struct sheet *sheet, struct jc_buf *out)
{
    (void)sheet;
    jc_buf_str(out, s->info.out);
}

const struct sink_ops sink_docx = {.name = "docx",
                                   .open = docx_sink_open,
                                   .add = docx_sink_add,
                                   .begin = docx_sink_begin,
                                   .row = docx_sink_row,
                                   .end = docx_sink_end,
                                   .commit = docx_sink_commit,
                                   .path = docx_sink_path,
                                   .free = docx_sink_free};
