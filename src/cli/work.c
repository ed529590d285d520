/* What several commands do alike: open the database, set the period, assess, write the report. */
#include "cli/cli.h"
#include "jicai/issue.h"
#include "jicai/report.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
    E_VALUE = 604,
    E_EXCLUDE = 607,
    E_FORMAT = 616,
    E_GONE = 636,
    E_ENDS_EARLY = 638,
    E_ENDING = 643,
    E_NO_LINES,
    E_FOLDER,
    E_LATE_ROWS = 649,
    E_FUTURE,
    E_NO_REPORT = 654,
    E_GAP,
    E_RESULT = 702
};

jc_day today(int64_t *now)
{
    int64_t t = (int64_t)time(NULL);
    if (now)
        *now = t;
    return (jc_day)((t + 8 * 3600) / 86400); /* Beijing time */
}

bool parse_id(int64_t *out, const char *text)
{
    *out = 0;
    if (!*text || strlen(text) > 15)
        return false;
    for (; *text; text++) {
        if (*text < '0' || *text > '9')
            return false;
        *out = *out * 10 + (*text - '0');
    }
    return *out > 0;
}

enum jc_status work_open(struct jc_store **out, struct cli *cli, enum jc_store_mode mode, bool create,
                         struct jc_err *err)
{
    struct stat sb;
    bool none = mode == JC_STORE_WRITE && stat(cli->db.value, &sb) != 0;
    if (none && args_has(&cli->args, O_DRY_RUN))
        mode = JC_STORE_TEMP;
    else if (none && !create)
        mode = JC_STORE_READ; /* which tells that there is none */
    return jc_store_open(out, cli->db.value, mode, err);
}

enum jc_status work_list(const struct cli *cli, struct jc_store *store, const char *asset, const char *part,
                         const char *type, size_t *rows, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    enum jc_status st = jc_stmt_open(&stmt, store, asset, part, err);
    if (st == JC_OK)
        st = list_stmt(cli, type, stmt, rows, err);
    jc_stmt_free(stmt);
    return st;
}

/* ---- period --------------------------------------------------------------------------------------- */

/* 2024Q3, 2024-Q3, 2024年三季度, 2024年第3季度; 2024-3 is a month. */
static bool parse_quarter(const char *text, jc_day *from, jc_day *to)
{
    static const char *const skipped[] = {"年", "第", "-", " ", "Q", "q"}, *const digits[] = {"一", "二", "三", "四"};
    int year = 0, quarter = 0;
    const char *p = text;
    for (; *p >= '0' && *p <= '9' && p - text < 4; p++)
        year = year * 10 + (*p - '0');
    if (p - text != 4 || !*p)
        return false;
    for (size_t i = 0; i < JC_LEN(skipped); i++)
        if (strncmp(p, skipped[i], strlen(skipped[i])) == 0)
            p += strlen(skipped[i]);
    const bool apart = p - text > 4, marked = apart && memchr("Qq", p[-1], 2);
    for (int i = 0; i < 4 && apart && !quarter; i++)
        if (*p == '1' + i || strncmp(p, digits[i], strlen(digits[i])) == 0) {
            quarter = i + 1;
            p += *p == '1' + i ? 1 : strlen(digits[i]);
        }
    if (!quarter || (*p ? strcmp(p, "季度") != 0 && strcmp(p, "季") != 0 : !marked))
        return false;
    *from = jc_day_of(year, quarter * 3 - 2, 1);
    if (*from == JC_NO_DAY)
        return false;
    *to = jc_day_month_add(*from, 3) - 1;
    return true;
}

static enum jc_status bad_value(enum option o, const char *value, const char *how, struct jc_err *err)
{
    return jc_fail(err, JC_USAGE, E_VALUE, value, option_name(o), how);
}

/* The period as shown, and the period or day that was asked for, "" = the last day of the data; one is in use at a time. */
static char period_text[32], asked_text[32];

