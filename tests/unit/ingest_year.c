/* Days without a year: the year of the period in the title, or a refusal that says where to write it. */
#include "ingest_kit.h"

static struct kit kit;
static void begin(void)
{
    kit_open(&kit);
}
static void end(void)
{
    kit_close(&kit);
}
TestSuite(year, .init = begin, .fini = end);

#define HEAD "医疗机构|订单号|通用名|入库数量|验收日期\n"
#define DAYS "SELECT group_concat(coalesce(day_text(day_accept), '-'), ' ') FROM (SELECT * FROM purchase ORDER BY id)"

/* A book of one sheet of that name, its title and days in the rows; what is told, and the days that are read. */
static void expect_days(const char *sheet, const char *title, const char *days, const char *want, const char *told)
{
    struct jc_buf text = {0};
    int n = 0;
    kit_close(&kit);
    kit_open(&kit);
    jc_buf_fmt(&text, "%s\n%s%s" HEAD, sheet, title, *title ? "\n" : "");
    for (const char *p = days; *p; p += strcspn(p, " "), p += *p == ' ')
        jc_buf_fmt(&text, "甲医院|%d|甲药|1|%.*s\n", ++n, (int)strcspn(p, " "), p);
    kit_book(&kit, "2023年导出.xlsx", NULL, jc_buf_text(&text), NULL);
    expect_ok(&kit, "2023年导出.xlsx");
    expect_sql(&kit, want, DAYS);
    if (strcmp(jc_buf_text(&kit.said), told) != 0)
        cr_expect(0, "%s %s %s\n--- want\n%s--- told\n%s", sheet, title, days, told, jc_buf_text(&kit.said));
    jc_buf_free(&text);
}

#define TAKEN(from) "E206|||验收日期|" from "\n"

Test(year, a_title_or_the_name_of_a_sheet_gives_it)
{
    expect_days("表", "2024年5月入库明细", "5月6日 5/7 05-08 5月9号", "2024-05-06 2024-05-07 2024-05-08 2024-05-09",
                TAKEN("2024年5月入库明细"));
    expect_days("表", "2024年度入库明细", "1月6日 2024-02-03 12/31", "2024-01-06 2024-02-03 2024-12-31",
                TAKEN("2024年度入库明细"));
    expect_days("2024年5月", "", "5月6日", "2024-05-06", TAKEN("2024年5月"));
    expect_days("2024年第二季度", "", "6月6日", "2024-06-06", TAKEN("2024年第二季度"));
    expect_days("表", "统计期间：2024-05-01至2024-05-31", "5月6日", "2024-05-06",
                TAKEN("统计期间:2024-05-01至2024-05-31"));
    expect_days("表", "2024年1-5月入库", "2月29日 5月31日", "2024-02-29 2024-05-31", TAKEN("2024年1-5月入库"));
    expect_days("表", "2024年5月1日至31日入库", "5月31日", "2024-05-31", TAKEN("2024年5月1日至31日入库"));
    expect_days("表", "2024年入库明细\n2024年5月", "5月6日", "2024-05-06", TAKEN("2024年5月"));
    expect_days("表", "2024年5月入库明细\n打印日期：2024年6月3日", "5月6日", "2024-05-06", TAKEN("2024年5月入库明细"));
    expect_days("2023年", "2024年5月入库明细", "5月6日", "2024-05-06", TAKEN("2024年5月入库明细"));
}

Test(year, a_period_of_two_years_gives_it_where_the_day_is_in_one)
{
    expect_days("表", "2023年12月至2024年3月入库", "12月6日 3月31日", "2023-12-06 2024-03-31",
                TAKEN("2023年12月至2024年3月入库"));
    expect_days("表", "2023年5月1日-2024年4月30日入库", "5月1日 4月30日", "2023-05-01 2024-04-30",
                TAKEN("2023年5月1日-2024年4月30日入库"));
    expect_days("表", "2023年批次2024年5月入库", "5月6日", "2024-05-06", TAKEN("2023年批次2024年5月入库"));
    expect_days("表", "统计期间:2024-05-01 00:00:00 至 2024-05-31 23:59:59", "5月6日", "2024-05-06",
                TAKEN("统计期间:2024-05-01 00:00:00 至 2024-05-31 23:59:59"));
    expect_days("表", "入库明细 2024.05.01-05.31", "5月6日", "2024-05-06", TAKEN("入库明细 2024.05.01-05.31"));
    expect_days("表", "2023年1月至2024年3月入库", "3月6日 4月6日", "2023-04-06",
                "RE256|E3|验收日期|3月6日|\n" TAKEN("2023年1月至2024年3月入库"));
}

