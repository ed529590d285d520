/* kind: the record kinds of rule book 1 and their fields, as one table. */
#ifndef INGEST_KIND_H
#define INGEST_KIND_H

#include "jicai/base.h"

enum jc_type {                /* how a cell of the field is read */
               JC_T_TEXT,     /* cleaned text */
               JC_T_ID,       /* an identifier: destroyed ones are discarded and told */
               JC_T_CODE,     /* a national product code: its shape is checked too */
               JC_T_INSTCODE, /* an institution code */
               JC_T_MONEY,    /* 元 unless the header says 万元 */
               JC_T_VOLUME,   /* 1/10 000, 万 multiplied in */
               JC_T_COUNT,    /* a positive whole number */
               JC_T_PERCENT,  /* percent × 10 000 / 100: 60 % = 6000 */
               JC_T_DAY,
               JC_T_FUTURE, /* a day that may lie after the day of import */
               JC_T_MONTH,  /* first day of a month */
               JC_T_SPAN,   /* a span of days in one cell */
               JC_T_LIST,   /* identifiers split on , ; 、, joined again by ',' */
               JC_T_REGIONS,
               JC_T_FLAG, /* yes / no */
               JC_T_SKIP  /* known, read by nobody */
};

#define JC_FIELDS(F)                                                                                                   \
    F(INST_CODE, "inst_code", JC_T_INSTCODE, "医疗机构编码", "institution code")                                       \
    F(INST_NAME, "inst_name", JC_T_TEXT, "医疗机构名称", "institution")                                                \
    F(REGION, "region", JC_T_TEXT, "地区", "region")                                                                   \
    F(SUPPLY, "supply", JC_T_TEXT, "供应地区", "supply region")                                                        \
    F(COMMUNITY, "community", JC_T_TEXT, "医共体", "medical community")                                                \
    F(LEAD, "lead", JC_T_TEXT, "牵头医院", "lead hospital")                                                            \
    F(LEVEL, "level", JC_T_TEXT, "级别", "level")                                                                      \
    F(OWNERSHIP, "ownership", JC_T_TEXT, "所有制", "ownership")                                                        \
    F(INST_TYPE, "inst_type", JC_T_TEXT, "机构类型", "institution type")                                               \
    F(DUTY, "duty", JC_T_TEXT, "报送性质", "duty to report")                                                           \
    F(ROUND, "round", JC_T_TEXT, "批次编码", "round code")                                                             \
    F(ROUND_NAME, "round_name", JC_T_TEXT, "批次", "round")                                                            \
    F(GROUP_NO, "group_no", JC_T_TEXT, "组号", "group no.")                                                            \
    F(VARIETY, "variety", JC_T_TEXT, "品种", "group")                                                                  \
    F(GENERIC, "generic", JC_T_TEXT, "通用名", "generic name")                                                         \
    F(SUBSTITUTE, "substitute", JC_T_TEXT, "可替代通用名", "substitute")                                               \
    F(FORM, "form", JC_T_TEXT, "剂型", "form")                                                                         \
    F(SPEC, "spec", JC_T_TEXT, "规格", "strength")                                                                     \
    F(PACK, "pack", JC_T_TEXT, "包装", "pack")                                                                         \
    F(UPP, "upp", JC_T_TEXT, "转换比", "units per pack")                                                               \
    F(MAKER, "maker", JC_T_TEXT, "生产企业", "manufacturer")                                                           \
    F(HOLDER, "holder", JC_T_TEXT, "上市许可持有人", "marketing authorisation holder")                                 \
    F(WINNER, "winner", JC_T_TEXT, "中选企业", "winner")                                                               \
    F(PRODUCER, "producer", JC_T_TEXT, "受托生产企业", "producer")                                                     \
    F(REPACKER, "repacker", JC_T_TEXT, "分包装企业", "repacker")                                                       \
    F(CODE, "code", JC_T_CODE, "国家医保编码", "national code")                                                        \
    F(PLATFORM, "platform", JC_T_ID, "平台产品编码", "platform code")                                                  \
    F(UNIT, "unit", JC_T_TEXT, "单位", "unit")                                                                         \
    F(PRICE, "price", JC_T_MONEY, "单价", "price")                                                                     \
    F(UNIT_PRICE, "unit_price", JC_T_MONEY, "单位价格", "price per smallest unit")                                     \
    F(PRICE_UNTIL, "price_until", JC_T_MONEY, "调整前价格", "price before the adjustment")                             \
    F(PRICE_UNIT, "price_unit", JC_T_TEXT, "价格单位", "what the price is for")                                        \
    F(REGIONS, "regions", JC_T_REGIONS, "供应地区", "supply area")                                                     \
    F(ROLE, "role", JC_T_TEXT, "中选角色", "role")                                                                     \
    F(KIND, "kind", JC_T_TEXT, "类别", "kind")                                                                         \
    F(DAY_FROM, "day_from", JC_T_FUTURE, "开始日期", "from")                                                           \
    F(DAY_TO, "day_to", JC_T_FUTURE, "结束日期", "to")                                                                 \
    F(DAY_CHANGED, "day_changed", JC_T_FUTURE, "调整日期", "adjusted on")                                              \
    F(DAY_NOMINAL, "day_nominal", JC_T_FUTURE, "名义开始日期", "nominal start")                                        \
    F(PERIOD, "period", JC_T_SPAN, "协议期", "term")                                                                   \
    F(VOLUME, "volume", JC_T_VOLUME, "约定采购量", "agreed volume")                                                    \
    F(DEMAND, "demand", JC_T_VOLUME, "需求量", "reported demand")                                                      \
    F(PRICE_BEFORE, "price_before", JC_T_MONEY, "集采前加权价", "weighted price before")                               \
    F(TERM, "term", JC_T_COUNT, "付款期限", "payment term in days")                                                    \
    F(ORDER_NO, "order_no", JC_T_ID, "订单编号", "order no.")                                                          \
    F(LINE_NO, "line_no", JC_T_ID, "订单明细编号", "order line no.")                                                   \
    F(DELIVERY_NO, "delivery_no", JC_T_ID, "配送单号", "delivery no.")                                                 \
    F(ORIGINAL, "original", JC_T_ID, "原订单明细编号", "original line no.")                                            \
    F(ORDERED, "ordered", JC_T_VOLUME, "采购数量", "ordered")                                                          \
    F(SHIPPED, "shipped", JC_T_VOLUME, "配送数量", "shipped")                                                          \
    F(ACCEPTED, "accepted", JC_T_VOLUME, "入库数量", "accepted")                                                       \
    F(RETURNED, "returned", JC_T_VOLUME, "退货数量", "returned")                                                       \
    F(AMOUNT, "amount", JC_T_MONEY, "金额", "amount")                                                                  \
    F(AMOUNT_ORDER, "amount_order", JC_T_MONEY, "订单金额", "order amount")                                            \
    F(SUPPLIER, "supplier", JC_T_TEXT, "配送企业", "distributor")                                                      \
    F(INVOICES, "invoices", JC_T_LIST, "发票号码", "invoice nos.")                                                     \
    F(DAY_ORDER, "day_order", JC_T_DAY, "下单日期", "ordered on")                                                      \
    F(DAY_SHIP, "day_ship", JC_T_DAY, "发货日期", "shipped on")                                                        \
    F(DAY_ACCEPT, "day_accept", JC_T_DAY, "验收日期", "accepted on")                                                   \
    F(PAID, "paid", JC_T_MONEY, "已付金额", "paid")                                                                    \
    F(DAY_PAID, "day_paid", JC_T_DAY, "付款日期", "paid on")                                                           \
    F(CHANNEL, "channel", JC_T_TEXT, "采购渠道", "channel")                                                            \
    F(PAYER, "payer", JC_T_TEXT, "付款方", "payer")                                                                    \
    F(STATUS, "status", JC_T_TEXT, "订单状态", "status")                                                               \
    F(DOC_TYPE, "doc_type", JC_T_TEXT, "单据类型", "document type")                                                    \
    F(GOODS, "goods", JC_T_TEXT, "商品类别", "kind of goods")                                                          \
    F(SERIAL, "serial", JC_T_ID, "付款流水号", "serial no.")                                                           \
    F(METHOD, "method", JC_T_TEXT, "付款方式", "method")                                                               \
    F(NOTE, "note", JC_T_TEXT, "备注", "note")                                                                         \
    F(SELLER, "seller", JC_T_TEXT, "销售方", "seller")                                                                 \
    F(BUYER, "buyer", JC_T_TEXT, "购买方", "buyer")                                                                    \
    F(DAY_INVOICE, "day_invoice", JC_T_DAY, "开票日期", "invoice day")                                                 \
    F(STAGE, "stage", JC_T_TEXT, "票次", "first or second invoice")                                                    \
    F(QUANTITY, "quantity", JC_T_VOLUME, "数量", "quantity")                                                           \
    F(REASON, "reason", JC_T_TEXT, "理由", "reason")                                                                   \
    F(ACCEPTED_BY, "accepted_by", JC_T_TEXT, "认定单位", "accepted by")                                                \
    F(DAY, "day", JC_T_DAY, "认定日期", "day")                                                                         \
    F(LIST, "list", JC_T_TEXT, "目录", "list")                                                                         \
    F(LIMIT_MOM, "limit_mom", JC_T_PERCENT, "环比上限", "limit month on month")                                        \
    F(LIMIT_YOY, "limit_yoy", JC_T_PERCENT, "同比上限", "limit year on year")                                          \
    F(MONTH, "month", JC_T_MONTH, "月份", "month")                                                                     \
    F(REQUIRED, "required", JC_T_FLAG, "应报", "must report")                                                          \
    F(YEAR, "year", JC_T_TEXT, "年度", "year")                                                                         \
    F(SCORE, "score", JC_T_VOLUME, "考核得分", "score")                                                                \
    F(GRADE, "grade", JC_T_TEXT, "考核等次", "grade")                                                                  \
    F(PAY_RATIO, "pay_ratio", JC_T_PERCENT, "支付比例", "pay ratio")                                                   \
    F(INSURED_SHARE, "insured_share", JC_T_PERCENT, "医保占比", "insured share")                                       \
    F(RULE, "rule", JC_T_TEXT, "付款期限规则", "term rule")                                                            \
    F(SPELLING, "spelling", JC_T_TEXT, "写法", "spelling")                                                             \
    F(MEANT, "meant", JC_T_TEXT, "标准名称", "meant")                                                                  \
    F(CHECKED, "checked", JC_T_TEXT, "审核状态", "checked")                                                            \
    F(VOIDED, "voided", JC_T_TEXT, "是否作废", "voided")                                                               \
    F(PAY_STATE, "pay_state", JC_T_TEXT, "付款状态", "state of payment")                                               \
    F(RECEIVED, "received", JC_T_TEXT, "到货状态", "whether it came")                                                  \
    F(PURPOSE, "purpose", JC_T_TEXT, "款项性质", "what was paid for")                                                  \
    F(DIRECTION, "direction", JC_T_TEXT, "收支方向", "out or in")                                                      \
    F(CURRENCY, "currency", JC_T_TEXT, "币种", "currency")                                                             \
    F(BRAND, "brand", JC_T_SKIP, "商品名", "brand")                                                                    \
    F(NEVER, "!", JC_T_SKIP, "不是这种表", "not this kind of table")                                                   \
    F(SKIP, "-", JC_T_SKIP, "不使用", "not used")

