/* Delimited text: encodings, delimiters, quotes, line ends, guards. */
#include "unit/table_kit.h"

#include <iconv.h>

#include "table/chars.h"
#include "unit/random.h"

struct example {
    const char *what, *text, *expect;
    size_t len; /* 0: strlen */
};

static void expect_text(const char *what, const char *text, size_t n, const char *expect)
{
    const char *path = kit_file("a.csv", text, n);
    struct jc_buf out = {0};

    kit_dump(&out, path);
    cr_expect_str_eq(jc_buf_text(&out), expect, "%s:\n%s", what, jc_buf_text(&out));
    jc_buf_free(&out);
    unlink(path);
}

static void check_all(const struct example *examples, size_t n)
{
    for (size_t i = 0; i < n; i++)
        expect_text(examples[i].what, examples[i].text, examples[i].len ? examples[i].len : strlen(examples[i].text),
                    examples[i].expect);
}

Test(table_csv, quotes_and_line_ends_are_those_of_excel)
{
    static const struct example examples[] = {
        {"plain", "a,b\n1,2\n", "1:a|b\n2:1|2\n", 0},
        {"no line end at the end", "a,b\n1,2", "1:a|b\n2:1|2\n", 0},
        {"CR, LF and CRLF mixed", "a,b\r\n1,2\n3,4\r5,6\r\n", "1:a|b\n2:1|2\n3:3|4\n4:5|6\n", 0},
        {"CR only", "a,b\r1,2\r", "1:a|b\n2:1|2\n", 0},
        {"a line end in quotes", "a,\"b\r\nc\",d\n1,2,3\n", "1:a|b\\r\\nc|d\n2:1|2|3\n", 0},
        {"quotes in quotes", "\"a \"\"b\"\" c\",\"\"\"\",\"\"\n", "1:a \"b\" c|\"\n", 0},
        {"a delimiter in quotes", "\"a,b\",c\n", "1:a,b|c\n", 0},
        {"a quote inside a field", "5\" pipe,b\n1,2\n", "1:5\" pipe|b\n2:1|2\n", 0},
        {"text behind a closing quote", "\"a\"b,c\n", "1:ab|c\n", 0},
        {"a stray quote and another", "a,\"b,1\nc,\"d,2\ne,f,3\n", "1:a|b,1\\nc,d|2\n2:e|f|3\nnote E168 B1\n", 0},
        {"blank lines count and are not given", "a,b\n\n\n1,2\n,\n3,4\n", "1:a|b\n4:1|2\n6:3|4\n", 0},
        {"empty cells", ",,c,,\n", "1:||c\n", 0},
        {"the unnamed first column of pandas", ",Name,Firm\n0,x,y\n", "1:|Name|Firm\n2:0|x|y\n", 0},
        {"a quote that never closes", "a,b\n1,\"2\n3,4\n5,6\n", "1:a|b\nE130 B2\n", 0},
        {"a quote at the very end", "a,\"", "E130 B1\n", 0},
        {"Ctrl-Z at the end", "a,b\n1,2\n\x1A", "1:a|b\n2:1|2\n", 0},
        {"codes stay texts", "00123,1e5,2021-03-05,1.50\n", "1:00123|1e5|2021-03-05|1.50\n", 0},
        {"blanks stay", " a , b \n", "1: a | b \n", 0},
    };

    check_all(examples, JC_LEN(examples));
}

