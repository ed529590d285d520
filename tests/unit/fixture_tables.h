/* Workbooks of tests/data/files as hospitals and platforms lay them out: formats.md 1.2, 2 and 3.6. */
#ifndef TESTS_FIXTURE_TABLES_H
#define TESTS_FIXTURE_TABLES_H

#include "unit/fixture_xls.h"
#include "unit/fixture_xlsx.h"

/* 1: 14, 2: 31, 3: 57, 4: 58, 5: yyyy-mm-dd hh:mm:ss */
#define DAY_STYLES                                                                                                     \
    STYLES                                                                                                             \
    "<numFmts count=\"1\"><numFmt numFmtId=\"176\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts><cellXfs "      \
    "count=\"6\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"31\"/><xf numFmtId=\"57\"/><xf "              \
    "numFmtId=\"58\"/><xf numFmtId=\"176\"/></cellXfs></styleSheet>"

static inline void add_text(struct jc_buf *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *escaped = s[i] == '&'                    ? "&amp;"
                              : s[i] == '<'                  ? "&lt;"
                              : s[i] == '\\' || s[i] == '\n' ? "&#10;"
                                                             : NULL;
        jc_buf_add(out, escaped ? escaped : s + i, escaped ? strlen(escaped) : 1);
    }
}

static inline void add_cell(struct jc_buf *out, const char *ref, const char *s, size_t n)
{
    if (n == 0)
        return;
    if (*s == '#') {
        jc_buf_fmt(out, "<c r=\"%s\"><v>%.*s</v></c>", ref, (int)n - 1, s + 1);
    } else if (*s == '@') {
        jc_buf_fmt(out, "<c r=\"%s\" s=\"%c\"><v>%.*s</v></c>", ref, s[1], (int)n - 3, s + 3);
    } else {
        jc_buf_fmt(out, "<c r=\"%s\" t=\"inlineStr\"><is><t xml:space=\"preserve\">", ref);
        add_text(out, s, n);
        jc_buf_str(out, "</t></is></c>");
    }
}

/*
 * The part of a sheet from lines of cells apart by '|': #1.5 a number, @2:45419 a number in style 2, else text, in which
 * '\' is a line break. merges = "A1:D1 B2:C2" or NULL. Borrowed until the eighth call after.
 */
static inline const char *grid(const char *text, const char *merges)
{
    static struct jc_buf sheets[8];
    static int at;
    struct jc_buf *out = &sheets[at = (at + 1) % 8];
    char ref[24];
    uint32_t row = 1;

    jc_buf_clear(out);
    jc_buf_str(out, SHEET "<sheetData>");
    for (const char *p = text; *p; row++) {
        jc_buf_fmt(out, "<row r=\"%u\">", row);
        for (uint32_t col = 0; *p && *p != '\n'; col++) {
            size_t n = strcspn(p, "|\n");

            jc_cell_name(ref, col, row);
            add_cell(out, ref, p, n);
            p += n + (p[n] == '|');
        }
        p += *p == '\n';
        jc_buf_str(out, "</row>");
    }
    jc_buf_str(out, "</sheetData>");
    if (merges)
        jc_buf_str(out, "<mergeCells>");
    for (const char *p = merges; p && *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");

        jc_buf_fmt(out, "<mergeCell ref=\"%.*s\"/>", (int)n, p);
        p += n;
    }
    if (merges)
        jc_buf_str(out, "</mergeCells>");
    jc_buf_str(out, END);
    return jc_buf_text(out);
}

static inline void one_table(struct jc_buf *out, const char *name, const char *text, const char *merges)
{
    struct package p = {0};

    put_one(&p, name, grid(text, merges));
    put(&p, "xl/styles.xml", DAY_STYLES);
    finish(out, &p, 0);
}

static inline void several_tables(struct jc_buf *out, const char *const *names, const char *const *texts, size_t n)
{
    static const char *const parts[] = {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
                                        "xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml"};
    struct package p = {0};

    put_book(&p, "", names, n);
    for (size_t i = 0; i < n; i++)
        put(&p, parts[i], grid(texts[i], NULL));
    put(&p, "xl/styles.xml", DAY_STYLES);
    finish(out, &p, 0);
}

