/* Where the head of a sheet is: below titles and notes, in one row or two, in one column with delimiters, or wide. */
#include "ingest/own.h"
#include "ingest/lanes.h"
#include "ingest/load.h"

#include "ingest/currency.h"
#include "ingest/norm.h"
#include "ingest/word.h"

enum {
    E_ROUNDS = 212,
    E_SPANS,
    E_NO_TERM,
    E_STOCK = 219,
    E_MONTHS,
    E_LISTED,
    E_RESULT = 225,
    E_OTHER,
    E_PAYMENT,
    E_YEARS = 236,
    E_UNTAXED = 299,
    E_DOUBLE_ENTRY = 309,
    E_NO_HEAD,
    E_MISSING,
    E_ASK,
    E_PRIVATE,
    E_MOJIBAKE,
    E_EMPTY = 328,
    E_ACROSS = 306,
    E_UNSELECTED = 938,
    E_UNNAMED = 343,
    E_TWINS = 971,
    E_NEAR = 361,
    E_FORM = 368,
    E_NEVER,
    E_OWN_REPORT = 384,
    E_TITLED = 394,
    E_MIXED = 903,
    E_ADVANCE = 947,
    E_MONTHS_ALONE,
    E_OTHER_MONEY = 991,
    E_STRAY = 520,
    E_AREAS = 522,
    E_WINNERS = 994,
    E_LANES_UNDATED = 996,
    E_LANES_LACK
};

enum { HEAD_LINES = 3 }; /* of a head, without a row of units below them */

struct jc_row_copy *jc_row_copy_new(const struct jc_row *row)
{
    struct jc_row_copy *c = jc_alloc(sizeof *c);
    size_t bytes = 0;
    for (uint32_t i = 0; i < row->n; i++)
        bytes += row->cells[i].text ? row->cells[i].len : 0;
    c->cells = jc_alloc((row->n + 1) * sizeof *c->cells);
    c->text = jc_alloc(bytes + 1);
    char *at = c->text;
    for (uint32_t i = 0; i < row->n; i++) {
        c->cells[i] = row->cells[i];
        if (row->cells[i].text) {
            memcpy(at, row->cells[i].text, row->cells[i].len);
            c->cells[i].text = at;
            at += row->cells[i].len;
        }
    }
    c->row = *row;
    c->row.cells = c->cells;
    return c;
}

void jc_row_copy_free(struct jc_row_copy *r)
{
    if (!r)
        return;
    free(r->cells);
    free(r->text);
    free(r);
}

void jc_head_search_free(struct jc_head_search *h)
{
    jc_mapping_free(&h->map);
    jc_buf_free(&h->context);
    jc_buf_free(&h->seen);
    for (size_t i = 0; i < h->n_ahead; i++)
        jc_row_copy_free(h->ahead[i]);
    h->n_ahead = 0;
}

bool jc_head_left_out(const struct jc_column *c)
{
    return c->field == JC_F_SKIP && c->spare;
}

/* One-column sheets hold a whole table in each cell (formats.md 2.1, 6). */
static char find_delimiter(const struct jc_row *row)
{
    static const char list[] = ";\t|,";
    if (row->n != 1 || row->cells[0].type != JC_CELL_TEXT)
        return 0;
    for (const char *d = list; *d; d++) {
        int n = 0;
        for (uint32_t i = 0; i < row->cells[0].len; i++)
            n += row->cells[0].text[i] == *d;
        if (n >= 2)
            return *d;
    }
    return 0;
}

/* The quote that closes the field at p: behind it stands a delimiter or nothing. NULL: the first one is part of a text. */
static char *closing_quote(char *p, const char *end, char delimiter)
{
    if (p == end || *p != '"')
        return NULL;
    for (p++; p < end; p++) {
        if (*p != '"')
            continue;
        if (p + 1 == end || p[1] == delimiter)
            return p;
        if (*++p != '"')
            return NULL;
    }
    return NULL;
}

/* "" is a quote inside a field; returns how long it is then. */
static uint32_t take_doubled(char *from, const char *end)
{
    char *to = from;
    for (const char *p = from; p < end; p++) {
        p += *p == '"';
        *to++ = *p;
    }
    return (uint32_t)(to - from);
}

