#include "ingest/rows.h"

#include <uchar.h>

/* ---- rows that are no data ------------------------------------------------------------------------------- */

static bool begins(const char *s, size_t n, const char *word)
{
    size_t w = strlen(word);
    return n >= w && memcmp(s, word, w) == 0;
}

static bool ends(const char *s, size_t n, const char *word)
{
    size_t w = strlen(word);
    return n >= w && memcmp(s + n - w, word, w) == 0;
}

/* 合计, 合 计（12）, 总计, 小计, 累计, 本页小计, 平均分 … in one of the first three texts of a row (formats.md 3.6). */
static bool is_total_text(const char *s, size_t n)
{
    static const char *const means[] = {"平均", "平均分", "平均值", "均值"};
    for (size_t i = 0; i < JC_LEN(means); i++)
        if (n == strlen(means[i]) && begins(s, n, means[i]))
            return true;
    static const char *const words[] = {"合计", "总计", "小计", "累计", "本页小计", "本页合计", "总合计", "共计"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (begins(s, n, words[i])) {
            size_t w = strlen(words[i]);
            return n == w || s[w] == '(' || s[w] == ':' || (n - w) <= 6 || jc_text_find(s, n, "大写", strlen("大写"));
        }
    return false;
}

/* 柳川医药公司小计, 本月合计:, 甲医院汇总: a sum where the product is missing. */
static bool is_subtotal_text(const char *s, size_t n)
{
    static const char *const words[] = {"小计", "合计", "总计", "累计", "汇总"};
    bool found = false;
    n -= n > 0 && s[n - 1] == ':';
    for (size_t i = 0; i < JC_LEN(words) && !found; i++)
        found = ends(s, n, words[i]);
    return found;
}

enum sum_text {
    NO_SUM,
    SUM_ABOVE,   /* 小计(3) */
    SUM_CARRIED, /* 本年累计, 过次页: of other pages and months as well */
};

/* Sums of a period, a page or a year of a ledger, with nothing beside the words but a count: 本月合计, 小计(3), 过次页. */
static enum sum_text sum_text(const char *s, size_t n)
{
    static const char *const of[] = {"本页", "本月", "本期", "本季度", "本季", "本年", "全年",
                                     "当月", "当年", "本日", "当日",   "当前", "本周"};
    static const char *const sums[] = {"合计", "小计", "总计", "累计", "共计", "总合计", "合计数"};
    static const char *const carried[] = {"过次页",   "承前页",   "结转下页", "上页结转",   "期初余额",   "期末余额",
                                          "期初结存", "期末结存", "上年结转", "本期发生额", "本月发生额", "本年发生额",
                                          "结转下年", "结转下期", "结转下月", "上月结转",   "上期结转",   "承上页",
                                          "转下页",   "上年余额", "年初余额", "月初余额",   "月末余额",   "年末余额",
                                          "上日余额", "昨日余额", "期初",     "期末",       "本日发生额", "累计发生额"};
    const char *count = memchr(s, '(', n);
    n = count && s[n - 1] == ')' ? (size_t)(count - s) : n;
    n -= n > 0 && s[n - 1] == ':';
    for (size_t i = 0; i < JC_LEN(carried); i++)
        if (n == strlen(carried[i]) && begins(s, n, carried[i]))
            return SUM_CARRIED;
    enum sum_text found = SUM_ABOVE;
    for (size_t i = 0; i < JC_LEN(of); i++)
        if (begins(s, n, of[i])) {
            s += strlen(of[i]);
            n -= strlen(of[i]);
            found = SUM_CARRIED;
            break;
        }
    for (size_t i = 0; i < JC_LEN(sums); i++)
        if (n == strlen(sums[i]) && begins(s, n, sums[i]))
            return found;
    return NO_SUM;
}

/* 备注：…, of what stands above, if it does not say otherwise: 注：以下为乙医院的数据. */
static bool is_remark(const char *s, size_t n)
{
    static const char *const words[] = {"备注:", "注:", "说明:", "填报说明", "填表说明", "数据来源", "统计口径"};
    static const char *const below[] = {"以下", "下列", "下表"};
    bool remark = false;
    for (size_t i = 0; i < JC_LEN(words); i++)
        remark = remark || begins(s, n, words[i]);
    for (size_t i = 0; i < JC_LEN(below); i++)
        remark = remark && !jc_text_find(s, n, below[i], strlen(below[i]));
    return remark;
}

/* Who made the table, when and to when: where it stands alone it may be a title all the same (填报单位：乙医院). */
static bool is_footer_text(const char *s, size_t n)
{
    static const char *const words[] = {"制表", "审核人",   "填表",   "打印",     "备注:", "注:",  "说明:",
                                        "截至", "数据来源", "导出时", "统计口径", "第1页", "填报", "单位负责人"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (begins(s, n, words[i]))
            return true;
    return begins(s, n, "第") && jc_text_find(s, n, "页", 3) != NULL && jc_text_find(s, n, "共", 3) != NULL;
}

struct row_shape {
    int texts, numbers, filled;
    bool total, subtotal, carried, footer, remark;
    const struct jc_cell *first; /* text */
};

/* A number written as text counts as a number: the cells of a .csv are all texts. */
static bool is_number(const struct jc_cell *c)
{
    struct jc_number n;
    return c->type != JC_CELL_TEXT || (c->len > 0 && (unsigned char)*c->text < 0x80 && jc_value_number(&n, c) == 0);
}

/* Where anything may be written: 共计3笔 or 截至3月底货款 beside what was paid says nothing of the row itself. */
static bool is_note(const struct jc_mapping *m, uint32_t col)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct jc_column *c = &m->cols[i];
        if (c->col == col)
            return c->field < JC_F_SKIP && !c->hospital ? c->field == JC_F_NOTE || c->field == JC_F_REASON
                                                        : !strstr(c->head, "序号");
    }
    return true;
}

