/* Number formats and serial numbers (formats.md 3.4, 3.5). */
#include "unit/table_kit.h"

#include "table/format.h"

struct code {
    const char *text;
    enum jc_style style;
};

static void check_codes(const struct code *codes, size_t n, enum jc_style (*style_of)(const char *, size_t))
{
    for (size_t i = 0; i < n; i++)
        cr_expect_eq(style_of(codes[i].text, strlen(codes[i].text)), codes[i].style, "%s", codes[i].text);
}

Test(table_numfmt, codes_of_dates_and_times_are_told_from_numbers)
{
    static const struct code codes[] = {
        {"yyyy\\-mm\\-dd", JC_STYLE_DATE},
        {"yyyy/m/d", JC_STYLE_DATE},
        {"yyyy\"年\"m\"月\"d\"日\"", JC_STYLE_DATE},
        {"yyyy年m月d日", JC_STYLE_DATE},
        {"[$-804]yyyy\"年\"m\"月\"d\"日\";@", JC_STYLE_DATE},
        {"[DBNum1][$-804]yyyy\"年\"m\"月\"", JC_STYLE_DATE},
        {"[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", JC_STYLE_DATE},
        {"m\"月\"d\"日\"", JC_STYLE_DATE},
        {"mmm", JC_STYLE_DATE},
        {"aaaa", JC_STYLE_DATE},
        {"e\"年\"m\"月\"", JC_STYLE_DATE},
        {"yyyy-mm-dd hh:mm:ss", JC_STYLE_DATE},
        {"yyyy-m-d h:mm AM/PM", JC_STYLE_DATE},
        {"[<1]\"-\";yyyy-mm-dd", JC_STYLE_DATE},
        {"YYYY-MM-DD", JC_STYLE_DATE},
        {"h:mm", JC_STYLE_TIME},
        {"mm:ss", JC_STYLE_TIME},
        {"mm:ss.0", JC_STYLE_TIME},
        {"上午/下午h\"时\"mm\"分\"", JC_STYLE_TIME},
        {"h:mm:ss AM/PM", JC_STYLE_TIME},
        {"[$-F400]h:mm:ss", JC_STYLE_TIME},
        {"[h]:mm", JC_STYLE_TIME},
        {"[hh]:mm:ss", JC_STYLE_TIME},
        {"[mm]:ss", JC_STYLE_TIME},
        {"General", JC_STYLE_NUMBER},
        {"G/通用格式", JC_STYLE_NUMBER},
        {"常规", JC_STYLE_NUMBER},
        {"0.00", JC_STYLE_NUMBER},
        {"#,##0.00_);[Red]\\(#,##0.00\\)", JC_STYLE_NUMBER},
        {"0.00E+00", JC_STYLE_NUMBER},
        {"##0.0E-0", JC_STYLE_NUMBER},
        {"0\"days\"", JC_STYLE_NUMBER},
        {"0\\d", JC_STYLE_NUMBER},
        {"_d0", JC_STYLE_NUMBER},
        {"*d0", JC_STYLE_NUMBER},
        {"[Red]0", JC_STYLE_NUMBER},
        {"[$¥-804]#,##0.00", JC_STYLE_NUMBER},
        {"0.00;\"yyyy\"", JC_STYLE_NUMBER},
        {"0;yyyy", JC_STYLE_NUMBER},
        {"@", JC_STYLE_NUMBER},
        {"", JC_STYLE_NUMBER},
        {"0%", JC_STYLE_PERCENT},
        {"0.00%;[Red]-0.00%", JC_STYLE_PERCENT},
        {"0\\%", JC_STYLE_NUMBER},
        {"0\"%\"", JC_STYLE_NUMBER},
        {"\"", JC_STYLE_NUMBER},
        {"[", JC_STYLE_NUMBER},
        {"\\", JC_STYLE_NUMBER},
    };

    check_codes(codes, JC_LEN(codes), jc_style_of);
}

/* What the numbers 0, 0.25, 1, 99.5, 100, 1000 and 45000.5 are in a format: a number, a day, a time or neither. */
static void what_they_are(char *dst, const char *code)
{
    static const struct jc_dec numbers[] = {{0, 0}, {25, -2}, {1, 0}, {995, -1}, {1, 2}, {1, 3}, {450005, -1}};
    enum jc_style style = jc_style_cases(code, strlen(code));

    for (size_t i = 0; i < JC_LEN(numbers); i++) {
        struct jc_cell cell;

        jc_cell_serial(&cell, numbers[i], style, false);
        *dst++ = cell.type == JC_CELL_NUMBER ? cell.flags & JC_CELL_PERCENT ? '%' : 'n'
                 : cell.flags & JC_CELL_TIME ? 't'
                                             : 'd';
    }
    *dst = '\0';
}

