/* Whole reports from a small world: figures, formats, files. */
#include <cjson/cJSON.h>
#include <zip.h>

#include "report/sink.h"
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

TestSuite(report, .init = set_up, .fini = tear_down);

static void write_report(enum jc_report_format format, const char *out)
{
    struct jc_err err = {0};
    if (kit_write(store, format, out, &err) != JC_OK)
        kit_fail(&err);
}

static char *csv_of(const char *name)
{
    char *path = kit_path(folder, name);
    char *text = kit_read(path, NULL);
    free(path);
    return text;
}

static void expect_line(const char *file, const char *what, const char *line)
{
    char *text = csv_of(file), *is = kit_line(text, what);
    cr_expect_str_eq(is, line);
    free(is);
    free(text);
}

/* ---- figures ------------------------------------------------------------------------------------- */

Test(report, worked_example_of_fulfilment_comes_out_to_the_last_digit)
{
    write_report(JC_REPORT_CSV, folder);
    expect_line(
        "机构品种明细.csv", "agreement:a",
        "'=1+1人民医院,H33010000001,NVBP02,阿莫西林胶囊,0.25g,甲药业有限公司,2024-04-01,2025-03-31,粒,12000,5390,44."
        "92,50.14,-5.22,低于序时,,6610,1089.56,89.59,医院,,agreement:a");
}

Test(report, an_agreement_without_volume_has_no_rate_and_one_not_begun_no_figures)
{
    write_report(JC_REPORT_CSV, folder);
    expect_line(
        "机构品种明细.csv", "agreement:d",
        "第三医院 <b>&,H33010000003,NVBP02,奥美拉唑肠溶胶囊,20mg,乙药业有限公司,2024-04-01,2025-03-31,粒,0,7,,50.14,"
        ",无约定量,,0,,,,,agreement:d");
    expect_line(
        "机构品种明细.csv", "agreement:e",
        "第三医院 <b>&,H33010000003,NVBP02,奥美拉唑肠溶胶囊,20mg,乙药业有限公司,2025-04-01,2026-03-31,粒,5000,,,,,"
        "未开始,,,,,,,agreement:e");
}

Test(report, equal_keys_share_a_rank_and_an_institution_without_price_has_no_completion)
{
    write_report(JC_REPORT_CSV, folder);
    char *text = csv_of("机构执行排名.csv");
    char *second = kit_line(text, "第二医院"), *third = kit_line(text, "第三医院"), *last = kit_line(text, "诊所");
    cr_expect_str_eq(second, "1,第二医院,H33010000002,,东片医共体,,1,1,100.00,100.00,50.14,49.86,0,0,1,0,0,,,,"
                             "inst:H33010000002" +
                                 0);
    cr_expect_eq(strncmp(third, "1,", 2), 0, "the same key, the same rank: %s", third);
    cr_expect_str_eq(last, "4,没有编码的诊所,,,,,1,0,0.00,,,,1,0,0,0,1,,企业 1、医院 1,,inst:没有编码的诊所");
    free(second);
    free(third);
    free(last);
    free(text);
}

Test(report, platform_form_counts_products_bought_by_any_institution)
{
    write_report(JC_REPORT_CSV, folder);
    expect_line(
        "平台格式报表.csv", "H33010000001",
        "'=1+1人民医院,H33010000001,义乌市,第二批,2024-04-01,2025-03-31,50.14,1,0,0.00,1,100.00,0,0.00,0,0.00,1,1,1,"
        "1,1,1,1");
    expect_line("平台格式报表.csv", "诊所",
                "没有编码的诊所,,,第二批,2024-04-01,2025-03-31,50.14,1,1,100.00,0,0.00,0,0.00,0,0.00,0,0,0,0,0,0,0");
}

Test(report, products_are_ranked_worst_gap_first)
{
    write_report(JC_REPORT_CSV, folder);
    expect_line(
        "品种进度.csv", "奥美拉唑肠溶",
        "1,NVBP02,第二批,奥美拉唑、奥美拉唑镁,奥美拉唑肠溶胶囊,20mg,乙药业有限公司,粒,1000,0,0.00,50.14,-50.14,1000,"
        "1,1,0,,0.00,product:NVBP02:4:奥美拉唑肠溶胶囊:20mg:乙药业有限公司");
    expect_line(
        "品种进度.csv", "阿莫西林胶囊",
        "2,NVBP02,第二批,阿莫西林,阿莫西林胶囊,0.25g,甲药业有限公司,粒,15000,8390,55.93,50.14,5.80,6610,3,0,1,,111."
        "56,product:NVBP02:3:阿莫西林胶囊:0.25g:甲药业有限公司");
}

