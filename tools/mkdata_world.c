/* The city before anything goes wrong: institutions, products, agreements, order lines and how they are paid. */
#include "mkdata_city.h"

const struct county md_counties[] = {
    {"澜东区", "339902", SYS_PLATFORM}, {"澜西区", "339903", SYS_PLATFORM},  {"青源县", "339921", SYS_HIS},
    {"柳川县", "339922", SYS_HIS},      {"云门县", "339923", SYS_COMMUNITY},
};

const char *const md_suppliers[SUPPLIERS] = {
    "澜溪市医药有限公司",   "东澜康达医药有限公司", "青柳医药有限公司",   "云柳药业配送有限公司",
    "澜江医药物流有限公司", "望山医药有限公司",     "仁泽堂医药有限公司", "启明医药供应链有限公司",
};

/* name, county, level, community, lead, private, pharmacy, voluntary, scale, cover, pace, pays */
static const struct institution INSTITUTION[INSTITUTIONS] = {
    {"澜溪市第一人民医院", 0, "三级", 0, 0, 0, 0, 0, 1000, 960, 1090, PAYS_GOOD, ""},
    {"澜溪市第二人民医院", 0, "三级", 0, 0, 0, 0, 0, 700, 900, 1010, PAYS_FAIR, ""},
    {"澜溪市中医医院", 0, "三级", 0, 0, 0, 0, 0, 500, 740, 1060, PAYS_GOOD, ""},
    {"澜溪市妇幼保健院", 0, "二级", 0, 0, 0, 0, 0, 220, 440, 1180, PAYS_GOOD, ""},
    {"澜东区人民医院", 0, "二级", 0, 0, 0, 0, 0, 380, 780, 840, PAYS_LATE, ""},
    {"澜东区东门街道社区卫生服务中心", 0, "基层", 0, 0, 0, 0, 0, 70, 620, 1080, PAYS_GOOD, ""},
    {"澜东区湖滨街道社区卫生服务中心", 0, "基层", 0, 0, 0, 0, 0, 60, 580, 930, PAYS_FAIR, ""},
    {"澜东区新塘街道社区卫生服务中心", 0, "基层", 0, 0, 0, 0, 0, 55, 560, 2450, PAYS_GOOD, ""},
    {"澜溪康和骨科医院", 0, "二级", 0, 0, 1, 0, 1, 90, 230, 760, PAYS_LATE, ""},
    {"澜溪百草堂大药房", 0, "其他", 0, 0, 1, 1, 1, 40, 420, 1020, PAYS_GOOD, ""},
    {"澜西区人民医院", 1, "二级", 0, 0, 0, 0, 0, 420, 800, 1070, PAYS_GOOD, ""},
    {"澜西区中医院", 1, "二级", 0, 0, 0, 0, 0, 280, 620, 960, PAYS_FAIR, ""},
    {"澜西区桥头街道社区卫生服务中心", 1, "基层", 0, 0, 0, 0, 0, 70, 600, 1050, PAYS_GOOD, ""},
    {"澜西区码头街道社区卫生服务中心", 1, "基层", 0, 0, 0, 0, 0, 55, 570, 640, PAYS_BAD, ""},
    {"澜西区南山街道社区卫生服务中心", 1, "基层", 0, 0, 0, 0, 0, 55, 560, 1120, PAYS_FAIR, ""},
    {"澜溪明视眼科医院", 1, "二级", 0, 0, 1, 0, 1, 60, 60, 0, PAYS_GOOD, ""},
    {"青源县人民医院", 2, "二级", 1, 1, 0, 0, 0, 450, 820, 1080, PAYS_FAIR, ""},
    {"青源县中医院", 2, "二级", 0, 0, 0, 0, 0, 260, 620, 1000, PAYS_FAIR, ""},
    {"青源县妇幼保健院", 2, "二级", 0, 0, 0, 0, 0, 120, 320, 1030, PAYS_GOOD, ""},
    {"青源县城关镇卫生院", 2, "基层", 1, 0, 0, 0, 0, 65, 600, 1140, PAYS_GOOD, ""},
    {"青源县石桥镇卫生院", 2, "基层", 1, 0, 0, 0, 0, 60, 560, 1040, PAYS_GOOD, ""},
    {"青源县白沙乡卫生院", 2, "基层", 1, 0, 0, 0, 0, 50, 540, 880, PAYS_FAIR, ""},
    {"青源县龙潭乡卫生院", 2, "基层", 1, 0, 0, 0, 0, 45, 520, 700, PAYS_LATE, ""},
    {"柳川县人民医院", 3, "二级", 2, 1, 0, 0, 0, 430, 800, 1050, PAYS_GOOD, ""},
    {"柳川县中医院", 3, "二级", 0, 0, 0, 0, 0, 240, 600, 970, PAYS_FAIR, ""},
    {"柳川县柳河镇卫生院", 3, "基层", 2, 0, 0, 0, 0, 60, 560, 1090, PAYS_GOOD, ""},
    {"柳川县三河镇卫生院", 3, "基层", 2, 0, 0, 0, 0, 55, 560, 1030, PAYS_FAIR, ""},
    {"柳川县青龙乡卫生院", 3, "基层", 2, 0, 0, 0, 0, 50, 520, 780, PAYS_LATE, ""},
    {"柳川县大坪乡卫生院", 3, "基层", 2, 0, 0, 0, 0, 45, 520, 1150, PAYS_GOOD, ""},
    {"云门县人民医院", 4, "二级", 3, 1, 0, 0, 0, 380, 760, 1100, PAYS_GOOD, ""},
    {"云门县城东镇卫生院", 4, "基层", 3, 0, 0, 0, 0, 60, 580, 1060, PAYS_GOOD, ""},
    {"云门县古渡镇卫生院", 4, "基层", 3, 0, 0, 0, 0, 55, 560, 910, PAYS_FAIR, ""},
    {"云门县南岭乡卫生院", 4, "基层", 3, 0, 0, 0, 0, 50, 540, 1020, PAYS_LATE, ""},
    {"云门县竹山乡卫生院", 4, "基层", 3, 0, 0, 0, 0, 45, 520, 1130, PAYS_GOOD, ""},
};