struct jc_row_copy *jc_row_split(const struct jc_row *row, char delimiter)
{
    struct jc_row_copy *c = jc_row_copy_new(row);
    if (row->n != 1 || row->cells[0].type != JC_CELL_TEXT)
        return c;
    uint32_t most = 1, n = 0;
    for (uint32_t i = 0; i < row->cells[0].len; i++)
        most += row->cells[0].text[i] == delimiter;
    free(c->cells);
    c->cells = jc_alloc((most + 1) * sizeof *c->cells);
    char *p = c->text, *end = p + row->cells[0].len;
    for (bool more = true; more; p++) {
        char *close = closing_quote(p, end, delimiter), *from = close ? p + 1 : p;
        p = close ? close + 1 : memchr(p, delimiter, (size_t)(end - p));
        p = p ? p : end;
        uint32_t len = close ? take_doubled(from, close) : (uint32_t)(p - from);
        c->cells[n++] =
            (struct jc_cell){.type = len ? JC_CELL_TEXT : JC_CELL_EMPTY, .text = from, .len = len, .str = -1};
        more = p < end;
    }
    c->row = (struct jc_row){.number = row->number, .n = n, .cells = c->cells};
    return c;
}

static void remember(struct jc_head_search *out, const struct jc_head_row *r)
{
    struct jc_buf line = {0};
    bool more = false;
    for (uint32_t i = 0; i < r->n; i++) {
        if (!*r->text[i])
            continue;
        jc_buf_str(&out->context, r->text[i]);
        jc_buf_char(&out->context, '\n');
        more = more || line.len >= 80;
        if (!more)
            jc_buf_fmt(&line, "%s%s", line.len ? " | " : "", r->text[i]);
    }
    if (more)
        jc_buf_str(&line, " …");
    out->own = out->own || jc_own_row((const char *const *)r->text, r->n);
    if (line.len && out->seen.len < 160) {
        if (out->seen.len)
            jc_buf_str(&out->seen, " / ");
        jc_buf_str(&out->seen, jc_buf_text(&line));
    }
    jc_buf_free(&line);
}

/* Better to tell of a head that almost fits than of none. */
static void keep_nearest(struct jc_head_search *out, struct jc_mapping *m)
{
    bool better = m->matched >= 2 && m->matched > out->map.matched;
    if (better || m->private_data || !out->map.cols) {
        jc_mapping_free(&out->map);
        out->map = *m;
        out->nearest = out->title;
    } else {
        jc_mapping_free(m);
    }
}

/* A row of the search; `split` where it may hold a whole row of a table in one cell. */
struct tried {
    struct jc_row_copy *row, *split;
    struct jc_head_row head;
    uint16_t *holds; /* what stands in its columns, once a row above it may be the head */
    char delimiter;
};

static const struct jc_row *row_of(const struct tried *t)
{
    return t->split ? &t->split->row : &t->row->row;
}

/* The row that may be the head, and those that follow. */
struct ahead {
    struct tried v[1 + JC_HEAD_AHEAD];
    size_t n;
    enum jc_status st; /* of the last row that was asked for */
};

static void free_tried(struct tried *t)
{
    jc_head_row_free(&t->head);
    jc_row_copy_free(t->row);
    jc_row_copy_free(t->split);
    free(t->holds);
    *t = (struct tried){0};
}

static enum jc_status next_row(struct tried *t, struct jc_sheet *sheet, struct jc_err *err)
{
    const struct jc_row *row;
    *t = (struct tried){0};
    enum jc_status st = jc_sheet_next(sheet, &row, err);
    if (st != JC_OK)
        return st;
    t->row = jc_row_copy_new(row);
    t->delimiter = find_delimiter(row);
    t->split = t->delimiter ? jc_row_split(row, t->delimiter) : NULL;
    jc_head_row_set(&t->head, t->split ? &t->split->row : row);
    return JC_OK;
}

static void fill_ahead(struct ahead *a, struct jc_sheet *sheet, struct jc_err *err)
{
    while (a->st == JC_OK && a->n < JC_LEN(a->v))
        if ((a->st = next_row(&a->v[a->n], sheet, err)) == JC_OK)
            a->n++;
}

static void drop(struct ahead *a, size_t i)
{
    free_tried(&a->v[i]);
    a->n--;
    memmove(a->v + i, a->v + i + 1, (a->n - i) * sizeof *a->v);
}

static void drop_first(struct ahead *a)
{
    drop(a, 0);
}

/* Two lines that call the same hospitals are one, of the head or over it. */
static void join_called(struct jc_head_search *out, struct ahead *a)
{
    for (size_t i = 0; i < 2; i++)
        while (i + 1 < a->n && jc_head_join_called(&a->v[i].head, &a->v[i + 1].head)) {
            drop(a, i + 1);
            out->above++;
        }
}

