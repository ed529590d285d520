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

/* 供应范围 may be of hospitals: a winner that supplies 全省公立医疗机构 is not one of nowhere. */
Test(awards, a_range_that_names_no_province_hides_no_winner)
{
    expect_roles("批次,通用名,规格,包装,中选企业,中选价格(元),供应范围\n第九批,甲片,0.5mg,20片/盒,甲药业有限公司,10.00,"
                 "全省公立医疗机构\n",
                 MAIN("甲"), "E315||||供应范围\nE963||||供应范围\n");
    cr_expect_str_eq(kit_sql(&kit, "SELECT regions FROM award WHERE NOT builtin"), "");
}

/* 注：1. … goes on in lines of its own, whatever they name; another number is a caption. */
Test(awards, notes_of_several_lines_are_no_captions)
{
    expect_roles(
        "第九批集采中选结果\n" HEAD ROW("甲") "注：1.价格含税\n2.落选企业不列\n3.备供企业另行公布\n" HEAD ROW("乙"),
        MAIN("甲") "\n" MAIN("乙"), "");
    expect_roles("第九批集采中选结果\n说明：\n1.备供企业按顺序启用\n2.非中选药品不列\n" HEAD ROW(
                     "甲") "注：\n（1）价格含税\n（2）停止供应的另行公布\n" ROW("乙"),
                 MAIN("甲") "\n" MAIN("乙"), "");
    expect_roles("第九批集采中选结果\n" HEAD ROW("甲") "注：价格含税\n2.落选药品\n" ROW("乙"), MAIN("甲"),
                 "E955|6||2.落选药品|\n");
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

#define PRICES                                                                                                         \
    "SELECT i.generic, a.price, coalesce(day_text(a.day_from), ''), coalesce(day_text(a.day_to), '') FROM award AS a " \
    "JOIN item AS i ON i.id = a.item WHERE NOT a.builtin ORDER BY a.id"

static void expect_prices(const char *csv, const char *prices, const char *told)
{
    kit_close(&kit);
    kit_open(&kit);
    kit_write(&kit, "a.csv", csv);
    (void)kit_import(&kit, "a.csv", NULL);
    cr_expect_str_eq(kit_sql(&kit, PRICES), prices, "%s: %s", csv, kit_sql(&kit, PRICES));
    cr_expect_str_eq(jc_buf_text(&kit.said), told, "%s: %s", csv, jc_buf_text(&kit.said));
}

#define PRODUCT(name) "第九批," name ",0.5mg,20片/盒,甲药业有限公司"

/* Before the day of change the price before it holds, from that day on the other one. */
Test(awards, a_row_of_two_prices_is_two_awards)
{
    expect_prices(
        "批次,通用名,规格,包装,中选企业,调整前价格,调整后价格,调整日期,执行开始日期\n" PRODUCT(
            "甲片") ",10,8,2024-06-01,2024-03-01\n" PRODUCT("乙片") ",10,8,,2024-03-01\n" PRODUCT("丙片") ",10,8,2024-"
                                                                                                          "05-20,2024-"
                                                                                                          "06-01\n",
        "甲片|80000|2024-06-01|\n甲片|100000|2024-03-01|2024-05-31\n乙片|80000|2024-03-01|\n丙片|80000|2024-06-01|",
        "E956|H2|调整日期|调整日期|调整前价格\n");
    expect_prices(
        "第九批价格调整（执行时间：2024年3月1日至2026年12月31日）\n"
        "批次,通用名,规格,包装,中选企业,中选价格(元/片),调整后价格(元/片),调整日期\n" PRODUCT(
            "甲片") ",0.5000,0.4,2024-06-01\n" PRODUCT("乙片") ",0.5000,,\n",
        "甲片|80000|2024-06-01|2026-12-31\n甲片|100000|2024-03-01|2024-05-31\n乙片|100000|2024-03-01|2026-12-31",
        "E387||||中选价格(元/片)\nE956|H3|调整日期|调整日期|中选价格(元/片)\nE958|||调整后价格(元/片)|1\n");
}

/* Without the price before, or the day since when it held, nothing is known of the time before, which is told. */
Test(awards, a_price_before_a_change_without_its_day_is_told)
{
    expect_prices(
        "批次,通用名,规格,包装,中选企业,中选价格,调整日期,执行开始日期\n" PRODUCT("甲片") ",8,2024-06-01,2024-03-01\n",
        "甲片|80000|2024-06-01|", "E957|G2|调整日期|调整日期|\n");
    expect_prices("批次,通用名,规格,包装,中选企业,原中选价格,中选价格,调整日期\n" PRODUCT("甲片") ",10,8,2024-06-01\n",
                  "甲片|80000|2024-06-01|", "E957|H2|调整日期|调整日期|\n");
    expect_prices("批次,通用名,规格,包装,中选企业,中选价格,调价日期\n" PRODUCT("甲片") ",8,2024-06-01\n",
                  "甲片|80000|2024-06-01|", "");
    expect_prices("批次,通用名,规格,包装,中选企业,原中选价格,中选价格,开始日期\n" PRODUCT("甲片") ",10,8,2024-06-01\n",
                  "甲片|80000|2024-06-01|", "E257||||原中选价格\n");
}

/* 采购周期 = 3年 gives no day, and does not hide those of the title; a span does. */
Test(awards, a_length_leaves_the_days_to_the_title)
{
    expect_prices("第九批中选结果（执行时间：2024年3月1日至2026年12月31日）\n批次,通用名,规格,包装,中选企业,中选价格,"
                  "采购周期\n" PRODUCT("甲片") ",8,3年\n" PRODUCT("乙片") ",8,\n" PRODUCT(
                      "丙片") ",8,2024年3月1日至2025年2月28日\n" PRODUCT("丁片") ",8,\n",
                  "甲片|80000|2024-03-01|2026-12-31\n乙片|80000|2024-03-01|2026-12-31\n丙片|80000|2024-03-01|2025-02-"
                  "28\n丁片|80000||",
                  "E935|G3|采购周期|3年|\n");
}

/* What names no day takes no winner away; where one is mistyped, the row is refused. */
Test(awards, words_in_place_of_a_span_refuse_no_award)
{
    expect_prices(
        "批次,通用名,规格,包装,中选企业,中选价格,供应期限\n" PRODUCT("甲片") ",8,长期\n" PRODUCT(
            "乙片") ",8,自中选结果执行之日起1年\n" PRODUCT("丙片") ",8,以协议为准\n" PRODUCT("丁片") ",8,2024.13."
                                                                                                     "1-2025.1.1\n",
        "甲片|80000||\n乙片|80000||\n丙片|80000||", "E935|G2|供应期限|长期|\nRE247|G5|供应期限|2024.13.1-2025.1.1|\n");
}

/* A price per tablet that is too short for the pack is told, and kept as it was published; what is less than half a cent is no
   price of 0. The last two zeros of 0.5000 stand in the cell, those of 0.5 do not: cents at least were published. */
Test(awards, prices_of_packs_from_rounded_ones_are_told)
{
#define TABLETS(pack, price) "第九批,甲片,0.5mg," pack ",甲药业有限公司," price "\n"
#define BY_UNITS             "单位价格(元/片)"
    static const struct {
        const char *head, *rows, *prices, *told;
    } cases[] = {
        {BY_UNITS, TABLETS("7片/盒", "0.57") TABLETS("28片/盒", "1.20"), "39900 57/2/1|336000 120/2/1",
         "E958|||单位价格(元/片)|2\n"},
        {BY_UNITS, TABLETS("28片/盒", "0.9957") TABLETS("7片/盒", "0.57"), "278800 9957/4/1|39900 57/2/1",
         "E958|||单位价格(元/片)|1\n"},
        {BY_UNITS, TABLETS("10片/盒", "0.571") TABLETS("12片/盒", "0.5"), "57100 571/3/1|60000 50/2/1",
         "E958|||单位价格(元/片)|1\n"},
        {BY_UNITS, TABLETS("12片/盒", "0.5000"), "60000 5000/4/1", ""},
        {BY_UNITS, TABLETS("7片/盒", "0.142857"), "10000 142857/6/1", ""},
        {BY_UNITS, TABLETS("7片/盒", "0.142857142857"), "10000 142857143/9/1", ""},
        {BY_UNITS, TABLETS("1片/盒", "0.57"), "5700 —", ""},
        {BY_UNITS, "第九批,注射用甲,1g,10支/盒,甲药业有限公司,5.2\n", "520000 520/2/1", "E958|||单位价格(元/片)|1\n"},
        {BY_UNITS, TABLETS("10片/盒", "0.0004") TABLETS("20片/盒", "0.0004"), "40 4/4/1|100 4/4/1", ""},
        {"中选价格(元/片)", TABLETS("7片/盒", "0.14"), "9800 14/2/1", "E958|||中选价格(元/片)|1\n"},
        {"中选价格(元/万片)", TABLETS("7片/盒", "1428.57"), "10000 142857/6/1", ""},
        {"中选价格(元/板)", TABLETS("7片/板*4板/盒", "3.99"), "159600 399/2/7", "E958|||中选价格(元/板)|1\n"},
        {"中选价格(元/盒)", TABLETS("7片/盒", "0.98"), "9800 —", ""},
        {"单位价格(元/片),中选价格(元/盒)", TABLETS("7片/盒", "0.14,1.00"), "10000 —", ""},
        /* a cent of the pack and half a cent of each tablet are rounded off; more is a price of something else */
        {"单位价格(元/片),中选价格", TABLETS("7片/盒", "2.37,16.63") TABLETS("100片/盒", "0.17,16.49"),
         "166300 —|164900 —", ""},
        {"单位价格(元/片),中选价格", TABLETS("7片/盒", "2.37,16.64"), "166400 —",
         "E540|G2|中选价格|16.64|2.37 × 7 = 16.59\n"},
        {"单位价格(元/片),中选价格", TABLETS("7片/盒", "2.37,2.37"), "23700 —",
         "E540|G2|中选价格|2.37|2.37 × 7 = 16.59\n"},
        {"单位价格(元/片),中选价格", TABLETS("7片/盒", "16.6,16.6"), "166000 —",
         "E540|G2|中选价格|16.60|16.60 × 7 = 116.20\n"},
    };
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        char csv[512];
        snprintf(csv, sizeof csv, "批次,通用名,规格,包装,中选企业,%s\n%s", cases[i].head, cases[i].rows);
        kit_close(&kit);
        kit_open(&kit);
        kit_write(&kit, "a.csv", csv);
        (void)kit_import(&kit, "a.csv", NULL);
        const char *prices =
            kit_sql(&kit, "SELECT group_concat(price || ' ' || ifnull(published || '/' || places || '/' || "
                          "holds, '—'), '|') FROM award WHERE builtin = 0");
        cr_expect_str_eq(prices, cases[i].prices, "%s: %s", cases[i].rows, prices);
        cr_expect_str_eq(jc_buf_text(&kit.said), cases[i].told, "%s: %s", cases[i].rows, jc_buf_text(&kit.said));
    }
}

