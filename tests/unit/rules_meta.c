/* Parameters, front matter of rules, explain. */
#include "facts.h"

TestSuite(meta);

static enum jc_status set(struct jc_params *p, const char *name, const char *value, struct jc_err *err)
{
    return jc_params_set(p, name, value, "--set", err);
}

Test(meta, every_parameter_has_its_default_and_takes_it)
{
    struct jc_params *p = jc_params_new();
    struct jc_err err = {0};
    for (size_t i = 0; jc_params_at(p, i).name; i++) {
        struct jc_param_info x = jc_params_at(p, i);
        cr_expect_str_eq(x.value, x.fallback, "%s", x.name);
        cr_expect(*x.title_zh && *x.title_en && *x.source && *x.range, "%s", x.name);
        cr_expect_eq(set(p, x.name, x.fallback, &err), JC_OK, "%s", x.name);
        cr_expect_str_eq(jc_params_at(p, i).origin, "--set");
    }
    jc_params_free(p);
}

Test(meta, a_wrong_parameter_names_the_nearest_and_a_wrong_value_its_range)
{
    struct jc_params *p = jc_params_new();
    struct jc_err err = {0};
    cr_expect_eq(set(p, "fulfil.alram", "0.7", &err), JC_CONFIG);
    cr_expect_str_eq(err.arg[0], "fulfil.alarm");
    static const char *const wrong[][2] = {{"fulfil.alarm", "1.1"},
                                           {"fulfil.alarm", "-0.1"},
                                           {"fulfil.alarm", "80%"},
                                           {"fulfil.alarm", "0.12345"},
                                           {"fulfil.alarm", ""},
                                           {"fulfil.other_strength", "units"},
                                           {"fulfil.other_strength", "|"},
                                           {"payment.rank_min", "2.5"},
                                           {"payment.rule_other", "days"},
                                           {"payment.rule_other", "days 0"},
                                           {"payment.ages", "30,20"},
                                           {"payment.ages", "30,,60"},
                                           {"payment.ages", "30,60,"},
                                           {"payment.ages", "030,60"},
                                           {"payment.ages", "+30"},
                                           {"payment.ages", "30.0,60"},
                                           {"payment.ages", "3e1,60"},
                                           {"payment.ages", "99999999999999"},
                                           {"payment.ages", "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17"},
                                           {"payment.selected_from", "x"}};
    for (size_t i = 0; i < JC_LEN(wrong); i++)
        cr_expect_eq(set(p, wrong[i][0], wrong[i][1], &err), JC_CONFIG, "%s = %s", wrong[i][0], wrong[i][1]);
    cr_expect_str_eq(jc_params_get(p, "fulfil.alarm"), "0.8");
    cr_expect_eq(set(p, "fulfil.alarm", "0.75", &err), JC_OK);
    cr_expect_str_eq(jc_params_get(p, "fulfil.alarm"), "0.75");
    jc_params_free(p);
}

/* Chinese letters, and the punctuation that goes with them. */
static bool is_chinese(const char *s)
{
    for (; *s; s++)
        if (((unsigned char)*s >= 0xE3 && (unsigned char)*s <= 0xE9) || (unsigned char)*s == 0xEF)
            return true;
    return false;
}

Test(meta, every_parameter_is_told_in_english_too)
{
    struct jc_params *p = jc_params_new();
    for (size_t i = 0; jc_params_at(p, i).name; i++) {
        struct jc_param_info x = jc_params_at(p, i);
        cr_expect(!is_chinese(x.title_en) && !is_chinese(x.range_en) && !is_chinese(x.source_en), "%s", x.name);
    }
    jc_params_free(p);
}

/* "-- params: a.b、c.d": each of them is a parameter. */
static void expect_named_params(const char *text, const char *rule)
{
    struct jc_params *p = jc_params_new();
    char line[512], *rest = line, *name;
    const char *at = strstr(text, "-- params:") + strlen("-- params:");
    snprintf(line, sizeof line, "%.*s", (int)strcspn(at, "\n"), at);
    while ((name = strtok_r(rest, " 、", &rest)))
        cr_expect(*jc_params_get(p, name) || strcmp(name, "region.supply") == 0, "%s names %s", rule, name);
    jc_params_free(p);
}

