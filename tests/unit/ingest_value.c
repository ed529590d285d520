/* Cells of known columns: numbers, days, spans, lists, yes and no (formats.md 3.4, 3.5, 3.6). */
#include "ingest/invoice.h"
#include "ingest/value.h"
#include "samples.h"

static struct jc_cell text_cell(const char *s)
{
    return (struct jc_cell){.type = JC_CELL_TEXT, .text = s, .len = (uint32_t)strlen(s), .str = -1};
}

static struct jc_cell number_cell(int64_t m, int exp)
{
    return (struct jc_cell){.type = JC_CELL_NUMBER, .num = m, .exp = exp, .str = -1};
}

/* ---- numbers ----------------------------------------------------------------------------------- */

static void number(const char *text, int64_t scaled, unsigned flags, const char *unit)
{
    struct jc_number n;
    struct jc_cell cell = text_cell(text);
    cr_expect_eq(jc_value_number(&n, &cell), 0, "%s", text);
    cr_expect_eq(n.scaled, scaled, "%s is %ld", text, (long)n.scaled);
    cr_expect_eq(n.flags, flags | JC_NUM_TEXT, "%s: flags %u", text, n.flags);
    cr_expect_str_eq(n.unit, unit, "%s: %s", text, n.unit);
}

static void no_number(const char *text, int reason)
{
    struct jc_number n;
    struct jc_cell cell = text_cell(text);
    cr_expect_eq(jc_value_number(&n, &cell), reason, "%s", text);
    cr_expect_eq(n.scaled, 0, "%s", text);
}

Test(ingest, numbers_are_read_as_people_write_them)
{
    number("1234.5", 12345000, 0, "");
    number("1,234.50", 12345000, 0, "");
    number("１，２３４．５０", 12345000, 0, "");
    number("12,345,678", 123456780000, 0, "");
    number("￥67.51", 675100, JC_NUM_MONEY, "");
    number("¥ 1,000", 10000000, JC_NUM_MONEY, "");
    number(" 0.942857 ", 9429, JC_NUM_ROUNDED, "");
    number("1.0E7", 100000000000, 0, "");
    number(".5", 5000, 0, "");
    number("12.", 120000, 0, "");
    number("67.510000000000005", 675100, 0, "");
    number("+3", 30000, 0, "");
}

Test(ingest, marks_of_notes_are_no_digits_and_a_dash_before_a_unit_is_no_sign)
{
    static const char *const texts[] = {"1200①", "1200²",  "1200³", "1200¹",  "1200₂", "1200⁵", "1200⑴", "1200⒈",
                                        "1200❶", "1200㉑", "①1200", "12㊱片", "5-盒",  "5－盒", "5-%",   "5-元"};
    for (size_t i = 0; i < JC_LEN(texts); i++)
        no_number(texts[i], 240);
    number("5－", -50000, 0, "");
    number("-5盒", -50000, JC_NUM_UNIT, "盒");
}

Test(ingest, ten_thousands_are_multiplied_before_they_are_rounded)
{
    struct jc_number n;
    struct jc_cell fen = number_cell(103123, -6), text = text_cell("1,031.799"), own = text_cell("1.2万");
    cr_expect_eq(jc_value_times(&n, &fen, 10000, 0), 0);
    cr_expect(n.scaled == 10312300 && n.flags == 0, "0.103123 万元 is 1031.23 yuan exactly");
    cr_expect_eq(jc_value_times(&n, &text, 10000, 0), 0);
    cr_expect_eq(n.scaled, INT64_C(103179900000));
    cr_expect_eq(jc_value_times(&n, &own, 10000, 0), 0);
    cr_expect_eq(n.scaled, 120000000, "万 in the cell and in the head is one 万");
    cr_expect_eq(jc_value_times(&n, &text, 1, 4), 0);
    cr_expect(n.scaled == 1032 && n.flags & JC_NUM_ROUNDED, "1031.799 元/万片 is 0.1031799 a 片");
    cr_expect_eq(jc_value_times(&n, &text, 10000, 4), 0);
    cr_expect_eq(n.scaled, 10317990, "万元/万片");
}

