#include "ingest/wide.h"

#include "ingest/parts.h"

/* What a title says of the numbers: of volumes of which nobody says that they were agreed, of agreed ones, of a part of these. */
enum said { SAYS_NOTHING, MEASURES, AGREES, VARIES, DENIES };

enum measure { OF_NOTHING, OF_VOLUME, OF_DEMAND, OF_OTHER };

/* How surely a head names a hospital. */
enum likeness { NO_HOSPITAL, PERHAPS, LIKELY, NAMED };

/* A column, and what is made of it. */
struct side {
    struct jc_caption own;  /* its own head */
    struct jc_caption over; /* the caption over it */
    bool exact;             /* which is a head of agreed volumes, where others only hold the word */
    enum measure caption;   /* what that says is counted below it */
    uint16_t holds;         /* JC_HOLDS_ */
    char inst[96];          /* whose column it may be */
    enum measure of;        /* what of it */
    enum likeness like;
};

struct view {
    struct jc_mapping *m;
    const struct jc_wide_heads *a;
    const struct jc_kind *kind;
    struct side *side; /* of each column of m */
    enum said title;
    char denies[96]; /* the line or head that says that these are no agreed volumes */
};

/* ---- words ------------------------------------------------------------------------------------------------ */

static bool ends_in(const struct jc_buf *s, const char *word)
{
    size_t n = strlen(word);
    return s->len >= n && memcmp(s->p + s->len - n, word, n) == 0;
}

/* The key of a head without the bracket that closes it: 合计 of 合 计（盒）. */
static void bare_key(struct jc_buf *out, const char *head)
{
    struct jc_buf key = {0};
    jc_text_key(&key, head, strlen(head));
    const char *open = ends_in(&key, ")") ? strchr(jc_buf_text(&key), '(') : NULL;
    jc_buf_add(out, key.p, open && open > key.p ? (size_t)(open - key.p) : key.len);
    jc_buf_free(&key);
}

/*
 * A column of sums, remarks, measures, properties or of a stretch of time (合 计, 排名, 单价, 完成率, 2023年用量, 院内编码,
 * 3月) is no hospital. What only begins with such a word may be one: 单位卫生所, 县直机关事业单位医务室.
 */
static bool names_no_hospital(const struct jc_buf *key)
{
    static const char *const parts[] = {"合计", "总计", "小计", "共计", "累计", "汇总", "总量", "备注", "排名"};
    static const char *const ends[] = {"量",   "率", "数",   "额",   "价",   "比",   "例",   "值",   "码",
                                       "号",   "级", "名称", "说明", "日期", "时间", "单位", "库存", "科室",
                                       "价格", "年", "月",   "季度", "年度", "首年", "次年", "其中"};
    bool found = jc_title_has_word(jc_buf_text(key), parts, JC_LEN(parts));
    for (size_t i = 0; i < JC_LEN(ends) && !found; i++)
        found = ends_in(key, ends[i]);
    return found;
}

/* Left of the first full name stand properties of the product too: there a name must end like one (市血站, 医共体总院). */
static bool ends_like_hospital(const struct jc_buf *key)
{
    static const char *const ends[] = {"院", "中心", "门诊", "药房", "药店", "疾控", "保健",
                                       "所", "站",   "室",   "店",   "诊所", "集团"};
    bool found = false;
    for (size_t i = 0; i < JC_LEN(ends) && !found; i++)
        found = ends_in(key, ends[i]);
    return found && jc_title_may_be_institution((struct jc_span){key->p, key->len});
}

static bool is_full_name(const char *name)
{
    return jc_title_names_institution(jc_span(name)) && !jc_title_names_many(jc_span(name));
}

static void erase(struct jc_buf *key, const char *word)
{
    size_t n = strlen(word);
    for (char *p; key->len >= n && (p = jc_text_find(key->p, key->len, word, n)) != NULL; key->len -= n)
        memmove(p, p + n, (size_t)(key->p + key->len - p) - n + 1);
}

