/* The small lists as bureaus and platforms write them: institutions, shortages, terms, scores and the like (rule book 1). */
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

TestSuite(lists, .init = setup, .fini = teardown);

/* A file of that name in, and what was said of it. */
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

/* What 医共体名单 does not say of a hospital, the list before it does; but who is left out of a community is in none. */
Test(lists, a_list_takes_away_nothing_that_it_does_not_speak_of)
{
    static const char all[] = "SELECT code, name, region, supply, community, level, duty FROM institution ORDER BY id";
    struct jc_ingest_undone undone;
    import("a.csv",
           "医疗机构编码,医疗机构名称,地区,省份,级别,报送要求\nH33010200001,甲医院,甲县,浙江,二级,必报\n"
           "H33010200002,乙医院,甲县,浙江,一级,必报\n",
           "");
    import("b.csv", "医疗机构编码,医疗机构名称,医共体\nH33010200001,甲医院,甲医共体\nH33010200002,乙医院,甲医共体\n",
           "E333||||2\n");
    expect_rows(all,
                "H33010200001|甲医院|甲县|浙江|甲医共体|二级|必报\nH33010200002|乙医院|甲县|浙江|甲医共体|一级|必报");
    import("c.csv", "医疗机构编码,医疗机构名称,医共体\nH33010200001,甲医院,\nH33010200002,乙医院,乙医共体\n",
           "E333||||2\n");
    expect_rows(all, "H33010200001|甲医院|甲县|浙江||二级|必报\nH33010200002|乙医院|甲县|浙江|乙医共体|一级|必报");
    cr_expect_eq(jc_ingest_undo(kit.store, 0, &undone, &kit.err), JC_OK);
    expect_rows(all,
                "H33010200001|甲医院|甲县|浙江|甲医共体|二级|必报\nH33010200002|乙医院|甲县|浙江|甲医共体|一级|必报");
}

/* 是否牵头 names nobody: it is the hospital of the row, and that of all others of its community. */
Test(lists, who_leads_a_community_may_be_said_by_yes_and_no)
{
    import(
        "a.csv",
        "医疗机构编码,医疗机构名称,医共体,是否牵头\nH33010200001,甲医院,甲医共体,是\nH33010200002,乙医院,甲医共体,否\n"
        "H33010200003,丙医院,丙医共体,\n",
        "");
    expect_rows("SELECT name, lead FROM institution ORDER BY id", "甲医院|甲医院\n乙医院|甲医院\n丙医院|");
    import("b.csv", "医疗机构名称,医共体,牵头单位\n丁医院,丁医共体,丁医院\n戊医院,丁医共体,\n己医院,丁医共体,庚医院\n",
           "");
    expect_rows("SELECT name, lead FROM institution WHERE community = '丁医共体' ORDER BY id",
                "丁医院|丁医院\n戊医院|丁医院\n己医院|庚医院");
}

