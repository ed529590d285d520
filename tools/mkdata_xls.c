/*
 * A small .xls: BIFF8 records ([MS-XLS]) in one stream of a compound file ([MS-CFB]). Strings go to the shared
 * table, days are serials with number format 14 or 22, whole numbers are RK cells, as Excel itself writes them.
 * The cells go to a temporary file first, since the shared strings stand before them. A sheet that is full
 * (65 536 rows) goes on in a new one without a header, as purchase platforms do it.
 */
#include "mkdata.h"

enum { BOF = 0x0809, EOF_ = 0x0A, CODEPAGE = 0x42, WINDOW1 = 0x3D, FONT = 0x31, XF = 0xE0, STYLE = 0x293 };
enum { BOUNDSHEET = 0x85, SST = 0xFC, CONTINUE = 0x3C, DIMENSIONS = 0x200, LABELSST = 0xFD, NUMBER = 0x203 };
enum { RK = 0x27E, MERGEDCELLS = 0xE5, WINDOW2 = 0x23E, RECORD_MAX = 8224, ROWS = 65536, SECTOR = 512 };
/* Cell formats: 15 style slots as Excel has them, then ours. */
enum { XF_PLAIN = 15, XF_DAY, XF_TIME, XF_BOLD, XF_COUNT };

struct sheet {
    char name[64];
    struct jc_buf merges;
    int merged, last_row, last_col;
    long at, bytes; /* of its cells in the temporary file */
};

struct xls {
    FILE *out, *cells;
    struct jc_intern *strings;
    uint32_t used; /* string cells */
    struct sheet *sheets;
    size_t count, cap;
    int base; /* rows that went to earlier sheets of the same name */
};

static void le(struct jc_buf *b, uint64_t v, int bytes)
{
    for (int i = 0; i < bytes; i++)
        jc_buf_char(b, (char)(v >> (8 * i)));
}

static void record(struct jc_buf *b, int type, int size)
{
    le(b, (uint64_t)type, 2);
    le(b, (uint64_t)size, 2);
}

static void flush_cells(struct xls *x, struct jc_buf *b)
{
    if (b->len && fwrite(b->p, 1, b->len, x->cells) != b->len)
        md_die("xls: write failed");
    x->sheets[x->count - 1].bytes += (long)b->len;
    jc_buf_free(b);
}

static void *xls_open(const char *path, enum md_form form)
{
    struct xls *x = jc_alloc(sizeof *x);
    (void)form;
    x->out = fopen(path, "wb");
    x->cells = tmpfile();
    if (!x->out || !x->cells)
        md_die("cannot write %s", path);
    x->strings = jc_intern_new();
    return x;
}

static void add_sheet(struct xls *x, const char *name, int base)
{
    x->sheets = jc_grow(x->sheets, &x->cap, x->count + 1, sizeof *x->sheets);
    struct sheet *s = &x->sheets[x->count++];
    memset(s, 0, sizeof *s);
    jc_copy(s->name, sizeof s->name, name);
    s->at = ftell(x->cells);
    x->base = base;
}

static void xls_sheet(void *s, const char *name)
{
    add_sheet(s, name, 0);
}

/* The sheet that row belongs to and its row there. */
static int row_here(struct xls *x, int row, int col)
{
    if (row - x->base >= ROWS)
        add_sheet(x, md_fmt("Sheet%zu", x->count + 1), x->base + ROWS);
    struct sheet *s = &x->sheets[x->count - 1];
    row -= x->base;
    s->last_row = MD_MAX(s->last_row, row);
    s->last_col = MD_MAX(s->last_col, col);
    return row;
}

static void cell(struct jc_buf *b, int type, int size, int row, int col, int xf)
{
    record(b, type, 6 + size);
    le(b, (uint64_t)row, 2);
    le(b, (uint64_t)col, 2);
    le(b, (uint64_t)xf, 2);
}

static void xls_text(void *s, int row, int col, const char *text, bool bold)
{
    struct xls *x = s;
    struct jc_buf b = {0};
    row = row_here(x, row, col);
    cell(&b, LABELSST, 4, row, col, bold ? XF_BOLD : XF_PLAIN);
    le(&b, jc_intern_put(x->strings, text, strlen(text), NULL), 4);
    x->used++;
    flush_cells(x, &b);
}

static void number(struct xls *x, int row, int col, double v, int xf)
{
    struct jc_buf b = {0};
    uint64_t bits;
    memcpy(&bits, &v, sizeof bits);
    row = row_here(x, row, col);
    if (v == (int32_t)v && v > -(1 << 29) && v < (1 << 29)) {
        cell(&b, RK, 4, row, col, xf);
        le(&b, (uint32_t)((int32_t)v * 4) | 2u, 4);
    } else {
        cell(&b, NUMBER, 8, row, col, xf);
        le(&b, bits, 8);
    }
    flush_cells(x, &b);
}

