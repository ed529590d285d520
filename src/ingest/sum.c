/* Sums of the rows above: what tells a total without its word from a row that has lost who, what and when. */
#include "ingest/reading.h"

enum { E_LONE_SUM = 906, E_SUMS_FIRST = 910, E_SUM_OF = 961 };

#define HALF_A_CENT 50 /* sums are made of exact amounts and shown rounded, or the other way about */

static bool adds_up(enum jc_field f)
{
    enum jc_type t = f < JC_F_SKIP ? jc_field_info[f].type : JC_T_SKIP;
    return (t == JC_T_MONEY || t == JC_T_VOLUME) && !jc_field_is_price(f);
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
    free(s->of);
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

/* ---- sums of one hospital ---------------------------------------------------------------------------------------------- */

/* 乙医院合计:, 乙医院(小计), 乙医院合计(3): what stands before the word; the whole where no word stands there. */
static struct jc_span name_before(struct jc_span s)
{
    static const char *const words[] = {"小计", "合计", "总计", "累计", "汇总"};
    s.n -= s.n > 0 && s.p[s.n - 1] == ':';
    const char *open = s.n > 0 && s.p[s.n - 1] == ')' ? memrchr(s.p, '(', s.n) : NULL;
    bool count = open && open[1] >= '0' && open[1] <= '9';
    for (size_t i = 0; i < JC_LEN(words) && open && !count; i++)
        count = strncmp(open + 1, words[i], strlen(words[i])) == 0;
    s.n = count ? (size_t)(open - s.p) : s.n;
    for (size_t i = 0; i < JC_LEN(words); i++) {
        size_t n = strlen(words[i]);
        if (s.n > n && memcmp(s.p + s.n - n, words[i], n) == 0) {
            s.n -= n;
            break;
        }
    }
    return s;
}

/* The sum of a hospital may be all that the table has of it. That of all of them, and what adds up, are no riddle. */
static void keep_sum_of(struct jc_sums *s, const struct jc_load *l, const struct jc_row *row)
{
    const struct jc_column *c = l->map.wide ? NULL : l->by_field[JC_F_INST_NAME];
    const struct jc_cell *cell = c ? jc_value_at(row, c->col) : NULL;
    struct jc_buf key = {0};
    if (!cell || cell->type != JC_CELL_TEXT || cell->len >= sizeof s->of->name)
        return;
    jc_text_key(&key, cell->text, cell->len);
    struct jc_span name = name_before((struct jc_span){jc_buf_text(&key), key.len});
    if (jc_title_names_institution(name) && !jc_title_names_many(name) && has_figure(l, row) &&
        !(s->all > 1 && jc_sums_judge(s, l, row) == JC_BARE_SUM)) {
        s->of = jc_grow(s->of, &s->of_cap, s->n_of + 1, sizeof *s->of);
        struct jc_sum_of *x = &s->of[s->n_of++];
        x->row = row->number;
        jc_copyn(x->name, sizeof x->name, name.p, name.n);
        jc_copyn(x->text, sizeof x->text, cell->text, cell->len);
    }
    jc_buf_free(&key);
}

/* Rows of that name, or of one that holds it or is part of it (人民医院, 青岭县人民医院). */
static bool sheet_has(const struct jc_load *l, const char *name)
{
    const struct jc_seen *seen = &l->s->seen;
    struct jc_buf key = {0};
    bool found = false;
    for (size_t i = 0; i < seen->n && !found; i++) {
        struct jc_span t = jc_dict_org_name(l->s->dict, seen->id[i]);
        jc_buf_clear(&key);
        jc_text_key(&key, t.p, t.n);
        found = key.len > 0 && (strstr(jc_buf_text(&key), name) || strstr(name, jc_buf_text(&key)));
    }
    jc_buf_free(&key);
    return found;
}

static void tell_sums_of(struct jc_load *l, const struct jc_sums *s)
{
    for (size_t i = 0; i < s->n_of && l->status == JC_OK; i++) {
        const struct jc_sum_of *x = &s->of[i];
        bool found = sheet_has(l, x->name);
        if (!found)
            l->status = jc_dict_file_has(&found, l->s->dict, l->file, l->map.kind->id, jc_span(x->name), l->err);
        if (found || l->status != JC_OK)
            continue;
        l->row = x->row;
        jc_load_issue(l, E_SUM_OF, l->by_field[JC_F_INST_NAME]->col, JC_F_INST_NAME, jc_span(x->text), NULL, NULL,
                      false);
    }
}

/* ---- the end of a table ------------------------------------------------------------------------------------------------ */

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
    if (!refuse)
        tell_sums_of(l, s);
    s->n_lone = s->n_of = 0;
}

void jc_sums_total(struct jc_sums *s, const struct jc_load *l, const struct jc_row *row)
{
    if (row && s->all == 0 && has_figure(l, row))
        keep_lone(s, row);
    if (row)
        keep_sum_of(s, l, row);
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
        if (!adds_up(c->field) && !jc_field_is_price(c->field))
            continue;
        if (jc_value_times(&x, &row->cells[c->col], factor, c->per) != 0)
            return JC_BARE_ROW;
        if (x.flags & JC_NUM_BLANK)
            continue;
        priced = priced || jc_field_is_price(c->field);
        if (jc_field_is_price(c->field))
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
