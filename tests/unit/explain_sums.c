/*
 * Every number and day of every sheet against the rows that explain shows for it: what is counted under a unit must add up
 * to the cell, exactly where it is a sum or a fraction of sums. The city of examples/, over all time and over a month.
 */
#include <criterion/criterion.h>

#include "jicai/ingest.h"
#include "jicai/issue.h"
#include "jicai/rules.h"
#include "report/notes.h"

#define S(unit) "(SELECT coalesce(sum(amount), 0) FROM trace WHERE counted AND unit = '" unit "')"
#define N(unit) "(" S(unit) " / 10000)"
/* The same, and nothing where there is no such row. */
#define T(unit)    "(SELECT sum(amount) / 10000 FROM trace WHERE counted AND unit = '" unit "')"
#define ROWS(unit) "(SELECT count(*) FROM trace WHERE counted AND unit = '" unit "')"
/* The number in "before N after", the largest of those that there are. */
#define WHY(unit, before, after)                                                                                       \
    "(SELECT max(CAST(replace(replace(why, '" before "', ''), '" after "', '') AS INTEGER)) FROM trace "               \
    "WHERE unit = '" unit "')"
#define RATE(n, d) "rate(" n ", " d ")"
/* Day ?1, if a row says it before or after these words; if it is that of a row that was read. */
#define DAY "CAST(?1 AS INTEGER)"
#define SAID(before, after)                                                                                            \
    "(SELECT " DAY " FROM trace WHERE instr(why, '" before "' || day_text(" DAY ") || '" after "') LIMIT 1)"
#define READ(of)                                                                                                       \
    "(SELECT p." of " FROM trace AS t JOIN purchase AS p ON p.id = t.purchase WHERE p." of " = " DAY " LIMIT 1)"

#define STATES "(" S("个（零采购）") " + " S("个（低于序时）") " + " S("个（正常）") " + " S("个（超量）") ")"
#define GOOD   "(" S("个（正常）") " + " S("个（超量）") ")"
#define PRICED S("元（折算约定）")
#define ASKED  S("最小单位（约定）")
#define PAID                                                                                                           \
    "(" S("元（按期付款）") " + " S("元（逾期付款）") " + " S("元（付款日不明）") " + " S(                             \
        "元（未到期或不在本期的付款）") ")"
/* Surplus: every term is known, the two ratios multiplied, what is left of the base. */
#define BASE        "元（需求量×集采前加权价）"
#define DUE         "元（约定量×中选价）"
#define ALL(unit)   "NOT EXISTS (SELECT 1 FROM trace WHERE NOT counted AND unit = '" unit "')"
#define FUND        "((SELECT amount FROM trace WHERE unit = '支付比例') * (SELECT amount FROM trace WHERE unit = '医保占比'))"
#define REST        "max(0, " S(BASE) " - " S(DUE) " - " S("元（非中选）") ")"
#define BLAMED(who) "iif(" S("个（责任：" who "）") ", '、" who " ' || " N("个（责任：" who "）") ", '')"
#define DRUGS       "(" S("元（药品，网上）") " + " S("元（药品，线下）") ")"
#define GOODS       "(" S("元（耗材，网上）") " + " S("元（耗材，线下）") ")"

enum how { EXACT, NEAR, EMPTY_IS_ZERO };

