#include "ingest/kind.h"

enum {
    E_NO_PAYEE = 200,
    E_NO_ACCEPTED = 217,
    E_NEAR_ACCEPTED,
    E_KIND = 350,
    E_KIND_NEAR = 357,
    E_NO_MAKER = 390,
    E_NO_DAY
};

const struct jc_field_info jc_field_info[JC_F_COUNT] = {
#define F(id, name, type, zh, en) {name, zh, en, type},
    JC_FIELDS(F)
#undef F
};

#define X(f) JC_F_##f
#define END  JC_F_SKIP
#define INST                                                                                                           \
    {                                                                                                                  \
        X(INST_CODE), X(INST_NAME), END                                                                                \
    }
#define PRODUCT                                                                                                        \
    {                                                                                                                  \
        X(CODE), X(GENERIC), X(PLATFORM), END                                                                          \
    }
#define FIRMS X(MAKER), X(HOLDER), X(WINNER), X(PRODUCER), X(REPACKER)
#define ROUNDS                                                                                                         \
    {                                                                                                                  \
        X(ROUND), X(ROUND_NAME), END                                                                                   \
    }

/* Order matters where two kinds fit equally well: the more particular one stands first. */
const struct jc_kind jc_kinds[] = {
    {"institution",
     "机构",
     "institution",
     "listed",
     {X(INST_CODE), X(INST_NAME), X(REGION), X(SUPPLY), X(COMMUNITY), X(LEAD), X(LEVEL), X(OWNERSHIP), X(INST_TYPE),
      X(DUTY), END},
     {INST, {X(LEVEL), X(OWNERSHIP), X(INST_TYPE), X(DUTY), X(COMMUNITY), X(SUPPLY), END}, {END}},
     {X(DUTY), X(LEAD), X(OWNERSHIP), X(COMMUNITY), END}},
    {"award",
     "中选目录",
     "award",
     "award",
     {X(ROUND),       X(ROUND_NAME),
      X(GROUP_NO),    X(VARIETY),
      X(GENERIC),     X(FORM),
      X(SPEC),        X(PACK),
      X(UPP),         FIRMS,
      X(PRICE),       X(UNIT_PRICE),
      X(PRICE_UNTIL), X(PRICE_UNIT),
      X(UNIT),        X(REGIONS),
      X(ROLE),        X(DAY_FROM),
      X(DAY_CHANGED), X(DAY_TO),
      X(DAY_NOMINAL), X(PERIOD),
      X(CODE),        X(PLATFORM),
      X(KIND),        END},
     {ROUNDS, {X(GENERIC), END}, {X(SPEC), END}, {X(MAKER), END}, {X(PRICE), X(UNIT_PRICE), END}, {END}},
     {X(REGIONS), X(ROLE), X(DAY_NOMINAL), X(UNIT_PRICE), END}},
    {"agreement",
     "约定采购量",
     "agreement",
     "agreement",
     {X(INST_CODE), X(INST_NAME), X(ROUND),  X(ROUND_NAME), X(GENERIC),      X(FORM),   X(SPEC),
      X(PACK),      X(UPP),       FIRMS,     X(CODE),       X(PLATFORM),     X(VOLUME), X(UNIT),
      X(DAY_FROM),  X(DAY_TO),    X(PERIOD), X(DEMAND),     X(PRICE_BEFORE), X(TERM),   END},
     {INST, ROUNDS, PRODUCT, {X(VOLUME), END}, {X(DAY_FROM), X(PERIOD), END}, {X(DAY_TO), X(PERIOD), END}},
     {X(VOLUME), X(DEMAND), X(PRICE_BEFORE), END}},
    {"purchase",
     "采购明细",
     "purchase",
     "purchase",
     {X(INST_CODE),    X(INST_NAME), X(ORDER_NO), X(LINE_NO),   X(DELIVERY_NO), X(ORIGINAL),   X(CODE),
      X(PLATFORM),     X(GENERIC),   X(FORM),     X(SPEC),      X(PACK),        X(UPP),        FIRMS,
      X(UNIT),         X(PRICE),     X(ORDERED),  X(SHIPPED),   X(ACCEPTED),    X(RETURNED),   X(AMOUNT),
      X(AMOUNT_ORDER), X(SUPPLIER),  X(INVOICES), X(DAY_ORDER), X(DAY_SHIP),    X(DAY_ACCEPT), X(PAID),
      X(DAY_PAID),     X(CHANNEL),   X(PAYER),    X(STATUS),    X(TERM),        X(UNIT_PRICE), END},
     {INST, PRODUCT, {X(ACCEPTED), X(ORDERED), X(RETURNED), END}, {END}},
     {X(ACCEPTED), X(SHIPPED), X(DAY_ACCEPT), X(DAY_ORDER), END}},
    {"payment",
     "付款台账",
     "payment",
     "payment",
     {X(INST_CODE), X(INST_NAME), X(DAY_PAID), X(PAID), X(SUPPLIER), X(INVOICES), X(ORDER_NO), X(LINE_NO), X(PAYER),
      X(SERIAL), X(METHOD), X(NOTE), END},
     {{X(INST_CODE), X(INST_NAME), X(PAYER), END}, {X(DAY_PAID), END}, {X(PAID), END}, {END}},
     {X(SERIAL), X(METHOD), END}},
    {"invoice",
     "发票",
     "invoice",
     "invoice",
     {X(INVOICES), X(SELLER), X(BUYER), X(DAY_INVOICE), X(AMOUNT), X(STAGE), X(GENERIC), X(SPEC), FIRMS, X(CODE),
      X(QUANTITY), END},
     {{X(INVOICES), END}, {X(SELLER), END}, {X(BUYER), END}, {X(DAY_INVOICE), END}, {X(AMOUNT), END}, {END}},
     {X(SELLER), X(BUYER), X(STAGE), END}},
    {"reason",
     "正当理由",
     "reason",
     "reason",
     {X(INST_CODE), X(INST_NAME), X(REASON), X(INVOICES), X(ORDER_NO), X(LINE_NO), X(ROUND), X(ROUND_NAME), X(GENERIC),
      X(FORM), X(SPEC), FIRMS, X(CODE), X(ACCEPTED_BY), X(DAY), END},
     {INST, {X(REASON), END}, {END}},
     {X(REASON), X(ACCEPTED_BY), X(DAY), END}},
    {"shortage",
     "缺货",
     "shortage",
     "shortage",
     {X(GENERIC), X(FORM), X(SPEC), X(PACK), FIRMS, X(CODE), X(PLATFORM), X(DAY_FROM), X(DAY_TO), X(PERIOD),
      X(INST_CODE), X(INST_NAME), X(REGION), X(SUPPLIER), END},
     {PRODUCT, {X(DAY_FROM), X(PERIOD), END}, {END}},
     {END}},
    {"substitute",
     "可替代药品",
     "substitute",
     "substitute",
     {X(ROUND), X(ROUND_NAME), X(GROUP_NO), X(VARIETY), X(SUBSTITUTE), X(FORM), END},
     {ROUNDS, {X(SUBSTITUTE), END}, {END}},
     {X(SUBSTITUTE), END}},
    {"watch",
     "重点监控",
     "watch list",
     "watch",
     {X(LIST), X(GENERIC), X(CODE), X(LIMIT_MOM), X(LIMIT_YOY), END},
     {{X(LIST), END}, {X(GENERIC), X(CODE), END}, {END}},
     {X(LIST), X(LIMIT_MOM), X(LIMIT_YOY), END}},
    {"duty",
     "报送义务",
     "duty to report",
     "duty",
     {X(INST_CODE), X(INST_NAME), X(MONTH), X(REQUIRED), END},
     {INST, {X(MONTH), END}, {END}},
     {X(REQUIRED), X(MONTH), END}},
    {"assessment",
     "考核",
     "assessment",
     "assessment",
     {X(INST_CODE), X(INST_NAME), X(ROUND), X(ROUND_NAME), X(YEAR), X(SCORE), X(GRADE), END},
     {INST, ROUNDS, {X(YEAR), END}, {X(SCORE), X(GRADE), END}, {END}},
     {X(SCORE), END}},
    {"fund",
     "基金参数",
     "fund parameters",
     "fund",
     {X(REGION), X(YEAR), X(PAY_RATIO), X(INSURED_SHARE), END},
     {{X(YEAR), END}, {X(PAY_RATIO), END}, {X(INSURED_SHARE), END}, {END}},
     {X(PAY_RATIO), X(INSURED_SHARE), END}},
    {"term",
     "付款期限",
     "payment term",
     "term",
     {X(REGION), X(KIND), X(DAY_FROM), X(DAY_TO), X(PERIOD), X(RULE), X(PAYER), END},
     {{X(RULE), X(PAYER), END}, {X(DAY_FROM), X(PERIOD), END}, {X(REGION), X(KIND), END}, {END}},
     {X(RULE), END}},
    {"alias",
     "别名",
     "alias",
     "alias",
     {X(KIND), X(SPELLING), X(MEANT), END},
     {{X(KIND), END}, {X(SPELLING), END}, {X(MEANT), END}, {END}},
     {X(SPELLING), X(MEANT), END}},
};
const size_t jc_kind_count = JC_LEN(jc_kinds);

