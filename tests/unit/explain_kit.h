/*
 * Every number and day of every sheet against the rows that explain shows for it: what is counted under a unit must add up
 * to the cell, exactly where it is a sum or a fraction of sums; and the rank of a row, from the other rows of its sheet.
 */
#ifndef EXPLAIN_KIT_H
#define EXPLAIN_KIT_H

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
/* What should be done by now, exactly: a fraction for each length of agreement. The time share of several agreements. */
#define DUE_NOW                                                                                                         \
    "(SELECT rate_sum(rate(n, d)) FROM (SELECT sum(amount) AS n, CAST(substr(unit, instr(unit, '÷') + 1) AS INTEGER) " \
    "AS d FROM trace WHERE counted AND unit LIKE '最小单位×天÷%' GROUP BY unit))"
#define SHARE                                                                                                          \
    "iif(" ROWS("天（协议期）") ", " RATE(S("天（已过）"), S("天（协议期）")) ", " RATE(S("元（折算序时）"), PRICED) ")"
/* Of an agreement that has begun. */
#define BEGUN(x) "iif(" ROWS("天（已过）") ", " x ", NULL)"
#define PAID                                                                                                           \
    "(" S("元（按期付款）") " + " S("元（逾期付款）") " + " S("元（付款日不明）") " + " S(                             \
        "元（未到期或不在本期的付款）") ")"
/* Of a month that was reported; growth since then, if there was anything. */
#define SENT(unit, x)  "iif(EXISTS (SELECT 1 FROM trace WHERE purchase IS NULL AND unit = '" unit "'), NULL, " x ")"
#define GROWTH(before) RATE(S("元（本月）") " - " S(before), "nullif(max(0, " S(before) "), 0)")
/* Surplus: every term is known, the two ratios multiplied, what is left of the base. */
#define BASE        "元（需求量×集采前加权价）"
#define DUE         "元（约定量×中选价）"
#define ALL(unit)   "NOT EXISTS (SELECT 1 FROM trace WHERE NOT counted AND unit = '" unit "')"
#define FUND        "((SELECT amount FROM trace WHERE unit = '支付比例') * (SELECT amount FROM trace WHERE unit = '医保占比'))"
#define REST        "max(0, " S(BASE) " - " S(DUE) " - " S("元（非中选）") ")"
#define BLAMED(who) "iif(" S("个（责任：" who "）") ", '、" who " ' || " N("个（责任：" who "）") ", '')"
#define DRUGS       "(" S("元（药品，网上）") " + " S("元（药品，线下）") ")"
#define GOODS       "(" S("元（耗材，网上）") " + " S("元（耗材，线下）") ")"

enum how { EXACT, EMPTY_IS_ZERO };

