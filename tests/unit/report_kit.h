/* A small world of indicator tables, for the tests of the report. Figures are those of the rule book's worked examples. */
#ifndef REPORT_KIT_H
#define REPORT_KIT_H

#include <criterion/criterion.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jicai/report.h"
#include "jicai/table.h"

#define KIT_AS_OF "19996" /* 2024-09-30 */

/* clang-format off */
static const char *const kit_world[] = {
    "INSERT INTO run VALUES(" KIT_AS_OF ", NULL, '', '0.1.0', 'abcdef012345', '')",
    "INSERT INTO param(name, value, fallback, origin, title, source, scaled) VALUES"
    "('fulfil.near','0.9','0.9','默认','临近线','规则书 4.5',9000),('fulfil.alarm','0.8','0.8','默认','严重滞后线','规则书 4.5',8000),"
    "('payment.ages','30,60,90,180,365','30,60,90,180,365','默认','账龄','规则书 7.7',NULL),"
    "('payment.rank_min','3','10','配置文件','最少笔数','规则书 7.10',30000),"
    "('payment.rank_rejected','1','1','默认','最多剔除','规则书 7.10',10000),"
    "('payment.band.good','0.95','0.95','默认','达标','规则书 7.10',9500),"
    "('payment.band.near','0.90','0.90','默认','临近','规则书 7.10',9000),"
    "('payment.band.behind','0.80','0.80','默认','滞后','规则书 7.10',8000)",
    "INSERT INTO inst VALUES(1,'H33010000001','=1+1人民医院','义乌市','浙江','','','三级','公立','医院','必报',1),"
    "(2,'H33010000002','第二医院','','浙江','东片医共体','','','','','',1),(3,'H33010000003','第三医院 <b>&','义乌市','浙江','','','','','','',1),"
    "(4,'','没有编码的诊所','','浙江','','','','','','',0)",
    "INSERT INTO grp VALUES(1,'NVBP02','第二批','3','阿莫西林'),(2,'NVBP02','第二批','4','奥美拉唑、奥美拉唑镁')",
    "INSERT INTO product VALUES(1,1,'NVBP02','阿莫西林胶囊','0.25g','甲药业有限公司','粒'),"
    "(2,2,'NVBP02','奥美拉唑肠溶胶囊','20mg','乙药业有限公司','粒')",
    /* 1: the worked example of rule book 4. 2 and 3 are alike. 3 also has one without volume and one not begun. */
    "INSERT INTO ind_agreement(id,inst,product,grp,round,day_from,day_to,begun,ended,elapsed,days,agreed,counted,counted_other,"
    "price,price_units,due_value,done_value,share_value,reached,ordered,shipped,lines,short_days,short_evidence,reason,key,status,word,place,no_demand,no_before) VALUES"
    "(1,1,1,1,'NVBP02',19814,20178,1,0,183,365,120000000,53900000,0,280000,28,120000000,53900000,60164384,NULL,0,0,3,0,'','','agreement:a','低于序时','滞后',2,1,1),"
    "(2,2,1,1,'NVBP02',19814,20178,1,0,183,365,10000000,10000000,0,280000,28,10000000,10000000,5013699,19900,0,0,1,0,'','','agreement:b','正常','达标',3,1,1),"
    "(3,3,1,1,'NVBP02',19814,20178,1,0,183,365,20000000,20000000,0,280000,28,20000000,20000000,10027397,19900,0,0,1,0,'','','agreement:c','正常','达标',6,1,1),"
    "(4,3,2,2,'NVBP02',19814,20178,1,0,183,365,0,70000,0,280000,28,0,0,0,NULL,0,0,1,0,'','','agreement:d','无约定量','',4,1,1),"
    "(5,3,2,2,'NVBP02',20179,20543,0,0,0,365,50000000,0,0,280000,28,0,0,0,NULL,0,0,0,0,'','','agreement:e','未开始','',5,1,1),"
    "(6,4,2,2,'NVBP02',19814,20178,1,0,183,365,10000000,0,0,NULL,NULL,NULL,NULL,NULL,NULL,0,0,0,9,'缺货.xlsx › 表 › 5','质量争议','agreement:f','零采购','严重滞后',1,1,1)",
    "INSERT INTO ind_group VALUES(1,1,53900000,53910000,0,1,3,0,0,1,0,1,1,0,'grp:a'),(4,2,0,0,0,0,0,0,0,0,0,0,0,0,'grp:b')",
    "INSERT INTO ind_class_product VALUES(1,1,'n',1,53910000),(1,1,'t',2,10000),(1,1,'t',3,0)",
    /* 1: the worked example of rule book 7 (as if enough receipts); 2 better; 3 too few; 4 nothing */
    "INSERT INTO ind_pay VALUES(1,0,4,3,340000000,220000000,1,70000000,290000000,13490000000,0,430000000,290000000,50000000,0,15,500000000,0,'pay:1:0'),"
    "(2,0,12,12,100000000,100000000,12,0,100000000,2000000000,0,100000000,100000000,0,0,NULL,200000000,0,'pay:2:0'),"
    "(3,0,2,2,10000,10000,2,0,10000,100000,0,10000,10000,0,0,NULL,20000,0,'pay:3:0'),"
    "(4,0,0,0,0,0,0,0,0,0,0,0,0,0,0,NULL,0,0,'pay:4:0')",
    "INSERT INTO import(id,at,day) VALUES(1,0,20000)",
    "INSERT INTO file VALUES(1,1,'市/明细.xlsx','xlsx',1234,'ab',1,NULL)",
    "INSERT INTO sheet(id,file,name,kind,header_row,rows,kept,rejected,skipped,day_from,day_to) VALUES(1,1,'Sheet1','purchase',2,10,5,2,3,19814,19996)",
    "INSERT INTO item(id,code,platform,generic,form,spec,pack,maker,unit,upp_text,generic_key,form_key,strength_key,min_unit) VALUES"
    "(1,'0012345678901234567','','阿莫西林胶囊','','0.25g*24粒','','甲药业有限公司','盒','','','','','粒')",
    "INSERT INTO firm(id, name, key) VALUES(1,'国药','国药')",
    "INSERT INTO purchase(id,sheet,row,live,nth,state,org,item,order_no,line_no,supplier,invoices,day_accept) VALUES"
    "(1,1,3,1,1,0,1,1,'D1','D1-1',1,'00012,00013',19900),(2,1,4,0,1,0,1,1,'D1','D1-1',1,NULL,19900),(3,1,5,1,1,0,1,1,'D2',NULL,NULL,NULL,19901),"
    "(4,1,6,1,1,0,1,1,'D3',NULL,NULL,NULL,19902),(5,1,7,1,1,0,1,1,'D4',NULL,NULL,NULL,19903)",
    "INSERT INTO ind_price VALUES(1,1,1,24,67512,67500,1,67500,30000,36,1,'同包装','line:1'),(3,2,1,48,130000,120000,1,120000,10000,NULL,1,'按差比价折算','line:3')",
    "INSERT INTO ind_receipt VALUES(1,1,0,'国药',19900,19981,'eom-next',50000000,0,50000000,15,'','line:1',2),"
    "(3,1,0,'',19901,19965,'days 30',12345,0,12345,31,'质量争议','line:3',1),(4,2,0,'国药',19902,20000,'days 30',10000,0,10000,-4,'','line:4',3),"
    "(5,2,0,'国药',19903,20027,'days 30',10000,0,10000,-31,'','line:5',4)",
    "INSERT INTO issue(import,file,sheet,row,cell,field,value,severity,code,arg1,arg2) VALUES(1,1,1,9,'F9','','@SUM(A1)',1,704,'',''),"
    "(1,1,1,8,'F8','数量','-5',2,702,'x','')",
    "INSERT INTO ind_check VALUES(1,'甲 ＝ 乙＋丙（元）','a = b + c',30000,30000,'30000','10000+20000'),(2,'一 ＝ 二','one = two',1,2,'1','2')",
};
/* clang-format on */