/*
 * In a row that has all that its kind needs, a note makes a total only where it says nothing else: `noted` = the columns,
 * NULL for another row.
 */
static struct row_shape shape_of(const struct jc_row *row, const struct jc_mapping *noted)
{
    struct row_shape r = {0};
    struct jc_buf key = {0};
    for (uint32_t i = 0; i < row->n; i++) {
        const struct jc_cell *c = &row->cells[i];
        if (jc_value_blank(c))
            continue;
        r.filled++;
        if (r.texts > 3 && r.numbers > 0) /* more of both are told from so many by nobody */
            continue;
        if (is_number(c)) {
            r.numbers++;
            continue;
        }
        r.first = r.first ? r.first : c;
        if (++r.texts > 3 || c->len > 300)
            continue;
        jc_buf_clear(&key);
        jc_text_key(&key, c->text, c->len);
        enum sum_text sum = sum_text(jc_buf_text(&key), key.len);
        r.carried = r.carried || sum == SUM_CARRIED;
        r.total = r.total || sum;
        if (noted && is_note(noted, i))
            continue;
        r.total = r.total || is_total_text(jc_buf_text(&key), key.len);
        r.subtotal = r.subtotal || is_subtotal_text(jc_buf_text(&key), key.len);
        r.footer = r.footer || (r.texts == 1 && is_footer_text(jc_buf_text(&key), key.len));
        r.remark = r.remark || is_remark(jc_buf_text(&key), key.len);
    }
    jc_buf_free(&key);
    return r;
}

/* The first characters of totals and footers, and of blanks before them. */
static bool leads_total(const struct jc_cell *c)
{
    static const char16_t leads[32] = u"合总小累汇本全当过承结期共制审填打备注说截数导统第单平均　";
    const unsigned char *p = (const unsigned char *)c->text;
    if (c->len == 0 || *p <= ' ')
        return true;
    if (c->len < 3 || (*p & 0xF0) != 0xE0)
        return false;
    const char16_t first = (char16_t)((p[0] & 15) << 12 | (p[1] & 63) << 6 | (p[2] & 63));
    char16_t any = 0;
    for (size_t i = 0; i < JC_LEN(leads); i++) /* of most none: all at once */
        any |= leads[i] == first;
    return any || begins(c->text, c->len, "上年") || begins(c->text, c->len, "上页"); /* 上 alone begins 上海 */
}

static const struct jc_cell *filled_cell(const struct jc_load *l, const struct jc_row *row, enum jc_field f)
{
    const struct jc_column *c = l->by_field[f];
    return c ? jc_value_at(row, c->col) : NULL;
}

