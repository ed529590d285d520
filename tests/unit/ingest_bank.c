/* Accounts as banks and accounting programs export them: what went out is paid, and nothing else is. */
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

TestSuite(bank, .init = setup, .fini = teardown);

#define PAID                                                                                                           \
    "SELECT day_text(p.day), p.amount / 10000, ifnull(f.name, '-'), ifnull(p.serial, '-') FROM payment p LEFT JOIN "   \
    "firm f ON f.id = p.supplier WHERE p.live ORDER BY p.row"

/* Each holds the same two payments; `passed` rows are income, of which E228 tells. */
#define TWO "2024-05-07|12000|甲医药有限公司|%s\n2024-05-09|8000|乙医药有限公司|%s"

static void import(const char *name, const char *csv)
{
    kit_close(&kit);
    kit_open(&kit);
    kit_write(&kit, name, csv);
    (void)kit_import(&kit, name, NULL);
}

static void expect_two(const char *name, const char *csv, const char *first, const char *second, const char *passed)
{
    char rows[256], told[64];
    import(name, csv);
    snprintf(rows, sizeof rows, TWO, first, second);
    snprintf(told, sizeof told, "E228||||%s\n", passed);
    cr_expect_str_eq(kit_sql(&kit, PAID), rows, "%s: E%d\n%s", name, kit.last.code, kit_sql(&kit, PAID));
    expect_told(&kit, told);
    cr_expect_null(strstr(jc_buf_text(&kit.said), "RE"), "%s", jc_buf_text(&kit.said));
}

static void expect_refused(const char *name, const char *csv, int code, const char *value)
{
    import(name, csv);
    cr_expect_eq(kit.last.code, code, "%s: E%d %s", name, kit.last.code, kit.last.value);
    cr_expect_str_eq(kit.last.value, value, "%s", kit.last.value);
    expect_sql(&kit, "", PAID);
}

Test(bank, what_the_head_says_went_out_is_paid_and_what_came_in_is_not)
{
    expect_two("甲医院工行.csv",
               "中国工商银行账户明细清单\n账号：1207020009200012345,,户名：甲医院\n"
               "凭证号,交易时间,对方单位,对方行名,对方账号,转入金额,转出金额,余额,摘要,用途\n"
               "1,2024-05-07 09:12:33,甲医药有限公司,工行,62,,\"12,000.00\",\"988,000.00\",付货款,药款\n"
               "2,2024-05-08 10:12:33,甲县医疗保障局,农行,63,\"300,000.00\",,\"1,288,000.00\",医保拨款,\n"
               "3,2024-05-09 11:12:33,乙医药有限公司,农行,64,,\"8,000.00\",\"1,280,000.00\",付货款,耗材\n"
               "合计,,,,,\"300,000.00\",\"20,000.00\",,,\n",
               "1", "3", "1");
    expect_two("甲医院农行.csv",
               "交易时间,交易日期,收入金额,支出金额,账户余额,对方户名,对方账号,交易摘要,交易流水号\n"
               "09:12:33,2024-05-07,0.00,12000.00,988000.00,甲医药有限公司,62,付货款,A1\n"
               "09:12:33,2024-05-08,300000.00,0.00,1288000.00,甲县医疗保障局,63,医保拨款,A2\n"
               "09:12:33,2024-05-09,0.00,8000.00,1280000.00,乙医药有限公司,64,付货款,A3\n",
               "A1", "A3", "1");
    expect_two("甲医院建行.csv",
               "账号,账户名称,交易时间,借方发生额（支取）,贷方发生额（收入）,余额,对方户名,记账日期,摘要,备注,"
               "账户明细编号-交易流水号,凭证号\n"
               "43,甲医院,20240507 09:12:33,12000.00,0.00,988000.00,甲医药有限公司,20240507,电子转账,付货款,1-A1,\n"
               "43,甲医院,20240508 09:12:33,0.00,300000.00,1288000.00,甲县医疗保障局,20240508,电子转账,拨款,1-A2,\n"
               "43,甲医院,20240509 09:12:33,8000.00,0.00,1280000.00,乙医药有限公司,20240509,电子转账,付货款,1-A3,\n",
               "1-A1", "1-A3", "1");
    expect_two("甲医院.csv",
               "交易日期,交易时间,借方发生额(支出),贷方发生额(收入),余额,对方户名,对方账号,摘要,用途,凭证号\n"
               "2024-05-07,09:12:33,12000.00,,988000.00,甲医药有限公司,62,付货款,药款,1\n"
               "2024-05-08,09:12:33,,300000.00,1288000.00,甲县医疗保障局,63,医保拨款,,2\n"
               "2024-05-09,09:12:33,8000.00,,1280000.00,乙医药有限公司,64,付货款,,3\n",
               "1", "3", "1");
    expect_two("甲医院银行对账单.csv",
               "日期,摘要,对方户名,支出,收入,余额\n2024-05-07,付货款,甲医药有限公司,12000.00,,988000.00\n"
               "2024-05-08,医保拨款,甲县医疗保障局,,300000.00,1288000.00\n"
               "2024-05-09,付货款,乙医药有限公司,8000.00,,1280000.00\n",
               "-", "-", "1");
}

