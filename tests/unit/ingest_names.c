/* Who is who where no list says so: names under one code, names alone, and what an undone file had written. */
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

TestSuite(names, .init = setup, .fini = teardown);

#define HEAD                "医疗机构编码,医疗机构名称,订单编号,订单明细编号,通用名,规格,生产企业,采购数量,入库数量,验收日期\n"
#define A                   "H42088199901"
#define B                   "H42088199902"
#define ROW(code, name, no) code "," name ",D," no ",甲药,1mg,甲厂,1,1,2024-03-05\n"
#define WHO                                                                                                            \
    "SELECT o.code, o.name, i.code, i.name FROM org o JOIN institution i ON i.id = o.inst WHERE o.n > 0 "              \
    "ORDER BY o.code, o.name"
#define AGREED "医疗机构名称,批次,通用名,规格,生产企业,约定采购量,单位,协议开始日期,协议结束日期\n"

static void undo(void)
{
    struct jc_ingest_undone undone;
    cr_assert_eq(jc_ingest_undo(kit.store, 0, &undone, &kit.err), JC_OK, "E%d", kit.err.code);
}

static void write_three(void)
{
    kit_write(&kit, "a.csv", HEAD ROW(A, "清川县人民医院", "1") ROW(A, "清川县人民医院", "2"));
    kit_write(&kit, "b.csv", HEAD ROW(A, "县人民医院", "3"));
    kit_write(&kit, "c.csv",
              AGREED "清川县人民医院,R1,甲药,1mg,甲厂,100,盒,2024-01-01,2024-12-31\n"
                     "县人民医院,R2,甲药,1mg,甲厂,100,盒,2024-01-01,2024-12-31\n");
}

#define ONE                                                                                                            \
    "|清川县人民医院|" A "|清川县人民医院\n|县人民医院|" A "|清川县人民医院\n" A "|清川县人民医院|" A                  \
    "|清川县人民医院\n" A "|县人民医院|" A "|清川县人民医院"

/* Whatever sorts first: 县 comes after 清 in one order and before it in another. */
Test(names, every_name_that_is_seen_with_a_code_means_it_and_the_one_of_most_rows_is_shown)
{
    static const char *const orders[][3] = {
        {"a.csv", "b.csv", "c.csv"}, {"c.csv", "b.csv", "a.csv"}, {"b.csv", "c.csv", "a.csv"}};
    for (size_t i = 0; i < JC_LEN(orders); i++) {
        if (i) {
            kit_close(&kit);
            kit_open(&kit);
        }
        write_three();
        for (int k = 0; k < 3; k++)
            expect_ok(&kit, orders[i][k]);
        expect_sql(&kit, ONE, "SELECT * FROM (" WHO ") ORDER BY 1, 2 DESC");
        expect_sql(&kit, "1", "SELECT count(*) FROM institution");
    }
}

Test(names, rows_of_a_name_known_before_may_make_it_the_one_that_is_shown)
{
    kit_write(&kit, "a.csv",
              HEAD ROW(A, "清川县人民医院", "1") ROW(A, "清川县人民医院", "2") ROW(A, "县人民医院", "3"));
    kit_write(&kit, "b.csv", HEAD ROW(A, "县人民医院", "4") ROW(A, "县人民医院", "5"));
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "清川县人民医院", "SELECT name FROM institution");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "县人民医院", "SELECT name FROM institution");
    undo();
    expect_sql(&kit, "清川县人民医院", "SELECT name FROM institution");
}

Test(names, a_file_that_was_undone_teaches_nobody_any_more)
{
    kit_write(&kit, "a.csv",
              "医疗机构名称,订单编号,订单明细编号,通用名,规格,生产企业,入库数量,验收日期,配送企业\n"
              "甲医院,D,1,甲药,1mg,甲厂,1,2024-03-05,国药\n");
    kit_write(
        &kit, "b.csv",
        "医疗机构编码,医疗机构名称,订单编号,订单明细编号,药品编码,通用名,规格,生产企业,入库数量,验收日期,配送企业\n" A
        ",甲医院,D,2,XA10BKE123A001010100001,乙药,2mg,乙厂,1,2024-03-06,国 药\n");
    expect_ok(&kit, "a.csv");
    char *before = jc_strdup(kit_sql(&kit, WHO));
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, A, "SELECT DISTINCT i.code FROM org o JOIN institution i ON i.id = o.inst WHERE o.n > 0");
    undo();
    expect_sql(&kit, before, WHO);
    expect_sql(&kit, "0", "SELECT used FROM item WHERE generic = '乙药'");
    expect_sql(&kit, "国药|1\n国 药|0", "SELECT name, used FROM firm");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, A, "SELECT DISTINCT i.code FROM org o JOIN institution i ON i.id = o.inst WHERE o.n > 0");
    expect_sql(&kit, "2", "SELECT count(*) FROM purchase WHERE live");
    free(before);
}

