/*
 * Words of closed lists. The words are looked for within what people write, so one that denies them turns them: 非挂网采购
 * holds 挂网采购, and 未取消 holds 取消.
 */
#include "ingest/word.h"

#include "ingest/mention.h"

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* ---- on-line or off-line ------------------------------------------------------------------------------------------- */

/* 非中选药品, 未中选, 非带量: which products, and not how they are bought. Such a denial is left out of the text. */
static void without_selection(struct jc_buf *out, struct jc_span t)
{
    static const char *const deny[] = {"非", "未", "不", NULL}, *const between[] = {"国家", "国", "集中", "集", "采购",
                                                                                    "采",   "省", "级",   NULL},
                             *const what[] = {"中选", "中标", "带量", NULL},
                             *const of[] = {"药品", "品种", "产品", NULL};
    for (size_t i = 0; i < t.n;) {
        size_t at = i + jc_starts_with(t, i, deny), n;
        for (bool denied = at > i; denied && (n = jc_starts_with(t, at, between)) > 0;)
            at += n;
        n = at > i ? jc_starts_with(t, at, what) : 0;
        if (n) {
            i = at + n;
            i += jc_starts_with(t, i, of);
        } else {
            jc_buf_char(out, t.p[i++]);
        }
    }
}

static int channel_of(struct jc_span t)
{
    static const char
        *const off[] = {"线下", "网下", "网外", "平台外", "备案", "自行采购", "自采", "否", NULL},
               *const on[] = {"网", "线上", "平台", "是", NULL}, *const plainly_on[] = {"线上", "网上", NULL},
               *const between[] = {"在",   "是",   "属",   "于",   "经",   "走",   "从", "用", "上", "通过", "需",
                                   "能",   "可",   "有",   "省",   "市",   "县",   "区", "级", "挂", "网",   "线",
                                   "国家", "全国", "阳光", "医药", "药品", "集中", "招", "采", "购", "平台", NULL},
               *const left[] = {"撤网",     "退网",     "脱网",     "离网",     "停网",     "撤挂", "取消挂网",
                                "撤销挂网", "暂停挂网", "停止挂网", "暂停网采", "暂停采购", NULL};
    if (!t.n)
        return JC_WORD_NONE;
    unsigned is_off = jc_mentioned(t, off, between), is_on = jc_mentioned(t, on, between);
    if (is_off & JC_SAID) /* 线下采购（平台缺货） is off, 线上线下 is either */
        return jc_mentioned(t, plainly_on, between) & JC_SAID ? JC_WORD_UNKNOWN : 0;
    if (is_off & JC_DENIED)
        return JC_WORD_UNKNOWN;
    if (is_on & JC_DENIED)
        return 0;
    return is_on == JC_SAID && !jc_has_any(t, left)
               ? 1
               : JC_WORD_UNKNOWN; /* 撤网采购: of what the platform lists no more */
}

int jc_word_channel(struct jc_span t)
{
    struct jc_buf said = {0};
    without_selection(&said, t);
    int channel = said.len || !t.n ? channel_of((struct jc_span){jc_buf_text(&said), said.len}) : JC_WORD_UNKNOWN;
    jc_buf_free(&said);
    return channel;
}

int jc_word_is_online(struct jc_span t)
{
    static const char *const yes[] = {"√", "✓", "✔", NULL}, *const no[] = {"×", "✗", "✘", NULL};
    int flag = jc_flag_of(t);
    if (flag >= 0 || jc_is_one_of(t, no))
        return flag > 0;
    return jc_is_one_of(t, yes) ? 1 : jc_word_channel(t);
}

int jc_word_plain_channel(struct jc_span t)
{
    static const char *const words[] = {"网", "线上", "线下", "平台", NULL};
    return !t.n || jc_has_any(t, words) ? jc_word_channel(t) : JC_WORD_UNKNOWN;
}

/* ---- cancelled or not ---------------------------------------------------------------------------------------------- */

/* Words of what was and is no more, whatever the state speaks of; an order that is 终止 may have arrived in part. */
#define DROPPED                                                                                                        \
    "作废", "撤废", "失效", "撤销", "撤单", "撤回", "取消", "无效", "删除", "驳回", "未通过", "不通过", "不同意"

static const char *const own_void[] = {DROPPED, "退单", "否决", NULL}, *const asked_for[] = {DROPPED, "终止", "退单",
                                                                                             "否决", NULL};

static bool begins(struct jc_span *t, const char *word)
{
    size_t n = strlen(word);
    if (t->n < n || memcmp(t->p, word, n) != 0)
        return false;
    *t = (struct jc_span){t->p + n, t->n - n};
    return true;
}

/* What stands behind 取消 or before it says that it came to nothing: 取消申请已驳回, 撤销失败, 拒绝取消. */
static bool came_to_nothing(struct jc_span before, struct jc_span after)
{
    static const char *const ends[] = {"驳回",   "失败",   "未通过", "不通过", "未批准", "不批准",
                                       "未成功", "不成功", "不同意", "未同意", "未获",   NULL},
                             *const refused[] = {"拒绝", "驳回", "退回", NULL};
    if ((begins(&after, "申请") || begins(&after, "请求")) && jc_has_any(after, refused))
        return true;
    while (begins(&after, "已") || begins(&after, "被") || begins(&after, "审核") || begins(&after, "审批"))
        ;
    for (const char *const *e = ends; *e; e++)
        if (begins(&after, *e))
            return true;
    return jc_ends_in(before, refused);
}

