/* Payment timeliness (rule book 7): own paid amounts and ledgers, negative payments, reasons, scope. */
#include "unit/pay_kit.h"

/* ---- own paid amounts and ledgers -------------------------------------------------------------- */

static void buy_paid(struct pay *p, int id, uint32_t inst, int64_t yuan, int64_t own, const char *on)
{
    struct line x = line_of(id, inst, "2024-01-31", yuan);
    x.paid = own * YUAN;
    x.day_paid = day(on);
    add(p, x);
}

Test(rules, own_paid_amounts_are_settled_in_time_late_or_without_a_day)
{
    struct pay *p = world("2024-12-31");
    buy_paid(p, 1, H1, 10, 10, "2024-02-29");
    buy_paid(p, 2, H1, 20, 20, "2024-03-01");
    buy_paid(p, 3, H1, 30, 30, NULL);
    buy_paid(p, 4, H1, 40, 45, "2024-02-10");
    buy_paid(p, 5, H1, 50, 50, "2025-01-01"); /* after R */
    finish(p);
    const struct pay_total *t = total(p, H1, PAYER_INST);
    cr_expect_eq(t->in_time, 50 * YUAN);
    cr_expect_eq(t->in_time_n, 2);
    cr_expect_eq(t->late_paid, 20 * YUAN);
    cr_expect_eq(t->matured_undated, 30 * YUAN);
    cr_expect_eq(t->matured_paid, 70 * YUAN, "days are weighted with what has a day");
    cr_expect_eq(t->matched, 100 * YUAN);
    cr_expect_eq(t->overdue, 50 * YUAN);
    cr_expect_eq(p->spare.p[0].amount, 5 * YUAN);
    pay_free(p);
}

Test(rules, a_ledger_covers_only_the_institutions_and_months_it_has)
{
    struct pay *p = world("2024-12-31");
    pay_ledger(p, &(struct ledger){H1, day("2024-02-01"), day("2024-03-31"), PAYER_ANY});
    struct pay_money m = money_of(1, "2024-02-05", 7);
    pay_money(p, &m);
    buy_paid(p, 1, H1, 10, 10, "2024-02-10"); /* covered: compared */
    buy_paid(p, 2, H1, 20, 20, "2024-04-01"); /* outside the months */
    buy_paid(p, 3, H1, 30, 30, NULL);         /* may be the same money */
    buy_paid(p, 4, H2, 40, 40, "2024-02-10"); /* another institution */
    finish(p);
    cr_expect_eq(paid(p, 1), 7, "only the ledger's money");
    cr_expect_eq(paid(p, 2), 20);
    cr_expect_eq(paid(p, 3), 0);
    cr_expect_eq(paid(p, 4), 40);
    cr_expect_eq(p->covered.n, 2);
    cr_expect_eq(p->own_sum, 60 * YUAN);
    pay_free(p);
}

Test(rules, the_lines_own_amount_comes_before_any_payment)
{
    struct pay *p = world("2024-12-31");
    give(p, 1, "2024-02-01", 10, "");
    buy_paid(p, 1, H1, 10, 6, "2024-06-01");
    finish(p);
    cr_expect_eq(total(p, H1, PAYER_INST)->in_time, 4 * YUAN);
    cr_expect_eq(left(p, 1, NULL), 6);
    pay_free(p);
}

/* ---- negative payments ------------------------------------------------------------------------- */

Test(rules, a_negative_payment_cancels_the_latest_match_of_its_invoice)
{
    struct pay *p = world("2024-12-31");
    give(p, 1, "2024-02-01", 60, "I1");
    give(p, 2, "2024-03-10", 40, "I1");
    give(p, 3, "2024-03-20", -50, "I1");
    give(p, 4, "2024-02-05", 20, "I2");
    buy(p, 1, "2024-01-15", 100, "I1");
    buy(p, 2, "2024-01-15", 20, "I2");
    finish(p);
    const struct pay_total *t = total(p, H1, PAYER_INST);
    cr_expect_eq(paid(p, 1), 50);
    cr_expect_eq(paid(p, 2), 20);
    cr_expect_eq(t->late_paid, 0, "the late 40 went first");
    cr_expect_eq(t->in_time, 70 * YUAN, "then 10 of the 60");
    cr_expect_eq(left(p, 3, NULL), 0);
    pay_free(p);
}

