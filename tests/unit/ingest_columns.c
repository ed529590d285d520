/* Which column gives a field where several may, and what is told of the others. */
#include "ingest_kit.h"

#include "ingest/header.h"

static struct kit kit;

static void setup(void)
{
    kit_open(&kit);
}

static void teardown(void)
{
    kit_close(&kit);
}

TestSuite(columns, .init = setup, .fini = teardown);

/* The table with these heads and rows is read without a word that is no part of `said`. */
static void import_said(const char *said, const char *text)
{
    static int n;
    char name[16];
    snprintf(name, sizeof name, "%d.csv", ++n);
    kit_write(&kit, name, text);
    expect_ok(&kit, name);
    cr_expect_str_eq(jc_buf_text(&kit.said), said, "%s said:\n%s", text, jc_buf_text(&kit.said));
}

#define PURCHASED                                                                                                      \
    "SELECT i.spec, i.pack, coalesce(i.upp_column, i.upp_spec), p.accepted / 10000 FROM purchase p JOIN item i ON "    \
    "i.id = p.item ORDER BY p.id"

/* ---- spec and pack ------------------------------------------------------------------------------------------------- */

Test(columns, a_pack_beside_a_spec_is_read_as_the_pack)
{
    import_said("",
                "医疗机构,订单号,通用名,规格,包装规格,生产企业,入库数量,验收日期\n"
                "甲医院,1,甲药片,0.2g,0.2g*100片/瓶,甲厂,5,2024-03-01\n甲医院,2,乙药片,5mg,28片/盒,甲厂,6,2024-03-01\n"
                "甲医院,3,丙药片,,5mg*7片/盒,甲厂,7,2024-03-01\n");
    expect_sql(&kit, "0.2g|0.2g*100片/瓶|100|5\n5mg|28片/盒|28|6\n5mg*7片/盒|5mg*7片/盒|7|7", PURCHASED);
}

Test(columns, a_pack_by_itself_is_the_spec_too)
{
    import_said("", "医疗机构,订单号,通用名,包装规格,生产企业,入库数量,验收日期\n甲医院,1,甲药片,0.2g*100片/瓶,甲厂,5,"
                    "2024-03-01\n");
    expect_sql(&kit, "0.2g*100片/瓶||100|5", PURCHASED);
}

Test(columns, of_two_packs_the_better_named_one_is_read)
{
    import_said("E387||||包装\n", "医疗机构,订单号,通用名,包装,制剂规格,包装规格,生产企业,入库数量,验收日期\n"
                                  "甲医院,1,甲药片,瓶,0.2g,0.2g*100片/瓶,甲厂,5,2024-03-01\n"
                                  "甲医院,2,甲药片,50片/瓶,0.2g,,甲厂,5,2024-03-01\n");
    expect_sql(&kit, "0.2g|0.2g*100片/瓶|100|5\n0.2g|50片/瓶|50|5", PURCHASED);
    import_said("E387||||包装规格\n", "医疗机构,订单号,通用名,规格,包装规格,规格包装,生产企业,入库数量,验收日期\n"
                                      "甲医院,3,甲药片,0.2g,0.2g*100片,0.2g*100片/瓶,甲厂,5,2024-03-01\n");
}

Test(columns, a_merged_pack_holds_for_the_rows_below_it)
{
    kit_book(&kit, "m.xlsx", "D2:D3",
             "明细\n医疗机构|通用名|规格|包装规格|入库数量|验收日期\n甲医院|甲药片|0.2g|100片/瓶|#1|@2024-03-01\n"
             "甲医院|甲药片|0.2g||#2|@2024-03-02\n",
             NULL);
    expect_ok(&kit, "m.xlsx");
    expect_sql(&kit, "0.2g|100片/瓶|100|1\n0.2g|100片/瓶|100|2", PURCHASED);
}

Test(columns, spec_and_pack_that_both_count_must_agree)
{
    import_said("", "医疗机构,订单号,通用名,规格,包装规格,转换比,生产企业,入库数量,验收日期\n"
                    "甲医院,1,甲药片,0.2g*100片/瓶,100片/瓶,,甲厂,5,2024-03-01\n"
                    "甲医院,2,甲药片,0.2g*100片/瓶,50片/瓶,,甲厂,5,2024-03-01\n"
                    "甲医院,3,甲药片,0.2g*100片/瓶,50片/瓶,50,甲厂,5,2024-03-01\n");
    expect_sql(&kit, "0.2g*100片/瓶|100片/瓶|100|5\n0.2g*100片/瓶|50片/瓶||5\n0.2g*100片/瓶|50片/瓶|50|5", PURCHASED);
    expect_sql(&kit, "E267", "SELECT upp_reason FROM item WHERE upp_column IS NULL AND upp_spec IS NULL");
}

