/* Sheets through a sink. */
#include "jicai/report.h"
#include "report/notes.h"
#include "report/sink.h"
#include "report/target.h"
#include "report/worker.h"

enum {
    E_INTERRUPTED = 799,
    E_TYPE = 791,
    E_ONE_SHEET = 703,
    E_NOT_ON_PAGE = 706,
    E_NOT_BY = 710,
    CELLS = 64,
    PIECE = 1 << 18
};

static const struct sink_ops *const formats[] = {
    [JC_REPORT_XLSX] = &sink_xlsx, [JC_REPORT_CSV] = &sink_csv,   [JC_REPORT_JSON] = &sink_json,
    [JC_REPORT_HTML] = &sink_html, [JC_REPORT_DOCX] = &sink_docx,
};

struct part {
    const struct sheet *sheet;
    int64_t rows;
    size_t place;
    bool named; /* asked for by its name: written with its heads alone, too */
    char *path; /* NULL = left out */
    char *gone; /* file of an earlier report, which was removed */
};

struct jc_report {
    struct sheets sheets;
    struct part *part;
    size_t n;
    enum jc_lang lang;
    struct jc_buf out; /* where it goes */
};

bool jc_report_format_of(enum jc_report_format *out, const char *name)
{
    for (size_t i = 0; i < JC_LEN(formats); i++) {
        if (strcmp(formats[i]->name, name) == 0) {
            *out = (enum jc_report_format)i;
            return true;
        }
    }
    return false;
}

/* ---- one sheet ----------------------------------------------------------------------------------- */

/* The statement of a table, its columns counted against the front matter. */
static enum jc_status open_table(struct jc_stmt **out, const struct source *from, const struct sheet *sheet,
                                 const struct table *table, struct jc_err *err)
{
    enum jc_status st =
        source_open(out, from, sheet->asset, table->part, sheet->kept ? sheet->kept : sheet->grouping, err);
    if (st != JC_OK)
        return st;
    if ((size_t)jc_col_count(*out) != table->n || table->n > CELLS) {
        char counts[48];
        snprintf(counts, sizeof counts, "%d/%zu", jc_col_count(*out), table->n);
        jc_stmt_free(*out);
        *out = NULL;
        return jc_fail(err, JC_INTERNAL, E_TYPE, NULL, sheet->asset, counts);
    }
    return JC_OK;
}

/*
 * Rows on their way: this thread reads the database, sheet after sheet, while another makes cells of what was read and
 * writes them; it may be some sheets behind. What goes from one to the other is a head and packed rows.
 */
struct flow {
    const struct sink_ops *ops;
    struct sink *sink;
    enum jc_lang lang;
    struct worker *writer;
    struct jc_buf piece;
};

struct piece_head {
    struct part *part;
    bool begins, ends, below;
};

enum { AHEAD = 32 }; /* pieces */

/* A piece holds several times as many rows. */
static enum jc_status look_at(const struct flow *f, const struct table *table, const char *at, const char *end,
                              struct jc_err *err)
{
    struct cell cells[CELLS];
    size_t n;
    enum jc_status st = JC_OK;
    for (int i = 0; st == JC_OK && f->ops->look && i < SINK_LOOK && at < end; i++) {
        st = cells_unpack(cells, &n, &at, table, f->lang, err);
        if (st == JC_OK)
            f->ops->look(f->sink, cells, n);
    }
    return st;
}

static enum jc_status write_piece(const struct flow *f, const struct piece_head *head, const char *at, const char *end,
                                  struct jc_err *err)
{
    const struct sheet *sheet = head->part->sheet;
    struct cell cells[CELLS];
    size_t n;
    enum jc_status st = JC_OK;
    if (head->begins && sheet->no != 0)
        st = f->ops->add(f->sink, sheet, &head->part->place, err);
    if (st == JC_OK && head->begins)
        st = f->ops->begin(f->sink, sheet, head->part->place, err);
    if (st == JC_OK && head->begins)
        st = look_at(f, &sheet->main, at, end, err);
    while (st == JC_OK && at < end) {
        st = cells_unpack(cells, &n, &at, head->below ? &sheet->below : &sheet->main, f->lang, err);
        if (st == JC_OK)
            st = f->ops->row(f->sink, cells, n, head->below, err);
    }
    return st == JC_OK && head->ends ? f->ops->end(f->sink, err) : st;
}

static void place_error(enum jc_status st, const struct sheet *sheet, enum jc_lang lang, struct jc_err *err)
{
    if (st != JC_OK && st != JC_OUTPUT && st != JC_INTERRUPTED)
        (void)jc_err_place(err, NULL, sheet->name[lang], NULL);
}

