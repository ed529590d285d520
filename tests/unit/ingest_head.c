/* Every spelling of a head that was seen in the wild is read as the field it means, or left alone on purpose. */
#include "ingest_kit.h"

#include "ingest/header.h"
#include "ingest/spelling.h"

static struct jc_headers *headers;

static void setup(void)
{
    cr_assert_eq(jc_headers_new(&headers, NULL, NULL), JC_OK);
}

static void teardown(void)
{
    jc_headers_free(headers);
}

TestSuite(heads, .init = setup, .fini = teardown);

/* What one head alone means in a table of this kind: a field, "field?" where the neighbours decide, "-" unused, "" unknown. */
static void meaning(char *out, size_t size, const char *kind, const char *text, const char *above)
{
    struct jc_title title;
    struct jc_mapping m;
    char head[128], *texts[1] = {head};
    struct jc_head_row row = {.number = 1, .n = 1, .text = texts};
    jc_copy(head, sizeof head, text);
    jc_title_parse(&title, above, NULL);
    jc_header_match(&m, headers, &row, NULL, jc_kind_find(kind), &title);
    enum jc_field f = m.n ? m.cols[0].field : JC_F_COUNT;
    snprintf(out, size, "%s%s",
             f == JC_F_COUNT   ? ""
             : f >= JC_F_BRAND ? "-"
                               : jc_field_info[f].name,
             m.n && m.cols[0].asks ? "?" : "");
    jc_mapping_free(&m);
}

static void expect_meaning(const char *kind, const char *text, const char *want)
{
    char got[64];
    meaning(got, sizeof got, kind, text, "");
    cr_expect_str_eq(got, want, "%s in %s is read as \"%s\", not \"%s\"", text, kind, got, want);
}

Test(heads, all_spellings_seen_are_read_or_left_alone_on_purpose)
{
    char line[512];
    FILE *f = fopen("tests/data/header_samples.tsv", "r");
    int n = 0;
    cr_assert_not_null(f);
    while (fgets(line, sizeof line, f)) {
        char *kind = strchr(line, '\t'), *want = kind ? strchr(kind + 1, '\t') : NULL;
        if (*line == '#')
            continue;
        cr_assert_not_null(want, "%s", line);
        *kind++ = 0;
        *want++ = 0;
        want[strcspn(want, "\r\n")] = 0;
        expect_meaning(kind, line, want);
        n++;
    }
    fclose(f);
    cr_expect_geq(n, 600);
}

Test(heads, a_unit_in_the_name_is_no_other_name)
{
    expect_meaning("purchase", "入库片数", "accepted");
    expect_meaning("purchase", "每片单价", "unit_price");
    expect_meaning("purchase", "每盒价格(元)", "price");
    expect_meaning("purchase", "每片单价(万元)", "");
    expect_meaning("purchase", "入库盒数(片)", ""); /* one or the other */
    expect_meaning("purchase", "每盒片数", "upp");  /* not 数量 */
    expect_meaning("purchase", "片数", "");
    expect_meaning("purchase", "入库条数", ""); /* of what: packs, or rows */
    expect_meaning("agreement", "约定采购盒数", "volume");
    expect_meaning("agreement", "约定采购量盒", "volume");
}

Test(heads, marks_blanks_and_brackets_are_no_part_of_a_head)
{
    expect_meaning("purchase", "* 医疗机构编码", "inst_code");
    expect_meaning("purchase", "＊医疗机构\n名称：", "inst_name");
    expect_meaning("purchase", "采购数量【盒】", "ordered");
    expect_meaning("purchase", "采购金额（万元）", "amount");
    expect_meaning("purchase", "采购金额（人民币）", "amount");
    expect_meaning("purchase", "采购金额（RMB万元）", "amount");
    expect_meaning("purchase", "采购金额（人民币美元）", "");
    expect_meaning("purchase", "验收日期(必填)", "day_accept");
    expect_meaning("purchase", "入库数量（盒）(必填)", "accepted");
    expect_meaning("purchase", "\uFEFF订单编号\u200B", "order_no");
    expect_meaning("purchase", "单价(元/片)", "unit_price");
    expect_meaning("purchase", "单价(元/支)", "price");
    expect_meaning("purchase", "单价(美元)", "");
    expect_meaning("purchase", "★入库数量▲：", "accepted");
    expect_meaning("purchase", "#☆△●◆■订单编号", "order_no");
}

Test(heads, numbers_and_brackets_around_a_head_are_no_part_of_it)
{
    static const char *const heads[][2] = {
        {"3.订单编号", "order_no"},   {"（2）订单编号", "order_no"}, {"12、入库数量(盒)", "accepted"},
        {"【入库数量】", "accepted"}, {"“入库数量”", "accepted"},    {"*1. 入库数量：", "accepted"},
        {"[入库数量]", "accepted"},
    };
    for (size_t i = 0; i < JC_LEN(heads); i++)
        expect_meaning("purchase", heads[i][0], heads[i][1]);
}

Test(heads, a_bracket_with_the_unit_of_something_else_makes_it_another_column)
{
    static const char *const heads[][2] = {
        {"入库数量(万元)", ""},  {"入库数量(元)", ""},         {"入库数量(%)", ""},    {"入库数量(元/盒)", ""},
        {"采购量（千元）", ""},  {"本次入库数量(元)", ""},     {"金额(盒)", ""},       {"采购金额（%）", ""},
        {"单价(%)", ""},         {"入库数量(万)", "accepted"}, {"金额(万)", "amount"}, {"单价(盒)", "price"},
        {"单价(万元)", "price"},
    };
    for (size_t i = 0; i < JC_LEN(heads); i++)
        expect_meaning("purchase", heads[i][0], heads[i][1]);
    expect_meaning("agreement", "约定采购量(万元)", "");
    expect_meaning("fund", "支付比例(%)", "pay_ratio");
}

Test(heads, a_bracket_that_says_how_to_fill_in_or_says_it_twice_is_no_part_of_a_head)
{
    static const char *const heads[][2] = {{"医疗机构（全称）", "inst_name"},
                                           {"医疗机构全称", "inst_name"},
                                           {"生产企业（全称）", "maker"},
                                           {"生产企业（上市许可持有人）", "maker"},
                                           {"上市许可持有人/生产企业", "maker"},
                                           {"产地/厂家", "maker"},
                                           {"生产企业（配送企业）", ""},
                                           {"生产企业/配送企业", ""},
                                           {"通用名（商品名）", "generic"},
                                           {"药品名称（通用名）", "generic"},
                                           {"通用名（英文）", ""},
                                           {"转换比（系数）", "upp"},
                                           {"规格（包装）", "spec"},
                                           {"药品编码（国家医保编码）", "code"},
                                           {"产品代码（医保代码）", "code"},
                                           {"药品编码（院内）", ""},
                                           {"入库数量（单位：盒）", "accepted"},
                                           {"入库数量/盒", "accepted"},
                                           {"入库/验收数量", "accepted"},
                                           {"入库（验收）数量（盒）", "accepted"},
                                           {"验收/入库日期", "day_accept"},
                                           {"供应/配送企业", "supplier"},
                                           {"生产/配送企业", ""},
                                           {"单价/金额", ""},
                                           {"本次入库数量/盒", "accepted"},
                                           {"入库数量（以最小包装计）", "accepted"},
                                           {"入库数量（含赠送）", ""},
                                           {"入库数量（按月统计）", ""},
                                           {"入库数量（采购数量）", ""},
                                           {"入库数量（2024年3月）", ""},
                                           {"入库数量（2024）", ""},
                                           {"数量（入库数量）", "accepted"},
                                           {"金额(单位：元)", "amount"},
                                           {"金额（单位：元，含税）", "amount"},
                                           {"单价/盒", "price"},
                                           {"单价/片", "unit_price"},
                                           {"通用名/盒", ""},
                                           {"入库日期（年月日）", "day_accept"},
                                           {"入库日期（YYYY-MM-DD）", "day_accept"},
                                           {"入库日期（年/月/日）", "day_accept"},
                                           {"入库日期（格式：2024-03-01）", "day_accept"},
                                           {"入库日期（如2024-03-01）", "day_accept"},
                                           {"入库日期（3月）", ""},
                                           {"（必填）入库数量", "accepted"},
                                           {"发票号（多张用逗号隔开）", "invoices"}};
    for (size_t i = 0; i < JC_LEN(heads); i++)
        expect_meaning("purchase", heads[i][0], heads[i][1]);
}

