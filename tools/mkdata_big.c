/*
 * A streaming .xlsx for files that do not fit in memory: parts go through zlib straight into the zip. Shared form =
 * what Excel writes (strings in a table, sizes in the zip's local headers, 17 digits); inline form = what Java
 * exporters write (inlineStr, zip data descriptors, "5.0").
 */
#include "mkdata.h"

#include <zlib.h>

enum { CHUNK = 1 << 18, PARTS = 64, SHEET_ROWS = 1048576 };

struct part {
    char name[48];
    uint32_t crc;
    uint64_t packed, plain, at;
};

struct big {
    FILE *f;
    bool shared;
    z_stream z;
    struct part part[PARTS];
    int parts;
    unsigned char *out;
    struct jc_buf xml;
    struct jc_intern *strings;
    uint64_t used;
    char sheet[PARTS][64];
    int sheets;
    int row; /* open row, -1 = none */
};

/* ---- zip ------------------------------------------------------------------------------------------ */

static void le(struct jc_buf *b, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        jc_buf_char(b, (char)(v >> (8 * i)));
}

static void put(struct big *b, const void *p, size_t n)
{
    if (fwrite(p, 1, n, b->f) != n)
        md_die("xlsx: write failed");
}

/* The fields that a local header and a directory entry have in common; 1980-01-01 like Excel. */
static void zip_common(struct jc_buf *h, const struct big *b, const struct part *p, bool sizes)
{
    le(h, 20, 2);
    le(h, b->shared ? 0 : 8, 2);
    le(h, 8, 2);
    le(h, 0, 2);
    le(h, 0x21, 2);
    le(h, sizes ? p->crc : 0, 4);
    le(h, sizes ? p->packed : 0, 4);
    le(h, sizes ? p->plain : 0, 4);
    le(h, strlen(p->name), 2);
    le(h, 0, 2);
}

static void local_header(struct big *b, const struct part *p, bool sizes)
{
    struct jc_buf h = {0};
    le(&h, 0x04034B50, 4);
    zip_common(&h, b, p, sizes);
    jc_buf_str(&h, p->name);
    put(b, h.p, h.len);
    jc_buf_free(&h);
}

