#include "ingest/header.h"

#include "ingest/firm.h"
#include "ingest/titled.h"
#include "ingest/norm.h"
#include "ingest/parts.h"
#include "ingest/prefix.h"
#include "ingest/spelling.h"
#include "ingest/three.h"
#include "ingest/lanes.h"
#include "ingest/wide.h"

enum jc_field jc_header_meaning(const struct jc_headers *h, const struct jc_kind *kind, const char *text,
                                struct jc_column *out)
{
    const struct jc_spelling *p = jc_spelling_find(h, kind, text, out);
    out->asks = p && p->asks;
    return p ? p->field : JC_F_COUNT;
}

/* ---- a row as the head of one kind ------------------------------------------------------------------- */

/* What stands over a column: the last caption to the left in the upper row. */
struct over {
    struct jc_caption caption;
    uint32_t begins; /* its column, plus one; 0 = there is none */
    bool pays;       /* jc_caption_pays() */
};

struct attempt {
    const struct jc_headers *h;
    const struct jc_head_row *row, *below;
    const struct jc_title *title;
    const struct jc_kind *forced;
    const struct over *over; /* by column; where there is a row below */
};

/* 数量 over 订购, 到货 and 退货: the caption says what is measured, and what of stands below. */
static bool is_measure(const char *caption)
{
    static const char *const words[] = {"数量", "金额", "日期", "时间"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strncmp(caption, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

struct jc_caption jc_header_caption(const char *text)
{
    struct jc_caption c = {0};
    struct jc_buf key = {0};
    jc_spelling_key(&key, text, strlen(text));
    c.net = jc_bracket_net(&key);
    size_t n = jc_bracket_unit(jc_buf_text(&key), key.len, c.unit, sizeof c.unit);
    if (n < key.len || c.net)
        jc_copyn(c.name, sizeof c.name, key.p, n);
    else
        jc_copy(c.name, sizeof c.name, text);
    jc_buf_free(&key);
    return c;
}

/* The unit of a caption is that of the amounts below it, or of the quantities, where they name none; never of prices. */
static void inherit_unit(struct jc_column *c, enum jc_field f, const char *unit)
{
    struct jc_unit u;
    if (f >= JC_F_SKIP || jc_field_is_price(f) || c->unit[0] || !jc_unit_parse(&u, jc_span(unit)))
        return;
    if (jc_field_info[f].type == (u.kind == JC_UNIT_MONEY ? JC_T_MONEY : JC_T_VOLUME))
        jc_copy(c->unit, sizeof c->unit, unit);
}

/*
 * 约定采购量 over 数量 and 单位, 合计 or 盒 and 片: the caption is the name, what stands below says in what it is counted or
 * that it is all of it.
 */
static const struct jc_spelling *find_caption(const struct attempt *a, const struct jc_kind *kind, const char *parent,
                                              const char *low, struct jc_column *out)
{
    static const char *const fill[] = {"数量", "合计", "总计", "本月", "当月", "本期", "含税"};
    struct jc_caption name = jc_header_caption(low);
    struct jc_unit u;
    bool unit = jc_unit_parse(&u, jc_span(name.name)), filler = unit;
    for (size_t i = 0; i < JC_LEN(fill); i++)
        filler = filler || strcmp(name.name, fill[i]) == 0;
    const struct jc_spelling *p = filler ? jc_spelling_find(a->h, kind, parent, out) : NULL;
    if (!p || !jc_field_is_number(p->field))
        return NULL;
    inherit_unit(out, p->field, unit ? name.name : name.unit);
    return p;
}

/* Words that stand over a field and that nobody knows name a group of columns: one of several, if there are more. */
static void settle_group(const struct attempt *a, const struct jc_kind *kind, const struct jc_spelling *p,
                         const char *low, struct jc_column *out)
{
    struct jc_column alone = {0};
    const struct jc_spelling *own = out->open && !out->of_part ? jc_spelling_find(a->h, kind, low, &alone) : NULL;
    if (!own || own->field != p->field || alone.open)
        return;
    out->open = false;
    out->of_part = true;
}

static bool is_of_payment(const struct jc_spelling *p)
{
    return p && (p->field == JC_F_PAID || p->field == JC_F_DAY_PAID);
}

/* 金额 and 日期 under 第一次付款 are those of a payment, whatever else the caption says. */
static const struct jc_spelling *find_paid(const struct attempt *a, const struct jc_kind *kind, const char *low,
                                           struct jc_column *out)
{
    static const char *const as[] = {"已付款", "付款"};
    struct jc_column paid = {0};
    struct jc_buf head = {0};
    const struct jc_spelling *p = NULL;
    for (size_t i = 0; i < JC_LEN(as) && !(is_of_payment(p) && !paid.open); i++) {
        jc_header_join(&head, as[i], low);
        paid.open = paid.of_part = paid.other = paid.net = false;
        p = jc_spelling_find(a->h, kind, jc_buf_text(&head), &paid);
    }
    jc_buf_free(&head);
    if (!is_of_payment(p) || paid.open)
        return NULL;
    out->open = out->of_part = out->other = false;
    out->net = paid.net;
    jc_copy(out->unit, sizeof out->unit, paid.unit);
    return p;
}

/* An amount or a day that a caption says is of a payment is neither the line's own nor that of its receipt. */
static bool is_misplaced(const struct jc_spelling *p, const struct over *above)
{
    if (!p || p->field >= JC_F_SKIP || is_of_payment(p) || !above->pays)
        return false;
    return jc_field_info[p->field].type == JC_T_MONEY || jc_field_info[p->field].type == JC_T_DAY;
}

/* 年 | 月 | 日, by the caption over them or the words before: 日期 of that. */
static const struct jc_spelling *find_day(const struct attempt *a, const struct jc_kind *kind, uint32_t col,
                                          const struct over *above, struct jc_column *out)
{
    const char *caption = above->caption.name;
    const struct jc_spelling *p = NULL;
    struct jc_buf before = {0}, names[3] = {0};
    bool under = *caption && *jc_head_text(a->below, col);
    if (!jc_three_heads(&before, a->row, a->below, col))
        return NULL;
    jc_buf_str(&before, "日期");
    jc_header_join(&names[0], under ? caption : "", jc_buf_text(&before));
    jc_buf_str(&names[1], under ? caption : "");
    jc_buf_str(&names[2], jc_buf_text(&before));
    for (size_t i = 0; i < JC_LEN(names) && !p; i++) {
        p = jc_spelling_find(a->h, kind, jc_buf_text(&names[i]), out);
        bool day = p && p->field < JC_F_SKIP &&
                   (jc_field_info[p->field].type == JC_T_DAY || jc_field_info[p->field].type == JC_T_FUTURE);
        p = day && !(under && is_misplaced(p, above)) ? p : NULL;
        snprintf(out->head, sizeof out->head, "%.60s（年、月、日）", jc_buf_text(&names[i]));
    }
    for (size_t i = 0; i < JC_LEN(names); i++)
        jc_buf_free(&names[i]);
    jc_buf_free(&before);
    out->three = p != NULL;
    return p;
}

/* The spelling of one column. */
static const struct jc_spelling *find_column(const struct attempt *a, const struct jc_kind *kind, uint32_t col,
                                             const struct over *above, struct jc_column *out)
{
    const char *parent = above->caption.name;
    const char *top = jc_head_text(a->row, col), *low = jc_head_text(a->below, col);
    const struct jc_spelling *p = find_day(a, kind, col, above, out);
    struct jc_buf both = {0};
    bool other = false;
    if (p)
        return p;
    if (*low && *parent) {
        jc_header_join(&both, parent, low);
        p = jc_spelling_find(a->h, kind, jc_buf_text(&both), out);
        settle_group(a, kind, p, low, out);
        const struct jc_spelling *paid = above->pays && !is_of_payment(p) ? find_paid(a, kind, low, out) : NULL;
        p = paid ? paid : p;
        other = out->other;
        if (!p && is_measure(parent)) {
            jc_header_join(&both, low, parent);
            p = jc_spelling_find(a->h, kind, jc_buf_text(&both), out);
        }
    }
    if (!p && *low && !other) {
        p = jc_spelling_find(a->h, kind, low, out);
        if (p && p->asks && both.len) /* 库存情况 over 数量: the caption answers, only in words that nobody knows */
            p = NULL;
    }
    if (!p && both.len)
        p = find_caption(a, kind, parent, low, out);
    if (!p && !*low && *top)
        p = jc_spelling_find(a->h, kind, top, out);
    if (*low && is_misplaced(p, above))
        p = NULL;
    if (p && *low) {
        inherit_unit(out, p->field, above->caption.unit);
        out->net =
            out->net || (above->caption.net && p->field < JC_F_SKIP && jc_field_info[p->field].type == JC_T_MONEY);
    }
    jc_copy(out->head, sizeof out->head, both.len ? both.p : *low ? low : top);
    jc_buf_free(&both);
    return p;
}

void jc_header_set_unit(struct jc_column *c, const char *unit)
{
    jc_copy(c->unit, sizeof c->unit, unit);
    c->names_unit = jc_bracket_counts(unit);
    c->factor = jc_bracket_factor(unit, &c->per);
}

static void add_column(struct jc_mapping *m, const struct jc_column *c)
{
    m->cols[m->n] = *c;
    jc_header_set_unit(&m->cols[m->n++], c->unit);
}

/*
 * 单价(元/片) is the price of the smallest unit, and 中选单价(元/盒) that of a pack: the bracket answers what is asked. One
 * that names no money, 中选价格(最小制剂单位), says as well what the price is for.
 */
void jc_header_settle_price(struct jc_column *c, const struct jc_kind *kind)
{
    struct jc_unit money, u;
    char of[JC_UNIT_TEXT - 4];
    bool price = c->field == JC_F_PRICE || c->field == JC_F_UNIT_PRICE;
    if (jc_field_is_price(c->field) && jc_bracket_counts(c->unit)) {
        jc_copy(of, sizeof of, c->unit);
        snprintf(c->unit, sizeof c->unit, "元/%s", of);
    }
    if (!price || !jc_kind_has(kind, JC_F_UNIT_PRICE) || !jc_bracket_price(jc_span(c->unit), &money, &u))
        return;
    if (u.kind == JC_UNIT_SMALLEST)
        c->field = JC_F_UNIT_PRICE;
    else if (u.kind == JC_UNIT_PACK)
        c->field = JC_F_PRICE;
    else if (c->asks)
        return;
    c->asks = false;
}

/* Of two columns of one spelling, 入库数量(盒) and 入库数量(片), the packs: a line is kept in them, whose size its row need not tell. */
static bool counts_packs(const struct jc_column *c, const struct jc_column *other)
{
    struct jc_unit a, b;
    return c->rank == other->rank && c->field != JC_F_VOLUME && c->field != JC_F_DEMAND &&
           jc_field_info[c->field].type == JC_T_VOLUME && jc_unit_parse(&a, jc_span(c->unit)) &&
           jc_unit_parse(&b, jc_span(other->unit)) && a.kind == JC_UNIT_PACK && b.kind != JC_UNIT_PACK;
}

#define OF_TWO (1u << 31) /* more than any place in the lists */

/*
 * The spelling listed first names a field best, one of two fields behind all of one, what is without tax not at all; the
 * columns of the others are spare.
 */
static void give_field(struct jc_mapping *m, const struct jc_column **given, struct jc_column *c)
{
    if (c->field >= JC_F_SKIP || jc_field_is_standing(c->field) || jc_field_is_firm(c->field))
        return;
    const struct jc_column *other = given[c->field];
    if (c->net || (other && other->rank <= c->rank && !counts_packs(c, other))) {
        c->spare = true;
        return;
    }
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field == c->field)
            m->cols[i].spare = true;
    given[c->field] = &m->cols[m->n]; /* where it goes */
}

/*
 * Is what the spare column holds the same as what the other one does? A number of another register is not, nor is what
 * came where nothing is accepted, what is without tax, or the day of a return; nor is the day of arrival, from which no term
 * runs.
 */
static bool same_measure(const struct jc_column *spare, const struct jc_column *used)
{
    static const char *const apart[] = {"退货", "退药", "退库", "到货"};
    bool other = jc_title_has_word(spare->head, apart, JC_LEN(apart));
    if (other != jc_title_has_word(used->head, apart, JC_LEN(apart)) || spare->untaxed)
        return false;
    if (spare->field == JC_F_ORIGINAL) /* any number of it tells what went back: 原入库单号, 原订单号 */
        return true;
    switch (jc_field_info[spare->field].type) {
    case JC_T_TEXT:
    case JC_T_LIST:
    case JC_T_DAY:
        return true;
    case JC_T_MONEY: /* of an order and of its delivery are two */
        return spare->field != JC_F_AMOUNT_ORDER && spare->field != JC_F_PAID;
    default:
        return false;
    }
}

/* `taxed`: the sheet has its tax apart, so that 金额 beside 价税合计 is without it. */
static bool is_untaxed(const struct jc_column *spare, const struct jc_column *used, bool taxed)
{
    static const char *const tax[] = {"税"};
    return spare->net || (taxed && jc_title_has_word(used->head, tax, JC_LEN(tax)) &&
                          !jc_title_has_word(spare->head, tax, JC_LEN(tax)));
}

/* 原订单编号 beside 订单编号, which of a return may be the number of its own document. */
static bool names_original(const struct jc_column *c, const struct jc_column *used)
{
    static const char first[] = "原";
    const size_t n = strlen(first);
    return c->field == JC_F_ORDER_NO && strncmp(c->head, first, n) == 0 && strncmp(used->head, first, n) != 0;
}

void jc_header_find_stand_ins(struct jc_mapping *m)
{
    static const char *const tax[] = {"税额", "税金"};
    bool taxed = jc_header_says(m, "", tax, JC_LEN(tax));
    for (size_t i = 0; i < m->n; i++) {
        struct jc_column *c = &m->cols[i];
        if (!c->spare || c->asks || c->field >= JC_F_SKIP)
            continue;
        const struct jc_column *used = jc_mapping_column(m, c->field);
        c->untaxed = used && is_untaxed(c, used, taxed);
        c->original = used && names_original(c, used);
        c->stands_in = used && used->part == JC_PART_WHOLE && !jc_column_is_second_record(c) && c->col != used->col &&
                       same_measure(c, used);
        m->stand_ins = m->stand_ins || c->stands_in;
    }
}

/*
 * 包装规格 by itself is a spec, whose grammar knows packs; where another column gives the spec it is a pack, and the best such
 * head gives it. Of that one the spec stays for rows in which the other is blank. Returns its place, or m->n.
 */
static size_t settle_packs(struct jc_mapping *m, const struct jc_spelling *const *found, const struct jc_kind *kind)
{
    size_t best = m->n;
    for (size_t i = 0; i < m->n && jc_kind_has(kind, JC_F_PACK); i++)
        if (found[i] && found[i]->second == JC_F_PACK && m->cols[i].spare && !m->cols[i].asks &&
            (best == m->n || m->cols[i].rank < m->cols[best].rank))
            best = i;
    if (best == m->n)
        return best;
    const struct jc_column *other = jc_mapping_column(m, JC_F_PACK);
    if (other && other->rank < m->cols[best].rank - OF_TWO)
        best = m->n;
    else if (other)
        m->cols[other - m->cols].spare = true;
    for (size_t i = 0; i < m->n; i++)
        if (i != best && found[i] && found[i]->second == JC_F_PACK && m->cols[i].spare)
            m->cols[i].field = JC_F_PACK;
    return best;
}

/* A column stands there twice, for both fields of its head; a cell that holds two is cut in two. */
static void insert_second(struct jc_mapping *m, size_t i, enum jc_field f, bool cut)
{
    struct jc_column second = m->cols[i];
    second.field = f;
    second.rank -= OF_TWO;
    second.spare = false;
    if (cut) {
        m->cols[i].part = JC_PART_FIRST;
        second.part = JC_PART_SECOND;
    }
    memmove(m->cols + i + 2, m->cols + i + 1, (m->n - i - 1) * sizeof *m->cols);
    m->cols[i + 1] = second;
    m->n++;
}

/* The second field of a head that names two (制剂规格（申报剂型）), where no other column gives it. */
static void add_seconds(struct jc_mapping *m, const struct jc_spelling *const *found, const struct jc_kind *kind)
{
    const size_t pack = settle_packs(m, found, kind);
    for (size_t i = m->n; i-- > 0;) {
        enum jc_field f = found[i] ? found[i]->second : JC_F_COUNT;
        if (f == JC_F_BRAND)
            m->cols[i].part = JC_PART_FIRST; /* nobody reads the other */
        if (f == JC_F_COUNT || m->cols[i].asks || !jc_kind_has(kind, f))
            continue;
        if (f == JC_F_PACK ? i == pack : !jc_mapping_column(m, f))
            insert_second(m, i, f, f != JC_F_PACK);
    }
}

/* 备供省份, 第二顺位供应地区: where the firm supplies only what the first one is short of. */
static bool is_of_backups(const char *head)
{
    static const char *const words[] = {"备供", "备选", "第二", "第三", "次选"};
    return jc_title_has_word(head, words, JC_LEN(words));
}

static uint16_t holds_below(const struct attempt *a, uint32_t col)
{
    const struct jc_head_row *last = a->below ? a->below : a->row;
    return last->holds && col < last->held ? last->holds[col] : 0;
}

/* Month and day, which are read with their year: of no spelling of their own. */
static const struct jc_spelling *take_rest(struct jc_column *c, const struct attempt *a, uint8_t three)
{
    const char *low = jc_head_text(a->below, c->col);
    jc_copy(c->head, sizeof c->head, *low ? low : jc_head_text(a->row, c->col));
    c->field = JC_F_SKIP;
    c->three = three;
    return NULL;
}

static uint32_t width_of(const struct jc_head_row *row, const struct jc_head_row *below)
{
    return below && below->n > row->n ? below->n : row->n;
}

/* The same for every kind. */
static struct over *captions_over(const struct jc_head_row *row, const struct jc_head_row *below)
{
    uint32_t n = width_of(row, below);
    struct over *over = jc_alloc((n + 1) * sizeof *over);
    for (uint32_t col = 0; col < n; col++) {
        const char *text = jc_head_text(row, col);
        over[col] = over[col ? col - 1 : 0];
        if (!*text)
            continue;
        over[col] = (struct over){.caption = jc_header_caption(text), .begins = col + 1};
        over[col].pays = jc_caption_pays(over[col].caption.name);
    }
    return over;
}

static void match_columns(struct jc_mapping *m, const struct attempt *a, const struct jc_kind *kind)
{
    static const struct over nothing = {0};
    uint32_t n = width_of(a->row, a->below);
    const struct jc_spelling **found = jc_alloc((n + 1) * sizeof *found);
    const struct jc_column *given[JC_F_COUNT] = {0};
    uint8_t three = 0; /* which column of a day was the last */
    m->cols = jc_alloc((2 * n + 2) * sizeof *m->cols);
    for (uint32_t col = 0; col < n; col++) {
        struct jc_column c = {.col = col, .field = JC_F_COUNT, .holds = holds_below(a, col)};
        const struct over *above = a->over ? &a->over[col] : &nothing;
        three = three % 3 ? three + 1 : 0;
        const struct jc_spelling *p = three ? take_rest(&c, a, three) : find_column(a, kind, col, above, &c);
        three = c.three;
        if (!*c.head)
            continue;
        if (p)
            c.field = p->field;
        c.paying = is_of_payment(p) && *jc_head_text(a->below, col) && above->pays ? above->begins : 0;
        c.asks = p && p->asks;
        bool two = p && (p->second != JC_F_COUNT || c.part != JC_PART_WHOLE);
        c.rank = p ? p->rank + (two ? OF_TWO : 0) : 0;
        jc_header_settle_price(&c, kind);
        c.backup = c.field == JC_F_REGIONS && is_of_backups(c.head);
        c.term = c.field == JC_F_VOLUME ? jc_prefix_term(c.head) : JC_TERM_UNSAID;
        c.spare = c.asks || c.open;                       /* until the others are known */
        c.net = c.net && kind != jc_kind_find("invoice"); /* whose amount is without tax by law, and owed by nobody */
        c.asks = c.asks && !c.net;
        if (p && !c.asks && !c.open)
            give_field(m, given, &c);
        found[m->n] = p;
        add_column(m, &c);
    }
    jc_parts_settle(m);
    add_seconds(m, found, kind);
    free(found);
}

/* 数量 twice: which is which nobody says. */
static bool is_twice(const struct jc_mapping *m, enum jc_field asked)
{
    int n = 0;
    for (size_t i = 0; i < m->n; i++)
        n += m->cols[i].asks && m->cols[i].field == asked;
    return n > 1;
}

/*
 * The next column to be asked about: in the order of the list of heads, in which that stands first which names a field best, but
 * what went back after all others, since it does so beside what came.
 */
static struct jc_column *next_asking(struct jc_mapping *m, const bool *done)
{
    struct jc_column *best = NULL;
    for (size_t i = 0; i < m->n; i++) {
        struct jc_column *c = &m->cols[i];
        if (!c->asks || done[i])
            continue;
        bool back = c->field == JC_F_RETURNED, best_back = best && best->field == JC_F_RETURNED;
        if (!best || (best_back && !back) || (best_back == back && c->rank < best->rank))
            best = c;
    }
    return best;
}

void jc_header_settle(struct jc_mapping *m, const struct jc_title *title)
{
    bool quantities = is_twice(m, JC_F_QUANTITY), volumes = is_twice(m, JC_F_VOLUME);
    bool *done = jc_alloc((m->n + 1) * sizeof *done);
    for (struct jc_column *c; (c = next_asking(m, done)) != NULL;) {
        bool twice = c->several || (quantities && c->field == JC_F_QUANTITY) || (volumes && c->field == JC_F_VOLUME);
        enum jc_field f = twice ? JC_F_COUNT : jc_header_decide(m, c, title);
        done[c - m->cols] = true;
        c->asked = c->field;
        c->decided = f != JC_F_COUNT;
        if (f == JC_F_COUNT) {
            jc_copy(m->ask, sizeof m->ask, c->head);
            continue;
        }
        c->spare = f < JC_F_SKIP && jc_mapping_column(m, f) != NULL;
        c->field = f;
        c->asks = false;
    }
    free(done);
}

/* What the title says for the whole sheet: names, no codes. */
static bool is_given(const struct jc_title *t, const struct jc_kind *kind, enum jc_field f)
{
    if (!jc_header_from_title(kind, f))
        return false;
    return (f == JC_F_INST_NAME && t->inst[0]) || (f == JC_F_ROUND_NAME && t->round[0]) ||
           ((f == JC_F_DAY_FROM || f == JC_F_DAY_TO) && t->from != JC_NO_DAY);
}

/* 日期 and 金额 of which nobody says whether they are a payment: what it looks like is known, and what is to be asked for. */
static bool is_open_payment(const struct jc_column *c)
{
    return c->asks && (c->field == JC_F_PAID || c->field == JC_F_DAY_PAID);
}

static bool asks_payment(const struct jc_mapping *m, enum jc_field f)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field == f && is_open_payment(&m->cols[i]))
            return true;
    return false;
}

