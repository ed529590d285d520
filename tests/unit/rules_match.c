/* Who is the same product, the same round, the same region (rule book 2). */
#include "facts.h"

TestSuite(match);

/* One institution in 浙江 with an agreement of round R1 for 甲片 20mg of 甲药业有限公司, coded. */
#define CODE  "XA01ABC123A001010100001"
#define OTHER "XA01ABC123A001020200001" /* another strength and pack of it: characters 15-18 differ */
#define ALIEN "XA01ABC999A001010100001" /* another generic name or firm */

static int64_t H, P;
static void plain(struct facts *f, const char *code)
{
    facts_open(f);
    H = add_inst(f, "H33010000001", "浙江");
    P = add_item(f, "甲片", "20mg", "甲药业有限公司", 10, code);
    add_agreement(f, H, P, "R1", 1000, "2024-01-01", "2024-12-31");
}

/* Packs of 10 that the agreement took of one line of the item. */
static int64_t taken(struct facts *f, int64_t item)
{
    add_line(f, H, item, "2024-02-01", 1, 10000, "D", "1");
    facts_run(f, "2024-03-01");
    return facts_int(f, "SELECT sum(counted) / 100000 FROM ind_agreement");
}

static void expect_taken(const char *code, const char *generic, const char *strength, const char *maker,
                         const char *item_code, int64_t expected)
{
    struct facts f;
    plain(&f, code);
    int64_t got = taken(&f, add_item(&f, generic, strength, maker, 10, item_code));
    cr_expect_eq(got, expected, "%s %s %s %s: %lld", generic, strength, maker, item_code, (long long)got);
    facts_close(&f);
}

Test(match, an_equal_code_is_the_same_whatever_the_names_say)
{
    expect_taken(CODE, "别名片", "1g", "乙药业有限公司", CODE, 1);
}

Test(match, generic_and_firm_of_the_code_are_the_same_with_the_strength_of_the_text)
{
    expect_taken(CODE, "写法不同", "20mg", "写法不同的企业", OTHER, 1);
}

Test(match, both_coded_and_different_is_not_the_same_even_with_equal_names)
{
    expect_taken(CODE, "甲片", "20mg", "甲药业有限公司", ALIEN, 0);
}

Test(match, names_decide_where_a_code_is_missing)
{
    expect_taken(CODE, "甲片", "20mg", "甲药业有限公司", "", 1);
    expect_taken("", "甲片", "20mg", "甲药业有限公司", CODE, 1);
    expect_taken("", "乙片", "20mg", "甲药业有限公司", "", 0);
    expect_taken("", "甲片", "20mg", "乙药业有限公司", "", 0);
}

Test(match, a_different_legal_suffix_is_probable_used_and_listed)
{
    struct facts f;
    plain(&f, "");
    cr_expect_eq(taken(&f, add_item(&f, "甲片", "20mg", "甲药业股份有限公司", 10, "")), 1);
    cr_expect_eq(facts_int(&f, "SELECT lines FROM ind_note WHERE code = 412"), 1);
    facts_close(&f);
}

static void add_alias(struct facts *f, const char *kind, const char *spelling, const char *meant)
{
    facts_sql(f,
              "INSERT INTO alias(sheet, row, ident, nth, kind, spelling, spelling_key, meant, meant_key) "
              "VALUES(1, 1, 0, 1, ?1, ?2, ?2, ?3, ?3)",
              "sss", kind, spelling, meant);
}

Test(match, an_alias_decides_for_good)
{
    struct facts f;
    plain(&f, "");
    add_alias(&f, "企业", "甲药业股份有限公司", "甲药业股份有限公司"); /* it is itself, nobody else */
    cr_expect_eq(taken(&f, add_item(&f, "甲片", "20mg", "甲药业股份有限公司", 10, "")), 0);
    facts_close(&f);
    plain(&f, "");
    add_alias(&f, "企业", "老名字制药厂", "甲药业有限公司");
    add_alias(&f, "产品", "甲牌片", "甲片");
    cr_expect_eq(taken(&f, add_item(&f, "甲牌片", "20mg", "老名字制药厂", 10, "")), 1);
    cr_expect_eq(facts_int(&f, "SELECT count(*) FROM ind_note WHERE code = 412"), 0);
    facts_close(&f);
}

