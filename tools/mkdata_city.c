/* The city's files, as its three systems export them, with the heads, dates and habits of each. */
#include "mkdata_city.h"

#include <errno.h>
#include <sys/stat.h>

enum what {
    W_SERIAL,
    W_INST_CODE,
    W_INST_NAME,
    W_REGION,
    W_ORDER,
    W_LINE,
    W_CODE,
    W_PLATFORM,
    W_GENERIC,
    W_FORM,
    W_STRENGTH,
    W_PACK,
    W_SPEC,
    W_UNITS,
    W_UNIT,
    W_MAKER,
    W_SUPPLIER,
    W_PRICE,
    W_ORDERED,
    W_SHIPPED,
    W_ACCEPTED,
    W_RETURNED,
    W_AMOUNT,
    W_ORDER_DAY,
    W_SHIP_DAY,
    W_ACCEPT_DAY,
    W_INVOICE,
    W_STATUS,
    W_PAYER,
    W_CHANNEL,
    W_PAID,
    W_PAY_DAY
};

struct column {
    const char *head;
    enum what what;
    const char *over; /* caption above it in a two-row head; the same caption spans neighbours */
};

enum dates { DATE_CELL, DATE_ISO_TIME, DATE_DOTS, DATE_SLASHES };

struct layout {
    const struct column *column;
    int columns;
    enum dates dates;
    const char *blank; /* how an empty cell is spelled, NULL = empty */
    bool thousands;    /* amounts as text 1,234.50 */
};

