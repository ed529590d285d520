/* Columns that nobody reads and whose heads no other message names: none is passed over without a word. */
#include "ingest/load.h"

#include "ingest/value.h"

enum {
    E_NO_NAME = 304,
    E_UNKNOWN_HEADS = 315,
    E_LEFT_OUT = 389,
    E_BACK = 523,
    E_PAID = 524,
    E_CHANGE = 917,
    E_DOCUMENT = 950,
    E_REGIONS = 963
};

void jc_unread_free(struct jc_unread *u)
{
    free(u->v);
    *u = (struct jc_unread){0};
}

static struct jc_unread_column *add_column(struct jc_unread *u, uint32_t col)
{
    u->v = jc_grow(u->v, &u->cap, u->n + 1, sizeof *u->v);
    u->v[u->n] = (struct jc_unread_column){.col = col};
    return &u->v[u->n++];
}

/*
 * Heads that nobody reads, and whose numbers would change the figures: whether 追加约定采购量 is in the agreed volume already, nobody
 * knows; what went back and what was paid are figures of every purchase line.
 */
static const struct meaning {
    const char *kind;
    enum jc_field field; /* where no column gives it; JC_F_COUNT: whatever else there is */
    int code;
    const char *of[12], *measures[12], *others[24]; /* a word of each, and none of the last */
} meanings[] = {{"agreement",
                 JC_F_COUNT,
                 E_CHANGE,
                 {"增补", "追加", "补充", "调增", "调减", "核增", "核减", "增加", "减少", "扣减", "新增", "调整"},
                 {"量", "数"},
                 {"后", "前", "率", "比例", "日期", "时间", "次数", "系数", "机构", "家数"}},
                {"purchase",
                 JC_F_RETURNED,
                 E_BACK,
                 {"退", "冲红", "红冲"},
                 {"数", "量", "额", "款", "盒", "支", "片", "瓶", "袋", "件", "包装"},
                 {"可退", "未退", "应退", "待退", "申请", "率", "比例", "日期", "时间", "期限", "次数", "号", "原因",
                  "状态", "税", "家数", "是否", "备注"}},
                {"purchase",
                 JC_F_PAID,
                 E_PAID,
                 {"付", "回款", "汇款", "打款", "已结算", "已核销", "已结"},
                 {"款", "额", "元"},
                 {"未", "应",   "欠", "待", "预付", "期",   "率", "比例", "方式", "日期", "时间", "状态",
                  "方", "单位", "号", "天", "计划", "申请", "余", "拟",   "账户", "银行", "类型", "是否"}}};

static bool has_any(const char *head, const char *const *words, size_t n)
{
    while (n > 0 && !words[n - 1])
        n--;
    return jc_title_has_word(head, words, n);
}

static int meant_by(const struct jc_mapping *m, const struct jc_column *c)
{
    for (size_t i = 0; i < JC_LEN(meanings); i++) {
        const struct meaning *x = &meanings[i];
        if (strcmp(m->kind->id, x->kind) == 0 && c->field >= JC_F_SKIP && !c->spare && !c->several && !m->wide &&
            (x->field == JC_F_COUNT || !jc_mapping_column(m, x->field)) && has_any(c->head, x->of, JC_LEN(x->of)) &&
            has_any(c->head, x->measures, JC_LEN(x->measures)) && !has_any(c->head, x->others, JC_LEN(x->others)))
            return x->code;
    }
    return 0;
}

void jc_unread_begin(struct jc_unread *u, const struct jc_mapping *m)
{
    jc_unread_free(u);
    u->numbered = true;
    for (size_t i = 0; i < m->n; i++) {
        const struct jc_column *c = &m->cols[i];
        for (; u->width < c->col; u->width++)
            add_column(u, u->width);
        u->width = c->col + 1;
        const int meant = meant_by(m, c);
        if (jc_head_left_out(c))
            add_column(u, c->col)->headed = true;
        else if (meant)
            add_column(u, c->col)->meant = meant;
    }
}

static bool is_number(int64_t *x, const struct jc_row *row, uint32_t col)
{
    struct jc_number n;
    if (col >= row->n || row->cells[col].type == JC_CELL_EMPTY || jc_value_number(&n, &row->cells[col]) != 0)
        return false;
    *x = n.scaled;
    return !(n.flags & JC_NUM_BLANK);
}

/* Left of everything 1, 2, 3 … without a head are the numbers of the rows. */
static bool counts_rows(struct jc_unread *u, const struct jc_unread_column *c, int64_t x)
{
    if (c->col > 0 || c->headed || !u->numbered)
        return false;
    u->numbered = x == ++u->rows * JC_SCALE;
    return u->numbered;
}

static bool is_there(const struct jc_unread *u, uint32_t col)
{
    for (size_t i = u->n; i-- > 0;)
        if (u->v[i].col == col)
            return true;
    return false;
}