/* 药品编码 may be anybody's number; what it holds tells where it is the national one. */
Test(awards, national_codes_are_read_wherever_they_stand)
{
#define CODE "XA01ABD075A002010100483"
    kit_write(&kit, "a.csv", "药品编码," HEAD CODE "," ROW("甲") "ZA01AAA0001010100001," ROW("乙"));
    kit_write(&kit, "b.csv",
              "医疗机构,订单编号,订单明细编号,药品编码,入库数量,入库日期\n甲县人民医院,D1,M1," CODE ",10,2024-05-01\n");
    kit_write(&kit, "c.csv",
              "医疗机构,批次,药品编码,通用名,规格,生产企业,约定采购量,单位,协议开始日期,协议结束日期\n"
              "甲县人民医院,第九批," CODE ",甲片,0.5mg*20片,甲药业有限公司,10,盒,2024-05-01,2025-04-30\n");
    (void)kit_import(&kit, "a.csv", "b.csv", "c.csv", NULL);
    cr_expect_str_eq(jc_buf_text(&kit.said), "E959||||药品编码\nE959||||药品编码\nE959||||药品编码\n", "%s",
                     jc_buf_text(&kit.said));
    const char *codes =
        kit_sql(&kit, "SELECT code, platform, count(*) FROM item WHERE code <> '' AND id IN (SELECT item "
                      "FROM award WHERE NOT builtin UNION SELECT item FROM purchase UNION SELECT item "
                      "FROM agreement) GROUP BY 1, 2 ORDER BY 1");
    cr_expect_str_eq(codes, CODE "||3\nZA01AAA0001010100001||1", "%s", codes);
}

