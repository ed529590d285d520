/* Sheets as people lay them out, from bytes to facts (formats.md 2 and 3.6, rule book 1). */
#include "ingest_kit.h"
#include "random.h"
#include "xls_make.h"

#include <sys/resource.h>

#define HEAD "医疗机构名称|订单编号|通用名|规格|生产企业|入库数量|验收日期|采购金额\n"
#define ROW(order, quantity)                                                                                           \
    "甲县人民医院|" order "|阿莫西林胶囊|0.25g*24粒|珠海联邦制药股份有限公司|#" quantity "|@2024-05-06|#100\n"

#define LINES                                                                                                          \
    "SELECT o.name, p.order_no, p.accepted / 10000, day_text(p.day_accept) FROM purchase p JOIN org o ON o.id = "      \
    "p.org ORDER BY p.id"

static struct kit kit;

static void setup(void)
{
    kit_open(&kit);
}

static void teardown(void)
{
    kit_close(&kit);
}

TestSuite(load, .init = setup, .fini = teardown);

/* ---- heads ---------------------------------------------------------------------------------------- */

Test(load, titles_and_notes_may_stand_above_a_head)
{
    kit_book(&kit, "a.xlsx", NULL,
             "明细\n2024年5月药品采购明细表\n\n统计口径：已验收|||制表日期：2024-06-01\n" HEAD ROW("A1", "10")
                 ROW("A2", "20"),
             NULL);
    expect_ok(&kit, "a.xlsx");
    expect_files(&kit, "a.xlsx L [明细 purchase 4 5=2+0+3]\n");
    expect_sql(&kit, "甲县人民医院|A1|10|2024-05-06\n甲县人民医院|A2|20|2024-05-06", LINES);
    expect_said(&kit, "");
}

Test(load, captions_over_quantities_are_read_with_them)
{
    kit_book(&kit, "a.xlsx", "D1:E1 F1:G1 A1:A2 B1:B2 C1:C2",
             "明细\n医疗机构名称|通用名|规格|采购情况||验收情况\n|||数量|日期|数量|日期\n"
             "甲医院|甲药片|1mg*10片|#10|@2024-01-02|#8|@2024-01-05\n",
             NULL);
    expect_ok(&kit, "a.xlsx");
    expect_files(&kit, "a.xlsx L [明细 purchase 2 3=1+0+2]\n");
    expect_sql(&kit, "10|8|2024-01-02|2024-01-05",
               "SELECT ordered / 10000, accepted / 10000, day_text(day_order), day_text(day_accept) FROM purchase");
}

Test(load, a_caption_may_say_what_is_measured)
{
    kit_write(&kit, "a.csv",
              "序号,医疗机构,药品,,数量,,,金额（元）,日期\n,,名称,规格,订购,到货,退货,入库,入库\n1,甲医院,甲药片,20mg*"
              "7片,5,4,1,66.4,"
              "2024-05-07\n");
    expect_ok(&kit, "a.csv");
    expect_sql(
        &kit, "甲药片|5|4|1|664000|2024-05-07",
        "SELECT i.generic, ordered / 10000, accepted / 10000, returned / 10000, amount, day_text(day_accept) FROM "
        "purchase p JOIN item i ON i.id = p.item");
}

Test(load, the_unit_of_a_caption_is_that_of_what_stands_below)
{
    kit_write(
        &kit, "a.csv",
        "医疗机构名称,通用名,规格,入库情况（万元）,,,,付款（元）\n,,,入库数量,金额,单价,入库日期,已付金额（万元）\n"
        "甲医院,甲药,1mg*7片,8,3.5,5,2024-05-06,1\n");
    kit_write(&kit, "b.csv",
              "医疗机构名称,通用名,规格,订购数量（片）,,入库情况（片）,,\n,,,数量,日期,数量,金额（万元）,日期\n"
              "甲医院,甲药,1mg*7片,14,2024-05-01,7,3,2024-05-07\n");
    kit_write(&kit, "c.csv",
              "医疗机构名称,批次,通用名,规格,约定情况（万片）,,\n,,,,约定采购量,开始日期,结束日期\n"
              "甲医院,第五批,甲药,1mg*7片,1.2,2024-01-01,2024-12-31\n");
    expect_ok(&kit, "a.csv", "b.csv", "c.csv");
    expect_sql(&kit, "|8|35000|5|10000|0\n14|7|30000|||1",
               "SELECT ordered / 10000, accepted / 10000, amount / 10000, price / 10000, paid / 10000, i.in_units FROM "
               "purchase p JOIN item i ON i.id = p.item ORDER BY day_accept");
    expect_sql(&kit, "12000|min", "SELECT volume / 10000, unit FROM agreement");
}

Test(load, totals_footers_and_repeated_heads_are_skipped_and_counted)
{
    kit_book(&kit, "a.xlsx", NULL,
             "明细\n" HEAD ROW("A1", "1") "本页小计|||||#1||#100\n" HEAD ROW(
                 "A2", "2") "合　计（2）|||||#3||#200\n"
                            "|||||#3||#200\n\n制表人：张三||审核人：李四\n第 1 页 共 3 页\n备注：仅含已验收\n",
             NULL);
    expect_ok(&kit, "a.xlsx");
    expect_files(&kit, "a.xlsx L [明细 purchase 1 10=2+0+8]\n");
    expect_sql(&kit, "2", "SELECT count(*) FROM purchase");
    expect_said(&kit, "");
}

Test(load, a_total_in_a_csv_is_one_though_its_cells_are_texts)
{
    kit_write(&kit, "a.csv",
              "医疗机构名称,订单编号,通用名,入库数量,采购金额,验收日期\n甲医院,A1,甲药,5,50,2024-05-06\n"
              "合计,,2种,5,50,\n,,,5,50,\n乙医院小计,,,5,50,\n");
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv L [a purchase 1 5=1+0+4]\n");
}

Test(load, a_note_that_begins_like_a_total_or_a_footer_makes_its_row_none)
{
    kit_write(
        &kit, "a.csv",
        "医疗机构名称,摘要,付款日期,付款金额,用途\n甲医院,共计3笔,2024-05-06,1,药品\n甲医院,累计货款,2024-05-07,2,"
        "小计3盒\n甲医院,货款小计,2024-05-08,3,\n合计,3笔,2024-05-08,6,\n甲医院小计,,2024-05-08,6,\n,累计,,12,\n");
    kit_write(&kit, "b.csv",
              "序号,流水号,摘要,付款日期,付款金额,医疗机构名称\n1,101,截至3月底货款,2024-05-06,4,甲医院\n"
              "合计,,共1笔,2024-05-06,4,甲医院\n截至5月底,,,,4,\n备注:1,,制表:张三,2024-05-06,审核:李四,甲医院\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_sql(&kit, "1|共计3笔\n2|累计货款\n3|货款小计\n4|截至3月底货款",
               "SELECT amount / 10000, note FROM payment ORDER BY id");
    expect_said(&kit, "E315||||用途\n");
}