Test(table_csv, the_delimiter_is_found_or_told_by_sep)
{
    static const struct example examples[] = {
        {"tab", "名称\t数量\n甲,乙\t1,234\n丙\t2\n", "1:名称|数量\n2:甲,乙|1,234\n3:丙|2\n", 0},
        {"semicolon", "a;b;c\n1,5;2,5;3\n4;5;6\n", "1:a|b|c\n2:1,5|2,5|3\n3:4|5|6\n", 0},
        {"comma with lists in the cells", "a,b\n甲;乙;丙,1\n丁;戊,2\n", "1:a|b\n2:甲;乙;丙|1\n3:丁;戊|2\n", 0},
        {"bar", "a|b\n1|2\n", "1:a|b\n2:1|2\n", 0},
        {"one column", "名称\n甲\n乙\n", "1:名称\n2:甲\n3:乙\n", 0},
        {"sep=", "sep=;\r\na,x;b\n1;2\n", "1:a,x|b\n2:1|2\n", 0},
        {"sep= with a tab, in capitals", "SEP=\t\na,b\tc\n", "1:a,b|c\n", 0},
        {"sep= in quotes", "\"sep=,\"\na,b\n", "1:a|b\n", 0},
        {"a title and a footer around tabs", "采购明细\n名称\t数量\n甲\t1\n乙\t2\n制表人：张,三　日期：2021,3\n",
         "1:采购明细\n2:名称|数量\n3:甲|1\n4:乙|2\n5:制表人：张,三　日期：2021,3\n", 0},
    };

    check_all(examples, JC_LEN(examples));
}

Test(table_csv, guards_around_codes_are_taken_off)
{
    static const struct example examples[] = {
        {"an equals sign and quotes", "=\"00123\",b\n\"=\"\"00124\"\"\",b\n", "1:00123|b\n2:00124|b\n", 0},
        {"an apostrophe", "'00123,'ZA01,'-5,'甲',it's,'\n", "1:00123|ZA01|-5|'甲'|it's|'\n", 0},
        {"a tab", "\"\t1234567890123456789\",x\n1234567890123456789\t,x\n",
         "1:1234567890123456789|x\n2:1234567890123456789|x\n", 0},
        {"a formula is not a guard", "=A1+1,=\"a\"&\"b\"\n", "1:=A1+1|=\"a\"&\"b\"\n", 0},
    };

    check_all(examples, JC_LEN(examples));
}

/* ---- encodings ----------------------------------------------------------------------------------- */

static void encode(struct jc_buf *out, const char *encoding, const char *text)
{
    iconv_t cd = iconv_open(encoding, "UTF-8");
    char buf[4096], *in = (char *)text, *to = buf;
    size_t in_n = strlen(text), room = sizeof buf;

    cr_assert(cd != (iconv_t)-1);
    cr_assert(iconv(cd, &in, &in_n, &to, &room) != (size_t)-1);
    iconv_close(cd);
    jc_buf_add(out, buf, sizeof buf - room);
}

static void expect_encoded(const char *encoding, const char *mark, size_t mark_n)
{
    static const char text[] = "药品名称,规格,苯二氮䓬\n阿莫西林·克拉维酸㎎㎖,0.25g×24粒/盒,1\n\"头孢\n呋辛\",x,2\n";
    static const char expect[] =
        "1:药品名称|规格|苯二氮䓬\n2:阿莫西林·克拉维酸㎎㎖|0.25g×24粒/盒|1\n3:头孢\\n呋辛|x|2\n";
    struct jc_buf file = {0};

    jc_buf_add(&file, mark, mark_n);
    encode(&file, encoding, text);
    expect_text(encoding, file.p, file.len, expect);
    jc_buf_free(&file);
}

Test(table_csv, every_encoding_that_chinese_programs_write_is_read)
{
    expect_encoded("UTF-8", "", 0);
    expect_encoded("UTF-8", "\xEF\xBB\xBF", 3);
    expect_encoded("GB18030", "", 0);
    expect_encoded("UTF-16LE", "\xFF\xFE", 2);
    expect_encoded("UTF-16BE", "\xFE\xFF", 2);
    expect_encoded("UTF-16LE", "", 0);
    expect_encoded("UTF-16BE", "", 0);
}

