#include "table/scan.h"
#include "table/xlsx.h"
#include "table/xml.h"

/* ---- _xHHHH_ ------------------------------------------------------------------------------------ */

static int hex4(const char *p)
{
    int x = 0;

    for (int i = 0; i < 4; i++) {
        char c = p[i];

        if (c >= '0' && c <= '9')
            x = x * 16 + c - '0';
        else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'))
            x = x * 16 + (c | 32) - 'a' + 10;
        else
            return -1;
    }
    return x;
}

/* The UTF-16 unit that an escape at p stands for; -1: there is none. */
static int escaped_unit(const char *p, const char *end)
{
    return end - p >= 7 && p[0] == '_' && p[1] == 'x' && p[6] == '_' ? hex4(p + 2) : -1;
}

/* Decode the escape (or pair of them) at p into at most 4 bytes; *used = 0: none, or no character. */
static size_t unescape_one(char *to, const char *p, const char *end, size_t *used)
{
    int unit = escaped_unit(p, end), low;
    uint32_t c = (uint32_t)unit;
    size_t n;

    *used = 0;
    if (unit <= 0 || (unit >= 0xDC00 && unit < 0xE000))
        return 0;
    *used = 7;
    if (unit >= 0xD800 && unit < 0xDC00) {
        low = escaped_unit(p + 7, end);
        if (low < 0xDC00 || low >= 0xE000) {
            *used = 0;
            return 0;
        }
        c = 0x10000u + ((uint32_t)(unit - 0xD800) << 10) + (uint32_t)(low - 0xDC00);
        *used = 14;
    }
    n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    for (size_t i = n - 1; i > 0; i--, c >>= 6)
        to[i] = (char)(0x80 | (c & 0x3F));
    to[0] = (char)(n == 1 ? c : (0xF00u >> n & 0xFF) | c);
    return n;
}

void xlsx_unescape(struct jc_buf *b, size_t from)
{
    char *p, *to, *end;

    if (b->len == from || !memmem(b->p + from, b->len - from, "_x", 2))
        return;
    end = b->p + b->len;
    for (p = to = b->p + from; p < end;) {
        char c[4];
        size_t used = 0, n = 0;

        if (*p == '_')
            n = unescape_one(c, p, end, &used);
        if (used == 0) {
            *to++ = *p++;
            continue;
        }
        memcpy(to, c, n);
        to += n;
        p += used;
    }
    b->len = (size_t)(to - b->p);
    *to = '\0';
}

/* ---- the table ---------------------------------------------------------------------------------- */

void xlsx_strings_clear(struct xlsx_strings *s)
{
    jc_buf_free(&s->text);
    free(s->end);
    memset(s, 0, sizeof *s);
    s->text.limit = JC_MAX_STRINGS_BYTES;
}

/* The string that was appended to the text is complete. */
static void string_end(struct xlsx_strings *s)
{
    if (s->n >= (JC_MAX_STRINGS_BYTES - s->text.len) / sizeof *s->end) {
        s->text.over = true;
        return;
    }
    if (s->n == s->cap)
        s->end = jc_grow(s->end, &s->cap, s->n + 1, sizeof *s->end);
    s->end[s->n++] = (uint32_t)s->text.len;
}

static enum jc_status too_many(struct jc_err *err)
{
    return jc_fail(err, JC_LIMIT, 116, NULL, NULL, NULL);
}

/* ---- fast --------------------------------------------------------------------------------------- */

/* One <si> at p, blanks before it; *done at the end of the table. */
static enum scan scan_string(struct xlsx_strings *s, const char **pp, const char *end, bool *done)
{
    const char *p = *pp, *text;
    size_t n;
    enum scan sc;

    while (scan_blank(*p))
        p++;
    if (SCAN_IS(p, "<si><t>")) {
        bool under = false;
        const char *stop = scan_text(p + 7, &under);

        if (SCAN_IS(stop, "</t></si>") && !under) {
            jc_buf_add(&s->text, p + 7, (size_t)(stop - p - 7));
            string_end(s);
            *pp = stop + 9;
            return SCAN_OK;
        }
    }
    if (SCAN_IS(p, "<si>")) {
        p += 4;
        sc = scan_rich(&p, end, "</si>", &s->text, &text, &n);
        if (sc != SCAN_OK)
            return sc;
        if (text)
            jc_buf_add(&s->text, text, n);
        string_end(s);
    } else if (SCAN_IS(p, "<si/>")) {
        p += 5;
        string_end(s);
    } else if (SCAN_IS(p, "</sst>")) {
        p += 6;
        *done = true;
    } else {
        return scan_unlike(p, end);
    }
    *pp = p;
    return SCAN_OK;
}