/* Whose the columns of a table are that has them for several hospitals the title does not say. */
static bool has_need(const struct jc_mapping *m, const struct jc_kind *kind, const uint8_t *group,
                     const struct jc_title *t)
{
    struct jc_titled given;
    for (; *group != JC_F_SKIP; group++) {
        if (asks_payment(m, *group))
            return true;
        bool across = *group == JC_F_INST_NAME || *group == JC_F_VOLUME;
        bool titled = (is_given(t, kind, *group) && !(across && m->across[0])) ||
                      (*group == jc_titled_field(kind) && jc_titled_find(&given, m, kind, t->text));
        if (jc_mapping_column(m, *group) || jc_lanes_give(m, *group) || titled || (across && m->wide))
            return true;
    }
    return false;
}

static bool has_field(const struct jc_mapping *m, enum jc_field f)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field == f)
            return true;
    return false;
}

static bool is_of_list(const struct jc_column *c)
{
    switch (c->field) {
    case JC_F_INST_CODE:
    case JC_F_INST_NAME:
    case JC_F_REGION:
        return true;
    default:
        return c->field == JC_F_SKIP && (strstr(c->head, "序号") || strstr(c->head, "备注"));
    }
}

/*
 * Codes and names of institutions and nothing else, nor anything in columns without a head: what else could it be, unless a title
 * says that these are some of which something is to be said?
 */