/* None of the columns that name the product has a value; a sheet without them is in doubt as well. */
static bool lacks_product(const struct jc_load *l, const struct jc_row *row)
{
    static const enum jc_field names[] = {JC_F_GENERIC, JC_F_CODE, JC_F_PLATFORM};
    for (size_t i = 0; i < JC_LEN(names); i++)
        if (filled_cell(l, row, names[i]))
            return false;
    return true;
}

/* 合计, 口服药合计, 西药小计, 汇总 in place of a product of which nothing else is said: no spec, code, price or order. */
static bool is_sum_of_products(const struct jc_load *l, const struct jc_row *row)
{
    static const enum jc_field others[] = {JC_F_SPEC,  JC_F_MAKER,    JC_F_CODE,   JC_F_PLATFORM,
                                           JC_F_PRICE, JC_F_ORDER_NO, JC_F_LINE_NO};
    const struct jc_cell *name = filled_cell(l, row, JC_F_GENERIC);
    for (size_t i = 0; i < JC_LEN(others) && name; i++)
        if (filled_cell(l, row, others[i]))
            return false;
    if (!name || name->type != JC_CELL_TEXT || name->len > 300)
        return false;
    struct jc_buf key = {0};
    jc_text_key(&key, name->text, name->len);
    bool sum = is_total_text(jc_buf_text(&key), key.len) || is_subtotal_text(jc_buf_text(&key), key.len);
    jc_buf_free(&key);
    return sum;
}

static bool only_amounts(const struct jc_load *l, const struct jc_row *row)
{
    int amounts = 0;
    for (size_t i = 0; i < l->map.n; i++) {
        const struct jc_column *c = &l->map.cols[i];
        if (c->spare || c->field >= JC_F_SKIP || !jc_value_at(row, c->col))
            continue;
        if (!jc_field_is_number(c->field))
            return false;
        amounts++;
    }
    return amounts > 0;
}

static bool has_colon(const struct jc_cell *c)
{
    static const char wide[] = "：";
    return memchr(c->text, ':', c->len) || jc_text_find(c->text, c->len, wide, strlen(wide));
}

/*
 * A hospital in place of the product and its subtotal, in a table that has no column of hospitals: of the rows below. Alone
 * in its row it is a title like others.
 */
static bool is_section(const struct jc_load *l, const struct jc_row *row)
{
    static const enum jc_field others[] = {JC_F_SPEC, JC_F_MAKER, JC_F_CODE,     JC_F_PLATFORM,
                                           JC_F_UNIT, JC_F_PRICE, JC_F_ORDER_NO, JC_F_DAY_ACCEPT};
    if (l->by_field[JC_F_INST_CODE] || l->by_field[JC_F_INST_NAME] || l->map.wide)
        return false;
    for (size_t i = 0; i < JC_LEN(others); i++) /* of most rows the first tells */
        if (filled_cell(l, row, others[i]))
            return false;
    const struct jc_cell *name = filled_cell(l, row, JC_F_GENERIC);
    struct jc_buf text = {0};
    uint32_t filled = 0;
    for (uint32_t i = 0; i < row->n && name; i++)
        filled += !jc_value_blank(&row->cells[i]);
    bool section = filled > 1 && name->type == JC_CELL_TEXT && name->len < 96 && !has_colon(name);
    if (section)
        jc_text_clean(&text, name->text, name->len);
    struct jc_span s = {jc_buf_text(&text), text.len};
    section = section && jc_title_names_institution(s) && !jc_title_names_many(s);
    jc_buf_free(&text);
    return section;
}

void jc_rows_title_text(struct jc_buf *out, const struct jc_row *row)
{
    for (uint32_t i = 0; i < row->n; i++)
        if (row->cells[i].type == JC_CELL_TEXT && !jc_value_blank(&row->cells[i])) {
            if (out->len)
                jc_buf_char(out, '\n');
            jc_text_clean(out, row->cells[i].text, row->cells[i].len);
        }
}

