/* OpenDocument sheets, packed and flat; and the same sheet in every format. */
#include "unit/table_kit.h"

#define NAMES                                                                                                          \
    "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "                                               \
    "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "                                                 \
    "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "                                                   \
    "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:draw=\"urn:d\" xmlns:calcext=\"urn:c\" "
#define MIME "application/vnd.oasis.opendocument.spreadsheet"
#define STYLES                                                                                                         \
    "<office:automatic-styles><style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties "         \
    "table:display=\"true\"/></style:style><style:style style:name=\"ta2\" style:family=\"table\">"                    \
    "<style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>"
#define CONTENT(s)                                                                                                     \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content " NAMES ">" STYLES                           \
    "<office:body><office:spreadsheet>" s "</office:spreadsheet></office:body></office:document-content>"
#define TABLE(rows)   "<table:table table:name=\"S\">" rows "</table:table>"
#define ROW(cells)    "<table:table-row>" cells "</table:table-row>"
#define CELL(atts, s) "<table:table-cell " atts ">" s "</table:table-cell>"
#define STRING(s)     CELL("office:value-type=\"string\"", "<text:p>" s "</text:p>")

static void expect_parts(const struct kit_part *parts, size_t n, const char *expect)
{
    const char *path = kit_zip("book.ods", parts, n);
    struct jc_buf got = {0};

    kit_dump(&got, path);
    cr_expect_str_eq(jc_buf_text(&got), expect, "got\n%s", jc_buf_text(&got));
    jc_buf_free(&got);
    unlink(path);
}

static void expect_content(const char *content, const char *expect)
{
    const struct kit_part parts[] = {{"mimetype", MIME, 0}, {"content.xml", content, 0}};

    expect_parts(parts, 2, expect);
}

Test(table_ods, every_type_of_value_is_read)
{
    expect_content(
        CONTENT(
            TABLE(ROW(STRING("药品") CELL("office:value-type=\"float\" office:value=\"67.51\"", "<text:p>67.5</text:p>")
                          CELL("office:value-type=\"percentage\" office:value=\"0.853\"", "<text:p>85.3%</text:p>")
                              CELL("office:value-type=\"currency\" office:value=\"-5\"", "<text:p>-5</text:p>")
                                  CELL("office:value-type=\"date\" office:date-value=\"2021-03-05\"", "")
                                      CELL("office:value-type=\"date\" office:date-value=\"2021-03-05T10:20:30\"", "")
                                          CELL("office:value-type=\"time\" office:time-value=\"PT08H30M00S\"", "")
                                              CELL("office:value-type=\"boolean\" office:boolean-value=\"true\"", "")
                                                  CELL("office:value-type=\"string\" office:string-value=\"s\"", "")
                                                      CELL("office:value-type=\"string\" calcext:value-type=\"error\"",
                                                           "<text:p>#DIV/0!</text:p>")))),
        "1:药品|=67.51|=0.853|=-5|@2021-03-05|@2021-03-05 10:20:30|@08:30:00|^TRUE|s|!#DIV/0!\n");
}

Test(table_ods, the_value_goes_before_what_is_shown_of_it)
{
    expect_content(
        CONTENT(TABLE(ROW(
            CELL("office:value-type=\"string\" office:string-value=\"=A1+1\"", "<text:p>=A1+1,0</text:p>")
                CELL("office:value-type=\"string\" office:string-value=\"\"", "<text:p>a</text:p><text:p>b</text:p>")
                    CELL("office:value-type=\"string\" office:string-value=\"\" calcext:value-type=\"error\"",
                         "<text:p>#N/A</text:p>")))),
        "1:=A1+1|a\\nb|!#N/A\n");
}