Test(ingest, a_unit_in_the_cell_goes_before_that_of_the_head)
{
    struct jc_number n;
    struct jc_cell yuan = text_cell("2066.40元"), packs = text_cell("18000片"), sign = text_cell("￥3"),
                   bare = text_cell("3");
    cr_expect_eq(jc_value_times(&n, &yuan, 10000, 0), 0);
    cr_expect(n.scaled == 20664000 && n.flags & JC_NUM_UNIT, "2066.40元 under 万元 are yuan");
    cr_expect_eq(jc_value_times(&n, &packs, 10000, 0), 0);
    cr_expect_eq(n.scaled, 180000000, "18000片 under 万片");
    cr_expect_eq(jc_value_times(&n, &sign, 10000, 0), 0);
    cr_expect_eq(n.scaled, 300000000, "a sign of money is no unit");
    cr_expect_eq(jc_value_times(&n, &bare, 10000, 0), 0);
    cr_expect_eq(n.scaled, 300000000);
}

Test(ingest, negative_numbers_have_many_forms)
{
    number("-5", -50000, 0, "");
    number("(5)", -50000, 0, "");
    number("（1,234.5）", -12345000, 0, "");
    number("−5", -50000, 0, "");
    number("－5", -50000, 0, "");
    number("5-", -50000, 0, "");
    number("-￥5", -50000, JC_NUM_MONEY, "");
    number("￥-5", -50000, JC_NUM_MONEY, "");
    number("-0.00005", -1, JC_NUM_ROUNDED, "");
}

Test(ingest, unit_inside_a_number_is_told)
{
    number("12盒", 120000, JC_NUM_UNIT, "盒");
    number("67.51元", 675100, JC_NUM_UNIT, "元");
    number("1.2万片", 120000000, JC_NUM_UNIT, "万片");
    number("3万元", 300000000, JC_NUM_UNIT, "万元");
    number("0.3百万片", 3000000000, JC_NUM_UNIT, "百万片");
    number("5千片", 50000000, JC_NUM_UNIT, "千片");
    number("12.5千元", 125000000, JC_NUM_UNIT, "千元");
    number("85.3%", 853000, JC_NUM_PERCENT, "");
    number("85.3％", 853000, JC_NUM_PERCENT, "");
}

Test(ingest, text_that_is_no_number_is_refused)
{
    static const char *const texts[] = {"12,34", "1.234,50", "1,2345", "12 34", "1.2.3", "12x",    "abc",  "1e",
                                        "(-5)",  "--5",      "5%盒",   ",123",  "1,",    "12公里", "0x1F", "2024-03-05",
                                        "合计",  "%",        "30天",   "2个月", "1年",   "5月",    "3日",  "2千克"};
    for (size_t i = 0; i < JC_LEN(texts); i++)
        no_number(texts[i], 240);
    no_number("99999999999999999999", 241);
    no_number("1e300", 241);
    no_number("900000000000万元", 241);
}

Test(ingest, number_cells_are_exact_and_blanks_are_no_mistake)
{
    struct jc_number n;
    struct jc_cell cell = number_cell(6751, -2);
    cr_expect(jc_value_number(&n, &cell) == 0 && n.scaled == 675100 && n.flags == 0);
    cell = number_cell(-15, 0);
    cr_expect(jc_value_number(&n, &cell) == 0 && n.scaled == -150000);
    cell = number_cell(123456, -5);
    cr_expect(jc_value_number(&n, &cell) == 0 && n.scaled == 12346 && n.flags == JC_NUM_ROUNDED);
    static const char *const blanks[] = {"", "-", "--", "—", "/", "无", "－－－－", "暂未设置"};
    for (size_t i = 0; i < JC_LEN(blanks); i++) {
        cell = text_cell(blanks[i]);
        cr_expect(jc_value_number(&n, &cell) == 0 && n.flags == JC_NUM_BLANK, "%s", blanks[i]);
    }
    cell = (struct jc_cell){.type = JC_CELL_UNKNOWN};
    cr_expect_eq(jc_value_number(&n, &cell), 242);
    cell = (struct jc_cell){.type = JC_CELL_ERROR, .text = "#DIV/0!", .len = 7};
    cr_expect_eq(jc_value_number(&n, &cell), 243);
    cell = (struct jc_cell){.type = JC_CELL_DATE, .num = 19000};
    cr_expect_eq(jc_value_number(&n, &cell), 240);
}