/* An item whose cell names several firms, or has marks that its keys have not. */
static int64_t of_firms(struct facts *f, int64_t item, const char *cell, const char *keys, const char *core)
{
    facts_sql(f, "UPDATE item SET maker = ?2, maker_keys = ?3, maker_core = ?4 WHERE id = ?1", "isss", item, cell, keys,
              core);
    return item;
}

/* What the finding asks for is written into the table as it stands in the files: with its brackets and points. */
Test(match, an_alias_takes_whole_cells_on_both_sides)
{
    static const char winner[] = "a.甲药业有限公司(乙药业有限公司受托生产)", keys[] = "a甲药业有限公司\n乙药业有限公司";
    static const char cell[] = "丙医药有限公司(代工:甲药业厂)", cell_keys[] = "丙医药有限公司\n代工:甲药业厂";
    static const char *const cases[] = {winner, cell};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        struct facts f;
        plain(&f, "");
        (void)of_firms(&f, P, winner, keys, "a甲药业");
        add_alias(&f, "企业", cell, cases[i]);
        const int64_t x = of_firms(&f, add_item(&f, "甲片", "20mg", "", 10, ""), cell, cell_keys, "丙医药");
        cr_expect_eq(taken(&f, x), i == 0, "%s", cases[i]);
        facts_close(&f);
    }
}

/* A firm in a bracket behind another may be the winner in other words, as well as the one in front of it. */
Test(match, a_firm_behind_the_holder_may_be_the_winner)
{
    static const struct {
        const char *cell, *keys;
        int64_t lines; /* in doubt */
    } cases[] = {{"丙医药有限公司(代工:甲乙药业股份有限公司)", "丙医药有限公司\n代工:甲乙药业股份有限公司", 1},
                 {"丙医药有限公司(甲乙药业股份有限公司受托生产)", "丙医药有限公司\n甲乙药业股份有限公司", 1},
                 {"丙医药有限公司(丁戊药业有限公司受托生产)", "丙医药有限公司\n丁戊药业有限公司", 0}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        struct facts f;
        plain(&f, "");
        const int64_t p = of_firms(&f, P, "甲乙药业有限公司", "甲乙药业有限公司", "甲乙药业");
        add_award(&f, "R1", "1", p, 10000, "浙江", "2024-01-01", "2024-12-31");
        const int64_t x =
            of_firms(&f, add_item(&f, "甲片", "20mg", "", 10, ""), cases[i].cell, cases[i].keys, "丙医药");
        cr_expect_eq(taken(&f, x), 0, "%s", cases[i].cell);
        cr_expect_eq(facts_int(&f, "SELECT ifnull(sum(lines), 0) FROM ind_note WHERE code = 802"), cases[i].lines, "%s",
                     cases[i].cell);
        facts_close(&f);
    }
}

Test(match, an_agreement_that_names_only_a_code_is_the_product_of_that_code)
{
    struct facts f;
    facts_open(&f);
    H = add_inst(&f, "H33010000001", "浙江");
    int64_t one = add_item(&f, "", "", "", 0, CODE), two = add_item(&f, "", "", "", 0, ALIEN);
    int64_t full = add_item(&f, "甲片", "20mg", "甲药业有限公司", 10, CODE);
    int64_t named = add_item(&f, "甲片", "20mg", "甲药业有限公司", 10, "");
    add_agreement(&f, H, one, "R1", 1000, "2024-01-01", "2024-12-31");
    add_agreement(&f, H, two, "R1", 1000, "2024-01-01", "2024-12-31");
    add_line(&f, H, full, "2024-02-01", 1, 10000, "D", "1");
    add_line(&f, H, named, "2024-02-01", 2, 10000, "D", "2");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT counted / 100000 FROM ind_agreement ORDER BY id"), "3|0");
    cr_expect_str_eq(facts_text(&f, "SELECT p.generic || p.strength || p.maker FROM ind_agreement AS a JOIN product AS "
                                    "p ON p.id = a.product ORDER BY a.id"),
                     "甲片20mg甲药业有限公司|" ALIEN);
    facts_close(&f);
}

