/* Small files that grow without end when they are read: each is refused with a reason, within 512 MB. */
#include <sys/resource.h>

#include "unit/table_kit.h"

#if defined(__SANITIZE_ADDRESS__)
#define MEASURED false /* the sanitizer keeps what was freed */
#else
#define MEASURED true
#endif

/* A part that says one thing again and again, never in memory as a whole. */
struct flood {
    const char *name, *head, *unit, *tail;
    size_t times;
    size_t at; /* bytes given */
};

static size_t flood_len(const struct flood *f)
{
    return strlen(f->head) + f->times * strlen(f->unit) + strlen(f->tail);
}

static zip_int64_t flood_read(struct flood *f, char *to, size_t n)
{
    const uint32_t head = (uint32_t)strlen(f->head), unit = (uint32_t)strlen(f->unit);
    const size_t units = f->times * unit, left = flood_len(f) - f->at;
    uint32_t in_unit = f->at < head ? 0 : (uint32_t)((f->at - head) % unit);

    n = n < left ? n : left;
    for (size_t i = 0; i < n; i++, f->at++) {
        if (f->at < head) {
            to[i] = f->head[f->at];
        } else if (f->at - head < units) {
            to[i] = f->unit[in_unit];
            in_unit = in_unit + 1 == unit ? 0 : in_unit + 1;
        } else {
            to[i] = f->tail[f->at - head - units];
        }
    }
    return (zip_int64_t)n;
}

static zip_int64_t flood_source(void *ctx, void *data, zip_uint64_t n, zip_source_cmd_t what)
{
    struct flood *f = ctx;

    switch (what) {
    case ZIP_SOURCE_OPEN:
        f->at = 0;
        return 0;
    case ZIP_SOURCE_READ:
        return flood_read(f, data, n);
    case ZIP_SOURCE_STAT:
        zip_stat_init(data);
        ((zip_stat_t *)data)->size = flood_len(f);
        ((zip_stat_t *)data)->valid = ZIP_STAT_SIZE;
        return sizeof(zip_stat_t);
    case ZIP_SOURCE_CLOSE:
    case ZIP_SOURCE_FREE:
        return 0;
    case ZIP_SOURCE_SUPPORTS:
        return zip_source_make_command_bitmap(ZIP_SOURCE_OPEN, ZIP_SOURCE_READ, ZIP_SOURCE_CLOSE, ZIP_SOURCE_STAT,
                                              ZIP_SOURCE_FREE, ZIP_SOURCE_SUPPORTS, -1);
    default:
        return -1;
    }
}

static void pour(const char *path, struct flood *f)
{
    int code;
    zip_t *zip = zip_open(path, 0, &code);
    zip_int64_t i;

    cr_assert(zip);
    i = zip_file_add(zip, f->name, zip_source_function(zip, flood_source, f), ZIP_FL_OVERWRITE);
    cr_assert(i >= 0);
    cr_assert_eq(zip_set_file_compression(zip, (zip_uint64_t)i, ZIP_CM_DEFLATE, 1), 0);
    cr_assert_eq(zip_close(zip), 0);
}

static void expect_refused(const char *path, const struct flood *f, int code)
{
    struct jc_buf out = {0};
    struct rusage use;
    char want[16];

    kit_dump(&out, path);
    snprintf(want, sizeof want, "E%03d", code);
    cr_expect(strncmp(jc_buf_text(&out), want, 4) == 0, "%s: %s...: %.200s", f->name, f->unit, jc_buf_text(&out));
    getrusage(RUSAGE_SELF, &use);
    cr_expect(!MEASURED || use.ru_maxrss < 512 * 1024, "%s: %s...: %ld KB", f->name, f->unit, use.ru_maxrss);
    jc_buf_free(&out);
    unlink(path);
}

#define SHEET "xl/worksheets/sheet1.xml", "<worksheet xmlns=\"" KIT_MAIN "\"><sheetData>"
#define AAAA  "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

Test(table_bounds, a_workbook_that_grows_without_end_is_refused)
{
    struct flood floods[] = {
        {SHEET, "<a>", "", 1000000, 0},
        {SHEET "<row r=\"1\" x=\"", AAAA, "\"/></sheetData></worksheet>", 400000, 0},
        {SHEET "<!--", AAAA, "--></sheetData></worksheet>", 800000, 0},
        {"xl/_rels/workbook.xml.rels", "<Relationships>", "<Relationship Id=\"a\" Type=\"b\" Target=\"c\"/>",
         "</Relationships>", 70000, 0},
        {"xl/styles.xml", "<styleSheet><cellXfs>", "<xf numFmtId=\"0\"/>", "</cellXfs></styleSheet>", 4000000, 0},
        {"xl/workbook.xml", "<workbook>", "          ", "<sheets><sheet name=\"S\"/></sheets></workbook>", 7000000, 0},
    };

    for (size_t i = 0; i < JC_LEN(floods); i++) {
        const char *path = kit_xlsx("flood.xlsx", "<worksheet><sheetData/></worksheet>", 0, NULL, NULL);

        pour(path, &floods[i]);
        expect_refused(path, &floods[i], 126);
    }
}

