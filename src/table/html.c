/*
 * HTML tables, mostly named .xls: what systems export by printing a page, and what Excel and LibreOffice save. libxml2
 * parses, forgiving as a browser; here tables become grids: rowspan and colspan, <br>, blanks folded, x:num, sdval
 * and number formats. Every table that holds anything is a sheet, tables in tables too.
 */
#include "table/html.h"
#include "table/scan.h"
#include "table/stranger.h"

#include <libxml/HTMLparser.h>

#include <ctype.h>
#include <strings.h>

#define MAX_NESTED 32
#define MAX_SPAN   65534
#define MAX_CSS    (4u << 20)
#define PIECE      65536
#define NBSP       "\xC2\xA0"

enum { DAYS_TO_1904 = 1462 }; /* from the day that a serial number has to the one that it has from 1904 */

/* A table whose end tag is still to come. */
struct open_table {
    size_t table;
    uint32_t next_row, row, col; /* from 0; row is valid in a row */
    bool in_row, in_cell;
    uint32_t *busy; /* first row at which each column is free again */
    size_t n_busy, cap_busy;
    struct jc_buf text; /* of the open cell */
    bool blank_due;     /* a blank to be written before more text */
    bool break_due;     /* the text before stands in a paragraph of its own */
    unsigned pre;       /* <pre> that are open: blanks count */
    uint32_t cell_col;
    enum jc_grid_kind kind;
    enum jc_style style;
    bool has_value; /* an attribute gave the value */
    struct jc_buf value;
    bool choosing;   /* in <select> */
    bool listed;     /* which shows several of its options at once */
    bool any;        /* some option of it may be the chosen one */
    bool in_choice;  /* in such an option */
    unsigned unseen; /* <textarea> and <select> that are open and not shown */
    struct jc_buf choice;
};

struct named {
    char *name;
    bool hidden;
};

struct jc_html {
    struct jc_book *book;
    struct jc_grid *grid;
    struct jc_css *css;
    size_t *shown; /* grid table of each sheet */
    size_t n_shown;
    struct named *names; /* the sheets as Excel lists them */
    size_t n_names, cap_names;
    bool says_1904, shows_1904, shows_1900; /* what serial numbers count from */
    bool page_hidden;                       /* Excel says so of the sheet of this page */
    bool *hidden;                           /* by table: it stands in such a page */
    size_t cap_hidden;
    struct open_table *open[MAX_NESTED];
    unsigned depth, too_deep;
    unsigned silent; /* script, style, title … */
    bool in_style;
    struct jc_buf style;
    enum jc_status failed;
    struct jc_err err;
};

/* ---- text of a cell ----------------------------------------------------------------------------- */

static struct open_table *innermost(struct jc_html *h)
{
    return h->depth && !h->too_deep ? h->open[h->depth - 1] : NULL;
}

static void fail_at_cell(struct jc_html *h, const struct open_table *t, int code)
{
    char cell[24];

    jc_cell_name(cell, t->col, t->row + 1);
    if (h->failed == JC_OK) {
        h->failed = jc_fail(&h->err, JC_LIMIT, code, NULL, cell, NULL);
        jc_err_place(&h->err, NULL, NULL, cell);
    }
}

static bool at_line_begin(const struct open_table *t)
{
    return t->text.len == 0 || t->text.p[t->text.len - 1] == '\n';
}

/* Before text, and before a line break. */
static void end_paragraph(struct open_table *t)
{
    if (t->break_due && !at_line_begin(t))
        jc_buf_char(&t->text, '\n');
    t->blank_due &= !t->break_due;
    t->break_due = false;
}

static void add_break(struct open_table *t)
{
    end_paragraph(t);
    t->blank_due = false;
    jc_buf_char(&t->text, '\n');
}