Test(load, a_note_that_is_nothing_but_the_word_of_a_total_makes_its_row_one)
{
    kit_write(
        &kit, "a.csv",
        "付款日期,凭证号,摘要,供应商,付款金额,医疗机构名称\n2024-05-20,记-1,付药款,乙公司,1,甲医院\n"
        "2024-05-31,,本月合计,,1,甲医院\n2024-05-31,,本年累计：,,1,甲医院\n2024-05-31,,小 计（2）,,1,甲医院\n"
        "2024-05-31,,过次页,,1,甲医院\n2024-06-01,,期初余额,,1,甲医院\n2024-06-01,记-2,合计付清,乙公司,2,甲医院\n");
    kit_write(&kit, "b.csv",
              "类别,医疗机构名称,通用名,规格,转换比,生产企业,单价,入库数量,入库日期\n西药,甲医院,甲药,1mg,7,甲厂,1,3,"
              "2024-05-06\n"
              "小计,甲医院,甲药,1mg,7,甲厂,1,3,2024-05-06\n本期合计,甲医院,甲药,1mg,7,甲厂,1,3,2024-05-06\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_sql(&kit, "1|付药款\n2|合计付清", "SELECT amount / 10000, note FROM payment ORDER BY id");
    expect_sql(&kit, "30000", "SELECT accepted FROM purchase");
}

Test(load, a_sum_in_place_of_the_product_is_a_total_wherever_its_column_stands)
{
    kit_write(&kit, "甲医院第五批协议期2024-01-01至2024-12-31.csv",
              "通用名,规格,生产企业,约定采购量(片)\n甲药,1mg*7片,甲厂,10\n口服药合计,,,10\n注射剂小计：,,,5\n乙药合计,"
              "1mg*7片,甲厂,3\n");
    kit_write(&kit, "b.csv",
              "医疗机构编码,医疗机构名称,配送企业,通用名,规格,生产企业,入库数量,验收日期\n"
              "H33010000001,甲医院,乙公司,甲药,1mg*7片,甲厂,1,2024-05-06\nH33010000001,甲医院,乙公司,合 计,,,1,\n"
              "H33010000001,甲医院,,西药小计,,,1,\nH33010000001,甲医院,乙公司,汇总,,,1,\n,甲医院 汇总,,,,,1,\n"
              ",本月合计：,,,,,1,\nH33010000001,甲医院,乙公司,复方小计,1mg*7片,,2,2024-05-06\n");
    expect_ok(&kit, "甲医院第五批协议期2024-01-01至2024-12-31.csv", "b.csv");
    expect_sql(&kit, "甲药|10\n乙药合计|3\n甲药|1\n复方小计|2",
               "SELECT i.generic, a.volume / 10000 FROM agreement a JOIN item i ON i.id = a.item UNION ALL SELECT "
               "i.generic, p.accepted / 10000 FROM purchase p JOIN item i ON i.id = p.item");
    expect_said(&kit, "");
}

Test(load, a_hospital_of_the_word_general_is_no_total)
{
    kit_write(
        &kit, "a.csv",
        "医疗机构名称,订单编号,通用名,生产企业,入库数量,验收日期\n总医院,A1,合成甲药,小松制药总厂,5,2024-05-06\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "总医院|A1|5|2024-05-06", LINES);
}

Test(load, rows_of_numbers_alone_are_data_where_they_say_more_than_an_amount)
{
    kit_book(&kit, "a.xlsx", NULL,
             "甲县人民医院\n付款日期|发票号码|付款金额\n@2024-05-06|#24001|#100.5\n@2024-05-07|#24002|#20\n||#120.5\n",
             NULL);
    expect_ok(&kit, "a.xlsx");
    expect_files(&kit, "a.xlsx L [甲县人民医院 payment 1 4=2+0+2]\n");
    expect_sql(&kit, "甲县人民医院|24001|1005000\n甲县人民医院|24002|200000",
               "SELECT o.name, p.invoices, p.amount FROM payment p JOIN org o ON o.id = p.org ORDER BY p.id");
}

Test(load, rows_without_numbers_that_stand_on_several_sheets_are_told)
{
    static const char head[] = "甲县人民医院\n通用名|规格|生产企业|入库数量|验收日期|发票号码\n";
    static const char rows[] = "甲药|1mg*7片|甲厂|#1|@2024-04-02|1\n甲药|1mg*7片|甲厂|#1|@2024-04-02|1\n"
                               "甲药|1mg*7片|甲厂|#2|@2024-04-03|2\n";
    static const char paid[] = "医疗机构|付款日期|付款金额\n甲医院|@2024-06-01|#1\n甲医院|@2024-06-01|#2\n"
                               "甲医院|@2024-06-01|#3\n";
    char all[512], april[512], may[512], one[512], two[512];
    snprintf(all, sizeof all, "全部\n%s%s", head, rows);
    snprintf(april, sizeof april, "4月\n%s%s乙药|1mg*7片|甲厂|#1|@2024-04-02|1\n", head, rows);
    snprintf(may, sizeof may, "5月\n%s甲药|1mg*7片|甲厂|#1|@2024-05-02|3\n甲药|1mg*7片|甲厂|#2|@2024-04-03|2\n", head);
    snprintf(one, sizeof one, "一\n%s", paid);
    snprintf(two, sizeof two, "二\n%s", paid);
    kit_book(&kit, "a.xlsx", NULL, all, april, may, NULL);
    kit_book(&kit, "b.xlsx", NULL, one, two, NULL);
    expect_ok(&kit, "a.xlsx", "b.xlsx");
    expect_said(&kit, "E216||||3\nE216||||3\n");
    expect_sql(&kit, "4月\n二",
               "SELECT s.name FROM issue i JOIN sheet s ON s.id = i.sheet WHERE code = 216 ORDER BY i.id");
}

/* A block of rows without numbers that stands a second time was pasted; a row here and there that comes twice a day was not. */
Test(load, rows_without_numbers_that_were_pasted_twice_are_told)
{
    static const char head[] = "医疗机构,通用名,规格,生产企业,入库数量,验收日期\n",
                      row[] = "甲医院,甲药,1mg*7片,甲厂,%d,2024-04-%02d\n";
    struct jc_buf text = {0};
    jc_buf_str(&text, head);
    for (int i = 0; i < 40; i++) /* 5 and 12 come twice; of 20 to 24 the block is said again at the end */
        for (int n = 0; n < (i == 5 ? 4 : i == 12 ? 2 : 1); n++)
            jc_buf_fmt(&text, row, i + 1, i % 28 + 1);
    kit_write(&kit, "a.csv", jc_buf_text(&text));
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "");
    for (int i = 20; i < 25; i++)
        jc_buf_fmt(&text, row, i + 1, i % 28 + 1);
    kit_write(&kit, "b.csv", jc_buf_text(&text));
    jc_buf_clear(&text);
    for (int i = 0; i < 6; i++)
        jc_buf_fmt(&text, row, i % 3 + 1, i % 3 + 1);
    struct jc_buf small = {0};
    jc_buf_fmt(&small, "%s%s", head, jc_buf_text(&text));
    kit_write(&kit, "c.csv", jc_buf_text(&small));
    expect_ok(&kit, "b.csv", "c.csv");
    expect_sql(&kit, "b|5|46\nc|3|5",
               "SELECT s.name, arg1, arg2 FROM issue i JOIN sheet s ON s.id = i.sheet WHERE code = 911 ORDER BY s.id");
    jc_buf_free(&text);
    jc_buf_free(&small);
}

/* A sheet of all, and behind it one for each hospital, with a row or two: together they are no chance. */
Test(load, a_sheet_of_all_before_short_sheets_of_each_hospital_is_told)
{
    static const char head[] = "医疗机构|通用名|规格|生产企业|入库数量|验收日期\n",
                      a[] = "甲医院|甲药|1mg*7片|甲厂|#1|@2024-04-02\n",
                      b[] = "甲医院|甲药|1mg*7片|甲厂|#2|@2024-04-02\n",
                      c[] = "乙医院|甲药|1mg*7片|甲厂|#3|@2024-04-02\n";
    char all[512], one[512], two[512];
    snprintf(all, sizeof all, "汇总\n%s%s%s%s", head, a, b, c);
    snprintf(one, sizeof one, "甲医院\n%s%s%s", head, a, b);
    snprintf(two, sizeof two, "乙医院\n%s%s", head, c);
    kit_book(&kit, "a.xlsx", NULL, all, one, two, NULL);
    expect_ok(&kit, "a.xlsx");
    expect_said(&kit, "E216||||3\n");
    expect_sql(&kit, "甲医院|3|2",
               "SELECT s.name, arg1, arg2 FROM issue i JOIN sheet s ON s.id = i.sheet WHERE code = 216");
    kit_close(&kit);
    kit_open(&kit);
    kit_book(&kit, "b.xlsx", NULL, all, two, NULL);
    expect_ok(&kit, "b.xlsx");
    expect_said(&kit, ""); /* one row may be chance */
}

#define RECEIPTS                  "医疗机构名称,通用名,规格,生产企业,验收日期,入库数量,单价,金额\n"
#define RECEIPT(quantity, amount) "甲医院,甲药,1mg*7片,甲厂,2024-05-06," quantity ",18.39," amount "\n"

Test(load, amounts_alone_between_two_rows_are_a_row_that_lost_who_and_what)
{
    kit_write(&kit, "a.csv", RECEIPTS RECEIPT("10", "183.9") ",,,,,20,18.39,367.8\n" RECEIPT("5", "91.95"));
    kit_write(&kit, "b.csv", RECEIPTS RECEIPT("9", "165.51") ",,,,,9,18.39,165.51\n,,,,,9,18.39,165.51\n");
    kit_write(&kit, "甲医院.csv",
              "通用名,规格,生产企业,验收日期,入库数量,金额\n甲药,1mg*7片,甲厂,2024-05-06,10,100\n,,,,20,200\n"
              "乙药,1mg*7片,甲厂,2024-05-06,5,50\n,,,,35,350\n");
    expect_ok(&kit, "a.csv", "b.csv", "甲医院.csv");
    expect_files(&kit, "a.csv L [a purchase 1 4=2+1+1]\nb.csv L [b purchase 1 4=1+2+1]\n"
                       "甲医院.csv L [甲医院 purchase 1 5=2+1+2]\n");
    expect_said(&kit, "RE319|3|医疗机构名称||\nRE319|3|医疗机构名称||\nRE319|4|医疗机构名称||\nRE320|3|通用名||\n");
}

Test(load, amounts_alone_that_add_up_or_end_the_table_are_totals)
{
    kit_write(&kit, "a.csv",
              RECEIPTS RECEIPT("10", "183.90") RECEIPT("5", "91.95") ",,,,,15,,275.85\n" RECEIPT("2", "36.784")
                  RECEIPT("-1", "-18.392") ",,,,,1,18.39,18.39\n小计,,,,,1,,18.39\n" RECEIPT(
                      "4", "73.56") ",,,,,20,,367.8\n,,,,,20,,367.8\n\n制表人：张三,,,,,,,\n");
    kit_write(&kit, "b.csv", RECEIPTS RECEIPT("10", "183.9") ",,,,,99,,999\n,,,,,,,\n制表人：张三,,,,,,,\n");
    kit_write(&kit, "甲医院.csv",
              "通用名,规格,生产企业,验收日期,入库数量,金额(万元)\n甲药,1mg*7片,甲厂,2024-05-06,10,0.1234\n"
              "乙药,1mg*7片,甲厂,2024-05-06,5,0.1234\n,,,,15,0.25\n丙药,1mg*7片,甲厂,2024-05-06,5,50\n");
    expect_ok(&kit, "a.csv", "b.csv", "甲医院.csv");
    expect_files(&kit, "a.csv L [a purchase 1 12=5+0+7]\nb.csv L [b purchase 1 4=1+0+3]\n"
                       "甲医院.csv L [甲医院 purchase 1 5=3+0+2]\n");
    expect_sql(&kit, "0", "SELECT count(*) FROM issue WHERE rejected");
}

Test(load, volumes_alone_among_hospitals_are_a_total_or_refused)
{
    kit_write(&kit, "第五批约定量协议期2024-01-01至2024-12-31.csv",
              "通用名,规格,生产企业,单位,甲县人民医院,乙县中医院,合计\n甲药,1mg*7片,甲厂,片,1,2,3\n乙药,1mg*7片,甲厂,"
              "片,3,,3\n"
              ",,,,4,2,6\n,,,,5,,5\n丙药,1mg*7片,甲厂,片,6,7,13\n,,,,15,9,24\n");
    expect_ok(&kit, "第五批约定量协议期2024-01-01至2024-12-31.csv");
    expect_said(&kit, "E330||||\nRE320|5|通用名||\nE389||||合计\n");
}

Test(load, several_sheets_and_kinds_in_one_workbook)
{
    kit_book(&kit, "a.xlsx", NULL, "说明\n本工作簿由平台导出\n",
             "机构\n医疗机构名称|地区|级别|所有制\n甲县人民医院|甲县|二级|公立\n", "明细\n" HEAD ROW("A1", "1"),
             "付款\n医疗机构名称|付款日期|付款金额|付款流水号\n甲县人民医院|@2024-06-01|#100|F1\n",
             "-旧明细\n" HEAD ROW("A9", "9"), "Sheet6\n", NULL);
    expect_ok(&kit, "a.xlsx");
    expect_files(&kit, "a.xlsx L [说明  0 1=0+0+1] [机构 institution 1 2=1+0+1] [明细 purchase 1 2=1+0+1] "
                       "[付款 payment 1 2=1+0+1]\n");
    expect_told(&kit, "E325|");
    cr_expect_null(strstr(jc_buf_text(&kit.said), "E123|"), "hidden is told once");
    expect_told(&kit, "E365|");
    expect_sql(&kit, "1|1|1",
               "SELECT (SELECT count(*) FROM listed), (SELECT count(*) FROM purchase), (SELECT count(*) FROM payment)");
    expect_sql(&kit, "说明", "SELECT s.name FROM issue i JOIN sheet s ON s.id = i.sheet WHERE i.code = 365");
}

Test(load, a_sheet_without_a_head_goes_on_with_the_one_before)
{
    kit_book(&kit, "a.xlsx", NULL, "明细(1)\n" HEAD ROW("A1", "1"), "明细(2)\n" ROW("A2", "2") ROW("A3", "3"),
             "说明\n一|二|三\n四|五|六\n", NULL);
    expect_ok(&kit, "a.xlsx");
    expect_files(&kit, "a.xlsx L [明细(1) purchase 1 2=1+0+1] [明细(2) purchase 0 2=2+0+0] [说明  0 2=0+0+2]\n");
    expect_told(&kit, "E324|");
    expect_sql(&kit, "甲县人民医院|A1|1|2024-05-06\n甲县人民医院|A2|2|2024-05-06\n甲县人民医院|A3|3|2024-05-06", LINES);
}

/* Rows from `first` on of a .xls: strings 0 to 3 and the order number are shared ones, then a quantity and a day. */
static void add_xls_rows(struct jc_buf *cells, uint32_t first, uint32_t count, uint32_t order)
{
    for (uint32_t r = first; r < first + count; r++, order++) {
        for (uint32_t col = 0; col < 4; col++)
            mk_record(cells, 0x00FD, "wwwd", r, col, 0, 6 + col);
        mk_record(cells, 0x027E, "wwwd", r, 4, 0, (order << 2) | 2);
        mk_record(cells, 0x027E, "wwwd", r, 5, 0, (1u << 2) | 2);
        mk_record(cells, 0x027E, "wwwd", r, 6, 1, (45419u << 2) | 2);
    }
}

static void write_full_xls(const char *path)
{
    static const char *const strings[] = {"医疗机构名称", "药品通用名", "规格",   "生产企业", "订单编号",
                                          "入库数量",     "甲医院",     "甲药片", "20mg*7片", "甲药业有限公司"};
    static const int heads[] = {0, 1, 2, 3, 4, 5};
    struct jc_buf globals = {0}, full = {0}, rest = {0}, stream = {0}, file = {0};
    mk_record(&globals, 0x00E0, "wwz", 0, 0, 16);
    mk_record(&globals, 0x00E0, "wwz", 0, 14, 16);
    size_t sst = mk_begin(&globals, 0x00FC);
    mk_u32(&globals, JC_LEN(strings) + 1);
    mk_u32(&globals, JC_LEN(strings) + 1);
    for (size_t i = 0; i <= JC_LEN(strings); i++) {
        const char *text = i < JC_LEN(strings) ? strings[i] : "入库日期";
        struct jc_buf one = {0};
        mk_record(&one, 0, "u", text);
        mk_u16(&globals, (unsigned)(one.len - 4) / 2);
        mk_u8(&globals, 1);
        jc_buf_add(&globals, one.p + 4, one.len - 4);
        jc_buf_free(&one);
    }
    mk_end(&globals, sst);
    for (uint32_t i = 0; i < 6; i++)
        mk_record(&full, 0x00FD, "wwwd", 0, i, 0, heads[i]);
    mk_record(&full, 0x00FD, "wwwd", 0, 6, 0, (uint32_t)JC_LEN(strings));
    add_xls_rows(&full, 1, 65535, 1);
    add_xls_rows(&rest, 0, 3, 65536);
    const struct mk_sheet sheets[] = {{"Sheet1", 0, 0, full.p, full.len}, {"Sheet2", 0, 0, rest.p, rest.len}};
    mk_workbook(&stream, true, &globals, sheets, 2);
    mk_compound(&file, &(struct mk_stream){"Workbook", stream.p, stream.len}, 1);
    FILE *f = fopen(path, "wb");
    cr_assert(f && fwrite(file.p, 1, file.len, f) == file.len && fclose(f) == 0);
    jc_buf_free(&globals);
    jc_buf_free(&full);
    jc_buf_free(&rest);
    jc_buf_free(&stream);
    jc_buf_free(&file);
}

Test(load, a_sheet_that_goes_on_is_that_of_the_hospital_it_names)
{
    kit_book(&kit, "a.xlsx", NULL,
             "甲县人民医院\n通用名|规格|生产企业|入库数量|验收日期\n甲药|1mg*7片|甲厂|#1|@2024-01-02\n",
             "乙县中医院\n甲药|1mg*7片|甲厂|#2|@2024-01-02\n", "续\n甲药|1mg*7片|甲厂|#3|@2024-01-02\n",
             "Sheet4\n丙乡卫生院8月\n甲药|1mg*7片|甲厂|#4|@2024-01-02\n", NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(&kit, "甲县人民医院|1\n乙县中医院|2\n乙县中医院|3\n丙乡卫生院|4",
               "SELECT o.name, p.accepted / 10000 FROM purchase p JOIN org o ON o.id = p.org ORDER BY p.id");
    expect_files(&kit,
                 "a.xlsx L [甲县人民医院 purchase 1 2=1+0+1] [乙县中医院 purchase 0 1=1+0+0] [续 purchase 0 1=1+0+0] "
                 "[Sheet4 purchase 0 2=1+0+1]\n");
}

Test(load, a_sheet_goes_on_with_the_last_hospital_of_the_one_before)
{
    kit_book(&kit, "a.xlsx", NULL,
             "一\n甲县人民医院\n通用名|规格|生产企业|入库数量|验收日期\n甲药|1mg*7片|甲厂|#1|@2024-01-02\n乙县中医院\n"
             "甲药|1mg*7片|甲厂|#2|@2024-01-02\n",
             "二\n甲药|1mg*7片|甲厂|#3|@2024-01-02\n", NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(&kit, "甲县人民医院|1\n乙县中医院|2\n乙县中医院|3",
               "SELECT o.name, p.accepted / 10000 FROM purchase p JOIN org o ON o.id = p.org ORDER BY p.id");
}

/* The receipts of a second sheet that has no head, below these titles (rows of one cell each). */
static const char *rows_below(const char *name, const char *titles)
{
    char text[512];
    snprintf(text, sizeof text, "Sheet2\n%s\n甲药|1mg*7片|甲厂|#5|@2024-01-03\n甲药|1mg*7片|甲厂|#7|@2024-01-04\n",
             titles);
    kit_book(&kit, name, NULL,
             "甲县人民医院\n通用名|规格|生产企业|入库数量|验收日期\n甲药|1mg*7片|甲厂|#1|@2024-01-02\n", text, NULL);
    expect_ok(&kit, name);
    return jc_buf_text(&kit.files);
}

Test(load, a_sheet_without_a_head_below_a_title_of_something_else_is_not_read)
{
    static const char *const titles[] = {"2024年4月退货明细\n单位：盒",
                                         "出库明细",
                                         "以下为作废数据，请勿使用",
                                         "甲县人民医院2024年4月科室领用",
                                         "入库汇总 2024年4月",
                                         "2024年4月草稿",
                                         "报损明细\n2024年4月",
                                         "附件",
                                         "老年病科",
                                         "2024年4月入库\n以下为2023年旧数据"};
    for (size_t i = 0; i < JC_LEN(titles); i++) {
        char name[16];
        snprintf(name, sizeof name, "%zu.xlsx", i);
        const char *files = rows_below(name, titles[i]);
        cr_expect_not_null(strstr(files, "[Sheet2  0 "), "%s: %s", titles[i], files);
    }
    expect_told(&kit, "E365|");
    expect_sql(&kit, "0", "SELECT count(*) FROM issue WHERE code = 324");
}

Test(load, a_sheet_without_a_head_whose_name_says_that_it_is_something_else_is_not_read)
{
    static const char *const names[] = {"退货明细", "出库", "作废", "库存"};
    for (size_t i = 0; i < JC_LEN(names); i++) {
        char name[16], text[256];
        snprintf(name, sizeof name, "%zu.xlsx", i);
        snprintf(text, sizeof text, "%s\n甲药|1mg*7片|甲厂|#5|@2024-01-03\n", names[i]);
        kit_book(&kit, name, NULL,
                 "甲县人民医院\n通用名|规格|生产企业|入库数量|验收日期\n甲药|1mg*7片|甲厂|#1|@2024-01-02\n", text,
                 NULL);
        expect_ok(&kit, name);
        expect_told(&kit, "E365|");
    }
    kit_book(&kit, "a.xlsx", NULL,
             "入库汇总1\n甲县人民医院\n通用名|规格|生产企业|入库数量|验收日期\n甲药|1mg*7片|甲厂|#1|@2024-01-02\n",
             "入库汇总2\n甲药|1mg*7片|甲厂|#2|@2024-01-02\n", NULL);
    expect_ok(&kit, "a.xlsx");
    expect_files(&kit, "a.xlsx L [入库汇总1 purchase 2 3=1+0+2] [入库汇总2 purchase 0 1=1+0+0]\n");
}

Test(load, a_sheet_without_a_head_below_a_title_of_the_same_is_read)
{
    static const char *const titles[] = {"乙县中医院", "2024年4月入库明细",          "十二月", "单位：盒", "国家第五批",
                                         "续表",       "乙县退役军人医院4月入库明细"};
    for (size_t i = 0; i < JC_LEN(titles); i++) {
        char name[16];
        snprintf(name, sizeof name, "%zu.xlsx", i);
        const char *files = rows_below(name, titles[i]);
        cr_expect_not_null(strstr(files, "[Sheet2 purchase 0 3=2+0+1]"), "%s: %s", titles[i], files);
    }
}

Test(load, a_full_xls_goes_on_in_a_second_sheet)
{
    write_full_xls(kit_path(&kit, "a.xls"));
    expect_ok(&kit, "a.xls");
    expect_files(&kit, "a.xls L [Sheet1 purchase 1 65536=65535+0+1] [Sheet2 purchase 0 3=3+0+0]\n");
    expect_said(&kit, "E324||||\n");
    expect_sql(&kit, "65538|65538|1|65538|2024-05-07",
               "SELECT count(*), count(DISTINCT order_no), min(CAST(order_no AS INTEGER)), max(CAST(order_no AS "
               "INTEGER)), day_text(max(day_accept)) FROM purchase");
}

Test(load, another_table_may_stand_below_under_its_own_head)
{
    kit_book(&kit, "a.xlsx", NULL,
             "回流库\n甲医院入库明细\n通用名|规格|订单编号|入库数量|验收日期\n甲药|1mg*7片|A1|#1|@2024-01-02\n"
             "乙医院入库明细\n通用名|规格|订单编号|入库数量|验收日期\n甲药|1mg*7片|A2|#2|@2024-01-02\n"
             "丙医院入库明细\n订单编号|验收日期|入库数量|规格|通用名\nA3|@2024-01-02|#3|1mg*7片|甲药\n",
             NULL);
    expect_ok(&kit, "a.xlsx");
    expect_files(&kit, "a.xlsx L [回流库 purchase 2 7=2+0+5] [回流库 purchase 8 2=1+0+1]\n");
    expect_told(&kit, "E363|");
    expect_sql(&kit, "甲医院|A1|1|2024-01-02\n乙医院|A2|2|2024-01-02\n丙医院|A3|3|2024-01-02", LINES);
}

Test(load, an_unknown_table_below_shares_no_head_with_the_one_above)
{
    static const char *const heads[] = {"药品,规格型号,厂家,批号,库位,盘后数量,零售价,零售金额,日期",
                                        "品名,规格型号,厂商,批次号,库位,账面数,进价,成本,日子",
                                        "付款说明,经办人,用途,账号,开户行,应付款,余额数,手续费,付款日"};
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        char text[1024];
        snprintf(
            text, sizeof text,
            "甲医院\n通用名,规格,生产企业,批号,供应商,入库数量,单价,金额,入库日期\n甲药,1mg*7片,甲厂,B1,乙公司,10,5,50,"
            "2024-04-05\n台账二\n%s\n甲药,1mg*7片,甲厂,B1,A-1,500,5,2500,2024-04-30\n"
            "甲药,1mg*7片,甲厂,B2,A-1,600,5,3000,2024-04-30\n"
            "通用名,规格,生产企业,批号,供应商,入库数量,单价,金额,入库日期\n甲药,1mg*7片,甲厂,B1,乙公司,11,5,55,2024-04-"
            "06\n",
            heads[i]);
        kit_write(&kit, "a.csv", text);
        expect_ok(&kit, "a.csv");
        cr_expect_str_eq(kit_sql(&kit, "SELECT accepted / 10000 FROM purchase ORDER BY row"), "10\n11", "%s", heads[i]);
        cr_expect_eq(strncmp(jc_buf_text(&kit.said), "E388|5|", 7), 0, "%s", jc_buf_text(&kit.said));
        teardown();
        setup();
    }
}

Test(load, words_in_place_of_numbers_make_no_head_of_a_row)
{
    kit_write(
        &kit, "a.csv",
        "医疗机构名称,通用名,规格,生产企业,入库数量,单价,金额,入库日期\n甲医院,甲药,1mg*7片,甲厂,10,5,50,2024-04-05\n"
        "甲医院,甲药,1mg*7片,甲厂,待定,待定,待定,待定\n甲医院,甲药,,甲厂,未到,未到,,\n甲医院,甲药,1mg*7片,甲厂,11,5,55,"
        "2024-04-06\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "10\n11", "SELECT accepted / 10000 FROM purchase ORDER BY row");
    expect_sql(&kit, "0", "SELECT count(*) FROM issue WHERE code = 388");
}

/* 填报 and 截至 begin footers as well; one that says whose the rows are is none. */
Test(load, a_title_below_that_begins_like_a_footer_is_one)
{
    static const char *const titles[] = {"填报单位：乙县中医院",
                                         "填报机构：乙县中医院 单位：元",
                                         "截至2024年4月30日 乙县中医院入库明细",
                                         "制表单位：乙县中医院,,填报日期：2024-05-01",
                                         "医疗机构：乙县中医院,,统计期：5月",
                                         "第1页 乙县中医院"};
    for (size_t i = 0; i < JC_LEN(titles); i++)
        for (int head = 0; head < 2; head++) {
            char text[1024];
            snprintf(text, sizeof text,
                     "填报单位：甲县人民医院\n通用名,规格,生产企业,入库数量,验收日期\n甲药,1mg*7片,甲厂,1,2024-01-02\n"
                     "填报人：张三,,审核人：李四\n%s\n%s甲药,1mg*7片,甲厂,2,2024-01-02\n备注：不含丙县人民医院\n"
                     "甲药,1mg*7片,甲厂,3,2024-01-02\n",
                     titles[i], head ? "通用名,规格,生产企业,入库数量,验收日期\n" : "");
            kit_write(&kit, "a.csv", text);
            expect_ok(&kit, "a.csv");
            cr_expect_str_eq(kit_sql(&kit,
                                     "SELECT o.name, p.accepted / 10000 FROM purchase p JOIN org o ON o.id = p.org "
                                     "ORDER BY p.id"),
                             "甲县人民医院|1\n乙县中医院|2\n乙县中医院|3", "%s", titles[i]);
            expect_said(&kit, "");
            teardown();
            setup();
        }
}

#define AGREED                                                                                                         \
    "SELECT o.name, i.generic, a.round, a.volume / 10000, a.unit, day_text(a.day_from), day_text(a.day_to) FROM "      \
    "agreement a JOIN org o ON o.id = a.org JOIN item i ON i.id = a.item ORDER BY a.id"

/* One message, and no row of it counts with the columns above; behind the next head the rows do again. */
Test(load, an_unknown_table_below_is_told_once_and_left_out)
{
    kit_write(&kit, "a.csv",
              "医疗机构名称,订单编号,通用名,规格,生产企业,单价,入库数量,金额,入库日期\n"
              "甲医院,D1,甲药,1mg*7片,甲厂,10,60,600,2024-03-31\n"
              "医疗机构名称,领用单号,通用名,规格,生产企业,单价,出库数量,金额,出库日期\n"
              "甲医院,C1,甲药,1mg*7片,甲厂,10,30,300,2024-04-01\n甲医院,C2,甲药,1mg*7片,甲厂,10,20,200,2024-04-02\n"
              "医疗机构名称,订单编号,通用名,规格,生产企业,单价,入库数量,金额,入库日期\n"
              "甲医院,D2,甲药,1mg*7片,甲厂,10,5,50,2024-04-30\n"
              "医疗机构名称,领用单号,通用名,规格,生产企业,单价,出库数量,金额,出库日期\n"
              "甲医院,C3,甲药,1mg*7片,甲厂,10,30,300,2024-04-01\n"
              "医疗机构名称,订单编号,通用名,规格,生产企业,单价,退货数量,退货日期\n"
              "甲医院,D2,甲药,1mg*7片,甲厂,10,1,2024-05-01\n");
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "E388|3|||领用单号、出库数量、出库日期\nE388|8|||领用单号、出库数量、出库日期\nE363||||\n");
    expect_sql(&kit, "D1|60|\nD2|5|\nD2||1",
               "SELECT order_no, accepted / 10000, returned / 10000 FROM purchase ORDER BY row");
}

#ifndef __SANITIZE_ADDRESS__ /* which keeps what is freed */
Test(load, of_titles_without_end_the_last_are_kept)
{
    struct rusage before, after;
    char title[4000];
    FILE *f = fopen(kit_path(&kit, "a.csv"), "w");
    cr_assert_not_null(f);
    memset(title, 'x', sizeof title - 1);
    title[sizeof title - 1] = 0;
    fputs("医疗机构名称,通用名,规格,生产企业,入库数量,验收日期\n甲医院,甲药,1mg*7片,甲厂,1,2024-01-02\n", f);
    for (int i = 0; i < 10000; i++)
        fprintf(f, ",,%s%d,,,\n", title, i);
    cr_assert_eq(fclose(f), 0);
    getrusage(RUSAGE_SELF, &before);
    expect_ok(&kit, "a.csv");
    getrusage(RUSAGE_SELF, &after);
    cr_expect_lt(after.ru_maxrss - before.ru_maxrss, 20000, "%ld KB", after.ru_maxrss - before.ru_maxrss);
}
#endif

/* Order, quantities accepted and returned, below the receipts of a hospital and these rows. */
static const char *parts_below(const char *column, const char *rows)
{
    char text[2048];
    snprintf(text, sizeof text,
             "甲县人民医院入库明细\n订单编号,通用名,规格,生产企业,%s,验收日期\nD1,甲药,1mg*7片,甲厂,10,2024-01-02\n%s",
             column, rows);
    kit_write(&kit, "a.csv", text);
    expect_ok(&kit, "a.csv");
    return kit_sql(&kit,
                   "SELECT order_no, accepted / 10000, returned / 10000, o.name FROM purchase p JOIN org o ON o.id = "
                   "p.org ORDER BY row");
}

#define PART(order, quantity) order ",甲药,1mg*7片,甲厂," quantity ",2024-01-03\n"
#define PART_HEAD(column)     "订单编号,通用名,规格,生产企业," column ",验收日期\n"

Test(load, a_part_that_its_title_says_is_something_else_is_left_out_and_told)
{
    static const char *const titles[] = {"以下为作废数据，请勿使用", "出库明细", "2024年4月\n库存", "乙县中医院盘点",
                                         "备注：以下数据作废",       "作废明细", "取消订单",        "未到货："};
    for (size_t i = 0; i < JC_LEN(titles); i++)
        for (int head = 0; head < 2; head++) {
            char rows[1024];
            snprintf(rows, sizeof rows,
                     "%s\n%s" PART("D2", "4") "\n" PART("D3", "5") "丙乡卫生院\n" PART("D4", "6") "入库明细\n%s" PART(
                         "D5", "7"),
                     titles[i], head ? PART_HEAD("入库数量") : "", head ? PART_HEAD("入库数量") : "");
            cr_expect_str_eq(parts_below("入库数量", rows), "D1|10||甲县人民医院\nD5|7||丙乡卫生院", "%s", rows);
            char *second = strchr(jc_buf_text(&kit.said), '\n');
            cr_expect_eq(strncmp(jc_buf_text(&kit.said), "E210|", 5), 0, "%s: %s", rows, jc_buf_text(&kit.said));
            cr_expect(second && strncmp(second + 1, "E210|", 5) == 0, "%s", rows); /* 丙乡卫生院 says nothing of it */
            teardown();
            setup();
        }
}

/* It may be of one row, of all below or of all above: that is told, and no row is lost. */
Test(load, a_lone_word_that_may_be_of_one_row_ends_no_table)
{
    static const char *const remarks[] = {"取消",     "作废",     "已取消", "D1已作废",
                                          "此单取消", "患者取消", "未到货", "5月6日拒收"};
    for (size_t i = 0; i < JC_LEN(remarks); i++) {
        char rows[256], want[96];
        snprintf(rows, sizeof rows, "%s\n" PART("D2", "4") "\n" PART("D3", "5"), remarks[i]);
        const char *got = parts_below("入库数量", rows);
        cr_expect_str_eq(got, "D1|10||甲县人民医院\nD2|4||甲县人民医院\nD3|5||甲县人民医院", "%s: %s", rows, got);
        snprintf(want, sizeof want, "E201|4||%s|\n", remarks[i]);
        expect_said(&kit, want);
        teardown();
        setup();
    }
    /* as the last line it is of nothing below */
    (void)parts_below("入库数量", PART("D2", "4") "作废\n");
    expect_said(&kit, "");
}

Test(load, titles_that_speak_of_what_stands_above_leave_nothing_out)
{
    const char *got = parts_below("入库数量", "以上作废3行\n" PART("D2", "4") "备注：作废的已删除\n" PART("D3", "5"));
    cr_expect_str_eq(got, "D1|10||甲县人民医院\nD2|4||甲县人民医院\nD3|5||甲县人民医院", "%s", got);
    expect_said(&kit, "");
}

Test(load, a_quantity_below_a_title_of_returns_is_one_that_went_back)
{
    for (int head = 0; head < 2; head++) {
        char rows[1024];
        snprintf(rows, sizeof rows, "退货明细\n%s" PART("D2", "4") "入库明细\n%s" PART("D3", "5"),
                 head ? PART_HEAD("数量") : "", head ? PART_HEAD("数量") : "");
        const char *got = parts_below("数量", rows);
        cr_expect_str_eq(got, "D1|10||甲县人民医院\nD2||4|甲县人民医院\nD3|5||甲县人民医院", "%s: %s", rows, got);
        expect_said(&kit, "");
        teardown();
        setup();
    }
}

/* Another hospital's rows behind the returns of one may be receipts again: nobody says so. */
Test(load, where_returns_may_have_ended_nothing_is_read)
{
    const char *got = parts_below(
        "数量", "退货明细\n" PART("D2", "4") "乙县中医院\n" PART("D3", "5") "采购入库及退货\n" PART("D4", "6"));
    cr_expect_str_eq(got, "D1|10||甲县人民医院\nD2||4|甲县人民医院", "%s", got);
    expect_said(&kit, "E210|7||退货明细|\nRE205|7|||\nE312|9||数量|\nRE205|9|||\n");
}

Test(load, a_receipt_below_a_title_of_returns_is_refused)
{
    const char *got = parts_below("入库数量", "退货明细\n" PART("D2", "4") PART("D3", "-5") PART("D4", "0"));
    cr_expect_str_eq(got, "D1|10||甲县人民医院\nD3|-5||甲县人民医院\nD4|0||甲县人民医院", "%s", got);
    expect_said(&kit, "RE211|E5|入库数量|4|\nE235|||7|0\n");
    kit_write(&kit, "甲医院4月退货.csv",
              "订单编号,通用名,规格,生产企业,采购数量,入库数量,验收日期\nD1,甲药,1mg*7片,甲厂,3,,2024-01-02\n");
    expect_ok(&kit, "甲医院4月退货.csv");
    expect_said(&kit, "RE211|E2|采购数量|3|\n");
    kit_write(&kit, "甲医院4月采购及退货.csv",
              "订单编号,通用名,规格,生产企业,入库数量,验收日期\nD5,甲药,1mg*7片,甲厂,3,2024-01-02\n");
    expect_ok(&kit, "甲医院4月采购及退货.csv");
    expect_said(&kit, "");
}

Test(load, a_title_below_holds_for_what_stands_below_it)
{
    static const char *const heads[] = {"医疗机构名称,通用名,规格,约定采购量\n",
                                        "医疗机构名称,药品通用名,规格,约定采购量\n", ""};
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        char name[16], text[1024];
        snprintf(name, sizeof name, "%zu.csv", i);
        snprintf(text, sizeof text,
                 "第四批 协议期：2023-05-01至2024-04-30 单位：片,,,\n医疗机构名称,通用名,规格,约定采购量\n"
                 "甲医院,甲药,1mg*7片,10\n小计,,,10\n第四批 单位：片,,,\n医疗机构名称,通用名,规格,约定采购量\n"
                 "乙医院,甲药,1mg*7片,20\n第五批 协议期：2024-07-01至2025-06-30 单位：盒,,,\n%s甲医院,乙药,1mg*7片,30\n"
                 "乙医院,乙药,1mg*7片,40\n",
                 heads[i]);
        kit_write(&kit, name, text);
        expect_ok(&kit, name);
        expect_sql(&kit,
                   "甲医院|甲药|第四批|10|min|2023-05-01|2024-04-30\n乙医院|甲药|第四批|20|min|2023-05-01|2024-04-30\n"
                   "甲医院|乙药|第五批|30|pack|2024-07-01|2025-06-30\n"
                   "乙医院|乙药|第五批|40|pack|2024-07-01|2025-06-30",
                   AGREED);
        teardown();
        setup();
    }
}

Test(load, the_days_of_a_round_are_not_those_of_the_round_below)
{
    kit_write(&kit, "a.csv",
              "第四批 协议期：2023-05-01至2024-04-30 单位：片,,,\n医疗机构名称,通用名,规格,约定采购量\n"
              "甲医院,甲药,1mg*7片,10\n第五批,,,\n甲医院,乙药,1mg*7片,30\n");
    kit_write(&kit, "b.csv",
              "协议期：2024-05-01至2025-04-30 单位：片,,,\n第四批,,,\n医疗机构名称,通用名,规格,约定采购量\n"
              "甲医院,丙药,1mg*7片,10\n第五批,,,\n甲医院,丁药,1mg*7片,30\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_sql(&kit,
               "甲医院|甲药|第四批|10|min|2023-05-01|2024-04-30\n甲医院|丙药|第四批|10|min|2024-05-01|2025-04-30\n"
               "甲医院|丁药|第五批|30|min|2024-05-01|2025-04-30",
               AGREED);
    expect_told(&kit, "RE318|");
}

Test(load, the_days_of_the_round_of_the_file_hold_again_behind_another_round)
{
    kit_write(&kit, "第五批约定量2024-01-01至2024-12-31.csv",
              "医疗机构名称,通用名,规格,约定采购量(片)\n甲医院,甲药,1mg*7片,10\n第四批,,,\n甲医院,乙药,1mg*7片,20\n"
              "第五批,,,\n甲医院,丙药,1mg*7片,30\n");
    expect_ok(&kit, "第五批约定量2024-01-01至2024-12-31.csv");
    expect_sql(&kit, "甲医院|甲药|第五批|10|min|2024-01-01|2024-12-31\n甲医院|丙药|第五批|30|min|2024-01-01|2024-12-31",
               AGREED);
    expect_told(&kit, "RE318|");
}

Test(load, a_title_gives_no_day_that_a_column_gives)
{
    kit_write(&kit, "第五批a.csv",
              "约定采购量明细 "
              "数据统计期间：2024-01-01至2024-06-30,,,,,\n医疗机构名称,通用名,规格,约定采购量(片),协议开始,协议结束\n"
              "甲医院,甲药,1mg*7片,1,2023-07-01,2024-06-30\n甲医院,乙药,1mg*7片,2,2023-10-01,\n");
    kit_write(&kit, "第五批b.csv",
              "约定采购量 数据统计期间：2024-01-01至2024-06-30,,,,\n医疗机构名称,通用名,规格,约定采购量(片),协议期\n"
              "甲医院,丙药,1mg*7片,3,2023-07-01至2024-06-30\n甲医院,丁药,1mg*7片,4,\n");
    kit_write(&kit, "第五批c.csv",
              "约定采购量 2024-01-01至2024-06-30,,,\n医疗机构名称,通用名,规格,约定采购量(片)\n甲医院,戊药,1mg*7片,5\n");
    expect_ok(&kit, "第五批a.csv", "第五批b.csv", "第五批c.csv");
    expect_sql(&kit,
               "甲医院|甲药|第五批|1|min|2023-07-01|2024-06-30\n甲医院|丙药|第五批|3|min|2023-07-01|2024-06-30\n"
               "甲医院|戊药|第五批|5|min|2024-01-01|2024-06-30",
               AGREED);
    expect_told(&kit, "RE318|F4|");
}

#define AGREED_HEAD "医疗机构名称,通用名,规格,约定采购量(片)\n"

Test(load, days_of_something_else_are_no_term)
{
    static const char *const titles[] = {"第四批 统计期间：2024年1月1日至2024年6月30日",
                                         "第四批\n数据导出：2024-01-01至2024-06-30",
                                         "第四批 打印时间 2024-07-01 08:00 - 2024-07-02 09:00"};
    for (size_t i = 0; i < JC_LEN(titles); i++) {
        char text[512];
        snprintf(text, sizeof text, "%s\n" AGREED_HEAD "甲医院,甲药,1mg*7片,10\n", titles[i]);
        kit_write(&kit, "a.csv", text);
        expect_ok(&kit, "a.csv");
        expect_files(&kit, "a.csv U E214\n");
    }
    kit_write(&kit, "b.csv",
              "第四批 统计期间：2024-04-01至2024-06-30 协议期2024-01-01至2024-12-31\n" AGREED_HEAD
              "甲医院,甲药,1mg*7片,10\n"
              "第五批 统计期间：2024-04-01至2024-06-30\n乙医院,甲药,1mg*7片,20\n");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "甲医院|甲药|第四批|10|min|2024-01-01|2024-12-31", AGREED);
    expect_said(&kit, "RE318|5|开始日期||开始日期\n");
}

