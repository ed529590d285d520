/* States and remarks that speak against a row: of payments, receipts, agreements and reasons. */
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

TestSuite(states, .init = setup, .fini = teardown);

/* Two rows of a table that differ in the last column alone. */
static void expect_column(const char *name, const char *head, const char *row, const char *column, const char *word,
                          const char *sql, const char *rows, const char *said)
{
    char csv[800];
    snprintf(csv, sizeof csv, "%s,%s\n1,%s,\n2,%s,%s\n", head, column, row, row, word);
    expect_read(&kit, name, csv, sql, rows, said);
}

struct said {
    const char *column, *word, *rows, *said;
};

Test(states, a_column_that_asks_whether_it_was_paid_is_a_state_of_payment)
{
    static const struct said list[] = {
        {"是否付款", "否", "5\n0", "E229|E3|是否付款|否|\n"},
        {"是否支付", "否", "5\n0", "E229|E3|是否支付|否|\n"},
        {"付清", "否", "5\n5", "E230|E3|付清|否|\n"}, /* a part was paid */
        {"付款情况", "国库集中支付，未逾期", "5\n5", ""},
        {"是否到账", "未到账", "5\n0", "E229|E3|是否到账|未到账|\n"},
        {"支付标志", "0", "5\n0", "E229|E3|支付标志|0|\n"},
        {"支付标志", "1", "5\n5", ""},
        {"付款进度", "未付款", "5\n0", "E229|E3|付款进度|未付款|\n"},
        {"财务状态", "已付款", "5\n5", ""},
        {"交易结果", "交易失败", "5\n0", "E229|E3|交易结果|交易失败|\n"},
        {"银行处理状态", "处理失败", "5\n0", "E229|E3|银行处理状态|处理失败|\n"},
        {"处理结果", "成功", "5\n5", ""},
        {"是否成功", "否", "5\n0", "E229|E3|是否成功|否|\n"},
        {"审批结果", "不同意", "5\n0", "E229|E3|审批结果|不同意|\n"},
        {"付款情况", "未付清", "5\n5", "E230|E3|付款情况|未付清|\n"},
        {"付款情况", "怪", "5\n5", "E230|E3|付款情况|怪|\n"},
        {"付款情况", "0", "5\n5", "E230|E3|付款情况|0|\n"},
        {"备注", "尚未付款", "5\n5", "E208|||尚未付款|1\n"},
        {"备注", "支付前期未付货款", "5\n5", ""},
        {"备注", "余款未付", "5\n5", ""},
    };
    for (size_t i = 0; i < JC_LEN(list); i++)
        expect_column("甲医院付款台账.csv", "付款流水号,付款日期,供应商,付款金额", "2024-06-20,甲公司,5",
                      list[i].column, list[i].word, "SELECT amount / 10000 FROM payment ORDER BY row", list[i].rows,
                      list[i].said);
    expect_read(&kit, "甲医院.csv",
                "入库单号,入库日期,药品名称,规格,生产企业,入库数量,付款日期,已付金额,是否付款\n"
                "1,2024-05-06,甲药,1mg,甲厂,1,2024-06-06,9,否\n2,2024-05-06,甲药,1mg,甲厂,2,2024-06-06,9,是\n",
                "SELECT paid / 10000, day_text(day_paid) FROM purchase ORDER BY row", "|\n9|2024-06-06",
                "E233|I2|是否付款|否|已付金额\n");
}

