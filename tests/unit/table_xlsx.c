/* .xlsx: what producers write, read by the scanner and by the careful parser, which have to agree. */
#include "unit/table_kit.h"

#include "table/number.h"
#include "table/xlsx.h"
#include "unit/random.h"

#define SHEET(rows)   KIT_XML "<worksheet xmlns=\"" KIT_MAIN "\"><sheetData>" rows "</sheetData></worksheet>"
#define STRINGS(si)   KIT_XML "<sst xmlns=\"" KIT_MAIN "\">" si "</sst>"
#define STYLES(body)  KIT_XML "<styleSheet xmlns=\"" KIT_MAIN "\">" body "</styleSheet>"
#define INLINE(t)     "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is>" t "</is></c></row>"
#define CELL(atts, v) "<row r=\"1\"><c r=\"A1\"" atts "><v>" v "</v></c></row>"

struct example {
    const char *what;
    char path; /* 'f': the fast scanner does it; 'c': it gives up and the careful parser does */
    const char *sheet, *strings, *styles, *expect;
};

static void dump_by(struct jc_buf *out, const char *path, int how)
{
    xlsx_path_for_tests = how;
    kit_dump(out, path);
    xlsx_path_for_tests = 0;
}

static void check(const struct example *e)
{
    const char *path = kit_xlsx("example.xlsx", e->sheet, 0, e->strings, e->styles);
    struct jc_buf both = {0}, careful = {0}, fast = {0};

    dump_by(&both, path, 0);
    dump_by(&careful, path, 1);
    dump_by(&fast, path, 2);
    cr_expect_str_eq(jc_buf_text(&both), e->expect, "%s:\n%s", e->what, jc_buf_text(&both));
    cr_expect_str_eq(jc_buf_text(&careful), e->expect, "%s, by expat:\n%s", e->what, jc_buf_text(&careful));
    if (e->path == 'f')
        cr_expect_str_eq(jc_buf_text(&fast), e->expect, "%s, by the scanner:\n%s", e->what, jc_buf_text(&fast));
    else
        cr_expect(strstr(jc_buf_text(&fast), "E000"), "%s: the scanner should give up:\n%s", e->what,
                  jc_buf_text(&fast));
    unlink(path);
    jc_buf_free(&both);
    jc_buf_free(&careful);
    jc_buf_free(&fast);
}

static void check_all(const struct example *examples, size_t n)
{
    for (size_t i = 0; i < n; i++)
        check(&examples[i]);
}

Test(table_xlsx, shared_strings_keep_their_index_and_their_text)
{
    static const struct example examples[] = {
        {"plain and empty ones", 'f',
         SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>2</v></c><c r=\"B1\" t=\"s\"><v>1</v></c>"
               "<c r=\"C1\" t=\"s\"><v>0</v></c></row>"),
         STRINGS("<si><t>one</t></si><si/><si><t>三</t></si>"), NULL, "1:三||one\n"},
        {"empty in every way", 'f', SHEET(CELL(" t=\"s\"", "4")),
         STRINGS("<si/><si></si><si><t/></si><si><t></t></si><si><t>four</t></si>"), NULL, "1:four\n"},
        {"rich text without phonetic runs", 'f', SHEET(CELL(" t=\"s\"", "0")),
         STRINGS("<si><r><rPr><b/><sz val=\"11\"/></rPr><t>课</t></r><r><t xml:space=\"preserve\"> き </t></r><rPh "
                 "sb=\"0\" eb=\"1\"><t>カ</t></rPh><phoneticPr fontId=\"1\"/></si>"),
         NULL, "1:课 き \n"},
        {"a phonetic run after plain text", 'f', SHEET(CELL(" t=\"s\"", "0")),
         STRINGS("<si><t>東京</t><rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh></si>"), NULL, "1:東京\n"},
        {"extensions in a string are none of it", 'c', SHEET(CELL(" t=\"s\"", "0")),
         STRINGS("<si><extLst><ext><t>no</t><r><t>no</t></r></ext></extLst><r><t>a</t></r><t>b</t></si>"), NULL,
         "1:ab\n"},
        {"the five entities and characters by number", 'f', SHEET(CELL(" t=\"s\"", "0")),
         STRINGS("<si><t>&lt;A&amp;B&gt; &quot;&apos; &#20013;&#x56FD;&#x1F600;&#10;x</t></si>"), NULL,
         "1:<A&B> \"' 中国😀\\nx\n"},
        {"line ends as XML has them, escapes as Excel has them", 'f', SHEET(CELL(" t=\"s\"", "0")),
         STRINGS("<si><t xml:space=\"preserve\">a\r\nb\rc_x000D__x005F_x000D_d_x00e9__xZZZZ_e_x12_</t></si>"), NULL,
         "1:a\\nb\\nc\\r_x000D_dé_xZZZZ_e_x12_\n"},
        {"an escape is decoded once", 'f', SHEET(CELL(" t=\"s\"", "0")), STRINGS("<si><t>SH_x005f_x000D_Z002</t></si>"),
         NULL, "1:SH_x000D_Z002\n"},
        {"a pair of surrogates", 'f', SHEET(CELL(" t=\"s\"", "0")),
         STRINGS("<si><t>_xD83D__xDE00__xD83D_x_xDE00_</t></si>"), NULL, "1:😀_xD83D_x_xDE00_\n"},
        {"an escape over two runs is none", 'f', SHEET(CELL(" t=\"s\"", "0")),
         STRINGS("<si><r><t>_x00</t></r><r><t>0D_</t></r></si>"), NULL, "1:_x000D_\n"},
        {"blanks and line ends between elements", 'f', SHEET(CELL(" t=\"s\"", "1")),
         STRINGS("\n  <si>\n <t>a</t>\n </si>\n<si>\n<r>\n<t>b</t>\n</r>\n</si>\n"), NULL, "1:b\n"},
        {"a prefix", 'c', SHEET(CELL(" t=\"s\"", "0")),
         KIT_XML "<x:sst xmlns:x=\"" KIT_MAIN "\"><x:si><x:t>p</x:t></x:si></x:sst>", NULL, "1:p\n"},
        {"CDATA and a comment", 'c', SHEET(CELL(" t=\"s\"", "0")),
         STRINGS("<si><t>a<![CDATA[<b>]]><!-- no -->c</t></si>"), NULL, "1:a<b>c\n"},
        {"an index that is not there", 'f', SHEET(CELL(" t=\"s\"", "1")), STRINGS("<si><t>0</t></si>"), NULL,
         "E117 A1 1\n"},
        {"an index below zero", 'f', SHEET(CELL(" t=\"s\"", "-1")), STRINGS("<si><t>0</t></si>"), NULL, "E117 A1 -1\n"},
        {"no table of strings", 'f', SHEET(CELL(" t=\"s\"", "0")), NULL, NULL, "E117 A1 0\n"},
        {"a BOM in the part", 'f', SHEET(CELL(" t=\"s\"", "0")), "\xEF\xBB\xBF" STRINGS("<si><t>bom</t></si>"), NULL,
         "1:bom\n"},
        {"a document type", 'c', SHEET(CELL(" t=\"s\"", "0")),
         "<!DOCTYPE sst [<!ENTITY a \"aaaa\">]><sst><si><t>&a;</t></si></sst>", NULL, "E115 xl/sharedStrings.xml\n"},
        {"an entity that nobody declared", 'c', SHEET(CELL(" t=\"s\"", "0")), STRINGS("<si><t>&nbsp;</t></si>"), NULL,
         "E114 xl/sharedStrings.xml\n"},
        {"no end", 'c', SHEET(CELL(" t=\"s\"", "0")), "<sst><si><t>a</t></si>", NULL, "E114 xl/sharedStrings.xml\n"},
    };

    check_all(examples, JC_LEN(examples));
}

