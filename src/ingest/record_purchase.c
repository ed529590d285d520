/* Order lines and payments: the rows that come by the million. Rule book part 1. */
#include "ingest/row.h"
#include "ingest/settle.h"

enum { E_NO_INST = 319, E_NO_QUANTITY = 321, E_LOST_CODE = 329, E_WAN = 340, E_PAYER = 344, E_CHANNEL = 353 };

/* ---- words ------------------------------------------------------------------------------------------------------ */

static int channel_word(struct jc_span t)
{
    if (!t.n)
        return JC_WORD_NONE;
    if (jc_span_has(t, "线下") || jc_span_has(t, "网下") || jc_span_has(t, "平台外") || jc_span_has(t, "否"))
        return 0;
    if (jc_span_has(t, "网") || jc_span_has(t, "线上") || jc_span_has(t, "平台") || jc_span_has(t, "是"))
        return 1;
    return JC_WORD_UNKNOWN;
}

/* Rule book 4.1 and 8: 1 cancelled by the institution, 2 not delivered, refused or cancelled by the distributor. */
static int void_word(struct jc_span t)
{
    static const char *const own[] = {"作废", "撤销", "撤单", "取消"}, *const other[] = {"缺货", "拒绝"};
    for (size_t i = 0; i < JC_LEN(own); i++)
        if (jc_span_has(t, own[i]))
            return jc_span_has(t, "企业") || jc_span_has(t, "配送商") || jc_span_has(t, "供应商") ? 2 : 1;
    for (size_t i = 0; i < JC_LEN(other); i++)
        if (jc_span_has(t, other[i]))
            return 2;
    return 0;
}

/* ---- order lines ------------------------------------------------------------------------------------------------- */

/* The first eight digits of an order number, a day in most systems: a new month is then written at the end of the tree. */
static uint64_t leading_digits(struct jc_span t, int64_t fallback)
{
    uint64_t x = 0;
    int digits = 0;
    for (size_t i = 0; i < t.n && digits < 8; i++)
        if (t.p[i] >= '0' && t.p[i] <= '9') {
            x = x * 10 + (uint64_t)(t.p[i] - '0');
            digits++;
        }
    return digits == 8 ? x : (uint64_t)(20000000 + (fallback > 0 ? fallback : 0));
}

struct line {
    int64_t org, state;
    struct jc_item item;
    bool back; /* a return: a negative quantity */
};

/* The identity of an order line (rule book 1, "The same row again"): exact key, and where to look for it. */
static uint64_t line_ident(struct jc_load *l, const struct line *p, int64_t *ident)
{
    struct jc_span order = jc_row_text(l, JC_F_ORDER_NO), no = jc_row_text(l, JC_F_LINE_NO),
                   del = jc_row_text(l, JC_F_DELIVERY_NO);
    uint64_t h;
    if (no.n) {
        h = jc_mix_text(jc_mix_text(jc_mix_text(21, order), no), del);
    } else if (order.n) {
        h = jc_mix_text(jc_mix_int(22, (int64_t)p->item.pack), order);
        h = jc_mix_field(l, jc_mix_field(l, h, JC_F_DAY_ORDER), JC_F_ORDERED);
    } else {
        h = jc_mix_int(jc_mix_int(23, (int64_t)p->item.pack), p->item.id);
        for (const uint8_t *f = l->map.kind->fields; *f != JC_F_SKIP; f++)
            if (!jc_field_is_lazy(*f))
                h = jc_mix_field(l, h, *f);
    }
    h = jc_mix_int(h, p->back);
    int64_t day = jc_row_get(l, JC_F_DAY_ORDER)->has ? l->v[JC_F_DAY_ORDER].i : jc_row_get(l, JC_F_DAY_ACCEPT)->i;
    uint64_t lead = leading_digits(order.n ? order : no, day);
    *ident = (int64_t)((lead << 36) | (h >> 28)); /* 27 bits of day, 36 of hash */
    return jc_mix_int(h, p->org);
}

static bool negative(struct jc_load *l)
{
    static const enum jc_field order[] = {JC_F_ACCEPTED, JC_F_ORDERED, JC_F_SHIPPED};
    for (size_t i = 0; i < JC_LEN(order); i++)
        if (jc_row_get(l, order[i])->has)
            return l->v[order[i]].i < 0;
    return false;
}

