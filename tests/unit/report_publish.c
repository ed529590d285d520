/* Published issues on a small world: what is kept, what counts as a change, what later reports take from it. */
#include "jicai/issue.h"
#include "report_kit.h"

struct seen {
    size_t reasons, rows, cells;
    struct jc_buf text; /* sheet|key|column|before|after, a line each */
};

static struct jc_store *store;
static char *folder;
static struct seen seen;

static void set_up(void)
{
    store = kit_store();
    folder = kit_folder();
    kit_sql(store, "UPDATE run SET period = '2024-09', day_from = 19967");
    memset(&seen, 0, sizeof seen);
}

static void tear_down(void)
{
    jc_store_free(store);
    kit_rm(folder);
    jc_buf_free(&seen.text);
}

TestSuite(publish, .init = set_up, .fini = tear_down);

static void see(void *arg, const struct jc_change *c)
{
    struct seen *s = arg;
    if (!c->sheet)
        s->reasons++;
    else if (!c->before || !c->after)
        s->rows++;
    else
        s->cells++;
    jc_buf_fmt(&s->text, "%s|%s|%s|%s|%s\n", c->sheet ? c->sheet : "", c->key, c->what, c->before ? c->before : "",
               c->after ? c->after : "");
}

static struct jc_issue publish(bool final, bool *made)
{
    struct jc_err err = {0};
    struct jc_issue issue;
    struct jc_changes changes = {.fn = see, .arg = &seen};
    jc_buf_clear(&seen.text);
    seen.reasons = seen.rows = seen.cells = 0;
    if (jc_issue_publish(&issue, made, store, "浙江", final, 20000, &changes, &err) != JC_OK)
        kit_fail(&err);
    return issue;
}

static void write_issue(int64_t issue, enum jc_report_format format, const char *name)
{
    struct jc_err err = {0};
    struct jc_report *report = NULL;
    char *out = kit_path(folder, name);
    struct jc_report_want want = {.format = format, .out = out, .issue = issue, .region = issue ? NULL : "浙江"};
    if (jc_report_write(&report, store, &want, &err) != JC_OK)
        kit_fail(&err);
    jc_report_free(report);
    free(out);
}

static void expect_same(const char *a, const char *b)
{
    size_t n[2];
    char *path[2] = {kit_path(folder, a), kit_path(folder, b)};
    char *text[2] = {kit_read(path[0], &n[0]), kit_read(path[1], &n[1])};
    cr_expect(n[0] == n[1] && memcmp(text[0], text[1], n[0]) == 0, "%s and %s", a, b);
    for (int i = 0; i < 2; i++) {
        free(path[i]);
        free(text[i]);
    }
}

static int64_t number(const char *sql)
{
    struct jc_err err = {0};
    struct jc_stmt *s = NULL;
    if (jc_stmt_text_open(&s, store, sql, false, &err) != JC_OK || jc_stmt_step(s, &err) != JC_OK)
        kit_fail(&err);
    int64_t v = jc_col_int(s, 0);
    jc_stmt_free(s);
    return v;
}

/* ---- kept ------------------------------------------------------------------------------------------ */

Test(publish, what_was_published_is_written_again_byte_for_byte_when_everything_else_is_gone)
{
    bool made;
    kit_sql(store, "UPDATE inst SET name = '引号\"反斜\\' || char(9) || '，😀' WHERE id = 2");
    write_issue(0, JC_REPORT_XLSX, "then.xlsx");
    write_issue(0, JC_REPORT_HTML, "then.html");
    write_issue(0, JC_REPORT_DOCX, "then.docx");
    int64_t id = publish(false, &made).id;
    cr_expect(made);
    kit_sql(store, "DELETE FROM ind_agreement");
    kit_sums(store);
    kit_sql(store, "DELETE FROM ind_pay");
    kit_sql(store, "DELETE FROM inst");
    kit_sql(store, "DELETE FROM param");
    kit_sql(store, "DELETE FROM run");
    write_issue(id, JC_REPORT_XLSX, "now.xlsx");
    write_issue(id, JC_REPORT_HTML, "now.html");
    write_issue(id, JC_REPORT_DOCX, "now.docx");
    expect_same("then.xlsx", "now.xlsx");
    expect_same("then.html", "now.html");
    expect_same("then.docx", "now.docx");
}

