/* Two buffers that change places: one is filled by the owner, the other worked on by the thread. */
#include "report/worker.h"

#include <pthread.h>

struct worker {
    worker_fn *fn;
    void *arg;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool running, full, stop; /* full: `work` waits for the thread, or is being worked on */
    struct jc_buf work;
    enum jc_status st; /* the first failure; its error in err */
    struct jc_err err;
};

struct worker *worker_new(worker_fn *fn, void *arg)
{
    struct worker *w = jc_alloc(sizeof *w);
    w->fn = fn;
    w->arg = arg;
    pthread_mutex_init(&w->lock, NULL);
    pthread_cond_init(&w->changed, NULL);
    return w;
}

/* Called by the thread, or by the owner when the thread sleeps or there is none. */
static void work(struct worker *w, const struct jc_buf *buf)
{
    if (w->st == JC_OK)
        w->st = w->fn(w->arg, buf, &w->err);
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
        pthread_mutex_unlock(&w->lock);
        work(w, &w->work);
        pthread_mutex_lock(&w->lock);
        w->full = false;
        pthread_cond_signal(&w->changed);
    }
    pthread_mutex_unlock(&w->lock);
    return NULL;
}

/* Waits until nothing is left to do: then the thread sleeps, and its fields are the owner's. */
static void settle(struct worker *w)
{
    pthread_mutex_lock(&w->lock);
    while (w->full)
        pthread_cond_wait(&w->changed, &w->lock);
    pthread_mutex_unlock(&w->lock);
}

static enum jc_status told(const struct worker *w, struct jc_err *err)
{
    if (w->st != JC_OK && err)
        *err = w->err;
    return w->st;
}

enum jc_status worker_put(struct worker *w, struct jc_buf *buf, struct jc_err *err)
{
    if (!w->running)
        w->running = pthread_create(&w->thread, NULL, run, w) == 0;
    settle(w);
    jc_buf_clear(&w->work);
    struct jc_buf empty = w->work;
    w->work = *buf;
    *buf = empty;
    if (w->st != JC_OK)
        return told(w, err);
    if (!w->running) { /* none to be had: slower, but right */
        work(w, &w->work);
        return told(w, err);
    }
    pthread_mutex_lock(&w->lock);
    w->full = true;
    pthread_cond_signal(&w->changed);
    pthread_mutex_unlock(&w->lock);
    return JC_OK;
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
    jc_buf_free(&w->work);
    free(w);
}