Test(report, worked_example_of_payment_comes_out_and_the_unranked_stand_last_with_their_reason)
{
    write_report(JC_REPORT_CSV, folder);
    expect_line(
        "货款支付排名.csv", "pay:1:0",
        "2,医疗机构,'=1+1人民医院,H33010000001,义乌市,三级,3,34000.00,22000.00,64.71,33.33,64.71,46.52,5000.00,0.00,"
        "7000.00,15,67.44,严重滞后,,pay:1:0");
    char *text = csv_of("货款支付排名.csv");
    cr_expect(strstr(text, "pay:2:0") < strstr(text, "pay:1:0"), "100 %% before 64.71 %%");
    cr_expect(strstr(text, "pay:1:0") < strstr(text, "pay:3:0"), "ranked before not ranked");
    free(text);
    expect_line(
        "货款支付排名.csv", "pay:3:0",
        ",医疗机构,第三医院 <b>&,H33010000003,义乌市,,2,1.00,1.00,100.00,100.00,100.00,10.00,0.00,0.00,0.00,,100.00,"
        "到期笔数不足,,pay:3:0");
    expect_line("货款支付排名.csv", "pay:4:0", ",医疗机构,没有编码的诊所,,,,,,,,,,,,,,,,未报,,pay:4:0");
}

Test(report, overdue_goes_by_days_and_what_is_due_within_30_days_stands_apart)
{
    write_report(JC_REPORT_CSV, folder);
    char *text = csv_of("逾期明细.csv");
    cr_expect(strstr(text, "line:3") < strstr(text, "line:1\n"), "31 days before 15");
    free(text);
    expect_line("逾期明细.csv", "line:3",
                "'=1+1人民医院,H33010000001,,,,2024-06-27,2024-08-30,days 30,1.23,0.00,1.23,31,31–60,质量争议,line:3");
    text = csv_of("未来到期.csv");
    cr_expect_not_null(strstr(text, "第二医院,H33010000002,2024-10-04,国药,1.00,4,line:4\n"));
    cr_expect_null(strstr(text, "line:5"), "31 days ahead is too far");
    free(text);
}

Test(report, a_hint_of_the_pack_ratio_has_no_overpaid_amount)
{
    write_report(JC_REPORT_CSV, folder);
    expect_line(
        "价格核对.csv", "line:1",
        "'=1+1人民医院,H33010000001,D1-1,2024-06-26,0012345678901234567,阿莫西林胶囊,0.25g*24粒,24,甲药业有限公司,6."
        "7512,6.75,0.02,3,0.00,同包装,国药,line:1");
    expect_line(
        "价格核对.csv", "line:3",
        "第二医院,H33010000002,,2024-06-27,0012345678901234567,阿莫西林胶囊,0.25g*24粒,48,甲药业有限公司,13.00,12.00,"
        "8.33,1,,按差比价折算,,line:3");
}

Test(report, rows_of_a_file_add_up_and_failed_checks_show_a_cross)
{
    write_report(JC_REPORT_CSV, folder);
    expect_line("来源与自检.csv", "明细.xlsx", "市/明细.xlsx,1234,ab,采购明细,10,4,1,2,3,2024-04-01,2024-09-30");
    expect_line("来源与自检.csv", "全部文件", "全部文件：行数 = 入库 + 更新 + 剔除 + 跳过,,,✔,10,10,,,,,");
    expect_line("来源与自检.csv", "签约产品数", "签约产品数 = 零采购 + 低于序时 + 正常 + 超量,,,✔,4,4,,,,,");
    expect_line("来源与自检.csv", "甲 ＝", "甲 ＝ 乙＋丙（元）,,,✔,3,3,,,,,");
    expect_line("来源与自检.csv", "一 ＝", "一 ＝ 二,,,✘,1,2,,,,,");
}

/* ---- formats ------------------------------------------------------------------------------------- */

