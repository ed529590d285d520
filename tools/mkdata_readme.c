/* What the example files hold and what should come of it, in the words of the users; and the tool's own count. */
#include "mkdata_city.h"

enum status { ST_ZERO, ST_BEHIND, ST_NORMAL, ST_OVER, ST_NONE, ST_COUNT };

static const char *const STATUS[ST_COUNT] = {"零采购", "低于序时", "正常", "超量", "无约定量"};

/* Rule book 4.5 on the tool's own count; 183 of 365 days have gone. */
static enum status status_of(const struct world *w, const struct agreement *a)
{
    int64_t agreed = a->packs * w->product[a->product].award.units;
    if (agreed == 0)
        return ST_NONE;
    if (a->got <= 0)
        return ST_ZERO;
    if (a->got > agreed)
        return ST_OVER;
    return a->got * 365 < agreed * 183 ? ST_BEHIND : ST_NORMAL;
}

static bool begun(const struct agreement *a)
{
    return a->from <= md_until();
}

void md_expected(const struct world *w, const char *path)
{
    FILE *f = fopen(path, "wb");
    if (!f)
        md_die("cannot write %s", path);
    fputs("机构编码\t批次编码\t组号\t通用名\t规格\t约定量\t已完成\t状态\n", f);
    for (size_t i = 0; i < w->agreements; i++) {
        const struct agreement *a = &w->agreement[i];
        const struct md_award *p = &w->product[a->product].award;
        bool counts = begun(a); /* what has not begun has no figures */
        fprintf(f, "%s\t%s\t%s\t%s\t%s\t%lld\t%s\t%s\n", w->inst[a->inst].code, p->round, p->group, p->generic,
                p->strength, (long long)a->packs * p->units, counts ? md_fmt("%lld", (long long)a->got) : "",
                counts ? STATUS[status_of(w, a)] : "未开始");
    }
    if (fclose(f))
        md_die("cannot write %s", path);
}

/* ---- dirt ----------------------------------------------------------------------------------------- */

static const struct {
    enum mark mark;
    const char *what, *result;
} STORY[] = {
    {M_DESTROYED, "医保编码被表格软件变成 8.69012E+13，名称、规格、企业完好",
     "列入“数据问题”（错误），编码弃用；按名称认出产品，数量照常计入"},
    {M_REJECTED, "医保编码同样损坏，通用名为空", "认不出产品，整行剔除并列入“数据问题”；不在任何数字里"},
    {M_WRONG_PACK, "转换比写成一半，与同一行的包装不符", "以转换比列为准计算数量，列入“数据问题”"},
    {M_UNKNOWN_INST, "医疗机构（H33992399999 云门县北门诊所）不在机构名单", "列入“数据问题”；单独成一家机构，没有协议"},
    {M_OVERPRICED, "澜东区人民医院七月起按中选价的 1.12 倍采购", "“价格核对”逐行列出，多付金额见下文"},
    {M_AMOUNT, "入库金额比 单价 × 数量 多 100 元", "列入“数据问题”；应付金额按 单价 × 数量"},
    {M_TABLETS, "单位写“片”，数量和单价都按片", "按最小单位计，不再乘转换比；列入“数据问题”"},
    {M_LOST_INVOICE, "20 位数电发票号码成了数字（24332000000012345678 变成 2.43320000000123E+19）",
     "列入“数据问题”（错误），发票号弃用；这张发票的付款只能按 机构 + 供应商 推定匹配"},
    {M_NO_DAY, "有入库数量，没有入库日期", "“无验收日”：不计入完成量，货款不判断是否按期，单独列出"},
    {M_OTHER_PACK, "替米沙坦片同一企业的另一包装（14 片），7.20 元",
     "计入该产品的完成量；差比价 12.89 × 1.95^log2(14/28) = 6.61 元，“价格核对”作提示，不计多付"},
    {M_MONTH_END_IN, "5 月 31 日验收，6 月 30 日付款", "应付日期 6 月 30 日，按期"},
    {M_MONTH_END_LATE, "4 月 30 日验收，6 月 1 日付款", "应付日期 5 月 31 日，逾期 1 天付款"},
    {M_DUE_TODAY, "8 月 31 日验收，未付款", "应付日期 9 月 30 日 = 截止日：在到期之列，未按期，逾期 0 天"},
    {M_VOID_ACCEPTED, "订单状态“已作废”，却有入库数量和日期", "不计入任何数字，列入“数据问题”"},
    {M_PROBABLE, "柳川县把“石药集团欧意药业有限公司”写成“……股份有限公司”",
     "按“可能相同”匹配并计入，列出待确认；写进别名表后不再提示"},
    {M_LONE_RETURN, "退货行（数量 −2），单据号在任何文件里都没有原行",
     "按自己的日期冲减完成量；货款冲减同一供应商、同一产品最早的未付行；列入“数据问题”"},
    {M_BAD_SPEC, "规格末尾混进企业简称（“……*10.某某药业股”），拆不出转换比",
     "列入“数据问题”，不按 1 计，数量不计入完成量"},
    {M_LINKED_RETURN, "二季度入库、三季度退货的负数行（单据号、行号与原行相同）",
     "冲减原行的数量和应付金额，从退货日起"},
    {M_PAY_SPLIT, "一张发票分两次付款，第二次在应付日期之后 10 天", "第一部分按期，第二部分“逾期已付”"},
    {M_PAY_EARLY, "发票在验收前 3 天就付了", "按期，付款天数按 0 天"},
    {M_PAY_NO_INVOICE, "付款没有写发票号", "按 机构 + 供应商 推定匹配，标“推定”"},
    {M_PAY_UNMATCHED, "付给没有送过货的供应商，8 888.00 元", "对不上任何入库，列为“预付/多付”"},
    {M_PAY_NEGATIVE, "付款、退票冲销、重付", "冲销抵掉第一笔，以重付的日期为准"},
    {M_PAY_EXCESS, "比发票多付 100.00 元", "多出的 100.00 元列为“预付/多付”，不流向别的入库行"},
    {M_PAY_TWICE, "同一笔付款（流水号相同）在补报文件里又出现", "只算一次，计为“已更新”"},
};

