/*
 * MHTML (.mht, or what Excel saves as "single file web page" and systems name .xls): the parts of a MIME message that are
 * pages or style sheets, decoded and read as one.
 */
#include "table/html.h"
#include "table/mime.h"

#include <ctype.h>
#include <strings.h>

#define MAX_DEPTH 8
#define MAX_HEAD  65536u /* bytes of the headers of a part */
#define MAX_CSS   (4u << 20)

struct part {
    size_t body; /* behind the headers */
    char type[64], charset[32], encoding[32], boundary[128];
    bool tabs; /* the page that only shows the names of the sheets */
};

struct archive {
    struct jc_html *html;
    const struct jc_source *src;
    size_t pages;
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
static void take_headers(struct part *part, const char *head, size_t n)
{
    const char *p = head, *from = p, *end = p + n;

    *part = (struct part){.body = n};
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
            part->body = (size_t)(p - head);
            break;
        }
    }
    for (char *c = part->charset; *c; c++)
        *c = (char)tolower((unsigned char)*c);
}

static enum jc_status read_headers(struct part *part, const struct jc_source *src, uint64_t from, uint64_t end,
                                   struct jc_err *err)
{
    size_t n = end - from < MAX_HEAD ? (size_t)(end - from) : MAX_HEAD, got = 0;
    char *head = jc_alloc(n + 1);
    enum jc_status status = jc_source_read(src, head, n, from, &got, err);

    take_headers(part, head, got);
    free(head);
    return status;
}

/* ---- bodies ------------------------------------------------------------------------------------- */

static enum jc_status read_styles(struct jc_html *html, struct jc_bytes body, struct jc_err *err)
{
    char *text = jc_alloc(MAX_CSS);
    size_t n = 0;
    enum jc_status status = body.read(body.ctx, text, MAX_CSS, 0, &n, err);

    jc_css_read(jc_html_css(html), text, n);
    free(text);
    return status;
}

static enum jc_status read_body(struct archive *a, const struct part *part, uint64_t from, uint64_t end,
                                struct jc_err *err)
{
    enum jc_mime_coding coding = strcmp(part->encoding, "quoted-printable") == 0 ? JC_MIME_QUOTED
                                 : strcmp(part->encoding, "base64") == 0         ? JC_MIME_BASE64
                                                                                 : JC_MIME_PLAIN;
    struct jc_mime *body = jc_mime_open(a->src, from, end, coding);
    enum jc_status status;

    if (strcmp(part->type, "text/css") == 0) {
        status = read_styles(a->html, jc_mime_bytes(body), err);
    } else {
        a->pages++;
        status = jc_html_page(a->html, jc_mime_bytes(body), part->charset, err);
    }
    jc_mime_free(body);
    return status;
}

static bool is_wanted(const struct part *part)
{
    return !part->tabs && (strcmp(part->type, "text/html") == 0 || strcmp(part->type, "application/xhtml+xml") == 0 ||
                           strcmp(part->type, "text/css") == 0);
}

/* ---- parts -------------------------------------------------------------------------------------- */

/* Where the line of the boundary at `at` ends; *last: no part follows. */
static enum jc_status pass_boundary(uint64_t *behind, bool *last, const struct jc_source *src, uint64_t at,
                                    const char *boundary, struct jc_err *err)
{
    char rest[256];
    size_t got = 0;
    uint64_t from = at + 2 + strlen(boundary);
    enum jc_status status = jc_source_read(src, rest, sizeof rest, from, &got, err);
    const char *line = memchr(rest, '\n', got);

    *last = got >= 2 && memcmp(rest, "--", 2) == 0;
    *behind = from + (line ? (uint64_t)(line + 1 - rest) : 0);
    return status;
}

static enum jc_status read_entity(struct archive *a, uint64_t from, uint64_t end, int depth, struct jc_err *err)
{
    struct part part;
    uint64_t at;
    bool last;
    enum jc_status status = read_headers(&part, a->src, from, end, err);

    if (status != JC_OK)
        return status;
    from += part.body;
    if (strncmp(part.type, "multipart/", 10) != 0)
        return is_wanted(&part) ? read_body(a, &part, from, end, err) : JC_OK;
    if (depth == MAX_DEPTH || !*part.boundary)
        return JC_OK;
    status = jc_mime_boundary(&at, a->src, from, end, part.boundary, err);
    while (status == JC_OK && at < end) {
        status = pass_boundary(&from, &last, a->src, at, part.boundary, err);
        if (status != JC_OK || last)
            break;
        status = jc_mime_boundary(&at, a->src, from, end, part.boundary, err);
        if (status == JC_OK && at == end)
            return jc_fail(err, JC_INPUT, 151, NULL, NULL, NULL);
        if (status == JC_OK)
            status = read_entity(a, from, at, depth + 1, err);
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
    struct archive a = {.html = jc_html_new(book), .src = src};
    enum jc_status status = read_entity(&a, 0, src->size, 0, err);

    if (status == JC_OK && a.pages == 0)
        status = jc_fail(err, JC_INPUT, 163, NULL, NULL, NULL);
    if (status == JC_OK)
        status = jc_html_sheets(a.html, err);
    *out = NULL;
    if (status == JC_OK)
        *out = a.html;
    else
        jc_html_free(a.html);
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
