/* Codes, regions, generic names and forms (rule book 1, 2.1, 2.2, 2.5). */
#include "ingest/norm.h"
#include "samples.h"

static struct jc_cell text_cell(const char *s)
{
    return (struct jc_cell){.type = JC_CELL_TEXT, .text = s, .len = (uint32_t)strlen(s), .str = -1};
}

static struct jc_cell number_cell(int64_t m, int exp, unsigned flags)
{
    return (struct jc_cell){.type = JC_CELL_NUMBER, .num = m, .exp = exp, .flags = (uint8_t)flags, .str = -1};
}

static void code_is(struct jc_cell cell, const char *text, int reason)
{
    struct jc_buf out = {0};
    cr_expect_eq(jc_code_text(&out, &cell), reason, "%s", text);
    cr_expect_str_eq(jc_buf_text(&out), text);
    jc_buf_free(&out);
}

Test(ingest, destroyed_identifiers_are_errors_and_their_value_is_gone)
{
    code_is(text_cell("8.69012E+13"), "", 203);
    code_is(text_cell("1.55471906230809E+18"), "", 203);
    code_is(text_cell("1.66720000E17"), "", 203);
    code_is(text_cell("9e+12"), "", 203);
    code_is(number_cell(155471906230809, 4, JC_CELL_EXPONENT), "", 203);
    code_is(number_cell(869012, 8, JC_CELL_EXPONENT), "", 203);
    code_is(number_cell(9007199254740993, 0, 0), "", 203);
    code_is(number_cell(123456789012345, 1, 0), "", 203); /* 16 digits, the last became 0 */
    code_is(number_cell(123456789012345, 0, JC_CELL_DIGITS), "", 203);
}

Test(ingest, identifiers_that_kept_their_digits_are_read)
{
    code_is(text_cell(" xa10baB001a001010100001 "), "XA10BAB001A001010100001", 0);
    code_is(text_cell("=\"00123\""), "00123", 0);
    code_is(text_cell("'00123"), "00123", 0);
    code_is(text_cell("Ｈ３３０７８２００００１"), "H33078200001", 0);
    code_is(text_cell("12E5"), "12E5", 0);
    code_is(text_cell("1E10"), "1E10", 0);
    code_is(text_cell("--"), "", 0);
    code_is(number_cell(1, 7, JC_CELL_EXPONENT), "10000000", 0); /* SXSSF writes 1.0E7 */
    code_is(number_cell(86901234567890, 0, 0), "86901234567890", 0);
    code_is((struct jc_cell){.type = JC_CELL_EMPTY}, "", 0);
    code_is((struct jc_cell){.type = JC_CELL_UNKNOWN}, "", 242);
    code_is((struct jc_cell){.type = JC_CELL_ERROR, .text = "#N/A", .len = 4}, "", 243);
}

Test(ingest, codes_are_known_by_their_shape)
{
    cr_expect_eq(jc_code_kind(jc_span("XA10BAB001A001010100001")), JC_CODE_MEDICINE);
    cr_expect_eq(jc_code_kind(jc_span("ZA01AAF0002010100001")), JC_CODE_PATENT);
    cr_expect_eq(jc_code_kind(jc_span("C0204011010000100000")), JC_CODE_CONSUMABLE);
    cr_expect_eq(jc_code_kind(jc_span("C02040110100001000000000001")), JC_CODE_CONSUMABLE);
    cr_expect_eq(jc_code_kind(jc_span("H33078200001")), JC_CODE_INSTITUTION);
    cr_expect_eq(jc_code_kind(jc_span("P33078200001")), JC_CODE_INSTITUTION);
    cr_expect_eq(jc_code_kind(jc_span("H3307820000")), JC_CODE_NONE);
    cr_expect_eq(jc_code_kind(jc_span("H3307820000A")), JC_CODE_NONE);
    cr_expect_eq(jc_code_kind(jc_span("XA10BAB001A00101010000")), JC_CODE_NONE);
    cr_expect_eq(jc_code_kind(jc_span("XA10BAB001A0010101000-1")), JC_CODE_NONE);
    cr_expect_eq(jc_code_kind(jc_span("")), JC_CODE_NONE);
    cr_expect_eq(jc_code_check(jc_span("XA10BAB001A001010100001"), JC_CODE_CONSUMABLE), 0, "any product code");
    cr_expect_eq(jc_code_check(jc_span("A10BAB001A001010100001"), JC_CODE_MEDICINE), 281);
    cr_expect_eq(jc_code_check(jc_span("33078200001"), JC_CODE_INSTITUTION), 283);
}

