/* The world as the files of a clerk: one CSV per kind, heads as `jicai template` writes them. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "world.h"

struct csv {
    FILE *file;
    bool first;
};

static bool csv_open(struct csv *c, const char *folder, const char *name, const char *heads)
{
    char path[600];
    snprintf(path, sizeof path, "%s/%s.csv", folder, name);
    c->file = fopen(path, "w");
    c->first = true;
    if (c->file)
        fprintf(c->file, "%s\n", heads);
    return c->file != NULL;
}

__attribute__((format(printf, 2, 3))) static void put(struct csv *c, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    if (!c->first)
        fputc(',', c->file);
    c->first = false;
    fputc('"', c->file);
    vfprintf(c->file, format, args);
    fputc('"', c->file);
    va_end(args);
}

static void end_row(struct csv *c)
{
    fputc('\n', c->file);
    c->first = true;
}

static void put_money(struct csv *c, i64 money)
{
    put(c, "%s", money < 0 ? "" : show_trimmed(frac_of(money, MONEY), 4));
}

static const char *payer_word(enum payer payer)
{
    return payer == PAYER_AGENCY ? "医保经办" : payer == PAYER_INSTITUTION ? "医疗机构" : "";
}

static void put_product(struct csv *c, int generic, int strength, int upp)
{
    put(c, "%s", generics[generic].name);
    put(c, "%s", generics[generic].form);
    put(c, "%s", world_strength(generic, strength));
    put(c, "%d%s/盒", upp, generics[generic].unit);
    put(c, "%d", upp);
}

static void put_code(struct csv *c, bool coded, int generic, int strength, int upp, int firm)
{
    char code[32] = "";
    if (coded)
        world_product_code(code, generic, strength, upp, firm);
    put(c, "%s", code);
}

static bool write_institutions(const struct world *w, const char *folder)
{
    struct csv c;
    if (!csv_open(&c, folder, "机构",
                  "医疗机构编码,医疗机构名称,地区,供应地区,医共体,牵头医院,级别,所有制,机构类型,报送性质"))
        return false;
    for (const struct institution *i = w->inst; i < w->inst + w->insts; i++) {
        put(&c, "%s", i->code);
        put(&c, "%s", i->name);
        put(&c, "%s", i->county);
        put(&c, "%s", i->region_by_code ? "" : provinces[i->province]);
        put(&c, "%s", i->community);
        put(&c, "%s", i->lead < 0 ? "" : i->lead % 2 ? w->inst[i->lead].code : w->inst[i->lead].name);
        put(&c, "%s", i->level);
        put(&c, "公立");
        put(&c, "医院");
        put(&c, "%s", i->voluntary ? "自愿" : "必报");
        end_row(&c);
    }
    return fclose(c.file) == 0;
}

static bool write_awards(const struct world *w, const char *folder)
{
    struct csv c;
    if (!csv_open(&c, folder, "中选目录",
                  "批次编码,批次,组号,通用名,剂型,规格,包装,转换比,中选企业,中选价格(元),单位价格(元),供应地区,"
                  "中选角色,开始日期,结束日期,国家医保编码,类别"))
        return false;
    for (const struct award *a = w->award; a < w->award + w->awards; a++) {
        put(&c, "%s", world_round_code(a->round));
        put(&c, "%s", world_round_name(a->round));
        if (w->numbered[a->round])
            put(&c, "%d", a->group);
        else
            put(&c, "%s", "");
        put_product(&c, a->generic, a->strength, a->upp);
        put(&c, "%s", firms[a->firm]);
        put_money(&c, a->unit_price >= 0 ? -1 : a->price);
        put_money(&c, a->unit_price);
        char regions[64] = "";
        for (int p = 0; p < PROVINCES; p++)
            if (a->provinces >> p & 1)
                snprintf(regions + strlen(regions), sizeof regions - strlen(regions), "%s%s", *regions ? "、" : "",
                         provinces[p]);
        put(&c, "%s", regions);
        put(&c, "%s", a->role == BACKUP ? "备供" : "主供");
        put(&c, "%s", show_day(a->from));
        put(&c, "%s", show_day(a->to));
        put_code(&c, true, a->generic, a->strength, a->upp, a->firm);
        put(&c, "药品");
        end_row(&c);
    }
    return fclose(c.file) == 0;
}

i64 world_counted_in(const struct world *w, const struct agreement *a)
{
    return a->unit == IN_PACKS || (a->unit == IN_UNITS_UNNAMED && w->params.packs) ? a->upp
           : a->unit == IN_WAN                                                     ? 10000
                                                                                   : 1;
}

static void put_agreed(struct csv *c, const struct world *w, const struct agreement *a)
{
    put(c, "%s", show_trimmed(frac_of(a->qty, (i128)world_counted_in(w, a) * MONEY), 8));
    const char *unit = generics[a->generic].unit;
    if (a->unit == IN_PACKS)
        put(c, "盒");
    else
        put(c, "%s%s", a->unit == IN_WAN ? "万" : "", a->unit == IN_UNITS_UNNAMED ? "" : unit);
}

static bool write_agreements(const struct world *w, const char *folder)
{
    struct csv c;
    if (!csv_open(&c, folder, "约定采购量",
                  "医疗机构编码,医疗机构名称,批次编码,批次,通用名,剂型,规格,包装,转换比,中选企业,国家医保编码,"
                  "约定采购量,单位,协议开始日期,协议结束日期,付款期限(天),需求量,集采前加权价(元)"))
        return false;
    for (const struct agreement *a = w->agr; a < w->agr + w->agrs; a++) {
        put(&c, "%s", w->inst[a->inst].code);
        put(&c, "%s", w->inst[a->inst].name);
        put(&c, "%s", world_round_code(a->round));
        put(&c, "%s", world_round_name(a->round));
        put_product(&c, a->generic, a->strength, a->upp);
        put(&c, "%s", firms[a->firm]);
        put_code(&c, a->coded, a->generic, a->strength, a->upp, a->firm);
        put_agreed(&c, w, a);
        put(&c, "%s", show_day(a->from));
        put(&c, "%s", show_day(a->to));
        put(&c, "%s", a->term ? show_int(a->term) : "");
        put(&c, "%s", a->base < 0 ? "" : show_trimmed(frac_of(a->base, (i128)world_counted_in(w, a) * MONEY), 8));
        put_money(&c, a->before >= 0 && world_counted_in(w, a) == a->upp ? a->before * a->upp : a->before);
        end_row(&c);
    }
    return fclose(c.file) == 0;
}

static void put_invoices(struct csv *c, const int invoice[2])
{
    if (invoice[0] && invoice[1])
        put(c, "FP%06d，FP%06d", invoice[0], invoice[1]);
    else if (invoice[0])
        put(c, "FP%06d", invoice[0]);
    else
        put(c, "%s", "");
}

/* Brackets of the other width, blanks between; a full-width letter does not come up in these names. */
static void put_name(struct csv *c, const char *name, bool otherwise)
{
    char text[128] = "";
    for (const char *p = name; otherwise && *p; p++) {
        size_t used = strlen(text);
        if (strncmp(p, "（", 3) == 0 || strncmp(p, "）", 3) == 0) {
            snprintf(text + used, sizeof text - used, "%c", strncmp(p, "（", 3) == 0 ? '(' : ')');
            p += 2;
        } else {
            snprintf(text + used, sizeof text - used, "%c", *p);
        }
    }
    put(c, "%s%s", otherwise ? text : name, otherwise ? " " : "");
}

