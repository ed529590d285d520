/* What stands below the first rows of a sheet: titles, tables under heads of their own, tables of something else. */
#include "ingest/reading.h"

#include "ingest/row.h"

enum { E_BELOW = 363, E_UNKNOWN_TABLE = 388 };

/* ---- titles ------------------------------------------------------------------------------------------------------- */

/* What stands around the heads below: the names of file and sheet, and the titles since the last row of data. */
static void add_context(struct jc_reading *r, const char *title)
{
    if (!r->titled) {
        jc_buf_clear(&r->h.context);
        jc_buf_fmt(&r->h.context, "%s\n%s\n", jc_load_base_name(r->f->path), r->name);
    }
    jc_buf_fmt(&r->h.context, "%s\n", title);
    r->h.title.text = jc_buf_text(&r->h.context);
}

/* It may name the institution, where no column does. */
void jc_below_title(struct jc_reading *r, const struct jc_row *row)
{
    struct jc_title t;
    struct jc_load *l = r->l;
    struct jc_buf text = {0};
    jc_load_skip(l);
    jc_rows_title_text(&text, row);
    jc_title_parse(&t, jc_buf_text(&text));
    if (!r->titled)
        jc_title_parse(&r->below, "");
    jc_title_merge(&r->below, &t);
    add_context(r, jc_buf_text(&text));
    r->titled = true;
    jc_buf_free(&text);
    if (!t.inst[0] || l->by_field[JC_F_INST_CODE] || l->by_field[JC_F_INST_NAME] || l->wide)
        return;
    jc_copy(r->h.title.inst, sizeof r->h.title.inst, t.inst);
    jc_copy(l->title_inst, sizeof l->title_inst, t.inst);
    l->sheet_inst = jc_span(l->title_inst);
}

/* ---- tables ------------------------------------------------------------------------------------------------------- */

/* What holds for the rows below the last title; what it does not say, as above. True: it is another round, time or unit. */
static bool lower_title(struct jc_title *t, const struct jc_reading *r)
{
    const struct jc_title *up = &r->h.title, *low = &r->below;
    *t = *up;
    t->unclear[0] = 0;
    if (!r->titled)
        return false;
    jc_title_merge(t, low);
    if (t->from == JC_NO_DAY && r->first.dated && strcmp(t->round, r->first.round) == 0) {
        t->from = r->first.from; /* back to the round that the file is of, behind another one */
        t->to = r->first.to;
    }
    return low->unclear[0] || t->from != up->from || t->to != up->to || strcmp(t->round, up->round) != 0 ||
           strcmp(t->unit, up->unit) != 0 || strcmp(t->money, up->money) != 0;
}

/* End this table and begin the next, of these columns and under that title. */
static void next_table(struct jc_reading *r, const struct jc_mapping *m, const struct jc_title *t)
{
    struct jc_err *err = r->l->err;
    enum jc_status st = jc_reading_end(r, err);
    jc_mapping_free(&r->h.map);
    r->h.map = *m;
    r->h.title = *t;
    r->continued = r->renewed = false;
    jc_reading_begin(r);
    r->l->err = err;
    r->l->status = st;
}

/* The same columns go on, `row` on, below a title of another round, time or unit; false: it says nothing of the sort. */
bool jc_below_renews(struct jc_reading *r, const struct jc_row *row)
{
    struct jc_title t;
    struct jc_mapping m;
    if (!lower_title(&t, r))
        return false;
    jc_mapping_copy(&m, &r->h.map);
    if (jc_mapping_repeats(&m, row))
        m.row = row->number;
    next_table(r, &m, &t);
    r->renewed = true;
    return true;
}

/* A row that is the head of another table ends this one and begins that; false: it is no head. */
bool jc_below_begins(struct jc_reading *r, const struct jc_row *row)
{
    struct jc_mapping m;
    struct jc_head_row head;
    struct jc_title t;
    (void)lower_title(&t, r);
    jc_head_row_set(&head, row);
    jc_header_match(&m, r->f->s->headers, &head, NULL, NULL, &t);
    jc_head_row_free(&head);
    if (!m.kind || m.matched < 4 || m.ask[0] || m.private_data) {
        jc_mapping_free(&m);
        return false;
    }
    next_table(r, &m, &t);
    jc_load_tell(r->l, E_BELOW, NULL, NULL, NULL);
    jc_load_skip(r->l);
    return true;
}

/* The heads that are new in it say what the table below this head is of, which is not read. */
static void tell_foreign(struct jc_reading *r, const struct jc_row *row)
{
    struct jc_load *l = r->l;
    struct jc_buf list = {0}, head = {0};
    for (uint32_t i = 0; i < row->n; i++) {
        bool known = false;
        jc_buf_clear(&head);
        if (row->cells[i].type == JC_CELL_TEXT)
            jc_text_clean(&head, row->cells[i].text, row->cells[i].len);
        for (size_t k = 0; k < l->map.n && head.len; k++)
            known = known || strcmp(l->map.cols[k].head, jc_buf_text(&head)) == 0;
        if (head.len && !known)
            jc_buf_fmt(&list, "%s%s", list.len ? "、" : "", jc_buf_text(&head));
    }
    l->row = row->number;
    jc_load_issue(l, E_UNKNOWN_TABLE, UINT32_MAX, JC_F_COUNT, jc_no_span, jc_buf_text(&list), NULL, false);
    jc_buf_free(&list);
    jc_buf_free(&head);
}

/*
 * A head that is partly this one and begins no table of ours: what stands below it, up to the next head, is not read with
 * the columns of this. True: the row belongs to it.
 */
bool jc_below_is_foreign(struct jc_reading *r, const struct jc_row *row, bool head)
{
    bool begins = head && jc_mapping_resembles(&r->l->map, row);
    if (begins)
        tell_foreign(r, row);
    r->foreign = r->foreign || begins;
    if (r->foreign)
        jc_load_skip(r->l);
    return r->foreign;
}
