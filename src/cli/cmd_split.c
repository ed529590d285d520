/* split: a workbook for each institution, to be filled in and sent back. */
#include "cli/cli.h"
#include "jicai/report.h"

enum { E_NO_FOLDER = 640 };

struct split {
    struct list *list;
    int64_t books;
};

static void on_book(void *ctx, const char *institution, const char *path, const int64_t rows[3])
{
    struct split *s = ctx;
    s->books++;
    list_str(s->list, institution);
    for (int i = 0; i < 3; i++)
        list_int(s->list, rows[i]);
    list_str(s->list, path);
}

static enum jc_status split(struct cli *cli, struct jc_store *store, const char *dir, struct jc_err *err)
{
    struct split s = {.list = list_new(cli, "split")};
    list_col(s.list, "institution", "医疗机构", "Institution", false);
    list_col(s.list, "behind", "滞后与零采购", "Behind", true);
    list_col(s.list, "overdue", "逾期未付", "Overdue", true);
    list_col(s.list, "due", "未来到期", "Due soon", true);
    list_col(s.list, "path", "文件", "File", false);
    progress(cli, tr(cli, "正在写各机构的工作簿…", "writing the workbooks…"), "", 0);
    enum jc_status st = jc_report_split(store, dir, cli->lang, on_book, &s, err);
    progress_clear(cli);
    list_end(s.list);
    if (st != JC_OK)
        return st;
    struct jc_buf db = {0};
    db_option(&db, cli);
    if (cli->json)
        json_int(cli->summary, "workbooks", s.books);
    else if (s.books)
        done(cli,
             tr(cli, "\n已写好 %lld 个工作簿，发给各机构填写；收回后用 jicai import --feedback 文件…%s 读入",
                "\n%lld workbooks written; jicai import --feedback FILE...%s takes the answers back"),
             (long long)s.books, jc_buf_text(&db));
    else
        done(cli, "%s", tr(cli, "没有滞后、逾期或即将到期的机构", "nobody is behind, overdue or soon due"));
    jc_buf_free(&db);
    return JC_OK;
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct jc_assess what;
    const char *dir = args_get(&cli->args, O_OUT);
    if (!dir || strcmp(dir, "-") == 0 || !*dir)
        return jc_fail(err, JC_USAGE, E_NO_FOLDER, dir ? dir : "", NULL, NULL);
    enum jc_status st = work_period(&what, cli, err);
    if (st == JC_OK)
        st = work_open(&store, cli, JC_STORE_READ, false, err);
    if (st == JC_OK)
        st = work_assess(cli, store, &what, err);
    if (st == JC_OK)
        st = split(cli, store, dir, err);
    jc_store_free(store);
    return st;
}

const struct command cmd_split = {
    .name = "split",
    .args = "-o DIR [--as-of DAY | --month YYYY-MM | --quarter YYYYQn] [--region NAME]",
    .zh = "给每家机构写一个工作簿，填写原因后可以读回",
    .en = "write a workbook for each institution, to give reasons in",
    .more =
        {"  每个工作簿只有这一家机构的行，最严重的在前：滞后与零采购（每 30 天还需多少、合多少包装）、\n"
         "  逾期未付、未来 30 天到期。黄色的列由机构填写，其余单元格锁定（没有密码）。\n"
         "  收回的文件改名、重新排序、另存为 .xls 都可以：jicai import --feedback 文件…",
         "  Each holds the rows of one institution, worst first: behind schedule (with what it needs in 30 days, in\n"
         "  packs too), overdue, due within 30 days. The yellow columns are to be filled in, the rest is locked "
         "(without\n"
         "  a password). Renamed, re-sorted or saved as .xls, it can be read: jicai import --feedback FILE..."},
    .group = G_RESULT,
    .options = BIT(O_OUT) | O_PERIOD,
    .run = run,
};
