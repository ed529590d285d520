/* Tables of another kind below the first of a sheet, wherever their columns stand (formats.md 3.6). */
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

TestSuite(below, .init = setup, .fini = teardown);

#define HEAD  "医疗机构名称,订单号,通用名,规格,生产企业,采购数量,入库数量,采购单价,验收日期\n"
#define LINE  "甲医院,D1,甲药,1mg*7片,甲厂,10,10,5.6,2024-05-07\n"
#define OTHER "甲医院,D2,甲药,1mg*7片,甲厂,20,20,5.6,2024-05-08\n"

#define PAID                                                                                                           \
    "SELECT o.name, f.name, p.amount / 10000, day_text(p.day) FROM payment p JOIN org o ON o.id = p.org LEFT JOIN "    \
    "firm f ON f.id = p.supplier ORDER BY p.id"
#define ACCEPTED "SELECT order_no, accepted / 10000, returned / 10000 FROM purchase ORDER BY id"

static void expect_below(const char *rows, const char *bought, const char *paid, const char *said)
{
    char text[2048];
    snprintf(text, sizeof text, HEAD LINE "%s", rows);
    kit_write(&kit, "a.csv", text);
    expect_ok(&kit, "a.csv");
    cr_expect_str_eq(kit_sql(&kit, ACCEPTED), bought, "%s\n%s", rows, kit_sql(&kit, ACCEPTED));
    cr_expect_str_eq(kit_sql(&kit, PAID), paid, "%s\n%s", rows, kit_sql(&kit, PAID));
    expect_said(&kit, said);
    teardown();
    setup();
}

Test(below, a_ledger_may_end_before_the_numbers_of_the_table_above)
{
    static const char *const rows[] = {
        "\n付款情况\n医疗机构名称,配送企业,付款日期,付款金额\n甲医院,某医药,2024-06-30,56\n",
        "医疗机构名称,配送企业,付款日期,付款金额\n甲医院,某医药,2024-06-30,56\n",
        "\n医疗机构名称,配送企业,付款日期,付款金额,发票号码\n甲医院,某医药,2024-06-30,56,123\n",
        "付款台账\n医院,供应商,支付日期,支付金额（元）\n甲医院,某医药,2024-06-30,56\n",
        "付款台账\n配送企业,付款日期,付款金额,医疗机构名称\n某医药,2024-06-30,56,甲医院\n",
        "付款台账\n医疗机构名称,配送企业,付款日期,发票号码,付款方式,付款金额\n甲医院,某医药,2024-06-30,1,转账,56\n",
        "付款情况\n付款方,医疗机构名称,配送企业,付款日期,付款金额,发票号码\n医疗机构,甲医院,某医药,2024-06-30,56,1\n"};
    for (size_t i = 0; i < JC_LEN(rows); i++)
        expect_below(rows[i], "D1|10|", "甲医院|某医药|56|2024-06-30", "E363||||\n");
    expect_below("付款台账\n医疗机构名称,付款日期,付款金额\n甲医院,2024-06-30,56\n", "D1|10|", "甲医院||56|2024-06-30",
                 "E363||||\n");
}

Test(below, what_is_no_table_of_ours_is_left_out_up_to_the_next_head)
{
    expect_below("医疗机构名称,订单号,通用名,规格,生产企业,库存数量\n甲医院,D9,甲药,1mg*7片,甲厂,2\n" HEAD OTHER,
                 "D1|10|\nD2|20|", "", "E388|3|||库存数量\n");
    expect_below("医疗机构名称,通用名,规格,生产企业,库房\n甲医院,甲药,1mg*7片,甲厂,药库\n" HEAD OTHER, "D1|10|\nD2|20|",
                 "", "E388|3|||库房\n");
    expect_below("配送企业,生产企业,合同编号\n某医药,甲厂,H1\n", "D1|10|", "", "E388|3|||配送企业、合同编号\n");
}