Test(heads, the_unit_behind_a_slash_or_a_colon_is_that_of_the_column)
{
    static const char *const heads[][2] = {{"入库盒数", "盒"},
                                           {"入库片数", "片"},
                                           {"入库数量盒", "盒"},
                                           {"入库数量-片", "片"},
                                           {"入库数量：瓶", "瓶"},
                                           {"采购数量_支", "支"},
                                           {"每片单价", "元/片"},
                                           {"单片价格(元)", "元/片"},
                                           {"盒单价", "元/盒"},
                                           {"每支采购价", "元/支"},
                                           {"入库数量（单位：盒）", "盒"},
                                           {"入库数量/万片", "万片"},
                                           {"金额(单位：万元)", "万元"},
                                           {"单价/盒", "元/盒"},
                                           {"单价（万片）", "元/万片"},
                                           {"入库数量（按最小制剂单位填写）", "最小制剂单位"}};
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        char head[64], *texts[1] = {head};
        struct jc_head_row row = {.number = 1, .n = 1, .text = texts};
        struct jc_title title;
        struct jc_mapping m;
        jc_copy(head, sizeof head, heads[i][0]);
        jc_title_parse(&title, "", NULL);
        jc_header_match(&m, headers, &row, NULL, jc_kind_find("purchase"), &title);
        cr_expect_str_eq(m.cols[0].unit, heads[i][1], "%s: %s", heads[i][0], m.cols[0].unit);
        jc_mapping_free(&m);
    }
}

Test(heads, a_caption_that_is_a_field_names_the_quantity_below_it)
{
    char *above[] = {"医疗机构编码", "批次编码", "中选产品", "", "约定采购量", "", "协议开始日期", "协议结束日期"};
    char *under[] = {"", "", "通用名", "规格", "数量", "单位", "", ""};
    struct jc_head_row row = {.number = 2, .n = 8, .text = above}, below = {.number = 3, .n = 8, .text = under};
    struct jc_title title;
    struct jc_mapping m;
    jc_title_parse(&title, "", NULL);
    jc_header_match(&m, headers, &row, &below, NULL, &title);
    cr_assert_not_null(m.kind);
    cr_expect_str_eq(m.kind->id, "agreement");
    cr_expect_eq(m.rows, 2);
    cr_expect_eq(m.cols[4].field, JC_F_VOLUME);
    cr_expect_eq(m.cols[5].field, JC_F_UNIT);
    jc_mapping_free(&m);
}

/* What both lines of a head say is said once: no message speaks of a 验收验收日期. */
Test(heads, words_of_both_lines_of_a_head_stand_there_once)
{
    char *above[] = {"医疗机构", "通用名", "规格", "第一次付款", "", "验收", "", "订单信息", ""};
    char *under[] = {"", "", "", "付款金额", "付款日期", "验收日期", "数量", "订单号", "金额"};
    static const char *const heads[] = {"医疗机构", "通用名",   "规格",   "第一次付款金额", "第一次付款日期",
                                        "验收日期", "验收数量", "订单号", "订单金额"};
    struct jc_head_row row = {.number = 2, .n = 9, .text = above}, below = {.number = 3, .n = 9, .text = under};
    struct jc_title title;
    struct jc_mapping m;
    jc_title_parse(&title, "", NULL);
    jc_header_match(&m, headers, &row, &below, jc_kind_find("purchase"), &title);
    for (size_t i = 0; i < JC_LEN(heads); i++)
        cr_expect_str_eq(m.cols[i].head, heads[i]);
    cr_expect_eq(m.cols[5].field, JC_F_DAY_ACCEPT);
    jc_mapping_free(&m);
}

Test(heads, a_caption_that_nobody_knows_leaves_its_quantity_alone)
{
    char *above[] = {"医疗机构", "订单编号", "通用名", "入库情况", "", "库存情况"};
    char *under[] = {"", "", "", "数量", "日期", "数量"};
    struct jc_head_row row = {.number = 1, .n = 6, .text = above}, below = {.number = 2, .n = 6, .text = under};
    struct jc_title title;
    struct jc_mapping m;
    jc_title_parse(&title, "", NULL);
    jc_header_match(&m, headers, &row, &below, NULL, &title);
    cr_assert_not_null(m.kind);
    cr_expect_str_eq(m.kind->id, "purchase");
    cr_expect_eq(m.cols[3].field, JC_F_ACCEPTED);
    cr_expect_eq(m.cols[5].field, JC_F_COUNT);
    cr_expect_str_eq(m.cols[5].head, "库存数量");
    jc_mapping_free(&m);
}

Test(heads, a_part_of_a_head_means_nothing)
{
    expect_meaning("purchase", "数量单位", "unit");
    expect_meaning("purchase", "生产企业编码", "");
    expect_meaning("purchase", "采购数量占比", "");
    expect_meaning("purchase", "实际采购数量", "ordered");
    expect_meaning("purchase", "计划采购数量", "");
    expect_meaning("purchase", "未入库数量", "");
    expect_meaning("agreement", "调整后约定采购量", "volume");
    expect_meaning("agreement", "剩余约定采购量", "");
}

Test(heads, what_stands_around_decides_where_a_head_may_mean_several_things)
{
    static const char *const cases[][4] = {
        {"purchase", "数量", "", "quantity?"},
        {"purchase", "数量", "退货明细\n", "returned"},
        {"purchase", "数量", "药品入库明细\n", "accepted"},
        {"purchase", "数量", "采购订单\n", "ordered"},
        {"purchase", "数量", "入库明细\n退货明细\n", "returned"},
        {"purchase", "数量", "退货明细\n入库明细\n乙医院\n", "accepted"},
        {"purchase", "数量", "退货\n入库.xlsx\n\n", "returned"},
        {"purchase", "数量", "Sheet1\n退货.xlsx\n\n入库明细\n", "accepted"},
        {"purchase", "数量", "Sheet1\n退货.xlsx\n\n4月\n", "returned"},
        {"purchase", "数量", "入库退货明细\n", "quantity?"},
        {"purchase", "数量", "采购及退货明细\n", "quantity?"},
        {"purchase", "数量", "入库明细（含退货）\n", "accepted"},
        {"agreement", "采购量", "", "volume?"},
        {"agreement", "采购量", "国家集采约定表\n", "volume"},
        {"purchase", "药品编码", "", "-"},
        {"purchase", "药品编码", "省药械采购平台\n", "platform"},
        {"agreement", "药品编码", "", "platform"},
        {"award", "中选单价", "", "unit_price?"},
        {"award", "中选单价(元/片)", "", "unit_price"},
        {"award", "中选单价（元/盒）", "", "price"},
        {"award", "中选单价(元/支)", "", "unit_price?"},
        {"award", "中选单价(最小制剂单位)", "", "unit_price"},
        {"shortage", "开始日期", "", "day_from?"},
        {"shortage", "开始日期", "缺货登记\n", "day_from"},
    };
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        char got[64];
        meaning(got, sizeof got, cases[i][0], cases[i][1], cases[i][2]);
        cr_expect_str_eq(got, cases[i][3], "%s under %s: %s", cases[i][1], cases[i][2], got);
    }
}

