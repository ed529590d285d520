/* One hospital written in several ways: what counts depends on neither the order of rows nor that of files. */
#include "ingest_kit.h"
#include "random.h"

static struct kit kit;
static uint64_t seed;

static size_t rnd(size_t n)
{
    return (size_t)(random_next(&seed) % n);
}

static void setup(void)
{
    kit_open(&kit);
}

static void teardown(void)
{
    kit_close(&kit);
}

TestSuite(spellings, .init = setup, .fini = teardown);

#define HEAD  "机构编码,医疗机构名称,订单编号,明细编号,通用名,规格,生产企业,采购数量,入库数量,验收日期\n"
#define PAID  "机构编码,医疗机构名称,供应商,付款金额,付款日期,流水号,备注\n"
#define LIST  "机构编码,机构名称,级别\nH33010000001,某市第一附属医院,三级\n"
#define ALIAS "类别,写法,标准名称\n机构,附属第一医院,某市第一附属医院\n机构,某市第一附属医院（城东）,某市第一附属医院\n"

/* The hospital as the list, an alias, the code or all of them have it. */
static const char *const ways[] = {"H33010000001,某市第一附属医院", ",某市第一附属医院", "H33010000001,",
                                   ",附属第一医院", ",某市第一附属医院（城东）"};

/* Rows behind the hospital: a number twice with other quantities, once more in the other file, rows without any number. */
static const char *const bought[] = {"D1,1,甲药,1mg,甲厂,10,10,2024-05-01", "D1,1,甲药,1mg,甲厂,20,20,2024-05-01",
                                     "D1,2,甲药,1mg,甲厂,5,5,2024-05-01",   "D2,,甲药,1mg,甲厂,7,7,2024-05-02",
                                     "D2,,甲药,1mg,甲厂,7,7,2024-05-02",    ",,甲药,1mg,甲厂,3,3,2024-05-03",
                                     ",,甲药,1mg,甲厂,3,3,2024-05-03"};
static const char *const paid[] = {"某医药,100,2024-06-01,,货款", "某医药,100,2024-06-01,,货款",
                                   "某医药,50,2024-06-02,S1,", "某医药,60,2024-06-02,S1,"};

static void write_rows(const char *name, const char *head, const char *const *rows, size_t n, size_t mixed)
{
    struct jc_buf text = {0};
    size_t at[16];
    jc_buf_str(&text, head);
    for (size_t i = 0; i < n; i++)
        at[i] = i;
    for (size_t i = 0; i < n; i++) {
        size_t k = i + (mixed ? rnd(n - i) : 0), t = at[k];
        at[k] = at[i];
        at[i] = t;
        jc_buf_fmt(&text, "%s,%s\n", ways[mixed ? rnd(mixed) : 0], rows[at[i]]);
    }
    kit_write(&kit, name, jc_buf_text(&text));
    jc_buf_free(&text);
}

#define LIVE                                                                                                           \
    "SELECT group_concat(x, ' ') FROM (SELECT i.code || ':' || ifnull(p.order_no, '') || ':' || (p.accepted / 10000) " \
    "AS x FROM purchase p JOIN org o ON o.id = p.org JOIN institution i ON i.id = o.inst WHERE p.live ORDER BY x)"
#define LIVE_PAID                                                                                                      \
    "SELECT group_concat(p.amount / 10000, ' ') FROM (SELECT amount FROM payment WHERE live ORDER BY amount) p"

static const char ONE[] = "H33010000001::3 H33010000001::3 H33010000001:D1:10 H33010000001:D1:20 H33010000001:D1:5 "
                          "H33010000001:D2:7 H33010000001:D2:7";

/* What a file says in one way and what it says in several is the same, wherever list and aliases come. */
Test(spellings, occurrences_are_those_of_the_hospital)
{
    static const char *const names[] = {"名单.csv", "别名.csv", "采购.csv", "付款.csv"};
    seed = 7;
    for (int round = 0; round < 40; round++) {
        size_t order[] = {0, 1, 2, 3};
        const bool listed = round % 2;
        const size_t mixed = round == 0 ? 0 : listed ? JC_LEN(ways) : 3;
        kit_write(&kit, names[0], LIST);
        kit_write(&kit, names[1], ALIAS);
        write_rows(names[2], HEAD, bought, JC_LEN(bought), mixed);
        write_rows(names[3], PAID, paid, JC_LEN(paid), mixed);
        for (size_t i = 0; i < 4; i++) {
            size_t k = i + rnd(4 - i), t = order[k];
            order[k] = order[i];
            order[i] = t;
            if (listed || order[i] > 1)
                expect_ok(&kit, names[order[i]]);
        }
        expect_sql(&kit, ONE, LIVE);
        expect_sql(&kit, "50 60 100 100", LIVE_PAID);
        teardown();
        setup();
    }
}

/* An alias that is taken back parts them again, and they are one in the next export, too. */
Test(spellings, a_later_file_meets_the_occurrences_of_the_first)
{
    kit_write(&kit, "名单.csv", LIST);
    kit_write(&kit, "别名.csv", ALIAS);
    write_rows("5月.csv", HEAD, bought, JC_LEN(bought), 0);
    seed = 3;
    write_rows("6月.csv", HEAD, bought, JC_LEN(bought), JC_LEN(ways));
    expect_ok(&kit, "名单.csv", "6月.csv");
    expect_ok(&kit, "5月.csv");
    expect_ok(&kit, "别名.csv");
    expect_sql(&kit, ONE, LIVE);
    struct jc_ingest_undone undone;
    cr_assert_eq(jc_ingest_undo(kit.store, 0, &undone, &kit.err), JC_OK);
    const char *apart = jc_strdup(kit_sql(&kit, LIVE));
    teardown();
    setup();
    kit_write(&kit, "名单.csv", LIST);
    write_rows("5月.csv", HEAD, bought, JC_LEN(bought), 0);
    seed = 3;
    write_rows("6月.csv", HEAD, bought, JC_LEN(bought), JC_LEN(ways));
    expect_ok(&kit, "名单.csv", "5月.csv", "6月.csv");
    expect_sql(&kit, apart, LIVE);
    free((char *)apart);
}
