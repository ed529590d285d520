/*
 * A catalogue with several winners side by side in each row: 第一中选企业, 第一中选价格, 第二中选企业, 第二中选价格, or 主供企业 beside
 * 备供企业. A record has one winner; to read one of them alone makes what is bought of the others not selected. Where each has a firm and
 * a price of its own they are lanes (lanes.h). Where the price is that of the main one, as beside names of backups alone, its record
 * is whole: it is read, and the others are told. All else is asked about.
 */
#include "ingest/lanes.h"

#include "ingest/row.h"
#include "ingest/title.h"
#include "ingest/value.h"
#include "ingest/word.h"

enum { E_BACKUP_FIRM = 983 };

/* ---- a head in two: whose it is, and what of it ------------------------------------------------------------------------ */

static const char main_one[] = "主供", backup_one[] = "备供";

static void cut_out(char *from, const char *to)
{
    memmove(from, to, strlen(to) + 1);
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
}

static size_t begins_with(const char *s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(s, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return 0;
}

static bool ends_with(struct jc_span s, const char *const *words, size_t n)
{
    bool found = false;
    for (size_t i = 0; i < n && !found; i++)
        found = jc_span_ends(s, words[i]);
    return found;
}

/* With the bracket that holds nothing else: 中选企业(主供), 中选价格(主供企业). */
static void cut_word(const char *text, char *at, size_t n)
{
    static const char *const firms[] = {"企业", "公司"};
    char *end = at + n;
    if (at > text && at[-1] == '(') {
        end += begins_with(end, firms, JC_LEN(firms));
        if (*end == ')')
            at--, end++;
        else
            end = at + n;
    }
    cut_out(at, end);
}

/* 主供, 备供, or what stands for them; "": it names none, or both, as 主供/备供 does. *at = where the word stood. */
static const char *take_role(char *text, char **at)
{
    static const char *const words[][2] = {{"主供", main_one},   {"主选", main_one},   {"首选", main_one},
                                           {"首供", main_one},   {"备供", backup_one}, {"备选", backup_one},
                                           {"备用", backup_one}, {"候补", backup_one}, {"替补", backup_one},
                                           {"次选", backup_one}, {"次供", backup_one}};
    const char *const *found = NULL;
    *at = NULL;
    for (size_t i = 0; i < JC_LEN(words); i++) {
        char *here = strstr(text, words[i][0]);
        if (here && found && words[i][1] != found[1])
            return "";
        found = here && !found ? words[i] : found;
    }
    if (!found)
        return "";
    *at = strstr(text, found[0]);
    cut_word(text, *at, strlen(found[0]));
    return found[1];
}

/* 2, 二, b; 0 = none. */
static int number_at(const char *s, size_t *n)
{
    static const char *const han[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
    *n = strlen(han[0]);
    for (size_t i = 0; i < JC_LEN(han); i++)
        if (strncmp(s, han[i], *n) == 0)
            return (int)i + 1;
    *n = 1;
    return *s >= '1' && *s <= '9' ? *s - '0' : *s >= 'a' && *s <= 'h' ? *s - 'a' + 1 : 0;
}

/* 第二中选企业, 第2家中选企业, 第二顺位企业; not 第二批, 第二类. *ordered: the second is the backup of the first. */
static int take_counted(char *text, bool *ordered)
{
    static const char first[] = "第";
    static const char *const others[] = {"批", "轮", "次", "类", "方", "年", "季", "期", "月", "部"},
                             *const counted[] = {"顺位", "家", "名", "位", "个"}, *const order[] = {"顺位", "供"};
    size_t n = 0;
    char *at = strstr(text, first);
    const int number = at ? number_at(at + strlen(first), &n) : 0;
    char *end = number ? at + strlen(first) + n : at;
    if (!number || begins_with(end, others, JC_LEN(others)))
        return 0;
    *ordered = begins_with(end, order, JC_LEN(order));
    cut_out(at, end + begins_with(end, counted, JC_LEN(counted)));
    return number;
}

/* 中选企业(2) */
static int take_bracketed(char *text)
{
    for (char *p = text; (p = strchr(p, '(')) != NULL; p++) {
        size_t n;
        const int number = number_at(p + 1, &n);
        if (!number || p[1 + n] != ')')
            continue;
        cut_out(p, p + n + 2);
        return number;
    }
    return 0;
}

/* 中选企业2, 中选企业2名称, 备供1企业 (`role`: where 备供 stood); 中选企业.1 is the second one, as programs write it that number from 0. */
static int take_bare(char *text, const char *role)
{
    static const char *const firms[] = {"企业", "公司", "厂家", "厂商", "中选", "中标"};
    for (char *p = text; *p; p++) {
        size_t n;
        const int number = number_at(p, &n);
        const char before = p > text ? p[-1] : 0;
        const bool last = p > text && (!p[n] || p[n] == '('),
                   behind = p == role || ends_with((struct jc_span){text, (size_t)(p - text)}, firms, JC_LEN(firms));
        if (!number || is_alnum(before) || is_alnum(p[n]) || !(last || behind))
            continue;
        cut_out(p - (before && strchr(".-_ ", before) != NULL), p + n);
        return number + (before == '.');
    }
    return 0;
}

bool jc_winner_cut(struct jc_winner_cut *out, struct jc_span head)
{
    struct jc_buf key = {0};
    bool ordered = false;
    char *at;
    jc_text_key(&key, head.p, head.n);
    jc_copy(out->rest, sizeof out->rest, jc_buf_text(&key));
    jc_buf_free(&key);
    const char *role = take_role(out->rest, &at);
    int number = take_counted(out->rest, &ordered);
    number = number ? number : take_bracketed(out->rest);
    number = number ? number : take_bare(out->rest, at);
    snprintf(out->lane, sizeof out->lane, number ? "%s%d" : "%s", role, number);
    out->role = *role ? role == backup_one : ordered ? number > 1 : JC_WORD_NONE;
    return out->lane[0];
}

/* Of a known head what it is; a firm among others is the maker of its own record. */
static enum jc_field means(const struct jc_headers *h, const struct jc_kind *kind, const char *text,
                           struct jc_column *out)
{
    *out = (struct jc_column){0};
    out->field = jc_header_meaning(h, kind, text, out);
    jc_header_settle_price(out, kind);
    if (out->field == JC_F_WINNER || out->field == JC_F_HOLDER)
        out->field = JC_F_MAKER;
    return out->asks || out->open || out->other || out->net ? JC_F_COUNT : out->field;
}

/* What is left of 主供企业, 主供企业价格 and 主供地区 is no head by itself: 中选企业, 价格, 中选地区 are. */
enum jc_field jc_winner_meaning(const struct jc_headers *h, const struct jc_kind *kind, const char *text,
                                struct jc_column *out)
{
    static const char *const firms[] = {"中选企业", "中标企业", "供应企业", "生产企业", "中选单位", "中标单位",
                                        "企业",     "公司",     "厂家",     "厂商",     "药企"};
    const size_t n = begins_with(text, firms, JC_LEN(firms));
    char whole[128];
    enum jc_field f = n && !text[n] ? JC_F_MAKER : means(h, kind, text, out);
    if (f == JC_F_COUNT && n)
        f = means(h, kind, text + n, out);
    snprintf(whole, sizeof whole, "中选%s", text);
    return f == JC_F_COUNT ? means(h, kind, whole, out) : f;
}

/* ---- are they whole? ------------------------------------------------------------------------------------------------- */

/* The first column of a lane, of that field or (JC_F_COUNT) of any; NULL = it has none. */
static const struct jc_column *of_lane(const struct jc_mapping *m, size_t lane, enum jc_field f)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].lane == lane && m->cols[i].field < JC_F_SKIP && (f == JC_F_COUNT || m->cols[i].field == f))
            return &m->cols[i];
    return NULL;
}

