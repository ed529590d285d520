/*
 * A ring of batches between two threads; a batch belongs to one of them at a time. A batch is handed over before a row would
 * have to move what it holds, so that the rows in it can point into it.
 */
#include "table/ahead.h"

#include <pthread.h>

enum { ROWS = 128, RING = 8, CELLS = 32 * ROWS, BYTES = 1 << 17 };

struct batch {
    struct jc_row row[ROWS];
    uint32_t n;
    struct jc_cell *cells;
    size_t cells_n, cells_cap;
    char *text;
    size_t text_n, text_cap;
};

struct ahead {
    const struct jc_format *format;
    void *sheet;
    struct batch ring[RING];
    uint64_t full, empty; /* batches filled, batches taken; guarded by lock, as are the next three */
    bool stop;
    enum jc_status ended; /* JC_OK while there may be rows */
    struct jc_err err;
    pthread_mutex_t lock;
    pthread_cond_t moved;
    pthread_t thread;
    struct batch *hand; /* that rows are taken from; NULL = none */
    uint32_t taken;     /* rows of it */
};

/* ---- the thread -------------------------------------------------------------------------------- */

/* Texts of the shared strings stay where they are as long as the book. */
static bool is_borrowed(const struct jc_cell *c)
{
    return c->text && c->str < 0;
}

static size_t text_of(const struct jc_row *row)
{
    size_t n = 0;
    for (uint32_t i = 0; i < row->n; i++)
        n += is_borrowed(&row->cells[i]) ? row->cells[i].len : 0;
    return n;
}

static bool has_room(const struct batch *b, const struct jc_row *row, size_t text)
{
    return b->n < ROWS && b->cells_n + row->n <= b->cells_cap && b->text_n + text <= b->text_cap;
}

/* Before its first row only: later ones would find the others' cells and texts moved. */
static void make_room(struct batch *b, const struct jc_row *row, size_t text)
{
    b->cells = jc_grow(b->cells, &b->cells_cap, row->n > CELLS ? row->n : CELLS, sizeof *b->cells);
    b->text = jc_grow(b->text, &b->text_cap, text > BYTES ? text : BYTES, 1);
}

static void add_row(struct batch *b, const struct jc_row *row)
{
    struct jc_cell *cells = b->cells + b->cells_n;
    if (row->n)
        memcpy(cells, row->cells, row->n * sizeof *cells);
    for (uint32_t i = 0; i < row->n; i++) {
        if (!is_borrowed(&cells[i]))
            continue;
        memcpy(b->text + b->text_n, cells[i].text, cells[i].len);
        cells[i].text = b->text + b->text_n;
        b->text_n += cells[i].len;
    }
    b->cells_n += row->n;
    b->row[b->n] = *row;
    b->row[b->n++].cells = cells;
}

/* The batch is over to the other side, with how the sheet ended if it did; false: nobody wants more. */
static bool hand_over(struct ahead *a, enum jc_status ended, const struct jc_err *err)
{
    (void)pthread_mutex_lock(&a->lock);
    a->full += a->ring[a->full % RING].n > 0;
    a->ended = ended;
    a->err = *err;
    (void)pthread_cond_signal(&a->moved);
    for (uint64_t most = RING - 1; a->full - a->empty > most && !a->stop && ended == JC_OK; most = RING / 2)
        (void)pthread_cond_wait(&a->moved, &a->lock);
    const bool on = !a->stop && ended == JC_OK;
    (void)pthread_mutex_unlock(&a->lock);
    return on;
}

static void *read_on(void *arg)
{
    struct ahead *a = arg;
    struct jc_err err = {0};
    const struct jc_row *row;
    enum jc_status st;
    while ((st = a->format->next(a->sheet, &row, &err)) == JC_OK) {
        struct batch *b = &a->ring[a->full % RING];
        const size_t text = text_of(row);
        if (b->n && !has_room(b, row, text)) {
            if (!hand_over(a, JC_OK, &err))
                return NULL;
            b = &a->ring[a->full % RING];
        }
        if (b->n == 0)
            make_room(b, row, text);
        add_row(b, row);
    }
    (void)hand_over(a, st, &err);
    return NULL;
}

/* ---- who takes --------------------------------------------------------------------------------- */

struct ahead *ahead_new(const struct jc_format *format, void *sheet)
{
    struct ahead *a = jc_alloc(sizeof *a);
    a->format = format;
    a->sheet = sheet;
    (void)pthread_mutex_init(&a->lock, NULL);
    (void)pthread_cond_init(&a->moved, NULL);
    if (pthread_create(&a->thread, NULL, read_on, a) == 0)
        return a;
    (void)pthread_mutex_destroy(&a->lock);
    (void)pthread_cond_destroy(&a->moved);
    free(a);
    return NULL;
}

/* The batch in hand is read: back it goes, and the next one is waited for. */
static enum jc_status next_batch(struct ahead *a, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    (void)pthread_mutex_lock(&a->lock);
    if (a->hand) {
        a->hand->n = 0;
        a->hand->cells_n = a->hand->text_n = 0;
        a->empty++;
        if (a->full - a->empty == RING / 2) /* to be woken for each batch would cost more than to read it */
            (void)pthread_cond_signal(&a->moved);
    }
    while (a->full == a->empty && a->ended == JC_OK)
        (void)pthread_cond_wait(&a->moved, &a->lock);
    a->hand = NULL;
    a->taken = 0;
    if (a->full != a->empty) {
        a->hand = &a->ring[a->empty % RING];
    } else {
        st = a->ended;
        *err = a->err;
    }
    (void)pthread_mutex_unlock(&a->lock);
    return st;
}

enum jc_status ahead_next(struct ahead *a, const struct jc_row **row, struct jc_err *err)
{
    enum jc_status st = a->hand && a->taken < a->hand->n ? JC_OK : next_batch(a, err);
    if (st == JC_OK)
        *row = &a->hand->row[a->taken++];
    return st;
}

void ahead_free(struct ahead *a)
{
    if (!a)
        return;
    (void)pthread_mutex_lock(&a->lock);
    a->stop = true;
    (void)pthread_cond_signal(&a->moved);
    (void)pthread_mutex_unlock(&a->lock);
    (void)pthread_join(a->thread, NULL);
    for (int i = 0; i < RING; i++) {
        free(a->ring[i].cells);
        free(a->ring[i].text);
    }
    (void)pthread_mutex_destroy(&a->lock);
    (void)pthread_cond_destroy(&a->moved);
    free(a);
}