/* The monthly export of the purchase platform: heads as in spring, as changed in August, and in two rows in September. */
static const struct column PLATFORM[] = {
    {"序号", W_SERIAL, 0},
    {"医疗机构编码", W_INST_CODE, 0},
    {"医疗机构名称", W_INST_NAME, 0},
    {"所属区县", W_REGION, 0},
    {"订单编号", W_ORDER, 0},
    {"订单明细编号", W_LINE, 0},
    {"医保编码", W_CODE, 0},
    {"药品通用名", W_GENERIC, 0},
    {"剂型", W_FORM, 0},
    {"规格", W_STRENGTH, 0},
    {"包装", W_PACK, 0},
    {"转换比", W_UNITS, 0},
    {"单位", W_UNIT, 0},
    {"生产企业", W_MAKER, 0},
    {"配送企业", W_SUPPLIER, 0},
    {"采购单价(元)", W_PRICE, 0},
    {"采购数量", W_ORDERED, 0},
    {"配送数量", W_SHIPPED, 0},
    {"入库数量", W_ACCEPTED, 0},
    {"退货数量", W_RETURNED, 0},
    {"入库金额(元)", W_AMOUNT, 0},
    {"下单时间", W_ORDER_DAY, 0},
    {"发货日期", W_SHIP_DAY, 0},
    {"入库日期", W_ACCEPT_DAY, 0},
    {"发票号码", W_INVOICE, 0},
    {"订单状态", W_STATUS, 0},
    {"付款方", W_PAYER, 0},
    {"采购渠道", W_CHANNEL, 0},
};
static const struct column PLATFORM_AUGUST[] = {
    {"序号", W_SERIAL, 0},
    {"医疗机构", W_INST_NAME, 0},
    {"医疗机构代码", W_INST_CODE, 0},
    {"区县", W_REGION, 0},
    {"订单号", W_ORDER, 0},
    {"订单明细ID", W_LINE, 0},
    {"国家医保编码", W_CODE, 0},
    {"通用名称", W_GENERIC, 0},
    {"注册剂型", W_FORM, 0},
    {"注册规格", W_STRENGTH, 0},
    {"包装", W_PACK, 0},
    {"最小包装数量（转换比）", W_UNITS, 0},
    {"包装单位", W_UNIT, 0},
    {"药品企业", W_MAKER, 0},
    {"配送企业名称", W_SUPPLIER, 0},
    {"单价（元）", W_PRICE, 0},
    {"订单总数量", W_ORDERED, 0},
    {"实际发货数量", W_SHIPPED, 0},
    {"收货数量", W_ACCEPTED, 0},
    {"退货数量", W_RETURNED, 0},
    {"收货金额（元）", W_AMOUNT, 0},
    {"订单提交时间", W_ORDER_DAY, 0},
    {"发货时间", W_SHIP_DAY, 0},
    {"收货时间", W_ACCEPT_DAY, 0},
    {"发票号", W_INVOICE, 0},
    {"订单执行状态", W_STATUS, 0},
    {"结算方式", W_PAYER, 0},
    {"采购渠道", W_CHANNEL, 0},
};
static const struct column PLATFORM_SEPTEMBER[] = {
    {"序号", W_SERIAL, 0},
    {"医疗机构编码", W_INST_CODE, 0},
    {"医疗机构名称", W_INST_NAME, 0},
    {"所属区县", W_REGION, 0},
    {"订单编号", W_ORDER, 0},
    {"订单明细编号", W_LINE, 0},
    {"医保编码", W_CODE, 0},
    {"药品通用名", W_GENERIC, 0},
    {"剂型", W_FORM, 0},
    {"规格", W_STRENGTH, 0},
    {"包装", W_PACK, 0},
    {"转换比", W_UNITS, 0},
    {"单位", W_UNIT, 0},
    {"生产企业", W_MAKER, 0},
    {"配送企业", W_SUPPLIER, 0},
    {"单价", W_PRICE, "采购"},
    {"数量", W_ORDERED, "采购"},
    {"日期", W_ORDER_DAY, "采购"},
    {"数量", W_SHIPPED, "配送"},
    {"日期", W_SHIP_DAY, "配送"},
    {"数量", W_ACCEPTED, "验收"},
    {"金额", W_AMOUNT, "验收"},
    {"日期", W_ACCEPT_DAY, "验收"},
    {"退货数量", W_RETURNED, 0},
    {"发票号码", W_INVOICE, 0},
    {"订单状态", W_STATUS, 0},
    {"付款方", W_PAYER, 0},
    {"采购渠道", W_CHANNEL, 0},
};
/* Two hospital systems: one names units per pack, the other has them in the spec only. */
static const struct column HIS_QINGYUAN[] = {
    {"序号", W_SERIAL, 0},         {"医院名称", W_INST_NAME, 0}, {"单据号", W_ORDER, 0},
    {"行号", W_LINE, 0},           {"药品编码", W_PLATFORM, 0},  {"品名", W_GENERIC, 0},
    {"药品剂型", W_FORM, 0},       {"药品规格", W_STRENGTH, 0},  {"转换系数", W_UNITS, 0},
    {"单位", W_UNIT, 0},           {"生产厂家", W_MAKER, 0},     {"供货单位", W_SUPPLIER, 0},
    {"入库数量", W_ACCEPTED, 0},   {"购进价", W_PRICE, 0},       {"金额", W_AMOUNT, 0},
    {"入库日期", W_ACCEPT_DAY, 0}, {"发票号", W_INVOICE, 0},     {"付款金额", W_PAID, 0},
    {"付款日期", W_PAY_DAY, 0},
};
static const struct column HIS_LIUCHUAN[] = {
    {"医院", W_INST_NAME, 0},      {"单据号", W_ORDER, 0},        {"行号", W_LINE, 0},
    {"药品编码", W_PLATFORM, 0},   {"药品名称", W_GENERIC, 0},    {"剂型名称", W_FORM, 0},
    {"规格", W_SPEC, 0},           {"单位", W_UNIT, 0},           {"厂家", W_MAKER, 0},
    {"供应商名称", W_SUPPLIER, 0}, {"入库数量", W_ACCEPTED, 0},   {"进价", W_PRICE, 0},
    {"购进总金额", W_AMOUNT, 0},   {"入库时间", W_ACCEPT_DAY, 0}, {"发票号", W_INVOICE, 0},
    {"已付款金额", W_PAID, 0},     {"付款时间", W_PAY_DAY, 0},
};
static const struct column COMMUNITY[] = {
    {"机构编码", W_INST_CODE, 0},
    {"机构名称", W_INST_NAME, 0},
    {"采购订单号", W_ORDER, 0},
    {"订单明细ID", W_LINE, 0},
    {"国家医保编码", W_CODE, 0},
    {"药品通用名", W_GENERIC, 0},
    {"剂型", W_FORM, 0},
    {"制剂规格", W_STRENGTH, 0},
    {"最小包装数量（转换比）", W_UNITS, 0},
    {"包装单位", W_UNIT, 0},
    {"药品企业", W_MAKER, 0},
    {"配送商", W_SUPPLIER, 0},
    {"单价（元）", W_PRICE, 0},
    {"订单数量", W_ORDERED, 0},
    {"发货数量", W_SHIPPED, 0},
    {"收货数量", W_ACCEPTED, 0},
    {"退货数量", W_RETURNED, 0},
    {"收货金额（元）", W_AMOUNT, 0},
    {"订单提交时间", W_ORDER_DAY, 0},
    {"发货日期", W_SHIP_DAY, 0},
    {"收货日期", W_ACCEPT_DAY, 0},
    {"发票号码", W_INVOICE, 0},
    {"交易状态", W_STATUS, 0},
};

