/* Chinese text. */
#include <criterion/criterion.h>

#include "jicai/base.h"
#include "unit/random.h"

typedef void fold_fn(struct jc_buf *, const char *, size_t);

static void expect_fold(fold_fn *fold, const char *s, const char *want)
{
    struct jc_buf b = {0};
    jc_buf_str(&b, "前");
    fold(&b, s, strlen(s));
    cr_expect_str_eq(jc_buf_text(&b) + strlen("前"), want, "\"%s\" gave \"%s\", not \"%s\"", s,
                     jc_buf_text(&b) + strlen("前"), want);
    cr_expect_eq(b.len, strlen(jc_buf_text(&b)));
    jc_buf_free(&b);
}

Test(base, clean_text_is_folded_trimmed_and_single_spaced)
{
    expect_fold(jc_text_clean, "", "");
    expect_fold(jc_text_clean, "  \t\r\n ", "");
    expect_fold(jc_text_clean, "  江苏恒瑞　医药 ", "江苏恒瑞 医药");
    expect_fold(jc_text_clean, "a \n\n b", "a b");
    expect_fold(jc_text_clean, "ＡＢＣ１２３（元）", "ABC123(元)");
    expect_fold(jc_text_clean, "\xEF\xBB\xBF\xEF\xBB\xBF医院", "医院"); /* two U+FEFF */
    expect_fold(jc_text_clean,
                "a\xE2\x80\x8B"
                "b",
                "ab"); /* U+200B */
    expect_fold(jc_text_clean,
                "a\xC2\xA0"
                "b",
                "a b"); /* NBSP */
    expect_fold(jc_text_clean, "㎎", "mg");
    expect_fold(jc_text_clean, "①", "1");
    expect_fold(jc_text_clean, "ﬁ", "fi");
    expect_fold(jc_text_clean, "µg", "μg"); /* micro sign to Greek mu */
    expect_fold(jc_text_clean, "0.25g×24粒", "0.25g×24粒");
    expect_fold(jc_text_clean, "e\xCC\x81", "é"); /* composed */
    expect_fold(jc_text_clean, "苯二氮䓬", "苯二氮䓬");
    expect_fold(jc_text_clean, "𠮷野家", "𠮷野家");
    expect_fold(jc_text_clean, "10ml：0.1g", "10ml:0.1g");
    expect_fold(jc_text_clean,
                "a\xFF\xE4"
                "b",
                "a\xEF\xBF\xBD\xEF\xBF\xBD"
                "b");
}

Test(base, keys_of_two_spellings_are_the_same)
{
    static const char *const pairs[][2] = {
        {"齐鲁制药(海南)有限公司", " 齐鲁制药（海南） 有限公司"},
        {"【国谈】药品", "(国谈)药品"},
        {"[中选]", "［中选］"},
        {"A-1", "ａ—１"},
        {"A-1", "a–1"},
        {"A-1", "A−1"},
        {"ELI LILLY AND COMPANY", "EliLillyandCompany"},
        {"〔2021〕12号", "(2021)12号"},
        {"采购\r\n数量", "采购数量"},
    };
    for (size_t i = 0; i < JC_LEN(pairs); i++) {
        struct jc_buf a = {0}, b = {0};
        jc_text_key(&a, pairs[i][0], strlen(pairs[i][0]));
        jc_text_key(&b, pairs[i][1], strlen(pairs[i][1]));
        cr_expect_str_eq(jc_buf_text(&a), jc_buf_text(&b));
        jc_buf_free(&a);
        jc_buf_free(&b);
    }
    expect_fold(jc_text_key, "正大天晴", "正大天晴");
    expect_fold(jc_text_key, "Ａ（B）{c}《d》", "a(b)(c)(d)");
}

Test(base, names_of_one_round_have_one_key_and_those_of_another_have_not)
{
    static const char *const national[] = {"第四批国家组织药品集中采购",     "国家第四批集采", "全国第4批", "第四批次",
                                           "国家组织药品集中采购（第四批）", "第四批国采",     "4批"};
    static const char *const others[][2] = {{"浙江省第三批药品集采", "浙江省第3批"},
                                            {"京津冀“3+N”联盟第三批", "京津冀3+n第3批"},
                                            {"第三批集采续约", "第3批续约"},
                                            {"2024年第三批", "2024年第3批"},
                                            {"第十一批耗材", "第11批耗材"},
                                            {"ZJ2023批", "zj2023批"},
                                            {"集采", ""}};
    for (size_t i = 0; i < JC_LEN(national); i++)
        expect_fold(jc_round_key, national[i], "第4批");
    for (size_t i = 0; i < JC_LEN(others); i++)
        expect_fold(jc_round_key, others[i][0], others[i][1]);
}

