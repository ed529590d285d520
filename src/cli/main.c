/* jicai: from the arguments to the exit code. */
#include "cli/cli.h"

#include <errno.h>
#include <unistd.h>

enum {
    E_COMMAND = 601,
    E_MISSING = 605,
    E_TOO_MANY = 606,
    E_STOPPED = 622,
    E_NO_COMMAND = 627,
    E_STDOUT = 628,
    E_PATH_ALONE = 630,
    E_NOT_HERE = 632
};

static const struct command *const commands[] = {
#define X(name) &cmd_##name,
    COMMANDS(X)
#undef X
};

const struct command *command_at(size_t i)
{
    return i < JC_LEN(commands) ? commands[i] : NULL;
}

const struct command *command_find(const char *name)
{
    for (size_t i = 0; i < JC_LEN(commands); i++)
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    return NULL;
}

/* JC_USAGE with the nearest command. */
static enum jc_status command_unknown(const char *name, struct jc_err *err)
{
    if (strchr(name, '/') || strchr(name, '.') || access(name, F_OK) == 0)
        return jc_fail(err, JC_USAGE, E_PATH_ALONE, name, NULL, NULL);
    const char *names[JC_LEN(commands) + 1] = {NULL};
    for (size_t i = 0; i < JC_LEN(commands); i++)
        names[i] = commands[i]->name;
    return jc_fail(err, JC_USAGE, E_COMMAND, name, nearest_name(name, names), NULL);
}

static int exit_code(enum jc_status status)
{
    switch (status) {
    case JC_OK:
    case JC_END:
        return 0;
    case JC_USAGE:
    case JC_NOTFOUND:
        return 2;
    case JC_IO:
    case JC_INPUT:
    case JC_LIMIT:
    case JC_CONFLICT:
        return 4;
    case JC_BUSY:
        return 5;
    case JC_DB:
        return 6;
    case JC_CONFIG:
        return 7;
    case JC_OUTPUT:
        return 8;
    case JC_INTERRUPTED:
        return 130;
    case JC_INTERNAL:
        break;
    }
    return 70;
}

/* An option that other commands have. */
static enum jc_status check_options(const struct cli *cli, struct jc_err *err)
{
    uint64_t allowed = cli->command->options | (BIT(O_COMMON) - 1);
    for (int o = 0; o < O_COUNT; o++)
        if (args_has(&cli->args, (enum option)o) && !(allowed & BIT(o)))
            return jc_fail(err, JC_USAGE, E_NOT_HERE, option_name((enum option)o), cli->command->name, NULL);
    return JC_OK;
}

static enum jc_status check_words(const struct cli *cli, struct jc_err *err)
{
    const struct command *c = cli->command;
    if (cli->words < c->least) {
        char missing[64]; /* its first argument as help writes it */
        jc_copyn(missing, sizeof missing, c->args, strcspn(c->args, " ."));
        return jc_fail(err, JC_USAGE, E_MISSING, c->name, missing, NULL);
    }
    if (cli->words > c->most) {
        char usage[256];
        snprintf(usage, sizeof usage, "%s%s%s", c->name, *c->args ? " " : "", c->args);
        return jc_fail(err, JC_USAGE, E_TOO_MANY, cli->word[c->most], usage, NULL);
    }
    return JC_OK;
}

static enum jc_status find_command(struct cli *cli, struct jc_err *err)
{
    const struct values *words = &cli->args.words;
    if (words->n == 0 && !args_has(&cli->args, O_HELP))
        return jc_fail(err, JC_USAGE, E_NO_COMMAND, NULL, NULL, NULL);
    cli->command = words->n ? command_find(words->at[0]) : &cmd_help;
    if (!cli->command)
        return command_unknown(words->at[0], err);
    cli->word = words->at + (words->n > 0);
    cli->words = words->n - (words->n > 0);
    if (args_has(&cli->args, O_HELP) && cli->command != &cmd_help) { /* jicai run --help = jicai help run */
        cli->word = words->at;
        cli->words = 1;
        cli->command = &cmd_help;
        return JC_OK;
    }
    enum jc_status st = check_options(cli, err);
    return st == JC_OK ? check_words(cli, err) : st;
}

/* The language has to be known before anything can be told about the rest. */
static enum jc_lang first_lang(int argc, char **argv)
{
    const char *env = getenv("JICAI_LANG");
    enum jc_lang lang = env && strcmp(env, "en") == 0 ? JC_EN : JC_ZH;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *value = strncmp(argv[i], "--lang=", 7) == 0              ? argv[i] + 7
                            : strcmp(argv[i], "--lang") == 0 && i + 1 < argc ? argv[i + 1]
                                                                             : "";
        if (*value)
            lang = strcmp(value, "en") == 0 ? JC_EN : JC_ZH;
    }
    return lang;
}

/* Asked for before or behind what is wrong with the arguments: a program has to find the summary in any case. */
static bool wants_json(const struct cli *cli, int argc, char **argv)
{
    bool wants = args_has(&cli->args, O_JSON);
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
        wants = wants || strcmp(argv[i], "--json") == 0;
    return wants;
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    enum jc_status st = find_command(cli, err);
    if (st != JC_OK)
        return st;
    st = config_load(cli, err);
    if (st != JC_OK && cli->command != &cmd_help) /* help has to work whatever the configuration says */
        return st;
    st = spare_inputs(cli, err);
    return st == JC_OK ? cli->command->run(cli, err) : st;
}

static void print_version(const struct cli *cli)
{
    put(cli, "jicai %s", JC_VERSION);
    if (cli->json)
        json_str(cli->summary, "version", JC_VERSION);
}

/* The last words: the error, the summary, and whether stdout took everything. */
static int finish(struct cli *cli, enum jc_status st, struct jc_err *err)
{
    progress_clear(cli);
    if (st == JC_INTERRUPTED && err->code == 0)
        (void)jc_fail(err, st, E_STOPPED, NULL, NULL, NULL);
    int code = st == JC_OK ? cli->exit : exit_code(st);
    if (st != JC_OK) {
        if (cli->json) {
            struct cJSON *o = json_new("error");
            json_message(o, err, cli->lang);
            json_put(o);
        }
        tell(cli, err);
    }
    if (cli->json) {
        json_set_exit(cli->summary, code);
        json_put(cli->summary);
    }
    if (fflush(stdout) == 0 && !ferror(stdout))
        return code;
    (void)jc_fail(err, JC_OUTPUT, E_STDOUT, NULL, jc_errno_text(errno), NULL);
    tell(cli, err);
    return code && code != 1 && code != 3 ? code : exit_code(JC_OUTPUT);
}

int main(int argc, char **argv)
{
    struct cli cli = {.lang = first_lang(argc, argv)};
    struct jc_err err = {0};
    enum jc_status st = args_parse(&cli.args, argc, argv, &err);
    cli.json = wants_json(&cli, argc, argv);
    cli.quiet = args_has(&cli.args, O_QUIET);
    screen_open(&cli);
    if (cli.json)
        cli.summary = json_summary();
    if (st == JC_OK && args_has(&cli.args, O_VERSION))
        print_version(&cli);
    else if (st == JC_OK)
        st = run(&cli, &err);
    int code = finish(&cli, st, &err);
    config_free(&cli);
    args_free(&cli.args);
    return code;
}