const struct jc_want jc_wants[] = {
    {"agreement", E_NO_MAKER, 0, {X(MAKER), X(CODE), X(PLATFORM), END}},
    {"purchase", E_NO_MAKER, 0, {X(MAKER), X(CODE), X(PLATFORM), END}},
    {"purchase", E_NO_ACCEPTED, E_NEAR_ACCEPTED, {X(ACCEPTED), END}},
    {"purchase", E_NO_DAY, 0, {X(DAY_ACCEPT), END}},
    {"payment", E_NO_PAYEE, 0, {X(SUPPLIER), X(INVOICES), X(ORDER_NO), X(LINE_NO), END}},
};
const size_t jc_want_count = JC_LEN(jc_wants);

bool jc_field_is_number(enum jc_field f)
{
    if (f >= JC_F_SKIP)
        return false;
    enum jc_type t = jc_field_info[f].type;
    return t == JC_T_MONEY || t == JC_T_VOLUME || t == JC_T_COUNT || t == JC_T_PERCENT;
}

bool jc_field_is_price(enum jc_field f)
{
    return f == JC_F_PRICE || f == JC_F_UNIT_PRICE || f == JC_F_PRICE_UNTIL || f == JC_F_PRICE_BEFORE;
}

bool jc_field_is_standing(enum jc_field f)
{
    return f == JC_F_CHECKED || f == JC_F_VOIDED || f == JC_F_PAY_STATE || f == JC_F_RECEIVED;
}

