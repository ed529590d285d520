/*
 * Whether what a row tells of has happened: 审核状态, 付款状态, 到货状态, 合同状态, 认定结果, 是否作废. What is void is not counted,
 * what is not yet paid or accepted is not either; receipts that nobody has checked yet count, and are told at the end of the
 * sheet (rule book 4.1, 7.4 and 7.8).
 */
#include "ingest/row.h"

enum { E_UNPAID = 229, E_WORD, E_PAID_STATE = 233, E_NOT_BACK, E_CAME_BACK = 926, E_NOT_IN = 941, E_NOT_UPHELD };

/* 退货状态 speaks of the return alone. */
static bool of_return(const struct jc_load *l, const struct jc_column *c)
{
    return strstr(c->head, "退") != NULL && strcmp(l->map.kind->id, "payment") != 0;
}

/* 是否退票, 退款状态, 冲销标志 of a payment. */
static bool is_of_bounces(const struct jc_load *l, const struct jc_column *c)
{
    static const char *const words[] = {"退", "红冲", "冲正"};
    return strcmp(l->map.kind->id, "payment") == 0 && jc_title_has_word(c->head, words, JC_LEN(words));
}

/* 是否付款, 支付标志, 付清: below it stands yes or no. 状态 may hold the codes of a system. */
static bool asks(const struct jc_column *c)
{
    static const char *const words[] = {"是否", "标志", "标识", "标记", "付清", "付讫", "结清"};
    return jc_title_has_word(c->head, words, JC_LEN(words));
}

/* 是否终止, 是否作废: below it stands whether the row is none any more. */
static bool asks_of_end(const struct jc_column *c)
{
    static const char *const words[] = {"作废", "取消", "删除", "撤销", "终止", "解除", "解约", "放弃", "退出", "驳回"};
    return jc_title_has_word(c->head, words, JC_LEN(words));
}

static int state_of_purchase(struct jc_load *l, const struct jc_column *c)
{
    static const struct jc_hearing any = {jc_word_standing, E_WORD, JC_STANDS_WHAT},
                                   receipt = {jc_word_receipt_standing, E_WORD, JC_STANDS_WHAT},
                                   back = {jc_word_return_standing, E_WORD, JC_STANDS_WHAT},
                                   voided = {jc_word_voided, E_WORD, JC_STANDS_WHAT},
                                   bounced = {jc_word_bounced, E_WORD, JC_STANDS_WHAT},
                                   valid = {jc_word_valid, E_WORD, JC_STANDS_WHAT},
                                   paid = {jc_word_is_paid, E_WORD, JC_STANDS_WHAT},
                                   settled = {jc_word_is_settled, E_WORD, JC_STANDS_WHAT};
    if (c->field == JC_F_PAY_STATE && (strstr(c->head, "清") || strstr(c->head, "讫")))
        return jc_row_hear(l, c, &settled);
    if (c->field == JC_F_PAY_STATE && asks(c))
        return jc_row_hear(l, c, &paid);
    if (is_of_bounces(l, c)) /* a negative amount takes back what was paid, whatever it is called */
        return jc_row_get(l, JC_F_PAID)->has && l->v[JC_F_PAID].i < 0 ? JC_STANDS : jc_row_hear(l, c, &bounced);
    bool of_validity = strstr(c->head, "有效") || strstr(c->head, "生效");
    if (c->field == JC_F_VOIDED)
        return jc_row_hear(l, c, of_validity ? &valid : &voided);
    if (of_return(l, c))
        return jc_row_hear(l, c, &back);
    return jc_row_hear(l, c, strcmp(l->map.kind->id, "purchase") == 0 ? &receipt : &any);
}

/* Of agreements and of reasons: their words are others, and so is what 否 means. */
static int state_of_list(struct jc_load *l, const struct jc_column *c, bool reason)
{
    static const struct jc_hearing voided = {jc_word_voided, E_WORD, JC_STANDS_WHAT},
                                   valid = {jc_word_valid, E_WORD, JC_STANDS_WHAT},
                                   agreed = {jc_word_agreed, E_WORD, JC_STANDS_WHAT},
                                   is_agreed = {jc_word_is_agreed, E_WORD, JC_STANDS_WHAT},
                                   checked = {jc_word_is_paid, E_WORD, JC_STANDS_WHAT}, /* 否 is not yet */
        upheld = {jc_word_upheld, E_WORD, JC_STANDS_WHAT}, is_upheld = {jc_word_is_upheld, E_WORD, JC_STANDS_WHAT};
    if (asks_of_end(c)) /* 是否终止, 作废状态 */
        return jc_row_hear(l, c, &voided);
    if (strstr(c->head, "有效") && !reason)
        return jc_row_hear(l, c, &valid);
    if (asks(c) && (strstr(c->head, "审核") || strstr(c->head, "确认")) && !strstr(c->head, "通过"))
        return jc_row_hear(l, c, &checked);
    return jc_row_hear(l, c, reason ? asks(c) ? &is_upheld : &upheld : asks(c) ? &is_agreed : &agreed);
}

