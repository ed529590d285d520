/*
 * The workbook. libxlsxwriter makes everything but the rows: styles, heads, widths, bars, charts, print set-up,
 * properties. The rows of a sheet are streamed by xlsx_rows.c while they come and put into libxlsxwriter's worksheet
 * parts at the end (commit). Nothing here depends on the clock: the same input gives the same bytes.
 */
#include <errno.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "report/folder.h"
#include "report/xlsx_rows.h"

enum { E_MADE = 705 };

enum { ROW_TITLE, ROW_NOTE, ROW_HEAD, ROW_DATA }; /* from 0 */

/* ---- styles -------------------------------------------------------------------------------------- */

enum style {
    ST_TITLE,
    ST_NOTE,
    ST_HEAD,
    ST_TEXT,
    ST_WRAP,
    ST_CODE,
    ST_CODE_WRAP,
    ST_KEY,
    ST_CENTER,
    ST_DASH,
    ST_DAY,
    ST_INT,
    ST_PCT,
    ST_FIXED2,
    ST_NUM0, /* ST_NUM0 + decimals */
    ST_NUM1,
    ST_NUM2,
    ST_NUM3,
    ST_NUM4,
    ST_MARK, /* ST_MARK + 2 × mark + (its word stands in the cell) */
};

static const struct mark {
    const char *word, *sign;
    lxw_color_t back, fore;
} marks[] = {
    {"达标", "●", 0xC6EFCE, 0x006100},      {"临近", "▲", 0xFFEB9C, 0x7F6000}, {"滞后", "■", 0xF8CBAD, 0x843C0C},
    {"严重滞后", "■■", 0xC00000, 0xFFFFFF}, {"未报", "□", 0xD9D9D9, 0x404040}, {"错误", "", 0xF8CBAD, 0x843C0C},
    {"警告", "", 0xFFEB9C, 0x7F6000},       {"相符", "", 0xC6EFCE, 0x006100},  {"不符", "", 0xC00000, 0xFFFFFF},
};
enum { N_MARKS = JC_LEN(marks), N_STYLES = ST_MARK + 2 * N_MARKS };

#define FONT      "宋体"
#define FONT_SIZE 10
#define LINE      0xBFBFBF

struct page {
    lxw_worksheet *ws;
    const struct sheet *sheet;
    struct xlsx_rows *rows;
    char name[64];  /* Excel allows 31 characters; a test sees to it that the names of the sheets are short */
    uint32_t next;  /* row to be written, from 0 */
    uint32_t last;  /* behind the last row of the main table */
    uint32_t below; /* head row of the table below, 0 = none */
    size_t n;       /* shown columns */
    const struct column *col[XLSX_COLUMNS];
    int width[XLSX_COLUMNS]; /* of the widest shown text */
    int part;                /* continued on another worksheet: 2, 3 … */
};

struct sink {
    struct sink_info info;
    char *temp;
    lxw_workbook *book;
    lxw_format *format[N_STYLES];
    int xf[N_STYLES]; /* -1 = not used yet */
    struct page *page;
    size_t n, cap, now;
};

static enum jc_status made(struct jc_err *err, lxw_error e, const char *what)
{
    if (e == LXW_NO_ERROR)
        return JC_OK;
    if (e == LXW_ERROR_MEMORY_MALLOC_FAILED)
        jc_oom();
    return jc_fail(err, JC_INTERNAL, E_MADE, what, lxw_strerror(e), NULL);
}

static void set_mark(lxw_format *f, const struct mark *m, bool own_word, enum jc_lang lang)
{
    char num[64];
    size_t n;
    const char *word = word_text(m->word, lang, &n);
    format_set_bg_color(f, m->back);
    format_set_font_color(f, m->fore);
    /* The sign is part of the number format: the cell itself holds the plain word, for filters and other programs. */
    if (*m->sign && own_word)
        snprintf(num, sizeof num, "\"%s\"@", m->sign);
    else if (*m->sign)
        snprintf(num, sizeof num, "\"%s%.*s·\"@", m->sign, (int)n, word);
    else
        return;
    format_set_num_format(f, num);
}

