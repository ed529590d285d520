/* Records side by side: ingest/lanes.h. */
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

TestSuite(lanes, .init = setup, .fini = teardown);

static void import(const char *name, const char *csv, const char *said)
{
    jc_buf_clear(&kit.said);
    kit_write(&kit, name, csv);
    expect_ok(&kit, name);
    cr_expect_str_eq(jc_buf_text(&kit.said), said, "%s\nsaid:\n%s", csv, jc_buf_text(&kit.said));
}

static void expect_rows(const char *sql, const char *rows)
{
    const char *found = kit_sql(&kit, sql);
    cr_expect_str_eq(found, rows, "%s\n%s", sql, found);
}

static void refused(const char *name, const char *csv, const char *how)
{
    jc_buf_clear(&kit.files);
    kit_write(&kit, name, csv);
    expect_ok(&kit, name);
    cr_expect_not_null(strstr(jc_buf_text(&kit.files), how), "%s\n%s", csv, jc_buf_text(&kit.files));
}

#define DUTIES                                                                                                         \
    "SELECT o.name, day_text(d.month), d.required, d.row FROM duty AS d JOIN org AS o ON o.id = d.org ORDER BY d.id"

/* A cell for each month that must be reported; a blank is none, and what is no mark is told. */
Test(lanes, a_duty_for_each_month)
{
    import("a.csv",
           "2024年度采购数据报送义务\n医疗机构,1月,2月,3月份,备注\n甲医院,√,应报,,\n乙医院,,待定,×,\n丙医院,,,,撤销\n",
           "E995|||1月|月份\nRE249|C4|2月|待定|\n");
    expect_rows(DUTIES, "甲医院|2024-01-01|1|3\n甲医院|2024-02-01|1|3\n乙医院|2024-03-01|0|4");
    import("b.csv", "数据报送义务\n医疗机构,2023-11,2023年12月,202401\n甲医院,已报,未报,√\n",
           "E995|||2023-11|月份\nE333||||1\n");
}

/* 1 and 0 are marks where the title says what of; 3 is none, nobody knows what 1 and 0 are of a table without a title, and of what
 * was reported 0 may be 未报, which had to be. */
Test(lanes, a_duty_of_ones_and_noughts)
{
    import("a.csv", "2024年度采购数据报送义务\n医疗机构,1月,2月,3月\n甲医院,1,0,\n乙医院,0,1,1\n", "E995|||1月|月份\n");
    expect_rows(DUTIES, "甲医院|2024-01-01|1|3\n甲医院|2024-02-01|0|3\n乙医院|2024-01-01|0|4\n乙医院|2024-02-01|1|4\n"
                        "乙医院|2024-03-01|1|4");
    refused("b.csv", "2024年度采购数据应报数\n医疗机构,1月,2月,3月\n甲医院,1,0,3\n", " U E310");
    refused("d.csv", "2024年度采购数据报送情况\n医疗机构,1月,2月,3月\n甲医院,1,0,1\n", " U E310");
    refused("e.csv", "2024年度采购数据应报未报\n医疗机构,1月,2月,3月\n甲医院,1,0,1\n", " U E310");
    refused("c.csv", "2024年采购\n医疗机构,1月,2月,3月\n甲医院,1,0,1\n", " U E310");
}

/* 2024年 over 1月, 2月; a head that is a day, as 2024-01 becomes one. */
Test(lanes, months_in_two_lines_and_as_days)
{
    import("a.csv", "数据报送义务\n医疗机构,2023年,,\n,1月,2月,3月\n甲医院,√,,√\n", "E995|||2023年1月|月份\n");
    import("b.xls",
           "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "
           "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"报送义务\"><Table>"
           "<Row><Cell><Data ss:Type=\"String\">医疗机构</Data></Cell>"
           "<Cell><Data ss:Type=\"DateTime\">2024-04-01T00:00:00.000</Data></Cell>"
           "<Cell><Data ss:Type=\"DateTime\">2024-05-01T00:00:00.000</Data></Cell></Row>"
           "<Row><Cell><Data ss:Type=\"String\">乙医院</Data></Cell><Cell/>"
           "<Cell><Data ss:Type=\"String\">√</Data></Cell></Row></Table></Worksheet></Workbook>",
           "E995|||2024-04|月份\nE122|||.xls|xml2003\n");
    expect_rows(DUTIES, "甲医院|2023-01-01|1|4\n甲医院|2023-03-01|1|4\n乙医院|2024-05-01|1|2");
}

/* By round under the year of a title, by year under its round; years as numbers. */
Test(lanes, scores_for_each_round_or_year)
{
    import("a.csv", "2023年度集采考核得分\n医疗机构,第七批,国采第八批,第九批得分\n甲医院,85,90.5,\n乙医院,,,61\n",
           "E995|||第七批|批次\n");
    import("b.csv", "医疗机构,批次,2023年得分,2024年度考核得分\n甲医院,第四批,70,80\n", "E995|||2023年得分|年度\n");
    expect_rows("SELECT o.name, a.round, a.year, a.score / 10000.0 FROM assessment AS a JOIN org AS o ON o.id = a.org "
                "ORDER BY a.id",
                "甲医院|第七批|2023|85.0\n甲医院|国采第八批|2023|90.5\n乙医院|第九批|2023|61.0\n"
                "甲医院|第四批|2023|70.0\n甲医院|第四批|2024|80.0");
}

