#include "table/xlsx.h"
#include "table/xml.h"

#include <strings.h>

/* ---- paths and relationships -------------------------------------------------------------------- */

struct relation {
    char *id, *type, *path;
};

struct relations {
    struct relation *items;
    size_t n, cap;
    const char *base; /* path of the part that they belong to */
    bool too_many;
};

/* "../media/a.xml" seen from "xl/workbook.xml" -> "media/a.xml"; "/xl/a.xml" is absolute; backslashes are slashes. */
static char *resolve(const char *base, const char *target)
{
    struct jc_buf out = {0};
    const char *slash = strrchr(base, '/');
    char *path;

    if (*target != '/' && *target != '\\' && slash)
        jc_buf_add(&out, base, (size_t)(slash + 1 - base));
    while (*target) {
        size_t n = strcspn(target, "/\\");

        if (n == 2 && memcmp(target, "..", 2) == 0) {
            while (out.len > 0 && out.p[--out.len] == '/')
                ;
            while (out.len > 0 && out.p[out.len - 1] != '/')
                out.len--;
        } else if (n > 0 && !(n == 1 && *target == '.')) {
            jc_buf_add(&out, target, n);
            if (target[n])
                jc_buf_char(&out, '/');
        }
        target += n + (target[n] != '\0');
    }
    path = jc_strndup(jc_buf_text(&out), out.len);
    jc_buf_free(&out);
    return path;
}

static void on_relation(void *ctx, const char *name, const char **atts)
{
    struct relations *r = ctx;
    const char *id = jc_xml_attr(atts, "Id"), *type = jc_xml_attr(atts, "Type"), *target = jc_xml_attr(atts, "Target");
    const char *mode = jc_xml_attr(atts, "TargetMode");

    if (strcmp(name, "Relationship") != 0 || !type || !target || (mode && strcasecmp(mode, "External") == 0))
        return;
    r->too_many |= r->n == XLSX_MAX_RELATIONS;
    if (r->too_many)
        return;
    r->items = jc_grow(r->items, &r->cap, r->n + 1, sizeof *r->items);
    r->items[r->n++] = (struct relation){jc_strdup(id ? id : ""), jc_strdup(type), resolve(r->base, target)};
}

static void relations_free(struct relations *r)
{
    for (size_t i = 0; i < r->n; i++) {
        free(r->items[i].id);
        free(r->items[i].type);
        free(r->items[i].path);
    }
    free(r->items);
}

/* The relations of the part `base` ("" = the package); none where the file holds none. */
static enum jc_status relations_read(struct relations *r, struct jc_pack *pack, const char *base, struct jc_err *err)
{
    const struct jc_xml_walk walk = {on_relation, NULL, r};
    const char *slash = strrchr(base, '/');
    int dir = slash ? (int)(slash + 1 - base) : 0;
    struct jc_buf path = {0};
    int64_t part;
    enum jc_status st = JC_OK;

    r->base = base;
    jc_buf_fmt(&path, "%.*s_rels/%s.rels", dir, base, base + dir);
    part = jc_pack_find(pack, jc_buf_text(&path));
    jc_buf_free(&path);
    if (part >= 0)
        st = jc_xml_walk(&walk, pack, part, err);
    if (st == JC_OK && r->too_many)
        st = jc_fail(err, JC_LIMIT, 126, jc_pack_name(pack, (size_t)part), NULL, NULL);
    return st;
}

/* Transitional and strict types differ in the beginning only. */
static bool of_type(const struct relation *r, const char *type)
{
    const char *slash = strrchr(r->type, '/');

    return strcasecmp(slash ? slash + 1 : r->type, type) == 0;
}

static const char *related(const struct relations *r, const char *type)
{
    for (size_t i = 0; i < r->n; i++)
        if (of_type(&r->items[i], type))
            return r->items[i].path;
    return NULL;
}

/* ---- sniff --------------------------------------------------------------------------------------- */

