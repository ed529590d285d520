/* verify: is the database sound? */
#include "cli/cli.h"

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    bool deep = args_has(&cli->args, O_DEEP);
    enum jc_status st = work_open(&store, cli, JC_STORE_READ, false, err);
    if (st == JC_OK)
        st = jc_store_verify(store, deep, err);
    jc_store_free(store);
    if (st != JC_OK)
        return st;
    done(cli, tr(cli, "数据库 %s 完好%s", "the database %s is sound%s"), cli->db.value,
         deep ? tr(cli, "（索引和引用也已核对）", " (indexes and references too)") : "");
    if (cli->json)
        json_str(cli->summary, "db", cli->db.value);
    return JC_OK;
}

const struct command cmd_verify = {
    .name = "verify",
    .args = "[--deep]",
    .zh = "检查数据库文件是否完好",
    .en = "check that the database file is sound",
    .group = G_KEEP,
    .options = BIT(O_DEEP),
    .run = run,
};
