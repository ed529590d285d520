/*
 * What the state of an agreement, a receipt or a reason says of its row. Such a state speaks of several things (已签约，未审核), each
 * of which holds, is denied, or is waited for; what says most against the row holds.
 */
#include "ingest/mention.h"

/* Words of one thing, and what the row is where they are said, denied (未签约), or still to come (待签约, 签约中). */
struct clause {
    const char *const *words;
    int said, denied, waited;
};

static bool is_waited_for(struct jc_span before, struct jc_span after)
{
    static const char *const wait[] = {"待", "等待", "拟", "申请", "准备", NULL}, *const only[] = {"等", NULL},
                             *const going[] = {"中", NULL}, *const stop[] = {"，", ",", "、", "；", ";", "。",
                                                                             "（", "(", "）", ")",  " ", NULL};
    size_t n = jc_starts_with(after, 0, going);
    return jc_ends_in(before, wait) || jc_is_one_of(before, only) ||
           (n && (after.n == n || jc_starts_with(after, n, stop)));
}

/* What the text says of one thing, wherever it does; at most JC_STANDS_VOID. */
static int say(struct jc_span t, const struct clause *c)
{
    static const char *const between[] = {"被", "已", "予", "以", "能", "可", "法", "全", "部", "获",
                                          "得", "有", "经", "过", "完", "曾", "再", "是", "尚", NULL};
    int most = JC_STANDS_UNSAID;
    for (struct jc_found f = {.t = t, .words = c->words}; jc_find_next(&f);) {
        bool denied = jc_word_stands(f.before, between) & JC_DENIED;
        int is = denied ? c->denied : is_waited_for(f.before, f.after) ? c->waited : c->said;
        most = is > most ? is : most;
    }
    return most;
}

static const char *const not_yet[] = {"待", "草稿", "申请", "暂存", "新建", "在途", NULL};
/* Of a receipt: 待付款, 申请付款 speak of what comes after it. */
static const char *const on_its_way[] = {"待发", "待送", "待配", "待收", "待验", "待入", "待到",
                                         "待签", "草稿", "暂存", "新建", "在途", NULL};

/* The answer to a question to which 是 means that all is well; `no` = what 否 means. */
static int answer(struct jc_span t, const struct clause *c, int no, const char *const *open)
{
    static const char *const yes[] = {"是", "√", "有", "对", "已", NULL}, *const not [] = {"否",   "×",  "无",
                                                                                           "没有", "不", "不是",
                                                                                           "未",   "没", NULL};
    int most = JC_STANDS_UNSAID;
    if (!t.n || jc_is_one_of(t, yes))
        return t.n ? JC_STANDS : JC_STANDS_UNSAID;
    if (jc_is_one_of(t, not ))
        return no;
    for (; c->words; c++) {
        int is = say(t, c);
        most = is > most ? is : most;
    }
    if (most != JC_STANDS_UNSAID)
        return most;
    return jc_has_any(t, open) ? JC_STANDS_OPEN : JC_STANDS_WHAT;
}

/* Of a cell that may also hold a flag (1, N, true), below a head that asks. */
static int flagged(struct jc_span t, int (*word)(struct jc_span), int no)
{
    int flag = jc_flag_of(t);
    return flag < 0 ? word(t) : flag ? JC_STANDS : no;
}

#define GONE "作废", "撤销", "撤单", "撤回", "取消", "无效", "删除", "驳回", "否决", "拒绝", "失败", "退回"

int jc_word_agreed(struct jc_span t)
{
    static const char *const gone[] = {GONE, "终止", "解除", "解约", "放弃", "弃标", "弃权", "退出", "拒签", NULL},
                             *const against[] = {"不通过", "未通过", "不同意", "未同意", "不合格", NULL},
                             *const sign[] = {"签", NULL}, *const perform[] = {"履行", "履约", "执行", "完成", "到期",
                                                                               "续",   "完毕", "正常", NULL},
                             *const check[] = {"审核", "审批", "生效", "有效", "确认", "备案",
                                               "通过", "同意", "合格", "归档", NULL};
    static const char *const ran[] = {"到期", "期满", "届满", "履行完", "执行完", "履约完", "履约完成", NULL},
                             *const early[] = {"未到期", "提前", NULL}, *const stopped[] = {"停止执行", "停止履行",
                                                                                            "停止履约", "已停止",
                                                                                            "不再执行", "不再履行",
                                                                                            "不再履约", NULL},
                             *const halted[] = {"中止", "停止", "暂停", "不执行", NULL},
                             *const none[] = {"无不同意见", "没有不同意见", NULL};
    static const struct clause clauses[] = {
        {gone, JC_STANDS_VOID, JC_STANDS, JC_STANDS_OPEN},
        {stopped, JC_STANDS_VOID, JC_STANDS, JC_STANDS_OPEN},
        {halted, JC_STANDS_WHAT, JC_STANDS, JC_STANDS_WHAT}, /* 暂停执行 may go on: it counts, and is told */
        {against, JC_STANDS_VOID, JC_STANDS_VOID, JC_STANDS_VOID},
        {sign, JC_STANDS, JC_STANDS_VOID, JC_STANDS_OPEN},
        {perform, JC_STANDS, JC_STANDS, JC_STANDS}, /* 未履行 is what is to be found out */
        {check, JC_STANDS, JC_STANDS_OPEN, JC_STANDS_OPEN},
        {NULL, 0, 0, 0},
    };
    if ((jc_has_any(t, ran) && !jc_has_any(t, early)) || jc_has_any(t, none)) /* 到期终止: it ran its term */
        return JC_STANDS;
    return answer(t, clauses, JC_STANDS_VOID, not_yet);
}