static void put_line_head(struct csv *c, const struct world *w, const struct line *l)
{
    put(c, "%s", w->inst[l->inst].code);
    put(c, "%s", w->inst[l->inst].name);
    put(c, "%s", l->order);
    put(c, "%s", l->item);
    put(c, "%s", l->delivery);
    put(c, "%s", l->origin);
    put_code(c, l->coded, l->generic, l->strength, l->upp, l->firm);
    put_name(c, generics[l->generic].name, l->other_name_text);
    put(c, "%s", generics[l->generic].form);
    put(c, "%s", (l->other_strength_text ? world_strength_otherwise : world_strength)(l->generic, l->strength));
    put(c, "%d%s/盒", l->upp, generics[l->generic].unit);
    put(c, "%s", l->no_ratio ? "" : show_int(l->upp));
    put_name(c, firms[l->firm], l->other_name_text);
    put(c, "%s", l->in_units ? generics[l->generic].unit : "盒");
    put_money(c, l->price);
}

static void put_line(struct csv *c, const struct world *w, const struct line *l, bool unfinished)
{
    put_line_head(c, w, l);
    put(c, "%s", l->ordered ? show_int(l->ordered) : "");
    put(c, "%s", unfinished ? "0" : show_int(l->shipped));
    put(c, "%s", unfinished ? "0" : show_int(l->accepted));
    put(c, "%s", l->returned && !unfinished ? show_int(l->returned) : "");
    put(c, "%s", l->amount == -1 ? "" : show_trimmed(frac_of(l->amount, MONEY), 4));
    put(c, "%s", suppliers[l->supplier]);
    put_invoices(c, l->invoice);
    put(c, "%s", show_day(l->order_day));
    put(c, "%s", unfinished ? "" : show_day(l->ship_day));
    put(c, "%s", unfinished ? "" : show_day(l->accept_day));
    put_money(c, unfinished ? -1 : l->own_paid);
    put(c, "%s", unfinished ? "" : show_day(l->own_day));
    put(c, "%s", l->no_channel ? "" : l->online ? "网上" : "线下");
    put(c, "%s", payer_word(l->payer));
    put(c, "%s", l->status);
    put(c, "%s", l->term ? show_int(l->term) : "");
    end_row(c);
}

