/* The .xlsx files of tests/data/files: packages as the producers of formats.md 3.3 write them, part by part. */
#ifndef TESTS_FIXTURE_XLSX_H
#define TESTS_FIXTURE_XLSX_H

#include "unit/lock_make.h"
#include "unit/rawzip.h"

#define RELS           "http://schemas.openxmlformats.org/package/2006/relationships"
#define SHEET          KIT_XML "<worksheet xmlns=\"" KIT_MAIN "\">"
#define END            "</worksheet>"
#define STYLES         KIT_XML "<styleSheet xmlns=\"" KIT_MAIN "\">"
#define STRINGS        KIT_XML "<sst xmlns=\"" KIT_MAIN "\">"
#define IS(ref, text)  "<c r=\"" ref "\" t=\"inlineStr\"><is><t>" text "</t></is></c>"
#define SI(ref, n)     "<c r=\"" ref "\" t=\"s\"><v>" #n "</v></c>"
#define NUM(ref, n)    "<c r=\"" ref "\"><v>" n "</v></c>"
#define STY(ref, s, n) "<c r=\"" ref "\" s=\"" #s "\"><v>" n "</v></c>"

struct package {
    struct kit_part part[20];
    size_t n;
    char text[2][2048];
};

static inline void put(struct package *p, const char *name, const char *text)
{
    cr_assert_lt(p->n, JC_LEN(p->part));
    p->part[p->n++] = (struct kit_part){name, text, 0};
}

