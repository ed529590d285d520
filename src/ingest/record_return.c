/*
 * What makes a row of purchases a return (rule book 4.3). Figures decide; where a document of returns is written in positive
 * ones, its type turns them. A status takes back what its own row accepted where no figure says how much, and is told then.
 */
#include "ingest/row.h"

enum {
    E_SORT = 207,
    E_STATE = 230,
    E_INNER = 287,
    E_ALL_BACK = 288,
    E_OWN_RETURN = 289,
    E_UNSAID = 290,
    E_OUT = 295,
    E_PRICE_SIGN = 367,
    E_NET = 904,
    E_RED = 916,
    E_FOR_OTHERS = 943
};

static int64_t figure(struct jc_load *l, enum jc_field f)
{
    const struct jc_field_value *v = jc_row_get(l, f);
    return v->has ? v->i : 0;
}

/* What went back, where that is written, goes before what the row repeats of its purchase. */
static void turn_negative(struct jc_load *l)
{
    static const enum jc_field fields[] = {JC_F_ACCEPTED, JC_F_ORDERED, JC_F_SHIPPED, JC_F_AMOUNT, JC_F_AMOUNT_ORDER};
    for (size_t i = 0; i < JC_LEN(fields); i++) {
        struct jc_field_value *v = jc_row_get(l, fields[i]);
        if (v->has && v->i > 0)
            v->i = -v->i;
    }
    if (figure(l, JC_F_RETURNED) != 0)
        l->v[JC_F_ACCEPTED].has = false;
}

/* Some went back, and none was accepted beside it, whatever the row repeats of what was once ordered (as sql/settle.sql). */
static bool is_return(struct jc_load *l)
{
    int64_t accepted = figure(l, JC_F_ACCEPTED);
    int64_t ordered = figure(l, jc_row_get(l, JC_F_ORDERED)->has ? JC_F_ORDERED : JC_F_SHIPPED);
    return accepted < 0 || (accepted == 0 && (figure(l, JC_F_RETURNED) != 0 || ordered < 0));
}

/* 原单号 may repeat the number of the row itself. */
static bool names_another(struct jc_load *l)
{
    static const enum jc_field own[] = {JC_F_ORDER_NO, JC_F_LINE_NO, JC_F_DELIVERY_NO};
    struct jc_span t = jc_row_text(l, JC_F_ORIGINAL);
    bool another = t.n > 0;
    for (size_t i = 0; i < JC_LEN(own); i++) {
        struct jc_span x = jc_row_text(l, own[i]);
        another = another && !(x.n == t.n && memcmp(x.p, t.p, t.n) == 0);
    }
    return another;
}

/*
 * The column by which a row that is called returned is a return of its own, and no order line that went back later: it names
 * that line, or a number of returns beside nothing that was ordered.
 */
static const struct jc_column *own_return(struct jc_load *l)
{
    const struct jc_column *number = l->by_field[JC_F_DELIVERY_NO];
    if (names_another(l))
        return l->by_field[JC_F_ORIGINAL];
    bool of_returns = number && strstr(number->head, "退") && jc_row_get(l, JC_F_DELIVERY_NO)->has;
    return of_returns && figure(l, JC_F_ORDERED) <= 0 ? number : NULL;
}

static void tell(struct jc_load *l, int code, const struct jc_column *c, const char *arg)
{
    struct jc_buf value = {0};
    jc_cell_text(&value, &l->current->cells[c->col]);
    jc_load_issue(l, code, c->col, c->field, (struct jc_span){jc_buf_text(&value), value.len}, arg, NULL, false);
    jc_buf_free(&value);
}

/* A row whose figures are those of a purchase, and whose status speaks of a return. */
static void take_status(struct jc_load *l, int word, const struct jc_column *state)
{
    bool some = figure(l, JC_F_ACCEPTED) > 0;
    const struct jc_column *by = own_return(l);
    if (word < JC_BACK_BEGUN || figure(l, JC_F_RETURNED) != 0)
        return;
    if (some && by && word == JC_BACK_DONE) {
        turn_negative(l);
        tell(l, E_OWN_RETURN, state, by->head);
    } else if (some && word == JC_BACK_DONE) {
        jc_field_lend(l, JC_F_RETURNED)->i = l->v[JC_F_ACCEPTED].i;
        tell(l, E_ALL_BACK, state, "");
    } else if (some || word == JC_BACK_DONE) {
        tell(l, E_UNSAID, state, "");
    }
}

