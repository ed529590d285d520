/*
 * cli, private: the command line. Arguments, configuration, the screen and exit codes; what is worked out is worked out
 * in other modules. A command is one file cmd_NAME.c that defines `const struct command cmd_NAME`, and one line here.
 *
 * stdout carries the result, stderr messages and progress. With --json every result is an object a line, and the last
 * line is always the summary.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "jicai/base.h"
#include "jicai/rules.h"
#include "jicai/store.h"

/* In the order in which help lists them. */
// clang-format off
#define COMMANDS(X)                                                                                                    \
    X(run) X(sample) X(import) X(status) X(log) X(undo) X(check) X(report) X(publish) X(diff) X(split) X(reconcile)    \
    X(explain) X(map) X(dump) X(template) X(rules) X(catalog) X(config) X(verify) X(backup) X(restore) X(help)
// clang-format on

enum group { G_START, G_DATA, G_RESULT, G_TABLE, G_BOOK, G_KEEP, G_HELP };

/* ---- arguments (args.c) -------------------------------------------------------------------------- */

enum option {
    O_DB,
    O_CONFIG,
    O_SET,
    O_LANG,
    O_JSON,
    O_QUIET,
    O_NO_PROGRESS,
    O_NO_COLOR,
    O_VERSION,
    O_HELP,
    O_COMMON, /* the options before this one go with every command */
    O_OUT = O_COMMON,
    O_FORMAT,
    O_AS_OF,
    O_MONTH,
    O_QUARTER,
    O_REGION,
    O_SHEET,
    O_SHEETS,
    O_KIND,
    O_PROFILE,
    O_REPLACE,
    O_DRY_RUN,
    O_STRICT,
    O_FEEDBACK,
    O_CORRECTION,
    O_ERRORS,
    O_RULE,
    O_DEEP,
    O_SAVE,
    O_RULES,
    O_FINALIZE,
    O_ISSUE,
    O_BY,
    O_ALL,
    O_COUNT
};
#define BIT(option) (UINT64_C(1) << (option))
#define O_PERIOD    (BIT(O_AS_OF) | BIT(O_MONTH) | BIT(O_QUARTER) | BIT(O_REGION))
#define O_LOADING   (BIT(O_KIND) | BIT(O_PROFILE) | BIT(O_STRICT) | BIT(O_ERRORS))

struct values {
    const char **at;
    size_t n, cap;
};

struct args {
    struct values option[O_COUNT]; /* every time it was given; a flag has the value "" */
    struct values words;           /* what is no option, the command first */
};

/* JC_USAGE: an option that does not exist (nearest named), without its value, or with one that it does not take. */
enum jc_status args_parse(struct args *out, int argc, char **argv, struct jc_err *err) JC_MUST_CHECK;
void args_free(struct args *args);
/* The last value given, or NULL. */
const char *args_get(const struct args *args, enum option o);
bool args_has(const struct args *args, enum option o);
const char *option_name(enum option o); /* "--as-of" */
/* One line of help: "--as-of DAY" and what it does. */
void option_help(enum option o, enum jc_lang lang, char usage[64], const char **what);

/* The nearest of names (ended by NULL) to a word, for did-you-mean; "" if none is near. */
const char *nearest_name(const char *word, const char *const *names);

/* ---- a run of the program ------------------------------------------------------------------------ */

enum origin { FROM_DEFAULT, FROM_INI, FROM_ENVIRONMENT, FROM_OPTION };

struct setting {
    char *value; /* NULL = none */
    enum origin origin;
};

struct command;
struct cJSON;

struct cli {
    struct args args;
    const struct command *command;
    const char *const *word; /* the arguments behind the command */
    size_t words;
    struct setting db, lang_of, ini;
    enum jc_lang lang;
    bool json, quiet, color_out, color_err, progress;
    bool only_report;    /* -o -: nothing but the report on stdout */
    int64_t started;     /* milliseconds, for progress */
    bool progress_shown; /* a progress line stands on the screen */
    int exit;            /* of a command that did not fail: 0, 1, 3 or 4 */
    struct jc_params *params;
    struct jc_rulebook *own; /* --rules, or NULL */
    struct cJSON *summary;
};

