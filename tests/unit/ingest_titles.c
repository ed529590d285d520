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
                 "E204|||青岭县中医院|县医院\n");
}

Test(titles, who_leads_a_group_is_not_whose_rows_they_are)
{
    expect_whose("5月.xlsx", "白水镇卫生院", "青岭县人民医院医共体2024年5月药品入库明细\n", "白水镇卫生院 10", "");
    expect_whose("5月.xlsx", "Sheet1", "青岭县人民医院医共体2024年5月药品入库明细\n", "青岭县人民医院 10", "");
}

#define TWO "甲药|1mg*7片|甲厂|D2|2024-05-08|#20\n"

/* Hospitals or rounds in rows of their own. */
static void expect_sections(const char *text, const char *sql, const char *want)
{
    kit_book(&kit, "a.xlsx", NULL, text, NULL);
    expect_ok(&kit, "a.xlsx");
    cr_expect_str_eq(kit_sql(&kit, sql), want, "%s: %s", text, kit_sql(&kit, sql));
    expect_sql(&kit, "0", "SELECT sum(rejected) FROM sheet");
    teardown();
    setup();
}

Test(titles, a_hospital_in_a_row_of_its_own_is_that_of_the_rows_below)
{
    static const char who[] =
        "SELECT o.name, p.accepted / 10000 FROM purchase p JOIN org o ON o.id = p.org ORDER BY p.row",
                      want[] = "甲县人民医院|10\n乙县中医院|20";
    expect_sections("表\n药品入库明细\n" HEAD "甲县人民医院\n" LINE "小计|||||#10\n乙县中医院\n" TWO "小计|||||#20\n",
                    who, want);
    expect_sections("表\n药品入库明细\n" HEAD "医疗机构：甲县人民医院\n" LINE "医疗机构：乙县中医院\n" TWO, who, want);
    expect_sections("表\n药品入库明细\n序号|" HEAD "一|甲县人民医院|||||#10\n#1|" LINE "二|乙县中医院|||||#20\n#1|" TWO
                    "|合计|||||#30\n",
                    who, want);
}

Test(titles, a_round_in_a_row_of_its_own_is_that_of_the_rows_below)
{
    expect_sections(
        "表\n甲县人民医院集采约定采购量表（协议期2024-04-01至2025-03-31）\n药品名称|规格|生产企业|约定采购量|单位\n"
        "一、第四批\n甲药|1mg*7片|甲厂|#1000|片\n二、第二批\n乙药|1mg*7片|乙厂|#2000|片\n合计|||#3000\n",
        "SELECT round, volume / 10000 FROM agreement ORDER BY row", "第四批|1000\n第二批|2000");
}

/* ---- what they are -------------------------------------------------------------------------------------------------- */

#define IN   "医疗机构,药品名称,规格,生产企业,入库日期,数量\n甲医院,甲药,1mg*7片,甲厂,2024-05-06,10\n"
#define BACK "医疗机构,药品名称,规格,生产企业,退货日期,数量\n甲医院,甲药,1mg*7片,甲厂,2024-05-16,2\n"

/* A .csv gives these quantities, and so many rows are refused of so many that were read. */
static void expect_quantities(const char *text, const char *want, const char *counts, const char *said)
{
    kit_write(&kit, "a.csv", text);
    expect_ok(&kit, "a.csv");
    cr_expect_str_eq(kit_sql(&kit, "SELECT accepted / 10000, returned / 10000 FROM purchase ORDER BY id"), want, "%s",
                     text);
    cr_expect_str_eq(kit_sql(&kit, "SELECT sum(rejected), sum(rows) FROM sheet WHERE kind = 'purchase'"), counts,
                     "%s\n%s", text,
                     kit_sql(&kit, "SELECT sum(rejected), sum(rows) FROM sheet WHERE kind = 'purchase'"));
    expect_said(&kit, said);
    teardown();
    setup();
}

Test(titles, goods_that_came_in_stand_below_those_that_went_back)
{
    expect_quantities("药品退货明细\n" BACK "药品入库明细\n" IN, "|2\n10|", "0|6", "E363||||\n");
    expect_quantities("药品入库明细\n" IN "药品退货明细\n" BACK, "10|\n|2", "0|6", "E363||||\n");
}

Test(titles, rows_of_which_nobody_can_tell_what_they_are_are_refused)
{
    expect_quantities("药品退货明细\n" BACK "乙医院\n甲医院,甲药,1mg*7片,甲厂,2024-05-17,3\n", "|2\n|3", "0|5", "");
    expect_quantities(/* a table of ours, but which quantity is it? */
                      "药品入库明细\n" IN
                      "医疗机构,药品名称,规格,生产企业,订单号,数量\n甲医院,甲药,1mg*7片,甲厂,D7,3\n",
                      "10|", "1|5", "E388|4|||订单号\nRE205|5|||\n");
    expect_quantities("药品入库明细\n" IN "以下为作废数据\n甲医院,甲药,1mg*7片,甲厂,2024-05-17,3\n", "10|", "0|5",
                      "E210|5||以下为作废数据|\n");
    expect_quantities("药品入库明细\n" IN "说明：本表由药剂科填写。\n", "10|", "0|4", "");
}

Test(titles, an_amount_in_words_is_a_total)
{
    expect_quantities("药品入库明细\n" IN "合计金额大写：叁佰陆拾柒元捌角\n甲医院,甲药,1mg*7片,甲厂,2024-05-17,3\n",
                      "10|\n3|", "0|5", "");
}