static int standing_of(struct jc_load *l, const struct jc_column *c)
{
    bool reason = strcmp(l->map.kind->id, "reason") == 0;
    return reason || strcmp(l->map.kind->id, "agreement") == 0 ? state_of_list(l, c, reason) : state_of_purchase(l, c);
}

/* The column of these fields that says most against the row; NULL: none says anything. */
static const struct jc_column *worst(struct jc_load *l, unsigned fields, bool back, int *says)
{
    const struct jc_column *found = NULL;
    *says = JC_STANDS_UNSAID;
    for (size_t i = 0; i < l->map.n && l->standing; i++) {
        const struct jc_column *c = &l->map.cols[i];
        bool asked =
            jc_field_is_standing(c->field) && fields & 1u << (c->field - JC_F_CHECKED) && of_return(l, c) == back;
        int word = asked ? standing_of(l, c) : JC_STANDS_UNSAID;
        if (word > *says) {
            *says = word;
            found = c;
        }
    }
    return found;
}

enum { CHECKED = 1, VOIDED = 2, PAY_STATE = 4 }; /* 1 << (field - JC_F_CHECKED) */

static void tell(struct jc_load *l, int code, const struct jc_column *c, const char *arg)
{
    struct jc_buf value = {0};
    jc_cell_text(&value, &l->current->cells[c->col]);
    jc_load_issue(l, code, c->col, c->field, (struct jc_span){jc_buf_text(&value), value.len}, arg, NULL, false);
    jc_buf_free(&value);
}

void jc_row_count_open(struct jc_load *l, const struct jc_column *c)
{
    if (l->open && l->open_row == l->row)
        return;
    l->open_row = l->row;
    if (l->open++ == 0) {
        jc_cell_name(l->open_at, c->col, l->row);
        struct jc_buf value = {0};
        jc_cell_text(&value, &l->current->cells[c->col]);
        jc_copy(l->open_word, sizeof l->open_word, jc_buf_text(&value));
        jc_buf_free(&value);
    }
}

enum jc_standing jc_row_paid_standing(struct jc_load *l)
{
    int says;
    const struct jc_column *c = worst(l, CHECKED | VOIDED | PAY_STATE, false, &says);
    const struct jc_field_value *paid = jc_row_get(l, JC_F_PAID);
    /* 红冲 beside a negative amount: whether what it took back says so, too, another row tells */
    bool came_back = says == JC_STANDS_VOID && paid->has && paid->i < 0;
    if (says >= JC_STANDS_OPEN)
        tell(l, came_back ? E_CAME_BACK : E_UNPAID, c, NULL);
    return (enum jc_standing)says;
}

const struct jc_column *jc_row_void_column(struct jc_load *l)
{
    int says;
    const struct jc_column *c = worst(l, CHECKED | VOIDED, false, &says);
    if (says == JC_STANDS_OPEN)
        jc_row_count_open(l, c);
    return says == JC_STANDS_VOID ? c : NULL;
}

/* 付款状态 = 已付款, 是否付清 = 是. */
static const struct jc_column *says_it_is_paid(struct jc_load *l)
{
    enum { NEVER = -9 };
    static const struct jc_hearing paid = {jc_word_paid, 0, NEVER};
    for (size_t i = 0; i < l->map.n && l->standing; i++) {
        const struct jc_column *c = &l->map.cols[i];
        if (c->field == JC_F_PAY_STATE &&
            (asks(c) ? state_of_purchase(l, c) == JC_STANDS : jc_row_hear(l, c, &paid) == 1))
            return c;
    }
    return NULL;
}

/* 付款金额 beside 未付款 is what there is to pay. */
static void check_own_payment(struct jc_load *l)
{
    int says;
    const struct jc_column *c = worst(l, PAY_STATE, false, &says);
    struct jc_field_value *paid = jc_row_get(l, JC_F_PAID);
    if (l->unpaid && says < JC_STANDS_OPEN) { /* 付款日期 = 未付 */
        says = JC_STANDS_OPEN;
        c = l->unpaid;
    }
    if (says < JC_STANDS_OPEN && !paid->has && (c = says_it_is_paid(l)) != NULL)
        jc_row_count_paid(l, c);
    if (says < JC_STANDS_OPEN || !paid->has || paid->i == 0)
        return;
    tell(l, E_PAID_STATE, c, l->by_field[JC_F_PAID]->head);
    paid->has = false;
    (void)jc_row_get(l, JC_F_DAY_PAID);
    l->v[JC_F_DAY_PAID].has = false;
}