/* ---- days -------------------------------------------------------------------------------------- */

static void day_is(struct jc_cell cell, bool serial, int y, int m, int d)
{
    jc_day day;
    char text[11];
    cr_expect_eq(jc_value_day(&day, &cell, serial), 0);
    jc_day_text(text, day);
    cr_expect_eq(day, jc_day_of(y, m, d), "%s, not %d-%d-%d", text, y, m, d);
}

static void no_day(struct jc_cell cell, bool serial, int reason)
{
    jc_day day;
    cr_expect_eq(jc_value_day(&day, &cell, serial), reason);
    cr_expect_eq(day, JC_NO_DAY);
}

Test(ingest, days_are_read_from_dates_texts_and_serials)
{
    day_is((struct jc_cell){.type = JC_CELL_DATE, .num = jc_day_of(2024, 2, 29), .exp = -1}, false, 2024, 2, 29);
    day_is(text_cell("2021年3月5日"), false, 2021, 3, 5);
    day_is(text_cell("２０２１－０３－０５"), false, 2021, 3, 5);
    day_is(text_cell(" 2021-03-05 00:00:00 "), false, 2021, 3, 5);
    day_is(text_cell("2021-03-05 08:00:00"), false, 2021, 3, 5);
    day_is(text_cell("2021-03-05   08:00:00"), false, 2021, 3, 5);
    day_is(text_cell("2021-03-05\t08:00:00"), false, 2021, 3, 5);
    day_is(text_cell("2021-03-05 "), false, 2021, 3, 5);
    day_is(text_cell(" 45657"), true, 2024, 12, 31);
    day_is(text_cell("20210305"), false, 2021, 3, 5);
    day_is(number_cell(20210305, 0), false, 2021, 3, 5);
    day_is(number_cell(1614873600000, 0), false, 2021, 3, 5);
    day_is(number_cell(45657, 0), true, 2024, 12, 31);
    day_is(number_cell(4565700000001, -8), true, 2024, 12, 31);  /* 45657.00000001 */
    day_is(number_cell(449269999884, -7), true, 2022, 12, 31);   /* 44926.9999884, 23:59:59 */
    day_is(number_cell(4492699999421, -8), true, 2022, 12, 31);  /* 23:59:59.49998 */
    day_is(number_cell(4492699999422, -8), true, 2022, 12, 31);  /* 23:59:59.50003 */
    day_is(number_cell(44926999999988, -9), true, 2022, 12, 31); /* 23:59:59.99896 */
    day_is(number_cell(44926999999999, -9), true, 2023, 1, 1);   /* what arithmetic lost */
    day_is(text_cell("45443.99998843"), true, 2024, 5, 31);
    day_is(number_cell(456575, -1), true, 2024, 12, 31); /* at noon */
    day_is(text_cell("45657"), true, 2024, 12, 31);
}

Test(ingest, what_is_no_day_is_refused)
{
    no_day(number_cell(45657, 0), false, 245);
    no_day(number_cell(12, 0), true, 245);
    no_day(number_cell(20210230, 0), true, 245);
    no_day(text_cell("2021-02-30"), false, 245);
    no_day(text_cell("24个月"), true, 245);
    no_day(text_cell("12盒"), true, 245);
    no_day((struct jc_cell){.type = JC_CELL_DATE, .exp = 3600, .flags = JC_CELL_TIME}, false, 245);
    no_day((struct jc_cell){.type = JC_CELL_BOOL, .num = 1}, true, 245);
    no_day((struct jc_cell){.type = JC_CELL_UNKNOWN}, true, 242);
    no_day(text_cell("--"), false, 0);
    no_day((struct jc_cell){.type = JC_CELL_EMPTY}, false, 0);
}

static void span_is(const char *text, const char *from, const char *to)
{
    jc_day a, b;
    char x[11], y[11];
    struct jc_cell cell = text_cell(text);
    int reason = jc_value_span(&a, &b, &cell);
    jc_day_text(x, a);
    jc_day_text(y, b);
    cr_expect_eq(reason, from ? 0 : 247, "%s: %d", text, reason);
    cr_expect(strcmp(x, from ? from : "") == 0 && strcmp(y, to ? to : "") == 0, "%s: %s %s", text, x, y);
}