static bool content_types_tell(struct jc_pack *pack)
{
    static const char *const tell[] = {"sheet.main+xml", "template.main+xml", "macroEnabled.main+xml",
                                       "addin.macroEnabled.main+xml"};
    int64_t part = jc_pack_find(pack, "[Content_Types].xml");
    struct jc_buf text = {0};
    bool found = false;

    if (part >= 0 && jc_pack_read(&text, pack, part, JC_MAX_PART_BYTES, NULL) == JC_OK &&
        strstr(jc_buf_text(&text), "sheet"))
        for (size_t i = 0; i < JC_LEN(tell); i++)
            found |= strstr(jc_buf_text(&text), tell[i]) != NULL;
    jc_buf_free(&text);
    return found;
}

static bool sniff(struct jc_source *src)
{
    struct jc_pack *pack = NULL;
    bool found;

    if (!jc_pack_sniff(src) || jc_pack_open(&pack, src, NULL) != JC_OK)
        return false;
    found = jc_pack_find(pack, "xl/workbook.xml") >= 0 ||
            (content_types_tell(pack) && jc_pack_find(pack, "word/document.xml") < 0 &&
             jc_pack_find(pack, "ppt/presentation.xml") < 0);
    jc_pack_free(pack);
    return found;
}

/* ---- workbook ------------------------------------------------------------------------------------ */

struct workbook {
    struct xlsx *x;
    const struct relations *relations;
    const char *path;
    unsigned depth; /* elements that are open */
    bool in_sheets, too_many;
};

static void add_sheet(struct xlsx *x, const char *name, const char *path, bool hidden)
{
    x->sheets = jc_grow(x->sheets, &x->sheet_cap, x->nsheets + 1, sizeof *x->sheets);
    x->sheets[x->nsheets++] = (struct xlsx_sheet_ref){jc_strdup(name), jc_strdup(path), jc_pack_find(x->pack, path)};
    jc_book_add_sheet(x->book, name, strlen(name), hidden);
}

static const struct relation *relation_of(const struct workbook *w, const char *id)
{
    for (size_t i = 0; id && i < w->relations->n; i++)
        if (strcmp(w->relations->items[i].id, id) == 0)
            return &w->relations->items[i];
    return NULL;
}

/* The path of a sheet by its relation; where no sheet has one, as everybody names them: worksheets/sheetN.xml. */
static void on_sheet(struct workbook *w, const char **atts)
{
    const char *name = jc_xml_attr(atts, "name"), *state = jc_xml_attr(atts, "state"), *id = jc_xml_attr(atts, "id");
    const struct relation *r = relation_of(w, id);
    bool module = id && !*id; /* Excel leads the macros of Excel 5 nowhere */
    bool hidden = state && (strcasecmp(state, "hidden") == 0 || strcasecmp(state, "veryHidden") == 0);

    if (w->x->nsheets == JC_MAX_SHEETS) {
        w->too_many = true;
        return;
    }
    if (!name)
        name = "";
    if (module || (r && !of_type(r, "worksheet"))) {
        jc_book_add_note(w->x->book, 125, name, NULL, NULL, NULL, NULL);
    } else if (r) {
        add_sheet(w->x, name, r->path, hidden);
    } else if (id && related(w->relations, "worksheet")) {
        add_sheet(w->x, name, id, hidden); /* it leads nowhere, and is told when it is to be read */
    } else {
        char guess[64];
        char *path;

        snprintf(guess, sizeof guess, "worksheets/sheet%zu.xml", w->x->nsheets + 1);
        path = resolve(w->path, guess);
        add_sheet(w->x, name, path, hidden);
        free(path);
    }
}

static void on_workbook(void *ctx, const char *name, const char **atts)
{
    struct workbook *w = ctx;
    bool child = w->depth++ == 1;

    if (child && strcmp(name, "workbookPr") == 0) /* Excel 2013 has another in extLst, which knows of no calendar */
        w->x->date1904 = jc_xml_true(jc_xml_attr(atts, "date1904"));
    else if (child && strcmp(name, "calcPr") == 0)
        w->x->on_load = jc_xml_true(jc_xml_attr(atts, "fullCalcOnLoad"));
    else if (strcmp(name, "sheets") == 0)
        w->in_sheets = true;
    else if (strcmp(name, "sheet") == 0 && w->in_sheets)
        on_sheet(w, atts);
}