Test(match, two_probable_winners_in_a_group_are_none)
{
    struct facts f;
    plain(&f, "");
    int64_t twin = add_item(&f, "甲片", "20mg", "甲药业公司", 10, "");
    add_agreement(&f, H, twin, "R1", 1000, "2024-01-01", "2024-12-31");
    /* the twin itself is probable to the first when it is resolved; once both stand, a third spelling is nobody */
    int64_t third = add_item(&f, "甲片", "20mg", "甲药业股份有限公司", 10, "");
    (void)taken(&f, third);
    cr_expect(facts_int(&f, "SELECT count(*) FROM ind_note WHERE code = 412") > 0);
    facts_close(&f);
}

Test(match, the_producer_of_a_winner_is_the_winner)
{
    struct facts f;
    plain(&f, "");
    facts_sql(&f, "UPDATE item SET maker_keys = '甲药业有限公司' || char(10) || '代工制药有限公司' WHERE id = ?1", "i",
              P);
    cr_expect_eq(taken(&f, add_item(&f, "甲片", "20mg", "代工制药有限公司", 10, "")), 1);
    facts_close(&f);
}

Test(match, two_firms_that_share_a_producer_are_two_firms)
{
    struct facts f;
    plain(&f, "");
    facts_sql(&f, "UPDATE item SET maker_keys = '甲药业有限公司' || char(10) || '代工制药有限公司' WHERE id = ?1", "i",
              P);
    int64_t other = add_item(&f, "甲片", "20mg", "丙药业有限公司", 10, "");
    facts_sql(&f, "UPDATE item SET maker_keys = '丙药业有限公司' || char(10) || '代工制药有限公司' WHERE id = ?1", "i",
              other);
    cr_expect_eq(taken(&f, other), 0);
    facts_close(&f);
}

Test(match, forms_that_exclude_each_other_are_not_the_same)
{
    struct facts f;
    plain(&f, "");
    facts_sql(&f, "UPDATE item SET form_key = '片' WHERE id = ?1", "i", P);
    int64_t capsule = add_item(&f, "甲片", "20mg", "甲药业有限公司", 10, "");
    facts_sql(&f, "UPDATE item SET form_key = '胶囊' WHERE id = ?1", "i", capsule);
    cr_expect_eq(taken(&f, capsule), 0);
    facts_close(&f);
    plain(&f, "");
    facts_sql(&f, "UPDATE item SET form_key = '片+缓释' WHERE id = ?1", "i", P);
    int64_t tablet = add_item(&f, "甲片", "20mg", "甲药业有限公司", 10, "");
    facts_sql(&f, "UPDATE item SET form_key = '片|胶囊' WHERE id = ?1", "i", tablet);
    cr_expect_eq(taken(&f, tablet), 1); /* only less exact */
    facts_sql(&f, "UPDATE item SET form_key = '片+肠溶' WHERE id = ?1", "i", tablet);
    facts_run(&f, "2024-03-01");
    cr_expect_eq(facts_int(&f, "SELECT counted FROM ind_agreement"), 0);
    facts_close(&f);
}

Test(match, an_unknown_strength_matches_nothing_by_name_and_is_told)
{
    struct facts f;
    plain(&f, "");
    cr_expect_eq(taken(&f, add_item(&f, "甲片", "", "甲药业有限公司", 10, "")), 0);
    cr_expect_eq(facts_int(&f, "SELECT lines FROM ind_note WHERE code = 427"), 1);
    facts_close(&f);
}

