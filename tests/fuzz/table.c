/*
 * Fuzz target of the table readers, all formats: whatever the bytes are, they are read or refused with a reason, and
 * what is delivered is proper.
 *   clang -fsanitize=fuzzer,address,undefined, with src/base, src/table and the assets; seeds: tests/data/agree
 */
#include "jicai/table.h"

#include <sys/mman.h>
#include <unistd.h>

static void read_sheet(struct jc_book *book, size_t i)
{
    struct jc_sheet *sheet = NULL;
    struct jc_err err = {0};
    const struct jc_row *row;
    uint32_t last = 0;
    size_t n;
    enum jc_status st = jc_sheet_open(&sheet, book, i, &err);

    while (st == JC_OK && (st = jc_sheet_next(sheet, &row, &err)) == JC_OK) {
        if (row->number <= last || row->n == 0 || row->n > JC_MAX_COLUMNS)
            abort();
        last = row->number;
        for (uint32_t c = 0; c < row->n; c++) {
            const struct jc_cell *cell = &row->cells[c];

            if (cell->type == JC_CELL_TEXT && (cell->len == 0 || !jc_utf8_valid(cell->text, cell->len)))
                abort();
        }
    }
    if (st != JC_END && err.code == 0)
        abort();
    if (sheet)
        jc_sheet_merges(sheet, &n);
    jc_sheet_free(sheet);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    struct jc_book *book = NULL;
    struct jc_err err = {0};
    int fd = memfd_create("book", 0);

    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    if (jc_book_open(&book, path, &err) == JC_OK)
        for (size_t i = 0; i < jc_book_count(book) && i < 20; i++)
            read_sheet(book, i);
    else if (err.code == 0)
        abort();
    jc_book_free(book);
    close(fd);
    return 0;
}