static uint32_t first_text(const struct jc_head_row *row)
{
    uint32_t col = 0;
    while (col < row->n && !*jc_head_text(row, col))
        col++;
    return col;
}

/* What numbers the columns below a head is no line of it, and no data. */
static void drop_numbers(struct jc_head_search *out, struct ahead *a)
{
    for (size_t i = 1; i <= HEAD_LINES && i < a->n; i++)
        if (jc_columns_numbered(row_of(&a->v[i]), first_text(&a->v[i - 1].head))) {
            drop(a, i);
            out->above++;
        }
}

static uint16_t firm_of(const char *name)
{
    static const char *const sellers[] = {"配送", "物流", "商贸", "供应链", "经销", "国药控股", "医药商业"},
                             *const makers[] = {"制药", "药厂", "药业", "生物"};
    if (jc_title_has_word(name, sellers, JC_LEN(sellers)))
        return JC_HOLDS_FIRMS | JC_HOLDS_SELLERS;
    return jc_title_has_word(name, makers, JC_LEN(makers)) ? JC_HOLDS_FIRMS | JC_HOLDS_MAKERS : JC_HOLDS_FIRMS;
}

static bool is_product_code(struct jc_span text)
{
    const enum jc_code_kind kind = jc_code_kind(text);
    return kind == JC_CODE_MEDICINE || kind == JC_CODE_PATENT || kind == JC_CODE_CONSUMABLE;
}

/* Whose name a text is; 合计 is nobody's. */
static uint16_t names_of(const struct jc_cell *c)
{
    static const char *const totals[] = {"合计", "总计", "小计", "累计"};
    struct jc_span name = {c->text, c->len};
    struct jc_buf text = {0};
    struct jc_unit u;
    uint16_t names = JC_HOLDS_OTHERS;
    if (c->type != JC_CELL_TEXT)
        return 0;
    jc_text_clean(&text, c->text, c->len);
    name = (struct jc_span){jc_buf_text(&text), text.len};
    if (jc_title_has_word(name.p, totals, JC_LEN(totals)))
        names = 0;
    else if (is_product_code(name))
        names = JC_HOLDS_CODES;
    else if (jc_unit_parse(&u, name) && u.kind != JC_UNIT_MONEY)
        names = JC_HOLDS_UNITS;
    else if (jc_title_names_firm(name))
        names = firm_of(name.p);
    else if (jc_title_may_be_institution(name))
        names = JC_HOLDS_HOSPITALS;
    else if (jc_word_payer(name) == 0 || jc_word_payer(name) == 1)
        names |= JC_HOLDS_PAYERS;
    jc_buf_free(&text);
    return names;
}

static uint16_t holds_of(const struct jc_cell *c)
{
    struct jc_number num;
    int reason = jc_value_number(&num, c);
    if (reason == 0 && (num.flags & JC_NUM_BLANK))
        return 0;
    if (reason)
        return JC_HOLDS_WORDS | names_of(c);
    return JC_HOLDS_NUMBERS | (num.scaled == 0 || num.scaled == JC_SCALE ? 0 : JC_HOLDS_AMOUNTS);
}

static void look_at(struct tried *t)
{
    const struct jc_row *row = row_of(t);
    if (t->holds)
        return;
    t->holds = jc_alloc((row->n + 1) * sizeof *t->holds);
    for (uint32_t c = 0; c < row->n; c++)
        t->holds[c] = holds_of(&row->cells[c]);
}

/* What stands in the columns of the rows below the i-th. */
static void look_below(struct ahead *a, size_t i)
{
    struct jc_head_row *head = &a->v[i].head;
    uint32_t width = 0;
    for (size_t k = i + 1; k < a->n; k++)
        width = a->v[k].head.n > width ? a->v[k].head.n : width;
    free(head->holds);
    head->holds = jc_alloc((width + 1) * sizeof *head->holds);
    head->held = width;
    for (size_t k = i + 1; k < a->n; k++) {
        look_at(&a->v[k]);
        for (uint32_t c = 0; c < row_of(&a->v[k])->n; c++)
            head->holds[c] |= a->v[k].holds[c];
    }
}

