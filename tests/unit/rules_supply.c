/* Delivery, on-line purchase and two invoices (rule book 8-10), and who answers for an agreement that is behind. */
#include "facts.h"

TestSuite(supply);

static int64_t H, P, Q;

static void start(struct facts *f)
{
    facts_open(f);
    H = add_inst(f, "H33010000001", "浙江");
    P = add_item(f, "甲片", "20mg", "甲药业有限公司", 10, "");
    Q = add_item(f, "乙片", "5mg", "乙药业有限公司", 28, "");
    facts_sql(f, "INSERT INTO firm(id, name, key) VALUES(1, '甲公司', '甲公司'), (2, '乙公司', '乙公司')", "");
}

#define NO   (-1)    /* a blank quantity */
#define NOON (-1000) /* a blank day */

/* Quantities in packs; days of 2024 as day of the year from 1. Returns purchase.id. */
static int64_t order(struct facts *f, int64_t item, int64_t supplier, int64_t ordered, int64_t shipped,
                     int64_t accepted, int64_t price, int ordered_on, int accepted_on)
{
    int64_t base = day("2023-12-31");
    facts_sql(
        f,
        "INSERT INTO purchase(sheet, row, nth, state, org, item, order_no, line_no, ordered, shipped, accepted, price, "
        "supplier, day_order, day_accept) VALUES(1, ?1, 1, 0, ?2, ?3, 'D', ?1, nullif(?4, -10000), nullif(?5, -10000), "
        "nullif(?6, -10000), ?7, nullif(?8, 0), nullif(?9, ?11), nullif(?10, ?11))",
        "iiiiiiiiiii", (int64_t)++f->row, H, item, ordered * JC_SCALE, shipped * JC_SCALE, accepted * JC_SCALE,
        price * JC_SCALE, supplier, base + ordered_on, base + accepted_on, base + NOON);
    return jc_store_rowid(f->store);
}

static void set(struct facts *f, int64_t purchase, const char *what, int64_t value)
{
    char sql[96];
    snprintf(sql, sizeof sql, "UPDATE purchase SET %s = ?2 WHERE id = ?1", what);
    facts_sql(f, sql, "ii", purchase, value);
}

static void expect_first(struct facts *f, const char *figures)
{
    const char *got = facts_text(
        f, "SELECT format('%d %d/%d %d/%d %d/%d %d/%d %s', value / 10000, shipped / 10000, ordered / 10000, "
           "shipped_value / 10000, ordered_value / 10000, accepted / 10000, sent / 10000, in_time, due, word) "
           "FROM ind_supplier WHERE name = '甲公司'");
    cr_expect_str_eq(got, figures, "%s instead of %s", got, figures);
}

Test(supply, rates_are_of_smallest_units_of_amounts_and_of_lines)
{
    struct facts f;
    start(&f);
    order(&f, P, 1, 10, 8, 8, 20, 10, 13);   /* 100 -> 80 tablets, 200 -> 160 yuan; not all of it */
    order(&f, Q, 1, 5, 5, 4, 100, 10, 13);   /* 140 -> 140, 500 -> 500; 112 accepted: not all of it */
    order(&f, P, 1, 10, 10, 10, 20, 10, 13); /* in time on the third day */
    order(&f, P, 1, 10, 10, 10, 20, 10, 14); /* a day late */
    facts_run(&f, "2024-01-31");
    /* tablets: 80+140+100+100 of 100+140+100+100; yuan: 160+500+200+200 of 200+500+200+200 */
    expect_first(&f, "1100 420/440 1060/1100 392/420 1/4 正常");
    facts_close(&f);
}