static bool is_complete(const struct jc_mapping *m, size_t lane)
{
    return of_lane(m, lane, JC_F_MAKER) && (of_lane(m, lane, JC_F_PRICE) || of_lane(m, lane, JC_F_UNIT_PRICE));
}

static bool is_given(const struct jc_mapping *m, size_t lanes, enum jc_field f)
{
    bool given = false;
    for (size_t lane = 1; lane <= lanes && !given; lane++)
        given = of_lane(m, lane, f);
    return given;
}

static bool is_used(const struct jc_column *c)
{
    return (c->field < JC_F_SKIP && !c->net) || c->province;
}

static bool is_first(const struct jc_column *c)
{
    struct jc_winner_cut cut;
    return c->lane && jc_winner_cut(&cut, jc_span(c->head)) &&
           (strcmp(cut.lane, main_one) == 0 || strcmp(cut.lane, "1") == 0);
}

/* 中选企业, 中选价格 beside 备供企业, 备供价格: the first one, of which its heads need not say so. */
static void take_plain(struct jc_mapping *m, size_t *lanes)
{
    bool first = *lanes == JC_LANES || !jc_mapping_column(m, JC_F_MAKER), given[JC_F_COUNT + 1] = {false};
    for (size_t i = 0; i < m->n; i++) {
        first = first || is_first(&m->cols[i]);
        given[m->cols[i].field] |= m->cols[i].lane > 0;
    }
    if (first || !(jc_mapping_column(m, JC_F_PRICE) || jc_mapping_column(m, JC_F_UNIT_PRICE)))
        return;
    ++*lanes;
    for (size_t i = 0; i < m->n; i++) {
        struct jc_column *c = &m->cols[i];
        if (c->lane)
            c->lane++;
        else if (!c->spare && is_used(c) && given[c->field])
            c->lane = 1;
    }
}