Test(base, fast_and_careful_folding_agree)
{
    /* the same text with a character in front that sends it the careful way must come out the same */
    static const char *const parts[] = {"a",  "Z",  "9",  " ",  "\t", "医",   "院", "（", "）", "Ａ",
                                        "～", "　", "、", "《", "×",  "·",    "—",  "“",  "μ",  "Ω",
                                        "-",  "[",  "】", "％", "：", "\x01", "龥", "一"};
    uint64_t seed = 11;
    for (int i = 0; i < 30000; i++) {
        char text[128] = "㎎"; /* becomes mg */
        size_t n = 3;
        for (uint64_t k = random_next(&seed) % 20; k > 0; k--) {
            const char *part = parts[random_next(&seed) % JC_LEN(parts)];
            memcpy(text + n, part, strlen(part) + 1);
            n += strlen(part);
        }
        for (int key = 0; key < 2; key++) {
            struct jc_buf slow = {0}, fast = {0};
            (key ? jc_text_key : jc_text_clean)(&slow, text, n);
            memcpy(text, "amg", 3);
            (key ? jc_text_key : jc_text_clean)(&fast, text, n);
            memcpy(text, "㎎", 3);
            cr_assert_str_eq(jc_buf_text(&slow), jc_buf_text(&fast) + 1, "%s", text);
            jc_buf_free(&slow);
            jc_buf_free(&fast);
        }
    }
}

Test(base, folding_respects_the_limit_of_the_buffer)
{
    struct jc_buf b = {.limit = 6};
    jc_text_clean(&b, "医院医院", 12);
    cr_expect(b.over);
    cr_expect_leq(b.len, 6);
    cr_expect(jc_utf8_valid(jc_buf_text(&b), b.len));
    jc_buf_free(&b);
}

Test(base, blanks_of_real_files_are_blank)
{
    static const char *const blank[] = {"",       " ",        "　",  "-",        "--",       "—",   "——",
                                        "/",      "无",       "空",  "暂未设置", "－－－－", "\\N", "null",
                                        "N/A",    "n/a",      "NaN", "None",     "NULL",     " - ", "\xEF\xBB\xBF",
                                        "　无　", "\xC2\xA0", "−",   "／"};
    static const char *const full[] = {"0",   "a",     "-5",        "无锡", "空军医院", "/盒", "N",
                                       "nul", "nullx", "暂未设置x", "- 1",  "无 锡",    ".",   "\\",
                                       "-无", "－－5", "\xFF",      "NA",   "None 1",   "n/ab"};
    for (size_t i = 0; i < JC_LEN(blank); i++)
        cr_expect(jc_text_blank(blank[i], strlen(blank[i])), "\"%s\" is blank", blank[i]);
    for (size_t i = 0; i < JC_LEN(full); i++)
        cr_expect_not(jc_text_blank(full[i], strlen(full[i])), "\"%s\" is not blank", full[i]);
}

Test(base, utf8_is_checked_strictly)
{
    static const char *const good[] = {
        "", "a", "é", "医院", "𠮷", "abcdefgh医院abcdefghi", "\xF4\x8F\xBF\xBF", "\xEE\x80\x80"};
    static const char *const bad[] = {"\x80",
                                      "\xC0\xAF",
                                      "\xC1\xBF",
                                      "\xE0\x80\xAF",
                                      "\xED\xA0\x80",
                                      "\xF4\x90\x80\x80",
                                      "\xF8\x88\x80\x80\x80",
                                      "\xE5\x8C",
                                      "abcdefgh\xE5",
                                      "\xFF",
                                      "\xD2\xBD\xD4\xBA" /* 医院 in GBK, first pair fits */ "\xD2"};
    for (size_t i = 0; i < JC_LEN(good); i++)
        cr_expect(jc_utf8_valid(good[i], strlen(good[i])), "good %zu", i);
    for (size_t i = 0; i < JC_LEN(bad); i++)
        cr_expect_not(jc_utf8_valid(bad[i], strlen(bad[i])), "bad %zu", i);
}

Test(base, a_chinese_character_is_two_columns_wide)
{
    cr_expect_eq(jc_text_width("abc", 3), 3);
    cr_expect_eq(jc_text_width("医院", 6), 4);
    cr_expect_eq(jc_text_width("（a）", 7), 5);
    cr_expect_eq(jc_text_width("e\xCC\x81", 3), 1);
    cr_expect_eq(jc_text_width("\xFF", 1), 1);
    cr_expect_eq(jc_text_width("", 0), 0);
}

