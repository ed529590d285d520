/* Text, numbers and small drawings of the published page. */
#include "report/html.h"

/* ---- text ---------------------------------------------------------------------------------------- */

static size_t utf8_length(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

static uint32_t utf8_point(const char *s, size_t n)
{
    static const unsigned char bits[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t c = (unsigned char)s[0] & bits[n];
    for (size_t i = 1; i < n; i++)
        c = c << 6 | ((unsigned char)s[i] & 0x3F);
    return c;
}

/* Marks and overrides of direction: a name may not turn the text around it. */
static bool turns_direction(uint32_t c)
{
    return c == 0x061C || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* What HTML does not allow in a text. */
static bool forbidden(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
}

void html_text(struct jc_buf *out, const char *s, size_t n)
{
    for (size_t len; n > 0; s += len, n -= len) {
        len = utf8_length((unsigned char)*s);
        if (len > n || !jc_utf8_valid(s, len)) {
            len = 1;
            continue;
        }
        uint32_t c = utf8_point(s, len);
        if (c == '\t' || c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029)
            jc_buf_char(out, ' ');
        else if (c == '&' || c == '<' || c == '>' || c == '"' || c == '\'')
            jc_buf_fmt(out, "&#%u;", (unsigned)c);
        else if (!turns_direction(c) && !forbidden(c))
            jc_buf_add(out, s, len);
    }
}

void html_str(struct jc_buf *out, const char *s)
{
    html_text(out, s, strlen(s));
}

void html_name(struct jc_buf *out, const char *s, size_t n, enum jc_lang lang)
{
    jc_buf_str(out, html_say(lang, "<bdi>", "<bdi lang=\"zh-CN\">"));
    html_text(out, s, n);
    jc_buf_str(out, "</bdi>");
}

void html_number(struct jc_buf *out, const char *number)
{
    bool minus = *number == '-';
    size_t digits = strspn(number + minus, "0123456789");
    const char *rest = number + minus + digits;
    if (digits == 0 || (*rest && *rest != '.')) {
        html_str(out, number);
        return;
    }
    if (minus)
        jc_buf_str(out, "−");
    for (size_t i = 0; i < digits; i++) {
        if (i > 0 && (digits - i) % 3 == 0)
            jc_buf_char(out, ',');
        jc_buf_char(out, number[minus + i]);
    }
    html_str(out, rest);
}

/* ---- drawings ------------------------------------------------------------------------------------ */

/* A bar cannot be longer than its frame; the number beside it says what it is. */
static int64_t clamped(int64_t percent)
{
    return percent < 0 ? 0 : percent > 100 * JC_SCALE ? 100 * JC_SCALE : percent;
}

void html_bar(struct jc_buf *out, int64_t percent, int64_t line)
{
    char width[CELL_TEXT_MAX], at[CELL_TEXT_MAX];
    jc_scaled_text(width, sizeof width, clamped(percent), 0, 2);
    jc_buf_fmt(out,
               "<svg class=\"bar\" aria-hidden=\"true\"><rect class=\"ground\" y=\"3\" width=\"100%%\" height=\"9\"/>"
               "<rect class=\"fill\" y=\"3\" width=\"%s%%\" height=\"9\"/>",
               width);
    if (line != HTML_NO_LINE) {
        jc_scaled_text(at, sizeof at, clamped(line), 0, 2);
        jc_buf_fmt(out,
                   "<line class=\"halo\" x1=\"%s%%\" x2=\"%s%%\" y1=\"0\" y2=\"15\"/>"
                   "<line x1=\"%s%%\" x2=\"%s%%\" y1=\"0\" y2=\"15\"/>",
                   at, at, at, at);
    }
    jc_buf_str(out, "</svg>");
}

void html_bar_legend(struct jc_buf *out, int64_t line, enum jc_lang lang)
{
    char at[CELL_TEXT_MAX];
    jc_scaled_text(at, sizeof at, line, 0, 2);
    jc_buf_str(out, "<span class=\"legend\"><svg aria-hidden=\"true\"><line x1=\"50%\" x2=\"50%\" y1=\"0\" "
                    "y2=\"100%\"/></svg> ");
    jc_buf_fmt(out, html_say(lang, "竖线为达标线 %s%%</span>", "upright line: %s %%, good from there on</span>"), at);
}

enum { TREND_STEP = 12, TREND_LEFT = 4, TREND_TOP = 3, TREND_HIGH = 28, TREND_WIDE = 92, TREND_TALL = 34 };

static int trend_x(size_t place)
{
    return TREND_LEFT + TREND_STEP * (int)place;
}

/* In tenths, so that small changes show. */
static void trend_y(char dst[CELL_TEXT_MAX], int64_t percent)
{
    int64_t y = 0;
    (void)jc_muldiv(&y, 100 * JC_SCALE - clamped(percent), TREND_HIGH, 100);
    jc_scaled_text(dst, CELL_TEXT_MAX, y + TREND_TOP * JC_SCALE, 0, 1);
}

static void trend_words(struct jc_buf *out, const struct html_point *point, size_t n, enum jc_lang lang)
{
    char value[CELL_TEXT_MAX];
    for (size_t i = 0; i < n; i++) {
        jc_scaled_text(value, sizeof value, point[i].percent, 2, 2);
        jc_buf_str(out, i ? html_say(lang, "，", ", ") : "");
        html_str(out, point[i].period);
        jc_buf_fmt(out, " %s%%", value);
    }
}

void html_trend(struct jc_buf *out, const struct html_point *point, size_t n, bool now, int64_t line, enum jc_lang lang)
{
    size_t first = HTML_POINTS - n - !now;
    char y[CELL_TEXT_MAX];
    jc_buf_fmt(out, "<svg class=\"trend\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"",
               TREND_WIDE, TREND_TALL, TREND_WIDE, TREND_TALL);
    trend_words(out, point, n, lang);
    jc_buf_str(out, "\">");
    if (line != HTML_NO_LINE) {
        trend_y(y, line);
        jc_buf_fmt(out, "<line x1=\"0\" x2=\"%d\" y1=\"%s\" y2=\"%s\"/>", TREND_WIDE, y, y);
    }
    jc_buf_str(out, "<polyline points=\"");
    for (size_t i = 0; i < n; i++) {
        trend_y(y, point[i].percent);
        jc_buf_fmt(out, "%s%d,%s", i ? " " : "", trend_x(first + i), y);
    }
    jc_buf_fmt(out, "\"/><circle cx=\"%d\" cy=\"%s\" r=\"2.5\"/></svg>", trend_x(first + n - 1), y);
}
