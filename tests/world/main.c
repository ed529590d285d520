/* Random small worlds: what the program reports against the second implementation.
   usage: world JICAI FOLDER FIRST LAST    seeds FIRST to LAST, in two processes; FOLDER keeps the worlds that differ
          world --make FOLDER SEED         only write that world and what is expected of it */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "second.h"

extern char **environ;

static struct world world, then;
static struct second second, before; /* before: what the same files say of the month before */

/* Seeds climb: plain fulfilment, returns, units, overlaps, classes, prices, payments, what the plans ask for beside; from
   781 on spellings too, from 801 on all of it. */
static unsigned kinds_of(int seed)
{
    static const struct {
        int last;
        unsigned features;
    } level[] = {
        {60, 0},
        {120, F_RETURN},
        {180, F_UNIT},
        {260, F_OVERLAP},
        {340, F_CLASS},
        {400, F_PRICE | F_UNIT},
        {480, F_PAY},
        {540, F_PAY | F_RETURN | F_PAYER},
        {600, F_PAY | F_OWN},
        {640, F_POLICY},
        {650, F_POLICY | F_CLASS | F_PRICE | F_RETURN},
        {660, F_PERIOD | F_PAY | F_OVERLAP},
        {680, F_EXPORTS | F_RETURN | F_PAY},
        {700, F_POLICY | F_PERIOD | F_RETURN | F_UNIT | F_PAY | F_PAYER},
        {750, F_MONEY | F_PAY | F_OWN | F_PAYER | F_RETURN},
        {780, F_RETURN | F_UNIT | F_OVERLAP | F_CLASS | F_PRICE},
        {800, F_RETURN | F_UNIT | F_OVERLAP | F_CLASS | F_PRICE | F_SPELL},
    };
    for (size_t i = 0; i < sizeof level / sizeof *level; i++)
        if (seed <= level[i].last)
            return level[i].features;
    return F_RETURN | F_UNIT | F_OVERLAP | F_CLASS | F_PRICE | F_PAY | F_PAYER | F_OWN | F_EXPORTS | F_SPELL |
           (seed % 4 ? F_POLICY : 0) | (seed % 3 == 0 ? F_PERIOD : 0) | (seed % 8 < 4 ? F_MONEY : 0);
}

/* Every second pair of seeds has parameters of its own. */
static unsigned features_of(int seed)
{
    if (seed > 5000) /* prices and returns alone */
        return F_RETURN | F_UNIT | F_CLASS | F_PRICE | F_PAY;
    if (seed > 1000) /* beyond the usual set: money in all its ways */
        return F_MONEY | F_PAY | F_OWN | F_PAYER | F_RETURN | (seed % 5 == 0 ? F_PERIOD : 0) |
               (seed % 2 ? F_PARAMS : 0);
    return kinds_of(seed) | (seed / 2 % 2 ? F_PARAMS : 0);
}

static void month_before(void)
{
    then = world;
    then.as_of = month_last(month_of(world.as_of) - 1);
    then.since = month_first(month_of(then.as_of));
}

/* What is published of the month before is compared, too, where a few tries find a world that is clear in both. */
static bool is_clear_before(int tries)
{
    if (world.since == NODAY || tries > 100)
        return true;
    month_before();
    second_compute(&before, &then);
    bool clear = !before.doubt;
    if (!clear && getenv("DOUBTS"))
        fprintf(stderr, "before: %s\n", before.doubt);
    second_free(&before);
    return clear;
}

/* A world that the rule book leaves open is made again from another seed. */
static int make_world(int seed)
{
    int tries = 0;
    for (;; tries++) {
        world_make(&world, (unsigned long long)seed + (unsigned long long)tries * 1000003, features_of(seed));
        second_compute(&second, &world);
        if (!second.doubt && is_clear_before(tries))
            return tries;
        if (tries >= 400) {
            fprintf(stderr, "seed %d: no world without a doubt: %s\n", seed, second.doubt);
            exit(70);
        }
        if (getenv("DOUBTS"))
            fprintf(stderr, "%d: %s\n", seed, second.doubt);
        second_free(&second);
    }
}

