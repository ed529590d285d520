/* The bulletin: sentences and figures, a sound package, hostile names, the same bytes for the same input. */
#include <libxml/parser.h>
#include <libxml/xpath.h>
#include <zip.h>

#include "report/bulletin.h"
#include "report_kit.h"

static struct jc_store *store;
static char *folder, *path;

static void set_up(void)
{
    store = kit_store();
    folder = kit_folder();
    path = kit_path(folder, "通报.docx");
}

static void tear_down(void)
{
    jc_store_free(store);
    kit_rm(folder);
    free(path);
    xmlCleanupParser();
}

TestSuite(report_docx, .init = set_up, .fini = tear_down);

static void write_in(enum jc_lang lang)
{
    struct jc_report *report = NULL;
    struct jc_err err = {0};
    struct jc_report_want want = {.format = JC_REPORT_DOCX, .out = path, .lang = lang};
    if (jc_report_write(&report, store, &want, &err) != JC_OK)
        kit_fail(&err);
    jc_report_free(report);
}

/* A part of the file; the caller frees. */
static char *part_of(const char *name)
{
    int code = 0;
    char chunk[4096];
    zip_int64_t n;
    struct jc_buf text = {0};
    zip_t *zip = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code);
    cr_assert_not_null(zip);
    zip_file_t *f = zip_fopen(zip, name, 0);
    cr_assert_not_null(f, "%s", name);
    while ((n = zip_fread(f, chunk, sizeof chunk)) > 0)
        jc_buf_add(&text, chunk, (size_t)n);
    cr_assert_eq(n, 0);
    zip_fclose(f);
    zip_discard(zip);
    return text.p;
}

/* Well-formed, or the test ends. */
static xmlDocPtr parsed(const char *name)
{
    char *text = part_of(name);
    xmlDocPtr doc = xmlReadMemory(text, (int)strlen(text), NULL, NULL, XML_PARSE_NONET | XML_PARSE_NOERROR);
    cr_assert_not_null(doc, "%s is well-formed", name);
    free(text);
    return doc;
}

static char *asked(xmlDocPtr doc, const char *xpath)
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

/* A paragraph a line: "style|text". */
static void paragraphs(struct jc_buf *out, xmlNodePtr node)
{
    for (; node; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, "p") == 0) {
            xmlChar *text = xmlNodeGetContent(node);
            xmlNodePtr style = xmlFirstElementChild(xmlFirstElementChild(node));
            xmlChar *name = xmlGetProp(style, (const xmlChar *)"val");
            jc_buf_fmt(out, "%s|%s\n", (const char *)name, (const char *)text);
            xmlFree(name);
            xmlFree(text);
        } else {
            paragraphs(out, node->children);
        }
    }
}

