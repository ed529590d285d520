/* An import as the command line shows it: progress, messages, a line for every file, the exit code. */
#include "cli/cli.h"
#include "jicai/ingest.h"

enum { E_NO_IMPORT = 621, E_NOTHING_READ = 620, E_STDIN_TWICE = 629 };

/* What the watch was told about a file. */
struct seen {
    char *path, *kinds;
    enum jc_file_state state;
    int64_t file, rows, kept, rejected, skipped;
    bool wide;
};

struct load {
    struct cli *cli;
    struct teller *teller;
    struct seen *file;
    size_t n, cap;
};

const char *kind_name(const struct cli *cli, const char *id)
{
    const char *kind, *zh, *en;
    for (size_t i = 0; jc_ingest_kind_at(i, &kind, &zh, &en); i++)
        if (strcmp(kind, id) == 0)
            return tr(cli, zh, en);
    return *id ? id : tr(cli, "不认识的表", "not recognised");
}

/* ---- what the import tells ------------------------------------------------------------------------- */

static void on_issue(void *ctx, const struct jc_err *issue, enum jc_severity severity, bool rejected)
{
    struct load *l = ctx;
    (void)rejected;
    teller_add(l->teller, issue, severity);
}

static void on_progress(void *ctx, const char *path, int64_t rows)
{
    struct load *l = ctx;
    progress(l->cli, tr(l->cli, "正在读取", "reading"), path, rows);
}

static void add_kind(struct jc_buf *kinds, const char *name, const char *between)
{
    if (kinds->len && strstr(jc_buf_text(kinds), name))
        return;
    if (kinds->len)
        jc_buf_str(kinds, between);
    jc_buf_str(kinds, name);
}

static void on_file(void *ctx, const char *path, enum jc_file_state state, const struct jc_ingest_sheet *sheets,
                    size_t n, const struct jc_err *err)
{
    struct load *l = ctx;
    struct jc_buf kinds = {0};
    l->file = jc_grow(l->file, &l->cap, l->n + 1, sizeof *l->file);
    struct seen *f = &l->file[l->n++];
    *f = (struct seen){.path = jc_strdup(path), .state = state};
    for (size_t i = 0; i < n; i++) {
        if (*sheets[i].kind)
            add_kind(&kinds, l->cli->json ? sheets[i].kind : kind_name(l->cli, sheets[i].kind), tr(l->cli, "、", ", "));
        f->rows += sheets[i].rows;
        f->kept += sheets[i].kept;
        f->rejected += sheets[i].rejected;
        f->skipped += sheets[i].skipped;
        f->wide = f->wide || sheets[i].wide;
        f->file = sheets[i].file;
    }
    f->kinds = jc_strdup(jc_buf_text(&kinds));
    jc_buf_free(&kinds);
    if (err)
        teller_add(l->teller, err, jc_msg_severity(err->code));
}

/* ---- what is shown afterwards ----------------------------------------------------------------------- */

static const char *state_id(enum jc_file_state state)
{
    static const char *const ids[] = {"loaded", "duplicate", "refused", "unknown"};
    return ids[state];
}

static const char *state_text(const struct cli *cli, const struct seen *f)
{
    static const char *const words[][2] = {
        [JC_FILE_LOADED] = {"", ""},
        [JC_FILE_DUPLICATE] = {"相同的文件已经读过", "the same file was read before"},
        [JC_FILE_REFUSED] = {"没有导入", "refused"},
        [JC_FILE_UNKNOWN] = {"没有认识的表头", "no known header"}};
    if (f->state == JC_FILE_LOADED && f->kept == 0 && f->rejected == 0)
        return tr(cli, "只有表头，没有数据", "heads only, no rows");
    if (f->state == JC_FILE_LOADED && f->wide)
        return tr(cli, "医院横排：有数的一格算一行", "hospitals in columns: a filled cell is a row");
    return words[f->state][cli->lang];
}

/* How many of a file's rows were superseded within or by this import; the store knows. */
static enum jc_status superseded_of(int64_t *out, struct jc_stmt *stmt, int64_t file, struct jc_err *err)
{
    *out = 0;
    if (!stmt)
        return JC_OK;
    jc_stmt_int(stmt, 1, file);
    enum jc_status st = jc_stmt_step(stmt, err);
    if (st == JC_OK)
        *out = jc_col_int(stmt, 0);
    jc_stmt_reset(stmt);
    return st == JC_END ? JC_OK : st;
}

