/*
 * Private to src/report: pieces of the published page. It is one self-contained file without script: whatever comes from
 * a file of a hospital goes through html_text, and nothing on the page is fetched.
 */
#ifndef REPORT_HTML_H
#define REPORT_HTML_H

#include "report/sink.h"

/*
 * Text for an element or an attribute in double quotes: escaped; control characters and those that turn the direction
 * of writing are left out, as are bytes that are not UTF-8.
 */
void html_text(struct jc_buf *out, const char *s, size_t n);
void html_str(struct jc_buf *out, const char *s);
/* What came from the data, in a <bdi>: letters of another direction stay inside. */
void html_name(struct jc_buf *out, const char *s, size_t n, enum jc_lang lang);
/* A number with a comma between thousands; any other text as html_str. */
void html_number(struct jc_buf *out, const char *number);

/* Percentages × 10 000. line: where the bar has a mark, HTML_NO_LINE = nowhere. */
#define HTML_NO_LINE INT64_MIN
void html_bar(struct jc_buf *out, int64_t percent, int64_t line);
void html_bar_legend(struct jc_buf *out, int64_t line, enum jc_lang lang);

enum { HTML_POINTS = 8 };
struct html_point {
    char period[16];
    int64_t percent;
};
/*
 * At most HTML_POINTS values, oldest first, as a small line that a screen reader can read out. now: the last of them is
 * this issue's, whose place stays empty otherwise.
 */
void html_trend(struct jc_buf *out, const struct html_point *point, size_t n, bool now, int64_t line,
                enum jc_lang lang);

/* What a ranking of the page is made of when its sheet has come. */
struct html_section {
    const struct sheet *sheet;
    char asset[64];       /* report/page_<id>.sql */
    int64_t line;         /* mark in the bars, or HTML_NO_LINE */
    struct jc_buf tables; /* the ranked */
    struct jc_buf listed; /* rows of those listed only, with the heads before them */
    int64_t ranked;
};

/* The whole page from its sections, in the order given. */
enum jc_status html_page(struct jc_buf *out, const struct sink_info *info, const struct html_section *section, size_t n,
                         struct jc_err *err) JC_MUST_CHECK;

static inline const char *html_say(enum jc_lang lang, const char *zh, const char *en)
{
    return lang == JC_EN ? en : zh;
}

#endif
