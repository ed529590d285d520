/* HTML tables named .xls and web archives (formats.md 3.1, 3.2). */
#include "unit/table_kit.h"

static void expect_bytes(const char *page, size_t n, const char *expect)
{
    const char *path = kit_file("page", page, n);
    struct jc_buf got = {0};

    kit_dump(&got, path);
    cr_expect_str_eq(jc_buf_text(&got), expect, "got\n%s", jc_buf_text(&got));
    jc_buf_free(&got);
    unlink(path);
}

static void expect_page(const char *page, const char *expect)
{
    expect_bytes(page, strlen(page), expect);
}

/* The page in another encoding. */
static void encode(struct jc_buf *out, const char *encoding, const char *page)
{
    char command[600], chunk[4096];
    const char *path = kit_file("plain.html", page, strlen(page));
    FILE *pipe;
    size_t n;

    snprintf(command, sizeof command, "iconv -f UTF-8 -t %s %s", encoding, path);
    pipe = popen(command, "r");
    cr_assert(pipe);
    while ((n = fread(chunk, 1, sizeof chunk, pipe)) > 0)
        jc_buf_add(out, chunk, n);
    cr_assert_eq(pclose(pipe), 0);
    unlink(path);
}

/* ---- tables ------------------------------------------------------------------------------------- */

Test(table_html, cells_are_placed_by_their_spans)
{
    expect_page("<table><tr><td colspan=3>明细</td></tr>"
                "<tr><td rowspan=2>院</td><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr>"
                "<tr><td>e</td><td rowspan=3 colspan=2>f</td><td>g</td></tr><tr><td>h</td><td>i</td></tr></table>",
                "1:明细\n2:院|a|b\n3:|c|d\n4:e|f||g\n5:h|||i\n"
                "merged 1,0-1,2\nmerged 2,0-3,0\nmerged 4,1-6,2\n");
}

/* Excel says so; LibreOffice shows a day that is not the one of the serial number. One day that is, and nothing is shown. */
Test(table_html, serial_numbers_may_count_from_1904)
{
#define NUM(format, serial, shown) "<td sdval=\"" serial "\" sdnum=\"1033;0;" format "\">" shown "</td>"
    expect_page("<html><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Date1904/></x:ExcelWorkbook></xml><![endif]-->"
                "<table><tr><td x:num=\"43957\" style='mso-number-format:\"Short Date\"'>x</td></tr></table></html>",
                "1:@2024-05-07\n");
    expect_page("<table><tr>" NUM("D-MMM-YY", "43957", "7-May-24") NUM("YYYY-MM-DD", "43957.5", "2024-05-07")
                    NUM("YYYY", "43957", "20240507") NUM("", "43957", "43957") "</tr></table>",
                "1:@2024-05-07|@2024-05-07 12:00:00|@2024-05-07|=43957\n");
    expect_page("<table><tr>" NUM("YYYY-MM-DD", "43957", "2024-05-07")
                    NUM("M/D/YYYY", "43957", "5/6/2020") "</tr></table>",
                "1:@2020-05-06|@2020-05-06\n");
    expect_page("<html><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Date1904>False</x:Date1904></x:ExcelWorkbook></xml>"
                "<![endif]--><table><tr>" NUM("", "43957", "43957")
                    NUM("YYYY\\年", "43957", "x") "</tr></table></html>",
                "1:=43957|@2020-05-06\n");
    expect_page("<html><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:Date1904/></x:ExcelWorkbook></xml><![endif]-->"
                "<table><tr>" NUM("YYYY-MM-DD", "43957", "2020-05-06") "</tr></table></html>",
                "1:@2020-05-06\n");
#undef NUM
}

Test(table_html, end_tags_may_be_missing_and_th_is_a_cell)
{
    expect_page("<HTML><BODY><TABLE BORDER=1><THEAD><TR><TH>编码<TH>名称<TBODY><TR><TD>1<TD>甲<TR><TD>2<TD>乙</TABLE>",
                "1:编码|名称\n2:1|甲\n3:2|乙\n");
    expect_page("<table><td>a<td>b<tr><td>c</table>", "1:a|b\n2:c\n");
}