static void set_look(lxw_format *f, int style, enum jc_lang lang)
{
    static const char *const numbers[] = {
        [ST_DAY] = "yyyy-mm-dd",  [ST_INT] = "#,##0",    [ST_PCT] = "0.00%",     [ST_FIXED2] = "0.00",
        [ST_NUM0] = "#,##0",      [ST_NUM1] = "#,##0.0", [ST_NUM2] = "#,##0.00", [ST_NUM3] = "#,##0.000",
        [ST_NUM4] = "#,##0.0000", [ST_CODE] = "@",       [ST_CODE_WRAP] = "@",   [ST_KEY] = "@",
    };
    if (style < (int)JC_LEN(numbers) && numbers[style])
        format_set_num_format(f, numbers[style]);
    switch (style) {
    case ST_TITLE:
        format_set_bold(f);
        format_set_font_size(f, 16);
        format_set_align(f, LXW_ALIGN_CENTER);
        return;
    case ST_NOTE:
        format_set_font_size(f, 9);
        format_set_font_color(f, 0x404040);
        format_set_text_wrap(f);
        return;
    case ST_HEAD:
        format_set_bold(f);
        format_set_bg_color(f, 0xD9E2F3);
        format_set_text_wrap(f);
        format_set_align(f, LXW_ALIGN_CENTER);
        break;
    case ST_WRAP:
    case ST_CODE_WRAP:
        format_set_text_wrap(f);
        break;
    case ST_KEY: /* for the machine: one line however long, so that it does not make the rows higher */
        format_set_font_size(f, 8);
        format_set_font_color(f, 0x595959);
        format_set_shrink(f);
        break;
    case ST_DASH:
        format_set_font_color(f, 0x808080);
        format_set_align(f, LXW_ALIGN_CENTER);
        break;
    case ST_CENTER:
    case ST_DAY:
        format_set_align(f, LXW_ALIGN_CENTER);
        break;
    default:
        if (style >= ST_MARK) {
            set_mark(f, &marks[(style - ST_MARK) / 2], (style - ST_MARK) % 2, lang);
            format_set_align(f, LXW_ALIGN_CENTER);
        }
        break;
    }
    format_set_border(f, LXW_BORDER_THIN);
    format_set_border_color(f, LINE);
}

static lxw_format *format_of(struct sink *s, int style)
{
    if (!s->format[style]) {
        lxw_format *f = workbook_add_format(s->book);
        if (!f)
            jc_oom();
        format_set_font_name(f, FONT);
        format_set_font_size(f, FONT_SIZE);
        format_set_align(f, LXW_ALIGN_VERTICAL_CENTER);
        set_look(f, style, s->info.lang);
        s->format[style] = f;
        s->xf[style] = lxw_format_get_xf_index(f);
    }
    return s->format[style];
}

static int xf_of(struct sink *s, int style)
{
    if (!s->format[style])
        (void)format_of(s, style);
    return s->xf[style];
}

/* ---- opening ------------------------------------------------------------------------------------- */

static enum jc_status xlsx_open(struct sink **out, const struct sink_info *info, struct jc_err *err)
{
    struct sink *s = jc_alloc(sizeof *s);
    struct jc_buf temp = {0};
    s->info = *info;
    jc_buf_fmt(&temp, "%s.%ld.tmp", strcmp(info->out, "-") == 0 ? P_tmpdir "/jicai" : info->out, (long)getpid());
    s->temp = temp.p;
    /* Here, not after an hour's work, it is told that the place cannot be written. */
    FILE *probe = fopen(s->temp, "wb");
    if (!probe) {
        enum jc_status st = output_failed(err, info->out);
        free(s->temp);
        free(s);
        return st;
    }
    (void)fclose(probe);
    lxw_workbook_options options = {.use_zip64 = LXW_FALSE};
    s->book = workbook_new_opt(s->temp, &options);
    if (!s->book)
        jc_oom();
    *out = s;
    return JC_OK;
}