static enum jc_status write_rows(void *arg, const struct jc_buf *work, struct jc_err *err)
{
    const struct flow *f = arg;
    struct piece_head head;
    memcpy(&head, work->p, sizeof head);
    enum jc_status st = write_piece(f, &head, work->p + sizeof head, work->p + work->len, err);
    place_error(st, head.part->sheet, f->lang, err);
    return st;
}

static void flow_begin(struct flow *f, const struct sink_ops *ops, struct sink *sink, enum jc_lang lang)
{
    *f = (struct flow){.ops = ops, .sink = sink, .lang = lang};
    f->writer = worker_new(write_rows, f, ops->reads ? 0 : AHEAD);
}

static enum jc_status flow_end(struct flow *f, enum jc_status st, struct jc_err *err)
{
    if (st == JC_OK)
        st = worker_end(f->writer, &f->piece, err);
    worker_free(f->writer);
    jc_buf_free(&f->piece);
    return st;
}

/* The rows of a table from where stmt stands (a row if st is JC_OK) to its end; the last piece stays open. */
static enum jc_status put_rows(struct flow *f, struct piece_head *head, struct jc_stmt *stmt, enum jc_status st,
                               int64_t *rows, struct jc_err *err)
{
    const struct table *table = head->below ? &head->part->sheet->below : &head->part->sheet->main;
    jc_buf_add(&f->piece, head, sizeof *head);
    while (st == JC_OK) {
        cells_pack(&f->piece, stmt, table);
        ++*rows;
        if (f->piece.len >= PIECE) {
            st = worker_put(f->writer, &f->piece, err);
            head->begins = false;
            jc_buf_add(&f->piece, head, sizeof *head);
        }
        if (st == JC_OK)
            st = jc_interrupted ? jc_fail(err, JC_INTERRUPTED, E_INTERRUPTED, NULL, NULL, NULL)
                                : jc_stmt_step(stmt, err);
    }
    return st == JC_END ? JC_OK : st;
}

static enum jc_status put_below(struct flow *f, const struct source *from, struct part *part, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    struct piece_head head = {.part = part, .below = true};
    int64_t rows = 0;
    enum jc_status st = worker_put(f->writer, &f->piece, err);
    if (st == JC_OK)
        st = open_table(&stmt, from, part->sheet, &part->sheet->below, err);
    if (st == JC_OK)
        st = put_rows(f, &head, stmt, jc_stmt_step(stmt, err), &rows, err);
    jc_stmt_free(stmt);
    return st;
}

/* A sheet without rows is left out of a report, but who asks for it gets it. */
static bool is_written(const struct part *part)
{
    return part->rows > 0 || part->named;
}

/* Sheet 0 has its place first and its rows last, when it is known what the others hold. */
static enum jc_status read_sheet(struct flow *f, const struct source *from, struct part *part, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    const struct sheet *sheet = part->sheet;
    struct piece_head head = {.part = part, .begins = true};
    enum jc_status st = open_table(&stmt, from, sheet, &sheet->main, err);
    enum jc_status first = st == JC_OK ? jc_stmt_step(stmt, err) : st;
    if (first == JC_OK || (first == JC_END && part->named))
        st = put_rows(f, &head, stmt, first, &part->rows, err);
    jc_stmt_free(stmt);
    if (first != JC_OK && !(first == JC_END && part->named))
        return first == JC_END ? JC_OK : first;
    if (st == JC_OK && sheet->below.part && part->rows > 0)
        st = put_below(f, from, part, err);
    if (st != JC_OK)
        return st;
    memcpy(&head, f->piece.p, sizeof head);
    head.ends = true;
    memcpy(f->piece.p, &head, sizeof head);
    return worker_put(f->writer, &f->piece, err);
}

static enum jc_status put_sheet(struct flow *f, const struct source *from, struct part *part, struct jc_err *err)
{
    enum jc_status st = read_sheet(f, from, part, err);
    place_error(st, part->sheet, from->lang, err);
    return st;
}

/* ---- all sheets ---------------------------------------------------------------------------------- */

/* With a grouping, at least one of the sheets asked for must have it. */
static enum jc_status check_by(const struct jc_report *r, const struct sheets *all, const struct jc_report_want *want,
                               struct jc_err *err)
{
    struct jc_buf can = {0};
    bool any = false;
    for (size_t i = 0; i < r->n; i++)
        any |= r->part[i].sheet->asked;
    for (size_t i = 0; i < all->n; i++)
        if (all->v[i].asked)
            jc_buf_fmt(&can, "%s%s", can.len ? " " : "", all->v[i].name[want->lang]);
    enum jc_status st = any ? JC_OK : jc_fail(err, JC_USAGE, E_NOT_BY, want->by, jc_buf_text(&can), NULL);
    jc_buf_free(&can);
    return st;
}

