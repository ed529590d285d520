#include "table/xlsx.h"
#include "table/xml.h"

/* Where we are in the document; every other element is passed over with all that is in it. */
enum place { OUTSIDE = 0, WORKSHEET, MERGES, DATA, ROW, CELL, VALUE, FORMULA, INLINE, RUN, TEXT };

struct xlsx_careful {
    XML_Parser parser;
    struct xlsx_sheet *sheet;
    enum place place[TEXT + 1]; /* by depth */
    unsigned through[TEXT + 1]; /* elements that are looked through, open in that place */
    unsigned depth, skip;       /* skip: depth inside an element that is passed over */
    struct xlsx_raw raw;
    size_t text_from;
    const struct jc_row *row; /* the row that the parser stopped at */
    uint64_t pass;
    bool failed, last;
    bool nameless; /* the row has no r= and no cell yet: its first cell tells its number */
    bool suspended;
};

static void fail(struct xlsx_careful *c)
{
    c->failed = true;
    XML_StopParser(c->parser, XML_FALSE);
}

/* The attributes of rows and cells have no prefix; x:t is somebody else's. */
static const char *attr(const char **atts, const char *name)
{
    for (; atts[0]; atts += 2)
        if (strcmp(atts[0], name) == 0)
            return atts[1];
    return NULL;
}

static void start_row(struct xlsx_careful *c, const char **atts)
{
    const char *r = attr(atts, "r");
    char *end = NULL;
    unsigned long long number = r ? strtoull(r, &end, 10) : 0;

    c->nameless = !r;

    if (r && (*end || number == 0)) {
        (void)jc_fail(&c->sheet->err, JC_INPUT, 119, r, NULL, NULL);
        fail(c);
    } else if (!xlsx_row_start(c->sheet, number)) {
        fail(c);
    }
}

static void start_cell(struct xlsx_careful *c, const char **atts)
{
    struct xlsx_sheet *s = c->sheet;
    const char *r = attr(atts, "r"), *style = attr(atts, "s"), *t = attr(atts, "t");
    bool known = true;
    uint32_t row = 0;

    r = r && *r ? r : NULL; /* an empty one says nothing, as none would */
    c->raw = (struct xlsx_raw){.col = s->next_col, .style = style ? (uint32_t)strtoul(style, NULL, 10) : 0};
    if (t && *t)
        c->raw.type = xlsx_type_of(t, strlen(t), &known);
    if (r && c->nameless && xlsx_ref_parse(r, strlen(r), &c->raw.col, &row) && row > s->number)
        s->number = row;
    c->nameless = false;
    if (!known || (r && (!xlsx_ref_parse(r, strlen(r), &c->raw.col, &row) || (row > 0 && row != s->number)))) {
        char place[24];

        (void)jc_fail(&s->err, JC_INPUT, known ? 119 : 128, known ? r : t, NULL, NULL);
        jc_cell_name(place, s->next_col, s->number);
        jc_err_place(&s->err, NULL, NULL, place);
        fail(c);
    }
}

/* Which place an element is in a place; OUTSIDE: passed over. */
static enum place place_of(enum place in, const char *name)
{
    static const struct {
        enum place in;
        const char *name;
        enum place to;
    } ways[] = {
        {OUTSIDE, "worksheet", WORKSHEET},
        {WORKSHEET, "sheetData", DATA},
        {WORKSHEET, "mergeCells", MERGES},
        {DATA, "row", ROW},
        {ROW, "c", CELL},
        {CELL, "v", VALUE},
        {CELL, "f", FORMULA},
        {CELL, "is", INLINE},
        {INLINE, "r", RUN},
        {INLINE, "t", TEXT},
        {RUN, "t", TEXT},
    };

    for (size_t i = 0; i < JC_LEN(ways); i++)
        if (ways[i].in == in && strcmp(ways[i].name, name) == 0)
            return ways[i].to;
    return OUTSIDE;
}

/* What a newer program writes for older ones stands in mc:AlternateContent, of which mc:Fallback is for all others. */
static bool is_looked_through(const char *name)
{
    return strcmp(name, "AlternateContent") == 0 || strcmp(name, "Fallback") == 0;
}