static const struct layout LAYOUT_PLATFORM = {PLATFORM, JC_LEN(PLATFORM), DATE_CELL, NULL, false};
static const struct layout LAYOUT_TEXT_DAYS = {PLATFORM, JC_LEN(PLATFORM), DATE_ISO_TIME, "-", false};
static const struct layout LAYOUT_AUGUST = {PLATFORM_AUGUST, JC_LEN(PLATFORM_AUGUST), DATE_CELL, NULL, false};
static const struct layout LAYOUT_SEPTEMBER = {PLATFORM_SEPTEMBER, JC_LEN(PLATFORM_SEPTEMBER), DATE_CELL, NULL, false};
static const struct layout LAYOUT_QINGYUAN = {HIS_QINGYUAN, JC_LEN(HIS_QINGYUAN), DATE_DOTS, NULL, false};
static const struct layout LAYOUT_LIUCHUAN = {HIS_LIUCHUAN, JC_LEN(HIS_LIUCHUAN), DATE_CELL, NULL, false};
static const struct layout LAYOUT_COMMUNITY = {COMMUNITY, JC_LEN(COMMUNITY), DATE_SLASHES, "--", true};

/* ---- cells ---------------------------------------------------------------------------------------- */

/* A line as an export of day E shows it. */
struct view {
    const struct line *l;
    bool shipped, accepted, returned, paid;
    bool back; /* the negative row of a return */
};

static struct view view_of(const struct line *l, jc_day e)
{
    struct view v = {.l = l};
    v.shipped = l->shipped_on != JC_NO_DAY && l->shipped_on <= e;
    v.accepted = l->accepted_on != JC_NO_DAY && l->accepted_on <= e;
    v.returned = l->returned && l->returned_on <= e;
    v.paid = l->paid && l->paid_on <= e;
    return v;
}

static void put_blank(const struct sheet *s)
{
    md_text(s->out, s->layout->blank);
}

static void put_text(const struct sheet *s, const char *text)
{
    md_text(s->out, *text ? text : s->layout->blank);
}

static void put_count(const struct sheet *s, bool there, int n)
{
    if (there)
        md_num(s->out, (int64_t)n * JC_SCALE);
    else
        put_blank(s);
}

static void put_money(const struct sheet *s, bool there, jc_money m)
{
    if (!there) {
        put_blank(s);
    } else if (!s->layout->thousands || m < 0) {
        md_num(s->out, m);
    } else {
        long long yuan = m / JC_SCALE, fen = m % JC_SCALE / 100;
        md_text(s->out, yuan < 1000 ? md_fmt("%lld.%02lld", yuan, fen)
                                    : md_fmt("%lld,%03lld.%02lld", yuan / 1000, yuan % 1000, fen));
    }
}

