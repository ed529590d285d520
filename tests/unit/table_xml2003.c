/* XML Spreadsheet 2003, as Excel writes it and as templates do (formats.md 3.1). */
#include "unit/table_kit.h"

#define HEAD                                                                                                           \
    "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook "                                  \
    "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" "                                                          \
    "xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\" "                                                       \
    "xmlns:x=\"urn:schemas-microsoft-com:office:excel\">"
#define SHEET(rows)   "<Worksheet ss:Name=\"S\"><Table>" rows "</Table></Worksheet>"
#define ROWS(rows)    HEAD SHEET(rows) "</Workbook>"
#define DATA(type, s) "<Cell><Data ss:Type=\"" type "\">" s "</Data></Cell>"
#define STRING(s)     DATA("String", s)

static void expect_bytes(const char *xml, size_t n, const char *expect)
{
    const char *path = kit_file("book.xml", xml, n);
    struct jc_buf got = {0};

    kit_dump(&got, path);
    cr_expect_str_eq(jc_buf_text(&got), expect, "got\n%s", jc_buf_text(&got));
    jc_buf_free(&got);
    unlink(path);
}

static void expect_xml(const char *xml, const char *expect)
{
    expect_bytes(xml, strlen(xml), expect);
}

Test(table_xml2003, every_type_of_value_is_read)
{
    expect_xml(ROWS("<Row>" STRING("药 &amp; 品&#10;x") DATA("Number", "67.510000000000005") DATA("Number", "1.5E7")
                        DATA("DateTime", "2021-03-05T00:00:00.000") DATA("DateTime", "2021-03-05T10:20:30.000")
                            DATA("DateTime", "1899-12-31T08:30:00.000") DATA("Boolean", "1") DATA("Error", "#N/A")
                                DATA("Number", "—") DATA("String", "") "</Row>"),
               "1:药 & 品\\nx|=67.51|=15000000~e|@2021-03-05|@2021-03-05 10:20:30|@08:30:00|^TRUE|!#N/A|—\n");
}

Test(table_xml2003, more_than_a_day_of_hours_is_a_time)
{
    expect_xml(
        HEAD "<Styles><Style ss:ID=\"h\"><NumberFormat ss:Format=\"[h]:mm:ss\"/></Style></Styles>" SHEET("<Row>" DATA(
            "DateTime", "1899-12-31T30:00:00.000") "<Cell ss:StyleID=\"h\"><Data "
                                                   "ss:Type=\"DateTime\">1900-01-01T06:00:00.000</"
                                                   "Data></Cell>" DATA("DateTime", "1900-01-01T06:00:00.000") DATA(
                                                       "DateTime", "1899-12-31T30:61:00.000") "</Row>") "</Workbook>",
        "1:@30:00:00|@30:00:00|@1900-01-01 06:00:00|1899-12-31T30:61:00.000\n");
}

Test(table_xml2003, positions_follow_index_merges_and_spans)
{
    expect_xml(
        ROWS("<Row><Cell ss:MergeAcross=\"2\"><Data ss:Type=\"String\">标题</Data></Cell>" STRING(
            "d") "</Row>"
                 "<Row ss:Index=\"4\"><Cell ss:Index=\"3\"><Data ss:Type=\"String\">c</Data></Cell>" STRING(
                     "d") "</Row>"
                          "<Row ss:Span=\"2\"/><Row><Cell ss:MergeDown=\"1\"><Data "
                          "ss:Type=\"String\">院</Data></Cell>" STRING(
                              "x") "</Row><Row><Cell ss:Index=\"2\"><Data ss:Type=\"String\">y</Data></Cell></Row>"
                                   "<Row/><Row>" STRING("z") "</Row>"),
        "1:标题|||d\n4:||c|d\n8:院|x\n9:|y\n11:z\nmerged 1,0-1,2\nmerged 8,0-9,0\n");
}

Test(table_xml2003, a_cell_without_index_goes_past_one_merged_down)
{
    expect_xml(ROWS("<Row>" STRING(
                   "a") "<Cell ss:MergeDown=\"1\" ss:MergeAcross=\"1\"><Data ss:Type=\"String\">m</Data></Cell>"
                        "</Row><Row>" STRING("b") STRING("c") "</Row>"),
               "1:a|m\n2:b|||c\nmerged 1,1-2,2\n");
}

Test(table_xml2003, a_table_may_begin_away_from_the_corner)
{
    expect_xml(HEAD "<Worksheet ss:Name=\"S\"><Table ss:TopCell=\"3\" ss:LeftCell=\"2\"><Row>" STRING(
                   "a") "</Row>"
                        "<Row ss:Index=\"4\"><Cell ss:Index=\"2\"><Data ss:Type=\"String\">b</Data></Cell></Row>"
                        "</Table></Worksheet></Workbook>",
               "3:|a\n6:||b\n");
}

Test(table_xml2003, counts_of_a_template_are_not_believed)
{
    expect_xml(HEAD
               "<Worksheet ss:Name=\"S\"><Table ss:ExpandedColumnCount=\"1\" ss:ExpandedRowCount=\"2\">"
               "<Row>" STRING("1")
                   STRING("2") "</Row><Row>" STRING("3") "</Row><Row>" STRING("4") "</Row>"
                                                                                   "</Table></Worksheet></Workbook>",
               "1:1|2\n2:3\n3:4\n");
}