Test(awards, numbers_of_others_are_no_national_codes)
{
    kit_write(&kit, "a.csv", "药品编码," HEAD CODE "," ROW("甲") "10020," ROW("乙"));
    kit_write(&kit, "b.csv", "药品编码,国家医保编码," HEAD CODE ",XA01ABD075A002010100484," ROW("甲"));
    (void)kit_import(&kit, "a.csv", "b.csv", NULL);
    cr_expect_null(strstr(jc_buf_text(&kit.said), "E959"), "%s", jc_buf_text(&kit.said));
    const char *codes = kit_sql(&kit, "SELECT code, platform FROM item WHERE id IN (SELECT item FROM award WHERE NOT "
                                      "builtin) ORDER BY id");
    cr_expect_str_eq(codes, "|" CODE "\n|10020\nXA01ABD075A002010100484|" CODE, "%s", codes);
}

#define AREAS                                                                                                          \
    "SELECT i.generic, a.regions, a.role, coalesce(day_text(a.day_from), ''), coalesce(day_text(a.day_to), '') "       \
    "FROM award AS a JOIN item AS i ON i.id = a.item WHERE NOT a.builtin ORDER BY a.id"

/* First and second of those who supply an area; an area that is not read makes a winner everywhere, which is told. */
Test(awards, areas_of_the_first_and_the_second_and_of_none)
{
    kit_write(&kit, "a.csv",
              "批次,通用名,规格,包装,中选企业,中选价格(元),第一顺位供应地区,第二顺位供应地区\n" PRODUCT(
                  "甲片") ",8,浙江,上海\n");
    kit_write(&kit, "b.csv", "批次,通用名,规格,包装,中选企业,中选价格(元),拟供应省域\n" PRODUCT("乙片") ",8,浙江\n");
    kit_write(&kit, "c.csv", "批次,通用名,规格,包装,中选企业,中选价格(元),企业所在地区\n" PRODUCT("丙片") ",8,浙江\n");
    (void)kit_import(&kit, "a.csv", "b.csv", "c.csv", NULL);
    cr_expect_str_eq(kit_sql(&kit, AREAS), "甲片|浙江|主供||\n甲片|上海|备供||\n乙片||主供||\n丙片||主供||", "%s",
                     kit_sql(&kit, AREAS));
    cr_expect_str_eq(jc_buf_text(&kit.said),
                     "E239||||第二顺位供应地区\nE315||||拟供应省域\nE963||||拟供应省域\nE315||||企业所在地区\n", "%s",
                     jc_buf_text(&kit.said));
}

/* A mark below a province may say that the firm is only the backup there: another award of the same row. */
Test(awards, marks_of_backups_below_provinces)
{
    kit_write(&kit, "a.csv",
              "批次,通用名,规格,包装,中选企业,中选价格(元),浙江,江西,上海\n" PRODUCT("甲片") ",8,主供,备供,\n" PRODUCT(
                  "乙片") ",8,备供,√,1\n" PRODUCT("丙片") ",8,备选,第三顺位,否\n" PRODUCT("丁片") ",8,√,?,\n");
    kit_write(&kit, "b.csv",
              "批次,通用名,规格,包装,中选企业,调整前价格,调整后价格,调整日期,执行开始日期,浙江,上海\n" PRODUCT(
                  "戊片") ",10,8,2024-06-01,2024-03-01,√,备\n");
    (void)kit_import(&kit, "a.csv", "b.csv", NULL);
    cr_expect_str_eq(kit_sql(&kit, AREAS),
                     "甲片|浙江|主供||\n甲片|江西|备供||\n乙片|江西、上海|主供||\n乙片|浙江|备供||\n"
                     "丙片|浙江、江西|备供||\n戊片|浙江|主供|2024-06-01|\n戊片|上海|备供|2024-06-01|\n"
                     "戊片|浙江|主供|2024-03-01|2024-05-31\n戊片|上海|备供|2024-03-01|2024-05-31",
                     "%s", kit_sql(&kit, AREAS));
    cr_expect_str_eq(jc_buf_text(&kit.said),
                     "E993|H2|供应地区|备供|\nE939|||浙江|\nRE249|H5|供应地区|?|\n"
                     "E956|H2|调整日期|调整日期|调整前价格\nE993|K2|供应地区|备|\nE939|||浙江|\n",
                     "%s", jc_buf_text(&kit.said));
    cr_expect_str_eq(kit_sql(&kit,
                             "SELECT sum(rows), sum(kept), sum(rejected), sum(skipped) FROM sheet WHERE kind = 'award'"
                             " AND file > 0 AND id IN (SELECT sheet FROM award WHERE NOT builtin)"),
                     "12|9|1|2");
}

#define WINNERS                                                                                                        \
    "SELECT i.generic, i.maker, i.pack, a.price, a.role, a.regions, a.row FROM award AS a JOIN item AS i ON "          \
    "i.id = a.item WHERE NOT a.builtin ORDER BY a.id"

/* Row 2 of a table with these heads behind those of a product, and what is read of it. */
static void expect_winners(const char *heads, const char *cells, const char *winners)
{
    char csv[768];
    kit_close(&kit);
    kit_open(&kit);
    snprintf(csv, sizeof csv, "批次,通用名,规格,%s\n第九批,甲片,1mg,%s\n", heads, cells);
    kit_write(&kit, "a.csv", csv);
    (void)kit_import(&kit, "a.csv", NULL);
    cr_expect_str_eq(kit_sql(&kit, WINNERS), winners, "%s: %s", heads, kit_sql(&kit, WINNERS));
}

#define TWO(role)   "甲片|甲公司|7片/盒|10000|主供|浙江|2\n甲片|乙公司|7片/盒|20000|" role "|浙江|2"
#define THREE(role) TWO(role) "\n甲片|丙公司|7片/盒|30000|" role "|浙江|2"