static bool is_plain_list(struct jc_mapping *m, const struct jc_kind *kind, const struct attempt *a)
{
    static const char *const some[] = {"未报", "未交", "未付", "未按", "未达",   "未完成", "缺报",
                                       "漏报", "逾期", "欠款", "通报", "不合格", "异常"};
    const struct jc_head_row *row = a->row;
    if (strcmp(kind->id, "institution") != 0 || !jc_mapping_column(m, JC_F_INST_CODE) ||
        !jc_mapping_column(m, JC_F_INST_NAME) || jc_title_has_word(a->title->text, some, JC_LEN(some)))
        return false;
    bool plain = true, *has = jc_alloc(row->held + 1);
    for (size_t i = 0; i < m->n; i++) {
        plain = plain && is_of_list(&m->cols[i]);
        if (m->cols[i].col < row->held)
            has[m->cols[i].col] = true;
    }
    for (uint32_t i = 0; i < row->held; i++)
        plain = plain && (has[i] || !row->holds[i]);
    free(has);
    return plain;
}

/* The last need of a list is only there to tell it from other tables. */
static bool is_list(struct jc_mapping *m, const struct jc_kind *kind, const struct attempt *a)
{
    return jc_kind_is_called(kind, a->forced == kind ? NULL : a->title->text) ||
           (!a->below && is_plain_list(m, kind, a));
}

