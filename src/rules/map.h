/* map, private: pools of numbers, and tables that number what two numbers name. */
#ifndef RULES_MAP_H
#define RULES_MAP_H

#include "jicai/base.h"

struct pool {
    uint32_t *p;
    size_t n, cap;
};
/* Appends x and returns its place. */
uint32_t pool_add(struct pool *pool, uint32_t x);

/* A 64-bit key -> dense number table, for pairs and whatever else is numbered by two numbers. */
struct map {
    struct map_slot {
        uint64_t key;
        uint32_t value; /* + 1; 0 = free */
    } * slot;
    size_t mask, n;
};
/* The value of key; put there if it is new. */
uint32_t map_put(struct map *m, uint64_t key, uint32_t value, bool *is_new);
uint32_t map_get(const struct map *m, uint64_t key); /* NIL = not there */
void map_free(struct map *m);
static inline uint64_t key2(uint32_t a, uint32_t b)
{
    return (uint64_t)a << 32 | b;
}
/* Where a table begins to look for a key, once cut to its size. */
static inline uint64_t map_hash(uint64_t key)
{
    key *= UINT64_C(0x9e3779b97f4a7c15);
    return key ^ key >> 29;
}

#endif
