#include "table/text.h"

#include "table/chars.h"
#include "table/eastern.h"
#include "table/pack.h"
#include "table/western.h"

#include <errno.h>
#include <iconv.h>

enum { E_ENCODING = 135 };

#define CHUNK (256u * 1024)

/* ---- which encoding? ----------------------------------------------------------------------------- */

/* Read as 16-bit units, are there lines and no control characters? */
static bool reads_as_utf16(const unsigned char *p, size_t n, bool big)
{
    size_t lines = 0;

    for (size_t i = 0; i + 1 < n; i += 2) {
        unsigned unit = big ? p[i] * 256u + p[i + 1] : p[i + 1] * 256u + p[i];

        if (unit == '\n' || unit == '\r')
            lines++;
        else if ((unit < 0x20 && unit != '\t') || unit >= 0xFFFE)
            return false;
    }
    return lines > 0;
}

/* UTF-16 without a BOM: ASCII marks (commas, tabs, line ends) put a NUL on every other place, nearly always the same. */
static const char *utf16_by_nuls(const unsigned char *p, size_t n)
{
    size_t nuls[2] = {0, 0}, all;

    for (size_t i = 0; i < n; i++)
        nuls[i & 1] += p[i] == 0;
    all = nuls[0] + nuls[1];
    if (all < 2 || all * 200 < n)
        return NULL;
    if (nuls[1] * 10 >= all * 9 && reads_as_utf16(p, n, false))
        return "UTF-16LE";
    return nuls[0] * 10 >= all * 9 && reads_as_utf16(p, n, true) ? "UTF-16BE" : NULL;
}

static bool by_bom(struct jc_encoding *out, const unsigned char *p, size_t n)
{
    static const struct {
        const char *bom, *name;
        unsigned len;
    } boms[] = {{"\xEF\xBB\xBF", "UTF-8", 3}, {"\xFF\xFE\0\0", "UTF-32LE", 4}, {"\0\0\xFE\xFF", "UTF-32BE", 4},
                {"\xFF\xFE", "UTF-16LE", 2},  {"\xFE\xFF", "UTF-16BE", 2},     {"\x84\x31\x95\x33", "GB18030", 4}};

    for (size_t i = 0; i < JC_LEN(boms); i++)
        if (n >= boms[i].len && memcmp(p, boms[i].bom, boms[i].len) == 0) {
            *out = (struct jc_encoding){boms[i].name, boms[i].len};
            return true;
        }
    return false;
}

/* Characters of UTF-8 of more than one byte, and bytes that are none. */
struct utf8_count {
    uint64_t good, bad;
    uint64_t wide; /* of the good ones: of three bytes and more, which other encodings hardly ever look like */
};

/* A character cut at the end is neither. */
static void count_utf8(struct utf8_count *c, const unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n;) {
        size_t len = p[i] < 0x80 ? 1 : p[i] >= 0xF0 ? 4 : p[i] >= 0xE0 ? 3 : 2;

        if (len > n - i)
            return;
        if (len > 1 && jc_utf8_valid((const char *)p + i, len)) {
            c->good++;
            c->wide += len > 2;
        } else if (len > 1) {
            c->bad++;
            len = 1;
        }
        i += len;
    }
}

/* Share of characters that GB18030 does not know: -1 none at all that are not ASCII. */
static bool fits_gb18030(const unsigned char *p, size_t n)
{
    size_t chars = 0, bad = 0;

    for (size_t i = 0; i < n;) {
        if (p[i] < 0x80) {
            i++;
            continue;
        }
        chars++;
        if (i + 1 >= n)
            break;
        if (p[i] != 0x80 && p[i] != 0xFF && p[i + 1] >= 0x40 && p[i + 1] != 0x7F && p[i + 1] != 0xFF)
            i += 2;
        else if (i + 3 < n && p[i + 1] >= 0x30 && p[i + 1] <= 0x39 && p[i + 2] > 0x80 && p[i + 3] >= 0x30)
            i += 4;
        else {
            bad++;
            i++;
        }
    }
    return bad * 50 <= chars;
}

static bool is_control(unsigned char c)
{
    return (c < 0x20 && (c == 0 || !strchr("\t\n\r\f\v\x1A\x1B", c))) || c == 0x7F;
}

/* Control characters no text has. Some stray ones are forgiven: of bytes that are no text they are one in ten. */
static bool few_controls(const unsigned char *p, size_t n)
{
    size_t controls = 0;

    for (size_t i = 0; i < n; i++)
        controls += is_control(p[i]);
    return controls <= 1 + n / 100;
}

bool jc_text_sniff(const struct jc_source *src)
{
    struct jc_western western = {0};
    struct jc_eastern eastern = {0};
    struct utf8_count utf8 = {0};
    struct jc_encoding e;

    if (src->head_len == 0 || by_bom(&e, src->head, src->head_len) || utf16_by_nuls(src->head, src->head_len))
        return src->head_len > 0;
    if (memchr(src->head, 0, src->head_len) || !few_controls(src->head, src->head_len))
        return false;
    count_utf8(&utf8, src->head, src->head_len);
    jc_western_feed(&western, src->head, src->head_len);
    jc_eastern_feed(&eastern, src->head, src->head_len);
    return utf8.bad == 0 || utf8.good > utf8.bad * 50 || jc_is_western(&western) ||
           fits_gb18030(src->head, src->head_len) || jc_eastern_name(&eastern); /* which is refused by name */
}

