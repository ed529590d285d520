/* Number formats in CSS as Excel writes them: .xl65 {mso-number-format:"yyyy\\-mm\\-dd";} */
#include "table/html.h"

#include <ctype.h>

struct jc_css {
    struct jc_intern *classes;
    uint8_t *styles; /* of each class */
    size_t cap;
};

struct jc_css *jc_css_new(void)
{
    struct jc_css *css = jc_alloc(sizeof *css);

    css->classes = jc_intern_new();
    return css;
}

void jc_css_free(struct jc_css *css)
{
    if (!css)
        return;
    jc_intern_free(css->classes);
    free(css->styles);
    free(css);
}

/*
 * One escape after its backslash: up to six hex digits and a blank, or any character. Excel writes four, whatever follows:
 * "Average" is \0022Average\0022. Returns what follows. What is not ASCII becomes a character that means nothing in a format.
 */
static const char *unescape(const char *p, const char *end, char *out)
{
    unsigned code = 0, digits = 0;
    unsigned most = end - p > 2 && memcmp(p, "00", 2) == 0 && p[2] != '0' ? 4 : 6;

    for (; p < end && digits < most && isxdigit((unsigned char)*p); p++, digits++)
        code = code * 16 + (unsigned)(*p <= '9' ? *p - '0' : (*p | 32) - 'a' + 10);
    if (digits == 0) {
        *out = p < end ? *p++ : '\0';
    } else {
        *out = code < 128 ? (char)code : '~';
        if (p < end && *p == ' ')
            p++;
    }
    return p;
}

bool jc_css_declared(const char *s, size_t n, enum jc_style *style)
{
    static const char *const names[] = {"mso-number-format", "vnd.ms-excel.numberformat"};
    const char *p = NULL, *end = s + n;
    char code[256], quote = '\0';
    size_t k = 0;

    for (size_t i = 0; i < JC_LEN(names) && !p; i++) {
        p = memmem(s, n, names[i], strlen(names[i]));
        if (p)
            p += strlen(names[i]);
    }
    if (!p)
        return false;
    while (p < end && (isspace((unsigned char)*p) || *p == ':'))
        p++;
    if (p < end && (*p == '"' || *p == '\''))
        quote = *p++;
    while (p < end && k + 1 < sizeof code && (quote ? *p != quote : *p != ';' && *p != '}')) {
        if (*p == '\\')
            p = unescape(p + 1, end, &code[k++]);
        else
            code[k++] = *p++;
    }
    while (!quote && k > 0 && isspace((unsigned char)code[k - 1]))
        k--;
    *style = jc_style_named(code, k);
    return true;
}

/* Every ".class" in the selectors of a rule gets its style. */
static void keep(struct jc_css *css, const char *p, const char *end, enum jc_style style)
{
    while (p < end) {
        const char *from;
        uint32_t id;

        if (*p++ != '.')
            continue;
        for (from = p; p < end && (isalnum((unsigned char)*p) || *p == '-' || *p == '_'); p++)
            ;
        id = jc_intern_put(css->classes, from, (size_t)(p - from), NULL);
        css->styles = jc_grow(css->styles, &css->cap, (size_t)id + 1, 1);
        css->styles[id] = (uint8_t)style;
    }
}

/* The end of a rule: '}' that does not stand in a string. */
static const char *rule_end(const char *p, const char *end)
{
    for (char quote = '\0'; p < end; p++) {
        if (*p == '\\' && p + 1 < end)
            p++;
        else if (quote)
            quote = *p == quote ? '\0' : quote;
        else if (*p == '"' || *p == '\'')
            quote = *p;
        else if (*p == '}')
            break;
    }
    return p;
}

void jc_css_read(struct jc_css *css, const char *s, size_t n)
{
    const char *end = s + n;

    while (s < end) {
        const char *open = memchr(s, '{', (size_t)(end - s));
        const char *close;
        enum jc_style style;

        if (!open)
            return;
        close = rule_end(open + 1, end);
        if (jc_css_declared(open + 1, (size_t)(close - open - 1), &style))
            keep(css, s, open, style);
        s = close < end ? close + 1 : end;
    }
}

bool jc_css_class(const struct jc_css *css, const char *classes, enum jc_style *style)
{
    while (*classes) {
        size_t n = strcspn(classes, " \t\r\n");
        uint32_t id = n ? jc_intern_get(css->classes, classes, n) : UINT32_MAX;

        if (id != UINT32_MAX) {
            *style = (enum jc_style)css->styles[id];
            return true;
        }
        classes += n + (classes[n] != '\0');
    }
    return false;
}
