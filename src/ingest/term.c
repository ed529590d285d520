/* Spans of days in titles, and what the days are said to be. */
#include "ingest/title.h"

#include "ingest/value.h"

enum rank { NO_TERM, UNSAID, TERM };

struct span {
    jc_day from, to;
    struct jc_span text, line;
    const char *label; /* where the words before it begin */
    enum rank rank;
    enum jc_title_level level;
};

/* A span may be followed by anything, so every place where it might end is tried, the longest first. */
static bool span_at(struct span *out, struct jc_span s)
{
    for (size_t n = s.n > 64 ? 64 : s.n; n >= 13; n--) {
        struct jc_cell c = {.type = JC_CELL_TEXT, .text = s.p, .len = (uint32_t)n, .str = -1};
        if ((n < s.n && ((unsigned char)s.p[n] & 0xc0) == 0x80) || jc_value_span(&out->from, &out->to, &c) != 0 ||
            out->from == out->to)
            continue;
        while (s.p[n - 1] == ' ')
            n--;
        out->text = (struct jc_span){s.p, n};
        return true;
    }
    return false;
}

/* What makes days those of an agreement, and what makes them days of something else. 执行情况 is how far it went. */
static const char *const term_words[] = {"协议", "采购周期", "采购期", "执行", "合同期", "约定"};
static const char *const other_words[] = {"统计", "导出",   "打印", "制表",     "制单",     "查询",
                                          "下载", "生成",   "填报", "报送",     "上报",     "截至",
                                          "更新", "报告期", "报表", "执行情况", "执行进度", "执行率"};

/* Of the labels in a text the one that ends last, the longest; UNSAID: there is none. */
static enum rank last_label(struct jc_span s)
{
    enum rank rank = UNSAID;
    size_t best_end = 0, best_len = 0;
    for (size_t k = 0; k < JC_LEN(term_words) + JC_LEN(other_words); k++) {
        bool term = k < JC_LEN(term_words);
        const char *word = term ? term_words[k] : other_words[k - JC_LEN(term_words)];
        size_t n = strlen(word);
        for (size_t i = 0; i + n <= s.n; i++) {
            size_t end = i + n;
            if (memcmp(s.p + i, word, n) != 0 || end < best_end || (end == best_end && n <= best_len))
                continue;
            rank = term ? TERM : NO_TERM;
            best_end = end;
            best_len = n;
        }
    }
    return rank;
}

/* 2024.4-2025.3 执行, …（统计期间）: a word directly behind days, unless it has a colon and speaks of what follows. */
static enum rank next_label(struct jc_span s)
{
    static const char *const marks[] = {" ", "(", "（", ")", "）", "【", "】"};
    bool more = true;
    while (more) {
        more = false;
        for (size_t i = 0; i < JC_LEN(marks) && !more; i++)
            if ((more = jc_span_begins(s, marks[i])))
                s = jc_span_behind(s, strlen(marks[i]));
    }
    size_t n = 0;
    while (n < s.n && s.p[n] != ' ' && s.p[n] != ')' && !jc_span_begins(jc_span_behind(s, n), "）") && n < 48)
        n++;
    struct jc_span word = {s.p, n};
    bool of_next = memchr(s.p, ':', n) || jc_text_find(s.p, n, "：", strlen("："));
    return of_next ? UNSAID : last_label(word);
}

/* Days that are said to be of an agreement go before those of which nothing is said, and the nearest before the others;
   *several = the others that are as good as the best. */
static void weigh_span(struct span *best, struct jc_buf *several, const struct span *one)
{
    if (!best->text.n || one->rank > best->rank) {
        jc_buf_clear(several);
        *best = *one;
    } else if (one->rank == best->rank && one->level == best->level &&
               (one->from != best->from || one->to != best->to)) {
        jc_buf_fmt(several, "、%.*s", (int)one->text.n, one->text.p);
    }
}

static void spans_of_line(struct span *best, struct jc_buf *several, struct jc_span line, enum jc_title_level level)
{
    const char *label = line.p;
    for (struct jc_span s = line; s.n > 2; s = jc_span_behind(s, 1)) {
        struct span one = {.line = line, .label = label, .level = level};
        bool begins = jc_span_begins(s, "20") && (s.p == line.p || s.p[-1] < '0' || s.p[-1] > '9');
        if (!begins || !span_at(&one, s))
            continue;
        one.rank = last_label((struct jc_span){label, (size_t)(s.p - label)});
        if (one.rank == UNSAID)
            one.rank = next_label(jc_span_behind(s, one.text.n));
        weigh_span(best, several, &one);
        s = jc_span_behind(s, one.text.n - 1);
        label = s.p + 1;
    }
}

struct jc_span jc_title_find_term(struct jc_title *t)
{
    struct span best = {0};
    struct jc_buf several = {0};
    struct jc_span line;
    struct jc_title_walk w = jc_title_walk(t->text);
    while (jc_title_next(&w, &line))
        spans_of_line(&best, &several, line, w.level);
    if (best.text.n && best.rank == NO_TERM) {
        while (*best.label == ' ')
            best.label++;
        jc_copyn(t->no_term, sizeof t->no_term, best.label, (size_t)(best.text.p + best.text.n - best.label));
    } else if (several.len) {
        snprintf(t->spans, sizeof t->spans, "%.*s%s", (int)best.text.n, best.text.p, jc_buf_text(&several));
    } else if (best.text.n) {
        t->from = best.from;
        t->to = best.to;
        t->term = best.rank == TERM;
        jc_copyn(t->span, sizeof t->span, best.text.p, best.text.n);
    }
    jc_buf_free(&several);
    return t->from == JC_NO_DAY ? (struct jc_span){0} : best.line;
}