static bool is_turned_down(struct jc_span t)
{
    for (const char *const *w = asked_for; *w; w++) {
        const char *p = jc_text_find(t.p, t.n, *w, strlen(*w));
        size_t at = p ? (size_t)(p - t.p) : 0, end = at + strlen(*w);
        if (p && came_to_nothing((struct jc_span){t.p, at}, (struct jc_span){t.p + end, t.n - end}))
            return true;
    }
    return false;
}

static const char *const void_between[] = {"被", "已", "曾", "予", "能",   "可",   "全", "部", "再", "会",   "做",
                                           "作", "必", "须", "需", "同意", "批准", "有", "是", "要", "申请", NULL};

/* By whom, as jc_word_status says it. */
static int cancelled_by(struct jc_span t)
{
    /* what is not read or shipped in time is cancelled for it: 超7日未发货作废 (formats.md 1.1), 7天未阅读作废, 超时自动撤单 */
    static const char *const other[] = {"缺货",   "拒绝",   "拒单",   "拒收",     "不合格",
                                        "不供货", "无法供", "无法配", "不能供货", NULL},
                             *const firm[] = {"企业", "配送商", "供应商", "供货商",     "日未",       "天未", "超时",
                                              "超期", "逾期",   "未响应", "验收不通过", "验收未通过", NULL};
    if (jc_span_has(t, "部分") || jc_span_has(t, "重新") || jc_span_has(t, "无效期") || is_turned_down(t) ||
        jc_word_back(t) == JC_BACK_REFUSED)
        return 0; /* 部分缺货: the rest came */
    if (jc_mentioned(t, own_void, void_between) & JC_SAID)
        return jc_has_any(t, firm) ? 2 : 1;
    return jc_mentioned(t, other, void_between) & JC_SAID ? 2 : 0;
}

/* 退回 may be goods that went back or an order to be mended, and 关闭 the end of one that was delivered. */
static bool is_state(struct jc_span t)
{
    static const char *const unclear[] = {"退回", "关闭", "失败", "异常", "中止", "暂停",
                                          "挂起", "冻结", "争议", "终止", "到期", NULL},
                             *const known[] = {"收",   "入库", "验",   "发货", "送",   "到",   "签",   "确认", "完成",
                                               "结束", "下单", "提交", "审",   "批",   "合格", "正常", "有效", "接",
                                               "响应", "阅",   "备",   "出库", "在途", "付",   "结算", "开票", "对账",
                                               "采购", "订",   "草稿", "待",   "部分", "生效", "通过", "成功", "执行",
                                               "处理", "进行", "新建", "缺货", "未退", "不退", "完结", "归档", "结案",
                                               "关单", "记账", "过账", "上账", "打印", "制单", "生成", "上传", "核销",
                                               "蓝字", "发票", "供货", "发出", NULL};
    if (is_turned_down(t) || jc_mentioned(t, own_void, void_between))
        return true;
    return jc_has_any(t, known) && !(jc_mentioned(t, unclear, void_between) & JC_SAID);
}

/* What was received stands there, and nobody has put it into the books yet; 待付款, 待开票 are no doubt of it. */
static bool is_unbooked(struct jc_span t)
{
    static const char *const words[] = {"未审", "待审",   "草稿",   "制单",   "未确认", "待入库", "未入库",
                                        "在途", "未记账", "待记账", "未过账", "暂存",   NULL};
    return jc_has_any(t, words);
}

int jc_word_status(struct jc_span t)
{
    int cancelled = cancelled_by(t), back = jc_word_back(t);
    if (cancelled || back != JC_BACK_UNSAID)
        return cancelled | back << JC_STATUS_BACK;
    if (t.n && !is_state(t))
        return JC_WORD_UNKNOWN;
    return is_unbooked(t) ? JC_STATUS_OPEN : 0;
}

/* Below 验收状态: what did not pass was refused. */
int jc_word_receipt_status(struct jc_span t)
{
    static const char *const failed[] = {"不通过", "未通过", NULL};
    int word = jc_word_status(t);
    bool refused = word > 0 && (word & JC_STATUS_VOID) == 1 && jc_has_any(t, failed);
    return refused ? (word & ~JC_STATUS_VOID) | 2 : word;
}

int jc_word_answer(struct jc_span t)
{
    static const char *const yes[] = {"是", "√", "有", NULL}, *const no[] = {"否", "×", "无", NULL};
    int flag = jc_flag_of(t);
    return flag == 1 || jc_is_one_of(t, yes) ? JC_SAYS_YES : flag == 0 || jc_is_one_of(t, no) ? JC_SAYS_NO : 0;
}

/* The cell below 是否退货, 红冲标志. */
int jc_word_is_back(struct jc_span t)
{
    int says = jc_word_answer(t);
    if (says == JC_SAYS_YES)
        return JC_BACK_DONE << JC_STATUS_BACK;
    return says == JC_SAYS_NO ? 0 : jc_word_status(t);
}

/* ---- returned or not ----------------------------------------------------------------------------------------------- */

/* 退货已取消, 退货申请被驳回, 拒绝退货: the return came to nothing. */
static bool return_failed(const struct jc_found *f)
{
    static const char *const between[] = {"申请", "请求", "单",   "已",       "被",     "审核",   "审批", "确认",
                                          "由",   "企业", "配送", "配送企业", "配送商", "供应商", NULL};
    static const char *const failed[] = {"驳回",   "拒绝", "不同意", "未同意", "不通过", "未通过", "未批准",
                                         "不批准", "失败", "取消",   "撤销",   "撤回",   "撤单",   "作废",
                                         "终止",   "不予", "未成功", "不成功", "删除",   "无效",   NULL};
    struct jc_span after = f->after;
    for (size_t n; (n = jc_starts_with(after, 0, between)) > 0;)
        after = (struct jc_span){after.p + n, after.n - n};
    return jc_starts_with(after, 0, failed) > 0 || jc_ends_in(f->before, failed) > 0;
}