Test(load, days_that_are_not_said_to_be_a_term_are_taken_and_told_once)
{
    kit_write(&kit, "第四批2023-01-01至2023-12-31.csv",
              AGREED_HEAD
              "甲医院,甲药,1mg*7片,10\n2024-01-01至2024-12-31\n甲医院,甲药,1mg*7片,20\n乙医院,甲药,1mg*7片,30\n"
              "协议期：2025-01-01至2025-12-31\n甲医院,甲药,1mg*7片,40\n");
    expect_ok(&kit, "第四批2023-01-01至2023-12-31.csv");
    expect_sql(&kit,
               "甲医院|甲药|第四批|10|min|2023-01-01|2023-12-31\n甲医院|甲药|第四批|20|min|2024-01-01|2024-12-31\n"
               "乙医院|甲药|第四批|30|min|2024-01-01|2024-12-31\n甲医院|甲药|第四批|40|min|2025-01-01|2025-12-31",
               AGREED);
    expect_said(&kit, "E215|||2023-01-01至2023-12-31|\nE215|||2024-01-01至2024-12-31|\n");
}

Test(load, where_several_rounds_or_spans_are_named_it_is_asked_which)
{
    kit_write(&kit, "a.csv",
              "国家第四批、第五批 协议期：2024-01-01至2024-12-31\n" AGREED_HEAD "甲医院,甲药,1mg*7片,10\n");
    kit_write(&kit, "b.csv",
              "第七批续约（原第四批）协议期：2024-01-01至2024-12-31\n" AGREED_HEAD "甲医院,甲药,1mg*7片,10\n");
    kit_write(&kit, "c.csv",
              "第四批\n第一年协议期：2024-01-01至2024-12-31，第二年协议期：2025-01-01至2025-12-31\n" AGREED_HEAD
              "甲医院,甲药,1mg*7片,10\n");
    expect_ok(&kit, "a.csv", "b.csv", "c.csv");
    expect_files(&kit, "a.csv U E212\nb.csv U E212\nc.csv U E213\n");
    kit_write(&kit, "d.csv",
              "第四批 协议期：2024-01-01至2024-12-31\n" AGREED_HEAD "甲医院,甲药,1mg*7片,10\n第五、六批\n"
              "甲医院,乙药,1mg*7片,20\n");
    expect_ok(&kit, "d.csv");
    expect_sql(&kit, "甲医院|甲药|第四批|10|min|2024-01-01|2024-12-31", AGREED);
    expect_said(&kit, "E212|||第五、六批|约定采购量\nRE318|5|批次||批次\n");
    kit_write(&kit, "甲医院第四批至第七批入库.csv",
              "通用名,规格,生产企业,入库数量,验收日期\n甲药,1mg*7片,甲厂,1,2024-01-02\n");
    expect_ok(&kit, "甲医院第四批至第七批入库.csv");
    expect_said(&kit, "");
}