Test(below, returns_may_stand_below_in_fewer_columns)
{
    expect_below("退货明细\n医疗机构名称,订单号,通用名,规格,退货数量,退货日期\n甲医院,D1,甲药,1mg*7片,2,2024-06-30\n",
                 "D1|10|\nD1||2", "", "E363||||\n");
    expect_below("退货明细\n医疗机构名称,订单号,通用名,规格,生产企业,退货数量\n甲医院,D1,甲药,1mg*7片,甲厂,2\n",
                 "D1|10|\nD1||2", "", "E363||||\n");
}

/* 医疗机构 is a payer and 医院 a name of a column; what lacks its numbers is refused as before. */
Test(below, a_row_without_numbers_is_no_head_for_a_word_that_is_one)
{
    kit_write(&kit, "a.csv",
              "医疗机构名称,通用名,规格,单位,付款方,渠道,入库数量,验收日期,备注\n"
              "甲医院,甲药,1mg*7片,盒,医疗机构,网上,1,2024-05-06,\n甲医院,甲药,1mg*7片,规格,医疗机构,网上,,,备注\n"
              "甲医院,甲药,1mg*7片,盒,医疗机构,网上,3,2024-05-06,\n");
    cr_expect_eq(kit_import(&kit, "a.csv", NULL), JC_OK);
    expect_sql(&kit, "1\n3", "SELECT accepted / 10000 FROM purchase ORDER BY id");
    expect_sql(&kit, "0", "SELECT count(*) FROM issue WHERE code = 388");
}