/* 订单状态 of a row that went back, or of which something did: 拒绝退货 there is about that. */
static const struct jc_column *worse_status(struct jc_load *l, bool back, const struct jc_column *found, int *says)
{
    static const struct jc_hearing status = {jc_word_return_of_status, E_WORD, JC_STANDS_WHAT};
    const struct jc_field_value *returned = jc_row_get(l, JC_F_RETURNED);
    bool went = back || (returned->has && returned->i != 0);
    for (size_t i = 0; i < l->map.n && went && l->by_field[JC_F_STATUS]; i++) {
        const struct jc_column *c = &l->map.cols[i];
        int word = c->field == JC_F_STATUS ? jc_row_hear(l, c, &status) : JC_STANDS_UNSAID;
        if (word > *says) {
            *says = word;
            found = c;
        }
    }
    return found;
}

const struct jc_column *jc_row_standing(struct jc_load *l, bool back)
{
    int says;
    const struct jc_column *c = worst(l, CHECKED, true, &says);
    c = worse_status(l, back, c, &says);
    check_own_payment(l);
    if (says == JC_STANDS_OPEN)
        jc_row_count_open(l, c);
    if (says == JC_STANDS_VOID && back)
        return c;
    if (says == JC_STANDS_VOID && jc_row_get(l, JC_F_RETURNED)->has && l->v[JC_F_RETURNED].i != 0) {
        tell(l, E_NOT_BACK, c, l->by_field[JC_F_RETURNED] ? l->by_field[JC_F_RETURNED]->head : "");
        l->v[JC_F_RETURNED].has = false;
    }
    return jc_row_void_column(l);
}

/* ---- whether the goods came ------------------------------------------------------------------------------------------ */

/* 验收状态 of the line itself; 订单状态 is of an order, whose other lines may be still to come. */
bool jc_column_is_of_receipt(const struct jc_column *c)
{
    static const char *const words[] = {"验收", "入库", "到货", "收货", "签收"}, *const others[] = {"审", "退", "红"};
    bool state = c->field == JC_F_STATUS && jc_title_has_word(c->head, words, JC_LEN(words)) &&
                 !jc_title_has_word(c->head, others, JC_LEN(others));
    return state || c->field == JC_F_RECEIVED;
}

/* Words that a status does not know are told with it. */
static int receipt_of(struct jc_load *l, const struct jc_column *c)
{
    enum { NEVER = -9 };
    static const struct jc_hearing state = {jc_word_received, 0, NEVER},
                                   word = {jc_word_received, E_WORD, JC_STANDS_WHAT},
                                   flag = {jc_word_is_received, E_WORD, JC_STANDS_WHAT},
                                   fit = {jc_word_is_fit, E_WORD, JC_STANDS_WHAT};
    if (c->field == JC_F_RECEIVED)
        return jc_row_hear(l, c, strstr(c->head, "合格") ? &fit : asks(c) ? &flag : &word);
    int says = jc_column_is_of_receipt(c) ? jc_row_hear(l, c, &state) : JC_STANDS_UNSAID;
    return says == JC_STANDS_OPEN ? says : JC_STANDS_UNSAID;
}

enum jc_standing jc_row_receipt(struct jc_load *l, const struct jc_column **by)
{
    int most = JC_STANDS_UNSAID;
    *by = NULL;
    for (size_t i = 0; i < l->map.n && l->received; i++) {
        int says = receipt_of(l, &l->map.cols[i]);
        if (says > most) {
            most = says;
            *by = &l->map.cols[i];
        }
    }
    return (enum jc_standing)most;
}

void jc_row_not_accepted(struct jc_load *l, const struct jc_column *by)
{
    struct jc_field_value *in = jc_row_get(l, JC_F_ACCEPTED);
    if (!in->has || in->i <= 0)
        return;
    tell(l, E_NOT_IN, by, l->by_field[JC_F_ACCEPTED] ? l->by_field[JC_F_ACCEPTED]->head : "");
    in->i = 0;
}

/* ---- whether a reason was upheld ---------------------------------------------------------------------------------------- */

/* A reason for late payment that does not say who accepted it. */
static void pass_unaccepted(struct jc_load *l)
{
    if (!jc_row_text(l, JC_F_INVOICES).n && !jc_row_text(l, JC_F_LINE_NO).n && !jc_row_text(l, JC_F_ORDER_NO).n)
        return;
    if (l->unaccepted++ == 0)
        jc_cell_name(l->unaccepted_at, l->by_field[JC_F_REASON]->col, l->row);
}

bool jc_row_upheld(struct jc_load *l)
{
    int says;
    const struct jc_column *c = worst(l, CHECKED | VOIDED, false, &says), *who = l->by_field[JC_F_ACCEPTED_BY];
    struct jc_span name = jc_row_text(l, JC_F_ACCEPTED_BY);
    if (!name.n) {
        if (says < JC_STANDS_OPEN)
            pass_unaccepted(l);
        return false;
    }
    bool nobody = jc_word_nobody_upheld(name);
    if (says >= JC_STANDS_OPEN || nobody)
        tell(l, E_NOT_UPHELD, says >= JC_STANDS_OPEN ? c : who, NULL);
    return says < JC_STANDS_OPEN && !nobody;
}