/* A firm and a price for each: so many awards of the row, of which the other columns are those of all. */
Test(awards, winners_side_by_side_are_as_many_awards)
{
    static const char *const two[] = {"第一中选企业,第一中选价格,第二中选企业,第二中选价格",
                                      "中选企业1,中选价格1,中选企业2,中选价格2",
                                      "中选企业,中选价格,中选企业2,中选价格2",
                                      "中选企业,中选价格,中选企业.1,中选价格.1",
                                      "中选企业（一）,中选价格（一）（元）,中选企业（二）,中选价格（二）（元）",
                                      "中选企业A,中选价格A,中选企业B,中选价格B",
                                      "备案人1,中选价格1,备案人2,中选价格2",
                                      "第一中选单位,第一中选价,第二中选单位,第二中选价",
                                      "第一家生产企业名称,第一家价格,第二家生产企业名称,第二家价格"};
    static const char *const backup[] = {"主供企业,主供价格,备供企业,备供价格",
                                         "中选企业,中选价格,备供企业,备供企业价格",
                                         "首选企业名称,首选中选价,次选企业名称,次选中选价",
                                         "中选企业（主供）,中选价格（主供企业）,中选企业（备供）,中选价格（备供企业）",
                                         "第一供应企业,第一供应价格,第二供应企业,第二供应价格"};
    static const char *const backups[] = {
        "主供企业,主供价格,第一备供企业,第一备供价格,第二备供企业,第二备供价格",
        "主供企业,主供价格,备供企业1,备供价格1,备供企业2,备供价格2",
        "第一顺位企业,第一顺位价格,第二顺位企业,第二顺位价格,第三顺位企业,第三顺位价格"};
    char heads[256];
    for (size_t i = 0; i < JC_LEN(two); i++) {
        snprintf(heads, sizeof heads, "包装,供应地区,%s", two[i]);
        expect_winners(heads, "7片/盒,浙江,甲公司,1,乙公司,2", TWO("主供"));
    }
    for (size_t i = 0; i < JC_LEN(backup); i++) {
        snprintf(heads, sizeof heads, "包装,供应地区,%s", backup[i]);
        expect_winners(heads, "7片/盒,浙江,甲公司,1,乙公司,2", TWO("备供"));
    }
    for (size_t i = 0; i < JC_LEN(backups); i++) {
        snprintf(heads, sizeof heads, "包装,供应地区,%s", backups[i]);
        expect_winners(heads, "7片/盒,浙江,甲公司,1,乙公司,2,丙公司,3", THREE("备供"));
    }
    expect_winners("包装,供应地区,中选企业1,中选价格1,中选企业2,中选价格2,中选企业3,中选价格3",
                   "7片/盒,浙江,甲公司,1,乙公司,2,丙公司,3", THREE("主供"));
}

/* Areas, packs and units of prices may be of each; a column without a word of whose it is may be of the first. */
Test(awards, winners_side_by_side_have_columns_of_their_own)
{
    expect_winners("中选企业1,包装1,中选价格1,供应地区1,中选企业2,包装2,中选价格2,供应地区2",
                   "甲公司,7片/盒,1,浙江,乙公司,14片/盒,2,江西",
                   "甲片|甲公司|7片/盒|10000|主供|浙江|2\n甲片|乙公司|14片/盒|20000|主供|江西|2");
    expect_winners("包装,中选企业,中选价格,供应地区,备供企业,备供价格,备供地区", "7片/盒,甲公司,1,浙江,乙公司,2,江西",
                   "甲片|甲公司|7片/盒|10000|主供|浙江|2\n甲片|乙公司|7片/盒|20000|备供|江西|2");
    expect_winners("包装,主供企业,主供价格,备供企业,备供价格,供应地区,备供地区", "7片/盒,甲公司,1,乙公司,2,浙江,江西",
                   "甲片|甲公司|7片/盒|10000|主供|浙江|2\n甲片|乙公司|7片/盒|20000|备供|江西|2");
    expect_winners("包装,中选企业1,中选企业2,供应地区,中选价格1(元/片),中选价格2(元/片)",
                   "7片/盒,甲公司,乙公司,浙江,1,2",
                   "甲片|甲公司|7片/盒|70000|主供|浙江|2\n甲片|乙公司|7片/盒|140000|主供|浙江|2");
    /* of a backup that there is not its area and a 0 may stand there; what nobody calls backup is none because the title does */
    expect_winners("包装,主供企业,主供价格,主供地区,备供企业,备供价格,备供地区", "7片/盒,甲公司,1,浙江,无,0,江西",
                   "甲片|甲公司|7片/盒|10000|主供|浙江|2");
    expect_winners("包装,主供企业,主供价格,主供地区,备供企业,备供价格,备供地区", "7片/盒,甲公司,1,浙江,,,江西",
                   "甲片|甲公司|7片/盒|10000|主供|浙江|2");
}

Test(awards, a_plain_winner_beside_a_backup_is_the_main_one)
{
    kit_write(&kit, "a.csv",
              "第九批备供情况表\n批次,通用名,规格,包装,供应地区,中选企业,中选价格,备供企业,备供价格\n"
              "第九批,甲片,1mg,7片/盒,浙江,甲公司,1,乙公司,2\n");
    (void)kit_import(&kit, "a.csv", NULL);
    cr_expect_str_eq(kit_sql(&kit, WINNERS),
                     "甲片|甲公司|7片/盒|10000|主供|浙江|3\n甲片|乙公司|7片/盒|20000|备供|浙江|3", "%s",
                     kit_sql(&kit, WINNERS));
}