static void expect_decoded(const char *encoding, const char *s, size_t n, const char *want)
{
    struct jc_buf b = {0};
    cr_assert_eq(jc_text_decode(&b, encoding, s, n, NULL), JC_OK);
    cr_expect_str_eq(jc_buf_text(&b), want);
    jc_buf_free(&b);
}

Test(base, gb18030_and_utf16_become_utf8)
{
    expect_decoded("GB18030", "\xD2\xBD\xD4\xBA", 4, "医院");
    expect_decoded("GB18030", "\x82\x33\xA6\x30", 4, "䓬"); /* formats.md 3.2: four bytes */
    expect_decoded("GB18030", "\x81\x39\xE5\x32", 4, "㎖");
    expect_decoded("UTF-16LE", "\x3B\x53\x62\x96", 4, "医院");
    expect_decoded("GB18030", "", 0, "");
    struct jc_buf long_text = {0}, b = {0};
    for (int i = 0; i < 20000; i++)
        jc_buf_add(&long_text, "\xD2\xBD", 2);
    cr_assert_eq(jc_text_decode(&b, "GB18030", long_text.p, long_text.len, NULL), JC_OK);
    cr_expect_eq(b.len, 60000);
    cr_expect(jc_utf8_valid(b.p, b.len));
    jc_buf_free(&long_text);
    jc_buf_free(&b);
}

Test(base, a_name_in_any_bytes_is_text)
{
    static const char *const names[][2] = {
        {"医院.csv", "医院.csv"}, {"\xB2\xC9\xB9\xBA.csv", "采购.csv"}, {"\xFFx\xE5\x8C\xBB", "\uFFFDx医"}, {"", ""}};
    for (size_t i = 0; i < JC_LEN(names); i++) {
        struct jc_buf b = {0};
        jc_text_name(&b, names[i][0], strlen(names[i][0]));
        cr_expect_str_eq(jc_buf_text(&b), names[i][1]);
        jc_buf_free(&b);
    }
}

Test(base, bytes_that_do_not_fit_the_encoding_are_refused_with_their_place)
{
    struct jc_buf b = {0};
    struct jc_err err = {0};
    cr_expect_eq(jc_text_decode(&b, "GB18030", "ab\xFF\xFF", 4, &err), JC_INPUT);
    cr_expect_eq(err.code, 7);
    cr_expect_str_eq(err.arg[0], "GB18030");
    cr_expect_str_eq(err.arg[1], "3");
    cr_expect_eq(jc_text_decode(&b, "GB18030", "ab\xD2", 3, &err), JC_INPUT, "a cut character");
    cr_expect_eq(jc_text_decode(&b, "KLINGON", "ab", 2, &err), JC_INPUT);
    cr_expect_eq(err.code, 8);
    cr_expect_eq(jc_text_decode(&b, "GB18030", "\xFF", 1, NULL), JC_INPUT);
    jc_buf_free(&b);
}

/* The plain definition: the cheapest way to turn the ends a[i..], b[j..] of two ASCII words into each other. */
static int plain_distance(const char *a, const char *b)
{
    if (!*a || !*b)
        return (int)(strlen(a) + strlen(b));
    int best = plain_distance(a + 1, b + 1) + (*a != *b);
    int skip = plain_distance(a + 1, b) + 1;
    best = skip < best ? skip : best;
    skip = plain_distance(a, b + 1) + 1;
    best = skip < best ? skip : best;
    if (a[1] && b[1] && a[0] == b[1] && a[1] == b[0]) {
        skip = plain_distance(a + 2, b + 2) + 1;
        best = skip < best ? skip : best;
    }
    return best;
}

Test(base, a_part_of_a_name_is_nearer_than_what_looks_alike)
{
    cr_expect_eq(jc_text_apart("采购明细", "采购明细", 9), 0);
    cr_expect_eq(jc_text_apart("采购", "采购明细", 9), 1);
    cr_expect_eq(jc_text_apart("采购", "约定采购量", 9), 2);
    cr_expect_eq(jc_text_apart("采购明细表", "采购明细", 9), 2);
    cr_expect_eq(jc_text_apart("采够", "采购", 9), 3);
    cr_expect_eq(jc_text_apart("采购", "机构", 9), 4);
    cr_expect_eq(jc_text_apart("采购", "机构", 2), 3);
    cr_expect_eq(jc_text_apart("", "机构", 9), 4);
    cr_expect_eq(jc_text_apart("import", "import", 0), 0);
}

/*
 * 1 same, 2 a character too many, too few or swapped, 3 one holds the other, 4 but for
 * 县, 镇 and the like, 5 a wrong one, 6 two in a long name; 0 two of them. */
