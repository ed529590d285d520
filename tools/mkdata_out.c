/* Cells in reading order to whatever kind of file; libxlsxwriter for .xlsx, iconv for GB18030. */
#include <iconv.h>
#include <xlsxwriter.h> /* before base.h bans what its macros name */

#include "mkdata.h"

struct md_out {
    const struct md_sink *sink;
    void *file;
    char sheet[64];
    int row, col;
    int merge_rows, merge_cols; /* pending for the next cell */
};

/* ---- .xlsx ---------------------------------------------------------------------------------------- */

struct xlsx {
    lxw_workbook *book;
    lxw_worksheet *sheet;
    lxw_format *bold, *day, *time, *number;
};

static void must(lxw_error e)
{
    if (e)
        md_die("xlsx: %s", lxw_strerror(e));
}

static void *xlsx_open(const char *path, enum md_form form)
{
    struct xlsx *x = jc_alloc(sizeof *x);
    lxw_workbook_options opt = {.constant_memory = form == MD_XLSX_INLINE};
    lxw_doc_properties props = {.title = "示例数据", .created = 1727654400}; /* 2024-09-30: no clock, same bytes */
    x->book = workbook_new_opt(path, &opt);
    must(workbook_set_properties(x->book, &props));
    x->bold = workbook_add_format(x->book);
    format_set_bold(x->bold);
    format_set_align(x->bold, LXW_ALIGN_CENTER);
    x->day = workbook_add_format(x->book);
    format_set_num_format(x->day, "yyyy-mm-dd");
    x->time = workbook_add_format(x->book);
    format_set_num_format(x->time, "yyyy-mm-dd hh:mm:ss");
    x->number = workbook_add_format(x->book);
    return x;
}

static void xlsx_sheet(void *s, const char *name)
{
    struct xlsx *x = s;
    x->sheet = workbook_add_worksheet(x->book, name);
    if (!x->sheet)
        md_die("xlsx: sheet %s", name);
    must(worksheet_set_column(x->sheet, 0, 30, 14, NULL));
}

static void xlsx_text(void *s, int row, int col, const char *text, bool bold)
{
    struct xlsx *x = s;
    must(worksheet_write_string(x->sheet, (lxw_row_t)row, (lxw_col_t)col, text, bold ? x->bold : NULL));
}

static void xlsx_num(void *s, int row, int col, double v)
{
    struct xlsx *x = s;
    must(worksheet_write_number(x->sheet, (lxw_row_t)row, (lxw_col_t)col, v, NULL));
}

static void xlsx_day(void *s, int row, int col, jc_day day, int second)
{
    struct xlsx *x = s;
    double serial = day + MD_EPOCH + (second < 0 ? 0 : second / 86400.0);
    must(worksheet_write_number(x->sheet, (lxw_row_t)row, (lxw_col_t)col, serial, second < 0 ? x->day : x->time));
}

static void xlsx_merge(void *s, int row, int col, int rows, int cols)
{
    struct xlsx *x = s;
    must(worksheet_merge_range(x->sheet, (lxw_row_t)row, (lxw_col_t)col, (lxw_row_t)(row + rows - 1),
                               (lxw_col_t)(col + cols - 1), "", x->bold));
}

static void xlsx_close(void *s)
{
    struct xlsx *x = s;
    must(workbook_close(x->book));
    free(x);
}

static const struct md_sink xlsx_sink = {xlsx_open, xlsx_sheet, xlsx_text, xlsx_num, xlsx_day, xlsx_merge, xlsx_close};

/* ---- .csv ----------------------------------------------------------------------------------------- */

struct csv {
    FILE *f;
    iconv_t to; /* (iconv_t)-1 = UTF-8 as it is */
    int row, col;
};

static void *csv_open(const char *path, enum md_form form)
{
    struct csv *c = jc_alloc(sizeof *c);
    c->f = fopen(path, "wb");
    if (!c->f)
        md_die("cannot write %s", path);
    c->to = (iconv_t)-1;
    if (form == MD_CSV_GB18030)
        c->to = iconv_open("GB18030", "UTF-8");
    else
        fputs("\xEF\xBB\xBF", c->f);
    return c;
}

static void csv_sheet(void *s, const char *name)
{
    (void)s, (void)name;
}

static void csv_put(struct csv *c, const char *s, size_t n)
{
    char out[4096], *in = (char *)s, *p = out;
    size_t left = sizeof out;
    if (c->to == (iconv_t)-1) {
        fwrite(s, 1, n, c->f);
        return;
    }
    if (n > sizeof out / 4 || iconv(c->to, &in, &n, &p, &left) == (size_t)-1)
        md_die("GB18030: %s", s);
    fwrite(out, 1, (size_t)(p - out), c->f);
}