/* What the texts of a row say, were they a title. */
static bool says_something(const struct jc_load *l, const struct jc_row *row)
{
    struct jc_title t;
    struct jc_buf text = {0};
    jc_rows_title_text(&text, row);
    jc_title_parse(&t, jc_buf_text(&text), l->s->rounds);
    bool says = jc_title_says(&t) || jc_title_flow(t.text) != JC_FLOW_UNSAID || jc_title_other(t.text, "", false);
    jc_buf_free(&text);
    return says;
}

/* Of institutions, which titles name as well. */
static bool is_list(const struct jc_load *l)
{
    return strcmp(l->map.kind->id, "institution") == 0;
}

/*
 * A text alone in its row is a title; one that begins like a footer only if it says what holds below, as do several beside
 * one another (医疗机构：乙医院 | 统计期：5月) in a row that is none of the table.
 */
static bool is_title(const struct jc_load *l, const struct jc_row *row, const struct row_shape *s, bool meets_needs)
{
    bool listed = l->map.n < 3 || is_list(l);
    bool texts = s->filled == s->texts && s->filled > 0 && s->filled <= 6;
    if (listed || !texts || (s->filled > 1 && (meets_needs || !has_colon(s->first))))
        return false;
    return (s->filled == 1 && !s->footer) || (!s->remark && says_something(l, row));
}

/* Who signs, behind a colon that ends the cell or stands before the name: 审核：, 复核人：李四. */
static bool is_signature(const struct jc_cell *c, bool first)
{
    static const char *const who[] = {
        "制表",   "审核", "复核",   "审批",   "填表", "填报人", "经办", "负责人", "主任",   "院长",  "科长", "签字",
        "签名",   "签章", "盖章",   "公章",   "校对", "主管",   "会计", "出纳",   "领导",   "制单",  "库管", "保管员",
        "保管人", "仓管", "验收人", "采购员", "记账", "录入",   "开单", "送货人", "收货人", "发货人"};
    static const char *const more[] = {"日期", "时间", "电话", "联系", "手机", "打印", "页"};
    struct jc_buf key = {0};
    if (c->type != JC_CELL_TEXT || c->len > 96)
        return false;
    jc_text_key(&key, c->text, c->len);
    char *colon = key.len ? memchr(key.p, ':', key.len) : NULL;
    bool found = false;
    if (colon)
        *colon = '\0';
    for (size_t i = 0; i < JC_LEN(who) && colon && !found; i++)
        found = strstr(key.p, who[i]);
    for (size_t i = 0; i < JC_LEN(more) && colon && !first && !found; i++)
        found = strstr(key.p, more[i]);
    jc_buf_free(&key);
    return found;
}

/* 制表人： | 张三 | 审核： | 李四: who made the table, each with one cell behind it at most. */
static bool is_signed(const struct jc_row *row)
{
    int labels = 0, names = 0;
    for (uint32_t i = 0; i < row->n; i++) {
        const struct jc_cell *c = &row->cells[i];
        if (jc_value_blank(c))
            continue;
        if (is_signature(c, labels == 0)) {
            labels++;
            names = 0;
        } else if (labels == 0 || ++names > 1) {
            return false;
        }
    }
    return labels > 0;
}

/* 小计, 全县合计, 甲县中医院 小计, 合计（3家） in place of the hospital, wherever it stands and whatever product is said beside it. */
static bool is_sum_of_hospitals(const struct jc_load *l, const struct jc_row *row)
{
    static const enum jc_field names[] = {JC_F_INST_NAME, JC_F_INST_CODE};
    static const char *const ends_in[] = {"计", "总", "）", ")", ":", "："};
    struct jc_buf key = {0};
    bool sum = false;
    for (size_t i = 0; i < JC_LEN(names) && !sum; i++) {
        const struct jc_cell *c = filled_cell(l, row, names[i]);
        bool close = false;
        for (size_t k = 0; c && c->type == JC_CELL_TEXT && c->len <= 96 && k < JC_LEN(ends_in) && !close; k++)
            close = ends(c->text, c->len, ends_in[k]);
        if (!close)
            continue;
        jc_buf_clear(&key);
        jc_text_key(&key, c->text, c->len);
        const char *open = key.len && key.p[key.len - 1] == ')' ? memrchr(key.p, '(', key.len) : NULL;
        sum = is_subtotal_text(jc_buf_text(&key), open ? (size_t)(open - key.p) : key.len);
        if (open) /* 甲县人民医院（小计） */
            sum = sum || sum_text(open + 1, (size_t)(key.p + key.len - 1 - open - 1));
    }
    jc_buf_free(&key);
    return sum;
}