enum jc_field {
#define F(id, name, type, zh, en) JC_F_##id,
    JC_FIELDS(F)
#undef F
        JC_F_COUNT
};

struct jc_field_info {
    const char *name, *zh, *en;
    enum jc_type type;
};
extern const struct jc_field_info jc_field_info[JC_F_COUNT];
/* Does it hold amounts, counts or rates? */
bool jc_field_is_number(enum jc_field f);
/* An amount that is no sum: prices add up to nothing. */
bool jc_field_is_price(enum jc_field f);
/* Does it say of the row whether it counts? All columns of such a field are heard, not the first alone. */
bool jc_field_is_standing(enum jc_field f);
/* Is each of its columns heard, whichever of them is the one that the record keeps? */
bool jc_field_is_heard(enum jc_field f);
/* A firm beside the maker, in a column of its own: read with it (firm.h), by itself nothing of the record. */
bool jc_field_is_firm(enum jc_field f);
/* The field of a name in headers.tsv or a profile; JC_F_COUNT if there is none. */
enum jc_field jc_field_find(const char *name, size_t n);

#define JC_KIND_FIELDS 40
#define JC_KIND_NEEDS  6

struct jc_kind {
    const char *id, *zh, *en;
    const char *table;              /* table of the store, and part of sql/insert.sql */
    uint8_t fields[JC_KIND_FIELDS]; /* what the kind can hold, in the order of its template; SKIP ends it */
    uint8_t need[JC_KIND_NEEDS][8]; /* every group: at least one of these; SKIP ends a group */
    uint8_t mark[6];                /* fields that speak for this kind alone; SKIP ends it */
};
extern const struct jc_kind jc_kinds[];
extern const size_t jc_kind_count;
/* By id or Chinese name, NULL if there is none. */
const struct jc_kind *jc_kind_find(const char *name);
/* There is no kind of that name: `status` with the nearest name (E357), or all of them where none is near (E350). */
enum jc_status jc_kind_unknown(const char *name, enum jc_status status, struct jc_err *err);
bool jc_kind_has(const struct jc_kind *kind, enum jc_field field);
/* Is a row of no use where its cell has no value? What alone meets a need, and what of an order line came in. */
bool jc_kind_lives_by(const struct jc_kind *kind, enum jc_field field);
/* Of the need that begins with `first`: is `field` one of those that meet it? And all that serve, for a message. */
bool jc_kind_takes(const struct jc_kind *kind, enum jc_field first, enum jc_field field);
/* What a table of the kind may call the column: 缺货开始日期, where 开始日期 would be asked about. */
const char *jc_kind_head(const struct jc_kind *kind, enum jc_field field);
void jc_kind_need_text(struct jc_buf *out, const struct jc_kind *kind, enum jc_field first);
/* Has the kind a name in titles (机构名单) that stands for its last need, and does this text have it? NULL: any name. */
bool jc_kind_is_called(const struct jc_kind *kind, const char *title);

/*
 * A table of that kind without any of these columns is read, but its rows come into few figures; `code` tells so, and `near`,
 * where it is not 0, with the unknown head that may be the first of them.
 */
struct jc_want {
    const char *kind;
    int code, near;
    uint8_t any[5]; /* SKIP ends it */
};
extern const struct jc_want jc_wants[];
extern const size_t jc_want_count;

#endif
