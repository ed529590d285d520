/* Rows that return something: by their figures, by the type of their document, by their status (rule book 4.3). */
#include "ingest_kit.h"

#include "ingest/word.h"

static struct kit kit;

static void setup(void)
{
    kit_open(&kit);
}

static void teardown(void)
{
    kit_close(&kit);
}

TestSuite(returns, .init = setup, .fini = teardown);

#define HEAD "医疗机构名称,订单编号,订单明细编号,通用名,规格,生产企业,采购单价,采购数量,入库数量,退货数量,验收日期"
#define ROW  "甲医院,1,1,甲药,1mg,甲厂,2,"
#define LIVE                                                                                                           \
    "SELECT p.live, p.accepted / 10000, p.returned / 10000, p.amount / 10000, p.void, "                                \
    "EXISTS (SELECT 1 FROM purchase_back AS b WHERE b.id = p.id) FROM purchase AS p ORDER BY p.day_accept, p.row"

static int both(int (*word)(struct jc_span), const char *text)
{
    return word((struct jc_span){text, strlen(text)});
}

Test(returns, words_of_a_document_and_of_a_status)
{
    static const struct {
        const char *text;
        int doc, status;
    } cases[] = {{"采购退货", JC_DOC_BACK, JC_BACK_DONE},    {"退货", JC_DOC_BACK, JC_BACK_DONE},
                 {"退货出库", JC_DOC_BACK, JC_BACK_DONE},    {"红冲", JC_DOC_BACK, JC_BACK_DONE},
                 {"采购入库", JC_DOC_IN, JC_BACK_UNSAID},    {"西药", JC_DOC_OTHER, JC_BACK_UNSAID},
                 {"科室退库", JC_DOC_INNER, JC_BACK_DONE},   {"退货作废", JC_DOC_VOID, JC_BACK_REFUSED},
                 {"已退货", JC_DOC_BACK, JC_BACK_DONE},      {"部分退货", JC_DOC_BACK, JC_BACK_PART},
                 {"申请退货", JC_DOC_BACK, JC_BACK_BEGUN},   {"退货中", JC_DOC_BACK, JC_BACK_BEGUN},
                 {"拒绝退货", JC_DOC_VOID, JC_BACK_REFUSED}, {"未退货", JC_DOC_OTHER, JC_BACK_NONE},
                 {"购进退出", JC_DOC_BACK, JC_BACK_UNSAID},  {"领用出库", JC_DOC_OUT, JC_BACK_UNSAID},
                 {"调拨", JC_DOC_OUT, JC_BACK_UNSAID},       {"采购出库", JC_DOC_IN, JC_BACK_UNSAID},
                 {"可退货", JC_DOC_OTHER, JC_BACK_NONE},     {"退货0", JC_DOC_OTHER, JC_BACK_NONE},
                 {"已入库", JC_DOC_IN, JC_BACK_UNSAID}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        cr_expect_eq(both(jc_word_doc, cases[i].text), cases[i].doc, "%s: %d", cases[i].text,
                     both(jc_word_doc, cases[i].text));
        cr_expect_eq(both(jc_word_back, cases[i].text), cases[i].status, "%s: %d", cases[i].text,
                     both(jc_word_back, cases[i].text));
    }
}