Test(table_xml2003, number_formats_make_dates_of_numbers)
{
    expect_xml(
        HEAD
        "<Styles><Style ss:ID=\"Default\"/><Style ss:ID=\"d\"><NumberFormat ss:Format=\"yyyy\\-mm\\-dd\"/></Style>"
        "<Style ss:ID=\"child\" ss:Parent=\"d\"/><Style ss:ID=\"n\" ss:Parent=\"d\"><NumberFormat ss:Format=\"Fixed\"/>"
        "</Style><Style ss:ID=\"g\" ss:Parent=\"d\"><NumberFormat/></Style><Style ss:ID=\"s\"><NumberFormat "
        "ss:Format=\"Short Date\"/></Style></Styles>"
        "<Worksheet ss:Name=\"S\"><Table><Column/><Column ss:Index=\"4\" ss:StyleID=\"s\" ss:Span=\"1\"/><Row>"
        "<Cell ss:StyleID=\"d\"><Data ss:Type=\"Number\">45000</Data></Cell>"
        "<Cell ss:StyleID=\"child\"><Data ss:Type=\"Number\">45000.5</Data></Cell>"
        "<Cell ss:StyleID=\"n\"><Data ss:Type=\"Number\">45000</Data></Cell>" DATA("Number", "45001")
            DATA("Number", "45002") "<Cell ss:StyleID=\"g\"><Data ss:Type=\"Number\">45003</Data></Cell></Row><Row "
                                    "ss:StyleID=\"d\">" DATA("Number", "45004") "</Row></Table></Worksheet></Workbook>",
        "1:@2023-03-15|@2023-03-15 12:00:00|=45000|@2023-03-16|@2023-03-17|=45003\n2:@2023-03-19\n");
}

/* 43957 is 2020-05-06 or, counted from 1904, 2024-05-07. */
Test(table_xml2003, serial_numbers_may_count_from_1904)
{
    expect_xml(HEAD "<ExcelWorkbook xmlns=\"urn:schemas-microsoft-com:office:excel\"><Date1904/></ExcelWorkbook>"
                    "<Styles><Style ss:ID=\"d\"><NumberFormat ss:Format=\"Short Date\"/></Style></Styles>"
                    "<Worksheet ss:Name=\"S\"><Table><Row><Cell ss:StyleID=\"d\"><Data ss:Type=\"Number\">43957</Data>"
                    "</Cell><Cell ss:StyleID=\"d\"><Data ss:Type=\"DateTime\">2024-05-07T00:00:00.000</Data></Cell>"
                    "</Row></Table></Worksheet></Workbook>",
               "1:@2024-05-07|@2024-05-07\n");
}

Test(table_xml2003, prefixes_rich_text_and_comments_are_understood)
{
    expect_xml(
        "<?xml version=\"1.0\"?><ss:Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">"
        "<ss:Worksheet ss:Name=\"S\"><ss:Table><ss:Row><ss:Cell><ss:Data ss:Type=\"String\" "
        "xmlns=\"http://www.w3.org/TR/REC-html40\"><B>粗</B><Font>体</Font></ss:Data><ss:Comment><ss:Data>no</ss:Data>"
        "</ss:Comment></ss:Cell></ss:Row></ss:Table></ss:Worksheet></ss:Workbook>",
        "1:粗体\n");
}

Test(table_xml2003, formulas_without_a_value_are_unknown)
{
    expect_xml(
        ROWS(
            "<Row><Cell ss:Formula=\"=RC[1]\"><Data ss:Type=\"Number\">3</Data></Cell><Cell ss:Formula=\"=1\"/></Row>"),
        "1:=3|?\nnote E124 B1\n");
    expect_xml(ROWS("<Row><Cell ss:Formula=\"=1\"><Data ss:Type=\"Number\"></Data></Cell>"
                    "<Cell ss:Formula=\"=A1\"><Data ss:Type=\"String\"/></Cell>"
                    "<Cell><Data ss:Type=\"Number\"/></Cell>" STRING("x") "</Row>"),
               "1:?|||x\nnote E124 A1\n");
}

Test(table_xml2003, sheets_are_read_one_after_another_and_hidden_ones_marked)
{
    expect_xml(HEAD SHEET("<Row>" STRING("1") "</Row>") SHEET("") "<Worksheet ss:Name=\"隐藏\"><Table><Row>" STRING(
                   "2") "</Row></Table><WorksheetOptions "
                        "xmlns=\"urn:schemas-microsoft-com:office:excel\"><Visible>SheetHidden</Visible>"
                        "</WorksheetOptions></Worksheet></Workbook>",
               "[S]\n1:1\n[S]\n[隐藏 hidden]\n1:2\nnote E123\n");
}

Test(table_xml2003, an_empty_line_before_the_declaration_and_gbk_are_forgiven)
{
    static const char gbk[] =
        "<?xml version=\"1.0\" encoding=\"GBK\"?><Workbook "
        "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet><Table><Row><Cell><Data "
        "Type=\"String\">\xD2\xA9\xC6\xB7</Data></Cell></Row></Table></Worksheet></Workbook>";

    expect_xml("\r\n  " ROWS("<Row>" STRING("药") "</Row>"), "1:药\n");
    expect_bytes(gbk, sizeof gbk - 1, "1:药品\n");
}

Test(table_xml2003, what_is_broken_is_refused_with_its_place)
{
    expect_xml(HEAD "\n<Worksheet><Table><Row>" STRING("1") "</Row>\n", "E161\n");
    expect_xml(ROWS("<Row>" STRING("R & D") "</Row>"), "E161\n");
    expect_xml(ROWS("<Row ss:Index=\"5\"/><Row ss:Index=\"3\">" STRING("x") "</Row>"), "E153 A6\n");
    expect_xml(ROWS("<Row><Cell ss:Index=\"20000\"><Data>x</Data></Cell></Row>"), "E164 ACOF1\n");
    expect_xml("<?xml version=\"1.0\"?><!DOCTYPE Workbook [<!ENTITY a \"aaaa\">]><Workbook "
               "xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>",
               "E161 a\n");
}
