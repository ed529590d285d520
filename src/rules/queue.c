/* A ring of batches between two threads; a batch belongs to one of them at a time. */
#include "rules/queue.h"

#include <pthread.h>

enum { BATCH = 128, RING = 4, TEXTS = 5 };

struct batch {
    struct line line[BATCH];
    uint32_t n;
    uint32_t at[BATCH][TEXTS]; /* texts of a line in `text`, which may move while it grows */
    struct jc_buf text;
};

struct queue {
    queue_taken *taken;
    void *arg;
    struct batch ring[RING];
    uint64_t full, empty; /* batches handed over, batches taken; guarded by lock */
    bool done, threaded;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t moved;
};

static void take(struct queue *q, struct batch *b)
{
    const char *text = jc_buf_text(&b->text);
    for (uint32_t i = 0; i < b->n; i++) {
        struct line *l = &b->line[i];
        l->order_no = text + b->at[i][0];
        l->line_no = text + b->at[i][1];
        l->delivery_no = text + b->at[i][2];
        l->original = text + b->at[i][3];
        l->invoices = text + b->at[i][4];
    }
    if (b->n)
        q->taken(q->arg, b->line, b->n);
    b->n = 0;
    jc_buf_clear(&b->text);
}

static void *taker(void *arg)
{
    struct queue *q = arg;
    (void)pthread_mutex_lock(&q->lock);
    for (;;) {
        while (q->full == q->empty && !q->done)
            (void)pthread_cond_wait(&q->moved, &q->lock);
        if (q->full == q->empty)
            break;
        struct batch *b = &q->ring[q->empty % RING];
        (void)pthread_mutex_unlock(&q->lock);
        take(q, b);
        (void)pthread_mutex_lock(&q->lock);
        q->empty++;
        (void)pthread_cond_signal(&q->moved);
    }
    (void)pthread_mutex_unlock(&q->lock);
    return NULL;
}

struct queue *queue_open(queue_taken *taken, void *arg)
{
    struct queue *q = jc_alloc(sizeof *q);
    q->taken = taken;
    q->arg = arg;
    (void)pthread_mutex_init(&q->lock, NULL);
    (void)pthread_cond_init(&q->moved, NULL);
    q->threaded = pthread_create(&q->thread, NULL, taker, q) == 0;
    return q;
}

/* The batch is full, or the last one: over to the other side, and on to the next that is free. */
static void hand_over(struct queue *q)
{
    if (!q->threaded) {
        take(q, &q->ring[0]);
        return;
    }
    (void)pthread_mutex_lock(&q->lock);
    q->full++;
    (void)pthread_cond_signal(&q->moved);
    while (q->full - q->empty == RING)
        (void)pthread_cond_wait(&q->moved, &q->lock);
    (void)pthread_mutex_unlock(&q->lock);
}

void queue_add(struct queue *q, const struct line *l)
{
    struct batch *b = &q->ring[q->full % RING];
    const struct {
        const char *p;
        size_t n;
    } texts[TEXTS] = {{l->order_no, l->order_len},
                      {l->line_no, l->line_len},
                      {l->delivery_no, l->delivery_len},
                      {l->original, l->original_len},
                      {l->invoices, l->invoices_len}};
    b->line[b->n] = *l;
    for (int i = 0; i < TEXTS; i++) {
        b->at[b->n][i] = (uint32_t)b->text.len;
        jc_buf_add(&b->text, texts[i].p, texts[i].n + 1); /* with its NUL */
    }
    if (++b->n == BATCH)
        hand_over(q);
}

void queue_close(struct queue *q)
{
    hand_over(q);
    if (q->threaded) {
        (void)pthread_mutex_lock(&q->lock);
        q->done = true;
        (void)pthread_cond_signal(&q->moved);
        (void)pthread_mutex_unlock(&q->lock);
        (void)pthread_join(q->thread, NULL);
    }
    for (int i = 0; i < RING; i++)
        jc_buf_free(&q->ring[i].text);
    (void)pthread_mutex_destroy(&q->lock);
    (void)pthread_cond_destroy(&q->moved);
    free(q);
}
