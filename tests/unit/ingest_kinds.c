/* What becomes of a row of every kind, and what is said about one that is refused (rule book 1). */
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

TestSuite(kinds, .init = setup, .fini = teardown);

/* A table of one kind in, its rows out, and all that was said. */
static void expect_rows(const char *csv, const char *sql, const char *rows, const char *said)
{
    kit_write(&kit, "a.csv", csv);
    expect_ok(&kit, "a.csv");
    cr_expect_eq(kit.total.loaded, 1, "%s", jc_buf_text(&kit.files));
    cr_expect_str_eq(kit_sql(&kit, sql), rows, "%s\n%s", csv, kit_sql(&kit, sql));
    cr_expect_str_eq(jc_buf_text(&kit.said), said, "%s\nsaid:\n%s", csv, jc_buf_text(&kit.said));
}

#define ORG  "JOIN org o ON o.id = t.org"
#define ITEM "JOIN item i ON i.id = t.item"

Test(kinds, institutions)
{
    expect_rows("医疗机构编码,医疗机构名称,地区,供应地区,医共体,牵头医院,级别,所有制,机构类型,报送性质\n"
                "H33010200001,甲医院,甲县,浙江,甲医共体,是,二级,公立,医院,必报\n,,乙县,,,,,,,\nX1,乙医院,,,,,,,,\n",
                "SELECT code, name, region, supply, community, lead, level, ownership, type, duty FROM listed",
                "H33010200001|甲医院|甲县|浙江|甲医共体|甲医院|二级|公立|医院|必报\nX1|乙医院||||||||",
                "RE319|3|医疗机构名称||\nE283|A4|医疗机构编码|X1|\n");
    expect_sql(&kit, "H33010200001|甲医院|1\nX1|乙医院|1", "SELECT code, name, declared FROM institution ORDER BY id");
}

Test(kinds, awards)
{
    expect_rows(
        "批次编码,批次,组号,品种,通用名,剂型,规格,包装,转换比,中选企业,中选价格(元),单位价格(元),供应地区,中选角色,"
        "开始日期,结束日期,名义开始日期,国家医保编码,类别\n"
        "NVBPX,第X批,1,甲品种,甲药,片剂,1mg,1mg*7片,7,甲厂,6.6,0.942857,浙江省、大连市,备供,2024-01-01,2024-12-31,,,"
        "药品\n"
        "NVBPX,第X批,2,乙品种,乙药,片剂,1mg,1mg*7片,7,甲厂,,0.942857,全国,,,,2024-02-01,,耗材\n"
        "NVBPX,第X批,3,,丙药,,1mg,,,甲厂,,,,,2024-05-01,2024-04-01,,,\n"
        "NVBPX,第X批,3,,丙药,,1mg,,,甲厂,,0.5,,,,,,,\nNVBPX,第X批,3,,丁药,,1mg,,,甲厂,-1,,,,,,,,\n"
        ",,4,,丁药,,1mg,,,甲厂,1,,,,,,,,\nNVBPX,,4,,丁药,,,,,甲厂,1,,,,,,,,\nNVBPX,,4,,丁药,,1mg,,,,1,,,,,,,,\nNVBPX,,"
        "4,,,,1mg,,,甲厂,1,,,,,,,,\n",
        "SELECT i.generic, t.round, t.round_name, t.group_no, t.variety, t.price, t.unit_price, t.regions, t.role, "
        "day_text(t.day_from), day_text(t.day_to), t.nominal, t.kind FROM award t " ITEM
        " WHERE NOT builtin ORDER BY t.id",
        "甲药|NVBPX|第X批|1|甲品种|66000|9429|浙江、大连|备供|2024-01-01|2024-12-31|0|药品\n"
        "乙药|NVBPX|第X批|2|乙品种|66000|9429||主供|2024-02-01||1|耗材",
        "RE322|P4|结束日期|2024-04-01|\nRE318|K5|中选价格(元)||单价\nRE341|K6|中选价格(元)||\nRE318|7|批次||批次\n"
        "RE318|G8|规格||规格\nRE318|J9|中选企业||生产企业\nRE320|10|通用名||\n");
}

Test(kinds, agreements)
{
    expect_rows(
        "医疗机构名称,批次,通用名,规格,包装,转换比,中选企业,约定采购量,单位,协议开始日期,协议结束日期,需求量,"
        "集采前加权价(元),付款期限(天)\n"
        "甲医院,第四批,甲药,1mg,1mg*7片,7,甲厂,1.5,万片,2024-01-01,2024-12-31,2,12.5,30天\n"
        "甲医院,第四批,乙药,1mg,1mg*7片,7,甲厂,0,,2024-01-01,2024-12-31,,,次月底\n"
        "甲医院,第四批,丙药,1mg,,,甲厂,-5,,2024-01-01,2024-12-31,,,\n甲医院,第四批,丙药,1mg,,,甲厂,5,斤,2024-01-01,"
        "2024-12-31,,,\n"
        "甲医院,第四批,丙药,1mg,,,甲厂,5,,2024-01-01,,,,\n甲医院,第四批,丙药,1mg,,,甲厂,,,2024-01-01,2024-12-31,,,\n"
        "甲医院,第四批,丙药,1mg,,,甲厂,5,,2025-01-01,2024-12-31,,,\n甲医院,第四批,丙药,1mg,,,甲厂,99999999999999999999,"
        ",2024-01-01,2024-12-31,,,\n甲医院,第四批,丙药,1mg,1mg*7片,7,甲厂,900000000000,盒,2024-01-01,2024-12-31,,,\n",
        "SELECT o.name, i.generic, t.round, t.volume, t.unit, day_text(t.day_from), day_text(t.day_to), t.demand, "
        "t.price_before, "
        "t.term FROM agreement t " ORG " " ITEM " ORDER BY t.id",
        "甲医院|甲药|第四批|150000000|min|2024-01-01|2024-12-31|200000000|125000|30\n"
        "甲医院|乙药|第四批|0||2024-01-01|2024-12-31|||",
        "E358|N3|付款期限(天)|次月底|\nRE341|H4|约定采购量||\nRE342|I5|单位|斤|\nRE318|K6|协议结束日期||结束日期\n"
        "RE322|K8|协议结束日期|2024-12-31|\nRE241|H9|约定采购量|99999999999999999999|"
        "\nRE241|H10|约定采购量|900000000000|\nE908||||1\n");
}

/* Whether the volume is that before or after, nobody knows; where nothing was added or taken off, it does not matter. */
/* A reason that was agreed to, but nobody says by whom, is none that was accepted; one about a product needs nobody. */
Test(kinds, reasons_that_nobody_accepted_are_counted)
{
    expect_rows("医疗机构名称,未按期支付理由,发票号码,通用名,认定单位,审核结果\n甲医院,质量争议,10000001,,,同意\n"
                "甲医院,质量争议,10000002,,医保局,同意\n甲医院,质量争议,10000003,,,\n甲医院,质量争议,10000004,,,驳回\n"
                "甲医院,用量下降,,甲药,,\n",
                "SELECT count(*), count(accepted_by) FROM reason", "5|1", "E982||||2\n");
}

/* No line can be told to be 中成药: a term of a part of the medicines would hold for all of them. */
Test(kinds, a_term_of_a_part_of_the_medicines_is_refused)
{
    expect_rows(
        "统筹区,药品类别,生效日期,回款期限,支付主体\n,西药、中成药,2024-01-01,60天,医院\n,中成药,2024-01-02,30天,\n"
        ",中药饮片,2024-01-03,30天,\n,国家谈判药品,2024-01-04,30天,\n,非集采药品,2024-01-05,30天,医保基金\n",
        "SELECT day_text(t.day_from), t.kind, t.rule, t.payer FROM term t ORDER BY t.day_from",
        "2024-01-01|药品|days 60|0\n2024-01-05|其他|days 30|1",
        "RE375|B3|药品类别|中成药|\nRE375|B4|药品类别|中药饮片|\nRE375|B5|药品类别|国家谈判药品|\n");
}

Test(kinds, what_was_added_to_an_agreed_volume_is_told)
{
#define CHANGED_HEAD                                                                                                   \
    "医疗机构名称,批次,通用名,规格,中选企业,单位,协议开始日期,协议结束日期,约定采购量,增补量,调减量,调整日期\n"
#define CHANGED_ROW "甲医院,第四批,甲药,1mg*7片,甲厂,盒,2024-01-01,2024-12-31,100,"
    expect_rows(CHANGED_HEAD CHANGED_ROW "0,,\n", "SELECT volume / 10000 FROM agreement", "100",
                "E315||||增补量、调减量、调整日期\n");
    kit_close(&kit);
    kit_open(&kit);
    expect_rows(CHANGED_HEAD CHANGED_ROW "0,,\n" CHANGED_ROW "0,20,2024-06-01\n",
                "SELECT max(volume) / 10000 FROM agreement", "100",
                "E315||||增补量、调减量、调整日期\nE917||||调减量\nE292|3||100|a.csv › a › 2（甲医院 甲药 1mg*7片）\n");
}

/* A column that nobody reads, and whose numbers would be taken off or count as paid, is named with what that means. */
Test(kinds, numbers_that_may_be_returns_or_payments_are_told)
{
    static const char *const cases[][3] = {
        {"退补数量", "3", "E315||||退补数量\nE523||||退补数量\n"},
        {"退货金额", "12.50", "E523||||退货金额\n"},
        {"退补数量", "0", "E315||||退补数量\n"},
        {"退货率", "3", "E315||||退货率\n"},
        {"可退数量", "3", "E257||||可退数量\n"},
        {"退货数量,退补数量", "1,3", "E315||||退补数量\n"},
        {"本次拨付款", "12.50", "E315||||本次拨付款\nE524||||本次拨付款\n"},
        {"未付金额", "12.50", "E257||||未付金额\n"},
        {"已付金额,付款日期,本次拨付款", "12.50,2024-02-01,12.50", "E315||||本次拨付款\n"},
    };
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        char csv[512];
        snprintf(csv, sizeof csv,
                 "医疗机构,订单号,通用名,规格,入库数量,验收日期,%s\n甲医院,1,甲药,1mg*7片,5,2024-01-02,%s\n",
                 cases[i][0], cases[i][1]);
        expect_rows(csv, "SELECT accepted / 10000 FROM purchase", "5", cases[i][2]);
        kit_close(&kit);
        kit_open(&kit);
    }
}

Test(kinds, a_blank_quantity_beside_the_day_it_came_in_is_told)
{
    expect_rows("医疗机构,订单号,通用名,规格,订购数量,入库数量,退货数量,验收日期,订单状态\n"
                "甲医院,1,甲药,1mg*7片,5,,,2024-01-02,\n甲医院,2,甲药,1mg*7片,5,0,,2024-01-02,\n"
                "甲医院,3,甲药,1mg*7片,5,-,,2024-01-03,\n甲医院,4,甲药,1mg*7片,5,,,,\n"
                "甲医院,5,甲药,1mg*7片,5,,,2024-01-02,已作废\n甲医院,6,甲药,1mg*7片,,,2,2024-01-02,\n",
                "SELECT count(*) FROM purchase", "6", "E526|F2|入库数量||2024-01-02\nE526|F4|入库数量||2024-01-03\n");
}

Test(kinds, a_blank_round_below_another_than_the_title_names_is_asked_about)
{
#define ROUNDS_HEAD             "医疗机构名称,批次,通用名,规格,中选企业,单位,协议开始日期,协议结束日期,约定采购量\n"
#define ROUNDS_ROW(round, name) "甲医院," round "," name ",1mg*7片,甲厂,盒,2024-01-01,2024-12-31,100\n"
    expect_rows("国家第三批约定采购量,,,,,,,,\n" ROUNDS_HEAD ROUNDS_ROW("", "甲药") ROUNDS_ROW("国家第三批", "乙药")
                    ROUNDS_ROW("", "丙药") ROUNDS_ROW("国家第四批", "丁药") ROUNDS_ROW("", "戊药"),
                "SELECT round FROM agreement ORDER BY row", "国家第三批\n国家第三批\n国家第三批\n国家第四批",
                "RE527|B7|批次||国家第四批\n");
    kit_close(&kit);
    kit_open(&kit);
    expect_rows(ROUNDS_HEAD ROUNDS_ROW("国家第四批", "丁药") ROUNDS_ROW("", "戊药"),
                "SELECT round FROM agreement ORDER BY row", "国家第四批", "RE318|3|批次||批次\n");
}

/* They are no Chinese words that would be the head of another table, below which nothing is read. */
Test(kinds, a_row_of_full_width_figures_is_data)
{
    expect_rows("医疗机构,订单号,通用名,规格,采购数量,入库数量,入库金额,验收日期\n"
                "甲医院,1,甲药,1mg*7片,１０,１０,￥１００．５０,2024-01-02\n甲医院,2,甲药,1mg*7片,20,２０,（２００）,"
                "2024-01-03\n"
                "甲医院,3,甲药,1mg*7片,3,3,30,2024-01-03\n",
                "SELECT accepted / 10000, amount / 100 FROM purchase ORDER BY row", "10|10050\n20|-20000\n3|3000", "");
}

