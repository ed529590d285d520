/* Payment timeliness from facts in a database to the indicator tables. */
#include <criterion/criterion.h>
#include <stdarg.h>

#include "jicai/rules.h"
#include "rules/assess.h"
#include "rules/count.h"
#include "rules/pay.h"

/* One statement; %s and %d as in printf. */
static void sql(struct jc_store *db, const char *fmt, ...)
{
    char text[2048];
    struct jc_err err = {0};
    struct jc_stmt *s = NULL;
    va_list ap;
    va_start(ap, fmt);
    vsnprintf(text, sizeof text, fmt, ap);
    va_end(ap);
    cr_assert_eq(jc_stmt_text_open(&s, db, text, false, &err), JC_OK, "%s: %s %s", text, err.value, err.arg[0]);
    cr_assert_eq(jc_stmt_run(s, &err), JC_OK, "%s: %s %s", text, err.value, err.arg[0]);
    jc_stmt_free(s);
}

/* The first row of a query, columns joined by blanks. */
static const char *ask(struct jc_store *db, const char *query)
{
    static char out[512];
    struct jc_stmt *s = NULL;
    size_t n = 0;
    cr_assert_eq(jc_stmt_text_open(&s, db, query, false, NULL), JC_OK, "%s", query);
    out[0] = '\0';
    if (jc_stmt_step(s, NULL) == JC_OK)
        for (int i = 0; i < jc_col_count(s) && n < sizeof out; i++)
            n += (size_t)snprintf(out + n, sizeof out - n, i ? " %s" : "%s",
                                  jc_col_null(s, i) ? "-" : jc_col_text(s, i, NULL));
    jc_stmt_free(s);
    return out;
}

static int day(const char *s)
{
    jc_day d;
    cr_assert(jc_day_parse(&d, NULL, s, strlen(s)));
    return d;
}

static int line_row, pay_row;

static void buy(struct jc_store *db, int org, const char *accept, int yuan)
{
    line_row++;
    sql(db,
        "INSERT INTO purchase(id, sheet, row, nth, state, org, item, line_no, ordered, accepted, price, amount, "
        "supplier, invoices, day_accept) VALUES(%d, 1, %d, 1, 0, %d, 1, 'L%d', 10000, 10000, %d * 10000, %d * 10000, "
        "1, "
        "'I%d', %d)",
        line_row, line_row + 1, org, line_row, yuan, yuan, line_row, day(accept));
}

static void pay(struct jc_store *db, const char *org, const char *on, int yuan, const char *invoice, const char *payer)
{
    pay_row++;
    sql(db,
        "INSERT INTO payment(id, sheet, row, ident, nth, org, day, amount, supplier, invoices, payer) VALUES(%d, 2, "
        "%d, "
        "%d, 1, %s, %d, %d * 10000, 1, %s, %s)",
        pay_row, pay_row + 1, pay_row, org, day(on), yuan, invoice, payer);
}