/* JC_WORD_NONE: its firm is not said to be the main one or the backup. */
static int role_of(const struct jc_mapping *m, size_t lane)
{
    struct jc_winner_cut cut;
    const struct jc_column *firm = of_lane(m, lane, JC_F_MAKER), *any = firm ? firm : of_lane(m, lane, JC_F_COUNT);
    return jc_winner_cut(&cut, jc_span(any->head)) ? cut.role : JC_WORD_NONE;
}

/* The only lane that has none of the field, 0 = there is none or several; a backup does not take what does not say 备供. */
static size_t lacks_alone(const struct jc_mapping *m, size_t lanes, enum jc_field f)
{
    size_t lacks = 0, n = 0;
    for (size_t lane = 1; lane <= lanes; lane++)
        if (!of_lane(m, lane, f)) {
            lacks = lane;
            n++;
        }
    return n == 1 && role_of(m, lacks) != 1 ? lacks : 0;
}

/* 供应地区 beside 主供企业, 备供企业 and 备供地区: of the other one. */
static void take_left(struct jc_mapping *m, size_t lanes)
{
    for (size_t i = 0; i < m->n; i++) {
        struct jc_column *c = &m->cols[i];
        if (!c->lane && !c->spare && is_used(c) && is_given(m, lanes, c->field))
            c->lane = (uint8_t)lacks_alone(m, lanes, c->field);
    }
}

/* What no two winners have in common. */
static bool is_own(enum jc_field f)
{
    return jc_field_is_price(f) || jc_field_is_firm(f) || f == JC_F_MAKER || f == JC_F_CODE || f == JC_F_PLATFORM ||
           f == JC_F_ROLE;
}

struct reach {
    uint32_t from, to; /* columns */
};

static struct reach reach_of(const struct jc_mapping *m, size_t lane)
{
    struct reach r = {UINT32_MAX, 0};
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].lane == lane) {
            r.from = m->cols[i].col < r.from ? m->cols[i].col : r.from;
            r.to = m->cols[i].col > r.to ? m->cols[i].col : r.to;
        }
    return r;
}