/* How many needs of the kind are not met; missing = the first of them. */
static int count_missing(struct jc_mapping *m, const struct jc_kind *kind, const struct attempt *a)
{
    int n = 0;
    for (int g = 0; g < JC_KIND_NEEDS && kind->need[g][0] != JC_F_SKIP; g++) {
        bool last = g == JC_KIND_NEEDS - 1 || kind->need[g + 1][0] == JC_F_SKIP;
        if (!has_need(m, kind, kind->need[g], a->title) && !(last && is_list(m, kind, a)) && n++ == 0)
            m->missing = kind->need[g][0];
    }
    return n;
}

/*
 * Who must report which month is said without a figure, or with 应报: volumes, amounts or rates beside institution and month
 * are results or records of something else.
 */
static bool is_no_duty(struct jc_mapping *m, const struct jc_kind *kind, const struct attempt *a)
{
    static const char *const figures[] = {"量", "额", "率", "价"};
    if (strcmp(kind->id, "duty") != 0 || a->forced == kind || jc_mapping_column(m, JC_F_REQUIRED) ||
        !jc_header_says(m, "", figures, JC_LEN(figures)))
        return false;
    m->missing = JC_F_REQUIRED;
    return true;
}

static void score_kind(struct jc_mapping *m, const struct jc_kind *kind)
{
    bool provinces = false;
    m->score = m->matched = 0;
    for (size_t i = 0; i < m->n; i++)
        provinces = provinces || m->cols[i].province != NULL;
    m->matched += provinces;
    for (size_t i = 0; i < m->n; i++)
        if ((!m->cols[i].spare || is_open_payment(&m->cols[i])) && m->cols[i].field < JC_F_SKIP &&
            jc_kind_has(kind, m->cols[i].field))
            m->matched++;
    m->score = m->matched;
    for (const uint8_t *f = kind->mark; *f != JC_F_SKIP; f++)
        m->score +=
            jc_mapping_column(m, *f) || (m->wide && *f == JC_F_VOLUME) || (provinces && *f == JC_F_REGIONS) ? 2 : 0;
}

