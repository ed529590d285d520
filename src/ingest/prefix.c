/*
 * The words that may stand in front of a field. Each is known to leave it as it is, to make it one of several, or to make it
 * something else; a word that is not known is asked about, since 采购入库数量 and 调拨入库数量 look alike.
 */
#include "ingest/prefix.h"

enum {
    ORDERED = 1,
    SHIPPED = 2,
    ACCEPTED = 4,
    RETURNED = 8,
    FLOW = ORDERED | SHIPPED | ACCEPTED | RETURNED,
    VOLUME = 16,
    INST = 32,
    PRICE = 64,
    DOCUMENT = 128,
    REST = 256,
    ANY = 511
};

static const struct word {
    const char *text;
    enum jc_prefix makes;
    unsigned of; /* which fields */
} words[] = {
    /* whose or what kind of thing it is */
    {"实际", JC_PREFIX_SAME, ANY},
    {"药品", JC_PREFIX_SAME, ANY},
    {"耗材", JC_PREFIX_SAME, ANY},
    {"医用耗材", JC_PREFIX_SAME, ANY},
    {"产品", JC_PREFIX_SAME, ANY},
    {"品种", JC_PREFIX_SAME, ANY},
    {"中选", JC_PREFIX_SAME, ANY},
    {"中标", JC_PREFIX_SAME, ANY},
    {"集采", JC_PREFIX_SAME, ANY},
    {"国采", JC_PREFIX_SAME, ANY},
    {"带量", JC_PREFIX_SAME, ANY},
    {"国家", JC_PREFIX_SAME, ANY},
    {"集中采购", JC_PREFIX_SAME, ANY},
    {"带量采购", JC_PREFIX_SAME, ANY},
    {"本院", JC_PREFIX_SAME, FLOW | VOLUME},
    {"我院", JC_PREFIX_SAME, FLOW | VOLUME},
    {"本机构", JC_PREFIX_SAME, FLOW | VOLUME},
    {"本单位", JC_PREFIX_SAME, FLOW | VOLUME},
    {"医院", JC_PREFIX_SAME, FLOW | VOLUME},
    {"医疗机构", JC_PREFIX_SAME, FLOW | VOLUME},
    {"各医疗机构", JC_PREFIX_SAME, VOLUME},
    {"本期", JC_PREFIX_SAME, FLOW},
    {"本次", JC_PREFIX_SAME, FLOW},
    {"本月", JC_PREFIX_SAME, FLOW},
    {"当月", JC_PREFIX_SAME, FLOW},
    {"当期", JC_PREFIX_SAME, FLOW},
    {"本季", JC_PREFIX_SAME, FLOW},
    {"当季", JC_PREFIX_SAME, FLOW},
    {"本季度", JC_PREFIX_SAME, FLOW},
    {"当季度", JC_PREFIX_SAME, FLOW},
    /* the step before it, of which this is what came of it */
    {"采购", JC_PREFIX_SAME, FLOW | VOLUME | INST},
    {"订单", JC_PREFIX_SAME, FLOW},
    {"到货", JC_PREFIX_SAME, ACCEPTED},
    {"验收", JC_PREFIX_SAME, ACCEPTED},
    {"收货", JC_PREFIX_SAME, ACCEPTED},
    {"入库", JC_PREFIX_SAME, ACCEPTED},
    {"合格", JC_PREFIX_SAME, ACCEPTED},
    {"配送", JC_PREFIX_SAME, ACCEPTED | SHIPPED},
    {"退货", JC_PREFIX_SAME, RETURNED},
    {"企业", JC_PREFIX_SAME, SHIPPED},
    {"供应商", JC_PREFIX_SAME, SHIPPED | RETURNED},
    {"供货商", JC_PREFIX_SAME, SHIPPED | RETURNED},
    {"配送企业", JC_PREFIX_SAME, SHIPPED | RETURNED},
    {"已", JC_PREFIX_SAME, ACCEPTED | SHIPPED | RETURNED},
    {"线上", JC_PREFIX_SAME, ORDERED},
    {"网上", JC_PREFIX_SAME, ORDERED},
    /* agreements */
    {"协议", JC_PREFIX_SAME, VOLUME},
    {"合同", JC_PREFIX_SAME, VOLUME},
    {"约定", JC_PREFIX_SAME, VOLUME},
    {"签约", JC_PREFIX_SAME, VOLUME},
    {"最终", JC_PREFIX_SAME, VOLUME},
    {"核定", JC_PREFIX_SAME, VOLUME},
    {"调整后", JC_PREFIX_SAME, VOLUME},
    {"首年", JC_PREFIX_SAME, VOLUME},
    {"全年", JC_PREFIX_SAME, VOLUME},
    {"年", JC_PREFIX_SAME, VOLUME},
    {"年度", JC_PREFIX_SAME, VOLUME},
    {"本年度", JC_PREFIX_SAME, VOLUME},
    {"协议期", JC_PREFIX_SAME, VOLUME},
    {"协议期内", JC_PREFIX_SAME, VOLUME},
    {"协议周期", JC_PREFIX_SAME, VOLUME},
    {"采购周期", JC_PREFIX_SAME, VOLUME},
    {"采购周期内", JC_PREFIX_SAME, VOLUME},
    {"周期内", JC_PREFIX_SAME, VOLUME},
    /* institutions */
    {"定点", JC_PREFIX_SAME, INST},
    {"医保", JC_PREFIX_SAME, INST},
    {"签约", JC_PREFIX_SAME, INST},
    {"上报", JC_PREFIX_SAME, INST},
    {"填报", JC_PREFIX_SAME, INST},
    {"报送", JC_PREFIX_SAME, INST},
    {"使用", JC_PREFIX_SAME, INST},
    {"需方", JC_PREFIX_SAME, INST},
    {"买方", JC_PREFIX_SAME, INST},
    {"平台", JC_PREFIX_SAME, INST},
    {"省平台", JC_PREFIX_SAME, INST},
    /* of what the document is: its number names it all the same */
    {"对应", JC_PREFIX_SAME, DOCUMENT},
    {"相关", JC_PREFIX_SAME, DOCUMENT},
    {"关联", JC_PREFIX_SAME, DOCUMENT},
    {"核销", JC_PREFIX_SAME, DOCUMENT},
    {"冲抵", JC_PREFIX_SAME, DOCUMENT},
    {"所付", JC_PREFIX_SAME, DOCUMENT},
    {"已付", JC_PREFIX_SAME, DOCUMENT},
    {"付款", JC_PREFIX_SAME, DOCUMENT},
    {"支付", JC_PREFIX_SAME, DOCUMENT},
    {"货款", JC_PREFIX_SAME, DOCUMENT},
    {"结算", JC_PREFIX_SAME, DOCUMENT},
    {"本次", JC_PREFIX_SAME, DOCUMENT},
    {"采购", JC_PREFIX_SAME, DOCUMENT},
    {"购货", JC_PREFIX_SAME, DOCUMENT},
    {"进货", JC_PREFIX_SAME, DOCUMENT},
    {"入库", JC_PREFIX_SAME, DOCUMENT},
    {"平台", JC_PREFIX_SAME, DOCUMENT},
    {"企业", JC_PREFIX_SAME, DOCUMENT},
    {"供应商", JC_PREFIX_SAME, DOCUMENT},
    {"供货商", JC_PREFIX_SAME, DOCUMENT},
    {"配送企业", JC_PREFIX_SAME, DOCUMENT},
    {"增值税", JC_PREFIX_SAME, DOCUMENT},
    {"专用", JC_PREFIX_SAME, DOCUMENT},
    {"普通", JC_PREFIX_SAME, DOCUMENT},
    {"电子", JC_PREFIX_SAME, DOCUMENT},
    {"全电", JC_PREFIX_SAME, DOCUMENT},
    {"数电", JC_PREFIX_SAME, DOCUMENT},
    {"纸质", JC_PREFIX_SAME, DOCUMENT},
    {"二票", JC_PREFIX_SAME, DOCUMENT},
    {"第二票", JC_PREFIX_SAME, DOCUMENT},
    /* a stretch of time; 2024年3月, 一季度 and 第四批 are read as numbers */
    {"上半年", JC_PREFIX_PART, FLOW},
    {"下半年", JC_PREFIX_PART, FLOW},
    {"半年", JC_PREFIX_PART, FLOW},
    {"季度", JC_PREFIX_PART, FLOW},
    {"年度", JC_PREFIX_OTHER, ANY & ~VOLUME},
    {"本年", JC_PREFIX_OTHER, FLOW},
    {"上年", JC_PREFIX_OTHER, ANY},
    {"去年", JC_PREFIX_OTHER, ANY},
    {"往年", JC_PREFIX_OTHER, ANY},
    {"次年", JC_PREFIX_OTHER, ANY},
    {"同期", JC_PREFIX_OTHER, ANY},
    {"上期", JC_PREFIX_OTHER, ANY},
    {"上月", JC_PREFIX_OTHER, ANY},
    {"上季", JC_PREFIX_OTHER, ANY},
    {"上季度", JC_PREFIX_OTHER, ANY},
    {"上次", JC_PREFIX_OTHER, ANY},
    {"前期", JC_PREFIX_OTHER, ANY},
    {"往期", JC_PREFIX_OTHER, ANY},
    {"下月", JC_PREFIX_OTHER, ANY},
    {"次月", JC_PREFIX_OTHER, ANY},
    {"下期", JC_PREFIX_OTHER, ANY},
    {"期初", JC_PREFIX_OTHER, ANY},
    {"期末", JC_PREFIX_OTHER, ANY},
    {"历史", JC_PREFIX_OTHER, ANY},
    {"累计", JC_PREFIX_OTHER, ANY},
    {"每", JC_PREFIX_OTHER, ANY},
    {"均", JC_PREFIX_OTHER, ANY},
    /* what did not happen, not yet, or should */
    {"未", JC_PREFIX_OTHER, ANY},
    {"非", JC_PREFIX_OTHER, ANY},
    {"不", JC_PREFIX_OTHER, ANY},
    {"待", JC_PREFIX_OTHER, ANY},
    {"拒", JC_PREFIX_OTHER, ANY},
    {"欠", JC_PREFIX_OTHER, ANY},
    {"应", JC_PREFIX_OTHER, ANY},
    {"可", JC_PREFIX_OTHER, ANY},
    {"拟", JC_PREFIX_OTHER, FLOW | VOLUME},
    {"意向", JC_PREFIX_OTHER, VOLUME},
    {"预计", JC_PREFIX_OTHER, ANY},
    {"已", JC_PREFIX_OTHER, ORDERED | VOLUME},
    {"计划", JC_PREFIX_OTHER, ANY},
    {"建议", JC_PREFIX_OTHER, ANY},
    {"申请", JC_PREFIX_OTHER, FLOW},
    {"剩余", JC_PREFIX_OTHER, ANY},
    {"完成", JC_PREFIX_OTHER, FLOW | VOLUME},
    /* another thing of the same name */
    {"调拨", JC_PREFIX_OTHER, ANY},
    {"赠", JC_PREFIX_OTHER, ANY},
    {"盘盈", JC_PREFIX_OTHER, ANY},
    {"盘亏", JC_PREFIX_OTHER, ANY},
    {"科室", JC_PREFIX_OTHER, FLOW},
    {"病区", JC_PREFIX_OTHER, FLOW},
    {"病房", JC_PREFIX_OTHER, FLOW},
    {"退库", JC_PREFIX_OTHER, FLOW & ~RETURNED},
    {"退货", JC_PREFIX_OTHER, FLOW & ~RETURNED},
    {"退药", JC_PREFIX_OTHER, FLOW & ~RETURNED},
    {"协议", JC_PREFIX_OTHER, ORDERED},
    {"合同", JC_PREFIX_OTHER, ORDERED},
    {"约定", JC_PREFIX_OTHER, ORDERED},
    {"签约", JC_PREFIX_OTHER, ORDERED},
    {"全国", JC_PREFIX_OTHER, FLOW | VOLUME},
    {"全省", JC_PREFIX_OTHER, FLOW | VOLUME},
    {"全市", JC_PREFIX_OTHER, FLOW | VOLUME},
    {"全州", JC_PREFIX_OTHER, FLOW | VOLUME},
    {"全县", JC_PREFIX_OTHER, FLOW | VOLUME},
    {"全区", JC_PREFIX_OTHER, FLOW | VOLUME},
    {"增补", JC_PREFIX_OTHER, VOLUME},
    {"追加", JC_PREFIX_OTHER, VOLUME},
    {"补充", JC_PREFIX_OTHER, VOLUME},
    {"季度", JC_PREFIX_OTHER, VOLUME},
    {"%", JC_PREFIX_OTHER, ANY},
    {"超", JC_PREFIX_OTHER, ANY},
    {"差", JC_PREFIX_OTHER, ANY},
    {"原", JC_PREFIX_OTHER, ANY},
    {"曾", JC_PREFIX_OTHER, ANY},
    {"比", JC_PREFIX_OTHER, ANY},
    {"最", JC_PREFIX_OTHER, ANY},
    {"其中", JC_PREFIX_OTHER, ANY},
    {"牵头", JC_PREFIX_OTHER, ANY},
    {"上级", JC_PREFIX_OTHER, ANY},
    {"一票", JC_PREFIX_OTHER, DOCUMENT},
    {"第一票", JC_PREFIX_OTHER, DOCUMENT},
    {"红", JC_PREFIX_OTHER, DOCUMENT},
    {"退", JC_PREFIX_OTHER, DOCUMENT},
    {"作废", JC_PREFIX_OTHER, DOCUMENT},
    {"所属", JC_PREFIX_OTHER, ANY},
    {"参考", JC_PREFIX_OTHER, PRICE},
    {"批发", JC_PREFIX_OTHER, PRICE},
    {"折前", JC_PREFIX_OTHER, PRICE},
    {"当前", JC_PREFIX_OTHER, PRICE},
};

