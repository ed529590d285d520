/* .xls: every record, every quirk of formats.md 3.1, 3.5 and 3.8, from BIFF2 to BIFF8. */
#include "unit/table_kit.h"
#include "unit/xls_make.h"

struct book {
    struct jc_buf globals, cells, stream, file;
};

static void book_free(struct book *b)
{
    jc_buf_free(&b->globals);
    jc_buf_free(&b->cells);
    jc_buf_free(&b->stream);
    jc_buf_free(&b->file);
}

static void xf(struct book *b, unsigned format)
{
    mk_record(&b->globals, 0x00E0, "wwz", 0, format, 16);
}

static void format(struct book *b, unsigned id, const char *code)
{
    mk_record(&b->globals, 0x041E, "wwbs", id, (unsigned)strlen(code), 0, code);
}

static void number(struct book *b, unsigned row, unsigned col, unsigned style, double x)
{
    mk_record(&b->cells, 0x0203, "wwwf", row, col, style, x);
}

static void label5(struct book *b, unsigned row, unsigned col, const char *bytes)
{
    mk_record(&b->cells, 0x0204, "wwwws", row, col, 0, (unsigned)strlen(bytes), bytes);
}

static const char *save(struct book *b, const char *stream)
{
    const struct mk_stream streams[] = {{"\5SummaryInformation", "x", 1}, {stream, b->stream.p, b->stream.len}};

    jc_buf_clear(&b->file);
    mk_compound(&b->file, streams, 2);
    return kit_file("book.xls", b->file.p, b->file.len);
}

/* One sheet around the cells, in a compound file. */
static const char *build(struct book *b, bool biff8)
{
    const struct mk_sheet sheet = {"S", 0, 0, b->cells.p, b->cells.len};

    mk_workbook(&b->stream, biff8, &b->globals, &sheet, 1);
    return save(b, biff8 ? "Workbook" : "Book");
}

static void expect_file(const char *path, const char *expect)
{
    struct jc_buf got = {0};

    kit_dump(&got, path);
    cr_expect_str_eq(jc_buf_text(&got), expect, "got\n%s", jc_buf_text(&got));
    jc_buf_free(&got);
    unlink(path);
}

static void expect_book(struct book *b, bool biff8, const char *expect)
{
    expect_file(build(b, biff8), expect);
    book_free(b);
}

/* ---- records ------------------------------------------------------------------------------------ */

Test(table_xls, every_cell_record_of_biff8_is_read)
{
    struct book b = {0};

    mk_record(&b.globals, 0x00FC, "ddwbswbu", 2, 2, 3, 0, "abc", 2, 1, "药品");
    mk_record(&b.cells, 0x0200, "ddwww", 0, 1, 0, 1, 0); /* DIMENSIONS: one cell, which is wrong */
    mk_record(&b.cells, 0x0208, "wwwwwwd", 0, 0, 9, 255, 0, 0, 0);
    mk_record(&b.cells, 0x00FD, "wwwd", 0, 0, 0, 1);
    mk_record(&b.cells, 0x0203, "wwwf", 0, 1, 0, 67.510000000000005);
    mk_record(&b.cells, 0x027E, "wwwd", 0, 2, 0, (1234567u << 2) | 3);                 /* 12345.67 */
    mk_record(&b.cells, 0x00BD, "wwwdwdw", 0, 3, 0, (5u << 2) | 2, 0, 0x40280000u, 4); /* 5, 12 */
    mk_record(&b.cells, 0x0204, "wwwwbu", 0, 5, 0, 2, 1, "規格");
    mk_record(&b.cells, 0x0205, "wwwbb", 0, 6, 0, 1, 0);
    mk_record(&b.cells, 0x0205, "wwwbb", 0, 7, 0, 0x2A, 1);
    mk_record(&b.cells, 0x0201, "www", 0, 8, 0);
    mk_record(&b.cells, 0x00BE, "wwwwww", 0, 9, 0, 0, 0, 11);
    mk_record(&b.cells, 0x00FD, "wwwd", 4, 2, 0, 0);
    mk_record(&b.cells, 0x027E, "wwwd", 4, 3, 0, (uint32_t)(-700 * 4) | 3); /* -7 */
    mk_record(&b.cells, 0x0201, "www", 6, 0, 0);                            /* a row of nothing */
    mk_record(&b.cells, 0x00E5, "wwwwwwwww", 2, 0, 0, 0, 3, 4, 6, 1, 1);
    expect_book(&b, true,
                "1:药品|=67.51|=12345.67|=5|=12|規格|^TRUE|!#N/A\n5:||abc|=-7\n"
                "merged 1,0-1,3\nmerged 5,1-7,1\n");
}

Test(table_xls, every_error_has_its_name)
{
    static const unsigned codes[] = {0x00, 0x07, 0x0F, 0x17, 0x1D, 0x24, 0x2A, 0x2B};
    struct book b = {0};

    for (unsigned i = 0; i < JC_LEN(codes); i++)
        mk_record(&b.cells, 0x0205, "wwwbb", 0, i, 0, codes[i], 1);
    expect_book(&b, true, "1:!#NULL!|!#DIV/0!|!#VALUE!|!#REF!|!#NAME?|!#NUM!|!#N/A|!#GETTING_DATA\n");
}

Test(table_xls, rows_in_any_order_come_out_sorted_and_the_later_cell_wins)
{
    struct book b = {0};

    number(&b, 2, 1, 0, 22);
    number(&b, 0, 2, 0, 3);
    number(&b, 2, 0, 0, 21);
    number(&b, 0, 0, 0, 9);
    number(&b, 0, 0, 0, 1);
    expect_book(&b, true, "1:=1||=3\n3:=21|=22\n");
}

Test(table_xls, numbers_that_lost_digits_are_marked)
{
    struct book b = {0};

    number(&b, 0, 0, 0, 1.55471906230809e18);
    number(&b, 0, 1, 0, 999999999999999.0);
    number(&b, 0, 2, 0, 1e7);
    number(&b, 0, 3, 0, -0.000123);
    expect_book(&b, true, "1:=1554719062308090000~d|=999999999999999|=10000000|=-0.000123\n");
}

