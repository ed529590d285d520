/*
 * XML Spreadsheet 2003, mostly written by templates and named .xls. Counts that the file gives (ExpandedRowCount) are
 * not looked at; positions follow from ss:Index and from what stands before. One pass finds the sheets and checks the
 * whole document, a second one delivers the rows and goes on from sheet to sheet.
 */
#include "table/unknown.h"
#include "table/stranger.h"
#include "table/utf8in.h"
#include "table/xmlrows.h"

#include <ctype.h>

#define PIECE    65536
#define MAX_ROWS (1u << 20)

struct style {
    char *id, *parent;
    enum jc_style style;
    bool defined; /* it has a number format of its own */
};

struct xml2003 {
    struct jc_book *book;
    const struct jc_source *src;
    char declared[32];
    struct style *styles;
    size_t n_styles, cap_styles, style_bytes;
    struct jc_utf8in *in;
    struct jc_xmlrows *xml;
    size_t sheet;             /* of the reading pass: worksheets begun so far */
    size_t wanted;            /* the one whose rows are wanted, counted from 1; 0: the first pass */
    bool inside, sheet_ended; /* between the tags of the wanted one; past it */
    struct jc_unknown unknown;
    struct jc_line line;
    uint32_t top, left; /* corner of the table */
    uint32_t row, col;  /* the next ones if nothing else is said, from 0 */
    uint32_t row_span;  /* so many rows more that are like this one, which then is empty */
    uint32_t *busy;     /* first row at which each column is no more covered by a cell merged down */
    uint8_t *columns;   /* style of each column + 1, 0: none */
    const char *row_style;
    enum jc_style cell_style;
    uint32_t cell_col;
    bool in_cell, in_data, has_data, formula, skip;
    char type[16];
    struct jc_buf text, name, visible; /* of the cell; of the sheet in the first pass */
    bool in_visible;
    struct jc_merge *merges;
    size_t n_merges, cap_merges;
    bool date1904; /* its serial numbers count from there; a DateTime is the day that it says */
    bool begun;    /* something but blanks was read */
    char piece[PIECE];
};

/* ---- the document ------------------------------------------------------------------------------- */

static enum jc_status more(void *source, const char **data, size_t *n, struct jc_err *err)
{
    struct xml2003 *f = source;
    enum jc_status status = jc_utf8in_read(f->in, f->piece, sizeof f->piece, n, err);

    *data = f->piece;
    if (status == JC_OK && *n == 0)
        return JC_END;
    for (; !f->begun && *n > 0 && isspace((unsigned char)**data); --*n)
        ++*data; /* a template often begins with an empty line, which XML forbids */
    f->begun |= *n > 0;
    return status;
}

static enum jc_status restart(struct xml2003 *f, const struct jc_xml_handlers *handlers, struct jc_err *err)
{
    enum jc_status status;

    jc_xmlrows_free(f->xml);
    jc_utf8in_free(f->in);
    f->xml = NULL;
    f->in = NULL;
    f->sheet = 0;
    f->inside = f->in_cell = f->in_data = f->in_visible = f->skip = false;
    f->begun = false;
    status = jc_utf8in_open(&f->in, jc_bytes_of(f->src), f->declared, err);
    if (status == JC_OK)
        f->xml = jc_xmlrows_new(handlers, f, more, f, true);
    else
        f->sheet = SIZE_MAX;
    return status;
}

/* ---- first pass: styles, names and visibility of the sheets ------------------------------------- */

static const struct style *find_style(const struct xml2003 *f, const char *id)
{
    for (size_t i = 0; id && i < f->n_styles; i++)
        if (strcmp(f->styles[i].id, id) == 0)
            return &f->styles[i];
    return NULL;
}

static enum jc_style style_by_id(const struct xml2003 *f, const char *id)
{
    const struct style *style = find_style(f, id);

    for (int depth = 0; style && !style->defined && depth < 16; depth++)
        style = find_style(f, style->parent);
    return style && style->defined ? style->style : JC_STYLE_NUMBER;
}

