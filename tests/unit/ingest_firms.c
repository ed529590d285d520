/* Firms that stand in several columns of a row (formats.md 5.1, rule book 2.2). */
#include "ingest_kit.h"

#define FIRMS "SELECT i.maker, replace(i.maker_keys, char(10), '+') FROM purchase p JOIN item i ON i.id = p.item"

static struct kit kit;

static void setup(void)
{
    kit_open(&kit);
}

static void teardown(void)
{
    kit_close(&kit);
}

TestSuite(firms, .init = setup, .fini = teardown);

/* A purchase of one row, with these heads of firms and these cells. */
static void buy(const char *name, const char *heads, const char *cells)
{
    struct jc_buf text = {0};
    jc_buf_fmt(&text, "医疗机构名称,通用名,规格,%s,入库数量,验收日期\n甲医院,甲药,1mg*7片,%s,8,2024-05-06\n", heads,
               cells);
    kit_write(&kit, name, jc_buf_text(&text));
    jc_buf_free(&text);
}

static void expect_firms(const char *heads, const char *cells, const char *want)
{
    buy("a.csv", heads, cells);
    expect_ok(&kit, "a.csv");
    cr_expect_str_eq(kit_sql(&kit, FIRMS), want, "%s: %s\n%s", heads, cells, kit_sql(&kit, FIRMS));
    teardown();
    setup();
}

Test(firms, the_holder_goes_before_the_maker)
{
    static const char *const heads[] = {"申报企业", "上市许可持有人", "药品上市许可持有人", "投标企业", "委托方"};
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        char two[128];
        snprintf(two, sizeof two, "%s,生产企业", heads[i]);
        expect_firms(two, "甲制药有限公司,乙制药有限公司",
                     "甲制药有限公司；乙制药有限公司|甲制药有限公司+乙制药有限公司");
        snprintf(two, sizeof two, "生产企业,%s", heads[i]);
        expect_firms(two, "乙制药有限公司,甲制药有限公司",
                     "甲制药有限公司；乙制药有限公司|甲制药有限公司+乙制药有限公司");
    }
}

Test(firms, who_makes_it_for_another_and_who_repacks_it_go_behind)
{
    expect_firms("受托生产企业,生产企业", "乙制药有限公司,甲制药有限公司",
                 "甲制药有限公司；乙制药有限公司|甲制药有限公司+乙制药有限公司");
    expect_firms("生产企业,委托生产企业", "甲制药有限公司,乙制药有限公司",
                 "甲制药有限公司；乙制药有限公司|甲制药有限公司+乙制药有限公司");
    expect_firms("分包装企业,生产企业,上市许可持有人", "丙药业有限公司,Bayer Bitterfeld GmbH,Bayer AG",
                 "Bayer AG；Bayer Bitterfeld GmbH；丙药业有限公司|bayerag+bayerbitterfeldgmbh+丙药业有限公司");
    expect_firms("生产企业,上市许可持有人,申报企业", "乙制药有限公司,甲制药有限公司,丙药业有限公司",
                 "甲制药有限公司；丙药业有限公司；乙制药有限公司|甲制药有限公司+丙药业有限公司+乙制药有限公司");
}

Test(firms, equal_and_blank_cells_change_nothing)
{
    expect_firms("上市许可持有人,生产企业", "甲制药(深圳)有限公司,甲制药（深圳）有限公司",
                 "甲制药（深圳）有限公司|甲制药(深圳)有限公司");
    expect_firms("上市许可持有人,生产企业", "甲制药有限公司,甲制药有限公司（乙制药有限公司受托生产）",
                 "甲制药有限公司（乙制药有限公司受托生产）|甲制药有限公司+乙制药有限公司");
    expect_firms("上市许可持有人,生产企业,受托生产企业,分包装企业", ",甲制药有限公司,/,无",
                 "甲制药有限公司|甲制药有限公司");
    expect_firms("上市许可持有人,生产企业", "甲制药有限公司,", "甲制药有限公司|甲制药有限公司");
    expect_firms("上市许可持有人,生产企业", "甲制药有限公司,江苏", "甲制药有限公司|甲制药有限公司");
    expect_firms("上市许可持有人,生产企业", "进口,江苏", "江苏|");
    expect_firms("生产企业,配送企业,供应商", "甲制药有限公司,乙医药有限公司,丙医药有限公司",
                 "甲制药有限公司|甲制药有限公司");
}