/* 合计, 约定采购量合计, 全县总量; not 县级合计 or 金额合计, which are of a part or of something else. */
static bool names_total(const char *head)
{
    static const char *const fill[] = {"采购量", "约定量", "协议量", "约定", "协议", "采购",     "数量", "分解",
                                       "全县",   "全市",   "全区",   "全州", "各",   "医疗机构", "机构"};
    static const char *const totals[] = {"合计", "总计", "共计",   "总",     "总量",
                                         "总数", "汇总", "合计数", "合计量", "总合计"};
    struct jc_buf key = {0};
    bool found = false;
    bare_key(&key, head);
    for (size_t i = 0; i < JC_LEN(fill); i++)
        erase(&key, fill[i]);
    for (size_t i = 0; i < JC_LEN(totals) && !found; i++)
        found = strcmp(jc_buf_text(&key), totals[i]) == 0;
    jc_buf_free(&key);
    return found;
}

static const char *const agreed_words[] = {"约定",     "协议量", "协议采购", "协议数量", "协议内", "合同量", "合同数量",
                                           "合同采购", "签约",   "分解",     "分配量",   "任务量", "目标量"};

/* 约定采购量完成情况: what became of it, not what was agreed. */
static const char *const later_words[] = {"完成", "进度", "执行情况", "执行率", "入库", "实际采购", "已采购", "剩余"};

/* What a title may say of the numbers below it, where it says nothing of what was agreed. */
static const char *const other_words[] = {"需求量",   "报量",     "申报",     "填报量",   "上报量",   "采购明细",
                                          "采购情况", "采购统计", "采购汇总", "采购数据", "采购报表", "采购数量",
                                          "采购金额", "使用量",   "使用情况", "用量",     "消耗",     "库存",
                                          "缺货",     "配送",     "到货",     "验收",     "付款",     "回款",
                                          "货款",     "结算",     "退货",     "网采",     "销售"};

/* 月均约定采购量, 约定采购量调减: not what is agreed for the term, but a share of it, or what is added or taken off. */
static const char *const part_words[] = {"月均", "月度",   "每月", "上年",   "去年",   "往年",  "历史",
                                         "年均", "调减",   "调增", "核减",   "核增",   "追加",  "增补",
                                         "差额", "非中选", "季度", "非约定", "超约定", "超协议"};

/* ---- what the numbers are said to be ------------------------------------------------------------------------- */

/* 采购量, 意向量, 勾选量: some volume; but 带量采购 and 计量单位 are of none. */
static bool speaks_of_volume(const char *line)
{
    static const char volume[] = "量";
    static const char *const none[] = {"带", "计", "含", "质", "重", "容", "剂", "限", "过"};
    for (const char *p = line; (p = strstr(p, volume)) != NULL; p += strlen(volume)) {
        bool other = false;
        for (size_t i = 0; i < JC_LEN(none); i++)
            other = other || ((size_t)(p - line) >= strlen(none[i]) &&
                              memcmp(p - strlen(none[i]), none[i], strlen(none[i])) == 0);
        if (!other)
            return true;
    }
    return false;
}

static bool ends_with(const char *from, const char *end, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(words[i]);
        if ((size_t)(end - from) >= len && memcmp(end - len, words[i], len) == 0)
            return true;
    }
    return false;
}

static size_t starts_with(const char *s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strncmp(s, words[i], strlen(words[i])) == 0)
            return strlen(words[i]);
    return 0;
}

