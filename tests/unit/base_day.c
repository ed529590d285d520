/* Civil days. */
#include <criterion/criterion.h>

#include "jicai/base.h"
#include "unit/random.h"

static void expect_day(const char *s, const char *want, int want_seconds)
{
    jc_day day;
    int seconds = -2;
    char text[11];
    cr_assert(jc_day_parse(&day, &seconds, s, strlen(s)), "\"%s\" is a day", s);
    jc_day_text(text, day);
    cr_expect_str_eq(text, want, "%s gave %s", s, text);
    cr_expect_eq(seconds, want_seconds, "%s gave second %d", s, seconds);
}

Test(base, every_way_of_writing_a_day_is_understood)
{
    static const char *const same[] = {
        "2021-03-05",           "2021-3-5",           "2021/3/5",          "2021/03/05",         "2021.3.5",
        "2021.03.05",           "20210305",           "2021年3月5日",      "2021年03月05日",     "2021 年 3 月 5 日",
        "2021年3月5号",         "二〇二一年三月五日", "二○二一年三月五日", "二零二一年三月五日", " 2021-03-05 ",
        "２０２１－０３－０５", "２０２１年３月５日", "2021-03-05　",      "2021年3月5日星期五", "2021/3/5 周五",
        "\t2021-03-05\n",       "2021‑3‑5",           "2021–03–05",        "2021—3—5",           "Mar 5, 2021",
        "Fri Mar 05 2021"};
    for (size_t i = 0; i < JC_LEN(same); i++)
        expect_day(same[i], "2021-03-05", -1);
}

Test(base, a_time_is_read_too)
{
    expect_day("2021-03-05 00:00:00", "2021-03-05", 0);
    expect_day("2021-03-05 08:30", "2021-03-05", 30600);
    expect_day("2021-03-05 8:30:15.250", "2021-03-05", 30615);
    expect_day("2021-03-05T23:59:59", "2021-03-05", 86399);
    expect_day("2021/3/5 8:05", "2021-03-05", 29100);
    expect_day("2021年3月5日 8时30分15秒", "2021-03-05", 30615);
    expect_day("2021年3月5日8:30", "2021-03-05", 30600);
    expect_day("2021年3月5日 下午3:20", "2021-03-05", 55200);
    expect_day("2021-03-05 12:10 AM", "2021-03-05", 600);
    expect_day("2021-03-05 12:10 PM", "2021-03-05", 43800);
    expect_day("20210305083015", "2021-03-05", 30615);
    expect_day("2021-3-5 8:5:9", "2021-03-05", 29109);
    expect_day("Mar 5, 2021 12:00:00 AM", "2021-03-05", 0);
    expect_day("Mar 5, 2021, 3:20:00 PM", "2021-03-05", 55200);
    expect_day("20210305 08:30", "2021-03-05", 30600);
    expect_day("２０２１－０３－０５　０８：３０", "2021-03-05", 30600);
}

Test(base, a_zone_is_turned_into_beijing_time)
{
    expect_day("2021-03-05T00:00:00.000+08:00", "2021-03-05", 0);
    expect_day("2021-03-05T00:00:00+0800", "2021-03-05", 0);
    expect_day("2021-03-04T16:00:00.000Z", "2021-03-05", 0);
    expect_day("2021-03-04T15:59:59Z", "2021-03-04", 86399);
    expect_day("2021-12-31T18:00:00Z", "2022-01-01", 7200);
    expect_day("2021-03-05T09:00:00+09:00", "2021-03-05", 28800);
    expect_day("2021-03-05T00:30:00+09:00", "2021-03-04", 84600);
    expect_day("Fri Mar 05 00:00:00 CST 2021", "2021-03-05", 0);
    expect_day("Thu Mar 04 16:00:00 UTC 2021", "2021-03-05", 0);
    expect_day("Fri Mar 05 00:00:00 GMT+08:00 2021", "2021-03-05", 0);
    expect_day("Thu Mar 04 2021 16:00:00 GMT+0000 (协调世界时)", "2021-03-05", 0);
    expect_day("Fri Mar 05 2021 08:30:15 GMT+0800 (China Standard Time)", "2021-03-05", 30615);
    expect_day("1614873600000", "2021-03-05", 0); /* 2021-03-05 00:00 in Beijing */
    expect_day("1614873599999", "2021-03-04", 86399);
}