/* The first 70 000 bytes are ASCII, the Chinese comes later: the whole file decides, not its beginning. */
Test(table_csv, an_encoding_is_decided_by_the_whole_file)
{
    static const char *const encodings[] = {"GB18030", "UTF-8"};

    for (size_t e = 0; e < JC_LEN(encodings); e++) {
        struct jc_buf file = {0}, expect = {0};

        for (int i = 1; i <= 40000; i++) {
            jc_buf_fmt(&file, "%d,x\n", i);
            jc_buf_fmt(&expect, "%d:%d|x\n", i, i);
        }
        encode(&file, encodings[e], "武汉,医院\n");
        jc_buf_str(&expect, "40001:武汉|医院\n");
        expect_text(encodings[e], file.p, file.len, jc_buf_text(&expect));
        jc_buf_free(&file);
        jc_buf_free(&expect);
    }
}

Test(table_csv, broken_bytes_are_shown_and_told_but_do_not_change_the_encoding)
{
    struct jc_buf text = {0};
    const char *path;
    struct jc_buf out = {0};

    for (int i = 0; i < 100; i++)
        jc_buf_str(&text, "甲,乙\n");
    jc_buf_str(&text, "丙\xE4\xB8,丁\n");
    path = kit_file("broken.csv", text.p, text.len);
    kit_dump(&out, path);
    cr_expect(strstr(jc_buf_text(&out), "\n100:甲|乙\n101:丙\xEF\xBF\xBD\xEF\xBF\xBD|丁\nnote E132\n"), "%s",
              jc_buf_text(&out));
    unlink(path);
    jc_buf_free(&text);
    jc_buf_free(&out);
}

Test(table_csv, a_nul_behind_the_beginning_is_refused)
{
    struct jc_buf text = {0};

    while (text.len < 100000)
        jc_buf_str(&text, "甲,乙\n");
    jc_buf_add(&text, "\0\0\0\0", 4);
    expect_text("NULs at the end", text.p, text.len, "E129\n");
    jc_buf_free(&text);
}

/* ---- long files against a second, plain reader ----------------------------------------------------- */

static void random_file(struct jc_buf *file, struct jc_buf *expect, uint64_t *seed)
{
    static const char *const pieces[] = {"a", "1", "药", "\"\"", ",", "\n", "\r\n", "\r", " ", "x'y", "，", "0.5"};
    static const char *const shown[] = {"a", "1", "药", "\"", ",", "\\n", "\\r\\n", "\\r", " ", "x'y", "，", "0.5"};
    static const char *const ends[] = {"\n", "\r\n", "\r"};
    unsigned rows = 1 + random_next(seed) % 20000;

    for (unsigned r = 1; r <= rows; r++) {
        unsigned cols = 2 + random_next(seed) % 5;

        jc_buf_fmt(expect, "%u:r%u", r, r);
        jc_buf_fmt(file, "r%u", r);
        for (unsigned c = 1; c < cols; c++) {
            unsigned n = 1 + random_next(seed) % 6;
            bool quoted = random_next(seed) % 3 == 0;

            jc_buf_str(file, quoted ? ",\"z" : ",z");
            jc_buf_str(expect, "|z");
            while (n-- > 0) {
                size_t k = random_next(seed) % (quoted ? JC_LEN(pieces) : 3);

                jc_buf_str(file, pieces[k]);
                jc_buf_str(expect, shown[k]);
            }
            if (quoted)
                jc_buf_char(file, '"');
        }
        jc_buf_str(file, ends[random_next(seed) % 3]);
        jc_buf_char(expect, '\n');
    }
}

Test(table_csv, random_files_of_any_length_come_back_as_they_were_written)
{
    uint64_t seed = 20260101;

    for (int i = 0; i < 12; i++) {
        struct jc_buf file = {0}, expect = {0}, out = {0};
        const char *path;

        random_file(&file, &expect, &seed);
        path = kit_file("random.csv", file.p, file.len);
        kit_dump(&out, path);
        cr_expect(strcmp(jc_buf_text(&out), jc_buf_text(&expect)) == 0, "file %d of %zu bytes", i, file.len);
        unlink(path);
        jc_buf_free(&file);
        jc_buf_free(&expect);
        jc_buf_free(&out);
    }
}