static void put_day(const struct sheet *s, jc_day day, int second)
{
    int y, m, d;
    char iso[11];
    if (day == JC_NO_DAY) {
        put_blank(s);
        return;
    }
    jc_day_split(day, &y, &m, &d);
    jc_day_text(iso, day);
    if (s->layout->dates == DATE_CELL)
        md_day(s->out, day, second);
    else if (s->layout->dates == DATE_DOTS)
        md_text(s->out, md_fmt("%d.%d.%d", y, m, d));
    else if (s->layout->dates == DATE_SLASHES)
        md_text(s->out, second < 0 ? md_fmt("%d/%d/%d", y, m, d)
                                   : md_fmt("%d/%d/%d %d:%02d", y, m, d, second / 3600, second / 60 % 60));
    else
        md_text(s->out, md_fmt("%s %02d:%02d:%02d", iso, MD_MAX(second, 0) / 3600, MD_MAX(second, 0) / 60 % 60,
                               MD_MAX(second, 0) % 60));
}

/* 片数 instead of 盒数: the one line that is counted in tablets. */
static int factor(const struct world *w, const struct line *l)
{
    return l->mark == M_TABLETS ? w->product[l->product].award.units : 1;
}

static const char *pack_text(const struct md_award *a)
{
    return md_fmt("%d%s/%s", a->units, md_unit(a), a->units > 1 ? "盒" : md_unit(a));
}

static const char *spec_text(const struct line *l, const struct md_award *a)
{
    if (l->mark == M_BAD_SPEC)
        return md_fmt("%s*%d.某某药业股", a->strength, a->units);
    if (a->units == 1)
        return md_fmt("%s×1%s", a->strength, md_unit(a));
    return md_fmt("%s×%d%s/盒", a->strength, a->units, md_unit(a));
}

static const char *maker_text(const struct line *l, const struct md_award *a)
{
    return l->mark == M_PROBABLE ? "石药集团欧意药业股份有限公司" : a->maker;
}

static void put_code(const struct sheet *s, const struct line *l)
{
    bool eaten = l->mark == M_DESTROYED || l->mark == M_REJECTED;
    put_text(s, eaten ? "8.69012E+13" : s->w->product[l->product].code);
}

static const char *status(const struct view *v)
{
    bool platform = v->l->system == SYS_PLATFORM;
    if (v->l->fate == LINE_VOID)
        return platform ? "已作废" : "已撤销";
    if (v->l->fate == LINE_SHORT)
        return "缺货";
    if (!v->shipped)
        return platform ? "待发货" : "待配送";
    if (!v->accepted)
        return platform ? "已发货" : "配送中";
    return !platform ? "已收货" : v->l->accepted < v->l->ordered ? "部分入库" : "已入库";
}

static int accepted(const struct view *v)
{
    return v->back ? -v->l->returned : v->l->accepted;
}

static void put_who(const struct sheet *s, const struct line *l, enum what what)
{
    const struct institution *i = &s->w->inst[l->inst];
    bool stranger = l->mark == M_UNKNOWN_INST;
    if (what == W_INST_CODE)
        put_text(s, stranger ? "H33992399999" : i->code);
    else if (what == W_INST_NAME)
        put_text(s, stranger ? "云门县北门诊所" : i->name);
    else
        put_text(s, md_counties[i->county].name);
}

static void put_product(const struct sheet *s, const struct line *l, enum what what)
{
    const struct product *p = &s->w->product[l->product];
    const struct md_award *a = &p->award;
    if (what == W_CODE)
        put_code(s, l);
    else if (what == W_UNITS)
        md_num(s->out, (int64_t)(l->mark == M_WRONG_PACK ? a->units / 2 : a->units) * JC_SCALE);
    else
        put_text(s, what == W_PLATFORM   ? p->platform
                    : what == W_GENERIC  ? (l->mark == M_REJECTED ? "" : a->generic)
                    : what == W_FORM     ? a->form
                    : what == W_STRENGTH ? a->strength
                    : what == W_PACK     ? pack_text(a)
                    : what == W_SPEC     ? spec_text(l, a)
                    : what == W_UNIT     ? (l->mark == M_TABLETS ? md_unit(a) : md_pack_unit(a))
                                         : maker_text(l, a));
}

static jc_money amount(const struct view *v)
{
    return v->l->price * accepted(v) + (v->l->mark == M_AMOUNT ? 100 * JC_SCALE : 0);
}