Test(rules, a_negative_payment_without_invoice_cancels_the_latest_match_of_its_supplier)
{
    struct pay *p = world("2024-12-31");
    give(p, 1, "2024-02-01", 60, "I1");
    give(p, 2, "2024-03-10", 40, "");
    give(p, 3, "2024-03-20", -50, "");
    buy(p, 1, "2024-01-15", 60, "I1");
    buy(p, 2, "2024-01-15", 60, "");
    finish(p);
    cr_expect_eq(paid(p, 2), 0);
    cr_expect_eq(paid(p, 1), 50);
    pay_free(p);
}

Test(rules, a_negative_payment_finds_its_invoice_where_the_supplier_step_paid_it)
{
    struct pay *p = world("2024-12-31");
    give(p, 1, "2024-02-01", 60, ""); /* no invoice: fills line 1 in the last step */
    give(p, 2, "2024-03-01", -60, "I1");
    buy(p, 1, "2024-01-15", 60, "I1");
    buy(p, 2, "2024-01-16", 60, "I2");
    finish(p);
    cr_expect_eq(paid(p, 1), 0);
    cr_expect_eq(left(p, 2, NULL), 0);
    pay_free(p);
}

Test(rules, a_cancelled_line_is_paid_again_by_the_next_payment)
{
    struct pay *p = world("2024-12-31");
    give(p, 1, "2024-02-01", 60, "I1");
    give(p, 2, "2024-02-05", -60, "I1");
    give(p, 3, "2024-03-10", 60, "I1");
    buy(p, 1, "2024-01-15", 60, "I1");
    give(p, 4, "2024-02-01", 10, "");
    give(p, 5, "2024-02-02", 10, "");
    give(p, 6, "2024-02-03", -15, "");
    give(p, 7, "2024-02-04", 15, "");
    buy(p, 2, "2024-01-15", 10, "");
    buy(p, 3, "2024-01-16", 10, "");
    finish(p);
    cr_expect_eq(paid(p, 1), 60);
    cr_expect_eq(paid(p, 2), 10);
    cr_expect_eq(paid(p, 3), 10);
    cr_expect_eq(total(p, H1, PAYER_INST)->late_paid, 60 * YUAN);
    pay_free(p);
}

Test(rules, a_negative_payment_with_nothing_to_cancel_is_left_over_as_it_is)
{
    struct pay *p = world("2024-12-31");
    give(p, 1, "2024-02-05", -60, "");
    give(p, 2, "2024-02-06", -10, "I1");
    give(p, 3, "2024-02-01", 4, "I1");
    buy(p, 1, "2024-01-15", 60, "I1");
    finish(p);
    int code;
    cr_expect_eq(left(p, 1, &code), -60);
    cr_expect_eq(code, 465);
    cr_expect_eq(left(p, 2, NULL), -6, "it found its invoice; the rest stays there");
    pay_free(p);
}

Test(rules, a_negative_own_amount_takes_money_off_its_original_line)
{
    struct pay *p = world("2024-12-31");
    struct line x = line_of(1, H1, "2024-01-31", 100);
    x.paid = 100 * YUAN;
    x.day_paid = day("2024-02-10");
    add(p, x);
    struct line back = return_of(2, "2024-03-01", 30);
    back.paid = -30 * YUAN;
    back.day_paid = day("2024-03-01");
    add(p, back);
    struct linked link = {
        .orig = x, .return_id = 2, .day = day("2024-03-01"), .quantity = 3000, .units = 1, .value = 30 * YUAN};
    pay_linked(p, &link);
    finish(p);
    cr_expect_eq(net(p, 1), 70);
    cr_expect_eq(paid(p, 1), 70, "what came back was the 30 left over");
    cr_expect_eq(p->spare.p[0].amount, 0);
    pay_free(p);
}

Test(rules, a_refund_takes_what_was_paid_too_much_before_it_opens_a_line)
{
    struct pay *p = world("2024-12-31");
    give(p, 1, "2024-02-01", 60, "I1");
    give(p, 2, "2024-02-20", 60, "I1"); /* paid twice: 20 too much */
    give(p, 3, "2024-03-20", -60, "I1");
    buy(p, 1, "2024-01-15", 100, "I1");
    struct pay_money m = money_of(4, "2024-02-01", 30);
    m.supplier = S2;
    pay_money(p, &m);
    m = money_of(5, "2024-03-01", -10);
    m.supplier = S2;
    pay_money(p, &m);
    struct line x = line_of(2, H1, "2024-01-15", 20);
    x.supplier = S2;
    add(p, x);
    finish(p);
    cr_expect_eq(paid(p, 1), 60);
    cr_expect_eq(left(p, 2, NULL), 0);
    cr_expect_eq(paid(p, 2), 20);
    cr_expect_eq(left(p, 4, NULL), 0);
    pay_free(p);
}