static unsigned bit_of(enum jc_field f)
{
    switch (f) {
    case JC_F_ORDERED:
        return ORDERED;
    case JC_F_SHIPPED:
        return SHIPPED;
    case JC_F_ACCEPTED:
        return ACCEPTED;
    case JC_F_RETURNED:
        return RETURNED;
    case JC_F_VOLUME:
        return VOLUME;
    case JC_F_INST_CODE:
    case JC_F_INST_NAME:
        return INST;
    case JC_F_PRICE:
    case JC_F_UNIT_PRICE:
        return PRICE;
    case JC_F_INVOICES:
    case JC_F_ORDER_NO:
        return DOCUMENT;
    default:
        return REST;
    }
}

static const struct word *longest_word(const char *s, size_t n, unsigned of)
{
    const struct word *best = NULL;
    for (size_t i = 0; i < JC_LEN(words); i++) {
        size_t len = strlen(words[i].text);
        if ((words[i].of & of) && len <= n && memcmp(s, words[i].text, len) == 0 && (!best || len > strlen(best->text)))
            best = &words[i];
    }
    return best;
}

static size_t one_of(const char *s, size_t n, const char *const *list, size_t many)
{
    for (size_t i = 0; i < many; i++)
        if (strlen(list[i]) <= n && memcmp(s, list[i], strlen(list[i])) == 0)
            return strlen(list[i]);
    return 0;
}

