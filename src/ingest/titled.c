#include "ingest/titled.h"

#include "ingest/title.h"
#include "ingest/year.h"

enum jc_field jc_titled_field(const struct jc_kind *kind)
{
    static const struct {
        const char *kind;
        enum jc_field field;
    } list[] = {{"watch", JC_F_LIST},
                {"assessment", JC_F_YEAR},
                {"fund", JC_F_YEAR},
                {"duty", JC_F_MONTH},
                {"alias", JC_F_KIND}};
    for (size_t i = 0; i < JC_LEN(list); i++)
        if (strcmp(list[i].kind, kind->id) == 0)
            return list[i].field;
    return JC_F_COUNT;
}

/* 2024 of 2024年度, but not of 2024年5月 or 2023年第八批; 0 = none, -1 = several. */
static int year_of(struct jc_span line)
{
    int year = 0;
    for (struct jc_span s = line; s.n >= strlen("2024年"); s = jc_span_behind(s, 1)) {
        static const char *const others[] = {"第", "0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
        size_t digits = strspn(s.p, "0123456789");
        struct jc_span rest = jc_span_behind(s, 4);
        bool begins = s.p == line.p || s.p[-1] < '0' || s.p[-1] > '9', other = false;
        if (!begins || digits != 4 || !jc_span_begins(s, "20") || !jc_span_begins(rest, "年"))
            continue;
        rest = jc_span_behind(rest, strlen("年"));
        for (size_t i = 0; i < JC_LEN(others); i++)
            other = other || jc_span_begins(rest, others[i]);
        int y = (int)strtol(s.p, NULL, 10);
        if (!other)
            year = year == 0 || year == y ? y : -1;
    }
    return year;
}

static bool find_year(struct jc_titled *out, const char *titles)
{
    struct jc_title_walk w = jc_title_walk(titles);
    struct jc_span line;
    int year = 0;
    while (year == 0 && jc_title_next(&w, &line))
        year = year_of(line);
    if (year > 0)
        snprintf(out->text, sizeof out->text, "%d", year);
    return year > 0;
}

/* Of which month a list is that says of every institution whether it must report. */
static bool find_month(struct jc_titled *out, const struct jc_mapping *m, const char *titles)
{
    struct jc_period p;
    bool listed = jc_mapping_column(m, JC_F_INST_CODE) || jc_mapping_column(m, JC_F_INST_NAME);
    if (!listed || !jc_mapping_column(m, JC_F_REQUIRED))
        return false;
    jc_year_find(&p, titles, true);
    bool month =
        p.said && p.from != JC_NO_DAY && p.from == jc_day_month_add(p.from, 0) && p.to == jc_day_month_end(p.from);
    out->day = month ? p.from : JC_NO_DAY;
    return month;
}

/* The nearest title that calls it so, else the head of its products. */
static bool find_list(struct jc_titled *out, const struct jc_mapping *m, const char *titles)
{
    static const char called[] = "监控";
    static const char *const figures[] = {"量", "额", "率", "价", "数", "增幅", "增长"};
    struct jc_title_walk w = jc_title_walk(titles);
    struct jc_span line;
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field != JC_F_LIMIT_MOM && m->cols[i].field != JC_F_LIMIT_YOY &&
            jc_title_has_word(m->cols[i].head, figures, JC_LEN(figures)))
            return false;
    while (!out->text[0] && jc_title_next(&w, &line))
        if (line.n > 0 && jc_text_find(line.p, line.n, called, strlen(called)))
            jc_copyn(out->text, sizeof out->text, line.p, line.n);
    const struct jc_column *c = jc_mapping_column(m, JC_F_GENERIC);
    if (!out->text[0] && c && strstr(c->head, called))
        jc_copy(out->text, sizeof out->text, c->head);
    return out->text[0];
}

/* 医疗机构名称对照表, 原企业名称: what its titles and heads speak of, if that is one thing alone. */
static bool find_sort(struct jc_titled *out, const struct jc_mapping *m, const char *titles)
{
    static const char *const words[][2] = {{"机构", "机构"}, {"医院", "机构"}, {"企业", "企业"},   {"公司", "企业"},
                                           {"厂家", "企业"}, {"厂商", "企业"}, {"供应商", "企业"}, {"配送", "企业"},
                                           {"药品", "产品"}, {"产品", "产品"}, {"通用名", "产品"}, {"耗材", "产品"}};
    struct jc_buf all = {0};
    const char *sort = NULL;
    bool several = false;
    jc_buf_str(&all, titles);
    for (size_t i = 0; i < m->n; i++)
        jc_buf_fmt(&all, "\n%s", m->cols[i].head);
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strstr(jc_buf_text(&all), words[i][0])) {
            several = several || (sort && strcmp(sort, words[i][1]) != 0);
            sort = words[i][1];
        }
    jc_buf_free(&all);
    jc_copy(out->text, sizeof out->text, sort && !several ? sort : "");
    return out->text[0];
}

bool jc_titled_find(struct jc_titled *out, const struct jc_mapping *m, const struct jc_kind *kind, const char *titles)
{
    *out = (struct jc_titled){.day = JC_NO_DAY};
    switch (jc_titled_field(kind)) {
    case JC_F_LIST:
        return find_list(out, m, titles);
    case JC_F_YEAR:
        return find_year(out, titles);
    case JC_F_MONTH:
        return find_month(out, m, titles);
    case JC_F_KIND:
        return find_sort(out, m, titles);
    default:
        return false;
    }
}

void jc_titled_lend(struct jc_load *l)
{
    enum jc_field f = l->titled_any ? jc_titled_field(l->map.kind) : JC_F_COUNT;
    if (f == JC_F_COUNT || l->by_field[f])
        return;
    struct jc_field_value *v = jc_field_lend(l, f);
    v->text = jc_span(l->titled.text);
    v->i = l->titled.day;
}
