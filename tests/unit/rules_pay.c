/* Payment timeliness (rule book 7): due days, maturity, returns, and which money settles which receipt. */
#include "unit/pay_kit.h"

static void expect_due(const char *accept, const char *due)
{
    struct pay *p = world("2030-01-01");
    buy(p, 1, accept, 1, "");
    finish(p);
    char text[11];
    jc_day_text(text, line(p, 1)->due);
    cr_expect_str_eq(text, due, "%s -> %s", accept, text);
    pay_free(p);
}

/* ---- the worked example ------------------------------------------------------------------------ */

Test(rules, the_worked_example_of_payment_comes_out_to_the_last_digit)
{
    struct pay *p = world("2024-04-15");
    give(p, 1, "2024-02-29", 10000, "I1");
    give(p, 2, "2024-03-20", 12000, "I2");
    give(p, 3, "2024-04-10", 8000, "I2");
    buy(p, 1, "2024-01-31", 10000, "I1");
    struct line two = line_of(2, H1, "2024-02-01", 20000);
    two.invoices = "I2";
    add(p, two);
    buy(p, 3, "2024-02-28", 5000, "I3");
    buy(p, 4, "2024-03-05", 9000, "I4");
    add(p, return_of(5, "2024-03-01", 1000));
    struct linked link = {
        .orig = two, .return_id = 5, .day = day("2024-03-01"), .quantity = 500, .units = 1, .value = 1000 * YUAN};
    pay_linked(p, &link);
    finish(p);
    const struct pay_total *t = total(p, H1, PAYER_INST);
    cr_expect_eq(t->matured, INT64_C(34000) * YUAN);
    cr_expect_eq(t->in_time, INT64_C(22000) * YUAN);
    cr_expect_eq(percent(t->in_time, t->matured), 6471);
    cr_expect_eq(percent(t->in_time_n, t->matured_n), 3333);
    cr_expect_eq(t->paid_days, INT64_C(1349000) * YUAN);
    cr_expect_eq(t->matured_paid, INT64_C(29000) * YUAN);
    int64_t days;
    cr_expect(jc_rate_round(&days, jc_rate_of(t->paid_days, t->matured_paid), 2) && days == 4652);
    cr_expect_eq(t->late_paid, INT64_C(7000) * YUAN);
    cr_expect_eq(left(p, 3, NULL), 1000);
    cr_expect_eq(t->overdue, INT64_C(5000) * YUAN);
    cr_expect_eq(t->longest, 15);
    cr_expect_eq(percent(t->matched, t->net), 6744);
    pay_free(p);
}

/* ---- due days ---------------------------------------------------------------------------------- */

Test(rules, end_of_next_month_is_a_month_end_whatever_the_day_of_acceptance)
{
    expect_due("2024-01-31", "2024-02-29");
    expect_due("2024-01-01", "2024-02-29");
    expect_due("2023-01-31", "2023-02-28");
    expect_due("2024-12-01", "2025-01-31");
    expect_due("2024-02-29", "2024-03-31");
    expect_due("2024-03-31", "2024-04-30");
}

Test(rules, lines_before_the_rule_and_lines_not_selected_have_thirty_days)
{
    expect_due("2021-01-21", "2021-02-20");
    expect_due("2021-01-22", "2021-02-28");
    struct pay *p = world("2024-12-31");
    struct line x = line_of(1, H1, "2024-01-31", 1);
    x.selected = false;
    add(p, x);
    finish(p);
    cr_expect_eq(line(p, 1)->due, day("2024-03-01"));
    cr_expect_eq(p->rule.p[line(p, 1)->rule].source, RULE_OTHER);
    pay_free(p);
}