/* A stent is agreed by name and firm, and bought in sizes. */
Test(match, an_agreement_without_any_spec_takes_every_one_of_its_product)
{
    struct facts f;
    facts_open(&f);
    H = add_inst(&f, "H33010000001", "浙江");
    add_agreement(&f, H, add_item(&f, "甲支架", "", "甲药业有限公司", 1, ""), "R1", 1000, "2024-01-01", "2024-12-31");
    facts_sql(&f, "UPDATE item SET spec = ''", "");
    int64_t size = add_item(&f, "甲支架", "", "甲药业有限公司", 1, "");
    facts_sql(&f, "UPDATE item SET spec = '3.0*18' WHERE id = ?1", "i", size);
    add_line(&f, H, size, "2024-02-01", 2, 10000, "D", "1");
    add_line(&f, H, add_item(&f, "甲支架", "2.5mm", "甲药业有限公司", 1, ""), "2024-02-01", 3, 10000, "D", "2");
    add_line(&f, H, add_item(&f, "甲支架", "2.5mm", "乙药业有限公司", 1, ""), "2024-02-01", 5, 10000, "D", "3");
    facts_run(&f, "2024-03-01");
    cr_expect_eq(facts_int(&f, "SELECT sum(counted) / 10000 FROM ind_agreement"), 5);
    cr_expect_eq(facts_int(&f, "SELECT count(*) FROM ind_note WHERE code = 427"), 0);
    facts_close(&f);
}

/* 利伐沙班: one drug in several groups by strength (rule book 14). */
Test(match, a_strength_of_another_group_belongs_to_that_group_only)
{
    struct facts f;
    facts_open(&f);
    H = add_inst(&f, "H33010000001", "浙江");
    int64_t p10 = add_item(&f, "利伐沙班片", "10mg", "甲药业有限公司", 10, "");
    int64_t p15 = add_item(&f, "利伐沙班片", "15mg", "乙药业有限公司", 10, "");
    int64_t a15 = add_item(&f, "利伐沙班片", "15mg", "甲药业有限公司", 10, "");
    int64_t a20 = add_item(&f, "利伐沙班片", "20mg", "甲药业有限公司", 10, "");
    add_award(&f, "R1", "1", p10, 100000, "浙江", "2024-01-01", NULL);
    add_award(&f, "R1", "2", p15, 100000, "浙江", "2024-01-01", NULL);
    add_agreement(&f, H, p10, "R1", 1000, "2024-01-01", "2024-12-31");
    add_line(&f, H, a15, "2024-02-01", 1, 10000, "D", "1"); /* listed by group 2 */
    add_line(&f, H, a20, "2024-02-01", 2, 10000, "D", "2"); /* listed by none: another strength of the winner */
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT counted / 100000 FROM ind_agreement"), "2");
    facts_close(&f);
}

Test(match, two_strengths_of_one_winner_in_one_group_are_one_product_for_its_agreement)
{
    struct facts f;
    facts_open(&f);
    H = add_inst(&f, "H33010000001", "浙江");
    int64_t p10 = add_item(&f, "甲片", "10mg", "甲药业有限公司", 10, "");
    int64_t p20 = add_item(&f, "甲胶囊", "20mg", "甲药业有限公司", 10, ""); /* tablets and capsules in one group */
    add_award(&f, "R1", "1", p10, 100000, "浙江", "2024-01-01", NULL);
    add_award(&f, "R1", "1", p20, 100000, "浙江", "2024-01-01", NULL);
    add_agreement(&f, H, p10, "R1", 1000, "2024-01-01", "2024-12-31");
    add_line(&f, H, p20, "2024-02-01", 3, 10000, "D", "1");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT (counted / 100000) || ' ' || (counted_other / 100000) FROM ind_agreement"),
                     "3 3");
    cr_expect_str_eq(facts_text(&f, "SELECT variety FROM grp"), "甲片、甲胶囊");
    facts_close(&f);
}

/* ---- rounds ------------------------------------------------------------------------------------ */

