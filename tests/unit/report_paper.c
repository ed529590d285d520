/* The workbook as it is looked at: with which sheet it opens, what stands there first, and whether paper can hold it. */
#include <zip.h>

#include "report/sink.h"
#include "report/xlsx_book.h"
#include "report_kit.h"

static struct jc_store *store;
static char *folder;

static void set_up(void)
{
    store = kit_store();
    folder = kit_folder();
}

static void tear_down(void)
{
    jc_store_free(store);
    kit_rm(folder);
}

TestSuite(paper, .init = set_up, .fini = tear_down);

static char *read_part(const char *path, const char *name)
{
    int code = 0;
    char chunk[4096];
    struct jc_buf b = {0};
    zip_int64_t n;
    zip_t *zip = zip_open(path, ZIP_RDONLY, &code);
    cr_assert_not_null(zip);
    zip_file_t *f = zip_fopen(zip, name, 0);
    cr_assert_not_null(f, "%s", name);
    while ((n = zip_fread(f, chunk, sizeof chunk)) > 0)
        jc_buf_add(&b, chunk, (size_t)n);
    zip_fclose(f);
    zip_discard(zip);
    return b.p;
}

static char *write_part(const char *name)
{
    struct jc_err err = {0};
    char *path = kit_path(folder, "r.xlsx");
    if (kit_write(store, JC_REPORT_XLSX, path, &err) != JC_OK)
        kit_fail(&err);
    char *part = read_part(path, name);
    free(path);
    return part;
}

/* ---- where it opens ------------------------------------------------------------------------------ */

Test(paper, a_workbook_opens_on_its_first_ranking)
{
    char *book = write_part("xl/workbook.xml"), *ranking = write_part("xl/worksheets/sheet3.xml");
    char *notes = write_part("xl/worksheets/sheet1.xml");
    cr_expect_not_null(strstr(book, "activeTab=\"2\""), "%s", book);
    cr_expect_not_null(strstr(ranking, "tabSelected=\"1\""));
    cr_expect_null(strstr(notes, "tabSelected=\"1\""));
    free(book);
    free(ranking);
    free(notes);
}

Test(paper, without_anybody_ranked_it_opens_on_its_first_sheet)
{
    kit_sql(store, "DELETE FROM ind_round");
    kit_sql(store, "UPDATE param SET scaled = 2000000 WHERE name = 'payment.rank_min'");
    char *book = write_part("xl/workbook.xml");
    cr_expect_null(strstr(book, "activeTab"), "%s", book);
    free(book);
}

Test(paper, the_first_screen_says_who_is_first_and_last_and_what_is_in_doubt)
{
    char *texts = write_part("xl/sharedStrings.xml");
    cr_expect_not_null(strstr(texts, "\n参与排名 4 个：第 1 名 第二医院 等 2 个并列（达序时占比 100.00%）；最后，第 4 "
                                     "名 没有编码的诊所（0.00%）\n"
                                     "读入和核查时有 2 处错误和警告，逐条列在“数据问题”一页\n排名依据"),
                       "%s", texts);
    cr_expect_not_null(
        strstr(texts, "\n付款方“医疗机构”参与排名 2 个：第 1 名 第二医院（按期支付金额占比 100.00%）；最后，第 2 名 "
                      "=1+1人民医院（64.71%）；只列示、不排名 2 个\n"),
        "%s", texts);
    free(texts);
}

/* Rows as the sinks get them: rank, group ("" = no such column), name, value. */
static void note(struct places *p, const struct sheet *sheet, int64_t rank, const char *group, const char *name,
                 int64_t value)
{
    struct cell cells[] = {
        {.kind = rank ? CELL_NUMBER : CELL_EMPTY, .col = &sheet->main.col[0], .num = rank * JC_SCALE, .s = ""},
        {.kind = CELL_TEXT, .col = &sheet->main.col[1], .s = group, .n = strlen(group)},
        {.kind = CELL_TEXT, .col = &sheet->main.col[2], .s = name, .n = strlen(name)},
        {.kind = CELL_NUMBER, .col = &sheet->main.col[3], .num = value * JC_SCALE, .s = ""},
    };
    places_note(p, sheet, cells, JC_LEN(cells));
}

Test(paper, every_ranking_of_a_sheet_has_its_ends_also_where_all_share_a_place)
{
    struct sheet sheet;
    struct places p = {0};
    struct jc_buf said = {0};
    struct jc_err err = {0};
    cr_assert_eq(
        sheet_parse(&sheet, "x.sql",
                    "-- name: 表 | T\n-- column: 名次 | Rank | rank\n-- column: 付款方 | Payer | text | page group\n"
                    "-- column: 谁 | Who | text\n-- column: 率(%) | Rate (%) | pct\n"
                    "-- chart: bar | 图 | C | 3 | 4 | 0\nSELECT 1;\n",
                    &err),
        JC_OK);
    note(&p, &sheet, 1, "甲", "一院", 90);
    note(&p, &sheet, 1, "甲", "二院", 90);
    note(&p, &sheet, 1, "乙", "三院", 80);
    note(&p, &sheet, 2, "乙", "四院", 70);
    note(&p, &sheet, 2, "乙", "五院", 70);
    note(&p, &sheet, 0, "乙", "六院", 0);
    places_say(&said, &p, &sheet, JC_ZH);
    cr_expect_str_eq(jc_buf_text(&said),
                     "\n付款方“甲”参与排名 2 个：第 1 名 一院 等 2 个并列（率 90.00%）"
                     "\n付款方“乙”参与排名 3 个：第 1 名 三院（率 80.00%）；最后，第 2 名 四院 等 2 "
                     "个并列（70.00%）\n只列示、不排名 1 个");
    jc_buf_clear(&said);
    places_say(&said, &p, &sheet, JC_EN);
    cr_expect_str_eq(jc_buf_text(&said), "\nPayer 甲: 2 ranked: place 1: 一院 and 1 more (Rate 90.00%)"
                                         "\nPayer 乙: 3 ranked: place 1: 三院 (Rate 80.00%); last, place 2: 四院 and 1 "
                                         "more (70.00%)\nlisted without a rank: 1");
    cr_expect_eq(places_first(&p), 2);
    jc_buf_free(&said);
    places_free(&p);
    sheet_free(&sheet);
}

