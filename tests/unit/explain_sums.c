/*
 * Every number of every sheet against the rows that explain shows for it: what is counted under a unit must add up to the
 * cell, exactly where it is a sum or a fraction of sums. The city of examples/, over all time and over a month.
 */
#include <criterion/criterion.h>

#include "jicai/ingest.h"
#include "jicai/rules.h"
#include "report/sheet.h"

#define S(unit)    "(SELECT coalesce(sum(amount), 0) FROM trace WHERE counted AND unit = '" unit "')"
#define N(unit)    "(" S(unit) " / 10000)"
#define ROWS(unit) "(SELECT count(*) FROM trace WHERE counted AND unit = '" unit "')"
/* The number in "before N after", the largest of those that there are. */
#define WHY(unit, before, after)                                                                                       \
    "(SELECT max(CAST(replace(replace(why, '" before "', ''), '" after "', '') AS INTEGER)) FROM trace "               \
    "WHERE unit = '" unit "')"
#define RATE(n, d) "rate(" n ", " d ")"

#define STATES "(" S("个（零采购）") " + " S("个（低于序时）") " + " S("个（正常）") " + " S("个（超量）") ")"
#define GOOD   "(" S("个（正常）") " + " S("个（超量）") ")"
#define PRICED S("元（折算约定）")
#define ASKED  S("最小单位（约定）")
#define PAID                                                                                                           \
    "(" S("元（按期付款）") " + " S("元（逾期付款）") " + " S("元（付款日不明）") " + " S(                             \
        "元（未到期或不在本期的付款）") ")"
#define BLAMED(who) "iif(" S("个（责任：" who "）") ", '、" who " ' || " N("个（责任：" who "）") ", '')"
#define DRUGS       "(" S("元（药品，网上）") " + " S("元（药品，线下）") ")"
#define GOODS       "(" S("元（耗材，网上）") " + " S("元（耗材，线下）") ")"

enum how { EXACT, NEAR, EMPTY_IS_ZERO };

