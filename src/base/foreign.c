#include "base/foreign.h"

#include <ctype.h>

#define PAUSE ": "

/* The Chinese behind the tab of the line that begins with these n bytes; NULL if there is none. */
static const char *find(const char *text, size_t n)
{
    static const struct jc_asset *table;
    if (!table)
        table = jc_asset_find("base/foreign.tsv"); /* the same for all threads */
    for (const char *line = table ? table->data : ""; *line;) {
        const char *end = strchr(line, '\n');
        if (strncmp(line, text, n) == 0 && line[n] == '\t')
            return line + n + 1;
        line = end ? end + 1 : "";
    }
    return NULL;
}

void jc_foreign_zh(struct jc_buf *out, const char *text)
{
    bool ours = false; /* the part before */
    for (const char *p = text; *p;) {
        const char *pause = strstr(p, PAUSE);
        size_t n = pause ? (size_t)(pause - p) : strlen(p);
        const char *zh = isalpha((unsigned char)*p) ? find(p, n) : NULL;
        if (p > text)
            jc_buf_str(out, ours || zh ? "：" : PAUSE);
        jc_buf_add(out, zh ? zh : p, zh ? strcspn(zh, "\n") : n);
        ours = zh != NULL;
        p += n + (pause ? strlen(PAUSE) : 0);
        if (pause && !*p)
            jc_buf_str(out, PAUSE);
    }
}

const char *jc_errno_text(int error)
{
    const char *text = strerrordesc_np(error); /* in English whatever the locale, and no other thread's */
    return text ? text : "Unknown error";
}