static void add_text(struct jc_html *h, struct open_table *t, const char *s, size_t n)
{
    size_t begin = t->pre && (t->break_due || t->text.len == 0) && n > 0 && *s == '\n'; /* the line of <pre> itself */

    for (size_t i = begin; i < n;) {
        size_t from = i;

        while (i < n && (t->pre || !isspace((unsigned char)s[i])))
            i++;
        if (i > from) {
            end_paragraph(t);
            if (t->blank_due)
                jc_buf_char(&t->text, ' ');
            t->blank_due = false;
            jc_buf_add(&t->text, s + from, i - from);
        }
        for (; i < n && isspace((unsigned char)s[i]); i++)
            t->blank_due = !at_line_begin(t);
    }
    if (t->text.len > JC_MAX_CELL_BYTES)
        fail_at_cell(h, t, 164);
}

/* Without the breaks and blanks around it; a cell of nothing but &nbsp; is empty. */
static void trim(const char **s, size_t *n)
{
    const char *p = *s, *end = p + *n;
    bool only_blank = true;

    while (p < end && isspace((unsigned char)*p))
        p++;
    while (end > p && isspace((unsigned char)end[-1]))
        end--;
    for (const char *q = p; q < end && only_blank;) {
        if (isspace((unsigned char)*q))
            q++;
        else if (end - q >= 2 && memcmp(q, NBSP, 2) == 0)
            q += 2;
        else
            only_blank = false;
    }
    *s = p;
    *n = only_blank ? 0 : (size_t)(end - p);
}

/* ---- cells -------------------------------------------------------------------------------------- */

static const char *attribute(const xmlChar **attributes, const char *name)
{
    for (; attributes && attributes[0]; attributes += 2)
        if (strcasecmp((const char *)attributes[0], name) == 0)
            return attributes[1] ? (const char *)attributes[1] : "";
    return NULL;
}

static uint32_t span_of(const xmlChar **attributes, const char *name)
{
    const char *value = attribute(attributes, name);
    long n = value ? strtol(value, NULL, 10) : 1;

    return n < 1 ? 1 : n > MAX_SPAN ? MAX_SPAN : (uint32_t)n;
}

/* 1,234.50 in a cell that is said to hold a number: the marks between its thousands are how it is shown. */
static bool ungroup(struct jc_buf *out, const char *s, size_t n)
{
    size_t whole = n, from = n > 0 && *s == '-', marks = 0;
    const char *point = memchr(s, '.', n);

    if (point)
        whole = (size_t)(point - s);
    for (size_t i = from; i < n; i++) {
        bool mark = s[i] == ',';

        if (mark && (i == from || i >= whole || (whole - i) % 4 != 0))
            return false;
        if (!mark && i != whole && (s[i] < '0' || s[i] > '9'))
            return false;
        if (!mark && i < whole && (whole - i) % 4 == 0)
            return false;
        marks += mark;
    }
    if (marks == 0)
        return false;
    jc_buf_clear(out);
    for (size_t i = 0; i < n; i++)
        if (s[i] != ',')
            jc_buf_char(out, s[i]);
    return true;
}

/* Does the text show that year: "2024年5月7日", "5/7/2024"? */
static bool shows_year(const char *s, size_t n, jc_day day)
{
    char year[16];
    int y, m, d;
    const char *found;
    size_t len;

    jc_day_split(day, &y, &m, &d);
    len = (size_t)snprintf(year, sizeof year, "%d", y);
    found = memmem(s, n, year, len);
    return found && (found == s || !isdigit((unsigned char)found[-1])) &&
           (found + len == s + n || !isdigit((unsigned char)found[len]));
}

/*
 * LibreOffice does not say that the serial numbers of a workbook count from 1904, but it shows the days beside them. A page
 * that shows days of both sorts counts as all others do.
 */
static void see_epoch(struct jc_html *h, const struct open_table *t, const char *shown, size_t n)
{
    struct jc_cell cell;
    jc_day day;

    if (h->shows_1900 || t->style != JC_STYLE_DATE || !t->has_value ||
        !jc_cell_parse(&cell, jc_buf_text(&t->value), t->value.len, t->style, false) || cell.type != JC_CELL_DATE)
        return;
    day = (jc_day)cell.num;
    h->shows_1900 = shows_year(shown, n, day);
    h->shows_1904 |= shows_year(shown, n, day + DAYS_TO_1904);
}

