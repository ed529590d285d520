/* What a sheet is and who stands in its columns, where heads alone would be taken for something else. */
#include "ingest_kit.h"

#include "ingest/goods.h"
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

TestSuite(meaning, .init = setup, .fini = teardown);

static void expect_refused(const char *name, const char *csv, int code, const char *value)
{
    kit_close(&kit);
    kit_open(&kit);
    kit_write(&kit, name, csv);
    (void)kit_import(&kit, name, NULL);
    cr_expect_eq(kit.last.code, code, "%s: E%d %s\n%s", name, kit.last.code, kit.last.value, csv);
    cr_expect_str_eq(kit.last.value, value, "%s: %s\n%s", name, kit.last.value, csv);
}

/* Years side by side are agreements, and no purchase that lacks what came in. */
Test(meaning, volumes_of_two_years_are_asked_for_by_the_year)
{
    expect_refused("a.csv",
                   "医疗机构名称,批次,通用名,规格,中选企业,第一年约定采购量,第二年约定采购量,单位\n甲医院,第四批国采,"
                   "甲药,1mg*7片,甲厂,70,140,片\n",
                   236, "第二年约定采购量");
}

Test(meaning, a_sheet_of_figures_is_no_list_of_institutions)
{
    expect_refused("a.csv",
                   "医疗机构名称,医院等级,应付货款（万元）,已付货款（万元）,回款率,排名\n甲医院,三级,100,80,80%,2\n",
                   225, "回款率");
    expect_refused("a.csv", "县区,医共体名称,医疗机构名称,约定品种数,完成率\n甲县,甲医共体,甲医院,40,50%\n", 225,
                   "完成率");
    expect_refused("a.csv", "医疗机构名称,机构类型,网采金额,网采率\n甲医院,综合医院,900,90%\n", 225, "网采率");
    expect_refused("a.csv", "医疗机构名称,机构类型,排名\n甲医院,综合医院,1\n", 225, "排名");
    expect_read(&kit, "a.csv", "医疗机构名称,机构类型,床位数,电话\n甲医院,综合医院,900,0571\n",
                "SELECT name, type FROM listed", "甲医院|综合医院", "E315||||床位数、电话\n");
    expect_refused("结余留用测算表.csv",
                   "医疗机构名称,批次,药品通用名,规格,约定采购量,结余留用金额,协议开始日期,协议结束日期\n"
                   "甲医院,第四批,甲药,1mg,6000,4000,2024-04-01,2025-03-31\n",
                   225, "结余留用金额");
}

Test(meaning, a_name_without_a_code_is_the_institution_that_has_one)
{
    kit_write(&kit, "a.csv",
              "医疗机构编码,医疗机构名称,地区,级别\nH33010200001,甲医院,甲县,\nH33010200002,乙院,甲县,二级\n"
              "H33010200003,丙院,甲县,\n");
    kit_write(&kit, "b.csv",
              "医疗机构名称,地区,级别,所有制\n甲医院,,三级,公立\n乙院,甲县,三级,\n丙院,乙县,一级,\n丁院,,一级,\n");
    expect_ok(&kit, "a.csv");
    expect_ok(&kit, "b.csv");
    expect_sql(
        &kit,
        "H33010200001|甲医院|甲县|三级|公立\nH33010200002|乙院|甲县|二级|\nH33010200003|丙院|甲县||\n|丙院|乙县|一级|\n"
        "|丁院||一级|",
        "SELECT code, name, region, level, ownership FROM institution ORDER BY id");
}

#define PAID                                                                                                           \
    "SELECT o.name, day_text(t.day), t.amount, f.name FROM payment t JOIN org o ON o.id = t.org LEFT JOIN firm f ON "  \
    "f.id = t.supplier ORDER BY t.row"

Test(meaning, a_day_and_an_amount_are_a_payment_where_a_word_says_so)
{
    static const char *const others[] = {"甲医院卫材入库汇总.csv", "甲医院供应商汇总.csv", "甲医院5月供应商结算.csv",
                                         "甲医院5月发票.csv",      "甲医院应付款.csv",     "甲医院付款发票.csv"};
    static const char *const paid[] = {"甲医院药款付款明细.csv", "甲医院采购付款汇总.csv", "甲医院银行流水.csv",
                                       "甲医院5月回款.csv", "甲医院发票付款.csv"};
    static const char csv[] = "日期,供应商,金额\n2024-05-06,甲公司,919.50\n";
    for (size_t i = 0; i < JC_LEN(others); i++)
        expect_refused(others[i], csv, 227, "日期");
    for (size_t i = 0; i < JC_LEN(paid); i++)
        expect_read(&kit, paid[i], csv, PAID, "甲医院|2024-05-06|9195000|甲公司", "");
    expect_refused("甲医院付款明细.csv", "5月供应商入库金额汇总表\n日期,供应商名称,金额\n2024-05-06,甲公司,919.50\n",
                   227, "日期");
    expect_read(&kit, "甲医院.csv", "日期,供应商,金额,付款方式\n2024-05-06,甲公司,919.50,转账\n", PAID,
                "甲医院|2024-05-06|9195000|甲公司", "");
    expect_refused("甲医院.csv", "日期,供应商,金额,付款状态\n2024-05-06,甲公司,919.50,未付款\n", 227, "日期");
    expect_read(&kit, "甲医院付款.csv", "日期,供应商,金额,税额,价税合计\n2024-05-06,甲公司,813.72,105.78,919.50\n",
                PAID, "甲医院|2024-05-06|9195000|甲公司", "E257||||税额\nE366||||金额\n");
}

