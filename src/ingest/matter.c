/* What a table is about, by the last word of its kind in the nearest title: 付款明细 is paid, 付款计划 is not yet. */
#include "ingest/title.h"

struct word {
    const char *text;
    enum jc_matter matter;
};

static const struct word words[] = {
    {"付款", JC_MATTER_PAID},    {"支付", JC_MATTER_PAID},    {"回款", JC_MATTER_PAID},    {"打款", JC_MATTER_PAID},
    {"转账", JC_MATTER_PAID},    {"汇款", JC_MATTER_PAID},    {"拨付", JC_MATTER_PAID},    {"付讫", JC_MATTER_PAID},
    {"付药款", JC_MATTER_PAID},  {"付货款", JC_MATTER_PAID},  {"银行", JC_MATTER_PAID},    {"入库", JC_MATTER_GOODS},
    {"验收", JC_MATTER_GOODS},   {"收货", JC_MATTER_GOODS},   {"到货", JC_MATTER_GOODS},   {"采购", JC_MATTER_GOODS},
    {"购进", JC_MATTER_GOODS},   {"购入", JC_MATTER_GOODS},   {"进货", JC_MATTER_GOODS},   {"订单", JC_MATTER_GOODS},
    {"配送", JC_MATTER_GOODS},   {"退货", JC_MATTER_GOODS},   {"退药", JC_MATTER_GOODS},   {"退库", JC_MATTER_GOODS},
    {"结算", JC_MATTER_OWED},    {"发票", JC_MATTER_OWED},    {"开票", JC_MATTER_OWED},    {"应付", JC_MATTER_OWED},
    {"欠款", JC_MATTER_OWED},    {"对账", JC_MATTER_OWED},    {"计划", JC_MATTER_PLANNED}, {"申请", JC_MATTER_PLANNED},
    {"申购", JC_MATTER_PLANNED}, {"请购", JC_MATTER_PLANNED}, {"预算", JC_MATTER_PLANNED}, {"审批", JC_MATTER_PLANNED},
    {"合同", JC_MATTER_PLANNED}, {"调拨", JC_MATTER_WITHIN},  {"调出", JC_MATTER_WITHIN},  {"调入", JC_MATTER_WITHIN},
    {"领用", JC_MATTER_WITHIN},  {"领药", JC_MATTER_WITHIN},  {"出库", JC_MATTER_WITHIN},  {"发药", JC_MATTER_WITHIN},
    {"盘点", JC_MATTER_WITHIN},  {"报损", JC_MATTER_WITHIN},  {"库存", JC_MATTER_WITHIN},
};

static bool behind(const char *from, const char *p, const char *word)
{
    size_t n = strlen(word);
    return (size_t)(p - from) >= n && memcmp(p - n, word, n) == 0;
}

/* 应付款, 未付款, 待支付: what is owed. */
static bool is_open(const char *from, const char *p)
{
    static const char *const open[] = {"应", "未", "待", "欠", "拟"};
    for (size_t i = 0; i < JC_LEN(open); i++)
        if (behind(from, p, open[i]))
            return true;
    return false;
}

struct jc_said_matter jc_line_matter(struct jc_span line)
{
    struct jc_said_matter said = {0};
    const char *last = line.p;
    for (size_t i = 0; i < JC_LEN(words); i++) {
        size_t n = strlen(words[i].text);
        const char *p = line.p, *end = line.p + line.n;
        for (; (p = jc_text_find(p, (size_t)(end - p), words[i].text, n)) != NULL; p += n) {
            enum jc_matter m = words[i].matter;
            if (m == JC_MATTER_PAID && is_open(line.p, p))
                m = JC_MATTER_OWED;
            said.all |= 1u << m;
            if (said.matter == JC_MATTER_UNSAID || p >= last) {
                said.matter = m;
                said.word = words[i].text;
                last = p;
            }
        }
    }
    return said;
}

struct jc_said_matter jc_title_matter(const char *text)
{
    struct jc_title_walk w = jc_title_walk(text);
    struct jc_span line;
    struct jc_said_matter said = {0};
    while (said.matter == JC_MATTER_UNSAID && jc_title_next(&w, &line))
        said = jc_line_matter(line);
    return said;
}
