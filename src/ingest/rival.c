/*
 * Columns that are left unread because another one gives their field: where the two say different things in a row, that is
 * told once a column, with the first such row. Nothing is read twice for it: rows are seen as they pass.
 */
#include "ingest/load.h"

#include "ingest/row.h"

enum { E_DIFFERS = 223 };
#define HALF_A_CENT 50
#define STEP_DAYS   3 /* by which 验收 and 入库 may be apart */
#define STEP_SHARE  5 /* of a hundred rows that may be more than that */

void jc_rivals_free(struct jc_rivals *r)
{
    free(r->v);
    *r = (struct jc_rivals){0};
}

/* The day of a return or of arrival, where the other is one of acceptance. */
static bool is_another_day(const struct jc_column *c, const struct jc_column *used)
{
    static const char *const apart[] = {"退货", "退药", "退库", "到货"};
    return jc_field_info[c->field].type == JC_T_DAY &&
           jc_title_has_word(c->head, apart, JC_LEN(apart)) != jc_title_has_word(used->head, apart, JC_LEN(apart));
}

/* 入库日期 beside 验收日期: two steps of one receipt, hours or days apart; what counts is the month that they fall into. */
static bool are_steps(const struct jc_column *c, const struct jc_column *used)
{
    static const char *const in[] = {"入库"}, *const checked[] = {"验收"};
    bool c_in = jc_title_has_word(c->head, in, 1), c_checked = jc_title_has_word(c->head, checked, 1);
    bool used_in = jc_title_has_word(used->head, in, 1), used_checked = jc_title_has_word(used->head, checked, 1);
    return c->field == JC_F_DAY_ACCEPT && c_in != c_checked && used_in != used_checked && c_in != used_in;
}

static bool is_of_order(const struct jc_column *c)
{
    static const char *const ordered[] = {"采购"};
    return !jc_header_is_of_accepted(c) && jc_title_has_word(c->head, ordered, 1);
}

/*
 * What was ordered or is to be paid is not what was: 采购金额 beside 到货金额; what was to go back not what did: 退货数量 beside
 * 实际退货数量.
 */
static bool is_another_step(const struct jc_column *c, const struct jc_column *used)
{
    static const char *const actual[] = {"实"};
    return c->field == JC_F_PAID || c->field == JC_F_AMOUNT_ORDER ||
           (c->field == JC_F_AMOUNT && is_of_order(c) && jc_header_is_of_accepted(used)) ||
           (c->field == JC_F_RETURNED &&
            jc_title_has_word(c->head, actual, 1) != jc_title_has_word(used->head, actual, 1));
}

/* 摘要 beside 备注, 付款渠道 beside 付款方式; of an institution 等次 beside 级别, 经营性质 beside 所有制, 县 beside 地区. */
static bool is_in_words(enum jc_field f)
{
    static const enum jc_field list[] = {JC_F_NOTE,      JC_F_METHOD, JC_F_LEAD,   JC_F_LEVEL, JC_F_OWNERSHIP,
                                         JC_F_INST_TYPE, JC_F_DUTY,   JC_F_SUPPLY, JC_F_REGION};
    bool found = false;
    for (size_t i = 0; i < JC_LEN(list); i++)
        found = found || list[i] == f;
    return found;
}

/*
 * Is it worth a word that they differ? What is without tax, counted in another unit, a number of another register (配送单号
 * beside 入库单号), another step or another day differs by what its head says.
 */
static bool is_comparable(const struct jc_column *c, const struct jc_column *used)
{
    enum jc_type t = jc_field_info[c->field].type;
    bool number = t == JC_T_ID || t == JC_T_CODE || t == JC_T_INSTCODE;
    bool units = (c->names_unit || used->names_unit) && strcmp(c->unit, used->unit) != 0;
    bool whole = c->part == JC_PART_WHOLE && used->part == JC_PART_WHOLE && c->col != used->col;
    bool elsewhere = c->by_term || jc_column_is_second_record(c); /* read in other rows, or into another record */
    bool words = is_in_words(c->field);
    return whole && !number && !words && !units && !elsewhere && !c->untaxed && !is_another_day(c, used) &&
           !is_another_step(c, used);
}

void jc_rivals_begin(struct jc_rivals *r, const struct jc_load *l)
{
    jc_rivals_free(r);
    for (size_t i = 0; i < l->map.n; i++) {
        const struct jc_column *c = &l->map.cols[i], *used = c->field < JC_F_SKIP ? l->by_field[c->field] : NULL;
        if (!used || c->asks || !jc_mapping_is_spare(&l->map, c) || !is_comparable(c, used))
            continue;
        r->v = jc_grow(r->v, &r->cap, r->n + 1, sizeof *r->v);
        r->v[r->n++] = (struct jc_rival){.at = i, .steps = are_steps(c, used)};
    }
}

