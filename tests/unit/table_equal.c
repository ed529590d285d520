/* Two readers of one format, the scanner and expat, on the same random and damaged input: the same rows, or a refusal. */
#include "unit/table_kit.h"

#include "table/stream.h"
#include "table/xlsx.h"
#include "unit/random.h"

static size_t pick(uint64_t *seed, size_t n)
{
    return random_next(seed) % n;
}

#define ANY(seed, list) (list)[pick(seed, JC_LEN(list))]

static void add_text(struct jc_buf *b, uint64_t *seed)
{
    static const char *const bits[] = {"a",       "药", "&amp;", "&lt;",     "&#20013;", "&#x4e2d;", "_x000D_",
                                       "_x005F_", "_x", " ",     ">",        "\r\n",     "\n",       "\r",
                                       "_",       "12", "😀",     "\xC2\xA0", "\"'",      "=",        "]x"};

    for (size_t n = pick(seed, 6); n > 0; n--)
        jc_buf_str(b, ANY(seed, bits));
}

static void add_rich(struct jc_buf *b, uint64_t *seed)
{
    static const char *const open[] = {"<t>", "<t xml:space=\"preserve\">", "<t\n>"};
    static const char *const other[] = {"<rPh sb=\"0\" eb=\"1\"><t>カ</t></rPh>",
                                        "<phoneticPr fontId=\"1\"/>",
                                        "<t/>",
                                        "\n",
                                        "<r><t/></r>",
                                        "<r><rPr><b/></rPr></r>"};

    for (size_t n = pick(seed, 3) + (pick(seed, 4) > 0); n > 0; n--) {
        bool run = pick(seed, 3) == 0;

        if (pick(seed, 6) == 0)
            jc_buf_str(b, ANY(seed, other));
        jc_buf_str(b, run ? "<r><rPr><sz val=\"9\"/></rPr>" : "");
        jc_buf_str(b, ANY(seed, open));
        add_text(b, seed);
        jc_buf_str(b, run ? "</t></r>" : "</t>");
    }
}

static void add_strings(struct jc_buf *b, uint64_t *seed, size_t n)
{
    jc_buf_str(b, KIT_XML "<sst xmlns=\"" KIT_MAIN "\" count=\"1\">");
    while (n-- > 0) {
        if (pick(seed, 8) == 0) {
            jc_buf_str(b, pick(seed, 2) ? "<si/>" : "<si></si>\n");
            continue;
        }
        jc_buf_str(b, "<si>");
        add_rich(b, seed);
        jc_buf_str(b, "</si>");
    }
    jc_buf_str(b, "</sst>");
}

static void add_value(struct jc_buf *b, uint64_t *seed)
{
    static const char *const numbers[] = {"0",
                                          "1",
                                          "12.50",
                                          "-3",
                                          "45292",
                                          "45292.66751157407",
                                          "67.510000000000005",
                                          "1.0E7",
                                          "x",
                                          "",
                                          " 5 ",
                                          "1e400",
                                          "123456789012345678",
                                          "0.1",
                                          ".5",
                                          "+5",
                                          "-",
                                          "44926.99999999",
                                          "2958465",
                                          "60"};

    jc_buf_fmt(b, "<v>%s</v>", ANY(seed, numbers));
}

static void add_cell(struct jc_buf *b, uint64_t *seed, unsigned col, unsigned row, size_t strings)
{
    static const char *const simple[] = {" t=\"b\"><v>1</v>",
                                         " t=\"e\"><v>#N/A</v>",
                                         " t=\"d\"><v>2021-03-05T01:02:03</v>",
                                         "><f>1+1</f>",
                                         "><f t=\"shared\" ref=\"A1\" si=\"0\">A&lt;B</f>><v>3</v>",
                                         " t=\"str\"><f>x</f><v></v>",
                                         "><v/>",
                                         " t=\"n\"><v>7</v>",
                                         " t=\"d\"><v>x</v>"};
    char name[24];

    jc_cell_name(name, col, row);
    jc_buf_str(b, "<c");
    if (pick(seed, 6))
        jc_buf_fmt(b, " r=\"%s\"", name);
    if (pick(seed, 3) == 0)
        jc_buf_fmt(b, "%ss=\"%zu\"", pick(seed, 9) ? " " : "\n ", pick(seed, 6));
    switch (pick(seed, 6)) {
    case 0:
    case 1:
        jc_buf_fmt(b, " t=\"s\"><v>%zu</v>", pick(seed, strings));
        break;
    case 2:
        jc_buf_str(b, " t=\"inlineStr\"><is>");
        add_rich(b, seed);
        jc_buf_str(b, "</is>");
        break;
    case 3:
        jc_buf_str(b, " t=\"str\"><v>");
        add_text(b, seed);
        jc_buf_str(b, "</v>");
        break;
    case 4:
        jc_buf_str(b, ANY(seed, simple));
        break;
    default:
        jc_buf_char(b, '>');
        add_value(b, seed);
        break;
    }
    jc_buf_str(b, "</c>");
}