Test(table_xls, formulas_give_the_value_that_is_stored)
{
    struct book b = {0};

    mk_record(&b.cells, 0x0006, "wwwfwdw", 0, 0, 0, 2.5, 0, 0, 0);
    mk_record(&b.cells, 0x0006, "wwwbbbbbbwwdw", 0, 1, 0, 0, 0, 0, 0, 0, 0, 0xFFFF, 0, 0, 0);
    mk_record(&b.cells, 0x04BC, "z", 10); /* a shared formula stands before its STRING */
    mk_record(&b.cells, 0x0207, "wbu", 2, 1, "合格");
    mk_record(&b.cells, 0x0006, "wwwbbbbbbwwdw", 0, 2, 0, 1, 0, 1, 0, 0, 0, 0xFFFF, 0, 0, 0);
    mk_record(&b.cells, 0x0006, "wwwbbbbbbwwdw", 0, 3, 0, 2, 0, 7, 0, 0, 0, 0xFFFF, 0, 0, 0);
    mk_record(&b.cells, 0x0006, "wwwbbbbbbwwdw", 0, 4, 0, 3, 0, 0, 0, 0, 0, 0xFFFF, 0, 0, 0);
    mk_record(&b.cells, 0x0006, "wwwfwdw", 0, 5, 0, 0.0, 0, 0, 0);
    mk_record(&b.cells, 0x0006, "wwwbbbbbbwwdw", 0, 6, 0, 0, 0, 0, 0, 0, 0, 0xFFFF, 0, 0, 0);
    mk_record(&b.cells, 0x0207, "wbs", 2, 0, "in");
    mk_record(&b.cells, 0x003C, "bs", 0, "");
    expect_book(&b, true, "1:=2.5|合格|^TRUE|!#DIV/0!||=0|in\n");
}

Test(table_xls, formulas_that_nobody_computed_are_unknown_and_told)
{
    struct book b = {0};

    mk_record(&b.cells, 0x0006, "wwwfwdw", 0, 0, 0, 0.0, 2, 0, 0); /* POI without an evaluator */
    mk_record(&b.cells, 0x0006, "wwwbbbbbbwwdw", 1, 1, 0, 3, 0, 0, 0, 0, 0, 0xFFFF, 3, 0, 0);
    mk_record(&b.cells, 0x0006, "wwwbbbbbbwwdw", 2, 1, 0, 0, 0, 0, 0, 0, 0, 0xFFFF, 0, 0,
              0); /* its STRING is missing */
    number(&b, 2, 2, 0, 1);
    expect_book(&b, true, "1:?\n2:|?\n3:|?|=1\nnote E124 A1\n");
}

/* LibreOffice asks for computing everywhere, and computes: one value that is none of the defaults shows it. */
Test(table_xls, a_zero_is_a_value_where_formulas_were_computed)
{
    struct book b = {0};

    mk_record(&b.cells, 0x0006, "wwwfwdw", 0, 0, 0, 0.0, 2, 0, 0);
    mk_record(&b.cells, 0x0006, "wwwbbbbbbwwdw", 1, 1, 0, 3, 0, 0, 0, 0, 0, 0xFFFF, 2, 0, 0);
    mk_record(&b.cells, 0x0006, "wwwfwdw", 2, 0, 0, 67.51, 2, 0, 0);
    expect_book(&b, true, "1:=0\n3:=67.51\n");
}

/* A template that Excel computed, filled in by POI without an evaluator. */
Test(table_xls, values_of_formulas_that_ask_for_nothing_prove_nothing_of_those_that_do)
{
    struct book b = {0};

    mk_record(&b.cells, 0x0006, "wwwfwdw", 0, 0, 0, 67.51, 0, 0, 0);
    mk_record(&b.cells, 0x0006, "wwwfwdw", 0, 1, 0, 0.0, 2, 0, 0);
    expect_book(&b, true, "1:=67.51|?\nnote E124 B1\n");
}

/* What JExcelAPI stores for every formula; the 4 of a formula that does not ask is one. */
Test(table_xls, the_four_of_a_program_that_does_not_compute_is_no_value)
{
    struct book b = {0};

    mk_record(&b.cells, 0x0006, "wwwddwdw", 0, 0, 0, 0, 0x40100000, 2, 0xFCE00000, 0);
    mk_record(&b.cells, 0x0006, "wwwddwdw", 1, 0, 0, 0, 0x40100000, 2, 0xFCE00000, 0);
    mk_record(&b.cells, 0x0006, "wwwddwdw", 1, 1, 0, 0, 0x40100000, 0, 0xFCE00000, 0);
    mk_record(&b.cells, 0x0006, "wwwfwdw", 1, 2, 0, 67.51, 2, 0, 0);
    mk_record(&b.cells, 0x0006, "wwwfwdw", 1, 3, 0, 0.0, 2, 0, 0);
    expect_book(&b, true, "1:?\n2:?|=4|=67.51|?\nnote E124 A1\n");
}

/* xlwt stores the empty text and asks for nothing: a product is none, and then the others' is no value either. */
Test(table_xls, the_empty_text_is_no_value_where_a_product_has_it)
{
    struct book b = {0};

#define EMPTY(row, col, tokens, ...)                                                                                   \
    mk_record(&b.cells, 0x0006, "wwwddwd" tokens, row, col, 0, 3, 0xFFFF0000, 0, 0, __VA_ARGS__)
    EMPTY(0, 0, "wbwwbwwb", 11, 0x44, 0, 0xC000, 0x44, 0, 0xC001, 5);  /* A1*B1 */
    EMPTY(0, 1, "wbbbbbbbbb", 9, 0x17, 1, 0, 'a', 0x17, 1, 0, 'b', 8); /* "a"&"b" */
    number(&b, 0, 2, 0, 1);
    expect_book(&b, true, "1:?|?|=1\nnote E124 A1\n");
    EMPTY(0, 0, "wbbbbbbbbb", 9, 0x17, 1, 0, 'a', 0x17, 1, 0, 'b', 8);
    EMPTY(0, 1, "wbwwbbbbbbbbw", 15, 0x44, 0, 5, 0x19, 0x40, 0, 5, 0x42, 1, 0x64, 0, 0x1515); /* a function of text */
    EMPTY(0, 2, "wbwwbw", 8, 0x44, 0, 5, 0x42, 0x0501);                                       /* cut off */
    number(&b, 0, 3, 0, 1);
    expect_book(&b, true, "1:|||=1\n");
    EMPTY(0, 0, "wbwwbwb", 9, 0x44, 0, 0xC000, 0x41, 27, 0x15); /* (ROUND()) */
    expect_book(&b, true, "1:?\nnote E124 A1\n");
    EMPTY(0, 0, "wbwwwwbbw", 13, 0x25, 0, 3, 0xC000, 0xC000, 0x19, 0x10, 0); /* SUM */
    expect_book(&b, true, "1:?\nnote E124 A1\n");
    EMPTY(0, 0, "wbwwb", 6, 0x44, 0, 0xC000, 0x12); /* +A1, which gives a text as it is */
    number(&b, 0, 3, 0, 1);
    expect_book(&b, true, "1:|||=1\n");
#undef EMPTY
}