/* A list of all products, of which a hospital takes some; but a volume is missing beside a demand, or where there is none at all. */
Test(kinds, of_a_product_without_a_volume_nothing_is_agreed)
{
#define AGREED_HEAD "医疗机构名称,批次,通用名,规格,中选企业,单位,协议开始日期,协议结束日期,约定采购量,需求量\n"
#define AGREED_ROW  "甲医院,第四批,甲药,1mg*7片,甲厂,盒,2024-01-01,2024-12-31,"
    expect_rows(AGREED_HEAD AGREED_ROW ",\n" AGREED_ROW "-,0\n" AGREED_ROW "/,\n" AGREED_ROW "—,—\n" AGREED_ROW "5,9\n",
                "SELECT volume / 10000 FROM agreement ORDER BY id", "5", "E908||||4\n");
    kit_close(&kit);
    kit_open(&kit);
    expect_rows(AGREED_HEAD AGREED_ROW ",9\n" AGREED_ROW "5,9\n", "SELECT volume / 10000 FROM agreement ORDER BY id",
                "5", "RE318|I2|约定采购量||约定采购量\n");
    kit_close(&kit);
    kit_open(&kit);
    expect_rows(AGREED_HEAD AGREED_ROW ",\n" AGREED_ROW "-,\n", "SELECT volume / 10000 FROM agreement ORDER BY id", "",
                "E909||||2\n");
    cr_expect_eq(kit.total.rejected, 2);
}

/* 高值医用耗材 is 耗材; 非集采 is not 集采, though it holds the word. */
Test(kinds, terms)
{
    expect_rows(
        "地区,类别,起始日期,付款期限规则,付款方\n,医用耗材,2024-01-01,90天,\n,高值医用耗材,2024-01-02,90天,\n,非集采,"
        "2024-01-03,30天,\n,集采中选药品,2024-01-04,次月底,\n,药品耗材,2024-01-05,30天,医保局\n,药品,2024-01-06,30天,"
        "谁\n"
        ",,2024-01-07,30天,\n,设备,2024-01-08,30天,\n,其它,2024-01-09,30天,\n",
        "SELECT day_text(t.day_from), t.kind, t.rule, t.payer FROM term t ORDER BY t.day_from",
        "2024-01-01|耗材|days 90|\n2024-01-02|耗材|days 90|\n2024-01-03|其他|days 30|\n2024-01-04|集采|eom-next|\n"
        "2024-01-05||days 30|1\n2024-01-06|药品|days 30|\n2024-01-07||days 30|\n2024-01-09|其他|days 30|",
        "E344|E7|付款方|谁|\nRE375|B9|类别|设备|\n");
}

/* 非必报 is not 必报, though it holds the word; a head 是否必报 is answered by 是 or 否. */
/* Rule book 7.2: one month later is not 30 days later, so months are no days. */
Test(kinds, a_payment_term_is_a_number_of_days_or_none)
{
    static const char terms[] = "SELECT group_concat(coalesce(term, '')) FROM (SELECT term FROM purchase WHERE sheet = "
                                "(SELECT max(sheet) FROM purchase) ORDER BY id)";
    expect_rows(
        "医疗机构名称,订单号,明细编号,通用名,入库数量,验收日期,付款期限\n甲医院,A,1,甲药,1,2024-04-05,60\n"
        "甲医院,A,2,甲药,1,2024-04-05,60天\n甲医院,A,3,甲药,1,2024-04-05,2个月\n甲医院,A,4,甲药,1,2024-04-05,1年\n"
        "甲医院,A,5,甲药,1,2024-04-05,验收后30日内\n甲医院,A,6,甲药,1,2024-04-05,3个\n"
        "甲医院,A,7,甲药,1,2024-04-05,30%\n甲医院,A,8,甲药,1,2024-04-05,次月底\n甲医院,A,9,甲药,1,2024-04-05,/\n"
        "甲医院,A,10,甲药,1,2024-04-05,1.5\n",
        terms, "60,60,,,30,,,,,",
        "E358|G4|付款期限|2个月|\nE358|G5|付款期限|1年|\nE358|G7|付款期限|3个|\nE358|G8|付款期限|30%|\n"
        "E358|G9|付款期限|次月底|\nE358|G11|付款期限|1.5|\n");
    expect_rows("医疗机构名称,订单号,明细编号,通用名,入库数量,验收日期,付款期限（月）\n甲医院,B,1,甲药,1,2024-04-05,2\n"
                "甲医院,B,2,甲药,1,2024-04-05,60天\n",
                terms, ",60", "E358|G2|付款期限(月)|2|\n");
    expect_rows(
        "医疗机构名称,订单号,明细编号,通用名,入库数量,验收日期,账期(天)(选填)\n甲医院,C,1,甲药,1,2024-04-05,45\n",
        terms, "45", "");
}

/* 12盒 is no amount and 50元 no quantity, 80个 no percentage; a pack holds so many 片 and not so many 盒. */
Test(kinds, a_number_of_something_else_is_refused)
{
    expect_rows("医疗机构名称,订单号,明细编号,通用名,规格,转换比,单价,入库数量,采购金额,验收日期\n"
                "甲医院,A,1,甲药,1mg,7片,3元,2盒,6元,2024-04-05\n甲医院,A,2,甲药,1mg,7盒,3,2,6,2024-04-05\n"
                "甲医院,A,3,甲药,1mg,7,3,2,6盒,2024-04-05\n甲医院,A,4,甲药,1mg,7,3,50元,6,2024-04-05\n"
                "甲医院,A,5,甲药,1mg,85%,3,2,6,2024-04-05\n甲医院,A,6,甲药,1mg,7,3片,2,6,2024-04-05\n"
                "甲医院,A,7,甲药,1mg,7,￥3,￥2,6,2024-04-05\n甲医院,A,8,甲药,1mg,7,￥3,2,¥6,2024-04-05\n",
                "SELECT t.line_no, i.upp_column, t.accepted / 10000, t.amount / 10000 FROM purchase t " ITEM
                " ORDER BY t.id",
                "1|7|2|6\n2||2|6\n5||2|6\n8|7|2|6",
                "E244|G2|单价|3元|元\nE244|H2|入库数量|2盒|盒\nE244|I2|采购金额|6元|元\nE250|F3|转换比|7盒|\n"
                "RE342|I4|采购金额|盒|\nRE342|H5|入库数量|元|\nE250|F6|转换比|85%|\nRE342|G7|单价|片|\n"
                "RE342|H8|入库数量|元|\n");
    expect_rows("地区,年度,支付比例,医保占比\n甲县,2024,60,80盒\n", "SELECT count(*) FROM fund", "0",
                "RE240|D2|医保占比|80盒|\n");
}

Test(kinds, duties_of_institutions)
{
    expect_rows(
        "医疗机构编码,医疗机构名称,是否必报\nH33010000001,甲,是\nH33010000002,乙,否\nH33010000003,丙,必报\n"
        "H33010000004,丁,非必报\nH33010000005,戊,不必报\nH33010000006,己,自愿\nH33010000007,庚,1\nH33010000008,辛,n\n"
        "H33010000009,壬,\nH33010000010,癸,看情况\n",
        "SELECT name, duty FROM institution ORDER BY code",
        "甲|必报\n乙|自愿\n丙|必报\n丁|自愿\n戊|自愿\n己|自愿\n庚|必报\n辛|自愿\n壬|\n癸|",
        "E376|C11|是否必报|看情况|\n");
}

Test(kinds, roles_of_winners)
{
#define ROLE(generic, role) "X,第X批," generic ",1mg,7,甲厂,6.6," role "\n"
    expect_rows("批次编码,批次,通用名,规格,转换比,中选企业,中选价格(元),中选角色\n" ROLE("甲", "主供")
                    ROLE("乙", "备供企业") ROLE("丙", "第一备选") ROLE("丁", "候补") ROLE("戊", "中选") ROLE("己", "")
                        ROLE("庚", "看情况"),
                "SELECT i.generic, t.role FROM award t " ITEM " WHERE t.round = 'X' ORDER BY t.id",
                "甲|主供\n乙|备供\n丙|备供\n丁|备供\n戊|主供\n己|主供\n庚|主供", "E966|H8|中选角色|看情况|\n");
}

Test(kinds, purchases)
{
    expect_rows(
        "医疗机构编码,医疗机构名称,订单编号,订单明细编号,配送单号,原订单明细编号,国家医保编码,平台产品编码,通用名,剂型,"
        "规格,包装,转换比,生产企业,单位,采购单价(元),采购数量,配送数量,入库数量,退货数量,采购金额(元),配送企业,"
        "发票号码,下单日期,发货日期,验收日期,已付金额(元),付款日期,采购渠道,付款方,订单状态,付款期限(天)\n"
        "H33010200001,甲医院,A1,1,P1,,XH14GMG319A075353226465,123,甲药,片剂,1mg,1mg*7片/"
        "盒,7,甲厂,盒,12.34,10,9,8,1,86.38,丙公司,\"F1、F2，F1\",2024-01-01,2024-01-02,2024-01-03 "
        "10:20,50,2024-02-01,网上,医保经办,已收货,30\n"
        "H33010200001,甲医院,A1,2,,7,,,甲药,,1mg,1mg*7片/"
        "盒,,甲厂,片,1,,,14,,,,,,,2024-01-03,,,线下,医疗机构,配送企业撤单,\n"
        "H33010200001,甲医院,A1,3,,,,,甲药,,1mg,1mg*7片/盒,14,甲厂,盒,1,,,1,,,,,,,2024-01-03,,,邮购,谁,部分缺货,\n"
        "H33010200001,甲医院,A1,4,,,,,甲药,,1mg,,0.5,甲厂,盒,1,,,,,,,,,,,,,,,,\n"
        "H33010200001,甲医院,A1,5,,,XH14,,甲药,,1mg,,,甲厂,盒,1,,,85%,,,,,,,,,,,,,\n"
        ",,A1,6,,,,,甲药,,1mg,,,甲厂,盒,10,,,3,,,,,,,,,,,,,\n",
        "SELECT o.code, t.order_no, t.line_no, t.delivery_no, t.original, i.code, t.price, t.ordered, t.shipped, "
        "t.accepted, t.returned, t.amount, "
        "f.name, t.invoices, day_text(t.day_order), day_text(t.day_ship), day_text(t.day_accept), t.paid, "
        "day_text(t.day_paid), t.channel, t.payer, "
        "t.void, t.status, t.term, i.in_units, coalesce(i.upp_column, i.upp_spec) FROM purchase t " ORG " " ITEM
        " LEFT JOIN firm f ON f.id = t.supplier ORDER BY t.id",
        "H33010200001|A1|1|P1||XH14GMG319A075353226465|123400|100000|90000|80000|10000|863800|丙公司|F1,F2,F1|2024-01-"
        "01|2024-01-02|2024-01-03|500000|2024-02-01|1|1|0|已收货|30|0|7\n"
        "H33010200001|A1|2||7||10000|||140000|||||||2024-01-03|||0|0|2|配送企业撤单||1|7\n"
        "H33010200001|A1|3||||10000|||10000|||||||2024-01-03|||||0|部分缺货||0|14",
        "E331|M4|转换比|14|14\nE353|AC4|采购渠道|邮购|\nE344|AD4|付款方|谁|\nE250|M5|转换比|0.5|\nRE321|S5|入库数量||"
        "\nE281|G6|国家医保编码|XH14|\n"
        "RE240|S6|入库数量|85%|\nRE319|7|医疗机构名称||\n");
}

/* A column of words beside what each was read as: "word=value" a line, value "" where nothing is known. */
static void expect_words(const char *head, const char *column, const char *pairs)
{
    struct jc_buf text = {0}, got = {0};
    char sql[160], word[96];
    int row = 0;
    jc_buf_fmt(&text, "医疗机构,订单号,明细编号,通用名,入库数量,验收日期,%s\n", head);
    for (const char *p = pairs; *p; p += strcspn(p, "\n") + 1) {
        jc_copyn(word, sizeof word, p, strcspn(p, "="));
        jc_buf_fmt(&text, "甲医院,A,%d,甲药,5,2024-01-02,%s\n", ++row, word);
    }
    kit_write(&kit, "a.csv", jc_buf_text(&text));
    expect_ok(&kit, "a.csv");
    row = 0;
    for (const char *p = pairs; *p; p += strcspn(p, "\n") + 1) {
        jc_copyn(word, sizeof word, p, strcspn(p, "="));
        snprintf(sql, sizeof sql, "SELECT %s FROM purchase WHERE line_no = '%d'", column, ++row);
        jc_buf_fmt(&got, "%s=%s\n", word, kit_sql(&kit, sql));
    }
    cr_expect_str_eq(jc_buf_text(&got), pairs, "%s", jc_buf_text(&got));
    jc_buf_free(&text);
    jc_buf_free(&got);
}

