/* map: what the loader would make of a file, shown before anything is loaded; the empty tables it reads best. */
#include "jicai/ingest.h"

#include "ingest/load.h"

/* ---- as lines to read -------------------------------------------------------------------------------------- */

static const char *field_name(enum jc_field f, enum jc_lang lang)
{
    return lang == JC_EN ? jc_field_info[f].en : jc_field_info[f].zh;
}

static void show_column(struct jc_buf *out, const struct jc_column *c, enum jc_lang lang)
{
    char cell[24];
    jc_cell_name(cell, c->col, 1);
    cell[strlen(cell) - 1] = 0; /* the letters alone */
    jc_buf_fmt(out, "  %-3s %s  ->  ", cell, c->head);
    if (c->hospital && c->field == JC_F_VOLUME)
        jc_buf_str(out, lang == JC_EN ? "an institution: its agreed volumes" : "一家医疗机构的约定采购量");
    else if (c->hospital)
        jc_buf_fmt(out, lang == JC_EN ? "an institution: its %s" : "一家医疗机构的%s", field_name(c->field, lang));
    else if (c->field == JC_F_COUNT)
        jc_buf_str(out, lang == JC_EN ? "not known, not read" : "不认识，不读取");
    else if (c->lane && c->lane_says[0])
        jc_buf_fmt(out, "%s: %s (%s)", c->lane_says, field_name(c->field, lang), jc_field_info[c->field].name);
    else if (c->asks)
        jc_buf_str(out, lang == JC_EN ? "several meanings, rename it or use --profile"
                                      : "有多种含义，请改名或用 --profile 指明");
    else if (c->net)
        jc_buf_str(out, lang == JC_EN ? "without tax, not read" : "不含税，不读取");
    else if (c->field >= JC_F_BRAND)
        jc_buf_str(out, lang == JC_EN ? "known, not used" : "认识，不使用");
    else if (c->spare && !jc_field_is_heard(c->field))
        jc_buf_fmt(out, lang == JC_EN ? "%s, given by another column" : "%s，已由另一列给出",
                   field_name(c->field, lang));
    else
        jc_buf_fmt(out, "%s (%s)", field_name(c->field, lang), jc_field_info[c->field].name);
    if (c->unit[0])
        jc_buf_fmt(out, " [%s]", c->unit);
    jc_buf_char(out, '\n');
}

/* The field that a head of two gives only where another column is blank. */
static bool is_aside(const struct jc_mapping *m, const struct jc_column *c)
{
    return c->spare && c->field < JC_F_SKIP && !c->asks && !jc_field_is_heard(c->field) && !jc_mapping_is_spare(m, c);
}

static void show_columns(struct jc_buf *out, const struct jc_mapping *m, enum jc_lang lang)
{
    for (size_t i = 0; i < m->n; i++)
        if (!is_aside(m, &m->cols[i]) && !m->cols[i].lane_key)
            show_column(out, &m->cols[i], lang);
    if (m->beside) {
        struct jc_column c = {.col = m->beside, .field = JC_F_COUNT};
        jc_copy(c.head, sizeof c.head, m->beside_head);
        show_column(out, &c, lang);
    }
}

/* What no column gives, and the title, the name of the sheet or that of the file does. */
static void show_given(struct jc_buf *out, const struct jc_mapping *m, enum jc_field f, enum jc_field code,
                       const char *text, enum jc_lang lang)
{
    if (text[0] && jc_header_from_title(m->kind, f) && !jc_mapping_column(m, f) && !jc_mapping_column(m, code) &&
        !m->wide)
        jc_buf_fmt(out,
                   lang == JC_EN ? "  title, sheet or file name  ->  %s (%s): %s\n"
                                 : "  标题、表名或文件名  ->  %s (%s)：%s\n",
                   field_name(f, lang), jc_field_info[f].name, text);
}

static void show_sheet(struct jc_buf *out, const struct jc_head_search *h, const char *name, enum jc_lang lang)
{
    const struct jc_mapping *m = &h->map;
    jc_buf_fmt(out, lang == JC_EN ? "sheet \"%s\": %s (%s), header in row %u" : "工作表“%s”：%s（%s），表头在第 %u 行",
               name, lang == JC_EN ? m->kind->en : m->kind->zh, m->kind->id, m->row);
    if (m->rows == 2)
        jc_buf_str(out, lang == JC_EN ? " and the row above it" : "及上一行");
    else if (m->rows > 2)
        jc_buf_fmt(out, lang == JC_EN ? " and the %s rows above it" : "及上%s行",
                   lang == JC_EN ? (m->rows == 3 ? "two" : "three") : (m->rows == 3 ? "两" : "三"));
    jc_buf_char(out, '\n');
    show_columns(out, m, lang);
    show_given(out, m, JC_F_INST_NAME, JC_F_INST_CODE, h->title.inst, lang);
    show_given(out, m, JC_F_ROUND_NAME, JC_F_ROUND, h->title.round, lang);
}

static void show_refusal(struct jc_buf *out, const struct jc_head_search *h, const char *name, enum jc_lang lang)
{
    struct jc_err why = {0};
    (void)jc_head_refuse(h, &why);
    (void)jc_err_place(&why, NULL, name, NULL);
    jc_err_text(out, &why, lang);
    jc_buf_char(out, '\n');
    if (h->map.matched >= 3 && !h->map.private_data)
        show_columns(out, &h->map, lang);
}

/* ---- as a profile to edit ------------------------------------------------------------------------------------ */