static void part_begin(struct big *b, const char *name)
{
    struct part *p = &b->part[b->parts++];
    if (b->parts > PARTS - 8)
        md_die("xlsx: too many sheets");
    jc_copy(p->name, sizeof p->name, name);
    p->at = (uint64_t)ftell(b->f);
    p->crc = (uint32_t)crc32(0, NULL, 0);
    p->packed = p->plain = 0;
    local_header(b, p, false);
    b->z = (z_stream){0};
    if (deflateInit2(&b->z, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        md_die("xlsx: deflate");
}

/* What stands in xml goes into the open part. */
static void drain(struct big *b, int flush)
{
    struct part *p = &b->part[b->parts - 1];
    p->crc = (uint32_t)crc32(p->crc, (unsigned char *)jc_buf_text(&b->xml), (uInt)b->xml.len);
    p->plain += b->xml.len;
    b->z.next_in = (unsigned char *)b->xml.p;
    b->z.avail_in = (uInt)b->xml.len;
    do {
        b->z.next_out = b->out;
        b->z.avail_out = CHUNK;
        deflate(&b->z, flush);
        put(b, b->out, CHUNK - b->z.avail_out);
        p->packed += CHUNK - b->z.avail_out;
    } while (b->z.avail_out == 0);
    jc_buf_clear(&b->xml);
}

static void part_end(struct big *b)
{
    struct part *p = &b->part[b->parts - 1];
    drain(b, Z_FINISH);
    deflateEnd(&b->z);
    if (p->packed > UINT32_MAX || p->plain > UINT32_MAX)
        md_die("xlsx: a sheet above 4 GB needs more sheets");
    if (b->shared) { /* like Excel: sizes in the local header */
        fseek(b->f, (long)p->at, SEEK_SET);
        local_header(b, p, true);
        fseek(b->f, 0, SEEK_END);
        return;
    }
    struct jc_buf h = {0}; /* like Java: a data descriptor */
    le(&h, 0x08074B50, 4);
    le(&h, p->crc, 4);
    le(&h, p->packed, 4);
    le(&h, p->plain, 4);
    put(b, h.p, h.len);
    jc_buf_free(&h);
}

static void zip_end(struct big *b)
{
    struct jc_buf h = {0};
    uint64_t at = (uint64_t)ftell(b->f);
    for (int i = 0; i < b->parts; i++) {
        le(&h, 0x02014B50, 4);
        le(&h, 20, 2);
        zip_common(&h, b, &b->part[i], true);
        le(&h, 0, 8);
        le(&h, 0, 2);
        le(&h, b->part[i].at, 4);
        jc_buf_str(&h, b->part[i].name);
    }
    size_t size = h.len;
    le(&h, 0x06054B50, 4);
    le(&h, 0, 4);
    le(&h, (uint64_t)b->parts, 2);
    le(&h, (uint64_t)b->parts, 2);
    le(&h, size, 4);
    le(&h, at, 4);
    le(&h, 0, 2);
    put(b, h.p, h.len);
    jc_buf_free(&h);
}

/* ---- xml ------------------------------------------------------------------------------------------ */

#define XML     "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN    "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE  "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define TYPE    "application/vnd.openxmlformats-officedocument.spreadsheetml."

static void escaped(struct jc_buf *b, const char *s)
{
    for (size_t n; *s; s += n) {
        n = strcspn(s, "&<>");
        jc_buf_add(b, s, n);
        if (!s[n])
            return;
        jc_buf_str(b, s[n] == '&' ? "&amp;" : s[n] == '<' ? "&lt;" : "&gt;");
        n++;
    }
}

static void whole(struct jc_buf *b, uint64_t v)
{
    char t[20];
    int n = 20;
    do
        t[--n] = (char)('0' + v % 10);
    while (v /= 10);
    jc_buf_add(b, t + n, 20 - (size_t)n);
}

/* Opens the row and the cell: <c r="A1" and, if not 0, s="style". */
static void cell(struct big *b, int row, int col, int style)
{
    if (row != b->row) {
        if (b->row >= 0)
            jc_buf_str(&b->xml, "</row>");
        if (row >= SHEET_ROWS)
            md_die("xlsx: more than %d rows", SHEET_ROWS);
        jc_buf_str(&b->xml, b->shared ? "<row r=\"" : "\n<row r=\"");
        whole(&b->xml, (uint64_t)row + 1);
        jc_buf_str(&b->xml, "\">");
        b->row = row;
    }
    jc_buf_str(&b->xml, "<c r=\"");
    if (col >= 26)
        jc_buf_char(&b->xml, (char)('A' + col / 26 - 1));
    jc_buf_char(&b->xml, (char)('A' + col % 26));
    whole(&b->xml, (uint64_t)row + 1);
    jc_buf_char(&b->xml, '"');
    if (style) {
        jc_buf_str(&b->xml, " s=\"");
        whole(&b->xml, (uint64_t)style);
        jc_buf_char(&b->xml, '"');
    }
    if (b->xml.len > CHUNK)
        drain(b, Z_NO_FLUSH);
}

static void big_text(void *s, int row, int col, const char *text, bool bold)
{
    struct big *b = s;
    (void)bold;
    cell(b, row, col, 0);
    if (!b->shared) {
        jc_buf_str(&b->xml, " t=\"inlineStr\"><is><t>");
        escaped(&b->xml, text);
        jc_buf_str(&b->xml, "</t></is></c>");
        return;
    }
    jc_buf_str(&b->xml, " t=\"s\"><v>");
    whole(&b->xml, jc_intern_put(b->strings, text, strlen(text), NULL));
    jc_buf_str(&b->xml, "</v></c>");
    b->used++;
}

static void value(struct big *b, int row, int col, double x, int style)
{
    cell(b, row, col, style);
    jc_buf_str(&b->xml, b->shared ? "><v>" : " t=\"n\"><v>");
    if (x >= 0 && x < 1e15 && x == (double)(uint64_t)x) {
        whole(&b->xml, (uint64_t)x);
        if (!b->shared)
            jc_buf_str(&b->xml, ".0");
    } else {
        jc_buf_fmt(&b->xml, "%.*g", b->shared ? 17 : 15, x);
    }
    jc_buf_str(&b->xml, "</v></c>");
}

static void big_num(void *s, int row, int col, double x)
{
    value(s, row, col, x, 0);
}

static void big_day(void *s, int row, int col, jc_day day, int second)
{
    value(s, row, col, day + MD_EPOCH + (second < 0 ? 0 : second / 86400.0), second < 0 ? 1 : 2);
}

static void big_merge(void *s, int row, int col, int rows, int cols)
{
    (void)s, (void)row, (void)col, (void)rows, (void)cols; /* streaming exporters merge nothing */
}

static void sheet_end(struct big *b)
{
    if (b->sheets == 0)
        return;
    jc_buf_str(&b->xml, b->row >= 0 ? "</row></sheetData></worksheet>" : "</sheetData></worksheet>");
    part_end(b);
}

static void big_sheet(void *s, const char *name)
{
    struct big *b = s;
    sheet_end(b);
    jc_copy(b->sheet[b->sheets++], sizeof b->sheet[0], name);
    b->row = -1;
    part_begin(b, md_fmt("xl/worksheets/sheet%d.xml", b->sheets));
    jc_buf_str(&b->xml, XML "<worksheet xmlns=\"" MAIN "\"><sheetData>");
}

static void *big_open(const char *path, enum md_form form)
{
    struct big *b = jc_alloc(sizeof *b);
    b->f = fopen(path, "wb+");
    if (!b->f)
        md_die("cannot write %s", path);
    b->shared = form == MD_BIG_SHARED;
    b->out = jc_alloc(CHUNK);
    b->strings = jc_intern_new();
    return b;
}

/* ---- the small parts ------------------------------------------------------------------------------ */

static void part_text(struct big *b, const char *name, const char *xml)
{
    part_begin(b, name);
    jc_buf_str(&b->xml, xml);
    part_end(b);
}

static void strings_part(struct big *b)
{
    part_begin(b, "xl/sharedStrings.xml");
    jc_buf_fmt(&b->xml, XML "<sst xmlns=\"" MAIN "\" count=\"%llu\" uniqueCount=\"%u\">", (unsigned long long)b->used,
               jc_intern_count(b->strings));
    for (uint32_t i = 0; i < jc_intern_count(b->strings); i++) {
        jc_buf_str(&b->xml, "<si><t>");
        escaped(&b->xml, jc_intern_text(b->strings, i, NULL));
        jc_buf_str(&b->xml, "</t></si>");
        if (b->xml.len > CHUNK)
            drain(b, Z_NO_FLUSH);
    }
    jc_buf_str(&b->xml, "</sst>");
    part_end(b);
}

static void workbook_part(struct big *b)
{
    part_begin(b, "xl/workbook.xml");
    jc_buf_str(&b->xml, XML "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\"><sheets>");
    for (int i = 0; i < b->sheets; i++)
        jc_buf_fmt(&b->xml, "<sheet name=\"%s\" sheetId=\"%d\" r:id=\"rId%d\"/>", b->sheet[i], i + 1, i + 1);
    jc_buf_str(&b->xml, "</sheets></workbook>");
    part_end(b);
}

static void rels_part(struct big *b)
{
    part_begin(b, "xl/_rels/workbook.xml.rels");
    jc_buf_str(&b->xml, XML "<Relationships xmlns=\"" PACKAGE "relationships\">");
    for (int i = 0; i < b->sheets; i++)
        jc_buf_fmt(&b->xml,
                   "<Relationship Id=\"rId%d\" Type=\"" OFFICE "/worksheet\" Target=\"worksheets/sheet%d.xml\"/>",
                   i + 1, i + 1);
    jc_buf_str(&b->xml, "<Relationship Id=\"rId998\" Type=\"" OFFICE "/styles\" Target=\"styles.xml\"/>");
    if (b->shared)
        jc_buf_str(&b->xml,
                   "<Relationship Id=\"rId999\" Type=\"" OFFICE "/sharedStrings\" Target=\"sharedStrings.xml\"/>");
    jc_buf_str(&b->xml, "</Relationships>");
    part_end(b);
}

static void types_part(struct big *b)
{
    part_begin(b, "[Content_Types].xml");
    jc_buf_str(&b->xml, XML "<Types xmlns=\"" PACKAGE "content-types\">"
                            "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
                            "relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
                            "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" TYPE "sheet.main+xml\"/>"
                            "<Override PartName=\"/xl/styles.xml\" ContentType=\"" TYPE "styles+xml\"/>");
    if (b->shared)
        jc_buf_str(&b->xml, "<Override PartName=\"/xl/sharedStrings.xml\" ContentType=\"" TYPE "sharedStrings+xml\"/>");
    for (int i = 0; i < b->sheets; i++)
        jc_buf_fmt(&b->xml, "<Override PartName=\"/xl/worksheets/sheet%d.xml\" ContentType=\"" TYPE "worksheet+xml\"/>",
                   i + 1);
    jc_buf_str(&b->xml, "</Types>");
    part_end(b);
}

/* Cell formats: 0 plain, 1 a day, 2 a day with time. */
static const char STYLES[] =
    XML "<styleSheet xmlns=\"" MAIN "\"><numFmts count=\"2\"><numFmt numFmtId=\"176\" formatCode=\"yyyy\\-mm\\-dd\"/>"
        "<numFmt numFmtId=\"177\" formatCode=\"yyyy\\-mm\\-dd\\ hh:mm:ss\"/></numFmts><fonts count=\"1\"><font><sz "
        "val=\"11\"/><name val=\"宋体\"/></font></fonts><fills count=\"2\"><fill><patternFill patternType=\"none\"/>"
        "</fill><fill><patternFill patternType=\"gray125\"/></fill></fills><borders count=\"1\"><border><left/><right/>"
        "<top/><bottom/><diagonal/></border></borders><cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" "
        "fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"3\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" "
        "borderId=\"0\" xfId=\"0\"/><xf numFmtId=\"176\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
        "applyNumberFormat=\"1\"/><xf numFmtId=\"177\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" "
        "applyNumberFormat=\"1\"/></cellXfs></styleSheet>";

static void big_close(void *s)
{
    struct big *b = s;
    sheet_end(b);
    if (b->shared)
        strings_part(b);
    part_text(b, "xl/styles.xml", STYLES);
    workbook_part(b);
    rels_part(b);
    part_text(b, "_rels/.rels",
              XML "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" Type=\"" OFFICE
                  "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    types_part(b);
    zip_end(b);
    if (fclose(b->f))
        md_die("xlsx: write failed");
    jc_buf_free(&b->xml);
    jc_intern_free(b->strings);
    free(b->out);
    free(b);
}

const struct md_sink md_big_sink = {big_open, big_sheet, big_text, big_num, big_day, big_merge, big_close};
