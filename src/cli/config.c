/* Option > environment > jicai.ini > default. */
#include "cli/cli.h"

#include <errno.h>
#include <ini.h>
#include <limits.h>

enum {
    E_RANGE = 402,
    E_VALUE = 604,
    E_LINE = 610,
    E_FILE = 611,
    E_RULE = 613,
    E_PAIR = 618,
    E_ENVIRONMENT = 626,
    E_AGAIN = 635,
    E_LONG = 637,
    INI_BYTES_MAX = 1 << 20
};

#define DEFAULT_DB  "jicai.db"
#define DEFAULT_INI "jicai.ini"

const char *origin_text(enum origin origin, enum jc_lang lang)
{
    static const char *const names[][2] = {
        {"默认", "default"}, {"jicai.ini", "jicai.ini"}, {"环境变量", "environment"}, {"命令行", "command line"}};
    return names[origin][lang];
}

static void set(struct setting *s, const char *value, enum origin origin)
{
    char *copy = value ? jc_strdup(value) : NULL;
    free(s->value);
    *s = (struct setting){copy, origin};
}

static bool lang_of(enum jc_lang *out, const char *text)
{
    bool zh = strcmp(text, "zh") == 0, en = strcmp(text, "en") == 0;
    if (zh || en)
        *out = en ? JC_EN : JC_ZH;
    return zh || en;
}

/* ---- jicai.ini ------------------------------------------------------------------------------------ */

struct reading {
    struct cli *cli;
    const char *path, *at; /* at: what is not read yet */
    int line;              /* of what was read last */
    int too_long;          /* the line of a setting that does not fit, 0 = none */
    struct given {
        char *name, *value;
        int line;
    } * given;
    size_t given_n, given_cap;
    struct jc_err *err;
    enum jc_status status;
};

/* As fgets, from the text, but line by line. Of a comment the end is left out; a setting that is longer ends the file. */
static char *next_line(char *to, int size, void *from)
{
    struct reading *r = from;
    const size_t n = strcspn(r->at, "\r\n"), all = strcspn(r->at, "\n");
    const bool comment = r->at[strspn(r->at, " \t")] == ';' || r->at[strspn(r->at, " \t")] == '#';
    if (!*r->at)
        return NULL;
    r->line++;
    if (n >= (size_t)size && !comment) {
        r->too_long = r->line;
        return NULL;
    }
    jc_copyn(to, (size_t)size, r->at, n);
    r->at += all + (r->at[all] == '\n');
    return to;
}

/* What stands there a second time takes the place of the first: nobody can see which of the two was meant. */
static void see_again(struct reading *r, const char *name, const char *value)
{
    struct jc_err m;
    struct given *before = NULL;
    char before_line[16], cell[24];
    for (size_t i = 0; i < r->given_n && !before; i++)
        if (strcmp(r->given[i].name, name) == 0)
            before = &r->given[i];
    if (!before) {
        r->given = jc_grow(r->given, &r->given_cap, r->given_n + 1, sizeof *r->given);
        r->given[r->given_n++] = (struct given){jc_strdup(name), jc_strdup(value), r->line};
        return;
    }
    snprintf(cell, sizeof cell, tr(r->cli, "第 %d 行", "line %d"), r->line);
    snprintf(before_line, sizeof before_line, "%d", before->line);
    (void)jc_fail(&m, JC_OK, E_AGAIN, value, before_line, before->value);
    (void)jc_err_place(&m, r->path, NULL, cell);
    jc_copy(m.field, sizeof m.field, name);
    tell(r->cli, &m);
    free(before->value);
    before->value = jc_strdup(value);
    before->line = r->line;
}

/* One of rules of the user's own, in a file for all commands, of which this one reads no such rules. */
static bool is_of_other_rules(const struct cli *cli, const char *name)
{
    return !cli->own && strncmp(name, "own.", 4) == 0;
}

/* The engine knows no language: what is allowed goes into its message in Chinese. */
static enum jc_status set_param(struct cli *cli, const char *name, const char *value, const char *origin,
                                struct jc_err *err)
{
    struct jc_param_info p;
    enum jc_status st = jc_params_set(cli->params, name, value, origin, err);
    for (size_t i = 0; st != JC_OK && err->code == E_RANGE && (p = jc_params_at(cli->params, i)).name; i++)
        if (strcmp(p.name, name) == 0)
            jc_copy(err->arg[1], sizeof err->arg[1], tr(cli, p.range, p.range_en));
    return st;
}