/* ××医院: the name of nobody, in place of one. */
static bool is_nobody(const struct jc_cell *c)
{
    static const char *const names[] = {"××医院",   "×××医院",    "XX医院", "xx医院", "xxx医院",
                                        "某某医院", "某某某医院", "**医院", "***医院"};
    bool found = false;
    for (size_t i = 0; i < JC_LEN(names) && c && c->type == JC_CELL_TEXT && !found; i++)
        found = c->len == strlen(names[i]) && memcmp(c->text, names[i], c->len) == 0;
    return found;
}

/* 示例, （样例）, 示例1, 例：甲医院; but not 示例县人民医院. */
static bool is_example_text(const struct jc_cell *c)
{
    static const char *const words[] = {"填写示例", "填报示例", "示例", "样例", "范例", "举例", "例"};
    static const char letter[] = "例";
    struct jc_buf key = {0};
    bool found = false;
    if (!c || c->type != JC_CELL_TEXT || c->len > 96 || !jc_text_find(c->text, c->len, letter, strlen(letter)))
        return false;
    jc_text_key(&key, c->text, c->len); /* with narrow brackets and colons */
    const char *text = jc_buf_text(&key);
    for (size_t i = 0; i < JC_LEN(words) && !found; i++) {
        const char *p = strstr(text, words[i]), *behind = p ? p + strlen(words[i]) : NULL;
        bool begins = p == text, bracket = p && p > text && strchr("([", p[-1]);
        if (!begins && !bracket && p && p - text >= 3)
            bracket = memcmp(p - 3, "【", 3) == 0;
        if (!begins && !bracket)
            continue;
        while (*behind >= '0' && *behind <= '9')
            behind++;
        found = begins ? !*behind || *behind == ':' : *behind == ')' || *behind == ']' || strncmp(behind, "】", 3) == 0;
    }
    jc_buf_free(&key);
    return found;
}

bool jc_rows_is_example(const struct jc_load *l, const struct jc_row *row)
{
    static const enum jc_field names[] = {JC_F_INST_NAME, JC_F_INST_CODE, JC_F_GENERIC, JC_F_ROUND_NAME};
    enum { TOP = 5 }; /* it stands below the head */
    if (l->kept + l->rejects + l->examples >= TOP)
        return false;
    bool found = (row->n > 0 && is_example_text(&row->cells[0])) || is_nobody(filled_cell(l, row, JC_F_INST_NAME));
    for (size_t i = 0; i < JC_LEN(names) && !found; i++)
        found = is_example_text(filled_cell(l, row, names[i]));
    return found;
}

/* Looked at closely only where one of the first texts could begin a total, a footer, a title or the head again. */
enum jc_row_role jc_rows_role(const struct jc_load *l, const struct jc_row *row)
{
    int texts = 0;
    bool close = false;
    for (uint32_t i = 0; i < row->n && texts < 3 && !close; i++) {
        const struct jc_cell *c = &row->cells[i];
        if (c->type != JC_CELL_TEXT)
            continue;
        close = leads_total(c) || (texts == 0 && (jc_mapping_may_repeat(&l->map, c, i) || has_colon(c)));
        texts++;
    }
    if (is_sum_of_products(l, row) || is_sum_of_hospitals(l, row))
        return shape_of(row, NULL).carried ? JC_ROW_CARRIED : JC_ROW_TOTAL;
    if (is_section(l, row))
        return JC_ROW_TITLE;
    if (jc_columns_numbered(row, l->map.n ? l->map.cols[0].col : 0))
        return JC_ROW_SKIPPED;
    if (!close && texts > 1 && !lacks_product(l, row))
        return JC_ROW_DATA;
    bool meets_needs = jc_head_meets_needs(&l->map, row);
    struct row_shape s = shape_of(row, meets_needs ? &l->map : NULL);
    if (s.filled == 0)
        return JC_ROW_SKIPPED;
    if ((s.total && (s.numbers > 0 || s.filled <= 3 || s.texts <= 3)) ||
        (s.subtotal && s.numbers > 0 && lacks_product(l, row)))
        return s.carried ? JC_ROW_CARRIED : JC_ROW_TOTAL;
    if (jc_mapping_repeats(&l->map, row))
        return JC_ROW_SKIPPED;
    if (is_signed(row) && (is_list(l) || !says_something(l, row)))
        return JC_ROW_SKIPPED;
    if (only_amounts(l, row))
        return JC_ROW_BARE;
    if (is_title(l, row, &s, meets_needs))
        return JC_ROW_TITLE;
    return s.footer && s.filled <= 6 ? JC_ROW_SKIPPED : JC_ROW_DATA;
}

