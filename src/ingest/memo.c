/* Counting and remembering: what makes a million rows cost what their ten thousand spellings cost. */
#include "ingest/record.h"

/* ---- occurrence counter ------------------------------------------------------------------------------ */

struct slot {
    uint64_t key; /* beside its count: one cache line a look-up */
    uint64_t count;
};

struct jc_counter {
    struct slot *slot;
    size_t size, used; /* size is a power of two */
};

struct jc_counter *jc_counter_new(void)
{
    struct jc_counter *c = jc_alloc(sizeof *c);
    c->size = 1024;
    c->slot = jc_alloc(c->size * sizeof *c->slot);
    return c;
}

void jc_counter_free(struct jc_counter *c)
{
    if (!c)
        return;
    free(c->slot);
    free(c);
}

static struct slot *counter_slot(const struct jc_counter *c, uint64_t key)
{
    size_t i = key & (c->size - 1);
    while (c->slot[i].count && c->slot[i].key != key)
        i = (i + 1) & (c->size - 1);
    return &c->slot[i];
}

static void counter_double(struct jc_counter *c)
{
    struct jc_counter old = *c;
    c->size *= 2;
    c->slot = jc_alloc(c->size * sizeof *c->slot);
    for (size_t i = 0; i < old.size; i++)
        if (old.slot[i].count)
            *counter_slot(c, old.slot[i].key) = old.slot[i];
    free(old.slot);
}

uint32_t jc_counter_next(struct jc_counter *c, uint64_t key)
{
    if (c->used * 4 >= c->size * 3)
        counter_double(c);
    struct slot *s = counter_slot(c, key);
    s->key = key;
    c->used += s->count == 0;
    return (uint32_t)++s->count;
}

/* ---- memo ---------------------------------------------------------------------------------------------- */

#define MEMO_ENTRIES 400000u /* past that the memo begins anew: it saves time, never memory */

struct jc_memo {
    struct jc_intern *keys;
    unsigned char *values;
    size_t cap, size;
    struct jc_buf key;
};

struct jc_memo *jc_memo_new(size_t value_size)
{
    struct jc_memo *m = jc_alloc(sizeof *m);
    m->keys = jc_intern_new();
    m->size = value_size;
    return m;
}

void jc_memo_free(struct jc_memo *m)
{
    if (!m)
        return;
    jc_intern_free(m->keys);
    jc_buf_free(&m->key);
    free(m->values);
    free(m);
}

/* A shared string is known by its number, another text by its bytes, a number by its digits. */
static void memo_key(struct jc_buf *key, const struct jc_cell *c)
{
    if (!c || c->type == JC_CELL_EMPTY) {
        jc_buf_char(key, 0);
    } else if (c->type == JC_CELL_TEXT && c->str >= 0) {
        jc_buf_char(key, 1);
        jc_buf_add(key, &c->str, sizeof c->str);
    } else if (c->text) {
        jc_buf_char(key, 2);
        jc_buf_add(key, &c->len, sizeof c->len);
        jc_buf_add(key, c->text, c->len);
    } else {
        jc_buf_char(key, (char)(3 + c->type));
        jc_buf_add(key, &c->num, sizeof c->num);
        jc_buf_add(key, &c->exp, sizeof c->exp);
    }
}

void *jc_memo_at(struct jc_memo *m, const struct jc_cell *const *cells, size_t n, bool *is_new)
{
    jc_buf_clear(&m->key);
    for (size_t i = 0; i < n; i++)
        memo_key(&m->key, cells[i]);
    if (jc_intern_count(m->keys) >= MEMO_ENTRIES) {
        jc_intern_free(m->keys);
        m->keys = jc_intern_new();
    }
    uint32_t at = jc_intern_put(m->keys, jc_buf_text(&m->key), m->key.len, is_new);
    m->values = jc_grow(m->values, &m->cap, at + 1, m->size);
    if (*is_new)
        memset(m->values + at * m->size, 0, m->size);
    return m->values + at * m->size;
}

/* ---- texts of one row ------------------------------------------------------------------------------------ */

struct jc_arena_block {
    struct jc_arena_block *next;
    size_t used, size;
    char bytes[];
};

#define ARENA_BLOCK 16384u

char *jc_arena_copy(struct jc_arena *a, const char *s, size_t n)
{
    struct jc_arena_block *b = a->first;
    if (!b || b->size - b->used < n + 1) {
        size_t size = n + 1 > ARENA_BLOCK ? n + 1 : ARENA_BLOCK;
        b = jc_alloc(sizeof *b + size);
        b->size = size;
        b->next = a->first;
        a->first = b;
    }
    char *p = b->bytes + b->used;
    memcpy(p, s, n);
    p[n] = 0;
    b->used += n + 1;
    return p;
}

void jc_arena_free(struct jc_arena *a)
{
    while (a->first) {
        struct jc_arena_block *next = a->first->next;
        free(a->first);
        a->first = next;
    }
}

/* One block is kept: rows are alike. */
void jc_arena_reset(struct jc_arena *a)
{
    struct jc_arena_block *keep = a->first;
    if (!keep)
        return;
    a->first = keep->next;
    jc_arena_free(a);
    keep->next = NULL;
    keep->used = 0;
    a->first = keep;
}