Test(report, csv_guards_texts_that_a_spreadsheet_would_run)
{
    write_report(JC_REPORT_CSV, folder);
    char *text = csv_of("数据问题.csv");
    cr_expect_eq(strncmp(text, "\xEF\xBB\xBF级别,", 3 + strlen("级别,")), 0, "BOM, then the heads");
    cr_expect_not_null(strstr(text, ",F9,'@SUM(A1),"));
    cr_expect_not_null(strstr(text, ",F8,-5,"), "a number is no formula");
    cr_expect(strstr(text, "错误") < strstr(text, "警告"), "errors first");
    free(text);
}

Test(report, json_has_numbers_as_numbers_nothing_as_null_and_texts_untouched)
{
    write_report(JC_REPORT_JSON, folder);
    char *text = csv_of("机构品种明细.json");
    cJSON *all = cJSON_Parse(text);
    cr_assert_eq(cJSON_GetArraySize(all), 6);
    cJSON *row = cJSON_GetArrayItem(all, 1); /* the clinic has no code and stands first */
    cr_expect_str_eq(cJSON_GetStringValue(cJSON_GetObjectItem(row, "医疗机构")), "=1+1人民医院");
    cr_expect_eq(cJSON_GetNumberValue(cJSON_GetObjectItem(row, "完成率(%)")), 44.92);
    cr_expect_str_eq(cJSON_GetStringValue(cJSON_GetObjectItem(row, "责任")), "医院");
    cr_expect(cJSON_IsNull(cJSON_GetObjectItem(cJSON_GetArrayItem(all, 2), "责任")), "on track: nobody");
    cr_expect_str_eq(cJSON_GetStringValue(cJSON_GetObjectItem(row, "协议起")), "2024-04-01");
    cJSON_Delete(all);
    free(text);
}

/* The text that csv shows for what a workbook cell holds. */
static void shown(struct jc_buf *out, const struct jc_cell *c, const struct column *col)
{
    jc_buf_clear(out);
    if (c->type == JC_CELL_NUMBER && col->type == COL_PCT) {
        int64_t v;
        char text[48];
        cr_assert(jc_dec_scaled(&v, (struct jc_dec){c->num, c->exp}, 4, NULL));
        jc_scaled_text(text, sizeof text, v * 100, 0, 4);
        jc_buf_str(out, text);
    } else {
        jc_cell_text(out, c);
    }
    if (strcmp(jc_buf_text(out), "—") == 0)
        jc_buf_clear(out);
}

static bool same_value(const char *a, const char *b)
{
    struct jc_dec x, y;
    if (jc_dec_parse(&x, a, strlen(a)) && jc_dec_parse(&y, b, strlen(b)))
        return x.m == y.m && x.e == y.e;
    return strcmp(a, b + (b[0] == '\'' && a[0] != '\'')) == 0;
}

static struct jc_sheet *open_sheet(struct jc_book *book, const char *name)
{
    struct jc_sheet *sheet = NULL;
    struct jc_err err = {0};
    for (size_t i = 0; i < jc_book_count(book); i++)
        if (!name || strcmp(jc_book_sheet(book, i).name, name) == 0) {
            if (jc_sheet_open(&sheet, book, i, &err) != JC_OK)
                kit_fail(&err);
            return sheet;
        }
    cr_assert_fail("the workbook has a sheet %s", name);
    return NULL;
}