struct command {
    const char *name;
    const char *args;    /* "PATH... [-o OUT]" */
    const char *zh, *en; /* one line */
    const char *more[2]; /* further lines for `help NAME`, by language; NULL = none */
    enum group group;
    unsigned least, most; /* number of arguments */
    uint64_t options;     /* BITs besides the common ones */
    enum jc_status (*run)(struct cli *cli, struct jc_err *err);
};

#define X(name) extern const struct command cmd_##name;
COMMANDS(X)
#undef X

/* The i-th command in order, NULL past the end; by name, NULL if there is none. */
const struct command *command_at(size_t i);
const struct command *command_find(const char *name);

/* ---- configuration (config.c) -------------------------------------------------------------------- */

/* Option > environment > jicai.ini > default, for the database, the language and every parameter. */
enum jc_status config_load(struct cli *cli, struct jc_err *err) JC_MUST_CHECK;
void config_free(struct cli *cli);
/* The i-th rule, those of --rules behind the built-in ones; false past the end. */
bool config_rule(const struct cli *cli, struct jc_rule *out, size_t i);
enum jc_status config_find_rule(struct jc_rule *out, const struct cli *cli, const char *name,
                                struct jc_err *err) JC_MUST_CHECK;
const char *origin_text(enum origin origin, enum jc_lang lang);

/* ---- the screen (screen.c) ----------------------------------------------------------------------- */

enum style { PLAIN, BOLD, DIM, RED, YELLOW, GREEN, CYAN };

void screen_open(struct cli *cli); /* colours, progress, Ctrl-C */
const char *tr(const struct cli *cli, const char *zh, const char *en);
/* The sequence that begins a style (PLAIN ends it) on stdout or stderr; "" without colours. */
const char *ink(const struct cli *cli, FILE *f, enum style style);
const char *severity_id(enum jc_severity severity); /* note, warning, error */
const char *severity_text(const struct cli *cli, enum jc_severity severity);
/* A line of the result, on stdout; nothing with --json. */
void put(const struct cli *cli, const char *fmt, ...) JC_PRINTF(2, 3);
/* Below a table of rows: what 已更新 means. */
void put_superseded(const struct cli *cli);
/* The same for a confirmation, which --quiet leaves out. */
void done(const struct cli *cli, const char *fmt, ...) JC_PRINTF(2, 3);
/* A line of information on stderr; nothing with --quiet or --json. */
void say(struct cli *cli, const char *fmt, ...) JC_PRINTF(2, 3);
/* " --db FILE" as it was given, for a command that is shown to be typed; "" where it was not. Free out. */
void db_option(struct jc_buf *out, const struct cli *cli);
/* A message on stderr, coloured by its severity; errors are shown even with --quiet. */
void tell(struct cli *cli, const struct jc_err *message);
/* How many more there are of messages that were told; with --quiet, too, where they are errors. */
void tell_rest(struct cli *cli, enum jc_severity severity, int64_t n, int code);
/* The progress line: shown half a second after the start, at most ten times a second, on a terminal only. */
void progress(struct cli *cli, const char *what, const char *path, int64_t rows);
void progress_clear(struct cli *cli);
int screen_width(void); /* of stdout; 0 if it is no terminal */
/* Pad with blanks to `width` columns (a Chinese character has 2), on the left if `right`. */
void add_padded(struct jc_buf *out, const char *text, size_t width, bool right);

/* ---- JSON (json.c) ------------------------------------------------------------------------------- */