Test(meaning, what_is_paid_now_goes_before_what_was_paid_before_and_what_there_is_to_pay)
{
    expect_read(&kit, "甲医院.csv",
                "付款日期,供货单位,付款金额,已付金额,本次付款金额\n2024-06-20,甲公司,919.50,300,200\n", PAID,
                "甲医院|2024-06-20|2000000|甲公司", "E366||||付款金额、已付金额\n");
    static const char *const now[] = {"本次付款", "本期支付金额", "本月付款", "当月支付额"};
    for (size_t i = 0; i < JC_LEN(now); i++) { /* beside what was paid so far */
        char csv[200];
        snprintf(csv, sizeof csv, "付款日期,供货单位,已付金额,%s\n2024-06-20,甲公司,300,200\n", now[i]);
        expect_read(&kit, "甲医院.csv", csv, PAID, "甲医院|2024-06-20|2000000|甲公司", "E366||||已付金额\n");
    }
    expect_read(&kit, "a.csv", "付款户名,收款账户名,付款日期,付款金额\n甲医院,甲公司,2024-06-20,200\n", PAID,
                "甲医院|2024-06-20|2000000|甲公司", "");
    expect_read(&kit, "甲医院.csv", "付款日期,供货单位,付款金额,实付金额\n2024-06-20,甲公司,919.50,900\n", PAID,
                "甲医院|2024-06-20|9000000|甲公司", "E366||||付款金额\n");
    expect_refused("甲医院.csv", "付款日期,供货单位,付款金额,已付金额\n2024-06-20,甲公司,919.50,300\n", 227,
                   "付款金额");
    expect_read(
        &kit, "甲医院.csv",
        "入库日期,药品名称,规格,生产企业,入库数量,付款日期,付款金额,已付金额\n2024-05-06,甲药,1mg,甲厂,5,,919.50,0\n",
        "SELECT paid, day_paid FROM purchase", "0|", "E366||||付款金额\n");
}

#define LINE                                                                                                           \
    "SELECT o.name, t.accepted / 10000, f.name, i.maker FROM purchase t JOIN org o ON o.id = t.org JOIN item i ON "    \
    "i.id = t.item "                                                                                                   \
    "LEFT JOIN firm f ON f.id = t.supplier ORDER BY t.row"

Test(meaning, the_names_in_a_column_say_whether_they_are_the_hospital_or_whom_it_pays)
{
    static const char *const heads[] = {"单位名称", "客户名称", "机构名称"};
    char csv[400];
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        snprintf(csv, sizeof csv,
                 "日期,凭证号,%s,摘要,金额\n2024-06-20,记-12,甲医药有限公司,付药款,919.50\n2024-06-21,记-13,"
                 "乙商行,付药款,1\n,,合计,,920.50\n",
                 heads[i]);
        expect_read(&kit, "甲医院付款明细.csv", csv, PAID,
                    "甲医院|2024-06-20|9195000|甲医药有限公司\n甲医院|2024-06-21|10000|乙商行", "");
        snprintf(csv, sizeof csv,
                 "日期,凭证号,%s,摘要,金额\n2024-06-20,记-12,乙县中心卫生院,付药款,919.50\n2024-06-20,记-13,"
                 "乙医院有限公司,付药款,1\n",
                 heads[i]);
        expect_read(&kit, "付款明细.csv", csv, PAID,
                    "乙县中心卫生院|2024-06-20|9195000|\n乙医院有限公司|2024-06-20|10000|", "");
    }
    expect_refused("甲医院付款明细.csv", "日期,凭证号,单位名称,金额\n2024-06-20,记-12,张三,919.50\n", 312, "单位名称");
    expect_refused("付款明细.csv", "日期,凭证号,单位名称,金额\n2024-06-20,1,甲医院,9\n2024-06-20,2,甲药业公司,9\n", 312,
                   "单位名称");
    expect_read(&kit, "甲医院.csv",
                "入库日期,单位名称,产品名称,规格,生产企业,入库数量\n2024-05-06,甲医药有限公司,甲药,1mg,甲厂,5\n", LINE,
                "甲医院|5|甲医药有限公司|甲厂", "");
}

Test(meaning, a_buying_unit_may_be_a_pack)
{
    expect_read(&kit, "甲医院.csv",
                "入库日期,药品名称,规格,生产企业,采购单位,入库数量\n2024-05-06,甲药,10mg*10片/盒,甲厂,盒,5\n", LINE,
                "甲医院|5||甲厂", "");
    expect_read(&kit, "a.csv",
                "入库日期,药品名称,规格,生产企业,采购单位,入库数量\n2024-05-06,甲药,10mg*10片/盒,甲厂,乙卫生院,5\n",
                LINE, "乙卫生院|5||甲厂", "");
}

Test(meaning, a_firm_that_only_sells_is_no_maker)
{
    expect_read(
        &kit, "a.csv",
        "医疗机构名称,企业名称,药品名称,规格,入库数量,入库时间\n甲医院,甲医药配送有限公司,甲药,1mg,5,2024-05-06\n",
        LINE, "甲医院|5|甲医药配送有限公司|", "");
    expect_read(&kit, "a.csv",
                "医疗机构名称,企业名称,药品名称,规格,入库数量,入库时间\n甲医院,甲制药有限公司,甲药,1mg,5,2024-05-06\n",
                LINE, "甲医院|5||甲制药有限公司", "");
    expect_refused(
        "a.csv", "医疗机构名称,企业名称,药品名称,规格,入库数量,入库时间\n甲医院,甲医药有限公司,甲药,1mg,5,2024-05-06\n",
        312, "企业名称");
    expect_read(&kit, "a.csv",
                "医疗机构名称,企业名称,配送企业,药品名称,规格,入库数量,入库时间\n甲医院,甲医药有限公司,乙公司,甲药,1mg,"
                "5,2024-05-06\n",
                LINE, "甲医院|5|乙公司|甲医药有限公司", "");
}

