/* Specs: strengths compared as amounts, units per pack by the strict grammar (formats.md part 4, rule book 2.2, 2.4). */
#include "ingest/norm.h"
#include "samples.h"

static const char *const hows[] = {"none", "count", "container", "glued", "ambiguous"};

static struct jc_spec parse(const char *spec, const char *pack, const char *unit)
{
    struct jc_spec out;
    struct jc_spec_in in = {.spec = jc_span(spec), .pack = jc_span(pack), .unit = jc_span(unit)};
    jc_spec_parse(&out, &in);
    return out;
}

static void same(const char *a, const char *b)
{
    struct jc_spec x = parse(a, "", ""), y = parse(b, "", "");
    cr_expect(x.strength_known && y.strength_known, "%s | %s", a, b);
    cr_expect_str_eq(x.strength, y.strength, "%s is %s, %s is %s", a, x.strength, b, y.strength);
}

static void differ(const char *a, const char *b)
{
    struct jc_spec x = parse(a, "", ""), y = parse(b, "", "");
    cr_expect(x.strength_known && y.strength_known, "%s | %s", a, b);
    cr_expect_str_neq(x.strength, y.strength, "%s and %s", a, b);
}

static void units(const char *spec, int n)
{
    struct jc_spec s = parse(spec, "", "");
    cr_expect_eq(s.units, n, "%s: %d units, not %d (reason %d, rest %s)", spec, s.units, n, s.units_reason, s.rest);
    cr_expect_eq(s.units_reason == 0, n > 0, "%s", spec);
}

static void refused(const char *spec, int reason, int a, int b)
{
    struct jc_spec s = parse(spec, "", "");
    cr_expect_eq(s.units, 0, "%s: %d", spec, s.units);
    cr_expect_eq(s.units_reason, reason, "%s: reason %d, not %d", spec, s.units_reason, reason);
    cr_expect(s.candidate[0] == a && s.candidate[1] == b, "%s: %d or %d", spec, s.candidate[0], s.candidate[1]);
}

Test(ingest, equal_amounts_are_equal_strengths)
{
    same("0.25g", "250mg");
    same("0.25g", "250 mg");
    same("0。25g", "250mg");
    same("0.25μg", "0.25ug");
    same("0.25µg", "0.25mcg");
    same("5ml:50mg", "50mg/5ml");
    same("5ml:50mg", "50mg:5ml");
    same("5ml：50mg", "5ml:0.05g");
    same("1ml:10万iu", "1ml:100000单位");
    same("80万u", "0.8百万单位");
    same("8万", "80000iu");
    same("10ml:10mg（0.1%）", "10ml:10mg");
    same("10ml(0.1%)", "10ml:10mg");
    same("10ml(0.1g)", "10ml:0.1g");
    same("0.1g(10ml)", "10ml:0.1g");
    same("100mg（10ml）×5支/盒", "10ml:0.1g");
    same("0.1g(10ml:0.1g)", "10ml:0.1g");
    same("75iu(1ml)", "1ml:75单位");
    same("0.1%10ml", "10ml:10mg");
    same("10%（150ml:15g）", "150ml:15g");
    same("0.9%(3000ml:27g)", "3000ml:27g");
    same("0.1%(30g:30mg)", "30g:30mg");
    same("2ml（75mg+20mg）", "2ml:75mg+20mg");
    same("50mg/ml", "1ml:50mg");
    same("150mg+12.5mg", "150mg/12.5mg");
    same("10mg/片*30片/盒", "每片10mg，30片/盒");
    same("80/5mg", "缬沙坦80mg+氨氯地平5mg");
    same("250ml:莫西沙星0.4g\n与氯化钠2.0g", "250ml:0.4g:2g");
    same("0.5ml:20mg,另附1支溶剂1.5ml", "0.5ml:20mg");
    same("每粒装0.3g", "300mg");
    same("20mg/片", "20mg");
    same("20毫克/片", "20mg");
    same("0.3g/粒", "300mg");
    same("每8丸重1.44g", "每10丸重1.8g");
    same("每8丸重1.44g", "每丸重0.18g");
    same("每7丸重1g", "每14丸重2g");
    same("12.000g", "12g");
    same("1mCi", "37MBq");
    same("0.9%*100ml*1瓶", "100ml:0.9g(0.9%)");
    same("100ml×0.9%", "0.9%(100ml)");
    same("1%*10g", "10g(1%)");
    same("1%(10g)", "1%:10g");
    same("100IU/ml(3ml)", "3ml:300单位");
    same("100单位/ml×3ml×1支", "300iu/3ml");
    same("3ml(100单位/ml)", "3ml:300iu");
    same("10mg/ml，5ml", "5ml:50mg");
    same("5ml:10mg/ml", "5ml:50mg");
    same("0.4ml:40mg(100mg/ml)", "0.4ml:40mg");
    same("10ml(10ml:0.1g)", "10ml:0.1g");
    same("10ml:0.1g(10ml)", "10ml:0.1g");
    same("0.8ml(40mg/0.8ml)", "40mg(0.8ml)");
}