/* What is bought outside the two rounds; firms are made up, none of these names stands in a built-in catalogue. */
static const struct {
    const char *generic, *form, *strength;
    int units;
    const char *maker;
    int fen; /* price of a pack in 0.01 yuan */
} MARKET[] = {
    {"雷贝拉唑钠肠溶片", "肠溶片", "20mg", 14, "澜溪制药有限公司", 4260},
    {"依巴斯汀片", "片", "10mg", 10, "青柳药业有限公司", 2380},
    {"法莫替丁片", "片", "20mg", 30, "东澜生物制药有限公司", 960},
    {"复方丹参片", "片", "0.32g", 60, "澜溪制药有限公司", 1450},
    {"银杏叶片", "片", "9.6mg", 36, "青柳药业有限公司", 3120},
    {"藿香正气口服液", "口服液", "10ml", 10, "东澜生物制药有限公司", 1890},
    {"板蓝根颗粒", "颗粒", "10g", 20, "澜溪制药有限公司", 1250},
    {"门冬胰岛素注射液", "注射液", "3ml:300单位", 1, "东澜生物制药有限公司", 6980},
    {"乳果糖口服溶液", "口服溶液", "15ml", 6, "青柳药业有限公司", 2560},
    {"复方甘草片", "片", "50mg", 100, "澜溪制药有限公司", 1680},
    {"维生素C注射液", "注射液", "2ml:0.5g", 10, "青柳药业有限公司", 1320},
};

jc_day md_from(void)
{
    return jc_day_of(2024, 4, 1);
}

jc_day md_to(void)
{
    return jc_day_of(2025, 3, 31);
}