Test(rules, a_contract_term_wins_only_if_it_is_shorter)
{
    struct pay *p = world("2024-12-31");
    static const struct {
        int32_t own, agreement;
        const char *due;
    } cases[] = {{20, -1, "2024-02-20"}, {-1, 20, "2024-02-20"}, {20, 10, "2024-02-10"}, {10, 20, "2024-02-10"},
                 {90, -1, "2024-02-29"}, {29, -1, "2024-02-29"}, {0, -1, "2024-01-31"}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        struct line x = line_of((int)i, H1, "2024-01-31", 1);
        x.term = cases[i].own;
        pay_add(p, &x, 7, 'X', cases[i].agreement);
    }
    finish(p);
    for (size_t i = 0; i < JC_LEN(cases); i++)
        cr_expect_eq(line(p, (int)i)->due, day(cases[i].due), "case %zu", i);
    cr_expect_eq(p->rule.p[line(p, 2)->rule].source, RULE_CONTRACT);
    cr_expect_eq(p->rule.p[line(p, 4)->rule].source, RULE_SELECTED);
    pay_free(p);
}

Test(rules, a_term_table_replaces_the_rules_by_region_kind_and_day)
{
    struct pay *p = world("2024-12-31");
    struct pay_term all = {.inst = NIL,
                           .near = 0,
                           .kind = TERM_ANY,
                           .from = day("2020-01-01"),
                           .to = JC_NO_DAY,
                           .has_days = true,
                           .days = 60,
                           .payer = -1};
    struct pay_term here = {.inst = H1,
                            .near = 2,
                            .kind = TERM_ANY,
                            .from = day("2023-01-01"),
                            .to = JC_NO_DAY,
                            .has_days = true,
                            .days = 40,
                            .payer = -1};
    struct pay_term picked = {.inst = H1,
                              .near = 2,
                              .kind = TERM_SELECTED,
                              .from = day("2024-01-01"),
                              .to = JC_NO_DAY,
                              .has_days = true,
                              .days = DAYS_EOM_NEXT,
                              .payer = 1};
    struct pay_term cloth = {.inst = H1,
                             .near = 2,
                             .kind = TERM_CONSUMABLE,
                             .from = day("2024-01-01"),
                             .to = JC_NO_DAY,
                             .has_days = true,
                             .days = 15,
                             .payer = -1};
    pay_term(p, &all);
    pay_term(p, &here);
    pay_term(p, &picked);
    pay_term(p, &cloth);
    struct line x = line_of(1, H1, "2022-05-01", 1);
    add(p, x); /* before the near terms: 60 */
    x = line_of(2, H1, "2023-05-01", 1);
    add(p, x); /* 40 */
    x = line_of(3, H1, "2024-05-01", 1);
    add(p, x); /* selected: end of next month, paid by the agency */
    x.id = 4;
    x.selected = false;
    add(p, x); /* 40 */
    x.id = 5;
    pay_add(p, &x, 7, 'C', -1); /* 15 */
    x.id = 6;
    x.inst = H2;
    add(p, x); /* 60 */
    finish(p);
    static const char *const due[] = {"2022-06-30", "2023-06-10", "2024-06-30",
                                      "2024-06-10", "2024-05-16", "2024-06-30"};
    for (int i = 0; i < 6; i++)
        cr_expect_eq(line(p, i + 1)->due, day(due[i]), "line %d", i + 1);
    cr_expect(line(p, 3)->flags & RC_AGENCY);
    cr_expect_not(line(p, 2)->flags & RC_AGENCY);
    cr_expect_eq(p->rule.p[line(p, 6)->rule].source, RULE_TERM);
    pay_free(p);
}

/* ---- maturity ---------------------------------------------------------------------------------- */

Test(rules, payment_on_the_due_day_is_in_time_and_a_receipt_due_on_the_report_day_is_matured)
{
    struct pay *p = world("2024-02-29");
    give(p, 1, "2024-02-29", 100, "I1");
    buy(p, 1, "2024-01-31", 100, "I1");
    buy(p, 2, "2024-01-01", 50, "I2"); /* D = R, unpaid */
    buy(p, 3, "2024-02-01", 70, "I3"); /* D after R */
    finish(p);
    const struct pay_total *t = total(p, H1, PAYER_INST);
    cr_expect_eq(t->matured_n, 2);
    cr_expect_eq(t->matured, 150 * YUAN);
    cr_expect_eq(t->in_time, 100 * YUAN);
    cr_expect_eq(t->longest, 0);
    cr_expect_eq(t->overdue, 50 * YUAN);
    cr_expect_eq(t->not_due, 70 * YUAN);
    cr_expect_eq(t->net, 220 * YUAN);
    pay_free(p);
}