static int64_t latest_day(struct jc_load *l)
{
    static const enum jc_field days[] = {JC_F_DAY_ORDER, JC_F_DAY_SHIP, JC_F_DAY_ACCEPT, JC_F_DAY_PAID};
    int64_t best = 0;
    for (size_t i = 0; i < JC_LEN(days); i++) {
        const struct jc_field_value *v = jc_row_get(l, days[i]);
        if (v->has && v->i > best)
            best = v->i;
        if (v->has)
            jc_row_see_day(l, v->i);
    }
    return best;
}

/* The price of a pack; one per smallest unit is multiplied up where the units are known. */
static struct jc_val line_price(struct jc_load *l, const struct jc_item *it)
{
    int64_t x;
    struct jc_field_value *unit = jc_row_get(l, JC_F_UNIT_PRICE);
    if (jc_row_get(l, JC_F_PRICE)->has)
        return jc_val_int(l->v[JC_F_PRICE].i);
    if (unit->has && it->in_units)
        return jc_val_int(unit->i); /* price follows quantity */
    return unit->has && it->upp && jc_mul(&x, unit->i, it->upp) ? jc_val_int(x) : jc_val_null();
}

/* 万元 where 元 is meant, or the reverse, shows as an amount 10 000 times the price by the quantity. */
static void check_wan(struct jc_load *l)
{
    const struct jc_field_value *a = jc_row_get(l, JC_F_AMOUNT), *p = jc_row_get(l, JC_F_PRICE),
                                *q = jc_row_get(l, JC_F_ACCEPTED);
    int64_t x;
    if (!a->has || !p->has || !q->has || a->i <= 0 || !jc_muldiv(&x, p->i, q->i, JC_SCALE) || x <= 0)
        return;
    if (a->i / 5000 >= x || x / 5000 >= a->i) {
        char text[40];
        jc_scaled_text(text, sizeof text, x, 2, 2);
        jc_load_issue(l, E_WAN, a->col, JC_F_AMOUNT, jc_no_span, text, NULL, false);
    }
}

void jc_write_purchase(struct jc_load *l)
{
    struct line p = {0};
    struct jc_val v[32];
    int64_t ident;
    if (!jc_row_require_org(l, &p.org) || !jc_row_require_item(l, true, &p.item))
        return;
    if (!jc_row_get(l, JC_F_ACCEPTED)->has && !jc_row_get(l, JC_F_ORDERED)->has && !jc_row_get(l, JC_F_RETURNED)->has) {
        enum jc_field f = l->by_field[JC_F_ACCEPTED] ? JC_F_ACCEPTED : JC_F_ORDERED;
        jc_load_issue(l, E_NO_QUANTITY, l->by_field[f] ? l->v[f].col : UINT32_MAX, f, jc_no_span, NULL, NULL, true);
        return;
    }
    p.back = negative(l);
    p.state = latest_day(l);
    uint64_t key = line_ident(l, &p, &ident);
    check_wan(l);
    struct jc_val status = jc_row_text_null(l, JC_F_STATUS), cancelled = jc_row_word(l, JC_F_STATUS, void_word, 0);
    size_t k = (size_t)(l->map.kind - jc_kinds);
    int64_t id = l->s->next_row[k]++;
    int n = 0;
    v[n++] = jc_val_int(id);
    v[n++] = jc_val_int(l->sheet);
    v[n++] = jc_val_int(l->row);
    v[n++] = jc_val_int(jc_counter_next(l->nth, key));
    v[n++] = jc_val_int(p.state);
    v[n++] = jc_val_int(p.org);
    v[n++] = jc_val_int(p.item.id);
    v[n++] = jc_row_text_null(l, JC_F_ORDER_NO);
    v[n++] = jc_row_text_null(l, JC_F_LINE_NO);
    v[n++] = jc_row_text_null(l, JC_F_DELIVERY_NO);
    v[n++] = jc_row_text_null(l, JC_F_ORIGINAL);
    v[n++] = jc_row_int_null(l, JC_F_ORDERED);
    v[n++] = jc_row_int_null(l, JC_F_SHIPPED);
    v[n++] = jc_row_int_null(l, JC_F_ACCEPTED);
    v[n++] = jc_row_int_null(l, JC_F_RETURNED);
    v[n++] = line_price(l, &p.item);
    v[n++] = jc_row_get(l, JC_F_AMOUNT)->has || jc_row_get(l, JC_F_PRICE)->has ? jc_row_int_null(l, JC_F_AMOUNT)
                                                                               : jc_row_int_null(l, JC_F_AMOUNT_ORDER);
    v[n++] = jc_row_firm(l, JC_F_SUPPLIER);
    v[n++] = jc_row_text_null(l, JC_F_INVOICES);
    v[n++] = jc_row_int_null(l, JC_F_DAY_ORDER);
    v[n++] = jc_row_int_null(l, JC_F_DAY_SHIP);
    v[n++] = jc_row_int_null(l, JC_F_DAY_ACCEPT);
    v[n++] = jc_row_int_null(l, JC_F_PAID);
    v[n++] = jc_row_int_null(l, JC_F_DAY_PAID);
    v[n++] = jc_row_word(l, JC_F_CHANNEL, channel_word, E_CHANNEL);
    v[n++] = jc_row_word(l, JC_F_PAYER, jc_row_payer, E_PAYER);
    v[n++] = cancelled.null ? jc_val_int(0) : cancelled;
    v[n++] = status;
    v[n++] = jc_row_int_null(l, JC_F_TERM);
    if (l->status == JC_OK)
        l->status = jc_settle_add(l->s->writer, l->idents, (struct jc_ident){ident, id}, l->err);
    jc_row_write(l, v, n);
}