static void on_workbook_end(void *ctx, const char *name)
{
    struct workbook *w = ctx;

    w->depth--;
    if (strcmp(name, "sheets") == 0)
        w->in_sheets = false;
}

/* ---- styles -------------------------------------------------------------------------------------- */

#define MAX_FORMAT_ID 65536u

struct styles {
    struct xlsx *x;
    uint32_t *defined; /* by format id: 1 + the style that the file gives it, 0 where it gives none */
    bool *strikes;     /* by font: it is struck through */
    uint32_t *font;    /* by cell style */
    size_t n_fonts, cap_fonts, cap_font;
    bool in_codes, in_cells, in_fonts, any_struck;
};

/* A definition in the file wins over the meaning that an id has by itself. */
static enum jc_style style_of_id(const struct styles *s, uint32_t id)
{
    if (id >= MAX_FORMAT_ID)
        return JC_STYLE_NUMBER;
    return s->defined[id] ? (enum jc_style)(s->defined[id] - 1) : jc_style_builtin((unsigned)id);
}

static uint32_t format_id(const char *text)
{
    unsigned long id = text ? strtoul(text, NULL, 10) : 0;

    return id < MAX_FORMAT_ID ? (uint32_t)id : MAX_FORMAT_ID;
}

static void add_cell_style(struct styles *s, const char *format, const char *font)
{
    struct xlsx *x = s->x;

    x->styles = jc_grow(x->styles, &x->style_cap, x->nstyles + 1, sizeof *x->styles);
    s->font = jc_grow(s->font, &s->cap_font, x->nstyles + 1, sizeof *s->font);
    s->font[x->nstyles] = font ? (uint32_t)strtoul(font, NULL, 10) : 0;
    x->styles[x->nstyles++] = (enum jc_style)format_id(format); /* what it means may be said further on */
}

/* <fonts> holds those of cells; those of conditional formats stand elsewhere (dxfs), and strike nothing by themselves. */
static void on_font(struct styles *s, const char *name, const char **atts)
{
    const char *val = jc_xml_attr(atts, "val");

    if (strcmp(name, "font") == 0) {
        s->strikes = jc_grow(s->strikes, &s->cap_fonts, s->n_fonts + 1, sizeof *s->strikes);
        s->strikes[s->n_fonts++] = false;
    } else if (strcmp(name, "strike") == 0 && s->n_fonts > 0) {
        s->strikes[s->n_fonts - 1] = !val || jc_xml_true(val);
        s->any_struck |= s->strikes[s->n_fonts - 1];
    }
}

static void on_style(void *ctx, const char *name, const char **atts)
{
    struct styles *s = ctx;
    const char *id = jc_xml_attr(atts, "numFmtId"), *code = jc_xml_attr(atts, "formatCode");

    if (strcmp(name, "numFmts") == 0) {
        s->in_codes = true;
    } else if (strcmp(name, "fonts") == 0) {
        s->in_fonts = true;
    } else if (s->in_fonts) {
        on_font(s, name, atts);
    } else if (strcmp(name, "cellXfs") == 0) {
        s->in_cells = true;
    } else if (s->in_codes && strcmp(name, "numFmt") == 0 && id && code) {
        uint32_t i = format_id(id);

        if (i < MAX_FORMAT_ID)
            s->defined[i] = 1 + (uint32_t)jc_style_cases(code, strlen(code));
    } else if (s->in_cells && strcmp(name, "xf") == 0) {
        add_cell_style(s, id, jc_xml_attr(atts, "fontId"));
    }
}

static void on_style_end(void *ctx, const char *name)
{
    struct styles *s = ctx;

    if (strcmp(name, "numFmts") == 0)
        s->in_codes = false;
    else if (strcmp(name, "fonts") == 0)
        s->in_fonts = false;
    else if (strcmp(name, "cellXfs") == 0)
        s->in_cells = false;
}