static void add_style(struct xml2003 *f, const char *id, const char *parent)
{
    parent = parent ? parent : "";
    f->style_bytes += strlen(id) + strlen(parent);
    if (f->n_styles == JC_MAX_STYLES || f->style_bytes > JC_MAX_STYLE_BYTES) {
        jc_xmlrows_fail(f->xml, jc_fail(jc_xmlrows_err(f->xml), JC_LIMIT, 126, "Styles", NULL, NULL));
        return;
    }
    f->styles = jc_grow(f->styles, &f->cap_styles, f->n_styles + 1, sizeof *f->styles);
    f->styles[f->n_styles++] = (struct style){jc_strdup(id), jc_strdup(parent), 0, false};
}

static void scan_start(void *ctx, const char *name, const char **attributes)
{
    struct xml2003 *f = ctx;
    const char *value;

    if (strcmp(name, "Style") == 0 && (value = jc_xml_attribute(attributes, "ID"))) {
        add_style(f, value, jc_xml_attribute(attributes, "Parent"));
    } else if (strcmp(name, "NumberFormat") == 0 && f->n_styles > 0) {
        value = jc_xml_attribute(attributes, "Format"); /* none: General, whatever the parent has */
        f->styles[f->n_styles - 1].style = value ? jc_style_named(value, strlen(value)) : JC_STYLE_NUMBER;
        f->styles[f->n_styles - 1].defined = true;
    } else if (strcmp(name, "Worksheet") == 0) {
        jc_buf_clear(&f->name);
        jc_buf_clear(&f->visible);
        value = jc_xml_attribute(attributes, "Name");
        jc_buf_str(&f->name, value ? value : "");
    }
    f->date1904 |= strcmp(name, "Date1904") == 0;
    f->in_visible = strcmp(name, "Visible") == 0;
}

static void scan_end(void *ctx, const char *name)
{
    struct xml2003 *f = ctx;

    f->in_visible = false;
    if (strcmp(name, "Worksheet") == 0)
        jc_book_add_sheet(f->book, jc_buf_text(&f->name), f->name.len, strstr(jc_buf_text(&f->visible), "Hidden"));
}

static void scan_text(void *ctx, const char *s, size_t n)
{
    struct xml2003 *f = ctx;

    if (f->in_visible)
        jc_buf_add(&f->visible, s, n);
}

static const struct jc_xml_handlers scan_handlers = {scan_start, scan_end, scan_text};

/* ---- second pass: rows -------------------------------------------------------------------------- */

static void fail_at_cell(struct xml2003 *f, int code, enum jc_status status)
{
    char cell[24];

    jc_cell_name(cell, f->cell_col, f->row + 1);
    jc_fail(jc_xmlrows_err(f->xml), status, code, NULL, cell, NULL);
    jc_xmlrows_fail(f->xml, jc_err_place(jc_xmlrows_err(f->xml), NULL, NULL, cell));
}

static void start_sheet(struct xml2003 *f)
{
    f->inside = ++f->sheet == f->wanted;
    f->row = f->col = f->top = f->left = 0;
    f->n_merges = 0;
    memset(f->columns, 0, JC_MAX_COLUMNS);
    memset(f->busy, 0, JC_MAX_COLUMNS * sizeof *f->busy);
}

/* Where something stands, from 0: Index counts from the corner of the table; without one it comes next. */
static uint32_t place(const char **attributes, uint32_t corner, uint32_t next)
{
    uint32_t index = jc_xml_count(attributes, "Index", 0);

    return index ? corner + index - 1 : next;
}

static void start_table(struct xml2003 *f, const char **attributes)
{
    uint32_t top = jc_xml_count(attributes, "TopCell", 1), left = jc_xml_count(attributes, "LeftCell", 1);

    f->row = f->top = top > 0 && top <= MAX_ROWS ? top - 1 : 0;
    f->col = f->left = left > 0 && left <= JC_MAX_COLUMNS ? left - 1 : 0;
}

static void start_column(struct xml2003 *f, const char **attributes)
{
    const char *id = jc_xml_attribute(attributes, "StyleID");
    uint32_t first = place(attributes, f->left, f->col), span = jc_xml_count(attributes, "Span", 0);

    for (uint32_t i = 0; i <= span && first < JC_MAX_COLUMNS - i; i++)
        f->columns[first + i] = id ? (uint8_t)(style_by_id(f, id) + 1) : 0;
    f->col = first < JC_MAX_COLUMNS && span < JC_MAX_COLUMNS ? first + span + 1 : JC_MAX_COLUMNS;
}

