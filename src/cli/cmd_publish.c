/* publish: freeze the report of a month or a quarter. */
#include "cli/cli.h"
#include "jicai/issue.h"

enum { E_LACKS = 605, E_NOTHING = 647, E_NOT_OVER };

static enum jc_status list_issues(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    size_t rows = 0;
    if (args_has(&cli->args, O_FINALIZE))
        return jc_fail(err, JC_USAGE, E_LACKS, "publish", "--month 2024-09", NULL);
    enum jc_status st = work_open(&store, cli, JC_STORE_READ, false, err);
    if (st == JC_OK)
        st = work_list(cli, store, "cli/publish.sql", "issues", "published", &rows, err);
    if (st == JC_OK && rows == 0)
        put(cli, "%s",
            tr(cli, "还没有发布过。发布一个月：jicai publish --month 2024-09",
               "Nothing was published yet. To publish a month: jicai publish --month 2024-09"));
    jc_store_free(store);
    return st;
}

/* Which revision stands, if it is not this one. */
static enum jc_status say_standing(struct cli *cli, struct jc_store *store, const struct jc_issue *issue,
                                   struct jc_err *err)
{
    struct jc_issue standing;
    enum jc_status st = jc_issue_find(&standing, store, issue->period, err);
    if (st == JC_OK && standing.revision != issue->revision)
        done(cli,
             tr(cli, "  第 %d 版已定稿，报告仍以它为准；要以第 %d 版为准，请加 --finalize 再发布一次",
                "  revision %d is final and still stands; to make it revision %d, publish again with --finalize"),
             standing.revision, issue->revision);
    return st;
}

static enum jc_status say_published(struct cli *cli, struct jc_store *store, const struct jc_issue *issue, bool made,
                                    struct jc_err *err)
{
    if (cli->json) {
        json_str(cli->summary, "period", issue->period);
        json_int(cli->summary, "revision", issue->revision);
        json_bool(cli->summary, "final", issue->final);
        json_bool(cli->summary, "made", made);
        return JC_OK;
    }
    const char *final = issue->final ? tr(cli, "（定稿）", " (final)") : "";
    struct jc_buf db = {0};
    db_option(&db, cli);
    if (!made)
        done(cli,
             tr(cli, "%s 第 %d 版%s已经发布，数字没有变化", "%s revision %d%s is published; no figure has changed"),
             issue->period, issue->revision, final);
    else if (issue->revision == 1)
        done(cli, tr(cli, "已发布 %s 第 %d 版%s", "published %s, revision %d%s"), issue->period, issue->revision,
             final);
    else
        done(cli,
             tr(cli, "\n已发布 %s 第 %d 版%s；第 %d 版原样保留，全部变化见 jicai diff %s@%d %s@%d --all%s",
                "\npublished %s, revision %d%s; revision %d is kept as it was, all changes: jicai diff %s@%d %s@%d "
                "--all%s"),
             issue->period, issue->revision, final, issue->revision - 1, issue->period, issue->revision - 1,
             issue->period, issue->revision, jc_buf_text(&db));
    done(cli, tr(cli, "  写成报告：jicai report --issue %s%s", "  as a report: jicai report --issue %s%s"),
         issue->period, jc_buf_text(&db));
    jc_buf_free(&db);
    return say_standing(cli, store, issue, err);
}

static enum jc_status publish(struct cli *cli, struct jc_store *store, struct jc_err *err)
{
    struct jc_changes changes;
    struct jc_issue issue;
    bool made = false;
    struct telling *t = telling_new(cli, &changes, false);
    progress(cli, tr(cli, "正在存档…", "freezing…"), "", 0);
    enum jc_status st = jc_issue_publish(&issue, &made, store, args_get(&cli->args, O_REGION),
                                         args_has(&cli->args, O_FINALIZE), today(NULL), &changes, err);
    progress_clear(cli);
    telling_end(t);
    return st == JC_OK ? say_published(cli, store, &issue, made, err) : st;
}

/* What is published cannot be taken back: a slip in --month would stand for ever. */
static enum jc_status refuse_unfinished(const struct jc_assess *what, struct jc_err *err)
{
    char end[11], now[11];
    if (what->as_of <= today(NULL))
        return JC_OK;
    jc_day_text(end, what->as_of);
    jc_day_text(now, today(NULL));
    return jc_fail(err, JC_USAGE, E_NOT_OVER, what->period, end, now);
}

static enum jc_status refuse_empty(struct jc_store *store, const struct jc_assess *what, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    enum jc_status st = jc_stmt_open(&stmt, store, "cli/publish.sql", "falls", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(stmt, 1, what->from);
    jc_stmt_int(stmt, 2, what->as_of);
    st = jc_stmt_step(stmt, err);
    if (st == JC_OK && !jc_col_int(stmt, 0))
        st = jc_fail(err, JC_USAGE, E_NOTHING, what->period, jc_col_text(stmt, 1, NULL), jc_col_text(stmt, 2, NULL));
    jc_stmt_free(stmt);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct jc_assess what;
    enum jc_status st = work_period(&what, cli, err);
    if (st == JC_OK && !*what.period)
        return list_issues(cli, err);
    if (st == JC_OK)
        st = refuse_unfinished(&what, err);
    if (st == JC_OK)
        st = work_open(&store, cli, JC_STORE_WRITE, false, err);
    if (st == JC_OK)
        st = refuse_empty(store, &what, err);
    if (st == JC_OK)
        st = work_assess_ranked(cli, store, &what, err);
    if (st == JC_OK)
        st = publish(cli, store, err);
    jc_store_free(store);
    return st;
}

const struct command cmd_publish = {
    .name = "publish",
    .args = "[--month YYYY-MM | --quarter YYYYQn] [--finalize] [--region NAME]",
    .zh = "发布一期：把这一期的数字、参数、规则和输入文件的指纹存档",
    .en = "publish a period: keep its figures, parameters, rules and input hashes",
    .more = {"  "
             "发布过的不会被覆盖，也不能收回。以后数据变了再发布同一期，会列出哪些数字变了、为什么变，并存为新的一版；"
             "没有变化\n"
             "  就不存。一期里没有一行数据，或者还没有过完的，不发布。\n"
             "  --finalize 定稿：写报告时以这一版为准，之后再有新的一版也一样。\n"
             "  jicai report --issue 2024-09 随时可以把存档写成报告，逐字节相同。不写统计期时列出已发布的各期。",
             "  What was published is never overwritten nor taken back. Publishing a period again lists what changed "
             "and why, "
             "and\n"
             "  makes a new revision; without a change none is made. A period of which nothing is loaded, or that is "
             "not over, "
             "is\n"
             "  refused. --finalize: reports are written from this revision from now on.\n"
             "  jicai report --issue 2024-09 writes the report again at any time, byte for byte. Without a period: a "
             "list."},
    .group = G_RESULT,
    .options = BIT(O_MONTH) | BIT(O_QUARTER) | BIT(O_FINALIZE) | BIT(O_REGION),
    .run = run,
};
