/* Front matter of the sheet files. */
#include "report/sheet.h"

enum { E_NO_SHEET = 701, E_FRONT_MATTER = 790 };

static const struct {
    const char *name;
    enum column_type type;
} types[] = {
    {"text", COL_TEXT},       {"code", COL_CODE},       {"key", COL_KEY},       {"word", COL_WORD},
    {"status", COL_STATUS},   {"yes", COL_YES},         {"int", COL_INT},       {"rank", COL_RANK},
    {"pct", COL_PCT},         {"percent", COL_PERCENT}, {"number", COL_NUMBER}, {"money", COL_MONEY},
    {"price", COL_PRICE},     {"volume", COL_VOLUME},   {"day", COL_DAY},       {"mark", COL_MARK},
    {"formula", COL_FORMULA}, {"move", COL_MOVE},
};

bool column_hidden(const struct column *c)
{
    return c->absent || c->type == COL_MARK || c->type == COL_FORMULA;
}

bool column_numeric(const struct column *c)
{
    return c->type >= COL_INT && c->type <= COL_VOLUME;
}

/* ---- cutting lines in place ---------------------------------------------------------------------- */

static char *trim(char *s)
{
    while (*s == ' ')
        s++;
    size_t n = strlen(s);
    while (n && (s[n - 1] == ' ' || s[n - 1] == '\r'))
        s[--n] = 0;
    return s;
}

char *sheet_field(char **rest, char sep)
{
    char *s = *rest;
    if (!s)
        return NULL;
    char *end = strchr(s, sep);
    if (end)
        *end = 0;
    *rest = end ? end + 1 : NULL;
    return trim(s);
}

static bool read_pair(const char *to[2], char *value)
{
    to[0] = sheet_field(&value, '|');
    to[1] = sheet_field(&value, '|');
    return to[0] && *to[0] && to[1] && *to[1] && !value;
}

bool column_type_of(enum column_type *out, const char *name)
{
    for (size_t i = 0; i < JC_LEN(types); i++) {
        if (strcmp(types[i].name, name) == 0) {
            *out = types[i].type;
            return true;
        }
    }
    return false;
}

static bool read_left(const char *left[3], char *value)
{
    for (int i = 0; i < 3; i++)
        left[i] = sheet_field(&value, '|');
    return left[2] && *left[2] && !value;
}

static bool read_type(struct column *c, char *spec)
{
    char *name = sheet_field(&spec, ' ');
    char *wide = sheet_field(&spec, ' ');
    c->wide = wide && *wide ? (int)strtol(wide, NULL, 10) : 40;
    return column_type_of(&c->type, name) && c->wide > 0;
}

/* "ZH / EN" */
static bool read_both(const char *out[2], char *both)
{
    out[0] = sheet_field(&both, '/');
    out[1] = sheet_field(&both, '/');
    return out[1] != NULL;
}

static bool read_attributes(struct column *c, char *spec)
{
    for (char *a; (a = sheet_field(&spec, ';'));) {
        if (strcmp(a, "brief") == 0) {
            c->brief = true;
        } else if (strcmp(a, "bar") == 0) {
            c->bar = true;
        } else if (strcmp(a, "input") == 0) {
            c->input = true;
        } else if (strcmp(a, "aside") == 0) {
            c->aside = true;
        } else if (strcmp(a, "subject") == 0) {
            c->subject = true;
        } else if (strncmp(a, "by ", 3) == 0) {
            c->only = trim(a + 3);
        } else if (strcmp(a, "page") == 0) {
            c->page = PAGE_COLUMN;
        } else if (strcmp(a, "page under") == 0) {
            c->page = PAGE_UNDER;
        } else if (strcmp(a, "page group") == 0) {
            c->page = PAGE_GROUP;
        } else if (strncmp(a, "choose ", 7) == 0) {
            c->input = true;
            if (!read_both(c->choose, a + 7))
                return false;
        } else if (strncmp(a, "pending ", 8) == 0) {
            if (!read_both(c->pending, a + 8))
                return false;
        } else if (*a) {
            return false;
        }
    }
    return true;
}

static bool read_column(struct table *t, char *value)
{
    struct column c = {0};
    c.head[0] = sheet_field(&value, '|');
    c.head[1] = sheet_field(&value, '|');
    char *type = sheet_field(&value, '|');
    if (!type || !read_type(&c, type) || !read_attributes(&c, value))
        return false;
    t->col = jc_grow(t->col, &t->cap, t->n + 1, sizeof *t->col);
    t->col[t->n++] = c;
    return true;
}

