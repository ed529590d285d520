/* Which file is what: packages in all the shapes that programs give them, and what is no book at all. */
#include "unit/rawzip.h"

#include <sys/stat.h>

#define SHEET(v)                                                                                                       \
    KIT_XML "<worksheet xmlns=\"" KIT_MAIN "\"><sheetData><row r=\"1\"><c r=\"A1\"><v>" v                              \
            "</v></c></row></sheetData></worksheet>"
#define RELS(body)                                                                                                     \
    KIT_XML "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" body              \
            "</Relationships>"
#define REL(id, type, target) "<Relationship Id=\"" id "\" Type=\"" KIT_REL "/" type "\" Target=\"" target "\"/>"
#define BOOK(pr, sheets)                                                                                               \
    KIT_XML "<workbook xmlns=\"" KIT_MAIN "\" xmlns:r=\"" KIT_REL "\">" pr "<sheets>" sheets "</sheets></workbook>"
#define ENTRY(name, id, more) "<sheet name=\"" name "\" sheetId=\"1\" r:id=\"" id "\"" more "/>"

static void expect_dump(const char *what, const char *path, const char *expect)
{
    struct jc_buf out = {0};

    kit_dump(&out, path);
    cr_expect_str_eq(jc_buf_text(&out), expect, "%s:\n%s", what, jc_buf_text(&out));
    jc_buf_free(&out);
    unlink(path);
}

static void expect_parts(const char *what, const struct kit_part *parts, size_t n, const char *expect)
{
    expect_dump(what, kit_zip("book.xlsx", parts, n), expect);
}

#define EXPECT_PARTS(what, expect, ...)                                                                                \
    do {                                                                                                               \
        const struct kit_part parts_[] = {__VA_ARGS__};                                                                \
        expect_parts(what, parts_, JC_LEN(parts_), expect);                                                            \
    } while (0)

Test(table_book, a_package_is_found_through_its_relations_however_they_are_written)
{
    const char *rels = RELS(REL("rId1", "officeDocument", "xl/workbook.xml"));
    const char *book = BOOK("", ENTRY("S", "rId1", ""));

    EXPECT_PARTS("absolute targets", "1:=1\n",
                 {"_rels/.rels", RELS(REL("rId1", "officeDocument", "/xl/workbook.xml")), 0},
                 {"xl/workbook.xml", book, 0},
                 {"xl/_rels/workbook.xml.rels", RELS(REL("rId1", "worksheet", "/xl/worksheets/sheet1.xml")), 0},
                 {"xl/worksheets/sheet1.xml", SHEET("1"), 0});
    EXPECT_PARTS("backslashes and other letters", "1:=1\n", {"_RELS\\.RELS", rels, 0}, {"XL\\Workbook.xml", book, 0},
                 {"xl\\_rels\\workbook.xml.rels", RELS(REL("rId1", "worksheet", "Worksheets\\SHEET1.xml")), 0},
                 {"xl\\worksheets\\sheet1.xml", SHEET("1"), 0});
    EXPECT_PARTS("dots before names", "1:=1\n", {"./_rels/.rels", rels, 0}, {".\\xl\\workbook.xml", book, 0},
                 {"././xl/_rels/workbook.xml.rels", RELS(REL("rId1", "worksheet", "worksheets/sheet1.xml")), 0},
                 {"/./xl/worksheets/sheet1.xml", SHEET("1"), 0});
    EXPECT_PARTS("dots in targets, another place and name", "1:=1\n",
                 {"_rels/.rels", RELS(REL("r", "officeDocument", "./a/b/book22.xml")), 0}, {"a/b/book22.xml", book, 0},
                 {"[Content_Types].xml",
                  "<Types><Override PartName=\"/a/b/book22.xml\" ContentType=\"application/"
                  "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>",
                  0},
                 {"a/b/_rels/book22.xml.rels", RELS(REL("rId1", "worksheet", "../s/one.xml")), 0},
                 {"a/s/one.xml", SHEET("1"), 0});
    EXPECT_PARTS("no relations at all", "1:=1\n", {"xl/workbook.xml", book, 0},
                 {"xl/worksheets/sheet1.xml", SHEET("1"), 0});
    EXPECT_PARTS("the sheet is not there", "E112 xl/worksheets/sheet1.xml\n", {"_rels/.rels", rels, 0},
                 {"xl/workbook.xml", book, 0});
    EXPECT_PARTS("no sheet in the workbook", "E121\n", {"_rels/.rels", rels, 0}, {"xl/workbook.xml", BOOK("", ""), 0});
    EXPECT_PARTS("a workbook that is no XML", "E114 xl/workbook.xml\n", {"xl/workbook.xml", "<workbook><sheets>", 0});
}