static const struct figure {
    int sheet;
    const char *head, *sql;
    enum how how; /* NEAR: of terms that are rounded each */
} figures[] = {
    {1, "协议期起", SAID("", " – "), EXACT},
    {1, "协议期止", SAID(" – ", ""), EXACT},
    {1, "机构数", N("家（机构）"), EXACT},
    {1, "签约产品数", STATES " / 10000", EXACT},
    {1, "序时进度(%)", RATE(S("元（折算序时）"), PRICED), NEAR},
    {1, "折算完成率(%)", RATE(S("元（折算完成）"), PRICED), EXACT},
    {1, "零采购", N("个（零采购）"), EXACT},
    {1, "低于序时", N("个（低于序时）"), EXACT},
    {1, "正常", N("个（正常）"), EXACT},
    {1, "超量", N("个（超量）"), EXACT},
    {1, "低于序时且非中选超量", N("个（低于序时且非中选超量）"), EXACT},

    {2, "名次", T("名次"), EXACT},
    {2, "较上期名次", T("名（较上期）"), EXACT},
    {2, "机构数", N("家（机构）"), EXACT},
    {2, "签约产品数", STATES " / 10000", EXACT},
    {2, "达序时产品数", GOOD " / 10000", EXACT},
    {2, "达序时占比(%)", RATE(GOOD, STATES), EXACT},
    {2, "折算完成率(%)", RATE(S("元（折算完成）"), PRICED), EXACT},
    {2, "折算序时(%)", RATE(S("元（折算序时）"), PRICED), EXACT},
    {2, "进度差", RATE(S("元（折算完成）") " - " S("元（折算序时）"), PRICED), EXACT},
    {2, "零采购", N("个（零采购）"), EXACT},
    {2, "低于序时", N("个（低于序时）"), EXACT},
    {2, "正常", N("个（正常）"), EXACT},
    {2, "超量", N("个（超量）"), EXACT},
    {2, "严重滞后", N("个（严重滞后）"), EXACT},
    {2, "非中选占比_金额(%)", RATE(S("元（非中选）"), S("元（中选）") " + " S("元（非中选）")), EXACT},
    {2, "责任提示",
     "nullif(substr(" BLAMED("企业") " || " BLAMED("配送") " || " BLAMED("医院") " || " BLAMED("数据") " || iif(" S(
         "元（经办逾期未付）") ", '、经办（货款）', ''), 2), '')",
     EXACT},

    {3, "批次开始时间", SAID("", " – "), EXACT},
    {3, "批次结束时间", SAID(" – ", ""), EXACT},
    {3, "序时进度", RATE(S("元（折算序时）"), PRICED), NEAR},
    {3, "签约产品总数", STATES " / 10000", EXACT},
    {3, "零采购产品数", N("个（零采购）"), EXACT},
    {3, "零采购产品数占比", RATE(S("个（零采购）"), STATES), EXACT},
    {3, "低于序时进度产品数", N("个（低于序时）"), EXACT},
    {3, "低于序时进度产品数占比", RATE(S("个（低于序时）"), STATES), EXACT},
    {3, "超量采购产品数", N("个（超量）"), EXACT},
    {3, "超量采购产品数占比", RATE(S("个（超量）"), STATES), EXACT},
    {3, "正常采购产品数", N("个（正常）"), EXACT},
    {3, "正常采购产品数占比", RATE(S("个（正常）"), STATES), EXACT},
    {3, "对应非中选产品总数", N("个（对应非中选产品）"), EXACT},
    {3, "采购非中选产品数", N("个（采购非中选产品）"), EXACT},
    {3, "非中选超量产品数", N("个（非中选超量）"), EXACT},
    {3, "非中选超额产品数", N("个（非中选超额）"), EXACT},
    {3, "对应可替代产品总数", N("个（对应可替代产品）"), EXACT},
    {3, "采购可替代产品数", N("个（采购可替代产品）"), EXACT},
    {3, "低于序时进度且非中选超量的产品数", N("个（低于序时且非中选超量）"), EXACT},

    {4, "名次", T("名次"), EXACT},
    {4, "约定量", ASKED, EXACT},
    {4, "已完成", S("volume"), EXACT},
    {4, "完成率(%)", RATE(S("volume"), ASKED), EXACT},
    {4, "序时进度(%)", RATE(S("最小单位（序时应完成）"), ASKED), NEAR},
    {4, "进度差", RATE(S("volume") " - " S("最小单位（序时应完成）"), ASKED), NEAR},
    {4, "剩余", "max(0, " ASKED " - " S("volume") ")", EXACT},
    {4, "机构数", N("家（机构）"), EXACT},
    {4, "零采购机构数", N("家（零采购机构）"), EXACT},
    {4, "滞后机构数", N("家（滞后机构）"), EXACT},
    {4, "配送率(%)", RATE(S("最小单位（发货）"), S("最小单位（订购）")), EXACT},
    {4, "预计完成率(%)", RATE(S("volume"), S("最小单位（序时应完成）")), NEAR},

#define AGREEMENT_FIGURES(n)                                                                                           \
    {n, "协议起", SAID("", " – "), EXACT}, {n, "协议止", SAID(" – ", ""), EXACT}, {n, "约定量", ASKED, EXACT},         \
        {n, "已完成", S("volume"), EXACT}, {n, "完成率(%)", RATE(S("volume"), ASKED), EXACT},                          \
        {n, "序时进度(%)", RATE(S("天（已过）"), S("天（协议期）")), EXACT},                                           \
        {n, "进度差", "rate_sub(" RATE(S("volume"), ASKED) ", " RATE(S("天（已过）"), S("天（协议期）")) ")", EXACT},  \
        {n, "剩余", "max(0, " ASKED " - " S("volume") ")", EXACT},                                                     \
        {n, "每30天需",                                                                                                \
         "iif(" ASKED " > " S("volume") ", " RATE("(" ASKED " - " S("volume") ") * 30",                                \
                                                  "(" S("天（协议期）") " - " S("天（已过）") ")") ", NULL)",          \
         EXACT},                                                                                                       \
    {                                                                                                                  \
        n, "预计完成率(%)", "rate_div(" RATE(S("volume"), ASKED) ", " RATE(S("天（已过）"), S("天（协议期）")) ")",    \
            EXACT                                                                                                      \
    }
    AGREEMENT_FIGURES(5),
    AGREEMENT_FIGURES(6),

    {7, "中选量", S("最小单位（中选）"), EXACT},
    {7, "非中选量", S("最小单位（非中选）"), EXACT},
    {7, "可替代量", S("最小单位（可替代）"), EXACT},
    {7, "非中选占比(%)", RATE(S("最小单位（非中选）"), S("最小单位（中选）") " + " S("最小单位（非中选）")), EXACT},
    {7, "非中选占比_金额(%)", RATE(S("元（非中选）"), S("元（中选）") " + " S("元（非中选）")), EXACT},
    {7, "缺货豁免", S("最小单位（缺货豁免）") " > 0", EMPTY_IS_ZERO},

    {8, "验收日期", READ("day_accept"), EXACT},
    {8, "转换比", N("单位（每包装）"), EXACT},
    {8, "采购单价", S("元/包装（采购价）"), EXACT},
    {8, "中选价", S("元/包装（中选价）"), EXACT},
    {8, "高出(%)", RATE(S("元/包装（采购价）") " - " S("元/包装（中选价）"), S("元/包装（中选价）")), NEAR},
    {8, "数量", S("包装（数量）"), EXACT},
    {8, "多付金额", S("money"), EMPTY_IS_ZERO},

    {9, "名次", T("名次"), EXACT},
    {9, "较上期名次", T("名（较上期）"), EXACT},
    {9, "机构数", N("家（机构）"), EXACT},
    {9, "未报机构数", N("家（未报机构）"), EXACT},
    {9, "到期笔数", ROWS("money"), EMPTY_IS_ZERO},
    {9, "到期金额", S("money"), EMPTY_IS_ZERO},
    {9, "按期支付金额", S("元（按期付款）"), EMPTY_IS_ZERO},
    {9, "按期支付金额占比(%)", RATE(S("元（按期付款）"), S("money")), EXACT},
    {9, "按期支付笔数占比(%)", RATE(N("笔（按期付清）"), ROWS("money")), EXACT},
    {9, "剔除正当理由后占比(%)", RATE(S("元（按期付款）"), S("money") " - " S("元（正当理由）")), EXACT},
    {9, "加权平均付款天数", RATE(S("元×天（付款）"), S("元（按期付款）") " + " S("元（逾期付款）")), EXACT},
    {9, "逾期未付", S("元（未付）"), EMPTY_IS_ZERO},
    {9, "其中有正当理由", S("元（正当理由）") " + " S("元（正当理由，不在本期）"), EMPTY_IS_ZERO},
    {9, "逾期已付", S("元（逾期付款）"), EMPTY_IS_ZERO},
    {9, "最长逾期天数", WHY("元（未付）", "未付，截止日已逾期 ", " 天"), EXACT},
    {9, "总回款率(%)", RATE(PAID, S("money") " + " S("元（未到期或不在本期）")), EXACT},

    {10, "验收日期", READ("day_accept"), EXACT},
    {10, "应付日期", SAID("应付日 ", ""), EXACT},
    {10, "应付金额", S("money") " + " S("元（未到期或不在本期）"), EXACT},
    {10, "已付金额", PAID, EXACT},
    {10, "未付金额", S("元（未付）"), EXACT},
    {10, "逾期天数", WHY("元（未付）", "未付，截止日已逾期 ", " 天"), EXACT},
    {11, "应付日期", SAID("应付日 ", ""), EXACT},
    {11, "未付金额", S("元（未到期未付）"), EXACT},
    {11, "剩余天数", WHY("元（未到期未付）", "未付，还有 ", " 天到期"), EXACT},

    {100, "笔数", ROWS("元（无正当理由）") " + " ROWS("元（有正当理由）"), EXACT},
    {100, "机构数", N("家（机构）"), EXACT},
    {100, "无正当理由", S("元（无正当理由）"), EXACT},
    {100, "有正当理由", S("元（有正当理由）"), EXACT},
    {100, "未付金额合计", S("元（无正当理由）") " + " S("元（有正当理由）"), EXACT},
    {100, "金额占比(%)",
     RATE(S("元（无正当理由）") " + " S("元（有正当理由）"),
          S("元（无正当理由）") " + " S("元（有正当理由）") " + " S("元（其他账龄）")),
     EXACT},

    {12, "名次", T("名次"), EXACT},
    {12, "订购金额", S("元（订购，计配送率）") " + " S("元（订购，不计配送率）"), EXACT},
    {12, "配送率_数量(%)", RATE(S("最小单位（发货）"), S("最小单位（订购）")), EXACT},
    {12, "配送率_金额(%)", RATE(S("元（发货）"), S("元（订购，计配送率）")), EXACT},
    {12, "入库率(%)", RATE(S("最小单位（入库）"), S("最小单位（发货，计入库率）")), EXACT},
    {12, "到货及时率(%)", RATE(S("笔（及时到货）"), S("笔（应到货）")), EXACT},
    {12, "缺货品种数", N("个（缺货品种）"), EXACT},
    {12, "连续三月不足90%品种数", N("个（连续三月不足）"), EXACT},

    {13, "药品网采金额", S("元（药品，网上）"), EMPTY_IS_ZERO},
    {13, "药品总金额", DRUGS " + " S("元（药品，渠道不明）"), EXACT},
    {13, "药品渠道不明金额", S("元（药品，渠道不明）"), EXACT},
    {13, "药品网采率(%)", RATE(S("元（药品，网上）"), DRUGS), EXACT},
    {13, "耗材网采率(%)", RATE(S("元（耗材，网上）"), GOODS), EXACT},
    {13, "两票合规笔数", N("笔（两票合规）"), EXACT},
    {13, "两票问题笔数", N("笔（两票问题）"), EXACT},
    {13, "无法核查笔数", N("笔（无法核查）"), EXACT},

    {14, "本月金额", S("元（本月）"), EMPTY_IS_ZERO},
    {14, "上月金额", S("元（上月）"), EMPTY_IS_ZERO},
    {14, "环比(%)", RATE(S("元（本月）") " - " S("元（上月）"), "nullif(max(0, " S("元（上月）") "), 0)"), EXACT},
    {14, "去年同月金额", S("元（去年同月）"), EMPTY_IS_ZERO},
    {14, "同比(%)", RATE(S("元（本月）") " - " S("元（去年同月）"), "nullif(max(0, " S("元（去年同月）") "), 0)"),
     EXACT},

    {15, "预算", "iif(" ALL(BASE) ", muldiv(" S(BASE) ", " FUND ", 100000000), NULL)", EXACT},
    {15, "支付", "iif(" ALL(DUE) ", muldiv(" S(DUE) " + " S("元（非中选）") ", " FUND ", 100000000), NULL)", EXACT},
    {15, "结余测算基数", "iif(" ALL(BASE) " AND " ALL(DUE) ", muldiv(" REST ", " FUND ", 100000000), NULL)", EXACT},
    {15, "留用试算",
     "iif(" ALL(BASE) " AND " ALL(DUE) " AND " ROWS("分（考核）") " AND " FUND " IS NOT NULL, iif(" S(
         "个（未达约定量）") ", 0, muldiv(" REST ", " FUND " * " S("留用比例") ", 1000000000000)), NULL)",
     EXACT},
    {15, "未达标产品数", N("个（未达约定量）"), EXACT},

    {16, "应报", N("个月（应报）"), EXACT},
    {16, "连续缺报", N("个月（连续缺报）"), EXACT},

    {18, "大小", N("字节"), EXACT},
    {18, "数据起", SAID("", " – "), EXACT},
    {18, "数据止", SAID(" – ", ""), EXACT},
    {18, "行数", N("行（读到）"), EXACT},
    {18, "入库", N("行（入库）"), EXACT},
    {18, "更新", N("行（更新）"), EXACT},
    {18, "剔除", N("行（剔除）"), EXACT},
    {18, "跳过", N("行（跳过）"), EXACT},
    {18, "左边", S("左边"), EXACT},
    {18, "右边", S("右边"), EXACT},
};