/* Between or within groups of columns, each of one winner: 中选企业1, 中选价格1, 供应地区, 中选企业2, 中选价格2. */
static bool stands_among(const struct jc_mapping *m, size_t lanes, uint32_t col)
{
    struct reach all = {UINT32_MAX, 0};
    for (size_t a = 1; a <= lanes; a++) {
        const struct reach r = reach_of(m, a);
        all.from = r.from < all.from ? r.from : all.from;
        all.to = r.to > all.to ? r.to : all.to;
        for (size_t b = 1; b < a; b++) {
            const struct reach other = reach_of(m, b);
            if (r.from < other.to && other.from < r.to) /* 中选企业1, 中选企业2, 供应地区, 中选价格1, 中选价格2 */
                return false;
        }
    }
    return all.from < col && col < all.to;
}

/* 供应角色2: each has its own, and heads that say another. */
static bool gives_role(const struct jc_column *c, const struct jc_kind *kind, const struct jc_headers *h)
{
    struct jc_winner_cut cut;
    struct jc_column as = {0};
    return c->field == JC_F_COUNT && jc_winner_cut(&cut, jc_span(c->head)) &&
           jc_header_meaning(h, kind, cut.rest, &as) == JC_F_ROLE;
}

/* Does nobody know whose this column is? */
static bool is_stray(const struct jc_mapping *m, size_t lanes, const struct jc_column *c)
{
    if (!is_used(c))
        return false;
    if (c->province) /* 浙江 ✓, 江苏 备供 */
        return true;
    if (!c->lane)
        return is_own(c->field) || is_given(m, lanes, c->field) || stands_among(m, lanes, c->col);
    bool everyone =
        of_lane(m, c->lane, c->field) == c && !jc_field_is_firm(c->field); /* no other one, and who repacks it */
    for (size_t lane = 1; lane <= lanes; lane++)
        everyone = everyone && of_lane(m, lane, c->field);
    return !everyone;
}

/* Beside one that says 备供 a firm that says nothing is a main one, whatever the title says. */
static void say_role(struct jc_mapping *m, size_t lane, size_t lanes)
{
    int role = role_of(m, lane);
    for (size_t other = 1; other <= lanes && role == JC_WORD_NONE; other++)
        role = role_of(m, other) == 1 ? 0 : role;
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].lane == lane) {
            m->cols[i].backup = false;
            m->cols[i].lane_role = role == 1 ? JC_LANE_BACKUP : role == 0 ? JC_LANE_MAIN : JC_LANE_UNSAID;
        }
}

/* What the lanes are of is the role. */
static void name_role(struct jc_mapping *m)
{
    static const char *const names[] = {
        [JC_LANE_UNSAID] = "", [JC_LANE_MAIN] = main_one, [JC_LANE_BACKUP] = backup_one};
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].lane)
            jc_copy(m->cols[i].lane_says, sizeof m->cols[i].lane_says, names[m->cols[i].lane_role]);
}

static void ask(struct jc_mapping *m, const struct jc_column *stray)
{
    /* a firm of an incomplete one has no price */
    m->stray = !stray->lane || stray->field != JC_F_MAKER || is_complete(m, stray->lane);
    jc_copy(m->ask, sizeof m->ask, stray->head);
    jc_copy(m->winner, sizeof m->winner, of_lane(m, stray->lane == 1 ? 2 : 1, JC_F_COUNT)->head);
}

/* A column without which the winners could not be told apart as they stand; NULL = there is none. */
static const struct jc_column *find_stray(const struct jc_mapping *m, size_t lanes, const struct jc_kind *kind,
                                          const struct jc_headers *h)
{
    const struct jc_column *stray = NULL;
    for (size_t lane = 1; lane <= lanes && !stray; lane++)
        stray = is_complete(m, lane) ? NULL : of_lane(m, lane, JC_F_COUNT);
    for (size_t i = 0; i < m->n && !stray; i++)
        stray = gives_role(&m->cols[i], kind, h) || is_stray(m, lanes, &m->cols[i]) ? &m->cols[i] : NULL;
    return stray;
}

