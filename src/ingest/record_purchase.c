/* Order lines and payments: the rows that come by the million. Rule book part 1. */
#include "ingest/row.h"

#include "ingest/settle.h"

enum {
    E_FUND_PAYS = 209,
    E_CAME_BACK = 211,
    E_ZERO = 235,
    E_TOO_LARGE = 241,
    E_ROUNDED = 246,
    E_MAY_PAY = 275,
    E_MORE_INVOICES = 298,
    E_NO_INST = 319,
    E_NO_QUANTITY = 321,
    E_LOST_CODE = 329,
    E_WAN = 340,
    E_PAYER = 344,
    E_CHANNEL = 353,
    E_ON_NO_QUANTITY = 526,
    E_MERGED_PAYMENT = 990
};

/* ---- order lines ------------------------------------------------------------------------------------------------- */

struct line {
    int64_t org, state;
    struct jc_item item;
    bool back; /* a return */
};

static bool head_says(const struct jc_load *l, enum jc_field f, const char *word)
{
    return l->by_field[f] && strstr(l->by_field[f]->head, word);
}

/* A number that may as well count the rows of a table. */
static bool is_counter(struct jc_span t)
{
    for (size_t i = 0; i < t.n; i++)
        if (t.p[i] < '0' || t.p[i] > '9')
            return false;
    return t.n <= 6;
}

/*
 * A 行号 numbers the rows of one order or delivery; of a table without their numbers a small one is a 序号, which is no line
 * number. One that holds the number of its order (DD2024040001-1) is one by itself.
 */
static struct jc_span line_number(struct jc_load *l)
{
    struct jc_span no = jc_row_text(l, JC_F_LINE_NO);
    bool of_something = jc_row_text(l, JC_F_ORDER_NO).n || jc_row_text(l, JC_F_DELIVERY_NO).n;
    return of_something || !head_says(l, JC_F_LINE_NO, "行号") || !is_counter(no) ? no : jc_no_span;
}

/* Lines known by all they say are counted apart where only these fields tell them apart; of a receipt its state is none. */
static uint64_t mix_lazy(struct jc_load *l, uint64_t h, bool receipt)
{
    static const enum jc_field fields[] = {JC_F_SUPPLIER, JC_F_CHANNEL, JC_F_PAYER, JC_F_STATUS};
    for (size_t i = 0; i < JC_LEN(fields) - receipt; i++)
        h = jc_mix_text(h, jc_row_text(l, fields[i]));
    return h;
}

/* The identity of an order line (rule book 1, "The same row again"): exact key, and where to look for it. */
static uint64_t line_ident(struct jc_load *l, const struct line *p, int64_t *ident)
{
    struct jc_span order = jc_row_text(l, JC_F_ORDER_NO), no = line_number(l), del = jc_row_text(l, JC_F_DELIVERY_NO);
    bool weak = !order.n && !no.n; /* known by all it says */
    uint64_t h;
    if (no.n) {
        h = jc_mix_text(jc_mix_text(21, order), no); /* its deliveries stand together, to be compared */
    } else if (order.n) {
        h = jc_mix_text(jc_mix_int(22, (int64_t)p->item.pack), order);
        h = jc_mix_field(l, jc_mix_field(l, h, JC_F_DAY_ORDER), JC_F_ORDERED);
    } else {
        h = jc_mix_int(jc_mix_int(23, (int64_t)p->item.pack), p->item.id);
        for (const uint8_t *f = l->map.kind->fields; *f != JC_F_SKIP; f++)
            if (!jc_field_is_lazy(*f) && !(del.n && *f == JC_F_RETURNED))
                h = jc_mix_field(l, h, *f);
    }
    h = jc_mix_int(h, p->back);
    /* A receipt without order number has the place of what does not change afterwards, so that it is found there when it
       comes again with an invoice or a payment. */
    uint64_t place = h;
    if (weak && del.n) {
        place = jc_mix_text(jc_mix_int(24, (int64_t)p->item.pack), del);
        place = jc_mix_int(jc_mix_field(l, jc_mix_field(l, place, JC_F_DAY_ACCEPT), JC_F_ACCEPTED), p->back);
    }
    /* A new month is written at the end of the tree. Of nothing else than the identity itself, or the versions of a line
       would not be found at one place. */
    struct jc_span number = order.n ? order : no;
    uint64_t lead = (uint64_t)jc_text_era(number.p, number.n);
    if (weak)
        lead = 20000000u + (uint64_t)(jc_row_get(l, JC_F_DAY_ACCEPT)->has ? l->v[JC_F_DAY_ACCEPT].i : 0);
    *ident = (int64_t)((lead << 36) | (place >> 28)); /* 27 bits of day, 36 of hash */
    if (weak)
        h = mix_lazy(l, h, del.n > 0);
    else if (no.n)
        h = jc_mix_text(h, del);
    return jc_mix_int(h, p->org);
}