static void xls_num(void *s, int row, int col, double v)
{
    number(s, row, col, v, XF_PLAIN);
}

static void xls_day(void *s, int row, int col, jc_day day, int second)
{
    number(s, row, col, day + MD_EPOCH + (second < 0 ? 0 : second / 86400.0), second < 0 ? XF_DAY : XF_TIME);
}

static void xls_merge(void *s, int row, int col, int rows, int cols)
{
    struct xls *x = s;
    row = row_here(x, row, col);
    struct sheet *h = &x->sheets[x->count - 1];
    le(&h->merges, (uint64_t)row, 2);
    le(&h->merges, (uint64_t)(row + rows - 1), 2);
    le(&h->merges, (uint64_t)col, 2);
    le(&h->merges, (uint64_t)(col + cols - 1), 2);
    h->merged++;
}

/* ---- the records around the cells ----------------------------------------------------------------- */

/* Characters only (no length): one byte each if all are ASCII, else UTF-16LE. */
static void utf16(struct jc_buf *b, const char *s, bool wide)
{
    struct jc_buf w = {0};
    if (!wide) {
        jc_buf_str(b, s);
        return;
    }
    for (const unsigned char *p = (const unsigned char *)s; *p;) {
        int n = *p < 0x80 ? 1 : *p < 0xE0 ? 2 : *p < 0xF0 ? 3 : 4;
        uint32_t c = n == 1 ? *p : (uint32_t)(*p & (0xFF >> (n + 1)));
        for (int i = 1; i < n; i++)
            c = c << 6 | (p[i] & 0x3F);
        if (c > 0xFFFF)
            md_die("xls: character outside the first plane in %s", s);
        le(&w, c, 2);
        p += n;
    }
    jc_buf_add(b, w.p, w.len);
    jc_buf_free(&w);
}

static bool is_wide(const char *s)
{
    for (; *s; s++)
        if ((unsigned char)*s >= 0x80)
            return true;
    return false;
}