/* 类别, 类型: a head of which documents and products have classes. */
static bool is_of_either(const struct jc_column *c)
{
    static const char *const heads[] = {"类别", "类型"};
    bool found = false;
    for (size_t i = 0; i < JC_LEN(heads); i++)
        found = found || strcmp(c->head, heads[i]) == 0;
    return found;
}

/* Bought of a firm, at a price. */
static bool is_paid_for(struct jc_load *l)
{
    static const char *const firms[] = {"公司", "药业", "制药", "医药", "企业", "集团", "药厂"};
    struct jc_span t = jc_row_text(l, JC_F_SUPPLIER);
    bool firm = false;
    for (size_t i = 0; i < JC_LEN(firms) && t.n; i++)
        firm = firm || jc_span_has(t, firms[i]);
    return firm && (figure(l, JC_F_PRICE) > 0 || figure(l, JC_F_UNIT_PRICE) > 0);
}

/* 自制制剂 is a class of products as well as a way in which they came: beside a price and a firm it is the former. */
static int word_of(struct jc_load *l, const struct jc_column *c)
{
    static const struct jc_hearing doc = {jc_word_doc, E_SORT, JC_WORD_UNKNOWN},
                                   given = {jc_word_is_given, E_SORT, JC_WORD_UNKNOWN},
                                   made = {jc_word_made, E_SORT, JC_WORD_UNKNOWN};
    static const char *const gifts[] = {"赠"};
    int word = jc_row_hear(l, c, jc_title_has_word(c->head, gifts, JC_LEN(gifts)) ? &given : &doc);
    if (word != JC_DOC_OUT || !is_of_either(c) || !is_paid_for(l))
        return word;
    return jc_row_hear(l, c, &made) == JC_WORD_UNKNOWN ? JC_DOC_OTHER : word;
}

/* What all columns say of the document; `by` = the one that decides. */
static int document_of(struct jc_load *l, const struct jc_column **by)
{
    int most = JC_DOC_OTHER;
    for (size_t i = 0; i < l->map.n && l->by_field[JC_F_DOC_TYPE]; i++) {
        const struct jc_column *c = &l->map.cols[i];
        int word = c->field == JC_F_DOC_TYPE ? word_of(l, c) : JC_DOC_OTHER;
        if (word > most) {
            most = word;
            *by = c;
        }
    }
    return most;
}

/* 是否退货, 红冲标志: below it stands yes or no. */
static bool asks_of_return(const struct jc_column *c)
{
    static const char *const asks[] = {"是否", "标志", "标识", "标记"}, *const back[] = {"退", "红", "冲"};
    return jc_title_has_word(c->head, asks, JC_LEN(asks)) && jc_title_has_word(c->head, back, JC_LEN(back));
}

/* What one column says of it, as jc_word_status. */
static int state_in(struct jc_load *l, const struct jc_column *c)
{
    static const struct jc_hearing state = {jc_word_status, E_STATE, JC_WORD_UNKNOWN},
                                   flag = {jc_word_is_back, E_STATE, JC_WORD_UNKNOWN},
                                   receipt = {jc_word_receipt_status, E_STATE, JC_WORD_UNKNOWN},
                                   document = {jc_word_reversed, 0, JC_WORD_UNKNOWN},
                                   of_return = {jc_word_return_state, 0, JC_WORD_UNKNOWN};
    if (c->field == JC_F_STATUS)
        return jc_row_hear(l, c, asks_of_return(c) ? &flag : jc_column_is_of_receipt(c) ? &receipt : &state);
    if (c->field != JC_F_CHECKED)
        return 0;
    return jc_row_hear(l, c, strstr(c->head, "退") ? &of_return : &document);
}