Test(publish, nothing_new_makes_no_revision_and_leaves_no_trace)
{
    bool made;
    publish(false, &made);
    int64_t rows = number("SELECT count(*) FROM issued_row");
    kit_sql(store, "INSERT INTO file(import,path,format,bytes,sha256) VALUES(1,'十月.csv','csv',1,'cd')");
    struct jc_issue again = publish(false, &made);
    cr_expect(!made);
    cr_expect_eq(again.revision, 1);
    cr_expect_eq(seen.reasons, 1, "the new file is told all the same: %s", jc_buf_text(&seen.text));
    cr_expect_eq(number("SELECT count(*) FROM issued_row"), rows);
    cr_expect_eq(number("SELECT count(*) FROM issued"), 1);
}

/* ---- changed --------------------------------------------------------------------------------------- */

Test(publish, a_changed_figure_makes_a_revision_that_tells_old_and_new_and_why)
{
    bool made;
    publish(false, &made);
    kit_sql(store, "UPDATE ind_pay SET in_time = in_time - 10000000 WHERE key = 'pay:1:0'");
    kit_sql(store, "UPDATE param SET value = '0.96' WHERE name = 'payment.band.good'");
    struct jc_issue second = publish(false, &made);
    cr_expect(made);
    cr_expect_eq(second.revision, 2);
    cr_expect_eq(seen.reasons, 1);
    cr_expect_eq(seen.rows, 0);
    cr_expect_not_null(strstr(jc_buf_text(&seen.text), "|payment.band.good|参数|0.95|0.96\n"));
    cr_expect_not_null(strstr(jc_buf_text(&seen.text), "货款支付排名|pay:1:0|按期支付金额|22000.00|21000.00\n"));
    cr_expect_eq(number("SELECT count(*) FROM issued_row WHERE cells LIKE '[\"更正说明\"%payment.band.good%'"), 15,
                 "on sheet 说明 of each format and ranking");
}

static void see_kinds(void *arg, const struct jc_change *c)
{
    if (c->sheet && c->kind != JC_CHANGE_PLAIN)
        jc_buf_fmt(arg, "%d|%s|%s|%s|%s|%lld\n", c->kind, c->sheet, c->key, c->before ? c->before : "", c->after,
                   (long long)c->by);
}

/* On the usual rankings alone: those of communities are of the same rows again. */
Test(publish, ranks_and_rates_that_moved_and_who_is_newly_overdue_are_told_apart)
{
    bool made;
    struct jc_err err = {0};
    struct jc_buf text = {0};
    struct jc_changes changes = {.fn = see_kinds, .arg = &text};
    struct jc_issue issue = publish(false, &made);
    kit_sql(store, "UPDATE ind_pay SET overdue = 12345600 WHERE key = 'pay:2:0'");
    kit_sql(store, "UPDATE ind_pay SET in_time = 50000000 WHERE key = 'pay:2:0'");
    if (jc_issue_diff(store, issue.id, 0, "浙江", &changes, &err) != JC_OK)
        kit_fail(&err);
    cr_expect_str_eq(jc_buf_text(&text), "1|货款支付排名|pay:1:0|2|1|10000\n"
                                         "1|货款支付排名|pay:2:0|1|2|-10000\n"
                                         "2|货款支付排名|pay:2:0|100.00|50.00|-500000\n"
                                         "3|货款支付排名|pay:2:0|0.00|1234.56|12345600\n");
    jc_buf_free(&text);
}

