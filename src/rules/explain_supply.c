/* What a line says to explain of its distributor (sup:) and of its institution's purchases and invoices (net:). */
#include "rules/supply.h"

static void quantity(struct jc_buf *b, const char *sep, int64_t x)
{
    char text[40] = "—";
    if (x != NONE)
        jc_scaled_text(text, sizeof text, x, 0, 4);
    jc_buf_fmt(b, "%s%s", sep, text);
}

/* A row that adds nothing, and why. */
static size_t left_out(struct supply_told *told, const char *why)
{
    *told = (struct supply_told){.unit = ""};
    jc_copy(told->why, sizeof told->why, why);
    return 1;
}

static void told_add(struct supply_told *told, size_t *n, int64_t amount, const char *unit, const char *why)
{
    told[*n] = (struct supply_told){true, amount, unit, ""};
    jc_copy(told[*n].why, sizeof told->why, why);
    ++*n;
}

/* In smallest units; a product that overflows them is in no sum either. */
static void told_volume(struct supply_told *told, size_t *n, const struct supplied *x, int64_t quantity,
                        const char *unit)
{
    int64_t volume;
    if (x->units > 0 && jc_mul(&volume, quantity, x->units))
        told_add(told, n, volume, unit, "");
}

/* Each sum of sheet 12 that the order is part of, the order itself in words on the first of them. */
static size_t tell_sums(struct supply_told *told, const struct supplied *x, const char *why)
{
    size_t n = 0;
    bool sent = x->shipped != NONE, rated = sent && x->ordered != NONE;
    bool priced = rated && x->ordered_value != NONE && x->shipped_value != NONE;
    if (x->ordered_value != NONE && !x->again)
        told_add(told, &n, x->ordered_value, priced ? "元（订购，计配送率）" : "元（订购，不计配送率）", why);
    if (priced)
        told_add(told, &n, x->shipped_value, "元（发货）", "");
    if (rated && !x->again)
        told_volume(told, &n, x, x->ordered, "最小单位（订购）");
    if (rated)
        told_volume(told, &n, x, x->shipped, "最小单位（发货）");
    if (sent)
        told_volume(told, &n, x, x->shipped, "最小单位（发货，计入库率）");
    if (sent)
        told_volume(told, &n, x, x->accepted, "最小单位（入库）");
    if (x->due)
        told_add(told, &n, JC_SCALE, "笔（应到货）", "");
    if (x->in_time)
        told_add(told, &n, JC_SCALE, "笔（及时到货）", "");
    if (n > 0)
        jc_copy(told[0].why, sizeof told->why, why);
    return n > 0 ? n : left_out(told, why);
}

static const char *not_supplied(const struct line *l, const struct supplied *x, enum jc_lang lang)
{
    if (l->is_return)
        return lang ? "a return: in no delivery" : "退货行，不计配送";
    if (l->cancelled == OTHER_DOCUMENT)
        return lang ? "no purchase, by its document type: in no delivery" : "单据类型不是采购，不计配送";
    if (!is_awaited(l))
        return lang ? "cancelled by the institution: in no delivery" : "机构作废、撤单，不计配送";
    if (x->day == JC_NO_DAY)
        return lang ? "neither order, dispatch nor acceptance day" : "没有下单、发货和验收日期";
    return lang ? "ordered after the cut-off day" : "下单在统计截止日之后";
}