/* Of sheets that show no 依据号: how it follows from the columns. */
static const struct rule {
    int sheet;
    const char *prefix;
    int column[2]; /* -1 = none */
} derived[] = {{1, "round:", {0, -1}},
               {3, "form:", {1, 3}},
               {100, "age:", {0, -1}},
               {16, "report:", {1, -1}},
               {18, "file:", {2, -1}}};

/* Numbers and days that say nothing: why. */
static const struct nothing {
    int sheet;
    const char *head, *reason;
} nothings[] = {{18, "", "keeps the columns of the checks under those of the files, always empty"}};

/* How the sheets are ranked (rule book 4.7, 4.8, 7.10, 8): by which columns, from high to low or not; nothing comes last. */
static const struct order {
    int sheet;
    const char *head;
    bool down;
} orders[] = {{2, "达序时占比(%)", true},       {2, "折算完成率(%)", true},     {4, "进度差", false},
              {9, "按期支付金额占比(%)", true}, {9, "加权平均付款天数", false}, {12, "配送率_金额(%)", false}};

/* ---- the city -------------------------------------------------------------------------------------- */

static struct jc_store *db;
static struct jc_params *params;
static struct jc_assess what;
static size_t met[JC_LEN(figures)]; /* how often a cell that is not empty was compared */