Test(ingest, spans_of_days_in_one_cell)
{
    span_is("2025.9.1-2026.8.31", "2025-09-01", "2026-08-31");
    span_is("2025-09-01至2026-08-31", "2025-09-01", "2026-08-31");
    span_is("2025-09-01-2026-08-31", "2025-09-01", "2026-08-31");
    span_is("2025/9/1 ~ 2026/8/31", "2025-09-01", "2026-08-31");
    span_is("2025年9月1日—2026年8月31日", "2025-09-01", "2026-08-31");
    span_is("2025年9月1日——2026年8月31日", "2025-09-01", "2026-08-31");
    span_is("自2025年9月1日起至2026年8月31日止", "2025-09-01", "2026-08-31");
    span_is("20250901-20260831", "2025-09-01", "2026-08-31");
    span_is("2025.9-2026.8", "2025-09-01", "2026-08-31");
    span_is("2025-09-2026-08", "2025-09-01", "2026-08-31");
    span_is("2024年2月", "2024-02-01", "2024-02-29");
    span_is("2025-09-01", "2025-09-01", "2025-09-01");
    span_is("2026-08-31至2025-09-01", NULL, NULL);
    span_is("2025-09-01至", NULL, NULL);
    span_is("第一年", NULL, NULL);
    span_is("2025-09-01至2026-08", NULL, NULL);
}

/* ---- yes and no, text, lists ------------------------------------------------------------------- */

static void yes_is(struct jc_cell cell, int answer, int reason)
{
    int yes = 7;
    cr_expect_eq(jc_value_yes(&yes, &cell), reason);
    cr_expect_eq(yes, answer, "%.*s is %d", (int)cell.len, cell.text ? cell.text : "", yes);
}

Test(ingest, yes_and_no_in_all_spellings)
{
    yes_is(text_cell("是"), 1, 0);
    yes_is(text_cell(" Y "), 1, 0);
    yes_is(text_cell("√"), 1, 0);
    yes_is(text_cell("中选"), 1, 0);
    yes_is(number_cell(1, 0), 1, 0);
    yes_is((struct jc_cell){.type = JC_CELL_BOOL, .num = 1}, 1, 0);
    yes_is(text_cell("否"), 0, 0);
    yes_is(text_cell("无"), 0, 0);
    yes_is(text_cell("非中选"), 0, 0);
    yes_is(number_cell(0, 0), 0, 0);
    yes_is((struct jc_cell){.type = JC_CELL_BOOL}, 0, 0);
    yes_is(text_cell("-"), -1, 0);
    yes_is(text_cell("也许"), -1, 249);
    yes_is(number_cell(2, 0), -1, 249);
}

Test(ingest, lists_are_split_on_every_separator_in_use)
{
    static const char *const want[] = {"12345678", "00012", "A-7", "99", "100", "101"};
    struct jc_span piece, text = jc_span("12345678, 00012；A-7、、99\n100 ;  101 ,");
    size_t at = 0, n = 0;
    while (jc_value_next(&piece, &at, text)) {
        cr_assert_lt(n, JC_LEN(want));
        cr_expect(piece.n == strlen(want[n]) && memcmp(piece.p, want[n], piece.n) == 0, "%.*s", (int)piece.n, piece.p);
        n++;
    }
    cr_expect_eq(n, JC_LEN(want));
    at = 0;
    cr_expect_not(jc_value_next(&piece, &at, jc_span("")));
    at = 0;
    cr_expect_not(jc_value_next(&piece, &at, jc_span(" 、　;")));
    at = 0;
    cr_expect(jc_value_next(&piece, &at, jc_span("通用电气 药业")) && piece.n == strlen("通用电气 药业"));
}

/* ---- numbers of invoices -------------------------------------------------------------------------- */

enum { WHOLE = 0, LACKS = 1, DOUBT = 2 };