Test(rules, a_period_counts_what_matures_in_it_and_overdue_counts_everything)
{
    struct pay *p = world("2024-03-31");
    p->rules.from = day("2024-03-01");
    buy(p, 1, "2024-01-31", 100, ""); /* D 02-29: before */
    buy(p, 2, "2024-02-10", 50, "");  /* D 03-31 */
    finish(p);
    const struct pay_total *t = total(p, H1, PAYER_INST);
    cr_expect_eq(t->matured, 50 * YUAN);
    cr_expect_eq(t->overdue, 150 * YUAN);
    cr_expect_eq(t->longest, 31);
    cr_expect_eq(pay_inst_at(p, H1)->lines, 1, "line 2 matures in March, line 1 did before");
    pay_free(p);
}

Test(rules, without_a_line_in_the_period_an_institution_has_not_reported)
{
    struct pay *p = world("2024-09-30");
    p->rules.from = day("2024-09-01");
    buy(p, 1, "2024-01-31", 100, "");
    struct line x = line_of(2, H2, "2024-09-05", 1);
    add(p, x);
    finish(p);
    cr_expect_eq(pay_inst_at(p, H1)->lines, 0);
    cr_expect_eq(pay_inst_at(p, H2)->lines, 1);
    pay_free(p);
}

/* ---- returns ----------------------------------------------------------------------------------- */

Test(rules, an_unlinked_return_lowers_the_oldest_line_of_its_product_then_of_its_supplier)
{
    struct pay *p = world("2024-12-31");
    struct line x = line_of(1, H1, "2024-01-05", 100); /* oldest, another product */
    pay_add(p, &x, 8, 'X', -1);
    buy(p, 2, "2024-03-05", 30, "");
    buy(p, 3, "2024-02-05", 40, "");
    x = line_of(4, H1, "2024-01-01", 500); /* another supplier */
    x.supplier = S2;
    add(p, x);
    add(p, return_of(5, "2024-04-01", 90));
    finish(p);
    cr_expect_eq(net(p, 3), 0);
    cr_expect_eq(net(p, 2), 0);
    cr_expect_eq(net(p, 1), 80);
    cr_expect_eq(net(p, 4), 500);
    cr_expect_eq(total(p, H1, PAYER_INST)->receipts, 2, "a line with nothing left is in no count");
    pay_free(p);
}

Test(rules, what_a_return_cannot_lower_is_kept_to_be_listed_and_a_later_one_waits)
{
    struct pay *p = world("2024-12-31");
    buy(p, 1, "2024-01-05", 100, "");
    add(p, return_of(2, "2024-04-01", 130));
    add(p, return_of(3, "2025-01-01", 10)); /* after R */
    finish(p);
    cr_expect_eq(net(p, 1), 0);
    cr_expect_eq(p->ret.n, 1);
    cr_expect_eq(p->ret.p[0].rest, 30 * YUAN);
    pay_free(p);
}

Test(rules, a_whole_line_returned_leaves_nothing_not_even_a_rounded_cent)
{
    struct pay *p = world("2024-12-31");
    struct line x = line_of(1, H1, "2024-01-05", 10);
    x.accepted = 3 * JC_SCALE;
    x.price = 33333;
    x.gross = x.net = 100000; /* its own amount, within a cent of 9.9999 */
    add(p, x);
    struct line back = return_of(2, "2024-02-01", 0);
    add(p, back);
    struct linked link = {
        .orig = x, .return_id = 2, .day = day("2024-02-01"), .quantity = JC_SCALE, .units = 1, .value = 33333};
    pay_linked(p, &link);
    link.quantity = 2 * JC_SCALE;
    link.value = 66666;
    pay_linked(p, &link);
    struct line y = x;
    y.id = 3;
    y.returned = 3 * JC_SCALE;
    y.net = 1;
    add(p, y);
    finish(p);
    cr_expect_eq(line(p, 1)->net, 0);
    cr_expect_eq(line(p, 3)->net, 0);
    cr_expect_eq(total(p, H1, PAYER_INST)->receipts, 0);
    pay_free(p);
}

