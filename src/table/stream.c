#include "table/stream.h"

#include "table/chars.h"
#include "table/inflate.h"

#include <libdeflate.h>
#include <pthread.h>

/*
 * A ring of four blocks: one is the reader's, the others are filled by a thread of their own. A block has room in
 * front of its data, so that the end of the window before (mostly half a row) is copied there and the scanner
 * sees a row in one piece; what does not fit there goes to `spill`.
 */
#define BLOCKS 4u
#define BLOCK  (256u * 1024)
#define ROOM   (32u * 1024)

size_t jc_stream_block_for_tests;

struct block {
    char *mem; /* ROOM + BLOCK + JC_STREAM_PAD bytes */
    size_t n;
    enum jc_status status; /* OK: n bytes; END: no more; else the error is in the stream */
    bool clean;
};

struct jc_stream {
    /* the maker's side */
    zip_file_t *raw;
    pthread_mutex_t *archive; /* held while `raw` is used: another part may be read on another thread */
    const char *name;
    struct jc_inflate *inflate; /* NULL: stored */
    unsigned char *in;
    size_t most; /* bytes of a block */
    uint64_t size, made;
    uint32_t crc, want;
    struct jc_chars chars;
    bool clean, ended;
    struct jc_err err;

    /* shared */
    struct block block[BLOCKS];
    unsigned filled, taken; /* blocks made and blocks given back, counted without end */
    bool threaded, stop;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t change;

    /* the reader's side */
    bool holds; /* block[taken] is in the reader's hands */
    const char *window;
    size_t window_n;
    char *spill;
    size_t spill_cap;
    enum jc_status status;
    bool seen_clean;
};

static enum jc_status damaged(struct jc_stream *s, const char *why)
{
    s->ended = true;
    return jc_fail(&s->err, JC_INPUT, 111, s->name, why, NULL);
}

static zip_int64_t read_raw(struct jc_stream *s, void *to, size_t n)
{
    zip_int64_t got;

    pthread_mutex_lock(s->archive);
    got = zip_fread(s->raw, to, n);
    pthread_mutex_unlock(s->archive);
    return got;
}

/* Fill data[0..most) as far as the part goes. */
static enum jc_status make_stored(struct jc_stream *s, char *data, size_t *n)
{
    while (*n < s->most) {
        zip_int64_t got = read_raw(s, data + *n, s->most - *n);

        if (got < 0)
            return damaged(s, zip_file_strerror(s->raw));
        if (got == 0) {
            s->ended = true;
            break;
        }
        *n += (size_t)got;
    }
    return JC_OK;
}

static enum jc_status make_inflated(struct jc_stream *s, char *data, size_t *n)
{
    for (;;) {
        zip_int64_t got;

        switch (jc_inflate_run(s->inflate, data, s->most, n)) {
        case JC_INFLATED:
            return JC_OK;
        case JC_INFLATE_END:
            s->ended = true;
            return JC_OK;
        case JC_INFLATE_BAD:
            return damaged(s, "bad deflate data");
        case JC_INFLATE_HUNGRY:
            break;
        }
        got = read_raw(s, s->in, BLOCK);
        if (got <= 0)
            return damaged(s, got < 0 ? zip_file_strerror(s->raw) : "Premature end of file");
        jc_inflate_feed(s->inflate, s->in, (size_t)got);
    }
}

/* The directory told length and CRC-32; both must be right when the data ends, and length never exceeded before. */
static enum jc_status check(struct jc_stream *s, const char *data, size_t n)
{
    s->crc = libdeflate_crc32(s->crc, data, n);
    s->made += n;
    s->clean = s->clean && jc_chars_feed(&s->chars, data, n) && (!s->ended || jc_chars_end(&s->chars));
    if (s->made > s->size || (s->ended && s->made != s->size))
        return damaged(s, "wrong length");
    if (s->ended && s->crc != s->want)
        return damaged(s, "wrong CRC-32");
    return JC_OK;
}

static void make_block(struct jc_stream *s, struct block *b)
{
    char *data = b->mem + ROOM;

    b->n = 0;
    b->status = JC_END;
    if (s->ended)
        return;
    b->status = s->inflate ? make_inflated(s, data, &b->n) : make_stored(s, data, &b->n);
    if (b->status == JC_OK)
        b->status = check(s, data, b->n);
    if (b->status == JC_OK && b->n == 0)
        b->status = JC_END;
    memset(data + b->n, 0, JC_STREAM_PAD);
    b->clean = s->clean;
}

static void *make_blocks(void *arg)
{
    struct jc_stream *s = arg;
    enum jc_status status = JC_OK;

    while (status == JC_OK) {
        bool stop;

        pthread_mutex_lock(&s->lock);
        while (!s->stop && s->filled - s->taken == BLOCKS)
            pthread_cond_wait(&s->change, &s->lock);
        stop = s->stop;
        pthread_mutex_unlock(&s->lock);
        if (stop)
            break;
        make_block(s, &s->block[s->filled % BLOCKS]);
        status = s->block[s->filled % BLOCKS].status;
        pthread_mutex_lock(&s->lock);
        s->filled++;
        pthread_cond_signal(&s->change);
        pthread_mutex_unlock(&s->lock);
    }
    return NULL;
}