bool jc_purchase_ident(struct jc_load *l, const struct jc_item *item, int64_t *ident)
{
    struct line p = {.item = *item, .back = jc_row_return(l).back};
    if (!line_number(l).n && (!jc_row_text(l, JC_F_ORDER_NO).n || !item->id))
        return false; /* known by all it says, of which something is wrong */
    (void)line_ident(l, &p, ident);
    return true;
}

static struct jc_val left_of(struct jc_span lost)
{
    return lost.n ? jc_val_str(lost.p, lost.n) : jc_val_null();
}

void jc_purchase_lost(struct jc_load *l, int64_t issue)
{
    static const enum jc_field numbers[] = {JC_F_ORDERED,   JC_F_SHIPPED,  JC_F_ACCEPTED,   JC_F_RETURNED,
                                            JC_F_DAY_ORDER, JC_F_DAY_SHIP, JC_F_DAY_ACCEPT, JC_F_PRICE};
    struct jc_span no = line_number(l);
    const bool nobody = !l->lost_inst.n && !jc_row_org(l); /* nothing is left: it may be anybody's, by its own number */
    struct jc_val v[16];
    int n = 0;
    if (nobody && !no.n)
        return;
    v[n++] = jc_val_int(issue);
    v[n++] = left_of(l->lost_item);
    v[n++] = nobody ? jc_val_text("") : left_of(l->lost_inst);
    v[n++] = jc_row_text_null(l, JC_F_ORDER_NO);
    v[n++] = no.n ? jc_val_str(no.p, no.n) : jc_val_null();
    v[n++] = jc_row_text_null(l, JC_F_DELIVERY_NO);
    v[n++] = jc_row_text_null(l, JC_F_INVOICES);
    v[n++] = jc_row_firm(l, JC_F_SUPPLIER);
    for (size_t i = 0; i < JC_LEN(numbers); i++)
        v[n++] = jc_row_int_null(l, numbers[i]);
    if (l->status == JC_OK)
        l->status = jc_writer_row(l->s->writer, "lost", v, n, l->err);
}

/* A row that counts without numbers of its own, which a spreadsheet destroyed. */
static void write_blurred(struct jc_load *l, int64_t id)
{
    struct jc_val v[] = {jc_val_int(id), left_of(l->lost_order), left_of(l->lost_line), left_of(l->lost_delivery)};
    bool any = l->lost_order.n || l->lost_line.n || l->lost_delivery.n;
    if (any && l->status == JC_OK)
        l->status = jc_writer_row(l->s->writer, "blurred", v, JC_LEN(v), l->err);
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
    if (unit->has && it->in_units) {
        char text[40];
        jc_scaled_text(text, sizeof text, unit->i, 2, 4);
        if (unit->rounded)
            jc_load_issue(l, E_ROUNDED, unit->col, JC_F_UNIT_PRICE, jc_no_span, text, NULL, false);
        return jc_val_int(unit->i); /* price follows quantity */
    }
    return jc_row_times(l, JC_F_UNIT_PRICE, it->upp, &x) ? jc_val_int(x) : jc_val_null();
}

/* Gifts and corrections (formats.md 3.4): kept, and told at the end (E235). Ordered and not accepted yet is something else. */
static void see_zero(struct jc_load *l, struct jc_val price)
{
    static const enum jc_field quantities[] = {JC_F_ACCEPTED, JC_F_ORDERED, JC_F_SHIPPED, JC_F_RETURNED};
    bool none = true;
    for (size_t i = 0; i < JC_LEN(quantities) && none; i++)
        none = !jc_row_get(l, quantities[i])->has || l->v[quantities[i]].i == 0;
    bool free_of_charge = !none && !price.null && price.i == 0;
    if ((none || free_of_charge) && l->zero.prices + l->zero.quantities == 0)
        l->zero.row = l->row;
    l->zero.prices += free_of_charge;
    l->zero.quantities += none;
}

