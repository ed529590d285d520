/*
 * Columns that decide nothing, in which somebody wrote all the same that a row is void, went back, did not come, was not paid,
 * ended or was not upheld: 备注 = 作废. Nobody knows whether the row was mended for it, so it counts, and is told. So is a
 * payment that names no document, and of which somebody wrote that it was for something else than drugs.
 */
#include "ingest/row.h"

enum { E_REMARK = 208, E_REFUNDS = 929, E_PAID_UNSAID, E_AWARD_REMARK = 937, E_OTHER_PURPOSE = 944, LONGEST = 60 };

/* 退货联系人, 退货电话, 退货期限, 可否退货: whom to ask, or whether it may be, and nothing of what became of the row. */
static bool is_about_returns(const char *head)
{
    static const char *const back[] = {"退货", "退换", "退药", "退库", "可退", "能退"},
                             *const of[] = {"联系", "电话", "手机", "期限", "时限", "地址", "热线",   "专员",
                                            "人员", "流程", "政策", "须知", "条件", "规定", "承诺",   "约定",
                                            "要求", "标准", "率",   "可",   "能否", "允许", "退货人", "退货期"};
    return jc_title_has_word(head, back, JC_LEN(back)) && jc_title_has_word(head, of, JC_LEN(of));
}

/* It is known, or not known, and read by nobody, or kept as it stands, or says of the product what it is. Of an award no state
   is read: it has no day, and what was bought before it was at the award price. */
static bool is_remark(const struct jc_column *c, const struct jc_kind *kind)
{
    if (is_about_returns(c->head))
        return false;
    if (strcmp(kind->id, "award") == 0 && jc_field_is_heard(c->field))
        return true;
    return c->field == JC_F_COUNT || c->field == JC_F_NOTE || c->field == JC_F_GOODS || c->field == JC_F_PURPOSE ||
           (c->field == JC_F_SKIP && !c->spare && !c->net && !c->province);
}