/* The columns of a head row that stand for a field, as "letter letter=field", in the kind found; lacking: its nearest, "-". */
static void read_heads(struct jc_buf *out, struct jc_mapping *m, char **texts, uint32_t n)
{
    struct jc_head_row row = {.number = 1, .n = n, .text = texts};
    struct jc_title title;
    jc_title_parse(&title, "", NULL);
    jc_header_match(m, headers, &row, NULL, NULL, &title);
    jc_buf_fmt(out, "%s%s:", m->kind ? "" : "-", m->nearest->id);
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field < JC_F_BRAND)
            jc_buf_fmt(out, " %c=%s%s", 'A' + (int)m->cols[i].col, jc_field_info[m->cols[i].field].name,
                       m->cols[i].asks ? "?" : "");
}

#define expect_heads(want, ...)                                                                                        \
    do {                                                                                                               \
        char *texts[] = {__VA_ARGS__};                                                                                 \
        struct jc_buf got = {0};                                                                                       \
        struct jc_mapping m;                                                                                           \
        read_heads(&got, &m, texts, JC_LEN(texts));                                                                    \
        cr_expect_str_eq(jc_buf_text(&got), want, "%s", jc_buf_text(&got));                                            \
        jc_mapping_free(&m);                                                                                           \
        jc_buf_free(&got);                                                                                             \
    } while (0)

Test(heads, a_head_of_two_fields_gives_both_unless_another_column_does)
{
    expect_heads("award: A=round_name B=generic C=spec C=form D=upp E=maker F=price", "批次", "通用名",
                 "制剂规格（申报剂型）", "最小包装数量（转换比）", "生产企业（投标企业）", "中选价格");
    expect_heads("award: A=round_name B=generic C=spec D=maker E=price F=form", "批次", "通用名", "制剂规格(申报剂型)",
                 "申报企业", "中选价格", "剂型");
    expect_heads("purchase: A=inst_name B=delivery_no B=order_no C=generic D=accepted", "医疗机构",
                 "入库单/配送单/订单号", "药品(耗材)名称", "入库数量");
}

Test(heads, a_price_beside_that_of_the_pack_is_that_of_a_unit)
{
    expect_heads("award: A=round_name B=generic C=spec D=maker E=price F=unit_price", "批次", "通用名", "规格",
                 "中选企业", "中选价格", "中选单价");
    expect_heads("-award: A=round_name B=generic C=spec D=maker E=unit_price?", "批次", "通用名", "规格", "中选企业",
                 "中选单价");
}

Test(heads, two_quantities_without_captions_of_their_own_are_asked_for)
{
    expect_heads("-purchase: A=inst_name B=order_no C=generic D=quantity? E=day_accept F=quantity?", "医疗机构",
                 "单据号", "药品名称", "数量", "入库日期", "数量");
    expect_heads("-purchase: A=inst_name B=order_no C=generic D=quantity? E=quantity? F=day_accept", "医疗机构",
                 "单据号", "药品名称", "采购量", "数量", "入库日期");
    expect_heads("purchase: A=inst_name B=order_no C=generic D=accepted E=day_accept", "医疗机构", "单据号", "药品名称",
                 "数量", "入库日期");
}

Test(heads, a_list_with_losers_or_progress_is_no_catalogue)
{
    expect_heads("-award: A=round_name B=generic C=spec D=maker E=price", "批次", "通用名", "规格", "企业名称",
                 "中选价格", "是否中选");
    expect_heads("-agreement: A=round_name B=generic C=spec D=maker F=volume", "集采批次", "物资名称", "规格",
                 "中选厂家", "中选价格", "年度任务量", "累计采购量", "完成率");
}

Test(heads, what_lacks_a_column_is_named_by_its_own_heads)
{
    expect_heads("-purchase: B=day_ship C=supplier D=maker E=code F=generic G=spec H=price I=shipped? J=amount_order "
                 "K=order_no L=day_accept",
                 "序号", "供货日期", "供应商", "生产厂家", "医保编码", "物资名称", "规格", "采购单价", "供货数量",
                 "供货金额", "订单号", "验收时间");
    expect_heads("-award: A=round B=platform C=generic D=spec E=form F=code", "批次编号", "目录编号", "药品名称",
                 "药品规格", "剂型", "国家医保编码");
}

/* ---- titles ----------------------------------------------------------------------------------------------- */

static void expect_title(const char *text, const char *inst, const char *round, const char *unit, const char *span)
{
    struct jc_title t;
    char from[11], to[11], got[32], units[64];
    jc_title_parse(&t, text, NULL);
    jc_day_text(from, t.from);
    jc_day_text(to, t.to);
    snprintf(got, sizeof got, "%s%s%s", from, *from ? " " : "", to);
    cr_expect_str_eq(t.inst, inst, "%s: %s", text, t.inst);
    cr_expect_str_eq(t.round, round, "%s: %s", text, t.round);
    snprintf(units, sizeof units, "%s%s%s", t.unit, t.unit[0] && t.money[0] ? " " : "", t.money);
    cr_expect_str_eq(units, unit, "%s: %s", text, units);
    cr_expect_str_eq(got, span, "%s: %s", text, got);
}

Test(heads, what_a_title_says_besides_whose_the_rows_are_is_no_part_of_the_name)
{
    static const char *const lines[][2] = {
        {"采购明细-海陵县中医院", "海陵县中医院"},
        {"第三批约定量（海陵县中医院）", "海陵县中医院"},
        {"入库数据（海陵县中医院8月）", "海陵县中医院"},
        {"【海陵县中医院】采购明细", "海陵县中医院"},
        {"《海陵县中医院》入库明细", "海陵县中医院"},
        {"采购明细_海陵县中医院_2024-08.xlsx", "海陵县中医院"},
        {"采购 海陵县中医院", "海陵县中医院"},
        {"入库单 海陵县中医院", "海陵县中医院"},
        {"附件2-海陵县中医院入库", "海陵县中医院"},
        {"附件2海陵县中医院入库", "海陵县中医院"},
        {"一、海陵县中医院", "海陵县中医院"},
        {"关于海陵县中医院第三批采购数据", "海陵县中医院"},
        {"8月份海陵县中医院采购", "海陵县中医院"},
        {"国家组织第三批海陵县中医院约定采购量", "海陵县中医院"},
        {"海陵县中医院采购明细（医院盖章）", "海陵县中医院"},
        {"海陵县中医院（医院等级：三级）采购明细", "海陵县中医院"},
        {"海陵县中医院 入库 城东医院代购", "海陵县中医院"},
        {"第一人民医院采购明细", "第一人民医院"},
        {"第4医院2024年3月采购", "第4医院"},
        {"302医院采购明细", "302医院"},
        {"第5721工厂职工医院", "第5721工厂职工医院"},
        {"2024医院采购", "2024医院"},
        {"国药（武汉）医院采购明细", "国药（武汉）医院"},
        {"武汉大学人民医院（湖北省人民医院）采购明细", "武汉大学人民医院（湖北省人民医院）"},
        {"海陵县人民医院 东院区 采购明细", "海陵县人民医院 东院区"},
        {"海陵县人民医院-东院区采购明细", "海陵县人民医院-东院区"},
        {"小商品批发市场医院采购明细", "小商品批发市场医院"},
        {"各医院约定量", ""},
        {"采购明细", ""},
    };
    for (size_t i = 0; i < JC_LEN(lines); i++) {
        struct jc_title t;
        jc_title_parse(&t, lines[i][0], NULL);
        cr_expect_str_eq(t.inst, lines[i][1], "%s: %s", lines[i][0], t.inst);
    }
}