static struct page *add_page(struct sink *s, const struct sheet *sheet, int part, struct jc_err *err)
{
    s->page = jc_grow(s->page, &s->cap, s->n + 1, sizeof *s->page);
    struct page *p = &s->page[s->n];
    *p = (struct page){.sheet = sheet, .next = ROW_DATA, .part = part};
    struct jc_buf name = {0};
    jc_buf_str(&name, sheet->name[s->info.lang]);
    if (part > 1)
        jc_buf_fmt(&name, " %d", part);
    jc_copy(p->name, sizeof p->name, jc_buf_text(&name));
    jc_buf_free(&name);
    p->ws = workbook_add_worksheet(s->book, p->name);
    if (!p->ws) {
        (void)jc_fail(err, JC_INTERNAL, E_MADE, p->name, "workbook_add_worksheet", NULL);
        return NULL;
    }
    for (size_t i = 0; i < sheet->main.n && p->n < XLSX_COLUMNS; i++)
        if (!column_hidden(&sheet->main.col[i]))
            p->col[p->n++] = &sheet->main.col[i];
    s->n++;
    return p;
}

static enum jc_status xlsx_add(struct sink *sink, const struct sheet *sheet, size_t *place, struct jc_err *err)
{
    *place = sink->n;
    return add_page(sink, sheet, 1, err) ? JC_OK : JC_INTERNAL;
}

static enum jc_status xlsx_begin(struct sink *sink, const struct sheet *sheet, size_t place, struct jc_err *err)
{
    (void)sheet;
    sink->now = place;
    return xlsx_rows_open(&sink->page[place].rows, err);
}

/* ---- rows ---------------------------------------------------------------------------------------- */

static int mark_of(const char *word)
{
    for (int i = 0; word && i < N_MARKS; i++)
        if (strcmp(marks[i].word, word) == 0)
            return i;
    return -1;
}

static int decimals(int64_t num, int min)
{
    int k = 4;
    while (k > min && num % 10 == 0) {
        num /= 10;
        k--;
    }
    return k;
}

static int style_of(const struct cell *c, bool wrap)
{
    if (c->kind == CELL_EMPTY)
        return ST_DASH;
    switch (c->col->type) {
    case COL_KEY:
        return ST_KEY;
    case COL_CODE:
        return wrap ? ST_CODE_WRAP : ST_CODE;
    case COL_WORD:
    case COL_STATUS: {
        int m = mark_of(c->mark);
        bool own = m >= 0 && strlen(marks[m].word) == c->n && memcmp(marks[m].word, c->s, c->n) == 0;
        return m < 0 ? (wrap ? ST_WRAP : ST_CENTER) : ST_MARK + 2 * m + own;
    }
    case COL_YES:
        return ST_CENTER;
    case COL_DAY:
        return ST_DAY;
    case COL_RANK:
        return ST_CENTER;
    case COL_INT:
        return ST_INT;
    case COL_PCT:
        return ST_PCT;
    case COL_PERCENT:
        return ST_FIXED2;
    case COL_NUMBER:
    case COL_MONEY:
        return ST_NUM2;
    case COL_PRICE:
        return ST_NUM0 + decimals(c->num, 2);
    case COL_VOLUME:
        return ST_NUM0 + decimals(c->num, 0);
    default:
        return wrap ? ST_WRAP : ST_TEXT;
    }
}

/* What the cell takes on the page, thousands separators and signs counted. */
static int shown_width(const struct cell *c, const char *number)
{
    switch (c->kind) {
    case CELL_EMPTY:
        return 2;
    case CELL_DAY:
        return 10;
    case CELL_TEXT: {
        int m = mark_of(c->mark);
        int sign = m >= 0 ? (int)jc_text_width(marks[m].sign, strlen(marks[m].sign)) : 0;
        bool own = m >= 0 && c->n == strlen(marks[m].word) && memcmp(marks[m].word, c->s, c->n) == 0;
        if (m >= 0 && sign && !own)
            sign += (int)jc_text_width(marks[m].word, strlen(marks[m].word)) + 2;
        return sign + (int)jc_text_width(c->s, c->n);
    }
    default: {
        int digits = (int)strcspn(number, ".");
        int all = (int)strlen(number);
        return c->col->type == COL_PCT ? all + 1 : all + (digits - 1) / 3;
    }
    }
}