/* A folder holds several, the screen one: told before the first of them is shown. */
static enum jc_status check_screen(const struct jc_report *r, const struct jc_report_want *want, struct jc_err *err)
{
    bool folder = want->format == JC_REPORT_CSV || want->format == JC_REPORT_JSON;
    bool screen = want->out && strcmp(want->out, "-") == 0;
    return folder && screen && r->n > 1 ? jc_fail(err, JC_USAGE, E_ONE_SHEET, NULL, NULL, NULL) : JC_OK;
}

static void add_part(struct jc_report *r, const struct sheet *sheet, bool named)
{
    for (size_t i = 0; i < r->n; i++)
        if (r->part[i].sheet == sheet)
            return;
    r->part[r->n++] = (struct part){.sheet = sheet, .named = named};
}

static int by_order(const void *a, const void *b)
{
    const struct sheet *x = ((const struct part *)a)->sheet, *y = ((const struct part *)b)->sheet;
    return (x > y) - (x < y);
}

static enum jc_status choose(struct jc_report *r, const struct jc_report_want *want, const char *format,
                             struct jc_err *err)
{
    r->part = jc_alloc((r->sheets.n + 1) * sizeof *r->part);
    const bool page = want->format == JC_REPORT_HTML || want->format == JC_REPORT_DOCX;
    for (size_t i = 0; i < want->n_sheets; i++) {
        const struct sheet *sheet;
        enum jc_status st = sheets_find(&sheet, &r->sheets, want->sheets[i], r->lang, err);
        if (st == JC_OK && page && !sheet_in_format(sheet, format))
            st = jc_fail(err, JC_USAGE, E_NOT_ON_PAGE, sheet->name[r->lang], NULL, NULL);
        if (st != JC_OK)
            return st;
        add_part(r, sheet, !page); /* a page says of itself that there is nothing */
    }
    for (size_t i = 0; want->n_sheets == 0 && i < r->sheets.n; i++)
        if (sheet_in_format(&r->sheets.v[i], format))
            add_part(r, &r->sheets.v[i], false);
    qsort(r->part, r->n, sizeof *r->part, by_order);
    enum jc_status st = check_screen(r, want, err);
    return st == JC_OK && want->by ? check_by(r, &r->sheets, want, err) : st;
}

enum jc_status jc_report_check(const struct jc_report_want *want, struct jc_err *err)
{
    struct jc_report *r = jc_alloc(sizeof *r);
    r->lang = want->lang;
    enum jc_status st = sheets_load(&r->sheets, err);
    if (st == JC_OK)
        st = sheets_group(&r->sheets, want->by, want->lang, err);
    if (st == JC_OK)
        st = choose(r, want, formats[want->format]->name, err);
    jc_report_free(r);
    return st;
}

/* What the notes say of the sheets is written while they are; those of an issue have been. */
static enum jc_status put_all(struct jc_report *r, const struct sink_ops *ops, struct sink *sink,
                              const struct source *from, struct jc_err *err)
{
    struct flow flow;
    struct part *notes = r->n && r->part[0].sheet->no == 0 ? &r->part[0] : NULL;
    enum jc_status st = notes ? ops->add(sink, notes->sheet, &notes->place, err) : JC_OK;
    flow_begin(&flow, ops, sink, from->lang);
    for (size_t i = notes ? 1 : 0; st == JC_OK && i < r->n; i++) {
        st = put_sheet(&flow, from, &r->part[i], err);
        if (st == JC_OK && notes && !from->issue)
            st = notes_sheet(from->store, r->part[i].sheet, r->part[i].rows, is_written(&r->part[i]), from->lang, err);
    }
    if (st == JC_OK && notes)
        st = put_sheet(&flow, from, notes, err);
    return flow_end(&flow, st, err);
}

static void settle_paths(struct jc_report *r, const struct sink_ops *ops, struct sink *sink)
{
    for (size_t i = 0; i < r->n; i++) {
        struct part *p = &r->part[i];
        struct jc_buf path = {0};
        ops->path(sink, p->sheet, &path);
        if (is_written(p))
            p->path = path.p;
        else if (ops->forget && ops->forget(sink, p->sheet))
            p->gone = path.p;
        else
            jc_buf_free(&path);
    }
}