Test(heads, titles_name_institution_round_unit_and_span)
{
    expect_title("柳川县人民医院", "柳川县人民医院", "", "", "");
    expect_title("2024年4月柳川县人民医院采购明细", "柳川县人民医院", "", "", "");
    expect_title("柳川县人民医院（东院区）入库", "柳川县人民医院（东院区）", "", "", "");
    expect_title("柳川县人民医院(东院区)8月.xlsx", "柳川县人民医院(东院区)", "", "", "");
    expect_title("柳川县（原青源县）人民医院（入库）", "柳川县（原青源县）人民医院", "", "", "");
    expect_title("全市公立医院采购明细\n填报单位：柳川县医疗保障局\n", "", "", "", "");
    expect_title("采购明细\n医疗机构名称：大坪乡卫生院（盖章）  单位：万元\n", "大坪乡卫生院", "", "万元", "");
    expect_title("医疗机构：\n大坪乡卫生院\n", "大坪乡卫生院", "", "", "");
    expect_title("第一季度 国家第四批约定采购量（2024年4月1日至2025年3月31日）单位：万片", "", "国家第四批", "万片",
                 "2024-04-01 2025-03-31");
    expect_title("NVBP05 分解表 2024-04-01至2025-03-31", "", "NVBP05", "", "2024-04-01 2025-03-31");
    expect_title("省级联盟第一批 2024.4-2025.3 执行", "", "省级联盟第一批", "", "2024-04-01 2025-03-31");
    expect_title("采购单位：20240101", "", "", "", "");
}

Test(heads, a_name_begins_behind_the_label_date_or_caption_before_it)
{
    static const char *const lines[] = {"填报机构：甲县人民医院",
                                        "申报机构: 甲县人民医院 复核：乙县中医院",
                                        "截至2024年4月30日 甲县人民医院入库明细",
                                        "数据截至2024-04-30甲县人民医院",
                                        "导出时间：2024-05-01 08:00:00 甲县人民医院",
                                        "入库明细 甲县人民医院",
                                        "4月份采购清单：甲县人民医院8月"};
    for (size_t i = 0; i < JC_LEN(lines); i++)
        expect_title(lines[i], "甲县人民医院", "", "", "");
    expect_title("解放军第302医院入库", "解放军第302医院", "", "", "");
    expect_title("柳川 县人民医院", "柳川 县人民医院", "", "", "");
    expect_title("甲市第4医院2024年4月", "甲市第4医院", "", "", "");
    expect_title("白河县人民医院 第四批国采约定采购量（牵头医院统一签约）", "白河县人民医院", "国家第四批", "", "");
    expect_title("白河县人民医院 采购明细（含分院）", "白河县人民医院", "", "", "");
    expect_title("白河县人民医院 东院区", "白河县人民医院 东院区", "", "", "");
    expect_title("白河县人民医院 东院区 入库明细", "白河县人民医院 东院区", "", "", "");
    expect_title("备注：全市公立医院", "", "", "", "");
}

static struct jc_rounds *known; /* to titles */

static void expect_rounds(const char *text, const char *round, const char *rounds)
{
    struct jc_title t;
    jc_title_parse(&t, text, known);
    cr_expect_str_eq(t.round, round, "%s: %s", text, t.round);
    cr_expect_str_eq(t.rounds, rounds, "%s: %s", text, t.rounds);
}

Test(heads, the_nearest_round_is_that_of_a_table_and_of_two_beside_one_another_none)
{
    expect_rounds("第四批、第五批", "", "第四批、第五批");
    expect_rounds("第四、五批", "", "第四、五批");
    expect_rounds("第一至八批", "", "第一至八批");
    expect_rounds("第四批和五批", "", "第四批和五批");
    expect_rounds("NVBP04 NVBP05", "", "NVBP04、NVBP05");
    expect_rounds("第七批续约（原第四批）", "", "第七批续约、第四批");
    expect_rounds("第四批 第4批次", "第四批", "");
    expect_rounds("国家组织第四批（NVBP04）", "NVBP04", "");
    expect_rounds("第五批（NVBP04）", "", "第五批、NVBP04");
    expect_rounds("第二轮第一批第12批", "", "第二轮第一批、第12批");
    expect_rounds("第二十一批", "第二十一批", "");
    expect_rounds("第四批\n国采第五批.xlsx\n\n约定采购量\n", "国家第四批", "");
    expect_rounds("第四批\n国采第五批.xlsx\n\n第六批\n约定采购量\n", "国家第六批", "");
    expect_rounds("第四批\n国采第五批.xlsx\n\n第六批\n第七批\n", "", "第七批、第六批");
}

Test(heads, only_what_is_called_national_or_nothing_is_the_national_round)
{
    static const char *const national[][2] = {{"国家第三批集采约定采购量", "国家第三批"},
                                              {"第三批国家组织药品集中采购约定采购量", "国家第三批"},
                                              {"澜溪市第三批国采约定量", "国家第三批"},
                                              {"澜溪市2024年国家组织药品集采第三批", "国家第三批"},
                                              {"全国第三批", "国家第三批"},
                                              {"云溪县人民医院第三批集采约定量", "第三批"},
                                              {"云溪县各医疗机构第三批约定采购量", "第三批"},
                                              {"浙江省人民医院第三批约定采购量", "第三批"},
                                              {"云溪县医共体总院（总院）第三批约定量", "第三批"},
                                              {"2024年度第三批药品集采约定采购量分解表", "第三批"},
                                              {"2024-2025年 第三批", "第三批"},
                                              {"附件1：第三批约定量", "第三批"},
                                              {"1.第三批约定量", "第三批"},
                                              {"约定采购量（万片）（第三批）", "第三批"},
                                              {"单位：片 第三批约定采购量", "第三批"},
                                              {"关于做好第三批集采约定采购量填报", "第三批"}};
    static const char *const others[][2] = {
        {"浙江省第三批药品集采约定采购量 协议期：2024-01-01—2024-12-31", "浙江省第三批"},
        {"三明联盟第三批集采约定采购量（单位：片）", "三明联盟第三批"},
        {"金华市第三批药耗集采约定量", "金华市第三批药耗"},
        {"京津冀“3+N”联盟第三批约定采购量", "京津冀“3+N”联盟第三批"},
        {"云溪县第三批集采约定采购量", "云溪县第三批"},
        {"省级第三批约定采购量", "省级第三批"},
        {"国家第三批集采续约约定采购量", "第三批集采续约"},
        {"浙江第三批", "浙江第三批"},
        {"浙江省公立医院药品集采（第三批）", "浙江省药品集采第三批"},
        {"浙江省各级医疗机构第三批集采", "浙江省第三批"},
        {"2024年浙江省第三批药品集采", "浙江省第三批"},
        {"浙江省2024年第三批药品集采", "浙江省2024年第三批"},
        {"浙江省药品集采约定采购量（第三批）", "浙江省药品集采第三批"},
        {"单位：片 浙江省第三批约定采购量", "浙江省第三批"},
        {"第三批耗材约定量", "第三批耗材"},
        {"第三批口腔种植体集采约定量", "第三批口腔种植体集采"},
        {"第三批约定采购量（续约）", "第三批续约"},
        {"NVBP03续约", "NVBP03续约"},
        {"浙江省药品集中带量采购\n第三批约定采购量分解表\n", "浙江省药品第三批"},
        {"第三批\n浙江省集采约定量.xlsx\n\n约定采购量\n", "浙江省第三批"},
        {"s\n浙江省第三批集采约定采购量.csv\n\n协议期：2024-01-01—2024-12-31\n", "浙江省第三批"}};
    for (size_t i = 0; i < JC_LEN(national); i++)
        expect_rounds(national[i][0], national[i][1], "");
    for (size_t i = 0; i < JC_LEN(others); i++)
        expect_rounds(others[i][0], others[i][1], "");
    expect_rounds("第三批\n澜溪市集采约定量.xlsx\n\n约定采购量\n", "第三批", "");
    expect_rounds("浙江省第三批集采约定采购量\n第三批\n", "浙江省第三批", "");
    expect_rounds("浙江省第三批集采\n国家第三批集采\n", "", "国家第三批、浙江省第三批");
    expect_rounds("浙江省第三批（NVBP03）", "", "浙江省第三批、NVBP03");
}

