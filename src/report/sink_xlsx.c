/*
 * The workbook. libxlsxwriter makes everything but the rows: styles, heads, widths, bars, charts, print set-up,
 * properties. The rows of a sheet are streamed by xlsx_rows.c while they come and put into libxlsxwriter's worksheet
 * parts at the end (commit). Nothing here depends on the clock: the same input gives the same bytes.
 */
#include <errno.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "report/folder.h"
#include "report/xlsx_book.h"

enum { E_MADE = 705 };

/* ---- opening ------------------------------------------------------------------------------------- */

static enum jc_status xlsx_open(struct sink **out, const struct sink_info *info, struct jc_err *err)
{
    struct sink *s = jc_alloc(sizeof *s);
    struct jc_buf temp = {0};
    s->info = *info;
    target_of(&s->to, info->out);
    if (s->to.temp)
        jc_buf_str(&temp, s->to.temp);
    else /* a zip is not written in one go */
        jc_buf_fmt(&temp, P_tmpdir "/jicai.%ld.tmp", (long)getpid());
    s->temp = temp.p;
    /* Here, not after an hour's work, it is told that the place cannot be written. */
    FILE *probe = fopen(s->temp, "wb");
    if (!probe) {
        enum jc_status st = output_failed(err, info->out);
        target_free(&s->to);
        free(s->temp);
        free(s);
        return st;
    }
    (void)fclose(probe);
    lxw_workbook_options options = {.use_zip64 = LXW_FALSE};
    s->book = workbook_new_opt(s->temp, &options);
    if (!s->book)
        jc_oom();
    *out = s;
    return JC_OK;
}

static struct page *add_page(struct sink *s, const struct sheet *sheet, int part, struct jc_err *err)
{
    s->page = jc_grow(s->page, &s->cap, s->n + 1, sizeof *s->page);
    struct page *p = &s->page[s->n];
    *p = (struct page){.sheet = sheet, .next = ROW_DATA, .part = part, .first = s->n};
    struct jc_buf name = {0};
    jc_buf_str(&name, sheet->name[s->info.lang]);
    if (part > 1)
        jc_buf_fmt(&name, " %d", part);
    jc_copy(p->name, sizeof p->name, jc_buf_text(&name));
    jc_buf_free(&name);
    p->ws = workbook_add_worksheet(s->book, p->name);
    if (!p->ws) {
        (void)jc_fail(err, JC_INTERNAL, E_MADE, p->name, "workbook_add_worksheet", NULL);
        return NULL;
    }
    for (size_t i = 0; i < sheet->main.n && p->n < XLSX_COLUMNS; i++)
        if (!column_hidden(&sheet->main.col[i])) {
            p->wide[p->n] = sheet->main.col[i].wide;
            p->col[p->n++] = &sheet->main.col[i];
        }
    s->n++;
    return p;
}

static enum jc_status xlsx_add(struct sink *sink, const struct sheet *sheet, size_t *place, struct jc_err *err)
{
    *place = sink->n;
    return add_page(sink, sheet, 1, err) ? JC_OK : JC_INTERNAL;
}

static enum jc_status xlsx_begin(struct sink *sink, const struct sheet *sheet, size_t place, struct jc_err *err)
{
    (void)sheet;
    sink->now = place;
    return xlsx_rows_open(&sink->page[place].rows, err);
}

/* ---- rows ---------------------------------------------------------------------------------------- */

static void xlsx_sink_look(struct sink *sink, const struct cell *cells, size_t n)
{
    xlsx_look(&sink->page[sink->now], cells, n);
}

/* "{first}" "{last}" "{row}" of a formula: row numbers of the main table, and its own. */
static void fill_formula(struct jc_buf *out, const char *formula, const struct page *p)
{
    const struct {
        const char *name;
        uint32_t row;
    } marks_of[] = {{"{first}", ROW_DATA + 1}, {"{last}", p->last}, {"{row}", p->next + 1}};
    while (*formula) {
        size_t i = 0;
        while (i < JC_LEN(marks_of) && strncmp(formula, marks_of[i].name, strlen(marks_of[i].name)) != 0)
            i++;
        if (i == JC_LEN(marks_of)) {
            jc_buf_char(out, *formula++);
            continue;
        }
        jc_buf_fmt(out, "%u", marks_of[i].row);
        formula += strlen(marks_of[i].name);
    }
}