/* 、 between names makes as many records, each with its own place among the counts; within a name it does not. */
Test(lists, a_cell_of_several_names_is_as_many_records)
{
    import("a.csv", "医共体,牵头单位,成员单位\n甲医共体,甲医院,乙卫生院、丙卫生院\n", "");
    expect_rows("SELECT name, community, lead FROM listed ORDER BY id",
                "乙卫生院|甲医共体|甲医院\n丙卫生院|甲医共体|甲医院");
    cr_expect_eq(kit.total.rows, 3);
    cr_expect_eq(kit.total.kept, 2);
    import("b.csv",
           "通用名,规格,缺货开始日期,地区,医疗机构名称\n甲药片、乙药胶囊,,2024-07-01,甲县；乙县,\n"
           "葡萄糖、氯化钠注射液,,2024-07-01,,乙卫生院、丙卫生院\n甲药注射液(Ⅰ、Ⅱ),,2024-07-01,,\n",
           "");
    expect_rows("SELECT i.generic, t.region, o.name FROM shortage t JOIN item i ON i.id = t.item LEFT JOIN org o ON "
                "o.id = t.org "
                "ORDER BY t.id",
                "甲药片|甲县|\n乙药胶囊|甲县|\n甲药片|乙县|\n乙药胶囊|乙县|\n葡萄糖、氯化钠注射液||"
                "乙卫生院\n葡萄糖、氯化钠注射液||"
                "丙卫生院\n甲药注射液(Ⅰ、Ⅱ)||");
    import("c.csv", "地区,年度,支付比例(%),医保占比(%)\n甲县、乙县,2024,60,86\n丙县、丁县,2024,六成,86\n",
           "RE240|C3|支付比例(%)|六成|\n");
    expect_rows("SELECT region, pay_ratio FROM fund ORDER BY id", "甲县|6000\n乙县|6000");
    import("d.csv", "医疗机构,批次,年度,考核得分\n乙卫生院,第四批、第五批,2024,85\n", "");
    expect_rows("SELECT round, score FROM assessment ORDER BY id", "第四批|850000\n第五批|850000");
    import("e.csv", "类别,写法,标准名称\n企业,甲制药；甲药厂,甲制药有限公司\n企业,\"Teva Industries, Ltd.\",乙公司\n",
           "");
    expect_rows("SELECT spelling, meant FROM alias ORDER BY id",
                "甲制药|甲制药有限公司\n甲药厂|甲制药有限公司\nTeva Industries, Ltd.|乙公司");
    import("g.csv", "批次,中选品种,可替代药品\n第四批,甲药片,\"乙药片\n丙药胶囊\"\n第四批,丁药片,\"戊药肠溶\n片\"\n",
           "");
    expect_rows("SELECT generic FROM substitute ORDER BY id", "乙药片\n丙药胶囊\n戊药肠溶 片");
}

/* 和 and / part counties, and not what says where one of them lies; / parts names that have their form. */
Test(lists, signs_that_may_be_of_a_name_part_only_whole_names)
{
    import("a.csv",
           "通用名,缺货开始日期,地区\n甲药片,2024-07-01,甲县/"
           "乙区\n甲药片,2024-07-02,甲县和乙县及丙县\n甲药片,2024-07-03,天津市和平区\n"
           "甲药片,2024-07-04,浙江省/甲市/乙县\n",
           "");
    expect_rows("SELECT region FROM shortage ORDER BY id",
                "甲县\n乙区\n甲县\n乙县\n丙县\n天津市和平区\n浙江省/甲市/乙县");
    import("b.csv",
           "批次,中选药品,可替代药品1,可替代药品2\n第四批,甲药片,乙药片/丙药胶囊,丁药片\n第四批,戊药片,氨氯地平/"
           "阿托伐他汀钙片,\n"
           "第四批,己药片,无,\n",
           "");
    expect_rows("SELECT variety, generic FROM substitute ORDER BY id",
                "甲药片|乙药片\n甲药片|丙药胶囊\n甲药片|丁药片\n戊药片|氨氯地平/阿托伐他汀钙片");
    import("c.csv", "批次,集采药品,剂型,可替代药品\n第五批,甲药肠溶片,肠溶片,乙药片\n", "");
    import("d.csv", "批次,集采药品,可替代药品,剂型\n第五批,甲药肠溶片,丙药片,片剂\n", "");
    expect_rows("SELECT generic, form FROM substitute WHERE round = '第五批' ORDER BY id", "乙药片|\n丙药片|片");
}