Test(table_html, text_is_folded_as_a_browser_shows_it)
{
    expect_page(
        "<table><tr><td>\n  a   b\n c </td><td>x<br>y<br/>z<br></td><td><p>p1</p>\n<p>p2</p></td>"
        "<td>&lt;&amp;&gt;&nbsp;&#20013;&#x6587;</td><td>&nbsp;</td><td><br></td><td><b>粗</b><i> 斜</i></td></tr>"
        "</table>",
        "1:a b c|x\\ny\\nz|p1\\np2|<&>\xC2\xA0中文|||粗 斜\n");
}

Test(table_html, scripts_and_texts_outside_are_no_cells)
{
    expect_page(
        "<html><head><title>导出</title><script>var t='<td>no</td>';</script></head><body>制表人：张三"
        "<table><caption>c</caption><tr>stray<td><script>no</script>yes<!-- no --></td></tr></table>日期</body>",
        "1:yes\n");
}

/* A grid that can be edited, exported as it stands. */
Test(table_html, form_controls_show_their_values)
{
    expect_page("<table><tr><td><input type=text value='12'></td><td>约 <input value=3 /> 盒</td>"
                "<td><input type=hidden value=7><input type=button value=删除><input type=checkbox value=1></td>"
                "<td><select><option>省立<option selected>市一<option>县一</select></td>"
                "<td><select><option value=1>是</option><option>否</option></select></td>"
                "<td><textarea>第一行</textarea></td><td><select></select></td></tr>"
                "<tr><td><select><option>甲</td><td>乙</td></tr></table>",
                "1:12|约 3 盒||市一|是|第一行\n2:甲|乙\n");
    expect_page(
        "<table><tr><td><input value=2024-01-01><input value=2024-12-31></td><td>12<input value=3></td>"
        "<td>12<input style='width:9px; display: none' value=7><input hidden value=8></td>"
        "<td>1<select style='display:none'><option>2</select><textarea hidden>3</textarea></td></tr>"
        "<tr><td><select><option></option><option>是</option></select></td>"
        "<td><select multiple><option selected>浙江<option>江西<option selected>江苏</select></td>"
        "<td><select size=3><option>甲</select></td><td><select><option value=''>全部<option>乙</select></td>"
        "<td>1<input style='display:block;VISIBILITY : hidden' value=2><input style='max-display:none' value=3></td>"
        "<td><select><option>请选择…<option>乙</select></td><td>甲<textarea>乙</textarea></td></tr></table>",
        "1:2024-01-01 2024-12-31|12 3|12|1\n2:|浙江、江苏||全部|1 3||甲 乙\n");
}

Test(table_html, a_page_may_begin_with_any_tag_whatever_stands_in_it)
{
    static const char table[] = "<table><tr><td>1</td></tr></table>";
    static const char *const before[] = {
        "<div class=\"x\">", "<p align=\"center\">",          "<?xml version=\"1.0\"?>\n",
        "<!-- a, b; c -->",  "<font face=\"宋体\">, </font>", "<script type=\"x\"></script>"};
    char page[256];
    for (size_t i = 0; i < sizeof before / sizeof *before; i++) {
        snprintf(page, sizeof page, "%s%s", before[i], table);
        expect_page(page, "1:1\n");
    }
}

Test(table_html, every_table_that_holds_anything_is_a_sheet)
{
    expect_page("<table><tr><td></td></tr></table><table><tr><td>1</td></tr></table>"
                "<table><tr><td><table><tr><td>inner</td></tr></table></td><td>outer</td></tr></table>",
                "[Sheet1]\n1:1\n[Sheet2]\n1:|outer\n[Sheet3]\n1:inner\n");
    expect_page("<html><body>没有数据</body></html>", "E160\n");
    expect_page("<table><tr><td></td></tr></table>", "");
}

Test(table_html, a_page_that_ends_within_its_table_is_told)
{
    expect_page("<html><table><tr><td>1</td></tr><tr><td>2", "1:1\n2:2\nnote E165\n");
}

