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

/* 一、（二） 3. of a caption, which is of a part of the sheet: bytes, 0 = it has none. */
static size_t numbering(struct jc_span line)
{
    static const char *const numbers[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
                                          "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9"},
                             *const open[] = {"（", "("}, *const ends[] = {"、", "）", ")", ".", "．", "，"};
    size_t at = 0, digits = 0;
    for (size_t i = 0; i < JC_LEN(open) && at == 0; i++)
        at = jc_span_begins(line, open[i]) ? strlen(open[i]) : 0;
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < JC_LEN(numbers) && !more; i++)
            if ((more = jc_span_begins((struct jc_span){line.p + at, line.n - at}, numbers[i]))) {
                at += strlen(numbers[i]);
                digits++;
            }
    }
    const struct jc_span rest = {line.p + at, line.n - at};
    for (size_t i = 0; i < JC_LEN(ends) && digits > 0; i++)
        if (jc_span_begins(rest, ends[i]) && !(rest.n > 1 && *rest.p == '.' && rest.p[1] >= '0' && rest.p[1] <= '9'))
            return at + strlen(ends[i]);
    return 0;
}

static struct jc_span without_number(struct jc_span line, bool *numbered)
{
    const size_t n = numbering(line);
    *numbered = n > 0;
    return (struct jc_span){line.p + n, line.n - n};
}

static const char *unselected_word(struct jc_span line)
{
    static const char *const words[] = {"非中选",   "未中选",   "落选",     "淘汰",     "流标",     "废标",
                                        "弃标",     "停供",     "停止供应", "暂停供应", "停止采购", "暂停采购",
                                        "中止采购", "终止采购", "取消采购", "撤网",     "退市",     "中选资格",
                                        "取消中选", "撤销中选", "终止中选", "失信",     "停用"},
                             *const lost[] = {"取消", "撤销", "终止", "暂停", "中止", "丧失", "失去", "放弃", "剔除"},
                             *const winners[] = {"重新",     "重招",   "替补",   "除外", "中选结果",
                                                 "中选目录", "原流标", "后调整", "未被"};
    if (is_note(line) || has_any(line, winners, JC_LEN(winners)))
        return NULL;
    const char *word = said_of(line, words, JC_LEN(words));
    /* 中选资格名单 is that of the winners */
    return word && strcmp(word, "中选资格") == 0 && !has_any(line, lost, JC_LEN(lost)) ? NULL : word;
}

int jc_title_number(struct jc_span line)
{
    const size_t at = jc_span_begins(line, "（") ? strlen("（") : jc_span_begins(line, "(");
    bool digit = numbering(line) > 0 && line.p[at] >= '0' && line.p[at] <= '9';
    return digit ? (int)strtol(line.p + at, NULL, 10) : 0;
}

int jc_title_note(struct jc_span line)
{
    static const char *const notes[] = {"注", "备注", "说明", "填表说明", "填报说明"}, *const colons[] = {"：", ":"};
    for (size_t i = 0; i < JC_LEN(notes); i++) {
        if (!jc_span_begins(line, notes[i]))
            continue;
        struct jc_span rest = jc_span_behind(line, strlen(notes[i]));
        for (size_t k = 0; k < JC_LEN(colons); k++)
            rest = jc_span_behind(rest, jc_span_begins(rest, colons[k]) ? strlen(colons[k]) : 0);
        return rest.n == 0 ? 1 : jc_title_number(rest) == 1 ? 2 : 0;
    }
    return 0;
}

/* A line of titles, by its number and those of the lines above it. */
static bool goes_on_note(const char *titles, struct jc_span line)
{
    const char *top = jc_title_lines(titles);
    int n = jc_title_number(line);
    for (; n > 0 && line.p > top; n--) {
        const char *end = line.p - 1, *p = end;
        while (p > top && p[-1] != '\n')
            p--;
        line = (struct jc_span){p, (size_t)(end - p)};
        if (jc_title_note(line) == n)
            return true;
        if (jc_title_number(line) != n - 1)
            return false;
    }
    return false;
}

const char *jc_title_unselected(const char *text)
{
    const char *word = NULL;
    struct jc_title_walk w = jc_title_walk(text);
    struct jc_span line;
    while (!word && w.level != JC_LEVEL_FILE && jc_title_next(&w, &line)) {
        bool numbered;
        line = without_number(line, &numbered);
        if (w.level != JC_LEVEL_FILE && !(numbered && w.level == JC_LEVEL_TITLE))
            word = unselected_word(line);
    }
    return word;
}

