/*
 * Cells of the small lists that name several, each of which is a record: 青源县、柳川县 of a term, 第四批、第五批 of a score, 2024年4月至6月
 * of a duty. The row is read once for each of them, with that one alone in its cell.
 */
#include "ingest/each.h"

#include "ingest/title.h"
#include "ingest/year.h"

enum sort {
    NAMES,
    REGIONS,
    INSTITUTIONS,
    PRODUCTS, /* with their form: 葡萄糖、氯化钠注射液 is one */
    GENERICS,
    SPELLINGS,
    MONTHS
};

static const struct list {
    const char *kind;
    enum jc_field field;
    enum sort sort;
} lists[] = {
    {"institution", JC_F_INST_NAME, INSTITUTIONS},
    {"shortage", JC_F_INST_NAME, INSTITUTIONS},
    {"shortage", JC_F_REGION, REGIONS},
    {"shortage", JC_F_GENERIC, PRODUCTS},
    {"reason", JC_F_ROUND_NAME, NAMES},
    {"reason", JC_F_GENERIC, PRODUCTS},
    {"substitute", JC_F_ROUND_NAME, NAMES},
    {"substitute", JC_F_SUBSTITUTE, GENERICS},
    {"watch", JC_F_GENERIC, GENERICS},
    {"assessment", JC_F_INST_NAME, INSTITUTIONS},
    {"assessment", JC_F_ROUND, NAMES},
    {"assessment", JC_F_ROUND_NAME, NAMES},
    {"duty", JC_F_INST_NAME, INSTITUTIONS},
    {"duty", JC_F_MONTH, MONTHS},
    {"fund", JC_F_REGION, REGIONS},
    {"term", JC_F_REGION, REGIONS},
    {"alias", JC_F_SPELLING, SPELLINGS},
};

/* A bracket that is not closed: the sign stood in it, and parts nothing. */
static bool is_torn(struct jc_span s)
{
    static const char *const signs[] = {"(", ")", "（", "）"};
    int open = 0;
    for (size_t i = 0; i < s.n; i++)
        for (size_t k = 0; k < JC_LEN(signs); k++)
            if (jc_span_begins((struct jc_span){s.p + i, s.n - i}, signs[k]))
                open += k % 2 ? -1 : 1;
    return open != 0;
}

static bool has_letters(struct jc_span s)
{
    bool found = false;
    for (size_t i = 0; i < s.n; i++)
        found = found || (s.p[i] >= 'A' && s.p[i] <= 'Z') || (s.p[i] >= 'a' && s.p[i] <= 'z');
    return found;
}

/* Is it one of its sort by itself? Across a line break it has to be, or the line was too long for its cell. */
static bool is_whole(struct jc_span s, enum sort sort)
{
    const struct jc_spec none = {0};
    if (sort == INSTITUTIONS)
        return jc_title_names_institution(s);
    return (sort == PRODUCTS || sort == GENERICS) && jc_pieces_of(&none, jc_no_span, s) != JC_PIECES_UNKNOWN;
}

/* 甲县/乙区 and 甲县和乙县 are two; 浙江省/甲市/乙县 and 天津市和平区 say where one lies. */
static bool are_counties(struct jc_span s, struct jc_span before, const char *sign)
{
    static const char *const ends[] = {"县", "区", "旗", "市", "州"};
    const size_t n = *sign == '/' ? 3 : JC_LEN(ends), e = strlen(ends[0]);
    bool found = false;
    for (size_t i = 0; i < n && s.n > e; i++)
        found = found || memcmp(s.p + s.n - e, ends[i], e) == 0;
    bool alike = *sign == '/' || before.n < e || memcmp(s.p + s.n - e, before.p + before.n - e, e) == 0;
    return found && alike;
}