/* 月均约定采购量 and 约定采购量调减表 are such a part; 约定采购量（含追加） and a note, 按季度考核, say something else. */
static bool is_part(const char *line)
{
    static const char *const denied[] = {"不含", "含", "不得", "不", "按", "除"}, *const filler[] = {"度", "的"},
                             *const tail[] = {"表", "明细", "情况", "清单", "量", "数"},
                             *const brackets[] = {"（", "）", "(", ")"};
    for (size_t i = 0; i < JC_LEN(part_words); i++)
        for (const char *p = line; (p = strstr(p, part_words[i])) != NULL; p += strlen(part_words[i])) {
            const char *after = p + strlen(part_words[i]);
            if (ends_with(line, p, denied, JC_LEN(denied)))
                continue;
            after += starts_with(after, filler, JC_LEN(filler));
            bool before_it = jc_title_has_word(part_words[i], agreed_words, 1) || /* 超约定 */
                             starts_with(after, agreed_words, JC_LEN(agreed_words));
            for (size_t n; (n = starts_with(after, tail, JC_LEN(tail))) > 0;)
                after += n;
            if (before_it || !*after || starts_with(after, brackets, JC_LEN(brackets)))
                return true;
        }
    return false;
}

static enum said line_says(struct jc_span s)
{
    char *line = jc_strndup(s.p, s.n);
    bool part = jc_title_has_word(line, part_words, JC_LEN(part_words));
    enum said says = SAYS_NOTHING;
    if (jc_title_has_word(line, later_words, JC_LEN(later_words)))
        says = DENIES;
    else if (jc_title_has_word(line, agreed_words, JC_LEN(agreed_words)))
        says = is_part(line) ? VARIES : AGREES;
    else if (jc_title_has_word(line, other_words, JC_LEN(other_words)) || (part && speaks_of_volume(line)))
        says = DENIES;
    else if (speaks_of_volume(line))
        says = MEASURES;
    free(line);
    return says;
}

/* The nearest line that says whether they were agreed decides, else the one that speaks of volumes at all; it is `out`. */
static enum said title_says(char *out, size_t size, const char *text)
{
    struct jc_title_walk w = jc_title_walk(text);
    struct jc_span line;
    enum said found = SAYS_NOTHING;
    while (found < AGREES && jc_title_next(&w, &line)) {
        enum said says = line_says(line);
        if (says <= found)
            continue;
        found = says;
        jc_copyn(out, size, line.p, line.n);
    }
    return found;
}

/* Its numbers are not those that were agreed, whatever the columns leave open. */
static bool is_of_others(enum said says)
{
    return says == DENIES || says == VARIES;
}

/* A head that speaks of orders, deliveries or invoices: what stands beside it is bought, not agreed. */
static bool is_of_purchases(const struct view *v, const char *head)
{
    static const enum jc_field fields[] = {JC_F_ORDERED,   JC_F_SHIPPED,     JC_F_ACCEPTED,   JC_F_RETURNED,
                                           JC_F_DAY_ORDER, JC_F_DAY_SHIP,    JC_F_DAY_ACCEPT, JC_F_ORDER_NO,
                                           JC_F_LINE_NO,   JC_F_DELIVERY_NO, JC_F_INVOICES,   JC_F_DAY_PAID};
    struct jc_column c = {0};
    enum jc_field f = jc_header_meaning(v->a->h, jc_kind_find("purchase"), head, &c);
    for (size_t i = 0; i < JC_LEN(fields); i++)
        if (f == fields[i] && !c.asks)
            return true;
    return false;
}

static bool is_measure(enum jc_field f)
{
    return f == JC_F_SKIP || jc_field_is_number(f);
}

/* Known as something in any kind of table: 中选价, 机构编码; with `measure`, as a number of something. */
static bool is_known(const struct view *v, const char *head, bool measure)
{
    struct jc_column c = {0};
    for (size_t i = 0; i < jc_kind_count; i++) {
        enum jc_field f = jc_header_meaning(v->a->h, &jc_kinds[i], head, &c);
        if (f != JC_F_COUNT && (!measure || is_measure(f)))
            return true;
    }
    return false;
}

