/*
 * A catalogue with several winners side by side in each row: 第一中选企业, 第一中选价格, 第二中选企业, 第二中选价格, or 主供企业 beside
 * 备供企业. A record has one winner; to read one of them alone makes what is bought of the others not selected. Where the price is
 * that of the main one, as beside names of backups alone, its record is whole: it is read, and the others are told.
 */
#include "ingest/row.h"
#include "ingest/title.h"

enum { E_BACKUP_FIRM = 983 };

static bool names_firm(const char *head)
{
    static const char *const firms[] = {"企业", "公司", "厂家", "厂商", "持有人"}, *const others[] = {
                                                                                       "配送", "物流",   "储运", "经营",
                                                                                       "供货", "第三方", "是否", "价",
                                                                                       "额",   "量",     "率",   "数",
                                                                                       "地区", "省",     "区域", "范围",
                                                                                       "顺位", "序",     "代码", "编码",
                                                                                       "备注", "说明"};
    return jc_title_has_word(head, firms, JC_LEN(firms)) && !jc_title_has_word(head, others, JC_LEN(others));
}

/* 中选企业2 */
static bool is_numbered(const char *head)
{
    static const char *const begins[] = {"中选", "中标", "拟中选", "主供", "供应企业"};
    const size_t n = strlen(head);
    bool begun = false;
    for (size_t i = 0; i < JC_LEN(begins) && !begun; i++)
        begun = strncmp(head, begins[i], strlen(begins[i])) == 0;
    return begun && n > 0 && head[n - 1] >= '2' && head[n - 1] <= '9';
}

static bool names_backup(const char *head)
{
    static const char *const words[] = {"备供", "备选", "候补", "替补", "次选", "次供"};
    return jc_title_has_word(head, words, JC_LEN(words));
}

/* Of the second winner, or the one behind the main one. */
static bool is_second(const char *head)
{
    static const char *const words[] = {"第二", "第三", "第四", "第2", "第3"}, *const kinds[] = {
                                                                                   "第二类", "第三类"}; /* of devices */
    return is_numbered(head) || names_backup(head) ||
           (jc_title_has_word(head, words, JC_LEN(words)) && !jc_title_has_word(head, kinds, JC_LEN(kinds)));
}

/* Another column has the same head. */
static bool stands_before(const struct jc_mapping *m, size_t i)
{
    bool found = false;
    for (size_t k = 0; k < i && !found; k++)
        found = m->cols[k].col != m->cols[i].col && strcmp(m->cols[k].head, m->cols[i].head) == 0;
    return found;
}

/* 备供价格; not 中选价格（备供企业同价）, which is that of both. */
static bool has_second_price(const struct jc_mapping *m)
{
    static const char *const prices[] = {"价"}, *const same[] = {"同价"};
    bool found = false;
    for (size_t i = 0; i < m->n && !found; i++) {
        const char *head = m->cols[i].head;
        found = jc_title_has_word(head, prices, JC_LEN(prices)) && !jc_title_has_word(head, same, JC_LEN(same)) &&
                (is_second(head) || stands_before(m, i));
    }
    return found;
}

void jc_winners_settle(struct jc_mapping *m)
{
    const char *first = NULL, *second = NULL;
    bool plain = !has_second_price(m); /* the price is that of the main one */
    for (size_t i = 0; i < m->n; i++) {
        const char *head = m->cols[i].head;
        if (!names_firm(head))
            continue;
        const char **to = stands_before(m, i) || is_second(head) ? &second : &first;
        plain = plain && (to == &first || names_backup(head));
        *to = *to ? *to : head;
    }
    if (!first || !second)
        return;
    for (size_t i = 0; i < m->n && plain; i++)
        if (names_firm(m->cols[i].head) && is_second(m->cols[i].head)) {
            m->cols[i].field = JC_F_SKIP;
            m->cols[i].backup_firm = true;
        }
    if (plain)
        return;
    jc_copy(m->winner, sizeof m->winner, first);
    jc_copy(m->ask, sizeof m->ask, second);
}

void jc_row_tell_backup_firm(struct jc_load *l)
{
    for (size_t i = 0; i < l->map.n && !l->backup_firm_told; i++) {
        const struct jc_column *c = &l->map.cols[i];
        const struct jc_cell *cell = c->backup_firm ? jc_value_at(l->current, c->col) : NULL;
        int yes;
        if (!cell || cell->type != JC_CELL_TEXT || jc_value_yes(&yes, cell) == 0) /* 无 */
            continue;
        l->backup_firm_told = true;
        jc_load_issue(l, E_BACKUP_FIRM, c->col, JC_F_COUNT, (struct jc_span){cell->text, cell->len}, c->head, NULL,
                      false);
    }
}