Test(supply, what_the_institution_cancelled_is_out_what_the_distributor_did_not_deliver_is_in)
{
    struct facts f;
    start(&f);
    set(&f, order(&f, P, 1, 10, 0, NO, 20, 10, NOON), "void", 1);
    set(&f, order(&f, P, 1, 10, NO, NO, 20, 10, NOON), "void", 2);
    order(&f, P, 1, 30, 30, 30, 20, 10, 12);
    facts_run(&f, "2024-01-31");
    expect_first(&f, "800 300/400 600/800 300/300 1/2 较差");
    cr_expect_eq(facts_int(&f, "SELECT short FROM ind_supplier"), 1);
    facts_close(&f);
}

Test(supply, what_came_after_the_cut_off_day_is_ordered_and_not_delivered)
{
    struct facts f;
    start(&f);
    set(&f, order(&f, P, 1, 10, 10, 10, 20, 10, 40), "day_ship", day("2024-01-31"));
    order(&f, P, 1, 10, 10, 10, 20, 10, 40);
    order(&f, P, 1, 10, 10, 10, 20, 32, 40); /* ordered on the first of February */
    order(&f, P, 1, 10, 10, 10, 20, 29, 30); /* to arrive on the first of February */
    facts_run(&f, "2024-01-31");
    expect_first(&f, "600 200/300 400/600 100/200 0/2 较差");
    facts_close(&f);
}

Test(supply, a_sheet_without_shipped_quantities_is_in_no_delivery_rate)
{
    struct facts f;
    start(&f);
    order(&f, P, 1, 10, NO, 10, 20, 10, 12);
    order(&f, P, 1, 10, NO, NO, 20, 10, NOON);
    facts_run(&f, "2024-01-31");
    expect_first(&f, "400 0/0 0/0 0/0 1/2 ");
    facts_close(&f);
}

Test(supply, a_blank_beside_shipped_quantities_is_nothing_shipped_unless_it_arrived)
{
    struct facts f;
    start(&f);
    order(&f, P, 1, 10, NO, 9, 20, 10, 12);
    order(&f, P, 1, 10, NO, NO, 20, 10, NOON);
    order(&f, P, 2, 10, 10, 10, 20, 10, 12);
    facts_run(&f, "2024-01-31");
    expect_first(&f, "400 90/200 180/400 90/90 0/2 较差");
    facts_close(&f);
}

Test(supply, a_line_without_price_takes_the_part_of_its_own_amount)
{
    struct facts f;
    start(&f);
    int64_t id = order(&f, P, 1, 3, 2, 2, 0, 10, 12);
    facts_sql(&f, "UPDATE purchase SET price = NULL, amount = 1000000 WHERE id = ?1", "i", id);
    facts_run(&f, "2024-01-31");
    cr_expect_str_eq(facts_text(&f, "SELECT shipped_value || '/' || ordered_value FROM ind_supplier"),
                     "666667/1000000");
    facts_close(&f);
}

Test(supply, a_period_takes_the_orders_of_its_months)
{
    struct facts f;
    start(&f);
    order(&f, P, 1, 10, 5, 5, 20, 31, 33); /* 31 January */
    order(&f, P, 1, 10, 10, 10, 20, 32, 33);
    f.what.from = day("2024-02-01");
    facts_run(&f, "2024-02-29");
    expect_first(&f, "200 100/100 200/200 100/100 1/1 正常");
    facts_close(&f);
}

/* Two deliveries of an order line of P: ordered, then shipped, accepted and the day of acceptance of each. */
static void deliveries(struct facts *f, int64_t ordered, const int64_t first[3], const int64_t second[3])
{
    const int64_t *const part[] = {first, second};
    for (int i = 0; i < 2; i++) {
        int64_t id = order(f, P, 1, ordered, part[i][0], part[i][1], 20, 10, (int)part[i][2]);
        set(f, id, "line_no", 77);
        set(f, id, "delivery_no", 100 + i);
    }
}

static void expect_deliveries(int64_t ordered, const int64_t first[3], const int64_t second[3], const char *figures,
                              int64_t notes)
{
    struct facts f;
    start(&f);
    deliveries(&f, ordered, first, second);
    facts_run(&f, "2024-01-31");
    expect_first(&f, figures);
    cr_expect_eq(facts_int(&f, "SELECT count(*) FROM ind_note WHERE code = 803"), notes);
    facts_close(&f);
}