/* ---- strings ------------------------------------------------------------------------------------ */

Test(table_xls, shared_strings_go_on_over_continue_records)
{
    struct book b = {0};

    /* cut within wide characters, going on as narrow ones; then a header right after a cut */
    mk_record(&b.globals, 0x00FC, "ddwbu", 5, 5, 6, 1, "医院");
    mk_record(&b.globals, 0x003C, "bs", 0, "AB");
    mk_record(&b.globals, 0x003C, "bu", 1, "科室");
    /* rich and phonetic: run counts before, tails after, cut in the middle of both */
    mk_record(&b.globals, 0x003C, "wbwds", 4, 0x0C, 2, 6, "rich");
    mk_record(&b.globals, 0x003C, "z", 5);
    mk_record(&b.globals, 0x003C, "zwbwbu", 9, 0, 0, 1, 1, "空");
    mk_record(&b.globals, 0x003C, "");
    mk_record(&b.globals, 0x003C, "wbu", 3, 1, "完");
    mk_record(&b.globals, 0x003C, "bsz", 0, "ok", 7);
    for (unsigned i = 0; i < 5; i++)
        mk_record(&b.cells, 0x00FD, "wwwd", 0, i, 0, i);
    expect_book(&b, true, "1:医院AB科室|rich||空|完ok\n");
}

Test(table_xls, halves_of_surrogate_pairs_do_not_stop_the_reading)
{
    struct book b = {0};

    mk_record(&b.globals, 0x00FC, "ddwbwwbu", 2, 2, 2, 1, 0xD83D, 0x0041, 0, "");
    b.globals.len = 0;
    mk_record(&b.globals, 0x00FC, "ddwbwwwbw", 2, 2, 2, 1, 0xD83D, 0x0041, 2, 1, 0xD83D);
    mk_record(&b.globals, 0x003C, "bw", 1, 0xDE00);
    mk_record(&b.cells, 0x00FD, "wwwd", 0, 0, 0, 0);
    mk_record(&b.cells, 0x00FD, "wwwd", 0, 1, 0, 1);
    expect_book(&b, true,
                "1:\xEF\xBF\xBD"
                "A|😀\n");
}

Test(table_xls, a_string_that_is_not_there_is_refused_at_its_cell)
{
    struct book b = {0};

    mk_record(&b.globals, 0x00FC, "ddwbs", 1, 1, 1, 0, "a");
    mk_record(&b.cells, 0x00FD, "wwwd", 3, 2, 0, 7);
    expect_book(&b, true, "E117 C4 7\n");
}

/* A workbook may promise 1761 strings and hold none, where no cell names any. */
Test(table_xls, fewer_strings_than_promised_are_read_as_far_as_they_go)
{
    struct book b = {0}, lost = {0};

    mk_record(&b.globals, 0x00FC, "ddwbs", 9, 900000000u, 1, 0, "a");
    mk_record(&b.cells, 0x00FD, "wwwd", 0, 0, 0, 0);
    expect_book(&b, true, "1:a\n");
    mk_record(&lost.globals, 0x00FC, "dd", 9, 1761);
    mk_record(&lost.cells, 0x00FD, "wwwd", 0, 0, 0, 1);
    expect_book(&lost, true, "E117 A1 1\n");
}

Test(table_xls, half_a_string_is_refused)
{
    struct book b = {0}, length = {0};

    mk_record(&b.globals, 0x00FC, "ddwbs", 2, 2, 2, 0, "a");
    expect_book(&b, true, "E153\n");
    mk_record(&length.globals, 0x00FC, "ddwbsb", 2, 2, 1, 0, "a", 1);
    expect_book(&length, true, "E153\n");
}

/* ---- dates -------------------------------------------------------------------------------------- */

Test(table_xls, built_in_ids_are_dates_and_times_in_the_chinese_reading)
{
    struct book b = {0};
    static const unsigned dates[] = {14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58};
    static const unsigned times[] = {18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56};
    static const unsigned plain[] = {0, 1, 4, 9, 13, 37, 44, 48, 49, 59};
    struct jc_buf expect = {0};
    unsigned n = 0;

    jc_buf_str(&expect, "1:");
    for (unsigned i = 0; i < JC_LEN(dates); i++, n++) {
        xf(&b, dates[i]);
        number(&b, 0, n, n, 45000.5);
        jc_buf_fmt(&expect, "%s@2023-03-15 12:00:00", n ? "|" : "");
    }
    for (unsigned i = 0; i < JC_LEN(times); i++, n++) {
        xf(&b, times[i]);
        number(&b, 0, n, n, 0.5);
        jc_buf_str(&expect, "|@12:00:00");
    }
    for (unsigned i = 0; i < JC_LEN(plain); i++, n++) {
        xf(&b, plain[i]);
        number(&b, 0, n, n, 45000.5);
        jc_buf_str(&expect, "|=45000.5");
    }
    jc_buf_char(&expect, '\n');
    expect_book(&b, true, jc_buf_text(&expect));
    jc_buf_free(&expect);
}

Test(table_xls, a_definition_in_the_file_goes_before_the_built_in_meaning)
{
    struct book b = {0};

    format(&b, 14, "#,##0.00");
    format(&b, 57, "0");
    format(&b, 176, "yyyy\\-mm\\-dd");
    format(&b, 177, "[h]:mm");
    xf(&b, 14);
    xf(&b, 57);
    xf(&b, 176);
    xf(&b, 177);
    xf(&b, 31);
    number(&b, 0, 0, 0, 45000);
    number(&b, 0, 1, 1, 45000);
    number(&b, 0, 2, 2, 45000);
    number(&b, 0, 3, 3, 1.25);
    mk_record(&b.cells, 0x027E, "wwwd", 0, 4, 4, (45000u << 2) | 2);
    number(&b, 0, 5, 99, 45000); /* a style that is not there */
    expect_book(&b, true, "1:=45000|=45000|@2023-03-15|@30:00:00|@2023-03-15|=45000\n");
}

