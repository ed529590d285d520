/*
 * Names of purchasing rounds. 第四批国家组织药品集中采购, 国家第四批集采 and 第4批 are one: the words that every round has
 * are taken out, and what is left must be the same. A province, an alliance, a year or 续约 is no such word, so 浙江省第四批
 * never becomes the national one.
 */
#include "jicai/base.h"

static const char *const fillers[] = {
    "国家组织", "国家", "全国",   "集中带量采购", "带量采购", "集中采购", "集采", "国采", "采购", "组织",
    "药品",     "集中", "和使用", "使用",         "试点",     "联盟地区", "联盟", "城市", "中选", "结果",
    "批次",     "(",    ")",      "（",           "）",       "“",        "”",    "\"",   "《",   "》",
};

static bool begins(const char *p, const char *end, const char *word, size_t *n)
{
    *n = strlen(word);
    return (size_t)(end - p) >= *n && memcmp(p, word, *n) == 0;
}

size_t jc_round_filler(const char *s, size_t n)
{
    size_t found;
    for (size_t i = 0; i < JC_LEN(fillers); i++)
        if (begins(s, s + n, fillers[i], &found))
            return found;
    return 0;
}

int jc_round_number(const char *s, size_t n, size_t *len)
{
    static const char *const digits[] = {"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
    static const char ten[] = "十";
    const char *p = s, *end = s + n;
    int tens = 0, ones = 0;
    bool any = false, more = true;
    size_t w;
    while (more) {
        more = false;
        if (p < end && *p >= '0' && *p <= '9' && ones < 100) {
            ones = ones * 10 + (*p++ - '0');
            more = any = true;
        } else if (begins(p, end, ten, &w) && tens == 0) {
            tens = ones ? ones : 1;
            ones = 0;
            p += w;
            more = any = true;
        }
        for (size_t d = 1; d < JC_LEN(digits) && !more; d++)
            if (begins(p, end, digits[d], &w) && ones == 0) {
                ones = (int)d;
                p += w;
                more = any = true;
            }
    }
    *len = (size_t)(p - s);
    return any ? tens * 10 + ones : 0;
}

/* 第十一批, 11批, 第四批次 at p, but not within 2023批: its number and the bytes it takes; 0 if there is none. */
static int batch_at(const char *p, const char *end, bool within, size_t *len)
{
    size_t first, digits, last, next;
    bool named = begins(p, end, "第", &first);
    if (within && !named)
        return 0;
    const char *at = named ? p + first : p;
    int n = jc_round_number(at, (size_t)(end - at), &digits);
    at += digits;
    if (n == 0 || !begins(at, end, "批", &last))
        return 0;
    at += last;
    if (begins(at, end, "次", &next))
        at += next;
    *len = (size_t)(at - p);
    return n;
}

void jc_round_key(struct jc_buf *out, const char *s, size_t n)
{
    struct jc_buf key = {0};
    jc_text_key(&key, s, n);
    const char *p = jc_buf_text(&key), *end = p + key.len;
    bool word = false;
    while (p < end) {
        size_t len = 0;
        int batch = batch_at(p, end, word, &len);
        if (batch > 0)
            jc_buf_fmt(out, "第%d批", batch);
        else if ((len = jc_round_filler(p, (size_t)(end - p))) == 0)
            jc_buf_add(out, p, len = 1);
        word = (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z');
        p += len;
    }
    jc_buf_free(&key);
}
