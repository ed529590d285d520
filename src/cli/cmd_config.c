/* config: every setting with its value and where it comes from. */
#include "cli/cli.h"

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

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    (void)err;
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
        list_str(l, p.range);
        list_str(l, tr(cli, p.title_zh, p.title_en));
        list_str(l, p.source);
    }
    list_end(l);
    return JC_OK;
}

const struct command cmd_config = {
    .name = "config",
    .args = "",
    .zh = "全部参数：现在的值、默认值、来自哪里、允许什么、依据",
    .en = "every parameter: its value and default, where it comes from, what is allowed, its source",
    .more = {"  优先顺序：命令行 --set > 环境变量 JICAI_DB、JICAI_LANG、JICAI_CONFIG > jicai.ini > 默认值。\n"
             "  jicai.ini 是一个文本文件，每行一个参数，例如：\n\n"
             "      db = 2024.db\n      fulfil.alarm = 0.8\n      region.supply = 浙江",
             "  Order: option (--set) > environment (JICAI_DB, JICAI_LANG, JICAI_CONFIG) > jicai.ini > default.\n"
             "  jicai.ini is a text file with a parameter a line, for example:\n\n"
             "      db = 2024.db\n      fulfil.alarm = 0.8\n      region.supply = 浙江"},
    .group = G_BOOK,
    .options = BIT(O_RULES),
    .run = run,
};