Test(table_book, strict_documents_and_prefixes_are_read_like_others)
{
    EXPECT_PARTS(
        "strict", "1:@2021-03-05\n",
        {"_rels/.rels",
         RELS("<Relationship Id=\"a\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument\" "
              "Target=\"xl/workbook.xml\"/>"),
         0},
        {"xl/workbook.xml",
         "<w:workbook xmlns:w=\"http://purl.oclc.org/ooxml/spreadsheetml/main\" "
         "xmlns:q=\"http://purl.oclc.org/ooxml/officeDocument/relationships\" "
         "conformance=\"strict\"><w:sheets><w:sheet "
         "name='S' sheetId='1' q:id='x'/></w:sheets></w:workbook>",
         0},
        {"xl/_rels/workbook.xml.rels",
         RELS("<Relationship Id=\"x\" Type=\"http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet\" "
              "Target=\"worksheets/sheet1.xml\"/>"),
         0},
        {"xl/worksheets/sheet1.xml",
         "<ns2:worksheet xmlns:ns2=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><ns2:sheetData><ns2:row><ns2:c "
         "t=\"d\"><ns2:v>2021-03-05T00:00:00</ns2:v></ns2:c></ns2:row></ns2:sheetData></ns2:worksheet>",
         0});
}

Test(table_book, hidden_sheets_are_flagged_and_charts_are_passed_over)
{
    const char *rels = RELS(REL("r1", "worksheet", "worksheets/a.xml") REL("r2", "chartsheet", "chartsheets/b.xml")
                                REL("r3", "worksheet", "worksheets/c.xml") REL("r4", "worksheet", "worksheets/a.xml"));

    EXPECT_PARTS("a sheet whose relation is missing is not another one", "[甲]\n1:=1\n[乙]\nE112 r9\n",
                 {"xl/workbook.xml", BOOK("", ENTRY("甲", "r3", "") ENTRY("乙", "r9", "")), 0},
                 {"xl/_rels/workbook.xml.rels", RELS(REL("r3", "worksheet", "worksheets/sheet2.xml")), 0},
                 {"xl/worksheets/sheet2.xml", SHEET("1"), 0});
    EXPECT_PARTS("macros of Excel 5", "1:=1\nnote E125\n",
                 {"xl/workbook.xml", BOOK("", ENTRY("甲", "r1", "") ENTRY("Module1", "", "")), 0},
                 {"xl/_rels/workbook.xml.rels", rels, 0}, {"xl/worksheets/a.xml", SHEET("1"), 0});
    EXPECT_PARTS("three sheets and a chart",
                 "[甲]\n1:=1\n[乙 hidden]\n1:=2\n[丙 hidden]\n1:=1\nnote E125\nnote E123\nnote E123\n",
                 {"xl/workbook.xml",
                  BOOK("", ENTRY("甲", "r1", "") ENTRY("图", "r2", "") ENTRY("乙", "r3", " state=\"hidden\"")
                               ENTRY("丙", "r4", " state=\"veryHidden\"")),
                  0},
                 {"xl/_rels/workbook.xml.rels", rels, 0}, {"xl/worksheets/a.xml", SHEET("1"), 0},
                 {"xl/chartsheets/b.xml", "<chartsheet/>", 0}, {"xl/worksheets/c.xml", SHEET("2"), 0});
}