Test(table_ods, a_zero_that_shows_an_error_is_one)
{
#define ZERO(s)                                                                                                        \
    CELL("table:formula=\"oooc:=A1\" office:value-type=\"float\" office:value=\"0\"", "<text:p>" s "</text:p>")
    expect_content(CONTENT(TABLE(ROW(ZERO("#N/A") ZERO("Err:503") ZERO("#DIV/0!") ZERO("0") ZERO("Err:5") CELL(
                       "office:value-type=\"float\" office:value=\"1\"", "<text:p>#N/A</text:p>")))),
                   "1:!#N/A|!Err:503|!#DIV/0!|=0|=0|=1\n");
#undef ZERO
}

Test(table_ods, an_error_that_does_not_say_which_is_unknown)
{
    expect_content(
        CONTENT(TABLE(ROW(CELL("table:formula=\"of:=1/0\" office:value-type=\"string\" office:string-value=\"\" "
                               "calcext:value-type=\"error\"",
                               "<text:p></text:p>")
                              CELL("office:value-type=\"float\" office:value=\"0\" calcext:value-type=\"error\"",
                                   "<text:p>#NV</text:p>")
                                  CELL("table:formula=\"of:=&quot;&quot;\" office:value-type=\"string\" "
                                       "office:string-value=\"\" calcext:value-type=\"string\"",
                                       "<text:p></text:p>")))),
        "1:?|!#NV\nnote E124 A1\n");
}

Test(table_ods, a_number_that_is_shown_as_a_truth_is_a_number)
{
#define TRUTH(s) CELL("office:value-type=\"boolean\" office:boolean-value=\"" s "\"", "<text:p>TRUE</text:p>")
    expect_content(CONTENT(TABLE(ROW(TRUTH("false") TRUTH("8") TRUTH("-0.25") TRUTH("3.5E-023") TRUTH("1") TRUTH("0")
                                         TRUTH("ja")))),
                   "1:^FALSE|=8|=-0.25|=0.000000000000000000000035~e|^TRUE|^FALSE|TRUE\n");
}

Test(table_ods, the_last_second_of_all_days_is_not_rounded_into_the_next)
{
#define DATE(s) CELL("office:value-type=\"date\" office:date-value=\"" s "\"", "<text:p>x</text:p>")
    expect_content(
        CONTENT(TABLE(ROW(DATE("9999-12-31T23:59:59.999") DATE("9999-12-30T23:59:59.999") DATE("9999-12-31")))),
        "1:@9999-12-31 23:59:59|@9999-12-30 23:59:59|@9999-12-31\n");
#undef DATE
}

/* A time stamp whose style shows the clock only is written as the hours since day 0. */
Test(table_ods, a_time_of_day_that_takes_years_is_a_day)
{
    expect_content(
        CONTENT(TABLE(ROW(
            CELL("office:value-type=\"time\" office:time-value=\"PT1045741H45M01.999999629S\"",
                 "<text:p>13:45</text:p>")
                CELL("office:value-type=\"time\" office:time-value=\"PT1045752H00M00S\"", "<text:p>0:00</text:p>")
                    CELL("office:value-type=\"time\" office:time-value=\"PT49H00M00S\"", "<text:p>49:00</text:p>")))),
        "1:@2019-04-17 13:45:02|@2019-04-18|@49:00:00\n");
}

Test(table_ods, texts_of_drawings_are_no_text_of_the_cell)
{
    expect_content(
        CONTENT(TABLE(ROW(CELL("", "<draw:measure><text:p><text:measure>79,99</text:measure></text:p></draw:measure>")
                              CELL("office:value-type=\"string\"",
                                   "<draw:line><text:p>line</text:p></draw:line><text:p>x<draw:rect><text:p>in</text:p>"
                                   "</draw:rect>y</text:p>")))),
        "1:|xy\n");
}