static const char *strength_of(const char *name, const char *spec)
{
    static struct jc_spec s;
    const struct jc_spec_in in = {.spec = jc_span(spec), .name = jc_span(name)};
    (void)jc_spec_parse(&s, &in);
    return s.strength;
}

/* 5mg/10mg and 10mg/5mg may be two products; only what each amount is of says that they are one. */
Test(ingest, amounts_that_are_named_have_the_order_of_the_name)
{
    static const char name[] = "缬沙坦氨氯地平片(Ⅰ)";
    cr_expect_str_eq(strength_of(name, "氨氯地平5mg/缬沙坦80mg"), "80mg+5mg");
    cr_expect_str_eq(strength_of(name, "缬沙坦80mg/氨氯地平5mg×7片/盒"), "80mg+5mg");
    cr_expect_str_eq(strength_of(name, "每片含苯磺酸氨氯地平5mg与缬沙坦80mg"), "80mg+5mg");
    cr_expect_str_eq(strength_of(name, "(氨氯地平5mg+缬沙坦80mg)*7"), "80mg+5mg");
    cr_expect_str_eq(strength_of(name, "5mg/80mg"), "5mg+80mg");
    cr_expect_str_eq(strength_of(name, "5mg/缬沙坦80mg"), "5mg+80mg");
    cr_expect_str_eq(strength_of("复方降压片", "氨氯地平5mg/缬沙坦80mg"), "5mg+80mg");
    cr_expect_str_eq(strength_of("葡萄糖氯化钠注射液", "100ml:氯化钠0.9g与葡萄糖5g"), "100ml:5000mg+900mg");
}

Test(ingest, other_amounts_are_other_strengths)
{
    differ("10ml:0.1g", "5ml:50mg"); /* another fill */
    differ("50mg", "5ml:50mg");
    differ("80mg+5mg", "5mg+80mg");
    differ("250mg", "250iu");
    differ("100ml:0.5g", "100ml:0.5g:0.9g");
    differ("8cm×10cm", "8cm×12cm");
    differ("0.1g(10ml)", "0.1g(5ml)");
    differ("5%:15g", "15g:0.75g"); /* of the whole or of the drug is not said */
    differ("15g(0.1%)", "15g(0.05%)");
    differ("200ml(1kcal/ml)", "200ml(1.5kcal/ml)");
}