/* The head of three lines that begins here: what stands under a caption is a caption itself; false: there is none. */
static bool match_three(struct jc_mapping *m, struct ahead *a, const struct jc_headers *h, const struct jc_kind *forced,
                        const struct jc_title *title)
{
    struct jc_head_row two;
    if (a->n < 3 || !jc_head_continues(&a->v[0].head, &a->v[1].head))
        return false;
    jc_head_fold(&two, &a->v[0].head, &a->v[1].head);
    bool three = jc_head_continues(&two, &a->v[2].head);
    if (three) {
        jc_header_match(m, h, &two, &a->v[2].head, forced, title);
        three = m->kind || m->wide || m->across[0];
        if (three)
            m->rows = 3;
        else
            jc_mapping_free(m);
    }
    jc_head_row_free(&two);
    return three;
}

/* A row of its own below the head that names a hospital or a round, perhaps behind its number: 一 | 甲县人民医院 | … 小计. */
static void section_text(struct jc_buf *out, const struct jc_head_row *row, const struct jc_mapping *m)
{
    const struct jc_column *product = jc_mapping_column(m, JC_F_GENERIC);
    struct jc_span name = jc_span(product ? jc_head_text(row, product->col) : "");
    int texts = 0;
    for (uint32_t i = 0; i < row->n; i++)
        if (*row->text[i]) {
            jc_buf_fmt(out, "%s\n", row->text[i]);
            texts++;
        }
    bool remark = strstr(jc_buf_text(out), "备注") || strstr(jc_buf_text(out), "说明");
    bool alone = texts == 1 && !row->numbers && !remark,
         named = jc_title_names_institution(name) && !jc_title_names_many(name);
    if (!alone && (texts > 2 || !named))
        jc_buf_clear(out);
}

/* What the title would have to give, the first row below the head may say of the rows from there on. */
static void match_section(struct jc_head_search *out, struct jc_mapping *m, const struct jc_headers *h, struct ahead *a,
                          const struct jc_kind *forced)
{
    struct jc_buf text = {0}, context = {0};
    struct jc_mapping with;
    struct jc_title t;
    bool may = !m->kind && m->nearest && !m->ask[0] && m->missing < JC_F_SKIP &&
               jc_header_from_title(m->nearest, m->missing) && a->n > 1;
    if (may)
        section_text(&text, &a->v[1].head, m);
    jc_buf_str(&context, jc_buf_text(&out->context));
    jc_buf_str(&context, jc_buf_text(&text));
    jc_title_parse(&t, jc_buf_text(&context), out->rounds);
    if (text.len)
        jc_header_match(&with, h, &a->v[0].head, NULL, forced, &t);
    if (text.len && with.kind) {
        jc_mapping_free(m);
        *m = with;
        jc_buf_str(&out->context, jc_buf_text(&text));
    } else if (text.len) {
        jc_mapping_free(&with);
    }
    jc_buf_free(&text);
    jc_buf_free(&context);
}

static void match_head(struct jc_mapping *m, struct jc_head_search *out, const struct jc_headers *h, struct ahead *a,
                       const struct jc_kind *forced)
{
    for (size_t i = 0; i < HEAD_LINES && i < a->n; i++)
        look_below(a, i);
    jc_title_parse(&out->title, jc_buf_text(&out->context), out->rounds);
    if (!match_three(m, a, h, forced, &out->title))
        jc_header_match(m, h, &a->v[0].head, a->n > 1 ? &a->v[1].head : NULL, forced, &out->title);
}

/* The row of units that may end the head, 0 = there is none. */
static size_t find_units(const struct ahead *a)
{
    for (size_t i = 1; i <= HEAD_LINES && i < a->n; i++)
        if (jc_units_below(&a->v[i].head, &a->v[i - 1].head))
            return i;
    return 0;
}

/* The head with the units of its last row, the u-th, as if each stood behind its name; false: the head does not go so far. */
static bool match_with_units(struct jc_mapping *m, struct jc_head_search *out, const struct jc_headers *h,
                             struct ahead *a, const struct jc_kind *forced, size_t u)
{
    struct tried units = a->v[u];
    struct jc_head_row own[HEAD_LINES], folded[HEAD_LINES];
    const struct jc_head_row *line[] = {&own[0], &own[1], &own[2]};
    for (size_t i = 0; i < u; i++)
        own[i] = a->v[i].head;
    jc_units_fold(folded, line, u, &units.head);
    for (size_t i = 0; i < u; i++)
        a->v[i].head = folded[i];
    memmove(a->v + u, a->v + u + 1, (--a->n - u) * sizeof *a->v);
    match_head(m, out, h, a, forced);
    memmove(a->v + u + 1, a->v + u, (a->n++ - u) * sizeof *a->v);
    a->v[u] = units;
    for (size_t i = 0; i < u; i++) {
        jc_head_row_free(&a->v[i].head);
        a->v[i].head = own[i];
    }
    if (!m->kind || m->private_data || m->rows != (int)u) {
        jc_mapping_free(m);
        return false;
    }
    m->rows++;
    m->row = units.head.number;
    return true;
}