/* Grades without scores, of which A, B, C and what is below have a share. */
Test(lanes, grades_for_each_round)
{
    import("a.csv", "2023年度考核结果\n医疗机构,第七批,第八批\n甲医院,A,b级\n乙医院,优秀,D\n",
           "E995|||第七批|批次\nRE998|B4|第七批|优秀|\n");
    import("b.csv", "医疗机构,批次,年度,考核得分,考核等次\n甲医院,第四批,2023,72,B\n乙医院,第四批,2023,,C 等\n", "");
    expect_rows("SELECT o.name, a.round, a.score / 10000, a.grade FROM assessment AS a JOIN org AS o ON o.id = a.org "
                "ORDER BY a.id",
                "甲医院|第七批|0|1\n甲医院|第八批|0|2\n乙医院|第八批|0|4\n甲医院|第四批|72|\n乙医院|第四批|0|3");
}

/* Both shares below each year, each year below both, or in one line. */
Test(lanes, fund_parameters_for_each_year)
{
    static const char *const tables[] = {
        "地区,2023年,,2024年,\n,支付比例,医保占比,支付比例,医保占比\n甲县,60%,80%,61%,81%\n乙县,62%,82%,,\n",
        "地区,支付比例,,医保占比,\n,2023年,2024年,2023年,2024年\n甲县,60%,61%,80%,81%\n乙县,62%,,82%,\n",
        "地区,2023年支付比例,2023年医保占比,2024年支付比例,2024年医保占比\n甲县,60%,80%,61%,81%\n乙县,62%,82%,,\n"};
    for (size_t i = 0; i < JC_LEN(tables); i++) {
        char name[16];
        snprintf(name, sizeof name, "%zu.csv", i);
        kit_write(&kit, name, tables[i]);
        expect_ok(&kit, name);
        expect_rows("SELECT region, year, pay_ratio, insured_share FROM fund WHERE live = 1 ORDER BY region DESC, year",
                    "甲县|2023|6000|8000\n甲县|2024|6100|8100\n乙县|2023|6200|8200");
    }
}

#define INVOICES                                                                                                       \
    "SELECT i.row, i.no, f.name, i.buyer, day_text(i.day), i.amount / 10000, i.stage, i.quantity / 10000 FROM "        \
    "invoice "                                                                                                         \
    "AS i JOIN firm AS f ON f.id = i.seller WHERE i.live = 1 ORDER BY i.id"

/* Rule book 10: both invoices of a line in one row are two, of the same row. */
Test(lanes, first_and_second_invoice_in_a_row)
{
    import(
        "a.csv",
        "第一票发票号码,第一票销售方,第一票购买方,第一票开票日期,第一票金额,第二票发票号码,第二票销售方,第二票购买方,"
        "第二票开票日期,第二票金额,通用名,规格,生产企业,数量\n"
        "10000001,甲药业有限公司,甲公司,2024-03-01,90,20000001,甲公司,甲医院,2024-03-04,100,甲片,5mg,甲药业有限公司,"
        "10\n"
        "10000002,甲药业有限公司,甲公司,2024-03-02,91,,,,,,甲片,5mg,甲药业有限公司,11\n",
        "E995|||第一票发票号码|票次\n");
    expect_rows(INVOICES,
                "2|10000001|甲药业有限公司|甲公司|2024-03-01|90|1|10\n2|20000001|甲公司|甲医院|2024-03-04|100|2|10\n"
                "3|10000002|甲药业有限公司|甲公司|2024-03-02|91|1|11");
    import(
        "b.csv",
        "一票,,,,,二票,,,,\n发票号码,销方名称,购方名称,开票日期,价税合计,发票号码,销方名称,购方名称,开票日期,价税合计\n"
        "10000003,乙药业有限公司,甲公司,2024-04-01,9,20000003,甲公司,甲医院,2024-04-04,10\n",
        "E995|||一票发票号码|票次\n");
}

/* Amounts of months or rounds are no marks and no scores; months of no year, and a buyer of either invoice, say nothing. */
Test(lanes, what_the_columns_leave_open_is_refused)
{
    refused("a.csv", "数据报送义务\n医疗机构,1月,2月\n甲医院,√,√\n", "996");
    refused("b.csv", "2024年数据报送情况\n医疗机构,1月,2月,3月\n甲医院,12,3,5\n", "U");
    refused("c.csv", "医疗机构,第七批,第八批\n甲医院,95000,80000\n", "U");
    refused("d.csv", "2024年考核结果（完成率）\n医疗机构,第七批,第八批\n甲医院,95,80\n", "U");
    refused("e.csv",
            "第一票发票号码,第一票销售方,第一票开票日期,第一票金额,第二票发票号码,第二票销售方,第二票开票日期,"
            "第二票金额,购买方\n"
            "10000001,甲药业有限公司,2024-03-01,90,20000001,甲公司,2024-03-04,100,甲医院\n",
            "997");
    refused("f.csv", "地区,2023年支付比例,2023年医保占比,2024年支付比例\n甲县,60%,80%,61%\n", "997");
}
