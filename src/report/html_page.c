/* The published page around its tables: head, boxes, method, foot. */
#include "report/html.h"

/* ---- rows of a query ----------------------------------------------------------------------------- */

struct page {
    struct jc_buf *out;
    const struct sink_info *info;
    const struct grouping *by; /* of the sheet whose section is written */
};

typedef void put_fn(struct page *p, struct jc_stmt *row);

/* Every row of a part of an asset through `put`; *rows may be NULL. */
static enum jc_status each(struct page *p, const char *asset, const char *part, put_fn *put, struct jc_err *err)
{
    struct jc_stmt *stmt = NULL;
    enum jc_status st = source_open(&stmt, p->info->from, asset, part, p->by, err);
    while (st == JC_OK && (st = jc_stmt_step(stmt, err)) == JC_OK)
        put(p, stmt);
    jc_stmt_free(stmt);
    return st == JC_END ? JC_OK : st;
}

static const char *say(const struct page *p, const char *zh, const char *en)
{
    return html_say(p->info->lang, zh, en);
}

static void put_col(struct page *p, struct jc_stmt *row, int i)
{
    size_t n;
    const char *s = jc_col_text(row, i, &n);
    html_text(p->out, s, n);
}

/* ---- head ---------------------------------------------------------------------------------------- */

static void put_title(struct page *p, const struct html_section *s, size_t n)
{
    html_str(p->out, n == 1 ? s->sheet->title[p->info->lang]
                            : say(p, "集采货款支付和执行进度排名", "Procurement rankings: payment and fulfilment"));
}

static void put_style(struct jc_buf *out)
{
    const struct jc_asset *css = jc_asset_find("report/page.css");
    jc_buf_str(out, "<style>\n");
    jc_buf_add(out, css->data, css->len);
    jc_buf_str(out, "</style>\n");
}

static void put_document_head(struct page *p, const struct html_section *section, size_t n)
{
    jc_buf_fmt(p->out,
               "<!DOCTYPE html>\n<html lang=\"%s\">\n<head>\n<meta charset=\"utf-8\">\n"
               "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
               "'unsafe-inline'\">\n"
               "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>",
               say(p, "zh-CN", "en"));
    put_title(p, section, n);
    jc_buf_str(p->out, "</title>\n");
    put_style(p->out);
    jc_buf_str(p->out, "</head>\n<body>\n");
}

/* span, last day, fingerprint, version */
static void put_run(struct page *p, struct jc_stmt *row)
{
    size_t n;
    (void)jc_col_text(row, 0, &n);
    jc_buf_str(p->out, "<p class=\"when\">");
    if (n > 0) {
        jc_buf_str(p->out, say(p, "统计期 <b>", "Period <b>"));
        put_col(p, row, 0);
        jc_buf_str(p->out, "</b><i></i>");
    }
    jc_buf_str(p->out, say(p, "统计截止日 <b>", "Cut-off day <b>"));
    put_col(p, row, 1);
    jc_buf_str(p->out, say(p, "</b>（含当日）</p>\n", "</b> (included)</p>\n"));
}

static void put_nav(struct page *p, const struct html_section *section, size_t n)
{
    jc_buf_fmt(p->out, "<nav aria-label=\"%s\"><ul>\n", say(p, "本页内容", "On this page"));
    for (size_t i = 0; i < n; i++) {
        jc_buf_fmt(p->out, "<li><a href=\"#%s\">", section[i].sheet->page.id);
        html_str(p->out, section[i].sheet->page.name[p->info->lang]);
        jc_buf_str(p->out, "</a></li>\n");
    }
    jc_buf_fmt(p->out, "<li><a href=\"#method\">%s</a></li>\n</ul></nav>\n", say(p, "怎样计算", "How it is computed"));
}

static enum jc_status put_header(struct page *p, const struct html_section *section, size_t n, struct jc_err *err)
{
    jc_buf_fmt(p->out, "<header>\n<p class=\"field\">%s</p>\n<h1>",
               say(p, "药品和医用耗材集中带量采购", "Volume-based procurement of medicines and consumables"));
    put_title(p, section, n);
    jc_buf_str(p->out, "</h1>\n");
    enum jc_status st = each(p, "report/page.sql", "run", put_run, err);
    put_nav(p, section, n);
    jc_buf_str(p->out, "</header>\n");
    return st;
}

/* ---- a ranking ----------------------------------------------------------------------------------- */

/* label, value, unit, remark */
static void put_box(struct page *p, struct jc_stmt *row)
{
    bool none = jc_col_null(row, 1);
    jc_buf_str(p->out, "<div><dt>");
    put_col(p, row, 0);
    jc_buf_str(p->out, "</dt><dd><b>");
    html_number(p->out, none ? "—" : jc_col_text(row, 1, NULL));
    jc_buf_str(p->out, "</b> ");
    if (!none)
        put_col(p, row, 2);
    jc_buf_str(p->out, "</dd><dd class=\"remark\">");
    put_col(p, row, 3);
    jc_buf_str(p->out, "</dd></div>\n");
}