Test(table_book, days_count_from_1904_where_the_book_says_so)
{
    const char *styles = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>";
    const char *sheet = "<worksheet><sheetData><row><c s=\"1\"><v>43830</v></c><c s=\"1\"><v>43830.25</v></c><c "
                        "s=\"1\"><v>0.25</v></c><c><v>43830</v></c></row></sheetData></worksheet>";

    EXPECT_PARTS("1904", "1:@2024-01-01|@2024-01-01 06:00:00|@1904-01-01 06:00:00|=43830\n",
                 {"xl/workbook.xml", BOOK("<workbookPr date1904=\"true\"/>", ENTRY("S", "r1", "")), 0},
                 {"xl/styles.xml", styles, 0}, {"xl/worksheets/sheet1.xml", sheet, 0});
    EXPECT_PARTS("1904, and what Excel 2013 adds", "1:@2024-01-01|@2024-01-01 06:00:00|@1904-01-01 06:00:00|=43830\n",
                 {"xl/workbook.xml",
                  KIT_XML
                  "<workbook xmlns=\"" KIT_MAIN "\"><workbookPr date1904=\"1\"/><sheets><sheet name=\"S\"/></sheets>"
                  "<extLst><ext uri=\"{140A7094-0E35-4892-8432-C4D2E57EDEB5}\" xmlns:x15=\"x15\"><x15:workbookPr "
                  "chartTrackingRefBase=\"1\"/></ext></extLst></workbook>",
                  0},
                 {"xl/styles.xml", styles, 0}, {"xl/worksheets/sheet1.xml", sheet, 0});
    EXPECT_PARTS("1900", "1:@2019-12-31|@2019-12-31 06:00:00|@06:00:00|=43830\n",
                 {"xl/workbook.xml", BOOK("<workbookPr date1904=\"0\"/>", ENTRY("S", "r1", "")), 0},
                 {"xl/styles.xml", styles, 0}, {"xl/worksheets/sheet1.xml", sheet, 0});
}

/* ---- containers ---------------------------------------------------------------------------------- */

static const struct kit_part plain[] = {
    {"xl/workbook.xml", BOOK("", ENTRY("S", "r1", "")), 0},
    {"xl/worksheets/sheet1.xml", SHEET("1"), 0},
};

static void expect_raw(const char *what, unsigned how, const char *expect)
{
    struct jc_buf file = {0};

    raw_zip(&file, plain, JC_LEN(plain), how);
    expect_dump(what, kit_file("raw.xlsx", file.p, file.len), expect);
    jc_buf_free(&file);
}

Test(table_book, every_kind_of_zip_is_unpacked_and_its_sums_are_checked)
{
    expect_raw("plain", 0, "1:=1\n");
    expect_raw("data descriptors", RAW_DESCRIPTOR, "1:=1\n");
    expect_raw("zip64", RAW_ZIP64, "1:=1\n");
    expect_raw("zip64 with data descriptors", RAW_ZIP64 | RAW_DESCRIPTOR, "1:=1\n");
    expect_raw("a wrong CRC", RAW_BAD_CRC, "E111 xl/workbook.xml\n");
    expect_raw("a wrong length", RAW_BAD_SIZE, "E111 xl/workbook.xml\n");
    expect_raw("encrypted members", RAW_ENCRYPTED, "E108\n");
    expect_raw("a method that nobody uses", RAW_BZIP2, "E113 xl/workbook.xml\n");
}

Test(table_book, a_zip_cut_anywhere_is_refused)
{
    struct jc_buf file = {0};

    raw_zip(&file, plain, JC_LEN(plain), 0);
    for (size_t n = 4; n < file.len; n += 7) {
        struct jc_book *book = NULL;
        struct jc_err err = {0};
        const char *path = kit_file("cut.xlsx", file.p, n);

        cr_expect_eq(jc_book_open(&book, path, &err), JC_INPUT, "%zu bytes", n);
        cr_expect(err.code == 109 || err.code == 106, "%zu bytes: E%03d", n, err.code);
        unlink(path);
    }
    jc_buf_free(&file);
}

