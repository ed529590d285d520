/* help: all commands, one command, or a message by its number. */
#include "cli/cli.h"

enum { E_TOPIC = 615, USAGE_WIDTH = 26 };

static const char *const group_names[][2] = {
    [G_START] = {"从这里开始", "Start here"},
    [G_DATA] = {"数据", "Data"},
    [G_RESULT] = {"核查与报告", "Checks and reports"},
    [G_TABLE] = {"表格文件", "Spreadsheets"},
    [G_BOOK] = {"规则与目录", "Rules and catalogues"},
    [G_KEEP] = {"保管数据库", "Keeping the database"},
    [G_HELP] = {"帮助", "Help"},
};

static void print_padded(const struct cli *cli, const char *left, const char *right)
{
    struct jc_buf b = {0};
    add_padded(&b, left, USAGE_WIDTH, false);
    put(cli, "  %s%s%s  %s", ink(cli, stdout, CYAN), jc_buf_text(&b), ink(cli, stdout, PLAIN), right);
    jc_buf_free(&b);
}

static void print_options(const struct cli *cli, uint64_t mask)
{
    for (int o = 0; o < O_COUNT; o++) {
        char usage[64];
        const char *what;
        if (!(mask & BIT(o)))
            continue;
        option_help((enum option)o, cli->lang, usage, &what);
        print_padded(cli, usage, what);
    }
}

static void print_heading(const struct cli *cli, const char *text)
{
    put(cli, "\n%s%s%s", ink(cli, stdout, BOLD), text, ink(cli, stdout, PLAIN));
}

static void print_overview(const struct cli *cli)
{
    const struct command *c;
    int group = -1;
    put(cli, "%sjicai %s%s  %s", ink(cli, stdout, BOLD), JC_VERSION, ink(cli, stdout, PLAIN),
        tr(cli, "集采核查：把集采的约定量、采购和付款表格变成有据可查的排名报表",
           "from procurement spreadsheets to a ranked report in which every figure can be traced"));
    put(cli, "\n%s", tr(cli, "用法：jicai 命令 [参数] [选项]", "Usage: jicai COMMAND [ARGUMENTS] [OPTIONS]"));
    for (size_t i = 0; (c = command_at(i)); i++) {
        if ((int)c->group != group) {
            group = (int)c->group;
            print_heading(cli, group_names[group][cli->lang]);
        }
        char usage[64];
        snprintf(usage, sizeof usage, "%s %.*s", c->name, (int)strcspn(c->args, "["), c->args);
        print_padded(cli, usage, tr(cli, c->zh, c->en));
    }
    print_heading(cli, tr(cli, "每个命令都可以用的选项", "Options of every command"));
    print_options(cli, BIT(O_COMMON) - 1);
    put(cli, "\n%s",
        tr(cli, "一个命令的说明：jicai help run    一条消息的说明：jicai help E203",
           "About a command: jicai help run    About a message: jicai help E203"));
}

static void print_command(const struct cli *cli, const struct command *c)
{
    put(cli, "%sjicai %s%s%s%s\n\n  %s", ink(cli, stdout, BOLD), c->name, *c->args ? " " : "", c->args,
        ink(cli, stdout, PLAIN), tr(cli, c->zh, c->en));
    if (c->more[cli->lang])
        put(cli, "\n%s", c->more[cli->lang]);
    if (c->options) {
        print_heading(cli, tr(cli, "选项", "Options"));
        print_options(cli, c->options);
    }
    print_heading(cli, tr(cli, "每个命令都可以用的选项", "Options of every command"));
    print_options(cli, BIT(O_COMMON) - 1);
}

/* 203 for "E203" or "203", 0 for anything else. */
static int message_number(const char *word)
{
    int code = 0;
    word += *word == 'E' || *word == 'e';
    size_t n = strlen(word);
    if (n != 3 || strspn(word, "0123456789") != n)
        return 0;
    for (; *word; word++)
        code = code * 10 + (*word - '0');
    return code;
}

static bool print_message(struct cli *cli, int code)
{
    if (code == 0 || jc_msg_next(code - 1) != code)
        return false;
    struct jc_err m = {.code = code, .value = "…", .arg = {"…", "…"}};
    if (cli->json) {
        struct cJSON *o = json_new("message");
        json_message(o, &m, cli->lang);
        json_put(o);
        return true;
    }
    struct jc_buf problem = {0}, cure = {0};
    jc_msg_problem(&problem, code, "…", "…", "…", cli->lang);
    jc_msg_cure(&cure, code, "…", "…", "…", cli->lang);
    put(cli, "%sE%03d%s  %s\n", ink(cli, stdout, BOLD), code, ink(cli, stdout, PLAIN),
        severity_text(cli, jc_msg_severity(code)));
    put(cli, "  %s  %s", tr(cli, "问题", "problem"), jc_buf_text(&problem));
    if (cure.len)
        put(cli, "  %s  %s", tr(cli, "怎么改", "cure"), jc_buf_text(&cure));
    jc_buf_free(&problem);
    jc_buf_free(&cure);
    return true;
}

/* All of them: a page, or an object each. */
static void print_messages(struct cli *cli)
{
    if (!cli->json) {
        doc_errors(cli);
        return;
    }
    for (int code = 0; (code = jc_msg_next(code));)
        (void)print_message(cli, code);
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    if (cli->words == 0) {
        print_overview(cli);
        return JC_OK;
    }
    const struct command *c = command_find(cli->word[0]);
    if (c) {
        print_command(cli, c);
        return JC_OK;
    }
    if (print_message(cli, message_number(cli->word[0])))
        return JC_OK;
    if (strcmp(cli->word[0], "E") == 0) {
        print_messages(cli);
        return JC_OK;
    }
    if (strcmp(cli->word[0], "man") == 0 && !cli->json) {
        doc_man();
        return JC_OK;
    }
    const char *names[64] = {NULL};
    for (size_t i = 0; (c = command_at(i)) && i + 1 < JC_LEN(names); i++)
        names[i] = c->name;
    return jc_fail(err, JC_USAGE, E_TOPIC, cli->word[0], nearest_name(cli->word[0], names), NULL);
}

const struct command cmd_help = {
    .name = "help",
    .args = "[COMMAND|Ennn|E|man]",
    .zh = "全部命令、一个命令或一条消息的说明",
    .en = "all commands, one command, or a message by its number",
    .more = {"  help E 写出退出码和全部消息（Markdown，即 docs/errors.md）；help man 写出英文手册页（docs/jicai.1）。",
             "  help E prints the exit codes and all messages as Markdown (docs/errors.md), help man the man page "
             "(docs/jicai.1)."},
    .group = G_HELP,
    .most = 1,
    .run = run,
};
