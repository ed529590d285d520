/* Fulfilment: the worked examples of rule book 3 and 4, and the lines that must not count. */
#include "facts.h"

TestSuite(rules);

/* Rule book 4: Q* = 12 000, 190 × 28 and 25 × 14 accepted, 10 × 28 returned. */
static void worked(struct facts *f)
{
    facts_open(f);
    int64_t h = add_inst(f, "H33010000001", "浙江");
    int64_t p28 = add_item(f, "甲片", "20mg", "甲药业有限公司", 28, "");
    int64_t p14 = add_item(f, "甲片", "20mg", "甲药业有限公司", 14, "");
    add_award(f, "R1", "1", p28, 28 * 10000, "浙江", "2024-04-01", "2025-03-31");
    add_agreement(f, h, p28, "R1", 12000, "2024-04-01", "2025-03-31");
    add_line(f, h, p28, "2024-05-10", 190, 280000, "D1", "1");
    add_line(f, h, p14, "2024-06-10", 25, 140000, "D2", "1");
    add_line(f, h, p28, "2024-07-01", -10, 280000, "D1", "1");
}

#define COUNTED(f)   facts_int(f, "SELECT sum(counted) / 10000 FROM ind_agreement")
#define STATUS(f)    facts_text(f, "SELECT status || word FROM agreement_status ORDER BY id")
#define CHECKS_OK(f) cr_expect_eq(facts_int(f, "SELECT count(*) FROM ind_check WHERE lhs <> rhs"), 0)

Test(rules, the_worked_example_of_part_4_comes_out_to_the_last_digit)
{
    struct facts f;
    worked(&f);
    facts_run(&f, "2024-09-30");
    cr_expect_eq(facts_int(&f, "SELECT counted FROM ind_agreement"), 5390 * 10000);
    cr_expect_eq(facts_int(&f, "SELECT rate_round(completion, 4) FROM agreement_status"), 4492);
    cr_expect_eq(facts_int(&f, "SELECT rate_round(share, 4) FROM agreement_status"), 5014);
    cr_expect_eq(facts_int(&f, "SELECT rate_round(gap, 4) FROM agreement_status"), -522);
    cr_expect_eq(facts_int(&f, "SELECT remaining FROM agreement_status"), 6610 * 10000);
    cr_expect_eq(facts_int(&f, "SELECT rate_round(rate_div(need30, 10000), 2) FROM agreement_status"), 108956);
    cr_expect_eq(facts_int(&f, "SELECT rate_round(rate_mul(share, rate(8, 10)), 4) FROM agreement_status"), 4011);
    cr_expect_eq(facts_int(&f, "SELECT rate_round(rate_mul(share, rate(9, 10)), 4) FROM agreement_status"), 4512);
    cr_expect_str_eq(facts_text(&f, "SELECT status || word || severe FROM agreement_status"), "低于序时滞后0");
    cr_expect_eq(facts_int(&f, "SELECT rate_round(forecast, 4) FROM agreement_status"), 8959);
    cr_expect_str_eq(facts_text(&f, "SELECT day_text(forecast_day) FROM agreement_status"), "2025-05-13");
    cr_expect_str_eq(facts_text(&f, "SELECT key FROM ind_agreement"),
                     "agr:H33010000001:R1:甲片:20mg:甲药业有限公司:2024-04-01");
    CHECKS_OK(&f);
    facts_close(&f);
}

Test(rules, the_time_share_of_part_3_is_183_of_365_days)
{
    struct facts f;
    worked(&f);
    facts_run(&f, "2024-09-30");
    cr_expect_str_eq(facts_text(&f, "SELECT elapsed || '/' || days FROM ind_agreement"), "183/365");
    facts_close(&f);
}

Test(rules, a_return_after_the_cut_off_is_ignored)
{
    struct facts f;
    worked(&f);
    facts_run(&f, "2024-06-30");
    cr_expect_eq(COUNTED(&f), 190 * 28 + 25 * 14);
    CHECKS_OK(&f);
    facts_close(&f);
}

Test(rules, the_cut_off_day_defaults_to_the_last_acceptance)
{
    struct facts f;
    worked(&f);
    facts_run(&f, NULL);
    cr_expect_eq(f.what.as_of, day("2024-06-10"));
    facts_close(&f);
}