void jc_load_tell_zero(struct jc_load *l)
{
    char prices[24], quantities[24], row[16];
    if (l->zero.prices + l->zero.quantities == 0)
        return;
    snprintf(prices, sizeof prices, "%lld", (long long)l->zero.prices);
    snprintf(quantities, sizeof quantities, "%lld", (long long)l->zero.quantities);
    snprintf(row, sizeof row, "%u", l->zero.row);
    jc_load_tell(l, E_ZERO, row, prices, quantities);
}

static void see_early(struct jc_load *l)
{
    enum { DAYS = 31 };
    const struct jc_field_value *order = jc_row_get(l, JC_F_DAY_ORDER), *accept = jc_row_get(l, JC_F_DAY_ACCEPT);
    if (!order->has || !accept->has || accept->i + DAYS >= order->i)
        return;
    if (l->early.n++ == 0) {
        l->early.row = l->row;
        l->early.order = order->i;
        l->early.accept = accept->i;
    }
}

/* The day on which something came in, beside a blank where it says how much: it counts nowhere. */
static void see_blank(struct jc_load *l)
{
    const struct jc_field_value *day = jc_row_get(l, JC_F_DAY_ACCEPT), *q = jc_row_get(l, JC_F_ACCEPTED);
    char text[11];
    if (!l->by_field[JC_F_ACCEPTED] || q->has || !day->has)
        return;
    jc_day_text(text, (jc_day)day->i);
    jc_load_issue(l, E_ON_NO_QUANTITY, q->col, JC_F_ACCEPTED, jc_no_span, text, NULL, false);
}

/* 万元 where 元 is meant, or the reverse, shows as an amount 10 000 times the price by the quantity. */
static void check_wan(struct jc_load *l, struct jc_val price)
{
    const struct jc_field_value *a = jc_row_get(l, JC_F_AMOUNT), *q = jc_row_get(l, JC_F_ACCEPTED);
    int64_t x;
    if (!a->has || price.null || !q->has || a->i <= 0 || !jc_muldiv(&x, price.i, q->i, JC_SCALE) || x <= 0)
        return;
    if (a->i / 5000 >= x || x / 5000 >= a->i) {
        char text[40];
        jc_scaled_text(text, sizeof text, x, 2, 2);
        jc_load_issue(l, E_WAN, a->col, JC_F_AMOUNT, jc_no_span, text, NULL, false);
    }
}

/* A quantity times its price, or times its units per pack, that leaves no room to be added up is told where it stands. */
static bool check_size(struct jc_load *l, const struct jc_item *it)
{
    static const enum jc_field quantities[] = {JC_F_ACCEPTED, JC_F_ORDERED, JC_F_SHIPPED, JC_F_RETURNED};
    const int64_t most = INT64_MAX / 1000;
    const struct jc_field_value *p = jc_row_get(l, JC_F_PRICE);
    for (size_t i = 0; i < JC_LEN(quantities); i++) {
        const struct jc_field_value *q = jc_row_get(l, quantities[i]);
        char text[40];
        int64_t value = 0, units = 0;
        bool fits = !q->has || ((!p->has || jc_muldiv(&value, p->i, q->i, JC_SCALE)) && jc_mul(&units, q->i, it->upp));
        if (fits && value <= most && value >= -most && units <= most && units >= -most)
            continue;
        jc_scaled_text(text, sizeof text, q->i, 0, 4);
        jc_load_issue(l, E_TOO_LARGE, q->col, quantities[i], jc_span(text), NULL, NULL, true);
        return false;
    }
    return true;
}

