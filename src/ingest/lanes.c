#include "ingest/lanes.h"

#include "ingest/year.h"

enum { AT_LEAST = 2 }; /* lanes: one alone may be anything, but what stands below a province */

enum { LANE = 96 }; /* bytes of what a lane says */

/* A head in two: what it says of the lane, and of what it is there. */
struct cut {
    struct jc_span lane, before, after;
    struct jc_winner_cut own; /* texts that stand in no head, as `areas` */
    char areas[LANE];         /* that supply, where own.lane is another lane of the same */
};

typedef bool cut_fn(struct cut *out, struct jc_span head);

/* ---- words ------------------------------------------------------------------------------------------------------- */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void cut_at(struct cut *out, struct jc_span head, size_t from, size_t to)
{
    out->before = (struct jc_span){head.p, from};
    out->lane = (struct jc_span){head.p + from, to - from};
    out->after = jc_span_behind(head, to);
}

static size_t digits_at(struct jc_span s, size_t at)
{
    size_t n = 0;
    while (at + n < s.n && is_digit(s.p[at + n]))
        n++;
    return n;
}

/* 2023年, 2023年度, 2023-2024年度, 2023; not 2023年5月 or 2023年第八批. */
static bool cut_year(struct cut *out, struct jc_span head)
{
    static const char *const ends[] = {"年度", "年"}, *const others[] = {"第", "月"};
    for (size_t i = 0; i < head.n; i += digits_at(head, i) + 1) {
        size_t n = digits_at(head, i), to = i + n;
        if (n != 4 || !jc_span_begins(jc_span_behind(head, i), "20"))
            continue;
        if (to < head.n && head.p[to] == '-' && digits_at(head, to + 1) == 4)
            to += 5;
        for (size_t k = 0; k < JC_LEN(ends); k++)
            if (jc_span_begins(jc_span_behind(head, to), ends[k])) {
                to += strlen(ends[k]);
                break;
            }
        struct jc_span rest = jc_span_behind(head, to);
        bool other = rest.n > 0 && is_digit(*rest.p);
        for (size_t k = 0; k < JC_LEN(others); k++)
            other = other || jc_span_begins(rest, others[k]);
        if (other)
            return false;
        cut_at(out, head, i, to);
        return true;
    }
    return false;
}

/* 1月, 2024年1月份, 2024-01, 202401 */
static bool cut_month(struct cut *out, struct jc_span head)
{
    static const char month[] = "月", year[] = "年", more[] = "份";
    jc_day day;
    cut_at(out, head, 0, head.n);
    if (head.n > 2 && jc_month_parse(&day, head.p, head.n))
        return true;
    const char *at = jc_text_find(head.p, head.n, month, strlen(month));
    size_t from = at ? (size_t)(at - head.p) : 0, to = from + strlen(month), y = strlen(year);
    while (from > 0 && is_digit(head.p[from - 1]))
        from--;
    if (!at || from == (size_t)(at - head.p) || (size_t)(at - head.p) - from > 2)
        return false;
    if (from >= y + 4 && memcmp(head.p + from - y, year, y) == 0)
        for (from -= y; from > 0 && is_digit(head.p[from - 1]);)
            from--;
    cut_at(out, head, from, to);
    if (jc_span_begins(out->after, more))
        out->after = jc_span_behind(out->after, strlen(more));
    return true;
}

/* 第七批, 国采第七批; whatever stands before it is a part of its name, if it is no field. */
static bool cut_round(struct cut *out, struct jc_span head)
{
    static const char batch[] = "批", first[] = "第", more[] = "次";
    const char *at = jc_text_find(head.p, head.n, batch, strlen(batch)),
               *from = at ? jc_text_find(head.p, (size_t)(at - head.p), first, strlen(first)) : NULL;
    if (!from)
        return false;
    cut_at(out, head, (size_t)(from - head.p), (size_t)(at - head.p) + strlen(batch));
    if (jc_span_begins(out->after, more))
        out->after = jc_span_behind(out->after, strlen(more));
    return true;
}