static void end_cell(struct jc_html *h, struct open_table *t)
{
    const char *s = jc_buf_text(&t->text);
    size_t n = t->text.len;
    enum jc_status status;

    if (!t->in_cell)
        return;
    t->in_cell = false;
    trim(&s, &n);
    if (t->kind == JC_GRID_NUMBER && jc_error_text(s, n)) { /* LibreOffice gives it the value 0 */
        t->kind = JC_GRID_ERROR;
    } else if (t->has_value) {
        if (t->kind == JC_GRID_NUMBER)
            see_epoch(h, t, s, n);
        s = jc_buf_text(&t->value);
        n = t->value.len;
    } else if (t->kind == JC_GRID_NUMBER && ungroup(&t->value, s, n)) {
        s = jc_buf_text(&t->value);
        n = t->value.len;
    }
    status = jc_grid_add_cell(h->grid, t->table, t->row, t->cell_col, t->kind, t->style, s, n, &h->err);
    if (status != JC_OK && h->failed == JC_OK)
        h->failed = status;
}

static void set_value(struct open_table *t, enum jc_grid_kind kind, const char *value)
{
    t->kind = kind;
    t->has_value = *value != '\0';
    jc_buf_clear(&t->value);
    jc_buf_str(&t->value, value);
}

/* LibreOffice: sdval is the number, sdnum = "language;language;format". */
static void take_sdval(struct open_table *t, const xmlChar **attributes, const char *value)
{
    const char *format = attribute(attributes, "sdnum");
    const char *last = format ? strchr(format, ';') : NULL;

    last = last ? strchr(last + 1, ';') : NULL;
    set_value(t, JC_GRID_NUMBER, value);
    if (last && strcmp(last + 1, "BOOLEAN") == 0)
        t->kind = JC_GRID_BOOL;
    else if (last)
        t->style = jc_style_of(last + 1, strlen(last + 1));
}

/* What the attributes say about the kind of the cell and its value. */
static void take_hints(struct jc_html *h, struct open_table *t, const xmlChar **attributes)
{
    const char *value;

    t->kind = JC_GRID_TEXT;
    t->style = JC_STYLE_NUMBER;
    t->has_value = false;
    if ((value = attribute(attributes, "class")))
        jc_css_class(h->css, value, &t->style);
    if ((value = attribute(attributes, "style")))
        jc_css_declared(value, strlen(value), &t->style);
    if ((value = attribute(attributes, "sdval")))
        take_sdval(t, attributes, value);
    else if ((value = attribute(attributes, "x:num")))
        set_value(t, JC_GRID_NUMBER, value);
    else if ((value = attribute(attributes, "x:bool")))
        set_value(t, JC_GRID_BOOL, value);
    else if ((value = attribute(attributes, "x:err")))
        set_value(t, JC_GRID_ERROR, value);
    else if ((value = attribute(attributes, "x:str")))
        set_value(t, JC_GRID_TEXT, value);
}

/* Takes columns [col, col + across) of `down` rows. */
static void occupy(struct jc_html *h, struct open_table *t, uint32_t across, uint32_t down)
{
    t->busy = jc_grow(t->busy, &t->cap_busy, (size_t)t->col + across, sizeof *t->busy);
    while (t->n_busy < (size_t)t->col + across)
        t->busy[t->n_busy++] = 0;
    for (uint32_t i = 0; i < across; i++)
        t->busy[t->col + i] = t->row + down;
    if (across > 1 || down > 1)
        jc_grid_add_merge(h->grid, t->table, (struct jc_merge){t->row + 1, t->col, t->row + down, t->col + across - 1});
    t->col += across;
}

static void start_row(struct jc_html *h, struct open_table *t)
{
    end_cell(h, t);
    t->row = t->next_row++;
    t->col = 0;
    t->in_row = true;
}

