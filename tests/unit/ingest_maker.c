/* Makers: holder, producers, repackers and what two spellings of a firm are to each other (rule book 2.2, 2.3). */
#include "ingest/norm.h"
#include "samples.h"

static enum jc_maker_match match(const char *a, const char *b)
{
    struct jc_maker x, y;
    jc_maker_parse(&x, jc_span(a));
    jc_maker_parse(&y, jc_span(b));
    enum jc_maker_match m = jc_maker_match(jc_buf_text(&x.keys), x.core, jc_buf_text(&y.keys), y.core);
    cr_expect_eq(m, jc_maker_match(jc_buf_text(&y.keys), y.core, jc_buf_text(&x.keys), x.core), "%s | %s", a, b);
    jc_maker_free(&x);
    jc_maker_free(&y);
    return m;
}

static void check(const struct samples *s)
{
    struct jc_maker m;
    bool known = jc_maker_parse(&m, jc_span(s->field[0]));
    for (char *p = m.keys.p; p && *p; p++)
        *p = *p == '\n' ? '|' : *p;
    cr_expect_str_eq(jc_buf_text(&m.keys), s->field[1], "%s: %s", s->field[0], jc_buf_text(&m.keys));
    cr_expect_str_eq(m.core, s->field[2], "%s: core %s", s->field[0], m.core);
    cr_expect_eq((long)m.producers, strtol(s->field[3], NULL, 10), "%s", s->field[0]);
    cr_expect_eq((long)m.repackers, strtol(s->field[4], NULL, 10), "%s", s->field[0]);
    cr_expect_eq((long)m.repairs, strtol(s->field[5], NULL, 10), "%s", s->field[0]);
    cr_expect_eq(m.reason, strtol(s->field[6], NULL, 10), "%s: %d", s->field[0], m.reason);
    cr_expect_eq(known, m.reason == 0, "%s", s->field[0]);
    jc_maker_free(&m);
}

/* Real strings of a hospital's drug master and of the national lists, all kinds of formats.md 5.1. */
Test(ingest, real_makers_are_taken_apart_as_written)
{
    struct samples s;
    int rows = 0;
    samples_open(&s, "tests/data/maker_samples.tsv");
    samples_next(&s, '\t');
    for (; samples_next(&s, '\t'); rows++)
        check(&s);
    cr_expect_eq(rows, 409);
}

Test(ingest, a_slash_or_comma_parts_two_firms_where_a_name_ends)
{
    static const char *const cases[][2] = {
        {"甲药业有限公司/乙药业股份有限公司", "甲药业有限公司\n乙药业股份有限公司"},
        {"甲药业有限公司，乙药业有限公司（丙药业有限公司分包装）", "甲药业有限公司\n乙药业有限公司\n丙药业有限公司"},
        {"Novo Nordisk A/S", "novonordiska/s"},
        {"Eli Lilly and Co., Ltd", "elilillyandcoltd"},
        {"甲药业有限公司/中国", "甲药业有限公司/中国"},
        {"甲药业有限公司(委托方)/乙药业有限公司(受托方)", "甲药业有限公司\n乙药业有限公司"},
        {"甲药业有限公司（乙药业有限公司受托生产），丙药业有限公司", "甲药业有限公司\n乙药业有限公司\n丙药业有限公司"},
        {"甲药业有限公司（受乙药业有限公司委托生产），丙药业有限公司",
         "乙药业有限公司\n甲药业有限公司\n丙药业有限公司"},
        {"甲药业有限公司(深圳)，乙药业有限公司", "甲药业有限公司(深圳)\n乙药业有限公司"},
        {"甲药业有限公司|乙药业有限公司+丙药业有限公司", "甲药业有限公司\n乙药业有限公司\n丙药业有限公司"},
        {"甲药业有限公司\n乙药业有限公司", "甲药业有限公司\n乙药业有限公司"},
        {"甲药业有限公司　乙药业有限公司 丙药业有限公司", "甲药业有限公司\n乙药业有限公司\n丙药业有限公司"},
        {"江苏吴中医药集团有限公司\n苏州制药厂", "江苏吴中医药集团有限公司苏州制药厂"},
        {"通用电气药业有限公司 （上海）有限公司", "通用电气药业有限公司(上海)有限公司"},
        {"Pharmacia & Upjohn Company", "pharmacia&upjohncompany"},
    };
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        struct jc_maker m;
        cr_expect(jc_maker_parse(&m, jc_span(cases[i][0])));
        cr_expect_str_eq(jc_buf_text(&m.keys), cases[i][1], "%s", jc_buf_text(&m.keys));
        jc_maker_free(&m);
    }
}