Test(below, a_ledger_may_stand_below_a_list_without_numbers)
{
    kit_write(&kit, "a.csv",
              "机构编码,机构名称,地区,级别\nH33010200001,甲医院,澜东区,三级\nH33010200002,乙医院,澜东区,二级\n\n"
              "医疗机构名称,配送企业,付款日期,付款金额\n甲医院,某医药,2024-06-30,56\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "56", "SELECT amount / 10000 FROM payment");
    expect_sql(&kit, "2", "SELECT count(*) FROM listed");
}

/* Who made the table, a cell for each word and each name: no record of any kind, and no institution of a list. */
Test(below, those_who_signed_the_table_are_passed_over_with_their_names)
{
#define BOUGHT "医疗机构,通用名,规格,生产企业,入库数量,验收日期\n甲县人民医院,甲药,1mg*7片,甲厂,2,2024-05-06\n"
    kit_write(&kit, "a.csv", BOUGHT "审核：,李四,制表：,张三,,\n复核人：李四,,,,经办人：,张三\n,,,,院长：,王五\n");
    kit_write(&kit, "a2.csv", BOUGHT "制单：张某,,审核：陈某,,,\n库管员：张某,,,复核：陈某,,\n");
    kit_write(&kit, "b.csv", BOUGHT "盖章：,,日期：,2024年6月1日,联系电话：,13800000000\n");
    kit_write(&kit, "c.csv",
              "医疗机构名称,级别,所有制,地区\n甲县人民医院,二级,公立,甲县\n单位（盖章）：,甲县人民医院,填表时间：,"
              "2024年1月\n");
    kit_write(&kit, "d.csv", "医疗机构,理由\n甲县人民医院,缺货\n审核：,张三\n");
    expect_ok(&kit, "a.csv", "a2.csv", "b.csv", "c.csv", "d.csv");
    expect_files(&kit,
                 "a.csv L [a purchase 1 5=1+0+4]\na2.csv L [a2 purchase 1 4=1+0+3]\nb.csv L [b purchase 1 3=1+0+2]\n"
                 "c.csv L [c institution 1 3=1+0+2]\nd.csv L [d reason 1 3=1+0+2]\n");
    /* a row that has more to say is a row */
    kit_write(&kit, "e.csv", BOUGHT "审核：,李四,乙,丙,,\n");
    expect_ok(&kit, "e.csv");
    cr_expect_not_null(strstr(jc_buf_text(&kit.files), "e.csv L [e purchase 1 3=1+1+1]"), "%s",
                       jc_buf_text(&kit.files));
}

/* The row holds the product of those above (merged cells), and the sum of the hospitals stands for one of them. */
Test(below, a_sum_in_place_of_the_hospital_is_no_hospital)
{
    static const char *const sums[] = {"小计",         "合计（3家）", "全县合计", "县级医院小计：", "甲县人民医院 汇总",
                                       "医院（小计）", "总计"};
    struct jc_buf text = {0};
    jc_buf_str(&text,
               "第四批国采约定采购量（协议期：2024-01-01至2024-12-31）\n通用名,规格,生产企业,医疗机构,约定采购量(盒)\n"
               "甲药,1mg*7片,甲厂,甲县人民医院,1000\n甲药,1mg*7片,甲厂,甲县统计局医院,300\n");
    for (size_t i = 0; i < JC_LEN(sums); i++)
        jc_buf_fmt(&text, "甲药,1mg*7片,甲厂,%s,1300\n", sums[i]);
    kit_write(&kit, "a.csv", jc_buf_text(&text));
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv L [a agreement 2 11=2+0+9]\n");
    expect_sql(&kit, "1000\n300", "SELECT volume / 10000 FROM agreement ORDER BY id");
    jc_buf_free(&text);
}

/* The sheet of sums stands first: what they are of is read later, if it is there. */
Test(below, sums_before_the_sheet_that_they_are_of_are_told)
{
#define SHEET "\n医疗机构|通用名|规格|生产企业|入库数量|验收日期\n"
    kit_book(&kit, "a.xlsx", NULL, "汇总" SHEET "合计|甲药|1mg*7片|甲厂|#5|2024-05-07\n",
             "明细" SHEET "市人民医院|甲药|1mg*7片|甲厂|#2|2024-05-07\n乙医院|甲药|1mg*7片|甲厂|#3|2024-05-07\n", NULL);
    expect_ok(&kit, "a.xlsx");
    expect_told(&kit, "E910||||1\n");
    expect_sql(&kit, "2|0", "SELECT count(*), (SELECT count(*) FROM issue WHERE rejected) FROM purchase");
}

/* A summary in which each hospital is called 合计: nothing else holds its figures, so none is passed over as a sum. */
Test(below, sums_without_the_rows_that_they_are_of_are_refused)
{
#define HEADED  "医疗机构,通用名,规格,生产企业,入库数量,验收日期\n"
#define OF(who) who ",甲药,1mg*7片,甲厂,2,2024-05-06\n"
    kit_write(&kit, "a.csv", HEADED OF("市人民医院合计") OF("中心医院合计"));
    kit_write(&kit, "b.csv", HEADED "西药合计,,,,7,\n,,,,7,\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_files(&kit, "a.csv L [a purchase 1 3=0+2+1]\nb.csv L [b purchase 1 3=0+2+1]\n");
    expect_said(&kit, "RE906|2||市人民医院合计|\nRE906|3||中心医院合计|\nRE906|2||西药合计|\nRE906|3||7|\n");
    /* of rows below, of other months, of nothing: none is missed */
    kit_write(&kit, "c.csv", HEADED OF("市人民医院合计") OF("市人民医院"));
    kit_write(&kit, "d.csv", HEADED "本年累计,,,,7,\n");
    kit_write(&kit, "e.csv", HEADED "合计,,,,0,\n");
    kit_book(&kit, "f.xlsx", NULL,
             "明细\n医疗机构|通用名|规格|生产企业|入库数量|验收日期\n市人民医院|甲药|1mg*7片|甲厂|#2|2024-05-07\n",
             "汇总\n医疗机构|通用名|规格|生产企业|入库数量|验收日期\n市人民医院合计|甲药|1mg*7片|甲厂|#2|2024-05-07\n",
             NULL);
    jc_buf_clear(&kit.said);
    expect_ok(&kit, "c.csv", "d.csv", "e.csv", "f.xlsx");
    expect_said(&kit, "");
}

/* A hospital that stands as a sum alone, among others that have rows: its figures are told of, since nothing else has them. */
Test(below, the_sum_of_a_hospital_without_rows_is_told)
{
#define ROW(who, n) who ",甲药,1mg*7片,甲厂," #n ",2024-05-06\n"
#define SUM(who, n) who ",,,," #n ",\n"
    kit_write(&kit, "a.csv",
              HEADED ROW("市人民医院", 2) SUM("市人民医院合计", 2) ROW("中心医院合计", 2) ROW("丙医院", 3)
                  ROW("丁医院", 4) SUM("丙医院小计", 3) SUM("丁医院 汇总：", 4) SUM("人民医院（小计）", 2)
                      SUM("总计", 11));
    /* by another cell; sums of several, of nothing, or that add up, are none of one hospital */
    kit_write(&kit, "b.csv",
              HEADED "乙医院,合计,,,5,\n" ROW("丙医院", 6) ROW("丁医院", 7) SUM("县级医院合计", 9)
                  SUM("二级医院小计", 10) SUM("县第一医院合计", 13) SUM("戊医院合计", 0));
    expect_ok(&kit, "a.csv", "b.csv");
    expect_said(&kit, "E961|A4|医疗机构|中心医院合计|\nE961|A2|医疗机构|乙医院|\n");
    expect_sql(&kit, "5", "SELECT count(*) FROM purchase");
    /* its rows may stand on an earlier sheet */
    kit_book(&kit, "d.xlsx", NULL, "明细" SHEET "市人民医院|甲药|1mg*7片|甲厂|#2|2024-05-07\n",
             "汇总" SHEET "丙医院|甲药|1mg*7片|甲厂|#3|2024-05-07\n市人民医院合计||||#2|\n乙医院合计||||#7|\n", NULL);
    jc_buf_clear(&kit.said);
    expect_ok(&kit, "d.xlsx");
    expect_said(&kit, "E961|A4|医疗机构|乙医院合计|\n");
}

/* The total may stand above the rows that it adds up, without a word. */
Test(below, amounts_alone_below_the_head_are_the_total_of_what_follows)
{
#define TOPPED "医疗机构,通用名,规格,生产企业,入库数量,采购金额(元),验收日期\n"
#define ROWS   "市人民医院,甲药,1mg*7片,甲厂,2,20,2024-05-07\n乙医院,甲药,1mg*7片,甲厂,3,30,2024-05-07\n"
    kit_write(&kit, "a.csv", TOPPED ",,,,5,50,\n" ROWS);
    kit_write(&kit, "b.csv", TOPPED ",,,,6,60,\n" ROWS);
    expect_ok(&kit, "a.csv", "b.csv");
    expect_files(&kit, "a.csv L [a purchase 1 4=2+0+2]\nb.csv L [b purchase 1 4=2+1+1]\n");
}

Test(below, a_payment_over_merged_rows_is_told_as_one)
{
    kit_book(&kit, "p.xlsx", "A2:A3 B2:B3 D2:D3",
             "付款\n医疗机构|付款日期|发票号码|付款金额\n甲医院|@2024-05-06|24330001|#300\n||24330002|\n", NULL);
    expect_ok(&kit, "p.xlsx");
    expect_told(&kit, "RE990|D3|付款金额|24330002|\n");
}

Test(below, a_shortage_that_goes_on_has_no_end)
{
    kit_write(&kit, "缺货.csv",
              "通用名,规格,生产企业,缺货开始日期,缺货结束日期\n甲药,1mg,甲厂,2024-05-01,至今\n"
              "甲药,1mg,甲厂,2024-05-02,五月底\n");
    expect_ok(&kit, "缺货.csv");
    expect_told(&kit, "E978|E2|缺货结束日期|至今|\n");
    expect_told(&kit, "RE979|E3|缺货结束日期|五月底|\n");
    expect_sql(&kit, "1|1", "SELECT count(*), day_to IS NULL FROM shortage");
}
