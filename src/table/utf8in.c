#include "table/utf8in.h"

#include "table/western.h"

#include <ctype.h>
#include <iconv.h>

#define RAW    65536
#define ENOUGH 3 /* so many characters of three bytes and none wrong are UTF-8, whatever is declared */

struct jc_utf8in {
    struct jc_bytes bytes;
    uint64_t at;
    bool ended; /* there is nothing at `at` */
    const char *encoding;
    char name[32]; /* of a declared one */
    iconv_t cd;    /* (iconv_t)-1: UTF-8 is checked and passed on */
    bool valid;    /* the survey found nothing but UTF-8 */
    uint64_t lost;
    size_t from, filled;
    char raw[RAW];
};

/* ---- bytes -------------------------------------------------------------------------------------- */

/* Moves what is left to the front and reads on. */
static enum jc_status refill(struct jc_utf8in *in, struct jc_err *err)
{
    size_t left = in->filled - in->from, want = sizeof in->raw - left, got = 0;
    enum jc_status status = JC_OK;

    memmove(in->raw, in->raw + in->from, left);
    if (!in->ended)
        status = in->bytes.read(in->bytes.ctx, in->raw + left, want, in->at, &got, err);
    in->ended |= got < want;
    in->at += got;
    in->from = 0;
    in->filled = left + got;
    return status;
}

static void rewind_to(struct jc_utf8in *in, uint64_t at)
{
    in->at = at;
    in->ended = false;
    in->from = in->filled = 0;
}

/* Length of the UTF-8 character at p; 0: it is none, -1: the bytes end within it. */
static int utf8_length(const char *p, size_t n)
{
    const unsigned char *s = (const unsigned char *)p;
    int len = s[0] < 0x80 ? 1 : s[0] < 0xC2 ? 0 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3 : s[0] < 0xF5 ? 4 : 0;

    for (int i = 1; i < len; i++) {
        if ((size_t)i >= n)
            return -1;
        if (s[i] >> 6 != 2)
            return 0;
    }
    if (len > 2 && n > 1 &&
        ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F) || (s[0] == 0xF0 && s[1] < 0x90) ||
         (s[0] == 0xF4 && s[1] > 0x8F)))
        return 0;
    return len;
}

/* So many bytes from p on are ASCII, in steps of eight. */
static size_t ascii_run(const char *p, size_t n)
{
    size_t i = 0;

    for (; i + 8 <= n; i += 8) {
        uint64_t word;

        memcpy(&word, p + i, 8);
        if (word & 0x8080808080808080u)
            break;
    }
    return i;
}

/* ---- which encoding ----------------------------------------------------------------------------- */

void jc_declared_charset(char dst[32], const void *bytes, size_t n, const char *key)
{
    const char *p = bytes, *end = p + n;
    size_t len = strlen(key), k = 0;

    dst[0] = '\0';
    for (; (size_t)(end - p) > len; p++)
        if (tolower((unsigned char)*p) == key[0] && strncasecmp(p, key, len) == 0)
            break;
    if ((size_t)(end - p) <= len)
        return;
    for (p += len; p < end && (isspace((unsigned char)*p) || *p == '=' || *p == '"' || *p == '\''); p++)
        ;
    for (; p < end && k < 31 && (isalnum((unsigned char)*p) || *p == '-' || *p == '_'); p++)
        dst[k++] = (char)tolower((unsigned char)*p);
    dst[k] = '\0';
}

/* The declaration itself was read as ASCII: an encoding in which it would be something else is a mistake. */
static bool keeps_ascii(const char *encoding)
{
    char text[] = "<?xml charset='09azAZ'>", out[64], *p = text, *q = out;
    size_t n = strlen(text), room = sizeof out;
    iconv_t cd = iconv_open("UTF-8", encoding);

    if (cd == (iconv_t)-1)
        return false;
    iconv(cd, &p, &n, &q, &room);
    iconv_close(cd);
    return n == 0 && (size_t)(q - out) == strlen(text) && memcmp(text, out, strlen(text)) == 0;
}