/* One letter: the shortest record that BIFF5 has for a format. */
Test(table_xls, a_definition_of_one_letter_counts)
{
    struct book b = {0};

    mk_record(&b.globals, 0x041E, "wbs", 176, 1, "d");
    mk_record(&b.globals, 0x041E, "wbs", 31, 1, "0");
    xf(&b, 176);
    xf(&b, 31);
    number(&b, 0, 0, 0, 45000);
    number(&b, 0, 1, 1, 45000);
    expect_book(&b, false, "1:@2023-03-15|=45000\n");
}

Test(table_xls, a_definition_that_is_short_of_text_is_read_as_far_as_it_goes)
{
    struct book b = {0};

    mk_record(&b.globals, 0x041E, "wwbs", 14, 0, 0x3A, "junk");
    mk_record(&b.globals, 0x041E, "wwbs", 176, 40, 0, "yyyy-m"); /* shorter than it says */
    xf(&b, 14);
    xf(&b, 176);
    number(&b, 0, 0, 0, 45000);
    number(&b, 0, 1, 1, 45000);
    expect_book(&b, true, "1:@2023-03-15|@2023-03-15\n");
}

Test(table_xls, days_are_rounded_to_the_second_and_follow_both_calendars)
{
    struct book b = {0};

    xf(&b, 14);
    number(&b, 0, 0, 0, 45657.00000001);
    number(&b, 0, 1, 0, 44926.9999884);
    number(&b, 0, 2, 0, 44926.999999);
    number(&b, 0, 3, 0, 1);
    number(&b, 0, 4, 0, 59);
    number(&b, 0, 5, 0, 60);
    number(&b, 0, 6, 0, 61);
    number(&b, 0, 7, 0, 0);
    number(&b, 0, 8, 0, -1);
    number(&b, 0, 9, 0, 2958465);
    number(&b, 0, 10, 0, 2958466);
    expect_book(&b, true,
                "1:@2024-12-31|@2022-12-31 23:59:59|@2022-12-31 23:59:59|@1900-01-01|@1900-02-28|=60|@1900-03-01|=0|=-1"
                "|@9999-12-31|=2958466\n");
    mk_record(&b.globals, 0x0022, "w", 1);
    xf(&b, 14);
    number(&b, 0, 0, 0, 45000 - 1462);
    number(&b, 0, 1, 0, 0);
    expect_book(&b, true, "1:@2023-03-15|@1904-01-01\n");
}

/* ---- sheets ------------------------------------------------------------------------------------- */

Test(table_xls, hidden_sheets_are_marked_and_charts_left_out)
{
    struct book b = {0};
    struct mk_sheet sheets[4];

    number(&b, 0, 0, 0, 1);
    sheets[0] = (struct mk_sheet){"Data", 0, 0, b.cells.p, b.cells.len};
    sheets[1] = (struct mk_sheet){"Hidden", 1, 0, b.cells.p, b.cells.len};
    sheets[2] = (struct mk_sheet){"Chart", 0, 2, NULL, 0};
    sheets[3] = (struct mk_sheet){"Very", 2, 0, b.cells.p, b.cells.len};
    mk_workbook(&b.stream, true, NULL, sheets, 4);
    expect_file(save(&b, "Workbook"), "[Data]\n1:=1\n[Hidden hidden]\n1:=1\n[Very hidden]\n1:=1\n"
                                      "note E123\nnote E125\nnote E123\n");
    book_free(&b);
}

Test(table_xls, a_chart_among_the_cells_of_a_sheet_is_passed_over)
{
    struct book b = {0};

    number(&b, 0, 0, 0, 1);
    mk_record(&b.cells, 0x0809, "wwwwdd", 0x0600, 0x20, 0, 0, 0, 0);
    number(&b, 0, 0, 0, 999);
    mk_record(&b.cells, 0x000A, "");
    number(&b, 1, 0, 0, 2);
    expect_book(&b, true, "1:=1\n2:=2\n");
}

Test(table_xls, the_stream_is_found_in_any_case)
{
    static const char *const names[] = {"Workbook", "WORKBOOK", "workbook", "Book", "BOOK"};

    for (size_t i = 0; i < JC_LEN(names); i++) {
        struct book b = {0};

        number(&b, 0, 0, 0, 1);
        build(&b, true);
        expect_file(save(&b, names[i]), "1:=1\n");
        book_free(&b);
    }
}

/* The same file with its sectors in another order; the allocation table is the last one and stays. */
static void shuffle(struct jc_buf *out, const struct jc_buf *file)
{
    uint32_t n = (uint32_t)(file->len / 512) - 2, to[128], word;
    const char *fat = file->p + (size_t)(n + 1) * 512;

    jc_buf_clear(out);
    jc_buf_add(out, file->p, file->len);
    for (uint32_t i = 0; i < n; i++)
        to[i] = (i * 7 + 3) % n;
    for (uint32_t i = 0; i < n; i++) {
        memcpy(out->p + (size_t)(to[i] + 1) * 512, file->p + (size_t)(i + 1) * 512, 512);
        memcpy(&word, fat + 4 * i, 4);
        word = word < n ? to[word] : word;
        memcpy(out->p + (size_t)(n + 1) * 512 + 4 * to[i], &word, 4);
    }
    for (int at = 0x30; at <= 0x3C; at += 12) { /* directory, mini allocation table */
        memcpy(&word, file->p + at, 4);
        word = word < n ? to[word] : word;
        memcpy(out->p + at, &word, 4);
    }
    memcpy(&word, out->p + 0x30, 4);
    for (int entry = 0; entry < 4; entry++) {
        char *start = out->p + (size_t)(word + 1) * 512 + entry * 128 + 116;
        uint32_t sector, size;

        memcpy(&sector, start, 4);
        memcpy(&size, start + 4, 4);
        if (sector < n && (entry == 0 || size >= 4096))
            memcpy(start, &to[sector], 4);
    }
}