/* The workbook of a round: two title rows, provinces apart by a full-width comma, a second sheet of volumes by region. */
static inline void make_vbp_titles(struct jc_buf *out)
{
    static const char *const names[] = {"中选结果", "约定采购量"};
    static const char *const texts[] = {
        "第二批国家组织药品集中采购中选结果\n（2020年4月1日起执行）\n"
        "序号|品种名称|药品通用名|剂型|规格|包装|转换比|中选企业|中选价格（元）|供应省份\n"
        "#1|阿比特龙片|醋酸阿比特龙片|片剂|250mg|120片/瓶|#120|正大天晴药业集团股份有限公司|#2340|北京，天津，河北\n"
        "#2|甲药片|甲药片|片剂|20mg|20mg*7片*2板/"
        "盒|#14|甲药业有限公司（乙药业有限公司受托生产）|#9.999999999999998|浙江、内蒙古、"
        "新疆（含兵团）\n",
        "约定采购量（万片/万支）\n\n地区|品种|规格|约定采购量\n北京|醋酸阿比特龙片|250mg|#12.5\n"};

    several_tables(out, names, texts, 2);
}

/* Captions over columns, merged; days in the CJK formats 31, 57 and 58; the units per pack in a head of two names. */
static inline void make_wps_groups(struct jc_buf *out)
{
    one_table(out, "验收明细",
              "柳川县人民医院集采药品验收明细（2024年5月）\n"
              "医疗机构名称|订单编号|*药品通用名|规格|最小包装数量\\（转换比）|生产企业（投标企业）|采购情况|||"
              "配送情况||验收情况|||结算年月\n"
              "||||||数量|单价（元）|日期|数量|日期|数量|金额（元）|日期|\n"
              "柳川县人民医院|DD001|甲药片|20mg|#28|甲药业有限公司（乙药业有限公司受托生产）|#10|#16.600000000000001|@"
              "2:45417|#10|@4:"
              "45418|#9|#149.40000000000001|@2:45419|@3:45413\n"
              "|DD002|乙药胶囊|0.25g|#24|丙药业有限公司|#5|#8.5|@1:45417|#5|@4:45418|#5|#42.5|@5:45419.5|@3:45413\n"
              "合　计||||||#15|||#15||#14|#191.9||\n",
              "A1:O1 A2:A3 B2:B3 C2:C3 D2:D3 E2:E3 F2:F3 G2:I2 J2:K2 L2:N2 O2:O3 A4:A5 A6:F6");
}

/* Hospitals in columns: a title with round, years and unit; a sum behind and below. */
static inline void make_wide(struct jc_buf *out)
{
    one_table(out, "分解表",
              "国家第七批集采药品约定采购量分解表（2024年4月1日至2025年3月31日）\n单位：万片\n"
              "序号|药品通用名|规格|生产企业|柳川县人民医院|柳川县中医院|大坪乡卫生院|合计|备注\n"
              "#1|甲药片|20mg|甲药业有限公司|#1.2|#0.30000000000000004||#1.5|\n"
              "#2|乙药胶囊|0.25g|丙药业有限公司|#0|—|#0.05|#0.05|首年\n合计||||#1.2|#0.3|#0.05|#1.55|\n",
              "A1:I1 A6:D6");
}

/* The same below a caption, beside prices and a total that is wrong once; the title names the hospital that leads them. */
static inline void make_wide_caption(struct jc_buf *out)
{
    one_table(out, "Sheet1",
              "柳川县人民医院医共体第七批集采药品约定采购量分解表\n协议期：2024年4月1日至2025年3月31日\n"
              "序号|药品通用名|规格|生产企业|中选价格\\（元）|约定采购量（盒）|||\n"
              "|||||柳川县\\人民医院|大坪乡卫生院|小坪乡卫生院|合计\n"
              "#1|甲药片|20mg*7片|甲药业有限公司|#9.5|#120|#30|#8|#158\n"
              "#2|乙药胶囊|0.25g*24粒|丙药业有限公司|#12|#60|/|#5|#66\n合计|||||#180|#30|#13|#224\n",
              "A1:I1 A2:I2 A3:A4 B3:B4 C3:C4 D3:D4 E3:E4 F3:I3 A7:E7");
}

/* A head of three lines, hospitals in groups; what each needed and agreed; numbers behind the last head. */
static inline void make_wide_groups(struct jc_buf *out)
{
    one_table(out, "分解",
              "柳川县国家第七批约定采购量分解表（2024年4月1日至2025年3月31日）\n"
              "药品通用名|规格|生产企业|约定采购量（盒）|||||需求量（盒）|\n"
              "|||县级医院||乡镇卫生院||总计|县级医院|\n"
              "|||柳川县人民医院|柳川县中医院|大坪乡卫生院|合计||柳川县人民医院|柳川县中医院|\n"
              "甲药片|20mg*7片|甲药业有限公司|#120|#30|#8|#8|#158|#150|#40|#0.8\n"
              "乙药胶囊|0.25g*24粒|丙药业有限公司|#60||#5|#5|#65|#75||#0.8\n",
              "A1:J1 A2:A4 B2:B4 C2:C4 D2:H2 I2:J2 D3:E3 F3:G3 H3:H4 I3:J3");
}