static inline void kit_fail(const struct jc_err *err)
{
    struct jc_buf text = {0};
    jc_err_text(&text, err, JC_EN);
    cr_assert_fail("%s (%s) (%s)", jc_buf_text(&text), err->arg[0], err->arg[1]);
}

static inline void kit_sql(struct jc_store *store, const char *sql)
{
    struct jc_err err = {0};
    struct jc_stmt *stmt = NULL;
    if (jc_stmt_text_open(&stmt, store, sql, false, &err) != JC_OK || jc_stmt_run(stmt, &err) != JC_OK) {
        cr_log_error("%s", sql);
        kit_fail(&err);
    }
    jc_stmt_free(stmt);
}

/* What the assessment adds up of ind_agreement, once more in SQL; again after a test has changed its rows. */
static inline void kit_sums(struct jc_store *store)
{
    static const char *const sums[] = {
        "DELETE FROM ind_round",
        "INSERT INTO ind_round SELECT a.inst, a.round, elapsed, days, agreed > 0, min(day_from), max(day_to), "
        "count(*), "
        "sum(status = '零采购'), sum(status = '低于序时'), sum(status = '正常'), sum(status = '超量'), "
        "sum(word = '严重滞后'), sum(status IN ('零采购', '低于序时') AND coalesce(over_volume, 0)), sum(due_value), "
        "sum(done_value), sum(share_value) FROM ind_agreement AS a LEFT JOIN ind_group AS g ON g.inst = a.inst AND "
        "g.grp = a.grp WHERE begun GROUP BY a.inst, a.round, elapsed, days, agreed > 0",
        "DELETE FROM ind_product",
        "INSERT INTO ind_product SELECT product, sum(agreed), sum(counted), count(DISTINCT inst), count(DISTINCT "
        "iif(status = '零采购', inst, NULL)), count(DISTINCT iif(status = '低于序时', inst, NULL)) FROM "
        "agreement_status "
        "WHERE counts GROUP BY product",
        "DELETE FROM ind_product_days",
        "INSERT INTO ind_product_days SELECT product, days, sum(elapsed * agreed) FROM agreement_status WHERE counts "
        "GROUP BY product, days",
        "DELETE FROM ind_round_class",
        "WITH c AS (SELECT c.*, g.round FROM ind_class_product AS c JOIN grp AS g ON g.id = c.grp WHERE volume > 0), "
        "k(cls) AS (VALUES('n'), ('t')), x AS (SELECT i.inst, g.round, cls, sum(over_volume) AS v, sum(over_amount) AS "
        "a, "
        "(SELECT count(DISTINCT product) FROM c WHERE c.inst = i.inst AND c.round = g.round AND c.cls = k.cls) AS "
        "here, "
        "(SELECT count(DISTINCT product) FROM c WHERE c.round = g.round AND c.cls = k.cls AND c.grp IN (SELECT grp "
        "FROM "
        "ind_group AS o WHERE o.inst = i.inst)) AS there FROM k, ind_group AS i JOIN grp AS g ON g.id = i.grp "
        "GROUP BY i.inst, g.round, cls) INSERT INTO ind_round_class SELECT n.inst, n.round, n.v, n.a, n.here, n.there, "
        "t.here, t.there FROM x AS n JOIN x AS t ON t.inst = n.inst AND t.round = n.round WHERE n.cls = 'n' AND "
        "t.cls = 't'",
        "DELETE FROM ind_behind",
        "INSERT INTO ind_behind SELECT row_number() OVER (ORDER BY gap COLLATE RATE, place), id FROM agreement_status "
        "WHERE status IN ('零采购', '低于序时')",
        "DELETE FROM supply_cause",
        "INSERT INTO supply_cause SELECT id, inst, short_days > 0, 0, 1, 0, 0, 1, iif(short_days > 0, '企业、医院', "
        "'医院') "
        "FROM ind_agreement WHERE status IN ('零采购', '低于序时')"};
    for (size_t i = 0; i < JC_LEN(sums); i++)
        kit_sql(store, sums[i]);
}

