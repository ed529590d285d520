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