/* What is without tax is read by nobody; where nothing else gives its field, it is told (E252). */
static void drop_net(struct jc_mapping *m)
{
    for (size_t i = 0; i < m->n; i++) {
        struct jc_column *c = &m->cols[i];
        if (!c->net || c->field >= JC_F_SKIP || jc_mapping_column(m, c->field))
            continue;
        if (m->missing == c->field) {
            jc_copy(m->near, sizeof m->near, c->head);
            m->near_field = c->field;
            m->near_net = true;
        }
        c->field = JC_F_SKIP;
        c->spare = false;
    }
}

/*
 * Titles that say: within the hospital (调拨, 领用), where none of their words is of goods that came and no row says what it
 * is; nothing of it has happened yet (计划, 申请, 合同), where nothing was accepted and no state says that it was paid; or it
 * is void (作废, 取消), where no row says itself whether it is.
 */
static void find_other(struct jc_mapping *m, const struct jc_kind *kind, const struct attempt *a)
{
    struct jc_said_matter said = jc_title_matter(a->title->text);
    bool purchase = strcmp(kind->id, "purchase") == 0, payment = strcmp(kind->id, "payment") == 0, other = false;
    bool award = strcmp(kind->id, "award") == 0, agreement = strcmp(kind->id, "agreement") == 0;
    if (a->forced == kind || !(purchase || payment || agreement || award || strcmp(kind->id, "invoice") == 0))
        return;
    if (said.matter == JC_MATTER_PLANNED && (purchase || payment))
        other = payment ? !has_field(m, JC_F_PAY_STATE) : !jc_mapping_column(m, JC_F_ACCEPTED);
    else if (said.matter == JC_MATTER_WITHIN)
        other = purchase && !(said.all & 1u << JC_MATTER_GOODS) && !jc_mapping_names_documents(m);
    const char *word = other                  ? said.word
                       : award                ? jc_title_unselected(a->title->text)
                       : jc_mapping_states(m) ? NULL
                                              : jc_title_void(a->title->text);
    if (word)
        jc_copy(m->other, sizeof m->other, word);
}

