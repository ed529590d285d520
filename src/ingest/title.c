#include "ingest/title.h"

#include "ingest/value.h"

bool jc_title_has_word(const char *text, const char *const *words, size_t n)
{
    const size_t len = strlen(text);
    for (size_t i = 0; i < n; i++)
        if (jc_text_find(text, len, words[i], strlen(words[i])))
            return true;
    return false;
}

/* ---- institutions -------------------------------------------------------------------------------------------- */

static const char *const inst_ends[] = {"医院",     "卫生院", "服务中心", "服务站", "诊所",     "保健院",
                                        "保健所",   "门诊部", "药店",     "大药房", "院区",     "卫生室",
                                        "医疗中心", "防治院", "分院",     "卫生所", "医疗集团", "妇幼保健中心"};

bool jc_title_names_institution(struct jc_span name)
{
    for (size_t i = 0; i < JC_LEN(inst_ends); i++) {
        size_t e = strlen(inst_ends[i]);
        if (name.n > e && memcmp(name.p + name.n - e, inst_ends[i], e) == 0)
            return true;
    }
    return jc_code_kind(name) == JC_CODE_INSTITUTION;
}

bool jc_title_may_be_institution(struct jc_span name)
{
    static const char *const parts[] = {"院", "中心", "门诊", "诊所", "卫生", "药店", "药房", "保健", "疾控"};
    static const char *const ends[] = {"所", "站", "室", "店"};
    for (size_t i = 0; i < JC_LEN(parts); i++)
        if (name.n > 0 && jc_text_find(name.p, name.n, parts[i], strlen(parts[i])))
            return true;
    for (size_t i = 0; i < JC_LEN(ends); i++)
        if (name.n > strlen(ends[i]) && memcmp(name.p + name.n - strlen(ends[i]), ends[i], strlen(ends[i])) == 0)
            return true;
    return jc_title_names_institution(name);
}

bool jc_title_names_firm(struct jc_span name)
{
    static const char *const words[] = {"公司", "药业", "制药", "集团", "商行", "经营部", "药厂", "有限", "商贸"},
                             *const hospitals[] = {"医院有限",   "医院股份", "医院(", "医院（",
                                                   "门诊部有限", "诊所有限", "药房",  "药店"};
    bool firm = false, hospital = jc_title_names_institution(name);
    for (size_t i = 0; i < JC_LEN(words); i++)
        firm = firm || (name.n > 0 && jc_text_find(name.p, name.n, words[i], strlen(words[i])));
    for (size_t i = 0; i < JC_LEN(hospitals); i++)
        hospital = hospital || (name.n > 0 && jc_text_find(name.p, name.n, hospitals[i], strlen(hospitals[i])));
    return firm && !hospital;
}