Test(table_ods, a_table_in_a_cell_is_passed_over)
{
#define INNER(name) "<table:table" name ">" ROW(STRING("n1") STRING("n2")) ROW(STRING("n3")) "</table:table>"
    expect_content(
        CONTENT(TABLE(ROW(CELL("office:value-type=\"string\"", "<text:p>a</text:p>" INNER("") "<text:p>b</text:p>")
                              STRING("B1") STRING("C1")) ROW(STRING("A2")))),
        "1:a\\nb|B1|C1\n2:A2\n");
    expect_content(
        CONTENT(TABLE(ROW(CELL("", INNER(" table:is-sub-table=\"true\" table:name=\"sub\"")) STRING("after")))),
        "1:|after\n");
#undef INNER
}

Test(table_ods, paragraphs_blanks_and_breaks_are_text_and_annotations_are_not)
{
    expect_content(
        CONTENT(TABLE(ROW(STRING("a<text:s text:c=\"2\"/>b") STRING("two <text:s/>x") STRING("\n  a \n\t b") STRING(
            "a<text:tab/>b<text:line-break/>c") CELL("",
                                                     "<office:annotation><text:p>note</text:p></"
                                                     "office:annotation><text:p>x</text:p><text:p/><text:p>y</text:p>")
                              CELL("", "<draw:frame><draw:text-box><text:p>shape</text:p></draw:text-box></draw:frame>")
                                  STRING("<text:span>粗</text:span><text:a>链</text:a>")))),
        "1:a  b|two  x|\\n  a \\n\t b|a\tb\\nc|x\\n\\ny||粗链\n");
}

/* A time below 0 is shown as "-72:00" or "12:00:00 AM" and holds a number. */
Test(table_ods, times_may_be_negative_and_have_days)
{
#define TIME(value) CELL("office:value-type=\"time\" office:time-value=\"" value "\"", "<text:p>?</text:p>")
    expect_content(CONTENT(TABLE(ROW(TIME("-PT72H00M00S") TIME("-PT1H30M") TIME("-PT0S") TIME("P1DT2H00M30S")
                                         TIME("P2DT0S") TIME("PT") TIME("P1D") TIME("P1HT1M") TIME("-")))),
                   "1:=-3|=-0.0625|=0|@26:00:30|@48:00:00|?|?|?|?\n");
#undef TIME
    expect_content(
        CONTENT(
            TABLE(ROW(CELL("office:value-type=\"date\" office:date-value=\"1899-12-30T06:00:00\"", "<text:p>x</text:p>")
                          CELL("office:value-type=\"date\" office:date-value=\"1899-12-31T06:00:00\"", "")))),
        "1:@06:00:00|@1899-12-31 06:00:00\n");
}

/* Compared with LibreOffice 7.4, which keeps blanks and takes a <text:s> of no blanks for one. */
Test(table_ods, blanks_are_kept_as_they_stand)
{
    expect_content(
        CONTENT(TABLE(ROW(STRING("a  b") STRING(" lead") STRING("trail ") STRING("a <text:s text:c=\"2\"/> b"))
                          ROW(STRING("   ") STRING("<text:span>a </text:span><text:span> b</text:span>")
                                  STRING("a<text:s text:c=\"0\"/>b") STRING("全角  空") STRING("a&#9;b&#10;&#32; c")))),
        "1:a  b| lead|trail |a    b\n2:   |a  b|a b|全角  空|a\tb\\n  c\n");
}

