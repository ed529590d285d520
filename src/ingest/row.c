/* The row at hand: values of its fields, what they mean in the dictionaries, its identity, its way to the store. */
#include "ingest/place.h"

enum {
    E_UPP_COLUMN = 250,
    E_TIDIED = 279,
    E_CODE_SHAPE = 283,
    E_REQUIRED = 318,
    E_NO_INST,
    E_NO_PRODUCT,
    E_SPAN_ORDER = 322,
    E_LOST_CODE = 329,
    E_UPP_CONFLICT = 331,
    E_WHICH_ROUND = 527
};

const struct jc_span jc_no_span = {"", 0};

bool jc_row_require(struct jc_load *l, enum jc_field f)
{
    const struct jc_field_value *v = jc_row_get(l, f);
    if (!v->has && !l->rejected)
        jc_load_issue(l, E_REQUIRED, l->by_field[f] ? v->col : UINT32_MAX, f, jc_no_span, jc_field_info[f].zh,
                      jc_field_info[f].en, true);
    return v->has;
}

static const struct jc_cell *cell_of(const struct jc_load *l, enum jc_field f)
{
    const struct jc_column *c = l->by_field[f];
    return c && c->col < l->current->n ? &l->current->cells[c->col] : NULL;
}

/* ---- dictionary look-ups, remembered by the raw cells ------------------------------------------------------- */

static int64_t find_org(struct jc_load *l, struct jc_span code, struct jc_span name)
{
    int64_t id = 0;
    bool is_new;
    if (l->status == JC_OK)
        l->status = jc_dict_org(l->s->dict, code, name, &id, &is_new, l->err);
    if (l->status == JC_OK && is_new) {
        struct jc_session *s = l->s;
        s->orgs_changed = true;
        s->org.v = jc_grow(s->org.v, &s->org.cap, s->org.n + 1, sizeof *s->org.v);
        s->org.v[s->org.n++] = (struct jc_org_place){id, l->sheet, l->row};
    }
    return id;
}

int64_t jc_row_find_org(struct jc_load *l, struct jc_span code, struct jc_span name)
{
    return jc_seen_add(&l->s->seen, find_org(l, code, name), l->row);
}

/* The institution of the row, 0 = it names none. What a sheet or a column is called stands in for blank cells. */
int64_t jc_row_org(struct jc_load *l)
{
    bool is_new;
    const struct jc_cell *cells[2] = {cell_of(l, JC_F_INST_CODE), cell_of(l, JC_F_INST_NAME)};
    struct jc_org_known *k = jc_memo_at(l->org_memo, cells, 2, &is_new);
    if (is_new || k->destroyed) {
        struct jc_span code = jc_row_text(l, JC_F_INST_CODE), name = jc_row_text(l, JC_F_INST_NAME);
        if (is_new && code.n && jc_code_kind(code) == JC_CODE_NONE)
            jc_load_issue(l, E_CODE_SHAPE, l->by_field[JC_F_INST_CODE]->col, JC_F_INST_CODE, code, NULL, NULL, false);
        if (!code.n && name.n) /* 甲县人民医院（H33078200901） */
            jc_title_split_institution(&code, &name, name);
        k->id = code.n || name.n ? find_org(l, code, name) : 0;
        k->destroyed = l->destroyed && l->by_field[JC_F_INST_CODE] && !code.n;
    }
    bool given = l->sheet_inst.n || l->sheet_code.n;
    int64_t id = k->id == 0 && given ? find_org(l, l->sheet_code, l->sheet_inst) : k->id;
    if (l->place)
        jc_row_see_place(l, id);
    return jc_seen_add(&l->s->seen, id, l->row);
}

bool jc_row_require_org(struct jc_load *l, int64_t *org)
{
    *org = jc_row_org(l);
    if (*org == 0 && !l->rejected)
        jc_load_issue(l, l->destroyed ? E_LOST_CODE : E_NO_INST, UINT32_MAX, JC_F_INST_NAME, jc_no_span, NULL, NULL,
                      true);
    return *org != 0;
}