Test(base, institutions_alike_are_slips_and_short_forms_but_no_neighbours)
{
    static const struct {
        int apart;
        const char *a, *b, *code_a, *code_b;
    } cases[] = {
        {2, "清河县中医医医院", "清河县中医医院", "", ""},
        {2, "清河县中医院", "清河县中医医院", "", ""},
        {2, "清河中医医院", "清河县中医医院", "", ""},
        {2, "清河县中医院医", "清河县中医医院", "", ""},
        {3, "中医医院", "清河县中医医院", "", ""},
        {3, "清河县中医医院(本部)", "清河县中医医院", "", ""},
        {5, "清河县中医医苑", "清河县中医医院", "", ""},
        {4, "白水卫生院", "青禾县白水镇卫生院", "", ""},
        {4, "青禾白水卫生院", "青禾县白水镇卫生院", "", ""},
        {4, "城东社区卫生服务中心", "甲市乙区城东街道社区卫生服务中心", "", ""},
        {4, "白水镇卫生院", "青禾县白水镇区卫生院", "", ""},
        {0, "白水卫生院", "青禾县白水镇中心卫生院", "", ""},
        {0, "水卫生院", "青禾县白水镇卫生院", "", ""},
        {0, "清水卫生院", "青禾县白水镇卫生院", "", ""},
        {0, "白水卫生院", "青禾县东白水镇卫生院", "", ""},
        {0, "河口卫生院", "青禾县三河口镇卫生院", "", ""},
        {0, "白水卫生院", "青禾县白水镇卫生院", "H33078200901", "H33078200944"},
        {0, "清和县中医医院", "清河县中医医院", "", ""},
        {0, "王庄镇卫生院", "张庄镇卫生院", "", ""},
        {0, "临河市人民医院", "临江市人民医院", "", ""},
        {0, "仁济骨科医院", "仁爱骨科医院", "", ""},
        {0, "马庄镇社区卫生服务中心", "李坊镇社区卫生服务中心", "", ""},
        {0, "清和县中药医院", "清河县中医医院", "", ""},
        {0, "丙医院", "甲医院", "", ""},
        {0, "医院", "甲医院", "", ""},
        {0, "清河县第二人民医院", "清河县第一人民医院", "", ""},
        {0, "甲县人民医院", "乙县人民医院", "", ""},
        {0, "清河县中心医院", "清河县中医医院", "", ""},
        {0, "清河县医院", "清河县中医院", "", ""},
        {0, "城东社区卫生服务中心", "城西社区卫生服务中心", "", ""},
        {0, "清河镇社区卫生服务站", "清河镇社区卫生服务中心", "", ""},
        {0, "邢台市人民医院", "邢台县人民医院", "", ""},
        {0, "示例市清河县红会医院", "示例市清河县人民医院", "", ""},
        {0, "清河县人民医院", "青岭县妇幼保健院", "H33078200901", "H33078200902"},
        {3, "", "清河县人民医院", "H33078200901", "H33078200902"},
        {0, "", "清河县人民医院", "H33078200901", "H33078200912"},
        {0, "", "甲医院", "101", "102"},
        {0, "清河县中医院", "清河县中医医院", "H33078200901", "H33078200944"},
        {2, "清河县中医院", "清河县中医医院", "1001", "H33078200944"},
        {3, "清河县人民医院东院区", "清河县人民医院", "H33078200901", "H33078200944"},
    };
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        cr_expect_eq(jc_inst_apart(cases[i].code_a, cases[i].a, cases[i].code_b, cases[i].b), cases[i].apart, "%s %s",
                     cases[i].a, cases[i].b);
        cr_expect_eq(jc_inst_apart(cases[i].code_b, cases[i].b, cases[i].code_a, cases[i].a), cases[i].apart, "%s %s",
                     cases[i].b, cases[i].a);
    }
}

