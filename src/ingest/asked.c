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

bool jc_mapping_names_documents(const struct jc_mapping *m)
{
    static const char *const either[] = {"类型", "类别", "分类", "药品类型", "药品类别"};
    bool found = false;
    for (size_t i = 0; i < m->n && !found; i++) {
        found = m->cols[i].field == JC_F_DOC_TYPE;
        for (size_t k = 0; k < JC_LEN(either) && found; k++)
            found = strcmp(m->cols[i].head, either[k]) != 0;
    }
    return found;
}

static enum jc_field decide_returned(const struct jc_mapping *m, enum jc_flow flow)
{
    static const enum jc_field others[] = {JC_F_ORDERED, JC_F_SHIPPED, JC_F_DAY_ORDER, JC_F_DAY_SHIP};
    bool alone = flow != JC_FLOW_IN && flow != JC_FLOW_BOTH && !jc_mapping_names_documents(m);
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
    if (flow != JC_FLOW_UNSAID && jc_mapping_names_documents(m))
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

/* 单据编号: of the order or of the receipt; the title says so, or the heads where they speak of one of them only. */
static enum jc_field decide_number(const struct jc_mapping *m, const char *context)
{
    static const char *const received[] = {"入库", "验收", "收货", "退货"}, *const order[] = {"订单", "采购计划",
                                                                                              "下单"};
    bool in = jc_title_has_word(context, received, JC_LEN(received)),
         out = jc_title_has_word(context, order, JC_LEN(order));
    if (!in && !out) {
        in = jc_header_says(m, context, received, JC_LEN(received));
        out = jc_mapping_column(m, JC_F_ORDERED) || jc_mapping_column(m, JC_F_DAY_ORDER);
    }
    if (in == out)
        return JC_F_SKIP;
    return in ? JC_F_DELIVERY_NO : JC_F_ORDER_NO;
}

/* 开始时间, 执行日期: of what was agreed or won, where something speaks of its term; of shortages, where something does of them. */
static enum jc_field decide_day(const struct jc_mapping *m, enum jc_field asked, const char *context)
{
    static const char *const short_of[] = {"缺货", "短缺", "断供", "断货", "停供", "停产", "恢复", "供应异常"},
                             *const term[] = {"协议", "合同", "执行", "周期", "带量", "集采", "中选", "约定"};
    bool shortage = m->nearest && strcmp(m->nearest->id, "shortage") == 0;
    if (jc_mapping_column(m, asked))
        return JC_F_SKIP;
    return jc_header_says(m, context, shortage ? short_of : term, shortage ? JC_LEN(short_of) : JC_LEN(term))
               ? asked
               : JC_F_COUNT;
}

/* 付款单位 beside 金额; 付款期限 and 付款状态 stand beside what is not paid as well. */
static bool is_paid_head(const char *head)
{
    static const char *const others[] = {"状态", "期限", "账期", "天数", "余额"};
    return jc_line_matter(jc_span(head)).all & 1u << JC_MATTER_PAID && !jc_title_has_word(head, others, JC_LEN(others));
}

bool jc_header_is_of_accepted(const struct jc_column *c)
{
    static const char *const came[] = {"入库", "验收", "收货", "到货"};
    return jc_title_has_word(c->head, came, JC_LEN(came));
}

/* 余额: every row of it is an event of an account, in which money goes out and comes in. */
bool jc_header_is_balance(const struct jc_column *c)
{
    static const char *const heads[] = {"余额", "账户余额", "交易余额", "交易后余额", "当前余额", "本次余额"};
    bool found = false;
    for (size_t k = 0; k < JC_LEN(heads) && !found; k++)
        found = strncmp(c->head, heads[k], strlen(heads[k])) == 0;
    return found;
}

static const struct jc_column *balance_of(const struct jc_mapping *m)
{
    for (size_t i = 0; i < m->n; i++)
        if (jc_header_is_balance(&m->cols[i]))
            return &m->cols[i];
    return NULL;
}

/*
 * 日期 and 金额 are those of a payment where the titles say so, or a head, and no title something else. In an account (摘要,
 * 凭证号) every row is an event of its day: beside 付款金额 its 日期 is that of the payment, whatever the account is called.
 */
static bool is_of_payments(const struct jc_mapping *m, enum jc_field f, const char *context)
{
    enum jc_matter matter = jc_title_matter(context).matter;
    bool account = jc_mapping_column(m, JC_F_SERIAL) || jc_mapping_column(m, JC_F_NOTE) || balance_of(m);
    bool said = matter == JC_MATTER_PAID || (f == JC_F_DAY_PAID && account && jc_mapping_column(m, JC_F_PAID));
    for (size_t i = 0; i < m->n && matter == JC_MATTER_UNSAID && !said; i++)
        said = is_paid_head(m->cols[i].head);
    return said;
}

/* 付款金额 beside 已付金额 is what was paid now, or all that there is to pay: of these two, nobody says. */
static bool is_paid_before(const struct jc_mapping *m)
{
    static const char *const before[] = {"已付", "已支付", "已回款"};
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field == JC_F_PAID && jc_title_has_word(m->cols[i].head, before, JC_LEN(before)))
            return true;
    return false;
}