Test(heads, a_label_names_any_round)
{
    static const char *const lines[][2] = {{"批次：ZJ2023 协议期：2024-01-01—2024-12-31", "ZJ2023"},
                                           {"采购批次:浙江省级集采（单位：片）", "浙江省级集采"},
                                           {"集采批次 ZJ2023", "ZJ2023"},
                                           {"批次名称：云溪一期", "云溪一期"},
                                           {"约定采购量 批次编码：4+7扩围", "4+7扩围"},
                                           {"批次：第四批", "第四批"},
                                           {"2024年约定量，批次：2024年第三批", "2024年第三批"}};
    for (size_t i = 0; i < JC_LEN(lines); i++)
        expect_rounds(lines[i][0], lines[i][1], "");
    expect_rounds("浙江省第三批集采约定量\n批次：ZJ03\n", "ZJ03", "");
    expect_rounds("批次：第四批、第五批", "", "第四批、第五批");
    expect_rounds("批次：ZJ01，ZJ02", "", "ZJ01，ZJ02");
    expect_rounds("批次：第四批 第五批", "", "第四批、第五批");
    expect_rounds("生产批次：20240101", "", "");
    expect_rounds("采购批次 约定采购量表", "", "");
}

Test(heads, the_codes_and_names_of_catalogues_are_rounds)
{
    static const char *const lines[][2] = {
        {"ZJ2023 约定采购量（单位：片） 协议期：2024-01-01—2024-12-31", "ZJ2023"},
        {"zj2023约定采购量", "ZJ2023"},
        {"浙江省级集采约定采购量（单位：片）协议期：2024年1月1日至2024年12月31日", "浙江省级集采"},
        {"浙江省级药品集中带量采购约定采购量", "浙江省级集采"},
        {"ZJ2023（浙江省级集采）", "ZJ2023"},
        {"ZJ03 浙江省第三批集采约定量", "ZJ03"},
        {"浙江省级集采续约约定采购量", "浙江省级集采续约"},
        {"浙江省级集采第三批约定量", "浙江省级集采第三批"},
        {"2024年第五批约定量", "2024年第五批"},
        {"云溪县人民医院2024年第五批约定量", "2024年第五批"}};
    static const char *const unknown[][2] = {{"ZJ2023批约定采购量（单位：片）", "ZJ2023批"},
                                             {"浙江省第ZJ2023批集采约定采购量", "第ZJ2023批"},
                                             {"浙江省级集采约定采购量", ""},
                                             {"ZJ2023 约定采购量", ""},
                                             {"批号ZJ2023批号", ""}};
    for (size_t i = 0; i < JC_LEN(unknown); i++)
        expect_rounds(unknown[i][0], unknown[i][1], "");
    known = jc_rounds_new();
    jc_rounds_add(known, jc_span("ZJ2023"), jc_span("浙江省级集采"), false);
    jc_rounds_add(known, jc_span("ZJ03"), jc_span("浙江省第三批药品集采"), false);
    jc_rounds_add(known, jc_span("5"), jc_span("2024年第五批"), false);
    for (size_t i = 0; i < JC_LEN(lines); i++)
        expect_rounds(lines[i][0], lines[i][1], "");
    expect_rounds("ZJ20231 约定采购量", "", "");
    expect_rounds("ZJ2023 NVBP04 约定采购量", "", "ZJ2023、NVBP04");
    expect_rounds("ZJ03 第五批", "", "ZJ03、第五批");
    jc_rounds_free(known);
    known = NULL;
}

static void expect_term(const char *text, const char *span, bool term, const char *no_term)
{
    struct jc_title t;
    jc_title_parse(&t, text, NULL);
    cr_expect_str_eq(t.span, span, "%s: %s", text, t.span);
    cr_expect_eq(t.term, term, "%s", text);
    cr_expect_str_eq(t.no_term, no_term, "%s: %s", text, t.no_term);
    cr_expect_eq(t.from != JC_NO_DAY, *span != 0, "%s", text);
}

Test(heads, days_are_a_term_where_they_are_called_so_and_none_where_they_are_called_otherwise)
{
    static const char *const terms[] = {"协议期：2024-01-01至2024-12-31",
                                        "采购周期2024-01-01至2024-12-31",
                                        "2024-01-01至2024-12-31 执行",
                                        "（2024-01-01至2024-12-31）协议量",
                                        "协议期2024-01-01至2024-12-31（统计期间：2024-01-01至2024-06-30）",
                                        "统计期间：2023-01-01至2024-06-30 执行期限：2024-01-01至2024-12-31",
                                        "2023-01-01至2023-12-31\n采购期：2024-01-01至2024-12-31"};
    for (size_t i = 0; i < JC_LEN(terms); i++)
        expect_term(terms[i], "2024-01-01至2024-12-31", true, "");
    expect_term("约定采购量（2024-01-01至2024-12-31）", "2024-01-01至2024-12-31", true, "");
    expect_term("2024-01-01至2024-12-31 打印日期：2024-07-01", "2024-01-01至2024-12-31", false, "");
    expect_term("协议执行情况 2024-01-01至2024-06-30", "", false, "协议执行情况 2024-01-01至2024-06-30");
    expect_term("统计周期：2024-01-01至2024-06-30", "", false, "统计周期：2024-01-01至2024-06-30");
    expect_term("2024-01-01至2024-06-30（统计）", "", false, "2024-01-01至2024-06-30");
    expect_term("a\n协议期2023-01-01至2023-12-31.csv\n\n2024-01-01至2024-12-31\n", "2023-01-01至2023-12-31", true, "");
    expect_term("a\n2023-01-01至2023-12-31.csv\n\n2024-01-01至2024-12-31\n", "2024-01-01至2024-12-31", false, "");
    expect_term("2024-01-01至2024-12-31 2025-01-01至2025-12-31", "", false, "");
}

static void expect_unclear(const char *text, const char *want)
{
    struct jc_title t;
    jc_title_parse(&t, text, NULL);
    cr_expect_str_eq(t.unclear, want, "%s: %s", text, t.unclear);
}