Test(kinds, a_channel_that_is_denied_is_the_other_one)
{
    expect_words("采购渠道", "channel",
                 "网外采购=0\n非挂网采购=0\n未挂网自行备案=0\n非省平台采购=0\n不通过平台采购=0\n非网采=0\n不是网采=0\n"
                 "非省平台网上采购=0\n备案采购=0\n平台外采购=0\n网下=0\n线下采购（平台缺货）=0\n自采=0\n否=0\n"
                 "网上=1\n挂网采购=1\n省平台采购=1\n线上=1\n是=1\n非中选药品网上采购=1\n非带量线上采购=1\n未中选挂网="
                 "1\n非中选药品线下采购=0\n非国采中选药品未挂网=0\n无锡市采购平台=1\n平台采购（非集采）=1\n"
                 "线上线下=\n非集采平台采购=\n非线下采购=\n邮购=\n撤网采购=\n已撤网线下采购=0\n取消挂网网采=\n");
    expect_told(&kit, "E353|G28|采购渠道|线上线下|\n");
    expect_told(&kit, "E353|G29|采购渠道|非集采平台采购|\n");
    expect_told(&kit, "E353|G30|采购渠道|非线下采购|\n");
}

Test(kinds, a_line_that_is_not_cancelled_counts)
{
    expect_words(
        "订单状态", "void",
        "未取消=0\n未被取消=0\n撤销申请被驳回=0\n取消申请已驳回=0\n拒绝取消=0\n取消失败=0\n不缺货=0\n未缺货=0\n"
        "非作废=0\n部分缺货=0\n已收货=0\n取消申请被配送企业拒绝=0\n取消=1\n已作废=1\n无货，取消=1\n未发货已取消=1\n"
        "配送企业撤单=2\n缺货=2\n拒绝配送=2\n不再取消=0\n无须取消=0\n不会撤销=0\n超7日未发货作废=2\n未响应，已作废="
        "2\n7天未阅读作废=2\n逾期作废=2\n超时自动撤单=2\n已撤废=1\n失效=1\n自主撤单=1\n不供货=2\n无法配送=2\n"
        "未失效=0\n供货=0\n供货完成=0\n已开全部发票=0\n企业已发出=0\n未及时配送=0\n");
}

Test(kinds, an_order_that_came_to_nothing_is_no_purchase_and_a_state_that_says_neither_is_told)
{
    expect_words(
        "订单状态", "void",
        "无效=1\n已删除=1\n审核不通过=1\n医院审核未通过=1\n审核驳回=1\n退单=1\n已终止=0\n已撤回=1\n供货商拒单=2\n"
        "供货商取消=2\n拒收=2\n验收不合格=2\n未删除=0\n未终止=0\n有效=0\n终止申请被驳回=0\n退单申请已驳回=0\n"
        "拒绝退单=0\n删除失败=0\n部分终止=0\n待审核=0\n配送中=0\n订单已结束=0\n退回=0\n已退回修改=0\n已关闭=0\n"
        "发送失败=0\n3=0\n撤回后重新提交=0\n已收货（无效期药品）=0\n已完结=0\n已过账=0\n蓝字=0\n订单到期=0\n");
    expect_said(&kit, "E230|G8|订单状态|已终止|\nE230|G15|订单状态|未终止|\nE230|G21|订单状态|部分终止|\n"
                      "E230|G25|订单状态|退回|\nE230|G26|订单状态|已退回修改|\nE230|G27|订单状态|已关闭|\n"
                      "E230|G28|订单状态|发送失败|\nE230|G29|订单状态|3|\n"
                      "E230|G35|订单状态|订单到期|\nE232|||待审核|1\n");
}

Test(kinds, who_is_not_the_insurance_office_is_no_insurance_office)
{
    expect_words(
        "付款方", "payer",
        "非医保支付=0\n非医保基金支付=0\n医院自行支付（非医保）=0\n自费=0\n医保外自费=0\n医疗机构=0\n"
        "医保基金=1\n无锡市医保中心=1\n医保经办机构=1\n医保不支付=\n非医院支付=\n财务科=\n医保定点医院=0\n"
        "医保定点医疗机构=0\n医保协议机构=0\n医保定点药店=0\n本院=0\n医保预付医院支付=\n医院（医保预付款）=\n"
        "医保局（由医院垫付）=\n医保基金管理机构=1\n青岭县医疗保险服务中心=1\n医疗保险定点医院=0\n非医疗保险支付=0\n");
    expect_told(&kit, "E344|G11|付款方|医保不支付|\n");
}

Test(kinds, a_column_that_asks_whether_the_fund_pays_directly_says_who_pays)
{
    expect_words("是否医保直接结算", "payer", "是=1\n否=0\n√=1\n1=1\n0=0\n待定=\n");
    expect_told(&kit, "E209|||是否医保直接结算|\n");
}

Test(kinds, a_channel_of_payments_says_who_pays_beside_its_method)
{
    expect_read(&kit, "甲医院付款台账.csv",
                "付款日期,供应商,付款金额,付款方式,支付渠道\n2024-05-07,甲公司,12,转账,医保基金直接支付\n"
                "2024-05-08,甲公司,8,转账,医院支付\n",
                "SELECT payer FROM payment ORDER BY row", "1\n", "E387||||支付渠道\nE209|||医保基金直接支付|\n");
}

Test(kinds, a_reason_is_called_by_what_was_not_done)
{
    static const char *const heads[] = {"未付款理由", "逾期原因", "未按期付款原因", "延迟付款原因"};
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        char csv[200];
        snprintf(csv, sizeof csv,
                 "医疗机构,发票号,%s,认定机构,认定时间\n甲医院,10000001,质量争议,甲县医保局,2024-04-20\n", heads[i]);
        expect_read(&kit, "a.csv", csv, "SELECT code, accepted_by, day_text(day) FROM reason",
                    "质量争议|甲县医保局|2024-04-20", "");
    }
}

Test(kinds, how_it_is_paid_says_nothing_of_who_pays)
{
    expect_words("结算方式", "payer", "转账=\n银行承兑汇票=\n月结=\n医保基金电汇=1\n");
    expect_told(&kit, "");
}

#define LINES                                                                                                          \
    "SELECT t.order_no, t.ordered, t.accepted, t.returned, t.price, i.in_units, i.unit FROM purchase t " ITEM          \
    " WHERE t.sheet = (SELECT max(sheet) FROM purchase) ORDER BY t.id"

/* Rule book 1: 片 is no pack, though only the column of units per pack says that there are several in it. */
Test(kinds, tablets_are_no_packs_where_the_spec_has_no_count)
{
    expect_rows(
        "医疗机构名称,订单号,明细编号,通用名,规格,单位,转换比,生产企业,入库数量,单价,验收日期\n"
        "甲医院,A,1,甲药,20mg,片,7,甲厂,700,0.5,2024-04-05\n甲医院,B,1,乙药,20mg,粒,12,甲厂,700,0.5,2024-04-05\n"
        "甲医院,C,1,丙药,20mg,盒,7,甲厂,100,3.5,2024-04-05\n甲医院,D,1,丁药,20mg,片,1,甲厂,100,3.5,2024-04-05\n",
        LINES, "A||7000000||5000|1|片\nB||7000000||5000|1|粒\nC||1000000||35000|0|盒\nD||1000000||35000|0|片", "");
}

/* The bracket of a head holds for its own column, the unit column for those without one. */
Test(kinds, the_unit_of_a_head_goes_before_the_unit_column)
{
    expect_rows("医疗机构名称,批次,通用名,规格,单位,生产企业,约定采购量(万片),需求量,协议开始,协议结束\n"
                "甲医院,第五批,甲药,1mg*7片/盒,盒,甲厂,1.2,3,2024-01-01,2024-12-31\n"
                "甲医院,第五批,乙药,1mg*7片/盒,万片,甲厂,1.2,3,2024-01-01,2024-12-31\n",
                "SELECT volume, unit, demand, demand_unit FROM agreement ORDER BY id",
                "120000000|min|30000|pack\n120000000|min|300000000|", "E378|||约定采购量(万片)|万片\n");
    expect_rows("医疗机构名称,批次,通用名,规格,单位,生产企业,约定采购量(万),协议开始,协议结束\n"
                "乙医院,第五批,甲药,1mg*7片/盒,盒,甲厂,1.2,2024-01-01,2024-12-31\n",
                "SELECT volume, unit FROM agreement ORDER BY id DESC LIMIT 1", "120000000|pack", "");
    expect_rows(
        "医疗机构名称,订单号,明细编号,通用名,规格,单位,生产企业,入库数量(片),单价,验收日期\n"
        "甲医院,A,1,甲药,1mg*7片/盒,盒,甲厂,700,3.5,2024-04-05\n甲医院,B,1,甲药,1mg*7片/盒,盒,甲厂,705,3.5,2024-04-05\n"
        "甲医院,C,1,甲药,1mg*7片/盒,片,甲厂,700,0.5,2024-04-05\n甲医院,D,1,甲药,1mg*7片/盒,,甲厂,700,0.5,2024-04-05\n",
        LINES, "A||1000000||35000|0|盒\nB||7050000||5000|1|片\nC||7000000||5000|1|片\nD||7000000||5000|1|片",
        "E378|||入库数量(片)|片\n");
    /* an amount tells what the price is for */
    expect_rows("医疗机构名称,订单号,明细编号,通用名,规格,单位,生产企业,入库数量(片),单价,入库金额,验收日期\n"
                "甲医院,E,1,甲药,1mg*7片/盒,盒,甲厂,700,0.5,350,2024-04-05\n甲医院,E,2,甲药,1mg*7片/"
                "盒,盒,甲厂,700,3.5,350,2024-04-05\n",
                LINES, "E||7000000||5000|1|片\nE||1000000||35000|0|盒", "E378|||入库数量(片)|片\n");
}

Test(kinds, quantities_of_one_line_are_in_the_units_of_their_own_heads)
{
    expect_rows(
        "医疗机构名称,订单号,明细编号,通用名,规格,转换比,生产企业,采购数量(盒),入库数量(片),退货数量(盒),单价,"
        "验收日期\n"
        "甲医院,A,1,甲药,1mg*7片/盒,,甲厂,100,700,1,0.5,2024-04-05\n甲医院,B,1,乙药,1mg,,甲厂,100,700,,0.5,2024-04-05\n"
        "甲医院,C,1,丙药,1ml,1,甲厂,100,100,,0.5,2024-04-05\n",
        LINES, "A|7000000|7000000|70000|5000|1|片\nB||7000000||5000|1|片\nC|1000000|1000000||5000|0|片",
        "E379|H3|采购数量(盒)|100|\n");
    expect_rows("医疗机构名称,订单号,明细编号,通用名,规格,生产企业,采购数量(盒),入库数量(片),单价(元/盒),验收日期\n"
                "甲医院,D,1,甲药,1mg*7片/盒,甲厂,100,700,3.5,2024-04-05\n甲医院,D,2,甲药,1mg*7片/"
                "盒,甲厂,100,701,3.6,2024-04-05\n",
                LINES, "D|1000000|1000000||35000|0|盒\nD|7000000|7010000||5143|1|片",
                "E246|I3|单价(元/盒)|3.60|0.5143\n");
    /* a title says the unit of what names none */
    expect_rows("单位：片,,,,,,,,\n医疗机构名称,订单号,明细编号,通用名,规格,生产企业,采购数量,入库数量(盒),验收日期\n"
                "甲医院,G,1,甲药,1mg*7片/盒,甲厂,700,100,2024-04-05\n",
                LINES, "G|1000000|1000000|||0|盒", "E362|||片|\n");
    expect_rows("医疗机构名称,订单号,明细编号,通用名,规格,单位,生产企业,采购数量(万最小制剂单位),入库数量,验收日期\n"
                "甲医院,H,1,甲药,1mg*7片/盒,盒,甲厂,0.07,100,2024-04-05\n",
                LINES, "H|1000000|1000000|||0|盒", "E378|||采购数量(万最小制剂单位)|万最小制剂单位\n");
    expect_rows("医疗机构名称,订单号,明细编号,通用名,规格,单位,生产企业,采购数量,入库数量(片),单价(元/片),验收日期\n"
                "甲医院,F,1,甲药,1mg*7片/盒,盒,甲厂,100,700,0.5,2024-04-05\n",
                LINES, "F|7000000|7000000||5000|1|片", "E378|||入库数量(片)|片\n");
}

