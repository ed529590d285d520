/* import: tables into the database. */
#include "cli/cli.h"

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    bool dry = args_has(&cli->args, O_DRY_RUN);
    enum jc_status st = work_open(&store, cli, JC_STORE_WRITE, true, err);
    if (st == JC_OK)
        st = work_load(NULL, cli, store, cli->word, cli->words, err);
    jc_store_free(store);
    if (st == JC_OK && !dry) {
        struct jc_buf db = {0};
        db_option(&db, cli);
        say(cli,
            tr(cli, "  接下来：jicai report%s 写报告，jicai status%s 看有什么数据",
               "  next: jicai report%s writes the report, jicai status%s shows what there is"),
            jc_buf_text(&db), jc_buf_text(&db));
        jc_buf_free(&db);
    }
    return st;
}

const struct command cmd_import = {
    .name = "import",
    .args = "PATH... [--kind KIND] [--profile FILE] [--replace ID] [--dry-run] [--strict] [--errors FILE.csv] "
            "[--feedback] [--correction]",
    .zh = "把文件或文件夹里的表格读进数据库",
    .en = "read the spreadsheets of files or folders into the database",
    .more =
        {"  PATH 是文件、文件夹（一直找到最里层）或压缩包；- 是标准输入。表格是哪一种由表头认出，不必指明。\n"
         "  同一个文件读两次不会重复；后来的导出里再次出现的行，以最新的状态为准。\n"
         "  读不懂的行不会悄悄丢掉：逐行说明在哪里、为什么、怎么改；全部清单用 --errors 问题.csv。\n"
         "  核查时才看得出的（如转换比不明、没有验收日）不在清单里：用 jicai run --errors，或看报告的“数据问题”。\n"
         "  --feedback：PATH 是 jicai split 发出后填好收回的工作簿（改名、重排、另存为 .xls "
         "都可以），只取其中填写的原因；\n"
         "  填报的原因在报表里标明“机构填报”，未经认定不算正当理由。\n"
         "  --correction：PATH "
         "是更正（整份重报，或只有改过的几行）：同一订单明细、同一笔付款以它为准，不论数量变大变小。",
         "  PATH is a file, a folder (searched to the bottom) or a zip; - is standard input. Kinds are found from "
         "heads.\n"
         "  A file that was loaded before changes nothing; a line that comes again counts in its latest state.\n"
         "  Nothing is dropped silently: every refused row is told with place, reason and cure (--errors for all).\n"
         "  What only the checks can see (units per pack unknown, no acceptance day) is not among them: jicai run "
         "--errors "
         "has it,\n"
         "  and so has sheet Data issues of the report.\n"
         "  --feedback: PATH is a workbook of jicai split that came back filled in (renamed, re-sorted, saved as "
         ".xls);\n"
         "  only its reasons are taken; they are shown as reported and count for nothing until they are accepted.\n"
         "  --correction: PATH corrects what was imported before, as a whole or in a few lines: it decides for every "
         "order "
         "line\n"
         "  and payment that it has, whatever quantity stood there."},
    .group = G_DATA,
    .least = 1,
    .most = 100000,
    .options = O_LOADING | BIT(O_REPLACE) | BIT(O_DRY_RUN) | BIT(O_FEEDBACK) | BIT(O_CORRECTION),
    .run = run,
};
