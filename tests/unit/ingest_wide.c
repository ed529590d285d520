/* Agreement tables with hospitals in columns: read whatever stands beside and over them, and never taken for something else. */
#include "ingest_kit.h"

static struct kit kit;

static void setup(void)
{
    kit_open(&kit);
}

static void teardown(void)
{
    kit_close(&kit);
}

TestSuite(wide, .init = setup, .fini = teardown);

/* Every agreement as hospital, product, volume and unit, in the order of reading. */
#define AGREED                                                                                                         \
    "SELECT group_concat(o.name || ' ' || i.generic || ' ' || (a.volume / 10000) || a.unit, '; ') FROM agreement a "   \
    "JOIN org o ON o.id = a.org JOIN item i ON i.id = a.item"

/* The one sheet of the one file: what it was taken for, or the number of the refusal. */
static const char *taken_for(const char *name)
{
    static char out[64];
    const char *kind = kit_sql(&kit, "SELECT kind FROM sheet ORDER BY id DESC LIMIT 1");
    const char *state = strstr(jc_buf_text(&kit.files), name);
    cr_assert_not_null(state, "%s", jc_buf_text(&kit.files));
    state += strlen(name) + 1;
    if (*state == 'L')
        jc_copy(out, sizeof out, kind);
    else
        jc_copyn(out, sizeof out, state, strcspn(state, " \n") + 1 + strcspn(state + 2, " \n"));
    return out;
}

Test(wide, a_listed_hospital_has_no_agreement_of_its_yuan_or_of_last_year)
{
    kit_write(&kit, "机构.csv", "医疗机构编码,医疗机构名称\nH33010200001,甲县人民医院\nH33010200002,甲县中医院\n");
    kit_write(
        &kit, "第四批约定采购量2024-04-01至2025-03-31.csv",
        "通用名,规格,生产企业,甲县人民医院,甲县中医院,甲县人民医院采购金额,甲县中医院采购金额,甲县中医院上年用量\n"
        "甲药片,1mg*7片,甲厂,600,300,11034,5517,400\n");
    cr_expect_eq(kit_import(&kit, "机构.csv", NULL), JC_OK);
    cr_expect_eq(kit_import(&kit, "第四批约定采购量2024-04-01至2025-03-31.csv", NULL), JC_OK);
    cr_expect_str_eq(kit_sql(&kit,
                             "SELECT group_concat(o.name || ' ' || (a.volume / 10000), '; ') FROM agreement a JOIN org "
                             "o ON o.id = a.org"),
                     "甲县人民医院 600; 甲县中医院 300");
}

#define TITLE "柳川县第四批约定采购量分解表（2024-03-01至2025-02-28）单位：盒\n"
#define HEADS "通用名|规格|生产企业|"
#define JIA   "甲药片|1mg*7片|甲厂|"
#define BING  "丙药片|3mg*7片|丙厂|"
#define YI    "乙药片|2mg*7片|乙厂|"

/* A sheet of that text in a file of that name is taken for `want`, and gives these agreements; a refused one gives none. */
static void expect_table(const char *name, const char *text, const char *want, const char *agreed)
{
    struct jc_buf sheet = {0};
    char *before = jc_strdup(kit_sql(&kit, "SELECT coalesce(max(id), 0) FROM agreement")), sql[512];
    jc_buf_fmt(&sheet, "表\n%s", text);
    kit_book(&kit, name, NULL, jc_buf_text(&sheet), NULL);
    cr_expect_eq(kit_import(&kit, name, NULL), JC_OK, "%s", kit.err.arg[0]);
    cr_expect_str_eq(taken_for(name), want, "%s is taken for %s:\n%s", name, taken_for(name), jc_buf_text(&kit.files));
    snprintf(sql, sizeof sql, AGREED " WHERE a.id > %s", before);
    const char *got = kit_sql(&kit, sql);
    cr_expect_str_eq(got, agreed, "%s gives:\n%s\nsaid:\n%s", name, got, jc_buf_text(&kit.said));
    jc_buf_free(&sheet);
    free(before);
}

/* ---- what it is ------------------------------------------------------------------------------------------------ */