Test(bank, the_two_sides_may_stand_below_a_caption)
{
    static const char *const captions[] = {"发生额", "本期发生额", "交易金额"};
    for (size_t i = 0; i < JC_LEN(captions); i++) {
        char csv[800];
        snprintf(csv, sizeof csv,
                 "交易日期,对方信息,,%s,,余额,摘要\n,户名,账号,借方（支出）,贷方（收入）,,\n"
                 "2024-05-07,甲医药有限公司,62,12000,,988000,付货款\n2024-05-08,医保局,63,,300000,1288000,拨款\n"
                 "2024-05-09,乙医药有限公司,64,8000,,1280000,付货款\n",
                 captions[i]);
        expect_two("甲医院.csv", csv, "-", "-", "1");
    }
    expect_refused("甲医院.csv",
                   "交易日期,对方信息,,发生额,,余额,摘要\n,户名,账号,借方,贷方,,\n"
                   "2024-05-07,甲医药有限公司,62,12000,,988000,付货款\n",
                   903, "发生额");
}

Test(bank, totals_and_balances_of_a_book_are_no_payments)
{
    expect_two("甲医院日记账.csv",
               "银行存款日记账\n日期,凭证字号,摘要,对方单位,对方科目,借方(收入),贷方(支出),方向,余额\n"
               "2024-05-01,,期初余额,,,,,借,1000000.00\n2024-05-01,,承前页,,,5,6,借,1000000.00\n"
               "2024-05-07,记-12,付货款,甲医药有限公司,应付账款,,12000.00,借,988000.00\n"
               "2024-05-08,记-13,收医保款,医保局,应收医疗款,300000.00,,借,1288000.00\n"
               "2024-05-09,记-14,付货款,乙医药有限公司,应付账款,,8000.00,借,1280000.00\n"
               "2024-05-09,,本日合计,,,300000.00,12000.00,借,1288000.00\n"
               "2024-05-31,,当前累计,,,300000.00,20000.00,借,1280000.00\n"
               "2024-05-31,,本月合计,,,300000.00,20000.00,借,1280000.00\n"
               "2024-05-31,,本年累计,,,900000.00,220000.00,借,1280000.00\n"
               "2024-05-31,,过次页,,,900000.00,220000.00,借,1280000.00\n"
               "2024-12-31,,结转下年,,,900000.00,220000.00,借,1280000.00\n",
               "记-12", "记-14", "1");
}

Test(bank, a_column_may_say_of_each_row_whether_it_went_out)
{
    static const char *const words[][3] = {{"收支类型", "支出", "收入"},
                                           {"收支方向", "付", "收"},
                                           {"往来账标志", "往账", "来账"},
                                           {"借贷标志", "借（支出）", "贷（收入）"}};
    for (size_t i = 0; i < JC_LEN(words); i++) {
        char csv[800];
        snprintf(csv, sizeof csv,
                 "交易日期,%s,交易金额,余额,对方户名,摘要,流水号\n"
                 "2024-05-07,%s,12000.00,988000.00,甲医药有限公司,付货款,A1\n"
                 "2024-05-08,%s,300000.00,1288000.00,甲县医疗保障局,医保拨款,A2\n"
                 "2024-05-09,%s,8000.00,1280000.00,乙医药有限公司,付货款,A3\n",
                 words[i][0], words[i][1], words[i][2], words[i][1]);
        expect_two("甲医院.csv", csv, "A1", "A3", "1");
    }
}