/* The same of a head that no table has, by its words: 各医疗机构约定采购量, 剩余约定量, 分配数; 县级医院 says nothing. */
static enum measure measure_in_words(const struct view *v, const char *head)
{
    static const char *const turned[] = {"剩余", "未", "已", "完成", "累计", "上年", "去年", "上一",
                                         "历史", "占", "率", "金额", "价",   "实际", "超",   "差"};
    struct jc_buf key = {0};
    bare_key(&key, head);
    const char *text = jc_buf_text(&key);
    bool agreed = jc_title_has_word(text, agreed_words, JC_LEN(agreed_words)),
         other = jc_title_has_word(text, turned, JC_LEN(turned)) ||
                 jc_title_has_word(text, later_words, JC_LEN(later_words)),
         said = other || jc_title_has_word(text, other_words, JC_LEN(other_words)),
         counted = ends_in(&key, "量") || ends_in(&key, "数");
    enum measure found = OF_NOTHING;
    if (agreed || said)
        found = agreed && !other ? OF_VOLUME : OF_OTHER;
    else if (names_no_hospital(&key))
        found = counted && v->title == AGREES ? OF_VOLUME : OF_OTHER;
    jc_buf_free(&key);
    return found;
}

/* What a head that stands below or over a hospital's says is counted; 采购量 and 数量 are what the title says. */
static enum measure measure_of(const struct view *v, const char *head)
{
    static const enum measure by_title[] = {[SAYS_NOTHING] = OF_NOTHING,
                                            [MEASURES] = OF_NOTHING,
                                            [AGREES] = OF_VOLUME,
                                            [VARIES] = OF_OTHER,
                                            [DENIES] = OF_OTHER};
    struct jc_column c = {0};
    if (!*head || is_full_name(head))
        return OF_NOTHING;
    enum jc_field f = jc_header_meaning(v->a->h, v->kind, head, &c);
    if ((f == JC_F_VOLUME && c.asks) || strcmp(head, "数量") == 0)
        return by_title[v->title];
    if (f == JC_F_VOLUME || f == JC_F_DEMAND)
        return f == JC_F_VOLUME ? OF_VOLUME : OF_DEMAND;
    if (is_known(v, head, true))
        return OF_OTHER;
    return f == JC_F_COUNT ? measure_in_words(v, head) : OF_NOTHING;
}

/* ---- one column -------------------------------------------------------------------------------------------------- */

/* 甲县人民医院约定采购量: whose, and what of it, in one text. */
static bool split_head(const struct view *v, struct side *s)
{
    char name[96];
    const char *own = s->own.name;
    if (is_full_name(own) || !jc_title_leads_institution(name, sizeof name, jc_span(own)))
        return false;
    const char *at = strstr(own, name);
    enum measure of = at == own ? measure_of(v, own + strlen(name)) : OF_NOTHING;
    if (of == OF_NOTHING)
        return false;
    jc_copy(s->inst, sizeof s->inst, name);
    s->of = of;
    s->like = NAMED;
    return true;
}

/* 需求量 and 约定采购量 below the name of a hospital. */
static bool hospital_over(const struct view *v, struct side *s)
{
    if (s->caption != OF_NOTHING || !is_full_name(s->over.name) || is_full_name(s->own.name))
        return false;
    enum measure of = measure_of(v, s->own.name);
    jc_copy(s->inst, sizeof s->inst, s->over.name);
    s->of = of == OF_NOTHING ? OF_OTHER : of;
    s->like = NAMED;
    return true;
}

static enum likeness likeness_of(const struct view *v, const struct side *s)
{
    struct jc_buf key = {0};
    enum likeness like = NAMED;
    bool words = s->holds && !(s->holds & JC_HOLDS_NUMBERS);
    if (!is_full_name(s->own.name)) {
        bare_key(&key, s->own.name);
        bool none =
            names_no_hospital(&key) || jc_title_names_many(jc_span(s->own.name)) || is_known(v, s->own.name, false);
        like = none ? NO_HOSPITAL : ends_like_hospital(&key) ? LIKELY : PERHAPS;
        jc_buf_free(&key);
    }
    return words ? NO_HOSPITAL : like;
}

