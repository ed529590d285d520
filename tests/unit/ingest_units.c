/* In what quantities and prices are counted: which column and which row name the unit, and what a price is for. */
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

TestSuite(units, .init = setup, .fini = teardown);

#define ITEM "JOIN item i ON i.id = t.item"
#define LINES                                                                                                          \
    "SELECT t.accepted / 10000, t.price, t.amount, i.in_units, i.unit FROM purchase t " ITEM                           \
    " WHERE t.sheet = (SELECT max(sheet) FROM purchase) ORDER BY t.id"
#define AGREED                                                                                                         \
    "SELECT volume / 10000, unit, demand / 10000 FROM agreement WHERE sheet = (SELECT max(sheet) FROM agreement) "     \
    "ORDER BY id"

/* A table of one kind in, its rows out, and all that was said. */
static void expect_rows(const char *csv, const char *sql, const char *rows, const char *said)
{
    kit_write(&kit, "a.csv", csv);
    expect_ok(&kit, "a.csv");
    cr_expect_eq(kit.total.loaded, 1, "%s", jc_buf_text(&kit.files));
    cr_expect_str_eq(kit_sql(&kit, sql), rows, "%s\n%s", csv, kit_sql(&kit, sql));
    cr_expect_str_eq(jc_buf_text(&kit.said), said, "%s\nsaid:\n%s", csv, jc_buf_text(&kit.said));
}

/* ---- which column ------------------------------------------------------------------------------------------------ */

static void expect_unit_head(const char *head, const char *unit, const char *rows)
{
    struct jc_buf csv = {0};
    jc_buf_fmt(&csv,
               "医院,药品名称,规格,%s,生产企业,入库日期,入库数量,单价\n"
               "%s%s医院,甲药,10mg*10片/盒,%s,甲厂,2024-05-06,10,1.839\n",
               head, head, unit, unit);
    expect_rows(jc_buf_text(&csv), LINES, rows, "");
    jc_buf_free(&csv);
}

Test(units, a_column_that_holds_units_and_is_called_so_names_the_unit)
{
    static const char *const heads[] = {"入库单位",     "药库单位",    "小单位",  "基本单位",
                                        "最小包装单位", "HIS包装单位", "药房单位"};
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        expect_unit_head(heads[i], "片", "10|18390||1|片");
        expect_unit_head(heads[i], "盒", "10|18390||0|盒");
    }
    /* a known name goes before it, and who received the goods is no unit */
    expect_rows("医院,药品名称,规格,基本单位,单位,生产企业,入库日期,入库数量\n"
                "甲医院,甲药,10mg*10片/盒,片,盒,甲厂,2024-05-06,10\n",
                LINES, "10|||0|盒", "E315||||基本单位\n");
    expect_rows("入库单位,药品名称,规格,单位,生产企业,入库日期,入库数量\n"
                "乙医院,甲药,10mg*10片/盒,盒,甲厂,2024-05-06,10\n",
                LINES, "10|||0|盒", "");
}

Test(units, of_two_such_columns_nobody_knows_which)
{
    kit_write(&kit, "a.csv",
              "医院,药品名称,规格,大单位,小单位,生产企业,入库日期,入库数量\n"
              "甲医院,甲药,10mg*10片/盒,盒,片,甲厂,2024-05-06,10\n");
    (void)kit_import(&kit, "a.csv", NULL);
    cr_expect_eq(kit.last.code, 312, "E%d", kit.last.code);
    /* but where the quantity says so itself */
    expect_rows("医院,药品名称,规格,大单位,小单位,生产企业,入库日期,入库数量(片)\n"
                "甲医院,甲药,10mg*10片/盒,盒,片,甲厂,2024-05-06,10\n",
                LINES, "10|||1|片", "E315||||大单位、小单位\n");
}

/* ---- which row --------------------------------------------------------------------------------------------------- */

#define AGREEMENT "第四批集采约定采购量（协议期2024-04-01至2025-03-31）,,,,\n"