/* Goods came in below a title that speaks of returns: one of the two is wrong, or it is a return that is not written as one. */
static bool contradicts_title(struct jc_load *l, const struct jc_return *r)
{
    const struct jc_field_value *in = jc_row_get(l, JC_F_ACCEPTED), *ordered = jc_row_get(l, JC_F_ORDERED);
    const struct jc_field_value *q = in->has ? in : ordered;
    char text[40];
    if (!l->returns || !q->has || q->i <= 0)
        return false;
    if (r->came_in) /* 入退货明细: each row says which it is */
        return false;
    jc_scaled_text(text, sizeof text, q->i, 0, 4);
    jc_load_issue(l, E_CAME_BACK, q->col, q == in ? JC_F_ACCEPTED : JC_F_ORDERED, jc_span(text), NULL, NULL, true);
    return true;
}

static bool amount_is_of_accepted(struct jc_load *l)
{
    const uint32_t col = jc_row_get(l, JC_F_AMOUNT)->col; /* of this row: it may stand in where the first is blank */
    for (size_t i = 0; i < l->map.n; i++)
        if (l->map.cols[i].field == JC_F_AMOUNT && l->map.cols[i].col == col)
            return jc_header_is_of_accepted(&l->map.cols[i]);
    return false;
}

/* The word by which a line does not count is its status, where it has no other. */
static struct jc_val status_of(struct jc_load *l, const struct jc_column *void_by)
{
    struct jc_span t = void_by ? jc_row_text(l, void_by->field) : jc_no_span;
    if (!t.n || jc_row_get(l, JC_F_STATUS)->has)
        return jc_row_text_null(l, JC_F_STATUS);
    if (void_by->field == JC_F_RECEIVED)
        return jc_val_text("拒收");
    return void_by->field == JC_F_VOIDED ? jc_val_text("作废") : jc_val_str(t.p, t.n);
}

/* 是否网采, 网采标志: the answer is yes or no. */
static bool asks_channel(const struct jc_load *l)
{
    static const char *const asks[] = {"是否", "标志", "标识", "标记"};
    bool found = false;
    for (size_t i = 0; i < JC_LEN(asks) && !found; i++)
        found = head_says(l, JC_F_CHANNEL, asks[i]);
    return found;
}

/* 采购方式 and 采购类型 hold other things as well. Of the latter, which is of goods or of documents, nothing else is told here. */
static struct jc_val channel_of(struct jc_load *l)
{
    enum { NEVER = -9 };
    static const struct jc_hearing plain = {jc_word_plain_channel, 0, NEVER},
                                   asked = {jc_word_is_online, E_CHANNEL, JC_WORD_UNKNOWN};
    if (asks_channel(l)) {
        const struct jc_column *c = l->by_field[JC_F_CHANNEL];
        int word = jc_value_at(l->current, c->col) ? jc_row_hear(l, c, &asked) : JC_WORD_NONE;
        return word < 0 ? jc_val_null() : jc_val_int(word);
    }
    bool of_other = head_says(l, JC_F_CHANNEL, "方式") || head_says(l, JC_F_CHANNEL, "模式");
    struct jc_val v = jc_row_word(l, JC_F_CHANNEL, of_other ? jc_word_plain_channel : jc_word_channel, E_CHANNEL);
    for (size_t i = 0; i < l->map.n && v.null && l->by_field[JC_F_GOODS]; i++) {
        const struct jc_column *c = &l->map.cols[i];
        const struct jc_cell *cell = c->field == JC_F_GOODS ? jc_value_at(l->current, c->col) : NULL;
        int word = cell && strncmp(c->head, "采购", strlen("采购")) == 0 ? jc_row_hear(l, c, &plain) : JC_WORD_NONE;
        if (word >= 0)
            v = jc_val_int(word);
    }
    return v;
}

static void tell_payer(struct jc_load *l, int code, struct jc_span by)
{
    unsigned bit = code == E_FUND_PAYS ? 1 : 2;
    char text[96];
    jc_copyn(text, sizeof text, by.p, by.n);
    if (!(l->payer_told & bit))
        jc_load_tell(l, code, text, NULL, NULL);
    l->payer_told |= bit;
}

static int word_directly(struct jc_span t)
{
    return jc_word_pays_directly(t);
}

/*
 * Who pays, where nobody or the hospital is named: 医保基金直接结算 is how the insurance office does, whose purchase it ever is.
 * 付款方式 says so, or 是 below 是否医保直接结算 beside it, where 否 says that the hospital pays.
 */