/* 未退货, 没有退货, 不可退货, 可退货, 退货 0: there is none. */
static bool return_denied(const struct jc_found *f)
{
    static const char *const between[] = {"可",   "能",   "允许", "支持", "含",   "有", "发生", "需",   "要",
                                          "予",   "办理", "产生", "出现", "接受", "再", "曾",   "任何", "进行",
                                          "涉及", "存在", "许",   "得",   "给",   "做", "作",   "申请", NULL},
                             *const allowed[] = {"可", "能", "允许", "支持", "可以", "接受", "随时", NULL},
                             *const marks[] = {":", "：", " ", "(", "（", NULL};
    struct jc_span after = f->after;
    for (size_t n; (n = jc_starts_with(after, 0, marks)) > 0;)
        after = (struct jc_span){after.p + n, after.n - n};
    bool zero = after.n > 0 && *after.p == '0';
    for (size_t i = 0; i < after.n && zero; i++)
        zero = !(after.p[i] >= '1' && after.p[i] <= '9');
    return zero || jc_word_stands(f->before, between) & JC_DENIED || jc_ends_in(f->before, allowed) > 0;
}

/* A status speaks of 退回 where an order is sent back to be mended, so that is none of these. */
static const char *const back_words[] = {"退货", "退药", "退库", "红冲", "冲红", "冲销", "红字", NULL};

int jc_word_back(struct jc_span t)
{
    static const char *const part[] = {"部分", "部份", NULL}, *const done[] = {"完成", "完毕", "成功", NULL},
                             *const begun[] = {"申请", "请求", "待",   "审核", "审批", "同意", "处理",
                                               "进行", "确认", "提交", "发起", "在途", "未",   NULL},
                             *const going[] = {"中", NULL}, *const still[] = {"未", "待", NULL};
    struct jc_found f = {.t = t, .words = back_words};
    if (!jc_find_next(&f))
        return JC_BACK_UNSAID;
    if (return_failed(&f))
        return JC_BACK_REFUSED;
    if (return_denied(&f))
        return JC_BACK_NONE;
    if (jc_has_any(t, part))
        return JC_BACK_PART;
    bool under_way = jc_has_any(t, begun) || jc_starts_with(f.after, 0, going);
    return under_way && (!jc_has_any(t, done) || jc_has_any(t, still)) ? JC_BACK_BEGUN : JC_BACK_DONE;
}

/* What a ward or a patient gives back to the store: 科室退库, 退货入库; 采购退货入库 and 销退入库 are the distributor's words. */
static bool is_inner(struct jc_span t, const struct jc_found *f)
{
    static const char *const outer[] = {"采购", "购", "销", "供", "厂", "公司", "企业", "商", "配送", NULL},
                             *const inner[] = {"科室", "病区",   "病房", "门诊", "住院", "患者", "病人", "药房",
                                               "临床", "护士站", "窗口", "领用", "领药", "发药", NULL},
                             *const given[] = {"退货", "退药", "退库", "退回", NULL}, *const in[] = {"入库", NULL};
    return !jc_has_any(t, outer) && jc_has_any(t, given) && (jc_has_any(t, inner) || jc_has_any(f->after, in));
}

/* Goods that came in without being bought, or went from one place of the hospital to another: 调拨入库, 盘盈, 期初, 赠品. */
static const char *const not_bought[] = {"调拨", "调入",   "调出",   "移库",   "转库", "转入", "库间", "盘盈",
                                         "盘亏", "盘点",   "报溢",   "溢余",   "损溢", "期初", "结转", "结存",
                                         "建账", "初始化", "初始入", "初始库", "借入", "借用", "借药", "借货",
                                         "归还", "还货",   "还药",   "赠",     "捐",   "代管", "自制", "调价",
                                         "拆零", "领用",   "领药",   "发药",   "报损", "报废", "损耗", NULL};

/* 西药入库, 集采订单入库, 验收入库单: nothing is left that says of what sort the receipt is. */
static bool is_plain_receipt(struct jc_span t)
{
    static const char *const plain[] = {
        "入库",   "单据", "单",   "药品", "西药", "中成药", "中药", "草药", "饮片", "耗材", "材料", "器械", "疫苗",
        "卫材",   "物资", "药库", "药房", "库房", "仓库",   "中心", "一级", "正常", "普通", "常规", "直接", "验收",
        "验货",   "配送", "到货", "来货", "送货", "订单",   "订货", "企业", "公司", "货到", "票到", "集采", "国采",
        "省采",   "带量", "集中", "网采", "网上", "平台",   "线上", "线下", "暂估", "手工", "自动", "批量", "扫码",
        "供应商", "已",   "待",   "未",   "部分", "全部",   "完成", "登记", "记录", "明细", "审核", "合格", "成功",
        "确认",   "新",   "的",   "类",   "型",   "-",      "/",    "(",    ")",    " ",    "（",   "）",   NULL};
    for (size_t at = 0, n; at < t.n; at += n)
        if ((n = jc_starts_with(t, at, plain)) == 0)
            return false;
    return true;
}

