/* The worked examples of the rule book through the real program: files in, CSV out, the last digit compared.
   usage: worked JICAI FOLDER CASE.txt...     FOLDER is made, and keeps what differs

   A case is a text of blocks; a blank line ends a block, a line with # before a block is a comment.
     run OPTIONS            the options of `jicai run`, besides input and output
     file NAME              the lines of an input file
     sheet NAME KEYS        the rows of a sheet, all of them and in its order, in the columns that the first line names;
                            the first KEYS columns say which row is which; ? is not compared
     none NAME              the sheet has no rows, so there is no file
     findings RULE KEYS     what `jicai check --rule RULE` says, in the columns subject, item, expected, actual, impact */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "../world/table.h"

enum { LINE = 8192, PATH = 900, ARGS = 32 };

struct check {
    char name[64];
    int keys; /* -1: no rows expected */
    bool findings;
    char path[PATH];
};

struct example {
    const char *name;
    char base[300], options[512];
    struct check check[32];
    int checks;
};

static void stop(const char *what)
{
    perror(what);
    exit(70);
}

static FILE *must_open(const char *path)
{
    FILE *out = fopen(path, "w");
    if (!out)
        stop(path);
    return out;
}

static void must_make(const char *format, const char *base)
{
    char path[PATH];
    snprintf(path, sizeof path, format, base);
    if (mkdir(path, 0777) && errno != EEXIST)
        stop(path);
}

/* The first line of a block says what it is; returns where its further lines go, NULL: nowhere. */
static FILE *begin_block(struct example *c, char *head)
{
    char path[PATH + 64], *word = strtok_r(head, " ", &head), *name = strtok_r(head, " ", &head);
    if (strcmp(word, "run") == 0) {
        snprintf(c->options, sizeof c->options, "%s %s", name, head);
        return NULL;
    }
    if (strcmp(word, "file") == 0) {
        snprintf(path, sizeof path, "%s/in/%s", c->base, name);
        return must_open(path);
    }
    bool none = strcmp(word, "none") == 0, findings = strcmp(word, "findings") == 0;
    if ((!none && !findings && strcmp(word, "sheet") != 0) || c->checks == (int)(sizeof c->check / sizeof *c->check)) {
        fprintf(stderr, "%s: what is “%s”?\n", c->name, word);
        exit(70);
    }
    struct check *k = &c->check[c->checks++];
    snprintf(k->name, sizeof k->name, "%s", name);
    k->keys = none ? -1 : (int)strtol(head, NULL, 10);
    k->findings = findings;
    snprintf(k->path, sizeof k->path, "%s/expected%d.csv", c->base, c->checks);
    return none ? NULL : must_open(k->path);
}

static void read_case(struct example *c)
{
    static char line[LINE];
    FILE *in = fopen(c->name, "r"), *out = NULL;
    bool inside = false;
    if (!in)
        stop(c->name);
    while (fgets(line, sizeof line, in)) {
        line[strcspn(line, "\r\n")] = 0;
        if (!inside && *line && *line != '#') {
            out = begin_block(c, line);
            inside = true;
        } else if (!*line) {
            if (out && fclose(out))
                stop(c->name);
            out = NULL;
            inside = false;
        } else if (out) {
            fprintf(out, "%s\n", line);
        }
    }
    if (out && fclose(out))
        stop(c->name);
    fclose(in);
}

/* Runs the program with its own words, then those of the case; what it prints goes to `log`. */
static int run_program(const char *program, const struct example *c, const char *const words[], const char *log)
{
    char options[sizeof c->options], *args[ARGS] = {(char *)program}, *rest = options, *word;
    int n = 1, status = -1;
    snprintf(options, sizeof options, "%s", c->options);
    while (*words)
        args[n++] = (char *)*words++;
    while (n < ARGS - 1 && (word = strtok_r(rest, " ", &rest)))
        args[n++] = word;
    fflush(stdout);
    pid_t pid = fork();
    if (pid == 0) {
        if (!freopen(log, "w", stdout) || dup2(1, 2) < 0)
            _exit(70);
        execv(program, args);
        _exit(70);
    }
    if (pid < 0 || waitpid(pid, &status, 0) < 0)
        stop(program);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

static struct table *read_findings(const char *program, const struct example *c, const char *rule)
{
    char db[PATH], log[PATH];
    snprintf(db, sizeof db, "%s/db", c->base);
    snprintf(log, sizeof log, "%s/found", c->base);
    const char *words[] = {"check", "--db", db, "--json", "--rule", rule, NULL};
    if (run_program(program, c, words, log) > 1)
        stop(log);
    return table_read_findings(log, rule);
}

static int compare(const char *program, const struct example *c)
{
    char path[PATH];
    int bad = 0;
    for (const struct check *k = c->check; k < c->check + c->checks; k++) {
        snprintf(path, sizeof path, "%s/out/%.63s.csv", c->base, k->name);
        struct table *got = k->findings ? read_findings(program, c, k->name) : table_read(path),
                     *wanted = k->keys < 0 ? NULL : table_read(k->path);
        if (k->keys < 0 && got) {
            printf("%s %s: should have no rows\n", c->name, k->name);
            bad++;
        } else if (wanted) {
            table_expect(wanted, k->name, k->keys);
            bad += table_compare(wanted, got, c->name, stdout);
        }
        table_free(got);
        table_free(wanted);
    }
    return bad;
}

static bool judge(const char *program, const char *folder, const char *file)
{
    static struct example c;
    const char *slash = strrchr(file, '/');
    memset(&c, 0, sizeof c);
    c.name = file;
    snprintf(c.base, sizeof c.base, "%s/%s", folder, slash ? slash + 1 : file);
    must_make("%s", c.base);
    must_make("%s/in", c.base);
    must_make("%s/out", c.base);
    read_case(&c);
    char in[PATH], to[PATH], db[PATH], log[PATH];
    snprintf(in, sizeof in, "%s/in", c.base);
    snprintf(to, sizeof to, "%s/out", c.base);
    snprintf(db, sizeof db, "%s/db", c.base);
    snprintf(log, sizeof log, "%s/log", c.base);
    unlink(db);
    const char *words[] = {"run", in, "-o", to, "--db", db, "--format", "csv", "--quiet", NULL};
    int status = run_program(program, &c, words, log), bad = status != 0 && status != 3;
    if (bad)
        printf("%s: the program ended with %d, see %s/log\n", file, status, c.base);
    if (c.checks == 0) {
        printf("%s: expects nothing\n", file);
        bad++;
    }
    return bad + compare(program, &c) == 0;
}

int main(int argc, char **argv)
{
    int failed = 0;
    if (argc < 4) {
        fputs("usage: worked JICAI FOLDER CASE.txt...\n", stderr);
        return 2;
    }
    must_make("%s", argv[2]);
    for (int i = 3; i < argc; i++)
        failed += !judge(argv[1], argv[2], argv[i]);
    printf("worked examples: %d passed, %d failed\n", argc - 3 - failed, failed);
    return failed ? 1 : 0;
}
