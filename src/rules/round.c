/*
 * Which round a text means. An agreement may say NVBP04, 第四批国家组织药品集中采购, 第四批 or 国家第四批集采: what
 * jc_round_key makes of both sides must be the same, and the same for one round only, or one of the user's own catalogues.
 */
#include "rules/world.h"

static bool key_equal(const char *a, const struct jc_buf *key)
{
    struct jc_buf x = {0};
    jc_text_key(&x, a, strlen(a));
    bool same = x.len == key->len && memcmp(jc_buf_text(&x), jc_buf_text(key), x.len) == 0;
    jc_buf_free(&x);
    return same;
}

/* 第ZJ2023批, ZJ2023批次: the code without what makes a sentence of it; the key of any other text stays as it is. */
static void bare_code(struct jc_buf *key)
{
    static const char first[] = "第", *const last[] = {"批", "批次"};
    size_t from = strncmp(jc_buf_text(key), first, strlen(first)) == 0 ? strlen(first) : 0, to = from;
    while (to < key->len && (unsigned char)key->p[to] < 0x80)
        to++;
    bool code = to > from && (strcmp(key->p + to, last[0]) == 0 || strcmp(key->p + to, last[1]) == 0);
    if (!code)
        return;
    memmove(key->p, key->p + from, to - from);
    key->len = to - from;
    key->p[key->len] = '\0';
}

static uint32_t by_code(const struct world *w, const struct jc_buf *key)
{
    for (uint32_t i = 0; i < w->round_n; i++)
        if (key_equal(world_text(w, w->round[i].code), key))
            return i;
    return NIL;
}

static uint32_t by_code_or_name(const struct world *w, const char *text)
{
    struct jc_buf key = {0};
    jc_text_key(&key, text, strlen(text));
    uint32_t at = by_code(w, &key);
    for (uint32_t i = 0; i < w->round_n && at == NIL; i++)
        if (key_equal(world_text(w, w->round[i].name), &key))
            at = i;
    if (at == NIL) {
        bare_code(&key);
        at = by_code(w, &key);
    }
    jc_buf_free(&key);
    return at;
}

/* Of several the one of the user's own catalogues: whoever loads 第四批国采 means that by 第四批, not the built-in one. */
static uint32_t by_reduced_name(const struct world *w, const char *text)
{
    struct jc_buf want = {0}, have = {0};
    uint32_t found[2] = {NIL, NIL}, n[2] = {0};
    jc_round_key(&want, text, strlen(text));
    for (uint32_t i = 0; want.len > 0 && i < w->round_n; i++) {
        const char *name = world_text(w, w->round[i].name);
        jc_buf_clear(&have);
        jc_round_key(&have, name, strlen(name));
        if (have.len == want.len && memcmp(have.p, want.p, have.len) == 0) {
            found[w->round[i].own] = i;
            n[w->round[i].own]++;
        }
    }
    jc_buf_free(&want);
    jc_buf_free(&have);
    return n[true] ? (n[true] == 1 ? found[true] : NIL) : n[false] == 1 ? found[false] : NIL;
}

uint32_t round_find(struct world *w, const char *text)
{
    uint32_t at = by_code_or_name(w, text);
    if (at == NIL)
        at = by_reduced_name(w, text);
    if (at != NIL)
        return at;
    uint32_t name = world_put(w, text, strlen(text));
    w->round = jc_grow(w->round, &w->round_cap, w->round_n + 1, sizeof *w->round);
    w->round[w->round_n] = (struct round){.code = name, .name = name};
    return (uint32_t)w->round_n++;
}
