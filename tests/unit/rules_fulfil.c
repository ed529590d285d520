/* Fulfilment: the worked examples of rule book 3 and 4, and the lines that must not count. */
#include "facts.h"

TestSuite(rules);

/* Rule book 4: Q* = 12 000, 190 × 28 and 25 × 14 accepted, 10 × 28 returned. */
static void worked(struct facts *f)
{
    facts_open(f);
    int64_t h = add_inst(f, "H33010000001", "浙江");
    int64_t p28 = add_item(f, "甲片", "20mg", "甲药业有限公司", 28, ""),
            p14 = add_item(f, "甲片", "20mg", "甲药业有限公司", 14, "");
    add_award(f, "R1", "1", p28, 28 * 10000, "浙江", "2024-04-01", "2025-03-31");
    add_agreement(f, h, p28, "R1", 12000, "2024-04-01", "2025-03-31");
    add_line(f, h, p28, "2024-05-10", 190, 280000, "D1", "1");
    add_line(f, h, p14, "2024-06-10", 25, 140000, "D2", "1");
    add_line(f, h, p28, "2024-07-01", -10, 280000, "D1", "1");
}

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
    cr_expect_eq(facts_int(&f, "SELECT count(*) FROM ind_check WHERE lhs <> rhs"), 0);
    facts_close(&f);
}