Test(ingest, strength_without_one_meaning_is_not_compared)
{
    static const struct {
        const char *spec;
        int reason;
    } cases[] = {{"10ml:0.09×1支", 269},
                 {"10:20ml×1支", 269},
                 {"0.3%/0.1:3.5g×1支", 269},
                 {"200mg×100ml/瓶", 270},
                 {"10g×10克/瓶", 270},
                 {"5ml:5mg(1%)", 271},
                 {"100mg；500mg", 272},
                 {"20mg或40mg", 272},
                 {"5ml:10ml", 272},
                 {"5ml+5ml", 272},
                 {"100ml(5ml:0.1g)", 272}, /* how much of it the bottle holds: 0.1g or 2g */
                 {"5ml:0.1g(100ml)", 272},
                 {"50mg/5ml(10ml)", 272},
                 {"0.4ml:40mg(10mg/ml)", 272},
                 {"5%*10%*100ml", 270},
                 {"co", 261},
                 {"复方", 261},
                 {"聚乙二醇400 10mg", 261},
                 {"维生素B1 10mg", 261},
                 {"1,000mg", 261},
                 {"20mg.5片", 261}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        struct jc_spec s = parse(cases[i].spec, "", "");
        cr_expect_not(s.strength_known, "%s is %s", cases[i].spec, s.strength);
        cr_expect_str_empty(s.strength, "%s", cases[i].spec);
        cr_expect_eq(s.strength_reason, cases[i].reason, "%s: %d", cases[i].spec, s.strength_reason);
    }
}

/* 0. 1g is what a PDF leaves of 0.1g where the line broke; of 30. 20mg the first may be a number of a list. */
Test(ingest, a_blank_behind_the_point_of_a_fraction_is_none)
{
    struct jc_spec s = parse("0. 1g*10粒", "", ""), list = parse("30. 20mg", "", "");
    cr_expect_str_eq(s.strength, "100mg", "%s", s.strength);
    cr_expect_eq(s.units, 10, "%d", s.units);
    cr_expect_not(list.strength_known, "%s", list.strength);
}

Test(ingest, counts_give_units_per_pack)
{
    units("20mg*7片", 7);
    units("复方*100片/瓶", 100);
    units("10mg/片*30片/盒", 30);
    units("0.1g/支×10支", 10);
    units("每片10mg，30片/盒", 30);
    units("20mg*28T", 28);
    units("10mg/片*30粒", 0);
    units("10mg/片", 0);
    units("25mg * 20粒", 20);
    units("0.4g*12s", 12);
    units("20mg*7", 7);
    units("(150mg+12.5mg)*14", 14);
    units("0.25g×24粒/盒", 24);
    units("2mg/2mg/1mg×21片/盒", 21);
    units("20mg×7片×2板/盒", 14);
    units("20mg×2板×7片/盒", 14);
    units("400Ux10粒x3板/盒", 30);
    units("7片/板×4板/盒", 28);
    units("6.000粒*3板/盒", 18);
    units("60片/瓶", 60);
    units("6片", 6);
    units("5ml×10支", 10);
    units("10ml/支×10支/盒", 10);
    units("3g(3g/11粒)×6丸/盒", 6);
    units("72粒×1盒", 72);
    units("0.5g×24粒×600盒", 24);
    units("0.5g×100片/瓶×100瓶/件", 100);
    units("100片×1瓶", 100);
    units("0.25g*24粒*1", 24); /* as one pack, or as so many in it: the same */
    units("60丸*1", 60);
    units("12片/瓶×2瓶/盒", 24);
    units("盒[20片]", 20);
    units("[1mg*20]", 20);
    units("8cm×10cm×5片", 5);
    units("11*15cm*6片/袋", 6);
    units("1瓶/盒(每瓶附带注射用溶剂1支1ml)", 1);
    units("10g/袋", 1);
    units("2.5g/10g袋", 1);
    units("0.5g/30袋", 30);
    units("(0.5ml:20mg,另附1支溶剂1.5ml)*1", 1);
    units("20mg＊7片／盒", 7);
}

