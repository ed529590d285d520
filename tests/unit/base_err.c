/* Errors, messages, assets. */
#include <criterion/criterion.h>
#include <errno.h>
#include <pthread.h>

#include "jicai/base.h"
#include "base/msg.h"

/* Messages of no module. */
static const char extra[] =
    "code\tseverity\tzh\tzh_cure\ten\ten_cure\n"
    "596\terror\t代码被表格软件变成科学计数，后几位已丢失\t请从平台重新导出，或先把该列设为“文本”\t"
    "a spreadsheet turned the code into an exponent; its last digits are lost\t"
    "Export it again from the platform, or set the column to text first\r\n"
    "597\twarning\t没有“{v}”，{1} 与 {2}{3}\t是否指“{1}”？\tno “{v}”, {1} and {2}{3}\tDid you mean “{1}”?\n"
    "598\tnote\t完\t\tend!\t";

static void setup(void)
{
    jc_msg_next(0); /* the assets first, as in the program */
    jc_msg_read(extra, sizeof extra - 1);
}

static void expect_text(const struct jc_err *err, enum jc_lang lang, const char *want)
{
    struct jc_buf b = {0};
    jc_err_text(&b, err, lang);
    cr_expect_str_eq(jc_buf_text(&b), want, "\n%s\n%s", jc_buf_text(&b), want);
    jc_buf_free(&b);
}

Test(base, a_message_reads_as_the_interface_shows_it, .init = setup)
{
    struct jc_err e;
    cr_assert_eq(jc_fail(&e, JC_INPUT, 596, "8.69012E+13", NULL, NULL), JC_INPUT);
    jc_copy(e.field, sizeof e.field, "药品本位码");
    cr_assert_eq(jc_err_place(&e, "全市验收明细.xlsx", "Sheet1", "F10482"), JC_INPUT);
    expect_text(
        &e, JC_ZH,
        "全市验收明细.xlsx › Sheet1 › F10482  药品本位码 “8.69012E+13”：代码被表格软件变成科学计数，后几位已丢失。"
        "请从平台重新导出，或先把该列设为“文本”。 [E596]");
    expect_text(&e, JC_EN,
                "全市验收明细.xlsx › Sheet1 › F10482  药品本位码 “8.69012E+13”: a spreadsheet turned the code into an "
                "exponent; "
                "its last digits are lost. Export it again from the platform, or set the column to text first. [E596]");
}

/* What the system and the libraries say is English: a Chinese message says it in Chinese, and what is a user's own as it is. */
Test(base, what_a_library_said_is_told_in_the_language_of_the_message, .init = setup)
{
    static const char *const said[][2] = {
        {"No such file or directory", "没有这个文件或文件夹"},
        {"Read error: Input/output error", "读取出错：磁盘读写出错"},
        {"no such column: 数量", "没有这一列：数量"},
        {"near \"FORM\": syntax error", "near \"FORM\"：语法错误"},
        {"No such file or directory today", "No such file or directory today"},
        {"甲药: 1mg", "甲药: 1mg"},
        {"a: ", "a: "},
        {"a\tb", "a b"},
        {"", ""},
    };
    for (size_t i = 0; i < JC_LEN(said); i++) {
        struct jc_buf zh = {0}, en = {0};
        jc_msg_problem(&zh, 5, NULL, said[i][0], NULL, JC_ZH);
        jc_msg_problem(&en, 5, NULL, said[i][0], NULL, JC_EN);
        char want[128];
        snprintf(want, sizeof want, "读文件时出错（%s）", said[i][1]);
        cr_expect_str_eq(jc_buf_text(&zh), want, "%s", jc_buf_text(&zh));
        snprintf(want, sizeof want, "reading the file failed (%s)", i == 7 ? "a b" : said[i][0]);
        cr_expect_str_eq(jc_buf_text(&en), want, "%s", jc_buf_text(&en));
        jc_buf_free(&zh);
        jc_buf_free(&en);
    }
}

/* Whatever a file or folder can fail with. */
Test(base, every_usual_failure_of_the_system_is_known_in_chinese)
{
    static const int usual[] = {EPERM,   ENOENT,    EINTR,        EIO,     ENXIO,     EBADF,   EAGAIN, ENOMEM,
                                EACCES,  EBUSY,     EEXIST,       EXDEV,   ENODEV,    ENOTDIR, EISDIR, EINVAL,
                                ENFILE,  EMFILE,    ETXTBSY,      EFBIG,   ENOSPC,    ESPIPE,  EROFS,  EMLINK,
                                EPIPE,   ENOLCK,    ENAMETOOLONG, ELOOP,   ESTALE,    EDQUOT,  ENOSYS, EILSEQ,
                                ENOTSUP, EOVERFLOW, ETIMEDOUT,    EUCLEAN, ENOTEMPTY, 99999};
    for (size_t i = 0; i < JC_LEN(usual); i++) {
        struct jc_buf zh = {0};
        jc_msg_problem(&zh, 5, NULL, jc_errno_text(usual[i]), NULL, JC_ZH);
        cr_expect_null(strstr(jc_buf_text(&zh), jc_errno_text(usual[i])), "%s", jc_buf_text(&zh));
        jc_buf_free(&zh);
    }
}

