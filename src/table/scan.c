#include "table/scan.h"

#include "table/xlsx.h"

#include <strings.h>

static bool name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == ':' || c == '_' ||
           c == '-' || c == '.' || (unsigned char)c >= 0x80;
}

/* `name="value"` at p; a value with '<' is odd. */
static enum scan skip_attr(const char **p, const char *end)
{
    const char *q = *p;
    char quote;

    while (name_char(*q))
        q++;
    if (q == *p || *q != '=')
        return q >= end ? SCAN_MORE : SCAN_ODD;
    quote = *++q;
    if (quote != '"' && quote != '\'')
        return q >= end ? SCAN_MORE : SCAN_ODD;
    for (q++; *q != quote; q++)
        if (*q == '<' || *q == '\0')
            return q >= end ? SCAN_MORE : SCAN_ODD;
    *p = q + 1;
    return SCAN_OK;
}

enum scan scan_tag(const char *p, const char *end, struct scan_tag *tag, const char **after)
{
    tag->closes = p[1] == '/';
    p += 1 + tag->closes;
    tag->opens = !tag->closes;
    tag->name = p;
    while (name_char(*p))
        p++;
    tag->name_len = (size_t)(p - tag->name);
    if (p >= end)
        return SCAN_MORE;
    if (tag->name_len == 0)
        return SCAN_ODD;
    for (tag->atts = p;;) {
        bool blank = scan_blank(*p);
        enum scan sc;

        while (scan_blank(*p))
            p++;
        tag->atts_end = p;
        if (*p == '>' || (p[0] == '/' && p[1] == '>'))
            break;
        if (p >= end || (*p == '/' && p + 1 >= end))
            return SCAN_MORE;
        if (!blank || tag->closes)
            return SCAN_ODD;
        sc = skip_attr(&p, end);
        if (sc != SCAN_OK)
            return sc;
    }
    tag->closes |= *p == '/';
    *after = p + 1 + (*p == '/');
    return SCAN_OK;
}

const char *scan_attr(const struct scan_tag *tag, const char *name, size_t *n)
{
    size_t len = strlen(name);
    const char *p = tag->atts;

    while (p < tag->atts_end) {
        const char *key = p, *value;

        if (scan_blank(*p)) {
            p++;
            continue;
        }
        while (*p != '=')
            p++;
        value = p + 2;
        p = memchr(value, p[1], (size_t)(tag->atts_end - value));
        if (strncmp(key, name, len) == 0 && key[len] == '=') {
            *n = (size_t)(p - value);
            return value;
        }
        p++;
    }
    return NULL;
}

/* Only UTF-8 may be declared: the bytes are taken as they are. */
static bool declares_utf8(const char *p, const char *end)
{
    const char *found = memmem(p, (size_t)(end - p), "encoding", 8);

    if (!found)
        return true;
    found += 8;
    if (found + 7 > end || *found++ != '=' || (*found != '"' && *found != '\''))
        return false;
    return strncasecmp(found + 1, "utf-8", 5) == 0 && found[6] == found[0];
}

enum scan scan_prolog(const char **pp, const char *end, const char *root)
{
    const char *p = *pp, *after;
    struct scan_tag tag;
    enum scan sc;

    if (memcmp(p, "\xEF\xBB\xBF", 3) == 0)
        p += 3;
    if (SCAN_IS(p, "<?xml ")) {
        after = memmem(p, (size_t)(end - p), "?>", 2);
        if (!after)
            return SCAN_MORE;
        if (!declares_utf8(p, after))
            return SCAN_ODD;
        p = after + 2;
    }
    while (scan_blank(*p))
        p++;
    if (*p != '<')
        return p >= end ? SCAN_MORE : SCAN_ODD;
    sc = scan_tag(p, end, &tag, &after);
    if (sc != SCAN_OK)
        return sc;
    if (tag.closes || tag.name_len != strlen(root) || memcmp(tag.name, root, tag.name_len) != 0)
        return SCAN_ODD;
    *pp = after;
    return SCAN_OK;
}

/* ---- text -------------------------------------------------------------------------------------- */

static void add_utf8(struct jc_buf *out, uint32_t c)
{
    char b[4];
    size_t n = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;

    for (size_t i = n - 1; i > 0; i--, c >>= 6)
        b[i] = (char)(0x80 | (c & 0x3F));
    b[0] = (char)(n == 1 ? c : (0xF00u >> n & 0xFF) | c);
    jc_buf_add(out, b, n);
}

/* "#10" or "#xA" -> a character that XML allows; 0: none. */
static uint32_t char_reference(const char *s, size_t n)
{
    bool hex = n > 1 && s[1] == 'x';
    size_t i = hex ? 2 : 1;
    uint32_t c = 0;

    if (i == n)
        return 0;
    for (; i < n; i++) {
        char d = s[i];

        if (d >= '0' && d <= '9')
            c = c * (hex ? 16 : 10) + (uint32_t)(d - '0');
        else if (hex && ((d >= 'a' && d <= 'f') || (d >= 'A' && d <= 'F')))
            c = c * 16 + (uint32_t)((d | 32) - 'a' + 10);
        else
            return 0;
        if (c > 0x10FFFF)
            return 0;
    }
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0xD800 && c < 0xE000) || c == 0xFFFE || c == 0xFFFF)
        return 0;
    return c;
}

