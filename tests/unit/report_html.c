/* The published page: figures, the structure under hostile names, no script, nothing fetched. */
#include <math.h>

#include <libxml/HTMLparser.h>
#include <libxml/xpath.h>

#include "report_kit.h"

static struct jc_store *store;
static char *folder, *path;

static void set_up(void)
{
    store = kit_store();
    folder = kit_folder();
    path = kit_path(folder, "page.html");
}

static void tear_down(void)
{
    jc_store_free(store);
    kit_rm(folder);
    free(path);
    xmlCleanupParser();
}

TestSuite(report_html, .init = set_up, .fini = tear_down);

static char *page_in(enum jc_lang lang)
{
    struct jc_report *report = NULL;
    struct jc_err err = {0};
    struct jc_report_want want = {.format = JC_REPORT_HTML, .out = path, .lang = lang};
    if (jc_report_write(&report, store, &want, &err) != JC_OK)
        kit_fail(&err);
    jc_report_free(report);
    return kit_read(path, NULL);
}

/* ---- the parsed page ----------------------------------------------------------------------------- */

static void ignore(void *arg, const char *format, ...)
{
    (void)arg;
    (void)format;
}

static htmlDocPtr parsed(const char *text)
{
    xmlSetGenericErrorFunc(NULL, ignore); /* libxml2 knows neither svg nor section */
    htmlDocPtr doc = htmlReadMemory(text, (int)strlen(text), NULL, "UTF-8",
                                    HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NONET);
    cr_assert_not_null(doc);
    return doc;
}

/* Number or text that an XPath expression gives; the caller frees. */
static char *asked(htmlDocPtr doc, const char *xpath)
{
    xmlXPathContextPtr context = xmlXPathNewContext(doc);
    xmlXPathObjectPtr object = xmlXPathEvalExpression((const xmlChar *)xpath, context);
    cr_assert_not_null(object, "%s", xpath);
    xmlChar *text = xmlXPathCastToString(object);
    char *copy = jc_strdup((const char *)text);
    xmlFree(text);
    xmlXPathFreeObject(object);
    xmlXPathFreeContext(context);
    return copy;
}

static void expect_answer(htmlDocPtr doc, const char *xpath, const char *answer)
{
    char *is = asked(doc, xpath);
    cr_expect_str_eq(is, answer, "%s: “%s”, not “%s”", xpath, is, answer);
    free(is);
}

/* Every element and the names of its attributes, in order: what a page is apart from its texts. */
static void skeleton(struct jc_buf *out, const xmlNode *node)
{
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        jc_buf_fmt(out, "<%s", (const char *)node->name);
        for (const xmlAttr *a = node->properties; a; a = a->next)
            jc_buf_fmt(out, " %s", (const char *)a->name);
        jc_buf_char(out, '>');
        skeleton(out, node->children);
        jc_buf_str(out, "/");
    }
}