static void settle_struck(const struct styles *s)
{
    struct xlsx *x = s->x;
    bool any = false;

    if (!s->any_struck)
        return;
    x->struck = jc_alloc((x->nstyles + 1) * sizeof *x->struck);
    for (size_t i = 0; i < x->nstyles; i++)
        any |= x->struck[i] = s->font[i] < s->n_fonts && s->strikes[s->font[i]];
    if (any)
        return;
    free(x->struck);
    x->struck = NULL;
}

static enum jc_status styles_read(struct xlsx *x, int64_t part, struct jc_err *err)
{
    struct styles s = {.x = x};
    const struct jc_xml_walk walk = {on_style, on_style_end, &s};
    enum jc_status st;

    if (part < 0)
        return JC_OK;
    s.defined = jc_alloc(MAX_FORMAT_ID * sizeof *s.defined);
    st = jc_xml_walk(&walk, x->pack, part, err);
    for (size_t i = 0; i < x->nstyles; i++)
        x->styles[i] = style_of_id(&s, (uint32_t)x->styles[i]);
    settle_struck(&s);
    free(s.defined);
    free(s.strikes);
    free(s.font);
    return st;
}

/* ---- open ---------------------------------------------------------------------------------------- */

static void xlsx_close(void *file)
{
    struct xlsx *x = file;

    if (!x)
        return;
    for (size_t i = 0; i < x->nsheets; i++) {
        free(x->sheets[i].name);
        free(x->sheets[i].path);
    }
    free(x->sheets);
    free(x->styles);
    free(x->struck);
    xlsx_strings_clear(&x->strings);
    jc_pack_free(x->pack);
    free(x);
}

/* A part by its relation, else beside the workbook under its usual name; -1: there is none. */
static int64_t part_of(struct xlsx *x, const struct relations *r, const char *workbook, const char *type)
{
    const char *path = related(r, type);
    int64_t part = path ? jc_pack_find(x->pack, path) : -1;

    if (part < 0) {
        char usual[64], *beside;

        snprintf(usual, sizeof usual, "%s.xml", type);
        beside = resolve(workbook, usual);
        part = jc_pack_find(x->pack, beside);
        free(beside);
    }
    return part;
}

static enum jc_status read_workbook(struct xlsx *x, const char *path, struct jc_err *err)
{
    struct relations relations = {0};
    struct workbook w = {.x = x, .relations = &relations, .path = path};
    const struct jc_xml_walk walk = {on_workbook, on_workbook_end, &w};
    int64_t part = jc_pack_find(x->pack, path);
    enum jc_status st;

    if (part < 0)
        return jc_fail(err, JC_INPUT, 112, path, NULL, NULL);
    st = relations_read(&relations, x->pack, path, err);
    if (st == JC_OK)
        st = jc_xml_walk(&walk, x->pack, part, err);
    if (st == JC_OK && w.too_many)
        st = jc_fail(err, JC_LIMIT, 134, NULL, NULL, NULL);
    if (st == JC_OK)
        st = styles_read(x, part_of(x, &relations, path, "styles"), err);
    if (st == JC_OK)
        x->strings_part = part_of(x, &relations, path, "sharedStrings");
    relations_free(&relations);
    return st;
}

static enum jc_status xlsx_open(void **file, struct jc_book *book, struct jc_source *src, struct jc_err *err)
{
    struct relations package = {0};
    struct xlsx *x = jc_alloc(sizeof *x);
    enum jc_status st;

    x->book = book;
    x->strings_part = -1;
    st = jc_pack_open(&x->pack, src, err);
    if (st == JC_OK)
        st = relations_read(&package, x->pack, "", err);
    if (st == JC_OK) {
        const char *path = related(&package, "officeDocument");

        if (!path || jc_pack_find(x->pack, path) < 0)
            path = "xl/workbook.xml";
        st = read_workbook(x, path, err);
    }
    relations_free(&package);
    if (st == JC_OK)
        *file = x;
    else
        xlsx_close(x);
    return st;
}