Test(heads, units_of_quantities_and_of_amounts_stand_in_one_title)
{
    expect_title("金额单位：人民币万元\n", "", "", "万元", "");
    expect_title("金额单位：人民币（万元）\n", "", "", "万元", "");
    expect_title("单位：人民币元\n", "", "", "元", "");
    expect_title("单位：盒、万元\n", "", "", "盒 万元", "");
    expect_title("单位:万元,万片\n", "", "", "万片 万元", "");
    expect_title("（单位：万盒/万元）\n", "", "", "万盒 万元", "");
    expect_title("数量单位：片/粒  金额单位：万元\n", "", "", "片/粒 万元", "");
    expect_title("单位：数量（盒）、金额（万元）\n", "", "", "盒 万元", "");
    expect_title("单位：元/盒\n", "", "", "", "");
    expect_title("单位：片、盒、元\n", "", "", "元", "");
    expect_title("单位：万元，保留两位小数\n", "", "", "万元", "");
    expect_title("单位：千元\n", "", "", "千元", "");
    expect_title("单位：盒 万元\n", "", "", "盒 万元", "");
    expect_title("单位：万元 甲县汇总\n", "", "", "万元", "");
    expect_title("单位：元  金额单位：万元\n", "", "", "万元", "");
    expect_title("单价单位：元 金额单位：万元\n", "", "", "万元", "");
    expect_title("数量单位：万片 单位：盒、元\n", "", "", "万片 元", "");
    expect_title("单位：元，金额单位：万元\n", "", "", "万元", "");
    expect_title("金额单位：万元，数量单位：万最小制剂单位\n", "", "", "万最小制剂单位 万元", "");
    expect_unclear("单位：元，金额单位：万元\n", "");
    expect_unclear("单位：千克\n", "千克");
    expect_unclear("单位：kg、元\n", "kg、元");
    expect_unclear("单位：美元\n", "美元");
    expect_unclear("单位：广元市医保局\n", "");
    expect_title("货款支付情况（万元）\n", "", "", "万元", "");
    expect_title("采购明细（盒）（第十批）(十)\n", "", "第十批", "", "");
    expect_title("单位：元、万元\n", "", "", "", "");
    expect_unclear("单位：元、万元\n", "元、万元");
    expect_title("单位：万元\n单位：元\n", "", "", "", "");
    expect_unclear("单位：万元\n单位：元\n", "万元、元");
    expect_unclear("单位：元 金额单位：万元\n", "");
    expect_unclear("单位：盒、折合万元\n", "盒、折合万元");
    expect_unclear("单位：折合千元\n", "折合千元");
    expect_unclear("金额单位：美元\n", "美元");
    expect_unclear("单位：片、盒、元\n", "");
    expect_unclear("单位：盒、万元 填报单位：万年县人民医院\n", "");
    expect_unclear("单位：万支路社区卫生服务中心\n", "");
    expect_unclear("采购单位：万片区人民医院\n", "");
    expect_unclear("单位：折合万元\n", "折合万元");
    expect_unclear("医疗机构：甲医院 单位：折合万元\n", "折合万元");
    expect_unclear("单位：万片、万盒\n", "万片、万盒");
}

/* ---- profiles and kinds by name --------------------------------------------------------------------------------- */

static struct kit kit;

static void open_kit(void)
{
    kit_open(&kit);
}

static void close_kit(void)
{
    kit_close(&kit);
}

TestSuite(profile, .init = open_kit, .fini = close_kit);

Test(profile, a_profile_names_heads_that_nobody_else_uses)
{
    kit_write(&kit, "a.csv", "Krankenhaus,Artikel,Menge,验收日期\n甲医院,甲药,5,2024-01-02\n");
    kit_write(&kit, "p.tsv",
              "kind\tfield\tspelling\n# "
              "mine\npurchase\tinst_name\tKrankenhaus\n*\tgeneric\tArtikel\npurchase,invoice\taccepted\tMenge\n");
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv U E310\n");
    kit.opts.profile = kit_path(&kit, "p.tsv");
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv L [a purchase 1 2=1+0+1]\n");
}

Test(profile, a_profile_goes_before_the_known_spellings)
{
    kit_write(&kit, "a.csv", "医疗机构,订单号,通用名,采购数量,入库数量,验收日期\n甲医院,1,甲药,5,6,2024-01-02\n");
    kit_write(&kit, "p.tsv", "purchase\taccepted\t采购数量\npurchase\t-\t入库数量\n");
    kit.opts.profile = kit_path(&kit, "p.tsv");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "50000|", "SELECT accepted, ordered FROM purchase");
}

Test(profile, a_profile_says_that_a_bracket_of_something_else_means_nothing)
{
    kit_write(&kit, "a.csv",
              "医疗机构,订单号,通用名,规格,入库数量(万元),验收日期\n甲医院,1,甲药,1mg*7片,5,2024-01-02\n");
    kit_write(&kit, "p.tsv", "purchase\taccepted\t入库数量(万元)\n");
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv U E361\n");
    kit.opts.profile = kit_path(&kit, "p.tsv");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "50000|0", "SELECT p.accepted, i.in_units FROM purchase p JOIN item i ON i.id = p.item");
}

Test(profile, what_map_saves_is_a_profile_that_reads_the_same)
{
    struct jc_buf saved = {0}, again = {0};
    kit_book(
        &kit, "a.xlsx", "D1:E1 A1:A2 B1:B2 C1:C2",
        "明细\n医疗机构|*通用名：|单价（元/片）|验收情况||乱七八糟\n|||数量|日期|\n甲医院|甲药|#1|#2|@2024-01-02|x\n",
        NULL);
    cr_assert_eq(jc_ingest_map(&saved, kit_path(&kit, "a.xlsx"), NULL, true, JC_ZH, &kit.err), JC_OK);
    kit_write(&kit, "p.tsv", jc_buf_text(&saved));
    cr_assert_eq(jc_ingest_map(&again, kit_path(&kit, "a.xlsx"), kit_path(&kit, "p.tsv"), true, JC_ZH, &kit.err),
                 JC_OK);
    cr_expect_str_eq(jc_buf_text(&saved), jc_buf_text(&again));
    cr_expect_not_null(strstr(jc_buf_text(&saved), "purchase\taccepted\t验收数量\n"), "%s", jc_buf_text(&saved));
    cr_expect_not_null(strstr(jc_buf_text(&saved), "purchase\t-\t乱七八糟\n"));
    cr_expect_not_null(strstr(jc_buf_text(&saved), "purchase\tunit_price\t单价(元/片)\n"));
    jc_buf_free(&saved);
    jc_buf_free(&again);
}

Test(profile, heads_of_two_fields_and_units_behind_a_slash_are_saved_as_they_are_read)
{
    struct jc_buf saved = {0}, map = {0}, again = {0};
    kit_write(
        &kit, "a.csv",
        "医疗机构,订单号,包装规格,通用名（商品名）,规格,单价/盒,入库数量/盒,验收日期\n"
        "甲医院,1,0.2g*7片/盒,甲药片（乙名）,0.2g,5,6,2024-01-02\n甲医院,2,0.3g*7片/盒,甲药片（乙名）,,5,6,2024-01-"
        "02\n");
    cr_assert_eq(jc_ingest_map(&saved, kit_path(&kit, "a.csv"), NULL, true, JC_ZH, &kit.err), JC_OK);
    cr_assert_eq(jc_ingest_map(&map, kit_path(&kit, "a.csv"), NULL, false, JC_ZH, &kit.err), JC_OK);
    kit_write(&kit, "p.tsv", jc_buf_text(&saved));
    cr_expect_not_null(strstr(jc_buf_text(&saved), "purchase\tspec+pack\t包装规格\n"), "%s", jc_buf_text(&saved));
    cr_expect_not_null(strstr(jc_buf_text(&saved), "purchase\tgeneric+brand\t通用名(商品名)\n"));
    cr_assert_eq(jc_ingest_map(&again, kit_path(&kit, "a.csv"), kit_path(&kit, "p.tsv"), false, JC_ZH, &kit.err),
                 JC_OK);
    cr_expect_str_eq(jc_buf_text(&map), jc_buf_text(&again));
    kit.opts.profile = kit_path(&kit, "p.tsv");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "甲药片|0.2g|0.2g*7片/盒|7\n甲药片|0.3g*7片/盒|0.3g*7片/盒|7",
               "SELECT generic, spec, pack, upp_spec FROM item WHERE id IN (SELECT item FROM purchase) ORDER BY id");
    jc_buf_free(&saved);
    jc_buf_free(&map);
    jc_buf_free(&again);
}