/* "{first}" "{last}" "{row}" of a formula: row numbers of the main table, and its own. */
static void fill_formula(struct jc_buf *out, const char *formula, const struct page *p)
{
    const struct {
        const char *name;
        uint32_t row;
    } marks_of[] = {{"{first}", ROW_DATA + 1}, {"{last}", p->last}, {"{row}", p->next + 1}};
    while (*formula) {
        size_t i = 0;
        while (i < JC_LEN(marks_of) && strncmp(formula, marks_of[i].name, strlen(marks_of[i].name)) != 0)
            i++;
        if (i == JC_LEN(marks_of)) {
            jc_buf_char(out, *formula++);
            continue;
        }
        jc_buf_fmt(out, "%u", marks_of[i].row);
        formula += strlen(marks_of[i].name);
    }
}

static void put_number(struct sink *s, struct page *p, size_t i, const struct cell *c, int xf)
{
    char text[CELL_TEXT_MAX];
    struct jc_buf formula = {0};
    if (c->kind == CELL_DAY)
        snprintf(text, sizeof text, "%lld", (long long)c->num + 25569); /* 1970-01-01 counted from 1899-12-30 */
    else
        cell_number_text(text, c);
    int w = shown_width(c, text);
    if (w > p->width[i])
        p->width[i] = w;
    if (c->col->type == COL_PCT)
        jc_scaled_text(text, sizeof text, c->num / 100, 0, 4);
    if (c->formula)
        fill_formula(&formula, c->formula, p);
    xlsx_rows_number(s->page[s->now].rows, i, xf, text, c->formula ? jc_buf_text(&formula) : NULL);
    jc_buf_free(&formula);
}

static void put_text(struct page *p, size_t i, const struct cell *c, int xf)
{
    if (!c->formula) {
        xlsx_rows_text(p->rows, i, xf, c->s, c->n);
        return;
    }
    struct jc_buf formula = {0}, value = {0};
    fill_formula(&formula, c->formula, p);
    jc_buf_add(&value, c->s, c->n);
    xlsx_rows_formula_text(p->rows, i, xf, jc_buf_text(&value), jc_buf_text(&formula));
    jc_buf_free(&formula);
    jc_buf_free(&value);
}

/* Lines that a text takes in its column; also notes the width. */
static int text_lines(struct page *p, size_t i, const struct cell *c)
{
    int w = shown_width(c, NULL), lines = 1, wide = p->col[i]->wide;
    if (w > p->width[i])
        p->width[i] = w > wide ? wide : w;
    if (c->col->type == COL_KEY)
        return 1;
    if (w > wide)
        lines = (w + wide - 2) / (wide - 1); /* a wide character may not fit the end of a line */
    for (size_t k = 0; k < c->n; k++)
        lines += c->s[k] == '\n';
    return lines;
}

#define LINE_QUARTERS (13 * 4) /* height of a line of 10 pt */
#define MOST_QUARTERS (409 * 4)

static int row_height(struct page *p, const struct cell *cells, size_t n, bool *wraps)
{
    int most = 1;
    for (size_t i = 0; i < n; i++) {
        int lines = cells[i].kind == CELL_TEXT ? text_lines(p, i, &cells[i]) : 1;
        wraps[i] = lines > 1;
        most = lines > most ? lines : most;
    }
    int height = most == 1 ? 0 : most * LINE_QUARTERS + 8;
    return height > MOST_QUARTERS ? MOST_QUARTERS : height;
}

static void put_heads(struct sink *s, struct page *p, const struct table *t)
{
    int xf = xf_of(s, ST_HEAD);
    size_t shown = 0;
    xlsx_rows_begin(p->rows, p->next + 1, 0);
    for (size_t i = 0; i < t->n; i++) {
        const char *head = t->col[i].head[s->info.lang];
        if (!column_hidden(&t->col[i]))
            xlsx_rows_text(p->rows, shown++, xf, head, strlen(head));
    }
}

static enum jc_status begin_below(struct sink *s, struct page *p, struct jc_err *err)
{
    p->last = p->next;
    p->next++; /* an empty row between */
    p->below = p->next;
    put_heads(s, p, &p->sheet->below);
    p->next++;
    return xlsx_rows_end(p->rows, err);
}

static enum jc_status xlsx_end(struct sink *sink, struct jc_err *err);