static struct jc_val payer_by_method(struct jc_load *l, struct jc_val payer)
{
    enum { NEVER = -9 };
    static const struct jc_hearing how = {word_directly, 0, NEVER}, whether = {jc_word_answer, 0, NEVER};
    const struct jc_column *by = NULL;
    for (size_t i = 0; i < l->map.n && l->by_field[JC_F_METHOD] && (payer.null || payer.i == 0) && !by; i++) {
        const struct jc_column *c = &l->map.cols[i];
        bool asks = c->field == JC_F_METHOD && jc_word_pays_directly(jc_span(c->head));
        int says = c->field == JC_F_METHOD ? jc_row_hear(l, c, asks ? &whether : &how) : 0;
        by = says == JC_SAYS_YES ? c : NULL;
        payer = says == JC_SAYS_NO ? jc_val_int(0) : payer;
    }
    if (!by)
        return payer;
    struct jc_buf says = {0};
    jc_cell_text(&says, &l->current->cells[by->col]);
    tell_payer(l, E_FUND_PAYS,
               jc_word_pays_directly(jc_span(by->head)) ? jc_span(by->head)
                                                        : (struct jc_span){jc_buf_text(&says), says.len});
    jc_buf_free(&says);
    return jc_val_int(1);
}

static struct jc_val line_payer(struct jc_load *l)
{
    return payer_by_method(l, jc_row_word(l, JC_F_PAYER, jc_word_payer, E_PAYER));
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
    struct jc_return back = jc_row_return(l);
    p.back = back.back;
    if (contradicts_title(l, &back))
        return;
    const struct jc_column *void_by = jc_row_standing(l, p.back);
    if (void_by && !back.cancelled)
        back.cancelled = 1;
    const struct jc_column *receipt_by;
    const enum jc_standing receipt = p.back ? JC_STANDS : jc_row_receipt(l, &receipt_by);
    if (receipt == JC_STANDS_VOID && !back.cancelled) {
        back.cancelled = 2; /* refused, and so not delivered */
        void_by = receipt_by;
    }
    uint64_t key = line_ident(l, &p, &ident);
    jc_counter_ask(l->nth, key);
    jc_row_one_unit(l, &p.item); /* after the identity, which is made of what the file says */
    if (l->rejected || !check_size(l, &p.item))
        return;
    p.state = latest_day(l);
    struct jc_val price = line_price(l, &p.item);
    check_wan(l, price);
    see_zero(l, price);
    if (receipt == JC_STANDS_OPEN && !back.cancelled)
        jc_row_not_accepted(l, receipt_by);
    if (back.unbought)
        jc_row_count_unbought(l, back.unbought);
    if (!p.back && !back.cancelled)
        see_early(l);
    if (!p.back && !back.cancelled && receipt < JC_STANDS_WHAT)
        see_blank(l);
    struct jc_span no = line_number(l);
    size_t k = (size_t)(l->map.kind - jc_kinds);
    int64_t id = l->s->next_row[k]++;
    int n = 0;
    v[n++] = jc_val_int(id);
    v[n++] = jc_val_int(l->sheet);
    v[n++] = jc_val_int(l->row);
    int nth = n++;
    v[n++] = jc_val_int(p.state);
    v[n++] = jc_val_int(p.org);
    v[n++] = jc_val_int(p.item.id);
    v[n++] = jc_row_text_null(l, JC_F_ORDER_NO);
    v[n++] = no.n ? jc_val_str(no.p, no.n) : jc_val_null();
    v[n++] = jc_row_text_null(l, JC_F_DELIVERY_NO);
    v[n++] = jc_row_text_null(l, JC_F_ORIGINAL);
    v[n++] = jc_row_int_null(l, JC_F_ORDERED);
    v[n++] = jc_row_int_null(l, JC_F_SHIPPED);
    v[n++] = jc_row_int_null(l, JC_F_ACCEPTED);
    v[n++] = jc_row_int_null(l, JC_F_RETURNED);
    v[n++] = price;
    v[n++] = jc_row_get(l, JC_F_AMOUNT)->has || jc_row_get(l, JC_F_PRICE)->has ? jc_row_int_null(l, JC_F_AMOUNT)
                                                                               : jc_row_int_null(l, JC_F_AMOUNT_ORDER);
    v[n++] = jc_row_firm(l, JC_F_SUPPLIER);
    v[n++] = jc_row_text_null(l, JC_F_INVOICES);
    v[n++] = jc_row_int_null(l, JC_F_DAY_ORDER);
    v[n++] = jc_row_int_null(l, JC_F_DAY_SHIP);
    v[n++] = jc_row_int_null(l, JC_F_DAY_ACCEPT);
    v[n++] = jc_row_int_null(l, JC_F_PAID);
    v[n++] = jc_row_int_null(l, JC_F_DAY_PAID);
    v[n++] = channel_of(l);
    v[n++] = line_payer(l);
    v[n++] = jc_val_int(back.cancelled);
    v[n++] = status_of(l, void_by);
    v[n++] = jc_row_int_null(l, JC_F_TERM);
    v[n++] = jc_val_int(price.null && jc_row_get(l, JC_F_AMOUNT)->has && amount_is_of_accepted(l));
    const struct jc_span of = p.back ? jc_row_original_order(l) : jc_no_span;
    v[n++] = of.n ? jc_val_str(of.p, of.n) : jc_val_null();
    if (!p.back && !back.cancelled)
        jc_row_hear_remarks(l);
    jc_row_see_goods(l, p.item.id);
    int64_t times = jc_counter_next(l->nth, key);
    bool numbered = no.n || jc_row_text(l, JC_F_ORDER_NO).n;
    v[nth] = jc_val_int(times);
    bool by_receipt = !numbered && jc_row_text(l, JC_F_DELIVERY_NO).n;
    l->idents->again |= times > 1 && (numbered || by_receipt);
    if (!numbered)
        jc_row_see_twin(l, key, times, by_receipt);
    if (l->status == JC_OK && p.back)
        l->status = jc_writer_row(l->s->writer, "purchase_back", v, 1, l->err);
    if (l->status == JC_OK)
        l->status = jc_settle_add(l->s->writer, l->idents, (struct jc_ident){ident, id}, l->err);
    write_blurred(l, id);
    jc_row_write(l, v, n);
}