static void fail(const struct jc_err *err)
{
    struct jc_buf text = {0};
    jc_err_text(&text, err, JC_ZH);
    cr_assert_fail("%s", jc_buf_text(&text));
}

static void assess(jc_day from, const char *period)
{
    struct jc_err err = {0};
    jc_day as_of;
    cr_assert(jc_day_parse(&as_of, NULL, "2024-09-30", 10));
    what = (struct jc_assess){.as_of = as_of, .from = from, .period = period};
    if (jc_assess_run(db, params, &what, &err) != JC_OK)
        fail(&err);
}

static void load(const char *path)
{
    struct jc_err err = {0};
    struct jc_ingest_total total;
    struct jc_ingest_opts opts = {.today = 20100, .now = 1736640000};
    enum jc_status st = jc_ingest_run(&total, db, &path, 1, &opts, &err);
    if (st != JC_OK && total.loaded == 0)
        fail(&err);
}

static void set_up(void)
{
    struct jc_err err = {0};
    if (jc_store_open(&db, NULL, JC_STORE_TEMP, &err) != JC_OK)
        fail(&err);
    load("examples/澜溪市");
    params = jc_params_new();
}

static void tear_down(void)
{
    jc_params_free(params);
    jc_store_free(db);
}

TestSuite(explain, .init = set_up, .fini = tear_down);

/* ---- a sheet --------------------------------------------------------------------------------------- */

struct rows {
    char **cell; /* rows × columns, NULL = empty */
    size_t n, cols, cap;
};

static void read_table(struct rows *out, const struct sheet *sheet, const char *part)
{
    struct jc_err err = {0};
    struct jc_stmt *s = NULL;
    if (jc_stmt_open(&s, db, sheet->asset, part, &err) != JC_OK)
        fail(&err);
    const char *by = sheet->grouping ? sheet->grouping->id : "institution";
    if (jc_stmt_index(s, ":lang"))
        jc_stmt_int(s, jc_stmt_index(s, ":lang"), 0);
    if (jc_stmt_index(s, ":by"))
        jc_stmt_str(s, jc_stmt_index(s, ":by"), by, strlen(by));
    *out = (struct rows){.cols = (size_t)jc_col_count(s)};
    while (jc_stmt_step(s, &err) == JC_OK) {
        out->cell = jc_grow(out->cell, &out->cap, (out->n + 1) * out->cols, sizeof *out->cell);
        for (size_t i = 0; i < out->cols; i++)
            out->cell[out->n * out->cols + i] = jc_col_null(s, (int)i) ? NULL : jc_strdup(jc_col_text(s, (int)i, NULL));
        out->n++;
    }
    jc_stmt_free(s);
}

static void free_rows(struct rows *r)
{
    for (size_t i = 0; i < r->n * r->cols; i++)
        free(r->cell[i]);
    free(r->cell);
}

static int number_of(const struct sheet *s)
{
    return s->formats ? 100 : s->no; /* 10a */
}

static void ask(char *out, size_t size, const char *query, const char *a, const char *b)
{
    struct jc_err err = {0};
    struct jc_stmt *s = NULL;
    if (jc_stmt_text_open(&s, db, query, false, &err) != JC_OK)
        fail(&err);
    const char *v[] = {a, b};
    for (int i = 0; i < 2; i++) {
        if (jc_stmt_index(s, i ? "?2" : "?1") == 0)
            continue;
        if (v[i])
            jc_stmt_str(s, i + 1, v[i], strlen(v[i]));
        else
            jc_stmt_null(s, i + 1);
    }
    if (jc_stmt_step(s, &err) != JC_OK)
        fail(&err);
    jc_copy(out, size, jc_col_null(s, 0) ? "—" : jc_col_text(s, 0, NULL));
    jc_stmt_free(s);
}

