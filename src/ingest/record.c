/* The small kinds, each a few columns, and which kind a row is written as. Rule book part 1. */
#include "ingest/currency.h"
#include "ingest/each.h"
#include "ingest/mention.h"
#include "ingest/titled.h"

enum {
    E_VOID = 231,
    E_PAYER = 344,
    E_ALIAS_KIND,
    E_TERM_RULE,
    E_CUT = 370,
    E_TERM_KIND = 375,
    E_ENDED = 985,
    E_YEAR,
    E_SHARE,
    E_GRADE = 998,
    E_OTHER_REGIONS
};

/* 一票, 第一票, 首票, 1: the manufacturer's; 二票, 终票, 2: the distributor's; 0 = neither, as in 统一发票. */
static int stage_word(struct jc_span t)
{
    static const char *const words[2][6] = {{"一票", "第一", "首票", "首张", "一", "1"},
                                            {"二票", "第二", "终票", "末票", "二", "2"}};
    for (int i = 0; i < 2; i++)
        for (size_t k = 0; k < 6; k++)
            if (k < 4 ? jc_span_has(t, words[i][k]) : t.n == strlen(words[i][k]) && jc_span_has(t, words[i][k]))
                return i + 1;
    return 0;
}

static void write_invoice(struct jc_load *l)
{
    struct jc_val v[16];
    struct jc_item it = {0};
    if (!jc_row_require(l, JC_F_INVOICES) || !jc_row_require(l, JC_F_SELLER) || !jc_row_require(l, JC_F_BUYER) ||
        !jc_row_require(l, JC_F_DAY_INVOICE) || !jc_row_require(l, JC_F_AMOUNT))
        return;
    const struct jc_column *void_by = jc_row_void_column(l);
    if (void_by) {
        jc_load_issue(l, E_VOID, void_by->col, void_by->field, jc_row_text(l, void_by->field), NULL, NULL, false);
        l->pass = true;
        return;
    }
    struct jc_span stage = jc_row_text(l, JC_F_STAGE);
    int which = stage_word(stage);
    (void)jc_row_item(l, false, &it);
    int n = jc_row_begin(l, v, jc_mix_all(l, 41), 0);
    v[n++] = jc_row_text_val(l, JC_F_INVOICES);
    v[n++] = jc_row_firm(l, JC_F_SELLER);
    v[n++] = jc_row_text_val(l, JC_F_BUYER);
    v[n++] = jc_row_int_null(l, JC_F_DAY_INVOICE);
    v[n++] = jc_row_int_null(l, JC_F_AMOUNT);
    v[n++] = which ? jc_val_int(which) : jc_val_null();
    v[n++] = it.id ? jc_val_int(it.id) : jc_val_null();
    v[n++] = jc_row_int_null(l, JC_F_QUANTITY);
    jc_row_see_day(l, l->v[JC_F_DAY_INVOICE].i);
    jc_row_write(l, v, n);
}

static void write_reason(struct jc_load *l)
{
    struct jc_val v[16];
    struct jc_item it = {0};
    int64_t org;
    if (!jc_row_require_org(l, &org) || !jc_row_require(l, JC_F_REASON))
        return;
    (void)jc_row_item(l, false, &it);
    struct jc_span r = jc_row_round(l);
    int n = jc_row_begin(l, v, jc_mix_all(l, 42), org);
    v[n++] = jc_val_int(org);
    v[n++] = jc_row_text_val(l, JC_F_REASON);
    v[n++] = jc_row_text_null(l, JC_F_INVOICES);
    v[n++] = jc_row_text_null(l, JC_F_LINE_NO);
    v[n++] = it.id ? jc_val_int(it.id) : jc_val_null();
    v[n++] = r.n ? jc_val_str(r.p, r.n) : jc_val_null();
    const int accepted = n;
    v[n++] = jc_row_upheld(l) ? jc_row_text_null(l, JC_F_ACCEPTED_BY) : jc_val_null();
    v[n++] = jc_row_int_null(l, JC_F_DAY);
    v[n++] = jc_row_text_null(l, JC_F_ORDER_NO);
    if (!v[accepted].null)
        jc_row_hear_remarks(l);
    jc_row_write(l, v, n);
}