/* The text with ; for a sign that parts it into whole names; false: it does not. */
static bool split_sign(struct jc_buf *out, struct jc_span text, const char *sign, enum sort sort)
{
    struct jc_span before = {0};
    bool apart = true;
    const char *at;
    jc_buf_clear(out);
    do {
        at = jc_text_find(text.p, text.n, sign, strlen(sign));
        struct jc_span piece = {text.p, at ? (size_t)(at - text.p) : text.n};
        apart = sort == REGIONS ? are_counties(piece, before, sign) : is_whole(piece, sort);
        before = piece;
        jc_buf_fmt(out, "%s%.*s", out->len ? ";" : "", (int)piece.n, piece.p);
        text = at ? jc_span_behind(text, piece.n + strlen(sign)) : text;
    } while (at && apart);
    return apart;
}

/* The same of all signs between names but those of any list; false: there are none. */
static bool split_signs(struct jc_buf *out, struct jc_span text, enum sort sort)
{
    static const char *const signs[] = {"/", "和", "及", "与"};
    const size_t n = sort == REGIONS ? JC_LEN(signs) : sort == PRODUCTS || sort == GENERICS ? 1 : 0;
    struct jc_buf parts = {0};
    jc_buf_clear(out);
    jc_buf_add(out, text.p, text.n);
    for (size_t i = 0; i < n; i++) {
        struct jc_span all = {jc_buf_text(out), out->len};
        if (!jc_text_find(all.p, all.n, signs[i], strlen(signs[i])) || !split_sign(&parts, all, signs[i], sort))
            continue;
        jc_buf_clear(out);
        jc_buf_add(out, parts.p, parts.len);
    }
    jc_buf_free(&parts);
    return out->len != text.n || memcmp(out->p, text.p, text.n) != 0;
}

/* How many a cell names, 1: it is one name, whatever signs stand in it. Teva Industries, Ltd. is one. */
static size_t count_names(struct jc_span text, enum sort sort)
{
    struct jc_span piece;
    struct jc_buf parts = {0};
    size_t at = 0, n = 0;
    bool broken = memchr(text.p, '\n', text.n), apart = true, signs = split_signs(&parts, text, sort);
    jc_buf_free(&parts);
    if (signs)
        return 2;
    while (jc_value_next(&piece, &at, text)) {
        n++;
        apart = apart && !is_torn(piece) && ((!broken && sort != PRODUCTS) || is_whole(piece, sort)) &&
                (sort != INSTITUTIONS || jc_title_may_be_institution(piece)) &&
                (sort != SPELLINGS || !has_letters(piece));
    }
    return n > 1 && apart ? n : 1;
}

/* ---- months ------------------------------------------------------------------------------------------------------ */

/* The year of a month that is written without: that of its column, else of the titles; 0 = none. */
static int year_beside(const struct jc_load *l, const struct jc_row *row)
{
    const struct jc_column *c = l->by_field[JC_F_YEAR];
    const struct jc_cell *cell = c ? jc_value_at(row, c->col) : NULL;
    struct jc_buf text = {0};
    int y = 0, to = 0, m, d;
    if (cell)
        jc_cell_text(&text, cell);
    if (text.len)
        y = (int)strtol(text.p, NULL, 10);
    jc_buf_free(&text);
    if (!cell && l->period.said && l->period.from != JC_NO_DAY) {
        jc_day_split(l->period.from, &y, &m, &d);
        jc_day_split(l->period.to, &to, &m, &d);
        y = y == to ? y : 0;
    }
    return y >= 2000 && y <= 2099 ? y : 0;
}

/* 2024年4月, 4月, 2024年第二季度, 2024-04至2024-09: the months of it, *year = theirs for what follows. False: it says none. */
static bool add_months(struct jc_buf *out, struct jc_span piece, int *year)
{
    struct jc_period p = {0};
    struct jc_buf text = {0};
    char month[16];
    jc_day first;
    int m, d;
    bool bare = strspn(piece.p, "0123456789") >= piece.n, named = jc_span_begins(piece, "20");
    if (!named && *year)
        jc_buf_fmt(&text, "%d年", *year);
    jc_buf_fmt(&text, "%.*s%s", (int)piece.n, piece.p, bare && !named ? "月" : "");
    if (jc_month_parse(&first, jc_buf_text(&text), text.len))
        p = (struct jc_period){.said = true, .from = first, .to = jc_day_month_end(first)};
    else if (named || *year)
        jc_year_title(&p, jc_buf_text(&text), false);
    jc_buf_free(&text);
    if (!p.said || p.from == JC_NO_DAY || p.from != jc_day_month_add(p.from, 0) || p.to != jc_day_month_end(p.to))
        return false;
    for (jc_day at = p.from; at <= p.to; at = jc_day_month_add(at, 1)) {
        jc_day_split(at, year, &m, &d);
        snprintf(month, sizeof month, "%04d-%02d", *year, m);
        jc_buf_fmt(out, "%s%s", out->len ? "、" : "", month);
    }
    return true;
}

