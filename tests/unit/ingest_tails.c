/* Heads that end in a field and begin with words that may make it something else; prices and volumes by what they are of. */
#include "ingest_kit.h"

#include "ingest/header.h"

static struct kit kit;
static struct jc_headers *headers;

static void setup(void)
{
    kit_open(&kit);
    cr_assert_eq(jc_headers_new(&headers, NULL, NULL), JC_OK);
}

static void teardown(void)
{
    jc_headers_free(headers);
    kit_close(&kit);
}

TestSuite(tails, .init = setup, .fini = teardown);

/* A head row, blank between its columns: the kind found ("-" before it: it is not read, "?" behind: it asks), and the fields. */
static void expect_columns(const char *heads, const char *above, const char *want)
{
    char line[512], *texts[32];
    struct jc_head_row row = {.number = 1, .text = texts};
    struct jc_title title;
    struct jc_mapping m;
    struct jc_buf got = {0};
    jc_copy(line, sizeof line, heads);
    for (char *save, *p = strtok_r(line, " ", &save); p; p = strtok_r(NULL, " ", &save))
        texts[row.n++] = p;
    jc_title_parse(&title, above, NULL);
    jc_header_match(&m, headers, &row, NULL, NULL, &title);
    jc_buf_fmt(&got, "%s%s%s", m.kind ? "" : "-", m.nearest ? m.nearest->id : "", m.ask[0] ? "?" : "");
    for (size_t i = 0; i < m.n; i++) {
        const struct jc_column *c = &m.cols[i];
        bool told = c->field == JC_F_COUNT || c->field >= JC_F_BRAND;
        jc_buf_fmt(&got, " %s%s",
                   c->stands_in ? "+"
                   : c->spare   ? "~"
                                : "",
                   c->field == JC_F_COUNT ? "."
                   : told                 ? "-"
                                          : jc_field_info[c->field].name);
    }
    cr_expect_str_eq(jc_buf_text(&got), want, "%s (%s)\n %s\nnot\n %s", heads, above, jc_buf_text(&got), want);
    jc_buf_free(&got);
    jc_mapping_free(&m);
}

/* ---- what a price is for ----------------------------------------------------------------------------------------- */

Test(tails, a_bracket_that_names_what_is_counted_says_what_the_price_is_for)
{
    expect_columns("批次 药品通用名 规格包装 生产企业 中选价格（最小制剂单位） 供应省份", "",
                   "award round_name generic spec maker unit_price regions");
    expect_columns("批次 药品通用名 规格包装 生产企业 中选价格（最小制剂单位） 中选价格（最小包装）", "",
                   "award round_name generic spec maker unit_price price");
    expect_columns("批次 药品通用名 规格包装 生产企业 中选价格(片)", "",
                   "award round_name generic spec maker unit_price");
    expect_columns("批次 药品通用名 规格包装 生产企业 中选价(盒) 中选单价（片）", "",
                   "award round_name generic spec maker price unit_price");
    expect_columns("批次 药品通用名 规格包装 生产企业 最小单位中选价 最小包装中选价", "",
                   "award round_name generic spec maker unit_price price");
    expect_columns("批次 药品通用名 规格包装 生产企业 最小制剂单位中选价格（元）", "",
                   "award round_name generic spec maker unit_price");
    expect_columns(
        "医疗机构 药品通用名 规格 生产企业 入库数量 入库日期 入库单价(最小单位) 入库单价（最小销售包装单位）", "",
        "purchase inst_name generic spec maker accepted day_accept unit_price price");
    expect_columns("医疗机构 药品通用名 规格 生产企业 入库数量 入库日期 最小制剂单位价格", "",
                   "purchase inst_name generic spec maker accepted day_accept unit_price");
}

