/* Rule book 11-13 where the cases of tests/rules do not reach: years, parameters of the fund, states of the grid, lists. */
#include "facts.h"

TestSuite(surplus);

static void number(struct facts *f, const char *sql, int64_t expected)
{
    int64_t got = facts_int(f, sql);
    cr_expect_eq(got, expected, "%s: %lld, not %lld", sql, (long long)got, (long long)expected);
}

static void text(struct facts *f, const char *sql, const char *expected)
{
    const char *got = facts_text(f, sql);
    cr_expect_str_eq(got, expected, "%s: %s, not %s", sql, got, expected);
}

struct city {
    struct facts f;
    int64_t h, p, q; /* institution, the selected product, the winner of another region */
};

/* 10 units a pack at 5.00 yuan: 0.50 a unit. */
static void begin(struct city *c)
{
    facts_open(&c->f);
    c->h = add_inst(&c->f, "H33010000001", "浙江");
    c->p = add_item(&c->f, "甲片", "20mg", "甲药业有限公司", 10, "");
    c->q = add_item(&c->f, "甲片", "20mg", "乙药业有限公司", 10, "");
    add_award(&c->f, "R1", "1", c->p, 50000, "浙江", "2022-01-01", "2026-12-31");
    add_award(&c->f, "R1", "1", c->q, 60000, "江苏", "2022-01-01", "2026-12-31");
}

static void end(struct city *c)
{
    cr_expect_eq(facts_int(&c->f, "SELECT count(*) FROM ind_check WHERE lhs <> rhs"), 0);
    facts_close(&c->f);
}

static void add_fund(struct facts *f, const char *region, const char *year, int64_t pay, int64_t insured)
{
    facts_sql(f,
              "INSERT INTO fund(sheet, row, ident, nth, region, year, pay_ratio, insured_share) "
              "VALUES(1, ?1, 0, 1, ?2, ?3, ?4, ?5)",
              "issii", (int64_t)++f->row, region, year, pay, insured);
}

static void add_score(struct facts *f, int64_t org, const char *round, const char *year, int64_t score)
{
    facts_sql(f,
              "INSERT INTO assessment(sheet, row, ident, nth, org, round, year, score) VALUES(1, ?1, 0, 1, ?2, ?3, ?4, "
              "?5 * 10000)",
              "iissi", (int64_t)++f->row, org, round, year, score);
}

static void set_base(struct facts *f, int64_t agreement, int64_t demand, int64_t price_before)
{
    facts_sql(f, "UPDATE agreement SET demand = ?2 * 10000, price_before = ?3 WHERE id = ?1", "iii", agreement, demand,
              price_before);
}

/* ---- surplus ----------------------------------------------------------------------------------- */

