/*
 * What libxml2 does not take as browsers do. It takes all between "<!" and ">" but comments and the DOCTYPE for text:
 * <![if !vml]> … <![endif]> around what Excel shows to browsers, <![CDATA[…]]>. It takes <!--> for the beginning of a
 * comment, where browsers see a whole one, and &nbsp without its semicolon for text.
 */
#include "table/html.h"

#include <ctype.h>
#include <strings.h>

#define PIECE    65536u
#define MAX_MARK 256u /* bytes of such a mark; a longer one, or one with '<' in it, stays the text it may be */

struct jc_markup {
    struct jc_utf8in *in;
    bool comment, ended;
    size_t from, ready, end; /* handed out; good; read */
    char raw[PIECE], good[2 * PIECE];
};

struct jc_markup *jc_markup_new(struct jc_utf8in *in)
{
    struct jc_markup *m = jc_alloc(sizeof *m);

    m->in = in;
    return m;
}

void jc_markup_free(struct jc_markup *m)
{
    free(m);
}

enum found { PLAIN, DROP, COMMENT, OPEN /* more bytes are needed to tell */ };

/* What the '<' at p begins; *n: bytes to be dropped. */
static enum found look(const char *p, const char *end, bool ended, size_t *n)
{
    size_t left = (size_t)(end - p), i = 2;

    if (left < 2 || p[1] != '!')
        return left < 2 && !ended ? OPEN : PLAIN;
    if (left < 9)
        return ended ? PLAIN : OPEN;
    if (p[2] == '-' && p[3] == '-') {
        *n = p[4] == '>' ? 5 : 6;
        return p[4] == '>' || (p[4] == '-' && p[5] == '>') ? DROP : COMMENT;
    }
    if (strncasecmp(p + 2, "doctype", 7) == 0)
        return PLAIN;
    while (i < left && i < MAX_MARK && p[i] != '>' && p[i] != '<')
        i++;
    *n = i + 1;
    return i == left && !ended ? OPEN : i < left && p[i] == '>' ? DROP : PLAIN;
}

/* The length of "&nbsp" at p where what ends it is left out; 0: it is none. An '=' is of an address: ?a=1&copy=2 */
static size_t open_entity(const char *p, const char *end)
{
    static const char *const names[] = {"nbsp", "amp", "lt", "gt", "quot", "copy", "reg"};

    for (size_t i = 0; i < JC_LEN(names); i++) {
        size_t n = strlen(names[i]) + 1;

        if ((size_t)(end - p) > n && memcmp(p + 1, names[i], n - 1) == 0)
            return p[n] == ';' || p[n] == '=' || (i > 0 && isalnum((unsigned char)p[n])) ? 0 : n;
    }
    return 0;
}

static char *copy(char *to, const char **p, size_t n)
{
    memcpy(to, *p, n);
    *p += n;
    return to + n;
}

/* The bytes that the parser is to see; what cannot be told yet stays in `raw`. */
static void sift(struct jc_markup *m)
{
    const char *p = m->raw, *end = p + m->end;
    char *to = m->good;
    enum found found = PLAIN;

    while (p < end && found != OPEN) {
        const char *stop = m->comment ? memmem(p, (size_t)(end - p), "-->", 3) : memchr(p, '<', (size_t)(end - p));
        size_t n = (size_t)((stop ? stop : end) - p), drop = 0;
        const char *amp = m->comment ? NULL : memchr(p, '&', n);

        if (amp) {
            to = copy(to, &p, (size_t)(amp - p));
            if (end - p < 8 && !m->ended)
                break;
            n = open_entity(p, end);
            to = copy(to, &p, n ? n : 1);
            if (n)
                *to++ = ';';
            continue;
        }
        if (!stop && m->comment && !m->ended)
            n -= n < 2 ? n : 2;
        to = copy(to, &p, n);
        if (!stop)
            break;
        found = m->comment ? PLAIN : look(p, end, m->ended, &drop);
        m->comment = found == COMMENT;
        if (found == DROP)
            p += drop;
        else if (found != OPEN)
            to = copy(to, &p, 1);
    }
    m->from = 0;
    m->ready = (size_t)(to - m->good);
    m->end = (size_t)(end - p);
    memmove(m->raw, p, m->end);
}

enum jc_status jc_markup_read(struct jc_markup *m, char *to, size_t room, size_t *got, struct jc_err *err)
{
    *got = 0;
    while (m->from == m->ready && !m->ended) {
        size_t n = 0;
        enum jc_status status = jc_utf8in_read(m->in, m->raw + m->end, PIECE - m->end, &n, err);

        if (status != JC_OK)
            return status;
        m->ended = n == 0;
        m->end += n;
        sift(m);
    }
    *got = m->ready - m->from < room ? m->ready - m->from : room;
    for (size_t i = 0; i < *got; i++) /* a NUL would end the page */
        to[i] = m->good[m->from + i] ? m->good[m->from + i] : ' ';
    m->from += *got;
    return JC_OK;
}