Test(wide, a_price_makes_no_catalogue_of_agreements)
{
    static const char want[] = "甲县人民医院 甲药片 10pack; 乙乡卫生院 甲药片 2pack; 甲县人民医院 乙药片 5pack";
    expect_table("a.xlsx", TITLE HEADS "中选价格（元）|甲县人民医院|乙乡卫生院\n" JIA "#9.5|#10|#2\n" YI "#8|#5|/\n",
                 "agreement", want);
    expect_table("b.xlsx", /* nothing says so, but the hospitals have numbers */
                 "柳川县第四批（2024-03-01至2025-02-28）单位：盒\n" HEADS "中选价|甲县人民医院|乙乡卫生院\n" JIA
                 "#9.5|#10|#2\n" YI "#8|#5|/\n",
                 "agreement", want);
    expect_table("c.xlsx", /* a single one, and the title says so */
                 TITLE HEADS "中选价|甲县人民医院\n" JIA "#9.5|#10\n", "agreement", "甲县人民医院 甲药片 10pack");
}

Test(wide, a_catalogue_stays_one_beside_marks_regions_and_volumes)
{
    expect_table("a.xlsx",
                 "第四批中选药品供应清单\n批次|" HEADS "中选价格|甲县人民医院|乙乡卫生院\n第四批|" JIA
                 "#9.5|√|√\n第四批|" YI "#8|√|\n",
                 "award", "");
    expect_told(&kit, "E315||||甲县人民医院、乙乡卫生院\n");
    expect_table("b.xlsx", "第四批中选结果\n批次|" HEADS "中选价格|北京|天津\n第四批|" JIA "#9.5|#1|#0\n", "award", "");
    expect_table("c.xlsx",
                 "第四批中选结果\n批次|" HEADS "供应省份|中选价格|约定采购量\n第四批|" JIA "浙江|#9.5|#1000\n", "award",
                 "");
}

Test(wide, a_list_of_what_hospitals_agreed_is_no_catalogue_because_it_lacks_days)
{
    expect_table("a.xlsx", "批次|医疗机构|" HEADS "中选价格|约定采购量\n第四批|甲县人民医院|" JIA "#9.5|#10\n",
                 "U E394", "");
    expect_table("甲县人民医院约定量.xlsx", "批次|" HEADS "中选价格|约定采购量\n第四批|" JIA "#9.5|#10\n", "U E394",
                 "");
    expect_table("c.xlsx", "第四批约定采购量分解表\n" HEADS "中选价格|甲县人民医院|乙乡卫生院\n" JIA "#9.5|#10|#2\n",
                 "U E394", "");
}

Test(wide, what_hospitals_bought_needed_or_fulfilled_is_not_what_they_agreed)
{
    static const char *const titles[] = {"2024年3月药品采购入库汇总表", "第四批需求量汇总(2024-03-01至2025-02-28)",
                                         "第四批约定采购量完成情况(2024-03-01至2025-02-28)"};
    for (size_t i = 0; i < JC_LEN(titles); i++) {
        char name[16], text[512];
        snprintf(name, sizeof name, "%zu.xlsx", i);
        snprintf(text, sizeof text, "%s\n" HEADS "甲县人民医院|乙乡卫生院\n" JIA "#10|#2\n", titles[i]);
        expect_table(name, text, "R E306", "");
        cr_expect_str_eq(kit.last.value, titles[i]);
    }
    expect_table("a.xlsx",
                 "第四批（2024-03-01至2025-02-28）\n" HEADS "入库数量|甲县人民医院|乙乡卫生院\n" JIA "#12|#10|#2\n",
                 "R E306", "");
    cr_expect_str_eq(kit.last.value, "入库数量");
    kit.opts.kind = "agreement"; /* the user knows better */
    expect_table("b.xlsx",
                 "第四批需求量汇总（2024-03-01至2025-02-28）单位：盒\n" HEADS "甲县人民医院|乙乡卫生院\n" JIA
                 "#10|#2\n",
                 "agreement", "甲县人民医院 甲药片 10pack; 乙乡卫生院 甲药片 2pack");
}