Test(base, parts_that_are_absent_leave_no_trace, .init = setup)
{
    struct jc_err e;
    jc_fail(&e, JC_INPUT, 596, NULL, NULL, NULL);
    expect_text(&e, JC_ZH, "代码被表格软件变成科学计数，后几位已丢失。请从平台重新导出，或先把该列设为“文本”。 [E596]");
    jc_fail(&e, JC_INPUT, 598, "值", NULL, NULL);
    expect_text(&e, JC_ZH, "“值”：完。 [E598]");
    expect_text(&e, JC_EN, "“值”: end! [E598]");
    jc_err_place(&e, "a.csv", NULL, "7");
    expect_text(&e, JC_ZH, "a.csv › 7  “值”：完。 [E598]");
    jc_fail(&e, JC_INPUT, 598, NULL, NULL, NULL);
    jc_copy(e.field, sizeof e.field, "单价");
    expect_text(&e, JC_ZH, "单价：完。 [E598]");
    jc_fail(&e, JC_INPUT, 595, NULL, NULL, NULL);
    expect_text(&e, JC_ZH, "E595。 [E595]");
}

Test(base, placeholders_are_filled_and_a_quoted_value_is_not_shown_twice, .init = setup)
{
    struct jc_err e;
    jc_fail(&e, JC_USAGE, 597, "chek", "check", NULL);
    expect_text(&e, JC_ZH, "没有“chek”，check 与 {3}。是否指“check”？ [E597]");
    expect_text(&e, JC_EN, "no “chek”, check and {3}. Did you mean “check”? [E597]");
    jc_fail(&e, JC_USAGE, 597, "{1}", "\x1b[31m\n", NULL);
    expect_text(&e, JC_EN, "no “{1}”,  [31m  and {3}. Did you mean “ [31m ”? [E597]");
}

Test(base, an_error_keeps_the_first_place_and_takes_a_null)
{
    struct jc_err e;
    jc_fail(&e, JC_IO, 3, NULL, NULL, NULL);
    jc_err_place(&e, "in.xlsx", NULL, NULL);
    jc_err_place(&e, "out.zip", "Sheet1", NULL);
    cr_expect_str_eq(e.file, "in.xlsx");
    cr_expect_str_eq(e.sheet, "Sheet1");
    cr_expect_eq(jc_fail(NULL, JC_LIMIT, 3, "x", NULL, NULL), JC_LIMIT);
    /* a message about an error made of parts of that error */
    jc_copy(e.value, sizeof e.value, "旧值");
    jc_fail(&e, JC_IO, 4, e.value, e.file, NULL);
    cr_expect_str_eq(e.value, "旧值");
    cr_expect_str_eq(e.arg[0], "in.xlsx");
    cr_expect_str_eq(e.file, "");
}

Test(base, long_values_are_cut_at_a_character)
{
    struct jc_buf b = {0};
    for (int i = 0; i < 200; i++)
        jc_buf_str(&b, "药");
    struct jc_err e;
    jc_fail(&e, JC_INPUT, 596, b.p, NULL, NULL);
    cr_expect_eq(strlen(e.value), 255 / 3 * 3);
    cr_expect(jc_utf8_valid(e.value, strlen(e.value)));
    jc_buf_free(&b);
}

Test(base, severities_and_the_walk_over_all_codes, .init = setup)
{
    cr_expect_eq(jc_msg_severity(596), JC_ERROR);
    cr_expect_eq(jc_msg_severity(597), JC_WARNING);
    cr_expect_eq(jc_msg_severity(598), JC_NOTE);
    cr_expect_eq(jc_msg_severity(-5), JC_ERROR);
    cr_expect_eq(jc_msg_severity(1 << 20), JC_ERROR);
    cr_expect_eq(jc_msg_next(0), 1);
    cr_expect_eq(jc_msg_next(596), 597);
    cr_expect_eq(jc_msg_next(999), 0);
}

static void *read_a_message(void *arg)
{
    struct jc_buf b = {0};
    jc_msg_problem(&b, 3, NULL, NULL, NULL, JC_ZH);
    bool *ok = arg;
    *ok = strcmp(jc_buf_text(&b), "没有这个文件") == 0;
    jc_buf_free(&b);
    return NULL;
}

Test(base, threads_may_ask_for_the_first_message_at_once)
{
    pthread_t thread[8];
    bool ok[8] = {0};
    for (int i = 0; i < 8; i++)
        cr_assert_eq(pthread_create(&thread[i], NULL, read_a_message, &ok[i]), 0);
    for (int i = 0; i < 8; i++) {
        pthread_join(thread[i], NULL);
        cr_expect(ok[i]);
    }
}

/* ---- every messages.tsv of the program --------------------------------------------------------- */

static int field_count(const char *line, size_t n)
{
    int fields = 1;
    for (size_t i = 0; i < n; i++)
        fields += line[i] == '\t';
    return fields;
}