static void read_side(const struct view *v, const struct jc_column *c, struct side *s)
{
    bool volume = c->field == JC_F_VOLUME || c->field == JC_F_DEMAND;
    if (c->part == JC_PART_SECOND || (c->field != JC_F_COUNT && !volume))
        return;
    if (hospital_over(v, s) || split_head(v, s) || volume)
        return;
    s->like = likeness_of(v, s);
    if (s->like == NO_HOSPITAL)
        return;
    jc_copy(s->inst, sizeof s->inst, s->own.name);
    s->of = s->caption == OF_NOTHING ? OF_VOLUME : s->caption;
}

/* ---- the table ------------------------------------------------------------------------------------------------------ */

/* What a caption says is counted below it; in a head of three lines the upper one of the two, if it says so. */
static void read_caption(const struct view *v, struct side *s, uint32_t col)
{
    const struct jc_head_row *row = v->a->row;
    const char *outer = row->outer ? row->outer[col] : "", *inner = row->inner ? row->inner[col] : row->text[col];
    struct jc_caption upper = jc_header_caption(outer);
    struct jc_column c = {0};
    s->over = jc_header_caption(inner);
    s->caption = measure_of(v, upper.name);
    const char *measure = s->caption == OF_NOTHING ? s->over.name : upper.name;
    if (s->caption == OF_NOTHING)
        s->caption = measure_of(v, s->over.name);
    if (!s->over.unit[0])
        jc_copy(s->over.unit, sizeof s->over.unit, upper.unit);
    s->exact = jc_header_meaning(v->a->h, v->kind, measure, &c) == JC_F_VOLUME;
}

/* The code of a hospital in a bracket is no unit: 青岭县人民医院(H33078200901) is read as H33078200901青岭县人民医院. */
static struct jc_caption own_head(const char *text)
{
    struct jc_span code, name;
    struct jc_caption c = {0};
    jc_title_split_institution(&code, &name, jc_span(text));
    if (!code.n || code.n + name.n >= sizeof c.name)
        return jc_header_caption(text);
    snprintf(c.name, sizeof c.name, "%.*s%.*s", (int)code.n, code.p, (int)name.n, name.p);
    return c;
}

/* Each column's own head and the caption over it, which goes on to the right up to the next one. */
static void read_sides(struct view *v)
{
    const struct jc_wide_heads *a = v->a;
    const struct jc_head_row *last = a->below ? a->below : a->row;
    struct side over = {0};
    uint32_t next = 0, at = 0;
    for (size_t i = 0; i < v->m->n; i++) {
        struct jc_column *c = &v->m->cols[i];
        struct side *s = &v->side[i];
        for (; a->below && next <= c->col; next++)
            if (*jc_head_text(a->row, next)) {
                read_caption(v, &over, next);
                at = next + 1;
            }
        const char *low = jc_head_text(last, c->col);
        if (a->below && *low && at) {
            *s = over;
            c->under = at;
        }
        s->own = own_head(*low ? low : jc_head_text(a->row, c->col));
        s->holds = last->holds && c->col < last->held ? last->holds[c->col] : 0;
        read_side(v, c, s);
    }
}

/* What is right of the first name may be called anything; left of it, and beside a caption that it is not under, not. */
static void drop_unlikely(struct view *v)
{
    bool captioned = false, named = false;
    for (size_t i = 0; i < v->m->n; i++)
        captioned = captioned || (v->side[i].of == OF_VOLUME && v->side[i].caption == OF_VOLUME);
    for (size_t i = 0; i < v->m->n; i++) {
        struct side *s = &v->side[i];
        named = named || s->like >= LIKELY;
        bool apart = captioned ? s->caption == OF_NOTHING : !named;
        if (s->like == PERHAPS && apart)
            s->of = OF_NOTHING;
    }
}

/* What there is of hospitals' columns. */
struct tally {
    int named, likely, perhaps; /* of agreed volumes */
    int others;                 /* named ones of something else */
    int unnamed;                /* numbers below what is called nothing known */
    bool captioned, total, numbers, looked;
    bool alone;                 /* the title says that these are agreed volumes, and nothing else can be */
    size_t first, other, place; /* the first of them, of the others and of the unnamed */
};