Test(units, a_row_of_units_below_the_head_belongs_to_it)
{
    expect_rows(AGREEMENT "医疗机构,药品名称,规格,中选企业,约定采购量\n,,,,（万片）\n甲医院,甲药,10mg,甲厂,0.1\n",
                AGREED, "1000|min|", "");
    expect_rows(AGREEMENT "医疗机构,药品名称,规格,中选企业,约定采购量\n,,,,万片\n乙医院,甲药,10mg,甲厂,0.1\n", AGREED,
                "1000|min|", "");
    expect_rows("医院,药品名称,规格,生产企业,入库日期,入库数量,单价,入库金额\n"
                ",,,,（年月日）,（盒）,（元）,（万元）\n甲医院,甲药,10mg*10片/盒,甲厂,2024-05-06,10,18.39,0.01839\n",
                LINES, "10|183900|1839000|0|盒", "");
    expect_rows("付款日期,医院,供应商,付款金额\n,,,（万元）\n2024-05-06,甲医院,甲公司,1.839\n",
                "SELECT amount / 10000 FROM payment", "18390", "");
    /* two lines and the units: under a caption, and under one that has nothing below it */
    expect_rows(AGREEMENT "医疗机构,药品名称,规格,中选企业,约定情况,,备注\n,,,,约定采购量,需求量,\n"
                          ",,,,（万片）,（片）,\n丙医院,甲药,10mg,甲厂,0.1,2000,\n",
                AGREED, "1000|min|2000", "");
}

/* What has no unit is marked so, and what the row is stands first. */
Test(units, a_row_of_units_may_say_that_it_is_one_and_where_there_is_none)
{
    expect_rows(AGREEMENT "医疗机构,药品名称,规格,中选企业,约定采购量\n单位,,,,万片\n甲医院,甲药,10mg,甲厂,0.1\n",
                AGREED, "1000|min|", "");
    expect_rows(AGREEMENT "医疗机构,药品名称,规格,中选企业,约定采购量\n/,/,—,-,（万片）\n乙医院,甲药,10mg,甲厂,0.1\n",
                AGREED, "1000|min|", "");
}

/* 1 is no hospital: forms number their columns, below the head and below each that a page repeats. */
Test(units, a_row_that_numbers_the_columns_is_no_data)
{
    static const char head[] = "医疗机构,药品名称,规格,中选企业,约定采购量(片)\n",
                      row[] = "%s%zu医院,甲药,10mg,甲厂,1000\n";
    static const char *const numbers[] = {"1,2,3,4,5\n",    "甲,乙,丙,丁,1\n", "甲,乙,1,2,3=1×2\n",
                                          "栏次,1,2,3,4\n", "①,②,③,④,⑤\n",     "（1）,（2）,（3）,（4）,（5）\n",
                                          "1,2,3,,4\n"};
    for (size_t i = 0; i < JC_LEN(numbers); i++) {
        struct jc_buf text = {0};
        jc_buf_fmt(&text, "%s%s%s", AGREEMENT, head, numbers[i]);
        jc_buf_fmt(&text, row, "甲", i);
        jc_buf_fmt(&text, "%s%s", head, numbers[i]);
        jc_buf_fmt(&text, row, "乙", i);
        expect_rows(jc_buf_text(&text), AGREED, "1000|min|\n1000|min|", "");
        jc_buf_free(&text);
    }
    /* in another order, or beside a text, they are data */
    expect_rows("发票号,付款日期,医院,供应商,付款金额\n1,2024-05-06,甲医院,甲公司,2\n",
                "SELECT amount / 10000 FROM payment", "2", "");
}

/* 100 袋 of 2贴×3袋/盒 are 200 贴, 100 支 of 60吸 are 100 or 6000: no 100 of what is counted. */
Test(units, what_holds_several_of_what_is_counted_is_no_smallest_unit)
{
    expect_rows(
        "医院,药品名称,剂型,规格,单位,生产企业,入库日期,入库数量\n"
        "甲医院,甲膏,贴膏剂,2贴×3袋/盒,袋,甲厂,2024-05-06,100\n甲医院,甲膏,贴膏剂,2贴×3袋/盒,贴,甲厂,2024-05-07,100\n"
        "甲医院,乙药,吸入粉雾剂,50μg×60吸/盒,支,甲厂,2024-05-06,100\n"
        "甲医院,乙药,吸入粉雾剂,50μg×60吸/盒,吸,甲厂,2024-05-07,100\n",
        LINES, "100|||0|袋\n100|||1|贴\n100|||0|支\n100|||1|吸", "");
}

Test(units, whose_money_it_is_changes_nothing_of_how_much)
{
    expect_rows("付款日期,医院,供应商,付款金额（￥）\n2024-05-06,甲医院,甲公司,1839\n",
                "SELECT amount / 10000 FROM payment", "1839", "");
    expect_rows("付款日期,医院,供应商,付款金额(人民币万元)\n2024-05-07,甲医院,甲公司,1.839\n",
                "SELECT amount / 10000 FROM payment WHERE day > 19849", "18390", "");
}

