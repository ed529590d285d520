/* The small lists as bureaus and platforms write them: institutions, shortages, terms, scores and the like (rule book 1). */
#include "ingest_kit.h"

static struct kit kit;

static void setup(void)
{
    kit_open(&kit);
}

static void teardown(void)
{
    kit_close(&kit);
}

TestSuite(lists, .init = setup, .fini = teardown);

/* A file of that name in, and what was said of it. */
static void import(const char *name, const char *csv, const char *said)
{
    jc_buf_clear(&kit.said);
    kit_write(&kit, name, csv);
    expect_ok(&kit, name);
    cr_expect_str_eq(jc_buf_text(&kit.said), said, "%s\nsaid:\n%s", csv, jc_buf_text(&kit.said));
}

static void expect_rows(const char *sql, const char *rows)
{
    const char *found = kit_sql(&kit, sql);
    cr_expect_str_eq(found, rows, "%s\n%s", sql, found);
}

/* What 医共体名单 does not say of a hospital, the list before it does; but who is left out of a community is in none. */
Test(lists, a_list_takes_away_nothing_that_it_does_not_speak_of)
{
    static const char all[] = "SELECT code, name, region, supply, community, level, duty FROM institution ORDER BY id";
    int64_t undone, replaced;
    import("a.csv",
           "医疗机构编码,医疗机构名称,地区,省份,级别,报送要求\nH33010200001,甲医院,甲县,浙江,二级,必报\n"
           "H33010200002,乙医院,甲县,浙江,一级,必报\n",
           "");
    import("b.csv", "医疗机构编码,医疗机构名称,医共体\nH33010200001,甲医院,甲医共体\nH33010200002,乙医院,甲医共体\n",
           "E333||||2\n");
    expect_rows(all,
                "H33010200001|甲医院|甲县|浙江|甲医共体|二级|必报\nH33010200002|乙医院|甲县|浙江|甲医共体|一级|必报");
    import("c.csv", "医疗机构编码,医疗机构名称,医共体\nH33010200001,甲医院,\nH33010200002,乙医院,乙医共体\n",
           "E333||||2\n");
    expect_rows(all, "H33010200001|甲医院|甲县|浙江||二级|必报\nH33010200002|乙医院|甲县|浙江|乙医共体|一级|必报");
    cr_expect_eq(jc_ingest_undo(kit.store, 0, &undone, &replaced, &kit.err), JC_OK);
    expect_rows(all,
                "H33010200001|甲医院|甲县|浙江|甲医共体|二级|必报\nH33010200002|乙医院|甲县|浙江|甲医共体|一级|必报");
}

/* 是否牵头 names nobody: it is the hospital of the row, and that of all others of its community. */
Test(lists, who_leads_a_community_may_be_said_by_yes_and_no)
{
    import(
        "a.csv",
        "医疗机构编码,医疗机构名称,医共体,是否牵头\nH33010200001,甲医院,甲医共体,是\nH33010200002,乙医院,甲医共体,否\n"
        "H33010200003,丙医院,丙医共体,\n",
        "");
    expect_rows("SELECT name, lead FROM institution ORDER BY id", "甲医院|甲医院\n乙医院|甲医院\n丙医院|");
    import("b.csv", "医疗机构名称,医共体,牵头单位\n丁医院,丁医共体,丁医院\n戊医院,丁医共体,\n己医院,丁医共体,庚医院\n",
           "");
    expect_rows("SELECT name, lead FROM institution WHERE community = '丁医共体' ORDER BY id",
                "丁医院|丁医院\n戊医院|丁医院\n己医院|庚医院");
}

/* 、 between names makes as many records, each with its own place among the counts; within a name it does not. */
Test(lists, a_cell_of_several_names_is_as_many_records)
{
    import("a.csv", "医共体,牵头单位,成员单位\n甲医共体,甲医院,乙卫生院、丙卫生院\n", "");
    expect_rows("SELECT name, community, lead FROM listed ORDER BY id",
                "乙卫生院|甲医共体|甲医院\n丙卫生院|甲医共体|甲医院");
    cr_expect_eq(kit.total.rows, 3);
    cr_expect_eq(kit.total.kept, 2);
    import("b.csv",
           "通用名,规格,缺货开始日期,地区,医疗机构名称\n甲药片、乙药胶囊,,2024-07-01,甲县；乙县,\n"
           "葡萄糖、氯化钠注射液,,2024-07-01,,乙卫生院、丙卫生院\n甲药注射液(Ⅰ、Ⅱ),,2024-07-01,,\n",
           "");
    expect_rows("SELECT i.generic, t.region, o.name FROM shortage t JOIN item i ON i.id = t.item LEFT JOIN org o ON "
                "o.id = t.org "
                "ORDER BY t.id",
                "甲药片|甲县|\n乙药胶囊|甲县|\n甲药片|乙县|\n乙药胶囊|乙县|\n葡萄糖、氯化钠注射液||"
                "乙卫生院\n葡萄糖、氯化钠注射液||"
                "丙卫生院\n甲药注射液(Ⅰ、Ⅱ)||");
    import("c.csv", "地区,年度,支付比例(%),医保占比(%)\n甲县、乙县,2024,60,86\n丙县、丁县,2024,六成,86\n",
           "RE240|C3|支付比例(%)|六成|\n");
    expect_rows("SELECT region, pay_ratio FROM fund ORDER BY id", "甲县|6000\n乙县|6000");
    import("d.csv", "医疗机构,批次,年度,考核得分\n乙卫生院,第四批、第五批,2024,85\n", "");
    expect_rows("SELECT round, score FROM assessment ORDER BY id", "第四批|850000\n第五批|850000");
    import("e.csv", "类别,写法,标准名称\n企业,甲制药；甲药厂,甲制药有限公司\n企业,\"Teva Industries, Ltd.\",乙公司\n",
           "");
    expect_rows("SELECT spelling, meant FROM alias ORDER BY id",
                "甲制药|甲制药有限公司\n甲药厂|甲制药有限公司\nTeva Industries, Ltd.|乙公司");
    import("g.csv", "批次,中选品种,可替代药品\n第四批,甲药片,\"乙药片\n丙药胶囊\"\n第四批,丁药片,\"戊药肠溶\n片\"\n",
           "");
    expect_rows("SELECT generic FROM substitute ORDER BY id", "乙药片\n丙药胶囊\n戊药肠溶 片");
}