Test(meta, every_rule_says_what_it_is)
{
    struct jc_rule r;
    size_t n = 0;
    for (; jc_rule_at(&r, n); n++) {
        cr_expect(*r.id && *r.title_zh && *r.title_en && *r.direction && *r.source && *r.formula, "%s", r.id);
        cr_expect(!strcmp(r.severity, "error") || !strcmp(r.severity, "warning") || !strcmp(r.severity, "note"), "%s",
                  r.id);
        char name[96];
        snprintf(name, sizeof name, "rules/%s.sql", r.id);
        cr_expect_not_null(jc_asset_find(name), "%s is not in a file of its name", r.id);
        cr_expect(strstr(r.text, "-- params:") != NULL, "%s", r.id);
        expect_named_params(r.text, r.id);
        cr_expect_eq(strncmp(r.sql, "--", 2) != 0, 1);
    }
    cr_expect(n >= 20);
}

/* The line "-- name: value" of a rule's text, to its end: nothing was cut off. */
static bool stands_whole(const struct jc_rule *r, const char *name, const char *value)
{
    char line[1024];
    snprintf(line, sizeof line, "-- %s: %s\n", name, value);
    return strstr(r->text, line) != NULL;
}

Test(meta, every_rule_says_it_in_english_too)
{
    struct jc_rule r;
    for (size_t i = 0; jc_rule_at(&r, i); i++) {
        const char *const said[][4] = {{"direction", r.direction, "direction_en", r.direction_en},
                                       {"source", r.source, "source_en", r.source_en},
                                       {"formula", r.formula, "formula_en", r.formula_en}};
        for (size_t k = 0; k < JC_LEN(said); k++) {
            const char *const *s = said[k];
            cr_expect(stands_whole(&r, s[0], s[1]), "%s: %s", r.id, s[0]);
            cr_expect(stands_whole(&r, s[2], s[3]) || strcmp(s[1], s[3]) == 0, "%s: %s", r.id, s[2]);
            cr_expect(*s[3] && !is_chinese(s[3]), "%s: %s", r.id, s[2]);
        }
    }
}

/* ---- explain ----------------------------------------------------------------------------------- */

static void world(struct facts *f)
{
    facts_open(f);
    int64_t h = add_inst(f, "H33010000001", "浙江");
    int64_t p = add_item(f, "甲片", "20mg", "甲药业有限公司", 10, ""),
            q = add_item(f, "甲片", "20mg", "乙药业有限公司", 10, "");
    int64_t odd = add_item(f, "甲片", "20mg", "甲药业有限公司", 0, "");
    add_award(f, "R1", "1", p, 100000, "浙江", "2024-01-01", NULL);
    add_agreement(f, h, p, "R1", 1000, "2024-01-01", "2024-12-31");
    add_line(f, h, p, "2024-02-01", 5, 110000, "D", "1");
    add_line(f, h, p, "2023-12-31", 6, 100000, "D", "2");
    add_line(f, h, p, "2024-03-02", 7, 100000, "D", "3");
    add_line(f, h, odd, "2024-02-02", 8, 100000, "D", "4");
    add_line(f, h, q, "2024-02-03", 9, 100000, "D", "5");
    add_line(f, h, p, "2024-02-10", -1, 110000, "D", "1");
    add_line(f, h, p, "2024-02-11", 3, 100000, "D", "6");
    facts_sql(f, "UPDATE purchase SET void = 1 WHERE line_no = '6'", "");
    facts_run(f, "2024-03-01");
}

static enum jc_status explain(struct facts *f, const char *key, struct jc_err *err)
{
    return jc_assess_explain(f->store, f->params, &f->what, key, JC_ZH, err);
}