Test(ingest, social_credit_codes_have_a_check_symbol)
{
    static const char good[] = "91350100M000100Y43"; /* the example of GB 32100-2015 */
    cr_expect_eq(jc_code_check(jc_span(good), JC_CODE_CREDIT), 0);
    cr_expect_eq(jc_code_kind(jc_span(good)), JC_CODE_CREDIT);
    for (size_t k = 0; k < 18; k++) { /* any one symbol changed is found */
        char bad[19];
        jc_copy(bad, sizeof bad, good);
        bad[k] = bad[k] == '1' ? '2' : '1';
        cr_expect_eq(jc_code_check(jc_span(bad), JC_CODE_CREDIT), 285, "%s", bad);
    }
    cr_expect_eq(jc_code_check(jc_span("91350100M000100Y4"), JC_CODE_CREDIT), 284);
    cr_expect_eq(jc_code_check(jc_span("91350100I000100Y43"), JC_CODE_CREDIT), 284);
}

Test(ingest, code_keys_leave_out_strength_and_pack)
{
    char key[24];
    jc_code_key(key, jc_span("XA10BAB001A001010100001"));
    cr_expect_str_eq(key, "XA10BAB001A00100001", "%s", key);
    jc_code_key(key, jc_span("C02040110100001000000000001"));
    cr_expect_str_eq(key, "C0204011010000100000");
    jc_code_key(key, jc_span("C0204011010000100000"));
    cr_expect_str_eq(key, "C0204011010000100000");
    jc_code_key(key, jc_span("ZA01AAF0002010100001"));
    cr_expect_str_empty(key);
    jc_code_key(key, jc_span("86901234567890"));
    cr_expect_str_empty(key);
}

/* ---- regions ----------------------------------------------------------------------------------- */

static void region_is(bool found, struct jc_region r, const char *province, const char *city, bool below)
{
    cr_expect_eq(found, province[0] != '\0', "%s", province);
    cr_expect_str_eq(r.province ? r.province : "", province);
    cr_expect_str_eq(r.city ? r.city : "", city, "%s", province);
    cr_expect_eq(r.below, below, "%s", province);
}

static void code_region(const char *code, const char *province, const char *city)
{
    struct jc_region r;
    bool found = jc_region_of_code(&r, code, strlen(code));
    region_is(found, r, province, city, false);
}

static void name_region(const char *name, const char *province, const char *city, bool below)
{
    struct jc_region r;
    bool found = jc_region_parse(&r, name, strlen(name));
    region_is(found, r, province, city, below);
}

Test(ingest, institution_code_tells_its_supply_region)
{
    code_region("H33078200001", "浙江", "");
    code_region("H11010100001", "北京", "");
    code_region("H15010100001", "内蒙古", "");
    code_region("H44030500001", "广东", "深圳");
    code_region("P44010600001", "广东", "广州");
    code_region("H21010200001", "辽宁", "沈阳");
    code_region("H21020200001", "辽宁", "大连");
    code_region("H35020300001", "福建", "厦门");
    code_region("H51010400001", "四川", "成都");
    code_region("H61010300001", "陕西", "西安");
    code_region("H65010200001", "新疆", "");
    code_region("H65900100001", "新疆兵团", "");
    code_region("H66010000001", "新疆兵团", "");
    code_region("H99010000001", "", "");
    code_region("33078200001", "", "");
}

Test(ingest, region_names_are_those_of_the_catalogues)
{
    name_region("浙江", "浙江", "", false);
    name_region(" 浙江省 ", "浙江", "", false);
    name_region("内蒙古自治区", "内蒙古", "", false);
    name_region("广西壮族自治区", "广西", "", false);
    name_region("新疆维吾尔自治区", "新疆", "", false);
    name_region("新疆生产建设兵团", "新疆兵团", "", false);
    name_region("兵团", "新疆兵团", "", false);
    name_region("重庆市", "重庆", "", false);
    name_region("深圳", "广东", "深圳", false);
    name_region("广东省深圳市", "广东", "深圳", false);
    name_region("深圳市南山区", "广东", "深圳", true);
    name_region("浙江省金华市义乌市", "浙江", "", true);
    name_region("吉林市", "吉林", "", true);      /* the city, not the province */
    name_region("海南藏族自治州", "", "", false); /* in 青海 */
    name_region("河南县", "", "", false);         /* too */
    name_region("义乌市", "", "", false);
    name_region("湖南省深圳市", "湖南", "", true);
    name_region("", "", "", false);
}

/* ---- generic names ------------------------------------------------------------------------------ */