static void key_of(char *out, size_t size, const struct sheet *sheet, char *const *row)
{
    for (size_t i = 0; i < JC_LEN(derived); i++) {
        const struct rule *d = &derived[i];
        if (d->sheet != number_of(sheet))
            continue;
        char first[300], second[300] = "";
        bool file = d->sheet == 18;
        ask(first, sizeof first, file ? "SELECT substr(?1, 1, 12)" : "SELECT key_part(?1)", row[d->column[0]], NULL);
        if (d->column[1] >= 0)
            ask(second, sizeof second, "SELECT ':' || key_part(?1)", row[d->column[1]], NULL);
        snprintf(out, size, "%s%s%s", d->prefix, first, second);
        return;
    }
    for (size_t i = 0; i < sheet->main.n; i++)
        if (sheet->main.col[i].type == COL_KEY)
            jc_copy(out, size, row[i]);
}

static const struct figure *figure_of(int sheet, const char *head)
{
    for (size_t i = 0; i < JC_LEN(figures); i++)
        if (figures[i].sheet == sheet && strcmp(figures[i].head, head) == 0)
            return &figures[i];
    return NULL;
}

static void explain(const char *key, enum jc_lang lang)
{
    struct jc_err err = {0};
    if (jc_assess_explain(db, params, &what, key, lang, &err) != JC_OK || jc_rank_explain(db, key, lang, &err) != JC_OK)
        fail(&err);
}

/* In what way a cell is what the rows say. */
static void check(const struct sheet *sheet, const struct column *c, const char *cell, const struct figure *f,
                  const char *key)
{
    char query[4096], same[64], said[64];
    bool rate = cell && strchr(cell, '/');
    if (f->how == NEAR) /* 0.01 points */
        snprintf(query, sizeof query, "SELECT abs(rate_round(?1, 6) - rate_round((%s), 6)) <= 100", f->sql);
    else if (rate)
        snprintf(query, sizeof query, "SELECT rate_cmp(?1, (%s)) = 0", f->sql);
    else if (f->how == EMPTY_IS_ZERO)
        snprintf(query, sizeof query, "SELECT coalesce(?1, 0) = coalesce((%s), 0)", f->sql);
    else
        snprintf(query, sizeof query, "SELECT ?1 IS CAST((%s) AS TEXT)", f->sql);
    if (f->how == EMPTY_IS_ZERO)
        snprintf(query, sizeof query, "SELECT CAST(coalesce(?1, 0) AS INTEGER) = coalesce((%s), 0)", f->sql);
    if (f->how == NEAR && !cell)
        return;
    ask(same, sizeof same, query, cell, NULL);
    snprintf(query, sizeof query, "SELECT (%s)", f->sql);
    ask(said, sizeof said, query, NULL, NULL);
    cr_expect_str_eq(same, "1", "%s · %s · %s (%s): the sheet says %s, the rows %s", sheet->name[0], key, c->head[0],
                     what.period, cell ? cell : "—", said);
}

static void check_row(const struct sheet *sheet, const struct table *table, char *const *row, const char *key)
{
    explain(key, JC_ZH);
    for (size_t i = 0; i < table->n; i++) {
        const struct column *c = &table->col[i];
        const struct figure *f = figure_of(number_of(sheet), c->head[0]);
        if (column_hidden(c) || !f)
            continue;
        check(sheet, c, row[i], f, key);
        met[f - figures] += row[i] != NULL;
    }
}

/* ---- ranks ----------------------------------------------------------------------------------------- */

static size_t column_of(const struct sheet *s, const char *head)
{
    size_t i = 0;
    while (i < s->main.n && strcmp(s->main.col[i].head[0], head) != 0)
        i++;
    return i;
}

/* Below 0: row a goes before row b. */
static int compare(const struct sheet *sheet, char *const *a, char *const *b)
{
    int order = 0;
    for (size_t i = 0; i < JC_LEN(orders) && order == 0; i++) {
        if (orders[i].sheet != sheet->no)
            continue;
        size_t at = column_of(sheet, orders[i].head);
        struct jc_rate x, y;
        cr_assert(at < sheet->main.n, "%s", orders[i].head);
        if (!a[at] || !b[at]) {
            order = (a[at] == NULL) - (b[at] == NULL);
            continue;
        }
        cr_assert(jc_rate_parse(&x, a[at], strlen(a[at])) && jc_rate_parse(&y, b[at], strlen(b[at])));
        order = orders[i].down ? jc_rate_cmp(y, x) : jc_rate_cmp(x, y);
    }
    return order;
}

/* Each payer has a ranking of its own, where the rows are not the payers. */
static bool ranked_together(const struct sheet *sheet, char *const *a, char *const *b)
{
    size_t payer = column_of(sheet, "付款方"), place = column_of(sheet, "名次");
    return a[place] && b[place] &&
           (payer == sheet->main.n || column_hidden(&sheet->main.col[payer]) || strcmp(a[payer], b[payer]) == 0);
}

static void expect_number(const char *query, int64_t want, const char *key)
{
    char said[64], number[24];
    ask(said, sizeof said, query, NULL, NULL);
    snprintf(number, sizeof number, "%lld", (long long)want);
    cr_expect_str_eq(said, number, "%s: %s", key, query);
}

/* The rank of a row just explained, from the rows of the sheet one by one. */
static void check_rank(const struct sheet *sheet, const struct rows *rows, size_t at, const char *key)
{
    char *const *me = rows->cell + at * rows->cols;
    int64_t ahead = 0, equal = 0, ranked = 0;
    for (size_t i = 0; i < rows->n; i++) {
        char *const *other = rows->cell + i * rows->cols;
        if (!ranked_together(sheet, me, other))
            continue;
        int order = compare(sheet, other, me);
        ranked++;
        ahead += order < 0;
        equal += i != at && order == 0;
    }
    bool placed = me[column_of(sheet, "名次")];
    expect_number("SELECT count(*) FROM trace WHERE unit = '名次'", placed, key);
    if (!placed)
        return;
    expect_number("SELECT " N("名次"), ahead + 1, key);
    expect_number("SELECT " N("行（名次在前）"), ahead, key);
    expect_number("SELECT " N("行（名次并列）"), equal, key);
    expect_number("SELECT " N("行（参与排名）"), ranked, key);
}