static void invoices_are(const char *text, const char *want, int told)
{
    struct jc_invoices x = {0};
    struct jc_span piece;
    for (size_t at = 0; jc_value_next(&piece, &at, jc_span(text));)
        cr_expect_eq(jc_invoices_add(&x, piece), 0, "%s", text);
    cr_expect_str_eq(jc_buf_text(&x.list), want, "%s: %s", text, jc_buf_text(&x.list));
    cr_expect_eq((jc_invoices_lack(&x) ? LACKS : 0) | (x.doubt ? DOUBT : 0), told, "%s", text);
    jc_buf_free(&x.list);
}

Test(ingest, numbers_of_invoices_are_read_with_the_words_around_them)
{
    static const char *const one[] = {"10000001",
                                      "发票10000001",
                                      "发票号：10000001",
                                      "No10000001",
                                      "NO.10000001",
                                      "№ 10000001",
                                      "全电10000001",
                                      "数电票10000001",
                                      "增值税专用发票10000001号",
                                      "10000001（1839元）",
                                      "10000001(1839.00)",
                                      "(10000001)",
                                      "【10000001】",
                                      "10000001(1张)",
                                      "10000001 ",
                                      "033002100111-10000001",
                                      "033002100111/10000001",
                                      "0330021001 10000001",
                                      "发票代码033002100111发票号码10000001",
                                      "10000001（代码033002100111）"};
    for (size_t i = 0; i < JC_LEN(one); i++)
        invoices_are(one[i], "10000001", WHOLE);
    invoices_are("24332000000012345678", "24332000000012345678", WHOLE);
    invoices_are("2433 2000 0000 1234 5678", "24332000000012345678", WHOLE);
    invoices_are("1001", "1001", WHOLE);
}

Test(ingest, numbers_of_invoices_are_parted_where_they_are_several)
{
    static const char *const two[] = {"10000001 10000002",      "10000001+10000002",  "10000001|10000002",
                                      "10000001。10000002。",   "10000001/10000002",  "10000001和10000002",
                                      "10000001与10000002号",   "10000001、10000002", "10000001-10000002",
                                      "10000001、10000002共2张"};
    for (size_t i = 0; i < JC_LEN(two); i++)
        invoices_are(two[i], "10000001,10000002", WHOLE);
    invoices_are("10000001至10000003", "10000001,10000002,10000003", WHOLE);
    invoices_are("10000001～10000003（3张）", "10000001,10000002,10000003", WHOLE);
    invoices_are("033002100111-10000009-10000010", "10000009,10000010", WHOLE);
    invoices_are("24332000000099999999-24332000000100000001",
                 "24332000000099999999,24332000000100000000,24332000000100000001", WHOLE);
}

Test(ingest, numbers_of_invoices_that_are_one_stay_as_they_are_written)
{
    static const char *const same[] = {"A-7", "2024-001", "2024-2025", "FP2024/001", "20240506-1", "1001-1003"};
    for (size_t i = 0; i < JC_LEN(same); i++)
        invoices_are(same[i], same[i], WHOLE);
    invoices_are("1001 1002", "10011002", WHOLE);
}

Test(ingest, numbers_of_invoices_that_are_not_written_are_told)
{
    invoices_are("10000001等3张", "10000001", LACKS);
    invoices_are("10000001等三张发票", "10000001", LACKS);
    invoices_are("10000001等", "10000001", LACKS);
    invoices_are("10000001（2张）", "10000001", LACKS);
    invoices_are("10000001、10000002等2张", "10000001,10000002", WHOLE);
    invoices_are("见附件", "", LACKS);
    invoices_are("10000001-03", "10000001-03", DOUBT);
    invoices_are("10000001/2", "10000001/2", DOUBT);
    invoices_are("10000001、02", "10000001,02", DOUBT);
    invoices_are("10000001-10000900", "10000001-10000900", DOUBT);
    invoices_are("10000003-10000001", "10000003-10000001", DOUBT);
}

static void regions_are(const char *text, const char *want, int unknown)
{
    struct jc_buf out = {0}, strange = {0};
    cr_expect_eq(jc_value_regions(&out, &strange, jc_span(text)), unknown, "%s", text);
    cr_expect_str_eq(jc_buf_text(&out), want, "%s: %s", text, jc_buf_text(&out));
    cr_expect_eq(strange.len, 0, "%s: %s", text, jc_buf_text(&strange));
    jc_buf_free(&out);
    jc_buf_free(&strange);
}