Test(table_html, spans_beyond_a_sheet_are_refused_or_bounded)
{
    expect_page("<table><tr><td colspan=99999>x</td></tr></table>", "E164 A1\n");
    expect_page("<table><tr><td rowspan=99999>x</td><td>y</td></tr><tr><td>z</td></tr></table>",
                "1:x|y\n2:|z\nmerged 1,0-65534,0\n");
    expect_page("<table><tr><td colspan=0>x</td><td colspan=-3>y</td></tr></table>", "1:x|y\n");
}

/* ---- what spreadsheets add ----------------------------------------------------------------------- */

Test(table_html, excel_says_what_a_cell_is)
{
    expect_page(
        "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><style><!--\n"
        ".xl65 {mso-number-format:\"\\@\";}\n.xl66, td.xl67\n\t{color:red;mso-number-format:\"yyyy\\\\-mm\\\\-dd\";}\n"
        ".xl68 {mso-number-format:\"Short Date\";} .xl69 {mso-number-format:Fixed;}\n--></style></head><table><tr>"
        "<td class=xl65>00123</td><td class=xl66 x:num=\"45000\">2023-03-15</td><td class=\"a xl67\" x:num>45001</td>"
        "<td class=xl68 x:num=45002>3/17</td><td class=xl69 x:num=\"67.510000000000005\">67.51</td>"
        "<td style='mso-number-format:\"h\\:mm\"' x:num=\"0.5\">12:00</td><td x:bool=\"FALSE\">FALSE</td>"
        "<td x:err=\"#DIV/0!\">#DIV/0!</td><td x:str=\" k \">k</td><td x:str>s</td><td x:num>—</td>"
        "</tr></table></html>",
        "1:00123|@2023-03-15|@2023-03-16|@2023-03-17|=67.51|@12:00:00|^FALSE|!#DIV/0!| k |s|—\n");
}

Test(table_html, excel_writes_four_digits_of_an_escape_whatever_follows)
{
    expect_page(
        "<table><tr><td style='mso-number-format:\"\\0022Amount \\0022\\#\\,\\#\\#0\\.00\"' x:num=\"13\">Amount 13</td>"
        "<td style='mso-number-format:\"yyyy\\0022-\\0022mm\"' x:num=\"45000\">2023-03</td></tr></table>",
        "1:=13|@2023-03-15\n");
}

Test(table_html, a_note_that_the_page_hides_is_no_text_of_its_cell)
{
    expect_page("<table><tr><td><comment>Somebody: look</comment>one</td></tr></table>", "1:one\n");
}

Test(table_html, an_escaped_character_of_a_format_is_no_place_for_a_digit)
{
    expect_page(
        "<table><tr><td style='mso-number-format:\"yyyy\\5E74m\\6708\"' x:num=\"45000\">2023年3月</td></tr></table>",
        "1:@2023-03-15\n");
}

Test(table_html, plain_numbers_stay_the_text_they_are)
{
    expect_page(
        "<table><tr><td>00123</td><td style=\"vnd.ms-excel.numberformat:@\">1234567890123456789</td><td>1,234.50</td>"
        "<td>2023-03-15</td></tr></table>",
        "1:00123|1234567890123456789|1,234.50|2023-03-15\n");
}

Test(table_html, libreoffice_says_it_in_its_own_way)
{
    expect_page(
        "<table><tr><td sdval=\"45292.6675115741\" sdnum=\"1033;0;YYYY-MM-DD HH:MM:SS\">x</td>"
        "<td sdval=\"0.853\" sdnum=\"1033;0;0.00%\">85.30%</td><td sdval=\"1\" sdnum=\"1033;0;BOOLEAN\">TRUE</td>"
        "<td sdval=\"5\" sdnum=\"1033;\">5</td><td sdval=\"0\" sdnum=\"1033;\">#N/A</td></tr></table>",
        "1:@2024-01-01 16:01:13|=0.853|^TRUE|=5|!#N/A\n");
}