/* Both days in one cell, an end that nobody knows yet, and one that is past and not told. */
Test(lists, a_shortage_lasts_as_long_as_its_row_says)
{
    import("a.csv",
           "中选药品断供统计表\n品种名称,规格,生产厂家,断供时间,恢复时间\n甲药,1mg,甲厂,2024.7-2024.8,\n"
           "乙药,1mg,甲厂,2024年7月1日至2024年8月15日,\n丙药,1mg,甲厂,2024.6.5-至今,\n丁药,1mg,甲厂,2024.6.5,"
           "尚未恢复供货\n"
           "戊药,1mg,甲厂,2024年7月,\n",
           "E978|E6|恢复时间|尚未恢复供货|\nRE245|D7|断供时间|2024年7月|\n");
    import("b.csv", "药品名称,缺货月份,缺货医院\n己药,2024年7月,甲县人民医院、乙县中医院\n", "");
    import("c.csv", "药品名称,缺货期间\n庚药,2024年7月起\n辛药,2024-07-01—2024-07-31\n", "");
    import("d.csv", "药品通用名,短缺开始日期,短缺状态\n壬药,2024-07-01,已恢复\n癸药,2024-07-01,短缺中\n",
           "RE985|C2|短缺状态|已恢复|\n");
    expect_rows("SELECT i.generic, day_text(t.day_from), day_text(t.day_to), o.name FROM shortage t JOIN item i ON "
                "i.id = t.item "
                "LEFT JOIN org o ON o.id = t.org ORDER BY t.id",
                "甲药|2024-07-01|2024-08-31|\n乙药|2024-07-01|2024-08-15|\n丙药|2024-06-05||\n丁药|2024-06-05||\n"
                "己药|2024-07-01|2024-07-31|甲县人民医院\n己药|2024-07-01|2024-07-31|乙县中医院\n庚药|2024-07-01||\n"
                "辛药|2024-07-01|2024-07-31|\n癸药|2024-07-01||");
}

/* 状态 = 正常 is of the record, 供应状态 = 正常 of the supply. */
Test(lists, a_state_of_the_record_ends_no_shortage)
{
    import("a.csv",
           "药品名称,缺货开始日期,状态\n甲药,2024-07-01,正常\n乙药,2024-07-01,处理结束\n丙药,2024-07-01,是\n"
           "丁药,2024-07-01,已恢复供应\n",
           "RE985|C5|状态|已恢复供应|\n");
    import("b.csv", "药品名称,停供日期,供应状态\n戊药,2024-07-01,正常\n己药,2024-07-01,缺货\n",
           "RE985|C2|供应状态|正常|\n");
    expect_rows("SELECT i.generic FROM shortage t JOIN item i ON i.id = t.item ORDER BY t.id",
                "甲药\n乙药\n丙药\n己药");
}

/* What stands in no column the title says: of which year scores are, which list it is, whose names they are. */
Test(lists, titles_give_what_no_column_does)
{
    import("a.csv", "第四批国家集采2024年度考核评分表\n医疗机构名称,基础分,加分,最终得分\n甲医院,80,5,85分\n",
           "E315||||基础分、加分\n");
    expect_rows("SELECT round, year, score FROM assessment", "国家第四批|2024|850000");
    import("b.csv", "2024年度结余留用测算参数\n地区,医保基金支付比例,参保人员使用占比\n甲县,65%,0.82\n全市,120,82\n",
           "RE987|B4|医保基金支付比例|120|\n");
    expect_rows("SELECT region, year, pay_ratio, insured_share FROM fund", "甲县|2024|6500|8200");
    import("c.csv", "国家重点监控合理用药药品目录\n序号,药品名称\n1,奥美拉唑、泮托拉唑\n2,人血白蛋白\n", "");
    expect_rows("SELECT list, generic FROM watch ORDER BY id",
                "国家重点监控合理用药药品目录|奥美拉唑\n国家重点监控合理用药药品目录|"
                "泮托拉唑\n国家重点监控合理用药药品目录|人血白蛋白");
    import("d.csv", "企业名称对照表\n曾用名,现用名\n甲药厂,甲药业有限公司\n", "");
    import("e.csv", "名称对照表\n类别,别名,标准名称\n药品生产企业,乙药厂,乙药业有限公司\n供应商,丙商行,丙公司\n", "");
    expect_rows("SELECT kind, spelling FROM alias ORDER BY id", "企业|甲药厂\n企业|乙药厂\n企业|丙商行");
    import("f.csv", "2024年7月应报送机构名单\n序号,医疗机构名称,应报\n1,甲医院,必报\n2,乙医院,不需要\n", "");
    import("g.csv", "2024年度医药机构报送任务\n医疗机构名称,月份\n丙医院,\"4月、6月\"\n丁医院,2024年第四季度\n", "");
    expect_rows(
        "SELECT o.name, day_text(t.month), t.required FROM duty t JOIN org o ON o.id = t.org ORDER BY t.id",
        "甲医院|2024-07-01|1\n乙医院|2024-07-01|0\n丙医院|2024-04-01|1\n丙医院|2024-06-01|1\n丁医院|2024-10-01|1\n"
        "丁医院|2024-11-01|1\n丁医院|2024-12-01|1");
}

