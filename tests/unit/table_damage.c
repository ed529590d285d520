/* Damaged files of every old format: read or refused, never a crash, never a hang; FreeXL as the second opinion on .xls. */
#include "unit/table_kit.h"
#include "unit/random.h"
#include "unit/xls_make.h"

#include <freexl.h>

static uint64_t rng_below(uint64_t *seed, uint64_t n)
{
    return random_next(seed) % n;
}

/* ---- damage ------------------------------------------------------------------------------------- */

static void load(struct jc_buf *out, const char *path)
{
    FILE *f = fopen(path, "rb");
    char chunk[4096];
    size_t n;

    cr_assert(f, "%s", path);
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
        jc_buf_add(out, chunk, n);
    fclose(f);
}

/* A few bytes changed, a piece cut out or doubled, or the end cut off. */
static void damage(struct jc_buf *out, const struct jc_buf *whole, uint64_t *r)
{
    size_t at = rng_below(r, whole->len), n = rng_below(r, 600);

    jc_buf_clear(out);
    switch (rng_below(r, 8)) {
    case 0:
        jc_buf_add(out, whole->p, at);
        return;
    case 1:
        jc_buf_add(out, whole->p, at);
        if (at + n < whole->len)
            jc_buf_add(out, whole->p + at + n, whole->len - at - n);
        return;
    case 2:
        jc_buf_add(out, whole->p, at);
        jc_buf_add(out, whole->p + (at > n ? at - n : 0), whole->len - (at > n ? at - n : 0));
        return;
    default:
        jc_buf_add(out, whole->p, whole->len);
        for (size_t i = rng_below(r, 6) + 1; i > 0; i--)
            out->p[rng_below(r, out->len)] = (char)(rng_below(r, 3) ? rng_below(r, 256) : rng_below(r, 2) * 255);
    }
}

/* Reads all there is; whatever comes out is a proper cell. */
static void read_through(const char *path)
{
    struct jc_book *book = NULL;
    struct jc_err err = {0};
    enum jc_status st = jc_book_open(&book, path, &err);

    cr_assert(st == JC_OK || (st == err.status && err.code > 0), "refused without a reason");
    for (size_t i = 0; st == JC_OK && i < jc_book_count(book) && i < 40; i++) {
        struct jc_sheet *sheet = NULL;
        const struct jc_row *row;
        uint32_t last = 0;
        enum jc_status rows = jc_sheet_open(&sheet, book, i, &err);

        while (rows == JC_OK && (rows = jc_sheet_next(sheet, &row, &err)) == JC_OK) {
            cr_assert(row->number > last && row->n > 0 && row->n <= JC_MAX_COLUMNS);
            last = row->number;
            for (uint32_t c = 0; c < row->n; c++)
                if (row->cells[c].type == JC_CELL_TEXT)
                    cr_assert(row->cells[c].len > 0 && jc_utf8_valid(row->cells[c].text, row->cells[c].len));
        }
        cr_assert(rows == JC_END || err.code > 0);
        jc_sheet_free(sheet);
    }
    jc_book_free(book);
}

static void endure(const struct jc_buf *whole, unsigned rounds, uint64_t seed)
{
    uint64_t r = seed;
    struct jc_buf bad = {0};

    for (unsigned i = 0; i < rounds; i++) {
        damage(&bad, whole, &r);
        read_through(kit_file("damaged", bad.p, bad.len));
    }
    unlink(kit_path("damaged"));
    jc_buf_free(&bad);
}

static unsigned rounds(void)
{
    const char *more = getenv("JICAI_TEST_ROUNDS");

    return more ? (unsigned)strtoul(more, NULL, 10) : 400;
}

Test(table_damage, files_of_libreoffice)
{
    static const char *const formats[] = {"xls", "ods", "fods", "xml", "html"};

    for (size_t i = 0; i < JC_LEN(formats); i++) {
        struct jc_buf whole = {0};
        char path[64];

        snprintf(path, sizeof path, "tests/data/agree/agree.%s", formats[i]);
        load(&whole, path);
        endure(&whole, rounds(), i + 1);
        jc_buf_free(&whole);
    }
}