static void must_make(const char *folder)
{
    if (mkdir(folder, 0777) && errno != EEXIST) {
        perror(folder);
        exit(70);
    }
}

static void remove_tree(const char *folder)
{
    char *args[] = {"rm", "-rf", (char *)folder, NULL};
    pid_t pid;
    if (posix_spawnp(&pid, "rm", NULL, NULL, args, environ) == 0)
        waitpid(pid, NULL, 0);
}

/* The program with its words and the period of the world; all that it says goes to `log`. */
/* How the parameters are given: every second world in a jicai.ini, the others as --set. */
static bool in_file(void)
{
    return world.seed / 4 % 2 && world.params.sets;
}

static void write_config(const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out) {
        perror(path);
        exit(70);
    }
    for (int i = 0; i < world.params.sets; i++)
        fprintf(out, "%s\n", world.params.set[i]);
    fclose(out);
}

/* w: the world whose period it is of, NULL: the command names it itself. */
static int run_for(const struct world *w, const char *program, const char *const words[], const char *log)
{
    char day[16], option[16], config[700], *args[2 * MAX_SET + 24] = {(char *)program};
    int n = 1;
    snprintf(config, sizeof config, "%s.ini", log);
    if (in_file())
        write_config(config);
    if (w) {
        snprintf(option, sizeof option, "%s", w->since == NODAY ? "--as-of" : "--month");
        snprintf(day, sizeof day, "%.*s", w->since == NODAY ? 10 : 7, show_day(w->as_of));
    }
    while (*words)
        args[n++] = (char *)*words++;
    for (int i = 0; i < world.params.sets && !in_file(); i++) {
        args[n++] = "--set";
        args[n++] = world.params.set[i];
    }
    if (in_file()) {
        args[n++] = "--config";
        args[n++] = config;
    }
    if (w) {
        args[n++] = option;
        args[n] = day;
    }
    posix_spawn_file_actions_t files;
    posix_spawn_file_actions_init(&files);
    posix_spawn_file_actions_addopen(&files, 1, log, O_WRONLY | O_CREAT | O_TRUNC, 0666);
    posix_spawn_file_actions_adddup2(&files, 1, 2);
    pid_t pid;
    int status = -1;
    if (posix_spawn(&pid, program, &files, NULL, args, environ) == 0)
        waitpid(pid, &status, 0);
    posix_spawn_file_actions_destroy(&files);
    return status;
}

static int run_program(const char *program, const char *const words[], const char *log)
{
    return run_for(&world, program, words, log);
}

static int compare_sheets(const char *out, struct table *const *table, int tables, const char *by, int seed)
{
    char path[700], where[64];
    int bad = 0;
    snprintf(where, sizeof where, "seed %d%s%s", seed, by ? " --by " : "", by ? by : "");
    for (int i = 0; i < tables; i++) {
        snprintf(path, sizeof path, "%s/%s.csv", out, table_name(table[i]));
        struct table *got = table_read(path);
        bad += table_compare(table[i], got, where, stdout);
        table_free(got);
    }
    return bad;
}

static void command_line(const char *program, const char *folder)
{
    printf("        %s run %s/in -o %s/out --format csv --%s %.*s", program, folder, folder,
           world.since == NODAY ? "as-of" : "month", world.since == NODAY ? 10 : 7, show_day(world.as_of));
    for (int i = 0; i < world.params.sets; i++)
        printf(" --set '%s'", world.params.set[i]);
    printf("\n");
}