static bool write_purchases(const struct world *w, const char *folder)
{
    for (int f = 0; f < w->files; f++) {
        struct csv c;
        char name[64];
        snprintf(name, sizeof name, "采购明细%d", f + 1);
        if (!csv_open(
                &c, folder, name,
                "医疗机构编码,医疗机构名称,订单编号,订单明细编号,配送单号,原订单明细编号,国家医保编码,通用名,剂型,规格,"
                "包装,转换比,生产企业,单位,采购单价(元),采购数量,配送数量,入库数量,退货数量,采购金额(元),配送企业,"
                "发票号码,下单日期,发货日期,验收日期,已付金额(元),付款日期,采购渠道,付款方,订单状态,付款期限(天)"))
            return false;
        for (const struct line *l = w->line; l < w->line + w->lines; l++) {
            if (l->file == f)
                put_line(&c, w, l, false);
            if (l->early && l->file == f + 1)
                put_line(&c, w, l, true);
        }
        if (fclose(c.file))
            return false;
    }
    return true;
}

static void put_payment(struct csv *c, const struct world *w, const struct payment *p)
{
    static const char *const spelling[] = {"FP%06d", "发票号：FP%06d", "FP%06d（1张）", "全电 No.FP%06d"};
    put(c, "%s", w->inst[p->inst].code);
    put(c, "%s", w->inst[p->inst].name);
    put(c, "%s", show_day(p->day));
    put(c, "%s", show_trimmed(frac_of(p->amount, MONEY), 4));
    put(c, "%s", p->supplier < 0 ? "" : suppliers[p->supplier]);
    put(c, p->invoice ? spelling[w->features & F_SPELL ? p->invoice % 4 : 0] : "", p->invoice);
    put(c, "%s", p->order);
    put(c, "%s", p->item);
    put(c, "%s", payer_word(p->payer));
    put(c, "LS%06d", (int)(p - w->pay) + 1);
    end_row(c);
}

static bool write_payments(const struct world *w, const char *folder)
{
    for (int f = 0; f < w->ledgers && w->pays; f++) {
        struct csv c;
        char name[64];
        snprintf(name, sizeof name, "付款台账%d", f + 1);
        if (!csv_open(&c, folder, name,
                      "医疗机构编码,医疗机构名称,付款日期,付款金额(元),配送企业,发票号码,订单编号,订单明细编号,付款方,"
                      "付款流水号"))
            return false;
        for (const struct payment *p = w->pay; p < w->pay + w->pays; p++)
            if (p->file == f || p->again == f)
                put_payment(&c, w, p);
        if (fclose(c.file))
            return false;
    }
    return true;
}