/* What came in unbought is no purchase, a reduction goes back, and of what may be either somebody is told. */
Test(returns, a_receipt_is_a_purchase_where_it_was_bought)
{
    static const struct {
        int doc;
        const char *words[24];
    } cases[] = {
        {JC_DOC_IN,
         {"入库", "采购入库", "西药入库单", "集采订单入库", "验收入库", "暂估入库", "采购出库", "销售出库", "购入",
          "入", "蓝单", "采购入库（含调整）"}},
        {JC_DOC_OUT,
         {"调拨入库",   "院内调拨入库", "外调入",   "盘盈入库", "盘盈入库单", "期初入库", "期初建账", "初始化入库",
          "借入",       "归还入库",     "赠品入库", "接受捐赠", "赠送",       "代管入库", "其他入库", "自制入库",
          "非采购入库", "领用入库",     "调拨退库", "赠品退货", "出",         "报损"}},
        {JC_DOC_BACK, {"冲减", "暂估冲回", "退", "红单", "采购退货出库", "退货", "外退", "返厂", "反冲"}},
        {JC_DOC_INNER, {"领用退库", "科室退库"}},
        {JC_DOC_OTHER, {"其他", "西药", "国采", "普通订单", "其他订单", "退热药", "置换液", "抗移植排斥药"}},
        {JC_WORD_UNKNOWN,
         {"零星入库", "代销入库", "换货入库", "采购调拨", "拒收", "效期退换", "换药", "样品", "寄售", "移入"}},
    };
    for (size_t i = 0; i < JC_LEN(cases); i++)
        for (const char *const *w = cases[i].words; *w; w++)
            cr_expect_eq(both(jc_word_doc, *w), cases[i].doc, "%s: %d", *w, both(jc_word_doc, *w));
    kit_write(&kit, "a.csv", HEAD ",入库类型\n" ROW "1,1,,2024-03-05,调拨入库\n" ROW "1,1,,2024-03-06,零星入库\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "1|1|||3|0\n1|1|||0|0", LIVE);
    expect_said(&kit, "E207|L3|入库类型|零星入库|\nE295|L2|入库类型|调拨入库|1\n");
}

/* What a flag asks is answered by yes and no; what nobody asked for is no gift. */
Test(returns, a_flag_says_that_a_row_is_a_gift)
{
    static const struct {
        const char *text;
        int doc;
    } cases[] = {{"是", JC_DOC_OUT},   {"1", JC_DOC_OUT},   {"√", JC_DOC_OUT},      {"赠品", JC_DOC_OUT},
                 {"否", JC_DOC_OTHER}, {"0", JC_DOC_OTHER}, {"采购入库", JC_DOC_IN}};
    for (size_t i = 0; i < JC_LEN(cases); i++)
        cr_expect_eq(both(jc_word_is_given, cases[i].text), cases[i].doc, "%s", cases[i].text);
    kit_write(&kit, "a.csv", HEAD ",是否赠品\n" ROW "1,1,,2024-03-05,是\n" ROW "1,1,,2024-03-06,否\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "1|1|||3|0\n1|1|||0|0", LIVE);
    expect_said(&kit, "E295|L2|是否赠品|是|1\n");
}

/* 自制制剂 is a class of products, too; what was not bought is told once for each word, with what it is worth. */
Test(returns, a_class_of_products_makes_no_purchase_void)
{
    static const char *const heads[] = {"类别", "类型"};
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        char csv[2048];
        kit_close(&kit);
        kit_open(&kit);
        snprintf(csv, sizeof csv,
                 HEAD ",配送企业,%s\n" ROW "1,1,,2024-03-05,甲医药公司,西药\n" ROW
                      "2,2,,2024-03-06,甲医药公司,中成药\n" ROW "3,3,,2024-03-07,甲医药公司,自制制剂\n" ROW
                      "4,4,,2024-03-08,制剂室,自制制剂\n" ROW "5,5,,2024-03-09,,自制制剂\n" ROW
                      "6,6,,2024-03-10,甲医药公司,赠药\n" ROW "7,7,,2024-03-11,甲医药公司,捐赠\n" ROW
                      "8,8,,2024-03-12,,捐赠\n" ROW "9,9,,2024-03-13,甲医药公司,自制入库\n",
                 heads[i]);
        kit_write(&kit, "a.csv", csv);
        expect_ok(&kit, "a.csv");
        expect_sql(&kit, "0\n0\n0\n3\n3\n3\n3\n3\n3", "SELECT void FROM purchase ORDER BY row");
        char said[512];
        snprintf(said, sizeof said,
                 "E207|M4|%s|自制制剂|\nE295|M5|%s|自制制剂|2\nE295|M7|%s|赠药|1\nE295|M8|%s|捐赠|2\n"
                 "E295|M10|%s|自制入库|1\n",
                 heads[i], heads[i], heads[i], heads[i], heads[i]);
        expect_said(&kit, said);
        expect_sql(&kit, "18.00\n12.00\n30.00\n18.00", "SELECT arg2 FROM issue WHERE code = 295 ORDER BY id");
    }
    kit_write(&kit, "b.csv", HEAD ",配送企业,入库类型\n" ROW "3,3,,2024-04-07,甲医药公司,自制制剂\n");
    expect_ok(&kit, "b.csv");
    expect_told(&kit, "E295|M2|入库类型|自制制剂|1\n");
}

/* Each column that says what a row is, is heard; one that only may say so (类别) makes no purchases of what moved within. */
Test(returns, all_columns_of_documents_and_of_states_are_heard)
{
    kit_write(&kit, "a.csv",
              HEAD ",单据类型,类别\n" ROW "10,10,,2024-03-05,采购单,入库\n" ROW "2,2,,2024-03-06,采购单,退货\n" ROW
                   "3,3,,2024-03-07,退货单,西药\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "1|10|||0|0\n1|-2|||0|1\n1|-3|||0|1", LIVE);
    expect_said(&kit, "");
    kit_close(&kit);
    kit_open(&kit);
    kit_write(&kit, "b.csv",
              HEAD ",订单状态,业务状态,是否退货\n" ROW "10,10,,2024-04-05,已完成,已作废,否\n" ROW
                   "9,9,,2024-04-06,已完成,正常,是\n" ROW "8,8,,2024-04-07,已完成,正常,否\n");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "1|10|||1|0\n1|9|9||0|0\n1|8|||0|0", LIVE);
    expect_said(&kit, "E288|N3|是否退货|是|\n");
    kit_write(
        &kit, "c.csv",
        "类别,医疗机构名称,单号,通用名,规格,生产企业,数量,退货日期\n西药,甲医院,3,甲药,1mg*7片,甲厂,5,2024-03-05\n");
    expect_ok(&kit, "c.csv");
    kit_write(&kit, "甲医院调拨明细.csv",
              "类别,单号,通用名,规格,生产企业,入库数量,入库日期\n西药,3,甲药,1mg*7片,甲厂,5,2024-03-05\n");
    (void)kit_import(&kit, "甲医院调拨明细.csv", NULL);
    cr_expect_eq(kit.last.code, 226, "E%d", kit.last.code);
}

/* What was once ordered may be repeated beside what went back: the row is a return all the same, and no state of its line. */
Test(returns, a_return_row_of_a_later_file_never_takes_the_place_of_its_purchase)
{
    static const char *const rows[] = {"100,,10,2024-04-05", "100,0,10,2024-04-05", ",,10,2024-04-05",
                                       ",-10,,2024-04-05"};
    for (size_t i = 0; i < JC_LEN(rows); i++) {
        char text[300];
        kit_close(&kit);
        kit_open(&kit);
        kit_write(&kit, "a.csv", HEAD "\n" ROW "100,100,,2024-03-05\n");
        snprintf(text, sizeof text, HEAD "\n" ROW "%s\n", rows[i]);
        kit_write(&kit, "b.csv", text);
        expect_ok(&kit, "a.csv");
        expect_ok(&kit, "b.csv");
        expect_sql(&kit, "2|1", "SELECT sum(live), (SELECT count(*) FROM purchase_back) FROM purchase");
    }
}

/* More of it went back: a newer state of the line, not a return. */
Test(returns, a_returned_quantity_beside_an_accepted_one_is_a_state_of_the_line)
{
    kit_write(&kit, "a.csv", HEAD "\n" ROW "100,100,10,2024-03-05\n");
    kit_write(&kit, "b.csv", HEAD ",付款日期\n" ROW "100,100,25,2024-03-05,2024-04-01\n");
    expect_ok(&kit, "a.csv");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "25|0", "SELECT returned / 10000, (SELECT count(*) FROM purchase_back) FROM purchase WHERE live");
}

