/* Reference pages written by the program itself, so that they cannot go out of date: `help E` and `rules doc`. */
#include "cli/cli.h"
#include "jicai/report.h"

static const struct {
    int code;
    const char *zh, *en, *zh_cure, *en_cure;
} exits[] = {
    {0, "完成", "done", "—", "—"},
    {1, "完成，并且有发现（`check`、`catalog lint`、`reconcile`、`diff`；`run` 和 `report` 不用它）",
     "done, and there are findings (`check`, `catalog lint`, `reconcile`, `diff`; never `run` and `report`)",
     "按发现逐条核对；依据号用 `jicai explain` 查", "look into the findings; `jicai explain` takes their keys"},
    {2, "用法不对，或没有这个依据号", "wrong usage, or no such key", "按提示改；一个命令的用法：`jicai help 命令`",
     "follow the message; `jicai help COMMAND` shows the usage"},
    {3, "部分完成：有的行或文件没有读进去，其余已入库（先于 1）",
     "done in part: some rows or files were refused, the rest is stored (goes before 1)",
     "用 `--errors 问题.csv` 列出全部问题，改好原表再导入一次，已入库的行不会重复",
     "`--errors FILE.csv` lists every message; correct the tables and import them again, stored rows do not count "
     "twice"},
    {4, "输入读不了，什么也没有入库", "input unreadable, nothing stored", "按提示重新导出或另存为 xlsx，再导入",
     "export again or save as xlsx as the message says, then import"},
    {5, "数据库正忙", "database busy", "另一个 jicai 正在写，等它结束再运行",
     "another jicai is writing; run again when it is done"},
    {6, "数据库损坏，或由更新的版本写成", "database damaged, or written by a newer version",
     "损坏：`jicai restore 备份.db`；版本：换用写它的那个版本或更新的",
     "damaged: `jicai restore BACKUP`; version: use the one that wrote it, or a newer one"},
    {7, "配置或规则有误", "configuration or rule error",
     "按提示改 `jicai.ini`、`--set` 或自己的规则；参数见 `jicai config`",
     "correct `jicai.ini`, `--set` or your rule as the message says; `jicai config` lists the parameters"},
    {8, "结果写不出去", "output cannot be written", "关掉正打开结果的程序，看文件夹是否存在、能否写入、磁盘是否已满",
     "close the program that has the file open; check that the folder exists and can be written and the disk is not "
     "full"},
    {70, "程序错误", "internal error", "数据没有改动；请把屏幕上的消息告诉维护者",
     "the data are unchanged; send the message to the maintainers"},
    {130, "被中断，什么也没有入库", "interrupted, nothing stored", "重新运行", "run it again"},
};

/* Text as it stands in a Markdown table. */
static void add_text(struct jc_buf *out, const char *text)
{
    for (; *text; text++) {
        if (*text == '<') {
            jc_buf_str(out, "&lt;");
            continue;
        }
        if (strchr("|*_`", *text))
            jc_buf_char(out, '\\');
        jc_buf_char(out, *text);
    }
}

static void add_message(struct jc_buf *out, const struct cli *cli, int code)
{
    struct jc_buf problem = {0}, cure = {0};
    jc_msg_problem(&problem, code, "…", "…", "…", cli->lang);
    jc_msg_cure(&cure, code, "…", "…", "…", cli->lang);
    jc_buf_fmt(out, "| E%03d | %s | ", code, severity_text(cli, jc_msg_severity(code)));
    add_text(out, jc_buf_text(&problem));
    jc_buf_str(out, " | ");
    add_text(out, cure.len ? jc_buf_text(&cure) : "—");
    jc_buf_str(out, " |\n");
    jc_buf_free(&problem);
    jc_buf_free(&cure);
}

static void add_exits(struct jc_buf *out, const struct cli *cli)
{
    jc_buf_fmt(out, "\n## %s\n\n| %s | %s | %s |\n|---|---|---|\n", tr(cli, "退出码", "Exit codes"),
               tr(cli, "退出码", "Code"), tr(cli, "含义", "Means"), tr(cli, "怎么办", "What to do"));
    for (size_t i = 0; i < JC_LEN(exits); i++)
        jc_buf_fmt(out, "| %d | %s | %s |\n", exits[i].code, tr(cli, exits[i].zh, exits[i].en),
                   tr(cli, exits[i].zh_cure, exits[i].en_cure));
}

/* The same in English for the man page, without the marks of Markdown. */
void doc_exits_roff(struct jc_buf *out)
{
    for (size_t i = 0; i < JC_LEN(exits); i++) {
        jc_buf_fmt(out, ".TP\n.B %d\n", exits[i].code);
        for (const char *p = exits[i].en; *p; p++)
            if (*p != '`')
                jc_buf_char(out, *p);
        jc_buf_char(out, '\n');
    }
}

