/* Counting and remembering: what makes a million rows cost what their ten thousand spellings cost. */
#include "ingest/record.h"

/* ---- occurrence counter ------------------------------------------------------------------------------ */

/* Hardly anything occurs twice: the keys stand close together in a table of their own, further counts in another. */
struct repeat {
    uint64_t key;
    uint32_t count;
};

struct jc_counter {
    uint64_t *key; /* 0 = free */
    size_t size, used;
    struct repeat *repeat; /* count 0 = free */
    size_t repeat_size, repeat_used;
}; /* sizes are powers of two */

struct jc_counter *jc_counter_new(void)
{
    struct jc_counter *c = jc_alloc(sizeof *c);
    c->size = 1024;
    c->key = jc_alloc(c->size * sizeof *c->key);
    return c;
}

void jc_counter_free(struct jc_counter *c)
{
    if (!c)
        return;
    free(c->key);
    free(c->repeat);
    free(c);
}

static size_t key_place(const struct jc_counter *c, uint64_t key)
{
    size_t i = key & (c->size - 1);
    while (c->key[i] && c->key[i] != key)
        i = (i + 1) & (c->size - 1);
    return i;
}

static void grow_keys(struct jc_counter *c)
{
    struct jc_counter old = *c;
    c->size *= c->size < 1 << 16 ? 4 : 2;
    c->key = jc_alloc(c->size * sizeof *c->key);
    for (size_t i = 0; i < old.size; i++)
        if (old.key[i])
            c->key[key_place(c, old.key[i])] = old.key[i];
    free(old.key);
}

static struct repeat *repeat_place(const struct jc_counter *c, uint64_t key)
{
    size_t i = key & (c->repeat_size - 1);
    while (c->repeat[i].count && c->repeat[i].key != key)
        i = (i + 1) & (c->repeat_size - 1);
    return &c->repeat[i];
}

static void grow_repeats(struct jc_counter *c)
{
    struct jc_counter old = *c;
    c->repeat_size = old.repeat_size ? old.repeat_size * 2 : 64;
    c->repeat = jc_alloc(c->repeat_size * sizeof *c->repeat);
    for (size_t i = 0; i < old.repeat_size; i++)
        if (old.repeat[i].count)
            *repeat_place(c, old.repeat[i].key) = old.repeat[i];
    free(old.repeat);
}

void jc_counter_ask(const struct jc_counter *c, uint64_t key)
{
    __builtin_prefetch(&c->key[(key + (key == 0)) & (c->size - 1)]);
}

uint32_t jc_counter_next(struct jc_counter *c, uint64_t key)
{
    key += key == 0;
    if (c->used * 4 >= c->size * 3)
        grow_keys(c);
    size_t i = key_place(c, key);
    if (!c->key[i]) {
        c->key[i] = key;
        c->used++;
        return 1;
    }
    if (c->repeat_used * 4 >= c->repeat_size * 3)
        grow_repeats(c);
    struct repeat *r = repeat_place(c, key);
    c->repeat_used += r->count == 0;
    r->key = key;
    r->count += r->count == 0 ? 2 : 1;
    return r->count;
}

/* ---- memo ---------------------------------------------------------------------------------------------- */

#define MEMO_ENTRIES 400000u /* past that the memo begins anew: it saves time, never memory */

#define KEY_FIXED 16 /* bytes of a cell's key beside its text, at most */

struct jc_memo {
    struct jc_intern *keys;
    unsigned char *values;
    size_t cap, size;
    uint32_t last; /* number of the key that was asked for last */
    char *key;
    size_t key_cap;
};

struct jc_memo *jc_memo_new(size_t value_size)
{
    struct jc_memo *m = jc_alloc(sizeof *m);
    m->keys = jc_intern_new();
    m->size = value_size;
    m->last = UINT32_MAX;
    return m;
}

void jc_memo_free(struct jc_memo *m)
{
    if (!m)
        return;
    jc_intern_free(m->keys);
    free(m->key);
    free(m->values);
    free(m);
}

static char *put_bytes(char *to, const void *from, size_t n)
{
    memcpy(to, from, n);
    return to + n;
}

/*
 * A shared string is known by its number, another text by its bytes, a number by its digits. The key ends up at *to,
 * which has room for KEY_FIXED bytes and the text.
 */
static char *memo_key(char *to, const struct jc_cell *c)
{
    if (!c || c->type == JC_CELL_EMPTY) {
        *to++ = 0;
    } else if (c->type == JC_CELL_TEXT && c->str >= 0) {
        *to++ = 1;
        to = put_bytes(to, &c->str, sizeof c->str);
    } else if (c->text) {
        *to++ = 2;
        to = put_bytes(to, &c->len, sizeof c->len);
        to = put_bytes(to, c->text, c->len);
    } else {
        *to++ = (char)(3 + c->type);
        to = put_bytes(to, &c->num, sizeof c->num);
        to = put_bytes(to, &c->exp, sizeof c->exp);
    }
    return to;
}

/* The key of the cells in m->key; its length. */
static size_t make_key(struct jc_memo *m, const struct jc_cell *const *cells, size_t n)
{
    size_t room = 0;
    for (size_t i = 0; i < n; i++)
        room += KEY_FIXED + (cells[i] && cells[i]->text ? cells[i]->len : 0);
    m->key = jc_grow(m->key, &m->key_cap, room, 1);
    char *end = m->key;
    for (size_t i = 0; i < n; i++)
        end = memo_key(end, cells[i]);
    return (size_t)(end - m->key);
}

/* Rows of one institution, one seller and one channel follow each other. */
static bool is_last(const struct jc_memo *m, size_t n)
{
    size_t last_n;
    const char *last = jc_intern_text(m->keys, m->last, &last_n);
    return last && last_n == n && memcmp(last, m->key, n) == 0;
}

void *jc_memo_at(struct jc_memo *m, const struct jc_cell *const *cells, size_t n, bool *is_new)
{
    size_t len = make_key(m, cells, n);
    *is_new = false;
    if (is_last(m, len))
        return m->values + m->last * m->size;
    if (jc_intern_count(m->keys) >= MEMO_ENTRIES) {
        jc_intern_free(m->keys);
        m->keys = jc_intern_new();
    }
    m->last = jc_intern_put(m->keys, m->key, len, is_new);
    m->values = jc_grow(m->values, &m->cap, (size_t)m->last + 1, m->size);
    if (*is_new)
        memset(m->values + m->last * m->size, 0, m->size);
    return m->values + m->last * m->size;
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
