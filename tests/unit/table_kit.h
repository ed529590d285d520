/* What the tests of table share: files made of text parts, and a book written out as text. */
#ifndef JC_TABLE_KIT_H
#define JC_TABLE_KIT_H

#include <criterion/criterion.h>
#include <unistd.h>
#include <zip.h>

#include "jicai/table.h"

struct kit_part {
    const char *name, *text; /* text NULL: not made */
    size_t len;              /* 0: strlen(text) */
};

/* A path of this process's own, below the folder for temporary files. */
static inline const char *kit_path(const char *name)
{
    static char path[512];
    const char *dir = getenv("TMPDIR");

    snprintf(path, sizeof path, "%s/jicai-unit-%d-%s", dir ? dir : "/tmp", (int)getpid(), name);
    return path;
}

static inline const char *kit_file(const char *name, const void *data, size_t n)
{
    const char *path = kit_path(name);
    FILE *f = fopen(path, "wb");

    cr_assert(f && fwrite(data, 1, n, f) == n && fclose(f) == 0);
    return path;
}

static inline const char *kit_zip(const char *name, const struct kit_part *parts, size_t n)
{
    const char *path = kit_path(name);
    int code;
    zip_t *zip = zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code);

    cr_assert(zip);
    for (size_t i = 0; i < n; i++) {
        size_t len = parts[i].len ? parts[i].len : parts[i].text ? strlen(parts[i].text) : 0;

        if (parts[i].text)
            cr_assert(
                zip_file_add(zip, parts[i].name, zip_source_buffer(zip, parts[i].text, len, 0), ZIP_FL_OVERWRITE) >= 0);
    }
    cr_assert_eq(zip_close(zip), 0);
    return path;
}

#define KIT_MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define KIT_REL  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define KIT_XML  "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"

/* A package with one sheet "S"; strings and styles may be NULL. */
static inline const char *kit_xlsx(const char *name, const char *sheet, size_t sheet_len, const char *strings,
                                   const char *styles)
{
    const struct kit_part parts[] = {
        {"_rels/.rels",
         KIT_XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
                 "Id=\"rId1\" Type=\"" KIT_REL "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
         0},
        {"xl/workbook.xml",
         KIT_XML "<workbook xmlns=\"" KIT_MAIN "\" xmlns:r=\"" KIT_REL
                 "\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
         0},
        {"xl/_rels/workbook.xml.rels",
         KIT_XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship "
                 "Id=\"rId1\" Type=\"" KIT_REL "/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
         0},
        {"xl/worksheets/sheet1.xml", sheet, sheet_len},
        {"xl/sharedStrings.xml", strings, 0},
        {"xl/styles.xml", styles, 0},
    };

    return kit_zip(name, parts, JC_LEN(parts));
}

/* One cell: text as it is (LF as \n), 12 as =12, a date as @2021-03-05, TRUE as ^TRUE, an error as !#N/A, unknown as ?; ~s: struck through. */
static inline void kit_cell(struct jc_buf *out, const struct jc_cell *cell)
{
    static const char sign[] = {'\0', '\0', '=', '@', '^', '!', '\0'};
    struct jc_buf text = {0};

    if (sign[cell->type])
        jc_buf_char(out, sign[cell->type]);
    jc_cell_text(&text, cell);
    for (size_t i = 0; i < text.len; i++) {
        if (text.p[i] == '\n')
            jc_buf_str(out, "\\n");
        else if (text.p[i] == '\r')
            jc_buf_str(out, "\\r");
        else
            jc_buf_char(out, text.p[i]);
    }
    if (cell->flags & JC_CELL_EXPONENT)
        jc_buf_str(out, "~e");
    if (cell->flags & JC_CELL_DIGITS)
        jc_buf_str(out, "~d");
    if (cell->flags & JC_CELL_STRUCK)
        jc_buf_str(out, "~s");
    cr_expect(cell->type == JC_CELL_TEXT || cell->str == -1);
    cr_expect(cell->type != JC_CELL_TEXT || (cell->len > 0 && jc_utf8_valid(cell->text, cell->len)));
    jc_buf_free(&text);
}

static inline void kit_error(struct jc_buf *out, const struct jc_err *err)
{
    jc_buf_fmt(out, "E%03d", err->code);
    if (*err->cell)
        jc_buf_fmt(out, " %s", err->cell);
    if (*err->value)
        jc_buf_fmt(out, " %s", err->value);
    jc_buf_char(out, '\n');
}

static inline void kit_sheet(struct jc_buf *out, struct jc_book *book, size_t i)
{
    struct jc_sheet *sheet = NULL;
    struct jc_err err = {0};
    const struct jc_row *row;
    const struct jc_merge *merges;
    size_t n;
    enum jc_status st = jc_sheet_open(&sheet, book, i, &err);

    while (st == JC_OK && (st = jc_sheet_next(sheet, &row, &err)) == JC_OK) {
        jc_buf_fmt(out, "%u:", row->number);
        for (uint32_t c = 0; c < row->n; c++) {
            if (c > 0)
                jc_buf_char(out, '|');
            kit_cell(out, &row->cells[c]);
        }
        jc_buf_char(out, '\n');
    }
    if (st != JC_END) {
        kit_error(out, &err);
    } else {
        cr_expect_eq(jc_sheet_next(sheet, &row, &err), JC_END);
        merges = jc_sheet_merges(sheet, &n);
        for (size_t m = 0; m < n; m++)
            jc_buf_fmt(out, "merged %u,%u-%u,%u\n", merges[m].row0, merges[m].col0, merges[m].row1, merges[m].col1);
    }
    jc_sheet_free(sheet);
}

/* Every sheet of a file, then its notes; a file that is refused gives its error. Appended to out. */
static inline void kit_dump(struct jc_buf *out, const char *path)
{
    struct jc_book *book = NULL;
    struct jc_err err = {0};

    if (jc_book_open(&book, path, &err) != JC_OK) {
        kit_error(out, &err);
        return;
    }
    for (size_t i = 0; i < jc_book_count(book); i++) {
        struct jc_sheet_info info = jc_book_sheet(book, i);

        if (jc_book_count(book) > 1 || info.hidden)
            jc_buf_fmt(out, "[%s%s]\n", info.name, info.hidden ? " hidden" : "");
        kit_sheet(out, book, i);
    }
    for (size_t i = 0; jc_book_note(book, i); i++) {
        jc_buf_str(out, "note ");
        kit_error(out, jc_book_note(book, i));
    }
    jc_book_free(book);
}

#endif
