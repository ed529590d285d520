/* Where a command may write. What it reads it may not: a slip in -o or --errors would cost somebody's only copy. */
#include "cli/cli.h"

#include <sys/stat.h>

enum { E_EXCLUDE = 607, E_EXISTS = 617, E_IS_READ = 651, E_NOT_ERRORS };

static bool is_file(struct stat *sb, const char *path)
{
    return path && strcmp(path, "-") != 0 && stat(path, sb) == 0 && S_ISREG(sb->st_mode);
}

static bool is_same(const struct stat *a, const char *path)
{
    struct stat b;
    return is_file(&b, path) && a->st_dev == b.st_dev && a->st_ino == b.st_ino;
}

/* `config -o jicai.ini` writes the settings that it has read. */
static bool is_read(const struct cli *cli, const struct stat *out)
{
    bool read = is_same(out, cli->db.value) || is_same(out, args_get(&cli->args, O_PROFILE)) ||
                (cli->command != &cmd_config && is_same(out, cli->ini.value));
    for (size_t i = 0; i < cli->words && !read; i++)
        read = is_same(out, cli->word[i]);
    return read;
}

enum jc_status spare_inputs(const struct cli *cli, struct jc_err *err)
{
    static const enum option writes[] = {O_OUT, O_ERRORS, O_SAVE};
    struct stat sb;
    for (size_t i = 0; i < JC_LEN(writes); i++) {
        const char *path = args_get(&cli->args, writes[i]);
        if (cli->json && path && strcmp(path, "-") == 0) { /* it would stand between the objects */
            char option[32];
            snprintf(option, sizeof option, "%s -", option_name(writes[i]));
            return jc_fail(err, JC_USAGE, E_EXCLUDE, option, option_name(O_JSON), NULL);
        }
        if (is_file(&sb, path) && is_read(cli, &sb))
            return jc_fail(err, JC_USAGE, E_IS_READ, path, option_name(writes[i]), NULL);
    }
    return JC_OK;
}

enum jc_status spare_file(const char *path, struct jc_err *err)
{
    struct stat sb;
    return is_file(&sb, path) && sb.st_size > 0 ? jc_fail(err, JC_OUTPUT, E_EXISTS, path, NULL, NULL) : JC_OK;
}

/* Does a file begin like a list of messages, as it was written or as a spreadsheet program saved it? */
static bool begins_with_severity(const char *path)
{
    static const char *const heads[] = {"级别", "Severity", "\xBC\xB6\xB1\xF0"};
    char text[32] = "";
    FILE *f = fopen(path, "rb");
    bool known = !f; /* that it cannot be written will be told */
    if (f) {
        text[fread(text, 1, sizeof text - 1, f)] = '\0';
        fclose(f);
    }
    const char *p = text + (strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0);
    p += *p == '"';
    for (size_t i = 0; i < JC_LEN(heads); i++)
        known = known || strncmp(p, heads[i], strlen(heads[i])) == 0;
    return known;
}

enum jc_status spare_other_than_errors(const char *path, struct jc_err *err)
{
    struct stat sb;
    if (is_file(&sb, path) && sb.st_size > 0 && !begins_with_severity(path))
        return jc_fail(err, JC_OUTPUT, E_NOT_ERRORS, path, NULL, NULL);
    return JC_OK;
}
