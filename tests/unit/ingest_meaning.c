/* What a sheet is and who stands in its columns, where heads alone would be taken for something else. */
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

TestSuite(meaning, .init = setup, .fini = teardown);

/* A table in, its rows out, and all that was said. */
static void expect_read(const char *name, const char *csv, const char *sql, const char *rows, const char *said)
{
    kit_close(&kit);
    kit_open(&kit);
    kit_write(&kit, name, csv);
    expect_ok(&kit, name);
    cr_expect_str_eq(kit_sql(&kit, sql), rows, "%s\n%s\n%s", name, csv, kit_sql(&kit, sql));
    cr_expect_str_eq(jc_buf_text(&kit.said), said, "%s\nsaid:\n%s", csv, jc_buf_text(&kit.said));
}

static void expect_refused(const char *name, const char *csv, int code, const char *value)
{
    kit_close(&kit);
    kit_open(&kit);
    kit_write(&kit, name, csv);
    (void)kit_import(&kit, name, NULL);
    cr_expect_eq(kit.last.code, code, "%s: E%d %s\n%s", name, kit.last.code, kit.last.value, csv);
    cr_expect_str_eq(kit.last.value, value, "%s: %s\n%s", name, kit.last.value, csv);
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
    expect_read("a.csv", "医疗机构名称,机构类型,床位数,电话\n甲医院,综合医院,900,0571\n",
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
        expect_read(paid[i], csv, PAID, "甲医院|2024-05-06|9195000|甲公司", "");
    expect_refused("甲医院付款明细.csv", "5月供应商入库金额汇总表\n日期,供应商名称,金额\n2024-05-06,甲公司,919.50\n",
                   227, "日期");
    expect_read("甲医院.csv", "日期,供应商,金额,付款方式\n2024-05-06,甲公司,919.50,转账\n", PAID,
                "甲医院|2024-05-06|9195000|甲公司", "");
    expect_refused("甲医院.csv", "日期,供应商,金额,付款状态\n2024-05-06,甲公司,919.50,未付款\n", 227, "日期");
    expect_read("甲医院付款.csv", "日期,供应商,金额,税额,价税合计\n2024-05-06,甲公司,813.72,105.78,919.50\n", PAID,
                "甲医院|2024-05-06|9195000|甲公司", "E315||||税额\nE366||||金额\n");
}

Test(meaning, what_is_paid_now_goes_before_what_was_paid_before_and_what_there_is_to_pay)
{
    expect_read("甲医院.csv", "付款日期,供货单位,付款金额,已付金额,本次付款金额\n2024-06-20,甲公司,919.50,300,200\n",
                PAID, "甲医院|2024-06-20|2000000|甲公司", "E366||||付款金额、已付金额\n");
    expect_read("甲医院.csv", "付款日期,供货单位,付款金额,实付金额\n2024-06-20,甲公司,919.50,900\n", PAID,
                "甲医院|2024-06-20|9000000|甲公司", "E366||||付款金额\n");
    expect_refused("甲医院.csv", "付款日期,供货单位,付款金额,已付金额\n2024-06-20,甲公司,919.50,300\n", 227,
                   "付款金额");
    expect_read(
        "甲医院.csv",
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
        expect_read("甲医院付款明细.csv", csv, PAID,
                    "甲医院|2024-06-20|9195000|甲医药有限公司\n甲医院|2024-06-21|10000|乙商行", "");
        snprintf(csv, sizeof csv,
                 "日期,凭证号,%s,摘要,金额\n2024-06-20,记-12,乙县中心卫生院,付药款,919.50\n2024-06-20,记-13,"
                 "乙医院有限公司,付药款,1\n",
                 heads[i]);
        expect_read("付款明细.csv", csv, PAID, "乙县中心卫生院|2024-06-20|9195000|\n乙医院有限公司|2024-06-20|10000|",
                    "");
    }
    expect_refused("甲医院付款明细.csv", "日期,凭证号,单位名称,金额\n2024-06-20,记-12,张三,919.50\n", 312, "单位名称");
    expect_refused("付款明细.csv", "日期,凭证号,单位名称,金额\n2024-06-20,1,甲医院,9\n2024-06-20,2,甲药业公司,9\n", 312,
                   "单位名称");
    expect_read("甲医院.csv",
                "入库日期,单位名称,产品名称,规格,生产企业,入库数量\n2024-05-06,甲医药有限公司,甲药,1mg,甲厂,5\n", LINE,
                "甲医院|5|甲医药有限公司|甲厂", "");
}

Test(meaning, a_buying_unit_may_be_a_pack)
{
    expect_read("甲医院.csv",
                "入库日期,药品名称,规格,生产企业,采购单位,入库数量\n2024-05-06,甲药,10mg*10片/盒,甲厂,盒,5\n", LINE,
                "甲医院|5||甲厂", "");
    expect_read("a.csv",
                "入库日期,药品名称,规格,生产企业,采购单位,入库数量\n2024-05-06,甲药,10mg*10片/盒,甲厂,乙卫生院,5\n",
                LINE, "乙卫生院|5||甲厂", "");
}

Test(meaning, a_firm_that_only_sells_is_no_maker)
{
    expect_read(
        "a.csv",
        "医疗机构名称,企业名称,药品名称,规格,入库数量,入库时间\n甲医院,甲医药配送有限公司,甲药,1mg,5,2024-05-06\n",
        LINE, "甲医院|5|甲医药配送有限公司|", "");
    expect_read("a.csv",
                "医疗机构名称,企业名称,药品名称,规格,入库数量,入库时间\n甲医院,甲制药有限公司,甲药,1mg,5,2024-05-06\n",
                LINE, "甲医院|5||甲制药有限公司", "");
    expect_refused(
        "a.csv", "医疗机构名称,企业名称,药品名称,规格,入库数量,入库时间\n甲医院,甲医药有限公司,甲药,1mg,5,2024-05-06\n",
        312, "企业名称");
    expect_read("a.csv",
                "医疗机构名称,企业名称,配送企业,药品名称,规格,入库数量,入库时间\n甲医院,甲医药有限公司,乙公司,甲药,1mg,"
                "5,2024-05-06\n",
                LINE, "甲医院|5|乙公司|甲医药有限公司", "");
}