bool jc_winners_take(struct jc_mapping *m, size_t *lanes, const struct jc_kind *kind, const struct jc_headers *h)
{
    size_t complete = 0;
    take_plain(m, lanes);
    for (size_t lane = 1; lane <= *lanes; lane++)
        complete += is_complete(m, lane);
    if (complete < 2)
        return false;
    if (complete == *lanes)
        take_left(m, *lanes);
    const struct jc_column *stray = find_stray(m, *lanes, kind, h);
    for (size_t lane = 1; lane <= *lanes && !stray; lane++)
        say_role(m, lane, *lanes);
    if (stray)
        ask(m, stray);
    else
        name_role(m);
    return !stray;
}

/* ---- of supply areas --------------------------------------------------------------------------------------------------- */

/* Not understood, and yet of a winner, a price or an area that the table gives: 其他省份中选价格, 中选企业2, 江苏省备供企业. */
static bool is_left_over(const struct jc_column *c)
{
    static const char *const of[] = {"中选企业", "中标企业", "中选单位", "中标单位", "中选价", "中标价", "供应地区",
                                     "供应省",   "供应区域", "供应范围", "备供",     "备选",   "候补",   "替补"},
                             *const others[] = {"原",   "调整前", "变更前", "上一", "上轮",
                                                "最高", "限价",   "申报",   "是否", "联系"};
    return c->field == JC_F_COUNT && !c->lane && jc_title_has_word(c->head, of, JC_LEN(of)) &&
           !jc_title_has_word(c->head, others, JC_LEN(others));
}

/* Does nobody know of which areas this column is? `firms`: each has a firm of its own. */
static bool is_stray_of_regions(const struct jc_mapping *m, size_t lanes, const struct jc_column *c, bool firms)
{
    if (is_left_over(c) || (!c->lane && c->field == JC_F_REGIONS))
        return true;
    if (firms || c->lane || c->province || !is_used(c))
        return is_stray(m, lanes, c);
    return is_given(m, lanes, c->field) || jc_field_is_price(c->field) || stands_among(m, lanes, c->col);
}

/* Are both lanes of the same winner among those of a row, the first one of which need not say so? */
static bool is_same_winner(const struct jc_column *a, const struct jc_column *b)
{
    struct jc_winner_cut one, other;
    const bool cut = jc_winner_cut(&one, jc_span(a->head)), also = jc_winner_cut(&other, jc_span(b->head)),
               first = !cut || is_first(a), first_too = !also || is_first(b);
    return first == first_too && (first || strcmp(one.lane, other.lane) == 0);
}

/* Is some area that of both lanes? */
static bool overlap(const struct jc_column *a, const struct jc_column *b)
{
    struct jc_span one, other;
    bool found = false;
    for (size_t i = 0; !found && jc_value_next(&one, &i, jc_span(a->lane_says));)
        for (size_t k = 0; !found && jc_value_next(&other, &k, jc_span(b->lane_says));)
            found = one.n == other.n && memcmp(one.p, other.p, one.n) == 0;
    return found;
}

static const struct jc_column *find_overlap(const struct jc_mapping *m, size_t lanes)
{
    const struct jc_column *twice = NULL;
    for (size_t b = 2; b <= lanes && !twice; b++)
        for (size_t a = 1; a < b && !twice; a++)
            if (is_same_winner(of_lane(m, a, JC_F_COUNT), of_lane(m, b, JC_F_COUNT)) &&
                overlap(of_lane(m, a, JC_F_COUNT), of_lane(m, b, JC_F_COUNT)))
                twice = of_lane(m, b, JC_F_COUNT);
    return twice;
}