Test(states, goods_that_have_not_come_by_their_state_are_not_accepted)
{
    static const struct said list[] = {
        {"验收状态", "未验收", "7|0\n0|0", "E941|G3|验收状态|未验收|入库数量\n"},
        {"收货状态", "待收货", "7|0\n0|0", "E941|G3|收货状态|待收货|入库数量\n"},
        {"入库状态", "部分入库", "7|0\n7|0", ""},
        {"入库状态", "未全部入库", "7|0\n7|0", ""},
        {"验收状态", "已验收，未付款", "7|0\n7|0", ""},
        {"是否入库", "否", "7|0\n0|0", "E941|G3|是否入库|否|入库数量\n"},
        {"是否到货", "N", "7|0\n0|0", "E941|G3|是否到货|N|入库数量\n"},
        {"入库标志", "已到货未入库", "7|0\n0|0", "E941|G3|入库标志|已到货未入库|入库数量\n"},
        {"是否合格", "否", "7|0\n7|2", ""},
        {"验收结论", "拒收", "7|0\n7|2", ""},
        {"质检", "不合格", "7|0\n7|2", ""},
        {"质检", "无异常", "7|0\n7|0", ""},
        {"质检", "怪", "7|0\n7|0", "E230|G3|质检|怪|\n"},
        {"备注", "未到货", "7|0\n7|0", "E208|||未到货|1\n"},
        {"备注", "录错，勿计", "7|0\n7|0", "E208|||录错，勿计|1\n"},
        {"备注", "已退回厂家", "7|0\n7|0", "E208|||已退回厂家|1\n"},
        {"备注", "发票未到", "7|0\n7|0", ""},
        {"备注", "5月未到货，6月已到", "7|0\n7|0", ""},
    };
    for (size_t i = 0; i < JC_LEN(list); i++)
        expect_column("甲医院.csv", "入库单号,入库日期,药品名称,规格,生产企业,入库数量", "2024-05-06,甲药,1mg,甲厂,7",
                      list[i].column, list[i].word, "SELECT accepted / 10000, void FROM purchase ORDER BY row",
                      list[i].rows, list[i].said);
}

/* The next export says that they came: one row of the same number. */
Test(states, a_row_that_came_later_takes_the_place_of_one_that_had_not)
{
    static const char head[] = "订单编号,订单明细编号,入库日期,药品名称,规格,生产企业,采购数量,入库数量,验收状态\n";
    char csv[400];
    for (int i = 0; i < 2; i++) {
        snprintf(csv, sizeof csv, "%sD1,1,2024-05-06,甲药,1mg,甲厂,7,7,%s\n", head, i ? "已验收" : "未验收");
        kit_write(&kit, i ? "甲医院b.csv" : "甲医院a.csv", csv);
    }
    expect_ok(&kit, "甲医院b.csv");
    expect_ok(&kit, "甲医院a.csv");
    expect_sql(&kit, "7", "SELECT accepted / 10000 FROM purchase WHERE live = 1");
}

Test(states, an_agreement_that_ended_or_was_not_signed_is_none)
{
    static const struct said list[] = {
        {"合同状态", "已终止", "1", "E940|I3|合同状态|已终止|\n"},
        {"合同状态", "停止执行", "1", "E940|I3|合同状态|停止执行|\n"},
        {"合同状态", "已停止履行", "1", "E940|I3|合同状态|已停止履行|\n"},
        {"合同状态", "不再执行", "1", "E940|I3|合同状态|不再执行|\n"},
        {"合同状态", "未停止执行", "1\n2", ""},
        {"合同状态", "暂停执行", "1\n2", "E230|I3|合同状态|暂停执行|\n"},
        {"合同状态", "已中止", "1\n2", "E230|I3|合同状态|已中止|\n"},
        {"合同状态", "履行中", "1\n2", ""},
        {"合同状态", "未履行", "1\n2", ""},
        {"合同状态", "未终止", "1\n2", ""},
        {"签约状态", "未签约", "1", "E940|I3|签约状态|未签约|\n"},
        {"签约状态", "待签约", "1\n2", "E232|||待签约|1\n"},
        {"是否签约", "否", "1", "E940|I3|是否签约|否|\n"},
        {"是否有效", "否", "1", "E940|I3|是否有效|否|\n"},
        {"是否终止", "否", "1\n2", ""},
        {"是否终止", "是", "1", "E940|I3|是否终止|是|\n"},
        {"审核状态", "驳回", "1", "E940|I3|审核状态|驳回|\n"},
        {"是否审核", "否", "1\n2", "E232|||否|1\n"},
        {"协议状态", "怪", "1\n2", "E230|I3|协议状态|怪|\n"},
        {"备注", "放弃", "1\n2", "E208|||放弃|1\n"},
        {"备注", "不签", "1\n2", "E208|||不签|1\n"},
        {"备注", "无", "1\n2", ""},
        {"备注", "续签", "1\n2", ""},
    };
    for (size_t i = 0; i < JC_LEN(list); i++)
        expect_column(
            "甲医院约定采购量.csv", "通用名,约定采购量(盒),批次,规格,生产企业,转换比,协议开始日期,协议结束日期",
            "5,第四批,1mg,甲制药有限公司,7,2024-01-01,2024-12-31", list[i].column, list[i].word,
            "SELECT i.generic FROM agreement a JOIN item i ON i.id = a.item ORDER BY row", list[i].rows, list[i].said);
}