Test(wide, a_note_below_the_title_takes_nothing_from_what_was_agreed)
{
    static const char *const notes[] = {
        "注意：不得超约定量采购", "约定采购量按上年用量的80%核定", "每月采购不得少于约定采购量的十二分之一",
        "约定采购量不含追加",     "备注：约定采购量按季度考核",    "非中选药品不得超过约定采购量",
        "约定采购量（含追加）",   "约定采购量（第一季度起执行）"};
    for (size_t i = 0; i < JC_LEN(notes); i++) {
        char name[16], text[512];
        snprintf(name, sizeof name, "%zu.xlsx", i);
        snprintf(text, sizeof text, TITLE "%s\n" HEADS "甲县人民医院|乙乡卫生院\n" JIA "#10|#2\n", notes[i]);
        expect_table(name, text, "agreement", "甲县人民医院 甲药片 10pack; 乙乡卫生院 甲药片 2pack");
    }
}

Test(wide, a_volume_of_which_nobody_says_that_it_was_agreed_is_none)
{
    static const char *const of[] = {"采购量统计表",   "采购量汇总",     "采购数据汇总", "月度采购量",
                                     "首年采购量",     "历史采购量",     "意向量",       "非中选药品采购量",
                                     "拟采购量",       "勾选量",         "超约定量",     "2023年采购量",
                                     "月均约定采购量", "约定采购量调减", "上年度采购量"};
    for (size_t i = 0; i < JC_LEN(of); i++) {
        char name[16], text[512], title[128];
        snprintf(name, sizeof name, "%zu.xlsx", i);
        snprintf(title, sizeof title, "第四批集采药品%s(协议期2024-03-01至2025-02-28)", of[i]);
        snprintf(text, sizeof text, "%s\n" HEADS "甲县人民医院|乙乡卫生院|合计\n" JIA "#10|#2|#12\n", title);
        expect_table(name, text, "R E306", "");
        cr_expect_str_eq(kit.last.value, title);
    }
    expect_table("采购量统计.xlsx",
                 "第四批集采药品（2024-03-01至2025-02-28）\n" HEADS "甲县人民医院|乙乡卫生院\n" JIA "#10|#2\n",
                 "R E306", "");
}

Test(wide, a_volume_is_agreed_where_another_title_or_a_column_says_so)
{
    static const char want[] = "甲县人民医院 甲药片 10pack; 乙乡卫生院 甲药片 2pack";
    expect_table("第四批约定量.xlsx", /* the nearest line leaves open what they are */
                 "国家组织药品集中带量采购各医疗机构采购量汇总（2024-03-01至2025-02-28）单位：盒\n" HEADS
                 "甲县人民医院|乙乡卫生院\n" JIA "#10|#2\n",
                 "agreement", want);
    expect_table("b.xlsx",
                 "第四批采购量分配表（2024-03-01至2025-02-28）单位：盒\n" HEADS
                 "约定采购量|甲县人民医院|乙乡卫生院\n" JIA "#12|#10|#2\n",
                 "agreement", want);
    expect_table("c.xlsx", /* no volume is spoken of */
                 "第四批集中带量采购药品（2024-03-01至2025-02-28）单位：盒\n计量单位以包装计\n" HEADS
                 "甲县人民医院|乙乡卫生院\n" JIA "#10|#2\n",
                 "agreement", want);
}

Test(wide, the_receipts_of_a_hospital_stay_purchases)
{
    expect_table("a.xlsx",
                 "甲县人民医院2024年3月入库明细\n单据号|" HEADS "入库数量|入库日期|甲县人民医院|乙乡卫生院\nR1|" JIA
                 "#12|2024-03-05|#10|#2\n",
                 "purchase", "");
}

Test(wide, columns_that_no_name_tells_apart_are_given_to_nobody)
{
    expect_table("a.xlsx", TITLE "批次|" HEADS "中选价格|甲县|乙县|合计\n第四批|" JIA "#9.5|#10|#2|#12\n", "R E343",
                 "");
    cr_expect_str_eq(kit.last.value, "甲县、乙县");
    expect_table("b.xlsx", "甲县人民医院医共体" TITLE HEADS "约定采购量|城关|白水\n" JIA "#12|#10|#2\n", "R E343", "");
    expect_table("c.xlsx", /* of one hospital: these are its departments */
                 "甲县人民医院第四批约定采购量（2024-03-01至2025-02-28）单位：盒\n" HEADS "约定采购量|内科|外科\n" JIA
                 "#12|#10|#2\n",
                 "agreement", "甲县人民医院 甲药片 12pack");
    expect_told(&kit, "E315||||内科、外科\n");
}