/* 10, １０, (10), ￥10, 2024-05-07, 10盒, but no 27位医保编码 and no text. */
static bool is_value(const struct jc_cell *c)
{
    enum { NOTHING, LOOK, USUAL };
    static const uint8_t first[256] = {
        ['0' ... '9'] = USUAL, ['-'] = USUAL, ['.'] = USUAL, ['+'] = LOOK, ['('] = LOOK, [0xC2] = LOOK, [0xEF] = LOOK};
    struct jc_number n;
    jc_day day;
    if (c->type != JC_CELL_TEXT)
        return c->type != JC_CELL_EMPTY;
    const uint8_t may = c->len ? first[(unsigned char)*c->text] : NOTHING;
    if (may == NOTHING)
        return false;
    if (may == USUAL && c->text[c->len - 1] >= '0' &&
        c->text[c->len - 1] <= '9') /* the usual case, looked at no closer */
        return true;
    if (jc_value_number(&n, c) == 0)
        return !(n.flags & JC_NUM_BLANK);
    return jc_value_day(&day, c, false) == 0;
}

static bool is_chinese(const struct jc_cell *c)
{
    return c->type == JC_CELL_TEXT && c->len >= 6 && (unsigned char)*c->text >= 0xe3 && !is_value(c);
}

/* Two texts that are heads, and no value beside them. */
static bool holds_heads(const struct jc_load *l, const struct jc_row *row)
{
    int heads = 0;
    for (uint32_t i = 0; i < row->n; i++) {
        const struct jc_cell *c = &row->cells[i];
        if (is_value(c))
            return false;
        heads += heads < 2 && c->type == JC_CELL_TEXT && jc_header_is_known(l->s->headers, c->text, c->len);
    }
    return heads >= 2;
}

enum jc_row_head jc_rows_may_be_head(const struct jc_load *l, const struct jc_row *row)
{
    int seen = 0, texts = 0;
    for (size_t i = 0; i < l->map.n; i++) {
        const struct jc_column *c = &l->map.cols[i];
        enum jc_type t = c->field < JC_F_SKIP ? jc_field_info[c->field].type : JC_T_TEXT;
        if (c->spare || (t != JC_T_VOLUME && t != JC_T_MONEY && t != JC_T_DAY))
            continue;
        const struct jc_cell *cell = c->col < row->n ? &row->cells[c->col] : NULL;
        if (seen < 2)
            texts += cell && is_chinese(cell);
        seen++;
        if (texts == 2)
            return JC_HEAD_LIKELY;
        if (cell && is_value(cell))
            return JC_HEAD_NO;
    }
    if (seen > 0 && texts == seen)
        return JC_HEAD_LIKELY;
    return holds_heads(l, row) ? JC_HEAD_PERHAPS : JC_HEAD_NO;
}

/* ---- merged blocks ----------------------------------------------------------------------------------------------- */

struct block {
    struct jc_merge m;
    struct jc_row_copy *anchor; /* the row that holds the value */
};

struct jc_fill {
    struct block *block; /* in the order of their first rows */
    size_t n, first;     /* those before `first` are over */
    struct jc_cell *cells;
    size_t cap;
    struct jc_row row;
    int64_t filled;
};

static int by_first_row(const void *a, const void *b)
{
    const struct block *x = a, *y = b;
    if (x->m.row0 != y->m.row0)
        return x->m.row0 < y->m.row0 ? -1 : 1;
    return x->m.col0 < y->m.col0 ? -1 : x->m.col0 > y->m.col0;
}