/* The heads by which a list was always read say more than those that may mean something near it. */
Test(lists, of_two_heads_near_each_other_the_plain_one_is_read)
{
    import("a.csv",
           "医疗机构名称,等次,级别,经营性质,所有制,类别,机构类型,县,地区,总院,牵头医院\n"
           "甲县人民医院,甲等,三级,非营利,公立,综合,医院,甲县,甲市,乙医院,甲县人民医院\n",
           "E387||||等次、经营性质、类别、县、总院\n");
    import("b.csv", "医疗机构名称,是否牵头,医共体牵头单位,医共体\n乙镇卫生院,否,甲县人民医院,甲医共体\n",
           "E387||||是否牵头\n");
    expect_rows("SELECT level, ownership, type, region, lead FROM institution WHERE declared ORDER BY name",
                "|||"
                "|甲县人民医院\n三级|公立|医院|甲市|甲县人民医院");
    import("c.csv",
           "付款日期,医疗机构,供应商,付款金额,付款人,付款方\n2024-05-01,甲县人民医院,甲公司,9,甲县人民医院,医保局\n",
           "");
    expect_rows("SELECT payer FROM payment", "1");
}

/* The mean of all stands below them, and is that of nobody. */
Test(lists, a_mean_is_no_hospital_and_no_region)
{
    import("a.csv", "2024年度第四批考核结果\n医疗机构,得分\n甲医院,88\n乙医院,90\n平均分,89\n", "");
    import("b.csv", "年度,地区,医保支付比例,医保占比\n2024,甲县,60%,80%\n2024,平均,60%,80%\n", "");
    expect_rows("SELECT count(*) FROM assessment UNION ALL SELECT count(*) FROM fund", "2\n1");
}

/* By how much it grew is no limit of it: of 环比增幅上限 the column says so. */
Test(lists, growth_is_no_limit_of_it)
{
    import("a.csv", "目录,通用名,采购金额,环比增幅,同比增幅\n国家,甲药,2000,20%,30%\n",
           "E315||||采购金额、环比增幅、同比增幅\n");
    import("b.csv", "目录,通用名,环比增幅上限\n国家,乙药,20%\n", "");
    expect_rows("SELECT generic, limit_mom, limit_yoy FROM watch ORDER BY id", "甲药||\n乙药|2000|");
}

/* 月报 is how often one reports, and not whether. */
Test(lists, how_often_one_reports_is_no_duty)
{
    import("a.csv", "医疗机构,月份,是否应报,报送类型\n甲医院,2024-04,是,月报\n", "E315||||报送类型\n");
}

/* A table of what was bought of drugs on a watch list is no such list, one of products of hospitals none of hospitals. */
Test(lists, a_table_of_something_else_is_no_list)
{
    static const char *const tables[] = {"重点监控药品采购情况\n药品名称,采购金额,环比\n甲药,100,5%\n",
                                         "重点监控药品使用情况\n医疗机构名称,药品名称\n甲医院,甲药\n",
                                         "2024年5月重点监控药品使用情况\n品种,环比增幅,同比增幅\n甲药,20%,30%\n",
                                         "医疗机构名称,药品名称,类别,库存\n甲医院,甲药,西药,5\n",
                                         "医疗机构名称,等级,得分\n甲医院,A,95\n",
                                         "医疗机构名称,地区,付款期限,执行日期\n甲医院,甲县,60天,2024-01-01\n"};
    for (size_t i = 0; i < JC_LEN(tables); i++) {
        char name[16];
        snprintf(name, sizeof name, "%zu.csv", i);
        kit_write(&kit, name, tables[i]);
        expect_ok(&kit, name);
        cr_expect_not_null(strstr(jc_buf_text(&kit.files), ".csv U"), "%s\n%s", tables[i], jc_buf_text(&kit.files));
    }
}