/* Firms or prices of other places beside those of the row. */
static bool are_beside(const struct jc_mapping *m, size_t lanes, bool firms)
{
    const bool plain = jc_mapping_column(m, JC_F_PRICE) || jc_mapping_column(m, JC_F_UNIT_PRICE);
    size_t priced = 0;
    for (size_t lane = 1; lane <= lanes; lane++)
        priced += of_lane(m, lane, JC_F_PRICE) || of_lane(m, lane, JC_F_UNIT_PRICE);
    if (firms && lanes > 1 && !jc_mapping_column(m, JC_F_MAKER)) /* there are no others, whatever their prices are */
        return false;
    return (plain && (!firms || !priced || lanes == 1)) || (!firms && priced < lanes) ||
           (lanes == 1 && jc_mapping_column(m, JC_F_REGIONS));
}

bool jc_winners_of_regions(struct jc_mapping *m, size_t *lanes, const struct jc_kind *kind, const struct jc_headers *h)
{
    const bool firms = is_given(m, *lanes, JC_F_MAKER);
    const struct jc_column *stray = NULL;
    if (*lanes == 0 || are_beside(m, *lanes, firms))
        return false;
    for (size_t lane = 1; lane <= *lanes && firms && !stray; lane++)
        stray = is_complete(m, lane) ? NULL : of_lane(m, lane, JC_F_COUNT);
    for (size_t i = 0; i < m->n && !stray; i++)
        stray =
            is_stray_of_regions(m, *lanes, &m->cols[i], firms) || gives_role(&m->cols[i], kind, h) ? &m->cols[i] : NULL;
    stray = stray ? stray : find_overlap(m, *lanes);
    for (size_t lane = 1; lane <= *lanes && !stray; lane++)
        say_role(m, lane, *lanes);
    if (!stray)
        return true;
    if (*lanes == 1 &&
        stray->lane) /* a firm or a price alone, of one place: whose the table is, another column may say */
        return false;
    ask(m, stray);
    m->areas = true;
    return false;
}

/* ---- those that are none ----------------------------------------------------------------------------------------------- */

static bool names_firm(const char *head)
{
    static const char *const firms[] = {"企业", "公司", "厂家", "厂商", "持有人"}, *const others[] = {
                                                                                       "配送", "物流",   "储运", "经营",
                                                                                       "供货", "第三方", "是否", "价",
                                                                                       "额",   "量",     "率",   "数",
                                                                                       "地区", "省",     "区域", "范围",
                                                                                       "顺位", "序",     "代码", "编码",
                                                                                       "备注", "说明"};
    return jc_title_has_word(head, firms, JC_LEN(firms)) && !jc_title_has_word(head, others, JC_LEN(others));
}

/* 中选企业2 */
static bool is_numbered(const char *head, char from)
{
    static const char *const begins[] = {"中选", "中标", "拟中选", "主供", "供应企业"};
    const size_t n = strlen(head);
    bool begun = false;
    for (size_t i = 0; i < JC_LEN(begins) && !begun; i++)
        begun = strncmp(head, begins[i], strlen(begins[i])) == 0;
    return begun && n > 0 && head[n - 1] >= from && head[n - 1] <= '9';
}

static bool names_backup(const char *head)
{
    static const char *const words[] = {"备供", "备选", "候补", "替补", "次选", "次供"};
    return jc_title_has_word(head, words, JC_LEN(words));
}

/* Of the second winner, or the one behind the main one. */
static bool is_second(const char *head)
{
    static const char *const words[] = {"第二", "第三", "第四", "第2", "第3"}, *const kinds[] = {
                                                                                   "第二类", "第三类"}; /* of devices */
    return is_numbered(head, '2') || names_backup(head) ||
           (jc_title_has_word(head, words, JC_LEN(words)) && !jc_title_has_word(head, kinds, JC_LEN(kinds)));
}

/* Another column has the same head. */
static bool stands_before(const struct jc_mapping *m, size_t i)
{
    bool found = false;
    for (size_t k = 0; k < i && !found; k++)
        found = m->cols[k].col != m->cols[i].col && strcmp(m->cols[k].head, m->cols[i].head) == 0;
    return found;
}