static void put_number(const struct sheet *s, const struct view *v, enum what what)
{
    const struct line *l = v->l;
    int f = factor(s->w, l);
    if (what == W_PRICE)
        put_money(s, true, l->price / f);
    else if (what == W_ORDERED)
        put_count(s, true, l->ordered * f);
    else if (what == W_SHIPPED)
        put_count(s, v->shipped, l->shipped * f);
    else if (what == W_ACCEPTED)
        put_count(s, v->accepted, accepted(v) * f);
    else if (what == W_RETURNED)
        put_count(s, v->returned, l->returned * f);
    else if (what == W_AMOUNT)
        put_money(s, v->accepted, amount(v));
    else
        put_money(s, v->paid && !v->back, l->paid);
}

static void put_when(const struct sheet *s, const struct view *v, enum what what)
{
    const struct line *l = v->l;
    if (what == W_ORDER_DAY)
        put_day(s, l->ordered_on, l->second);
    else if (what == W_SHIP_DAY)
        put_day(s, v->shipped ? l->shipped_on : JC_NO_DAY, -1);
    else if (what == W_ACCEPT_DAY)
        put_day(s, v->back ? l->returned_on : v->accepted && l->mark != M_NO_DAY ? l->accepted_on : JC_NO_DAY, -1);
    else
        put_day(s, v->paid && !v->back ? l->paid_on : JC_NO_DAY, -1);
}

static void put_cell(const struct sheet *s, const struct view *v, enum what what)
{
    const struct line *l = v->l;
    switch (what) {
    case W_SERIAL:
        md_num(s->out, (int64_t)s->serial * JC_SCALE);
        break;
    case W_INST_CODE:
    case W_INST_NAME:
    case W_REGION:
        put_who(s, l, what);
        break;
    case W_ORDER:
        put_text(s, l->order);
        break;
    case W_LINE:
        put_text(s, l->no);
        break;
    case W_SUPPLIER:
        put_text(s, md_suppliers[l->supplier]);
        break;
    case W_INVOICE:
        if (v->accepted && l->mark == M_LOST_INVOICE)
            md_raw(s->out, strtod(l->invoice, NULL));
        else
            put_text(s, v->accepted ? l->invoice : "");
        break;
    case W_STATUS:
        put_text(s, status(v));
        break;
    case W_PAYER:
        put_text(s, l->inst == I_AGENCY ? "医保经办" : "医疗机构");
        break;
    case W_CHANNEL:
        put_text(s, "网上");
        break;
    case W_PRICE:
    case W_ORDERED:
    case W_SHIPPED:
    case W_ACCEPTED:
    case W_RETURNED:
    case W_AMOUNT:
    case W_PAID:
        put_number(s, v, what);
        break;
    case W_ORDER_DAY:
    case W_SHIP_DAY:
    case W_ACCEPT_DAY:
    case W_PAY_DAY:
        put_when(s, v, what);
        break;
    default:
        put_product(s, l, what);
    }
}

/* ---- rows ----------------------------------------------------------------------------------------- */

void md_tell(struct told *t, enum mark mark, const char *file, const struct md_out *o)
{
    if (!mark)
        return;
    t->place = jc_grow(t->place, &t->places_cap, t->places + 1, sizeof *t->place);
    struct place *p = &t->place[t->places++];
    p->mark = mark;
    p->row = md_row(o);
    jc_copy(p->file, sizeof p->file, file);
    jc_copy(p->sheet, sizeof p->sheet, md_sheet_name(o));
}

void md_end_row(struct sheet *s)
{
    md_end(s->out);
    s->rows++;
}

void md_title(struct sheet *s, const char *text)
{
    md_merge(s->out, s->layout ? s->layout->columns : 8, 1);
    md_text(s->out, text);
    md_end_row(s);
}

void md_note(struct sheet *s, const char *text)
{
    md_text(s->out, text);
    md_end_row(s);
}

static void one_head(struct sheet *s)
{
    for (int c = 0; c < s->layout->columns; c++)
        md_text(s->out, s->layout->column[c].head);
    md_end_row(s);
}