static bool cut_stage(struct cut *out, struct jc_span head)
{
    static const char *const words[] = {"第一票", "一票", "首票", "第二票", "二票"};
    for (size_t i = 0; i < JC_LEN(words); i++) {
        const char *at = jc_text_find(head.p, head.n, words[i], strlen(words[i]));
        if (!at)
            continue;
        cut_at(out, head, (size_t)(at - head.p), (size_t)(at - head.p) + strlen(words[i]));
        return true;
    }
    return false;
}

static bool cut_winner(struct cut *out, struct jc_span head)
{
    if (!jc_winner_cut(&out->own, head))
        return false;
    out->lane = jc_span(out->own.lane);
    out->before = (struct jc_span){"", 0};
    out->after = jc_span(out->own.rest);
    return true;
}

/* 浙江 and 浙江省, but no 新 or 苏, which stand for a province in lists alone. */
static bool is_regions(struct jc_buf *out, struct jc_span text)
{
    static const char shortest[] = "浙江";
    struct jc_buf strange = {0};
    struct jc_span piece;
    bool names = true;
    jc_buf_clear(out);
    for (size_t at = 0; names && jc_value_next(&piece, &at, text);)
        names = piece.n >= strlen(shortest);
    names = names && jc_value_regions(out, &strange, text) == 0 && out->len > 0;
    jc_buf_free(&strange);
    return names;
}

/* 浙江省中选企业, 浙江、江西中选价格, 江苏省备供企业, in two lines or in one; the lane is called as the store has these areas. */
static bool cut_region(struct cut *out, struct jc_span head)
{
    struct jc_buf regions = {0};
    bool found = false;
    const struct jc_span rest = jc_winner_cut(&out->own, head) ? jc_span(out->own.rest) : head;
    for (size_t n = rest.n; n-- > 1 && !found;) {
        if (((unsigned char)rest.p[n] & 0xC0) == 0x80 || !is_regions(&regions, (struct jc_span){rest.p, n}) ||
            regions.len >= sizeof out->areas)
            continue;
        found = true;
        jc_copy(out->areas, sizeof out->areas, jc_buf_text(&regions));
        out->lane = jc_span(out->areas);
        out->before = (struct jc_span){"", 0};
        out->after = jc_span_behind(rest, n);
    }
    jc_buf_free(&regions);
    return found;
}

/* ---- which tables -------------------------------------------------------------------------------------------------- */

static const struct layout {
    const char *kind;
    enum jc_field of; /* which the lanes give */
    cut_fn *cut;
    enum jc_field alone;   /* what a head is of that says nothing but the lane; JC_F_COUNT: that is no head */
    const char *titles[4]; /* one of which the titles say then */
    enum jc_field (*means)(const struct jc_headers *h, const struct jc_kind *kind, const char *text,
                           struct jc_column *out);
    bool (*whole)(struct jc_mapping *m, size_t *lanes, const struct jc_kind *kind, const struct jc_headers *h);
} layouts[] = {
    {"duty", JC_F_MONTH, cut_month, JC_F_REQUIRED, {"报送", "应报", "上报", "报数"}, jc_header_meaning, NULL},
    {"assessment",
     JC_F_ROUND_NAME,
     cut_round,
     JC_F_SCORE,
     {"得分", "评分", "考核结果", "考核成绩"},
     jc_header_meaning,
     NULL},
    {"assessment", JC_F_YEAR, cut_year, JC_F_SCORE, {"得分", "评分", "考核结果", "考核成绩"}, jc_header_meaning, NULL},
    {"fund", JC_F_YEAR, cut_year, JC_F_COUNT, {NULL}, jc_header_meaning, NULL},
    {"invoice", JC_F_STAGE, cut_stage, JC_F_COUNT, {NULL}, jc_header_meaning, NULL},
    {"award", JC_F_ROLE, cut_winner, JC_F_COUNT, {NULL}, jc_winner_meaning, jc_winners_take},
    {"award", JC_F_REGIONS, cut_region, JC_F_COUNT, {NULL}, jc_winner_meaning, jc_winners_of_regions},
};