Test(returns, goods_that_went_out_to_a_ward_are_no_purchase_and_a_sort_of_medicine_no_document)
{
    kit_write(&kit, "a.csv",
              "医疗机构名称,订单编号,通用名,规格,生产企业,入库数量,入库日期,单据类型\n"
              "甲医院,1,甲药,1mg*7片,甲厂,9,2024-03-05,采购入库\n甲医院,2,甲药,1mg*7片,甲厂,7,2024-03-06,领用出库\n");
    kit_write(&kit, "甲医院退货明细.csv",
              "类型,单号,通用名,规格,生产企业,数量,退货日期\n西药,3,甲药,1mg*7片,甲厂,5,2024-03-05\n");
    expect_ok(&kit, "a.csv");
    expect_ok(&kit, "甲医院退货明细.csv");
    expect_sql(&kit, "9|0|\n7|3|\n|0|5", "SELECT accepted / 10000, void, returned / 10000 FROM purchase ORDER BY id");
}

Test(returns, the_type_of_a_document_makes_its_figures_negative)
{
    kit_write(&kit, "a.csv",
              HEAD ",采购金额,单据类型\n" ROW "100,100,,2024-03-05,200,采购入库\n" ROW
                   "10,10,,2024-03-06,20,采购退货\n" ROW "-3,-3,,2024-03-07,-6,退货\n" ROW
                   "5,5,,2024-03-08,10,科室退库\n" ROW "7,7,,2024-03-09,14,退货作废\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "1|100||200|0|0\n1|-10||-20|0|1\n1|-3||-6|0|1\n1|-5||-10|3|1\n1|-7||-14|1|1", LIVE);
    expect_told(&kit, "E287|M5|单据类型|科室退库|");
}

Test(returns, a_status_takes_back_what_its_row_accepted_and_is_told)
{
    kit_write(&kit, "a.csv",
              HEAD ",订单状态\n" ROW
                   "100,100,,2024-03-05,已入库\n甲医院,1,2,甲药,1mg,甲厂,2,100,100,,2024-03-06,已退货\n"
                   "甲医院,1,3,甲药,1mg,甲厂,2,100,100,30,2024-03-07,已退货\n"
                   "甲医院,1,4,甲药,1mg,甲厂,2,100,100,,2024-03-08,部分退货\n"
                   "甲医院,1,5,甲药,1mg,甲厂,2,100,100,,2024-03-09,拒绝退货\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "1|100|||0|0\n1|100|100||0|0\n1|100|30||0|0\n1|100|||0|0\n1|100|||0|0", LIVE);
    expect_said(&kit, "E288|L3|订单状态|已退货|\nE290|L5|订单状态|部分退货|\n");
    kit_write(&kit, "b.csv",
              "医疗机构名称,退货单号,原订单明细编号,通用名,规格,生产企业,入库数量,验收日期,订单状态\n"
              "甲医院,T1,1,甲药,1mg,甲厂,10,2024-04-06,已退货\n");
    expect_ok(&kit, "b.csv");
    expect_told(&kit, "E289|I2|订单状态|已退货|原订单明细编号\n");
    expect_sql(&kit, "-10|1",
               "SELECT p.accepted / 10000, count(b.id) FROM purchase AS p JOIN purchase_back AS b ON b.id = p.id");
}

/* 退货状态 of an order line, and 状态 of a return (formats.md 1.1): what was refused did not happen, whatever the column is called. */
Test(returns, what_became_of_a_return_is_heard_in_every_column_of_states)
{
#define BOUGHT "医疗机构名称,订单编号,订单明细编号,通用名,规格,生产企业,入库数量,验收日期"
#define WENT   "医疗机构名称,订单编号,订单明细编号,通用名,规格,生产企业,退货数量,退货日期"
    static const struct {
        const char *heads, *column, *word, *row, *said;
    } cases[] = {
        {BOUGHT, "退货状态", "已退货", "8|8|0", "E288|I2|退货状态|已退货|\n"},
        {BOUGHT, "退货状态", "全部退货", "8|8|0", "E288|I2|退货状态|全部退货|\n"},
        {BOUGHT, "退货确认状态", "已退回", "8|8|0", "E288|I2|退货确认状态|已退回|\n"},
        {BOUGHT, "退货状态", "已完成", "8|8|0", "E288|I2|退货状态|已完成|\n"},
        {BOUGHT, "退货状态", "部分退货", "8||0", "E290|I2|退货状态|部分退货|\n"},
        {BOUGHT, "退货状态", "同意退货", "8||0", "E290|I2|退货状态|同意退货|\n"},
        {BOUGHT, "退货状态", "申请退货", "8||0", "E232|||申请退货|1\n"},
        {BOUGHT, "退货状态", "未退货", "8||0", ""},
        {BOUGHT, "退货状态", "不退货", "8||0", ""},
        {BOUGHT, "退货状态", "无", "8||0", ""},
        {WENT, "退货状态", "不退货", "|8|1", ""},
        {WENT, "退货状态", "退货申请被驳回", "|8|1", ""},
        {WENT, "退货状态", "部分退货", "|8|0", ""},
        {WENT, "状态", "不退货", "|8|1", ""},
        {WENT, "状态", "拒绝退货", "|8|1", ""},
        {WENT, "状态", "审核不通过", "|8|1", ""},
        {WENT, "状态", "同意退货", "|8|0", ""},
        {WENT, "状态", "已完成", "|8|0", ""},
        {WENT, "状态", "退货中", "|8|0", "E232|||退货中|1\n"},
        {WENT, "状态", "待确认", "|8|0", "E232|||待确认|1\n"},
        {WENT, "状态", "未提交", "|8|0", "E232|||未提交|1\n"},
        {WENT, "状态", "可退货", "|8|0", "E230|I2|状态|可退货|\n"},
        {BOUGHT ",退货数量", "订单状态", "3,拒绝退货", "8||0", "E234|J2|订单状态|拒绝退货|退货数量\n"},
        {BOUGHT ",退货数量", "订单状态", "3,部分退货", "8|3|0", ""},
        {BOUGHT, "验收状态", "验收不通过", "8||2", ""},
        {BOUGHT, "验收状态", "作废", "8||1", ""},
    };
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        char csv[500];
        snprintf(csv, sizeof csv, "%s,%s\n甲医院,D,1,甲药,1mg,甲厂,8,2024-05-06,%s\n", cases[i].heads, cases[i].column,
                 cases[i].word);
        expect_read(&kit, "a.csv", csv, "SELECT accepted / 10000, returned / 10000, void FROM purchase", cases[i].row,
                    cases[i].said);
    }
}

/* Of several numbers of the original the nearest to its line; a row that names itself went back later, and is no return of its own. */
Test(returns, the_original_may_be_named_by_its_receipt_or_its_order)
{
#define GIVEN                                                                                                          \
    "SELECT group_concat(coalesce(order_no, '-') || '/' || coalesce(original, '-'), ' ') "                             \
    "FROM (SELECT order_no, original FROM purchase ORDER BY row)"
    kit_write(&kit, "a.csv",
              "医疗机构名称,退货单号,原订单号,原入库单号,通用名,规格,生产企业,退货数量,退货日期\n"
              "甲医院,T1,D1,K1,甲药,1mg,甲厂,10,2024-04-06\n甲医院,T2,D2,,甲药,1mg,甲厂,10,2024-04-06\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "D1/K1 D2/-", GIVEN);
    kit_close(&kit);
    kit_open(&kit);
    kit_write(&kit, "b.csv",
              "医疗机构名称,入库单号,原单号,通用名,规格,生产企业,入库数量,验收日期,订单状态\n"
              "甲医院,K1,K1,甲药,1mg,甲厂,10,2024-04-06,已退货\n甲医院,K2,K1,甲药,1mg,甲厂,10,2024-04-06,已退货\n");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "10 -10",
               "SELECT group_concat(accepted / 10000, ' ') FROM (SELECT accepted FROM purchase ORDER BY row)");
}

Test(returns, what_a_status_takes_back_ends_with_its_row)
{
    kit_write(&kit, "a.csv",
              "医疗机构名称,订单号,订单明细编号,通用名,规格,生产企业,入库数量,验收日期,订单状态\n"
              "甲医院,D1,1,甲药,1mg,甲厂,10,2024-04-06,已退货\n甲医院,D1,2,甲药,1mg,甲厂,100,2024-04-06,已入库\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "10|10\n100|", "SELECT accepted / 10000, returned / 10000 FROM purchase ORDER BY row");
}

/* 数量 of a sheet whose only day is that of the return; an order's or receipt's day beside it leaves it open. */
Test(returns, a_quantity_beside_the_day_of_a_return_went_back)
{
    static const struct {
        const char *heads, *cells, *want;
    } cases[] = {{"数量,退货日期", "10,2024-05-07", "|10"},
                 {"数量,退货时间,退货人", "10,2024-05-07,张", "|10"},
                 {"订单号,数量,退货金额,退货日期", "D1,10,56,2024-05-07", "|10"},
                 {"退货单号,退货日期,数量", "T1,2024-05-07,10", "|10"},
                 {"数量,退货数量,退货日期,入库日期", "10,1,2024-05-07,2024-05-06", "10|1"},
                 {"数量,退货日期,入库日期", "10,2024-05-07,2024-05-06", "?"},
                 {"数量,退货日期,采购日期", "10,2024-05-07,2024-05-06", "?"},
                 {"采购数量,数量,退货日期", "20,10,2024-05-07", "?"},
                 {"单据类型,数量,退货日期", "采购退货,10,2024-05-07", "?"}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        char text[512];
        snprintf(text, sizeof text, "医疗机构名称,通用名,规格,生产企业,%s\n甲医院,甲药,1mg*7片,甲厂,%s\n",
                 cases[i].heads, cases[i].cells);
        kit_write(&kit, "a.csv", text);
        bool asked = *cases[i].want == '?';
        cr_expect_eq(kit_import(&kit, "a.csv", NULL), JC_OK);
        if (asked)
            cr_expect_eq(kit.last.code, 312, "%s: %d", cases[i].heads, kit.last.code);
        else
            cr_expect_str_eq(kit_sql(&kit, "SELECT accepted / 10000, returned / 10000 FROM purchase"), cases[i].want,
                             "%s", cases[i].heads);
        teardown();
        setup();
    }
}

/* What came in, what went back and what was left of it, side by side: taken off once. */
Test(returns, what_is_left_of_a_delivery_is_not_lowered_again)
{
    kit_write(&kit, "a.csv",
              "订单编号,医疗机构,药品名称,规格,生产企业,到货数量,退货数量,实际入库数量,入库日期\n"
              "D1,甲医院,甲药,1mg*7片,甲厂,100,10,90,2024-01-08\nD2,甲医院,甲药,1mg*7片,甲厂,100,10,100,2024-01-09\n"
              "D3,甲医院,甲药,1mg*7片,甲厂,100,,90,2024-01-10\n");
    kit_write(&kit, "b.csv",
              "订单编号,医疗机构,药品名称,规格,生产企业,入库数量,冲红数量,入库日期\nD4,甲医院,甲药,1mg*7片,甲厂,50,5,"
              "2024-01-08\n");
    kit_write(&kit, "c.csv",
              "订单编号,医疗机构,药品名称,规格,生产企业,到货数量,退货数量,实际入库数量,入库日期\n"
              "D5,甲医院,甲药,1mg*7片,甲厂,100,-10,90,2024-01-08\n");
    expect_ok(&kit, "a.csv", "b.csv", "c.csv");
    expect_sql(&kit, "D1|100|10\nD2|100|10\nD3|90|\nD4|50|5\nD5|100|-10",
               "SELECT order_no, accepted / 10000, returned / 10000 FROM purchase ORDER BY order_no");
    expect_sql(&kit, "1", "SELECT count(*) FROM issue WHERE code = 223"); /* D3 alone */
    expect_sql(&kit, "实际入库数量|到货数量\n实际入库数量|到货数量",
               "SELECT value, arg1 FROM issue WHERE code = 904"); /* a and c */
}

#define NUMBERS                                                                                                        \
    "SELECT order_no, of_order, delivery_no, coalesce(accepted, 0) / 10000, coalesce(returned, 0) / 10000 FROM "       \
    "purchase ORDER "                                                                                                  \
    "BY id"

/* A return belongs to the order that its goods came with; a number of its own tells it from other returns of that order. */
Test(returns, the_original_order_of_a_return_is_its_order)
{
    static const char *const heads[] = {"原订单编号", "原订单号", "原采购订单号"};
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        char text[512];
        snprintf(
            text, sizeof text,
            "退货日期,%s,医疗机构,药品名称,规格,生产企业,退货数量\n2024-08-02,YX2024%zu,甲医院,甲药,1mg*7片,甲厂,10\n",
            heads[i], i);
        kit_write(&kit, "a.csv", text);
        expect_ok(&kit, "a.csv");
        expect_said(&kit, "");
    }
    expect_sql(&kit, "YX20240|||0|10\nYX20241|||0|10\nYX20242|||0|10", NUMBERS);
}

Test(returns, beside_its_own_number_the_original_order_is_that_of_the_rows_that_went_back)
{
    kit_write(&kit, "a.csv",
              "订单编号,原订单编号,医疗机构,药品名称,规格,生产企业,入库数量,入库日期\nD1,,甲医院,甲药,1mg*7片,甲厂,100,"
              "2024-01-08\n"
              "T1,D1,甲医院,甲药,1mg*7片,甲厂,-10,2024-02-08\nT2,D1,甲医院,甲药,1mg*7片,甲厂,-10,2024-02-08\n"
              "T3,,甲医院,甲药,1mg*7片,甲厂,-5,2024-02-09\nD2,D1,甲医院,甲药,1mg*7片,甲厂,20,2024-03-08\n");
    kit_write(&kit, "b.csv",
              "订单编号,原订单编号,退货单号,医疗机构,药品名称,规格,生产企业,退货数量,退货日期\n"
              "T4,D1,R4,甲医院,甲药,1mg*7片,甲厂,1,2024-02-08\n,D2,,甲医院,甲药,1mg*7片,甲厂,2,2024-04-08\n");
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "E951||||原订单编号\n");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "D1|||100|0\nT1|D1||-10|0\nT2|D1||-10|0\nT3|||-5|0\nD2|||20|0\nT4|D1|R4|0|1\nD2|||0|2", NUMBERS);
    expect_sql(&kit, "7", "SELECT count(*) FROM purchase WHERE live = 1");
}

