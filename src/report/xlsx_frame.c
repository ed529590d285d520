/* Everything of a worksheet but its rows. */
#include <xlsxwriter.h> /* first: it uses what base.h poisons */

#include "report/xlsx_book.h"

static lxw_col_t last_printed(const struct page *p)
{
    return (lxw_col_t)(xlsx_printed(p) - 1);
}

/* Who is first and last; where the workbook opens also what speaks against it. */
static void add_places(struct jc_buf *note, const struct sink *s, const struct page *p)
{
    places_say(note, &p->places, p->sheet, s->info.lang);
    for (size_t i = 0; p == s->opens && i < s->n; i++) {
        const char *doubts = s->page[i].sheet->doubts[s->info.lang], *n = doubts ? strstr(doubts, "{n}") : NULL;
        if (n && s->page[i].doubts)
            jc_buf_fmt(note, "\n%.*s%u%s", (int)(n - doubts), doubts, s->page[i].doubts, n + strlen("{n}"));
    }
}

static enum jc_status put_title(struct sink *s, struct page *p, struct jc_err *err)
{
    enum jc_lang lang = s->info.lang;
    lxw_col_t last = last_printed(p);
    struct jc_buf note = {0}, title = {0};
    if (s->info.subject)
        jc_buf_fmt(&title, "%s  ", s->info.subject);
    jc_buf_str(&title, p->sheet->title[lang]);
    jc_buf_str(&note, s->info.note);
    add_places(&note, s, p);
    if (p->sheet->rank[lang])
        jc_buf_fmt(&note, "\n%s", p->sheet->rank[lang]);
    if (p->sheet->note[lang])
        jc_buf_fmt(&note, "\n%s", p->sheet->note[lang]);
    lxw_error e = worksheet_set_row(p->ws, ROW_TITLE, 30, NULL);
    int lines = xlsx_lines(jc_buf_text(&note), note.len, p->total, 0);
    if (e == LXW_NO_ERROR)
        e = worksheet_set_row(p->ws, ROW_NOTE, lines * 13 + 3, NULL);
    const char *text[] = {jc_buf_text(&title), jc_buf_text(&note)};
    for (lxw_row_t row = ROW_TITLE; e == LXW_NO_ERROR && row <= ROW_NOTE; row++) {
        lxw_format *f = xlsx_format(s, row == ROW_TITLE ? ST_TITLE : ST_NOTE);
        /* merge_range refuses a single cell */
        e = last > 0 ? worksheet_merge_range(p->ws, row, 0, row, last, text[row], f)
                     : worksheet_write_string(p->ws, row, 0, text[row], f);
    }
    jc_buf_free(&title);
    jc_buf_free(&note);
    return xlsx_made(err, e, p->name);
}

static enum jc_status put_columns(struct sink *s, struct page *p, struct jc_err *err)
{
    lxw_error e = LXW_NO_ERROR;
    int head_lines = 1;
    for (size_t i = 0; e == LXW_NO_ERROR && i < p->n; i++) {
        int lines, width = xlsx_column_width(p, i, s->info.lang, &lines);
        lxw_row_col_options aside = {.hidden = p->col[i]->aside};
        if (!p->col[i]->aside) {
            p->total += width;
            head_lines = lines > head_lines ? lines : head_lines;
        }
        e = worksheet_set_column_opt(p->ws, (lxw_col_t)i, (lxw_col_t)i, width, NULL, &aside);
        if (e == LXW_NO_ERROR)
            e = worksheet_write_string(p->ws, ROW_HEAD, (lxw_col_t)i, p->col[i]->head[s->info.lang],
                                       xlsx_format(s, ST_HEAD));
    }
    if (e == LXW_NO_ERROR)
        e = worksheet_set_row(p->ws, ROW_HEAD, head_lines * 13.5 + 7, NULL);
    return xlsx_made(err, e, p->name);
}

