/* check: the findings of the rules, worst first. */
#include "cli/cli.h"

enum { RULES_MAX = 128, SHOWN = 20 };

struct rule_found {
    enum jc_severity severity;
    int64_t n;
    char rule[48];
};

/* All rules of the program, to name them. */
struct book {
    struct jc_rule rule[RULES_MAX];
    size_t n;
    struct jc_rule only; /* the one that is asked for, "" = all */
};

static struct book *open_book(const struct cli *cli)
{
    struct book *b = jc_alloc(sizeof *b);
    while (b->n < RULES_MAX && config_rule(cli, &b->rule[b->n], b->n))
        b->n++;
    return b;
}

static const char *title_of(const struct cli *cli, const struct book *book, const char *id)
{
    for (size_t i = 0; i < book->n; i++)
        if (strcmp(book->rule[i].id, id) == 0)
            return tr(cli, book->rule[i].title_zh, book->rule[i].title_en);
    return id;
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

static void print_rule(const struct cli *cli, const struct book *book, const struct rule_found *f)
{
    put(cli, tr(cli, "\n%s%s  %s%s  %s  %lld 条", "\n%s%s  %s%s  %s  %lld"), ink(cli, stdout, BOLD),
        severity_text(cli, f->severity), title_of(cli, book, f->rule), ink(cli, stdout, PLAIN), f->rule,
        (long long)f->n);
}

static void add_finding(struct list *l, const struct cli *cli, const struct book *book, const struct rule_found *f,
                        struct jc_stmt *stmt)
{
    if (cli->json) {
        list_str(l, severity_id(f->severity));
        list_str(l, f->rule);
        list_str(l, title_of(cli, book, f->rule));
    }
    for (int i = 0; i < 6; i++) {
        const char *text = jc_col_text(stmt, i, NULL);
        list_str(l, *text ? text : NULL);
    }
}

/* The findings of one rule, `most` of them or (-1) all. */
static enum jc_status list_findings(const struct cli *cli, struct jc_store *store, const struct book *book,
                                    const struct rule_found *f, int64_t most, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    struct list *l = open_list(cli);
    enum jc_status st = jc_stmt_open(&stmt, store, "cli/check.sql", "findings", err);
    if (st == JC_OK) {
        jc_stmt_str(stmt, jc_stmt_index(stmt, ":rule"), f->rule, strlen(f->rule));
        jc_stmt_int(stmt, jc_stmt_index(stmt, ":most"), most);
        jc_stmt_int(stmt, jc_stmt_index(stmt, ":lang"), cli->lang);
    }
    while (st == JC_OK && (st = jc_stmt_step(stmt, err)) == JC_OK)
        add_finding(l, cli, book, f, stmt);
    list_end(l);
    jc_stmt_free(stmt);
    return st == JC_END ? JC_OK : st;
}

/* A screen holds the worst of each rule; whoever asks for one rule, or for JSON, gets every finding. */
static bool wants_all(const struct cli *cli)
{
    return cli->json || args_has(&cli->args, O_RULE);
}

static enum jc_status list_rule(const struct cli *cli, struct jc_store *store, const struct book *book,
                                const struct rule_found *f, struct jc_err *err)
{
    bool all = wants_all(cli) || f->n <= SHOWN;
    if (!cli->json)
        print_rule(cli, book, f);
    enum jc_status st = list_findings(cli, store, book, f, all ? -1 : SHOWN, err);
    if (st == JC_OK && !all) {
        struct jc_buf db = {0};
        db_option(&db, cli);
        put(cli,
            tr(cli, "  另有 %lld 条。全部：jicai check --rule %s%s",
               "  and %lld more. All of them: jicai check --rule %s%s"),
            (long long)f->n - SHOWN, f->rule, jc_buf_text(&db));
        jc_buf_free(&db);
    }
    return st;
}

/* Which rules found something; read to the end before anything is printed. */
static enum jc_status find_rules(struct rule_found *out, size_t *n, const struct book *book, struct jc_store *store,
                                 struct jc_err *err)
{
    const char *rule = *book->only.id ? book->only.id : NULL;
    struct jc_stmt *stmt = NULL;
    enum jc_status st = jc_stmt_open(&stmt, store, "cli/check.sql", "rules", err);
    if (st == JC_OK)
        jc_stmt_str(stmt, jc_stmt_index(stmt, ":rule"), rule, rule ? strlen(rule) : 0);
    for (*n = 0; st == JC_OK && (st = jc_stmt_step(stmt, err)) == JC_OK && *n < RULES_MAX; ++*n) {
        out[*n].severity = (enum jc_severity)jc_col_int(stmt, 0);
        jc_copy(out[*n].rule, sizeof out->rule, jc_col_text(stmt, 1, NULL));
        out[*n].n = jc_col_int(stmt, 2);
    }
    jc_stmt_free(stmt);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status print_findings(struct cli *cli, struct jc_store *store, const struct book *book,
                                     struct jc_err *err)
{
    struct rule_found found[RULES_MAX];
    size_t n = 0;
    int64_t sum = 0;
    enum jc_status st = find_rules(found, &n, book, store, err);
    for (size_t i = 0; i < n && st == JC_OK; i++) {
        st = list_rule(cli, store, book, &found[i], err);
        sum += found[i].n;
    }
    if (st != JC_OK)
        return st;
    cli->exit = sum ? 1 : 0;
    if (cli->json)
        json_int(cli->summary, "findings", sum);
    else
        put(cli, sum ? tr(cli, "\n共 %lld 条", "\n%lld findings") : tr(cli, "没有发现问题", "nothing found"),
            (long long)sum);
    return JC_OK;
}

static enum jc_status check(struct cli *cli, const struct book *book, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct jc_assess what;
    enum jc_status st = work_period(&what, cli, err);
    what.findings = wants_all(cli) ? JC_FINDINGS_IN_FULL : JC_FINDINGS_BRIEFLY;
    what.worst = SHOWN;
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
    enum jc_status st = rule ? config_find_rule(&book->only, cli, rule, err) : JC_OK;
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