Test(ingest, spec_that_does_not_say_its_count_is_refused_never_one)
{
    refused("20mg", 262, 0, 0);
    refused("20mg(7片/盒)", 262, 0, 0); /* a bracket explains; what it counts may be anything */
    refused("100μg(200揿)", 262, 0, 0);
    refused("1.25cm×9.1m", 262, 0, 0);
    refused("", 260, 0, 0);
    refused("－－－－", 260, 0, 0);
    refused("100mg*30.青岛双鲸药", 261, 0, 0);
    refused("2ml:15mg*10辰欣药业股", 261, 0, 0);
    refused("1ml*5mg.河南润弘有", 261, 0, 0);
    refused("15ml×10支-30盒", 261, 0, 0);
    refused("2支+1支/盒", 261, 0, 0);
    refused("×瓶", 261, 0, 0);
    refused("20mg×7.5片", 261, 0, 0);
    refused("20mg*7片*2", 265, 7, 14);
    refused("60揿×1支", 266, 1, 60);
    refused("20mg×7×2", 261, 0, 0);
    refused("12片×2板/盒×500", 261, 0, 0);
    refused("10片/板×2盒", 261, 0, 0);
    refused("1000000000片", 261, 0, 0);
    refused("20mg×7片(", 261, 0, 0);
    refused("1盒", 263, 0, 0);
    refused("20mg/盒", 263, 0, 0);
    refused("100瓶/件", 263, 0, 0);
    refused("7片/板", 268, 0, 0);
    refused("0.25g×2板/盒", 268, 0, 0);
}

Test(ingest, two_readings_are_both_given_and_none_taken)
{
    refused("60.000丸*12支/盒", 265, 12, 720);
    refused("16丸×18袋", 265, 18, 288);
    refused("100片×2瓶/盒", 265, 2, 200);
    refused("50μg/250μg×60吸", 266, 60, 1);
    refused("50μg×120喷", 266, 120, 1);
    refused("6片/盒; 10片/盒; 30片/盒", 264, 6, 30);
    cr_expect_eq(parse("60丸×12支", "", "").how, JC_SPEC_AMBIGUOUS);
}

Test(ingest, pack_column_decides_the_count_and_spec_the_strength)
{
    struct jc_spec s = parse("20mg", "20mg*7", "");
    cr_expect(s.units == 7 && strcmp(s.strength, "20mg") == 0);
    s = parse("5ml:50mg", "10支/盒", "盒");
    cr_expect(s.units == 10 && strcmp(s.counted, "支") == 0 && strcmp(s.strength, "5ml:50mg") == 0);
    cr_expect_eq(parse("20mg", "7", "").units, 7);
    cr_expect_eq(parse("20mg", "7.00", "").units, 7);
    cr_expect_eq(parse("7", "", "").units, 0, "a bare number is a count in the pack column only");
    cr_expect_eq(parse("20mg×7片/盒", "盒装", "").units, 7);
    cr_expect_eq(parse("20mg×7片", "2板/盒", "").units, 0, "14, if the 7 are of one blister");
    s = parse("20mg×7片", "20mg*14", "");
    cr_expect(s.units == 0 && s.units_reason == 267 && s.candidate[0] == 7 && s.candidate[1] == 14);
    s = parse("20mg", "10mg*7片", "");
    cr_expect(s.strength_reason == 274 && strcmp(s.strength, "20mg") == 0 && s.units == 7);
}

Test(ingest, one_vial_may_be_assumed_only_where_the_unit_column_says_so)
{
    cr_expect(parse("5ml:50mg", "", "支").may_be_one);
    cr_expect_not(parse("5ml:50mg", "", "盒").may_be_one);
    cr_expect_not(parse("5ml:50mg", "", "").may_be_one);
    cr_expect_not(parse("20mg", "", "片").may_be_one);
    cr_expect_not(parse("5ml:50mg×10支", "", "支").may_be_one);
    cr_expect_eq(parse("5ml:50mg", "", "支").units, 0, "may be, is not");
}