static const enum jc_field item_field[JC_ITEM_PARTS] = {JC_F_CODE, JC_F_PLATFORM, JC_F_GENERIC, JC_F_FORM, JC_F_SPEC,
                                                        JC_F_PACK, JC_F_MAKER,    JC_F_UNIT,    JC_F_UPP};

/* A firm's name that was tidied, once a file. */
static void tell_maker(struct jc_load *l, const struct jc_item *it)
{
    struct jc_span t = jc_row_text(l, JC_F_MAKER);
    struct jc_cell text = {.type = JC_CELL_TEXT, .text = t.p, .len = (uint32_t)t.n, .str = -1},
                   tag = {.type = JC_CELL_NUMBER, .num = JC_F_MAKER};
    const struct jc_cell *key[2] = {&text, &tag};
    struct jc_maker m;
    bool is_new;
    if (!(it->repairs & ~(unsigned)JC_MAKER_LINE) || l->s->builtin)
        return;
    (void)jc_memo_at(l->word_memo, key, 2, &is_new);
    if (!is_new)
        return;
    if (jc_maker_parse(&m, t)) {
        char name[96];
        jc_copyn(name, sizeof name, m.keys.p, strcspn(m.keys.p, "\n"));
        jc_load_issue(l, E_TIDIED, l->v[JC_F_MAKER].col, JC_F_MAKER, t, name, NULL, false);
    }
    jc_maker_free(&m);
}

/* A doubt about a product's spelling is told where it is first met. */
static void tell_item(struct jc_load *l, const struct jc_item *it)
{
    char a[24], b[24];
    if (it->upp_conflict) {
        snprintf(a, sizeof a, "%lld", (long long)it->upp);
        snprintf(b, sizeof b, "%d", it->upp_conflict);
        jc_load_issue(l, E_UPP_CONFLICT, l->v[JC_F_UPP].col, JC_F_UPP, jc_row_text(l, JC_F_UPP), a, b, false);
    }
    if (it->column_reason)
        jc_load_issue(l, E_UPP_COLUMN, l->v[JC_F_UPP].col, JC_F_UPP, jc_row_text(l, JC_F_UPP), NULL, NULL, false);
}

static void read_item(struct jc_load *l, struct jc_item_known *k, bool with_unit, struct jc_span beside)
{
    struct jc_span part[JC_ITEM_PARTS];
    for (int i = 0; i < JC_ITEM_PARTS; i++)
        part[i] = i == JC_ITEM_UNIT && !with_unit ? jc_no_span : jc_row_text(l, item_field[i]);
    if (beside.n)
        part[JC_ITEM_UNIT] = beside;
    bool named = part[JC_ITEM_CODE].n || part[JC_ITEM_GENERIC].n || part[JC_ITEM_PLATFORM].n;
    if (named && l->status == JC_OK)
        l->status = jc_dict_item(l->s->dict, part, &k->item, l->err);
    if (k->item.is_new) {
        tell_item(l, &k->item);
        tell_maker(l, &k->item);
    }
    if (k->item.doubtful)
        jc_row_tell_doubt(l, beside.n ? JC_F_ACCEPTED : JC_F_UNIT, part[JC_ITEM_UNIT]);
    k->item.is_new = false;
    k->destroyed = l->destroyed;
}