enum jc_status jc_fill_new(struct jc_fill **out, struct jc_book *book, size_t i, struct jc_err *err)
{
    struct jc_sheet *sheet;
    const struct jc_row *row;
    size_t n;
    *out = NULL;
    enum jc_status st = jc_sheet_open(&sheet, book, i, err);
    if (st != JC_OK)
        return st;
    while ((st = jc_sheet_next(sheet, &row, err)) == JC_OK)
        if (jc_interrupted)
            st = jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL);
    const struct jc_merge *m = jc_sheet_merges(sheet, &n);
    if (st == JC_END && n > 0) {
        struct jc_fill *f = jc_alloc(sizeof *f);
        f->block = jc_alloc(n * sizeof *f->block);
        for (size_t k = 0; k < n; k++)
            if (m[k].row1 > m[k].row0)
                f->block[f->n++].m = m[k];
        *out = f;
    }
    jc_sheet_free(sheet);
    return st == JC_END ? JC_OK : st;
}

void jc_fill_free(struct jc_fill *f)
{
    if (!f)
        return;
    for (size_t i = 0; i < f->n; i++)
        jc_row_copy_free(f->block[i].anchor);
    free(f->block);
    free(f->cells);
    free(f);
}

static bool concerns(const struct jc_merge *m, const struct jc_mapping *map)
{
    bool read = false;
    for (size_t i = 0; i < map->n && m->row1 > map->row; i++) {
        const struct jc_column *c = &map->cols[i]; /* of a head of two fields there are two */
        read = read || (c->col == m->col0 && c->field < JC_F_SKIP && !c->spare && !jc_field_is_number(c->field));
    }
    return read;
}

void jc_fill_use(struct jc_fill *f, const struct jc_mapping *map)
{
    size_t kept = 0;
    for (size_t i = 0; f && i < f->n; i++)
        if (concerns(&f->block[i].m, map))
            f->block[kept++] = f->block[i];
    if (!f)
        return;
    f->n = kept;
    if (kept)
        qsort(f->block, kept, sizeof *f->block, by_first_row);
}

/* Remember the first rows of blocks; the width that the row has with its values. False: the row is in none. */
static bool enter_row(struct jc_fill *f, const struct jc_row *row, uint32_t *width)
{
    bool inside = false;
    while (f->first < f->n && f->block[f->first].m.row1 < row->number)
        f->first++;
    for (size_t i = f->first; i < f->n && f->block[i].m.row0 <= row->number; i++) {
        struct block *b = &f->block[i];
        if (b->m.row0 == row->number) {
            jc_row_copy_free(b->anchor);
            b->anchor = jc_row_copy_new(row);
        } else if (row->number <= b->m.row1 && b->anchor && b->m.col0 < b->anchor->row.n) {
            inside = true;
            *width = b->m.col0 + 1 > *width ? b->m.col0 + 1 : *width;
        }
    }
    return inside;
}

const struct jc_row *jc_fill_row(struct jc_fill *f, const struct jc_row *row)
{
    uint32_t width = row->n;
    if (!f || f->n == 0 || !enter_row(f, row, &width))
        return row;
    f->cells = jc_grow(f->cells, &f->cap, width, sizeof *f->cells);
    memset(f->cells, 0, width * sizeof *f->cells);
    memcpy(f->cells, row->cells, row->n * sizeof *f->cells);
    for (size_t i = f->first; i < f->n && f->block[i].m.row0 < row->number; i++) {
        const struct block *b = &f->block[i];
        bool inside = row->number <= b->m.row1 && b->anchor && b->m.col0 < b->anchor->row.n;
        if (!inside || f->cells[b->m.col0].type != JC_CELL_EMPTY)
            continue;
        f->cells[b->m.col0] = b->anchor->cells[b->m.col0];
        f->cells[b->m.col0].flags |= JC_CELL_FILLED;
        f->filled += f->cells[b->m.col0].type != JC_CELL_EMPTY;
    }
    f->row = (struct jc_row){.number = row->number, .n = width, .cells = f->cells};
    return &f->row;
}

int64_t jc_fill_count(const struct jc_fill *f)
{
    return f ? f->filled : 0;
}