Test(meaning, a_payment_that_failed_or_is_not_made_yet_pays_nothing)
{
    expect_read(
        &kit, "甲医院付款台账.csv",
        "付款日期,供应商,付款金额,付款状态,付款流水号\n2024-06-20,甲公司,9,已付款,F1\n2024-06-21,甲公司,8,付款失败,F2\n"
        "2024-06-22,甲公司,7,已作废,F3\n2024-06-23,甲公司,6,待付款,F4\n2024-06-24,甲公司,5,怪,F5\n2024-06-25,甲公司,4,,"
        "F6\n"
        "2024-06-26,甲公司,3,未作废,F7\n",
        "SELECT serial, amount / 10000 FROM payment ORDER BY row", "F1|9\nF2|0\nF3|0\nF4|0\nF5|5\nF6|4\nF7|3",
        "E229|D3|付款状态|付款失败|\nE229|D4|付款状态|已作废|\nE229|D5|付款状态|待付款|\nE230|D6|付款状态|怪|\n");
    expect_read(&kit, "甲医院付款台账.csv",
                "付款日期,供应商,付款金额,付款状态,审批状态,是否作废\n2024-06-20,甲公司,9,已付款,未审批,否\n"
                "2024-06-21,甲公司,8,已付款,审批通过,是\n2024-06-22,甲公司,7,已付款,已审批,否\n",
                "SELECT amount / 10000 FROM payment ORDER BY row", "0\n0\n7",
                "E229|E2|审批状态|未审批|\nE229|F3|是否作废|是|\n");
    kit_write(&kit, "a.csv", "付款日期,医疗机构名称,付款金额,付款状态,付款流水号\n2024-06-20,甲医院,9,已付款,F1\n");
    kit_write(&kit, "b.csv", "付款日期,医疗机构名称,付款金额,付款状态,付款流水号\n2024-06-20,甲医院,9,已退回,F1\n");
    for (int i = 0; i < 2; i++) {
        kit_close(&kit);
        kit_open(&kit);
        kit_write(&kit, "a.csv", "付款日期,医疗机构名称,付款金额,付款状态,付款流水号\n2024-06-20,甲医院,9,已付款,F1\n");
        kit_write(&kit, "b.csv", "付款日期,医疗机构名称,付款金额,付款状态,付款流水号\n2024-06-20,甲医院,9,已退回,F1\n");
        expect_ok(&kit, i ? "b.csv" : "a.csv");
        expect_ok(&kit, i ? "a.csv" : "b.csv");
        expect_sql(&kit, "0", "SELECT amount FROM payment WHERE live = 1");
    }
}

Test(meaning, a_further_invoice_below_one_paid_amount_is_told_and_a_receipt_passed_over)
{
    expect_read(&kit, "甲医院付款台账.csv",
                "付款日期,供应商,发票号码,入库金额,付款金额\n2024-06-20,甲公司,10000001,100,300\n"
                "2024-06-20,甲公司,10000002,200,\n2024-06-21,乙公司,10000003,50,\n2024-06-22,乙公司,10000004,50,50\n",
                "SELECT invoices, amount / 10000 FROM payment ORDER BY row", "10000001|300\n10000004|50",
                "E315||||入库金额\nE298|C3|发票号码|10000002|\nE228||||1\n");
}

#define STATE "SELECT accepted / 10000, returned / 10000, void, paid, status FROM purchase ORDER BY row"

Test(meaning, a_flag_of_void_is_read_whole_and_its_word_wherever_it_stands)
{
    expect_read(
        &kit, "甲医院.csv",
        "入库单号,入库日期,药品名称,规格,生产企业,入库数量,是否作废\n1,2024-05-06,甲药,1mg,甲厂,1,作废（2024-05-10）\n"
        "2,2024-05-06,甲药,1mg,甲厂,2,Invalid\n3,2024-05-06,甲药,1mg,甲厂,3,N\n4,2024-05-06,甲药,1mg,甲厂,4,未作废\n"
        "5,2024-05-06,甲药,1mg,甲厂,5,Y\n6,2024-05-06,甲药,1mg,甲厂,6,无效\n7,2024-05-06,甲药,1mg,甲厂,7,0\n"
        "8,2024-05-06,甲药,1mg,甲厂,8,怪\n9,2024-05-06,甲药,1mg,甲厂,9,否（05-10）\n",
        "SELECT accepted / 10000, void FROM purchase ORDER BY row", "1|1\n2|1\n3|0\n4|0\n5|1\n6|1\n7|0\n8|0\n9|0",
        "E230|G9|是否作废|怪|\n");
}

Test(meaning, a_flag_of_void_is_known_by_many_heads)
{
    static const char *const flags[][3] = {
        {"订单是否取消", "是", "否"},   {"撤单标志", "已撤单", "未撤单"}, {"作废", "√", ""},
        {"是否无效", "是", "否"},       {"删除标识", "1", "0"},           {"是否撤单", "Y", "N"},
        {"当前状态", "已取消", "有效"},
    };
    for (size_t i = 0; i < JC_LEN(flags); i++) {
        char csv[512];
        snprintf(csv, sizeof csv,
                 "入库单号,入库日期,药品名称,规格,生产企业,入库数量,%s\n1,2024-05-06,甲药,1mg,甲厂,1,%s\n"
                 "2,2024-05-06,甲药,1mg,甲厂,2,%s\n",
                 flags[i][0], flags[i][1], flags[i][2]);
        expect_read(&kit, "甲医院.csv", csv, "SELECT accepted / 10000, void FROM purchase ORDER BY row", "1|1\n2|0",
                    "");
        kit_close(&kit);
        kit_open(&kit);
    }
}

