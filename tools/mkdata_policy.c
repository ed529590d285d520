/* What the bureau of the city sets: the provincial catalogue with its days, watch list, scores, fund, duty to report. */
#include "mkdata_city.h"

/* The built-in rounds know their first day in name only, so no price is checked against them: this file has the days. */
static void catalogue(const struct world *w, struct told *t, const char *dir)
{
    struct sheet s = md_begin(w, t, NULL, dir, "中选目录_浙江执行.xlsx", MD_XLSX);
    md_sheet(s.out, "执行目录");
    md_title(&s, "国家组织药品集中采购中选结果浙江省执行目录（2024年采购周期）");
    MD_HEADS(&s, "批次编码", "批次", "组号", "品种", "通用名", "剂型", "规格", "转换比", "中选企业", "中选价格(元)",
             "供应地区", "开始日期", "结束日期", "国家医保编码");
    for (size_t i = 0; i < w->selected; i++) {
        const struct md_award *a = &w->product[i].award;
        md_text(s.out, a->round);
        md_text(s.out, a->round_name);
        md_text(s.out, a->group);
        md_text(s.out, a->variety);
        md_text(s.out, a->generic);
        md_text(s.out, a->form);
        md_text(s.out, a->strength);
        md_num(s.out, (int64_t)a->units * JC_SCALE);
        md_text(s.out, a->maker);
        md_num(s.out, a->price);
        md_text(s.out, "浙江");
        md_day(s.out, md_from(), -1);
        md_day(s.out, md_to(), -1);
        md_text(s.out, w->product[i].code);
        s.data++;
        md_end_row(&s);
    }
    md_finish(&s, "中选目录（本省执行日期和价格）");
}

static void watch_list(const struct world *w, struct told *t, const char *dir)
{
    static const struct {
        const char *generic;
        int mom, yoy; /* percent */
    } list[] = {{"银杏叶片", 30, 50}, {"复方丹参片", 30, 50}, {"雷贝拉唑钠肠溶片", 50, 80}, {"维生素C注射液", 40, 60}};
    struct sheet s = md_begin(w, t, NULL, dir, "重点监控目录.xlsx", MD_XLSX);
    md_sheet(s.out, "目录");
    md_title(&s, "澜溪市重点监控合理用药药品目录（2024年）");
    MD_HEADS(&s, "目录", "通用名", "环比上限(%)", "同比上限(%)");
    for (size_t i = 0; i < JC_LEN(list); i++) {
        md_text(s.out, "澜溪市重点监控");
        md_text(s.out, list[i].generic);
        md_num(s.out, (int64_t)list[i].mom * JC_SCALE);
        md_num(s.out, (int64_t)list[i].yoy * JC_SCALE);
        s.data++;
        md_end_row(&s);
    }
    md_finish(&s, "重点监控目录");
}

/* Public institutions are scored for each round; those who pay late have the lower scores. */
static void scores(const struct world *w, struct told *t, const char *dir)
{
    static const char *const round[] = {"NVBP04", "NVBP05"};
    static const int most[] = {97, 88, 76, 62};
    struct sheet s = md_begin(w, t, NULL, dir, "集采考核结果_2024.xlsx", MD_XLSX);
    md_sheet(s.out, "考核结果");
    md_title(&s, "2024年度国家组织药品集中采购考核结果");
    MD_HEADS(&s, "医疗机构编码", "医疗机构名称", "批次编码", "年度", "考核得分");
    for (int i = 0; i < 2 * INSTITUTIONS; i++) {
        const struct institution *in = &w->inst[i / 2];
        if (in->private)
            continue;
        md_text(s.out, in->code);
        md_text(s.out, in->name);
        md_text(s.out, round[i % 2]);
        md_text(s.out, "2024");
        md_num(s.out, (int64_t)(most[in->pays] * 10 - i * 7 % 90) * JC_SCALE / 10);
        s.data++;
        md_end_row(&s);
    }
    md_finish(&s, "考核得分");
}

const int md_pay_ratio[] = {65, 64, 60, 58, 58}, md_insured_share[] = {82, 80, 86, 85, 88};

static void fund(const struct world *w, struct told *t, const char *dir)
{
    struct sheet s = md_begin(w, t, NULL, dir, "基金参数.csv", MD_CSV_UTF8);
    md_sheet(s.out, "");
    MD_HEADS(&s, "地区", "年度", "支付比例(%)", "医保占比(%)");
    for (size_t i = 0; i < JC_LEN(md_pay_ratio); i++) {
        md_text(s.out, md_counties[i].name);
        md_text(s.out, "2024");
        md_num(s.out, (int64_t)md_pay_ratio[i] * JC_SCALE);
        md_num(s.out, (int64_t)md_insured_share[i] * JC_SCALE);
        s.data++;
        md_end_row(&s);
    }
    md_finish(&s, "医保支付比例、医保占比");
}

/* The list says who must report; beyond it the silent private hospital must from July on. */
static void duties(const struct world *w, struct told *t, const char *dir)
{
    struct sheet s = md_begin(w, t, NULL, dir, "报送义务.csv", MD_CSV_UTF8);
    md_sheet(s.out, "");
    MD_HEADS(&s, "医疗机构编码", "医疗机构名称", "月份", "应报");
    for (int m = 3; m < MONTHS; m++) {
        md_text(s.out, w->inst[I_SILENT].code);
        md_text(s.out, w->inst[I_SILENT].name);
        md_text(s.out, md_fmt("2024-%02d", 4 + m));
        md_text(s.out, "是");
        s.data++;
        md_end_row(&s);
    }
    md_finish(&s, "报送义务（名单以外的）");
}

void md_policies(const struct world *w, struct told *t, const char *dir)
{
    catalogue(w, t, dir);
    watch_list(w, t, dir);
    scores(w, t, dir);
    fund(w, t, dir);
    duties(w, t, dir);
}
