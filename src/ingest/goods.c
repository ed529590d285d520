/*
 * What kind of goods a row is of. Heads like 采购类别 and 类别 stand above documents, ways of buying (集采) and products alike, so
 * that their words decide: what names neither medicines nor consumables says nothing there.
 */
#include "ingest/goods.h"

#include "ingest/row.h"

enum { E_GOODS = 960, NEVER = JC_WORD_UNKNOWN - 1 };

static bool has_one(struct jc_span t, const char *const *words, size_t n)
{
    bool found = false;
    for (size_t i = 0; i < n && !found; i++)
        found = jc_span_has(t, words[i]);
    return found;
}

int jc_word_goods(struct jc_span t)
{
    static const char *const goods[] = {"耗材", "卫材", "卫生材料", "医用材料", "器械"},
                             *const pieces[] = {"饮片", "草药"}, *const medicines[] = {"药品",     "西药",   "成药",
                                                                                       "中药",     "化学药", "化药",
                                                                                       "生物制品", "生物药", "生物制剂",
                                                                                       "血液制品", "疫苗"},
                             *const turned[] = {"非药", "非西药", "非耗材", "非医用", "除外", "不含", "药械"};
    bool consumable = has_one(t, goods, JC_LEN(goods)), piece = has_one(t, pieces, JC_LEN(pieces));
    if (!t.n)
        return JC_GOODS_UNSAID;
    bool medicine = !piece && has_one(t, medicines, JC_LEN(medicines));
    if (consumable + piece + medicine != 1 || has_one(t, turned, JC_LEN(turned)))
        return JC_WORD_UNKNOWN;
    return consumable ? JC_GOODS_CONSUMABLE : piece ? JC_GOODS_PIECES : JC_GOODS_MEDICINE;
}

/* 商品类别 says of goods; 采购类别, 类别 and 单据类型 only where their words do. */
static bool is_of_goods(const struct jc_column *c)
{
    static const char *const others[] = {"类别", "类型", "分类", "品类"};
    bool own = c->field == JC_F_GOODS && !strstr(c->head, "采购");
    for (size_t i = 0; i < JC_LEN(others); i++)
        own = own && strcmp(c->head, others[i]) != 0;
    return own;
}

/* Of a product whose code tells what it is nobody needs to know more. */
static void tell_word(struct jc_load *l, const struct jc_column *c)
{
    struct jc_buf value = {0};
    if (l->goods_told || !is_of_goods(c) || jc_code_kind(jc_row_text(l, JC_F_CODE)) != JC_CODE_NONE)
        return;
    l->goods_told = true;
    jc_cell_text(&value, &l->current->cells[c->col]);
    jc_load_issue(l, E_GOODS, c->col, c->field, (struct jc_span){jc_buf_text(&value), value.len}, NULL, NULL, false);
    jc_buf_free(&value);
}

static unsigned said_by(struct jc_load *l)
{
    static const struct jc_hearing as = {jc_word_goods, 0, NEVER}; /* unknown words are told below */
    unsigned said = 0;
    for (size_t i = 0; i < l->map.n; i++) {
        const struct jc_column *c = &l->map.cols[i];
        int word = c->field == JC_F_GOODS || c->field == JC_F_DOC_TYPE ? jc_row_hear(l, c, &as) : JC_GOODS_UNSAID;
        if (word > JC_GOODS_UNSAID)
            said |= 1u << word;
        else if (word == JC_WORD_UNKNOWN)
            tell_word(l, c);
    }
    return said;
}

void jc_row_see_goods(struct jc_load *l, int64_t item)
{
    if (!l->by_field[JC_F_GOODS] && !l->by_field[JC_F_DOC_TYPE])
        return;
    struct jc_goods_seen *g = &l->s->goods;
    size_t had = g->cap;
    unsigned said = said_by(l);
    g->at = jc_grow(g->at, &g->cap, (size_t)item + 1, sizeof *g->at);
    if (g->cap > had)
        memset(g->at + had, 0, (g->cap - had) * sizeof *g->at);
    struct jc_goods_said *x = &g->at[item];
    if (!l->goods_era)
        l->goods_era = ++g->era;
    if (x->era != l->goods_era)
        *x = (struct jc_goods_said){.era = l->goods_era};
    for (int k = JC_GOODS_MEDICINE; k <= JC_GOODS_CONSUMABLE; k++) {
        struct jc_val v[] = {jc_val_int(l->sheet), jc_val_int(item), jc_val_int(k)};
        if (said & ~x->said & 1u << k && l->status == JC_OK)
            l->status = jc_writer_row(l->s->writer, "goods", v, JC_LEN(v), l->err);
    }
    x->said |= said;
}

void jc_goods_free(struct jc_goods_seen *g)
{
    free(g->at);
    *g = (struct jc_goods_seen){0};
}