/* The parts around sheets of these names, "-name" hidden, "--name" very hidden; `props` goes into the workbook. */
static inline void put_book(struct package *p, const char *props, const char *const *names, size_t n)
{
    struct jc_buf book = {0}, rels = {0};

    jc_buf_fmt(&book, KIT_XML "<workbook xmlns=\"" KIT_MAIN "\" xmlns:r=\"" KIT_REL "\">%s<sheets>", props);
    jc_buf_str(&rels, KIT_XML "<Relationships xmlns=\"" RELS "\">");
    for (size_t i = 0; i < n; i++) {
        int dashes = (names[i][0] == '-') + (names[i][0] == '-' && names[i][1] == '-');

        jc_buf_fmt(&book, "<sheet name=\"%s\" sheetId=\"%zu\"%s r:id=\"rId%zu\"/>", names[i] + dashes, i + 1,
                   dashes == 2   ? " state=\"veryHidden\""
                   : dashes == 1 ? " state=\"hidden\""
                                 : "",
                   i + 1);
        jc_buf_fmt(&rels,
                   "<Relationship Id=\"rId%zu\" Type=\"" KIT_REL "/worksheet\" Target=\"worksheets/sheet%zu.xml\"/>",
                   i + 1, i + 1);
    }
    jc_buf_str(&book, "</sheets></workbook>");
    jc_buf_str(&rels, "<Relationship Id=\"rId101\" Type=\"" KIT_REL
                      "/sharedStrings\" Target=\"sharedStrings.xml\"/><Relationship Id=\"rId102\" Type=\"" KIT_REL
                      "/styles\" Target=\"styles.xml\"/></Relationships>");
    jc_copy(p->text[0], sizeof p->text[0], jc_buf_text(&book));
    jc_copy(p->text[1], sizeof p->text[1], jc_buf_text(&rels));
    jc_buf_free(&book);
    jc_buf_free(&rels);
    put(p, "_rels/.rels",
        KIT_XML "<Relationships xmlns=\"" RELS "\"><Relationship Id=\"rId1\" Type=\"" KIT_REL
                "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    put(p, "xl/workbook.xml", p->text[0]);
    put(p, "xl/_rels/workbook.xml.rels", p->text[1]);
}

static inline void put_one(struct package *p, const char *name, const char *sheet)
{
    put_book(p, "", &name, 1);
    put(p, "xl/worksheets/sheet1.xml", sheet);
}

/* The type of a part by its name; NULL = that of its suffix. */
static inline const char *part_type(const char *name)
{
    return strcasestr(name, ".rels")           ? NULL
           : strcasestr(name, "workbook")      ? "sheet.main"
           : strcasestr(name, "worksheets")    ? "worksheet"
           : strcasestr(name, "sharedStrings") ? "sharedStrings"
           : strcasestr(name, "styles")        ? "styles"
                                               : NULL;
}

static inline void finish(struct jc_buf *out, struct package *p, unsigned how)
{
    struct jc_buf types = {0};

    jc_buf_str(&types,
               KIT_XML "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
                       "Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                       "<Default Extension=\"xml\" ContentType=\"application/xml\"/>");
    for (size_t i = 0; i < p->n; i++)
        if (part_type(p->part[i].name))
            jc_buf_fmt(&types,
                       "<Override PartName=\"/%s\" "
                       "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml\"/>",
                       p->part[i].name, part_type(p->part[i].name));
    jc_buf_str(&types, "</Types>");
    put(p, "[Content_Types].xml", jc_buf_text(&types));
    raw_zip(out, p->part, p->n, how | RAW_PLAIN);
    jc_buf_free(&types);
}

/* ---- producers ------------------------------------------------------------------------------------------------------ */

/* POI SXSSF: a dimension of one column, inline strings, doubles by Double.toString, a stray ">" behind formulas. */
static inline void make_sxssf(struct jc_buf *out)
{
    struct package p = {0};

    put_one(&p, "采购明细",
            SHEET
            "<dimension ref=\"A1:A4\"/><sheetViews><sheetView workbookViewId=\"0\" tabSelected=\"true\"/></sheetViews>"
            "<sheetFormatPr defaultRowHeight=\"15.0\"/><sheetData>\n"
            "<row r=\"1\">\n" IS("A1", "医疗机构名称") IS("B1", "订单编号") IS("C1", "药品通用名") IS("D1", "规格") IS(
                "E1", "生产企业") IS("F1", "采购单价") IS("G1", "入库数量") IS("H1", "采购金额") IS("I1", "入库日期")
                IS("J1",
                   "足额") "</row>\n"
                           "<row r=\"2\">\n" IS("A2", "柳川县人民医院") IS("B2", "LX20240507000001") IS(
                               "C2", "甲药片") IS("D2", "20mg*7片/盒") IS("E2", "甲药业有限公司")
                               NUM("F2", "16.600000000000001") NUM("G2", "5.0") NUM("H2", "83.0") IS(
                                   "I2",
                                   "2024-05-07") "<c r=\"J2\" t=\"b\"><f>G2&gt;0</f>><v>1</v></c></row>\n"
                                                 "<row r=\"3\">\n" IS("A3", "柳川县人民医院")
                                                     IS("B3", "LX20240507000002") IS("C3", "乙药胶囊") IS(
                                                         "D3",
                                                         "0.25g*24粒/盒")
                                                         IS("E3", "乙药业有限公司") NUM("F3", "1.23456789") NUM(
                                                             "G3",
                                                             "1.0E7") NUM("H3", "1.23456789E7")
                                                             IS("I3",
                                                                "2024-05-08") "<c r=\"J3\" "
                                                                              "t=\"b\"><f>G3&gt;1E8</f>><v>0</v></c></"
                                                                              "row>\n"
                                                                              "<row r=\"4\">\n" IS("A4",
                                                                                                   "柳川县人民医院")
                                                                                  IS("B4", "LX20240507000003") IS(
                                                                                      "C4", "丙药片") IS("D4",
                                                                                                         "5mg*14片/盒")
                                                                                      IS("E4", "丙药业有限公司") NUM(
                                                                                          "F4",
                                                                                          "67.510000000000005") NUM("G"
                                                                                                                    "4",
                                                                                                                    "2."
                                                                                                                    "0")
                                                                                          NUM("H4", "135.02") IS(
                                                                                              "I4",
                                                                                              "2024-05-09") "<c "
                                                                                                            "r=\"J4\" "
                                                                                                            "t=\"e\"><"
                                                                                                            "f>G4/0</"
                                                                                                            "f>><v>#"
                                                                                                            "DIV/0!</"
                                                                                                            "v></c></"
                                                                                                            "row>\n"
                                                                                                            "</"
                                                                                                            "sheetData"
                                                                                                            ">" END);
    put(&p, "xl/sharedStrings.xml", STRINGS "</sst>");
    finish(out, &p, RAW_DESCRIPTOR);
}

/* The same kind of writer behind a download named .xls: Hutool's big writer with a merged title. */
static inline void make_xlsx_as_xls(struct jc_buf *out)
{
    struct package p = {0};

    put_one(&p, "sheet1",
            SHEET "<sheetData>\n<row r=\"1\">\n" IS("A1", "药品入库统计") "</row>\n<row r=\"2\">\n" IS("A2", "医院名称")
                IS("B2", "药品名称") IS("C2", "入库数量")
                    IS("D2", "入库时间") "</row>\n<row r=\"3\">\n" IS("A3", "柳川县人民医院") IS("B3", "甲药片")
                        NUM("C3", "12.0")
                            IS("D3", "2024-05-07 16:01:13") "</row>\n</sheetData><mergeCells count=\"1\"><mergeCell "
                                                            "ref=\"A1:D1\"/></mergeCells>" END);
    finish(out, &p, RAW_DESCRIPTOR);
}

/* A price database on the web: every cell a shared string, numbers too, a dash for what is not there. */
static inline void make_all_shared(struct jc_buf *out)
{
    struct package p = {0};

    put_one(&p, "sheet1",
            SHEET "<sheetData><row r=\"1\">" SI("A1", 0) SI("B1", 1) SI("C1", 2)
                SI("D1", 3) "</row><row r=\"2\">" SI("A2", 4) SI("B2", 5) SI("C2", 6)
                    SI("D2", 7) "</row><row r=\"3\">" SI("A3", 4) SI("B3", 7) SI("C3", 8)
                        SI("D3", 9) "</row></sheetData>" END);
    put(&p, "xl/sharedStrings.xml",
        STRINGS "<si><t>药品名称</t></si><si><t>中标价</t></si><si><t>转换系数</t></si><si><t>公布日期</t></si>"
                "<si><t>甲药片</t></si><si><t>16.60</t></si><si><t>7</t></si><si><t>—</t></si><si><t>007</t></si>"
                "<si><t xml:space=\"preserve\"> 2024-05-07 </t></si></sst>");
    put(&p, "docProps/app.xml",
        KIT_XML "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">"
                "<Application>Microsoft Excel</Application><AppVersion>12.0000</AppVersion></Properties>");
    finish(out, &p, 0);
}

/* SheetJS table_to_sheet(el, {raw: true}): what looks like a number is text. */
static inline void make_sheetjs_raw(struct jc_buf *out)
{
    struct package p = {0};

    put_one(&p, "Sheet1",
            SHEET
            "<dimension ref=\"A1:C2\"/><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>发票号码</v></c><c r=\"B1\" "
            "t=\"str\"><v>金额</v></c><c r=\"C1\" t=\"str\"><v>日期</v></c></row><row r=\"2\"><c r=\"A2\" "
            "t=\"str\"><v>00123456</v></c><c r=\"B2\" t=\"str\"><v>1,234.50</v></c><c r=\"C2\" "
            "t=\"str\"><v>2024/5/7</v></c></row></sheetData>" END);
    finish(out, &p, 0);
}

/* WPS: a dimension of A1:A1, a core.xml that breaks Dublin Core, days of its own numbers from 176 on and of 14, 31, 57, 58. */
static inline void make_wps(struct jc_buf *out)
{
    struct package p = {0};

    put_one(&p, "入库",
            SHEET "<sheetPr/><dimension ref=\"A1:A1\"/><sheetData><row r=\"1\" spans=\"1:6\">" SI("A1", 0) SI("B1", 1)
                SI("C1", 2) SI("D1", 3) SI("E1", 4) SI("F1", 5) "</row><row r=\"2\" spans=\"1:6\">" SI("A2", 6)
                    STY("B2", 1, "45419") STY("C2", 2, "45419") STY("D2", 3, "45413") STY("E2", 4, "45419")
                        STY("F2", 5, "45419.667511574") "</row></sheetData>" END);
    put(&p, "xl/sharedStrings.xml",
        STRINGS
        "<si><t>药品名称</t></si><si><t>入库日期</t></si><si><t>验收日期</t></si><si><t>结算年月</t></si><si><t>"
        "到货</t></si><si><t>下单时间</t></si><si><r><t>甲药</t></r><r><rPr><b/></rPr><t>片</t></r></si></sst>");
    put(&p, "xl/styles.xml",
        STYLES "<numFmts count=\"1\"><numFmt numFmtId=\"176\" formatCode=\"yyyy/m/d\\ h:mm:ss;@\"/></numFmts><cellXfs "
               "count=\"6\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/><xf numFmtId=\"31\"/><xf "
               "numFmtId=\"57\"/><xf numFmtId=\"58\"/><xf numFmtId=\"176\"/></cellXfs></styleSheet>");
    put(&p, "docProps/app.xml",
        KIT_XML "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">"
                "<Application>WPS 表格</Application></Properties>");
    put(&p, "docProps/core.xml",
        KIT_XML
        "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
        "xmlns:dcterms=\"http://purl.org/dc/terms/\"><dcterms:created>2024-05-07T08:00:00Z</dcterms:created>"
        "<dcterms:created>2024-05-07</dcterms:created></cp:coreProperties>");
    put(&p, "docProps/custom.xml",
        KIT_XML
        "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\"><property "
        "name=\"KSOProductBuildVer\" pid=\"2\"/></Properties>");
    finish(out, &p, 0);
}

/* 腾讯文档: a prefix ns2 everywhere, no-break spaces and line breaks in texts. */
static inline void make_tencent(struct jc_buf *out)
{
    struct package p = {0};

    put_one(&p, "工作表1",
            KIT_XML
            "<ns2:worksheet xmlns:ns2=\"" KIT_MAIN "\"><ns2:sheetData><ns2:row r=\"1\"><ns2:c r=\"A1\" "
            "t=\"s\"><ns2:v>0</ns2:v></ns2:c><ns2:c r=\"B1\" t=\"s\"><ns2:v>1</ns2:v></ns2:c></ns2:row><ns2:row "
            "r=\"2\"><ns2:c r=\"A2\" t=\"s\"><ns2:v>2</ns2:v></ns2:c><ns2:c "
            "r=\"B2\"><ns2:v>1.5</ns2:v></ns2:c></ns2:row></ns2:sheetData></ns2:worksheet>");
    put(&p, "xl/sharedStrings.xml",
        KIT_XML "<ns2:sst xmlns:ns2=\"" KIT_MAIN "\"><ns2:si><ns2:t>药品\u00A0名称</ns2:t></ns2:si><ns2:si><ns2:t "
                "xml:space=\"preserve\">入库\n数量</ns2:t></ns2:si><ns2:si><ns2:t "
                "xml:space=\"preserve\">\u3000甲药片&#10;（缓释） </ns2:t></ns2:si></ns2:sst>");
    finish(out, &p, 0);
}

/* ClosedXML, OpenXML SDK, SSRS: x: on every element, a BOM in each part, absolute targets, single quotes, a new line before r=. */
static inline void make_prefixed(struct jc_buf *out)
{
    struct package p = {0};

    put(&p, "_rels/.rels",
        "\uFEFF<?xml version='1.0' encoding='utf-8'?><Relationships xmlns='" RELS "'><Relationship Type='" KIT_REL
        "/officeDocument' Target='/xl/workbook.xml' Id='R1'/></Relationships>");
    put(&p, "xl/workbook.xml",
        "\uFEFF<?xml version='1.0' encoding='utf-8'?><x:workbook xmlns:x='" KIT_MAIN "' xmlns:r='" KIT_REL
        "'><x:sheets><x:sheet name='明细 &amp; 汇总' sheetId='7' r:id='R2'/></x:sheets></x:workbook>");
    put(&p, "xl/_rels/workbook.xml.rels",
        "\uFEFF<?xml version='1.0' encoding='utf-8'?><Relationships xmlns='" RELS "'><Relationship Type='" KIT_REL
        "/worksheet' Target='/xl/worksheets/sheet.xml' Id='R2'/><Relationship Type='" KIT_REL
        "/sharedStrings' Target='/xl/sharedStrings.xml' Id='R3'/></Relationships>");
    put(&p, "xl/worksheets/sheet.xml",
        "\uFEFF<?xml version='1.0' encoding='utf-8'?><x:worksheet xmlns:x='" KIT_MAIN
        "'><x:sheetData><x:row\nr='1'><x:c\nr='A1' t='s'><x:v>0</x:v></x:c><x:c\r\n r='C1' "
        "t='inlineStr'><x:is><x:t>数量</x:t></x:is></x:c></x:row><x:row r='3'><x:c r='A3' t='s'><x:v>1</x:v></x:c><x:c "
        "r='C3' t='n'><x:v>-8.9763779527559096E-2</x:v></x:c></x:row></x:sheetData></x:worksheet>");
    put(&p, "xl/sharedStrings.xml",
        "\uFEFF<?xml version='1.0' encoding='utf-8'?><x:sst xmlns:x='" KIT_MAIN
        "'><x:si><x:t>药品名称</x:t></x:si><x:si><x:t>甲药片</x:t></x:si></x:sst>");
    finish(out, &p, 0);
}

/* Dynamics, SAP, SSRS: some or all places are left out; what is said counts, what is not follows the one before. 永中 wrote it. */
static inline void make_no_places(struct jc_buf *out)
{
    struct package p = {0};

    put_one(&p, "Sheet1",
            SHEET
            "<sheetData><row><c t=\"inlineStr\"><is><t>A</t></is></c><c t=\"inlineStr\"><is><t>B</t></is></c></row>"
            "<row r=\"3\"><c><v>1</v></c>" NUM("D3", "4") "<c><v>5</v></c></row><row><c r=\"B4\"><v>2</v></c><c/>"
                                                          "<c><v>4</v></c></row></sheetData>" END);
    put(&p, "docProps/app.xml",
        KIT_XML "<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">"
                "<Application>Yozo_Office27021597764231180</Application></Properties>");
    finish(out, &p, 0);
}

/* No dimension, no shared strings, no styles (though a cell names one), no properties. */
static inline void make_bare(struct jc_buf *out)
{
    struct package p = {0};

    put_one(&p, "S", SHEET "<sheetData><row r=\"2\">" IS("B2", "药品") STY("C2", 4, "45419") "</row></sheetData>" END);
    finish(out, &p, 0);
}

/* A zip of Windows: backslashes and other cases in the names of parts. */
static inline void make_backslash(struct jc_buf *out)
{
    struct package p = {0};

    put_one(&p, "S", SHEET "<sheetData><row r=\"1\">" SI("A1", 0) NUM("B1", "5") "</row></sheetData>" END);
    p.part[0].name = "_rels\\.rels";
    p.part[1].name = "XL\\Workbook.xml";
    p.part[2].name = "xl\\_RELS\\workbook.xml.rels";
    p.part[3].name = "xl\\worksheets\\SHEET1.XML";
    put(&p, "xl\\SharedStrings.xml", STRINGS "<si><t>药品</t></si></sst>");
    finish(out, &p, 0);
}

/* Strict OOXML: other namespaces, days as ISO text. */
static inline void make_strict(struct jc_buf *out)
{
#define PURL "http://purl.oclc.org/ooxml/"
    struct package p = {0};

    put(&p, "_rels/.rels",
        KIT_XML "<Relationships xmlns=\"" RELS "\"><Relationship Id=\"rId1\" Type=\"" PURL
                "officeDocument/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    put(&p, "xl/workbook.xml",
        KIT_XML "<workbook xmlns=\"" PURL "spreadsheetml/main\" xmlns:r=\"" PURL
                "officeDocument/relationships\" conformance=\"strict\"><sheets><sheet name=\"严格\" sheetId=\"1\" "
                "r:id=\"rId1\"/></sheets></workbook>");
    put(&p, "xl/_rels/workbook.xml.rels",
        KIT_XML "<Relationships xmlns=\"" RELS "\"><Relationship Id=\"rId1\" Type=\"" PURL
                "officeDocument/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
    put(&p, "xl/worksheets/sheet1.xml",
        KIT_XML "<worksheet xmlns=\"" PURL "spreadsheetml/main\"><sheetData><row r=\"1\">" IS("A1", "验收日期")
            IS("B1", "下单时间")
                IS("C1", "时刻") "</row><row r=\"2\"><c r=\"A2\" t=\"d\"><v>2024-05-07</v></c><c r=\"B2\" "
                                 "t=\"d\"><v>2024-05-07T16:01:13.000</v></c><c r=\"C2\" "
                                 "t=\"d\"><v>08:30:00</v></c></row></sheetData></worksheet>");
    finish(out, &p, 0);
#undef PURL
}

/* zip64 fields and sizes behind the data, as streams write them. */
static inline void make_zip64(struct jc_buf *out)
{
    struct package p = {0};

    put_one(&p, "S", SHEET "<sheetData><row r=\"1\">" IS("A1", "药品") NUM("B1", "5") "</row></sheetData>" END);
    finish(out, &p, RAW_ZIP64 | RAW_DESCRIPTOR);
}

/* ---- strings, formulas, sheets ------------------------------------------------------------------------------------------ */

/* Empty strings keep their number, readings (rPh) are no text, runs are joined, _xHHHH_ is decoded once from left to right. */
static inline void make_strings(struct jc_buf *out)
{
    struct package p = {0};

    put_one(&p, "S",
            SHEET "<sheetData><row r=\"1\">" SI("A1", 0) SI("B1", 1) SI("C1", 2) SI("D1", 3)
                SI("E1", 4) "</row><row r=\"2\">" SI("A2", 5) SI("B2", 6) SI("C2", 7)
                    IS("D2", "a_x000A_b") "<c r=\"E2\" t=\"str\"><v>SH_x005f_x000D_Z002</v></c></row></sheetData>" END);
    put(&p, "xl/sharedStrings.xml",
        STRINGS
        "<si><t>一</t></si><si/><si><t></t></si><si><r><rPr><b/></rPr><t>二</t></r><r><t "
        "xml:space=\"preserve\"> 三 </t></r></si><si><t>東京</t><rPh sb=\"0\" "
        "eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\"/></si><si><t>SH_x005f_x000D_Z002</t></si><si><t>"
        "_x0041_x0042_</t></si><si><t>_x00g1_ &lt;&amp;&gt; _x41_</t></si></sst>");
    finish(out, &p, 0);
}

static inline void make_formulas(struct jc_buf *out)
{
    struct package p = {0};

    put_one(
        &p, "S",
        SHEET
        "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><f>B1&amp;\"x\"</f><v>合格</v></c><c r=\"B1\"><f>1+1</f></c><c "
        "r=\"C1\"><f t=\"shared\" ref=\"C1:C2\" si=\"0\">A1*2</f><v>6</v></c><c r=\"D1\" "
        "t=\"b\"><v>1</v></c></row><row "
        "r=\"2\"><c r=\"A2\" t=\"e\"><v>#DIV/0!</v></c><c r=\"B2\" t=\"e\"><v>#N/A</v></c><c r=\"C2\"><f "
        "t=\"shared\" si=\"0\"/><v>8</v></c><c r=\"D2\" t=\"e\"><f>1/0</f><v>#VALUE!</v></c><c r=\"E2\" "
        "t=\"e\"><v>#REF!</v></c></row><row r=\"3\"><c r=\"A3\" t=\"str\"><f>\"\"</f><v></v></c><c "
        "r=\"B3\"><f>NOW()</f><v/></c></row></sheetData>" END);
    finish(out, &p, 0);
}

/* Hidden rows and columns are data; hidden sheets are not read unless asked for; booleans of attributes are 1 or true. */
static inline void make_hidden(struct jc_buf *out)
{
    static const char *const names[] = {"-旧价格", "明细", "--参数", "备注"};
    struct package p = {0};

    put_book(&p, "<bookViews><workbookView activeTab=\"1\"/></bookViews>", names, JC_LEN(names));
    put(&p, "xl/worksheets/sheet1.xml", SHEET "<sheetData><row r=\"1\">" IS("A1", "旧") "</row></sheetData>" END);
    put(&p, "xl/worksheets/sheet2.xml",
        SHEET "<cols><col min=\"2\" max=\"2\" hidden=\"true\" width=\"9\"/></cols><sheetData><row r=\"1\">" IS(
            "A1", "药品名称") IS("B1", "数量") "</row><row r=\"2\" hidden=\"1\">" IS("A2", "甲药片")
            NUM("B2", "5") "</row><row r=\"3\" hidden=\"true\">" IS("A3", "乙药片")
                NUM("B3", "6") "</row></sheetData><autoFilter ref=\"A1:B3\"/>" END);
    put(&p, "xl/worksheets/sheet3.xml", SHEET "<sheetData><row r=\"1\">" NUM("A1", "1") "</row></sheetData>" END);
    put(&p, "xl/worksheets/sheet4.xml", SHEET "<sheetData/>" END);
    finish(out, &p, 0);
}

/* ---- numbers and days ------------------------------------------------------------------------------------------------------ */

/* Doubles of 17 digits and exponents are numbers; long identifiers as numbers have lost their last digits. */
static inline void make_numbers(struct jc_buf *out)
{
    struct package p = {0};

    put_one(&p, "S",
            SHEET "<sheetData><row r=\"1\">" NUM("A1", "67.510000000000005") NUM("B1", "16.600000000000001")
                NUM("C1", "81865.680000000008") NUM("D1", "1.0E7") NUM("E1", "-8.9763779527559096E-2") NUM("F1", "0.1")
                    NUM("G1", "-0.0") "</row><row r=\"2\">" NUM("A2", "1.55471906230809E+18")
                        NUM("B2", "1554719062308093952") NUM("C2", "24332000000012345678")
                            NUM("D2", "351030001351351000") NUM("E2", "123456789012345") NUM("F2", "1E-7")
                                NUM("G2", "1e+2") "</row><row r=\"3\">" IS("A3", "1.66720000E17") IS("B3", "1,234.50")
                                    IS("C3", "１，２３４．５０") IS("D3", "￥12元") IS("E3", "85.3%") IS("F3", "(5)")
                                        IS("G3", "−5") "</row></sheetData>" END);
    finish(out, &p, 0);
}

/* A row for each format: its number or code, then a serial with it. 57 is defined in the file as a number. */
static inline void make_dates(struct jc_buf *out)
{
    static const struct {
        int id;
        const char *code;
    } formats[] = {{14, NULL},
                   {22, NULL},
                   {27, NULL},
                   {28, NULL},
                   {29, NULL},
                   {30, NULL},
                   {31, NULL},
                   {32, NULL},
                   {33, NULL},
                   {34, NULL},
                   {35, NULL},
                   {36, NULL},
                   {50, NULL},
                   {51, NULL},
                   {52, NULL},
                   {53, NULL},
                   {54, NULL},
                   {55, NULL},
                   {56, NULL},
                   {58, NULL},
                   {57, "0_ "},
                   {176, "yyyy\\-mm\\-dd"},
                   {177, "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"},
                   {178, "[$-804]yyyy&quot;年&quot;m&quot;月&quot;"},
                   {179, "[DBNum1][$-804]yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"},
                   {180, "yyyy/m/d\\ h:mm:ss"},
                   {181, "[h]:mm"},
                   {182, "#,##0.00&quot;元&quot;"},
                   {183, "[Red]0.00"}};
    static char sheet[16384], styles[8192];
    struct package p = {0};
    struct jc_buf rows = {0}, xfs = {0}, codes = {0};

    jc_buf_str(&rows, SHEET "<sheetData>");
    for (size_t i = 0; i < JC_LEN(formats); i++) {
        int id = formats[i].id;
        bool time = (id >= 32 && id <= 35) || id == 55 || id == 56;

        if (formats[i].code)
            jc_buf_fmt(&codes, "<numFmt numFmtId=\"%d\" formatCode=\"%s\"/>", id, formats[i].code);
        jc_buf_fmt(&xfs, "<xf numFmtId=\"%d\"/>", id);
        jc_buf_fmt(&rows, "<row r=\"%zu\"><c r=\"A%zu\"><v>%d</v></c><c r=\"B%zu\" s=\"%zu\"><v>%s</v></c></row>",
                   i + 1, i + 1, id, i + 1, i + 1,
                   time        ? "0.354861111111111"
                   : id == 181 ? "1.25"
                               : "45419");
    }
    jc_buf_str(&rows, "<row r=\"30\"><c r=\"A30\" s=\"1\"><v>45657.00000001</v></c><c r=\"B30\" "
                      "s=\"26\"><v>44926.9999884</v></c><c r=\"C30\"><v>45419</v></c></row></sheetData>" END);
    jc_copy(sheet, sizeof sheet, jc_buf_text(&rows));
    snprintf(styles, sizeof styles,
             STYLES "<numFmts>%s</numFmts><cellXfs><xf numFmtId=\"0\"/>%s</cellXfs></styleSheet>", jc_buf_text(&codes),
             jc_buf_text(&xfs));
    jc_buf_free(&rows);
    jc_buf_free(&xfs);
    jc_buf_free(&codes);
    put_one(&p, "S", sheet);
    put(&p, "xl/styles.xml", styles);
    finish(out, &p, 0);
}

/* Formats whose sections have conditions: the number decides whether it is a day. */
static inline void make_by_value(struct jc_buf *out)
{
    static const char *const codes[] = {"[&lt;100]0;yyyy\\-mm\\-dd",    "[&gt;43831]yyyy/mm/dd;General",
                                        "[&lt;1]h:mm;yyyy\\-mm\\-dd",   "yyyy\\-mm\\-dd;;",
                                        "[=0]&quot;-&quot;;yyyy/m/d;@", ";;;"};
    static const char *const numbers[] = {"0", "0.25", "12.5", "100", "45419"};
    static char sheet[8192], styles[2048];
    struct package p = {0};
    struct jc_buf rows = {0}, xfs = {0}, formats = {0};

    jc_buf_str(&rows, SHEET "<sheetData>");
    for (size_t i = 0; i < JC_LEN(codes); i++) {
        jc_buf_fmt(&formats, "<numFmt numFmtId=\"%zu\" formatCode=\"%s\"/>", 170 + i, codes[i]);
        jc_buf_fmt(&xfs, "<xf numFmtId=\"%zu\"/>", 170 + i);
        jc_buf_fmt(&rows, "<row r=\"%zu\"><c r=\"A%zu\" t=\"inlineStr\"><is><t>%s</t></is></c>", i + 1, i + 1,
                   codes[i]);
        for (size_t k = 0; k < JC_LEN(numbers); k++)
            jc_buf_fmt(&rows, "<c r=\"%c%zu\" s=\"%zu\"><v>%s</v></c>", (char)('B' + k), i + 1, i + 1, numbers[k]);
        jc_buf_str(&rows, "</row>");
    }
    jc_buf_str(&rows, "</sheetData>" END);
    jc_copy(sheet, sizeof sheet, jc_buf_text(&rows));
    snprintf(styles, sizeof styles,
             STYLES "<numFmts>%s</numFmts><cellXfs><xf numFmtId=\"0\"/>%s</cellXfs></styleSheet>",
             jc_buf_text(&formats), jc_buf_text(&xfs));
    jc_buf_free(&rows);
    jc_buf_free(&xfs);
    jc_buf_free(&formats);
    put_one(&p, "S", sheet);
    put(&p, "xl/styles.xml", styles);
    finish(out, &p, 0);
}

/* Saved with its structure protected: encrypted with the password that every program knows. */
static inline void make_protected(struct jc_buf *out, const struct nettle_hash *hash, unsigned bits)
{
    const struct lock_how how = {hash, "SHA512", bits, 100000, "VelvetSweatshop"};
    struct package p = {0};
    struct jc_buf plain = {0};

    put_one(&p, "S",
            SHEET "<sheetData><row r=\"1\">" IS("A1", "药品名称")
                IS("B1", "数量") "</row><row r=\"2\">" IS("A2", "甲药片") NUM("B2", "12") "</row></sheetData>" END);
    finish(&plain, &p, 0);
    lock_make(out, &plain, &how);
    jc_buf_free(&plain);
}

static inline void make_protected_standard(struct jc_buf *out)
{
    make_protected(out, NULL, 128);
}

static inline void make_protected_agile(struct jc_buf *out)
{
    make_protected(out, &nettle_sha512, 256);
}

static inline void make_1904(struct jc_buf *out)
{
    static const char *const names[] = {"S"};
    struct package p = {0};

    put_book(&p, "<workbookPr date1904=\"true\"/>", names, 1);
    put(&p, "xl/worksheets/sheet1.xml",
        SHEET "<sheetData><row r=\"1\">" STY("A1", 1, "43957") STY("B1", 1, "0")
            STY("C1", 1, "43957.75") "</row></sheetData>" END);
    put(&p, "xl/styles.xml", STYLES "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/></cellXfs></styleSheet>");
    finish(out, &p, 0);
}

#endif
