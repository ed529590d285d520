/* Reports of this program that lie in the folder which it reads, or are named themselves. */
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

TestSuite(own, .init = setup, .fini = teardown);

#define PAGE                                                                                                                         \
    "<html><head><title>集采货款支付和执行进度排名</title></head><body><table><tr><th>名次</th><th>医疗机构</th>" \
    "<th>到期金额</th><th>按期支付金额占比(%)</th><th>剔除正当理由后占比(%)</th><th>加权平均付款天数</" \
    "th><th>逾期未付</th>"                                                                                                       \
    "<th>评价</th></tr><tr><td>1</td><td>甲县人民医院</td><td>1</td><td>1</td><td>1</td><td>1</td><td>1</"                   \
    "td><td>达标</td>"                                                                                                             \
    "</tr></table><table><tr><th>医疗机构</th><th>原因</th></tr><tr><td>乙县人民医院</td><td>未报</td></tr></table>"   \
    "</body></html>"

static const struct {
    const char *name, *text;
} reports[] = {
    {"总览.csv",
     "批次编码,批次,协议期起,协议期止,序时进度(%),机构数,签约产品数\nR1,一,2024-01-01,2024-12-31,49.73,1,1\n"},
    {"Overview.csv",
     "Round code,Round,Agreements from,Agreements to,Time share (%),Institutions,Agreements\nR1,a,2024-01-01,,4,1,1\n"},
    {"说明.csv", "类别,项目,内容,来源\n报告,报告期,不限,\n"},
    {"数据问题.csv", "级别,文件,工作表,单元格,原值,问题,怎么改,编号\n警告,,,,,没有付款,请导入,E805\n"},
    {"问题.csv", "级别,文件,工作表,单元格,字段,原值,问题,怎么改,编号\n警告,,,,,,没有付款,请导入,E805\n"},
    {"总览.json",
     "[\n{\"批次编码\":\"R1\",\"批次\":\"一\",\"协议期起\":\"2024-01-01\",\"协议期止\":\"2024-12-31\"}\n]\n"},
    {"排名.html", PAGE},
    {"平台格式报表.csv",
     "医疗机构,医疗机构编码,地区,批次名称,批次开始时间,批次结束时间,序时进度,签约产品总数,零采购产品数\n"
     "甲县人民医院,,甲县,一,2024-01-01,2024-12-31,49.73,1,1\n"},
};

Test(own, a_report_of_ours_is_refused_as_that_where_it_is_named)
{
    for (size_t i = 0; i < JC_LEN(reports); i++) {
        char want[96];
        kit_write(&kit, reports[i].name, reports[i].text);
        cr_expect_eq(kit_import(&kit, reports[i].name, NULL), JC_OK);
        snprintf(want, sizeof want, "%s R E384", reports[i].name);
        cr_expect_not_null(strstr(jc_buf_text(&kit.files), want), "%s", jc_buf_text(&kit.files));
    }
    expect_sql(&kit, "0", "SELECT count(*) FROM reason");
}

/* A clerk's own table may begin as one of ours. */
Test(own, a_table_with_the_first_heads_of_ours_is_none)
{
    kit_write(&kit, "约定.csv",
              "医疗机构,机构编码,批次编码,通用名,规格,中选企业,约定采购量\n甲县人民医院,,SJ01,甲片,1mg,乙,5\n");
    cr_expect_eq(kit_import(&kit, "", NULL), JC_OK);
    cr_expect_not_null(strstr(jc_buf_text(&kit.files), "约定.csv U E394"), "%s", jc_buf_text(&kit.files));
}

Test(own, in_a_folder_it_is_passed_over)
{
    for (size_t i = 0; i < JC_LEN(reports); i++)
        kit_write(&kit, reports[i].name, reports[i].text);
    kit_write(&kit, "名单.csv", "医疗机构编码,医疗机构名称\nH33010200001,甲县人民医院\n");
    cr_expect_eq(kit_import(&kit, "", NULL), JC_OK);
    cr_expect_eq(kit.total.refused + kit.total.unknown, 0, "%s", jc_buf_text(&kit.files));
    cr_expect_eq(kit.total.loaded, 1);
    expect_told(&kit, "E977|");
}

/* Its columns begin like ours. */
Test(own, a_table_of_others_is_no_report)
{
    kit_write(&kit, "a.csv", "类别,项目,内容,来源于\n一,二,三,四\n");
    cr_expect_eq(kit_import(&kit, "a.csv", NULL), JC_OK);
    cr_expect_not_null(strstr(jc_buf_text(&kit.files), "a.csv U E310"), "%s", jc_buf_text(&kit.files));
}

/* The heads of the platform's own form are ours as well: only the name tells which it is. */
Test(own, the_form_of_the_platform_is_none_of_ours)
{
    kit_write(&kit, "省平台格式报表.csv",
              "医疗机构,医疗机构编码,地区,批次名称,批次开始时间,批次结束时间,序时进度,签约产品总数,零采购产品数\n"
              "甲县人民医院,,甲县,一,2024-01-01,2024-12-31,49.73,1,1\n");
    cr_expect_eq(kit_import(&kit, "", NULL), JC_OK);
    cr_expect_not_null(strstr(jc_buf_text(&kit.files), "E368"), "%s", jc_buf_text(&kit.files));
}