static void start_cell(struct jc_html *h, struct open_table *t, const xmlChar **attributes)
{
    uint32_t across = span_of(attributes, "colspan"), down = span_of(attributes, "rowspan");

    end_cell(h, t);
    if (!t->in_row)
        start_row(h, t);
    while (t->col < t->n_busy && t->busy[t->col] > t->row)
        t->col++;
    if (t->col >= JC_MAX_COLUMNS || across > JC_MAX_COLUMNS - t->col) {
        fail_at_cell(h, t, 164);
        return;
    }
    t->cell_col = t->col;
    t->in_cell = true;
    t->blank_due = t->break_due = t->choosing = t->in_choice = false;
    t->pre = t->unseen = 0;
    jc_buf_clear(&t->text);
    take_hints(h, t, attributes);
    occupy(h, t, across, down);
}

/* ---- form controls ------------------------------------------------------------------------------ */

/* display: none; the last declaration of a property holds. */
static bool style_says(const char *style, const char *property, const char *value)
{
    static const char blank[] = " \t\r\n\f";
    const size_t n = strlen(property);
    bool says = false;

    for (const char *p = style; *p; p += strcspn(p, ";"), p += *p == ';') {
        p += strspn(p, blank);
        if (strncasecmp(p, property, n) != 0)
            continue;
        const char *at = p + n + strspn(p + n, blank);
        if (*at == ':')
            says = strncasecmp(at + 1 + strspn(at + 1, blank), value, strlen(value)) == 0;
    }
    return says;
}

static bool is_hidden(const xmlChar **attributes)
{
    const char *style = attribute(attributes, "style");

    return attribute(attributes, "hidden") ||
           (style && (style_says(style, "display", "none") || style_says(style, "visibility", "hidden")));
}

/* Controls stand apart from each other and from the text beside them. */
static void add_control(struct jc_html *h, struct open_table *t, const char *s, size_t n)
{
    t->blank_due |= !at_line_begin(t);
    add_text(h, t, s, n);
    t->blank_due |= !at_line_begin(t);
}

/* A grid that can be edited shows its values in controls. Buttons and what is ticked say nothing of the goods. */
static void start_input(struct jc_html *h, struct open_table *t, const xmlChar **attributes)
{
    static const char *const other[] = {"hidden", "button", "submit", "reset",    "image",
                                        "file",   "radio",  "color",  "checkbox", "password"};
    const char *type = attribute(attributes, "type"), *value = attribute(attributes, "value");

    for (size_t i = 0; type && i < JC_LEN(other); i++)
        if (strcasecmp(type, other[i]) == 0)
            return;
    if (value && !is_hidden(attributes))
        add_control(h, t, value, strlen(value));
}

static void start_select(struct open_table *t, const xmlChar **attributes)
{
    const char *size = attribute(attributes, "size");

    t->choosing = true;
    t->listed = attribute(attributes, "multiple") || (size && strtol(size, NULL, 10) > 1);
    t->any = t->in_choice = false;
    jc_buf_clear(&t->choice);
}

/* The first one is shown until another says that it is selected. */
static void start_option(struct open_table *t, const xmlChar **attributes)
{
    bool selected = attribute(attributes, "selected") != NULL;

    t->in_choice = selected || (!t->any && !t->listed);
    t->any |= t->in_choice;
    if (t->in_choice && t->listed && t->choice.len)
        jc_buf_str(&t->choice, "、");
    else if (t->in_choice)
        jc_buf_clear(&t->choice);
}

static void end_select(struct jc_html *h, struct open_table *t)
{
    static const char ask[] = "请选择";

    if (t->choosing && !t->unseen && strncmp(jc_buf_text(&t->choice), ask, strlen(ask)) != 0)
        add_control(h, t, jc_buf_text(&t->choice), t->choice.len);
    t->choosing = t->in_choice = false;
}