/* Rule book 7.1: from acceptance, and not from the invoice; 2024年1月起 begins on its first day. */
Test(lists, a_payment_term_runs_from_acceptance)
{
    import("a.csv",
           "适用地区,药品类别,回款期限,实施时间,截止日期,付款主体\n甲县,集采药品,次月底,2024年1月起,,医保经办机构\n"
           "甲县,非集采药品,到票后60天,2024-01-01,,医疗机构\n甲县,医用耗材,60天,2024-01-01,2024-12-31,医疗机构\n"
           "乙县,医用耗材,60天,2024-01-01,至今,\n",
           "RE346|C3|回款期限|到票后60天|\nE978|E5|截止日期|至今|\n");
    expect_rows("SELECT region, kind, day_text(day_from), day_text(day_to), rule, payer FROM term ORDER BY id",
                "甲县|集采|2024-01-01||eom-next|1\n甲县|耗材|2024-01-01|2024-12-31|days 60|0\n"
                "乙县|耗材|2024-01-01||days 60|");
}

/* The rest of a city is what its own row is for; of no region that would hold for nobody. */
Test(lists, other_counties_are_no_region)
{
    import("a.csv",
           "地区,付款期限,执行日期\n甲县,60天,2024-01-01\n全市其他县区,30天,2024-01-01\n其余县（市、区）,30天,2024-01-"
           "01\n",
           "RE999|A3|地区|全市其他县区|\nRE999|A4|地区|其余县（市、区）|\n");
    import("b.csv", "地区,年度,支付比例,医保占比\n其他,2024,60%,80%\n", "RE999|A2|地区|其他|\n");
    expect_rows("SELECT region FROM term", "甲县");
}

/* 7.2: to its last day, in a column, beside the first in one cell, or in a period; an end before the first day is none. */
Test(lists, a_payment_term_may_end)
{
    import("a.csv", "地区,付款期限,执行日期,执行至\n甲县,60天,2024-01-01,2024-12-31\n乙县,30天,2024.1.1-2024.6.30,\n",
           "");
    import("b.csv", "地区,付款期限,起止日期\n丙县,60天,2024-01-01至2024-12-31\n丁县,60天,自2024年3月1日起\n", "");
    import("c.csv", "地区,付款期限,起始日期,截止日期\n戊县,60天,2024-05-01,2024-04-30\n",
           "RE322|D2|截止日期|2024-04-30|\n");
    expect_rows("SELECT region, day_text(day_from), day_text(day_to) FROM term ORDER BY id",
                "甲县|2024-01-01|2024-12-31\n乙县|2024-01-01|2024-06-30\n丙县|2024-01-01|2024-12-31\n丁县|2024-03-01|");
}

/* A year that none is in, and reasons of which somebody says 同意 and nobody who. */
Test(lists, what_a_small_list_leaves_open_is_told)
{
    import("a.csv", "医疗机构,批次,协议年度,考核总分\n甲医院,第四批,2024年4月-2025年3月,85\n甲医院,第四批,第二年,90\n",
           "RE986|C3|协议年度|第二年|\n");
    expect_rows("SELECT year, score FROM assessment", "2024|850000");
    import("b.csv",
           "医院名称,发票号码,药品名称,逾期原因,医保局认定意见\n甲医院,11112222,,对账,同意\n甲医院,,甲药,停产,同意\n",
           "E982||||1\n");
    import("c.csv",
           "票据类型,发票号,销售单位,采购单位,开票时间,票面金额\n首票,10000001,甲药厂,乙公司,2024/4/5,10000\n"
           "终票,20000002,乙公司,甲医院,2024/4/30,9000\n",
           "");
    expect_rows("SELECT no, stage FROM invoice ORDER BY id", "10000001|1\n20000002|2");
}

/* 是否恢复供应 is asked of a shortage, whatever the table is called: it lacks its day, and no round. */
Test(lists, a_table_that_speaks_of_supply_that_ended_is_one_of_shortages)
{
    kit_write(&kit, "a.csv",
              "上报日期,药品名称,规格,生产企业,是否恢复供应,预计恢复时间\n2024-07-05,甲药,1mg,甲厂,否,2024-10\n");
    expect_ok(&kit, "a.csv");
    cr_expect_str_eq(kit.last.arg[1], "缺货开始日期（day_from）/缺货期间（period）");
}
