/*
 * Files of any size: 24-column purchase lines of 300 institutions and 800 products (all of catalogs/, and ten more
 * packs), agreements for them, and months on end with their ledgers. Nothing is kept in memory but the lists.
 */
#include "mkdata.h"

#include <errno.h>
#include <sys/stat.h>

enum { INSTITUTIONS = 300, PRODUCTS = 800, SUPPLIERS = 60, SHEET_ROWS = 1048575, AGREEMENTS_A_YEAR = 30000 };

struct lists {
    struct {
        char code[16], name[96];
        int county;
    } inst[INSTITUTIONS];
    struct {
        struct md_award award;
        char code[24];
        const char *type;
    } product[PRODUCTS];
    char supplier[SUPPLIERS][64];
    unsigned inst_weight[INSTITUTIONS], product_weight[PRODUCTS]; /* running sums */
};

static const char *const COUNTY[] = {"青山区", "湖东区", "江岸区", "汉西区", "武陵区", "西湖区", "蔡家区",
                                     "江北区", "黄岗区", "新河区", "云溪县", "临川县", "安宁县", "永丰县",
                                     "清河县", "长乐县", "宁远县", "平阳县", "石泉县", "南漳县"};

static void make_institutions(struct lists *l)
{
    static const char *const type[] = {"人民医院", "中医医院", "妇幼保健院", "第二人民医院", "骨科医院"};
    static const char *const town[] = {"城关镇", "龙泉镇", "白沙镇",   "和平街道", "双桥镇", "大桥乡",
                                       "石门镇", "太平镇", "新华街道", "南湖街道", "三河镇", "青龙镇"};
    for (int i = 0; i < INSTITUTIONS; i++) {
        int c = l->inst[i].county = i % (int)JC_LEN(COUNTY), k = i / (int)JC_LEN(COUNTY);
        snprintf(l->inst[i].code, sizeof l->inst[i].code, "H3399%02d%05d", c + 1, 101 + 7 * k);
        if (k < (int)JC_LEN(type))
            snprintf(l->inst[i].name, sizeof l->inst[i].name, "%s%s", COUNTY[c], type[k]);
        else
            snprintf(l->inst[i].name, sizeof l->inst[i].name, "%s%s卫生院", COUNTY[c], town[k - (int)JC_LEN(type)]);
        l->inst_weight[i] = 1000000u / (20 + (unsigned)i) + (i ? l->inst_weight[i - 1] : 0);
    }
}

static void make_products(struct lists *l)
{
    static const char *const file[] = {"nvbp01", "nvbp01x", "nvbp02", "nvbp03", "nvbp04", "nvbp05"};
    struct md_award *a = NULL;
    size_t n = 0;
    for (size_t i = 0; i < JC_LEN(file); i++)
        n = md_awards(&a, n, md_fmt("catalogs/%s.csv", file[i]));
    if (n > PRODUCTS)
        md_die("more than %d products in catalogs/", PRODUCTS);
    for (size_t i = 0; i < PRODUCTS; i++) {
        size_t from = i < n ? i * 37 % n : i - n; /* 37 mixes the rounds */
        struct md_award *p = &l->product[i].award;
        *p = a[from];
        l->product[i].type = md_supplies(p, "浙江") ? "国家集采中选" : "挂网采购";
        if (i >= n || !md_supplies(p, "浙江"))
            p->price += p->price * 3 / 10 / 100 * 100;
        if (i >= n)
            p->units *= 2;
        md_code(l->product[i].code, p);
        l->product_weight[i] = 1000000u / (50 + (unsigned)i) + (i ? l->product_weight[i - 1] : 0);
    }
    free(a);
}

static struct lists *make_lists(void)
{
    static const char *const name[] = {"康达", "仁泽", "启明", "望山", "澜江", "东润", "和济", "同益", "恒信", "万康"};
    static const char *const suffix[] = {"医药有限公司", "医药物流有限公司", "药业配送有限公司"};
    struct lists *l = jc_alloc(sizeof *l);
    make_institutions(l);
    make_products(l);
    for (int i = 0; i < SUPPLIERS; i++)
        snprintf(l->supplier[i], sizeof l->supplier[i], "%s%s%s", COUNTY[i * 7 % (int)JC_LEN(COUNTY)],
                 name[i % (int)JC_LEN(name)], suffix[i / 20]);
    return l;
}