static void put_number(struct sink *s, struct page *p, size_t i, const struct cell *c, int xf)
{
    char text[CELL_TEXT_MAX];
    struct jc_buf formula = {0};
    if (c->kind == CELL_DAY)
        jc_scaled_text(text, sizeof text, (c->num + 25569) * JC_SCALE, 0, 0); /* 1970-01-01 counted from 1899-12-30 */
    else
        cell_number_text(text, c);
    int w = xlsx_shown_width(c, text);
    if (w > p->width[i])
        p->width[i] = w;
    if (c->col->type == COL_PCT)
        jc_scaled_text(text, sizeof text, c->num / 100, 0, 4);
    if (c->formula)
        fill_formula(&formula, c->formula, p);
    xlsx_rows_number(s->page[s->now].rows, i, xf, text, c->formula ? jc_buf_text(&formula) : NULL);
    jc_buf_free(&formula);
}

static void put_text(struct page *p, size_t i, const struct cell *c, int xf)
{
    if (!c->formula) {
        xlsx_rows_text(p->rows, i, xf, c->s, c->n);
        return;
    }
    struct jc_buf formula = {0}, value = {0};
    fill_formula(&formula, c->formula, p);
    jc_buf_add(&value, c->s, c->n);
    xlsx_rows_formula_text(p->rows, i, xf, jc_buf_text(&value), jc_buf_text(&formula));
    jc_buf_free(&formula);
    jc_buf_free(&value);
}

/* A character is no wider than its bytes are many, so a short text needs no counting. */
static int noted_width(struct page *p, size_t i, const struct cell *c)
{
    int wide = p->wide[i];
    if (!c->mark && c->n <= (size_t)p->width[i])
        return (int)c->n;
    int w = xlsx_shown_width(c, NULL);
    if (w > p->width[i])
        p->width[i] = w > wide ? wide : w;
    return w;
}

/* Lines that a text takes in its column; also notes the width. */
static int text_lines(struct page *p, size_t i, const struct cell *c)
{
    int w = noted_width(p, i, c), wide = p->wide[i];
    if (c->col->type == COL_KEY || (w <= wide && !memchr(c->s, '\n', c->n)))
        return 1;
    return xlsx_lines(c->s, c->n, wide, c->mark ? w - (int)jc_text_width(c->s, c->n) : 0);
}

#define LINE_QUARTERS (13 * 4) /* height of a line of 10 pt */
#define MOST_QUARTERS (409 * 4)

static int row_height(struct page *p, const struct cell *cells, size_t n, bool *wraps)
{
    int most = 1;
    for (size_t i = 0; i < n; i++) {
        int lines = cells[i].kind == CELL_TEXT ? text_lines(p, i, &cells[i]) : 1;
        wraps[i] = lines > 1;
        most = lines > most ? lines : most;
    }
    int height = most == 1 ? 0 : most * LINE_QUARTERS + 8;
    return height > MOST_QUARTERS ? MOST_QUARTERS : height;
}

static void put_heads(struct sink *s, struct page *p, const struct table *t)
{
    int xf = xlsx_xf(s, ST_HEAD);
    size_t shown = 0;
    xlsx_rows_begin(p->rows, p->next + 1, 0);
    for (size_t i = 0; i < t->n; i++) {
        const char *head = t->col[i].head[s->info.lang];
        if (!column_hidden(&t->col[i]))
            xlsx_rows_text(p->rows, shown++, xf, head, strlen(head));
    }
}

static enum jc_status begin_below(struct sink *s, struct page *p, struct jc_err *err)
{
    p->last = p->next;
    p->next++; /* an empty row between */
    p->below = p->next;
    put_heads(s, p, &p->sheet->below);
    p->next++;
    return xlsx_rows_end(p->rows, err);
}

static enum jc_status xlsx_end(struct sink *sink, struct jc_err *err);

/* A worksheet is full: the rest goes to another one of the same name with a number. */
static enum jc_status turn_page(struct sink *s, struct jc_err *err)
{
    const struct sheet *sheet = s->page[s->now].sheet;
    size_t before = s->now;
    enum jc_status st = xlsx_end(s, err);
    if (st != JC_OK)
        return st;
    s->now = s->n;
    struct page *p = add_page(s, sheet, s->page[before].part + 1, err);
    const struct page *full = &s->page[before];
    if (!p)
        return JC_INTERNAL;
    memcpy(p->wide, full->wide, sizeof p->wide);
    p->first = full->first;
    return xlsx_rows_open(&p->rows, err);
}