Test(meaning, a_flag_of_validity_is_the_other_way_round)
{
    expect_read(
        &kit, "甲医院.csv",
        "入库单号,入库日期,药品名称,规格,生产企业,入库数量,是否有效\n1,2024-05-06,甲药,1mg,甲厂,1,否\n"
        "2,2024-05-06,甲药,1mg,甲厂,2,是\n3,2024-05-06,甲药,1mg,甲厂,3,0\n4,2024-05-06,甲药,1mg,甲厂,4,Y\n"
        "5,2024-05-06,甲药,1mg,甲厂,5,无效\n6,2024-05-06,甲药,1mg,甲厂,6,有效\n7,2024-05-06,甲药,1mg,甲厂,7,valid\n"
        "8,2024-05-06,甲药,1mg,甲厂,8,invalid\n9,2024-05-06,甲药,1mg,甲厂,9,已作废\n10,2024-05-06,甲药,1mg,甲厂,10,\n",
        "SELECT group_concat(accepted / 10000) FROM purchase WHERE void = 0", "2,4,6,7,10", "");
}

/* Nobody knows whether a row was mended for its remark; one that went back or is void already says the same. */
Test(meaning, a_remark_that_a_row_is_void_or_went_back_is_told_once_a_column)
{
    expect_read(&kit, "甲医院.csv",
                "入库单号,入库日期,药品名称,规格,生产企业,入库数量,退货数量,单据状态,备注,说明\n"
                "1,2024-05-06,甲药,1mg,甲厂,1,,,已作废,\n2,2024-05-06,甲药,1mg,甲厂,2,,,近效期退货,\n"
                "3,2024-05-06,甲药,1mg,甲厂,3,1,,退货1盒,\n4,2024-05-06,甲药,1mg,甲厂,-4,,,退货,\n"
                "5,2024-05-06,甲药,1mg,甲厂,5,,作废,作废,\n6,2024-05-06,甲药,1mg,甲厂,6,,,不可退货,红冲\n"
                "7,2024-05-06,甲药,1mg,甲厂,7,,,退货申请被驳回,无效期\n",
                "SELECT count(*), sum(void) FROM purchase", "7|1", "E208|||已作废|2\nE208|||红冲|1\n");
    expect_read(
        &kit, "甲医院付款台账.csv",
        "付款日期,供应商,付款金额,付款流水号,备注\n2024-06-20,甲公司,9,F1,退票\n2024-06-21,甲公司,8,F2,扣退货款\n"
        "2024-06-22,甲公司,-7,F3,退款\n2024-06-23,甲公司,6,F4,退票后重付\n",
        "SELECT sum(amount) / 10000 FROM payment", "16", "E208|||退票|1\n");
}

/* Whom to ask for a return, and that there is none or may be one, says nothing of the row. */
Test(meaning, what_is_only_about_returns_is_no_remark_of_one)
{
    static const char *const none[] = {"无退货",           "未退货",
                                       "可退货",           "没有退货",
                                       "暂无退货记录",     "未发生退货",
                                       "未办理退货",       "无需退货",
                                       "不接受退货",       "不存在退货",
                                       "近效期可退货",     "7天内可无理由退货",
                                       "退货联系人：张三", "退货电话0571-1",
                                       "退货期限30天",     "如需退货请联系张三",
                                       "退货请联系张三",   "可退货，退货电话1",
                                       "无任何退货",       "尚未退货",
                                       "支持随时退货",     "未申请退货",
                                       "退货申请被驳回"},
                             *const some[] = {"退货",
                                              "已退货",
                                              "退货1盒",
                                              "部分退货",
                                              "近效期退货",
                                              "质量问题退货",
                                              "已退货联系人张三",
                                              "已退货，联系人张三",
                                              "退货联系人张三，已退货5盒",
                                              "未验收，退货",
                                              "需退货",
                                              "退货完成",
                                              "5月退货，无库存"},
                             *const heads[] = {"退货联系人", "退货电话", "退货期限", "退换货政策", "是否可退货"};
    for (size_t i = 0; i < JC_LEN(none); i++)
        cr_expect_eq(jc_word_remark((struct jc_span){none[i], strlen(none[i])}, JC_REMARK_OF_PURCHASE), JC_REMARK_NONE,
                     "%s", none[i]);
    for (size_t i = 0; i < JC_LEN(some); i++)
        cr_expect_eq(jc_word_remark((struct jc_span){some[i], strlen(some[i])}, JC_REMARK_OF_PURCHASE), JC_REMARK_BACK,
                     "%s", some[i]);
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        char csv[400], said[80];
        snprintf(csv, sizeof csv,
                 "入库单号,入库日期,药品名称,规格,生产企业,入库数量,%s\n1,2024-05-06,甲药,1mg,甲厂,1,退货\n", heads[i]);
        snprintf(said, sizeof said, "E315||||%s\n", heads[i]);
        expect_read(&kit, "甲医院.csv", csv, "SELECT void FROM purchase", "0", said);
    }
    expect_read(&kit, "甲医院.csv",
                "入库单号,入库日期,药品名称,规格,生产企业,入库数量,退货说明\n1,2024-05-06,甲药,1mg,甲厂,1,退货\n",
                "SELECT void FROM purchase", "0", "E315||||退货说明\nE208|||退货|1\n");
}

