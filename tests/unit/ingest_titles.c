/* What titles, the names of sheets and files, and lines between the rows say of the rows: whose, of when, and what they are. */
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

TestSuite(titles, .init = setup, .fini = teardown);

#define HEAD "药品名称|规格|生产企业|单据号|入库日期|入库数量\n"
#define LINE "甲药|1mg*7片|甲厂|D1|2024-05-07|#10\n"
#define WHO                                                                                                            \
    "SELECT group_concat(o.name || ' ' || (p.accepted / 10000), '; ') FROM purchase p JOIN org o ON o.id = p.org "     \
    "WHERE "                                                                                                           \
    "p.sheet > %lld"

/* A book of one sheet gives these rows, whose hospitals WHO tells. */
static void expect_whose(const char *file, const char *sheet, const char *title, const char *want, const char *said)
{
    char text[1024], sql[256];
    long long before = strtoll(kit_sql(&kit, "SELECT coalesce(max(id), 0) FROM sheet"), NULL, 10);
    snprintf(text, sizeof text, "%s\n%s" HEAD LINE, sheet, title);
    kit_book(&kit, file, NULL, text, NULL);
    expect_ok(&kit, file);
    snprintf(sql, sizeof sql, WHO, before);
    cr_expect_str_eq(kit_sql(&kit, sql), want, "%s › %s: %s", file, sheet, kit_sql(&kit, sql));
    expect_said(&kit, said);
    teardown();
    setup();
}

/* ---- whose --------------------------------------------------------------------------------------------------------- */

Test(titles, the_title_says_whose_rows_they_are_before_the_names_of_sheet_and_file)
{
    expect_whose("5月.xlsx", "人民医院", "青岭县人民医院2024年5月药品入库明细\n", "青岭县人民医院 10", "");
    expect_whose("中医院.xlsx", "Sheet1", "青岭县中医院药品入库明细\n", "青岭县中医院 10", "");
    expect_whose("中医院.xlsx", "青岭县人民医院", "药品入库明细\n", "青岭县人民医院 10", "");
    expect_whose("青岭县中医院.xlsx", "Sheet1", "药品入库明细\n", "青岭县中医院 10", "");
}

Test(titles, a_short_name_in_the_title_is_the_full_one_of_the_sheet)
{
    expect_whose("5月.xlsx", "青岭县人民医院", "人民医院2024年5月药品入库明细\n", "青岭县人民医院 10", "");
    expect_whose("青岭县人民医院5月.xlsx", "人民医院", "药品入库明细\n", "青岭县人民医院 10", "");
}

Test(titles, a_name_of_the_sheet_that_is_another_than_the_title_says_is_told)
{
    expect_whose("县医院.xlsx", "Sheet1", "青岭县中医院药品入库明细\n", "青岭县中医院 10",
                 "E830|||青岭县中医院|县医院\n");
}

Test(titles, who_leads_a_group_is_not_whose_rows_they_are)
{
    expect_whose("5月.xlsx", "白水镇卫生院", "青岭县人民医院医共体2024年5月药品入库明细\n", "白水镇卫生院 10", "");
    expect_whose("5月.xlsx", "Sheet1", "青岭县人民医院医共体2024年5月药品入库明细\n", "青岭县人民医院 10", "");
}
