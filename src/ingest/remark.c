/*
 * Columns that decide nothing, in which somebody wrote all the same that a row is void or went back: 备注 = 作废. Nobody knows
 * whether the row was mended for it, so it counts, and is told.
 */
#include "ingest/row.h"

enum { E_REMARK = 208, LONGEST = 60 };

/* 退货联系人, 退货电话, 退货期限, 可否退货: whom to ask, or whether it may be, and nothing of what became of the row. */
static bool is_about_returns(const char *head)
{
    static const char *const back[] = {"退货", "退换", "退药", "退库", "可退", "能退"},
                             *const of[] = {"联系", "电话", "手机", "期限", "时限", "地址", "热线",   "专员",
                                            "人员", "流程", "政策", "须知", "条件", "规定", "承诺",   "约定",
                                            "要求", "标准", "率",   "可",   "能否", "允许", "退货人", "退货期"};
    return jc_title_has_word(head, back, JC_LEN(back)) && jc_title_has_word(head, of, JC_LEN(of));
}

/* It is known, or not known, and read by nobody, or kept as it stands, or says of the product what it is. */
static bool is_remark(const struct jc_column *c)
{
    if (is_about_returns(c->head))
        return false;
    return c->field == JC_F_COUNT || c->field == JC_F_NOTE || c->field == JC_F_GOODS ||
           (c->field == JC_F_SKIP && !c->spare && !c->net);
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
            return true;
        default:
            break;
        }
    }
    return false;
}

void jc_load_find_remarks(struct jc_load *l)
{
    l->remarks = 0;
    for (size_t i = 0; i < l->map.n && l->remarks < JC_REMARKS; i++)
        if (is_remark(&l->map.cols[i]))
            l->remark[l->remarks++] = (struct jc_remark){.c = &l->map.cols[i]};
}

static void count(struct jc_load *l, struct jc_remark *r)
{
    char cell[24];
    const struct jc_cell *at = &l->current->cells[r->c->col];
    if (r->rows++ > 0)
        return;
    jc_cell_name(cell, r->c->col, l->row);
    snprintf(r->place, sizeof r->place, "%s %s", r->c->head, cell);
    jc_copyn(r->word, sizeof r->word, at->text, at->len);
}

void jc_row_hear_remarks(struct jc_load *l)
{
    for (struct jc_remark *r = l->remark; r < l->remark + l->remarks; r++) {
        const struct jc_cell *cell = r->c->col < l->current->n ? &l->current->cells[r->c->col] : NULL;
        if (!cell || !may_speak(cell))
            continue;
        bool paid = strcmp(l->map.kind->id, "payment") == 0;
        bool returned = jc_row_get(l, JC_F_RETURNED)->has && l->v[JC_F_RETURNED].i != 0;
        enum jc_remark_word word = jc_word_remark((struct jc_span){cell->text, cell->len}, paid);
        if (word == JC_REMARK_VOID || (word == JC_REMARK_BACK && !returned && !paid))
            count(l, r);
    }
}

void jc_load_tell_remarks(struct jc_load *l)
{
    for (const struct jc_remark *r = l->remark; r < l->remark + l->remarks; r++) {
        char n[24];
        snprintf(n, sizeof n, "%lld", (long long)r->rows);
        if (r->rows)
            jc_load_tell(l, E_REMARK, r->word, n, r->place);
    }
}