enum jc_status work_period(struct jc_assess *out, const struct cli *cli, struct jc_err *err)
{
    static const enum option exclusive[] = {O_AS_OF, O_MONTH, O_QUARTER};
    *out =
        (struct jc_assess){JC_NO_DAY, JC_NO_DAY, "", args_get(&cli->args, O_REGION), cli->own, JC_FINDINGS_BRIEFLY, 0};
    const char *value = NULL;
    enum option o = O_COUNT;
    if (out->region && !jc_utf8_valid(out->region, strlen(out->region)))
        return bad_value(O_REGION, out->region, "浙江", err);
    for (size_t i = 0; i < JC_LEN(exclusive); i++) {
        if (!args_has(&cli->args, exclusive[i]))
            continue;
        if (value)
            return jc_fail(err, JC_USAGE, E_EXCLUDE, option_name(o), option_name(exclusive[i]), NULL);
        o = exclusive[i];
        value = args_get(&cli->args, o);
    }
    if (o == O_AS_OF && !jc_day_parse(&out->as_of, NULL, value, strlen(value)))
        return bad_value(o, value, "2024-09-30", err);
    if (o == O_MONTH && !jc_month_parse(&out->from, value, strlen(value)))
        return bad_value(o, value, "2024-09", err);
    if (o == O_QUARTER && !parse_quarter(value, &out->from, &out->as_of))
        return bad_value(o, value, tr(cli, "2024Q3（2024 年第 3 季度）", "2024Q3"), err);
    if (o == O_MONTH || o == O_QUARTER) {
        int y, m, d;
        jc_day_split(out->from, &y, &m, &d);
        if (o == O_MONTH) {
            out->as_of = jc_day_month_end(out->from);
            snprintf(period_text, sizeof period_text, "%04d-%02d", y % 10000, m);
        } else {
            snprintf(period_text, sizeof period_text, "%04dQ%d", y % 10000, (m - 1) / 3 + 1);
        }
        out->period = period_text;
        jc_copy(asked_text, sizeof asked_text, period_text);
    } else if (o == O_AS_OF) {
        jc_day_text(asked_text, out->as_of);
    }
    return JC_OK;
}

/* Part of the result of `run`, information everywhere else. */
static void say_cut_off(struct cli *cli, const struct jc_assess *what, bool given)
{
    char day[11];
    jc_day_text(day, what->as_of);
    if (cli->json) {
        json_str(cli->summary, "as_of", day);
        return;
    }
    struct jc_buf b = {0};
    if (*what->period)
        jc_buf_fmt(&b, tr(cli, "统计期 %s，截止日 %s", "period %s, cut-off day %s"), what->period, day);
    else
        jc_buf_fmt(&b, tr(cli, "统计截止日 %s", "cut-off day %s"), day);
    if (!given)
        jc_buf_str(&b, tr(cli, "（数据里最后一个验收日；可用 --as-of 另选）",
                          " (last acceptance day in the data; --as-of chooses another)"));
    if (cli->command == &cmd_run)
        done(cli, "\n%s", jc_buf_text(&b));
    else
        say(cli, "%s", jc_buf_text(&b));
    jc_buf_free(&b);
}