/* One container is one smallest unit, unless the unit column counts boxes of them. */
Test(ingest, a_box_of_what_is_in_containers_holds_nobody_knows_how_many)
{
    static const struct {
        const char *spec, *pack, *unit;
        int units;
    } cases[] = {{"10g/袋", "", "袋", 1},       {"10g/袋", "", "", 1},      {"10g/袋", "", "最小包装", 1},
                 {"10g/袋", "", "盒/袋", 1},    {"5%:15g/盒", "", "盒", 1}, {"10g/袋", "", "盒", 0},
                 {"10g/袋", "", "盒(袋装)", 1}, {"", "10g/袋", "盒", 0},    {"10g/袋", "6袋/盒", "盒", 6},
                 {"10g×6袋/盒", "", "盒", 6}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        struct jc_spec s = parse(cases[i].spec, cases[i].pack, cases[i].unit);
        cr_expect_eq(s.units, cases[i].units, "%s in %s: %d", cases[i].spec, cases[i].unit, s.units);
        cr_expect_eq(s.units_reason, cases[i].units ? 0 : 262, "%s in %s", cases[i].spec, cases[i].unit);
    }
}

/* Real strings of a hospital's drug master, and at the end the patterns of formats.md 4.1, each with what it says. */
Test(ingest, real_specs_are_read_right_or_refused)
{
    struct samples s;
    int rows = 0;
    samples_open(&s, "tests/data/spec_samples.tsv");
    samples_next(&s, '\t');
    while (samples_next(&s, '\t')) {
        struct jc_spec got = parse(s.field[0], "", s.field[1]);
        cr_expect_str_eq(got.strength, s.field[2], "%s: strength %s", s.field[0], got.strength);
        cr_expect_str_eq(hows[got.how], s.field[3], "%s: %s", s.field[0], hows[got.how]);
        cr_expect_eq(got.units, strtol(s.field[4], NULL, 10), "%s: units %d", s.field[0], got.units);
        cr_expect_eq(got.candidate[0], strtol(s.field[5], NULL, 10), "%s", s.field[0]);
        cr_expect_eq(got.candidate[1], strtol(s.field[6], NULL, 10), "%s", s.field[0]);
        cr_expect_str_eq(got.counted, s.field[7], "%s: counted %s", s.field[0], got.counted);
        cr_expect_str_eq(got.container, s.field[8], "%s: container %s", s.field[0], got.container);
        cr_expect_eq(got.units_reason, strtol(s.field[9], NULL, 10), "%s: %d", s.field[0], got.units_reason);
        cr_expect_eq(got.strength_reason, strtol(s.field[10], NULL, 10), "%s: %d", s.field[0], got.strength_reason);
        rows++;
    }
    cr_expect_eq(rows, 734);
}

static int check_catalogue(const char *path)
{
    struct samples s;
    int rows = 0;
    samples_open(&s, path);
    samples_next(&s, ',');
    while (samples_next(&s, ',')) {
        const char *strength = s.field[6], *pack = s.field[7];
        struct jc_spec alone = parse(strength, "", ""), both = parse(strength, pack, ""),
                       from_pack = parse(pack, "", "");
        cr_expect(alone.strength_known, "%s line %d: %s", path, s.number, strength);
        cr_expect_eq(both.units, strtol(s.field[8], NULL, 10), "%s: %s is %d", path, pack, both.units);
        cr_expect_str_eq(both.strength, alone.strength, "%s: %s", path, pack);
        cr_expect_str_eq(from_pack.strength, alone.strength, "%s: %s", path, pack);
        cr_expect_eq(both.strength_reason, 0, "%s: %s", path, pack);
        rows++;
    }
    return rows;
}

Test(ingest, every_pack_of_the_national_catalogues_is_read)
{
    static const char *const files[] = {"catalogs/nvbp01.csv", "catalogs/nvbp01x.csv", "catalogs/nvbp02.csv",
                                        "catalogs/nvbp03.csv", "catalogs/nvbp04.csv",  "catalogs/nvbp05.csv"};
    int rows = 0;
    for (size_t i = 0; i < JC_LEN(files); i++)
        rows += check_catalogue(files[i]);
    cr_expect_eq(rows, 790);
}