/* ---- on paper ------------------------------------------------------------------------------------ */

/* Pixels of the columns of a worksheet, but for its last one. */
static int printed_width(const char *sheet)
{
    double sum = 0, last = 0; /* as the file has them */
    for (const char *at = sheet; (at = strstr(at, "<col ")); at++) {
        int from, to;
        double width;
        cr_assert_eq(sscanf(at, "<col min=\"%d\" max=\"%d\" width=\"%lf\"", &from, &to, &width), 3);
        last = width;
        sum += width * (to - from + 1);
    }
    return (int)((sum - last) * 7 + 0.5);
}

Test(paper, where_the_columns_are_too_wide_for_paper_those_of_text_wrap)
{
    char *narrow = write_part("xl/worksheets/sheet5.xml"); /* 品种进度 */
    kit_sql(store, "UPDATE inst SET name = name || '医疗集团总院东院区'");
    kit_sql(store,
            "UPDATE product SET generic = generic || '与碳酸氢钠咀嚼', maker = '扬子江药业集团广州海瑞药业有限公司'");
    char *wide = write_part("xl/worksheets/sheet6.xml"); /* 机构品种明细 */
    int width = printed_width(wide);
    cr_expect_lt(printed_width(narrow), 1500);
    cr_expect(width <= 1520 && width > 1512, "as wide as paper takes: %d", width);
    cr_expect_null(strstr(narrow, "<row r=\"4\" ht"), "one line");
    cr_expect_not_null(strstr(wide, "<row r=\"4\" ht"), "more");
    free(narrow);
    free(wide);
}

Test(paper, a_line_ends_where_a_word_does)
{
    static const struct {
        const char *text;
        int room, used, lines;
    } cases[] = {
        {"", 10, 0, 1},
        {"医疗机构", 8, 0, 1},
        {"医疗机构", 7, 0, 2},
        {"医疗机构", 8, 2, 2},
        {"Novartis Pharma AG", 12, 0, 2},
        {"Novartis Pharma AG", 8, 0, 3},
        {"Novartis", 4, 0, 2},
        {"折算完成率(%)", 10, 0, 2},
        {"一\n二", 10, 0, 2},
    };
    for (size_t i = 0; i < JC_LEN(cases); i++)
        cr_expect_eq(xlsx_lines(cases[i].text, strlen(cases[i].text), cases[i].room, cases[i].used), cases[i].lines,
                     "%s", cases[i].text);
}

Test(paper, every_page_says_of_what_sheet_and_day_it_is)
{
    char *sheet = write_part("xl/worksheets/sheet3.xml"), *names = write_part("xl/workbook.xml");
    cr_expect_not_null(strstr(sheet, "<oddHeader>&amp;L&amp;8&amp;R&amp;8&amp;A    统计截止日 2024-09-30</oddHeader>"),
                       "%s", strstr(sheet, "<headerFooter"));
    cr_expect_not_null(strstr(names, "'机构执行排名'!$3:$3</definedName>"), "the heads are on every page");
    free(sheet);
    free(names);
}

static void keep_path(void *ctx, const char *institution, const char *path, const int64_t rows[3])
{
    (void)institution;
    if (!*(char **)ctx && rows[0] + rows[1] + rows[2])
        *(char **)ctx = jc_strdup(path);
}

/* The header of a page of what is split for an institution of that name, an expression of SQL. */
static void expect_header(const char *name, const char *header)
{
    struct jc_err err = {0};
    struct jc_buf sql = {0};
    char *path = NULL;
    jc_buf_fmt(&sql, "UPDATE inst SET name = %s", name);
    kit_sql(store, jc_buf_text(&sql));
    if (jc_report_split(store, folder, JC_ZH, keep_path, &path, &err) != JC_OK)
        kit_fail(&err);
    cr_assert_not_null(path);
    char *sheet = read_part(path, "xl/worksheets/sheet1.xml");
    cr_expect_not_null(strstr(sheet, header), "%s", strstr(sheet, "<headerFooter"));
    free(sheet);
    free(path);
    jc_buf_free(&sql);
}

/* A header takes 255 characters, and "&" is a sign in it; what is cut off a name shows. */
Test(paper, the_institution_stands_on_every_page_of_what_is_sent_to_it_whatever_its_name_is)
{
    expect_header("'A&B' || replace(hex(zeroblob(20)), '00', '医院')", "<oddHeader>&amp;L&amp;8A&amp;&amp;B医院医院");
    expect_header("replace(hex(zeroblob(130)), '00', '&')", "&amp;&amp;…&amp;R&amp;8&amp;A    统计截止日 ");
    expect_header("replace(hex(zeroblob(60)), '00', '医')", "医医…&amp;R&amp;8&amp;A    统计截止日 ");
}