/* 主供企业 and 备供企业 as captions, with a blank second group, and 无 and the 0 of a formula in its place. */
Test(awards, winners_side_by_side_below_captions)
{
    kit_write(&kit, "a.csv",
              "批次,通用名,规格,包装,主供企业,,备供企业,,供应地区\n,,,,企业名称,中选价格,企业名称,中选价格,\n"
              "第九批,甲片,1mg,7片/盒,甲公司,1,乙公司,2,浙江\n第九批,乙片,1mg,7片/盒,甲公司,1,,,浙江\n"
              "第九批,丙片,1mg,7片/盒,甲公司,1,无,0,浙江\n第九批,丁片,1mg,7片/盒,甲公司,1,乙公司,,浙江\n"
              "第九批,戊片,1mg,7片/盒,,,乙公司,2,浙江\n第九批,己片,1mg,7片/盒,,,,,浙江\n");
    kit_write(&kit, "b.csv",
              "批次,通用名,规格,包装,中选企业,,中选价格,\n,,,,第一家,第二家,第一家,第二家\n"
              "第九批,庚片,1mg,7片/盒,甲公司,,1,\n");
    (void)kit_import(&kit, "a.csv", "b.csv", NULL);
    cr_expect_str_eq(kit_sql(&kit, WINNERS),
                     "甲片|甲公司|7片/盒|10000|主供|浙江|3\n甲片|乙公司|7片/盒|20000|备供|浙江|3\n"
                     "乙片|甲公司|7片/盒|10000|主供|浙江|4\n丙片|甲公司|7片/盒|10000|主供|浙江|5\n"
                     "丁片|甲公司|7片/盒|10000|主供|浙江|6\n戊片|乙公司|7片/盒|20000|备供|浙江|7\n"
                     "庚片|甲公司|7片/盒|10000|主供||3",
                     "%s", kit_sql(&kit, WINNERS));
    cr_expect_str_eq(jc_buf_text(&kit.said),
                     "E995|||主供企业名称|中选企业\nE521||||备供企业名称\nRE318|H6|备供企业中选价格||单价\n"
                     "RE318|E8|主供企业名称||生产企业\nE995|||中选企业第一家|中选企业\n",
                     "%s", jc_buf_text(&kit.said));
    cr_expect_not_null(strstr(jc_buf_text(&kit.files), "award 2 10=6+2+2"), "%s", jc_buf_text(&kit.files));
}

/* Below a title of backups they all are, unless a head says that its firm is the main one. */
Test(awards, winners_side_by_side_below_a_title_of_backups)
{
    expect_roles("第九批集采中选结果（备供企业）\n批次,通用名,规格,包装,企业1,价格1,企业2,价格2\n"
                 "第九批,甲片,1mg,7片/盒,甲药业有限公司,1,乙药业有限公司,2\n",
                 SPARE("甲") "\n" SPARE("乙"), "E936||||\nE995|||企业1|中选企业\n");
    expect_roles("第九批集采中选结果（备供企业）\n批次,通用名,规格,包装,主供企业,主供价格,备供企业,备供价格\n"
                 "第九批,甲片,1mg,7片/盒,甲药业有限公司,1,乙药业有限公司,2\n",
                 MAIN("甲") "\n" SPARE("乙"), "E995|||主供企业|中选企业\nE521||||备供企业\n");
}

/* With one of two winners alone, what is bought of the other would be none of the catalogue's; nor may one have what is another's. */
Test(awards, winners_side_by_side_that_share_what_nobody_shares_are_asked_about)
{
    static const struct {
        const char *heads, *cells, *asked;
        int code;
    } tables[] = {
        {"第一中选企业,第二中选企业,中选价格", "甲公司,乙公司,1", "第二中选企业", 994},
        {"中选企业,中选价格,备供企业,中选价格", "甲公司,1,乙公司,2", "备供企业", 994},
        {"中选企业,中选价格,中选企业,中选价格", "甲公司,1,乙公司,2", "中选企业", 994},
        {"中选企业,中选价格,中选企业1,中选价格1", "甲公司,1,乙公司,2", "中选企业1", 994},
        {"首选企业,首选价格,次选企业,次选价格,浙江,江西", "甲公司,1,乙公司,2,√,备供", "浙江", 520},
        {"中选企业1,中选单价1,中选企业2,中选单价2", "甲公司,1,乙公司,2", "中选企业2", 994},
        {"中选企业1,中选价格1(美元),中选企业2,中选价格2(美元)", "甲公司,1,乙公司,2", "中选企业2", 994},
        {"中选企业1,中选价格1,中选企业2,中选价格2,备供企业", "甲公司,1,乙公司,2,丙公司", "备供企业", 994},
        {"中选企业,中选价格,供应省份,备供企业,备供省份", "甲公司,1,浙江,乙公司,江西", "备供企业", 994},
        {"中选企业1,中选价格1,供应地区1,中选企业2,中选价格2", "甲公司,1,浙江,乙公司,2", "供应地区1", 520},
        {"中选企业1,中选价格1,供应地区,中选企业2,中选价格2", "甲公司,1,浙江,乙公司,2", "供应地区", 520},
        {"中选企业1,中选价格1,浙江,江西,中选企业2,中选价格2", "甲公司,1,√,√,乙公司,2", "浙江", 520},
        {"主供企业,主供价格,备供企业,备供价格,备供地区", "甲公司,1,乙公司,2,江西", "备供地区", 520},
        {"主供企业,主供价格,备供企业,备供价格,主供地区,供应地区", "甲公司,1,乙公司,2,江西,浙江", "主供地区", 520},
        {"国家医保编码,主供企业,主供价格,备供企业,备供价格", "X1,甲公司,1,乙公司,2", "国家医保编码", 520},
        {"生产企业,第一中选企业,第一中选价格,第二中选企业,第二中选价格", "丁公司,甲公司,1,乙公司,2", "生产企业", 520},
        {"最小单位价格,主供企业,主供价格,备供企业,备供价格", "1,甲公司,1,乙公司,2", "最小单位价格", 520},
        {"供应角色,中选企业1,中选价格1,中选企业2,中选价格2", "主供,甲公司,1,乙公司,2", "供应角色", 520},
        {"中选企业1,中选价格1,供应角色1,中选企业2,中选价格2,供应角色2", "甲公司,1,主供,乙公司,2,备供", "供应角色1",
         520},
        {"主供企业,主供受托生产企业,主供价格,备供企业,备供价格", "甲公司,丁公司,1,乙公司,2", "主供受托生产企业", 520},
        {"中选企业1,中选价格1,中选企业2,中选价格2,第三供应地区", "甲公司,1,乙公司,2,浙江", "第三供应地区", 520},
        {"中选企业1,中选价格1,最小包装价格1,中选企业2,中选价格2", "甲公司,1,1,乙公司,2", "最小包装价格1", 520},
    };
    char heads[256], cells[256];
    for (size_t i = 0; i < JC_LEN(tables); i++) {
        snprintf(heads, sizeof heads, "包装,%s", tables[i].heads);
        snprintf(cells, sizeof cells, "7片/盒,%s", tables[i].cells);
        expect_winners(heads, cells, "");
        cr_expect_eq(kit.last.code, tables[i].code, "%s: E%d", heads, kit.last.code);
        cr_expect_str_eq(kit.last.value, tables[i].asked, "%s: %s", heads, kit.last.value);
    }
    expect_prices("批次,通用名,规格,包装,中选企业,中选价格（备供企业同价）,第三方配送企业,是否备供企业\n"
                  "第九批,甲片,1mg,7片/盒,甲公司,1,丙公司,否\n",
                  "", "");
}