/* The program and the second implementation on the world just made; by: a grouping, or NULL. */
static int judge_run(const char *program, const char *base, const char *by, int seed)
{
    char in[600], out[600], log[600], db[600];
    snprintf(in, sizeof in, "%s/in", base);
    snprintf(out, sizeof out, "%s/%s", base, by ? "by" : "out");
    snprintf(log, sizeof log, "%s/%s", base, by ? "log-by" : "log");
    snprintf(db, sizeof db, "%s/%s", base, by ? "by.db" : "db");
    must_make(out);
    unlink(db);
    const char *words[] = {"run", in,  "-o", out, "--format", "csv", "--quiet", "--db", db, by ? "--by" : NULL,
                           by,    NULL};
    int status = run_program(program, words, log), bad = 0;
    if (status != 0) {
        printf("seed %d: the program ended with %d, see %s\n", seed, WIFEXITED(status) ? WEXITSTATUS(status) : -status,
               log);
        bad++;
    }
    return bad + (by ? compare_sheets(out, second.by_table, second.by_tables, by, seed)
                     : compare_sheets(out, second.table, second.tables, by, seed));
}

/* What check finds in the database of that run. */
static int judge_findings(const char *program, const char *base, int seed)
{
    char db[600], log[600], where[32];
    snprintf(db, sizeof db, "%s/db", base);
    snprintf(log, sizeof log, "%s/found", base);
    snprintf(where, sizeof where, "seed %d check", seed);
    const char *words[] = {"check", "--db", db, "--json", NULL};
    int status = run_program(program, words, log), bad = !WIFEXITED(status) || WEXITSTATUS(status) > 1;
    if (bad)
        printf("%s: it ended with %d, see %s\n", where, WIFEXITED(status) ? WEXITSTATUS(status) : -status, log);
    for (int i = 0; i < second.founds; i++) {
        struct table *got = table_read_findings(log, table_name(second.found[i]));
        bad += table_compare(second.found[i], got, where, stdout);
        table_free(got);
    }
    return bad;
}

/* ---- the platform's form ------------------------------------------------------------------------------- */

enum { FIRST_COUNT = 7 };

/* Of the form as we wrote it, some counts are one more in theirs; returns how many, and puts them into `wrong`. */
static int falsify(const struct table *form, const char *path, struct table *wrong, int seed)
{
    FILE *out = fopen(path, "w");
    char theirs[32];
    int n = 0;
    for (int c = 0; out && c < table_columns(form); c++)
        fprintf(out, "%s\"%s\"", c ? "," : "", table_head(form, c));
    for (int r = 0; out && r < table_rows(form); r++)
        for (int c = 0; c < table_columns(form); c++) {
            const char *text = table_cell(form, r, table_head(form, c));
            bool count = c >= FIRST_COUNT && !strchr(text, '.') && *text && !strstr(table_head(form, c), "占比");
            snprintf(theirs, sizeof theirs, "%ld", strtol(text, NULL, 10) + 1);
            bool other = count && (seed + r * 7 + c) % 13 == 0;
            fprintf(out, "%s\"%s\"", c ? "," : "\n", other ? theirs : text);
            if (!other)
                continue;
            table_put(wrong, table_cell(form, r, "医疗机构"));
            table_put(wrong, table_cell(form, r, "批次名称"));
            table_put(wrong, table_head(form, c));
            table_put(wrong, text);
            table_put(wrong, theirs);
            n++;
        }
    if (out)
        fclose(out);
    return n;
}