Test(surplus, not_selected_amounts_belong_to_the_year_of_the_agreement_that_covers_the_day)
{
    struct city c;
    begin(&c);
    int64_t one = add_agreement(&c.f, c.h, c.p, "R1", 1000, "2023-01-01", "2023-12-31"),
            two = add_agreement(&c.f, c.h, c.p, "R1", 2000, "2024-01-01", "2024-12-31");
    set_base(&c.f, one, 2000, 10000);
    set_base(&c.f, two, 3000, 20000);
    add_fund(&c.f, "甲县", "2023年", 5000, 5000);
    add_fund(&c.f, "甲县", "2024", 10000, 10000);
    add_line(&c.f, c.h, c.p, "2023-02-01", 100, 50000, "A", "1");
    add_line(&c.f, c.h, c.q, "2023-12-31", 10, 100000, "A", "2"); /* 100 yuan of 2023 */
    add_line(&c.f, c.h, c.q, "2024-01-01", 20, 100000, "B", "1"); /* 200 of 2024, 50 went back */
    add_line(&c.f, c.h, c.q, "2024-02-01", -5, 100000, "B", "1");
    c.f.what.from = day("2023-12-01"); /* so that the year that ended is in the report */
    facts_run(&c.f, "2024-06-30");
    text(&c.f, "SELECT year || ' ' || unselected FROM ind_surplus ORDER BY year", "2023 1000000|2024 1500000");
    /* 2000 × 1.00 × 25 % = 500; (1000 × 0.50 + 100) × 25 % = 150 */
    text(&c.f, "SELECT budget || ' ' || spent || ' ' || surplus FROM ind_surplus WHERE year = 2023",
         "5000000 1500000 3500000");
    /* 3000 × 2.00 = 6000; 2000 × 0.50 + 150 = 1150 */
    text(&c.f, "SELECT budget || ' ' || spent || ' ' || surplus FROM ind_surplus WHERE year = 2024",
         "60000000 11500000 48500000");
    text(&c.f, "SELECT finished || ' ' || unfinished FROM ind_surplus ORDER BY year", "1 0|0 1");
    /* What explain shows of 2023: 2000 × 1.00, 1000 × 0.50, 100, what fell due since December (100 + 200 - 50; nobody knows
       whether it was paid), and what comes of them. */
    struct jc_err err = {0};
    cr_assert_eq(jc_assess_explain(c.f.store, c.f.params, &c.f.what, "surplus:H33010000001:R1:2023", JC_ZH, &err),
                 JC_OK);
    text(&c.f,
         "SELECT unit || ' ' || scaled_text(sum(amount), 0, 4) FROM trace WHERE counted AND unit <> '' GROUP BY unit "
         "ORDER BY "
         "min(seq)",
         "元（需求量×集采前加权价） 2000|元（约定量×中选价） 500|元（非中选） 100|支付比例 0.5|医保占比 0.5|"
         "元（到期货款） 250|元（预算） 500|元（支付） 150|元（结余） 350");
    cr_assert_eq(jc_assess_explain(c.f.store, c.f.params, &c.f.what, "surplus:H33010000001:R1:2024", JC_ZH, &err),
                 JC_OK);
    text(&c.f, "SELECT sum(amount) / 10000 FROM trace WHERE counted AND unit = '个（未达约定量）'", "1");
    end(&c);
}

/* 200 packs at 7.00 beside 1000 tablets, and of a pack that nobody knows: the base in yuan is the same. */
Test(surplus, a_demand_has_its_own_unit)
{
    static const struct {
        const char *unit, *demand_in, *param, *expected;
    } rows[] = {{"min", "pack", "min", "14000000 1000 2000"}, {"pack", "min", "min", "14000000 10000 200"},
                {"", "pack", "min", "14000000 1000 2000"},    {"", "pack", "pack", "14000000 10000 2000"},
                {"", "", "pack", "14000000 10000 2000"},      {"", "min", "pack", "14000000 10000 200"}};
    for (size_t i = 0; i < JC_LEN(rows); i++) {
        struct city c;
        struct jc_err err = {0};
        begin(&c);
        int64_t g = add_agreement(&c.f, c.h, c.p, "R1", 1000, "2024-01-01", "2024-12-31");
        facts_sql(&c.f, "UPDATE agreement SET unit = ?1, demand_unit = ?2", "ss", rows[i].unit, rows[i].demand_in);
        cr_assert_eq(jc_params_set(c.f.params, "agreement.unit", rows[i].param, "--set", &err), JC_OK);
        set_base(&c.f, g, 200, 70000);
        facts_run(&c.f, "2024-06-30");
        text(&c.f,
             "SELECT s.base_value || ' ' || (a.agreed / 10000) || ' ' || (a.demand / 10000) FROM ind_surplus AS s, "
             "ind_agreement AS a",
             rows[i].expected);
        end(&c);
    }
}