/* Bytes of the character that begins so. */
static uint32_t length_of(unsigned char first)
{
    return first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

/* One of the letters without which no such word is written: most cells of a million have none. */
static bool may_speak(const struct jc_cell *c)
{
    if (c->type != JC_CELL_TEXT || c->len < 6 || c->len > LONGEST)
        return false;
    for (uint32_t i = 0; i + 3 <= c->len; i += length_of((unsigned char)c->text[i])) {
        const unsigned char *p = (const unsigned char *)c->text + i;
        switch (p[0] << 16 | p[1] << 8 | p[2]) {
        case 0xE98080: /* 退 */
        case 0xE5BA9F: /* 废 */
        case 0xE586B2: /* 冲 */
        case 0xE7BAA2: /* 红 */
        case 0xE6B688: /* 消 */
        case 0xE99480: /* 销 */
        case 0xE692A4: /* 撤 */
        case 0xE69588: /* 效 */
        case 0xE69CAA: /* 未 */
        case 0xE4B88D: /* 不 */
        case 0xE6B2A1: /* 没 */
        case 0xE58BBF: /* 勿 */
        case 0xE68B92: /* 拒 */
        case 0xE99499: /* 错 */
        case 0xE8AFAF: /* 误 */
        case 0xE5A48D: /* 复 */
        case 0xE5A4B1: /* 失 */
        case 0xE69A82: /* 暂 */
        case 0xE6ADA2: /* 止 */
        case 0xE5BE85: /* 待 */
        case 0xE5BC83: /* 弃 */
        case 0xE8A7A3: /* 解 */
        case 0xE58F96: /* 取 */
        case 0xE8B083: /* 调 */
        case 0xE694B9: /* 改 */
        case 0xE58F98: /* 变 */
        case 0xE587BA: /* 出 */
        case 0xE9A9B3: /* 驳 */
        case 0xE590A6: /* 否 */
        case 0xE585A5: /* 入 */
        case 0xE5A487: /* 备 */
        case 0xE5819C: /* 停 */
        case 0xE69BBF: /* 替 */
        case 0xE69BB4: /* 更 */
        case 0xE5808E: /* 候 */
        case 0xE6B7B0: /* 淘 */
        case 0xE4BBB7: /* 价 */
        case 0xE99D9E: /* 非 */
        case 0xE890BD: /* 落 */
        case 0xE6B581: /* 流 */
            return true;
        default:
            break;
        }
    }
    return false;
}

/* 退款金额 beside 付款金额; 应退款 and 退款日期 are none. */
static bool is_of_refunds(const struct jc_column *c)
{
    static const char *const back[] = {"退款", "退回", "退汇", "退票", "冲销", "冲红", "红冲", "追回", "扣回"},
                             *const others[] = {"应", "待", "拟", "未", "日", "时间", "号", "次", "笔", "张", "率"};
    return c->field == JC_F_COUNT && jc_title_has_word(c->head, back, JC_LEN(back)) &&
           !jc_title_has_word(c->head, others, JC_LEN(others));
}

void jc_load_find_remarks(struct jc_load *l)
{
    const bool pays = strcmp(l->map.kind->id, "payment") == 0;
    l->remarks = 0;
    l->paid_unsaid = (struct jc_remark_seen){0};
    for (size_t i = 0; i < l->map.n && l->remarks < JC_REMARKS; i++)
        if (is_remark(&l->map.cols[i], l->map.kind))
            l->remark[l->remarks++] =
                (struct jc_remark){.c = &l->map.cols[i], .of_refunds = pays && is_of_refunds(&l->map.cols[i])};
}

static void count(struct jc_load *l, const struct jc_column *c, struct jc_remark_seen *r)
{
    char cell[24];
    struct jc_buf word = {0};
    if (r->row == l->row)
        return;
    r->row = l->row;
    if (r->rows++ > 0)
        return;
    jc_cell_name(cell, c->col, l->row);
    snprintf(r->place, sizeof r->place, "%s %s", c->head, cell);
    jc_cell_text(&word, &l->current->cells[c->col]);
    jc_copy(r->word, sizeof r->word, jc_buf_text(&word));
    jc_buf_free(&word);
}

static enum jc_remark_of remark_of(const struct jc_kind *kind)
{
    static const char *const kinds[] = {"purchase", "payment", "agreement", "award", "reason"};
    size_t i = 0;
    while (i + 1 < JC_LEN(kinds) && strcmp(kind->id, kinds[i]) != 0)
        i++;
    return (enum jc_remark_of)i;
}

void jc_row_hear_remarks(struct jc_load *l)
{
    const enum jc_remark_of of = remark_of(l->map.kind);
    for (struct jc_remark *r = l->remark; r < l->remark + l->remarks; r++) {
        const struct jc_cell *cell = r->c->col < l->current->n ? &l->current->cells[r->c->col] : NULL;
        if (!cell || !may_speak(cell))
            continue;
        bool returned = jc_row_get(l, JC_F_RETURNED)->has && l->v[JC_F_RETURNED].i != 0;
        enum jc_remark_word word = jc_word_remark((struct jc_span){cell->text, cell->len}, of);
        if (word == JC_REMARK_VOID || (word == JC_REMARK_BACK && !returned && of == JC_REMARK_OF_PURCHASE))
            count(l, r->c, &r->none);
    }
}

void jc_row_hear_purposes(struct jc_load *l)
{
    for (struct jc_remark *r = l->remark; r < l->remark + l->remarks; r++) {
        const struct jc_cell *cell = r->c->col < l->current->n ? &l->current->cells[r->c->col] : NULL;
        if (!cell || cell->type != JC_CELL_TEXT || cell->len > 2 * LONGEST)
            continue;
        int purpose = jc_word_purpose((struct jc_span){cell->text, cell->len});
        if (purpose == JC_PURPOSE_OTHER || (purpose == JC_PURPOSE_BOTH && r->c->field == JC_F_PURPOSE))
            count(l, r->c, &r->other);
    }
}

void jc_row_hear_refunds(struct jc_load *l)
{
    struct jc_number n;
    for (struct jc_remark *r = l->remark; r < l->remark + l->remarks; r++)
        if (r->of_refunds && r->c->col < l->current->n && jc_value_number(&n, &l->current->cells[r->c->col]) == 0 &&
            !(n.flags & JC_NUM_BLANK) && n.scaled != 0)
            count(l, r->c, &r->back);
}

void jc_row_count_paid(struct jc_load *l, const struct jc_column *c)
{
    count(l, c, &l->paid_unsaid);
}

static void tell(struct jc_load *l, int code, const struct jc_remark_seen *r)
{
    char n[24];
    snprintf(n, sizeof n, "%lld", (long long)r->rows);
    if (r->rows)
        jc_load_tell(l, code, r->word, n, r->place);
}

void jc_load_tell_remarks(struct jc_load *l)
{
    tell(l, E_PAID_UNSAID, &l->paid_unsaid);
    for (const struct jc_remark *r = l->remark; r < l->remark + l->remarks; r++) {
        tell(l, strcmp(l->map.kind->id, "award") == 0 ? E_AWARD_REMARK : E_REMARK, &r->none);
        tell(l, E_REFUNDS, &r->back);
        tell(l, E_OTHER_PURPOSE, &r->other);
    }
}
