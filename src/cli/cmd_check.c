/* check: the findings of the rules, worst first. */
#include "cli/cli.h"

enum { E_RULE = 613, RULES_MAX = 128 };

/* All rules of the program, to name them. */
struct book {
    struct jc_rule rule[RULES_MAX];
    const char *id[RULES_MAX + 1]; /* ended by NULL */
    size_t n;
};

static struct book *open_book(const struct cli *cli)
{
    struct book *b = jc_alloc(sizeof *b);
    while (b->n < RULES_MAX && config_rule(cli, &b->rule[b->n], b->n)) {
        b->id[b->n] = b->rule[b->n].id;
        b->n++;
    }
    return b;
}

static const char *title_of(const struct cli *cli, const struct book *book, const char *id)
{
    for (size_t i = 0; i < book->n; i++)
        if (strcmp(book->id[i], id) == 0)
            return tr(cli, book->rule[i].title_zh, book->rule[i].title_en);
    return id;
}

static enum jc_status check_rule(const struct book *book, const char *id, struct jc_err *err)
{
    for (size_t i = 0; i < book->n; i++)
        if (strcmp(book->id[i], id) == 0)
            return JC_OK;
    return jc_fail(err, JC_NOTFOUND, E_RULE, id, nearest_name(id, book->id), NULL);
}

/* With --json one list with the rule in every object; on a screen a list for each rule under its name. */
static struct list *open_list(const struct cli *cli)
{
    static const char *const heads[][3] = {
        {"severity", "级别", "Severity"}, {"rule", "编号", "ID"},       {"title", "规则", "Rule"},
        {"subject", "对象", "Subject"},   {"item", "事项", "Item"},     {"expected", "应为", "Expected"},
        {"actual", "实际", "Actual"},     {"impact", "影响", "Impact"}, {"key", "依据号", "Key"}};
    struct list *l = list_new(cli, "finding");
    for (size_t i = cli->json ? 0 : 3; i < JC_LEN(heads); i++)
        list_col(l, heads[i][0], heads[i][1], heads[i][2], i == 7);
    return l;
}

static void print_rule(const struct cli *cli, const struct book *book, struct jc_stmt *stmt)
{
    enum jc_severity severity = (enum jc_severity)jc_col_int(stmt, 0);
    const char *id = jc_col_text(stmt, 1, NULL);
    put(cli, tr(cli, "\n%s%s  %s%s  %s  %lld 条", "\n%s%s  %s%s  %s  %lld"), ink(cli, stdout, BOLD),
        severity_text(cli, severity), title_of(cli, book, id), ink(cli, stdout, PLAIN), id,
        (long long)jc_col_int(stmt, 8));
}

static void add_finding(struct list *l, const struct cli *cli, const struct book *book, struct jc_stmt *stmt)
{
    if (cli->json) {
        const char *id = jc_col_text(stmt, 1, NULL);
        list_str(l, severity_id((enum jc_severity)jc_col_int(stmt, 0)));
        list_str(l, id);
        list_str(l, title_of(cli, book, id));
    }
    for (int i = 2; i < 8; i++) {
        const char *text = jc_col_text(stmt, i, NULL);
        list_str(l, *text ? text : NULL);
    }
}

static enum jc_status list_findings(const struct cli *cli, struct jc_stmt *stmt, const struct book *book, size_t *n,
                                    struct jc_err *err)
{
    struct list *l = NULL;
    char rule[sizeof book->rule->id] = "";
    enum jc_status st;
    for (*n = 0; (st = jc_stmt_step(stmt, err)) == JC_OK; ++*n) {
        if (!l || (!cli->json && strcmp(rule, jc_col_text(stmt, 1, NULL)) != 0)) {
            list_end(l);
            l = open_list(cli);
            jc_copy(rule, sizeof rule, jc_col_text(stmt, 1, NULL));
            print_rule(cli, book, stmt);
        }
        add_finding(l, cli, book, stmt);
    }
    list_end(l);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status print_findings(struct cli *cli, struct jc_store *store, const struct book *book,
                                     struct jc_err *err)
{
    const char *rule = args_get(&cli->args, O_RULE);
    struct jc_stmt *stmt = NULL;
    size_t n = 0;
    enum jc_status st = jc_stmt_open(&stmt, store, "cli/check.sql", "findings", err);
    if (st == JC_OK) {
        jc_stmt_str(stmt, jc_stmt_index(stmt, ":rule"), rule, rule ? strlen(rule) : 0);
        st = list_findings(cli, stmt, book, &n, err);
    }
    jc_stmt_free(stmt);
    if (st != JC_OK)
        return st;
    cli->exit = n ? 1 : 0;
    if (cli->json)
        json_int(cli->summary, "findings", (int64_t)n);
    else
        put(cli, n ? tr(cli, "\n共 %zu 条", "\n%zu findings") : tr(cli, "没有发现问题", "nothing found"), n);
    return JC_OK;
}

static enum jc_status check(struct cli *cli, const struct book *book, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct jc_assess what;
    enum jc_status st = work_period(&what, cli, err);
    if (st == JC_OK)
        st = work_open(&store, cli, JC_STORE_READ, false, err);
    if (st == JC_OK)
        st = work_assess(cli, store, &what, err);
    if (st == JC_OK)
        st = print_findings(cli, store, book, err);
    jc_store_free(store);
    return st;
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    const char *rule = args_get(&cli->args, O_RULE);
    struct book *book = open_book(cli);
    enum jc_status st = rule ? check_rule(book, rule, err) : JC_OK;
    if (st == JC_OK)
        st = check(cli, book, err);
    free(book);
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
    .options = BIT(O_RULE) | BIT(O_RULES) | O_PERIOD,
    .run = run,
};