#define ROW(...) ((const int64_t[3]){__VA_ARGS__})

/* 10 packs of 10 tablets at 20 yuan: what is repeated in both rows was ordered once. */
Test(supply, what_several_deliveries_of_an_order_line_repeat_was_ordered_once)
{
    expect_deliveries(10, ROW(6, 6, 12), ROW(4, 4, 13), "200 100/100 200/200 100/100 1/1 正常", 1);
    expect_deliveries(10, ROW(6, 6, 12), ROW(4, 4, 14), "200 100/100 200/200 100/100 0/1 正常", 1);
    expect_deliveries(10, ROW(6, 6, 12), ROW(2, 2, 13), "200 80/100 160/200 80/80 0/1 较差", 1);
    expect_deliveries(10, ROW(6, 6, 12), ROW(4, NO, NOON), "200 100/100 200/200 60/100 0/1 正常", 1);
    expect_deliveries(10, ROW(6, 6, 12), ROW(4, 4, 40), "200 60/100 120/200 60/60 0/1 较差", 1); /* after R */
    expect_deliveries(10, ROW(10, 6, 12), ROW(10, 4, 13), "200 100/100 200/200 100/100 1/1 正常", 1);
}

Test(supply, rows_that_come_to_more_than_was_ordered_are_orders_of_their_own)
{
    expect_deliveries(5, ROW(5, 5, 12), ROW(5, 5, 12), "200 100/100 200/200 100/100 2/2 正常", 0);
    expect_deliveries(5, ROW(4, 4, 12), ROW(3, 3, 12), "200 70/100 140/200 70/70 0/2 较差", 0);
}

Test(supply, only_rows_alike_are_deliveries_of_one_order_line)
{
    static const char *const other[] = {"line_no", "order_no", "ordered", "item"};
    for (size_t i = 0; i < JC_LEN(other); i++) {
        struct facts f;
        start(&f);
        deliveries(&f, 10, ROW(6, 6, 12), ROW(4, 4, 13));
        set(&f, 2, other[i], i == 3 ? Q : 110000);
        facts_run(&f, "2024-01-31");
        cr_expect_eq(facts_int(&f, "SELECT due FROM ind_supplier"), 2, "%s", other[i]);
        facts_close(&f);
    }
    struct facts f;
    start(&f);
    deliveries(&f, 10, ROW(6, 6, 12), ROW(4, 4, 13));
    facts_sql(&f, "UPDATE purchase SET delivery_no = NULL WHERE id = 2", "");
    facts_run(&f, "2024-01-31");
    cr_expect_eq(facts_int(&f, "SELECT due FROM ind_supplier"), 2, "a row without a delivery number");
    facts_close(&f);
}

/* As deliveries(), of a platform that exports no line numbers; numbers: each delivery has one of its own. */
static void expect_unnumbered(bool numbers, const int64_t first[3], const int64_t second[3], const char *figures,
                              const char *notes)
{
    struct facts f;
    start(&f);
    deliveries(&f, 10, first, second);
    facts_sql(&f, "UPDATE purchase SET line_no = NULL, delivery_no = iif(?1, delivery_no, NULL)", "i",
              (int64_t)numbers);
    facts_run(&f, "2024-01-31");
    expect_first(&f, figures);
    const char *got = facts_text(
        &f, "SELECT coalesce(group_concat(code), '') FROM (SELECT code FROM ind_note WHERE code IN (803, 830))");
    cr_expect_str_eq(got, notes, "%s: %s", figures, got);
    facts_close(&f);
}