static bool is_not_yet(struct jc_span t)
{
    static const char *const words[] = {"未", "部分", "不", "异常", "否", "预计", "待", NULL};
    return jc_has_any(t, words);
}

/* 1: 已恢复, 供应正常; 0: it says that it is not, or something else. */
static int is_back(struct jc_span t)
{
    static const char *const back[] = {"恢复", "解除", "到货", "已供货", "供应正常", "供货正常", "正常供", NULL};
    return !is_not_yet(t) && jc_has_any(t, back);
}

/* The same of a column that speaks of the supply itself: 正常, 是. */
static int is_over(struct jc_span t)
{
    static const char *const over[] = {"解决", "正常", "结束", "是", "√", NULL};
    return is_back(t) || (!is_not_yet(t) && jc_has_any(t, over));
}

/* 状态 = 正常, 处理状态 = 已结束: of the record of it, which stands or was dealt with. */
static bool is_of_record(const char *head)
{
    static const char *const supply[] = {"缺", "短", "断", "供", "恢复", "解除"};
    return !jc_title_has_word(head, supply, JC_LEN(supply));
}

/* 短缺状态 = 已恢复 without a day: it is over, and nobody knows since when. */
static bool has_lost_its_end(struct jc_load *l)
{
    const struct jc_column *c = l->by_field[JC_F_STATUS];
    const struct jc_hearing over = {c && is_of_record(c->head) ? is_back : is_over, 0, JC_WORD_UNKNOWN};
    if (!c || jc_row_get(l, JC_F_DAY_TO)->has || jc_row_hear(l, c, &over) != 1)
        return false;
    jc_load_issue(l, E_ENDED, c->col, JC_F_STATUS, jc_row_text(l, JC_F_STATUS), NULL, NULL, true);
    return true;
}

static void write_shortage(struct jc_load *l)
{
    struct jc_val v[16];
    struct jc_item it;
    if (!jc_row_require_item(l, false, &it) || !jc_row_require(l, JC_F_DAY_FROM) ||
        !jc_row_check_span(l, JC_F_DAY_FROM, JC_F_DAY_TO) || has_lost_its_end(l))
        return;
    int64_t org = jc_row_org(l);
    /* A later file may say when it ended, so the end is no part of it. */
    uint64_t h = jc_mix_int(jc_mix_field(l, 43, JC_F_DAY_FROM), (int64_t)it.product);
    h = jc_mix_field(l, jc_mix_field(l, h, JC_F_REGION), JC_F_SUPPLIER);
    int n = jc_row_begin(l, v, h, org);
    v[n++] = jc_val_int(it.id);
    v[n++] = jc_row_int_null(l, JC_F_DAY_FROM);
    v[n++] = jc_row_int_null(l, JC_F_DAY_TO);
    v[n++] = org ? jc_val_int(org) : jc_val_null();
    v[n++] = jc_row_text_null(l, JC_F_REGION);
    v[n++] = jc_row_firm(l, JC_F_SUPPLIER);
    jc_row_see_day(l, l->v[JC_F_DAY_FROM].i);
    jc_row_write(l, v, n);
}

/* 无: a product of the list that has no substitute. */
static bool says_none(struct jc_load *l)
{
    const struct jc_column *c = l->by_field[JC_F_SUBSTITUTE];
    const struct jc_cell *cell = c && c->col < l->current->n ? &l->current->cells[c->col] : NULL;
    l->pass = cell && cell->type == JC_CELL_TEXT && cell->len > 0 && jc_value_blank(cell);
    return l->pass;
}

static void write_substitute(struct jc_load *l)
{
    struct jc_val v[16];
    struct jc_buf key = {0}, form = {0};
    if (!jc_row_require_round(l) || says_none(l) || !jc_row_require(l, JC_F_SUBSTITUTE))
        return;
    struct jc_span r = jc_row_round(l), name = jc_row_text(l, JC_F_SUBSTITUTE);
    jc_name_key(&key, name);
    int n = jc_row_begin(l, v, jc_mix_all(l, 44), 0);
    v[n++] = jc_val_str(r.p, r.n);
    v[n++] = jc_row_text_val(l, JC_F_GROUP_NO);
    v[n++] = jc_row_text_val(l, JC_F_VARIETY);
    v[n++] = jc_val_str(name.p, name.n);
    v[n++] = jc_val_str(jc_buf_text(&key), key.len);
    jc_form_key(&form, jc_row_text(l, JC_F_FORM));
    v[n++] = form.len ? jc_val_str(form.p, form.len) : jc_val_null();
    jc_row_write(l, v, n);
    jc_buf_free(&key);
    jc_buf_free(&form);
}

