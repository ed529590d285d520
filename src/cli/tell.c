/* The messages of an import: counted, three of a kind kept for the screen, all of them written to --errors; and what an
 * assessment adds to them. */
#include "cli/cli.h"

#include <errno.h>

enum { SHOWN = 3, CODES = 1000 };

struct kept {
    int64_t count[CODES];
    enum jc_severity severity[CODES];
    struct jc_err *first[CODES]; /* up to SHOWN of each, then the latest */
};

struct teller {
    struct cli *cli;
    const char *path; /* of --errors, NULL = none */
    FILE *file;
    struct kept kept;
    struct jc_err *note; /* of whole sheets of the file at hand, each once */
    size_t notes, cap;
};

static void write_line(FILE *f, const char *const *cells, size_t n)
{
    struct jc_buf b = {0};
    for (size_t i = 0; i < n; i++) {
        if (i)
            jc_buf_char(&b, ',');
        csv_cell(&b, cells[i], strlen(cells[i]), true);
    }
    jc_buf_char(&b, '\n');
    fwrite(b.p, 1, b.len, f);
    jc_buf_free(&b);
}

enum jc_status teller_new(struct teller **out, struct cli *cli, struct jc_err *err)
{
    static const char *const heads[][9] = {
        {"级别", "文件", "工作表", "单元格", "字段", "原值", "问题", "怎么改", "编号"},
        {"Severity", "File", "Sheet", "Cell", "Field", "Value", "Problem", "Cure", "Number"}};
    struct teller *t = jc_alloc(sizeof *t);
    t->cli = cli;
    t->path = args_get(&cli->args, O_ERRORS);
    enum jc_status st = spare_other_than_errors(t->path, err);
    if (st == JC_OK && t->path)
        st = output_open(&t->file, t->path, err);
    if (st != JC_OK) {
        free(t);
        return st;
    }
    if (t->file) {
        fputs("\xEF\xBB\xBF", t->file);
        write_line(t->file, heads[cli->lang], JC_LEN(heads[0]));
    }
    *out = t;
    return JC_OK;
}

static void write_message(const struct teller *t, const struct jc_err *m, enum jc_severity severity)
{
    struct jc_buf problem = {0}, cure = {0};
    char code[8];
    snprintf(code, sizeof code, "E%03d", m->code);
    jc_msg_problem(&problem, m->code, m->value, m->arg[0], m->arg[1], t->cli->lang);
    jc_msg_cure(&cure, m->code, m->value, m->arg[0], m->arg[1], t->cli->lang);
    const char *cells[] = {severity_text(t->cli, severity),
                           m->file,
                           m->sheet,
                           m->cell,
                           m->field,
                           m->value,
                           jc_buf_text(&problem),
                           jc_buf_text(&cure),
                           code};
    write_line(t->file, cells, JC_LEN(cells));
    jc_buf_free(&problem);
    jc_buf_free(&cure);
}

static bool says_same(const struct jc_err *a, const struct jc_err *b)
{
    return a->code == b->code && strcmp(a->file, b->file) == 0 && strcmp(a->cell, b->cell) == 0 &&
           strcmp(a->value, b->value) == 0 && strcmp(a->arg[0], b->arg[0]) == 0;
}

static bool is_same(const struct jc_err *a, const struct jc_err *b)
{
    return says_same(a, b) && strcmp(a->sheet, b->sheet) == 0;
}

/* The same note of another sheet of the file, whose heads are alike: the report says of how many sheets (view data_issue). */
static bool is_noted(struct teller *t, const struct jc_err *m)
{
    bool found = false;
    if (t->notes && strcmp(t->note[0].file, m->file) != 0)
        t->notes = 0;
    for (size_t i = 0; i < t->notes && !found; i++)
        found = says_same(&t->note[i], m) && strcmp(t->note[i].arg[1], m->arg[1]) == 0;
    if (found)
        return true;
    t->note = jc_grow(t->note, &t->cap, t->notes + 1, sizeof *t->note);
    t->note[t->notes++] = *m;
    return false;
}

void teller_add(struct teller *t, const struct jc_err *m, enum jc_severity severity)
{
    int code = m->code > 0 && m->code < CODES ? m->code : 0;
    struct kept *k = &t->kept;
    if (!k->first[code])
        k->first[code] = jc_alloc((SHOWN + 1) * sizeof *k->first[code]);
    else if (is_same(&k->first[code][SHOWN], m)) /* a file refused for what was told about its sheet: once is enough */
        return;
    k->first[code][SHOWN] = *m;
    if (t->file)
        write_message(t, m, severity);
    if (t->cli->json && t->file != stdout) {
        struct cJSON *o = json_new("issue");
        json_message(o, m, t->cli->lang);
        json_put(o);
    }
    if (severity == JC_NOTE && m->sheet[0] && !m->cell[0] && is_noted(t, m))
        return;
    if (k->count[code] < SHOWN)
        k->first[code][k->count[code]] = *m;
    k->severity[code] = severity;
    k->count[code]++;
}

static void show_code(const struct teller *t, int code)
{
    const struct kept *k = &t->kept;
    for (int64_t i = 0; i < k->count[code] && i < SHOWN; i++)
        tell(t->cli, &k->first[code][i]);
    if (k->count[code] > SHOWN)
        tell_rest(t->cli, k->severity[code], k->count[code] - SHOWN, code);
}

/* `run` is one screen: its notes are counted, `import` shows them. */
static int64_t count_notes(const struct teller *t)
{
    int64_t n = 0;
    for (int code = 0; code < CODES && t->cli->command == &cmd_run; code++)
        n += t->kept.severity[code] == JC_NOTE ? t->kept.count[code] : 0;
    return n;
}