/* A name without a section, or in [parameters] or [参数], stands for itself; [payment] scope is payment.scope. */
static int on_pair(void *user, const char *section, const char *name, const char *value)
{
    struct reading *r = user;
    char full[128];
    if (r->status != JC_OK)
        return 1;
    bool plain = !*section || strcmp(section, "parameters") == 0 || strcmp(section, "参数") == 0;
    snprintf(full, sizeof full, "%s%s%s", plain ? "" : section, plain ? "" : ".", name);
    if (strcmp(full, "db") == 0 && !*value)
        r->status = jc_fail(r->err, JC_CONFIG, E_VALUE, value, "db", DEFAULT_DB);
    else if (strcmp(full, "db") == 0)
        set(&r->cli->db, value, FROM_INI);
    else if (strcmp(full, "lang") == 0 && lang_of(&r->cli->lang, value))
        set(&r->cli->lang_of, value, FROM_INI);
    else if (strcmp(full, "lang") == 0)
        r->status = jc_fail(r->err, JC_CONFIG, E_VALUE, value, "lang", "zh | en");
    else if (!is_of_other_rules(r->cli, full))
        r->status = set_param(r->cli, full, value, "jicai.ini", r->err);
    if (r->status == JC_OK)
        see_again(r, full, value);
    return r->status == JC_OK; /* 0 makes inih remember this line */
}

static enum jc_status read_whole(struct jc_buf *out, FILE *f, const char *path, struct jc_err *err)
{
    char chunk[4096];
    size_t n;
    out->limit = INI_BYTES_MAX;
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
        jc_buf_add(out, chunk, n);
    if (!ferror(f) && !out->over)
        return JC_OK;
    enum jc_status st = jc_fail(err, JC_CONFIG, E_FILE, NULL, out->over ? "> 1 MB" : jc_errno_text(errno), NULL);
    return jc_err_place(err, path, NULL, NULL) == JC_CONFIG ? JC_CONFIG : st;
}

/* A file from Notepad may be in GB18030. */
static enum jc_status decode(struct jc_buf *text, struct jc_err *err)
{
    if (jc_utf8_valid(jc_buf_text(text), text->len))
        return JC_OK;
    struct jc_buf utf8 = {0};
    enum jc_status st = jc_text_decode(&utf8, "GB18030", text->p, text->len, err);
    jc_buf_free(text);
    *text = utf8;
    return st;
}

/* The n-th line (from 1) without its end, for the message about it. */
static void copy_line(char *dst, size_t size, const char *text, int n)
{
    while (--n > 0 && (text = strchr(text, '\n')))
        text++;
    jc_copyn(dst, size, text ? text : "", text ? strcspn(text, "\r\n") : 0);
}

static enum jc_status parse_ini(struct cli *cli, const char *text, struct jc_err *err)
{
    struct reading r = {.cli = cli, .path = cli->ini.value, .at = text, .err = err};
    char cell[24], line_text[JC_ERR_TEXT];
    int line = ini_parse_stream(next_line, &r, on_pair, &r);
    for (size_t i = 0; i < r.given_n; i++) {
        free(r.given[i].name);
        free(r.given[i].value);
    }
    free(r.given);
    line = line == 0 ? r.too_long : line;
    if (line == 0)
        return JC_OK;
    snprintf(cell, sizeof cell, tr(cli, "第 %d 行", "line %d"), line);
    copy_line(line_text, sizeof line_text, text, line);
    if (r.status == JC_OK)
        r.status = jc_fail(err, JC_CONFIG, line == r.too_long ? E_LONG : E_LINE, line_text, NULL, NULL);
    (void)jc_err_place(err, NULL, NULL, cell);
    return r.status;
}