/* 拒收, 换货, 寄售: hardly a purchase. */
static bool is_doubtful(struct jc_span t)
{
    static const char *const words[] = {"拒收", "冲正", "召回", "移入", "移出", "样品", "试用", "换货", "换药",
                                        "换入", "换出", "退换", "破损", "寄售", "代销", "负单", NULL};
    return jc_has_any(t, words);
}

/* What came in and did not go back. 采购出库 and 销售出库 are the distributor's words. */
static int doc_of_goods(struct jc_span t)
{
    static const char *const bought[] = {"采购", "购进", "购入", "进货", "收货", "销售", NULL},
                             *const in[] = {"入库", NULL}, *const out[] = {"出库", NULL},
                             *const others[] = {"其他", "其它", NULL}, *const between[] = {"是", "含", "为", NULL};
    unsigned buys = jc_mentioned(t, bought, between), moves = jc_mentioned(t, not_bought, between);
    bool comes_in = jc_has_any(t, in), goes_out = jc_has_any(t, out) && !comes_in;
    if (buys & JC_SAID && !(buys & JC_DENIED)) /* 非采购入库 holds 购入 as well */
        return moves & JC_SAID ? JC_WORD_UNKNOWN : JC_DOC_IN;
    if (moves & JC_SAID || goes_out || (comes_in && (buys & JC_DENIED || jc_has_any(t, others))))
        return JC_DOC_OUT; /* 其他入库: other than what was bought */
    if (!comes_in)
        return is_doubtful(t) ? JC_WORD_UNKNOWN : JC_DOC_OTHER;
    return is_plain_receipt(t) ? JC_DOC_IN : JC_WORD_UNKNOWN;
}

/* 入出标志: a sign, and no word. Whether what went out went back to the distributor it does not say. */
static int doc_of_sign(struct jc_span t)
{
    static const char *const in[] = {"入", "进", "收", "购", "正", "蓝", "蓝单", "蓝票", "+", NULL},
                             *const back[] = {"退", "红", "负", "红单", "红票", NULL},
                             *const out[] = {"出", "发", NULL};
    if (jc_is_one_of(t, in))
        return JC_DOC_IN;
    if (jc_is_one_of(t, back))
        return JC_DOC_BACK;
    return jc_is_one_of(t, out) ? JC_DOC_OUT : JC_DOC_OTHER;
}

int jc_word_doc(struct jc_span t)
{
    static const char *const words[] = {"退货", "退药", "退库", "退回", "退供", "退厂", "退出",
                                        "采退", "销退", "外退", "返厂", "返货", "红冲", "冲红",
                                        "冲销", "红字", "冲减", "冲回", "冲账", "反冲", NULL};
    struct jc_found f = {.t = t, .words = words};
    int sign = doc_of_sign(t);
    if (sign != JC_DOC_OTHER)
        return sign;
    bool back = jc_find_next(&f);
    if (back && return_failed(&f))
        return JC_DOC_VOID;
    if (!back || return_denied(&f))
        return doc_of_goods(t);
    if (is_inner(t, &f))
        return JC_DOC_INNER;
    return doc_of_goods(f.before) == JC_DOC_OUT ? JC_DOC_OUT : JC_DOC_BACK; /* 调拨退库, 赠品退货 */
}

int jc_word_is_given(struct jc_span t)
{
    int says = jc_word_answer(t);
    return says == JC_SAYS_YES ? JC_DOC_OUT : says == JC_SAYS_NO ? JC_DOC_OTHER : jc_word_doc(t);
}

int jc_word_made(struct jc_span t)
{
    static const char *const own[] = {"自制", NULL}, *const moves[] = {"入库", "出库", "调",   "借", "领", "赠",
                                                                       "捐",   "盘",   "期初", "退", "损", NULL};
    return jc_has_any(t, own) && !jc_has_any(t, moves) ? JC_WORD_UNKNOWN : 0;
}

/* ---- whether it happened ------------------------------------------------------------------------------------------- */

static int standing_word(struct jc_span t, const char *const *nothing)
{
    static const char *const
        done[] = {"已付",     "已支付",   "付讫",   "成功",   "已到账", "已打款",   "已转账",
                  "已回款",   "已结算",   "已完成", "已审核", "已审批", "审核通过", "审批通过",
                  "验收通过", "验收合格", "已验收", "已复核", "已退",   "已确认",   NULL},
        *const on_time[] = {"未逾期", "未超期", "未超时", NULL}, *const going[] = {"中", "中，", "中（", "中(", NULL},
        *const open[] = {"未", "待", "草稿", "申请", "计划", "暂存", "提交", "在途", "新建", "制单", NULL},
        *const fine[] = {"正常", "有效", "通过", "合格", "确认", "完成", "同意", "部分", "已", NULL},
        *const between[] = {"被", "已", "全", "部", "有", "是", "予", NULL}, *const part[] = {"部分退", "部分红冲",
                                                                                              "部分冲", "部分未",
                                                                                              "未付清", "未结清",
                                                                                              "未全",   NULL};
    if (!t.n)
        return JC_STANDS_UNSAID;
    if (is_turned_down(t) || jc_has_any(t, part))
        return JC_STANDS_WHAT;
    unsigned how = jc_mentioned(t, nothing, between);
    if (how & JC_SAID)
        return JC_STANDS_VOID;
    if (how & JC_DENIED || jc_has_any(t, done) || jc_has_any(t, on_time))
        return JC_STANDS;
    return jc_has_any(t, open) || jc_ends_in(t, going) || jc_has_any(t, going + 1) ? JC_STANDS_OPEN
           : jc_has_any(t, fine)                                                   ? JC_STANDS
                                                                                   : JC_STANDS_WHAT;
}