static void places(FILE *f, const struct told *t, enum mark mark)
{
    int n = 0, all = 0;
    for (size_t i = 0; i < t->places; i++)
        all += t->place[i].mark == mark;
    for (size_t i = 0; i < t->places && n < 4; i++) {
        const struct place *p = &t->place[i];
        if (p->mark != mark)
            continue;
        bool many = !strncmp(p->sheet, "明细(", strlen("明细("));
        fprintf(f, "%s%s%s%s 第 %d 行", n++ ? "；" : "", p->file, many ? " › " : "", many ? p->sheet : "", p->row);
    }
    if (all > n)
        fprintf(f, "等 %d 行", all);
}

static void dirt(FILE *f, const struct told *t)
{
    fputs("## "
          "埋在里面的毛病，和应当出现的结果\n\n行号是表格软件左侧的行号。累计或跨月的文件会把同一行再报一次，所以一处毛"
          "病可能有几个位置。\n\n"
          "| 毛病 | 位置 | 应当出现的结果 |\n|---|---|---|\n",
          f);
    for (size_t i = 0; i < JC_LEN(STORY); i++) {
        fprintf(f, "| %s | ", STORY[i].what);
        places(f, t, STORY[i].mark);
        fprintf(f, " | %s |\n", STORY[i].result);
    }
    fputs("\n此外：\n\n"
          "- **表头**：标题行、统计口径行、八月换了一套列名、九月是两行合并表头、七月分成两张工作表；青源县每 300 "
          "行有“本页小计”并重复表头；"
          "各文件末尾有合计和制表人行。\n"
          "- **日期**：真日期、`2024-05-08 10:21:33`、`2024.4.3`、`2024/4/3 9:05` 都有；空值写成空、`-`、`--`。\n"
          "- **数字**：云门县的金额是带千分位的文字（`1,234.50`）。\n"
          "- **退货**：平台和云门县用“退货数量”列，青源县、柳川县用负数行；青源县、柳川县付款后才退货的行，"
          "多出的已付金额列为“预付/多付”。\n"
          "- "
          "**重复**"
          "：平台每月的文件会再报状态有变化的旧行；云门县九月文件包含六月文件的全部行；县医院系统三季度再报本季度付款的"
          "旧行。同一行只算最新状态。\n",
          f);
}

/* ---- figures -------------------------------------------------------------------------------------- */

static void files(FILE *f, const struct told *t)
{
    int rows = 0, data = 0;
    fputs("## 文件\n\n“行”是工作表里的全部行（含标题、表头、合计、页脚），“数据行”是其中的记录；"
          "医院为列的表，有数的一格算一行。和程序显示的“读入行数”相同。\n\n| 文件 | 内容 | 行 "
          "| 数据行 |\n|---|---|---:|---:|\n",
          f);
    for (size_t i = 0; i < t->files; i++) {
        fprintf(f, "| %s | %s | %d | %d |\n", t->file[i].file, t->file[i].what, t->file[i].rows, t->file[i].data);
        rows += t->file[i].rows;
        data += t->file[i].data;
    }
    fprintf(f, "| 合计 | | %d | %d |\n\n", rows, data);
}