static enum jc_status read_ini(struct cli *cli, struct jc_err *err)
{
    const char *option = args_get(&cli->args, O_CONFIG), *env = getenv("JICAI_CONFIG");
    const char *path = option ? option : env && *env ? env : DEFAULT_INI;
    FILE *f = fopen(path, "rb");
    if (!f && path != option && path != env) /* nobody asked for it */
        return JC_OK;
    set(&cli->ini, path, option ? FROM_OPTION : path == env ? FROM_ENVIRONMENT : FROM_DEFAULT);
    struct jc_buf text = {0};
    enum jc_status st =
        f ? read_whole(&text, f, path, err) : jc_fail(err, JC_CONFIG, E_FILE, NULL, jc_errno_text(errno), NULL);
    if (st == JC_OK)
        st = decode(&text, err);
    if (st == JC_OK)
        st = parse_ini(cli, jc_buf_text(&text), err);
    if (st != JC_OK) {
        (void)jc_err_place(err, path, NULL, NULL);
        st = JC_CONFIG; /* exit code 7, whatever it was */
    }
    jc_buf_free(&text);
    if (f)
        fclose(f);
    return st;
}

/* ---- environment, options ------------------------------------------------------------------------- */

static enum jc_status read_environment(struct cli *cli, struct jc_err *err)
{
    const char *db = getenv("JICAI_DB"), *lang = getenv("JICAI_LANG");
    if (db && *db)
        set(&cli->db, db, FROM_ENVIRONMENT);
    if (lang && *lang) {
        if (!lang_of(&cli->lang, lang))
            return jc_fail(err, JC_CONFIG, E_ENVIRONMENT, lang, "JICAI_LANG", "zh | en");
        set(&cli->lang_of, lang, FROM_ENVIRONMENT);
    }
    return JC_OK;
}

static enum jc_status set_pair(struct cli *cli, const char *pair, struct jc_err *err)
{
    const char *eq = strchr(pair, '=');
    if (!eq || eq == pair)
        return jc_fail(err, JC_USAGE, E_PAIR, pair, NULL, NULL);
    char name[128];
    jc_copyn(name, sizeof name, pair, (size_t)(eq - pair));
    return set_param(cli, name, eq + 1, "--set", err);
}

static enum jc_status read_options(struct cli *cli, struct jc_err *err)
{
    const char *db = args_get(&cli->args, O_DB), *lang = args_get(&cli->args, O_LANG);
    enum jc_status st = JC_OK;
    if (db)
        set(&cli->db, db, FROM_OPTION);
    if (lang && !lang_of(&cli->lang, lang))
        return jc_fail(err, JC_USAGE, E_VALUE, lang, "--lang", "zh | en");
    if (lang)
        set(&cli->lang_of, lang, FROM_OPTION);
    const struct values *pairs = &cli->args.option[O_SET];
    for (size_t i = 0; i < pairs->n && st == JC_OK; i++)
        st = set_pair(cli, pairs->at[i], err);
    return st;
}

enum jc_status config_load(struct cli *cli, struct jc_err *err)
{
    cli->params = jc_params_new();
    set(&cli->db, DEFAULT_DB, FROM_DEFAULT);
    set(&cli->lang_of, "zh", FROM_DEFAULT);
    const char *rules = args_get(&cli->args, O_RULES);
    enum jc_status st = rules ? jc_rulebook_load(&cli->own, rules, cli->params, err) : JC_OK;
    if (st == JC_OK)
        st = read_ini(cli, err);
    if (st == JC_OK)
        st = read_environment(cli, err);
    return st == JC_OK ? read_options(cli, err) : st;
}

bool config_rule(const struct cli *cli, struct jc_rule *out, size_t i)
{
    size_t built_in = 0;
    if (jc_rule_at(out, i))
        return true;
    while (jc_rule_at(out, built_in))
        built_in++;
    return jc_rulebook_at(cli->own, out, i - built_in);
}

/* A rule is called by its id, or by its title as check shows it. */
enum jc_status config_find_rule(struct jc_rule *out, const struct cli *cli, const char *name, struct jc_err *err)
{
    char near[sizeof out->id] = "";
    int least = INT_MAX;
    for (size_t i = 0; config_rule(cli, out, i); i++) {
        const char *const names[] = {out->id, out->title_zh, out->title_en};
        for (size_t k = 0; k < JC_LEN(names); k++) {
            int d = jc_text_apart(name, names[k], 60);
            if (d == 0)
                return JC_OK;
            if (d < least) {
                least = d;
                jc_copy(near, sizeof near, out->id);
            }
        }
    }
    return jc_fail(err, JC_NOTFOUND, E_RULE, name, near, NULL);
}

void config_free(struct cli *cli)
{
    jc_rulebook_free(cli->own);
    jc_params_free(cli->params);
    free(cli->db.value);
    free(cli->lang_of.value);
    free(cli->ini.value);
}
