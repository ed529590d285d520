/* The .xls files of tests/data/files: each shows one quirk of formats.md 3.1, 3.5 or 3.8 as a program would write it. */
#ifndef TESTS_FIXTURE_XLS_H
#define TESTS_FIXTURE_XLS_H

#include <criterion/criterion.h>
#include <iconv.h>

#include "unit/xls_make.h"

struct bytes {
    const char *p;
    size_t n;
};

/* UTF-8 in another encoding; borrowed until the fourth call after. */
static inline struct bytes encoded(const char *charset, const char *text)
{
    static char bytes[4][8192];
    static int at;
    char *to = bytes[at = (at + 1) % 4], *from = (char *)(uintptr_t)text;
    size_t in = strlen(text), out = sizeof bytes[0] - 1;
    iconv_t cd = iconv_open(charset, "UTF-8");

    cr_assert(cd != (iconv_t)-1 && iconv(cd, &from, &in, &to, &out) == 0, "%s", text);
    iconv_close(cd);
    *to = 0;
    return (struct bytes){bytes[at], (size_t)(to - bytes[at])};
}

struct xls {
    struct jc_buf globals, cells;
};

static inline void xls_style(struct xls *x, unsigned format)
{
    mk_record(&x->globals, 0x00E0, "wwz", 0, format, 16);
}

static inline void xls_number(struct xls *x, unsigned row, unsigned col, unsigned style, double value)
{
    mk_record(&x->cells, 0x0203, "wwwf", row, col, style, value);
}

/* A LABEL of BIFF5 in GBK. */
static inline void xls_gbk(struct xls *x, unsigned row, unsigned col, const char *text)
{
    struct bytes s = encoded("GB18030", text);

    mk_record(&x->cells, 0x0204, "wwwwS", row, col, 0, (unsigned)s.n, s.n, s.p);
}

/* A LABEL of BIFF8: characters of the text are counted by its UTF-16. */
static inline void xls_label(struct xls *x, unsigned row, unsigned col, const char *text)
{
    unsigned n = (unsigned)encoded("UTF-16LE", text).n / 2;

    mk_record(&x->cells, 0x0204, "wwwwbu", row, col, 0, n, 1, text);
}

static inline void xls_save(struct jc_buf *out, const char *name, const struct jc_buf *stream)
{
    const struct mk_stream streams[] = {{"\5SummaryInformation", "x", 1}, {name, stream->p, stream->len}};

    mk_compound(out, streams, 2);
}

/* One sheet "Sheet1" in a compound file; x is used up. */
static inline void xls_finish(struct jc_buf *out, struct xls *x, bool biff8, const char *name)
{
    const struct mk_sheet sheet = {"Sheet1", 0, 0, x->cells.p, x->cells.len};
    struct jc_buf stream = {0};

    mk_workbook(&stream, biff8, &x->globals, &sheet, 1);
    xls_save(out, name, &stream);
    jc_buf_free(&stream);
    jc_buf_free(&x->globals);
    jc_buf_free(&x->cells);
}

/* ---- BIFF5 of Chinese programs: GBK, with the code page, without one, under a western one ----------------------- */

static inline void xls_receipts(struct xls *x)
{
    static const char *const heads[] = {"医疗机构名称", "单据号",   "药品名称", "规格",
                                        "生产厂家",     "入库数量", "入库日期"};
    struct bytes code = encoded("GB18030", "yyyy\"年\"m\"月\"d\"日\"");

    mk_record(&x->globals, 0x041E, "wbS", 176, (unsigned)code.n, code.n, code.p);
    xls_style(x, 0);
    xls_style(x, 176);
    for (unsigned i = 0; i < JC_LEN(heads); i++)
        xls_gbk(x, 0, i, heads[i]);
    xls_gbk(x, 1, 0, "柳川县人民医院");
    xls_gbk(x, 1, 1, "0070601");
    xls_gbk(x, 1, 2, "劳拉西泮片（苯二氮䓬类）"); /* 䓬: four bytes, in GB18030 only */
    xls_gbk(x, 1, 3, "0.5mg×20片/盒");
    xls_gbk(x, 1, 4, "湖南洞庭药业股份有限公司");
    xls_number(x, 1, 5, 0, 12);
    xls_number(x, 1, 6, 1, 45419);
}

static inline void make_biff5_cp936(struct jc_buf *out)
{
    struct xls x = {0};

    mk_record(&x.globals, 0x0042, "w", 936);
    xls_receipts(&x);
    xls_finish(out, &x, false, "Book");
}