Test(rules, a_refund_takes_what_was_paid_twice_under_another_number_of_the_line)
{
    struct pay *p = world("2024-12-31");
    for (int i = 1; i <= 2; i++) {
        struct pay_money m = money_of(i, "2024-02-01", 100);
        m.order_no = "O1";
        pay_money(p, &m);
    }
    give(p, 3, "2024-03-20", -100, "I1");
    struct line x = line_of(1, H1, "2024-01-15", 100);
    x.order_no = "O1";
    x.invoices = "I1";
    add(p, x);
    finish(p);
    cr_expect_eq(paid(p, 1), 100);
    cr_expect_eq(left(p, 2, NULL), 0);
    cr_expect_eq(total(p, H1, PAYER_INST)->overdue, 0);
    pay_free(p);
}

Test(rules, a_refund_on_an_unlinked_return_takes_the_own_amount_that_became_too_much)
{
    struct pay *p = world("2024-12-31");
    buy_paid(p, 1, H1, 100, 100, "2024-02-10");
    struct line back = return_of(2, "2024-03-01", 30);
    back.paid = -30 * YUAN;
    back.day_paid = day("2024-03-01");
    add(p, back);
    finish(p);
    cr_expect_eq(net(p, 1), 70);
    cr_expect_eq(paid(p, 1), 70);
    cr_expect_eq(p->spare.p[0].amount, 0);
    pay_free(p);
}

/* ---- reasons and scope ------------------------------------------------------------------------- */

Test(rules, a_reason_covers_the_line_it_names_or_all_receipts_of_its_invoice)
{
    struct pay *p = world("2024-12-31");
    pay_reason(p, &(struct pay_reason){H1, "", "L1", "I2", "质量争议"});
    pay_reason(p, &(struct pay_reason){H1, "", "", "I3,I4", "对账中"});
    pay_reason(p, &(struct pay_reason){H2, "", "", "I2", "别家"});
    struct line x = line_of(1, H1, "2024-01-15", 10);
    x.line_no = "L1";
    x.paid = 4 * YUAN;
    x.day_paid = day("2024-02-01");
    add(p, x);
    buy(p, 2, "2024-01-15", 20, "I2");
    buy(p, 3, "2024-01-15", 30, "I4");
    buy(p, 4, "2024-12-15", 40, "I3"); /* not due */
    finish(p);
    const struct pay_total *t = total(p, H1, PAYER_INST);
    cr_expect_eq(t->overdue, 56 * YUAN);
    cr_expect_eq(t->overdue_reason, 36 * YUAN);
    cr_expect_eq(t->matured_reason, 36 * YUAN);
    cr_expect(line(p, 4)->flags & RC_REASON);
    cr_expect_not(line(p, 2)->flags & RC_REASON);
    cr_expect_eq(p->excused.n, 3);
    pay_free(p);
}

Test(rules, lines_outside_the_scope_take_their_money_and_are_in_no_figure)
{
    struct pay *p = world("2024-12-31");
    p->rules.scope = SCOPE_SELECTED;
    give(p, 1, "2024-02-01", 15, "");
    struct line x = line_of(1, H1, "2024-01-01", 10);
    x.selected = false;
    add(p, x);
    buy(p, 2, "2024-01-15", 20, "");
    finish(p);
    cr_expect_eq(paid(p, 1), 10);
    cr_expect_eq(total(p, H1, PAYER_INST)->net, 20 * YUAN);
    cr_expect_eq(total(p, H1, PAYER_INST)->matched, 5 * YUAN);
    pay_free(p);
}

Test(rules, a_sum_that_leaves_sixty_four_bits_is_refused)
{
    struct pay *p = world("2024-12-31");
    for (int i = 1; i <= 3; i++) {
        struct line x = line_of(i, H1, "2024-01-01", 1);
        x.gross = x.net = INT64_MAX / 2;
        add(p, x);
    }
    struct jc_err err;
    cr_expect_eq(pay_finish(p, &err), JC_LIMIT);
    cr_expect_eq(err.code, 499);
    pay_free(p);
}