jc_day md_until(void)
{
    return jc_day_of(2024, 9, 30);
}

jc_day md_month(int m)
{
    return jc_day_of(2024, 4 + m, 1);
}

enum md_system md_system_of(const struct institution *i)
{
    return md_counties[i->county].system;
}

int md_product(const struct world *w, const char *round, const char *group)
{
    for (size_t i = 0; i < w->selected; i++)
        if (!strcmp(w->product[i].award.round, round) && !strcmp(w->product[i].award.group, group))
            return (int)i;
    md_die("no product of %s group %s supplies 浙江", round, group);
}

jc_money md_receivable(const struct line *l)
{
    bool back = l->returned && l->returned_on <= md_until();
    return l->price * (l->accepted - (back ? l->returned : 0));
}

struct line *md_line(struct world *w)
{
    w->line = jc_grow(w->line, &w->lines_cap, w->lines + 1, sizeof *w->line);
    struct line *l = &w->line[w->lines++];
    memset(l, 0, sizeof *l);
    l->shipped_on = l->accepted_on = l->returned_on = l->paid_on = JC_NO_DAY;
    return l;
}

struct payment *md_payment(struct world *w)
{
    w->payment = jc_grow(w->payment, &w->payments_cap, w->payments + 1, sizeof *w->payment);
    struct payment *p = &w->payment[w->payments++];
    memset(p, 0, sizeof *p);
    return p;
}

/* ---- products ------------------------------------------------------------------------------------- */

struct product *md_add_product(struct world *w, const struct md_award *a, bool selected, int turnover)
{
    w->product = jc_grow(w->product, &w->products_cap, w->products + 1, sizeof *w->product);
    struct product *p = &w->product[w->products];
    memset(p, 0, sizeof *p);
    p->award = *a;
    p->selected = selected;
    p->rival = -1;
    p->turnover = turnover;
    md_code(p->code, a);
    snprintf(p->platform, sizeof p->platform, "YP%05zu", 10001 + 7 * w->products++);
    return p;
}

static bool same_group(const struct md_award *a, const struct md_award *b)
{
    return !strcmp(a->round, b->round) && !strcmp(a->group, b->group);
}

/* Selected products first, in catalogue order, then for each the first winner of its group that serves other regions. */
static void national_products(struct world *w, struct md_rng *r)
{
    struct md_award *a = NULL;
    size_t n = md_awards(&a, 0, "catalogs/nvbp04.csv");
    n = md_awards(&a, n, "catalogs/nvbp05.csv");
    for (size_t i = 0; i < n; i++)
        if (md_supplies(&a[i], "浙江"))
            md_add_product(w, &a[i], true, md_between(r, 3, 30) * 10000);
    w->selected = w->products;
    for (size_t i = 0; i < w->selected; i++) {
        for (size_t k = 0; k < n && w->product[i].rival < 0; k++) {
            if (!same_group(&a[k], &w->product[i].award) || md_supplies(&a[k], "浙江"))
                continue;
            a[k].price += a[k].price * md_between(r, 10, 60) / 100; /* the price on the open list, not the award */
            a[k].price -= a[k].price % 100;
            w->product[i].rival = (int)w->products;
            md_add_product(w, &a[k], false, 0);
        }
    }
    free(a);
}

static void market_products(struct world *w)
{
    for (size_t i = 0; i < JC_LEN(MARKET); i++) {
        struct md_award a = {.units = MARKET[i].units, .price = MARKET[i].fen * 100};
        jc_copy(a.generic, sizeof a.generic, MARKET[i].generic);
        jc_copy(a.variety, sizeof a.variety, MARKET[i].generic);
        jc_copy(a.form, sizeof a.form, MARKET[i].form);
        jc_copy(a.strength, sizeof a.strength, MARKET[i].strength);
        jc_copy(a.maker, sizeof a.maker, MARKET[i].maker);
        md_add_product(w, &a, false, 0);
    }
}

/* ---- agreements ----------------------------------------------------------------------------------- */