Test(profile, a_wrong_profile_names_its_line)
{
    static const struct {
        const char *text;
        int code;
        const char *line;
    } cases[] = {{"purchase\taccepted\n", 302, "1"},
                 {"# x\npurchase\tmenge\tMenge\n", 303, "2"},
                 {"kauf\taccepted\tMenge\n", 303, "1"}};
    kit_write(&kit, "a.csv", "医疗机构,订单号,通用名,入库数量,验收日期\n甲医院,1,甲药,6,2024-01-02\n");
    kit.opts.profile = kit_path(&kit, "p.tsv");
    cr_expect_eq(kit_import(&kit, "a.csv", NULL), JC_CONFIG);
    cr_expect_eq(kit.err.code, 301);
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        kit_write(&kit, "p.tsv", cases[i].text);
        kit.opts.profile = kit_path(&kit, "p.tsv");
        cr_expect_eq(kit_import(&kit, "a.csv", NULL), JC_CONFIG);
        cr_expect_eq(kit.err.code, cases[i].code, "%s: %d", cases[i].text, kit.err.code);
        cr_expect_str_eq(kit.err.arg[0], cases[i].line);
    }
}

Test(profile, a_kind_may_be_forced_and_an_unknown_one_is_named_with_all)
{
    kit_write(&kit, "a.csv", "医疗机构,付款日期,金额,通用名,规格,数量\n甲医院,2024-01-02,5,甲药,1mg,3\n");
    kit.opts.kind = "payment";
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv L [a payment 1 2=1+0+1]\n");
    kit.opts.kind = "约定采购量";
    kit_write(&kit, "b.csv", "医疗机构,付款日期,金额,通用名,规格,批次\n甲医院,2024-01-02,5,甲药,1mg,第四批\n");
    expect_ok(&kit, "b.csv");
    expect_files(&kit, "b.csv U E311\n");
    static const char *const near[][2] = {{"采购", "purchase"},       {"约定", "agreement"}, {"付款台帐", "payment"},
                                          {"采购明细表", "purchase"}, {"机", "institution"}, {"理由", "reason"},
                                          {"purchases", "purchase"},  {"替代", "substitute"}};
    for (size_t i = 0; i < JC_LEN(near); i++) {
        kit.opts.kind = near[i][0];
        cr_expect_eq(kit_import(&kit, "a.csv", NULL), JC_USAGE);
        cr_expect_eq(kit.err.code, 357);
        cr_expect_str_eq(kit.err.arg[0], near[i][1], "%s: %s", near[i][0], kit.err.arg[0]);
    }
    kit.opts.kind = "盘库";
    cr_expect_eq(kit_import(&kit, "a.csv", NULL), JC_USAGE);
    cr_expect_eq(kit.err.code, 350);
    kit.opts.kind = "库存盘点表";
    cr_expect_eq(kit_import(&kit, "a.csv", NULL), JC_USAGE);
    cr_expect_eq(kit.err.code, 350);
    cr_expect_not_null(strstr(kit.err.arg[0], "别名"));
}

Test(profile, a_small_kind_does_not_take_what_is_a_larger_one_lacking_a_column)
{
    kit_write(&kit, "a.csv",
              "组号,品种,通用名,剂型,规格,包装,中选企业,中选价格(元),供应地区,开始日期,缺货备注\n1,甲,甲药,片剂,1mg,"
              "1mg*7,甲厂,5,浙江,2024-01-01,\n");
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv U E394\n"); /* the round: a title could say it */
}

Test(profile, map_shows_what_would_be_read_and_why_not)
{
    struct jc_buf out = {0};
    kit_book(&kit, "a.xlsx", NULL, "明细\n标题\n医疗机构|订单号|通用名|入库数量(盒)|数量|别的\n甲医院|1|甲药|#1|#2|x\n",
             "缺\n医疗机构|批次|通用名|规格|协议期\n甲|乙|丙|丁|戊\n", "-藏\n", NULL);
    cr_assert_eq(jc_ingest_map(&out, kit_path(&kit, "a.xlsx"), NULL, false, JC_ZH, &kit.err), JC_OK);
    cr_expect_not_null(strstr(jc_buf_text(&out), "工作表“明细”：采购明细（purchase），表头在第 2 行\n"), "%s",
                       jc_buf_text(&out));
    cr_expect_not_null(strstr(jc_buf_text(&out), "  D   入库数量(盒)  ->  入库数量 (accepted) [盒]\n"));
    cr_expect_not_null(strstr(jc_buf_text(&out), "  F   别的  ->  不认识，不读取\n"));
    cr_expect_not_null(strstr(jc_buf_text(&out), "[E311]"));
    cr_expect_null(strstr(jc_buf_text(&out), "藏"));
    jc_buf_free(&out);
    cr_expect_eq(jc_ingest_map(&out, kit_path(&kit, "fehlt.xlsx"), NULL, false, JC_EN, &kit.err), JC_IO);
    cr_expect_str_eq(kit.err.file, kit_path(&kit, "fehlt.xlsx"));
}

/* ---- ledgers of payments as finance keeps them ------------------------------------------------------------------- */

TestSuite(payments, .init = open_kit, .fini = close_kit);

Test(payments, who_pays_may_be_a_hospital_by_its_name_or_the_insurance)
{
    kit_write(&kit, "a.csv",
              "付款单位,收款单位,付款日期,付款金额,发票号\n甲县人民医院,丙公司,2024-01-02,5,1\n"
              "甲县医保中心,丙公司,2024-01-03,6,2\n甲县财政局,丙公司,2024-01-04,7,3\n");
    kit_write(&kit, "b.csv", /* beside the kind of payer, the name says whose it is */
              "付款方,付款单位,收款单位,付款日期,付款金额,发票号\n医疗机构,乙县中医院,丙公司,2024-01-02,8,4\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_files(&kit, "a.csv L [a payment 1 4=3+0+1]\nb.csv L [b payment 1 2=1+0+1]\n");
    expect_sql(&kit, "甲县人民医院 0\n乙县中医院 0",
               "SELECT group_concat(x, char(10)) FROM (SELECT o.name || ' ' || p.payer AS x FROM payment AS p JOIN org "
               "AS o ON o.id = p.org "
               "ORDER BY p.id)");
    expect_sql(&kit, "1", "SELECT payer FROM payment WHERE amount = 60000");
    expect_told(&kit, "E344|A4|付款单位|甲县财政局|\nE387||||付款方\n");
}

Test(payments, no_balance_and_nothing_unpaid_is_suggested_as_paid)
{
    static const char *const heads[] = {"余额", "期末余额", "应付款金额", "未支付金额", "待付金额"};
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        struct jc_buf text = {0};
        jc_buf_fmt(&text, "医院名称,供应商,付款日期,发票号码,%s\n甲县人民医院,丙公司,2024-01-02,1,%d\n", heads[i],
                   (int)i);
        kit_write(&kit, "a.csv", jc_buf_text(&text));
        jc_buf_free(&text);
        expect_ok(&kit, "a.csv");
        cr_expect_eq(kit.last.code, 311, "%s: E%d", heads[i], kit.last.code);
    }
}

