/* Selected, not selected, substitutes, and prices (rule book 5 and 6). */
#include "facts.h"

TestSuite(classes);

#define CLASSES(f)                                                                                                     \
    facts_text(f, "SELECT (s / 10000) || ' ' || (n / 10000) || ' ' || (t / 10000) || ' ' || (exempt / 10000) "         \
                  "FROM ind_group ORDER BY inst, grp")

/* Group 1 of R1: 甲片 20mg of 甲 (浙江) and of 乙 (江苏); the institution in 浙江 has agreed with 甲 for 2024. */
static int64_t H, OURS, THEIRS, NOBODY;
static void plain(struct facts *f)
{
    facts_open(f);
    H = add_inst(f, "H33010000001", "浙江");
    OURS = add_item(f, "甲片", "20mg", "甲药业有限公司", 10, "");
    THEIRS = add_item(f, "甲片", "20mg", "乙药业有限公司", 10, "");
    NOBODY = add_item(f, "甲片", "20mg", "丙药业有限公司", 7, "");
    add_award(f, "R1", "1", OURS, 100000, "浙江", "2024-01-01", "2024-12-31");
    add_award(f, "R1", "1", THEIRS, 120000, "江苏", "2024-01-01", "2024-12-31");
    add_agreement(f, H, OURS, "R1", 10000, "2024-01-01", "2024-12-31");
}

Test(classes, winners_of_other_regions_and_losers_are_not_selected)
{
    struct facts f;
    plain(&f);
    add_line(&f, H, OURS, "2024-02-01", 5, 100000, "D", "1");
    add_line(&f, H, THEIRS, "2024-02-01", 2, 120000, "D", "2");
    add_line(&f, H, NOBODY, "2024-02-01", 3, 70000, "D", "3");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(CLASSES(&f), "50 41 0 0");
    cr_expect_str_eq(facts_text(&f, "SELECT s_amount || ' ' || n_amount FROM ind_group"), "500000 450000");
    cr_expect_eq(facts_int(&f, "SELECT n_products FROM ind_group"), 2);
    cr_expect_eq(facts_int(&f, "SELECT over_volume + over_amount FROM ind_group"), 0);
    facts_close(&f);
}

Test(classes, a_product_of_nobody_knows_whom_is_neither_selected_nor_not)
{
    struct facts f;
    plain(&f);
    int64_t nameless = add_item(&f, "甲片", "20mg", "", 10, ""), coded = add_item(&f, "甲片", "20mg", "", 10, "X9");
    add_line(&f, H, OURS, "2024-02-01", 5, 100000, "D", "1");
    add_line(&f, H, nameless, "2024-02-01", 7, 100000, "D", "2");
    add_line(&f, H, coded, "2024-02-01", 3, 100000, "D", "3"); /* nothing to compare it with */
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(CLASSES(&f), "50 0 0 0");
    cr_expect_eq(facts_int(&f, "SELECT sum(lines) FROM ind_note WHERE code = 801"), 2);
    cr_expect_eq(facts_int(&f, "SELECT counted FROM ind_agreement"), 500000);
    facts_close(&f);
}

Test(classes, a_code_says_that_a_product_is_not_selected_where_the_winners_have_codes)
{
    struct facts f;
    facts_open(&f);
    int64_t h = add_inst(&f, "H33010000001", "浙江"),
            coded = add_item(&f, "甲片", "20mg", "甲药业有限公司", 10, "XA02BAA001A001010100001"),
            plain_one = add_item(&f, "乙片", "20mg", "甲药业有限公司", 10, ""),
            other = add_item(&f, "甲片", "20mg", "", 10, "XA02BAA001A001010100002"),
            open = add_item(&f, "乙片", "20mg", "", 10, "XA02BAB001A001010100002");
    add_award(&f, "R1", "1", coded, 100000, "浙江", "2024-01-01", "2024-12-31");
    add_award(&f, "R1", "2", plain_one, 100000, "浙江", "2024-01-01", "2024-12-31");
    add_agreement(&f, h, coded, "R1", 10000, "2024-01-01", "2024-12-31");
    add_agreement(&f, h, plain_one, "R1", 10000, "2024-01-01", "2024-12-31");
    add_line(&f, h, other, "2024-02-01", 3, 100000, "D", "1");
    add_line(&f, h, open, "2024-02-01", 3, 100000, "D", "2");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT group_concat(n / 10000) FROM (SELECT n FROM ind_group ORDER BY grp)"),
                     "30,0");
    facts_close(&f);
}