Test(ingest, a_bracket_that_says_what_kind_of_firm_it_is_names_nobody)
{
    static const char *const cases[][2] = {
        {"甲药业有限公司（中外合资）", "甲药业有限公司"},
        {"甲药业有限公司【国产】", "甲药业有限公司"},
        {"甲药业有限公司(上市许可持有人)", "甲药业有限公司"},
        {"甲药业有限公司(合资)（乙药业有限公司受托生产）", "甲药业有限公司\n乙药业有限公司"},
        {"甲药业有限公司(曾用名：甲制药厂)", "甲药业有限公司\n甲制药厂"},
        {"甲药业有限公司（受托企业：乙药业有限公司）", "甲药业有限公司\n乙药业有限公司"},
        {"甲药业有限公司（乙药业有限公司委托加工）", "甲药业有限公司\n乙药业有限公司"},
        {"甲药业有限公司（乙药业有限公司分包）", "甲药业有限公司\n乙药业有限公司"},
        {"甲药业有限公司（曾用名乙药业有限公司）", "甲药业有限公司\n乙药业有限公司"},
        {"甲药业有限公司（进口分装）", "甲药业有限公司"},
        {"进口（甲药业有限公司分包装）", "甲药业有限公司"},
        {"江苏；甲药业有限公司。", "甲药业有限公司"},
        {"甲药业(集团)有限公司", "甲药业(集团)有限公司"},
        {"甲药业有限公司(进口)", "甲药业有限公司(进口)"}, /* another plant, perhaps */
    };
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        struct jc_maker m;
        cr_expect(jc_maker_parse(&m, jc_span(cases[i][0])));
        cr_expect_str_eq(jc_buf_text(&m.keys), cases[i][1], "%s: %s", cases[i][0], jc_buf_text(&m.keys));
        jc_maker_free(&m);
    }
}

Test(ingest, every_maker_of_the_national_catalogues_is_known)
{
    static const char *const files[] = {"catalogs/nvbp01.csv", "catalogs/nvbp01x.csv", "catalogs/nvbp02.csv",
                                        "catalogs/nvbp03.csv", "catalogs/nvbp04.csv",  "catalogs/nvbp05.csv"};
    struct samples s;
    for (size_t i = 0; i < JC_LEN(files); i++) {
        samples_open(&s, files[i]);
        samples_next(&s, ',');
        while (samples_next(&s, ',')) {
            struct jc_maker m;
            cr_expect(jc_maker_parse(&m, jc_span(s.field[9])), "%s: %s", files[i], s.field[9]);
            cr_expect_eq(m.repairs & ~(unsigned)JC_MAKER_CUT, 0u, "%s: %s", files[i], s.field[9]);
            cr_expect_neq(m.core[0], '\0', "%s", s.field[9]);
            jc_maker_free(&m);
        }
    }
}