static void add_file(struct list *list, const struct cli *cli, const struct seen *f, int64_t superseded)
{
    list_str(list, f->path);
    list_str(list, f->kinds);
    const int64_t counts[] = {f->rows, f->kept - superseded, superseded, f->rejected, f->skipped};
    for (size_t i = 0; i < JC_LEN(counts); i++) {
        if (f->state == JC_FILE_LOADED)
            list_int(list, counts[i]);
        else
            list_str(list, NULL);
    }
    list_str(list, cli->json ? state_id(f->state) : state_text(cli, f));
}

static enum jc_status show_files(const struct load *l, struct jc_stmt *stmt, int64_t sum[5], struct jc_err *err)
{
    struct cli *cli = l->cli;
    enum jc_status st = JC_OK;
    struct list *list = list_new(cli, "file");
    list_col(list, "file", "文件", "File", false);
    list_col(list, "kinds", "识别为", "Recognised as", false);
    list_col(list, "rows", "读入行数", "Rows", true);
    list_col(list, "kept", "入库", "Stored", true);
    list_col(list, "superseded", "已更新", "Superseded", true);
    list_col(list, "rejected", "剔除", "Rejected", true);
    list_col(list, "skipped", "跳过", "Skipped", true);
    list_col(list, "state", "", "", false);
    for (size_t i = 0; i < l->n && st == JC_OK; i++) {
        const struct seen *f = &l->file[i];
        int64_t superseded;
        st = superseded_of(&superseded, stmt, f->file, err);
        add_file(list, cli, f, superseded);
        const int64_t counts[] = {f->rows, f->kept - superseded, superseded, f->rejected, f->skipped};
        for (size_t k = 0; f->state == JC_FILE_LOADED && k < JC_LEN(counts); k++)
            sum[k] += counts[k];
    }
    list_end(list);
    return st;
}

/* Rows without numbers are closed in no other way, but where their table comes once more row by row. */
static void show_mending(const struct cli *cli, int64_t import, const char *db)
{
    put(cli,
        tr(cli, "  剔除的行在原来的文件里改好后，这次的文件一起重新导入：jicai import %s--replace %lld 文件…%s",
           "  once the rejected rows are mended in their files: jicai import %s--replace %lld FILE...%s, with all "
           "files of "
           "this import"),
        args_has(&cli->args, O_CORRECTION) ? "--correction " : "", (long long)import, db);
}

static void show_sum(struct cli *cli, const struct jc_ingest_total *t, const int64_t sum[5], bool dry)
{
    static const char *const keys[] = {"rows", "kept", "superseded", "rejected", "skipped"};
    for (size_t i = 0; cli->json && i < JC_LEN(keys); i++)
        json_int(cli->summary, keys[i], sum[i]);
    if (cli->json) {
        json_int(cli->summary, "import", t->id);
        json_int(cli->summary, "files", t->files);
        json_int(cli->summary, "loaded", t->loaded);
        return;
    }
    put(cli,
        tr(cli, "\n  共读入 %lld 行 = 入库 %lld + 已更新 %lld + 剔除 %lld + 跳过 %lld（标题、表头、合计、空行）",
           "\n  rows read %lld = stored %lld + superseded %lld + rejected %lld + skipped %lld (titles, heads, totals, "
           "blanks)"),
        (long long)sum[0], (long long)sum[1], (long long)sum[2], (long long)sum[3], (long long)sum[4]);
    if (sum[2])
        put_superseded(cli);
    if (dry)
        put(cli, "%s", tr(cli, "  只是试读（--dry-run），没有入库", "  a trial (--dry-run): nothing was stored"));
    else if (t->id && (cli->command == &cmd_import || args_has(&cli->args, O_DB))) {
        struct jc_buf db = {0};
        db_option(&db, cli);
        put(cli, tr(cli, "  导入编号 %lld；撤销用 jicai undo %lld%s", "  import %lld; jicai undo %lld%s takes it back"),
            (long long)t->id, (long long)t->id, jc_buf_text(&db));
        if (sum[3] && !args_has(&cli->args, O_FEEDBACK))
            show_mending(cli, t->id, jc_buf_text(&db));
        jc_buf_free(&db);
    }
}

