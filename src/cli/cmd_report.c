/* report: the workbook, its sheets as csv or json, or the published page, of what the database holds. */
#include "cli/cli.h"

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct jc_assess what;
    enum jc_status st = work_format(cli, err);
    if (st == JC_OK)
        st = work_period(&what, cli, err);
    if (st == JC_OK)
        st = work_open(&store, cli, JC_STORE_READ, false, err);
    if (st == JC_OK)
        st = work_assess(cli, store, &what, err);
    if (st == JC_OK)
        st = work_report(cli, store, err);
    jc_store_free(store);
    return st;
}

const struct command cmd_report = {
    .name = "report",
    .args =
        "[-o OUT] [--format xlsx|csv|json|html] [--sheet NAME]... [--as-of DAY | --month YYYY-MM | --quarter YYYYQn]",
    .zh = "按数据库里的数据写报告",
    .en = "write the report of what the database holds",
    .more = {"  xlsx 写成一个工作簿（默认 集采核查报告.xlsx）；csv 和 json 写成一个文件夹，每张表一个文件；\n"
             "  html 写成一个可以公布的排名网页（默认 集采排名.html）。\n"
             "  --sheet 只要其中几张表；-o - 把一张表的 csv 或 json 显示在屏幕上。",
             "  xlsx is one workbook (default jicai-report.xlsx); csv and json are a folder with a file a sheet;\n"
             "  html is a page with the rankings, ready to be published (default jicai-ranking.html).\n"
             "  --sheet chooses some of them; -o - shows one sheet as csv or json on the screen."},
    .group = G_RESULT,
    .options = BIT(O_OUT) | BIT(O_FORMAT) | BIT(O_SHEET) | BIT(O_RULES) | O_PERIOD,
    .run = run,
};