static void start_row(struct xml2003 *f, const char **attributes)
{
    uint32_t row = place(attributes, f->top, f->row);
    const char *id = jc_xml_attribute(attributes, "StyleID");

    f->cell_col = 0;
    if (row < f->row || row >= MAX_ROWS) {
        fail_at_cell(f, 153, JC_INPUT);
        return;
    }
    f->row = row;
    f->col = f->left;
    f->row_style = NULL;
    if (id) {
        const struct style *style = find_style(f, id);

        f->row_style = style ? style->id : NULL;
    }
    jc_line_start(&f->line, row + 1);
    f->row_span = jc_xml_count(attributes, "Span", 0);
    f->in_cell = f->in_data = f->skip = false;
}

static void add_merge(struct xml2003 *f, uint32_t across, uint32_t down)
{
    for (uint32_t i = 0; down && i <= across && f->cell_col + i < JC_MAX_COLUMNS; i++)
        f->busy[f->cell_col + i] = f->row + 1 + down;
    if (f->n_merges == JC_MAX_MERGES) {
        fail_at_cell(f, 127, JC_LIMIT);
        return;
    }
    f->merges = jc_grow(f->merges, &f->cap_merges, f->n_merges + 1, sizeof *f->merges);
    f->merges[f->n_merges++] = (struct jc_merge){f->row + 1, f->cell_col, f->row + 1 + down, f->cell_col + across};
}

/* Where a cell stands that does not say it: after the one before and not where one from above is merged down to. */
static uint32_t next_col(const struct xml2003 *f)
{
    uint32_t col = f->col;

    while (col < JC_MAX_COLUMNS && f->busy[col] > f->row)
        col++;
    return col;
}

static void start_cell(struct xml2003 *f, const char **attributes)
{
    uint32_t across = jc_xml_count(attributes, "MergeAcross", 0), down = jc_xml_count(attributes, "MergeDown", 0);
    const char *id = jc_xml_attribute(attributes, "StyleID");

    f->cell_col = place(attributes, f->left, next_col(f));
    if (f->cell_col >= JC_MAX_COLUMNS || across >= JC_MAX_COLUMNS || down >= MAX_ROWS) {
        fail_at_cell(f, 164, JC_LIMIT);
        return;
    }
    if (id || f->row_style)
        f->cell_style = style_by_id(f, id ? id : f->row_style);
    else
        f->cell_style = f->columns[f->cell_col] ? (enum jc_style)(f->columns[f->cell_col] - 1) : JC_STYLE_NUMBER;
    if (across || down)
        add_merge(f, across, down);
    f->col = f->cell_col + across + 1;
    f->formula = jc_xml_attribute(attributes, "Formula") != NULL;
    f->in_cell = true;
    f->has_data = f->in_data = f->skip = false;
    jc_buf_clear(&f->text);
}

static void row_start(void *ctx, const char *name, const char **attributes)
{
    struct xml2003 *f = ctx;

    if (strcmp(name, "Worksheet") == 0) {
        start_sheet(f);
    } else if (!f->inside) {
        return;
    } else if (f->in_cell) {
        if (strcmp(name, "Comment") == 0)
            f->skip = true;
        else if (strcmp(name, "Data") == 0 && !f->skip && !f->has_data) {
            const char *type = jc_xml_attribute(attributes, "Type");

            jc_copy(f->type, sizeof f->type, type ? type : "String");
            f->in_data = f->has_data = true;
        }
    } else if (strcmp(name, "Row") == 0) {
        start_row(f, attributes);
    } else if (strcmp(name, "Cell") == 0) {
        start_cell(f, attributes);
    } else if (strcmp(name, "Table") == 0) {
        start_table(f, attributes);
    } else if (strcmp(name, "Column") == 0) {
        start_column(f, attributes);
    }
}

static void row_text(void *ctx, const char *s, size_t n)
{
    struct xml2003 *f = ctx;

    if (!f->in_data || f->skip)
        return;
    if (f->text.len + n > JC_MAX_CELL_BYTES)
        fail_at_cell(f, 164, JC_LIMIT);
    else
        jc_buf_add(&f->text, s, n);
}

