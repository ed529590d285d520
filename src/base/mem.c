/* Memory that is there or ends the program. */
#include "jicai/base.h"
#include "base/die.h"

#include <sys/mman.h>

#define LARGE_PAGE ((size_t)2 << 20)
#define LARGE      (2 * LARGE_PAGE)

enum { AMPLE = 4, AMPLE_MOST = 64 << 20 }; /* times; bytes: who limits the space of addresses has to have it */

_Noreturn void jc_oom(void)
{
    jc_die(JC_MSG_MEMORY, "");
}

/*
 * The system is asked for large pages: one is met where there would be five hundred small ones, each with a trip into the kernel, and a
 * look-up anywhere in a table misses once, not twice. A wish: refused, it is slower and as right.
 */
static void *on_large_pages(void *p, size_t n)
{
    uintptr_t from = ((uintptr_t)p + LARGE_PAGE - 1) & ~(LARGE_PAGE - 1), to = ((uintptr_t)p + n) & ~(LARGE_PAGE - 1);
    if (from < to)
        (void)madvise((void *)from, to - from, MADV_HUGEPAGE);
    return p;
}

void *jc_alloc(size_t n)
{
    void *p = calloc(1, n ? n : 1); /* what comes from the system is 0 already, and is not met here */
    if (!p)
        jc_oom();
    return n >= LARGE ? on_large_pages(p, n) : p;
}

void *jc_realloc(void *p, size_t n)
{
    p = realloc(p, n ? n : 1);
    if (!p)
        jc_oom();
    return p;
}

/* *bytes, or more: room that is not met costs nothing, and what outgrows its block is copied to pages that are all new. */
static void *ample_block(size_t *bytes)
{
    size_t ample = *bytes <= AMPLE_MOST / AMPLE ? *bytes * AMPLE : *bytes <= AMPLE_MOST ? AMPLE_MOST : *bytes;
    void *p = NULL;
    if (posix_memalign(&p, LARGE_PAGE, ample) == 0)
        *bytes = ample;
    else if (posix_memalign(&p, LARGE_PAGE, *bytes) != 0)
        jc_oom();
    return on_large_pages(p, *bytes);
}

void *jc_grow(void *p, size_t *cap, size_t need, size_t item)
{
    if (need <= *cap)
        return p;
    size_t n = *cap ? *cap : 16;
    while (n < need && n <= SIZE_MAX / 2)
        n *= 2;
    size_t bytes;
    if (n < need || __builtin_mul_overflow(n, item, &bytes))
        jc_oom();
    if (bytes < LARGE) {
        *cap = n;
        return jc_realloc(p, bytes);
    }
    void *moved = ample_block(&bytes); /* realloc() would move it to where no large page begins */
    if (*cap)
        memcpy(moved, p, *cap * item);
    free(p);
    *cap = bytes / item;
    return moved;
}

char *jc_strndup(const char *s, size_t n)
{
    char *p = jc_alloc(n + 1);
    memcpy(p, s, n);
    return p;
}

char *jc_strdup(const char *s)
{
    return jc_strndup(s, strlen(s));
}