/* Every row of the csv stands in the workbook, from its fourth row on; returns the rows compared. */
static size_t compare_sheet(struct jc_book *book, const struct sheet *sheet)
{
    struct jc_buf name = {0}, a = {0}, b = {0};
    jc_buf_fmt(&name, "%s/%s.csv", folder, sheet->name[0]);
    struct jc_book *csv = NULL;
    struct jc_err err = {0};
    if (access(jc_buf_text(&name), F_OK) != 0) { /* without rows: no file and no sheet */
        for (size_t i = 0; i < jc_book_count(book); i++)
            cr_expect_str_neq(jc_book_sheet(book, i).name, sheet->name[0]);
        jc_buf_free(&name);
        return 0;
    }
    if (jc_book_open(&csv, jc_buf_text(&name), &err) != JC_OK)
        kit_fail(&err);
    struct jc_sheet *x = open_sheet(book, sheet->name[0]), *y = open_sheet(csv, NULL);
    const struct jc_row *rx, *ry;
    size_t rows = 0;
    do /* title, note */
        cr_assert_eq(jc_sheet_next(x, &rx, &err), JC_OK);
    while (rx->number < 3);
    while (jc_sheet_next(y, &ry, &err) == JC_OK) {
        size_t shown_col = 0;
        for (size_t i = 0; i < sheet->main.n; i++) {
            if (column_hidden(&sheet->main.col[i]))
                continue;
            static const struct jc_cell none;
            const struct jc_cell *cx = shown_col < rx->n ? &rx->cells[shown_col] : &none;
            const struct jc_cell *cy = shown_col < ry->n ? &ry->cells[shown_col] : &none;
            shown(&a, cx, &sheet->main.col[i]);
            jc_buf_clear(&b);
            jc_cell_text(&b, cy);
            cr_expect(same_value(jc_buf_text(&a), jc_buf_text(&b)), "%s row %u %s: xlsx “%s”, csv “%s”", sheet->name[0],
                      rx->number, sheet->main.col[i].head[0], jc_buf_text(&a), jc_buf_text(&b));
            shown_col++;
        }
        rows++;
        if (jc_sheet_next(x, &rx, &err) != JC_OK)
            break;
        while (sheet->below.part && rx->n < 4 && jc_sheet_next(x, &rx, &err) == JC_OK)
            ; /* the empty row */
        if (sheet->below.part && strncmp(rx->cells[0].text, "自检", strlen("自检")) == 0)
            cr_assert_eq(jc_sheet_next(x, &rx, &err), JC_OK); /* heads of the table below */
    }
    jc_sheet_free(x);
    jc_sheet_free(y);
    jc_book_free(csv);
    jc_buf_free(&name);
    jc_buf_free(&a);
    jc_buf_free(&b);
    return rows;
}

Test(report, workbook_read_back_through_our_own_reader_holds_what_the_csv_shows)
{
    struct jc_err err = {0};
    struct jc_book *book = NULL;
    struct sheets sheets;
    char *path = kit_path(folder, "报告.xlsx");
    write_report(JC_REPORT_CSV, folder);
    write_report(JC_REPORT_XLSX, path);
    if (jc_book_open(&book, path, &err) != JC_OK)
        kit_fail(&err);
    cr_assert_eq(sheets_load(&sheets, &err), JC_OK);
    size_t rows = 0;
    for (size_t i = 0; i < sheets.n; i++)
        if (!sheets.v[i].formats && sheets.v[i].no != 0) /* 说明 tells the rows of 逾期账龄 in the workbook alone */
            rows += compare_sheet(book, &sheets.v[i]);
    cr_expect_gt(rows, 40);
    sheets_free(&sheets);
    jc_book_free(book);
    free(path);
}

static char *read_part(const char *path, const char *name)
{
    int code = 0;
    zip_t *zip = zip_open(path, ZIP_RDONLY, &code);
    cr_assert_not_null(zip);
    zip_file_t *f = zip_fopen(zip, name, 0);
    cr_assert_not_null(f, "%s", name);
    struct jc_buf b = {0};
    char chunk[4096];
    zip_int64_t n;
    while ((n = zip_fread(f, chunk, sizeof chunk)) > 0)
        jc_buf_add(&b, chunk, (size_t)n);
    cr_assert_eq(n, 0, "its CRC is right");
    zip_fclose(f);
    zip_discard(zip);
    return b.p;
}

