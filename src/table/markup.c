/*
 * What is in a page between "<!" and ">" is no text, and libxml2 takes all of it but comments and the DOCTYPE for text:
 * <![if !vml]> … <![endif]> around what Excel shows to browsers, <![CDATA[…]]>. It also takes <!--> for the beginning of
 * a comment, where browsers see a whole one.
 */
#include "table/html.h"

#include <strings.h>

#define PIECE    65536u
#define MAX_MARK 256u /* bytes of such a mark; a longer one, or one with '<' in it, stays the text it may be */

struct jc_markup {
    struct jc_utf8in *in;
    bool comment, ended;
    size_t from, ready, end; /* handed out; good; read */
    char buf[PIECE];
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

/* Moves the bytes that the parser is to see to the front; what cannot be told yet stays behind them. */
static void sift(struct jc_markup *m)
{
    char *p = m->buf, *to = p, *end = p + m->end;

    while (p < end) {
        const char *stop = m->comment ? memmem(p, (size_t)(end - p), "-->", 3) : memchr(p, '<', (size_t)(end - p));
        size_t n = stop ? (size_t)(stop - p) : (size_t)(end - p), drop = 0;

        if (!stop && m->comment && !m->ended)
            n -= n < 2 ? n : 2;
        memmove(to, p, n);
        to += n;
        p += n;
        if (!stop)
            break;
        if (!m->comment) {
            enum found found = look(p, end, m->ended, &drop);

            if (found == OPEN)
                break;
            m->comment = found == COMMENT;
            p += found == DROP ? drop : 0;
            if (found == DROP)
                continue;
        } else {
            m->comment = false;
        }
        *to++ = *p++;
    }
    m->from = 0;
    m->ready = (size_t)(to - m->buf);
    memmove(to, p, (size_t)(end - p));
    m->end = m->ready + (size_t)(end - p);
}

enum jc_status jc_markup_read(struct jc_markup *m, char *to, size_t room, size_t *got, struct jc_err *err)
{
    *got = 0;
    while (m->from == m->ready && !(m->ended && m->ready == m->end)) {
        size_t n = 0;
        enum jc_status status;

        memmove(m->buf, m->buf + m->ready, m->end - m->ready);
        m->end -= m->ready;
        m->from = m->ready = 0;
        status = jc_utf8in_read(m->in, m->buf + m->end, PIECE - m->end, &n, err);
        if (status != JC_OK)
            return status;
        m->ended = n == 0;
        m->end += n;
        sift(m);
    }
    *got = m->ready - m->from < room ? m->ready - m->from : room;
    for (size_t i = 0; i < *got; i++) /* a NUL would end the page */
        to[i] = m->buf[m->from + i] ? m->buf[m->from + i] : ' ';
    m->from += *got;
    return JC_OK;
}