Test(kinds, a_refused_line_tells_whose_and_how_much_it_was)
{
    kit_write(&kit, "a.csv",
              "医疗机构名称,订单编号,通用名,采购金额,单价,入库数量,验收日期\n甲医院,1,甲药,100,1,坏,坏\n甲医院,2,,,10,"
              "3,2024-01-02\n,3,甲药,7,1,7,2024-01-02\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "240|2|甲医院|1000000\n245|2||\n320|3|甲医院|300000\n319|4||70000",
               "SELECT t.code, t.row, o.name, t.amount FROM issue t LEFT JOIN org o ON o.id = t.org WHERE t.rejected "
               "ORDER BY t.id");
    expect_sql(&kit, "1", "SELECT inst > 0 FROM org WHERE name = '甲医院'");
}

Test(kinds, payments)
{
    expect_rows(
        "医疗机构名称,付款日期,付款金额(元),配送企业,发票号码,订单编号,订单明细编号,付款方,付款流水号,付款方式,备注\n"
        "甲医院,2024-05-06,100.5,丙公司,F1;F2,A1,1,医疗机构,S1,转账,货款\n,2024-05-06,-5,丙公司,,,,市医疗保障基金,S2,,"
        "\n"
        ",2024-05-06,7,,,,,乙县人民医院,S3,,\n,2024-05-06,8,,,,,医疗机构,S4,,\n,2024-05-06,9,,,,,财务科,S5,,\n"
        ",2024-05-06,9,,,,,,S6,,\n甲医院,,9,,,,,,S7,,\n甲医院,2024-05-06,,,,,,,S8,,\n",
        "SELECT o.name, day_text(t.day), t.amount, f.name, t.invoices, t.order_no, t.line_no, t.payer, t.serial, "
        "t.method, t.note FROM payment t "
        "LEFT " ORG " LEFT JOIN firm f ON f.id = t.supplier ORDER BY t.id",
        "甲医院|2024-05-06|1005000|丙公司|F1,F2|A1|1|0|S1|转账|货款\n|2024-05-06|-50000|丙公司||||1|S2||\n"
        "乙县人民医院|2024-05-06|70000|||||0|S3||\n|2024-05-06|80000|||||0|S4||\n|2024-05-06|90000||||||S5||",
        "E344|H6|付款方|财务科|\nRE319|7|医疗机构名称||\nRE318|B8|付款日期||付款日期\nRE318|C9|付款金额(元)||"
        "已付金额\n");
    expect_sql(&kit, "2024-05-01|2024-05-31",
               "SELECT day_text(ledger_from), day_text(ledger_to) FROM sheet WHERE kind = 'payment'");
}

Test(kinds, invoices)
{
    expect_rows("发票号码,销售方,购买方,开票日期,发票金额(元),票次,通用名,规格,生产企业,数量\n"
                "F1,甲厂,丙公司,2024-01-02,100,一票,甲药,1mg*7片,甲厂,5\nF2,丙公司,甲医院,2024-01-03,110,第二票,甲药,"
                "1mg*7片,甲厂,5\nF3,丙公司,甲医院,2024-01-03,1,统一发票,,,,\n"
                ",丙公司,甲医院,2024-01-03,1,,,,,\n",
                "SELECT t.no, f.name, t.buyer, day_text(t.day), t.amount, t.stage, i.generic, t.quantity FROM invoice "
                "t JOIN firm f ON f.id = t.seller "
                "LEFT " ITEM " ORDER BY t.id",
                "F1|甲厂|丙公司|2024-01-02|1000000|1|甲药|50000\nF2|丙公司|甲医院|2024-01-03|1100000|2|甲药|50000\nF3|"
                "丙公司|甲医院|2024-01-03|10000|||",
                "RE318|A5|发票号码||发票号码\n");
}

Test(kinds, reasons_and_shortages)
{
    expect_rows("医疗机构名称,理由,发票号码,订单明细编号,批次,通用名,规格,生产企业,认定单位,认定日期\n甲医院,发票未到,"
                "F1,7,第四批,甲药,1mg*7片,甲厂,县医保局,2024-01-02\n甲医院,,F2,,,,,,,\n,发票未到,F2,,,,,,,\n",
                "SELECT o.name, t.code, t.invoices, t.line_no, i.generic, t.round, t.accepted_by, day_text(t.day) FROM "
                "reason t " ORG " LEFT " ITEM,
                "甲医院|发票未到|F1|7|甲药|第四批|县医保局|2024-01-02",
                "RE318|B3|理由||理由\nRE319|4|医疗机构名称||\n");
    expect_rows(
        "通用名,规格,生产企业,缺货开始日期,缺货结束日期,医疗机构名称,地区,配送企业\n甲药,1mg*7片,甲厂,2024-01-02,2030-"
        "01-02,甲医院,甲县,丙公司\n乙药,1mg*7片,甲厂,2024-01-02,,,,\n"
        "乙药,1mg,甲厂,,,,,\n,1mg,甲厂,2024-01-02,,,,\n",
        "SELECT i.generic, day_text(t.day_from), day_text(t.day_to), o.name, t.region, f.name FROM shortage t " ITEM
        " LEFT " ORG " LEFT JOIN firm f ON f.id = t.supplier ORDER BY t.id",
        "甲药|2024-01-02|2030-01-02|甲医院|甲县|丙公司\n乙药|2024-01-02||||",
        "RE318|D4|缺货开始日期||开始日期\nRE320|5|通用名||\n");
}

Test(kinds, small_lists)
{
    expect_rows("批次编码,组号,品种,可替代通用名,剂型\nNVBP04,1,甲品种,★乙药,片剂\nNVBP04,1,甲品种,,片剂\n",
                "SELECT round, group_no, variety, generic, generic_key, form FROM substitute",
                "NVBP04|1|甲品种|★乙药|乙药|片", "RE318|D3|可替代通用名||可替代通用名\n");
    expect_rows("目录,通用名,国家医保编码,环比上限(%),同比上限(%)\n重点监控,甲药,,20,33.335\n重点监控,乙药,,0.2,-5%"
                "\n重点监控,,,20,\n",
                "SELECT list, generic, limit_mom, limit_yoy FROM watch",
                "重点监控|甲药|2000|3334\n重点监控|乙药|20|-500",
                "E377|D3|环比上限(%)|0.2|\nRE318|B4|通用名||通用名\n");
    expect_rows("医疗机构编码,医疗机构名称,月份,应报\n,甲医院,2024年5月,是\n,甲医院,202406,否\n,甲医院,2024-07-15,\n,"
                "甲医院,5月,是\n,甲医院,2024-08,也许\n",
                "SELECT o.name, day_text(t.month), t.required FROM duty t " ORG,
                "甲医院|2024-05-01|1\n甲医院|2024-06-01|0\n甲医院|2024-07-01|1",
                "RE245|C5|月份|5月|\nRE249|D6|应报|也许|\n");
    expect_rows("医疗机构名称,批次,年度,考核得分\n甲医院,第四批,2024,98.5\n甲医院,第四批,2024,\n",
                "SELECT o.name, t.round, t.year, t.score FROM assessment t " ORG, "甲医院|第四批|2024|985000",
                "RE318|D3|考核得分||考核得分\n");
    expect_rows("地区,年度,支付比例,医保占比\n甲县,2024,60%,0.8\n乙县,2024,60.005%,85\n丙县,2024,60%,\n",
                "SELECT region, year, pay_ratio, insured_share FROM fund", "甲县|2024|6000|8000\n乙县|2024|6001|8500",
                "RE318|D4|医保占比||医保占比\n");
    expect_rows("年度,支付比例,医保占比\n2025,60,80\n", "SELECT region, year FROM fund WHERE year = '2025'", "|2025",
                "");
    expect_rows("地区,年度,支付比例,医保占比\n甲县,2026,60,80\n,2026,61,81\n",
                "SELECT region, insured_share FROM fund WHERE year = '2026'", "甲县|8000\n|8100", "");
    expect_rows("地区,类别,起始日期,付款期限规则,付款方\n甲县,集采,2024-01-01,次月底,医保经办\n甲县,其他,2024-01-01,"
                "验收后30日内,\n甲县,药品,2024-01-01,2个月,\n甲县,耗材,,30天,\n",
                "SELECT region, kind, day_text(day_from), rule, payer FROM term",
                "甲县|集采|2024-01-01|eom-next|1\n甲县|其他|2024-01-01|days 30|",
                "RE346|D4|付款期限规则|2个月|\nRE318|C5|起始日期||开始日期\n");
    expect_rows(
        "地区,起始日期,付款期限规则\n甲,2024-01-01,验收后次月末前付清\n乙,2024-01-01,次月最后一天\n丙,2024-01-01,次月"
        "月末\n丁,2024-01-01,days 45\n戊,2024-01-01,６０天\n己,2024-01-01,30\n庚,2024-01-01,验收之日起30日内付款\n"
        "辛,2024-01-01,\n壬,2024-01-01,eom-next\n",
        "SELECT region, rule FROM term WHERE sheet = (SELECT max(sheet) FROM term) ORDER BY id",
        "甲|eom-next\n乙|eom-next\n丙|eom-next\n丁|days 45\n戊|days 60\n己|days 30\n庚|days 30\n辛|\n壬|eom-next", "");
    expect_rows(
        "地区,起始日期,付款期限规则\n甲,2024-01-01,次月15日前\n乙,2024-01-01,次月起60天\n丙,2024-01-01,"
        "30天（5日内对账）\n"
        "丁,2024-01-01,30日内预付5%\n戊,2024-01-01,次月\n己,2024-01-01,次月底起两个月\n庚,2024-01-01,30个工作日\n"
        "辛,2024-01-01,每月30日\n壬,2024-01-01,15日前\n癸,2024-01-01,三十天（5日内对账）\n子,2024-01-01,30天或次月底\n",
        "SELECT count(*) FROM term WHERE sheet > (SELECT max(sheet) FROM term WHERE region = '壬')", "0",
        "RE346|C2|付款期限规则|次月15日前|\nRE346|C3|付款期限规则|次月起60天|\nRE346|C4|付款期限规则|30天（5日内对账）|"
        "\n"
        "RE346|C5|付款期限规则|30日内预付5%|\nRE346|C6|付款期限规则|次月|\nRE346|C7|付款期限规则|次月底起两个月|\n"
        "RE346|C8|付款期限规则|30个工作日|\nRE346|C9|付款期限规则|每月30日|\nRE346|C10|付款期限规则|15日前|\n"
        "RE346|C11|付款期限规则|三十天（5日内对账）|\nRE346|C12|付款期限规则|30天或次月底|\n");
    expect_rows("类别,写法,标准名称\n产品,甲 药,甲药片\n生产企业,甲厂,甲制药有限公司\n东西,a,b\n产品,,b\n",
                "SELECT kind, spelling, spelling_key, meant, meant_key FROM alias",
                "产品|甲 药|甲药|甲药片|甲药片\n企业|甲厂|甲厂|甲制药有限公司|甲制药有限公司",
                "RE345|A4|类别|东西|\nRE318|B5|写法||写法\n");
}

#define DATA(type, text) "<Cell><Data ss:Type='" type "'>" text "</Data></Cell>"
#define ROW_OF(inst, order, type, quantity, type2, supplier)                                                           \
    "<Row>" DATA("String", inst) DATA("String", order) DATA("String", "通用名") DATA(type, quantity)                   \
        DATA(type2, supplier) "</Row>"