/* Whose the winner of this head is, A组 of A组中选企业; NULL = it names none, or a proposed one. */
static const char *whose_winner(const struct jc_column *c, size_t *n)
{
    static const char *const firms[] = {"中选企业", "中标企业",     "中选单位",         "中标单位",
                                        "中选厂家", "中选生产企业", "中选企业名称",     "主供企业",
                                        "备供企业", "中标生产企业", "中选生产企业名称", "中选药品生产企业"};
    static const char proposed[] = "拟";
    const struct jc_span head = jc_span(c->head);
    if (!is_used(c) || c->spare || strncmp(head.p, proposed, strlen(proposed)) == 0)
        return NULL;
    for (size_t i = 0; i < JC_LEN(firms); i++)
        if (jc_span_ends(head, firms[i])) {
            *n = head.n - strlen(firms[i]);
            return head.p;
        }
    return NULL;
}

/* A组中选企业 beside B组中选企业, below captions that say nothing we know of: the head of the other one, NULL = there is none. 中选企业
   beside 中选生产企业 is one winner. */
static const char *find_another(const struct jc_mapping *m, size_t i)
{
    size_t n, of;
    const char *whose = whose_winner(&m->cols[i], &n), *other = NULL;
    for (size_t k = 0; whose && k < i && !other; k++) {
        const char *before = m->cols[k].col != m->cols[i].col ? whose_winner(&m->cols[k], &of) : NULL;
        const bool own = before && n == of && strncmp(before, whose, n) == 0 && strcmp(before, whose) != 0;
        other = own ? NULL : before;
    }
    return other;
}

/* 备供价格; not 中选价格（备供企业同价）, which is that of both. */
static bool has_second_price(const struct jc_mapping *m)
{
    static const char *const prices[] = {"价"}, *const same[] = {"同价"};
    bool found = false;
    for (size_t i = 0; i < m->n && !found; i++) {
        const char *head = m->cols[i].head;
        found = jc_title_has_word(head, prices, JC_LEN(prices)) && !jc_title_has_word(head, same, JC_LEN(same)) &&
                (is_second(head) || stands_before(m, i));
    }
    return found;
}

void jc_winners_settle(struct jc_mapping *m)
{
    if (m->lanes || m->winner[0])
        return;
    const char *first = NULL, *second = NULL;
    bool plain = !has_second_price(m); /* the price is that of the main one */
    for (size_t i = 0; i < m->n; i++) {
        const char *head = m->cols[i].head;
        const char *other = find_another(m, i);
        if (!names_firm(head) && !other)
            continue;
        first = first ? first : other;
        const bool another = other || (first && is_numbered(head, '1')); /* 中选企业, 中选企业1 */
        const char **to = another || stands_before(m, i) || is_second(head) ? &second : &first;
        plain = plain && (to == &first || names_backup(head));
        *to = *to ? *to : head;
    }
    for (size_t i = 0; i < m->n; i++) /* 备供省份: of the backup, or of the winner as a backup? */
        plain = plain && !jc_column_is_second_region(&m->cols[i]);
    if (!first || !second)
        return;
    for (size_t i = 0; i < m->n && plain; i++)
        if (names_firm(m->cols[i].head) && is_second(m->cols[i].head)) {
            m->cols[i].field = JC_F_SKIP;
            m->cols[i].backup_firm = true;
        }
    if (plain)
        return;
    jc_copy(m->winner, sizeof m->winner, first);
    jc_copy(m->ask, sizeof m->ask, second);
}

void jc_row_tell_backup_firm(struct jc_load *l)
{
    for (size_t i = 0; i < l->map.n && !l->backup_firm_told; i++) {
        const struct jc_column *c = &l->map.cols[i];
        const struct jc_cell *cell = c->backup_firm ? jc_value_at(l->current, c->col) : NULL;
        int yes;
        if (!cell || cell->type != JC_CELL_TEXT || jc_value_yes(&yes, cell) == 0) /* 无 */
            continue;
        l->backup_firm_told = true;
        jc_load_issue(l, E_BACKUP_FIRM, c->col, JC_F_COUNT, (struct jc_span){cell->text, cell->len}, c->head, NULL,
                      false);
    }
}