/* A worksheet is full: the rest goes to another one of the same name with a number. */
static enum jc_status turn_page(struct sink *s, struct jc_err *err)
{
    const struct sheet *sheet = s->page[s->now].sheet;
    int part = s->page[s->now].part + 1;
    enum jc_status st = xlsx_end(s, err);
    if (st != JC_OK)
        return st;
    s->now = s->n;
    struct page *p = add_page(s, sheet, part, err);
    return p ? xlsx_rows_open(&p->rows, err) : JC_INTERNAL;
}

static enum jc_status xlsx_row(struct sink *sink, const struct cell *cells, size_t n, bool below, struct jc_err *err)
{
    bool wraps[XLSX_COLUMNS];
    struct page *p = &sink->page[sink->now];
    enum jc_status st = JC_OK;
    if (p->next >= XLSX_ROWS - 16 && !below) { /* a few are kept for the table below */
        st = turn_page(sink, err);
        p = &sink->page[sink->now];
    }
    if (st == JC_OK && below && !p->below)
        st = begin_below(sink, p, err);
    if (st != JC_OK)
        return st;
    if (n > p->n)
        n = p->n;
    xlsx_rows_begin(p->rows, p->next + 1, row_height(p, cells, n, wraps));
    for (size_t i = 0; i < n; i++) {
        const struct cell *c = &cells[i];
        int xf = xf_of(sink, style_of(c, wraps[i]));
        if (c->kind == CELL_TEXT)
            put_text(p, i, c, xf);
        else if (c->kind != CELL_EMPTY)
            put_number(sink, p, i, c, xf);
        else if (below)
            xlsx_rows_blank(p->rows, i, xf);
        else
            xlsx_rows_text(p->rows, i, xf, "—", strlen("—"));
    }
    p->next++;
    return xlsx_rows_end(p->rows, err);
}

/* ---- the frame of a worksheet ---------------------------------------------------------------------- */

/* Width such that the rows fit, and the head in few lines beside the filter's button. */
static int column_width(const struct page *p, size_t i, enum jc_lang lang, int *head_lines)
{
    const char *head = p->col[i]->head[lang];
    int hw = (int)jc_text_width(head, strlen(head));
    int lines = hw <= 8 ? 1 : hw <= 16 ? 2 : hw <= 24 ? 3 : 4;
    int need = (hw + lines - 1) / lines + 2;
    int width = p->width[i] + 2;
    if (width < need)
        width = need;
    if (width < 7)
        width = 7;
    *head_lines = (hw + width - 3) / (width - 2);
    return width;
}

static int note_height(const struct page *p, const struct jc_buf *note, int total)
{
    int lines = 0;
    const char *s = jc_buf_text(note);
    (void)p;
    for (const char *end; s; s = end ? end + 1 : NULL) {
        end = strchr(s, '\n');
        int w = (int)jc_text_width(s, end ? (size_t)(end - s) : strlen(s));
        lines += w > total ? (w + total - 1) / total : 1;
    }
    return lines * 13 + 3;
}

static enum jc_status put_title(struct sink *s, struct page *p, int total, struct jc_err *err)
{
    enum jc_lang lang = s->info.lang;
    lxw_col_t last = (lxw_col_t)(p->n - 1);
    struct jc_buf note = {0};
    jc_buf_str(&note, s->info.note);
    if (p->sheet->rank[lang])
        jc_buf_fmt(&note, "\n%s", p->sheet->rank[lang]);
    if (p->sheet->note[lang])
        jc_buf_fmt(&note, "\n%s", p->sheet->note[lang]);
    lxw_error e = worksheet_set_row(p->ws, ROW_TITLE, 30, NULL);
    if (e == LXW_NO_ERROR)
        e = worksheet_set_row(p->ws, ROW_NOTE, note_height(p, &note, total), NULL);
    const char *text[] = {p->sheet->title[lang], jc_buf_text(&note)};
    for (lxw_row_t row = ROW_TITLE; e == LXW_NO_ERROR && row <= ROW_NOTE; row++) {
        lxw_format *f = format_of(s, row == ROW_TITLE ? ST_TITLE : ST_NOTE);
        /* merge_range refuses a single cell */
        e = last > 0 ? worksheet_merge_range(p->ws, row, 0, row, last, text[row], f)
                     : worksheet_write_string(p->ws, row, 0, text[row], f);
    }
    jc_buf_free(&note);
    return made(err, e, p->name);
}