static bool try_head(struct jc_head_search *out, const struct jc_headers *h, struct ahead *a,
                     const struct jc_kind *forced)
{
    struct jc_mapping m;
    if (a->v[0].head.n == 0)
        return false;
    join_called(out, a);
    drop_numbers(out, a);
    size_t u = find_units(a);
    if (!u || !match_with_units(&m, out, h, a, forced, u))
        match_head(&m, out, h, a, forced);
    match_section(out, &m, h, a, forced);
    if (jc_own_row((const char *const *)a->v[0].head.text, a->v[0].head.n)) /* a sheet of ours, like what it may be */
        m.kind = NULL;
    if (m.kind || m.private_data) {
        const struct jc_head_row *lines[] = {&a->v[0].head, &a->v[1].head, &a->v[2].head, &a->v[3].head};
        jc_mapping_keep_head(&m, lines);
        jc_mapping_free(&out->map);
        out->map = m;
        return true;
    }
    keep_nearest(out, &m);
    return false;
}

/* The rows behind the head are read already. */
static void keep_rows(struct jc_head_search *out, struct ahead *a)
{
    for (int i = 1; i < out->map.rows; i++, out->above++)
        drop_first(a);
    for (size_t i = 1; i < a->n; i++) {
        out->ahead[out->n_ahead++] = a->v[i].row;
        a->v[i].row = NULL;
    }
}

enum jc_status jc_head_find(struct jc_head_search *out, struct jc_sheet *sheet, const struct jc_headers *h,
                            const struct jc_rounds *rounds, const struct jc_kind *forced, const char *file,
                            const char *name, struct jc_err *err)
{
    struct ahead *a = jc_alloc(sizeof *a);
    bool found = false;
    *out = (struct jc_head_search){.rounds = rounds};
    jc_title_names(&out->context, name, file);
    fill_ahead(a, sheet, err);
    for (unsigned i = 0; i < JC_HEAD_ROWS && a->n > 0 && !found && (a->st == JC_OK || a->st == JC_END); i++) {
        out->above++;
        found = try_head(out, h, a, forced);
        if (found)
            break;
        remember(out, &a->v[0].head);
        drop_first(a);
        fill_ahead(a, sheet, err);
    }
    enum jc_status st = a->st == JC_OK ? JC_END : a->st;
    if (found) {
        st = JC_OK;
        out->delimiter = a->v[0].delimiter;
        jc_title_parse(&out->title, jc_buf_text(&out->context), out->rounds);
        keep_rows(out, a);
    }
    while (a->n > 0)
        drop_first(a);
    free(a);
    return st;
}

/* ---- what a row must hold ------------------------------------------------------------------------------------------ */

/* A value that a column of the field can hold: text in the place of an amount is none. */
static bool has_value(const struct jc_column *c, const struct jc_row *row)
{
    struct jc_number num;
    enum jc_type t = jc_field_info[c->field].type;
    const struct jc_cell *cell = jc_value_at(row, c->col);
    return cell && ((t != JC_T_MONEY && t != JC_T_VOLUME) || jc_value_number(&num, cell) == 0);
}

bool jc_head_meets_needs(const struct jc_mapping *m, const struct jc_row *row)
{
    const struct jc_kind *kind = m->kind;
    for (int g = 0; g < JC_KIND_NEEDS && kind->need[g][0] != JC_F_SKIP; g++) {
        bool column = false, filled = false;
        for (const uint8_t *p = kind->need[g]; *p != JC_F_SKIP; p++) {
            const struct jc_column *c = jc_mapping_column(m, *p);
            column = column || c;
            filled = filled || (c && has_value(c, row));
        }
        if (column && !filled)
            return false;
    }
    return true;
}

/* ---- why a sheet is not read ----------------------------------------------------------------------------- */

/* UTF-8 that was once read as GBK: 浼佷笟鍚嶇О for 企业名称 (formats.md 2.1, 5). */
static bool is_mojibake(const char *s)
{
    static const char *const signs[] = {"鍖荤枟", "浼佷笟", "閫氱敤", "瑙勬牸", "鏁伴噺", "閲戦", "鑽搧", "鍚嶇О"};
    int n = 0;
    for (size_t i = 0; i < JC_LEN(signs); i++)
        n += strstr(s, signs[i]) != NULL;
    return n >= 2;
}