Test(report, workbook_has_live_checks_bars_charts_frozen_heads_and_print_set_up)
{
    char *path = kit_path(folder, "r.xlsx");
    write_report(JC_REPORT_XLSX, path);
    char *ranking = read_part(path, "xl/worksheets/sheet3.xml"), *checks = read_part(path, "xl/worksheets/sheet15.xml");
    static const char *const in_ranking[] = {
        "topLeftCell=\"C4\"",        "<dataBar>",       "<autoFilter ref=\"A3:U7\"", "fitToHeight=\"0\"",
        "orientation=\"landscape\"", "paperSize=\"9\"", "<dimension ref=\"A1:U7\"",  "&amp;P"};
    for (size_t i = 0; i < JC_LEN(in_ranking); i++)
        cr_expect_not_null(strstr(ranking, in_ranking[i]), "%s", in_ranking[i]);
    cr_expect_not_null(strstr(checks, "<f>SUM(E4:E4)</f><v>10</v>"));
    cr_expect_not_null(strstr(checks, "<f>(10000+20000)/10000</f><v>3</v>"));
    cr_expect_not_null(strstr(checks, "<f>IF(E7=F7,\"✔\",\"✘\")</f><v>✔</v>"));
    cr_expect_not_null(strstr(checks, "<f>IF(E11=F11,\"✔\",\"✘\")</f><v>✘</v>"));
    free(read_part(path, "xl/charts/chart4.xml"));
    char *core = read_part(path, "docProps/core.xml");
    cr_expect_not_null(strstr(core, "2024-09-30T00:00:00Z"), "created on the cut-off day");
    free(core);
    free(ranking);
    free(checks);
    free(path);
}

/* Eight columns: not many, but of whole sentences. */
Test(report, a_sheet_of_wide_columns_lies_flat_on_paper)
{
    char *path = kit_path(folder, "r.xlsx");
    kit_sql(store,
            "UPDATE issue SET code = 364, arg1 = 'NVBP04 2024-04-01—2025-03-31', arg2 = '2024-10-01—2025-03-31'");
    write_report(JC_REPORT_XLSX, path);
    char *issues = read_part(path, "xl/worksheets/sheet14.xml"), *due = read_part(path, "xl/worksheets/sheet12.xml");
    cr_expect_not_null(strstr(issues, "<dimension ref=\"A1:H"));
    cr_expect_not_null(strstr(issues, "orientation=\"landscape\""));
    cr_expect_not_null(strstr(due, "<dimension ref=\"A1:G"));
    cr_expect_not_null(strstr(due, "orientation=\"portrait\""));
    free(issues);
    free(due);
    free(path);
}

/* The chart whose category is that column of that sheet, in `text` if there is one. */
static bool find_chart(const char *path, const char *category, char **text)
{
    *text = NULL;
    for (int i = 1, code = 0; i < 6 && !*text; i++) {
        char name[40];
        zip_t *zip = zip_open(path, ZIP_RDONLY, &code);
        cr_assert_not_null(zip);
        snprintf(name, sizeof name, "xl/charts/chart%d.xml", i);
        bool there = zip_name_locate(zip, name, 0) >= 0;
        zip_discard(zip);
        *text = there ? read_part(path, name) : NULL;
        if (*text && !strstr(*text, category)) {
            free(*text);
            *text = NULL;
        }
    }
    return *text != NULL;
}

Test(report, a_chart_shows_the_ranked_alone_and_is_left_out_where_nobody_is)
{
    char *path = kit_path(folder, "r.xlsx"), *text;
    write_report(JC_REPORT_XLSX, path); /* two are ranked, one has too few receipts, one reported nothing */
    cr_assert(find_chart(path, "货款支付排名", &text));
    cr_expect_not_null(strstr(text, "$C$4:$C$5<"), "%s", text);
    cr_expect_not_null(strstr(text, "<a:t>按期支付金额占比</a:t>"), "the first 30 of two");
    free(text);
    kit_sql(store, "UPDATE param SET scaled = 2000000 WHERE name = 'payment.rank_min'");
    write_report(JC_REPORT_XLSX, path);
    cr_expect_not(find_chart(path, "货款支付排名", &text));
    cr_expect(find_chart(path, "机构执行排名", &text));
    free(text);
    free(path);
}

Test(report, a_row_is_as_high_as_its_text_needs)
{
    char *path = kit_path(folder, "r.xlsx");
    kit_sql(store, "UPDATE ind_receipt SET supplier = '九州通医药集团股份有限公司'");
    write_report(JC_REPORT_XLSX, path);
    char *due = read_part(path, "xl/worksheets/sheet11.xml");
    cr_assert_not_null(strstr(due, "九州通医药集团股份有限公司"), "%s", due);
    cr_expect_null(strstr(strstr(due, "<row r=\"4\""), "customHeight"));
    free(due);
    free(path);
}