Test(columns, packs_beside_specs_are_read_in_lists_and_below_captions)
{
    import_said("", "批次,通用名,规格,包装规格,中选企业,中选价格(元),供应地区,开始日期\n第四批,甲药片,0.2g,100片/"
                    "瓶,甲厂,5,浙江,2024-01-01\n");
    expect_sql(&kit, "0.2g|100片/瓶|100",
               "SELECT spec, pack, upp_spec FROM item WHERE id = (SELECT max(item) FROM award)");
    import_said("", "医疗机构,批次,通用名,规格,包装规格,生产企业,约定采购量,单位,协议开始日期,协议结束日期\n"
                    "甲医院,第四批,甲药片,0.2g,100片/瓶,甲厂,100,盒,2024-01-01,2024-12-31\n");
    expect_sql(&kit, "100|pack", "SELECT i.upp_spec, a.unit FROM agreement a JOIN item i ON i.id = a.item");
    import_said("", "医疗机构,订单号,药品信息,,,生产企业,入库数量,验收日期\n,,通用名,规格,包装规格,,,\n"
                    "甲医院,1,甲药片,0.2g,100片/瓶,甲厂,5,2024-03-01\n");
    expect_sql(&kit, "0.2g|100片/瓶|100|5", PURCHASED);
}

Test(columns, the_second_field_of_a_head_is_read_where_another_column_gives_the_first)
{
    import_said("", "批次,通用名,规格,制剂规格（申报剂型）,中选企业,中选价格(元),供应地区,开始日期\n"
                    "第四批,甲药片,0.2g,0.2g（缓释片）,甲厂,5,浙江,2024-01-01\n第四批,甲药片,,0.1g（缓释片）,甲厂,5,"
                    "浙江,2024-01-01\n");
    expect_sql(&kit, "0.2g|缓释片\n0.1g|缓释片",
               "SELECT i.spec, i.form FROM award a JOIN item i ON i.id = a.item WHERE "
               "a.builtin = 0 ORDER BY a.id");
}

/* ---- names with something behind them ------------------------------------------------------------------------------- */

Test(columns, the_brand_in_the_bracket_of_a_name_is_no_part_of_it)
{
    import_said("", "医疗机构,订单号,通用名（商品名）,入库数量/盒,验收日期（格式：2024-03-01）\n"
                    "甲医院,1,甲硝唑片（灭滴灵）,5,2024-03-01\n甲医院,2,氨基酸注射液(18AA-Ⅱ),5,2024-03-01\n"
                    "甲医院,3,甲硝唑片,5,2024-03-01\n");
    expect_sql(&kit, "甲硝唑片\n氨基酸注射液(18AA-Ⅱ)\n甲硝唑片",
               "SELECT i.generic FROM purchase p JOIN item i ON i.id = p.item ORDER BY p.id");
    import_said("",
                "医疗机构,订单号,药品名称（通用名）,生产企业（上市许可持有人）,入库数量（单位：片）,转换比（系数）,验收"
                "日期（必填）\n甲医院,4,氯化钠注射液（塑瓶）,甲厂,70,7,2024-03-01\n");
    expect_sql(&kit, "氯化钠注射液（塑瓶）|甲厂|7",
               "SELECT i.generic, i.maker, i.upp_column FROM purchase p JOIN item i ON "
               "i.id = p.item WHERE "
               "p.order_no = '4'");
}

/* ---- what was accepted ---------------------------------------------------------------------------------------------- */

Test(columns, what_was_accepted_goes_before_what_arrived)
{
    static const char *const accepted[] = {"入库数量",     "验收数量",     "合格数量",
                                           "验收合格数量", "实收合格数量", "本次验收数量"},
                             *const arrived[] = {"到货数量", "收货数量", "实到数量", "实收数量", "本次收货数量"};
    for (size_t i = 0; i < JC_LEN(accepted); i++)
        for (size_t k = 0; k < 2 * JC_LEN(arrived); k++) {
            const char *a = accepted[i], *b = arrived[k / 2];
            struct jc_buf text = {0}, said = {0};
            jc_buf_fmt(&text, "医疗机构,订单号,通用名,%s,%s,验收日期\n甲医院,%zu,甲药,%s,2024-03-01\n", k % 2 ? a : b,
                       k % 2 ? b : a, i * 100 + k, k % 2 ? "10,11" : "11,10");
            jc_buf_fmt(&said, "E366||||%s\nE223|%s2|%s|11|%s\n", b, k % 2 ? "E" : "D", b, a);
            import_said(jc_buf_text(&said), jc_buf_text(&text));
            jc_buf_free(&text);
            jc_buf_free(&said);
        }
    expect_sql(&kit, "100000", "SELECT DISTINCT accepted FROM purchase");
}