/* What is shown as 60 % is 60 %, whatever the head says; a bare 0.6 below a head with (%) is told. */
Test(kinds, a_percent_is_what_its_cell_shows)
{
    kit_book(&kit, "a.xlsx", NULL,
             "基金\n地区|年度|支付比例(%)|医保占比\n甲县|2024|%0.6|%0.8\n乙县|2024|#60|#0.8\n丙县|2024|#0.6|%1.2\n"
             "丁县|2024|0.6%|80%\n戊县|2024|#0|#80\n己县|2024|#1|#1\n",
             NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(&kit, "甲县|6000|8000\n乙县|6000|8000\n丁县|60|8000\n戊县|0|8000\n己县|100|10000",
               "SELECT region, pay_ratio, insured_share FROM fund ORDER BY id");
    expect_said(&kit, "E377|C4|支付比例(%)|0.6|\nRE987|D4|医保占比|1.2|\nE377|C7|支付比例(%)|1|\n");
}

/* ---- cells that say nothing, or too much ------------------------------------------------------------------------------ */

Test(kinds, an_error_in_a_cell_that_might_be_blank_refuses_no_row)
{
    kit_write(&kit, "a.csv",
              "医疗机构,订单号,通用名,规格,单价,采购数量,入库数量,退货数量,金额,下单日期,验收日期,发票号,付款期限\n"
              "甲医院,1,甲药,1mg*7片,#N/A,#REF!,5,#N/A,#VALUE!,#NAME?,2024-01-02,#N/A,#NUM!\n"
              "甲医院,2,甲药,1mg*7片,2,6,5,,10,2024-01-01,#N/A,1,\n"
              "甲医院,3,甲药,1mg*7片,2,6,#N/A,,10,2024-01-01,2024-01-02,1,\n"
              "甲医院,4,甲药,1mg*7片,2,#N/A,,,10,2024-01-01,2024-01-02,1,\n");
    kit_write(&kit, "b.csv",
              "医疗机构,付款日期,付款金额,供应商,凭证号\n甲医院,#N/A,5,丙公司,1\n甲医院,2024-01-02,#N/A,丙公司,2\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_sql(&kit, "1||50000||||||\n2|60000|50000||20000|100000|2024-01-01||1",
               "SELECT order_no, ordered, accepted, returned, price, amount, day_text(day_order), "
               "day_text(CASE WHEN order_no = 2 THEN day_accept END), invoices FROM purchase ORDER BY 1");
    expect_said(&kit, "E255|E2|单价|#N/A|\nE255|F2|采购数量|#REF!|\nE255|H2|退货数量|#N/A|\nE255|I2|金额|#VALUE!|\n"
                      "E255|J2|下单日期|#NAME?|\nE255|L2|发票号|#N/A|\nE358|M2|付款期限|#NUM!|\nE255|K3|验收日期|#N/A|"
                      "\nRE243|G4|入库数量|#N/A|\nE255|F5|采购数量|#N/A|\nRE321|G5|入库数量||\n"
                      "RE243|B2|付款日期|#N/A|\nRE243|C3|付款金额|#N/A|\n");
}

Test(kinds, formulas_and_error_cells_are_told_and_never_taken_for_a_value)
{
    kit_write(
        &kit, "a.xml",
        "<?xml version='1.0' encoding='UTF-8'?><?mso-application progid='Excel.Sheet'?><Workbook "
        "xmlns='urn:schemas-microsoft-com:office:spreadsheet' xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>"
        "<Worksheet ss:Name='明细'><Table>" ROW_OF("医疗机构", "订单号", "String", "入库数量", "String", "配送企业")
            ROW_OF("甲医院", "1", "Error", "#DIV/0!", "String", "丙公司")
                ROW_OF("甲医院", "2", "Number", "5", "Error", "#N/A")
                    ROW_OF("甲医院", "3", "Number", "5", "String", "#N/A") "</Table></Worksheet></Workbook>");
    expect_ok(&kit, "a.xml");
    expect_said(&kit, "RE243|D2|入库数量|#DIV/0!|\nE255|E3|配送企业|#N/A|\n");
    expect_sql(&kit, "2|\n3|", "SELECT order_no, supplier FROM purchase ORDER BY 1");
}

#define XML(rows)                                                                                                      \
    "<?xml version='1.0' encoding='UTF-8'?><?mso-application progid='Excel.Sheet'?><Workbook "                         \
    "xmlns='urn:schemas-microsoft-com:office:spreadsheet' xmlns:ss='urn:schemas-microsoft-com:office:spreadsheet'>"    \
    "<Worksheet ss:Name='明细'><Table>" rows "</Table></Worksheet></Workbook>"
#define LINE(order, quantity)                                                                                          \
    "<Row>" DATA("String", "甲医院") DATA("String", order) DATA("String", "甲药") quantity "</Row>"
#define UNSAVED "<Cell ss:Formula='=1+1'/>"

/* The total of a row that is passed over is no loss; what stands above the rows may name the hospital or a column. */
Test(kinds, a_formula_without_a_value_is_told_where_the_cell_was_needed_and_once)
{
    static const char heads[] = "<Row>" DATA("String", "医疗机构") DATA("String", "订单号") DATA("String", "通用名")
        DATA("String", "入库数量") "</Row>";
    static const char total[] = "<Row>" DATA("String", "合计") "<Cell/><Cell/>" UNSAVED "</Row>";
    static const struct {
        const char *above, *row, *below, *said;
    } cases[] = {{"", LINE("1", DATA("Number", "5")), total, ""},
                 {"", LINE("2", UNSAVED), total, "RE242|D2|入库数量|?|\n"},
                 {"<Row>" UNSAVED "</Row>", LINE("3", DATA("Number", "5")), "", "E124|A1|||1\n"}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        struct jc_buf text = {0};
        char name[16];
        snprintf(name, sizeof name, "%zu.xml", i);
        jc_buf_fmt(&text, XML("%s%s%s%s"), cases[i].above, heads, cases[i].row, cases[i].below);
        kit_write(&kit, name, jc_buf_text(&text));
        expect_ok(&kit, name);
        expect_said(&kit, cases[i].said);
        jc_buf_free(&text);
    }
}

Test(kinds, more_than_four_decimals_are_rounded_once_and_told)
{
    expect_rows("医疗机构,订单号,通用名,单价,入库数量,验收日期\n甲医院,1,甲药,1.23456,5,2024-01-02\n甲医院,2,甲药,67."
                "510000000000005,5,2024-01-02\n",
                "SELECT price FROM purchase", "12346\n675100", "E246|D2|单价|1.23456|1.2346\n");
}

Test(kinds, what_is_said_too_often_is_counted)
{
    struct jc_buf text = {0};
    jc_buf_str(&text, "医疗机构,订单号,通用名,单价,入库数量,验收日期\n");
    for (int i = 0; i < 250; i++)
        jc_buf_fmt(&text, "甲医院,%d,甲药,1.23456,5,2024-01-02\n", i);
    kit_write(&kit, "a.csv", jc_buf_text(&text));
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "246|200\n349|1", "SELECT code, count(*) FROM issue WHERE import > 1 AND code <> 390 GROUP BY 1");
    expect_told(&kit, "E349||||E246\n");
    jc_buf_free(&text);
}

Test(kinds, a_round_number_of_rows_may_be_a_cut_export)
{
    struct jc_buf text = {0};
    jc_buf_str(&text, "医疗机构,订单号,通用名,入库数量,验收日期\n");
    for (int i = 0; i < 10000; i++)
        jc_buf_fmt(&text, "甲医院,%d,甲药,5,2024-01-02\n", i);
    jc_buf_str(&text, "合计,,,50000,\n");
    kit_write(&kit, "a.csv", jc_buf_text(&text));
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "E323||||10000\n");
    kit_book(&kit, "b.xlsx", NULL, "明细\n医疗机构|订单号|通用名|入库数量|验收日期\n乙医院|1|甲药|#5|@2024-01-02\n",
             NULL);
    expect_ok(&kit, "b.xlsx");
    expect_said(&kit, "");
    jc_buf_free(&text);
}

Test(kinds, codes_of_a_wrong_shape_are_told_with_their_cell)
{
    expect_rows("医疗机构编码,医疗机构名称,订单号,国家医保编码,通用名,规格,入库数量,验收日期\nH330102,甲医院,1,"
                "XH14GMG319A07535322646,甲药,1mg,5,2024-01-02\n"
                "H33010200001,乙医院,2,XH14GMG319A075353226465,甲药,1mg,5,2024-01-02\n",
                "SELECT count(*) FROM purchase", "2",
                "E283|A2|医疗机构编码|H330102|\nE281|D2|国家医保编码|XH14GMG319A07535322646|\n");
}

Test(kinds, institutions_of_one_code_and_several_names_are_one)
{
    expect_rows("医疗机构编码,医疗机构名称,订单号,通用名,入库数量,验收日期\nH33010200001,甲医院,1,甲药,5,2024-01-"
                "02\nH33010200001,甲县人民医院,2,甲药,5,2024-01-02\n,甲 "
                "医院,3,甲药,5,2024-01-02\n,乙医院,4,甲药,5,2024-01-02\n",
                "SELECT count(*), count(DISTINCT o.inst) FROM purchase t " ORG, "4|2",
                "E332|2||H33010200001 甲医院|甲县人民医院\n");
}

/* Codes and names are a list if nothing else is there: where they are known apart, that is what tells who is who. */
Test(kinds, codes_and_names_and_nothing_else_are_a_list)
{
    kit_write(&kit, "对照.csv", "序号,医疗机构编码,医疗机构名称,备注\n1,H33000000003,丙医院,\n");
    kit_write(&kit, "多一列.csv", "医疗机构编码,医疗机构名称,\nH33000000004,丁医院,98.5\n");
    kit_write(&kit, "得分.csv", "医疗机构编码,医疗机构名称,床位\nH33000000005,戊医院,98.5\n");
    expect_ok(&kit, "对照.csv");
    expect_ok(&kit, "多一列.csv");
    expect_ok(&kit, "得分.csv");
    kit_write(&kit, "2024年2月未报送机构.csv", "医疗机构编码,医疗机构名称\nH33000000006,己医院\n");
    expect_ok(&kit, "2024年2月未报送机构.csv");
    expect_sql(&kit, "丙医院|1", "SELECT name, declared FROM institution");
    kit_write(&kit, "未央区对照.csv", "医疗机构编码,医疗机构名称\nH61000000007,庚医院\n");
    expect_ok(&kit, "未央区对照.csv");
    expect_sql(&kit, "2", "SELECT count(*) FROM institution");
}

/* Names alone are a list of institutions where the file, the sheet, a title or --kind says so. */
Test(kinds, a_list_of_names_alone_is_one_where_it_is_called_so)
{
    static const char text[] = "序号,医疗机构编码,医疗机构名称\n1,H33000000001,甲医院\n";
    kit_write(&kit, "2024年机构名单.csv", text);
    kit_write(&kit, "表.csv", "医疗机构编码,医疗机构名称,床位\nH33000000003,丙医院,9\n");
    expect_ok(&kit, "2024年机构名单.csv");
    expect_sql(&kit, "甲医院|1", "SELECT name, declared FROM institution");
    expect_ok(&kit, "表.csv");
    expect_files(&kit, "表.csv U E310\n");
    kit_write(&kit, "又.csv", "甲县医院名单,,\n序号,医疗机构编码,医疗机构名称\n1,H33000000002,乙医院\n");
    expect_ok(&kit, "又.csv");
    kit.opts.kind = "institution";
    expect_ok(&kit, "表.csv");
    expect_sql(&kit, "甲医院|乙医院|丙医院",
               "SELECT replace(group_concat(name), ',', '|') FROM (SELECT name FROM institution ORDER BY code)");
}

/* Acceptance goes before stock-in and arrival, 退货日期 is none where there is another; tax is in the price that is owed. */
Test(kinds, of_several_columns_the_one_that_is_meant_is_taken)
{
    expect_rows("医疗机构名称,订单编号,通用名,规格,生产企业,不含税单价,含税单价,入库数量,价税合计,金额(不含税),"
                "退货日期,收货时间,入库日期,"
                "验收合格日期,发票号码\n甲医院,D1,甲药,1mg*7片,甲厂,10,11.3,2,22.6,20,2024-09-09,2024-03-30,2024-03-31,"
                "2024-04-02,"
                "\"F1\nF2\"\n",
                "SELECT t.price, t.amount, day_text(t.day_accept), t.invoices FROM purchase t",
                "113000|226000|2024-04-02|F1,F2",
                "E366||||不含税单价、金额(不含税)、退货日期\nE387||||收货时间、入库日期\n"
                "E223|L2|收货时间|2024-03-30|验收合格日期\nE223|M2|入库日期|2024-03-31|验收合格日期\n");
    expect_rows("医疗机构名称,订单编号,通用名,规格,生产企业,单价(不含税),入库数量,入库日期\n甲医院,D2,甲药,1mg*7片,"
                "甲厂,10,2,2024-03-31\n",
                "SELECT t.price, day_text(t.day_accept) FROM purchase t WHERE order_no = 'D2'", "|2024-03-31",
                "E252||||单价(不含税)\n");
}

/* 万片 in the unit column multiplies what the head leaves to it; the price is of 万片 too where the amount does not deny it. */
Test(kinds, ten_thousands_in_the_unit_column_are_multiplied)
{
    expect_rows("医疗机构名称,订单编号,通用名,规格,转换比,生产企业,单位,单价,采购数量,入库数量,金额,验收日期\n"
                "甲医院,D1,甲药,1mg,7,甲厂,万片,2000,60,50,100000,2024-03-31\n"
                "甲医院,D2,甲药,1mg,7,甲厂,万片,0.2,60,50,100000,2024-03-31\n"
                "甲医院,D3,甲药,1mg,7,甲厂,万片,2000,6,5,,2024-03-31\n"
                "甲医院,D4,甲药,1mg,7,甲厂,片,0.2,60,50,10,2024-03-31\n"
                "甲医院,D5,甲药,1mg,7,甲厂,万片,0.2,60,9000000000000,,2024-03-31\n",
                "SELECT order_no, ordered / 10000, accepted / 10000, price / 10000.0, i.in_units FROM purchase t " ITEM
                " ORDER BY row",
                "D1|600000|500000|0.2|1\nD2|600000|500000|0.2|1\nD3|60000|50000|0.2|1\nD4|60|50|0.2|1",
                "RE241|J6|入库数量|9000000000000|\n");
}

#define AWARDED "SELECT i.generic, t.price FROM award t " ITEM " WHERE NOT builtin ORDER BY t.id"

