/*
 * OpenDocument spreadsheets, .ods and flat .fods: content.xml through expat, a row at a time. Rows and cells may stand
 * for many (number-rows-repeated, number-columns-repeated); the empty ones, which LibreOffice writes by the million,
 * cost nothing. One pass finds the sheets and checks the whole document, a second one delivers; it begins at the sheet
 * that is wanted where the first pass could tell its place.
 */
#include "table/pack.h"
#include "table/unknown.h"
#include "table/stranger.h"
#include "table/utf8in.h"
#include "table/xml.h"
#include "table/xmlrows.h"

#include <ctype.h>

#define MAX_ROWS     (1u << 20)
#define MAX_REPEATED 100000000u /* cells that come from repeating others, in one sheet */
#define ODS_MIME     "application/vnd.oasis.opendocument.spreadsheet"

/* Is a cell struck through: by a style of its own or of its row, or by that of its column, where it has neither? */
enum strikes { STRIKES_NOT, STRIKES, STRIKES_BY_COLUMN };

enum where { OUTSIDE, IN_BOOK, IN_TABLE, IN_ROW, IN_CELL };

/* Names of styles. */
struct names {
    char **v;
    size_t n, cap;
};

struct ods {
    struct jc_book *book;
    const struct jc_source *src;
    struct jc_pack *pack; /* NULL: flat */
    struct jc_stream *stream;
    struct jc_utf8in *in;
    struct jc_xmlrows *xml;
    uint64_t *places; /* where in content.xml each sheet begins; NULL: not known */
    size_t n_places, cap_places;
    uint64_t drop; /* bytes still to be passed over before the sheet */
    bool lead;     /* what leads to a sheet in a document is still to be given */
    char *piece;
    struct names hidden; /* of tables that are not shown */
    struct names struck; /* of cells that are struck through */
    size_t name_bytes;
    bool only_styles;
    char *style; /* the style element that is open in the first pass, and whether it is one of cells */
    bool of_cells;

    size_t sheet, wanted; /* tables begun so far; the wanted one, from 1 */
    bool sheet_ended;
    enum where where;
    unsigned deep, book_deep; /* nesting of elements; that of the spreadsheet */
    unsigned skip;            /* nesting at which something to pass over began, 0: nothing */
    struct jc_unknown unknown;
    struct jc_line line;
    struct jc_row row;
    uint32_t at_row, at_col, row_times, cell_times; /* from 0 */
    uint32_t pending;                               /* times the row is still to be delivered */
    uint64_t repeated;
    struct jc_cell cell;
    bool typed, formula, error, paragraph, seen_paragraph;
    enum strikes strikes;
    bool number;      /* by its type it has to have a value */
    bool said, given; /* there is a string-value; it is the text */
    struct jc_buf text;
    struct jc_merge *merges;
    size_t n_merges, cap_merges;
    bool *struck_columns; /* JC_MAX_COLUMNS: their cells are struck through where they have no style; NULL: none are */
    uint32_t at_column;   /* of the table-columns */
    enum strikes row_strikes; /* the same of the cells of a row */
};

/* ---- the document ------------------------------------------------------------------------------- */

static enum jc_status more(void *source, const char **data, size_t *n, struct jc_err *err)
{
    static const char lead[] = "<x><spreadsheet>";
    struct ods *f = source;
    enum jc_status status;

    if (f->lead) {
        f->lead = false;
        *data = lead;
        *n = sizeof lead - 1;
        return JC_OK;
    }
    if (f->pack) {
        while ((status = jc_stream_next(f->stream, 0, data, n, err)) == JC_OK && *n <= f->drop)
            f->drop -= *n;
        if (status == JC_OK) {
            *data += f->drop;
            *n -= f->drop;
            f->drop = 0;
        }
        return status;
    }
    status = jc_utf8in_read(f->in, f->piece, JC_SOURCE_HEAD, n, err);
    *data = f->piece;
    return status == JC_OK && *n == 0 ? JC_END : status;
}

static void stop(struct ods *f)
{
    jc_xmlrows_free(f->xml);
    jc_stream_free(f->stream);
    jc_utf8in_free(f->in);
    f->xml = NULL;
    f->stream = NULL;
    f->in = NULL;
}