static bool write_reasons(const struct world *w, const char *folder)
{
    struct csv c;
    if (!w->reasons)
        return true;
    if (!csv_open(&c, folder, "正当理由",
                  "医疗机构编码,医疗机构名称,理由,发票号码,订单编号,订单明细编号,认定单位,认定日期,认定结果"))
        return false;
    for (const struct reason *r = w->reason; r < w->reason + w->reasons; r++) {
        put(&c, "%s", w->inst[r->inst].code);
        put(&c, "%s", w->inst[r->inst].name);
        put(&c, "质量异议");
        put_invoices(&c, (int[2]){r->invoice, 0});
        put(&c, "%s", r->order);
        put(&c, "%s", r->item);
        put(&c, "%s", r->by);
        put(&c, "%s", show_day(r->day));
        put(&c, "%s", r->verdict);
        end_row(&c);
    }
    return fclose(c.file) == 0;
}

static bool write_shortages(const struct world *w, const char *folder)
{
    struct csv c;
    if (!w->shortages)
        return true;
    if (!csv_open(&c, folder, "缺货",
                  "通用名,规格,生产企业,缺货开始日期,缺货结束日期,医疗机构编码,医疗机构名称,配送企业"))
        return false;
    for (const struct shortage *s = w->shortage; s < w->shortage + w->shortages; s++) {
        put(&c, "%s", generics[s->generic].name);
        put(&c, "%s", world_strength(s->generic, s->strength));
        put(&c, "%s", firms[s->firm]);
        put(&c, "%s", show_day(s->from));
        put(&c, "%s", show_day(s->to));
        put(&c, "%s", s->inst < 0 ? "" : w->inst[s->inst].code);
        put(&c, "%s", s->inst < 0 ? "" : w->inst[s->inst].name);
        put(&c, "%s", s->supplier < 0 ? "" : suppliers[s->supplier]);
        end_row(&c);
    }
    return fclose(c.file) == 0;
}

static bool write_substitutes(const struct world *w, const char *folder)
{
    struct csv c;
    if (!w->substitutes)
        return true;
    if (!csv_open(&c, folder, "可替代药品", "批次编码,组号,可替代通用名,剂型"))
        return false;
    for (const struct substitute *s = w->substitute; s < w->substitute + w->substitutes; s++) {
        put(&c, "%s", world_round_code(s->round));
        put(&c, "%d", s->group);
        put(&c, "%s", generics[s->generic].name);
        put(&c, "%s", generics[s->generic].form);
        end_row(&c);
    }
    return fclose(c.file) == 0;
}

static void put_place(struct csv *c, const struct term *t)
{
    const char *county = counties[t->province][t->county];
    if (t->place == EVERYWHERE)
        put(c, "%s", "");
    else if (t->place == IN_PROVINCE)
        put(c, "%s省", provinces[t->province]);
    else if (t->place == IN_CITY)
        put(c, "%s", cities[t->province]);
    else if (t->whole_path)
        put(c, "%s省%s%s", provinces[t->province], cities[t->province], county);
    else
        put(c, "%s", county);
}

static bool write_terms(const struct world *w, const char *folder)
{
    static const char *const kinds[] = {"", "药品", "耗材", "集采", "其他"};
    struct csv c;
    if (!w->terms)
        return true;
    if (!csv_open(&c, folder, "付款期限", "地区,类别,起始日期,截止日期,付款期限规则,付款方"))
        return false;
    for (const struct term *t = w->term; t < w->term + w->terms; t++) {
        put_place(&c, t);
        put(&c, "%s", kinds[t->kind]);
        put(&c, "%s", show_day(t->from));
        put(&c, "%s", t->to ? show_day(t->to) : "");
        if (t->days)
            put(&c, "%d天", t->days);
        else
            put(&c, "次月底");
        put(&c, "%s", payer_word(t->payer));
        end_row(&c);
    }
    return fclose(c.file) == 0;
}