/* A payer may be written by the name of the institution. */
static int payment_payer(struct jc_span t)
{
    int word = jc_word_payer(t);
    return word == JC_WORD_UNKNOWN && jc_title_names_institution(t) ? 0 : word;
}

/* A title says that the insurance office pays of rows that name no payer. */
static struct jc_val payer_of(struct jc_load *l)
{
    struct jc_val payer = payer_by_method(l, jc_row_word(l, JC_F_PAYER, payment_payer, E_PAYER));
    if (!payer.null || !l->title_payer[0] || jc_row_text(l, JC_F_PAYER).n)
        return payer;
    tell_payer(l, l->title_pays ? E_FUND_PAYS : E_MAY_PAY, jc_span(l->title_payer));
    return l->title_pays ? jc_val_int(1) : payer;
}

/* Who a payment is for: the institution columns, else a payer that is one by its name. */
static int64_t payment_org(struct jc_load *l)
{
    int64_t org = jc_row_org(l);
    struct jc_span payer = jc_row_text(l, JC_F_PAYER);
    if (org || jc_word_payer(payer) == 1)
        return org;
    return jc_title_names_institution(payer) ? jc_row_find_org(l, jc_no_span, payer) : 0;
}

/*
 * A voucher (凭证号) is numbered anew each month, and may pay several suppliers and invoices: it is a serial number together
 * with its day and supplier, and its payments are told apart by what is written as paid, since an invoice may be filled in
 * later. Its identity is negative, that of all others is not. Short numbers, 1, 2, 3 of each month or day, are those of their day:
 * May's 1 would take the place of April's.
 */
static uint64_t mix_serial(struct jc_load *l, bool *voucher)
{
    uint64_t h = jc_mix_field(l, 32, JC_F_SERIAL);
    *voucher = head_says(l, JC_F_SERIAL, "凭证");
    if (!*voucher && is_counter(jc_row_text(l, JC_F_SERIAL)))
        return jc_mix_int((uint64_t)jc_row_ident(h), /* as ident_on_day of an older database */
                          jc_row_get(l, JC_F_DAY_PAID)->has ? l->v[JC_F_DAY_PAID].i : -1);
    return *voucher ? jc_mix_text(jc_mix_field(l, h, JC_F_DAY_PAID), jc_row_text(l, JC_F_SUPPLIER)) : h;
}