/* 借 is what went out in the books of the bank, and what came in in those of the hospital. */
Test(bank, a_side_that_nobody_explains_is_asked_for)
{
    expect_refused(
        "甲医院银行.csv",
        "交易日期,借方发生额,贷方发生额,余额,对方户名,摘要,凭证号\n2024-05-07,12000,,988000,甲公司,付货款,1\n"
        "2024-05-08,,300000,1288000,医保局,医保拨款,2\n",
        309, "借方发生额");
    expect_refused("甲医院银行存款日记账.csv",
                   "日期,凭证字号,摘要,对方科目,借方,贷方,方向,余额\n2024-05-07,记-12,付甲公司货款,应付账款,,12000,借,"
                   "988000\n",
                   309, "借方");
    expect_refused(
        "甲医院银行付款.csv",
        "交易日期,金额,余额,对方户名,摘要,流水号\n2024-05-07,-12000,988000,甲公司,付货款,A1\n2024-05-08,300000,"
        "1288000,医保局,拨款,A2\n",
        903, "金额");
    import("甲医院.csv", "付款日期,借贷标志,付款金额,余额,收款单位,流水号\n2024-05-07,借,12000,988000,甲公司,A1\n"
                         "2024-05-08,贷,300000,1288000,医保局,A2\n2024-05-09,,5,9,甲公司,A3\n"
                         "2024-05-09,支出,-7,9,甲公司,A4\n");
    expect_sql(&kit, "2024-05-09|5|甲公司|A3\n2024-05-09|-7|甲公司|A4", PAID);
    expect_told(&kit, "RE901|B2|借贷标志|借|借贷标志\nRE901|B3|借贷标志|贷|借贷标志\n");
    import(
        "a.csv",
        "医疗机构名称,付款日期,供应商,发票号码,金额（元）,余额（元）\n甲县人民医院,2024-05-07,甲公司,F1,12000,8000\n");
    expect_sql(&kit, "12000", "SELECT amount / 10000 FROM payment");
    import("b.csv",
           "医疗机构名称,付款日期,收款单位,发票号码,付款金额,借贷方向\n甲县人民医院,2024-05-08,甲公司,F2,1000,借\n"
           "甲县人民医院,2024-05-08,甲公司,F3,-100,贷\n");
    expect_sql(&kit, "1000 -100", "SELECT group_concat(amount / 10000, ' ') FROM payment WHERE live");
    /* 付款金额 was paid, whatever sort of payment a column calls it */
    import("甲医院.csv", "付款日期,收付类型,付款金额,收款单位,流水号\n2024-05-07,转账,12000,甲公司,A1\n"
                         "2024-05-08,药品货款,8000,甲公司,A2\n2024-05-08,收入,300000,医保局,A3\n");
    expect_sql(&kit, "2024-05-07|12000|甲公司|A1\n2024-05-08|8000|甲公司|A2", PAID);
}

Test(bank, a_profile_says_which_side_was_paid)
{
    kit_write(&kit, "p.tsv", "payment\tpaid\t借方金额\n");
    kit_write(
        &kit, "甲医院.csv",
        "交易日,交易时间,借方金额,贷方金额,余额,摘要,收(付)方名称\n20240507,091233,12000.00,,988000.00,付货款,甲公司\n"
        "20240508,091233,,3000.00,988000.00,收款,医保局\n");
    kit.opts.profile = kit_path(&kit, "p.tsv");
    expect_ok(&kit, "甲医院.csv");
    expect_sql(&kit, "2024-05-07|12000|甲公司|-", PAID);
    expect_told(&kit, "E228||||1\n");
}

/* It was paid and came to nothing: neither may be kept without the other. */
Test(bank, money_that_came_back_is_asked_for)
{
    import("甲医院.csv",
           "交易日期,支出金额,收入金额,余额,收款人,摘要,流水号\n2024-05-07,12000,,988000,甲公司,付货款,A1\n"
           "2024-05-08,,12000,1000000,甲公司,退汇,A2\n2024-05-09,,5,1000005,丙公司,保证金,A3\n");
    expect_sql(&kit, "2024-05-07|12000|甲公司|A1", PAID);
    expect_told(&kit, "RE902|E3|收款人|甲公司|\n");
    expect_told(&kit, "E228||||1\n");
}

Test(bank, what_was_spent_without_saying_on_whom_is_no_payment)
{
    expect_refused("甲医院支出.csv", "科室,日期,支出金额,摘要\n药房,2024-05-07,12000.00,买药\n", 227, "日期");
    import("甲医院付款.csv", "日期,支出金额,摘要\n2024-05-07,12000.00,付货款\n");
    expect_sql(&kit, "2024-05-07|12000|-|-", PAID);
    expect_lacks(&kit, "E525|||甲医院|\nE200||||\n");
}

