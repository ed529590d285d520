/* What titles say of the rows below them: that the goods came in, went back, or that they are something else. */
#include "ingest/title.h"

/* ---- lines, the nearest first ---------------------------------------------------------------------------------------- */

void jc_title_names(struct jc_buf *out, const char *sheet, const char *file)
{
    jc_buf_fmt(out, "%s\n%s\n\n", sheet, file);
}

const char *jc_title_lines(const char *text)
{
    const char *gap = strstr(text, "\n\n");
    return gap ? gap + 2 : text;
}

struct jc_title_walk jc_title_walk(const char *text)
{
    const char *titles = jc_title_lines(text);
    return (struct jc_title_walk){.text = text, .titles = titles, .at = titles + strlen(titles)};
}

bool jc_title_next(struct jc_title_walk *w, struct jc_span *line)
{
    while (w->level == JC_LEVEL_TITLE && w->at > w->titles) {
        const char *end = w->at - (w->at[-1] == '\n');
        for (w->at = end; w->at > w->titles && w->at[-1] != '\n';)
            w->at--;
        *line = (struct jc_span){w->at, (size_t)(end - w->at)};
        if (line->n)
            return true;
    }
    if (w->level == JC_LEVEL_TITLE)
        w->at = w->text;
    while (w->level < JC_LEVEL_FILE && w->at < w->titles) {
        *line = (struct jc_span){w->at, strcspn(w->at, "\n")};
        w->at += line->n + 1;
        w->level++;
        if (line->n)
            return true;
    }
    return false;
}

/* ---- in and back ------------------------------------------------------------------------------------------------------ */

static bool has_any(struct jc_span s, const char *const *words, size_t n)
{
    bool found = false;
    for (size_t i = 0; i < n && !found; i++)
        found = jc_text_find(s.p, s.n, words[i], strlen(words[i])) != NULL;
    return found;
}

/* Is one of the words there, but behind none of `unless`, and before none of `but`? */
static bool has_apart(struct jc_span s, const char *word, const char *const *unless, size_t n_unless,
                      const char *const *but, size_t n_but)
{
    const char *end = s.p + s.n, *p = s.p;
    size_t w = strlen(word);
    for (; (p = jc_text_find(p, (size_t)(end - p), word, w)) != NULL; p += w) {
        bool apart = true;
        for (size_t i = 0; i < n_unless; i++) {
            size_t u = strlen(unless[i]);
            apart = apart && !((size_t)(p - s.p) >= u && memcmp(p - u, unless[i], u) == 0);
        }
        for (size_t i = 0; i < n_but; i++) {
            size_t b = strlen(but[i]);
            apart = apart && !((size_t)(end - p) >= w + b && memcmp(p + w, but[i], b) == 0);
        }
        if (apart)
            return true;
    }
    return false;
}

/* 退货明细, but not 入库明细（含退货）, whose quantities are net of them; 采购及退货明细 holds both. */
static enum jc_flow flow_of(struct jc_span line)
{
    static const char *const words[] = {"退货", "退药", "退库", "退回"}, *const in[] = {"入库", "验收", "收货"};
    static const char *const behind[] = {"含", "扣", "减", "除", "及", "和", "与", "、", "/", "+", "并"};
    const size_t net = 4;
    bool back = false, named = false;
    for (size_t i = 0; i < JC_LEN(words); i++) {
        back = back || has_apart(line, words[i], behind, JC_LEN(behind), NULL, 0);
        named = named || has_apart(line, words[i], behind, net, NULL, 0);
    }
    bool came = has_any(line, in, JC_LEN(in));
    return !named ? (came ? JC_FLOW_IN : JC_FLOW_UNSAID) : back && !came ? JC_FLOW_BACK : JC_FLOW_BOTH;
}

enum jc_flow jc_title_flow(const char *text)
{
    struct jc_title_walk w = jc_title_walk(text);
    struct jc_span line;
    enum jc_flow flow = JC_FLOW_UNSAID;
    while (flow == JC_FLOW_UNSAID && jc_title_next(&w, &line))
        flow = flow_of(line);
    return flow;
}

/* ---- something else ------------------------------------------------------------------------------------------------- */

/* 退货, 退库, 采购退回, but not the 退役 and 退休 of a hospital's name. */
static bool names_return(struct jc_span line)
{
    static const char *const others[] = {"役", "休", "伍"};
    return has_apart(line, "退", NULL, 0, others, JC_LEN(others));
}

static const char *const below_words[] = {"以下", "下列", "下述", "下面", "如下"};