/* ---- sheets -------------------------------------------------------------------------------------- */

static void sheet_free(void *sheet)
{
    struct xlsx_sheet *s = sheet;

    if (!s)
        return;
    xlsx_careful_free(s->careful);
    jc_stream_free(s->stream);
    free(s->cells);
    free(s->merges);
    jc_buf_free(&s->texts);
    free(s);
}

static enum jc_status start_sheet(struct xlsx_sheet **sheet, struct xlsx *x, size_t i, struct jc_err *err)
{
    struct xlsx_sheet *s;
    enum jc_status st;

    if (x->sheets[i].part < 0)
        return jc_fail(err, JC_INPUT, 112, x->sheets[i].path, NULL, NULL);
    st = xlsx_strings_read(x, err);
    if (st != JC_OK)
        return st;
    s = jc_alloc(sizeof *s);
    s->book = x;
    s->index = i;
    st = xlsx_path_for_tests == 1 ? xlsx_careful_start(s, err) : xlsx_sheet_rewind(s, err);
    if (st == JC_OK)
        *sheet = s;
    else
        sheet_free(s);
    return st;
}

static enum jc_status sheet_open(void **sheet, void *file, size_t i, struct jc_err *err)
{
    struct xlsx_sheet *s = NULL;
    enum jc_status st = start_sheet(&s, file, i, err);

    *sheet = s;
    return st;
}

static void note_count(struct xlsx_sheet *s, int code, const char *first, uint64_t count)
{
    char text[24];

    if (count == 0)
        return;
    snprintf(text, sizeof text, "%llu", (unsigned long long)count);
    jc_book_add_note(s->book->book, code, s->book->sheets[s->index].name, first, NULL, text, NULL);
}

static enum jc_status next_row(struct xlsx_sheet *s, const struct jc_row **row, struct jc_err *err)
{
    enum jc_status st = JC_NOTFOUND;

    if (!s->careful) {
        st = xlsx_fast_next(s, row, err);
        if (st == JC_NOTFOUND && xlsx_path_for_tests != 2)
            st = xlsx_careful_start(s, err) == JC_OK ? JC_NOTFOUND : err->status;
    }
    if (st == JC_NOTFOUND && s->careful)
        st = xlsx_careful_next(s, row, err);
    return st;
}

/* What cannot be read is told where it is read. */
static bool sheet_computed(struct xlsx *x, size_t i)
{
    struct xlsx_sheet *s = NULL;
    const struct jc_row *row;
    struct jc_err err = {0};
    bool found;

    if (start_sheet(&s, x, i, &err) != JC_OK)
        return false;
    s->looking = true;
    while (!s->found && next_row(s, &row, &err) == JC_OK)
        ;
    found = s->found;
    sheet_free(s);
    return found;
}

bool xlsx_computed(struct xlsx *x)
{
    for (size_t i = 0; i < x->nsheets && x->computed == XLSX_NOT_ASKED; i++)
        if (sheet_computed(x, i))
            x->computed = XLSX_COMPUTED;
    if (x->computed == XLSX_NOT_ASKED)
        x->computed = XLSX_NEVER;
    return x->computed == XLSX_COMPUTED;
}

static enum jc_status sheet_next(void *sheet, const struct jc_row **row, struct jc_err *err)
{
    struct xlsx_sheet *s = sheet;
    enum jc_status st = next_row(s, row, err);

    if (st == JC_END) {
        note_count(s, 124, s->first_unknown, s->unknown);
        note_count(s, 131, s->first_odd, s->odd_numbers);
    }
    return st;
}

static const struct jc_merge *merges(const void *sheet, size_t *n)
{
    const struct xlsx_sheet *s = sheet;

    *n = s->nmerges;
    return s->merges;
}

const struct jc_format jc_format_xlsx = {
    .name = "xlsx",
    .sniff = sniff,
    .open = xlsx_open,
    .close = xlsx_close,
    .sheet_open = sheet_open,
    .next = sheet_next,
    .merges = merges,
    .sheet_free = sheet_free,
};