Test(table_xlsx, the_number_of_a_shared_string_is_told)
{
    const char *path =
        kit_xlsx("str.xlsx", SHEET(CELL(" t=\"s\"", "1")), 0, STRINGS("<si><t>a</t></si><si><t>b</t></si>"), NULL);
    struct jc_book *book = NULL;
    struct jc_sheet *sheet = NULL;
    const struct jc_row *row;

    cr_assert_eq(jc_book_open(&book, path, NULL), JC_OK);
    cr_assert_eq(jc_sheet_open(&sheet, book, 0, NULL), JC_OK);
    cr_assert_eq(jc_sheet_next(sheet, &row, NULL), JC_OK);
    cr_expect_eq(row->cells[0].str, 1);
    jc_sheet_free(sheet);
    jc_book_free(book);
    unlink(path);
}

Test(table_xlsx, inline_strings_are_read_in_all_their_shapes)
{
    static const struct example examples[] = {
        {"plain", 'f', SHEET(INLINE("<t>甲</t>")), NULL, NULL, "1:甲\n"},
        {"blanks kept", 'f', SHEET(INLINE("<t xml:space=\"preserve\"> 甲 </t>")), NULL, NULL, "1: 甲 \n"},
        {"runs", 'f', SHEET(INLINE("<r><t>a</t></r><r><rPr/><t>b</t></r>")), NULL, NULL, "1:ab\n"},
        {"escapes", 'f', SHEET(INLINE("<t>a_x000A_b&amp;c</t>")), NULL, NULL, "1:a\\nb&c\n"},
        {"empty", 'f', SHEET(INLINE("<t></t>") "<row><c/><c t=\"inlineStr\"><is><t/></is></c></row>"), NULL, NULL, ""},
        {"the style before the type, other attributes", 'f',
         SHEET("<row r=\"1\" spans=\"1:2\" ht=\"15.5\" customHeight=\"1\" x14ac:dyDescent=\"0.25\"><c r=\"A1\" "
               "s=\"0\" cm=\"1\" t=\"inlineStr\"><is><t>a</t></is></c></row>"),
         NULL, NULL, "1:a\n"},
    };

    check_all(examples, JC_LEN(examples));
}

