/* Parameters: one line each. A value is checked when it is set, so the engine never meets a wrong one. */
#include "rules/params.h"

enum { E_UNKNOWN = 401, E_RANGE = 402, E_FRONT = 494, E_TWICE = 498, LIST_MAX = 16, DIGITS_MAX = 5, OWN_MAX = 256 };

enum type { NUMBER, WHOLE, WORD, TEXT, DAY, TERM, LIST };

struct decl {
    const char *name, *fallback;
    enum type type;
    int64_t low, high; /* × 10 000, of NUMBER and WHOLE */
    const char *range; /* as shown; for WORD the words, separated by " | " */
    const char *zh, *en;
    const char *source, *source_en; /* rule book, and the plan it comes from */
};

#define BOOK(zh, en) "规则书 " zh, "rule book " en
#define RULE(place)  BOOK(place, place)
static const struct decl decls[] = {
    {"agreement.unit", "min", WORD, 0, 0, "min | pack", "约定采购量没有写单位时：min 最小制剂单位，pack 包装",
     "unit of an agreed volume without a unit: min smallest units, pack packs", RULE("1")},
    {"budget.on_time", "0.95", NUMBER, 0, 10000, "0–1", "总额不降低：按期支付金额占比不低于，才算履行合同",
     "protected budget: least on-time share for the contract to be performed",
     BOOK("12；义乌 2020 任务 6", "12; Yiwu 2020, task 6")},
    {"fulfil.alarm", "0.8", NUMBER, 0, 10000, "0–1", "严重滞后线：完成率低于序时进度的这个倍数",
     "alarm line: completion below this multiple of the time share", RULE("4.5")},
    {"fulfil.near", "0.9", NUMBER, 0, 10000, "0–1", "临近线：完成率不低于序时进度的这个倍数",
     "near line: completion at least this multiple of the time share", RULE("4.5")},
    {"fulfil.other_strength", "unit", WORD, 0, 0, "unit | content | no",
     "中选企业同组其他规格：unit 按片（支）数计，content 按含量折算，no 不计",
     "another strength of the winner: unit counts unit for unit, content by content, no not at all", RULE("4.1")},
    {"hint.accept_days", "15", WHOLE, 0, 3650000, "0–365", "提示：验收晚于发货超过这个天数",
     "hint: accepted more than so many days after delivery", RULE("13")},
    {"hint.return_days", "60", WHOLE, 0, 3650000, "0–365", "提示：完成约定量后这个天数内退货",
     "hint: returned within so many days after completion", RULE("13")},
    {"hint.rush_days", "30", WHOLE, 10000, 1800000, "1–180", "突击采购：协议期最后这个天数",
     "rush: the last days of the agreement", RULE("13")},
    {"hint.rush_share", "0.5", NUMBER, 0, 10000, "0–1", "突击采购：最后这些天的采购量超过全期的这个占比",
     "rush: more than this share of the volume in the last days", RULE("13")},
    {"nonselected.limit", "0.5", NUMBER, 0, 10000, "0–1", "非中选超量、超额的界限", "limit of the not-selected share",
     BOOK("5；义乌 2020 任务 33", "5; Yiwu 2020, task 33")},
    {"online.goal_consumable", "0.80", NUMBER, 0, 10000, "0–1", "高值医用耗材网采率目标",
     "goal of the on-line share, consumables", BOOK("9；浙江 2017 为 0.9", "9; 0.9 in Zhejiang 2017")},
    {"online.goal_medicine", "0.90", NUMBER, 0, 10000, "0–1", "药品（不含中药饮片）网采率目标",
     "goal of the on-line share, medicines without decoction pieces", RULE("9")},
    {"payment.ages", "30,60,90,180,365", LIST, 0, 0, "递增的天数", "逾期账龄分段（天）", "age bands of overdue amounts",
     RULE("7.7")},
    {"payment.band.behind", "0.80", NUMBER, 0, 10000, "0–1", "货款支付“滞后”下限",
     "payment word behind: least on-time share", RULE("7.10")},
    {"payment.band.good", "0.95", NUMBER, 0, 10000, "0–1", "货款支付“达标”下限",
     "payment word good: least on-time share", RULE("7.10")},
    {"payment.band.near", "0.90", NUMBER, 0, 10000, "0–1", "货款支付“临近”下限",
     "payment word near: least on-time share", RULE("7.10")},
    {"payment.rank_rejected", "1", NUMBER, 0, 1000000, "0–100（%）", "参加排名的条件：导入时剔除金额占比不超过（%）",
     "ranked only with at most this percentage of the amount rejected", RULE("7.10")},
    {"payment.rank_min", "10", WHOLE, 0, INT64_C(10000000000), "0–1000000", "参加排名的条件：到期笔数不少于",
     "ranked only with at least so many matured receipts", RULE("7.10")},
    {"payment.selected_from", "2021-01-22", DAY, 0, 0, "日期", "集采线上次月底付款规则适用的验收日起",
     "volume-based lines follow their rule from this acceptance day", RULE("7.2")},
    {"payment.rule_other", "days 30", TERM, 0, 0, "eom-next | days N", "其他采购的付款期限",
     "due day of all other lines", RULE("7.2")},
    {"payment.rule_selected", "eom-next", TERM, 0, 0, "eom-next | days N", "集采中选产品的付款期限（eom-next 次月底）",
     "due day of volume-based lines", BOOK("7.2；义乌 2020 任务 4", "7.2; Yiwu 2020, task 4")},
    {"payment.scope", "all", WORD, 0, 0, "all | selected | medicine",
     "货款统计范围：all 全部药品和耗材，selected 集采中选，medicine 药品",
     "lines in the payment figures: all, selected (volume-based) or medicine", RULE("7.2")},
    {"price.pack_ratio", "1.95", NUMBER, 10000, 40000, "1–4", "差比价：包装数量每翻一倍的价格倍数",
     "price ratio for each doubling of the pack", RULE("6.2")},
    {"region.supply", "", TEXT, 0, 0, "省份或城市", "医疗机构没有写供应地区、编码也看不出时的供应地区",
     "supply region of institutions whose list and code do not tell", RULE("2.5")},
    {"sanity.file_share", "0.8", NUMBER, 0, 10000, "0–1", "一个文件的机构解释了当月金额变化的这个占比以上时提示",
     "note when the institutions of one file explain more than this share of a month's change", RULE("13")},
    {"sanity.marked", "0.6", NUMBER, 0, 10000, "0–1", "一条规则标记的机构超过这个占比时提示",
     "note when a rule marks more than this share of the institutions", RULE("13")},
    {"sanity.month_change", "0.2", NUMBER, 0, 10000, "0–1", "当月金额比上月变化达到这个幅度才检查是否来自一个文件",
     "a month is looked at when its amount changed by at least this share", RULE("13")},
    {"sanity.unit_error", "10", NUMBER, 10000, 10000000, "1–1000", "已完成量超过约定量的这个倍数时提示单位可能有误",
     "note when the counted volume is above so many times the agreed one", RULE("13")},
    {"shift.change", "0.2", NUMBER, 0, 10000, "0–1", "转移提示：中选量下降、非中选与可替代量上升的最小幅度",
     "shift hint: least fall of selected and rise of other volume", RULE("5")},
    {"supply.arrival_days", "3", WHOLE, 0, 3650000, "0–365", "下单后几天内全部入库算到货及时",
     "fully accepted within so many days of the order is in time", RULE("8")},
    {"supply.good", "0.95", NUMBER, 0, 10000, "0–1", "配送率“正常”下限", "lower end of a normal delivery rate",
     RULE("8")},
    {"supply.poor", "0.90", NUMBER, 0, 10000, "0–1", "配送率低于此为“较差”，也是责任和连续三月的界限",
     "a delivery rate below this is poor; limit of responsibility and of three months in a row",
     BOOK("8；青海", "8; Qinghai")},
    {"surplus.score_a", "80", NUMBER, 0, 1000000, "0–100", "结余留用：考核得分不低于，为 A 级",
     "surplus: least score of grade A", BOOK("11；深圳 2024 征求意见稿", "11; Shenzhen draft of 2024")},
    {"surplus.score_b", "70", NUMBER, 0, 1000000, "0–100", "结余留用：考核得分不低于，为 B 级",
     "surplus: least score of grade B", BOOK("11；深圳 2024 征求意见稿", "11; Shenzhen draft of 2024")},
    {"surplus.score_c", "60", NUMBER, 0, 1000000, "0–100", "结余留用：考核得分不低于，为 C 级",
     "surplus: least score of grade C", BOOK("11；深圳 2024 征求意见稿", "11; Shenzhen draft of 2024")},
    {"surplus.share_a", "0.5", NUMBER, 0, 5000, "0–0.5", "结余留用：A 级的留用比例",
     "surplus: share retained at grade A", BOOK("11；深圳 2024 征求意见稿", "11; Shenzhen draft of 2024")},
    {"surplus.share_b", "0.4", NUMBER, 0, 5000, "0–0.5", "结余留用：B 级的留用比例",
     "surplus: share retained at grade B", BOOK("11；深圳 2024 征求意见稿", "11; Shenzhen draft of 2024")},
    {"surplus.share_c", "0.3", NUMBER, 0, 5000, "0–0.5", "结余留用：C 级的留用比例",
     "surplus: share retained at grade C", BOOK("11；深圳 2024 征求意见稿", "11; Shenzhen draft of 2024")},
    {"volume.basis", "accepted", WORD, 0, 0, "accepted | shipped | ordered",
     "完成量按哪个数量计：accepted 入库，shipped 配送，ordered 采购", "quantity that counts as bought", RULE("4.2")},
    {"volume.returned", "off", WORD, 0, 0, "off | included",
     "退货数量：off 从入库数量中减去，included 入库数量已是退货后的数",
     "returned quantity: off = to be taken off, included = accepted is already net", RULE("4.2")},
};

