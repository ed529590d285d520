/* explain: every row behind a figure, counted or left out, and why. */
#include "cli/cli.h"
#include "jicai/issue.h"

static enum jc_status explain(struct cli *cli, struct jc_store *store, struct jc_err *err)
{
    size_t n = 0;
    struct jc_stmt *stmt = NULL;
    enum jc_status st = work_list(cli, store, "cli/explain.sql", "trace", "trace", &n, err);
    if (st != JC_OK || n == 0)
        return st;
    if (cli->json)
        json_int(cli->summary, "rows", (int64_t)n);
    if (!cli->json)
        putchar('\n');
    st = jc_stmt_open(&stmt, store, "cli/explain.sql", "sums", err);
    if (st == JC_OK)
        st = list_stmt(cli, "sum", stmt, NULL, err);
    jc_stmt_free(stmt);
    return st;
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct jc_assess what;
    bool followed = false;
    enum jc_status st = work_period(&what, cli, err);
    if (st == JC_OK)
        st = jc_rank_followed(&followed, cli->word[0], err);
    if (st == JC_OK)
        st = work_open(&store, cli, JC_STORE_READ, false, err);
    if (st == JC_OK)
        st = (followed ? work_assess_ranked : work_assess)(cli, store, &what, err);
    if (st == JC_OK)
        st = jc_assess_explain(store, cli->params, &what, cli->word[0], cli->lang, err);
    if (st == JC_OK)
        st = jc_rank_explain(store, cli->word[0], cli->lang, err);
    if (st == JC_OK)
        st = explain(cli, store, err);
    jc_store_free(store);
    return st;
}

const struct command cmd_explain = {
    .name = "explain",
    .args = "KEY [--as-of DAY | --month YYYY-MM | --quarter YYYYQn]",
    .zh = "一个数字从哪里来：每一行原始数据，计入还是没有计入，为什么",
    .en = "where a figure comes from: every row that was counted or left out, and why",
    .more =
        {"  KEY 是报告里“依据号”一列的内容，例如 jicai explain inst:H33078200001。\n"
         "  "
         "没有这一列的表，依据号由它的列组成：round:批次编码、form:机构编码:批次名称、age:账龄、report:"
         "机构编码、file:文件 SHA-256\n"
         "  的前 12 位、check:自检的名称；数据问题的编号（如 E458）也可以。截止日或统计期要与报告相同。\n"
         "  有名次的行，最后说明名次是按什么排的，前后各是谁，上期的名次从哪里来。",
         "  KEY stands in the column Key of the report, for example jicai explain inst:H33078200001.\n"
         "  Where a sheet has none, it is made of its columns: round:CODE, form:INSTITUTION:ROUND, age:AGE, "
         "report:INSTITUTION,\n"
         "  file:first 12 digits of its SHA-256, check:NAME; the number of a message (E458) will do as well.\n"
         "  Give the cut-off day or period of that report.\n"
         "  A ranked row ends with what decides its rank, the rows beside it, and where the rank before comes from."},
    .group = G_RESULT,
    .least = 1,
    .most = 1,
    .options = O_PERIOD,
    .run = run,
};