static const struct figure {
    int sheet;
    const char *head, *sql;
    enum how how; /* NEAR: of terms that are rounded each */
} figures[] = {
    {1, "机构数", N("家（机构）"), EXACT},
    {1, "签约产品数", STATES " / 10000", EXACT},
    {1, "序时进度(%)", RATE(S("元（折算序时）"), PRICED), NEAR},
    {1, "折算完成率(%)", RATE(S("元（折算完成）"), PRICED), EXACT},
    {1, "零采购", N("个（零采购）"), EXACT},
    {1, "低于序时", N("个（低于序时）"), EXACT},
    {1, "正常", N("个（正常）"), EXACT},
    {1, "超量", N("个（超量）"), EXACT},
    {1, "低于序时且非中选超量", N("个（低于序时且非中选超量）"), EXACT},

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
    {n, "约定量", ASKED, EXACT}, {n, "已完成", S("volume"), EXACT}, {n, "完成率(%)", RATE(S("volume"), ASKED), EXACT}, \
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

    {8, "转换比", N("单位（每包装）"), EXACT},
    {8, "采购单价", S("元/包装（采购价）"), EXACT},
    {8, "中选价", S("元/包装（中选价）"), EXACT},
    {8, "高出(%)", RATE(S("元/包装（采购价）") " - " S("元/包装（中选价）"), S("元/包装（中选价）")), NEAR},
    {8, "数量", S("包装（数量）"), EXACT},
    {8, "多付金额", S("money"), EMPTY_IS_ZERO},

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

    {10, "应付金额", S("money") " + " S("元（未到期或不在本期）"), EXACT},
    {10, "已付金额", PAID, EXACT},
    {10, "未付金额", S("元（未付）"), EXACT},
    {10, "逾期天数", WHY("元（未付）", "未付，截止日已逾期 ", " 天"), EXACT},
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

    {15, "预算", S("元（预算）"), EMPTY_IS_ZERO},
    {15, "支付", S("元（支付）"), EMPTY_IS_ZERO},
    {15, "结余测算基数", S("元（结余）"), EMPTY_IS_ZERO},
    {15, "留用试算", S("元（留用）"), EMPTY_IS_ZERO},
    {15, "未达标产品数", N("个（未达约定量）"), EXACT},

    {16, "应报", "(SELECT count(DISTINCT substr(why, 1, 7)) FROM trace WHERE why LIKE '%（应报）')", EXACT},

    {18, "行数", N("行（读到）"), EXACT},
    {18, "入库", N("行（入库）"), EXACT},
    {18, "更新", N("行（更新）"), EXACT},
    {18, "剔除", N("行（剔除）"), EXACT},
    {18, "跳过", N("行（跳过）"), EXACT},
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

/* Numbers that are no sums: a rank, the change of it, an amount of a file, what follows from the other columns. */
static bool is_other(const struct column *c)
{
    static const char *const heads[] = {"大小", "连续缺报"};
    if (!column_numeric(c) || c->type == COL_RANK || c->type == COL_MOVE || c->type == COL_DAY)
        return true;
    for (size_t i = 0; i < JC_LEN(heads); i++)
        if (strcmp(heads[i], c->head[0]) == 0)
            return true;
    return false;
}

/* ---- the city -------------------------------------------------------------------------------------- */

static struct jc_store *db;
static struct jc_params *params;
static struct jc_assess what;

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

static void set_up(void)
{
    struct jc_err err = {0};
    struct jc_ingest_total total;
    const char *path = "examples/澜溪市";
    struct jc_ingest_opts opts = {.today = 20100, .now = 1736640000};
    if (jc_store_open(&db, NULL, JC_STORE_TEMP, &err) != JC_OK)
        fail(&err);
    enum jc_status st = jc_ingest_run(&total, db, &path, 1, &opts, &err);
    if (st != JC_OK && total.loaded == 0)
        fail(&err);
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

static void read_sheet(struct rows *out, const struct sheet *sheet)
{
    struct jc_err err = {0};
    struct jc_stmt *s = NULL;
    if (jc_stmt_open(&s, db, sheet->asset, NULL, &err) != JC_OK)
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

static size_t check_row(const struct sheet *sheet, char *const *row)
{
    char key[600] = "";
    struct jc_err err = {0};
    size_t checked = 0;
    key_of(key, sizeof key, sheet, row);
    if (jc_assess_explain(db, params, &what, key, &err) != JC_OK)
        fail(&err);
    for (size_t i = 0; i < sheet->main.n; i++) {
        const struct column *c = &sheet->main.col[i];
        const struct figure *f = figure_of(number_of(sheet), c->head[0]);
        if (column_hidden(c) || !f)
            continue;
        check(sheet, c, row[i], f, key);
        checked++;
    }
    return checked;
}

/* Some rows of a long sheet, the first and the last among them. */
enum { MOST = 12 };

static void check_sheet(const struct sheet *sheet)
{
    struct rows rows;
    read_sheet(&rows, sheet);
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < MOST && rows.n; i++) {
        size_t at = i * (rows.n - 1) / (MOST - 1);
        if (at != last)
            check_row(sheet, rows.cell + at * rows.cols);
        last = at;
    }
    free_rows(&rows);
}

static void check_all(const char *by)
{
    struct sheets all = {0};
    struct jc_err err = {0};
    if (sheets_load(&all, &err) != JC_OK || sheets_group(&all, by, JC_ZH, &err) != JC_OK)
        fail(&err);
    for (size_t i = 0; i < all.n; i++)
        if (all.v[i].no != 0 && all.v[i].no != 17 && (!by || all.v[i].grouping))
            check_sheet(&all.v[i]);
    sheets_free(&all);
}

/* ---- tests ----------------------------------------------------------------------------------------- */

Test(explain, the_counted_rows_add_up_to_every_number_of_every_sheet)
{
    assess(JC_NO_DAY, "");
    check_all(NULL);
}

Test(explain, they_do_over_a_month)
{
    jc_day from;
    cr_assert(jc_day_parse(&from, NULL, "2024-09-01", 10));
    assess(from, "2024-09");
    check_all(NULL);
}

Test(explain, the_rates_of_communities_areas_levels_and_payers_come_from_the_rows_of_their_members)
{
    static const char *const groupings[] = {"医共体", "地区", "级别", "付款方"};
    assess(JC_NO_DAY, "");
    for (size_t i = 0; i < JC_LEN(groupings); i++)
        check_all(groupings[i]);
}

Test(explain, no_number_is_without_a_way_to_add_it_up)
{
    struct sheets all = {0};
    struct jc_err err = {0};
    if (sheets_load(&all, &err) != JC_OK)
        fail(&err);
    for (size_t i = 0; i < all.n; i++)
        for (size_t k = 0; k < all.v[i].main.n && all.v[i].no != 0; k++)
            cr_expect(is_other(&all.v[i].main.col[k]) || figure_of(number_of(&all.v[i]), all.v[i].main.col[k].head[0]),
                      "%s · %s", all.v[i].name[0], all.v[i].main.col[k].head[0]);
    sheets_free(&all);
}

Test(explain, the_lines_behind_a_message_number_are_those_that_the_report_counts)
{
    char codes[4000], said[64], counted[64];
    assess(JC_NO_DAY, "");
    ask(codes, sizeof codes, "SELECT group_concat(DISTINCT printf('E%03d', code)) FROM ind_note", NULL, NULL);
    cr_assert(strlen(codes) > 4, "some lines were not counted");
    for (char *rest = codes, *code; (code = strsep(&rest, ","));) {
        struct jc_err err = {0};
        if (jc_assess_explain(db, params, &what, code, &err) != JC_OK)
            fail(&err);
        ask(said, sizeof said, "SELECT sum(lines) FROM ind_note WHERE printf('E%03d', code) = ?1", code, NULL);
        ask(counted, sizeof counted, "SELECT " N("行"), NULL, NULL);
        cr_expect_str_eq(counted, said, "%s", code);
    }
}

Test(explain, both_sides_of_an_identity_are_shown_with_their_parts)
{
    assess(JC_NO_DAY, "");
    for (int i = -2; i <= 5; i++) {
        char key[400], seq[8], sides[64];
        struct jc_err err = {0};
        snprintf(seq, sizeof seq, "%d", i);
        ask(key, sizeof key, "SELECT 'check:' || key_part(title_zh) FROM check_shown WHERE seq = CAST(?1 AS INTEGER)",
            seq, NULL);
        if (jc_assess_explain(db, params, &what, key, &err) != JC_OK)
            fail(&err);
        ask(sides, sizeof sides,
            "SELECT " S("左边") " = lhs AND " S(
                "右边") " = rhs AND lhs = rhs FROM check_shown WHERE seq = CAST(?1 AS INTEGER)",
            seq, NULL);
        cr_expect_str_eq(sides, "1", "%s", key);
    }
}
