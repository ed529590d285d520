/*
 * MHTML (.mht, or what Excel saves as "single file web page" and systems name .xls): the parts of a MIME message that are
 * pages or style sheets, decoded and read as one.
 */
#include "table/html.h"

#include <ctype.h>
#include <strings.h>

#define MAX_DEPTH 8

struct part {
    const char *body;
    size_t n;
    char type[64], charset[32], encoding[32], boundary[128];
    bool tabs; /* the page that only shows the names of the sheets */
};

/* ---- headers ------------------------------------------------------------------------------------ */

/* The value of a parameter, "charset=gb2312" or charset="gb2312", of the header in [p, end). */
static void parameter(char *dst, size_t size, const char *p, const char *end, const char *name)
{
    size_t len = strlen(name);

    for (; p + len < end; p++)
        if (strncasecmp(p, name, len) == 0 && p[len] == '=') {
            const char *from = p + len + 1, *to;

            if (from < end && *from == '"') {
                from++;
                to = memchr(from, '"', (size_t)(end - from));
            } else {
                for (to = from; to < end && !isspace((unsigned char)*to) && *to != ';'; to++)
                    ;
            }
            jc_copyn(dst, size, from, to ? (size_t)(to - from) : (size_t)(end - from));
            return;
        }
}

/* The first word of a header's value, lower case. */
static void word(char *dst, size_t size, const char *p, const char *end)
{
    size_t k = 0;

    while (p < end && isspace((unsigned char)*p))
        p++;
    for (; p < end && !isspace((unsigned char)*p) && *p != ';' && k + 1 < size; p++)
        dst[k++] = (char)tolower((unsigned char)*p);
    dst[k] = '\0';
}

static void take_header(struct part *part, const char *p, const char *end)
{
    const char *colon = memchr(p, ':', (size_t)(end - p));
    size_t n = colon ? (size_t)(colon - p) : 0;

    if (n == 12 && strncasecmp(p, "Content-Type", n) == 0) {
        word(part->type, sizeof part->type, colon + 1, end);
        parameter(part->charset, sizeof part->charset, colon + 1, end, "charset");
        parameter(part->boundary, sizeof part->boundary, colon + 1, end, "boundary");
    } else if (n == 25 && strncasecmp(p, "Content-Transfer-Encoding", n) == 0) {
        word(part->encoding, sizeof part->encoding, colon + 1, end);
    } else if (n == 16 && strncasecmp(p, "Content-Location", n) == 0) {
        part->tabs = memmem(colon, (size_t)(end - colon), "tabstrip.", 9) != NULL;
    }
}

/* Headers up to the empty line; a line that begins with a blank goes on with the one before. */
static void read_headers(struct part *part, const char *p, const char *end)
{
    const char *from = p;

    *part = (struct part){.body = end};
    while (p < end) {
        const char *line = memchr(p, '\n', (size_t)(end - p));
        const char *next = line ? line + 1 : end;
        bool empty = next - p == 1 || (next - p == 2 && *p == '\r');

        if (empty || next == end || !isblank((unsigned char)*next)) {
            take_header(part, from, next);
            from = next;
        }
        p = next;
        if (empty) {
            part->body = p;
            break;
        }
    }
    part->n = (size_t)(end - part->body);
    for (char *c = part->charset; *c; c++)
        *c = (char)tolower((unsigned char)*c);
}

/* ---- bodies ------------------------------------------------------------------------------------- */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void quoted_printable(struct jc_buf *out, const char *p, const char *end)
{
    while (p < end) {
        const char *equals = memchr(p, '=', (size_t)(end - p));

        jc_buf_add(out, p, (size_t)((equals ? equals : end) - p));
        if (!equals)
            return;
        p = equals + 1;
        if (end - p >= 2 && hex_digit(p[0]) >= 0 && hex_digit(p[1]) >= 0) {
            jc_buf_char(out, (char)(hex_digit(p[0]) * 16 + hex_digit(p[1])));
            p += 2;
        } else if (p < end && (*p == '\r' || *p == '\n')) { /* a line that goes on */
            p += end - p >= 2 && p[0] == '\r' && p[1] == '\n' ? 2 : 1;
        } else {
            jc_buf_char(out, '=');
        }
    }
}

static void base64(struct jc_buf *out, const char *p, const char *end)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t bits = 0;
    int n = 0;

    for (; p < end && *p != '='; p++) {
        const char *digit = *p ? strchr(digits, *p) : NULL;

        if (!digit)
            continue;
        bits = bits << 6 | (uint32_t)(digit - digits);
        n += 6;
        if (n >= 8) {
            n -= 8;
            jc_buf_char(out, (char)(bits >> n & 0xFF));
        }
    }
}