/* Of no sheet, with rows or without, the file is one that was loaded. */
static enum jc_status spare_all(const struct jc_report *r, const struct sink_ops *ops, struct sink *sink,
                                struct jc_store *store, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (size_t i = 0; i < r->n && st == JC_OK; i++) {
        struct jc_buf path = {0};
        ops->path(sink, r->part[i].sheet, &path);
        st = target_spare(jc_buf_text(&path), store, err);
        jc_buf_free(&path);
    }
    return st;
}

static void add_name(struct jc_buf *out, const char *name)
{
    jc_buf_char(out, '-');
    for (; *name; name++)
        jc_buf_char(out, *name == ' ' ? '-' : *name);
}

/* What a report is of that is not whole: the ranking asked for, its sheets. */
static void name_part(struct jc_buf *out, const struct jc_report *r, size_t sheets)
{
    enum { FEW = 3 };
    const struct grouping *by = NULL;
    for (size_t i = 0; i < r->n && !by; i++)
        by = r->part[i].sheet->grouping;
    if (by)
        add_name(out, by->name[r->lang]);
    if (sheets > FEW)
        add_name(out, r->lang == JC_ZH ? "节选" : "part");
    for (size_t i = 0; sheets > 0 && sheets <= FEW && i < r->n; i++)
        add_name(out, r->part[i].sheet->name[r->lang]);
}

/* A part does not write over the whole: 集采核查报告-2024-08-品种进度.xlsx. */
static void name_out(struct jc_report *r, const struct jc_report_want *want)
{
    const char *ending = want->usual ? strrchr(want->out, '.') : NULL;
    jc_buf_add(&r->out, want->out, ending ? (size_t)(ending - want->out) : strlen(want->out));
    if (want->usual)
        name_part(&r->out, r, want->n_sheets);
    jc_buf_str(&r->out, ending ? ending : "");
}

/* What an issue says of itself is kept for each ranking, unless it was published before that was so. */
static enum jc_status keep_notes(struct sheets *sheets, const struct source *from, struct jc_err *err)
{
    int64_t table = 0;
    const struct grouping *by = NULL;
    for (size_t i = 0; i < sheets->n && !by; i++)
        by = sheets->v[i].grouping;
    if (!from->issue || !by || sheets->v[0].no != 0)
        return JC_OK;
    enum jc_status st = source_table(&table, NULL, from, sheets->v[0].asset, NULL, by, err);
    if (st == JC_OK && table)
        sheets->v[0].kept = by;
    return st;
}

enum jc_status jc_report_write(struct jc_report **out, struct jc_store *store, const struct jc_report_want *want,
                               struct jc_err *err)
{
    const struct sink_ops *ops = formats[want->format];
    struct jc_report *r = jc_alloc(sizeof *r);
    struct sink *sink = NULL;
    struct run_info run = {0};
    struct source from = {store, want->issue, want->lang, ops->name};
    r->lang = want->lang;
    enum jc_status st = source_sheets(&r->sheets, &from, err);
    if (st == JC_OK && want->by)
        st = sheets_group(&r->sheets, want->by, want->lang, err);
    if (st == JC_OK)
        st = keep_notes(&r->sheets, &from, err);
    if (st == JC_OK)
        st = choose(r, want, ops->name, err);
    if (st == JC_OK)
        st = run_read(&run, &from, err);
    if (st == JC_OK && !want->issue)
        st = notes_begin(store, want->region, err);
    if (st == JC_OK) {
        sheets_months_at(&r->sheets, run.as_of);
        name_out(r, want);
        struct sink_info info = {jc_buf_text(&r->out), want->lang, run.as_of, run.fingerprint,
                                 run.version,          run.line,   &from,     NULL,
                                 want->n_sheets == 1};
        st = ops->open(&sink, &info, err);
    }
    if (st == JC_OK)
        st = spare_all(r, ops, sink, store, err);
    if (st == JC_OK)
        st = put_all(r, ops, sink, &from, err);
    if (st == JC_OK)
        st = ops->commit(sink, err);
    if (st == JC_OK)
        settle_paths(r, ops, sink);
    ops->free(sink);
    if (st == JC_OK)
        *out = r;
    else
        jc_report_free(r);
    return st;
}

void jc_report_free(struct jc_report *report)
{
    if (!report)
        return;
    for (size_t i = 0; i < report->n; i++) {
        free(report->part[i].path);
        free(report->part[i].gone);
    }
    free(report->part);
    jc_buf_free(&report->out);
    sheets_free(&report->sheets);
    free(report);
}