static bool read_chart(struct sheet *s, char *value)
{
    static const char *const kinds[] = {"column", "bar", "stacked"};
    if (s->n_charts == SHEET_CHARTS)
        return false;
    struct chart *c = &s->chart[s->n_charts++];
    char *kind = sheet_field(&value, '|');
    c->title[0] = sheet_field(&value, '|');
    c->title[1] = sheet_field(&value, '|');
    char *category = sheet_field(&value, '|'), *values = sheet_field(&value, '|'), *most = sheet_field(&value, '|');
    if (!most)
        return false;
    c->category = (int)strtol(category, NULL, 10) - 1;
    c->most = (int)strtol(most, NULL, 10);
    for (char *v; (v = sheet_field(&values, ' ')) && c->n_values < CHART_SERIES;)
        c->value[c->n_values++] = (int)strtol(v, NULL, 10) - 1;
    for (size_t i = 0; i < JC_LEN(kinds); i++) {
        if (strcmp(kinds[i], kind) == 0) {
            c->kind = (enum chart_kind)i;
            return c->category >= 0 && c->n_values > 0;
        }
    }
    return false;
}

/* The key is of the columns listed; where they are is checked when all are known. */
static bool read_key(struct sheet *s, char *value)
{
    for (char *v; (v = sheet_field(&value, ' '));) {
        if (s->n_keys == SHEET_KEYS)
            return false;
        s->key[s->n_keys++] = (int)strtol(v, NULL, 10) - 1;
    }
    return s->n_keys > 0;
}

static bool read_explained(struct explained *e, char *value)
{
    e->kind = sheet_field(&value, '|');
    char *parts = sheet_field(&value, '|'), * or ;
    for (char *v; (v = sheet_field(&parts, ' ')); e->n++) {
        if (e->n == SHEET_KEYS)
            return false;
        e->part[e->n][0] = (int)strtol(v, & or, 10) - 1;
        e->part[e->n][1] = * or == '/' ? (int)strtol(or +1, NULL, 10) - 1 : -1;
    }
    return *e->kind && e->n > 0 && !value;
}

static bool read_follow(struct follow *f, char *value)
{
    f->kind = sheet_field(&value, '|');
    char *rank = sheet_field(&value, '|'), *rate = sheet_field(&value, '|'), *overdue = sheet_field(&value, '|');
    if (!rate)
        return false;
    f->rank = (int)strtol(rank, NULL, 10) - 1;
    f->rate = (int)strtol(rate, NULL, 10) - 1;
    f->overdue = overdue ? (int)strtol(overdue, NULL, 10) - 1 : -1;
    return *f->kind && !value;
}

static bool read_ranked(struct ranked_by *r, char *value)
{
    r->keys = sheet_field(&value, '|');
    char *columns = sheet_field(&value, '|');
    for (char *v; (v = sheet_field(&columns, ' '));) {
        if (r->n == SHEET_DECIDE)
            return false;
        r->column[r->n++] = (int)strtol(v, NULL, 10) - 1;
    }
    return *r->keys && r->n > 0 && !value;
}

/* Id and names; a title and a rank key of its own, each in both languages or not at all. */
static bool read_by(struct sheet *s, char *value)
{
    if (s->n_by == SHEET_GROUPINGS)
        return false;
    struct grouping *g = &s->by[s->n_by++];
    g->id = sheet_field(&value, '|');
    const char **own[] = {g->name, g->title, g->rank};
    for (size_t i = 0; i < JC_LEN(own) && value; i++)
        for (int l = 0; l < 2; l++)
            own[i][l] = sheet_field(&value, '|');
    return *g->id && (s->n_by > 1 || strcmp(g->id, "institution") == 0) && g->name[1] && !g->title[0] == !g->title[1] &&
           !g->rank[0] == !g->rank[1] && !value;
}

static bool read_page(struct page_place *p, char *value)
{
    char *id = sheet_field(&value, '|');
    p->order = (int)strtol(id, &id, 10);
    p->id = trim(id);
    p->name[0] = sheet_field(&value, '|');
    p->name[1] = sheet_field(&value, '|');
    p->line = sheet_field(&value, '|');
    return p->order > 0 && *p->id && p->name[1] && *p->name[1] && !value;
}