Test(table_csv, what_is_too_long_or_too_wide_is_refused)
{
    struct jc_buf text = {0};

    for (int i = 0; i < 16385; i++)
        jc_buf_str(&text, "1,");
    expect_text("columns", text.p, text.len, "E103 XFE1\n");
    jc_buf_clear(&text);
    jc_buf_str(&text, "a,b\n1,");
    for (int i = 0; i < 1100000; i++)
        jc_buf_char(&text, 'x');
    expect_text("a cell", text.p, text.len, "1:a|b\nE105 B2\n");
    jc_buf_free(&text);
}

/* ---- characters ---------------------------------------------------------------------------------- */

/* In pieces of any length, the quick check says what the plain one says of the whole. */
Test(table_csv, characters_are_checked_alike_in_pieces_and_as_a_whole)
{
    static const char *const bits[] = {"a",
                                       "b,c\n",
                                       "é",
                                       "药",
                                       "😀",
                                       "\xC3",
                                       "\xE8\x8D",
                                       "\xF0\x9F",
                                       "\xED\xA0\x80",
                                       "\xC0\x80",
                                       "\xF4\x90\x80\x80",
                                       "\xE0\x80\x80",
                                       "\x80",
                                       "\xFF"};
    uint64_t seed = 7;
    int bad = 0;

    for (int round = 0; round < 20000; round++) {
        struct jc_buf text = {0};
        struct jc_chars chars = {0};
        unsigned n = 1 + random_next(&seed) % 120, mostly = random_next(&seed) % 4 ? 5 : JC_LEN(bits);
        bool good = true, want;

        while (n-- > 0)
            jc_buf_str(&text, bits[random_next(&seed) % mostly]);
        if (random_next(&seed) % 8 == 0)
            jc_buf_str(&text, bits[random_next(&seed) % JC_LEN(bits)]);
        want = jc_utf8_valid(text.p, text.len);
        for (size_t at = 0; good && at < text.len;) {
            size_t piece = 1 + random_next(&seed) % 100;

            if (piece > text.len - at)
                piece = text.len - at;
            good = jc_chars_feed(&chars, text.p + at, piece);
            at += piece;
        }
        good = good && jc_chars_end(&chars);
        cr_assert_eq(good, want, "round %d: %zu bytes, %d", round, text.len, want);
        bad += !want;
        jc_buf_free(&text);
    }
    cr_expect(bad > 1000 && bad < 19000, "%d", bad);
}

Test(table_csv, a_stray_control_character_makes_no_text_unknown)
{
    char noise[256];
    uint32_t x = 1;

    expect_text("control", "药品,备注\n甲,\x16急\n", 22, "1:药品|备注\n2:甲|\x16急\n");
    for (size_t i = 0; i < sizeof noise; i++) {
        x = x * 1664525 + 1013904223;
        noise[i] = (char)(x >> 24 | 1); /* never 0 */
    }
    expect_text("noise", noise, sizeof noise, "E106\n");
}

Test(table_csv, controls_are_refused_only_where_xml_is_asked_for)
{
    static char text[200];

    for (int c = 1; c < 0x80; c++)
        for (size_t at = 0; at < sizeof text; at += 33) {
            struct jc_chars xml = {.xml = true}, plain = {0};
            bool allowed = c >= 0x20 || c == '\t' || c == '\n' || c == '\r';

            memset(text, 'x', sizeof text);
            text[at] = (char)c;
            cr_assert_eq(jc_chars_feed(&xml, text, sizeof text), allowed, "%d", c);
            cr_assert(jc_chars_feed(&plain, text, sizeof text));
        }
}