/* Which of {v} {1} {2} a text quotes, as bits; 8 for any other brace. */
static int placeholders(const char *s)
{
    int bits = 0;
    for (; (s = strchr(s, '{')); s++)
        bits |= strncmp(s, "{v}", 3) == 0 ? 1 : strncmp(s, "{1}", 3) == 0 ? 2 : strncmp(s, "{2}", 3) == 0 ? 4 : 8;
    return bits;
}

/* The numbers of a module: up to three stretches of them. */
struct numbers {
    const char *asset;
    struct {
        int from, to;
    } part[3];
};

static bool has_number(const struct numbers *of, int code)
{
    bool has = false;
    for (size_t i = 0; i < JC_LEN(of->part) && !has; i++)
        has = code >= of->part[i].from && code <= of->part[i].to;
    return has;
}

static void check_line(const struct numbers *of, const char *line, size_t n, bool *seen)
{
    const char *asset = of->asset;
    char text[4][2048], severity[16];
    int code = (int)strtol(line, NULL, 10);
    cr_assert_eq(field_count(line, n), 6, "%s: %.*s", asset, (int)n, line);
    cr_expect(has_number(of, code), "%s: %d is none of its numbers", asset, code);
    cr_expect_not(seen[code], "%s: %d twice", asset, code);
    seen[code] = true;
    const char *p = strchr(line, '\t') + 1, *tab = strchr(p, '\t');
    jc_copyn(severity, sizeof severity, p, (size_t)(tab - p));
    cr_expect(strcmp(severity, "error") == 0 || strcmp(severity, "warning") == 0 || strcmp(severity, "note") == 0,
              "%s: %d %s", asset, code, severity);
    for (int i = 0; i < 4; i++) {
        p = tab + 1;
        tab = i < 3 ? strchr(p, '\t') : line + n;
        jc_copyn(text[i], sizeof text[i], p, (size_t)(tab - p));
        cr_expect(jc_utf8_valid(text[i], strlen(text[i])), "%s: %d", asset, code);
        cr_expect_lt(placeholders(text[i]), 8, "%s: %d has an unknown placeholder", asset, code);
    }
    cr_expect(*text[0] && *text[2], "%s: %d lacks a problem text", asset, code);
    /* a note states a fact; an error or a warning always names a cure */
    cr_expect(strcmp(severity, "note") == 0 || (*text[1] && *text[3]), "%s: %d lacks a cure", asset, code);
    /* {1} and {2} may be one name in the two languages; the value is quoted in both or in none, and so are they */
    int zh = placeholders(text[0]) | placeholders(text[1]), en = placeholders(text[2]) | placeholders(text[3]);
    cr_expect((zh & 1) == (en & 1) && !(zh & 6) == !(en & 6), "%s: %d quotes different values in its two languages",
              asset, code);
}

Test(base, every_message_of_every_module_is_complete)
{
    static const struct numbers numbers[] = {{"base/messages.tsv", {{1, 99}}},
                                             {"table/messages.tsv", {{100, 199}}},
                                             {"ingest/messages.tsv", {{200, 399}, {520, 599}, {900, 999}}},
                                             {"rules/messages.tsv", {{400, 499}, {800, 899}}},
                                             {"store/messages.tsv", {{500, 519}}},
                                             {"cli/messages.tsv", {{600, 699}}},
                                             {"report/messages.tsv", {{700, 799}}}};
    bool seen[1000] = {false};
    int lines = 0;
    for (size_t i = 0; i < JC_LEN(numbers); i++) {
        const struct jc_asset *a = jc_asset_find(numbers[i].asset);
        if (!a)
            continue;
        const char *line = strchr(a->data, '\n');
        for (line = line ? line + 1 : a->data + a->len; *line; lines++) {
            size_t n = strcspn(line, "\n");
            check_line(&numbers[i], line, n, seen);
            line += n + (line[n] == '\n');
        }
    }
    cr_expect_geq(lines, 8);
    for (int code = 0; (code = jc_msg_next(code));)
        cr_expect(seen[code], "%d is in a file that this test does not know", code);
}

/* ---- assets ------------------------------------------------------------------------------------ */

Test(base, assets_are_found_by_name_and_listed_by_prefix)
{
    const struct jc_asset *a = jc_asset_find("base/messages.tsv");
    cr_assert(a);
    cr_expect_eq(strlen(a->data), a->len);
    cr_expect_eq(strncmp(a->data, "code\t", 5), 0);
    cr_expect_null(jc_asset_find("base/messages"));
    cr_expect_null(jc_asset_find("base/messages.tsvx"));
    cr_expect_null(jc_asset_find(""));
    cr_expect_null(jc_asset_find("zzz"));
    cr_expect_eq(jc_asset_at("base/", 2), a);
    cr_expect_null(jc_asset_at("base/", 3));
    cr_expect_null(jc_asset_at("no such", 0));
    size_t n = 0;
    for (const struct jc_asset *x, *before = NULL; (x = jc_asset_at("", n)); n++, before = x) {
        cr_assert(!before || strcmp(before->name, x->name) < 0, "sorted");
        cr_assert_eq(jc_asset_find(x->name), x);
    }
    cr_expect_null(jc_asset_at("", n + 5));
}