/* Excel gives a time of day as a time on the day before its calendar begins, and 30 hours as one on the first of 1900. */
static void time_alone(struct jc_cell *cell, enum jc_style style)
{
    int64_t zero = jc_day_of(1899, 12, 31), days = cell->num - zero, seconds;

    if (cell->type != JC_CELL_DATE || cell->flags & JC_CELL_TIME || days < -1)
        return;
    days = days < 1 ? 0 : days + (cell->num >= jc_day_of(1900, 3, 1)); /* it has a 29th of February */
    seconds = days * 86400 + (cell->exp > 0 ? cell->exp : 0);
    if (days == 0 || (style == JC_STYLE_TIME && seconds <= INT32_MAX)) {
        cell->num = 0;
        cell->exp = (int32_t)seconds;
        cell->flags = JC_CELL_TIME;
    }
}

/* LibreOffice gives 30 hours as 1899-12-31T30:00:00.000. */
static bool long_clock(struct jc_cell *cell, const char *s)
{
    int h, m, sec;

    if (sscanf(s, "1899-12-31T%5d:%2d:%2d", &h, &m, &sec) != 3 || h < 24 || m < 0 || m > 59 || sec < 0 || sec > 59)
        return false;
    *cell = (struct jc_cell){.type = JC_CELL_DATE, .flags = JC_CELL_TIME, .exp = h * 3600 + m * 60 + sec, .str = -1};
    return true;
}

/* True: the text was what its type says. */
static bool typed_cell(struct xml2003 *f, struct jc_cell *cell)
{
    const char *s = jc_buf_text(&f->text);
    size_t n = f->text.len;

    if (strcmp(f->type, "Number") == 0)
        return jc_cell_parse(cell, s, n, f->cell_style, f->date1904);
    if (strcmp(f->type, "Boolean") == 0 && n > 0) {
        *cell = (struct jc_cell){.type = JC_CELL_BOOL, .num = *s == '1' || *s == 't' || *s == 'T', .str = -1};
        return true;
    }
    if (strcmp(f->type, "DateTime") == 0 && jc_cell_iso(cell, s, n)) {
        time_alone(cell, f->cell_style);
        return true;
    }
    if (strcmp(f->type, "DateTime") == 0)
        return long_clock(cell, s);
    return false;
}

static void end_cell(struct xml2003 *f)
{
    struct jc_cell *cell = jc_line_cell(&f->line, f->cell_col);
    bool value = f->has_data && (f->text.len > 0 || strcmp(f->type, "String") == 0); /* an empty number is none */

    f->in_cell = false;
    if (f->formula && !value) {
        cell->type = JC_CELL_UNKNOWN;
        jc_unknown_add(&f->unknown, f->cell_col, f->row + 1);
    }
    if (!value)
        return;
    if (typed_cell(f, cell))
        return;
    if (!jc_line_text(&f->line, f->cell_col, jc_buf_text(&f->text), f->text.len))
        fail_at_cell(f, 164, JC_LIMIT);
    else if (strcmp(f->type, "Error") == 0 && f->text.len > 0)
        jc_line_cell(&f->line, f->cell_col)->type = JC_CELL_ERROR;
}

static void row_end(void *ctx, const char *name)
{
    struct xml2003 *f = ctx;

    if (!f->inside)
        return;
    if (strcmp(name, "Comment") == 0) {
        f->skip = false;
    } else if (strcmp(name, "Data") == 0 && !f->skip) {
        f->in_data = false;
    } else if (strcmp(name, "Cell") == 0 && f->in_cell) {
        end_cell(f);
    } else if (strcmp(name, "Row") == 0) {
        f->row = f->row_span < MAX_ROWS ? f->row + 1 + f->row_span : MAX_ROWS;
        if (jc_line_row(&f->line)->n > 0)
            jc_xmlrows_pause(f->xml);
    } else if (strcmp(name, "Worksheet") == 0) {
        f->inside = false;
        f->sheet_ended = true;
        jc_xmlrows_pause(f->xml);
    }
}