static void start_control(struct jc_html *h, struct open_table *t, const char *name, const xmlChar **attributes)
{
    bool area = strcmp(name, "textarea") == 0, select = strcmp(name, "select") == 0;

    if (area || select)
        t->unseen += t->unseen > 0 || is_hidden(attributes);
    if (strcmp(name, "input") == 0)
        start_input(h, t, attributes);
    else if (select)
        start_select(t, attributes);
    else if (area)
        t->blank_due |= !at_line_begin(t);
    else if (strcmp(name, "option") == 0 && t->choosing)
        start_option(t, attributes);
}

static void end_control(struct jc_html *h, struct open_table *t, const char *name)
{
    bool area = strcmp(name, "textarea") == 0, select = strcmp(name, "select") == 0;

    if (select)
        end_select(h, t);
    else if (area)
        t->blank_due |= !at_line_begin(t);
    if (area || select)
        t->unseen -= t->unseen > 0;
    else if (strcmp(name, "option") == 0)
        t->in_choice = false;
}

/* ---- tables ------------------------------------------------------------------------------------- */

static void start_table(struct jc_html *h)
{
    struct open_table *t;

    if (h->depth == MAX_NESTED || h->too_deep) {
        h->too_deep++;
        return;
    }
    t = jc_alloc(sizeof *t);
    t->table = jc_grid_add_table(h->grid);
    h->hidden = jc_grow(h->hidden, &h->cap_hidden, t->table + 1, sizeof *h->hidden);
    h->hidden[t->table] = h->page_hidden;
    t->text.limit = t->choice.limit = 2 * JC_MAX_CELL_BYTES;
    h->open[h->depth++] = t;
}

static void end_table(struct jc_html *h)
{
    struct open_table *t;

    if (h->too_deep) {
        h->too_deep--;
        return;
    }
    if (h->depth == 0)
        return;
    t = h->open[--h->depth];
    end_cell(h, t);
    free(t->busy);
    jc_buf_free(&t->text);
    jc_buf_free(&t->value);
    jc_buf_free(&t->choice);
    free(t);
}

/* ---- events of the parser ----------------------------------------------------------------------- */

static bool is_silent(const char *name)
{
    return strcmp(name, "script") == 0 || strcmp(name, "style") == 0 || strcmp(name, "title") == 0 ||
           strcmp(name, "option") == 0 || strcmp(name, "comment") == 0;
}