enum jc_status jc_text_refuse(const struct jc_source *src, struct jc_err *err)
{
    const unsigned char *p = src->head, *nul = memchr(p, 0, src->head_len);
    size_t nuls = 0, controls = 0, plain = 0;
    char place[32];

    for (size_t i = 0; i < src->head_len; i++) {
        nuls += p[i] == 0;
        controls += is_control(p[i]);
        plain += p[i] >= 0x20 && p[i] < 0x7F;
    }
    controls -= nuls;
    if (controls > 1 + src->head_len / 100 || plain < src->head_len / 2)
        return JC_OK;
    if (!nul)
        return jc_fail(err, JC_INPUT, E_ENCODING, NULL, "an unknown encoding", NULL);
    snprintf(place, sizeof place, "%zu", (size_t)(nul - p));
    return jc_fail(err, JC_INPUT, 129, NULL, place, NULL);
}

/* The whole file once, at memory speed. NULs are refused on the way. *whole: it is UTF-8 from end to end. */
static enum jc_status check_utf8(bool *whole, const struct jc_source *src, unsigned from, unsigned char *chunk,
                                 struct jc_err *err)
{
    struct jc_chars chars = {0};
    size_t n = 0;

    *whole = true;
    for (uint64_t at = from;; at += n) {
        const unsigned char *nul;
        enum jc_status st = jc_source_read(src, chunk, CHUNK, at, &n, err);

        if (st != JC_OK)
            return st;
        if (n == 0)
            break;
        nul = memchr(chunk, 0, n);
        if (nul) {
            char place[32];

            snprintf(place, sizeof place, "%llu", (unsigned long long)(at + (uint64_t)(nul - chunk)));
            return jc_fail(err, JC_INPUT, 129, NULL, place, NULL);
        }
        *whole = *whole && jc_chars_feed(&chars, chunk, n);
    }
    *whole = *whole && jc_chars_end(&chars);
    return JC_OK;
}

/*
 * Is a file that is not UTF-8 from end to end UTF-8 all the same? Then a few of its characters are broken, and they are
 * one in fifty at most: in text of another encoding nearly all would be. Else it is western or Chinese. Behind a byte order mark
 * it is Chinese only where hardly anything is UTF-8: a program has put the mark in front of what another one wrote.
 */
static enum jc_status guess(struct jc_encoding *out, const struct jc_source *src, unsigned char *chunk,
                            struct jc_err *err)
{
    struct jc_western western = {0};
    struct jc_eastern eastern = {0};
    struct utf8_count utf8 = {0};
    size_t n = 0;

    for (uint64_t at = out->bom;; at += n) {
        enum jc_status st = jc_source_read(src, chunk, CHUNK, at, &n, err);

        if (st != JC_OK)
            return st;
        if (n == 0)
            break;
        count_utf8(&utf8, chunk, n);
        jc_western_feed(&western, chunk, n);
        jc_eastern_feed(&eastern, chunk, n);
    }
    if (utf8.good > utf8.bad * 50 || (out->bom && utf8.wide * 8 >= utf8.bad))
        return JC_OK;
    if (jc_eastern_name(&eastern))
        return jc_fail(err, JC_INPUT, E_ENCODING, NULL, jc_eastern_name(&eastern), NULL);
    if (out->bom && !western.words)
        return JC_OK;
    out->name = jc_is_western(&western) ? "CP1252" : "GB18030";
    return JC_OK;
}

enum jc_status jc_text_encoding(struct jc_encoding *out, const struct jc_source *src, struct jc_err *err)
{
    bool bom = by_bom(out, src->head, src->head_len), utf8;
    const char *utf16 = bom ? NULL : utf16_by_nuls(src->head, src->head_len);
    unsigned char *chunk;
    enum jc_status st;

    if (bom && out->bom != 3)
        return JC_OK;
    if (utf16) {
        *out = (struct jc_encoding){utf16, 0};
        return JC_OK;
    }
    if (!bom)
        *out = (struct jc_encoding){"UTF-8", 0};
    chunk = jc_realloc(NULL, CHUNK);
    st = check_utf8(&utf8, src, out->bom, chunk, err);
    if (st == JC_OK && !utf8)
        st = guess(out, src, chunk, err);
    free(chunk);
    return st;
}

/* ---- windows ------------------------------------------------------------------------------------- */

struct jc_text {
    const struct jc_source *src;
    uint64_t at;
    iconv_t iconv;
    bool utf8;
    struct jc_chars chars; /* of UTF-8 */
    uint64_t bad;
    unsigned char raw[CHUNK + 16]; /* what iconv has not taken yet stands in front */
    size_t raw_n;
    char *window;
    size_t n, cap;
    bool ended;
};

struct jc_text *jc_text_new(const struct jc_source *src, struct jc_encoding encoding)
{
    struct jc_text *t = jc_alloc(sizeof *t);

