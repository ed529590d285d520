/* Rankings of groups on the small world: what of the front matter takes effect, and who is ranked by sums. */
#include "report/sheet.h"
#include "report_kit.h"

static struct jc_store *store;
static char *folder;

static void set_up(void)
{
    store = kit_store();
    folder = kit_folder();
}

static void tear_down(void)
{
    jc_store_free(store);
    kit_rm(folder);
}

TestSuite(report_by, .init = set_up, .fini = tear_down);

static enum jc_status write_by(const char *by, const char *sheet, enum jc_lang lang, struct jc_err *err)
{
    struct jc_report *report = NULL;
    struct jc_report_want want = {.format = JC_REPORT_CSV, .out = folder, .by = by, .lang = lang};
    want.sheets = &sheet;
    want.n_sheets = sheet ? 1 : 0;
    enum jc_status st = jc_report_write(&report, store, &want, err);
    jc_report_free(report);
    return st;
}

static char *csv_by(const char *by, const char *sheet, const char *file)
{
    struct jc_err err = {0};
    size_t n;
    if (write_by(by, sheet, JC_ZH, &err) != JC_OK)
        kit_fail(&err);
    char *path = kit_path(folder, file), *text = kit_read(path, &n);
    free(path);
    return text;
}

static void expect_in(const char *text, const char *part)
{
    cr_expect_not_null(strstr(text, part), "%s\nin\n%s", part, text);
}

/* ---- figures --------------------------------------------------------------------------------------- */

Test(report_by, areas_are_sums_over_their_institutions)
{
    /* 义乌市: 1 with 5390 of 12000, 3 with 2000 of 2000, 1 yuan each; the two others say no area. */
    char *text = csv_by("地区", "2", "机构执行排名.csv");
    expect_in(text, "名次,地区,机构数,签约产品数,达序时产品数,达序时占比(%),");
    expect_in(text, "\n1,义乌市,2,2,1,50.00,52.79,50.14,2.65,0,1,1,0,0,");
    expect_in(text, "\n,（未写明）,2,2,1,50.00,100.00,50.14,49.86,1,0,1,0,1,");
    expect_in(text, ",region:义乌市\n,");
    free(text);
}

Test(report_by, payments_are_ranked_by_what_they_add_up_to)
{
    /* 22 000 + 1 of 34 000 + 1 in time, 1 349 000 + 10 yuan × days on 29 000 + 1; the second alone has too few receipts. */
    char *text = csv_by("region", "9", "货款支付排名.csv");
    expect_in(text, "名次,付款方,地区,机构数,未报机构数,到期笔数,");
    expect_in(text, "\n1,医疗机构,义乌市,2,0,5,34001.00,22001.00,64.71,60.00,64.71,46.52,5000.00,0.00,7000.00,15,67.44,"
                    "严重滞后,,pay:region:义乌市:0\n");
    expect_in(text, "\n,医疗机构,（未写明）,2,1,12,10000.00,10000.00,100.00,100.00,100.00,20.00,0.00,0.00,0.00,,100.00,"
                    "达标,,pay:region::0\n");
    free(text);
    text = csv_by("Payer", "9", "货款支付排名.csv");
    expect_in(text, "\n1,医疗机构,4,1,17,44001.00,32001.00,72.73,88.24,72.73,39.72,5000.00,0.00,7000.00,15,73.59,"
                    "严重滞后,,payer:0\n");
    free(text);
}

Test(report_by, the_conditions_of_a_rank_are_judged_by_the_sums)
{
    kit_sql(store, "UPDATE param SET scaled = 50000 WHERE name = 'payment.rank_min'"); /* 5: 3 + 2 */
    kit_sql(store, "UPDATE ind_pay SET rejected = 5050000 WHERE inst = 3");            /* 505 of 50 002 + 505 */
    char *text = csv_by("地区", "9", "货款支付排名.csv");
    expect_in(text, "\n1,医疗机构,义乌市,");
    free(text);
    kit_sql(store, "UPDATE ind_pay SET rejected = 5060000 WHERE inst = 3"); /* more than 1 % */
    text = csv_by("地区", "9", "货款支付排名.csv");
    expect_in(text, ",67.44,剔除金额过多,,pay:region:义乌市:0\n,医疗机构,（未写明）,");
    free(text);
    kit_sql(store, "UPDATE param SET scaled = 60000 WHERE name = 'payment.rank_min'");
    text = csv_by("地区", "9", "货款支付排名.csv");
    expect_in(text, ",67.44,到期笔数不足；剔除金额过多,,pay:region:义乌市:0\n");
    free(text);
    kit_sql(store, "UPDATE ind_pay SET lines = 0 WHERE inst IN (1, 3)");
    text = csv_by("地区", "9", "货款支付排名.csv");
    expect_in(text,
              "\n,医疗机构,义乌市,2,2,,,,64.71,60.00,64.71,46.52,5000.00,0.00,,15,67.44,未报,,pay:region:义乌市:0\n");
    free(text);
}