static void add_sheet(struct jc_buf *b, uint64_t *seed, size_t strings)
{
    unsigned row = 0;

    jc_buf_str(b, KIT_XML "<worksheet xmlns=\"" KIT_MAIN "\"><dimension ref=\"A1\"/><sheetData>");
    for (size_t n = 1 + pick(seed, 30); n > 0; n--) {
        unsigned col = 0;

        row += 1 + (pick(seed, 5) ? 0 : (unsigned)pick(seed, 100));
        if (pick(seed, 8))
            jc_buf_fmt(b, "<row r=\"%u\" spans=\"1:9\">", row);
        else
            jc_buf_fmt(b, "<row%s>", pick(seed, 2) ? " ht=\"1\"" : "");
        for (size_t c = pick(seed, 12); c > 0; c--, col++) {
            col += pick(seed, 6) ? 0 : (unsigned)pick(seed, 40);
            add_cell(b, seed, col, row, strings);
        }
        jc_buf_str(b, pick(seed, 5) ? "</row>" : "\n</row>\n");
    }
    jc_buf_str(b, "</sheetData><mergeCells><mergeCell ref=\"A1:C4\"/></mergeCells><extLst/></worksheet>");
}

/* Damage: bytes changed, taken out, put in; tokens of the format among them, so that it is not always noticed. */
static void mutate(struct jc_buf *b, uint64_t *seed)
{
    static const char *const tokens[] = {
        "<",      ">",           "&",          "\"",       "'",       "/",     "</c>",     "</row>",
        "<v>",    "</v>",        "<!-- x -->", "<f>",      "<c>",     "<row>", "\t",       "<![CDATA[x]]>",
        "&nbsp;", "&#0;",        "x:",         "\xFF",     "\1",      "\xE8",  "r=\"A1\"", "]]>",
        "<?p?>",  "<sheetData>", "</is>",      " t=\"s\"", "_x000A_", "<c/>"};

    for (size_t n = 1 + pick(seed, 3); n > 0 && b->len > 100; n--) {
        size_t at = 60 + pick(seed, b->len - 60), cut = 1 + pick(seed, 8);
        const char *token = ANY(seed, tokens);
        struct jc_buf out = {0};

        if (cut > b->len - at)
            cut = b->len - at;
        jc_buf_add(&out, b->p, at);
        switch (pick(seed, 4)) {
        case 0: /* a token in between */
            jc_buf_str(&out, token);
            jc_buf_add(&out, b->p + at, b->len - at);
            break;
        case 1: /* a token in the place of something */
            jc_buf_str(&out, token);
            jc_buf_add(&out, b->p + at + cut, b->len - at - cut);
            break;
        case 2: /* something twice */
            jc_buf_add(&out, b->p + at, cut);
            jc_buf_add(&out, b->p + at, b->len - at);
            break;
        default: /* something missing */
            jc_buf_add(&out, b->p + at + cut, b->len - at - cut);
            break;
        }
        jc_buf_free(b);
        *b = out;
    }
}

static const char styles[] =
    "<styleSheet><numFmts><numFmt numFmtId=\"176\" formatCode=\"yyyy\\-mm\\-dd\"/></numFmts><fonts><font/>"
    "<font><strike/></font></fonts><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\" fontId=\"1\"/><xf "
    "numFmtId=\"22\"/><xf numFmtId=\"176\"/><xf "
    "numFmtId=\"46\"/></cellXfs></styleSheet>";

struct tally {
    unsigned same, refused_by_expat_only, by_scanner;
};

/* The line in which a and b differ first. */
static const char *different_line(const char *a, const char *b)
{
    size_t i = 0, n;

    while (a[i] && a[i] == b[i])
        i++;
    while (i > 0 && a[i - 1] != '\n')
        i--;
    n = strcspn(a + i, "\n");
    return jc_strndup(a + i, n < 300 ? n : 300);
}

/* Windows of any length: rows, tags and texts lie across their ends, also where the damage is. */
static size_t any_window(uint64_t *seed)
{
    return pick(seed, 3) ? 1 + pick(seed, pick(seed, 2) ? 40 : 4000) : 0;
}

/* As far as the careful reader gets, the rows are the same; where it finds the document well-formed, everything is. */
static void compare(struct jc_buf *sheet, struct jc_buf *strings, struct tally *t, unsigned round)
{
    const char *path = kit_xlsx("equal.xlsx", sheet->p, sheet->len, jc_buf_text(strings), styles), *bad;
    struct jc_buf both = {0}, careful = {0}, scanner = {0};
    size_t n;

    xlsx_path_for_tests = 2;
    kit_dump(&scanner, path);
    xlsx_path_for_tests = 0;
    kit_dump(&both, path);
    xlsx_path_for_tests = 1;
    jc_stream_block_for_tests = 0;
    kit_dump(&careful, path);
    xlsx_path_for_tests = 0;
    t->by_scanner += strstr(jc_buf_text(&scanner), "E000\n") == NULL;
    bad = strstr(jc_buf_text(&careful), "E114 xl/");
    n = bad ? (size_t)(bad - jc_buf_text(&careful)) : careful.len + 1;
    t->same += !bad;
    t->refused_by_expat_only += bad && !strstr(jc_buf_text(&both), "E114 xl/");
    cr_assert(strncmp(jc_buf_text(&both), jc_buf_text(&careful), n) == 0, "round %u, %s:\n%s\n--- by expat\n%s", round,
              path, different_line(jc_buf_text(&both), jc_buf_text(&careful)),
              different_line(jc_buf_text(&careful), jc_buf_text(&both)));
    unlink(path);
    jc_buf_free(&both);
    jc_buf_free(&careful);
    jc_buf_free(&scanner);
}