static bool says_to_whom(const struct jc_mapping *m)
{
    static const enum jc_field whom[] = {JC_F_SUPPLIER, JC_F_INVOICES, JC_F_ORDER_NO, JC_F_LINE_NO};
    bool named = false;
    for (size_t i = 0; i < JC_LEN(whom); i++)
        named = named || jc_mapping_column(m, whom[i]);
    return named;
}

/* 支出, 转出金额: what an account calls it that goes out. Where nobody says to whom, it may be what a ward has spent. */
static bool goes_out(const struct jc_mapping *m)
{
    bool account = jc_mapping_column(m, JC_F_SERIAL) || jc_mapping_column(m, JC_F_NOTE) || balance_of(m);
    return account && says_to_whom(m);
}

bool jc_header_is_advance(const struct jc_mapping *m, const struct jc_column *c, const char *context)
{
    static const char *const granted[] = {"拨付"}, *const advance[] = {"预付", "预拨", "周转", "垫付"};
    return c->field == JC_F_PAID && jc_title_has_word(c->head, granted, 1) &&
           (!says_to_whom(m) || jc_title_has_word(context, advance, JC_LEN(advance)));
}

bool jc_header_is_mixed(const struct jc_mapping *m, const struct jc_column *c)
{
    static const char *const plain[] = {"金额", "交易", "发生"};
    bool amount = c->field == JC_F_PAID && !jc_mapping_column(m, JC_F_PAID);
    for (size_t i = 0; i < JC_LEN(plain); i++)
        if (amount && strncmp(c->head, plain[i], strlen(plain[i])) == 0)
            return balance_of(m) && !jc_mapping_column(m, JC_F_DIRECTION);
    return false;
}

/* 交易日期, 对方户名: what a bank exports, in which money comes in as well. */
static bool is_of_bank(const struct jc_mapping *m)
{
    static const char *const words[] = {"交易", "对方", "账户", "账号", "户名"};
    bool found = false;
    for (size_t i = 0; i < m->n && !found; i++)
        found = jc_title_has_word(m->cols[i].head, words, JC_LEN(words));
    return found;
}