static const struct figure {
    int sheet;
    const char *head, *sql;
    enum how how;
} figures[] = {
    {1, "协议期起", SAID("", " – "), EXACT},
    {1, "协议期止", SAID(" – ", ""), EXACT},
    {1, "机构数", N("家（机构）"), EXACT},
    {1, "签约产品数", STATES " / 10000", EXACT},
    {1, "序时进度(%)", SHARE, EXACT},
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
    {3, "序时进度", SHARE, EXACT},
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
    {4, "序时进度(%)", "rate_div(" DUE_NOW ", " ASKED ")", EXACT},
    {4, "进度差", "rate_div(rate_sub(" S("volume") ", " DUE_NOW "), " ASKED ")", EXACT},
    {4, "剩余", "max(0, " ASKED " - " S("volume") ")", EXACT},
    {4, "机构数", N("家（机构）"), EXACT},
    {4, "零采购机构数", N("家（零采购机构）"), EXACT},
    {4, "滞后机构数", N("家（滞后机构）"), EXACT},
    {4, "配送率(%)", RATE(S("最小单位（发货）"), S("最小单位（订购）")), EXACT},
    {4, "预计完成率(%)", "rate_div(" S("volume") ", " DUE_NOW ")", EXACT},

#define DAYS_LEFT "(" S("天（协议期）") " - " S("天（已过）") ")"
#define ELAPSED   RATE(S("天（已过）"), S("天（协议期）"))
#define AGREEMENT_FIGURES(n)                                                                                           \
    {n, "协议起", SAID("", " – "), EXACT}, {n, "协议止", SAID(" – ", ""), EXACT}, {n, "约定量", ASKED, EXACT},         \
        {n, "已完成", BEGUN(S("volume")), EXACT}, {n, "完成率(%)", BEGUN(RATE(S("volume"), ASKED)), EXACT},            \
        {n, "序时进度(%)", BEGUN(ELAPSED), EXACT},                                                                     \
        {n, "进度差", BEGUN("rate_sub(" RATE(S("volume"), ASKED) ", " ELAPSED ")"), EXACT},                            \
        {n, "剩余", BEGUN("max(0, " ASKED " - " S("volume") ")"), EXACT},                                              \
        {n, "每30天需", /* a rate, however few days are left */                                                        \
         BEGUN("iif(" ASKED " > " S("volume") " AND " DAYS_LEFT " > 0, " RATE("(" ASKED " - " S("volume") ") * 30",    \
                                                                              DAYS_LEFT) ", NULL)"),                   \
         EXACT},                                                                                                       \
    {                                                                                                                  \
        n, "预计完成率(%)", BEGUN("rate_div(" RATE(S("volume"), ASKED) ", " ELAPSED ")"), EXACT                        \
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
    {8, "高出(%)", RATE(S("元（采购，比价）") " - " S("元（中选，比价）"), S("元（中选，比价）")), EXACT},
    {8, "数量", S("包装（数量）"), EXACT},
    {8, "多付金额", /* none of a hint */
     "iif(" ROWS("元（多付）") ", muldiv(" S("元（采购，比价）") " - " S("元（中选，比价）") ", " S(
         "包装（数量）") ", " S("包装或单位（比价）") "), NULL)",
     EXACT},
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

    {14, "本月金额", SENT("元（本月）", S("元（本月）")), EXACT},
    {14, "上月金额", SENT("元（上月）", S("元（上月）")), EXACT},
    {14, "环比(%)", SENT("元（本月）", GROWTH("元（上月）")), EXACT},
    {14, "去年同月金额", SENT("元（去年同月）", S("元（去年同月）")), EXACT},
    {14, "同比(%)", SENT("元（本月）", GROWTH("元（去年同月）")), EXACT},

    {15, "预算", "iif(" ALL(BASE) ", muldiv(" S(BASE) ", " FUND ", 100000000), NULL)", EXACT},
    {15, "支付", "iif(" ALL(DUE) ", muldiv(" S(DUE) " + " S("元（非中选）") ", " FUND ", 100000000), NULL)", EXACT},
    {15, "结余测算基数", "iif(" ALL(BASE) " AND " ALL(DUE) ", muldiv(" REST ", " FUND ", 100000000), NULL)", EXACT},
    {15, "留用试算",
     "iif(" ALL(BASE) " AND " ALL(DUE) " AND " ROWS("分（考核）") " AND " FUND " IS NOT NULL, iif(" S(
         "个（未达约定量）") ", 0, muldiv(" REST ", " FUND " * " S("留用比例") ", 1000000000000)), NULL)",
     EXACT},
    {15, "履行合同", /* in words: the share is told where it is too low */
     "iif(instr(?1, '按期支付金额占比') AND NOT instr(?1, '按期支付金额占比 ' || scaled_text(rate_round(" RATE(
         S("元（按期付款）"), S("元（到期货款）")) ", 4) * 100, 2, 2) || '%'), '', ?1)",
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

static inline void fail(const struct jc_err *err)
{
    struct jc_buf text = {0};
    jc_err_text(&text, err, JC_ZH);
    cr_assert_fail("%s", jc_buf_text(&text));
}

/* as_of JC_NO_DAY: the last acceptance day, as a clerk would have it. */
static inline void assess(jc_day as_of, jc_day from, const char *period)
{
    struct jc_err err = {0};
    what = (struct jc_assess){.as_of = as_of, .from = from, .period = period};
    if (jc_assess_run(db, params, &what, &err) != JC_OK)
        fail(&err);
}

static inline void load(const char *path)
{
    struct jc_err err = {0};
    struct jc_ingest_total total;
    struct jc_ingest_opts opts = {.today = 20100, .now = 1736640000};
    enum jc_status st = jc_ingest_run(&total, db, &path, 1, &opts, &err);
    if (st != JC_OK && total.loaded == 0)
        fail(&err);
}

static inline void open_on(const char *path)
{
    struct jc_err err = {0};
    if (jc_store_open(&db, NULL, JC_STORE_TEMP, &err) != JC_OK)
        fail(&err);
    load(path);
    params = jc_params_new();
}

static inline void close_all(void)
{
    jc_params_free(params);
    jc_store_free(db);
}

/* ---- a sheet --------------------------------------------------------------------------------------- */

struct rows {
    char **cell; /* rows × columns, NULL = empty */
    size_t n, cols, cap;
};

static inline void read_table(struct rows *out, const struct sheet *sheet, const char *part)
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

static inline void free_rows(struct rows *r)
{
    for (size_t i = 0; i < r->n * r->cols; i++)
        free(r->cell[i]);
    free(r->cell);
}

static inline int number_of(const struct sheet *s)
{
    return s->formats ? 100 : s->no; /* 10a */
}

static inline void ask(char *out, size_t size, const char *query, const char *a, const char *b)
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

static inline void key_of(char *out, size_t size, const struct sheet *sheet, char *const *row)
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

static inline void explain(const char *key, enum jc_lang lang)
{
    struct jc_err err = {0};
    if (jc_assess_explain(db, params, &what, key, lang, &err) != JC_OK || jc_rank_explain(db, key, lang, &err) != JC_OK)
        fail(&err);
}

/* Without any payment nothing is said that rests on payments: the rows cannot show that either, only what fell due. */
static inline bool is_untold(int sheet, const char *head, const char *cell)
{
    char untold[16];
    if (sheet != 9 || cell || strncmp(head, "到期", strlen("到期")) == 0)
        return false;
    ask(untold, sizeof untold, "SELECT count(*) FROM ind_pay WHERE matched IS NULL", NULL, NULL);
    return strcmp(untold, "0") != 0;
}

/* In what way a cell is what the rows say. */
static inline void check(const struct sheet *sheet, const struct column *c, const char *cell, const struct figure *f,
                         const char *key)
{
    char query[4096], same[64], said[64];
    bool rate = cell && column_numeric(c) && strchr(cell, '/');
    if (is_untold(f->sheet, c->head[0], cell))
        return;
    if (rate)
        snprintf(query, sizeof query, "SELECT rate_cmp(?1, (%s)) = 0", f->sql);
    else if (f->how == EMPTY_IS_ZERO)
        snprintf(query, sizeof query, "SELECT CAST(coalesce(?1, 0) AS INTEGER) = coalesce((%s), 0)", f->sql);
    else
        snprintf(query, sizeof query, "SELECT ?1 IS CAST((%s) AS TEXT)", f->sql);
    ask(same, sizeof same, query, cell, NULL);
    if (strcmp(same, "1") == 0)
        return;
    snprintf(query, sizeof query, "SELECT (%s)", f->sql);
    ask(said, sizeof said, query, NULL, NULL);
    cr_expect_fail("%s · %s · %s (%s): the sheet says %s, the rows %s", sheet->name[0], key, c->head[0], what.period,
                   cell ? cell : "—", said);
}

static inline void check_row(const struct sheet *sheet, const struct table *table, char *const *row, const char *key)
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

static inline size_t column_of(const struct sheet *s, const char *head)
{
    size_t i = 0;
    while (i < s->main.n && strcmp(s->main.col[i].head[0], head) != 0)
        i++;
    return i;
}

/* Below 0: row a goes before row b. */
static inline int compare(const struct sheet *sheet, char *const *a, char *const *b)
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
static inline bool ranked_together(const struct sheet *sheet, char *const *a, char *const *b)
{
    size_t payer = column_of(sheet, "付款方"), place = column_of(sheet, "名次");
    return a[place] && b[place] &&
           (payer == sheet->main.n || column_hidden(&sheet->main.col[payer]) || strcmp(a[payer], b[payer]) == 0);
}

static inline void expect_number(const char *query, int64_t want, const char *key)
{
    char said[64], number[24];
    ask(said, sizeof said, query, NULL, NULL);
    snprintf(number, sizeof number, "%lld", (long long)want);
    cr_expect_str_eq(said, number, "%s: %s", key, query);
}

/* The rank of a row just explained, from the rows of the sheet one by one. */
static inline void check_rank(const struct sheet *sheet, const struct rows *rows, size_t at, const char *key)
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

/*
 * Some rows of a long sheet, the first and the last among them. Each is traced through the whole assessment: the sanitizers
 * need every way to trace a row, not every row.
 */
#ifdef __SANITIZE_ADDRESS__
static size_t most = 3;
enum { MOVES_APART = 7 };
#else
static size_t most = 10;
enum { MOVES_APART = 1 };
#endif

static inline void check_sheet(const struct sheet *sheet)
{
    struct rows rows;
    read_table(&rows, sheet, NULL);
    size_t last = SIZE_MAX, place = column_of(sheet, "名次");
    for (size_t i = 0; i < most && rows.n; i++) {
        char key[600] = "";
        size_t at = i * (rows.n - 1) / (most - 1);
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
static inline void check_below(const struct sheet *sheet)
{
    struct rows rows;
    read_table(&rows, sheet, sheet->below.part);
    cr_expect(rows.n > 0);
    for (size_t i = 0; i < rows.n; i++) {
        char key[600];
        ask(key, sizeof key, "SELECT 'check:' || key_part(?1)", rows.cell[i * rows.cols], NULL);
        check_row(sheet, &sheet->below, rows.cell + i * rows.cols, key);
    }
    free_rows(&rows);
}

/* `only`: sheets 13 and 14. */
static inline void check_some(const char *by, bool only)
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

static inline void check_all(const char *by)
{
    check_some(by, false);
}

static const char *const groupings[] = {"医共体", "地区", "级别", "付款方"};

#endif