/* Strings over CONTINUE, formulas, rows out of order, merges: more kinds of records than LibreOffice writes. */
static void many_kinds(struct jc_buf *stream, bool biff8)
{
    struct jc_buf globals = {0}, cells = {0};
    struct mk_sheet sheets[2];

    mk_record(&globals, 0x0042, "w", biff8 ? 1200 : 936);
    mk_record(&globals, 0x00E0, "wwz", 0, 14, 16);
    if (biff8) {
        mk_record(&globals, 0x041E, "wwbs", 176, 4, 0, "h:mm");
        mk_record(&globals, 0x00FC, "ddwbuwbwds", 3, 3, 2, 1, "医院", 4, 0x0C, 2, 6, "rich");
        mk_record(&globals, 0x003C, "zwbu", 14, 3, 1, "完");
        mk_record(&globals, 0x003C, "bs", 0, "ok");
        for (unsigned i = 0; i < 3; i++)
            mk_record(&cells, 0x00FD, "wwwd", 2, i, 0, i);
    }
    mk_record(&cells, 0x0203, "wwwf", 0, 0, 0, 45000.5);
    mk_record(&cells, 0x00BD, "wwwdwdw", 5, 3, 0, (5u << 2) | 2, 0, 0x40280000u, 4);
    mk_record(&cells, 0x0006, "wwwbbbbbbwwdw", 1, 1, 0, 0, 0, 0, 0, 0, 0, 0xFFFF, 0, 0, 0);
    if (biff8) {
        mk_record(&cells, 0x0207, "wbu", 2, 1, "合格");
        mk_record(&cells, 0x0204, "wwwwbs", 1, 2, 0, 2, 0, "ab");
    } else {
        mk_record(&cells, 0x0207, "ws", 4, "\xBA\xCF\xB8\xF1");
        mk_record(&cells, 0x0204, "wwwws", 1, 2, 0, 4, "\xD2\xBD\xD4\xBA");
        mk_record(&cells, 0x00D6, "wwwwsbbb", 3, 2, 0, 2, "ab", 1, 0, 0);
    }
    mk_record(&cells, 0x0205, "wwwbb", 7, 6, 0, 0x2A, 1);
    mk_record(&cells, 0x00E5, "wwwww", 1, 0, 1, 0, 3);
    sheets[0] = (struct mk_sheet){"A", 0, 0, cells.p, cells.len};
    sheets[1] = (struct mk_sheet){"B", 1, 0, cells.p, cells.len};
    mk_workbook(stream, biff8, &globals, sheets, 2);
    jc_buf_free(&globals);
    jc_buf_free(&cells);
}

Test(table_damage, workbooks_of_many_kinds_of_records)
{
    for (int biff8 = 0; biff8 < 2; biff8++) {
        struct jc_buf stream = {0}, file = {0};
        struct mk_stream in;

        many_kinds(&stream, biff8);
        in = (struct mk_stream){biff8 ? "Workbook" : "Book", stream.p, stream.len};
        mk_compound(&file, &in, 1);
        endure(&file, rounds(), 10 + (unsigned)biff8);
        endure(&stream, 4 * rounds(), 20 + (unsigned)biff8); /* no container: nearly every byte counts */
        jc_buf_free(&stream);
        jc_buf_free(&file);
    }
}

/* ---- the second opinion -------------------------------------------------------------------------- */

/* FreeXL's value of a cell as our text. */
static void freexl_text(struct jc_buf *out, const FreeXL_CellValue *v)
{
    struct jc_dec d;
    char number[64];

    switch (v->type) {
    case FREEXL_CELL_INT:
        jc_buf_fmt(out, "%d", v->value.int_value);
        break;
    case FREEXL_CELL_DOUBLE:
        cr_assert(jc_dec_double(&d, v->value.double_value));
        jc_dec_text(number, sizeof number, d);
        jc_buf_str(out, number);
        break;
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_DATETIME:
    case FREEXL_CELL_TIME:
        jc_buf_str(out, v->value.text_value);
        break;
    default:
        break;
    }
}