/* Three institutions in a list, one product with an agreement of the first two. */
static struct jc_store *facts(void)
{
    struct jc_store *db = NULL;
    line_row = pay_row = 0;
    cr_assert_eq(jc_store_open(&db, NULL, JC_STORE_TEMP, NULL), JC_OK);
    sql(db, "INSERT INTO import(id, at, day) VALUES(1, 0, 20000)");
    sql(db, "INSERT INTO file(id, import, path, format, bytes, sha256) VALUES(1, 1, 'a.xlsx', 'xlsx', 1, '%064d')", 1);
    sql(db, "INSERT INTO sheet(id, file, name, kind, header_row, rows, kept, rejected, skipped) VALUES(1, 1, '明细', "
            "'purchase', 1, 9, 9, 0, 0)");
    sql(db,
        "INSERT INTO sheet(id, file, name, kind, header_row, rows, kept, rejected, skipped, ledger_from, ledger_to) "
        "VALUES(2, 1, '台账', 'payment', 1, 9, 9, 0, 0, %d, %d)",
        day("2024-02-01"), day("2024-04-30"));
    for (int i = 1; i <= 3; i++) {
        sql(db,
            "INSERT INTO institution(id, code, name, name_key, region, supply, declared) VALUES(%d, 'H3300000000%d', "
            "'医院%d', '医院%d', '义乌市', '浙江', 1)",
            i, i, i, i);
        sql(db, "INSERT INTO org(id, code, name, name_key, inst) VALUES(%d, 'H3300000000%d', '医院%d', '医院%d', %d)",
            i, i, i, i, i);
    }
    sql(db, "INSERT INTO firm(id, name, key) VALUES(1, '国药', '国药')");
    sql(db,
        "INSERT INTO item(id, code, platform, generic, form, spec, pack, maker, unit, upp_text, generic_key, form_key, "
        "strength_key, upp_column, min_unit, maker_keys) VALUES(1, '', '', '甲药', '片', '5mg', '', '某厂', '盒', "
        "'10', "
        "'甲药', '片', '5mg', 10, '片', '某厂')");
    for (int i = 1; i <= 2; i++)
        sql(db,
            "INSERT INTO agreement(id, sheet, row, ident, nth, org, item, round, volume, unit, day_from, day_to) "
            "VALUES(%d, 1, "
            "%d, %d, 1, %d, 1, 'X1', 10000000, 'min', %d, %d)",
            i, 100 + i, i, i, day("2024-01-01"), day("2024-12-31"));
    return db;
}

static void assess(struct jc_store *db, const char *as_of, struct jc_params *params)
{
    struct jc_err err = {0};
    struct jc_assess what = {.as_of = day(as_of), .from = JC_NO_DAY, .period = ""};
    sql(db, "INSERT OR IGNORE INTO purchase_back SELECT id FROM purchase WHERE accepted < 0");
    cr_assert_eq(jc_assess_run(db, params, &what, &err), JC_OK, "E%03d %s %s %s", err.code, err.value, err.arg[0],
                 err.arg[1]);
    cr_expect_str_eq(ask(db, "SELECT count(*) FROM ind_check WHERE lhs <> rhs"), "0");
}

/* The worked example of rule book part 7, at institution 1. */
static void worked_example(struct jc_store *db)
{
    buy(db, 1, "2024-01-31", 10000);
    buy(db, 1, "2024-02-01", 20000);
    buy(db, 1, "2024-02-28", 5000);
    buy(db, 1, "2024-03-05", 9000);
    sql(db,
        "INSERT INTO purchase(id, sheet, row, nth, state, org, item, accepted, price, supplier, original, day_accept) "
        "VALUES(5, 1, 6, 1, 0, 1, 1, -500, 200000000, 1, 'L2', %d)",
        day("2024-03-01"));
    pay(db, "1", "2024-02-29", 10000, "'I1'", "NULL");
    pay(db, "1", "2024-03-20", 12000, "'I2'", "NULL");
    pay(db, "1", "2024-04-10", 8000, "'I2'", "NULL");
}

Test(rules, the_worked_example_of_payment_comes_out_of_a_database)
{
    struct jc_store *db = facts();
    struct jc_params *params = jc_params_new();
    worked_example(db);
    assess(db, "2024-04-15", params);
    cr_expect_str_eq(ask(db, "SELECT matured_n, matured / 10000, in_time / 10000, in_time_n, late_paid / 10000, "
                             "rate_round(rate(in_time, matured), 4), rate_round(rate(in_time_n, matured_n), 4), "
                             "rate_round(rate(paid_days, matured_paid), 2), overdue / 10000, longest, "
                             "rate_round(rate(matched, net), 4) FROM ind_pay WHERE inst = 1"),
                     "3 34000 22000 1 7000 6471 3333 4652 5000 15 6744");
    cr_expect_str_eq(ask(db, "SELECT payment, amount / 10000, key FROM ind_left"),
                     "3 1000 payment:000000000000:台账:4");
    cr_expect_str_eq(ask(db, "SELECT purchase, unpaid / 10000, overdue, day_text(day_due), rule, supplier, key FROM "
                             "ind_receipt ORDER BY overdue DESC"),
                     "3 5000 15 2024-03-31 eom-next 国药 line:000000000000:明细:4");
    cr_expect_str_eq(ask(db, "SELECT ranked, why, key FROM pay_ranking WHERE kind = 'institution' AND subject = 1"),
                     "0 到期笔数不足 pay:H33000000001:0");
    cr_expect_str_eq(ask(db, "SELECT lines, ranked, why FROM pay_ranking WHERE kind = 'institution' AND subject = 3"),
                     "0 0 未报");
    jc_params_free(params);
    jc_store_free(db);
}