static char *skeleton_of(const char *text)
{
    struct jc_buf out = {0};
    htmlDocPtr doc = parsed(text);
    skeleton(&out, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    return out.p;
}

/* ---- figures ------------------------------------------------------------------------------------- */

Test(report_html, boxes_are_the_sums_over_all_institutions)
{
    char *text = page_in(JC_ZH);
    htmlDocPtr doc = parsed(text);
    /* (220 000 000 + 100 000 000 + 10 000) / (340 000 000 + 100 000 000 + 10 000) */
    expect_answer(doc, "string(//*[@id='payment']//dl/div[1]/dd/b)", "72.73");
    /* (13 490 000 000 + 2 000 000 000 + 100 000) / (290 000 000 + 100 000 000 + 10 000) */
    expect_answer(doc, "string(//*[@id='payment']//dl/div[2]/dd/b)", "39.72");
    expect_answer(doc, "string(//*[@id='payment']//dl/div[3]/dd/b)", "5,000.00");
    expect_answer(doc, "string(//*[@id='payment']//dl/div[4]/dd[1])", "2 / 3 家");
    expect_answer(doc, "string(//*[@id='fulfilment']//dl/div[1]/dd/b)", "50.00");
    expect_answer(doc, "string(//*[@id='fulfilment']//dl/div[3]/dd/b)", "1");
    xmlFreeDoc(doc);
    free(text);
}

Test(report_html, ranked_rows_stand_in_order_and_those_listed_only_say_why)
{
    char *text = page_in(JC_ZH);
    htmlDocPtr doc = parsed(text);
    expect_answer(doc, "count(//*[@id='payment']//table)", "2");
    expect_answer(doc, "string(//*[@id='payment']//table[1]/tbody/tr[1]/th/bdi)", "第二医院");
    expect_answer(doc, "string(//*[@id='payment']//table[1]/tbody/tr[2]/td[@class='rank'])", "2");
    expect_answer(doc, "string(//*[@id='payment']//table[1]/tbody/tr[2]/td[@class='lead'])", "64.71");
    expect_answer(doc, "string(//*[@id='payment']//table[1]/tbody/tr[2]//*[@class='fill']/@width)", "64.71%");
    expect_answer(doc, "string(//*[@id='payment']//table[1]/tbody/tr[2]//*[name()='line']/@x1)", "95%");
    expect_answer(doc, "normalize-space(//*[@id='payment']//table[1]/tbody/tr[2]/td[@class='state'])", "■■ 严重滞后");
    expect_answer(doc, "string(//*[@id='payment']//table[2]/tbody/tr[2]/td[@class='state'])", "到期笔数不足");
    expect_answer(doc, "count(//*[@id='payment']//table[2]//*[@class='fill'])", "0");
    expect_answer(doc, "normalize-space(//*[@id='payment']//table[2]/tbody/tr[1]/td[@class='state'])", "□ 未报");
    expect_answer(doc, "count(//*[@id='fulfilment']//table[1]/tbody/tr)", "4");
    xmlFreeDoc(doc);
    free(text);
}

Test(report_html, the_line_in_the_bars_is_where_the_parameter_says)
{
    kit_sql(store, "UPDATE param SET value = '0.905', scaled = 9050 WHERE name = 'payment.band.good'");
    char *text = page_in(JC_ZH);
    htmlDocPtr doc = parsed(text);
    expect_answer(doc, "string(//*[@id='payment']//tbody//*[name()='line']/@x1)", "90.5%");
    cr_expect_not_null(strstr(text, "竖线为达标线 90.5%"));
    expect_answer(doc, "count(//*[@id='fulfilment']//*[name()='line'])", "0");
    xmlFreeDoc(doc);
    free(text);
}

Test(report_html, every_figure_has_its_heads_and_caption)
{
    char *text = page_in(JC_ZH);
    htmlDocPtr doc = parsed(text);
    expect_answer(doc, "count(//table[not(caption)])", "0");
    expect_answer(doc, "count(//thead//th[not(@scope='col')])", "0");
    expect_answer(doc, "count(//tbody/tr[count(th[@scope='row']) != 1])", "0");
    expect_answer(doc, "count(//table[1]/tbody/tr[count(*) != count(ancestor::table/thead/tr/th)])", "0");
    expect_answer(doc, "string(/html/@lang)", "zh-CN");
    cr_expect_not_null(strstr(text, "abcdef012345"), "the fingerprint");
    cr_expect_not_null(strstr(text, "2024年9月30日"));
    xmlFreeDoc(doc);
    free(text);
}

Test(report_html, the_page_in_english_is_english_but_for_the_names)
{
    char *text = page_in(JC_EN);
    htmlDocPtr doc = parsed(text);
    expect_answer(doc, "string(/html/@lang)", "en");
    expect_answer(doc, "string(//*[@id='payment']//dl/div[4]/dd[1])", "2 / 3");
    expect_answer(doc, "string(//h1)", "Procurement rankings: payment and fulfilment");
    expect_answer(doc, "string(//*[@id='payment']//table[1]/tbody/tr[1]/th/bdi/@lang)", "zh-CN");
    xmlFreeDoc(doc);
    free(text);
}

/* ---- earlier issues ------------------------------------------------------------------------------ */

Test(report_html, earlier_issues_draw_a_line_of_the_last_eight_values)
{
    kit_sql(store,
            "INSERT INTO history SELECT 'payment', 'pay:1:0', printf('2023-%02d', value), '1/' || value FROM "
            "(SELECT 1 AS value UNION SELECT 2 UNION SELECT 3 UNION SELECT 4 UNION SELECT 5 UNION SELECT 6 UNION "
            "SELECT 7 UNION SELECT 8 UNION SELECT 10)");
    char *text = page_in(JC_ZH);
    htmlDocPtr doc = parsed(text);
    expect_answer(doc, "count(//*[@class='trend'])", "1");
    expect_answer(
        doc, "string(//*[@class='trend']/@aria-label)",
        "2023-03 33.33%，2023-04 25.00%，2023-05 20.00%，2023-06 16.67%，2023-07 14.29%，2023-08 12.50%，2023-10 "
        "10.00%，本期 64.71%");
    expect_answer(doc, "string(//*[@class='trend']/*[name()='polyline']/@points)",
                  "4,21.7 16,24 28,25.4 40,26.3 52,27 64,27.5 76,28.2 88,12.9");
    expect_answer(doc, "count(//*[@id='fulfilment']//*[@class='past'])", "0");
    xmlFreeDoc(doc);
    free(text);
}

Test(report_html, a_row_without_a_value_now_has_its_line_up_to_the_issue_before)
{
    kit_sql(
        store,
        "INSERT INTO history VALUES('payment', 'pay:4:0', '2024-06', '1/2'), ('payment', 'pay:4:0', '2024-07', '1/1')");
    char *text = page_in(JC_ZH);
    htmlDocPtr doc = parsed(text);
    expect_answer(doc, "string(//*[@class='trend']/@aria-label)", "2024-06 50.00%，2024-07 100.00%");
    expect_answer(doc, "string(//*[@class='trend']/*[name()='polyline']/@points)", "64,17 76,3");
    xmlFreeDoc(doc);
    free(text);
}

Test(report_html, without_earlier_issues_there_is_no_such_column)
{
    char *text = page_in(JC_ZH);
    htmlDocPtr doc = parsed(text);
    expect_answer(doc, "count(//td[@class='past'] | //th[@class='past'])", "0");
    xmlFreeDoc(doc);
    free(text);
}

/* ---- hostile names ------------------------------------------------------------------------------- */

/* clang-format off */
static const char *const hostile[] = {
    "<script>alert(1)</script>", "</table></section><h1>冠军</h1>", "\"><svg/onload=alert(1)>", "' onclick='x", "&lt;b&gt;&amp;&#60;",
    "<!-- ", "]]>", "</style><style>*{display:none}</style>", "=HYPERLINK(\"https://evil.example\")", "+1", "@SUM(A1)",
    "\xE2\x80\xAE" "院医二第" "\xE2\x81\xA6", "مستشفى", "\x01\x1b[31m", "a\tb\nc", "\xEF\xBF\xBE", "\xF0\x9F\x8F\xA5",
    "<img src=//evil.example/x>", "</bdi></th><td>100</td>", "{{7*7}} %s %n", "javascript:alert(1)",
};
/* clang-format on */

static void rename_to(const char *name)
{
    struct jc_err err = {0};
    struct jc_stmt *stmt = NULL;
    cr_assert_eq(
        jc_stmt_text_open(&stmt, store,
                          "UPDATE inst SET name = ?1, region = iif(region = '', '', ?1), level = iif(level = '', "
                          "'', ?1)",
                          false, &err),
        JC_OK);
    jc_stmt_str(stmt, 1, name, strlen(name));
    cr_assert_eq(jc_stmt_run(stmt, &err), JC_OK);
    jc_stmt_free(stmt);
}

static void expect_harmless(const char *text, const char *name)
{
    static const char *const never[] = {"<script",      "http://", "https://", "\xE2\x80\xAE",
                                        "\xE2\x81\xA6", "\x01",    "\x1b"};
    for (size_t i = 0; i < JC_LEN(never); i++)
        if (i != 2 || !strstr(name, "https://"))
            cr_expect_null(strstr(text, never[i]), "“%s” brings “%s” in", name, never[i]);
}

Test(report_html, hostile_names_change_nothing_in_the_structure)
{
    rename_to("普通医院");
    char *text = page_in(JC_ZH), *before = skeleton_of(text);
    free(text);
    cr_assert(strlen(before) > 2000);
    for (size_t i = 0; i < JC_LEN(hostile); i++) {
        rename_to(hostile[i]);
        text = page_in(JC_ZH);
        char *after = skeleton_of(text);
        cr_expect_str_eq(after, before, "“%s”", hostile[i]);
        expect_harmless(text, hostile[i]);
        free(after);
        free(text);
    }
    free(before);
}

Test(report_html, a_name_is_shown_as_it_was_written)
{
    rename_to("</td>\"第一\" & '二' <b>");
    char *text = page_in(JC_ZH);
    htmlDocPtr doc = parsed(text);
    expect_answer(doc, "string(//*[@id='payment']//tbody/tr[1]/th/bdi)", "</td>\"第一\" & '二' <b>");
    xmlFreeDoc(doc);
    free(text);
}

Test(report_html, a_very_long_name_is_neither_cut_nor_in_the_way)
{
    struct jc_buf name = {0};
    for (int i = 0; i < 20000; i++)
        jc_buf_str(&name, "长");
    rename_to("短");
    char *text = page_in(JC_ZH), *before = skeleton_of(text), *after;
    free(text);
    rename_to(jc_buf_text(&name));
    text = page_in(JC_ZH);
    after = skeleton_of(text);
    cr_expect_str_eq(after, before);
    cr_expect_not_null(strstr(text, jc_buf_text(&name)));
    free(after);
    free(before);
    free(text);
    jc_buf_free(&name);
}

Test(report_html, an_institution_without_a_name_goes_by_its_code)
{
    kit_sql(store, "UPDATE inst SET name = '' WHERE id = 2");
    char *text = page_in(JC_ZH);
    htmlDocPtr doc = parsed(text);
    expect_answer(doc, "string(//*[@id='payment']//table[1]/tbody/tr[1]/th/bdi)", "H33010000002");
    xmlFreeDoc(doc);
    free(text);
}

/* ---- the file ------------------------------------------------------------------------------------ */

Test(report_html, nothing_is_run_and_nothing_fetched)
{
    char *text = page_in(JC_ZH);
    htmlDocPtr doc = parsed(text);
    expect_harmless(text, "");
    expect_answer(doc, "string(//meta[@http-equiv='Content-Security-Policy']/@content)",
                  "default-src 'none'; style-src 'unsafe-inline'");
    expect_answer(doc, "count(//script | //link | //img | //iframe | //form | //object | //@src | //@style)", "0");
    expect_answer(doc, "count(//@href[not(starts-with(., '#'))])", "0");
    expect_answer(doc, "count(//@*[starts-with(name(), 'on')])", "0");
    cr_expect_null(strstr(text, "url("), "no picture in the style sheet");
    cr_expect_null(strstr(text, "@import"));
    xmlFreeDoc(doc);
    free(text);
}

/* ---- contrast ------------------------------------------------------------------------------------ */

/* The value of a property within a block of the style sheet, "" if it is not set there. */
static void value_in(char dst[64], const char *block, size_t n, const char *property)
{
    size_t len = strlen(property);
    *dst = 0;
    for (const char *p = block; (p = memmem(p, n - (size_t)(p - block), property, len)); p += len)
        if (p[len] == ':' && (p == block || strchr(" {;", p[-1]))) {
            size_t size = strcspn(p + len + 1, ";}");
            snprintf(dst, 64, "%.*s", (int)size, p + len + 1 + strspn(p + len + 1, " "));
        }
}

/* #rgb, #rrggbb or var(--name) as 0xrrggbb; -1: no colour. */
static long colour_of(const char *css, const char *text)
{
    char name[64], value[64];
    unsigned rgb;
    if (sscanf(text, " var(%63[^)])", name) == 1) {
        value_in(value, css, strlen(css), name);
        return colour_of(css, value);
    }
    text += strspn(text, " ");
    size_t digits = *text == '#' ? strspn(text + 1, "0123456789abcdef") : 0;
    if ((digits != 3 && digits != 6) || sscanf(text + 1, "%x", &rgb) != 1)
        return -1;
    return digits == 6 ? (long)rgb : (long)((rgb >> 8) * 0x110000 + (rgb >> 4 & 15) * 0x1100 + (rgb & 15) * 0x11);
}

static double luminance(long rgb)
{
    static const double weight[] = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
        double c = (double)(rgb >> (16 - 8 * i) & 255) / 255;
        sum += weight[i] * (c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
}

static double contrast(long a, long b)
{
    double x = luminance(a) + 0.05, y = luminance(b) + 0.05;
    return x > y ? x / y : y / x;
}

/* A text on a ground of its own against that, any other on every ground of the page. */
Test(report_html, every_text_stands_out_from_its_ground)
{
    const struct jc_asset *asset = jc_asset_find("report/page.css");
    char *css = jc_strndup((const char *)asset->data, asset->len), ink[64], own[64];
    long grounds[] = {0xffffff, colour_of(css, "var(--ground)"), 0xe4ebf2};
    int texts = 0;
    cr_assert_float_eq(contrast(0xffffff, 0x000000), 21, 1e-9);
    cr_assert_float_eq(contrast(0x777777, 0xffffff), 4.48, 0.005);
    cr_assert_not_null(strstr(css, "thead th { padding: 8px; background: #e4ebf2"));
    for (const char *p = css; (p = strchr(p, '{')); p++) {
        size_t n = strcspn(p, "}");
        value_in(ink, p, n, "color");
        value_in(own, p, n, "background");
        long text = colour_of(css, ink), ground = colour_of(css, own);
        for (size_t i = 0; text >= 0 && i < (ground < 0 ? JC_LEN(grounds) : 1); i++, texts++) {
            double is = contrast(text, ground < 0 ? grounds[i] : ground);
            cr_expect(is >= 4.5, "%.*s: %.2f", (int)n, p, is);
        }
    }
    cr_expect(texts > 25, "%d", texts);
    free(css);
}

Test(report_html, every_link_leads_to_a_place_on_the_page)
{
    char *text = page_in(JC_ZH);
    htmlDocPtr doc = parsed(text);
    expect_answer(doc, "count(//a)", "3");
    expect_answer(doc, "count(//a[not(//*/@id = substring(@href, 2))])", "0");
    xmlFreeDoc(doc);
    free(text);
}

Test(report_html, the_same_input_gives_the_same_bytes)
{
    char *first = page_in(JC_ZH), *second = page_in(JC_ZH);
    cr_expect_str_eq(first, second);
    free(first);
    free(second);
}

Test(report_html, a_page_without_ranked_institutions_says_so_and_lists_them)
{
    kit_sql(store, "UPDATE param SET scaled = 1000000 WHERE name = 'payment.rank_min'");
    kit_sql(store, "DELETE FROM ind_agreement");
    kit_sums(store);
    char *text = page_in(JC_ZH);
    htmlDocPtr doc = parsed(text);
    expect_answer(doc, "count(//table)", "1");
    expect_answer(doc, "count(//*[@id='payment']//tbody/tr)", "4");
    expect_answer(doc, "string(//*[@id='payment']/p[@class='empty'])", "本期没有符合排名条件的医疗机构。");
    expect_answer(doc, "count(//*[@id='fulfilment'])", "0");
    expect_answer(doc, "string(//h1)", "货款支付及时性排名");
    xmlFreeDoc(doc);
    free(text);
}

Test(report_html, a_page_without_anything_is_still_a_page)
{
    kit_sql(store, "DELETE FROM ind_pay");
    kit_sql(store, "DELETE FROM ind_agreement");
    kit_sums(store);
    char *text = page_in(JC_ZH);
    htmlDocPtr doc = parsed(text);
    expect_answer(doc, "count(//table)", "0");
    expect_answer(doc, "string(//main/p)", "本期没有可以公布的排名。");
    xmlFreeDoc(doc);
    free(text);
}

Test(report_html, a_sheet_that_is_not_on_the_page_is_refused_and_an_earlier_page_stays)
{
    char *before = page_in(JC_ZH);
    struct jc_err err = {0};
    struct jc_report *report = NULL;
    const char *const sheets[] = {"品种进度"};
    struct jc_report_want want = {.format = JC_REPORT_HTML, .out = path, .sheets = sheets, .n_sheets = 1};
    cr_expect_eq(jc_report_write(&report, store, &want, &err), JC_USAGE);
    cr_expect_eq(err.code, 706);
    char *after = kit_read(path, NULL);
    cr_expect_str_eq(after, before);
    struct jc_buf list = {0};
    jc_buf_fmt(&list, "test \"$(ls '%s')\" = page.html", folder);
    cr_expect_eq(system(jc_buf_text(&list)), 0, "nothing is left beside it");
    jc_buf_free(&list);
    free(after);
    free(before);
}

Test(report_html, one_ranking_alone_is_a_page)
{
    struct jc_err err = {0};
    struct jc_report *report = NULL;
    const char *const sheets[] = {"2"};
    struct jc_report_want want = {.format = JC_REPORT_HTML, .out = path, .sheets = sheets, .n_sheets = 1};
    if (jc_report_write(&report, store, &want, &err) != JC_OK)
        kit_fail(&err);
    struct jc_report_part part;
    cr_assert(jc_report_at(report, 0, &part));
    cr_expect_str_eq(part.path, path);
    cr_expect_eq(part.rows, 4);
    jc_report_free(report);
    char *text = kit_read(path, NULL);
    htmlDocPtr doc = parsed(text);
    expect_answer(doc, "count(//main/section)", "2");
    expect_answer(doc, "string(//h1)", "医疗机构集采执行进度排名");
    xmlFreeDoc(doc);
    free(text);
}