Test(bank, a_list_of_payments_has_payers_payees_and_their_accounts)
{
    import("a.csv", "付款日期,付款单位,付款账号,收款单位,收款账号,付款金额,用途\n2024-05-07,甲县人民医院,43,甲公司,62,"
                    "12000.00,货款\n合计,,,,,12000.00,\n");
    expect_sql(&kit, "2024-05-07|12000|甲公司|-", PAID);
    expect_sql(&kit, "甲县人民医院", "SELECT o.name FROM payment p JOIN org o ON o.id = p.org");
}

/* A bank that writes what goes out with a sign, or a payment taken back: 付款金额 says that it is the latter. */
Test(bank, a_negative_amount_that_went_out_is_asked_for)
{
    import("甲医院.csv", "交易日期,支出金额,收入金额,余额,对方户名,摘要\n2024-05-07,-12000,,988000,甲公司,付货款\n");
    expect_sql(&kit, "", PAID);
    expect_told(&kit, "RE901|B2|支出金额|-12000|支出金额\n");
    import("甲医院.csv", "付款日期,付款金额,余额,供应商,摘要\n2024-05-07,-12000,988000,甲公司,退回\n");
    expect_sql(&kit, "2024-05-07|-12000|甲公司|-", PAID);
}

/* Numbers that begin anew each day are no numbers of one payment; long ones are, and an export may overlap another. */
Test(bank, short_numbers_of_an_account_begin_anew)
{
    static const char head[] = "交易日期,支出金额,收入金额,余额,对方户名,交易流水号\n";
    char text[400], name[64];
    for (int i = 0; i < 2; i++) {
        const char *no = i ? "20240507000001" : "1";
        kit_close(&kit);
        kit_open(&kit);
        snprintf(text, sizeof text, "%s2024-05-07,12000,,9,甲公司,%s\n", head, no);
        kit_write(&kit, "甲医院5月.csv", text);
        snprintf(text, sizeof text, "%s2024-05-07,12000,,9,甲公司,%s\n2024-06-07,7,,2,甲公司,%s\n", head, no,
                 i ? "20240607000001" : "1");
        kit_write(&kit, "甲医院6月.csv", text);
        expect_ok(&kit, "甲医院5月.csv");
        expect_ok(&kit, "甲医院6月.csv");
        expect_sql(&kit, "12007", "SELECT sum(amount) / 10000 FROM payment WHERE live");
    }
    /* each month's by itself, of a ledger without a balance */
    for (int i = 0; i < 3; i++) {
        snprintf(text, sizeof text,
                 "流水号,付款日期,供应商,付款金额\n1,2024-0%d-07,甲公司,12000\n2,2024-0%d-08,乙公司,%d\n", 5 + i % 2,
                 5 + i % 2, 5 + i % 2);
        snprintf(name, sizeof name, "乙医院%d月%s.csv", 5 + i % 2, i == 2 ? "再次" : "");
        kit_write(&kit, name, text);
        expect_ok(&kit, name);
    }
    expect_sql(&kit, "36018", "SELECT sum(amount) / 10000 FROM payment WHERE live");
}

/* What the fund gives to the hospital is no payment to a supplier; what a supplier got is, whatever it is called. */
Test(bank, what_is_granted_is_a_payment_where_it_says_to_whom)
{
    import("付款.csv", "拨付日期,医疗机构,供应商,拨付金额\n2024-05-07,甲医院,甲公司,12\n");
    expect_sql(&kit, "2024-05-07|12|甲公司|-", PAID);
    import("医保直接结算.csv", "医保基金直接结算货款明细\n结算付款日期,定点医疗机构,配送企业,发票号,拨付金额（元）\n"
                               "2024-05-07,甲医院,甲公司,24000001,12\n");
    expect_sql(&kit, "2024-05-07|12|甲公司|-", PAID);
    import("付款.csv", "付款日期,付款人,收款人,付款总额,流水号\n2024-05-07,甲县人民医院,甲公司,12,S1\n");
    expect_sql(&kit, "2024-05-07|12|甲公司|S1", PAID);
    import("付款.csv", "付款日期,医疗机构,收款人,付款总额,本次付款金额\n2024-05-07,甲医院,甲公司,12,5\n");
    expect_sql(&kit, "2024-05-07|5|甲公司|-", PAID);
    expect_refused("甲医院.csv", "拨付日期,医疗机构,拨付金额\n2024-05-07,甲医院,12\n", 947, "拨付金额");
    expect_refused("医保基金预付.csv", "拨付日期,医疗机构,收款单位,实际拨付金额\n2024-05-07,甲医院,甲公司,12\n", 947,
                   "实际拨付金额");
    expect_refused("甲医院付款汇总.csv", "供应商,1月,2月,3月\n甲公司,3000,2000,\n", 948, "1月、2月");
}