/* Every agreement with the code and the name of its hospital. */
#define CALLED                                                                                                         \
    "SELECT group_concat(o.code || '/' || o.name || ' ' || (a.volume / 10000), '; ') FROM agreement a JOIN org o ON "  \
    "o.id = a.org WHERE a.sheet = (SELECT max(id) FROM sheet)"

Test(wide, a_hospital_with_two_columns_of_one_thing_is_given_neither)
{
    static const char years[] =
        TITLE "通用名|规格|生产企业|甲县人民医院||乙乡卫生院\n|||第一年|第二年|第一年|第二年\n" JIA "#10|#11|#2|#3\n";
    expect_table("y.xlsx", years, "R E971", "");
    kit.opts.kind = "agreement"; /* year 1 is not the term */
    expect_table("k.xlsx", years, "R E971", "");
    kit.opts.kind = NULL;
    expect_table("t.xlsx", TITLE HEADS "甲县人民医院|甲县人民医院|乙乡卫生院\n" JIA "#10|#60|#2\n", "R E971", "");
}

Test(wide, hospitals_are_called_by_name_by_code_or_by_both)
{
    static const char both[] = "H33078200901/甲县人民医院 10; H33078200902/乙乡卫生院 2";
    static const struct {
        const char *heads, *want;
    } cases[] = {
        {HEADS "H33078200901|H33078200902\n", "H33078200901/ 10; H33078200902/ 2"},
        {HEADS "H33078200901甲县人民医院|乙乡卫生院(H33078200902)\n", both},
        {"|||甲县人民医院|乙乡卫生院\n" HEADS "H33078200901|H33078200902\n", both},
        {"|||H33078200901|H33078200902\n" HEADS "甲县人民医院|乙乡卫生院\n", both},
        {HEADS "甲县人民医院|乙乡卫生院\n|||H33078200901|H33078200902\n", both},
        {"医疗机构名称|||甲县人民医院|乙乡卫生院\n机构编码|||H33078200901|H33078200902\n" HEADS "约定量|约定量\n",
         both},
    };
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        char name[16], text[768];
        snprintf(name, sizeof name, "%zu.xlsx", i);
        snprintf(text, sizeof text, "表\n" TITLE "%s" JIA "#10|#2\n", cases[i].heads);
        kit_book(&kit, name, NULL, text, NULL);
        expect_ok(&kit, name);
        expect_sql(&kit, cases[i].want, CALLED);
        expect_sql(&kit, "0", "SELECT sum(rejected) FROM sheet");
    }
}

/* Printed, each page has the head again: its lines of names, of codes and of the other heads are no data. */
Test(wide, the_lines_of_names_and_codes_come_again_on_each_page)
{
    static const char *const heads[] = {
        HEADS "H33078200901|H33078200902\n",
        HEADS "H33078200901甲县人民医院|乙乡卫生院(H33078200902)\n",
        "|||甲县人民医院|乙乡卫生院\n" HEADS "H33078200901|H33078200902\n",
        "|||H33078200901|H33078200902\n" HEADS "甲县人民医院|乙乡卫生院\n",
        HEADS "甲县人民医院|乙乡卫生院\n|||H33078200901|H33078200902\n",
        HEADS "甲县人民医院|乙乡卫生院\n医疗机构编码|||H33078200901|H33078200902\n",
        "医疗机构名称|||甲县人民医院|乙乡卫生院\n机构编码|||H33078200901|H33078200902\n" HEADS "约定量|约定量\n",
    };
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        char name[16], text[1536];
        int lines = 0;
        for (const char *p = heads[i]; *p; p++)
            lines += *p == '\n';
        snprintf(name, sizeof name, "%zu.xlsx", i);
        snprintf(text, sizeof text, "表\n" TITLE "%s" JIA "#10|#2\n" TITLE "%s" YI "#3|#4\n%s" BING "#5|#6\n", heads[i],
                 heads[i], heads[i]);
        kit_book(&kit, name, NULL, text, NULL);
        expect_ok(&kit, name);
        char want[32];
        snprintf(want, sizeof want, "6|0|%d", 3 * lines + 2);
        expect_sql(&kit, want,
                   "SELECT (SELECT count(*) FROM agreement), rejected, skipped FROM sheet ORDER BY id DESC LIMIT 1");
        cr_expect_null(strstr(jc_buf_text(&kit.said), "E210"), "%s", jc_buf_text(&kit.said));
        cr_expect_null(strstr(jc_buf_text(&kit.said), "E388"), "%s", jc_buf_text(&kit.said));
        cr_expect_null(strstr(jc_buf_text(&kit.said), "E363"), "%s", jc_buf_text(&kit.said));
        kit_close(&kit);
        kit_open(&kit);
    }
}