Test(units, what_is_left_of_a_row_of_data_is_no_row_of_units)
{
    expect_rows("医院,药品名称,规格,单位,生产企业,入库日期,入库数量\n,,,片,,,\n"
                "甲医院,甲药,10mg*10片/盒,盒,甲厂,2024-05-06,10\n",
                LINES, "10|||0|盒", "");
}

/* ---- what a price is for ----------------------------------------------------------------------------------------- */

#define PRICED "医院,药品名称,规格,单位,生产企业,入库日期,入库数量,单价,入库金额\n"

/* formats.md: the amount decides whether the price is that of a pack or of one tablet in it. */
Test(units, the_amount_tells_that_the_price_of_packs_is_that_of_a_tablet)
{
    expect_rows(PRICED "甲医院,甲药,10mg*10片/盒,盒,甲厂,2024-05-06,10,1.839,183.90\n"
                       "甲医院,甲药,10mg*10片/盒,盒,甲厂,2024-05-07,10,18.39,183.90\n"
                       "甲医院,甲药,10mg*10片/盒,盒,甲厂,2024-05-08,10,18.39,190\n"
                       "甲医院,甲药,10mg*10片/盒,盒,甲厂,2024-05-09,-10,1.839,-183.90\n"
                       "甲医院,乙药,10ml*1瓶/盒,盒,甲厂,2024-05-08,10,18.39,183.90\n",
                LINES,
                "10|183900|1839000|0|盒\n10|183900|1839000|0|盒\n10|183900|1900000|0|盒\n-10|183900|-1839000|0|盒\n"
                "10|183900|1839000|0|盒",
                "");
}

/* 1.84 × 10 is no price of a pack: the line is counted in tablets, and the amount stands. */
Test(units, a_rounded_price_of_a_tablet_is_not_multiplied)
{
    expect_rows(PRICED "甲医院,甲药,10mg*10片/盒,盒,甲厂,2024-05-06,10,1.84,183.90\n"
                       "甲医院,甲药,10mg*10片/盒,片,甲厂,2024-05-07,100,1.84,183.90\n"
                       "甲医院,甲药,10mg*10片/盒,盒,甲厂,2024-05-08,10,1.84,190\n",
                LINES, "100|18400|1839000|1|片\n100|18400|1839000|1|片\n10|18400|1900000|0|盒", "");
}

/* ---- what a pack is not ------------------------------------------------------------------------------------------ */

/* 注射用… 40mg 支, 2ml:15mg 瓶, a stent of a size by the 个: the smallest unit itself, where nobody tells of a pack. */
Test(units, a_vial_or_a_piece_of_unknown_pack_is_one)
{
    expect_rows("医院,药品名称,规格,单位,生产企业,入库日期,入库数量\n"
                "甲医院,注射用甲,40mg,支,甲厂,2024-05-06,10\n甲医院,甲注射液,2ml:15mg,瓶,甲厂,2024-05-06,10\n"
                "甲医院,注射用甲,40mg,盒,甲厂,2024-05-06,10\n甲医院,甲注射液,2ml:15mg*5支/盒,支,甲厂,2024-05-06,10\n"
                "甲医院,甲片,10mg,瓶,甲厂,2024-05-06,10\n甲医院,甲支架,2.5mm×18mm,个,甲厂,2024-05-06,10\n"
                "甲医院,甲关节,A1,套,甲厂,2024-05-06,10\n甲医院,甲片,10mg,个,甲厂,2024-05-06,10\n",
                "SELECT i.generic || i.unit, i.in_units FROM purchase t " ITEM " ORDER BY t.id",
                "注射用甲支|1\n甲注射液瓶|1\n注射用甲盒|0\n甲注射液支|1\n甲片瓶|0\n甲支架个|1\n甲关节套|1\n甲片个|0",
                "");
    expect_rows("医院,批次,药品名称,规格,单位,生产企业,约定采购量,协议开始,协议结束\n"
                "甲医院,第五批,甲支架,,个,甲厂,10,2024-01-01,2024-12-31\n"
                "甲医院,第五批,甲关节,A1,套,甲厂,10,2024-01-01,2024-12-31\n",
                AGREED, "10|min|\n10|min|", "");
}

/* ---- other money ------------------------------------------------------------------------------------------------- */

#define PAID "SELECT serial, amount / 10000 FROM payment WHERE live = 1 ORDER BY id"
#define LEDGER(more, a, b)                                                                                             \
    "医疗机构,供应商,付款日期," more "\n甲医院,丙公司,2024-05-01," a "\n甲医院,丙公司,2024-05-02," b "\n"