/* What the cell says, months one by one; as it stands where one of them cannot be read. */
static void list_months(struct jc_buf *out, const struct jc_load *l, const struct jc_row *row, const struct jc_cell *c)
{
    struct jc_buf text = {0};
    struct jc_span piece;
    size_t at = 0;
    int year = year_beside(l, row);
    bool all = c->type == JC_CELL_TEXT || c->type == JC_CELL_NUMBER;
    jc_cell_text(&text, c);
    while (all && jc_value_next(&piece, &at, (struct jc_span){jc_buf_text(&text), text.len}))
        all = add_months(out, piece, &year);
    if (!all) {
        jc_buf_clear(out);
        jc_buf_add(out, jc_buf_text(&text), text.len);
    }
    jc_buf_free(&text);
}

/* The names of a cell, with signs between them. */
static void list_of(struct jc_buf *out, const struct jc_load *l, const struct jc_row *row, size_t i)
{
    const struct jc_cell *c = &row->cells[l->by_field[lists[i].field]->col];
    if (lists[i].sort == MONTHS) {
        list_months(out, l, row, c);
        return;
    }
    (void)split_signs(out, (struct jc_span){c->text, c->len}, lists[i].sort);
}

/* ---- rows ---------------------------------------------------------------------------------------------------------- */

/* The first list of the kind from the i-th on of which the row has several in a cell; JC_LEN(lists): none. */
static size_t next_list(const struct jc_load *l, const struct jc_row *row, size_t i)
{
    for (; i < JC_LEN(lists); i++) {
        const struct jc_column *c = strcmp(lists[i].kind, l->map.kind->id) == 0 ? l->by_field[lists[i].field] : NULL;
        const struct jc_cell *cell = c ? jc_value_at(row, c->col) : NULL;
        bool coded = lists[i].field == JC_F_INST_NAME && l->by_field[JC_F_INST_CODE] &&
                     jc_value_at(row, l->by_field[JC_F_INST_CODE]->col); /* which is of one */
        if ((cell && lists[i].sort == MONTHS) ||
            (cell && cell->type == JC_CELL_TEXT && !coded &&
             count_names((struct jc_span){cell->text, cell->len}, lists[i].sort) > 1))
            break;
    }
    return i;
}

static void read_each(struct jc_each *e, struct jc_load *l, const struct jc_row *row, size_t i)
{
    i = next_list(l, row, i);
    if (i == JC_LEN(lists)) {
        if (e->n++)
            jc_load_count(l);
        e->read(l, row);
        return;
    }
    const uint32_t col = l->by_field[lists[i].field]->col;
    struct jc_cell *cells = jc_alloc(row->n * sizeof *cells);
    struct jc_row one = *row;
    struct jc_buf all = {0};
    struct jc_span piece;
    memcpy(cells, row->cells, row->n * sizeof *cells);
    one.cells = cells;
    list_of(&all, l, row, i);
    /* what refuses one stands in another cell, and would be said of all */
    for (size_t at = 0; !l->rejected && jc_value_next(&piece, &at, (struct jc_span){jc_buf_text(&all), all.len});) {
        cells[col] = (struct jc_cell){.type = JC_CELL_TEXT, .text = piece.p, .len = (uint32_t)piece.n, .str = -1};
        read_each(e, l, &one, i + 1);
    }
    jc_buf_free(&all);
    free(cells);
}

void jc_each_read(struct jc_load *l, const struct jc_row *row, void (*read)(struct jc_load *, const struct jc_row *))
{
    struct jc_each e = {read, 0};
    l->rejected = false;
    read_each(&e, l, row, 0);
}