/* formulas: FreeXL has no value for some of them. */
static void compare_row(const void *xl, const struct jc_row *row, bool formulas)
{
    for (uint32_t i = 0; i < row->n; i++) {
        struct jc_buf ours = {0}, theirs = {0};
        FreeXL_CellValue v;

        if (row->cells[i].type == JC_CELL_BOOL || row->cells[i].type == JC_CELL_ERROR)
            continue; /* FreeXL has no such types */
        if (row->cells[i].flags & JC_CELL_TIME && row->cells[i].exp >= 86400)
            continue; /* nor hours beyond a day */
        cr_assert_eq(freexl_get_cell_value(xl, row->number - 1, (unsigned short)i, &v), FREEXL_OK);
        if (formulas && v.type == FREEXL_CELL_NULL)
            continue;
        freexl_text(&theirs, &v);
        jc_cell_text(&ours, &row->cells[i]);
        cr_expect_str_eq(jc_buf_text(&ours), jc_buf_text(&theirs), "row %u column %u: %s, FreeXL %s (%u)", row->number,
                         i, jc_buf_text(&ours), jc_buf_text(&theirs), v.type);
        jc_buf_free(&ours);
        jc_buf_free(&theirs);
    }
}

static void compare(const char *path, bool formulas)
{
    const void *xl = NULL;
    struct jc_book *book = NULL;
    struct jc_sheet *sheet = NULL;
    const struct jc_row *row;

    cr_assert_eq(freexl_open(path, &xl), FREEXL_OK);
    cr_assert_eq(freexl_select_active_worksheet(xl, 0), FREEXL_OK);
    cr_assert_eq(jc_book_open(&book, path, NULL), JC_OK);
    cr_assert_eq(jc_sheet_open(&sheet, book, 0, NULL), JC_OK);
    while (jc_sheet_next(sheet, &row, NULL) == JC_OK)
        compare_row(xl, row, formulas);
    jc_sheet_free(sheet);
    jc_book_free(book);
    freexl_close(xl);
}

Test(table_freexl, says_the_same_as_our_reader)
{
    compare("tests/data/agree/agree.xls", true);
}

Test(table_freexl, says_the_same_of_a_sheet_of_random_cells)
{
    struct jc_buf globals = {0}, cells = {0}, stream = {0}, file = {0};
    struct mk_sheet sheet;
    struct mk_stream in;
    uint64_t r = 7;

    mk_record(&globals, 0x00FC, "ddwbuwbswbu", 3, 3, 2, 1, "医院", 3, 0, "abc", 3, 1, "阿莫西");
    for (unsigned row = 0; row < 300; row++)
        for (unsigned col = 0; col < 12; col++)
            switch (rng_below(&r, 5)) {
            case 0:
                mk_record(&cells, 0x0203, "wwwf", row, col, 0, (double)(int64_t)rng_below(&r, 100000000) / 10000);
                break;
            case 1:
                mk_record(&cells, 0x027E, "wwwd", row, col, 0, (uint32_t)(rng_below(&r, 1u << 29) << 2) | 2);
                break;
            case 2:
                mk_record(&cells, 0x027E, "wwwd", row, col, 0, (uint32_t)(rng_below(&r, 1u << 29) << 2) | 3);
                break;
            case 3:
                mk_record(&cells, 0x00FD, "wwwd", row, col, 0, (uint32_t)rng_below(&r, 3));
                break;
            default:
                break;
            }
    {
        struct jc_buf all = {0};

        mk_record(&all, 0x0200, "ddwww", 0, 300, 0, 12, 0); /* FreeXL needs DIMENSIONS */
        jc_buf_add(&all, cells.p, cells.len);
        sheet = (struct mk_sheet){"S", 0, 0, all.p, all.len};
        mk_workbook(&stream, true, &globals, &sheet, 1);
        jc_buf_free(&all);
    }
    in = (struct mk_stream){"Workbook", stream.p, stream.len};
    mk_compound(&file, &in, 1);
    compare(kit_file("random.xls", file.p, file.len), false);
    unlink(kit_path("random.xls"));
    jc_buf_free(&globals);
    jc_buf_free(&cells);
    jc_buf_free(&stream);
    jc_buf_free(&file);
}
