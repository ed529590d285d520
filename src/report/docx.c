/* Paragraphs and tables as WordprocessingML, and the package around them. */
#include "report/docx.h"

#include <zip.h>

#include "report/bulletin.h"
#include "report/html.h"

enum { E_MADE = 705, PAGE_WIDE = 8844 /* twentieths of a point between the margins of document.xml */ };

/* ---- body ---------------------------------------------------------------------------------------- */

void docx_paragraph(struct jc_buf *out, const char *style, const char *text, size_t n)
{
    jc_buf_fmt(out, "<w:p><w:pPr><w:pStyle w:val=\"%s\"/></w:pPr><w:r><w:t xml:space=\"preserve\">", style);
    html_text(out, text, n);
    jc_buf_str(out, "</w:t></w:r></w:p>\n");
}

static int width_of(const struct docx_column *col, size_t n, size_t i)
{
    int all = 0;
    for (size_t k = 0; k < n; k++)
        all += col[k].wide;
    return PAGE_WIDE * col[i].wide / (all ? all : 1);
}

static void put_row(struct jc_buf *out, const struct docx_column *col, size_t n, const char *const *text)
{
    jc_buf_str(out,
               text ? "<w:tr><w:trPr><w:cantSplit/></w:trPr>" : "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
    for (size_t i = 0; i < n; i++) {
        const char *s = text ? text[i] : col[i].head;
        jc_buf_fmt(out, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>",
                   width_of(col, n, i));
        docx_paragraph(out, !text ? "cellhead" : col[i].right ? "cellnumber" : "celltext", s, strlen(s));
        jc_buf_str(out, "</w:tc>");
    }
    jc_buf_str(out, "</w:tr>\n");
}

void docx_table_begin(struct jc_buf *out, const struct docx_column *col, size_t n)
{
    jc_buf_fmt(out,
               "<w:tbl><w:tblPr><w:tblStyle w:val=\"grid\"/><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>"
               "<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
               PAGE_WIDE);
    for (size_t i = 0; i < n; i++)
        jc_buf_fmt(out, "<w:gridCol w:w=\"%d\"/>", width_of(col, n, i));
    jc_buf_str(out, "</w:tblGrid>\n");
    put_row(out, col, n, NULL);
}

void docx_table_row(struct jc_buf *out, const struct docx_column *col, size_t n, const char *const *text)
{
    put_row(out, col, n, text);
}

void docx_table_end(struct jc_buf *out)
{
    jc_buf_str(out, "</w:tbl>\n");
}

void docx_free(struct docx *d)
{
    jc_buf_free(&d->body);
    jc_buf_free(&d->header);
    jc_buf_free(&d->title);
}

/* ---- package ------------------------------------------------------------------------------------- */

static const struct {
    const char *name, *asset;
} parts[] = {
    {"[Content_Types].xml", "report/docx/content_types.xml"}, /* readers expect it first */
    {"_rels/.rels", "report/docx/rels.xml"},
    {"docProps/core.xml", "report/docx/core.xml"},
    {"word/document.xml", "report/docx/document.xml"},
    {"word/_rels/document.xml.rels", "report/docx/document_rels.xml"},
    {"word/styles.xml", "report/docx/styles.xml"},
    {"word/fontTable.xml", "report/docx/fonts.xml"},
    {"word/settings.xml", "report/docx/settings.xml"},
    {"word/header1.xml", "report/docx/header.xml"},
    {"word/footer1.xml", "report/docx/footer.xml"},
};

/* What stands in the parts as {name}. */
static bool put_named(void *arg, struct jc_buf *out, const char *name)
{
    const struct docx *d = arg;
    char day[11];
    if (strcmp(name, "body") == 0)
        jc_buf_add(out, jc_buf_text(&d->body), d->body.len);
    else if (strcmp(name, "header") == 0)
        jc_buf_add(out, jc_buf_text(&d->header), d->header.len);
    else if (strcmp(name, "title") == 0)
        html_text(out, jc_buf_text(&d->title), d->title.len);
    else if (strcmp(name, "creator") == 0)
        jc_buf_str(out, "jicai " JC_VERSION);
    else if (strcmp(name, "created") == 0) {
        jc_day_text(day, d->created);
        jc_buf_str(out, day);
    } else
        return false;
    return true;
}

static uint16_t dos_date(jc_day day)
{
    int y, m, d;
    jc_day_split(day, &y, &m, &d);
    return y < 1980 ? 0x21 : (uint16_t)((y - 1980) << 9 | m << 5 | d);
}

/* texts stay where they are until the archive is closed */
static bool add_part(zip_t *zip, size_t i, struct jc_buf *text, const struct docx *d)
{
    char unknown[48];
    const struct jc_asset *a = jc_asset_find(parts[i].asset);
    if (!bulletin_fill(text, a->data, put_named, (void *)(uintptr_t)d, unknown))
        return false;
    zip_source_t *source = zip_source_buffer(zip, text->p, text->len, 0);
    zip_int64_t index = source ? zip_file_add(zip, parts[i].name, source, ZIP_FL_ENC_UTF_8) : -1;
    if (index < 0)
        zip_source_free(source);
    return index >= 0 && zip_file_set_dostime(zip, (zip_uint64_t)index, 0, dos_date(d->created), 0) == 0;
}

static bool read_all(struct jc_buf *out, zip_source_t *archive)
{
    char chunk[8192];
    zip_int64_t n = -1;
    if (zip_source_open(archive) != 0)
        return false;
    while ((n = zip_source_read(archive, chunk, sizeof chunk)) > 0)
        jc_buf_add(out, chunk, (size_t)n);
    return zip_source_close(archive) == 0 && n == 0;
}

enum jc_status docx_pack(struct jc_buf *out, const struct docx *d, struct jc_err *err)
{
    struct jc_buf text[JC_LEN(parts)] = {{0}};
    zip_error_t why;
    zip_error_init(&why);
    zip_source_t *archive = zip_source_buffer_create(NULL, 0, 0, &why);
    zip_t *zip = archive ? zip_open_from_source(archive, ZIP_TRUNCATE, &why) : NULL;
    bool ok = zip != NULL;
    if (zip)
        zip_source_keep(archive); /* outlives the zip that is closed */
    for (size_t i = 0; ok && i < JC_LEN(parts); i++)
        ok = add_part(zip, i, &text[i], d);
    if (zip && (!ok || zip_close(zip) != 0)) {
        zip_discard(zip);
        ok = false;
    }
    ok = ok && read_all(out, archive);
    zip_source_free(archive);
    zip_error_fini(&why);
    for (size_t i = 0; i < JC_LEN(parts); i++)
        jc_buf_free(&text[i]);
    return ok ? JC_OK : jc_fail(err, JC_OUTPUT, E_MADE, "docx", "zip", NULL);
}