static void regions_strange(const char *text, const char *want)
{
    struct jc_buf out = {0}, strange = {0};
    (void)jc_value_regions(&out, &strange, jc_span(text));
    cr_expect_str_eq(jc_buf_text(&strange), want, "%s: %s", text, jc_buf_text(&strange));
    jc_buf_free(&out);
    jc_buf_free(&strange);
}

Test(ingest, regions_that_nobody_knows_are_told)
{
    static const char *const words[] = {"华东地区",           "31个省", "全国（除西藏）", "浙江等",
                                        "浙江省（不含宁波）", "各县市", "珠三角"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        regions_strange(words[i], words[i]);
    regions_strange("浙江、华东、义乌市", "华东");
    regions_strange("金华、喀什地区、延边州、义乌", "");
    regions_are("浙江 江苏", "浙江、江苏", 0);
    regions_are("浙江/江苏和山东", "浙江、江苏、山东", 0);
    regions_are("浙、苏、370000", "浙江、江苏、山东", 0);
    regions_are("全国各地", "", 0);
}

/* 等2省: the count says that those named are all; with more than these nobody knows the others. */
Test(ingest, regions_that_are_counted_are_all)
{
    regions_are("浙江、江西等2省", "浙江、江西", 0);
    regions_are("浙江、江西、上海等3省（区、市）", "浙江、江西、上海", 0);
    regions_are("浙江省，江西省等二个省份", "浙江、江西", 0);
    regions_are("河北、山西、内蒙古、辽宁、吉林、黑龙江、江苏、浙江、安徽、福建、江西等十一省",
                "河北、山西、内蒙古、辽宁、吉林、黑龙江、江苏、浙江、安徽、福建、江西", 0);
    regions_strange("浙江、江西等5省", "江西等5省");
    regions_strange("浙江、江西等", "江西等");
}

Test(ingest, region_lists_are_normalised)
{
    regions_are("北京、天津", "北京、天津", 0);
    regions_are("北京市，天津市，北京", "北京、天津", 0);
    regions_are("新疆（含兵团）", "新疆、新疆兵团", 0);
    regions_are("新疆、新疆兵团", "新疆、新疆兵团", 0);
    regions_are("广东省深圳市、浙江省", "深圳、浙江", 0);
    regions_are("浙江省金华市", "浙江省金华市", 1); /* not all of 浙江 */
    regions_are("义乌市、浙江", "义乌市、浙江", 1);
    regions_are("浙江/上海\n江苏省 深圳市", "浙江、上海、江苏、深圳", 0);
    regions_are("浙江和上海、江苏", "浙江、上海、江苏", 0);
    regions_are("浙江省 金华市", "浙江省 金华市", 1);
    regions_strange("呼和浩特、浙江/某地", "浙江/某地");
    regions_are("全国", "", 0);
    regions_are("", "", 0);
    regions_are("—", "", 0);
}

Test(ingest, cell_text_is_cleaned_and_plain)
{
    struct jc_buf out = {0};
    struct jc_cell cell = number_cell(2, 1);
    cr_expect_eq(jc_value_text(&out, &cell), 0);
    cr_expect_str_eq(jc_buf_text(&out), "20");
    jc_buf_clear(&out);
    cell = text_cell("　义乌市 中心医院\n");
    cr_expect_eq(jc_value_text(&out, &cell), 0);
    cr_expect_str_eq(jc_buf_text(&out), "义乌市 中心医院");
    jc_buf_clear(&out);
    cell = (struct jc_cell){.type = JC_CELL_DATE, .num = jc_day_of(2024, 2, 29), .exp = -1};
    cr_expect_eq(jc_value_text(&out, &cell), 0);
    cr_expect_str_eq(jc_buf_text(&out), "2024-02-29");
    jc_buf_clear(&out);
    cell = text_cell("--");
    cr_expect(jc_value_text(&out, &cell) == 0 && out.len == 0);
    cell = (struct jc_cell){.type = JC_CELL_ERROR, .text = "#N/A", .len = 4};
    cr_expect_eq(jc_value_text(&out, &cell), 243);
    jc_buf_free(&out);
}
