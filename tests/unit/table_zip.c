/* A zip of files, and the parts of a package behind it. */
#include "unit/rawzip.h"

#include "table/pack.h"
#include "table/source.h"
#include "unit/random.h"

static const struct kit_part files[] = {
    {"2024/", "", 0},
    {"2024/一月.csv", "a,b\n1,2\n", 0},
    {"2024\\feb.csv", "a,b\n3,4\n", 0},
    {"__MACOSX/2024/._x", "x", 0},
    {"2024/~$lock.xlsx", "x", 0},
    {"2024/.DS_Store", "x", 0},
    {"\xC8\xFD\xD4\xC2.csv", "a\n", 0}, /* 三月 in GBK */
};

Test(table_zip, the_files_in_it_are_listed_and_unpacked)
{
    struct jc_buf raw = {0}, out = {0};
    struct jc_zip *zip = NULL;
    char to[600];

    raw_zip(&raw, files, JC_LEN(files), 0);
    cr_assert_eq(jc_zip_open(&zip, kit_file("files.zip", raw.p, raw.len), NULL), JC_OK);
    cr_assert_eq(jc_zip_count(zip), 3);
    cr_expect_str_eq(jc_zip_name(zip, 0), "2024/一月.csv");
    cr_expect_str_eq(jc_zip_name(zip, 1), "2024/feb.csv");
    cr_expect_str_eq(jc_zip_name(zip, 2), "三月.csv");
    snprintf(to, sizeof to, "%s", kit_path("member.csv"));
    cr_assert_eq(jc_zip_extract(zip, 1, to, NULL), JC_OK);
    kit_dump(&out, to);
    cr_expect_str_eq(jc_buf_text(&out), "1:a|b\n2:3|4\n");
    unlink(to);
    cr_expect_eq(jc_zip_extract(zip, 1, "/nowhere/at/all", NULL), JC_OUTPUT);
    jc_zip_free(zip);
    jc_zip_free(NULL);
    unlink(kit_path("files.zip"));
    jc_buf_free(&raw);
    jc_buf_free(&out);
}

Test(table_zip, what_is_a_book_or_no_zip_has_no_files_in_it)
{
    const struct kit_part book[] = {{"xl/workbook.xml", "<workbook/>", 0}};
    struct jc_zip *zip = NULL;
    struct jc_err err = {0};

    cr_assert_eq(jc_zip_open(&zip, kit_zip("b.xlsx", book, 1), NULL), JC_OK);
    cr_expect_eq(jc_zip_count(zip), 0);
    jc_zip_free(zip);
    cr_assert_eq(jc_zip_open(&zip, kit_file("b.xlsx", "a,b\n", 4), NULL), JC_OK);
    cr_expect_eq(jc_zip_count(zip), 0);
    jc_zip_free(zip);
    cr_expect_eq(jc_zip_open(&zip, kit_file("b.xlsx", "PK\3\4 half a zip", 15), &err), JC_INPUT);
    cr_expect_eq(err.code, 109);
    unlink(kit_path("b.xlsx"));
    cr_expect_eq(jc_zip_open(&zip, "/nowhere.zip", &err), JC_IO);
}

Test(table_zip, a_damaged_member_is_not_unpacked_in_silence)
{
    struct jc_buf raw = {0};
    struct jc_zip *zip = NULL;
    struct jc_err err = {0};
    char to[600];

    raw_zip(&raw, files, JC_LEN(files), RAW_BAD_CRC);
    cr_assert_eq(jc_zip_open(&zip, kit_file("bad.zip", raw.p, raw.len), NULL), JC_OK);
    snprintf(to, sizeof to, "%s", kit_path("member.csv"));
    cr_expect_eq(jc_zip_extract(zip, 0, to, &err), JC_INPUT);
    cr_expect_eq(err.code, 111);
    unlink(to);
    unlink(kit_path("bad.zip"));
    jc_zip_free(zip);
    jc_buf_free(&raw);
}

/* ---- windows on a long part ------------------------------------------------------------------------ */

