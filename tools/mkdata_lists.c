/* The lists beside the purchases: institutions, agreements long and wide, ledgers, reasons, shortage, substitutes. */
#include "mkdata_city.h"

void md_heads(struct sheet *s, const char *const *head, size_t n)
{
    for (size_t i = 0; i < n; i++)
        md_text(s->out, head[i]);
    md_end_row(s);
}

static void institutions(const struct world *w, struct told *t, const char *dir)
{
    static const char *const lead[] = {"", "青源县人民医院", "柳川县人民医院", "云门县人民医院"};
    struct sheet s = md_begin(w, t, NULL, dir, "机构名单.xlsx", MD_XLSX);
    md_sheet(s.out, "机构名单");
    md_title(&s, "澜溪市带量采购医药机构名单");
    MD_HEADS(&s, "医疗机构编码", "医疗机构名称", "地区", "省份", "医共体名称", "牵头单位", "医院等级", "所有制",
             "机构类型", "报送要求");
    for (int i = 0; i < INSTITUTIONS; i++) {
        const struct institution *in = &w->inst[i];
        md_text(s.out, in->code);
        md_text(s.out, in->name);
        md_text(s.out, md_counties[in->county].name);
        md_text(s.out, "浙江省");
        md_text(s.out, in->community ? md_fmt("%s医共体", lead[in->community]) : "");
        md_text(s.out, lead[in->community]);
        md_text(s.out, in->level);
        md_text(s.out, in->private ? "民营" : "公立");
        md_text(s.out, in->pharmacy ? "药店" : "医院");
        md_text(s.out, in->voluntary ? "自愿" : "必报");
        s.data++;
        md_end_row(&s);
    }
    md_finish(&s, "机构名单");
}

/* What was asked for: the agreement is 50 to 80 % of it. */
int64_t md_demand(const struct agreement *a)
{
    return a->packs * 100 / (50 + 10 * ((a->inst + a->product) % 4));
}

/* What a unit cost before the round: two to five times the award price, in whole cents. */
jc_money md_price_before(const struct product *p)
{
    jc_money unit = p->award.price * (2 + p->turnover / 10000 % 4) / p->award.units;
    return MD_MAX(unit / 100 * 100, 100);
}

static void agreement_row(struct sheet *s, const struct agreement *a)
{
    const struct product *p = &s->w->product[a->product];
    md_text(s->out, p->award.round);
    md_text(s->out, p->award.round_name);
    md_text(s->out, s->w->inst[a->inst].code);
    md_text(s->out, s->w->inst[a->inst].name);
    md_text(s->out, p->code);
    md_text(s->out, p->award.generic);
    md_text(s->out, p->award.form);
    md_text(s->out, p->award.strength);
    md_num(s->out, (int64_t)p->award.units * JC_SCALE);
    md_text(s->out, p->award.maker);
    md_num(s->out, a->packs * p->award.units * JC_SCALE);
    md_text(s->out, md_unit(&p->award));
    md_day(s->out, a->from, -1);
    md_day(s->out, a->to, -1);
    md_num(s->out, md_demand(a) * p->award.units * JC_SCALE);
    md_num(s->out, md_price_before(p));
    s->data++;
    md_end_row(s);
}

/* Round 4: one row for each institution and product, in smallest units; the last but one row ends before it begins. */
static void long_agreements(const struct world *w, struct told *t, const char *dir)
{
    struct sheet s = md_begin(w, t, NULL, dir, "约定采购量_第四批.xlsx", MD_XLSX);
    md_sheet(s.out, "约定采购量");
    md_title(&s, "第四批国家组织药品集中采购约定采购量（采购周期第四年）");
    MD_HEADS(&s, "批次编码", "批次名称", "医疗机构编码", "医疗机构名称", "国家医保编码", "通用名", "剂型", "规格",
             "转换比", "生产企业", "约定采购量", "计量单位", "协议开始日期", "协议结束日期", "需求量",
             "集采前加权价（元）");
    for (size_t i = 0; i < w->agreements; i++)
        if (!strcmp(w->product[w->agreement[i].product].award.round, "NVBP04"))
            agreement_row(&s, &w->agreement[i]);
    struct agreement wrong = {I_NO_ROUND5, md_product(w, "NVBP04", "25"), 100, md_to(), md_from(), 0};
    agreement_row(&s, &wrong);
    md_note(&s, "说明：约定采购量按最小制剂单位计算。");
    md_finish(&s, "约定采购量（一行一机构一产品，最小单位）");
}

static int64_t agreed(const struct world *w, int inst, size_t product)
{
    for (size_t i = 0; i < w->agreements; i++)
        if (w->agreement[i].inst == inst && w->agreement[i].product == (int)product)
            return w->agreement[i].packs;
    return -1;
}