Test(supply, deliveries_without_line_numbers_are_told_by_their_sum_numbers_or_days)
{
    for (int numbers = 0; numbers < 2; numbers++) {
        expect_unnumbered(numbers, ROW(6, 6, 12), ROW(4, 4, 12), "200 100/100 200/200 100/100 1/1 正常", "803");
        expect_unnumbered(numbers, ROW(6, 6, 12), ROW(2, 2, 13), "200 80/100 160/200 80/80 0/1 较差", "803");
        expect_unnumbered(numbers, ROW(6, NO, NOON), ROW(4, NO, NOON), "200 100/100 200/200 0/100 0/1 正常", "803");
        expect_unnumbered(numbers, ROW(6, 6, 12), ROW(5, 5, 13), "400 110/200 220/400 110/110 0/2 较差", "");
        expect_unnumbered(numbers, ROW(10, 10, 12), ROW(10, 10, 12), "400 200/200 400/400 200/200 2/2 正常", "");
        expect_unnumbered(numbers, ROW(10, 10, 12), ROW(0, 0, NOON), "400 100/200 200/400 100/100 1/2 较差", "");
    }
    expect_unnumbered(true, ROW(10, 6, 12), ROW(10, 4, 13), "200 100/100 200/200 100/100 1/1 正常", "803");
    expect_unnumbered(false, ROW(10, 6, 12), ROW(10, 4, 13), "400 200/200 400/400 100/200 0/2 正常", "");
    expect_unnumbered(true, ROW(6, 6, 12), ROW(2, 2, 12), "200 80/100 160/200 80/80 0/1 较差", "803");
    expect_unnumbered(false, ROW(6, 6, 12), ROW(2, 2, 12), "400 80/200 160/400 80/80 0/2 较差", "830");
    expect_unnumbered(false, ROW(0, 0, NOON), ROW(0, 0, NOON), "400 0/200 0/400 0/0 0/2 较差", "");
}

Test(supply, lines_of_an_order_that_differ_are_no_deliveries_of_one)
{
    static const char *const other[] = {"order_no", "ordered", "item", "price", "supplier", "day_order"};
    for (size_t i = 0; i < JC_LEN(other); i++) {
        struct facts f;
        start(&f);
        deliveries(&f, 10, ROW(6, 6, 12), ROW(4, 4, 13));
        facts_sql(&f, "UPDATE purchase SET line_no = NULL", "");
        set(&f, 2, other[i], i == 2 ? Q : i == 4 ? 2 : i == 5 ? day("2024-01-11") : 110000);
        facts_run(&f, "2024-01-31");
        cr_expect_eq(facts_int(&f, "SELECT sum(due) FROM ind_supplier"), 2, "%s", other[i]);
        facts_close(&f);
    }
}

/* The share of the hospital, and the volume itself where parameter volume.basis takes what was ordered. */
Test(supply, an_agreement_has_the_order_line_once_too)
{
    struct facts f;
    struct jc_err err = {0};
    start(&f);
    add_agreement(&f, H, P, "R1", 400, "2024-01-01", "2024-01-31");
    deliveries(&f, 10, ROW(6, 6, 12), ROW(2, 2, 13));
    cr_assert_eq(jc_params_set(f.params, "volume.basis", "ordered", "test", &err), JC_OK);
    facts_run(&f, "2024-01-31");
    cr_expect_eq(facts_int(&f, "SELECT counted / 10000 FROM ind_agreement"), 100);
    cr_expect_str_eq(facts_text(&f, "SELECT format('%d/%d', shipped / 10000, ordered / 10000) FROM supply_rate"),
                     "80/100");
    facts_close(&f);
}

static void expect_volume(const char *basis, const int64_t first[3], const int64_t second[3], int64_t volume)
{
    struct facts f;
    struct jc_err err = {0};
    start(&f);
    add_agreement(&f, H, P, "R1", 400, "2024-01-01", "2024-01-31");
    deliveries(&f, 10, first, second);
    cr_assert_eq(jc_params_set(f.params, "volume.basis", basis, "test", &err), JC_OK);
    facts_run(&f, "2024-01-31");
    cr_expect_eq(facts_int(&f, "SELECT counted / 10000 FROM ind_agreement"), volume, "%s", basis);
    facts_close(&f);
}