    t->src = src;
    t->at = encoding.bom;
    t->utf8 = strcmp(encoding.name, "UTF-8") == 0;
    t->iconv = (iconv_t)-1;
    if (!t->utf8)
        t->iconv = iconv_open("UTF-8", encoding.name);
    return t;
}

void jc_text_free(struct jc_text *t)
{
    if (!t)
        return;
    if (t->iconv != (iconv_t)-1)
        iconv_close(t->iconv);
    free(t->window);
    free(t);
}

uint64_t jc_text_bad(const struct jc_text *t)
{
    return t->bad;
}

static void need(struct jc_text *t, size_t n)
{
    if (t->n + n + JC_STREAM_PAD <= t->cap)
        return;
    t->cap = (t->n + n) * 2 + JC_STREAM_PAD;
    t->window = jc_realloc(t->window, t->cap);
}

static void add_replacement(struct jc_text *t)
{
    need(t, 3);
    memcpy(t->window + t->n, "\xEF\xBF\xBD", 3);
    t->n += 3;
    t->bad++;
}

/* raw[0..raw_n) -> window by iconv; what is left over is a character cut in two. */
static void convert(struct jc_text *t)
{
    char *in = (char *)t->raw;
    size_t in_n = t->raw_n;

    while (in_n > 0) {
        char *out;
        size_t room = in_n * 3 + 8;

        need(t, room);
        out = t->window + t->n;
        room = t->cap - t->n - JC_STREAM_PAD;
        if (iconv(t->iconv, &in, &in_n, &out, &room) == (size_t)-1 && errno != E2BIG) {
            t->n = (size_t)(out - t->window);
            if (errno == EINVAL && !t->ended)
                break;
            add_replacement(t);
            in++;
            in_n--;
        } else {
            t->n = (size_t)(out - t->window);
        }
    }
    memmove(t->raw, in, in_n);
    t->raw_n = in_n;
}

/* The same for UTF-8 that is broken somewhere in here. */
static void repair(struct jc_text *t)
{
    size_t i = 0;

    while (i < t->raw_n) {
        unsigned char b = t->raw[i];
        size_t len = b < 0x80 ? 1 : b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;

        if (len > t->raw_n - i && !t->ended)
            break;
        if (len <= t->raw_n - i && jc_utf8_valid((const char *)t->raw + i, len)) {
            need(t, len);
            memcpy(t->window + t->n, t->raw + i, len);
            t->n += len;
            i += len;
        } else {
            add_replacement(t);
            i++;
        }
    }
    memmove(t->raw, t->raw + i, t->raw_n - i);
    t->raw_n -= i;
}

/* Read UTF-8 straight into the window; false: not all of it is. Then, and from then on, it goes through repair(). */
static enum jc_status read_utf8(struct jc_text *t, struct jc_err *err)
{
    struct jc_chars before = t->chars;
    size_t got;
    enum jc_status st;

    need(t, CHUNK);
    st = jc_source_read(t->src, t->window + t->n, CHUNK, t->at, &got, err);
    if (st != JC_OK)
        return st;
    t->at += got;
    t->ended = got < CHUNK;
    if (jc_chars_feed(&t->chars, t->window + t->n, got) && (!t->ended || jc_chars_end(&t->chars))) {
        t->n += got;
        return JC_OK;
    }
    /* The beginning of a character may be in the window already. */
    t->n -= before.n < t->n ? before.n : t->n;
    memcpy(t->raw, before.part, before.n);
    memcpy(t->raw + before.n, t->window + t->n + before.n, got);
    t->raw_n = before.n + got;
    t->utf8 = false;
    repair(t);
    return JC_OK;
}

static enum jc_status read_other(struct jc_text *t, struct jc_err *err)
{
    size_t got;
    enum jc_status st = jc_source_read(t->src, t->raw + t->raw_n, CHUNK, t->at, &got, err);

    if (st != JC_OK)
        return st;
    t->at += got;
    t->raw_n += got;
    t->ended = got < CHUNK;
    if (t->iconv == (iconv_t)-1)
        repair(t);
    else
        convert(t);
    return JC_OK;
}

enum jc_status jc_text_next(struct jc_text *t, size_t keep, const char **data, size_t *n, struct jc_err *err)
{
    size_t had;
    enum jc_status st = JC_OK;

    if (jc_interrupted)
        return jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL);
    if (keep > JC_MAX_WINDOW)
        return jc_fail(err, JC_LIMIT, 120, NULL, NULL, NULL);
    if (t->ended)
        return JC_END;
    if (keep > 0)
        memmove(t->window, t->window + t->n - keep, keep);
    t->n = keep;
    do {
        had = t->n;
        st = t->utf8 ? read_utf8(t, err) : read_other(t, err);
    } while (st == JC_OK && t->n == had && !t->ended);
    if (st != JC_OK)
        return st;
    need(t, 0);
    memset(t->window + t->n, 0, JC_STREAM_PAD);
    *data = t->window;
    *n = t->n;
    return t->n > keep ? JC_OK : JC_END;
}