Test(tails, a_price_of_a_smallest_unit_is_kept_as_that_of_its_pack)
{
    kit_write(&kit, "a.csv",
              "批次,药品通用名,规格包装,生产企业,中选价格（最小制剂单位）,供应省份,开始日期,结束日期\n"
              "第九批,甲试片,10mg*10片,示例制药有限公司,1.839,浙江,2024-04-01,2025-03-31\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "183900|18390", "SELECT price, unit_price FROM award WHERE builtin = 0");
}

Test(tails, of_one_measure_in_packs_and_in_smallest_units_a_purchase_is_counted_in_packs)
{
    expect_columns("医疗机构 通用名 入库数量（最小制剂单位） 入库数量（最小销售包装单位） 入库日期", "",
                   "purchase inst_name generic ~accepted accepted day_accept");
    expect_columns("医疗机构 通用名 入库数量（最小销售包装单位） 入库数量（最小制剂单位） 入库日期", "",
                   "purchase inst_name generic accepted ~accepted day_accept");
    kit_write(&kit, "a.csv",
              "医疗机构名称,产品名称,入库日期,入库总金额（元）,入库数量（最小制剂单位）,入库数量（最小销售包装单位）,"
              "入库价格（最小制剂单位）,入库价格（最小销售包装单位）\n"
              "甲医院,甲药,20240506,919.50,500,50,1.839,18.39\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "500000|183900|9195000", "SELECT accepted, price, amount FROM purchase");
}

/* ---- what stands before a field ---------------------------------------------------------------------------------- */

#define LINE     "医疗机构 通用名 规格 生产企业 入库日期 "
#define LINE_F   "inst_name generic spec maker day_accept"
#define AGREED   "医疗机构 批次 通用名 规格 生产企业 协议期 "
#define AGREED_F "inst_name round_name generic spec maker period"

/* A head in a purchase or agreement table where no other gives its field, and beside one that does. */
static void expect_prefix(const char *heads, const char *fields, const char *head, const char *beside,
                          const char *alone, const char *next)
{
    struct jc_buf line = {0};
    jc_buf_fmt(&line, "%s%s", heads, head);
    char want[256];
    snprintf(want, sizeof want, alone, fields);
    expect_columns(jc_buf_text(&line), "", want);
    jc_buf_clear(&line);
    jc_buf_fmt(&line, "%s%s %s", heads, head, beside);
    snprintf(want, sizeof want, next, fields);
    expect_columns(jc_buf_text(&line), "", want);
    jc_buf_free(&line);
}

Test(tails, what_makes_a_quantity_another_one_is_left_alone)
{
    static const char *const other[] = {"调拨", "赠品", "盘盈", "科室", "退库",     "期初",    "累计",
                                        "未",   "上月", "应",   "计划", "本年累计", "去年同期"};
    for (size_t i = 0; i < JC_LEN(other); i++) {
        char head[64];
        snprintf(head, sizeof head, "%s入库数量", other[i]);
        expect_prefix(LINE, LINE_F, head, "采购入库数量", "-purchase %s .", "purchase %s . accepted");
    }
}

Test(tails, what_leaves_a_quantity_as_it_is_is_read)
{
    static const char *const same[] = {"本期", "本次", "实际", "采购", "验收合格", "本院实际", "药品", "订单", "已"};
    for (size_t i = 0; i < JC_LEN(same); i++) {
        char head[64];
        snprintf(head, sizeof head, "%s入库数量", same[i]);
        expect_prefix(LINE, LINE_F, head, "入库数量", "purchase %s accepted", "purchase %s ~accepted accepted");
    }
}

Test(tails, what_nobody_knows_is_asked_for_where_no_other_column_gives_the_field)
{
    expect_prefix(LINE, LINE_F, "药房入库数量", "采购入库数量", "-purchase? %s ~accepted", "purchase %s . accepted");
    expect_prefix(LINE "入库数量 ", LINE_F " accepted", "东库退货数量", "退货数量", "purchase? %s ~returned",
                  "purchase %s . returned");
    expect_columns("医疗机构 通用名 入库日期 入库数量 东库采购数量 东库配送数量 东库退货数量", "",
                   "purchase? inst_name generic day_accept accepted . . ~returned");
    expect_columns("医疗机构编码 对口医院名称 通用名 入库日期 入库数量", "",
                   "purchase inst_code . generic day_accept accepted");
    expect_columns("对口医院名称 通用名 入库日期 入库数量", "", "-purchase? ~inst_name generic day_accept accepted");
    expect_prefix(AGREED, AGREED_F, "分解约定采购量", "约定采购量", "-agreement? %s ~volume", "agreement %s . volume");
    expect_prefix(AGREED, AGREED_F, "2023年约定采购量", "本院约定采购量", "-agreement? %s ~volume",
                  "agreement %s . volume");
    expect_prefix(AGREED, AGREED_F, "第一年约定采购量", "第二年约定采购量", "-agreement? %s ~volume",
                  "-agreement? %s ~volume ~volume");
}

Test(tails, a_volume_of_others_or_of_a_part_is_no_volume_of_the_term)
{
    static const char *const other[] = {"全市", "全省", "全县", "已完成", "每月", "季度", "次年",
                                        "增补", "追加", "80%",  "完成",   "原",   "月均", "剩余"};
    for (size_t i = 0; i < JC_LEN(other); i++) {
        char head[64];
        snprintf(head, sizeof head, "%s约定采购量", other[i]);
        expect_prefix(AGREED, AGREED_F, head, "本院约定采购量", "-agreement %s .", "agreement %s . volume");
    }
    expect_prefix(AGREED, AGREED_F, "已签约量", "签约量", "-agreement %s .", "agreement %s . volume");
    expect_prefix(AGREED, AGREED_F, "第四批约定采购量", "全省约定采购量", "agreement %s volume",
                  "agreement %s volume .");
}

Test(tails, what_is_planned_or_agreed_was_not_ordered)
{
    static const char *const other[] = {"已", "计划", "上月", "本年累计", "拟", "约定", "合同"};
    for (size_t i = 0; i < JC_LEN(other); i++) {
        char head[64];
        snprintf(head, sizeof head, "%s采购数量", other[i]);
        expect_prefix(LINE, LINE_F, head, "实际采购数量", "-purchase %s .", "purchase %s . ordered");
    }
    expect_prefix(LINE "入库数量 ", LINE_F " accepted", "申请退货数量", "退货数量", "purchase %s .",
                  "purchase %s . returned");
    expect_prefix(LINE "入库数量 ", LINE_F " accepted", "供应商退货数量", "申请退货数量", "purchase %s returned",
                  "purchase %s returned .");
}

Test(tails, parts_of_a_quantity_are_read_where_there_is_one)
{
    expect_prefix(LINE, LINE_F, "2024年3月入库数量", "4月入库数量", "purchase %s accepted", "-purchase? %s . .");
    expect_prefix(LINE, LINE_F, "第一季度入库数量", "本期入库数量", "purchase %s accepted", "purchase %s . accepted");
}

Test(tails, years_side_by_side_are_asked_for_with_the_cure)
{
    kit_write(&kit, "a.csv",
              "医疗机构,批次,药品名称,规格,中选企业,单位,第一年约定采购量,第二年约定采购量,协议开始日期,协议结束日期\n"
              "甲医院,第四批,甲药,10mg*10片,甲厂,片,6000,6500,2024-04-01,2026-03-31\n");
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv R E236\n");
    kit_write(&kit, "b.csv",
              "医疗机构,批次,药品名称,规格,中选企业,单位,分解约定采购量,协议开始日期,协议结束日期\n"
              "甲医院,第四批,甲药,10mg*10片,甲厂,片,6000,2024-04-01,2026-03-31\n");
    expect_ok(&kit, "b.csv");
    expect_files(&kit, "b.csv R E312\n");
}

#define VOLUMES "SELECT group_concat(volume / 10000, ' ') FROM (SELECT volume FROM agreement ORDER BY id)"

Test(tails, a_volume_fits_the_term_of_its_row_or_is_told)
{
    kit_write(&kit, "a.csv",
              "医疗机构,批次,药品名称,规格,单位,中选企业,采购周期内约定采购量,年度约定采购量,采购周期\n"
              "甲医院,第九批,甲药,10mg*10片/盒,片,甲厂,18000,6000,2024-04-01至2027-03-31\n"
              "乙医院,第九批,甲药,10mg*10片/盒,片,甲厂,18001,6001,2024-04-01至2025-03-31\n"
              "丙医院,第九批,甲药,10mg*10片/盒,片,甲厂,/,6002,2024-04-01至2027-03-31\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "18000 6001 6002", VOLUMES);
    expect_said(&kit, "E238||||采购周期内约定采购量、年度约定采购量\n"
                      "E237|H4|年度约定采购量|6002|年度约定采购量\n");
    kit_write(&kit, "b.csv",
              "医疗机构,批次,药品名称,规格,单位,中选企业,首年约定采购量,采购周期\n"
              "甲医院,第八批,甲药,10mg*10片/盒,片,甲厂,6000,2024-04-01至2026-03-31\n"
              "乙医院,第八批,甲药,10mg*10片/盒,片,甲厂,6000,2024-04-01至2025-04-30\n");
    expect_ok(&kit, "b.csv");
    expect_said(&kit, "E237|G2|首年约定采购量|6000|首年约定采购量\n");
}

Test(tails, days_of_their_own_go_before_a_period_on_either_side)
{
    kit_write(&kit, "a.csv",
              "医疗机构,批次,药品名称,规格,中选企业,约定采购量,协议期,协议开始日期,协议结束日期\n"
              "甲医院,第九批,甲药,10mg*10片/盒,甲厂,180,2024-04-01至2025-03-31,2024-05-01,\n");
    kit_write(&kit, "b.csv",
              "医疗机构,批次,药品名称,规格,中选企业,约定采购量,协议开始日期,协议结束日期,协议期\n"
              "乙医院,第九批,甲药,10mg*10片/盒,甲厂,180,2024-05-01,,2024-04-01至2025-03-31\n");
    expect_ok(&kit, "a.csv");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "2024-05-01|2025-03-31\n2024-05-01|2025-03-31",
               "SELECT day_text(day_from), day_text(day_to) FROM agreement ORDER BY id");
}

/* ---- spellings of real exports ----------------------------------------------------------------------------------- */

/* What each of these heads is read as in a table whose other heads are `beside`. */
static void expect_each(const char *beside, const char *above, const char *list, const char *want)
{
    char one[64];
    for (const char *p = list; *p; p += strspn(p, " ")) {
        size_t n = strcspn(p, " ");
        struct jc_buf line = {0};
        jc_copyn(one, sizeof one, p, n);
        jc_buf_fmt(&line, "%s %s", beside, one);
        expect_columns(jc_buf_text(&line), above, want);
        jc_buf_free(&line);
        p += n;
    }
}

Test(tails, product_names_of_many_systems_are_the_generic_name_and_the_best_of_two_is_taken)
{
    expect_each("医疗机构 规格 生产企业 入库数量 入库日期", "",
                "注册证名称 物料名称 品种通用名 品种通用名称 产品通用名称 注册名称（通用名） 品种名称 存货名称 "
                "材料名称 货品名称 "
                "货物名称 器械名称 医用耗材名称 单件产品名称 中选药品名称 项目名称",
                "purchase inst_name spec maker accepted day_accept generic");
    expect_columns("医疗机构 项目名称 注册证名称 入库数量 入库日期", "",
                   "purchase inst_name +generic generic accepted day_accept");
    expect_columns("医疗机构 项目名称 品种名称 入库数量 入库日期", "",
                   "purchase inst_name +generic generic accepted day_accept");
    expect_columns("医疗机构 物料名称 药品名称 入库数量 入库日期", "",
                   "purchase inst_name +generic generic accepted day_accept");
    expect_columns("批次 品种名称 规格包装 生产企业 中选价格 供应省份", "",
                   "award round_name generic spec maker price regions");
    expect_columns("批次 品种名称 药品通用名 规格包装 生产企业 中选价格", "",
                   "award round_name variety generic spec maker price");
}

Test(tails, specs_makers_institutions_and_suppliers_have_many_names)
{
    expect_each("医疗机构 通用名 生产企业 入库数量 入库日期", "",
                "物资规格 型号规格 商品规格 规格/型号 规格及型号 规格(型号) 品规 产品规格型号 药品规格包装 规格包装",
                "purchase inst_name generic maker accepted day_accept spec");
    expect_each(
        "医疗机构 通用名 规格 入库数量 入库日期", "",
        "产地简称 药品厂家 药品生产企业名称 厂商名称 厂家名称 生产厂家名称 生产厂商名称 生产商名称 制造商 制造厂商 "
        "药品生产企业 上市许可持有人名称 注册人 注册人名称 备案人 医疗器械注册人/备案人 中选企业名称 中标企业名称 "
        "中标厂家 "
        "拟中选企业 申报企业/生产企业",
        "purchase inst_name generic spec accepted day_accept maker");
    expect_each("批次 药品通用名 规格包装 中选价格", "", "主供企业 申报单位",
                "award round_name generic spec price maker");
    expect_columns("医疗机构 通用名 规格 产地简称 厂家名称 入库数量 入库日期", "",
                   "purchase inst_name generic spec - maker accepted day_accept");
    expect_each(
        "通用名 规格 生产企业 入库数量 入库日期", "",
        "组织机构名称 上报机构 填报机构 填报单位 上报单位 报送单位 收货单位 需方 需方名称 买方 买方名称 购货方 采购方 "
        "采购方名称 采购医院 采购医疗机构 定点医疗机构 医疗卫生机构 医疗卫生机构名称 医院全称 机构全称",
        "purchase generic spec maker accepted day_accept inst_name");
    expect_columns("填报单位 医疗机构名称 通用名 入库数量 入库日期", "",
                   "purchase +inst_name inst_name generic accepted day_accept");
    expect_each("医疗机构 通用名 规格 入库数量 入库日期", "",
                "客商 客商名称 往来单位名称 供货方 供应方 供应方名称 卖方 卖方名称 销售企业 销售单位 配送方 经营企业 "
                "经营企业名称 "
                "经销商 经销商名称 发货单位 医药企业名称 供应商/配送企业",
                "purchase inst_name generic spec accepted day_accept supplier");
    expect_each("医疗机构 付款日期 付款金额 发票号码", "", "收款户名 收款企业 实际收款单位 受款人",
                "payment inst_name day_paid paid invoices supplier");
}

Test(tails, codes_are_the_national_one_that_of_a_platform_or_one_of_the_hospital)
{
    expect_each(
        "医疗机构 入库数量 入库日期", "",
        "国家医保药品编码 医保药品编码 医保药品代码 医保国家编码 医保编号 医保代码 医保码 国家医保码 国家码 医保贯标码 "
        "贯标码 国家贯标码 医保统一编码 药品医保编码 耗材医保编码 医用耗材编码 27位编码",
        "purchase inst_name accepted day_accept code");
    expect_each(
        "医疗机构 入库数量 入库日期", "",
        "省级药品集中采购平台药品编码 省级药品编码 省平台产品编码 省平台编号 平台药品编码 招采编码 挂网编码 挂网流水号 "
        "阳光平台编码",
        "purchase inst_name accepted day_accept platform");
    expect_each("医疗机构 通用名 入库数量 入库日期", "", "药品ID 目录ID",
                "purchase inst_name generic accepted day_accept -");
    expect_each("医疗机构 通用名 入库数量 入库日期", "省药械采购平台\n", "药品ID 目录ID",
                "purchase inst_name generic accepted day_accept platform");
    expect_each("医疗机构 通用名 入库数量 入库日期", "",
                "国家药品编码（YPID） 院内编码 HIS编码 物料编码 存货编码 商品编码",
                "purchase inst_name generic accepted day_accept -");
}

Test(tails, prices_and_amounts_are_those_that_were_paid)
{
    expect_each(
        "医疗机构 通用名 入库数量 入库日期", "",
        "进货价格 原币含税单价 本币含税单价 进价单价 购进价格 成交价 成交价格 交易价 交易价格 执行价 执行价格 结算价 "
        "结算单价 供货价 供货价格 合同单价 实际采购价 实际采购单价 折后单价",
        "purchase inst_name generic accepted day_accept price");
    expect_each("医疗机构 通用名 入库数量 入库日期", "",
                "批发价 批发价格 参考价格 税率 扣率 药品扣率 支付标准 医保支付标准 折前单价 零售合计 差价 税额 "
                "原币单价 原币金额 "
                "本币单价 本币金额",
                "purchase inst_name generic accepted day_accept -");
    expect_columns("医疗机构 通用名 入库数量 入库日期 原币单价 原币金额 原币含税单价 原币价税合计", "",
                   "purchase inst_name generic accepted day_accept ~price ~amount price amount");
    expect_columns("医疗机构 通用名 入库数量 入库日期 折前单价 单价 折后单价 合同单价", "",
                   "purchase inst_name generic accepted day_accept - +price price +price");
    expect_each("医疗机构 通用名 入库数量 入库日期", "",
                "进货合计 原币价税合计 本币价税合计 采购总额 采购总金额 合计金额 含税总价 含税总额 交易金额 成交金额 "
                "实际采购金额",
                "purchase inst_name generic accepted day_accept amount");
}

Test(tails, quantities_units_and_numbers_of_receipts)
{
    expect_each(
        "医疗机构 通用名 入库日期", "",
        "实入数量 实际入库数 验收合格数 入库总量 入库总数 入库数量（最小销售包装单位） 确认到货数量 确认入库数量",
        "purchase inst_name generic day_accept accepted");
    expect_columns("医疗机构 通用名 入库日期 入库数量 实发数量 累计退料数量 主计量单位", "",
                   "purchase inst_name generic day_accept accepted shipped returned unit");
    expect_columns("医疗机构 通用名 采购日期 采购数量 累计入库数量 累计退料数量", "采购订单\n",
                   "purchase inst_name generic day_order ordered . -");
    expect_columns("医疗机构 通用名 入库日期 入库数量 单位 最小销售包装单位", "",
                   "purchase inst_name generic day_accept accepted unit +unit");
    expect_each("医疗机构 通用名 入库日期 入库数量", "", "业务单号 入库编号 入库单据号 随货号 随货单号 单据编号",
                "purchase inst_name generic day_accept accepted delivery_no");
    expect_columns("医疗机构 通用名 采购日期 采购数量 单据编号", "",
                   "purchase inst_name generic day_order ordered order_no");
    expect_columns("医疗机构 通用名 采购日期 采购数量 入库数量 单据编号", "",
                   "purchase inst_name generic day_order ordered accepted -");
    expect_columns("供应商 物资名称 规格 采购单价 供货数量 验收时间 医疗机构", "",
                   "-purchase? supplier generic spec price ~shipped day_accept inst_name");
    expect_columns("供应商 物资名称 规格 采购单价 供货数量 验收时间 医疗机构", "入库明细\n",
                   "purchase supplier generic spec price accepted day_accept inst_name");
    expect_each("医疗机构 通用名 入库日期 入库数量", "", "明细状态 收货状态 入库状态 验收状态 验收结果 配送状态",
                "purchase inst_name generic day_accept accepted status");
}

Test(tails, days_of_receipts_payments_and_terms)
{
    expect_each("医疗机构 通用名 入库数量", "",
                "出入库日期 确认收货时间 入库确认时间 验收确认时间 签收日期 签收时间 实际收货日期 业务日期 记账日期 "
                "入账日期 单据日期",
                "purchase inst_name generic accepted day_accept");
    expect_columns("医疗机构 通用名 数量 业务日期", "", "-purchase? inst_name generic ~quantity ~day_accept");
    expect_columns("医疗机构 通用名 入库数量 入库日期 业务日期 开单日期", "",
                   "purchase inst_name generic accepted day_accept - day_order");
    expect_each("医疗机构 配送企业 发票号码 付款日期", "",
                "实际回款金额 实际拨付金额 打款金额 转账金额 实付货款 实付款 已付款 支付货款 付款总额 支付总额 "
                "拨付金额 实际支付 实际付款",
                "payment inst_name supplier invoices day_paid paid");
    expect_each("医疗机构 配送企业 发票号码 付款金额", "",
                "实际回款日期 实际回款时间 汇款日期 拨付日期 到账日期 支付完成时间",
                "payment inst_name supplier invoices paid day_paid");
    expect_each("医疗机构 配送企业 付款金额 付款日期", "", "应回款日期 计划付款日期 计划付款金额 申请付款金额",
                "payment inst_name supplier paid day_paid -");
    expect_each("医疗机构 批次 通用名 规格 约定采购量 协议结束日期", "",
                "起始时间 集采开始时间 集采起始时间 有效期起 合同开始日期 执行起始日期 开始时间 执行日期",
                "agreement inst_name round_name generic spec volume day_to day_from");
    expect_each("医疗机构 批次 通用名 规格 约定采购量 协议开始日期", "",
                "集采结束时间 协议截止日期 协议终止日期 有效期止 合同结束日期 结束时间",
                "agreement inst_name round_name generic spec volume day_from day_to");
    expect_each("医疗机构 批次 通用名 规格 约定采购量", "", "协议有效期 合同有效期 协议周期 执行期限 起止日期",
                "agreement inst_name round_name generic spec volume period");
}

Test(tails, volumes_agreed_and_reported)
{
    expect_each("医疗机构 批次 通用名 规格 协议期", "",
                "集采任务量 采购任务量 首年采购量 首年任务量 首年合同量 集采约定量 约定购量 约定采购数 协议总量",
                "agreement inst_name round_name generic spec period volume");
    expect_each("医疗机构 批次 通用名 规格 协议期 约定采购量", "", "填报量 上报量 申报数量 年度需求量 预采购量",
                "agreement inst_name round_name generic spec period volume demand");
    expect_each("医疗机构 批次 通用名 规格 协议期 约定采购量", "", "2023年历史采购量 基础量 分配量 首年意向采购量",
                "agreement inst_name round_name generic spec period volume .");
}

Test(tails, what_a_catalogue_calls_prices_regions_and_groups)
{
    expect_each("批次 药品通用名 规格包装 生产企业", "", "拟中选价格 拟中选价 集采价格 系统中选价格",
                "award round_name generic spec maker price");
    expect_each("批次 药品通用名 规格包装 生产企业 中选价格", "", "曾中选价格 报价 当前中标价格",
                "award round_name generic spec maker price -");
    expect_each("批次 药品通用名 规格包装 生产企业 中选价格", "",
                "主供省份 供应省份（主供） 中选省份 联盟/省级 备供地区 备供省份",
                "award round_name generic spec maker price regions");
    expect_each("批次 药品通用名 规格包装 生产企业 中选价格", "", "组别 竞价组 竞价分组",
                "award round_name generic spec maker price group_no");
}

Test(tails, where_a_firm_is_the_backup_it_has_an_award_of_its_own)
{
    kit_write(&kit, "a.csv",
              "批次,药品通用名,规格包装,生产企业,中选价格（元/盒）,供应省份,备供省份\n"
              "第九批,甲药,1mg*10片,甲厂,18.39,浙江、江苏,上海\n第九批,乙药,1mg*10片,甲厂,8,浙江,\n"
              "第九批,丙药,1mg*10片,甲厂,9,,上海\n第九批,丁药,1mg*10片,甲厂,x,浙江,上海\n");
    kit_write(&kit, "b.csv",
              "批次,药品通用名,规格包装,生产企业,中选价格,备供地区\n第八批,甲药,1mg*10片,甲厂,18.39,上海\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_files(&kit, "a.csv L [a award 1 6=4+1+1]\nb.csv L [b award 1 2=1+0+1]\n");
    expect_sql(&kit, "甲药|浙江、江苏|主供\n甲药|上海|备供\n乙药|浙江|主供\n丙药|上海|备供\n甲药|上海|备供",
               "SELECT i.generic, a.regions, a.role FROM award AS a JOIN item AS i ON i.id = a.item WHERE builtin = 0 "
               "ORDER BY a.id");
    expect_told(&kit, "E239||||备供省份\n");
}

/* 第一备供, 第二备供: each is a backup of its own; 主供企业供应地区 is the main supply beside them. */
Test(tails, provinces_of_the_first_and_the_second_backup)
{
    kit_write(&kit, "a.csv",
              "批次,药品通用名,规格包装,生产企业,中选价格（元/盒）,主供企业供应地区,第一备供地区,第二备供地区\n"
              "第九批,甲药,1mg*10片,甲厂,18.39,浙江、江苏等2省,上海,福建\n第九批,乙药,1mg*10片,甲厂,8,浙江,,\n");
    expect_ok(&kit, "a.csv", NULL);
    expect_sql(&kit, "甲药|浙江、江苏|主供\n甲药|上海|备供\n甲药|福建|备供\n乙药|浙江|主供",
               "SELECT i.generic, a.regions, a.role FROM award AS a JOIN item AS i ON i.id = a.item WHERE builtin = 0 "
               "ORDER BY a.id");
}

/* Who is a backup: by 供应类型, by the answer to 是否备供, by the title where no column says it. */
Test(tails, backups_are_known_by_role_question_or_title)
{
#define AWARDS(head, first, second)                                                                                    \
    "批次,药品通用名,规格包装,生产企业,中选价格（元/盒）,供应省份" head "\n第九批,甲药,1mg*10片,甲厂,18.39,浙江" first \
    "\n第九批,乙药,1mg*10片,乙厂,8,浙江" second "\n"
    kit_write(&kit, "a.csv", AWARDS(",供应类型", ",主供", ",第一备供"));
    kit_write(&kit, "b.csv", AWARDS(",是否备供", ",否", ",是"));
    kit_write(&kit, "c.csv", AWARDS(",是否主供", ",是", ",否"));
    kit_write(&kit, "d.csv", "第九批备供企业供应地区表\n" AWARDS("", "", ""));
    kit_write(&kit, "e.csv", "第九批中选结果（含备供企业）\n" AWARDS("", "", ""));
    static const struct {
        const char *file, *roles;
    } cases[] = {{"a.csv", "主供\n备供"},
                 {"b.csv", "主供\n备供"},
                 {"c.csv", "主供\n备供"},
                 {"d.csv", "备供\n备供"},
                 {"e.csv", "主供\n主供"}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        expect_ok(&kit, cases[i].file, NULL);
        expect_sql(&kit, cases[i].roles,
                   "SELECT role FROM award WHERE sheet = (SELECT max(sheet) FROM award) ORDER BY id");
    }
}

/* Of these lists none is one of winners; what only notes speak of is not there. */
Test(tails, lists_of_what_did_not_win_or_ended_are_no_catalogues)
{
    static const char *const no[] = {"关于取消第九批部分产品中选资格的清单", "第九批中选产品停止供应清单",
                                     "第九批非中选药品目录"},
                             *const yes[] = {"第九批中选资格名单", "第九批中选结果（不含停止供应的产品）",
                                             "第九批中选结果\n注：非中选产品见附件2"};
    for (size_t i = 0; i < JC_LEN(no); i++) {
        char text[512];
        snprintf(text, sizeof text, "%s\n" AWARDS("", "", ""), no[i]);
        kit_write(&kit, "n.csv", text);
        (void)kit_import(&kit, "n.csv", NULL);
        cr_expect_eq(kit.last.code, 938, "%s: E%d", no[i], kit.last.code);
    }
    for (size_t i = 0; i < JC_LEN(yes); i++) {
        char text[512], name[16];
        snprintf(text, sizeof text, "%s\n" AWARDS("", "", ""), yes[i]);
        snprintf(name, sizeof name, "y%zu.csv", i);
        kit_write(&kit, name, text);
        expect_ok(&kit, name, NULL);
    }
    expect_sql(&kit, "6", "SELECT count(*) FROM award WHERE builtin = 0");
}

/* What only a remark says of an award is told, and changes nothing. */
Test(tails, remarks_on_awards_are_told)
{
    kit_write(&kit, "a.csv", AWARDS(",备注", ",无变更", ",2024年5月起停用"));
    kit_write(&kit, "b.csv", AWARDS(",状态", ",正常", ",已取消中选资格"));
    expect_ok(&kit, "a.csv", "b.csv");
    expect_sql(&kit, "4", "SELECT count(*) FROM award WHERE builtin = 0");
    expect_told(&kit, "E937|||2024年5月起停用|1");
    expect_told(&kit, "E937|||已取消中选资格|1");
    kit_write(&kit, "c.csv",
              "批次,通用名,规格,包装,供应地区,主供企业,主供价格,备供企业,备供价格,备注\n"
              "第九批,丁片,1mg,7片/盒,浙江,甲公司,1,乙公司,2,已停用\n");
    expect_ok(&kit, "c.csv", NULL);
    expect_told(&kit, "E937|||已停用|1");
}

/* The price that holds now goes before the one that it took the place of, and a difference is told. */
Test(tails, the_price_after_an_adjustment_is_the_award_price)
{
    kit_write(&kit, "a.csv",
              "批次,药品通用名,规格包装,生产企业,中选价格（元/盒）,调整后价格（元/盒）,供应省份\n"
              "第九批,甲药,1mg*10片,甲厂,18.39,17.5,浙江\n");
    expect_ok(&kit, "a.csv", NULL);
    expect_sql(&kit, "175000", "SELECT price FROM award WHERE builtin = 0");
    expect_told(&kit, "E223|");
}

/* 采购周期: a length is no span, and a day alone no last day; what a title says of it holds for the whole table. */
Test(tails, terms_of_awards_and_agreements_in_words)
{
#define SPANS                                                                                                          \
    "SELECT day_text(day_from), day_text(day_to) FROM award WHERE sheet = (SELECT max(sheet) FROM award) AND price = " \
    "80000"
    kit_write(&kit, "a.csv", AWARDS(",采购周期", ",3年", ",3年"));
    kit_write(&kit, "b.csv", AWARDS(",采购周期", ",自2024年3月1日起", ",自2024年3月1日起"));
    kit_write(&kit, "c.csv", "采购周期：2024年3月1日至2026年12月31日\n" AWARDS("", "", ""));
    kit_write(&kit, "d.csv", "统计期间：2024年3月1日至2026年12月31日\n" AWARDS("", "", ""));
    expect_ok(&kit, "a.csv", NULL);
    expect_sql(&kit, "|", SPANS);
    expect_told(&kit, "E935|");
    expect_ok(&kit, "b.csv", NULL);
    expect_sql(&kit, "2024-03-01|", SPANS);
    expect_ok(&kit, "c.csv", NULL);
    expect_sql(&kit, "2024-03-01|2026-12-31", SPANS);
    expect_ok(&kit, "d.csv", NULL);
    expect_sql(&kit, "|", SPANS);
#define LENGTHS "机构名称,批次,药品通用名,规格,中选企业,约定采购量,单位,协议开始时间,采购周期\n甲医院,第四批国采,"
    kit_write(&kit, "e.csv",
              LENGTHS "甲药,1mg*7片,甲厂,500,盒,2024-03-01,一年\n"
                      "甲医院,第四批国采,乙药,1mg*7片,甲厂,500,盒,2024-01-31,1个月\n"
                      "甲医院,第四批国采,丙药,1mg*7片,甲厂,500,盒,2024-03-01,长期\n");
    cr_expect_eq(kit_import(&kit, "e.csv", NULL), JC_OK);
    expect_sql(&kit, "2024-03-01|2025-02-28\n2024-01-31|2024-02-29",
               "SELECT day_text(day_from), day_text(day_to) FROM agreement ORDER BY id");
    expect_told(&kit, "E934|");
    expect_told(&kit, "RE247|");
}

/* A column for each province, below a caption or not: what is marked is supplied, and nothing else. */
Test(tails, provinces_in_columns_of_their_own_are_supply_areas)
{
#define REGIONS                                                                                                        \
    "SELECT group_concat(regions || ' ' || role, '|') FROM award WHERE sheet = (SELECT max(sheet) FROM award)"
#define MARKED(heads, rows) "批次,药品通用名,规格包装,生产企业,中选价格（元/盒）," heads "\n" rows
    kit_write(&kit, "a.csv",
              MARKED("浙江,江西省,内蒙古自治区",
                     "第九批,甲药,1mg*10片,甲厂,18.39,√,,1\n第九批,乙药,1mg*10片,甲厂,8,否,●,0\n"));
    expect_ok(&kit, "a.csv", NULL);
    expect_sql(&kit, "浙江、内蒙古 主供|江西 主供", REGIONS);
    expect_told(&kit, "E939|");
    kit_write(&kit, "b.csv", MARKED("浙江,江西,供应地区", "第九批,甲药,1mg*10片,甲厂,18.39,100,200,上海\n"));
    expect_ok(&kit, "b.csv", NULL);
    expect_sql(&kit, "上海 主供", REGIONS);
    kit_write(&kit, "c.csv",
              MARKED("浙江,江西", "第九批,甲药,1mg*10片,甲厂,18.39,√,部分\n第九批,乙药,1mg*10片,甲厂,18.39,,\n"
                                  "第九批,丙药,1mg*10片,甲厂,18.39,√,\n"));
    (void)kit_import(&kit, "c.csv", NULL);
    expect_sql(&kit, "浙江 主供", REGIONS);
    expect_told(&kit, "RE249|");
    expect_told(&kit, "RE318|");
}

/* 0.9957 a tablet is 27.88 for 28 of them. */
Test(tails, the_price_of_a_pack_is_in_whole_cents)
{
    kit_write(&kit, "a.csv",
              "批次,药品通用名,规格包装,生产企业,单位价格\n第九批,甲药,1mg*28片,甲厂,0.9957\n第九批,乙药,1mg*1片,甲厂,"
              "0.0857\n");
    kit_write(&kit, "b.csv", "批次,药品通用名,规格包装,生产企业,中选价格（元/片）\n第八批,甲药,1mg*28片,甲厂,0.9957\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_sql(&kit, "278800|857|278800", "SELECT group_concat(price, '|') FROM award WHERE builtin = 0");
}

/* 序号 counts rows; one that two generic names share is that of their group, which somebody has to say. */
Test(tails, a_number_that_generic_names_share_is_told)
{
#define NUMBERED(head, second, other)                                                                                  \
    head ",批次,药品通用名,规格包装,生产企业,中选价格（元/盒）\n1,第九批,甲片,1mg*10片,甲厂,18\n" second               \
         ",第九批," other ",1mg*10粒,乙厂,8\n"
    kit_write(&kit, "a.csv", NUMBERED("序号", "1", "甲胶囊"));
    kit_write(&kit, "b.csv", NUMBERED("序号", "2", "甲胶囊"));
    kit_write(&kit, "c.csv", NUMBERED("序号", "1", "甲片"));
    kit_write(&kit, "d.csv", NUMBERED("采购品种序号", "1", "甲胶囊"));
    expect_ok(&kit, "b.csv", "c.csv", "d.csv");
    cr_expect_null(strstr(jc_buf_text(&kit.said), "E931"), "%s", jc_buf_text(&kit.said));
    expect_sql(&kit, "2", "SELECT count(*) FROM award WHERE builtin = 0 AND group_no = '1'");
    expect_ok(&kit, "a.csv");
    expect_told(&kit, "E931|A3|");
    kit_write(&kit, "e.csv", /* the groups of a published round are known */
              "序号,批次,药品通用名,规格包装,生产企业,中选价格（元/盒）\n1,国家第三批,甲片,1mg*10片,甲厂,18\n"
              "1,国家第三批,甲胶囊,1mg*10粒,乙厂,8\n");
    expect_ok(&kit, "e.csv");
    cr_expect_null(strstr(jc_buf_text(&kit.said), "E931"), "%s", jc_buf_text(&kit.said));
}

Test(tails, a_unit_of_what_was_bought_is_no_institution)
{
    kit_write(&kit, "甲县人民医院采购入库单.csv",
              "单据编号,日期,供应商,物料编码,物料名称,规格型号,采购单位,实收数量,含税单价,价税合计,生产厂家\n"
              "CGRK00001,2024-05-06,丙公司,W001,甲药,10mg*10片/盒,盒,50,18.39,919.50,甲厂\n");
    expect_ok(&kit, "甲县人民医院采购入库单.csv");
    expect_sql(&kit, "甲县人民医院|500000|CGRK00001",
               "SELECT o.name, p.accepted, p.delivery_no FROM purchase AS p JOIN org AS o ON o.id = p.org");
    kit_write(&kit, "b.csv",
              "采购单位,订单号,物料名称,规格型号,入库日期,入库数量,生产厂家\n盒子镇卫生院,1,甲药,10mg*10片/"
              "盒,2024-05-06,5,甲厂\n");
    expect_ok(&kit, "b.csv");
    expect_files(&kit, "b.csv L [b purchase 1 2=1+0+1]\n");
}

Test(tails, exports_of_the_tax_office_are_invoices)
{
    kit_write(&kit, "a.csv",
              "序号,发票代码,发票号码,数电发票号码,销方识别号,销方名称,购方识别号,购买方名称,开票日期,"
              "货物或应税劳务名称,规格型号,单位,"
              "数量,单价,金额,税率,税额,价税合计,备注\n"
              "1,,,24332000000012345678,9133,丙公司,1233,甲县人民医院,2024-05-06 "
              "10:00:00,*化学药品制剂*甲药,10mg*10片,盒,50,16.2743,813.72,13%,105.78,919.50,\n"
              "2,3300241130,24041110,,9133,丙公司,1233,甲县人民医院,2024-05-08 "
              "10:00:00,*化学药品制剂*乙药,30mg*60片,盒,30,32.6372,979.12,13%,127.28,1106.40,\n");
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv L [a invoice 1 3=2+0+1]\n");
    expect_sql(&kit, "24332000000012345678|9195000|甲药\n24041110|11064000|乙药",
               "SELECT v.no, v.amount, i.generic FROM invoice AS v LEFT JOIN item AS i ON i.id = v.item ORDER BY v.id");
}

/* ---- captions ---------------------------------------------------------------------------------------------------- */

static void expect_under(const char *above, const char *under, const char *want)
{
    char lines[2][512], *texts[2][32];
    struct jc_head_row row[2] = {{.number = 1, .text = texts[0]}, {.number = 2, .text = texts[1]}};
    struct jc_title title;
    struct jc_mapping m;
    struct jc_buf got = {0};
    for (int i = 0; i < 2; i++) {
        jc_copy(lines[i], sizeof lines[i], i ? under : above);
        for (char *save, *p = strtok_r(lines[i], " ", &save); p; p = strtok_r(NULL, " ", &save))
            texts[i][row[i].n++] = *p == '.' ? p + 1 : p;
    }
    jc_title_parse(&title, "", NULL);
    jc_header_match(&m, headers, &row[0], &row[1], NULL, &title);
    jc_buf_fmt(&got, "%s%s%s", m.kind ? "" : "-", m.nearest->id, m.ask[0] ? "?" : "");
    for (size_t i = 0; i < m.n; i++)
        jc_buf_fmt(&got, " %s%s", m.cols[i].spare ? "~" : "",
                   m.cols[i].field == JC_F_COUNT ? "." : jc_field_info[m.cols[i].field].name);
    cr_expect_str_eq(jc_buf_text(&got), want, "%s over %s:\n %s\nnot\n %s", above, under, jc_buf_text(&got), want);
    jc_buf_free(&got);
    jc_mapping_free(&m);
}

Test(tails, a_caption_names_a_group_or_makes_what_stands_below_it_another_measure)
{
    expect_under("医疗机构名称 药品通用名 规格 采购信息 . 验收信息 .", ". . . 采购数量 采购日期 入库数量 入库日期",
                 "purchase inst_name generic spec ordered day_order accepted day_accept");
    expect_under("医疗机构名称 药品通用名 规格 医院端 . 企业端 .", ". . . 入库数量 入库日期 配送数量 配送日期",
                 "purchase inst_name generic spec accepted day_accept shipped day_ship");
    expect_under("医疗机构名称 药品通用名 规格 调拨情况 . 采购情况 .", ". . . 入库数量 调拨日期 入库数量 入库日期",
                 "purchase inst_name generic spec . . accepted day_accept");
    expect_under("医疗机构名称 药品通用名 规格 东院 . 西院 .", ". . . 入库数量 金额 入库数量 入库日期",
                 "-purchase inst_name generic spec . ."); /* which of the two nobody says */
    expect_under("基本信息 . . 调拨情况 . 采购情况 .",
                 "医疗机构名称 药品通用名 规格 入库数量 调拨日期 入库数量 入库日期",
                 "purchase inst_name generic spec . . accepted day_accept");
    expect_under("医疗机构名称 药品通用名 规格 单位 科室 . 本期 .", ". . . . 入库数量 入库金额 入库数量 入库日期",
                 "purchase inst_name generic spec unit . amount accepted day_accept");
}