Test(firms, a_column_alone_is_the_maker)
{
    expect_firms("上市许可持有人", "甲制药有限公司", "甲制药有限公司|甲制药有限公司");
    expect_firms("中选企业", "甲制药有限公司", "甲制药有限公司|甲制药有限公司");
    expect_firms("上市许可持有人,产地", "甲制药有限公司,江苏", "甲制药有限公司|甲制药有限公司");
}

Test(firms, one_row_is_not_taken_for_another_of_the_same_maker)
{
    kit_write(&kit, "a.csv",
              "医疗机构名称,通用名,规格,生产企业,上市许可持有人,入库数量,验收日期\n"
              "甲医院,甲药,1mg*7片,乙制药有限公司,甲制药有限公司,8,2024-05-06\n"
              "甲医院,甲药,1mg*7片,乙制药有限公司,丙制药有限公司,8,2024-05-06\n"
              "甲医院,甲药,1mg*7片,乙制药有限公司,,8,2024-05-06\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "甲制药有限公司；乙制药有限公司\n丙制药有限公司；乙制药有限公司\n乙制药有限公司",
               "SELECT i.maker FROM purchase p JOIN item i ON i.id = p.item ORDER BY p.id");
}

Test(firms, the_winner_holds_what_was_won_and_agreed)
{
    kit_write(&kit, "中选.csv",
              "批次,通用名,规格,转换比,中选企业,生产企业,中选价格\n"
              "省十批,甲药,1mg,7,甲制药有限公司,乙制药有限公司,5.6\n");
    kit_write(&kit, "约定.csv",
              "医疗机构名称,批次,通用名,规格,生产企业,中选企业,约定采购量,开始日期,结束日期\n"
              "甲医院,省十批,甲药,1mg,乙制药有限公司,甲制药有限公司,700,2024-01-01,2024-12-31\n");
    expect_ok(&kit, "中选.csv", "约定.csv");
    expect_sql(&kit, "甲制药有限公司；乙制药有限公司",
               "SELECT i.maker FROM award a JOIN item i ON i.id = a.item WHERE i.generic = '甲药' "
               "UNION SELECT i.maker FROM agreement a JOIN item i ON i.id = a.item");
}

Test(firms, beside_the_maker_of_a_purchase_a_winner_is_told_and_not_used)
{
    buy("a.csv", "中选企业,生产企业", "甲制药有限公司,乙制药有限公司");
    buy("b.csv", "中选企业,生产企业", "甲制药有限公司,甲制药有限公司（乙制药有限公司受托生产）");
    buy("c.csv", "中选企业,生产企业", "甲制药有限公司,");
    expect_ok(&kit, "a.csv", "b.csv", "c.csv");
    expect_sql(&kit, "乙制药有限公司\n甲制药有限公司（乙制药有限公司受托生产）\n",
               "SELECT i.maker FROM purchase p JOIN item i ON i.id = p.item ORDER BY p.id");
    expect_said(&kit, "E224|D2|中选企业|甲制药有限公司|乙制药有限公司\nE224|D2|中选企业|甲制药有限公司|—\n");
}

Test(firms, what_was_taken_off_a_name_is_told_once)
{
    kit_write(
        &kit, "a.csv",
        "医疗机构名称,通用名,规格,生产企业,入库数量,验收日期\n甲医院,甲药,1mg*7片,G成都天台山制药有限公司,8,2024-05-"
        "06\n"
        "甲医院,乙药,1mg*7片,G成都天台山制药有限公司,8,2024-05-06\n甲医院,丙药,1mg*7片,甲药业有限公司S,8,2024-05-06\n");
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "E279|D2|生产企业|G成都天台山制药有限公司|成都天台山制药有限公司\n"
                      "E279|D4|生产企业|甲药业有限公司S|甲药业有限公司\n");
}