Test(publish, a_payer_that_was_not_there_and_owes_is_newly_overdue)
{
    bool made;
    struct jc_err err = {0};
    struct jc_buf text = {0};
    struct jc_changes changes = {.fn = see_kinds, .arg = &text};
    struct jc_issue issue = publish(false, &made);
    kit_sql(store, "UPDATE ind_pay SET overdue = 12345600, key = 'pay:2:1' WHERE key = 'pay:2:0'");
    if (jc_issue_diff(store, issue.id, 0, "浙江", &changes, &err) != JC_OK)
        kit_fail(&err);
    cr_expect_str_eq(jc_buf_text(&text), "3|货款支付排名|pay:2:1||新增|12345600\n");
    jc_buf_free(&text);
}

Test(publish, a_row_that_is_new_and_one_that_is_gone_are_told_once)
{
    bool made;
    publish(false, &made);
    kit_sql(store, "UPDATE ind_receipt SET key = 'line:9', supplier = '别家' WHERE key = 'line:1'");
    publish(false, &made);
    cr_expect(made);
    cr_expect_eq(seen.rows, 2);
    cr_expect_eq(seen.cells, 0);
    cr_expect_not_null(strstr(jc_buf_text(&seen.text), "逾期明细|line:1|整行|有|\n"));
    cr_expect_not_null(strstr(jc_buf_text(&seen.text), "逾期明细|line:9|整行||新增\n"));
}

Test(publish, a_row_that_shows_the_same_under_another_key_is_no_difference)
{
    bool made;
    publish(false, &made);
    kit_sql(store, "UPDATE ind_receipt SET key = 'line:9' WHERE key = 'line:1'"); /* a later export repeats it */
    publish(false, &made);
    cr_expect(!made, "%s", jc_buf_text(&seen.text));
}

Test(publish, a_change_that_only_the_ranking_of_communities_shows_is_one)
{
    bool made;
    kit_sql(store, "DELETE FROM ind_agreement WHERE inst = 1"); /* which sheet 2 would show with its community */
    kit_sums(store);
    publish(false, &made);
    kit_sql(store, "UPDATE inst SET community = '西片医共体' WHERE id = 1");
    publish(false, &made);
    cr_expect(made);
    cr_expect_eq(seen.rows, 1);
    cr_expect_not_null(strstr(jc_buf_text(&seen.text), "货款支付排名|pay:community:西片医共体:0|整行||新增\n"), "%s",
                       jc_buf_text(&seen.text));
}

Test(publish, a_difference_below_what_is_shown_is_none)
{
    bool made;
    publish(false, &made);
    kit_sql(store, "UPDATE ind_pay SET in_time = in_time + 1 WHERE key = 'pay:1:0'");
    publish(false, &made);
    cr_expect(!made);
}

Test(publish, the_final_revision_stands_whatever_comes_later)
{
    bool made;
    struct jc_err err = {0};
    struct jc_issue issue;
    publish(true, &made);
    kit_sql(store, "UPDATE ind_pay SET in_time = in_time - 10000000 WHERE key = 'pay:1:0'");
    publish(false, &made);
    cr_expect_eq(jc_issue_find(&issue, store, "2024-09", &err), JC_OK);
    cr_expect_eq(issue.revision, 1);
    cr_expect_eq(jc_issue_find(&issue, store, "2024-09@2", &err), JC_OK);
    cr_expect_eq(issue.revision, 2);
    cr_expect_str_eq(issue.region, "浙江");
    cr_expect(publish(true, &made).final);
    cr_expect(!made, "nothing is new, only final");
    cr_expect_eq(jc_issue_find(&issue, store, "2024-09", &err), JC_OK);
    cr_expect_eq(issue.revision, 2);
    cr_expect_eq(jc_issue_find(&issue, store, "2024-09@3", &err), JC_NOTFOUND);
    cr_expect_eq(err.code, 707);
    cr_expect_str_eq(err.arg[0], "2024-09@1 2024-09@2");
}