Test(rules, no_acceptance_day_at_all_asks_for_a_cut_off_day)
{
    struct facts f;
    struct jc_err err = {0};
    facts_open(&f);
    cr_expect_eq(jc_assess_run(f.store, f.params, &f.what, &err), JC_USAGE);
    cr_expect_eq(err.code, 404);
    facts_close(&f);
}

/* One institution, one product of 10 tablets a pack, agreement of 1 000 tablets over 100 days from 2024-01-01. */
static int64_t H, P;
static void plain(struct facts *f, int64_t volume)
{
    facts_open(f);
    H = add_inst(f, "H33010000001", "浙江");
    P = add_item(f, "甲片", "20mg", "甲药业有限公司", 10, "");
    add_agreement(f, H, P, "R1", volume, "2024-01-01", "2024-04-09");
}

Test(rules, status_is_judged_exactly_at_each_border)
{
    static const struct {
        int64_t packs;
        const char *status;
    } cases[] = {{0, "零采购严重滞后"}, {-1, "零采购严重滞后"}, {1, "低于序时严重滞后"}, {39, "低于序时严重滞后"},
                 {40, "低于序时滞后"},  {44, "低于序时滞后"},   {45, "低于序时临近"},    {49, "低于序时临近"},
                 {50, "正常达标"},      {100, "正常达标"},      {101, "超量达标"}};
    for (size_t i = 0; i < JC_LEN(cases); i++) { /* half of the time is over: 50 of 100 packs are on track */
        struct facts f;
        plain(&f, 1000);
        add_line(&f, H, P, "2024-02-01", cases[i].packs, 10000, "D", "1");
        facts_run(&f, "2024-02-19");
        cr_expect_str_eq(STATUS(&f), cases[i].status, "%lld packs: %s", (long long)cases[i].packs, STATUS(&f));
        facts_close(&f);
    }
}

Test(rules, no_agreed_volume_has_no_rate_and_is_in_no_count)
{
    struct facts f;
    plain(&f, 0);
    add_line(&f, H, P, "2024-02-01", 5, 10000, "D", "1");
    facts_run(&f, "2024-02-19");
    cr_expect_str_eq(STATUS(&f), "无约定量");
    cr_expect_eq(
        facts_int(&f, "SELECT completion IS NULL AND forecast_day IS NULL AND NOT counts FROM agreement_status"), 1);
    facts_close(&f);
}

Test(rules, an_agreement_that_has_not_begun_is_a_row_without_figures)
{
    struct facts f;
    plain(&f, 1000);
    facts_run(&f, "2023-12-31");
    cr_expect_str_eq(STATUS(&f), "未开始");
    cr_expect_eq(facts_int(&f, "SELECT completion IS NULL AND share IS NULL AND remaining IS NULL AND gap IS NULL "
                               "FROM agreement_status"),
                 1);
    cr_expect_eq(facts_int(&f, "SELECT count(*) FROM finding WHERE rule = 'zero_purchase'"), 0);
    facts_close(&f);
}

Test(rules, an_ended_agreement_is_reported_only_with_a_period_that_holds_its_end)
{
    struct facts f;
    plain(&f, 1000);
    add_line(&f, H, P, "2024-04-09", 60, 10000, "D", "1");
    facts_run(&f, "2024-04-10");
    cr_expect_eq(facts_int(&f, "SELECT count(*) FROM ind_agreement"), 0);
    f.what.from = day("2024-04-01");
    facts_run(&f, "2024-04-30");
    cr_expect_str_eq(
        facts_text(&f, "SELECT ended || ' ' || elapsed || '/' || days || ' ' || counted FROM ind_agreement"),
        "1 100/100 6000000");
    f.what.from = day("2024-04-10");
    facts_run(&f, "2024-04-30");
    cr_expect_eq(facts_int(&f, "SELECT count(*) FROM ind_agreement"), 0);
    facts_close(&f);
}