Test(rules, terms_reasons_ledgers_and_refused_rows_are_read)
{
    struct jc_store *db = facts();
    struct jc_params *params = jc_params_new();
    struct jc_err err = {0};
    cr_assert_eq(jc_params_set(params, "payment.rank_min", "1", "--set", &err), JC_OK);
    sql(db,
        "INSERT INTO term(id, sheet, row, ident, nth, region, kind, day_from, rule, payer) VALUES(1, 1, 90, 1, 1, "
        "'浙江省', '', %d, 'days 60', NULL)",
        day("2020-01-01"));
    sql(db,
        "INSERT INTO term(id, sheet, row, ident, nth, region, kind, day_from, rule, payer) VALUES(2, 1, 91, 2, 1, "
        "'义乌市', '其他', %d, 'days 20', 1)",
        day("2020-01-01"));
    buy(db, 1, "2024-01-31", 100); /* selected: days 60 */
    buy(db, 3, "2024-01-31", 50);  /* no agreement: days 20, agency */
    sql(db, "UPDATE purchase SET paid = 500000, day_paid = %d WHERE id = 2", day("2024-02-20"));
    buy(db, 1, "2024-01-31", 30);
    sql(db, "UPDATE purchase SET paid = 300000, day_paid = %d, term = 10 WHERE id = 3", day("2024-02-20"));
    pay(db, "1", "2024-02-25", 100, "'I1'", "0");
    sql(db,
        "INSERT INTO reason(id, sheet, row, ident, nth, org, code, invoices, accepted_by, day) VALUES(1, 1, 92, 1, 1, "
        "1, "
        "'质量争议', 'I3', '医保局', %d)",
        day("2024-05-01"));
    sql(db,
        "INSERT INTO reason(id, sheet, row, ident, nth, org, code, invoices, accepted_by) VALUES(2, 1, 93, 2, 1, 1, "
        "'无人认定', 'I3', '')");
    sql(db,
        "INSERT INTO issue(import, file, sheet, row, cell, field, value, severity, code, arg1, arg2, rejected, org, "
        "amount) VALUES(1, 1, 1, 80, '', '', '', 2, 203, '', '', 1, 1, 20000), (1, 1, 1, 80, '', '', '', 2, 204, '', "
        "'', "
        "1, 1, 20000)");
    assess(db, "2024-04-30", params);
    cr_expect_str_eq(ask(db, "SELECT in_time / 10000, overdue / 10000, overdue_reason / 10000, ranked, why FROM "
                             "pay_ranking WHERE kind = 'institution' AND subject = 1 AND payer = 0"),
                     "100 30 0 0 剔除金额过多");
    cr_expect_str_eq(ask(db, "SELECT lines, amount / 10000, value, detail FROM ind_note WHERE code = 450"),
                     "1 30 30.00 0.00");
    cr_expect_str_eq(
        ask(db,
            "SELECT in_time / 10000, ranked FROM pay_ranking WHERE kind = 'institution' AND subject = 3 AND payer = 1"),
        "50 1");
    cr_expect_str_eq(ask(db, "SELECT rule, reason FROM ind_receipt WHERE purchase = 3"), "contract 10 ");
    assess(db, "2024-05-01", params);
    cr_expect_str_eq(ask(db, "SELECT reason FROM ind_receipt WHERE purchase = 3"), "质量争议");
    cr_expect_str_eq(ask(db, "SELECT overdue_reason / 10000 FROM ind_pay WHERE inst = 1 AND payer = 0"), "30");
    cr_assert_eq(jc_params_set(params, "payment.rank_rejected", "2", "--set", &err), JC_OK);
    assess(db, "2024-04-30", params);
    cr_expect_str_eq(ask(db, "SELECT ranked FROM pay_ranking WHERE kind = 'institution' AND subject = 1 AND payer = 0"),
                     "1", "2 of 132 is under 2 %%");
    jc_params_free(params);
    jc_store_free(db);
}

