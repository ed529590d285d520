/*
 * What makes a row of purchases a return (rule book 4.3). Figures decide; where a document of returns is written in positive
 * ones, its type turns them. A status takes back what its own row accepted where no figure says how much, and is told then.
 */
#include "ingest/row.h"

enum { E_INNER = 287, E_ALL_BACK = 288, E_OWN_RETURN = 289, E_UNSAID = 290, E_OUT = 295 };

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

/*
 * The column by which a row that is called returned is a return of its own, and no order line that went back later: it names
 * that line, or a number of returns beside nothing that was ordered.
 */
static const struct jc_column *own_return(struct jc_load *l)
{
    const struct jc_column *number = l->by_field[JC_F_DELIVERY_NO];
    if (jc_row_get(l, JC_F_ORIGINAL)->has)
        return l->by_field[JC_F_ORIGINAL];
    bool of_returns = number && strstr(number->head, "退") && jc_row_get(l, JC_F_DELIVERY_NO)->has;
    return of_returns && figure(l, JC_F_ORDERED) <= 0 ? number : NULL;
}

static void tell(struct jc_load *l, int code, enum jc_field f, const char *arg)
{
    const struct jc_column *c = l->by_field[f];
    struct jc_buf value = {0};
    if (c && c->col < l->current->n)
        jc_cell_text(&value, &l->current->cells[c->col]);
    jc_load_issue(l, code, c ? c->col : UINT32_MAX, f, (struct jc_span){jc_buf_text(&value), value.len}, arg, NULL,
                  false);
    jc_buf_free(&value);
}

/* A row whose figures are those of a purchase, and whose status speaks of a return. */
static void take_status(struct jc_load *l, int word)
{
    bool some = figure(l, JC_F_ACCEPTED) > 0;
    const struct jc_column *by = own_return(l);
    if (word < JC_BACK_BEGUN || figure(l, JC_F_RETURNED) != 0)
        return;
    if (some && by && word == JC_BACK_DONE) {
        turn_negative(l);
        tell(l, E_OWN_RETURN, JC_F_STATUS, by->head);
    } else if (some && word == JC_BACK_DONE) {
        jc_field_lend(l, JC_F_RETURNED)->i = l->v[JC_F_ACCEPTED].i;
        tell(l, E_ALL_BACK, JC_F_STATUS, "");
    } else if (some || word == JC_BACK_DONE) {
        tell(l, E_UNSAID, JC_F_STATUS, "");
    }
}

/* One look-up of the cell for both questions. */
static int status_word(struct jc_span t)
{
    return jc_word_void(t) | jc_word_back(t) << 2;
}

struct jc_return jc_row_return(struct jc_load *l)
{
    struct jc_val doc = jc_row_word(l, JC_F_DOC_TYPE, jc_word_doc, 0),
                  status = jc_row_word(l, JC_F_STATUS, status_word, 0);
    int type = doc.null ? JC_DOC_OTHER : (int)doc.i, says = status.null ? 0 : (int)status.i;
    struct jc_return r = {.cancelled = says & 3};
    if (type >= JC_DOC_BACK) {
        turn_negative(l);
        r.cancelled = type == JC_DOC_BACK ? r.cancelled : 1;
        if (type == JC_DOC_INNER)
            tell(l, E_INNER, JC_F_DOC_TYPE, "");
    } else if (type == JC_DOC_OUT) {
        r.cancelled = 1;
        tell(l, E_OUT, JC_F_DOC_TYPE, "");
    } else if (!r.cancelled && !is_return(l)) {
        take_status(l, says >> 2);
    }
    r.back = is_return(l);
    return r;
}