Test(classes, over_the_limit_is_strictly_more_than_half_by_volume_and_by_amount)
{
    static const struct {
        int64_t packs;
        const char *over;
    } cases[] = {{4, "0 0"}, {5, "0 1"}, {6, "1 1"}}; /* 5 of 5 packs are half of the volume, and dearer */
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        struct facts f;
        plain(&f);
        add_line(&f, H, OURS, "2024-02-01", 5, 100000, "D", "1");
        add_line(&f, H, THEIRS, "2024-02-01", cases[i].packs, 120000, "D", "2");
        facts_run(&f, "2024-03-01");
        cr_expect_str_eq(facts_text(&f, "SELECT over_volume || ' ' || over_amount FROM ind_group"), cases[i].over);
        facts_close(&f);
    }
}

Test(classes, only_the_covered_agreement_periods_count)
{
    struct facts f;
    plain(&f);
    add_line(&f, H, THEIRS, "2023-12-31", 2, 120000, "D", "1");
    add_line(&f, H, THEIRS, "2024-01-01", 3, 120000, "D", "2");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(CLASSES(&f), "0 30 0 0");
    facts_close(&f);
}

Test(classes, returns_are_taken_off_their_class)
{
    struct facts f;
    plain(&f);
    add_line(&f, H, THEIRS, "2024-02-01", 3, 120000, "D", "2");
    add_line(&f, H, THEIRS, "2024-02-20", -1, 120000, "D", "2");
    add_line(&f, H, NOBODY, "2024-02-01", 1, 70000, "D", "3");
    add_line(&f, H, NOBODY, "2024-02-02", -1, 70000, "D", "3");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(CLASSES(&f), "0 20 0 0");
    cr_expect_eq(facts_int(&f, "SELECT n_products FROM ind_group"), 1);
    cr_expect_eq(facts_int(&f, "SELECT n_amount FROM ind_group"), 240000);
    facts_close(&f);
}

Test(classes, a_shortage_of_the_selected_product_exempts_and_still_names_the_product)
{
    struct facts f;
    plain(&f);
    facts_sql(&f,
              "INSERT INTO shortage(sheet, row, ident, nth, item, day_from, day_to, region) VALUES(1, 9, 0, 1, ?1, ?2, "
              "?3, '甲县')",
              "iii", OURS, (int64_t)day("2024-02-01"), (int64_t)day("2024-02-10"));
    add_line(&f, H, NOBODY, "2024-02-10", 1, 70000, "D", "1");
    add_line(&f, H, NOBODY, "2024-02-11", 2, 70000, "D", "2");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(CLASSES(&f), "0 14 0 7");
    cr_expect_eq(facts_int(&f, "SELECT n_products FROM ind_group"), 1);
    facts_close(&f);
}

Test(classes, a_shortage_elsewhere_exempts_nobody_here)
{
    struct facts f;
    plain(&f);
    facts_sql(&f,
              "INSERT INTO shortage(sheet, row, ident, nth, item, day_from, region) VALUES(1, 9, 0, 1, ?1, ?2, '江苏')",
              "ii", OURS, (int64_t)day("2024-01-01"));
    facts_sql(&f, "INSERT INTO shortage(sheet, row, ident, nth, item, day_from) VALUES(1, 9, 0, 1, ?1, ?2)", "ii",
              THEIRS, (int64_t)day("2024-01-01")); /* does not supply here */
    add_line(&f, H, NOBODY, "2024-02-10", 1, 70000, "D", "1");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(CLASSES(&f), "0 7 0 0");
    facts_close(&f);
}