/* 中选价格(元/支) is that of a pack only where a pack holds one. */
Test(kinds, an_award_price_of_one_of_several_is_no_pack_price)
{
    expect_rows("批次,通用名,规格,转换比,中选企业,中选价格(元/支)\n第五批,甲注射液,5ml:50mg*10支,10,甲厂,1.2345\n"
                "第五批,乙注射液,5ml:50mg,1,甲厂,3\n第五批,丙注射液,5ml:50mg,,甲厂,4\n",
                AWARDED, "甲注射液|123500\n乙注射液|30000", "RE318|4|转换比||转换比\n");
    expect_rows("批次,通用名,规格,中选企业,中选价格(元/板)\n第六批,丁片,1mg*7片/板*4板/"
                "盒,甲厂,3\n第六批,戊片,1mg*24片,甲厂,8\n",
                AWARDED, "甲注射液|123500\n乙注射液|30000\n丁片|120000\n戊片|80000",
                "E251|E3|中选价格(元/板)|板|\nE958|||中选价格(元/板)|1\n");
}

/* Consumables have no pack, and are sold by the piece. */
Test(kinds, an_award_price_of_a_piece_stands_where_nobody_tells_a_pack)
{
    expect_rows("批次,通用名,规格,生产企业,中选价格(元/个)\n第一批耗材,止血夹,AMH-195,甲厂,100\n",
                "SELECT price FROM award WHERE builtin = 0", "1000000", "E251|E2|中选价格(元/个)|个|\n");
}

/* The unit column is parsed as heads and titles are: in brackets, behind a blank, with any ten before the unit. */
Test(kinds, every_spelling_of_many_in_the_unit_column_is_multiplied)
{
    expect_rows(
        "医疗机构名称,订单号,明细编号,通用名,规格,单位,生产企业,入库数量,单价,验收日期\n"
        "甲医院,A,1,甲药,1mg*7片/盒,万片,甲厂,3,,2024-04-05\n甲医院,A,2,甲药,1mg*7片/盒, 万片,甲厂,3,,2024-04-05\n"
        "甲医院,A,3,甲药,1mg*7片/盒,（万片）,甲厂,3,,2024-04-05\n甲医院,A,4,甲药,1mg*7片/盒,百万片,甲厂,3,,2024-04-05\n"
        "甲医院,A,5,甲药,1mg*7片/盒,十万片,甲厂,3,,2024-04-05\n甲医院,A,6,甲药,1mg*7片/盒,千片,甲厂,3,500,2024-04-05\n"
        "甲医院,A,7,甲药,1mg*7片/盒,万盒,甲厂,3,35000,2024-04-05\n甲医院,A,8,甲药,1mg*7片/盒,片,甲厂,3,,2024-04-05\n",
        "SELECT t.line_no, t.accepted / 10000, t.price, i.in_units FROM purchase t " ITEM " ORDER BY t.id",
        "1|30000||1\n2|30000||1\n3|30000||1\n4|3000000||1\n5|300000||1\n6|3000|5000|1\n7|30000|35000|0\n8|3||1", "");
}

/* What is neither a pack nor a smallest unit by its name is a pack, and told, but where the spec says what it holds. */
Test(kinds, a_unit_that_may_be_no_pack_is_told_once_and_one_that_the_spec_knows_is_counted)
{
    expect_rows(
        "医疗机构名称,订单号,明细编号,通用名,规格,单位,生产企业,入库数量,单价,验收日期\n"
        "甲医院,A,1,甲药,1mg*7片/板*4板/盒,板,甲厂,8,3.5,2024-04-05\n甲医院,A,2,甲药,1mg*7片/板*4板/"
        "盒,板,甲厂,8,3.6,2024-04-05\n"
        "甲医院,A,3,乙药,1mg*24片/盒,板,甲厂,8,3.5,2024-04-05\n甲医院,A,4,丙药,1mg*24片/盒,板,甲厂,8,3.5,2024-04-05\n"
        "甲医院,A,5,丁药,1mg*24片/盒*100盒/箱,箱,甲厂,2,350,2024-04-05\n甲医院,A,6,丙药,1mg*24片/"
        "盒,大箱,甲厂,2,350,2024-04-05\n"
        "甲医院,A,7,黄芪,选货,千克,甲厂,2,35,2024-04-05\n甲医院,A,8,丙药,1mg*24片/盒,中包装,甲厂,2,35,2024-04-05\n"
        "甲医院,A,9,戊药,0.9g(100万单位)*10支/盒,支,甲厂,20,3.5,2024-04-05\n",
        "SELECT t.line_no, t.accepted / 10000, t.price, i.in_units FROM purchase t " ITEM " ORDER BY t.id",
        "1|56|5000|1\n2|2|144000|0\n3|8|35000|0\n4|8|35000|0\n5|200|35000|0\n6|2|3500000|0\n7|2|350000|0\n8|2|350000|"
        "0\n"
        "9|20|35000|1",
        "E251|F4|单位|板|\nE251|F7|单位|大箱|\nE251|F9|单位|中包装|\n");
    expect_rows("医疗机构名称,批次,通用名,规格,单位,生产企业,约定采购量,协议开始,协议结束\n"
                "甲医院,第五批,甲药,1mg*7片/板*4板/盒,万板,甲厂,1.5,2024-01-01,2024-12-31\n"
                "甲医院,第五批,乙药,1mg*24片/盒,板,甲厂,8,2024-01-01,2024-12-31\n"
                "甲医院,第五批,丙药,1mg*24片/盒,中盒,甲厂,8,2024-01-01,2024-12-31\n"
                "甲医院,第五批,丁药,5ml*10支/盒,瓶,甲厂,8,2024-01-01,2024-12-31\n",
                "SELECT volume / 10000, unit FROM agreement ORDER BY id", "105000|min\n8|pack",
                "RE342|E3|单位|板|\nRE342|E4|单位|中盒|\nE251|G5|约定采购量|瓶|\n");
}

/* 单位：万片 above holds for the rows whose unit cell is blank; where a cell says otherwise, both are shown. */
/* Of tablets a 瓶 is a pack, of an injection, a liquid or a powder the smallest unit; of what is neither the catalogue tells. */
Test(kinds, an_agreed_volume_in_bottles_is_read_by_what_is_in_them)
{
    expect_rows("医疗机构,批次,通用名,剂型,规格,转换比,生产企业,约定采购量,单位,开始日期,结束日期\n"
                "甲医院,第五批,甲硝唑片,,0.2g,,甲厂,1,瓶,2024-01-01,2024-12-31\n"
                "甲医院,第五批,乙药,片剂,0.2g,,甲厂,2,袋,2024-01-01,2024-12-31\n"
                "甲医院,第五批,丙药,,0.2g*24粒,,甲厂,3,瓶,2024-01-01,2024-12-31\n"
                "甲医院,第五批,注射用丁药,,0.75g,,甲厂,4,瓶,2024-01-01,2024-12-31\n"
                "甲医院,第五批,戊药颗粒,,5g,,甲厂,5,袋,2024-01-01,2024-12-31\n"
                "甲医院,第五批,己药,,5ml:50mg,,甲厂,6,支,2024-01-01,2024-12-31\n"
                "甲医院,第五批,庚药,,0.2g,,甲厂,7,瓶,2024-01-01,2024-12-31\n"
                "甲医院,第五批,辛药,,0.2g,24,甲厂,8,瓶,2024-01-01,2024-12-31\n"
                "甲医院,第五批,壬药片,,0.2g,,甲厂,9,支,2024-01-01,2024-12-31\n"
                "甲医院,第五批,癸药片,,0.2g,,甲厂,10,板,2024-01-01,2024-12-31\n"
                "甲医院,第五批,注射用子药,,0.75g,,甲厂,11,粒,2024-01-01,2024-12-31\n",
                "SELECT volume / 10000, unit FROM agreement ORDER BY id",
                "1|pack\n2|pack\n3|pack\n4|min\n5|min\n6|min\n7|either\n8|either\n9|pack\n11|min",
                "E251|H10|约定采购量|支|\nRE342|I11|单位|板|\nE296|I12|单位|粒|支（瓶、袋）\n");
}

Test(kinds, the_unit_of_a_title_is_that_of_rows_that_name_none)
{
    expect_rows("第五批约定采购量（单位：万片）,,,,,,,,\n医疗机构名称,批次,通用名,规格,生产企业,约定采购量,单位,"
                "协议开始,协议结束\n"
                "甲医院,第五批,甲药,1mg*7片,甲厂,12,,2024-01-01,2024-12-31\n甲医院,第五批,乙药,1mg*7片,甲厂,12,片,2024-"
                "01-01,2024-12-31\n"
                "甲医院,第五批,丙药,1mg*7片,甲厂,12,盒,2024-01-01,2024-12-31\n",
                "SELECT volume / 10000, unit FROM agreement ORDER BY id", "120000|min\n12|min\n12|pack",
                "E362|||万片|\nE253|||万片|片\n");
    expect_rows("采购明细 单位：千片,,,,,,,\n医疗机构名称,订单号,明细编号,通用名,规格,单位,入库数量,退货数量(盒)\n"
                "甲医院,A,1,甲药,1mg*7片,,14,1\n甲医院,A,2,甲药,1mg*7片,盒,14,1\n",
                LINES, "A||140000000|70000||1|千片\nA||140000|10000||0|盒", "E362|||千片|\nE253|||千片|盒\n");
    expect_rows("单位：盒,,,,,,\n医疗机构名称,订单号,明细编号,通用名,规格,采购数量,入库数量(片)\n甲医院,C,1,甲药,1mg*"
                "7片,2,15\n",
                LINES, "C|140000|150000|||1|片", "");
    expect_rows("单位：片、元,,,,,,,\n医疗机构名称,订单号,明细编号,通用名,规格,单位,入库数量,采购金额\n"
                "甲医院,B,1,甲药,1mg*7片,片,14,7\n",
                LINES, "B||140000|||1|片", "");
    kit_write(&kit, "s.csv", "单位：万片,,,\n医疗机构名称,批次,年度,考核得分\n甲医院,第五批,2024,85\n");
    expect_ok(&kit, "s.csv");
    expect_sql(&kit, "85", "SELECT score / 10000 FROM assessment");
}

/* A quantity that is no whole number of packs, to the last digit, counts its line in smallest units: nothing is rounded. */
Test(kinds, a_line_is_counted_in_what_holds_all_of_it)
{
    expect_rows(
        "医疗机构名称,订单号,明细编号,通用名,规格,转换比,生产企业,入库数量(盒),退货数量(片),单价(元/盒),金额,验收日期\n"
        "甲医院,A,1,甲药,1mg,7,甲厂,20,40,7.00,140,2024-04-05\n甲医院,A,2,甲药,1mg,7,甲厂,20,35,7.00,140,2024-04-05\n"
        "甲医院,A,3,甲药,1mg,7,甲厂,20,40,7.10,142,2024-04-05\n",
        LINES, "A||1400000|400000|10000|1|最小单位\nA||200000|50000|70000|0|盒\nA||1400000|400000|10143|1|最小单位",
        "E246|J4|单价(元/盒)|7.10|1.0143\n");
    /* 28 of 10 are 2.8 packs exactly, at a price that is not rounded for them */
    expect_rows("医疗机构名称,订单号,明细编号,通用名,规格,转换比,生产企业,单位,单价(元/盒),入库数量,金额,验收日期\n"
                "甲医院,B,1,甲药,1mg,10,甲厂,片,18.39,28,51.49,2024-04-05\n甲医院,B,2,甲药,1mg,12,甲厂,片,18.40,30,46,"
                "2024-04-05\n"
                "甲医院,B,3,甲药,1mg,7,甲厂,片,7.00,30,30,2024-04-05\n",
                LINES, "B||28000||183900|0|盒\nB||25000||184000|0|盒\nB||300000||10000|1|片", "");
}

/* The amount is the price times one of the quantities, which tells what the price is for. */
Test(kinds, the_amount_tells_what_the_price_is_for)
{
    expect_rows(
        "医疗机构名称,订单号,明细编号,通用名,规格,转换比,生产企业,单价,采购数量(盒),入库数量(片),金额,验收日期\n"
        "甲医院,A,1,甲药,1mg,10,甲厂,18.39,10,100,183.9,2024-04-05\n甲医院,A,2,甲药,1mg,10,甲厂,1.839,10,100,183.9,"
        "2024-04-05\n"
        "甲医院,A,3,甲药,1mg,10,甲厂,18.39,10,55,183.9,2024-04-05\n甲医院,A,4,甲药,1mg,10,甲厂,1.839,10,100,,2024-04-"
        "05\n",
        LINES,
        "A|100000|100000||183900|0|盒\nA|1000000|1000000||18390|1|片\nA|100000|55000||183900|0|盒\n"
        "A|1000000|1000000||18390|1|片",
        "");
    expect_rows(
        "医疗机构名称,订单号,明细编号,通用名,规格,转换比,生产企业,单价(元),入库数量(万片),金额,验收日期\n"
        "甲医院,B,1,甲药,1mg,10,甲厂,18390,1,18390,2024-04-05\n甲医院,B,2,甲药,1mg,10,甲厂,18.39,1,18390,2024-04-05\n"
        "甲医院,B,3,甲药,1mg,10,甲厂,1.839,1,18390,2024-04-05\n",
        LINES, "B||100000000||18390|1|万片\nB||10000000||183900|0|盒\nB||100000000||18390|1|万片", "");
    /* a price of packs, and nobody knows what one holds */
    expect_rows("医疗机构名称,订单号,明细编号,通用名,规格,生产企业,单价(元/盒),入库数量(片),金额,验收日期\n"
                "甲医院,C,1,甲药,1mg,甲厂,18.39,100,183.9,2024-04-05\n",
                LINES, "C||1000000|||1|片", "E379|G2|单价(元/盒)|18.39|\n");
}