/* Before the sheet `from`, or at the beginning. */
static enum jc_status restart(struct ods *f, const struct jc_xml_handlers *handlers, size_t from, struct jc_err *err)
{
    enum jc_status status;
    char declared[32];

    stop(f);
    from = from < f->n_places ? from : 0;
    f->sheet = from;
    f->lead = from > 0;
    f->drop = from > 0 ? f->places[from] : 0;
    f->where = OUTSIDE;
    f->deep = f->skip = f->pending = 0;
    if (f->pack)
        status = jc_stream_open(&f->stream, f->pack, jc_pack_find(f->pack, "content.xml"), err);
    else {
        jc_declared_charset(declared, f->src->head, f->src->head_len, "encoding");
        status = jc_utf8in_open(&f->in, jc_bytes_of(f->src), declared, err);
    }
    if (status == JC_OK)
        f->xml = jc_xmlrows_new(handlers, f, more, f, !f->pack || from > 0);
    else
        f->sheet = SIZE_MAX;
    return status;
}

/* Tables stand directly in the spreadsheet; those of links and charts stand deeper. */
static bool follow_depth(struct ods *f, const char *name)
{
    f->deep++;
    if (f->where == OUTSIDE && strcmp(name, "spreadsheet") == 0) {
        f->where = IN_BOOK;
        f->book_deep = f->deep;
    }
    return f->where == IN_BOOK && f->deep == f->book_deep + 1 && strcmp(name, "table") == 0;
}

/* ---- first pass --------------------------------------------------------------------------------- */

static bool is_among(const struct names *names, const char *style)
{
    for (size_t i = 0; style && i < names->n; i++)
        if (strcmp(names->v[i], style) == 0)
            return true;
    return false;
}

static void add_sheet(struct ods *f, const char **attributes)
{
    const char *name = jc_xml_attribute(attributes, "name");

    jc_book_add_sheet(f->book, name ? name : "", name ? strlen(name) : 0,
                      is_among(&f->hidden, jc_xml_attribute(attributes, "style-name")));
}

static void add_style(struct ods *f, struct names *names)
{
    f->name_bytes += strlen(f->style);
    if (names->n == JC_MAX_STYLES || f->name_bytes > JC_MAX_STYLE_BYTES) {
        jc_xmlrows_fail(f->xml, jc_fail(jc_xmlrows_err(f->xml), JC_LIMIT, 126, "content.xml", NULL, NULL));
        return;
    }
    names->v = jc_grow(names->v, &names->cap, names->n + 1, sizeof *names->v);
    names->v[names->n++] = jc_strdup(f->style);
}

static void scan_start(void *ctx, const char *name, const char **attributes)
{
    struct ods *f = ctx;
    const char *value;

    if (follow_depth(f, name)) {
        if (f->only_styles)
            jc_xmlrows_pause(f->xml);
        else
            add_sheet(f, attributes);
    } else if (f->where == OUTSIDE && strcmp(name, "style") == 0) {
        free(f->style);
        value = jc_xml_attribute(attributes, "name");
        f->style = jc_strdup(value ? value : "");
        value = jc_xml_attribute(attributes, "family");
        f->of_cells = value && strcmp(value, "table-cell") == 0;
    } else if (f->style && strcmp(name, "table-properties") == 0) {
        value = jc_xml_attribute(attributes, "display");
        if (value && strcmp(value, "false") == 0)
            add_style(f, &f->hidden);
    } else if (f->style && f->of_cells && strcmp(name, "text-properties") == 0) {
        value = jc_xml_attribute(attributes, "text-line-through-style");
        if (value && strcmp(value, "none") != 0)
            add_style(f, &f->struck);
    }
}

static void scan_end(void *ctx, const char *name)
{
    struct ods *f = ctx;

    f->deep--;
    if (strcmp(name, "style") == 0) {
        free(f->style);
        f->style = NULL;
    }
}

static const struct jc_xml_handlers scan_handlers = {scan_start, scan_end, NULL};

/*
 * The quick first pass: the styles by the parser, then the tags of tables by a search over the raw text, which costs a
 * tenth. It gives up where it is not sure to see what the parser would: comments, CDATA, linked tables, other prefixes.
 * CRC-32 and length are checked all the same; the second pass parses what it delivers.
 */
