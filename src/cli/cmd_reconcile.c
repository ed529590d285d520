/* reconcile: a platform's 23-column form against what the database says. */
#include "cli/cli.h"
#include "jicai/ingest.h"
#include "jicai/report.h"

enum { E_MISSING = 641, E_ENDING = 642 };

#define SQL "cli/reconcile.sql"

static bool ends_in(const char *path, const char *ending)
{
    size_t n = strlen(path), k = strlen(ending);
    return n > k && strcasecmp(path + n - k, ending) == 0;
}

/* "key|中文|English|r": the head in the user's language. */
static void add_head(struct jc_buf *out, const char *name, enum jc_lang lang)
{
    for (int i = 0; i <= (int)lang; i++)
        name = strchr(name, '|') + 1;
    csv_cell(out, name, strcspn(name, "|"), false);
}

/* Every figure, also those that agree. */
static enum jc_status write_csv(const struct cli *cli, struct jc_store *store, const char *path, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    struct jc_buf out = {0};
    enum jc_status st = jc_stmt_open(&stmt, store, SQL, "all", err);
    if (st != JC_OK)
        return st;
    int n = jc_col_count(stmt);
    jc_stmt_int(stmt, jc_stmt_index(stmt, ":lang"), cli->lang);
    jc_buf_str(&out, "\xEF\xBB\xBF");
    for (int i = 0; i < n; i++) {
        if (i)
            jc_buf_char(&out, ',');
        add_head(&out, jc_col_name(stmt, i), cli->lang);
    }
    jc_buf_str(&out, "\r\n");
    while ((st = jc_stmt_step(stmt, err)) == JC_OK) {
        for (int i = 0; i < n; i++) {
            size_t len;
            const char *text = jc_col_text(stmt, i, &len);
            if (i)
                jc_buf_char(&out, ',');
            csv_cell(&out, text, len, i != 6); /* a difference may begin with a minus */
        }
        jc_buf_str(&out, "\r\n");
    }
    jc_stmt_free(stmt);
    if (st == JC_END)
        st = output_text(path, jc_buf_text(&out), out.len, err);
    jc_buf_free(&out);
    return st;
}

static enum jc_status show(struct cli *cli, struct jc_store *store, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    int64_t agree = 0, differ = 0;
    enum jc_status st = work_list(cli, store, SQL, "differences", "difference", NULL, err);
    if (st == JC_OK)
        st = jc_stmt_open(&stmt, store, SQL, "count", err);
    if (st == JC_OK)
        st = jc_stmt_step(stmt, err);
    if (st == JC_OK) {
        agree = jc_col_int(stmt, 0);
        differ = jc_col_int(stmt, 1);
    }
    jc_stmt_free(stmt);
    if (st != JC_OK)
        return st;
    cli->exit = differ ? 1 : 0;
    if (cli->json) {
        json_int(cli->summary, "agree", agree);
        json_int(cli->summary, "differ", differ);
    } else {
        put(cli, tr(cli, "\n相符 %lld 项，差异 %lld 项", "\n%lld figures agree, %lld differ"), (long long)agree,
            (long long)differ);
    }
    return JC_OK;
}

static void tell_missing(struct cli *cli, const char *path, const struct jc_buf *missing)
{
    struct jc_err note;
    char count[16];
    int n = 1;
    if (!missing->len)
        return;
    for (const char *p = jc_buf_text(missing); (p = strstr(p, "、")); p++)
        n++;
    snprintf(count, sizeof count, "%d", n); /* the list may be cut in a message */
    (void)jc_fail(&note, JC_INPUT, E_MISSING, NULL, jc_buf_text(missing), count);
    (void)jc_err_place(&note, path, NULL, NULL);
    tell(cli, &note);
}

static enum jc_status reconcile(struct cli *cli, struct jc_store *store, struct jc_assess *what, const char *path,
                                struct jc_err *err)
{
    const char *out = args_get(&cli->args, O_OUT);
    bool csv = out && ends_in(out, ".csv");
    struct jc_claim claim = {0};
    enum jc_status st = jc_ingest_claim(&claim, store, path, err);
    if (st == JC_OK && what->as_of == JC_NO_DAY)
        what->as_of = claim.as_of;
    if (st == JC_OK)
        tell_missing(cli, path, &claim.missing);
    jc_buf_free(&claim.missing);
    if (st == JC_OK)
        st = work_assess(cli, store, what, err);
    if (st == JC_OK)
        st = jc_report_reconcile(store, out && !csv ? out : NULL, cli->lang, err);
    progress_clear(cli);
    if (st == JC_OK && csv)
        st = write_csv(cli, store, out, err);
    return st == JC_OK ? show(cli, store, err) : st;
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct jc_assess what;
    struct input in = {0};
    const char *out = args_get(&cli->args, O_OUT);
    if (out && !ends_in(out, ".csv") && !ends_in(out, ".xlsx"))
        return jc_fail(err, JC_USAGE, E_ENDING, out, NULL, NULL);
    enum jc_status st = work_period(&what, cli, err);
    if (st == JC_OK)
        st = input_open(&in, cli->word[0], err);
    if (st == JC_OK)
        st = work_open(&store, cli, JC_STORE_READ, false, err);
    if (st == JC_OK)
        st = reconcile(cli, store, &what, in.path, err);
    jc_store_free(store);
    input_free(&in);
    return st;
}

const struct command cmd_reconcile = {
    .name = "reconcile",
    .args = "FILE [-o OUT.csv|OUT.xlsx] [--as-of DAY | --month YYYY-MM | --quarter YYYYQn] [--region NAME]",
    .zh = "把平台的“国采医疗机构带量执行报表”与本库逐项核对",
    .en = "compare a platform's 23-column form with what the database says",
    .more =
        {"  FILE 是平台导出的 23 列报表，只当作对方的说法，不入库。屏幕上列出有差异的各项和可能的原因，\n"
         "  -o 把全部各项（相符的也在内）写成 csv 或 xlsx。全部相符时退出码为 0，有差异为 1。\n"
         "  没有 --as-of 时按数据里最后一个验收日；报表里的批次在那以前都已结束的，按批次结束日。",
         "  FILE is the platform's form; it is taken as a claim and not stored. Differences are listed with what may "
         "be\n"
         "  behind them; -o writes all figures, those that agree too. Ends with 0 if all agree, with 1 if not.\n"
         "  Without --as-of the cut-off is the last acceptance day, or the end of its rounds where all ended before."},
    .group = G_RESULT,
    .least = 1,
    .most = 1,
    .options = BIT(O_OUT) | O_PERIOD,
    .run = run,
};