Test(meta, every_line_of_an_agreement_is_counted_or_left_out_with_its_reason)
{
    struct facts f;
    struct jc_err err = {0};
    world(&f);
    cr_assert_eq(explain(&f, "agr:H33010000001:R1:甲片:20mg:甲药业有限公司:2024-01-01", &err), JC_OK, "%d %s", err.code,
                 err.arg[1]);
    cr_expect_eq(facts_int(&f, "SELECT sum(amount) FROM trace WHERE counted AND unit = 'volume'"),
                 facts_int(&f, "SELECT counted FROM ind_agreement"));
    cr_expect_eq(facts_int(&f, "SELECT count(*) FROM trace WHERE purchase IS NOT NULL"), 7);
    cr_expect_str_eq(
        facts_text(&f, "SELECT p.line_no || ':' || t.counted || ':' || t.why FROM trace AS t JOIN purchase AS p "
                       "ON p.id = t.purchase ORDER BY p.id"),
        "1:1:计入|2:0:验收日不在协议期内|3:0:验收日在统计截止日之后|4:0:转换比不明，不计|5:0:不是这个产品：20mg "
        "乙药业有限公司|"
        "1:1:退货，冲减原订单明细 1|6:0:订单已作废、撤销、取消、被拒绝或缺货，不计");
    facts_close(&f);
}

Test(meta, a_return_is_told_beside_the_line_that_it_names)
{
    struct facts f;
    struct jc_err err = {0};
    world(&f);
    facts_sql(&f, "UPDATE purchase SET order_no = 'T', line_no = '9', original = '1' WHERE accepted < 0", "");
    facts_run(&f, "2024-03-01");
    cr_assert_eq(explain(&f, "agr:H33010000001:R1:甲片:20mg:甲药业有限公司:2024-01-01", &err), JC_OK);
    cr_expect_str_eq(
        facts_text(&f, "SELECT t.why FROM trace AS t JOIN purchase AS p ON p.id = t.purchase WHERE p.line_no = '9'"),
        "退货，冲减原订单明细 1");
    facts_close(&f);
}

Test(meta, the_classes_of_a_group_are_told_line_by_line)
{
    struct facts f;
    struct jc_err err = {0};
    world(&f);
    cr_assert_eq(explain(&f, "grp:H33010000001:R1:1", &err), JC_OK);
    cr_expect_eq(facts_int(&f, "SELECT sum(amount) FROM trace WHERE unit = '最小单位（中选）' AND counted"),
                 facts_int(&f, "SELECT s FROM ind_group"));
    cr_expect_eq(facts_int(&f, "SELECT sum(amount) FROM trace WHERE unit = '最小单位（非中选）' AND counted"),
                 facts_int(&f, "SELECT n FROM ind_group"));
    facts_close(&f);
}

Test(meta, institutions_rounds_products_prices_lines_and_payments_have_their_trace)
{
    static const char *const keys[] = {
        "inst:H33010000001",     "round:R1",          "product:R1:1:甲片:20mg:甲药业有限公司", "price:0123456789ab:a:3",
        "line:0123456789ab:a:3", "pay:H33010000001:0"};
    struct facts f;
    world(&f);
    facts_sql(&f, "UPDATE purchase SET row = 3 WHERE id = 1", "");
    facts_run(&f, "2024-03-01");
    for (size_t i = 0; i < JC_LEN(keys); i++) {
        struct jc_err err = {0};
        cr_expect_eq(explain(&f, keys[i], &err), JC_OK, "%s: %d %s", keys[i], err.code, err.arg[1]);
        cr_expect(facts_int(&f, "SELECT count(*) FROM trace") > 0, "%s", keys[i]);
    }
    facts_close(&f);
}

Test(meta, an_unknown_key_names_the_nearest)
{
    struct facts f;
    struct jc_err err = {0};
    world(&f);
    cr_expect_eq(explain(&f, "inst:H33010000007", &err), JC_NOTFOUND);
    cr_expect_str_eq(err.arg[0], "inst:H33010000001");
    cr_expect_eq(explain(&f, "nonsense", &err), JC_NOTFOUND);
    facts_close(&f);
}

Test(meta, the_fingerprint_depends_on_the_input_not_on_the_order)
{
    struct facts f;
    char first[16];
    world(&f);
    snprintf(first, sizeof first, "%s", facts_text(&f, "SELECT fingerprint FROM run"));
    cr_expect_eq(strlen(first), 12);
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT fingerprint FROM run"), first);
    facts_run(&f, "2024-02-29");
    cr_expect_str_neq(facts_text(&f, "SELECT fingerprint FROM run"), first);
    facts_close(&f);
}
