/* Arguments: options anywhere, in one table for all commands; everything else is a word. */
#include "cli/cli.h"

#include <limits.h>

enum { E_OPTION = 602, E_NO_VALUE = 603, E_VALUE_GIVEN = 608, E_TWICE = 634 };

static const struct decl {
    const char *name;
    char letter;
    const char *value; /* what stands for the value in help; NULL = a flag */
    const char *zh, *en;
} decls[O_COUNT] = {
    [O_DB] = {"--db", 0, "FILE", "数据库文件（默认：当前文件夹的 jicai.db）",
              "database (default: jicai.db in this folder)"},
    [O_CONFIG] = {"--config", 0, "FILE", "配置文件（默认：当前文件夹的 jicai.ini）",
                  "configuration (default: jicai.ini in this folder)"},
    [O_SET] = {"--set", 0, "PARAM=VALUE", "改一个参数，可多次使用", "set a parameter; may be repeated"},
    [O_LANG] = {"--lang", 0, "zh|en", "界面和报告的语言", "language of messages and reports"},
    [O_JSON] = {"--json", 0, NULL, "结果每行一个 JSON 对象", "one JSON object a line"},
    [O_QUIET] = {"--quiet", 'q', NULL, "只显示错误", "errors only"},
    [O_NO_PROGRESS] = {"--no-progress", 0, NULL, "不显示进度", "no progress line"},
    [O_NO_COLOR] = {"--no-color", 0, NULL, "不用颜色", "no colours"},
    [O_VERSION] = {"--version", 'V', NULL, "显示版本", "print the version"},
    [O_HELP] = {"--help", 'h', NULL, "显示帮助", "print help"},
    [O_OUT] = {"--output", 'o', "OUT", "结果写到哪里（- 为屏幕）", "where the result goes (- is the screen)"},
    [O_FORMAT] = {"--format", 0, "xlsx|csv|json|html|docx", "报告格式", "format of the report"},
    [O_AS_OF] = {"--as-of", 0, "DAY", "统计截止日，例如 2024-09-30（默认：数据里最后一个验收日）",
                 "cut-off day, 2024-09-30 (default: last acceptance day)"},
    [O_MONTH] = {"--month", 0, "YYYY-MM", "统计期为一个月", "report on a month"},
    [O_QUARTER] = {"--quarter", 0, "YYYYQn", "统计期为一个季度", "report on a quarter"},
    [O_REGION] = {"--region", 0, "NAME", "没有写明供应地区的机构属于哪里，例如 浙江",
                  "supply region of institutions that do not say"},
    [O_SHEET] = {"--sheet", 0, "NAME", "工作表的名称或序号（run、report 要几张就写几次）",
                 "name or number of a sheet; run and report take it several times"},
    [O_SHEETS] = {"--sheets", 0, NULL, "只列出工作表", "list the sheets only"},
    [O_KIND] = {"--kind", 0, "KIND", "指明表格类型（一般不需要，程序会按表头识别）",
                "kind of the tables (normally found from their heads)"},
    [O_PROFILE] = {"--profile", 0, "FILE", "自己的表头对照文件（见 jicai map --save）",
                   "your own header spellings (see jicai map --save)"},
    [O_REPLACE] = {"--replace", 0, "ID", "代替先前编号为 ID 的那次导入（它的全部文件）",
                   "take the place of import ID, all of its files"},
    [O_DRY_RUN] = {"--dry-run", 0, NULL, "只检查，不入库", "check only, store nothing"},
    [O_STRICT] = {"--strict", 0, NULL, "有一行不合格，整个文件就不采用", "refuse a file as a whole if one row is bad"},
    [O_FEEDBACK] = {"--feedback", 0, NULL, "文件是 jicai split 发出后填好收回的工作簿，只取其中的原因",
                    "the files are filled-in workbooks of jicai split: take the reasons"},
    [O_CORRECTION] = {"--correction", 0, NULL, "文件是更正：同一订单明细、同一笔付款以它为准",
                      "the files correct what was imported before: their lines and payments win"},
    [O_ERRORS] = {"--errors", 0, "FILE.csv", "把全部问题写成一张表", "write every message into a table"},
    [O_RULE] = {"--rule", 0, "ID", "只看这一条规则", "this rule only"},
    [O_DEEP] = {"--deep", 0, NULL, "逐条核对索引和引用", "check indexes and references too"},
    [O_RULES] = {"--rules", 0, "DIR", "再加上自己的规则（文件夹里的 *.sql，见 docs/rules.md）",
                 "rules of your own, too: the *.sql of a folder"},
    [O_FINALIZE] = {"--finalize", 0, NULL, "定稿：以后都以这一版为准", "make this revision the one that stands"},
    [O_ISSUE] = {"--issue", 0, "PERIOD", "按已发布的一期写报告，例如 2024-09 或 2024-09@2",
                 "write the report from a published issue, 2024-09 or 2024-09@2"},
    [O_BY] = {"--by", 0, "WHAT", "排名的对象：机构（默认）、医共体、地区、级别、付款方",
              "what is ranked: institution (default), community, region, level, payer"},
    [O_ALL] = {"--all", 0, NULL, "逐条列出全部变化", "list every difference"},
    [O_SAVE] = {"--save", 0, "PROFILE", "存成可以修改的表头对照文件", "save as a profile to edit"},
};