/* 付款金额（借方） beside 付款金额（贷方）: one of them is, and nobody says which (E309). */
static void drop_two_sides(struct jc_mapping *m)
{
    size_t sides = 0, all = 0;
    for (int drop = 0; drop < 2 && (!drop || (sides > 1 && sides == all)); drop++)
        for (size_t i = 0; i < m->n; i++) {
            struct jc_column *c = &m->cols[i];
            if (c->field != JC_F_PAID)
                continue;
            all += !drop;
            sides += !drop && (strstr(c->head, "借方") || strstr(c->head, "贷方"));
            c->asks = c->asks && !drop;
            c->spare = c->spare && !drop;
            c->field = drop ? JC_F_COUNT : c->field;
        }
}

static bool is_called(const struct jc_mapping *m, const struct jc_kind *kind, const struct jc_title *t)
{
    static const char *const words[] = {"缺货", "短缺", "断供", "断货", "停供", "恢复供应", "恢复供货"};
    return strcmp(kind->id, "shortage") == 0 && jc_header_says(m, t->text, words, JC_LEN(words));
}

static void match_kind(struct jc_mapping *m, const struct attempt *a, const struct jc_kind *kind)
{
    *m = (struct jc_mapping){.missing = JC_F_COUNT, .nearest = kind};
    match_columns(m, a, kind);
    drop_two_sides(m);
    if (strcmp(kind->id, "award") == 0) {
        jc_provinces_settle(m);
        jc_adjusted_settle(m);
    }
    jc_codes_settle(m);
    jc_firm_settle(m, kind);
    jc_lanes_settle(m, kind, &(struct jc_lane_heads){a->h, a->below ? NULL : a->row, a->title, a->forced == kind});
    if (strcmp(kind->id, "award") == 0)
        jc_winners_settle(m);
    jc_header_settle(m, a->title);
    if (strcmp(kind->id, "agreement") == 0)
        jc_wide_settle(m, &(struct jc_wide_heads){a->h, a->row, a->below, a->title, a->forced == kind});
    jc_parts_settle_open(m);
    jc_unit_head_settle(m);
    jc_header_find_stand_ins(m);
    jc_parts_find_terms(m);
    score_kind(m, kind);
    find_other(m, kind, a);
    m->lacks = count_missing(m, kind, a);
    m->lacks += m->undated + (jc_mapping_column(m, JC_F_NEVER) || m->other[0]) + is_no_duty(m, kind, a) +
                (a->forced != kind && jc_mapping_is_of_others(m, a->h));
    drop_net(m);
    m->kind = m->lacks == 0 ? kind : NULL;
    m->called = is_called(m, kind, a->title);
    m->row = a->below ? a->below->number : a->row->number;
    m->rows = a->below ? 2 : 1;
}

