#include "ingest/writer.h"

#include <pthread.h>

#define BATCH_ROWS  512
#define BATCH_BYTES (256 * 1024)
#define QUEUE       4 /* batches under way: enough to keep both threads busy, few enough to stay small */
#define MAX_PARTS   24

struct batch {
    int part;
    int rows, columns;
    size_t n, cap;
    struct jc_val *v;
    struct jc_buf text; /* s of a value is an offset until the batch is handed over */
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

static enum jc_status insert_batch(struct jc_writer *w, struct batch *b, struct jc_err *err)
{
    struct jc_stmt *s = w->stmt[b->part];
    const struct jc_val *v = b->v;
    for (int r = 0; r < b->rows; r++) {
        for (int i = 1; i <= b->columns; i++, v++)
            if (v->s)
                jc_stmt_str(s, i, b->text.p + (uintptr_t)v->s - 1, v->n);
            else if (v->null)
                jc_stmt_null(s, i);
            else
                jc_stmt_int(s, i, v->i);
        enum jc_status st = jc_stmt_run(s, err);
        if (st != JC_OK)
            return st;
    }
    return JC_OK;
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
        batch_free(b);
        pthread_mutex_lock(&w->lock);
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
            batch_free(b);
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
    for (int i = 0; i < w->parts; i++)
        if (w->name[i] == part || strcmp(w->name[i], part) == 0) {
            *out = i;
            return JC_OK;
        }
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
    if (!b) {
        b = w->current[p] = jc_alloc(sizeof *b);
        b->part = p;
        b->columns = n;
    }
    b->v = jc_grow(b->v, &b->cap, b->n + (size_t)n, sizeof *b->v);
    for (int i = 0; i < n; i++) {
        struct jc_val x = v[i];
        if (x.s) {
            size_t at = b->text.len;
            jc_buf_add(&b->text, x.s, x.n);
            x.s = (const char *)(uintptr_t)(at + 1);
        }
        b->v[b->n++] = x;
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