static unsigned rounds(unsigned usual)
{
    const char *more = getenv("JC_TEST_ROUNDS");

    return more ? (unsigned)strtoul(more, NULL, 10) : usual;
}

Test(table_equal, scanner_and_expat_read_the_same_from_random_sheets)
{
    struct tally t = {0};
    uint64_t seed = 1;
    unsigned n = rounds(300);

    for (unsigned i = 0; i < n; i++) {
        struct jc_buf sheet = {0}, strings = {0};

        add_strings(&strings, &seed, 20);
        add_sheet(&sheet, &seed, 20);
        jc_stream_block_for_tests = any_window(&seed);
        compare(&sheet, &strings, &t, i);
        jc_buf_free(&sheet);
        jc_buf_free(&strings);
    }
    cr_expect_eq(t.same, n, "random sheets are well-formed");
    cr_expect(t.by_scanner > n / 3, "the scanner read %u of %u by itself", t.by_scanner, n);
}

Test(table_equal, scanner_and_expat_read_the_same_from_damaged_sheets)
{
    struct tally t = {0};
    uint64_t seed = 2;
    unsigned n = rounds(1500);

    for (unsigned i = 0; i < n; i++) {
        struct jc_buf sheet = {0}, strings = {0};

        add_strings(&strings, &seed, 20);
        add_sheet(&sheet, &seed, 20);
        mutate(pick(&seed, 4) ? &sheet : &strings, &seed);
        jc_stream_block_for_tests = any_window(&seed);
        compare(&sheet, &strings, &t, i);
        jc_buf_free(&sheet);
        jc_buf_free(&strings);
    }
    cr_expect(t.same > n / 20, "%u of %u were still well-formed", t.same, n);
    cr_expect(t.refused_by_expat_only < n / 20, "%u of %u were read though they are not well-formed",
              t.refused_by_expat_only, n);
    cr_log_info("same %u, ill-formed and read %u, of %u", t.same, t.refused_by_expat_only, n);
}

/* Rows that lie across the ends of windows, and rows longer than a window. */
Test(table_equal, long_sheets_are_read_alike_wherever_the_windows_end)
{
    struct tally t = {0};
    uint64_t seed = 3;

    for (unsigned i = 0; i < 3; i++) {
        struct jc_buf sheet = {0}, strings = {0};
        unsigned row = 0;

        add_strings(&strings, &seed, 20000);
        jc_buf_str(&sheet, "<worksheet><sheetData>");
        while (sheet.len < 1500000) {
            unsigned wide = pick(&seed, 40) ? 10 : i == 2 ? 16000 : 2000;

            jc_buf_fmt(&sheet, "<row r=\"%u\">", ++row);
            for (unsigned col = 0; col < wide; col++)
                if (pick(&seed, 5))
                    add_cell(&sheet, &seed, col, row, 20000);
            jc_buf_str(&sheet, "</row>");
        }
        jc_buf_str(&sheet, "</sheetData></worksheet>");
        compare(&sheet, &strings, &t, i);
        jc_buf_free(&sheet);
        jc_buf_free(&strings);
    }
    cr_expect_eq(t.same, 3);
}

/* A row of 6 MB is too long to be scanned again with every window: rows before and behind it must not be lost or doubled. */
Test(table_equal, a_very_long_row_is_left_to_the_careful_reader)
{
    struct jc_buf sheet = {0}, strings = {0};
    struct tally t = {0};
    char text[401];

    memset(text, 'x', 400);
    text[400] = '\0';
    jc_buf_str(&strings, "<sst/>");
    jc_buf_str(&sheet, "<worksheet><sheetData><row r=\"1\"><c><v>1</v></c></row><row r=\"2\">");
    for (int i = 0; i < 16384; i++)
        jc_buf_fmt(&sheet, "<c t=\"inlineStr\"><is><t>%s</t></is></c>", text);
    jc_buf_str(&sheet, "</row><row r=\"3\"><c><v>3</v></c></row></sheetData></worksheet>");
    compare(&sheet, &strings, &t, 0);
    cr_expect_eq(t.same, 1);
    cr_expect_eq(t.by_scanner, 0);
    jc_buf_free(&sheet);
    jc_buf_free(&strings);
}