static void expect_round(const char *written, const char *code)
{
    struct facts f;
    facts_open(&f);
    H = add_inst(&f, "H33010000001", "浙江");
    P = add_item(&f, "甲片", "20mg", "甲药业有限公司", 10, "");
    add_award(&f, "NVBP01", "1", P, 100000, "浙江", NULL, NULL);
    add_award(&f, "NVBP01X", "1", P, 100000, "浙江", NULL, NULL);
    add_award(&f, "NVBP04", "1", P, 100000, "浙江", NULL, NULL);
    facts_sql(&f,
              "UPDATE award SET round_name = CASE round WHEN 'NVBP01' THEN '国家组织药品集中采购和使用试点（4+7城市）' "
              "WHEN 'NVBP01X' THEN '联盟地区药品集中采购（4+7扩围）' ELSE '第四批国家组织药品集中采购' END",
              "");
    add_agreement(&f, H, P, written, 1000, "2024-01-01", "2024-12-31");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT round FROM ind_agreement"), code, "%s", written);
    facts_close(&f);
}

Test(match, a_round_is_found_by_code_name_and_number_and_never_guessed)
{
    expect_round("NVBP04", "NVBP04");
    expect_round("nvbp04", "NVBP04");
    expect_round("第四批国家组织药品集中采购", "NVBP04");
    expect_round("第四批", "NVBP04");
    expect_round("第4批国采", "NVBP04");
    expect_round("国家第四批集采", "NVBP04");
    expect_round("国家组织第四批药品集中带量采购", "NVBP04");
    expect_round("4+7", "NVBP01");
    expect_round("4+7扩围", "NVBP01X");
    expect_round("浙江省第四批", "浙江省第四批");
    expect_round("第十四批", "第十四批");
    expect_round("集采", "集采");
}

/* Whoever loads a catalogue of his own that calls the round 第四批国采 means that one, as long as there is one of them. */
Test(match, of_two_catalogues_that_a_round_may_mean_it_is_the_users_own)
{
    static const char *const want[] = {"NVBP04", "第四批国采", "第四批"};
    for (int own = 0; own < 3; own++) {
        struct facts f;
        facts_open(&f);
        H = add_inst(&f, "H33010000001", "浙江");
        P = add_item(&f, "甲片", "20mg", "甲药业有限公司", 10, "");
        add_award(&f, "NVBP04", "1", P, 100000, "浙江", NULL, NULL);
        facts_sql(&f, "UPDATE award SET builtin = 1, round_name = '第四批国家组织药品集中采购'", "");
        if (own > 0)
            add_award(&f, "第四批国采", "", P, 100000, "浙江", NULL, NULL);
        if (own > 1)
            add_award(&f, "国家第四批集采", "", P, 100000, "浙江", NULL, NULL);
        add_agreement(&f, H, P, "第四批", 1000, "2024-01-01", "2024-12-31");
        facts_run(&f, "2024-03-01");
        cr_expect_str_eq(facts_text(&f, "SELECT round FROM ind_agreement"), want[own], "%d", own);
        facts_close(&f);
    }
}

/* ---- selected here ----------------------------------------------------------------------------- */

/* Is a line of the winner's product on that day selected here, by the catalogue alone? The class tells. */
static const char *class_of(const char *code, const char *supply, const char *regions, const char *role,
                            const char *from, const char *to, int nominal)
{
    struct facts f;
    static char out[32];
    facts_open(&f);
    H = add_inst(&f, code, supply);
    P = add_item(&f, "甲片", "20mg", "甲药业有限公司", 10, "");
    int64_t q = add_item(&f, "甲片", "20mg", "乙药业有限公司", 10, "");
    add_award(&f, "R1", "1", P, 100000, regions, from, to);
    facts_sql(&f, "UPDATE award SET role = ?1, nominal = ?2", "si", role, (int64_t)nominal);
    add_award(&f, "R1", "1", q, 100000, "江苏", "2020-01-01", NULL);
    add_agreement(&f, H, q, "R1", 1000, "2024-01-01", "2024-12-31"); /* covers the group */
    add_line(&f, H, P, "2024-02-01", 1, 10000, "D", "1");
    facts_run(&f, "2024-03-01");
    snprintf(out, sizeof out, "%s",
             facts_text(&f, "SELECT CASE WHEN s > 0 THEN 's' WHEN n > 0 THEN 'n' ELSE '-' END FROM ind_group"));
    facts_close(&f);
    return out;
}