/* The pairs are of catalogues and price lists: letters too many or too few are slips, others in their place mostly other firms. */
Test(text, firms_are_alike_by_a_letter_too_many_and_in_doubt_by_another)
{
    static const struct {
        enum jc_likeness like;
        const char *a, *b;
    } cases[] = {
        {JC_ALIKE, "江苏豪森", "江苏豪森药业集团"}, {JC_ALIKE, "江西省山香药业", "江西山香药业"},
        {JC_ALIKE, "江西山香药叶", "江西山香药业"}, {JC_ALIKE, "山东鲁抗制药", "山东鲁抗医药"},
        {JC_ALIKE, "上海信谊药业", "上海信谊药厂"}, {JC_SLIP, "浙江仙居制药", "浙江仙琚制药"},
        {JC_SLIP, "北京双鹤药业", "北京双鹭药业"},  {JC_SLIP, "江苏豪盛药业", "江苏豪森药业"},
        {JC_SLIP, "江苏医科制药", "江苏联科制药"},  {JC_APART, "苏州第一制药厂", "苏州第三制药厂"},
        {JC_APART, "广东某药业", "广西某药业"},     {JC_APART, "江苏豪", "江苏豪森药业集团"},
        {JC_APART, "浙江京新药业", "浙江华海药业"}, {JC_APART, "天方", "天大"},
    };
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        cr_expect_eq(jc_firm_likeness(cases[i].a, cases[i].b), cases[i].like, "%s %s", cases[i].a, cases[i].b);
        cr_expect_eq(jc_firm_likeness(cases[i].b, cases[i].a), cases[i].like, "%s %s", cases[i].b, cases[i].a);
    }
}

Test(base, distance_counts_characters_and_swaps)
{
    cr_expect_eq(jc_text_distance("import", "import", 3), 0);
    cr_expect_eq(jc_text_distance("improt", "import", 3), 1);
    cr_expect_eq(jc_text_distance("医疗机构", "医院机构", 3), 1);
    cr_expect_eq(jc_text_distance("", "药品", 3), 2);
    cr_expect_eq(jc_text_distance("abc", "xyz", 2), 3);
    cr_expect_eq(jc_text_distance("a", "abcdef", 2), 3);
    uint64_t seed = 12;
    for (int i = 0; i < 3000; i++) {
        char a[8] = "", b[8] = "";
        for (uint64_t k = random_next(&seed) % 7; k > 0; k--)
            a[k - 1] = (char)('a' + random_next(&seed) % 3);
        for (uint64_t k = random_next(&seed) % 7; k > 0; k--)
            b[k - 1] = (char)('a' + random_next(&seed) % 3);
        int want = plain_distance(a, b);
        cr_assert_eq(jc_text_distance(a, b, 9), want, "%s %s", a, b);
        cr_assert_eq(jc_text_distance(a, b, 2), want > 2 ? 3 : want, "%s %s", a, b);
    }
    char endless[2000];
    memset(endless, 'a', sizeof endless);
    endless[sizeof endless - 1] = '\0';
    cr_expect_eq(jc_text_distance(endless, endless, 2), 3);
}

Test(base_text, a_word_is_found_where_it_first_stands_in_a_text)
{
    static const struct {
        const char *text, *word;
        int at; /* -1: nowhere */
    } cases[] = {{"", "医院", -1},         {"甲医院乙医院", "医院", 3},
                 {"甲医院", "院", 6},      {"医", "医院", -1},
                 {"卫生院医", "医院", -1}, {"aab", "ab", 1},
                 {"ab", "b", 1},           {"ab", "", 0},
                 {"医院", "医院", 0},      {"西医药医院", "医院", 9},
                 {"\xe5\x8c", "医", -1}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        const char *s = cases[i].text, *p = jc_text_find(s, strlen(s), cases[i].word, strlen(cases[i].word));
        cr_expect_eq(p ? (int)(p - s) : -1, cases[i].at, "%s in %s", cases[i].word, s);
    }
}

Test(base, a_destroyed_code_may_be_whatever_has_its_length_and_the_digits_left)
{
    static const struct {
        const char *lost, *whole;
        bool may;
    } cases[] = {
        {"6.92E+12", "6920123456702", true},
        {"6.92E+12", "6915123456702", true}, /* rounded up */
        {"6.92E+12", "6914923456702", false},
        {"6.92E+12", "6930123456702", false},
        {"6.92E+12", "692012345670", false},
        {"6.92E+12", "69201234567021", false},
        {"7.00E+12", "6996123456702", true},
        {"6.92E+12", "X920123456702", false},
        {"8.69012E13", "86901234567890", true},
        {"69201234567891200", "69201234567891234", true},
        {"69201234567891200", "69201234567881234", false},
        {"6.9201234567891200E16", "69201234567891234", true},
        {"6E+2", "600", true},
        {"0.5E+3", "500", false},
        {"", "", true}, /* nothing is left of it */
        {"", "510101", true},
        {"E+12", "6920123456702", false},
        {"6.92E+", "692", false},
        {"6.9.2E+2", "692", false},
        {"6.92E-2", "692", false},
        {"6.92E+12", "", false},
    };
    for (size_t i = 0; i < JC_LEN(cases); i++)
        cr_expect_eq(jc_code_may_be(cases[i].lost, cases[i].whole), cases[i].may, "%zu", i);
}