Test(table_xls, sectors_may_lie_in_any_order)
{
    struct book b = {0};
    struct jc_buf whole = {0}, got = {0}, mixed = {0};
    const char *path;

    for (unsigned i = 0; i < 2000; i++)
        number(&b, i, i % 5, 0, i / 4.0);
    path = build(&b, true);
    cr_assert_neq((b.file.len / 512 - 2) % 7, 0); /* else 7 would not permute them */
    kit_dump(&whole, path);
    shuffle(&mixed, &b.file);
    kit_dump(&got, kit_file("book.xls", mixed.p, mixed.len));
    cr_expect(strstr(jc_buf_text(&whole), "2000:||||=499.75\n"));
    cr_expect_str_eq(jc_buf_text(&got), jc_buf_text(&whole));
    unlink(path);
    jc_buf_free(&whole);
    jc_buf_free(&got);
    jc_buf_free(&mixed);
    book_free(&b);
}

/* ---- what is refused ---------------------------------------------------------------------------- */

Test(table_xls, a_password_is_told_as_such)
{
    struct book b = {0};
    static const struct mk_stream package[] = {{"EncryptionInfo", "x", 1}, {"EncryptedPackage", "xyz", 3}};

    mk_record(&b.globals, 0x002F, "www", 0, 1, 2);
    expect_book(&b, true, "E108\n");
    mk_compound(&b.file, package, 2);
    expect_file(kit_file("locked.xlsx", b.file.p, b.file.len), "E108\n");
    book_free(&b);
}

Test(table_xls, other_documents_are_named)
{
    static const struct mk_stream word[] = {{"WordDocument", "x", 1}};
    struct jc_buf file = {0};

    mk_compound(&file, word, 1);
    expect_file(kit_file("letter.xls", file.p, file.len), "E152\n");
    jc_buf_free(&file);
}

Test(table_xls, a_file_cut_anywhere_is_refused_or_whole)
{
    struct book b = {0};
    struct jc_buf whole = {0}, got = {0};
    const char *path;

    for (unsigned i = 0; i < 400; i++)
        number(&b, i, i % 7, 0, i * 1.25);
    path = build(&b, true);
    kit_dump(&whole, path);
    cr_expect(strstr(jc_buf_text(&whole), "400:"));
    for (size_t n = 8; n < b.file.len; n += n < 600 ? 7 : 131) {
        jc_buf_clear(&got);
        kit_dump(&got, kit_file("book.xls", b.file.p, n));
        cr_expect(*jc_buf_text(&got) == 'E' || strcmp(jc_buf_text(&got), jc_buf_text(&whole)) == 0,
                  "%zu bytes of %zu were read:\n%.60s", n, b.file.len, jc_buf_text(&got));
    }
    unlink(path);
    jc_buf_free(&whole);
    jc_buf_free(&got);
    book_free(&b);
}

Test(table_xls, sectors_that_lead_back_to_themselves_are_refused)
{
    struct book b = {0};
    const char *path;
    uint32_t first;

    for (unsigned i = 0; i < 400; i++)
        number(&b, i, 0, 0, i);
    path = build(&b, true);
    first = (uint32_t)((b.file.len / 512) - 2); /* the allocation table is the last sector */
    for (uint32_t i = 0; i < 3; i++) {
        struct jc_buf bad = {0};

        jc_buf_add(&bad, b.file.p, b.file.len);
        memset(bad.p + (first + 1) * 512 + i * 4, 0, 4); /* sector i is followed by sector 0 */
        expect_file(kit_file("book.xls", bad.p, bad.len), "E151\n");
        jc_buf_free(&bad);
    }
    unlink(path);
    book_free(&b);
}

Test(table_xls, a_missing_end_of_a_sheet_is_refused)
{
    struct book b = {0};
    const struct mk_sheet sheet = {"S", 0, 0, "", 0};

    mk_workbook(&b.stream, true, NULL, &sheet, 1);
    b.stream.len -= 4;
    expect_file(save(&b, "Workbook"), "E151\n");
    book_free(&b);
}

Test(table_xls, a_stop_is_heard_in_every_format)
{
    static const char *const formats[] = {"xls", "ods", "fods", "xml", "html"};

    jc_interrupted = 1;
    for (size_t i = 0; i < JC_LEN(formats); i++) {
        struct jc_book *book = NULL;
        struct jc_err err = {0};
        char path[64];

        snprintf(path, sizeof path, "tests/data/agree/agree.%s", formats[i]);
        cr_expect_eq(jc_book_open(&book, path, &err), JC_INTERRUPTED, "%s", formats[i]);
    }
    jc_interrupted = 0;
}

/* ---- before BIFF8 ------------------------------------------------------------------------------- */

Test(table_xls, biff5_reads_bytes_by_its_code_page)
{
    struct book b = {0};

    mk_record(&b.globals, 0x0042, "w", 936);
    mk_record(&b.globals, 0x041E, "wbs", 176, 14, "yyyy\"\xC4\xEA\"m\"\xD4\xC2\"");
    xf(&b, 0);
    xf(&b, 176);
    label5(&b, 0, 0, "\xD2\xBD\xC1\xC6\xBB\xFA\xB9\xB9");                             /* 医疗机构 */
    mk_record(&b.cells, 0x00D6, "wwwwsbbb", 0, 1, 0, 4, "\xBA\xCF\xBC\xC6", 1, 0, 0); /* 合计 */
    number(&b, 0, 2, 1, 45000);
    label5(&b, 1, 0, "\x82\x33\xA6\x30"); /* 䓬, four bytes of GB18030 */
    expect_book(&b, false, "1:医疗机构|合计|@2023-03-15\n2:䓬\n");
    mk_record(&b.globals, 0x0042, "w", 1251);
    label5(&b, 0, 0, "\xCC\xEE\xF1\xEA\xE2\xE0");
    expect_book(&b, false, "1:Москва\n");
}