Test(states, a_reason_that_somebody_denied_has_nobody_who_upheld_it)
{
    static const struct said list[] = {
        {"认定结果", "不予认定", "局\n", "E942|F3|认定结果|不予认定|\n"},
        {"认定结果", "予以认定", "局\n局", ""},
        {"认定意见", "理由不成立", "局\n", "E942|F3|认定意见|理由不成立|\n"},
        {"审核意见", "经核实，情况属实", "局\n局", ""},
        {"审核意见", "证据不足", "局\n", "E942|F3|审核意见|证据不足|\n"},
        {"是否认定", "否", "局\n", "E942|F3|是否认定|否|\n"},
        {"是否采纳", "是", "局\n局", ""},
        {"审核状态", "审核中", "局\n", "E942|F3|审核状态|审核中|\n"},
        {"状态", "待核实", "局\n", "E942|F3|状态|待核实|\n"},
        {"认定结果", "怪", "局\n局", "E230|F3|认定结果|怪|\n"},
        {"备注", "不予认可", "局\n局", "E208|||不予认可|1\n"},
        {"备注", "企业未开票，尚未付款", "局\n局", ""},
    };
    for (size_t i = 0; i < JC_LEN(list); i++)
        expect_column("甲医院正当理由.csv", "发票号码,医疗机构,理由,认定单位,认定日期", "甲医院,质量异议,局,2024-06-10",
                      list[i].column, list[i].word, "SELECT accepted_by FROM reason ORDER BY row", list[i].rows,
                      list[i].said);
}

Test(states, who_upheld_a_reason_may_be_written_as_nobody)
{
    static const char *const nobody[] = {"否", "待定", "不认可", "未认定", "待认定", "市医保局（不予认定）", "审核中"},
                             *const bodies[] = {"市医保局", "无锡市医保局",   "未央区医疗保障局",    "医保基金审核中心",
                                                "是",       "待遇保障审核科", "非公立医疗机构管理处"};
    for (size_t i = 0; i < JC_LEN(nobody); i++)
        cr_expect(jc_word_nobody_upheld((struct jc_span){nobody[i], strlen(nobody[i])}), "%s", nobody[i]);
    for (size_t i = 0; i < JC_LEN(bodies); i++)
        cr_expect_not(jc_word_nobody_upheld((struct jc_span){bodies[i], strlen(bodies[i])}), "%s", bodies[i]);
}

Test(states, a_payment_for_something_else_settles_no_debt_for_drugs)
{
    static const char head[] = "付款流水号,付款日期,供应商,发票号码,付款金额,款项性质\n";
    static const char sql[] =
        "SELECT t.serial, f.name, only_named FROM payment t LEFT JOIN firm f ON f.id = t.supplier ORDER BY row";
    char csv[600];
    snprintf(csv, sizeof csv,
             "%sF1,2024-06-20,甲公司,,5,药款\nF2,2024-06-21,甲公司,,6,设备款\nF3,2024-06-22,甲公司,10000001,7,设备款\n"
             "F4,2024-06-23,甲公司,,8,其他\nF5,2024-06-24,甲公司,,9,药品及设备款\nF6,2024-06-25,甲公司,,10,维保费\n",
             head);
    expect_read(&kit, "甲医院付款台账.csv", csv, sql, "F1|甲公司|0\nF3|甲公司|1\nF4|甲公司|0\nF5|甲公司|0",
                "E944|||药品及设备款|1\nE943|F3|款项性质|设备款|2\nE943|F7|款项性质|维保费|1\n");
}

Test(states, a_remark_about_another_purpose_is_told_where_no_document_is_named)
{
    static const struct said list[] = {
        {"摘要", "CT维保费", "5\n5", "E944|||CT维保费|1\n"},
        {"摘要", "付甲医疗设备有限公司款", "5\n5", ""},
        {"摘要", "付药款，扣质保金", "5\n5", ""},
        {"付款用途", "药款", "5\n5", ""},
        {"用途", "退还投标保证金", "5\n5", "E315||||用途\nE944|||退还投标保证金|1\n"},
    };
    for (size_t i = 0; i < JC_LEN(list); i++)
        expect_column("甲医院付款台账.csv", "付款流水号,付款日期,供应商,付款金额", "2024-06-20,甲公司,5",
                      list[i].column, list[i].word, "SELECT amount / 10000 FROM payment ORDER BY row", list[i].rows,
                      list[i].said);
    expect_column("甲医院付款台账.csv", "付款流水号,付款日期,供应商,付款金额,发票号码", "2024-06-20,甲公司,5,10000001",
                  "摘要", "CT维保费", "SELECT amount / 10000 FROM payment ORDER BY row", "5\n5", "");
}