/* Bytes of a word behind 作废 or 取消 with which a line still only calls what it is of: 作废订单明细, 取消(3).xlsx. */
static size_t tail_word(struct jc_span s)
{
    static const char *const words[] = {"订单", "单据", "明细", "清单", "列表", "数据", "记录", "台账", "汇总",
                                        "统计", "情况", "部分", "采购", "入库", "付款", "药品", "耗材", "的",
                                        "单",   "表",   "行",   "项",   "年",   "月",   "日",   "（",   "）"};
    static const char marks[] = " \t()0123456789._-~";
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (s.n >= strlen(words[i]) && memcmp(s.p, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return s.n && memchr(marks, *s.p, strlen(marks)) ? 1 : 0;
}

/*
 * What the sheet is called or its titles say it holds is no more of the same: 出库明细, 以下为作废数据，请勿使用. Among rows a word
 * that may be of one of them (取消, D3已作废) says so only in a line that announces what follows.
 */
static const char *const others[] = {"出库", "领用", "领药", "发药明细", "报废",    "报损",     "损耗",   "汇总",
                                     "合计", "草稿", "请勿", "勿用",     "旧数据",  "不要使用", "不使用", "库存",
                                     "盘点", "盘存", "盘亏", "盘盈",     "报溢",    "调拨",     "调出",   "测试",
                                     "样表", "模板", "备份", "采购计划", "仅供参考"},
                         *const states[] = {"作废", "废弃", "无效",   "冲销", "冲红",  "红冲",
                                            "拒收", "取消", "未到货", "未入", "已删除"};

static const char *word_in(struct jc_span line, const char *above, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (jc_text_find(line.p, line.n, words[i], strlen(words[i])) && !strstr(above, words[i]))
            return words[i];
    return NULL;
}

/* 以下作废, 取消：, 作废订单明细: of what stands below; 作废, 此单取消, 取消原因见附件 of anything. */
static bool announces(struct jc_span line, const char *word)
{
    const char *p = jc_text_find(line.p, line.n, word, strlen(word));
    struct jc_span tail = {p + strlen(word), (size_t)(line.p + line.n - p) - strlen(word)};
    bool named = false;
    for (size_t n; (n = tail_word(tail)) > 0; tail = (struct jc_span){tail.p + n, tail.n - n})
        named = named || n > 1;
    static const char *const colons[] = {":", "："};
    bool colon = tail.n > 0 && tail.n <= strlen(colons[1]) && has_any(tail, colons, JC_LEN(colons));
    return (named && tail.n == 0) || colon || has_any(line, below_words, JC_LEN(below_words));
}

static const char *other_word(struct jc_span line, const char *above, bool among)
{
    const char *word = word_in(line, above, others, JC_LEN(others)),
               *state = word_in(line, above, states, JC_LEN(states));
    return word ? word : state && (!among || announces(line, state)) ? state : NULL;
}

bool jc_title_is_remark(struct jc_span line, const char *above)
{
    return word_in(line, above, states, JC_LEN(states)) && !other_word(line, above, true);
}

const char *jc_title_other(const char *titles, const char *above, bool among)
{
    static const char *const of_above[] = {"以上", "上述"};
    const char *word = NULL;
    struct jc_title_walk w = jc_title_walk(titles);
    struct jc_span line;
    while (!word && jc_title_next(&w, &line)) {
        if (has_any(line, of_above, JC_LEN(of_above)))
            continue;
        word = other_word(line, above, among);
        if (!word && !among && names_return(line) && !names_return(jc_span(above)))
            word = "退";
    }
    return word;
}

/* 不含作废, 采购及取消: of what is not there, or not alone. */
static bool is_denied(const char *from, const char *p)
{
    static const char *const before[] = {"不含", "含", "不", "非", "未", "无", "除", "免",   "或",   "及", "和",
                                         "与",   "、", "/",  "+",  "，", ",",  "并", "包括", "剔除", "去"};
    bool denied = false;
    for (size_t i = 0; i < JC_LEN(before); i++) {
        size_t n = strlen(before[i]);
        denied = denied || ((size_t)(p - from) >= n && memcmp(p - n, before[i], n) == 0);
    }
    return denied;
}

/* 已作废, 4月取消订单, 作废（3）; 以下为作废数据; but neither 取消药品加成后采购明细 nor 采购明细（不含作废）. */
static const char *void_word(struct jc_span line)
{
    static const char *const words[] = {"作废", "取消", "撤销", "撤单", "废弃", "无效", "已删除", "草稿"},
                             *const notes[] = {"注：", "注:", "备注", "说明", "红色", "红字", "黄色", "标红", "标黄"};
    bool removed = false; /* 无效订单已删除: none of them is there any more */
    for (size_t i = 0; i < JC_LEN(words) && !has_any(line, notes, JC_LEN(notes)); i++) {
        const char *p = jc_text_find(line.p, line.n, words[i], strlen(words[i]));
        bool gone = p && removed && strcmp(words[i], "已删除") == 0;
        removed = removed || p;
        if (!p || gone || is_denied(line.p, p))
            continue;
        struct jc_span tail = {p + strlen(words[i]), (size_t)(line.p + line.n - p) - strlen(words[i])};
        for (size_t n; (n = tail_word(tail)) > 0;)
            tail = (struct jc_span){tail.p + n, tail.n - n};
        if (tail.n == 0 || has_any((struct jc_span){line.p, (size_t)(p - line.p)}, below_words, JC_LEN(below_words)))
            return words[i];
    }
    return NULL;
}

const char *jc_title_void(const char *text)
{
    const char *word = NULL;
    struct jc_title_walk w = jc_title_walk(text);
    struct jc_span line;
    while (!word && jc_title_next(&w, &line)) {
        if (w.level == JC_LEVEL_FILE) { /* its ending */
            const char *dot = memrchr(line.p, '.', line.n);
            line.n = dot ? (size_t)(dot - line.p) : line.n;
        }
        word = void_word(line);
        struct jc_said_matter said = jc_line_matter(line);
        if (!word && (said.matter == JC_MATTER_GOODS || said.matter == JC_MATTER_PAID))
            break; /* 采购明细 in a file called 作废 */
    }
    return word;
}

/* The line speaks of it, but not of what is not there (不含停止供应的). */
static const char *said_of(struct jc_span line, const char *const *words, size_t n)
{
    const char *said = NULL;
    for (size_t i = 0; i < n && !said; i++) {
        const char *p = jc_text_find(line.p, line.n, words[i], strlen(words[i]));
        said = p && !is_denied(line.p, p) ? words[i] : NULL;
    }
    return said;
}

/* A sentence is no title. */
static bool is_note(struct jc_span line)
{
    static const char *const notes[] = {"注：", "注:", "备注", "说明", "如有", "如果", "若", "。", "，", "；", ";"};
    return has_any(line, notes, JC_LEN(notes));
}

const char *jc_title_unselected(const char *text)
{
    static const char *const words[] = {"非中选",   "未中选",   "落选",     "淘汰",     "流标",     "废标",
                                        "弃标",     "停供",     "停止供应", "暂停供应", "停止采购", "暂停采购",
                                        "中止采购", "终止采购", "取消采购", "撤网",     "退市",     "中选资格",
                                        "取消中选", "撤销中选", "终止中选", "失信",     "停用"},
                             *const lost[] = {"取消", "撤销", "终止", "暂停", "中止", "丧失", "失去", "放弃", "剔除"},
                             *const winners[] = {"重新",     "重招",     "替补",   "除外",
                                                 "中选结果", "中选目录", "原流标", "后调整"};
    const char *word = NULL;
    struct jc_title_walk w = jc_title_walk(text);
    struct jc_span line;
    while (!word && w.level != JC_LEVEL_FILE && jc_title_next(&w, &line)) {
        if (w.level == JC_LEVEL_FILE || is_note(line) || has_any(line, winners, JC_LEN(winners)))
            continue;
        word = said_of(line, words, JC_LEN(words));
        if (word && strcmp(word, "中选资格") == 0 && !has_any(line, lost, JC_LEN(lost)))
            word = NULL; /* 中选资格名单 is that of the winners */
    }
    return word;
}

bool jc_title_backups(const char *text)
{
    static const char *const main[] = {"主供", "主备", "中选结果", "及备", "和备", "与备", "含备", "、备", "/备"},
                             *const backup[] = {"备供", "备选供应"};
    struct jc_title_walk w = jc_title_walk(text);
    struct jc_span line;
    bool backups = false, mains = false;
    while (!backups && !mains && w.level != JC_LEVEL_FILE && jc_title_next(&w, &line)) {
        if (w.level == JC_LEVEL_FILE || is_note(line))
            continue;
        mains = has_any(line, main, JC_LEN(main));
        backups = !mains && said_of(line, backup, JC_LEN(backup));
    }
    return backups;
}

bool jc_title_is_record(const char *titles)
{
    static const char *const words[] = {"入库", "验收", "收货", "到货", "采购", "付款",
                                        "支付", "约定", "协议", "发票", "中选", "有效数据"};
    return has_any(jc_span(titles), words, JC_LEN(words));
}
