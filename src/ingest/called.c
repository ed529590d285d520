/* What hospitals are called: by a name, by a code or by both, in one cell or in two lines of a head. */
#include "ingest/header.h"

static bool is_ascii_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* The code stands at either end, in brackets or behind a mark of some sort. */
static struct jc_span trim_marks(struct jc_span s)
{
    static const char *const marks[] = {" ",  "(", ")", "-",  "_",  "/",  ":",  "|",  "\n", "（", "）", "：", "、", "—",
                                        "　", "[", "]", "【", "】", "［", "］", "〔", "〕", ",",  "，", ";",  "；"};
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < JC_LEN(marks); i++) {
            size_t n = strlen(marks[i]);
            if (s.n >= n && memcmp(s.p, marks[i], n) == 0) {
                s = (struct jc_span){s.p + n, s.n - n};
                more = true;
            }
            if (s.n >= n && memcmp(s.p + s.n - n, marks[i], n) == 0) {
                s.n -= n;
                more = true;
            }
        }
    }
    return s;
}

void jc_title_split_institution(struct jc_span *code, struct jc_span *name, struct jc_span text)
{
    *code = (struct jc_span){0};
    *name = text;
    for (size_t i = 0; i < text.n && !code->n; i++) {
        size_t n = i;
        while (n < text.n && is_ascii_alnum(text.p[n]))
            n++;
        struct jc_span word = {text.p + i, n - i};
        if (jc_code_kind(word) == JC_CODE_INSTITUTION)
            *code = word;
        i = n > i ? n - 1 : i;
    }
    if (!code->n)
        return;
    struct jc_span before = {text.p, (size_t)(code->p - text.p)},
                   after = {code->p + code->n, (size_t)(text.p + text.n - code->p - code->n)};
    before = trim_marks(before);
    after = trim_marks(after);
    *name = before.n ? before : after;
    if (before.n && after.n) /* in the midst of something else */
        *name = text;
}

/* ---- two lines ----------------------------------------------------------------------------------------------------- */

enum called { CALLED_NOTHING, BY_NAME, BY_CODE, BY_LABEL, BY_OTHER };

/* 医疗机构名称 and 医疗机构编码 to the left of them say what the line is. */
static enum called called(const char *text)
{
    static const char *const labels[] = {"医疗机构", "机构", "医院", "单位"}, *const ends[] = {"名称", "编码",
                                                                                               "代码", "医疗机构",
                                                                                               "医院", "编号"};
    struct jc_span code, name, s = jc_span(text);
    if (!*text)
        return CALLED_NOTHING;
    for (size_t i = 0; i < JC_LEN(labels); i++)
        for (size_t k = 0; k < JC_LEN(ends); k++) {
            size_t n = strlen(labels[i]), e = strlen(ends[k]);
            if (strncmp(text, labels[i], n) == 0 && s.n >= e && strcmp(text + s.n - e, ends[k]) == 0 && s.n <= n + e)
                return BY_LABEL;
        }
    jc_title_split_institution(&code, &name, s);
    if (code.n)
        return name.n ? BY_OTHER : BY_CODE;
    return jc_title_may_be_institution(s) ? BY_NAME : BY_OTHER;
}

/* Does a line hold nothing but what hospitals are called, and the other one the other half of each? */
static bool completes(const struct jc_head_row *line, const struct jc_head_row *other)
{
    int halves = 0;
    for (uint32_t i = 0; i < line->n; i++) {
        enum called own = called(line->text[i]), beside = called(jc_head_text(other, i));
        bool half = (own == BY_NAME && beside == BY_CODE) || (own == BY_CODE && beside == BY_NAME);
        if (!half && own != CALLED_NOTHING && own != BY_LABEL)
            return false;
        halves += half;
    }
    return halves >= 2 && !line->numbers;
}

bool jc_head_join_called(struct jc_head_row *row, const struct jc_head_row *below)
{
    bool whole = completes(row, below), lines = whole && completes(below, row);
    if (!whole && !completes(below, row))
        return false;
    struct jc_head_row both = {.number = below->number, .numbers = row->numbers || below->numbers};
    both.n = row->n > below->n ? row->n : below->n;
    both.text = jc_alloc((both.n + 1) * sizeof *both.text);
    for (uint32_t i = 0; i < both.n; i++) {
        const char *top = jc_head_text(row, i), *low = jc_head_text(below, i);
        struct jc_buf text = {0};
        if (called(top) == BY_CODE || called(low) == BY_CODE)
            jc_buf_fmt(&text, "%s%s", called(top) == BY_CODE ? top : low, called(top) == BY_CODE ? low : top);
        else if (!lines) /* the labels of the one that is no head go with it */
            jc_buf_str(&text, whole ? low : top);
        both.text[i] = jc_strndup(jc_buf_text(&text), text.len);
        jc_buf_free(&text);
    }
    jc_head_row_free(row);
    *row = both;
    return true;
}

bool jc_head_is_half(const char *head, const char *text)
{
    struct jc_span code, name;
    size_t n = strlen(text);
    jc_title_split_institution(&code, &name, jc_span(head));
    if (!code.n || !name.n)
        return false;
    return (n == code.n && memcmp(text, code.p, n) == 0) || (n == name.n && memcmp(text, name.p, n) == 0);
}

bool jc_head_is_label(const char *text)
{
    return called(text) == BY_LABEL;
}