/* Cut in the middle of a character, in a cell and in the text of a formula; the last one promises more than there is. */
Test(table_xls, strings_of_bytes_go_on_over_continue_records)
{
    struct book b = {0};

    mk_record(&b.cells, 0x0204, "wwwws", 0, 0, 0, 8, "\xD2\xA9\xC6"); /* 药品名称 */
    mk_record(&b.cells, 0x003C, "");
    mk_record(&b.cells, 0x003C, "sb", "\xB7\xC3\xFB\xB3", 0xC6);
    mk_record(&b.cells, 0x0006, "wwwdwwwdw", 1, 0, 0, 0, 0, 0xFFFF, 0, 0, 0);
    mk_record(&b.cells, 0x0207, "wb", 4, 0xBA);
    mk_record(&b.cells, 0x003C, "s", "\xCF\xBC\xC6"); /* 合计 */
    number(&b, 1, 1, 0, 12.5);
    expect_book(&b, false, "1:药品名称\n2:合计|=12.5\nnote E156\n");
    mk_record(&b.cells, 0x0204, "wwwws", 0, 1, 0, 8, "\xD2\xA9\xC6");
    mk_record(&b.cells, 0x003C, "s", "\xB7\xC3");
    expect_book(&b, false, "E153 B1\nnote E156\n");
}

Test(table_xls, code_pages_mean_what_they_say)
{
    static const struct {
        unsigned page;
        const char *bytes, *text;
    } pages[] = {
        {737, "\x84\xA2\xA2\xE1\x9B\x98", "Ελλάδα"},
        {775,
         "\xCF"
         "algiris",
         "Žalgiris"},
        {855, "\xE2\xD6\xE3\xE3\xB7\xDE", "Россия"},
        {857, "T\x81rkiye \xA7", "Türkiye ğ"},
        {858, "10 \xD5", "10 €"},
        {860, "S\x84o", "São"},
        {862, "\x99\x8C\x85\x8D", "שלום"},
        {863,
         "Qu\x82"
         "bec",
         "Québec"},
        {865, "\x92r\x9B", "Ærø"},
        {10001, "\x96\xF2\x95i", "薬品"},
        {10002, "\xC3\xC4\xAB~", "藥品"},
        {10003, "\xBE\xE0\xC7\xB0", "약품"},
        {10007, "\x90\xEE\xF1\xF1\xE8\xDF", "Россия"},
        {10008, "\xD2\xA9\xC6\xB7", "药品"},
        {10029,
         "\x89"
         "esko",
         "Česko"},
        {20866, "\xF2\xCF\xD3\xD3\xC9\xD1", "Россия"},
        {20932, "\xCC\xF4\xC9\xCA", "薬品"},
        {51932, "\xCC\xF4\xC9\xCA", "薬品"},
        {28591, "Z\xFCrich", "Zürich"},
        {28592,
         "\xC8"
         "esko",
         "Česko"},
    };

    for (size_t i = 0; i < JC_LEN(pages); i++) {
        struct book b = {0};
        char expect[64];

        mk_record(&b.globals, 0x0042, "w", pages[i].page);
        label5(&b, 0, 0, pages[i].bytes);
        snprintf(expect, sizeof expect, "1:%s\n", pages[i].text);
        expect_book(&b, false, expect);
    }
}

/* Four bytes that could be two hanzi, under code pages that no iconv knows. */
Test(table_xls, a_code_page_that_is_not_known_is_named_and_is_not_chinese)
{
    struct book b = {0};

    mk_record(&b.globals, 0x0042, "w", 10006);
    label5(&b, 0, 0, "\xD2\xA9\xC6\xB7");
    expect_book(&b, false, "1:“©Δ∑\nnote E158\n");
    mk_record(&b.globals, 0x0042, "w", 720);
    label5(&b, 0, 0, "\xD2\xA9\xC6\xB7");
    expect_book(&b, false, "1:Ò©Æ·\nnote E158\n");
    mk_record(&b.globals, 0x0042, "w", 720);
    label5(&b, 0, 0, "plain");
    expect_book(&b, false, "1:plain\n");
    mk_record(&b.globals, 0x0042, "w", 1200); /* UTF-16, which no bytes are */
    label5(&b, 0, 0, "\xD2\xA9");
    expect_book(&b, false, "1:药\nnote E156\n");
}

Test(table_xls, a_character_that_a_mark_might_follow_is_not_lost_at_the_end)
{
    struct book b = {0};

    mk_record(&b.globals, 0x0042, "w", 1255);
    label5(&b, 0, 0, "\xF9\xEC\xE5\xED");
    label5(&b, 0, 1, "\xF9");
    label5(&b, 0, 2, "\xE5\xC9"); /* with its mark */
    label5(&b, 0, 3, "\xF9\xFF!");
    label5(&b, 0, 4, "");
    expect_book(&b, false, "1:שלום|ש|וֹ|ש\xEF\xBF\xBD!\nnote E157 D1\n");
    mk_record(&b.globals, 0x0042, "w", 1258);
    label5(&b, 0, 0, "\xD4");
    label5(&b, 0, 1, "Vi\xEA\xF2t"); /* a mark of its own after the letter */
    label5(&b, 0, 2, "Vi\xEA");
    expect_book(&b, false, "1:Ô|Việt|Viê\n");
}

Test(table_xls, gbk_without_a_code_page_or_under_a_western_one_is_found)
{
    struct book b = {0};

    label5(&b, 0, 0, "\xD2\xA9\xC6\xB7\xC3\xFB\xB3\xC6"); /* 药品名称 */
    expect_book(&b, false, "1:药品名称\nnote E156\n");
    mk_record(&b.globals, 0x0042, "w", 1252);
    label5(&b, 0, 0, "\xD2\xA9\xC6\xB7\xC3\xFB\xB3\xC6");
    expect_book(&b, false, "1:药品名称\nnote E159\n");
    mk_record(&b.globals, 0x0042, "w", 1252);
    label5(&b, 0, 0, "caf\xE9 Gr\xF6\xDF");
    expect_book(&b, false, "1:café Größ\n");
    label5(&b, 0, 0, "\xD2\xA9\xC6\xB7\x82\x33\xA6\x30"); /* four bytes of GB18030 */
    label5(&b, 1, 0, "\xD2\xA9\xC6\xB7\xC3");             /* cut off by a fixed width */
    expect_book(&b, false, "1:药品䓬\n2:药品\xEF\xBF\xBD\nnote E156\nnote E157 A2\n");
    label5(&b, 0, 0, "caf\xE9"); /* not cut off: nothing else is Chinese */
    label5(&b, 1, 0,
           "\xE9"
           "5");
    expect_book(&b, false, "1:café\n2:é5\n");
}