Test(columns, a_table_of_orders_alone_is_told_once_with_the_nearest_head)
{
    static const char *const cases[][2] = {
        {"医疗机构,订单号,通用名,采购数量,入库日期\n甲医院,1,甲药,12,2024-03-01\n甲医院,2,甲药,13,2024-03-02\n",
         "E217||||\n"},
        {"医疗机构,订单号,通用名,采购数量,入库数里,验收日期\n甲医院,3,甲药,12,10,2024-03-01\n", "E218|||入库数里|\n"},
        {"医疗机构,订单号,通用名,采购数量,入库数量（含赠送）,验收日期\n甲医院,4,甲药,12,10,2024-03-01\n",
         "E218|||入库数量(含赠送)|\n"},
        {"医疗机构,订单号,通用名,采购数量,出库数量,库存数量,赠送数量,未入库数量,验收日期\n甲医院,5,甲药,12,1,2,3,4,"
         "2024-03-01\n",
         "E217||||\n"},
        {"医疗机构,订单号,通用名,采购数量,退货数量,验收日期\n甲医院,6,甲药,12,1,2024-03-01\n", "E217||||\n"},
        {"医疗机构,订单号,通用名,退货数量,退货日期\n甲医院,7,甲药,1,2024-03-01\n", ""},
        {"退货明细\n医疗机构,订单号,通用名,采购数量,退货数量,退货日期\n甲医院,8,甲药,12,1,2024-03-01\n", ""},
        {"医疗机构,订单号,通用名,采购数量,入库数量（单位：盒）,验收日期\n甲医院,9,甲药,12,10,2024-03-01\n", ""}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        char name[16];
        const char *told;
        snprintf(name, sizeof name, "o%zu.csv", i);
        kit_write(&kit, name, cases[i][0]);
        expect_ok(&kit, name);
        told = strstr(jc_buf_text(&kit.said), "E217");
        told = told ? told : strstr(jc_buf_text(&kit.said), "E218");
        cr_expect_str_eq(told ? told : "", cases[i][1], "%s: %s", cases[i][0], jc_buf_text(&kit.said));
    }
    expect_sql(&kit, "", "SELECT order_no FROM purchase WHERE accepted > 0 AND order_no <> '9'");
}

/* ---- two tables beside one another ---------------------------------------------------------------------------------- */

#define TABLE "医疗机构,订单号,通用名,规格,数量,入库日期,发票号"

Test(columns, a_second_table_beside_the_first_is_told_and_lends_it_nothing)
{
    static const char *const gaps[] = {"", ",", ",,,"}, *const at[] = {"H1", "I1", "K1"};
    for (size_t i = 0; i < JC_LEN(gaps); i++) {
        struct jc_buf text = {0}, said = {0};
        jc_buf_fmt(&text, TABLE ",%s" TABLE "\n", gaps[i]);
        jc_buf_fmt(&text, "甲医院,%zu,甲药,1mg,5,2024-03-01,,%s乙医院,9%zu,乙药,2mg,6,2024-03-02,F2\n", i, gaps[i], i);
        jc_buf_fmt(&text, ",,,,,,,%s乙医院,8%zu,乙药,2mg,7,2024-03-03,F3\n", gaps[i], i);
        jc_buf_fmt(&said, "E222|||医疗机构|%s\n", at[i]);
        import_said(jc_buf_text(&said), jc_buf_text(&text));
        jc_buf_free(&text);
        jc_buf_free(&said);
    }
    expect_sql(&kit, "0||50000\n1||50000\n2||50000", "SELECT order_no, invoices, accepted FROM purchase ORDER BY 1");
    expect_files(&kit, "3.csv L [3 purchase 1 3=1+0+2]\n");
    /* another one of which some heads are the same, behind a blank column */
    import_said("E222|||序号|I1\n", TABLE ",,序号,通用名,规格,医疗机构,备注数\n甲医院,3,甲药,1mg,5,2024-03-01,,,1,甲药,"
                                          "1mg,甲医院,7\n");
}