/* The same of all: purchase.void, and of returns in *back with the column that speaks of them in *by. */
static int state_of(struct jc_load *l, int *back, const struct jc_column **by)
{
    const struct jc_column *open = NULL;
    int cancelled = 0;
    for (size_t i = 0; i < l->map.n && (l->by_field[JC_F_STATUS] || l->by_field[JC_F_CHECKED]); i++) {
        const struct jc_column *c = &l->map.cols[i];
        int word = state_in(l, c);
        if (word == JC_STATUS_OPEN)
            open = c;
        if (word <= 0 || word == JC_STATUS_OPEN)
            continue;
        if ((word & JC_STATUS_VOID) > cancelled)
            cancelled = word & JC_STATUS_VOID;
        if (word >> JC_STATUS_BACK > *back) {
            *back = word >> JC_STATUS_BACK;
            *by = c;
        }
    }
    if (open && !cancelled && figure(l, JC_F_ACCEPTED) > 0) /* of what does not count nobody needs to know */
        jc_row_count_open(l, open);
    return cancelled;
}

/*
 * 4 at -5.60 come to -22.40: a red entry whose sign stands at its money. A price is never negative itself, or what went back would
 * be owed for, or what came in be owed back.
 */
static void take_money_sign(struct jc_load *l)
{
    enum jc_field f = jc_row_get(l, JC_F_PRICE)->has ? JC_F_PRICE : JC_F_UNIT_PRICE;
    struct jc_field_value *price = jc_row_get(l, f);
    const struct jc_field_value *amount = jc_row_get(l, JC_F_AMOUNT);
    char text[40];
    if (!price->has || price->i >= 0)
        return;
    const bool in = figure(l, JC_F_ACCEPTED) > 0 ||
                    (!jc_row_get(l, JC_F_ACCEPTED)->has && figure(l, JC_F_ORDERED) > 0 && !figure(l, JC_F_RETURNED));
    const bool red = in && (!amount->has || amount->i < 0);
    jc_scaled_text(text, sizeof text, price->i, 2, 4);
    jc_load_issue(l, red ? E_RED : E_PRICE_SIGN, price->col, f, jc_span(text), NULL, NULL, false);
    price->i = -price->i;
    if (red)
        turn_negative(l);
}

/*
 * 到货数量 100, 退货数量 10, 实际入库数量 90: the column that is read is what was left once some went back, and another of the same
 * field what came in. That is accepted then, so that the return is taken off once; told, since the 10 may have been refused.
 */
static void take_before_return(struct jc_load *l)
{
    struct jc_field_value *in = jc_row_get(l, JC_F_ACCEPTED);
    int64_t back = figure(l, JC_F_RETURNED), came;
    if (!in->has || in->i < 0 || back == 0 || !jc_mul(&back, back, back < 0 ? -1 : 1) || !jc_add(&came, in->i, back))
        return;
    for (size_t i = 0; i < l->map.n; i++) {
        const struct jc_column *c = &l->map.cols[i];
        struct jc_number n;
        const struct jc_cell *cell = c->field == JC_F_ACCEPTED && c->spare ? jc_value_at(l->current, c->col) : NULL;
        if (!cell || jc_value_times(&n, cell, c->factor > 1 ? c->factor : 1, c->per) != 0 || n.scaled != came)
            continue;
        in->i = came;
        if (!l->net_told)
            jc_load_issue(l, E_NET, in->col, JC_F_ACCEPTED, jc_span(l->by_field[JC_F_ACCEPTED]->head), c->head, NULL,
                          false);
        l->net_told = true;
        return;
    }
}

static struct jc_field_value original_order(struct jc_load *l)
{
    struct jc_field_value of = {0};
    for (size_t i = 0; i < l->map.n && !of.has; i++)
        if (l->map.cols[i].original)
            of = jc_field_read_other(l, l->current, &l->map.cols[i]);
    return of;
}

struct jc_span jc_row_original_order(struct jc_load *l)
{
    const struct jc_span own = jc_row_text(l, JC_F_ORDER_NO);
    const struct jc_field_value of = original_order(l);
    bool same = !of.has || (own.n == of.text.n && memcmp(own.p, of.text.p, own.n) == 0);
    return same ? jc_no_span : of.text;
}