/* The platform's own report (rule book 4.10): results, not records. */
static bool is_report(const struct jc_mapping *m)
{
    static const char *const heads[] = {"签约产品总数", "零采购产品数"};
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++)
        for (size_t k = 0; k < JC_LEN(heads); k++)
            n += strcmp(m->cols[i].head, heads[k]) == 0;
    return n == JC_LEN(heads);
}

/* A report of this program: every row of it has its key. Read again, what was agreed would count as agreed anew. */
static bool is_own_report(const struct jc_mapping *m)
{
    const struct jc_column *c = jc_mapping_column(m, JC_F_NEVER);
    return c && strcmp(c->head, "依据号") == 0;
}

/* 借方金额 and 贷方金额: which of them is what was paid says the account. */
static const char *double_entry(const struct jc_mapping *m)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field == JC_F_COUNT && (strstr(m->cols[i].head, "借方") || strstr(m->cols[i].head, "贷方")))
            return m->cols[i].head;
    return NULL;
}

/*
 * Columns of numbers of one month each, of which none can be read as those of a row; a known quantity of one month
 * (1月入库数量) is asked for. Returns how many there are.
 */
static int find_months(struct jc_buf *out, const struct jc_mapping *m)
{
    int months = 0;
    for (size_t i = 0; i < m->n; i++) {
        const struct jc_column *c = &m->cols[i];
        if (c->field == JC_F_COUNT && !c->of_part && jc_holds_numbers_alone(c->holds) &&
            jc_head_is_of_a_month(c->head) && ++months <= 3)
            jc_buf_fmt(out, "%s%s", months > 1 ? "、" : "", c->head);
    }
    jc_buf_str(out, months > 3 ? "……" : "");
    return months;
}

/* A head that nobody reads and that holds one of these words. */
static const char *unread_head(const struct jc_mapping *m, const char *const *words, size_t n)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field >= JC_F_SKIP && jc_title_has_word(m->cols[i].head, words, n))
            return m->cols[i].head;
    return NULL;
}

/* Why a table that is like one of ours in its other columns is none: quantities that did not come in, prices of a list. */
static int other_thing(const struct jc_mapping *m, const char **value)
{
    static const char *const stock[] = {"库存", "结存", "盘点", "盘存", "出库", "领用", "领药", "发药", "消耗", "销售"},
                             *const listed[] = {"挂网价", "挂网单价", "限价", "指导价", "零售价", "参考价"};
    bool award = strcmp(m->nearest->id, "award") == 0, purchase = strcmp(m->nearest->id, "purchase") == 0;
    *value = purchase ? unread_head(m, stock, JC_LEN(stock)) : NULL;
    if (*value)
        return E_STOCK;
    *value = (award || purchase) && !jc_mapping_column(m, JC_F_PRICE) ? unread_head(m, listed, JC_LEN(listed)) : NULL;
    return *value ? E_LISTED : 0;
}

/* Of the needs of its kind a quantity, an amount or a price is one that no column meets. */
static bool lacks_number(const struct jc_mapping *m)
{
    bool lacks = false;
    for (int g = 0; g < JC_KIND_NEEDS && m->nearest->need[g][0] != JC_F_SKIP && !lacks; g++) {
        lacks = jc_field_is_number(m->nearest->need[g][0]);
        for (const uint8_t *f = m->nearest->need[g]; *f != JC_F_SKIP; f++)
            lacks = lacks && !jc_mapping_column(m, *f);
    }
    return lacks;
}

/* JC_OK: nothing says that it is something else. */
static enum jc_status refuse_other(const struct jc_mapping *m, const char *kind, struct jc_err *err)
{
    const char *value = NULL;
    struct jc_buf months = {0};
    bool lacks = lacks_number(m), near = m->near[0] && jc_field_is_number(m->near_field);
    bool across = find_months(&months, m) > (lacks ? 1 : 2);
    int code = across ? E_MONTHS : lacks && !near ? other_thing(m, &value) : 0;
    enum jc_status st = JC_OK;
    if (code)
        st = jc_fail(err, JC_INPUT, code, across ? jc_buf_text(&months) : value, kind, NULL);
    jc_buf_free(&months);
    return st;
}