struct tags {
    struct ods *f;
    struct jc_buf found; /* the start tags one after another, each ended by '>' */
    const char *window;
    uint64_t at; /* place of the window in content.xml */
    unsigned depth;
    bool unsure;
};

/* The '>' of the tag at p, past quoted values; NULL: not in these bytes. */
static const char *tag_end(const char *p, const char *end)
{
    for (char quote = '\0'; p < end; p++) {
        if (quote)
            quote = *p == quote ? '\0' : quote;
        else if (*p == '"' || *p == '\'')
            quote = *p;
        else if (*p == '>')
            return p;
    }
    return NULL;
}

static void take_tag(struct tags *t, const char *p, const char *close, bool ends)
{
    if (ends) {
        t->unsure |= t->depth == 0;
        t->depth -= t->depth > 0;
        return;
    }
    if (t->depth == 0) {
        struct ods *f = t->f;

        jc_buf_add(&t->found, p, (size_t)(close - p) + 1);
        f->places = jc_grow(f->places, &f->cap_places, f->n_places + 1, sizeof *f->places);
        f->places[f->n_places++] = t->at + (uint64_t)(p - t->window);
    }
    t->depth += close[-1] != '/';
}

/*
 * The tags of tables in [p, end), before which two bytes stand; returns how many bytes at the end are to be seen again:
 * a tag that goes on, or what may be the beginning of one, never one that was taken.
 */
static size_t take_tags(struct tags *t, const char *p, const char *end)
{
    static const char name[] = "table:table";
    const size_t len = sizeof name - 1;
    const char *done = p;

    while ((p = memmem(done, (size_t)(end - done), name, len))) {
        const char *after = p + len, *close;
        bool ends = p[-1] == '/' && p[-2] == '<';

        done = after;
        if (p[-1] != '<' && !ends)
            continue;
        close = after < end ? tag_end(after, end) : NULL;
        if (!close)
            return (size_t)(end - p) + 2;
        if (*after == '>' || *after == '/' || isspace((unsigned char)*after))
            take_tag(t, p - 1, close, ends);
        done = close;
    }
    return end - done > 16 ? 16 : (size_t)(end - done);
}

/* Where '<table:table' in a window may be something else than a tag, or the bytes no UTF-8. */
static bool is_odd(const struct tags *t, const char *data, size_t n)
{
    size_t declared = t->at == 0 && n > 5 ? 5 : 0; /* past <?xml, perhaps after a mark */
    char charset[32] = "";

    if (t->at == 0)
        jc_declared_charset(charset, data, n < 256 ? n : 256, "encoding");
    return n < 2 || memmem(data, n, "<!", 2) || memmem(data + declared, n - declared, "<?", 2) ||
           memmem(data, n, "<table:dde-link", 15) || (*charset && strcmp(charset, "utf-8") != 0);
}

static enum jc_status find_tags(struct tags *t, struct jc_err *err)
{
    struct ods *f = t->f;
    const char *data;
    size_t n, keep = 0;
    enum jc_status status = jc_stream_open(&f->stream, f->pack, jc_pack_find(f->pack, "content.xml"), err);

    while (status == JC_OK && !t->unsure && (status = jc_stream_next(f->stream, keep, &data, &n, err)) == JC_OK) {
        t->unsure = jc_interrupted || is_odd(t, data, n);
        t->window = data;
        if (!t->unsure)
            keep = take_tags(t, data + 2, data + n);
        t->at += n - keep;
        t->unsure |= t->found.over || keep > JC_MAX_CELL_BYTES;
    }
    jc_stream_free(f->stream);
    f->stream = NULL;
    return status == JC_END || t->unsure ? JC_OK : status;
}

static void on_tag(void *ctx, const char *name, const char **attributes)
{
    if (strcmp(name, "table") == 0)
        add_sheet(ctx, attributes);
}

/* The tags found, as one small document. */
static enum jc_status one_text(void *source, const char **data, size_t *n, struct jc_err *err)
{
    struct jc_buf *text = source;

    (void)err;
    *data = text->p;
    *n = text->len;
    text->len = 0;
    return *n ? JC_OK : JC_END;
}

