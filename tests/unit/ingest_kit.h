/* kit: small files written into a folder, imported into a temporary store, and what was said about them. */
#ifndef TESTS_INGEST_KIT_H
#define TESTS_INGEST_KIT_H

#include <ftw.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include <criterion/criterion.h>
#include <xlsxwriter.h>
#include <zip.h>

#include "jicai/ingest.h"
#include "jicai/table.h"

struct kit {
    struct jc_store *store;
    char dir[64];
    struct jc_ingest_opts opts;
    struct jc_ingest_total total;
    struct jc_err err;  /* of the command */
    struct jc_err last; /* why the last file was not loaded */
    struct jc_buf said; /* a line for each issue: code cell field value, R in front of a refused row */
    /* the same of what a table as a whole lacks (E200, E390 to E392, E525): most tables here hold only what their test is about */
    struct jc_buf lacks;
    struct jc_buf
        files; /* a line for each file: path state(L D R U) code; and its sheets: [name kind head rows kept rejected skipped] */
};

__attribute__((unused)) static void kit_on_issue(void *ctx, const struct jc_err *e, enum jc_severity severity,
                                                 bool rejected)
{
    struct kit *k = ctx;
    (void)severity;
    struct jc_buf *said = e->code == 200 || e->code == 525 || (e->code >= 390 && e->code <= 392) ? &k->lacks : &k->said;
    jc_buf_fmt(said, "%sE%d|%s|%s|%s|%s\n", rejected ? "R" : "", e->code, e->cell, e->field, e->value, e->arg[0]);
}

__attribute__((unused)) static void kit_on_file(void *ctx, const char *path, enum jc_file_state state,
                                                const struct jc_ingest_sheet *s, size_t n, const struct jc_err *err)
{
    struct kit *k = ctx;
    jc_buf_fmt(&k->files, "%s %c", path, "LDRU"[state]);
    if (err) {
        k->last = *err;
        jc_buf_fmt(&k->files, " E%d", err->code);
    }
    for (size_t i = 0; i < n; i++)
        jc_buf_fmt(&k->files, " [%s %s %ld %ld=%ld+%ld+%ld]", s[i].name, s[i].kind, (long)s[i].header_row,
                   (long)s[i].rows, (long)s[i].kept, (long)s[i].rejected, (long)s[i].skipped);
    jc_buf_char(&k->files, '\n');
}

__attribute__((unused)) static void kit_open(struct kit *k)
{
    *k = (struct kit){.dir = "/tmp/jicai-kit-XXXXXX"};
    cr_assert_not_null(mkdtemp(k->dir));
    cr_assert_eq(jc_store_open(&k->store, NULL, JC_STORE_TEMP, &k->err), JC_OK, "%s %s", k->err.arg[0], k->err.arg[1]);
    k->opts = (struct jc_ingest_opts){.today = jc_day_of(2024, 12, 31),
                                      .now = 1735600000,
                                      .watch = {.ctx = k, .issue = kit_on_issue, .file = kit_on_file}};
}

__attribute__((unused)) static int kit_remove(const char *path, const struct stat *sb, int flag, struct FTW *ftw)
{
    (void)sb, (void)flag, (void)ftw;
    return remove(path);
}

__attribute__((unused)) static void kit_close(struct kit *k)
{
    jc_store_free(k->store);
    jc_buf_free(&k->said);
    jc_buf_free(&k->lacks);
    jc_buf_free(&k->files);
    (void)nftw(k->dir, kit_remove, 8, FTW_DEPTH | FTW_PHYS);
}

/* Borrowed until the fourth call after. */
__attribute__((unused)) static const char *kit_path(const struct kit *k, const char *name)
{
    static char path[4][256];
    static int at;
    at = (at + 1) % 4;
    snprintf(path[at], sizeof path[at], "%s/%s", k->dir, name);
    return path[at];
}

__attribute__((unused)) static void kit_write(const struct kit *k, const char *name, const char *text)
{
    FILE *f = fopen(kit_path(k, name), "w");
    cr_assert_not_null(f);
    fputs(text, f);
    cr_assert_eq(fclose(f), 0);
}

/* ---- workbooks ------------------------------------------------------------------------------------ */