/* ---- a stream of lines ---------------------------------------------------------------------------- */

struct stream {
    const struct lists *l;
    struct md_rng rng;
    jc_day from;
    int days;
    long rows, at; /* how many, how many so far */
    bool paid;     /* the line carries its own payment */
    /* the open order */
    int left, n, inst, supplier, second;
    jc_day ordered_on, shipped_on, accepted_on;
    long order;
    /* the line */
    int product, ordered, shipped, accepted;
};

static struct stream stream_of(const struct lists *l, jc_day from, int days, long rows, bool paid)
{
    return (struct stream){.l = l, .rng = {(uint64_t)from}, .from = from, .days = days, .rows = rows, .paid = paid};
}

static int weighted(struct md_rng *r, const unsigned *sum, int n)
{
    unsigned at = (unsigned)md_below(r, (int)sum[n - 1]);
    int lo = 0, hi = n - 1;
    while (lo < hi) {
        int mid = (lo + hi) / 2;
        if (sum[mid] <= at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

static void next_order(struct stream *s)
{
    struct md_rng *r = &s->rng;
    s->left = md_between(r, 1, 14) + (md_chance(r, 100) ? md_below(r, 30) : 0);
    s->inst = weighted(r, s->l->inst_weight, INSTITUTIONS);
    s->supplier = md_below(r, SUPPLIERS);
    s->ordered_on = s->from + (jc_day)((int64_t)s->at * s->days / s->rows);
    s->second = md_between(r, 28800, 64800);
    s->shipped_on = s->ordered_on + md_below(r, 4);
    s->accepted_on = s->shipped_on + md_below(r, 5);
    s->n = 0;
    s->order++;
}

static bool next_line(struct stream *s)
{
    struct md_rng *r = &s->rng;
    if (s->at == s->rows)
        return false;
    if (s->left-- == 0) {
        next_order(s);
        s->left--;
    }
    s->at++;
    s->n++;
    s->product = weighted(r, s->l->product_weight, PRODUCTS);
    s->ordered = md_between(r, 1, 60) * (md_chance(r, 300) ? 10 : 1);
    s->shipped = md_chance(r, 80) ? s->ordered * md_below(r, 100) / 100 : s->ordered;
    s->accepted = md_chance(r, 25) ? s->shipped * 9 / 10 : s->shipped;
    return true;
}

static jc_money price(const struct stream *s)
{
    return s->l->product[s->product].award.price;
}

static const char *const HEAD[] = {"医疗机构编码", "医疗机构名称", "所属区县", "国家医保编码", "药品通用名",
                                   "剂型",         "规格",         "转换比",   "生产企业",     "配送企业",
                                   "采购单价(元)", "订单数量",     "发货数量", "收货数量",     "采购金额(元)",
                                   "订单编号",     "订单明细编号", "下单时间", "发货日期",     "收货日期",
                                   "发票号码",     "支付金额(元)", "支付日期", "采购类型"};

static const char *order_no(const struct stream *s)
{
    int y, m, d;
    jc_day_split(s->ordered_on, &y, &m, &d);
    return md_fmt("%04d%02d%02d%07ld", y, m, d, s->order);
}

static const char *invoice_no(const struct stream *s)
{
    int y, m, d;
    jc_day_split(s->from, &y, &m, &d);
    return md_fmt("%02d%02d%08ld", y % 100, m, s->order);
}

static void put_product(struct md_out *o, const struct stream *s)
{
    const struct md_award *a = &s->l->product[s->product].award;
    md_text(o, s->l->product[s->product].code);
    md_text(o, a->generic);
    md_text(o, a->form);
    md_text(o, a->strength);
    md_num(o, (int64_t)a->units * JC_SCALE);
    md_text(o, a->maker);
}

/* Draws no random number where the line carries no payment: a ledger makes the same lines once more without it. */
static void put_paid(struct md_out *o, struct stream *s)
{
    jc_day day = s->paid ? s->accepted_on + md_between(&s->rng, 8, 70) : JC_NO_DAY;
    if (!s->paid || !s->accepted || md_chance(&s->rng, 50) || day >= s->from + s->days) {
        md_skip(o, 2);
        return;
    }
    md_num(o, price(s) * s->accepted);
    md_day(o, day, -1);
}

static void put_line(struct md_out *o, struct stream *s)
{
    const char *order = order_no(s);
    md_text(o, s->l->inst[s->inst].code);
    md_text(o, s->l->inst[s->inst].name);
    md_text(o, COUNTY[s->l->inst[s->inst].county]);
    put_product(o, s);
    md_text(o, s->l->supplier[s->supplier]);
    md_num(o, price(s));
    md_num(o, (int64_t)s->ordered * JC_SCALE);
    md_num(o, (int64_t)s->shipped * JC_SCALE);
    md_num(o, (int64_t)s->accepted * JC_SCALE);
    md_num(o, price(s) * s->accepted);
    md_text(o, md_fmt("DD%s", order));
    md_text(o, md_fmt("%s%03d", order, s->n));
    md_day(o, s->ordered_on, s->second);
    md_day(o, s->shipped_on, -1);
    md_day(o, s->accepted ? s->accepted_on : JC_NO_DAY, -1);
    md_text(o, s->accepted ? invoice_no(s) : NULL);
    put_paid(o, s);
    md_text(o, s->l->product[s->product].type);
    md_end(o);
}

static void heads(struct md_out *o, const char *const *head, size_t n)
{
    for (size_t i = 0; i < n; i++)
        md_text(o, head[i]);
    md_end(o);
}

static void write_lines(const char *path, enum md_form form, struct stream s)
{
    struct md_out *o = md_open(path, form);
    bool split = form == MD_BIG_SHARED || form == MD_BIG_INLINE;
    md_sheet(o, "采购明细");
    heads(o, HEAD, JC_LEN(HEAD));
    for (int sheets = 1; next_line(&s);) {
        if (split && md_row(o) > SHEET_ROWS) {
            md_sheet(o, md_fmt("采购明细(%d)", ++sheets));
            heads(o, HEAD, JC_LEN(HEAD));
        }
        put_line(o, &s);
    }
    md_close(o);
}

void md_lines(long rows, enum md_form form, const char *path)
{
    struct lists *l = make_lists();
    write_lines(path, form, stream_of(l, jc_day_of(2024, 1, 1), 366, rows, true));
    free(l);
}

/* ---- agreements ----------------------------------------------------------------------------------- */

/* Packs that the lines of a year bring an institution of a product, on average; next_line makes 108 a line. */
static int64_t expected(const struct lists *l, int inst, int product, long lines)
{
    int64_t i = l->inst_weight[inst] - (inst ? l->inst_weight[inst - 1] : 0);
    int64_t p = l->product_weight[product] - (product ? l->product_weight[product - 1] : 0);
    return lines * 108 * i / l->inst_weight[INSTITUTIONS - 1] * p / l->product_weight[PRODUCTS - 1];
}

/* Agreed is a third of what can be expected up to a tenth more than that: most are kept, as in life. */
static void put_agreement(struct md_out *o, const struct lists *l, int inst, int product, int year, long lines)
{
    const struct md_award *a = &l->product[product].award;
    struct md_rng r = {(uint64_t)inst * PRODUCTS + (uint64_t)product};
    int64_t packs = 1 + expected(l, inst, product, lines) * md_between(&r, 33, 110) / 100;
    md_text(o, a->round);
    md_text(o, l->inst[inst].code);
    md_text(o, l->inst[inst].name);
    md_text(o, l->product[product].code);
    md_text(o, a->generic);
    md_text(o, a->form);
    md_text(o, a->strength);
    md_num(o, (int64_t)a->units * JC_SCALE);
    md_text(o, a->maker);
    md_num(o, packs * a->units * JC_SCALE);
    md_day(o, jc_day_of(year, 1, 1), -1);
    md_day(o, jc_day_of(year, 12, 31), -1);
    md_end(o);
}

/* Products selected in 浙江 first, four of five institutions each; then the others, until there are enough. */
static void write_agreements(const struct lists *l, long rows, int year, long lines, const char *path)
{
    static const char *const head[] = {"批次编码", "医疗机构编码", "医疗机构名称", "国家医保编码",
                                       "通用名",   "剂型",         "规格",         "转换比",
                                       "生产企业", "约定采购量",   "协议开始日期", "协议结束日期"};
    struct md_out *o = md_open(path, MD_CSV_UTF8);
    heads(o, head, JC_LEN(head));
    for (int other = 0; other < 2; other++)
        for (int p = 0; p < PRODUCTS - 10; p++) {
            if (md_supplies(&l->product[p].award, "浙江") == other)
                continue;
            for (int i = 0; i < INSTITUTIONS && rows; i++)
                if ((i * 7 + p * 3) % 5) {
                    put_agreement(o, l, i, p, year, lines);
                    rows--;
                }
        }
    md_close(o);
    if (rows)
        md_die("%d institutions and %d products give %ld agreements less than asked for", INSTITUTIONS, PRODUCTS, rows);
}

void md_agreements(long rows, const char *path)
{
    struct lists *l = make_lists();
    write_agreements(l, rows, 2024, 1000000, path);
    free(l);
}

/* ---- months --------------------------------------------------------------------------------------- */

static jc_day month_day(int m)
{
    return jc_day_of(2020 + m / 12, 1 + m % 12, 1);
}

static struct stream month_stream(const struct lists *l, int m, long rows)
{
    return stream_of(l, month_day(m), month_day(m + 1) - month_day(m), rows, false);
}

/* Months from acceptance to payment: mostly one, at most three, some never (0). */
static int wait_of(const char *invoice)
{
    unsigned luck = (unsigned)(jc_hash(invoice, strlen(invoice), 3) % 100);
    return luck < 70 ? 1 : luck < 90 ? 2 : luck < 97 ? 3 : 0;
}

static void put_payment(struct md_out *o, const struct stream *s, const char *invoice, jc_money sum, int m)
{
    jc_day day = month_day(m) + (jc_day)(jc_hash(invoice, strlen(invoice), 5) % 28);
    md_text(o, md_fmt("FK%s", invoice));
    md_day(o, day, -1);
    md_text(o, s->l->inst[s->inst].code);
    md_text(o, s->l->inst[s->inst].name);
    md_text(o, s->l->supplier[s->supplier]);
    md_text(o, invoice);
    md_num(o, sum);
    md_end(o);
}

/* Payments of month m for what was ordered `wait` months before, whose lines are made once more. */
static void pay_month(struct md_out *o, struct stream s, int wait, int m)
{
    jc_money sum = 0;
    while (next_line(&s)) {
        sum += price(&s) * s.accepted;
        if (s.left && s.at < s.rows)
            continue;
        const char *invoice = invoice_no(&s);
        if (sum && wait_of(invoice) == wait)
            put_payment(o, &s, invoice, sum, m);
        sum = 0;
    }
}

static void write_ledger(const struct lists *l, int m, long rows, const char *path)
{
    static const char *const head[] = {"付款流水号", "付款日期", "医疗机构编码", "医疗机构名称",
                                       "供应商名称", "发票号码", "付款金额(元)"};
    struct md_out *o = md_open(path, MD_CSV_UTF8);
    heads(o, head, JC_LEN(head));
    for (int wait = 1; wait <= 3 && wait <= m; wait++)
        pay_month(o, month_stream(l, m - wait, rows), wait, m);
    md_close(o);
}

void md_months(int months, long rows, const char *dir)
{
    struct lists *l = make_lists();
    if (mkdir(dir, 0777) && errno != EEXIST)
        md_die("cannot make folder %s", dir);
    for (int m = 0; m < months; m++) {
        int year = 2020 + m / 12, month = 1 + m % 12;
        if (m % 12 == 0)
            write_agreements(l, AGREEMENTS_A_YEAR, year, 12 * rows, md_fmt("%s/约定采购量_%d.csv", dir, year));
        write_lines(md_fmt("%s/采购明细_%d-%02d.xlsx", dir, year, month), MD_BIG_SHARED, month_stream(l, m, rows));
        if (m > 0)
            write_ledger(l, m, rows, md_fmt("%s/付款台账_%d-%02d.csv", dir, year, month));
    }
    free(l);
}
