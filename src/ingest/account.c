/*
 * Accounts at a bank and in a ledger: which rows are payments. What came in is none; 借 and 贷 say nothing without knowing whose
 * books they are, since the bank writes what the hospital pays as 借 and the hospital as 贷.
 */
#include "ingest/row.h"

enum { E_SIDE = 901, E_CAME_BACK, E_OTHERWISE = 928 };

/* The column of the direction, NULL: there is none. Of several, one that says 支出 or 收入 goes before 借 and 贷, not before the other. */
static const struct jc_column *side_of(struct jc_load *l, int *says)
{
    static const struct jc_hearing side = {jc_word_side, 0, -1};
    const struct jc_column *found = NULL;
    bool out = false, in = false;
    int other = JC_SIDE_UNSAID;
    for (size_t i = 0; i < l->map.n && l->by_field[JC_F_DIRECTION]; i++) {
        const struct jc_column *c = &l->map.cols[i];
        if (c->field != JC_F_DIRECTION)
            continue;
        int word = jc_row_hear(l, c, &side);
        found = found && word == JC_SIDE_UNSAID ? found : c;
        out |= word == JC_SIDE_OUT;
        in |= word == JC_SIDE_IN;
        other = word == JC_SIDE_BOOK || (word == JC_SIDE_WHAT && !other) ? word : other;
    }
    *says = out && in ? JC_SIDE_BOOK : out ? JC_SIDE_OUT : in ? JC_SIDE_IN : other;
    return found;
}

/* An amount other than 0 in a column that nobody reads. */
static bool is_unread_amount(const struct jc_load *l, const struct jc_column *c)
{
    static const char *const others[] = {"余额", "号",   "日期", "时间", "户",   "行名", "科目", "编码",
                                         "代码", "笔数", "名称", "银行", "电话", "手机", "联系", "证"};
    struct jc_number num;
    return c->field >= JC_F_SKIP && !jc_title_has_word(c->head, others, JC_LEN(others)) && c->col < l->current->n &&
           jc_value_number(&num, &l->current->cells[c->col]) == 0 && !(num.flags & JC_NUM_BLANK) && num.scaled != 0;
}

/* Of the columns that are not read, one of what came in with an amount other than 0; `words` tell which they are. */
static bool has_other_amount(const struct jc_load *l, const char *const *words, size_t n)
{
    for (size_t i = 0; i < l->map.n; i++)
        if (jc_title_has_word(l->map.cols[i].head, words, n) && is_unread_amount(l, &l->map.cols[i]))
            return true;
    return false;
}

/* 承兑金额, 医保支付金额: by that it may have been paid as well. 应付, 申请付款 and 累计付款 were not paid now. */
static bool pays_otherwise(const struct jc_column *c)
{
    static const char *const others[] = {"累计", "前期", "上期", "以前", "历史", "其中", "合计", "核定", "同意",
                                         "批准", "审定", "审核", "可付", "限额", "上限", "折扣", "比例", "率",
                                         "次",   "期限", "天",   "费",   "收",   "存",   "转入"},
                             *const ends[] = {"款", "元"};
    const struct jc_span head = jc_span(c->head);
    /* 付款年度, 转账标志 and 支付系统 hold numbers as well */
    bool amount = jc_span_has(head, "额") || jc_head_names_a_way(c->head, true);
    for (size_t i = 0; i < JC_LEN(ends) && !amount; i++)
        amount = jc_span_ends(head, ends[i]);
    const unsigned all = jc_line_matter(jc_span(c->head)).all;
    bool paid = all & 1u << JC_MATTER_PAID && !(all & (1u << JC_MATTER_OWED | 1u << JC_MATTER_PLANNED));
    return amount && (paid || jc_head_names_a_way(c->head, false)) &&
           !jc_title_has_word(c->head, others, JC_LEN(others));
}

/*
 * No paid amount, or one that was paid one way, and another amount in such a column: what was paid is not known. The row is
 * told, and neither passed over as if nothing had been paid nor read in part.
 */
static bool is_paid_otherwise(struct jc_load *l)
{
    const struct jc_column *c = NULL, *used = l->by_field[JC_F_PAID];
    const bool paid = jc_row_get(l, JC_F_PAID)->has && l->v[JC_F_PAID].i != 0,
               in_part = used && jc_head_names_a_way(used->head, false);
    for (size_t i = 0; i < l->map.n && (!paid || in_part) && !c; i++)
        if (pays_otherwise(&l->map.cols[i]) && (!paid || jc_head_names_a_way(l->map.cols[i].head, false)) &&
            is_unread_amount(l, &l->map.cols[i]))
            c = &l->map.cols[i];
    if (!c)
        return false;
    struct jc_buf value = {0};
    jc_cell_text(&value, &l->current->cells[c->col]);
    jc_load_issue(l, E_OTHERWISE, c->col, c->field, (struct jc_span){jc_buf_text(&value), value.len}, c->head, NULL,
                  true);
    jc_buf_free(&value);
    return true;
}