/* A filled cell counts as a row, here as in the program. */
static void wide_row(struct sheet *s, size_t product)
{
    const struct md_award *a = &s->w->product[product].award;
    int64_t sum = 0;
    int cells = 0;
    md_text(s->out, a->round_name);
    md_text(s->out, a->generic);
    md_text(s->out, a->form);
    md_text(s->out, a->strength);
    md_num(s->out, (int64_t)a->units * JC_SCALE);
    md_text(s->out, md_pack_unit(a));
    md_text(s->out, a->maker);
    md_text(s->out, "2024-04-01至2025-03-31");
    for (int i = 0; i < INSTITUTIONS; i++) {
        int64_t packs = agreed(s->w, i, product);
        sum += MD_MAX(packs, 0);
        cells += packs >= 0;
        if (packs >= 0)
            md_num(s->out, packs * JC_SCALE);
        else
            md_skip(s->out, 1);
    }
    md_num(s->out, sum * JC_SCALE);
    s->data += cells;
    md_end_row(s);
    s->rows += cells - 1;
}

/* Round 5: hospitals as columns, in packs, with a sum at the end of each row that is no hospital. */
static void wide_agreements(const struct world *w, struct told *t, const char *dir)
{
    static const char *const head[] = {"批次名称", "通用名", "剂型", "规格", "转换比", "单位", "中选企业", "执行周期"};
    struct sheet s = md_begin(w, t, NULL, dir, "约定采购量分解表_第五批.xlsx", MD_XLSX);
    md_sheet(s.out, "分解表");
    md_title(&s, "第五批国家组织药品集中采购约定采购量分解表");
    md_note(&s, "计量单位为“盒”的按包装计；空格表示没有签约");
    for (size_t i = 0; i < JC_LEN(head); i++)
        md_text(s.out, head[i]);
    for (int i = 0; i < INSTITUTIONS; i++)
        md_text(s.out, w->inst[i].name);
    md_text(s.out, "合计");
    md_end_row(&s);
    for (size_t i = 0; i < w->selected; i++)
        if (!strcmp(w->product[i].award.round, "NVBP05"))
            wide_row(&s, i);
    md_finish(&s, "约定采购量（医院为列，按包装；有数的一格算一行）");
}

/* ---- payments, reasons, shortage, substitutes ------------------------------------------------------ */

static const char *payee(const struct payment *p)
{
    return p->supplier < 0 ? "望江医疗器械有限公司" : md_suppliers[p->supplier];
}

static void ledger_row(struct sheet *s, const struct payment *p)
{
    md_tell(s->told, p->mark, s->file, s->out);
    md_num(s->out, (int64_t)++s->serial * JC_SCALE);
    md_day(s->out, p->day, -1);
    md_text(s->out, s->w->inst[p->inst].code);
    md_text(s->out, s->w->inst[p->inst].name);
    md_text(s->out, p->inst == I_AGENCY ? "医保经办" : "医疗机构");
    md_text(s->out, payee(p));
    md_text(s->out, p->invoice);
    md_num(s->out, p->amount);
    md_text(s->out, "银行转账");
    md_text(s->out, p->serial);
    md_text(s->out, p->note);
    s->amount += p->amount;
    s->data++;
    md_end_row(s);
}

static jc_day late_from(void)
{
    return jc_day_of(2024, 9, 20);
}

static void ledger(const struct world *w, struct told *t, const char *dir)
{
    struct sheet s = md_begin(w, t, NULL, dir, "付款台账_2024年4-9月.xlsx", MD_XLSX);
    md_sheet(s.out, "付款明细");
    md_title(&s, "澜溪市医疗机构药品货款支付台账");
    MD_HEADS(&s, "序号", "付款日期", "医疗机构编码", "医疗机构名称", "付款方", "供应商名称", "发票号码",
             "付款金额（元）", "付款方式", "付款流水号", "摘要");
    for (size_t i = 0; i < w->payments; i++)
        if (w->payment[i].day < late_from())
            ledger_row(&s, &w->payment[i]);
    md_text(s.out, "合计");
    md_skip(s.out, 6);
    md_num(s.out, s.amount);
    md_end_row(&s);
    md_note(&s, "制表单位：澜溪市医疗保障局");
    md_finish(&s, "付款台账");
}

static void late_ledger_row(struct sheet *s, const struct payment *p)
{
    char iso[11];
    jc_day_text(iso, p->day);
    md_tell(s->told, p->mark, s->file, s->out);
    md_text(s->out, p->serial);
    md_text(s->out, iso);
    md_text(s->out, s->w->inst[p->inst].code);
    md_text(s->out, s->w->inst[p->inst].name);
    md_text(s->out, p->inst == I_AGENCY ? "医保经办" : "医疗机构");
    md_text(s->out, payee(p));
    md_text(s->out, p->invoice);
    md_num(s->out, p->amount);
    md_text(s->out, p->note);
    s->data++;
    md_end_row(s);
}