void jc_unread_see(struct jc_unread *u, const struct jc_row *row)
{
    int64_t x;
    for (size_t i = 0; i < u->n; i++) {
        struct jc_unread_column *c = &u->v[i];
        bool number = is_number(&x, row, c->col);
        if (!c->found && number && !(c->meant && x == 0) && !counts_rows(u, c, x))
            c->found = true;
        c->words = c->words || (!number && c->headed && jc_value_at(row, c->col));
    }
    for (uint32_t col = u->width; col < row->n && u->n < u->width + JC_UNREAD_BEHIND; col++)
        if (is_number(&x, row, col) && !is_there(u, col))
            add_column(u, col)->found = true;
}

static const char *head_of(const struct jc_mapping *m, uint32_t col)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].col == col)
            return m->cols[i].head;
    return "";
}

static void tell_some(struct jc_load *l, int code, struct jc_buf *list)
{
    if (list->len)
        jc_load_tell(l, code, NULL, jc_buf_text(list), NULL);
    jc_buf_free(list);
}

void jc_unread_tell(struct jc_unread *u, struct jc_load *l)
{
    static const int codes[] = {E_LEFT_OUT, E_UNKNOWN_HEADS, E_NO_NAME, E_BACK, E_PAID, E_CHANGE};
    struct jc_buf lists[JC_LEN(codes)] = {{0}};
    for (size_t i = 0; i < u->n; i++) {
        struct jc_unread_column *c = &u->v[i];
        char cell[24];
        if (!(c->found || c->words) || c->told)
            continue;
        c->told = true;
        jc_cell_name(cell, c->col, 1);
        cell[strlen(cell) - 1] = 0; /* the letters alone */
        const int code = c->meant ? c->meant : !c->headed ? E_NO_NAME : c->found ? E_LEFT_OUT : E_UNKNOWN_HEADS;
        size_t k = 0;
        while (codes[k] != code)
            k++;
        jc_buf_fmt(&lists[k], "%s%s", lists[k].len ? "、" : "",
                   c->headed || c->meant ? head_of(&l->map, c->col) : cell);
    }
    for (size_t k = 0; k < JC_LEN(codes); k++)
        tell_some(l, codes[k], &lists[k]);
}

/* 对方单据（发票）, 票号, which nobody knows; 发票张数 and 订单日期 are no numbers of documents. */
static bool may_name_document(const struct jc_column *c)
{
    static const char *const documents[] = {"发票", "订单", "票号"};
    static const char *const others[] = {"日期", "时间", "额",   "量",   "数",   "率",   "税",   "类型", "状态",
                                         "种类", "方",   "抬头", "备注", "是否", "支票", "汇票", "承兑"};
    bool unread = c->field == JC_F_COUNT || (c->field == JC_F_SKIP && c->decided && c->asked == JC_F_INVOICES);
    return unread && jc_title_has_word(c->head, documents, JC_LEN(documents)) &&
           !jc_title_has_word(c->head, others, JC_LEN(others));
}

/* A payment that names no document goes to the oldest lines of its supplier: a figure of whoever did name one. */
void jc_unread_tell_documents(struct jc_load *l)
{
    static const enum jc_field named[] = {JC_F_INVOICES, JC_F_ORDER_NO, JC_F_LINE_NO};
    struct jc_buf list = {0};
    bool any = strcmp(l->map.kind->id, "payment") != 0;
    for (size_t i = 0; i < JC_LEN(named); i++)
        any = any || l->by_field[named[i]];
    for (size_t i = 0; i < l->map.n && !any; i++)
        if (may_name_document(&l->map.cols[i]))
            jc_buf_fmt(&list, "%s%s", list.len ? "、" : "", l->map.cols[i].head);
    tell_some(l, E_DOCUMENT, &list);
}

/* 拟供应省域, which nobody knows; 供应范围 may say 全省公立医疗机构; 企业所在地区 and 地区数 are no supply areas. */
static bool may_be_regions(const struct jc_column *c)
{
    static const char *const supply[] = {"供应地区", "供应省", "供应区域", "中选地区", "中选省"};
    static const char *const regions[] = {"地区", "省份", "区域", "省市", "省域", "地市", "供应范围"};
    static const char *const others[] = {"企业", "厂", "产地", "注册", "所在", "是否",
                                         "数",   "量", "额",   "价",   "排名", "备注"};
    return c->field == JC_F_COUNT && (jc_title_has_word(c->head, supply, JC_LEN(supply)) ||
                                      (jc_title_has_word(c->head, regions, JC_LEN(regions)) &&
                                       !jc_title_has_word(c->head, others, JC_LEN(others))));
}

/* An award without supply areas is one everywhere, whatever a column says that was not read. */
void jc_unread_tell_regions(struct jc_load *l)
{
    struct jc_buf list = {0};
    bool known = strcmp(l->map.kind->id, "award") != 0 || l->by_field[JC_F_REGIONS];
    for (size_t i = 0; i < l->map.n && !known; i++) {
        const struct jc_column *c = &l->map.cols[i];
        known = c->province || (c->lane && c->field == JC_F_REGIONS);
        if (may_be_regions(c))
            jc_buf_fmt(&list, "%s%s", list.len ? "、" : "", c->head);
    }
    if (known)
        jc_buf_clear(&list);
    tell_some(l, E_REGIONS, &list);
}