static const struct jc_xml_handlers row_handlers = {row_start, row_end, row_text};

/* ---- the format --------------------------------------------------------------------------------- */

static void close_file(void *file)
{
    struct xml2003 *f = file;

    if (!f)
        return;
    jc_xmlrows_free(f->xml);
    jc_utf8in_free(f->in);
    for (size_t i = 0; i < f->n_styles; i++) {
        free(f->styles[i].id);
        free(f->styles[i].parent);
    }
    free(f->styles);
    free(f->columns);
    free(f->busy);
    free(f->merges);
    jc_line_free(&f->line);
    jc_buf_free(&f->text);
    jc_buf_free(&f->name);
    jc_buf_free(&f->visible);
    free(f);
}

static enum jc_status open_file(void **out, struct jc_book *book, struct jc_source *src, struct jc_err *err)
{
    struct xml2003 *f = jc_alloc(sizeof *f);
    enum jc_status status;

    f->book = book;
    f->src = src;
    f->columns = jc_alloc(JC_MAX_COLUMNS);
    f->busy = jc_alloc(JC_MAX_COLUMNS * sizeof *f->busy);
    f->text.limit = f->name.limit = f->visible.limit = 2 * JC_MAX_CELL_BYTES;
    jc_declared_charset(f->declared, src->head, src->head_len < 512 ? src->head_len : 512, "encoding");
    status = restart(f, &scan_handlers, err);
    if (status == JC_OK)
        status = jc_xmlrows_next(f->xml, err);
    if (status == JC_END)
        jc_utf8in_tell(f->in, book);
    *out = NULL;
    if (status != JC_END) {
        close_file(f);
        return status;
    }
    f->sheet = SIZE_MAX; /* the first pass is no use to a sheet */
    *out = f;
    return JC_OK;
}

static enum jc_status sheet_open(void **out, void *file, size_t i, struct jc_err *err)
{
    struct xml2003 *f = file;
    enum jc_status status = JC_OK;

    f->wanted = i + 1;
    f->sheet_ended = false;
    f->unknown.count = 0;
    f->n_merges = 0;
    if (f->sheet > i)
        status = restart(f, &row_handlers, err);
    f->inside = f->in_cell = f->in_data = f->skip = false; /* past what nobody wanted to read of the sheet before */
    *out = f;
    return status;
}

static enum jc_status next(void *sheet, const struct jc_row **row, struct jc_err *err)
{
    struct xml2003 *f = sheet;
    enum jc_status status = jc_xmlrows_next(f->xml, err);

    if (status == JC_OK && f->sheet_ended)
        status = JC_END;
    if (status == JC_END)
        jc_unknown_tell(&f->unknown, f->book, f->wanted - 1);
    else if (status != JC_OK)
        f->sheet = SIZE_MAX; /* another sheet may be well */
    *row = &f->line.row;
    return status;
}

static const struct jc_merge *merges(const void *sheet, size_t *n)
{
    const struct xml2003 *f = sheet;

    *n = f->n_merges;
    return f->merges;
}

static void sheet_free(void *sheet)
{
    (void)sheet; /* the reading goes on with the next sheet */
}

/* The root element is a Workbook of the name space of 2003. */
static bool sniff(struct jc_source *src)
{
    size_t n = src->head_len < 4096 ? src->head_len : 4096;
    char flat[4097];
    const char *p = flat;

    jc_head_flat(flat, src, n);
    do {
        p = strchr(p, '<');
        if (p && strncmp(p, "<!--", 4) == 0)
            p = strstr(p, "-->");
        else if (p && (p[1] == '?' || p[1] == '!'))
            p++;
        else
            break;
    } while (p);
    if (!p)
        return false;
    n = strcspn(++p, " \t\r\n>");
    return n >= 8 && strncmp(p + n - 8, "Workbook", 8) == 0 &&
           strstr(p, "urn:schemas-microsoft-com:office:spreadsheet");
}

const struct jc_format jc_format_xml2003 = {
    .name = "xml2003",
    .sniff = sniff,
    .open = open_file,
    .close = close_file,
    .sheet_open = sheet_open,
    .next = next,
    .merges = merges,
    .sheet_free = sheet_free,
};