struct jc_return jc_row_return(struct jc_load *l)
{
    take_money_sign(l);
    take_before_return(l);
    const struct jc_column *doc_by = NULL, *state_by = NULL;
    int back = JC_BACK_UNSAID, type = document_of(l, &doc_by);
    struct jc_return r = {.cancelled = state_of(l, &back, &state_by), .came_in = type == JC_DOC_IN};
    if (type >= JC_DOC_BACK) {
        turn_negative(l);
        if (type != JC_DOC_BACK)
            r.cancelled = type == JC_DOC_INNER ? JC_NO_PURCHASE : 1;
        if (type == JC_DOC_INNER)
            tell(l, E_INNER, doc_by, "");
    } else if (type == JC_DOC_OUT) {
        r.cancelled = JC_NO_PURCHASE;
        r.unbought = doc_by;
    } else if (!r.cancelled && !is_return(l)) {
        take_status(l, back, state_by);
    }
    r.back = is_return(l);
    const bool numbered = jc_row_get(l, JC_F_ORDER_NO)->has;
    const struct jc_field_value of = r.back && !numbered ? original_order(l) : (struct jc_field_value){0};
    if (of.has)
        *jc_field_lend(l, JC_F_ORDER_NO) = of;
    return r;
}

/* ---- what was not bought ------------------------------------------------------------------------------------------------ */

/* The rows of one word in one column; NULL: there are too many words. */
static struct jc_unbought *unbought_of(struct jc_load *l, const struct jc_column *by, const char *word)
{
    for (size_t i = 0; i < l->n_unbought; i++)
        if (l->unbought[i].c == by && strcmp(l->unbought[i].word, word) == 0)
            return &l->unbought[i];
    if (l->n_unbought == JC_UNBOUGHT)
        return NULL;
    struct jc_unbought *u = &l->unbought[l->n_unbought++];
    *u = (struct jc_unbought){.c = by, .row = l->row};
    jc_copy(u->word, sizeof u->word, word);
    return u;
}

/* What the row says that it cost, or would have. */
static bool worth_of(struct jc_load *l, int64_t *amount)
{
    enum jc_field paid = strcmp(l->map.kind->id, "payment") == 0 ? JC_F_PAID : JC_F_AMOUNT;
    const struct jc_field_value *a = jc_row_get(l, paid), *price = jc_row_get(l, JC_F_PRICE),
                                *in = jc_row_get(l, JC_F_ACCEPTED);
    *amount = a->i;
    return a->has || (price->has && in->has && jc_muldiv(amount, price->i, in->i, 10000));
}

static void tell_unbought(struct jc_load *l, const struct jc_unbought *u)
{
    char rows[24], amount[40] = "?";
    const uint32_t row = l->row;
    snprintf(rows, sizeof rows, "%lld", (long long)u->rows);
    if (u->priced)
        jc_scaled_text(amount, sizeof amount, u->amount, 2, 4);
    l->row = u->row;
    jc_load_issue(l, u->c->field == JC_F_PURPOSE ? E_FOR_OTHERS : E_OUT, u->c->col, u->c->field, jc_span(u->word), rows,
                  amount, false);
    l->row = row;
}

void jc_row_count_unbought(struct jc_load *l, const struct jc_column *by)
{
    struct jc_buf value = {0};
    char word[64];
    int64_t amount;
    jc_cell_text(&value, &l->current->cells[by->col]);
    jc_copy(word, sizeof word, jc_buf_text(&value));
    jc_buf_free(&value);
    struct jc_unbought one = {.c = by, .row = l->row}, *u = unbought_of(l, by, word);
    bool alone = !u;
    if (alone) {
        jc_copy(one.word, sizeof one.word, word);
        u = &one;
    }
    u->rows++;
    if (worth_of(l, &amount) && jc_add(&u->amount, u->amount, amount))
        u->priced = true;
    if (alone)
        tell_unbought(l, u);
}

void jc_load_tell_unbought(struct jc_load *l)
{
    for (size_t i = 0; i < l->n_unbought; i++)
        tell_unbought(l, &l->unbought[i]);
    l->n_unbought = 0;
}
