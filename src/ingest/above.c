/* What the head of a table and the titles above it mean for its rows: columns, units, institution, round and days. */
#include "ingest/load.h"
#include "ingest/titled.h"

#include "ingest/currency.h"
#include "ingest/place.h"
#include "ingest/row.h"

enum { E_UNTAXED = 252, E_TITLE_UNIT = 362, E_UNCLEAR_UNIT = 397 };

/* A column of numbers of that type whose head names no unit; prices are never in 万元. */
static bool lacks_unit(const struct jc_column *c, enum jc_type type)
{
    return c->field < JC_F_SKIP && jc_field_info[c->field].type == type && !jc_field_is_price(c->field) && !c->unit[0];
}

/* 单位：万元 above a table is the unit of its amounts where their heads name none. */
static bool use_title_money(struct jc_load *l, const char *unit)
{
    struct jc_unit u;
    bool used = false;
    if (!jc_unit_parse(&u, jc_span(unit)) || u.times == 1)
        return false;
    for (size_t i = 0; i < l->map.n; i++) {
        struct jc_column *c = &l->map.cols[i];
        if (!lacks_unit(c, JC_T_MONEY))
            continue;
        c->factor = u.times;
        used = c->titled = true;
    }
    return used;
}

static bool is_kind(const struct jc_load *l, const char *id)
{
    return l->map.kind && strcmp(l->map.kind->id, id) == 0;
}

/*
 * 单位：万片 is that of its quantities where neither head nor cell names theirs: of an order line and an agreement the unit
 * column's cells go before it (jc_row_shared_unit, which tells it where it is used). True: it is used of every row.
 */
static bool use_title_unit(struct jc_load *l, const char *unit)
{
    struct jc_unit u;
    bool lacks = false, used = false;
    if (!jc_unit_parse(&u, jc_span(unit)))
        return false;
    bool purchase = is_kind(l, "purchase"), rows = purchase || is_kind(l, "agreement");
    for (size_t i = 0; i < l->map.n; i++) {
        struct jc_column *c = &l->map.cols[i];
        lacks = lacks || lacks_unit(c, JC_T_VOLUME);
        if (rows || c->field != JC_F_QUANTITY || !lacks_unit(c, JC_T_VOLUME))
            continue;
        jc_copy(c->unit, sizeof c->unit, unit);
        c->factor = u.times;
        used = c->titled = true;
    }
    if (!rows || !lacks)
        return used;
    bool understood = purchase && u.kind == JC_UNIT_PACK && u.times == 1;
    jc_copy(l->title_unit, sizeof l->title_unit, unit);
    l->title_told = understood || !l->by_field[JC_F_UNIT];
    return l->title_told && !understood;
}

/* Columns of the table or sheet before, as their heads alone say. */
static void drop_title_units(struct jc_mapping *m)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].titled) {
            m->cols[i].unit[0] = 0;
            m->cols[i].factor = 1;
            m->cols[i].titled = false;
        }
}

void jc_load_use_units(struct jc_load *l, const struct jc_title *t)
{
    bool lacks = false;
    for (size_t i = 0; i < l->map.n; i++)
        lacks = lacks || lacks_unit(&l->map.cols[i], JC_T_MONEY) || lacks_unit(&l->map.cols[i], JC_T_VOLUME);
    if (t->unclear[0] && lacks && !l->title_currency[0])
        jc_load_tell(l, E_UNCLEAR_UNIT, t->unclear, NULL, NULL);
    if (t->money[0] && use_title_money(l, t->money))
        jc_load_tell(l, E_TITLE_UNIT, t->money, NULL, NULL);
    if (t->unit[0] && use_title_unit(l, t->unit))
        jc_load_tell(l, E_TITLE_UNIT, t->unit, NULL, NULL);
}

void jc_load_tell_untaxed(struct jc_load *l)
{
    struct jc_buf list = {0};
    for (size_t i = 0; i < l->map.n; i++)
        if (l->map.cols[i].net && l->map.cols[i].field == JC_F_SKIP)
            jc_buf_fmt(&list, "%s%s", list.len ? "、" : "", l->map.cols[i].head);
    if (list.len)
        jc_load_tell(l, E_UNTAXED, NULL, jc_buf_text(&list), NULL);
    jc_buf_free(&list);
}

/* Of payments: the nearest title that says that the insurance office pays, else the nearest that names it. */
static void find_payer(struct jc_load *l, const struct jc_head_search *h)
{
    struct jc_title_walk w = jc_title_walk(jc_buf_text(&h->context));
    struct jc_span line;
    l->title_payer[0] = 0;
    l->title_pays = false;
    while (!l->title_pays && jc_title_next(&w, &line)) {
        l->title_pays = jc_word_pays_directly(line);
        if (l->title_pays || (!l->title_payer[0] && jc_word_names_office(line)))
            jc_copyn(l->title_payer, sizeof l->title_payer, line.p, line.n);
    }
}

void jc_load_call_inst(struct jc_load *l, const char *text)
{
    jc_title_split_institution(&l->sheet_code, &l->sheet_inst, jc_span(text));
}

void jc_load_use_head(struct jc_load *l, struct jc_head_search *h)
{
    struct jc_mapping *m = &h->map;
    size_t firms = 0;
    drop_title_units(m);
    l->map = *m;
    l->standing = l->received = false;
    for (size_t i = 0; i < m->n; i++) {
        l->standing |= jc_field_is_standing(m->cols[i].field);
        l->received |= jc_column_is_of_receipt(&m->cols[i]);
        m->cols[i].other_money = jc_currency_is_other(jc_span(m->cols[i].head));
        if (jc_field_is_firm(m->cols[i].field) && firms < JC_FIRMS)
            l->firm[firms++] = &m->cols[i];
        if (m->cols[i].field < JC_F_SKIP && !m->cols[i].spare && !m->cols[i].hospital && !m->cols[i].lane)
            l->by_field[m->cols[i].field] = &m->cols[i];
        if (m->cols[i].col >= l->width)
            l->width = m->cols[i].col + 1;
    }
    jc_load_list_fields(l);
    jc_load_find_remarks(l);
    jc_load_find_place(l);
    l->id_from = l->s->next_row[m->kind - jc_kinds];
    if (!l->by_field[JC_F_INST_CODE] && !l->by_field[JC_F_INST_NAME])
        jc_copy(l->title_inst, sizeof l->title_inst, h->title.inst);
    jc_load_call_inst(l, l->title_inst);
    jc_copy(l->title_round, sizeof l->title_round, h->title.round);
    l->titled_any = jc_titled_find(&l->titled, m, m->kind, jc_buf_text(&h->context));
    find_payer(l, h);
    jc_currency_of_titles(l->title_currency, sizeof l->title_currency, jc_buf_text(&h->context));
    /* Days above a catalogue are those of its awards where they are said to be: 采购周期：…, 执行时间：…. */
    bool dated = h->title.term || strcmp(m->kind->id, "award") != 0;
    l->title_from = dated ? h->title.from : JC_NO_DAY;
    l->title_to = dated ? h->title.to : JC_NO_DAY;
    if (l->title_from != JC_NO_DAY && strcmp(m->kind->id, "award") == 0 &&
        l->title_to <= jc_day_month_end(l->title_from)) /* 2023年7月起执行: from then on */
        l->title_to = JC_NO_DAY;
}