static void find_item(struct jc_load *l, bool with_unit, struct jc_span beside, struct jc_item *out)
{
    const struct jc_cell *cells[JC_ITEM_PARTS + 1 + 2 * JC_FIRMS];
    struct jc_cell tag = {.type = JC_CELL_TEXT, .text = beside.p, .len = (uint32_t)beside.n, .str = -1};
    struct jc_cell role[JC_FIRMS];
    size_t n = JC_ITEM_PARTS + 1;
    bool is_new;
    for (int i = 0; i < JC_ITEM_PARTS; i++)
        cells[i] = i == JC_ITEM_UNIT && !with_unit ? NULL : cell_of(l, item_field[i]);
    cells[JC_ITEM_PARTS] = beside.n ? &tag : NULL;
    for (size_t i = 0; i < JC_FIRMS && l->firm[i]; i++) {
        const struct jc_column *c = l->firm[i];
        role[i] = (struct jc_cell){.type = JC_CELL_NUMBER, .num = c->field};
        cells[n++] = &role[i];
        cells[n++] = c->col < l->current->n ? &l->current->cells[c->col] : NULL;
    }
    struct jc_item_known *k = jc_memo_at(l->item_memo, cells, n, &is_new);
    if (is_new || k->destroyed)
        read_item(l, k, with_unit, beside);
    *out = k->item;
}

bool jc_row_item(struct jc_load *l, bool with_unit, struct jc_item *out)
{
    find_item(l, with_unit, with_unit ? jc_row_line_unit(l) : jc_no_span, out);
    struct jc_span better = with_unit && out->id ? jc_row_better_unit(l, out) : jc_no_span;
    if (better.n) {
        find_item(l, with_unit, better, out);
        out->times = 0;
    }
    return out->id != 0;
}

void jc_row_item_boxed(struct jc_load *l, struct jc_span unit, struct jc_item *it)
{
    if (it->contained && jc_unit_boxes(unit, it->counted.container))
        find_item(l, false, unit, it);
}

bool jc_row_require_item(struct jc_load *l, bool with_unit, struct jc_item *out)
{
    bool found = jc_row_item(l, with_unit, out);
    if (!found && !l->rejected)
        jc_load_issue(l, l->destroyed ? E_LOST_CODE : E_NO_PRODUCT, UINT32_MAX, JC_F_GENERIC, jc_no_span, NULL, NULL,
                      true);
    return found;
}

struct jc_val jc_row_firm(struct jc_load *l, enum jc_field f)
{
    bool is_new;
    const struct jc_cell *cell = cell_of(l, f);
    if (!cell)
        return jc_val_null();
    int64_t *id = jc_memo_at(l->firm_memo, &cell, 1, &is_new);
    if (is_new) {
        struct jc_span name = jc_row_text(l, f);
        if (name.n && l->status == JC_OK)
            l->status = jc_dict_firm(l->s->dict, name, id, l->err);
    }
    return *id ? jc_val_int(*id) : jc_val_null();
}

/* ---- words ------------------------------------------------------------------------------------------------------ */

/* A word of a closed list, remembered by its raw cell and what it stands for in this kind; an unknown one is told, and none. */
struct jc_val jc_row_word(struct jc_load *l, enum jc_field f, int (*word)(struct jc_span), int code)
{
    bool is_new;
    const struct jc_cell *cell = cell_of(l, f), *key[2] = {cell, NULL};
    struct jc_cell tag = {.type = JC_CELL_NUMBER, .num = f, .exp = (int)(jc_kinds - l->map.kind) - 1};
    if (!cell)
        return jc_val_null();
    key[1] = &tag;
    int *k = jc_memo_at(l->word_memo, key, 2, &is_new);
    if (is_new) {
        struct jc_span t = jc_row_text(l, f);
        int found = word(t);
        if (found == JC_WORD_UNKNOWN)
            jc_load_issue(l, code, l->v[f].col, f, t, NULL, NULL, false);
        k = jc_memo_at(l->word_memo, key, 2, &is_new); /* telling may have moved the memo's values */
        *k = found;
    }
    return *k < 0 ? jc_val_null() : jc_val_int(*k);
}