struct jc_stream *jc_stream_new(zip_file_t *raw, pthread_mutex_t *archive, const char *name, const zip_stat_t *stat)
{
    struct jc_stream *s = jc_alloc(sizeof *s);
    bool is_long = stat->size > 2 * BLOCK;

    s->raw = raw;
    s->archive = archive;
    s->most = jc_stream_block_for_tests ? jc_stream_block_for_tests : BLOCK;
    s->name = name;
    s->size = stat->size;
    s->want = stat->crc;
    s->chars.xml = true;
    s->clean = s->seen_clean = true;
    s->window = "";
    if (stat->comp_method == ZIP_CM_DEFLATE) {
        s->inflate = jc_inflate_new();
        s->in = jc_realloc(NULL, BLOCK);
    }
    for (size_t i = 0; i < (is_long ? BLOCKS : 2); i++)
        s->block[i].mem = jc_realloc(NULL, ROOM + BLOCK + JC_STREAM_PAD);
    pthread_mutex_init(&s->lock, NULL);
    pthread_cond_init(&s->change, NULL);
    s->threaded = is_long && pthread_create(&s->thread, NULL, make_blocks, s) == 0;
    return s;
}

void jc_stream_free(struct jc_stream *s)
{
    if (!s)
        return;
    if (s->threaded) {
        pthread_mutex_lock(&s->lock);
        s->stop = true;
        pthread_cond_signal(&s->change);
        pthread_mutex_unlock(&s->lock);
        pthread_join(s->thread, NULL);
    }
    pthread_cond_destroy(&s->change);
    pthread_mutex_destroy(&s->lock);
    jc_inflate_free(s->inflate);
    pthread_mutex_lock(s->archive);
    zip_fclose(s->raw);
    pthread_mutex_unlock(s->archive);
    for (size_t i = 0; i < BLOCKS; i++)
        free(s->block[i].mem);
    free(s->spill);
    free(s->in);
    free(s);
}

/* The block after the one that the reader holds, made if it has to be. */
static struct block *next_block(struct jc_stream *s)
{
    unsigned next = s->taken + s->holds;

    if (!s->threaded) {
        /* Two blocks do: the held one and the next; indexes are kept below 2 without a thread for long parts too. */
        struct block *b = &s->block[next % 2];

        make_block(s, b);
        s->filled = next + 1;
        return b;
    }
    pthread_mutex_lock(&s->lock);
    while (s->filled == next)
        pthread_cond_wait(&s->change, &s->lock);
    pthread_mutex_unlock(&s->lock);
    return &s->block[next % BLOCKS];
}

/* Give the held block back and hold the next one. */
static void step(struct jc_stream *s)
{
    if (s->holds && s->threaded) {
        pthread_mutex_lock(&s->lock);
        s->taken++;
        pthread_cond_signal(&s->change);
        pthread_mutex_unlock(&s->lock);
    } else if (s->holds) {
        s->taken++;
    }
    s->holds = true;
}

/* keep + n bytes in one piece somewhere else, because there is not enough room in front of the block. */
static void spill(struct jc_stream *s, const char *kept, size_t keep, const struct block *b)
{
    size_t need = keep + b->n + JC_STREAM_PAD;
    char *to = s->spill;

    if (need > s->spill_cap) { /* kept may lie in the old one */
        s->spill_cap = need * 2;
        to = jc_realloc(NULL, s->spill_cap);
    }
    memmove(to, kept, keep);
    memcpy(to + keep, b->mem + ROOM, b->n + JC_STREAM_PAD);
    if (to != s->spill)
        free(s->spill);
    s->spill = to;
    s->window = to;
}

enum jc_status jc_stream_next(struct jc_stream *s, size_t keep, const char **data, size_t *n, struct jc_err *err)
{
    const char *kept = s->window + s->window_n - keep;
    struct block *b = NULL;

    if (jc_interrupted)
        return jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL);
    if (keep > JC_MAX_WINDOW)
        return jc_fail(err, JC_LIMIT, 120, s->name, NULL, NULL);
    if (s->status == JC_OK) {
        b = next_block(s);
        s->status = b->status;
    }
    if (s->status != JC_OK) {
        if (s->status != JC_END && err)
            *err = s->err;
        return s->status;
    }
    if (keep <= ROOM) {
        char *front = b->mem + ROOM - keep;

        if (keep > 0)
            memcpy(front, kept, keep);
        s->window = front;
    } else {
        spill(s, kept, keep, b);
    }
    s->window_n = keep + b->n;
    s->seen_clean = b->clean;
    step(s);
    *data = s->window;
    *n = s->window_n;
    return JC_OK;
}

bool jc_stream_clean(const struct jc_stream *s)
{
    return s->seen_clean;
}
