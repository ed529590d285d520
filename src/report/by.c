/* In which grouping a sheet stands: its front matter tells those there are, --by chooses one. */
#include "report/sheet.h"

enum { E_NO_GROUPING = 709, E_NOT_KEPT = 711 };

static bool is_named(const struct grouping *g, const char *name)
{
    return strcmp(name, g->name[0]) == 0 || strcasecmp(name, g->name[1]) == 0 || strcasecmp(name, g->id) == 0;
}

static bool has_word(const char *words, const char *word)
{
    size_t n = strlen(word);
    for (const char *at = words; (at = strstr(at, word)); at += n)
        if ((at == words || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return true;
    return false;
}

static void add_note(struct sheet *s, const char *zh, const char *en)
{
    const char *more[2] = {zh, en};
    for (int l = 0; l < 2; l++) {
        struct jc_buf b = {0};
        jc_buf_fmt(&b, "%s%s%s", s->note[l] ? s->note[l] : "", !s->note[l] ? "" : l == JC_ZH ? "；" : "; ", more[l]);
        free(s->own_note[l]);
        s->note[l] = s->own_note[l] = b.p;
    }
}

void sheet_columns(struct sheet *s, const struct grouping *g)
{
    for (size_t i = 0; i < s->main.n; i++)
        s->main.col[i].absent = s->main.col[i].only && !has_word(s->main.col[i].only, g->id);
}

/* The places that other lines of the front matter name, as columns or as shown columns. */
static size_t places(int *out[], struct sheet *s)
{
    size_t n = 0;
    for (int i = 0; i < s->n_keys; i++)
        out[n++] = &s->key[i];
    out[n++] = &s->follow.rank;
    out[n++] = &s->follow.rate;
    if (s->follow.kind && s->follow.overdue >= 0)
        out[n++] = &s->follow.overdue;
    for (int i = 0; i < s->ranked.n; i++)
        out[n++] = &s->ranked.column[i];
    for (int i = 0; i < s->n_charts; i++) {
        out[n++] = &s->chart[i].category;
        for (int k = 0; k < s->chart[i].n_values; k++)
            out[n++] = &s->chart[i].value[k];
    }
    return n;
}

static int shown_at(const struct table *t, int column)
{
    int shown = 0;
    for (int i = 0; i < column; i++)
        shown += !column_hidden(&t->col[i]);
    return shown;
}

/* Into the grouping `by` (not 0) of its own. */
static void sheet_group(struct sheet *s, int by)
{
    const struct grouping *g = &s->by[by];
    int *place[SHEET_KEYS + 3 + SHEET_DECIDE + SHEET_CHARTS * (CHART_SERIES + 1)];
    size_t n = places(place, s);
    for (size_t i = 0; i < n; i++)
        *place[i] = (int)sheet_column_at(&s->main, *place[i]);
    sheet_columns(s, g);
    for (size_t i = 0; i < n; i++)
        *place[i] = shown_at(&s->main, *place[i]);
    for (int l = 0; l < 2; l++) {
        for (size_t i = 0; i < s->main.n; i++)
            if (s->main.col[i].subject)
                s->main.col[i].head[l] = g->name[l];
        s->title[l] = g->title[l] ? g->title[l] : s->title[l];
        s->rank[l] = g->rank[l] ? g->rank[l] : s->rank[l];
    }
    s->grouping = g;
    if (s->by_note[0])
        add_note(s, s->by_note[0], s->by_note[1]);
}

/* ---- all sheets ---------------------------------------------------------------------------------- */

static const struct grouping *find(const struct sheets *sheets, const char *name)
{
    for (size_t i = 0; i < sheets->n; i++)
        for (int k = 0; k < sheets->v[i].n_by; k++)
            if (is_named(&sheets->v[i].by[k], name))
                return &sheets->v[i].by[k];
    return NULL;
}

const struct grouping *sheets_grouping(const struct sheets *sheets, size_t at)
{
    for (size_t i = 0; i < sheets->n; i++)
        for (int k = 1; k < sheets->v[i].n_by; k++)
            if (find(sheets, sheets->v[i].by[k].id) == &sheets->v[i].by[k] && at-- == 0)
                return &sheets->v[i].by[k];
    return NULL;
}

/* The names there are, and the nearest of them. */
static enum jc_status unknown(const struct sheets *sheets, const char *name, enum jc_lang lang, struct jc_err *err)
{
    enum { FAR = 60 };
    struct jc_buf all = {0};
    const char *nearest = "";
    int best = FAR + 1;
    for (size_t i = 0; i < sheets->n; i++) {
        for (int k = 0; k < sheets->v[i].n_by; k++) {
            const struct grouping *g = &sheets->v[i].by[k];
            if (find(sheets, g->id) != g)
                continue; /* told already */
            jc_buf_fmt(&all, "%s%s", all.len ? " " : "", g->name[lang]);
            int zh = jc_text_apart(name, g->name[0], FAR), en = jc_text_apart(name, g->id, FAR);
            if (zh < best || en < best) {
                best = zh < en ? zh : en;
                nearest = g->name[lang];
            }
        }
    }
    enum jc_status st = all.len ? jc_fail(err, JC_USAGE, E_NO_GROUPING, name, nearest, jc_buf_text(&all))
                                : jc_fail(err, JC_NOTFOUND, E_NOT_KEPT, name, NULL, NULL);
    jc_buf_free(&all);
    return st;
}

static void group_one(struct sheet *s, const struct grouping *g)
{
    for (int k = 0; k < s->n_by; k++) {
        if (strcmp(s->by[k].id, g->id) == 0) {
            s->asked = true;
            if (k > 0)
                sheet_group(s, k);
            return;
        }
    }
    struct jc_buf note[2] = {{0}, {0}};
    jc_buf_fmt(&note[0], "没有按%s的排名，仍按%s", g->name[0], s->by[0].name[0]);
    jc_buf_fmt(&note[1], "there is no ranking by %s: by %s, as usual", g->name[1], s->by[0].name[1]);
    for (int l = 0; l < 2; l++)
        s->refused[l] = note[l].p;
    add_note(s, s->refused[0], s->refused[1]);
}

enum jc_status sheets_group(struct sheets *sheets, const char *name, enum jc_lang lang, struct jc_err *err)
{
    const struct grouping *g = name ? find(sheets, name) : NULL;
    if (name && !g)
        return unknown(sheets, name, lang, err);
    for (size_t i = 0; g && i < sheets->n; i++)
        if (sheets->v[i].n_by)
            group_one(&sheets->v[i], g);
    return JC_OK;
}