static enum jc_status read_body(struct jc_html *html, const struct part *part, size_t *pages, struct jc_err *err)
{
    struct jc_buf body = {0};
    enum jc_status status = JC_OK;

    if (strcmp(part->encoding, "quoted-printable") == 0)
        quoted_printable(&body, part->body, part->body + part->n);
    else if (strcmp(part->encoding, "base64") == 0)
        base64(&body, part->body, part->body + part->n);
    else
        jc_buf_add(&body, part->body, part->n);
    if (body.over) {
        status = jc_fail(err, JC_LIMIT, 116, NULL, NULL, NULL);
    } else if (strcmp(part->type, "text/css") == 0) {
        jc_css_read(jc_html_css(html), jc_buf_text(&body), body.len);
    } else {
        ++*pages;
        status = jc_html_page(html, NULL, jc_buf_text(&body), body.len, part->charset, err);
    }
    jc_buf_free(&body);
    return status;
}

static bool is_wanted(const struct part *part)
{
    return !part->tabs && (strcmp(part->type, "text/html") == 0 || strcmp(part->type, "application/xhtml+xml") == 0 ||
                           strcmp(part->type, "text/css") == 0);
}

/* ---- parts -------------------------------------------------------------------------------------- */

/* The next line "--boundary" from p on, or end. */
static const char *find_boundary(const char *p, const char *end, const char *boundary)
{
    size_t n = strlen(boundary);

    while (p < end) {
        const char *line;

        if ((size_t)(end - p) >= n + 2 && p[0] == '-' && p[1] == '-' && memcmp(p + 2, boundary, n) == 0)
            return p;
        line = memchr(p, '\n', (size_t)(end - p));
        p = line ? line + 1 : end;
    }
    return end;
}

static enum jc_status read_entity(struct jc_html *html, const char *p, const char *end, int depth, size_t *pages,
                                  struct jc_err *err)
{
    struct part part;
    enum jc_status status = JC_OK;

    read_headers(&part, p, end);
    if (strncmp(part.type, "multipart/", 10) != 0)
        return is_wanted(&part) ? read_body(html, &part, pages, err) : JC_OK;
    if (depth == MAX_DEPTH || !*part.boundary)
        return JC_OK;
    p = find_boundary(part.body, end, part.boundary);
    while (status == JC_OK && p < end) {
        const char *line = memchr(p, '\n', (size_t)(end - p));
        const char *from = line ? line + 1 : end;

        if (strncmp(p + 2 + strlen(part.boundary), "--", 2) == 0)
            break;
        p = find_boundary(from, end, part.boundary);
        if (p == end && !part.tabs)
            return jc_fail(err, JC_INPUT, 151, NULL, NULL, NULL);
        status = read_entity(html, from, p, depth + 1, pages, err);
    }
    return status;
}

/* ---- the format --------------------------------------------------------------------------------- */

static void close_file(void *file)
{
    jc_html_free(file);
}

static enum jc_status open_file(void **out, struct jc_book *book, struct jc_source *src, struct jc_err *err)
{
    struct jc_html *h = jc_html_new(book);
    size_t pages = 0;
    enum jc_status status = jc_source_load(src, err);

    if (status == JC_OK)
        status = read_entity(h, (const char *)src->all, (const char *)src->all + src->size, 0, &pages, err);
    if (status == JC_OK && pages == 0)
        status = jc_fail(err, JC_INPUT, 163, NULL, NULL, NULL);
    if (status == JC_OK)
        status = jc_html_sheets(h, err);
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

/* "MIME-Version:" among the first lines, and headers only before it. */
static bool sniff(struct jc_source *src)
{
    size_t n = src->head_len < 2048 ? src->head_len : 2048;
    char head[2049];
    const char *p;

    memcpy(head, src->head, n);
    head[n] = '\0';
    if (head[0] == '<' || strlen(head) < n)
        return false;
    p = strcasestr(head, "MIME-Version:");
    return p && (p == head || p[-1] == '\n' || (p == head + 3 && strncmp(head, "\xEF\xBB\xBF", 3) == 0)) &&
           strcasestr(head, "Content-Type:");
}

const struct jc_format jc_format_mhtml = {
    .name = "mhtml",
    .sniff = sniff,
    .open = open_file,
    .close = close_file,
    .sheet_open = sheet_open,
    .next = next,
    .merges = merges,
    .sheet_free = sheet_free,
};
