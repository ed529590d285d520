/* Which of several readings of a head is the better one: by kinds, and by one line or two. */
#include "ingest/spelling.h"

enum { MANY_MORE = 4 }; /* columns by which a larger table is no smaller one */

/* How much of what makes a kind is there: heads that speak for it alone; a kind that has no such heads says least. */
static int speaks(const struct jc_mapping *m)
{
    return m->score > m->matched ? 2 : m->nearest->mark[0] != JC_F_SKIP;
}

/* Of what it says of each month, round or year there is nothing else like it; winners stand beside one another in agreements, too. */
static bool lies_in_lanes(const struct jc_mapping *m)
{
    return m->lanes && m->kind && strcmp(m->kind->id, "award") != 0;
}

/*
 * Agreed volumes of institutions are no list of awards, though these have all that such a list needs. Where the institutions
 * stand in columns, it is nothing either that lacks a column, and if it is said to be of agreements nothing else at all;
 * one that cannot be read is told rather than what else lacks a column.
 */
static bool goes_before(const struct jc_mapping *m, const struct jc_mapping *other)
{
    bool award = strcmp(other->nearest->id, "award") == 0;
    bool by_row = jc_mapping_column(other, JC_F_INST_NAME) || jc_mapping_column(other, JC_F_INST_CODE);
    if (lies_in_lanes(m) && !lies_in_lanes(other))
        return !other->wide;
    if (lies_in_lanes(other))
        return false;
    if (other->wide || other->across[0] || (other->kind && by_row))
        return false;
    if (award && m->agreed)
        return true;
    if (m->wide)
        return m->agreed || award || !other->kind;
    return m->across[0] && (!other->kind || (award && m->unnamed));
}

static bool asks_payment(const struct jc_mapping *m)
{
    return m->kind && m->ask[0] && strcmp(m->kind->id, "payment") == 0;
}

static bool has_number(const struct jc_mapping *m)
{
    bool found = false;
    for (size_t i = 0; i < m->n && !found; i++)
        found = jc_field_is_number(m->cols[i].field);
    return found;
}

/* 第一年约定采购量 and 第二年约定采购量: agreements, whatever else they lack. */
static bool asks_year(const struct jc_mapping *m)
{
    bool found = false;
    for (size_t i = 0; i < m->n && !found; i++)
        found = m->cols[i].open && m->cols[i].of_part && strcmp(m->cols[i].head, m->ask) == 0 &&
                strcmp(m->nearest->id, "agreement") == 0;
    return found;
}

/* Of two that lack something, one that is called so goes before one of which no figure speaks. */
static bool is_called(const struct jc_mapping *m, const struct jc_mapping *other)
{
    return m->called && m->matched >= 2 && !has_number(other);
}

bool jc_mapping_is_better(const struct jc_mapping *m, const struct jc_mapping *best)
{
    if (goes_before(m, best) || goes_before(best, m))
        return goes_before(m, best);
    if (m->kind && best->kind && asks_payment(m) != asks_payment(best))
        return asks_payment(best);
    if (m->kind && best->kind)
        return m->score > best->score;
    const struct jc_mapping *whole = m->kind ? m : best, *part = m->kind ? best : m;
    bool smaller = best->matched >= m->matched + MANY_MORE, larger = m->matched >= best->matched + MANY_MORE;
    if (!whole->kind && asks_year(m) != asks_year(best))
        return asks_year(m);
    if (!whole->kind && is_called(m, best) != is_called(best, m))
        return is_called(m, best);
    if (!whole->kind && (smaller || larger)) /* 流水号 alone makes no payments of a list of products */
        return larger;
    if (!whole->kind && speaks(m) != speaks(best))
        return speaks(m) > speaks(best);
    if (!whole->kind)
        return m->score - 2 * m->lacks > best->score - 2 * best->lacks;
    /* Two columns that make a small kind complete do not make twenty of a larger one, which lacks one, its; nor does 日期 beside
       金额 make a payment of what has columns that no payment has. */
    bool small = part->lacks == 1 && part->matched >= whole->matched + MANY_MORE;
    if (asks_payment(whole))
        small = part->matched > whole->matched;
    return (m == part) == small;
}

/* Is a column under that caption read by both lines as what the caption measures: an amount, a quantity? */
static bool is_measured(const struct jc_mapping *pair, const struct jc_column *c, const struct jc_head_row *row)
{
    uint32_t end = c->col + 1;
    bool found = false;
    if (c->field >= JC_F_SKIP)
        return false;
    while (end < row->n && !*jc_head_text(row, end))
        end++;
    for (size_t i = 0; i < pair->n && !found; i++) {
        const struct jc_column *p = &pair->cols[i];
        found = p->col >= c->col && (p->col < end || end >= row->n) && p->field < JC_F_SKIP &&
                jc_field_info[p->field].type == jc_field_info[c->field].type;
    }
    return found;
}