/* The first row may have come to nothing, or come after the cut-off day. */
Test(supply, what_was_ordered_or_shipped_counts_with_the_first_row_that_has_arrived)
{
    expect_volume("ordered", ROW(6, NO, NOON), ROW(4, 4, 13), 100);
    expect_volume("ordered", ROW(6, 6, 40), ROW(4, 4, 13), 100);
    expect_volume("ordered", ROW(6, 6, 40), ROW(4, 4, 41), 0);
    expect_volume("shipped", ROW(10, 6, 40), ROW(10, 4, 13), 100);
    expect_volume("shipped", ROW(6, NO, NOON), ROW(4, 4, 13), 40);
}

Test(supply, bands_are_exact_at_their_borders)
{
    static const struct {
        int64_t shipped;
        const char *word;
    } cases[] = {{95, "正常"}, {94, "一般"}, {90, "一般"}, {89, "较差"}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        struct facts f;
        start(&f);
        order(&f, P, 1, 100, cases[i].shipped, cases[i].shipped, 20, 10, 12);
        facts_run(&f, "2024-01-31");
        cr_expect_str_eq(facts_text(&f, "SELECT word FROM ind_supplier"), cases[i].word);
        facts_close(&f);
    }
}

/* Half of the time is over; 1 000 tablets agreed, 100 packs of 10. */
static void behind(struct facts *f)
{
    start(f);
    add_agreement(f, H, P, "R1", 1000, "2024-01-01", "2024-04-09");
}

#define WHO(f) facts_text(f, "SELECT who FROM cause_shown ORDER BY agreement")

Test(supply, ordering_too_little_is_the_hospitals)
{
    struct facts f;
    behind(&f);
    order(&f, P, 1, 49, 49, 49, 20, 10, 12);
    facts_run(&f, "2024-02-19");
    cr_expect_str_eq(WHO(&f), "医院");
    cr_expect_str_eq(facts_text(&f, "SELECT words_in(other, 0) FROM cause_shown"),
                     "订购量为约定量的 49.00%，序时 50.00%");
    facts_close(&f);
}

Test(supply, ordered_in_time_and_not_delivered_is_not_the_hospitals)
{
    struct facts f;
    behind(&f);
    order(&f, P, 1, 50, 44, 44, 20, 10, 12);
    facts_run(&f, "2024-02-19");
    cr_expect_str_eq(WHO(&f), "企业、配送"); /* no other distributor delivers it better */
    facts_close(&f);
}

Test(supply, delivered_at_the_line_is_nobodys)
{
    struct facts f;
    behind(&f);
    order(&f, P, 1, 50, 45, 45, 20, 10, 12);
    facts_run(&f, "2024-02-19");
    cr_expect_str_eq(WHO(&f), "");
    facts_close(&f);
}

Test(supply, an_order_on_its_way_counts_as_ordered)
{
    struct facts f;
    behind(&f);
    order(&f, P, 1, 40, 40, 40, 20, 10, 12);
    order(&f, P, 1, 10, NO, NO, 20, 49, NOON);
    order(&f, P, 1, 30, 30, 30, 20, 49, 60); /* arrives after the cut-off day */
    facts_run(&f, "2024-02-19");
    cr_expect_eq(facts_int(&f, "SELECT ordered / 10000 FROM ind_agreement"), 800);
    cr_expect_eq(facts_int(&f, "SELECT shipped / 10000 FROM ind_agreement"), 400);
    cr_expect_str_eq(WHO(&f), "企业、配送");
    facts_close(&f);
}

Test(supply, without_orders_in_the_files_what_was_accepted_was_ordered)
{
    struct facts f;
    behind(&f);
    order(&f, P, 1, NO, NO, 40, 20, NOON, 12);
    facts_run(&f, "2024-02-19");
    cr_expect_eq(facts_int(&f, "SELECT ordered / 10000 FROM ind_agreement"), 400);
    cr_expect_str_eq(WHO(&f), "医院");
    facts_close(&f);
}