int jc_word_is_agreed(struct jc_span t)
{
    return flagged(t, jc_word_agreed, JC_STANDS_VOID);
}

int jc_word_received(struct jc_span t)
{
    static const char *const part[] = {"部分", "部份", "分批", "未全", "未完全", "不全", NULL},
                             *const refused[] = {GONE,     "拒收",   "拒签",   "不合格", "不符",
                                                 "不通过", "未通过", "不接收", NULL},
                             *const faultless[] = {"无不合格", "未发现不合格", "没有不合格", "未见不合格",
                                                   "不合格0",  "不合格率0",    NULL},
                             *const back[] = {"退货", NULL}, *const came[] = {"验收", "验货", "入库", "到货", "收货",
                                                                              "签收", "接收", "收到", "收讫", "合格",
                                                                              "到库", "收齐", "到齐", NULL},
                             *const fine[] = {"正常", "完好", "良好", "完成", "符合", "通过", NULL},
                             *const odd[] = {"异常", "破损", "短少", "瑕疵", NULL};
    static const struct clause clauses[] = {
        {refused, JC_STANDS_VOID, JC_STANDS, JC_STANDS_OPEN},
        {back, JC_STANDS_VOID, JC_STANDS, JC_STANDS}, /* 申请退货: it came */
        {came, JC_STANDS, JC_STANDS_OPEN, JC_STANDS_OPEN},
        {fine, JC_STANDS, JC_STANDS_WHAT, JC_STANDS_OPEN},
        {odd, JC_STANDS_WHAT, JC_STANDS, JC_STANDS_WHAT},
        {NULL, 0, 0, 0},
    };
    if (jc_has_any(t, part) || jc_has_any(t, faultless))
        return JC_STANDS; /* what came is what the quantity says */
    return answer(t, clauses, JC_STANDS_OPEN, on_its_way);
}

int jc_word_is_received(struct jc_span t)
{
    return flagged(t, jc_word_received, JC_STANDS_OPEN);
}

int jc_word_is_fit(struct jc_span t)
{
    static const char *const no[] = {"否", "×", "不", "不是", NULL};
    return jc_is_one_of(t, no) ? JC_STANDS_VOID : flagged(t, jc_word_received, JC_STANDS_VOID);
}

/* What stands against a reason, and for it. */
static const char *const weak[] = {"驳回",     "否决",     "作废",     "无效",     "撤回", "退回修改", "不充分",
                                   "理由不足", "依据不足", "证据不足", "材料不足", "失实", NULL},
                         *const upheld[] = {"认定", "认可", "采纳", "属实", "成立", "同意", "通过", "合理", "正当",
                                            "批准", "核准", "确认", "符合", "支持", "有效", "准予", NULL},
                         *const looked_at[] = {"审核", "审批", "核实", "复核", "核查", "审查", "审定", NULL};
static const struct clause reason_clauses[] = {
    {weak, JC_STANDS_VOID, JC_STANDS, JC_STANDS_OPEN},
    {upheld, JC_STANDS, JC_STANDS_VOID, JC_STANDS_OPEN},
    {looked_at, JC_STANDS, JC_STANDS_OPEN, JC_STANDS_OPEN},
    {NULL, 0, 0, 0},
};

int jc_word_upheld(struct jc_span t)
{
    static const char *const gone[] = {GONE, NULL}; /* alone; in a sentence they may be the reason: 企业取消订单属实 */
    if (jc_is_one_of(t, gone))
        return JC_STANDS_VOID;
    return answer(t, reason_clauses, JC_STANDS_VOID, not_yet);
}

int jc_word_is_upheld(struct jc_span t)
{
    return flagged(t, jc_word_upheld, JC_STANDS_VOID);
}