/* Where the rest can be read: in the table that was asked for, else in one for the asking, and in the report, if it comes to one. */
static void show_where(const struct teller *t)
{
    const struct cli *cli = t->cli;
    struct jc_buf b = {0};
    if (t->path)
        jc_buf_fmt(&b, tr(cli, "全部问题在 %s 里", "all of them are in %s"), t->path);
    else
        jc_buf_fmt(&b, "%s%s",
                   tr(cli, "加上 --errors 问题.csv 可得到全部问题的清单",
                      "--errors issues.csv writes all of them into a table"),
                   work_has_all_sheets(cli)
                       ? tr(cli, "；报告写成后也在它的“数据问题”里", "; so does the report, on its sheet Data issues")
                       : "");
    say(t->cli, "  %s%s%s", ink(cli, stderr, DIM), jc_buf_text(&b), ink(cli, stderr, PLAIN));
    jc_buf_free(&b);
}

static void show_all(const struct teller *t)
{
    int64_t notes = count_notes(t);
    bool hidden = notes > 0;
    for (int severity = JC_ERROR; severity >= (notes ? JC_WARNING : JC_NOTE); severity--)
        for (int code = 0; code < CODES; code++)
            if (t->kept.count[code] && (int)t->kept.severity[code] == severity) {
                show_code(t, code);
                hidden = hidden || t->kept.count[code] > SHOWN;
            }
    if (notes)
        say(t->cli, tr(t->cli, "  %s另有 %lld 条提示%s", "  %s%lld notes%s"), ink(t->cli, stderr, DIM),
            (long long)notes, ink(t->cli, stderr, PLAIN));
    if (hidden && t->file != stdout)
        show_where(t);
}

enum jc_status teller_end(struct teller *t, bool show, struct jc_err *err)
{
    if (!t)
        return JC_OK;
    if (show && !t->cli->json) /* --json has told them all */
        show_all(t);
    enum jc_status st = output_close(t->file, t->path, err);
    for (int code = 0; code < CODES; code++)
        free(t->kept.first[code]);
    free(t->note);
    free(t);
    return st;
}

/* ---- what the assessment adds --------------------------------------------------------------------------- */

static void write_other(const struct cli *cli, FILE *f, struct jc_stmt *s)
{
    static const char *const keys[] = {"", "file", "sheet", "cell", "field", "value", "problem", "cure", ""};
    enum jc_severity severity = (enum jc_severity)jc_col_int(s, 0);
    const char *cells[JC_LEN(keys)] = {severity_text(cli, severity)};
    struct cJSON *o = cli->json && f != stdout ? json_new("issue") : NULL;
    for (size_t i = 1; i < JC_LEN(keys); i++)
        cells[i] = jc_col_text(s, (int)i, NULL);
    if (o) {
        json_str(o, "severity", severity_id(severity));
        json_str(o, "code", cells[JC_LEN(keys) - 1]);
    }
    for (size_t i = 1; o && i + 1 < JC_LEN(keys); i++)
        json_str(o, keys[i], cells[i]);
    if (f)
        write_line(f, cells, JC_LEN(cells));
    if (o)
        json_put(o);
}

/* All of them, to --errors and --json. */
static enum jc_status write_others(struct cli *cli, struct jc_store *store, int64_t import, struct jc_err *err)
{
    const char *path = args_get(&cli->args, O_ERRORS);
    FILE *f = NULL;
    struct jc_stmt *s = NULL;
    if (!path && !cli->json)
        return JC_OK;
    enum jc_status st = path ? output_append(&f, path, err) : JC_OK;
    if (st == JC_OK)
        st = jc_stmt_open(&s, store, "cli/load.sql", "others", err);
    if (st == JC_OK) {
        jc_stmt_int(s, jc_stmt_index(s, ":lang"), cli->lang);
        jc_stmt_int(s, jc_stmt_index(s, ":import"), import);
        while ((st = jc_stmt_step(s, err)) == JC_OK)
            write_other(cli, f, s);
    }
    jc_stmt_free(s);
    struct jc_err late;
    enum jc_status end = output_close(f, path, &late);
    if (st != JC_END)
        return st;
    if (end != JC_OK)
        *err = late;
    return end;
}

/* A row of @found. */
static void show_found(struct cli *cli, struct jc_stmt *s)
{
    struct jc_err m;
    const char *t[7];
    for (int i = 0; i < (int)JC_LEN(t); i++)
        t[i] = jc_col_text(s, i + 3, NULL);
    (void)jc_fail(&m, JC_OK, (int)jc_col_int(s, 1), t[4], t[5], t[6]);
    (void)jc_err_place(&m, t[0], t[1], t[2]);
    jc_copy(m.field, sizeof m.field, t[3]);
    tell(cli, &m);
}

/* Those that change figures have to be seen by whoever reads the rankings below them. */
static enum jc_status show_others(struct cli *cli, struct jc_store *store, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, "cli/load.sql", "found", err);
    if (st == JC_OK) {
        jc_stmt_int(s, jc_stmt_index(s, ":lang"), cli->lang);
        jc_stmt_int(s, jc_stmt_index(s, ":most"), SHOWN);
    }
    int64_t of = 0, shown = 0;
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK) {
        shown = jc_col_int(s, 1) == of ? shown + 1 : 1;
        of = jc_col_int(s, 1);
        show_found(cli, s);
        if (shown == SHOWN && jc_col_int(s, 2) > SHOWN)
            tell_rest(cli, (enum jc_severity)jc_col_int(s, 0), jc_col_int(s, 2) - SHOWN, (int)of);
    }
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

enum jc_status tell_others(struct cli *cli, struct jc_store *store, int64_t import, struct jc_err *err)
{
    enum jc_status st = write_others(cli, store, import, err);
    return st == JC_OK && !cli->json ? show_others(cli, store, err) : st;
}