/* What the titles say of the rows. */
static void note_row(struct page *p, const struct cell *cells, size_t n)
{
    bool marked = false;
    places_note(&p->places, p->sheet, cells, n);
    for (size_t i = 0; p->sheet->doubts[0] && i < n && !marked; i++)
        marked = cells[i].mark;
    p->doubts += marked;
}

static enum jc_status xlsx_row(struct sink *sink, const struct cell *cells, size_t n, bool below, struct jc_err *err)
{
    bool wraps[XLSX_COLUMNS];
    struct page *p = &sink->page[sink->now];
    enum jc_status st = JC_OK;
    if (p->next >= XLSX_ROWS - 16 && !below) { /* a few are kept for the table below */
        st = turn_page(sink, err);
        p = &sink->page[sink->now];
    }
    if (st == JC_OK && below && !p->below)
        st = begin_below(sink, p, err);
    if (st != JC_OK)
        return st;
    if (n > p->n)
        n = p->n;
    if (!below && p->next == ROW_DATA && p->part == 1)
        xlsx_fit(p, sink->info.lang);
    if (!below)
        note_row(&sink->page[p->first], cells, n);
    xlsx_rows_begin(p->rows, p->next + 1, row_height(p, cells, n, wraps));
    for (size_t i = 0; i < n; i++) {
        const struct cell *c = &cells[i];
        int xf = xlsx_xf(sink, xlsx_style_of(c, wraps[i]));
        if (c->kind == CELL_TEXT)
            put_text(p, i, c, xf);
        else if (c->kind != CELL_EMPTY)
            put_number(sink, p, i, c, xf);
        else if (below || c->col->input)
            xlsx_rows_blank(p->rows, i, xf);
        else
            xlsx_rows_text(p->rows, i, xf, "—", strlen("—"));
    }
    p->next++;
    return xlsx_rows_end(p->rows, err);
}

static enum jc_status xlsx_end(struct sink *sink, struct jc_err *err)
{
    struct page *p = &sink->page[sink->now];
    if (!p->below)
        p->last = p->next;
    enum jc_status st = xlsx_rows_close(p->rows, err);
    return st == JC_OK ? xlsx_frame(sink, p, err) : st;
}

/* ---- the file ------------------------------------------------------------------------------------ */

static void set_properties(struct sink *s)
{
    struct jc_buf title = {0};
    jc_buf_fmt(&title, "%s %s", s->info.lang == JC_ZH ? "集采履约与货款支付核查报告" : "Fulfilment and payment report",
               s->info.fingerprint);
    lxw_doc_properties props = {
        .title = (char *)(uintptr_t)jc_buf_text(&title),
        .author = (char *)(uintptr_t) "jicai " JC_VERSION,
        .created = (time_t)s->info.as_of * 86400, /* not the clock: same input, same bytes */
    };
    (void)workbook_set_properties(s->book, &props);
    jc_buf_free(&title);
}

static enum jc_status zip_failed(struct jc_err *err, struct sink *s, zip_t *zip)
{
    zip_error_t *e = zip_get_error(zip);
    if (zip_error_system_type(e) == ZIP_ET_SYS && zip_error_code_system(e)) {
        errno = zip_error_code_system(e);
        return output_failed(err, s->info.out);
    }
    return jc_fail(err, JC_OUTPUT, E_MADE, s->info.out, zip_error_strerror(e), NULL);
}

static enum jc_status read_part(struct jc_buf *out, zip_t *zip, zip_uint64_t index, struct sink *s, struct jc_err *err)
{
    char chunk[8192];
    zip_int64_t n = -1;
    zip_file_t *f = zip_fopen_index(zip, index, 0);
    while (f && (n = zip_fread(f, chunk, sizeof chunk)) > 0)
        jc_buf_add(out, chunk, (size_t)n);
    bool ok = f && n == 0;
    if (f)
        ok = zip_fclose(f) == 0 && ok;
    return ok ? JC_OK : zip_failed(err, s, zip);
}