Test(classes, a_strength_that_no_group_of_the_round_lists_waits_to_be_classified)
{
    struct facts f;
    plain(&f);
    int64_t second = add_item(&f, "甲片", "40mg", "甲药业有限公司", 10, ""),
            odd = add_item(&f, "甲片", "80mg", "丙药业有限公司", 10, "");
    int64_t own = add_item(&f, "甲片", "40mg", "丙药业有限公司", 10, "");
    add_award(&f, "R1", "2", second, 100000, "浙江", "2024-01-01", NULL);
    add_agreement(&f, H, second, "R1", 10000, "2024-01-01", "2024-12-31");
    add_line(&f, H, odd, "2024-02-10", 1, 70000, "D", "1");
    add_line(&f, H, own, "2024-02-10", 2, 70000, "D", "2");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(CLASSES(&f), "0 0 0 0|0 20 0 0");
    cr_expect_eq(facts_int(&f, "SELECT lines FROM ind_note WHERE code = 415"), 1);
    facts_close(&f);
}

Test(classes, a_substitute_counts_in_every_group_that_lists_it)
{
    struct facts f;
    plain(&f);
    int64_t second = add_item(&f, "乙片", "40mg", "甲药业有限公司", 10, ""),
            sub = add_item(&f, "丁片", "5mg", "丁药业有限公司", 10, "");
    add_award(&f, "R1", "2", second, 100000, "浙江", "2024-01-01", NULL);
    add_agreement(&f, H, second, "R1", 10000, "2024-01-01", "2024-12-31");
    facts_sql(&f,
              "INSERT INTO substitute(sheet, row, ident, nth, round, group_no, variety, generic, generic_key) "
              "VALUES(1, 1, 0, 1, 'R1', '1', '', '丁片', '丁片'), (1, 2, 0, 1, '', '', '乙片', '丁片', '丁片')",
              "");
    add_line(&f, H, sub, "2024-02-10", 4, 50000, "D", "1");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(CLASSES(&f), "0 0 40 0|0 0 40 0");
    cr_expect_str_eq(facts_text(&f, "SELECT t_products || ' ' || t_amount FROM ind_group"), "1 200000|1 200000");
    facts_sql(&f, "UPDATE substitute SET form = '胶囊' WHERE group_no = '1'", "");
    facts_sql(&f, "UPDATE item SET form_key = '片+分散' WHERE generic = '丁片'", "");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(CLASSES(&f), "0 0 0 0|0 0 40 0"); /* the first list means capsules only */
    facts_close(&f);
}

Test(classes, of_two_covered_groups_the_agreement_that_started_last_takes_the_not_selected_line)
{
    struct facts f;
    plain(&f);
    int64_t again = add_item(&f, "甲片", "20mg", "戊药业有限公司", 10, "");
    add_award(&f, "R2", "1", again, 90000, "浙江", "2024-01-01", NULL);
    add_agreement(&f, H, again, "R2", 10000, "2024-02-01", "2024-12-31");
    add_line(&f, H, NOBODY, "2024-01-31", 1, 70000, "D", "1");
    add_line(&f, H, NOBODY, "2024-02-01", 2, 70000, "D", "2");
    add_line(&f, H, again, "2024-01-15", 3, 90000, "D", "3"); /* selected by its award, in no covered group yet */
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(CLASSES(&f), "0 7 0 0|0 14 0 0");
    facts_close(&f);
}

Test(classes, lines_without_units_are_in_neither_volume_nor_amount)
{
    struct facts f;
    plain(&f);
    int64_t odd = add_item(&f, "甲片", "20mg", "己药业有限公司", 0, "");
    add_line(&f, H, odd, "2024-02-10", 1, 70000, "D", "1");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(CLASSES(&f), "0 0 0 0");
    cr_expect_eq(facts_int(&f, "SELECT n_amount FROM ind_group"), 0);
    cr_expect_eq(facts_int(&f, "SELECT lines FROM ind_note WHERE code = 410"), 1);
    facts_close(&f);
}