Test(table_xlsx, numbers_are_exact_and_tell_what_was_lost)
{
    static const struct example examples[] = {
        {"noise of doubles", 'f', SHEET(CELL("", "67.510000000000005")), NULL, NULL, "1:=67.51\n"},
        {"more noise", 'f', SHEET(CELL("", "81865.680000000008")), NULL, NULL, "1:=81865.68\n"},
        {"as Java writes it", 'f', SHEET(CELL("", "1.0E7")), NULL, NULL, "1:=10000000~e\n"},
        {"a small one with an exponent", 'f', SHEET(CELL("", "-8.9763779527559096E-2")), NULL, NULL,
         "1:=-0.0897637795275591~e\n"},
        {"trailing zeros", 'f', SHEET(CELL("", "5.0")), NULL, NULL, "1:=5\n"},
        {"zero", 'f', SHEET(CELL("", "0")), NULL, NULL, "1:=0\n"},
        {"minus zero", 'f', SHEET(CELL("", "-0.00")), NULL, NULL, "1:=0\n"},
        {"leading zeros", 'f', SHEET(CELL("", "00012.50")), NULL, NULL, "1:=12.5\n"},
        {"no zero before the point", 'f', SHEET(CELL("", ".5")), NULL, NULL, "1:=0.5\n"},
        {"fifteen digits", 'f', SHEET(CELL("", "999999999999999")), NULL, NULL, "1:=999999999999999\n"},
        {"an order number of 18 digits", 'f', SHEET(CELL("", "166722679628365824")), NULL, NULL,
         "1:=166722679628366000~d\n"},
        {"the same as Excel shows it", 'f', SHEET(CELL("", "1.66722679628366E+17")), NULL, NULL,
         "1:=166722679628366000~e~d\n"},
        {"blanks around", 'f', SHEET(CELL("", " 7 ")), NULL, NULL, "1:=7\n"},
        {"explicit type", 'f', SHEET(CELL(" t=\"n\"", "7")), NULL, NULL, "1:=7\n"},
        {"no number at all", 'f', SHEET(CELL("", "NaN")), NULL, NULL, "1:NaN\nnote E131 A1\n"},
        {"a truth value", 'f', SHEET(CELL(" t=\"b\"", "1")), NULL, NULL, "1:^TRUE\n"},
        {"a truth value in words", 'f', SHEET(CELL(" t=\"b\"", "false")), NULL, NULL, "1:^FALSE\n"},
        {"an error value", 'f', SHEET(CELL(" t=\"e\"", "#DIV/0!")), NULL, NULL, "1:!#DIV/0!\n"},
        {"nothing in it", 'f', SHEET("<row r=\"1\"><c r=\"A1\"><v></v></c><c r=\"B1\"><v/></c><c r=\"C1\"/></row>"),
         NULL, NULL, ""},
    };

    check_all(examples, JC_LEN(examples));
}

#define XF(id)        "<xf numFmtId=\"" id "\"/>"
#define ONE_STYLE(id) STYLES("<cellXfs count=\"2\">" XF("0") XF(id) "</cellXfs>")
#define OWN_STYLE(id, code)                                                                                            \
    STYLES("<numFmts><numFmt numFmtId=\"" id "\" formatCode=\"" code "\"/></numFmts><cellXfs>" XF("0")                 \
               XF(id) "</cellXfs><dxfs><dxf><numFmt numFmtId=\"" id "\" formatCode=\"0\"/></dxf></dxfs>")

