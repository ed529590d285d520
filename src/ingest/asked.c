/* Heads that mean what their neighbours say (formats.md 2.2): 数量, 采购量, 日期, 产地. */
#include "ingest/header.h"

bool jc_header_says(const struct jc_mapping *m, const char *context, const char *const *words, size_t n)
{
    bool said = jc_title_has_word(context, words, n);
    for (size_t i = 0; i < m->n && !said; i++)
        said = jc_title_has_word(m->cols[i].head, words, n);
    return said;
}

/* 退货日期 beside 数量 and no 退货数量: the quantity went back, unless another column says that it came in. */
static bool has_return_day(const struct jc_mapping *m)
{
    static const char *const words[] = {"退货", "退药", "退库", "退回"};
    bool found = false;
    for (size_t i = 0; i < m->n && !found; i++)
        found = m->cols[i].field == JC_F_DAY_ACCEPT && jc_title_has_word(m->cols[i].head, words, JC_LEN(words));
    return found && !jc_mapping_column(m, JC_F_RETURNED);
}

static enum jc_field decide_returned(const struct jc_mapping *m, enum jc_flow flow)
{
    static const enum jc_field others[] = {JC_F_ORDERED, JC_F_SHIPPED, JC_F_DAY_ORDER, JC_F_DAY_SHIP, JC_F_DOC_TYPE};
    bool alone = flow != JC_FLOW_IN && flow != JC_FLOW_BOTH;
    for (size_t i = 0; i < JC_LEN(others); i++)
        alone = alone && !jc_mapping_column(m, others[i]);
    for (size_t i = 0; i < m->n; i++) /* 入库日期 beside it */
        alone = alone && !(m->cols[i].field == JC_F_DAY_ACCEPT && !m->cols[i].asks && !strstr(m->cols[i].head, "退"));
    return alone ? JC_F_RETURNED : JC_F_COUNT;
}

/* 数量: ordered, accepted or returned. */
static enum jc_field decide_quantity(const struct jc_mapping *m, const char *context)
{
    static const char *const order[] = {"订单", "采购计划", "下单"};
    enum jc_flow flow = jc_title_flow(context);
    bool has_in = jc_mapping_column(m, JC_F_ACCEPTED), has_order = jc_mapping_column(m, JC_F_ORDERED);
    bool day_in = jc_mapping_column(m, JC_F_DAY_ACCEPT), day_order = jc_mapping_column(m, JC_F_DAY_ORDER);
    if (has_in)
        return has_order ? JC_F_SKIP : JC_F_ORDERED;
    if (flow != JC_FLOW_UNSAID && jc_mapping_column(m, JC_F_DOC_TYPE)) /* each row says what it is */
        return JC_F_ACCEPTED;
    if (flow != JC_FLOW_BACK && has_return_day(m))
        return decide_returned(m, flow);
    if (flow == JC_FLOW_BACK || flow == JC_FLOW_BOTH)
        return flow == JC_FLOW_BACK ? JC_F_RETURNED : JC_F_COUNT;
    if (flow == JC_FLOW_IN || (day_in && (has_order || !day_order)))
        return JC_F_ACCEPTED;
    if (has_order)
        return JC_F_COUNT;
    return jc_title_has_word(context, order, JC_LEN(order)) || (day_order && !day_in) ? JC_F_ORDERED : JC_F_COUNT;
}

/* formats.md 2.2 */
enum jc_field jc_header_decide(const struct jc_mapping *m, enum jc_field asked, const char *context)
{
    static const char *const agreed[] = {"约定", "协议", "合同", "签约"},
                             *const short_of[] = {"缺货", "短缺", "断供", "停产"},
                             *const received[] = {"入库", "验收", "收货"},
                             *const web[] = {"平台", "挂网", "网采", "招采", "阳光采购"};
    switch (asked) {
    case JC_F_VOLUME:
        if (jc_mapping_column(m, JC_F_VOLUME))
            return JC_F_SKIP;
        return jc_title_has_word(context, agreed, JC_LEN(agreed)) ? JC_F_VOLUME : JC_F_COUNT;
    case JC_F_DAY_FROM:
    case JC_F_DAY_TO:
        return jc_header_says(m, context, short_of, JC_LEN(short_of)) ? asked : JC_F_COUNT;
    case JC_F_UNIT_PRICE: /* 中选单价 is per pack or per tablet; beside 中选价格 the latter, beside 价格单位 what each row says */
        if (jc_mapping_column(m, JC_F_PRICE_UNIT) && !jc_mapping_column(m, JC_F_PRICE))
            return JC_F_PRICE;
        return jc_mapping_column(m, JC_F_PRICE) && !jc_mapping_column(m, JC_F_UNIT_PRICE) ? asked : JC_F_COUNT;
    case JC_F_MAKER: /* 产地 beside a maker is a place; alone it is where a hospital writes who made it */
        return jc_mapping_column(m, JC_F_MAKER) ? JC_F_SKIP : JC_F_MAKER;
    case JC_F_DAY_ACCEPT: /* 日期 beside the days of an order or a delivery is none of them */
        if (jc_mapping_column(m, JC_F_DAY_ACCEPT) || jc_mapping_column(m, JC_F_DAY_ORDER) ||
            jc_mapping_column(m, JC_F_DAY_SHIP))
            return JC_F_SKIP;
        return jc_header_says(m, context, received, JC_LEN(received)) ? JC_F_DAY_ACCEPT : JC_F_COUNT;
    case JC_F_PLATFORM: /* in a hospital's own system it is the hospital's own number */
        return !jc_mapping_column(m, JC_F_PLATFORM) && jc_header_says(m, context, web, JC_LEN(web)) ? asked : JC_F_SKIP;
    default:
        return decide_quantity(m, context);
    }
}