Test(payments, of_an_account_with_two_sides_it_is_asked_which_is_what_was_paid)
{
    kit_write(&kit, "a.csv",
              "应付账款明细账\n单位：甲县人民医院\n日期,凭证号,摘要,供应商,借方金额,贷方金额,余额\n2024-01-02,1,付货款,"
              "丙公司,5,,9\n");
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv U E309\n");
    cr_expect_str_eq(kit.last.value, "借方金额");
}

/* The one that is renamed may keep its side; two that keep theirs say nothing. */
Test(payments, a_side_in_brackets_behind_what_was_paid_is_no_other_name)
{
#define STATEMENT(a, b) "甲县人民医院银行对账单\n交易日期,对方户名," a "," b ",余额,摘要\n2024-01-02,丙公司,5,,9,货款\n"
    kit_write(&kit, "a.csv", STATEMENT("付款金额（借方）", "贷方发生额"));
    kit_write(&kit, "b.csv", STATEMENT("付款金额（借方）", "付款金额（贷方）"));
    kit_write(&kit, "c.csv", STATEMENT("借方发生额", "贷方发生额"));
    expect_ok(&kit, "a.csv", "b.csv", "c.csv");
    expect_files(&kit, "a.csv L [a payment 2 3=1+0+2]\nb.csv U E309\nc.csv U E309\n");
}

Test(payments, of_a_ledger_whose_day_is_when_it_was_really_paid)
{
    kit_write(&kit, "a.csv", "医疗机构,供应商,发票号,付款金额,实付日期\n甲县人民医院,丙公司,12345678,5,2024-01-02\n");
    kit_write(&kit, "b.csv", "医疗机构,供应商,发票号,实付日期\n甲县人民医院,丙公司,12345678,2024-01-02\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_files(&kit, "a.csv L [a payment 1 2=1+0+1]\nb.csv U E311\n");
    cr_expect_str_eq(kit.last.arg[1], "付款金额（paid）");
}

/* What a message tells to write has to be understood, with the id behind it as well. */
Test(heads, the_name_of_a_lacking_column_is_a_head_of_its_kind)
{
    struct jc_headers *h = NULL;
    struct jc_err err = {0};
    cr_assert_eq(jc_headers_new(&h, NULL, &err), JC_OK);
    for (size_t i = 0; i < jc_kind_count; i++)
        for (int g = 0; g < JC_KIND_NEEDS && jc_kinds[i].need[g][0] != JC_F_SKIP; g++)
            for (const uint8_t *f = jc_kinds[i].need[g]; *f != JC_F_SKIP; f++) {
                struct jc_column c = {0};
                char with_id[96];
                const char *head = jc_kind_head(&jc_kinds[i], *f);
                const struct jc_spelling *p = jc_spelling_find(h, &jc_kinds[i], head, &c);
                bool paid = *f == JC_F_PAID; /* asked where 已付金额 stands beside it, which lacks nothing then */
                cr_expect(p && p->field == *f && (!p->asks || paid), "%s %s", jc_kinds[i].id, head);
                snprintf(with_id, sizeof with_id, "%s（%s）", head, jc_field_info[*f].name);
                p = jc_spelling_find(h, &jc_kinds[i], with_id, &c);
                cr_expect(p && p->field == *f, "%s %s", jc_kinds[i].id, with_id);
            }
    jc_headers_free(h);
}

/* The column that it lacks, not one that its kind cannot have. */
Test(payments, a_column_without_tax_stands_in_for_none)
{
    kit_write(&kit, "a.csv", "批次,通用名,规格,生产企业,中选价（不含税）\n第四批,甲药,1mg,甲厂,3\n");
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv U E299\n");
    cr_expect_str_eq(kit.last.value, "中选价(不含税)");
    cr_expect_str_eq(kit.last.arg[1], "中选价格（price）");
}

/* 缺货登记 lacks its day, not a round or what was accepted; what was ordered makes it an order all the same. */
Test(payments, a_table_that_is_called_one_of_shortages_lacks_what_such_a_table_does)
{
    kit_write(&kit, "a.csv", "缺货登记\n药品名称,规格,生产企业\n甲药,1mg,甲厂\n");
    kit_write(&kit, "缺货登记.csv", "药品名称,规格,生产企业,医疗机构\n甲药,1mg,甲厂,甲县人民医院\n");
    kit_write(&kit, "b.csv", "缺货订单\n药品名称,规格,生产企业,采购数量\n甲药,1mg,甲厂,5\n");
    kit_write(&kit, "c.csv", "缺货登记\n药品名称,规格,生产企业,缺货时间\n甲药,1mg,甲厂,2024-01-02\n");
    expect_ok(&kit, "a.csv");
    cr_expect_str_eq(kit.last.arg[1], "缺货开始日期（day_from）/缺货期间（period）");
    expect_ok(&kit, "缺货登记.csv");
    cr_expect_str_eq(kit.last.arg[1], "缺货开始日期（day_from）/缺货期间（period）");
    expect_ok(&kit, "b.csv");
    cr_expect_eq(kit.last.code, 394);
    expect_ok(&kit, "c.csv");
    expect_sql(&kit, "2024-01-02", "SELECT day_text(day_from) FROM shortage");
}

Test(payments, a_head_near_to_anything_that_would_do_is_named)
{
    kit_write(&kit, "a.csv", "缴费单位,收款单位,付款日期,付款金额,发票号\n甲县人民医院,丙公司,2024-01-02,5,1\n");
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv U E361\n");
    cr_expect_str_eq(kit.last.value, "缴费单位");
    cr_expect_str_eq(kit.last.arg[1], "医疗机构名称（inst_name）");
}

Test(profile, map_reads_on_in_the_sheets_in_which_import_does)
{
    static const struct {
        const char *sheet;
        bool on;
    } cases[] = {{"Sheet2\n", true},
                 {"出库\n2024年4月\n", false},
                 {"退货明细\n2024年4月\n", false},
                 {"Sheet2\n乙县中医院\n", true},
                 {"Sheet2\n附件\n", false}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        char name[16], text[256];
        struct jc_buf out = {0};
        snprintf(name, sizeof name, "%zu.xlsx", i);
        snprintf(text, sizeof text, "%s甲药|1mg*7片|甲厂|#5|@2024-01-03\n甲药|1mg*7片|甲厂|#7|@2024-01-04\n",
                 cases[i].sheet);
        kit_book(&kit, name, NULL,
                 "甲县人民医院\n通用名|规格|生产企业|入库数量|验收日期\n甲药|1mg*7片|甲厂|#1|@2024-01-02\n", text,
                 NULL);
        cr_assert_eq(jc_ingest_map(&out, kit_path(&kit, name), NULL, false, JC_ZH, &kit.err), JC_OK);
        cr_expect_eq(strstr(jc_buf_text(&out), "接着上一张的列读") != NULL, cases[i].on, "%s: %s", text,
                     jc_buf_text(&out));
        expect_ok(&kit, name);
        cr_expect_eq(strstr(jc_buf_text(&kit.said), "E324|") != NULL, cases[i].on, "%s", text);
        jc_buf_free(&out);
    }
}

Test(payments, a_head_that_means_something_else_is_not_suggested)
{
    /* 采购单元 is as near to 采购批次 as 缴费单位 is to 购货单位, but it is the number of a group */
    kit_write(&kit, "a.csv",
              "医疗机构,采购单元,产品名称,规格型号,生产厂家,协议采购量,协议开始日期,协议结束日期\n甲医院,1,甲药,"
              "1mg,甲厂,5,"
              "2024-01-01,2024-12-31\n");
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv U E394\n");
}