static void statuses(FILE *f, const struct world *w)
{
    static const char *const round[] = {"NVBP04", "NVBP05"};
    fputs("## 应当得到的数字（截止 2024-09-30，序时进度 183/365 = 50.14 %）\n\n"
          "`mkdata` 用自己的几行程序另算了一遍，`expected.tsv` "
          "是每个机构每个产品的约定量、已完成量（最小单位）和状态。\n\n"
          "| 批次 | 签约产品数 | 零采购 | 低于序时 | 正常 | 超量 |\n|---|---:|---:|---:|---:|---:|\n",
          f);
    for (size_t r = 0; r < JC_LEN(round); r++) {
        int n[ST_COUNT] = {0};
        for (size_t i = 0; i < w->agreements; i++)
            if (begun(&w->agreement[i]) && !strcmp(w->product[w->agreement[i].product].award.round, round[r]))
                n[status_of(w, &w->agreement[i])]++;
        fprintf(f, "| %s | %d | %d | %d | %d | %d |\n", round[r], n[ST_ZERO] + n[ST_BEHIND] + n[ST_NORMAL] + n[ST_OVER],
                n[ST_ZERO], n[ST_BEHIND], n[ST_NORMAL], n[ST_OVER]);
    }
    fputs("\n另有：澜溪市中医医院一个约定量为 0 的协议（无约定量）；澜溪市第一人民医院一个 2024-10-01 "
          "才开始的协议（未开始）；"
          "约定采购量_第四批.xlsx 最后一个数据行的结束日期早于开始日期，应被剔除。\n\n",
          f);
}

static void overpaid(FILE *f, const struct world *w)
{
    jc_money sum = 0;
    int lines = 0, product = -1;
    char text[32];
    for (size_t i = 0; i < w->lines; i++) {
        const struct line *l = &w->line[i];
        if (l->mark != M_OVERPRICED || l->accepted_on == JC_NO_DAY || l->accepted_on > md_until())
            continue;
        product = l->product;
        sum += (l->price - w->product[product].award.price) * (md_receivable(l) / l->price);
        lines++;
    }
    if (product < 0)
        md_die("nothing overpriced was accepted");
    jc_scaled_text(text, sizeof text, sum, 2, 2);
    fprintf(f, "- **高于中选价**：澜东区人民医院的%s，验收 %d 行，多付 %s 元。\n", w->product[product].award.generic,
            lines, text);
}

/* Share of the rival in the groups where one hospital prefers it, by units accepted within the agreement year. */
static void favourite(FILE *f, const struct world *w)
{
    static const char *const group[][2] = {{"NVBP04", "1"}, {"NVBP04", "13"}, {"NVBP05", "58"}};
    for (size_t g = 0; g < JC_LEN(group); g++) {
        int mine = md_product(w, group[g][0], group[g][1]), rival = w->product[mine].rival;
        long long s = 0, n = 0;
        for (size_t i = 0; i < w->lines; i++) {
            const struct line *l = &w->line[i];
            if (l->inst != I_FAVOURITE || l->fate || l->accepted_on == JC_NO_DAY || l->accepted_on > md_until())
                continue;
            long long units = md_receivable(l) / l->price * w->product[l->product].award.units;
            s += l->product == mine ? units : 0;
            n += l->product == rival ? units : 0;
        }
        fprintf(f, "- **偏好非中选**：青源县中医院，%s 第 %s 组（%s）：中选 %lld、非中选 %lld，非中选占比 %.2f %%。\n",
                group[g][0], group[g][1], w->product[mine].award.generic, s, n,
                s + n ? 100.0 * (double)n / (double)(s + n) : 0.0);
    }
}

static void payments(FILE *f, const struct world *w)
{
    jc_money sum = 0, lines = 0;
    char a[32], b[32];
    for (size_t i = 0; i < w->payments; i++)
        sum += w->payment[i].amount;
    for (size_t i = 0; i < w->lines; i++)
        lines += w->line[i].paid;
    jc_scaled_text(a, sizeof a, sum, 2, 2);
    jc_scaled_text(b, sizeof b, lines, 2, 2);
    fprintf(f,
            "- **付款**：台账 %zu 笔（重复报送的只算一次），合计 %s 元；青源县、柳川县随入库行记的付款合计 %s 元。\n",
            w->payments, a, b);
}