static inline void make_biff5_no_codepage(struct jc_buf *out)
{
    struct xls x = {0};

    xls_receipts(&x);
    xls_finish(out, &x, false, "Book");
}

static inline void make_biff5_western_codepage(struct jc_buf *out)
{
    struct xls x = {0};

    mk_record(&x.globals, 0x0042, "w", 1252);
    xls_receipts(&x);
    xls_finish(out, &x, false, "BOOK");
}

/* ---- BIFF8 ------------------------------------------------------------------------------------------------------- */

/* Strings cut by CONTINUE within their characters and behind a run, rich and phonetic tails, an empty one; DIMENSIONS of one cell. */
static inline void make_biff8_records(struct jc_buf *out)
{
    struct xls x = {0};

    xls_style(&x, 0);
    mk_record(&x.globals, 0x00FC, "ddwbu", 5, 5, 6, 1, "医院");
    mk_record(&x.globals, 0x003C, "bs", 0, "AB");
    mk_record(&x.globals, 0x003C, "bu", 1, "科室");
    mk_record(&x.globals, 0x003C, "wbwds", 4, 0x0C, 2, 6, "rich");
    mk_record(&x.globals, 0x003C, "z", 4);
    mk_record(&x.globals, 0x003C, "zwbwbu", 10, 0, 0, 1, 1, "空");
    mk_record(&x.globals, 0x003C, "wbu", 3, 1, "完整");
    mk_record(&x.globals, 0x003C, "bs", 0, "!");
    mk_record(&x.cells, 0x0200, "ddwww", 0, 1, 0, 1, 0);
    for (unsigned i = 0; i < 5; i++)
        mk_record(&x.cells, 0x00FD, "wwwd", 0, i, 0, i);
    xls_label(&x, 1, 0, "标签");
    mk_record(&x.cells, 0x00D6, "wwwwbuwww", 1, 1, 0, 2, 1, "富文", 1, 0, 0);            /* RSTRING */
    mk_record(&x.cells, 0x027E, "wwwd", 1, 2, 0, (12u << 2) | 2);                        /* RK: 12 */
    mk_record(&x.cells, 0x027E, "wwwd", 1, 3, 0, (6751u << 2) | 3);                      /* RK: 6751 / 100 */
    mk_record(&x.cells, 0x00BD, "wwwdwdw", 2, 0, 0, (1u << 2) | 2, 0, (2u << 2) | 2, 1); /* MULRK: A3, B3 */
    xls_number(&x, 2, 2, 0, 81865.680000000008);
    mk_record(&x.cells, 0x0205, "wwwbb", 2, 3, 0, 1, 0);           /* TRUE */
    mk_record(&x.cells, 0x0205, "wwwbb", 2, 4, 0, 0x2A, 1);        /* #N/A */
    mk_record(&x.cells, 0x0006, "wwwfwdw", 3, 0, 0, 2.5, 0, 0, 0); /* a formula: 2.5 */
    mk_record(&x.cells, 0x0006, "wwwbbbbbbwwdw", 3, 1, 0, 0, 0, 0, 0, 0, 0, 0xFFFF, 0, 0, 0);
    mk_record(&x.cells, 0x0207, "wbu", 2, 1, "合格");                                         /* its text */
    mk_record(&x.cells, 0x0006, "wwwbbbbbbwwdw", 3, 2, 0, 2, 0, 7, 0, 0, 0, 0xFFFF, 0, 0, 0); /* #DIV/0! */
    mk_record(&x.cells, 0x0006, "wwwfwdw", 3, 3, 0, 0.0, 2, 0, 0); /* nobody has computed it */
    mk_record(&x.cells, 0x0201, "www", 4, 0, 0);                   /* BLANK */
    mk_record(&x.cells, 0x00E5, "wwwww", 1, 0, 0, 0, 4);           /* merged */
    xls_finish(out, &x, true, "Workbook");
}