static int judge_form(const char *program, const char *base, int seed)
{
    char path[700], log[600], db[600], where[64];
    snprintf(path, sizeof path, "%s/out/平台格式报表.csv", base);
    struct table *form = table_read(path);
    if (!form)
        return 0; /* nothing is agreed */
    struct table *wrong = table_new("核对", "institution round figure ours theirs", "institution round figure");
    snprintf(path, sizeof path, "%s/theirs.csv", base);
    snprintf(log, sizeof log, "%s/reconciled", base);
    snprintf(db, sizeof db, "%s/db", base);
    snprintf(where, sizeof where, "seed %d reconcile", seed);
    int n = falsify(form, path, wrong, seed);
    const char *words[] = {"reconcile", path, "--db", db, "--json", NULL};
    int status = run_program(program, words, log), bad = 0;
    struct table *got = table_read_json(log, "difference", "institution round figure ours theirs");
    if (!WIFEXITED(status) || WEXITSTATUS(status) != (n > 0)) {
        printf("%s: it ended with %d, see %s\n", where, WIFEXITED(status) ? WEXITSTATUS(status) : -status, log);
        bad++;
    }
    bad += table_compare(wrong, got, where, stdout);
    table_free(form);
    table_free(wrong);
    table_free(got);
    return bad;
}

/* ---- issues ------------------------------------------------------------------------------------------ */

static const struct table *sheet_of(const struct second *s, const char *name)
{
    for (int i = 0; i < s->tables; i++)
        if (strcmp(table_name(s->table[i]), name) == 0)
            return s->table[i];
    return NULL;
}

static const char *payer_of(const struct table *t, int row)
{
    const char *payer = table_cell(t, row, "付款方");
    return payer ? payer : "";
}

/* Ranks that moved since the month before. */
static int judge_moves(const char *out, const char *sheet, const char *keys, int seed)
{
    const struct table *now = sheet_of(&second, sheet), *old = sheet_of(&before, sheet);
    char path[700], where[64], heads[128];
    snprintf(heads, sizeof heads, "%s 较上期名次", keys);
    struct table *moves = table_new(sheet, heads, keys);
    for (int r = 0; r < table_rows(now); r++) {
        const char *rank = table_cell(now, r, "名次"), *was = "", *code = table_cell(now, r, "机构编码");
        for (int o = 0; o < table_rows(old); o++)
            if (strcmp(code, table_cell(old, o, "机构编码")) == 0 && strcmp(payer_of(now, r), payer_of(old, o)) == 0)
                was = table_cell(old, o, "名次");
        table_put(moves, code);
        if (*payer_of(now, r))
            table_put(moves, payer_of(now, r));
        table_put(moves, *rank && *was ? show_int(strtol(was, NULL, 10) - strtol(rank, NULL, 10)) : "");
    }
    snprintf(path, sizeof path, "%s/%s.csv", out, sheet);
    snprintf(where, sizeof where, "seed %d moves", seed);
    struct table *got = table_read(path);
    int bad = table_compare(moves, got, where, stdout);
    table_free(got);
    table_free(moves);
    return bad;
}

static const char *bare(const char *text)
{
    return strcmp(text, "—") == 0 ? "" : text;
}

struct comparing {
    const struct table *got;
    const char *sheet, *where;
    int wanted, bad;
};

static bool is_told(const struct comparing *x, const char *key, const char *column, const char *from, const char *to)
{
    for (int r = 0; r < table_rows(x->got); r++)
        if (strcmp(table_cell(x->got, r, "sheet"), x->sheet) == 0 && strcmp(table_cell(x->got, r, "key"), key) == 0 &&
            strcmp(table_cell(x->got, r, "column"), column) == 0 &&
            strcmp(bare(table_cell(x->got, r, "before")), from) == 0 &&
            strcmp(bare(table_cell(x->got, r, "after")), to) == 0)
            return true;
    return false;
}

static void want_change(struct comparing *x, const char *key, const char *column, const char *from, const char *to)
{
    if (strcmp(from, to) == 0)
        return;
    x->wanted++;
    if (is_told(x, key, column, from, to))
        return;
    printf("%s %s [%s] %s: “%s” to “%s” is not told\n", x->where, x->sheet, key, column, from, to);
    x->bad++;
}

