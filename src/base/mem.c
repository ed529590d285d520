/* Memory that is there or ends the program. */
#include "jicai/base.h"
#include "base/die.h"

#include <sys/mman.h>

#define LARGE_PAGE ((size_t)2 << 20)
#define LARGE      (2 * LARGE_PAGE)

_Noreturn void jc_oom(void)
{
    jc_die(JC_MSG_MEMORY, "");
}

/*
 * The system is asked for large pages: one is met where there would be five hundred small ones, each with a trip into the kernel, and a
 * look-up anywhere in a table misses once, not twice. A wish: refused, it is slower and as right.
 */
static void *large_block(size_t n)
{
    void *p = NULL;
    if (posix_memalign(&p, LARGE_PAGE, n) != 0)
        jc_oom();
    (void)madvise(p, n, MADV_HUGEPAGE);
    return p;
}

void *jc_alloc(size_t n)
{
    if (n >= LARGE)
        return memset(large_block(n), 0, n);
    void *p = calloc(1, n ? n : 1);
    if (!p)
        jc_oom();
    return p;
}

void *jc_realloc(void *p, size_t n)
{
    p = realloc(p, n ? n : 1);
    if (!p)
        jc_oom();
    return p;
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
        p = jc_realloc(p, bytes);
    } else { /* realloc() would move it to where no large page begins */
        void *moved = large_block(bytes);
        if (*cap)
            memcpy(moved, p, *cap * item);
        free(p);
        p = moved;
    }
    *cap = n;
    return p;
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
