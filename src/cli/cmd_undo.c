/* undo: take back an import. */
#include "cli/cli.h"
#include "jicai/ingest.h"

enum { E_NO_IMPORT = 621 };

/* Which import it was: a number alone says nothing to whoever mistook it. */
static enum jc_status tell_undone(struct cli *cli, struct jc_store *store, int64_t id, struct jc_err *err)
{
    struct jc_stmt *q;
    enum jc_status st = jc_stmt_open(&q, store, "cli/log.sql", "files_of", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, id);
    jc_stmt_int(q, 2, cli->lang);
    if ((st = jc_stmt_step(q, err)) == JC_OK)
        put(cli,
            tr(cli, "已撤销编号 %lld 的导入（%s，共 %lld 行）；它更新过的记录恢复为原来的内容。",
               "import %lld (%s; %lld rows) was taken back; what it had superseded counts again."),
            (long long)id, jc_col_text(q, 0, NULL), (long long)jc_col_int(q, 1));
    jc_stmt_free(q);
    return st;
}

static void tell_replaced(struct cli *cli, const struct jc_ingest_undone *done)
{
    if (done->back)
        put(cli,
            tr(cli, "它代替的编号 %lld 的导入恢复为原来的样子。",
               "import %lld, whose place it had taken, is back as it was."),
            (long long)done->replaced);
    else if (done->replaced)
        put(cli,
            tr(cli, "它代替的编号 %lld 的导入没有恢复；需要时请重新导入那些文件。",
               "import %lld, whose place it had taken, is not back; import its files again if they are wanted."),
            (long long)done->replaced);
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct jc_ingest_undone done = {0};
    int64_t id = 0;
    if (cli->words && !parse_id(&id, cli->word[0]))
        return jc_fail(err, JC_NOTFOUND, E_NO_IMPORT, cli->word[0], NULL, NULL);
    enum jc_status st = work_open(&store, cli, JC_STORE_WRITE, false, err);
    if (st == JC_OK)
        st = jc_ingest_undo(store, id, &done, err);
    if (st == JC_OK) {
        st = tell_undone(cli, store, done.id, err);
        tell_replaced(cli, &done);
        if (cli->json) {
            json_int(cli->summary, "undone", done.id);
            json_int(cli->summary, "replaced", done.replaced);
            json_bool(cli->summary, "back", done.back);
        }
    }
    jc_store_free(store);
    return st;
}

const struct command cmd_undo = {
    .name = "undo",
    .args = "[ID]",
    .zh = "撤销一次导入（默认最近一次）",
    .en = "take back an import (the last one by default)",
    .more = {"  编号见 jicai log（1 是程序自带的目录，不能撤销）。撤销以后，同样的文件可以重新导入。\n"
             "  撤销用 --replace 代替了别的一次的导入，被代替的那次原样恢复。",
             "  jicai log shows the numbers (1 are the built-in catalogues, which stay). Afterwards the same files can "
             "be imported again.\n"
             "  After an import that took the place of another (--replace), the other is back as it was."},
    .group = G_DATA,
    .most = 1,
    .run = run,
};