#define LINES                                                                                                          \
    "SELECT o.name, i.generic, i.spec, i.maker, t.accepted / 10000, day_text(t.day_accept) FROM purchase t JOIN org "  \
    "o ON o.id = t.org JOIN item i ON i.id = t.item ORDER BY row"

Test(states, a_mark_in_the_place_of_a_name_or_a_day_stands_for_the_cell_above)
{
    expect_read(
        &kit, "a.csv",
        "医疗机构,入库日期,药品名称,规格,生产企业,入库数量,备注\n甲医院,2024-05-06,甲药,1mg,甲厂,1,\n"
        "同上,〃,〃,2mg,同前,2,同上\n″,2024-05-07,同上,〃,〃,3,\n乙医院,2024-05-08,乙药,1mg,乙厂,4,\n"
        "同上,同上,同上,同上,同上,5,\n",
        LINES,
        "甲医院|甲药|1mg|甲厂|1|2024-05-06\n甲医院|甲药|2mg|甲厂|2|2024-05-06\n甲医院|甲药|2mg|甲厂|3|2024-05-07\n"
        "乙医院|乙药|1mg|乙厂|4|2024-05-08\n乙医院|乙药|1mg|乙厂|5|2024-05-08",
        "E945|||同上|13\n");
}

Test(states, rows_that_are_struck_through_count_and_are_told)
{
    kit_book(
        &kit, "a.xlsx", NULL,
        "S\n序号|医疗机构|入库日期|药品名称|规格|生产企业|入库数量|经办人\n1|甲医院|2024-05-06|甲药|1mg|甲厂|#1|~张三\n"
        "2|~乙医院|~2024-05-06|~甲药|~1mg|~甲厂|~#2|张三\n3|乙医院|2024-05-07|甲药|1mg|甲厂|~#3|张三\n"
        "4|甲医院|~2024-05-08|~甲药|~1mg|~甲厂|~#4|\n5|~甲医院|~2024-05-09|~甲药|~1mg|~甲厂|~#5|\n",
        NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(
        &kit,
        "甲医院|甲药|1mg|甲厂|1|2024-05-06\n乙医院|甲药|1mg|甲厂|2|2024-05-06\n乙医院|甲药|1mg|甲厂|3|2024-05-07\n"
        "甲医院|甲药|1mg|甲厂|4|2024-05-08\n甲医院|甲药|1mg|甲厂|5|2024-05-09",
        LINES);
    expect_told(&kit, "E913|||3|2\n");
    expect_told(&kit, "E914|||3|2\n");
}

Test(states, a_head_that_asks_how_it_was_bought_is_answered_with_flags_as_well)
{
    static const char *const heads[] = {"是否网上采购", "是否网采", "网采标志"};
    char csv[600];
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        snprintf(csv, sizeof csv,
                 "医疗机构,入库日期,药品名称,规格,生产企业,入库数量,%s\n甲医院,2024-05-06,甲药,1mg,甲厂,1,1\n"
                 "甲医院,2024-05-06,甲药,1mg,甲厂,2,0\n甲医院,2024-05-06,甲药,1mg,甲厂,3,Y\n"
                 "甲医院,2024-05-06,甲药,1mg,甲厂,4,N\n甲医院,2024-05-06,甲药,1mg,甲厂,5,√\n"
                 "甲医院,2024-05-06,甲药,1mg,甲厂,6,×\n甲医院,2024-05-06,甲药,1mg,甲厂,7,是\n"
                 "甲医院,2024-05-06,甲药,1mg,甲厂,8,线下\n甲医院,2024-05-06,甲药,1mg,甲厂,9,\n",
                 heads[i]);
        expect_read(&kit, "a.csv", csv, "SELECT coalesce(channel, '-') FROM purchase ORDER BY row",
                    "1\n0\n1\n0\n1\n0\n1\n0\n-", "");
    }
    expect_read(&kit, "a.csv",
                "医疗机构,入库日期,药品名称,规格,生产企业,入库数量,采购渠道\n甲医院,2024-05-06,甲药,1mg,甲厂,1,1\n",
                "SELECT coalesce(channel, '-') FROM purchase ORDER BY row", "-", "E353|G2|采购渠道|1|\n");
}

