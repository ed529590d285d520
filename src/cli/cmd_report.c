/* report: the workbook, its sheets as csv or json, or the published page, of what the database holds. */
#include "cli/cli.h"
#include "jicai/issue.h"

enum { E_EXCLUDE = 607 };

/* A published issue is what it was: nothing can be asked of it that was not asked then. */
static enum jc_status report_issue(struct cli *cli, const char *name, struct jc_err *err)
{
    static const enum option not [] = {O_AS_OF, O_MONTH, O_QUARTER, O_REGION};
    struct jc_store *store = NULL;
    struct jc_issue issue;
    for (size_t i = 0; i < JC_LEN(not ); i++)
        if (args_has(&cli->args, not [i]))
            return jc_fail(err, JC_USAGE, E_EXCLUDE, option_name(O_ISSUE), option_name(not [i]), NULL);
    enum jc_status st = work_open(&store, cli, JC_STORE_READ, false, err);
    if (st == JC_OK)
        st = jc_issue_find(&issue, store, name, err);
    if (st == JC_OK)
        st = work_report(cli, store, issue.id, err);
    jc_store_free(store);
    return st;
}

static enum jc_status report_now(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct jc_assess what;
    enum jc_status st = work_period(&what, cli, err);
    if (st == JC_OK)
        st = work_open(&store, cli, JC_STORE_READ, false, err);
    if (st == JC_OK)
        st = work_assess_ranked(cli, store, &what, err);
    if (st == JC_OK)
        st = work_report(cli, store, 0, err);
    jc_store_free(store);
    return st;
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    const char *issue = args_get(&cli->args, O_ISSUE);
    enum jc_status st = work_wanted(cli, err);
    if (st != JC_OK)
        return st;
    return issue ? report_issue(cli, issue, err) : report_now(cli, err);
}

const struct command cmd_report = {
    .name = "report",
    .args = "[-o OUT] [--format xlsx|csv|json|html|docx] [--sheet NAME]... [--by WHAT] "
            "[--as-of DAY | --month YYYY-MM | --quarter YYYYQn | --issue PERIOD]",
    .zh = "按数据库里的数据写报告",
    .en = "write the report of what the database holds",
    .more =
        {"  xlsx 写成一个工作簿（默认 集采核查报告.xlsx）；csv 和 json 写成一个文件夹，每张表一个文件；\n"
         "  html 写成一个可以公布的排名网页（默认 集采排名.html）；docx 写成通报的草稿（默认 通报.docx）。\n"
         "  -o 的文件名以 .html 或 .docx 结尾时可以不写 --format；只要一张表（--sheet）时 .csv 和 .json "
         "也是，写成一个文件。\n"
         "  默认的文件名带着 --month、--quarter、--as-of、--issue 写的那一期：集采核查报告-2024-09.xlsx，"
         "不会覆盖别的一期；\n"
         "  也带着 --by 和 --sheet 写的（集采核查报告-2024-09-品种进度.xlsx），不会覆盖完整的报告。\n"
         "  --sheet 只要其中几张表；-o - 把一张表的 csv 或 json 显示在屏幕上。\n"
         "  --by 医共体 把机构执行排名和货款支付排名改成医共体的排名，数字由成员合计重算；也可以写 "
         "地区、级别、付款方。\n"
         "  --issue 2024-09 把已发布的一期（见 jicai publish）按存档写出来；2024-09@1 是它的第 1 版。",
         "  xlsx is one workbook (default jicai-report.xlsx); csv and json are a folder with a file a sheet;\n"
         "  html is a page with the rankings, ready to be published (default jicai-ranking.html); docx is the draft of "
         "a\n"
         "  bulletin (default jicai-bulletin.docx). A name after -o that ends with .html or .docx needs no --format, "
         "nor\n"
         "  does one with .csv or .json when one sheet is chosen, which is then that file.\n"
         "  A default name bears what --month, --quarter, --as-of or --issue says: jicai-report-2024-09.xlsx, and no\n"
         "  report of another period is written over; so it does with --by and --sheet, and the whole report stays.\n"
         "  --sheet chooses some of them; -o - shows one sheet as csv or json on the screen.\n"
         "  --by community makes both rankings those of medical communities, from sums over their members; region, "
         "level and\n"
         "  payer go as well.\n"
         "  --issue 2024-09 writes a published issue (jicai publish) as it was; 2024-09@1 is its revision 1."},
    .group = G_RESULT,
    .options = BIT(O_OUT) | BIT(O_FORMAT) | BIT(O_SHEET) | BIT(O_BY) | BIT(O_ISSUE) | BIT(O_RULES) | O_PERIOD,
    .run = run,
};