struct jc_params {
    struct {
        const struct decl *decl;
        char *value;
        const char *origin;
    } * at;
    size_t n, cap;
    struct decl *own[OWN_MAX]; /* declared by rules of the user */
    size_t own_n;
    struct jc_intern *texts; /* of own */
};

static void add(struct jc_params *p, const struct decl *d)
{
    p->at = jc_grow(p->at, &p->cap, p->n + 1, sizeof *p->at);
    p->at[p->n].decl = d;
    p->at[p->n].value = jc_strdup(d->fallback);
    p->at[p->n++].origin = "默认";
}

/* A line of a built-in rule that is not understood is found by a test. */
static void add_those_of_rules(struct jc_params *p)
{
    struct jc_rule *r = jc_alloc(sizeof *r);
    struct jc_err err = {0};
    const char *line;
    enum jc_status st = JC_OK;
    for (size_t i = 0; st == JC_OK && jc_rule_at(r, i); i++)
        st = params_read(p, r->text, r->id, &line, &err);
    free(r);
}

struct jc_params *jc_params_new(void)
{
    struct jc_params *p = jc_alloc(sizeof *p);
    p->texts = jc_intern_new();
    for (size_t i = 0; i < JC_LEN(decls); i++)
        add(p, &decls[i]);
    add_those_of_rules(p);
    return p;
}