/* ---- captions -------------------------------------------------------------------------------------------------- */

#define TWO "柳川县第四批约定采购量（2024-03-01至2025-02-28）\n序号|" HEADS

Test(wide, hospitals_stand_below_a_caption)
{
    static const char *const captions[] = {"约定采购量（盒）",    "各医疗机构约定采购量（盒）", "约定采购量分解（盒）",
                                           "采购量（盒）",        "首年协议量（盒）",           "分配数（盒）",
                                           "第四批约定采购量(盒)"};
    for (size_t i = 0; i < JC_LEN(captions); i++) {
        char name[16], text[512];
        snprintf(name, sizeof name, "%zu.xlsx", i);
        snprintf(text, sizeof text,
                 TWO "%s|||\n||||甲县人民医院|乙乡卫生院|丙村|合计\n#1|" JIA "#10|#2|#1|#13\n#2|" YI "#5|||#5\n",
                 captions[i]);
        expect_table(
            name, text, "agreement",
            "甲县人民医院 甲药片 10pack; 乙乡卫生院 甲药片 2pack; 丙村 甲药片 1pack; 甲县人民医院 乙药片 5pack");
    }
}

Test(wide, the_hospital_of_the_title_is_not_that_of_the_columns)
{
    expect_table("a.xlsx",
                 "甲县人民医院医共体" TWO "约定采购量（盒）||\n||||甲县人民医院|乙乡卫生院|丙乡卫生院\n#1|" JIA
                 "#10|#2|#1\n",
                 "agreement", "甲县人民医院 甲药片 10pack; 乙乡卫生院 甲药片 2pack; 丙乡卫生院 甲药片 1pack");
    kit_write(
        &kit, "甲县人民医院约定量.csv",
        "第四批 2024-03-01至2025-02-28\n通用名,规格,生产企业,约定采购量（盒）,,\n,,,甲县人民医院,乙乡卫生院,合计\n"
        "甲药片,1mg*7片,甲厂,10,2,12\n");
    expect_ok(&kit, "甲县人民医院约定量.csv");
    expect_sql(&kit, "甲县人民医院 甲药片 10pack; 乙乡卫生院 甲药片 2pack",
               AGREED " WHERE a.sheet = (SELECT max(id) FROM sheet)");
    expect_told(&kit, "E389||||约定采购量合计\n");
}

Test(wide, a_caption_may_stand_over_groups_of_hospitals)
{
    static const char want[] = "甲县人民医院 甲药片 10pack; 甲县中医院 甲药片 3pack; 乙乡卫生院 甲药片 2pack";
    expect_table(
        "a.xlsx",
        TWO
        "约定采购量（盒）||||\n||||县级医院|||乡镇卫生院|合计\n||||甲县人民医院|甲县中医院|小计|乙乡卫生院|\n#1|" JIA
        "#10|#3|#13|#2|#15\n",
        "agreement", want);
    expect_said(&kit, "E330||||\nE389||||约定采购量县级医院小计、约定采购量合计(盒)\n");
    expect_table("b.xlsx", /* the total of a group is of the group */
                 TWO
                 "县级医院（盒）|||乡镇卫生院（盒）||总计\n||||甲县人民医院|甲县中医院|合计|乙乡卫生院|合计|\n#1|" JIA
                 "#10|#3|#13|#2|#9|#15\n",
                 "agreement", want);
    expect_told(&kit, "E305|I4||乡镇卫生院合计|9\n");
    expect_sql(&kit, "1", "SELECT count(*) FROM issue WHERE code = 305");
}

