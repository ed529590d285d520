/*
 * XML of a sheet, or of shared strings where the first byte is odd, in a package that is well: the scanner and the
 * careful parser have to give the same rows as far as expat finds the text well-formed. The rest of the first byte tells
 * how long the windows are, so that everything lies across the end of one sooner or later.
 */
#include "fuzz/fuzz.h"

#include <zlib.h>

#include "table/stream.h"
#include "table/xlsx.h"

static void le(struct jc_buf *b, uint64_t x, int bytes)
{
    for (int i = 0; i < bytes; i++)
        jc_buf_char(b, (char)(x >> 8 * i));
}

/* A stored member: local header into `file`, directory entry into `dir`. */
static void add_part(struct jc_buf *file, struct jc_buf *dir, const char *name, const void *data, size_t n)
{
    uint32_t crc = (uint32_t)crc32(0, data, (uInt)n), at = (uint32_t)file->len;

    for (int in_dir = 0; in_dir < 2; in_dir++) {
        struct jc_buf *b = in_dir ? dir : file;

        jc_buf_add(b, in_dir ? "PK\1\2\24\0" : "PK\3\4", in_dir ? 6 : 4);
        le(b, 20, 8);
        le(b, 0, 2);
        le(b, crc, 4);
        le(b, n, 4);
        le(b, n, 4);
        le(b, strlen(name), 2);
        le(b, 0, in_dir ? 8 : 2);
        if (in_dir) {
            le(b, 0, 4);
            le(b, at, 4);
        }
        jc_buf_str(b, name);
    }
    jc_buf_add(file, data, n);
}

static void package(struct jc_buf *file, const uint8_t *data, size_t n, bool strings)
{
    static const char book[] = "<workbook><sheets><sheet name=\"S\"/></sheets></workbook>";
    static const char styles[] = "<styleSheet><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"46\"/>"
                                 "</cellXfs></styleSheet>";
    static const char some[] = "<sst><si><t>a</t></si><si><t>&lt;</t></si><si/></sst>";
    static const char sheet[] =
        "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c><c t=\"s\"><v>2"
        "</v></c></row></sheetData></worksheet>";
    struct jc_buf dir = {0};
    size_t at;

    add_part(file, &dir, "xl/workbook.xml", book, sizeof book - 1);
    add_part(file, &dir, "xl/styles.xml", styles, sizeof styles - 1);
    add_part(file, &dir, "xl/sharedStrings.xml", strings ? (const void *)data : some, strings ? n : sizeof some - 1);
    add_part(file, &dir, "xl/worksheets/sheet1.xml", strings ? sheet : (const void *)data,
             strings ? sizeof sheet - 1 : n);
    at = file->len;
    jc_buf_add(file, dir.p, dir.len);
    jc_buf_add(file, "PK\5\6\0\0\0\0\4\0\4\0", 12);
    le(file, dir.len, 4);
    le(file, at, 4);
    le(file, 0, 2);
    jc_buf_free(&dir);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct jc_buf file = {0}, usual = {0}, careful = {0};
    const char *bad;
    char path[64];
    size_t n;
    int fd;

    if (size < 2)
        return 0;
    package(&file, data + 1, size - 1, data[0] & 1);
    fd = fuzz_file(path, file.p, file.len);
    jc_stream_block_for_tests = data[0] / 2 * 5u;
    fuzz_dump(&usual, path);
    xlsx_path_for_tests = 1;
    jc_stream_block_for_tests = 0;
    fuzz_dump(&careful, path);
    xlsx_path_for_tests = 0;
    bad = strstr(jc_buf_text(&careful), "\nE114");
    n = bad ? (size_t)(bad - jc_buf_text(&careful)) : careful.len + 1;
    if (strncmp(jc_buf_text(&usual), jc_buf_text(&careful), n) != 0)
        abort();
    jc_buf_free(&file);
    jc_buf_free(&usual);
    jc_buf_free(&careful);
    close(fd);
    return 0;
}
