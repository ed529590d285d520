#include "table/mime.h"

#define RAW 65536u

struct jc_mime {
    const struct jc_source *src;
    uint64_t from, end, at; /* in the file */
    uint64_t pos;           /* decoded bytes before `taken` */
    enum jc_mime_coding coding;
    uint32_t bits; /* of base64 */
    int n_bits;
    size_t taken, n; /* of `out` */
    char raw[RAW], out[RAW];
};

/* ---- codings ------------------------------------------------------------------------------------ */

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Returns how much of n bytes was decoded: an escape at the end waits for the bytes after it, unless there are none. */
static size_t quoted_printable(struct jc_mime *m, size_t n, bool last)
{
    const char *p = m->raw, *end = p + n;

    while (p < end) {
        const char *equals = memchr(p, '=', (size_t)(end - p));
        size_t plain = (size_t)((equals ? equals : end) - p);

        memcpy(m->out + m->n, p, plain);
        m->n += plain;
        p += plain;
        if (!equals || (end - p < 3 && !last))
            break;
        p++;
        if (end - p >= 2 && hex_digit(p[0]) >= 0 && hex_digit(p[1]) >= 0) {
            m->out[m->n++] = (char)(hex_digit(p[0]) * 16 + hex_digit(p[1]));
            p += 2;
        } else if (p < end && (*p == '\r' || *p == '\n')) { /* a line that goes on */
            p += end - p >= 2 && p[0] == '\r' && p[1] == '\n' ? 2 : 1;
        } else {
            m->out[m->n++] = '=';
        }
    }
    return (size_t)(p - m->raw);
}

static void base64(struct jc_mime *m, size_t n)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    static signed char value[256]; /* of a digit, 1 more than it means */
    const char *p = m->raw, *end = p + n;

    if (!value['A'])
        for (int i = 63; i >= 0; i--)
            value[(unsigned char)digits[i]] = (signed char)(i + 1);
    for (; p < end && *p != '='; p++) {
        int digit = value[(unsigned char)*p];

        if (!digit)
            continue;
        m->bits = m->bits << 6 | (uint32_t)(digit - 1);
        m->n_bits += 6;
        if (m->n_bits >= 8) {
            m->n_bits -= 8;
            m->out[m->n++] = (char)(m->bits >> m->n_bits & 0xFF);
        }
    }
    if (p < end)
        m->at = m->end;
}

static enum jc_status fill(struct jc_mime *m, struct jc_err *err)
{
    size_t want = m->end - m->at < RAW ? (size_t)(m->end - m->at) : RAW, got = 0, used;
    enum jc_status status = jc_source_read(m->src, m->raw, want, m->at, &got, err);

    m->taken = m->n = 0;
    if (status == JC_OK && got < want)
        status = jc_fail(err, JC_INPUT, 151, NULL, NULL, NULL);
    if (status != JC_OK)
        return status;
    used = got;
    if (m->coding == JC_MIME_QUOTED) {
        used = quoted_printable(m, got, m->at + got == m->end);
    } else if (m->coding == JC_MIME_PLAIN) {
        memcpy(m->out, m->raw, got);
        m->n = got;
    }
    m->at += used;
    if (m->coding == JC_MIME_BASE64)
        base64(m, got);
    return JC_OK;
}

/* ---- a body ------------------------------------------------------------------------------------- */

struct jc_mime *jc_mime_open(const struct jc_source *src, uint64_t from, uint64_t end, enum jc_mime_coding coding)
{
    struct jc_mime *m = jc_alloc(sizeof *m);

    m->src = src;
    m->from = m->at = from;
    m->end = end;
    m->coding = coding;
    return m;
}

void jc_mime_free(struct jc_mime *m)
{
    free(m);
}

static void begin_again(struct jc_mime *m)
{
    m->at = m->from;
    m->pos = m->taken = m->n = 0;
    m->bits = 0;
    m->n_bits = 0;
}

static enum jc_status read_decoded(void *ctx, void *to, size_t n, uint64_t at, size_t *got, struct jc_err *err)
{
    struct jc_mime *m = ctx;
    enum jc_status status = JC_OK;

    *got = 0;
    if (at < m->pos)
        begin_again(m);
    while (status == JC_OK && *got < n) {
        size_t part = m->n - m->taken;

        if (part == 0) {
            if (m->at == m->end)
                break;
            status = fill(m, err);
            continue;
        }
        if (m->pos < at) {
            part = part < at - m->pos ? part : (size_t)(at - m->pos);
        } else {
            part = part < n - *got ? part : n - *got;
            memcpy((char *)to + *got, m->out + m->taken, part);
            *got += part;
            at += part;
        }
        m->taken += part;
        m->pos += part;
    }
    return status;
}

struct jc_bytes jc_mime_bytes(struct jc_mime *m)
{
    return (struct jc_bytes){read_decoded, m};
}

/* ---- parts -------------------------------------------------------------------------------------- */

enum jc_status jc_mime_boundary(uint64_t *at, const struct jc_source *src, uint64_t from, uint64_t end,
                                const char *boundary, struct jc_err *err)
{
    char line[256], *window = jc_alloc(RAW);
    size_t n = (size_t)snprintf(line, sizeof line, "\n--%s", boundary);
    bool first = true; /* a line begins at `from`, too */
    enum jc_status status = JC_OK;

    *at = end;
    while (status == JC_OK && from < end) {
        size_t want = end - from < RAW ? (size_t)(end - from) : RAW, got = 0;
        const char *found;

        status = jc_source_read(src, window, want, from, &got, err);
        found = memmem(window, got, line, n);
        if (first && got >= n - 1 && memcmp(window, line + 1, n - 1) == 0)
            *at = from;
        else if (found)
            *at = from + (uint64_t)(found - window) + 1;
        if (*at < end || got < RAW)
            break;
        first = false;
        from += RAW - n;
    }
    free(window);
    return status;
}