#define NEED                                                                                                           \
    "SELECT group_concat(o.name || (a.demand / 10000) || '/' || (a.volume / 10000), ' ') FROM agreement a JOIN org o " \
    "ON o.id = a.org WHERE a.sheet = (SELECT max(id) FROM sheet)"

Test(wide, what_a_hospital_needed_stands_beside_what_it_agreed)
{
    static const char want[] = "甲县人民医院 甲药片 10pack; 乙乡卫生院 甲药片 2pack";
    expect_table("a.xlsx",
                 TWO
                 "甲县人民医院||乙乡卫生院|\n||||需求量（盒）|约定采购量（盒）|需求量（盒）|约定采购量（盒）\n#1|" JIA
                 "#13|#10|#3|#2\n",
                 "agreement", want);
    expect_sql(&kit, "甲县人民医院13/10 乙乡卫生院3/2", NEED);
    expect_table("b.xlsx",
                 TWO "需求量（盒）||约定采购量（盒）|\n||||甲县人民医院|乙乡卫生院|甲县人民医院|乙乡卫生院\n#1|" JIA
                     "#13|#3|#10|#2\n",
                 "agreement", want);
    expect_sql(&kit, "甲县人民医院13/10 乙乡卫生院3/2", NEED);
    expect_table("c.xlsx", TITLE HEADS "需求量|甲县人民医院约定采购量|乙乡卫生院约定采购量\n" JIA "#16|#10|#2\n",
                 "agreement", want);
    expect_sql(&kit, "", NEED); /* that of all of them is nobody's */
    expect_told(&kit, "E389||||需求量\n");
    expect_table("d.xlsx",
                 TWO "2023年用量（盒）||约定采购量（盒）|\n||||甲县人民医院|乙乡卫生院|甲县人民医院|乙乡卫生院\n#1|" JIA
                     "#13|#3|#10|#2\n",
                 "agreement", want);
    expect_told(&kit, "E389||||2023年用量甲县人民医院、2023年用量乙乡卫生院\n");
    expect_table("e.xlsx", TWO "剩余约定采购量（盒）|\n||||甲县人民医院|乙乡卫生院\n#1|" JIA "#10|#2\n", "R E306", "");
}

Test(wide, the_heads_of_the_product_may_stand_below_the_caption)
{
    expect_table("a.xlsx",
                 "柳川县第四批（2024-03-01至2025-02-28）\n||||约定采购量（盒）|\n序号|" HEADS
                 "甲县人民医院|乙乡卫生院\n#1|" JIA "#10|#2\n",
                 "agreement", "甲县人民医院 甲药片 10pack; 乙乡卫生院 甲药片 2pack");
}

Test(wide, a_row_of_data_is_no_second_line_of_its_head)
{
    kit_write(
        &kit, "约定采购量.csv",
        "医疗机构编码,医疗机构名称,批次编码,批次,通用名,规格,转换比,生产企业,国家医保编码,约定采购量,单位,协议期\n"
        "H33078200980,甲县人民医院,SJ01,省级第一批,甲药片,1mg,7,甲厂,,1859,片,2024-03-01至2025-02-28\n");
    expect_ok(&kit, "约定采购量.csv");
    expect_files(&kit, "约定采购量.csv L [约定采购量 agreement 1 2=1+0+1]\n");
}

Test(wide, heads_of_two_lines_on_every_page_are_no_data)
{
    expect_table(
        "a.xlsx",
        TWO "约定采购量（盒）|\n||||甲县人民医院|乙乡卫生院\n#1|" JIA "#10|#2\n序号|" HEADS
            "约定采购量（盒）|\n||||甲县人民医院|乙乡卫生院\n#2|" YI "#5|#1\n",
        "agreement",
        "甲县人民医院 甲药片 10pack; 乙乡卫生院 甲药片 2pack; 甲县人民医院 乙药片 5pack; 乙乡卫生院 乙药片 1pack");
    expect_said(&kit, "E330||||\n");
}

/* ---- totals and other columns -------------------------------------------------------------------------------------- */

