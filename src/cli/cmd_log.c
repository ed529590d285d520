/* log: the imports, the last first. */
#include "cli/cli.h"

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    size_t n = 0;
    enum jc_status st = work_open(&store, cli, JC_STORE_READ, false, err);
    if (st == JC_OK)
        st = work_list(cli, store, "cli/log.sql", "imports", "import", &n, err);
    if (st == JC_OK && n == 0)
        say(cli, "%s", tr(cli, "还没有导入过", "nothing was imported yet"));
    jc_store_free(store);
    return st;
}

const struct command cmd_log = {
    .name = "log",
    .args = "",
    .zh = "导入记录：编号、时间、文件、行数，最近的在前",
    .en = "the imports: id, time, files, rows; the last first",
    .more =
        {"  编号 1 是程序自带的全国中选目录，不能撤销；自己的导入从 2 "
         "起。没有导入的文件在“文件”一列注明，不计入文件数。",
         "  Number 1 are the national catalogues that come with the program and cannot be undone; your own imports go "
         "on from there.\n"
         "  A file that was refused is named under Files, and counts as none."},
    .group = G_DATA,
    .run = run,
};