Test(base, chinese_numerals_reach_the_last_day_of_the_year)
{
    static const char *const months[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"};
    static const char *const days[] = {"一",     "九",   "十",     "十一", "十九", "二十",
                                       "二十一", "三十", "三十一", "二八", "〇一"};
    static const int day_of[] = {1, 9, 10, 11, 19, 20, 21, 30, 31, 28, 1};
    for (int m = 1; m <= 12; m++)
        for (size_t i = 0; i < JC_LEN(days); i++) {
            char text[64];
            jc_day got, want = jc_day_of(2024, m, day_of[i]);
            snprintf(text, sizeof text, "二〇二四年%s月%s日", months[m - 1], days[i]);
            cr_expect_eq(jc_day_parse(&got, NULL, text, strlen(text)), want != JC_NO_DAY, "%s", text);
            if (want != JC_NO_DAY)
                cr_expect_eq(got, want, "%s", text);
        }
}

Test(base, what_is_not_one_day_is_refused)
{
    static const char *const bad[] = {"",
                                      "-",
                                      "暂未设置",
                                      "2021-02-29",
                                      "2021-13-01",
                                      "2021-00-10",
                                      "2021-04-31",
                                      "2021-03",
                                      "202103",
                                      "2021年3月",
                                      "21/3/5",
                                      "3/5/2021",
                                      "2021-3/5",
                                      "2021.35",
                                      "44260",
                                      "44260.5",
                                      "24个月",
                                      "2026.10",
                                      "20211301",
                                      "20210230",
                                      "2021-03-05T",
                                      "2021-03-05T25:00",
                                      "2021-03-05 24:00:00",
                                      "2021-03-05 12:60",
                                      "2021-03-05x",
                                      "2021-03-05 x",
                                      "2025.9.1-2026.8.31",
                                      "2025-09-01至2026-08-31",
                                      "2021年第1季度",
                                      "Fri Mar 32 00:00:00 CST 2021",
                                      "Fri Mar 05 CST 2021",
                                      "Fri Mar 05 2021 (x",
                                      "Fri Mar 05 21",
                                      "Mar 05 00:00:00 CST 2021",
                                      "Mar 5 2021",
                                      "Mar 5, 2021 (x) 12:00",
                                      "2021—3.5",
                                      "二〇二一年十三月一日",
                                      "2021-03-0５x",
                                      "12345678901234567",
                                      "2021-03-05 13:00 PM",
                                      "2021年3月5",
                                      "\xff\xfe-2021",
                                      "2021--3-5",
                                      "0000-01-01",
                                      "2021-03-05 08:30 +25:00"};
    jc_day day = 77;
    for (size_t i = 0; i < JC_LEN(bad); i++)
        cr_expect_not(jc_day_parse(&day, NULL, bad[i], strlen(bad[i])), "\"%s\"", bad[i]);
    cr_expect_eq(day, 77);
}

Test(base, only_the_given_length_is_read)
{
    jc_day day;
    cr_assert(jc_day_parse(&day, NULL, "2021-03-0599", 10));
    cr_expect_eq(day, jc_day_of(2021, 3, 5));
    cr_expect_not(jc_day_parse(&day, NULL, "2021年3月5日", strlen("2021年3月5日") - 1));
}

Test(base, the_calendar_agrees_with_counting_day_by_day)
{
    static const int length[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    jc_day day = jc_day_of(1600, 1, 1);
    for (int y = 1600; y < 2500; y++)
        for (int m = 1; m <= 12; m++) {
            int last = length[m - 1] + (m == 2 && ((y % 4 == 0 && y % 100) || y % 400 == 0));
            cr_assert_eq(jc_day_month_end(day), day + last - 1);
            for (int d = 1; d <= last; d++, day++) {
                int yy, mm, dd;
                cr_assert_eq(jc_day_of(y, m, d), day);
                jc_day_split(day, &yy, &mm, &dd);
                cr_assert(yy == y && mm == m && dd == d, "%d-%d-%d", y, m, d);
            }
            cr_assert_eq(jc_day_of(y, m, last + 1), JC_NO_DAY);
        }
    cr_expect_eq(jc_day_of(1970, 1, 1), 0);
    cr_expect_eq(jc_day_of(2000, 3, 1), 11017);
}

Test(base, a_day_and_its_text_are_inverse)
{
    char text[11];
    for (jc_day day = jc_day_of(1, 1, 1); day <= jc_day_of(9999, 12, 31); day += 13) {
        jc_day back;
        jc_day_text(text, day);
        cr_assert(jc_day_parse(&back, NULL, text, 10), "%s", text);
        cr_assert_eq(back, day);
    }
    jc_day_text(text, JC_NO_DAY);
    cr_expect_str_eq(text, "");
    jc_day_text(text, INT32_MAX);
    cr_expect_str_eq(text, "");
}

/* Rule book 7.2: the last day of the month after acceptance. */
static jc_day eom_next(int y, int m, int d)
{
    return jc_day_month_end(jc_day_month_add(jc_day_of(y, m, d), 1));
}

Test(base, due_days_of_the_rule_book)
{
    cr_expect_eq(eom_next(2024, 1, 31), jc_day_of(2024, 2, 29));
    cr_expect_eq(eom_next(2024, 1, 1), jc_day_of(2024, 2, 29));
    cr_expect_eq(eom_next(2024, 12, 1), jc_day_of(2025, 1, 31));
    cr_expect_eq(eom_next(2023, 1, 31), jc_day_of(2023, 2, 28));
}

Test(base, elapsed_days_of_the_rule_book)
{
    jc_day start = jc_day_of(2024, 4, 1), end = jc_day_of(2025, 3, 31), r = jc_day_of(2024, 9, 30);
    cr_expect_eq(end - start + 1, 365);
    cr_expect_eq(r - start + 1, 183);
    cr_expect_eq(end - r, 182);
    cr_expect_eq(start + (183 * 12000 + 5389) / 5390 - 1, jc_day_of(2025, 5, 13)); /* 4: forecast day */
}

Test(base, months_are_added_across_years_and_never_past_the_calendar)
{
    jc_day day = jc_day_of(2024, 1, 31);
    cr_expect_eq(jc_day_month_add(day, 0), jc_day_of(2024, 1, 1));
    cr_expect_eq(jc_day_month_add(day, -1), jc_day_of(2023, 12, 1));
    cr_expect_eq(jc_day_month_add(day, 13), jc_day_of(2025, 2, 1));
    cr_expect_eq(jc_day_month_add(day, -24), jc_day_of(2022, 1, 1));
    cr_expect_eq(jc_day_month_add(day, 12 * 8000), JC_NO_DAY);
    cr_expect_eq(jc_day_month_add(day, INT32_MIN), JC_NO_DAY);
    cr_expect_eq(jc_day_month_add(JC_NO_DAY, 1), JC_NO_DAY);
    cr_expect_eq(jc_day_month_end(JC_NO_DAY), JC_NO_DAY);
}

Test(base, months_are_understood_in_every_spelling)
{
    static const char *const same[] = {"2021-03", "2021-3",  "202103",    "2021年3月",      "2021年03月份",
                                       "2021.3",  "2021/03", " 2021-03 ", "二〇二一年三月", "２０２１年３月"};
    static const char *const bad[] = {"",           "2021",     "2021-13", "202113", "2021-00", "3月", "2021年第1季度",
                                      "2021-03-05", "20210305", "2021年3", "2021-"};
    jc_day day;
    for (size_t i = 0; i < JC_LEN(same); i++) {
        cr_assert(jc_month_parse(&day, same[i], strlen(same[i])), "%s", same[i]);
        cr_expect_eq(day, jc_day_of(2021, 3, 1), "%s", same[i]);
    }
    for (size_t i = 0; i < JC_LEN(bad); i++)
        cr_expect_not(jc_month_parse(&day, bad[i], strlen(bad[i])), "\"%s\"", bad[i]);
}

Test(base, random_bytes_never_read_past_their_end)
{
    /* every text lies at the very end of its own block, so that a sanitizer sees one byte too many */
    static const char *const parts[] = {
        "2021",  "-",      "/",  "3",  "05",   "年",   "月", "日",   "T",    " ",
        "08:30", "+08:00", "十", "二", "Fri ", "Mar ", "Z",  "\xE5", "下午", "1614873600000",
        "０",    "星期五"};
    uint64_t seed = 10;
    int days = 0;
    for (int i = 0; i < 100000; i++) {
        char text[128];
        size_t n = 0;
        for (uint64_t k = random_next(&seed) % 9; k > 0; k--) {
            const char *part = parts[random_next(&seed) % JC_LEN(parts)];
            memcpy(text + n, part, strlen(part));
            n += strlen(part);
        }
        char *exact = malloc(n ? n : 1);
        memcpy(exact, text, n);
        jc_day day;
        int seconds;
        if (jc_day_parse(&day, &seconds, exact, n)) {
            days++;
            cr_assert(day != JC_NO_DAY && seconds >= -1 && seconds < 86400);
        }
        (void)jc_month_parse(&day, exact, n);
        free(exact);
    }
    cr_expect_gt(days, 10);
}
