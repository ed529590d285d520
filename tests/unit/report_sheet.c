/* The sheet files: what interface part 3 promises, and what front matter may look like. */
#include <criterion/criterion.h>

#include "report/sheet.h"

/* Names, order and columns of interface part 3; a change here is a change of the interface. */
static const struct {
    int no;
    const char *name, *heads;
} promised[] = {
    {1, "总览",
     "批次编码 批次 协议期起 协议期止 序时进度(%) 机构数 签约产品数 折算完成率(%) 零采购 低于序时 正常 超量 "
     "低于序时且非中选超量"},
    {2, "机构执行排名",
     "名次 医疗机构 机构编码 地区 医共体 级别 签约产品数 达序时产品数 达序时占比(%) 折算完成率(%) 折算序时(%) 进度差 "
     "零采购 低于序时 正常 超量 严重滞后 非中选占比_金额(%) 责任提示 较上期名次 依据号"},
    {3, "平台格式报表",
     "医疗机构 医疗机构编码 地区 批次名称 批次开始时间 批次结束时间 序时进度 签约产品总数 零采购产品数 "
     "零采购产品数占比 "
     "低于序时进度产品数 低于序时进度产品数占比 超量采购产品数 超量采购产品数占比 正常采购产品数 正常采购产品数占比 "
     "对应非中选产品总数 采购非中选产品数 非中选超量产品数 非中选超额产品数 对应可替代产品总数 采购可替代产品数 "
     "低于序时进度且非中选超量的产品数"},
    {4, "品种进度",
     "名次 批次编码 批次 品种 通用名 规格 中选企业 计量单位 约定量 已完成 完成率(%) 序时进度(%) 进度差 剩余 机构数 "
     "零采购机构数 滞后机构数 配送率(%) 预计完成率(%) 依据号"},
    {5, "机构品种明细",
     "医疗机构 机构编码 批次编码 通用名 规格 中选企业 协议起 协议止 计量单位 约定量 已完成 完成率(%) 序时进度(%) "
     "进度差 "
     "状态 严重滞后 剩余 每30天需 预计完成率(%) 责任 未完成原因 依据号"},
    {6, "滞后与零采购",
     "医疗机构 机构编码 批次编码 通用名 规格 中选企业 协议起 协议止 计量单位 约定量 已完成 完成率(%) 序时进度(%) "
     "进度差 "
     "状态 严重滞后 剩余 每30天需 预计完成率(%) 责任 未完成原因 缺货证据 依据号"},
    {7, "非中选与可替代",
     "医疗机构 机构编码 批次编码 品种 中选量 非中选量 可替代量 非中选占比(%) 非中选占比_金额(%) 非中选超量 非中选超额 "
     "转移提示 缺货豁免 依据号"},
    {8, "价格核对",
     "医疗机构 机构编码 订单明细号 验收日期 产品编码 通用名 规格 转换比 生产企业 采购单价 中选价 高出(%) 数量 多付金额 "
     "比价方式 配送企业 依据号"},
    {9, "货款支付排名",
     "名次 付款方 医疗机构 机构编码 地区 级别 到期笔数 到期金额 按期支付金额 按期支付金额占比(%) 按期支付笔数占比(%) "
     "剔除正当理由后占比(%) 加权平均付款天数 逾期未付 其中有正当理由 逾期已付 最长逾期天数 总回款率(%) 评价 较上期名次 "
     "依据号"},
    {10, "逾期明细",
     "医疗机构 机构编码 配送企业 发票号 订单明细号 验收日期 应付日期 付款期限规则 应付金额 已付金额 未付金额 逾期天数 "
     "账龄 "
     "理由 依据号"},
    {11, "未来到期", "医疗机构 机构编码 应付日期 配送企业 未付金额 剩余天数 依据号"},
    {17, "数据问题", "级别 文件 工作表 单元格 原值 问题 怎么改 编号"},
    {18, "来源与自检", "文件 大小 SHA-256 类型 行数 入库 更新 剔除 跳过 数据起 数据止"},
};

static struct sheets load(void)
{
    struct sheets all;
    struct jc_err err = {0};
    cr_assert_eq(sheets_load(&all, &err), JC_OK, "%s line %s: %s", err.arg[0], err.arg[1], err.value);
    return all;
}

Test(report, sheets_have_the_columns_of_the_interface_in_order)
{
    struct sheets all = load();
    for (size_t i = 0; i < JC_LEN(promised); i++) {
        const struct sheet *s = NULL;
        struct jc_buf heads = {0};
        cr_assert_eq(sheets_find(&s, &all, promised[i].name, JC_ZH, NULL), JC_OK, "%s", promised[i].name);
        cr_expect_eq(s->no, promised[i].no);
        for (size_t k = 0; k < s->main.n; k++)
            if (!column_hidden(&s->main.col[k]))
                jc_buf_fmt(&heads, "%s%s", heads.len ? " " : "", s->main.col[k].head[0]);
        cr_expect_str_eq(jc_buf_text(&heads), promised[i].heads);
        jc_buf_free(&heads);
    }
    sheets_free(&all);
}

Test(report, sheet_names_are_distinct_and_fit_a_tab)
{
    struct sheets all = load();
    for (size_t i = 0; i < all.n; i++) {
        for (int l = 0; l < 2; l++) {
            /* 31 characters, with room for a continued sheet's number and the tab of its chart */
            cr_expect(jc_text_width(all.v[i].name[l], strlen(all.v[i].name[l])) <= 24, "%s", all.v[i].name[l]);
            cr_expect_null(strpbrk(all.v[i].name[l], "[]:*?/\\'"), "%s", all.v[i].name[l]);
        }
        for (size_t k = 0; k < i; k++)
            cr_expect_str_neq(all.v[i].name[0], all.v[k].name[0]);
    }
    sheets_free(&all);
}