bool jc_report_at(const struct jc_report *report, size_t i, struct jc_report_part *part)
{
    if (i >= report->n)
        return false;
    const struct part *p = &report->part[i];
    *part = (struct jc_report_part){.name = p->sheet->name[report->lang],
                                    .path = p->path,
                                    .whole = jc_buf_text(&report->out),
                                    .gone = p->gone,
                                    .rows = p->rows};
    return true;
}

/* ---- for a screen -------------------------------------------------------------------------------- */

struct jc_report_table {
    char *name;
    size_t cols, rows;
    int64_t total;
    char **head;
    bool *right;
    char **cell; /* rows × cols */
    size_t cap;
};

static char *shown_text(const struct cell *c)
{
    char text[CELL_TEXT_MAX];
    if (c->kind == CELL_EMPTY)
        return NULL;
    if (c->kind == CELL_TEXT)
        return jc_strndup(c->s, c->n);
    cell_number_text(text, c);
    return jc_strdup(text);
}

static void table_heads(struct jc_report_table *t, const struct sheet *sheet, enum jc_lang lang)
{
    t->name = jc_strdup(sheet->name[lang]);
    t->head = jc_alloc(sheet->main.n * sizeof *t->head);
    t->right = jc_alloc(sheet->main.n * sizeof *t->right);
    for (size_t i = 0; i < sheet->main.n; i++) {
        const struct column *c = &sheet->main.col[i];
        if (!c->brief || c->absent)
            continue;
        t->head[t->cols] = jc_strdup(c->head[lang]);
        t->right[t->cols++] = column_numeric(c);
    }
}

static enum jc_status table_rows(struct jc_report_table *t, struct jc_stmt *stmt, const struct table *table,
                                 size_t most, enum jc_lang lang, struct jc_err *err)
{
    struct cell cells[CELLS];
    size_t n;
    enum jc_status st;
    while ((st = jc_stmt_step(stmt, err)) == JC_OK) {
        if ((size_t)t->total++ >= most)
            continue;
        st = cells_read(cells, &n, stmt, table, lang, err);
        if (st != JC_OK)
            return st;
        t->cell = jc_grow(t->cell, &t->cap, (t->rows + 1) * t->cols, sizeof *t->cell);
        char **to = t->cell + t->rows++ * t->cols;
        for (size_t i = 0; i < n; i++)
            if (cells[i].col->brief)
                *to++ = shown_text(&cells[i]);
    }
    return st == JC_END ? JC_OK : st;
}

enum jc_status jc_report_table_open(struct jc_report_table **out, struct jc_store *store, const char *sheet,
                                    const char *by, size_t rows, enum jc_lang lang, struct jc_err *err)
{
    struct jc_report_table *t = jc_alloc(sizeof *t);
    struct sheets sheets = {0};
    const struct sheet *s;
    struct jc_stmt *stmt = NULL;
    struct source from = {store, 0, lang, ""};
    enum jc_status st = source_sheets(&sheets, &from, err);
    if (st == JC_OK && by)
        st = sheets_group(&sheets, by, lang, err);
    if (st == JC_OK)
        st = sheets_months(&sheets, store, err);
    if (st == JC_OK)
        st = sheets_find(&s, &sheets, sheet, lang, err);
    if (st == JC_OK)
        st = open_table(&stmt, &from, s, &s->main, err);
    if (st == JC_OK) {
        table_heads(t, s, lang);
        st = table_rows(t, stmt, &s->main, rows, lang, err);
    }
    jc_stmt_free(stmt);
    sheets_free(&sheets);
    if (st == JC_OK)
        *out = t;
    else
        jc_report_table_free(t);
    return st;
}

void jc_report_table_free(struct jc_report_table *table)
{
    if (!table)
        return;
    for (size_t i = 0; i < table->cols; i++)
        free(table->head[i]);
    for (size_t i = 0; i < table->rows * table->cols; i++)
        free(table->cell[i]);
    free(table->head);
    free(table->right);
    free(table->cell);
    free(table->name);
    free(table);
}

size_t jc_report_table_cols(const struct jc_report_table *table)
{
    return table->cols;
}

size_t jc_report_table_rows(const struct jc_report_table *table)
{
    return table->rows;
}

int64_t jc_report_table_total(const struct jc_report_table *table)
{
    return table->total;
}

const char *jc_report_table_name(const struct jc_report_table *table)
{
    return table->name;
}

const char *jc_report_table_head(const struct jc_report_table *table, size_t col, bool *right)
{
    *right = table->right[col];
    return table->head[col];
}

const char *jc_report_table_cell(const struct jc_report_table *table, size_t row, size_t col)
{
    return table->cell[row * table->cols + col];
}