/* A row in the middle of 2 MB is changed: the rows before it may come, but never an end without an error. */
Test(table_book, damage_in_a_long_sheet_is_always_found)
{
    struct jc_buf sheet = {0}, file = {0};
    struct kit_part parts[2] = {plain[0], {"xl/worksheets/sheet1.xml", NULL, 0}};

    jc_buf_str(&sheet, "<worksheet><sheetData>");
    for (int i = 1; i <= 40000; i++)
        jc_buf_fmt(&sheet, "<row r=\"%d\"><c r=\"A%d\"><v>%d</v></c></row>", i, i, i * 7919 % 100003);
    jc_buf_str(&sheet, "</sheetData></worksheet>");
    parts[1].text = sheet.p;
    parts[1].len = sheet.len;
    raw_zip(&file, parts, 2, 0);
    for (size_t at = 1000; at < file.len - 1000; at += file.len / 37) {
        struct jc_book *book = NULL;
        struct jc_sheet *s = NULL;
        const struct jc_row *row;
        enum jc_status st;
        const char *path;

        file.p[at] ^= 0x10;
        path = kit_file("damaged.xlsx", file.p, file.len);
        cr_assert_eq(jc_book_open(&book, path, NULL), JC_OK);
        cr_assert_eq(jc_sheet_open(&s, book, 0, NULL), JC_OK);
        while ((st = jc_sheet_next(s, &row, NULL)) == JC_OK)
            ;
        cr_expect_eq(st, JC_INPUT, "a bit changed at %zu", at);
        cr_expect_eq(jc_sheet_next(s, &row, NULL), st, "an error stays");
        jc_sheet_free(s);
        jc_book_free(book);
        unlink(path);
        file.p[at] ^= 0x10;
    }
    jc_buf_free(&sheet);
    jc_buf_free(&file);
}

/* ---- what is no book ------------------------------------------------------------------------------ */

static void expect_bytes(const char *name, const char *data, size_t n, const char *expect)
{
    expect_dump(name, kit_file(name, data, n), expect);
}

/* The smallest compound file with a stream EncryptedPackage: header, one sector of sector numbers, one of the directory. */
static size_t protected_package(char b[512 * 3])
{
    static const char *const names[] = {"Root Entry", "EncryptedPackage"};
    static const unsigned char head[] = {0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1};

    memset(b, 0, 512 * 3);
    memcpy(b, head, sizeof head);
    memcpy(b + 24, "\x3E\0\x03\0\xFE\xFF\x09\0\x06\0", 10);
    b[44] = 1;                       /* sectors of numbers */
    b[48] = 1;                       /* the directory begins in sector 1 */
    memcpy(b + 56, "\0\x10\0\0", 4); /* shorter streams are small ones */
    memset(b + 60, 0xFE, 1), memset(b + 61, 0xFF, 3);
    memset(b + 68, 0xFE, 1), memset(b + 69, 0xFF, 3);
    memset(b + 80, 0xFF, 432); /* sector 0 is the only one of numbers */
    memset(b + 512, 0xFF, 512);
    memset(b + 512, 0xFD, 1); /* 0: numbers */
    memset(b + 516, 0xFE, 1); /* 1: end of the directory */
    for (int i = 0; i < 2; i++) {
        char *e = b + 1024 + 128 * i;

        for (size_t k = 0; names[i][k]; k++)
            e[2 * k] = names[i][k];
        e[64] = (char)(2 * strlen(names[i]) + 2);
        e[66] = i == 0 ? 5 : 2;
        memset(e + 68, 0xFF, 12);
        e[116] = (char)0xFE;
        memset(e + 117, 0xFF, 3);
    }
    memset(b + 1024 + 76, 0, 4);
    b[1024 + 76] = 1; /* the root's child */
    return 512 * 3;
}

#define BYTES(s) s, sizeof s - 1