Test(columns, what_is_said_twice_in_one_table_is_no_second_one)
{
    import_said("E387||||通用名、规格、医疗机构\n",
                "医疗机构,订单号,通用名,规格,,通用名,规格,医疗机构,入库数量,入库日期\n"
                "甲医院,1,甲药,1mg,,甲药,1mg,甲医院,5,2024-03-01\n");
    import_said("",
                "医疗机构,通用名,规格,采购情况,,验收情况,\n,,,数量,日期,数量,日期\n甲医院,甲药,1mg,5,2024-03-01,5,2024-"
                "03-02\n");
    expect_sql(&kit, "50000\n50000", "SELECT accepted FROM purchase");
}

Test(columns, a_table_below_one_of_two_side_by_side_is_read_up_to_the_other)
{
    import_said("E222|||医疗机构|I1\nE363||||\n",
                TABLE ",," TABLE "\n甲医院,1,甲药,1mg,5,2024-03-01,F1,,乙医院,9,乙药,2mg,6,2024-03-02,F2\n"
                      ",,,,,,,,乙医院,8,乙药,2mg,7,2024-03-03,F3\n"
                      "医疗机构,供应商,付款日期,付款金额,流水号,,,,乙医院,7,乙药,2mg,7,2024-03-03,F3\n"
                      "甲医院,丙公司,2024-03-05,100,L1,,,,乙医院,6,乙药,2mg,7,2024-03-03,F3\n");
    expect_sql(&kit, "1", "SELECT order_no FROM purchase");
    expect_sql(&kit, "1000000", "SELECT amount FROM payment");
}

/* ---- columns that are not read --------------------------------------------------------------------------------------- */

Test(columns, a_second_column_that_says_something_else_is_told_once_with_the_first_row)
{
    import_said("E387||||药品名称、收货日期\nE223|D4|药品名称|乙药|通用名\nE223|G5|收货日期|2024-03-09|验收日期\n",
                "医疗机构,订单号,通用名,药品名称,入库数量,验收日期,收货日期\n甲医院,1,甲药,甲药,1,2024-03-01,2024/3/1\n"
                "甲医院,2,甲药（Ⅱ）,甲药(II),1,2024-03-01,\n甲医院,3,甲药,乙药,1,2024-03-01,2024-03-01 10:00:00\n"
                "甲医院,4,甲药,丙药,1,2024-03-01,2024-03-09\n甲医院,5,甲药,丙药,1,2024-03-01,2024-03-10\n");
}

/* 验收 and 入库 are two steps of one receipt: told where the month hangs on it, or where they are often days apart. */
Test(columns, two_steps_of_a_receipt_are_told_where_they_say_another_month_or_are_far_apart)
{
    static const struct {
        int far;          /* of forty rows so many are four days apart, all others one, */
        const char *last; /* and the last one is of these */
        const char *said;
    } cases[] = {{2, "2024-03-20,2024-03-23", "E387||||入库日期\n"},
                 {3, "2024-03-20,2024-03-23", "E387||||入库日期\nE223|E2|入库日期|2024-03-05|验收日期\n"},
                 {0, "2024-03-31,2024-04-01", "E387||||入库日期\nE223|E41|入库日期|2024-04-01|验收日期\n"},
                 {0, "2024-03-20,", "E387||||入库日期\n"}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        struct jc_buf csv = {0};
        kit_close(&kit);
        kit_open(&kit);
        jc_buf_str(&csv, "医疗机构,订单号,通用名,验收日期,入库日期,入库数量\n");
        for (int k = 0; k < 39; k++)
            jc_buf_fmt(&csv, "甲医院,%d,甲药,2024-03-01,2024-03-0%d,1\n", k, k < cases[i].far ? 5 : 2);
        jc_buf_fmt(&csv, "甲医院,99,甲药,%s,1\n", cases[i].last);
        import_said(cases[i].said, jc_buf_text(&csv));
        jc_buf_free(&csv);
    }
}

Test(columns, columns_that_agree_or_leave_it_open_stay_a_hint)
{
    import_said("E366||||到货数量\nE387||||规格型号、药品规格、单价(元)、采购金额、收货日期\n",
                "医疗机构,订单号,通用名,规格,规格型号,药品规格,含税单价,单价（元）,价税合计,采购金额,入库数量,到货数量,"
                "验收日期,收货日期\n"
                "甲医院,1,甲药,0.25g*10片/盒,250mg×10片/盒,0.25g,5,5.00,50,50.004,10,10.0,2024-03-01,2024年3月1日\n"
                "甲医院,2,甲药,0.25g*10片/盒,/,,5,#N/A,50,,10,—,2024-03-01,\n");
}

