/*
 * What a payment was for, where a column says so: 款项性质 = 设备款. A supplier of drugs may be paid for other things as well, and
 * those are none of the debts that are tracked here (rule book 7.4). A remark is no such column: it is told alone.
 */
#include "ingest/row.h"

/* The column that says so; NULL: none does, or another one speaks of drugs. *goods: one does. */
static const struct jc_column *other_purpose(struct jc_load *l, bool *goods)
{
    enum { NEVER = -9 };
    static const struct jc_hearing purpose = {jc_word_purpose, 0, NEVER};
    const struct jc_column *found = NULL;
    *goods = false;
    for (size_t i = 0; i < l->map.n && l->by_field[JC_F_PURPOSE]; i++) {
        const struct jc_column *c = &l->map.cols[i];
        int says = c->field == JC_F_PURPOSE ? jc_row_hear(l, c, &purpose) : JC_PURPOSE_UNSAID;
        *goods = *goods || says == JC_PURPOSE_GOODS;
        found = says == JC_PURPOSE_OTHER ? c : found;
    }
    return *goods ? NULL : found;
}

enum jc_paid_for jc_row_paid_for(struct jc_load *l)
{
    bool goods;
    const struct jc_column *other = other_purpose(l, &goods);
    bool documented =
        jc_row_get(l, JC_F_INVOICES)->has || jc_row_get(l, JC_F_ORDER_NO)->has || jc_row_get(l, JC_F_LINE_NO)->has;
    if (other)
        jc_row_count_unbought(l, other);
    else if (!goods && !documented && l->v[JC_F_PAID].i > 0)
        jc_row_hear_purposes(l);
    return !other ? JC_PAID_FOR_GOODS : documented ? JC_PAID_FOR_DOCUMENT : JC_PAID_FOR_OTHER;
}