struct view {
    struct jc_mapping *m;
    const struct jc_kind *kind;
    const struct layout *of;
    const struct jc_lane_heads *heads;
    bool alone;   /* a head may be of the lane alone */
    bool marks;   /* 1 and 0 are marks */
    bool numbers; /* some lane holds numbers, and no marks */
    struct {
        char says[LANE], winner[LANE]; /* 浙江、江西; and who it is among several there, 备供2 */
    } lane[JC_LANES];
    size_t n;
};

/* The field of what a head says beside the lane, its unit to *out; JC_F_COUNT: it is no field of this kind. */
static enum jc_field field_of(const struct view *v, struct jc_span before, struct jc_span after, struct jc_column *out)
{
    static const char *const trims[] = {" ", "-", "_", "的", "：", ":", "/"};
    struct jc_buf rest = {0};
    jc_buf_add(&rest, before.p, before.n);
    jc_buf_add(&rest, after.p, after.n);
    struct jc_span s = {jc_buf_text(&rest), rest.len};
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < JC_LEN(trims); i++)
            while (jc_span_begins(s, trims[i])) {
                s = jc_span_behind(s, strlen(trims[i]));
                more = true;
            }
    }
    enum jc_field f = JC_F_COUNT;
    *out = (struct jc_column){0};
    if (s.n == 0)
        f = v->alone ? v->of->alone : JC_F_COUNT;
    else
        f = v->of->means(v->heads->h, v->kind, s.p, out);
    jc_buf_free(&rest);
    bool other = f < JC_F_COUNT && (out->asks || out->open || out->other || f == v->of->of || !jc_kind_has(v->kind, f));
    return other ? JC_F_COUNT : f;
}

static bool is_alike(const struct view *v, const char *a, const char *b)
{
    if (v->of->of != JC_F_STAGE)
        return strcmp(a, b) == 0;
    static const char second[] = "二";
    return !strstr(a, second) == !strstr(b, second);
}

/* The lane of that name, a new one where there is none; 0: there are too many. */
static uint8_t lane_at(struct view *v, const struct cut *cut)
{
    char says[LANE];
    const char *winner = cut->areas[0] ? cut->own.lane : "";
    size_t i = 0;
    if (cut->lane.n >= sizeof says)
        return 0;
    jc_copyn(says, sizeof says, cut->lane.p, cut->lane.n);
    while (i < v->n && !(is_alike(v, v->lane[i].says, says) && strcmp(v->lane[i].winner, winner) == 0))
        i++;
    if (i == JC_LANES)
        return 0;
    if (i == v->n) {
        jc_copy(v->lane[i].says, sizeof v->lane[i].says, says);
        jc_copy(v->lane[i].winner, sizeof v->lane[i].winner, winner);
        v->n++;
    }
    return (uint8_t)(i + 1);
}