Test(publish, a_comparison_with_now_keeps_nothing)
{
    bool made;
    struct jc_err err = {0};
    struct jc_changes changes = {.fn = see, .arg = &seen};
    int64_t id = publish(false, &made).id;
    kit_sql(store, "UPDATE ind_pay SET in_time = in_time - 10000000 WHERE key = 'pay:1:0'");
    cr_assert_eq(jc_issue_diff(store, id, 0, "浙江", &changes, &err), JC_OK);
    cr_expect_gt(changes.figures, 0);
    cr_expect_eq(number("SELECT count(*) FROM issued"), 1);
}

/* ---- the period before ----------------------------------------------------------------------------- */

Test(publish, the_period_before_a_month_or_a_quarter)
{
    static const char *const pairs[][2] = {{"2024-09", "2024-08"},
                                           {"2024-01", "2023-12"},
                                           {"2024Q3", "2024Q2"},
                                           {"2024Q1", "2023Q4"},
                                           {"", ""},
                                           {"2024", ""}};
    char before[16];
    for (size_t i = 0; i < JC_LEN(pairs); i++) {
        jc_period_before(before, pairs[i][0]);
        cr_expect_str_eq(before, pairs[i][1], "before %s", pairs[i][0]);
    }
}

Test(publish, ranks_and_rates_of_the_month_before_come_from_its_issue)
{
    bool made;
    struct jc_err err = {0};
    kit_sql(store, "UPDATE run SET period = '2024-08', as_of = as_of - 30");
    publish(false, &made);
    kit_sql(store, "UPDATE run SET period = '2024-09', as_of = as_of + 30");
    cr_assert_eq(jc_history_fill(store, NULL, &err), JC_OK);
    cr_expect_eq(number("SELECT place FROM previous WHERE kind = 'payment' AND key = 'pay:1:0'"), 2);
    cr_expect_eq(number("SELECT rate_cmp(rate, '22/34') FROM history WHERE kind = 'payment' AND key = 'pay:1:0'"), 0);
    cr_expect_eq(
        number("SELECT count(*) FROM history WHERE period = '2024-08' AND kind = 'fulfilment' AND key LIKE 'inst:%'"),
        4);
    write_issue(0, JC_REPORT_CSV, "csv");
    char *path = kit_path(folder, "csv/货款支付排名.csv"), *text = kit_read(path, NULL),
         *line = kit_line(text, "pay:1:0");
    cr_expect_not_null(strstr(line, ",0,pay:1:0"), "the same rank: %s", line);
    free(line);
    free(text);
    free(path);
}

Test(publish, without_an_issue_before_the_ranks_given_are_taken_and_with_neither_none)
{
    struct jc_err err = {0};
    struct jc_ranks *ranks = NULL;
    cr_assert_eq(jc_history_fill(store, NULL, &err), JC_OK);
    cr_expect_eq(number("SELECT count(*) FROM previous"), 0);
    cr_assert_eq(jc_ranks_take(&ranks, store, &err), JC_OK);
    cr_assert_eq(jc_history_fill(store, ranks, &err), JC_OK);
    cr_expect_eq(number("SELECT place FROM previous WHERE kind = 'payment' AND key = 'pay:1:0'"), 2);
    jc_ranks_free(ranks);
}

/* ---- the file -------------------------------------------------------------------------------------- */

/* Everything but the first version is taken out of a file, and its schema put in. */
static void make_version_1(struct jc_store *old)
{
    struct jc_err err = {0};
    struct jc_buf drops = {0};
    struct jc_stmt *s = NULL;
    cr_assert_eq(
        jc_stmt_text_open(&s, old,
                          "SELECT 'DROP ' || type || ' ' || name FROM sqlite_schema WHERE type IN ('view', 'table') "
                          "ORDER BY type = 'table', name",
                          false, &err),
        JC_OK);
    while (jc_stmt_step(s, &err) == JC_OK)
        jc_buf_fmt(&drops, "%s\n", jc_col_text(s, 0, NULL));
    jc_stmt_free(s);
    char *rest = drops.p;
    for (char *line; (line = strsep(&rest, "\n")) && *line;)
        kit_sql(old, line);
    jc_buf_free(&drops);
    cr_assert_eq(jc_store_script(old, "sql/schema.sql", &err), JC_OK);
    kit_sql(old, "INSERT INTO firm(name, key) VALUES('国药', '国药')");
}