Test(report, the_same_input_gives_the_same_bytes)
{
    char *path[2] = {kit_path(folder, "a.xlsx"), kit_path(folder, "b.xlsx")}, *text[2];
    size_t n[2];
    for (int i = 0; i < 2; i++) {
        write_report(JC_REPORT_XLSX, path[i]);
        text[i] = kit_read(path[i], &n[i]);
        if (i == 0)
            sleep(2); /* a zip's clock has steps of two seconds */
    }
    cr_assert_eq(n[0], n[1]);
    cr_expect_eq(memcmp(text[0], text[1], n[0]), 0);
    for (int i = 0; i < 2; i++) {
        free(path[i]);
        free(text[i]);
    }
}

/* ---- files --------------------------------------------------------------------------------------- */

Test(report, a_sheet_without_rows_is_no_file_and_an_old_one_is_removed)
{
    char *path = kit_path(folder, "价格核对.csv");
    write_report(JC_REPORT_CSV, folder);
    cr_expect_eq(access(path, F_OK), 0);
    kit_sql(store, "DELETE FROM ind_price");
    write_report(JC_REPORT_CSV, folder);
    cr_expect_neq(access(path, F_OK), 0);
    expect_line("说明.csv", "价格核对", "工作表,价格核对,没有数据，未列出,");
    free(path);
}

Test(report, an_empty_list_tells_what_was_not_looked_at)
{
    kit_sql(store, "DELETE FROM ind_price");
    kit_sql(store, "INSERT INTO ind_note VALUES(414,NULL,NULL,1,NULL,75,0,'','',NULL,''),"
                   "(408,NULL,NULL,3,NULL,2,0,'','',NULL,''),(414,NULL,1,1,NULL,9,0,'','',NULL,'')");
    write_report(JC_REPORT_CSV, folder);
    expect_line(
        "说明.csv", "价格核对",
        "工作表,价格核对,没有数据，未列出。但有 77 行中选产品没有核对价格：中选起止不明（目录只有名义开始日期或没有"
        "日期），不核对价格，不计非中选（E414）75 行；中选企业的其他规格，目录里没有该规格的中选价，不核对价格"
        "（E408）2 行,");
}

Test(report, notes_name_the_parameters_and_the_fingerprint)
{
    write_report(JC_REPORT_CSV, folder);
    expect_line("说明.csv", "fulfil.alarm", "参数,严重滞后线,fulfil.alarm = 0.8,规则书 4.5 · 默认");
    expect_line("说明.csv", "abcdef012345", "报告,数据指纹,abcdef012345,输入文件、参数、规则、截止日、版本");
}

Test(report, a_place_that_cannot_be_written_is_told_at_once)
{
    struct jc_err err = {0};
    cr_expect_eq(kit_write(store, JC_REPORT_XLSX, "/nowhere/at/all/r.xlsx", &err), JC_OUTPUT);
    cr_expect_eq(err.code, 702);
    cr_expect_str_eq(err.value, "/nowhere/at/all/r.xlsx");
    cr_expect_eq(kit_write(store, JC_REPORT_CSV, "/dev/null/x", &err), JC_OUTPUT);
    cr_expect_eq(err.code, 702);
}

Test(report, a_failure_leaves_the_earlier_report_and_nothing_half_written)
{
    struct jc_err err = {0};
    size_t n[2];
    char *path = kit_path(folder, "r.xlsx");
    write_report(JC_REPORT_XLSX, path);
    char *before = kit_read(path, &n[0]);
    kit_sql(store, "DROP TABLE ind_receipt");
    cr_expect_eq(kit_write(store, JC_REPORT_XLSX, path, &err), JC_INTERNAL);
    char *after = kit_read(path, &n[1]);
    cr_expect(n[0] == n[1] && memcmp(before, after, n[0]) == 0);
    struct jc_buf command = {0};
    jc_buf_fmt(&command, "test $(ls '%s' | wc -l) = 1", folder);
    cr_expect_eq(system(jc_buf_text(&command)), 0, "no temporary file is left");
    jc_buf_free(&command);
    free(before);
    free(after);
    free(path);
}