Test(states, a_shortage_may_end_in_words_that_say_that_it_goes_on)
{
    static const char *const words[] = {"暂未恢复", "未恢复", "至今", "持续", "待定", "仍缺货"};
    char csv[400];
    for (size_t i = 0; i < JC_LEN(words); i++) {
        snprintf(csv, sizeof csv, "药品名称,规格,生产企业,缺货开始日期,缺货结束日期\n甲药,1mg,甲厂,2024-05-06,%s\n",
                 words[i]);
        kit_write(&kit, "a.csv", csv);
        (void)kit_import(&kit, "a.csv", NULL);
        cr_expect_null(strstr(jc_buf_text(&kit.said), "E979"), "%s", jc_buf_text(&kit.said));
        expect_told(&kit, "E978");
        jc_buf_clear(&kit.said);
    }
}

Test(states, a_mark_below_nothing_names_nothing_and_none_is_a_number)
{
    kit_write(&kit, "a.csv",
              "医疗机构,入库日期,药品名称,规格,生产企业,入库数量\n甲医院,2024-05-06,同上,1mg,甲厂,1\n"
              "甲医院,2024-05-06,甲药,1mg,甲厂,2\n甲医院,2024-05-06,甲药,1mg,甲厂,同上\n");
    (void)kit_import(&kit, "a.csv", NULL);
    expect_sql(&kit, "甲医院|甲药|1mg|甲厂|2|2024-05-06", LINES);
    expect_told(&kit, "E320");
    expect_told(&kit, "E240");
}

Test(states, a_row_that_shows_how_to_fill_in_the_form_is_no_data)
{
    static const char *const examples[] = {"××医院（示例）", "示例",           "例：甲县人民医院",
                                           "样例1",          "甲医院【样例】", "XX医院"},
                             *const names[] = {"示例县人民医院", "比例医院"};
    char csv[500];
    for (size_t i = 0; i < JC_LEN(examples) + JC_LEN(names); i++) {
        const bool example = i < JC_LEN(examples);
        const char *name = example ? examples[i] : names[i - JC_LEN(examples)];
        snprintf(csv, sizeof csv,
                 "医疗机构,入库日期,药品名称,规格,生产企业,入库数量\n%s,2024-05-06,甲药,1mg,甲厂,1\n"
                 "甲医院,2024-05-06,甲药,1mg,甲厂,2\n",
                 name);
        expect_read(&kit, "a.csv", csv, "SELECT accepted / 10000 FROM purchase ORDER BY row", example ? "2" : "1\n2",
                    example ? "E946|||2|1\n" : "");
    }
}

Test(states, each_column_hears_a_word_in_its_own_way)
{
    expect_read(&kit, "a.csv",
                "医疗机构,入库日期,药品名称,规格,生产企业,入库数量,验收状态,付清,已付金额,付款日期\n"
                "甲医院,2024-05-06,甲药,1mg,甲厂,7,待付款,待付款,5,2024-05-10\n",
                "SELECT accepted / 10000, ifnull(paid, '-') FROM purchase", "7|-", "E233|H2|付清|待付款|已付金额\n");
}

/* 草稿 below 状态 counts and is told; not where another column says that the order came to nothing. */
Test(states, what_was_received_and_not_yet_booked_is_told_where_it_counts)
{
    expect_read(&kit, "入库.csv",
                "医疗机构名称,订单明细号,通用名,规格,生产企业,入库数量,采购单价,状态,订单状态\n"
                "甲医院,M1,甲药,1mg*7片/盒,甲厂,10,5.6,草稿,\n"
                "甲医院,M2,甲药,1mg*7片/盒,甲厂,20,5.6,草稿,已作废\n"
                "甲医院,M3,甲药,1mg*7片/盒,甲厂,0,5.6,草稿,\n",
                "SELECT t.accepted / 10000, t.void FROM purchase t ORDER BY t.row", "10|0\n20|1\n0|0",
                "E232|||草稿|1\nE235|||4|0\n");
}

#define RED_HEAD "付款日期,供应商,发票号,付款金额,状态\n"