/* A strength that any reader of spec strings takes: the system of county 柳川县 has nothing but such strings. */
static bool plain_strength(const char *s)
{
    return s[strspn(s, "0123456789.:mglu")] == '\0';
}

static bool suits(const struct institution *i, const struct product *p)
{
    bool solid = strstr(p->award.form, "片") || strstr(p->award.form, "胶囊") || strstr(p->award.form, "颗粒");
    if (!strcmp(md_counties[i->county].name, "柳川县") && !plain_strength(p->award.strength))
        return false;
    return strcmp(i->level, "二级") == 0 || strcmp(i->level, "三级") == 0 || (solid && p->award.price < 120 * JC_SCALE);
}

static int64_t agreed_packs(const struct institution *i, const struct product *p)
{
    int64_t packs = (int64_t)p->turnover * i->scale / 1000 * JC_SCALE / p->award.price;
    return packs > 100 ? packs / 10 * 10 : MD_MAX(packs, 12);
}

struct agreement *md_add_agreement(struct world *w, struct agreement a)
{
    w->agreement = jc_grow(w->agreement, &w->agreements_cap, w->agreements + 1, sizeof *w->agreement);
    w->agreement[w->agreements] = a;
    return &w->agreement[w->agreements++];
}

static void make_agreements(struct world *w, struct md_rng *r)
{
    for (int i = 0; i < INSTITUTIONS; i++)
        for (size_t p = 0; p < w->selected; p++) {
            bool wanted = md_chance(r, w->inst[i].cover);
            if (!wanted || !suits(&w->inst[i], &w->product[p]))
                continue;
            md_add_agreement(
                w, (struct agreement){i, (int)p, agreed_packs(&w->inst[i], &w->product[p]), md_from(), md_to(), 0});
        }
}

/* ---- order lines ---------------------------------------------------------------------------------- */

struct want {
    int product, supplier, packs;
};

struct basket {
    struct want want[256];
    int n;
};

static void add_want(struct basket *b, int county, int product, int packs)
{
    if (packs > 0 && b->n < (int)JC_LEN(b->want))
        b->want[b->n++] = (struct want){product, (product * 5 + county * 3) % SUPPLIERS, packs};
}

/* A group where the hospital prefers the winner of another region. */
static bool favours_rival(const struct world *w, int inst, int product)
{
    return inst == I_FAVOURITE &&
           (product == md_product(w, "NVBP04", "1") || product == md_product(w, "NVBP04", "13") ||
            product == md_product(w, "NVBP05", "58"));
}

static bool in_shortage(const struct world *w, int product, jc_day day)
{
    return product == md_product(w, "NVBP04", "18") && day >= jc_day_of(2024, 7, 1) && day <= jc_day_of(2024, 8, 15);
}

static bool never_bought(const struct world *w, int inst, int product)
{
    if (product == md_product(w, "NVBP04", "5") || inst == I_SILENT)
        return true;
    return inst == I_NO_ROUND5 && !strcmp(w->product[product].award.round, "NVBP05");
}

/* What one institution asks for in one order run, at `part` of `parts` of the agreement year. */
static void fill_basket(struct world *w, int inst, int64_t *bought, int part, int parts, jc_day day, struct basket *b)
{
    struct md_rng *r = &w->rng;
    const struct institution *in = &w->inst[inst];
    b->n = 0;
    for (size_t k = 0; k < w->agreements; k++) {
        const struct agreement *a = &w->agreement[k];
        if (a->inst != inst || never_bought(w, inst, a->product))
            continue;
        int64_t due = a->packs * in->pace / 920 * (part + 1) / parts - bought[k]; /* some of it never arrives */
        int packs = (int)((due * md_between(r, 85, 125) + 50) / 100);
        int rival = w->product[a->product].rival;
        bool side = rival >= 0 && (inst * 7 + a->product) % 9 == 0 && md_chance(r, 500);
        if (packs < 1)
            continue;
        bought[k] += packs;
        if (favours_rival(w, inst, a->product)) {
            add_want(b, in->county, rival, packs * 2);
            packs = packs / 3;
        } else if (in_shortage(w, a->product, day)) {
            add_want(b, in->county, rival, MD_MAX(packs * 6 / 10, 1));
            packs = 0;
        } else if (side) {
            add_want(b, in->county, rival, MD_MAX(packs * md_between(r, 5, 25) / 100, 1));
        }
        add_want(b, in->county, a->product, packs);
    }
    for (size_t p = w->products - JC_LEN(MARKET); p < w->products && inst != I_SILENT; p++)
        if (md_chance(r, 350))
            add_want(b, in->county, (int)p, MD_MAX(in->scale * md_between(r, 20, 60) / 1000, 1));
}