/* A code that was copied down one row too far; short and long forms of the name are no doubt. */
Test(names, the_code_of_one_institution_beside_the_name_of_another_is_told)
{
    kit_write(&kit, "a.csv",
              HEAD ROW(A, "清川县人民医院", "1") ROW(A, "清川县人民医院", "2") ROW(A, "县人民医院", "3")
                  ROW(A, "清川县人民医院本部", "4") ROW(A, "清川县第二人民医院", "5"));
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "E332|6||" A " 清川县第二人民医院|清川县人民医院\n");
    expect_sql(&kit, "1", "SELECT count(*) FROM institution");
    kit_write(&kit, "b.csv", HEAD ROW(B, "清川县第二人民医院", "6"));
    expect_ok(&kit, "b.csv");
    expect_said(&kit, "");
    /* a name alone is then that of the institution that is called so */
    kit_write(&kit, "c.csv", AGREED "清川县第二人民医院,R1,甲药,1mg,甲厂,100,盒,2024-01-01,2024-12-31\n");
    expect_ok(&kit, "c.csv");
    expect_sql(&kit, B,
               "SELECT i.code FROM agreement a JOIN org o ON o.id = a.org JOIN institution i ON i.id = o.inst");
}

/* Two hospitals of one name: nobody can tell, but the table says that they are in two counties. */
Test(names, one_name_in_two_counties_is_asked_about)
{
    static const char *const head = "县区,%s医疗机构名称,通用名,规格,生产企业,入库数量,验收日期\n";
    static const struct {
        const char *code, *first, *second, *said;
    } cases[] = {{"", "甲县", "乙县", "E980|A3||乙县|人民医院\n"},
                 {"", "甲县", "丙市甲县", ""},
                 {"", "甲县", "—", ""},
                 {"", "", "乙县", ""},
                 {"H33018500022,", "甲县", "乙县", ""}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        char csv[1024], first[128];
        kit_close(&kit);
        kit_open(&kit);
        snprintf(first, sizeof first, head, *cases[i].code ? "医疗机构编码," : "");
        snprintf(csv, sizeof csv,
                 "%s%s,%s人民医院,甲药,1mg,甲厂,3,2024-05-06\n%s,%s人民医院,甲药,1mg,甲厂,4,2024-05-06\n"
                 "%s,%s人民医院,甲药,1mg,甲厂,5,2024-05-06\n",
                 first, cases[i].first, cases[i].code, cases[i].second, cases[i].code, cases[i].second, cases[i].code);
        kit_write(&kit, "a.csv", csv);
        expect_ok(&kit, "a.csv");
        char said[128];
        snprintf(said, sizeof said, "E315||||县区\n%s", cases[i].said);
        expect_said(&kit, said);
    }
}

/* ---- lists that say two things ---------------------------------------------------------------------------------- */

#define LISTED      "医疗机构编码,医疗机构名称,地区,医共体\n"
#define ALIAS       "类别,写法,标准名称\n"
#define AGREE(name) AGREED name ",R1,甲药,1mg,甲厂,100,盒,2024-01-01,2024-12-31\n"

Test(names, a_code_of_two_and_a_row_that_is_given_twice_are_told)
{
    kit_write(&kit, "两家.csv", LISTED A ",甲县人民医院,甲县,\n" A ",甲县中医院,甲县,\n");
    expect_ok(&kit, "两家.csv");
    expect_told(&kit, "E973|3||" A "|两家.csv › 两家 › 2 “甲县人民医院”\n");
    kit_write(&kit, "两行.csv", LISTED B ",乙县人民医院,乙县,甲医共体\n" B ",乙县人民医院,乙县,乙医共体\n");
    expect_ok(&kit, "两行.csv");
    expect_told(&kit, "E974|3||" B "|两行.csv › 两行 › 2 医共体“甲医共体”\n");
    kit_write(&kit, "后来.csv", LISTED B ",乙县人民医院,乙县,丙医共体\n");
    expect_ok(&kit, "后来.csv");
    expect_said(&kit, "E333||||1\n"); /* a later list may change what an older one says */
}