bool jc_field_is_heard(enum jc_field f)
{
    return jc_field_is_standing(f) || f == JC_F_STATUS || f == JC_F_DOC_TYPE || f == JC_F_GOODS ||
           f == JC_F_DIRECTION || f == JC_F_PURPOSE;
}

bool jc_field_is_firm(enum jc_field f)
{
    return f == JC_F_HOLDER || f == JC_F_WINNER || f == JC_F_PRODUCER || f == JC_F_REPACKER;
}

enum jc_field jc_field_find(const char *name, size_t n)
{
    for (int f = 0; f < JC_F_COUNT; f++)
        if (strlen(jc_field_info[f].name) == n && memcmp(jc_field_info[f].name, name, n) == 0)
            return (enum jc_field)f;
    return JC_F_COUNT;
}

const struct jc_kind *jc_kind_find(const char *name)
{
    for (size_t i = 0; i < jc_kind_count; i++)
        if (strcmp(jc_kinds[i].id, name) == 0 || strcmp(jc_kinds[i].zh, name) == 0)
            return &jc_kinds[i];
    return NULL;
}

enum jc_status jc_kind_unknown(const char *name, enum jc_status status, struct jc_err *err)
{
    struct jc_buf zh = {0}, en = {0};
    const struct jc_kind *near = NULL;
    /* two characters apart, but not all of them: of 采购 nothing is left in 机构 */
    int chars = jc_text_distance(name, "", 3), best = chars > 2 ? 5 : 2 + chars;
    for (size_t i = 0; i < jc_kind_count; i++) {
        const struct jc_kind *k = &jc_kinds[i];
        int a = jc_text_apart(name, k->id, best), b = jc_text_apart(name, k->zh, best);
        if (a < best || b < best) {
            best = a < b ? a : b;
            near = k;
        }
        jc_buf_fmt(&zh, "%s%s", i ? "、" : "", k->zh);
        jc_buf_fmt(&en, "%s%s", i ? ", " : "", k->id);
    }
    if (near)
        (void)jc_fail(err, status, E_KIND_NEAR, name, near->id, near->zh);
    else
        (void)jc_fail(err, status, E_KIND, name, jc_buf_text(&zh), jc_buf_text(&en));
    jc_buf_free(&zh);
    jc_buf_free(&en);
    return status;
}