static int by_supplier(const void *x, const void *y)
{
    const struct want *a = x, *b = y;
    return a->supplier != b->supplier ? a->supplier - b->supplier : a->product - b->product;
}

/* Order and line numbers in the way of each system. */
static void number_line(struct line *l, long order, int n)
{
    int y, m, d;
    jc_day_split(l->ordered_on, &y, &m, &d);
    if (l->system == SYS_PLATFORM) {
        snprintf(l->order, sizeof l->order, "LX%04d%02d%02d%06ld", y, m, d, order);
        snprintf(l->no, sizeof l->no, "%04d%02d%02d%06ld%03d", y, m, d, order, n);
    } else if (l->system == SYS_HIS) {
        snprintf(l->order, sizeof l->order, "RK%02d%02d-%05ld", m, d, order);
        snprintf(l->no, sizeof l->no, "%d", n);
    } else {
        snprintf(l->order, sizeof l->order, "YM24%02d%02d%05ld", m, d, order);
        snprintf(l->no, sizeof l->no, "7%08ld%02d", order, n);
    }
}

/* The usual course of a line: most are shipped and accepted within days, some in part, late, never, or come back. */
static void run_course(struct line *l, int ship, int accept, struct md_rng *r)
{
    int luck = md_below(r, 1000);
    bool late = luck >= 20 && luck < 70;
    l->shipped = l->accepted = l->ordered;
    l->shipped_on = l->ordered_on + ship + (late ? md_between(r, 6, 15) : 0);
    l->accepted_on = l->shipped_on + accept;
    if (luck < 10) {
        l->fate = LINE_VOID;
        l->shipped = l->accepted = 0;
    } else if (luck < 18) {
        l->fate = LINE_SHORT;
        l->shipped = l->accepted = 0;
    } else if (luck >= 70 && luck < 95 && l->ordered > 1) {
        l->shipped = l->accepted = l->ordered - l->ordered / md_between(r, 2, 5);
    } else if (luck >= 95 && luck < 112) {
        l->returned = MD_MAX(l->accepted / md_between(r, 3, 8), 1);
        l->returned_on = l->accepted_on + md_between(r, 1, 30);
    }
    if (l->fate != LINE_NORMAL)
        l->shipped_on = l->accepted_on = JC_NO_DAY;
}

/* A platform or a cumulative list shows a return in the month of its acceptance only; later it is not known. */
static void settle_return(struct line *l)
{
    jc_day end = l->accepted_on == JC_NO_DAY ? 0 : jc_day_month_end(l->accepted_on);
    if (l->returned && l->system != SYS_HIS)
        l->returned_on = MD_MIN(l->returned_on, end);
}

static void make_line(struct world *w, int inst, const struct want *t, jc_day day, long order, int n, int ship,
                      int accept)
{
    struct line *l = md_line(w);
    l->inst = inst;
    l->product = t->product;
    l->supplier = t->supplier;
    l->system = md_system_of(&w->inst[inst]);
    l->price = w->product[t->product].award.price;
    l->ordered = t->packs;
    l->ordered_on = day;
    l->second = 28800 + (int)(order * 977 % 36000);
    run_course(l, ship, accept, &w->rng);
    settle_return(l);
    number_line(l, order, n);
    if (l->accepted_on != JC_NO_DAY) /* one invoice for what arrives together */
        snprintf(l->invoice, sizeof l->invoice, "%08ld", 24100000 + order * 32 + (l->accepted_on - day) % 32);
}

