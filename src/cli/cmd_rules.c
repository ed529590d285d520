/* rules: what is checked, by which formula, from which document. */
#include "cli/cli.h"

enum { E_MISSING = 605, E_NOT_BEHIND = 633 };

/* The word of a rule's file in the user's language. */
static const char *severity_of(const struct cli *cli, const struct jc_rule *rule)
{
    enum jc_severity s = strcmp(rule->severity, "error") == 0     ? JC_ERROR
                         : strcmp(rule->severity, "warning") == 0 ? JC_WARNING
                                                                  : JC_NOTE;
    return severity_text(cli, s);
}

static void list_all(const struct cli *cli)
{
    struct jc_rule *rule = jc_alloc(sizeof *rule);
    struct list *l = list_new(cli, "rule");
    list_col(l, "id", "编号", "ID", false);
    list_col(l, "severity", "级别", "Severity", false);
    list_col(l, "title", "规则", "Rule", false);
    list_col(l, "source", "依据", "Source", false);
    for (size_t i = 0; config_rule(cli, rule, i); i++) {
        list_str(l, rule->id);
        list_str(l, cli->json ? rule->severity : severity_of(cli, rule));
        list_str(l, tr(cli, rule->title_zh, rule->title_en));
        list_str(l, tr(cli, rule->source, rule->source_en));
    }
    list_end(l);
    free(rule);
}

/* Does the rule name the parameter, as a whole word? */
static bool names(const char *text, const char *name)
{
    static const char word[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    size_t n = strlen(name);
    for (const char *p = text; (p = strstr(p, name)); p += n)
        if ((p == text || !strchr(word, p[-1])) && (!p[n] || !strchr(word, p[n])))
            return true;
    return false;
}

/* What can be set of it, as it is set now. */
static void show_params(const struct cli *cli, const struct jc_rule *rule, struct cJSON *o)
{
    struct jc_param_info p;
    bool first = true;
    for (size_t i = 0; (p = jc_params_at(cli->params, i)).name; i++) {
        if (!names(rule->text, p.name))
            continue;
        struct jc_buf b = {0};
        jc_buf_fmt(&b, "%s = %s", p.name, p.value);
        if (o)
            json_append(o, "params", jc_buf_text(&b));
        jc_buf_clear(&b);
        add_padded(&b, first ? tr(cli, "参数", "Values") : "", 10, false);
        put(cli, tr(cli, "  %s%s = %s　%s（默认 %s，可以写 %s；%s）", "  %s%s = %s  %s (default %s, range %s; %s)"),
            jc_buf_text(&b), p.name, *p.value ? p.value : "—", tr(cli, p.title_zh, p.title_en),
            *p.fallback ? p.fallback : "—", tr(cli, p.range, p.range_en), tr(cli, p.source, p.source_en));
        jc_buf_free(&b);
        first = false;
    }
}

static void show(const struct cli *cli, const struct jc_rule *rule)
{
    const char *const parts[][4] = {
        {"title", "规则", "Rule", tr(cli, rule->title_zh, rule->title_en)},
        {"severity", "级别", "Severity", cli->json ? rule->severity : severity_of(cli, rule)},
        {"source", "依据", "Source", tr(cli, rule->source, rule->source_en)},
        {"formula", "算法", "Formula", tr(cli, rule->formula, rule->formula_en)},
        {"direction", "方向", "Direction", tr(cli, rule->direction, rule->direction_en)},
    };
    struct cJSON *o = cli->json ? json_new("rule") : NULL;
    if (o)
        json_str(o, "id", rule->id);
    put(cli, "%s%s%s", ink(cli, stdout, BOLD), rule->id, ink(cli, stdout, PLAIN));
    for (size_t i = 0; i < JC_LEN(parts); i++) {
        if (o)
            json_str(o, parts[i][0], parts[i][3]);
        struct jc_buf head = {0};
        add_padded(&head, tr(cli, parts[i][1], parts[i][2]), 10, false);
        if (*parts[i][3])
            put(cli, "  %s%s", jc_buf_text(&head), parts[i][3]);
        jc_buf_free(&head);
    }
    show_params(cli, rule, o);
    put(cli, "\n%s", rule->sql);
    if (!o)
        return;
    json_str(o, "sql", rule->sql);
    json_put(o);
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    if (cli->words == 0) {
        list_all(cli);
        return JC_OK;
    }
    if (strcmp(cli->word[0], "doc") == 0 && cli->words == 1 && !cli->json)
        return doc_indicators(cli, err);
    if (strcmp(cli->word[0], "show") != 0)
        return jc_fail(err, JC_USAGE, E_NOT_BEHIND, cli->word[0], "rules", cli->json ? "show ID" : "show ID | doc");
    if (cli->words < 2)
        return jc_fail(err, JC_USAGE, E_MISSING, "rules show", "ID", NULL);
    struct jc_rule rule;
    enum jc_status st = config_find_rule(&rule, cli, cli->word[1], err);
    if (st == JC_OK)
        show(cli, &rule);
    return st;
}

const struct command cmd_rules = {
    .name = "rules",
    .args = "[show ID | doc]",
    .zh = "全部规则；show 看一条规则的依据、算法和 SQL",
    .en = "all rules; show prints the source, formula and SQL of one",
    .more = {"  doc 写出指标字典：每张报表的列、每条规则、每个参数（Markdown，即 docs/indicators.md）。",
             "  doc prints the dictionary of sheets, rules and parameters as Markdown (docs/indicators.md)."},
    .group = G_BOOK,
    .most = 2,
    .options = BIT(O_RULES),
    .run = run,
};