/* Every cell of the rows that both reports have, and the rows that only one has, by their keys. */
static void want_changes(struct comparing *x, const struct table *a, const struct table *b)
{
    for (int r = 0; r < table_rows(a); r++) {
        const char *key = table_cell(a, r, "依据号");
        int o = table_row_of(b, "依据号", key);
        if (o < 0)
            want_change(x, key, "整行", "有", "");
        for (int c = 0; c < table_columns(a) && o >= 0; c++)
            want_change(x, key, table_head(a, c), bare(table_cell(a, r, table_head(a, c))),
                        bare(table_cell(b, o, table_head(a, c))));
    }
    for (int r = 0; r < table_rows(b); r++)
        if (table_row_of(a, "依据号", table_cell(b, r, "依据号")) < 0)
            want_change(x, table_cell(b, r, "依据号"), "整行", "", "新增");
}

static struct table *read_issue(const char *base, int k, const char *sheet)
{
    char path[700];
    snprintf(path, sizeof path, "%s/issue%d/%s.csv", base, k, sheet);
    struct table *t = table_read(path);
    return t ? t : table_new(sheet, "依据号", "");
}

static int judge_changes(const char *base, const struct table *got, const char *sheet, int seed)
{
    char where[64];
    snprintf(where, sizeof where, "seed %d diff", seed);
    struct table *a = read_issue(base, 0, sheet), *b = read_issue(base, 1, sheet);
    struct comparing x = {got, sheet, where, 0, 0};
    int told = 0;
    want_changes(&x, a, b);
    for (int r = 0; r < table_rows(got); r++) { /* rankings of communities and the like have keys of their own */
        const char *key = table_cell(got, r, "key");
        bool here = table_row_of(a, "依据号", key) >= 0 || table_row_of(b, "依据号", key) >= 0;
        bool shown = strcmp(bare(table_cell(got, r, "before")), bare(table_cell(got, r, "after"))) != 0;
        told += here && shown && strcmp(table_cell(got, r, "sheet"), sheet) == 0;
    }
    if (told != x.wanted)
        printf("%s %s: expected %d changes, actual %d\n", where, sheet, x.wanted, told);
    table_free(a);
    table_free(b);
    return x.bad + (told != x.wanted);
}

static int judge_diff(const char *base, const char *log, int seed)
{
    static const char *const sheet[] = {"机构执行排名", "品种进度", "机构品种明细", "非中选与可替代", "货款支付排名",
                                        "逾期明细",     "未来到期", "配送企业",     "网采率与两票制", "重点监控"};
    struct table *got = table_read_json(log, "change", "sheet key column before after");
    int bad = got == NULL;
    for (size_t i = 0; i < sizeof sheet / sizeof *sheet && got; i++)
        bad += judge_changes(base, got, sheet[i], seed);
    table_free(got);
    return bad;
}

/* The issue of a month, k = 0 the earlier: published, and written as a report. */
static int publish(const char *program, const char *base, const struct world *w, int k)
{
    char db[600], log[600], out[600], month[16];
    snprintf(db, sizeof db, "%s/db", base);
    snprintf(log, sizeof log, "%s/published%d", base, k);
    snprintf(out, sizeof out, "%s/issue%d", base, k);
    snprintf(month, sizeof month, "%.7s", show_day(w->as_of));
    must_make(out);
    const char *words[] = {"publish", "--db", db, "--quiet", NULL};
    int status = run_for(w, program, words, log);
    const char *report[] = {"report", "--db", db, "--issue", month, "--format", "csv", "-o", out, "--quiet", NULL};
    return status ? status : run_for(NULL, program, report, log);
}