Test(names, a_small_table_that_says_two_things_of_one_is_told)
{
    static const char *const cases[][3] = {
        {"付款期限.csv",
         "地区,类别,起始日期,付款期限规则,付款方\n甲县,集采,2024-01-01,30天,\n甲县,集采,2024-01-01,次月底,医保经办\n",
         "E981|3||次月底 医保经办|甲县 集采 2024-01-01 起的付款期限\n"},
        {"基金参数.csv", "地区,年度,支付比例(%),医保占比(%)\n,2024,60,80\n,2024,60,80.5\n",
         "E981|3||支付比例 60%，医保占比 80.5%|各地区 2024 年度的基金参数\n"},
        {"考核.csv", "医疗机构编码,批次,年度,考核得分\n" A ",R1,2024,80\n" A ",R1,2024,70.5\n",
         "E981|3||70.5|" A " R1 2024 年度的考核得分\n"},
        {"报送义务.csv", "医疗机构编码,月份,应报\n" A ",2024-03,是\n" A ",2024-03,否\n",
         "E981|3||不用报|" A " 2024-03 的报送义务\n"},
        {"重点监控.csv", "目录,通用名,环比上限(%),同比上限(%)\n省级,甲药,20,\n省级,甲药,30,10\n",
         "E981|3||环比 30% 同比 10%|省级 甲药 的限度\n"}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        kit_write(&kit, cases[i][0], cases[i][1]);
        expect_ok(&kit, cases[i][0]);
        expect_told(&kit, cases[i][2]);
    }
    kit_write(&kit, "又.csv", "地区,年度,支付比例(%),医保占比(%)\n,2025,60,80\n,2025,60,80\n,2024,65,80\n");
    expect_ok(&kit, "又.csv");
    cr_expect_null(strstr(jc_buf_text(&kit.said), "E981"), "%s", jc_buf_text(&kit.said));
}

Test(names, an_alias_of_two_meanings_is_told_in_one_file_and_in_two)
{
    kit_write(&kit, "a.csv", ALIAS "机构,县医院,甲县人民医院\n机构,县医院,甲县中医院\n机构,中医院,甲县中医院\n");
    expect_ok(&kit, "a.csv");
    expect_told(&kit, "E972|3||县医院（机构）|a.csv › a › 2 “甲县人民医院”\n");
    kit_write(&kit, "b.csv", ALIAS "机构,中医院,甲县中医院\n机构,县医院,甲县人民医院\n");
    expect_ok(&kit, "b.csv");
    expect_told(&kit, "E972|3||县医院（机构）|a.csv #2 › a › 3 “甲县中医院”\n");
    cr_expect_null(strstr(jc_buf_text(&kit.said), "|中医院"), "%s", jc_buf_text(&kit.said));
}

/* Which of two codes a name means neither the name nor an alias that gives the same name tells; an alias with a code does. */
Test(names, a_name_that_is_listed_with_two_codes_is_nobodys_until_a_code_is_named)
{
    kit_write(&kit, "机构.csv", LISTED A ",甲县人民医院,甲县,\n" B ",甲县人民医院,甲县,\n");
    kit_write(&kit, "约定.csv", AGREE("甲县人民医院"));
    kit_write(&kit, "同名.csv", ALIAS "机构,甲县人民医院,甲县人民医院\n");
    kit_write(&kit, "编码.csv", ALIAS "机构,甲县人民医院," B "\n");
    expect_ok(&kit, "机构.csv");
    expect_ok(&kit, "约定.csv");
    expect_told(&kit, "E975|2||甲县人民医院|" A "、" B "\n");
    expect_ok(&kit, "同名.csv");
    expect_sql(&kit, "|0", "SELECT i.code, i.declared FROM org o JOIN institution i ON i.id = o.inst WHERE o.n > 0");
    expect_ok(&kit, "编码.csv");
    expect_sql(&kit, B "|1", "SELECT i.code, i.declared FROM org o JOIN institution i ON i.id = o.inst WHERE o.n > 0");
}