static enum jc_status put_bars(struct page *p, struct jc_err *err)
{
    lxw_error e = LXW_NO_ERROR;
    for (size_t i = 0; e == LXW_NO_ERROR && i < p->n; i++) {
        if (!p->col[i]->bar || p->last <= ROW_DATA)
            continue;
        lxw_conditional_format bar = {
            .type = LXW_CONDITIONAL_DATA_BAR,
            .min_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
            .max_rule_type = LXW_CONDITIONAL_RULE_TYPE_NUMBER,
            .min_value = 0,
            .max_value = p->col[i]->type == COL_PCT ? 1 : 100,
            .bar_color = 0xBDD7EE,
            .bar_solid = LXW_TRUE,
            .bar_no_border = LXW_TRUE,
            .data_bar_2010 = LXW_TRUE,
        };
        e = worksheet_conditional_format_range(p->ws, ROW_DATA, (lxw_col_t)i, p->last - 1, (lxw_col_t)i, &bar);
    }
    return xlsx_made(err, e, p->name);
}

/* ---- to be filled in ------------------------------------------------------------------------------- */

enum { CHOICES = 24 };

/* The words of "A、B" as a list that ends in NULL; *text is cut in place. */
static void cut_choices(char *list[CHOICES + 1], char *text)
{
    size_t n = 0;
    for (char *end; text && n < CHOICES; text = end) {
        list[n++] = text;
        if ((end = strstr(text, "、"))) {
            *end = 0;
            end += strlen("、");
        }
    }
    list[n] = NULL;
}

static lxw_error put_choices(struct page *p, size_t i, enum jc_lang lang)
{
    char *list[CHOICES + 1];
    char *text = jc_strdup(p->col[i]->choose[lang]);
    cut_choices(list, text);
    lxw_data_validation choice = {
        .validate = LXW_VALIDATION_TYPE_LIST,
        .value_list = list,
        .ignore_blank = LXW_VALIDATION_ON,
        .error_title = lang == JC_ZH ? "请从列表中选择" : "Choose from the list",
        .error_message = lang == JC_ZH ? "请从下拉列表中选择一项；其他情况请写在“补充说明”里。"
                                       : "Choose one of the list; anything else belongs into the note.",
    };
    lxw_error e = worksheet_data_validation_range(p->ws, ROW_DATA, (lxw_col_t)i, p->last - 1, (lxw_col_t)i, &choice);
    free(text);
    return e;
}

/* What is sent out to be filled in is locked everywhere else, without a password: against slips, not against people. */
static enum jc_status put_input(struct sink *s, struct page *p, struct jc_err *err)
{
    lxw_error e = LXW_NO_ERROR;
    bool any = false;
    for (size_t i = 0; e == LXW_NO_ERROR && i < p->n; i++) {
        any |= p->col[i]->input;
        if (p->col[i]->choose[s->info.lang] && p->last > ROW_DATA)
            e = put_choices(p, i, s->info.lang);
    }
    lxw_protection allowed = {
        .format_columns = LXW_TRUE, .format_rows = LXW_TRUE, .sort = LXW_TRUE, .autofilter = LXW_TRUE};
    if (any || s->info.subject)
        worksheet_protect(p->ws, NULL, &allowed);
    return xlsx_made(err, e, p->name);
}

/* Codes are meant to be text: no green corners. */
static enum jc_status calm_codes(struct page *p, struct jc_err *err)
{
    struct jc_buf ranges = {0};
    char cell[2][LXW_MAX_CELL_NAME_LENGTH];
    for (size_t i = 0; i < p->n && p->last > ROW_DATA; i++) {
        if (p->col[i]->type > COL_KEY)
            continue;
        lxw_rowcol_to_cell(cell[0], ROW_DATA, (lxw_col_t)i);
        lxw_rowcol_to_cell(cell[1], p->last - 1, (lxw_col_t)i);
        jc_buf_fmt(&ranges, "%s%s:%s", ranges.len ? " " : "", cell[0], cell[1]);
    }
    lxw_error e = LXW_NO_ERROR;
    if (ranges.len)
        e = worksheet_ignore_errors(p->ws, LXW_IGNORE_NUMBER_STORED_AS_TEXT, jc_buf_text(&ranges));
    jc_buf_free(&ranges);
    return xlsx_made(err, e, p->name);
}