Test(rules, an_ended_agreement_still_takes_the_lines_of_its_own_period)
{
    struct facts f;
    plain(&f, 1000);
    add_agreement(&f, H, P, "R1", 2000, "2024-04-10", "2025-04-09");
    add_line(&f, H, P, "2024-04-09", 7, 10000, "D", "1");
    add_line(&f, H, P, "2024-04-10", 3, 10000, "D", "2");
    facts_run(&f, "2024-05-01");
    cr_expect_eq(COUNTED(&f), 30);
    facts_close(&f);
}

Test(rules, of_overlapping_agreements_the_one_that_started_last_takes_the_line)
{
    struct facts f;
    plain(&f, 1000);
    add_agreement(&f, H, P, "R1", 2000, "2024-02-01", "2025-01-31");
    add_line(&f, H, P, "2024-01-31", 1, 10000, "D", "1");
    add_line(&f, H, P, "2024-02-01", 2, 10000, "D", "2");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT counted / 10000 FROM ind_agreement ORDER BY day_from"), "10|20");
    CHECKS_OK(&f);
    facts_close(&f);
}

Test(rules, an_agreement_of_the_same_strength_goes_before_a_later_one_of_another)
{
    struct facts f;
    plain(&f, 1000);
    int64_t p10 = add_item(&f, "甲片", "10mg", "甲药业有限公司", 10, "");
    add_agreement(&f, H, p10, "R1", 500, "2024-02-01", "2025-01-31");
    add_line(&f, H, P, "2024-02-05", 4, 10000, "D", "1");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT counted / 10000 FROM ind_agreement ORDER BY day_from"), "40|0");
    facts_close(&f);
}

static void other_strength(struct facts *f, const char *value)
{
    struct jc_err err;
    plain(f, 1000);
    int64_t p5 = add_item(f, "甲片", "5mg", "甲药业有限公司", 10, "");
    add_line(f, H, p5, "2024-02-05", 8, 10000, "D", "1");
    cr_assert_eq(jc_params_set(f->params, "fulfil.other_strength", value, "--set", &err), JC_OK);
    facts_run(f, "2024-03-01");
}

Test(rules, another_strength_of_the_winner_counts_by_unit_by_content_or_not)
{
    struct facts f;
    other_strength(&f, "unit");
    cr_expect_str_eq(facts_text(&f, "SELECT (counted / 10000) || ' ' || (counted_other / 10000) FROM ind_agreement"),
                     "80 80");
    facts_close(&f);
    other_strength(&f, "content");
    cr_expect_eq(COUNTED(&f), 20);
    facts_close(&f);
    other_strength(&f, "no");
    cr_expect_eq(COUNTED(&f), 0);
    facts_close(&f);
}

Test(rules, cancelled_undated_zero_later_and_foreign_lines_do_not_count)
{
    struct facts f;
    plain(&f, 1000);
    int64_t other = add_inst(&f, "H33010000002", "浙江"), q = add_item(&f, "乙片", "20mg", "甲药业有限公司", 10, "");
    add_line(&f, H, P, "2024-02-01", 5, 10000, "D", "1");
    facts_sql(&f, "UPDATE purchase SET void = 1", "");
    add_line(&f, H, P, "2024-02-01", 6, 10000, "D", "2");
    facts_sql(&f, "UPDATE purchase SET day_accept = NULL WHERE line_no = '2'", "");
    add_line(&f, H, P, "2024-02-01", 0, 10000, "D", "3");
    add_line(&f, H, P, "2024-03-02", 7, 10000, "D", "4");
    add_line(&f, other, P, "2024-02-01", 8, 10000, "D", "5");
    add_line(&f, H, q, "2024-02-01", 9, 10000, "D", "6");
    add_line(&f, H, P, "2024-02-01", 1, 10000, "D", "7");
    facts_run(&f, "2024-03-01");
    cr_expect_eq(COUNTED(&f), 10);
    cr_expect_eq(facts_int(&f, "SELECT lines FROM ind_note WHERE code = 416"), 1);
    cr_expect_eq(facts_int(&f, "SELECT lines FROM ind_note WHERE code = 419"), 1);
    CHECKS_OK(&f);
    facts_close(&f);
}