Test(surplus, an_exempted_line_is_not_spent_on_the_others)
{
    struct city c;
    begin(&c);
    add_agreement(&c.f, c.h, c.p, "R1", 1000, "2024-01-01", "2024-12-31");
    facts_sql(&c.f,
              "INSERT INTO shortage(sheet, row, ident, nth, item, day_from, day_to) VALUES(1, 80, 0, 1, ?1, ?2, ?3)",
              "iii", c.p, (int64_t)day("2024-03-01"), (int64_t)day("2024-03-31"));
    add_line(&c.f, c.h, c.q, "2024-03-15", 10, 100000, "A", "1");
    add_line(&c.f, c.h, c.q, "2024-04-01", 1, 100000, "A", "2");
    facts_run(&c.f, "2024-06-30");
    number(&c.f, "SELECT unselected FROM ind_surplus", 100000);
    end(&c);
}

Test(surplus, a_volume_in_packs_has_its_base_and_price_before_in_packs)
{
    struct city c;
    begin(&c);
    int64_t g = add_agreement(&c.f, c.h, c.p, "R1", 100, "2024-01-01", "2024-12-31");
    facts_sql(&c.f, "UPDATE agreement SET unit = 'pack'", "");
    set_base(&c.f, g, 200, 70000); /* 200 packs at 7.00 */
    facts_run(&c.f, "2024-06-30");
    text(&c.f, "SELECT base_value || ' ' || due_value FROM ind_surplus", "14000000 5000000");
    end(&c);
}

Test(surplus, the_fund_of_the_area_goes_before_that_of_the_province_and_that_of_another_is_nobodys)
{
    struct city c;
    begin(&c);
    int64_t far = add_inst(&c.f, "H33010000002", "浙江");
    facts_sql(&c.f, "UPDATE institution SET region = '乙县' WHERE id = ?1", "i", far);
    add_agreement(&c.f, c.h, c.p, "R1", 1000, "2024-01-01", "2024-12-31");
    add_agreement(&c.f, far, c.p, "R1", 1000, "2024-01-01", "2024-12-31");
    add_agreement(&c.f, far, c.p, "R1", 1000, "2023-07-01", "2024-06-30");
    add_fund(&c.f, "浙江省", "2024", 6000, 8000);
    add_fund(&c.f, "甲县", "2024", 5000, 8000);
    add_fund(&c.f, "别的市", "2023", 4000, 8000);
    facts_run(&c.f, "2024-06-30");
    text(&c.f, "SELECT pay_ratio FROM ind_surplus ORDER BY inst, year", "5000|NULL|6000");
    facts_sql(&c.f, "UPDATE institution SET region = '' WHERE id = ?1", "i", far); /* who knows: the only row of 2023 */
    facts_run(&c.f, "2024-06-30");
    text(&c.f, "SELECT pay_ratio FROM ind_surplus ORDER BY inst, year", "5000|4000|6000");
    facts_sql(&c.f, "UPDATE fund SET region = '江苏省别的市' WHERE year = '2023'", "");
    facts_run(&c.f, "2024-06-30");
    text(&c.f, "SELECT pay_ratio FROM ind_surplus ORDER BY inst, year", "5000|NULL|6000");
    end(&c);
}

