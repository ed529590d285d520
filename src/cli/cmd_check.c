/* check: the findings of the rules, worst first. */
#include "cli/cli.h"

enum { E_RULE = 613, RULES_MAX = 128 };

static enum jc_status check_rule(const char *id, struct jc_err *err)
{
    static struct jc_rule rules[RULES_MAX];
    const char *names[RULES_MAX + 1];
    size_t n = 0;
    while (n < RULES_MAX && jc_rule_at(&rules[n], n)) {
        names[n] = rules[n].id;
        if (strcmp(rules[n++].id, id) == 0)
            return JC_OK;
    }
    names[n] = NULL;
    return jc_fail(err, JC_NOTFOUND, E_RULE, id, nearest_name(id, names), NULL);
}

static enum jc_status print_findings(struct cli *cli, struct jc_store *store, const char *rule, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    size_t n = 0;
    enum jc_status st = jc_stmt_open(&stmt, store, "cli/check.sql", "findings", err);
    if (st == JC_OK) {
        jc_stmt_str(stmt, jc_stmt_index(stmt, ":rule"), rule, rule ? strlen(rule) : 0);
        st = list_stmt(cli, "finding", stmt, &n, err);
    }
    jc_stmt_free(stmt);
    if (st != JC_OK)
        return st;
    cli->exit = n ? 1 : 0;
    if (cli->json)
        json_int(cli->summary, "findings", (int64_t)n);
    else
        say(cli, tr(cli, "共 %zu 条", "%zu findings"), n);
    return JC_OK;
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct jc_assess what;
    const char *rule = args_get(&cli->args, O_RULE);
    enum jc_status st = rule ? check_rule(rule, err) : JC_OK;
    if (st == JC_OK)
        st = work_period(&what, cli, err);
    if (st == JC_OK)
        st = work_open(&store, cli, JC_STORE_READ, false, err);
    if (st == JC_OK)
        st = work_assess(cli, store, &what, err);
    if (st == JC_OK)
        st = print_findings(cli, store, rule, err);
    jc_store_free(store);
    return st;
}

const struct command cmd_check = {
    .name = "check",
    .args = "[--rule ID] [--as-of DAY | --month YYYY-MM | --quarter YYYYQn]",
    .zh = "列出核查发现的问题，最严重的在前",
    .en = "list the findings, worst first",
    .more = {"  有发现时退出码为 1。规则的编号和依据见 jicai rules。",
             "  Ends with 1 if there are findings. jicai rules lists the rules."},
    .group = G_RESULT,
    .options = BIT(O_RULE) | O_PERIOD,
    .run = run,
};