Test(columns, what_differs_by_its_head_stays_a_hint)
{
    import_said("E257||||税额\nE366||||金额、到货日期、退货日期、配送单号、入库数量(片)\n",
                "医疗机构,订单号,通用名,规格,价税合计,金额,税额,验收日期,到货日期,退货日期,入库单号,配送单号,"
                "入库数量（盒）,入库数量（片）\n"
                "甲医院,1,甲药,1mg*7片,113,100,13,2024-03-03,2024-03-02,2024-04-01,R1,P1,2,14\n");
}

Test(columns, packs_differ_where_one_counts_otherwise)
{
    import_said("E387||||规格型号、包装\nE223|F4|包装|50片/瓶|包装规格\nE223|E5|规格型号|0.3g|规格\n",
                "医疗机构,订单号,通用名,规格,规格型号,包装,包装规格,入库数量,验收日期\n"
                "甲医院,1,甲药,0.2g,200mg,瓶,0.2g*100片/瓶,1,2024-03-01\n甲医院,2,甲药,0.2g,0.2g,100片/瓶,0.2g*100片/"
                "瓶,1,2024-03-01\n"
                "甲医院,3,甲药,0.2g,,50片/瓶,0.2g*100片/瓶,1,2024-03-01\n甲医院,4,甲药,0.2g,0.3g,,0.2g*100片/"
                "瓶,1,2024-03-01\n");
}

/* ---- payments beside a line ----------------------------------------------------------------------------------------- */

#define PAID                                                                                                           \
    "SELECT amount / 10000, ifnull(paid / 10000, '-'), day_text(day_paid), day_text(day_accept) FROM "                 \
    "purchase ORDER BY id"

/* Two payments under captions, beside what came in. */
static void two_payments(const char *first, const char *second)
{
    struct jc_buf text = {0};
    jc_buf_fmt(&text,
               "医疗机构,药品名称,规格,生产企业,入库情况,,,%s,,%s,\n,,,,日期,数量,金额,日期,金额,时间,金额\n"
               "甲医院,甲药片,1mg*10片,甲厂,2024-05-06,100,1839,2024-06-20,1000,2024-07-20,500\n",
               first, second);
    jc_buf_clear(&kit.said);
    kit_write(&kit, "two.csv", jc_buf_text(&text));
    expect_ok(&kit, "two.csv");
    cr_expect(strncmp(jc_buf_text(&kit.said), "E286|", 5) == 0 && strchr(jc_buf_text(&kit.said), '\n')[1] == '\0',
              "%s: %s", first, jc_buf_text(&kit.said));
    expect_sql(&kit, "1839|-||2024-05-06", PAID);
    kit_close(&kit);
    kit_open(&kit);
    jc_buf_free(&text);
}

Test(columns, several_payments_of_a_line_are_told_and_none_is_its_amount)
{
    two_payments("第一次付款", "第二次付款");
    two_payments("首付款", "尾款");
    two_payments("货款支付（一）", "货款支付（二）");
    two_payments("医保支付", "医院支付");
    import_said(
        "E286||||第一次付款日期、第一次付款金额、第二次付款日期、第二次付款金额\n",
        "医疗机构,药品名称,规格,生产企业,入库日期,入库数量,入库金额,第一次付款日期,第一次付款金额,第二次付款日期,"
        "第二次付款金额\n甲医院,甲药片,1mg*10片,甲厂,2024-05-06,100,1839,2024-06-20,1000,2024-07-20,500\n");
    expect_sql(&kit, "1839|-||2024-05-06", PAID);
    static const char *const ways[][2] = {
        {"转账金额", "承兑金额"}, {"网银金额", "电汇金额"}, {"医保支付金额", "医院支付金额"}};
    for (size_t i = 0; i < JC_LEN(ways); i++) {
        char said[200], csv[400];
        kit_close(&kit);
        kit_open(&kit);
        snprintf(said, sizeof said, "E286||||%s、%s\n", ways[i][0], ways[i][1]);
        snprintf(csv, sizeof csv,
                 "医疗机构,药品名称,规格,生产企业,入库日期,入库数量,入库金额,付款日期,%s,%s\n"
                 "甲医院,甲药片,1mg*10片,甲厂,2024-05-06,100,1839,2024-06-20,1000,500\n",
                 ways[i][0], ways[i][1]);
        import_said(said, csv);
        expect_sql(&kit, "1839|-|2024-06-20|2024-05-06", PAID);
    }
}

