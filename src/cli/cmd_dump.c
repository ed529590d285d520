/* dump: the raw cells of a sheet as CSV. */
#include "cli/cli.h"
#include "jicai/table.h"

enum { E_SHEET = 609, E_STOPPED = 622 };

/* A number counts all sheets from 1; without a name the first visible one, or the first. */
static enum jc_status choose(size_t *out, const struct cli *cli, const struct jc_book *book, struct jc_err *err)
{
    size_t n = jc_book_count(book);
    const char *want = args_get(&cli->args, O_SHEET);
    *out = 0;
    if (!want) {
        while (*out + 1 < n && jc_book_sheet(book, *out).hidden)
            ++*out;
        if (n && jc_book_sheet(book, *out).hidden)
            *out = 0;
        return JC_OK;
    }
    for (*out = 0; *out < n; ++*out)
        if (strcmp(jc_book_sheet(book, *out).name, want) == 0)
            return JC_OK;
    char *end;
    unsigned long k = strtoul(want, &end, 10);
    if (!*end && k >= 1 && k <= n) {
        *out = k - 1;
        return JC_OK;
    }
    struct jc_buf all = {0};
    for (size_t i = 0; i < n; i++)
        jc_buf_fmt(&all, "%s%zu %s", i ? tr(cli, "、", ", ") : "", i + 1, jc_book_sheet(book, i).name);
    enum jc_status st = jc_fail(err, JC_USAGE, E_SHEET, want, jc_buf_text(&all), NULL);
    jc_buf_free(&all);
    return st;
}

static void print_sheets(const struct cli *cli, const struct jc_book *book)
{
    struct list *l = list_new(cli, "sheet");
    list_col(l, "number", "序号", "No.", true);
    list_col(l, "name", "工作表", "Sheet", false);
    list_col(l, "hidden", "隐藏", "Hidden", false);
    list_col(l, "format", "文件格式", "Format", false);
    for (size_t i = 0; i < jc_book_count(book); i++) {
        struct jc_sheet_info s = jc_book_sheet(book, i);
        list_int(l, (int64_t)i + 1);
        list_str(l, s.name);
        list_str(l, s.hidden ? tr(cli, "是", "yes") : "");
        list_str(l, jc_book_format(book));
    }
    list_end(l);
}

static void print_row(const struct cli *cli, const struct jc_row *row, struct jc_buf *line, struct jc_buf *cell)
{
    uint32_t n = row->n;
    while (n && row->cells[n - 1].type == JC_CELL_EMPTY)
        n--;
    struct cJSON *o = cli->json ? json_new("row") : NULL;
    if (o) {
        json_int(o, "row", row->number);
        json_append(o, "cells", NULL);
    }
    jc_buf_clear(line);
    for (uint32_t i = 0; i < n; i++) {
        jc_buf_clear(cell);
        jc_cell_text(cell, &row->cells[i]);
        if (o) {
            json_append(o, "cells", jc_buf_text(cell));
            continue;
        }
        if (i)
            jc_buf_char(line, ',');
        csv_cell(line, jc_buf_text(cell), cell->len, false);
    }
    if (o) {
        json_put(o);
        return;
    }
    jc_buf_char(line, '\n');
    fwrite(line->p, 1, line->len, stdout);
}

/* Rows that the file leaves out become empty lines: line n is row n. */
static enum jc_status print_cells(struct cli *cli, struct jc_sheet *sheet, struct jc_err *err)
{
    const struct jc_row *row;
    struct jc_buf line = {0}, cell = {0};
    uint32_t next = 1;
    enum jc_status st;
    while ((st = jc_sheet_next(sheet, &row, err)) == JC_OK && !jc_interrupted && !ferror(stdout)) {
        for (; !cli->json && next < row->number; next++)
            putchar('\n');
        print_row(cli, row, &line, &cell);
        next = row->number + 1;
    }
    jc_buf_free(&line);
    jc_buf_free(&cell);
    if (jc_interrupted)
        return jc_fail(err, JC_INTERRUPTED, E_STOPPED, NULL, NULL, NULL);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status dump(struct cli *cli, struct jc_book *book, struct jc_err *err)
{
    struct jc_sheet *sheet = NULL;
    size_t i = 0;
    if (args_has(&cli->args, O_SHEETS)) {
        print_sheets(cli, book);
        return JC_OK;
    }
    enum jc_status st = choose(&i, cli, book, err);
    if (st == JC_OK)
        st = jc_sheet_open(&sheet, book, i, err);
    if (st == JC_OK)
        st = print_cells(cli, sheet, err);
    jc_sheet_free(sheet);
    const struct jc_err *note;
    for (size_t k = 0; st == JC_OK && (note = jc_book_note(book, k)); k++)
        if (!*note->sheet || strcmp(note->sheet, jc_book_sheet(book, i).name) == 0)
            tell(cli, note);
    return st;
}

static enum jc_status run(struct cli *cli, struct jc_err *err)
{
    struct input in;
    struct jc_book *book = NULL;
    enum jc_status st = input_open(&in, cli->word[0], err);
    if (st == JC_OK)
        st = jc_book_open(&book, in.path, err);
    if (st == JC_OK)
        st = dump(cli, book, err);
    if (st != JC_OK && st != JC_USAGE && st != JC_INTERRUPTED)
        (void)jc_err_place(err, cli->word[0], NULL, NULL);
    jc_book_free(book);
    input_free(&in);
    return st;
}

const struct command cmd_dump = {
    .name = "dump",
    .args = "FILE [--sheet N|NAME] [--sheets]",
    .zh = "把一张工作表的原始单元格写成 CSV",
    .en = "the raw cells of a sheet as CSV",
    .more = {"  除了数字和日期，什么也不解释。默认是第一张可见的工作表；序号从 1 起，隐藏的也算。\n"
             "  空行和空列照样保留：输出的第几行就是表里的第几行。",
             "  Nothing is interpreted but numbers and dates. The first visible sheet by default; numbers count all\n"
             "  sheets from 1. Blank rows and columns are kept: line n is row n."},
    .group = G_TABLE,
    .least = 1,
    .most = 1,
    .options = BIT(O_SHEET) | BIT(O_SHEETS),
    .run = run,
};