__attribute__((unused)) static void kit_cell(lxw_workbook *book, lxw_worksheet *sheet, lxw_row_t row, lxw_col_t col,
                                             const char *s)
{
    int y, m, d;
    lxw_format *struck = NULL;
    if (*s == 0)
        return;
    if (*s == '~') { /* struck through */
        struck = workbook_add_format(book);
        format_set_font_strikeout(struck);
        s++;
    }
    if (*s == '%') {
        lxw_format *format = workbook_add_format(book);
        format_set_num_format(format, "0.00%");
        worksheet_write_number(sheet, row, col, strtod(s + 1, NULL), format);
    } else if (*s == '#') {
        worksheet_write_number(sheet, row, col, strtod(s + 1, NULL), struck);
    } else if (*s == '@' && sscanf(s + 1, "%d-%d-%d", &y, &m, &d) == 3) {
        lxw_datetime day = {y, m, d, 0, 0, 0};
        lxw_format *format = workbook_add_format(book);
        format_set_num_format(format, "yyyy-mm-dd");
        worksheet_write_datetime(sheet, row, col, &day, format);
    } else {
        worksheet_write_string(sheet, row, col, s, struck);
    }
}

__attribute__((unused)) static lxw_worksheet *kit_sheet(lxw_workbook *book, const char *text)
{
    char name[64] = "", cell[256];
    size_t n = strcspn(text, "\n");
    jc_copyn(name, sizeof name, text, n);
    lxw_worksheet *sheet = workbook_add_worksheet(book, *name == '-' ? name + 1 : name);
    if (*name == '-')
        worksheet_hide(sheet);
    const char *p = text + n + (text[n] == '\n');
    for (lxw_row_t row = 0; *p; row++) {
        for (lxw_col_t col = 0; *p && *p != '\n'; col++) {
            size_t len = strcspn(p, "|\n");
            jc_copyn(cell, sizeof cell, p, len);
            kit_cell(book, sheet, row, col, cell);
            p += len + (p[len] == '|');
        }
        p += *p == '\n';
    }
    return sheet;
}

/*
 * Sheets as texts, ended by NULL: the first line is the name (-name: hidden), then rows of cells apart by '|'. #1.5 is
 * a number, %0.6 one shown as 60 %, @2024-03-05 a date. merges = "B3:B5 C1:D1" for the first sheet, or NULL.
 */
__attribute__((unused)) static void kit_book(const struct kit *k, const char *name, const char *merges, ...)
{
    va_list ap;
    va_start(ap, merges);
    lxw_workbook *book = workbook_new(kit_path(k, name));
    bool first = true;
    for (const char *text; (text = va_arg(ap, const char *)) != NULL; first = false) {
        lxw_worksheet *sheet = kit_sheet(book, text);
        char a[8], b[8];
        int used = 0;
        for (const char *p = first ? merges : NULL; p && sscanf(p, " %7[^:]:%7s%n", a, b, &used) == 2; p += used) {
            lxw_row_t row = lxw_name_to_row(a);
            lxw_col_t col = lxw_name_to_col(a);
            /* merging writes its text again: keep what stands there */
            char *kept = NULL;
            const char *line = strchr(text, '\n') + 1;
            for (lxw_row_t r = 0; r < row && line; r++)
                line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL;
            for (lxw_col_t c = 0; c < col && line; c++) {
                line += strcspn(line, "|\n");
                line = *line == '|' ? line + 1 : NULL;
            }
            kept = line ? jc_strndup(line, strcspn(line, "|\n")) : jc_strdup("");
            if (*kept == '#' || *kept == '@')
                worksheet_merge_range(sheet, row, col, lxw_name_to_row(b), lxw_name_to_col(b), "", NULL);
            else
                worksheet_merge_range(sheet, row, col, lxw_name_to_row(b), lxw_name_to_col(b), kept, NULL);
            kit_cell(book, sheet, row, col, kept);
            free(kept);
        }
    }
    va_end(ap);
    cr_assert_eq(workbook_close(book), LXW_NO_ERROR);
}

/* ---- importing ------------------------------------------------------------------------------------ */

/* The rows of a statement: columns joined by '|', rows by newlines; borrowed until the next call but one. */
__attribute__((unused)) static const char *kit_sql(struct kit *k, const char *sql)
{
    static struct jc_buf out[2];
    static int at;
    struct jc_stmt *s = NULL;
    struct jc_err err = {0};
    enum jc_status st;
    at = !at;
    jc_buf_clear(&out[at]);
    cr_assert_eq(jc_stmt_text_open(&s, k->store, sql, false, &err), JC_OK, "%s: %s", sql, err.arg[1]);
    while ((st = jc_stmt_step(s, &err)) == JC_OK) {
        if (out[at].len)
            jc_buf_char(&out[at], '\n');
        for (int i = 0; i < jc_col_count(s); i++)
            jc_buf_fmt(&out[at], "%s%s", i ? "|" : "", jc_col_text(s, i, NULL));
    }
    cr_assert_eq(st, JC_END, "%s: %s", sql, err.arg[1]);
    jc_stmt_free(s);
    return jc_buf_text(&out[at]);
}