static void count_side(struct tally *t, struct view *v, size_t i)
{
    const struct jc_column *c = &v->m->cols[i];
    const struct side *s = &v->side[i];
    bool volume = s->of == OF_VOLUME;
    t->total = t->total || (c->field == JC_F_VOLUME && s->of == OF_NOTHING) || names_total(s->own.name);
    t->looked = t->looked || s->holds;
    if (s->of != OF_NOTHING && !volume && s->like == NAMED && t->others++ == 0)
        t->other = i;
    if (c->field == JC_F_COUNT && s->like == PERHAPS && jc_holds_numbers_alone(s->holds) && t->unnamed++ == 0)
        t->place = i;
    if (!volume)
        return;
    if (t->named + t->likely + t->perhaps == 0)
        t->first = i;
    t->named += s->like == NAMED;
    t->likely += s->like == LIKELY;
    t->perhaps += s->like == PERHAPS && (s->holds & JC_HOLDS_NUMBERS);
    bool over = s->caption == OF_NOTHING && is_full_name(s->over.name);
    t->captioned = t->captioned || s->caption == OF_VOLUME || over;
    v->m->captioned = v->m->captioned || s->exact || over;
    t->numbers = t->numbers || (s->holds & JC_HOLDS_NUMBERS);
}

/* Two full names; or one, and what stands over or beside it can be nothing else. 门诊 and 住院 are no names. */
static bool are_hospitals(const struct tally *t)
{
    return t->named >= 2 || (t->named == 1 && (t->captioned || t->likely || (t->total && t->perhaps) || t->alone));
}

/* The table is of several institutions, and what it says for its rows is no single one's. */
static bool is_of_many(const struct jc_title *t)
{
    static const char *const words[] = {"医共体", "医联体", "各医疗机构", "各机构", "各医院", "各乡镇", "成员单位"};
    return jc_title_has_word(t->text, words, JC_LEN(words));
}

/* 约定采购量 over the hospitals, beside them or above the table; beside them it says nothing of numbers of something else. */
static bool are_agreed(const struct view *v, const struct tally *t)
{
    const struct jc_column *volume = jc_mapping_column(v->m, JC_F_VOLUME);
    return v->a->forced || t->captioned || v->title == AGREES || (!is_of_others(v->title) && volume && !volume->asks);
}

/* Why these are no agreed volumes, though nothing says that they are. */
static bool are_denied(struct view *v, const struct tally *t)
{
    if (v->title == MEASURES || is_of_others(v->title))
        return true;
    for (size_t i = 0; i < v->m->n; i++)
        if (v->m->cols[i].field == JC_F_COUNT && v->side[i].of == OF_NOTHING &&
            is_of_purchases(v, v->m->cols[i].head)) {
            jc_copy(v->denies, sizeof v->denies, v->m->cols[i].head);
            return true;
        }
    jc_copy(v->denies, sizeof v->denies, v->m->cols[t->first].head);
    return t->looked && !t->numbers;
}

static void leave_out(struct jc_column *c)
{
    c->field = JC_F_SKIP;
    c->spare = true;
    c->asks = false;
}

/* Does a column before this one give the same of the same hospital? */
static bool is_given_before(const struct jc_mapping *m, size_t i)
{
    for (size_t k = 0; k < i; k++)
        if (m->cols[k].hospital && m->cols[k].field == m->cols[i].field &&
            strcmp(m->cols[k].inst, m->cols[i].inst) == 0)
            return true;
    return false;
}

/* What a hospital's column is counted in: its own bracket, that of its caption, or that of a total beside it. */
static void give_unit(struct jc_column *c, const struct side *s, const char *total)
{
    const char *unit = s->own.unit[0] ? s->own.unit : s->over.unit[0] ? s->over.unit : total;
    if (!c->unit[0] && *unit)
        jc_header_set_unit(c, unit);
}

