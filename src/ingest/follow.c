/* A sheet without a head that goes on with the one before (formats.md 3.6): import and map ask the same questions. */
#include "ingest/load.h"
#include "ingest/year.h"

void jc_last_keep(struct jc_last *last, const struct jc_head_search *h)
{
    jc_last_free(last);
    last->rounds = h->rounds;
    if (h->map.wide || h->delimiter)
        return;
    jc_mapping_copy(&last->map, &h->map);
    last->title = h->title;
    last->title.text = "";
    struct jc_title_walk w = jc_title_walk(jc_buf_text(&h->context));
    for (struct jc_span line; jc_title_next(&w, &line) && w.level < JC_LEVEL_FILE;)
        jc_buf_fmt(&last->said, "%.*s\n", (int)line.n, line.p);
    jc_buf_str(&last->titles, jc_title_lines(jc_buf_text(&h->context)));
}

void jc_last_free(struct jc_last *last)
{
    jc_mapping_free(&last->map);
    jc_buf_free(&last->said);
    jc_buf_free(&last->titles);
}

/* ---- rows and titles that may go on ------------------------------------------------------------------------------- */

/* No wider, and a row like its rows. */
static bool reads_on(const struct jc_mapping *last, const struct jc_row *row)
{
    uint32_t width = 0;
    for (size_t i = 0; i < last->n; i++)
        width = last->cols[i].col + 1 > width ? last->cols[i].col + 1 : width;
    if (row->n < 2 || row->n > width || !jc_head_meets_needs(last, row))
        return false;
    for (size_t k = 0; k < last->n; k++) {
        const struct jc_column *c = &last->cols[k];
        enum jc_type t = c->field < JC_F_SKIP ? jc_field_info[c->field].type : JC_T_TEXT;
        struct jc_number num;
        jc_day day;
        if (c->col >= row->n || c->spare)
            continue;
        if ((t == JC_T_MONEY || t == JC_T_VOLUME) && jc_value_number(&num, &row->cells[c->col]) != 0)
            return false;
        if ((t == JC_T_DAY || t == JC_T_FUTURE) && !c->three && jc_value_day(&day, &row->cells[c->col], true) != 0 &&
            !jc_year_lacks(&row->cells[c->col]))
            return false;
    }
    return true;
}

/* The one text of a row, NULL where there are more or none. */
static const struct jc_cell *lone_text(const struct jc_row *row)
{
    const struct jc_cell *found = NULL;
    for (uint32_t i = 0; i < row->n; i++) {
        if (row->cells[i].type == JC_CELL_EMPTY)
            continue;
        if (found || row->cells[i].type != JC_CELL_TEXT)
            return NULL;
        found = &row->cells[i];
    }
    return found;
}

/* 4月, 2024年, 十二月, 三季度: a period, where 老年病科 is none. */
static bool names_period(const char *text)
{
    static const char *const units[] = {"年", "月", "季度"};
    static const char *const digits[] = {"一", "二", "三", "四", "五", "六", "七",
                                         "八", "九", "十", "〇", "半", "上", "本"};
    const size_t han = strlen("年");
    for (size_t i = 0; i < JC_LEN(units); i++)
        for (const char *p = text; (p = strstr(p, units[i])) != NULL; p += han) {
            if (p > text && p[-1] >= '0' && p[-1] <= '9')
                return true;
            for (size_t k = 0; k < JC_LEN(digits) && (size_t)(p - text) >= han; k++)
                if (memcmp(p - han, digits[k], han) == 0)
                    return true;
        }
    return false;
}

/* Titles must say whose, of when or of which round the rows are, or that they go on (续表): below any other, who knows? */
static bool titles_go_on(const struct jc_last *last, const char *titles)
{
    struct jc_title t;
    jc_title_parse(&t, titles, last->rounds);
    return jc_title_says(&t) || names_period(titles) || strstr(titles, "续");
}

/*
 * The row with which the sheet goes on, behind at most three titles, whose texts are added to the name of the sheet, a line
 * each, and counted; false: it does not go on.
 */
static bool find_row(const struct jc_row **row, const struct jc_last *last, struct jc_sheet *sheet,
                     struct jc_buf *titles, int64_t *above)
{
    const struct jc_cell *title;
    const size_t own = titles->len; /* the name of the sheet */
    for (*above = 0; *above <= 3 && jc_sheet_next(sheet, row, NULL) == JC_OK; ++*above) {
        if (reads_on(&last->map, *row))
            return !jc_title_other(jc_buf_text(titles), jc_buf_text(&last->said), false) &&
                   (titles->len == own || titles_go_on(last, jc_buf_text(titles) + own));
        if ((title = lone_text(*row)) == NULL)
            return false;
        jc_text_clean(titles, title->text, title->len);
        jc_buf_char(titles, '\n');
    }
    return false;
}

/* ---- sheets --------------------------------------------------------------------------------------------------------- */

bool jc_last_goes_on(struct jc_head_search *h, struct jc_sheet **sheet, const struct jc_last *last,
                     struct jc_book *book, size_t i, const char *name, const char *file)
{
    const struct jc_row *row;
    struct jc_buf own = {0}, said = {0};
    struct jc_title t;
    int64_t above;
    if (!last->map.kind || h->map.private_data)
        return false;
    jc_sheet_free(*sheet);
    *sheet = NULL;
    if (jc_sheet_open(sheet, book, i, NULL) != JC_OK)
        return false;
    jc_buf_fmt(&own, "%s\n", name);
    bool on = find_row(&row, last, *sheet, &own, &above);
    if (on) {
        jc_head_search_free(h);
        *h = (struct jc_head_search){.rounds = last->rounds,
                                     .ahead = {jc_row_copy_new(row)},
                                     .n_ahead = 1,
                                     .title = last->title,
                                     .above = above};
        jc_mapping_copy(&h->map, &last->map);
        h->map.row = 0;
        jc_title_names(&h->context, name, file);
        jc_buf_fmt(&h->context, "%s%s", jc_buf_text(&last->titles), jc_buf_text(&own));
        jc_buf_clear(&said);
        jc_title_names(&said, name, "");
        jc_buf_str(&said, jc_buf_text(&own) + strlen(name) + 1);
        jc_title_parse(&t, jc_buf_text(&said), last->rounds);
        jc_title_merge(&h->title, &t); /* 乙医院 behind 甲医院 is another one's */
        h->title.text = jc_buf_text(&h->context);
    }
    jc_buf_free(&own);
    jc_buf_free(&said);
    return on;
}

bool jc_last_is_followed(const struct jc_last *last, struct jc_book *book, size_t i)
{
    struct jc_head_search h = {0};
    struct jc_sheet *sheet = NULL;
    const struct jc_row *row;
    for (i++; i < jc_book_count(book) && jc_book_sheet(book, i).hidden;)
        i++;
    if (i >= jc_book_count(book) || !last->map.kind)
        return false;
    bool on = jc_last_goes_on(&h, &sheet, last, book, i, jc_book_sheet(book, i).name, "");
    jc_head_search_free(&h);
    jc_sheet_free(sheet);
    sheet = NULL;
    if (!on && jc_sheet_open(&sheet, book, i, NULL) == JC_OK && jc_sheet_next(sheet, &row, NULL) == JC_OK)
        on = jc_mapping_repeats(&last->map, row);
    jc_sheet_free(sheet);
    return on;
}
