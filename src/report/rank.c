/*
 * The rank of a row in the words of explain. The sheet itself is asked: its statement is the only place that knows how its
 * rows are ranked; its front matter says what of a row decides.
 */
#include "report/cell.h"
#include "report/issue.h"

#define RANK_SQL "report/rank.sql"

/* A row of a ranked sheet. */
struct ranked {
    int64_t place; /* 0 = listed, not ranked */
    char *key, *name, *group, *why;
};
struct ranking {
    const struct sheet *sheet;
    const struct grouping *by;
    enum jc_lang lang;
    size_t decides[SHEET_DECIDE]; /* result columns */
    struct ranked *v;
    size_t n, cap;
};

static bool of_sheet(const struct sheet *s, const char *key)
{
    for (const char *at = s->ranked.keys; at && *at; at += strspn(at, " ")) {
        size_t n = strcspn(at, " ");
        if (strncmp(key, at, n) == 0)
            return true;
        at += n;
    }
    return false;
}

enum jc_status jc_rank_followed(bool *out, const char *key, struct jc_err *err)
{
    struct sheets sheets = {0};
    enum jc_status st = sheets_load(&sheets, err);
    *out = false;
    for (size_t i = 0; i < sheets.n; i++)
        *out |= sheets.v[i].follow.kind && of_sheet(&sheets.v[i], key);
    sheets_free(&sheets);
    return st;
}

/* ---- rows ------------------------------------------------------------------------------------------ */

static size_t column_of(const struct sheet *s, enum column_type type)
{
    size_t i = 0;
    while (i < s->main.n && s->main.col[i].type != type)
        i++;
    return i;
}

/* "完成率(%) 44.92（5390/12000）": as the sheet shows it, and exactly. */
static void say_cell(struct jc_buf *out, const struct ranking *r, struct jc_stmt *s, size_t i)
{
    char text[CELL_TEXT_MAX] = "—";
    struct cell c = {.col = &r->sheet->main.col[i], .s = ""};
    const char *exact = jc_col_text(s, (int)i, NULL);
    if (cell_read(&c, s, (int)i, r->lang) && c.kind != CELL_EMPTY)
        cell_number_text(text, &c);
    jc_buf_fmt(out, "%s%s %s", out->len ? r->lang ? ", " : "，" : "", c.col->head[r->lang], text);
    if (strchr(exact, '/'))
        jc_buf_fmt(out, r->lang ? " (%s)" : "（%s）", exact);
}

/* What decides the rank; of a row without one, the word that stands for it, too. */
static char *say_row(const struct ranking *r, struct jc_stmt *s, bool placed)
{
    struct jc_buf b = {0};
    for (int k = 0; k < r->sheet->ranked.n; k++)
        say_cell(&b, r, s, r->decides[k]);
    size_t word = column_of(r->sheet, COL_STATUS), n;
    if (!placed && word < r->sheet->main.n && !jc_col_null(s, (int)word)) {
        const char *text = word_text(jc_col_text(s, (int)word, NULL), r->lang, &n);
        jc_buf_fmt(&b, "%s%s %.*s", r->lang ? "; " : "；", r->sheet->main.col[word].head[r->lang], (int)n, text);
    }
    return b.p;
}

static void take_row(struct ranking *r, struct jc_stmt *s)
{
    const struct table *t = &r->sheet->main;
    struct ranked row = {.place = jc_col_int(s, (int)column_of(r->sheet, COL_RANK)),
                         .key = jc_strdup(jc_col_text(s, (int)column_of(r->sheet, COL_KEY), NULL))};
    for (size_t i = 0; i < t->n; i++) { /* ranked within each table of the published page, if they have several */
        if (t->col[i].page == PAGE_GROUP && !t->col[i].absent)
            row.group = jc_strdup(jc_col_text(s, (int)i, NULL));
        if (t->col[i].subject)
            row.name = jc_strdup(jc_col_text(s, (int)i, NULL));
    }
    row.why = say_row(r, s, row.place > 0);
    r->v = jc_grow(r->v, &r->cap, r->n + 1, sizeof *r->v);
    r->v[r->n++] = row;
}

