#include "ingest/writer.h"

#include <pthread.h>

#define BATCH_ROWS  512
#define BATCH_BYTES (256 * 1024)
#define QUEUE       8 /* batches under way: enough to keep both threads busy, few enough to stay small */
#define MAX_PARTS   32

struct batch {
    int part;
    int rows, columns;
    size_t n, cap;
    struct jc_given *v;
    struct jc_buf text;
};

struct jc_writer {
    struct jc_store *store;
    const char *name[MAX_PARTS];
    struct jc_stmt *stmt[MAX_PARTS];
    int parts;
    struct batch *current[MAX_PARTS]; /* being filled, one per statement */

    pthread_t thread;
    bool running;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    struct batch *queue[QUEUE];
    int queued;
    struct batch
        *spare[QUEUE]; /* stored, to be filled again: large memory that goes back and forth costs page faults */
    int spares;
    bool busy, stop;
    enum jc_status status;
    struct jc_err err;
};

static void batch_free(struct batch *b)
{
    if (!b)
        return;
    free(b->v);
    jc_buf_free(&b->text);
    free(b);
}

/* The lock is held. */
static void put_spare(struct jc_writer *w, struct batch *b)
{
    if (w->spares == QUEUE) {
        batch_free(b);
        return;
    }
    b->rows = 0;
    b->n = 0;
    jc_buf_clear(&b->text);
    w->spare[w->spares++] = b;
}

static struct batch *new_batch(struct jc_writer *w, int part, int columns)
{
    struct batch *b = NULL;
    pthread_mutex_lock(&w->lock);
    if (w->spares > 0)
        b = w->spare[--w->spares];
    pthread_mutex_unlock(&w->lock);
    if (!b)
        b = jc_alloc(sizeof *b);
    b->part = part;
    b->columns = columns;
    return b;
}

static enum jc_status insert_batch(struct jc_writer *w, struct batch *b, struct jc_err *err)
{
    const struct jc_batch given = {.v = b->v, .texts = jc_buf_text(&b->text), .rows = b->rows, .columns = b->columns};
    jc_stmt_give(w->stmt[b->part], &given);
    return jc_stmt_run(w->stmt[b->part], err);
}

static void *work(void *arg)
{
    struct jc_writer *w = arg;
    pthread_mutex_lock(&w->lock);
    while (!w->stop || w->queued > 0) {
        if (w->queued == 0) {
            pthread_cond_wait(&w->changed, &w->lock);
            continue;
        }
        struct batch *b = w->queue[0];
        memmove(w->queue, w->queue + 1, (size_t)--w->queued * sizeof *w->queue);
        w->busy = true;
        bool failed = w->status != JC_OK;
        pthread_cond_broadcast(&w->changed);
        pthread_mutex_unlock(&w->lock);
        struct jc_err err = {0};
        enum jc_status st = failed ? JC_OK : insert_batch(w, b, &err);
        pthread_mutex_lock(&w->lock);
        put_spare(w, b);
        if (st != JC_OK) {
            w->status = st;
            w->err = err;
        }
        w->busy = false;
        pthread_cond_broadcast(&w->changed);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

struct jc_writer *jc_writer_new(struct jc_store *store)
{
    struct jc_writer *w = jc_alloc(sizeof *w);
    w->store = store;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, NULL);
    return w;
}

static void stop_thread(struct jc_writer *w)
{
    if (!w->running)
        return;
    pthread_mutex_lock(&w->lock);
    w->stop = true;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    w->running = w->stop = false;
}

void jc_writer_free(struct jc_writer *w)
{
    if (!w)
        return;
    stop_thread(w);
    for (int i = 0; i < w->parts; i++) {
        jc_stmt_free(w->stmt[i]);
        batch_free(w->current[i]);
    }
    for (int i = 0; i < w->spares; i++)
        batch_free(w->spare[i]);
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->changed);
    free(w);
}

static enum jc_status hand_over(struct jc_writer *w, int part, struct jc_err *err)
{
    struct batch *b = w->current[part];
    w->current[part] = NULL;
    if (!b)
        return JC_OK;
    if (!w->running) {
        if (pthread_create(&w->thread, NULL, work, w) != 0) {
            enum jc_status st = insert_batch(w, b, err); /* no thread to be had: slower, and just as right */
            put_spare(w, b);
            return st;
        }
        w->running = true;
    }
    pthread_mutex_lock(&w->lock);
    while (w->queued == QUEUE)
        pthread_cond_wait(&w->changed, &w->lock);
    w->queue[w->queued++] = b;
    enum jc_status st = w->status;
    if (st != JC_OK && err)
        *err = w->err;
    pthread_cond_broadcast(&w->changed);
    pthread_mutex_unlock(&w->lock);
    return st;
}

static enum jc_status find_part(struct jc_writer *w, const char *part, int *out, struct jc_err *err)
{
    for (*out = 0; *out < w->parts; ++*out) /* by address: nearly every row's is found so */
        if (w->name[*out] == part)
            return JC_OK;
    for (*out = 0; *out < w->parts; ++*out)
        if (strcmp(w->name[*out], part) == 0)
            return JC_OK;
    /* Preparing touches the connection, which the thread may be using. */
    enum jc_status st = jc_writer_flush(w, err);
    if (st == JC_OK)
        st = jc_stmt_open(&w->stmt[w->parts], w->store, "sql/insert.sql", part, err);
    if (st != JC_OK)
        return st;
    w->name[w->parts] = part;
    *out = w->parts++;
    return JC_OK;
}

enum jc_status jc_writer_row(struct jc_writer *w, const char *part, const struct jc_val *v, int n, struct jc_err *err)
{
    int p;
    enum jc_status st = find_part(w, part, &p, err);
    if (st != JC_OK)
        return st;
    struct batch *b = w->current[p];
    if (!b)
        b = w->current[p] = new_batch(w, p, n);
    b->v = jc_grow(b->v, &b->cap, b->n + (size_t)n, sizeof *b->v);
    struct jc_given *to = b->v + b->n;
    b->n += (size_t)n;
    for (int i = 0; i < n; i++) {
        if (!v[i].s) {
            to[i] = (struct jc_given){v[i].i, v[i].null ? JC_GIVEN_NULL : JC_GIVEN_INT};
            continue;
        }
        to[i] = (struct jc_given){(int64_t)b->text.len, v[i].n};
        jc_buf_add(&b->text, v[i].s, v[i].n);
    }
    b->rows++;
    return b->rows >= BATCH_ROWS || b->text.len >= BATCH_BYTES ? hand_over(w, p, err) : JC_OK;
}

enum jc_status jc_writer_flush(struct jc_writer *w, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (int i = 0; i < w->parts && st == JC_OK; i++)
        st = hand_over(w, i, err);
    pthread_mutex_lock(&w->lock);
    while (w->running && (w->queued > 0 || w->busy))
        pthread_cond_wait(&w->changed, &w->lock);
    if (w->status != JC_OK) {
        st = w->status;
        if (err)
            *err = w->err;
        w->status = JC_OK; /* told once; the caller takes the file back */
    }
    pthread_mutex_unlock(&w->lock);
    return st;
}