Test(report, ranked_sheets_say_their_key_and_others_have_no_rank)
{
    struct sheets all = load();
    for (size_t i = 0; i < all.n; i++) {
        bool ranked = strcmp(all.v[i].main.col[0].head[0], "名次") == 0;
        cr_expect_eq(ranked, all.v[i].rank[0] != NULL, "%s", all.v[i].name[0]);
    }
    sheets_free(&all);
}

Test(report, a_sheet_is_found_by_number_and_by_either_name)
{
    struct sheets all = load();
    const struct sheet *a = NULL, *b = NULL, *c = NULL;
    cr_assert_eq(sheets_find(&a, &all, "9", JC_ZH, NULL), JC_OK);
    cr_assert_eq(sheets_find(&b, &all, "货款支付排名", JC_ZH, NULL), JC_OK);
    cr_assert_eq(sheets_find(&c, &all, "payment ranking", JC_ZH, NULL), JC_OK);
    cr_expect(a == b && b == c);
    sheets_free(&all);
}

Test(report, a_sheet_that_is_compared_has_a_key_that_explain_takes)
{
    struct sheets all = load();
    for (size_t i = 0; i < all.n; i++) {
        const struct sheet *s = &all.v[i];
        bool shown = false;
        for (size_t k = 0; k < s->main.n; k++)
            shown = shown || s->main.col[k].type == COL_KEY;
        cr_expect(s->n_keys == 0 || shown || s->explained.n > 0, "%s", s->name[0]);
    }
    sheets_free(&all);
}

Test(report, a_mistyped_sheet_is_told_the_nearest_name)
{
    struct sheets all = load();
    struct jc_err err = {0};
    const struct sheet *s = NULL;
    cr_expect_eq(sheets_find(&s, &all, "货款支付排行", JC_ZH, &err), JC_NOTFOUND);
    cr_expect_eq(err.code, 701);
    cr_expect_str_eq(err.arg[0], "货款支付排名");
    cr_expect_eq(sheets_find(&s, &all, "12345", JC_ZH, &err), JC_NOTFOUND);
    cr_expect(strstr(err.arg[0], "机构执行排名"), "all names are listed: %s", err.arg[0]);
    cr_expect_eq(sheets_find(&s, &all, "12345", JC_EN, &err), JC_NOTFOUND);
    cr_expect(strstr(err.arg[0], "Overview, Institution ranking, "), "in English: %s", err.arg[0]);
    cr_expect_eq(sheets_find(&s, &all, "机构执行", JC_EN, &err), JC_NOTFOUND);
    cr_expect_str_eq(err.arg[0], "Institution ranking");
    sheets_free(&all);
}

Test(report, front_matter_gives_types_widths_and_attributes)
{
    struct sheet s;
    struct jc_err err = {0};
    const char *text = "-- name: 甲 | A\n"
                       "-- column: 率(%) | Rate (%) | pct | bar; brief\n"
                       "-- column: * | * | mark\n"
                       "-- column: 责任 | Why | text 12 | pending 还没有 / not yet\n"
                       "--\n-- nothing: of this is read\nSELECT 1, 2, 3;\n";
    cr_assert_eq(sheet_parse(&s, "report/sheets/42_x.sql", text, &err), JC_OK, "%s", err.value);
    cr_expect_eq(s.no, 42);
    cr_expect_str_eq(s.title[1], "A");
    cr_assert_eq(s.main.n, 3);
    cr_expect(s.main.col[0].type == COL_PCT && s.main.col[0].bar && s.main.col[0].brief);
    cr_expect(column_hidden(&s.main.col[1]));
    cr_expect_eq(s.main.col[2].wide, 12);
    cr_expect_str_eq(s.main.col[2].pending[0], "还没有");
    cr_expect_str_eq(s.main.col[2].pending[1], "not yet");
    sheet_free(&s);
}

Test(report, malformed_front_matter_names_its_line)
{
    static const struct {
        const char *text, *line;
    } bad[] = {
        {"-- name: 甲\nSELECT 1;\n", "1"},                                       /* no English */
        {"-- name: 甲 | A\n-- column: 一 | One | integer\nSELECT 1;\n", "2"},    /* no such type */
        {"-- name: 甲 | A\n-- colunm: 一 | One | int\nSELECT 1;\n", "2"},        /* no such key */
        {"-- name: 甲 | A\n-- column: 一 | One | int | bold\nSELECT 1;\n", "2"}, /* no such attribute */
        {"-- name: 甲 | A\n-- column: 一 | One | mark\nSELECT 1;\n", "3"},       /* marks nothing */
        {"-- name: 甲 | A\n-- column: 一 | One | int\n-- chart: bar | 图 | C | 1 | 2 | 0\nSELECT 1;\n", "4"},
        {"-- name: 甲 | A\n-- left: 没有核对 | not compared\n-- column: 一 | One | int\nSELECT 1;\n", "2"},
        {"-- name: 甲 | A\n-- explained: round\n-- column: 一 | One | int\nSELECT 1;\n", "2"},
        {"-- name: 甲 | A\n-- explained: round | 2\n-- column: 一 | One | int\nSELECT 1;\n", "4"},
    };
    for (size_t i = 0; i < JC_LEN(bad); i++) {
        struct sheet s;
        struct jc_err err = {0};
        cr_expect_eq(sheet_parse(&s, "report/sheets/42_x.sql", bad[i].text, &err), JC_INTERNAL, "%zu", i);
        cr_expect_eq(err.code, 790);
        cr_expect_str_eq(err.arg[1], bad[i].line, "%zu: line %s", i, err.arg[1]);
    }
}
