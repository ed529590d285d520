/* Deflate, in a thread. */
#include "report/xlsx_pack.h"

#include <pthread.h>

#include <isa-l/crc.h>
#include <isa-l/igzip_lib.h>

#include "report/folder.h"

enum { E_MADE = 705 };

struct deflater {
    struct isal_zstream z;
    uint8_t *level_buf, *out;
    FILE *file;
    struct packed sum;
};

/* One buffer is filled by the caller while the other is packed; they change places when both are done. */
struct packer {
    struct deflater d;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool running, full, stop; /* full: `work` waits to be packed or is being packed */
    struct jc_buf work;
    enum jc_status st; /* the first failure; its error in err */
    struct jc_err err;
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

static void *pack(void *arg)
{
    struct packer *p = arg;
    pthread_mutex_lock(&p->lock);
    for (;;) {
        while (!p->full && !p->stop)
            pthread_cond_wait(&p->changed, &p->lock);
        if (!p->full)
            break;
        pthread_mutex_unlock(&p->lock);
        struct jc_err err = {0};
        enum jc_status st = p->st; /* written by this thread alone */
        if (st == JC_OK)
            st = deflater_put(&p->d, p->work.p, p->work.len, false, &err);
        jc_buf_clear(&p->work);
        pthread_mutex_lock(&p->lock);
        if (p->st == JC_OK && st != JC_OK) {
            p->st = st;
            p->err = err;
        }
        p->full = false;
        pthread_cond_signal(&p->changed);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

/* Waits until nothing is left to pack: then the thread sleeps and its fields may be read. */
static enum jc_status settle(struct packer *p, struct jc_err *err)
{
    pthread_mutex_lock(&p->lock);
    while (p->full)
        pthread_cond_wait(&p->changed, &p->lock);
    enum jc_status st = p->st;
    pthread_mutex_unlock(&p->lock);
    if (st != JC_OK && err)
        *err = p->err;
    return st;
}

static void stop(struct packer *p)
{
    if (!p->running)
        return;
    pthread_mutex_lock(&p->lock);
    p->stop = true;
    pthread_cond_signal(&p->changed);
    pthread_mutex_unlock(&p->lock);
    (void)pthread_join(p->thread, NULL);
    p->running = false;
}

struct packer *packer_new(FILE *file)
{
    struct packer *p = jc_alloc(sizeof *p);
    deflater_init(&p->d, file);
    pthread_mutex_init(&p->lock, NULL);
    pthread_cond_init(&p->changed, NULL);
    return p;
}

void packer_free(struct packer *p)
{
    if (!p)
        return;
    stop(p);
    pthread_mutex_destroy(&p->lock);
    pthread_cond_destroy(&p->changed);
    deflater_free(&p->d);
    jc_buf_free(&p->work);
    free(p);
}

/* A short sheet never comes here, so it never gets a thread. */
enum jc_status packer_put(struct packer *p, struct jc_buf *buf, struct jc_err *err)
{
    if (!p->running)
        p->running = pthread_create(&p->thread, NULL, pack, p) == 0;
    if (!p->running) { /* none to be had: slower, but right */
        enum jc_status done = deflater_put(&p->d, buf->p, buf->len, false, err);
        jc_buf_clear(buf);
        return done;
    }
    enum jc_status st = settle(p, err);
    if (st != JC_OK)
        return st;
    struct jc_buf empty = p->work;
    p->work = *buf;
    *buf = empty;
    pthread_mutex_lock(&p->lock);
    p->full = true;
    pthread_cond_signal(&p->changed);
    pthread_mutex_unlock(&p->lock);
    return JC_OK;
}

enum jc_status packer_end(struct packer *p, struct jc_buf *buf, struct packed *sum, struct jc_err *err)
{
    enum jc_status st = settle(p, err);
    stop(p);
    if (st == JC_OK && buf->len)
        st = deflater_put(&p->d, buf->p, buf->len, false, err);
    if (st == JC_OK)
        st = deflater_put(&p->d, "", 0, false, err);
    *sum = p->d.sum;
    return st;
}