/* The unit that the totals name, where they name one; that of money is none. */
static const char *unit_of_totals(const struct view *v)
{
    struct jc_unit u;
    const char *found = "";
    if (jc_mapping_column(v->m, JC_F_UNIT) || v->a->title->unit[0])
        return "";
    for (size_t i = 0; i < v->m->n; i++) {
        const char *unit = v->m->cols[i].total ? v->side[i].own.unit : "";
        if (!*unit || !jc_unit_parse(&u, jc_span(unit)) || u.kind == JC_UNIT_MONEY)
            continue;
        if (*found && strcmp(found, unit) != 0)
            return "";
        found = unit;
    }
    return found;
}

/* Every column that is not the product's or the round's is a hospital's or left out; a total is kept to be compared. */
static void give_columns(struct view *v)
{
    struct jc_mapping *m = v->m;
    for (size_t i = 0; i < m->n; i++) {
        struct jc_column *c = &m->cols[i];
        const struct side *s = &v->side[i];
        bool volume = c->field == JC_F_VOLUME || c->field == JC_F_DEMAND;
        if (c->field != JC_F_COUNT && !volume)
            continue;
        if (s->of != OF_OTHER) /* of what is no agreed volume no list of institutions makes one */
            jc_copy(c->inst, sizeof c->inst, s->inst[0] ? s->inst : s->own.name);
        if (s->of == OF_VOLUME || s->of == OF_DEMAND) {
            c->field = s->of == OF_VOLUME ? JC_F_VOLUME : JC_F_DEMAND;
            c->hospital = !is_given_before(m, i);
            c->spare = c->asks = false;
        } else {
            bool sum = s->caption != OF_DEMAND && s->caption != OF_OTHER && names_total(s->own.name);
            c->total = sum || (c->field == JC_F_VOLUME && !s->inst[0]);
        }
        c->no_volume = !c->hospital && s->of != OF_NOTHING;
        if (!c->hospital)
            leave_out(c);
    }
}

/* Behind what its own head says comes a column of units, which a total beside the hospitals would only repeat. */
static void give_units(struct view *v)
{
    struct jc_mapping *m = v->m;
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].inst[0])
            give_unit(&m->cols[i], &v->side[i], "");
    jc_unit_head_settle(m);
    const char *total = unit_of_totals(v);
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].inst[0] && !m->cols[i].total)
            give_unit(&m->cols[i], &v->side[i], total);
}

/* 第一年, 2024年度, 次年 */
static bool is_of_year(const struct side *s)
{
    static const char *const ends[] = {"年", "年度", "首年", "次年"};
    struct jc_buf key = {0};
    bool found = false;
    bare_key(&key, s->own.name);
    for (size_t i = 0; i < JC_LEN(ends) && !found; i++)
        found = ends_in(&key, ends[i]);
    jc_buf_free(&key);
    return found;
}

/*
 * A hospital with two columns of what is to be its agreed volume, in one unit: two years, or who knows what. Neither is the
 * volume of the term, nor is their sum sure to be. With years: one of two columns that their heads call years.
 */
static bool is_doubled(struct view *v, bool years)
{
    for (size_t i = 0; i < v->m->n; i++)
        for (size_t k = 0; k < i && v->side[i].inst[0]; k++) {
            const struct side *a = &v->side[k], *b = &v->side[i];
            bool both = years ? is_of_year(a) && is_of_year(b) : a->of == OF_VOLUME && b->of == OF_VOLUME;
            if (!both || strcmp(a->inst, b->inst) != 0 || strcmp(a->own.unit, b->own.unit) != 0 ||
                strcmp(a->over.unit, b->over.unit) != 0)
                continue;
            snprintf(v->m->across, sizeof v->m->across, "%.60s", v->m->cols[k].head);
            jc_copy(v->m->twin, sizeof v->m->twin, v->m->cols[i].head);
            v->m->wide = false;
            return true;
        }
    return false;
}