Test(columns, one_payment_under_a_caption_is_that_of_the_line)
{
    import_said("", "医疗机构,药品名称,规格,生产企业,入库情况,,,付款信息,\n,,,,日期,数量,金额,日期,金额\n"
                    "甲医院,甲药片,1mg*10片,甲厂,2024-05-06,100,1839,2024-06-20,1000\n");
    import_said("", "医疗机构,药品名称,规格,生产企业,入库情况,,,第一次付款,\n,,,,日期,数量,金额,日期,金额\n"
                    "乙医院,甲药片,1mg*10片,甲厂,2024-05-06,100,1839,2024-06-20,1000\n");
    expect_sql(&kit, "1839|1000|2024-06-20|2024-05-06\n1839|1000|2024-06-20|2024-05-06", PAID);
}

Test(columns, the_sum_of_payments_beside_several_is_read)
{
    import_said("E286||||第一次付款日期、第一次付款金额、第二次付款日期、第二次付款金额\n",
                "医疗机构,药品名称,规格,生产企业,入库日期,入库数量,入库金额,已付金额,第一次付款,,第二次付款,\n"
                ",,,,,,,,日期,金额,日期,金额\n"
                "甲医院,甲药片,1mg*10片,甲厂,2024-05-06,100,1839,1500,2024-06-20,1000,2024-07-20,500\n");
    expect_sql(&kit, "1839|1500||2024-05-06", PAID);
}

Test(columns, of_several_payments_in_a_ledger_it_is_asked_which)
{
    kit_write(&kit, "付款台账.csv",
              "医疗机构,供应商,发票号码,第一次付款,,第二次付款,\n,,,日期,金额,日期,金额\n"
              "甲医院,甲医药,1001,2024-06-20,1000,2024-07-20,500\n");
    (void)kit_import(&kit, "付款台账.csv", NULL);
    cr_expect_eq(kit.last.code, 227, "%d", kit.last.code);
}

Test(columns, an_amount_that_stands_in_says_by_its_own_head_of_what_it_is)
{
    expect_read(
        &kit, "采购.csv",
        "医疗机构,订单号,药品名称,规格,生产企业,采购数量,入库数量,采购金额,入库金额,入库日期\n"
        "甲医院,1,甲药片,1mg*10片,甲厂,10,9,,90,2024-05-06\n甲医院,2,甲药片,1mg*10片,甲厂,10,9,100,,2024-05-06\n"
        "甲医院,3,甲药片,1mg*10片,甲厂,10,9,100,90,2024-05-06\n",
        "SELECT amount / 10000, of_accepted FROM purchase ORDER BY row", "90|1\n100|0\n90|1",
        "E387||||采购金额\n"); /* that less came than was ordered is no contradiction */
}

Test(columns, the_sums_of_an_order_line_on_a_platform_are_read)
{
    expect_read(&kit, "订单明细.csv",
                "产品流水号,医疗机构,订单编号,订单明细编号,采购价格,采购数量,总配送数量,总收货数量,总退货数量,收货时间,"
                "订单明细状态\n"
                "1234567,甲医院,D1,M1,4,100,100,90,10,2024-05-09 10:00:00,已收货\n"
                "1234568,甲医院,D1,M2,4,100,0,0,0,,已撤单\n",
                "SELECT i.platform, ordered / 10000, shipped / 10000, accepted / 10000, returned / 10000, void "
                "FROM purchase AS p JOIN item AS i ON i.id = p.item ORDER BY p.row",
                "1234567|100|100|90|10|0\n1234568|100|0|0|0|1", "");
}

/* A line that stands twice is two places to change. */
Test(columns, no_spelling_stands_twice)
{
    const struct jc_asset *a = jc_asset_find("ingest/headers.tsv");
    struct jc_intern *lines = jc_intern_new();
    for (const char *p = a->data, *end; *p; p = *end ? end + 1 : end) {
        end = p + strcspn(p, "\n");
        bool is_new = true;
        if (*p != '#' && end > p)
            (void)jc_intern_put(lines, p, (size_t)(end - p), &is_new);
        cr_expect(is_new, "%.*s", (int)(end - p), p);
    }
    jc_intern_free(lines);
}