/* As LibreOffice shows them; 0 is no day, so a number in any case. */
Test(table_numfmt, the_section_that_applies_to_a_number_tells_what_it_is)
{
    static const char *const codes[][2] = {
        {"[<100]0;yyyy-mm-dd", "nnnnddd"},
        {"[>=100]yyyy-mm-dd;0", "nnnnddd"},
        {"[>100]yyyy-mm-dd;0", "nnnnndd"},
        {"[<=100]0;yyyy-mm-dd", "nnnnndd"},
        {"[<1]h:mm;yyyy-mm-dd", "ttddddd"},
        {"[>43831]yyyy/mm/dd;General", "nnnnnnd"},
        {"[=0]\"\";yyyy-mm-dd", "ntddddd"},
        {"[<>100]yyyy;0", "ntddndd"},
        {"[=100]yyyy;0", "nnnndnn"},
        {"[<100]0;[>=100]yyyy-mm-dd", "nnnnddd"},
        {"[<100]0;[<=1000]0.0;yyyy-mm-dd", "nnnnnnd"},
        {"[<1]0;yyyy;0.0", "nnnnnnn"},
        {"[<1]0;0.0;yyyy", "nnddddd"},
        {"[Red][< 1E2]0;[Blue]yyyy", "nnnnddd"},
        {"[<.5]0%;yyyy", "%%ddddd"},
        {"[<99.6]0;yyyy", "nnnnddd"},
        {"[<100][h]:mm;0", "ttttnnn"},
        {"[>=100]0;yyyy;@", "ntddnnn"},
        {"[>=100]0;yyyy", "ntddnnn"},
        {"[>100]yyyy", "nnnnndd"},
        {"[>100]yyyy;@", "nnnnndd"},
        {"[<100]yyyy", "ntddnnn"},
        {"[<-5]0;yyyy", "ntddddd"},
        {"[>-5]0;yyyy", "nnnnnnn"},
        {"[<9999999]yyyy;0", "ntddddd"},
        {"[>9999999]0;yyyy", "ntddddd"},
        {"[<=9999999]###-####;(###) ###-####", "nnnnnnn"},
        {"yyyy-mm-dd;;", "ntddddd"},
        {"[$-804]yyyy-mm-dd;@", "ntddddd"},
        {";;;", "nnnnnnn"},
        {"0;yyyy", "nnnnnnn"},
        {"[<1]\"-\";yyyy-mm-dd", "nnddddd"},
        {"[<x]0;yyyy", "ntddddd"},
        {"[<100", "nnnnnnn"},
        {"[<0.0001]0;yyyy", "ntddddd"},
        {"[<]", "nnnnnnn"},
        {"", "nnnnnnn"},
        {"[<1];;;;;;", "nnnnnnn"},
    };

    for (size_t i = 0; i < JC_LEN(codes); i++) {
        char got[16];

        what_they_are(got, codes[i][0]);
        cr_expect_str_eq(got, codes[i][1], "%s: %s", codes[i][0], got);
    }
}