#define CAME_TO_NOTHING DROPPED, "终止", "失败", "拒绝", "未成功", "不合格", NULL

/* What takes a payment back, or a receipt, whose red row stands beside it. */
#define REVERSED "红冲", "冲红", "冲销"

int jc_word_standing(struct jc_span t)
{
    static const char *const nothing[] = {"退回", "退票", "退款", "拒付", "止付", REVERSED, CAME_TO_NOTHING};
    return standing_word(t, nothing);
}

int jc_word_reversed(struct jc_span t)
{
    static const char *const words[] = {REVERSED, NULL}, *const nothing[] = {CAME_TO_NOTHING};
    bool reversed = jc_has_any(t, words) && !(jc_mentioned(t, nothing, void_between) & JC_SAID);
    return reversed ? jc_word_back(t) << JC_STATUS_BACK : 0;
}

int jc_word_receipt_standing(struct jc_span t)
{
    return jc_word_reversed(t) ? JC_STANDS : jc_word_standing(t);
}

int jc_word_return_standing(struct jc_span t)
{
    static const char *const nothing[] = {"不退", "未退", "不予", CAME_TO_NOTHING};
    int back = jc_word_back(t);
    if (back == JC_BACK_PART || back == JC_BACK_DONE) /* how much, the figures say */
        return JC_STANDS;
    return back == JC_BACK_REFUSED ? JC_STANDS_VOID : standing_word(t, nothing);
}

int jc_word_return_of_status(struct jc_span t)
{
    static const char *const open[] = {"待确认", "未确认", "未提交", "待提交", "未审",
                                       "待审",   "草稿",   "制单",   "暂存",   NULL};
    if (jc_word_back(t) != JC_BACK_UNSAID)
        return jc_word_return_standing(t);
    return jc_has_any(t, open) ? JC_STANDS_OPEN : JC_STANDS_UNSAID;
}

int jc_word_return_state(struct jc_span t)
{
    static const char *const none[] = {"无", "不", "否", "未", "没", "正常", NULL},
                             *const part[] = {"部分", "部份", NULL}, *const done[] = {"已退", "全部", "全退", "退回",
                                                                                      "完成", "成功", NULL},
                             *const begun[] = {"确认", "同意", "通过", NULL};
    int back = jc_word_back(t);
    if (!t.n || jc_word_return_standing(t) == JC_STANDS_OPEN) /* which is told as such */
        return JC_BACK_UNSAID;
    if (back == JC_BACK_UNSAID && !jc_has_any(t, none))
        back = jc_has_any(t, part)    ? JC_BACK_PART
               : jc_has_any(t, done)  ? JC_BACK_DONE
               : jc_has_any(t, begun) ? JC_BACK_BEGUN
                                      : JC_BACK_UNSAID;
    return back << JC_STATUS_BACK;
}

/* A column that asks whether the row is void, and one that asks whether it is valid. */
int jc_word_voided(struct jc_span t)
{
    static const char *const nothing[] = {CAME_TO_NOTHING}, *const between[] = {"被", NULL},
                             *const yes[] = {"是", "已", "√", NULL}, *const no[] = {"否",   "未", "正常", "无",
                                                                                    "有效", "×",  NULL};
    int flag = jc_flag_of(t);
    unsigned how = jc_mentioned(t, nothing, between);
    if (!t.n)
        return JC_STANDS_UNSAID;
    if (flag >= 0 || how)
        return flag == 1 || how & JC_SAID ? JC_STANDS_VOID : JC_STANDS;
    return jc_has_any(t, no) ? JC_STANDS : jc_has_any(t, yes) ? JC_STANDS_VOID : JC_STANDS_WHAT;
}

int jc_word_bounced(struct jc_span t)
{
    static const char *const back[] = {"退票", "退汇", "退款", "退回", "退还", "冲正", "冲账", REVERSED, NULL},
                             *const between[] = {"被", "已", "有", NULL}, *const doubt[] = {"部分", "中",   "待",
                                                                                            "申请", "失败", NULL},
                             *const yes[] = {"是", "已退", "已冲", "√", NULL}, *const no[] = {"否", "未",   "正常",
                                                                                              "无", "没有", "×",
                                                                                              "蓝", NULL};
    int flag = jc_flag_of(t);
    unsigned how = jc_mentioned(t, back, between);
    size_t digits = 0;
    for (size_t i = 0; i < t.n; i++)
        digits += t.p[i] >= '0' && t.p[i] <= '9';
    if (!t.n)
        return JC_STANDS_UNSAID;
    if (flag >= 0)
        return flag ? JC_STANDS_VOID : JC_STANDS;
    if (jc_has_any(t, doubt))
        return JC_STANDS_WHAT;
    if (how || digits >= 6) /* a day */
        return how == JC_DENIED ? JC_STANDS : JC_STANDS_VOID;
    return jc_has_any(t, no) ? JC_STANDS : jc_has_any(t, yes) ? JC_STANDS_VOID : JC_STANDS_WHAT;
}