/* Words decide what a column of kinds is of; one that says of the row that it went back is heard as any other remark. */
Test(meaning, kinds_of_goods_are_told_by_their_words)
{
    static const struct {
        const char *text;
        int word;
    } words[] = {{"高值耗材", JC_GOODS_CONSUMABLE},
                 {"耗材入库", JC_GOODS_CONSUMABLE},
                 {"一次性卫生材料", JC_GOODS_CONSUMABLE},
                 {"非中选耗材", JC_GOODS_CONSUMABLE},
                 {"药品", JC_GOODS_MEDICINE},
                 {"西药", JC_GOODS_MEDICINE},
                 {"中成药", JC_GOODS_MEDICINE},
                 {"治疗用生物制品", JC_GOODS_MEDICINE},
                 {"中药饮片", JC_GOODS_PIECES},
                 {"中草药", JC_GOODS_PIECES},
                 {"药品耗材", JC_WORD_UNKNOWN},
                 {"非药品", JC_WORD_UNKNOWN},
                 {"药械", JC_WORD_UNKNOWN},
                 {"试剂", JC_WORD_UNKNOWN},
                 {"集采", JC_WORD_UNKNOWN},
                 {"药物洗脱支架", JC_WORD_UNKNOWN},
                 {"", JC_GOODS_UNSAID}};
    for (size_t i = 0; i < JC_LEN(words); i++)
        cr_expect_eq(jc_word_goods((struct jc_span){words[i].text, strlen(words[i].text)}), words[i].word, "%s",
                     words[i].text);
#define KINDS "入库单号,入库日期,药品名称,规格,生产企业,入库数量,"
    expect_read(&kit, "甲医院.csv",
                KINDS
                "采购类型,类别\n1,2024-05-06,甲药,1mg,甲厂,1,集采,采购入库\n2,2024-05-06,乙药,1mg,甲厂,1,高值耗材,\n"
                "3,2024-05-06,甲药,1mg,甲厂,1,带量,西药\n4,2024-05-06,乙药,1mg,甲厂,1,耗材,西药\n",
                "SELECT i.generic, g.kind FROM goods AS g JOIN item AS i ON i.id = g.item ORDER BY 1, 2",
                "乙药|1\n乙药|3\n甲药|1", "");
    expect_read(&kit, "甲医院.csv",
                KINDS "商品类别\n1,2024-05-06,甲药,1mg,甲厂,1,试剂\n2,2024-05-06,乙药,1mg,甲厂,1,其他\n",
                "SELECT count(*) FROM goods", "0", "E960|G2|商品类别|试剂|\n");
    expect_read(&kit, "甲医院.csv", KINDS "采购类型\n1,2024-05-06,甲药,1mg,甲厂,1,退货\n", "SELECT void FROM purchase",
                "0", "E208|||退货|1\n");
}