Test(table_ods, repeats_are_unfolded_and_the_empty_ones_cost_nothing)
{
    expect_content(
        CONTENT(TABLE(ROW(
            CELL("table:number-columns-repeated=\"2\" office:value-type=\"float\" office:value=\"7\"", "")
                CELL("table:number-columns-repeated=\"3\"", "") STRING("f") CELL(
                    "table:number-columns-repeated=\"16378\"",
                    "")) "<table:table-row table:number-rows-repeated=\"5\">" CELL("table:number-columns-repeated="
                                                                                   "\"16384\"",
                                                                                   "") "</"
                                                                                       "table:table-row><table:table-"
                                                                                       "row "
                                                                                       "table:number-rows-repeated="
                                                                                       "\"3\">" STRING("r") "</"
                                                                                                            "table:"
                                                                                                            "table-row>"
                                                                                                            "<table:"
                                                                                                            "table-row "
                                                                                                            "table:"
                                                                                                            "number-"
                                                                                                            "rows-"
                                                                                                            "repeated="
                                                                                                            "\"1048567"
                                                                                                            "\"><table:"
                                                                                                            "table-"
                                                                                                            "cell "
                                                                                                            "table:"
                                                                                                            "number-"
                                                                                                            "columns-"
                                                                                                            "repeated="
                                                                                                            "\"16384\"/"
                                                                                                            "></"
                                                                                                            "table:"
                                                                                                            "table-"
                                                                                                            "row>")),
        "1:=7|=7||||f\n7:r\n8:r\n9:r\n");
}

Test(table_ods, repeats_beyond_a_sheet_are_refused)
{
    expect_content(CONTENT(TABLE(ROW(CELL("table:number-columns-repeated=\"99999999\" office:value-type=\"string\"",
                                          "<text:p>x</text:p>")))),
                   "E164 A1\n");
    expect_content(
        CONTENT(TABLE("<table:table-row table:number-rows-repeated=\"99999999\">" STRING("x") "</table:table-row>")),
        "E164 B1\n");
    expect_content(CONTENT(TABLE("<table:table-row table:number-rows-repeated=\"1000000\">" CELL(
                       "table:number-columns-repeated=\"16384\"", "<text:p>x</text:p>") "</table:table-row>")),
                   "E164 XFE1\n");
}

Test(table_ods, merges_are_told_and_covered_cells_keep_their_place)
{
    expect_content(
        CONTENT(TABLE(ROW(CELL("table:number-columns-spanned=\"2\" table:number-rows-spanned=\"2\"",
                               "<text:p>院</text:p>") "<table:covered-table-cell/>" STRING("c"))
                          ROW("<table:covered-table-cell table:number-columns-repeated=\"2\"/>" STRING("d")))),
        "1:院||c\n2:||d\nmerged 1,0-2,1\n");
}

Test(table_ods, sheets_are_in_order_hidden_ones_marked_and_linked_tables_no_sheets)
{
    expect_content(CONTENT(TABLE(ROW(
                       STRING("1"))) "<table:table table:name=\"隐\" table:style-name=\"ta2\"><table:shapes>"
                                     "<draw:frame><text:p>no</text:p></draw:frame></table:shapes>" ROW(STRING(
                                         "2")) "</table:table>"
                                               "<table:table table:name=\"末\" table:style-name=\"ta1\"/>"
                                               "<table:dde-links><table:dde-link><table:table table:name=\"no\">" ROW(
                                                   STRING("no")) "</table:table></table:dde-link></table:dde-links>"),
                   "[S]\n1:1\n[隐 hidden]\n1:2\n[末]\nnote E123\n");
}

/* The quick search for the tags of tables sees them wherever a window of the reading ends. */
/* Some rows of a sheet, or why it cannot be read. */
static void read_rows(struct jc_buf *out, struct jc_book *book, size_t i, unsigned most)
{
    struct jc_sheet *sheet = NULL;
    struct jc_err err = {0};
    const struct jc_row *row;
    enum jc_status st = jc_sheet_open(&sheet, book, i, &err);

    jc_buf_fmt(out, "[%zu]", i);
    for (; st == JC_OK && most > 0 && (st = jc_sheet_next(sheet, &row, &err)) == JC_OK; most--) {
        jc_buf_fmt(out, "%u:", row->number);
        for (uint32_t c = 0; c < row->n; c++)
            kit_cell(out, &row->cells[c]);
        jc_buf_char(out, ' ');
    }
    if (st != JC_OK && st != JC_END)
        jc_buf_fmt(out, "E%03d", err.code);
    jc_sheet_free(sheet);
}

