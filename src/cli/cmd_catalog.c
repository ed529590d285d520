/* catalog: the winning products that are built in or were loaded; list, show, lint. */
#include "cli/cli.h"
#include "jicai/ingest.h"

#include <sys/stat.h>

enum { E_MISSING = 605, E_TOO_MANY = 606, E_ROUND = 614, E_INDEX = 623, E_NOT_BEHIND = 633 };

/* The database if there is one; otherwise the built-in catalogues alone. */
static enum jc_status open_catalogue(struct jc_store **out, struct cli *cli, struct jc_err *err)
{
    struct stat sb;
    if (cli->db.origin != FROM_DEFAULT || stat(cli->db.value, &sb) == 0)
        return work_open(out, cli, JC_STORE_READ, false, err);
    int64_t now;
    jc_day day = today(&now);
    enum jc_status st = jc_store_open(out, NULL, JC_STORE_TEMP, err);
    return st == JC_OK ? jc_ingest_builtin(*out, day, now, err) : st;
}

static enum jc_status list(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    enum jc_status st = open_catalogue(&store, cli, err);
    if (st == JC_OK)
        st = work_list(cli, store, "cli/catalog.sql", "rounds", "round", NULL, err);
    jc_store_free(store);
    return st;
}

/* A round by its code or (part of) its name, as people write it. */
static enum jc_status find_round(struct jc_buf *out, struct jc_store *store, const char *want, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    char best[128] = "";
    int least = 1000;
    enum jc_status st = jc_stmt_open(&stmt, store, "cli/catalog.sql", "names", err);
    if (st != JC_OK)
        return st;
    while ((st = jc_stmt_step(stmt, err)) == JC_OK) {
        const char *code = jc_col_text(stmt, 0, NULL), *name = jc_col_text(stmt, 1, NULL);
        if (strcasecmp(code, want) == 0 || (*want && strstr(name, want))) {
            jc_buf_str(out, code);
            break;
        }
        int d = jc_text_apart(want, code, 60), e = jc_text_apart(want, name, 60);
        if (d < least || e < least)
            jc_copy(best, sizeof best, d <= e ? code : name);
        least = d < least ? d : least;
        least = e < least ? e : least;
    }
    jc_stmt_free(stmt);
    return st == JC_END ? jc_fail(err, JC_NOTFOUND, E_ROUND, want, best, NULL) : st;
}

static enum jc_status show(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct jc_stmt *stmt = NULL;
    struct jc_buf round = {0};
    if (cli->words < 2)
        return jc_fail(err, JC_USAGE, E_MISSING, "catalog show", "ROUND", NULL);
    enum jc_status st = open_catalogue(&store, cli, err);
    if (st == JC_OK)
        st = find_round(&round, store, cli->word[1], err);
    if (st == JC_OK)
        st = jc_stmt_open(&stmt, store, "cli/catalog.sql", "awards", err);
    if (st == JC_OK) {
        jc_stmt_str(stmt, jc_stmt_index(stmt, ":round"), jc_buf_text(&round), round.len);
        st = list_stmt(cli, "award", stmt, NULL, err);
    }
    jc_stmt_free(stmt);
    jc_store_free(store);
    jc_buf_free(&round);
    return st;
}

/* ---- lint ---------------------------------------------------------------------------------------------- */

/* The compiled-in files are the ones that the index describes. */
static size_t lint_index(struct cli *cli)
{
    const struct jc_asset *index = jc_asset_find("catalogs/INDEX.tsv"), *a;
    size_t wrong = 0;
    for (size_t i = 0; index && (a = jc_asset_at("catalogs/nvbp", i)); i++) {
        char hex[65], name[128];
        jc_sha_hex(a->data, a->len, hex);
        jc_copy(name, sizeof name, strrchr(a->name, '/') + 1);
        const char *line = strstr(index->data, name), *end = line ? strchrnul(line, '\n') : NULL;
        if (line && memmem(line, (size_t)(end - line), hex, 64))
            continue;
        struct jc_err m = {0};
        (void)jc_fail(&m, JC_INPUT, E_INDEX, hex, name, line ? "…" : "—");
        tell(cli, &m);
        wrong++;
    }
    return wrong;
}

static enum jc_status lint_store(struct cli *cli, struct jc_store *store, bool files, size_t *n, struct jc_err *err)
{
    struct jc_stmt *counts = NULL, *found = NULL;
    enum jc_status st = jc_stmt_open(&counts, store, "sql/lint.sql", "counts", err);
    if (st == JC_OK) {
        jc_stmt_int(counts, jc_stmt_index(counts, ":own"), files);
        st = list_stmt(cli, "round", counts, NULL, err);
    }
    if (st == JC_OK)
        st = jc_stmt_open(&found, store, "sql/lint.sql", "findings", err);
    if (st == JC_OK) {
        put(cli, "%s", "");
        jc_stmt_int(found, jc_stmt_index(found, ":own"), files);
        st = list_stmt(cli, "finding", found, n, err);
    }
    jc_stmt_free(counts);
    jc_stmt_free(found);
    return st;
}

static enum jc_status lint(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    bool files = cli->words > 1;
    size_t n = 0;
    enum jc_status st = files ? jc_store_open(&store, NULL, JC_STORE_TEMP, err) : open_catalogue(&store, cli, err);
    if (st == JC_OK && files)
        st = work_load(NULL, cli, store, cli->word + 1, cli->words - 1, err);
    if (st == JC_OK)
        st = lint_store(cli, store, files, &n, err);
    jc_store_free(store);
    if (st != JC_OK)
        return st;
    if (!files)
        n += lint_index(cli);
    if (cli->json)
        json_int(cli->summary, "findings", (int64_t)n);
    else
        put(cli, n ? tr(cli, "\n共 %zu 条", "\n%zu findings") : tr(cli, "没有发现问题", "nothing found"), n);
    if (n && cli->exit == 0)
        cli->exit = 1;
    return JC_OK;
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    const char *what = cli->word[0];
    if (strcmp(what, "lint") == 0)
        return lint(cli, err);
    bool is_show = strcmp(what, "show") == 0;
    if (!is_show && strcmp(what, "list") != 0)
        return jc_fail(err, JC_USAGE, E_NOT_BEHIND, what, "catalog", "list | show ROUND | lint [FILE...]");
    if (cli->words > (is_show ? 2 : 1))
        return jc_fail(err, JC_USAGE, E_TOO_MANY, cli->word[is_show ? 2 : 1], "catalog list | show ROUND", NULL);
    return is_show ? show(cli, err) : list(cli, err);
}

const struct command cmd_catalog = {
    .name = "catalog",
    .args = "list | show ROUND | lint [FILE...]",
    .zh = "中选目录：list 全部批次，show 一个批次，lint 检查目录",
    .en = "catalogues of winning products: list, show a round, lint",
    .more =
        {"  lint 检查：每个品种的供应地区恰好各由一家企业供应（第一至第六批）、价格 = 单位价格 × "
         "转换比、重复的行、缺少的转换比。\n"
         "  不写文件时检查内置的和数据库里的目录。有问题时退出码为 1。",
         "  lint checks that each region is supplied once in every group (rounds 1 to 6), price = unit price × units,\n"
         "  duplicates, and missing units per pack; without a file, what is built in and loaded. Ends with 1 on "
         "findings."},
    .group = G_BOOK,
    .least = 1,
    .most = 100000,
    .options = O_LOADING,
    .run = run,
};