/* JC_NOTFOUND: this is a case for the parser. */
static enum jc_status scan_quickly(struct ods *f, struct jc_err *err)
{
    static const struct jc_xml_handlers tag_handlers = {on_tag, NULL, NULL};
    struct tags t = {.f = f};
    struct jc_buf text = {0};
    enum jc_status status;

    t.found.limit = JC_MAX_CELL_BYTES;
    f->only_styles = true;
    status = restart(f, &scan_handlers, 0, err);
    if (status == JC_OK)
        status = jc_xmlrows_next(f->xml, err);
    stop(f);
    f->only_styles = false;
    if (status == JC_OK)
        status = find_tags(&t, err);
    if (status == JC_OK && (t.unsure || t.depth || t.found.len == 0)) {
        status = JC_NOTFOUND;
        f->n_places = 0;
    }
    if (status == JC_OK) {
        struct jc_xmlrows *xml;

        jc_buf_str(&text, "<x>");
        for (const char *p = t.found.p, *close; *p; p = close + 1) {
            close = tag_end(p, t.found.p + t.found.len);
            jc_buf_add(&text, p, (size_t)(close - p) - (close[-1] == '/'));
            jc_buf_str(&text, "/>");
        }
        jc_buf_str(&text, "</x>");
        xml = jc_xmlrows_new(&tag_handlers, f, one_text, &text, true);
        status = jc_xmlrows_next(xml, err);
        jc_xmlrows_free(xml);
    }
    jc_buf_free(&text);
    jc_buf_free(&t.found);
    return status;
}

static enum jc_status scan_carefully(struct ods *f, struct jc_err *err)
{
    enum jc_status status = restart(f, &scan_handlers, 0, err);

    return status == JC_OK ? jc_xmlrows_next(f->xml, err) : status;
}

/* What a style says; of the row, where there is none, and of the columns in the end. */
static enum strikes strikes_by(const struct ods *f, const char *style, enum strikes otherwise)
{
    if (!style || f->struck.n == 0)
        return otherwise;
    return is_among(&f->struck, style) ? STRIKES : STRIKES_NOT;
}

/* ---- second pass: cells ------------------------------------------------------------------------- */

static void fail_at_cell(struct ods *f, int code, enum jc_status status)
{
    char cell[24];

    jc_cell_name(cell, f->at_col, f->at_row + 1);
    jc_fail(jc_xmlrows_err(f->xml), status, code, NULL, cell, NULL);
    jc_xmlrows_fail(f->xml, jc_err_place(jc_xmlrows_err(f->xml), NULL, NULL, cell));
}

/* A number may be shown as a truth: LibreOffice then writes boolean-value="8". 0 and 1 are what truths are elsewhere. */
static bool truth(struct jc_cell *cell, const char *value)
{
    bool yes = strcmp(value, "true") == 0;

    if (!yes && strcmp(value, "false") != 0) {
        if (!jc_cell_parse(cell, value, strlen(value), JC_STYLE_NUMBER, false))
            return false;
        yes = cell->num == 1 && cell->exp == 0;
        if (!yes && cell->num != 0)
            return true;
    }
    *cell = (struct jc_cell){.type = JC_CELL_BOOL, .num = yes, .str = -1};
    return true;
}

/*
 * The value that the attributes give; a text stands in paragraphs unless string-value says what it is, which then may be
 * shown otherwise. "calcext:value-type" tells errors: what is shown says which, a value beside it is none.
 */
