/* Rows of heads, and those of several lines: captions over several columns, and what stands below them (formats.md 2.1, 4). */
#include "ingest/header.h"
#include "ingest/norm.h"
#include "ingest/spelling.h"
#include "ingest/value.h"

static void keep_other(struct jc_head_row *out, uint32_t i, const struct jc_cell *c, struct jc_buf *b)
{
    out->numbers = true;
    out->other = out->other ? out->other : jc_alloc((out->n + 1) * sizeof *out->other);
    jc_cell_text(b, c);
    out->other[i] = jc_strndup(jc_buf_text(b), b->len);
    jc_buf_clear(b);
}

/* What stands alone in its row is a title or a note, whose number is its own. */
static bool stands_alone(const struct jc_row *row)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < row->n && n < 2; i++)
        n += row->cells[i].type != JC_CELL_EMPTY;
    return n < 2;
}

void jc_head_row_set(struct jc_head_row *out, const struct jc_row *row)
{
    const bool alone = stands_alone(row);
    struct jc_buf b = {0};
    *out = (struct jc_head_row){.number = row->number, .n = row->n};
    out->text = jc_alloc((row->n + 1) * sizeof *out->text);
    for (uint32_t i = 0; i < row->n; i++) {
        const struct jc_cell *c = &row->cells[i];
        jc_buf_clear(&b);
        if (c->type == JC_CELL_TEXT)
            jc_text_clean(&b, c->text, c->len);
        else if (c->type != JC_CELL_EMPTY)
            keep_other(out, i, c, &b);
        struct jc_span text = {jc_buf_text(&b), b.len};
        text = alone ? text : jc_spelling_bare(text);
        out->text[i] = jc_strndup(text.p, text.n);
    }
    jc_buf_free(&b);
}

void jc_head_row_free(struct jc_head_row *r)
{
    char **const lists[] = {r->text, r->other, r->outer, r->inner};
    for (size_t k = 0; k < JC_LEN(lists); k++) {
        for (uint32_t i = 0; lists[k] && i < r->n; i++)
            free(lists[k][i]);
        free(lists[k]);
    }
    free(r->holds);
    *r = (struct jc_head_row){0};
}

const char *jc_head_text(const struct jc_head_row *r, uint32_t col)
{
    return r && col < r->n ? r->text[col] : "";
}

/* Bytes of the words that end the caption and begin the head, 0 = none: 第一次付款 over 付款金额 is 第一次付款金额. */
static size_t said_twice(struct jc_span caption, const char *head)
{
    const size_t word = strlen("付款");
    const size_t most = strlen(head);
    for (size_t n = caption.n < most ? caption.n : most; n >= word; n--)
        if (memcmp(caption.p + caption.n - n, head, n) == 0)
            return n;
    return 0;
}

void jc_header_join(struct jc_buf *out, const char *caption, const char *head)
{
    static const char *const filler[] = {"情况", "信息", "环节", "明细"}, *const account[] = {
                                                                              "发生额", "本期发生额", "本期发生",
                                                                              "交易金额"}; /* over 支出 and 收入 */
    size_t n = strlen(caption);
    for (size_t i = 0; i < JC_LEN(account); i++)
        n = strcmp(caption, account[i]) == 0 ? 0 : n;
    for (size_t i = 0; i < JC_LEN(filler); i++) {
        size_t f = strlen(filler[i]);
        if (n > f && memcmp(caption + n - f, filler[i], f) == 0) {
            n -= f;
            break;
        }
    }
    jc_buf_clear(out);
    jc_buf_add(out, caption, n);
    jc_buf_str(out, head + said_twice((struct jc_span){caption, n}, head));
}

bool jc_head_is_caption(const struct jc_head_row *row, const struct jc_head_row *below, uint32_t col)
{
    bool more = false;
    for (uint32_t next = col + 1; next < below->n && !*jc_head_text(row, next) && !more; next++)
        more = *jc_head_text(below, next);
    return more && *jc_head_text(row, col) && *jc_head_text(below, col);
}

/* 第一次付款, 尾款, 医保支付: what stands below is of a payment, and no figure of the line itself; 应付款 is of none. */
bool jc_caption_pays(const char *caption)
{
    static const char *const more[] = {"尾款", "首款", "首付", "余款", "定金", "实付", "已付"};
    struct jc_said_matter said = jc_line_matter(jc_span(caption));
    return said.matter == JC_MATTER_PAID || (said.all == 0 && jc_title_has_word(caption, more, JC_LEN(more)));
}

