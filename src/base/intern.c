/* A 64-bit hash and the table that gives distinct byte strings dense numbers. */
#include <endian.h>

#include "jicai/base.h"
#include "base/die.h"

/* ---- hash: multiply-and-fold in the way of wyhash; the same on every machine ------------------- */

static inline uint64_t load64(const unsigned char *p)
{
    uint64_t x;
    memcpy(&x, p, 8);
    return le64toh(x);
}

static inline uint64_t load32(const unsigned char *p)
{
    uint32_t x;
    memcpy(&x, p, 4);
    return le32toh(x);
}

static inline uint64_t fold(uint64_t a, uint64_t b)
{
    unsigned __int128 x = (unsigned __int128)a * b;
    return (uint64_t)x ^ (uint64_t)(x >> 64);
}

static const uint64_t K0 = 0xa0761d6478bd642f, K1 = 0xe7037ed1a0b428db, K2 = 0x8ebc6af09c88c6e3;

static inline uint64_t hash_bytes(const unsigned char *p, size_t n, uint64_t seed)
{
    uint64_t a, b;
    seed ^= K0;
    if (n <= 16) {
        if (n >= 8) {
            a = load64(p);
            b = load64(p + n - 8);
        } else if (n >= 4) {
            a = load32(p);
            b = load32(p + n - 4);
        } else if (n > 0) {
            a = (uint64_t)p[0] << 16 | (uint64_t)p[n / 2] << 8 | p[n - 1];
            b = 0;
        } else {
            a = b = 0;
        }
    } else {
        size_t left = n;
        for (; left > 16; left -= 16, p += 16)
            seed = fold(load64(p) ^ K1, load64(p + 8) ^ seed);
        a = load64(p + left - 16);
        b = load64(p + left - 8);
    }
    return fold(K1 ^ n, fold(a ^ K2, b ^ seed));
}

uint64_t jc_hash(const void *s, size_t n, uint64_t seed)
{
    return hash_bytes(s, n, seed);
}

/* ---- table ------------------------------------------------------------------------------------- */

/* A string lies in a block with its length in the four bytes before it and a NUL behind it. */
struct slot {
    const char *s; /* NULL: free */
    uint32_t tag;  /* half of the hash; it gives the place, too, so that a table grows without a look at its strings */
    uint32_t id;
};

struct block {
    struct block *next;
    size_t used, size;
    char bytes[];
};

struct jc_intern {
    struct slot *slots;
    size_t mask; /* slots - 1, slots a power of two */
    const char **text;
    size_t text_cap;
    uint32_t count;
    struct block *blocks;
};

enum { FIRST_SLOTS = 64, FIRST_BLOCK = 4096, LAST_BLOCK = 1 << 20 };

static uint32_t length_of(const char *s)
{
    uint32_t n;
    memcpy(&n, s - sizeof n, sizeof n);
    return n;
}

struct jc_intern *jc_intern_new(void)
{
    struct jc_intern *t = jc_alloc(sizeof *t);
    t->slots = jc_alloc(FIRST_SLOTS * sizeof *t->slots);
    t->mask = FIRST_SLOTS - 1;
    return t;
}

void jc_intern_free(struct jc_intern *t)
{
    if (!t)
        return;
    for (struct block *b = t->blocks, *next; b; b = next) {
        next = b->next;
        free(b);
    }
    free(t->text);
    free(t->slots);
    free(t);
}

static const char *keep(struct jc_intern *t, const char *s, size_t n)
{
    uint32_t len = (uint32_t)n;
    size_t need = (sizeof len + n + 1 + 3) & ~(size_t)3;
    struct block *b = t->blocks;
    if (!b || need > b->size - b->used) {
        size_t size = !b ? FIRST_BLOCK : b->size < LAST_BLOCK ? b->size * 2 : LAST_BLOCK;
        if (size < need)
            size = need;
        b = jc_realloc(NULL, sizeof *b + size);
        *b = (struct block){.next = t->blocks, .size = size};
        t->blocks = b;
    }
    char *p = b->bytes + b->used;
    memcpy(p, &len, sizeof len);
    p += sizeof len;
    if (n)
        memcpy(p, s, n);
    p[n] = '\0';
    b->used += need;
    return p;
}

static uint32_t tag_of(uint64_t hash)
{
    return (uint32_t)(hash >> 32);
}

static void widen(struct jc_intern *t)
{
    size_t old = t->mask + 1, mask = old * 2 - 1;
    struct slot *slots = jc_alloc((mask + 1) * sizeof *slots);
    for (size_t i = 0; i < old; i++) {
        const struct slot *from = &t->slots[i];
        if (!from->s)
            continue;
        size_t at = from->tag & mask;
        while (slots[at].s)
            at = (at + 1) & mask;
        slots[at] = *from;
    }
    free(t->slots);
    t->slots = slots;
    t->mask = mask;
}

/* The slot that holds the string, or the free one where it belongs. */
static inline struct slot *probe(const struct jc_intern *t, const char *s, size_t n, uint64_t h)
{
    uint32_t tag = tag_of(h);
    for (size_t at = tag & t->mask;; at = (at + 1) & t->mask) {
        struct slot *x = &t->slots[at];
        if (!x->s || (x->tag == tag && length_of(x->s) == n && memcmp(x->s, s, n) == 0))
            return x;
    }
}

uint32_t jc_intern_put(struct jc_intern *t, const char *s, size_t n, bool *is_new)
{
    uint64_t h = hash_bytes((const unsigned char *)s, n, 0);
    struct slot *x = probe(t, s, n, h);
    if (is_new)
        *is_new = !x->s;
    if (x->s)
        return x->id;
    if (n >= UINT32_MAX || t->count == UINT32_MAX - 1)
        jc_die(JC_MSG_BUG, "intern: more than 2^32 strings or bytes");
    x->s = keep(t, s, n);
    x->tag = tag_of(h);
    x->id = t->count;
    t->text = jc_grow(t->text, &t->text_cap, (size_t)t->count + 1, sizeof *t->text);
    t->text[t->count] = x->s;
    uint32_t id = t->count++;
    if (t->count > (t->mask + 1) / 2)
        widen(t); /* x is stale from here */
    return id;
}

uint32_t jc_intern_get(const struct jc_intern *t, const char *s, size_t n)
{
    const struct slot *x = probe(t, s, n, hash_bytes((const unsigned char *)s, n, 0));
    return x->s ? x->id : UINT32_MAX;
}

const char *jc_intern_text(const struct jc_intern *t, uint32_t id, size_t *n)
{
    const char *s = id < t->count ? t->text[id] : NULL;
    if (n)
        *n = s ? length_of(s) : 0;
    return s;
}

uint32_t jc_intern_count(const struct jc_intern *t)
{
    return t->count;
}
