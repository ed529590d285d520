/* Heads that end in a field and begin with words that may make it something else; prices and volumes by what they are of. */
#include "ingest_kit.h"

#include "ingest/header.h"

static struct kit kit;
static struct jc_headers *headers;

static void setup(void)
{
    kit_open(&kit);
    cr_assert_eq(jc_headers_new(&headers, NULL, NULL), JC_OK);
}

static void teardown(void)
{
    jc_headers_free(headers);
    kit_close(&kit);
}

TestSuite(tails, .init = setup, .fini = teardown);

/* A head row, blank between its columns: the kind found ("-" before it: it is not read, "?" behind: it asks), and the fields. */
static void expect_columns(const char *heads, const char *above, const char *want)
{
    char line[512], *texts[32];
    struct jc_head_row row = {.number = 1, .text = texts};
    struct jc_title title;
    struct jc_mapping m;
    struct jc_buf got = {0};
    jc_copy(line, sizeof line, heads);
    for (char *save, *p = strtok_r(line, " ", &save); p; p = strtok_r(NULL, " ", &save))
        texts[row.n++] = p;
    jc_title_parse(&title, above);
    jc_header_match(&m, headers, &row, NULL, NULL, &title);
    jc_buf_fmt(&got, "%s%s%s", m.kind ? "" : "-", m.nearest ? m.nearest->id : "", m.ask[0] ? "?" : "");
    for (size_t i = 0; i < m.n; i++) {
        const struct jc_column *c = &m.cols[i];
        bool told = c->field == JC_F_COUNT || c->field >= JC_F_BRAND;
        jc_buf_fmt(&got, " %s%s",
                   c->stands_in ? "+"
                   : c->spare   ? "~"
                                : "",
                   c->field == JC_F_COUNT ? "."
                   : told                 ? "-"
                                          : jc_field_info[c->field].name);
    }
    cr_expect_str_eq(jc_buf_text(&got), want, "%s (%s)\n %s\nnot\n %s", heads, above, jc_buf_text(&got), want);
    jc_buf_free(&got);
    jc_mapping_free(&m);
}

/* ---- what a price is for ----------------------------------------------------------------------------------------- */

Test(tails, a_bracket_that_names_what_is_counted_says_what_the_price_is_for)
{
    expect_columns("批次 药品通用名 规格包装 生产企业 中选价格（最小制剂单位） 供应省份", "",
                   "award round_name generic spec maker unit_price regions");
    expect_columns("批次 药品通用名 规格包装 生产企业 中选价格（最小制剂单位） 中选价格（最小包装）", "",
                   "award round_name generic spec maker unit_price price");
    expect_columns("批次 药品通用名 规格包装 生产企业 中选价格(片)", "",
                   "award round_name generic spec maker unit_price");
    expect_columns("批次 药品通用名 规格包装 生产企业 中选价(盒) 中选单价（片）", "",
                   "award round_name generic spec maker price unit_price");
    expect_columns("批次 药品通用名 规格包装 生产企业 最小单位中选价 最小包装中选价", "",
                   "award round_name generic spec maker unit_price price");
    expect_columns("批次 药品通用名 规格包装 生产企业 最小制剂单位中选价格（元）", "",
                   "award round_name generic spec maker unit_price");
    expect_columns(
        "医疗机构 药品通用名 规格 生产企业 入库数量 入库日期 入库单价(最小单位) 入库单价（最小销售包装单位）", "",
        "purchase inst_name generic spec maker accepted day_accept unit_price price");
    expect_columns("医疗机构 药品通用名 规格 生产企业 入库数量 入库日期 最小制剂单位价格", "",
                   "purchase inst_name generic spec maker accepted day_accept unit_price");
}