static enum jc_status replace_part(struct sink *s, zip_t *zip, size_t i, struct jc_err *err)
{
    struct page *p = &s->page[i];
    struct jc_buf frame = {0};
    char name[64], last_cell[LXW_MAX_CELL_NAME_LENGTH];
    zip_source_t *source = NULL;
    snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", i + 1);
    lxw_rowcol_to_cell(last_cell, p->next - 1, (lxw_col_t)(p->n - 1));
    zip_int64_t index = zip_name_locate(zip, name, 0);
    enum jc_status st = index < 0 ? zip_failed(err, s, zip) : read_part(&frame, zip, (zip_uint64_t)index, s, err);
    if (st == JC_OK)
        st = xlsx_rows_source(&source, p->rows, zip, frame.p, frame.len, last_cell, err);
    if (st == JC_OK && zip_file_replace(zip, (zip_uint64_t)index, source, 0) != 0) {
        zip_source_free(source);
        st = zip_failed(err, s, zip);
    }
    /* 1980-01-01, as the other parts have it */
    if (st == JC_OK && zip_file_set_dostime(zip, (zip_uint64_t)index, 0, 0x21, 0) != 0)
        st = zip_failed(err, s, zip);
    jc_buf_free(&frame);
    return st;
}

static enum jc_status put_rows_in(struct sink *s, struct jc_err *err)
{
    int code = 0;
    zip_t *zip = zip_open(s->temp, 0, &code);
    if (!zip)
        return jc_fail(err, JC_OUTPUT, E_MADE, s->info.out, "zip_open", NULL);
    enum jc_status st = JC_OK;
    for (size_t i = 0; st == JC_OK && i < s->n; i++)
        st = replace_part(s, zip, i, err);
    if (st == JC_OK && zip_close(zip) == 0)
        return JC_OK;
    if (st == JC_OK)
        st = zip_failed(err, s, zip);
    zip_discard(zip);
    return st;
}

static enum jc_status copy_out(const struct sink *s, struct jc_err *err)
{
    char chunk[65536];
    size_t n = 0;
    FILE *from = fopen(s->temp, "rb"), *to = target_open(&s->to);
    bool ok = from && to;
    while (ok && (n = fread(chunk, 1, sizeof chunk, from)) > 0)
        ok = fwrite(chunk, 1, n, to) == n;
    ok = ok && !ferror(from);
    ok = (!to || fclose(to) == 0) && ok;
    enum jc_status st = ok ? JC_OK : output_failed(err, s->to.path);
    if (from)
        (void)fclose(from);
    return st;
}

struct closing {
    lxw_workbook *book;
    lxw_error e;
};

static void close_book(void *arg)
{
    struct closing *c = arg;
    c->e = workbook_close(c->book); /* frees the book, whatever comes */
}

static enum jc_status xlsx_commit(struct sink *sink, struct jc_err *err)
{
    set_properties(sink);
    enum jc_status st = xlsx_open_on(sink, err);
    if (st != JC_OK)
        return st;
    struct closing c = {.book = sink->book};
    jc_quietly(close_book, &c); /* of a full disk it tells in lines of its own, too */
    const lxw_error e = c.e;
    sink->book = NULL;
    if (e == LXW_ERROR_CREATING_XLSX_FILE || e == LXW_ERROR_CREATING_TMPFILE || e == LXW_ERROR_ZIP_FILE_OPERATION)
        return output_failed(err, sink->info.out);
    st = xlsx_made(err, e, sink->info.out);
    if (st == JC_OK)
        st = put_rows_in(sink, err);
    if (st == JC_OK && !sink->to.temp)
        return copy_out(sink, err); /* the temporary file is removed with the sink */
    if (st == JC_OK)
        st = target_commit(&sink->to, err);
    if (st == JC_OK)
        sink->temp[0] = 0;
    return st;
}

static void xlsx_path(struct sink *sink, const struct sheet *sheet, struct jc_buf *out)
{
    (void)sheet;
    jc_buf_str(out, sink->info.out);
}

static void xlsx_free(struct sink *sink)
{
    if (!sink)
        return;
    if (sink->book) /* not closed: a failure before; closing is the library's only way to free */
        lxw_workbook_free(sink->book);
    for (size_t i = 0; i < sink->n; i++) {
        xlsx_rows_free(sink->page[i].rows);
        places_free(&sink->page[i].places);
    }
    free(sink->page);
    if (sink->temp[0])
        (void)unlink(sink->temp);
    target_free(&sink->to);
    free(sink->temp);
    free(sink);
}

const struct sink_ops sink_xlsx = {"xlsx",      xlsx_open, xlsx_add, xlsx_begin, xlsx_row, xlsx_end,
                                   xlsx_commit, xlsx_path, NULL,     xlsx_free,  false,    xlsx_sink_look};
