/*
 * Files that are handed in by mistake, told by their names. Text that is something else than a table is known here too,
 * or it would be read as one.
 */
#include "table/pack.h"
#include "table/stranger.h"

#include <ctype.h>

struct magic {
    const char *bytes;
    size_t n;
    const char *what;
};

static const char *by_magic(const struct magic *known, size_t n, const char *p, size_t len)
{
    for (size_t i = 0; i < n; i++)
        if (len >= known[i].n && memcmp(p, known[i].bytes, known[i].n) == 0)
            return known[i].what;
    return NULL;
}

/* ---- text ---------------------------------------------------------------------------------------- */

/*
 * SYLK begins with ID;P, and its lines with the name of a record and fields that begin with a letter: C;Y1;X1;K"a". A
 * head "ID;Price" does not make one.
 */
static bool is_sylk(const char *p, const char *end)
{
    unsigned lines = 0;

    if (end - p < 4 || memcmp(p, "ID;P", 4) != 0)
        return false;
    for (; p < end && lines < 8; lines++) {
        size_t n = 0;

        while (p + n < end && isupper((unsigned char)p[n]))
            n++;
        if (n == 0 || n > 2 || !memmem(" ID B C E F NN NE NU NL O P W ", 30, p, n))
            return false;
        if (p + n + 1 < end && !(p[n] == ';' && isupper((unsigned char)p[n + 1])) && !strchr("\r\n", p[n]))
            return false;
        while (p < end && *p != '\r' && *p != '\n')
            p++;
        while (p < end && (*p == '\r' || *p == '\n'))
            p++;
    }
    return lines > 1;
}

void jc_head_flat(char *dst, const struct jc_source *src, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (src->head[i])
            *dst++ = (char)src->head[i];
    *dst = '\0';
}

bool jc_head_has(const struct jc_source *src, size_t n, const char *text)
{
    char *flat = jc_alloc(n + 1);
    bool has;

    jc_head_flat(flat, src, n);
    has = strstr(flat, text) != NULL;
    free(flat);
    return has;
}

const char *jc_stranger_text(const struct jc_source *src)
{
    static const struct magic known[] = {
        {"%PDF-", 5, "PDF"},
        {"{\\rtf", 5, "RTF"},
        {"{\"", 2, "JSON"},
        {"{\n", 2, "JSON"},
        {"{\r\n", 3, "JSON"},
        {"[{", 2, "JSON"},
        {"TABLE\r\n0,1\r\n", 12, "DIF"},
        {"TABLE\n0,1\n", 10, "DIF"},
        {"<", 1, "XML / HTML"},
    };
    const char *p = (const char *)src->head, *end = p + src->head_len;

    if (end - p > 3 && memcmp(p, "\xEF\xBB\xBF", 3) == 0)
        p += 3;
    if (end - p > 4 && (memcmp(p, "\xFF\xFE<", 4) == 0 || memcmp(p, "\xFE\xFF\0<", 4) == 0))
        return "XML / HTML";
    while (p < end && (*p == ' ' || *p == '\r' || *p == '\n' || *p == '\t'))
        p++;
    return is_sylk(p, end) ? "SYLK (.slk)" : by_magic(known, JC_LEN(known), p, (size_t)(end - p));
}

/* ---- bytes --------------------------------------------------------------------------------------- */

/* dBASE has no magic of its own, but a date, and a table of fields whose length ends where it says. */
static bool is_dbase(const unsigned char *p, size_t n)
{
    size_t head, record;

    if (n < 66 || !memchr("\x02\x03\x30\x31\x32\x43\x63\x83\x8B\x8E\xCB\xF5\xFB", p[0], 13))
        return false;
    head = p[8] | (size_t)p[9] << 8;
    record = p[10] | (size_t)p[11] << 8;
    return p[2] >= 1 && p[2] <= 12 && p[3] >= 1 && p[3] <= 31 && head >= 65 && record >= 2 && isalpha(p[32]) &&
           strchr("CNLDMFBGPYTI@O+V", p[43]) && p[43];
}