/* Whatever the bytes, the parser ends, keeps its bounds and never takes what it did not read to the end. */
Test(ingest, random_texts_are_parsed_without_harm)
{
    static const char *const pieces[] = {"20mg", "5ml", ":",   "×", "*",  "7片", "/",  "盒", "(", ")",  "支",    "10",
                                         ".",    "每",  "8丸", "+", "万", "u",   "%",  "或", ";", "板", ",另附", "缬",
                                         "\xC3", "x",   " ",   "0", "与", "克",  "cm", "[",  "]", "喷", "件",    "g"};
    uint64_t state = 20240930;
    for (int round = 0; round < 20000; round++) {
        struct jc_buf text = {0};
        state = state * 6364136223846793005u + 1442695040888963407u;
        for (uint64_t k = 0, n = (state >> 33) % 14; k < n; k++) {
            state = state * 6364136223846793005u + 1442695040888963407u;
            jc_buf_str(&text, pieces[(state >> 33) % JC_LEN(pieces)]);
        }
        struct jc_spec s = parse(jc_buf_text(&text), "", "");
        cr_assert(s.units >= 0 && (s.units > 0) == (s.units_reason == 0), "%s", jc_buf_text(&text));
        cr_assert_eq(s.strength_known, s.strength[0] != '\0', "%s", jc_buf_text(&text));
        jc_buf_free(&text);
    }
    char big[4096];
    memset(big, '(', sizeof big - 1);
    big[sizeof big - 1] = '\0';
    cr_expect_eq(parse(big, "", "").units_reason, 261);
    for (size_t i = 0; i + 5 < sizeof big; i += 5)
        memcpy(big + i, "20mg+", 6);
    cr_expect_eq(parse(big, "", "").units_reason, 261);
}

/* ---- units ------------------------------------------------------------------------------------- */

static struct jc_unit unit(const char *text)
{
    struct jc_unit u;
    jc_unit_parse(&u, jc_span(text));
    return u;
}

Test(ingest, unit_words_have_a_kind_and_a_multiple)
{
    cr_expect(unit("盒").kind == JC_UNIT_PACK && unit("盒").times == 1);
    cr_expect(unit("万片").kind == JC_UNIT_SMALLEST && unit("万片").times == 10000);
    cr_expect_str_eq(unit("万片").name, "片");
    cr_expect(unit("（万元）").kind == JC_UNIT_MONEY && unit("（万元）").times == 10000);
    cr_expect(unit("最小制剂单位").kind == JC_UNIT_SMALLEST);
    cr_expect(unit("万").kind == JC_UNIT_SMALLEST && unit("万").times == 10000);
    cr_expect(unit("片/粒").kind == JC_UNIT_SMALLEST);
    cr_expect(unit("片/支").kind == JC_UNIT_SMALLEST && unit("支、片").kind == JC_UNIT_SMALLEST);
    cr_expect(unit("片/粒/支/袋").kind == JC_UNIT_SMALLEST && unit("片(粒)").kind == JC_UNIT_SMALLEST);
    cr_expect(unit("万片/万支").kind == JC_UNIT_SMALLEST && unit("万片/支").times == 10000);
    cr_expect(unit("片/万支").kind == JC_UNIT_NONE && unit("片/").kind == JC_UNIT_NONE);
    cr_expect(unit("盒/瓶").kind == JC_UNIT_PACK && unit("支/瓶").kind == JC_UNIT_EITHER);
    cr_expect(unit("支/盒").kind == JC_UNIT_NONE && unit("元/支").kind == JC_UNIT_NONE);
    cr_expect(jc_unit_is_mixed(jc_span("片/支/盒")) && jc_unit_is_mixed(jc_span("支/盒")));
    cr_expect_not(jc_unit_is_mixed(jc_span("片/支")) || jc_unit_is_mixed(jc_span("元/盒")) ||
                  jc_unit_is_mixed(jc_span("公里")) || jc_unit_is_mixed(jc_span("")));
    cr_expect(unit("支").kind == JC_UNIT_EITHER && unit("箱").kind == JC_UNIT_OUTER);
    cr_expect(unit("百万片").times == 1000000 && unit("十万片").times == 100000 && unit("千片").times == 1000);
    cr_expect(unit("千元").kind == JC_UNIT_MONEY && unit("千元").times == 1000 && unit("百万元").times == 1000000);
    cr_expect(unit("亿元").times == 100000000 && unit("萬元").times == 10000 && unit("仟元").times == 1000);
    cr_expect(unit("千片/千粒").times == 1000 && unit("千片/万粒").kind == JC_UNIT_NONE);
    cr_expect(unit("千").kind == JC_UNIT_SMALLEST && unit("百万").times == 1000000);
    cr_expect(unit("十").kind == JC_UNIT_NONE && unit("百").kind == JC_UNIT_NONE, "（十） numbers a heading");
    cr_expect(unit("10片/盒").kind == JC_UNIT_PACK && unit("20mg*7片/盒").kind == JC_UNIT_PACK);
    cr_expect(unit("盒[7片]").kind == JC_UNIT_PACK && unit("瓶（100ml）").kind == JC_UNIT_EITHER &&
              unit("盒(片)").kind != JC_UNIT_PACK);
    cr_expect(unit("10片").kind == JC_UNIT_NONE && unit("10/").kind == JC_UNIT_NONE);
    /* measures of a strength count nothing */
    static const char *const measured[] = {"千克", "kg",     "公斤", "克",     "升",
                                           "毫升", "万单位", "万iu", "千单位", "百万iu"};
    for (size_t i = 0; i < JC_LEN(measured); i++)
        cr_expect(unit(measured[i]).kind == JC_UNIT_NONE && unit(measured[i]).times == 1, "%s", measured[i]);
    cr_expect(unit("片/盒").kind == JC_UNIT_NONE && unit("公里").kind == JC_UNIT_NONE &&
              unit("-").kind == JC_UNIT_NONE);
}