#define NONE(text) "RE256|E3|验收日期|" text "|\n"

Test(year, nothing_else_gives_it)
{
    expect_days("表", "", "5月6日", "", "RE256|E2|验收日期|5月6日|\n"); /* the name of the file says 2023 */
    expect_days("表", "甲医院入库明细", "5/6", "", NONE("5/6"));
    expect_days("表", "2024年5月入库明细", "6月6日", "", NONE("6月6日"));
    expect_days("表", "打印日期：2024年6月3日", "5月6日", "", NONE("5月6日"));
    expect_days("表", "截至2024年5月31日入库明细", "5月6日", "", NONE("5月6日"));
    expect_days("表", "2023年5月和2024年5月入库", "5月6日", "", NONE("5月6日"));
    expect_days("表", "2023年第八批国家集采采购明细", "5月6日", "", NONE("5月6日")); /* the year of the round */
    expect_days("表", "入库明细（2024年6月导出）", "6月5日", "", NONE("6月5日"));
    expect_days("表", "2024-2025年度入库明细", "11-06", "", NONE("11-06"));
    expect_days("表", "2023、2024年入库明细", "7月6日", "", NONE("7月6日"));
    expect_days("表", "2024年5月起入库明细", "5月6日", "", NONE("5月6日"));
    expect_days("表", "2023年入库明细\n2024年入库明细", "5月6日", "", "RE256|E4|验收日期|5月6日|\n");
    expect_days("表", "2023年入库明细", "2月29日", "", NONE("2月29日"));
    expect_days("表", "2024年5月入库明细", "5月32日", "", "RE245|E3|验收日期|5月32日|\n");
    expect_days("表", "2024年5月入库明细", "5/6/2024", "", "RE952|E3|验收日期|5/6/2024|\n");
}

Test(year, what_is_no_day_is_told_by_how_it_is_written)
{
    expect_days("表", "2024年5月入库明细", "5/7/2024 5/17/2024 5-28-2024 24.5.8 24-05-08 24年5月8日 5/7/24 1.2.3.4", "",
                "RE952|E3|验收日期|5/7/2024|\nRE952|E4|验收日期|5/17/2024|\nRE952|E5|验收日期|5-28-2024|\n"
                "RE953|E6|验收日期|24.5.8|\nRE953|E7|验收日期|24-05-08|\nRE953|E8|验收日期|24年5月8日|\n"
                "RE953|E9|验收日期|5/7/24|\nRE245|E10|验收日期|1.2.3.4|\n");
}

Test(year, the_name_of_a_csv_is_that_of_a_file)
{
    kit_write(&kit, "2024年5月.csv", "医疗机构,订单号,通用名,入库数量,验收日期\n甲医院,1,甲药,1,5月6日\n");
    expect_ok(&kit, "2024年5月.csv");
    expect_said(&kit, "RE256|E2|验收日期|5月6日|\n");
}

/* As a number 5.1 may be 5.10. */
Test(year, a_point_divides_month_and_day_only_where_all_are_so)
{
    expect_days("表", "2024年5月入库明细", "5.6 5.10 5.31", "2024-05-06 2024-05-10 2024-05-31",
                TAKEN("2024年5月入库明细"));
    expect_days("表", "2024年5月入库明细", "#5.6 #5.12", "2024-05-06 2024-05-12", TAKEN("2024年5月入库明细"));
    expect_days("表", "2024年5月入库明细", "5.6 5.1", "", "RE245|E3|验收日期|5.6|\nRE245|E4|验收日期|5.1|\n");
    expect_days("表", "2024年5月入库明细", "#5.6 #5.1", "", "RE245|E3|验收日期|5.6|\nRE245|E4|验收日期|5.1|\n");
    expect_days("表", "2024年5月入库明细", "5.6 2024-05-07", "2024-05-07", "RE245|E3|验收日期|5.6|\n");
}

