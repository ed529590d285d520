/* Catalogues as provinces publish them: parts of a sheet under captions of their own, prices per tablet, codes. */
#include "ingest_kit.h"

static struct kit kit;

static void open_kit(void)
{
    kit_open(&kit);
}

static void close_kit(void)
{
    kit_close(&kit);
}

TestSuite(awards, .init = open_kit, .fini = close_kit);

#define HEAD      "批次,通用名,规格,包装,中选企业,中选价格(元),供应地区\n"
#define ROW(name) "第九批," name "片,0.5mg,20片/盒," name "药业有限公司,10.00,浙江\n"
#define ROLES     "SELECT i.maker, a.role FROM award AS a JOIN item AS i ON i.id = a.item WHERE NOT a.builtin ORDER BY a.id"

static void expect_roles(const char *csv, const char *roles, const char *told)
{
    kit_close(&kit);
    kit_open(&kit);
    kit_write(&kit, "a.csv", csv);
    (void)kit_import(&kit, "a.csv", NULL);
    cr_expect_str_eq(kit_sql(&kit, ROLES), roles, "%s: %s", csv, kit_sql(&kit, ROLES));
    cr_expect_str_eq(jc_buf_text(&kit.said), told, "%s: %s", csv, jc_buf_text(&kit.said));
}

#define MAIN(name)  name "药业有限公司|主供"
#define SPARE(name) name "药业有限公司|备供"

Test(awards, what_did_not_win_stands_below_a_caption_of_its_own)
{
    expect_roles("第九批集采结果\n" HEAD "一、中选药品\n" ROW("甲") "二、非中选药品\n" ROW("乙"), MAIN("甲"),
                 "E955|6||二、非中选药品|\n");
    expect_roles("第九批集采结果\n一、非中选药品\n" HEAD ROW("甲") "2.中选药品\n" HEAD ROW("乙"), MAIN("乙"),
                 "E955|4||一、非中选药品|\n");
    expect_roles("第九批集采结果\n" HEAD ROW("甲") "停止供应品种\n" HEAD ROW("乙") "（一）国家组织药品集中采购\n" ROW(
                     "丙") "中选药品\n" ROW("丁"),
                 MAIN("甲") "\n" MAIN("丁"), "E955|5||停止供应品种|\nE955|8||停止供应品种|\n");
    expect_roles("第九批集采结果\n" HEAD ROW(
                     "甲") "三、取消中选资格\n通用名,批次,规格,包装,中选企业,中选价格(元),供应地区,原因\n"
                           "乙片,第九批,0.5mg,20片/盒,乙药业有限公司,10.00,浙江,质量\n四、备供企业\n" HEAD ROW("丙"),
                 MAIN("甲") "\n" SPARE("丙"), "E955|5||三、取消中选资格|\nE936||||\n");
}

Test(awards, backups_stand_below_a_caption_of_their_own)
{
    expect_roles("第九批集采中选结果\n" HEAD "（一）主供企业\n" ROW("甲") "（二）备供企业\n" ROW(
                     "乙") "（化学药品）\n" ROW("丙") "三、中选药品\n" ROW("丁"),
                 MAIN("甲") "\n" SPARE("乙") "\n" SPARE("丙") "\n" MAIN("丁"), "E936||||\n");
    expect_roles("第九批集采中选结果（备供企业）\n" HEAD ROW("甲"), SPARE("甲"), "E936||||\n");
    expect_roles("第九批集采中选结果（备供企业见附件2）\n" HEAD ROW("甲"), MAIN("甲"), "");
}

/* Winners stay winners, whatever else their caption speaks of; what may be of one row is told. */
Test(awards, captions_of_winners_and_remarks_end_nothing)
{
    expect_roles("一、中选药品及非中选药品价格联动表\n" HEAD ROW("甲") "二、部分企业取消中选资格后替补企业\n" ROW(
                     "乙") "三、中选药品（含备供企业）\n" ROW("丙") "（四）未被取消中选资格的药品\n" ROW("丁"),
                 MAIN("甲") "\n" MAIN("乙") "\n" MAIN("丙") "\n" MAIN("丁"), "");
    expect_roles(HEAD ROW("甲") "甲药业有限公司取消中选资格\n" ROW("乙"), MAIN("甲") "\n" MAIN("乙"),
                 "E201|3||甲药业有限公司取消中选资格|\n");
    expect_roles(HEAD ROW("甲") "以上产品停止供应\n" ROW("乙"), MAIN("甲") "\n" MAIN("乙"),
                 "E201|3||以上产品停止供应|\n");
}