static void typed_value(struct ods *f, const char **attributes)
{
    const char *type = NULL, *value = NULL;

    for (const char **a = attributes; a[0]; a += 2)
        if (strcmp(a[0], "calcext:value-type") == 0)
            f->error = strcmp(a[1], "error") == 0;
        else if (jc_xml_attribute((const char *[]){a[0], a[1], NULL}, "value-type"))
            type = a[1];
    f->number = type && strcmp(type, "string") != 0 && !f->error;
    if (!f->number) {
        value = jc_xml_attribute(attributes, "string-value");
        f->said = value != NULL;
        f->given = value && *value;
        jc_buf_str(&f->text, value ? value : "");
    } else if (strcmp(type, "date") == 0 && (value = jc_xml_attribute(attributes, "date-value"))) {
        f->typed = jc_cell_iso(&f->cell, value, strlen(value));
        if (f->typed && f->cell.num == jc_day_of(1899, 12, 30) && f->cell.exp > 0) { /* day 0, as 0.25 in .xlsx */
            f->cell.num = 0;
            f->cell.flags |= JC_CELL_TIME;
        }
    } else if (strcmp(type, "time") == 0 && (value = jc_xml_attribute(attributes, "time-value"))) {
        f->typed = jc_cell_iso(&f->cell, value, strlen(value));
    } else if (strcmp(type, "boolean") == 0 && (value = jc_xml_attribute(attributes, "boolean-value"))) {
        f->typed = truth(&f->cell, value);
    } else if ((value = jc_xml_attribute(attributes, "value"))) { /* float, percentage, currency */
        enum jc_style style = strcmp(type, "percentage") == 0 ? JC_STYLE_PERCENT : JC_STYLE_NUMBER;

        f->typed = jc_cell_parse(&f->cell, value, strlen(value), style, false);
    }
}

static void start_cell(struct ods *f, const char **attributes)
{
    uint32_t across = jc_xml_count(attributes, "number-columns-spanned", 1);
    uint32_t down = jc_xml_count(attributes, "number-rows-spanned", 1);

    f->where = IN_CELL;
    f->cell_times = jc_xml_count(attributes, "number-columns-repeated", 1);
    f->cell_times = f->cell_times ? f->cell_times : 1;
    f->typed = f->error = f->paragraph = f->seen_paragraph = f->number = f->said = f->given = false;
    f->formula = jc_xml_attribute(attributes, "formula") != NULL;
    f->strikes = strikes_by(f, jc_xml_attribute(attributes, "style-name"), f->row_strikes);
    jc_buf_clear(&f->text);
    typed_value(f, attributes);
    if (across > 1 || down > 1) {
        if (across > JC_MAX_COLUMNS || down > MAX_ROWS || across == 0 || down == 0) {
            fail_at_cell(f, 164, JC_LIMIT);
            return;
        }
        if (f->n_merges == JC_MAX_MERGES) {
            fail_at_cell(f, 127, JC_LIMIT);
            return;
        }
        f->merges = jc_grow(f->merges, &f->cap_merges, f->n_merges + 1, sizeof *f->merges);
        f->merges[f->n_merges++] =
            (struct jc_merge){f->at_row + 1, f->at_col, f->at_row + down, f->at_col + across - 1};
    }
}

/* One of the columns that a cell stands for. */
static bool put_cell(struct ods *f, uint32_t col)
{
    struct jc_cell *cell;

    if (!f->typed && f->text.len > 0) {
        if (!jc_line_text(&f->line, col, jc_buf_text(&f->text), f->text.len))
            return false;
        if (f->error)
            jc_line_cell(&f->line, col)->type = JC_CELL_ERROR;
        return true;
    }
    cell = jc_line_cell(&f->line, col);
    if (!cell)
        return false;
    if (f->typed) {
        *cell = f->cell;
    } else {
        cell->type = JC_CELL_UNKNOWN;
        jc_unknown_add(&f->unknown, col, f->at_row + 1);
    }
    return true;
}

/* OpenOffice 2 and 3 give an error the value 0; what is shown tells. */
static void mark_error(struct ods *f)
{
    if (f->typed && f->cell.type == JC_CELL_NUMBER && f->cell.num == 0 &&
        jc_error_text(jc_buf_text(&f->text), f->text.len)) {
        f->typed = false;
        f->error = true;
    }
}

static void end_cell(struct ods *f)
{
    bool lost = f->error || (f->formula && (f->number || !(f->seen_paragraph || f->said)));
    bool unknown = lost && !f->typed && f->text.len == 0;

    f->where = IN_ROW;
    mark_error(f);
    if (f->typed || f->text.len > 0 || unknown) {
        if (f->cell_times > JC_MAX_COLUMNS || f->at_col > JC_MAX_COLUMNS - f->cell_times) {
            fail_at_cell(f, 164, JC_LIMIT);
            return;
        }
        for (uint32_t i = 0; i < f->cell_times; i++) {
            if (!put_cell(f, f->at_col + i)) {
                fail_at_cell(f, 164, JC_LIMIT);
                return;
            }
            if (f->strikes == STRIKES ||
                (f->strikes == STRIKES_BY_COLUMN && f->struck_columns && f->struck_columns[f->at_col + i]))
                jc_line_cell(&f->line, f->at_col + i)->flags |= JC_CELL_STRUCK;
        }
    }
    f->at_col = f->cell_times > JC_MAX_COLUMNS - (f->at_col < JC_MAX_COLUMNS ? f->at_col : JC_MAX_COLUMNS)
                    ? JC_MAX_COLUMNS
                    : f->at_col + f->cell_times;
}