Test(table_book, what_is_no_spreadsheet_is_named)
{
    char package[512 * 3];
    const struct kit_part word[] = {{"word/document.xml", "<w/>", 0}}, binary[] = {{"xl/workbook.bin", "x", 0}},
                          folder[] = {{"2024/", "", 0}, {"__MACOSX/2024/._x", "x", 0}},
                          other[] = {{"readme.txt", "x", 0}},
                          calc[] = {{"mimetype", "application/vnd.sun.xml.calc", 0}, {"content.xml", "<x/>", 0}},
                          text[] = {{"mimetype", "application/vnd.oasis.opendocument.text", 0}};
    static const char dbase[98] = "\x03\x7C\x03\x05\1\0\0\0\x41\0\x0B\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                  "DRUG\0\0\0\0\0\0\0C";

    expect_bytes("empty.xlsx", BYTES(""), "E101\n");
    expect_bytes("a.pdf", BYTES("%PDF-1.7\nxx\n"), "E107\n");
    expect_bytes("a.png", BYTES("\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "E107\n");
    expect_bytes("noise.xlsx", BYTES("\0\1\2\3\4\5\6\7\0\1\2\3"), "E106\n");
    expect_bytes("page.json", BYTES("{\"a\": [1, 2]}"), "E107\n");
    expect_bytes("feed.xml", BYTES("<rss><a/></rss>"), "E107\n");
    expect_bytes("a.slk", BYTES("ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K\"a\"\r\nE\r\n"), "E107\n");
    expect_bytes("a.csv", BYTES("ID;Price\n甲;12\n"), "1:ID|Price\n2:甲|12\n");
    expect_bytes("b.csv", BYTES("ID;PRICE\nA;12\n"), "1:ID|PRICE\n2:A|12\n");
    expect_bytes("a.dif", BYTES("TABLE\r\n0,1\r\n\"S\"\r\nVECTORS\r\n"), "E107\n");
    expect_bytes("a.dbf", dbase, sizeof dbase, "E107\n");
    expect_bytes("odd.csv", BYTES("name;town and street\n\xFF\xFF;\xFF\xFF\n\xFF\xFF;1234567890\n"), "E135\n");
    expect_bytes("c.csv", BYTES("a\0,b\0\n1\0,2\0\n"), "E129\n");
    expect_dump("word", kit_zip("a.docx", word, 1), "E107\n");
    expect_dump("xlsb", kit_zip("a.xlsb", binary, 1), "E107\n");
    expect_dump("zip", kit_zip("a.zip", other, 1), "E110\n");
    expect_dump("empty zip", kit_zip("a.zip", folder, 2), "E136\n");
    expect_dump("sxc", kit_zip("a.sxc", calc, 2), "E107\n");
    expect_dump("odt", kit_zip("a.odt", text, 1), "E107\n");
    expect_bytes("protected.xlsx", package, protected_package(package), "E108\n");
}

Test(table_book, an_archive_that_is_no_zip_is_named)
{
    char tar[512] = "a.csv";
    memcpy(tar + 257, "ustar", 5);
    expect_bytes("a.rar", BYTES("Rar!\x1A\7\1\0"), "E143\n");
    expect_bytes("a.7z", BYTES("7z\xBC\xAF\x27\x1C\0\4"), "E143\n");
    expect_bytes("a.tar.gz", BYTES("\x1F\x8B\b\0\0\0\0\0"), "E143\n");
    expect_bytes("a.csv.bz2", BYTES("BZh91AY&SY\0\1"), "E143\n");
    expect_bytes("a.csv.xz",
                 BYTES("\xFD"
                       "7zXZ\0\0\4"),
                 "E143\n");
    expect_bytes("a.csv.zst", BYTES("\x28\xB5\x2F\xFD\4\0\0"), "E143\n");
    expect_bytes("a.tar", tar, sizeof tar, "E143\n");
}

Test(table_book, what_cannot_be_opened_is_said_with_its_reason)
{
    struct jc_book *book = NULL;
    struct jc_err err = {0};
    char dir[600], pipe[600], secret[600];

    cr_expect_eq(jc_book_open(&book, "/nowhere/a.xlsx", &err), JC_IO);
    cr_expect_eq(err.code, 3);
    snprintf(dir, sizeof dir, "%s", kit_path("folder"));
    cr_assert_eq(mkdir(dir, 0700), 0);
    cr_expect_eq(jc_book_open(&book, dir, &err), JC_INPUT);
    cr_expect_eq(err.code, 6);
    rmdir(dir);
    snprintf(pipe, sizeof pipe, "%s", kit_path("pipe"));
    cr_assert_eq(mkfifo(pipe, 0600), 0);
    cr_expect_eq(jc_book_open(&book, pipe, &err), JC_INPUT);
    cr_expect_eq(err.code, 100);
    unlink(pipe);
    snprintf(secret, sizeof secret, "%s", kit_file("secret.csv", "a,b\n", 4));
    chmod(secret, 0);
    if (geteuid() != 0) { /* root may read everything */
        cr_expect_eq(jc_book_open(&book, secret, &err), JC_IO);
        cr_expect_eq(err.code, 4);
    }
    unlink(secret);
}

Test(table_book, a_name_that_promises_something_else_is_told)
{
    const char *path = kit_zip("named.xls", plain, JC_LEN(plain));

    expect_dump("xlsx named xls", path, "1:=1\nnote E122 .xls\n");
    expect_bytes("text.XLSX", "甲,乙\n1,2\n", 12, "1:甲|乙\n2:1|2\nnote E122 .XLSX\n");
    expect_bytes("no_ending", "a,b\n", 4, "1:a|b\n");
}

Test(table_book, one_sheet_may_be_open_at_a_time)
{
    const char *path = kit_zip("one.xlsx", plain, JC_LEN(plain));
    struct jc_book *book = NULL;
    struct jc_sheet *a = NULL, *b = NULL;

    cr_assert_eq(jc_book_open(&book, path, NULL), JC_OK);
    cr_expect_str_eq(jc_book_format(book), "xlsx");
    cr_assert_eq(jc_sheet_open(&a, book, 0, NULL), JC_OK);
    cr_expect_eq(jc_sheet_open(&b, book, 0, NULL), JC_INTERNAL);
    jc_sheet_free(a);
    cr_expect_eq(jc_sheet_open(&b, book, 0, NULL), JC_OK);
    jc_sheet_free(b);
    jc_book_free(book);
    unlink(path);
}

/* Chinese or western, where nothing names the encoding: words of hanzi side by side, or single letters among plain ones. */
Test(table_book, text_that_names_no_encoding_is_chinese_or_western)
{
    expect_bytes("fr.csv", BYTES("nom;ville\nRen\xE9; Besan\xE7on\nZo\xEB; Orl\xE9\xE1ns\n"),
                 "1:nom|ville\n2:René| Besançon\n3:Zoë| Orléáns\nnote E167\n");
    expect_bytes("de.csv", BYTES("M\xFCller,K\xF6ln\nJ\xE4ger,N\xFCrnberg\n"),
                 "1:Müller|Köln\n2:Jäger|Nürnberg\nnote E167\n");
    expect_bytes("zh.csv", BYTES("\xC6\xB7,\xC1\xBF\n\xC6\xAC,5\n"), "1:品|量\n2:片|5\n"); /* no two side by side */
    expect_bytes("name.csv",
                 BYTES("a,b\n\xD6\xEC\xE9"
                       "F\xBB\xF9,1\n"),
                 "1:a|b\n2:朱镕基|1\n"); /* a hanzi of E9 46 */
    expect_bytes("u32.csv", BYTES("\xFF\xFE\0\0a\0\0\0,\0\0\0\xE9\0\0\0\n\0\0\0"), "1:a|é\n");
}

/* Big5 and Shift-JIS would be garbled as GB18030, and a byte order mark may stand in front of anything. */
Test(table_book, text_of_another_encoding_of_asia_is_refused_by_its_name)
{
    expect_bytes("big5.csv",
                 BYTES("\xC2\xE5\xB0|\xA6W\xBA\xD9,\xC3\xC4\xAB~\xA6W\xBA\xD9,"
                       "\xBC\xC6\xB6q\n\xA4\xA4\xA5\xA1\xC2\xE5\xB0|,\xAE\xF2\xB4\xE2\xA6"
                       "a\xA5\xAD\xBF\xF5,20\n"),
                 "E135\n");
    expect_bytes("sjis.csv",
                 BYTES("\x95"
                       "a\x89@\x96\xBC,\x88\xE3\x96\xF2\x95i\x96\xBC,\x90\x94\x97\xCA\n\x92\x86\x89\x9B\x95"
                       "a\x89@,\x83"
                       "A\x83\x80\x83\x8D\x83W\x83s\x83\x93\x8F\xF9,20\n"),
                 "E135\n");
    expect_bytes("marked.csv",
                 BYTES("\xEF\xBB\xBF\xC2\xE5\xB0|\xA6W\xBA\xD9,\xC3\xC4\xAB~\xA6W\xBA\xD9,"
                       "\xBC\xC6\xB6q\n\xA4\xA4\xA5\xA1\xC2\xE5\xB0|,\xAE\xF2\xB4\xE2\xA6"
                       "a\xA5\xAD\xBF\xF5,20\n"),
                 "E135\n");
    expect_bytes("fan.csv",
                 BYTES("\xE1t\xD4\xBA\xC3\xFB\xB7Q,\xCB\x8E\xC6\xB7\xC3\xFB\xB7Q,"
                       "\x94\xB5\xC1\xBF\n\xD6\xD0\xD1\xEB\xE1t\xD4\xBA,\xB0\xB1\xC2\xC8\xB5\xD8\xC6\xBD\xE5V,20\n"),
                 "1:醫院名稱|藥品名稱|數量\n2:中央醫院|氨氯地平錠|20\n");
    expect_bytes("en.csv", BYTES("a\x92s,b\x92s\nc\x92s,d\x92s\ne\x92s,f\x92s\ng\x92s,h\x92s\ni\x92s,j\x92s\n"),
                 "1:a’s|b’s\n2:c’s|d’s\n3:e’s|f’s\n4:g’s|h’s\n5:i’s|j’s\nnote E167\n");
}

Test(table_book, a_mark_of_utf8_in_front_of_gbk_is_told)
{
    expect_bytes("gbk.csv",
                 BYTES("\xEF\xBB\xBF\xD2\xBD\xD4\xBA\xC3\xFB\xB3\xC6,\xD2\xA9\xC6\xB7\xC3\xFB\xB3\xC6,"
                       "\xCA\xFD\xC1\xBF\n\xBC\xD7\xD2\xBD\xD4\xBA,\xB0\xB1\xC2\xC8\xB5\xD8\xC6\xBD\xC6\xAC,20\n"),
                 "1:医院名称|药品名称|数量\n2:甲医院|氨氯地平片|20\nnote E159\n");
    expect_bytes("cut.csv", BYTES("\xEF\xBB\xBF品,量\n甲\xE5\xB7,5\n"),
                 "1:品|量\n2:甲\xEF\xBF\xBD\xEF\xBF\xBD|5\nnote E132\n");
    expect_bytes("de.csv", BYTES("\xEF\xBB\xBFM\xC3\xBCller,K\xF6ln\n"), "1:Müller|K\xEF\xBF\xBDln\nnote E132\n");
}

/* What a page or an XML text declares is believed, unless it cannot be true; western ones only where no Chinese stands. */
Test(table_book, declared_charsets_are_believed_as_far_as_they_can_be_true)
{
    expect_bytes("koi8.html", BYTES("<meta charset=koi8-r><table><tr><td>\xF2\xD5\xD3</td></tr></table>"), "1:Рус\n");
    expect_bytes("l2.html", BYTES("<meta charset=iso-8859-2><table><tr><td>\xC0\x31</td></tr></table>"), "1:Ŕ1\n");
    expect_bytes("l1.html", BYTES("<meta charset=iso-8859-1><table><tr><td>M\xFCller</td></tr></table>"), "1:Müller\n");
    expect_bytes("zh.html", BYTES("<meta charset=iso-8859-1><table><tr><td>\xBC\xD7\xD2\xBD\xD4\xBA</td></tr></table>"),
                 "1:甲医院\n");
    expect_bytes("ucs.html", BYTES("<meta charset=unicode><table><tr><td>\xBC\xD7\xD2\xBD\xD4\xBA</td></tr></table>"),
                 "1:甲医院\n");
    expect_bytes("in.csv", BYTES("id,html\n1,<table><tr><td>x</td></tr></table>\n"),
                 "1:id|html\n2:1|<table><tr><td>x</td></tr></table>\n");
    expect_bytes("x.xml", BYTES("\xFF\xFE<\0a\0>\0\n\0<\0/\0a\0>\0"), "E107\n");
}