/* ---- sheets ---------------------------------------------------------------------------------------- */

/* Some rows of a long sheet, the first and the last among them. */
enum { MOST = 10 };

static void check_sheet(const struct sheet *sheet)
{
    struct rows rows;
    read_table(&rows, sheet, NULL);
    size_t last = SIZE_MAX, place = column_of(sheet, "名次");
    for (size_t i = 0; i < MOST && rows.n; i++) {
        char key[600] = "";
        size_t at = i * (rows.n - 1) / (MOST - 1);
        if (at == last)
            continue;
        key_of(key, sizeof key, sheet, rows.cell + at * rows.cols);
        check_row(sheet, &sheet->main, rows.cell + at * rows.cols, key);
        if (place < sheet->main.n)
            check_rank(sheet, &rows, at, key);
        last = at;
    }
    free_rows(&rows);
}

/* The identity checks under sheet 18. */
static void check_below(const struct sheet *sheet)
{
    struct rows rows;
    read_table(&rows, sheet, sheet->below.part);
    cr_expect(rows.n >= 8);
    for (size_t i = 0; i < rows.n; i++) {
        char key[600];
        ask(key, sizeof key, "SELECT 'check:' || key_part(?1)", rows.cell[i * rows.cols], NULL);
        check_row(sheet, &sheet->below, rows.cell + i * rows.cols, key);
    }
    free_rows(&rows);
}

/* `only`: sheets 13 and 14. */
static void check_some(const char *by, bool only)
{
    struct sheets all = {0};
    struct jc_err err = {0};
    if (sheets_load(&all, &err) != JC_OK || sheets_group(&all, by, JC_ZH, &err) != JC_OK)
        fail(&err);
    for (size_t i = 0; i < all.n; i++) {
        if (all.v[i].no == 0 || all.v[i].no == 17 || (by && !all.v[i].grouping) ||
            (only && all.v[i].no != 13 && all.v[i].no != 14))
            continue;
        check_sheet(&all.v[i]);
        if (all.v[i].below.part)
            check_below(&all.v[i]);
    }
    sheets_free(&all);
}

static void check_all(const char *by)
{
    check_some(by, false);
}

/* ---- tests ----------------------------------------------------------------------------------------- */

static const char *const groupings[] = {"医共体", "地区", "级别", "付款方"};

static void assess_month(const char *month, jc_day as_of)
{
    struct jc_err err = {0};
    struct jc_assess run = {.as_of = as_of, .period = month};
    cr_assert(jc_month_parse(&run.from, month, strlen(month)));
    what = run;
    if (jc_assess_run(db, params, &what, &err) != JC_OK)
        fail(&err);
}

/* Over the month, the ranks of the one before worked out anew. */
static void assess_september(void)
{
    struct jc_err err = {0};
    struct jc_ranks *ranks = NULL;
    jc_day august, september;
    cr_assert(jc_day_parse(&august, NULL, "2024-08-31", 10) && jc_day_parse(&september, NULL, "2024-09-30", 10));
    assess_month("2024-08", august);
    if (jc_ranks_take(&ranks, db, &err) != JC_OK)
        fail(&err);
    assess_month("2024-09", september);
    if (jc_history_fill(db, ranks, &err) != JC_OK)
        fail(&err);
    jc_ranks_free(ranks);
}

static void run_sql(const char *sql)
{
    struct jc_err err = {0};
    struct jc_stmt *s = NULL;
    if (jc_stmt_text_open(&s, db, sql, false, &err) != JC_OK || jc_stmt_run(s, &err) != JC_OK)
        fail(&err);
    jc_stmt_free(s);
}

/* Consumables, and a product under watch a year ago: every third of its lines of September is put there. */
static void what_the_city_has_not(void)
{
    run_sql("UPDATE item SET code = 'C0202020202020202020' WHERE id IN (SELECT item FROM purchase WHERE live = 1 "
            "GROUP BY item ORDER BY count(*) DESC, item LIMIT 3)");
    run_sql(
        "UPDATE purchase SET day_order = day_order - 366, day_ship = day_ship - 366, day_accept = day_accept - 366 "
        "WHERE id % 3 = 0 AND day_accept BETWEEN 19967 AND 19996 AND item IN (SELECT i.id FROM item AS i JOIN watch AS "
        "w ON w.generic_key = i.generic_key)");
}

Test(explain, the_counted_rows_add_up_to_every_number_of_every_sheet)
{
    assess(JC_NO_DAY, "");
    check_all(NULL);
    for (size_t i = 0; i < JC_LEN(groupings); i++)
        check_all(groupings[i]);
    assess_september();
    check_all(NULL);
    what_the_city_has_not();
    assess(JC_NO_DAY, "");
    check_some(NULL, true);
    for (size_t i = 0; i < JC_LEN(figures); i++)
        cr_expect(met[i] > 0, "no cell of sheet %d · %s was compared", figures[i].sheet, figures[i].head);
}

Test(explain, they_do_over_a_month_for_communities_areas_levels_and_payers)
{
    assess_september();
    for (size_t i = 0; i < JC_LEN(groupings); i++)
        check_all(groupings[i]);
}