bool jc_head_names_a_way(const char *head, bool at_end)
{
    static const char *const ways[] = {"承兑", "汇票", "现金", "支票", "电汇", "网银", "转账"};
    bool found = !at_end && jc_title_has_word(head, ways, JC_LEN(ways));
    for (size_t i = 0; at_end && i < JC_LEN(ways) && !found; i++)
        found = jc_span_ends(jc_span(head), ways[i]);
    return found;
}

static bool is_number(const char *text)
{
    struct jc_number n;
    struct jc_cell c = {.type = JC_CELL_TEXT, .text = text, .len = (uint32_t)strlen(text), .str = -1};
    return jc_value_number(&n, &c) == 0 && !(n.flags & JC_NUM_BLANK);
}

/*
 * Heads that stand alone are merged downwards and leave the row below blank, where a row of data has its product. What it
 * has stands under captions, most of which go over several columns.
 */
bool jc_head_continues(const struct jc_head_row *row, const struct jc_head_row *below)
{
    uint32_t alone = 0, single = 0, inner = 0;
    bool caption = false;
    if (!below || row->numbers || below->numbers)
        return false;
    for (uint32_t col = 0; col < row->n || col < below->n; col++) {
        const char *top = jc_head_text(row, col), *low = jc_head_text(below, col);
        if ((*low && !*top && !caption) || is_number(low))
            return false;
        caption = caption || *top;
        alone += *top && !*low;
        single += *top && *low && (*jc_head_text(row, col + 1) || col + 1 >= below->n);
        inner += *low && !*top;
    }
    return alone >= 2 && inner >= 1 && single <= alone / 2;
}

/* A caption's unit goes to the end, where a head has it: 约定采购量县级医院(盒). */
void jc_head_fold(struct jc_head_row *out, const struct jc_head_row *row, const struct jc_head_row *below)
{
    struct jc_caption over = {0};
    struct jc_buf text = {0};
    const char *outer = "";
    *out = (struct jc_head_row){.number = below->number, .n = row->n > below->n ? row->n : below->n};
    out->text = jc_alloc((out->n + 1) * sizeof *out->text);
    out->outer = jc_alloc((out->n + 1) * sizeof *out->outer);
    out->inner = jc_alloc((out->n + 1) * sizeof *out->inner);
    for (uint32_t col = 0; col < out->n; col++) {
        const char *top = jc_head_text(row, col), *low = jc_head_text(below, col);
        if (*top) {
            outer = top;
            over = jc_header_caption(top);
        }
        jc_buf_clear(&text);
        if (*low && over.name[0])
            jc_header_join(&text, over.name, low);
        else
            jc_buf_str(&text, *low ? low : top);
        if (*low && over.unit[0])
            jc_buf_fmt(&text, "(%s)", over.unit);
        out->text[col] = jc_strndup(jc_buf_text(&text), text.len);
        out->outer[col] = jc_strdup(*low ? outer : "");
        out->inner[col] = jc_strdup(*low ? low : top);
    }
    jc_buf_free(&text);
}

/* 202403, 2024-03, 2024/3: a month and nothing else. */
static bool is_month_in_digits(const char *s)
{
    jc_day day;
    size_t n = strlen(s);
    return n >= 6 && strncmp(s, "20", 2) == 0 && strspn(s, "0123456789-./") == n && jc_month_parse(&day, s, n);
}

bool jc_head_is_of_a_month(const char *head)
{
    static const char *const before[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", NULL},
                             *const current[] = {"本月", "当月", "本期", "本季", "当季"},
                             *const spans[] = {"季度", "半年"};
    if (jc_title_has_word(head, current, JC_LEN(current)))
        return false;
    for (const char *p = head; (p = strstr(p, "月")) != NULL; p += strlen("月")) {
        bool counted = p > head && p[-1] >= '0' && p[-1] <= '9';
        for (const char *const *w = before; *w; w++)
            counted = counted || ((size_t)(p - head) >= strlen(*w) && memcmp(p - strlen(*w), *w, strlen(*w)) == 0);
        if (counted)
            return true;
    }
    return jc_title_has_word(head, spans, JC_LEN(spans)) || is_month_in_digits(head);
}