/* Two months published, the earlier first, and what changed from one to the other. */
static int judge_issues(const char *program, const char *base, int seed)
{
    char db[600], out[600], log[600], month[2][16];
    month_before();
    snprintf(db, sizeof db, "%s/db", base);
    for (int k = 0; k < 2; k++) {
        int status = publish(program, base, k ? &world : &then, k);
        if (WIFEXITED(status) && WEXITSTATUS(status) == 2)
            return 0; /* nothing happened in that month: it is not published */
        if (status != 0) {
            printf("seed %d: a month is not published, see %s\n", seed, base);
            return 1;
        }
    }
    second_compute(&before, &then);
    int bad = 0;
    for (int k = 0; k < 2; k++) {
        snprintf(out, sizeof out, "%s/issue%d", base, k);
        if (k || !before.doubt)
            bad += compare_sheets(out, k ? second.table : before.table, k ? second.tables : before.tables, NULL, seed);
        snprintf(month[k], sizeof month[k], "%.7s", show_day(k ? world.as_of : then.as_of));
    }
    if (!before.doubt) {
        bad += judge_moves(out, "机构执行排名", "机构编码", seed);
        bad += judge_moves(out, "货款支付排名", "机构编码 付款方", seed);
    }
    second_free(&before);
    snprintf(log, sizeof log, "%s/changes", base);
    const char *diff[] = {"diff", month[0], month[1], "--db", db, "--json", NULL};
    (void)run_for(NULL, program, diff, log);
    return bad + judge_diff(base, log, seed);
}

static bool judge(const char *program, const char *folder, int seed)
{
    char base[512], in[600];
    snprintf(base, sizeof base, "%s/%05d", folder, seed);
    snprintf(in, sizeof in, "%s/in", base);
    must_make(base);
    must_make(in);
    make_world(seed);
    if (!world_write(&world, in)) {
        perror(in);
        exit(70);
    }
    int bad = judge_run(program, base, NULL, seed);
    if (world.features & F_POLICY)
        bad += judge_findings(program, base, seed);
    if (seed % 2 == 0)
        bad += judge_form(program, base, seed);
    if (world.since != NODAY)
        bad += judge_issues(program, base, seed);
    if (seed % 4 == 0)
        bad += judge_run(program, base, second.by, seed);
    second_free(&second);
    if (bad)
        command_line(program, base);
    else
        remove_tree(base);
    fflush(stdout);
    return bad == 0;
}

/* Every second seed from `first` on; the number of worlds that differ goes to the pipe. */
static void work(const char *program, const char *folder, int first, int last, int report)
{
    int failed = 0;
    for (int seed = first; seed <= last; seed += 2)
        failed += !judge(program, folder, seed);
    if (write(report, &failed, sizeof failed) != sizeof failed)
        _exit(70);
    _exit(0);
}

static int judge_all(const char *program, const char *folder, int first, int last)
{
    int pipes[2], failed = 0, part;
    must_make(folder);
    if (pipe(pipes))
        return 70;
    for (int k = 0; k < 2; k++)
        if (fork() == 0)
            work(program, folder, first + k, last, pipes[1]);
    for (int k = 0; k < 2; k++) {
        int status;
        wait(&status);
        if (status != 0 || read(pipes[0], &part, sizeof part) != sizeof part) {
            printf("a worker ended with %d\n", status);
            return 70;
        }
        failed += part;
    }
    printf("worlds: %d passed, %d failed\n", last - first + 1 - failed, failed);
    return failed ? 1 : 0;
}

int main(int argc, char **argv)
{
    setvbuf(stdout, NULL, _IOFBF, 1 << 16);
    if (argc == 4 && strcmp(argv[1], "--make") == 0) {
        must_make(argv[2]);
        int tries = make_world((int)strtol(argv[3], NULL, 10));
        printf("as of %s, %d lines, %d payments, %d agreements, %d awards, try %d\n", show_day(world.as_of),
               world.lines, world.pays, world.agrs, world.awards, tries);
        return world_write(&world, argv[2]) ? 0 : 70;
    }
    if (argc != 5) {
        fputs("usage: world JICAI FOLDER FIRST LAST | world --make FOLDER SEED\n", stderr);
        return 2;
    }
    return judge_all(argv[1], argv[2], (int)strtol(argv[3], NULL, 10), (int)strtol(argv[4], NULL, 10));
}