/* ---- the file ------------------------------------------------------------------------------------ */

static bool read_line(struct sheet *s, char *key, char *value)
{
    if (strcmp(key, "name") == 0)
        return read_pair(s->name, value);
    if (strcmp(key, "title") == 0)
        return read_pair(s->title, value);
    if (strcmp(key, "rank") == 0)
        return read_pair(s->rank, value);
    if (strcmp(key, "note") == 0)
        return read_pair(s->note, value);
    if (strcmp(key, "left") == 0)
        return read_left(s->left, value);
    if (strcmp(key, "doubts") == 0)
        return read_pair(s->doubts, value) && strstr(s->doubts[0], "{n}") && strstr(s->doubts[1], "{n}");
    if (strcmp(key, "column") == 0)
        return read_column(&s->main, value);
    if (strcmp(key, "below column") == 0)
        return read_column(&s->below, value);
    if (strcmp(key, "chart") == 0)
        return read_chart(s, value);
    if (strcmp(key, "by") == 0)
        return read_by(s, value);
    if (strcmp(key, "by note") == 0)
        return read_pair(s->by_note, value);
    if (strcmp(key, "page") == 0)
        return read_page(&s->page, value);
    if (strcmp(key, "key") == 0)
        return read_key(s, value);
    if (strcmp(key, "explained") == 0)
        return read_explained(&s->explained, value);
    if (strcmp(key, "follow") == 0)
        return read_follow(&s->follow, value);
    if (strcmp(key, "ranked") == 0)
        return read_ranked(&s->ranked, value);
    if (strcmp(key, "formats") == 0)
        s->formats = trim(value);
    else if (strcmp(key, "below") == 0)
        s->below.part = trim(value);
    else
        return false;
    return true;
}

/* Without a line for the key it is the 依据号; the columns that are followed or decide a rank must be there. */
static bool settle_key(struct sheet *s, int shown)
{
    int at = 0;
    for (size_t i = 0; i < s->main.n && s->n_keys == 0; i++) {
        if (s->main.col[i].type == COL_KEY)
            s->key[s->n_keys++] = at;
        at += !column_hidden(&s->main.col[i]);
    }
    for (int k = 0; k < s->n_keys; k++)
        if (s->key[k] < 0 || s->key[k] >= shown)
            return false;
    for (int k = 0; k < s->explained.n; k++)
        if (s->explained.part[k][0] < 0 || s->explained.part[k][0] >= shown || s->explained.part[k][1] >= shown)
            return false;
    for (int k = 0; k < s->ranked.n; k++)
        if (s->ranked.column[k] < 0 || s->ranked.column[k] >= shown)
            return false;
    const struct follow *f = &s->follow;
    return !f->kind ||
           (s->n_keys > 0 && f->rank >= 0 && f->rank < shown && f->rate >= 0 && f->rate < shown && f->overdue < shown);
}

/* A hidden column needs one before it to belong to; the columns that other lines name must be there. */
static bool consistent(struct sheet *s)
{
    int shown = 0;
    if (s->n_by)
        sheet_columns(s, &s->by[0]);
    for (size_t i = 0; i < s->main.n; i++)
        shown += !column_hidden(&s->main.col[i]);
    if (!settle_key(s, shown))
        return false;
    if (!s->name[0] || shown == 0 || column_hidden(&s->main.col[0]) || (s->below.part && s->below.n == 0))
        return false;
    for (int k = 0; k < s->n_charts; k++) {
        const struct chart *c = &s->chart[k];
        if (c->category >= shown)
            return false;
        for (int i = 0; i < c->n_values; i++)
            if (c->value[i] < 0 || c->value[i] >= shown)
                return false;
    }
    return true;
}

/* Front matter = the lines "-- key: value" at the top; a line "--" or any other line ends it. */
size_t sheet_front_length(const char *text)
{
    const char *p = text;
    while (strncmp(p, "-- ", 3) == 0) {
        const char *eol = strchr(p, '\n');
        if (!eol)
            return strlen(text);
        p = eol + 1;
    }
    return (size_t)(p - text);
}

size_t sheet_column_at(const struct table *table, int shown)
{
    size_t i = 0;
    while (i < table->n && (column_hidden(&table->col[i]) || shown-- > 0))
        i++;
    return i;
}