static enum jc_field decide_payment(const struct jc_mapping *m, const struct jc_column *c, const char *context)
{
    static const char *const bare[] = {"付款", "支付", "回款", "拨付"}, *const out[] = {"支",   "转出", "付出",
                                                                                        "汇出", "借",   "贷"};
    static const char *const booked[] = {"记账", "入账", "发生", "业务", "凭证"};
    const struct jc_column *used = jc_mapping_column(m, c->field);
    if (c->field == JC_F_DAY_PAID && used && jc_title_has_word(c->head, booked, JC_LEN(booked)))
        return JC_F_SKIP; /* a day of the books is no day of payment where that has its own column */
    if (c->field == JC_F_PAID && jc_title_has_word(c->head, out, JC_LEN(out)) && !jc_title_has_word(c->head, bare, 2))
        return used ? JC_F_SKIP : goes_out(m) || is_of_payments(m, c->field, context) ? JC_F_PAID : JC_F_COUNT;
    if (jc_header_is_advance(m, c, context))
        return used ? JC_F_SKIP : JC_F_COUNT;
    bool told = is_of_payments(m, c->field, context) || jc_mapping_column(m, JC_F_INVOICES);
    if (jc_header_is_mixed(m, c) && (is_of_bank(m) || !told))
        return JC_F_COUNT;
    if (jc_mapping_column(m, JC_F_DIRECTION) && !used)
        return c->field;
    if (jc_title_has_word(c->head, bare, JC_LEN(bare)))
        return used && used->rank < c->rank ? JC_F_PAID : is_paid_before(m) ? JC_F_COUNT : JC_F_PAID;
    if (is_of_payments(m, c->field, context))
        return c->field;
    return used ? JC_F_SKIP : JC_F_COUNT;
}

/* 名称 and 单位, with or without a bracket: what only the names below them can say. */
static bool is_bare(const char *head)
{
    static const char *const words[] = {"名称", "单位"}, *const behind[] = {"", "(", "（"};
    bool bare = false;
    for (size_t i = 0; i < JC_LEN(words); i++)
        for (size_t k = 0; k < JC_LEN(behind) && strncmp(head, words[i], strlen(words[i])) == 0; k++)
            bare = bare || (*behind[k] ? strncmp(head + strlen(words[i]), behind[k], strlen(behind[k])) == 0
                                       : !head[strlen(words[i])]);
    return bare;
}

/* 盒, 片 below it, and nothing else. */
static bool names_units_alone(const struct jc_column *c)
{
    const uint16_t others = JC_HOLDS_HOSPITALS | JC_HOLDS_FIRMS | JC_HOLDS_OTHERS | JC_HOLDS_NUMBERS;
    return c->holds & JC_HOLDS_UNITS && !(c->holds & others);
}

static bool has_other_inst(const struct jc_mapping *m, const struct jc_column *c)
{
    bool other = false;
    for (size_t i = 0; i < m->n; i++)
        other =
            other || (&m->cols[i] != c && (m->cols[i].field == JC_F_INST_NAME || m->cols[i].field == JC_F_INST_CODE));
    return other;
}

/*
 * 单位名称, 客户名称, 机构名称: the hospital, or in a hospital's own table whom it buys from and pays; 采购单位 may be 盒. What the
 * names are decides; where they are of no known sort, a hospital that the title names makes it doubtful who they are.
 */
static enum jc_field decide_name(const struct jc_mapping *m, const struct jc_column *c, const struct jc_title *title)
{
    static const char *const buyer[] = {"采购", "购货"}, *const neutral[] = {"单位", "客户"};
    const uint16_t names = c->holds & (JC_HOLDS_HOSPITALS | JC_HOLDS_FIRMS | JC_HOLDS_UNITS | JC_HOLDS_OTHERS);
    bool trade = strcmp(m->nearest->id, "purchase") == 0 || strcmp(m->nearest->id, "payment") == 0;
    bool may_be_either = jc_title_has_word(c->head, neutral, JC_LEN(neutral));
    if (strcmp(c->head, "院区") == 0 && (title->inst[0] || has_other_inst(m, c)))
        return JC_F_SKIP; /* a part of the hospital that is named elsewhere */
    if (names_units_alone(c))
        return jc_kind_has(m->nearest, JC_F_UNIT) ? JC_F_UNIT : JC_F_SKIP;
    if (is_bare(c->head) && !(names & (trade ? JC_HOLDS_HOSPITALS | JC_HOLDS_FIRMS : JC_HOLDS_HOSPITALS)))
        return JC_F_SKIP;
    if (!trade || jc_title_has_word(c->head, buyer, JC_LEN(buyer)))
        return JC_F_INST_NAME;
    if (names & JC_HOLDS_FIRMS && !(names & JC_HOLDS_HOSPITALS))
        return JC_F_SUPPLIER;
    if (names & JC_HOLDS_FIRMS && may_be_either)
        return JC_F_COUNT;
    bool open = names == JC_HOLDS_OTHERS && may_be_either && title->inst[0] && !jc_mapping_column(m, JC_F_SUPPLIER) &&
                !jc_mapping_column(m, JC_F_INST_CODE) && !jc_mapping_column(m, JC_F_INST_NAME);
    return open ? JC_F_COUNT : JC_F_INST_NAME;
}