void jc_params_free(struct jc_params *params)
{
    if (!params)
        return;
    for (size_t i = 0; i < params->n; i++)
        free(params->at[i].value);
    for (size_t i = 0; i < params->own_n; i++)
        free(params->own[i]);
    free(params->at);
    jc_intern_free(params->texts);
    free(params);
}

static size_t find(const struct jc_params *params, const char *name)
{
    size_t i = 0;
    while (i < params->n && strcmp(params->at[i].decl->name, name) != 0)
        i++;
    return i;
}

/* The one whose name is spelled alike; or that is called so: 严重滞后 is fulfil.alarm. */
static const char *nearest(const struct jc_params *params, const char *name)
{
    const char *best = decls[0].name;
    int least = 1000;
    for (size_t i = 0; i < params->n && *name; i++)
        if (strncmp(params->at[i].decl->zh, name, strlen(name)) == 0)
            return params->at[i].decl->name;
    for (size_t i = 0; i < params->n; i++) {
        int d = jc_text_apart(name, params->at[i].decl->name, 40);
        if (d < least) {
            least = d;
            best = params->at[i].decl->name;
        }
    }
    return best;
}

bool param_number(const char *text, int64_t *scaled)
{
    struct jc_dec d;
    bool inexact = false;
    return *text && jc_dec_parse(&d, text, strlen(text)) && jc_dec_scaled(scaled, d, 4, &inexact) && !inexact;
}

