/*
 * Reports of this program, found in the folder that it reads: the heads of its sheets stand in src/report/sheets/, in both
 * languages; a published page shows some of them.
 */
#include "ingest/own.h"

enum { LEAST = 4, MOST = 7, MOST_OF_PAGE = 6, TEXT = 64 }; /* six heads are those of many a table, but for a page */

struct heads {
    char text[MOST][TEXT];
    size_t n;
};

/* The next column of a sheet: "-- column: 中文 | English | form | marks". False: there is none. */
static bool next_column(const char **at, char out[2][TEXT], bool *paged)
{
    static const char mark[] = "-- column: ";
    const char *p = strstr(*at, mark);
    if (!p)
        return false;
    p += strlen(mark);
    const char *end = p + strcspn(p, "\n");
    for (int i = 0; i < 2; i++) {
        const char *stop = strstr(p, " | ");
        if (!stop || stop > end)
            return false;
        jc_copyn(out[i], TEXT, p, (size_t)(stop - p));
        p = stop + strlen(" | ");
    }
    char marks[TEXT];
    jc_copyn(marks, sizeof marks, p, (size_t)(end - p));
    *paged = strstr(marks, "page") && !strstr(marks, "page group") && !strstr(marks, "page under") &&
             (!strstr(marks, "by ") || strstr(marks, "institution"));
    *at = end;
    return true;
}

/* Its first heads, up to those of months; * is a mark of the column before it. */
static void read_heads(struct heads *out, const char *sheet, int lang, bool of_page)
{
    char text[2][TEXT];
    bool paged;
    out->n = 0;
    const size_t most = of_page ? MOST_OF_PAGE : MOST;
    while (out->n < most && next_column(&sheet, text, &paged) && !strchr(text[0], '{'))
        if ((paged || !of_page) && strcmp(text[0], "*") != 0)
            jc_copy(out->text[out->n++], TEXT, text[lang]);
}

static bool begins(const struct heads *own, const char *const *text, size_t n)
{
    size_t i = 0;
    while (i < own->n && i < n && jc_text_same(own->text[i], text[i]))
        i++;
    return i == own->n && i >= LEAST;
}

/* {"批次编码":"NVBP02","批次":…, split at its commas. */
static bool is_object(const struct heads *own, const char *const *text, size_t n)
{
    if (own->n < LEAST || n < LEAST || *text[0] != '{')
        return false;
    for (size_t i = 0; i < LEAST; i++) {
        const char *at = text[i] + strspn(text[i], "{\"");
        size_t len = strlen(own->text[i]);
        if (strncmp(at, own->text[i], len) != 0 || at[len + strspn(at + len, "\"")] != ':')
            return false;
    }
    return true;
}

bool jc_own_row(const char *const *text, size_t n)
{
    static const struct heads issues[] = {{{"级别", "文件", "工作表", "单元格", "字段"}, 5}, /* --errors */
                                          {{"Severity", "File", "Sheet", "Cell", "Field"}, 5}};
    struct heads own;
    const struct jc_asset *a;
    bool found = begins(&issues[0], text, n) || begins(&issues[1], text, n);
    for (size_t i = 0; !found && (a = jc_asset_at("report/sheets/", i)) != NULL; i++)
        for (int lang = 0; lang < 2 && !found; lang++) {
            read_heads(&own, a->data, lang, false);
            found = begins(&own, text, n) || is_object(&own, text, n);
            read_heads(&own, a->data, lang, true);
            found = found || begins(&own, text, n);
        }
    return found;
}

/* Does a line begin with this, and go on with no letter: 平台格式报表 (2).csv, but not 平台格式报表汇总? */
static bool is_named(const char *lines, const char *name)
{
    bool found = false;
    for (const char *p = lines; *name && (p = strstr(p, name)) != NULL && !found; p += strlen(name))
        found = (p == lines || p[-1] == '\n') && (unsigned char)p[strlen(name)] < 0x80;
    return found;
}

/* By the name that the sheet has in a report: "-- name: 中文 | English". */
bool jc_own_form_name(const char *names)
{
    static const char mark[] = "-- name: ", between[] = " | ";
    const struct jc_asset *a = jc_asset_find("report/sheets/03_platform.sql");
    const char *p = a ? strstr(a->data, mark) : NULL, *bar = p ? strstr(p, between) : NULL;
    if (!bar)
        return false;
    char name[2][TEXT];
    p += strlen(mark);
    jc_copyn(name[0], TEXT, p, (size_t)(bar - p));
    bar += strlen(between);
    jc_copyn(name[1], TEXT, bar, strcspn(bar, "\n"));
    return is_named(names, name[0]) || is_named(names, name[1]);
}