static void name_is(const char *name, const char *key)
{
    struct jc_buf out = {0};
    jc_name_key(&out, jc_span(name));
    cr_expect_str_eq(jc_buf_text(&out), key, "%s: %s", name, jc_buf_text(&out));
    jc_buf_free(&out);
}

Test(ingest, generic_names_lose_tags_but_keep_their_own_brackets)
{
    name_is(" 阿托伐他汀钙片", "阿托伐他汀钙片");
    name_is("[集采]阿托伐他汀钙片", "阿托伐他汀钙片");
    name_is("★阿托伐他汀钙片（国采）", "阿托伐他汀钙片");
    name_is("(甲)(国谈)阿托伐他汀钙片", "阿托伐他汀钙片");
    name_is("国采-阿托伐他汀钙片", "阿托伐他汀钙片");
    name_is("阿托伐他汀钙片（国）", "阿托伐他汀钙片");
    name_is("阿托伐他汀钙片（阿乐）", "阿托伐他汀钙片(阿乐)");
    name_is("中/长链脂肪乳注射液（C8～24Ve）", "中/长链脂肪乳注射液(c8~24ve)");
    name_is("注射用头孢呋辛钠", "注射用头孢呋辛钠");
    name_is("甲硝唑片(II)", "甲硝唑片(ii)");
    name_is("ω-3鱼油中/长链脂肪乳注射液", "ω-3鱼油中/长链脂肪乳注射液");
    name_is("—", "");
    name_is("(集采)", "");
}

Test(ingest, the_salt_of_a_name_may_stand_in_a_bracket)
{
    name_is("氨氯地平片（苯磺酸）", "苯磺酸氨氯地平片");
    name_is("氨氯地平(苯磺酸)片★", "苯磺酸氨氯地平片");
    name_is("氨氯地平片(苯磺酸盐)", "苯磺酸氨氯地平片");
    name_is("苯磺酸氨氯地平片(苯磺酸)", "苯磺酸氨氯地平片");
    name_is("注射用万古霉素(盐酸)", "注射用盐酸万古霉素");
    name_is("阿托伐他汀(钙)片", "阿托伐他汀钙片");
    name_is("阿托伐他汀片(钙)", "阿托伐他汀钙片");
    name_is("孟鲁司特咀嚼片(钠)", "孟鲁司特钠咀嚼片");
    name_is("孟鲁司特(钠)咀嚼片", "孟鲁司特钠咀嚼片");
    name_is("匹伐他汀分散片(钙)", "匹伐他汀钙分散片");
    name_is("艾司奥美拉唑肠溶胶囊(镁)", "艾司奥美拉唑镁肠溶胶囊");
    name_is("丙戊酸缓释片(钠)", "丙戊酸钠缓释片");
    name_is("玻璃酸滴眼液(钠)", "玻璃酸钠滴眼液");
    name_is("注射用头孢曲松(钠)", "注射用头孢曲松钠");
    name_is("孟鲁司特钠咀嚼片(钠)", "孟鲁司特钠咀嚼片");
    name_is("艾司奥美拉唑肠溶片(镁)", "艾司奥美拉唑镁肠溶片");
    name_is("注射用头孢呋辛(钠)", "注射用头孢呋辛钠");
    name_is("阿托伐他汀钙片(钙)", "阿托伐他汀钙片");
    name_is("氨氯地平片(薄膜衣)", "氨氯地平片(薄膜衣)");
    name_is("氨氯地平片(5mg)", "氨氯地平片(5mg)");
    name_is("(盐酸)二甲双胍片", "盐酸二甲双胍片");
    name_is("沙美特罗(昔萘酸)替卡松(盐酸)粉", "沙美特罗(昔萘酸)替卡松(盐酸)粉");
}

/* ---- forms -------------------------------------------------------------------------------------- */

static void form_is(const char *form, const char *key)
{
    struct jc_buf out = {0};
    jc_form_key(&out, jc_span(form));
    cr_expect_str_eq(jc_buf_text(&out), key, "%s: %s", form, jc_buf_text(&out));
    jc_buf_free(&out);
}

static bool conflict(const char *a, const char *b)
{
    struct jc_buf x = {0}, y = {0};
    jc_form_key(&x, jc_span(a));
    jc_form_key(&y, jc_span(b));
    bool is = jc_form_conflict(jc_buf_text(&x), jc_buf_text(&y));
    cr_expect_eq(is, jc_form_conflict(jc_buf_text(&y), jc_buf_text(&x)), "%s | %s", a, b);
    jc_buf_free(&x);
    jc_buf_free(&y);
    return is;
}