Test(rules, a_linked_return_after_the_report_day_does_not_count_and_is_not_unlinked)
{
    struct pay *p = world("2024-03-31");
    struct line x = line_of(1, H1, "2024-01-05", 100);
    add(p, x);
    add(p, return_of(2, "2024-04-01", 40));
    struct linked link = {
        .orig = x, .return_id = 2, .day = day("2024-04-01"), .quantity = 1, .units = 1, .value = 40 * YUAN};
    pay_linked(p, &link);
    finish(p);
    cr_expect_eq(net(p, 1), 100);
    pay_free(p);
}

/* ---- payments ---------------------------------------------------------------------------------- */

Test(rules, one_payment_pays_several_lines_of_an_invoice_and_several_pay_one)
{
    struct pay *p = world("2024-12-31");
    give(p, 1, "2024-02-10", 100, "I1");
    give(p, 2, "2024-02-20", 25, "I1");
    buy(p, 1, "2024-01-20", 60, "I1");
    buy(p, 2, "2024-01-10", 30, "I1"); /* same D, earlier A: first */
    buy(p, 3, "2024-01-20", 60, "I1"); /* same day as 1, later row */
    finish(p);
    cr_expect_eq(paid(p, 2), 30);
    cr_expect_eq(paid(p, 1), 60);
    cr_expect_eq(paid(p, 3), 35);
    pay_free(p);
}

Test(rules, lists_of_invoices_match_where_they_share_a_number)
{
    struct pay *p = world("2024-12-31");
    give(p, 1, "2024-02-10", 100, "I9,I2,I3");
    buy(p, 1, "2024-01-01", 10, "I1");
    buy(p, 2, "2024-01-03", 10, "I1,I2");
    buy(p, 3, "2024-01-02", 10, "I3,I2,I3");
    finish(p);
    cr_expect_eq(paid(p, 1), 0);
    cr_expect_eq(paid(p, 2), 10);
    cr_expect_eq(paid(p, 3), 10);
    cr_expect_eq(left(p, 1, NULL), 80);
    pay_free(p);
}

Test(rules, the_excess_of_a_named_payment_never_runs_on)
{
    struct pay *p = world("2024-12-31");
    struct pay_money m = money_of(1, "2024-02-10", 100);
    m.line_no = "L1";
    m.invoices = "I1";
    pay_money(p, &m);
    m = money_of(2, "2024-02-11", 100);
    m.order_no = "O1";
    pay_money(p, &m);
    give(p, 3, "2024-02-12", 100, "I1");
    struct line x = line_of(1, H1, "2024-01-01", 10);
    x.line_no = "L1";
    x.invoices = "I1";
    add(p, x);
    x = line_of(2, H1, "2024-01-01", 20);
    x.order_no = "O1";
    add(p, x);
    buy(p, 3, "2024-01-01", 30, "I1");
    buy(p, 4, "2024-01-01", 40, "");
    finish(p);
    int code;
    cr_expect_eq(left(p, 1, &code), 90, "a payment of a line stays with the line, not with the invoice beside it");
    cr_expect_eq(code, 460);
    cr_expect_eq(left(p, 2, NULL), 80);
    cr_expect_eq(left(p, 3, NULL), 70);
    cr_expect_eq(paid(p, 4), 0);
    pay_free(p);
}

Test(rules, steps_go_over_all_payments_before_the_next_step)
{
    struct pay *p = world("2024-12-31");
    give(p, 1, "2024-02-01", 50, ""); /* by supplier only, but earlier */
    give(p, 2, "2024-03-01", 50, "I1");
    buy(p, 1, "2024-01-01", 50, "I1");
    buy(p, 2, "2024-01-20", 50, "");
    finish(p);
    cr_expect_eq(paid(p, 2), 50);
    cr_expect_eq(paid(p, 1), 50);
    cr_expect_eq(total(p, H1, PAYER_INST)->in_time, 50 * YUAN, "the invoice was paid late, by its own payment");
    pay_free(p);
}

Test(rules, a_payment_naming_what_nobody_has_falls_to_the_supplier)
{
    struct pay *p = world("2024-12-31");
    give(p, 1, "2024-02-01", 50, "nobody");
    buy(p, 1, "2024-01-01", 60, "I1");
    finish(p);
    cr_expect_eq(paid(p, 1), 50);
    pay_free(p);
}

