/* Growing byte strings with a bound, and bounded copies. */
#include <stdarg.h>

#include "jicai/base.h"

static const size_t DEFAULT_LIMIT = (size_t)1 << 30;

void jc_buf_free(struct jc_buf *b)
{
    if (!b)
        return;
    free(b->p);
    *b = (struct jc_buf){.limit = b->limit};
}

void jc_buf_clear(struct jc_buf *b)
{
    b->len = 0;
    b->over = false;
    if (b->p)
        b->p[0] = '\0';
}

static size_t limit_of(const struct jc_buf *b)
{
    return b->limit ? b->limit : DEFAULT_LIMIT;
}

/* Room for n more bytes and the NUL; as many as the limit allows are granted. */
static size_t make_room(struct jc_buf *b, size_t n)
{
    size_t limit = limit_of(b);
    if (n > limit - b->len) {
        n = limit - b->len;
        b->over = true;
    }
    if (b->len + n + 1 > b->cap)
        b->p = jc_grow(b->p, &b->cap, b->len + n + 1, 1);
    return n;
}

void jc_buf_add(struct jc_buf *b, const void *s, size_t n)
{
    n = make_room(b, n);
    if (n)
        memcpy(b->p + b->len, s, n);
    b->len += n;
    b->p[b->len] = '\0';
}

void jc_buf_str(struct jc_buf *b, const char *s)
{
    jc_buf_add(b, s, strlen(s));
}

void jc_buf_char(struct jc_buf *b, char c)
{
    if (b->len + 1 >= b->cap || b->len >= limit_of(b)) {
        jc_buf_add(b, &c, 1);
        return;
    }
    b->p[b->len++] = c;
    b->p[b->len] = '\0';
}

void jc_buf_fmt(struct jc_buf *b, const char *fmt, ...)
{
    char small[256];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(small, sizeof small, fmt, ap);
    va_end(ap);
    if (n < 0)
        return;
    if ((size_t)n < sizeof small) {
        jc_buf_add(b, small, (size_t)n);
        return;
    }
    char *big = jc_alloc((size_t)n + 1);
    va_start(ap, fmt);
    vsnprintf(big, (size_t)n + 1, fmt, ap);
    va_end(ap);
    jc_buf_add(b, big, (size_t)n);
    free(big);
}

const char *jc_buf_text(const struct jc_buf *b)
{
    return b->p ? b->p : "";
}

void jc_copyn(char *dst, size_t size, const char *s, size_t n)
{
    if (size == 0)
        return;
    if (n >= size) {
        n = size - 1;
        /* s[n] is the first byte left out: step back while it continues a character */
        while (n > 0 && ((unsigned char)s[n] & 0xC0) == 0x80)
            n--;
    }
    memcpy(dst, s, n);
    dst[n] = '\0';
}

void jc_copy(char *dst, size_t size, const char *s)
{
    jc_copyn(dst, size, s, strlen(s));
}