/* ---- text --------------------------------------------------------------------------------------- */

static void add_text(struct ods *f, const char *s, size_t n)
{
    if (f->text.len + n > JC_MAX_CELL_BYTES)
        fail_at_cell(f, 164, JC_LIMIT);
    else
        jc_buf_add(&f->text, s, n);
}

static void start_paragraph(struct ods *f)
{
    if (f->given)
        return;
    if (f->seen_paragraph)
        add_text(f, "\n", 1);
    f->paragraph = f->seen_paragraph = true;
}

/*
 * Blanks and line ends stay as they stand. The standard would have runs of them folded, but writers that do not know
 * <text:s/> mean what they write, and LibreOffice shows it.
 */
static void on_text(void *ctx, const char *s, size_t n)
{
    struct ods *f = ctx;

    if (f->where == IN_CELL && f->paragraph && !f->skip)
        add_text(f, s, n);
}

/* Comments, drawings and tables in a cell have texts of their own; rows of such a table are none of the sheet. */
static bool hangs_there(const char *name)
{
    static const char *const names[] = {"annotation",      "frame", "custom-shape", "g",       "control", "ruby-text",
                                        "measure",         "line",  "rect",         "circle",  "ellipse", "polyline",
                                        "polygon",         "path",  "connector",    "caption", "scene",   "note",
                                        "regular-polygon", "table"};

    for (size_t i = 0; i < JC_LEN(names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void start_in_cell(struct ods *f, const char *name, const char **attributes)
{
    if (hangs_there(name)) {
        f->skip = f->deep;
    } else if (strcmp(name, "p") == 0) {
        start_paragraph(f);
    } else if (!f->paragraph) {
        return;
    } else if (strcmp(name, "s") == 0) {
        uint32_t times = jc_xml_count(attributes, "c", 1);

        for (uint32_t i = 0; (i < times || i == 0) && f->text.len < JC_MAX_CELL_BYTES; i++)
            jc_buf_char(&f->text, ' ');
    } else if (strcmp(name, "tab") == 0) {
        add_text(f, "\t", 1);
    } else if (strcmp(name, "line-break") == 0) {
        add_text(f, "\n", 1);
    }
}

/* ---- second pass: rows -------------------------------------------------------------------------- */

static void start_table(struct ods *f)
{
    if (++f->sheet != f->wanted)
        return;
    f->where = IN_TABLE;
    f->at_row = 0;
    f->repeated = 0;
    f->n_merges = 0;
    f->at_column = 0;
    free(f->struck_columns);
    f->struck_columns = f->struck.n ? jc_alloc(JC_MAX_COLUMNS * sizeof *f->struck_columns) : NULL;
}

/* LibreOffice leaves out the style of a cell that has the one of its column. */
static void take_columns(struct ods *f, const char **attributes)
{
    uint32_t times = jc_xml_count(attributes, "number-columns-repeated", 1);
    bool struck = is_among(&f->struck, jc_xml_attribute(attributes, "default-cell-style-name"));

    for (times = times ? times : 1; times > 0 && f->at_column < JC_MAX_COLUMNS; times--)
        f->struck_columns[f->at_column++] = struck;
}

static void row_start(void *ctx, const char *name, const char **attributes)
{
    struct ods *f = ctx;

    if (follow_depth(f, name))
        start_table(f);
    else if (f->skip)
        return;
    else if (f->where == IN_TABLE && (strcmp(name, "shapes") == 0 || strcmp(name, "table") == 0))
        f->skip = f->deep;
    else if (f->struck_columns && f->where == IN_TABLE && strcmp(name, "table-column") == 0)
        take_columns(f, attributes);
    else if (f->where == IN_TABLE && strcmp(name, "table-row") == 0) {
        f->row_strikes = strikes_by(f, jc_xml_attribute(attributes, "default-cell-style-name"), STRIKES_BY_COLUMN);
        f->where = IN_ROW;
        f->at_col = 0;
        f->row_times = jc_xml_count(attributes, "number-rows-repeated", 1);
        f->row_times = f->row_times ? f->row_times : 1;
        jc_line_start(&f->line, f->at_row + 1);
    } else if (f->where == IN_ROW && (strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0))
        start_cell(f, attributes);
    else if (f->where == IN_CELL)
        start_in_cell(f, name, attributes);
}

static void end_row(struct ods *f)
{
    f->where = IN_TABLE;
    f->row = *jc_line_row(&f->line);
    if (f->row.n > 0) {
        f->repeated += (uint64_t)(f->row_times - 1) * f->row.n;
        if (f->row_times > MAX_ROWS || f->at_row > MAX_ROWS - f->row_times || f->repeated > MAX_REPEATED) {
            fail_at_cell(f, 164, JC_LIMIT);
            return;
        }
        f->pending = f->row_times;
        jc_xmlrows_pause(f->xml);
    }
    f->at_row = f->row_times > MAX_ROWS ? MAX_ROWS : f->at_row + f->row_times;
}

static void row_end(void *ctx, const char *name)
{
    struct ods *f = ctx;
    unsigned deep = f->deep--;

    if (f->skip) {
        f->skip = f->skip == deep ? 0 : f->skip;
    } else if (f->where == IN_CELL && strcmp(name, "p") == 0) {
        f->paragraph = false;
    } else if (f->where == IN_CELL && (strcmp(name, "table-cell") == 0 || strcmp(name, "covered-table-cell") == 0)) {
        end_cell(f);
    } else if (f->where == IN_ROW && strcmp(name, "table-row") == 0) {
        end_row(f);
    } else if (f->where == IN_TABLE && strcmp(name, "table") == 0) {
        f->where = IN_BOOK;
        f->sheet_ended = true;
        jc_xmlrows_pause(f->xml);
    }
}

static const struct jc_xml_handlers row_handlers = {row_start, row_end, on_text};

/* ---- the format --------------------------------------------------------------------------------- */

static void names_free(struct names *names)
{
    for (size_t i = 0; i < names->n; i++)
        free(names->v[i]);
    free(names->v);
}

static void close_file(void *file)
{
    struct ods *f = file;

    if (!f)
        return;
    stop(f);
    jc_pack_free(f->pack);
    names_free(&f->hidden);
    names_free(&f->struck);
    free(f->places);
    free(f->style);
    free(f->piece);
    free(f->merges);
    free(f->struck_columns);
    jc_line_free(&f->line);
    jc_buf_free(&f->text);
    free(f);
}

/* Is content.xml encrypted? Macros may be so in a document that anybody can open. */
static bool is_encrypted(const char *manifest)
{
    const char *entry = strstr(manifest, "full-path=\"content.xml\""), *next;

    if (!entry)
        return strstr(manifest, "encryption-data") != NULL;
    next = strstr(entry, ":file-entry ");
    entry = strstr(entry, "encryption-data");
    return entry && (!next || entry < next);
}

/* Opens the container and sees to it that content.xml can be read. */
static enum jc_status open_pack(struct ods *f, struct jc_err *err)
{
    struct jc_buf manifest = {0};
    int64_t part;
    enum jc_status status = jc_pack_open(&f->pack, f->src, err);

    if (status != JC_OK)
        return status;
    part = jc_pack_find(f->pack, "META-INF/manifest.xml");
    if (part >= 0 && jc_pack_read(&manifest, f->pack, part, JC_MAX_CELL_BYTES, NULL) == JC_OK &&
        is_encrypted(jc_buf_text(&manifest)))
        status = jc_fail(err, JC_INPUT, 108, NULL, NULL, NULL);
    else if (jc_pack_find(f->pack, "content.xml") < 0)
        status = jc_fail(err, JC_INPUT, 162, NULL, NULL, NULL);
    jc_buf_free(&manifest);
    return status;
}

static enum jc_status open_file(void **out, struct jc_book *book, struct jc_source *src, struct jc_err *err)
{
    struct ods *f = jc_alloc(sizeof *f);
    enum jc_status status = JC_OK;

    f->book = book;
    f->src = src;
    f->text.limit = 2 * JC_MAX_CELL_BYTES;
    if (jc_pack_sniff(src))
        status = open_pack(f, err);
    else
        f->piece = jc_alloc(JC_SOURCE_HEAD);
    if (status == JC_OK)
        status = f->pack ? scan_quickly(f, err) : JC_NOTFOUND;
    if (status == JC_NOTFOUND)
        status = scan_carefully(f, err);
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
    struct ods *f = file;
    enum jc_status status = JC_OK;

    f->wanted = i + 1;
    f->sheet_ended = false;
    f->pending = 0;
    f->unknown.count = 0;
    f->n_merges = 0;
    if (f->sheet > i)
        status = restart(f, &row_handlers, i, err);
    else if (f->where >= IN_TABLE) { /* past what nobody wanted to read of the sheet before */
        f->where = IN_BOOK;
        f->skip = 0;
    }
    *out = f;
    return status;
}

static enum jc_status next(void *sheet, const struct jc_row **row, struct jc_err *err)
{
    struct ods *f = sheet;

    if (f->pending == 0) {
        enum jc_status status = jc_xmlrows_next(f->xml, err);

        if (status == JC_OK && f->sheet_ended)
            status = JC_END;
        if (status == JC_END)
            jc_unknown_tell(&f->unknown, f->book, f->wanted - 1);
        else if (status != JC_OK)
            f->sheet = SIZE_MAX; /* another sheet may be well */
        if (status != JC_OK)
            return status;
    } else {
        f->row.number++;
    }
    f->pending--;
    *row = &f->row;
    return JC_OK;
}

static const struct jc_merge *merges(const void *sheet, size_t *n)
{
    const struct ods *f = sheet;

    *n = f->n_merges;
    return f->merges;
}

static void sheet_free(void *sheet)
{
    (void)sheet; /* the reading goes on with the next sheet */
}

static void on_manifest(void *ctx, const char *name, const char **attributes)
{
    const char *path = jc_xml_attr(attributes, "full-path"), *type = jc_xml_attr(attributes, "media-type");

    if (strcmp(name, "file-entry") == 0 && path && strcmp(path, "/") == 0 && type)
        *(bool *)ctx = strncmp(type, ODS_MIME, strlen(ODS_MIME)) == 0;
}

/* A program that packs without the part "mimetype" still names the document in the manifest. */
static bool manifest_tells(struct jc_pack *pack)
{
    bool yes = false;
    const struct jc_xml_walk walk = {on_manifest, NULL, &yes};
    int64_t part = jc_pack_find(pack, "META-INF/manifest.xml");

    return part >= 0 && jc_pack_find(pack, "content.xml") >= 0 && jc_xml_walk(&walk, pack, part, NULL) == JC_OK && yes;
}

/* The stored first part of the container, or the root element of a flat file. */
static bool sniff(struct jc_source *src)
{
    struct jc_buf mime = {0};
    struct jc_pack *pack = NULL;
    size_t n = src->head_len < 4096 ? src->head_len : 4096;
    bool yes = false;

    if (!jc_pack_sniff(src))
        return jc_head_has(src, n, "<office:document") && jc_head_has(src, n, ODS_MIME);
    if (jc_pack_open(&pack, src, NULL) == JC_OK) {
        int64_t part = jc_pack_find(pack, "mimetype");

        if (part < 0)
            yes = manifest_tells(pack);
        else if (jc_pack_read(&mime, pack, part, 4096, NULL) == JC_OK)
            yes = strncmp(jc_buf_text(&mime), ODS_MIME, strlen(ODS_MIME)) == 0;
    }
    jc_pack_free(pack);
    jc_buf_free(&mime);
    return yes;
}

const struct jc_format jc_format_ods = {
    .name = "ods",
    .sniff = sniff,
    .open = open_file,
    .close = close_file,
    .sheet_open = sheet_open,
    .next = next,
    .merges = merges,
    .sheet_free = sheet_free,
};