static void expect_paid(const char *csv, const char *rows, const char *said)
{
    kit_close(&kit);
    kit_open(&kit);
    kit_write(&kit, "a.csv", csv);
    (void)kit_import(&kit, "a.csv", NULL);
    expect_sql(&kit, rows, PAID);
    cr_expect_str_eq(jc_buf_text(&kit.said), said, "%s\nsaid:\n%s", csv, jc_buf_text(&kit.said));
}

/* Whatever names another money, it is never added to yuan: 币种, the titles, the cell; blank is yuan. */
Test(units, money_that_is_no_yuan_refuses_its_row)
{
    expect_paid(LEDGER("付款金额,币种,流水号", "100,USD,F1", "50,人民币,F2"), "F2|50", "RE989|E2|币种|USD|\n");
    expect_paid(LEDGER("付款金额,币别,流水号", "100,,F1", "50,CNY-人民币元,F2"), "F1|100\nF2|50", "");
    expect_paid(LEDGER("付款金额,结算币种,流水号", "100,840,F1", "50,RMB,F2"), "F2|50", "RE989|E2|结算币种|840|\n");
    expect_paid(LEDGER("付款金额,币种,流水号", "100,142,F1", "50,本位币,F2"), "F1|100\nF2|50", "");
    expect_paid(LEDGER("付款金额,币种,流水号", "100,人民币(156),F1", "50,RMB￥,F2"), "F1|100\nF2|50", "");
    expect_paid("付款台账 币种：美元\n" LEDGER("付款金额,流水号", "100,F1", "50,F2"), "",
                "RE989|D3|付款金额|美元|\nRE989|D4|付款金额|美元|\n");
    expect_paid("付款台账（单位：万美元）\n" LEDGER("付款金额,流水号,币种", "100,F1,人民币", "50,F2,"), "F1|100",
                "RE989|D4|付款金额|万美元|\n");
    expect_paid("付款台账（USD）\n" LEDGER("付款金额(元),流水号", "100,F1", "50,F2"), "F1|100\nF2|50", "");
    expect_paid("丙公司新元美元债券（代理）\n货币：人民币\n" LEDGER("付款金额,流水号", "100,F1", "50,F2"),
                "F1|100\nF2|50", "");
    expect_paid(LEDGER("付款金额,流水号", "$100,F1", "￥50,F2"), "F2|50", "RE989|D2|付款金额|$100|\n");
}

/* Bookkeeping systems number the moneys, and yuan is the first of them; no other number is yuan, nor one with more digits. */
Test(units, the_first_money_of_a_bookkeeping_system_is_yuan)
{
    expect_paid(LEDGER("付款金额,币种,流水号", "100,01,F1", "50,001 人民币,F2"), "F1|100\nF2|50", "");
    expect_paid(LEDGER("付款金额,币种,流水号", "100,1,F1", "50,人民币元[01],F2"), "F1|100\nF2|50", "");
    expect_paid(LEDGER("付款金额,币种,流水号", "100,02,F1", "50,0101,F2"), "",
                "RE989|E2|币种|02|\nRE989|E3|币种|0101|\n");
    expect_paid("付款台账(1) 币种：美元\n" LEDGER("付款金额,流水号", "100,F1", "50,F2"), "",
                "RE989|D3|付款金额|美元|\nRE989|D4|付款金额|美元|\n");
}

/* A column that names it is not read, and its own cure told; a profile does not make yuan of it. */
Test(units, columns_of_other_money_are_not_read)
{
    expect_paid(LEDGER("付款金额(美元),付款金额(元),流水号", "100,700,F1", "50,350,F2"), "F1|700\nF2|350",
                "E992||||付款金额(美元)\n");
    expect_paid(LEDGER("付款金额（USD）,流水号", "100,F1", "50,F2"), "", "");
    cr_expect_eq(kit.last.code, 991);
    expect_rows("批次,通用名,规格,包装,中选企业,中选价格,币种\n第九批,甲片,1mg,7片/盒,甲厂,1,美元\n"
                "第九批,乙片,1mg,7片/盒,甲厂,1,元\n",
                "SELECT i.generic FROM award t " ITEM " WHERE NOT builtin", "乙片", "RE989|G2|币种|美元|\n");
    expect_rows("医院,药品名称,规格,单位,生产企业,入库日期,入库数量,单价,币种\n"
                "甲医院,甲片,10mg*7片,盒,甲厂,2024-05-06,10,1,HKD\n甲医院,甲片,10mg*7片,盒,甲厂,2024-05-06,10,,HKD\n",
                "SELECT accepted / 10000, price FROM purchase", "10|", "RE989|I2|币种|HKD|\n");
}