/* Read with `keep` bytes of every window kept: the windows have to join without a seam. */
static void read_windows(const char *text, size_t len, struct jc_pack *pack, uint64_t *seed, size_t most)
{
    struct jc_stream *s = NULL;
    const char *data;
    size_t keep = 0, n, at = 0; /* at: where the window begins in the text */
    enum jc_status st;

    cr_assert_eq(jc_stream_open(&s, pack, 0, NULL), JC_OK);
    for (;;) {
        st = jc_stream_next(s, keep, &data, &n, NULL);
        if (st != JC_OK)
            break;
        cr_assert(n > keep && at + n <= len);
        cr_assert(memcmp(data, text + at, n) == 0);
        for (size_t i = 0; i < JC_STREAM_PAD; i++)
            cr_assert_eq(data[n + i], 0);
        keep = most == SIZE_MAX ? n : random_next(seed) % (most < n ? most : n);
        at += n - keep;
    }
    cr_expect_eq(st, JC_END);
    cr_expect_eq(at + keep, len);
    cr_expect(keep == 0 || memcmp(data + n - keep, text + at, keep) == 0, "what was kept stays at the end");
    jc_stream_free(s);
}

Test(table_zip, windows_join_whatever_is_kept_of_the_one_before)
{
    uint64_t seed = 3;
    size_t lengths[] = {1, 1000, 262143, 262144, 262145, 524288, 524289, 3000000};

    for (size_t l = 0; l < JC_LEN(lengths); l++) {
        struct jc_buf text = {0}, raw = {0};
        struct kit_part part = {"a", NULL, lengths[l]};
        struct jc_source src;
        struct jc_pack *pack = NULL;

        while (text.len < lengths[l])
            jc_buf_char(&text, (char)('a' + random_next(&seed) % 4));
        part.text = text.p;
        raw_zip(&raw, &part, 1, 0);
        cr_assert_eq(jc_source_open(&src, kit_file("long.zip", raw.p, raw.len), NULL), JC_OK);
        cr_assert_eq(jc_pack_open(&pack, &src, NULL), JC_OK);
        read_windows(text.p, text.len, pack, &seed, 1);
        read_windows(text.p, text.len, pack, &seed, 100);
        read_windows(text.p, text.len, pack, &seed, 40000);
        read_windows(text.p, text.len, pack, &seed, 1000000);
        read_windows(text.p, text.len, pack, &seed, SIZE_MAX);
        jc_pack_free(pack);
        jc_source_close(&src);
        jc_buf_free(&text);
        jc_buf_free(&raw);
    }
    unlink(kit_path("long.zip"));
}

Test(table_zip, a_stream_may_be_left_before_its_end)
{
    struct jc_buf text = {0}, raw = {0};
    struct kit_part part = {"a", NULL, 0};
    struct jc_source src;
    struct jc_pack *pack = NULL;

    for (int i = 0; i < 500000; i++)
        jc_buf_fmt(&text, "%d,", i);
    part.text = text.p;
    raw_zip(&raw, &part, 1, 0);
    cr_assert_eq(jc_source_open(&src, kit_file("left.zip", raw.p, raw.len), NULL), JC_OK);
    cr_assert_eq(jc_pack_open(&pack, &src, NULL), JC_OK);
    for (int windows = 0; windows < 6; windows++) {
        struct jc_stream *s = NULL;
        const char *data;
        size_t n;

        cr_assert_eq(jc_stream_open(&s, pack, 0, NULL), JC_OK);
        for (int w = 0; w < windows; w++)
            cr_assert_eq(jc_stream_next(s, 0, &data, &n, NULL), JC_OK);
        jc_stream_free(s);
    }
    jc_pack_free(pack);
    jc_source_close(&src);
    unlink(kit_path("left.zip"));
    jc_buf_free(&text);
    jc_buf_free(&raw);
}

Test(table_zip, of_parts_with_one_name_the_last_counts)
{
    const struct kit_part twice[] = {
        {"mimetype", "application/vnd.oasis.opendocument.spreadsheet", 0},
        {"a", "first", 0},
        {"A", "second", 0},
        {"a", "last", 0},
        {"b", "other", 0},
    };
    struct jc_buf raw = {0}, got = {0};
    struct jc_source src;
    struct jc_pack *pack = NULL;

    raw_zip(&raw, twice, JC_LEN(twice), 0);
    cr_assert_eq(jc_source_open(&src, kit_file("twice.zip", raw.p, raw.len), NULL), JC_OK);
    cr_assert_eq(jc_pack_open(&pack, &src, NULL), JC_OK);
    cr_assert_eq(jc_pack_read(&got, pack, jc_pack_find(pack, "a"), 100, NULL), JC_OK);
    cr_expect_str_eq(jc_buf_text(&got), "last");
    cr_expect_eq(jc_pack_find(pack, "b"), 4);
    cr_expect_eq(jc_pack_find(pack, "c"), -1);
    jc_pack_free(pack);
    jc_source_close(&src);
    jc_buf_free(&raw);
    jc_buf_free(&got);
    unlink(kit_path("twice.zip"));
}