int jc_word_valid(struct jc_span t)
{
    static const char *const nothing[] = {"失效", CAME_TO_NOTHING}, *const between[] = {"被", "是", NULL},
                             *const valid[] = {"有效", "生效", NULL}, *const yes[] = {"是", "正常", "√", NULL},
                             *const no[] = {"否", "未", "×", NULL};
    int flag = jc_flag_of(t);
    unsigned is_void = jc_mentioned(t, nothing, between), is_valid = jc_mentioned(t, valid, between);
    if (!t.n)
        return JC_STANDS_UNSAID;
    if (flag >= 0) /* valid and invalid say what they are, 1 and 0 what was asked */
        return (flag == 1) == (t.n < strlen("valid")) ? JC_STANDS : JC_STANDS_VOID;
    if (is_void || is_valid)
        return is_void & JC_SAID || is_valid == JC_DENIED ? JC_STANDS_VOID : JC_STANDS;
    return jc_has_any(t, no) ? JC_STANDS_VOID : jc_has_any(t, yes) ? JC_STANDS : JC_STANDS_WHAT;
}

/* 是否付清: 否 says that a part is still owed, and the row what was paid. */
int jc_word_is_settled(struct jc_span t)
{
    static const char *const no[] = {"否", "×", "未", "不", "没", "没有", NULL};
    return jc_is_one_of(t, no) || jc_flag_of(t) == 0 ? JC_STANDS_WHAT : jc_word_is_paid(t);
}

/* 是否支付成功: 否 is not yet, or never. */
int jc_word_is_paid(struct jc_span t)
{
    static const char *const yes[] = {"是", "√", NULL}, *const no[] = {"否", "×", NULL};
    int flag = jc_flag_of(t), word = jc_word_standing(t);
    if (flag >= 0)
        return flag ? JC_STANDS : JC_STANDS_OPEN;
    if (word != JC_STANDS_WHAT)
        return word;
    return jc_has_any(t, no) ? JC_STANDS_OPEN : jc_has_any(t, yes) ? JC_STANDS : JC_STANDS_WHAT;
}

/* 退货联系人：张三, 退货期限30天, 如需退货: whom to ask, or when it may be; not 已退货，联系人张三. */
static bool is_about_returns(const struct jc_found *f)
{
    static const char *const of[] = {"联系", "电话", "期限", "期为", "时限", "地址", "热线", "专员", "流程",
                                     "政策", "须知", "条件", "规定", "承诺", "约定", "率",   "请",   NULL},
                             *const where[] = {"如需", "如要", "如有", "如",       "若需",     "若要", "若有",
                                               "若",   "若须", "如须", "可无理由", "可无条件", NULL},
                             *const done[] = {"已", "了", NULL};
    return jc_ends_in(f->before, where) || (jc_starts_with(f->after, 0, of) && !jc_ends_in(f->before, done));
}

/* Does one of the places where it speaks of a return say that there was one? */
static bool went_back(struct jc_span t)
{
    for (struct jc_found f = {.t = t, .words = back_words}; jc_find_next(&f);)
        if (!return_failed(&f) && !return_denied(&f) && !is_about_returns(&f))
            return true;
    return false;
}

/* 未到货, 拒收, 录错，勿计; but not 发票未收到. What came later than the remark says is there. */
static bool did_not_come(struct jc_span t)
{
    static const char *const missing[] = {"未到货",   "未入库", "未收货", "未验收", "没到货", "没有到货", "货未到",
                                          "未送达",   "未收到", "拒收",   "不合格", "勿计",   "不计入",   "不要计",
                                          "录错",     "错录",   "误录",   "录入错", "录入有", "重复录",   "重复入",
                                          "重复导入", "退回厂", "退回供", "已退回", "退厂",   NULL},
                             *const later[] = {"票",   "款",   "合同", "已到", "已入库", "已验收", "补到",     "后到",
                                               "已补", "补发", "换货", "已换", "已更正", "已改",   "不合格率", NULL},
                             *const between[] = {"有", "任何", NULL};
    return !jc_has_any(t, later) && jc_mentioned(t, missing, between) & JC_SAID;
}

/* 尚未付款, 款项未付; but not 支付前期未付货款. */
static bool is_not_paid(struct jc_span t)
{
    static const char *const open[] = {"未付",     "未支付", "没付",   "没有付",   "未打款",   "未到账",
                                       "未到帐",   "未转账", "未汇出", "付款失败", "支付失败", "转账失败",
                                       "汇款失败", "暂不付", "暂未",   "暂缓",     "止付",     "拒付",
                                       "不付",     "待付款", "待支付", NULL},
                             *const before[] = {"尚", "还",   "仍",   "目前", "此笔", "该笔", "本笔", "款项",
                                                "该", "货款", "药款", "财务", "银行", "，",   ",",    NULL},
                             *const rest[] = {"未付清", "余", "尾款", "剩", "部分", NULL};
    size_t at = 0, n;
    while ((n = jc_starts_with(t, at, before)) > 0)
        at += n;
    return jc_starts_with(t, at, open) && !jc_has_any(t, rest);
}