static int64_t serial_ident(uint64_t h, bool voucher)
{
    return voucher ? -1 - jc_row_ident(h) : jc_row_ident(h);
}

static int64_t occurrence_of(int64_t amount, int64_t nth)
{
    return (int64_t)((uint64_t)amount << 16 | ((uint64_t)nth & 0xffff));
}

/* Of nothing else than the identity, as with order lines: of its serial number, else of its day. */
static int64_t era_of(struct jc_load *l, bool voucher)
{
    struct jc_span serial = jc_row_text(l, JC_F_SERIAL);
    if (serial.n && !voucher)
        return (int64_t)jc_text_era(serial.p, serial.n);
    return jc_row_get(l, JC_F_DAY_PAID)->has ? l->v[JC_F_DAY_PAID].i : 0;
}

void jc_payment_refused(struct jc_load *l, struct jc_issue *i)
{
    bool voucher;
    const struct jc_field_value *paid = jc_row_get(l, JC_F_PAID);
    i->org = payment_org(l);
    i->has_amount = paid->has;
    i->amount = paid->i;
    i->has_ident = i->org && jc_row_get(l, JC_F_SERIAL)->has; /* vouchers are numbered by each hospital */
    if (!i->has_ident)
        return;
    uint64_t h = mix_serial(l, &voucher);
    i->ident = serial_ident(h, voucher);
    i->era = era_of(l, voucher);
}

/* Hospital, supplier and day of a payment; of a row that pays nothing: are they those of the payment above it? */
static bool is_of_payment_above(struct jc_load *l, int64_t org, bool pays)
{
    struct jc_val firm = jc_row_firm(l, JC_F_SUPPLIER);
    int64_t supplier = firm.null ? 0 : firm.i, day = jc_row_get(l, JC_F_DAY_PAID)->has ? l->v[JC_F_DAY_PAID].i : -1;
    bool same = l->paid_above.any && day >= 0 && l->paid_above.org == org && l->paid_above.supplier == supplier &&
                l->paid_above.day == day;
    l->paid_above.any = pays || same;
    if (pays) {
        l->paid_above.org = org;
        l->paid_above.supplier = supplier;
        l->paid_above.day = day;
    }
    return same;
}

/* No payment; but an invoice without an amount, below a payment of its day and supplier, may be one more that it paid. */
static void pass_by(struct jc_load *l, int64_t org)
{
    const struct jc_field_value *no = jc_row_get(l, JC_F_INVOICES);
    if (is_of_payment_above(l, org, false) && no->has) {
        jc_load_issue(l, E_MORE_INVOICES, no->col, JC_F_INVOICES, no->text, NULL, NULL, false);
        l->pass = true; /* and is not one of those about which nothing is to be done */
    } else {
        jc_row_pass(l);
    }
}

/* One transfer over several rows of merged cells, an invoice in each: its amount stands in the first of them alone. */
static bool is_below_merged(struct jc_load *l)
{
    const struct jc_field_value *paid = jc_row_get(l, JC_F_PAID);
    const struct jc_column *day = l->by_field[JC_F_DAY_PAID];
    const struct jc_cell *on = day ? jc_value_at(l->current, day->col) : NULL;
    bool filled = on && on->flags & JC_CELL_FILLED; /* a merged hospital says nothing */
    const struct jc_column *serial = l->by_field[JC_F_SERIAL];
    const struct jc_cell *own = serial ? jc_value_at(l->current, serial->col) : NULL;
    if (own && !(own->flags & JC_CELL_FILLED)) /* a payment of its own, whose amount is missing */
        return false;
    if (!filled || paid->has || l->rejected)
        return false;
    jc_load_issue(l, E_MERGED_PAYMENT, paid->col, JC_F_PAID, jc_row_text(l, JC_F_INVOICES), NULL, NULL, true);
    return true;
}