static void set_footer(struct sink *s, struct jc_buf *footer)
{
    jc_buf_fmt(footer,
               s->info.lang == JC_ZH ? "&L&9数据指纹 %s&C&9制表：                审核：                签发：          "
                                       "      &R&9第 &P 页 / 共 &N 页"
                                     : "&L&9Fingerprint %s&C&9Prepared:              Checked:              Signed:     "
                                       "         &R&9Page &P of &N",
               s->info.fingerprint);
}

/* Of a name as much as there is room for, and a sign that there is more of it. */
static void put_subject(struct jc_buf *header, const char *name)
{
    enum { MOST = 120 }; /* bytes; a header takes 255 characters, and "&" is two of them */
    const size_t end = header->len + MOST;
    for (size_t n; *name && header->len < end; name += n) {
        n = 1;
        while (((unsigned char)name[n] & 0xC0) == 0x80)
            n++;
        if (*name == '&')
            jc_buf_char(header, '&');
        jc_buf_add(header, name, n);
    }
    jc_buf_str(header, *name ? "…" : "");
}

/* The title stands on the first page alone: what a later one is of, and of which day. */
static void set_header(struct sink *s, struct jc_buf *header)
{
    char day[11];
    jc_day_text(day, s->info.as_of);
    jc_buf_str(header, "&L&8");
    put_subject(header, s->info.subject ? s->info.subject : "");
    jc_buf_fmt(header, s->info.lang == JC_ZH ? "&R&8&A    统计截止日 %s" : "&R&8&A    Cut-off %s", day);
}

/* Characters that an upright page takes in a size that can still be read: few but wide columns, as those of 数据问题, need the
 * other side of the paper no less than many. */
enum { UPRIGHT = 110 };

static bool lies_flat(const struct sink *s, const struct page *p)
{
    int lines, total = p->total;
    for (size_t i = xlsx_printed(p); i < p->n; i++)
        total -= xlsx_column_width(p, i, s->info.lang, &lines);
    return p->n > 8 || total > UPRIGHT;
}

static enum jc_status put_print(struct sink *s, struct page *p, struct jc_err *err)
{
    struct jc_buf footer = {0}, header = {0};
    set_footer(s, &footer);
    set_header(s, &header);
    worksheet_set_default_row(p->ws, 16, LXW_FALSE);
    worksheet_set_paper(p->ws, 9);
    if (lies_flat(s, p))
        worksheet_set_landscape(p->ws);
    worksheet_fit_to_pages(p->ws, 1, 0);
    worksheet_set_margins(p->ws, 0.3, 0.3, 0.5, 0.6);
    worksheet_center_horizontally(p->ws);
    lxw_error e = worksheet_repeat_rows(p->ws, ROW_HEAD, ROW_HEAD);
    if (e == LXW_NO_ERROR)
        e = worksheet_set_footer(p->ws, jc_buf_text(&footer));
    if (e == LXW_NO_ERROR)
        e = worksheet_set_header(p->ws, jc_buf_text(&header));
    jc_buf_free(&footer);
    jc_buf_free(&header);
    return xlsx_made(err, e, p->name);
}

/* Heads stay, and beside them the columns up to the first name, where the sheet is wide. */
static void freeze(struct page *p)
{
    lxw_col_t col = 0;
    for (size_t i = 0; p->n > 8 && i < 3; i++)
        if (p->col[i]->type == COL_TEXT)
            col = (lxw_col_t)(i + 1);
    worksheet_freeze_panes(p->ws, ROW_DATA, col);
}

/* ---- charts -------------------------------------------------------------------------------------- */

