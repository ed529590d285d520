#include "table/inflate.h"

#ifndef JC_NO_ISAL

#include <isa-l/igzip_lib.h>

struct jc_inflate {
    struct inflate_state state;
};

struct jc_inflate *jc_inflate_new(void)
{
    struct jc_inflate *z = jc_alloc(sizeof *z);

    isal_inflate_init(&z->state);
    return z;
}

void jc_inflate_free(struct jc_inflate *z)
{
    free(z);
}

void jc_inflate_feed(struct jc_inflate *z, const void *in, size_t n)
{
    z->state.next_in = (uint8_t *)in;
    z->state.avail_in = (uint32_t)n;
}

enum jc_inflated jc_inflate_run(struct jc_inflate *z, char *out, size_t size, size_t *made)
{
    int rc;

    z->state.next_out = (uint8_t *)out + *made;
    z->state.avail_out = (uint32_t)(size - *made);
    rc = isal_inflate(&z->state);
    *made = size - z->state.avail_out;
    if (rc != ISAL_DECOMP_OK)
        return JC_INFLATE_BAD;
    if (z->state.block_state == ISAL_BLOCK_FINISH)
        return JC_INFLATE_END;
    return z->state.avail_out == 0 ? JC_INFLATED : JC_INFLATE_HUNGRY;
}

#else

#include <zlib.h>

struct jc_inflate {
    z_stream z;
};

struct jc_inflate *jc_inflate_new(void)
{
    struct jc_inflate *z = jc_alloc(sizeof *z);

    if (inflateInit2(&z->z, -MAX_WBITS) != Z_OK)
        jc_oom();
    return z;
}

void jc_inflate_free(struct jc_inflate *z)
{
    if (z)
        inflateEnd(&z->z);
    free(z);
}

void jc_inflate_feed(struct jc_inflate *z, const void *in, size_t n)
{
    z->z.next_in = (Bytef *)in;
    z->z.avail_in = (uInt)n;
}

enum jc_inflated jc_inflate_run(struct jc_inflate *z, char *out, size_t size, size_t *made)
{
    int rc;

    z->z.next_out = (Bytef *)out + *made;
    z->z.avail_out = (uInt)(size - *made);
    rc = inflate(&z->z, Z_NO_FLUSH);
    *made = size - z->z.avail_out;
    if (rc == Z_STREAM_END)
        return JC_INFLATE_END;
    if (rc != Z_OK && rc != Z_BUF_ERROR)
        return JC_INFLATE_BAD;
    return z->z.avail_out == 0 ? JC_INFLATED : JC_INFLATE_HUNGRY;
}

#endif
