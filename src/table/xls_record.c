/*
 * Records of a BIFF stream: u16 id, u16 size, data. A window of 256 KiB moves over the stream, so that a file of any
 * size needs no more.
 */
#include "table/xls.h"

#define WINDOW (256u << 10)
#define HEAD   4u
#define MOST   65536u /* no record is longer */

void xls_reader_init(struct xls_reader *r, struct xls *x, uint64_t at)
{
    *r = (struct xls_reader){.x = x, .room = WINDOW, .base = at, .next = at};
    r->window = jc_alloc(WINDOW);
}

void xls_reader_free(struct xls_reader *r)
{
    free(r->window);
    free(r->plain);
    *r = (struct xls_reader){0};
}

void xls_seek(struct xls_reader *r, uint64_t at)
{
    r->next = at;
}

/* Makes [at, at + n) stand in the window; JC_END where the stream is shorter. */
static enum jc_status fill(struct xls_reader *r, uint64_t at, size_t n, struct jc_err *err)
{
    size_t keep = 0, got = 0;
    enum jc_status status;

    if (at >= r->base && at - r->base <= r->filled && r->filled - (at - r->base) >= n)
        return JC_OK;
    if (jc_interrupted)
        return jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL);
    if (at > r->x->stream.size || n > r->x->stream.size - at)
        return JC_END;
    if (at >= r->base && at - r->base < r->filled) {
        keep = r->filled - (size_t)(at - r->base);
        memmove(r->window, r->window + (at - r->base), keep);
    }
    r->base = at;
    r->filled = keep;
    status = jc_cfb_read(&r->x->stream, r->window + keep, r->room - keep, at + keep, &got, err);
    r->filled += got;
    if (status == JC_OK && r->filled < n)
        status = JC_END;
    return status;
}

/* Beside the window, where the same record may be read again. */
static void decrypt(struct xls_reader *r)
{
    if (!r->plain)
        r->plain = jc_alloc(MOST);
    memcpy(r->plain, r->data, r->size);
    xls_key_apply(r->x->key, r->id, r->at + HEAD, r->plain, r->size);
    r->data = r->plain;
}

enum jc_status xls_next(struct xls_reader *r, struct jc_err *err)
{
    enum jc_status status = fill(r, r->next, HEAD, err);
    const unsigned char *p;

    if (status != JC_OK)
        return status;
    p = r->window + (r->next - r->base);
    r->id = xls_u16(p);
    r->size = xls_u16(p + 2);
    status = fill(r, r->next, HEAD + r->size, err);
    if (status == JC_END)
        return jc_fail(err, JC_INPUT, 151, NULL, NULL, NULL);
    if (status != JC_OK)
        return status;
    r->data = r->window + (r->next - r->base) + HEAD;
    r->at = r->next;
    r->next += HEAD + r->size;
    if (r->x->key)
        decrypt(r);
    return JC_OK;
}

enum jc_status xls_hold(struct xls_reader *r, uint64_t from, uint64_t to, struct jc_err *err)
{
    enum jc_status status;

    if (to - from > JC_MAX_LOAD_BYTES)
        return jc_fail(err, JC_LIMIT, 104, NULL, NULL, NULL);
    r->room = (size_t)(to - from);
    r->filled = 0;
    r->base = from;
    r->window = jc_realloc(r->window, r->room + 1);
    status = fill(r, from, r->room, err);
    return status == JC_END ? jc_fail(err, JC_INPUT, 151, NULL, NULL, NULL) : status;
}