/* Exports overlap: the one of last month may have been without the column, or read by a program that did not know it. */
Test(returns, a_return_is_the_same_with_its_original_order_and_without)
{
    kit_write(&kit, "a.csv",
              "订单编号,医疗机构,药品名称,规格,生产企业,入库数量,入库日期\n"
              "D1,甲医院,甲药,1mg*7片,甲厂,100,2024-01-08\nT1,甲医院,甲药,1mg*7片,甲厂,-10,2024-02-08\n");
    kit_write(&kit, "b.csv",
              "订单编号,原订单编号,医疗机构,药品名称,规格,生产企业,入库数量,入库日期\n"
              "D1,,甲医院,甲药,1mg*7片,甲厂,100,2024-01-08\nT1,D1,甲医院,甲药,1mg*7片,甲厂,-10,2024-02-08\n");
    expect_ok(&kit, "a.csv");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "2|90|D1", "SELECT count(*), sum(accepted) / 10000, max(of_order) FROM purchase WHERE live = 1");
}

/* The price per tablet of a red entry is turned before it is multiplied. */
Test(returns, a_red_entry_priced_by_the_tablet_has_a_positive_price)
{
    kit_write(&kit, "入库.csv",
              "医疗机构名称,订单明细号,通用名,规格,生产企业,入库数量,单价（元/片）,验收日期\n"
              "甲医院,M1,甲药,20mg*7片,甲厂,10,0.8,2024-05-01\n甲医院,M2,甲药,20mg*7片,甲厂,4,-0.8,2024-05-02\n");
    (void)kit_import(&kit, "入库.csv", NULL);
    expect_sql(&kit, "10|56\n-4|56", "SELECT accepted / 10000, price / 1000 FROM purchase ORDER BY row");
}