/* JC_NOTFOUND: not the shape that we know. */
static enum jc_status read_fast(struct xlsx *x, struct jc_stream *stream, struct jc_err *err)
{
    const char *p = "", *end = p;
    bool begun = false, done = false;

    for (;;) {
        enum scan sc = SCAN_MORE;
        enum jc_status st;
        const char *data;
        size_t n;

        while (!done && p < end &&
               (sc = begun ? scan_string(&x->strings, &p, end, &done) : scan_prolog(&p, end, "sst")) == SCAN_OK)
            begun = true;
        while (done && scan_blank(*p))
            p++;
        if (sc == SCAN_ODD || (done && p < end) || end - p > (1 << 22))
            return JC_NOTFOUND;
        if (x->strings.text.over)
            return too_many(err);
        n = (size_t)(end - p);
        st = jc_stream_next(stream, n, &data, &n, err);
        if (st == JC_END)
            return done ? JC_OK : JC_NOTFOUND;
        if (st != JC_OK)
            return st;
        if (!jc_stream_clean(stream))
            return JC_NOTFOUND;
        p = data;
        end = data + n;
    }
}

/* ---- careful ------------------------------------------------------------------------------------ */

struct careful {
    struct xlsx_strings *strings;
    unsigned depth, si, other; /* depth of the element we are in, 0: not in one; other: phonetic runs, extensions */
    unsigned t;
    size_t t_from;
};

static void XMLCALL on_start(void *parser, const char *name, const char **atts)
{
    struct careful *c = XML_GetUserData(parser);

    (void)atts;
    name = jc_xml_local(name);
    c->depth++;
    if (c->si == 0 && c->depth == 2 && strcmp(name, "si") == 0) {
        c->si = c->depth;
    } else if (c->si && !c->other && c->depth == c->si + 1 && strcmp(name, "r") != 0 && strcmp(name, "t") != 0) {
        c->other = c->depth;
    } else if (c->si && !c->other && c->t == 0 && strcmp(name, "t") == 0) {
        c->t = c->depth;
        c->t_from = c->strings->text.len;
    }
}

static void XMLCALL on_end(void *parser, const char *name)
{
    struct careful *c = XML_GetUserData(parser);

    (void)name;
    if (c->depth == c->t) {
        xlsx_unescape(&c->strings->text, c->t_from);
        c->t = 0;
    } else if (c->depth == c->other) {
        c->other = 0;
    } else if (c->depth == c->si) {
        c->si = 0;
        string_end(c->strings);
    }
    c->depth--;
}

static void XMLCALL on_text(void *parser, const char *s, int n)
{
    struct careful *c = XML_GetUserData(parser);

    if (c->t && c->t == c->depth)
        jc_buf_add(&c->strings->text, s, (size_t)n);
}

static enum jc_status read_careful(struct xlsx *x, struct jc_err *err)
{
    struct careful c = {.strings = &x->strings};
    struct jc_stream *stream = NULL;
    XML_Parser parser;
    const char *data = "";
    size_t n = 0;
    enum jc_status st = jc_stream_open(&stream, x->pack, x->strings_part, err);

    if (st != JC_OK)
        return st;
    xlsx_strings_clear(&x->strings);
    parser = jc_xml_parser(&c, on_start, on_end, on_text);
    while (st == JC_OK) {
        st = jc_stream_next(stream, 0, &data, &n, err);
        if (st != JC_OK && st != JC_END)
            break;
        if (XML_Parse(parser, data, st == JC_END ? 0 : (int)n, st == JC_END) != XML_STATUS_OK)
            st = jc_xml_failed(parser, jc_pack_name(x->pack, (size_t)x->strings_part), err);
        else if (x->strings.text.over)
            st = too_many(err);
    }
    XML_ParserFree(parser);
    jc_stream_free(stream);
    return st == JC_END ? JC_OK : st;
}

enum jc_status xlsx_strings_read(struct xlsx *x, struct jc_err *err)
{
    struct jc_stream *stream = NULL;
    enum jc_status st;

    if (x->strings_read || x->strings_part < 0)
        return JC_OK;
    xlsx_strings_clear(&x->strings);
    st = JC_NOTFOUND;
    if (xlsx_path_for_tests != 1) {
        st = jc_stream_open(&stream, x->pack, x->strings_part, err);
        if (st == JC_OK)
            st = read_fast(x, stream, err);
        jc_stream_free(stream);
    }
    if (st == JC_NOTFOUND && xlsx_path_for_tests != 2)
        st = read_careful(x, err);
    x->strings_read = st == JC_OK;
    return st;
}