/* Rows end with CR LF, as Windows writes them; cells left out become empty. */
static void csv_goto(struct csv *c, int row, int col)
{
    for (; c->row < row; c->row++, c->col = 0)
        fputs("\r\n", c->f);
    for (; c->col < col; c->col++)
        fputc(',', c->f);
}

static void csv_text(void *s, int row, int col, const char *text, bool bold)
{
    struct csv *c = s;
    (void)bold;
    csv_goto(c, row, col);
    if (!text[strcspn(text, ",\"\r\n")]) {
        csv_put(c, text, strlen(text));
        return;
    }
    fputc('"', c->f);
    for (const char *p = text; *p; p++) {
        size_t n = strcspn(p, "\"");
        csv_put(c, p, n);
        p += n;
        if (!*p)
            break;
        fputs("\"\"", c->f);
    }
    fputc('"', c->f);
}

static void csv_num(void *s, int row, int col, double x)
{
    csv_text(s, row, col, md_fmt("%.10g", x), false);
}

static void csv_day(void *s, int row, int col, jc_day day, int second)
{
    char iso[11];
    jc_day_text(iso, day);
    csv_text(s, row, col,
             second < 0 ? iso : md_fmt("%s %02d:%02d:%02d", iso, second / 3600, second / 60 % 60, second % 60), false);
}

static void csv_merge(void *s, int row, int col, int rows, int cols)
{
    (void)s, (void)row, (void)col, (void)rows, (void)cols;
}

static void csv_close(void *s)
{
    struct csv *c = s;
    fputs("\r\n", c->f);
    if (c->to != (iconv_t)-1)
        iconv_close(c->to);
    if (fclose(c->f))
        md_die("csv: write failed");
    free(c);
}

static const struct md_sink csv_sink = {csv_open, csv_sheet, csv_text, csv_num, csv_day, csv_merge, csv_close};

/* ---- cells in reading order ----------------------------------------------------------------------- */

struct md_out *md_open(const char *path, enum md_form form)
{
    static const struct md_sink *const sinks[] = {
        [MD_XLSX] = &xlsx_sink,        [MD_XLSX_INLINE] = &xlsx_sink, [MD_XLS] = &md_xls_sink,
        [MD_CSV_UTF8] = &csv_sink,     [MD_CSV_GB18030] = &csv_sink,  [MD_BIG_SHARED] = &md_big_sink,
        [MD_BIG_INLINE] = &md_big_sink};
    struct md_out *o = jc_alloc(sizeof *o);
    o->sink = sinks[form];
    o->file = o->sink->open(path, form);
    return o;
}

void md_sheet(struct md_out *o, const char *name)
{
    jc_copy(o->sheet, sizeof o->sheet, name);
    o->row = o->col = 0;
    o->sink->sheet(o->file, name);
}

/* The column of the next cell, with a pending merge laid under it. */
static int place(struct md_out *o)
{
    int col = o->col;
    if (o->merge_cols)
        o->sink->merge(o->file, o->row, col, o->merge_rows, o->merge_cols);
    o->col += o->merge_cols ? o->merge_cols : 1;
    return col;
}

void md_text(struct md_out *o, const char *s)
{
    bool merged = o->merge_cols;
    int col = place(o);
    o->merge_cols = o->merge_rows = 0;
    if (s && *s)
        o->sink->text(o->file, o->row, col, s, merged);
}

void md_num(struct md_out *o, int64_t scaled)
{
    o->sink->num(o->file, o->row, place(o), (double)scaled / JC_SCALE);
}

void md_raw(struct md_out *o, double x)
{
    o->sink->num(o->file, o->row, place(o), x);
}

void md_day(struct md_out *o, jc_day day, int second)
{
    int col = place(o);
    if (day != JC_NO_DAY)
        o->sink->day(o->file, o->row, col, day, second);
}

void md_merge(struct md_out *o, int columns, int rows)
{
    o->merge_cols = columns;
    o->merge_rows = rows;
}

void md_skip(struct md_out *o, int columns)
{
    o->col += columns;
}

void md_end(struct md_out *o)
{
    o->row++;
    o->col = 0;
}

int md_row(const struct md_out *o)
{
    return o->row + 1;
}

const char *md_sheet_name(const struct md_out *o)
{
    return o->sheet;
}

void md_close(struct md_out *o)
{
    o->sink->close(o->file);
    free(o);
}