/* {"schema":1,"type":type}; add to it with json_str and json_int, then json_put prints and frees it. */
struct cJSON *json_new(const char *type);
void json_str(struct cJSON *o, const char *key, const char *value); /* NULL = null */
void json_int(struct cJSON *o, const char *key, int64_t value);
void json_number(struct cJSON *o, const char *key, const char *text); /* as a number where it is one */
void json_bool(struct cJSON *o, const char *key, bool value);
void json_append(struct cJSON *o, const char *key, const char *value); /* to the array of that name, made if missing */
void json_put(struct cJSON *o);
struct cJSON *json_summary(void); /* "exit" stands in front of what commands add */
void json_set_exit(struct cJSON *summary, int code);
/* The parts of a message, as fields of an object. */
void json_message(struct cJSON *o, const struct jc_err *message, enum jc_lang lang);

/* ---- listings (list.c) --------------------------------------------------------------------------- */

/* A table with heads: aligned columns on the screen, an object a row with --json. */
struct list;
struct list *list_new(const struct cli *cli, const char *type);
void list_col(struct list *l, const char *key, const char *zh, const char *en, bool right);
/* Cells from left to right, row by row; NULL = nothing there. A right column given as text is a number as it is shown. */
void list_str(struct list *l, const char *text);
void list_int(struct list *l, int64_t value);
size_t list_rows(const struct list *l);
/* Print what there is, with heads, and free; takes NULL. */
void list_end(struct list *l);
void list_free(struct list *l); /* without a word */
/* A statement whose columns are named "key|中文|English", set to the right "key|中文|English|r"; with a ? behind ("|?", "|r?") one
   is left out on the screen where no row has anything in it. Binds :lang and :json. */
enum jc_status list_stmt(const struct cli *cli, const char *type, struct jc_stmt *stmt, size_t *rows,
                         struct jc_err *err) JC_MUST_CHECK;

/* ---- reference pages (doc.c) --------------------------------------------------------------------- */

/* docs/errors.md, docs/indicators.md and docs/jicai.1, on stdout. */
void doc_errors(const struct cli *cli);
void doc_man(void);
void doc_exits_roff(struct jc_buf *out);
enum jc_status doc_indicators(const struct cli *cli, struct jc_err *err) JC_MUST_CHECK;

/* ---- output files (output.c) --------------------------------------------------------------------- */

/* "-" or NULL is stdout. JC_OUTPUT. */
enum jc_status output_open(FILE **out, const char *path, struct jc_err *err) JC_MUST_CHECK;
enum jc_status output_append(FILE **out, const char *path, struct jc_err *err) JC_MUST_CHECK; /* behind what is there */
enum jc_status output_close(FILE *f, const char *path, struct jc_err *err) JC_MUST_CHECK;     /* NULL f: nothing */
enum jc_status output_text(const char *path, const void *text, size_t n, struct jc_err *err) JC_MUST_CHECK;
/* One line of CSV; a text that a spreadsheet would run as a formula is guarded if `guard`. */
void csv_cell(struct jc_buf *out, const char *text, size_t n, bool guard);
/* "-" as an input: stdin as a file of its own, removed by input_free; any other path as it is. */
struct input {
    char *path, *folder;
};
enum jc_status input_open(struct input *out, const char *path, struct jc_err *err) JC_MUST_CHECK;
/* A path of its own where nothing is yet, for what goes to stdout only when it is whole; removed by input_free. */
enum jc_status scratch_open(struct input *out, struct jc_err *err) JC_MUST_CHECK;
/* A file to stdout. */
enum jc_status output_copy(const char *from, struct jc_err *err) JC_MUST_CHECK;
void input_free(struct input *input);

/* ---- what may not be written over (spare.c) ------------------------------------------------------- */

/*
 * JC_USAGE where -o, --errors or --save name the database, the configuration, the profile or a file that is to be read,
 * or, with --json, the screen.
 */
