/* status: what the database holds. */
#include "cli/cli.h"

#include <sys/stat.h>

static void print_head(const struct cli *cli, struct jc_stmt *stmt)
{
    struct stat sb;
    int64_t bytes = stat(cli->db.value, &sb) == 0 ? (int64_t)sb.st_size : 0;
    put(cli, tr(cli, "数据库  %s（%lld KB）", "database  %s (%lld KB)"), cli->db.value,
        (long long)(bytes + 1023) / 1024);
    put(cli,
        tr(cli, "导入    %lld 次（其中撤销 %lld 次），文件 %lld 个（不含程序自带的目录）",
           "imports   %lld (%lld undone), files %lld (without the built-in catalogues)"),
        (long long)jc_col_int(stmt, 0), (long long)jc_col_int(stmt, 1), (long long)jc_col_int(stmt, 2));
    put(cli, tr(cli, "机构    %lld 家（机构表里有的 %lld 家）\n", "institutions  %lld (%lld in an institution list)\n"),
        (long long)jc_col_int(stmt, 3), (long long)jc_col_int(stmt, 4));
    if (!cli->json)
        return;
    json_str(cli->summary, "db", cli->db.value);
    json_int(cli->summary, "bytes", bytes);
    json_int(cli->summary, "imports", jc_col_int(stmt, 0));
    json_int(cli->summary, "undone", jc_col_int(stmt, 1));
    json_int(cli->summary, "files", jc_col_int(stmt, 2));
    json_int(cli->summary, "institutions", jc_col_int(stmt, 3));
    json_int(cli->summary, "listed", jc_col_int(stmt, 4));
}

static enum jc_status print_kinds(const struct cli *cli, struct jc_stmt *stmt, struct jc_err *err)
{
    enum { SUPERSEDED = 4 };
    static const char *const heads[][3] = {{"files", "文件", "Files"},       {"rows", "读入行数", "Rows read"},
                                           {"kept", "有效", "Live"},         {"superseded", "已更新", "Superseded"},
                                           {"rejected", "剔除", "Rejected"}, {"skipped", "跳过", "Skipped"},
                                           {"from", "数据起", "Data from"},  {"to", "数据止", "Data to"}};
    struct list *l = list_new(cli, "kind");
    list_col(l, "kind", "表格", "Table", false);
    for (size_t i = 0; i < JC_LEN(heads); i++)
        list_col(l, heads[i][0], heads[i][1], heads[i][2], i < 6);
    int64_t superseded = 0;
    enum jc_status st;
    while ((st = jc_stmt_step(stmt, err)) == JC_OK) {
        const char *kind = jc_col_text(stmt, 0, NULL);
        list_str(l, cli->json ? kind : kind_name(cli, kind));
        for (int i = 1; i <= (int)JC_LEN(heads); i++)
            list_str(l, jc_col_null(stmt, i) ? NULL : jc_col_text(stmt, i, NULL));
        superseded += jc_col_int(stmt, SUPERSEDED);
    }
    list_end(l);
    if (superseded && !cli->json)
        put_superseded(cli);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct jc_stmt *head = NULL, *kinds = NULL;
    enum jc_status st = work_open(&store, cli, JC_STORE_READ, false, err);
    if (st == JC_OK)
        st = jc_store_script(store, "sql/sheet_state.sql", err);
    if (st == JC_OK)
        st = jc_stmt_open(&head, store, "cli/status.sql", "head", err);
    if (st == JC_OK)
        st = jc_stmt_step(head, err);
    if (st == JC_OK) {
        print_head(cli, head);
        st = jc_stmt_open(&kinds, store, "cli/status.sql", "kinds", err);
    }
    if (st == JC_OK)
        st = print_kinds(cli, kinds, err);
    jc_stmt_free(head);
    jc_stmt_free(kinds);
    jc_store_free(store);
    return st;
}

const struct command cmd_status = {
    .name = "status",
    .args = "",
    .zh = "数据库里有什么：各种表格的文件数、行数、起止日期",
    .en = "what the database holds: tables, files, rows, spans of days",
    .group = G_DATA,
    .run = run,
};