/*
 * The iconv name of a declared charset; NULL: none, unknown, or one that only says that nobody thought of it, as the western
 * ones do in Chinese pages.
 */
static const char *known_charset(const char *declared)
{
    static const char *const idle[] = {"utf-8",      "utf8",   "utf-16",       "us-ascii", "ascii",
                                       "iso-8859-1", "latin1", "windows-1252", "cp1252",   "iso8859-1"};
    static const char *const names[][2] = {
        {"gb2312", "GB18030"},     {"gbk", "GB18030"},     {"gb18030", "GB18030"},       {"x-gbk", "GB18030"},
        {"cp936", "GB18030"},      {"ms936", "GB18030"},   {"windows-936", "GB18030"},   {"euc-cn", "GB18030"},
        {"gb_2312-80", "GB18030"}, {"big5", "BIG5-HKSCS"}, {"big5-hkscs", "BIG5-HKSCS"}, {"shift_jis", "CP932"},
        {"euc-kr", "CP949"},
    };

    for (size_t i = 0; declared && i < JC_LEN(names); i++)
        if (strcmp(declared, names[i][0]) == 0)
            return names[i][1];
    for (size_t i = 0; declared && i < JC_LEN(idle); i++)
        if (strcmp(declared, idle[i]) == 0)
            return NULL;
    return declared && *declared && keeps_ascii(declared) ? declared : NULL;
}

struct survey {
    uint64_t characters, long_ones, broken; /* of UTF-8 beyond ASCII; of three bytes and more; bytes that are none */
    struct jc_western western;
};

static enum jc_status survey(struct jc_utf8in *in, struct survey *s, struct jc_err *err)
{
    enum jc_status status = JC_OK;

    while (status == JC_OK && (!in->ended || in->from < in->filled)) {
        size_t old = in->filled - in->from;

        status = refill(in, err);
        jc_western_feed(&s->western, in->raw + old, in->filled - old);
        while (in->from < in->filled) {
            size_t left = in->filled - in->from, plain = ascii_run(in->raw + in->from, left);
            int len;

            in->from += plain;
            left -= plain;
            len = left ? utf8_length(in->raw + in->from, left) : -1;
            if (left == 0 || (len < 0 && !in->ended))
                break;
            s->broken += len <= 0;
            s->characters += len > 1;
            s->long_ones += len > 2;
            in->from += len > 0 ? (size_t)len : 1;
        }
    }
    rewind_to(in, 0);
    return status;
}