Test(table_bounds, shared_strings_count_with_their_list)
{
    struct flood floods[] = {
        {"xl/sharedStrings.xml", "<sst>", "<si><t>" AAAA AAAA AAAA AAAA AAAA "</t></si>", "</sst>", 540000, 0},
        {"xl/sharedStrings.xml", "<sst>", "<si><t>aa</t></si>", "</sst>", 45000000, 0},
    };

    for (size_t i = 0; i < JC_LEN(floods); i++) {
        const char *path = kit_xlsx("flood.xlsx", "<worksheet><sheetData/></worksheet>", 0, NULL, NULL);

        pour(path, &floods[i]);
        expect_refused(path, &floods[i], 116);
    }
}

Test(table_bounds, an_ods_that_grows_without_end_is_refused)
{
    struct flood floods[] = {
        {"content.xml", "<office:document-content>", "<a>", "", 1000000, 0},
        {"content.xml", "<office:document-content><a x=\"", AAAA, "\"/></office:document-content>", 400000, 0},
        {"content.xml", "<office:document-content><!--", AAAA, "--></office:document-content>", 800000, 0},
        {"content.xml", "<o:d><style:style style:name=\"a\">", "<style:table-properties table:display=\"false\"/>",
         "</style:style></o:d>", 70000, 0},
        {"content.xml", "<o:d><spreadsheet>", "<table:table table:name=\"T\"/>", "</spreadsheet></o:d>", 10001, 0},
        {"content.xml", "<o:d><spreadsheet><table:table table:name=\"T\"><table:table-row>",
         "</table:table-row><table:table-row><table:table-cell table:number-columns-spanned=\"2\"/>",
         "</table:table-row></table:table></spreadsheet></o:d>", 1048577, 0},
    };
    static const int codes[] = {126, 126, 126, 126, 134, 127};
    const struct kit_part mime = {"mimetype", "application/vnd.oasis.opendocument.spreadsheet", 0};

    for (size_t i = 0; i < JC_LEN(floods); i++) {
        const char *path = kit_zip("flood.ods", &mime, 1);

        pour(path, &floods[i]);
        expect_refused(path, &floods[i], codes[i]);
    }
}

#define WORKBOOK "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"

Test(table_bounds, an_xml_of_2003_that_grows_without_end_is_refused)
{
    struct flood floods[] = {
        {"x", WORKBOOK, "<a>", "", 1000000, 0},
        {"x", WORKBOOK "<Styles>", "<Style ID=\"a\"/>", "</Styles></Workbook>", 70000, 0},
        {"x", WORKBOOK, "<Worksheet Name=\"S\"/>", "</Workbook>", 10001, 0},
        {"x", WORKBOOK "<Worksheet Name=\"S\"><Table><Row>",
         "</Row><Row><Cell MergeAcross=\"1\"/><Cell MergeAcross=\"1\"/>", "</Row></Table></Worksheet></Workbook>",
         530000, 0},
    };
    static const int codes[] = {126, 126, 134, 127};

    for (size_t i = 0; i < JC_LEN(floods); i++) {
        size_t n = flood_len(&floods[i]);
        char *text = jc_alloc(n);

        cr_assert_eq(flood_read(&floods[i], text, n), (zip_int64_t)n);
        expect_refused(kit_file("flood.xml", text, n), &floods[i], codes[i]);
        free(text);
    }
}

Test(table_bounds, a_name_of_a_sheet_is_cut)
{
    struct flood f = {"x", WORKBOOK "<Worksheet Name=\"", "\xE8\x8D\xAF", "\"/></Workbook>", 1000, 0};
    size_t n = flood_len(&f);
    char *text = jc_alloc(n);
    struct jc_book *book = NULL;

    cr_assert_eq(flood_read(&f, text, n), (zip_int64_t)n);
    cr_assert_eq(jc_book_open(&book, kit_file("long.xml", text, n), NULL), JC_OK);
    cr_expect_eq(strlen(jc_book_sheet(book, 0).name), 1023);
    jc_book_free(book);
    unlink(kit_path("long.xml"));
    free(text);
}

/* Quotes two by two in one field: the windows that end within it grow, and what was unquoted for them must not. */
Test(table_bounds, a_text_of_quotes_without_end_is_refused)
{
    const size_t n = 40000000;
    char *text = jc_alloc(n);
    struct jc_buf out = {0};
    struct rusage use;

    memset(text, '"', n);
    memcpy(text, "a,b\n", 4);
    kit_dump(&out, kit_file("quotes.csv", text, n));
    free(text);
    cr_expect_str_eq(jc_buf_text(&out), "1:a|b\nE130 A2\n");
    getrusage(RUSAGE_SELF, &use);
    cr_expect(!MEASURED || use.ru_maxrss < 128 * 1024, "%ld KB", use.ru_maxrss); /* 40 MB are the text of this test */
    jc_buf_free(&out);
    unlink(kit_path("quotes.csv"));
}