/* What a profile says is not to be used is not read as another winner, and with one alone the other would be none. */
Test(awards, winners_side_by_side_of_which_a_profile_uses_one_are_asked_about)
{
    kit_write(&kit, "p.tsv", "kinds\tfield\thead\naward\t-\t备供企业\naward\t-\t备供价格\n");
    kit_write(&kit, "a.csv",
              "批次,通用名,规格,包装,主供企业,主供价格,备供企业,备供价格\n第九批,甲片,1mg,7片/盒,甲公司,1,乙公司,2\n");
    kit.opts.profile = kit_path(&kit, "p.tsv");
    (void)kit_import(&kit, "a.csv", NULL);
    cr_expect_eq(kit.last.code, 994, "E%d", kit.last.code);
    cr_expect_str_eq(kit_sql(&kit, WINNERS), "");
}

/* Agreed volumes of hospitals say as well who won what they buy. */
Test(awards, winners_beside_an_agreed_volume_make_no_catalogue)
{
    kit_write(&kit, "a.csv",
              "医疗机构,批次,协议期,通用名,规格,包装,主供企业,主供价格,备供企业,备供价格,约定采购量(盒)\n"
              "甲县医院,第九批,2024-01-01至2024-12-31,甲片,1mg,7片/盒,甲公司,1,乙公司,2,700\n");
    (void)kit_import(&kit, "a.csv", NULL);
    cr_expect_str_eq(
        kit_sql(&kit, "SELECT (SELECT count(*) FROM award WHERE NOT builtin), (SELECT count(*) FROM agreement)"),
        "0|1");
}

/* Beside names of backups alone the price is the main winner's, whose record is whole; what it leaves out is told once. */
Test(awards, backups_that_are_but_named_leave_the_main_winner_and_are_told)
{
    static const char *const heads[] = {"中选企业,中选价格,备供企业", "主供企业,中选价格,第二备供企业",
                                        "生产企业,中选价格,候补生产企业"};
    static const char *const told[] = {"备供企业", "第二备供企业", "候补生产企业"};
    char csv[512], said[128];
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        snprintf(csv, sizeof csv,
                 "批次,通用名,规格,包装,%s,供应地区\n第九批,甲片,1mg,7片/盒,甲公司,1,无,浙江\n第九批,乙片,1mg,7片/"
                 "盒,甲公司,1,乙公司,浙江\n第九批,丙片,1mg,7片/盒,甲公司,1,丙公司,浙江\n",
                 heads[i]);
        snprintf(said, sizeof said, "E983|G3||乙公司|%s\n", told[i]);
        expect_prices(csv, "甲片|10000||\n乙片|10000||\n丙片|10000||", said);
    }
    expect_prices(
        "批次,通用名,规格,包装,中选企业,中选价格,备供企业,中选价格\n第九批,甲片,1mg,7片/盒,甲公司,1,乙公司,2\n", "",
        "");
    cr_expect_eq(kit.last.code, 994);
}

/* A catalogue of two lines and its only row, whose products are those of expect_winners. */
static void expect_regions(const char *captions, const char *heads, const char *cells, const char *winners)
{
    char csv[768];
    kit_close(&kit);
    kit_open(&kit);
    snprintf(csv, sizeof csv, "批次,通用名,规格,包装,%s\n,,,,%s\n第九批,甲片,1mg,7片/盒,%s\n", captions, heads, cells);
    kit_write(&kit, "a.csv", csv);
    (void)kit_import(&kit, "a.csv", NULL);
    cr_expect_str_eq(kit_sql(&kit, WINNERS), winners, "%s: %s", heads, kit_sql(&kit, WINNERS));
}

#define HERE_AS(maker, price, role, regions) "甲片|" maker "|7片/盒|" price "|" role "|" regions "|3"
#define HERE(maker, price, regions)          HERE_AS(maker, price, "主供", regions)

/* Below a province stand its winner and price: an award of that supply area; a blank one has none. */
Test(awards, winners_below_provinces_are_those_of_their_areas)
{
    expect_regions("浙江省,,江苏省,", "中选企业,中选价格,中选企业,中选价格", "甲公司,1,乙公司,2",
                   HERE("甲公司", "10000", "浙江") "\n" HERE("乙公司", "20000", "江苏"));
    expect_regions("浙江省,,江苏省,", "中选企业,中选价格,中选企业,中选价格", "/,,乙公司,2",
                   HERE("乙公司", "20000", "江苏"));
    expect_regions("浙江、江西,,上海市,,内蒙古自治区,", "中选企业,价格,中选企业,价格,中选企业,价格",
                   "甲公司,1,乙公司,2,甲公司,3",
                   HERE("甲公司", "10000", "浙江、江西") "\n" HERE("乙公司", "20000",
                                                                   "上海") "\n" HERE("甲公司", "30000", "内蒙古"));
    expect_regions("中选企业,浙江省,江苏省", ",中选价格,中选价格", "甲公司,1,2",
                   HERE("甲公司", "10000", "浙江") "\n" HERE("甲公司", "20000", "江苏"));
    cr_expect_str_eq(jc_buf_text(&kit.said), "E995|||浙江省中选价格|供应地区\n", "%s", jc_buf_text(&kit.said));
    expect_regions("山西省、内蒙古自治区、新疆维吾尔自治区和新疆生产建设兵团,,江苏省,",
                   "中选企业,中选价格,中选企业,中选价格", "甲公司,1,乙公司,2",
                   HERE("甲公司", "10000", "山西、内蒙古、新疆、新疆兵团") "\n" HERE("乙公司", "20000", "江苏"));
    expect_regions("浙江省,", "中选企业,中选价格", "甲公司,1", HERE("甲公司", "10000", "浙江"));
    expect_regions("浙江省中选企业,浙江中选价格,江苏省中选企业,江苏中选价格", ",,,", "甲公司,1,乙公司,2",
                   HERE("甲公司", "10000", "浙江") "\n" HERE("乙公司", "20000", "江苏"));
    expect_regions("中选企业,新中选价,供应地区", ",,", "甲公司,1,浙江", HERE("甲公司", "10000", "浙江"));
    expect_winners("包装,生产企业,中选企业,中选价格,供应地区,生产企业1", "7片/盒,甲公司,甲公司,1,浙江,乙公司",
                   "甲片|甲公司|7片/盒|10000|主供|浙江|2");
}