/* By the first bytes: a mark, or a '<' of two bytes. */
static const char *marked(const char *p, size_t n, size_t *skip)
{
    *skip = 0;
    if (n >= 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0) {
        *skip = 3;
        return "UTF-8";
    }
    if (n >= 2 && (memcmp(p, "\xFF\xFE", 2) == 0 || memcmp(p, "\xFE\xFF", 2) == 0)) {
        *skip = 2;
        return p[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";
    }
    if (n >= 2 && memcmp(p, "<", 2) == 0)
        return "UTF-16LE";
    return n >= 2 && memcmp(p, "\0<", 2) == 0 ? "UTF-16BE" : NULL;
}

static enum jc_status choose(struct jc_utf8in *in, const char *declared, struct jc_err *err)
{
    struct survey s = {0};
    bool mark; /* of UTF-8, which some programs put before the GBK that they write */
    size_t skip;
    enum jc_status status = refill(in, err);

    if (status != JC_OK)
        return status;
    in->encoding = marked(in->raw, in->filled, &skip);
    mark = skip == 3;
    rewind_to(in, 0);
    if (!in->encoding || mark) {
        const char *wanted = known_charset(declared);

        jc_copy(in->name, sizeof in->name, wanted ? wanted : "");
        status = survey(in, &s, err);
        in->valid = s.broken == 0;
        if (mark ? s.broken <= s.characters : s.broken == 0 && (!wanted || s.long_ones >= ENOUGH || s.characters == 0))
            in->encoding = "UTF-8";
        else if (wanted)
            in->encoding = in->name;
        else /* a stray byte does not make a long UTF-8 text Chinese */
            in->encoding = s.broken * 100 < s.characters ? "UTF-8" : jc_is_western(&s.western) ? "CP1252" : "GB18030";
    }
    rewind_to(in, skip);
    return status;
}

static enum jc_status read_source(void *ctx, void *to, size_t n, uint64_t at, size_t *got, struct jc_err *err)
{
    return jc_source_read(ctx, to, n, at, got, err);
}

struct jc_bytes jc_bytes_of(const struct jc_source *src)
{
    return (struct jc_bytes){read_source, (void *)src};
}

enum jc_status jc_utf8in_open(struct jc_utf8in **out, struct jc_bytes bytes, const char *declared, struct jc_err *err)
{
    struct jc_utf8in *in = jc_alloc(sizeof *in);
    enum jc_status status;

    in->bytes = bytes;
    in->cd = (iconv_t)-1;
    status = choose(in, declared, err);
    if (status == JC_OK && strcmp(in->encoding, "UTF-8") != 0) {
        in->cd = iconv_open("UTF-8", in->encoding);
        if (in->cd == (iconv_t)-1)
            status = jc_fail(err, JC_INPUT, 8, NULL, in->encoding, NULL);
    }
    *out = NULL;
    if (status == JC_OK)
        *out = in;
    else
        jc_utf8in_free(in);
    return status;
}

/* ---- reading ------------------------------------------------------------------------------------ */

static size_t put_broken(struct jc_utf8in *in, char *to)
{
    memcpy(to, "\xEF\xBF\xBD", 3);
    in->lost++;
    in->from++;
    return 3;
}

/* Checked UTF-8 as it stands. */
static size_t pass_on(struct jc_utf8in *in, char *to, size_t room)
{
    size_t n = 0;

    if (in->valid) {
        n = in->filled - in->from < room ? in->filled - in->from : room;
        memcpy(to, in->raw + in->from, n);
        in->from += n;
        return n;
    }
    while (in->from < in->filled && room - n >= 4) {
        const char *p = in->raw + in->from;
        int len = utf8_length(p, in->filled - in->from);

        if (len < 0 && !in->ended)
            break;
        if (len <= 0) {
            n += put_broken(in, to + n);
            continue;
        }
        memcpy(to + n, p, (size_t)len);
        n += (size_t)len;
        in->from += (size_t)len;
    }
    return n;
}

static size_t convert(struct jc_utf8in *in, char *to, size_t room)
{
    char *dst = to;

    while (in->from < in->filled && room >= 16) {
        char *p = in->raw + in->from;
        size_t left = in->filled - in->from, before = left;

        iconv(in->cd, &p, &left, &dst, &room);
        in->from = in->filled - left;
        if (left == before && room >= 16) {
            if (left < 4 && !in->ended)
                break; /* a character that the next bytes complete */
            put_broken(in, dst);
            dst += 3;
            room -= 3;
        }
    }
    return (size_t)(dst - to);
}

enum jc_status jc_utf8in_read(struct jc_utf8in *in, char *to, size_t room, size_t *got, struct jc_err *err)
{
    enum jc_status status = jc_interrupted ? jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL) : JC_OK;

    *got = 0;
    while (status == JC_OK && *got == 0) {
        if (in->filled - in->from < 16 && !in->ended)
            status = refill(in, err);
        if (status != JC_OK || in->from == in->filled)
            return status;
        *got = in->cd == (iconv_t)-1 ? pass_on(in, to, room) : convert(in, to, room);
    }
    return status;
}

void jc_utf8in_tell(const struct jc_utf8in *in, struct jc_book *book)
{
    char count[24];

    if (in->lost == 0)
        return;
    snprintf(count, sizeof count, "%llu", (unsigned long long)in->lost);
    jc_book_add_note(book, 132, NULL, NULL, NULL, count, in->encoding);
}

void jc_utf8in_free(struct jc_utf8in *in)
{
    if (!in)
        return;
    if (in->cd != (iconv_t)-1)
        iconv_close(in->cd);
    free(in);
}