Test(ingest, one_firm_in_two_spellings_is_exactly_the_same)
{
    static const char *const pairs[][2] = {
        {"齐鲁制药(海南)有限公司", "齐鲁制药（海南）有限公司"},
        {"江苏恒瑞医药股份有限公司S", "江苏恒瑞医药股份有限公司"},
        {"葛兰素史克制药(苏州)有限公司8", "葛兰素史克制药（苏州）有限公司"},
        {"通用电气药业 （上海）有限公司", "通用电气药业（上海）有限公司"},
        {"ELILILLYANDCOMPANY", "Eli Lilly and Company"},
        {"LEO Pharma A/S", "LEOPharmaA/S"},
        {"B. Braun Melsungen AG", "B.BraunMelsungenAG"},
        {"★江苏南通精华制药有限公司", "江苏南通精华制药有限公司"},
        {"G成都天台山制药有限公司", "成都天台山制药有限公司"},
        {"G1拜耳医药保健有限公司", "拜耳医药保健有限公司"},
        {"G1拜耳医药保健有限公司(分装)", "拜耳医药保健有限公司"},
        {"Pharmacia&UpjohnCompany（PfizerPharmaceuticals?LLC）", "Pharmacia & Upjohn Company"},
        {"印度瑞迪博士实验室（印度瑞迪博士实验\n室）", "印度瑞迪博士实验室"},
        {"礼来苏州制药有限公司(分装)", "礼来苏州制药有限公司"},
    };
    for (size_t i = 0; i < JC_LEN(pairs); i++)
        cr_expect_eq(match(pairs[i][0], pairs[i][1]), JC_MAKER_EXACT, "%s | %s", pairs[i][0], pairs[i][1]);
}

Test(ingest, producer_or_repacker_in_the_bracket_is_the_maker_too)
{
    static const char *const pairs[][2] = {
        {"江苏海岸药业有限公司（扬子江药业集团有限公司受托生产）", "扬子江药业集团有限公司"},
        {"上海安必生制药技术有限公司（杭州民生滨江制药有限公司、青岛百洋制药有限公司受托生产）",
         "青岛百洋制药有限公司"},
        {"BayerAG（拜耳医药保健有限公司分包装）", "拜耳医药保健有限公司"},
        {"SanofiClirSNC（SanofiWinthropIndustrie）（赛诺菲（杭州）制药有限公司分包装）", "赛诺菲(杭州)制药有限公司"},
        {"CelgeneCorporation（FreseniusKabiUSA,LLC.）", "Fresenius Kabi USA, LLC"},
        {"瀚晖制药有限公司（委托浙江海正药业股份有限公司生产）", "浙江海正药业股份有限公司"},
        {"瀚晖制药有限公司（生产企业：浙江海正药业股份有限公司）", "浙江海正药业股份有限公司"},
        {"河北凯威制药有限责任公司;广州市联瑞制药有限公司", "广州市联瑞制药有限公司"},
    };
    for (size_t i = 0; i < JC_LEN(pairs); i++)
        cr_expect_eq(match(pairs[i][0], pairs[i][1]), JC_MAKER_NAMED, "%s | %s", pairs[i][0], pairs[i][1]);
}

/* Who is said to have it made is the holder, wherever it stands. */
Test(ingest, a_holder_that_is_called_so_is_the_maker)
{
    static const char *const texts[] = {
        "连云港宏创药业有限公司（受江苏豪森药业集团有限公司委托生产）",
        "连云港宏创药业有限公司（受江苏豪森药业集团有限公司委托）",
        "连云港宏创药业有限公司（受江苏豪森药业集团有限公司的委托生产）",
        "委托方：江苏豪森药业集团有限公司；受托方：连云港宏创药业有限公司",
        "受托方：连云港宏创药业有限公司；委托方：江苏豪森药业集团有限公司",
        "持有人:江苏豪森药业集团有限公司",
        "连云港宏创药业有限公司（上市许可持有人：江苏豪森药业集团有限公司）",
    };
    for (size_t i = 0; i < JC_LEN(texts); i++) {
        cr_expect_eq(match(texts[i], "江苏豪森药业集团有限公司"), JC_MAKER_EXACT, "%s", texts[i]);
        cr_expect_eq(match(texts[i], "连云港宏创药业有限公司"), i == 5 ? JC_MAKER_NONE : JC_MAKER_NAMED, "%s",
                     texts[i]);
    }
    cr_expect_eq(match("生产企业：江苏豪森药业集团有限公司", "江苏豪森药业集团有限公司"), JC_MAKER_EXACT);
}