enum jc_status spare_inputs(const struct cli *cli, struct jc_err *err) JC_MUST_CHECK;
/* JC_OUTPUT where there is such a file, and it is not empty; NULL and "-" are none. */
enum jc_status spare_file(const char *path, struct jc_err *err) JC_MUST_CHECK;
/* The same, but the messages of an earlier import may be written over. */
enum jc_status spare_other_than_errors(const char *path, struct jc_err *err) JC_MUST_CHECK;

/* ---- messages of an import (tell.c) ---------------------------------------------------------------- */

/* Holds back what an import has to say: at most 3 of a kind are shown, all of them go to --errors. */
struct teller;
enum jc_status teller_new(struct teller **out, struct cli *cli, struct jc_err *err) JC_MUST_CHECK; /* opens --errors */
void teller_add(struct teller *t, const struct jc_err *message, enum jc_severity severity);
/* Show them, worst first, and close --errors; JC_OUTPUT if it could not be written. */
enum jc_status teller_end(struct teller *t, bool show, struct jc_err *err) JC_MUST_CHECK;
/* After the assessment: add to --errors (and --json) what sheet 数据问题 shows and import `import` did not tell. */
enum jc_status tell_others(struct cli *cli, struct jc_store *store, int64_t import, struct jc_err *err) JC_MUST_CHECK;

/* ---- the work that several commands share (work.c, load.c) ----------------------------------------- */

/* The database of --db; JC_STORE_WRITE makes it only if `create`, otherwise it is an error that there is none. */
enum jc_status work_open(struct jc_store **out, struct cli *cli, enum jc_store_mode mode, bool create,
                         struct jc_err *err) JC_MUST_CHECK;
/* --as-of --month --quarter --region as an assessment. */
enum jc_status work_period(struct jc_assess *out, const struct cli *cli, struct jc_err *err) JC_MUST_CHECK;
/* Assess, and say which cut-off day was taken and why. */
enum jc_status work_assess(struct cli *cli, struct jc_store *store, struct jc_assess *what,
                           struct jc_err *err) JC_MUST_CHECK;
/* The same for a report: with the ranks of the period before, and the values of earlier issues. */
enum jc_status work_assess_ranked(struct cli *cli, struct jc_store *store, struct jc_assess *what,
                                  struct jc_err *err) JC_MUST_CHECK;
/* Are --format and --by of those that there are? Asked first, before any work. */
enum jc_status work_wanted(const struct cli *cli, struct jc_err *err) JC_MUST_CHECK;
/* Will this command write a report with every sheet? */
bool work_has_all_sheets(const struct cli *cli);
/* Write the report of -o, --format and --sheet, of now or of a published issue (not 0), and say where it lies. */
enum jc_status work_report(struct cli *cli, struct jc_store *store, int64_t issue, struct jc_err *err) JC_MUST_CHECK;
/*
 * The differences between two issues while they are found. All of them are listed with `all`, with --json, and where they
 * are few; else the ranks and rates that moved most, who is newly overdue, and a count for each sheet.
 */
struct jc_changes;
struct telling;
struct telling *telling_new(struct cli *cli, struct jc_changes *changes, bool all);
bool telling_is_whole(const struct telling *t); /* were all listed? */
void telling_end(struct telling *t);            /* shows them, and frees */
/* A statement of an asset as a listing. */
enum jc_status work_list(const struct cli *cli, struct jc_store *store, const char *asset, const char *part,
                         const char *type, size_t *rows, struct jc_err *err) JC_MUST_CHECK;
/* Import files with the options of the command line, tell what happened, and set cli->exit. *import (may be NULL): its number or 0. */
enum jc_status work_load(int64_t *import, struct cli *cli, struct jc_store *store, const char *const *paths, size_t n,
                         struct jc_err *err) JC_MUST_CHECK;
const char *kind_name(const struct cli *cli, const char *id); /* of a record kind, in the user's language */
bool parse_id(int64_t *out, const char *text);                /* a positive whole number */
jc_day today(int64_t *now);                                   /* in Beijing; *now (may be NULL) = Unix seconds */

#endif