Test(match, an_award_counts_where_its_supply_area_contains_the_institution)
{
    cr_expect_str_eq(class_of("H33010000001", "", "浙江、江苏", "主供", "2024-01-01", NULL, 0), "s"); /* by its code */
    cr_expect_str_eq(class_of("H33010000001", "", "江苏", "主供", "2024-01-01", NULL, 0), "n");
    cr_expect_str_eq(class_of("X1", "浙江省", "浙江", "主供", "2024-01-01", NULL, 0), "s"); /* by its column */
    cr_expect_str_eq(class_of("X1", "内蒙古自治区", "内蒙古", "主供", "2024-01-01", NULL, 0), "s");
    cr_expect_str_eq(class_of("X1", "新疆生产建设兵团", "新疆", "主供", "2024-01-01", NULL, 0), "n");
    cr_expect_str_eq(class_of("H65900100001", "", "新疆兵团", "主供", "2024-01-01", NULL, 0), "s"); /* 石河子 */
    cr_expect_str_eq(class_of("H66010000001", "", "新疆", "主供", "2024-01-01", NULL, 0), "n");
    cr_expect_str_eq(class_of("X1", "海南州", "海南", "主供", "2024-01-01", NULL, 0), "n"); /* in 青海 */
    cr_expect_str_eq(class_of("X1", "吉林市", "吉林", "主供", "2024-01-01", NULL, 0), "s");
    cr_expect_str_eq(class_of("X1", "上海浦东", "上海", "主供", "2024-01-01", NULL, 0), "s");
    cr_expect_str_eq(class_of("H33010000001", "江苏", "浙江", "主供", "2024-01-01", NULL, 0),
                     "n"); /* the column goes first */
    cr_expect_str_eq(class_of("H33010000001", "", "", "主供", "2024-01-01", NULL, 0), "s");
    cr_expect_str_eq(class_of("X1", "", "浙江", "主供", "2024-01-01", NULL, 0), "-"); /* region unknown: nothing is n */
}

Test(match, the_city_counts_alone_where_the_group_names_it)
{
    cr_expect_str_eq(class_of("H44010000001", "", "广州", "主供", "2024-01-01", NULL, 0), "s");
    cr_expect_str_eq(class_of("H44030000001", "", "广州", "主供", "2024-01-01", NULL, 0), "n");
    cr_expect_str_eq(class_of("H44010000001", "", "广东", "主供", "2024-01-01", NULL, 0),
                     "s"); /* no award names 广州 */
    struct facts f;
    facts_open(&f);
    H = add_inst(&f, "H44010000001", "");
    P = add_item(&f, "甲片", "20mg", "甲药业有限公司", 10, "");
    int64_t q = add_item(&f, "甲片", "20mg", "乙药业有限公司", 10, "");
    add_award(&f, "R1", "1", P, 100000, "广东", "2024-01-01", NULL);
    add_award(&f, "R1", "1", q, 100000, "广州、深圳", "2024-01-01", NULL);
    add_agreement(&f, H, q, "R1", 1000, "2024-01-01", "2024-12-31");
    add_line(&f, H, P, "2024-02-01", 1, 10000, "D", "1"); /* the winner of the province is none of the city */
    facts_run(&f, "2024-03-01");
    cr_expect_eq(facts_int(&f, "SELECT n FROM ind_group"), 100000);
    facts_close(&f);
}

Test(match, the_dates_of_an_award_decide_and_a_nominal_start_decides_nothing)
{
    cr_expect_str_eq(class_of("H33010000001", "", "浙江", "主供", "2024-02-01", NULL, 0), "s");
    cr_expect_str_eq(class_of("H33010000001", "", "浙江", "主供", "2024-02-02", NULL, 0), "n");
    cr_expect_str_eq(class_of("H33010000001", "", "浙江", "主供", "2023-02-01", "2024-01-31", 0), "n");
    cr_expect_str_eq(class_of("H33010000001", "", "浙江", "主供", "2024-01-01", NULL, 1), "-");
    cr_expect_str_eq(class_of("H33010000001", "", "浙江", "主供", NULL, NULL, 0), "-");
    cr_expect_str_eq(class_of("H33010000001", "", "浙江", "主供", NULL, "2024-01-31", 0), "n"); /* over in any case */
}