static const char *const amounts[] = {"金额", "借方", "贷方", "收入", "存入", "转入", "收到", "收款"};
enum { MONEY_IN = 3 }; /* of them, from here: nothing but money */

/* Nothing was paid, but something came in or is owed: 入库金额, 贷方金额. A bank writes 0.00 on the other side. */
static bool is_other_side(struct jc_load *l)
{
    const struct jc_field_value *paid = jc_row_get(l, JC_F_PAID);
    if (!paid->has)
        return has_other_amount(l, amounts, JC_LEN(amounts));
    return paid->i == 0 && has_other_amount(l, amounts + 1, JC_LEN(amounts) - 1);
}

static bool has_balance(const struct jc_load *l)
{
    bool found = false;
    for (size_t i = 0; i < l->map.n && !found; i++)
        found = jc_header_is_balance(&l->map.cols[i]);
    return found;
}

/* Does the table have a balance, or a column of directions: one of an account, and no list of payments alone? */
static bool is_account(const struct jc_load *l)
{
    return l->by_field[JC_F_DIRECTION] || has_balance(l);
}

/* The hospital's own name as the payee: it was paid. */
static bool is_paid_itself(struct jc_load *l)
{
    struct jc_span to = jc_row_text(l, JC_F_SUPPLIER), own = jc_row_text(l, JC_F_INST_NAME);
    own = own.n ? own : jc_span(l->title_inst);
    return is_account(l) && own.n > 0 && own.n == to.n && memcmp(own.p, to.p, own.n) == 0;
}

/* 退汇, 冲正: of what came in, it is a payment that came to nothing, and counts as paid unless somebody says so. */
static bool came_back(struct jc_load *l)
{
    static const char *const words[] = {"退汇", "退票", "退款", "退回", "冲正", "冲销", "冲账", "撤销"};
    struct jc_span firm = jc_row_text(l, JC_F_SUPPLIER);
    bool said = false;
    for (size_t i = 0; i < l->map.n && firm.n && !said; i++) {
        const struct jc_column *c = &l->map.cols[i];
        const struct jc_cell *cell = jc_value_at(l->current, c->col);
        bool remark = c->field == JC_F_NOTE || c->field >= JC_F_SKIP;
        for (size_t k = 0; k < JC_LEN(words) && remark && cell && cell->type == JC_CELL_TEXT && !said; k++)
            said = jc_text_find(cell->text, cell->len, words[k], strlen(words[k])) != NULL;
    }
    if (said)
        jc_load_issue(l, E_CAME_BACK, l->by_field[JC_F_SUPPLIER]->col, JC_F_SUPPLIER, firm, NULL, NULL, true);
    return said;
}

static void tell_side(struct jc_load *l, const struct jc_column *c)
{
    struct jc_buf value = {0};
    if (c->col < l->current->n)
        jc_cell_text(&value, &l->current->cells[c->col]);
    jc_load_issue(l, E_SIDE, c->col, c->field, (struct jc_span){jc_buf_text(&value), value.len}, c->head, NULL, true);
    jc_buf_free(&value);
}

/* 付款金额: what stands below it was paid, and taken back where it is negative, whatever else a row says of its direction. */
static bool is_named_paid(const struct jc_load *l)
{
    static const char *const paid[] = {"付款", "支付", "回款", "已付", "实付", "打款", "转账"};
    const struct jc_column *c = l->by_field[JC_F_PAID];
    return c && jc_title_has_word(c->head, paid, JC_LEN(paid));
}

/* 支出金额 -12000: a bank that writes a sign, or a payment taken back. */
static const struct jc_column *negative_side(struct jc_load *l)
{
    static const char *const sides[] = {"支出", "支取", "转出", "付出", "汇出", "金额", "发生额", "交易额"};
    const struct jc_column *c = l->by_field[JC_F_PAID];
    return c && jc_title_has_word(c->head, sides, JC_LEN(sides)) && is_account(l) ? c : NULL;
}

enum jc_went jc_row_went(struct jc_load *l)
{
    int says;
    const struct jc_column *c = side_of(l, &says);
    const struct jc_field_value *paid = jc_row_get(l, JC_F_PAID);
    if (says != JC_SIDE_IN && !is_paid_itself(l) && is_paid_otherwise(l))
        return JC_WENT_REFUSED;
    if (says == JC_SIDE_IN || is_other_side(l) || is_paid_itself(l)) {
        bool money = says == JC_SIDE_IN || has_other_amount(l, amounts + MONEY_IN, JC_LEN(amounts) - MONEY_IN);
        return money && came_back(l) ? JC_WENT_REFUSED : JC_WENT_IN;
    }
    if (is_named_paid(l) && (says != JC_SIDE_BOOK || !has_balance(l)))
        return JC_WENT_OUT;
    /* 支出 beside a negative amount: it was paid, or came back */
    if (!c && paid->has && paid->i < 0)
        c = negative_side(l);
    if (!c || !paid->has || paid->i == 0 || (says == JC_SIDE_OUT && paid->i > 0))
        return JC_WENT_OUT;
    tell_side(l, c);
    return JC_WENT_REFUSED;
}