static uint32_t entity(const char *s, size_t n)
{
    static const struct {
        const char *name;
        uint32_t c;
    } five[] = {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}};

    if (n > 1 && s[0] == '#')
        return char_reference(s, n);
    for (size_t i = 0; i < JC_LEN(five); i++)
        if (n == strlen(five[i].name) && memcmp(s, five[i].name, n) == 0)
            return five[i].c;
    return 0;
}

bool scan_decode(struct jc_buf *out, const char *s, size_t n)
{
    const char *end = s + n;

    while (s < end) {
        const char *from = s;

        while (s < end && *s != '&' && *s != '\r')
            s++;
        jc_buf_add(out, from, (size_t)(s - from));
        if (s < end && *s == '\r') {
            jc_buf_char(out, '\n');
            s += s + 1 < end && s[1] == '\n' ? 2 : 1;
        } else if (s < end) {
            const char *stop = memchr(s, ';', (size_t)(end - s));
            uint32_t c = stop ? entity(s + 1, (size_t)(stop - s - 1)) : 0;

            if (c == 0)
                return false;
            add_utf8(out, c);
            s = stop + 1;
        }
    }
    return true;
}

/* ---- <si> and <is> ----------------------------------------------------------------------------- */

/* Is it an opening tag of this name? */
static bool named(const struct scan_tag *tag, const char *name)
{
    return tag->opens && tag->name_len == strlen(name) && memcmp(tag->name, name, tag->name_len) == 0;
}

/* Past everything in the element that `tag` opened, and its end. */
static enum scan skip_subtree(const char **pp, const char *end, const struct scan_tag *tag)
{
    const char *p = *pp;
    unsigned depth = !tag->closes;

    while (depth > 0) {
        struct scan_tag inner;
        enum scan sc;

        p = memchr(p, '<', (size_t)(end - p));
        if (!p)
            return SCAN_MORE;
        sc = scan_tag(p, end, &inner, &p);
        if (sc != SCAN_OK)
            return sc;
        depth += inner.opens;
        depth -= inner.closes;
    }
    *pp = p;
    return SCAN_OK;
}

/* Content of <t> up to and with </t>. A first plain one is kept as it stands until another one comes. */
static enum scan take_text(const char **p, const char *end, struct jc_buf *out, const char **text, size_t *n,
                           unsigned count)
{
    bool under = false;
    const char *from = *p, *stop = scan_text(from, &under);
    bool plain = *stop == '<' && !under;
    size_t at = out->len;

    while (*stop == '&' || *stop == '\r')
        stop = scan_text(stop + 1, &under);
    if (*stop != '<' || !SCAN_IS(stop, "</t>"))
        return *stop != '<' && stop < end ? SCAN_ODD : scan_unlike(stop, end);
    *p = stop + 4;
    if (plain && count == 0) {
        *text = from;
        *n = (size_t)(stop - from);
        return SCAN_OK;
    }
    if (count == 1 && *text) {
        jc_buf_add(out, *text, *n);
        at = out->len;
    }
    *text = NULL;
    if (!scan_decode(out, from, (size_t)(stop - from)))
        return SCAN_ODD;
    xlsx_unescape(out, at);
    return SCAN_OK;
}

enum scan scan_rich(const char **pp, const char *end, const char *close, struct jc_buf *out, const char **text,
                    size_t *n)
{
    const char *p = *pp;
    size_t close_len = strlen(close), from = out->len;
    unsigned count = 0, runs = 0;
    enum scan sc = SCAN_OK;

    *text = NULL;
    *n = 0;
    while (sc == SCAN_OK) {
        struct scan_tag tag;

        while (scan_blank(*p))
            p++;
        if (memcmp(p, close, close_len) == 0 && runs == 0) {
            *pp = p + close_len;
            return SCAN_OK;
        }
        if (*p != '<') {
            sc = scan_unlike(p, end);
        } else if ((sc = scan_tag(p, end, &tag, &p)) != SCAN_OK) {
            break;
        } else if (named(&tag, "t")) {
            if (!tag.closes)
                sc = take_text(&p, end, out, text, n, count++);
        } else if (named(&tag, "r") && runs == 0) {
            runs = !tag.closes;
        } else if (!tag.opens && tag.name_len == 1 && *tag.name == 'r' && runs == 1) {
            runs = 0;
        } else if (named(&tag, "rPr") || named(&tag, "rPh") || named(&tag, "phoneticPr")) {
            sc = skip_subtree(&p, end, &tag);
        } else {
            sc = SCAN_ODD;
        }
    }
    out->len = from; /* what was half read is read again */
    if (out->p)
        out->p[from] = '\0';
    return sc;
}