Test(rules, a_line_without_units_per_pack_is_listed_and_not_counted)
{
    struct facts f;
    plain(&f, 1000);
    int64_t odd = add_item(&f, "甲片", "20mg", "甲药业有限公司", 0, "");
    add_line(&f, H, odd, "2024-02-01", 5, 10000, "D", "1");
    facts_run(&f, "2024-03-01");
    cr_expect_eq(COUNTED(&f), 0);
    cr_expect_eq(facts_int(&f, "SELECT lines FROM ind_note WHERE code = 410"), 1);
    facts_close(&f);
}

Test(rules, a_linked_return_belongs_to_the_period_of_its_original)
{
    struct facts f;
    plain(&f, 1000);
    add_agreement(&f, H, P, "R1", 2000, "2024-04-10", "2025-04-09");
    add_line(&f, H, P, "2024-04-09", 7, 10000, "D", "1");
    add_line(&f, H, P, "2024-04-20", 5, 10000, "D", "2");
    add_line(&f, H, P, "2024-04-25", -2, 10000, "D", "1"); /* of the ended agreement */
    f.what.from = day("2024-04-01");
    facts_run(&f, "2024-04-30");
    cr_expect_str_eq(facts_text(&f, "SELECT counted / 10000 FROM ind_agreement ORDER BY day_from"), "50|50");
    CHECKS_OK(&f);
    facts_close(&f);
}

Test(rules, an_unlinked_return_counts_on_its_own_day_and_is_listed)
{
    struct facts f;
    plain(&f, 1000);
    add_line(&f, H, P, "2024-02-01", 7, 10000, "D", "1");
    add_line(&f, H, P, "2024-02-09", -2, 10000, "X", "9");
    facts_run(&f, "2024-03-01");
    cr_expect_eq(COUNTED(&f), 50);
    cr_expect_eq(facts_int(&f, "SELECT lines FROM ind_note WHERE code = 417"), 1);
    facts_close(&f);
}

/* Two agreements, one that has ended; a return in April of what was bought by the first. Lines of order D without numbers. */
static void expect_return_of_order(const char *change, const char *counted, int64_t lost, int64_t torn)
{
    struct facts f;
    plain(&f, 1000);
    add_agreement(&f, H, P, "R1", 2000, "2024-04-10", "2025-04-09");
    add_line(&f, H, P, "2024-04-08", 7, 10000, "D", "1");
    add_line(&f, H, P, "2024-04-20", 5, 10000, "E", "1");
    add_line(&f, H, P, "2024-04-25", -2, 10000, "D", "2");
    add_line(&f, H, P, "2024-04-26", -1, 10000, "D", "3");
    facts_sql(&f, "UPDATE purchase SET line_no = NULL", "");
    if (*change)
        facts_sql(&f, change, "");
    f.what.from = day("2024-04-01");
    facts_run(&f, "2024-04-30");
    const char *got = facts_text(&f, "SELECT counted / 10000 FROM ind_agreement ORDER BY day_from");
    cr_expect_str_eq(got, counted, "%s: %s", change, got);
    cr_expect_eq(facts_int(&f, "SELECT coalesce(sum(lines), 0) FROM ind_note WHERE code = 417"), lost, "%s", change);
    cr_expect_eq(facts_int(&f, "SELECT coalesce(sum(lines), 0) FROM ind_note WHERE code = 831"), torn, "%s", change);
    CHECKS_OK(&f);
    facts_close(&f);
}

#define BUY_AGAIN(accepted)                                                                                            \
    "INSERT INTO purchase(sheet, row, nth, state, org, item, order_no, ordered, accepted, price, supplier, "           \
    "day_order, "                                                                                                      \
    "day_ship, day_accept) SELECT sheet, 99, 2, 0, org, item, order_no, 100000, " accepted                             \
    ", price, supplier, day_order, 1, day_accept FROM purchase WHERE order_no = 'D' AND accepted > 0; "

