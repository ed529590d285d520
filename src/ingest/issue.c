/* What an import has to say: to the watcher at once, and to the store. */
#include "ingest/row.h"

enum { E_NO_INST = 319, E_LOST_CODE = 329 };

#define MAX_TOLD 200 /* places of one code told per sheet; the rest is counted (E349) */

static struct jc_val id_or_null(int64_t id)
{
    return id ? jc_val_int(id) : jc_val_null();
}

enum jc_status jc_issue_write(struct jc_session *s, const struct jc_issue *i, struct jc_err *err)
{
    const struct jc_err *e = &i->what;
    enum jc_severity severity = jc_msg_severity(e->code);
    struct jc_val v[] = {jc_val_int(s->next_issue++),
                         jc_val_int(s->import),
                         id_or_null(i->file),
                         id_or_null(i->sheet),
                         jc_val_int(i->row),
                         jc_val_text(e->cell),
                         jc_val_text(e->field),
                         jc_val_text(e->value),
                         jc_val_int(severity),
                         jc_val_int(e->code),
                         jc_val_text(e->arg[0]),
                         jc_val_text(e->arg[1]),
                         jc_val_int(i->rejects),
                         id_or_null(i->org),
                         i->has_amount ? jc_val_int(i->amount) : jc_val_null(),
                         id_or_null(i->item),
                         i->has_ident ? jc_val_int(i->ident) : jc_val_null(),
                         i->has_ident ? jc_val_int(i->era) : jc_val_null()};
    if (s->opts->watch.issue && !i->told)
        s->opts->watch.issue(s->opts->watch.ctx, e, severity, i->rejects);
    return jc_writer_row(s->writer, "issue", v, JC_LEN(v), err);
}

static bool told_enough(struct jc_load *l, int code)
{
    for (size_t i = 0; i < JC_LEN(l->told); i++)
        if (l->told[i].code == code || l->told[i].code == 0) {
            l->told[i].code = code;
            return ++l->told[i].n > MAX_TOLD;
        }
    return false;
}

static void write_issue(struct jc_load *l, struct jc_issue *i)
{
    i->file = l->file;
    i->sheet = l->sheet;
    if (l->status == JC_OK)
        l->status = jc_issue_write(l->s, i, l->err);
}

/*
 * What a refused purchase row was worth decides whether its institution may be ranked (rule book 7.10); its numbers find
 * the row that gives it again, mended.
 */
static void read_worth(struct jc_load *l, struct jc_issue *i)
{
    const struct jc_field_value *a = jc_row_get(l, JC_F_AMOUNT);
    int64_t amount = a->i;
    struct jc_item item = {0};
    i->has_amount = a->has;
    if (!i->has_amount) {
        const struct jc_field_value *price = jc_row_get(l, JC_F_PRICE), *q = jc_row_get(l, JC_F_ACCEPTED);
        i->has_amount = price->has && q->has && jc_muldiv(&amount, price->i, q->i, JC_SCALE);
    }
    i->amount = amount;
    i->org = jc_row_org(l);
    if (jc_row_item(l, true, &item))
        i->item = item.id;
    i->has_ident = i->org && jc_purchase_ident(l, &item, &i->ident); /* two hospitals may have the same numbers */
}

/* Of several columns of a field the one that is spoken of. */
static const struct jc_column *column_at(const struct jc_load *l, uint32_t col, enum jc_field field)
{
    for (size_t i = 0; i < l->map.n && field < JC_F_COUNT; i++)
        if (l->map.cols[i].col == col && l->map.cols[i].field == field)
            return &l->map.cols[i];
    return field < JC_F_COUNT ? l->by_field[field] : NULL;
}

void jc_load_issue(struct jc_load *l, int code, uint32_t col, enum jc_field field, struct jc_span value, const char *a1,
                   const char *a2, bool rejects)
{
    struct jc_issue i = {.row = l->row, .rejects = rejects};
    struct jc_buf text = {0};
    bool first = rejects && !l->rejected;
    if (l->s->builtin && !rejects && jc_msg_severity(code) == JC_NOTE)
        return; /* the catalogues are checked by `catalog lint`; a clerk cannot mend them */
    if (rejects)
        l->rejected = true;
    else if (told_enough(l, code))
        return;
    jc_buf_add(&text, value.p ? value.p : "", value.n);
    (void)jc_fail(&i.what, JC_INPUT, code, jc_buf_text(&text), a1, a2);
    jc_buf_free(&text);
    char cell[24];
    if (col == UINT32_MAX)
        snprintf(cell, sizeof cell, "%u", l->row);
    else
        jc_cell_name(cell, col, l->row);
    (void)jc_err_place(&i.what, l->path, l->sheet_name, cell);
    const struct jc_column *c = column_at(l, col, field);
    jc_copy(i.what.field, sizeof i.what.field, c ? c->head : field < JC_F_COUNT ? jc_field_info[field].zh : "");
    if (first && l->map.kind && strcmp(l->map.kind->id, "purchase") == 0)
        read_worth(l, &i);
    else if (first && l->map.kind && strcmp(l->map.kind->id, "payment") == 0)
        jc_payment_refused(l, &i);
    write_issue(l, &i);
    if (first && (code == E_LOST_CODE || code == E_NO_INST) && strcmp(l->map.kind->id, "purchase") == 0)
        jc_purchase_lost(l, l->s->next_issue - 1);
}

void jc_load_refuse(struct jc_load *l, int code, const char *value)
{
    struct jc_issue i = {.row = l->row, .rejects = true};
    char cell[24];
    snprintf(cell, sizeof cell, "%u", l->row);
    (void)jc_fail(&i.what, JC_INPUT, code, value, NULL, NULL);
    (void)jc_err_place(&i.what, l->path, l->sheet_name, cell);
    write_issue(l, &i);
}

void jc_load_tell(struct jc_load *l, int code, const char *value, const char *a1, const char *a2)
{
    struct jc_issue i = {0};
    (void)jc_fail(&i.what, JC_INPUT, code, value, a1, a2);
    (void)jc_err_place(&i.what, l->path, l->sheet_name, NULL);
    write_issue(l, &i);
}