/* In each province a main winner and a backup, in whatever order the heads say so; two that share a province are two awards. */
Test(awards, main_winners_and_backups_below_provinces)
{
    static const char four[] =
        HERE("甲公司", "10000", "浙江") "\n" HERE_AS("乙公司", "20000", "备供", "浙江") "\n" HERE(
            "乙公司", "20000", "江苏") "\n" HERE_AS("甲公司", "10000", "备供", "江苏");
    static const char cells[] = "甲公司,1,乙公司,2,乙公司,2,甲公司,1";
    expect_regions("浙江省,,,,江苏省,,,", "主供企业,主供价格,备供企业,备供价格,主供企业,主供价格,备供企业,备供价格",
                   cells, four);
    cr_expect_str_eq(jc_buf_text(&kit.said), "E995|||浙江省主供企业|供应地区\nE521||||浙江省备供企业、江苏省备供企业\n",
                     "%s", jc_buf_text(&kit.said));
    expect_regions("浙江省主供,,浙江省备供,,江苏省主供,,江苏省备供,",
                   "中选企业,中选价格,中选企业,中选价格,中选企业,中选价格,中选企业,中选价格", cells, four);
    expect_regions("浙江省,,,,江苏省,,,", "中选企业,中选价格,备供企业,备供价格,中选企业,中选价格,备供企业,备供价格",
                   cells, four);
    expect_regions("主供浙江省,,备供浙江省,,主供江苏省,,备供江苏省,",
                   "中选企业,中选价格,中选企业,中选价格,中选企业,中选价格,中选企业,中选价格", cells, four);
    expect_regions("中选企业,江苏主供/备供,江苏中选价,浙江主供/备供,浙江中选价", ",,,,", "甲公司,备供,1,主供,2",
                   HERE_AS("甲公司", "10000", "备供", "江苏") "\n" HERE("甲公司", "20000", "浙江"));
    expect_regions("浙江省,,江苏省,", "中选企业,中选价格,备供企业,备供价格", "甲公司,1,乙公司,2",
                   HERE("甲公司", "10000", "浙江") "\n" HERE_AS("乙公司", "20000", "备供", "江苏"));
    expect_regions(
        "浙江省,,,,江苏省,", "中选企业1,中选价格1,中选企业2,中选价格2,中选企业1,中选价格1",
        "甲公司,1,乙公司,2,丙公司,3",
        HERE("甲公司", "10000", "浙江") "\n" HERE("乙公司", "20000", "浙江") "\n" HERE("丙公司", "30000", "江苏"));
    expect_regions("浙江省,,,,江苏省,", "第一顺位企业,第一顺位价格,第二顺位企业,第二顺位价格,中选企业,中选价格",
                   "甲公司,1,乙公司,2,丙公司,3",
                   HERE("甲公司", "10000", "浙江") "\n" HERE_AS("乙公司", "20000", "备供",
                                                                "浙江") "\n" HERE("丙公司", "30000", "江苏"));
}

/* Whose a column is, or which winner is meant, nobody guesses. */
Test(awards, winners_below_captions_that_do_not_tell_are_asked_about)
{
    static const struct {
        const char *captions, *heads, *cells, *ask;
        int code;
    } odd[] = {
        {"A组,,B组,", "中选企业,中选价格,中选企业,中选价格", "甲公司,1,乙公司,2", "B组中选企业", 994},
        {"浙江省,,浙江省,", "中选企业,中选价格,中选企业,中选价格", "甲公司,1,乙公司,2", "浙江省中选企业", 994},
        {"华东地区,,华南地区,", "中选企业,中选价格,中选企业,中选价格", "甲公司,1,乙公司,2", "华南地区中选企业", 994},
        {"浙江省,江苏省,中选价格", "中选企业,中选企业,", "甲公司,乙公司,2", "浙江省中选企业", 522},
        {"浙江省,,江苏省,", "主供企业,备供企业,主供企业,备供企业", "甲公司,乙公司,乙公司,甲公司", "浙江省主供企业",
         522},
        {"浙江省,,,,江苏省,", "主供企业,主供价格,中选企业1,中选价格1,中选企业,中选价格", "甲公司,1,乙公司,2,丙公司,3",
         "浙江省中选企业1", 522},
        {"浙江省,,江苏省,,供应地区", "中选企业,中选价格,中选企业,中选价格,", "甲公司,1,乙公司,2,安徽", "供应地区", 522},
        {"浙江省,,江苏省,,中选价格", "中选企业,中选价格,中选企业,中选价格,", "甲公司,1,乙公司,2,3", "中选价格", 522},
        {"浙江省,,,江苏省,", "中选企业,中选价格,转换比,中选企业,中选价格", "甲公司,1,7,乙公司,2", "浙江省转换比", 522},
        {"浙江省,,浙江、江苏,", "中选企业,中选价格,中选企业,中选价格", "甲公司,1,乙公司,2", "浙江、江苏中选企业", 522},
        {"中选企业,浙江中选价,江苏中选价,中选企业2", ",,,", "甲公司,1,2,乙公司", "中选企业2", 522},
        {"中选企业,浙江中选价,江苏中选价,其他省份中选价", ",,,", "甲公司,1,2,3", "其他省份中选价", 522},
    };
    for (size_t i = 0; i < JC_LEN(odd); i++) {
        expect_regions(odd[i].captions, odd[i].heads, odd[i].cells, "");
        cr_expect_eq(kit.last.code, odd[i].code, "%s: %d", odd[i].captions, kit.last.code);
        cr_expect_str_eq(kit.last.value, odd[i].ask, "%s: %s", odd[i].captions, kit.last.value);
    }
}