/* As LibreOffice reads them, but for [ss].00, which is elapsed time in Excel. */
Test(table_numfmt, a_unit_that_nobody_quoted_makes_no_date_of_digits)
{
    static const struct code codes[] = {
        {"EUR 0.00", JC_STYLE_NUMBER},
        {"EUR #,##0.00", JC_STYLE_NUMBER},
        {"USD 0.00;-USD 0.00", JC_STYLE_NUMBER},
        {"GBP 0", JC_STYLE_NUMBER},
        {"CHF 0", JC_STYLE_NUMBER},
        {"AED 0", JC_STYLE_NUMBER},
        {"Lei 0", JC_STYLE_NUMBER},
        {"Rs. 0.00", JC_STYLE_NUMBER},
        {"Rs.0.00", JC_STYLE_NUMBER},
        {"#,##0 Eur", JC_STYLE_NUMBER},
        {"0 kg", JC_STYLE_NUMBER},
        {"0.0 g", JC_STYLE_NUMBER},
        {"0.0 mg", JC_STYLE_NUMBER},
        {"0 ea", JC_STYLE_NUMBER},
        {"0 pcs", JC_STYLE_NUMBER},
        {"0.00E00", JC_STYLE_NUMBER},
        {"# ?/?", JC_STYLE_NUMBER},
        {"d ?", JC_STYLE_NUMBER},
        {"[h]0", JC_STYLE_NUMBER},
        {"ss0", JC_STYLE_NUMBER},
        {"h:mm.0", JC_STYLE_NUMBER},
        {"[<1]0 kg;0.00 kg", JC_STYLE_NUMBER},
        {"[=0]0;yyyy-mm-dd", JC_STYLE_DATE},
        {"yyyy-mm-dd;0", JC_STYLE_DATE},
        {"yyyy-mm-ddThh:mm:ss.000", JC_STYLE_DATE},
        {"\"0\"yyyy\\0_#*?", JC_STYLE_DATE},
        {"ss.00", JC_STYLE_TIME},
        {"h:mm:ss.0 AM/PM", JC_STYLE_TIME},
        {"[h]:mm:ss.0", JC_STYLE_TIME},
        {"[ss].00", JC_STYLE_TIME},
        {"ss.", JC_STYLE_TIME},
        {"[ss", JC_STYLE_TIME},
    };

    check_codes(codes, JC_LEN(codes), jc_style_of);
}

/* "G/標準" was a date of an era, "Geral" one of a year. */
Test(table_numfmt, general_is_no_date_in_any_tongue)
{
    static const char *const general[] = {"General",  "Generale", "Standard", "Standardowy", "Standaard",
                                          "Estándar", "Geral",    "Genel",    "Normál",      "Yleinen",
                                          "Основной", "常规",     "G/標準",   "G/표준",      "G/標準\"枚\""};

    for (size_t i = 0; i < JC_LEN(general); i++)
        cr_assert_eq(jc_style_of(general[i], strlen(general[i])), JC_STYLE_NUMBER, "%s", general[i]);
}

Test(table_numfmt, named_formats_are_no_letters_of_dates)
{
    static const struct code codes[] = {
        {"Short Date", JC_STYLE_DATE}, {"General Date", JC_STYLE_DATE}, {"medium time", JC_STYLE_TIME},
        {"Fixed", JC_STYLE_NUMBER},    {"Standard", JC_STYLE_NUMBER},   {"Percent", JC_STYLE_PERCENT},
        {"Yes/No", JC_STYLE_NUMBER},   {"Scientific", JC_STYLE_NUMBER}, {"Euro Currency", JC_STYLE_NUMBER},
        {"yyyy-mm-dd", JC_STYLE_DATE}, {"True/False", JC_STYLE_NUMBER},
    };

    check_codes(codes, JC_LEN(codes), jc_style_named);
}

Test(table_numfmt, a_number_shown_as_a_percentage_says_so_and_keeps_its_value)
{
    struct jc_cell cell;

    cr_expect_eq(jc_style_builtin(9), JC_STYLE_PERCENT);
    cr_expect_eq(jc_style_builtin(10), JC_STYLE_PERCENT);
    jc_cell_serial(&cell, (struct jc_dec){6, -1}, JC_STYLE_PERCENT, false);
    cr_expect(cell.type == JC_CELL_NUMBER && cell.num == 6 && cell.exp == -1 && cell.flags == JC_CELL_PERCENT);
    cr_assert(jc_cell_parse(&cell, "45292", 5, JC_STYLE_PERCENT, false));
    cr_expect(cell.type == JC_CELL_NUMBER && cell.num == 45292 && cell.flags == JC_CELL_PERCENT);
    jc_cell_serial(&cell, (struct jc_dec){6, -1}, JC_STYLE_NUMBER, false);
    cr_expect_eq(cell.flags, 0);
}

static void expect_serial(struct jc_dec d, enum jc_style style, bool date1904, const char *expect)
{
    struct jc_cell cell;
    struct jc_buf text = {0};

    jc_cell_serial(&cell, d, style, date1904);
    kit_cell(&text, &cell);
    cr_expect_str_eq(jc_buf_text(&text), expect, "%lde%d: %s", (long)d.m, d.e, jc_buf_text(&text));
    jc_buf_free(&text);
}