void jc_write_payment(struct jc_load *l)
{
    struct jc_val v[20];
    int64_t org = payment_org(l);
    if (!org && !jc_row_text(l, JC_F_PAYER).n) {
        jc_load_issue(l, l->destroyed ? E_LOST_CODE : E_NO_INST, UINT32_MAX, JC_F_INST_NAME, jc_no_span, NULL, NULL,
                      true);
        return;
    }
    jc_row_hear_refunds(l);
    enum jc_went went = jc_row_went(l);
    if (went == JC_WENT_IN)
        pass_by(l, org);
    if (went != JC_WENT_OUT)
        return;
    enum jc_standing stands = jc_row_paid_standing(l);
    if (stands == JC_STANDS_OPEN && !jc_row_get(l, JC_F_DAY_PAID)->has && !l->rejected) {
        l->pass = true; /* 待支付 without a day: told (E229), and nothing that anybody could keep */
        return;
    }
    if (!jc_row_require(l, JC_F_DAY_PAID) || is_below_merged(l) || !jc_row_require(l, JC_F_PAID))
        return;
    enum jc_paid_for paid_for = stands < JC_STANDS_OPEN ? jc_row_paid_for(l) : JC_PAID_FOR_GOODS;
    if (paid_for == JC_PAID_FOR_OTHER) {
        l->pass = true;
        return;
    }
    jc_day day = (jc_day)l->v[JC_F_DAY_PAID].i;
    bool voucher = false;
    (void)is_of_payment_above(l, org, true);
    bool paid = stands < JC_STANDS_OPEN;
    /* What is not paid yet is counted by itself: a later row of the file may say of the same one that it was. */
    int64_t apart = stands == JC_STANDS_OPEN ? -1 - org : org;
    uint64_t h = jc_row_get(l, JC_F_SERIAL)->has ? mix_serial(l, &voucher) : jc_mix_all(l, 31);
    int n = jc_row_begin(l, v, voucher ? jc_mix_field(l, h, JC_F_PAID) : h, apart);
    v[3] = jc_val_int(serial_ident(h, voucher));
    l->s->serial_again |= v[4].i > 1 && jc_row_get(l, JC_F_SERIAL)->has;
    if (voucher) /* the occurrence is that of the amount, which is 0 in the store once it is void */
        v[4] = jc_val_int(occurrence_of(l->v[JC_F_PAID].i, v[4].i));
    if (!jc_row_get(l, JC_F_SERIAL)->has)
        jc_row_see_twin(l, jc_mix_int(h, apart), v[4].i, false);
    v[n++] = org ? jc_val_int(org) : jc_val_null();
    v[n++] = jc_val_int(day);
    if (paid && l->v[JC_F_PAID].i > 0)
        jc_row_hear_remarks(l);
    v[n++] = paid ? jc_row_int_null(l, JC_F_PAID) : jc_val_int(0); /* kept, to take the place of its past */
    v[n++] = jc_row_firm(l, JC_F_SUPPLIER);
    v[n++] = jc_row_text_null(l, JC_F_INVOICES);
    v[n++] = jc_row_text_null(l, JC_F_ORDER_NO);
    v[n++] = jc_row_text_null(l, JC_F_LINE_NO);
    v[n++] = payer_of(l);
    v[n++] = jc_row_text_null(l, JC_F_SERIAL);
    v[n++] = jc_row_text_null(l, JC_F_METHOD);
    v[n++] = jc_row_text_null(l, JC_F_NOTE);
    v[n++] = jc_val_int(stands == JC_STANDS_OPEN);
    v[n++] = jc_val_int(era_of(l, voucher));
    v[n++] = jc_val_int(paid_for == JC_PAID_FOR_DOCUMENT);
    v[n++] = jc_val_int(stands == JC_STANDS_VOID && l->v[JC_F_PAID].i > 0 ? l->v[JC_F_PAID].i : 0);
    jc_row_see_day(l, day);
    jc_day first = jc_day_month_add(day, 0), last = jc_day_month_end(day);
    if (l->ledger_from == JC_NO_DAY || first < l->ledger_from)
        l->ledger_from = first;
    if (l->ledger_to == JC_NO_DAY || last > l->ledger_to)
        l->ledger_to = last;
    jc_row_write(l, v, n);
}
