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

static struct world world;
static struct second second;

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
    if (seed > 1000) /* beyond the usual set: money in all its ways */
        return F_MONEY | F_PAY | F_OWN | F_PAYER | F_RETURN | (seed % 5 == 0 ? F_PERIOD : 0) |
               (seed % 2 ? F_PARAMS : 0);
    return kinds_of(seed) | (seed / 2 % 2 ? F_PARAMS : 0);
}

/* A world that the rule book leaves open is made again from another seed. */
static int make_world(int seed)
{
    int tries = 0;
    for (;; tries++) {
        world_make(&world, (unsigned long long)seed + (unsigned long long)tries * 1000003, features_of(seed));
        second_compute(&second, &world);
        if (!second.doubt)
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

static int run_program(const char *program, const char *const words[], const char *log)
{
    char day[16], option[16], config[700], *args[2 * MAX_SET + 24] = {(char *)program};
    int n = 1;
    snprintf(config, sizeof config, "%s.ini", log);
    if (in_file())
        write_config(config);
    snprintf(option, sizeof option, "%s", world.since == NODAY ? "--as-of" : "--month");
    snprintf(day, sizeof day, "%.*s", world.since == NODAY ? 10 : 7, show_day(world.as_of));
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
    args[n++] = option;
    args[n] = day;
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