#define DEMANDS                                                                                                        \
    "SELECT group_concat((volume / 10000) || unit || ' ' || ifnull(demand / 10000, '') || demand_unit || ' ' || "      \
    "ifnull(price_before, '')) FROM agreement WHERE sheet = (SELECT max(id) FROM sheet)"

/* The price before the round is for one of the demand: each of demand and volume keeps its own unit, also where the row does
   not tell the pack. */
Test(kinds, demand_and_volume_of_an_agreement_keep_their_units)
{
    expect_rows(
        "医疗机构名称,批次,通用名,规格,转换比,生产企业,需求量(片),约定采购量(盒),集采前加权价,协议开始,协议结束\n"
        "甲医院,第五批,甲药,1mg,10,甲厂,3005,200,2.5,2024-01-01,2024-12-31\n"
        "甲医院,第五批,乙药,1mg,,甲厂,3005,200,2.5,2024-01-01,2024-12-31\n",
        DEMANDS, "200pack 3005min 25000,200pack 3005min 25000", "");
    expect_rows(
        "医疗机构名称,批次,通用名,规格,转换比,生产企业,需求量(万盒),约定采购量(片),集采前加权价,协议开始,协议结束\n"
        "乙医院,第五批,甲药,1mg,7,甲厂,0.03,2000,2.5,2024-01-01,2024-12-31\n",
        DEMANDS, "2000min 300pack 25000", "");
    expect_rows(
        "医疗机构名称,批次,通用名,规格,转换比,生产企业,需求量,约定采购量,单位,集采前加权价(元/盒),协议开始,协议结束\n"
        "丙医院,第五批,甲药,1mg,10,甲厂,3000,2000,片,2.5,2024-01-01,2024-12-31\n",
        DEMANDS, "2000min 3000 2500", "");
    /* a bracket beside none */
    expect_rows("医疗机构名称,批次,通用名,规格,生产企业,需求量(盒),约定采购量,集采前加权价(元/盒),协议开始,协议结束\n"
                "丁医院,第五批,甲药,1mg,甲厂,3000,2000,2.5,2024-01-01,2024-12-31\n",
                DEMANDS, "2000 3000pack 25000", "");
    expect_rows("医疗机构名称,批次,通用名,规格,生产企业,需求量,约定采购量(盒),集采前加权价,协议开始,协议结束\n"
                "戊医院,第五批,甲药,1mg,甲厂,3000,2000,2.5,2024-01-01,2024-12-31\n",
                DEMANDS, "2000pack 3000 25000", "");
    /* and the unit column, which speaks of what has none */
    expect_rows("医疗机构名称,批次,通用名,规格,单位,生产企业,需求量,约定采购量(盒),集采前加权价,协议开始,协议结束\n"
                "己医院,第五批,甲药,1mg,片,甲厂,3000,2000,2.5,2024-01-01,2024-12-31\n",
                DEMANDS, "2000pack 3000min 25000", "E378|||约定采购量(盒)|盒\n");
    expect_rows(
        "医疗机构名称,批次,通用名,规格,单位,生产企业,需求量(盒),约定采购量,集采前加权价(元/片),协议开始,协议结束\n"
        "庚医院,第五批,甲药,1mg,片,甲厂,3000,2000,2.5,2024-01-01,2024-12-31\n",
        DEMANDS, "2000min 3000pack ", "E378|||需求量(盒)|盒\nE379|I2|集采前加权价(元/片)|2.50|\n");
}

/* 元/万片 is the price of ten thousand, whatever the quantities are in. */
Test(kinds, a_price_of_ten_thousand_is_divided)
{
    expect_rows("医疗机构名称,订单号,明细编号,通用名,规格,转换比,生产企业,单价(元/万片),入库数量(万片),金额,验收日期\n"
                "甲医院,A,1,甲药,1mg,10,甲厂,18390,1,18390,2024-04-05\n",
                LINES, "A||100000000||18390|1|万片", "");
    expect_rows("医疗机构名称,订单号,明细编号,通用名,规格,转换比,生产企业,单价(元/千片),入库数量(盒),金额,验收日期\n"
                "甲医院,B,1,甲药,1mg,7,甲厂,123.4567,100,86.42,2024-04-05\n",
                LINES, "B||1000000||8642|0|盒", "");
    expect_rows("医疗机构名称,订单号,明细编号,通用名,规格,转换比,生产企业,单价(元/片),入库数量(片),金额,验收日期\n"
                "甲医院,D,1,甲药,1mg,7,甲厂,0.123456,100,12.35,2024-04-05\n",
                LINES, "D||1000000||1235|1|片", "E246|H2|单价(元/片)||0.1235\n");
    expect_rows("医疗机构名称,订单号,明细编号,通用名,规格,转换比,生产企业,单价(万元/万盒),入库数量(盒),金额,验收日期\n"
                "甲医院,C,1,甲药,1mg,7,甲厂,12.5,100,1250,2024-04-05\n",
                LINES, "C||1000000||125000|0|盒", "");
    expect_rows("批次,通用名,规格,转换比,中选企业,中选价格(元/万片)\n第五批,甲药,1mg,28,甲厂,9428.571\n",
                "SELECT price, unit_price FROM award WHERE NOT builtin", "264000|9429", "");
}

/* Where the cell of that column is blank, the next best one has the value, if it is of the same thing. */
Test(kinds, where_the_column_that_is_meant_is_blank_the_next_one_stands_in)
{
    expect_rows("医疗机构名称,订单编号,通用名,规格,生产企业,单价,含税单价,单价(不含税),入库数量,到货数量,金额,价税合计,"
                "退货日期,到货日期,收货日期,入库日期,验收日期\n"
                "甲医院,D1,甲药,1mg*7片,甲厂,11,,9,2,3,22,,2024-09-09,2024-03-29,2024-03-30,2024-03-31,\n"
                "甲医院,D2,甲药,1mg*7片,甲厂,11,12,9,2,3,22,24,2024-09-09,2024-03-29,2024-03-30,2024-03-31,2024-04-01\n"
                "甲医院,D3,甲药,1mg*7片,甲厂,11,/,9,2,3,22,—,2024-09-09,2024-03-29,2024-03-30,,\n"
                "甲医院,D4,甲药,1mg*7片,甲厂,,,9,2,3,,,2024-09-09,2024-03-29,,,\n",
                "SELECT order_no, price / 10000, accepted / 10000, amount / 10000, day_text(day_accept) FROM purchase "
                "ORDER BY row",
                "D1|11|2|22|2024-03-31\nD2|12|2|24|2024-04-01\nD3|11|2|22|2024-03-30\nD4||2||",
                "E366||||单价(不含税)、到货数量、退货日期、到货日期\nE387||||单价、金额、收货日期、入库日期\n"
                "E223|J2|到货数量|3|入库数量\nE223|F3|单价|11|含税单价\nE223|K3|金额|22|价税合计\n"
                "E223|O3|收货日期|2024-03-30|验收日期\nE223|P3|入库日期|2024-03-31|验收日期\n");
}

/* A fault in the cell that stands in is told of that cell, and its own unit holds for it. */
Test(kinds, what_stands_in_is_read_and_told_as_its_own_column_is)
{
    expect_rows("医疗机构名称,订单编号,通用名,规格,生产企业,单价,入库数量,金额(万元),价税合计,入库日期,验收日期\n"
                "甲医院,D1,甲药,1mg*7片,甲厂,11,2,0.0022,,2024-03-31,\n甲医院,D2,甲药,1mg*7片,甲厂,11,2,,22,三月,\n",
                "SELECT order_no, amount / 10000 FROM purchase ORDER BY row", "D1|22",
                "E387||||金额(万元)、入库日期\nRE245|J3|入库日期|三月|\n");
}

/* Award prices and what is owed are with tax: what is without it is compared with neither, and a profile may know better. */
Test(kinds, amounts_without_tax_are_told_and_not_read)
{
    static const char read[] =
        "SELECT price, amount, accepted / 10000 FROM purchase WHERE sheet = (SELECT max(sheet) FROM "
        "purchase)";
    expect_rows("医疗机构名称,订单编号,通用名,规格,生产企业,购入单价(不含税),入库数量,入库金额（不含税，元）,入库日期\n"
                "甲医院,D1,甲药,1mg*7片,甲厂,10,2,20,2024-03-31\n",
                read, "||2", "E252||||购入单价(不含税)、入库金额(不含税,元)\n");
    /* 18.00 without tax beside 1220.40 with it: a receivable of 1080 would be paid too much */
    expect_rows("医疗机构名称,订单编号,通用名,规格,生产企业,不含税单价,入库数量,价税合计,入库日期\n"
                "甲医院,D2,甲药,1mg*7片,甲厂,18,60,1220.40,2024-03-31\n",
                read, "|12204000|60", "E252||||不含税单价\n");
    expect_rows(
        "医疗机构名称,订单编号,通用名,规格,生产企业,无税单价,单价（元，含税）,入库数量,入库金额(元、不含税),金额,"
        "入库日期\n"
        "甲医院,D3,甲药,1mg*7片,甲厂,10,11.3,2,20,22.6,2024-03-31\n甲医院,D4,甲药,1mg*7片,甲厂,10,,2,20,,2024-03-31\n",
        read, "113000|226000|2\n||2", "E366||||无税单价、入库金额(元、不含税)\n");
    expect_rows("医疗机构名称,订单编号,通用名,规格,生产企业,不含税采购单价,购进单价,入库数量,不含税价,入库日期,"
                "验收数量(不含税)\n"
                "甲医院,D5,甲药,1mg*7片,甲厂,10,11,2,9,2024-03-31,7\n",
                read, "110000||2", "E315||||验收数量(不含税)\nE366||||不含税采购单价、不含税价\n");
    /* beside its tax 金额 is what is left without it */
    expect_rows(
        "医疗机构名称,订单编号,通用名,规格,生产企业,入库数量,金额,税额,价税合计,入库日期\n"
        "甲医院,D6,甲药,1mg*7片,甲厂,2,20,2.6,22.6,2024-03-31\n甲医院,D7,甲药,1mg*7片,甲厂,2,20,2.6,,2024-03-31\n",
        read, "|226000|2\n||2", "E257||||税额\nE366||||金额\n");
}

Test(kinds, what_is_paid_or_awarded_without_tax_is_no_ledger_and_no_catalogue)
{
    kit_write(&kit, "a.csv",
              "医疗机构名称,付款日期,供应商,付款金额(不含税)(万元),发票号码\n甲医院,2024-04-01,甲公司,0.01,1\n");
    expect_ok(&kit, "a.csv");
    cr_expect_eq(kit.last.code, 299, "E%d", kit.last.code);
    cr_expect_str_eq(kit.last.value, "付款金额(不含税)(万元)");
    kit_write(&kit, "b.csv",
              "发票号码,销售方名称,购买方名称,开票日期,金额(不含税),税额\n1,甲公司,甲医院,2024-04-01,100,13\n");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "1000000", "SELECT amount FROM invoice");
    kit_write(&kit, "p.tsv", "payment\tpaid\t付款金额(不含税)\n");
    kit.opts.profile = kit_path(&kit, "p.tsv");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "1000000", "SELECT amount FROM payment");
}

/* Below the first table another, of which some heads are the same: its columns are not those of the first. */
Test(kinds, a_table_below_is_not_read_with_the_heads_of_the_first)
{
    expect_rows("医疗机构名称,订单编号,通用名,规格,生产企业,单价,入库数量,入库日期\n甲医院,D1,甲药,1mg*7片,甲厂,10,60,"
                "2024-03-31\n"
                "医疗机构名称,订单编号,通用名,规格,生产企业,单价,退货数量,退货日期\n甲医院,D1,甲药,1mg*7片,甲厂,10,10,"
                "2024-04-30\n",
                "SELECT t.accepted / 10000, t.returned / 10000, day_text(t.day_accept) FROM purchase t ORDER BY t.row",
                "60||2024-03-31\n|10|2024-04-30", "E363||||\n");
}