Test(rules, a_return_without_line_number_belongs_to_the_one_line_of_its_order)
{
    expect_return_of_order("", "40|50", 0, 0);
    expect_return_of_order("UPDATE purchase SET line_no = 'M' WHERE accepted > 0", "40|50", 0, 0);
    expect_return_of_order("UPDATE purchase SET order_no = 'X' WHERE accepted < 0", "70|20", 2, 0);
    expect_return_of_order("UPDATE purchase SET order_no = NULL WHERE accepted < 0", "70|20", 2, 0);
    expect_return_of_order("UPDATE purchase SET void = 1 WHERE order_no = 'D' AND accepted > 0", "0|20", 2, 0);
    /* another line of the order; one that has not arrived */
    expect_return_of_order(BUY_AGAIN("70000"), "140|20", 0, 2);
    expect_return_of_order(BUY_AGAIN("0"), "40|50", 0, 0);
}

Test(rules, a_return_without_line_number_belongs_to_the_deliveries_of_one_line)
{
    struct facts f;
    for (int numbered = 0; numbered < 2; numbered++) {
        plain(&f, 1000);
        add_agreement(&f, H, P, "R1", 2000, "2024-04-10", "2025-04-09");
        add_line(&f, H, P, "2024-04-08", 7, 10000, "D", "1");
        add_line(&f, H, P, "2024-04-09", 3, 10000, "D", "1");
        add_line(&f, H, P, "2024-04-25", -8, 10000, "D", "2");
        facts_sql(&f,
                  "UPDATE purchase SET ordered = 100000, day_order = 1, line_no = nullif(line_no, iif(?1 = 0 OR "
                  "accepted < 0, line_no, 0))",
                  "i", (int64_t)numbered);
        f.what.from = day("2024-04-01");
        facts_run(&f, "2024-04-30");
        cr_expect_str_eq(facts_text(&f, "SELECT counted / 10000 FROM ind_agreement ORDER BY day_from"), "20|0", "%d",
                         numbered);
        CHECKS_OK(&f);
        facts_close(&f);
    }
}

Test(rules, a_return_may_name_its_original_by_line_number)
{
    struct facts f;
    plain(&f, 1000);
    add_agreement(&f, H, P, "R1", 2000, "2024-04-10", "2025-04-09");
    add_line(&f, H, P, "2024-04-09", 7, 10000, "D", "M7");
    add_line(&f, H, P, "2024-04-25", -2, 10000, "T1", "T1");
    facts_sql(&f, "UPDATE purchase SET original = 'M7' WHERE order_no = 'T1'", "");
    f.what.from = day("2024-04-01");
    facts_run(&f, "2024-04-30");
    cr_expect_str_eq(facts_text(&f, "SELECT counted / 10000 FROM ind_agreement ORDER BY day_from"), "50|0");
    facts_close(&f);
}

/* 原入库单号, 原订单号: the one row of the product in that receipt or order; behind a line of that number, before the row's own. */
Test(rules, a_return_may_name_the_receipt_or_the_order_of_its_original)
{
    static const struct {
        const char *change, *counted;
        int64_t lost, torn;
    } cases[] = {
        {"UPDATE purchase SET delivery_no = 'K' || id, original = iif(accepted < 0, 'K1', NULL)", "50|50", 0, 0},
        {"UPDATE purchase SET original = iif(accepted < 0, 'D', NULL)", "50|50", 0, 0},
        {"UPDATE purchase SET original = iif(accepted < 0, 'X', NULL)", "70|30", 1, 0},
        {"UPDATE purchase SET original = iif(accepted < 0, 'X', NULL), order_no = iif(accepted < 0, 'D', order_no)",
         "50|50", 0, 0},
        {"UPDATE purchase SET delivery_no = 'K', original = iif(accepted < 0, 'K', NULL)", "70|30", 0, 1},
        {"UPDATE purchase SET delivery_no = 'M' || id, original = iif(accepted < 0, 'M1', NULL), "
         "line_no = iif(id = 2, 'M1', line_no)",
         "70|30", 0, 0}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        struct facts f;
        plain(&f, 1000);
        add_agreement(&f, H, P, "R1", 2000, "2024-04-10", "2025-04-09");
        add_line(&f, H, P, "2024-04-08", 7, 10000, "D", "1");
        add_line(&f, H, P, "2024-04-20", 5, 10000, "E", "1");
        add_line(&f, H, P, "2024-04-25", -2, 10000, "T", "");
        facts_sql(&f, "UPDATE purchase SET line_no = NULL WHERE line_no = ''", "");
        facts_sql(&f, cases[i].change, "");
        f.what.from = day("2024-04-01");
        facts_run(&f, "2024-04-30");
        const char *got = facts_text(&f, "SELECT counted / 10000 FROM ind_agreement ORDER BY day_from");
        cr_expect_str_eq(got, cases[i].counted, "%zu: %s", i, got);
        cr_expect_eq(facts_int(&f, "SELECT coalesce(sum(lines), 0) FROM ind_note WHERE code = 417"), cases[i].lost,
                     "%zu", i);
        cr_expect_eq(facts_int(&f, "SELECT coalesce(sum(lines), 0) FROM ind_note WHERE code = 831"), cases[i].torn,
                     "%zu", i);
        CHECKS_OK(&f);
        facts_close(&f);
    }
}