static void check_columns(const struct sheet *s, const struct table *t, bool used[], bool empty[])
{
    int no = number_of(s);
    for (size_t i = 0; i < t->n; i++) {
        const struct column *c = &t->col[i];
        const struct figure *f = figure_of(no, c->head[0]);
        bool said = f;
        for (size_t k = 0; k < JC_LEN(nothings); k++)
            if (nothings[k].sheet == no && strcmp(nothings[k].head, c->head[0]) == 0)
                said = empty[k] = true;
        if (f)
            used[f - figures] = true;
        cr_expect(said || c->type == COL_MARK || c->type == COL_FORMULA || (!column_numeric(c) && c->type != COL_DAY),
                  "%s · %s", s->name[0], c->head[0]);
    }
}

Test(explain, no_number_and_no_day_is_without_a_way_to_add_it_up)
{
    bool used[JC_LEN(figures)] = {false}, empty[JC_LEN(nothings)] = {false};
    struct sheets all = {0};
    struct jc_err err = {0};
    if (sheets_load(&all, &err) != JC_OK)
        fail(&err);
    for (size_t i = 0; i < all.n; i++) {
        check_columns(&all.v[i], &all.v[i].main, used, empty);
        check_columns(&all.v[i], &all.v[i].below, used, empty);
    }
    for (size_t i = 0; i < JC_LEN(figures); i++)
        cr_expect(used[i], "sheet %d has no column %s", figures[i].sheet, figures[i].head);
    for (size_t i = 0; i < JC_LEN(nothings); i++)
        cr_expect(empty[i], "sheet %d has no column %s", nothings[i].sheet, nothings[i].head);
    sheets_free(&all);
}

/* 说明 has no column of numbers: what it counts stands in words. */
Test(explain, what_the_notes_count_is_counted_again)
{
    struct sheets all = {0};
    struct jc_err err = {0};
    struct rows rows;
    size_t codes = 0, counts = 0;
    char said[64];
    assess(JC_NO_DAY, "");
    if (sheets_load(&all, &err) != JC_OK)
        fail(&err);
    if (notes_begin(db, NULL, &err) != JC_OK)
        fail(&err);
    cr_assert_eq(all.v[0].no, 0);
    read_table(&rows, &all.v[0], NULL);
    for (size_t i = 0; i < rows.n; i++) {
        const char *item = rows.cell[i * rows.cols + 1], *content = rows.cell[i * rows.cols + 2];
        bool insts = strcmp(item, "医疗机构") == 0, agreements = strcmp(item, "在协议期内的约定") == 0;
        if (insts || agreements) {
            explain("all:", JC_ZH);
            ask(said, sizeof said,
                insts ? "SELECT count(*) FROM trace WHERE unit = '家（机构）'"
                      : "SELECT count(*) FROM trace WHERE unit IN ('个（零采购）', '个（低于序时）', '个（正常）', "
                        "'个（超量）', '个（无约定量）')",
                NULL, NULL);
            cr_expect_str_eq(said, content, "%s", item);
            counts++;
        } else if (item[0] == 'E' && strspn(item + 1, "0123456789") == 3) {
            explain(item, JC_ZH);
            ask(said, sizeof said, "SELECT iif(" N("行") " = 0, '', '共 ' || " N("行") " || ' 行')", NULL, NULL);
            cr_expect(strstr(content, said), "%s: %s in %s", item, said, content);
            codes++;
        }
    }
    cr_expect_eq(counts, 2);
    cr_expect(codes >= 5, "%zu", codes);
    free_rows(&rows);
    sheets_free(&all);
}

Test(explain, every_number_of_an_issue_list_has_its_rows)
{
    struct sheets all = {0};
    struct jc_err err = {0};
    struct rows rows;
    const struct sheet *sheet;
    assess(JC_NO_DAY, "");
    if (sheets_load(&all, &err) != JC_OK || sheets_find(&sheet, &all, "17", &err) != JC_OK)
        fail(&err);
    read_table(&rows, sheet, NULL);
    cr_expect(rows.n > 10);
    for (size_t i = 0; i < rows.n; i++) {
        const char *code = rows.cell[i * rows.cols + rows.cols - 1];
        explain(code, JC_ZH);
        expect_number("SELECT count(*) > 0 FROM trace", 1, code);
    }
    free_rows(&rows);
    sheets_free(&all);
}

/* What `check` prints as 依据号 of a finding must be one: the last of each rule. */
Test(explain, a_finding_of_every_rule_leads_to_its_rows)
{
    char key[512] = "";
    int rules = 0;
    assess(JC_NO_DAY, "");
    expect_number("SELECT count(*) > 0 FROM finding WHERE evidence LIKE 'payment:%'", 1, "payment:");
    for (char rule[64] = "";; rules++) { /* the next rule, and a key of it */
        char last[64];
        jc_copy(last, sizeof last, rule);
        ask(rule, sizeof rule, "SELECT min(rule) FROM finding WHERE evidence <> '' AND rule > ?1", last, NULL);
        if (strcmp(rule, "—") == 0)
            break;
        ask(key, sizeof key, "SELECT max(evidence) FROM finding WHERE rule = ?1", rule, NULL);
        explain(key, JC_ZH);
        expect_number("SELECT count(*) > 0 FROM trace", 1, key);
    }
    cr_expect_geq(rules, 10);
}

/* Rank by key of the sheets that show the rank before, as the sheets themselves had it. */
static void keep_ranks(const char *by)
{
    struct sheets all = {0};
    struct jc_err err = {0};
    struct rows rows;
    if (sheets_load(&all, &err) != JC_OK || sheets_group(&all, by, JC_ZH, &err) != JC_OK)
        fail(&err);
    for (size_t i = 0; i < all.n; i++) {
        const struct sheet *s = &all.v[i];
        if (!s->follow.kind)
            continue;
        read_table(&rows, s, NULL);
        for (size_t k = 0; k < rows.n; k++) {
            char *const *row = rows.cell + k * rows.cols;
            char ignored[8];
            if (row[column_of(s, "名次")])
                ask(ignored, sizeof ignored,
                    "INSERT INTO kept VALUES(?1, CAST(?2 AS INTEGER)) ON CONFLICT DO UPDATE SET place = excluded.place "
                    "RETURNING ''",
                    row[column_of(s, "依据号")], row[column_of(s, "名次")]);
        }
        free_rows(&rows);
    }
    sheets_free(&all);
}

