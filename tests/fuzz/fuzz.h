/* What the fuzz targets share: bytes as a file, and a book read to its end. Build: clang -fsanitize=fuzzer,address,undefined. */
#ifndef JC_FUZZ_H
#define JC_FUZZ_H

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "jicai/table.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The bytes as a file in memory; `path` can be opened until the descriptor is closed. */
static inline int fuzz_file(char path[64], const void *data, size_t size)
{
    int fd = memfd_create("fuzz", MFD_CLOEXEC);

    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        abort();
    snprintf(path, 64, "/proc/self/fd/%d", fd);
    return fd;
}

/* What a cell may be, whatever the file is. */
static inline void fuzz_cell(const struct jc_cell *cell)
{
    if (cell->type == JC_CELL_TEXT && (cell->len == 0 || !jc_utf8_valid(cell->text, cell->len)))
        abort();
    if (cell->type > JC_CELL_UNKNOWN || (cell->type != JC_CELL_TEXT && cell->str != -1))
        abort();
}

static inline void fuzz_merges(struct jc_buf *out, const struct jc_sheet *sheet)
{
    size_t n;
    const struct jc_merge *m = jc_sheet_merges(sheet, &n);

    for (size_t i = 0; i < n; i++)
        jc_buf_fmt(out, "\nmerged %u,%u-%u,%u", m[i].row0, m[i].col0, m[i].row1, m[i].col1);
}

/* Every sheet of a file as text with its merged ranges, appended to out; then what there is to tell, or what is wrong. */
static inline void fuzz_dump(struct jc_buf *out, const char *path)
{
    struct jc_book *book = NULL;
    struct jc_err err = {0};
    enum jc_status st = jc_book_open(&book, path, &err);

    for (size_t i = 0; st == JC_OK && i < jc_book_count(book); i++) {
        struct jc_sheet *sheet = NULL;
        const struct jc_row *row;
        uint32_t last = 0;

        st = jc_sheet_open(&sheet, book, i, &err);
        while (st == JC_OK && (st = jc_sheet_next(sheet, &row, &err)) == JC_OK) {
            if (row->n == 0 || row->n > JC_MAX_COLUMNS || row->number <= last)
                abort();
            last = row->number;
            jc_buf_fmt(out, "\n%u:", row->number);
            for (uint32_t c = 0; c < row->n; c++) {
                fuzz_cell(&row->cells[c]);
                jc_buf_fmt(out, "|%d,%d:", row->cells[c].type, row->cells[c].flags);
                jc_cell_text(out, &row->cells[c]);
            }
        }
        if (st == JC_END)
            fuzz_merges(out, sheet);
        jc_sheet_free(sheet);
        st = st == JC_END ? JC_OK : st;
    }
    if (st != JC_OK)
        jc_buf_fmt(out, "\nE%03d", err.code);
    for (size_t i = 0; st == JC_OK && jc_book_note(book, i); i++)
        jc_buf_fmt(out, "\nnote %03d %s %s", jc_book_note(book, i)->code, jc_book_note(book, i)->cell,
                   jc_book_note(book, i)->arg[0]);
    jc_book_free(book);
}

#endif