/* Captions over their columns; a column without one takes both rows. */
static void two_heads(struct sheet *s)
{
    const struct column *col = s->layout->column;
    for (int c = 0, n; c < s->layout->columns; c += n) {
        for (n = 1;
             col[c].over && c + n < s->layout->columns && col[c + n].over && !strcmp(col[c + n].over, col[c].over);)
            n++;
        md_merge(s->out, n, col[c].over ? 1 : 2);
        md_text(s->out, col[c].over ? col[c].over : col[c].head);
    }
    md_end_row(s);
    for (int c = 0; c < s->layout->columns; c++) {
        if (col[c].over)
            md_text(s->out, col[c].head);
        else
            md_skip(s->out, 1);
    }
    md_end_row(s);
}

static void put_line(struct sheet *s, struct view v)
{
    s->serial++;
    s->data++;
    md_tell(s->told, v.l->mark == M_LINKED_RETURN && !v.back ? M_NONE : v.l->mark, s->file, s->out);
    for (int c = 0; c < s->layout->columns; c++)
        put_cell(s, &v, s->layout->column[c].what);
    md_end_row(s);
    s->amount += v.accepted ? amount(&v) : 0;
    s->page += v.accepted ? amount(&v) : 0;
}

/* 合计 or 本页小计 in the first column, the sum under its head. */
static void total(struct sheet *s, const char *word, jc_money sum)
{
    md_text(s->out, word);
    for (int c = 1; c < s->layout->columns; c++) {
        if (s->layout->column[c].what == W_AMOUNT)
            md_num(s->out, sum);
        else
            md_skip(s->out, 1);
    }
    md_end_row(s);
}

struct sheet md_begin(const struct world *w, struct told *t, const struct layout *l, const char *dir, const char *file,
                      enum md_form form)
{
    struct sheet s = {.w = w, .told = t, .layout = l};
    jc_copy(s.file, sizeof s.file, file);
    s.out = md_open(md_fmt("%s/" FOLDER "/%s", dir, file), form);
    return s;
}

void md_finish(struct sheet *s, const char *what)
{
    struct told *t = s->told;
    md_close(s->out);
    t->file = jc_grow(t->file, &t->files_cap, t->files + 1, sizeof *t->file);
    jc_copy(t->file[t->files].file, sizeof t->file[0].file, s->file);
    t->file[t->files].what = what;
    t->file[t->files].rows = s->rows;
    t->file[t->files++].data = s->data;
}

/* ---- purchases ------------------------------------------------------------------------------------ */

static bool within(jc_day day, jc_day from, jc_day to)
{
    return day != JC_NO_DAY && day >= from && day <= to;
}

/* An export of the platform holds what was ordered in its month and what has changed since the one before. */
static bool in_month(const struct line *l, jc_day from, jc_day to)
{
    return within(l->ordered_on, from, to) ||
           (l->fate == LINE_NORMAL && (within(l->shipped_on, from, to) || within(l->accepted_on, from, to)));
}

static void platform_head(struct sheet *s, int m)
{
    if (m == 0 || m == 3)
        md_title(s, md_fmt("澜溪市药品集中采购平台采购明细（2024年%d月）", 4 + m));
    if (m == 0)
        md_note(s, "统计口径：本月提交或状态有变化的订单明细；金额单位：元");
    if (m == 5) {
        md_title(s, "澜溪市药品集中采购平台采购明细（2024年9月）");
        two_heads(s);
    } else {
        one_head(s);
    }
}

static void platform_month(const struct world *w, struct told *t, const char *dir, int m)
{
    static const struct layout *const layout[MONTHS] = {&LAYOUT_PLATFORM, &LAYOUT_TEXT_DAYS, &LAYOUT_PLATFORM,
                                                        &LAYOUT_PLATFORM, &LAYOUT_AUGUST,    &LAYOUT_SEPTEMBER};
    jc_day from = md_month(m), to = md_month(m + 1) - 1;
    struct sheet s =
        md_begin(w, t, layout[m], dir, md_fmt("采购平台_2024-%02d.xlsx", 4 + m), m == 1 ? MD_XLSX_INLINE : MD_XLSX);
    md_sheet(s.out, m == 3 ? "明细(1)" : "采购明细");
    platform_head(&s, m);
    for (size_t i = 0; i < w->lines; i++) {
        if (w->line[i].system != SYS_PLATFORM || !in_month(&w->line[i], from, to))
            continue;
        if (m == 3 && s.serial == 1000) { /* a platform that begins a new sheet when one is full */
            s.serial = 0;
            md_sheet(s.out, "明细(2)");
            one_head(&s);
        }
        put_line(&s, view_of(&w->line[i], to));
    }
    if (m == 0 || m == 5)
        total(&s, "合计", s.amount);
    if (m == 5)
        md_note(&s, "制表人：　　　　审核人：　　　　制表日期：2024年9月30日");
    md_finish(&s, "采购明细（省平台）");
}

