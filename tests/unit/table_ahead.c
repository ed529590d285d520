/* Rows that a thread reads ahead: the same ones in the same order, and the same end. */
#include "unit/table_kit.h"

#include "table/ahead.h"
#include "unit/random.h"

/* ---- a sheet that is made up, in memory that is written over for each row ------------------------ */

struct made {
    uint32_t next, rows;
    enum jc_status ends;
    struct jc_cell cells[4000];
    char text[40000];
    struct jc_row row;
    bool running; /* on either side, since next() is called by one of them at a time */
};

static const char shared[] = "shared";

static uint32_t cells_of(uint32_t number)
{
    return number % 701 == 700 ? 4000 : number % 7;
}

static uint32_t bytes_of(uint32_t number)
{
    return number % 997 == 996 ? 40000 : number % 11;
}

static char letter_of(uint32_t number)
{
    return (char)('a' + number % 26);
}

static enum jc_status made_next(void *sheet, const struct jc_row **row, struct jc_err *err)
{
    struct made *m = sheet;
    cr_assert(!m->running);
    m->running = true;
    if (m->next == m->rows) {
        m->running = false;
        return m->ends == JC_END ? JC_END : jc_fail(err, m->ends, 111, "part", "why", NULL);
    }
    const uint32_t number = m->next++, bytes = bytes_of(number);
    memset(m->text, letter_of(number), sizeof m->text);
    for (uint32_t i = 0; i < cells_of(number); i++)
        m->cells[i] = i % 3 == 2   ? (struct jc_cell){.type = JC_CELL_NUMBER, .num = number, .str = -1}
                      : i % 3 == 1 ? (struct jc_cell){.type = JC_CELL_TEXT, .text = shared, .len = 6, .str = 5}
                                   : (struct jc_cell){.type = JC_CELL_TEXT, .text = m->text, .len = bytes, .str = -1};
    m->row = (struct jc_row){.number = number, .n = cells_of(number), .cells = m->cells, .fields = number + 1};
    *row = &m->row;
    m->running = false;
    return JC_OK;
}

static const struct jc_format made_format = {.name = "made", .next = made_next};

static void expect_row(const struct jc_row *row, uint32_t number)
{
    cr_assert_eq(row->number, number);
    cr_assert_eq(row->n, cells_of(number));
    cr_assert_eq(row->fields, number + 1);
    for (uint32_t i = 0; i < row->n; i++) {
        const struct jc_cell *c = &row->cells[i];
        if (i % 3 == 2) {
            cr_assert_eq(c->num, number);
            continue;
        }
        cr_assert_eq(c->len, i % 3 == 1 ? 6 : bytes_of(number));
        cr_assert(i % 3 == 0 || c->text == shared);
        for (uint32_t k = 0; i % 3 == 0 && k < c->len; k++)
            cr_assert_eq(c->text[k], letter_of(number));
    }
}

static void expect_all(uint32_t rows, enum jc_status ends)
{
    struct made *m = jc_alloc(sizeof *m);
    struct jc_err err = {0};
    const struct jc_row *row;
    uint32_t n = 0;
    enum jc_status st;
    m->rows = rows;
    m->ends = ends;
    struct ahead *a = ahead_new(&made_format, m);
    cr_assert(a);
    while ((st = ahead_next(a, &row, &err)) == JC_OK)
        expect_row(row, n++);
    cr_expect_eq(n, rows);
    cr_expect_eq(st, ends);
    cr_expect(ends == JC_END || (err.code == 111 && strcmp(err.value, "part") == 0));
    ahead_free(a);
    free(m);
}

Test(table_ahead, every_row_comes_once_in_its_order_before_the_end)
{
    static const uint32_t rows[] = {0, 1, 2, 127, 128, 129, 1023, 1024, 1025, 10007};
    for (size_t i = 0; i < JC_LEN(rows); i++)
        expect_all(rows[i], JC_END);
}

Test(table_ahead, a_failure_comes_after_the_rows_before_it)
{
    static const uint32_t rows[] = {0, 1, 128, 5000};
    for (size_t i = 0; i < JC_LEN(rows); i++)
        expect_all(rows[i], JC_INPUT);
}

/* Whoever has enough may leave at any row, with the thread waiting for room or not. */
Test(table_ahead, a_sheet_may_be_left_at_any_row)
{
    uint64_t seed = 7;
    for (int round = 0; round < 200; round++) {
        struct made *m = jc_alloc(sizeof *m);
        struct jc_err err = {0};
        const struct jc_row *row;
        m->rows = (uint32_t)(random_next(&seed) % 9000);
        m->ends = JC_END;
        struct ahead *a = ahead_new(&made_format, m);
        const uint32_t leave = (uint32_t)(random_next(&seed) % 3000);
        for (uint32_t i = 0; i < leave && i < m->rows; i++) {
            cr_assert_eq(ahead_next(a, &row, &err), JC_OK);
            expect_row(row, i);
        }
        ahead_free(a);
        free(m);
    }
}

/* ---- through a book ----------------------------------------------------------------------------- */

static void read_book(struct jc_buf *out, const char *path, bool ahead)
{
    struct jc_book *book;
    struct jc_sheet *sheet;
    struct jc_err err = {0};
    const struct jc_row *row;
    enum jc_status st;
    cr_assert_eq(jc_book_open(&book, path, &err), JC_OK);
    cr_assert_eq(jc_sheet_open(&sheet, book, 0, &err), JC_OK);
    if (ahead)
        jc_sheet_ahead(sheet);
    while ((st = jc_sheet_next(sheet, &row, &err)) == JC_OK) {
        jc_buf_fmt(out, "%u:", row->number);
        for (uint32_t i = 0; i < row->n; i++) {
            kit_cell(out, &row->cells[i]);
            jc_buf_char(out, '|');
        }
    }
    jc_buf_fmt(out, "%d %d %s %s", (int)st, err.code, err.sheet, err.cell);
    cr_expect_eq(jc_sheet_next(sheet, &row, &err), st, "and once more");
    jc_sheet_free(sheet);
    jc_book_free(book);
}

static void expect_same(const char *path)
{
    struct jc_buf plain = {0}, ahead = {0};
    read_book(&plain, path, false);
    read_book(&ahead, path, true);
    cr_expect_gt(plain.len, 20000u);
    cr_expect_str_eq(jc_buf_text(&plain), jc_buf_text(&ahead));
    jc_buf_free(&plain);
    jc_buf_free(&ahead);
    unlink(path);
}

Test(table_ahead, a_long_sheet_reads_the_same_and_its_damage_is_told_at_the_same_place)
{
    struct jc_buf text = {0};
    for (int i = 0; i < 4000; i++)
        jc_buf_fmt(&text, "%d,\"a \"\"%d\"\"\",%s\n", i, i * 7, i % 5 ? "阿莫西林" : "");
    expect_same(kit_file("long.csv", jc_buf_text(&text), text.len));
    jc_buf_str(&text, "1,\"2\n3,4\n");
    expect_same(kit_file("broken.csv", jc_buf_text(&text), text.len));
    jc_buf_free(&text);
}