/* An institution of 浙江 whose code, supply region and own region are these, and a row of 2024: does the row reach it? */
Test(surplus, a_region_reaches_the_counties_of_its_city_and_no_namesake)
{
    static const struct {
        const char *code, *region, *supply, *fund;
        bool reaches;
    } rows[] = {
        {"H33078200001", "义乌市", "浙江", "义乌", true},
        {"H33078200001", "义乌市", "浙江", "浙江省金华市义乌市", true},
        {"H33078200001", "义乌市", "浙江", "金华市", true},
        {"H33078200001", "义乌市", "浙江", "金华", true},
        {"H33078200001", "义乌市", "浙江", "浙江", true},
        {"H33078200001", "义乌市", "浙江", "全市", true},
        {"H33078200001", "义乌市", "浙江", "东阳市", false},
        {"H33078200001", "浙江省金华市义乌市", "浙江", "浙江省金华市东阳市", false},
        {"H33078200001", "义乌市", "浙江", "杭州市", false},
        {"H33078200001", "义乌市", "浙江", "江苏省", false},
        {"H33078200001", "义乌市", "浙江", "金华市本级", false},
        {"H33078200001", "市本级", "浙江", "金华市本级", true},
        {"H36012100001", "南昌县", "江西", "南昌市", true},
        {"H36012100001", "新建区", "江西", "南昌县", false},
        {"H53290100001", "祥云县", "云南", "大理市", false},
        {"H53290100001", "祥云县", "云南", "大理州", true},
        {"H53290100001", "祥云县", "云南", "大理白族自治州", true},
        {"H11010500001", "朝阳区", "北京", "朝阳区", true},
        {"H11010500001", "朝阳区", "北京", "辽宁省朝阳市", false},
        {"H22010400001", "朝阳区", "吉林", "北京市朝阳区", false},
        {"H22020400001", "船营区", "吉林", "吉林市", true},
        {"H22010400001", "南关区", "吉林", "吉林市", false},
        {"H22010400001", "南关区", "吉林", "吉林", true},
        {"H44030500001", "南山区", "深圳", "深圳市", true},
        {"H33078200001", "澜溪市青源县", "浙江", "澜溪市", true},
        {"H33078200001", "澜溪市青源县", "浙江", "柳川县", false},
        {"H33078200001", "白水镇", "浙江", "青禾县", true}, /* nobody knows; it is the only row */
    };
    for (size_t i = 0; i < JC_LEN(rows); i++) {
        struct city c;
        begin(&c);
        int64_t h = add_inst(&c.f, rows[i].code, rows[i].supply);
        facts_sql(&c.f, "UPDATE institution SET region = ?1 WHERE id = ?2", "si", rows[i].region, h);
        add_agreement(&c.f, h, c.p, "R1", 1000, "2024-01-01", "2024-12-31");
        add_fund(&c.f, rows[i].fund, "2024", 6000, 8000);
        facts_run(&c.f, "2024-06-30");
        int64_t got = facts_int(&c.f, "SELECT fund IS NOT NULL FROM ind_surplus");
        cr_expect_eq(got, rows[i].reaches, "%s of %s: %lld", rows[i].fund, rows[i].region, (long long)got);
        end(&c);
    }
}

Test(surplus, what_is_missing_is_named_and_nothing_is_made_of_it)
{
    struct city c;
    begin(&c);
    int64_t odd = add_item(&c.f, "乙片", "5mg", "丙药业有限公司", 0, "");
    add_agreement(&c.f, c.h, odd, "R2", 1000, "2024-01-01", "2024-12-31");
    facts_run(&c.f, "2024-06-30");
    text(&c.f, "SELECT words_in(lacks, 0) FROM ind_surplus",
         "需求量（1 个产品）、集采前加权价（1 个产品）、中选价（1 个产品）、基金参数、考核");
    number(&c.f, "SELECT coalesce(budget, spent, surplus, retained) IS NULL FROM ind_surplus", 1);
    end(&c);
}

Test(surplus, the_last_digit_is_rounded_once)
{
    struct city c;
    begin(&c);
    int64_t g = add_agreement(&c.f, c.h, c.p, "R1", 1, "2023-01-01", "2023-12-31");
    set_base(&c.f, g, 3, 12345);
    add_fund(&c.f, "甲县", "2023", 3333, 7777);
    add_score(&c.f, c.h, "R1", "2023", 75);
    add_line(&c.f, c.h, c.p, "2023-02-01", 1, 50000, "A", "1");
    facts_run(&c.f, "2023-12-31");
    /* 3 × 1.2345 = 3.7035 × 0.25920741 = 0.95997…; (3.7035 − 0.50) × 0.25920741 = 0.830370…; 40 % of it 0.332148… */
    text(&c.f, "SELECT budget || ' ' || spent || ' ' || surplus || ' ' || retained || letter FROM ind_surplus",
         "9600 1296 8304 3321B");
    end(&c);
}

/* ---- protected budget -------------------------------------------------------------------------- */