static void best_kind(struct jc_mapping *best, const struct attempt *a, const struct jc_kind *forced)
{
    *best = (struct jc_mapping){0};
    for (size_t i = 0; i < jc_kind_count; i++) {
        struct jc_mapping m;
        if (forced && forced != &jc_kinds[i])
            continue;
        match_kind(&m, a, &jc_kinds[i]);
        if (!best->cols || jc_mapping_is_better(&m, best)) {
            jc_mapping_free(best);
            *best = m;
        } else {
            jc_mapping_free(&m);
        }
    }
}

static void find_private(struct jc_mapping *m, const struct jc_head_row *row)
{
    struct jc_buf key = {0};
    for (uint32_t i = 0; i < 2 * row->n; i++) {
        char *const *texts = i < row->n ? row->text : row->inner;
        const char *text = texts ? texts[i % row->n] : "";
        jc_buf_clear(&key);
        jc_spelling_key(&key, text, strlen(text));
        jc_mapping_check_private(m, jc_buf_text(&key), text);
    }
    jc_buf_free(&key);
}

static void find_near(struct jc_mapping *m, const struct jc_headers *h)
{
    if (m->kind || m->near[0] || m->missing >= JC_F_SKIP)
        return;
    const struct jc_column *c = jc_spelling_near(h, m, m->missing, false, &m->near_field);
    jc_copy(m->near, sizeof m->near, c ? c->head : "");
}