/* 企业名称 is whoever no other column names; where none does, the maker, but for names of those who only sell. */
static enum jc_field decide_firm(const struct jc_mapping *m, const struct jc_column *c)
{
    bool maker = jc_mapping_column(m, JC_F_MAKER), supplier = jc_mapping_column(m, JC_F_SUPPLIER);
    if (maker && !supplier && c->holds & JC_HOLDS_SELLERS)
        return JC_F_SUPPLIER;
    if (maker || supplier || !(c->holds & JC_HOLDS_FIRMS))
        return JC_F_MAKER;
    if (c->holds & JC_HOLDS_SELLERS)
        return c->holds & JC_HOLDS_MAKERS ? JC_F_COUNT : JC_F_SUPPLIER;
    return c->holds & JC_HOLDS_MAKERS ? JC_F_MAKER : JC_F_COUNT;
}

/*
 * 退货单价, 退货金额: of a table of returns alone. Where it writes them as negative quantities (数量 -10), the price is that of
 * its rows as well, unless there is another.
 */
static bool is_of_returns(const struct jc_mapping *m, enum jc_field asked)
{
    if (jc_mapping_column(m, JC_F_RETURNED))
        return !jc_mapping_column(m, JC_F_ACCEPTED);
    return asked == JC_F_PRICE && !jc_mapping_column(m, JC_F_UNIT_PRICE);
}