static enum jc_status put_columns(struct sink *s, struct page *p, int *total, struct jc_err *err)
{
    lxw_error e = LXW_NO_ERROR;
    int head_lines = 1;
    *total = 0;
    for (size_t i = 0; e == LXW_NO_ERROR && i < p->n; i++) {
        int lines, width = column_width(p, i, s->info.lang, &lines);
        *total += width;
        head_lines = lines > head_lines ? lines : head_lines;
        e = worksheet_set_column(p->ws, (lxw_col_t)i, (lxw_col_t)i, width, NULL);
        if (e == LXW_NO_ERROR)
            e = worksheet_write_string(p->ws, ROW_HEAD, (lxw_col_t)i, p->col[i]->head[s->info.lang],
                                       format_of(s, ST_HEAD));
    }
    if (e == LXW_NO_ERROR)
        e = worksheet_set_row(p->ws, ROW_HEAD, head_lines * 13.5 + 7, NULL);
    return made(err, e, p->name);
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
    return made(err, e, p->name);
}

/* Codes are meant to be text: no green corners. */
static enum jc_status calm_codes(struct page *p, struct jc_err *err)
{
    struct jc_buf ranges = {0};
    char cell[2][LXW_MAX_CELL_NAME_LENGTH];
    for (size_t i = 0; i < p->n; i++) {
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
    return made(err, e, p->name);
}

static void set_footer(struct sink *s, struct jc_buf *footer)
{
    jc_buf_fmt(footer,
               s->info.lang == JC_ZH ? "&L&9数据指纹 %s&R&9第 &P 页 / 共 &N 页" : "&L&9Fingerprint %s&R&9Page &P of &N",
               s->info.fingerprint);
}

static enum jc_status put_print(struct sink *s, struct page *p, struct jc_err *err)
{
    struct jc_buf footer = {0};
    set_footer(s, &footer);
    worksheet_set_default_row(p->ws, 16, LXW_FALSE);
    worksheet_set_paper(p->ws, 9);
    if (p->n > 8)
        worksheet_set_landscape(p->ws);
    worksheet_fit_to_pages(p->ws, 1, 0);
    worksheet_set_margins(p->ws, 0.4, 0.4, 0.5, 0.6);
    worksheet_center_horizontally(p->ws);
    lxw_error e = worksheet_repeat_rows(p->ws, ROW_HEAD, ROW_HEAD);
    if (e == LXW_NO_ERROR)
        e = worksheet_set_footer(p->ws, jc_buf_text(&footer));
    jc_buf_free(&footer);
    return made(err, e, p->name);
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

static void style_chart(struct sink *s, const struct page *p, lxw_chart *chart, const struct chart *c)
{
    lxw_chart_font title = {.name = FONT, .size = 12, .bold = LXW_TRUE}, text = {.name = FONT, .size = 9};
    lxw_chart_line grid = {.color = 0xE0E0E0, .width = 0.5};
    bool pct = p->col[c->value[0]]->type == COL_PCT;
    chart_title_set_name(chart, c->title[s->info.lang]);
    chart_title_set_name_font(chart, &title);
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
    enum jc_status st = made(err, e, jc_buf_text(&name));
    jc_buf_free(&name);
    jc_buf_free(&footer);
    return st;
}

static enum jc_status put_chart(struct sink *s, struct page *p, const struct chart *c, uint32_t *at, int total,
                                struct jc_err *err)
{
    static const uint8_t types[] = {
        [CHART_COLUMN] = LXW_CHART_COLUMN, [CHART_BAR] = LXW_CHART_BAR, [CHART_STACKED] = LXW_CHART_COLUMN_STACKED};
    uint32_t last = c->most && p->last > ROW_DATA + (uint32_t)c->most ? ROW_DATA + (uint32_t)c->most : p->last;
    lxw_chart *chart = workbook_add_chart(s->book, types[c->kind]);
    if (!chart)
        jc_oom();
    add_series(s, p, chart, c, last);
    style_chart(s, p, chart, c);
    if (c->kind == CHART_BAR)
        return put_chart_page(s, p, chart, err);
    double wide = total * 7.0 > 1000 ? 1000 : total * 7.0, high = 340; /* pixels */
    lxw_chart_options options = {.x_scale = wide / 480, .y_scale = high / 288, .x_offset = 4};
    lxw_error e = worksheet_insert_chart_opt(p->ws, *at, 0, chart, &options);
    *at += (uint32_t)(high / 20) + 2;
    return made(err, e, p->name);
}

static enum jc_status xlsx_end(struct sink *sink, struct jc_err *err)
{
    struct page *p = &sink->page[sink->now];
    int total = 0;
    if (!p->below)
        p->last = p->next;
    enum jc_status st = xlsx_rows_close(p->rows, err);
    if (st == JC_OK)
        st = put_columns(sink, p, &total, err);
    if (st == JC_OK)
        st = put_title(sink, p, total, err);
    if (st == JC_OK)
        st = put_bars(p, err);
    if (st == JC_OK)
        st = calm_codes(p, err);
    if (st == JC_OK)
        st = put_print(sink, p, err);
    if (st == JC_OK)
        st = made(err, worksheet_autofilter(p->ws, ROW_HEAD, 0, p->last - 1, (lxw_col_t)(p->n - 1)), p->name);
    freeze(p);
    uint32_t at = p->next + 1;
    for (int i = 0; st == JC_OK && p->part == 1 && i < p->sheet->n_charts; i++)
        st = put_chart(sink, p, &p->sheet->chart[i], &at, total, err);
    /* Said, not left to the program: some count a long text that is shrunk as wider than its column. */
    lxw_row_t last = at > p->next + 1 ? at : p->next - 1;
    if (st == JC_OK)
        st = made(err, worksheet_print_area(p->ws, 0, 0, last, (lxw_col_t)(p->n - 1)), p->name);
    return st;
}

/* ---- the file ------------------------------------------------------------------------------------ */

static void set_properties(struct sink *s)
{
    struct jc_buf title = {0};
    jc_buf_fmt(&title, "%s %s", s->info.lang == JC_ZH ? "集采履约与货款支付核查报告" : "Fulfilment and payment report",
               s->info.fingerprint);
    lxw_doc_properties props = {
        .title = (char *)(uintptr_t)jc_buf_text(&title),
        .author = (char *)(uintptr_t) "jicai " JC_VERSION,
        .created = (time_t)s->info.as_of * 86400, /* not the clock: same input, same bytes */
    };
    (void)workbook_set_properties(s->book, &props);
    jc_buf_free(&title);
}

static enum jc_status zip_failed(struct jc_err *err, struct sink *s, zip_t *zip)
{
    zip_error_t *e = zip_get_error(zip);
    if (zip_error_system_type(e) == ZIP_ET_SYS && zip_error_code_system(e)) {
        errno = zip_error_code_system(e);
        return output_failed(err, s->info.out);
    }
    return jc_fail(err, JC_OUTPUT, E_MADE, s->info.out, zip_error_strerror(e), NULL);
}

static enum jc_status read_part(struct jc_buf *out, zip_t *zip, zip_uint64_t index, struct sink *s, struct jc_err *err)
{
    char chunk[8192];
    zip_int64_t n = -1;
    zip_file_t *f = zip_fopen_index(zip, index, 0);
    while (f && (n = zip_fread(f, chunk, sizeof chunk)) > 0)
        jc_buf_add(out, chunk, (size_t)n);
    bool ok = f && n == 0;
    if (f)
        ok = zip_fclose(f) == 0 && ok;
    return ok ? JC_OK : zip_failed(err, s, zip);
}

static enum jc_status replace_part(struct sink *s, zip_t *zip, size_t i, struct jc_err *err)
{
    struct page *p = &s->page[i];
    struct jc_buf frame = {0};
    char name[64], last_cell[LXW_MAX_CELL_NAME_LENGTH];
    zip_source_t *source = NULL;
    snprintf(name, sizeof name, "xl/worksheets/sheet%zu.xml", i + 1);
    lxw_rowcol_to_cell(last_cell, p->next - 1, (lxw_col_t)(p->n - 1));
    zip_int64_t index = zip_name_locate(zip, name, 0);
    enum jc_status st = index < 0 ? zip_failed(err, s, zip) : read_part(&frame, zip, (zip_uint64_t)index, s, err);
    if (st == JC_OK)
        st = xlsx_rows_source(&source, p->rows, zip, frame.p, frame.len, last_cell, err);
    if (st == JC_OK && zip_file_replace(zip, (zip_uint64_t)index, source, 0) != 0) {
        zip_source_free(source);
        st = zip_failed(err, s, zip);
    }
    /* 1980-01-01, as the other parts have it */
    if (st == JC_OK && zip_file_set_dostime(zip, (zip_uint64_t)index, 0, 0x21, 0) != 0)
        st = zip_failed(err, s, zip);
    jc_buf_free(&frame);
    return st;
}

static enum jc_status put_rows_in(struct sink *s, struct jc_err *err)
{
    int code = 0;
    zip_t *zip = zip_open(s->temp, 0, &code);
    if (!zip)
        return jc_fail(err, JC_OUTPUT, E_MADE, s->info.out, "zip_open", NULL);
    enum jc_status st = JC_OK;
    for (size_t i = 0; st == JC_OK && i < s->n; i++)
        st = replace_part(s, zip, i, err);
    if (st == JC_OK && zip_close(zip) == 0)
        return JC_OK;
    if (st == JC_OK)
        st = zip_failed(err, s, zip);
    zip_discard(zip);
    return st;
}

static enum jc_status copy_to_screen(struct sink *s, struct jc_err *err)
{
    char chunk[65536];
    ssize_t n = -1;
    FILE *f = fopen(s->temp, "rb");
    while (f && (n = (ssize_t)fread(chunk, 1, sizeof chunk, f)) > 0)
        for (ssize_t done = 0, w; done < n; done += w)
            if ((w = write(STDOUT_FILENO, chunk + done, (size_t)(n - done))) <= 0) {
                (void)fclose(f);
                return output_failed(err, "-");
            }
    bool ok = f && n == 0 && !ferror(f);
    if (f)
        (void)fclose(f);
    return ok ? JC_OK : output_failed(err, s->temp);
}

static enum jc_status xlsx_commit(struct sink *sink, struct jc_err *err)
{
    set_properties(sink);
    lxw_error e = workbook_close(sink->book); /* frees the book, whatever comes */
    sink->book = NULL;
    if (e == LXW_ERROR_CREATING_XLSX_FILE || e == LXW_ERROR_CREATING_TMPFILE || e == LXW_ERROR_ZIP_FILE_OPERATION)
        return output_failed(err, sink->info.out);
    enum jc_status st = made(err, e, sink->info.out);
    if (st == JC_OK)
        st = put_rows_in(sink, err);
    if (st == JC_OK && strcmp(sink->info.out, "-") == 0)
        return copy_to_screen(sink, err); /* the temporary file is removed with the sink */
    if (st == JC_OK && rename(sink->temp, sink->info.out) != 0)
        st = output_failed(err, sink->info.out);
    if (st == JC_OK)
        sink->temp[0] = 0;
    return st;
}

static void xlsx_path(struct sink *sink, const struct sheet *sheet, struct jc_buf *out)
{
    (void)sheet;
    jc_buf_str(out, sink->info.out);
}

static void xlsx_free(struct sink *sink)
{
    if (!sink)
        return;
    if (sink->book) /* not closed: a failure before; closing is the library's only way to free */
        lxw_workbook_free(sink->book);
    for (size_t i = 0; i < sink->n; i++)
        xlsx_rows_free(sink->page[i].rows);
    free(sink->page);
    if (sink->temp[0])
        (void)unlink(sink->temp);
    free(sink->temp);
    free(sink);
}

const struct sink_ops sink_xlsx = {"xlsx",   xlsx_open,   xlsx_add,  xlsx_begin, xlsx_row,
                                   xlsx_end, xlsx_commit, xlsx_path, NULL,       xlsx_free};