static int utf16_units(const char *s)
{
    int n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

static void bof(struct jc_buf *b, int kind)
{
    record(b, BOF, 16);
    le(b, 0x0600, 2);
    le(b, (uint64_t)kind, 2);
    le(b, 0x0DBB, 2); /* build and year of Excel 97 */
    le(b, 0x07CC, 2);
    le(b, 0x41, 4);
    le(b, 6, 4);
}

static void font(struct jc_buf *b, bool bold)
{
    const char *name = "宋体";
    record(b, FONT, 16 + 2 * utf16_units(name));
    le(b, 220, 2); /* 11 pt */
    le(b, 0, 2);
    le(b, 0x7FFF, 2);
    le(b, bold ? 700 : 400, 2);
    le(b, 0, 4);
    le(b, 134, 1); /* GB2312 character set */
    le(b, 0, 1);
    le(b, (uint64_t)utf16_units(name), 1);
    le(b, 1, 1);
    utf16(b, name, true);
}

static void xf(struct jc_buf *b, int font_index, int format, bool style)
{
    record(b, XF, 20);
    le(b, (uint64_t)font_index, 2);
    le(b, (uint64_t)format, 2);
    le(b, style ? 0xFFF5 : 1, 2);
    le(b, 0x20, 1);
    le(b, 0, 1);
    le(b, 0, 1);
    le(b, style ? 0 : 0x04, 1);
    le(b, 0, 8);
    le(b, 0x20C0, 2);
}

static void formats(struct jc_buf *b)
{
    for (int i = 0; i < 5; i++)
        font(b, i == 1);
    for (int i = 0; i < XF_PLAIN; i++)
        xf(b, 0, 0, true);
    xf(b, 0, 0, false);
    xf(b, 0, 14, false);
    xf(b, 0, 22, false);
    xf(b, 1, 0, false);
    record(b, STYLE, 4);
    le(b, 0x8000, 2);
    le(b, 0xFF00, 2);
}

/* The shared strings; a string never straddles two records. */
static void shared(struct jc_buf *b, const struct xls *x)
{
    struct jc_buf part = {0};
    int type = SST;
    le(&part, x->used, 4);
    le(&part, jc_intern_count(x->strings), 4);
    for (uint32_t i = 0; i <= jc_intern_count(x->strings); i++) {
        const char *s = i < jc_intern_count(x->strings) ? jc_intern_text(x->strings, i, NULL) : NULL;
        size_t need = s ? 3 + (size_t)utf16_units(s) * (is_wide(s) ? 2 : 1) : 0;
        if (!s || part.len + need > RECORD_MAX) {
            record(b, type, (int)part.len);
            jc_buf_add(b, part.p, part.len);
            jc_buf_clear(&part);
            type = CONTINUE;
        }
        if (!s)
            break;
        le(&part, (uint64_t)utf16_units(s), 2);
        le(&part, is_wide(s), 1);
        utf16(&part, s, is_wide(s));
    }
    jc_buf_free(&part);
}

static void sheet_head(struct jc_buf *b, const struct sheet *s)
{
    bof(b, 0x10);
    record(b, DIMENSIONS, 14);
    le(b, 0, 4);
    le(b, (uint64_t)s->last_row + 1, 4);
    le(b, 0, 2);
    le(b, (uint64_t)s->last_col + 1, 2);
    le(b, 0, 2);
}

static void sheet_tail(struct jc_buf *b, const struct sheet *s, bool first)
{
    record(b, WINDOW2, 18);
    le(b, first ? 0x06B6 : 0x00B6, 2);
    le(b, 0, 4);
    le(b, 0x40, 4);
    le(b, 0, 8);
    for (int i = 0; i < s->merged; i += 1000) {
        int n = MD_MIN(1000, s->merged - i);
        record(b, MERGEDCELLS, 2 + 8 * n);
        le(b, (uint64_t)n, 2);
        jc_buf_add(b, s->merges.p + 8 * i, 8 * (size_t)n);
    }
    record(b, EOF_, 0);
}

/* Everything before the first sheet; `at` = where each sheet begins (any number of the right width will do at first). */
static void globals(struct jc_buf *b, const struct xls *x, const uint32_t *at)
{
    bof(b, 5);
    record(b, CODEPAGE, 2);
    le(b, 1200, 2);
    record(b, WINDOW1, 18);
    le(b, 0, 4);
    le(b, 0x3A5C, 2);
    le(b, 0x23BE, 2);
    le(b, 0x38, 2);
    le(b, 0, 4);
    le(b, 1, 2);
    le(b, 600, 2);
    formats(b);
    for (size_t i = 0; i < x->count; i++) {
        const char *name = x->sheets[i].name;
        record(b, BOUNDSHEET, 8 + utf16_units(name) * (is_wide(name) ? 2 : 1));
        le(b, at[i], 4);
        le(b, 0, 2);
        le(b, (uint64_t)utf16_units(name), 1);
        le(b, is_wide(name), 1);
        utf16(b, name, is_wide(name));
    }
    shared(b, x);
    record(b, EOF_, 0);
}

/* ---- the compound file ---------------------------------------------------------------------------- */

struct cfb {
    uint32_t stream, fat, difat; /* sectors of each */
    uint64_t bytes;              /* of the stream, at least 4096 so that it needs no mini stream */
};

static struct cfb cfb_plan(uint64_t bytes)
{
    struct cfb c = {.bytes = MD_MAX(bytes, (uint64_t)4096)};
    c.stream = (uint32_t)((c.bytes + SECTOR - 1) / SECTOR);
    for (uint32_t old = 1; old != c.fat + c.difat;) {
        old = c.fat + c.difat;
        c.fat = (c.stream + 1 + c.fat + c.difat + 127) / 128;
        c.difat = c.fat > 109 ? (c.fat - 109 + 126) / 127 : 0;
    }
    return c;
}

/* Sectors in this order: stream, directory, FAT, DIFAT. */
static void cfb_header(struct jc_buf *b, struct cfb c)
{
    uint32_t first_fat = c.stream + 1;
    jc_buf_add(b, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    for (int i = 0; i < 16; i++)
        le(b, 0, 1);
    le(b, 0x3E, 2);
    le(b, 3, 2);
    le(b, 0xFFFE, 2);
    le(b, 9, 2);
    le(b, 6, 2);
    le(b, 0, 6);
    le(b, 0, 4);
    le(b, c.fat, 4);
    le(b, c.stream, 4); /* directory */
    le(b, 0, 4);
    le(b, 4096, 4);
    le(b, 0xFFFFFFFE, 4); /* no mini FAT */
    le(b, 0, 4);
    le(b, c.difat ? first_fat + c.fat : 0xFFFFFFFE, 4);
    le(b, c.difat, 4);
    for (uint32_t i = 0; i < 109; i++)
        le(b, i < c.fat ? first_fat + i : 0xFFFFFFFF, 4);
}

static void entry(struct jc_buf *b, const char *name, int type, uint32_t child, uint32_t start, uint64_t bytes)
{
    size_t at = b->len;
    for (const char *p = name; *p; p++)
        le(b, (uint64_t)*p, 2);
    while (b->len < at + 64)
        le(b, 0, 2);
    le(b, *name ? 2 * strlen(name) + 2 : 0, 2);
    le(b, (uint64_t)type, 1);
    le(b, 1, 1);
    le(b, 0xFFFFFFFF, 4);
    le(b, 0xFFFFFFFF, 4);
    le(b, child, 4);
    for (int i = 0; i < 9; i++)
        le(b, 0, 4);
    le(b, start, 4);
    le(b, bytes, 8);
}

static void chain(struct jc_buf *b, uint32_t first, uint32_t n)
{
    for (uint32_t i = 1; i <= n; i++)
        le(b, i < n ? first + i : 0xFFFFFFFE, 4);
}

static void fill(struct jc_buf *b, uint64_t to)
{
    while (b->len % to)
        le(b, 0xFFFFFFFF, 1);
}

static void cfb_tables(struct jc_buf *b, struct cfb c)
{
    struct jc_buf fat = {0};
    entry(b, "Root Entry", 5, 1, 0xFFFFFFFE, 0);
    entry(b, "Workbook", 2, 0xFFFFFFFF, 0, c.bytes);
    entry(b, "", 0, 0xFFFFFFFF, 0, 0);
    entry(b, "", 0, 0xFFFFFFFF, 0, 0);
    chain(&fat, 0, c.stream);
    chain(&fat, c.stream, 1);
    for (uint32_t i = 0; i < c.fat; i++)
        le(&fat, 0xFFFFFFFD, 4);
    for (uint32_t i = 0; i < c.difat; i++)
        le(&fat, 0xFFFFFFFC, 4);
    fill(&fat, SECTOR);
    jc_buf_add(b, fat.p, fat.len);
    jc_buf_free(&fat);
    for (uint32_t d = 0; d < c.difat; d++) {
        for (uint32_t i = 0; i < 127; i++) {
            uint32_t n = 109 + d * 127 + i;
            le(b, n < c.fat ? c.stream + 1 + n : 0xFFFFFFFF, 4);
        }
        le(b, d + 1 < c.difat ? c.stream + 1 + c.fat + d + 1 : 0xFFFFFFFE, 4);
    }
}

static void put(struct xls *x, struct jc_buf *b)
{
    if (b->len && fwrite(b->p, 1, b->len, x->out) != b->len)
        md_die("xls: write failed");
    jc_buf_free(b);
}

static void copy_cells(struct xls *x, const struct sheet *s)
{
    char part[65536];
    if (fseek(x->cells, s->at, SEEK_SET))
        md_die("xls: seek failed");
    for (long left = s->bytes; left > 0;) {
        size_t n = fread(part, 1, MD_MIN((size_t)left, sizeof part), x->cells);
        if (!n || fwrite(part, 1, n, x->out) != n)
            md_die("xls: copy failed");
        left -= (long)n;
    }
}

/* Head and tail of a sheet, to know their sizes and to write them. */
static long sheet_parts(const struct xls *x, size_t i, struct jc_buf *head, struct jc_buf *tail)
{
    sheet_head(head, &x->sheets[i]);
    sheet_tail(tail, &x->sheets[i], i == 0);
    return (long)(head->len + tail->len) + x->sheets[i].bytes;
}

static uint64_t lay_out(const struct xls *x, struct jc_buf *front)
{
    uint32_t *at = jc_alloc((x->count + 1) * sizeof *at);
    globals(front, x, at);
    uint64_t pos = front->len;
    for (size_t i = 0; i < x->count; i++) {
        struct jc_buf head = {0}, tail = {0};
        at[i] = (uint32_t)pos;
        pos += (uint64_t)sheet_parts(x, i, &head, &tail);
        jc_buf_free(&head);
        jc_buf_free(&tail);
    }
    jc_buf_clear(front);
    globals(front, x, at);
    free(at);
    return pos;
}

static void xls_close(void *s)
{
    struct xls *x = s;
    struct jc_buf front = {0}, b = {0};
    uint64_t bytes = lay_out(x, &front);
    struct cfb c = cfb_plan(bytes);
    cfb_header(&b, c);
    put(x, &b);
    put(x, &front);
    for (size_t i = 0; i < x->count; i++) {
        struct jc_buf head = {0}, tail = {0};
        sheet_parts(x, i, &head, &tail);
        put(x, &head);
        copy_cells(x, &x->sheets[i]);
        put(x, &tail);
        jc_buf_free(&x->sheets[i].merges);
    }
    for (; bytes < (uint64_t)c.stream * SECTOR; bytes++)
        fputc(0, x->out);
    cfb_tables(&b, c);
    put(x, &b);
    if (fclose(x->out))
        md_die("xls: write failed");
    fclose(x->cells);
    jc_intern_free(x->strings);
    free(x->sheets);
    free(x);
}

const struct md_sink md_xls_sink = {xls_open, xls_sheet, xls_text, xls_num, xls_day, xls_merge, xls_close};