Test(table_xls, bytes_that_are_no_characters_are_shown_and_told)
{
    struct book b = {0};

    mk_record(&b.globals, 0x0042, "w", 936);
    label5(&b, 2, 1, "\xD2\xA9\xFF!");
    expect_book(&b, false, "3:|药\xEF\xBF\xBD!\nnote E157 B3\n");
}

Test(table_xls, a_bare_stream_of_a_small_export_program_is_read)
{
    struct jc_buf s = {0};

    mk_record(&s, 0x0809, "wwww", 0, 0x10, 0, 0);
    mk_record(&s, 0x0204, "wwwws", 0, 0, 0, 4, "\xCA\xFD\xC1\xBF"); /* 数量 */
    mk_record(&s, 0x0203, "wwwf", 1, 0, 0, 12.5);
    mk_record(&s, 0x000A, "");
    expect_file(kit_file("php.xls", s.p, s.len), "1:数量\n2:=12.5\nnote E156\n");
    s.len -= 4;
    expect_file(kit_file("php.xls", s.p, s.len), "E151\n");
    jc_buf_clear(&s);
    mk_record(&s, 0x0809, "wwww", 0, 0x1000, 0x3237, 0x3236); /* a kind that nobody knows */
    mk_record(&s, 0x0203, "wwwf", 1, 0, 0, 12.5);
    mk_record(&s, 0x000A, "");
    expect_file(kit_file("odd.xls", s.p, s.len), "2:=12.5\n");
    jc_buf_free(&s);
}

Test(table_xls, biff2_to_biff4_are_read_too)
{
    struct jc_buf s = {0};

    mk_record(&s, 0x0009, "ww", 2, 0x10);
    mk_record(&s, 0x001E, "bs", 7, "General");
    mk_record(&s, 0x001E, "bs", 10, "yyyy\\-mm\\-d");
    mk_record(&s, 0x0004, "wwbbbbs", 0, 0, 0, 0, 0, 4, "text");
    mk_record(&s, 0x0002, "wwbbbw", 0, 1, 0, 0, 0, 65535);
    mk_record(&s, 0x0003, "wwbbbf", 0, 2, 0, 1, 0, 45000.0);
    mk_record(&s, 0x0005, "wwbbbbb", 0, 3, 0, 0, 0, 1, 0);
    mk_record(&s, 0x0006, "wwbbbbbbbbbwbb", 0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFFFF, 0, 0);
    mk_record(&s, 0x0007, "bs", 2, "ok");
    mk_record(&s, 0x000A, "");
    expect_file(kit_file("old.xls", s.p, s.len), "1:text|=65535|@2023-03-15|^TRUE|ok\n");
    jc_buf_clear(&s);
    mk_record(&s, 0x0209, "www", 3, 0x10, 0);
    mk_record(&s, 0x001E, "bs", 7, "General");
    mk_record(&s, 0x001E, "bs", 4, "h:mm");
    mk_record(&s, 0x0243, "bbz", 0, 0, 10);
    mk_record(&s, 0x0243, "bbz", 0, 1, 10);
    mk_record(&s, 0x0204, "wwwws", 0, 0, 0, 4, "text");
    mk_record(&s, 0x0203, "wwwf", 0, 1, 1, 0.75);
    mk_record(&s, 0x027E, "wwwd", 0, 2, 0, (7u << 2) | 2);
    mk_record(&s, 0x0206, "wwwfwdw", 0, 3, 0, 1.5, 0, 0, 0);
    mk_record(&s, 0x000A, "");
    expect_file(kit_file("old.xls", s.p, s.len), "1:text|@18:00:00|=7|=1.5\n");
    jc_buf_clear(&s);
    mk_record(&s, 0x0409, "www", 4, 0x100, 0);
    mk_record(&s, 0x000A, "");
    expect_file(kit_file("old.xls", s.p, s.len), "E154\n");
    jc_buf_free(&s);
}

/* Every cell record of BIFF2, after a BOF. */
static void put_old_cells(struct jc_buf *s)
{
    mk_record(s, 0x0004, "wwbbbbs", 0, 0, 0, 0, 0, 4, "text");
    mk_record(s, 0x0002, "wwbbbw", 0, 1, 0, 0, 0, 65535);
    mk_record(s, 0x0003, "wwbbbf", 0, 2, 0, 0, 0, 1.5);
    mk_record(s, 0x0005, "wwbbbbb", 0, 3, 0, 0, 0, 1, 0);
    mk_record(s, 0x0005, "wwbbbbb", 0, 4, 0, 0, 0, 0x2A, 1);
    mk_record(s, 0x0006, "wwbbbfbbb", 1, 0, 0, 0, 0, 7.0, 0, 1, 0x17);
    mk_record(s, 0x0006, "wwbbbbbbbbbwbb", 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFFFF, 0, 0);
    mk_record(s, 0x0007, "bs", 3, "str");
    mk_record(s, 0x000A, "");
}

/* SheetJS writes BIFF3 and BIFF4 with the cells of BIFF2; small programs give BIFF2 a BOF of BIFF5. */
Test(table_xls, a_cell_is_read_by_the_number_of_its_record_whatever_version_the_file_has)
{
    static const unsigned bofs[][2] = {{0x0009, 2},      {0x0209, 3},      {0x0409, 4},      {0x0809, 0x0200},
                                       {0x0809, 0x0300}, {0x0809, 0x0400}, {0x0809, 0x0500}, {0x0809, 0x0600}};
    struct jc_buf s = {0};

    for (size_t i = 0; i < JC_LEN(bofs); i++) {
        jc_buf_clear(&s);
        mk_record(&s, bofs[i][0], "www", bofs[i][1], 0x10, 0);
        put_old_cells(&s);
        expect_file(kit_file("old.xls", s.p, s.len), "1:text|=65535|=1.5|^TRUE|!#N/A\n2:=7|str\n");
    }
    jc_buf_clear(&s);
    mk_record(&s, 0x0009, "ww", 2, 0x10); /* and the other way round */
    mk_record(&s, 0x0204, "wwwws", 0, 0, 0, 4, "text");
    mk_record(&s, 0x0205, "wwwbb", 0, 1, 0, 1, 0);
    mk_record(&s, 0x027E, "wwwd", 0, 2, 0, (7u << 2) | 2);
    mk_record(&s, 0x0206, "wwwbbbbbbwwbb", 0, 3, 0, 0, 0, 0, 0, 0, 0, 0xFFFF, 0, 0, 0);
    mk_record(&s, 0x0207, "ws", 3, "str");
    mk_record(&s, 0x000A, "");
    expect_file(kit_file("old.xls", s.p, s.len), "1:text|^TRUE|=7|str\n");
    jc_buf_free(&s);
}