/* A month without any data is no month in which everybody failed to report: no file may look like its result. */
static enum jc_status refuse_unknown(const struct cli *cli, struct jc_store *store, const struct jc_assess *what,
                                     const char *first, const char *last, struct jc_err *err)
{
    const struct command *c = cli->command;
    struct jc_stmt *stmt = NULL;
    if (!*what->period || (c != &cmd_report && c != &cmd_run && c != &cmd_split))
        return JC_OK;
    enum jc_status st = jc_stmt_open(&stmt, store, "cli/check.sql", "known", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(stmt, 1, what->from);
    jc_stmt_int(stmt, 2, what->as_of);
    st = jc_stmt_step(stmt, err);
    jc_stmt_free(stmt);
    return st == JC_END ? jc_fail(err, JC_USAGE, E_NO_REPORT, what->period, first, last) : st;
}

/* Any line of the period itself? JC_END: none. */
static enum jc_status find_lines(struct jc_store *store, const struct jc_assess *what, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    enum jc_status st = jc_stmt_open(&stmt, store, "cli/check.sql", "lines", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(stmt, 1, what->from);
    st = jc_stmt_step(stmt, err);
    jc_stmt_free(stmt);
    return st;
}

/* A month that nobody has, though there are others before and behind it: most likely its files were not loaded. */
static enum jc_status warn_gap(struct cli *cli, struct jc_store *store, const struct jc_assess *what,
                               struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    struct jc_err m;
    enum jc_status st = *what->period ? find_lines(store, what, err) : JC_OK;
    if (st != JC_END)
        return st;
    st = jc_stmt_open(&stmt, store, "cli/check.sql", "beside", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(stmt, 1, what->from);
    jc_stmt_int(stmt, 2, what->as_of);
    st = jc_stmt_step(stmt, err);
    if (st == JC_OK) {
        (void)jc_fail(&m, JC_OK, E_GAP, what->period, jc_col_text(stmt, 0, NULL), jc_col_text(stmt, 1, NULL));
        tell(cli, &m);
    }
    jc_stmt_free(stmt);
    return st == JC_END ? JC_OK : st;
}

/*
 * A slip of the pen in --month gives a report in which nobody bought anything, and one in --as-of a report in which everybody lags:
 * that nothing was loaded, or nothing of late, has to be said.
 */
static enum jc_status warn_outside(struct cli *cli, struct jc_store *store, const struct jc_assess *what,
                                   struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    struct jc_err m;
    char day[11];
    enum jc_status st = jc_stmt_open(&stmt, store, "cli/check.sql", "span", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(stmt, 1, what->from != JC_NO_DAY ? what->from : INT64_MIN);
    jc_stmt_int(stmt, 2, what->as_of);
    st = jc_stmt_step(stmt, err);
    if (st == JC_OK && jc_col_int(stmt, 2)) {
        const char *first = jc_col_text(stmt, 0, NULL), *last = jc_col_text(stmt, 1, NULL);
        (void)jc_fail(&m, JC_OK, E_NO_LINES, NULL, first, last);
        st = refuse_unknown(cli, store, what, first, last, err);
        if (st == JC_OK)
            tell(cli, &m);
    } else if (st == JC_OK && jc_col_int(stmt, 3)) {
        jc_day_text(day, what->as_of);
        (void)jc_fail(&m, JC_OK, E_ENDS_EARLY, day, jc_col_text(stmt, 1, NULL), NULL);
        tell(cli, &m);
    }
    jc_stmt_free(stmt);
    return st == JC_OK ? warn_gap(cli, store, what, err) : st;
}

/* One slip of a year moves the default cut-off day, and no agreement is covered any more. */
static enum jc_status warn_late(struct cli *cli, struct jc_store *store, const struct jc_assess *what,
                                struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    struct jc_err m;
    char day[11], now[11];
    jc_day_text(day, what->as_of);
    jc_day_text(now, today(NULL));
    if (what->as_of > today(NULL)) {
        (void)jc_fail(&m, JC_OK, E_FUTURE, day, now, NULL);
        tell(cli, &m);
    }
    enum jc_status st = jc_stmt_open(&stmt, store, "cli/check.sql", "tail", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(stmt, 1, what->as_of);
    st = jc_stmt_step(stmt, err);
    if (st == JC_OK) {
        (void)jc_fail(&m, JC_OK, E_LATE_ROWS, day, jc_col_text(stmt, 0, NULL), jc_col_text(stmt, 1, NULL));
        (void)jc_err_place(&m, jc_col_text(stmt, 2, NULL), jc_col_text(stmt, 3, NULL), jc_col_text(stmt, 4, NULL));
        tell(cli, &m);
    }
    jc_stmt_free(stmt);
    return st == JC_END ? JC_OK : st;
}

enum jc_status work_assess(struct cli *cli, struct jc_store *store, struct jc_assess *what, struct jc_err *err)
{
    bool given = what->as_of != JC_NO_DAY;
    progress(cli, tr(cli, "正在核查…", "checking…"), "", 0);
    enum jc_status st = jc_assess_run(store, cli->params, what, err);
    if (st != JC_OK)
        return st;
    say_cut_off(cli, what, given);
    return given ? warn_outside(cli, store, what, err) : warn_late(cli, store, what, err);
}

static enum jc_status has_acceptances(bool *out, struct jc_store *store, jc_day as_of, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    enum jc_status st = jc_stmt_open(&stmt, store, "cli/check.sql", "accepted", err);
    if (st == JC_OK) {
        jc_stmt_int(stmt, 1, as_of);
        st = jc_stmt_step(stmt, err);
    }
    *out = st == JC_OK;
    jc_stmt_free(stmt);
    return st == JC_END ? JC_OK : st;
}

/*
 * The ranks of the period before, worked out anew from what the database holds now. None where nothing had been accepted by
 * then: before the first month of the data everybody would have had rank 1 with nothing bought, and lost places since.
 */
static enum jc_status ranks_before(struct jc_ranks **out, struct cli *cli, struct jc_store *store,
                                   const struct jc_assess *what, const char *period, struct jc_err *err)
{
    struct jc_assess before = {.as_of = what->from - 1,
                               .from = jc_day_month_add(what->from, strchr(period, 'Q') ? -3 : -1),
                               .period = period,
                               .region = what->region,
                               .findings = JC_FOR_RANKS};
    bool any;
    enum jc_status st = has_acceptances(&any, store, before.as_of, err);
    if (st != JC_OK || !any)
        return st;
    progress(cli, tr(cli, "正在核查上一期…", "checking the period before…"), "", 0);
    st = jc_assess_run(store, cli->params, &before, err);
    return st == JC_OK ? jc_ranks_take(out, store, err) : st;
}

enum jc_status work_assess_ranked(struct cli *cli, struct jc_store *store, struct jc_assess *what, struct jc_err *err)
{
    char period[16];
    struct jc_issue issue;
    struct jc_ranks *ranks = NULL;
    struct jc_err none;
    enum jc_status st = JC_OK;
    jc_period_before(period, what->period);
    if (*period && jc_issue_find(&issue, store, period, &none) != JC_OK)
        st = ranks_before(&ranks, cli, store, what, period, err);
    if (st == JC_OK)
        st = work_assess(cli, store, what, err);
    if (st == JC_OK)
        st = jc_history_fill(store, ranks, err);
    jc_ranks_free(ranks);
    return st;
}

/* ---- report --------------------------------------------------------------------------------------- */

/* Where a whole report goes that no -o names; `of` what it was asked for: a month does not write over the report of another. */
static void default_out(struct jc_buf *out, const struct cli *cli, enum jc_report_format format, const char *of)
{
    static const char *const zh[] = {
        [JC_REPORT_XLSX] = "集采核查报告", [JC_REPORT_HTML] = "集采排名", [JC_REPORT_DOCX] = "通报"};
    static const char *const en[] = {
        [JC_REPORT_XLSX] = "jicai-report", [JC_REPORT_HTML] = "jicai-ranking", [JC_REPORT_DOCX] = "jicai-bulletin"};
    static const char *const ending[] = {
        [JC_REPORT_XLSX] = ".xlsx", [JC_REPORT_HTML] = ".html", [JC_REPORT_DOCX] = ".docx"};
    const bool folder = format == JC_REPORT_CSV || format == JC_REPORT_JSON;
    const enum jc_report_format name = folder ? JC_REPORT_XLSX : format;
    jc_buf_fmt(out, "%s%s%s%s", tr(cli, zh[name], en[name]), *of ? "-" : "", of, folder ? "" : ending[name]);
}

static const char *absolute(const char *path)
{
    static char full[4096];
    return realpath(path, full) ? full : path;
}

/* What was written, in JSON; and what was removed, since a sheet without rows is no file of a report. */
static void report_parts(struct cli *cli, const struct jc_report *report)
{
    struct jc_report_part part;
    struct jc_err m;
    for (size_t i = 0; jc_report_at(report, i, &part); i++) {
        if (part.gone) {
            (void)jc_fail(&m, JC_OK, E_GONE, NULL, part.name, NULL);
            (void)jc_err_place(&m, part.gone, NULL, NULL);
            tell(cli, &m);
        }
        if (!cli->json)
            continue;
        struct cJSON *o = json_new("sheet");
        json_str(o, "sheet", part.name);
        json_str(o, "path", part.path);
        json_int(o, "rows", part.rows);
        json_put(o);
    }
}

static bool ends_with_one(const char *file, const char *const *endings, size_t n)
{
    const char *dot = file ? strrchr(file, '.') : NULL;
    for (size_t i = 0; dot && i < n; i++)
        if (strcasecmp(dot, endings[i]) == 0)
            return true;
    return false;
}

/* --format, else what the name of a single file ends with, else a workbook; but not under the name of something else. One
 * sheet is a file in csv and json, all of them are a folder. */
static enum jc_status format_wanted(enum jc_report_format *out, const struct cli *cli, struct jc_err *err)
{
    static const struct {
        const char *ending;
        enum jc_report_format format;
        bool one; /* sheet */
    } known[] = {{".html", JC_REPORT_HTML, false},
                 {".htm", JC_REPORT_HTML, false},
                 {".docx", JC_REPORT_DOCX, false},
                 {".csv", JC_REPORT_CSV, true},
                 {".json", JC_REPORT_JSON, true}};
    static const char *const other[] = {".pdf", ".xls", ".et",  ".ods", ".tsv", ".txt",
                                        ".doc", ".wps", ".xml", ".zip", ".db",  ".ini"};
    const char *name = args_get(&cli->args, O_FORMAT), *file = args_get(&cli->args, O_OUT);
    const bool one = cli->args.option[O_SHEET].n == 1;
    size_t i = 0;
    *out = JC_REPORT_XLSX;
    if (name && !jc_report_format_of(out, name))
        return jc_fail(err, JC_USAGE, E_FORMAT, name, NULL, NULL);
    while (i < JC_LEN(known) && !ends_with_one(file, &known[i].ending, 1))
        i++;
    bool fits = i < JC_LEN(known) && (!name || *out == known[i].format);
    if (fits && known[i].one && !one && !name)
        return jc_fail(err, JC_USAGE, E_ENDING, file, NULL, NULL);
    if (fits)
        *out = known[i].format;
    else if (!name && ends_with_one(file, other, JC_LEN(other)))
        return jc_fail(err, JC_USAGE, E_ENDING, file, NULL, NULL);
    return JC_OK;
}

static enum jc_status report_want(struct jc_report_want *out, const struct cli *cli, struct jc_err *err)
{
    *out = (struct jc_report_want){.sheets = cli->args.option[O_SHEET].at,
                                   .n_sheets = cli->args.option[O_SHEET].n,
                                   .lang = cli->lang,
                                   .by = args_get(&cli->args, O_BY),
                                   .region = args_get(&cli->args, O_REGION)};
    return format_wanted(&out->format, cli, err);
}

/* Told before the work, not after it. */
static enum jc_status not_a_folder(const struct cli *cli, enum jc_report_format format, struct jc_err *err)
{
    struct stat sb;
    const char *out = args_get(&cli->args, O_OUT);
    bool one = format != JC_REPORT_CSV && format != JC_REPORT_JSON;
    if (!one || !out || stat(out, &sb) != 0 || !S_ISDIR(sb.st_mode))
        return JC_OK;
    size_t n = strlen(out);
    char folder[JC_ERR_TEXT];
    jc_copyn(folder, sizeof folder, out, n - (n > 1 && out[n - 1] == '/'));
    struct jc_buf name = {0};
    default_out(&name, cli, format, "");
    enum jc_status st = jc_fail(err, JC_USAGE, E_FOLDER, folder, jc_buf_text(&name), NULL);
    jc_buf_free(&name);
    return st;
}

/* a/b becomes a, and a the folder that we are in. */
static void go_up(char *path)
{
    char *slash = strrchr(path, '/');
    if (!slash)
        jc_copy(path, 2, "."); /* it has a character at least */
    else
        slash[slash == path] = '\0';
}

/* The folder of `path`; where missing ones are made, the nearest that there is. Else errno says why not. */
static bool above_can_be_written(const char *path, bool made)
{
    struct stat sb;
    char *up = jc_strdup(path);
    bool there = false;
    do {
        go_up(up);
        there = stat(up, &sb) == 0;
    } while (!there && errno == ENOENT && made && strcmp(up, ".") != 0);
    if (there && !S_ISDIR(sb.st_mode))
        errno = ENOTDIR;
    bool can = there && S_ISDIR(sb.st_mode) && access(up, W_OK | X_OK) == 0;
    free(up);
    return can;
}

/* That nothing can be written there is told before the work; a file is written beside its name and renamed. */
static enum jc_status can_be_written(const struct cli *cli, enum jc_report_format format, struct jc_err *err)
{
    static const char *const ending[] = {".csv", ".json"};
    struct stat sb;
    const char *out = args_get(&cli->args, O_OUT);
    const bool folder = (format == JC_REPORT_CSV || format == JC_REPORT_JSON) &&
                        !(cli->args.option[O_SHEET].n == 1 && ends_with_one(out, ending, JC_LEN(ending)));
    if (!out || !*out || strcmp(out, "-") == 0)
        return JC_OK;
    const bool there = lstat(out, &sb) == 0;
    if (there && !S_ISREG(sb.st_mode) && !S_ISDIR(sb.st_mode)) /* a link, a device */
        return JC_OK;
    const bool can = there && S_ISDIR(sb.st_mode) ? access(out, W_OK | X_OK) == 0 : above_can_be_written(out, folder);
    return can ? JC_OK : jc_fail(err, JC_OUTPUT, E_RESULT, out, jc_errno_text(errno), NULL);
}

enum jc_status work_wanted(const struct cli *cli, struct jc_err *err)
{
    struct jc_report_want want;
    enum jc_status st = report_want(&want, cli, err);
    if (st == JC_OK)
        st = not_a_folder(cli, want.format, err);
    if (st == JC_OK)
        st = can_be_written(cli, want.format, err);
    want.out = args_get(&cli->args, O_OUT);
    bool screen =
        want.out && strcmp(want.out, "-") == 0 && !args_get(&cli->args, O_ISSUE); /* an issue has its own sheets */
    return st == JC_OK && (want.by || screen) ? jc_report_check(&want, err) : st;
}

bool work_has_all_sheets(const struct cli *cli)
{
    enum jc_report_format format;
    struct jc_err ignored;
    const bool reports = cli->command == &cmd_run || cli->command == &cmd_report;
    return reports && cli->args.option[O_SHEET].n == 0 && format_wanted(&format, cli, &ignored) == JC_OK &&
           format != JC_REPORT_HTML && format != JC_REPORT_DOCX;
}

/* Of a sheet that was asked for there may be the heads alone. */
static bool has_rows(const struct jc_report *report, enum jc_report_format format)
{
    struct jc_report_part part;
    bool any = format == JC_REPORT_HTML || format == JC_REPORT_DOCX; /* say so themselves */
    for (size_t i = 0; !any && jc_report_at(report, i, &part); i++)
        any = part.rows > 0;
    return any;
}

enum jc_status work_report(struct cli *cli, struct jc_store *store, int64_t issue, struct jc_err *err)
{
    const char *out = args_get(&cli->args, O_OUT);
    struct jc_report_want want;
    struct jc_buf name = {0};
    enum jc_status st = report_want(&want, cli, err);
    if (st != JC_OK)
        return st;
    want.issue = issue;
    cli->only_report = out && strcmp(out, "-") == 0;
    default_out(&name, cli, want.format, issue ? args_get(&cli->args, O_ISSUE) : asked_text);
    want.out = out ? out : jc_buf_text(&name);
    want.usual = !out;
    progress(cli, tr(cli, "正在写报告…", "writing the report…"), "", 0);
    struct jc_report *report = NULL;
    struct jc_report_part part = {0};
    st = jc_report_write(&report, store, &want, err);
    if (st == JC_OK && jc_report_at(report, 0, &part)) {
        report_parts(cli, report);
        if (cli->json)
            json_str(cli->summary, "report", absolute(part.whole));
        else
            done(cli, "\n%s%s%s  %s%s", ink(cli, stdout, BOLD), tr(cli, "报告已写到", "report"),
                 ink(cli, stdout, PLAIN), absolute(part.whole),
                 has_rows(report, want.format) ? "" : tr(cli, "（没有数据，只有表头）", " (no rows, heads alone)"));
    }
    jc_report_free(report);
    jc_buf_free(&name);
    return st;
}