static void write_watch(struct jc_load *l)
{
    struct jc_val v[16];
    struct jc_buf key = {0};
    if (!jc_row_require(l, JC_F_LIST) || (!jc_row_text(l, JC_F_CODE).n && !jc_row_require(l, JC_F_GENERIC)))
        return;
    jc_name_key(&key, jc_row_text(l, JC_F_GENERIC));
    uint64_t h = jc_mix(jc_mix_field(l, jc_mix_field(l, 45, JC_F_LIST), JC_F_CODE), jc_buf_text(&key), key.len);
    int n = jc_row_begin(l, v, h, 0);
    v[n++] = jc_row_text_val(l, JC_F_LIST);
    v[n++] = jc_val_str(jc_buf_text(&key), key.len);
    v[n++] = jc_row_text_val(l, JC_F_GENERIC);
    v[n++] = jc_row_text_null(l, JC_F_CODE);
    v[n++] = jc_row_int_null(l, JC_F_LIMIT_MOM);
    v[n++] = jc_row_int_null(l, JC_F_LIMIT_YOY);
    jc_row_write(l, v, n);
    jc_buf_free(&key);
}

static void write_duty(struct jc_load *l)
{
    struct jc_val v[10];
    int64_t org;
    if (!jc_row_require_org(l, &org) || !jc_row_require(l, JC_F_MONTH))
        return;
    int n = jc_row_begin(l, v, jc_mix_field(l, 46, JC_F_MONTH), org);
    v[n++] = jc_val_int(org);
    v[n++] = jc_row_int_null(l, JC_F_MONTH);
    v[n++] = jc_row_get(l, JC_F_REQUIRED)->has ? jc_val_int(l->v[JC_F_REQUIRED].i) : jc_val_int(1);
    jc_row_write(l, v, n);
}

/* The year in which it begins: 2024 of 2024年度, 2024-2025年度, 第四年（2024年4月至2025年3月）. False: the row is refused. */
static bool require_year(struct jc_load *l, struct jc_span *year)
{
    const size_t digits = strlen("2024");
    if (!jc_row_require(l, JC_F_YEAR))
        return false;
    *year = jc_row_text(l, JC_F_YEAR);
    for (; year->n >= digits; *year = jc_span_behind(*year, 1)) {
        size_t n = strspn(year->p, "0123456789");
        if (n >= digits && jc_span_begins(*year, "20")) {
            year->n = digits;
            return true;
        }
        if (n > 1)
            *year = jc_span_behind(*year, n - 1);
    }
    jc_load_issue(l, E_YEAR, l->v[JC_F_YEAR].col, JC_F_YEAR, jc_row_text(l, JC_F_YEAR), NULL, NULL, true);
    return false;
}

/*
 * A, B级, C 等 and D of a list without scores: grades whose share is known (rule book 11), 4 = below C; 0 = no such grade, 优秀 of
 * scales that nobody knows.
 */
static int grade_word(struct jc_span t)
{
    static const char *const ends[] = {"级", "等", "档", "类"};
    const char letter = t.n ? (char)(*t.p & ~32) : 0;
    struct jc_span rest = t.n ? jc_span_behind(t, 1) : t;
    while (rest.n && *rest.p == ' ')
        rest = jc_span_behind(rest, 1);
    bool whole = rest.n == 0;
    for (size_t i = 0; i < JC_LEN(ends); i++)
        whole = whole || (rest.n == strlen(ends[i]) && jc_span_begins(rest, ends[i]));
    return !whole || letter < 'A' || letter > 'E' ? 0 : letter > 'D' ? 4 : letter - 'A' + 1;
}

