/* The files that tools/embed.c put into the program, sorted by name. */
#include "jicai/base.h"

extern const struct jc_asset jc_asset_table[];
extern const size_t jc_asset_total;

/* The first asset whose name is not before `name`, comparing at most n bytes. */
static size_t lower_bound(const char *name, size_t n)
{
    size_t lo = 0, hi = jc_asset_total;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (strncmp(jc_asset_table[mid].name, name, n) < 0)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

const struct jc_asset *jc_asset_find(const char *name)
{
    size_t i = lower_bound(name, strlen(name) + 1);
    return i < jc_asset_total && strcmp(jc_asset_table[i].name, name) == 0 ? &jc_asset_table[i] : NULL;
}

const struct jc_asset *jc_asset_at(const char *prefix, size_t i)
{
    size_t n = strlen(prefix), first = lower_bound(prefix, n);
    if (i >= jc_asset_total - first)
        return NULL;
    const struct jc_asset *a = &jc_asset_table[first + i];
    return strncmp(a->name, prefix, n) == 0 ? a : NULL;
}