static char *text_in(enum jc_lang lang)
{
    struct jc_buf out = {0};
    write_in(lang);
    xmlDocPtr doc = parsed("word/document.xml");
    paragraphs(&out, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    return out.p;
}

static void expect_in(const char *text, const char *what)
{
    cr_expect_not_null(strstr(text, what), "“%s” in:\n%s", what, text);
}

/* ---- what it says -------------------------------------------------------------------------------- */

Test(report_docx, says_the_figures_of_the_worked_examples)
{
    kit_sql(store, "UPDATE ind_price SET over = 1234500 WHERE purchase = 1");
    char *text = text_in(JC_ZH);
    expect_in(text, "title|关于药品集中带量采购执行和货款支付情况的通报\n");
    expect_in(text, "to|各医疗机构：\n");
    expect_in(text, "纳入统计的4家医疗机构执行1个批次，签约产品共4个");
    expect_in(text, "达到序时进度2个，占50.00%"
                    "；其中正常2个、超量0个。未达到序时进度的，低于序时1个、零采购1个；严重滞后（含零采购）1个");
    expect_in(text, "到期应付货款44,001.00元（17笔），按期支付32,001.00元，按期支付金额占比72.73%");
    expect_in(text, "加权平均付款天数39.72天");
    expect_in(text, "=1+1人民医院（签约产品1个，达序时0个，占0.00%，进度差−5.22，零采购0个）");
    expect_in(text, "阿莫西林（中选5,390，非中选5,391，非中选占比50.00%）");
    expect_in(text, "=1+1人民医院（1行，多付123.45元）");
    expect_in(
        text,
        "=1+1人民医院（医疗机构付款，逾期未付5,000.00元，其中有正当理由0.00元，最长逾期15天，按期支付金额占比64.71%）");
    expect_in(text, "sub|（一）约定采购量执行情况\n");
    expect_in(text, "sub|（二）货款支付情况\n");
    expect_in(text, "sub|（一）部分医疗机构执行进度滞后\n");
    free(text);
}

Test(report_docx, the_demands_are_those_of_the_problems_counted_on)
{
    char *text = text_in(JC_ZH);
    expect_in(text, "say|（一）加快执行约定采购量");
    expect_in(text, "say|（二）规范使用非中选产品");
    expect_in(text, "say|（三）严格执行中选价格");
    expect_in(text, "say|（四）按期支付货款");
    cr_expect_null(strstr(text, "保障中选产品供应"));
    free(text);
}

Test(report_docx, without_a_problem_it_says_that_there_is_none)
{
    kit_sql(store, "DELETE FROM ind_price");
    kit_sql(store, "UPDATE ind_group SET over_volume = 0");
    kit_sql(store, "UPDATE ind_pay SET overdue = 0, overdue_reason = 0, longest = NULL, lines = 12");
    kit_sql(store, "DELETE FROM ind_agreement WHERE id NOT IN (2, 3)");
    kit_sums(store);
    char *text = text_in(JC_ZH);
    expect_in(text, "say|没有未达到序时进度的签约产品。\n");
    expect_in(text, "say|没有未达到序时进度的中选产品。\n");
    expect_in(text, "say|没有非中选产品采购超量的情况。\n");
    expect_in(text, "say|没有高于中选价采购的情况。\n");
    expect_in(text, "say|没有逾期未付的货款。\n");
    expect_in(text, "say|应报送的医疗机构均已报送。\n");
    expect_in(text, "say|（一）保持现有工作力度");
    expect_in(text, "say|（二）认真核对数据");
    cr_expect_null(strstr(text, "清付"));
    free(text);
}

Test(report_docx, with_nothing_at_all_there_is_still_a_bulletin)
{
    kit_sql(store, "DELETE FROM ind_agreement");
    kit_sums(store);
    kit_sql(store, "DELETE FROM ind_pay");
    kit_sql(store, "DELETE FROM ind_group");
    kit_sql(store, "DELETE FROM inst");
    char *text = text_in(JC_ZH);
    expect_in(text, "say|没有在协议期内的约定采购量。\n");
    expect_in(text, "say|统计期内没有到期的应付货款。\n");
    cr_expect_null(strstr(text, "caption|"));
    free(text);
}

Test(report_docx, the_period_stands_in_the_title)
{
    kit_sql(store, "UPDATE run SET period = '2024Q3', day_from = 19905");
    char *text = text_in(JC_ZH);
    expect_in(text, "title|关于2024年第三季度药品集中带量采购执行和货款支付情况的通报\n");
    free(text);
}

Test(report_docx, every_text_is_filled_in_both_languages)
{
    for (int lang = JC_ZH; lang <= (int)JC_EN; lang++) {
        char *text = text_in((enum jc_lang)lang);
        cr_expect_null(strpbrk(text, "{}"), "%s", text);
        free(text);
    }
}

Test(report_docx, the_annex_shows_both_ends_of_a_long_ranking)
{
    kit_sql(store, "INSERT INTO inst WITH RECURSIVE n(id) AS (SELECT 11 UNION ALL SELECT id + 1 FROM n WHERE id < 35) "
                   "SELECT id, 'H' || id, '医院' || id, '', '', '', '', '', '', '', '', 1 FROM n");
    kit_sql(
        store,
        "INSERT INTO ind_pay SELECT id, 0, 12, 12, 1000000, 10000 * id, 1, 0, 1000000, 0, 0, 1000000, 1000000, 0, 0, "
        "NULL, 1000000, 0, 'pay:' || id FROM inst WHERE id > 10");
    char *text = text_in(JC_ZH);
    expect_in(text, "caption|附表1　货款支付及时性排名（医疗机构付款）（共27家，列前10名和后10名）\n");
    expect_in(text, "celltext|医院28\ncellnumber|"); /* the tenth */
    cr_expect_null(strstr(text, "celltext|医院27\ncellnumber|"));
    cr_expect_null(strstr(text, "celltext|医院21\ncellnumber|"));
    expect_in(text, "celltext|医院20\ncellnumber|"); /* the tenth from the end */
    expect_in(text, "celltext|医院11\ncellnumber|");
    expect_in(text, "caption|附表2　货款支付及时性排名：只列示、不排名（共2家）\n");
    expect_in(text, "celltext|到期笔数不足\n");
    free(text);
}

/* ---- the file ------------------------------------------------------------------------------------ */

/* Every part is well-formed and has a type, every relationship leads to a part. */
static void expect_sound(void)
{
    static const char *const parts[] = {"[Content_Types].xml", "_rels/.rels",       "docProps/core.xml",
                                        "word/document.xml",   "word/styles.xml",   "word/_rels/document.xml.rels",
                                        "word/fontTable.xml",  "word/settings.xml", "word/header1.xml",
                                        "word/footer1.xml"};
    int code = 0;
    zip_t *zip = zip_open(path, ZIP_RDONLY | ZIP_CHECKCONS, &code);
    cr_assert_not_null(zip);
    cr_expect_eq(zip_get_num_entries(zip, 0), (zip_int64_t)JC_LEN(parts));
    cr_expect_str_eq(zip_get_name(zip, 0, 0), "[Content_Types].xml");
    zip_discard(zip);
    xmlDocPtr types = parsed(parts[0]);
    for (size_t i = 0; i < JC_LEN(parts); i++) {
        struct jc_buf xpath = {0};
        xmlFreeDoc(parsed(parts[i]));
        bool plain = i == 0 || strstr(parts[i], ".rels");
        jc_buf_fmt(&xpath, "count(//*[@PartName='/%s'])", parts[i]);
        char *known = asked(types, jc_buf_text(&xpath));
        cr_expect_str_eq(known, plain ? "0" : "1", "%s", parts[i]);
        free(known);
        jc_buf_free(&xpath);
    }
    xmlFreeDoc(types);
}

static void expect_targets(const char *rels, const char *base)
{
    xmlDocPtr doc = parsed(rels);
    for (xmlNodePtr r = xmlFirstElementChild(xmlDocGetRootElement(doc)); r; r = xmlNextElementSibling(r)) {
        char name[128];
        xmlChar *target = xmlGetNoNsProp(r, (const xmlChar *)"Target");
        snprintf(name, sizeof name, "%s%s", base, (const char *)target);
        free(part_of(name));
        xmlFree(target);
    }
    xmlFreeDoc(doc);
}

Test(report_docx, the_package_is_sound)
{
    write_in(JC_ZH);
    expect_sound();
    expect_targets("_rels/.rels", "");
    expect_targets("word/_rels/document.xml.rels", "word/");
}

Test(report_docx, every_style_that_is_asked_for_is_there)
{
    char *text = text_in(JC_ZH);
    xmlDocPtr styles = parsed("word/styles.xml");
    for (const char *line = text; *line; line = strchr(line, '\n') + 1) {
        struct jc_buf xpath = {0};
        jc_buf_fmt(&xpath, "count(//*[local-name()='style'][@*[local-name()='styleId']='%.*s'])",
                   (int)strcspn(line, "|"), line);
        char *n = asked(styles, jc_buf_text(&xpath));
        cr_expect_str_eq(n, "1", "%s", jc_buf_text(&xpath));
        free(n);
        jc_buf_free(&xpath);
    }
    xmlFreeDoc(styles);
    free(text);
}

/* Elements in order: what a document is apart from its texts. */
static void skeleton(struct jc_buf *out, const xmlNode *node)
{
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        jc_buf_fmt(out, "<%s", (const char *)node->name);
        skeleton(out, node->children);
        jc_buf_char(out, '>');
    }
}