/* The score, or a grade where there is none; false: the row is refused. */
static bool require_grade(struct jc_load *l, int *grade)
{
    *grade = 0;
    if (jc_row_get(l, JC_F_SCORE)->has || !jc_row_text(l, JC_F_GRADE).n)
        return jc_row_require(l, JC_F_SCORE);
    *grade = grade_word(jc_row_text(l, JC_F_GRADE));
    if (!*grade)
        jc_load_issue(l, E_GRADE, l->v[JC_F_GRADE].col, JC_F_GRADE, jc_row_text(l, JC_F_GRADE), NULL, NULL, true);
    return *grade;
}

static void write_assessment(struct jc_load *l)
{
    struct jc_val v[10];
    struct jc_span year;
    int64_t org;
    int grade;
    if (!jc_row_require_org(l, &org) || !jc_row_require_round(l) || !require_grade(l, &grade) ||
        !require_year(l, &year))
        return;
    struct jc_span r = jc_row_round(l);
    int n = jc_row_begin(l, v, jc_mix_text(jc_mix_text(47, r), year), org);
    v[n++] = jc_val_int(org);
    v[n++] = jc_val_str(r.p, r.n);
    v[n++] = jc_val_str(year.p, year.n);
    v[n++] = grade ? jc_val_int(0) : jc_row_int_null(l, JC_F_SCORE);
    v[n++] = grade ? jc_val_int(grade) : jc_val_null();
    jc_row_write(l, v, n);
}

/* A part of a whole; false: the row is refused. */
static bool require_share(struct jc_load *l, enum jc_field f)
{
    if (!jc_row_require(l, f))
        return false;
    struct jc_buf raw = {0};
    bool fits = l->v[f].i >= 0 && l->v[f].i <= JC_SCALE;
    jc_cell_text(&raw, &l->current->cells[l->v[f].col]);
    if (!fits)
        jc_load_issue(l, E_SHARE, l->v[f].col, f, (struct jc_span){jc_buf_text(&raw), raw.len}, NULL, NULL, true);
    jc_buf_free(&raw);
    return fits;
}

/* 全市其他县区: not a region, but all that the other rows leave, which a row of the city, or of no region, is by itself. */
static bool require_region(struct jc_load *l)
{
    static const char *const words[] = {"其他", "其它", "其余"};
    struct jc_span region = jc_row_text(l, JC_F_REGION);
    bool rest = false;
    for (size_t i = 0; i < JC_LEN(words); i++)
        rest = rest || jc_span_has(region, words[i]);
    if (rest)
        jc_load_issue(l, E_OTHER_REGIONS, l->v[JC_F_REGION].col, JC_F_REGION, region, NULL, NULL, true);
    return !rest;
}

static void write_fund(struct jc_load *l)
{
    struct jc_val v[10];
    struct jc_span year;
    if (!require_region(l) || !require_year(l, &year) || !require_share(l, JC_F_PAY_RATIO) ||
        !require_share(l, JC_F_INSURED_SHARE))
        return;
    int n = jc_row_begin(l, v, jc_mix_text(jc_mix_text(48, jc_row_text(l, JC_F_REGION)), year), 0);
    v[n++] = jc_row_text_val(l, JC_F_REGION);
    v[n++] = jc_val_str(year.p, year.n);
    v[n++] = jc_row_int_null(l, JC_F_PAY_RATIO);
    v[n++] = jc_row_int_null(l, JC_F_INSURED_SHARE);
    jc_row_write(l, v, n);
}

/* 中成药, 饮片: a part of the medicines only, which no line can be told by; 西药、中成药 are all of them. */
static bool is_part(struct jc_span t)
{
    static const char *const parts[] = {"饮片", "谈判", "国谈", "双通道", "疫苗", "低值", "试剂", "麻精", "急救"};
    for (size_t i = 0; i < JC_LEN(parts); i++)
        if (jc_span_has(t, parts[i]))
            return true;
    bool western = jc_span_has(t, "西药") || jc_span_has(t, "化药");
    bool chinese = jc_span_has(t, "中成药") || jc_span_has(t, "中药");
    return western != chinese;
}