Test(table_xlsx, a_number_is_a_date_by_its_style)
{
    static const struct example examples[] = {
        {"14", 'f', SHEET(CELL(" s=\"1\"", "45292")), NULL, ONE_STYLE("14"), "1:@2024-01-01\n"},
        {"no style", 'f', SHEET(CELL("", "45292")), NULL, ONE_STYLE("14"), "1:=45292\n"},
        {"22 with a time", 'f', SHEET(CELL(" s=\"1\"", "45292.66751157407")), NULL, ONE_STYLE("22"),
         "1:@2024-01-01 16:01:13\n"},
        {"22 at midnight", 'f', SHEET(CELL(" s=\"1\"", "45292")), NULL, ONE_STYLE("22"), "1:@2024-01-01\n"},
        {"noise above", 'f', SHEET(CELL(" s=\"1\"", "45657.00000001")), NULL, ONE_STYLE("14"), "1:@2024-12-31\n"},
        {"noise below", 'f', SHEET(CELL(" s=\"1\"", "44926.9999999995")), NULL, ONE_STYLE("14"), "1:@2023-01-01\n"},
        {"end of a day", 'f', SHEET(CELL(" s=\"1\"", "44926.9999999884")), NULL, ONE_STYLE("14"),
         "1:@2022-12-31 23:59:59\n"},
        {"31 of Chinese Excel", 'f', SHEET(CELL(" s=\"1\"", "45000")), NULL, ONE_STYLE("31"), "1:@2023-03-15\n"},
        {"57", 'f', SHEET(CELL(" s=\"1\"", "45000")), NULL, ONE_STYLE("57"), "1:@2023-03-15\n"},
        {"58", 'f', SHEET(CELL(" s=\"1\"", "45000")), NULL, ONE_STYLE("58"), "1:@2023-03-15\n"},
        {"32 is a time", 'f', SHEET(CELL(" s=\"1\"", "0.5")), NULL, ONE_STYLE("32"), "1:@12:00:00\n"},
        {"31 made a number by the file", 'f', SHEET(CELL(" s=\"1\"", "45000")), NULL, OWN_STYLE("31", "0.00"),
         "1:=45000\n"},
        {"年月日 in quotes", 'f', SHEET(CELL(" s=\"1\"", "45000")), NULL,
         OWN_STYLE("176", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"), "1:@2023-03-15\n"},
        {"a locale", 'f', SHEET(CELL(" s=\"1\"", "45000")), NULL, OWN_STYLE("176", "[$-804]aaaa;@"), "1:@2023-03-15\n"},
        {"Chinese digits", 'f', SHEET(CELL(" s=\"1\"", "45000")), NULL,
         OWN_STYLE("177", "[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"), "1:@2023-03-15\n"},
        {"escaped letters make no date", 'f', SHEET(CELL(" s=\"1\"", "45000")), NULL,
         OWN_STYLE("178", "0.00\\d&quot;日&quot;[Red]"), "1:=45000\n"},
        {"money", 'f', SHEET(CELL(" s=\"1\"", "45000")), NULL, OWN_STYLE("179", "#,##0.00_);[Red]\\(#,##0.00\\)"),
         "1:=45000\n"},
        {"before the year 0 and after 9999", 'f',
         SHEET("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>-1</v></c><c r=\"B1\" s=\"1\"><v>2958466</v></c></row>"), NULL,
         ONE_STYLE("14"), "1:=-1|=2958466\n"},
        {"the holes of 1900", 'f',
         SHEET("<row r=\"1\"><c r=\"A1\" s=\"1\"><v>1</v></c><c r=\"B1\" s=\"1\"><v>59</v></c><c r=\"C1\" "
               "s=\"1\"><v>60</v></c><c r=\"D1\" s=\"1\"><v>61</v></c></row>"),
         NULL, ONE_STYLE("14"), "1:@1900-01-01|@1900-02-28|=60|@1900-03-01\n"},
        {"ISO text", 'f',
         SHEET("<row r=\"1\"><c r=\"A1\" t=\"d\"><v>2021-03-05</v></c><c r=\"B1\" "
               "t=\"d\"><v>2021-03-05T10:00:00.000Z</v></c><c r=\"C1\" t=\"d\"><v>10:30:00</v></c></row>"),
         NULL, NULL, "1:@2021-03-05|@2021-03-05 10:00:00|@10:30:00\n"},
        {"formats behind the styles", 'f', SHEET(CELL(" s=\"0\"", "45292")), NULL,
         STYLES(
             "<cellXfs>" XF("176") "</cellXfs><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy-m-d\"/></numFmts>"),
         "1:@2024-01-01\n"},
        {"a style that is not there", 'f', SHEET(CELL(" s=\"99\"", "45292")), NULL, ONE_STYLE("14"), "1:=45292\n"},
    };

    check_all(examples, JC_LEN(examples));
}

Test(table_xlsx, formulas_are_their_stored_values_or_unknown)
{
    static const struct example examples[] = {
        {"with a value", 'f', SHEET("<row r=\"1\"><c r=\"A1\"><f>1+1</f><v>2</v></c></row>"), NULL, NULL, "1:=2\n"},
        {"without", 'f',
         SHEET("<row r=\"1\"><c r=\"A1\"><f>1+1</f></c><c r=\"B1\"><f>2</f><v></v></c><c r=\"C1\" t=\"str\"><f "
               "t=\"shared\" si=\"0\"/></c></row>"),
         NULL, NULL, "1:?|?|?\nnote E124 A1\n"},
        {"text", 'f', SHEET("<row r=\"1\"><c r=\"A1\" t=\"str\"><f>A2&amp;\"x\"</f><v>a_x000A_b</v></c></row>"), NULL,
         NULL, "1:a\\nb\n"},
        {"the empty text is a value", 'f', SHEET("<row r=\"1\"><c r=\"A1\" t=\"str\"><f>\"\"</f><v></v></c></row>"),
         NULL, NULL, ""},
        {"Apache POI's stray bracket", 'f', SHEET("<row r=\"1\"><c r=\"A1\" t=\"b\"><f>A2=1</f>><v>1</v></c></row>"),
         NULL, NULL, "1:^TRUE\n"},
        {"text with markup", 'f', SHEET("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>a &lt; b</v></c></row>"), NULL, NULL,
         "1:a < b\n"},
    };

    check_all(examples, JC_LEN(examples));
}

/* Two sheets of one workbook; read by the scanner and by expat. */
static void expect_workbook(const char *calc, const char *one, const char *two, const char *expect)
{
    char workbook[512];
    const struct kit_part parts[] = {
        {"xl/workbook.xml", workbook, 0}, {"xl/worksheets/sheet1.xml", one, 0}, {"xl/worksheets/sheet2.xml", two, 0}};

    snprintf(workbook, sizeof workbook,
             "<workbook xmlns=\"" KIT_MAIN "\"><sheets><sheet name=\"S\"/><sheet name=\"T\"/></sheets>%s</workbook>",
             calc);
    for (xlsx_path_for_tests = 0; xlsx_path_for_tests < 2; xlsx_path_for_tests++) {
        const char *path = kit_zip("two.xlsx", parts, JC_LEN(parts));
        struct jc_buf got = {0};

        kit_dump(&got, path);
        cr_expect_str_eq(jc_buf_text(&got), expect, "path %d:\n%s", xlsx_path_for_tests, jc_buf_text(&got));
        jc_buf_free(&got);
        unlink(path);
    }
    xlsx_path_for_tests = 0;
}

/* XlsxWriter asks whoever opens the file to compute, Apache POI's streams do not; one value that is not 0 shows a 0 to be one. */
Test(table_xlsx, the_zeros_of_a_program_that_does_not_compute_are_unknown)
{
#define ON_LOAD "<calcPr calcId=\"124519\" fullCalcOnLoad=\"1\"/>"
#define F(v)    "<c><f>1*2</f><v>" v "</v></c>"
#define ZERO(v) SHEET("<row>" F(v) "<c><v>0</v></c></row>")
#define TEXT(v) SHEET("<row><c t=\"str\"><f>A1</f><v>" v "</v></c></row>")
    expect_workbook(ON_LOAD, ZERO("0"), ZERO("0"), "[S]\n1:?|=0\n[T]\n1:?|=0\nnote E124 A1\nnote E124 A1\n");
    expect_workbook("", ZERO("0.0"), ZERO("0"), "[S]\n1:?|=0\n[T]\n1:=0|=0\nnote E124 A1\n");
    expect_workbook("", ZERO("0"), ZERO("0"), "[S]\n1:=0|=0\n[T]\n1:=0|=0\n");
    expect_workbook(ON_LOAD, ZERO("0"), ZERO("67.5"), "[S]\n1:=0|=0\n[T]\n1:=67.5|=0\n");
    expect_workbook("", ZERO("0.0"), ZERO("1.0"), "[S]\n1:=0|=0\n[T]\n1:=1|=0\n");
    expect_workbook(ON_LOAD, ZERO("0"), TEXT("x"), "[S]\n1:=0|=0\n[T]\n1:x\n");
    expect_workbook(ON_LOAD, ZERO("0"), TEXT(""), "[S]\n1:?|=0\n[T]\nnote E124 A1\n");
    expect_workbook(ON_LOAD, ZERO("0"), "<worksheet><sheetData><row>",
                    "[S]\n1:?|=0\n[T]\nE114 xl/worksheets/sheet2.xml\nnote E124 A1\n");
#undef ON_LOAD
#undef F
#undef ZERO
#undef TEXT
}

Test(table_xlsx, places_are_followed_where_the_file_leaves_them_out)
{
    static const struct example examples[] = {
        {"no r at all", 'f', SHEET("<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>"), NULL, NULL,
         "1:=1|=2\n2:=3\n"},
        {"some have one", 'f',
         SHEET("<row r=\"3\"><c r=\"B3\"><v>1</v></c><c><v>2</v></c><c r=\"E3\"><v>3</v></c></row><row><c "
               "r=\"B4\"><v>4</v></c></row>"),
         NULL, NULL, "3:|=1|=2||=3\n4:|=4\n"},
        {"far to the right", 'f', SHEET("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>"), NULL, NULL, NULL},
        {"a wrong dimension", 'f',
         KIT_XML "<worksheet xmlns=\"" KIT_MAIN "\"><dimension ref=\"A1:A1\"/><sheetData><row r=\"2\"><c r=\"C2\"><v>1"
                 "</v></c></row></sheetData></worksheet>",
         NULL, NULL, "2:||=1\n"},
        {"a line end before r", 'f', SHEET("<row\n r=\"1\"><c\n\tr=\"A1\"\n ><v>1</v></c></row>"), NULL, NULL,
         "1:=1\n"},
        {"a row that only its cells number", 'c',
         SHEET("<row><c r=\"A5\"><v>1</v></c><c r=\"B5\"><v>2</v></c></row><row><c "
               "r=\"A9\"><v>3</v></c></row><row><c><v>4</v></c></row>"),
         NULL, NULL, "5:=1|=2\n9:=3\n10:=4\n"},
        {"an empty place", 'c', SHEET("<row r=\"2\"><c r=\"\"><v>5</v></c><c r=\"\"><v>6</v></c></row>"), NULL, NULL,
         "2:=5|=6\n"},
        {"an empty type", 'c', SHEET(CELL(" t=\"\"", "5")), NULL, NULL, "1:=5\n"},
        {"blanks around the number of a text", 'f', SHEET("<row r=\"1\"><c r=\"A1\" t=\"s\"><v> 1\n</v></c></row>"),
         KIT_XML "<sst xmlns=\"" KIT_MAIN "\"><si><t>a</t></si><si><t>b</t></si></sst>", NULL, "1:b\n"},
        {"single quotes", 'c', SHEET("<row r='1'><c r='A1' t='str'><v>q</v></c></row>"), NULL, NULL, "1:q\n"},
        {"back in a row", 'c', SHEET("<row r=\"1\"><c r=\"B1\"><v>2</v></c><c r=\"A1\"><v>1</v></c></row>"), NULL, NULL,
         "1:=1|=2\n"},
        {"the same cell again", 'c', SHEET("<row r=\"1\"><c r=\"A1\"><v>2</v></c><c r=\"A1\"><v>1</v></c></row>"), NULL,
         NULL, "1:=1\n"},
        {"back to a row", 'c', SHEET("<row r=\"2\"><c><v>1</v></c></row><row r=\"1\"><c><v>2</v></c></row>"), NULL,
         NULL, "2:=1\nE118 1\n"},
        {"a cell of another row", 'c', SHEET("<row r=\"2\"><c r=\"A3\"><v>1</v></c></row>"), NULL, NULL,
         "E119 A2 A3\n"},
        {"row 0", 'c', SHEET("<row r=\"0\"><c><v>1</v></c></row>"), NULL, NULL, "E119 0\n"},
        {"row 1048577", 'c', SHEET("<row r=\"1048577\"><c><v>1</v></c></row>"), NULL, NULL, "E118 1048577\n"},
        {"column 16385", 'c', SHEET("<row r=\"1\"><c r=\"XFE1\"><v>1</v></c></row>"), NULL, NULL, "E103 XFE1\n"},
        {"column by dollars and small letters", 'c', SHEET("<row r=\"1\"><c r=\"$b$1\"><v>1</v></c></row>"), NULL, NULL,
         "1:|=1\n"},
        {"no column", 'c', SHEET("<row r=\"1\"><c r=\"11\"><v>1</v></c></row>"), NULL, NULL, "E119 A1 11\n"},
        {"an unknown type", 'c', SHEET(CELL(" t=\"zz\"", "1")), NULL, NULL, "E128 A1 zz\n"},
        {"empty rows are not given", 'f',
         SHEET("<row r=\"1\"/><row r=\"2\"></row><row r=\"3\"><c r=\"A3\" s=\"1\"/></row><row "
               "r=\"9\"><c r=\"A9\"><v>1</v></c><c r=\"B9\" s=\"1\"/></row>"),
         NULL, NULL, "9:=1\n"},
        {"no rows", 'f', KIT_XML "<worksheet xmlns=\"" KIT_MAIN "\"><sheetData/></worksheet>", NULL, NULL, ""},
        {"row 1048576", 'f', SHEET("<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>"), NULL, NULL,
         "1048576:=1\n"},
    };

    for (size_t i = 0; i < JC_LEN(examples); i++) {
        struct example e = examples[i];
        struct jc_buf wide = {0};

        if (!e.expect) {
            jc_buf_str(&wide, "1:");
            for (int c = 0; c < 16383; c++)
                jc_buf_char(&wide, '|');
            jc_buf_str(&wide, "=1\n");
            e.expect = jc_buf_text(&wide);
        }
        check(&e);
        jc_buf_free(&wide);
    }
}

Test(table_xlsx, what_stands_around_the_rows_does_not_disturb)
{
    static const struct example examples[] = {
        {"merged ranges", 'f',
         KIT_XML "<worksheet xmlns=\"" KIT_MAIN
                 "\"><sheetPr><tabColor rgb=\"FF00FF00\"/></sheetPr><cols><col min=\"1\" "
                 "max=\"2\"/></cols><sheetData>" CELL("", "1") "</sheetData><autoFilter ref=\"A1:B2\"/><mergeCells "
                                                               "count=\"2\"><mergeCell ref=\"A1:C1\"/><mergeCell "
                                                               "ref=\"B2:B9\"></mergeCell></mergeCells><headerFooter>"
                                                               "<oddHeader>&amp;C&lt;sheetData&gt;</oddHeader></"
                                                               "headerFooter><extLst><ext xmlns:x14=\"u\"><x14:a><x14:b"
                                                               "/></x14:a></ext></extLst></worksheet>\n\n",
         NULL, NULL, "1:=1\nmerged 1,0-1,2\nmerged 2,1-9,1\n"},
        {"a prefix on everything", 'c',
         KIT_XML
         "<x:worksheet xmlns:x=\"" KIT_MAIN "\"><x:sheetData><x:row r=\"1\"><x:c r=\"A1\" t=\"inlineStr\"><x:is>"
         "<x:t>前</x:t></x:is></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref=\"A1:B1\"/></x:mergeCells>"
         "</x:worksheet>",
         NULL, NULL, "1:前\nmerged 1,0-1,1\n"},
        {"the prefix of a generator, single quotes and a line break before r", 'c',
         "<?xml version='1.0' encoding='UTF-8'?>\n<ns0:worksheet xmlns:ns0='" KIT_MAIN "'><ns0:sheetData><ns0:row "
         "r='1'><ns0:c\nr='A1'><ns0:v>1.5</ns0:v></ns0:c><ns0:c r='C1' t='inlineStr'><ns0:is><ns0:t>前</ns0:t></ns0:is>"
         "</ns0:c></ns0:row></ns0:sheetData></ns0:worksheet>",
         NULL, NULL, "1:=1.5||前\n"},
        {"a comment between rows", 'c', SHEET("<!-- r --><row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"), NULL, NULL,
         "1:=1\n"},
        {"a comment that holds a sheet", 'c',
         "<worksheet><!-- <sheetData><row r=\"1\"><c r=\"A1\"><v>9</v></c></row></sheetData> --><sheetData>" CELL(
             "", "1") "</sheetData></worksheet>",
         NULL, NULL, "1:=1\n"},
        {"CDATA in a value", 'c', SHEET("<row r=\"1\"><c r=\"A1\" t=\"str\"><v><![CDATA[<x>]]></v></c></row>"), NULL,
         NULL, "1:<x>\n"},
        {"something unknown in a row", 'c',
         SHEET("<row r=\"1\"><c r=\"A1\"><v>1</v></c><extLst><c r=\"B1\"><v>2</v></c></extLst></row>"), NULL, NULL,
         "1:=1\n"},
        {"something unknown in a cell", 'c',
         SHEET("<row r=\"1\"><c r=\"A1\"><extLst><v>3</v></extLst><v>1</v></c></row>"), NULL, NULL, "1:=1\n"},
        {"a document type", 'c', "<!DOCTYPE worksheet><worksheet><sheetData/></worksheet>", NULL, NULL,
         "E115 xl/worksheets/sheet1.xml\n"},
        {"another encoding", 'c',
         "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>"
         "\xE9</v></c></row></sheetData></worksheet>",
         NULL, NULL, "1:é\n"},
        {"GBK, and characters that it does not have", 'c',
         "<?xml version=\"1.0\" encoding=\"GB2312\"?><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>"
         "\xD2\xBD\xD4\xBA&#x2460;A</v></c><c r=\"B1\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>",
         "<?xml version=\"1.0\" encoding=\"gbk\"?><sst><si><t>\xD2\xA9\x81\x40</t></si></sst>", NULL,
         "1:医院①A|药丂\n"},
        {"half a character of GBK", 'c',
         "<?xml version=\"1.0\" encoding=\"GBK\"?><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>"
         "\xD2</v></c></row></sheetData></worksheet>",
         NULL, NULL, "E114 xl/worksheets/sheet1.xml\n"},
        {"an encoding of Windows", 'c',
         "<?xml version=\"1.0\" encoding=\"windows-1252\"?><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>"
         "\x80\xE9</v></c></row></sheetData></worksheet>",
         NULL, NULL, "1:€é\n"},
        {"an encoding that nobody knows", 'c',
         "<?xml version=\"1.0\" encoding=\"x-none\"?><worksheet><sheetData/></worksheet>", NULL, NULL,
         "E114 xl/worksheets/sheet1.xml\n"},
        {"no encoding but a path", 'c', "<?xml version=\"1.0\" encoding=\"GBK.1\"?><worksheet><sheetData/></worksheet>",
         NULL, NULL, "E114 xl/worksheets/sheet1.xml\n"},
        {"an encoding in which letters are others", 'c',
         "<?xml version=\"1.0\" encoding=\"IBM037\"?><worksheet><sheetData/></worksheet>", NULL, NULL,
         "E114 xl/worksheets/sheet1.xml\n"},
        {"no encoding told, single quotes in the declaration", 'f',
         "<?xml version='1.0'?><worksheet><sheetData>" CELL("", "1") "</sheetData></worksheet>", NULL, NULL, "1:=1\n"},
        {"utf-8 told in small letters", 'f',
         "<?xml version='1.0' encoding='utf-8'?><worksheet><sheetData>" CELL("", "1") "</sheetData></worksheet>", NULL,
         NULL, "1:=1\n"},
        {"cut off after a row", 'c', "<worksheet><sheetData>" CELL("", "1"), NULL, NULL,
         "1:=1\nE114 xl/worksheets/sheet1.xml\n"},
        {"cut off after the rows", 'c', "<worksheet><sheetData>" CELL("", "1") "</sheetData>", NULL, NULL,
         "1:=1\nE114 xl/worksheets/sheet1.xml\n"},
        {"something after the end", 'c', SHEET(CELL("", "1")) "<x/>", NULL, NULL,
         "1:=1\nE114 xl/worksheets/sheet1.xml\n"},
        {"bytes that are no UTF-8", 'c', SHEET("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\xC3(</v></c></row>"), NULL, NULL,
         "E114 xl/worksheets/sheet1.xml\n"},
        {"a control character", 'c', SHEET("<row r=\"1\"><c r=\"A1\" t=\"str\"><v>\x01</v></c></row>"), NULL, NULL,
         "E114 xl/worksheets/sheet1.xml\n"},
    };

    check_all(examples, JC_LEN(examples));
}

Test(table_xlsx, a_sheet_in_utf_16_is_read)
{
    static const char text[] =
        "<?xml version=\"1.0\" encoding=\"UTF-16\"?>"
        "<worksheet><sheetData><row><c t=\"str\"><v>a</v></c><c><v>1</v></c></row></sheetData></worksheet>";
    struct jc_buf utf16 = {0}, out = {0};
    const char *path;

    jc_buf_add(&utf16, "\xFF\xFE", 2);
    for (size_t i = 0; i < sizeof text - 1; i++) {
        jc_buf_char(&utf16, text[i]);
        jc_buf_char(&utf16, '\0');
    }
    path = kit_xlsx("utf16.xlsx", utf16.p, utf16.len, NULL, NULL);
    kit_dump(&out, path);
    cr_expect_str_eq(jc_buf_text(&out), "1:a|=1\n");
    unlink(path);
    jc_buf_free(&utf16);
    jc_buf_free(&out);
}

/* The quick reading of short numbers, digits as words, against the plain one, over everything that looks like one. */
Test(table_xlsx, short_numbers_are_read_alike_digit_by_digit_and_all_at_once)
{
    static const char signs[] = "0123456789012345678901234567890123456789.....-e+ ,";
    uint64_t seed = 11;
    unsigned quick = 0;

    for (int i = 0; i < 1000000; i++) {
        char text[32] = "</v></c><garbage 123456789";
        size_t n = 1 + random_next(&seed) % 10;
        enum jc_style style = i % 3 ? JC_STYLE_NUMBER : JC_STYLE_DATE;
        struct jc_cell a = {0}, b = {0};
        uint64_t m;
        int places;
        bool good_a, good_b;

        for (size_t k = 0; k < n; k++)
            text[k] = signs[random_next(&seed) % (i % 2 ? 45 : sizeof signs - 1)];
        quick += jc_short_number(text, n, &m, &places);
        good_a = jc_cell_number(&a, text, n, style, false);
        good_b = jc_cell_number_careful(&b, text, n, style, false);
        cr_assert_eq(good_a, good_b, "%.*s", (int)n, text);
        if (good_a)
            cr_assert(a.type == b.type && a.num == b.num && a.exp == b.exp && a.flags == b.flags,
                      "%.*s: %lld e%d, %lld e%d", (int)n, text, (long long)a.num, a.exp, (long long)b.num, b.exp);
    }
    cr_expect(quick > 300000, "%u", quick);
}

/* ---- struck through ------------------------------------------------------------------------------ */

#define STRUCK                                                                                                         \
    STYLES("<fonts><font><sz val=\"11\"/></font><font><strike/></font><font><strike val=\"0\"/></font></fonts>"        \
           "<cellXfs><xf numFmtId=\"0\" fontId=\"0\"/><xf numFmtId=\"14\" fontId=\"1\"/><xf fontId=\"2\" "             \
           "numFmtId=\"0\"/><xf numFmtId=\"0\" fontId=\"9\"/></cellXfs>"                                               \
           "<dxfs><dxf><font><strike/></font></dxf></dxfs>")

#define THROUGH_2(x)  "<mc:AlternateContent xmlns:mc=\"m\"><mc:Fallback>" x "</mc:Fallback></mc:AlternateContent>"
#define THROUGH_8(x)  THROUGH_2(THROUGH_2(THROUGH_2(THROUGH_2(x))))
#define THROUGH_16(x) THROUGH_8(THROUGH_8(x))

Test(table_xlsx, a_cell_whose_style_strikes_it_through_says_so)
{
    static const struct example examples[] = {
        {"every kind of cell", 'f',
         SHEET("<row r=\"1\"><c r=\"A1\" s=\"1\" t=\"s\"><v>0</v></c><c r=\"B1\" s=\"1\"><v>44260</v></c><c r=\"C1\" "
               "s=\"1\" t=\"inlineStr\"><is><t>b</t></is></c><c r=\"D1\" s=\"1\" t=\"str\"><f>x</f><v>c</v></c>"
               "<c r=\"E1\" s=\"1\" t=\"b\"><v>1</v></c><c r=\"F1\" s=\"1\"/><c r=\"G1\" s=\"1\"><f>x</f></c></row>"),
         STRINGS("<si><t>a</t></si>"), STRUCK, "1:a~s|@2021-03-05~s|b~s|c~s|^TRUE~s||?~s\nnote E124 G1\n"},
        {"other styles, and fonts that are not there", 'f',
         SHEET("<row r=\"1\"><c r=\"A1\" s=\"2\"><v>1</v></c><c r=\"B1\" s=\"3\"><v>2</v></c><c r=\"C1\" s=\"7\"><v>3"
               "</v></c><c r=\"D1\"><v>4</v></c></row>"),
         NULL, STRUCK, "1:=1|=2|=3|=4\n"},
        {"a font that no style has", 'f', SHEET(CELL(" s=\"0\"", "1")), NULL,
         STYLES("<fonts><font/><font><strike/></font></fonts><cellXfs><xf numFmtId=\"0\"/></cellXfs>"), "1:=1\n"},
        {"rows, and a cell, that a newer program wrote for older ones", 'c',
         SHEET(
             "<mc:AlternateContent xmlns:mc=\"m\"><mc:Choice Requires=\"x\"><row r=\"1\"><c r=\"A1\"><v>9</v></c></row>"
             "</mc:Choice><mc:Fallback><row r=\"1\"><c r=\"A1\"><v>1</v></c></row></mc:Fallback></mc:AlternateContent>"
             "<row r=\"2\"><mc:AlternateContent xmlns:mc=\"m\"><mc:Fallback><c r=\"A2\"><v>2</v></c></mc:Fallback>"
             "</mc:AlternateContent><c r=\"B2\"><v>3</v></c></row>"),
         NULL, NULL, "1:=1\n2:=2|=3\n"},
        {"as deep as they like", 'c', SHEET(THROUGH_16(THROUGH_16("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"))),
         NULL, NULL, "1:=1\n"},
        {"where the careful parser reads", 'c',
         SHEET("<!-- x --><row r=\"1\"><c r=\"A1\" s=\"1\"><v>44260</v></c></row>"), NULL, STRUCK, "1:@2021-03-05~s\n"},
    };

    check_all(examples, JC_LEN(examples));
}