/* 7.2: to its last day; what no other holds then has the default, and is told. */
Test(rules, a_payment_term_that_ended_is_told)
{
    struct jc_store *db = facts();
    struct jc_params *params = jc_params_new();
    sql(db,
        "INSERT INTO term(id, sheet, row, ident, nth, region, kind, day_from, day_to, rule) VALUES(1, 1, 90, 1, 1, '', "
        "'', %d, %d, 'days 60')",
        day("2020-01-01"), day("2024-01-31"));
    sql(db,
        "INSERT INTO term(id, sheet, row, ident, nth, region, kind, day_from, rule) VALUES(2, 1, 91, 2, 1, '', '耗材', "
        "%d, 'days 20')",
        day("2020-01-01"));
    buy(db, 1, "2024-01-31", 100);
    buy(db, 1, "2024-02-01", 30);
    buy(db, 3, "2024-02-02", 20);
    pay(db, "1", "2024-02-25", 1, "'I1'", "0");
    buy(db, 3, "2024-05-02", 9); /* after the cut-off day */
    assess(db, "2024-04-30", params);
    cr_expect_str_eq(ask(db, "SELECT group_concat(rule, ',') FROM (SELECT rule FROM ind_receipt WHERE purchase <= 3 "
                             "ORDER BY purchase)"),
                     "days 60,eom-next,days 30");
    cr_expect_str_eq(ask(db, "SELECT lines, amount / 10000, purchase FROM ind_note WHERE code = 845"), "2 50 2");
    jc_params_free(params);
    jc_store_free(db);
}

Test(rules, the_rows_behind_a_payment_figure_add_up_to_it)
{
    struct jc_store *db = facts();
    struct jc_params *params = jc_params_new();
    struct jc_assess what = {.as_of = day("2024-04-15"), .from = JC_NO_DAY, .period = ""};
    struct world w;
    bool of[8] = {true};
    worked_example(db);
    assess(db, "2024-04-15", params);
    cr_assert_eq(world_open(&w, db, params, &what, NULL), JC_OK);
    cr_assert_eq(lines_run(&w, NIL, NULL, NULL, NULL), JC_OK);
    cr_assert_eq(pay_finish(w.pay, NULL), JC_OK);
    cr_assert_eq(pay_trace(w.pay, &w, of, 0, JC_ZH, NULL), JC_OK);
    cr_expect_str_eq(ask(db, "SELECT sum(amount) / 10000, count(*) FROM trace WHERE counted AND unit = 'money'"),
                     "34000 3");
    cr_expect_str_eq(
        ask(db, "SELECT sum(amount) / 10000, count(payment) FROM trace WHERE counted AND unit = '元（按期付款）'"),
        "22000 2");
    cr_expect_str_eq(ask(db, "SELECT amount / 10000, why FROM trace WHERE counted AND unit LIKE '%未付%'"),
                     "5000 未付，截止日已逾期 15 天");
    cr_expect_str_eq(ask(db, "SELECT payment, amount / 10000 FROM trace WHERE unit LIKE '%多付%'"), "3 1000");
    cr_expect_str_eq(ask(db, "SELECT sum(amount) / 10000 FROM trace WHERE counted AND unit = '元×天（付款）'"),
                     "1349000");
    cr_expect_str_eq(ask(db, "SELECT why FROM trace WHERE purchase = 1 AND counted AND unit = 'money'"),
                     "应付金额 10000.00 元，应付日 2024-02-29（eom-next），已到期");
    world_free(&w);
    jc_params_free(params);
    jc_store_free(db);
}
