/* diff: two published issues, or one and what the database says now. */
#include "cli/cli.h"
#include "jicai/issue.h"

static bool is_now(const struct cli *cli)
{
    return cli->words < 2 || strcmp(cli->word[1], "now") == 0 || strcmp(cli->word[1], "现在") == 0;
}

/* The supply region as it was, unless another is asked for. */
static const char *region_of(const struct cli *cli, const struct jc_issue *issue)
{
    const char *region = args_get(&cli->args, O_REGION);
    return region ? region : *issue->region ? issue->region : NULL;
}

/* The period of the issue with the data and parameters of now. */
static enum jc_status assess_now(struct cli *cli, struct jc_store *store, const struct jc_issue *issue,
                                 struct jc_err *err)
{
    struct jc_assess what = {
        .as_of = issue->as_of, .from = issue->from, .period = issue->period, .region = region_of(cli, issue)};
    return work_assess_ranked(cli, store, &what, err);
}

/* Where the others are. */
static void say_all(const struct cli *cli)
{
    struct jc_buf db = {0};
    db_option(&db, cli);
    put(cli, tr(cli, "  逐条列出：jicai diff %s%s%s --all%s", "  to list them: jicai diff %s%s%s --all%s"),
        cli->word[0], cli->words > 1 ? " " : "", cli->words > 1 ? cli->word[1] : "", jc_buf_text(&db));
    jc_buf_free(&db);
}

static enum jc_status compare(struct cli *cli, struct jc_store *store, const struct jc_issue *a,
                              const struct jc_issue *b, struct jc_err *err)
{
    struct jc_changes changes;
    struct telling *t = telling_new(cli, &changes, args_has(&cli->args, O_ALL));
    enum jc_status st = jc_issue_diff(store, a->id, b->id, region_of(cli, a), &changes, err);
    progress_clear(cli);
    bool whole = telling_is_whole(t);
    telling_end(t);
    if (st != JC_OK)
        return st;
    cli->exit = changes.figures ? 1 : 0;
    if (cli->json)
        json_int(cli->summary, "changes", changes.figures);
    else if (changes.figures)
        put(cli, tr(cli, "\n共 %lld 处变化", "\n%lld differences"), (long long)changes.figures);
    else
        put(cli, "%s", tr(cli, "数字没有变化", "no figure differs"));
    if (!whole)
        say_all(cli);
    return JC_OK;
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct jc_issue a = {0}, b = {0};
    enum jc_status st = work_open(&store, cli, is_now(cli) ? JC_STORE_WRITE : JC_STORE_READ, false, err);
    if (st == JC_OK)
        st = jc_issue_find(&a, store, cli->word[0], err);
    if (st == JC_OK)
        st = is_now(cli) ? assess_now(cli, store, &a, err) : jc_issue_find(&b, store, cli->word[1], err);
    if (st == JC_OK)
        st = compare(cli, store, &a, &b, err);
    jc_store_free(store);
    return st;
}

const struct command cmd_diff = {
    .name = "diff",
    .args = "PERIOD[@REV] [PERIOD[@REV] | now] [--all]",
    .zh = "比较两期（或两版），或者已发布的一期和现在的数据：哪些数字变了",
    .en = "compare two issues, or an issue with the data of now: which figures differ",
    .more =
        {"  例如：jicai diff 2024-09@1 2024-09@2；jicai diff 2024-09 与现在的数据比较。有变化时退出码为 1。\n"
         "  变化多时先列名次和比率变动最大的、新出现逾期未付的，再列各张表变了多少；--all 逐条列出。",
         "  For example: jicai diff 2024-09@1 2024-09@2; jicai diff 2024-09 compares with now. Ends with 1 if they "
         "differ.\n"
         "  Of many differences the ranks and rates that moved most, who is newly overdue and a count for each sheet "
         "are shown; --all\n"
         "  lists every one."},
    .group = G_RESULT,
    .least = 1,
    .most = 2,
    .options = BIT(O_REGION) | BIT(O_ALL),
    .run = run,
};