Test(wide, a_total_beside_the_hospitals_is_nobodys_and_is_compared)
{
    expect_table(
        "a.xlsx",
        "甲县人民医院医共体" TITLE HEADS "约定采购量|甲县人民医院|乙乡卫生院\n" JIA "#12|#10|#2\n" YI "#7|#5|#1\n",
        "agreement",
        "甲县人民医院 甲药片 10pack; 乙乡卫生院 甲药片 2pack; 甲县人民医院 乙药片 5pack; 乙乡卫生院 乙药片 1pack");
    expect_told(&kit, "E305|D4||约定采购量|7\n");
    expect_told(&kit, "E389||||约定采购量\n");
    expect_sql(&kit, "1", "SELECT count(*) FROM issue WHERE code = 305");
    kit_write(&kit,
              "第四批约定量2024-03-01至2025-02-28.csv", /* rounded for themselves; in another unit; of something else */
              "通用名,规格,生产企业,单位,甲县人民医院,乙乡卫生院,合计,合计（片）,金额合计,县级合计\n"
              "甲药片,1mg*7片,甲厂,万片,0.33335,0.33335,0.6667,6667,3,0.33335\n");
    expect_ok(&kit, "第四批约定量2024-03-01至2025-02-28.csv");
    expect_sql(&kit, "1", "SELECT count(*) FROM issue WHERE code = 305 AND cell = 'H2'");
}

Test(wide, the_unit_of_the_total_is_that_of_the_hospitals)
{
    static const char want[] = "甲县人民医院 甲药片 10pack; 乙乡卫生院 甲药片 2pack";
    kit_write(&kit, "第四批约定量2024-03-01至2025-02-28.csv",
              "通用名,规格,生产企业,约定采购量（盒）,甲县人民医院,乙乡卫生院\n甲药片,1mg*7片,甲厂,12,10,2\n");
    expect_ok(&kit, "第四批约定量2024-03-01至2025-02-28.csv");
    expect_sql(&kit, want, AGREED);
    expect_lacks(&kit, "");
}

Test(wide, months_properties_and_prices_are_no_hospitals)
{
    expect_table("a.xlsx",
                 TITLE HEADS
                 "基数|中选价|甲县人民医院|乙乡卫生院|1月|2月|2023年采购数量|中选价格|完成率|配送企业|牵头医院\n" JIA
                 "#30|#9.5|#10|#2|#4|#5|#40|#9.6|#0.5|甲公司|甲县人民医院\n",
                 "agreement", "甲县人民医院 甲药片 10pack; 乙乡卫生院 甲药片 2pack");
    expect_said(&kit, "E362|||盒|\nE330||||\nE257||||完成率\nE389||||基数、中选价、1月、2月、2023年采购数量、中选价格\n"
                      "E315||||配送企业、牵头医院\n");
}

Test(wide, numbers_without_a_head_are_told)
{
    expect_table(
        "a.xlsx", TITLE HEADS "甲县人民医院|乙乡卫生院||\n" JIA "#10|#2|#3\n" YI "#10|#2||x\n", "agreement",
        "甲县人民医院 甲药片 10pack; 乙乡卫生院 甲药片 2pack; 甲县人民医院 乙药片 10pack; 乙乡卫生院 乙药片 2pack");
    expect_told(&kit, "E304||||F\n");
    kit_write(&kit, "a.csv",
              "医疗机构,订单号,通用名,规格,,入库数量,验收日期,,\n甲医院,1,甲药,1mg,,5,2024-01-02,,\n"
              "甲医院,2,甲药,1mg,77,6,2024-01-02,无,8,9\n合计,,,,,11,,,,99,100\n");
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "E304||||E、I、J\n");
    kit_write(&kit, "b.csv", /* the numbers of the rows are no loss */
              ",医疗机构,订单号,通用名,规格,入库数量,验收日期\n1,甲医院,3,甲药,1mg,5,2024-01-02\n2,甲医院,4,甲药,1mg,6,"
              "2024-01-02\n");
    expect_ok(&kit, "b.csv");
    expect_said(&kit, "");
}

/* ---- captions of other tables ---------------------------------------------------------------------------------------- */

#define RECEIPTS "医疗机构,订单号,通用名,规格,验收日期,"
#define A_ROW    "甲医院,1,甲药,1mg,2024-01-02,"