/* formats.md 2.2 */
enum jc_field jc_header_decide(const struct jc_mapping *m, const struct jc_column *c, const struct jc_title *title)
{
    const enum jc_field asked = c->field;
    const char *context = title->text;
    static const char *const agreed[] = {"约定", "协议", "合同", "签约"}, *const received[] = {"入库", "验收", "收货",
                                                                                               "退货", "退药", "退库"},
                             *const web[] = {"平台", "挂网", "网采", "招采", "阳光采购"};
    switch (asked) {
    case JC_F_INST_NAME:
        return decide_name(m, c, title);
    case JC_F_CHANNEL: /* 采购方式 may as well be 询价 */
        return jc_mapping_column(m, JC_F_CHANNEL) ? JC_F_SKIP : JC_F_CHANNEL;
    case JC_F_INST_CODE: /* 编码 beside the name is that of the institution, unless it numbers the rows */
        return jc_mapping_column(m, JC_F_INST_NAME) && !(c->holds & JC_HOLDS_NUMBERS) ? asked : JC_F_SKIP;
    case JC_F_PAID:
    case JC_F_DAY_PAID:
        return decide_payment(m, c, context);
    case JC_F_VOLUME:
        if (jc_mapping_column(m, JC_F_VOLUME))
            return JC_F_SKIP;
        return jc_title_has_word(context, agreed, JC_LEN(agreed)) ? JC_F_VOLUME : JC_F_COUNT;
    case JC_F_DAY_FROM:
    case JC_F_DAY_TO:
        return decide_day(m, asked, context);
    case JC_F_GENERIC: /* 品种名称 beside a generic name is the group */
        return jc_mapping_column(m, JC_F_GENERIC) ? JC_F_VARIETY : asked;
    case JC_F_SHIPPED: /* what was supplied was accepted only where somebody says so */
        if (jc_mapping_column(m, JC_F_ACCEPTED) || jc_mapping_column(m, JC_F_ORDERED))
            return asked;
        return jc_title_flow(context) == JC_FLOW_IN ? JC_F_ACCEPTED : JC_F_COUNT;
    case JC_F_RETURNED: /* 累计退料数量 of an order is no return of its own */
        return jc_mapping_column(m, JC_F_ACCEPTED) && !jc_mapping_column(m, JC_F_RETURNED) ? asked : JC_F_SKIP;
    case JC_F_DELIVERY_NO:
        return decide_number(m, context);
    case JC_F_UNIT_PRICE: /* 中选单价 is per pack or per tablet; beside 中选价格 the latter, beside 价格单位 what each row says */
        if (jc_mapping_column(m, JC_F_PRICE_UNIT) && !jc_mapping_column(m, JC_F_PRICE))
            return JC_F_PRICE;
        return jc_mapping_column(m, JC_F_PRICE) && !jc_mapping_column(m, JC_F_UNIT_PRICE) ? asked : JC_F_COUNT;
    case JC_F_PRICE:
    case JC_F_AMOUNT:
        return is_of_returns(m, asked) && !jc_mapping_column(m, asked) ? asked : JC_F_SKIP;
    case JC_F_SUPPLIER: /* 销售单位 may be 盒 */
        return names_units_alone(c) ? JC_F_UNIT : asked;
    case JC_F_PRICE_UNIT: /* 计价单位 beside 单位 is that of the price, as 元/片 is; alone, as hospitals have it, of the whole row */
        return jc_mapping_column(m, JC_F_UNIT) || c->holds & JC_HOLDS_OTHERS ? asked : JC_F_UNIT;
    case JC_F_MAKER:
        if (strstr(c->head, "企业"))
            return decide_firm(m, c);
        /* 产地 beside a maker is a place; alone it is where a hospital writes who made it */
        return jc_mapping_column(m, JC_F_MAKER) ? JC_F_SKIP : JC_F_MAKER;
    case JC_F_DAY_ACCEPT: /* 日期 beside the days of an order or a delivery is none of them */
        if (jc_mapping_column(m, JC_F_DAY_ACCEPT) || jc_mapping_column(m, JC_F_DAY_ORDER) ||
            jc_mapping_column(m, JC_F_DAY_SHIP))
            return JC_F_SKIP;
        return jc_header_says(m, context, received, JC_LEN(received)) ? JC_F_DAY_ACCEPT : JC_F_COUNT;
    case JC_F_PAYER: /* 付款人 may be who has made the transfer: 张三 */
        return c->holds & (JC_HOLDS_HOSPITALS | JC_HOLDS_PAYERS) && !jc_mapping_column(m, asked) ? asked : JC_F_SKIP;
    case JC_F_INVOICES: /* 发票 is its number, or whether there is one */
        return c->holds & JC_HOLDS_NUMBERS && !jc_mapping_column(m, asked) ? asked : JC_F_SKIP;
    case JC_F_SELLER: /* 供货单位 of an invoice; of what is to be paid it is that as well, and no 票次 stands beside it */
    case JC_F_BUYER:
        return jc_mapping_column(m, JC_F_STAGE) && !jc_mapping_column(m, asked) ? asked : JC_F_SKIP;
    case JC_F_FORM: { /* 中选药品 | 剂型 | 可替代药品: of the one it stands behind */
        const struct jc_column *other = jc_mapping_column(m, JC_F_SUBSTITUTE);
        return other && c->col > other->col && !jc_mapping_column(m, asked) ? asked : JC_F_SKIP;
    }
    case JC_F_PLATFORM: /* in a hospital's own system it is the hospital's own number */
        return !jc_mapping_column(m, JC_F_PLATFORM) && jc_header_says(m, context, web, JC_LEN(web)) ? asked : JC_F_SKIP;
    default:
        return decide_quantity(m, context);
    }
}

void jc_codes_settle(struct jc_mapping *m)
{
    for (size_t i = 0; i < m->n && !jc_mapping_column(m, JC_F_CODE); i++) {
        struct jc_column *c = &m->cols[i];
        if (c->field != JC_F_PLATFORM || c->holds != (JC_HOLDS_WORDS | JC_HOLDS_CODES))
            continue;
        c->field = JC_F_CODE;
        c->coded = true;
        c->asks = c->spare = false;
    }
}