bool jc_kind_is_called(const struct jc_kind *kind, const char *title)
{
    static const char *const names[] = {"机构名单", "机构名录", "医院名单", "医院名录", "机构信息"};
    bool found = false;
    if (strcmp(kind->id, "institution") != 0)
        return false;
    for (size_t i = 0; i < JC_LEN(names) && !found; i++)
        found = !title || strstr(title, names[i]);
    return found;
}

/* The need that begins with this field; it has no other where there is none. */
static const uint8_t *need_of(const struct jc_kind *kind, enum jc_field first)
{
    static const uint8_t none[] = {END};
    for (int g = 0; g < JC_KIND_NEEDS && kind->need[g][0] != END; g++)
        if (kind->need[g][0] == first)
            return kind->need[g];
    return none;
}

bool jc_kind_takes(const struct jc_kind *kind, enum jc_field first, enum jc_field field)
{
    const uint8_t *f = need_of(kind, first);
    while (*f != END && *f != field)
        f++;
    return *f != END;
}

const char *jc_kind_head(const struct jc_kind *kind, enum jc_field field)
{
    static const struct {
        const char *kind, *head;
        enum jc_field field;
    } own[] = {{"award", "中选价格", X(PRICE)},          {"agreement", "协议开始日期", X(DAY_FROM)},
               {"agreement", "协议结束日期", X(DAY_TO)}, {"payment", "付款金额", X(PAID)},
               {"invoice", "发票金额", X(AMOUNT)},       {"shortage", "缺货开始日期", X(DAY_FROM)},
               {"shortage", "缺货期间", X(PERIOD)},      {"term", "起始日期", X(DAY_FROM)},
               {"term", "截止日期", X(DAY_TO)},          {"term", "起止日期", X(PERIOD)}};
    for (size_t i = 0; i < JC_LEN(own); i++)
        if (own[i].field == field && strcmp(own[i].kind, kind->id) == 0)
            return own[i].head;
    return jc_field_info[field].zh;
}

void jc_kind_need_text(struct jc_buf *out, const struct jc_kind *kind, enum jc_field first)
{
    bool one = first == JC_F_ACCEPTED; /* what was ordered or returned makes a line, but no volume */
    for (const uint8_t *f = need_of(kind, first); *f != END && !(one && *f != first); f++)
        jc_buf_fmt(out, "%s%s（%s）", out->len ? "/" : "", jc_kind_head(kind, *f), jc_field_info[*f].name);
}

bool jc_kind_has(const struct jc_kind *kind, enum jc_field field)
{
    for (const uint8_t *f = kind->fields; *f != JC_F_SKIP; f++)
        if (*f == field)
            return true;
    return false;
}

bool jc_kind_lives_by(const struct jc_kind *kind, enum jc_field field)
{
    const uint8_t *need = need_of(kind, field);
    return need[0] == field && (need[1] == END || field == JC_F_ACCEPTED);
}