Test(explain, the_rows_of_odd_files_are_counted_too)
{
    struct sheets all = {0};
    struct jc_err err = {0};
    struct rows rows;
    const struct sheet *sheet;
    load("tests/data/files"); /* wide tables, several sheets, rows and whole sheets refused, older states */
    assess(JC_NO_DAY, "");
    if (sheets_load(&all, &err) != JC_OK || sheets_find(&sheet, &all, "18", &err) != JC_OK)
        fail(&err);
    read_table(&rows, sheet, NULL);
    cr_expect(rows.n > 60, "%zu", rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        char key[600] = "";
        key_of(key, sizeof key, sheet, rows.cell + i * rows.cols);
        check_row(sheet, &sheet->main, rows.cell + i * rows.cols, key);
        expect_number("SELECT count(*) FROM trace WHERE unit LIKE '行%' AND amount < 0", 0, key);
    }
    free_rows(&rows);
    sheets_free(&all);
}

/* Of every n-th row that had a rank in August. */
static void check_moves(const char *origin, size_t every)
{
    struct jc_err err = {0};
    struct jc_stmt *s = NULL;
    struct jc_buf keys = {0};
    size_t n = 0;
    if (jc_stmt_text_open(&s, db, "SELECT key FROM kept ORDER BY key", false, &err) != JC_OK)
        fail(&err);
    while (jc_stmt_step(s, &err) == JC_OK)
        jc_buf_fmt(&keys, "%s\n", jc_col_text(s, 0, NULL));
    jc_stmt_free(s);
    for (char *rest = keys.p, *key; (key = strsep(&rest, "\n")) && *key; n++) {
        char said[300], kept[300];
        if (n % every)
            continue;
        explain(key, JC_ZH);
        ask(kept, sizeof kept, "SELECT place FROM kept WHERE key = ?1", key, NULL);
        ask(said, sizeof said, "SELECT " T("名次（上期）"), NULL, NULL);
        cr_expect_str_eq(said, kept, "%s", key);
        ask(said, sizeof said, "SELECT why FROM trace WHERE unit = '名次（上期）'", NULL, NULL);
        cr_expect_str_eq(said, origin, "%s", key);
    }
    cr_expect(n > 60, "%zu rows", n);
    jc_buf_free(&keys);
}

static void no_change(void *arg, const struct jc_change *change)
{
    (void)arg;
    (void)change;
}

Test(explain, the_rank_before_is_that_of_august_and_it_is_said_where_it_comes_from)
{
    struct jc_err err = {0};
    struct jc_issue issue;
    struct jc_changes changes = {.fn = no_change};
    char ignored[8];
    bool made;
    jc_day august;
    cr_assert(jc_day_parse(&august, NULL, "2024-08-31", 10));
    assess_month("2024-08", august);
    run_sql("CREATE TABLE kept(key TEXT PRIMARY KEY, place INTEGER)");
    keep_ranks(NULL);
    for (size_t i = 0; i < JC_LEN(groupings); i++)
        keep_ranks(groupings[i]);
    assess_september();
    check_moves("2024-08，没有发布，按数据库里的数据重算", 1);
    explain("pay:H33990300161:0", JC_ZH); /* reported nothing in either month */
    ask(ignored, sizeof ignored, "SELECT count(*) FROM trace WHERE unit LIKE '名%'", NULL, NULL);
    cr_expect_str_eq(ignored, "0");

    assess_month("2024-08", august);
    if (jc_issue_publish(&issue, &made, db, NULL, false, 20000, &changes, &err) != JC_OK)
        fail(&err);
    cr_expect(made);
    assess_september(); /* whose ranks are not looked at, now that there is an issue */
    check_moves("2024-08，已发布：2024-08@1", 7);
}

/* The amounts are the same in both languages, and every unit has its word. */
Test(explain, english_adds_up_the_same_rows)
{
    static const char sums[] =
        "SELECT group_concat(counted || unit || n || ' ' || ifnull(amount, ''), '|') FROM (SELECT "
        "counted, unit, count(*) AS n, sum(amount) AS amount FROM trace GROUP BY counted, unit)";
    struct sheets all = {0};
    struct jc_err err = {0};
    assess(JC_NO_DAY, "");
    if (sheets_load(&all, &err) != JC_OK)
        fail(&err);
    for (size_t i = 0; i < all.n; i++) {
        struct rows rows;
        if (all.v[i].no == 0 || all.v[i].no == 17)
            continue;
        read_table(&rows, &all.v[i], NULL);
        for (size_t k = 0; k < rows.n; k += 1 + rows.n / 3) {
            char key[600] = "", zh[4000], en[4000], said[64];
            key_of(key, sizeof key, &all.v[i], rows.cell + k * rows.cols);
            explain(key, JC_ZH);
            ask(zh, sizeof zh, sums, NULL, NULL);
            ask(said, sizeof said, "SELECT group_concat(unit) FROM trace WHERE unit NOT IN (SELECT id FROM wording)",
                NULL, NULL);
            cr_expect_str_eq(said, "—", "%s", key);
            explain(key, JC_EN);
            ask(en, sizeof en, sums, NULL, NULL);
            cr_expect_str_eq(en, zh, "%s", key);
        }
        free_rows(&rows);
    }
    sheets_free(&all);
}
