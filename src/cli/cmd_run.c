/* run: the whole job in one go. */
#include "cli/cli.h"
#include "jicai/report.h"

enum { TOP = 10 };

static void print_top(const struct cli *cli, const struct jc_report_table *t)
{
    size_t cols = jc_report_table_cols(t), rows = jc_report_table_rows(t);
    struct list *l = list_new(cli, "rank");
    if (cli->json)
        list_col(l, "ranking", "", "", false);
    for (size_t i = 0; i < cols; i++) {
        bool right;
        const char *head = jc_report_table_head(t, i, &right);
        list_col(l, head, head, head, right);
    }
    for (size_t r = 0; r < rows; r++) {
        if (cli->json)
            list_str(l, jc_report_table_name(t));
        for (size_t i = 0; i < cols; i++)
            list_str(l, jc_report_table_cell(t, r, i));
    }
    put(cli, "\n%s%s%s", ink(cli, stdout, BOLD), jc_report_table_name(t), ink(cli, stdout, PLAIN));
    list_end(l);
    int64_t total = jc_report_table_total(t);
    if (rows == 0)
        put(cli, "  %s", tr(cli, "（没有这方面的数据）", "(no data for this)"));
    else if (total > (int64_t)rows)
        put(cli, tr(cli, "  %s…共 %lld 行，全部在报告里%s", "  %s… %lld rows in all, in the report%s"),
            ink(cli, stdout, DIM), (long long)total, ink(cli, stdout, PLAIN));
}

static enum jc_status print_sheet(struct cli *cli, struct jc_store *store, const char *sheet, struct jc_err *err)
{
    struct jc_report_table *t = NULL;
    enum jc_status st = jc_report_table_open(&t, store, sheet, args_get(&cli->args, O_BY), TOP, cli->lang, err);
    if (st == JC_OK)
        print_top(cli, t);
    jc_report_table_free(t);
    return st;
}

/* Where the findings that were counted can be read, one by one. */
static void print_where(const struct cli *cli)
{
    struct jc_buf db = {0};
    db_option(&db, cli);
    put(cli, "  %s%s%s%s%s", ink(cli, stdout, DIM),
        work_has_all_sheets(cli) ? tr(cli, "在报告的“滞后与零采购”“数据问题”等各表里；",
                                      "in the report: sheets Behind, Data issues and others; ")
                                 : "",
        db.len
            ? tr(cli, "逐条列出（选项写得相同）：jicai check", "listed one by one, with the same options: jicai check")
            : tr(cli, "要逐条列出，加上 --db 文件 再运行，然后 jicai check --db 文件",
                 "to list them one by one, run it with --db FILE, then jicai check --db FILE"),
        jc_buf_text(&db), ink(cli, stdout, PLAIN));
    jc_buf_free(&db);
}

static enum jc_status print_counts(struct cli *cli, struct jc_store *store, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    enum jc_status st = jc_stmt_open(&stmt, store, "cli/check.sql", "counts", err);
    if (st == JC_OK)
        st = jc_stmt_step(stmt, err);
    if (st == JC_OK) {
        static const char *const keys[] = {"errors", "warnings", "notes"};
        for (int i = 0; cli->json && i < (int)JC_LEN(keys); i++)
            json_int(cli->summary, keys[i], jc_col_int(stmt, i));
        put(cli,
            tr(cli, "\n核查发现  错误 %lld 条，警告 %lld 条，提示 %lld 条",
               "\nfindings  %lld errors, %lld warnings, %lld notes"),
            (long long)jc_col_int(stmt, 0), (long long)jc_col_int(stmt, 1), (long long)jc_col_int(stmt, 2));
        print_where(cli);
    }
    jc_stmt_free(stmt);
    return st;
}

static enum jc_status print_results(struct cli *cli, struct jc_store *store, struct jc_err *err)
{
    enum jc_status st = print_sheet(cli, store, "2", err);
    if (st == JC_OK)
        st = print_sheet(cli, store, "9", err);
    return st == JC_OK ? print_counts(cli, store, err) : st;
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct jc_assess what;
    const char *out = args_get(&cli->args, O_OUT);
    int64_t import = 0;
    bool keep = args_has(&cli->args, O_DB);
    cli->only_report = out && strcmp(out, "-") == 0;
    enum jc_status st = work_wanted(cli, err);
    if (st == JC_OK)
        st = work_period(&what, cli, err);
    if (st == JC_OK)
        st = work_open(&store, cli, keep ? JC_STORE_WRITE : JC_STORE_TEMP, true, err);
    if (st == JC_OK)
        st = work_load(&import, cli, store, cli->word, cli->words, err);
    if (st == JC_OK)
        st = work_assess_ranked(cli, store, &what, err);
    if (st == JC_OK)
        st = tell_others(cli, store, import, err);
    if (st == JC_OK && !cli->quiet && !cli->only_report)
        st = print_results(cli, store, err);
    if (st == JC_OK)
        st = work_report(cli, store, 0, err);
    jc_store_free(store);
    return st;
}

const struct command cmd_run = {
    .name = "run",
    .args = "PATH... [-o OUT] [--format xlsx|csv|json|html|docx] [--as-of DAY | --month YYYY-MM | --quarter YYYYQn] "
            "[--region NAME] [--by WHAT]",
    .zh = "一步到位：读入全部表格，核查，写出报告，显示排名",
    .en = "the whole job: read everything, check, write the report, show the rankings",
    .more = {"  例如：jicai run 2024年9月/ -o 集采核查报告.xlsx\n"
             "  不写 --db 时用临时数据库，什么也不留下；写上 --db 文件，数据就存进去，下个月可以接着用。\n"
             "  --errors 问题.csv 得到全部问题：读入时的，和核查时才看得出的（即报告的“数据问题”）。",
             "  For example: jicai run 2024-09/ -o report.xlsx\n"
             "  Without --db a temporary database is used and nothing is kept; with --db FILE the data stay there.\n"
             "  --errors FILE.csv holds every problem: those met while reading, and those that only the checks can see "
             "(sheet Data issues)."},
    .group = G_START,
    .least = 1,
    .most = 100000,
    .options = BIT(O_OUT) | BIT(O_FORMAT) | BIT(O_SHEET) | BIT(O_BY) | BIT(O_RULES) | O_PERIOD | O_LOADING,
    .run = run,
};