static void order_basket(struct world *w, int inst, struct basket *b, jc_day day, long *order)
{
    int n = 0, ship = 0, accept = 0;
    qsort(b->want, (size_t)b->n, sizeof *b->want, by_supplier);
    for (int i = 0; i < b->n; i++) {
        if (i == 0 || b->want[i].supplier != b->want[i - 1].supplier || n == 15) {
            ++*order;
            n = 0;
            ship = md_between(&w->rng, 1, 3);
            accept = md_between(&w->rng, 0, 3);
        }
        make_line(w, inst, &b->want[i], day, *order, ++n, ship, accept);
    }
}

static int runs_a_month(const struct institution *i)
{
    if (md_system_of(i) == SYS_PLATFORM)
        return i->scale >= 500 ? 3 : i->scale >= 200 ? 2 : 1;
    return i->scale >= 350 ? 2 : 1;
}

static void make_lines(struct world *w)
{
    int64_t *bought = jc_alloc(w->agreements * sizeof *bought);
    struct basket *b = jc_alloc(sizeof *b);
    long order = 100;
    for (int m = 0; m < MONTHS; m++)
        for (int i = 0; i < INSTITUTIONS; i++) {
            int runs = runs_a_month(&w->inst[i]);
            for (int k = 0; k < runs; k++) {
                jc_day day = md_month(m) + k * 28 / runs + md_between(&w->rng, 0, 28 / runs - 1);
                fill_basket(w, i, bought, m * runs + k, 12 * runs, day, b);
                order_basket(w, i, b, day, &order);
            }
        }
    free(bought);
    free(b);
}

/* ---- payments ------------------------------------------------------------------------------------- */

/* Day on which this payer pays what was accepted on `day`; due on the last day of the next month. */
static jc_day pay_day(enum md_style style, jc_day day, struct md_rng *r)
{
    static const int in_time[] = {[PAYS_GOOD] = 985, [PAYS_FAIR] = 910, [PAYS_LATE] = 620, [PAYS_BAD] = 250};
    jc_day due = jc_day_month_end(jc_day_month_add(day, 1));
    bool early = md_chance(r, in_time[style]);
    jc_day paid = early ? day + md_between(r, 12, 28) : due + md_between(r, 1, style == PAYS_BAD ? 150 : 45);
    return early ? MD_MIN(paid, due) : paid;
}

/* The hospital systems of SYS_HIS keep the payment with the line. */
static void pay_in_line(struct world *w, struct line *l)
{
    struct md_rng r = {jc_hash(l->invoice, strlen(l->invoice), 1)}; /* one day for the whole invoice */
    jc_day day = pay_day(w->inst[l->inst].pays, l->accepted_on, &r);
    if (day > md_until())
        return;
    l->paid_on = day;
    l->paid = l->price * (l->accepted - (l->returned && l->returned_on <= day ? l->returned : 0));
    if (md_chance(&w->rng, 15)) /* half of it, the rest later than our data */
        l->paid = l->paid / 200 * 100;
}

static int by_invoice(const void *x, const void *y)
{
    const struct line *a = *(struct line *const *)x, *b = *(struct line *const *)y;
    int c = strcmp(a->invoice, b->invoice);
    return c ? c : strcmp(a->no, b->no);
}

bool md_pays_later(const struct line *l)
{
    return !strncmp(l->invoice, "245", 3);
}