/* What lines a term is for: "" = all; NULL: no such kind. 非集采 holds 集采, and 药品耗材 is everything. */
static const char *term_kind(struct jc_span t)
{
    static const char *const words[][2] = {{"非集采", "其他"}, {"非中选", "其他"}, {"非带量", "其他"}, {"其他", "其他"},
                                           {"其它", "其他"},   {"集采", "集采"},   {"中选", "集采"},   {"带量", "集采"},
                                           {"全部", ""},       {"所有", ""},       {"不限", ""}};
    bool goods = jc_span_has(t, "耗材"), medicine = jc_span_has(t, "药");
    if (is_part(t))
        return NULL;
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (jc_span_has(t, words[i][0]))
            return words[i][1];
    if (goods || medicine || !t.n)
        return goods == medicine ? "" : goods ? "耗材" : "药品";
    return NULL;
}

static void write_term(struct jc_load *l)
{
    struct jc_val v[12];
    char rule[24];
    const char *kind = term_kind(jc_row_text(l, JC_F_KIND));
    if (!require_region(l) || !jc_row_require(l, JC_F_DAY_FROM) || !jc_row_check_span(l, JC_F_DAY_FROM, JC_F_DAY_TO))
        return;
    if (!kind) {
        jc_load_issue(l, E_TERM_KIND, l->v[JC_F_KIND].col, JC_F_KIND, jc_row_text(l, JC_F_KIND), NULL, NULL, true);
        return;
    }
    if (!jc_word_term(rule, jc_row_text(l, JC_F_RULE))) {
        jc_load_issue(l, E_TERM_RULE, l->v[JC_F_RULE].col, JC_F_RULE, jc_row_text(l, JC_F_RULE), NULL, NULL, true);
        return;
    }
    struct jc_val payer = jc_row_word(l, JC_F_PAYER, jc_word_payer, E_PAYER);
    uint64_t h = jc_mix_text(jc_mix_field(l, 49, JC_F_DAY_FROM), jc_row_text(l, JC_F_REGION));
    int n = jc_row_begin(l, v, jc_mix_text(h, jc_span(kind)), 0);
    v[n++] = jc_row_text_val(l, JC_F_REGION);
    v[n++] = jc_val_text(kind);
    v[n++] = jc_row_int_null(l, JC_F_DAY_FROM);
    v[n++] = jc_val_text(rule);
    v[n++] = payer;
    v[n++] = jc_row_int_null(l, JC_F_DAY_TO);
    jc_row_write(l, v, n);
}

static void write_alias(struct jc_load *l)
{
    /* 药品生产企业 is a firm, 医疗机构 no drug */
    static const char *const kinds[][2] = {{"企业", "企业"}, {"厂", "企业"},     {"公司", "企业"},  {"供应商", "企业"},
                                           {"供货", "企业"}, {"配送", "企业"},   {"机构", "机构"},  {"医院", "机构"},
                                           {"药店", "机构"}, {"卫生院", "机构"}, {"产品", "产品"},  {"药", "产品"},
                                           {"耗材", "产品"}, {"品种", "产品"},   {"通用名", "产品"}};
    struct jc_val v[12];
    struct jc_buf a = {0}, b = {0};
    if (!jc_row_require(l, JC_F_KIND) || !jc_row_require(l, JC_F_SPELLING) || !jc_row_require(l, JC_F_MEANT))
        return;
    struct jc_span kind = jc_row_text(l, JC_F_KIND), s = jc_row_text(l, JC_F_SPELLING), m = jc_row_text(l, JC_F_MEANT);
    const char *k = NULL;
    for (size_t i = 0; i < JC_LEN(kinds) && !k; i++)
        if (jc_span_has(kind, kinds[i][0]))
            k = kinds[i][1];
    if (!k) {
        jc_load_issue(l, E_ALIAS_KIND, l->v[JC_F_KIND].col, JC_F_KIND, kind, NULL, NULL, true);
        return;
    }
    jc_text_key(&a, s.p, s.n);
    jc_text_key(&b, m.p, m.n);
    int n = jc_row_begin(l, v, jc_mix(jc_mix(50, k, strlen(k)), jc_buf_text(&a), a.len), 0);
    v[n++] = jc_val_text(k);
    v[n++] = jc_val_str(s.p, s.n);
    v[n++] = jc_val_str(jc_buf_text(&a), a.len);
    v[n++] = jc_val_str(m.p, m.n);
    v[n++] = jc_val_str(jc_buf_text(&b), b.len);
    l->s->lists_changed = true;
    jc_row_write(l, v, n);
    jc_buf_free(&a);
    jc_buf_free(&b);
}