Test(load, the_unit_of_a_title_ends_with_its_table)
{
    kit_write(
        &kit, "a.csv",
        "甲医院 采购明细 单位：万元,,,,\n通用名,规格,入库数量,入库金额,入库日期\n甲药,1mg*7片,1,3.5,2024-04-05\n"
        "乙医院 采购明细 单位：元,,,,\n通用名,规格,入库数量,采购金额,入库日期\n甲药,1mg*7片,2,300,2024-04-06\n"
        "丙医院 采购明细 单位：万片、万元,,,,\n通用名,规格,入库数量,采购金额,入库日期\n甲药,1mg*7片,3,2,2024-04-07\n"
        "第九批共1个品种,,,,\n戊医院,,,,\n丁医院 采购明细 "
        "单位：盒、元,,,,\n通用名,规格,入库数量,采购金额,入库日期\n甲药,1mg*7片,4,5,2024-04-08\n");
    expect_ok(&kit, "a.csv");
    expect_files(
        &kit, "a.csv L [a purchase 2 4=1+0+3] [a purchase 5 3=1+0+2] [a purchase 8 5=1+0+4] [a purchase 13 2=1+0+1]\n");
    expect_sql(
        &kit, "甲医院|1|35000\n乙医院|2|300\n丙医院|30000|20000\n丁医院|4|5",
        "SELECT o.name, p.accepted / 10000, p.amount / 10000 FROM purchase p JOIN org o ON o.id = p.org ORDER BY p.id");
}

Test(load, a_table_in_one_column_is_split)
{
    kit_book(&kit, "a.xlsx", NULL,
             "Sheet1\n采购明细，2024，导出\n医疗机构名称;订单编号;通用名;规格;入库数量;验收日期\n"
             "甲医院;A1;甲药;1mg*7片;12;2024-05-06\n乙医院;A2;甲药;;3;2024/5/7\n",
             NULL);
    expect_ok(&kit, "a.xlsx");
    expect_files(&kit, "a.xlsx L [Sheet1 purchase 2 4=2+0+2]\n");
    expect_sql(&kit, "甲医院|A1|12|2024-05-06\n乙医院|A2|3|2024-05-07", LINES);
}

/* Quotes as in a .csv: a mark between thousands is no delimiter. A quote that closes no field is part of its text. */
Test(load, a_table_in_one_column_may_have_quotes)
{
    kit_book(&kit, "a.xlsx", NULL,
             "Sheet1\n\"医疗机构名称\",\"订单编号\",通用名,规格,入库数量,采购金额,验收日期\n"
             "\"甲医院\",A1,\"甲药\",\"1mg*7片,薄膜衣\",\"1,445\",\"1,445.30\",2024-05-06\n"
             "乙医院,A\"2,甲药,\"\",3,\"4\",2024/5/7\n"
             "丙医院,\"A\"\"3\",甲药,,5,\"1,000.00\",\"2024/5/8\"\n",
             NULL);
    expect_ok(&kit, "a.xlsx");
    expect_files(&kit, "a.xlsx L [Sheet1 purchase 1 4=3+0+1]\n");
    expect_sql(
        &kit, "甲医院|A1|1445|14453000\n乙医院|A\"2|3|40000\n丙医院|A\"3|5|10000000",
        "SELECT o.name, p.order_no, p.accepted / 10000, p.amount FROM purchase p JOIN org o ON o.id = p.org ORDER BY "
        "p.id");
}

Test(load, a_title_with_commas_does_not_split_the_table_below)
{
    kit_book(&kit, "a.xlsx", NULL, "Sheet1\n明细,含退货,不含赠品,2024\n" HEAD ROW("A1", "1"), NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(&kit, "甲县人民医院|A1|1|2024-05-06", LINES);
}

Test(load, units_in_the_brackets_of_heads_are_meaning)
{
    kit_book(&kit, "a.xlsx", NULL,
             "约定\n医疗机构|批次|通用名|规格|约定采购量（万片）|协议期\n甲医院|第四批|甲药|1mg*7片|#1.2|2024-01-"
             "01至2024-12-31\n",
             NULL);
    kit_book(&kit, "b.xlsx", NULL,
             "约定\n医疗机构|批次|通用名|规格|约定采购量（盒）|协议期\n乙医院|第四批|甲药|1mg*7片|#300|2024-01-"
             "01至2024-12-31\n",
             NULL);
    kit_book(&kit, "c.xlsx", NULL,
             "明细\n医疗机构|订单号|*通用名|规格|入库数量(片)(必填)|采购金额(万元)|验收日期：\n甲医院|1|甲药|1mg*7片|#"
             "70|#1.5|@2024-01-02\n",
             NULL);
    kit_book(&kit, "d.xlsx", NULL,
             "明细\n医疗机构|订单号|通用名|规格|入库数量(片)|采购金额(万元)|单价(元/"
             "片)|验收日期\n甲医院|2|甲药|1mg*7片|#70|#1.5|#0.123456|@2024-01-02\n",
             NULL);
    expect_ok(&kit, "a.xlsx", "b.xlsx", "d.xlsx", "c.xlsx");
    expect_sql(&kit, "120000000|min\n3000000|pack", "SELECT volume, unit FROM agreement ORDER BY id");
    expect_sql(&kit, "700000|150000000|片|1|1235\n700000|150000000|片|1|",
               "SELECT p.accepted, p.amount, i.unit, i.in_units, p.price FROM purchase p JOIN item i ON i.id = p.item "
               "ORDER BY p.id");
}

Test(load, a_unit_beside_the_number_counts_where_no_column_names_one)
{
    kit_write(&kit, "a.csv",
              "医疗机构,批次,通用名,规格,约定采购量,协议期\n甲医院,第四批,甲药,1mg*7片,1.2万片,2024-01-01至2024-12-31\n"
              "甲医院,第四批,乙药,1mg*7片,500盒,2024-01-01至2024-12-31\n甲医院,第四批,丙药,1mg*7片,500,2024-01-"
              "01至2024-12-31\n"
              "甲医院,第四批,丁药,100片/"
              "瓶,5瓶,2024-01-01至2024-12-31\n甲医院,第四批,戊注射液,2ml:0.1g*5支,50支,2024-01-01至2024-12-31\n"
              "甲医院,第四批,己药,1mg*7片,50元,2024-01-01至2024-12-31\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "甲药|120000000|min\n乙药|5000000|pack\n丙药|5000000|\n丁药|50000|pack\n戊注射液|500000|min",
               "SELECT i.generic, a.volume, a.unit FROM agreement a JOIN item i ON i.id = a.item ORDER BY a.id");
    expect_told(&kit, "E244|E2|约定采购量|1.2万片|万片\n");
    expect_told(&kit, "RE342|E7|约定采购量|元|");
    kit_write(&kit, "b.csv",
              "医疗机构,订单号,通用名,规格,入库数量,验收日期\n甲医院,1,甲药,1mg*7片,14片,2024-01-02\n甲医院,2,甲药,1mg*"
              "7片,2盒,2024-01-02\n"
              "甲医院,3,甲药,1mg*7片,2,2024-01-02\n");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "1|140000|1\n2|20000|0\n3|20000|0",
               "SELECT p.order_no, p.accepted, i.in_units FROM purchase p JOIN item i ON i.id = p.item ORDER BY p.id");
}

Test(load, ten_thousand_alone_beside_a_number_multiplies_it_and_is_no_unit)
{
    kit_write(&kit, "a.csv",
              "医疗机构,订单号,通用名,规格,单价,入库数量,单位,金额,验收日期\n甲医院,1,甲药,0.2g*100片/瓶,5,1万,瓶,5万,"
              "2024-01-02\n甲医院,2,甲药,0.2g*100片/瓶,0.05,1万,片,500,2024-01-02\n甲医院,3,甲药,0.2g*100片/"
              "瓶,5,1万,,50000,2024-01-02\n");
    kit_write(&kit, "b.csv",
              "医疗机构,批次,通用名,规格,约定采购量,单位,协议期\n甲医院,第四批,甲药,0.2g*100片/瓶,1万,瓶,2024-01-01至"
              "2024-12-31\n甲医院,第四批,乙药,0.2g*100片/瓶,1万,,2024-01-01至2024-12-31\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_sql(
        &kit, "1|10000|0|50000\n2|10000|1|500\n3|10000|0|50000",
        "SELECT p.order_no, p.accepted / 10000, i.in_units, p.amount / 10000 FROM purchase p JOIN item i ON i.id = "
        "p.item ORDER BY p.id");
    expect_sql(
        &kit, "甲药|10000|pack\n乙药|10000|",
        "SELECT i.generic, a.volume / 10000, a.unit FROM agreement a JOIN item i ON i.id = a.item ORDER BY a.id");
    expect_told(&kit, "E244|F2|入库数量|1万|万\n");
    cr_expect_null(strstr(jc_buf_text(&kit.said), "E378"));
}