Test(table_xls, old_records_have_the_styles_and_the_bytes_of_their_file)
{
    struct jc_buf s = {0};

    mk_record(&s, 0x0209, "www", 3, 0x10, 0);
    mk_record(&s, 0x001E, "bs", 7, "General");
    mk_record(&s, 0x001E, "bs", 4, "h:mm");
    mk_record(&s, 0x0243, "bbz", 0, 0, 10);
    mk_record(&s, 0x0243, "bbz", 0, 0, 10);
    mk_record(&s, 0x0243, "bbz", 0, 1, 10);
    mk_record(&s, 0x0004, "wwbbbbs", 0, 0, 0, 0, 0, 4, "\xD2\xA9\xC6\xB7");
    mk_record(&s, 0x0003, "wwbbbf", 0, 1, 2, 1, 0, 0.75);
    mk_record(&s, 0x000A, "");
    expect_file(kit_file("old.xls", s.p, s.len), "1:药品|@18:00:00\nnote E156\n");
    jc_buf_clear(&s);
    mk_record(&s, 0x0809, "wwww", 0x0600, 0x10, 0, 0);
    mk_record(&s, 0x0004, "wwbbbbs", 0, 0, 0, 0, 0, 4, "\xD2\xA9\xC6\xB7");
    mk_record(&s, 0x0004, "wwbbbbs", 0, 1, 0, 0, 0, 4, "caf\xE9");
    mk_record(&s, 0x000A, "");
    expect_file(kit_file("old.xls", s.p, s.len), "1:药品|caf\xEF\xBF\xBD\nnote E157 B1\n");
    jc_buf_free(&s);
}

Test(table_xls, a_cell_of_biff2_may_have_its_style_in_a_record_before_it)
{
    for (unsigned row = 0; row < 3; row += 2) { /* in order, and not */
        struct jc_buf s = {0};

        mk_record(&s, 0x0009, "ww", 2, 0x10);
        mk_record(&s, 0x001E, "bs", 7, "General");
        mk_record(&s, 0x001E, "bs", 10, "yyyy\\-mm\\-d");
        mk_record(&s, 0x0043, "bbbb", 0, 0, 0, 0);
        mk_record(&s, 0x0043, "bbbb", 0, 0, 0xC1, 0); /* locked and hidden */
        mk_record(&s, 0x0044, "w", 1);
        mk_record(&s, 0x0003, "wwbbbf", row, 0, 63, 0, 0, 45000.0);
        mk_record(&s, 0x0044, "w", 0);
        mk_record(&s, 0x0003, "wwbbbf", 1, 0, 0xC0 | 63, 0, 0, 45000.0);
        mk_record(&s, 0x0003, "wwbbbf", 1, 1, 1, 1, 0, 45000.0);
        mk_record(&s, 0x0044, "w", 99);
        mk_record(&s, 0x0003, "wwbbbf", 1, 2, 63, 0, 0, 45000.0);
        mk_record(&s, 0x0203, "wwwf", 1, 3, 1, 45000.0);
        mk_record(&s, 0x000A, "");
        expect_file(kit_file("old.xls", s.p, s.len), row ? "2:=45000|@2023-03-15|=45000|@2023-03-15\n3:@2023-03-15\n"
                                                         : "1:@2023-03-15\n2:=45000|@2023-03-15|=45000|@2023-03-15\n");
        jc_buf_free(&s);
    }
}

static void font(struct book *b, unsigned flags)
{
    mk_record(&b->globals, 0x0031, "wwz", 200, flags, 12);
}

Test(table_xls, a_cell_whose_style_strikes_it_through_says_so)
{
    struct book b = {0};

    for (unsigned i = 0; i < 6; i++)
        font(&b, i == 4 ? 8 : 0); /* the fifth has the number 5: there is none of number 4 */
    mk_record(&b.globals, 0x00E0, "wwz", 0, 0, 16);
    mk_record(&b.globals, 0x00E0, "wwz", 5, 14, 16);
    mk_record(&b.globals, 0x00E0, "wwz", 6, 0, 16);
    number(&b, 0, 0, 0, 1.0);
    number(&b, 0, 1, 1, 44260.0);
    number(&b, 0, 2, 2, 3.0);
    mk_record(&b.cells, 0x0204, "wwwwbs", 0, 3, 1, 1, 0, "x");
    mk_record(&b.cells, 0x00BD, "wwwdwdw", 1, 0, 0, (7u << 2) | 2, 1, (8u << 2) | 2, 1);
    mk_record(&b.cells, 0x0006, "wwwbbbbbbwwdwz", 1, 2, 1, 0, 0, 0, 0, 0, 0, 0xFFFF, 0, 0, 0, 0);
    mk_record(&b.cells, 0x0207, "wbs", 3, 0, "str");
    expect_file(build(&b, true), "1:=1|@2021-03-05~s|=3|x~s\n2:=7|@1900-01-08~s|str~s\n");
    book_free(&b);
}

/* ---- size --------------------------------------------------------------------------------------- */

Test(table_xls, a_file_with_a_chained_allocation_table_is_read)
{
    struct book b = {0};
    struct jc_buf got = {0};
    const char *path;

    for (unsigned i = 0; i < 65536; i++)
        for (unsigned col = 0; col < 7; col++)
            number(&b, i, col, 0, i + col / 8.0);
    path = build(&b, true); /* 8 MB: more than the 109 sectors that the head can name */
    kit_dump(&got, path);
    cr_expect(strncmp(jc_buf_text(&got), "1:=0|=0.125|=0.25|", 18) == 0);
    cr_expect(strstr(jc_buf_text(&got), "\n65536:=65535|=65535.125|"));
    unlink(path);
    jc_buf_free(&got);
    book_free(&b);
}