/* A row for each built-in number: its number, then a day and a half with it. 57 and 176 are defined in the file. */
static inline void make_biff8_dates(struct jc_buf *out)
{
    static const unsigned ids[] = {14, 22, 27, 28, 29, 30, 31, 32, 33, 34, 35,
                                   36, 50, 51, 52, 53, 54, 55, 56, 57, 58, 176};
    struct xls x = {0};

    mk_record(&x.globals, 0x041E, "wwbs", 57, 1, 0, "0");
    mk_record(&x.globals, 0x041E, "wwbu", 176, 11, 1, "yyyy\"年\"m\"月\"");
    xls_style(&x, 0);
    for (unsigned i = 0; i < JC_LEN(ids); i++) {
        bool time = (ids[i] >= 32 && ids[i] <= 35) || ids[i] == 55 || ids[i] == 56;

        xls_style(&x, ids[i]);
        xls_number(&x, i, 0, 0, ids[i]);
        xls_number(&x, i, 1, i + 1, time ? 0.354861111111111 : 45419);
    }
    xls_number(&x, 0, 2, 1, 45657.00000001); /* noise of a double is no second */
    xls_number(&x, 0, 3, 1, 44926.9999884);
    xls_number(&x, 0, 4, 0, 45419); /* General: a number */
    xls_finish(out, &x, true, "Workbook");
}

/* Days from 1904; a hidden and a very hidden sheet; the stream in capitals. */
static inline void make_biff8_1904(struct jc_buf *out)
{
    struct xls x = {0}, hidden = {0}, last = {0};
    struct jc_buf stream = {0};

    mk_record(&x.globals, 0x0022, "w", 1);
    xls_style(&x, 0);
    xls_style(&x, 14);
    xls_number(&x, 0, 0, 1, 45419 - 1462);
    xls_label(&hidden, 0, 0, "旧价格");
    xls_label(&last, 0, 0, "末页");
    {
        const struct mk_sheet sheets[] = {{"Hidden", 1, 0, hidden.cells.p, hidden.cells.len},
                                          {"Shown", 0, 0, x.cells.p, x.cells.len},
                                          {"VeryHidden", 2, 0, hidden.cells.p, hidden.cells.len},
                                          {"Last", 0, 0, last.cells.p, last.cells.len}};
        mk_workbook(&stream, true, &x.globals, sheets, JC_LEN(sheets));
    }
    xls_save(out, "WORKBOOK", &stream);
    jc_buf_free(&stream);
    jc_buf_free(&x.globals);
    jc_buf_free(&x.cells);
    jc_buf_free(&hidden.cells);
    jc_buf_free(&last.cells);
}

static inline void make_biff8_renamed(struct jc_buf *out)
{
    struct xls x = {0};

    xls_style(&x, 0);
    xls_label(&x, 0, 0, "药品名称");
    xls_label(&x, 0, 1, "数量");
    xls_label(&x, 1, 0, "甲药片");
    xls_number(&x, 1, 1, 0, 5);
    xls_finish(out, &x, true, "Workbook");
}

/* ---- what is refused ----------------------------------------------------------------------------------------------- */

static inline void make_password_xls(struct jc_buf *out)
{
    struct xls x = {0};

    mk_record(&x.globals, 0x002F, "wwwwww", 1, 1, 1, 0x1234, 0x5678, 0x9ABC); /* FILEPASS as WPS writes it */
    xls_label(&x, 0, 0, "药品名称");
    xls_finish(out, &x, true, "Workbook");
}

static inline void make_password_xlsx(struct jc_buf *out)
{
    static const struct mk_stream package[] = {{"EncryptionInfo", "\4\0\4\0", 4}, {"EncryptedPackage", "\1\2\3\4", 4}};

    mk_compound(out, package, 2);
}

/* ---- before BIFF5: no compound file around the records ---------------------------------------------------------------- */

static inline void make_biff2_bare(struct jc_buf *out)
{
    mk_record(out, 0x0009, "ww", 2, 0x10);
    mk_record(out, 0x001E, "bs", 7, "General");
    mk_record(out, 0x001E, "bs", 10, "yyyy\\-mm\\-d");
    mk_record(out, 0x0004, "wwbbbbs", 0, 0, 0, 0, 0, 4, "drug");
    mk_record(out, 0x0002, "wwbbbw", 0, 1, 0, 0, 0, 65535);
    mk_record(out, 0x0003, "wwbbbf", 1, 0, 0, 1, 0, 45419.0);
    mk_record(out, 0x0005, "wwbbbbb", 1, 1, 0, 0, 0, 1, 0);
    mk_record(out, 0x000A, "");
}

static inline void make_biff4_workbook(struct jc_buf *out)
{
    mk_record(out, 0x0409, "www", 4, 0x100, 0);
    mk_record(out, 0x000A, "");
}

#endif