static inline struct jc_store *kit_store(void)
{
    struct jc_store *store = NULL;
    struct jc_err err = {0};
    if (jc_store_open(&store, NULL, JC_STORE_TEMP, &err) != JC_OK)
        kit_fail(&err);
    static const char *const scripts[] = {"sql/indicators.sql", "sql/indicators_monthly.sql", "sql/supply.sql",
                                          "sql/views.sql"};
    for (size_t i = 0; i < JC_LEN(scripts); i++)
        if (jc_store_script(store, scripts[i], &err) != JC_OK)
            kit_fail(&err);
    for (size_t i = 0; i < JC_LEN(kit_world); i++)
        kit_sql(store, kit_world[i]);
    kit_sums(store);
    static const char *const results[] = {"sql/supply_rates.sql", "sql/indicators_reporting.sql",
                                          "sql/indicators_watch.sql", "sql/indicators_surplus.sql"};
    for (size_t i = 0; i < JC_LEN(results); i++)
        if (jc_store_script(store, results[i], &err) != JC_OK)
            kit_fail(&err);
    return store;
}

/* A folder of its own, removed by kit_rm. */
static inline char *kit_folder(void)
{
    char path[] = "/tmp/jicai-report-XXXXXX";
    cr_assert_not_null(mkdtemp(path));
    return jc_strdup(path);
}

static inline void kit_rm(char *folder)
{
    struct jc_buf command = {0};
    jc_buf_fmt(&command, "rm -r '%s'", folder);
    cr_expect_eq(system(jc_buf_text(&command)), 0);
    jc_buf_free(&command);
    free(folder);
}

static inline char *kit_path(const char *folder, const char *name)
{
    struct jc_buf path = {0};
    jc_buf_fmt(&path, "%s/%s", folder, name);
    return path.p;
}

static inline enum jc_status kit_write(struct jc_store *store, enum jc_report_format format, const char *out,
                                       struct jc_err *err)
{
    struct jc_report *report = NULL;
    struct jc_report_want want = {.format = format, .out = out};
    enum jc_status st = jc_report_write(&report, store, &want, err);
    jc_report_free(report);
    return st;
}

static inline char *kit_read(const char *path, size_t *n)
{
    struct jc_buf b = {0};
    char chunk[4096];
    size_t got;
    FILE *f = fopen(path, "rb");
    cr_assert_not_null(f, "%s", path);
    while ((got = fread(chunk, 1, sizeof chunk, f)) > 0)
        jc_buf_add(&b, chunk, got);
    fclose(f);
    if (n)
        *n = b.len;
    return b.p;
}

/* The line of a text that holds `what`, without its newline; the caller frees. */
static inline char *kit_line(const char *text, const char *what)
{
    const char *at = strstr(text, what);
    cr_assert_not_null(at, "“%s” is there", what);
    while (at > text && at[-1] != '\n')
        at--;
    const char *end = strchr(at, '\n');
    return jc_strndup(at, end ? (size_t)(end - at) : strlen(at));
}

#endif