#define KIT_TABLES                                                                                                     \
    {                                                                                                                  \
        "institution", "listed", "award", "award", "agreement", "agreement", "purchase", "purchase", "payment",        \
            "payment", "invoice", "invoice", "reason", "reason", "shortage", "shortage", "substitute", "substitute",   \
            "watch", "watch", "duty", "duty", "assessment", "assessment", "fund", "fund", "term", "term", "alias",     \
            "alias"                                                                                                    \
    }

/* Rule book 0.6, for every sheet in the store: nothing is lost, nothing is there twice, every refusal is told. */
__attribute__((unused)) static void kit_check(struct kit *k)
{
    static const char *const tables[] = KIT_TABLES;
    cr_expect_str_eq(kit_sql(k, "SELECT name FROM sheet WHERE rows <> kept + rejected + skipped"), "");
    for (size_t i = 0; i < JC_LEN(tables); i += 2) {
        char sql[512];
        snprintf(
            sql, sizeof sql,
            "SELECT s.name, s.kept, count(t.id), sum(t.id BETWEEN s.id_from AND s.id_to) FROM sheet s JOIN file f ON "
            "f.id = s.file AND f.live LEFT JOIN %s t ON t.sheet = s.id WHERE s.kind = '%s' GROUP BY s.id HAVING "
            "s.kept <> count(t.id) OR (s.kept > 0 AND s.kept <> sum(t.id BETWEEN s.id_from AND s.id_to))",
            tables[i + 1], tables[i]);
        cr_expect_str_eq(kit_sql(k, sql), "", "%s", tables[i]);
    }
    cr_expect_str_eq(kit_sql(k, "SELECT s.name, s.rejected, count(DISTINCT i.row) FROM sheet s JOIN file f ON f.id = "
                                "s.file AND f.live LEFT JOIN issue i ON i.sheet "
                                "= s.id AND i.rejected WHERE s.kind NOT IN ('', 'agreement') GROUP BY s.id HAVING "
                                "s.rejected <> count(DISTINCT i.row)"),
                     "");
}

__attribute__((unused)) static enum jc_status kit_import(struct kit *k, ...)
{
    const char *paths[16];
    char *own[16];
    size_t n = 0;
    va_list ap;
    va_start(ap, k);
    for (const char *name; (name = va_arg(ap, const char *)) != NULL; n++)
        paths[n] = own[n] = jc_strdup(*name == '/' ? name : kit_path(k, name));
    va_end(ap);
    jc_buf_clear(&k->said);
    jc_buf_clear(&k->lacks);
    jc_buf_clear(&k->files);
    k->err = (struct jc_err){0};
    enum jc_status st = jc_ingest_run(&k->total, k->store, paths, n, &k->opts, &k->err);
    for (size_t i = 0; i < n; i++)
        free(own[i]);
    kit_check(k);
    return st;
}

#define expect_ok(k, ...)        cr_expect_eq(kit_import(k, __VA_ARGS__, NULL), JC_OK, "%s", (k)->err.arg[0])
#define expect_sql(k, want, sql) cr_expect_str_eq(kit_sql(k, sql), want, "%s:\n%s", sql, kit_sql(k, sql))
#define expect_said(k, want)     cr_expect_str_eq(jc_buf_text(&(k)->said), want, "said:\n%s", jc_buf_text(&(k)->said))
#define expect_lacks(k, want)    cr_expect_str_eq(jc_buf_text(&(k)->lacks), want, "lacks:\n%s", jc_buf_text(&(k)->lacks))
#define expect_told(k, part)                                                                                           \
    cr_expect_not_null(strstr(jc_buf_text(&(k)->said), part), "not told: %s\nsaid:\n%s", part, jc_buf_text(&(k)->said))
#define expect_files(k, want) cr_expect_str_eq(jc_buf_text(&(k)->files), want, "files:\n%s", jc_buf_text(&(k)->files))

/* A table in, its rows out, and all that was said. */
__attribute__((unused)) static void expect_read(struct kit *k, const char *name, const char *csv, const char *sql,
                                                const char *rows, const char *said)
{
    kit_close(k);
    kit_open(k);
    kit_write(k, name, csv);
    expect_ok(k, name);
    cr_expect_str_eq(kit_sql(k, sql), rows, "%s\n%s\n%s", name, csv, kit_sql(k, sql));
    cr_expect_str_eq(jc_buf_text(&k->said), said, "%s\nsaid:\n%s", csv, jc_buf_text(&k->said));
}

#endif