/* Whether what it took back says so, too, another row tells, perhaps in another file: the pair is nothing in any order. */
Test(states, a_negative_payment_that_says_it_came_back_is_nothing_and_told)
{
    static const char *const words[] = {"退款", "已退款", "红冲", "已冲销", "退票", "退回"};
    static const char sql[] = "SELECT amount / 10000 FROM payment ORDER BY row";
    for (size_t i = 0; i < JC_LEN(words); i++) {
        char csv[300], said[200];
        snprintf(csv, sizeof csv, RED_HEAD "2024-06-20,甲公司,24130001,9,已付款\n2024-06-21,甲公司,24130001,-9,%s\n",
                 words[i]);
        snprintf(said, sizeof said, "E926|E3|状态|%s|\n", words[i]);
        expect_read(&kit, "甲医院付款台账.csv", csv, sql, "9\n0", said);
    }
    expect_read(&kit, "甲医院付款台账.csv",
                RED_HEAD "2024-06-21,甲公司,,-9,红冲\n2024-06-20,甲公司,24130001,9,已冲销\n", sql, "0\n0",
                "E926|E2|状态|红冲|\nE229|E3|状态|已冲销|\n");
    /* as it is mended: a negative payment takes off what was paid */
    expect_read(&kit, "甲医院付款台账.csv",
                RED_HEAD "2024-06-20,甲公司,24130001,9,已付款\n2024-06-21,甲公司,24130001,-9,已付款\n", sql, "9\n-9",
                "");
}

/* What came back was not paid; a negative amount takes it back, whatever it is called. */
Test(states, a_payment_that_bounced_is_nothing_by_whatever_column)
{
    static const char sql[] = "SELECT amount / 10000, undone / 10000 FROM payment ORDER BY row";
    static const struct {
        const char *head, *word, *kept;
        int code; /* 0 = nothing is told */
    } list[] = {{"是否退票", "是", "0|9", 229},       {"是否退票", "否", "9|0", 0},
                {"退票标志", "Y", "0|9", 229},        {"退票标志", "0", "9|0", 0},
                {"退票状态", "已退票", "0|9", 229},   {"退票状态", "未退票", "9|0", 0},
                {"退票状态", "已付款", "9|0", 230},   {"退票状态", "已退", "0|9", 229},
                {"退款状态", "退款成功", "0|9", 229}, {"退款状态", "退款中", "9|0", 230},
                {"退款状态", "无退款", "9|0", 0},     {"退款状态", "部分退款", "9|0", 230},
                {"退票日期", "", "9|0", 0},           {"退票日期", "2024-06-22", "0|9", 229},
                {"红冲标志", "蓝字", "9|0", 0},       {"付款状态", "已作废", "0|9", 229},
                {"付款状态", "待付款", "0|0", 229}};
    for (size_t i = 0; i < JC_LEN(list); i++) {
        char csv[300], rows[40], said[100] = "";
        snprintf(csv, sizeof csv, "付款日期,供应商,付款金额,%s\n2024-06-20,甲公司,9,%s\n2024-06-21,甲公司,-5,\n",
                 list[i].head, list[i].word);
        snprintf(rows, sizeof rows, "%s\n-5|0", list[i].kept);
        if (list[i].code)
            snprintf(said, sizeof said, "E%d|D2|%s|%s|\n", list[i].code, list[i].head, list[i].word);
        expect_read(&kit, "甲医院付款台账.csv", csv, sql, rows, said);
    }
    expect_read(&kit, "甲医院付款台账.csv",
                "付款日期,供应商,付款金额,是否退票\n2024-06-20,甲公司,9,否\n2024-06-21,甲公司,-9,是\n", sql,
                "9|0\n-9|0", "");
}

Test(states, a_line_that_says_it_is_paid_and_not_how_much_is_told)
{
    static const char head[] = "订单号,验收日期,药品名称,规格,生产企业,入库数量,采购单价,付款日期,";
    static const struct {
        const char *column, *paid, *said;
    } list[] = {{"付款状态", "已付款", "E930|||已付款|1\n"},
                {"是否付款", "是", "E930|||是|1\n"},
                {"付款状态", "正常", ""},
                {"已付金额,付款状态", "9,已付款", ""}};
    for (size_t i = 0; i < JC_LEN(list); i++) {
        char csv[500];
        snprintf(csv, sizeof csv, "%s%s\n1,2024-05-06,甲药,1mg,甲厂,1,9,2024-06-06,%s\n", head, list[i].column,
                 list[i].paid);
        expect_read(&kit, "甲医院.csv", csv, "SELECT paid / 10000 FROM purchase", strchr(list[i].paid, ',') ? "9" : "",
                    list[i].said);
    }
}
