/* The ends of a ranking in words: whoever opens a report looks for them first. */
#include "report/places.h"

static void keep(struct jc_buf *to, const struct cell *c)
{
    char text[CELL_TEXT_MAX];
    jc_buf_clear(to);
    if (c->kind == CELL_TEXT) {
        jc_buf_add(to, c->s, c->n);
    } else if (c->kind != CELL_EMPTY) {
        cell_number_text(text, c);
        jc_buf_str(to, text);
        jc_buf_str(to, c->col->type == COL_PCT ? "%" : "");
    }
}

/* The column by whose values the ranking is parted, n = none. */
static size_t group_column(const struct cell *cells, size_t n)
{
    size_t i = 0;
    while (i < n && cells[i].col->page != PAGE_GROUP)
        i++;
    return i;
}

static bool same_group(const struct ranking *r, const struct cell *group)
{
    return !group || group->kind != CELL_TEXT ||
           (group->n == r->group.len && memcmp(group->s, jc_buf_text(&r->group), group->n) == 0);
}

static void set_place(struct place *p, int64_t rank, const struct chart *who, const struct cell *cells)
{
    p->rank = rank;
    p->n = 0;
    keep(&p->name, &cells[who->category]);
    keep(&p->value, &cells[who->value[0]]);
}

/* The chart of a ranking says in which columns stand who is ranked, and what the bars are of. */
static const struct chart *chart_of(const struct sheet *sheet)
{
    const struct chart *c = sheet->n_charts ? &sheet->chart[0] : NULL;
    return c && c->kind == CHART_BAR ? c : NULL;
}

void places_note(struct places *p, const struct sheet *sheet, const struct cell *cells, size_t n)
{
    const struct chart *who = chart_of(sheet);
    if (!who || n == 0 || cells[0].col->type != COL_RANK)
        return;
    if (cells[0].kind == CELL_EMPTY) {
        p->listed++;
        return;
    }
    size_t group = group_column(cells, n);
    const struct cell *of = group < n ? &cells[group] : NULL;
    struct ranking *r = p->n ? &p->v[p->n - 1] : NULL;
    int64_t rank = cells[0].num / JC_SCALE;
    if (!r || rank < r->last.rank || !same_group(r, of)) {
        p->v = jc_grow(p->v, &p->cap, p->n + 1, sizeof *p->v);
        r = &p->v[p->n++];
        *r = (struct ranking){0};
        if (of)
            keep(&r->group, of);
        set_place(&r->first, rank, who, cells);
    }
    if (rank != r->last.rank)
        set_place(&r->last, rank, who, cells);
    r->first.n += rank == r->first.rank;
    r->last.n++;
    r->n++;
}

/* what: in front of the value, n bytes of it. */
static void say_place(struct jc_buf *out, const struct place *p, const char *what, size_t n, enum jc_lang lang)
{
    jc_buf_fmt(out, lang == JC_ZH ? "第 %lld 名 %s" : "place %lld: %s", (long long)p->rank, jc_buf_text(&p->name));
    if (p->n > 1)
        jc_buf_fmt(out, lang == JC_ZH ? " 等 %lld 个并列" : " and %lld more", (long long)p->n - (lang == JC_EN));
    if (p->value.len)
        jc_buf_fmt(out, lang == JC_ZH ? "（%.*s%s%s）" : " (%.*s%s%s)", (int)n, what, n ? " " : "",
                   jc_buf_text(&p->value));
}

/* "达序时占比" of "达序时占比(%)": the sign stands behind the value. */
static size_t bare_length(const char *head)
{
    const char *sign = strstr(head, "(%)");
    size_t n = sign ? (size_t)(sign - head) : strlen(head);
    while (n && head[n - 1] == ' ')
        n--;
    return n;
}

static const char *group_head(const struct sheet *sheet, enum jc_lang lang)
{
    const struct column *c = sheet->main.col;
    while (c->page != PAGE_GROUP)
        c++;
    return c->head[lang];
}

static void say_ranking(struct jc_buf *out, const struct ranking *r, const struct sheet *sheet, enum jc_lang lang)
{
    const struct table *t = &sheet->main;
    const char *what = t->col[sheet_column_at(t, chart_of(sheet)->value[0])].head[lang];
    jc_buf_char(out, '\n');
    if (r->group.len)
        jc_buf_fmt(out, lang == JC_ZH ? "%s“%s”" : "%s %s: ", group_head(sheet, lang), jc_buf_text(&r->group));
    jc_buf_fmt(out, lang == JC_ZH ? "参与排名 %lld 个：" : "%lld ranked: ", (long long)r->n);
    say_place(out, &r->first, what, bare_length(what), lang);
    if (r->last.rank == r->first.rank)
        return;
    jc_buf_str(out, lang == JC_ZH ? "；最后，" : "; last, ");
    say_place(out, &r->last, what, 0, lang);
}

void places_say(struct jc_buf *out, const struct places *p, const struct sheet *sheet, enum jc_lang lang)
{
    for (size_t i = 0; i < p->n; i++)
        say_ranking(out, &p->v[i], sheet, lang);
    if (p->n && p->listed)
        jc_buf_fmt(out, lang == JC_ZH ? "%s只列示、不排名 %lld 个" : "%slisted without a rank: %lld",
                   p->n > 1        ? "\n"
                   : lang == JC_ZH ? "；"
                                   : "; ",
                   (long long)p->listed);
}

uint32_t places_first(const struct places *p)
{
    return p->n ? (uint32_t)p->v[0].n : 0;
}

void places_free(struct places *p)
{
    for (size_t i = 0; i < p->n; i++) {
        jc_buf_free(&p->v[i].group);
        jc_buf_free(&p->v[i].first.name);
        jc_buf_free(&p->v[i].first.value);
        jc_buf_free(&p->v[i].last.name);
        jc_buf_free(&p->v[i].last.value);
    }
    free(p->v);
}