static char *skeleton_now(void)
{
    struct jc_buf out = {0};
    write_in(JC_ZH);
    xmlDocPtr doc = parsed("word/document.xml");
    skeleton(&out, xmlDocGetRootElement(doc));
    xmlFreeDoc(doc);
    return out.p;
}

Test(report_docx, hostile_names_change_nothing_but_the_text)
{
    char *before = skeleton_now();
    kit_sql(
        store,
        "UPDATE inst SET name = '</w:t></w:r></w:p><w:p>&amp;\"''{insts}' || char(10) || char(1) || char(0x202E) || "
        "char(0x2067) || char(0xFFFE) || '医院' WHERE id = 1");
    kit_sql(store, "UPDATE product SET maker = ']]>' || char(0x200F) || '<!--甲' WHERE id = 2");
    char *after = skeleton_now();
    cr_expect_str_eq(before, after);
    expect_sound();
    char *text = text_in(JC_ZH);
    expect_in(text, "celltext|</w:t></w:r></w:p><w:p>&amp;\"'{insts} 医院\n");
    expect_in(text, "]]><!--甲");
    cr_expect_null(strstr(text, "\xE2\x80\xAE"), "no turning of direction");
    free(text);
    free(before);
    free(after);
}

Test(report_docx, the_same_input_gives_the_same_bytes_with_the_time_of_the_cut_off_day)
{
    size_t n[2];
    write_in(JC_ZH);
    char *first = kit_read(path, &n[0]);
    setenv("TZ", "Asia/Shanghai", 1);
    tzset();
    write_in(JC_ZH);
    char *again = kit_read(path, &n[1]);
    cr_expect(n[0] == n[1] && memcmp(first, again, n[0]) == 0);
    /* local header of the first part: time 0, date 2024-09-30 */
    unsigned date = (unsigned char)first[12] | (unsigned)(unsigned char)first[13] << 8;
    cr_expect_eq((unsigned char)first[10] | (unsigned char)first[11], 0);
    cr_expect_eq(date, (2024u - 1980) << 9 | 9 << 5 | 30);
    free(first);
    free(again);
}