Test(table_ods, a_thousand_sheets_of_any_length_are_all_found)
{
    struct jc_buf content = {0}, expect = {0}, got = {0};
    struct jc_book *book = NULL;
    struct jc_err err = {0};
    const char *path;

    jc_buf_str(&content,
               "<?xml version=\"1.0\"?>\n<office:document-content " NAMES "><office:body><office:spreadsheet>");
    for (int i = 0; i < 1000; i++) {
        jc_buf_fmt(&content, "<table:table table:name='%d&gt;\">'%s>", i, i % 5 ? "" : "/");
        jc_buf_fmt(&expect, "[%d>\">]\n", i);
        if (i % 5) {
            jc_buf_fmt(&content, ROW(STRING("table:table%*s")) "</table:table>", i * 13 % 1700 + 1, "x");
            jc_buf_fmt(&expect, "1:table:table%*s\n", i * 13 % 1700 + 1, "x");
        }
    }
    jc_buf_str(&content, "</office:spreadsheet></office:body></office:document-content>");
    {
        const struct kit_part parts[] = {{"mimetype", MIME, 0}, {"content.xml", content.p, content.len}};

        path = kit_zip("book.ods", parts, 2);
    }
    kit_dump(&got, path);
    cr_expect_str_eq(jc_buf_text(&got), jc_buf_text(&expect));
    cr_assert_eq(jc_book_open(&book, path, &err), JC_OK);
    for (size_t i = 1000; i-- > 7; i -= i % 7) { /* backwards: each has to be found by its place */
        char want[2000];
        int n = snprintf(want, sizeof want, "[%zu]", i);

        if (i % 5)
            snprintf(want + n, sizeof want - (size_t)n, "1:table:table%*s ", (int)(i * 13 % 1700 + 1), "x");
        jc_buf_clear(&got);
        read_rows(&got, book, i, 9);
        cr_assert_str_eq(jc_buf_text(&got), want, "%zu: %s", i, jc_buf_text(&got));
    }
    jc_book_free(book);
    unlink(path);
    jc_buf_free(&content);
    jc_buf_free(&expect);
    jc_buf_free(&got);
}

/* Sheets in any order, each as far as it takes, read as from a book that was just opened. */
static void expect_any_order(const char *path, size_t n)
{
    struct jc_book *book = NULL;
    struct jc_err err = {0};
    uint32_t x = 7;

    cr_assert_eq(jc_book_open(&book, path, &err), JC_OK);
    cr_assert_eq(jc_book_count(book), n);
    for (int round = 0; round < 400; round++) {
        struct jc_book *fresh = NULL;
        struct jc_buf got = {0}, want = {0};
        size_t i = (x = x * 1664525 + 1013904223) >> 24;
        unsigned most = (x >> 16) % 6;

        cr_assert_eq(jc_book_open(&fresh, path, &err), JC_OK);
        read_rows(&got, book, i % n, most);
        read_rows(&want, fresh, i % n, most);
        cr_assert_str_eq(jc_buf_text(&got), jc_buf_text(&want), "round %d", round);
        jc_book_free(fresh);
        jc_buf_free(&got);
        jc_buf_free(&want);
    }
    jc_book_free(book);
    unlink(path);
}