static void clear_rows(struct ranking *r)
{
    for (size_t i = 0; i < r->n; i++) {
        free(r->v[i].key);
        free(r->v[i].name);
        free(r->v[i].group);
        free(r->v[i].why);
    }
    r->n = 0;
}

static enum jc_status take_rows(struct ranking *r, const struct source *from, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = source_open(&s, from, r->sheet->asset, NULL, r->by, err);
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK)
        take_row(r, s);
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

/* ---- told ------------------------------------------------------------------------------------------ */

static bool same_group(const struct ranked *a, const struct ranked *b)
{
    return strcmp(a->group ? a->group : "", b->group ? b->group : "") == 0;
}

static enum jc_status put(struct jc_store *store, bool counted, int64_t amount, const char *unit, const char *why,
                          struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, RANK_SQL, "row", err);
    if (st == JC_OK) {
        jc_stmt_int(s, 1, counted);
        jc_stmt_int(s, 2, amount * JC_SCALE);
        if (!counted)
            jc_stmt_null(s, 2);
        jc_stmt_str(s, 3, unit, strlen(unit));
        jc_stmt_str(s, 4, why, strlen(why));
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    return st;
}

/* The row before and behind in the order of the sheet, whether of the same rank or not. */
static enum jc_status put_neighbour(struct jc_store *store, const struct ranking *r, const struct ranked *x,
                                    const char *zh, const char *en, struct jc_err *err)
{
    struct jc_buf b = {0};
    if (!x)
        return JC_OK;
    jc_buf_fmt(&b, r->lang ? "%s: rank %lld" : "%s：第 %lld 名", r->lang ? en : zh, (long long)x->place);
    if (x->name && *x->name)
        jc_buf_fmt(&b, r->lang ? " %s" : "　%s", x->name);
    jc_buf_fmt(&b, r->lang ? ": %s  %s" : "：%s　%s", x->why, x->key);
    enum jc_status st = put(store, false, 0, "", jc_buf_text(&b), err);
    jc_buf_free(&b);
    return st;
}

static enum jc_status put_place(struct jc_store *store, const struct ranking *r, const struct ranked *me,
                                struct jc_err *err)
{
    int64_t ahead = 0, equal = 0, ranked = 0;
    const struct ranked *before = NULL, *behind = NULL;
    for (size_t i = 0; i < r->n; i++) {
        const struct ranked *x = &r->v[i];
        if (!x->place || !same_group(x, me))
            continue;
        ranked++;
        ahead += x->place < me->place;
        equal += x != me && x->place == me->place;
        if (x < me)
            before = x;
        else if (x > me && !behind)
            behind = x;
    }
    const char *sheet = r->sheet->name[r->lang];
    struct jc_buf b = {0};
    jc_buf_fmt(&b, r->lang ? "%s: %s" : "%s：%s", sheet, me->why);
    enum jc_status st = put(store, true, me->place, "名次", jc_buf_text(&b), err);
    jc_buf_free(&b);
    if (st == JC_OK)
        st = put(store, true, ahead, "行（名次在前）", sheet, err);
    if (st == JC_OK)
        st = put(store, true, equal, "行（名次并列）", sheet, err);
    if (st == JC_OK)
        st = put(store, true, ranked, "行（参与排名）", sheet, err);
    if (st == JC_OK)
        st = put_neighbour(store, r, before, "前一行", "the row before", err);
    return st == JC_OK ? put_neighbour(store, r, behind, "后一行", "the row behind", err) : st;
}

/* Where the rank before stands: in an issue, or worked out anew from what the database holds now. */
static void say_origin(struct jc_buf *out, struct jc_stmt *s, enum jc_lang lang)
{
    const char *period = jc_col_text(s, 0, NULL);
    if (jc_col_null(s, 1))
        jc_buf_fmt(out,
                   lang ? "%s, worked out anew from what the database holds" : "%s，没有发布，按数据库里的数据重算",
                   period);
    else
        jc_buf_fmt(out, lang ? "%s, as published in %s@%s" : "%s，已发布：%s@%s", period, period,
                   jc_col_text(s, 1, NULL));
}