Test(match, a_backup_counts_only_while_a_main_winner_here_is_short)
{
    cr_expect_str_eq(class_of("H33010000001", "", "浙江", "备供", "2024-01-01", NULL, 0), "n");
    struct facts f;
    facts_open(&f);
    H = add_inst(&f, "H33010000001", "");
    P = add_item(&f, "甲片", "20mg", "甲药业有限公司", 10, "");
    int64_t q = add_item(&f, "甲片", "20mg", "乙药业有限公司", 10, "");
    add_award(&f, "R1", "1", P, 100000, "浙江", "2024-01-01", NULL);
    facts_sql(&f, "UPDATE award SET role = '备供'", "");
    add_award(&f, "R1", "1", q, 100000, "浙江", "2024-01-01", NULL);
    add_agreement(&f, H, q, "R1", 1000, "2024-01-01", "2024-12-31");
    facts_sql(&f, "INSERT INTO shortage(sheet, row, ident, nth, item, day_from, day_to) VALUES(1, 1, 0, 1, ?1, ?2, ?3)",
              "iii", q, (int64_t)day("2024-02-01"), (int64_t)day("2024-02-03"));
    add_line(&f, H, P, "2024-02-03", 1, 10000, "D", "1");
    add_line(&f, H, P, "2024-02-04", 2, 10000, "D", "2");
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT (s / 100000) || ' ' || (n / 100000) FROM ind_group"), "1 2");
    facts_close(&f);
}

Test(match, an_empty_end_lasts_until_the_next_award_of_the_product_here)
{
    struct facts f;
    facts_open(&f);
    H = add_inst(&f, "H33010000001", "");
    P = add_item(&f, "甲片", "20mg", "甲药业有限公司", 10, "");
    add_award(&f, "R1", "1", P, 100000, "浙江", "2023-01-01", NULL);
    add_award(&f, "R1", "1", P, 90000, "江苏", "2023-06-01", NULL); /* another region: nothing here */
    add_award(&f, "R2", "1", P, 80000, "浙江", "2024-01-01", NULL);
    add_line(&f, H, P, "2023-12-31", 1, 90000, "D", "1");
    add_line(&f, H, P, "2024-01-01", 1, 90000, "D", "2"); /* dearer than 8.00 of the next */
    facts_run(&f, "2024-03-01");
    cr_expect_str_eq(facts_text(&f, "SELECT expected FROM ind_price"), "80000");
    facts_close(&f);
}

/* In whatever order the catalogue has them: "", 9, 010, 10, 1a, 2b: numbers by their value, then texts. */
static const char *groups_in_order(const char *const no[], size_t n)
{
    static char out[128];
    struct facts f;
    facts_open(&f);
    int64_t h = add_inst(&f, "H33010000001", "浙江");
    for (size_t i = 0; i < n; i++) {
        char generic[32];
        snprintf(generic, sizeof generic, "甲片%s", no[i]);
        int64_t item = add_item(&f, generic, "20mg", "甲药业有限公司", 10, "");
        add_award(&f, "R1", no[i], item, 10000, "浙江", "2024-01-01", NULL);
        if (i == 0)
            add_agreement(&f, h, item, "R1", 1000, "2024-01-01", "2024-12-31");
    }
    facts_run(&f, "2024-03-01");
    jc_copy(out, sizeof out, facts_text(&f, "SELECT group_no FROM grp ORDER BY id"));
    facts_close(&f);
    return out;
}

