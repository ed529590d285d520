/*
 * Names of rounds. An agreement may say NVBP04, 第四批国家组织药品集中采购, 第四批 or 国家第四批集采; the filler words
 * are taken out of both sides and what is left must be the same, and the same for one round only, or one of the user's own
 * catalogues. A province or a year is no filler, so 浙江省第四批 never becomes the national one.
 */
#include "rules/world.h"

static const char *const fillers[] = {
    "国家组织", "国家", "集中带量采购", "带量采购", "集中采购", "集采", "国采", "采购", "组织", "药品", "集中",
    "和使用",   "使用", "试点",         "联盟地区", "联盟",     "城市", "(",    ")",    "中选", "结果", "批次",
};

/* 第十一批 / 第11批 at p: its number and the bytes it takes; 0 if there is none. */
static int batch_number(const char *p, size_t *len)
{
    static const char *const digit[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    const char *s = p;
    if (strncmp(s, "第", 3) == 0)
        s += 3;
    int n = 0, ten = 0, any = 0;
    for (int hit = 1; hit && any < 3;) {
        hit = 0;
        if (*s >= '0' && *s <= '9') {
            n = n * 10 + (*s++ - '0');
            hit = ++any;
        }
        for (int d = 1; d <= 10 && !hit; d++)
            if (strncmp(s, digit[d], 3) == 0) {
                if (d == 10) {
                    ten = n ? n * 10 : 10;
                    n = 0;
                } else {
                    n = d;
                }
                s += 3;
                hit = ++any;
            }
    }
    if (!any || strncmp(s, "批", 3) != 0)
        return 0;
    *len = (size_t)(s + 3 - p);
    return ten + n;
}

/* The name without fillers, a batch as "第n批". */
static void reduce(struct jc_buf *out, const char *name)
{
    struct jc_buf key = {0};
    jc_text_key(&key, name, strlen(name));
    for (const char *p = jc_buf_text(&key); *p;) {
        size_t skip = 0;
        int n = batch_number(p, &skip);
        if (n > 0) {
            jc_buf_fmt(out, "第%d批", n);
            p += skip;
            if (strncmp(p, "次", 3) == 0)
                p += 3;
            continue;
        }
        for (size_t i = 0; i < JC_LEN(fillers) && !skip; i++)
            if (strncmp(p, fillers[i], strlen(fillers[i])) == 0)
                skip = strlen(fillers[i]);
        if (!skip)
            jc_buf_char(out, *p);
        p += skip ? skip : 1;
    }
    jc_buf_free(&key);
}

static bool key_equal(const char *a, const char *b)
{
    struct jc_buf x = {0}, y = {0};
    jc_text_key(&x, a, strlen(a));
    jc_text_key(&y, b, strlen(b));
    bool same = x.len == y.len && memcmp(jc_buf_text(&x), jc_buf_text(&y), x.len) == 0;
    jc_buf_free(&x);
    jc_buf_free(&y);
    return same;
}

static uint32_t by_code_or_name(const struct world *w, const char *text)
{
    for (uint32_t i = 0; i < w->round_n; i++)
        if (key_equal(world_text(w, w->round[i].code), text))
            return i;
    for (uint32_t i = 0; i < w->round_n; i++)
        if (key_equal(world_text(w, w->round[i].name), text))
            return i;
    return NIL;
}

/* Of several the one of the user's own catalogues: whoever loads 第四批国采 means that by 第四批, not the built-in one. */
static uint32_t by_reduced_name(const struct world *w, const char *text)
{
    struct jc_buf want = {0}, have = {0};
    uint32_t found[2] = {NIL, NIL}, n[2] = {0};
    reduce(&want, text);
    for (uint32_t i = 0; want.len > 0 && i < w->round_n; i++) {
        jc_buf_clear(&have);
        reduce(&have, world_text(w, w->round[i].name));
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