/* Invoice numbers of 20 digits, order numbers of 19 and codes as numbers: their last digits are gone. */
static inline void make_lost_ids(struct jc_buf *out)
{
    one_table(out, "明细",
              "医疗机构编码|医疗机构名称|订单编号|订单明细编号|药品通用名|规格|生产企业|入库数量|入库日期|发票号码\n"
              "H33990100101|柳川县人民医院|#1.55471906230809E+18|#2|甲药片|20mg*7片|甲药业有限公司|#5|@1:45419|#"
              "24332000000012345678\n"
              "H33990100101|柳川县人民医院|1554719062308093952|3|甲药片|20mg*7片|甲药业有限公司|#6|@1:45419|"
              "24332000000012345678，"
              "24332000000012345679\n"
              "H33990100101|柳川县人民医院|1.55472E+18|4|甲药片|20mg*7片|甲药业有限公司|#7|@1:45419|2.43E+19\n"
              "#33990100101|柳川县人民医院|#123456789012345|5|甲药片|20mg*7片|甲药业有限公司|#8|@1:45419|#24332001\n",
              NULL);
}

/* A platform that begins a new sheet where one is full, without a head; and one that is not part of it. */
static inline void make_headless(struct jc_buf *out)
{
    static const char *const names[] = {"明细(1)", "明细(2)", "说明"};
    static const char *const texts[] = {"医疗机构名称|订单编号|药品通用名|规格|生产企业|入库数量|入库日期\n"
                                        "柳川县人民医院|A1|甲药片|20mg*7片|甲药业有限公司|#1|@1:45418\n",
                                        "柳川县人民医院|A2|甲药片|20mg*7片|甲药业有限公司|#2|@1:45419\n柳川县中医院|A3|"
                                        "乙药片|5mg*14片|乙药业有限公司|#3|@1:45419\n",
                                        "数据来源|省平台\n导出人|王五\n"};

    several_tables(out, names, texts, 3);
}

/* A whole table in the first column, as a .csv with semicolons is shown by Excel. */
static inline void make_one_column(struct jc_buf *out)
{
    one_table(out, "Sheet1",
              "医疗机构名称;医保编码;产品名称;剂型;规格;入库数量;入库日期\n"
              "柳川县人民医院;XA02BCL032A001010101234;甲药片;片剂;20mg*7片;12;2024-05-07\n"
              "柳川县中医院;;乙药胶囊;胶囊;0.25g*24粒;3;2024/5/8\n",
              NULL);
}

/* Blocks one below the other, each with a merged title and its own head, columns in another order. */
static inline void make_blocks(struct jc_buf *out)
{
    one_table(
        out, "回流库",
        "柳川县人民医院入库明细\n药品名称|规格|订单编号|入库数量|入库日期\n甲药片|20mg*7片|A1|#1|@1:45419\n小计|||#1|\n"
        "柳川县中医院入库明细\n药品名称|规格|订单编号|入库数量|入库日期\n甲药片|20mg*7片|A2|#2|@1:45419\n"
        "大坪乡卫生院入库明细\n订单编号|入库日期|入库数量|规格|药品名称\nA3|@1:45419|#3|20mg*7片|甲药片\n第 1 页 共 1 "
        "页\n",
        "A1:E1 A5:E5 A8:E8");
}

/* A sheet for each hospital, named by it; in one the title says it. */
static inline void make_hospital_sheets(struct jc_buf *out)
{
    static const char *const names[] = {"柳川县人民医院", "柳川县中医院5月", "Sheet3"};
    static const char *const texts[] = {"单据号|药品名称|规格|入库数量|入库日期\nA1|甲药片|20mg*7片|#1|@1:45419\n",
                                        "单据号|药品名称|规格|入库数量|入库日期\nA1|甲药片|20mg*7片|#2|@1:45419\n",
                                        "医疗机构：大坪乡卫生院||统计期：2024年5月\n单据号|药品名称|规格|入库数量|"
                                        "入库日期\nA1|甲药片|20mg*7片|#3|@1:45419\n"};

    several_tables(out, names, texts, 3);
}