Test(supply, too_much_not_selected_is_the_hospitals)
{
    struct facts f;
    start(&f);
    add_award(&f, "R1", "1", P, 100000, "浙江", "2024-01-01", "2024-12-31");
    add_agreement(&f, H, P, "R1", 1000, "2024-01-01", "2024-04-09");
    int64_t other = add_item(&f, "甲片", "20mg", "丙药业有限公司", 10, "");
    order(&f, P, 1, 50, 49, 49, 20, 10, 12);
    order(&f, other, 1, 60, 60, 60, 20, 10, 12);
    facts_run(&f, "2024-02-19");
    cr_expect_str_eq(WHO(&f), "医院");
    cr_expect_str_eq(facts_text(&f, "SELECT words_in(other, 0) FROM cause_shown"),
                     "非中选超量：非中选占比 55.05%"); /* 60 / 109 */
    facts_close(&f);
}

Test(supply, agreements_on_track_have_no_cause)
{
    struct facts f;
    behind(&f);
    order(&f, P, 1, 80, 50, 50, 20, 10, 12);
    facts_run(&f, "2024-02-19");
    cr_expect_eq(facts_int(&f, "SELECT count(*) FROM supply_cause"), 0);
    cr_expect_str_eq(facts_text(&f, "SELECT format('%d/%d', shipped / 10000, ordered / 10000) FROM supply_rate"),
                     "500/800");
    facts_close(&f);
}

Test(supply, online_amounts_are_accepted_less_returned_in_the_period)
{
    struct facts f;
    start(&f);
    set(&f, order(&f, P, 1, 10, 10, 10, 20, 10, 12), "channel", 1);
    int64_t back = order(&f, P, 1, 10, 10, 10, 30, 10, 12);
    set(&f, back, "channel", 0);
    set(&f, back, "returned", 40000);
    set(&f, order(&f, P, 1, 10, 10, 10, 20, 40, 41), "channel", 0); /* February */
    order(&f, P, 1, 1, 1, 1, 7, 10, 12);
    facts_run(&f, "2024-01-31");
    cr_expect_str_eq(facts_text(&f, "SELECT format('%d %d %d %d', drug_on / 10000, drug_off / 10000, "
                                    "drug_unknown / 10000, chain_none) FROM ind_net"),
                     "200 180 7 3");
    cr_expect_str_eq(facts_text(&f, "SELECT key FROM ind_net"), "net:H33010000001");
    facts_close(&f);
}

/* What explain counts is what the sheets show. */
static void expect_sum(struct facts *f, const char *key, const char *sums)
{
    struct jc_err err = {0};
    cr_assert_eq(jc_assess_explain(f->store, f->params, &f->what, key, JC_ZH, &err), JC_OK, "%s: %s", key, err.arg[0]);
    cr_expect_str_eq(
        facts_text(f,
                   "SELECT unit || ' ' || (sum(amount) / 10000) FROM trace WHERE counted GROUP BY unit ORDER BY unit"),
        sums);
}

Test(supply, explain_adds_up_to_the_figures)
{
    struct facts f;
    start(&f);
    set(&f, order(&f, P, 1, 10, 8, 8, 20, 10, 12), "channel", 1);
    set(&f, order(&f, P, 2, 10, 10, 10, 20, 10, 12), "channel", 0);
    set(&f, order(&f, P, 1, 10, 10, 10, 20, 10, 12), "void", 1);
    facts_run(&f, "2024-01-31");
    expect_sum(
        &f, "sup:甲公司",
        "元（发货） 160|元（订购，计配送率） 200|最小单位（入库） 80|最小单位（发货） 80|最小单位（发货，计入库率） 80|"
        "最小单位（订购） 100|笔（应到货） 1");
    expect_sum(&f, "net:H33010000001", "元（药品，线下） 200|元（药品，网上） 160|笔（无法核查） 2");
    facts_close(&f);
}