/* Is a quantity in that unit one of smallest units? */
static bool is_counted(const char *unit, const char *smallest, int64_t units)
{
    struct jc_counted of = {.units = units};
    jc_copy(of.smallest, sizeof of.smallest, smallest);
    return jc_unit_count(jc_span(unit), &of).each == 1;
}

Test(ingest, quantity_is_in_smallest_units_only_if_the_unit_column_names_them)
{
    cr_expect(is_counted("片", "片", 28));
    cr_expect(is_counted(" 支 ", "支", 10));
    cr_expect_not(is_counted("支", "支", 1));
    cr_expect_not(is_counted("盒", "片", 28));
    /* however many a pack holds, what is counted in 片, or in what the form counts, is in smallest units */
    cr_expect(is_counted("片", "最小单位", 0));
    cr_expect(is_counted("支", "支", 0));
    cr_expect_not(is_counted("支", "最小单位", 0));
    cr_expect_not(is_counted("瓶", "片", 0));
    /* 片 and 粒 are never packs of several, though neither spec nor form says what is counted */
    cr_expect(is_counted("片", "最小单位", 7));
    cr_expect(is_counted("粒", "片", 12));
    cr_expect_not(is_counted("片", "最小单位", 1));
    cr_expect_not(is_counted("支", "最小单位", 7));
    cr_expect_not(is_counted("盒", "片", 0));
    cr_expect_not(is_counted("瓶", "片", 100));
    cr_expect_not(is_counted("", "片", 28));
    cr_expect(is_counted("最小制剂单位", "片", 1));
}

/* Of a product with that spec and units per pack (0 = by its spec): smallest units in one, 0 = a pack, and "?" where nobody says so. */
static void counts(const char *spec, int64_t upp, const char *unit, const char *want)
{
    struct jc_spec_in in = {.spec = jc_span(spec)};
    struct jc_spec parsed;
    struct jc_counted of;
    char got[48];
    (void)jc_spec_parse(&parsed, &in);
    of = (struct jc_counted){.units = upp ? upp : parsed.units};
    jc_copy(of.smallest, sizeof of.smallest, jc_unit_smallest(&parsed, jc_span("")));
    memcpy(of.container, parsed.container, sizeof of.container);
    memcpy(of.level, parsed.level, sizeof of.level);
    struct jc_unit_count c = jc_unit_count(jc_span(unit), &of);
    snprintf(got, sizeof got, "%ld%s%s", (long)c.each, c.times > 1 ? "×" : "", c.doubtful ? "?" : "");
    cr_expect_str_eq(got, want, "%s in %s: %s, not %s", unit, spec, got, want);
}