/* 付款人 is the hospital, or who made the transfer for it. */
Test(bank, who_made_a_transfer_is_no_payer)
{
    static const char *const others[] = {"付款户名", "付款方", "付款单位"};
    static const char who[] =
        "SELECT o.name, ifnull(p.payer, '-') FROM payment p LEFT JOIN org o ON o.id = p.org WHERE p.live";
    struct jc_buf csv = {0};
    for (size_t i = 0; i < JC_LEN(others); i++) {
        jc_buf_clear(&csv);
        jc_buf_fmt(&csv, "付款人,付款日期,供应商,付款金额,%s\n张三,2024-05-07,甲公司,12,甲县人民医院\n", others[i]);
        import("付款.csv", jc_buf_text(&csv));
        expect_sql(&kit, "甲县人民医院|0", who);
    }
    import("付款.csv", "付款人,付款日期,供应商,付款金额,医疗机构\n张三,2024-05-07,甲公司,12,甲医院\n");
    expect_sql(&kit, "甲医院|-", who);
    import("付款.csv", "付款人,付款日期,供应商,付款金额,医疗机构\n甲市医保局,2024-05-07,甲公司,12,甲医院\n");
    expect_sql(&kit, "甲医院|1", who);
    expect_refused("付款.csv", "付款人,付款日期,供应商,付款金额\n张三,2024-05-07,甲公司,12\n", 394, "");
    jc_buf_free(&csv);
}

Test(bank, the_number_of_an_account_is_no_income)
{
    import("甲医院.csv", "付款日期,付款金额,收款账号,转入账号,收款单位\n2024-05-07,,622202,622203,甲公司\n"
                         "2024-05-08,5,622202,622203,甲公司\n");
    expect_sql(&kit, "2024-05-08|5|甲公司|-", PAID);
    expect_told(&kit, "RE318|");
}

#define INVOICES "SELECT group_concat(coalesce(invoices, '-'), '; ') FROM (SELECT invoices FROM payment ORDER BY id)"

Test(bank, a_column_called_invoices_holds_their_numbers_or_whether_there_are_any)
{
    kit_write(&kit, "a.csv",
              "医疗机构,付款日期,供应商,付款金额,发票\n甲医院,2024-05-08,甲公司,100,10000001\n甲医院,2024-05-09,甲公司,"
              "80,10000002、10000003\n");
    kit_write(&kit, "b.csv",
              "医疗机构,付款日期,供应商,付款金额,发票\n甲医院,2024-06-08,甲公司,100,已到\n甲医院,2024-06-09,甲公司,80,"
              "未到\n");
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "");
    expect_ok(&kit, "b.csv");
    expect_said(&kit, "E950||||发票\n");
    expect_sql(&kit, "10000001; 10000002,10000003; -; -", INVOICES);
    kit_write(&kit, "c.csv", "医疗机构,通用名,入库数量,入库日期,发票\n甲医院,甲片,1,2024-05-08,10000001\n");
    kit_write(&kit, "d.csv", "医疗机构,通用名,入库数量,入库日期,发票\n甲医院,甲片,2,2024-05-09,已到\n");
    expect_ok(&kit, "c.csv");
    expect_said(&kit, "");
    expect_ok(&kit, "d.csv");
    expect_said(&kit, "E315||||发票\n");
    expect_sql(&kit, "10000001; -", "SELECT group_concat(coalesce(invoices, '-'), '; ') FROM purchase");
}

