/* Buffers in a ring: the owner fills them, the thread works on the oldest. */
#include "report/worker.h"

#include <pthread.h>

struct worker {
    worker_fn *fn;
    void *arg;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool running, stop;
    struct jc_buf *ring; /* `most` of them, of which `full` wait, or are worked on, from `first` */
    size_t most, first, full;
    enum jc_status st; /* the first failure; its error in err */
    struct jc_err err;
};

struct worker *worker_new(worker_fn *fn, void *arg, size_t most)
{
    struct worker *w = jc_alloc(sizeof *w);
    w->fn = fn;
    w->arg = arg;
    w->most = most;
    w->ring = jc_alloc((most + 1) * sizeof *w->ring);
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, NULL);
    return w;
}

/* Called by the thread, or by the owner when there is none. */
static void work(struct worker *w, const struct jc_buf *buf)
{
    struct jc_err err;
    enum jc_status st = w->st == JC_OK ? w->fn(w->arg, buf, &err) : JC_OK;
    if (st == JC_OK)
        return;
    pthread_mutex_lock(&w->lock);
    w->st = st;
    w->err = err;
    pthread_mutex_unlock(&w->lock);
}

static void *run(void *arg)
{
    struct worker *w = arg;
    pthread_mutex_lock(&w->lock);
    for (;;) {
        while (!w->full && !w->stop)
            pthread_cond_wait(&w->changed, &w->lock);
        if (!w->full)
            break;
        struct jc_buf *buf = &w->ring[w->first];
        pthread_mutex_unlock(&w->lock);
        work(w, buf);
        pthread_mutex_lock(&w->lock);
        w->first = (w->first + 1) % w->most;
        w->full--;
        pthread_cond_signal(&w->changed);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

static enum jc_status told(const struct worker *w, struct jc_err *err)
{
    if (w->st != JC_OK && err)
        *err = w->err;
    return w->st;
}

enum jc_status worker_put(struct worker *w, struct jc_buf *buf, struct jc_err *err)
{
    if (!w->running && !w->stop && w->most)
        w->running = pthread_create(&w->thread, NULL, run, w) == 0;
    if (!w->running) { /* none to be had: slower, but right */
        work(w, buf);
        jc_buf_clear(buf);
        return told(w, err);
    }
    pthread_mutex_lock(&w->lock);
    while (w->full == w->most)
        pthread_cond_wait(&w->changed, &w->lock);
    struct jc_buf *slot = &w->ring[(w->first + w->full) % w->most], empty = *slot;
    *slot = *buf;
    *buf = empty;
    jc_buf_clear(buf);
    w->full++;
    enum jc_status st = told(w, err);
    pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->lock);
    return st;
}

static void stop(struct worker *w)
{
    if (!w->running)
        return;
    pthread_mutex_lock(&w->lock);
    w->stop = true;
    pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->lock);
    (void)pthread_join(w->thread, NULL);
    w->running = false;
}

enum jc_status worker_end(struct worker *w, struct jc_buf *buf, struct jc_err *err)
{
    stop(w);
    if (buf->len)
        work(w, buf);
    jc_buf_clear(buf);
    return told(w, err);
}

void worker_free(struct worker *w)
{
    if (!w)
        return;
    stop(w);
    pthread_mutex_destroy(&w->lock);
    pthread_cond_destroy(&w->changed);
    for (size_t i = 0; i < w->most; i++)
        jc_buf_free(&w->ring[i]);
    free(w->ring);
    free(w);
}