enum jc_remark_word jc_word_remark(struct jc_span t, enum jc_remark_of of)
{
    static const char *const dropped[] = {"作废", "撤销", "撤单", "已取消", "取消订单", "订单取消", "无效", NULL},
                             *const bounced[] = {"退票", "退汇", "退款", "红冲", "冲红", NULL},
                             *const between[] = {"被", "已", "予", "有", "是", NULL},
                             *const other[] = {"重付", "重新",   "重开", "重录", "补付", "补开",
                                               "再付", "无效期", "挂网", "中选", NULL};
    const bool paid = of == JC_REMARK_OF_PAYMENT;
    if (of == JC_REMARK_OF_AWARD)
        return jc_word_award_differs(t) ? JC_REMARK_VOID : JC_REMARK_NONE;
    if (is_turned_down(t) || jc_has_any(t, other)) /* 退票后重付: it happened in the end */
        return JC_REMARK_NONE;
    if (of == JC_REMARK_OF_AGREEMENT || of == JC_REMARK_OF_REASON)
        return jc_word_remark_ends(t, of == JC_REMARK_OF_REASON) ? JC_REMARK_VOID : JC_REMARK_NONE;
    if ((jc_mentioned(t, dropped, between) | (paid ? jc_mentioned(t, bounced, between) : 0)) & JC_SAID)
        return JC_REMARK_VOID;
    if (!paid && went_back(t))
        return JC_REMARK_BACK;
    return (paid ? is_not_paid(t) : did_not_come(t)) ? JC_REMARK_VOID : JC_REMARK_NONE;
}

/* ---- who pays ------------------------------------------------------------------------------------------------------ */

/* 医保定点医院 is a hospital: which contract it has with the insurance office says nothing about who pays. */
static void without_contract(struct jc_buf *out, struct jc_span t)
{
    static const char *const contracts[] = {"医疗保障定点", "医疗保险定点", "医保定点", "医保协议管理",
                                            "医保协议",     "医保签约",     NULL};
    if (!jc_has_any(t, contracts)) { /* nearly every text */
        jc_buf_add(out, t.p, t.n);
        return;
    }
    for (size_t i = 0; i < t.n;) {
        size_t n = jc_starts_with(t, i, contracts);
        if (!n)
            jc_buf_char(out, t.p[i]);
        i += n ? n : 1;
    }
}

/* Whom a text names for both, as 医院（医保预付款）, it names neither. 机构 and 单位 are whose the word before them says. */
static int payer_of(struct jc_span t)
{
    static const char
        *const office[] = {"医保", "医疗保障", "医疗保险", "基金", "经办", NULL},
               *const hospital[] = {"医疗机构", "医院", "卫生院", "院方", "本院", "药店", "自行", "自费", NULL},
               *const either[] = {"单位", "机构", NULL}, *const without[] = {"医保外", "医保不", "基金不", NULL},
               *const between[] = {"医保", "医疗保障", "医疗保险", "由", "是", "通过", "经", "属", "于", "用", NULL};
    unsigned is_office = jc_mentioned(t, office, between), is_hospital = jc_mentioned(t, hospital, between);
    if (!(is_office & JC_SAID))
        is_hospital |= jc_mentioned(t, either, between);
    bool pays = is_office & JC_SAID && !jc_has_any(t, without);
    if (pays)
        return is_hospital & JC_SAID ? JC_WORD_UNKNOWN : 1;
    if (is_hospital & JC_SAID)
        return 0;
    return is_office & JC_DENIED && !is_hospital ? 0 : JC_WORD_UNKNOWN;
}

int jc_word_payer(struct jc_span t)
{
    /* below 结算方式: how it is paid, and nothing of who pays */
    static const char *const how[] = {"转账", "汇款", "电汇", "网银", "支票", "承兑", "汇票", "现金",
                                      "现款", "托收", "月结", "季结", "赊销", "账期", "对公", NULL};
    struct jc_buf said = {0};
    if (!t.n)
        return JC_WORD_NONE;
    without_contract(&said, t);
    int payer = payer_of((struct jc_span){jc_buf_text(&said), said.len});
    jc_buf_free(&said);
    return payer == JC_WORD_UNKNOWN && jc_has_any(t, how) ? JC_WORD_NONE : payer;
}

bool jc_word_names_office(struct jc_span t)
{
    static const char *const office[] = {"医保局",       "医保中心", "医疗保障局", "医疗保障服务",
                                         "医疗保险服务", "医保经办", NULL};
    return jc_has_any(t, office);
}

bool jc_word_pays_directly(struct jc_span t)
{
    static const char *const office[] = {"医保", "医疗保障", "医疗保险", "基金", NULL},
                             *const directly[] = {"直接结算", "直接支付", "直接付", "直付", "代付", NULL},
                             *const between[] = {"实行", "纳入", "由", "是", "医保", "基金", NULL};
    return jc_has_any(t, office) && jc_mentioned(t, directly, between) == JC_SAID;
}

int jc_word_paid(struct jc_span t)
{
    static const char *const paid[] = {"付", "结清", "支付", "结算", "打款", "回款", NULL},
                             *const between[] = {"付", "完", "全", "额", "部", "予", "支", "有", "曾", "尚", NULL},
                             *const open[] = {"待", "欠", "挂账", "在途", "审", NULL};
    unsigned how = jc_mentioned(t, paid, between);
    for (size_t i = 0; i < t.n; i++)
        if (is_digit(t.p[i])) /* 6月20日付: something else */
            return JC_WORD_UNKNOWN;
    if (jc_has_any(t, open) || (how & JC_DENIED && !(how & JC_SAID)))
        return 0;
    return how & JC_SAID ? 1 : JC_WORD_UNKNOWN;
}

/* ---- out or in ------------------------------------------------------------------------------------------------------ */