/* What lies beside an open workbook, ~$ before its name: who has it open, counted in bytes and again in UTF-16. */
static bool is_owner(const struct jc_source *src)
{
    const unsigned char *p = src->head;

    return src->size == 165 && src->head_len == 165 && p[0] > 0 && p[0] <= 54 && p[55] > 0 && p[55] <= 54 && p[56] == 0;
}

const char *jc_stranger_bytes(const struct jc_source *src)
{
    static const struct magic known[] = {
        {"\x89PNG", 4, "PNG"},
        {"\xFF\xD8\xFF", 3, "JPEG"},
        {"GIF8", 4, "GIF"},
        {"BM", 2, "BMP"},
        {"SQLite format 3", 16, "SQLite"},
        {"\xD0\xCF\x11\xE0", 4, "OLE2 (Word, PowerPoint …)"},
        {"II*\0", 4, "TIFF"},
        {"MM\0*", 4, "TIFF"},
        {"MZ", 2, "EXE"},
    };

    if (is_owner(src))
        return "Excel lock (~$)";
    if (is_dbase(src->head, src->head_len))
        return "dBASE (.dbf)";
    return by_magic(known, JC_LEN(known), (const char *)src->head, src->head_len);
}

/* Archives that are no zip: tables may be in them. A tar begins with the name of its first file. */
const char *jc_stranger_archive(const struct jc_source *src)
{
    static const struct magic known[] = {
        {"Rar!", 4, "RAR"},
        {"7z\xBC\xAF\x27\x1C", 6, "7z"},
        {"\x1F\x8B", 2, "gzip"},
        {"BZh", 3, "bzip2"},
        {"\xFD"
         "7zXZ",
         5, "xz"},
        {"\x28\xB5\x2F\xFD", 4, "zstd"},
    };
    enum { TAR_MAGIC = 257 };

    if (src->head_len >= TAR_MAGIC + 5 && memcmp(src->head + TAR_MAGIC, "ustar", 5) == 0)
        return "tar";
    return by_magic(known, JC_LEN(known), (const char *)src->head, src->head_len);
}

/* ---- packages ------------------------------------------------------------------------------------ */

const char *jc_stranger_pack(struct jc_pack *pack)
{
    static const char *const parts[][2] = {{"word/document.xml", "Word (.docx)"},
                                           {"ppt/presentation.xml", "PowerPoint (.pptx)"},
                                           {"xl/workbook.bin", "Excel (.xlsb)"},
                                           {"Index/Document.iwa", "Apple Numbers (.numbers)"},
                                           {"META-INF/MANIFEST.MF", "Java (.jar)"}};
    static const char *const mimes[][2] = {{"application/vnd.sun.xml.calc", "OpenOffice 1 (.sxc)"},
                                           {"application/vnd.oasis.opendocument.text", "OpenDocument (.odt)"},
                                           {"application/vnd.oasis.opendocument.presentation", "OpenDocument (.odp)"},
                                           {"application/vnd.oasis.opendocument.graphics", "OpenDocument (.odg)"},
                                           {"application/epub+zip", "EPUB"}};
    struct jc_buf mime = {0};
    int64_t part = jc_pack_find(pack, "mimetype");
    const char *what = NULL;

    if (part >= 0 && jc_pack_read(&mime, pack, part, 4096, NULL) == JC_OK)
        for (size_t i = 0; i < JC_LEN(mimes) && !what; i++)
            if (strncmp(jc_buf_text(&mime), mimes[i][0], strlen(mimes[i][0])) == 0)
                what = mimes[i][1];
    jc_buf_free(&mime);
    for (size_t i = 0; i < JC_LEN(parts) && !what; i++)
        if (jc_pack_find(pack, parts[i][0]) >= 0)
            what = parts[i][1];
    return what;
}