Test(table_html, sheets_are_named_as_excel_lists_them)
{
    expect_page(
        "<html><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>一月</x:Name>"
        "</x:ExcelWorksheet><x:ExcelWorksheet><x:Name>二月</x:Name></x:ExcelWorksheet></x:ExcelWorksheets>"
        "</x:ExcelWorkbook></xml><![endif]--><table><tr><td>1</td></tr></table>"
        "<table><tr><td>2</td></tr></table></html>",
        "[一月]\n1:1\n[二月]\n1:2\n");
}

/* Names of ranges are none of sheets; a sheet of nothing is left out, and its name with it. */
Test(table_html, hidden_sheets_and_named_ranges_of_excel_are_known)
{
#define NAMED(name, more) "<x:ExcelWorksheet>\n<x:Name>" name "</x:Name>" more "</x:ExcelWorksheet>"
    expect_page(
        "<html><!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets>" NAMED("A&amp;B &#20013;", "")
            NAMED("空", "") NAMED("旧", "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>")
                NAMED("三", "") "</x:ExcelWorksheets></x:ExcelWorkbook><x:ExcelName>\n <x:Name>Print_Area</x:Name>"
                                "</x:ExcelName></xml><![endif]--><table><td>1</table><table><td></table>"
                                "<table><td>3</table><table><td>4</table></html>",
        "[A&B 中]\n1:1\n[旧 hidden]\n1:3\n[三]\n1:4\nnote E123\n");
#undef NAMED
}

/* ---- encodings ---------------------------------------------------------------------------------- */

#define PAGE(meta) "<html><head>" meta "</head><table><tr><td>药品名称</td><td>苯二氮䓬㎖</td></tr></table></html>"

/* Web pages write it for Excel, whatever follows. */
Test(table_html, the_mark_of_utf_8_is_not_believed_before_gbk)
{
    struct jc_buf page = {0};

    jc_buf_str(&page, "\xEF\xBB\xBF");
    encode(&page, "GB18030", "<table><tr><td>药品名称</td><td>12盒</td></tr></table>");
    expect_bytes(page.p, page.len, "1:药品名称|12盒\n");
    jc_buf_clear(&page);
    jc_buf_str(&page, "\xEF\xBB\xBF<table><tr><td>药</td><td>\xFF</td></tr></table>");
    expect_bytes(page.p, page.len, "1:药|\xEF\xBF\xBD\nnote E132\n");
    jc_buf_free(&page);
}