Test(report, only_the_sheets_asked_for_are_written)
{
    struct jc_err err = {0};
    struct jc_report *report = NULL;
    const char *names[] = {"9", "总览", "9"};
    struct jc_report_want want = {.format = JC_REPORT_CSV, .out = folder, .sheets = names, .n_sheets = 3};
    cr_assert_eq(jc_report_write(&report, store, &want, &err), JC_OK);
    struct jc_report_part part;
    cr_assert(jc_report_at(report, 0, &part));
    cr_expect_str_eq(part.name, "总览");
    cr_assert(jc_report_at(report, 1, &part));
    cr_expect_str_eq(part.name, "货款支付排名");
    cr_expect_eq(part.rows, 4);
    cr_expect_not(jc_report_at(report, 2, &part));
    jc_report_free(report);
}

Test(report, the_top_of_a_ranking_is_given_as_text)
{
    struct jc_err err = {0};
    struct jc_report_table *t = NULL;
    cr_assert_eq(jc_report_table_open(&t, store, "货款支付排名", NULL, 1, JC_ZH, &err), JC_OK);
    cr_expect_eq(jc_report_table_total(t), 4);
    cr_assert_eq(jc_report_table_rows(t), 1);
    bool right;
    cr_expect_str_eq(jc_report_table_head(t, 0, &right), "名次");
    cr_expect_str_eq(jc_report_table_cell(t, 0, 2), "第二医院");
    cr_expect_null(jc_report_table_cell(t, 0, 3));
    (void)jc_report_table_head(t, 4, &right);
    cr_expect(right);
    jc_report_table_free(t);
}

Test(report, nothing_assessed_yet_is_told)
{
    struct jc_err err = {0};
    kit_sql(store, "DELETE FROM run");
    cr_expect_eq(kit_write(store, JC_REPORT_CSV, folder, &err), JC_NOTFOUND);
    cr_expect_eq(err.code, 704);
}

/* ---- long sheets --------------------------------------------------------------------------------- */

Test(report, rows_that_do_not_fit_a_worksheet_go_on_in_the_next)
{
    enum { ROWS = 1048576 + 5000 };
    struct jc_err err = {0};
    struct sheet sheet;
    struct sink *sink = NULL;
    size_t place;
    char *path = kit_path(folder, "long.xlsx");
    struct sink_info info = {
        .out = path, .lang = JC_ZH, .as_of = 19996, .fingerprint = "f", .version = "v", .note = "n"};
    cr_assert_eq(sheet_parse(&sheet, "report/sheets/99_x.sql", "-- name: 长 | Long\n-- column: 数 | N | int\n", &err),
                 JC_OK);
    cr_assert_eq(sink_xlsx.open(&sink, &info, &err), JC_OK);
    cr_assert_eq(sink_xlsx.add(sink, &sheet, &place, &err), JC_OK);
    cr_assert_eq(sink_xlsx.begin(sink, &sheet, place, &err), JC_OK);
    for (int64_t i = 1; i <= ROWS; i++) {
        struct cell c = {.kind = CELL_NUMBER, .col = &sheet.main.col[0], .num = i * JC_SCALE, .s = ""};
        cr_assert_eq(sink_xlsx.row(sink, &c, 1, false, &err), JC_OK);
    }
    cr_assert_eq(sink_xlsx.end(sink, &err), JC_OK);
    cr_assert_eq(sink_xlsx.commit(sink, &err), JC_OK);
    sink_xlsx.free(sink);

    struct jc_book *book = NULL;
    cr_assert_eq(jc_book_open(&book, path, &err), JC_OK);
    cr_assert_eq(jc_book_count(book), 2);
    int64_t sum = 0;
    for (size_t i = 0; i < 2; i++) {
        struct jc_sheet *s = NULL;
        const struct jc_row *row;
        cr_assert_eq(jc_sheet_open(&s, book, i, &err), JC_OK);
        while (jc_sheet_next(s, &row, &err) == JC_OK)
            if (row->n && row->cells[0].type == JC_CELL_NUMBER) {
                int64_t v = 0;
                cr_assert(jc_dec_scaled(&v, (struct jc_dec){row->cells[0].num, row->cells[0].exp}, 0, NULL));
                sum += v;
            }
        jc_sheet_free(s);
    }
    cr_expect_eq(sum, (int64_t)ROWS * (ROWS + 1) / 2);
    cr_expect_str_eq(jc_book_sheet(book, 1).name, "长 2");
    jc_book_free(book);
    sheet_free(&sheet);
    free(path);
}
