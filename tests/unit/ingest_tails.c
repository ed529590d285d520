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