/* A hospital system shows what came in within the quarter, what came back, and what has been paid since. */
static void his_rows(struct sheet *s, const char *county, jc_day from, jc_day to, bool pages)
{
    for (size_t i = 0; i < s->w->lines; i++) {
        const struct line *l = &s->w->line[i];
        struct view v = view_of(l, to);
        if (l->system != SYS_HIS || strcmp(md_counties[s->w->inst[l->inst].county].name, county) != 0)
            continue;
        if (within(l->accepted_on, from, to) || (v.accepted && l->paid && within(l->paid_on, from, to)))
            put_line(s, v);
        if (l->returned && within(l->returned_on, from, to)) {
            v.back = true;
            put_line(s, v);
        }
        if (pages && s->serial && s->serial % 300 == 0 && s->page) {
            total(s, "本页小计", s->page);
            s->page = 0;
            one_head(s);
        }
    }
}

static void his_quarter(const struct world *w, struct told *t, const char *dir, const char *county, int q)
{
    bool pages = !strcmp(county, "青源县");
    jc_day from = md_month(3 * q), to = md_month(3 * q + 3) - 1;
    struct sheet s = md_begin(w, t, pages ? &LAYOUT_QINGYUAN : &LAYOUT_LIUCHUAN, dir,
                              md_fmt("%s_药品入库明细_2024年%s季度.xls", county, q ? "三" : "二"), MD_XLS);
    md_sheet(s.out, "入库明细");
    md_title(&s, md_fmt("%s医疗机构药品入库明细表", county));
    if (pages)
        md_note(&s, "单位：元　　期间：本季度入库、退货及付款有变化的明细");
    one_head(&s);
    his_rows(&s, county, from, to, pages);
    total(&s, "合计", s.amount);
    md_note(&s, "制表人：　　　　复核：");
    md_finish(&s, "采购明细（医院系统，含付款）");
}

static void community_export(const struct world *w, struct told *t, const char *dir, int months)
{
    jc_day to = md_month(months) - 1;
    struct sheet s =
        md_begin(w, t, &LAYOUT_COMMUNITY, dir, md_fmt("云门县医共体_累计至2024-%02d.csv", 3 + months), MD_CSV_GB18030);
    md_sheet(s.out, "");
    md_note(&s, md_fmt("云门县医共体药品采购累计明细（2024年4月至%d月）", 3 + months));
    one_head(&s);
    for (size_t i = 0; i < w->lines; i++)
        if (w->line[i].system == SYS_COMMUNITY && w->line[i].ordered_on <= to)
            put_line(&s, view_of(&w->line[i], to));
    total(&s, "合计", s.amount);
    md_finish(&s, "采购明细（医共体，累计）");
}

static void folder(const char *path)
{
    if (mkdir(path, 0777) && errno != EEXIST)
        md_die("cannot make folder %s", path);
}

void md_city(const char *dir)
{
    struct told t = {0};
    struct world *w = md_world();
    folder(dir);
    folder(md_fmt("%s/" FOLDER, dir));
    md_lists(w, &t, dir);
    for (int m = 0; m < MONTHS; m++)
        platform_month(w, &t, dir, m);
    for (int q = 0; q < 2; q++) {
        his_quarter(w, &t, dir, "青源县", q);
        his_quarter(w, &t, dir, "柳川县", q);
    }
    community_export(w, &t, dir, 3);
    community_export(w, &t, dir, 6);
    md_ledgers(w, &t, dir);
    md_policies(w, &t, dir);
    md_readme(w, &t, md_fmt("%s/README.md", dir));
    md_expected(w, md_fmt("%s/expected.tsv", dir));
    free(t.place);
    free(t.file);
    md_world_free(w);
}
