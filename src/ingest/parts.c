/* Columns that end in one field and begin with other words (prefix.h), once all columns of a head are known. */
#include "ingest/parts.h"

/* It is something else than what its end says: unread, and told. */
static struct jc_column told_unread(const struct jc_column *c)
{
    struct jc_column other = *c;
    other.field = JC_F_COUNT;
    other.spare = false;
    return other;
}

/*
 * The columns of a field that are of one part each, 3月入库数量 and 4月入库数量: where another one gives the field they are
 * other things, and where there are only such, which of them is meant nobody says.
 */
static void settle_field(struct jc_mapping *m, enum jc_field f)
{
    struct jc_column *first = NULL, *other = NULL;
    int parts = 0;
    for (size_t i = m->n; i-- > 0;) {
        struct jc_column *c = &m->cols[i];
        if (c->field != f || c->asks || c->open)
            continue;
        parts += c->of_part;
        if (c->of_part)
            first = c;
        else if (!other || !c->spare || other->spare)
            other = c;
    }
    if (!parts || (!other && parts == 1))
        return;
    if (!other)
        jc_copy(m->ask, sizeof m->ask, first->head);
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field == f && m->cols[i].of_part && !m->cols[i].open)
            m->cols[i] = told_unread(&m->cols[i]);
    if (other)
        other->spare = false;
}

/* The best column of a field that no caption of a payment stands over gives it, where there is one. */
static void give_again(struct jc_mapping *m, enum jc_field f)
{
    struct jc_column *best = NULL;
    for (size_t i = 0; i < m->n; i++) {
        struct jc_column *c = &m->cols[i];
        if (c->field == f && !c->asks && !c->open && !c->net && (!best || c->rank < best->rank))
            best = c;
    }
    if (best)
        best->spare = false;
}

/* 转账金额 beside 承兑金额, 医保支付金额 beside 医院支付金额: what was paid one way, or by one of two. */
static bool is_paid_one_way(const struct jc_column *c)
{
    static const char *const whose[] = {"医保", "基金", "医院", "医疗机构"}, *const others[] = {"其中", "标准", "限",
                                                                                                "类别", "类型", "范围",
                                                                                                "价",   "比例", "方式",
                                                                                                "折",   "息",   "费"};
    bool one = jc_head_names_a_way(c->head, false) ||
               (jc_title_has_word(c->head, whose, JC_LEN(whose)) && jc_caption_pays(c->head));
    return one && !jc_title_has_word(c->head, others, JC_LEN(others));
}

/* 第二次付款金额 in one line: of one of several payments, and nothing else that is known. */
static bool is_one_of_payments(const struct jc_column *c)
{
    static const char *const which[] = {"第一次", "第二次", "第三次", "第1次", "第2次",  "第3次",
                                        "首次",   "二次",   "三次",   "首笔",  "第二笔", "首付"},
                             *const last[] = {"尾款"};
    const bool unknown = c->field == JC_F_COUNT || c->open;
    if (c->paying)
        return true;
    return (unknown && (jc_title_has_word(c->head, last, 1) ||
                        (jc_title_has_word(c->head, which, JC_LEN(which)) && jc_caption_pays(c->head)))) ||
           ((unknown || c->field == JC_F_PAID) && is_paid_one_way(c));
}

/* Of two payments? Captions tell them apart, and heads in one line each amount. */
static const struct jc_column *several_payments(const struct jc_mapping *m)
{
    static const char *const amount[] = {"额"};
    const struct jc_column *first = NULL;
    for (size_t i = 0; i < m->n; i++) {
        const struct jc_column *c = &m->cols[i];
        if (!is_one_of_payments(c) || (c->paying ? c->field != JC_F_PAID : !jc_title_has_word(c->head, amount, 1)))
            continue;
        if (first && (!c->paying || c->paying != first->paying))
            return first;
        first = first ? first : c;
    }
    return NULL;
}

/*
 * 日期 and 金额 under 第一次付款 and under 第二次付款: a line keeps one payment with its day, so neither is read, and it is told.
 * A ledger has a row for each payment: which of them is meant is asked for.
 */
static void settle_payments(struct jc_mapping *m)
{
    const bool purchase = m->nearest && strcmp(m->nearest->id, "purchase") == 0,
               payment = m->nearest && strcmp(m->nearest->id, "payment") == 0;
    if ((!purchase && !payment) || !several_payments(m))
        return;
    for (size_t i = 0; i < m->n; i++) {
        struct jc_column *c = &m->cols[i];
        if (!is_one_of_payments(c) || (!purchase && !c->paying))
            continue;
        c->field = purchase ? JC_F_SKIP : c->field;
        c->asks = c->spare = !purchase;
        c->open = false;
        c->several = true;
    }
    give_again(m, JC_F_PAID);
    give_again(m, JC_F_DAY_PAID);
}

void jc_parts_settle(struct jc_mapping *m)
{
    settle_payments(m);
    static const enum jc_field fields[] = {JC_F_VOLUME, JC_F_ORDERED, JC_F_SHIPPED, JC_F_ACCEPTED, JC_F_RETURNED};
    for (size_t i = 0; i < JC_LEN(fields); i++)
        settle_field(m, fields[i]);
}

/* Does the kind do without the field, or has another one in its place? Not without what went back, which is taken off. */
static bool is_dispensable(const struct jc_mapping *m, enum jc_field f)
{
    bool needed = f == JC_F_RETURNED, met = false;
    for (int g = 0; g < JC_KIND_NEEDS && m->nearest->need[g][0] != JC_F_SKIP && !needed; g++) {
        needed = jc_kind_takes(m->nearest, m->nearest->need[g][0], f);
        for (const uint8_t *p = m->nearest->need[g]; needed && *p != JC_F_SKIP; p++)
            met = met || jc_mapping_column(m, *p);
    }
    return !needed || met;
}

/* Whose first words nobody knows: something else where the field is given or can be missed, else to be asked for. */
void jc_parts_settle_open(struct jc_mapping *m)
{
    for (size_t i = 0; i < m->n; i++) {
        struct jc_column *c = &m->cols[i];
        if (!c->open || c->hospital || c->total || c->field >= JC_F_SKIP)
            continue;
        if (jc_mapping_column(m, c->field) || is_dispensable(m, c->field) || (m->wide && c->field == JC_F_VOLUME))
            *c = told_unread(c);
        else
            jc_copy(m->ask, sizeof m->ask, c->head);
    }
}

void jc_parts_find_terms(struct jc_mapping *m)
{
    struct jc_column *used = NULL;
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field == JC_F_VOLUME && !m->cols[i].spare && !m->cols[i].hospital)
            used = &m->cols[i];
    for (size_t i = 0; used && used->term && i < m->n; i++) {
        struct jc_column *c = &m->cols[i];
        if (c->field == JC_F_VOLUME && c->spare && !c->open && c->term && c->term != used->term)
            c->by_term = used->by_term = true;
    }
}