Test(ingest, another_legal_suffix_is_only_probable)
{
    static const char *const pairs[][2] = {
        {"江苏恒瑞医药有限公司", "江苏恒瑞医药股份有限公司"},
        {"珠海联邦制药股份有限公司", "珠海联邦制药有限公司"},
        {"珠海联邦制药(股份)有限公司", "珠海联邦制药有限公司"},
        {"葛兰素史克(中国投资有限公司)", "葛兰素史克（中国）投资有限公司"},
        {"沈阳兴齐制药有限公司", "沈阳兴齐制药有限责任公司"},
        {"中国大冢制药厂", "中国大冢制药有限公司"},
        {"辉瑞制药", "辉瑞制药有限公司"},
        {"回音必集团(江西)东亚制药有限公司", "回音必集团江西东亚制药有限公司"},
        {"贝朗医疗（苏州）有限公司", "贝朗医疗苏州有限公司"},
        {"辉瑞制药（大连）有限公司", "辉瑞制药有限公司（大连）"},
    };
    for (size_t i = 0; i < JC_LEN(pairs); i++)
        cr_expect_eq(match(pairs[i][0], pairs[i][1]), JC_MAKER_PROBABLE, "%s | %s", pairs[i][0], pairs[i][1]);
}

Test(ingest, different_firms_never_match)
{
    static const char *const pairs[][2] = {
        {"正大天晴药业集团股份有限公司", "南京正大天晴制药有限公司"},
        {"宜昌人福药业有限责任公司", "湖北宜昌人福药业"},
        {"国药集团致君（深圳）制药有限公司", "国药集团致君制药有限公司"},
        {"辉瑞制药有限公司", "辉瑞制药有限公司（大连）"},
        {"扬子江药业集团有限公司", "扬子江药业集团广州海瑞药业有限公司"},
        {"江苏吴中医药集团有限公司苏州制药厂", "江苏吴中医药集团有限公司"},
        {"GE医疗（上海）有限公司", "医疗（上海）有限公司"},
        {"G成都", "成都"},
        {"江苏", "江苏"},
        {"", ""},
        {"进口", "进口"},
        {"进口（分装）", "进口（分装）"},
        {"中外合资", "中外合资"},
        {"N/A", "n/a"},
        {"见包装", "见包装"},
        {"多厂家", "多厂家"},
        {"国产/进口", "国产/进口"},
        {"进口（甲药业有限公司分包装）", "进口（乙药业有限公司分包装）"},
        {"江苏;甲药业有限公司", "江苏;乙药业有限公司"},
        {"有限公司", "股份有限公司"},
        /* one contract manufacturer, two holders: two products */
        {"江苏海岸药业有限公司（扬子江药业集团有限公司受托生产）",
         "四川海汇药业有限公司（扬子江药业集团有限公司受托生产）"},
    };
    for (size_t i = 0; i < JC_LEN(pairs); i++)
        cr_expect_eq(match(pairs[i][0], pairs[i][1]), JC_MAKER_NONE, "%s | %s", pairs[i][0], pairs[i][1]);
}

Test(ingest, maker_parser_survives_any_brackets)
{
    static const char *const texts[] = {
        ")",   "(",    "()",       "(((", ")))", "公司(",       "公司()", "公司(受托生产)",
        ";;;", "、、", "(分包装)", "1",   "S",   "公司S(分装)", "★",      "★★公司"};
    for (size_t i = 0; i < JC_LEN(texts); i++) {
        struct jc_maker m;
        bool known = jc_maker_parse(&m, jc_span(texts[i]));
        cr_expect_eq(known, m.keys.len > 0, "%s", texts[i]);
        jc_maker_free(&m);
    }
    jc_maker_free(NULL);
}