/* What stands in lines of its own. */
static bool is_block(const char *name)
{
    static const char *const names[] = {"p",  "div", "li", "pre", "h1", "h2",         "h3",     "h4",
                                        "h5", "h6",  "dt", "dd",  "hr", "blockquote", "address"};

    for (size_t i = 0; i < JC_LEN(names); i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void on_start(void *ctx, const xmlChar *element, const xmlChar **attributes)
{
    struct jc_html *h = ctx;
    const char *name = (const char *)element;
    struct open_table *t = innermost(h);

    if (h->failed != JC_OK)
        return;
    h->silent += is_silent(name);
    if (strcmp(name, "style") == 0) {
        h->in_style = true;
        jc_buf_clear(&h->style);
    } else if (strcmp(name, "table") == 0) {
        start_table(h);
    } else if (!t) {
        return;
    } else if (strcmp(name, "tr") == 0) {
        start_row(h, t);
    } else if (strcmp(name, "td") == 0 || strcmp(name, "th") == 0) {
        start_cell(h, t, attributes);
    } else if (t->in_cell && strcmp(name, "br") == 0) {
        add_break(t);
    } else if (t->in_cell && is_block(name)) {
        t->break_due = t->text.len > 0;
        t->pre += strcmp(name, "pre") == 0;
    } else if (t->in_cell) {
        start_control(h, t, name, attributes);
    }
}

static void on_end(void *ctx, const xmlChar *element)
{
    struct jc_html *h = ctx;
    const char *name = (const char *)element;
    struct open_table *t = innermost(h);

    if (h->failed != JC_OK)
        return;
    if (is_silent(name) && h->silent)
        h->silent--;
    if (strcmp(name, "style") == 0) {
        h->in_style = false;
        jc_css_read(h->css, jc_buf_text(&h->style), h->style.len);
    } else if (strcmp(name, "table") == 0) {
        end_table(h);
    } else if (!t) {
        return;
    } else if (strcmp(name, "td") == 0 || strcmp(name, "th") == 0) {
        end_cell(h, t);
    } else if (strcmp(name, "tr") == 0) {
        end_cell(h, t);
        t->in_row = false;
    } else if (t->in_cell && is_block(name)) {
        t->break_due = t->text.len > 0;
        t->pre -= t->pre > 0 && strcmp(name, "pre") == 0;
    } else if (t->in_cell) {
        end_control(h, t, name);
    }
}

static void on_text(void *ctx, const xmlChar *s, int n)
{
    struct jc_html *h = ctx;
    struct open_table *t = innermost(h);

    if (h->in_style)
        jc_buf_add(&h->style, s, (size_t)n);
    else if (h->failed == JC_OK && t && t->in_cell && t->in_choice)
        jc_buf_add(&t->choice, s, (size_t)n);
    else if (h->failed == JC_OK && !h->silent && t && t->in_cell && !t->unseen)
        add_text(h, t, (const char *)s, (size_t)n);
}

static bool says_hidden(const char *p, const char *end)
{
    static const char visible[] = "<x:Visible>Sheet"; /* SheetHidden, SheetVeryHidden; SheetVisible is not written */
    const char *found = memmem(p, (size_t)(end - p), visible, sizeof visible - 1);

    return found && strncmp(found + sizeof visible - 1, "Visible", 7) != 0;
}

/* <x:Name> in <x:ExcelName> is one of a range. */
static bool is_defined_name(const xmlChar *begin, const char *p)
{
    static const char defined[] = "<x:ExcelName>";
    const char *from = (const char *)begin;

    while (p > from && isspace((unsigned char)p[-1]))
        p--;
    return (size_t)(p - from) >= sizeof defined - 1 &&
           memcmp(p - (sizeof defined - 1), defined, sizeof defined - 1) == 0;
}

/* The name at p, and what is said of the sheet up to the next one. */
static void add_name(struct jc_html *h, const char *p, const char *end)
{
    size_t n = strcspn(p, "<");
    struct jc_buf name = {0};

    if (!scan_decode(&name, p, n)) {
        jc_buf_clear(&name);
        jc_buf_add(&name, p, n);
    }
    h->names = jc_grow(h->names, &h->cap_names, h->n_names + 1, sizeof *h->names);
    h->names[h->n_names++] = (struct named){jc_strdup(jc_buf_text(&name)), says_hidden(p, end)};
    jc_buf_free(&name);
}

/* <x:Date1904/> or <x:Date1904>True</x:Date1904> */
static bool says_1904(const char *comment)
{
    static const char tag[] = "<x:Date1904";
    const char *p = strstr(comment, tag);

    return p && strncasecmp(p + strlen(tag), ">False", strlen(">False")) != 0 && strncmp(p + strlen(tag), ">0", 2) != 0;
}

/* Excel lists the names of its sheets in a comment that only it reads; it also hides style sheets in comments. */
static void on_comment(void *ctx, const xmlChar *comment)
{
    struct jc_html *h = ctx;
    const char *p = (const char *)comment;

    if (h->in_style) {
        jc_buf_str(&h->style, p);
        return;
    }
    h->says_1904 |= says_1904(p);
    if (!strstr(p, "<x:ExcelWorksheet"))
        h->page_hidden |= says_hidden(p, p + strlen(p));
    while ((p = strstr(p, "<x:Name>"))) {
        const char *begin = p, *end;

        p += strlen("<x:Name>");
        end = strstr(p, "<x:Name>");
        if (!is_defined_name(comment, begin))
            add_name(h, p, end ? end : p + strlen(p));
    }
}

/* ---- pages -------------------------------------------------------------------------------------- */

/* What the parser reads from; a failure here or in a handler ends the page. */
struct feed {
    struct jc_html *html;
    struct jc_markup *text;
};

static int more(void *ctx, char *to, int room)
{
    struct feed *f = ctx;
    size_t n = 0;

    if (f->html->failed == JC_OK)
        f->html->failed = jc_markup_read(f->text, to, (size_t)room, &n, &f->html->err);
    return f->html->failed == JC_OK ? (int)n : 0;
}

static enum jc_status parse(struct jc_html *h, struct jc_utf8in *in, struct jc_err *err)
{
    static const htmlSAXHandler events = {.startElement = on_start,
                                          .endElement = on_end,
                                          .characters = on_text,
                                          .ignorableWhitespace = on_text,
                                          .cdataBlock = on_text,
                                          .comment = on_comment};
    struct feed feed = {h, jc_markup_new(in)};
    htmlParserCtxtPtr parser = htmlNewParserCtxt();

    if (!parser)
        jc_oom();
    *parser->sax = events;
    parser->userData = h;
    xmlFreeDoc(htmlCtxtReadIO(parser, more, NULL, &feed, NULL, "UTF-8",
                              HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                  HTML_PARSE_IGNORE_ENC | HTML_PARSE_COMPACT));
    htmlFreeParserCtxt(parser);
    jc_markup_free(feed.text);
    while (h->depth > 0 || h->too_deep)
        end_table(h);
    if (h->failed != JC_OK && err)
        *err = h->err;
    return h->failed;
}

/* The charset that a page declares in its first bytes. */
static enum jc_status find_declared(char dst[32], struct jc_bytes page, struct jc_err *err)
{
    char *head = jc_alloc(PIECE);
    size_t n = 0;
    enum jc_status status = page.read(page.ctx, head, PIECE, 0, &n, err);

    jc_declared_charset(dst, head, n, "charset");
    free(head);
    return status;
}

enum jc_status jc_html_page(struct jc_html *html, struct jc_bytes page, const char *charset, struct jc_err *err)
{
    char declared[32];
    struct jc_utf8in *in = NULL;
    enum jc_status status = JC_OK;

    if (charset && *charset)
        jc_copy(declared, sizeof declared, charset);
    else
        status = find_declared(declared, page, err);
    if (status == JC_OK)
        status = jc_utf8in_open(&in, page, declared, err);
    if (status == JC_OK) {
        html->silent = 0;
        html->page_hidden = false;
        html->in_style = false;
        status = parse(html, in, err);
    }
    if (status == JC_OK)
        jc_utf8in_tell(in, html->book);
    jc_utf8in_free(in);
    return status;
}

struct jc_html *jc_html_new(struct jc_book *book)
{
    struct jc_html *h = jc_alloc(sizeof *h);

    h->book = book;
    h->grid = jc_grid_new();
    h->css = jc_css_new();
    h->style.limit = MAX_CSS;
    return h;
}

void jc_html_free(struct jc_html *html)
{
    if (!html)
        return;
    jc_grid_free(html->grid);
    jc_css_free(html->css);
    for (size_t i = 0; i < html->n_names; i++)
        free(html->names[i].name);
    free(html->names);
    free(html->hidden);
    free(html->shown);
    jc_buf_free(&html->style);
    free(html);
}

struct jc_css *jc_html_css(struct jc_html *html)
{
    return html->css;
}

enum jc_status jc_html_sheets(struct jc_html *html, struct jc_err *err)
{
    size_t n = jc_grid_count(html->grid);

    if ((html->says_1904 || html->shows_1904) && !html->shows_1900)
        jc_grid_set_1904(html->grid);
    html->shown = jc_alloc((n + 1) * sizeof *html->shown);
    for (size_t i = 0; i < n; i++)
        if (!jc_grid_empty(html->grid, i))
            html->shown[html->n_shown++] = i;
    if (n > 0 && html->n_shown == 0)
        html->shown[html->n_shown++] = 0;
    for (size_t i = 0; i < html->n_shown; i++) {
        char number[32];
        const struct named *named = html->n_names == html->n_shown ? &html->names[i]
                                    : html->n_names == n           ? &html->names[html->shown[i]]
                                                                   : NULL;
        const char *name = named ? named->name : number;

        snprintf(number, sizeof number, "Sheet%zu", i + 1);
        jc_book_add_sheet(html->book, name, strlen(name), html->hidden[html->shown[i]] || (named && named->hidden));
    }
    return html->n_shown ? JC_OK : jc_fail(err, JC_INPUT, 160, NULL, NULL, NULL);
}

struct jc_grid_sheet *jc_html_open(const struct jc_html *html, size_t i)
{
    return jc_grid_open(html->grid, html->shown[i]);
}

/* ---- the format --------------------------------------------------------------------------------- */

static void close_file(void *file)
{
    jc_html_free(file);
}

/* The end of the last table stands in the last bytes, unless the page was cut off. */
static void note_cut(struct jc_book *book, const struct jc_source *src)
{
    char tail[4097];
    size_t got = 0, n = src->size < 4096 ? (size_t)src->size : 4096, k = 0;

    if (jc_source_read(src, tail, n, src->size - n, &got, NULL) != JC_OK)
        return;
    for (size_t i = 0; i < got; i++)
        if (tail[i])
            tail[k++] = tail[i];
    tail[k] = '\0';
    if (!strcasestr(tail, "</table") && !strcasestr(tail, "</html"))
        jc_book_add_note(book, 165, NULL, NULL, NULL, NULL, NULL);
}

static enum jc_status open_file(void **out, struct jc_book *book, struct jc_source *src, struct jc_err *err)
{
    struct jc_html *h = jc_html_new(book);
    enum jc_status status = jc_html_page(h, jc_bytes_of(src), NULL, err);

    if (status == JC_OK)
        status = jc_html_sheets(h, err);
    if (status == JC_OK)
        note_cut(book, src);
    *out = NULL;
    if (status == JC_OK)
        *out = h;
    else
        jc_html_free(h);
    return status;
}

static enum jc_status sheet_open(void **out, void *file, size_t i, struct jc_err *err)
{
    (void)err;
    *out = jc_html_open(file, i);
    return JC_OK;
}

static enum jc_status next(void *sheet, const struct jc_row **row, struct jc_err *err)
{
    (void)err;
    return jc_grid_next(sheet, row);
}

static const struct jc_merge *merges(const void *sheet, size_t *n)
{
    return jc_grid_merges(sheet, n);
}

static void sheet_free(void *sheet)
{
    jc_grid_close(sheet);
}

/* A tag of a page first of all, or a table further on in the first bytes: some pages begin with a message. */
static bool sniff(struct jc_source *src)
{
    static const char *const first[] = {"<html", "<table", "<!doctype html", "<head", "<meta", "<body", "<style"};
    size_t n = src->head_len < 16384 ? src->head_len : 16384;
    char flat[16385];
    const char *p = flat, *table;

    jc_head_flat(flat, src, n);
    p += strncmp(p, "\xEF\xBB\xBF", 3) == 0                                 ? 3
         : strncmp(p, "\xFF\xFE", 2) == 0 || strncmp(p, "\xFE\xFF", 2) == 0 ? 2
                                                                            : 0;
    while (isspace((unsigned char)*p))
        p++;
    for (size_t i = 0; i < JC_LEN(first); i++)
        if (strncasecmp(p, first[i], strlen(first[i])) == 0)
            return true;
    if (*p == '<' && strcasestr(p, "<html"))
        return true;
    table = strcasestr(p, "<table");
    if (!table || !strcasestr(table, "<tr"))
        return false;
    /* A field that holds a table does not make a page. */
    return *p == '<' || strcspn(p, ",;\t\"") >= (size_t)(table - p);
}

const struct jc_format jc_format_html = {
    .name = "html",
    .sniff = sniff,
    .open = open_file,
    .close = close_file,
    .sheet_open = sheet_open,
    .next = next,
    .merges = merges,
    .sheet_free = sheet_free,
};