size_t supply_tell_order(const struct world *w, const struct line *l, enum jc_lang lang,
                         struct supply_told told[SUPPLY_TOLD])
{
    static const char *const words[][2] = {{"订购 ", "ordered "},
                                           {"，发货 ", ", shipped "},
                                           {"，入库 ", ", accepted "},
                                           {"；到货及时", "; arrived in time"},
                                           {"；到货不及时", "; not in time"}};
    struct supplied x;
    struct jc_buf b = {0};
    supply_of(w, l, &x);
    if (!x.counts)
        return left_out(told, not_supplied(l, &x, lang));
    if (w->what.from != JC_NO_DAY && x.day < jc_day_month_add(w->what.from, 0))
        return left_out(told, lang ? "ordered before the period" : "下单在报告期之前");
    if (x.again)
        jc_buf_str(&b, lang ? "ordered with an earlier delivery" : "订购数量已计入前一次配送");
    else
        quantity(&b, words[0][lang], x.ordered);
    quantity(&b, words[1][lang], x.shipped);
    quantity(&b, words[2][lang], x.accepted);
    if (x.due && x.whole)
        jc_buf_str(&b, lang ? "; with its other deliveries" : "；连同其他各次配送");
    jc_buf_str(&b, x.due ? words[x.in_time ? 3 : 4][lang] : "");
    size_t n = tell_sums(told, &x, jc_buf_text(&b));
    jc_buf_free(&b);
    return n;
}

static const char *unit_of(const struct line *l, enum supply_class goods)
{
    static const char *const units[2][3] = {{"元（药品，网上）", "元（药品，线下）", "元（药品，渠道不明）"},
                                            {"元（耗材，网上）", "元（耗材，线下）", "元（耗材，渠道不明）"}};
    if (goods == SUPPLY_PIECES)
        return "元（中药饮片）";
    return units[goods == SUPPLY_CONSUMABLE][l->channel == 1 ? 0 : l->channel == 0 ? 1 : 2];
}

/* Sheet 13 counts lines whose invoices are in order, are not, cannot be checked. */
static const char *chain_unit(enum chain_state state)
{
    return state == CHAIN_GOOD ? "笔（两票合规）" : state == CHAIN_NO_DATA ? "笔（无法核查）" : "笔（两票问题）";
}

static const char *not_bought(const struct world *w, const struct line *l, enum jc_lang lang)
{
    if (l->cancelled == OTHER_DOCUMENT)
        return lang ? "no purchase, by its document type" : "单据类型不是采购";
    if (l->cancelled)
        return lang ? "cancelled, rejected or out of stock" : "订单已作废、撤销、取消、被拒绝或缺货";
    if (l->accepted == NONE || l->accepted == 0)
        return lang ? "nothing accepted" : "没有入库";
    if (!supply_in_report(w, l))
        return lang ? "not accepted in the period, or no acceptance day" : "验收日不在报告期内，或没有验收日";
    return NULL;
}

static const char *chain_text(enum chain_state state, enum jc_lang lang)
{
    static const char *const texts[][2] = {[CHAIN_NO_DATA] = {"两票制：无法核查", "invoices: cannot be checked"},
                                           [CHAIN_GOOD] = {"两票制：合规", "invoices: in order"},
                                           [CHAIN_NO_FIRST] = {"两票制：缺第一票", "invoices: the first is missing"},
                                           [CHAIN_TOO_LONG] = {"两票制：环节过多", "invoices: too many between"},
                                           [CHAIN_MISMATCH] = {"两票制：票货不符", "invoices: of other goods"}};
    return texts[state][lang];
}

size_t supply_tell_net(struct world *w, const struct line *l, enum jc_lang lang, struct supply_told told[SUPPLY_TOLD])
{
    int64_t first, second;
    const char *why = not_bought(w, l, lang);
    if (why)
        return left_out(told, why);
    enum supply_class goods = supply_class_of(w, l->item);
    size_t n = 1;
    bool counted = goods != SUPPLY_PIECES && l->net != NONE;
    *told = (struct supply_told){counted, l->net, unit_of(l, goods), ""};
    if (goods == SUPPLY_CONSUMABLE || l->is_return) {
        jc_copy(told->why, sizeof told->why,
                l->is_return ? lang ? "a return" : "退货"
                : lang       ? "a consumable: no two invoices"
                             : "耗材，不查两票");
        return n;
    }
    enum chain_state state = supply_judge(w, l, &first, &second);
    jc_copy(told->why, sizeof told->why, chain_text(state, lang));
    told_add(told, &n, JC_SCALE, chain_unit(state), "");
    return n;
}