static void profile_fields(struct jc_buf *out, const struct jc_kind *kind)
{
    jc_buf_fmt(out, "# %s %s:", kind->id, kind->zh);
    for (const uint8_t *f = kind->fields; *f != JC_F_SKIP; f++)
        jc_buf_fmt(out, " %s=%s", jc_field_info[*f].name, jc_field_info[*f].zh);
    jc_buf_str(out, " -=不使用/not used\n");
}

/* What the head of a column says, of one that stands there twice both; nothing of the second of them. */
static void profile_column(struct jc_buf *out, const struct jc_mapping *m, size_t i, const char *kind)
{
    const struct jc_column *c = &m->cols[i], *next = i + 1 < m->n ? c + 1 : NULL;
    bool two = next && next->col == c->col, known = c->field < JC_F_COUNT && (!c->spare || two);
    if (c->hospital || c->lane || c->lane_key || (i > 0 && m->cols[i - 1].col == c->col))
        return;
    jc_buf_fmt(out, "%s\t%s", kind, known ? jc_field_info[c->field].name : "-");
    if (two || c->part == JC_PART_FIRST)
        jc_buf_fmt(out, "+%s", jc_field_info[two ? next->field : JC_F_BRAND].name);
    jc_buf_fmt(out, "\t%s\n", c->head);
}

static void profile_sheet(struct jc_buf *out, const struct jc_head_search *h, const char *name)
{
    const struct jc_kind *kind = h->map.kind ? h->map.kind : h->map.nearest;
    if (!kind || h->map.private_data || (!h->map.kind && h->map.matched < 3))
        return;
    jc_buf_fmt(out, "# %s\n", name);
    profile_fields(out, kind);
    for (size_t i = 0; i < h->map.n; i++)
        profile_column(out, &h->map, i, kind->id);
}

/* ---- a file ---------------------------------------------------------------------------------------------------- */

static enum jc_status map_sheet(struct jc_buf *out, struct jc_book *book, const char *file, size_t i,
                                const struct jc_headers *headers, struct jc_last *last, bool as_profile,
                                enum jc_lang lang, struct jc_err *err)
{
    const char *name = jc_book_sheet(book, i).name;
    struct jc_head_search h = {0};
    struct jc_sheet *sheet = NULL;
    enum jc_status st = jc_sheet_open(&sheet, book, i, err);
    if (st != JC_OK)
        return st;
    st = jc_head_find(&h, sheet, headers, NULL, NULL, file, name, err);
    bool clear = st == JC_OK && jc_head_is_clear(&h);
    bool on = st == JC_END && jc_last_goes_on(&h, &sheet, last, book, i, name, file);
    if (clear || on)
        jc_last_keep(last, &h);
    if (st != JC_OK && st != JC_END)
        (void)jc_err_place(err, NULL, name, NULL);
    else if (on && !as_profile)
        jc_buf_fmt(out,
                   lang == JC_EN ? "sheet \"%s\": no header, goes on with the columns of the sheet before\n"
                                 : "工作表“%s”：没有表头，接着上一张的列读\n",
                   name);
    else if (as_profile && !on)
        profile_sheet(out, &h, name);
    else if (clear)
        show_sheet(out, &h, name, lang);
    else if (!on)
        show_refusal(out, &h, name, lang);
    jc_head_search_free(&h);
    jc_sheet_free(sheet);
    return st == JC_END ? JC_OK : st;
}

enum jc_status jc_ingest_map(struct jc_buf *out, const char *path, const char *profile, bool as_profile,
                             enum jc_lang lang, struct jc_err *err)
{
    struct jc_headers *headers = NULL;
    struct jc_book *book = NULL;
    struct jc_last last = {0};
    const char *base = strrchr(path, '/');
    enum jc_status st = jc_headers_new(&headers, profile, err);
    if (st == JC_OK)
        st = jc_book_open(&book, path, err);
    if (st == JC_OK && as_profile)
        jc_buf_str(out, "kind\tfield\tspelling\n");
    for (size_t i = 0; st == JC_OK && i < jc_book_count(book); i++)
        if (!jc_book_sheet(book, i).hidden)
            st = map_sheet(out, book, base ? base + 1 : path, i, headers, &last, as_profile, lang, err);
    if (st != JC_OK)
        (void)jc_err_place(err, path, NULL, NULL);
    jc_last_free(&last);
    jc_book_free(book);
    jc_headers_free(headers);
    return st;
}

/* ---- kinds ----------------------------------------------------------------------------------------------------- */

/* The heads of a kind in templates.tsv: lines of "kind TAB heads". */
static bool template_heads(struct jc_span *out, const char *kind)
{
    const struct jc_asset *a = jc_asset_find("ingest/templates.tsv");
    size_t n = strlen(kind);
    for (const char *p = a ? a->data : NULL; p; p = strchr(p, '\n')) {
        p += *p == '\n';
        if (strncmp(p, kind, n) == 0 && p[n] == '\t') {
            *out = (struct jc_span){p + n + 1, strcspn(p + n + 1, "\r\n")};
            return true;
        }
    }
    return false;
}

enum jc_status jc_ingest_template(struct jc_buf *out, const char *kind, struct jc_err *err)
{
    struct jc_span heads = {0};
    const struct jc_kind *k = jc_kind_find(kind);
    if (!k || !template_heads(&heads, k->id))
        return jc_kind_unknown(kind, JC_NOTFOUND, err);
    jc_buf_add(out, heads.p, heads.n);
    jc_buf_char(out, '\n');
    return JC_OK;
}

bool jc_ingest_kind_at(size_t i, const char **id, const char **zh, const char **en)
{
    if (i >= jc_kind_count)
        return false;
    *id = jc_kinds[i].id;
    *zh = jc_kinds[i].zh;
    *en = jc_kinds[i].en;
    return true;
}