/* ---- do two cells say the same? ---------------------------------------------------------------------------------- */

static bool is_identical(const struct jc_cell *a, const struct jc_cell *b)
{
    if (a->type != b->type)
        return false;
    if (a->type == JC_CELL_TEXT)
        return (a->str >= 0 && a->str == b->str) || (a->len == b->len && memcmp(a->text, b->text, a->len) == 0);
    return a->num == b->num && a->exp == b->exp &&
           !((a->flags ^ b->flags) & ~JC_CELL_STRUCK); /* how it looks says nothing */
}

static bool same_number(const struct jc_cell *a, const struct jc_cell *b, const struct jc_column *c,
                        const struct jc_column *used)
{
    struct jc_number x, y;
    int64_t d;
    if (jc_value_times(&x, a, c->factor > 1 ? c->factor : 1, c->per) != 0 ||
        jc_value_times(&y, b, used->factor > 1 ? used->factor : 1, used->per) != 0)
        return true; /* what cannot be read is told where it is read */
    if ((x.flags | y.flags) & JC_NUM_BLANK || !jc_add(&d, x.scaled, -y.scaled))
        return true;
    int64_t room = jc_field_info[c->field].type == JC_T_MONEY ? HALF_A_CENT : 0;
    return d <= room && d >= -room;
}

static bool same_day(const struct jc_cell *a, const struct jc_cell *b, const struct jc_column *c,
                     const struct jc_column *used)
{
    jc_day x, y;
    return jc_value_day(&x, a, c->serial) != 0 || jc_value_day(&y, b, used->serial) != 0 || x == y || x == JC_NO_DAY ||
           y == JC_NO_DAY;
}

/* A spec or pack says no other thing if it only says less: 0.2g*100片/瓶 and 瓶. */
static bool same_spec(struct jc_span a, struct jc_span b)
{
    struct jc_spec x, y;
    struct jc_spec_in in = {.pack = a}, of = {.pack = b};
    bool understood = jc_spec_parse(&x, &in) | jc_spec_parse(&y, &of);
    bool counts = x.units && x.how != JC_SPEC_CONTAINER;
    if (!understood)
        return false;
    return (!counts || x.units == y.units) && (!x.strength_known || strcmp(x.strength, y.strength) == 0);
}

static bool same_text(const struct jc_cell *a, const struct jc_cell *b, enum jc_field f)
{
    struct jc_buf x = {0}, y = {0}, p = {0}, q = {0};
    bool same = jc_value_text(&x, a) != 0 || jc_value_text(&y, b) != 0; /* an error is no value */
    jc_text_key(&p, jc_buf_text(&x), x.len);
    jc_text_key(&q, jc_buf_text(&y), y.len);
    same = same || strcmp(jc_buf_text(&p), jc_buf_text(&q)) == 0;
    if (!same && (f == JC_F_SPEC || f == JC_F_PACK))
        same = same_spec((struct jc_span){x.p, x.len}, (struct jc_span){y.p, y.len});
    jc_buf_free(&x);
    jc_buf_free(&y);
    jc_buf_free(&p);
    jc_buf_free(&q);
    return same;
}

/* Two spellings of one thing come again in every row: asked once for each pair. */
static bool same_text_again(struct jc_load *l, const struct jc_cell *a, const struct jc_cell *b, enum jc_field f)
{
    static const int TAG = -1; /* apart from the words of a field, and from units */
    struct jc_cell tag = {.type = JC_CELL_NUMBER, .num = f, .exp = TAG};
    const struct jc_cell *key[3] = {a, b, &tag};
    bool is_new;
    int *k = jc_memo_at(l->word_memo, key, JC_LEN(key), &is_new);
    if (is_new)
        *k = same_text(a, b, f);
    return *k;
}

static bool says_other(struct jc_load *l, const struct jc_row *row, const struct jc_column *c,
                       const struct jc_column *used)
{
    const struct jc_cell *a = jc_value_at(row, c->col), *b = jc_value_at(row, used->col);
    if (!a || !b || is_identical(a, b))
        return false;
    if (c->field == JC_F_PERIOD && (jc_value_months(a) || jc_value_months(b)))
        return false; /* 采购周期 = 3年 beside a span */
    const struct jc_column *changed = l->by_field[JC_F_DAY_CHANGED];
    if (changed && jc_field_is_price(c->field) && jc_value_at(row, changed->col))
        return false; /* the price before (adjusted.c) */
    switch (jc_field_info[c->field].type) {
    case JC_T_MONEY:
    case JC_T_VOLUME:
    case JC_T_PERCENT:
        return !same_number(a, b, c, used);
    case JC_T_DAY:
    case JC_T_FUTURE:
        return !same_day(a, b, c, used);
    default:
        return !same_text_again(l, a, b, c->field);
    }
}