static void XMLCALL on_start(void *parser, const char *name, const char **atts)
{
    struct xlsx_careful *c = XML_GetUserData(parser);
    struct xlsx_sheet *s = c->sheet;
    enum place in = c->place[c->depth];
    enum place to = c->skip ? OUTSIDE : place_of(in, jc_xml_local(name));
    const char *ref;

    if (!c->skip && is_looked_through(jc_xml_local(name))) {
        c->through[c->depth]++;
        return;
    }
    if (to == OUTSIDE) {
        if (in == MERGES && !c->skip && strcmp(jc_xml_local(name), "mergeCell") == 0 &&
            (ref = attr(atts, "ref")) != NULL && !xlsx_merge_add(s, ref, strlen(ref)))
            fail(c);
        c->skip++;
        return;
    }
    c->place[++c->depth] = to;
    if (to == ROW) {
        start_row(c, atts);
    } else if (to == CELL) {
        start_cell(c, atts);
    } else if (to == FORMULA) {
        c->raw.formula = true;
    } else if (to == VALUE || to == INLINE) {
        c->raw.has_value = true;
        c->raw.value_at = s->texts.len;
        s->has_texts = true;
    } else if (to == TEXT) {
        c->text_from = s->texts.len;
    }
}

static void end_cell(struct xlsx_careful *c)
{
    struct xlsx_sheet *s = c->sheet;

    if (c->raw.has_value)
        c->raw.value_len = s->texts.len - c->raw.value_at;
    if (!xlsx_cell_put(s, &c->raw))
        fail(c);
}

static void end_row(struct xlsx_careful *c)
{
    const struct jc_row *row = xlsx_row_end(c->sheet);

    if (!row)
        return;
    if (c->pass > 0) {
        c->pass--;
        return;
    }
    c->row = row;
    c->sheet->delivered++;
    XML_StopParser(c->parser, XML_TRUE);
}

static void XMLCALL on_end(void *parser, const char *name)
{
    struct xlsx_careful *c = XML_GetUserData(parser);
    struct xlsx_sheet *s = c->sheet;

    (void)name;
    if (c->failed)
        return;
    if (c->skip) {
        c->skip--;
        return;
    }
    if (c->through[c->depth]) {
        c->through[c->depth]--;
        return;
    }
    switch (c->place[c->depth--]) {
    case TEXT:
        xlsx_unescape(&s->texts, c->text_from);
        break;
    case VALUE:
        if (c->raw.type == XLSX_STR)
            xlsx_unescape(&s->texts, c->raw.value_at);
        break;
    case CELL:
        end_cell(c);
        break;
    case ROW:
        end_row(c);
        break;
    default:
        break;
    }
}

static void XMLCALL on_text(void *parser, const char *text, int n)
{
    struct xlsx_careful *c = XML_GetUserData(parser);
    struct jc_buf *texts = &c->sheet->texts;

    if (c->skip || (c->place[c->depth] != VALUE && c->place[c->depth] != TEXT))
        return;
    jc_buf_add(texts, text, (size_t)n);
    if (texts->over) {
        (void)jc_fail(&c->sheet->err, JC_LIMIT, 120, NULL, NULL, NULL);
        fail(c);
    }
}

enum jc_status xlsx_careful_start(struct xlsx_sheet *s, struct jc_err *err)
{
    struct xlsx_careful *c;
    enum jc_status st = xlsx_sheet_rewind(s, err);

    if (st != JC_OK)
        return st;
    s->texts.limit = JC_MAX_WINDOW;
    c = jc_alloc(sizeof *c);
    c->sheet = s;
    c->pass = s->delivered;
    c->parser = jc_xml_parser(c, on_start, on_end, on_text);
    s->careful = c;
    return JC_OK;
}

/* Go on parsing until a row stops it, the window is used up or the document ends (JC_END). */
static enum jc_status parse_on(struct xlsx_careful *c, struct jc_err *err)
{
    struct xlsx_sheet *s = c->sheet;
    enum XML_Status xs;

    if (c->suspended) {
        xs = XML_ResumeParser(c->parser);
    } else {
        const char *data = "";
        size_t n = 0;
        enum jc_status st;

        if (c->last)
            return JC_END;
        st = jc_stream_next(s->stream, 0, &data, &n, err);
        if (st != JC_OK && st != JC_END)
            return st;
        c->last = st == JC_END;
        xs = XML_Parse(c->parser, data, c->last ? 0 : (int)n, c->last);
    }
    c->suspended = xs == XML_STATUS_SUSPENDED;
    if (xs != XML_STATUS_ERROR)
        return JC_OK;
    if (!c->failed)
        return jc_xml_failed(c->parser, s->book->sheets[s->index].path, err);
    if (err)
        *err = s->err;
    return s->err.status;
}

enum jc_status xlsx_careful_next(struct xlsx_sheet *s, const struct jc_row **row, struct jc_err *err)
{
    struct xlsx_careful *c = s->careful;

    c->row = NULL;
    while (!c->row) {
        enum jc_status st = parse_on(c, err);

        if (st != JC_OK)
            return st;
    }
    *row = c->row;
    return JC_OK;
}

void xlsx_careful_free(struct xlsx_careful *c)
{
    if (!c)
        return;
    XML_ParserFree(c->parser);
    free(c);
}