/* A text alone in its row, over the first head below, is a title; captions stand over the middle, or there are several. */
static bool is_title(const struct jc_head_row *row, const struct jc_head_row *below)
{
    uint32_t filled = 0, first = 0, head = 0;
    for (uint32_t i = row->n; i-- > 0;)
        if (*row->text[i])
            filled++, first = i;
    while (head < below->n && !*below->text[head])
        head++;
    return filled == 1 && first <= head;
}

/* By one line, or by both. */
static void match_lines(struct jc_mapping *out, const struct jc_headers *h, const struct jc_head_row *row,
                        const struct jc_head_row *below, const struct jc_kind *forced, const struct jc_title *title)
{
    struct attempt one = {h, row, NULL, title, forced, NULL};
    best_kind(out, &one, forced);
    if (!below || below->numbers || row->numbers || is_title(row, below))
        return;
    struct over *over = captions_over(row, below);
    struct attempt two = {h, row, below, title, forced, over}, lower = {h, below, NULL, title, forced, NULL};
    struct jc_mapping pair, single;
    best_kind(&pair, &two, forced);
    best_kind(&single, &lower, forced);
    free(over);
    if (jc_mapping_needs_both(&pair, out, &single, row, below)) {
        jc_mapping_free(out);
        *out = pair;
    } else {
        jc_mapping_free(&pair);
    }
    jc_mapping_free(&single);
}

/* Where a second table may stand beside the first, what stands left of it is read, if that is a table by itself. */
static void leave_beside(struct jc_mapping *m, const struct jc_headers *h, const struct jc_head_row *row,
                         const struct jc_head_row *below, const struct jc_kind *forced, const struct jc_title *title)
{
    struct jc_mapping left;
    const struct jc_column *c = jc_mapping_beside(m);
    if (!c)
        return;
    struct jc_head_row upper = *row, lower = below ? *below : (struct jc_head_row){0};
    upper.n = upper.n < c->col ? upper.n : c->col;
    lower.n = lower.n < c->col ? lower.n : c->col;
    match_lines(&left, h, &upper, below ? &lower : NULL, forced, title);
    if (!left.kind || left.ask[0]) {
        jc_mapping_free(&left);
        return;
    }
    left.beside = c->col;
    jc_copy(left.beside_head, sizeof left.beside_head, c->head);
    jc_mapping_free(m);
    *m = left;
}

void jc_header_match(struct jc_mapping *out, const struct jc_headers *h, const struct jc_head_row *row,
                     const struct jc_head_row *below, const struct jc_kind *forced, const struct jc_title *title)
{
    match_lines(out, h, row, below, forced, title);
    leave_beside(out, h, row, below, forced, title);
    if (out->rows == 2)
        find_private(out, below);
    find_private(out, row);
    find_near(out, h);
}