Test(match, numbers_of_groups_have_one_order_with_those_that_are_no_numbers)
{
    static const char *const no[][6] = {{"9", "1a", "10", "2b", "010", ""},
                                        {"10", "9", "1a", "", "2b", "010"},
                                        {"1a", "10", "", "9", "010", "2b"},
                                        {"010", "2b", "1a", "10", "9", ""}};
    for (size_t i = 0; i < JC_LEN(no); i++)
        cr_expect_str_eq(groups_in_order(no[i], JC_LEN(no[i])), "|9|010|10|1a|2b", "%zu", i);
}

/* A salt in front, or a slip of the pen: shown as what may be meant, and never matched (rule book 2.3). */
Test(rules, the_nearest_winner_is_named_beside_a_product_of_no_catalogue)
{
    static const char *const near[][2] = {{"苯磺酸氨氯地平片", "氨氯地平片 5mg 甲药业有限公司"},
                                          {"氨氯地平分散片", "氨氯地平片 5mg 甲药业有限公司"},
                                          {"阿托伐他汀钙片", "—"}};
    for (size_t i = 0; i < JC_LEN(near); i++) {
        struct facts f;
        facts_open(&f);
        int64_t h = add_inst(&f, "H33010000001", "浙江");
        add_award(&f, "R1", "1", add_item(&f, "氨氯地平片", "5mg", "甲药业有限公司", 28, ""), 28, "浙江", "2024-01-01",
                  "2024-12-31");
        add_award(&f, "R1", "1", add_item(&f, "氨氯地平片", "10mg", "乙药业有限公司", 28, ""), 28, "浙江", "2024-01-01",
                  "2024-12-31");
        add_agreement(&f, h, add_item(&f, near[i][0], "5mg", "甲药业有限公司", 28, ""), "R1", 1000, "2024-01-01",
                      "2024-12-31");
        facts_run(&f, "2024-06-30");
        cr_expect_str_eq(facts_text(&f, "SELECT more FROM ind_note WHERE code IN (423, 820)"), near[i][1]);
        cr_expect_eq(facts_int(&f, "SELECT count(*) FROM ind_agreement WHERE price IS NOT NULL"), 0);
        facts_close(&f);
    }
}

/* A brand, a coat or 针 in the name of what the hospital agreed to buy of that firm: told, and never matched. */
Test(rules, a_line_that_resembles_an_agreed_product_of_its_maker_is_told)
{
    static const struct {
        const char *name, *agreed, *strength, *maker;
        int lines;
    } of[] = {{"恩格列净片(欧唐静)", "恩格列净片", "10mg", "甲药业有限公司", 1},
              {"恩格列净薄膜衣片", "恩格列净片", "10mg", "甲药业有限公司", 0},
              {"薄膜衣恩格列净片", "恩格列净片", "10mg", "甲药业有限公司", 1},
              {"盐酸氨溴索针", "盐酸氨溴索注射液", "10mg", "甲药业有限公司", 1},
              {"恩格列净片(欧唐静)", "恩格列净片", "25mg", "甲药业有限公司", 0},
              {"恩格列净片(欧唐静)", "恩格列净片", "10mg", "乙药业有限公司", 0},
              {"阿托伐他汀钙片", "恩格列净片", "10mg", "甲药业有限公司", 0}};
    for (size_t i = 0; i < JC_LEN(of); i++) {
        struct facts f;
        facts_open(&f);
        int64_t h = add_inst(&f, "H33010000001", "浙江");
        add_agreement(&f, h, add_item(&f, of[i].agreed, "10mg", "甲药业有限公司", 10, ""), "R1", 1000, "2024-01-01",
                      "2024-12-31");
        add_line(&f, h, add_item(&f, of[i].name, of[i].strength, of[i].maker, 10, ""), "2024-02-01", 5, 10000, "D",
                 "1");
        facts_run(&f, "2024-03-01");
        cr_expect_eq(facts_int(&f, "SELECT count(*) FROM ind_note WHERE code = 826"), of[i].lines, "%s", of[i].name);
        cr_expect_eq(facts_int(&f, "SELECT counted FROM ind_agreement"), 0, "%s", of[i].name);
        facts_close(&f);
    }
}