/* What was heard is kept by who hears: no two may share a number. The keys of jc_row_word have exponents below 0. */
int jc_row_hear(struct jc_load *l, const struct jc_column *c, const struct jc_hearing *as)
{
    bool is_new;
    const struct jc_cell *cell = c->col < l->current->n ? &l->current->cells[c->col] : NULL;
    struct jc_cell tag = {.type = JC_CELL_NUMBER, .num = (int64_t)(intptr_t)as};
    const struct jc_cell *key[2] = {cell, &tag};
    if (!cell || cell->type == JC_CELL_EMPTY)
        return 0;
    int *k = jc_memo_at(l->word_memo, key, 2, &is_new);
    if (is_new) {
        struct jc_buf raw = {0}, text = {0};
        jc_cell_text(&raw, cell);
        jc_text_clean(&text, jc_buf_text(&raw), raw.len);
        struct jc_span t = {jc_buf_text(&text), jc_text_blank(jc_buf_text(&text), text.len) ? 0 : text.len};
        int found = as->word(t);
        if (found == as->unknown)
            jc_load_issue(l, as->code, c->col, c->field, t, NULL, NULL, false);
        k = jc_memo_at(l->word_memo, key, 2, &is_new); /* telling may have moved the memo's values */
        *k = found;
        jc_buf_free(&raw);
        jc_buf_free(&text);
    }
    return *k;
}

/* ---- identity ------------------------------------------------------------------------------------------------------ */

uint64_t jc_mix_field(struct jc_load *l, uint64_t h, enum jc_field f)
{
    const struct jc_field_value *v = jc_row_get(l, f);
    return v->has ? jc_mix_int(jc_mix_text(h, v->text), v->i) : jc_mix_int(h, -1);
}

int64_t jc_row_ident(uint64_t h)
{
    return (int64_t)(h >> 1);
}

int jc_row_begin(struct jc_load *l, struct jc_val *v, uint64_t ident, int64_t org)
{
    size_t k = (size_t)(l->map.kind - jc_kinds);
    v[0] = jc_val_int(l->s->next_row[k]++);
    v[1] = jc_val_int(l->sheet);
    v[2] = jc_val_int(l->row);
    v[3] = jc_val_int(jc_row_ident(ident));
    v[4] = jc_val_int(jc_counter_next(l->nth, jc_mix_int(ident, org) ^ k));
    return 5;
}

void jc_row_write(struct jc_load *l, const struct jc_val *v, int n)
{
    if (l->status == JC_OK)
        l->status = jc_writer_row(l->s->writer, l->map.kind->table, v, n, l->err);
}

void jc_row_pass(struct jc_load *l)
{
    l->pass = true;
    if (l->passed++ == 0)
        l->first_passed = l->row;
}

void jc_row_see_day(struct jc_load *l, int64_t day)
{
    if (l->day_from == JC_NO_DAY || day < l->day_from)
        l->day_from = (jc_day)day;
    if (l->day_to == JC_NO_DAY || day > l->day_to)
        l->day_to = (jc_day)day;
}

/* The number of a cell to its last digit, where it is nothing but a number of what its head says. */
static bool plain_number(struct jc_dec *d, struct jc_load *l, enum jc_field f)
{
    const struct jc_cell *c = cell_of(l, f);
    if (!c || l->by_field[f]->factor > 1)
        return false;
    *d = (struct jc_dec){c->num, c->exp};
    if (c->type != JC_CELL_NUMBER && (c->type != JC_CELL_TEXT || !jc_dec_parse(d, c->text, c->len)))
        return false;
    d->e -= l->by_field[f]->per;
    return true;
}

bool jc_row_times(struct jc_load *l, enum jc_field f, int64_t n, int64_t *out)
{
    const struct jc_field_value *v = jc_row_get(l, f);
    struct jc_dec d = {0};
    if (!v->has || n <= 0)
        return false;
    if (plain_number(&d, l, f) && jc_mul(&d.m, d.m, n)) {
        if (!jc_dec_scaled(out, d, 4, NULL))
            return false;
        if ((*out < 0) != (v->i < 0) && v->i != 0) /* the sign of a red entry was taken (jc_row_return) */
            *out = -*out;
        return true;
    }
    return jc_mul(out, v->i, n);
}