static void range_text(char *to, size_t size, const struct page *p, int col, uint32_t last)
{
    char a[LXW_MAX_CELL_NAME_LENGTH], b[LXW_MAX_CELL_NAME_LENGTH];
    lxw_rowcol_to_cell_abs(a, ROW_DATA, (lxw_col_t)col, LXW_TRUE, LXW_TRUE);
    lxw_rowcol_to_cell_abs(b, last - 1, (lxw_col_t)col, LXW_TRUE, LXW_TRUE);
    snprintf(to, size, "='%s'!%s:%s", p->name, a, b);
}

static const lxw_color_t series_colors[] = {0x5B9BD5, 0xF4B183, 0xA9D18E, 0xFFD966,
                                            0xC9C9C9, 0x8FAADC, 0xC00000, 0x7F7F7F};

static void add_series(struct sink *s, const struct page *p, lxw_chart *chart, const struct chart *c, uint32_t last)
{
    char cats[96], values[96];
    range_text(cats, sizeof cats, p, c->category, last);
    for (int i = 0; i < c->n_values; i++) {
        range_text(values, sizeof values, p, c->value[i], last);
        lxw_chart_series *series = chart_add_series(chart, cats, values);
        if (!series)
            jc_oom();
        lxw_chart_fill fill = {.color = series_colors[i]};
        chart_series_set_name(series, p->col[c->value[i]]->head[s->info.lang]);
        chart_series_set_fill(series, &fill);
        if (c->kind != CHART_STACKED) {
            lxw_chart_font font = {.name = FONT, .size = 8};
            chart_series_set_labels(series);
            chart_series_set_labels_font(series, &font);
            chart_series_set_labels_num_format(series, p->col[c->value[i]]->type == COL_PCT ? "0.0%" : "#,##0");
        }
    }
}

/* （前 30 名） is said where there are more. */
static void put_chart_title(struct sink *s, lxw_chart *chart, const struct chart *c, bool all)
{
    lxw_chart_font font = {.name = FONT, .size = 12, .bold = LXW_TRUE};
    const char *title = c->title[s->info.lang];
    const char *bracket = strstr(title, s->info.lang == JC_ZH ? "（" : " (");
    char shown[128];
    jc_copyn(shown, sizeof shown, title, c->most && all && bracket ? (size_t)(bracket - title) : strlen(title));
    chart_title_set_name(chart, shown);
    chart_title_set_name_font(chart, &font);
}

static void style_chart(const struct page *p, lxw_chart *chart, const struct chart *c)
{
    lxw_chart_font text = {.name = FONT, .size = 9};
    lxw_chart_line grid = {.color = 0xE0E0E0, .width = 0.5};
    bool pct = p->col[c->value[0]]->type == COL_PCT;
    chart_axis_set_num_font(chart->x_axis, &text);
    chart_axis_set_num_font(chart->y_axis, &text);
    /* Of a bar chart libxlsxwriter calls the axis that lies flat x. */
    lxw_chart_axis *values = c->kind == CHART_BAR ? chart->x_axis : chart->y_axis;
    chart_axis_major_gridlines_set_line(values, &grid);
    chart_axis_set_num_format(values, pct ? "0%" : "#,##0");
    chart_axis_set_min(values, 0);
    if (c->kind == CHART_BAR) {
        chart_set_series_gap(chart, 50);
        chart_axis_set_reverse(chart->y_axis); /* the first on top */
        if (pct)
            chart_axis_set_max(values, 1);
    }
    chart_legend_set_position(chart, c->n_values > 1 ? LXW_CHART_LEGEND_BOTTOM : LXW_CHART_LEGEND_NONE);
    if (c->n_values > 1)
        chart_legend_set_font(chart, &text);
}

/*
 * Bars get a tab of their own behind their sheet: under a long table a page break would cut them in two, and a sheet
 * fitted to one page wide takes no manual breaks.
 */