static bool write_invoices(const struct world *w, const char *folder)
{
    static const char *const stage[] = {"", "一票", "二票"};
    struct csv c;
    if (!w->invoices)
        return true;
    if (!csv_open(&c, folder, "发票", "发票号码,销售方,购买方,开票日期,发票金额(元),票次,通用名,规格,生产企业,数量"))
        return false;
    for (const struct invoice *v = w->invoice; v < w->invoice + w->invoices; v++) {
        put(&c, "FP%06d", v->number);
        put(&c, "%s", v->seller);
        put(&c, "%s", v->buyer);
        put(&c, "%s", show_day(v->day));
        put(&c, "%d", (int)(v - w->invoice) + 1);
        put(&c, "%s", stage[v->stage]);
        put(&c, "%s", v->generic < 0 ? "" : generics[v->generic].name);
        put(&c, "%s", v->generic < 0 ? "" : world_strength(v->generic, v->strength));
        put(&c, "%s", v->generic < 0 ? "" : firms[v->firm]);
        put(&c, "%s", v->quantity < 0 ? "" : show_int(v->quantity));
        end_row(&c);
    }
    return fclose(c.file) == 0;
}

static bool write_watches(const struct world *w, const char *folder)
{
    struct csv c;
    if (!w->watches)
        return true;
    if (!csv_open(&c, folder, "重点监控", "目录,通用名,国家医保编码,环比上限(%),同比上限(%)"))
        return false;
    for (const struct watch *x = w->watch; x < w->watch + w->watches; x++) {
        put(&c, "%s", x->list);
        put(&c, "%s", x->firm < 0 ? generics[x->generic].name : "");
        put_code(&c, x->firm >= 0, x->generic, x->strength, x->upp, x->firm);
        put(&c, "%s", x->month_limit < 0 ? "" : show_int(x->month_limit));
        put(&c, "%s", x->year_limit < 0 ? "" : show_int(x->year_limit));
        end_row(&c);
    }
    return fclose(c.file) == 0;
}

static bool write_duties(const struct world *w, const char *folder)
{
    struct csv c;
    if (!w->duties)
        return true;
    if (!csv_open(&c, folder, "报送义务", "医疗机构编码,月份,应报"))
        return false;
    for (const struct duty *d = w->duty; d < w->duty + w->duties; d++) {
        put(&c, "%s", w->inst[d->inst].code);
        put(&c, "%.7s", show_day(month_first(d->month)));
        put(&c, "%s", d->must ? "是" : "否");
        end_row(&c);
    }
    return fclose(c.file) == 0;
}

static bool write_funds(const struct world *w, const char *folder)
{
    struct csv c;
    if (!w->funds)
        return true;
    if (!csv_open(&c, folder, "基金参数", "地区,年度,支付比例(%),医保占比(%)"))
        return false;
    for (const struct fund *f = w->fund; f < w->fund + w->funds; f++) {
        put(&c, "%s", f->county);
        put(&c, "%d", f->year);
        put(&c, "%s", show_trimmed(frac_of(f->pay, 100), 2));
        put(&c, "%s", show_trimmed(frac_of(f->insured, 100), 2));
        end_row(&c);
    }
    return fclose(c.file) == 0;
}

static bool write_scores(const struct world *w, const char *folder)
{
    struct csv c;
    if (!w->scores)
        return true;
    if (!csv_open(&c, folder, "考核", "医疗机构编码,批次,年度,考核得分"))
        return false;
    for (const struct score *x = w->score; x < w->score + w->scores; x++) {
        put(&c, "%s", w->inst[x->inst].code);
        put(&c, "%s", x->points % 2 ? world_round_code(x->round) : world_round_name(x->round));
        put(&c, "%d", x->year);
        put(&c, "%s", show_trimmed(frac_of(x->points, 100), 2));
        end_row(&c);
    }
    return fclose(c.file) == 0;
}

bool world_write(const struct world *w, const char *folder)
{
    return write_institutions(w, folder) && write_awards(w, folder) && write_agreements(w, folder) &&
           write_purchases(w, folder) && write_payments(w, folder) && write_reasons(w, folder) &&
           write_shortages(w, folder) && write_substitutes(w, folder) && write_terms(w, folder) &&
           write_invoices(w, folder) && write_watches(w, folder) && write_duties(w, folder) && write_funds(w, folder) &&
           write_scores(w, folder);
}