/* The days of an agreement that a catalogue gives are those of its awards; 非中选 in a column that nobody reads is told. */
Test(awards, days_of_agreements_and_results_beside_an_award)
{
    kit_write(
        &kit, "a.csv",
        "批次,通用名,规格,包装,中选企业,中选价格(元),供应地区,协议开始日期,协议结束日期,中选结果\n" PRODUCT(
            "甲片") ",8,浙江,2024-01-01,2025-12-31,中选\n" PRODUCT("乙片") ",8,浙江,2024-01-01,2025-12-31,非中选\n");
    (void)kit_import(&kit, "a.csv", NULL);
    cr_expect_str_eq(kit_sql(&kit, AREAS), "甲片|浙江|主供|2024-01-01|2025-12-31\n乙片|浙江|主供|2024-01-01|2025-12-31",
                     "%s", kit_sql(&kit, AREAS));
    cr_expect_str_eq(jc_buf_text(&kit.said), "E315||||中选结果\nE937|||非中选|1\n", "%s", jc_buf_text(&kit.said));
}

/* The firm that won is named twice: as who won, and as who makes the goods. */
Test(awards, a_winner_named_twice_is_one)
{
    static const char *const heads[] = {"中选企业,中选企业名称", "中选企业,中选生产企业", "中选企业,中标企业"};
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        char csv[400];
        snprintf(csv, sizeof csv, "批次,通用名,规格,包装,%s,中选价格\n" PRODUCT("甲片") ",甲药业有限公司,8\n",
                 heads[i]);
        expect_prices(csv, "甲片|80000||", "");
    }
}

/* 供应省（区、市）: what the areas are says nothing else; what is bought of a product of one area is not selected elsewhere. */
Test(awards, heads_of_supply_areas_with_brackets)
{
    static const struct {
        const char *head, *area;
    } heads[] = {{"供应省（区、市）", "浙江|主供"},  {"主供省份（自治区、直辖市）", "浙江|主供"},
                 {"供应地区（备供）", "浙江|备供"},  {"选择省份（主供企业）", "浙江|主供"},
                 {"备供省（区、市）", "浙江|备供"},  {"备选省份", "浙江|备供"},
                 {"供应地区（约定采购量）", "|主供"}};
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        char csv[400], want[80];
        kit_close(&kit);
        kit_open(&kit);
        snprintf(csv, sizeof csv, "批次,通用名,规格,包装,中选企业,中选价格,%s\n" PRODUCT("甲片") ",8,浙江\n",
                 heads[i].head);
        kit_write(&kit, "a.csv", csv);
        (void)kit_import(&kit, "a.csv", NULL);
        snprintf(want, sizeof want, "甲片|%s||", heads[i].area);
        cr_expect_str_eq(kit_sql(&kit, AREAS), want, "%s: %s", heads[i].head, kit_sql(&kit, AREAS));
        cr_expect_eq(strstr(jc_buf_text(&kit.said), "E963") != NULL, heads[i].area[0] == '|', "%s: %s", heads[i].head,
                     jc_buf_text(&kit.said));
    }
}

/* 执行时间 of a catalogue is a span, or since when the price holds. */
Test(awards, days_below_what_provinces_call_them)
{
    expect_prices("批次,通用名,规格,包装,中选企业,中选价格,执行时间\n" PRODUCT("甲片") ",8,2024年3月\n" PRODUCT(
                      "乙片") ",8,2024.3.1-2026.12.31\n" PRODUCT("丙片") ",8,2024-03-01\n",
                  "甲片|80000|2024-03-01|\n乙片|80000|2024-03-01|2026-12-31\n丙片|80000|2024-03-01|", "");
    expect_prices("批次,通用名,规格,包装,中选企业,中选价格,采购周期开始日期,采购周期截止日期\n" PRODUCT(
                      "甲片") ",8,2024-03-01,2026-12-31\n",
                  "甲片|80000|2024-03-01|2026-12-31", "");
}

/* A winner of several strengths in one row is none of what is bought in one of them. */
Test(awards, specs_without_one_strength_are_told)
{
    static const char *const told[] = {"0.5mg、1mg", "各规格"}, *const not [] = {"0.5mg", "复方", "0.5mg+1mg",
                                                                                 "每片重0.3g"};
    for (size_t i = 0; i < JC_LEN(told) + JC_LEN(not ); i++) {
        char csv[400];
        const char *spec = i < JC_LEN(told) ? told[i] : not [i - JC_LEN(told)];
        snprintf(csv, sizeof csv, HEAD "第九批,甲片,%s,20片/盒,甲药业有限公司,10.00,浙江\n", spec);
        kit_close(&kit);
        kit_open(&kit);
        kit_write(&kit, "a.csv", csv);
        (void)kit_import(&kit, "a.csv", NULL);
        cr_expect_eq(strstr(jc_buf_text(&kit.said), "E964|C2|") != NULL, i < JC_LEN(told), "%s: %s", spec,
                     jc_buf_text(&kit.said));
    }
}

Test(awards, a_price_of_nothing_and_two_prices_of_one_award_are_told)
{
    expect_prices(
        "批次,通用名,规格,包装,中选企业,中选价格,供应地区\n" PRODUCT("甲片") ",8,浙江\n" PRODUCT(
            "甲片") ",9,浙江\n" PRODUCT("甲片") ",8,浙江\n" PRODUCT("甲片") ",9,上海\n" PRODUCT("乙片") ",0,浙江\n",
        "甲片|80000||\n甲片|90000||\n甲片|80000||\n甲片|90000||",
        "E967|F3|中选价格||\nE967|F4|中选价格||\nRE965|F6|中选价格||\n");
    expect_prices(
        "批次,通用名,规格,包装,中选企业,中选价格,供应地区,开始日期\n" PRODUCT("甲片") ",8,浙江,2024-01-01\n" PRODUCT(
            "甲片") ",8,浙江,2024-01-01\n" PRODUCT("甲片") ",7,浙江,2024-06-01\n",
        "甲片|80000|2024-01-01|\n甲片|80000|2024-01-01|\n甲片|70000|2024-06-01|", "");
}