bool jc_title_names_many(struct jc_span name)
{
    static const char *const words[] = {"各",   "全市", "全县", "全区", "全省", "全国", "全体",   "所有", "公立",
                                        "辖区", "民营", "本市", "本县", "本区", "本省", "本院",   "本级", "基层",
                                        "县级", "市级", "省级", "区级", "乡镇", "村级", "社会办", "定点", "其他",
                                        "其它", "其余", "一级", "二级", "三级", "县属", "市属",   "区属", "省属"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (name.n >= strlen(words[i]) && memcmp(name.p, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

/* What stands at s, of these words: its bytes, 0 = none. */
static size_t word_at(struct jc_span s, const char *const *words, size_t n)
{
    size_t found = 0;
    for (size_t i = 0; i < n; i++) {
        const size_t len = strlen(words[i]);
        if (len > found && len <= s.n && memcmp(s.p, words[i], len) == 0)
            found = len;
    }
    return found;
}

static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十",
                                       "0",  "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9"};

static struct jc_span skip(struct jc_span s, size_t n)
{
    return (struct jc_span){s.p + n, s.n - n};
}

/* 第三批, 3月份, 2季度: a number with what it counts. Bytes, 0 = none. */
static size_t counted_at(struct jc_span s, const char *const *what, size_t n)
{
    static const char *const nth[] = {"第"};
    const char *start = s.p;
    s = skip(s, word_at(s, nth, 1));
    const char *number = s.p;
    for (size_t len; (len = word_at(s, numerals, JC_LEN(numerals))) > 0;)
        s = skip(s, len);
    const size_t unit = s.p > number ? word_at(s, what, n) : 0;
    return unit ? (size_t)(s.p - start) + unit : 0;
}

static size_t batch_at(struct jc_span s)
{
    static const char *const batch[] = {"批次", "批"};
    return counted_at(s, batch, JC_LEN(batch));
}

/* Numbers that count or date, and other figures; not those of 第一人民医院, 第4医院, 302医院. */
static size_t number_at(struct jc_span s)
{
    static const char *const what[] = {"年度", "年", "月份", "月", "日", "季度", "批次", "批", "期",
                                       "次",   "号", "页",   "轮", "周", "联",   "版",   "、"};
    const size_t counted = counted_at(s, what, JC_LEN(what));
    size_t figures = 0;
    while (figures < s.n && s.p[figures] >= '0' && s.p[figures] <= '9')
        figures++;
    return counted || word_at(skip(s, figures), inst_ends, JC_LEN(inst_ends)) ? counted : figures;
}

/* What tables are called, and what their names say besides whose they are; no name of a hospital holds one of these. */
static size_t caption_at(struct jc_span s)
{
    static const char *const words[] = {
        "关于", "附件", "附表", "采购", "集采", "国采",   "带量",   "中选",   "约定", "协议", "合同",
        "订单", "入库", "验收", "收货", "退货", "配送",   "发票",   "付款",   "回款", "支付", "结算",
        "到货", "明细", "清单", "台账", "汇总", "统计",   "报表",   "目录",   "名单", "数据", "记录",
        "导出", "报送", "上报", "填报", "药品", "采购量", "约定量", "需求量", "情况",
    };
    return word_at(s, words, JC_LEN(words));
}

/* The marks that no name holds. */
static size_t mark_at(struct jc_span s)
{
    static const char *const marks[] = {"_", "|", "[",  "]",  "\"", "'",  "【", "】", "《", "》",
                                        "“", "”", "「", "」", "〔", "〕", "＿", "｜", "［", "］"};
    return word_at(s, marks, JC_LEN(marks));
}

/* 2024年4月（柳川县人民医院, 附件2-柳川县人民医院: all that stands before a name and is no part of it. */
static struct jc_span skip_lead(struct jc_span s)
{
    static const char *const words[] = {"年", "月份", "月", "日", "季度", "（", "）", "、", "：", "—", "－", "–", "至"};
    for (size_t n = 1; n > 0 && s.n > 0; s = skip(s, n)) {
        const unsigned char c = (unsigned char)*s.p;
        const bool letter = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        n = word_at(s, words, JC_LEN(words));
        n = n ? n : mark_at(s);
        n = n ? n : number_at(s);
        n = n ? n : caption_at(s);
        n = n || letter || c >= 0x80 ? n : 1;
    }
    return s;
}

/* 甲医院（东院区: the bracket that closes a name is part of it. */
static struct jc_span with_bracket(struct jc_span name, struct jc_span line)
{
    static const char *const brackets[][2] = {{"(", ")"}, {"（", "）"}};
    const char *end = name.p + name.n;
    for (size_t i = 0; i < JC_LEN(brackets); i++) {
        size_t n = strlen(brackets[i][1]);
        bool open = jc_text_find(name.p, name.n, brackets[i][0], strlen(brackets[i][0])) &&
                    !jc_text_find(name.p, name.n, brackets[i][1], n);
        if (open && (size_t)(line.p + line.n - end) >= n && memcmp(end, brackets[i][1], n) == 0)
            return (struct jc_span){name.p, name.n + n};
    }
    return name;
}

/* Has it as many closing brackets as opening ones? */
static bool is_balanced(struct jc_span s)
{
    static const char *const open[] = {"(", "（"}, *const close[] = {")", "）"};
    int depth = 0;
    for (; s.n > 0; s = skip(s, 1))
        depth += (word_at(s, open, 2) > 0) - (word_at(s, close, 2) > 0);
    return depth == 0;
}

/* The full name with which a stretch of a line begins: 柳川县人民医院 of 柳川县人民医院4月采购明细; n = 0: with none. */
static struct jc_span leading_name(struct jc_span s, struct jc_span line)
{
    for (size_t n = s.n; n > 0; n--) {
        struct jc_span name = {s.p, n};
        if ((n != s.n && ((unsigned char)s.p[n] & 0xc0) == 0x80) || !jc_title_names_institution(name))
            continue;
        name = with_bracket(name, line);
        if (is_balanced(name))
            return name;
    }
    return (struct jc_span){0};
}

/* Digits that are a date, which no name holds: 2024-04-30, 4月; but 第4医院, 302医院, 第5721工厂职工医院. */
static bool is_date(const char *p, size_t n)
{
    static const char *const units[] = {"年", "月", "日"};
    size_t digits = 0;
    while (digits < n && p[digits] >= '0' && p[digits] <= '9')
        digits++;
    for (size_t i = 0; digits > 0 && i < JC_LEN(units); i++)
        if (n - digits >= strlen(units[i]) && memcmp(p + digits, units[i], strlen(units[i])) == 0)
            return true;
    return digits >= 4 && (memcmp(p, "19", 2) == 0 || memcmp(p, "20", 2) == 0);
}

/* 甲医院 东院区, 甲医院-东院区; but 甲医院 第四批约定采购量（牵头医院统一签约）: is what stands behind the divider no part of the name? */
static bool ends_a_name(struct jc_span s, size_t at, size_t divider)
{
    static const char *const brackets[] = {"（", "("};
    if (!jc_title_names_institution((struct jc_span){s.p, at}))
        return false;
    struct jc_span rest = skip(s, at + divider), branch = leading_name(rest, rest);
    bool part = branch.n > 0;
    for (size_t i = 0; i < branch.n && part; i++)
        part = !caption_at(skip(branch, i)) && !batch_at(skip(branch, i)) &&
               !word_at(skip(branch, i), brackets, JC_LEN(brackets));
    return !part;
}

/* 入库单 乙医院: the blank behind what a table is called ends it. */
static bool ends_a_caption(struct jc_span s, size_t at)
{
    static const char *const words[] = {"表", "单", "页"};
    bool ends = false;
    for (size_t i = 0; i < JC_LEN(words) && !ends; i++)
        ends = jc_span_ends((struct jc_span){s.p, at}, words[i]);
    return ends;
}

/*
 * A name ends, or begins behind it, at a colon, a date, a caption, a round, a mark, or the blank or dash behind a name or a
 * caption: bytes up to the first of them. A blank or dash within a name does not end it.
 */
static size_t stretch(struct jc_span s)
{
    static const char *const colons[] = {":", "："}, *const dashes[] = {" ", "-", "—", "－", "–"};
    for (size_t i = 0; i < s.n; i++) {
        const struct jc_span at = skip(s, i);
        const size_t dash = word_at(at, dashes, JC_LEN(dashes));
        const bool digit = *at.p >= '0' && *at.p <= '9' && (i == 0 || s.p[i - 1] < '0' || s.p[i - 1] > '9');
        if (word_at(at, colons, JC_LEN(colons)) || (digit && i > 0 && is_date(at.p, at.n)) || caption_at(at) ||
            mark_at(at) || batch_at(at) || (dash && (ends_a_name(s, i, dash) || ends_a_caption(s, i))))
            return i;
    }
    return s.n;
}

/* What stands before its name and may be no part of it is passed over. */
bool jc_title_leads_institution(char *out, size_t size, struct jc_span line)
{
    for (struct jc_span s = skip_lead(line); s.n > 0; s = skip_lead(s)) {
        size_t n = stretch(s);
        struct jc_span name = leading_name((struct jc_span){s.p, n}, s);
        if (name.n) {
            bool one = !jc_title_names_many(name) && name.n < size;
            if (one)
                jc_copyn(out, size, name.p, name.n);
            return one;
        }
        s = (struct jc_span){s.p + n, s.n - n};
    }
    return false;
}

/* ---- labels: 医疗机构：…, 单位：… ------------------------------------------------------------------------------ */

/* What follows `label` and its colon, up to a blank or bracket; the next line where the label ends its own. */
static struct jc_span after_label(const char *text, const char *label, const char **next)
{
    const char *p = strstr(text, label);
    *next = p ? p + strlen(label) : NULL;
    if (!p)
        return (struct jc_span){0};
    p = *next;
    p += strspn(p, " ");
    if (*p == ':')
        p++;
    else if (strncmp(p, "：", strlen("：")) == 0)
        p += strlen("：");
    else
        return (struct jc_span){0};
    p += strspn(p, " \n");
    size_t n = strcspn(p, " \n\t()/;,");
    static const char *const stops[] = {"）", "（", "；", "，", "　", "】"};
    for (size_t i = 0; i < JC_LEN(stops); i++) {
        const char *stop = strstr(p, stops[i]);
        if (stop && (size_t)(stop - p) < n)
            n = (size_t)(stop - p);
    }
    return (struct jc_span){p, n};
}

/* 甲县人民医院医共体: who leads them, and not whose the rows are, if anything else says that. */
static bool leads_others(const char *line, const char *name)
{
    static const char *const groups[] = {"医共体", "医联体", "医疗集团", "集团", "成员",
                                         "各",     "下属",   "所属",     "牵头", "辖"};
    const char *rest = strstr(line, name);
    rest = rest ? rest + strlen(name) : "";
    for (size_t i = 0; i < JC_LEN(groups); i++)
        if (strncmp(rest, groups[i], strlen(groups[i])) == 0)
            return true;
    return false;
}

/* The institution that these lines name, by a label or at all; `group` as leads_others says. */
static bool inst_of_lines(char *out, size_t size, bool *group, const char *lines)
{
    static const char *const labels[] = {"医疗机构", "机构名称", "医院名称", "单位名称", "填报单位", "采购单位",
                                         "使用单位", "编制单位", "医院",     "机构",     "单位"};
    *group = false;
    for (size_t i = 0; i < JC_LEN(labels); i++)
        for (const char *p = lines; p;) {
            struct jc_span value = after_label(p, labels[i], &p);
            if (!value.n || value.n >= size || !jc_title_names_institution(value) || jc_title_names_many(value))
                continue;
            jc_copyn(out, size, value.p, value.n);
            return true;
        }
    for (const char *p = lines; *p; p += *p == '\n') {
        size_t n = strcspn(p, "\n");
        if (jc_title_leads_institution(out, size, (struct jc_span){p, n})) {
            *group = leads_others(p, out);
            return true;
        }
        p += n;
    }
    return false;
}

/* 人民医院 beside 青岭县人民医院 is the same one, written short. */
static bool is_short_for(const char *name, const char *full)
{
    size_t n = strlen(name), all = strlen(full);
    return all >= n && strcmp(full + all - n, name) == 0;
}

/* The titles go before the name of the sheet, and that before the name of the file. */
static void find_inst(struct jc_title *t)
{
    const char *titles = jc_title_lines(t->text), *file = memchr(t->text, '\n', (size_t)(titles - t->text));
    const char *level[] = {titles, t->text, file ? file + 1 : titles, titles};
    char name[sizeof t->inst], leader[sizeof t->inst] = "";
    bool titled = false, group;
    for (int i = 0; i < 3; i++) {
        char *lines = i ? jc_strndup(level[i], (size_t)(level[i + 1] - level[i])) : jc_strdup(titles);
        bool found = inst_of_lines(name, sizeof name, &group, lines);
        free(lines);
        if (found && group && !leader[0])
            jc_copy(leader, sizeof leader, name);
        if (!found || group)
            continue;
        titled = titled || i == 0;
        if (is_short_for(t->inst, name))
            jc_copy(t->inst, sizeof t->inst, name);
        else if (titled && !t->other_inst[0] && !is_short_for(name, t->inst))
            jc_copy(t->other_inst, sizeof t->other_inst, name);
    }
    if (!t->inst[0])
        jc_copy(t->inst, sizeof t->inst, leader);
}

void jc_title_parse(struct jc_title *out, const char *text, const struct jc_rounds *known)
{
    *out = (struct jc_title){.text = text, .from = JC_NO_DAY, .to = JC_NO_DAY};
    find_inst(out);
    jc_title_find_units(out);
    jc_title_find_round(out, known);
}

bool jc_title_says(const struct jc_title *t)
{
    return t->inst[0] || t->round[0] || t->rounds[0] || t->unit[0] || t->money[0] || t->unclear[0] ||
           t->from != JC_NO_DAY || t->spans[0] || t->no_term[0];
}

void jc_title_take_days(struct jc_title *to, const struct jc_title *t)
{
    to->from = t->from;
    to->to = t->to;
    to->dated = t->dated;
    to->term = t->term;
    jc_copy(to->span, sizeof to->span, t->span);
    jc_copy(to->spans, sizeof to->spans, t->spans);
}

void jc_title_merge(struct jc_title *to, const struct jc_title *t)
{
    static const struct jc_title none = {.from = JC_NO_DAY, .to = JC_NO_DAY};
    if (t->inst[0])
        jc_copy(to->inst, sizeof to->inst, t->inst);
    bool round = t->round[0] || t->rounds[0];
    if (round && to->dated && strcmp(t->round, to->round) != 0)
        jc_title_take_days(to, &none);
    if (round) {
        jc_copy(to->round, sizeof to->round, t->round);
        jc_copy(to->rounds, sizeof to->rounds, t->rounds);
    }
    if (t->unit[0])
        jc_copy(to->unit, sizeof to->unit, t->unit);
    if (t->money[0])
        jc_copy(to->money, sizeof to->money, t->money);
    if (t->unclear[0])
        jc_copy(to->unclear, sizeof to->unclear, t->unclear);
    if (t->from != JC_NO_DAY || t->spans[0])
        jc_title_take_days(to, t);
}