/* Rule book 11 in a few lines: what the base would have cost before the round, as far as the fund pays for it. */
static void budget(FILE *f, const struct world *w)
{
    const struct institution *in = &w->inst[I_FIRST];
    jc_money sum = 0;
    char text[32];
    for (size_t i = 0; i < w->agreements; i++) {
        const struct agreement *a = &w->agreement[i];
        const struct product *p = &w->product[a->product];
        if (a->inst == I_FIRST && begun(a) && !strcmp(p->award.round, "NVBP04"))
            sum += md_demand(a) * p->award.units * md_price_before(p);
    }
    if (!jc_muldiv(&sum, sum, md_pay_ratio[in->county] * md_insured_share[in->county], 10000))
        md_die("the budget is too large");
    jc_scaled_text(text, sizeof text, sum, 2, 2);
    fprintf(f,
            "- **结余留用**：%s第四批的预算 %s 元（需求量 × 集采前加权价 × 支付比例 %d %% × 医保占比 %d %%）；"
            "协议年度未满，有产品没有完成约定量，留用试算为 0。第五批的分解表没有需求量和集采前加权价，写明“缺”。\n",
            in->name, text, md_pay_ratio[in->county], md_insured_share[in->county]);
}

static jc_money bought(const struct world *w, int inst, const char *generic, int m)
{
    jc_money sum = 0;
    for (size_t i = 0; i < w->lines; i++) {
        const struct line *l = &w->line[i];
        if (l->inst == inst && !l->fate && !strcmp(w->product[l->product].award.generic, generic) &&
            l->accepted_on >= md_month(m) && l->accepted_on < md_month(m + 1))
            sum += md_receivable(l);
    }
    return sum;
}

static void watched(FILE *f, const struct world *w)
{
    static const char generic[] = "复方丹参片";
    jc_money now = bought(w, I_FIRST, generic, MONTHS - 1), before = bought(w, I_FIRST, generic, MONTHS - 2);
    char a[32], b[32];
    jc_scaled_text(a, sizeof a, now, 2, 2);
    jc_scaled_text(b, sizeof b, before, 2, 2);
    fprintf(f,
            "- **重点监控**：%s的%s，九月 %s 元，八月 %s 元，环比 %.2f %%，超过 30 %%；没有去年的数据，同比为“—”。\n",
            w->inst[I_FIRST].name, generic, a, b, 100.0 * (double)(now - before) / (double)before);
}

void md_readme(const struct world *w, const struct told *t, const char *path)
{
    FILE *f = fopen(path, "wb");
    if (!f)
        md_die("cannot write %s", path);
    fputs("# 示例：澜溪市\n\n"
          "一个虚构的城市（浙江省），5 个县区、34 家医药机构、3 个医共体，2024 年 4 月至 9 "
          "月。机构、配送企业、编码、数量和付款全部是编造的；"
          "中选产品、价格和企业取自 `catalogs/` 里第四、第五批国家集采的真实结果（供应地区含浙江的产品）；"
          "内置目录只有名义开始日期，所以另有一份本省执行目录写明起止日期，价格核对以它为准。"
          "未中选的产品是同组在其他省中选的企业，价格虚构；挂网产品的企业是虚构的。\n\n"
          "```\njicai run examples/澜溪市 -o 报告.xlsx\n```\n\n"
          "本目录由 `mkdata city examples` 生成，再运行一次得到相同的字节；本文件也由它写成，请勿手改。\n\n",
          f);
    files(f, t);
    statuses(f, w);
    overpaid(f, w);
    favourite(f, w);
    fputs("- **零采购**：吡嗪酰胺片（NVBP04 第 5 组）全市无一采购；柳川县三河镇卫生院第五批全部零采购。\n"
          "- **超量**：澜东区新塘街道社区卫生服务中心，多数产品半年已超过全年约定量。\n"
          "- **未报**：澜溪明视眼科医院有协议，没有任何采购行。\n"
          "- **缺货**：氯雷他定片 2024-07-01 至 2024-08-15 "
          "缺货，期间购买的同组非中选产品应标“缺货豁免”，不计入非中选占比。\n"
          "- **付款方**：澜西区人民医院由医保经办机构付款，其余由医疗机构付款，分别排名。\n"
          "- **回款最差**：澜西区码头街道社区卫生服务中心；三张逾期发票登记了理由，只有第一张（认定日期 "
          "2024-09-20）算正当理由。\n",
          f);
    payments(f, w);
    budget(f, w);
    watched(f, w);
    fputs("- **报送**：澜溪明视眼科医院是自愿报送，报送义务表要求它从七月起报，三个月未报，连续缺报 "
          "3；其余机构每月都报。\n\n",
          f);
    dirt(f, t);
    if (fclose(f))
        md_die("cannot write %s", path);
}