Test(bank, a_head_that_may_name_what_was_paid_is_told_where_none_is_read)
{
    static const struct {
        const char *head, *said;
    } cases[] = {{"退货发票号", "E315||||退货发票号\nE950||||退货发票号\n"},
                 {"发票编码清单", "E315||||发票编码清单\nE950||||发票编码清单\n"},
                 {"订单流水", "E315||||订单流水\nE950||||订单流水\n"},
                 {"票号", "E315||||票号\nE950||||票号\n"},
                 {"支票号", "E315||||支票号\n"},
                 {"发票张数", "E315||||发票张数\n"},
                 {"发票编码清单,发票号码", "E315||||发票编码清单\n"},
                 {"发票编码清单,订单编号", "E315||||发票编码清单\n"}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        char name[16], text[256];
        snprintf(name, sizeof name, "%zu.csv", i);
        snprintf(text, sizeof text, "医疗机构,付款日期,供应商,付款金额,%s\n甲医院,2024-05-%02zu,甲公司,100,3%s\n",
                 cases[i].head, i + 1, strchr(cases[i].head, ',') ? ",4" : "");
        kit_write(&kit, name, text);
        expect_ok(&kit, name);
        expect_said(&kit, cases[i].said);
    }
}

Test(bank, what_was_paid_in_several_ways_is_told_and_not_read_in_part)
{
    expect_read(
        &kit, "甲医院付款台账.csv",
        "付款日期,供应商,转账金额,承兑金额\n2024-05-07,甲公司,12,\n2024-05-08,甲公司,,8\n2024-05-09,甲公司,5,3\n",
        "SELECT amount / 10000 FROM payment ORDER BY row", "12",
        "E315||||承兑金额\nRE928|D3||8|承兑金额\nRE928|D4||3|承兑金额\n");
    expect_read(&kit, "甲医院付款台账.csv",
                "付款日期,供应商,付款金额,医保支付金额,申请付款金额,累计付款\n2024-05-07,甲公司,12,2,12,12\n"
                "2024-05-08,甲公司,0,8,8,20\n2024-05-09,甲公司,,,9,20\n",
                "SELECT amount / 10000 FROM payment ORDER BY row", "12",
                "E315||||医保支付金额、累计付款\nE257||||申请付款金额\nRE928|D3||8|医保支付金额\nE228||||1\n");
}

Test(bank, what_came_in_cash_or_was_a_fee_was_not_paid_otherwise)
{
    expect_read(&kit, "甲医院付款台账.csv",
                "付款日期,供应商,支出金额,收入金额,现金收入,转账手续费,余额,摘要\n2024-05-07,甲公司,12,,,1,80,货款\n"
                "2024-05-08,甲县医保局,,90,90,1,170,拨款\n",
                "SELECT amount / 10000 FROM payment ORDER BY row", "12",
                "E315||||现金收入、转账手续费\nE257||||收入金额、余额\nE228||||1\n");
}

Test(bank, money_that_came_back_in_a_column_of_its_own_is_told)
{
    expect_read(&kit, "甲医院付款台账.csv",
                "付款日期,供应商,付款金额,退款金额,退款日期,应退款\n2024-05-07,甲公司,12,2,2024-06-01,\n"
                "2024-05-08,甲公司,8,0,,5\n2024-05-09,甲公司,,3,,\n",
                "SELECT amount / 10000 FROM payment ORDER BY row", "12\n8",
                "E315||||退款金额、退款日期、应退款\nE228||||1\nE929|||2|2\n");
}

static void read_alone(const char *csv)
{
    kit_close(&kit);
    kit_open(&kit);
    kit_write(&kit, "甲医院付款台账.csv", csv);
    (void)kit_import(&kit, "甲医院付款台账.csv", NULL);
}

/* 付款年度, 支付平台 and 现金折扣 hold numbers and no money: a row that is not paid yet was not paid otherwise. */
Test(bank, a_number_that_is_no_amount_was_not_paid_otherwise)
{
    static const char *const heads[] = {"付款年度", "付款账期", "付款条件", "可付款金额", "支付平台", "现金折扣"};
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        char csv[300];
        snprintf(csv, sizeof csv,
                 "付款日期,供应商,发票号,付款金额,%s\n2024-06-20,甲公司,24130001,9,2024\n,甲公司,24130002,,2024\n",
                 heads[i]);
        read_alone(csv);
        cr_expect_null(strstr(jc_buf_text(&kit.said), "E928"), "%s: %s", heads[i], jc_buf_text(&kit.said));
    }
    /* the whole goes before what was paid in one way */
    read_alone("付款日期,供应商,发票号,付款金额,转账金额,承兑金额\n2024-06-20,甲公司,24130001,300,100,200\n");
    expect_sql(&kit, "300", "SELECT sum(amount) / 10000 FROM payment");
}