/* One payment for each invoice; what is due to be paid after the data end is not there. */
static void pay_invoices(struct world *w)
{
    struct line **by = jc_alloc(w->lines * sizeof *by);
    size_t n = 0;
    for (size_t i = 0; i < w->lines; i++)
        if (w->line[i].system != SYS_HIS && *w->line[i].invoice && w->line[i].accepted_on <= md_until() &&
            !md_pays_later(&w->line[i]))
            by[n++] = &w->line[i];
    qsort(by, n, sizeof *by, by_invoice);
    for (size_t i = 0, k; i < n; i = k) {
        jc_money sum = 0;
        for (k = i; k < n && !strcmp(by[k]->invoice, by[i]->invoice); k++)
            sum += md_receivable(by[k]);
        jc_day day = pay_day(w->inst[by[i]->inst].pays, by[k - 1]->accepted_on, &w->rng);
        if (day > md_until() || sum <= 0)
            continue;
        struct payment *p = md_payment(w);
        p->inst = by[i]->inst;
        p->supplier = by[i]->supplier;
        p->day = day;
        p->amount = sum;
        p->note = "货款";
        jc_copy(p->invoice, sizeof p->invoice, by[i]->invoice);
    }
    free(by);
}

static int by_day(const void *x, const void *y)
{
    const struct payment *a = x, *b = y;
    return a->day != b->day ? a->day - b->day : a->inst != b->inst ? a->inst - b->inst : strcmp(a->invoice, b->invoice);
}

static void make_payments(struct world *w)
{
    for (size_t i = 0; i < w->lines; i++)
        if (w->line[i].system == SYS_HIS && w->line[i].accepted > 0 && w->line[i].accepted_on <= md_until())
            pay_in_line(w, &w->line[i]);
    pay_invoices(w);
    md_dirt_payments(w);
    qsort(w->payment, w->payments, sizeof *w->payment, by_day);
    for (size_t i = 0; i < w->payments; i++)
        snprintf(w->payment[i].serial, sizeof w->payment[i].serial, "FK2024%06zu", i + 1);
}

/* ---- the tool's own count of fulfilment, to compare the program with ------------------------------- */

static bool counts(const struct line *l)
{
    static const bool out[M_COUNT] = {
        [M_REJECTED] = true, [M_UNKNOWN_INST] = true, [M_NO_DAY] = true, [M_BAD_SPEC] = true};
    return l->fate == LINE_NORMAL && !out[l->mark] && l->accepted_on != JC_NO_DAY && l->accepted_on <= md_until();
}

static int64_t units_of(const struct world *w, const struct line *l)
{
    int units = w->product[l->product].award.units;
    bool back = l->returned && l->returned_on <= md_until();
    if (l->mark == M_WRONG_PACK)
        units /= 2;
    return (int64_t)(l->accepted - (back ? l->returned : 0)) * units;
}

static void count_fulfilment(struct world *w)
{
    for (size_t i = 0; i < w->lines; i++) {
        const struct line *l = &w->line[i];
        int product = l->product == w->other_pack ? md_product(w, "NVBP04", "33") : l->product;
        for (size_t k = 0; counts(l) && k < w->agreements; k++) {
            struct agreement *a = &w->agreement[k];
            if (a->inst == l->inst && a->product == product && a->from <= l->accepted_on)
                a->got += units_of(w, l);
        }
    }
}

struct world *md_world(void)
{
    struct world *w = jc_alloc(sizeof *w);
    struct md_rng r = {20240930};
    w->rng.s = 4;
    memcpy(w->inst, INSTITUTION, sizeof w->inst);
    for (int i = 0; i < INSTITUTIONS; i++)
        snprintf(w->inst[i].code, sizeof w->inst[i].code, "H%s%05d", md_counties[w->inst[i].county].gb, 101 + 4 * i);
    national_products(w, &r);
    market_products(w);
    make_agreements(w, &r);
    make_lines(w);
    md_dirt_lines(w);
    make_payments(w);
    count_fulfilment(w);
    return w;
}

void md_world_free(struct world *w)
{
    free(w->product);
    free(w->agreement);
    free(w->line);
    free(w->payment);
    free(w);
}
