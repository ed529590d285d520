/* Memory that is there or ends the program. */
#include "jicai/base.h"
#include "base/die.h"

_Noreturn void jc_oom(void)
{
    jc_die(JC_MSG_MEMORY, "");
}

void *jc_alloc(size_t n)
{
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
    p = jc_realloc(p, bytes);
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