/* Four months of the group: 10 packs of ours and 10 of others in each of the first three. */
static int64_t shift(int64_t ours, int64_t others, bool gap)
{
    struct facts f;
    plain(&f);
    static const char *const days[] = {"2024-02-10", "2024-03-10", "2024-04-10"};
    for (size_t i = gap; i < JC_LEN(days); i++) {
        add_line(&f, H, OURS, days[i], 10, 100000, days[i], "1");
        add_line(&f, H, THEIRS, days[i], 10, 120000, days[i], "2");
    }
    add_line(&f, H, OURS, "2024-05-10", ours, 100000, "D", "1");
    add_line(&f, H, THEIRS, "2024-05-10", others, 120000, "D", "2");
    facts_run(&f, "2024-06-29"); /* June is not full */
    int64_t out = facts_int(&f, "SELECT shift FROM ind_group");
    facts_close(&f);
    return out;
}

Test(classes, a_shift_needs_both_moves_of_a_fifth_and_all_four_months)
{
    cr_expect_eq(shift(8, 12, false), 1);
    cr_expect_eq(shift(9, 12, false), 0);
    cr_expect_eq(shift(8, 11, false), 0);
    cr_expect_eq(shift(8, 12, true), 0);
}

/* ---- prices ------------------------------------------------------------------------------------ */

#define PRICE(f)                                                                                                       \
    facts_text(                                                                                                        \
        f,                                                                                                             \
        "SELECT expected || ' ' || packs || ' ' || ifnull(over, '—') || ' ' || mode FROM ind_price ORDER BY purchase")

Test(classes, the_awarded_pack_is_compared_exactly_and_overpaid_is_net_of_returns)
{
    struct facts f;
    plain(&f);
    add_line(&f, H, OURS, "2024-02-10", 10, 100000, "D", "1");
    add_line(&f, H, OURS, "2024-02-11", 10, 100001, "D", "2");
    add_line(&f, H, OURS, "2024-02-12", 10, 110000, "D", "3");
    add_line(&f, H, OURS, "2024-02-20", -4, 110000, "D", "3");
    add_line(&f, H, OURS, "2024-02-12", 3, 110000, "D", "4");
    add_line(&f, H, OURS, "2024-02-20", -3, 110000, "D", "4"); /* nothing left: not listed */
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(PRICE(&f), "100000 100000 10 同包装|100000 60000 60000 同包装");
    facts_close(&f);
}

Test(classes, another_pack_is_a_hint_by_the_price_ratio)
{
    struct facts f;
    plain(&f);
    int64_t p20 = add_item(&f, "甲片", "20mg", "甲药业有限公司", 20, ""),
            p5 = add_item(&f, "甲片", "20mg", "甲药业有限公司", 5, "");
    int64_t p14 = add_item(&f, "甲片", "20mg", "甲药业有限公司", 14, "");
    add_line(&f, H, p20, "2024-02-10", 1, 195200, "D", "1"); /* 10.00 × 1.95 = 19.50; 0.02 above is none */
    add_line(&f, H, p20, "2024-02-10", 1, 195300, "D", "2");
    add_line(&f, H, p5, "2024-02-10", 1, 51500, "D", "3"); /* 10.00 / 1.95 = 5.128… -> 5.13 */
    add_line(&f, H, p5, "2024-02-10", 1, 51501, "D", "4");
    add_line(&f, H, p14, "2024-02-10", 1, 138500, "D", "5"); /* 10.00 × 1.95^log2(1.4) = 13.8290… -> 13.83 */
    add_line(&f, H, p14, "2024-02-10", 1, 138501, "D", "6");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(PRICE(&f), "195000 10000 — 按差比价折算|51300 10000 — 按差比价折算|138300 10000 — 按差比价折算");
    cr_expect_eq(facts_int(&f, "SELECT count(*) FROM finding WHERE rule = 'price_over'"), 0);
    facts_close(&f);
}