/* Who supplies by this line: the backups, or others as well; *word by which it says so. */
static enum jc_section supplier_of(struct jc_span line, const char **word)
{
    static const char *const main[] = {"主供", "主备", "及备", "和备", "与备", "含备",
                                       "、备", "/备",  "见附", "详见", "另附"},
                             *const backup[] = {"备供", "备选供应"}, *const winners[] = {"中选", "中标"};
    *word = NULL;
    for (size_t i = 0; i < JC_LEN(main) && !*word; i++)
        *word = has_any(line, &main[i], 1) ? main[i] : NULL;
    if (*word)
        return JC_SECTION_WINNERS;
    if ((*word = said_of(line, backup, JC_LEN(backup))) != NULL)
        return JC_SECTION_BACKUPS;
    return (*word = said_of(line, winners, JC_LEN(winners))) != NULL ? JC_SECTION_WINNERS : JC_SECTION_UNSAID;
}

bool jc_title_backups(const char *text)
{
    struct jc_title_walk w = jc_title_walk(text);
    struct jc_span line;
    enum jc_section section = JC_SECTION_UNSAID;
    while (section == JC_SECTION_UNSAID && w.level != JC_LEVEL_FILE && jc_title_next(&w, &line)) {
        bool numbered;
        const char *word;
        const bool note = w.level == JC_LEVEL_TITLE && goes_on_note(text, line);
        line = without_number(line, &numbered);
        if (note || w.level == JC_LEVEL_FILE || is_note(line))
            continue;
        section = supplier_of(line, &word);
        if (section == JC_SECTION_WINNERS && !numbered && strcmp(word, "中选") == 0 && !jc_span_has(line, "中选结果"))
            section = JC_SECTION_UNSAID; /* 中选药品 of a sheet called 备供 */
    }
    return section == JC_SECTION_BACKUPS;
}

/* Does a line say so of all below it, and not of one product (甲公司取消中选资格)? */
static bool is_caption(struct jc_span line, const char *word)
{
    static const char *const words[] = {"产品", "品种", "企业", "公司", "名单", "目录", "信息", "供应", "地区", "省份",
                                        "结果", "公示", "价格", "资格", "中选", "生产", "主供", "备供", "："};
    const char *p = jc_text_find(line.p, line.n, word, strlen(word));
    struct jc_span tail = {p + strlen(word), (size_t)(line.p + line.n - p) - strlen(word)};
    bool named = p == line.p;
    for (size_t n = 1; n > 0; tail = (struct jc_span){tail.p + n, tail.n - n}) {
        n = tail_word(tail);
        for (size_t i = 0; i < JC_LEN(words) && n == 0; i++)
            n = jc_span_begins(tail, words[i]) ? strlen(words[i]) : 0;
        named = named || n > strlen("（");
    }
    return (named && tail.n == 0) || has_any(line, below_words, JC_LEN(below_words));
}

enum jc_section jc_title_section(const char *titles, const char **word)
{
    static const char *const of_above[] = {"以上", "上述"};
    struct jc_title_walk w = jc_title_walk(titles);
    struct jc_span line;
    enum jc_section section = JC_SECTION_UNSAID;
    while (section == JC_SECTION_UNSAID && jc_title_next(&w, &line)) {
        bool numbered;
        const bool note = w.level == JC_LEVEL_TITLE && goes_on_note(titles, line);
        line = without_number(line, &numbered);
        if (note || is_note(line) || has_any(line, of_above, JC_LEN(of_above)))
            continue;
        section = (*word = unselected_word(line)) ? JC_SECTION_UNSELECTED : supplier_of(line, word);
        if (section != JC_SECTION_UNSAID && !numbered && !is_caption(line, *word))
            section = JC_SECTION_UNSAID;
    }
    *word = section == JC_SECTION_UNSAID ? NULL : *word;
    return section;
}

bool jc_title_is_award_remark(struct jc_span line)
{
    bool numbered;
    return unselected_word(without_number(line, &numbered)) != NULL;
}

bool jc_title_is_record(const char *titles)
{
    static const char *const words[] = {"入库", "验收", "收货", "到货", "采购", "付款",
                                        "支付", "约定", "协议", "发票", "中选", "有效数据"};
    return has_any(jc_span(titles), words, JC_LEN(words));
}