Test(surplus, all_three_conditions_make_a_protected_budget_and_an_unfinished_year_none)
{
    struct city c;
    begin(&c);
    add_agreement(&c.f, c.h, c.p, "R1", 100, "2023-01-01", "2023-12-31");
    add_line(&c.f, c.h, c.p, "2023-02-01", 10, 50000, "A", "1");
    facts_sql(&c.f, "UPDATE purchase SET paid = 500000, day_paid = day_accept", "");
    facts_run(&c.f, "2023-12-30");
    text(&c.f, "SELECT reasonable || performed || ifnull(completed, '-') || ifnull(protected, '-') FROM ind_surplus",
         "11--");
    facts_run(&c.f, "2023-12-31");
    text(&c.f, "SELECT reasonable || performed || completed || protected FROM ind_surplus", "1111");
    cr_expect_eq(jc_params_set(c.f.params, "budget.on_time", "1", "--set", NULL), JC_OK);
    facts_sql(&c.f, "UPDATE purchase SET paid = 499999", "");
    facts_run(&c.f, "2023-12-31");
    text(&c.f, "SELECT performed || protected FROM ind_surplus", "00");
    end(&c);
}

/* ---- reporting --------------------------------------------------------------------------------- */

static void duty(struct facts *f, int64_t org, const char *month, int64_t required)
{
    facts_sql(f, "INSERT INTO duty(sheet, row, ident, nth, org, month, required) VALUES(1, ?1, 0, 1, ?2, ?3, ?4)",
              "iiii", (int64_t)++f->row, org, (int64_t)day(month), required);
}

static const char GRID[] = "SELECT ifnull(substr(state, 1, 2), '－') FROM ind_report WHERE inst = 1 ORDER BY k";

Test(surplus, the_grid_has_the_month_of_the_cut_off_and_eleven_before)
{
    struct city c;
    begin(&c);
    facts_sql(&c.f, "UPDATE institution SET duty = '必报'", "");
    add_line(&c.f, c.h, c.p, "2023-03-31", 1, 50000, "A", "1"); /* a month too early for the grid, but data */
    add_line(&c.f, c.h, c.p, "2023-04-01", 1, 50000, "A", "2");
    add_line(&c.f, c.h, c.p, "2024-03-01", 1, 50000, "A", "3");
    add_line(&c.f, c.h, c.p, "2024-03-11", 1, 50000, "A", "4"); /* after R */
    duty(&c.f, c.h, "2023-12-01", 0);
    facts_run(&c.f, "2024-03-10");
    text(&c.f, "SELECT month FROM ind_report WHERE inst = 1 AND k IN (1, 12) ORDER BY k", "202304|202403");
    cr_expect_eq(facts_int(&c.f, "SELECT count(*) FROM ind_report WHERE state = '未报'"), 9);
    number(&c.f, "SELECT longest FROM ind_missing", 9);
    number(&c.f, "SELECT required FROM ind_missing", 11);
    number(&c.f, "SELECT lines FROM ind_report WHERE k = 12", 1);
    end(&c);
}

Test(surplus, refused_rows_make_a_month_partial_and_a_replaced_file_makes_it_corrected)
{
    struct city c;
    begin(&c);
    facts_sql(&c.f, "UPDATE sheet SET day_to = ?1", "i", (int64_t)day("2024-02-29"));
    facts_sql(&c.f, "INSERT INTO import(id, at, day, undone) VALUES(2, 0, 0, 2)", "");
    facts_sql(&c.f, "INSERT INTO import(id, at, day, replaces) VALUES(3, 0, 0, 2)", "");
    add_line(&c.f, c.h, c.p, "2024-01-31", 1, 50000, "A", "1");
    add_line(&c.f, c.h, c.p, "2024-02-01", 1, 50000, "A", "2");
    add_line(&c.f, c.h, c.p, "2024-03-01", 1, 50000, "A", "3");
    facts_sql(&c.f, "INSERT INTO corrected(import, org, month) VALUES(2, ?1, 202401)", "i", c.h);
    facts_sql(
        &c.f,
        "INSERT INTO issue(import, file, sheet, row, cell, field, value, severity, code, arg1, arg2, rejected, org) "
        "VALUES(1, 1, 1, 9, '', '', '', 2, 329, '', '', 1, ?1)",
        "i", c.h);
    facts_run(&c.f, "2024-03-31");
    text(&c.f, "SELECT state FROM ind_report WHERE state IS NOT NULL ORDER BY k", "已更正|部分|已报");
    cr_expect_not_null(strstr(facts_text(&c.f, GRID), "－"));
    end(&c);
}