static enum jc_status put_section(struct page *p, const struct html_section *s, struct jc_err *err)
{
    const char *id = s->sheet->page.id;
    enum jc_lang lang = p->info->lang;
    p->by = s->sheet->grouping;
    jc_buf_fmt(p->out, "<section id=\"%s\" aria-labelledby=\"%s-title\">\n<h2 id=\"%s-title\">", id, id, id);
    html_str(p->out, s->sheet->title[lang]);
    jc_buf_str(p->out, "</h2>\n<dl class=\"boxes\">\n");
    enum jc_status st = each(p, s->asset, "boxes", put_box, err);
    jc_buf_str(p->out, "</dl>\n");
    jc_buf_str(p->out, jc_buf_text(&s->tables));
    if (s->ranked == 0)
        jc_buf_fmt(p->out, "<p class=\"empty\">%s</p>\n",
                   say(p, "本期没有符合排名条件的医疗机构。", "No institution qualifies for a rank this time."));
    jc_buf_str(p->out, jc_buf_text(&s->listed));
    jc_buf_str(p->out, "</section>\n");
    p->by = NULL;
    return st;
}

/* ---- method and foot ----------------------------------------------------------------------------- */

static void put_term(struct page *p, struct jc_stmt *row)
{
    jc_buf_str(p->out, "<div><dt>");
    put_col(p, row, 0);
    jc_buf_str(p->out, "</dt><dd>");
    put_col(p, row, 1);
    jc_buf_str(p->out, "</dd></div>\n");
}

/* name, value, title */
static void put_param(struct page *p, struct jc_stmt *row)
{
    jc_buf_str(p->out, "<li><code>");
    put_col(p, row, 0);
    jc_buf_str(p->out, " = ");
    put_col(p, row, 1);
    jc_buf_str(p->out, "</code> ");
    put_col(p, row, 2);
    jc_buf_str(p->out, "</li>\n");
}

static enum jc_status put_terms(struct page *p, const char *asset, const char *title, struct jc_err *err)
{
    jc_buf_str(p->out, "<h3>");
    html_str(p->out, title);
    jc_buf_str(p->out, "</h3>\n<dl class=\"terms\">\n");
    enum jc_status st = each(p, asset, "method", put_term, err);
    jc_buf_str(p->out, "</dl>\n");
    return st;
}

static enum jc_status put_method(struct page *p, const struct html_section *section, size_t n, struct jc_err *err)
{
    jc_buf_fmt(p->out, "<section id=\"method\" aria-labelledby=\"method-title\">\n<h2 id=\"method-title\">%s</h2>\n",
               say(p, "怎样计算", "How it is computed"));
    enum jc_status st = JC_OK;
    for (size_t i = 0; st == JC_OK && i < n; i++)
        st = put_terms(p, section[i].asset, section[i].sheet->page.name[p->info->lang], err);
    if (st == JC_OK)
        st = put_terms(p, "report/page.sql", say(p, "共同的规定", "Common to all"), err);
    jc_buf_fmt(p->out, "<h3>%s</h3>\n<ul class=\"params\">\n", say(p, "参数", "Parameters"));
    for (size_t i = 0; st == JC_OK && i < n; i++)
        st = each(p, section[i].asset, "params", put_param, err);
    jc_buf_str(p->out, "</ul>\n</section>\n");
    return st;
}

static void put_footer(struct page *p)
{
    jc_buf_str(p->out, "<footer>\n<p>");
    jc_buf_fmt(p->out, say(p, "数据指纹 <code>%s</code>　规则版本 %s", "Fingerprint <code>%s</code> Rules %s"),
               p->info->fingerprint, p->info->version);
    jc_buf_fmt(p->out, "</p>\n<p>%s</p>\n</footer>\n</body>\n</html>\n",
               say(p,
                   "指纹由全部输入文件、参数、规则和截止日算出：指纹相同，所依据的数据和算法就相同。"
                   "本页由 jicai 集采核查生成，不含脚本，不从网上读取任何内容。",
                   "The fingerprint is made from all input files, parameters, rules and the cut-off day: equal "
                   "fingerprints mean equal data and rules. Made by jicai; this page has no script and fetches "
                   "nothing."));
}

enum jc_status html_page(struct jc_buf *out, const struct sink_info *info, const struct html_section *section, size_t n,
                         struct jc_err *err)
{
    struct page p = {out, info, NULL};
    put_document_head(&p, section, n);
    enum jc_status st = put_header(&p, section, n, err);
    jc_buf_str(out, "<main>\n");
    for (size_t i = 0; st == JC_OK && i < n; i++)
        st = put_section(&p, &section[i], err);
    if (n == 0)
        jc_buf_fmt(out, "<p class=\"empty\">%s</p>\n",
                   say(&p, "本期没有可以公布的排名。", "There is no ranking to publish this time."));
    if (st == JC_OK)
        st = put_method(&p, section, n, err);
    jc_buf_str(out, "</main>\n");
    put_footer(&p);
    return st;
}