/* 付款金额(美元), where no amount is read: called otherwise it would count as yuan. */
static const char *other_money(const struct jc_mapping *m)
{
    for (size_t i = 0; i < m->n && jc_field_info[m->missing].type == JC_T_MONEY; i++)
        if (jc_currency_is_left(&m->cols[i]))
            return m->cols[i].head;
    return NULL;
}

/* The kind that it looks like, what it lacks, and what may be just that. */
static enum jc_status refuse_incomplete(const struct jc_head_search *h, struct jc_err *err)
{
    const struct jc_mapping *m = &h->map;
    char kind[96];
    struct jc_buf need = {0};
    const char *entry = m->missing == JC_F_PAID ? double_entry(m) : NULL;
    bool titled = jc_header_from_title(m->nearest, m->missing);
    const char *value = "";
    int code = titled ? jc_head_not_given(&h->nearest, m->missing, &value) : 0;
    snprintf(kind, sizeof kind, "%s（%s）", m->nearest->zh, m->nearest->id);
    enum jc_status st = entry ? JC_OK : refuse_other(m, kind, err);
    if (st != JC_OK)
        return st;
    if (code)
        return jc_fail(err, JC_NOTFOUND, code, value, kind, NULL);
    code = E_MISSING;
    if (!entry && (entry = other_money(m)))
        code = E_OTHER_MONEY;
    else if (entry)
        code = E_DOUBLE_ENTRY;
    else if (m->near[0])
        code = m->near_net ? E_UNTAXED : E_NEAR;
    else if (titled)
        code = E_TITLED;
    if (code == E_NEAR || code == E_UNTAXED)
        jc_buf_fmt(&need, "%s（%s）", jc_kind_head(m->nearest, m->near_field), jc_field_info[m->near_field].name);
    else
        jc_kind_need_text(&need, m->nearest, m->missing);
    st = jc_fail(err, JC_NOTFOUND, code, entry ? entry : m->near, kind, jc_buf_text(&need));
    jc_buf_free(&need);
    return st;
}

bool jc_head_is_clear(const struct jc_head_search *h)
{
    return h->map.kind && !h->map.private_data && !h->map.ask[0];
}

int jc_head_not_given(const struct jc_title *t, enum jc_field f, const char **value)
{
    bool round = f == JC_F_ROUND || f == JC_F_ROUND_NAME, day = f == JC_F_DAY_FROM || f == JC_F_DAY_TO;
    *value = round ? t->rounds : !day ? "" : t->spans[0] ? t->spans : t->no_term;
    return !**value ? 0 : round ? E_ROUNDS : *value == t->spans ? E_SPANS : E_NO_TERM;
}

/* 第一年约定采购量 and 第二年约定采购量 are two agreements, whose days the row does not tell apart. */
static bool asks_for_year(const struct jc_mapping *m)
{
    bool found = false;
    for (size_t i = 0; i < m->n; i++)
        found = found || (m->cols[i].open && m->cols[i].of_part && strcmp(m->cols[i].head, m->ask) == 0);
    return found;
}

/* It has all that the kind needs, and a word by which it is something else. */
static enum jc_status refuse_never(const struct jc_mapping *m, struct jc_err *err)
{
    const struct jc_column *c = jc_mapping_column(m, JC_F_NEVER);
    int code = E_RESULT;
    if (strcmp(m->nearest->id, "award") == 0)
        code = m->other[0] ? E_UNSELECTED : E_NEVER;
    else if (m->other[0] || strcmp(m->nearest->id, "purchase") == 0)
        code = E_OTHER;
    return jc_fail(err, JC_INPUT, code, m->other[0] ? m->other : c->head, m->nearest->zh, m->nearest->en);
}

static bool asks_payment(const struct jc_mapping *m)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->kind && m->cols[i].asks && strcmp(m->cols[i].head, m->ask) == 0)
            return m->cols[i].field == JC_F_PAID || m->cols[i].field == JC_F_DAY_PAID;
    return false;
}

/* 金额 beside 余额, where nobody says what went out. */
static const struct jc_column *find_mixed(const struct jc_mapping *m)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->kind && m->cols[i].asks && jc_header_is_mixed(m, &m->cols[i]))
            return &m->cols[i];
    return NULL;
}

static const struct jc_column *find_advance(const struct jc_head_search *h)
{
    const struct jc_mapping *m = &h->map;
    for (size_t i = 0; i < m->n; i++)
        if (m->kind && m->cols[i].asks && jc_header_is_advance(m, &m->cols[i], jc_buf_text(&h->context)))
            return &m->cols[i];
    return NULL;
}