Test(rules, a_returned_quantity_counts_with_its_line_and_alone_as_a_return)
{
    struct facts f;
    plain(&f, 1000);
    add_line(&f, H, P, "2024-02-01", 7, 10000, "D", "1");
    facts_sql(&f, "UPDATE purchase SET returned = 20000", "");
    add_line(&f, H, P, "2024-02-02", 0, 10000, "D", "1"); /* a row of its own: accepted 0, returned 3 */
    facts_sql(&f, "UPDATE purchase SET returned = 30000 WHERE accepted = 0", "");
    facts_run(&f, "2024-03-01");
    cr_expect_eq(COUNTED(&f), 70 - 20 - 30);
    CHECKS_OK(&f);
    facts_close(&f);
}

Test(rules, one_return_over_two_deliveries_of_its_line_takes_the_older_first)
{
    struct facts f;
    plain(&f, 1000);
    add_agreement(&f, H, P, "R1", 2000, "2024-02-01", "2025-01-31");
    add_line(&f, H, P, "2024-01-20", 4, 10000, "D", "1");
    add_line(&f, H, P, "2024-02-10", 6, 10000, "D", "1");
    add_line(&f, H, P, "2024-02-20", -5, 10000, "D", "1");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT counted / 10000 FROM ind_agreement ORDER BY day_from"), "0|50");
    facts_close(&f);
}

Test(rules, the_forecast_day_is_the_real_day_once_the_volume_is_reached)
{
    struct facts f;
    plain(&f, 100);
    add_line(&f, H, P, "2024-02-05", 6, 10000, "D", "1");
    add_line(&f, H, P, "2024-02-10", 4, 10000, "D", "2");
    add_line(&f, H, P, "2024-02-01", 1, 10000, "D", "3");
    add_line(&f, H, P, "2024-02-10", -1, 10000, "D", "3");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT day_text(forecast_day) FROM agreement_status"), "2024-02-10");
    cr_expect_eq(facts_int(&f, "SELECT need30 IS NULL AND remaining = 0 FROM agreement_status"), 1);
    facts_close(&f);
}

/* Rule book 4.6: a rate, so that with six days left it is five times what remains. */
Test(rules, what_is_needed_in_thirty_days_is_a_rate)
{
    static const struct {
        const char *day;
        int64_t need; /* of 6 610 tablets, in hundredths */
    } cases[] = {{"2025-02-28", 639677}, {"2025-03-01", 661000}, {"2025-03-25", 3305000}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        struct facts f;
        worked(&f);
        facts_run(&f, cases[i].day);
        cr_expect_eq(facts_int(&f, "SELECT remaining FROM agreement_status"), 6610 * 10000);
        cr_expect_eq(facts_int(&f, "SELECT rate_round(rate_div(need30, 10000), 2) FROM agreement_status"),
                     cases[i].need);
        facts_close(&f);
    }
}

Test(rules, agreed_volumes_in_packs_are_converted_or_listed)
{
    struct facts f;
    plain(&f, 40);
    int64_t odd = add_item(&f, "乙片", "20mg", "乙药业有限公司", 0, "");
    add_agreement(&f, H, odd, "R1", 40, "2024-01-01", "2024-04-09");
    facts_sql(&f, "UPDATE agreement SET unit = 'pack'", "");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT agreed / 10000 FROM ind_agreement ORDER BY id"), "400|0");
    cr_expect_eq(facts_int(&f, "SELECT count(*) FROM ind_note WHERE code = 421"), 1);
    facts_close(&f);
}