/* ---- rows ---------------------------------------------------------------------------------------------------------- */

static void tell_texts(struct jc_load *l, uint32_t row, const struct jc_column *c, const char *mine, const char *other)
{
    const struct jc_column *used = l->by_field[c->field];
    l->row = row;
    l->by_field[c->field] = c; /* which is named */
    jc_load_issue(l, E_DIFFERS, c->col, c->field, jc_span(mine), used->head, other, false);
    l->by_field[c->field] = used;
}

static void tell(struct jc_load *l, const struct jc_row *row, const struct jc_column *c, const struct jc_column *used)
{
    struct jc_buf mine = {0}, other = {0};
    jc_cell_text(&mine, &row->cells[c->col]);
    jc_cell_text(&other, &row->cells[used->col]);
    tell_texts(l, row->number, c, jc_buf_text(&mine), jc_buf_text(&other));
    jc_buf_free(&mine);
    jc_buf_free(&other);
}

/* Days of two steps: does this row alone say enough, since they are of two months? Else it is counted. */
static bool is_of_two_months(struct jc_rival *v, const struct jc_row *row, const struct jc_column *c,
                             const struct jc_column *used)
{
    const struct jc_cell *a = jc_value_at(row, c->col), *b = jc_value_at(row, used->col);
    jc_day x = JC_NO_DAY, y = JC_NO_DAY;
    if (!a || !b || jc_value_day(&x, a, c->serial) != 0 || jc_value_day(&y, b, used->serial) != 0 || x == JC_NO_DAY ||
        y == JC_NO_DAY)
        return false;
    v->rows++;
    if (jc_day_month_add(x, 0) != jc_day_month_add(y, 0))
        return true;
    if ((x > y ? x - y : y - x) > STEP_DAYS && v->far++ == 0) {
        struct jc_buf mine = {0}, other = {0};
        jc_cell_text(&mine, a);
        jc_cell_text(&other, b);
        v->row = row->number;
        jc_copy(v->mine, sizeof v->mine, jc_buf_text(&mine));
        jc_copy(v->other, sizeof v->other, jc_buf_text(&other));
        jc_buf_free(&mine);
        jc_buf_free(&other);
    }
    return false;
}

/* 到货数量 100 beside 实际入库数量 90, of which 10 went back, as the row itself says. */
static bool is_returned(const struct jc_load *l, const struct jc_row *row, const struct jc_column *c,
                        const struct jc_column *used)
{
    const struct jc_column *back = c->field == JC_F_ACCEPTED ? l->by_field[JC_F_RETURNED] : NULL;
    const struct jc_cell *cells[] = {jc_value_at(row, c->col), jc_value_at(row, used->col),
                                     back ? jc_value_at(row, back->col) : NULL};
    int64_t x[3], went, came;
    for (size_t i = 0; i < JC_LEN(cells); i++) {
        struct jc_number n;
        if (!cells[i] || jc_value_number(&n, cells[i]) != 0 || n.flags & JC_NUM_BLANK)
            return false;
        x[i] = n.scaled;
    }
    return jc_mul(&went, x[2], x[2] < 0 ? -1 : 1) && jc_add(&came, x[1], went) && came == x[0];
}

void jc_rivals_see(struct jc_rivals *r, struct jc_load *l, const struct jc_row *row)
{
    for (size_t i = 0; i < r->n; i++) {
        struct jc_rival *v = &r->v[i];
        const struct jc_column *c = &l->map.cols[v->at], *used = c->field < JC_F_SKIP ? l->by_field[c->field] : NULL;
        if (!used || used == c || !(v->steps ? is_of_two_months(v, row, c, used) : says_other(l, row, c, used)) ||
            is_returned(l, row, c, used))
            continue;
        tell(l, row, c, used);
        memmove(r->v + i, r->v + i + 1, (--r->n - i) * sizeof *r->v); /* once is enough */
        i--;
    }
}

void jc_rivals_end(struct jc_rivals *r, struct jc_load *l)
{
    for (size_t i = 0; i < r->n; i++) {
        const struct jc_rival *v = &r->v[i];
        if (v->far * 100 > v->rows * STEP_SHARE)
            tell_texts(l, v->row, &l->map.cols[v->at], v->mine, v->other);
    }
    r->n = 0;
}