static enum jc_status bad_line(struct jc_err *err, const char *asset, int line, const char *why)
{
    char at[16];
    snprintf(at, sizeof at, "%d", line);
    return jc_fail(err, JC_INTERNAL, E_FRONT_MATTER, why, asset, at);
}

enum jc_status sheet_parse(struct sheet *out, const char *asset, const char *text, struct jc_err *err)
{
    struct sheet s = {.asset = jc_strdup(asset)};
    const char *base = strrchr(asset, '/');
    s.no = (int)strtol(base ? base + 1 : asset, NULL, 10);
    s.text = jc_strndup(text, sheet_front_length(text));
    enum jc_status st = JC_OK;
    int line = 0;
    for (char *rest = s.text, *l; st == JC_OK && (l = sheet_field(&rest, '\n'));) {
        line++;
        if (!*l)
            continue; /* behind the last newline */
        char *key = trim(l + 2);
        char *colon = strchr(key, ':');
        if (colon)
            *colon = 0;
        if (!colon || !read_line(&s, trim(key), trim(colon + 1)))
            st = bad_line(err, asset, line, key);
    }
    for (int i = 0; i < 2; i++)
        if (!s.title[i])
            s.title[i] = s.name[i];
    if (st == JC_OK && !consistent(&s))
        st = bad_line(err, asset, line, "name, columns or chart");
    if (st == JC_OK)
        *out = s;
    else
        sheet_free(&s);
    return st;
}

void sheet_free(struct sheet *sheet)
{
    free(sheet->main.col);
    free(sheet->below.col);
    for (int l = 0; l < 2; l++) {
        free(sheet->own_note[l]);
        free(sheet->refused[l]);
    }
    free(sheet->text);
    free(sheet->asset);
    memset(sheet, 0, sizeof *sheet);
}

enum jc_status sheets_load(struct sheets *out, struct jc_err *err)
{
    return sheets_load_from(out, "report/sheets/", err);
}

enum jc_status sheets_load_from(struct sheets *out, const char *folder, struct jc_err *err)
{
    struct sheets all = {0};
    const struct jc_asset *a;
    for (size_t i = 0; (a = jc_asset_at(folder, i)); i++) {
        all.v = jc_grow(all.v, &all.cap, all.n + 1, sizeof *all.v);
        enum jc_status st = sheet_parse(&all.v[all.n], a->name, a->data, err);
        if (st != JC_OK) {
            sheets_free(&all);
            return st;
        }
        all.n++;
    }
    *out = all;
    return JC_OK;
}

void sheets_free(struct sheets *sheets)
{
    for (size_t i = 0; i < sheets->n; i++)
        sheet_free(&sheets->v[i]);
    free(sheets->v);
    memset(sheets, 0, sizeof *sheets);
}

static bool is_number(const char *s, int no)
{
    char *end;
    long v = strtol(s, &end, 10);
    return end != s && *end == 0 && v == no;
}

enum jc_status sheets_find(const struct sheet **out, const struct sheets *sheets, const char *name, enum jc_lang lang,
                           struct jc_err *err)
{
    const char *nearest = NULL;
    int best = 6; /* four characters apart */
    for (size_t i = 0; i < sheets->n; i++) {
        const struct sheet *s = &sheets->v[i];
        /* A sheet of one format only (10a) shares the number of its neighbour and goes by name. */
        if (strcmp(name, s->name[0]) == 0 || strcasecmp(name, s->name[1]) == 0 ||
            (!s->formats && is_number(name, s->no))) {
            *out = s;
            return JC_OK;
        }
        for (int l = 0; l < 2; l++) {
            int d = jc_text_apart(name, s->name[l], best);
            if (d < best) {
                best = d;
                nearest = s->name[lang];
            }
        }
    }
    struct jc_buf hint = {0};
    for (size_t i = 0; !nearest && i < sheets->n; i++)
        jc_buf_fmt(&hint, "%s%s", i ? (lang == JC_EN ? ", " : " ") : "", sheets->v[i].name[lang]);
    enum jc_status st = jc_fail(err, JC_NOTFOUND, E_NO_SHEET, name, nearest ? nearest : jc_buf_text(&hint), NULL);
    jc_buf_free(&hint);
    return st;
}

bool sheet_in_format(const struct sheet *sheet, const char *format)
{
    if (strcmp(format, "html") == 0 || strcmp(format, "docx") == 0)
        return sheet->page.id != NULL;
    return !sheet->formats || strcmp(sheet->formats, format) == 0;
}