/* What asked its neighbours and is left out need not be asked for any more. */
static void forget_asked(struct jc_mapping *m)
{
    m->ask[0] = 0;
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].asks)
            jc_copy(m->ask, sizeof m->ask, m->cols[i].head);
}

static void tell_unnamed(struct view *v, const struct tally *t)
{
    struct jc_buf list = {0};
    for (size_t i = t->place; i < v->m->n && list.len < 60; i++)
        if (v->m->cols[i].field == JC_F_COUNT && v->side[i].like == PERHAPS && jc_holds_numbers_alone(v->side[i].holds))
            jc_buf_fmt(&list, "%s%s", list.len ? "、" : "", v->side[i].own.name);
    jc_copy(v->m->across, sizeof v->m->across, jc_buf_text(&list));
    v->m->unnamed = true;
    jc_buf_free(&list);
}

static struct tally count_sides(struct view *v)
{
    struct tally t = {0};
    for (size_t i = 0; i < v->m->n; i++)
        count_side(&t, v, i);
    t.alone = t.numbers && v->title == AGREES && !jc_mapping_column(v->m, JC_F_VOLUME);
    return t;
}

/* The user knows better than the captions over the hospitals. */
static struct tally force(struct view *v)
{
    for (size_t i = 0; i < v->m->n; i++)
        if (v->side[i].of != OF_NOTHING)
            v->side[i].of = OF_VOLUME;
    return count_sides(v);
}

static void settle(struct view *v)
{
    struct jc_mapping *m = v->m;
    struct tally t;
    read_sides(v);
    drop_unlikely(v);
    t = count_sides(v);
    if (v->a->forced && t.named == 0 && t.others >= 2)
        t = force(v);
    bool hospitals = are_hospitals(&t), volume = jc_mapping_column(m, JC_F_VOLUME);
    bool agreed = are_agreed(v, &t);
    m->wide = hospitals && (agreed || !are_denied(v, &t));
    m->agreed = m->wide ? agreed : m->agreed;
    if (m->wide && is_doubled(v, false))
        return;
    if (m->wide) {
        give_columns(v);
        give_units(v);
        forget_asked(m);
    } else if (hospitals) {
        jc_copy(m->across, sizeof m->across, v->denies);
    } else if (t.others >= 2 && is_doubled(v, true)) {
        return;
    } else if (t.others >= 2) {
        jc_copy(m->across, sizeof m->across, m->cols[t.other].head);
    } else if (v->title == AGREES && t.unnamed >= 2 && (!volume || is_of_many(v->a->title))) {
        tell_unnamed(v, &t);
    }
}

/* Agreed volumes by what stands above, of a hospital or in a column of their own; no catalogue that gives them besides. */
static bool are_said(const struct view *v, bool by_row)
{
    static const char *const catalogues[] = {"目录",     "中选结果", "中标结果", "中选药品",
                                             "中选产品", "中选品种", "清单"};
    const struct jc_title *t = v->a->title;
    bool volume = jc_mapping_column(v->m, JC_F_VOLUME);
    if (by_row && volume)
        return true;
    if (v->title != AGREES && v->title != VARIES)
        return false;
    return by_row || t->inst[0] || (volume && !jc_title_has_word(t->text, catalogues, JC_LEN(catalogues)));
}

void jc_wide_settle(struct jc_mapping *m, const struct jc_wide_heads *heads)
{
    struct view v = {.m = m, .a = heads, .kind = m->nearest};
    bool product = jc_mapping_column(m, JC_F_GENERIC) || jc_mapping_column(m, JC_F_CODE);
    bool by_row = jc_mapping_column(m, JC_F_INST_NAME) || jc_mapping_column(m, JC_F_INST_CODE);
    v.title = title_says(v.denies, sizeof v.denies, heads->title->text);
    m->agreed = are_said(&v, by_row);
    if (!product || by_row || m->n < 3)
        return;
    v.side = jc_alloc(m->n * sizeof *v.side);
    settle(&v);
    free(v.side);
}
