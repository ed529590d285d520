/* The dictionary of the sheets: what every column is, told by the front matter of the sheet files alone. */
#include "jicai/report.h"
#include "report/sheet.h"

static const char *type_text(enum column_type type, enum jc_lang lang)
{
    static const char *const names[][2] = {
        [COL_TEXT] = {"文字", "text"},
        [COL_CODE] = {"编码", "code"},
        [COL_KEY] = {"依据号", "key for explain"},
        [COL_WORD] = {"固定用词", "one of a set of words"},
        [COL_STATUS] = {"评价（配颜色）", "assessment, coloured"},
        [COL_YES] = {"是或空", "yes or empty"},
        [COL_INT] = {"整数", "integer"},
        [COL_RANK] = {"名次", "rank"},
        [COL_MOVE] = {"名次升降", "places won or lost"},
        [COL_PCT] = {"百分数，两位小数", "percentage, 2 decimals"},
        [COL_PERCENT] = {"百分数或百分点，两位小数", "percentage or points, 2 decimals"},
        [COL_NUMBER] = {"数，两位小数", "number, 2 decimals"},
        [COL_MONEY] = {"元，两位小数", "yuan, 2 decimals"},
        [COL_PRICE] = {"元，二至四位小数", "yuan, 2 to 4 decimals"},
        [COL_VOLUME] = {"数量，按最小制剂单位", "volume in smallest units"},
        [COL_DAY] = {"日期", "day"},
    };
    return names[type][lang];
}

static void add_columns(struct jc_buf *out, const struct table *table, enum jc_lang lang)
{
    jc_buf_str(out, lang == JC_EN ? "\n| Column | Is |\n|---|---|\n" : "\n| 列 | 内容 |\n|---|---|\n");
    for (size_t i = 0; i < table->n; i++) {
        const struct column *c = &table->col[i];
        if (c->type == COL_MARK || c->type == COL_FORMULA)
            continue;
        jc_buf_fmt(out, "| %s | %s", c->head[lang], type_text(c->type, lang));
        if (c->absent)
            jc_buf_str(out, lang == JC_EN ? "; only with --by" : "；只在用 --by 时有");
        else if (c->only)
            jc_buf_str(out, lang == JC_EN ? "; not with every --by" : "；用 --by 时不一定有");
        if (c->pending[lang])
            jc_buf_fmt(out, lang == JC_EN ? "; empty so far: %s" : "；暂缺：%s", c->pending[lang]);
        jc_buf_str(out, " |\n");
    }
}

static void add_groupings(struct jc_buf *out, const struct sheet *s, enum jc_lang lang)
{
    if (!s->n_by)
        return;
    jc_buf_str(out, lang == JC_EN ? "\n`--by`: " : "\n`--by`：");
    for (int i = 0; i < s->n_by; i++)
        jc_buf_fmt(out, "%s%s", i == 0 ? "" : lang == JC_EN ? ", " : "、", s->by[i].name[lang]);
    if (s->by_note[lang])
        jc_buf_fmt(out, lang == JC_EN ? ". %s" : "。%s", s->by_note[lang]);
    jc_buf_str(out, "\n");
}

static void add_sheet(struct jc_buf *out, const struct sheet *s, enum jc_lang lang)
{
    jc_buf_fmt(out, "\n### %d %s\n", s->no, s->name[lang]);
    const char *const lines[] = {s->title[lang], s->rank[lang], s->note[lang]};
    for (size_t i = 0; i < JC_LEN(lines); i++)
        if (lines[i] && strcmp(lines[i], s->name[lang]) != 0)
            jc_buf_fmt(out, "\n%s\n", lines[i]);
    add_groupings(out, s, lang);
    add_columns(out, &s->main, lang);
    if (s->below.n)
        add_columns(out, &s->below, lang);
}

enum jc_status jc_report_doc(struct jc_buf *out, enum jc_lang lang, struct jc_err *err)
{
    struct sheets sheets = {0};
    enum jc_status st = sheets_load(&sheets, err);
    for (size_t i = 0; st == JC_OK && i < sheets.n; i++)
        add_sheet(out, &sheets.v[i], lang);
    sheets_free(&sheets);
    return st;
}