/* What a file that was undone called a product is forgotten with it. */
Test(meaning, the_kinds_of_goods_of_an_undone_file_are_forgotten)
{
    struct jc_ingest_undone undone;
    kit_write(&kit, "a.csv",
              "医疗机构名称,订单号,通用名,商品类别,入库数量,验收日期\n甲医院,1,甲物,耗材,1,2024-01-02\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "3", "SELECT kind FROM goods");
    cr_assert_eq(jc_ingest_undo(kit.store, 0, &undone, &kit.err), JC_OK);
    expect_sql(&kit, "0", "SELECT count(*) FROM goods");
}

/* 未付 in the place of a day or an amount costs no receipt; what is known of a year is not known of a payment. */
Test(meaning, what_is_said_to_be_unpaid_costs_no_receipt)
{
    expect_read(&kit, "甲医院.csv",
                "入库单号,入库日期,药品名称,规格,生产企业,入库数量,已付金额,付款日期\n"
                "1,2024-05-06,甲药,1mg,甲厂,1,9,2024-06-01\n2,2024-05-06,甲药,1mg,甲厂,2,未付,未付款\n"
                "3,2024-05-06,甲药,1mg,甲厂,3,尚未支付,\n4,2024-05-06,甲药,1mg,甲厂,4,已付,2024-06-01\n"
                "5,2024-05-06,甲药,1mg,甲厂,5,8,未付\n6,2024-05-06,甲药,1mg,甲厂,6,9,6月20日付\n",
                "SELECT accepted / 10000, paid / 10000, day_text(day_paid) FROM purchase ORDER BY row",
                "1|9|2024-06-01\n2||\n3||\n4||2024-06-01\n5||",
                "E248|G3|已付金额|未付|\nE248|H3|付款日期|未付款|\nE248|G5|已付金额|已付|\n"
                "E233|H6|付款日期|未付|已付金额\nRE245|H7|付款日期|6月20日付|\n");
}

#define PAID_BY "SELECT ifnull(payer, '-') FROM payment ORDER BY row"

Test(meaning, the_insurance_office_pays_where_the_way_of_paying_or_a_title_says_so)
{
    const char *rows = "医疗机构,收款单位,付款金额,付款日期,支付方式\n甲医院,甲公司,9,2024-05-20,银行转账\n"
                       "甲医院,甲公司,8,2024-05-21,医保基金直接结算\n甲医院,甲公司,7,2024-05-22,医保直付\n甲医院,"
                       "甲公司,6,2024-05-23,医保预付款\n";
    expect_read(&kit, "付款.csv", rows, PAID_BY, "-\n1\n1\n-", "E209|||医保基金直接结算|\n");
    expect_read(&kit, "付款.csv",
                "青岭县医疗保障局集采药品货款直接结算支付明细表,,,\n医疗机构,收款单位,付款金额,付款日期\n"
                "甲医院,甲公司,9,2024-05-20\n",
                PAID_BY, "1", "E209|||青岭县医疗保障局集采药品货款直接结算支付明细表|\n");
    expect_read(&kit, "付款.csv",
                "青岭县医疗保障局 医疗机构货款支付情况表,,,\n医疗机构,收款单位,付款金额,付款日期\n"
                "甲医院,甲公司,9,2024-05-20\n",
                PAID_BY, "-", "E275|||青岭县医疗保障局 医疗机构货款支付情况表|\n");
    expect_read(&kit, "付款.csv",
                "青岭县医疗保障局 直接结算,,,,\n付款方,医疗机构,收款单位,付款金额,付款日期\n"
                "医疗机构,甲医院,甲公司,9,2024-05-20\n",
                PAID_BY, "0", "");
}

Test(meaning, a_word_means_in_each_kind_of_table_what_it_does_there)
{
    const char *lines = "医疗机构名称,订单明细编号,通用名,规格,生产企业,单价,入库数量,入库日期,付款方\n"
                        "甲医院,A1,甲药,1mg,甲厂,10,5,2024-05-01,城北社区卫生服务中心\n",
               *ledger = "付款方,付款日期,付款金额,付款流水号\n城北社区卫生服务中心,2024-06-01,9,F1\n";
    for (int i = 0; i < 2; i++) {
        char text[512];
        snprintf(text, sizeof text, "%s,,,\n%s", i ? ledger : lines, i ? lines : ledger);
        kit_close(&kit);
        kit_open(&kit);
        kit_write(&kit, "a.csv", text);
        expect_ok(&kit, "a.csv");
        expect_sql(&kit, "-|0",
                   "SELECT (SELECT ifnull(payer, '-') FROM purchase), (SELECT ifnull(payer, '-') FROM payment)");
    }
}

Test(meaning, a_receipt_that_is_void_does_not_count_and_one_that_nobody_checked_is_told)
{
    expect_read(
        &kit, "甲医院.csv",
        "入库单号,入库日期,药品名称,规格,生产企业,入库数量,审核状态,是否作废\n1,2024-05-06,甲药,1mg,甲厂,1,已审核,否\n"
        "2,2024-05-06,甲药,1mg,甲厂,2,未审核,是\n3,2024-05-06,甲药,1mg,甲厂,3,未审核,否\n4,2024-05-06,甲药,1mg,甲厂,4,"
        "驳回,\n"
        "5,2024-05-06,甲药,1mg,甲厂,5,待审核,\n",
        STATE, "1||0||\n2||1||作废\n3||0||\n4||1||驳回\n5||0||", "E232|||未审核|2\n");
    expect_read(&kit, "甲医院.csv",
                "入库日期,药品名称,规格,生产企业,入库数量,付款状态,付款金额\n2024-05-06,甲药,1mg,甲厂,1,未付款,9\n"
                "2024-05-06,甲药,1mg,甲厂,2,已付款,9\n",
                STATE, "1||0||\n2||0|90000|", "E233|F2|付款状态|未付款|付款金额\n");
    expect_read(&kit, "发票.csv",
                "发票号码,销售方名称,购买方名称,开票日期,价税合计,发票状态\n1,甲公司,甲医院,2024-05-06,9,已作废\n2,"
                "甲公司,甲医院,"
                "2024-05-06,9,正常\n3,甲公司,甲医院,2024-05-06,9,已红冲\n",
                "SELECT no FROM invoice", "2", "E231|F2|发票状态|已作废|\nE231|F4|发票状态|已红冲|\n");
}

Test(meaning, a_return_that_was_refused_takes_nothing_back)
{
    expect_read(&kit, "退货明细.csv",
                "退货单号,订单编号,医疗机构名称,产品名称,规格,生产企业,退货数量,退货时间,退货确认状态\n"
                "1,1,甲医院,甲药,1mg,甲厂,1,2024-05-20,已退回\n2,1,甲医院,甲药,1mg,甲厂,2,2024-05-20,企业拒绝退货\n"
                "3,1,甲医院,甲药,1mg,甲厂,3,2024-05-20,待确认\n",
                STATE, "|1|0||\n|2|1||企业拒绝退货\n|3|0||", "E232|||待确认|1\n");
    expect_read(&kit, "a.csv",
                "订单编号,医疗机构名称,产品名称,规格,生产企业,入库数量,入库时间,退货数量,退货状态\n"
                "1,甲医院,甲药,1mg,甲厂,10,2024-05-20,2,驳回\n2,甲医院,甲药,1mg,甲厂,10,2024-05-20,2,已退回\n",
                STATE, "10||0||\n10|2|0||", "E234|I2|退货状态|驳回|退货数量\n");
    expect_read(&kit, "退货明细.csv",
                "订单编号,订单明细编号,医疗机构名称,产品名称,规格,生产企业,申请退货数量,退货数量,实际退货数量\n"
                "1,1,甲医院,甲药,1mg,甲厂,4,3,2\n",
                "SELECT returned / 10000 FROM purchase", "2", "E315||||申请退货数量\nE366||||退货数量\n");
    expect_lacks(&kit, "");
}

Test(meaning, what_is_planned_or_moves_within_the_hospital_is_no_purchase)
{
    expect_refused("甲医院采购计划.csv", "采购日期,药品名称,规格,生产厂家,采购数量\n2024-06-01,甲药,1mg,甲厂,50\n", 226,
                   "计划");
    expect_refused("甲医院调拨明细.csv", "药品名称,规格,生产厂家,实收数量,收货时间\n甲药,1mg,甲厂,20,2024-05-06\n", 226,
                   "调拨");
    expect_refused("甲医院.csv", "调拨单号,药品名称,规格,生产厂家,实收数量,收货时间\n1,甲药,1mg,甲厂,20,2024-05-06\n",
                   226, "调拨单号");
    expect_refused("甲医院领用明细.csv", "药品名称,规格,生产厂家,实收数量,收货时间\n甲药,1mg,甲厂,20,2024-05-06\n", 226,
                   "领用");
    expect_refused("甲医院付款计划.csv", "付款日期,供应商,付款金额,审批状态\n2024-06-20,甲公司,9,已审批\n", 226,
                   "计划");
    expect_refused("甲医院采购合同.csv", "药品名称,规格,生产厂家,合同数量,已采购数量\n甲药,1mg,甲厂,60,5\n", 394, "");
    expect_read(&kit, "采购计划执行明细.csv",
                "医疗机构,药品名称,规格,生产厂家,采购数量,入库数量\n甲医院,甲药,1mg,甲厂,50,20\n",
                "SELECT ordered / 10000, accepted / 10000 FROM purchase", "50|20", "");
    expect_read(&kit, "采购合同.csv",
                "采购单位,批次名称,药品名称,规格,转换比,单位,生产企业,合同数量,已采购数量,有效期起,有效期止\n"
                "甲医院,第四批,甲药,1mg,10,盒,甲厂,600,50,2024-04-01,2025-03-31\n",
                "SELECT volume / 10000, unit, day_text(day_to) FROM agreement", "600|pack|2025-03-31",
                "E315||||已采购数量\n");
}

Test(meaning, rows_of_an_account_that_paid_nothing_are_passed_over)
{
    expect_read(&kit, "甲医院应付账款明细.csv",
                "日期,凭证号,供应商名称,摘要,入库金额,付款金额,余额\n2024-05-31,1,甲公司,入库,9,,9\n"
                "2024-06-20,2,甲公司,付药款,,9,0\n2024-06-21,3,甲公司,付药款,,,0\n",
                "SELECT serial, amount FROM payment", "2|90000",
                "E315||||入库金额\nE257||||余额\nRE318|F4|付款金额||已付金额\nE228||||1\n");
}

Test(meaning, a_row_that_says_that_goods_came_in_goes_before_a_title_of_returns)
{
    expect_read(&kit, "甲医院入退货明细.csv",
                "业务类型,入库日期,药品名称,规格,生产企业,数量\n入库,2024-05-06,甲药,1mg,甲厂,50\n退货,2024-05-20,甲药,"
                "1mg,甲厂,5\n"
                ",2024-05-20,甲药,1mg,甲厂,4\n",
                "SELECT accepted / 10000 FROM purchase ORDER BY row", "50\n-5", "RE211|F4|数量|4|\n");
}

Test(meaning, why_goods_went_back_is_no_reason_for_a_late_payment)
{
    expect_read(&kit, "退货统计.csv",
                "医疗机构名称,药品名称,规格,生产企业,退货数量,原因\n甲医院,甲药,1mg,甲厂,5,破损\n",
                "SELECT returned / 10000 FROM purchase", "5", "E315||||原因\n");
}

Test(meaning, only_what_is_of_the_same_thing_is_called_the_closest_head)
{
    expect_refused("甲医院付款.csv", "付款日期,供应商,发票号,付款编码\n2024-06-20,甲公司,1,2\n", 311, "");
    expect_refused("a.csv", "医疗机构,供应商,付款金额,凭证号,回款率\n甲医院,甲公司,9,1,80%\n", 311, "");
    expect_refused("甲医院.csv", "药品名称,规格,生产厂家,单位,账面数量\n甲药,1mg,甲厂,盒,20\n", 311, "");
    expect_refused("甲医院付款.csv", "付款日期,供应商,发票号,税额\n2024-06-20,甲公司,1,2\n", 311, "");
    expect_refused("甲医院付款.csv", "付款日期,供应商,发票号,付款金颔\n2024-06-20,甲公司,1,2\n", 361, "付款金颔");
}

/* It asks whether the money went out: 否 is none that did. */
Test(meaning, a_payment_that_did_not_succeed_is_none)
{
    kit_write(
        &kit, "a.csv",
        "付款日期,付款单位,收款单位,发票号码,付款金额,是否支付成功\n2024-02-20,甲县人民医院,国药,24000001,1289,是\n"
        "2024-02-20,甲县人民医院,国药,24000002,919.5,否\n2024-03-05,甲县人民医院,国药,24000002,919.5,√\n"
        "2024-03-06,甲县人民医院,国药,24000003,10,支付失败\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "1289|0|919|0", "SELECT group_concat(amount / 10000, '|') FROM payment");
    expect_told(&kit, "E229|F3|是否支付成功|否|");
}

/* Not made yet, and nobody knows when: nothing that could be kept, and no mistake of the file. */
Test(meaning, a_payment_that_is_not_made_needs_no_day)
{
    kit_write(&kit, "a.csv",
              "结算单号,医疗机构,配送企业,实付金额,支付时间,支付状态\nJS1,甲县人民医院,国药,1289,2024-02-25,已支付\n"
              "JS2,甲县人民医院,国药,0,,待支付\nJS3,甲县人民医院,国药,7,,作废\n");
    cr_expect_eq(kit_import(&kit, "a.csv", NULL), JC_OK);
    expect_sql(&kit, "1289", "SELECT group_concat(amount / 10000, '|') FROM payment");
    expect_told(&kit, "E229|F3|支付状态|待支付|");
    expect_told(&kit, "RE318|E4|");
}

/* 首年 says nothing that the two days beside it do not. */
Test(meaning, a_period_in_words_is_none_beside_its_days)
{
#define AGREED(period, from, to) "甲医院,第四批国采,甲药,1mg*7片,甲厂," period ",500,盒," from "," to "\n"
    kit_write(&kit, "a.csv",
              "机构名称,批次,药品通用名,规格,中选企业,协议期,约定采购量,单位,协议开始时间,协议结束时间\n" AGREED(
                  "首年", "2023-05-01", "2024-04-30") AGREED("续约一年", "", "2025-04-30"));
    cr_expect_eq(kit_import(&kit, "a.csv", NULL), JC_OK);
    expect_sql(&kit, "2023-05-01|2024-04-30", "SELECT day_text(day_from), day_text(day_to) FROM agreement");
    expect_told(&kit, "E905|F2|协议期|首年|\nRE247|F3|");
}

/* Of 编码, 名称 and 单位 only what stands below them says whose they are. */
Test(meaning, bare_heads_are_the_institutions_where_their_names_stand_below)
{
    kit_write(&kit, "a.csv",
              "编码,名称,级别,县区\nH33019900101,青禾县人民医院,二级,青禾县\nH33019900103,白水镇卫生院,一级,青禾县\n");
    kit_write(&kit, "b.csv", "编码,名称,级别\n1,青禾县中医院,二级\n2,石桥镇卫生院,一级\n");
    kit_write(&kit, "c.csv", "编码,名称,级别\nA1,头孢呋辛酯片,限制级\nA2,亚胺培南,特殊级\n");
    kit_write(&kit, "d.csv", "单位,付款日期,付款金额(万元),收款方\n青禾县人民医院,2024-06-30,1,丙公司\n");
    kit_write(&kit, "e.csv", "医疗机构,单位,付款日期,付款金额\n青禾县人民医院,丁医药有限公司,2024-06-30,5\n");
    kit_write(&kit, "f.csv", "医疗机构,供应商,单位,付款日期,付款金额\n青禾县人民医院,丙公司,元,2024-06-29,5\n");
    expect_ok(&kit, "a.csv", "b.csv", "c.csv", "d.csv", "e.csv", "f.csv");
    expect_sql(&kit, "H33019900101 青禾县人民医院\nH33019900103 白水镇卫生院\n 青禾县中医院\n 石桥镇卫生院",
               "SELECT code || ' ' || name FROM listed ORDER BY id");
    expect_sql(
        &kit, "青禾县人民医院|丙公司|10000\n青禾县人民医院|丁医药有限公司|5\n青禾县人民医院|丙公司|5",
        "SELECT o.name, f.name, p.amount / 10000 FROM payment p JOIN org o ON o.id = p.org JOIN firm f ON f.id = "
        "p.supplier ORDER BY p.id");
}

Test(meaning, a_way_of_buying_is_a_channel_where_it_speaks_of_a_platform)
{
    static const char rows[] = "1,2024-05-06,甲药,1mg,甲厂,1,网上采购\n2,2024-05-06,甲药,1mg,甲厂,2,线下采购\n"
                               "3,2024-05-06,甲药,1mg,甲厂,3,集中采购\n4,2024-05-06,甲药,1mg,甲厂,4,\n";
    static const char *const heads[] = {"采购方式", "采购模式", "采购类型"};
    char csv[500], said[80];
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        snprintf(csv, sizeof csv, "入库单号,入库日期,药品名称,规格,生产企业,入库数量,%s\n%s", heads[i], rows);
        snprintf(said, sizeof said, i < 2 ? "E353|G4|%s|集中采购|\n" : "", heads[i]);
        expect_read(&kit, "甲医院.csv", csv, "SELECT channel FROM purchase ORDER BY row", "1\n0\n\n", said);
    }
    expect_read(&kit, "甲医院.csv",
                "入库单号,入库日期,药品名称,规格,生产企业,入库数量,采购渠道,采购方式\n"
                "1,2024-05-06,甲药,1mg,甲厂,1,线下,网上询价\n",
                "SELECT channel FROM purchase ORDER BY row", "0", "");
    expect_read(&kit, "甲医院.csv",
                "入库单号,入库日期,药品名称,规格,生产企业,入库数量,是否网上采购\n1,2024-05-06,甲药,1mg,甲厂,1,是\n"
                "2,2024-05-06,甲药,1mg,甲厂,2,否\n",
                "SELECT channel FROM purchase ORDER BY row", "1\n0", "");
}

Test(meaning, a_line_is_paid_by_whom_its_payer_or_its_way_of_paying_names)
{
    static const struct {
        const char *head, *word, *payer, *said;
    } list[] = {{"支付方", "县医保中心", "1", ""},
                {"结算主体", "医保局", "1", ""},
                {"付款方式", "医保直接结算", "1", "E209|||医保直接结算|\n"},
                {"付款方式", "银行转账", "", ""},
                {"支付方", "甲县人民医院", "0", ""}};
    char csv[300];
    for (size_t i = 0; i < JC_LEN(list); i++) {
        snprintf(csv, sizeof csv,
                 "入库单号,入库日期,药品名称,规格,生产企业,入库数量,%s\n1,2024-05-06,甲药,1mg,甲厂,1,%s\n",
                 list[i].head, list[i].word);
        expect_read(&kit, "甲医院.csv", csv, "SELECT payer FROM purchase", list[i].payer, list[i].said);
    }
}
