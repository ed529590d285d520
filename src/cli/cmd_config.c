/* config: every setting with its value and where it comes from; as a jicai.ini to begin with. */
#include "cli/cli.h"

#include <unistd.h>

enum { E_EXISTS = 617 };

static void add_setting(struct list *l, const struct cli *cli, const char *name, const struct setting *s,
                        const char *fallback, const char *what)
{
    list_str(l, name);
    list_str(l, s->value);
    list_str(l, fallback);
    list_str(l, s->value ? origin_text(s->origin, cli->lang) : NULL);
    list_str(l, NULL);
    list_str(l, what);
    list_str(l, NULL);
}

/* A parameter at its default is written as a comment: it follows the program until somebody wants otherwise. */
static void add_line(struct jc_buf *out, const struct cli *cli, const struct jc_param_info *p)
{
    jc_buf_fmt(out, tr(cli, "\n; %s（允许 %s，默认 %s；%s）\n", "\n; %s (range %s, default %s; %s)\n"),
               tr(cli, p->title_zh, p->title_en), tr(cli, p->range, p->range_en), *p->fallback ? p->fallback : "—",
               tr(cli, p->source, p->source_en));
    jc_buf_fmt(out, "%s%s = %s\n", strcmp(p->value, p->fallback) == 0 ? "; " : "", p->name, p->value);
}

static enum jc_status write_ini(struct cli *cli, const char *out, struct jc_err *err)
{
    struct jc_param_info p;
    struct jc_buf text = {0};
    if (strcmp(out, "-") != 0 && access(out, F_OK) == 0)
        return jc_fail(err, JC_OUTPUT, E_EXISTS, out, NULL, NULL);
    jc_buf_str(
        &text,
        tr(cli, "; jicai 的参数，一行一个。行首有分号的不起作用：要改哪个，就去掉它的分号。\n",
           "; Parameters of jicai, one a line. A semicolon in front keeps a line out: take it away to set one.\n"));
    for (size_t i = 0; (p = jc_params_at(cli->params, i)).name; i++)
        add_line(&text, cli, &p);
    enum jc_status st = output_text(out, jc_buf_text(&text), text.len, err);
    if (st == JC_OK && strcmp(out, "-") != 0)
        say(cli,
            tr(cli, "全部参数已写到 %s，改好后用 jicai config 核对。",
               "All parameters are in %s; jicai config shows what is set."),
            out);
    jc_buf_free(&text);
    return st;
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    const char *out = args_get(&cli->args, O_OUT);
    if (out)
        return write_ini(cli, out, err);
    struct list *l = list_new(cli, "setting");
    list_col(l, "name", "名称", "Name", false);
    list_col(l, "value", "值", "Value", false);
    list_col(l, "default", "默认", "Default", false);
    list_col(l, "origin", "来自", "From", false);
    list_col(l, "range", "允许", "Allowed", false);
    list_col(l, "what", "含义", "Meaning", false);
    list_col(l, "source", "依据", "Source", false);
    add_setting(l, cli, "db", &cli->db, "jicai.db", tr(cli, "数据库文件", "database file"));
    add_setting(l, cli, "lang", &cli->lang_of, "zh",
                tr(cli, "语言：zh 中文，en 英文", "language: zh Chinese, en English"));
    add_setting(l, cli, "config", &cli->ini, "jicai.ini",
                tr(cli, "读到的配置文件", "configuration file that was read"));
    struct jc_param_info p;
    for (size_t i = 0; (p = jc_params_at(cli->params, i)).name; i++) {
        list_str(l, p.name);
        list_str(l, *p.value ? p.value : NULL);
        list_str(l, *p.fallback ? p.fallback : NULL);
        list_str(l, strcmp(p.origin, "默认") == 0 ? origin_text(FROM_DEFAULT, cli->lang) : p.origin);
        list_str(l, tr(cli, p.range, p.range_en));
        list_str(l, tr(cli, p.title_zh, p.title_en));
        list_str(l, tr(cli, p.source, p.source_en));
    }
    list_end(l);
    return JC_OK;
}

const struct command cmd_config = {
    .name = "config",
    .args = "[-o jicai.ini]",
    .zh = "全部参数：现在的值、默认值、来自哪里、允许什么、依据",
    .en = "every parameter: its value and default, where it comes from, what is allowed, its source",
    .more = {"  优先顺序：命令行 --set > 环境变量 JICAI_DB、JICAI_LANG、JICAI_CONFIG > jicai.ini > 默认值。\n"
             "  jicai.ini 是一个文本文件，每行一个参数，例如：\n\n"
             "      db = 2024.db\n      fulfil.alarm = 0.8\n      region.supply = 浙江\n\n"
             "  -o jicai.ini 写出一份带说明的，全部参数都在里面。",
             "  Order: option (--set) > environment (JICAI_DB, JICAI_LANG, JICAI_CONFIG) > jicai.ini > default.\n"
             "  jicai.ini is a text file with a parameter a line, for example:\n\n"
             "      db = 2024.db\n      fulfil.alarm = 0.8\n      region.supply = 浙江\n\n"
             "  -o jicai.ini writes one with every parameter explained."},
    .group = G_BOOK,
    .options = BIT(O_RULES) | BIT(O_OUT),
    .run = run,
};