static void late_ledger(const struct world *w, struct told *t, const char *dir)
{
    struct sheet s = md_begin(w, t, NULL, dir, "付款台账_9月下旬补报.csv", MD_CSV_UTF8);
    md_sheet(s.out, "");
    MD_HEADS(&s, "流水号", "付款时间", "医疗机构编码", "医疗机构", "付款方", "收款单位", "发票号", "支付金额", "备注");
    for (size_t i = 0; i < w->payments; i++)
        if (w->payment[i].day >= late_from() || w->payment[i].mark == M_PAY_TWICE)
            late_ledger_row(&s, &w->payment[i]);
    md_finish(&s, "付款台账（补报）");
}

/* The first three invoices that the slowest payer still owed at the end, one each: accepted, not accepted, too late. */
static void reasons(const struct world *w, struct told *t, const char *dir)
{
    static const struct {
        const char *reason, *by;
        int month, day;
    } why[] = {{"供应商开户行变更，待核实账户", "澜溪市医疗保障局", 9, 20},
               {"资金紧张", "", 0, 0},
               {"发票遗失补开", "澜溪市医疗保障局", 10, 8}};
    struct sheet s = md_begin(w, t, NULL, dir, "正当理由.xlsx", MD_XLSX);
    size_t n = 0;
    md_sheet(s.out, "正当理由");
    md_title(&s, "逾期付款正当理由登记表");
    MD_HEADS(&s, "医疗机构编码", "医疗机构名称", "发票号码", "未付款原因", "认定单位", "认定日期");
    for (size_t i = 0; i < w->lines && n < JC_LEN(why); i++) {
        const struct line *l = &w->line[i];
        bool owed = l->inst == I_BAD_PAYER && l->accepted_on != JC_NO_DAY && l->accepted_on < md_month(3);
        for (size_t k = 0; k < w->payments && owed; k++)
            owed = strcmp(w->payment[k].invoice, l->invoice) != 0;
        if (!owed || (i && !strcmp(w->line[i - 1].invoice, l->invoice)))
            continue;
        md_text(s.out, w->inst[l->inst].code);
        md_text(s.out, w->inst[l->inst].name);
        md_text(s.out, l->invoice);
        md_text(s.out, why[n].reason);
        md_text(s.out, why[n].by);
        md_day(s.out, why[n].month ? jc_day_of(2024, why[n].month, why[n].day) : JC_NO_DAY, -1);
        n++;
        s.data++;
        md_end_row(&s);
    }
    md_finish(&s, "正当理由");
}

static void shortage(const struct world *w, struct told *t, const char *dir)
{
    const struct md_award *a = &w->product[md_product(w, "NVBP04", "18")].award;
    struct sheet s = md_begin(w, t, NULL, dir, "缺货登记.xlsx", MD_XLSX);
    md_sheet(s.out, "缺货登记");
    md_title(&s, "中选药品缺货登记表");
    MD_HEADS(&s, "批次编码", "通用名", "剂型", "规格", "生产企业", "缺货开始日期", "恢复供应日期", "备注");
    md_text(s.out, a->round);
    md_text(s.out, a->generic);
    md_text(s.out, a->form);
    md_text(s.out, a->strength);
    md_text(s.out, a->maker);
    md_day(s.out, jc_day_of(2024, 7, 1), -1);
    md_day(s.out, jc_day_of(2024, 8, 15), -1);
    md_text(s.out, "企业来函说明生产线检修");
    s.data++;
    md_end_row(&s);
    md_finish(&s, "缺货");
}

static void substitutes(const struct world *w, struct told *t, const char *dir)
{
    static const char *const pair[][2] = {{"1", "雷贝拉唑钠肠溶片"}, {"1", "法莫替丁片"}, {"18", "依巴斯汀片"}};
    struct sheet s = md_begin(w, t, NULL, dir, "可替代药品.csv", MD_CSV_UTF8);
    md_sheet(s.out, "");
    MD_HEADS(&s, "批次编码", "组号", "品种", "可替代药品");
    for (size_t i = 0; i < JC_LEN(pair); i++) {
        md_text(s.out, "NVBP04");
        md_text(s.out, pair[i][0]);
        md_text(s.out, w->product[md_product(w, "NVBP04", pair[i][0])].award.variety);
        md_text(s.out, pair[i][1]);
        s.data++;
        md_end_row(&s);
    }
    md_finish(&s, "可替代药品");
}

void md_lists(const struct world *w, struct told *t, const char *dir)
{
    institutions(w, t, dir);
    long_agreements(w, t, dir);
    wide_agreements(w, t, dir);
}

void md_ledgers(const struct world *w, struct told *t, const char *dir)
{
    ledger(w, t, dir);
    late_ledger(w, t, dir);
    reasons(w, t, dir);
    shortage(w, t, dir);
    substitutes(w, t, dir);
}