/* Digits behind the point, as they stand: 0.50 of a text has two. */
static int places_of(const struct jc_cell *c)
{
    struct jc_buf number = {0};
    if (c)
        jc_cell_text(&number, c);
    const char *point = strchr(jc_buf_text(&number), '.');
    const int places = point ? (int)strspn(point + 1, "0123456789") : 0;
    jc_buf_free(&number);
    return places;
}

int64_t jc_row_decimals(struct jc_load *l, enum jc_field f, int *places)
{
    enum { CENTS = 2, USUAL = 4, MOST = 9 };
    struct jc_dec d;
    int64_t out = jc_row_get(l, f)->i;
    *places = USUAL;
    if (plain_number(&d, l, f)) {
        const int written = places_of(cell_of(l, f)) + l->by_field[f]->per;
        *places = written < CENTS ? CENTS : written > MOST ? MOST : written;
        if (jc_dec_scaled(&out, d, *places, NULL))
            return out;
        *places = USUAL;
        out = l->v[f].i;
    }
    for (; *places > CENTS && out % 10 == 0; --*places)
        out /= 10;
    return out;
}

struct jc_span jc_row_round(struct jc_load *l)
{
    struct jc_span r = jc_row_text(l, JC_F_ROUND);
    if (!r.n)
        r = jc_row_text(l, JC_F_ROUND_NAME);
    return r.n ? r : jc_span(l->title_round);
}

static bool is_same_round(const char *a, const char *b)
{
    struct jc_buf x = {0}, y = {0};
    jc_round_key(&x, a, strlen(a));
    jc_round_key(&y, b, strlen(b));
    const bool same = strcmp(jc_buf_text(&x), jc_buf_text(&y)) == 0;
    jc_buf_free(&x);
    jc_buf_free(&y);
    return same;
}

/* A blank below another round than that of the title: whether it is one or the other, nobody knows. */
bool jc_row_require_round(struct jc_load *l)
{
    const struct jc_field_value *code = jc_row_get(l, JC_F_ROUND), *name = jc_row_get(l, JC_F_ROUND_NAME);
    const struct jc_span r = jc_row_round(l);
    if (code->has || name->has) {
        jc_copyn(l->round_above, sizeof l->round_above, r.p, r.n);
        return true;
    }
    if (r.n && (!l->round_above[0] || is_same_round(l->round_above, l->title_round)))
        return true;
    if (r.n)
        jc_load_issue(l, E_WHICH_ROUND, l->by_field[JC_F_ROUND] ? code->col : name->col, JC_F_ROUND_NAME, jc_no_span,
                      l->round_above, l->title_round, true);
    else if (!l->rejected)
        jc_load_issue(l, E_REQUIRED, UINT32_MAX, JC_F_ROUND_NAME, jc_no_span, "批次", "round", true);
    return false;
}

uint64_t jc_mix_all(struct jc_load *l, uint64_t h)
{
    for (const uint8_t *f = l->map.kind->fields; *f != JC_F_SKIP; f++)
        if (*f != JC_F_INST_CODE && *f != JC_F_INST_NAME && !jc_field_is_firm(*f)) /* which the maker names */
            h = jc_mix_field(l, h, *f);
    return h;
}

bool jc_row_check_span(struct jc_load *l, enum jc_field from, enum jc_field to)
{
    const struct jc_field_value *a = jc_row_get(l, from), *b = jc_row_get(l, to);
    if (!a->has || !b->has || a->i <= b->i)
        return true;
    char day[11];
    jc_day_text(day, (jc_day)b->i);
    jc_load_issue(l, E_SPAN_ORDER, b->col, to, jc_span(day), NULL, NULL, true);
    return false;
}