Test(load, a_unit_in_the_title_is_used_and_told)
{
    kit_book(&kit, "a.xlsx", NULL,
             "付款\n付款台账|||单位：万元\n医疗机构|付款日期|付款金额|付款流水号\n甲医院|@2024-05-06|#1.5|F1\n", NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(&kit, "150000000", "SELECT amount FROM payment");
    expect_told(&kit, "E362|||万元|");
}

Test(load, units_of_amounts_and_quantities_in_one_title_are_each_used)
{
    kit_write(&kit, "a.csv",
              "金额单位：人民币万元,,,\n医疗机构名称,付款日期,付款金额,供应商\n甲医院,2024-05-06,12.5,乙公司\n");
    kit_write(&kit, "b.csv",
              "采购明细 "
              "单位：盒、万元,,,,,\n医疗机构名称,通用名,规格,入库数量,入库金额,入库日期\n甲医院,甲药,1mg*7片,8,3.5,"
              "2024-05-06\n");
    kit_write(
        &kit, "c.csv",
        "采购明细 "
        "单位：万片,,,,,\n医疗机构名称,通用名,规格,入库数量,入库金额,入库日期\n甲医院,甲药,1mg*7片,8,3,2024-05-07\n");
    kit_write(&kit, "d.csv", "单位：折合万元,,,\n医疗机构名称,付款日期,付款金额,供应商\n甲医院,2024-05-07,1,乙公司\n");
    kit_write(&kit, "e.csv", "单位：千元,,,\n医疗机构名称,付款日期,付款金额,供应商\n甲医院,2024-05-08,12.5,乙公司\n");
    kit_write(&kit, "f.csv",
              "单位：元  金额单位：万元,,,\n医疗机构名称,付款日期,付款金额,供应商\n甲医院,2024-05-09,1.5,乙公司\n");
    expect_ok(&kit, "a.csv", "b.csv", "c.csv", "d.csv", "e.csv", "f.csv");
    expect_sql(&kit, "125000\n1\n12500\n15000", "SELECT amount / 10000 FROM payment ORDER BY day");
    expect_sql(&kit, "8|35000|0\n80000|3|1",
               "SELECT p.accepted / 10000, p.amount / 10000, i.in_units FROM purchase p JOIN item i ON i.id = p.item "
               "ORDER BY day_accept");
    expect_said(&kit, "E362|||万元|\nE362|||万元|\nE362|||万片|\nE397|||折合万元|\nE362|||千元|\nE362|||万元|\n");
}

Test(load, two_fields_in_one_cell_are_taken_apart)
{
    kit_write(&kit, "a.csv",
              "批次,通用名,制剂规格（申报剂型）,最小包装数量（转换比）,注册人/"
              "生产企业,中选价格\n第四批,甲药,20mg（片剂）,28,甲"
              "药业有限公司/乙药业有限公司,5\n第四批,碘海醇,100ml:35g（I）,1,甲药业有限公司,6\n");
    kit_write(&kit, "b.csv",
              "医疗机构,入库单/配送单/订单号,药品(耗材)名称,规格包装,入库数量,入库日期\n甲医院,RK1/PS1/"
              "DD1,甲药,20mg×28片/盒,5,"
              "2024-01-02\n甲医院,RK2,甲药,20mg×28片/盒,6,2024-01-02\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_sql(&kit, "20mg|片剂|片|28\n100ml:35g（I）|||1",
               "SELECT i.spec, i.form, i.form_key, i.upp_column FROM award a JOIN item i ON i.id = a.item WHERE NOT "
               "a.builtin ORDER BY a.id");
    expect_sql(
        &kit, "RK1|DD1|28\nRK2||28",
        "SELECT p.delivery_no, p.order_no, i.upp_spec FROM purchase p JOIN item i ON i.id = p.item ORDER BY p.id");
}

Test(load, a_report_is_no_table_of_records)
{
    kit_write(&kit, "a.csv",
              "医疗机构,医疗机构编码,地区,批次名称,序时进度,签约产品总数,零采购产品数\n甲医院,,甲县,第四批,50%,3,1\n");
    kit_write(&kit, "b.csv", "批次,通用名,规格,企业名称,中选价格,是否中选\n第四批,甲药,20mg,甲厂,5,否\n");
    kit_write(&kit, "c.csv",
              "医疗机构,机构编码,批次编码,通用名,规格,中选企业,协议起,协议止,约定量,已完成,状态,依据号\n"
              "甲医院,H33010000001,NVBP04,甲药,20mg,甲厂,2024-01-01,2024-12-31,100,1,严重滞后,agr:1\n");
    kit_write(&kit, "d.csv", "医疗机构,依据号\n甲医院,inst:H33010000001\n");
    expect_ok(&kit, "a.csv", "b.csv", "c.csv", "d.csv");
    expect_files(&kit, "a.csv R E368\nb.csv R E369\nc.csv R E384\nd.csv R E384\n");
}

Test(load, a_report_of_ours_is_refused_as_a_whole_and_another_book_for_its_nearest_sheet)
{
    kit_book(
        &kit, "a.xlsx", NULL, "说明\n核查报告\n类别|项目|内容\n报告|统计截止日|2024-09-30\n",
        "平台格式报表\n医疗机构|医疗机构编码|地区|批次名称|签约产品总数|零采购产品数\n甲医院|H3|甲县|第四批|#3|#1\n",
        "机构执行排名\n医疗机构|机构编码|地区|依据号\n甲医院|H33010000001|甲县|inst:H33010000001\n", NULL);
    kit_book(&kit, "b.xlsx", NULL, "说明\n填报说明\n一|请如实填写|谢谢\n",
             "明细\n医疗机构|通用名|规格|生产企业|验收日期\n甲医院|甲药|1mg|甲厂|2024-01-02\n", NULL);
    expect_ok(&kit, "a.xlsx", "b.xlsx");
    expect_files(&kit, "a.xlsx R E384\nb.xlsx U E311\n");
    cr_expect_null(strstr(jc_buf_text(&kit.said), "E368"), "%s", jc_buf_text(&kit.said));
}

Test(load, an_unclear_quantity_is_decided_by_its_neighbours_or_asked_for)
{
    kit_write(&kit, "入库.csv", "医疗机构,单据号,通用名,规格,数量,入库日期\n甲医院,1,甲药,1mg,7,2024-01-02\n");
    kit_write(&kit, "订单.csv", "医疗机构,单据号,通用名,规格,数量,下单日期\n甲医院,2,甲药,1mg,8,2024-01-02\n");
    kit_write(&kit, "退货.csv", "医疗机构,单据号,通用名,规格,数量\n甲医院,3,甲药,1mg,9\n");
    kit_write(&kit, "明细.csv", "医疗机构,单据号,通用名,规格,数量\n甲医院,4,甲药,1mg,9\n");
    kit_write(&kit, "采购量.csv",
              "医疗机构,批次,通用名,规格,采购量,开始日期,结束日期\n甲医院,第四批,甲药,1mg,9,2024-01-01,2024-12-31\n");
    kit_write(&kit, "约定量.csv",
              "医疗机构,批次,通用名,规格,采购量,开始日期,结束日期\n甲医院,第四批,甲药,1mg,6,2024-01-01,2024-12-31\n");
    expect_ok(&kit, kit.dir);
    expect_sql(&kit, "1|7|0|0\n2|0|8|0\n3|0|0|9",
               "SELECT order_no, coalesce(accepted, 0) / 10000, coalesce(ordered, 0) / 10000, coalesce(returned, 0) / "
               "10000 FROM "
               "purchase ORDER BY order_no");
    expect_sql(&kit, "60000", "SELECT volume FROM agreement");
    cr_expect_not_null(strstr(jc_buf_text(&kit.files), "明细.csv R E312\n"));
    cr_expect_not_null(strstr(jc_buf_text(&kit.files), "采购量.csv R E312\n"));
}

Test(load, a_hospital_that_only_the_file_or_a_title_can_name_is_asked_for_there)
{
    static const char table[] = "入库日期,药品名称,规格,产地,单位,数量,进价\n2024-01-02,甲药,1mg*7片,甲药厂,盒,3,5\n";
    kit_write(&kit, "入库.csv", table);
    kit_write(&kit, "甲县人民医院入库.csv", table);
    expect_ok(&kit, "入库.csv", "甲县人民医院入库.csv");
    cr_expect_not_null(strstr(jc_buf_text(&kit.files), "入库.csv U E394\n"), "%s", jc_buf_text(&kit.files));
    expect_sql(&kit, "甲县人民医院|甲药厂",
               "SELECT o.name, i.maker FROM purchase p JOIN org o ON o.id = p.org JOIN item i ON i.id = p.item");
    expect_lacks(&kit, "E525|||甲县人民医院|\n");
}

Test(load, a_place_of_origin_is_the_maker_only_where_no_other_column_is)
{
    kit_write(
        &kit, "a.csv",
        "医疗机构,订单号,通用名,规格,产地,生产厂家,入库数量,入库日期\n甲医院,1,甲药,1mg,江苏,乙药厂,3,2024-01-02\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "乙药厂", "SELECT maker FROM item WHERE generic = '甲药'");
    kit_write(&kit, "b.csv",
              "医疗机构,订单号,通用名,规格,产地,入库数量,入库日期\n甲医院,2,乙药,1mg,江苏,3,2024-01-02\n");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "江苏|", "SELECT maker, maker_keys FROM item WHERE generic = '乙药'"); /* a place is no maker */
}

Test(load, what_came_in_goes_before_what_was_left_of_it)
{
    kit_write(&kit, "a.csv",
              "医疗机构,入库日期,药品名称,规格,厂家,退货数量,实际入库,购入数量,单位,购入价,购入金额,送货单位\n"
              "甲医院,2024-05-06,甲药,10mg*10,甲厂,5,95,100,盒,18.39,1839.00,国药\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "100|5|18.39", "SELECT accepted / 10000, returned / 10000, price / 10000.0 FROM purchase");
    expect_said(&kit, "E366||||实际入库\nE223|G2|实际入库|95|购入数量\n");
}

#define MONTHS(order, heads, numbers)                                                                                  \
    "医疗机构名称,订单号,通用名,规格,生产企业," heads ",验收日期\n甲医院," order ",甲药,1mg,甲厂," numbers             \
    ",2024-04-05\n"

/* A quantity of another month is no second column of the same thing. */
Test(load, of_columns_by_month_the_one_without_a_month_counts)
{
    static const struct {
        const char *text, *accepted, *told;
    } cases[] = {{MONTHS("1", "上月入库数量,本月入库数量", "100,200"), "200", "E315||||上月入库数量\n"},
                 {MONTHS("2", "本期入库数量,上期入库数量", "200,100"), "200", "E315||||上期入库数量\n"},
                 {MONTHS("3", "1月入库数量,2月入库数量,入库数量", "1,2,3"), "3", "E315||||1月入库数量、2月入库数量\n"},
                 {MONTHS("4", "一季度入库数量,本月入库数量", "100,200"), "200", "E315||||一季度入库数量\n"},
                 {MONTHS("5", "3月入库数量", "7"), "7", ""}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        char name[16];
        snprintf(name, sizeof name, "%zu.csv", i);
        kit_write(&kit, name, cases[i].text);
        expect_ok(&kit, name);
        expect_sql(&kit, cases[i].accepted, "SELECT accepted / 10000 FROM purchase ORDER BY id DESC LIMIT 1");
        expect_said(&kit, cases[i].told);
    }
}

Test(load, where_only_months_give_a_quantity_it_is_asked_which)
{
    kit_write(&kit, "a.csv", MONTHS("1", "1月入库数量,2月入库数量,3月入库数量", "1,2,3"));
    kit_write(&kit, "b.csv", MONTHS("2", "采购数量,1月入库数量,2月入库数量", "6,1,2"));
    expect_ok(&kit, "a.csv", "b.csv");
    expect_files(&kit, "a.csv R E312\nb.csv R E312\n");
    expect_sql(&kit, "0", "SELECT count(*) FROM purchase");
    cr_expect_str_eq(kit.last.value, "1月入库数量");
    kit_write(&kit, "c.csv",
              "医疗机构名称,订单号,通用名,规格,生产企业,1月,2月\n,,,,,入库数量,入库数量\n甲医院,1,甲药,1mg,甲厂,5,6\n");
    expect_ok(&kit, "c.csv");
    expect_files(&kit, "c.csv U E311\n");
}

Test(load, months_in_columns_are_told_and_not_read)
{
    kit_write(&kit, "d.csv",
              "甲县人民医院月度采购表\n通用名,规格,生产企业,单价,2024年1月,2024年2月,202403,4月,合计\n甲药,1mg,"
              "甲厂,5,1,2,3,4,10\n");
    kit_write(&kit, "e.csv", "医疗机构,供应商,付款日期,1月份,2月份\n甲医院,丙公司,2024-02-28,5,6\n");
    kit_write(&kit, "f.csv", "医疗机构,通用名,规格,生产企业,批次,1月,2月,3月\n甲医院,甲药,1mg,甲厂,第四批,5,6,7\n");
    kit_write(&kit, "g.csv",
              "医疗机构,通用名,规格,入库数量,验收日期,1月,2月,3月\n甲医院,甲药,1mg,9,2024-01-02,5,6,7\n");
    expect_ok(&kit, "d.csv", "f.csv", "g.csv", "e.csv");
    expect_files(&kit, "d.csv R E220\nf.csv R E220\ng.csv L [g purchase 1 2=1+0+1]\ne.csv R E220\n");
    cr_expect_str_eq(kit.last.arg[0], "付款台账（payment）");
    cr_expect_str_eq(kit.last.value, "1月份、2月份");
}

Test(load, what_is_in_stock_is_no_purchase_and_no_list_of_prices_a_catalogue)
{
    kit_write(
        &kit, "a.csv",
        "医疗机构,药品名称,规格,生产企业,库存数量,单价,金额,盘点日期\n甲医院,甲药,1mg,甲厂,55,5,275,2024-06-30\n");
    kit_write(&kit, "b.csv", "药品名称,规格,生产企业,出库数量,单价,出库日期\n甲药,1mg,甲厂,55,5,2024-06-30\n");
    kit_write(&kit, "c.csv",
              "流水号,通用名,剂型,规格,包装,转换比,生产企业,挂网价,更新日期\n1A,甲药,片剂,1mg,1mg*7片,7,甲厂,10,2024-"
              "06-01\n");
    kit_write(&kit, "第四批价格.csv", "产品名称,规格,生产企业,最高零售价\n甲药,1mg,甲厂,10\n");
    expect_ok(&kit, "a.csv", "b.csv", "c.csv", "第四批价格.csv");
    expect_files(&kit, "a.csv R E219\nb.csv R E219\nc.csv R E221\n第四批价格.csv R E221\n");
    kit_write(&kit, "d.csv", "医疗机构,通用名,规格,入库数量,库存数量,验收日期\n甲医院,甲药,1mg,5,9,2024-01-02\n");
    kit_write(&kit, "e.csv", "医疗机构,通用名,规格,入库数里,库存数量,验收日期\n甲医院,甲药,1mg,5,9,2024-01-02\n");
    expect_ok(&kit, "d.csv", "e.csv");
    expect_files(&kit, "d.csv L [d purchase 1 2=1+0+1]\ne.csv U E361\n");
    cr_expect_str_eq(kit.last.value, "入库数里");
}

Test(load, a_bare_day_is_the_day_of_acceptance_where_the_table_is_one_of_receipts)
{
    kit_write(&kit, "8月入库.csv", "医疗机构,单据号,通用名,规格,厂家,数量,日期\n甲医院,1,甲药,1mg,甲厂,3,2024-01-02\n");
    kit_write(&kit, "八月.csv",
              "医疗机构,单据号,通用名,规格,厂家,采购数量,日期\n甲医院,2,甲药,1mg,甲厂,3,2024-01-02\n");
    expect_ok(&kit, "8月入库.csv", "八月.csv");
    expect_sql(&kit, "2024-01-02", "SELECT day_text(day_accept) FROM purchase");
    cr_expect_not_null(strstr(jc_buf_text(&kit.files), "八月.csv R E312\n"), "%s", jc_buf_text(&kit.files));
    kit_write(
        &kit, "c入库.csv",
        "医疗机构,单据号,通用名,规格,厂家,入库数量,下单日期,日期\n甲医院,9,丙药,1mg,甲厂,3,2024-01-02,2024-01-09\n");
    expect_ok(&kit, "c入库.csv");
    expect_sql(&kit, "2024-01-02|", "SELECT day_text(day_order), day_accept FROM purchase WHERE order_no = '9'");
    expect_lacks(&kit, "E391||||\n");
}

Test(load, what_a_table_lacks_for_the_figures_is_told_once)
{
    kit_write(&kit, "a.csv", "医疗机构,订单号,通用名,规格,采购数量,下单日期\n甲医院,1,甲药,1mg,3,2024-01-02\n");
    expect_ok(&kit, "a.csv");
    expect_lacks(&kit, "E390||||\nE391||||\n");
    kit_write(&kit, "b.csv",
              "医疗机构,批次,通用名,规格,转换比,生产厂家,约定采购量,单位,开始日期,结束日期\n"
              "甲医院,第四批,甲药,1mg,7,甲厂,10,片,2024-01-01,2024-12-31\n"
              "甲医院,第四批,乙药,1mg,7,甲厂,20,,2024-01-01,2024-12-31\n"
              "甲医院,第四批,丙药,1mg,1,甲厂,30,,2024-01-01,2024-12-31\n"
              "甲医院,第四批,丁药,1mg,7,甲厂,40,,2024-01-01,2024-12-31\n");
    expect_ok(&kit, "b.csv");
    expect_lacks(&kit, "E392||||2\n"); /* of a pack of one both say the same */
    kit_write(&kit, "c.csv",
              "医疗机构,批次,通用名,规格,转换比,生产厂家,约定采购量（片/支/盒）,开始日期,结束日期\n"
              "甲医院,第四批,戊药,1mg,7,甲厂,10,2024-01-01,2024-12-31\n");
    kit_write(&kit, "d.csv",
              "医疗机构,批次,通用名,规格,转换比,生产厂家,约定采购量（万片/万支）,开始日期,结束日期\n"
              "甲医院,第四批,己药,1mg,7,甲厂,10,2024-01-01,2024-12-31\n");
    expect_ok(&kit, "c.csv", "d.csv");
    expect_lacks(&kit, "E392||||1\n");
    expect_sql(
        &kit, "100000|\n1000000000|min",
        "SELECT a.volume, a.unit FROM agreement a JOIN item i ON i.id = a.item WHERE i.generic IN ('戊药', '己药') "
        "ORDER BY a.id");
}

Test(load, files_of_an_import_are_not_left_behind_by_its_replacement)
{
    static const char head[] = "医疗机构,订单号,通用名,规格,厂家,入库数量,入库日期\n";
    char text[256];
    for (int i = 0; i < 3; i++) {
        char name[] = {(char)('a' + i), '.', 'c', 's', 'v', 0};
        snprintf(text, sizeof text, "%s甲医院,%d,甲药,1mg,甲厂,3,2024-01-02\n", head, i);
        kit_write(&kit, name, text);
    }
    expect_ok(&kit, "a.csv", "b.csv", "c.csv");
    kit.opts.replace = kit.total.id;
    cr_expect_eq(kit_import(&kit, "b.csv", "a.csv", NULL), JC_USAGE);
    cr_expect_eq(kit.err.code, 393);
    cr_expect_str_eq(kit.err.arg[1], "c.csv");
    expect_sql(&kit, "3", "SELECT count(*) FROM purchase WHERE live"); /* nothing was changed */
    snprintf(text, sizeof text, "%s甲医院,1,甲药,1mg,甲厂,5,2024-01-02\n", head);
    kit_write(&kit, "d.csv", text);
    expect_ok(&kit, "d.csv", "c.csv", "a.csv"); /* as many again: others took their place */
    expect_said(&kit, "");
}

Test(load, what_turns_the_meaning_of_a_head_is_heeded)
{
    kit_write(&kit, "a.csv",
              "医疗机构,订单号,通用名,规格,未入库数量,累计入库数量,本次入库数量,验收日期\n甲医院,1,甲药,1mg,100,200,3,"
              "2024-01-02\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "30000", "SELECT accepted FROM purchase");
    expect_told(&kit, "E315||||未入库数量、累计入库数量\n");
}

Test(load, a_missing_column_is_named_with_the_nearest_head)
{
    kit_write(&kit, "a.csv",
              "医疗机构,批次,通用名,规格,生产厂家,协议开始日期,协议结束日期,约定采构量\n甲医院,第四批,甲药,1mg,甲厂,"
              "2024-01-01,2024-12-31,5\n");
    kit_write(&kit, "b.csv",
              "医疗机构,批次,通用名,规格,生产厂家,协议开始日期,协议结束日期\n甲医院,第四批,甲药,1mg,甲厂,2024-01-01,"
              "2024-12-31\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_files(&kit, "a.csv U E361\nb.csv U E311\n");
    cr_expect_eq(kit.total.unknown, 2);
    cr_expect_eq(kit.total.id, 0);
}

Test(load, patients_are_never_read)
{
    kit_book(&kit, "a.xlsx", NULL,
             "明细\n医疗机构|患者 姓名|通用名|入库数量|验收日期\n甲医院|张三|甲药|#1|@2024-01-02\n", NULL);
    kit_book(&kit, "b.xlsx", NULL, "一\n姓名|身份证号码|药品名称|数量\n张三|110101199001011234|甲药|#1\n",
             "二\n" HEAD ROW("A1", "1"), NULL);
    kit_book(&kit, "c.xlsx", NULL, "基金\n地区|年度|支付比例|医保患者占比\n甲县|2024|60%|80%\n", NULL);
    expect_ok(&kit, "a.xlsx", "b.xlsx", "c.xlsx");
    expect_files(&kit,
                 "a.xlsx R E313\nb.xlsx L [一  0 2=0+2+0] [二 purchase 1 2=1+0+1]\nc.xlsx L [基金 fund 1 2=1+0+1]\n");
    expect_sql(&kit, "0", "SELECT count(*) FROM issue WHERE value LIKE '%张三%' OR value LIKE '%1990%'");
    expect_sql(&kit, "1", "SELECT count(*) FROM purchase");
}

Test(load, a_garbled_head_is_told_as_such)
{
    kit_write(&kit, "a.csv", "鍖荤枟鏈烘瀯,浼佷笟鍚嶇О,閫氱敤鍚,鏁伴噺\n鐢插尰闄,甲,甲,1\n");
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv R E314\n");
}

Test(load, a_file_of_nothing_known_shows_its_first_rows)
{
    kit_write(&kit, "a.csv", "科目,借方,贷方\n现金,1,2\n");
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv U E310\n");
    kit_write(&kit, "b.csv", "");
    kit_book(&kit, "c.xlsx", NULL, "Sheet1\n", NULL);
    kit_book(&kit, "d.xlsx", NULL, "看\n", "-藏\n" HEAD ROW("A1", "1"), NULL);
    expect_ok(&kit, "c.xlsx", "d.xlsx");
    expect_files(&kit, "c.xlsx U E328\nd.xlsx U E325\n");
}

/* ---- who, when and what only the layout says --------------------------------------------------------------- */

Test(load, wide_agreement_tables_are_unpivoted)
{
    kit_book(&kit, "a.xlsx", NULL,
             "分解表\n国家第五批约定采购量分解表（2024年1月1日至2024年12月31日）\n单位：盒\n"
             "序号|通用名|规格|生产企业|甲县人民医院|乙县中医院|丙乡卫生院|合计\n"
             "1|甲药片|1mg*7片|甲厂|#100||-|#100\n2|乙药片|2mg*7片|甲厂|#1|#2|#3|#6\n合计|||||#101|#2|#3|#106\n",
             NULL);
    expect_ok(&kit, "a.xlsx");
    expect_files(&kit, "a.xlsx L [分解表 agreement 3 8=4+0+4]\n");
    expect_sql(&kit,
               "甲县人民医院|甲药片|1000000|pack|国家第五批|2024-01-01|2024-12-31\n甲县人民医院|乙药片|10000|pack|"
               "国家第五批|2024-01-01|2024-12-31\n"
               "乙县中医院|乙药片|20000|pack|国家第五批|2024-01-01|2024-12-31\n丙乡卫生院|乙药片|30000|pack|国家第五批|"
               "2024-01-01|2024-12-31",
               "SELECT o.name, i.generic, a.volume, a.unit, a.round, day_text(a.day_from), day_text(a.day_to) FROM "
               "agreement a "
               "JOIN org o ON o.id = a.org JOIN item i ON i.id = a.item ORDER BY a.id");
    expect_told(&kit, "E330|");
}

Test(load, what_is_no_hospital_among_the_columns_is_left_out_or_told)
{
    kit_write(&kit, "名单.csv", "医疗机构名称,级别\n城关镇,一级\n");
    kit_write(&kit, "第五批约定量2024-01-01至2024-12-31.csv",
              "通用名,规格,生产企业,单位,甲县人民医院,城关镇,乙县中医院,一院,城北镇,合 计,排名,备 "
              "注,金额,占比,完成率,2023年用量\n"
              "甲药,1mg*7片,甲厂,片,1,2,3,4,5,15,1,急,9,50,60,8\n");
    expect_ok(&kit, "名单.csv", "第五批约定量2024-01-01至2024-12-31.csv");
    expect_sql(&kit, "甲县人民医院|1\n城关镇|2\n乙县中医院|3\n一院|4\n城北镇|5",
               "SELECT o.name, a.volume / 10000 FROM agreement a JOIN org o ON o.id = a.org ORDER BY a.id");
    expect_told(&kit, "E396|I1||城北镇|");
    expect_sql(&kit, "1", "SELECT count(*) FROM issue WHERE code = 396");
}

#define WIDE_HOSPITALS                                                                                                 \
    "SELECT group_concat(o.name || (a.volume / 10000), ' ') FROM agreement a JOIN org o ON o.id = a.org"

Test(load, a_hospital_among_the_columns_may_begin_with_a_word_of_other_columns)
{
    kit_write(&kit, "第五批约定量2024-01-01至2024-12-31.csv",
              "通用名,规格,生产企业,单位,甲县人民医院,乙县中医院,县直机关事业单位医务室,单位卫生所,时间医院,卫生院("
              "总量控制)\n"
              "甲药,1mg*7片,甲厂,片,1,2,3,4,5,6\n");
    expect_ok(&kit, "第五批约定量2024-01-01至2024-12-31.csv");
    expect_sql(&kit, "甲县人民医院1 乙县中医院2 县直机关事业单位医务室3 单位卫生所4 时间医院5 卫生院(总量控制)6",
               WIDE_HOSPITALS);
    expect_sql(&kit, "0", "SELECT count(*) FROM issue WHERE code IN (396, 389)");
}

Test(load, the_first_hospital_among_the_columns_may_be_of_any_sort)
{
    static const char *const first[] = {"市血站", "疾控中心", "养老护理院", "医共体总院", "柳川一院(总院)"};
    for (size_t i = 0; i < JC_LEN(first); i++) {
        char text[512], want[128];
        snprintf(text, sizeof text,
                 "通用名,规格,生产企业,院内编码,使用科室,单位,%s,甲县人民医院,乙县中医院\n甲药,1mg*7片,甲厂,77,内科,片,"
                 "1,2,3\n",
                 first[i]);
        snprintf(want, sizeof want, "%s1 甲县人民医院2 乙县中医院3", first[i]);
        kit_write(&kit, "第五批约定量2024-01-01至2024-12-31.csv", text);
        expect_ok(&kit, "第五批约定量2024-01-01至2024-12-31.csv");
        expect_sql(&kit, want, WIDE_HOSPITALS " WHERE a.id > (SELECT max(id) - 3 FROM agreement)");
    }
}

Test(load, a_listed_institution_among_the_columns_is_one_whatever_it_is_called)
{
    kit_write(&kit, "名单.csv", "医疗机构名称,级别\n城关镇,一级\n驻甲单位,一级\n");
    kit_write(&kit, "第五批约定量2024-01-01至2024-12-31.csv",
              "通用名,规格,生产企业,单位,城关镇,甲县人民医院,乙县中医院,驻甲单位\n甲药,1mg*7片,甲厂,片,1,2,3,4\n");
    expect_ok(&kit, "名单.csv", "第五批约定量2024-01-01至2024-12-31.csv");
    expect_sql(&kit, "城关镇1 甲县人民医院2 乙县中医院3 驻甲单位4", WIDE_HOSPITALS);
    expect_sql(&kit, "0", "SELECT count(*) FROM issue WHERE code = 389");
}

Test(load, columns_of_numbers_that_are_left_out_among_hospitals_are_told_together)
{
    kit_write(&kit, "第五批约定量2024-01-01至2024-12-31.csv",
              "通用名,规格,生产企业,单位,总约定量,城关镇,甲县人民医院,乙县中医院,合 "
              "计(片),排名,2023年用量,到货时间,情况说明\n"
              "甲药,1mg*7片,甲厂,片,3,8,1,2,3,1,7,,急\n");
    expect_ok(&kit, "第五批约定量2024-01-01至2024-12-31.csv");
    expect_sql(&kit, "甲县人民医院1 乙县中医院2", WIDE_HOSPITALS);
    expect_told(&kit, "E389||||总约定量、城关镇、合 计(片)、排名、2023年用量\n");
}

Test(load, the_name_of_a_sheet_may_be_the_hospital)
{
    kit_book(&kit, "a.xlsx", NULL,
             "甲县人民医院\n订单编号|通用名|规格|入库数量|验收日期\nA1|甲药|1mg*7片|#1|@2024-01-02\n",
             "乙县中医院5月\n订单编号|通用名|规格|入库数量|验收日期\nA1|甲药|1mg*7片|#2|@2024-01-02\n",
             "采购中心\n订单编号|通用名|规格|入库数量|验收日期\nA1|甲药|1mg*7片|#3|@2024-01-02\n",
             "Sheet4\n医疗机构：丙乡卫生院|||统计期：5月\n订单编号|通用名|规格|入库数量|验收日期\nA1|甲药|1mg*7片|#4|@"
             "2024-01-02\n",
             NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(&kit, "甲县人民医院|A1|1|2024-01-02\n乙县中医院|A1|2|2024-01-02\n丙乡卫生院|A1|4|2024-01-02", LINES);
    cr_expect_not_null(strstr(jc_buf_text(&kit.files), "[采购中心  0 2=0+2+0]"));
}

/* What its sign is of: of the whole row, or, where the quantity or the amount says otherwise, of nothing. */
Test(load, a_negative_price_is_that_of_a_red_entry_or_a_slip)
{
    kit_book(&kit, "a.xlsx", NULL,
             "明细\n医疗机构|订单号|通用名|规格|入库数量|采购单价|金额|验收日期\n"
             "甲医院|1|甲药|1mg*7片|#10|#-3||@2024-01-02\n甲医院|2|甲药|1mg*7片|#10|#-3|#-30|@2024-01-02\n"
             "甲医院|3|甲药|1mg*7片|#10|#-3|#30|@2024-01-02\n甲医院|4|甲药|1mg*7片|#-10|#-3|#-30|@2024-01-02\n",
             NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(
        &kit, "1|-10|3|916\n2|-10|3|916\n3|10|3|367\n4|-10|3|367",
        "SELECT order_no, accepted / 10000, price / 10000, i.code FROM purchase p JOIN issue i ON i.row = p.row AND "
        "i.cell = 'F' || p.row ORDER BY p.row");
}

Test(load, a_merged_block_holds_for_its_rows_but_not_its_amount)
{
    kit_book(&kit, "a.xlsx", "A2:A4 B2:B3 D2:D3",
             "付款\n医疗机构|付款日期|发票号码|付款金额|付款流水号\n甲医院|@2024-05-06|1|#300|F1\n||2||F2\n|@2024-05-"
             "08|3|#5|F3\n乙医院|@2024-05-09|4|#7|F4\n",
             NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(
        &kit, "甲医院|F1|3000000|2024-05-06\n甲医院|F3|50000|2024-05-08\n乙医院|F4|70000|2024-05-09",
        "SELECT o.name, p.serial, p.amount, day_text(p.day) FROM payment p JOIN org o ON o.id = p.org ORDER BY p.id");
    expect_told(&kit, "RE318|D3|付款金额||");
    expect_told(&kit, "E327||||3\n");
}

Test(load, a_large_file_with_merged_hospitals_is_read_with_them)
{
    lxw_workbook *book = workbook_new(kit_path(&kit, "a.xlsx"));
    lxw_worksheet *s = workbook_add_worksheet(book, "明细");
    static const char *const heads[] = {"医疗机构", "订单号", "通用名", "入库数量", "验收日期", "别的"};
    enum { ROWS = 40000, BLOCK = 1000 };
    uint64_t seed = 7;
    for (int i = 0; i < 6; i++)
        worksheet_write_string(s, 0, (lxw_col_t)i, heads[i], NULL);
    for (lxw_row_t r = 1; r <= ROWS; r++) {
        char text[160];
        if ((r - 1) % BLOCK == 0) {
            snprintf(text, sizeof text, "第%u医院", (unsigned)(r / BLOCK));
            worksheet_merge_range(s, r, 0, r + BLOCK - 1, 0, text, NULL);
        }
        snprintf(text, sizeof text, "A%u", (unsigned)r);
        worksheet_write_string(s, r, 1, text, NULL);
        worksheet_write_string(s, r, 2, "甲药", NULL);
        worksheet_write_number(s, r, 3, 1, NULL);
        worksheet_write_string(s, r, 4, "2024-01-02", NULL);
        for (int i = 0; i < 9; i++)
            snprintf(text + i * 16, sizeof text - (size_t)i * 16, "%016lx", (unsigned long)random_next(&seed));
        worksheet_write_string(s, r, 5, text, NULL);
    }
    cr_assert_eq(workbook_close(book), LXW_NO_ERROR);
    struct stat sb;
    cr_assert(stat(kit_path(&kit, "a.xlsx"), &sb) == 0 && sb.st_size > 4 << 20, "%ld", (long)sb.st_size);
    expect_ok(&kit, "a.xlsx");
    expect_files(&kit, "a.xlsx L [明细 purchase 1 40001=40000+0+1]\n");
    expect_said(&kit, "E315||||别的\nE323||||40000\nE327||||39960\n");
    expect_sql(&kit, "40|1000|1000",
               "SELECT count(*), min(n), max(n) FROM (SELECT count(*) AS n FROM purchase GROUP BY org)");
}

Test(load, two_columns_of_one_field_are_told)
{
    kit_write(&kit, "a.csv",
              "医疗机构,订单号,药品名称,通用名,入库数量,验收数量,验收日期\n甲医院,1,乙药,甲药,5,6,2024-01-02\n");
    expect_ok(&kit, "a.csv");
    expect_said(&kit,
                "E366||||验收数量\nE387||||药品名称\nE223|C2|药品名称|乙药|通用名\nE223|F2|验收数量|6|入库数量\n");
    expect_sql(&kit, "甲药|50000", "SELECT i.generic, p.accepted FROM purchase p JOIN item i ON i.id = p.item");
}

Test(load, a_subtotal_of_strokes_is_one)
{
    kit_write(&kit, "a.csv",
              "医疗机构,订单编号,通用名,规格,生产企业,单价,入库数量,采购金额,验收日期\n"
              "甲县人民医院,1,甲药,1mg,甲厂,10,10,100,2024-05-06\n甲县人民医院小计,/,/,/,/,/,10,100,/\n");
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv L [a purchase 1 3=1+0+2]\n");
}

Test(load, a_page_begins_with_the_head_again_in_all_its_lines)
{
    const char
        *head = "医疗机构名称,订单明细编号,药品信息,,,入库情况,,\n,,通用名,规格,生产企业,单价,数量,日期\n",
        *wide = "医疗机构名称,订单明细编号,通用名,规格,生产企业,单价,入库数量,验收日期,备注（凡属紧急采购、临时采购、"
                "短缺药品应急采购或者经医保部门备案同意的线下采购都应当在此注明）\n";
    struct jc_buf text = {0};
    for (int i = 0; i < 2; i++) {
        jc_buf_clear(&text);
        for (int k = 0; k < 3; k++)
            jc_buf_fmt(&text, "%s甲医院,A%d,甲药,1mg,甲厂,10,5,2024-05-01,\n", i ? wide : head, k);
        kit_close(&kit);
        kit_open(&kit);
        kit_write(&kit, "a.csv", jc_buf_text(&text));
        expect_ok(&kit, "a.csv");
        expect_sql(&kit, "0", "SELECT count(*) FROM issue WHERE code NOT IN (315, 390) AND import > 1");
        expect_sql(&kit, "A0\nA1\nA2", "SELECT line_no FROM purchase ORDER BY row");
    }
    jc_buf_free(&text);
}

Test(load, rounds_that_overlap_are_told)
{
    kit_write(&kit, "a.csv",
              "医疗机构,批次,通用名,规格,生产企业,约定采购量,协议期\n甲医院,第四批,甲药,1mg*7片,"
              "珠海联邦制药股份有限公司,70,2024-01-01至2024-12-31\n"
              "甲医院,第四批续约,甲药,1mg*14片,珠海联邦制药股份有限公司,70,2024-12-01至2025-12-31\n乙医院,第四批续约,"
              "甲药,1mg*14片,珠海联邦制药股份有限公司,70,2024-12-01至2025-12-31\n"
              "甲医院,第四批续约,甲药,2mg*14片,珠海联邦制药股份有限公司,70,2024-12-01至2025-12-31\n甲医院,第四批三年,"
              "甲药,1mg*14片,珠海联邦制药股份有限公司,70,2026-01-01至2025-12-31\n");
    kit_write(&kit, "b.csv",
              "医疗机构,批次,通用名,规格,生产企业,约定采购量,协议期\n甲医院,第四批三年,甲药,1mg*7片,"
              "珠海联邦制药股份有限公司,70,2024-12-31至2026-12-31\n");
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "RE247|G6|协议期|2026-01-01至2025-12-31|\nE364|3||甲医院|第四批\n");
    expect_ok(&kit, "b.csv");
    expect_said(&kit, "E364|2||甲医院|第四批\nE364|2||甲医院|第四批续约\n");
}

#define TERM_ROW(inst, term) inst ",第四批,甲药,1mg*7片,珠海联邦制药股份有限公司,70," term "\n"

/* Another first day makes another agreement (rule book 1), and both volumes count. */
Test(load, an_agreement_of_one_round_from_another_day_on_is_told_with_both_terms)
{
    static const char head[] = "医疗机构,批次,通用名,规格,生产企业,约定采购量,协议期\n";
    char a[512], b[512];
    snprintf(a, sizeof a, "%s%s%s", head, TERM_ROW("甲医院", "2024-01-01至2024-12-31"),
             TERM_ROW("甲医院", "2025-01-01至2025-12-31"));
    snprintf(b, sizeof b, "%s%s%s", head, TERM_ROW("甲医院", "2024-02-01至2024-12-31"),
             TERM_ROW("乙医院", "2024-02-01至2024-12-31"));
    kit_write(&kit, "a.csv", a);
    kit_write(&kit, "b.csv", b);
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "2|甲医院 2024-02-01—2024-12-31|第四批 2024-01-01—2024-12-31|2024-02-01—2024-12-31",
               "SELECT row, value, arg1, arg2 FROM issue WHERE code = 364");
    expect_sql(&kit, "4", "SELECT count(*) FROM agreement WHERE live = 1");
    kit_write(&kit, "c.csv",
              "医疗机构编码,批次,通用名,规格,生产企业,约定采购量,协议期\n" TERM_ROW(
                  "H33078200901", "2024-01-01至2024-12-31") TERM_ROW("H33078200901", "2024-03-01至2024-12-31"));
    expect_ok(&kit, "c.csv");
    expect_sql(&kit, "3|H33078200901 2024-03-01—2024-12-31",
               "SELECT row, value FROM issue WHERE code = 364 AND value NOT LIKE '甲%'");
}

Test(load, overlaps_beyond_those_that_are_told_are_counted)
{
    struct jc_buf text = {0};
    jc_buf_str(&text, "医疗机构,批次,通用名,规格,生产企业,约定采购量,协议期\n");
    for (int i = 0; i < 250; i++)
        for (int k = 0; k < 2; k++)
            jc_buf_fmt(&text, "第%d医院,第四批%s,甲药,1mg*7片,珠海联邦制药股份有限公司,70,2024-01-01至2024-12-31\n", i,
                       k ? "续约" : "");
    kit_write(&kit, "a.csv", jc_buf_text(&text));
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "349|1\n364|200", "SELECT code, count(*) FROM issue WHERE code IN (349, 364) GROUP BY 1");
    jc_buf_free(&text);
}

Test(load, blanks_are_blank_in_every_spelling)
{
    kit_write(&kit, "a.csv",
              "医疗机构,订单编号,订单明细编号,通用名,规格,入库数量,退货数量,验收日期,付款日期,配送企业\n"
              "甲医院,NULL,-,甲药,1mg,1,--,2024-01-02,/,无\n甲医院,NULL,—,甲药,1mg,2,\\N,2024-01-03,暂未设置,空\n"
              "甲医院,null,－－－－,甲药,1mg,3,,2024-01-04,null,/\n");
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "");
    expect_sql(&kit, "1|||||\n2|||||\n3|||||",
               "SELECT accepted / 10000, order_no, line_no, returned, day_paid, supplier FROM purchase WHERE live = 1 "
               "ORDER BY id");
}

/* ---- cells -------------------------------------------------------------------------------------------------- */

Test(load, serial_days_are_read_where_the_column_is_one_of_days)
{
    kit_book(&kit, "a.xlsx", NULL,
             "明细\n医疗机构|订单号|通用名|入库数量|验收日期\n甲医院|1|甲药|#1|#45417\n甲医院|2|甲药|#1|#45418."
             "00000001\n甲医院|3|甲药|#1|@2024-05-08\n",
             NULL);
    kit_book(&kit, "b.xlsx", NULL,
             "明细\n医疗机构|订单号|通用名|入库数量|验收日期\n乙医院|1|甲药|#1|#45417\n乙医院|2|甲药|#1|见附件\n乙医院|"
             "3|甲药|#1|@2024-05-08\n",
             NULL);
    expect_ok(&kit, "a.xlsx", "b.xlsx");
    expect_sql(&kit, "甲医院|1|1|2024-05-05\n甲医院|2|1|2024-05-06\n甲医院|3|1|2024-05-08\n乙医院|3|1|2024-05-08",
               LINES);
    expect_said(&kit, "E351|||验收日期|\nRE245|E2|验收日期|45417|\nRE245|E3|验收日期|见附件|\n");
}

Test(load, days_of_the_future_and_before_2015_are_refused)
{
    kit_write(&kit, "a.csv",
              "医疗机构,订单号,通用名,入库数量,验收日期\n甲医院,1,甲药,1,2025-01-01\n甲医院,2,甲药,1,2014-12-"
              "31\n甲医院,3,甲药,1,2024-12-31\n"
              "甲医院,4,甲药,1,2015-01-01\n甲医院,5,甲药,1,2024-02-30\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "甲医院|3|1|2024-12-31\n甲医院|4|1|2015-01-01", LINES);
    expect_said(&kit, "RE317|E2|验收日期|2025-01-01|2024-12-31\nRE317|E3|验收日期|2014-12-31|2024-12-31\nRE245|E6|"
                      "验收日期|2024-02-30|\n");
}

Test(load, a_destroyed_code_is_told_at_every_place_and_refuses_only_what_nothing_else_names)
{
    kit_book(&kit, "a.xlsx", NULL,
             "明细\n医疗机构编码|医疗机构名称|订单号|国家医保编码|通用名|入库数量|验收日期\n"
             "H33010200001|甲医院|#2|8.69012E+13|甲药|#1|@2024-01-02\n"
             "H33010200001|甲医院|3|8.69012E+13|甲药|#1|@2024-01-02\n"
             "H33010200001|甲医院|4|8.69012E+13||#1|@2024-01-02\n"
             "3.3E+10||5||甲药|#1|@2024-01-02\nH33010200001|甲医院|#1234567890123456789|||#1|@2024-01-02\n",
             NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(&kit, "甲医院|2|1|2024-01-02\n甲医院|3|1|2024-01-02", LINES);
    expect_sql(&kit, "0", "SELECT count(*) FROM item WHERE code <> '' AND id IN (SELECT item FROM purchase)");
    expect_said(&kit, "E203|D2|国家医保编码|8.69012E+13|\nE203|D3|国家医保编码|8.69012E+13|\nE203|D4|国家医保编码|8."
                      "69012E+13|\nRE329|4|通用名||\n"
                      "E203|A5|医疗机构编码|3.3E+10|\nRE329|5|医疗机构名称||\nE203|C6|订单号|1234567890123460000|"
                      "\nRE320|6|通用名||\n");
}

Test(load, a_lost_leading_zero_is_suggested)
{
    kit_write(&kit, "名单.csv",
              "医疗机构编码,医疗机构名称,级别,所有制\n0330102,甲医院,二级,公立\n0330103,乙医院,二级,公立\n");
    kit_write(&kit, "明细.csv",
              "医疗机构编码,订单号,通用名,入库数量,验收日期\n330102,1,甲药,1,2024-01-02\n0330103,2,甲药,1,2024-01-"
              "02\n99,3,甲药,1,2024-01-02\n");
    expect_ok(&kit, "名单.csv", "明细.csv");
    expect_told(&kit, "E338|2||330102|0330102 甲医院\n");
    expect_told(&kit, "E326|4||99|\n");
}

/* A like one is looked for of so many; of the others it is said that nobody looked. */
Test(load, names_beyond_those_that_are_held_against_the_list_are_counted)
{
    struct jc_buf text = {0};
    kit_write(&kit, "名单.csv", "医疗机构编码,医疗机构名称,级别,所有制\nH33078200901,清河县中医医院,二级,公立\n");
    jc_buf_str(&text, "医疗机构名称,订单号,通用名,入库数量,验收日期\n");
    for (int i = 0; i < 202; i++)
        jc_buf_fmt(&text, "%c%c镇卫生院,%d,甲药,1,2024-01-02\n", 'A' + i / 26, 'A' + i % 26, i);
    kit_write(&kit, "少.csv", "医疗机构名称,订单号,通用名,入库数量,验收日期\n丙乡卫生院,x,甲药,1,2024-01-02\n");
    kit_write(&kit, "明细.csv", jc_buf_text(&text));
    expect_ok(&kit, "名单.csv", "少.csv");
    cr_expect_null(strstr(jc_buf_text(&kit.said), "E962"));
    expect_ok(&kit, "明细.csv");
    expect_told(&kit, "E962|||2|200\n");
    jc_buf_free(&text);
}

/* Two that are equally near are both named; of three nobody knows which. An alias ends it. */
Test(load, an_unknown_institution_is_told_with_the_listed_one_that_it_resembles)
{
    kit_write(
        &kit, "名单.csv",
        "医疗机构编码,医疗机构名称,级别,所有制\nH33078200901,清河县中医医院,二级,公立\nH33078200902,清河县人民医院,"
        "二级,公立\nH33078200903,青岭县人民医院,二级,公立\nH33078200904,青岭县中心医院,二级,公立\nH33078200905,"
        "柳川县中心医院,二级,公立\nH33078200906,溪口镇中心医院,二级,公立\n");
    kit_write(&kit, "明细.csv",
              "医疗机构编码,医疗机构名称,订单号,通用名,入库数量,验收日期\n,清河县中医医医院,1,甲药,1,2024-01-02\n,"
              "清河县中医院,2,甲药,1,2024-01-02\n,人民医院,3,甲药,1,2024-01-02\n,中心医院,4,甲药,1,2024-01-02\n"
              "H33078200991,,5,甲药,1,2024-01-02\n,丙医院,6,甲药,1,2024-01-02\n");
    expect_ok(&kit, "名单.csv", "明细.csv");
    expect_told(&kit, "E338|2||清河县中医医医院|H33078200901 清河县中医医院\n");
    expect_told(&kit, "E338|3||清河县中医院|H33078200901 清河县中医医院\n");
    expect_told(&kit, "E338|4||人民医院|H33078200902 清河县人民医院、H33078200903 青岭县人民医院\n");
    expect_told(&kit, "E326|5||中心医院|\n");
    expect_told(&kit, "E338|6||H33078200991|H33078200901 清河县中医医院\n");
    expect_told(&kit, "E326|7||丙医院|\n");
    kit_write(&kit, "别名.csv",
              "类别,写法,标准名称\n机构,清河县中医院,清河县中医医院\n机构,清河县中医医医院,清河县中医医院\n");
    jc_buf_clear(&kit.said);
    expect_ok(&kit, "别名.csv");
    cr_expect_null(strstr(jc_buf_text(&kit.said), "|清河县中医"), "%s", jc_buf_text(&kit.said));
}

/* 青禾县 and 镇 are left out; what it is about is what does not count. */
Test(load, a_short_name_is_suggested_and_told_with_what_it_is_about)
{
    kit_write(&kit, "名单.csv",
              "医疗机构编码,医疗机构名称,级别,所有制\nH33078200901,青禾县白水镇卫生院,一级,公立\nH33078200902,"
              "青禾县石桥镇卫生院,一级,公立\n");
    kit_write(&kit, "第四批约定采购量2024-03-01至2025-02-28.csv",
              "通用名,规格,生产企业,青禾县石桥镇卫生院,白水卫生院\n甲药片,1mg*7片,甲厂,12,10\n");
    kit_write(
        &kit, "付款.csv",
        "医疗机构,付款日期,付款金额,供应商\n白水卫生院,2024-05-06,100,甲公司\n石桥卫生院,2024-05-06,100,甲公司\n");
    expect_ok(&kit, "名单.csv", "第四批约定采购量2024-03-01至2025-02-28.csv", "付款.csv");
    expect_sql(&kit,
               "白水卫生院|H33078200901 青禾县白水镇卫生院|约定采购量、付款台账\n石桥卫生院|H33078200902 "
               "青禾县石桥镇卫生院|付款台账",
               "SELECT value, arg1, arg2 FROM issue WHERE code = 338 ORDER BY id");
}

Test(load, an_institution_known_by_name_under_another_code_is_told)
{
    kit_write(&kit, "名单.csv",
              "医疗机构编码,医疗机构名称,级别,所有制\nH33010200001,甲医院,二级,公立\n,乙医院,二级,公立\n");
    kit_write(&kit, "明细.csv",
              "医疗机构编码,医疗机构名称,订单号,通用名,入库数量,验收日期\nH33010200009,甲医院,1,甲药,1,2024-01-"
              "02\nH33010200008,乙医院,2,甲药,1,2024-01-02\n"
              "H33010200001,甲 医院（总院）,3,甲药,1,2024-01-02\n");
    expect_ok(&kit, "名单.csv", "明细.csv");
    expect_said(&kit, "E337|2||H33010200009 甲医院|H33010200001 甲医院\n");
    expect_sql(&kit, "1|甲医院\n2|乙医院\n3|甲医院",
               "SELECT p.order_no, i.name FROM purchase p JOIN org o ON o.id = p.org JOIN institution i ON i.id = "
               "o.inst ORDER BY 1");
}

Test(load, yuan_and_ten_thousand_yuan_are_doubted)
{
    kit_write(&kit, "a.csv",
              "医疗机构,订单号,通用名,单价,入库数量,采购金额,验收日期\n甲医院,1,甲药,12.5,800,1,2024-01-02\n甲医院,2,"
              "甲药,12.5,800,10000,2024-01-02\n"
              "甲医院,3,甲药,12.5,800,9990,2024-01-02\n");
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "E340|F2|采购金额||10000.00\n");
    kit_write(&kit, "b.csv",
              "医疗机构,订单号,通用名,规格,单价(元/"
              "片),入库数量(片),采购金额,验收日期\n甲医院,4,甲药,1mg*7片,12.5,800,1,2024-01-02\n"
              "甲医院,5,甲药,1mg*7片,12.5,800,10000,2024-01-02\n");
    expect_ok(&kit, "b.csv");
    expect_said(&kit, "E340|G2|采购金额||10000.00\n");
}

Test(load, a_quantity_too_large_to_be_added_up_is_refused_where_it_stands)
{
    kit_write(&kit, "a.csv",
              "医疗机构,订单号,通用名,规格,生产企业,转换比,单价,入库数量,验收日期\n"
              "甲医院,1,甲药,1mg,甲厂,24,99999999,900000000000,2024-01-02\n"
              "甲医院,2,甲药,1mg,甲厂,24,,90000000000000,2024-01-02\n"
              "甲医院,3,甲药,1mg,甲厂,24,1000000,1000,2024-01-02\n");
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "RE241|H2|入库数量|900000000000|\nRE241|H3|入库数量|90000000000000|\n");
}

static void write_on(void *ctx, const struct jc_err *e, enum jc_severity severity, bool rejected)
{
    kit_on_issue(ctx, e, severity, rejected);
    if (!rejected)
        return;
    FILE *f = fopen(kit_path(ctx, "a.csv"), "a");
    cr_assert_not_null(f);
    fputs("甲医院,2024-05-08,3,FK3\n", f);
    fclose(f);
}

Test(load, a_file_that_grows_while_it_is_read_is_not_taken)
{
    kit_write(&kit, "a.csv", "医疗机构,付款时间,支付金额,流水号\n甲医院,2024-05-06,1,FK1\n甲医院,2024-13-07,2,FK2\n");
    kit.opts.watch.issue = write_on;
    expect_ok(&kit, "a.csv");
    cr_expect_str_eq(jc_buf_text(&kit.files), "a.csv R E912\n");
    expect_sql(&kit, "0", "SELECT count(*) FROM payment");
    kit.opts.watch.issue = kit_on_issue;
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "2", "SELECT count(*) FROM payment");
}

/* What goes on from the name of the row before is no half of it. */
Test(load, a_signature_behind_the_last_row_is_none_of_it)
{
    kit_write(&kit, "a.csv", "医疗机构,付款时间,支付金额\n甲医院,2024-05-06,1\n甲医院药剂科 2024年5月");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "1", "SELECT count(*) FROM payment");
    cr_expect_eq(kit.total.rejected, 0);
}

/* Cut anywhere in its last row, a file gives no half of a value; in the first field it looks like a title. */
Test(load, the_row_in_which_a_text_breaks_off_does_not_count)
{
    const char *text = "医疗机构,付款时间,支付金额,收款单位,流水号,备注\n"
                       "甲医院,2024-05-06,100.5,甲公司,FK1,\n甲医院,2024-05-07,12007.38,甲公司,FK2,\n";
    size_t last = (size_t)(strstr(text, "甲医院,2024-05-07") - text), n = strlen(text) - 2;
    for (size_t cut = n; cut > last; cut--) {
        struct jc_buf part = {0};
        jc_buf_add(&part, text, cut);
        kit_write(&kit, "a.csv", jc_buf_text(&part));
        jc_buf_free(&part);
        expect_ok(&kit, "a.csv");
        expect_told(&kit, "RE370|3||");
        expect_sql(&kit, "1005000", "SELECT amount FROM payment");
        kit_close(&kit);
        kit_open(&kit);
    }
}

Test(load, a_short_last_row_is_whole_where_rows_are_short_or_a_line_break_ends_it)
{
    static const char *const fine[] = {
        "医疗机构,付款时间,支付金额,流水号,备注\n甲医院,2024-05-06,1,FK1,\n甲医院,2024-05-07,2,FK2\n",
        "医疗机构,付款时间,支付金额,流水号,备注\n甲医院,2024-05-06,1,FK1\n甲医院,2024-05-07,2,FK2",
        "医疗机构,付款时间,支付金额,流水号,备注\n甲医院,2024-05-06,1,FK1,\n甲医院,2024-05-07,2,FK2,",
        "医疗机构,付款时间,支付金额,流水号,备注\n甲医院,2024-05-06,1,FK1,\n甲医院,2024-05-07,2,FK2,\n制表人：张三",
        "医疗机构,付款时间,支付金额,流水号,备注\n甲医院,2024-05-06,1,FK1,\n甲医院,2024-05-07,2,FK2,\n以上甲医院",
        "医疗机构,付款时间,支付金额,流水号,备注\n甲医院,2024-05-06,1,FK1,\n甲医院,2024-05-07,2,FK2,\n甲医院\n",
    };
    for (size_t i = 0; i < JC_LEN(fine); i++) {
        kit_write(&kit, "a.csv", fine[i]);
        expect_ok(&kit, "a.csv");
        expect_said(&kit, "");
        expect_sql(&kit, "2", "SELECT count(*) FROM payment");
        kit_close(&kit);
        kit_open(&kit);
    }
}

Test(load, every_kind_is_read_from_its_own_template)
{
    const char *id, *zh, *en;
    for (size_t i = 0; jc_ingest_kind_at(i, &id, &zh, &en); i++) {
        struct jc_buf heads = {0}, map = {0};
        char name[64];
        cr_assert_eq(jc_ingest_template(&heads, zh, NULL), JC_OK);
        snprintf(name, sizeof name, "%s.csv", id);
        kit_write(&kit, name, jc_buf_text(&heads));
        cr_assert_eq(jc_ingest_map(&map, kit_path(&kit, name), NULL, true, JC_EN, NULL), JC_OK);
        cr_expect_null(strstr(jc_buf_text(&map), "\t-\t"), "%s", jc_buf_text(&map));
        for (const char *p = jc_buf_text(&map), *eol; (eol = strchr(p, '\n')) != NULL; p = eol + 1)
            cr_expect(*p == '#' || strncmp(p, "kind\t", 5) == 0 ||
                          (strncmp(p, id, strlen(id)) == 0 && p[strlen(id)] == '\t'),
                      "%s: %.60s", id, p);
        jc_buf_free(&heads);
        jc_buf_free(&map);
    }
    cr_expect_eq(jc_ingest_template(&(struct jc_buf){0}, "purchas", &kit.err), JC_NOTFOUND);
    cr_expect_eq(kit.err.code, 357);
    cr_expect_str_eq(kit.err.arg[0], "purchase");
}

/* 金额 alone is what a ledger paid; over 订购 and 验收 it is theirs. */
Test(load, a_caption_of_amounts_is_no_payment)
{
    kit_write(&kit, "a.csv",
              "医疗机构,通用名,规格,生产企业,数量,,,金额（万元）,,日期,\n,,,,订购,发货,到货,订购,验收,下单,验收\n"
              "甲医院,甲药,1mg*7片,甲厂,10,9,8,0.0056,0.00448,2024-05-01,2024-05-07\n");
    kit_write(&kit, "b.csv",
              "医疗机构,通用名,规格,生产企业,数量,,,金额（元）,,日期\n,,,,订购,发货,到货,订购,入库,验收\n"
              "甲医院,甲药,1mg*7片,甲厂,10,9,8,56,44.8,2024-05-08\n");
    kit_write(&kit, "c.csv",
              "医疗机构,通用名,规格,生产企业,入库数量,,,金额,\n,,,,西药,中药,其他,西药,中药\n甲医院,甲药,1mg*7片,甲厂,"
              "1,2,3,4,5\n");
    expect_ok(&kit, "a.csv", "b.csv", "c.csv");
    expect_sql(&kit, "10|9|8|448000|2024-05-01|2024-05-07\n10|9|8|448000||2024-05-08",
               "SELECT ordered / 10000, shipped / 10000, accepted / 10000, amount, day_text(day_order), "
               "day_text(day_accept) FROM purchase ORDER BY id");
    cr_expect_eq(kit.last.code, 361);
}

/* ---- rounds that titles name ------------------------------------------------------------------------------------ */

#define LISTED "批次编码,批次,通用名,规格,转换比,中选企业,中选价格\nZJ2023,浙江省级集采,甲药,1mg,7,甲厂,5\n"
#define TITLED(title)                                                                                                  \
    title " 协议期：2024-01-01—2024-12-31\n医疗机构名称,通用名,规格,约定采购量(片)\n甲医院,甲药,1mg,10\n"
#define ROUNDS "SELECT DISTINCT round FROM agreement ORDER BY round"

Test(load, a_title_names_its_round_by_a_catalogue_wherever_that_stands)
{
    kit_write(&kit, "a约定.csv", TITLED("浙江省级集采约定采购量"));
    kit_write(&kit, "b目录.csv", LISTED);
    kit_write(&kit, "c约定.csv", TITLED("ZJ2023 约定采购量"));
    expect_ok(&kit, "a约定.csv", "b目录.csv", "c约定.csv");
    expect_sql(&kit, "ZJ2023\n浙江省级集采", ROUNDS);
    expect_files(&kit, "b目录.csv L [b目录 award 1 2=1+0+1]\nc约定.csv L [c约定 agreement 2 3=1+0+2]\n"
                       "a约定.csv L [a约定 agreement 2 3=1+0+2]\n");
    cr_expect_eq(kit.total.files, 3);
}

Test(load, a_sheet_names_its_round_by_a_catalogue_behind_it_in_the_book)
{
    kit_book(&kit, "a.xlsx", NULL,
             "约定\nZJ2023 约定采购量 协议期：2024-01-01—2024-12-31\n医疗机构名称|通用名|规格|约定采购量(片)\n"
             "甲医院|甲药|1mg|#10\n",
             "目录\n批次编码|批次|通用名|规格|转换比|中选企业|中选价格\nZJ2023|浙江省级集采|甲药|1mg|#7|甲厂|#5\n",
             "-旧\n医疗机构名称|通用名\n", NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(&kit, "ZJ2023", ROUNDS);
    expect_said(&kit, "E325||||旧\n");
}

Test(load, a_title_that_names_no_known_round_is_refused_until_the_catalogue_is_there)
{
    kit_write(&kit, "a约定.csv", TITLED("ZJ2023 约定采购量"));
    kit_write(&kit, "b目录.csv", LISTED);
    expect_ok(&kit, "a约定.csv");
    expect_files(&kit, "a约定.csv U E394\n");
    expect_ok(&kit, "b目录.csv");
    expect_ok(&kit, "a约定.csv");
    expect_sql(&kit, "ZJ2023", ROUNDS);
    expect_sql(&kit, "0", "SELECT count(*) FROM file WHERE sha256 = ''");
}

Test(load, a_label_and_an_unknown_batch_need_no_catalogue)
{
    kit_write(&kit, "a.csv", TITLED("批次：云溪一期"));
    kit_write(&kit, "b.csv", TITLED("ZJ2024批约定采购量"));
    kit_write(&kit, "浙江省第三批药品集采约定量.csv", TITLED(""));
    expect_ok(&kit, "a.csv", "b.csv", "浙江省第三批药品集采约定量.csv");
    expect_sql(&kit, "ZJ2024批\n云溪一期\n浙江省第三批", ROUNDS);
}

Test(load, what_a_listed_hospital_has_bought_is_no_agreement_of_it)
{
    kit_write(&kit, "名单.csv", "医疗机构名称,地区,级别\n甲县人民医院,甲县,二级\n乙县中医院,乙县,二级\n");
    kit_write(&kit, "第五批约定量协议期2024-01-01至2024-12-31.csv",
              "通用名,规格,生产企业,甲县人民医院,,乙县中医院,\n,,,约定采购量（片）,已采购量,约定采购量（片）,已采购量\n"
              "甲药,1mg*7片,甲厂,10,3,5,2\n");
    expect_ok(&kit, "名单.csv", "第五批约定量协议期2024-01-01至2024-12-31.csv");
    expect_sql(&kit, "10\n5", "SELECT volume / 10000 FROM agreement ORDER BY id");
}

/* A head of its own does not make receipts of what the name or title of a table says is void. */
Test(load, a_table_that_is_called_void_is_not_read)
{
    static const char *const names[] = {"作废", "已作废", "取消订单", "4月取消", "作废（3）", "领用出库", "科室领用"},
                             *const kept[] = {"退库", "不含作废", "采购及取消", "取消率", "正常订单"};
    for (size_t i = 0; i < JC_LEN(names) + JC_LEN(kept); i++) {
        bool read = i >= JC_LEN(names);
        char text[400], want[64];
        const char *name = read ? kept[i - JC_LEN(names)] : names[i];
        snprintf(text, sizeof text,
                 "%s\n医疗机构名称|订单编号|通用名|规格|生产企业|采购数量|验收日期\n甲医院|D2|甲药|1mg*7片|甲厂|#2|"
                 "@2024-01-02\n",
                 name);
        kit_book(
            &kit, "a.xlsx", NULL,
            "采购明细\n医疗机构名称|订单编号|通用名|规格|生产企业|入库数量|验收日期\n甲医院|D1|甲药|1mg*7片|甲厂|#1|"
            "@2024-01-02\n",
            text, NULL);
        (void)kit_import(&kit, "a.xlsx", NULL);
        snprintf(want, sizeof want, "[%s %s ", name, read ? "purchase" : "");
        cr_expect_not_null(strstr(jc_buf_text(&kit.files), want), "%s", jc_buf_text(&kit.files));
        cr_expect_eq(!strstr(jc_buf_text(&kit.said), "E226|"), read, "%s: %s", name, jc_buf_text(&kit.said));
        teardown();
        setup();
    }
    kit_write(&kit, "4月.csv",
              "以下为作废数据，请勿使用\n医疗机构名称,订单编号,通用名,规格,生产企业,入库数量,验收日期\n"
              "甲医院,D1,甲药,1mg*7片,甲厂,1,2024-01-02\n");
    (void)kit_import(&kit, "4月.csv", NULL);
    cr_expect_eq(kit.last.code, 226);
}

/* Where each row says itself whether it is void, it is believed, and that is told. */
Test(load, the_states_of_rows_go_before_a_name_that_says_void)
{
    kit_book(
        &kit, "a.xlsx", NULL,
        "作废\n医疗机构名称|订单编号|通用名|规格|生产企业|入库数量|验收日期|订单状态\n甲医院|D1|甲药|1mg*7片|甲厂|#1|"
        "@2024-01-02|已作废\n甲医院|D2|甲药|1mg*7片|甲厂|#1|@2024-01-02|已入库\n",
        NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(&kit, "D1|1\nD2|0", "SELECT order_no, void FROM purchase ORDER BY id");
    expect_said(&kit, "E202|||作废|\n");
}

/* Every end of a head is looked up among the spellings: of a title as long as a book that must not cost its square. */
Test(load, a_title_of_many_pages_is_read)
{
    struct jc_buf text = {0};
    for (int i = 0; i < 4000; i++)
        jc_buf_str(&text, "药品采购明细表（2024年5月）甲县人民医院第四批");
    jc_buf_str(&text, "\n医疗机构,通用名,规格,厂家,入库数量,入库日期\n甲医院,甲药,1mg,甲厂,5,2024-01-02\n");
    kit_write(&kit, "a.csv", jc_buf_text(&text));
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "1", "SELECT count(*) FROM purchase");
    jc_buf_free(&text);
}