Test(report_docx, sheets_that_are_in_no_bulletin_are_refused)
{
    struct jc_report *report = NULL;
    struct jc_err err = {0};
    const char *const sheets[] = {"数据问题"};
    struct jc_report_want want = {.format = JC_REPORT_DOCX, .out = path, .sheets = sheets, .n_sheets = 1};
    cr_expect_eq(jc_report_write(&report, store, &want, &err), JC_USAGE);
    cr_expect_eq(err.code, 706);
    cr_expect_neq(access(path, F_OK), 0, "nothing is left behind");
}

/* ---- templates ----------------------------------------------------------------------------------- */

static bool put_x(void *arg, struct jc_buf *out, const char *name)
{
    jc_buf_str(out, arg);
    return strcmp(name, "x") == 0;
}

Test(report_docx, a_template_is_filled_once_and_an_unknown_name_is_told)
{
    struct jc_buf out = {0};
    char unknown[48];
    char value[] = "{x}";
    cr_expect(bulletin_fill(&out, "a{x}b{x}", put_x, value, unknown));
    cr_expect_str_eq(jc_buf_text(&out), "a{x}b{x}");
    cr_expect_not(bulletin_fill(&out, "{x} {y}", put_x, value, unknown));
    cr_expect_str_eq(unknown, "y");
    jc_buf_free(&out);
}