Test(names, an_alias_of_somebody_whom_the_list_has_not_is_told_with_him)
{
    kit_write(&kit, "机构.csv", LISTED A ",甲县人民医院,甲县,\n");
    kit_write(&kit, "别名.csv", ALIAS "机构,县医院,甲县第一人民医院\n");
    kit_write(&kit, "约定.csv", AGREE("县医院"));
    expect_ok(&kit, "机构.csv");
    expect_ok(&kit, "别名.csv");
    expect_ok(&kit, "约定.csv");
    expect_told(&kit, "E976|2||县医院|甲县第一人民医院\n");
}

/* 甲县人民医院（H33078200901） in one cell, as the platform prints it, is that hospital with that code, in a list as well. */
Test(names, a_cell_that_holds_name_and_code_is_both)
{
    kit_write(&kit, "机构.csv", "医疗机构名称,级别\n甲县人民医院（H33078200901）,三级\nH33078200902-甲县中医院,二级\n");
    kit_write(&kit, "a.csv",
              "医疗机构名称/编码,订单号,明细编号,通用名,规格,生产企业,入库数量,单价,验收日期\n"
              "甲县人民医院,D1,1,甲药,1mg*7片,甲厂,1,2,2024-04-05\nH33078200902 "
              "甲县中医院,D1,2,甲药,1mg*7片,甲厂,1,2,2024-04-05\n"
              "甲县人民医院【H33078200901】,D1,3,甲药,1mg*7片,甲厂,1,2,2024-04-05\n"
              "[H33078200903]甲县妇幼保健院,D1,4,甲药,1mg*7片,甲厂,1,2,2024-04-05\n"
              "甲县妇幼保健院,D1,5,甲药,1mg*7片,甲厂,1,2,2024-04-05\n");
    cr_expect_eq(kit_import(&kit, "机构.csv", "a.csv", NULL), JC_OK);
    expect_sql(&kit, "H33078200901|甲县人民医院\nH33078200902|甲县中医院\nH33078200903|甲县妇幼保健院",
               "SELECT DISTINCT n.code, n.name FROM purchase AS p JOIN org AS o ON o.id = p.org JOIN institution AS n "
               "ON n.id = o.inst ORDER BY 1");
    expect_sql(&kit, "3", "SELECT count(*) FROM institution");
}

/* The round in front of a hospital's name in a title is no part of it. */
Test(names, a_round_before_a_hospital_in_a_title_is_no_part_of_its_name)
{
    static const char *const titles[] = {"第十批国家组织药品集中采购甲县人民医院约定采购量",
                                         "第十批国采甲县人民医院约定采购量表", "第十批甲县人民医院约定采购量",
                                         "第十批国家组织药品集中采购 甲县人民医院 约定采购量"};
    for (size_t i = 0; i < JC_LEN(titles); i++) {
        char text[512], name[16];
        snprintf(text, sizeof text,
                 "%s\n通用名,规格,生产企业,约定采购量,单位,开始日期,结束日期\n甲药,1mg*7片,甲厂,70,片,2024-01-01,2024-"
                 "12-31\n",
                 titles[i]);
        snprintf(name, sizeof name, "%zu.csv", i);
        kit_write(&kit, name, text);
        cr_expect_eq(kit_import(&kit, name, NULL), JC_OK);
    }
    expect_sql(&kit, "甲县人民医院", "SELECT group_concat(DISTINCT name) FROM org");
}

/* 小商品批发市场 ends in no round. */
Test(names, a_market_in_the_name_of_a_hospital_is_part_of_it)
{
    kit_write(
        &kit, "a.csv",
        "义乌市小商品批发市场社区卫生服务站约定采购量\n批次,通用名,规格,生产企业,约定采购量,单位,开始日期,结束日期\n"
        "第十批,甲药,1mg*7片,甲厂,70,片,2024-01-01,2024-12-31\n");
    cr_expect_eq(kit_import(&kit, "a.csv", NULL), JC_OK);
    expect_sql(&kit, "义乌市小商品批发市场社区卫生服务站", "SELECT name FROM org");
}