/* A damaged database ends nothing: packs of a sheet that is not there are those of one file. */
Test(rules, agreements_of_a_sheet_that_does_not_exist_are_counted)
{
    struct facts f;
    plain(&f, 40);
    int64_t p7 = add_item(&f, "甲片", "20mg", "甲药业有限公司", 7, "");
    add_agreement(&f, H, p7, "R1", 70, "2024-01-01", "2024-04-09");
    facts_sql(&f, "UPDATE agreement SET sheet = 2000000000", "");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT agreed / 10000 FROM ind_agreement ORDER BY id"), "110");
    facts_close(&f);
}

Test(rules, the_priced_terms_are_rounded_once_and_use_the_award_of_the_first_day)
{
    struct facts f;
    plain(&f, 1000);
    int64_t p7 = add_item(&f, "甲片", "20mg", "甲药业有限公司", 7, "");
    add_award(&f, "R1", "1", p7, 66000, "浙江", "2023-01-01", "2024-01-31"); /* 6.60 for 7 */
    add_award(&f, "R1", "1", p7, 50000, "浙江", "2024-02-01", NULL);
    add_line(&f, H, P, "2024-02-01", 33, 10000, "D", "1");
    facts_run(&f, "2024-02-19");
    /* 1 000 × 6.6 / 7 = 942.857142…; 330 × 6.6 / 7 = 311.142857…; half of the time */
    cr_expect_str_eq(facts_text(&f,
                                "SELECT price || '/' || price_units || ' ' || due_value || ' ' || done_value || ' ' || "
                                "share_value FROM ind_agreement"),
                     "66000/7 9428571 3111429 4714286");
    facts_close(&f);
}

Test(rules, a_shortage_of_the_product_here_gives_days_and_evidence)
{
    struct facts f;
    plain(&f, 1000);
    facts_sql(
        &f,
        "INSERT INTO shortage(sheet, row, ident, nth, item, day_from, day_to, org) VALUES(1, 77, 0, 1, ?1, ?2, ?3, ?4)",
        "iiii", P, (int64_t)day("2023-12-30"), (int64_t)day("2024-01-03"), H);
    facts_sql(&f,
              "INSERT INTO shortage(sheet, row, ident, nth, item, day_from, day_to) VALUES(1, 78, 0, 1, ?1, ?2, NULL)",
              "ii", P, (int64_t)day("2024-02-29"));
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT short_days || ' ' || short_evidence FROM ind_agreement"),
                     "5 a.csv › a › 77");
    facts_close(&f);
}

Test(rules, accepted_reasons_for_volume_are_joined_and_others_left_out)
{
    struct facts f;
    plain(&f, 1000);
    facts_sql(&f,
              "INSERT INTO reason(sheet, row, ident, nth, org, code, item, accepted_by, day) VALUES(1, 1, 0, 1, ?1, "
              "'停产', ?2, '县医保局', ?3)",
              "iii", H, P, (int64_t)day("2024-03-01"));
    facts_sql(&f,
              "INSERT INTO reason(sheet, row, ident, nth, org, code, round, accepted_by) VALUES(1, 2, 0, 1, ?1, "
              "'科室调整', 'R1', '县医保局')",
              "i", H);
    facts_sql(&f, "INSERT INTO reason(sheet, row, ident, nth, org, code, item) VALUES(1, 3, 0, 1, ?1, '未认定', ?2)",
              "ii", H, P);
    facts_sql(&f,
              "INSERT INTO reason(sheet, row, ident, nth, org, code, item, accepted_by, day) VALUES(1, 4, 0, 1, ?1, "
              "'以后', ?2, '县医保局', ?3)",
              "iii", H, P, (int64_t)day("2024-03-02"));
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT reason FROM ind_agreement"), "停产；科室调整");
    facts_close(&f);
}