/* 供应商, 1月, 2月: a summary, of which no other head is known. */
static enum jc_status refuse_unknown(const struct jc_head_search *h, struct jc_err *err)
{
    struct jc_buf months = {0};
    bool across = find_months(&months, &h->map) > 1;
    enum jc_status st = jc_fail(err, JC_NOTFOUND, across ? E_MONTHS_ALONE : E_NO_HEAD,
                                across ? jc_buf_text(&months) : NULL, jc_buf_text(&h->seen), NULL);
    jc_buf_free(&months);
    return st;
}

/* 1月, 2月 of no year; 第一票 and 第二票 of which one has no buyer. */
static enum jc_status refuse_lanes(const struct jc_mapping *m, struct jc_err *err)
{
    const struct jc_column *first = m->cols;
    while (!first->lane_key)
        first++;
    return m->undated ? jc_fail(err, JC_INPUT, E_LANES_UNDATED, first->head, m->nearest->zh, NULL)
                      : jc_fail(err, JC_INPUT, E_LANES_LACK, first->head, jc_kind_head(m->nearest, m->missing), NULL);
}

enum jc_status jc_head_refuse(const struct jc_head_search *h, struct jc_err *err)
{
    const struct jc_mapping *m = &h->map;
    if (m->private_data)
        return jc_fail(err, JC_INPUT, E_PRIVATE, m->ask, NULL, NULL);
    if (is_mojibake(jc_buf_text(&h->context)))
        return jc_fail(err, JC_INPUT, E_MOJIBAKE, NULL, jc_buf_text(&h->seen), NULL);
    if (is_report(m) &&
        !jc_own_form_name(jc_buf_text(&h->context))) /* by their heads ours and the platform's are alike */
        return jc_fail(err, JC_INPUT, E_FORM, NULL, NULL, NULL);
    if (h->own || is_report(m) || is_own_report(m))
        return jc_fail(err, JC_INPUT, E_OWN_REPORT, NULL, NULL, NULL);
    if (m->across[0])
        return jc_fail(err, JC_INPUT,
                       m->twin[0]   ? E_TWINS
                       : m->unnamed ? E_UNNAMED
                                    : E_ACROSS,
                       m->across, m->twin, NULL);
    if (m->undated || (!m->kind && m->missing < JC_F_SKIP && jc_lanes_lack(m)))
        return refuse_lanes(m, err);
    bool never = m->missing >= JC_F_SKIP && jc_mapping_column(m, JC_F_NEVER); /* it lacks nothing else */
    if (never || (m->other[0] && (m->missing >= JC_F_SKIP || m->matched >= 3)))
        return refuse_never(m, err);
    if (m->winner[0] && m->matched >= 3)
        return jc_fail(err, JC_INPUT, m->areas ? E_AREAS : m->stray ? E_STRAY : E_WINNERS, m->ask, m->winner, NULL);
    const struct jc_column *mixed = find_mixed(m);
    if (mixed)
        return jc_fail(err, JC_INPUT, E_MIXED, mixed->head, NULL, NULL);
    if (find_advance(h))
        return jc_fail(err, JC_INPUT, E_ADVANCE, find_advance(h)->head, NULL, NULL);
    if (asks_payment(m))
        return jc_fail(err, JC_INPUT, E_PAYMENT, m->ask, NULL, NULL);
    if (m->ask[0] && m->nearest && m->matched >= 3 && asks_for_year(m))
        return jc_fail(err, JC_INPUT, E_YEARS, m->ask, NULL, NULL);
    bool entry = m->nearest && m->missing == JC_F_PAID && double_entry(m); /* 日期 is that of whichever side it is */
    if (m->ask[0] && m->nearest && m->matched >= 3 && !entry)
        return jc_fail(err, JC_INPUT, E_ASK, m->ask, m->nearest->zh, NULL);
    if (m->nearest && m->matched >= 3 && m->missing < JC_F_SKIP)
        return refuse_incomplete(h, err);
    if (h->above == 0 && h->seen.len == 0)
        return jc_fail(err, JC_NOTFOUND, E_EMPTY, NULL, NULL, NULL);
    return refuse_unknown(h, err);
}

bool jc_head_lacks_round(const struct jc_head_search *h)
{
    struct jc_err why = {0};
    if (h->map.missing != JC_F_ROUND && h->map.missing != JC_F_ROUND_NAME)
        return false;
    (void)jc_head_refuse(h, &why);
    return why.code == E_TITLED;
}
