/* The words around the number of a round. Whatever is not known to say nothing is part of its name. */
#include "ingest/round.h"

#include "ingest/unit.h"

static size_t any_of(struct jc_span s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (jc_span_begins(s, words[i]))
            return strlen(words[i]);
    return 0;
}

size_t jc_round_char(struct jc_span s)
{
    size_t n = s.n > 0;
    while (n < s.n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
        n++;
    return n;
}

/* ---- words ---------------------------------------------------------------------------------------------------------- */

/* What a round is of, or that it follows another: names of such rounds hold prices and winners of their own. */
static const char *const kinds[] = {"续约", "续签", "接续", "期满",   "到期",   "扩围",     "扩面", "增补",
                                    "耗材", "药耗", "高值", "中成药", "胰岛素", "生物类似", "专项", "接替"};
static const char *const renewals[] = {"续约", "续签", "接续", "期满"};
static const char *const endings[] = {"集中带量采购", "带量采购", "集中采购", "集采", "国采"};
static const char *const marks[] = {" ", "_", "-", "(", ")", "（", "）", "【", "】", "[", "]", "《", "》", "　", "·"};

/* What tables are called, and words by which a title begins. */
static const char *const captions[] = {
    "约定采购量", "协议采购量", "约定量", "协议量", "采购量",   "任务量", "合同量", "协议期", "约定",   "协议",
    "分解表",     "分配表",     "明细表", "汇总表", "统计表",   "情况表", "一览表", "计划表", "需求量", "分解",
    "分配",       "明细",       "汇总",   "统计",   "执行情况", "情况",   "附件",   "附表",   "关于",   "做好",
    "落实",       "执行",       "开展",   "下达",   "印发",     "实施",   "公布",   "报送",   "填报",   "上报",
    "我院",       "本院",       "全院",   "最新",   "更新",     "更正",   "模板",   "任务",   "合同",   "表格"};
/* What may be left of such a title, and names nothing. */
static const char *const rests[] = {"原", "的", "表", "附", "新", "各", "补充"};

static const char *const stops[] = {"约定", "协议", "采购量", "需求", "任务", "合同",   "中选", "分解", "明细",
                                    "汇总", "统计", "表",     "第",   "单位", "执行期", "周期", "医院", "机构",
                                    "：",   ":",    "，",     ",",    "。",   "；",     ";",    "、"};

size_t jc_round_ending(struct jc_span s)
{
    return any_of(s, endings, JC_LEN(endings));
}

const char *jc_round_renewal(struct jc_span line)
{
    for (size_t i = 0; i < JC_LEN(renewals); i++)
        if (jc_text_find(line.p, line.n, renewals[i], strlen(renewals[i])))
            return renewals[i];
    return NULL;
}

static bool is_national(struct jc_span s)
{
    static const char *const words[] = {"国家", "国采", "全国", "4+7"};
    return any_of(s, words, JC_LEN(words)) > 0;
}

bool jc_round_is_national(struct jc_span s)
{
    for (; s.n > 0; s = jc_span_behind(s, jc_round_char(s)))
        if (is_national(s))
            return true;
    return false;
}

/* ---- in front ------------------------------------------------------------------------------------------------------- */

/* Behind the last of these, which end what has nothing to do with the round. */
static struct jc_span behind_last(struct jc_span s, const char *const *words, size_t n)
{
    struct jc_span rest = s;
    for (; s.n > 0; s = jc_span_behind(s, jc_round_char(s))) {
        size_t len = any_of(s, words, n);
        if (len)
            rest = jc_span_behind(s, len);
    }
    return rest;
}

/* The clause that ends here, without 单位：片. */
static struct jc_span clause(struct jc_span s)
{
    static const char *const hard[] = {":", "：", ";", "；", ",", "，", "、", "。", "\t"}, *const label[] = {"单位"};
    struct jc_span rest = behind_last(s, hard, JC_LEN(hard)), unit = behind_last(s, label, JC_LEN(label));
    bool labelled = unit.p > s.p && unit.p < rest.p && rest.p - unit.p <= (ptrdiff_t)strlen("：");
    while (labelled && rest.n > 0 && any_of(rest, marks, JC_LEN(marks)) == 0)
        rest = jc_span_behind(rest, jc_round_char(rest));
    return rest;
}

/* Who reports: 云溪县人民医院, 澜溪市各医疗机构. */
static struct jc_span without_reporter(struct jc_span s)
{
    static const char *const ends[] = {"院",     "院区",   "中心",       "服务站", "诊所",       "保健所", "门诊部",
                                       "药店",   "药房",   "卫生室",     "卫生所", "医疗集团",   "机构",   "医共体",
                                       "医联体", "医保局", "医疗保障局", "卫健局", "卫生健康局", "卫健委", "单位"};
    return behind_last(s, ends, JC_LEN(ends));
}

/* What stands before 公立医院 or 各医疗机构, which are no hospital's name, may be an area. */
static struct jc_span before_all(struct jc_span s)
{
    static const char *const words[] = {"公立", "各", "定点", "医疗"};
    struct jc_span rest = s;
    while (rest.n > 0 && any_of(rest, words, JC_LEN(words)) == 0)
        rest = jc_span_behind(rest, jc_round_char(rest));
    return (struct jc_span){s.p, rest.n > 0 ? s.n - rest.n : 0};
}

/* 2024年度, 2024.4-2025.3, 一季度, 1. before what a title is about; not the 3 of 3+N. */
static size_t date_at(struct jc_span s)
{
    static const char *const words[] = {"年度",     "年",       "月份",     "月",       "日",     "上半年", "下半年",
                                        "第一季度", "第二季度", "第三季度", "第四季度", "一季度", "二季度", "三季度",
                                        "四季度",   "季度",     "至",       "—",        "～",     "~"};
    size_t n = 0;
    while (n < s.n && ((s.p[n] >= '0' && s.p[n] <= '9') || (n > 0 && (s.p[n] == '.' || s.p[n] == '-'))))
        n++;
    struct jc_span rest = jc_span_behind(s, n);
    if (n > 0)
        return any_of(rest, words, JC_LEN(words)) || any_of(rest, marks, JC_LEN(marks)) || rest.n == 0 ? n : 0;
    return any_of(s, words, JC_LEN(words));
}

static bool holds_kind(struct jc_span s)
{
    for (; s.n > 0; s = jc_span_behind(s, jc_round_char(s)))
        if (any_of(s, kinds, JC_LEN(kinds)))
            return true;
    return false;
}

static void forget(struct jc_round_front *out)
{
    jc_buf_clear(&out->text);
    out->from = NULL;
}

static bool names_something(const struct jc_buf *text)
{
    struct jc_buf key = {0};
    jc_round_key(&key, jc_buf_text(text), text->len);
    bool names = key.len > 0;
    for (size_t i = 0; i < JC_LEN(rests) && names; i++)
        names = strcmp(jc_buf_text(&key), rests[i]) != 0;
    jc_buf_free(&key);
    return names;
}

/* （一） that numbers a heading, （万片）: bytes of them. */
static size_t bracket_at(struct jc_span s)
{
    static const char *const open[] = {"(", "（"}, *const close[] = {")", "）"};
    struct jc_unit u;
    size_t n = any_of(s, open, JC_LEN(open)), end = n, mark = 0, digits = 0;
    while (n > 0 && end < s.n && (mark = any_of(jc_span_behind(s, end), close, JC_LEN(close))) == 0)
        end += jc_round_char(jc_span_behind(s, end));
    const struct jc_span in = {s.p + n, end - n};
    if (mark == 0)
        return 0;
    bool heading = jc_round_number(in.p, in.n, &digits) > 0 && digits == in.n;
    return heading || jc_unit_parse(&u, in) ? end + mark : 0;
}

/* One word of it, or one character. */
static size_t take_front(struct jc_round_front *out, struct jc_span s)
{
    size_t n = bracket_at(s);
    n = n ? n : any_of(s, marks, JC_LEN(marks));
    n = n ? n : any_of(s, captions, JC_LEN(captions));
    n = n || out->from ? n : date_at(s);
    if (n)
        return n;
    if (is_national(s)) { /* 澜溪市第三批国采: the area is that of the table */
        out->national = true;
        if (!holds_kind((struct jc_span){jc_buf_text(&out->text), out->text.len}))
            forget(out);
    }
    n = jc_round_filler(s.p, s.n);
    n = n ? n : jc_round_char(s);
    if (!out->from)
        out->from = s.p;
    jc_buf_add(&out->text, s.p, n);
    return n;
}

static bool is_area(const struct jc_buf *text)
{
    static const char *const parts[] = {"省", "自治区", "联盟", "京津冀", "长三角", "川渝"};
    struct jc_region region;
    struct jc_buf key = {0};
    bool area = false;
    for (size_t i = 0; i < JC_LEN(parts) && !area; i++)
        area = strstr(jc_buf_text(text), parts[i]) != NULL;
    jc_round_key(&key, jc_buf_text(text), text->len);
    area = area || (jc_region_parse(&region, jc_buf_text(&key), key.len) && !region.city && !region.below);
    jc_buf_free(&key);
    return area;
}

void jc_round_front(struct jc_round_front *out, struct jc_span before)
{
    const struct jc_span all = clause(before), rest = without_reporter(all);
    *out = (struct jc_round_front){0};
    for (struct jc_span s = before_all((struct jc_span){all.p, (size_t)(rest.p - all.p)}); s.n > 0;)
        s = jc_span_behind(s, take_front(out, s));
    if (!is_area(&out->text)) /* 澜溪市各医疗机构: the city reports; 浙江省公立医院: the province buys for them */
        forget(out);
    for (struct jc_span s = rest; s.n > 0;)
        s = jc_span_behind(s, take_front(out, s));
    out->renewed = holds_kind((struct jc_span){jc_buf_text(&out->text), out->text.len});
    if (!names_something(&out->text))
        forget(out);
}

bool jc_round_area(struct jc_buf *out, struct jc_span line)
{
    static const char number[] = "批";
    struct jc_round_front front = {0};
    struct jc_span s = line;
    while (s.n > 0 && jc_round_ending(s) == 0)
        s = jc_span_behind(s, jc_round_char(s));
    if (s.n > 0 && !jc_text_find(line.p, line.n, number, strlen(number)))
        jc_round_front(&front, (struct jc_span){line.p, (size_t)(s.p - line.p)});
    bool area = front.text.len > 0 && !front.national && is_area(&front.text);
    if (area)
        jc_buf_add(out, front.text.p, front.text.len);
    jc_buf_free(&front.text);
    return area;
}

/* ---- behind --------------------------------------------------------------------------------------------------------- */

/* 口腔种植体系统集采: bytes up to the end of the word by which its name ends, 0: none follows. */
static size_t open_name(struct jc_span s)
{
    enum { FAR = 60 };
    for (size_t n = 0; n < s.n && n < FAR; n += jc_round_char(jc_span_behind(s, n))) {
        size_t end = jc_round_ending(jc_span_behind(s, n));
        if (end)
            return n + end;
        if (any_of(jc_span_behind(s, n), stops, JC_LEN(stops)) || any_of(jc_span_behind(s, n), marks, JC_LEN(marks)))
            return 0;
    }
    return 0;
}

struct jc_round_back jc_round_back(struct jc_span s)
{
    static const char next[] = "次";
    struct jc_round_back out = {0};
    size_t at = jc_span_begins(s, next) ? strlen(next) : 0;
    out.len = at;
    while (at < s.n) {
        struct jc_span rest = jc_span_behind(s, at);
        size_t mark = any_of(rest, marks, JC_LEN(marks)), kind = any_of(rest, kinds, JC_LEN(kinds));
        mark = mark || kind ? mark : date_at(rest);
        size_t filler = kind || mark ? 0 : jc_round_filler(rest.p, rest.n);
        size_t open = kind || mark || filler ? 0 : open_name(rest);
        size_t n = kind + mark + filler + open;
        if (n == 0)
            break;
        out.national = out.national || is_national(rest);
        at += n;
        if (!mark)
            out.len = at;
        if (kind || open)
            out.text = (struct jc_span){s.p, at};
    }
    return out;
}