Test(rules, rows_for_two_packs_of_a_product_are_one_agreement)
{
    struct facts f;
    plain(&f, 1000);
    int64_t p20 = add_item(&f, "甲片", "20mg", "甲药业有限公司", 20, "");
    add_agreement(&f, H, p20, "R1", 500, "2024-01-01", "2024-04-09");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT agreed / 10000 FROM ind_agreement"), "1500");
    cr_expect_eq(facts_int(&f, "SELECT count(*) FROM ind_note WHERE code = 814"), 1);
    facts_close(&f);
}

/* The same agreement under another name of its round: the later import counts, whichever stands first. */
Test(rules, a_second_row_for_an_agreement_takes_the_place_of_the_first_and_is_told)
{
    static const char *const rounds[][2] = {{"R1", "R1"}, {"第四批", "国家第四批集采"}, {"NVBP04", "第四批"}};
    for (size_t i = 0; i < JC_LEN(rounds); i++) {
        struct facts f;
        facts_open(&f);
        int64_t h = add_inst(&f, "H33010000001", "浙江"), p = add_item(&f, "甲片", "20mg", "甲药业有限公司", 10, "");
        add_award(&f, "NVBP04", "1", p, 10, "浙江", "2024-01-01", "2024-12-31");
        facts_sql(&f, "UPDATE award SET round_name = '第四批国家组织药品集中采购'", "");
        add_agreement(&f, h, p, rounds[i][0], 1000, "2024-01-01", "2024-12-31");
        add_agreement(&f, h, p, rounds[i][1], 300, "2024-01-01", "2024-12-31");
        add_agreement(&f, h, p, rounds[i][1], 40, "2025-01-01", "2025-12-31");
        facts_run(&f, "2024-06-30");
        cr_expect_str_eq(facts_text(&f, "SELECT agreed / 10000 FROM ind_agreement ORDER BY day_from"), "300|40");
        cr_expect_str_eq(facts_text(&f, "SELECT lines || value || detail FROM ind_note WHERE code = 812"),
                         "1300（a.csv › a › 4）1000（a.csv › a › 3）");
        facts_close(&f);
    }
}

Test(rules, a_second_run_replaces_the_first)
{
    struct facts f;
    worked(&f);
    facts_run(&f, "2024-09-30");
    facts_run(&f, "2024-06-30");
    cr_expect_eq(facts_int(&f, "SELECT count(*) FROM ind_agreement"), 1);
    cr_expect_eq(facts_int(&f, "SELECT as_of FROM run"), day("2024-06-30"));
    facts_close(&f);
}

Test(rules, a_figure_that_is_too_large_is_told_with_its_place)
{
    struct facts f;
    struct jc_err err = {0};
    worked(&f);
    facts_sql(&f, "UPDATE agreement SET volume = 9000000000000000000", "");
    f.what.as_of = day("2024-09-30");
    cr_expect_eq(jc_assess_run(f.store, f.params, &f.what, &err), JC_LIMIT);
    cr_expect_eq(err.code, 406);
    cr_expect_str_eq(err.file, "a.csv");
    cr_expect_str_eq(err.cell, facts_text(&f, "SELECT row FROM agreement"));
    facts_close(&f);
}

/* Two spellings of a maker, the same in everything that is shown: the later file stands behind, whoever came first. */
Test(rules, agreements_alike_stand_in_the_order_of_their_files)
{
    static const char *const made[] = {"甲药业有限公司", "甲药业股份有限公司"};
    for (int swap = 0; swap < 2; swap++) {
        struct facts f;
        facts_open(&f);
        int64_t h = add_inst(&f, "H33010000001", "浙江");
        for (int i = 0; i < 2; i++)
            add_agreement(&f, h, add_item(&f, "甲片", "20mg", made[i ^ swap], 10, ""), "R1", 1000 + i, "2024-01-01",
                          "2024-12-31");
        if (swap)
            facts_sql(&f, "UPDATE agreement SET row = 1000 - row", "");
        facts_run(&f, "2024-06-30");
        cr_expect_str_eq(facts_text(&f, "SELECT a.agreed / 10000 FROM ind_agreement AS a ORDER BY a.place"),
                         swap ? "1001|1000" : "1000|1001");
        facts_close(&f);
    }
}