Test(table_html, the_charset_is_found_whatever_the_page_says)
{
    static const struct {
        const char *encoding, *page;
    } pages[] = {
        {"UTF-8", PAGE("")},
        {"UTF-8", PAGE("<meta charset=\"utf-8\">")},
        {"UTF-8", "\xEF\xBB\xBF" PAGE("<meta charset=gb2312>")},
        {"UTF-8", PAGE("<meta charset=gb2312>")}, /* wrong, as often */
        {"GB18030", PAGE("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">")},
        {"GB18030", PAGE("<META CHARSET='GBK'>")},
        {"GB18030", PAGE("")},
        {"GB18030", PAGE("<meta charset=\"utf-8\">")}, /* wrong too */
        {"GB18030", PAGE("<meta charset=\"iso-8859-1\">")},
        {"UTF-16LE", "\xEF\xBB\xBF" PAGE("")},
        {"UTF-16BE", "\xEF\xBB\xBF" PAGE("<meta charset=utf-16>")},
        {"UTF-16LE", PAGE("")},
    };

    for (size_t i = 0; i < JC_LEN(pages); i++) {
        struct jc_buf page = {0};

        encode(&page, pages[i].encoding, pages[i].page);
        expect_bytes(page.p, page.len, "1:药品名称|苯二氮䓬㎖\n");
        jc_buf_free(&page);
    }
}

Test(table_html, a_stray_byte_is_shown_and_counted)
{
    expect_page(
        "<table><tr><td>"
        "药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称"
        "药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称\xFF!<"
        "/td></tr>"
        "</table>",
        "1:药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称"
        "药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称药品名称\xEF"
        "\xBF\xBD!\n"
        "note E132\n");
}

Test(table_html, a_long_page_is_read_over_all_its_pieces)
{
    struct jc_buf page = {0}, gbk = {0}, got = {0};

    jc_buf_str(&page, "<html><meta charset=gbk><table>");
    for (int i = 0; i < 20000; i++)
        jc_buf_fmt(&page, "<tr><td>医院%d</td><td x:num>%d.25</td></tr>\n", i, i);
    jc_buf_str(&page, "</table></html>");
    encode(&gbk, "GB18030", jc_buf_text(&page));
    kit_dump(&got, kit_file("long.html", gbk.p, gbk.len));
    cr_expect(strncmp(jc_buf_text(&got), "1:医院0|=0.25\n", 14) == 0);
    cr_expect(strstr(jc_buf_text(&got), "\n20000:医院19999|=19999.25\n"));
    cr_expect(!strstr(jc_buf_text(&got), "\xEF\xBF\xBD"));
    unlink(kit_path("long.html"));
    jc_buf_free(&page);
    jc_buf_free(&gbk);
    jc_buf_free(&got);
}

/* x:num without a value: the cell holds the number that its text shows. */
Test(table_html, a_number_is_shown_with_marks_between_its_thousands)
{
    expect_page(
        "<html><meta charset=utf-8><table><tr><td x:num>1,234.50<td x:num>-12,345,678<td x:num>1,23<td x:num>12,3456"
        "<td x:num>1234,567<td x:num>,123<td x:num>1.234,5<td>1,234.50<td x:num=\"5\">1,234</table></html>",
        "1:=1234.5|=-12345678|1,23|12,3456|1234,567|,123|1.234,5|1,234.50|=5\n");
}

/* What Excel shows to browsers stands between marks that are no comments; the parser takes them for text. */
Test(table_html, marks_for_other_programs_are_no_text)
{
    struct jc_buf page = {0}, expect = {0};

    expect_page(
        "<meta charset=utf-8><![if x]><table><![if y]><tr><td>a<![if !vml]>b<![endif]>c<td><!--[if gte vml 1]><p>no"
        "<![endif]-->d<td><![CDATA[e]]>f<td>1 < 2 <!x<b>y</b><td>g<!-->h<!--->i<td><!--[if !mso]><!-->j<!--<![endif]-->"
        "<td><!-- <td>k><!z> --><td>l<!doctype html>m<td>n<!></table><![endif]>",
        "1:abc|d|f|1 < 2 <!xy|ghi|j||lm|n\n");
    expect_page("<table><td>1<td>2<!", "1:1|2<!\nnote E165\n");
    expect_page("<table><td>1<td>2<!-- ", "1:1|2\nnote E165\n");
    /* on every edge of what is read at a time */
    jc_buf_str(&page, "<table>");
    for (int i = 1; i <= 9000; i++) {
        jc_buf_fmt(&page, "<tr><td>a<![if !x]>%.*s<!-- <!b> --><![endif]>", i % 7, "cdefghi");
        jc_buf_fmt(&expect, "%d:a%.*s\n", i, i % 7, "cdefghi");
    }
    jc_buf_str(&page, "</table>");
    expect_bytes(page.p, page.len, jc_buf_text(&expect));
    jc_buf_free(&page);
    jc_buf_free(&expect);
}

/* As LibreOffice and browsers show them: a line to itself, before and after; blanks count in <pre>. */
Test(table_html, paragraphs_headings_and_lists_have_lines_of_their_own)
{
    expect_page(
        "<table><tr><td><p>a</p>b<td>a<p>b</p>c<td><h1>h</h1>t<td>a<br><p>b</p><br>c<td>a<pre>\n x  y\nz</pre>b  c"
        "<td><dl><dt>t<dd>d</dl>e<td><blockquote>q</blockquote>r<td><p></p><p>a</p><p></p><p>b</p><p></p>"
        "<td>x <p> y </p> z<td><div>a<div>b</div></div>c<td>a<hr>b<td><p>a<br></p>b<td><pre>a<td> b </table>",
        "1:a\\nb|a\\nb\\nc|h\\nt|a\\nb\\n\\nc|a\\n x  y\\nz\\nb c|t\\nd\\ne|q\\nr|a\\nb|x\\ny\\nz|"
        "a\\nb\\nc|a\\nb|a\\nb|a|b\n");
}

/* What ends &nbsp; is often left out. */
Test(table_html, entities_may_lack_their_semicolon)
{
    struct jc_buf page = {0}, expect = {0};

    expect_page("<meta charset=utf-8><table><tr><td>a&nbsp&nbspb<td>R&amp D &lt 5&gt<td>&ampx &copyright &quot<td>"
                "<a href='?x&copy=1'>&copy</a><!-- &nbsp --><td>&amp;lt<td>a&b & c&<td>&#20013 &#x6587;</table>",
                "1:a\u00A0\u00A0b|R& D < 5>|&ampx &copyright \"|©|&lt|a&b & c&|中 文\n");
    jc_buf_str(&page, "<table>");
    for (int i = 1; i <= 9000; i++) {
        jc_buf_fmt(&page, "<tr><td>%.*s&amp&amp b&lt", i % 7, "cdefghi");
        jc_buf_fmt(&expect, "%d:%.*s&& b<\n", i, i % 7, "cdefghi");
    }
    jc_buf_str(&page, "</table>");
    expect_bytes(page.p, page.len, jc_buf_text(&expect));
    jc_buf_free(&page);
    jc_buf_free(&expect);
}

/* ---- web archives ------------------------------------------------------------------------------- */

#define HEAD "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"

Test(table_mhtml, the_pages_of_an_archive_are_its_sheets)
{
    static const char archive[] = HEAD
        "Content-Type: multipart/related;\r\n\tboundary=\"----=_NextPart_01\"\r\n\r\nnot a part\r\n"
        "------=_NextPart_01\r\nContent-Location: file:///C:/x/book.htm\r\nContent-Transfer-Encoding: "
        "quoted-printable\r\n"
        "Content-Type: text/html; charset=\"gb2312\"\r\n\r\n"
        "<html><!--[if gte mso 9]><xml><x:Name>=D2=BB</x:Name><x:Name>=B6=FE</x:Name></xml><![endif]--><frame=\r\nset>"
        "</html>\r\n"
        "------=_NextPart_01\r\nContent-Location: file:///C:/x/stylesheet.css\r\nContent-Transfer-Encoding: 7bit\r\n"
        "Content-Type: text/css\r\n\r\n.xl66 {mso-number-format:\"yyyy\\/m\\/d\";}\r\n"
        "------=_NextPart_01\r\nContent-Location: file:///C:/x/tabstrip.htm\r\nContent-Type: text/html\r\n\r\n"
        "<table><tr><td>Sheet1</td></tr></table>\r\n"
        "------=_NextPart_01\r\nContent-Location: sheet001.htm\r\nContent-Transfer-Encoding: quoted-printable\r\n"
        "Content-Type: text/html; charset=gb2312\r\n\r\n<table><tr><td class=3Dxl66 "
        "x:num=3D\"45000\">d</td><td>=D2=BD=D4=\r\n"
        "=BA</td></tr></table>\r\n"
        "------=_NextPart_01\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        "PHRhYmxlPjx0cj48dGQ+6I2v\r\n5ZOBPC90ZD48L3RyPjwvdGFibGU+\r\n------=_NextPart_01--\r\n";

    expect_page(archive, "[一]\n1:@2023-03-15|医院\n[二]\n1:药品\n");
}

Test(table_mhtml, a_page_tells_that_its_sheet_is_hidden)
{
#define PART "\n--b\nContent-Type: text/html; charset=utf-8\n\n"
    expect_page(HEAD "Content-Type: multipart/related; boundary=b\n" PART
                     "<html><!--[if gte mso 9]><xml><x:ExcelWorksheet><x:Name>一</x:Name></x:ExcelWorksheet>"
                     "<x:ExcelWorksheet><x:Name>二</x:Name></x:ExcelWorksheet></xml><![endif]--></html>" PART
                     "<html><!--[if gte mso 9]><xml><x:WorksheetOptions><x:Visible>SheetVeryHidden</x:Visible>"
                     "</x:WorksheetOptions></xml><![endif]--><table><td>1</table></html>" PART
                     "<html><table><td>2</table></html>\n--b--\n",
                "[一 hidden]\n1:1\n[二]\n1:2\nnote E123\n");
#undef PART
}

Test(table_mhtml, an_archive_cut_off_is_refused)
{
    expect_page(HEAD "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n\n<table><tr><td>1",
                "E151\n");
    expect_page(HEAD "Content-Type: multipart/related; boundary=b\n\n--b\nContent-Type: image/png\n\nx\n--b--\n",
                "E163\n");
}

Test(table_mhtml, a_single_page_needs_no_parts)
{
    expect_page(HEAD "Content-Type: text/html; charset=utf-8\n\n<table><tr><td>药品</td></tr></table>\n", "1:药品\n");
}

/* The bytes as a part would hold them: every byte an escape and a soft break after every seventh, or base64 in lines. */
static void add_coded(struct jc_buf *out, const struct jc_buf *page, bool quoted)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    for (size_t i = 0; quoted && i < page->len; i++)
        jc_buf_fmt(out, "=%02X%s", (unsigned char)page->p[i], i % 7 == 6 ? "=\r\n" : "");
    for (size_t i = 0; !quoted && i < page->len; i += 3) {
        size_t n = page->len - i < 3 ? page->len - i : 3;
        uint32_t bits = 0;

        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (k < n ? (unsigned char)page->p[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            jc_buf_char(out, k <= n ? digits[bits >> (18 - 6 * k) & 63] : '=');
        jc_buf_str(out, i % 57 == 54 ? "\r\n" : "");
    }
}

/* Escapes and boundaries fall on every edge of what is read at a time, and nothing is held as a whole. */
Test(table_mhtml, a_long_page_is_decoded_piece_by_piece)
{
    struct jc_buf page = {0}, plain = {0}, archive = {0}, got = {0};

    jc_buf_str(&page, "<meta charset=utf-8><table>");
    for (int i = 0; i < 3000; i++)
        jc_buf_fmt(&page, "<tr><td>医院%d<td>%d=%d\n", i, i, i);
    jc_buf_str(&page, "</table>");
    kit_dump(&plain, kit_file("plain.html", page.p, page.len));
    cr_assert(strstr(jc_buf_text(&plain), "\n3000:医院2999|2999=2999\n"));
    for (unsigned shift = 0; shift < 10; shift++) {
        bool quoted = shift % 2 == 0;

        jc_buf_clear(&archive);
        jc_buf_clear(&got);
        jc_buf_fmt(&archive,
                   HEAD "Content-Type: multipart/related; boundary=\"=_b\"\r\n\r\n%*s\r\n--=_b\r\n"
                        "Content-Type: text/html\r\nContent-Transfer-Encoding: %s\r\n\r\n",
                   (int)(shift / 2 + 1), "", quoted ? "quoted-printable" : "base64");
        add_coded(&archive, &page, quoted);
        jc_buf_str(&archive, "\r\n--=_b--\r\n");
        kit_dump(&got, kit_file("archive.mht", archive.p, archive.len));
        cr_expect_str_eq(jc_buf_text(&got), jc_buf_text(&plain), "%u", shift);
        /* the line of the boundary begins before a window's edge, on it and behind it */
        jc_buf_clear(&archive);
        jc_buf_clear(&got);
        jc_buf_fmt(&archive, HEAD "Content-Type: multipart/related; boundary=\"=_b\"\r\n\r\n--=_b\r\n"
                                  "Content-Type: text/html\r\n\r\n");
        for (size_t to = 65536 + 108 - shift; archive.len < to;)
            jc_buf_char(&archive, ' ');
        jc_buf_str(&archive, "\n--=_b\nContent-Type: text/html\n\n<table><td>1</table>\n--=_b--\n");
        kit_dump(&got, kit_file("archive.mht", archive.p, archive.len));
        cr_expect_str_eq(jc_buf_text(&got), "1:1\n", "%u: %s", shift, jc_buf_text(&got));
    }
    unlink(kit_path("plain.html"));
    unlink(kit_path("archive.mht"));
    jc_buf_free(&page);
    jc_buf_free(&plain);
    jc_buf_free(&archive);
    jc_buf_free(&got);
}