bool jc_word_nobody_upheld(struct jc_span t)
{
    static const char *const nobody[] = {"否", "无", "没有", "×", "待定", "/", "-", "—", "——", "N", "n", "0", NULL},
                             *const begin[] = {"否", "不予", "待定", NULL};
    bool against = jc_is_one_of(t, nobody) || jc_starts_with(t, 0, begin);
    for (const struct clause *c = reason_clauses; c->words && !against; c++)
        against = say(t, c) >= JC_STANDS_OPEN;
    return t.n > 0 && against;
}

/* ---- what a remark says of them ---- */

bool jc_word_remark_ends(struct jc_span t, bool reason)
{
    static const char *const gone[] = {"作废", "撤销",   "取消",   "无效",     "终止",     "解除",     "解约",
                                       "放弃", "弃标",   "退出",   "停止执行", "暂停执行", "不再执行", "调减",
                                       "调增", "调整为", "变更为", "改为",     "核减",     NULL},
                             *const sign[] = {"签约", "签订", "签", NULL}, *const weak_words[] = {"驳回", "否决", NULL},
                             *const held[] = {"认定", "认可", "采纳", "属实", "成立", "批准", "核准", "支持", NULL};
    static const struct clause agreed[] = {{gone, JC_STANDS_VOID, 0, 0}, {sign, 0, JC_STANDS_VOID, 0}, {NULL, 0, 0, 0}},
                               upheld_by[] = {{weak_words, JC_STANDS_VOID, 0, 0},
                                              {held, 0, JC_STANDS_VOID, JC_STANDS_VOID},
                                              {looked_at, 0, JC_STANDS_VOID, JC_STANDS_VOID},
                                              {NULL, 0, 0, 0}};
    bool ends = false;
    for (const struct clause *c = reason ? upheld_by : agreed; c->words && !ends; c++)
        ends = say(t, c) == JC_STANDS_VOID;
    return ends;
}

bool jc_word_award_differs(struct jc_span t)
{
    static const char *const words[] = {"非中选",   "未中选",   "不中选",   "落选",     "流标",     "弃标", "废标",
                                        "备供",     "备选",     "候补",     "停用",     "停供",     "停产", "停止供应",
                                        "停止采购", "暂停供应", "暂停采购", "暂停执行", "停止执行", "取消", "撤销",
                                        "终止",     "中止",     "退出",     "撤网",     "作废",     "失效", "无效",
                                        "不再",     "淘汰",     "替换",     "替代",     "变更",     "更名", "调价",
                                        "降价",     "涨价",     "价格调整", "调整为",   "调整价格", "改为", NULL},
                             *const between[] = {"被", "已", "予", "有", "是", "进行", NULL};
    return jc_mentioned(t, words, between) & JC_SAID;
}

/* ---- what was paid for ---- */

/* Does one of the words stand there as more than a part of a firm's name (甲医疗设备有限公司)? */
static bool speaks_of(struct jc_span t, const char *const *words)
{
    static const char *const firm[] = {"有限", "公司", "股份", "集团", "技术", "科技", "厂",
                                       "中心", "销售", "贸易", "经营", "器械", NULL};
    for (struct jc_found f = {.t = t, .words = words}; jc_find_next(&f);)
        if (!jc_starts_with(f.after, 0, firm))
            return true;
    return false;
}

int jc_word_purpose(struct jc_span t)
{
    static const char *const goods[] = {"药",   "货款", "采购款", "耗材", "材料", "卫材", "疫苗",
                                        "试剂", "集采", "带量",   "输液", "饮片", NULL},
                             *const other[] = {
                                 "设备",     "维保",     "维修", "保养",   "保证金", "押金",   "质保",   "履约金",
                                 "工程",     "装修",     "基建", "改造",   "物业",   "服务费", "软件",   "信息化",
                                 "水电",     "水费",     "电费", "燃气",   "供暖",   "工资",   "劳务",   "绩效",
                                 "培训费",   "租赁",     "租金", "房租",   "办公",   "差旅",   "咨询费", "广告",
                                 "宣传费",   "检测费",   "印刷", "保险费", "税费",   "罚款",   "违约金", "滞纳金",
                                 "食堂",     "保洁",     "保安", "被服",   "车辆",   "会议费", "家具",   "投标保证",
                                 "招标代理", "招标服务", "标书", "电梯",   "空调",   "绿化",   "垃圾",   "污水",
                                 "医废",     "福利",     "工会", "利息",   NULL};
    bool is_other = speaks_of(t, other);
    if (jc_has_any(t, goods))
        return is_other ? JC_PURPOSE_BOTH : JC_PURPOSE_GOODS;
    return is_other ? JC_PURPOSE_OTHER : JC_PURPOSE_UNSAID;
}