const char *option_name(enum option o)
{
    return decls[o].name;
}

void option_help(enum option o, enum jc_lang lang, char usage[64], const char **what)
{
    const struct decl *d = &decls[o];
    char letter[6] = "";
    if (d->letter)
        snprintf(letter, sizeof letter, "-%c, ", d->letter);
    snprintf(usage, 64, "%s%s%s%s", letter, d->name, d->value ? " " : "", d->value ? d->value : "");
    *what = lang == JC_EN ? d->en : d->zh;
}

static void add(struct values *v, const char *text)
{
    v->at = jc_grow(v->at, &v->cap, v->n + 1, sizeof *v->at);
    v->at[v->n++] = text;
}

void args_free(struct args *args)
{
    for (int o = 0; o < O_COUNT; o++)
        free(args->option[o].at);
    free(args->words.at);
}

const char *args_get(const struct args *args, enum option o)
{
    const struct values *v = &args->option[o];
    return v->n ? v->at[v->n - 1] : NULL;
}

bool args_has(const struct args *args, enum option o)
{
    return args->option[o].n > 0;
}

const char *nearest_name(const char *word, const char *const *names)
{
    const char *best = "";
    int least = INT_MAX;
    for (; *names; names++) {
        /* of two that are as near, the one that begins alike for longer */
        size_t same = 0;
        while (word[same] && word[same] == (*names)[same])
            same++;
        int d = jc_text_apart(word, *names, 60) * 100 - (same < 99 ? (int)same : 99);
        if (d < least) {
            least = d;
            best = *names;
        }
    }
    return best;
}

static enum jc_status unknown_option(const char *text, size_t n, struct jc_err *err)
{
    const char *names[O_COUNT + 1];
    for (int o = 0; o < O_COUNT; o++)
        names[o] = decls[o].name;
    names[O_COUNT] = NULL;
    char word[64];
    jc_copyn(word, sizeof word, text, n);
    return jc_fail(err, JC_USAGE, E_OPTION, word, nearest_name(word, names), NULL);
}

/* The option that `text` of n bytes names, O_COUNT if there is none. */
static enum option find_option(const char *text, size_t n)
{
    for (int o = 0; o < O_COUNT; o++) {
        const struct decl *d = &decls[o];
        if ((strlen(d->name) == n && memcmp(d->name, text, n) == 0) || (n == 2 && d->letter && text[1] == d->letter))
            return (enum option)o;
    }
    return O_COUNT;
}

/*
 * A variable that a script never set: --db "$DB" is an empty value, with which SQLite would keep nothing, and --db $DB
 * takes the option behind it for the name of a file.
 */
static bool is_no_value(const char *text)
{
    return !text || !*text || (strncmp(text, "--", 2) == 0 && find_option(text, strlen(text)) != O_COUNT);
}

/* argv[*i] is an option; its value may be behind "=", behind the letter, or the next argument. */
static enum jc_status parse_option(struct args *out, char **argv, int *i, struct jc_err *err)
{
    const char *text = argv[*i], *value = NULL;
    size_t n = strlen(text);
    if (text[1] == '-') {
        const char *eq = strchr(text, '=');
        if (eq) {
            value = eq + 1;
            n = (size_t)(eq - text);
        }
    } else if (n > 2) {
        value = text + 2;
        n = 2;
    }
    enum option o = find_option(text, n);
    if (o == O_COUNT)
        return unknown_option(text, text[1] == '-' ? n : strlen(text), err);
    if (!decls[o].value && value)
        return jc_fail(err, JC_USAGE, E_VALUE_GIVEN, decls[o].name, NULL, NULL);
    if (decls[o].value && !value)
        value = argv[++*i]; /* NULL ends argv */
    if (decls[o].value && is_no_value(value))
        return jc_fail(err, JC_USAGE, E_NO_VALUE, decls[o].name, decls[o].value, NULL);
    bool many = o == O_SET || o == O_SHEET, other = out->option[o].n > 0 && decls[o].value;
    if (other && !many && strcmp(args_get(out, o), value) != 0)
        return jc_fail(err, JC_USAGE, E_TWICE, decls[o].name, args_get(out, o), value);
    add(&out->option[o], value ? value : "");
    return JC_OK;
}

enum jc_status args_parse(struct args *out, int argc, char **argv, struct jc_err *err)
{
    bool options = true;
    for (int i = 1; i < argc; i++) {
        if (options && strcmp(argv[i], "--") == 0) {
            options = false;
        } else if (options && argv[i][0] == '-' && argv[i][1]) {
            enum jc_status st = parse_option(out, argv, &i, err);
            if (st != JC_OK)
                return st;
        } else {
            add(&out->words, argv[i]);
        }
    }
    return JC_OK;
}