/*
 * A text that was cut while it was copied ends within a row: nothing ends the row, and it has fewer fields than the head,
 * as no other row has. Its last value may be half of one (12007.38 read as 120), so nothing of it counts.
 */
static void refuse_cut(struct jc_load *l, const struct jc_row *row)
{
    char has[16], of[16];
    snprintf(has, sizeof has, "%u", row->fields);
    snprintf(of, sizeof of, "%u", l->width);
    jc_load_issue(l, E_CUT, UINT32_MAX, JC_F_COUNT, jc_no_span, has, of, true);
}

static void check_cut(struct jc_load *l, const struct jc_row *row)
{
    const struct jc_cell *c = row->cells;
    if (row->fields == 0)
        return;
    jc_copyn(l->begins, sizeof l->begins, c->type == JC_CELL_TEXT ? c->text : "", c->type == JC_CELL_TEXT ? c->len : 0);
    if (row->fields >= l->width)
        return;
    if (row->open && !l->ragged && l->kept + l->rejects > 0)
        refuse_cut(l, row);
    l->ragged = true;
}

/* Half a character at the end is no part of what was cut. */
static size_t whole_chars(const struct jc_cell *c)
{
    size_t n = c->len;
    while (n >= 3 && memcmp(c->text + n - 3, "\xEF\xBF\xBD", 3) == 0)
        n -= 3;
    return n;
}

bool jc_record_is_cut(struct jc_load *l, const struct jc_row *row)
{
    const struct jc_cell *c = row->cells;
    if (!row->open || row->n != 1 || row->fields >= l->width || l->ragged || l->kept + l->rejects == 0)
        return false;
    size_t n = whole_chars(c), known = strlen(l->begins);
    if (!*l->begins || n > known || memcmp(c->text, l->begins, n) != 0) /* 甲县人民医院药剂科 signs */
        return false;
    l->row = row->number;
    l->rows++;
    l->rejects++;
    l->rejected = true; /* the values are those of the row before: it has no worth and no identity */
    refuse_cut(l, row);
    return true;
}

/* What writes the records of a kind; of a small one cells may name several. */
static const struct record_kind {
    const char *kind;
    void (*write)(struct jc_load *);
    bool small;
} record_kinds[] = {{"purchase", jc_write_purchase, false},
                    {"agreement", jc_write_agreement, false},
                    {"payment", jc_write_payment, false},
                    {"award", jc_write_award, false},
                    {"institution", jc_write_institution, true},
                    {"invoice", write_invoice, false},
                    {"reason", write_reason, true},
                    {"shortage", write_shortage, true},
                    {"substitute", write_substitute, true},
                    {"watch", write_watch, true},
                    {"duty", write_duty, true},
                    {"assessment", write_assessment, true},
                    {"fund", write_fund, true},
                    {"term", write_term, true},
                    {"alias", write_alias, true}};

static const struct record_kind *kind_of(const struct jc_load *l)
{
    size_t i = 0;
    while (i < JC_LEN(record_kinds) && strcmp(record_kinds[i].kind, l->map.kind->id) != 0)
        i++;
    return i < JC_LEN(record_kinds) ? &record_kinds[i] : NULL;
}

static void read_row(struct jc_load *l, const struct jc_row *row)
{
    const struct record_kind *k = kind_of(l);
    l->current = row;
    l->row = row->number;
    l->rejected = l->destroyed = false;
    l->lost_item = l->lost_inst = l->lost_order = l->lost_line = l->lost_delivery = jc_no_span;
    l->unpaid = NULL;
    jc_arena_reset(&l->arena);
    jc_fields_read(l, row);
    jc_titled_lend(l);
    jc_sums_add(l->sums, l);
    check_cut(l, row);
    if (k && !l->rejected)
        jc_currency_check(l);
    if (k && !l->rejected)
        k->write(l);
}

bool jc_record_write(struct jc_load *l, const struct jc_row *row)
{
    const struct record_kind *k = kind_of(l);
    if (k && k->small)
        jc_each_read(l, row, read_row);
    else
        read_row(l, row);
    l->current = row;
    return !l->rejected;
}