static void give_lane(struct view *v, struct jc_column *c)
{
    struct cut cut = {0};
    struct jc_column as;
    struct jc_span head = jc_span(c->head), none = {"", 0};
    const bool named = v->of->of == JC_F_REGIONS && jc_header_is_known(v->heads->h, head.p, head.n);
    if (c->field == JC_F_SKIP || named || !v->of->cut(&cut, head)) /* a profile may say - of it, or what it is */
        return;
    enum jc_field f = field_of(v, cut.before, cut.after, &as);
    if (f == JC_F_COUNT && v->of->of == JC_F_ROUND_NAME && cut.before.n) { /* 国采第七批 */
        cut.lane = (struct jc_span){head.p, cut.before.n + cut.lane.n};
        f = field_of(v, none, cut.after, &as);
    }
    uint8_t lane = f < JC_F_SKIP ? lane_at(v, &cut) : 0;
    if (!lane)
        return;
    if (f == JC_F_SCORE && c->holds && !(c->holds & JC_HOLDS_NUMBERS))
        f = JC_F_GRADE; /* A, B and C below 第七批 */
    v->numbers = v->numbers || c->holds & (v->marks ? JC_HOLDS_AMOUNTS : JC_HOLDS_NUMBERS);
    c->field = f;
    c->lane = lane;
    c->asks = c->spare = c->open = c->of_part = c->other = c->net = false;
    if (as.unit[0])
        jc_header_set_unit(c, as.unit);
    jc_copy(c->lane_says, sizeof c->lane_says, v->lane[lane - 1].says);
}

/* ---- heads that are numbers and days ------------------------------------------------------------------------------- */

/* 2024-01-01 is what 2024-01 becomes: a month. */
static struct jc_span number_head(const struct jc_head_row *row, uint32_t col)
{
    static const char first[] = "-01";
    struct jc_span s = jc_span(row->other[col] ? row->other[col] : "");
    if (s.n == strlen("2024-01-01") && memcmp(s.p + s.n - strlen(first), first, strlen(first)) == 0)
        s.n -= strlen(first);
    return s;
}

/* Columns that have no head but a day or a number. */
static void add_numbers(struct view *v)
{
    const struct jc_head_row *row = v->heads->row;
    struct jc_mapping *m = v->m;
    for (uint32_t col = 0; row && row->other && col < row->n; col++) {
        struct cut cut;
        struct jc_span head = number_head(row, col);
        if (!head.n || !v->of->cut(&cut, head))
            continue;
        struct jc_column c = {.col = col, .field = JC_F_COUNT, .factor = 1};
        jc_copyn(c.head, sizeof c.head, head.p, head.n);
        c.holds = row->holds && col < row->held ? row->holds[col] : 0;
        size_t at = 0;
        while (at < m->n && m->cols[at].col < col)
            at++;
        memmove(m->cols + at + 1, m->cols + at, (m->n - at) * sizeof *m->cols);
        m->cols[at] = c;
        m->n++;
    }
}

/* ---- the table ----------------------------------------------------------------------------------------------------- */

/* 1月 is of the year that a column or the titles give. */
static bool has_year(const struct view *v)
{
    struct jc_period p;
    bool bare = false;
    for (size_t i = 0; i < v->n; i++)
        bare = bare || !jc_span_begins(jc_span(v->lane[i].says), "20");
    if (v->of->of != JC_F_MONTH || !bare || jc_mapping_column(v->m, JC_F_YEAR))
        return true;
    jc_year_find(&p, v->heads->title->text, true);
    return p.said && p.from != JC_NO_DAY;
}

/* Who sold, who bought and which invoice: of two of them a column of neither says nothing. */
static void drop_shared(struct view *v)
{
    for (size_t i = 0; i < v->m->n; i++) {
        struct jc_column *c = &v->m->cols[i];
        bool own = false;
        for (int g = 0; g < JC_KIND_NEEDS && v->kind->need[g][0] != JC_F_SKIP; g++)
            for (const uint8_t *f = v->kind->need[g]; *f != JC_F_SKIP; f++)
                own = own || *f == c->field;
        if (!c->lane && own && v->of->of == JC_F_STAGE)
            c->field = JC_F_COUNT;
    }
}

static void forget(struct jc_mapping *m)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].lane) {
            m->cols[i].lane = 0;
            m->cols[i].field = JC_F_COUNT;
        }
}