/* Bytes of 2024年, 3月, 1-3月, 第一季度, 第四批 at s, 0 = none; *round: it is a round. */
static size_t numbered(const char *s, size_t n, bool *round)
{
    static const char *const figures[] = {"0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8", "9", "一", "二", "三",
                                          "四", "五", "六", "七", "八", "九", "十", "两", "-", "~", "至", "、", "."};
    static const char *const times[] = {"年度", "年", "月份", "月", "季度", "季", "日"},
                             *const rounds[] = {"批次", "批", "轮"}, *const first[] = {"第"};
    size_t at = one_of(s, n, first, 1), from = at, len;
    while ((len = one_of(s + at, n - at, figures, JC_LEN(figures))) > 0)
        at += len;
    if (at == from)
        return 0;
    len = one_of(s + at, n - at, rounds, JC_LEN(rounds));
    *round = len > 0;
    if (!len)
        len = one_of(s + at, n - at, times, JC_LEN(times));
    return len ? at + len : 0;
}

enum jc_prefix jc_prefix_of(const char *s, size_t n, enum jc_field f)
{
    unsigned of = bit_of(f);
    enum jc_prefix makes = JC_PREFIX_SAME;
    for (size_t at = 0, len; at < n; at += len) {
        bool round = false;
        const struct word *w = longest_word(s + at, n - at, of);
        enum jc_prefix one = w ? w->makes : JC_PREFIX_OPEN;
        len = w ? strlen(w->text) : numbered(s + at, n - at, &round);
        if (!w && len)
            one = of == VOLUME && !round ? JC_PREFIX_YEAR : JC_PREFIX_PART;
        if (one == JC_PREFIX_OTHER)
            return one;
        makes = one > makes ? one : makes;
        for (len += !len; at + len < n && ((unsigned char)s[at + len] & 0xc0) == 0x80;)
            len++;
    }
    return makes;
}

enum jc_term jc_prefix_term(const char *head)
{
    static const char *const whole[] = {"周期", "协议期", "合同期", "总量"}, *const year[] = {"年度", "首年", "全年"},
                             *const begins[] = {"年"};
    size_t n = strlen(head);
    enum jc_term term = one_of(head, n, begins, 1) ? JC_TERM_YEAR : JC_TERM_UNSAID;
    for (size_t at = 0; at < n; at++) {
        if (one_of(head + at, n - at, whole, JC_LEN(whole)))
            return JC_TERM_WHOLE;
        if (one_of(head + at, n - at, year, JC_LEN(year)))
            term = JC_TERM_YEAR;
    }
    return term;
}
