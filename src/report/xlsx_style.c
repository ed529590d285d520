/* What a cell looks like: fonts, colours, number formats, and which of them a value gets. */
#include <xlsxwriter.h> /* first: it uses what base.h poisons */

#include "report/xlsx_book.h"

enum { E_MADE = 705 };

#define LINE 0xBFBFBF

static const struct mark {
    const char *word, *sign;
    lxw_color_t back, fore;
} marks[] = {
    {"达标", "●", 0xC6EFCE, 0x006100},      {"临近", "▲", 0xFFEB9C, 0x7F6000}, {"滞后", "■", 0xF8CBAD, 0x843C0C},
    {"严重滞后", "■■", 0xC00000, 0xFFFFFF}, {"未报", "□", 0xD9D9D9, 0x404040}, {"错误", "", 0xF8CBAD, 0x843C0C},
    {"警告", "", 0xFFEB9C, 0x7F6000},       {"相符", "", 0xC6EFCE, 0x006100},  {"不符", "", 0xC00000, 0xFFFFFF},
};
enum { N_MARKS = JC_LEN(marks) };
_Static_assert(ST_COUNT == ST_MARK + 2 * N_MARKS, "styles of the marks");

enum jc_status xlsx_made(struct jc_err *err, int e, const char *what)
{
    if (e == LXW_NO_ERROR)
        return JC_OK;
    if (e == LXW_ERROR_MEMORY_MALLOC_FAILED)
        jc_oom();
    return jc_fail(err, JC_INTERNAL, E_MADE, what, lxw_strerror((lxw_error)e), NULL);
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
        [ST_DAY] = "yyyy-mm-dd",       [ST_INT] = "#,##0",    [ST_PCT] = "0.00%",     [ST_FIXED2] = "0.00",
        [ST_NUM0] = "#,##0",           [ST_NUM1] = "#,##0.0", [ST_NUM2] = "#,##0.00", [ST_NUM3] = "#,##0.000",
        [ST_NUM4] = "#,##0.0000",      [ST_CODE] = "@",       [ST_CODE_WRAP] = "@",   [ST_KEY] = "@",
        [ST_MOVE] = "\"↑\"0;\"↓\"0;0",
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
    case ST_INPUT:
        format_set_unlocked(f);
        format_set_bg_color(f, 0xFFF9DB);
        format_set_text_wrap(f);
        break;
    case ST_DASH:
        format_set_font_color(f, 0x808080);
        format_set_align(f, LXW_ALIGN_CENTER);
        break;
    case ST_CENTER:
    case ST_DAY:
    case ST_MOVE:
        format_set_align(f, LXW_ALIGN_CENTER);
        break;
    default:
        if (style >= ST_MARK) {
            set_mark(f, &marks[(style - ST_MARK) / 2], (style - ST_MARK) % 2, lang);
            format_set_align(f, LXW_ALIGN_CENTER);
            format_set_text_wrap(f);
        }
        break;
    }
    format_set_border(f, LXW_BORDER_THIN);
    format_set_border_color(f, LINE);
}

lxw_format *xlsx_format(struct sink *s, int style)
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

int xlsx_xf(struct sink *s, int style)
{
    if (!s->format[style])
        (void)xlsx_format(s, style);
    return s->xf[style];
}

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

int xlsx_style_of(const struct cell *c, bool wrap)
{
    if (c->col->input)
        return ST_INPUT;
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
    case COL_MOVE:
        return ST_MOVE;
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
int xlsx_shown_width(const struct cell *c, const char *number)
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