Test(wide, a_caption_over_several_columns_is_none_of_them)
{
    kit_write(&kit, "a.csv", RECEIPTS "入库数量,\n,,,,,一病区,二病区\n" A_ROW "5,7\n");
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv U E311\n");
    kit_write(&kit, "b.csv", RECEIPTS "采购数量,入库数量,\n,,,,,,一病区,二病区\n" A_ROW "12,5,7\n");
    expect_ok(&kit, "b.csv");
    expect_files(&kit, "b.csv R E312\n");
    cr_expect_str_eq(kit.last.value, "入库数量一病区");
}

Test(wide, a_caption_is_the_name_of_all_of_it_of_this_month_and_of_a_unit)
{
    kit_write(&kit, "a.csv",
              RECEIPTS "入库数量,,单价,,其他,\n,,,,,本月,累计,含税,不含税,甲注,乙数\n" A_ROW "5,7,9.5,8.4,x,3\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "5|95000", "SELECT accepted / 10000, price FROM purchase");
    expect_said(&kit, "E315||||入库数量累计、其他甲注、其他乙数\nE366||||单价不含税\n");
    kit_write(&kit, "b.csv",
              "医疗机构,批次,通用名,规格,生产企业,协议期,约定采购量,\n,,,,,,盒,片\n"
              "甲医院,第四批,甲药,1mg*7片,甲厂,2024-03-01至2025-02-28,10,70\n");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "甲医院 甲药 10pack", AGREED);
}

/* The demand of one hospital is not that of the next, which has none. */
Test(wide, a_hospital_without_a_demand_has_not_that_of_another)
{
    kit_book(&kit, "a.xlsx", NULL,
             "约定\n第四批约定采购量（2024-03-01至2025-02-28）\n|||甲县人民医院||乙乡卫生院\n通用名|规格|生产企业|"
             "需求量（盒）|"
             "约定采购量（盒）|约定采购量（盒）\n甲药|1mg*7片|甲厂|#16|#10|#2\n",
             NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(
        &kit, "甲县人民医院 16 乙乡卫生院 -",
        "SELECT group_concat(o.name || ' ' || ifnull(a.demand / 10000, '-'), ' ') FROM agreement a JOIN org o ON "
        "o.id = a.org");
}

#define UNTITLED_UNIT "柳川县第四批约定采购量分解表（2024-03-01至2025-02-28）\n"

Test(wide, a_column_of_units_counts_whatever_its_head_says_before_them)
{
    static const char *const heads[] = {"单位", "计价单位", "最小计价单位", "基本单位", "配送包装单位"};
    static const char want[] = "甲县人民医院 甲药片 10pack; 乙乡卫生院 甲药片 2pack; 甲县人民医院 丙药片 5pack";
    for (size_t i = 0; i < JC_LEN(heads); i++) {
        char name[32], text[512];
        snprintf(name, sizeof name, "u%zu.xlsx", i);
        snprintf(text, sizeof text,
                 UNTITLED_UNIT
                 "通用名|规格|%s|生产企业|甲县人民医院|乙乡卫生院|合计（片）\n甲药片|1mg*7片|盒|甲厂|#10|#2|#12\n"
                 "丙药片|3mg*7片|盒|丙厂|#5||#5\n",
                 heads[i]);
        expect_table(name, text, "agreement", want);
    }
}

Test(wide, of_two_columns_of_units_it_asks_as_by_row)
{
    expect_table("a.xlsx",
                 UNTITLED_UNIT
                 "通用名|规格|大单位|小单位|生产企业|甲县人民医院|乙乡卫生院\n甲药片|1mg*7片|盒|片|甲厂|#10|#2\n",
                 "R E312", "");
}

Test(wide, a_column_of_words_that_nobody_reads_is_told)
{
    expect_table("a.xlsx", TITLE HEADS "供应方式|甲县人民医院|乙乡卫生院\n" JIA "统配|#10|#2\n", "agreement",
                 "甲县人民医院 甲药片 10pack; 乙乡卫生院 甲药片 2pack");
    cr_expect_not_null(strstr(jc_buf_text(&kit.said), "E315||||供应方式"), "%s", jc_buf_text(&kit.said));
}