bool param_term(const char *text, int32_t *days)
{
    if (strcmp(text, "eom-next") == 0) {
        *days = 0;
        return true;
    }
    int64_t n;
    if (strncmp(text, "days ", 5) != 0 || !param_number(text + 5, &n) || n % JC_SCALE || n <= 0 || n > 3650 * JC_SCALE)
        return false;
    *days = (int32_t)(n / JC_SCALE);
    return true;
}

static bool one_of(const char *words, const char *value)
{
    size_t n = strlen(value);
    for (const char *p = words; *p;) {
        size_t len = strcspn(p, " ");
        if (len == n && memcmp(p, value, n) == 0)
            return true;
        p += len;
        p += strspn(p, " |");
    }
    return false;
}

/* Days as views read them, too: digits alone, so that no spelling of a number comes out as another text. */
static bool one_of_list(const char *text, size_t len, int64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < len && len <= DIGITS_MAX; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *out = *out * 10 + (text[i] - '0');
    }
    return len > 0 && len <= DIGITS_MAX && text[0] != '0';
}

/* Ascending numbers separated by commas; 0: it is none, or has more than `max`. */
static size_t split_list(const char *text, int64_t *out, size_t max)
{
    for (size_t n = 0; n < max; n++) {
        size_t len = strcspn(text, ",");
        if (!one_of_list(text, len, &out[n]) || (n > 0 && out[n] <= out[n - 1]))
            return 0;
        if (!text[len])
            return n + 1;
        text += len + 1;
    }
    return 0;
}

static bool valid(const struct decl *d, const char *value)
{
    int64_t v, list[LIST_MAX];
    int32_t days;
    jc_day day;
    switch (d->type) {
    case NUMBER:
        return param_number(value, &v) && v >= d->low && v <= d->high;
    case WHOLE:
        return param_number(value, &v) && v % JC_SCALE == 0 && v >= d->low && v <= d->high;
    case WORD:
        return one_of(d->range, value);
    case DAY:
        return jc_day_parse(&day, NULL, value, strlen(value));
    case TERM:
        return param_term(value, &days);
    case LIST:
        return split_list(value, list, LIST_MAX) > 0;
    default:
        return jc_utf8_valid(value, strlen(value));
    }
}

enum jc_status jc_params_set(struct jc_params *params, const char *name, const char *value, const char *origin,
                             struct jc_err *err)
{
    size_t i = find(params, name);
    if (i == params->n)
        return jc_fail(err, JC_CONFIG, E_UNKNOWN, name, nearest(params, name), NULL);
    if (!valid(params->at[i].decl, value))
        return jc_fail(err, JC_CONFIG, E_RANGE, value, name, params->at[i].decl->range);
    free(params->at[i].value);
    params->at[i].value = jc_strdup(value);
    params->at[i].origin = origin;
    return JC_OK;
}

/* Nearly all are numbers or words of the program. */
static const char *range_en(const char *range)
{
    static const char *const words[][2] = {{"递增的天数", "ascending days"},
                                           {"0–100（%）", "0–100 (%)"},
                                           {"日期", "a day"},
                                           {"省份或城市", "a province or city"}};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strcmp(range, words[i][0]) == 0)
            return words[i][1];
    return range;
}