Test(classes, outside_the_span_of_the_award_nothing_is_compared_but_counted)
{
    struct facts f;
    plain(&f);
    facts_sql(&f, "UPDATE award SET day_from = ?1", "i", (int64_t)day("2024-02-11"));
    add_line(&f, H, OURS, "2024-02-10", 1, 999999, "D", "1");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(PRICE(&f), "");
    cr_expect_eq(facts_int(&f, "SELECT lines FROM ind_note WHERE code = 407"), 1);
    facts_close(&f);
}

Test(classes, a_nominal_start_gives_no_price_finding)
{
    struct facts f;
    plain(&f);
    facts_sql(&f, "UPDATE award SET nominal = 1", "");
    add_line(&f, H, OURS, "2024-02-10", 1, 999999, "D", "1");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(PRICE(&f), "");
    cr_expect_eq(facts_int(&f, "SELECT lines FROM ind_note WHERE code = 414"), 1);
    facts_close(&f);
}

Test(classes, of_two_rows_valid_that_day_the_later_one_prices_then_the_dearer)
{
    struct facts f;
    plain(&f);
    add_award(&f, "R1", "1", OURS, 80000, "浙江", "2024-02-01", "2024-12-31");
    add_award(&f, "R1", "1", OURS, 85000, "浙江", "2024-02-01", "2024-12-31");
    add_line(&f, H, OURS, "2024-02-10", 1, 90000, "D", "1");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(PRICE(&f), "85000 10000 5000 同包装");
    facts_close(&f);
}

Test(classes, with_a_period_only_its_lines_are_compared)
{
    struct facts f;
    plain(&f);
    add_line(&f, H, OURS, "2024-01-31", 1, 110000, "D", "1");
    add_line(&f, H, OURS, "2024-02-01", 1, 110000, "D", "2");
    f.what.from = day("2024-02-01");
    facts_run(&f, "2024-02-29");
    cr_expect_eq(facts_int(&f, "SELECT count(*) FROM ind_price"), 1);
    facts_close(&f);
}

Test(classes, different_prices_of_two_institutions_in_a_month_are_a_spread)
{
    struct facts f;
    plain(&f);
    int64_t other = add_inst(&f, "H33010000002", "浙江");
    add_line(&f, H, OURS, "2024-02-10", 1, 90000, "D", "1");
    add_line(&f, other, OURS, "2024-02-29", 1, 95000, "D", "2");
    add_line(&f, H, OURS, "2024-01-10", 1, 90000, "D", "3"); /* one institution alone */
    add_line(&f, H, OURS, "2024-01-11", 1, 91000, "D", "4");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(
        facts_text(&f, "SELECT month || ' ' || units || ' ' || low || ' ' || high || ' ' || insts FROM ind_spread"),
        "202402 10 90000 95000 2");
    facts_close(&f);
}

Test(classes, an_amount_that_fits_no_quantity_is_found_and_the_product_counts)
{
    struct facts f;
    plain(&f);
    add_line(&f, H, OURS, "2024-02-10", 10, 100000, "D", "1");
    facts_sql(&f, "UPDATE purchase SET amount = 1000100", ""); /* one cent off: the own amount counts */
    add_line(&f, H, OURS, "2024-02-10", 10, 100000, "D", "2");
    facts_sql(&f, "UPDATE purchase SET amount = 1000101 WHERE line_no = '2'", "");
    add_line(&f, H, OURS, "2024-02-10", 10, 100000, "D", "3");
    facts_sql(&f, "UPDATE purchase SET ordered = 200000, amount = 2000000 WHERE line_no = '3'",
              ""); /* amount of the order */
    facts_run(&f, "2024-03-01");
    cr_expect_eq(facts_int(&f, "SELECT s_amount FROM ind_group"), 1000100 + 1000000 + 1000000);
    cr_expect_eq(facts_int(&f, "SELECT lines FROM ind_note WHERE code = 418"), 1);
    facts_close(&f);
}