static enum jc_status put_chart_page(struct sink *s, struct page *p, lxw_chart *chart, struct jc_err *err)
{
    struct jc_buf name = {0}, footer = {0};
    jc_buf_fmt(&name, s->info.lang == JC_ZH ? "%s图" : "%s chart", p->name);
    lxw_chartsheet *cs = workbook_add_chartsheet(s->book, jc_buf_text(&name));
    lxw_error e = cs ? chartsheet_set_chart(cs, chart) : LXW_ERROR_SHEETNAME_ALREADY_USED;
    if (e == LXW_NO_ERROR) {
        chartsheet_set_paper(cs, 9);
        chartsheet_set_landscape(cs);
        set_footer(s, &footer);
        e = chartsheet_set_footer(cs, jc_buf_text(&footer));
    }
    enum jc_status st = xlsx_made(err, e, jc_buf_text(&name));
    jc_buf_free(&name);
    jc_buf_free(&footer);
    return st;
}

static enum jc_status put_chart(struct sink *s, struct page *p, const struct chart *c, uint32_t *at, struct jc_err *err)
{
    static const uint8_t types[] = {
        [CHART_COLUMN] = LXW_CHART_COLUMN, [CHART_BAR] = LXW_CHART_BAR, [CHART_STACKED] = LXW_CHART_COLUMN_STACKED};
    /* of those who are ranked; where the places begin anew it is another ranking */
    uint32_t end = p->col[0]->type == COL_RANK ? ROW_DATA + places_first(&p->places) : p->last;
    uint32_t last = c->most && end > ROW_DATA + (uint32_t)c->most ? ROW_DATA + (uint32_t)c->most : end;
    if (end == ROW_DATA) /* all are listed only */
        return JC_OK;
    lxw_chart *chart = workbook_add_chart(s->book, types[c->kind]);
    if (!chart)
        jc_oom();
    add_series(s, p, chart, c, last);
    style_chart(p, chart, c);
    put_chart_title(s, chart, c, last == end);
    if (c->kind == CHART_BAR)
        return put_chart_page(s, p, chart, err);
    double wide = p->total * 7.0 > 1000 ? 1000 : p->total * 7.0, high = 340; /* pixels */
    lxw_chart_options options = {.x_scale = wide / 480, .y_scale = high / 288, .x_offset = 4};
    lxw_error e = worksheet_insert_chart_opt(p->ws, *at, 0, chart, &options);
    *at += (uint32_t)(high / 20) + 2;
    return xlsx_made(err, e, p->name);
}

enum jc_status xlsx_frame(struct sink *s, struct page *p, struct jc_err *err)
{
    enum jc_status st = put_columns(s, p, err);
    if (st == JC_OK)
        st = put_bars(p, err);
    if (st == JC_OK)
        st = put_input(s, p, err);
    if (st == JC_OK)
        st = calm_codes(p, err);
    if (st == JC_OK)
        st = put_print(s, p, err);
    if (st == JC_OK)
        st = xlsx_made(err, worksheet_autofilter(p->ws, ROW_HEAD, 0, p->last - 1, (lxw_col_t)(p->n - 1)), p->name);
    freeze(p);
    uint32_t at = p->next + 1;
    for (int i = 0; st == JC_OK && p->part == 1 && i < p->sheet->n_charts; i++)
        st = put_chart(s, p, &p->sheet->chart[i], &at, err);
    /* Said, not left to the program: some count a long text that is shrunk as wider than its column. */
    lxw_row_t last = at > p->next + 1 ? at : p->next - 1;
    if (st == JC_OK)
        st = xlsx_made(err, worksheet_print_area(p->ws, 0, 0, last, last_printed(p)), p->name);
    return st;
}

/* Who opens a report wants the ranking: the first sheet that ranks anybody, though it is not the first of the workbook. */
enum jc_status xlsx_open_on(struct sink *s, struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (size_t i = 0; !s->opens && i < s->n; i++)
        if (s->page[i].places.n)
            s->opens = &s->page[i];
    if (s->opens)
        worksheet_activate(s->opens->ws);
    for (size_t i = 0; st == JC_OK && i < s->n; i++)
        st = put_title(s, &s->page[i], err);
    return st;
}