Test(rules, by_supplier_only_lines_accepted_by_the_day_of_payment)
{
    struct pay *p = world("2024-12-31");
    give(p, 1, "2024-02-01", 100, "");
    buy(p, 1, "2024-02-02", 60, "");
    buy(p, 2, "2024-02-01", 30, "");
    struct line x = line_of(3, H1, "2024-01-01", 5);
    x.supplier = S2;
    add(p, x);
    x = line_of(4, H2, "2024-01-01", 5);
    add(p, x);
    finish(p);
    int code;
    cr_expect_eq(paid(p, 1), 0);
    cr_expect_eq(paid(p, 2), 30);
    cr_expect_eq(paid(p, 3), 0);
    cr_expect_eq(paid(p, 4), 0);
    cr_expect_eq(left(p, 1, &code), 70);
    cr_expect_eq(code, 463);
    pay_free(p);
}

Test(rules, lines_of_different_terms_fill_by_due_day_though_accepted_later)
{
    struct pay *p = world("2024-12-31");
    give(p, 1, "2024-01-10", 10, ""); /* line 2 is not accepted yet */
    give(p, 2, "2024-01-20", 10, "");
    buy(p, 1, "2024-01-01", 20, ""); /* D 02-29 */
    struct line x = line_of(2, H1, "2024-01-15", 10);
    x.selected = false; /* D 02-14 */
    add(p, x);
    finish(p);
    cr_expect_eq(paid(p, 1), 10);
    cr_expect_eq(paid(p, 2), 10);
    pay_free(p);
}

Test(rules, a_named_payment_before_acceptance_counts_no_days_and_is_in_time)
{
    struct pay *p = world("2024-12-31");
    give(p, 1, "2023-12-01", 60, "I1");
    buy(p, 1, "2024-01-31", 60, "I1");
    finish(p);
    const struct pay_total *t = total(p, H1, PAYER_INST);
    cr_expect_eq(t->in_time, 60 * YUAN);
    cr_expect_eq(t->in_time_n, 1);
    cr_expect_eq(t->paid_days, 0);
    cr_expect_eq(t->matured_paid, 60 * YUAN);
    pay_free(p);
}

Test(rules, a_payment_for_what_is_not_accepted_yet_is_left_over)
{
    struct pay *p = world("2024-02-15");
    give(p, 1, "2024-02-01", 60, "I1");
    give(p, 2, "2024-02-01", 60, "I2");
    give(p, 3, "2024-02-16", 60, "I3");
    buy(p, 1, "2024-02-20", 60, "I1");
    struct line x = line_of(2, H1, NULL, 60); /* no acceptance day, own paid amount */
    x.invoices = "I2";
    x.paid = 5 * YUAN;
    add(p, x);
    buy(p, 3, "2024-02-01", 60, "I3");
    finish(p);
    int code;
    cr_expect_eq(left(p, 1, &code), 60);
    cr_expect_eq(code, 462);
    cr_expect_eq(left(p, 2, &code), 60);
    cr_expect_eq(code, 462);
    cr_expect_eq(paid(p, 3), 0, "paid after R");
    cr_expect_eq(p->later_sum, 60 * YUAN);
    cr_expect_eq(p->spare.n, 1);
    cr_expect_eq(p->spare.p[0].amount, 5 * YUAN);
    pay_free(p);
}

Test(rules, a_cancelled_line_exists_but_receives_nothing)
{
    struct pay *p = world("2024-12-31");
    give(p, 1, "2024-02-01", 60, "I1");
    struct line x = line_of(1, H1, "2024-01-01", 60);
    x.cancelled = 1;
    x.invoices = "I1";
    x.paid = 5 * YUAN;
    add(p, x);
    buy(p, 2, "2024-01-01", 60, "");
    finish(p);
    cr_expect_eq(left(p, 1, NULL), 60);
    cr_expect_eq(paid(p, 2), 0);
    cr_expect_eq(p->spare.p[0].amount, 5 * YUAN);
    cr_expect_eq(total(p, H1, PAYER_INST)->receipts, 1);
    pay_free(p);
}