void jc_write_payment(struct jc_load *l)
{
    struct jc_val v[20];
    int64_t org = jc_row_org(l);
    struct jc_span payer = jc_row_text(l, JC_F_PAYER);
    int word = jc_row_payer(payer);
    if (!org && word != 1 && payer.n)
        org = jc_row_find_org(l, jc_no_span, payer); /* the payer names the institution */
    if (!org && !payer.n) {
        jc_load_issue(l, l->destroyed ? E_LOST_CODE : E_NO_INST, UINT32_MAX, JC_F_INST_NAME, jc_no_span, NULL, NULL,
                      true);
        return;
    }
    if (!jc_row_require(l, JC_F_DAY_PAID) || !jc_row_require(l, JC_F_PAID))
        return;
    jc_day day = (jc_day)l->v[JC_F_DAY_PAID].i;
    uint64_t h = 31;
    if (jc_row_get(l, JC_F_SERIAL)->has) {
        h = jc_mix_field(l, 32, JC_F_SERIAL);
    } else {
        h = jc_mix_org(l, h);
        for (const uint8_t *f = l->map.kind->fields; *f != JC_F_SKIP; f++)
            h = jc_mix_field(l, h, *f);
    }
    int n = jc_row_begin(l, v, h);
    v[n++] = org ? jc_val_int(org) : jc_val_null();
    v[n++] = jc_val_int(day);
    v[n++] = jc_row_int_null(l, JC_F_PAID);
    v[n++] = jc_row_firm(l, JC_F_SUPPLIER);
    v[n++] = jc_row_text_null(l, JC_F_INVOICES);
    v[n++] = jc_row_text_null(l, JC_F_ORDER_NO);
    v[n++] = jc_row_text_null(l, JC_F_LINE_NO);
    v[n++] = word >= 0 ? jc_val_int(word) : jc_val_null();
    v[n++] = jc_row_text_null(l, JC_F_SERIAL);
    v[n++] = jc_row_text_null(l, JC_F_METHOD);
    v[n++] = jc_row_text_null(l, JC_F_NOTE);
    jc_row_see_day(l, day);
    jc_day first = jc_day_month_add(day, 0), last = jc_day_month_end(day);
    if (l->ledger_from == JC_NO_DAY || first < l->ledger_from)
        l->ledger_from = first;
    if (l->ledger_to == JC_NO_DAY || last > l->ledger_to)
        l->ledger_to = last;
    jc_row_write(l, v, n);
}