/*
 * A number that the upper line gives only because it is the caption over several columns, none of which is that number by
 * both lines: which of them is meant nobody says. By both lines it may be a table of another kind (金额 is paid in one, and
 * over 订购 and 验收 in the other), whose columns say what they are.
 */
static bool is_lost(const struct jc_mapping *pair, const struct jc_mapping *upper, const struct jc_column *c,
                    const struct jc_head_row *row, const struct jc_head_row *below)
{
    bool read = jc_mapping_column(pair, c->field) || (pair->nearest != upper->nearest && is_measured(pair, c, row));
    return jc_field_is_number(c->field) && !c->spare && jc_head_is_caption(row, below, c->col) &&
           !(pair->wide && c->field == JC_F_VOLUME) && !read && upper->kind;
}

static const struct jc_column *find_lost(const struct jc_mapping *pair, const struct jc_mapping *upper,
                                         const struct jc_head_row *row, const struct jc_head_row *below)
{
    for (size_t i = 0; i < upper->n; i++)
        if (is_lost(pair, upper, &upper->cols[i], row, below))
            return &upper->cols[i];
    return NULL;
}

static void ask_for(struct jc_mapping *m, uint32_t col)
{
    for (size_t i = 0; i < m->n && m->kind; i++)
        if (m->cols[i].col == col)
            jc_copy(m->ask, sizeof m->ask, m->cols[i].head);
}

/* 调拨情况 over 入库数量: by the lower line alone that would be a quantity, or one of two. */
static bool makes_other(const struct jc_mapping *pair, const struct jc_mapping *lower)
{
    for (size_t i = 0; i < pair->n; i++)
        for (size_t k = 0; pair->cols[i].other && k < lower->n; k++)
            if (lower->cols[k].col == pair->cols[i].col && jc_field_is_number(lower->cols[k].field))
                return true;
    return false;
}

bool jc_mapping_needs_both(struct jc_mapping *pair, const struct jc_mapping *upper, const struct jc_mapping *lower,
                           const struct jc_head_row *row, const struct jc_head_row *below)
{
    bool goes_on = jc_head_continues(row, below);
    const struct jc_column *lost = goes_on ? find_lost(pair, upper, row, below) : NULL;
    /* A title over a complete head adds nothing; captions over 数量 and 金额 do. Hospitals in a row of data are no heads. */
    bool adds = pair->matched > lower->matched || (pair->captioned && pair->matched == lower->matched);
    adds = adds && (!pair->wide || goes_on || pair->captioned);
    if (goes_on && (pair->areas || (pair->lanes && pair->kind)))
        return true;
    bool more = pair->matched > upper->matched || (goes_on && pair->matched == upper->matched);
    if (pair->kind && pair->kind == lower->kind && makes_other(pair, lower))
        return true;
    if (lost)
        ask_for(pair, lost->col);
    if (row->outer) /* of three lines: what the upper two say together is no head */
        return true;
    return lost || (goes_on && pair->across[0]) || (adds && (goes_before(pair, upper) || (pair->kind && more)));
}

/* A head that means nothing in this kind: does it name this in another? */
static bool names(const struct jc_mapping *m, const struct jc_headers *h, enum jc_field a, enum jc_field b)
{
    bool found = jc_mapping_column(m, a) || jc_mapping_column(m, b);
    for (size_t i = 0; i < m->n && !found; i++) {
        struct jc_column any = {0};
        const struct jc_spelling *p =
            m->cols[i].field == JC_F_COUNT ? jc_spelling_find(h, NULL, m->cols[i].head, &any) : NULL;
        found = p && !any.open && (p->field == a || p->field == b);
    }
    return found;
}

bool jc_mapping_is_of_others(const struct jc_mapping *m, const struct jc_headers *h)
{
    static const char *const of_all[] = {"term", "fund", "watch"};
    bool other = strcmp(m->nearest->id, "institution") == 0 && names(m, h, JC_F_GENERIC, JC_F_CODE);
    for (size_t i = 0; i < JC_LEN(of_all); i++)
        other = other || (strcmp(m->nearest->id, of_all[i]) == 0 && names(m, h, JC_F_INST_NAME, JC_F_INST_CODE));
    return other;
}