/* ---- watch lists ------------------------------------------------------------------------------- */

static void watch(struct facts *f, const char *list, const char *generic, const char *code)
{
    facts_sql(f,
              "INSERT INTO watch(sheet, row, ident, nth, list, generic_key, generic, code, limit_mom) "
              "VALUES(1, ?1, 0, 1, ?2, ?3, ?3, nullif(?4, ''), 0)",
              "isss", (int64_t)++f->row, list, generic, code);
}

Test(surplus, a_product_is_watched_by_its_name_an_alias_of_it_or_its_code)
{
    struct city c;
    begin(&c);
    int64_t other = add_item(&c.f, "甲药片", "20mg", "丙药业有限公司", 10, ""),
            coded = add_item(&c.f, "丁片", "5mg", "丙药业有限公司", 10, "XA01ABC001A001010100001"),
            sister = add_item(&c.f, "丁片", "10mg", "丙药业有限公司", 10, "XA01ABC001A002010100001");
    facts_sql(&c.f,
              "INSERT INTO alias(sheet, row, ident, nth, kind, spelling, spelling_key, meant, meant_key) "
              "VALUES(1, 70, 0, 1, '产品', '甲药片', '甲药片', '甲片', '甲片')",
              "");
    watch(&c.f, "甲目录", "甲片", "");
    watch(&c.f, "乙目录", "丁片", "XA01ABC001A001010100001");
    watch(&c.f, "丙目录", "甲片", "");
    add_line(&c.f, c.h, c.p, "2024-03-01", 1, 10000, "A", "1");
    add_line(&c.f, c.h, other, "2024-03-02", 2, 10000, "A", "2");
    add_line(&c.f, c.h, coded, "2024-03-03", 4, 10000, "A", "3");
    add_line(&c.f, c.h, sister, "2024-03-04", 8, 10000, "A", "4");
    int64_t gone = add_line(&c.f, c.h, c.p, "2024-03-05", 16, 10000, "A", "5");
    facts_sql(&c.f, "UPDATE purchase SET void = 1 WHERE id = ?1", "i", gone);
    add_line(&c.f, c.h, c.p, "2024-02-01", 2, 10000, "A", "6");
    facts_run(&c.f, "2024-03-31");
    text(&c.f, "SELECT list || now FROM ind_watch ORDER BY watch", "甲目录30000|乙目录40000|丙目录30000");
    /* 50 % above February, limit 0; nothing of the other was bought in February: no growth, not over */
    text(&c.f, "SELECT ifnull(mom, '-') || over_mom FROM ind_watch ORDER BY watch", "1/21|-0|1/21");
    end(&c);
}

Test(surplus, results_are_made_anew_by_every_run)
{
    struct city c;
    begin(&c);
    add_agreement(&c.f, c.h, c.p, "R1", 1000, "2024-01-01", "2024-12-31");
    watch(&c.f, "甲目录", "甲片", "");
    add_line(&c.f, c.h, c.p, "2024-02-01", 2, 10000, "A", "1");
    for (int i = 0; i < 2; i++) {
        facts_run(&c.f, "2024-03-31");
        number(&c.f, "SELECT count(*) FROM ind_surplus", 1);
        number(&c.f, "SELECT count(*) FROM ind_watch", 1);
        number(&c.f, "SELECT count(*) FROM ind_report", 12);
    }
    end(&c);
}
