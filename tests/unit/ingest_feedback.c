/* Workbooks of `jicai split` that came back: other order, other columns, other format; what is taken and what is told. */
#include "ingest_kit.h"
#include "xls_make.h"

#define AGR "agr:H33010000001:NVBP02:阿莫西林胶囊:0.25g:甲药业有限公司:2024-04-01"

static void import_facts(struct kit *k)
{
    kit_write(k, "机构.csv", "医疗机构编码,医疗机构名称\nH33010000001,甲医院\nH33010000002,乙医院\n");
    kit_write(k, "约定.csv",
              "医疗机构编码,医疗机构名称,批次编码,通用名,规格,中选企业,约定采购量,单位,协议开始日期,协议结束日期\n"
              "H33010000001,甲医院,NVBP02,阿莫西林胶囊,0.25g,甲药业有限公司,12000,粒,2024-04-01,2025-03-31\n"
              "H33010000001,甲医院,NVBP02,格列美脲片,2mg,乙药业有限公司,3000,片,2024-04-01,2025-03-31\n"
              "H33010000002,乙医院,NVBP02,阿莫西林胶囊,0.25g,甲药业有限公司,900,粒,2024-04-01,2025-03-31\n");
    const char *paths[] = {kit_path(k, "机构.csv"), kit_path(k, "约定.csv")};
    cr_assert_eq(jc_ingest_run(&k->total, k->store, paths, 2, &k->opts, &k->err), JC_OK);
    jc_buf_clear(&k->said);
}

static enum jc_status feed(struct kit *k, const char *name)
{
    const char *path = kit_path(k, name);
    k->opts.feedback = true;
    return jc_ingest_run(&k->total, k->store, &path, 1, &k->opts, &k->err);
}

#define ANSWERS                                                                                                        \
    "SELECT r.code, m.generic, r.round, o.code, r.row, coalesce(r.accepted_by, '—') FROM reason AS r "               \
    "JOIN item AS m ON m.id = r.item JOIN org AS o ON o.id = r.org WHERE r.live = 1 ORDER BY r.id"

Test(ingest, answers_are_found_by_their_key_whatever_the_order_of_rows_and_columns)
{
    struct kit k;
    kit_open(&k);
    import_facts(&k);
    kit_book(&k, "改了名.xlsx", NULL,
             "Sheet1\n说明\n\n依据号|补充说明|随便|未完成原因\n"
             "agr:H33010000002:NVBP02:阿莫西林胶囊:0.25g:甲药业有限公司:2024-04-01|||生产企业缺货\n"
             "agr:H33010000001:NVBP02:格列美脲片:2mg:乙药业有限公司:2024-04-01|科室搬迁||其他\n" AGR "|||\n",
             "未来到期\n应付日期|依据号\n@2024-10-01|line:x:y:3\n", NULL);
    cr_assert_eq(feed(&k, "改了名.xlsx"), JC_OK);
    cr_expect_str_eq(kit_sql(&k, ANSWERS), "生产企业缺货|阿莫西林胶囊|NVBP02|H33010000002|4|—\n"
                                           "其他：科室搬迁|格列美脲片|NVBP02|H33010000001|5|—");
    cr_expect_str_empty(jc_buf_text(&k.said));
    kit_close(&k);
}

static unsigned characters(const char *s)
{
    unsigned n = 0;
    for (; *s; s++)
        n += ((unsigned char)*s & 0xC0) != 0x80;
    return n;
}

/* A copy that was saved as .xls, one text cell after the other. */
static void write_xls(struct kit *k, const char *name, const char *const cells[][2], size_t rows)
{
    struct jc_buf globals = {0}, body = {0}, stream = {0}, file = {0};
    for (size_t r = 0; r < rows; r++)
        for (unsigned c = 0; c < 2; c++)
            mk_record(&body, 0x0204, "wwwwbu", (unsigned)r, c, 0, characters(cells[r][c]), 1, cells[r][c]);
    const struct mk_sheet sheet = {"S", 0, 0, body.p, body.len};
    mk_workbook(&stream, true, &globals, &sheet, 1);
    const struct mk_stream streams[] = {{"Workbook", stream.p, stream.len}};
    mk_compound(&file, streams, 1);
    FILE *f = fopen(kit_path(k, name), "wb");
    cr_assert_eq(fwrite(file.p, 1, file.len, f), file.len);
    cr_assert_eq(fclose(f), 0);
    jc_buf_free(&globals);
    jc_buf_free(&body);
    jc_buf_free(&stream);
    jc_buf_free(&file);
}

Test(ingest, a_later_answer_stands_and_the_earlier_one_is_told_and_comes_back_with_undo)
{
    struct kit k;
    struct jc_ingest_undone undone;
    kit_open(&k);
    import_facts(&k);
    kit_write(&k, "一.csv", "未完成原因,依据号\n配送不及时," AGR "\n");
    const char *const cells[][2] = {{"依据号", "未完成原因"}, {AGR, "生产企业缺货"}};
    write_xls(&k, "二.xls", cells, 2);
    cr_assert_eq(feed(&k, "一.csv"), JC_OK);
    cr_assert_eq(feed(&k, "二.xls"), JC_OK);
    cr_expect_str_eq(kit_sql(&k, ANSWERS), "生产企业缺货|阿莫西林胶囊|NVBP02|H33010000001|2|—");
    cr_expect_not_null(strstr(jc_buf_text(&k.said), "E382|B2||生产企业缺货|配送不及时\n"), "%s", jc_buf_text(&k.said));
    cr_assert_eq(jc_ingest_undo(k.store, 0, &undone, &k.err), JC_OK);
    cr_expect_str_eq(kit_sql(&k, ANSWERS), "配送不及时|阿莫西林胶囊|NVBP02|H33010000001|2|—");
    kit_close(&k);
}

Test(ingest, a_key_that_nobody_knows_is_refused_with_its_cell_and_counted)
{
    struct kit k;
    kit_open(&k);
    import_facts(&k);
    kit_write(&k, "答.csv",
              "未完成原因,依据号\n"
              "其他,agr:H33010000009:NVBP02:阿莫西林胶囊:0.25g:甲药业有限公司:2024-04-01\n"
              "其他,agr:H33010000001:NVBP02:阿莫西林胶囊:0.25g:甲药业有限公司:2023-04-01\n"
              "其他,line:000000000000:采购明细:7\n其他,什么\n其他," AGR "\n其他, \n,\n");
    cr_assert_eq(feed(&k, "答.csv"), JC_OK);
    cr_expect_eq(k.total.rows, 7);
    cr_expect_eq(k.total.kept, 1);
    cr_expect_eq(k.total.rejected, 5);
    cr_expect_eq(k.total.skipped, 1);
    expect_told(&k, "RE383|B7||其他|"); /* answered, and the key is blank */
    for (int row = 2; row <= 5; row++) {
        char want[32];
        snprintf(want, sizeof want, "RE381|B%d|", row);
        cr_expect_not_null(strstr(jc_buf_text(&k.said), want), "%s", jc_buf_text(&k.said));
    }
    kit_close(&k);
}