int jc_word_side(struct jc_span t)
{
    static const char *const out[] = {"支", "付", "转出", "划出", "汇出", "出账", "往账", NULL},
                             *const in[] = {"收", "存", "转入", "划入", "汇入", "入账", "进账", "来账", NULL},
                             *const plain_out[] = {"出", NULL}, *const plain_in[] = {"入", "进", NULL},
                             *const books[] = {"借", "贷", NULL}, *const letters[] = {"D",  "C",  "d", "c",
                                                                                      "DR", "CR", NULL};
    bool goes = jc_has_any(t, out) || jc_is_one_of(t, plain_out),
         comes = jc_has_any(t, in) || jc_is_one_of(t, plain_in);
    if (!t.n)
        return JC_SIDE_UNSAID;
    if (goes != comes)
        return goes ? JC_SIDE_OUT : JC_SIDE_IN;
    return jc_has_any(t, books) || jc_is_one_of(t, letters) ? JC_SIDE_BOOK : JC_SIDE_WHAT;
}

/* ---- when a payment is due ----------------------------------------------------------------------------------------- */

/* 次月底前, 次月的最后一天: with another day, month or condition beside it, it is another rule. */
static bool is_end_of_next_month(struct jc_span t)
{
    static const char *const more[] = {"月", "年", "季", "周", "旬", "天", "日", "起", "后", "或", "半", NULL},
                             *const before[] = {"天", "或", "每", NULL};
    const char *p = jc_text_find(t.p, t.n, "次月", strlen("次月"));
    struct jc_span head = {t.p, p ? (size_t)(p - t.p) : 0}, rest = {t.p + head.n, t.n - head.n};
    if (!begins(&rest, "次月") || jc_has_any(head, before))
        return false;
    while (begins(&rest, "的") || begins(&rest, "月"))
        ;
    bool last = begins(&rest, "底") || begins(&rest, "末") || begins(&rest, "最后一天") || begins(&rest, "最后一日");
    return last && !jc_has_any(rest, more);
}

/* The one number of days of 验收后30日内, days 30 or 30; -1: none, several, or a number of something else. */
static int days_said(struct jc_span t)
{
    static const char *const other[] = {"月", "年", "季", "周", "工作", "%", "半", NULL},
                             *const numerals[] = {"一", "二", "两", "三", "四", "五", "六",
                                                  "七", "八", "九", "十", "百", NULL},
                             *const unit[] = {"天", "日", "个自然日", "自然日", "个日历日", NULL};
    size_t from = 0, to;
    int days = 0;
    while (from < t.n && !is_digit(t.p[from]))
        from++;
    for (to = from; to < t.n && is_digit(t.p[to]) && days <= 1000; to++)
        days = days * 10 + (t.p[to] - '0');
    struct jc_span rest = {t.p + to, t.n - to};
    bool counted = to == t.n;
    for (const char *const *u = unit; *u && !counted; u++)
        counted = begins(&rest, *u);
    for (size_t i = 0; i < rest.n; i++)
        counted = counted && !is_digit(rest.p[i]);
    bool date = rest.p == t.p + to + strlen("日") && begins(&rest, "前"); /* 15日前 */
    bool fits = to > from && days <= 1000 && !(from > 0 && strchr("-.,", t.p[from - 1]));
    return fits && counted && !date && !jc_has_any(t, other) && !jc_has_any(t, numerals) ? days : -1;
}

bool jc_word_term(char out[24], struct jc_span t)
{
    /* 到票后60天, 发货后30天: of another day than that of acceptance */
    static const char *const others[] = {"票", "发货", "下单", "订单", "对账", "签订", "申请", NULL};
    struct jc_buf key = {0};
    jc_text_key(&key, t.p, t.n);
    struct jc_span text = {jc_buf_text(&key), key.len};
    bool digits = false;
    for (size_t i = 0; i < text.n; i++)
        digits = digits || is_digit(text.p[i]);
    bool month = !digits && (strcmp(text.p, "eom-next") == 0 || is_end_of_next_month(text));
    int days = jc_has_any(text, others) ? -1 : days_said(text);
    month = month && !jc_has_any(text, others);
    jc_copy(out, 24, month ? "eom-next" : "");
    if (days >= 0)
        snprintf(out, 24, "days %d", days);
    jc_buf_free(&key);
    return !text.n || month || days >= 0;
}

int jc_word_role(struct jc_span t)
{
    static const char *const backup[] = {"备", "候补", "替补", "次供", "次选", "第二供", "第二顺", "第三供", "第三顺"},
                             *const main[] = {"主", "中选", "首选", "第一供", "第一顺"};
    if (!t.n)
        return JC_WORD_NONE;
    if (jc_span_begins(t, "非")) /* 非备供; 非中选 is neither */
        return jc_span_has(t, "备") ? 0 : JC_WORD_UNKNOWN;
    for (size_t i = 0; i < JC_LEN(backup); i++)
        if (jc_span_has(t, backup[i]))
            return 1;
    for (size_t i = 0; i < JC_LEN(main); i++)
        if (jc_span_has(t, main[i]))
            return 0;
    return JC_WORD_UNKNOWN;
}

int jc_word_duty(struct jc_span t)
{
    static const char *const may[] = {"自愿", "非", "不", "否", "免", "选报", "无"};
    static const char *const must[] = {"必",   "应报", "已报", "未报", "漏报", "缺报", "补报",
                                       "强制", "是",   "√",    "✓",    "✔",    "●",    "需"};
    if (!t.n)
        return JC_WORD_NONE;
    if (t.n == 1 && memchr("YyNn10", *t.p, 6))
        return *t.p == 'Y' || *t.p == 'y' || *t.p == '1';
    for (size_t i = 0; i < JC_LEN(may); i++)
        if (jc_span_has(t, may[i]))
            return 0;
    for (size_t i = 0; i < JC_LEN(must); i++)
        if (jc_span_has(t, must[i]))
            return 1;
    return JC_WORD_UNKNOWN;
}