Test(report_by, equal_groups_share_a_rank_and_stand_in_the_order_of_their_names)
{
    kit_sql(store,
            "UPDATE inst SET community = CASE id WHEN 1 THEN '丙' WHEN 2 THEN '乙' WHEN 3 THEN '甲' ELSE '丁' END");
    char *text = csv_by("community", "2", "机构执行排名.csv");
    const char *second = strstr(text, "\n1,甲,"), *first = strstr(text, "\n1,乙,");
    cr_assert(first && second, "%s", text);
    cr_expect(first < second, "乙 before 甲 by code point");
    expect_in(text, "\n3,丙,");
    free(text);
}

Test(report_by, the_rank_before_is_that_of_the_same_group)
{
    kit_sql(store,
            "INSERT INTO previous VALUES('fulfilment', 'region:义乌市', 4), ('fulfilment', 'inst:H33010000001', 9)");
    char *text = csv_by("地区", "2", "机构执行排名.csv");
    char *line = kit_line(text, "region:义乌市");
    expect_in(line, ",3,region:义乌市");
    free(line);
    free(text);
}

/* ---- front matter ---------------------------------------------------------------------------------- */

Test(report_by, a_sheet_without_the_ranking_says_so_and_stays_as_usual)
{
    char *usual = csv_by(NULL, NULL, "机构执行排名.csv"), *text = csv_by("付款方", NULL, "机构执行排名.csv");
    cr_expect_str_eq(text, usual);
    free(usual);
    free(text);
    size_t n;
    char *path = kit_path(folder, "说明.csv");
    text = kit_read(path, &n);
    expect_in(text, "排名对象 · 机构执行排名,没有按付款方的排名，仍按机构");
    expect_in(text, "排名对象 · 货款支付排名,付款方,");
    free(path);
    free(text);
}

Test(report_by, what_is_not_there_is_refused_with_what_is)
{
    struct jc_err err = {0};
    cr_expect_eq(write_by("医供体", NULL, JC_ZH, &err), JC_USAGE);
    cr_expect_eq(err.code, 709);
    cr_expect_str_eq(err.arg[0], "医共体");
    err = (struct jc_err){0};
    cr_expect_eq(write_by("payer", "2", JC_EN, &err), JC_USAGE);
    cr_expect_eq(err.code, 710);
    cr_expect_str_eq(err.arg[0], "Payment ranking");
}

/* Whatever grouping a sheet stands in, what other lines of its front matter name is there and is the same column. */
Test(report_by, places_of_charts_and_ranks_hold_in_every_grouping)
{
    struct sheets usual = {0}, all = {0};
    struct jc_err err = {0};
    cr_assert_eq(sheets_load(&usual, &err), JC_OK);
    for (size_t i = 0; i < usual.n; i++) {
        for (int k = 1; k < usual.v[i].n_by; k++) {
            cr_assert_eq(sheets_load(&all, &err), JC_OK);
            cr_assert_eq(sheets_group(&all, usual.v[i].by[k].id, JC_ZH, &err), JC_OK);
            const struct sheet *a = &usual.v[i], *b = &all.v[i];
            cr_expect_str_eq(b->grouping->id, a->by[k].id);
            for (int c = 0; c < a->n_charts; c++) {
                cr_expect_eq(sheet_column_at(&a->main, a->chart[c].category),
                             sheet_column_at(&b->main, b->chart[c].category));
                cr_expect_eq(sheet_column_at(&a->main, a->chart[c].value[0]),
                             sheet_column_at(&b->main, b->chart[c].value[0]));
            }
            cr_expect_eq(sheet_column_at(&a->main, a->follow.rate), sheet_column_at(&b->main, b->follow.rate));
            cr_expect_eq(sheet_column_at(&a->main, a->key[0]), sheet_column_at(&b->main, b->key[0]));
            sheets_free(&all);
        }
    }
    sheets_free(&usual);
}

Test(report_by, front_matter_of_groupings_is_checked)
{
    static const char *const bad[] = {
        "-- name: 甲 | A\n-- by: level | 级别 | Level\n-- column: 一 | One | int\n",        /* not the usual first */
        "-- name: 甲 | A\n-- by: institution | 机构\n-- column: 一 | One | int\n",          /* one language */
        "-- name: 甲 | A\n-- by: institution | 机构 | I | 题\n-- column: 一 | One | int\n", /* half a title */
        "-- name: 甲 | A\n-- by: institution | 机构 | I\n-- column: 一 | One | int | by level\n", /* nothing is left */
    };
    for (size_t i = 0; i < JC_LEN(bad); i++) {
        struct sheet sheet;
        struct jc_err err = {0};
        cr_expect_eq(sheet_parse(&sheet, "report/sheets/99_x.sql", bad[i], &err), JC_INTERNAL, "%zu", i);
        cr_expect_eq(err.code, 790);
    }
}