void doc_errors(const struct cli *cli)
{
    static const struct {
        int from;
        const char *zh, *en;
    } parts[] = {{0, "通用", "General"},
                 {100, "读表格文件", "Reading spreadsheets"},
                 {200, "认出表和列、读值、入库", "Recognising, reading and storing"},
                 {400, "参数、核查与依据", "Parameters, checks and traces"},
                 {500, "数据库", "Database"},
                 {600, "命令行", "Command line"},
                 {700, "报告", "Reports"},
                 {1000, NULL, NULL}};
    struct jc_buf b = {0};
    jc_buf_fmt(&b, "# %s\n\n%s\n", tr(cli, "退出码与消息编号", "Exit codes and messages"),
               tr(cli,
                  "由 `jicai help E` 写出（`make docs`），请不要手改。“…”处是当时的值。一条消息：`jicai help E203`。",
                  "Written by `jicai help E --lang en`. … stands for the value of the moment."));
    add_exits(&b, cli);
    int part = -1;
    for (int code = 0; (code = jc_msg_next(code));) {
        if (part < 0 || code >= parts[part + 1].from) {
            while (code >= parts[part + 1].from)
                part++;
            jc_buf_fmt(&b, "\n## %s\n\n| %s | %s | %s | %s |\n|---|---|---|---|\n",
                       tr(cli, parts[part].zh, parts[part].en), tr(cli, "编号", "Number"), tr(cli, "级别", "Severity"),
                       tr(cli, "问题", "Problem"), tr(cli, "怎么改", "Cure"));
        }
        add_message(&b, cli, code);
    }
    fputs(jc_buf_text(&b), stdout);
    jc_buf_free(&b);
}

static void add_field(struct jc_buf *out, const char *name, const char *text)
{
    if (!*text)
        return;
    jc_buf_fmt(out, "- %s", name);
    add_text(out, text);
    jc_buf_char(out, '\n');
}

static void add_rules(struct jc_buf *out, const struct cli *cli)
{
    struct jc_rule *rule = jc_alloc(sizeof *rule);
    jc_buf_fmt(out, "\n## %s\n", tr(cli, "规则", "Rules"));
    for (size_t i = 0; jc_rule_at(rule, i); i++) {
        enum jc_severity severity = strcmp(rule->severity, "error") == 0     ? JC_ERROR
                                    : strcmp(rule->severity, "warning") == 0 ? JC_WARNING
                                                                             : JC_NOTE;
        jc_buf_fmt(out, "\n### %s `%s`\n\n", tr(cli, rule->title_zh, rule->title_en), rule->id);
        add_field(out, tr(cli, "级别：", "Severity: "), severity_text(cli, severity));
        add_field(out, tr(cli, "算法：", "Formula: "), tr(cli, rule->formula, rule->formula_en));
        add_field(out, tr(cli, "方向：", "Direction: "), tr(cli, rule->direction, rule->direction_en));
        add_field(out, tr(cli, "依据：", "Source: "), tr(cli, rule->source, rule->source_en));
    }
    free(rule);
}

static void add_params(struct jc_buf *out, const struct cli *cli)
{
    struct jc_params *params = jc_params_new();
    struct jc_param_info p;
    jc_buf_fmt(
        out, "\n## %s\n\n%s\n\n| %s | %s | %s | %s | %s |\n|---|---|---|---|---|\n", tr(cli, "参数", "Parameters"),
        tr(cli, "用 `--set 名称=值` 改一次，或写进 `jicai.ini`。", "Set by `--set NAME=VALUE` or in `jicai.ini`."),
        tr(cli, "名称", "Name"), tr(cli, "默认", "Default"), tr(cli, "可以写", "Range"), tr(cli, "含义", "Means"),
        tr(cli, "依据", "Source"));
    for (size_t i = 0; (p = jc_params_at(params, i)).name; i++) {
        const char *const cells[] = {p.fallback, tr(cli, p.range, p.range_en), tr(cli, p.title_zh, p.title_en),
                                     tr(cli, p.source, p.source_en)};
        jc_buf_fmt(out, "| `%s` |", p.name);
        for (size_t k = 0; k < JC_LEN(cells); k++) {
            jc_buf_char(out, ' ');
            add_text(out, *cells[k] ? cells[k] : "—");
            jc_buf_str(out, " |");
        }
        jc_buf_char(out, '\n');
    }
    jc_params_free(params);
}

enum jc_status doc_indicators(const struct cli *cli, struct jc_err *err)
{
    struct jc_buf b = {0};
    jc_buf_fmt(&b, "# %s\n\n%s\n\n## %s\n", tr(cli, "指标字典", "Indicator dictionary"),
               tr(cli, "由 `jicai rules doc` 从规则文件和报表文件写出（`make docs`），请不要手改。",
                  "Written by `jicai rules doc --lang en` from the files of rules and sheets."),
               tr(cli, "报表", "Sheets"));
    enum jc_status st = jc_report_doc(&b, cli->lang, err);
    if (st == JC_OK) {
        add_rules(&b, cli);
        add_params(&b, cli);
        fputs(jc_buf_text(&b), stdout);
    }
    jc_buf_free(&b);
    return st;
}
