/*
 * Deflate, in threads: zlib's, whose output is the same on every machine and in every run. ISA-L packs four times as fast,
 * but its choices depend on the processor, and one time in thousands on nothing that could be found.
 *
 * Packing takes longer than all else that a large workbook needs, so two threads take turns: each piece is deflated by
 * itself, with the end of the piece before as its dictionary, and ends on a byte, so that the pieces are one stream.
 */
#include "report/xlsx_pack.h"

#include <isa-l/crc.h>
#include <pthread.h>
#include <zlib.h>

#include "report/folder.h"
#include "report/worker.h"

enum { E_MADE = 705, LANES = 2, WAITING = 2, WINDOW = 32768 };

/* ---- a piece ------------------------------------------------------------------------------------- */

struct bytes {
    const char *p;
    size_t n;
};

static void deflate_begin(z_stream *z)
{
    memset(z, 0, sizeof *z);
    if (deflateInit2(z, Z_BEST_SPEED, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        jc_oom(); /* nothing else can be wrong with it */
}

/* Z_FINISH: nothing follows in the entry; Z_SYNC_FLUSH: it ends on a byte. `before` may be referred to. */
static enum jc_status deflate_piece(struct jc_buf *out, z_stream *z, struct bytes before, struct bytes piece, int flush,
                                    struct jc_err *err)
{
    bool ok = deflateReset(z) == Z_OK;
    if (ok && before.n)
        ok = deflateSetDictionary(z, (const uint8_t *)before.p, (uInt)before.n) == Z_OK;
    jc_buf_clear(out);
    z->next_in = (uint8_t *)(uintptr_t)piece.p;
    z->avail_in = (uInt)piece.n;
    do {
        out->p = jc_grow(out->p, &out->cap, out->len + piece.n / 2 + PACK_CHUNK / 8, 1);
        z->next_out = (uint8_t *)out->p + out->len;
        z->avail_out = (uInt)(out->cap - out->len);
        ok = ok && deflate(z, flush) != Z_STREAM_ERROR;
        out->len = out->cap - z->avail_out;
    } while (ok && z->avail_out == 0);
    return ok ? JC_OK : jc_fail(err, JC_INTERNAL, E_MADE, NULL, "deflate", NULL);
}

static enum jc_status add_piece(struct packed *sum, FILE *file, const struct jc_buf *packed, struct bytes piece,
                                struct jc_err *err)
{
    sum->crc = crc32_gzip_refl(sum->crc, (const unsigned char *)piece.p, piece.n);
    sum->plain += piece.n;
    sum->packed += packed->len;
    return fwrite(packed->p, 1, packed->len, file) == packed->len ? JC_OK : output_failed(err, P_tmpdir);
}

enum jc_status pack_once(struct packed *out, FILE *file, const char *p, size_t n, bool final, struct jc_err *err)
{
    z_stream z;
    struct jc_buf packed = {0};
    struct bytes piece = {p, n};
    *out = (struct packed){0};
    deflate_begin(&z);
    enum jc_status st = deflate_piece(&packed, &z, (struct bytes){0}, piece, final ? Z_FINISH : Z_SYNC_FLUSH, err);
    if (st == JC_OK)
        st = add_piece(out, file, &packed, piece, err);
    (void)deflateEnd(&z);
    jc_buf_free(&packed);
    return st;
}

/* ---- the threads --------------------------------------------------------------------------------- */

struct lane {
    struct packer *of;
    z_stream z;
    struct jc_buf packed;
    struct worker *worker;
};

struct packer {
    struct lane lane[LANES];
    struct jc_buf work; /* struct order, dictionary, piece */
    char before[WINDOW];
    size_t n_before;
    uint64_t given; /* pieces */
    pthread_mutex_t lock;
    pthread_cond_t changed;
    /* guarded by lock: the piece that is written next; a lane that failed does no more pieces, and none is waited for */
    uint64_t turn;
    bool failed;
    FILE *file; /* with the sum, whose turn it is */
    struct packed sum;
};

struct order {
    uint64_t number;
    size_t before;
};

/* False: it does not come any more. */
static bool wait_turn(struct packer *p, uint64_t number)
{
    (void)pthread_mutex_lock(&p->lock);
    while (p->turn != number && !p->failed)
        (void)pthread_cond_wait(&p->changed, &p->lock);
    bool comes = !p->failed;
    (void)pthread_mutex_unlock(&p->lock);
    return comes;
}

static void end_turn(struct packer *p, enum jc_status st)
{
    (void)pthread_mutex_lock(&p->lock);
    p->turn++;
    p->failed |= st != JC_OK;
    (void)pthread_cond_broadcast(&p->changed);
    (void)pthread_mutex_unlock(&p->lock);
}

static enum jc_status pack(void *arg, const struct jc_buf *work, struct jc_err *err)
{
    struct lane *l = arg;
    struct order order;
    memcpy(&order, work->p, sizeof order);
    const struct bytes before = {work->p + sizeof order, order.before};
    const struct bytes piece = {before.p + before.n, work->len - sizeof order - before.n};
    enum jc_status st = deflate_piece(&l->packed, &l->z, before, piece, Z_SYNC_FLUSH, err);
    if (wait_turn(l->of, order.number) && st == JC_OK)
        st = add_piece(&l->of->sum, l->of->file, &l->packed, piece, err);
    end_turn(l->of, st);
    return st;
}

struct packer *packer_new(FILE *file)
{
    struct packer *p = jc_alloc(sizeof *p);
    p->file = file;
    (void)pthread_mutex_init(&p->lock, NULL);
    (void)pthread_cond_init(&p->changed, NULL);
    for (int i = 0; i < LANES; i++) {
        p->lane[i].of = p;
        deflate_begin(&p->lane[i].z);
        p->lane[i].worker = worker_new(pack, &p->lane[i], WAITING);
    }
    return p;
}

void packer_free(struct packer *p)
{
    if (!p)
        return;
    for (int i = 0; i < LANES; i++)
        worker_free(p->lane[i].worker);
    for (int i = 0; i < LANES; i++) {
        (void)deflateEnd(&p->lane[i].z);
        jc_buf_free(&p->lane[i].packed);
    }
    (void)pthread_mutex_destroy(&p->lock);
    (void)pthread_cond_destroy(&p->changed);
    jc_buf_free(&p->work);
    free(p);
}

/* The lane that the next piece goes to, which stands in p->work. */
static struct lane *next_lane(struct packer *p, struct jc_buf *buf)
{
    struct order order = {p->given, p->n_before};
    jc_buf_clear(&p->work);
    jc_buf_add(&p->work, (const char *)&order, sizeof order);
    jc_buf_add(&p->work, p->before, p->n_before);
    jc_buf_add(&p->work, jc_buf_text(buf), buf->len);
    p->n_before = buf->len < WINDOW ? buf->len : WINDOW;
    memcpy(p->before, jc_buf_text(buf) + buf->len - p->n_before, p->n_before);
    jc_buf_clear(buf);
    return &p->lane[p->given++ % LANES];
}

enum jc_status packer_put(struct packer *p, struct jc_buf *buf, struct jc_err *err)
{
    struct lane *l = next_lane(p, buf);
    return worker_put(l->worker, &p->work, err);
}

enum jc_status packer_end(struct packer *p, struct jc_buf *buf, struct packed *sum, struct jc_err *err)
{
    struct jc_buf nothing = {0};
    enum jc_status st = JC_OK;
    struct lane *last = next_lane(p, buf);
    for (int i = 0; i < LANES; i++)
        if (st == JC_OK && &p->lane[i] != last)
            st = worker_end(p->lane[i].worker, &nothing, err);
    if (st == JC_OK)
        st = worker_end(last->worker, &p->work, err);
    *sum = p->sum;
    return st;
}