/* A hospital's name merged over its lines, a day over two of them; amounts of merged cells are not spread. */
static inline void make_merged(struct jc_buf *out)
{
    one_table(out, "付款",
              "医疗机构|付款日期|发票号码|付款金额（万元）|付款流水号\n"
              "柳川县人民医院|@1:45419|24001|#1.2345|F1\n||24002|#0.5|F2\n|@1:45420|24003|#0.00005|F3\n"
              "柳川县中医院|@1:45421|24004|#2|F4\n||24005||F5\n",
              "A2:A4 B2:B3 A5:A6 B5:B6 D5:D6");
}

/* Days without a format: serials in a column of days, among days and texts; what is no day is refused at its cell. */
static inline void make_serial_days(struct jc_buf *out)
{
    one_table(out, "明细",
              "医疗机构|订单号|药品名称|规格|入库数量|下单时间|入库日期|有效期\n柳川县人民医院|1|甲药片|1mg*7片|#1|#"
              "45418.667511574|#45419|"
              "#46022\n"
              "柳川县人民医院|2|甲药片|1mg*7片|#1|#45418|@1:45420|2026.10\n柳川县人民医院|3|甲药片|1mg*7片|#1|@5:45418."
              "5|2024-05-09|"
              "24个月\n"
              "柳川县人民医院|4|甲药片|1mg*7片|#1||#12|\n柳川县人民医院|5|甲药片|1mg*7片|#1||#20240510|"
              "\n柳川县人民医院|6|甲药片|1mg*7片|"
              "#1||#45423|\n",
              NULL);
}

/* Months of a platform in one zip, names in GBK as Windows writes them, a folder in it. */
static inline void make_months_zip(struct jc_buf *out)
{
#define MONTH(n, day)                                                                                                  \
    "医疗机构名称,订单编号,药品通用名,规格,生产企业,入库数量,入库日期\r\n柳川县人民医院,A" n                           \
    ",甲药片,20mg*7片,甲药业有限公司," n "," day "\r\n"
    static char names[2][64];
    const struct kit_part parts[] = {{names[0], MONTH("1", "2024-04-08"), 0},
                                     {names[1], MONTH("2", "2024-05-07"), 0},
                                     {"readme.txt", "导出说明\r\n", 0}};

    jc_copy(names[0], sizeof names[0], encoded("GBK", "明细/4月.csv").p);
    jc_copy(names[1], sizeof names[1], encoded("GBK", "明细/5月.csv").p);
    raw_zip(out, parts, JC_LEN(parts), RAW_PLAIN);
#undef MONTH
}

/* ---- one sheet for every format -------------------------------------------------------------------------------------------- */

/*
 * What LibreOffice has turned into the other files of tests/data/agree: texts of every sort, identifiers, numbers, days, times,
 * booleans, errors and formulas. A cell is place, type (s text, n number, b boolean, e error, f formula with its value in
 * `text`), style, text.
 */
