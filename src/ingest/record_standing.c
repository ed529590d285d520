/*
 * Whether what a row tells of has happened: 审核状态, 付款状态, 发票状态, 是否作废. What is void is not counted, what is not yet
 * paid is not either; receipts that nobody has checked yet count, and are told at the end of the sheet (rule book 4.1 and 7.4).
 */
#include "ingest/row.h"

enum { E_UNPAID = 229, E_WORD = 230, E_PAID_STATE = 233, E_NOT_BACK = 234 };

/* 退货状态 speaks of the return alone. */
static bool of_return(const struct jc_column *c)
{
    return strstr(c->head, "退") != NULL;
}

static int standing_of(struct jc_load *l, const struct jc_column *c)
{
    static const struct jc_hearing any = {jc_word_standing, 0, E_WORD, JC_STANDS_WHAT},
                                   back = {jc_word_return_standing, 1, E_WORD, JC_STANDS_WHAT},
                                   voided = {jc_word_voided, 2, E_WORD, JC_STANDS_WHAT},
                                   valid = {jc_word_valid, 3, E_WORD, JC_STANDS_WHAT},
                                   paid = {jc_word_is_paid, 7, E_WORD, JC_STANDS_WHAT};
    if (c->field == JC_F_PAY_STATE && strstr(c->head, "是否"))
        return jc_row_hear(l, c, &paid);
    bool of_validity = strstr(c->head, "有效") || strstr(c->head, "生效");
    if (c->field == JC_F_VOIDED)
        return jc_row_hear(l, c, of_validity ? &valid : &voided);
    return jc_row_hear(l, c, of_return(c) ? &back : &any);
}

/* The column of these fields that says most against the row; NULL: none says anything. */
static const struct jc_column *worst(struct jc_load *l, unsigned fields, bool back, int *says)
{
    const struct jc_column *found = NULL;
    *says = JC_STANDS_UNSAID;
    for (size_t i = 0; i < l->map.n && l->standing; i++) {
        const struct jc_column *c = &l->map.cols[i];
        bool asked = jc_field_is_standing(c->field) && fields & 1u << (c->field - JC_F_CHECKED) && of_return(c) == back;
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

static void count_open(struct jc_load *l, const struct jc_column *c)
{
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
    if (says >= JC_STANDS_OPEN)
        tell(l, E_UNPAID, c, NULL);
    return (enum jc_standing)says;
}

const struct jc_column *jc_row_void_column(struct jc_load *l)
{
    int says;
    const struct jc_column *c = worst(l, CHECKED | VOIDED, false, &says);
    if (says == JC_STANDS_OPEN)
        count_open(l, c);
    return says == JC_STANDS_VOID ? c : NULL;
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
    if (says < JC_STANDS_OPEN || !paid->has || paid->i == 0)
        return;
    tell(l, E_PAID_STATE, c, l->by_field[JC_F_PAID]->head);
    paid->has = false;
    (void)jc_row_get(l, JC_F_DAY_PAID);
    l->v[JC_F_DAY_PAID].has = false;
}

const struct jc_column *jc_row_standing(struct jc_load *l, bool back)
{
    int says;
    const struct jc_column *c = worst(l, CHECKED, true, &says);
    check_own_payment(l);
    if (says == JC_STANDS_OPEN)
        count_open(l, c);
    if (says == JC_STANDS_VOID && back)
        return c;
    if (says == JC_STANDS_VOID && jc_row_get(l, JC_F_RETURNED)->has && l->v[JC_F_RETURNED].i != 0) {
        tell(l, E_NOT_BACK, c, l->by_field[JC_F_RETURNED] ? l->by_field[JC_F_RETURNED]->head : "");
        l->v[JC_F_RETURNED].has = false;
    }
    return jc_row_void_column(l);
}
