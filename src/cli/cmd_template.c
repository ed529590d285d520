/* template: an empty table of a kind, to be filled in. */
#include "cli/cli.h"
#include "jicai/ingest.h"

#include <unistd.h>

enum { E_EXISTS = 617, E_CSV_ONLY = 631 };

static void list_kinds(const struct cli *cli)
{
    const char *id, *zh, *en;
    struct list *l = list_new(cli, "kind");
    list_col(l, "kind", "KIND", "KIND", false);
    list_col(l, "name", "表格", "Table", false);
    for (size_t i = 0; jc_ingest_kind_at(i, &id, &zh, &en); i++) {
        list_str(l, id);
        list_str(l, tr(cli, zh, en));
    }
    list_end(l);
}

static bool ends_with(const char *s, const char *end)
{
    size_t n = strlen(s), k = strlen(end);
    return n >= k && strcasecmp(s + n - k, end) == 0;
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    const char *out = args_get(&cli->args, O_OUT);
    if (cli->words == 0) {
        list_kinds(cli);
        return JC_OK;
    }
    if (out && (ends_with(out, ".xlsx") || ends_with(out, ".xls")))
        return jc_fail(err, JC_USAGE, E_CSV_ONLY, out, NULL, NULL);
    if (out && strcmp(out, "-") != 0 && access(out, F_OK) == 0)
        return jc_fail(err, JC_OUTPUT, E_EXISTS, out, NULL, NULL); /* it may be filled in already */
    struct jc_buf heads = {0}, text = {0};
    enum jc_status st = jc_ingest_template(&heads, cli->word[0], err);
    if (st == JC_OK && cli->json && !out) {
        struct cJSON *o = json_new("template");
        json_str(o, "heads", jc_buf_text(&heads));
        json_put(o);
    } else if (st == JC_OK) {
        if (out && strcmp(out, "-") != 0)
            jc_buf_str(&text, "\xEF\xBB\xBF"); /* so that Excel and WPS take it for UTF-8 */
        jc_buf_add(&text, jc_buf_text(&heads), heads.len);
        if (heads.len && heads.p[heads.len - 1] != '\n')
            jc_buf_char(&text, '\n');
        st = output_text(out, jc_buf_text(&text), text.len, err);
    }
    if (st == JC_OK && out && strcmp(out, "-") != 0)
        say(cli,
            tr(cli, "空表已写到 %s，可用 WPS 或 Excel 打开填写。",
               "The empty table is %s; fill it in with Excel or WPS."),
            out);
    jc_buf_free(&heads);
    jc_buf_free(&text);
    return st;
}

const struct command cmd_template = {
    .name = "template",
    .args = "[KIND] [-o FILE.csv]",
    .zh = "一张空表，表头都是程序认识的；不写 KIND 就列出有哪些表",
    .en = "an empty table with heads that are understood; without KIND, the kinds there are",
    .more = {"  例如：jicai template 采购明细 -o 采购明细.csv",
             "  For example: jicai template purchase -o purchases.csv"},
    .group = G_TABLE,
    .most = 1,
    .options = BIT(O_OUT),
    .run = run,
};