Test(tails, a_price_of_a_smallest_unit_is_kept_as_that_of_its_pack)
{
    kit_write(&kit, "a.csv",
              "批次,药品通用名,规格包装,生产企业,中选价格（最小制剂单位）,供应省份,开始日期,结束日期\n"
              "第九批,甲试片,10mg*10片,示例制药有限公司,1.839,浙江,2024-04-01,2025-03-31\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "183900|18390", "SELECT price, unit_price FROM award WHERE builtin = 0");
}

Test(tails, of_one_measure_in_packs_and_in_smallest_units_a_purchase_is_counted_in_packs)
{
    expect_columns("医疗机构 通用名 入库数量（最小制剂单位） 入库数量（最小销售包装单位） 入库日期", "",
                   "purchase inst_name generic ~accepted accepted day_accept");
    expect_columns("医疗机构 通用名 入库数量（最小销售包装单位） 入库数量（最小制剂单位） 入库日期", "",
                   "purchase inst_name generic accepted ~accepted day_accept");
    kit_write(&kit, "a.csv",
              "医疗机构名称,产品名称,入库日期,入库总金额（元）,入库数量（最小制剂单位）,入库数量（最小销售包装单位）,"
              "入库价格（最小制剂单位）,入库价格（最小销售包装单位）\n"
              "甲医院,甲药,20240506,919.50,500,50,1.839,18.39\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "500000|183900|9195000", "SELECT accepted, price, amount FROM purchase");
}

/* ---- what stands before a field ---------------------------------------------------------------------------------- */

#define LINE     "医疗机构 通用名 规格 生产企业 入库日期 "
#define LINE_F   "inst_name generic spec maker day_accept"
#define AGREED   "医疗机构 批次 通用名 规格 生产企业 协议期 "
#define AGREED_F "inst_name round_name generic spec maker period"

/* A head in a purchase or agreement table where no other gives its field, and beside one that does. */
static void expect_prefix(const char *heads, const char *fields, const char *head, const char *beside,
                          const char *alone, const char *next)
{
    struct jc_buf line = {0};
    jc_buf_fmt(&line, "%s%s", heads, head);
    char want[256];
    snprintf(want, sizeof want, alone, fields);
    expect_columns(jc_buf_text(&line), "", want);
    jc_buf_clear(&line);
    jc_buf_fmt(&line, "%s%s %s", heads, head, beside);
    snprintf(want, sizeof want, next, fields);
    expect_columns(jc_buf_text(&line), "", want);
    jc_buf_free(&line);
}

Test(tails, what_makes_a_quantity_another_one_is_left_alone)
{
    static const char *const other[] = {"调拨", "赠品", "盘盈", "科室", "退库",     "期初",    "累计",
                                        "未",   "上月", "应",   "计划", "本年累计", "去年同期"};
    for (size_t i = 0; i < JC_LEN(other); i++) {
        char head[64];
        snprintf(head, sizeof head, "%s入库数量", other[i]);
        expect_prefix(LINE, LINE_F, head, "采购入库数量", "-purchase %s .", "purchase %s . accepted");
    }
}

Test(tails, what_leaves_a_quantity_as_it_is_is_read)
{
    static const char *const same[] = {"本期", "本次", "实际", "采购", "验收合格", "本院实际", "药品", "订单", "已"};
    for (size_t i = 0; i < JC_LEN(same); i++) {
        char head[64];
        snprintf(head, sizeof head, "%s入库数量", same[i]);
        expect_prefix(LINE, LINE_F, head, "入库数量", "purchase %s accepted", "purchase %s ~accepted accepted");
    }
}

Test(tails, what_nobody_knows_is_asked_for_where_no_other_column_gives_the_field)
{
    expect_prefix(LINE, LINE_F, "药房入库数量", "采购入库数量", "-purchase? %s ~accepted", "purchase %s . accepted");
    expect_prefix(LINE "入库数量 ", LINE_F " accepted", "东库退货数量", "退货数量", "purchase? %s ~returned",
                  "purchase %s . returned");
    expect_prefix(AGREED, AGREED_F, "意向约定采购量", "约定采购量", "-agreement? %s ~volume", "agreement %s . volume");
    expect_prefix(AGREED, AGREED_F, "2023年约定采购量", "本院约定采购量", "-agreement? %s ~volume",
                  "agreement %s . volume");
    expect_prefix(AGREED, AGREED_F, "第一年约定采购量", "第二年约定采购量", "-agreement? %s ~volume",
                  "-agreement? %s ~volume ~volume");
}

Test(tails, a_volume_of_others_or_of_a_part_is_no_volume_of_the_term)
{
    static const char *const other[] = {"全市", "全省", "全县", "已完成", "每月", "季度", "次年",
                                        "增补", "追加", "80%",  "完成",   "原",   "月均", "剩余"};
    for (size_t i = 0; i < JC_LEN(other); i++) {
        char head[64];
        snprintf(head, sizeof head, "%s约定采购量", other[i]);
        expect_prefix(AGREED, AGREED_F, head, "本院约定采购量", "-agreement %s .", "agreement %s . volume");
    }
    expect_prefix(AGREED, AGREED_F, "已签约量", "签约量", "-agreement %s .", "agreement %s . volume");
    expect_prefix(AGREED, AGREED_F, "第四批约定采购量", "全省约定采购量", "agreement %s volume",
                  "agreement %s volume .");
}

Test(tails, what_is_planned_or_agreed_was_not_ordered)
{
    static const char *const other[] = {"已", "计划", "上月", "本年累计", "拟", "约定", "合同"};
    for (size_t i = 0; i < JC_LEN(other); i++) {
        char head[64];
        snprintf(head, sizeof head, "%s采购数量", other[i]);
        expect_prefix(LINE, LINE_F, head, "实际采购数量", "-purchase %s .", "purchase %s . ordered");
    }
    expect_prefix(LINE "入库数量 ", LINE_F " accepted", "申请退货数量", "退货数量", "purchase %s .",
                  "purchase %s . returned");
    expect_prefix(LINE "入库数量 ", LINE_F " accepted", "供应商退货数量", "申请退货数量", "purchase %s returned",
                  "purchase %s returned .");
}

Test(tails, parts_of_a_quantity_are_read_where_there_is_one)
{
    expect_prefix(LINE, LINE_F, "2024年3月入库数量", "4月入库数量", "purchase %s accepted", "-purchase? %s . .");
    expect_prefix(LINE, LINE_F, "第一季度入库数量", "本期入库数量", "purchase %s accepted", "purchase %s . accepted");
}

Test(tails, years_side_by_side_are_asked_for_with_the_cure)
{
    kit_write(&kit, "a.csv",
              "医疗机构,批次,药品名称,规格,中选企业,单位,第一年约定采购量,第二年约定采购量,协议开始日期,协议结束日期\n"
              "甲医院,第四批,甲药,10mg*10片,甲厂,片,6000,6500,2024-04-01,2026-03-31\n");
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv R E236\n");
    kit_write(&kit, "b.csv",
              "医疗机构,批次,药品名称,规格,中选企业,单位,意向约定采购量,协议开始日期,协议结束日期\n"
              "甲医院,第四批,甲药,10mg*10片,甲厂,片,6000,2024-04-01,2026-03-31\n");
    expect_ok(&kit, "b.csv");
    expect_files(&kit, "b.csv R E312\n");
}

#define VOLUMES "SELECT group_concat(volume / 10000, ' ') FROM (SELECT volume FROM agreement ORDER BY id)"

Test(tails, a_volume_fits_the_term_of_its_row_or_is_told)
{
    kit_write(&kit, "a.csv",
              "医疗机构,批次,药品名称,规格,单位,中选企业,采购周期内约定采购量,年度约定采购量,采购周期\n"
              "甲医院,第九批,甲药,10mg*10片/盒,片,甲厂,18000,6000,2024-04-01至2027-03-31\n"
              "乙医院,第九批,甲药,10mg*10片/盒,片,甲厂,18001,6001,2024-04-01至2025-03-31\n"
              "丙医院,第九批,甲药,10mg*10片/盒,片,甲厂,,6002,2024-04-01至2027-03-31\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "18000 6001 6002", VOLUMES);
    expect_said(&kit, "E238||||采购周期内约定采购量、年度约定采购量\n"
                      "E237|H4|年度约定采购量|6002|年度约定采购量\n");
    kit_write(&kit, "b.csv",
              "医疗机构,批次,药品名称,规格,单位,中选企业,首年约定采购量,采购周期\n"
              "甲医院,第八批,甲药,10mg*10片/盒,片,甲厂,6000,2024-04-01至2026-03-31\n"
              "乙医院,第八批,甲药,10mg*10片/盒,片,甲厂,6000,2024-04-01至2025-04-30\n");
    expect_ok(&kit, "b.csv");
    expect_said(&kit, "E237|G2|首年约定采购量|6000|首年约定采购量\n");
}