Test(ingest, a_level_of_the_spec_is_so_many_smallest_units_and_what_may_be_no_pack_is_in_doubt)
{
    counts("20mg×7片/板×4板/盒", 0, "板", "7");
    counts("20mg×7片×2板/盒", 0, "万板", "7×");
    counts("20mg×2板×7片/盒", 0, "板", "7");
    counts("20mg×7片/板×4板/盒", 0, "盒", "0");
    counts("20mg×7片/板×4板/盒", 0, "片", "1");
    counts("10片/板", 20, "板", "10");
    counts("10片/板", 10, "板", "0");
    counts("20mg×24片/盒", 0, "板", "0?");
    counts("12片/瓶×2瓶/盒", 0, "瓶", "12");
    counts("0.5g×100片/瓶×100瓶/件", 0, "件", "10000");
    counts("0.5g×100片/瓶×100瓶/件", 0, "瓶", "0");
    counts("0.5g×24粒×600盒", 0, "件", "0?");
    counts("0.5g×24粒/盒×600盒/箱", 0, "箱", "14400");
    counts("100ml×80袋/箱", 80, "箱", "0");
    counts("20mg×7片/盒", 0, "箱", "0?");
    counts("20mg×7片/盒", 0, "大箱", "0?");
    counts("20mg×7片/盒", 0, "中包", "0?");
    counts("20mg×7片/盒", 0, "小盒", "0?");
    counts("20mg×7片/盒", 0, "中包装", "0?");
    counts("20mg×7片/盒", 0, "最小包装", "0");
    counts("20mg×7片/盒", 0, "千克", "0?");
    counts("20mg×7片/盒", 0, "片/支/盒", "0?");
    counts("20mg×7片/盒", 0, "元", "0?");
    counts("20mg×7片/盒", 0, "", "0");
    counts("20mg×7片/盒", 0, "粒", "1");
    counts("20mg×100片/瓶", 0, "瓶", "0");
    counts("20mg×100片/瓶", 0, "盒", "0");
    counts("20mg×24片/盒", 0, "瓶", "0");
    counts("5ml×10支/盒", 0, "支", "1");
    counts("5ml×10支/盒", 0, "瓶", "0?");
    counts("5ml", 5, "支", "0?");
    counts("5ml", 1, "支", "0");
    counts("5ml", 1, "箱", "0?");
    counts("100ml/瓶", 0, "瓶", "0");
}

Test(ingest, smallest_unit_comes_from_the_spec_then_from_the_form)
{
    struct jc_spec counted = parse("20mg×7片/盒", "", ""), bare = parse("20mg", "20mg*7", "");
    cr_expect_str_eq(jc_unit_smallest(&counted, jc_span("胶囊")), "片");
    cr_expect_str_eq(jc_unit_smallest(&bare, jc_span("片剂")), "片");
    cr_expect_str_eq(jc_unit_smallest(&bare, jc_span("肠溶胶囊")), "粒");
    cr_expect_str_eq(jc_unit_smallest(&bare, jc_span("注射剂（注射用）")), "支");
    cr_expect_str_eq(jc_unit_smallest(&bare, jc_span("颗粒剂")), "袋");
    cr_expect_str_eq(jc_unit_smallest(&bare, jc_span("口服溶液")), "最小单位");
    cr_expect_str_eq(jc_unit_smallest(&bare, jc_span("")), "最小单位");
}

/* A fill in the bracket that contradicts what stands outside leaves no strength to compare; it was dropped. */
Test(ingest, a_fill_that_says_otherwise_is_no_strength)
{
    struct jc_spec s = parse("100mg(5ml:50mg)", "", "");
    cr_expect(!s.strength_known);
    cr_expect_eq(s.strength_reason, 272);
    units("5%:15g/盒", 1);
    refused("20mg/盒", 263, 0, 0);
}