/* The column that says which lane a record is of: behind all others, and in no cell of the sheet. */
static void add_key(struct view *v)
{
    struct jc_mapping *m = v->m;
    struct jc_column key = {.field = v->of->of, .factor = 1, .lane_key = true};
    for (size_t i = 0; i < m->n; i++) {
        key.col = m->cols[i].col + 1 > key.col ? m->cols[i].col + 1 : key.col;
        if (m->cols[i].lane && !key.head[0])
            jc_copy(key.head, sizeof key.head, m->cols[i].head);
    }
    m->cols[m->n++] = key;
    m->lanes = v->n;
}

static bool says_title(const struct view *v)
{
    static const char *const rates[] = {"率"}; /* 考核结果：完成率 */
    size_t n = 0;
    if (jc_title_has_word(v->heads->title->text, rates, JC_LEN(rates)))
        return false;
    while (n < JC_LEN(v->of->titles) && v->of->titles[n])
        n++;
    return jc_title_has_word(v->heads->title->text, v->of->titles, n);
}

/* What is 1 below a month, and what is 0? 应报 and not, if the title says no more; 报送情况 may mean reported and 未报, its contrary. */
static bool are_marks(const struct jc_lane_heads *heads)
{
    static const char *const due[] = {"义务", "应报", "应上报"}, *const status[] = {"情况", "已报", "未报", "漏报"};
    const char *title = heads->title->text;
    return heads->forced ||
           (jc_title_has_word(title, due, JC_LEN(due)) && !jc_title_has_word(title, status, JC_LEN(status)));
}

static void settle(struct view *v)
{
    struct jc_mapping *m = v->m;
    const struct jc_mapping before = *m;
    struct jc_column *kept = jc_alloc((m->n + 1) * sizeof *kept);
    memcpy(kept, m->cols, m->n * sizeof *kept);
    add_numbers(v);
    for (size_t i = 0; i < m->n && (v->of->whole || !jc_mapping_column(m, v->of->of)); i++)
        give_lane(v, &m->cols[i]);
    bool whole = !v->of->whole || v->of->whole(m, &v->n, v->kind, v->heads->h);
    /* 3, 5 and 12 below 1月 are amounts, and no marks; 1 and 0 are marks where the title says of what */
    if (v->n < (v->of->of == JC_F_REGIONS ? 1 : AT_LEAST) || !whole || (v->numbers && v->of->of == JC_F_MONTH)) {
        forget(m);
        m->n = before.n;
        memcpy(m->cols, kept, m->n * sizeof *kept);
    } else {
        drop_shared(v);
        add_key(v);
        m->undated = !has_year(v);
    }
    free(kept);
}

void jc_lanes_settle(struct jc_mapping *m, const struct jc_kind *kind, const struct jc_lane_heads *heads)
{
    for (size_t i = 0; i < JC_LEN(layouts) && !m->lanes && !m->winner[0]; i++) {
        struct view v = {.m = m, .kind = kind, .of = &layouts[i], .heads = heads};
        if (strcmp(layouts[i].kind, kind->id) != 0)
            continue;
        v.alone = layouts[i].alone != JC_F_COUNT && (heads->forced || says_title(&v));
        v.marks = v.alone && are_marks(heads);
        settle(&v);
    }
}

const char *jc_lanes_lack(const struct jc_mapping *m)
{
    const struct jc_column *key = NULL;
    bool of_lanes = false;
    for (size_t i = 0; i < m->n; i++) {
        key = m->cols[i].lane_key ? &m->cols[i] : key;
        of_lanes = of_lanes || (m->cols[i].lane && m->cols[i].field == m->missing);
    }
    return key && (of_lanes || key->field == JC_F_STAGE) ? key->head : NULL;
}

bool jc_lanes_give(const struct jc_mapping *m, enum jc_field f)
{
    size_t n = 0;
    for (size_t lane = 1; lane <= m->lanes; lane++) {
        bool given = false;
        for (size_t i = 0; i < m->n; i++)
            given = given || (m->cols[i].lane == lane && m->cols[i].field == f);
        n += given;
    }
    return m->lanes > 0 && n == m->lanes;
}