/* Nothing is told without a period before. */
static enum jc_status put_move(struct jc_store *store, const struct ranking *r, const struct ranked *me,
                               struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    struct jc_buf b = {0};
    enum jc_status st = jc_stmt_open(&s, store, RANK_SQL, "before", err);
    if (st == JC_OK) {
        jc_stmt_str(s, 1, r->sheet->follow.kind, strlen(r->sheet->follow.kind));
        jc_stmt_str(s, 2, me->key, strlen(me->key));
        st = jc_stmt_step(s, err);
    }
    if (st == JC_OK) {
        int64_t before = jc_col_int(s, 2);
        bool none = jc_col_null(s, 2);
        say_origin(&b, s, r->lang);
        jc_buf_str(&b, !none ? "" : r->lang ? ": no rank there" : "：那一期没有名次");
        st = put(store, !none, before, none ? "" : "名次（上期）", jc_buf_text(&b), err);
        if (st == JC_OK && !none && me->place)
            st =
                put(store, true, before - me->place, "名（较上期）",
                    r->lang ? "the rank before less the rank now; above 0 = won" : "上期名次 − 本期名次，大于 0 为上升",
                    err);
    }
    jc_stmt_free(s);
    jc_buf_free(&b);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status put_unranked(struct jc_store *store, const struct ranking *r, const struct ranked *me,
                                   struct jc_err *err)
{
    struct jc_buf b = {0};
    jc_buf_fmt(&b, r->lang ? "%s: listed without a rank: %s" : "%s：只列示，不排名：%s", r->sheet->name[r->lang],
               me->why);
    enum jc_status st = put(store, false, 0, "", jc_buf_text(&b), err);
    jc_buf_free(&b);
    return st;
}

static enum jc_status tell(bool *found, struct jc_store *store, const struct ranking *r, const char *key,
                           struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (size_t i = 0; st == JC_OK && !*found && i < r->n; i++) {
        if (strcmp(r->v[i].key, key) != 0)
            continue;
        *found = true;
        st = (r->v[i].place ? put_place : put_unranked)(store, r, &r->v[i], err);
        if (st == JC_OK && r->sheet->follow.kind)
            st = put_move(store, r, &r->v[i], err);
    }
    return st;
}

/* A row has its key in one grouping only. */
static enum jc_status tell_sheet(const struct source *from, struct sheet *sheet, const char *key, struct jc_err *err)
{
    bool found = false;
    enum jc_status st = JC_OK;
    struct ranking r = {.sheet = sheet, .lang = from->lang};
    for (int k = 0; k < sheet->ranked.n; k++) /* as the front matter counts them, before they are grouped */
        r.decides[k] = sheet_column_at(&sheet->main, sheet->ranked.column[k]);
    for (int i = 0; st == JC_OK && !found && (i == 0 || i < sheet->n_by); i++) {
        r.by = sheet->n_by ? &sheet->by[i] : NULL;
        if (r.by)
            sheet_columns(sheet, r.by);
        st = take_rows(&r, from, err);
        if (st == JC_OK)
            st = tell(&found, from->store, &r, key, err);
        clear_rows(&r);
    }
    free(r.v);
    return st;
}

enum jc_status jc_rank_explain(struct jc_store *store, const char *key, enum jc_lang lang, struct jc_err *err)
{
    struct source from = {store, 0, lang, ""};
    struct sheets sheets = {0};
    enum jc_status st = source_sheets(&sheets, &from, err);
    for (size_t i = 0; st == JC_OK && i < sheets.n; i++)
        if (of_sheet(&sheets.v[i], key))
            st = tell_sheet(&from, &sheets.v[i], key, err);
    sheets_free(&sheets);
    return st;
}