static inline void make_agree(struct jc_buf *out)
{
    static const struct {
        const char *ref;
        char type;
        int style;
        const char *text;
    } cells[] = {
        {"A1", 's', 0, "全市集采药品验收明细（2024年5月）"},
        {"A2", 's', 0, "文字"},
        {"B2", 's', 0, "编码\n（文本）"},
        {"C2", 's', 0, "数量"},
        {"D2", 's', 0, "金额（元）"},
        {"E2", 's', 0, "验收日期"},
        {"F2", 's', 0, "下单时间"},
        {"G2", 's', 0, "占比"},
        {"H2", 's', 0, "其他"},
        {"A3", 's', 0, "苯二氮䓬 ㎖ · 😀"},
        {"B3", 's', 1, "00420101"},
        {"C3", 'n', 0, "67.510000000000005"},
        {"D3", 'n', 11, "81865.680000000008"},
        {"E3", 'n', 4, "45419"},
        {"F3", 'n', 7, "45419.667511574072"},
        {"G3", 'n', 2, "0.85299999999999998"},
        {"H3", 'f', 0, "135.02"},
        {"A4", 's', 0, "a <b> & \"c\", d; e|f"},
        {"B4", 's', 1, "24332000000012345678"},
        {"C4", 'n', 0, "-16.600000000000001"},
        {"D4", 'n', 12, "1234567.891"},
        {"E4", 'n', 5, "45419"},
        {"F4", 'n', 15, "45419.5"},
        {"G4", 'n', 3, "0.5"},
        {"H4", 'e', 0, "#DIV/0!"},
        {"A5", 's', 0, " 前后空白 "},
        {"B5", 's', 1, "1E5"},
        {"C5", 'n', 13, "1.0E7"},
        {"D5", 'n', 0, "0.30000000000000004"},
        {"E5", 'n', 6, "45419"},
        {"F5", 'n', 8, "0.35416666666666669"},
        {"G5", 'n', 2, "-0.012"},
        {"H5", 'e', 0, "#N/A"},
        {"A6", 's', 0, "两个  空格"},
        {"B6", 's', 1, "=1+1"},
        {"C6", 'n', 0, "123456789012345"},
        {"D6", 'n', 0, "-1.0E-4"},
        {"E6", 'n', 10, "45413"},
        {"F6", 'n', 9, "1.25"},
        {"G6", 's', 1, "85.3%"},
        {"H6", 'b', 0, "1"},
        {"A7", 's', 0, "全角１２３（Ａ）：，　零宽​不断 格"},
        {"B7", 's', 1, "2024-05-07"},
        {"C7", 'n', 14, "420101"},
        {"D7", 's', 1, "1,234.50"},
        {"E7", 'n', 4, "36525"},
        {"F7", 's', 1, "12:30"},
        {"G7", 's', 1, "TRUE"},
        {"H7", 'b', 0, "0"},
        {"A9", 's', 0, "第一人民医院"},
        {"B9", 's', 0, "—"},
        {"C9", 'n', 0, "0"},
        {"D9", 'n', 0, "1"},
        {"E9", 's', 1, "#N/A"},
        {"C10", 'n', 0, "2"},
        {"C11", 'n', 0, "3"},
    };
    struct package p = {0};
    struct jc_buf sheet = {0};
    size_t row = 0;

    jc_buf_str(&sheet, SHEET "<sheetData>");
    for (size_t i = 0; i < JC_LEN(cells); i++) {
        size_t here = strtoul(cells[i].ref + 1, NULL, 10);

        if (here != row)
            jc_buf_fmt(&sheet, "%s<row r=\"%zu\">", row ? "</row>" : "", here);
        row = here;
        if (cells[i].type == 's') {
            jc_buf_fmt(&sheet, "<c r=\"%s\" s=\"%d\" t=\"inlineStr\"><is><t xml:space=\"preserve\">", cells[i].ref,
                       cells[i].style);
            add_text(&sheet, cells[i].text, strlen(cells[i].text));
            jc_buf_str(&sheet, "</t></is></c>");
        } else {
            jc_buf_fmt(&sheet, "<c r=\"%s\" s=\"%d\" t=\"%c\">%s<v>%s</v></c>", cells[i].ref, cells[i].style,
                       cells[i].type == 'f' ? 'n' : cells[i].type, cells[i].type == 'f' ? "<f>C3*2</f>" : "",
                       cells[i].text);
        }
    }
    jc_buf_str(&sheet, "</row></sheetData><mergeCells count=\"2\"><mergeCell ref=\"A1:H1\"/><mergeCell "
                       "ref=\"A9:A11\"/></mergeCells>" END);
    put_one(&p, "明细", jc_buf_text(&sheet));
    put(&p, "xl/styles.xml",
        STYLES
        "<numFmts count=\"9\"><numFmt numFmtId=\"176\" formatCode=\"yyyy\\-mm\\-dd\"/><numFmt numFmtId=\"177\" "
        "formatCode=\"yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;\"/><numFmt numFmtId=\"178\" "
        "formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/><numFmt numFmtId=\"179\" formatCode=\"[h]:mm:ss\"/><numFmt "
        "numFmtId=\"180\" formatCode=\"yyyy\\-mm\"/><numFmt numFmtId=\"181\" "
        "formatCode=\"&quot;￥&quot;#,##0.00\"/><numFmt numFmtId=\"182\" formatCode=\"000000\"/><numFmt "
        "numFmtId=\"183\" formatCode=\"hh:mm:ss\"/></numFmts><fonts count=\"1\"><font><sz val=\"11\"/><name "
        "val=\"宋体\"/></font></fonts><fills count=\"1\"><fill><patternFill "
        "patternType=\"none\"/></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs "
        "count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"16\"><xf/><xf numFmtId=\"49\"/><xf numFmtId=\"10\"/><xf "
        "numFmtId=\"9\"/><xf numFmtId=\"176\"/><xf numFmtId=\"14\"/><xf numFmtId=\"177\"/><xf numFmtId=\"178\"/><xf "
        "numFmtId=\"183\"/><xf numFmtId=\"179\"/><xf numFmtId=\"180\"/><xf numFmtId=\"4\"/><xf numFmtId=\"181\"/><xf "
        "numFmtId=\"11\"/><xf numFmtId=\"182\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>");
    finish(out, &p, 0);
    jc_buf_free(&sheet);
}

#endif