Test(table_ods, a_sheet_read_in_part_does_not_disturb_the_next)
{
    /* what makes a search for tags unsure, and what does not */
    static const char *const between[] = {"", "<!-- <table:table a=\"1\"> -->", "<?x <table:table ?>",
                                          "<table:forms/>"};
    struct jc_buf ods = {0}, xml = {0};

    jc_buf_str(&ods, "<office:document " NAMES "office:mimetype=\"" MIME "\"><office:body><office:spreadsheet>");
    jc_buf_str(&xml, "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">");
    for (unsigned i = 0; i < 5; i++) {
        jc_buf_fmt(&ods, "<table:table table:name=\"S%u\">", i);
        jc_buf_fmt(&xml, "<Worksheet Name=\"S%u\"><Table>", i);
        for (unsigned k = 0; k < i + 1; k++) {
            jc_buf_fmt(&ods, ROW(STRING("%u/%u<draw:g><text:p>g</text:p></draw:g>")), i, k);
            jc_buf_fmt(&xml, "<Row><Cell><Data Type=\"String\">%u/%u</Data></Cell></Row>", i, k);
        }
        if (i == 2) { /* past the last column */
            jc_buf_str(&ods, ROW("<table:table-cell table:number-columns-repeated=\"16384\"/>" STRING("x")));
            jc_buf_str(&xml, "<Row><Cell Index=\"16385\"><Data Type=\"String\">x</Data></Cell></Row>");
        }
        jc_buf_str(&ods, "</table:table>");
        jc_buf_str(&xml, "</Table></Worksheet>");
    }
    jc_buf_str(&ods, "</office:spreadsheet></office:body></office:document>");
    jc_buf_str(&xml, "</Workbook>");
    jc_buf_char(&ods, '\0');
    for (size_t i = 0; i < JC_LEN(between); i++) {
        const char *first = strstr(ods.p, "<table:table "); /* a packed one begins at the sheet wanted */
        struct jc_buf content = {0};
        struct kit_part parts[] = {{"mimetype", MIME, 0}, {"content.xml", NULL, 0}};

        jc_buf_add(&content, ods.p, (size_t)(first - ods.p));
        jc_buf_str(&content, between[i]);
        jc_buf_str(&content, first);
        parts[1].text = jc_buf_text(&content);
        expect_any_order(kit_zip("a.ods", parts, 2), 5);
        jc_buf_free(&content);
    }
    expect_any_order(kit_file("a.fods", ods.p, ods.len - 1), 5);
    expect_any_order(kit_file("a.xml", xml.p, xml.len), 5);
    jc_buf_free(&ods);
    jc_buf_free(&xml);
}

Test(table_ods, comments_and_character_data_are_read_by_the_parser)
{
    expect_content(CONTENT("<!-- <table:table table:name=\"no\"/> -->" TABLE(ROW(STRING("<![CDATA[<table:table>]]>")))),
                   "1:<table:table>\n");
    expect_content("<d xmlns=\"urn:o\"><spreadsheet><table name=\"S\"><table-row><table-cell><p>x</p></table-cell>"
                   "</table-row></table></spreadsheet></d>",
                   "1:x\n");
}

Test(table_ods, formulas_without_a_value_are_unknown)
{
    expect_content(
        CONTENT(TABLE(ROW(CELL("table:formula=\"of:=1\" office:value-type=\"float\" office:value=\"1\"", "") CELL(
            "table:formula=\"of:=1\"", "") CELL("table:formula=\"of:=1\" office:value-type=\"string\"", "<text:p/>")
                              CELL("table:formula=\"of:=1\" office:value-type=\"float\"", "<text:p/>")))),
        "1:=1|?||?\nnote E124 B1\n");
}

Test(table_ods, a_password_and_damage_are_told)
{
    static const struct kit_part locked[] = {
        {"mimetype", MIME, 0},
        {"content.xml", "\x01\x02", 0},
        {"META-INF/manifest.xml", "<manifest:manifest><manifest:encryption-data/></manifest:manifest>", 0}};
    static const struct kit_part empty[] = {{"mimetype", MIME, 0}, {"meta.xml", "<a/>", 0}};
    static const struct kit_part macros[] = {
        {"mimetype", MIME, 0},
        {"content.xml", CONTENT(TABLE(ROW(STRING("a")))), 0},
        {"META-INF/manifest.xml",
         "<manifest:manifest><manifest:file-entry manifest:full-path=\"content.xml\"/><manifest:file-entry "
         "manifest:full-path=\"Basic/a.xml\"><manifest:encryption-data/></manifest:file-entry></manifest:manifest>",
         0}};

    expect_parts(locked, 3, "E108\n");
    expect_parts(macros, 3, "1:a\n");
    expect_parts(empty, 2, "E162\n");
    expect_content("<office:document-content", "E161\n");
}

#define MANIFEST(path)                                                                                                 \
    "<manifest:manifest xmlns:manifest=\"m\"><manifest:file-entry manifest:full-path=\"" path                          \
    "\" manifest:media-type=\"" MIME "\"/></manifest:manifest>"

Test(table_ods, without_a_mimetype_the_manifest_tells)
{
    static const struct kit_part whole[] = {{"META-INF/manifest.xml", MANIFEST("/"), 0},
                                            {"content.xml", CONTENT(TABLE(ROW(STRING("a")))), 0}};
    static const struct kit_part embedded[] = {{"META-INF/manifest.xml", MANIFEST("Object 1/"), 0},
                                               {"content.xml", CONTENT(TABLE(ROW(STRING("a")))), 0}};

    expect_parts(whole, 2, "1:a\n");
    expect_parts(embedded, 2, "E110\n");
}

Test(table_ods, a_flat_document_is_read_alike)
{
    static const char flat[] = "<?xml version=\"1.0\"?><office:document " NAMES "office:mimetype=\"" MIME
                               "\"><office:body><office:spreadsheet>" TABLE(
                                   ROW(STRING("药品"))) "</office:spreadsheet></office:body></office:document>";
    const char *path = kit_file("book.fods", flat, sizeof flat - 1);
    struct jc_buf got = {0};

    kit_dump(&got, path);
    cr_expect_str_eq(jc_buf_text(&got), "1:药品\n");
    jc_buf_free(&got);
    unlink(path);
}

/* ---- one sheet, many formats --------------------------------------------------------------------- */

/* Cells by place, as text, so that what a format cannot tell (numbers in csv) does not count. */
static void flat_text(struct jc_buf *out, const char *path)
{
    struct jc_book *book = NULL;
    struct jc_sheet *sheet = NULL;
    const struct jc_row *row;
    char name[24];

    cr_assert_eq(jc_book_open(&book, path, NULL), JC_OK, "%s", path);
    cr_assert_eq(jc_sheet_open(&sheet, book, 0, NULL), JC_OK);
    while (jc_sheet_next(sheet, &row, NULL) == JC_OK)
        for (uint32_t i = 0; i < row->n; i++)
            if (row->cells[i].type != JC_CELL_EMPTY) {
                jc_cell_name(name, i, row->number);
                jc_buf_fmt(out, "%s=", name);
                jc_cell_text(out, &row->cells[i]);
                jc_buf_char(out, ';');
            }
    jc_sheet_free(sheet);
    jc_book_free(book);
}

static void replace(struct jc_buf *text, const char *from, const char *to)
{
    char *at = strstr(text->p, from);
    struct jc_buf out = {0};

    cr_assert(at, "%s", from);
    jc_buf_add(&out, text->p, (size_t)(at - text->p));
    jc_buf_str(&out, to);
    jc_buf_str(&out, at + strlen(from));
    jc_buf_free(text);
    *text = out;
}

/*
 * agree.xlsx is made by fixture_tables.h, the others by LibreOffice from it (docs/formats.md says how). Where they differ
 * LibreOffice has lost something on the way: it keeps no booleans, .html has no blanks at the ends of a text or in a row,
 * and .csv holds what is shown.
 */
static const struct {
    const char *file;
    const char *changes[12][2];
} versions[] = {
    {"again.xlsx", {{0}}},
    {"agree.xls", {{0}}},
    {"agree.xml", {{0}}},
    {"agree.ods", {{"H6=TRUE", "H6=1"}, {"H7=FALSE", "H7=0"}}},
    {"agree.fods", {{"H6=TRUE", "H6=1"}, {"H7=FALSE", "H7=0"}}},
    {"agree.html",
     {{"H6=TRUE", "H6=1"}, {"H7=FALSE", "H7=0"}, {"= 前后空白 ;", "=前后空白;"}, {"两个  空格", "两个 空格"}}},
    {"agree.csv",
     {{"D3=81865.68", "D3=81,865.68"},
      {"G3=0.853", "G3=85.30%"},
      {"D4=1234567.891", "D4=￥1,234,567.89"},
      {"E4=2024-05-07", "E4=5/7/2024"},
      {"F4=2024-05-07 12:00:00", "F4=5/7/2024 12:00"},
      {"G4=0.5", "G4=50%"},
      {"C5=10000000", "C5=1.00E+07"},
      {"E5=2024-05-07", "E5=2024年5月7日"},
      {"G5=-0.012", "G5=-1.20%"},
      {"E6=2024-05-01", "E6=2024-05"}}},
};

Test(table_agree, one_sheet_reads_alike_in_every_format_of_libreoffice)
{
    struct jc_buf expect = {0};

    flat_text(&expect, "tests/data/agree/agree.xlsx");
    cr_expect(
        strstr(jc_buf_text(&expect), "C3=67.51;D3=81865.68;E3=2024-05-07;F3=2024-05-07 16:01:13;G3=0.853;H3=135.02;"));
    cr_expect(strstr(jc_buf_text(&expect), "B4=24332000000012345678;C4=-16.6;"));
    for (size_t i = 0; i < JC_LEN(versions); i++) {
        struct jc_buf got = {0}, want = {0};
        char path[64];

        snprintf(path, sizeof path, "tests/data/agree/%s", versions[i].file);
        jc_buf_str(&want, jc_buf_text(&expect));
        for (size_t k = 0; k < JC_LEN(versions[i].changes) && versions[i].changes[k][0]; k++)
            replace(&want, versions[i].changes[k][0], versions[i].changes[k][1]);
        flat_text(&got, path);
        cr_expect_str_eq(jc_buf_text(&got), jc_buf_text(&want), "%s", versions[i].file);
        jc_buf_free(&got);
        jc_buf_free(&want);
    }
    jc_buf_free(&expect);
}

/* A cell has the style of its column, or row, where it names none. */
Test(table_ods, a_cell_whose_style_strikes_it_through_says_so)
{
#define STRUCK_STYLE(name, family, line)                                                                               \
    "<style:style style:name=\"" name "\" style:family=\"" family "\"><style:text-properties "                         \
    "style:text-line-through-style=\"" line "\"/></style:style>"
#define STYLED(name, s) CELL("table:style-name=\"" name "\"", "<text:p>" s "</text:p>")
    expect_content(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document-content " NAMES
        "><office:automatic-styles>" STRUCK_STYLE("ce1", "table-cell", "solid")
            STRUCK_STYLE("ce2", "table-cell", "none")
                STRUCK_STYLE("T1", "text", "solid") "</office:automatic-styles><office:body><office:spreadsheet>" TABLE(
                    "<table:table-column table:number-columns-repeated=\"2\" table:default-cell-style-name=\"ce2\"/>"
                    "<table:table-column table:default-cell-style-name=\"ce1\"/><table:table-column/>" ROW(
                        STRING("a") STYLED("ce1", "b") STRING("c") STRING("d"))
                        ROW(STYLED("T1", "a") STYLED("ce2", "b") STYLED("ce2", "c")
                                CELL("table:style-name=\"ce1\" office:value-type=\"float\" office:value=\"1\"",
                                     "")) "<table:table-row table:default-cell-style-name=\"ce1\">" STRING("a")
                            STYLED("ce2", "b") STRING("c") "</table:table-row>" ROW(CELL(
                                "table:number-columns-repeated=\"4\"",
                                "<text:p>r</text:p>"))) "</office:spreadsheet></office:body></office:document-content>",
        "1:a|b~s|c~s|d\n2:a|b|c|=1~s\n3:a~s|b|c~s\n4:r|r|r~s|r\n");
}
