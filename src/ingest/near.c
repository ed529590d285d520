/* Whether a head that nobody knows may be meant for one that is known: a wrong suggestion is worse than none. */
#include "ingest/header.h"

/* What a head ends in says of what sort it is: 付款编码 is no amount, 回款率 no day. The rest of it is what it is of. */
struct sorted {
    int sort; /* 0 = it does not say */
    struct jc_span of;
};

static struct sorted sort_head(struct jc_span head)
{
    const char *s = head.p;
    const size_t n = head.n;
    static const char *const ends[][8] = {{"编码", "编号", "代码", "号码", "号", "id", NULL},
                                          {"数量", "数", "量", NULL},
                                          {"日期", "时间", "日", NULL},
                                          {"金额", "额", "款", NULL},
                                          {"名称", "名", NULL},
                                          {"率", "占比", "比", NULL},
                                          {"员", "人", NULL},
                                          {"价格", "单价", "价", NULL}};
    for (size_t i = 0; i < JC_LEN(ends); i++)
        for (const char *const *e = ends[i]; *e; e++) {
            size_t k = strlen(*e);
            if (n >= k && memcmp(s + n - k, *e, k) == 0)
                return (struct sorted){(int)i + 1, {s, n - k}};
        }
    return (struct sorted){0, {s, n}};
}

static size_t next_char(struct jc_span s, size_t i)
{
    for (i += i < s.n; i < s.n && ((unsigned char)s.p[i] & 0xc0) == 0x80;)
        i++;
    return i;
}

/* Have both two characters in a row in common? One character alone must be all of both. */
static bool share_two(struct jc_span a, struct jc_span b)
{
    for (size_t i = 0; i < a.n; i = next_char(a, i)) {
        size_t end = next_char(a, next_char(a, i));
        bool two = next_char(a, i) < a.n;
        if ((two || (i == 0 && a.n == b.n)) && jc_text_find(b.p, b.n, a.p + i, end - i))
            return true;
    }
    return a.n == 0;
}

bool jc_header_may_be_slip(struct jc_span head, struct jc_span spelling)
{
    struct sorted a = sort_head(head), b = sort_head(spelling);
    bool sorts = !a.sort || !b.sort || a.sort == b.sort;
    if (!a.of.n || !b.of.n) /* 数亮: nothing but the sort, in which the slip is then */
        return !a.sort || !b.sort;
    return sorts && (share_two(a.of, b.of) || share_two(b.of, a.of));
}
