/*
 * Deflate, in a thread: zlib's, whose output is the same on every machine and in every run. ISA-L packs four times as fast,
 * but its choices depend on the processor, and one time in thousands on nothing that could be found.
 */
#include "report/xlsx_pack.h"

#include <isa-l/crc.h>
#include <zlib.h>

#include "report/folder.h"
#include "report/worker.h"

enum { E_MADE = 705 };

struct deflater {
    z_stream z;
    uint8_t *out;
    FILE *file;
    struct packed sum;
};

struct packer {
    struct deflater d;
    struct worker *worker;
};

static void deflater_init(struct deflater *d, FILE *file)
{
    memset(d, 0, sizeof *d);
    if (deflateInit2(&d->z, Z_BEST_SPEED, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        jc_oom(); /* nothing else can be wrong with it */
    d->out = jc_alloc(PACK_CHUNK);
    d->file = file;
}

static void deflater_free(struct deflater *d)
{
    (void)deflateEnd(&d->z);
    free(d->out);
}

/* final: nothing follows in the entry; otherwise, with n = 0, the stream is brought to a byte's end. */
static enum jc_status deflater_put(struct deflater *d, const char *p, size_t n, bool final, struct jc_err *err)
{
    d->sum.crc = crc32_gzip_refl(d->sum.crc, (const unsigned char *)p, n);
    d->sum.plain += n;
    int flush = final ? Z_FINISH : n == 0 ? Z_SYNC_FLUSH : Z_NO_FLUSH;
    d->z.next_in = (uint8_t *)(uintptr_t)p;
    d->z.avail_in = (uInt)n;
    do {
        d->z.next_out = d->out;
        d->z.avail_out = PACK_CHUNK;
        if (deflate(&d->z, flush) == Z_STREAM_ERROR)
            return jc_fail(err, JC_INTERNAL, E_MADE, NULL, "deflate", NULL);
        size_t made = PACK_CHUNK - d->z.avail_out;
        d->sum.packed += made;
        if (fwrite(d->out, 1, made, d->file) != made)
            return output_failed(err, "tmpfile");
    } while (d->z.avail_out == 0);
    return JC_OK;
}

enum jc_status pack_once(struct packed *out, FILE *file, const char *p, size_t n, bool final, struct jc_err *err)
{
    struct deflater d;
    deflater_init(&d, file);
    enum jc_status st = deflater_put(&d, p, n, final, err);
    if (st == JC_OK && !final)
        st = deflater_put(&d, "", 0, false, err);
    *out = d.sum;
    deflater_free(&d);
    return st;
}

/* ---- the thread ---------------------------------------------------------------------------------- */

static enum jc_status pack(void *arg, const struct jc_buf *work, struct jc_err *err)
{
    return deflater_put(arg, work->p, work->len, false, err);
}

struct packer *packer_new(FILE *file)
{
    struct packer *p = jc_alloc(sizeof *p);
    deflater_init(&p->d, file);
    p->worker = worker_new(pack, &p->d, 2);
    return p;
}

void packer_free(struct packer *p)
{
    if (!p)
        return;
    worker_free(p->worker);
    deflater_free(&p->d);
    free(p);
}

enum jc_status packer_put(struct packer *p, struct jc_buf *buf, struct jc_err *err)
{
    return worker_put(p->worker, buf, err);
}

enum jc_status packer_end(struct packer *p, struct jc_buf *buf, struct packed *sum, struct jc_err *err)
{
    enum jc_status st = worker_end(p->worker, buf, err);
    if (st == JC_OK)
        st = deflater_put(&p->d, "", 0, false, err);
    *sum = p->d.sum;
    return st;
}