/* 价格单位 says in every row what its price is for; 单位 片 of a pack of seven leaves it open. */
Test(kinds, the_unit_of_a_price_may_have_a_column)
{
    expect_rows("批次,通用名,规格,生产企业,转换比,中选单价,价格单位\n第九批,甲药,1mg,甲厂,7,0.8,元/"
                "片\n第九批,乙药,1mg,甲厂,7,5.6,元/盒\n"
                "第九批,丙药,1mg,甲厂,7,0.8,片\n第九批,丁药,1mg,甲厂,7,5.6,元\n第九批,戊药,1mg,甲厂,7,56000,元/万盒\n",
                "SELECT i.generic, t.price FROM award t " ITEM " WHERE t.builtin = 0 ORDER BY t.id",
                "甲药|56000\n乙药|56000\n丙药|56000\n丁药|56000", "RE342|G6|价格单位|元/万盒|\nE958|||中选单价|2\n");
    teardown();
    setup();
    expect_rows("医疗机构名称,通用名,规格,生产企业,单位,入库数量,采购单价,价格单位\n甲医院,甲药,1mg*7片/"
                "盒,甲厂,盒,10,0.8,元/片\n"
                "甲医院,甲药,1mg*7片/盒,甲厂,盒,10,5.6,元/盒\n甲医院,甲药,1mg*7片/盒,甲厂,片,70,5.6,元/盒\n"
                "甲医院,甲药,1mg*7片/盒,甲厂,盒,10,5.6,\n",
                "SELECT t.price, t.accepted / 10000 FROM purchase t ORDER BY t.id",
                "56000|10\n56000|10\n56000|10\n56000|10", "");
    teardown();
    setup();
    expect_rows("批次,通用名,规格,生产企业,转换比,中选价,计量单位\n第九批,甲药,1mg,甲厂,7,0.8,片\n第九批,乙药,1mg,甲厂,"
                "7,5.6,盒\n"
                "第九批,丙药,1mg,甲厂,1,5.6,支\n",
                "SELECT i.generic, t.price FROM award t " ITEM " WHERE t.builtin = 0 ORDER BY t.id",
                "乙药|56000\n丙药|56000", "RE259|G2|计量单位|片|\n");
}

/* 计价单位 beside 单位 is that of the price; alone, as hospitals have it, that of all the row. */
Test(kinds, a_unit_of_prices_alone_is_that_of_the_row)
{
    expect_rows("医疗机构名称,通用名,规格,生产企业,计价单位,入库数量,采购单价\n甲医院,甲药,1mg*7片/盒,甲厂,片,70,0.8\n"
                "甲医院,甲药,1mg*7片/盒,甲厂,盒,10,5.6\n",
                "SELECT t.price, t.accepted / 10000, i.in_units FROM purchase t " ITEM " ORDER BY t.id",
                "8000|70|1\n56000|10|0", "");
    teardown();
    setup();
    expect_rows(
        "医疗机构名称,通用名,规格,生产企业,单位,计价单位,入库数量,采购单价\n甲医院,甲药,1mg*7片/盒,甲厂,盒,片,10,0.8\n",
        "SELECT t.price, t.accepted / 10000 FROM purchase t ORDER BY t.id", "56000|10", "");
}

/* 退货单价 and 退货金额 are those of the row where returns are all there is. */
Test(kinds, a_table_of_returns_has_prices_of_its_own)
{
    expect_rows("医疗机构名称,退货单号,退货日期,通用名,规格,生产企业,退货数量,退货单价,退货金额\n"
                "甲医院,T1,2024-04-30,甲药,1mg*7片/盒,甲厂,5,5.6,28\n",
                "SELECT t.returned / 10000, t.price, t.amount FROM purchase t", "5|56000|280000", "");
    teardown();
    setup();
    expect_rows("甲医院退货明细\n退货单号,退货日期,通用名,规格,生产企业,数量,退货单价,退货金额\n"
                "T1,2024-04-30,甲药,1mg*7片/盒,甲厂,5,5.6,28\n",
                "SELECT t.returned / 10000, t.price, t.amount FROM purchase t", "5|56000|280000", "");
    teardown();
    setup();
    expect_rows("医疗机构名称,入库单号,入库日期,通用名,规格,生产企业,数量,退货单价\n"
                "甲医院,T1,2024-04-30,甲药,1mg*7片/盒,甲厂,-5,5.6\n",
                "SELECT t.accepted / 10000, t.price FROM purchase t", "-5|56000", "");
    teardown();
    setup();
    expect_rows("医疗机构名称,订单明细号,通用名,规格,生产企业,入库数量,单价,退货数量,退货金额\n"
                "甲医院,M1,甲药,1mg*7片/盒,甲厂,10,5.6,5,28\n",
                "SELECT t.accepted / 10000, t.returned / 10000, t.price, t.amount FROM purchase t", "10|5|56000|", "");
}

/* 院区 beside a hospital that is named elsewhere is a part of it. */
Test(kinds, a_campus_is_no_hospital_beside_its_hospital)
{
    expect_rows("甲县人民医院入库明细\n院区,订单明细号,通用名,规格,生产企业,入库数量,单价\n东院区,M1,甲药,1mg*7片/"
                "盒,甲厂,10,5.6\n",
                "SELECT o.name, t.accepted / 10000 FROM purchase t JOIN org o ON o.id = t.org", "甲县人民医院|10", "");
    teardown();
    setup();
    expect_rows("医疗机构名称,院区,订单明细号,通用名,规格,生产企业,入库数量,单价\n甲医院,东院区,M1,甲药,1mg*7片/"
                "盒,甲厂,10,5.6\n",
                "SELECT o.name, t.accepted / 10000 FROM purchase t JOIN org o ON o.id = t.org", "甲医院|10", "");
}

/* 销售单位 is who sells, or 盒. */
Test(kinds, who_sells_may_be_a_unit)
{
    expect_rows("医疗机构名称,通用名,规格,生产企业,销售单位,入库数量,采购单价\n甲医院,甲药,1mg*7片/盒,甲厂,片,70,0.8\n",
                "SELECT t.price, t.accepted / 10000, i.in_units, t.supplier FROM purchase t " ITEM " ORDER BY t.id",
                "8000|70|1|", "");
    teardown();
    setup();
    expect_rows("医疗机构名称,通用名,规格,生产企业,销售单位,入库数量,采购单价\n甲医院,甲药,1mg*7片/"
                "盒,甲厂,国药控股有限公司,70,0.8\n",
                "SELECT t.price, t.accepted / 10000, i.in_units, t.supplier FROM purchase t " ITEM " ORDER BY t.id",
                "8000|70|0|1", "");
}

/* 起始日期 and 终止日期 of a catalogue are those of its award. */
Test(kinds, a_catalogue_begins_and_ends)
{
    expect_rows("批次,通用名,规格,生产企业,转换比,中选价格,起始日期,终止日期\n第九批,甲药,1mg,甲厂,7,5.6,2024-01-01,"
                "2025-12-31\n",
                "SELECT day_text(t.day_from), day_text(t.day_to) FROM award t WHERE t.builtin = 0",
                "2024-01-01|2025-12-31", "");
}

/* Institution and month make no duty to report of a table of figures. */
Test(kinds, a_table_of_figures_is_no_list_of_duties)
{
    static const char *const tables[] = {"医疗机构名称,批次名称,统计月份,药品通用名,规格,生产企业,约定采购量\n甲医院,"
                                         "第四批,2024-05,甲药,1mg*7片,甲厂,1000\n",
                                         "医疗机构名称,月份,采购金额,付款金额\n甲医院,2024-05,100,50\n",
                                         "医疗机构名称,月份,完成率,约定采购量\n甲医院,2024-05,85%,100\n"};
    for (size_t i = 0; i < JC_LEN(tables); i++) {
        kit_write(&kit, "a.csv", tables[i]);
        cr_expect_eq(kit_import(&kit, "a.csv", NULL), JC_OK);
        cr_expect_eq(kit.total.loaded, 0, "%s", tables[i]);
        expect_sql(&kit, "0", "SELECT count(*) FROM duty");
    }
    expect_rows("医疗机构名称,月份,是否应报,完成率\n甲医院,2024-05,是,1\n", "SELECT count(*) FROM duty", "1",
                "E257||||完成率\n");
}

/* formats.md 3.4: what is left of a long number, once it is a text again. Of numbers of their own one in ten ends so. */
Test(kinds, long_numbers_that_end_in_zeros_are_told)
{
#define NUMBERED "医疗机构名称,订单号,通用名,规格,生产企业,入库数量,验收日期\n"
#define OF(no)   "甲医院," no ",甲药,1mg*7片,甲厂,8,2024-05-06\n"
    expect_rows(NUMBERED OF("166720000000000000") OF("166722679628365824") OF("351030001351350980"),
                "SELECT order_no FROM purchase ORDER BY id",
                "166720000000000000\n166722679628365824\n351030001351350980", "E258|||166720000000000000|2\n");
    teardown();
    setup();
    expect_rows(NUMBERED OF("166722679628365820") OF("166722679628365821") OF("166722679628365822") OF("20240507000010")
                    OF("24332000000012345678"),
                "SELECT count(*) FROM purchase", "5", "");
}

/* As many rows as a sheet of .xlsx holds below its head. */
Test(kinds, a_sheet_that_is_full_may_be_a_cut_export)
{
    FILE *f = fopen(kit_path(&kit, "a.csv"), "w");
    cr_assert_not_null(f);
    fputs("医疗机构,订单号,通用名,入库数量\n", f);
    for (int i = 0; i < 1048575; i++)
        fprintf(f, "甲医院,%d,甲药,1\n", i);
    cr_assert_eq(fclose(f), 0);
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "E323||||1048575\n");
}

/* formats.md 3.4: gifts and corrections are kept, and told once. What is not delivered yet is none. */
Test(kinds, prices_and_quantities_of_zero_are_told)
{
    expect_rows("医疗机构名称,订单号,通用名,规格,生产企业,采购数量,入库数量,采购单价,验收日期\n"
                "甲医院,D1,甲药,1mg*7片,甲厂,10,0,5.6,\n甲医院,D2,甲药,1mg*7片,甲厂,10,10,0,2024-05-07\n"
                "甲医院,D3,甲药,1mg*7片,甲厂,0,0,5.6,2024-05-07\n甲医院,D4,甲药,1mg*7片,甲厂,0,0,0,2024-05-07\n"
                "甲医院,D5,甲药,1mg*7片,甲厂,10,10,,2024-05-07\n",
                "SELECT count(*) FROM purchase", "5", "E235|||3|1\n");
}

/* A year that is off by one: 31 days before the order are none. */
Test(kinds, acceptance_long_before_the_order_is_told)
{
    expect_rows("医疗机构名称,订单号,通用名,规格,生产企业,采购数量,入库数量,下单日期,验收日期\n"
                "甲医院,D1,甲药,1mg*7片,甲厂,10,10,2024-05-08,2024-04-07\n"
                "甲医院,D2,甲药,1mg*7片,甲厂,10,10,2024-05-08,2024-04-06\n"
                "甲医院,D3,甲药,1mg*7片,甲厂,10,10,2024-05-08,2023-05-10\n"
                "甲医院,D4,甲药,1mg*7片,甲厂,10,10,2024-05-08,2024-05-09\n",
                "SELECT count(*) FROM purchase", "4", "E300|||3|2\n");
}

#define AWARD_HEAD "批次,通用名,规格,包装,中选企业,中选价格(元),供应地区"
#define AWARD_ROW  "第八批,甲药,1mg,7片/盒,甲厂,5.6,浙江"

/* What a title says of the winners: when they begin, what became of others; a sentence below it says nothing. */
Test(kinds, a_title_of_winners_is_read_as_one_whatever_else_it_says)
{
    static const char *const titles[] = {"第八批国采中选结果（2023年7月起执行）", "弃标后重新中选结果",
                                         "某省集采流标品种重新集采中选结果",
                                         "注：1.如下\n2.中选药品停止供应期间，可采购备供企业产品。"};
    for (size_t i = 0; i < JC_LEN(titles); i++) {
        char csv[500];
        kit_close(&kit);
        kit_open(&kit);
        snprintf(csv, sizeof csv, "%s\n" AWARD_HEAD "\n" AWARD_ROW "\n", titles[i]);
        kit_write(&kit, "a.csv", csv);
        (void)kit_import(&kit, "a.csv", NULL);
        cr_expect_str_eq(kit_sql(&kit, "SELECT role, day_to IS NULL FROM award WHERE NOT builtin"), "主供|1", "%s: %s",
                         titles[i], jc_buf_text(&kit.said));
    }
    kit_close(&kit);
    kit_open(&kit);
    kit_write(&kit, "b.csv", AWARD_HEAD ",供应类型\n" AWARD_ROW ",非备供\n");
    (void)kit_import(&kit, "b.csv", NULL);
    expect_sql(&kit, "主供", "SELECT role FROM award WHERE NOT builtin");
}
