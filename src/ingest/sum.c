/* Sums of the rows above: what tells a total without its word from a row that has lost who, what and when. */
#include "ingest/reading.h"

enum { E_LONE_SUM = 906, E_SUMS_FIRST = 910 };

#define HALF_A_CENT 50 /* sums are made of exact amounts and shown rounded, or the other way about */

static bool is_price(enum jc_field f)
{
    return f == JC_F_PRICE || f == JC_F_UNIT_PRICE || f == JC_F_PRICE_BEFORE;
}

static bool adds_up(enum jc_field f)
{
    enum jc_type t = f < JC_F_SKIP ? jc_field_info[f].type : JC_T_SKIP;
    return (t == JC_T_MONEY || t == JC_T_VOLUME) && !is_price(f);
}

void jc_sums_begin(struct jc_sums *s, const struct jc_load *l)
{
    jc_sums_free(s);
    s->column = jc_alloc((l->map.n + 1) * sizeof *s->column);
    for (int f = 0; f < JC_F_SKIP && s->n < JC_LEN(s->field); f++)
        if (l->map.wide ? f == JC_F_VOLUME : l->by_field[f] && adds_up((enum jc_field)f))
            s->field[s->n++] = (enum jc_field)f;
}

void jc_sums_free(struct jc_sums *s)
{
    free(s->column);
    free(s->lone);
    jc_buf_free(&s->lone_texts);
    *s = (struct jc_sums){0};
}

void jc_sums_add(struct jc_sums *s, const struct jc_load *l)
{
    for (size_t i = 0; i < s->n; i++) {
        const struct jc_field_value *v = &l->v[s->field[i]];
        const struct jc_column *c = l->by_field[s->field[i]];
        if (!c || !v->has)
            continue;
        struct jc_sum *sum = &s->column[c - l->map.cols];
        (void)jc_add(&sum->since, sum->since, v->i); /* one that is too large is equal to nothing */
        (void)jc_add(&sum->all, sum->all, v->i);
    }
    s->since++;
    s->all++;
}

/* Has it a figure? The form that nobody has filled in has a total as well, of 0. */
static bool has_figure(const struct jc_load *l, const struct jc_row *row)
{
    struct jc_number x;
    for (size_t i = 0; i < l->map.n; i++) {
        const struct jc_column *c = &l->map.cols[i];
        const struct jc_cell *cell = !c->spare && adds_up(c->field) ? jc_value_at(row, c->col) : NULL;
        if (cell && (jc_value_number(&x, cell) != 0 || x.scaled != 0))
            return true;
    }
    return false;
}

static void keep_lone(struct jc_sums *s, const struct jc_row *row)
{
    uint32_t i = 0;
    while (i < row->n && (row->cells[i].type != JC_CELL_TEXT || jc_value_blank(&row->cells[i])))
        i++;
    s->lone = jc_grow(s->lone, &s->lone_cap, s->n_lone + 1, sizeof *s->lone);
    s->lone[s->n_lone++] = row->number;
    if (i < row->n)
        jc_text_clean(&s->lone_texts, row->cells[i].text, row->cells[i].len);
    jc_buf_char(&s->lone_texts, '\n');
}

/* Rows of this kind, here or on an earlier sheet. */
static bool has_details(const struct jc_reading *r)
{
    bool found = r->sums.all > 0;
    for (size_t i = 0; i < r->f->n && !found; i++)
        found = strcmp(r->f->sheets[i].kind, r->l->map.kind->id) == 0 && r->f->sheets[i].kept > 0;
    return found;
}

/* They may be of a sheet that is read later: 汇总 stands before 明细. */
static bool has_later_sheet(const struct jc_reading *r)
{
    size_t i = r->index + 1, n = jc_book_count(r->f->book);
    while (i < n && jc_book_sheet(r->f->book, i).hidden)
        i++;
    return i < n;
}

void jc_sums_end(struct jc_reading *r)
{
    struct jc_sums *s = &r->sums;
    struct jc_load *l = r->l;
    char text[JC_ERR_TEXT];
    const char *p = jc_buf_text(&s->lone_texts);
    const bool refuse = s->n_lone > 0 && !has_details(r), tell = refuse && has_later_sheet(r);
    if (tell) {
        snprintf(text, sizeof text, "%zu", s->n_lone);
        jc_load_tell(l, E_SUMS_FIRST, NULL, text, NULL);
    }
    for (size_t i = 0; i < s->n_lone && refuse && !tell; i++) {
        size_t n = strcspn(p, "\n");
        jc_copyn(text, sizeof text, p, n);
        p += n + 1;
        l->row = s->lone[i];
        l->skipped--;
        l->rejects++;
        jc_load_refuse(l, E_LONE_SUM, text);
    }
    s->n_lone = 0;
}

void jc_sums_total(struct jc_sums *s, const struct jc_load *l, const struct jc_row *row)
{
    if (row && s->all == 0 && has_figure(l, row))
        keep_lone(s, row);
    for (size_t i = 0; i < l->map.n; i++)
        s->column[i].since = 0;
    s->since = 0;
}

static bool is_near(int64_t value, int64_t sum, int64_t room)
{
    int64_t d;
    return jc_add(&d, value, -sum) && d <= room && d >= -room;
}

enum jc_bare jc_sums_judge(const struct jc_sums *s, const struct jc_load *l, const struct jc_row *row)
{
    bool since = true, all = true, priced = false;
    int n = 0;
    for (size_t i = 0; i < l->map.n; i++) {
        const struct jc_column *c = &l->map.cols[i];
        struct jc_number x;
        if (c->col >= row->n || c->spare || row->cells[c->col].type == JC_CELL_EMPTY)
            continue;
        int64_t factor = c->factor > 1 ? c->factor : 1;
        if (!adds_up(c->field) && !is_price(c->field))
            continue;
        if (jc_value_times(&x, &row->cells[c->col], factor, c->per) != 0)
            return JC_BARE_ROW;
        if (x.flags & JC_NUM_BLANK)
            continue;
        priced = priced || is_price(c->field);
        if (is_price(c->field))
            continue;
        bool money = jc_field_info[c->field].type == JC_T_MONEY;
        int64_t room = money ? HALF_A_CENT * factor : 1;
        since = since && is_near(x.scaled, s->column[i].since, room * (s->since + 1));
        all = all && is_near(x.scaled, s->column[i].all, room * (s->all + 1));
        n++;
    }
    int64_t rows = since ? s->since : all ? s->all : 0;
    if (n > 0 && rows > (priced ? 1 : 0)) /* of one row the sum looks like the row */
        return JC_BARE_SUM;
    return priced ? JC_BARE_ROW : JC_BARE_OPEN;
}