Test(table_numfmt, serials_become_days_and_times_to_the_second)
{
    expect_serial((struct jc_dec){45, 3}, JC_STYLE_DATE, false, "@2023-03-15");
    expect_serial((struct jc_dec){115740740740741, -19}, JC_STYLE_TIME, false, "@00:00:01");
    expect_serial((struct jc_dec){5, -1}, JC_STYLE_DATE, false, "@12:00:00");
    expect_serial((struct jc_dec){455, -1}, JC_STYLE_TIME, false, "@1092:00:00");
    expect_serial((struct jc_dec){45000455, -3}, JC_STYLE_TIME, false, "@2023-03-15 10:55:12");
    expect_serial((struct jc_dec){125, -2}, JC_STYLE_TIME, false, "@30:00:00");
    expect_serial((struct jc_dec){999999999, -9}, JC_STYLE_TIME, false, "@24:00:00");
    expect_serial((struct jc_dec){99999999, -8}, JC_STYLE_TIME, false, "@23:59:59");
    expect_serial((struct jc_dec){5, -1}, JC_STYLE_DATE, true, "@1904-01-01 12:00:00");
    expect_serial((struct jc_dec){2957003, 0}, JC_STYLE_DATE, true, "@9999-12-31");
    expect_serial((struct jc_dec){2957004, 0}, JC_STYLE_DATE, true, "=2957004");
    expect_serial((struct jc_dec){-1, -1}, JC_STYLE_TIME, false, "=-0.1");
    expect_serial((struct jc_dec){1, 18}, JC_STYLE_DATE, false, "=1000000000000000000");
    expect_serial((struct jc_dec){0, 0}, JC_STYLE_TIME, false, "@00:00:00");
}

/* 23:59:59.999 is the end of a day; what a sum of hours lost before midnight is not. */
Test(table_numfmt, the_last_half_second_of_a_day_stays_in_it)
{
    static const char *const ends[] = {"45657.99999421297", "45657.9999999884", "45657.99999999537"};
    struct jc_cell cell;

    for (size_t i = 0; i < JC_LEN(ends); i++) {
        cr_assert(jc_cell_parse(&cell, ends[i], strlen(ends[i]), JC_STYLE_DATE, false));
        cr_expect(cell.type == JC_CELL_DATE && cell.num == jc_day_of(2024, 12, 31) && cell.exp == 86399, "%s", ends[i]);
    }
    cr_assert(jc_cell_parse(&cell, "45657.9999999995", 16, JC_STYLE_DATE, false));
    cr_expect(cell.num == jc_day_of(2025, 1, 1) && cell.exp == -1);
    cr_assert(jc_cell_parse(&cell, "45657.49999999537", 17, JC_STYLE_DATE, false));
    cr_expect(cell.num == jc_day_of(2024, 12, 31) && cell.exp == 43200);
    cr_assert(jc_cell_double(&cell, 2958465.999999988, JC_STYLE_DATE, false));
    cr_expect(cell.num == jc_day_of(9999, 12, 31) && cell.exp == 86399);
    cr_assert(jc_cell_iso(&cell, "2024-12-31T23:59:59.999", 23));
    cr_expect(cell.num == jc_day_of(2024, 12, 31) && cell.exp == 86399);
    cr_assert(jc_cell_iso(&cell, "2024-12-31T11:59:59.5", 21));
    cr_expect(cell.num == jc_day_of(2024, 12, 31) && cell.exp == 43200);
    cr_assert(jc_cell_iso(&cell, "2024-12-31T23:59:59.99996", 25));
    cr_expect(cell.num == jc_day_of(2025, 1, 1) && cell.exp == -1);
}

/* The quick way for few decimals and the way through 15 digits say the same. */
Test(table_numfmt, a_double_gives_the_decimal_of_its_fifteen_digits)
{
    uint64_t seed = 42;

    for (int i = 0; i < 200000; i++) {
        struct jc_cell cell;
        struct jc_dec d;
        double x;

        seed = seed * 6364136223846793005u + 1442695040888963407u;
        x = (double)(int64_t)(seed >> (10 + i % 50)) / (i % 7 == 0 ? 3.0 : i % 7 < 4 ? 100.0 : 10000.0);
        x = i % 2 ? -x : x;
        cr_assert(jc_dec_double(&d, x));
        cr_assert(jc_cell_double(&cell, x, JC_STYLE_NUMBER, false));
        cr_assert(cell.num == d.m && cell.exp == d.e, "%.17g: %lde%d, not %lde%d", x, (long)cell.num, cell.exp,
                  (long)d.m, d.e);
    }
}