Test(rules, an_order_line_number_is_looked_up_within_its_order)
{
    struct pay *p = world("2024-12-31");
    struct pay_money m = money_of(1, "2024-02-10", 10);
    m.line_no = "1";
    m.order_no = "O2";
    pay_money(p, &m);
    struct line x = line_of(1, H1, "2024-01-01", 10);
    x.line_no = "1";
    x.order_no = "O1";
    add(p, x);
    x.id = 2;
    x.order_no = "O2";
    add(p, x);
    finish(p);
    cr_expect_eq(paid(p, 1), 0);
    cr_expect_eq(paid(p, 2), 10);
    pay_free(p);
}

Test(rules, a_payment_names_things_of_its_own_institution_unless_it_names_none)
{
    struct pay *p = world("2024-12-31");
    give(p, 1, "2024-02-10", 10, "I1");
    struct pay_money m = money_of(2, "2024-02-11", 10);
    m.inst = NIL;
    m.supplier = NIL;
    m.invoices = "I2";
    pay_money(p, &m);
    m.id = m.order = 3;
    m.invoices = "";
    pay_money(p, &m);
    struct line x = line_of(1, H2, "2024-01-01", 10);
    x.invoices = "I1";
    add(p, x);
    x.id = 2;
    x.invoices = "I2";
    add(p, x);
    finish(p);
    int code;
    cr_expect_eq(paid(p, 1), 0);
    cr_expect_eq(paid(p, 2), 10);
    cr_expect_eq(left(p, 3, &code), 10);
    cr_expect_eq(code, 464);
    pay_free(p);
}

/* ---- payer types ------------------------------------------------------------------------------- */

Test(rules, a_payment_settles_receipts_of_its_own_payer_type_only)
{
    struct pay *p = world("2024-12-31");
    struct pay_money m = money_of(1, "2024-02-10", 30);
    m.payer = PAYER_AGENCY;
    pay_money(p, &m);
    m = money_of(2, "2024-02-10", 25);
    m.payer = PAYER_INST;
    m.invoices = "IA";
    pay_money(p, &m);
    struct line x = line_of(1, H1, "2024-01-01", 10);
    x.payer = PAYER_INST;
    add(p, x);
    x.id = 2;
    x.payer = PAYER_AGENCY;
    x.invoices = "IA";
    add(p, x);
    finish(p);
    int code;
    cr_expect_eq(paid(p, 1), 0);
    cr_expect_eq(paid(p, 2), 10);
    cr_expect_eq(left(p, 2, &code), 25);
    cr_expect_eq(code, 461);
    cr_expect_eq(total(p, H1, PAYER_AGENCY)->matched, 10 * YUAN);
    cr_expect_eq(total(p, H1, PAYER_INST)->net, 10 * YUAN);
    pay_free(p);
}

Test(rules, a_line_that_does_not_say_who_pays_takes_the_payer_of_most_payments_of_its_month)
{
    struct pay *p = world("2024-12-31");
    static const struct {
        const char *on;
        int payer;
    } given[] = {{"2024-01-05", 1}, {"2024-01-31", 1}, {"2024-01-06", 0}, {"2024-02-01", 1}, {"2024-02-02", 0}};
    for (size_t i = 0; i < JC_LEN(given); i++) {
        struct pay_money m = money_of((int)i, given[i].on, 1);
        m.payer = given[i].payer;
        pay_money(p, &m);
    }
    buy(p, 1, "2024-01-15", 10, "");
    buy(p, 2, "2024-02-15", 10, ""); /* a draw */
    buy(p, 3, "2024-03-15", 10, "");
    struct line x = line_of(4, H1, "2024-01-15", 10);
    x.payer = PAYER_INST;
    add(p, x);
    finish(p);
    cr_expect_eq(line(p, 1)->flags & (RC_AGENCY | RC_GUESS), RC_AGENCY | RC_GUESS);
    for (int i = 2; i <= 4; i++)
        cr_expect_eq(line(p, i)->flags & (RC_AGENCY | RC_GUESS), 0, "line %d", i);
    pay_free(p);
}