/* A month of its own above its rows; one without a year leaves the period as it is. */
Test(year, the_nearest_title_among_the_rows_holds)
{
    kit_book(&kit, "a.xlsx", NULL,
             "表\n2023年入库明细\n" HEAD
             "甲医院|1|甲药|1|12月6日\n2024年1月\n甲医院|2|甲药|1|1月6日\n甲医院|3|甲药|1|12月6日\n"
             "2024年3月\n三月份\n甲医院|4|甲药|1|3月6日\n",
             NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(&kit, "2023-12-06 2024-01-06 2024-03-06", DAYS);
    expect_said(&kit, "E206|||验收日期|2023年入库明细\nE206|||验收日期|2024年1月\nRE256|E6|验收日期|12月6日|\n"
                      "E206|||验收日期|2024年3月\n");
}

/* The next sheet goes on without a head. */
Test(year, a_sheet_that_goes_on_has_it_from_the_title_before)
{
    kit_book(&kit, "a.xlsx", NULL, "一\n2024年5月入库明细\n" HEAD "甲医院|1|甲药|1|5月6日\n",
             "二\n甲医院|2|甲药|1|5月7日\n", NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(&kit, "2024-05-06 2024-05-07", DAYS);
}

Test(year, a_ledger_has_it_for_each_of_its_columns)
{
    kit_book(&kit, "a.xlsx", NULL,
             "付款\n2024年5月付款台账\n医疗机构|供应商|发票号|付款日期|付款金额\n甲医院|甲公司|1|5月6日|#10\n甲医院|"
             "甲公司|2|6月6日|#10\n",
             NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(&kit, "2024-05-06", "SELECT day_text(day) FROM payment");
    expect_said(&kit, "E206|||付款日期|2024年5月付款台账\nRE256|D4|付款日期|6月6日|\n");
}

/* ---- year, month and day in columns of their own -------------------------------------------------------------------- */

#define THREE "医疗机构|订单号|通用名|入库数量|"
#define ROW   "甲医院|1|甲药|1|"

static void expect_three(const char *title, const char *head, const char *rows, const char *want, const char *told)
{
    struct jc_buf text = {0};
    kit_close(&kit);
    kit_open(&kit);
    jc_buf_fmt(&text, "表\n%s%s%s", title, head, rows);
    kit_book(&kit, "a.xlsx", NULL, jc_buf_text(&text), NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(&kit, want, DAYS);
    if (strcmp(jc_buf_text(&kit.said), told) != 0)
        cr_expect(0, "%s%s\n--- want\n%s--- told\n%s", head, rows, told, jc_buf_text(&kit.said));
    jc_buf_free(&text);
}

Test(year, year_month_and_day_in_three_columns_are_one_day)
{
    static const char rows[] = ROW "#2024|#5|#6|2\n" ROW "2024年|05月|07日|3\n";
    static const char *const heads[] = {THREE "验收年|验收月|验收日|退货数量\n",
                                        THREE "入库年份|入库月份|入库日|退货数量\n", THREE "年|月|日|退货数量\n",
                                        THREE "验收日期|||退货数量\n||||年|月|日|\n",
                                        THREE "验收情况|||退货数量\n||||年|月|日|\n"};
    for (size_t i = 0; i < JC_LEN(heads); i++)
        expect_three("", heads[i], rows, "2024-05-06 2024-05-07", "");
    kit_write(&kit, "付款台账.csv", "年,月,日,付款单位,供应商,付款金额\n2024,5,6,甲医院,甲公司,100\n");
    kit_write(
        &kit, "约定.csv",
        "医疗机构,批次,通用名,规格,生产企业,约定采购量(片),协议开始年,协议开始月,协议开始日,协议结束年,协议结束月,"
        "协议结束日\n甲医院,第四批,甲药,1mg*7片,甲厂,9,2024,1,1,2024,12,31\n");
    expect_ok(&kit, "付款台账.csv", "约定.csv");
    expect_sql(&kit, "2024-05-06", "SELECT day_text(day) FROM payment");
    expect_sql(&kit, "2024-01-01 2024-12-31", "SELECT day_text(day_from) || ' ' || day_text(day_to) FROM agreement");
}

Test(year, what_three_columns_do_not_say_is_refused_or_taken_from_the_title)
{
    static const char head[] = THREE "验收年|验收月|验收日\n";
    expect_three("", head, ROW "#2024|#13|#6\n" ROW "#24|#5|#6\n" ROW "#2024|#5|\n" ROW "|||\n", "",
                 "RE245|E2|验收日期（年、月、日）|2024年13月6日|\nRE953|E3|验收日期（年、月、日）|24年5月6日|\n"
                 "RE245|E4|验收日期（年、月、日）|2024年5月日|\n");
    expect_three("2024年5月入库明细\n", head, ROW "|#5|#6\n", "2024-05-06",
                 "E206|||验收日期（年、月、日）|2024年5月入库明细\n");
    /* two of them are no day, and neither are three that belong together in no other way */
    expect_three("", THREE "验收年|验收月\n", ROW "#2024|#5\n", "", "E315||||验收年、验收月\n");
    expect_three("", THREE "验收年|配送月|验收日\n", ROW "#2024|#5|#6\n", "", "E315||||验收年、配送月、验收日\n");
}