Test(publish, a_database_of_version_1_is_brought_to_the_present_one_with_what_it_holds)
{
    struct jc_err err = {0};
    struct jc_store *old = NULL;
    char *path = kit_path(folder, "old.db");
    int64_t present = number("SELECT user_version FROM pragma_user_version");
    cr_assert_eq(jc_store_open(&old, path, JC_STORE_WRITE, &err), JC_OK);
    make_version_1(old);
    jc_store_free(old);
    cr_assert_eq(jc_store_open(&old, path, JC_STORE_READ, &err), JC_OK);
    jc_store_free(store);
    store = old;
    cr_expect_gt(present, 1);
    cr_expect_eq(number("SELECT user_version FROM pragma_user_version"), present);
    cr_expect_eq(number("SELECT count(*) FROM firm WHERE name = '国药'"), 1);
    cr_expect_eq(number("SELECT count(*) FROM issued"), 0);
    free(path);
}

/* ---- other rankings --------------------------------------------------------------------------------- */

static enum jc_status write_by(int64_t issue, const char *by, const char *name, struct jc_err *err)
{
    struct jc_report *report = NULL;
    const char *sheet = "9";
    char *out = kit_path(folder, name);
    struct jc_report_want want = {
        .format = JC_REPORT_CSV, .out = out, .issue = issue, .by = by, .sheets = &sheet, .n_sheets = 1};
    enum jc_status st = jc_report_write(&report, store, &want, err);
    jc_report_free(report);
    free(out);
    return st;
}

Test(publish, every_grouping_is_kept_and_followed)
{
    bool made;
    struct jc_err err = {0};
    cr_assert_eq(write_by(0, "地区", "then", &err), JC_OK);
    kit_sql(store, "UPDATE run SET period = '2024-08', as_of = 19966");
    int64_t id = publish(false, &made).id;
    cr_assert_eq(write_by(id, "地区", "issued", &err), JC_OK);
    expect_same("then/货款支付排名.csv", "issued/货款支付排名.csv");
    kit_sql(store, "UPDATE run SET period = '2024-09', as_of = 19996");
    cr_assert_eq(jc_history_fill(store, NULL, &err), JC_OK);
    cr_expect_eq(number("SELECT place FROM previous WHERE kind = 'payment' AND key = 'pay:region:义乌市:0'"), 1);
    cr_expect_eq(number("SELECT rate_cmp(rate, '22001/34001') FROM history WHERE key = 'pay:region:义乌市:0'"), 0);
}

Test(publish, an_issue_from_before_there_were_groupings_says_so)
{
    bool made;
    struct jc_err err = {0};
    int64_t id = publish(false, &made).id;
    kit_sql(
        store,
        "UPDATE issued_text SET text = '-- name: 甲 | A' || char(10) || '-- column: 名次 | Rank | rank' || char(10) "
        "WHERE text LIKE '%-- by: %'");
    cr_expect_eq(write_by(id, "地区", "issued", &err), JC_NOTFOUND);
    cr_expect_eq(err.code, 711);
}

Test(publish, an_issue_from_before_there_was_a_bulletin_says_so_and_the_database_is_not_called_damaged)
{
    bool made;
    struct jc_err err = {0};
    struct jc_report *report = NULL;
    int64_t id = publish(false, &made).id;
    kit_sql(store, "DELETE FROM issued_table WHERE asset = 'report/bulletin.sql'");
    char *out = kit_path(folder, "issued.docx");
    struct jc_report_want want = {.format = JC_REPORT_DOCX, .out = out, .issue = id};
    cr_expect_eq(jc_report_write(&report, store, &want, &err), JC_NOTFOUND);
    cr_expect_eq(err.code, 708);
    jc_report_free(report);
    free(out);
}
