/*
 * A catalogue with several winners side by side in each row: 第一中选企业, 第一中选价格, 第二中选企业, 第二中选价格, or 主供企业 beside
 * 备供企业. A record has one winner; to read one of them alone would make what is bought of the others not selected.
 */
#include "ingest/header.h"
#include "ingest/title.h"

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

/* Of the second winner, or the one behind the main one. */
static bool is_second(const char *head)
{
    static const char *const words[] = {"第二", "第三", "第四", "第2",  "第3", "备供",
                                        "备选", "候补", "替补", "次选", "次供"},
                             *const kinds[] = {"第二类", "第三类"}; /* of devices */
    return is_numbered(head) ||
           (jc_title_has_word(head, words, JC_LEN(words)) && !jc_title_has_word(head, kinds, JC_LEN(kinds)));
}

void jc_winners_settle(struct jc_mapping *m)
{
    const char *first = NULL, *second = NULL;
    for (size_t i = 0; i < m->n; i++) {
        const char *head = m->cols[i].head;
        if (!names_firm(head))
            continue;
        const bool again = first && strcmp(head, first) == 0;
        const char **to = again || is_second(head) ? &second : &first;
        *to = *to ? *to : head;
    }
    if (!first || !second)
        return;
    jc_copy(m->winner, sizeof m->winner, first);
    jc_copy(m->ask, sizeof m->ask, second);
}