Test(ingest, forms_have_one_class_however_they_are_written)
{
    form_is("片", "片");
    form_is("片剂", "片");
    form_is("薄膜衣片", "片");
    form_is("缓释片", "片+缓释");
    form_is("控释片", "片+缓释");
    form_is("口腔崩解片", "片+口崩");
    form_is("口崩片", "片+口崩");
    form_is("胶囊剂", "胶囊");
    form_is("肠溶胶囊", "胶囊+肠溶");
    form_is("软胶囊", "胶囊+软");
    form_is("注射剂（注射用）", "注射");
    form_is("注射液", "注射");
    form_is("注射用无菌粉末", "注射");
    form_is("冻干粉针剂", "注射");
    form_is("散剂", "散");
    form_is("粉末剂/散剂", "散");
    form_is("滴眼液", "眼用+滴眼");
    form_is("眼用制剂", "眼用");
    form_is("吸入用溶液", "吸入");
    form_is("口服溶液", "口服液");
    form_is("饮片", "饮片");
    form_is("口服常释剂型", "片|胶囊|颗粒|散|丸|口服液");
    form_is("口服固体制剂", "片|胶囊|颗粒|散|丸");
    form_is("口服", "片|胶囊|颗粒|散|丸|口服液|膜");
    form_is("口服液", "口服液");
    form_is("口服混悬液", "口服液");
    form_is("口服乳剂", "口服液");
    form_is("口服液体制剂", "口服液");
    form_is("某剂", "?某剂");
    form_is("-", "");
}

Test(ingest, forms_exclude_each_other_only_where_they_surely_differ)
{
    cr_expect_not(conflict("片", "片剂"));
    cr_expect_not(conflict("片剂", "缓释片"));
    cr_expect_not(conflict("缓释片", "控释片"));
    cr_expect_not(conflict("胶囊剂", "肠溶胶囊"));
    cr_expect_not(conflict("注射剂", "注射液"));
    cr_expect_not(conflict("注射液", "注射用无菌粉末"));
    cr_expect_not(conflict("口服常释剂型", "分散片"));
    cr_expect_not(conflict("口服常释剂型", "胶囊"));
    cr_expect_not(conflict("滴眼液", "眼用制剂"));
    cr_expect_not(conflict("", "片"));
    cr_expect_not(conflict("某剂", "片"));
    static const char *const by_mouth[] = {"口服", "口服制剂", "口服固体制剂"};
    static const char *const solid[] = {"片", "胶囊", "颗粒剂", "散剂", "滴丸", "缓释片", "薄膜衣片"};
    for (size_t i = 0; i < JC_LEN(by_mouth); i++) {
        for (size_t k = 0; k < JC_LEN(solid); k++)
            cr_expect_not(conflict(by_mouth[i], solid[k]), "%s | %s", by_mouth[i], solid[k]);
        cr_expect(conflict(by_mouth[i], "注射剂"), "%s", by_mouth[i]);
    }
    cr_expect_not(conflict("口服", "口服溶液"));
    cr_expect(conflict("口服固体制剂", "口服溶液"));
    cr_expect(conflict("口服溶液", "片"));
    cr_expect(conflict("口服混悬剂", "颗粒剂"));
    cr_expect(conflict("片", "胶囊"));
    cr_expect(conflict("片", "颗粒"));
    cr_expect(conflict("片剂", "注射剂"));
    cr_expect(conflict("胶囊", "注射液"));
    cr_expect(conflict("缓释片", "肠溶片"));
    cr_expect(conflict("口服常释剂型", "注射剂"));
    cr_expect(conflict("滴眼液", "眼膏"));
}

Test(ingest, every_form_of_the_national_catalogues_has_a_class)
{
    static const char *const files[] = {"catalogs/nvbp01.csv", "catalogs/nvbp01x.csv", "catalogs/nvbp02.csv",
                                        "catalogs/nvbp03.csv", "catalogs/nvbp04.csv",  "catalogs/nvbp05.csv"};
    struct samples s;
    for (size_t i = 0; i < JC_LEN(files); i++) {
        samples_open(&s, files[i]);
        samples_next(&s, ',');
        while (samples_next(&s, ',')) {
            struct jc_buf key = {0};
            jc_form_key(&key, jc_span(s.field[5]));
            cr_expect(key.len && key.p[0] != '?', "%s", s.field[5]);
            cr_expect_not(conflict(s.field[5], s.field[4]), "%s is a %s", s.field[4], s.field[5]);
            jc_buf_free(&key);
        }
    }
}
