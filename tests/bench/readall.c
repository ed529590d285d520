/* readall: touch every cell of a file through table.h. usage: readall FILE...; prints rows, cells, sum, seconds. */
#include "jicai/table.h"

#include <inttypes.h>

struct total {
    uint64_t rows, cells, bytes;
    __int128 sum; /* of numbers and days, in 1/10 000 */
};

static void add_row(struct total *t, const struct jc_row *row)
{
    t->rows++;
    for (uint32_t i = 0; i < row->n; i++) {
        const struct jc_cell *cell = &row->cells[i];
        int64_t x;

        t->cells += cell->type != JC_CELL_EMPTY;
        if (cell->type == JC_CELL_NUMBER && jc_dec_scaled(&x, (struct jc_dec){cell->num, cell->exp}, 4, NULL))
            t->sum += x;
        else if (cell->type == JC_CELL_DATE)
            t->sum += cell->num;
        else if (cell->type == JC_CELL_TEXT)
            t->bytes += cell->len + (unsigned char)cell->text[0];
    }
}

static enum jc_status read_all(struct total *t, const char *path, struct jc_err *err)
{
    struct jc_book *book = NULL;
    enum jc_status st = jc_book_open(&book, path, err);

    for (size_t i = 0; st == JC_OK && i < jc_book_count(book); i++) {
        struct jc_sheet *sheet = NULL;
        const struct jc_row *row;

        st = jc_sheet_open(&sheet, book, i, err);
        while (st == JC_OK && (st = jc_sheet_next(sheet, &row, err)) == JC_OK)
            add_row(t, row);
        jc_sheet_free(sheet);
        if (st == JC_END)
            st = JC_OK;
    }
    jc_book_free(book);
    return st;
}

int main(int argc, char **argv)
{
    int exit_code = EXIT_SUCCESS;

    for (int i = 1; i < argc; i++) {
        struct total t = {0};
        struct jc_err err = {0};
        struct timespec a, b;

        clock_gettime(CLOCK_MONOTONIC, &a);
        if (read_all(&t, argv[i], &err) != JC_OK) {
            struct jc_buf text = {0};

            jc_err_text(&text, &err, JC_EN);
            fprintf(stderr, "%s: %s\n", argv[i], jc_buf_text(&text));
            jc_buf_free(&text);
            exit_code = EXIT_FAILURE;
            continue;
        }
        clock_gettime(CLOCK_MONOTONIC, &b);
        printf("%s rows=%" PRIu64 " cells=%" PRIu64 " bytes=%" PRIu64 " sum=%lld seconds=%.3f\n", argv[i], t.rows,
               t.cells, t.bytes, (long long)t.sum,
               (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) / 1e9);
    }
    return exit_code;
}