static enum jc_status show(struct load *l, struct jc_store *store, const struct jc_ingest_total *t, bool dry,
                           struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    int64_t sum[5] = {0};
    enum jc_status st = JC_OK;
    if (t->id)
        st = jc_store_script(store, "sql/sheet_state.sql", err);
    if (st == JC_OK && t->id)
        st = jc_stmt_open(&stmt, store, "cli/load.sql", "superseded", err);
    /* Where nothing was read the messages have said it all; a program finds the same fields in any case. */
    bool some = l->cli->json || ((t->loaded || t->duplicates) && !l->cli->quiet);
    if (st == JC_OK && some && !l->cli->only_report)
        st = show_files(l, stmt, sum, err);
    if (st == JC_OK && some)
        show_sum(l->cli, t, sum, dry);
    jc_stmt_free(stmt);
    return st;
}

/* ---- the import ---------------------------------------------------------------------------------------- */

static enum jc_status read_options(struct jc_ingest_opts *out, struct load *l, struct jc_err *err)
{
    const struct args *args = &l->cli->args;
    const char *replace = args_get(args, O_REPLACE);
    *out = (struct jc_ingest_opts){.kind = args_get(args, O_KIND),
                                   .profile = args_get(args, O_PROFILE),
                                   .dry_run = args_has(args, O_DRY_RUN),
                                   .feedback = args_has(args, O_FEEDBACK),
                                   .correction = args_has(args, O_CORRECTION),
                                   .strict = args_has(args, O_STRICT),
                                   .writes = args_get(args, O_ERRORS),
                                   .spares = args_get(args, O_OUT),
                                   .watch = {l, on_issue, on_file, on_progress}};
    out->today = today(&out->now);
    if (replace && !parse_id(&out->replace, replace))
        return jc_fail(err, JC_NOTFOUND, E_NO_IMPORT, replace, NULL, NULL);
    return JC_OK;
}

/* Nothing stored and nothing already there is a failure; a part that was refused shows in the exit code. */
static enum jc_status judge(struct cli *cli, const struct jc_ingest_total *t, struct jc_err *err)
{
    if (t->loaded == 0 && t->duplicates == 0)
        return jc_fail(err, JC_INPUT, E_NOTHING_READ, NULL, NULL, NULL);
    if (t->refused || t->unknown || t->rejected)
        cli->exit = 3;
    return JC_OK;
}

static enum jc_status load(int64_t *import, struct load *l, struct jc_store *store, const char *const *paths, size_t n,
                           struct jc_err *err)
{
    struct jc_ingest_opts opts;
    struct jc_ingest_total total = {0};
    enum jc_status st = read_options(&opts, l, err);
    if (st == JC_OK)
        st = teller_new(&l->teller, l->cli, err);
    if (st == JC_OK)
        st = jc_ingest_run(&total, store, paths, n, &opts, err);
    progress_clear(l->cli);
    struct jc_err late;
    enum jc_status end = teller_end(l->teller, st != JC_INTERRUPTED, &late);
    if (st == JC_OK)
        st = show(l, store, &total, opts.dry_run, err);
    if (st == JC_OK && end != JC_OK) {
        *err = late;
        st = end;
    }
    if (import)
        *import = total.id;
    return st == JC_OK ? judge(l->cli, &total, err) : st;
}

enum jc_status work_load(int64_t *import, struct cli *cli, struct jc_store *store, const char *const *paths, size_t n,
                         struct jc_err *err)
{
    struct load l = {.cli = cli};
    struct input in = {0};
    const char **real = jc_alloc(n * sizeof *real);
    enum jc_status st = JC_OK;
    for (size_t i = 0; i < n && st == JC_OK; i++) {
        real[i] = paths[i];
        if (strcmp(paths[i], "-") != 0)
            continue;
        st = in.path ? jc_fail(err, JC_USAGE, E_STDIN_TWICE, NULL, NULL, NULL) : input_open(&in, "-", err);
        real[i] = in.path;
    }
    if (st == JC_OK)
        st = load(import, &l, store, real, n, err);
    for (size_t i = 0; i < l.n; i++) {
        free(l.file[i].path);
        free(l.file[i].kinds);
    }
    free(l.file);
    free(real);
    input_free(&in);
    return st;
}