struct jc_param_info jc_params_at(const struct jc_params *params, size_t i)
{
    if (i >= params->n)
        return (struct jc_param_info){0};
    const struct decl *d = params->at[i].decl;
    return (struct jc_param_info){.name = d->name,
                                  .value = params->at[i].value,
                                  .fallback = d->fallback,
                                  .origin = params->at[i].origin,
                                  .range = d->range,
                                  .range_en = range_en(d->range),
                                  .title_zh = d->zh,
                                  .title_en = d->en,
                                  .source = d->source,
                                  .source_en = d->source_en};
}

const char *jc_params_get(const struct jc_params *params, const char *name)
{
    size_t i = find(params, name);
    return i < params->n ? params->at[i].value : "";
}

static const char *keep(struct jc_params *params, const char *text)
{
    return jc_intern_text(params->texts, jc_intern_put(params->texts, text, strlen(text), NULL), NULL);
}

static bool is_name(const char *s)
{
    return strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_.") == strlen(s) && strchr(s, '.') && *s != '.';
}

struct line { /* of a rule's front matter */
    const char *name, *fallback, *low, *high, *zh, *en, *source;
};

static enum jc_status declare(struct jc_params *params, const struct line *own, struct jc_err *err)
{
    struct decl d = {.type = NUMBER};
    if (find(params, own->name) < params->n)
        return jc_fail(err, JC_CONFIG, E_TWICE, own->name, NULL, NULL);
    if (!is_name(own->name) || params->own_n == OWN_MAX || !param_number(own->low, &d.low) ||
        !param_number(own->high, &d.high) || d.low > d.high)
        return jc_fail(err, JC_CONFIG, E_FRONT, own->name, PARAM_FORM, NULL);
    char range[64];
    snprintf(range, sizeof range, "%s–%s", own->low, own->high);
    if (!valid(&d, own->fallback))
        return jc_fail(err, JC_CONFIG, E_RANGE, own->fallback, own->name, range);
    d.name = keep(params, own->name);
    d.fallback = keep(params, own->fallback);
    d.range = keep(params, range);
    d.zh = keep(params, own->zh);
    d.en = keep(params, own->en);
    d.source = d.source_en = keep(params, own->source);
    struct decl *o = params->own[params->own_n++] = jc_alloc(sizeof d);
    *o = d;
    add(params, o);
    return JC_OK;
}

/* "-- param: name | default | least | most | 中文 | English" */
static enum jc_status read_line(struct jc_params *params, const char *p, const char *rule, struct jc_err *err)
{
    char line[512], *part[6] = {line, "", "", "", "", ""};
    p += strlen("-- param:");
    p += strspn(p, " ");
    size_t n = 1, len = strcspn(p, "\r\n");
    jc_copyn(line, sizeof line, p, len);
    for (char *s = line; (s = strchr(s, '|')) && n < JC_LEN(part); n++) {
        *s++ = '\0';
        part[n] = s + strspn(s, " ");
    }
    for (size_t i = 0; i < n; i++)
        for (size_t k = strlen(part[i]); k > 0 && part[i][k - 1] == ' ';)
            part[i][--k] = '\0';
    if (n < 5)
        return jc_fail(err, JC_CONFIG, E_FRONT, line, PARAM_FORM, NULL);
    struct line own = {part[0], part[1], part[2], part[3], part[4], n == 6 ? part[5] : part[4], rule};
    return declare(params, &own, err);
}

enum jc_status params_read(struct jc_params *params, const char *text, const char *rule, const char **line,
                           struct jc_err *err)
{
    enum jc_status st = JC_OK;
    for (const char *p = text; st == JC_OK && strncmp(p, "--", 2) == 0; p += strcspn(p, "\n"), p += *p == '\n')
        if (strncmp(p, "-- param:", 9) == 0)
            st = read_line(params, *line = p, rule, err);
    return st;
}

int64_t param_scaled(const struct jc_params *params, const char *name)
{
    int64_t v = 0;
    (void)param_number(jc_params_get(params, name), &v);
    return v;
}

int64_t param_int(const struct jc_params *params, const char *name)
{
    return param_scaled(params, name) / JC_SCALE;
}

bool param_is(const struct jc_params *params, const char *name, const char *word)
{
    return strcmp(jc_params_get(params, name), word) == 0;
}
