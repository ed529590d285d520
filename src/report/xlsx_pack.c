/* Deflate, in a thread. */
#include "report/xlsx_pack.h"

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

#include "report/folder.h"
#include "report/worker.h"

enum { E_MADE = 705 };

struct deflater {
    struct isal_zstream z;
    uint8_t *level_buf, *out;
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
    isal_deflate_init(&d->z);
    d->level_buf = jc_alloc(ISAL_DEF_LVL1_DEFAULT);
    d->out = jc_alloc(PACK_CHUNK);
    d->z.level = 1;
    d->z.level_buf = d->level_buf;
    d->z.level_buf_size = ISAL_DEF_LVL1_DEFAULT;
    d->file = file;
}

static void deflater_free(struct deflater *d)
{
    free(d->level_buf);
    free(d->out);
}

/* final: nothing follows in the entry; otherwise, with n = 0, the stream is brought to a byte's end. */
static enum jc_status deflater_put(struct deflater *d, const char *p, size_t n, bool final, struct jc_err *err)
{
    d->sum.crc = crc32_gzip_refl(d->sum.crc, (const unsigned char *)p, n);
    d->sum.plain += n;
    d->z.next_in = (uint8_t *)(uintptr_t)p;
    d->z.avail_in = (uint32_t)n;
    d->z.flush = n == 0 && !final ? SYNC_FLUSH : NO_FLUSH;
    d->z.end_of_stream = final;
    do {
        d->z.next_out = d->out;
        d->z.avail_out = PACK_CHUNK;
        if (isal_deflate(&d->z) != COMP_OK)
            return jc_fail(err, JC_INTERNAL, E_MADE, NULL, "isal_deflate", NULL);
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
    p->worker = worker_new(pack, &p->d);
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
