/* The same row again, taking back, putting in place: which version of a record counts (rule book 1). */
#include "ingest_kit.h"
#include "random.h"

#include "ingest/norm.h"

static struct kit kit;

static void setup(void)
{
    kit_open(&kit);
}

static void teardown(void)
{
    jc_interrupted = 0;
    kit_close(&kit);
}

TestSuite(versions, .init = setup, .fini = teardown);

#define LINE_HEAD                                                                                                      \
    "医疗机构名称,订单编号,订单明细编号,配送单号,通用名,规格,生产企业,采购数量,入库数量,下单日期,验收日期,付款日期\n"
#define LIVE                                                                                                           \
    "SELECT o.name, p.order_no, p.line_no, p.accepted / 10000 FROM purchase p JOIN org o ON o.id = p.org WHERE "       \
    "p.live "                                                                                                          \
    "ORDER BY p.order_no, p.line_no, p.accepted"

/* Everything that an import may change, by what it means and not by its numbers. */
static const char *const fact_tables[] = {"listed",     "award",    "agreement", "payment",    "invoice",
                                          "reason",     "shortage", "watch",     "substitute", "duty",
                                          "assessment", "fund",     "term",      "alias"};

static void dump(struct jc_buf *out)
{
    jc_buf_clear(out);
    jc_buf_str(out, kit_sql(&kit,
                            "SELECT p.id, p.sheet, p.row, p.live, o.code, o.name, i.code, i.name, p.nth, p.state, "
                            "p.order_no, p.line_no, "
                            "p.accepted, p.day_accept FROM purchase p JOIN org o ON o.id = p.org JOIN institution i ON "
                            "i.id = o.inst ORDER BY p.id"));
    jc_buf_str(out, kit_sql(&kit, "SELECT ident, id FROM purchase_ident ORDER BY 1, 2"));
    jc_buf_fmt(out, "\nreturns\n%s", kit_sql(&kit, "SELECT id FROM purchase_back ORDER BY id"));
    for (size_t i = 0; i < JC_LEN(fact_tables); i++) {
        char sql[96];
        snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY id", fact_tables[i]);
        jc_buf_fmt(out, "\n%s\n%s", fact_tables[i], kit_sql(&kit, sql));
    }
    jc_buf_str(out, kit_sql(&kit, "SELECT id, path, live FROM file WHERE live ORDER BY id"));
    jc_buf_str(out, kit_sql(&kit, "SELECT s.* FROM sheet s JOIN file f ON f.id = s.file WHERE f.live ORDER BY s.id"));
    jc_buf_str(out, kit_sql(&kit, "SELECT * FROM issue ORDER BY id"));
}

static void undo(int64_t id)
{
    struct jc_ingest_undone undone;
    cr_assert_eq(jc_ingest_undo(kit.store, id, &undone, &kit.err), JC_OK, "E%d %s", kit.err.code, kit.err.arg[1]);
    cr_expect(id == 0 || undone.id == id);
}

/* ---- the same file, the same line ----------------------------------------------------------------------- */

Test(versions, the_same_file_twice_changes_nothing_whatever_its_name)
{
    struct jc_buf before = {0}, after = {0};
    kit_write(&kit, "a.csv", LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,5,5,2024-01-01,2024-01-02,\n");
    kit_write(&kit, "副本.csv", LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,5,5,2024-01-01,2024-01-02,\n");
    expect_ok(&kit, "a.csv", "副本.csv");
    expect_files(&kit, "a.csv L [a purchase 1 2=1+0+1]\n副本.csv D E316\n");
    dump(&before);
    expect_ok(&kit, "a.csv");
    expect_files(&kit, "a.csv D E316\n");
    cr_expect_eq(kit.total.id, 0);
    dump(&after);
    cr_expect_str_eq(jc_buf_text(&before), jc_buf_text(&after));
    jc_buf_free(&before);
    jc_buf_free(&after);
}

#define LEFT_OUT                                                                                                       \
    "SELECT i.code, f.path, i.arg1 FROM issue i LEFT JOIN file f ON f.id = i.file WHERE i.code IN (316, 348) AND "     \
    "f.id NOT IN (SELECT id FROM read_since) ORDER BY 1, 2"

#define UNREAD                                                                                                         \
    "SELECT f.path, i.code FROM open_issue AS i JOIN file AS f ON f.id = i.file WHERE i.sheet IS NULL "                \
    "AND f.id NOT IN (SELECT id FROM read_since) ORDER BY f.id"

/* A report names the file that was left out, once however often its folder is read, and no longer than that is true. */
Test(versions, a_file_that_is_left_out_is_named_in_the_store_once)
{
    cr_assert_eq(mkdir(kit_path(&kit, "夹"), 0700), 0);
    kit_write(&kit, "夹/a.csv", LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,5,5,2024-01-01,2024-01-02,\n");
    kit_write(&kit, "夹/副本.csv", LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,5,5,2024-01-01,2024-01-02,\n");
    kit_write(&kit, "夹/通知.pdf", "%PDF");
    expect_ok(&kit, "夹");
    const int64_t first = kit.total.id;
    char want[96];
    snprintf(want, sizeof want, "316|副本.csv|%ld\n348|通知.pdf|", (long)first);
    expect_sql(&kit, want, LEFT_OUT);
    kit_write(&kit, "夹/b.csv", LINE_HEAD "甲医院,2,1,,甲药,1mg,甲厂,5,5,2024-01-01,2024-01-02,\n");
    expect_ok(&kit, "夹");
    expect_sql(&kit, want, LEFT_OUT);
    undo(first);
    expect_sql(&kit, "348|通知.pdf|", LEFT_OUT);
    expect_ok(&kit, "夹");
    snprintf(want, sizeof want, "316|副本.csv|%ld\n348|通知.pdf|", (long)kit.total.id);
    expect_sql(&kit, want, LEFT_OUT);
}

Test(versions, a_line_that_comes_again_replaces_its_earlier_state)
{
    kit_write(&kit, "3月.csv",
              LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,5,,2024-03-01,,\n甲医院,1,2,,甲药,1mg,甲厂,6,,2024-03-01,,\n");
    kit_write(&kit, "4月.csv", LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,5,5,2024-03-01,2024-04-02,\n");
    kit_write(&kit, "5月.csv", LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,5,4,2024-03-01,2024-04-02,2024-05-03\n");
    expect_ok(&kit, "3月.csv");
    expect_ok(&kit, "5月.csv");
    cr_expect_eq(kit.total.superseded, 0);
    expect_ok(&kit, "4月.csv");
    cr_expect_eq(kit.total.superseded, 1);
    expect_sql(&kit, "甲医院|1|1|4\n甲医院|1|2|", LIVE);
    expect_sql(&kit, "4", "SELECT count(*) FROM purchase");
}

#define OPEN                                                                                                           \
    "SELECT printf('E%d %d', code, row) FROM open_issue WHERE import > 1 AND code <> 200 AND ifnull(file, 0) NOT IN "  \
    "(SELECT id FROM read_since) ORDER BY sheet, row, code"

/* Rule book 1: of states of one day the larger accepted quantity counts, then the larger hash; a correction may lose. */
Test(versions, a_correction_that_is_not_taken_is_told)
{
    static const char head[] = "医疗机构,订单编号,订单明细编号,通用名,规格,生产企业,入库数量,退货数量,单价,发票号码,"
                               "订单状态,下单日期,验收日期\n",
                      pay_head[] = "医疗机构,付款日期,付款金额,付款流水号\n";
    static const struct {
        const char *head, *before, *after, *told; /* told = field and value of one order of import */
        bool first_told;                          /* whichever way they are imported, the first one is */
    } cases[] = {
        {head, "甲医院,1,1,甲药,1mg,甲厂,50,,2,F1,,2024-01-01,2024-01-02\n",
         "甲医院,1,1,甲药,1mg,甲厂,5,,2,F1,,2024-01-01,2024-01-02\n", "E371|2|入库数量|5|1.csv #2 › 1 › 2\n", true},
        {head, "甲医院,1,1,甲药,1mg,甲厂,50,,2,F1,,2024-01-01,2024-01-03\n",
         "甲医院,1,1,甲药,1mg,甲厂,50,,2,F1,,2024-01-01,2024-01-02\n", "E371|2|验收日期|2024-01-02|1.csv #2 › 1 › 2\n",
         true},
        {pay_head, "甲医院,2024-05-06,12007.38,FK1\n", "甲医院,2024-05-06,1.5,FK1\n",
         "E371|2|已付金额|1.50|1.csv #2 › 1 › 2\n", true},
        {pay_head, "甲医院,2024-05-06,7,FK1\n", "甲医院,2024-05-05,7,FK1\n",
         "E371|2|付款日期|2024-05-05|1.csv #2 › 1 › 2\n", true},
        {head, "甲医院,1,1,甲药,1mg,甲厂,50,,2,F1,,2024-01-01,2024-01-02\n",
         "甲医院,1,1,甲药,1mg,甲厂,50,,3,F1,,2024-01-01,2024-01-02\n", "E371|2|单价|", false},
        {head, "甲医院,1,1,甲药,1mg,甲厂,50,,2,F1,,2024-01-01,2024-01-02\n",
         "甲医院,1,1,甲药,1mg,甲厂,50,4,2,F1,,2024-01-01,2024-01-02\n", "E371|2|退货数量|4|", false},
        {head, "甲医院,1,1,甲药,1mg,甲厂,50,,2,,,2024-01-01,2024-01-02\n",
         "甲医院,1,1,甲药,1mg,甲厂,50,,2,F1,,2024-01-01,2024-01-02\n", "E371|2|发票号码|F1|", false},
        {head, "甲医院,1,1,甲药,1mg,甲厂,50,,2,,,2024-01-01,2024-01-02\n",
         "甲医院,1,1,甲药,1mg,甲厂,50,,2,,作废,2024-01-01,2024-01-02\n", "E371|2|订单状态|作废|", false},
    };
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        struct jc_buf text[2] = {{0}, {0}};
        jc_buf_fmt(&text[0], "%s%s", cases[i].head, cases[i].before);
        jc_buf_fmt(&text[1], "%s%s", cases[i].head, cases[i].after);
        int told = 0;
        bool says_more = false;
        for (int order = 0; order < 2; order++) {
            kit_write(&kit, "1.csv", jc_buf_text(&text[order]));
            kit_write(&kit, "2.csv", jc_buf_text(&text[!order]));
            expect_ok(&kit, "1.csv");
            expect_said(&kit, "");
            expect_ok(&kit, "2.csv");
            bool said = strstr(jc_buf_text(&kit.said), "E371|") != NULL;
            told += said;
            says_more = says_more || strstr(jc_buf_text(&kit.said), cases[i].told);
            cr_expect(!cases[i].first_told || said == (order == 0), "case %zu, order %d: %s", i, order,
                      jc_buf_text(&kit.said));
            kit_close(&kit);
            kit_open(&kit);
        }
        cr_expect(told <= 1 && (told == 1) == says_more, "case %zu: told %d times", i, told);
        jc_buf_free(&text[0]);
        jc_buf_free(&text[1]);
    }
}

#define PAID_LIVE "SELECT sum(amount) FROM payment WHERE live = 1"
#define SET_BACK  "SELECT code || ' ' || row FROM open_issue WHERE code = 907 ORDER BY id"

Test(versions, what_is_told_of_a_correction_is_done_with_when_it_is_taken)
{
    kit_write(&kit, "1.csv",
              LINE_HEAD
              "甲医院,1,1,,甲药,1mg,甲厂,50,50,2024-01-01,2024-01-02,\n甲医院,1,2,,甲药,1mg,甲厂,50,50,2024-01-"
              "01,2024-01-02,\n");
    kit_write(&kit, "2.csv", LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,50,5,2024-01-01,2024-01-02,\n");
    kit_write(&kit, "3.csv", "医疗机构,付款日期,付款金额,付款流水号\n甲医院,2024-05-06,2,F1\n");
    kit_write(&kit, "4.csv", "医疗机构,付款日期,付款金额,付款流水号\n甲医院,2024-05-06,1,F1\n");
    expect_ok(&kit, "1.csv", "3.csv");
    int64_t before = kit.total.id;
    expect_ok(&kit, "2.csv", "4.csv");
    expect_sql(&kit, "E371 2\nE371 2", OPEN);
    undo(before);
    expect_sql(&kit, "", OPEN);
    expect_sql(&kit, "5|1",
               "SELECT (SELECT accepted / 10000 FROM purchase WHERE live), (SELECT amount / 10000 FROM payment)");
}

Test(versions, an_older_state_that_comes_late_is_no_correction)
{
    kit_write(&kit, "5月.csv", LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,5,5,2024-03-01,2024-04-02,2024-05-03\n");
    kit_write(&kit, "4月.csv", LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,5,5,2024-03-01,2024-04-02,\n");
    kit_write(&kit, "3月.csv", LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,5,,2024-03-01,,\n");
    expect_ok(&kit, "5月.csv");
    expect_ok(&kit, "4月.csv");
    expect_said(&kit, "");
    expect_ok(&kit, "3月.csv");
    expect_said(&kit, "");
}

/* A row that was refused is wrong no longer when a later file, or an earlier one, gives the same line whole. */
Test(versions, a_refused_row_is_answered_by_the_same_line_whole)
{
    static const char bad[] = LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,5,坏,2024-01-01,2024-01-02,\n"
                                        "甲医院,1,2,,甲药,1mg,甲厂,5,坏,2024-01-01,2024-01-02,\n"
                                        "甲医院,2,,,甲药,1mg,甲厂,5,坏,2024-01-01,2024-01-02,\n"
                                        "甲医院,,,,甲药,1mg,甲厂,5,坏,2024-01-01,2024-01-02,\n"
                                        "乙医院,3,1,,甲药,1mg,甲厂,5,5,2024-01-01,2024-01-02,\n",
                      good[] = LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,5,5,2024-01-01,2024-01-02,\n"
                                         "甲医院,2,,,甲药,1mg,甲厂,5,5,2024-01-01,2024-01-02,\n"
                                         "乙医院,1,2,,甲药,1mg,甲厂,5,5,2024-01-01,2024-01-02,\n";
    for (int order = 0; order < 2; order++) {
        kit_write(&kit, "坏.csv", bad);
        kit_write(&kit, "好.csv", good);
        expect_ok(&kit, order ? "好.csv" : "坏.csv");
        if (order == 0)
            expect_sql(&kit, "E240 2\nE240 3\nE240 4\nE240 5", OPEN);
        expect_ok(&kit, order ? "坏.csv" : "好.csv");
        expect_sql(&kit, "E240 3\nE240 5", OPEN);
        if (order == 0) {
            undo(0);
            expect_sql(&kit, "E240 2\nE240 3\nE240 4\nE240 5", OPEN);
        }
        kit_close(&kit);
        kit_open(&kit);
    }
}

Test(versions, a_refused_row_is_not_answered_by_another_occurrence_of_its_key)
{
    kit_write(&kit, "坏.csv",
              LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,5,3,,2024-01-02,\n甲医院,1,1,,甲药,1mg,甲厂,5,坏,,2024-01-05,\n");
    kit_write(&kit, "又.csv", LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,5,4,,2024-01-03,\n");
    kit_write(&kit, "好.csv",
              LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,5,3,,2024-01-02,\n甲医院,1,1,,甲药,1mg,甲厂,5,4,,2024-01-05,\n");
    expect_ok(&kit, "坏.csv");
    expect_ok(&kit, "又.csv");
    expect_sql(&kit, "E240 3", OPEN);
    expect_ok(&kit, "好.csv");
    expect_sql(&kit, "", OPEN);
}

/* 待审批 pays nothing yet; the same payment said to be paid pays, in whatever order the two are read, and undone. */
Test(versions, a_payment_that_was_paid_goes_before_what_it_was_before_its_approval)
{
    static const char *const heads[] = {"付款流水号", "凭证号",
                                        "付款备注"}; /* of the last it is known by all it says */
    static const char *const later[] = {"2024-05-06", "2024-05-04"};
    char text[2][512];
    for (size_t i = 0; i < JC_LEN(heads) * JC_LEN(later); i++) {
        const char *head = heads[i / 2], *day = later[i % 2 && i < 2];
        snprintf(text[0], sizeof text[0],
                 "医疗机构,供应商,付款日期,付款金额,审批状态,%s\n甲医院,甲公司,2024-05-06,9,待审批,F1\n"
                 "甲医院,甲公司,2024-05-06,5,审批中,F2\n",
                 head);
        snprintf(text[1], sizeof text[1],
                 "医疗机构,供应商,付款日期,付款金额,审批状态,%s\n甲医院,甲公司,%s,9,审批通过,F1\n", head, day);
        for (int first = 0; first < 2; first++) {
            kit_close(&kit);
            kit_open(&kit);
            kit_write(&kit, "a.csv", text[first]);
            kit_write(&kit, "b.csv", text[!first]);
            expect_ok(&kit, "a.csv");
            int64_t before = kit.total.id;
            expect_sql(&kit, first ? "90000" : "0", PAID_LIVE);
            expect_ok(&kit, "b.csv");
            expect_sql(&kit, "90000", PAID_LIVE);
            cr_expect_null(strstr(jc_buf_text(&kit.said), "E371"), "%s", jc_buf_text(&kit.said));
            cr_expect_eq(strstr(jc_buf_text(&kit.said), "E907|") != NULL, first, "%s", jc_buf_text(&kit.said));
            expect_sql(&kit, first ? "907 2" : "", SET_BACK);
            undo(0);
            expect_sql(&kit, first ? "90000" : "0", PAID_LIVE);
            expect_ok(&kit, "b.csv");
            undo(before);
            expect_sql(&kit, first ? "0" : "90000", PAID_LIVE);
        }
    }
}

Test(versions, a_payment_set_back_is_told_until_a_correction_decides)
{
    static const char head[] = "医疗机构,供应商,付款日期,付款金额,审批状态,付款流水号\n";
    char text[256];
    snprintf(text, sizeof text, "%s甲医院,甲公司,2024-05-06,9,审批通过,F1\n", head);
    kit_write(&kit, "四月.csv", text);
    snprintf(text, sizeof text, "%s甲医院,甲公司,2024-05-06,9,待审批,F1\n", head);
    kit_write(&kit, "五月.csv", text);
    expect_ok(&kit, "四月.csv");
    expect_ok(&kit, "五月.csv");
    const char *told = strstr(jc_buf_text(&kit.said), "E907|2|已付金额||");
    cr_assert_not_null(told, "%s", jc_buf_text(&kit.said));
    cr_expect_not_null(strstr(told, "四月.csv #2 › 四月 › 2\n"), "%s", told);
    expect_sql(&kit, "907 2", SET_BACK);
    undo(0);
    kit.opts.correction = true;
    expect_ok(&kit, "五月.csv");
    expect_sql(&kit, "0", PAID_LIVE);
    expect_sql(&kit, "", SET_BACK);
}

Test(versions, a_later_row_of_one_file_says_as_well_that_it_was_paid)
{
    static const char *const rows[] = {"甲医院,甲公司,2024-05-06,9,待审批,F1\n",
                                       "甲医院,甲公司,2024-05-06,9,已付款,F1\n"};
    static const char head[] = "医疗机构,供应商,付款日期,付款金额,付款状态,付款流水号\n";
    for (int first = 0; first < 2; first++) {
        char text[512];
        kit_close(&kit);
        kit_open(&kit);
        snprintf(text, sizeof text, "%s%s%s", head, rows[first], rows[!first]);
        kit_write(&kit, "a.csv", text);
        snprintf(text, sizeof text, "%s%s", head, rows[1]);
        kit_write(&kit, "b.csv", text);
        expect_ok(&kit, "a.csv");
        expect_sql(&kit, "90000", PAID_LIVE);
        expect_ok(&kit, "b.csv");
        expect_sql(&kit, "90000", PAID_LIVE);
        undo(0);
        expect_sql(&kit, "90000", PAID_LIVE);
        snprintf(text, sizeof text, "%s甲医院,甲公司,2024-05-06,9,已作废,F1\n", head);
        kit_write(&kit, "c.csv", text);
        expect_ok(&kit, "c.csv");
        expect_sql(&kit, "0", PAID_LIVE);
    }
}

Test(versions, a_refused_payment_is_answered_by_its_serial_number)
{
    static const char head[] = "医疗机构,付款日期,付款金额,付款流水号\n";
    struct jc_buf text = {0};
    jc_buf_fmt(&text, "%s甲医院,2024-05-06,坏,F1\n甲医院,2024-05-06,坏,\n甲医院,2024-05-06,3,F2\n", head);
    kit_write(&kit, "坏.csv", jc_buf_text(&text));
    jc_buf_clear(&text);
    jc_buf_fmt(&text, "%s甲医院,2024-05-06,7,F1\n甲医院,2024-05-06,8,\n", head);
    kit_write(&kit, "好.csv", jc_buf_text(&text));
    jc_buf_free(&text);
    expect_ok(&kit, "坏.csv");
    expect_sql(&kit, "E240 2\nE240 3", OPEN);
    expect_ok(&kit, "好.csv");
    expect_sql(&kit, "E240 3", OPEN);
}

Test(versions, a_return_never_replaces_its_purchase)
{
    kit_write(&kit, "a.csv",
              LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,,10,,2024-01-02,\n甲医院,1,1,,甲药,1mg,甲厂,,-3,,2024-02-02,\n");
    kit_write(&kit, "b.csv", LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,,-4,,2024-03-02,\n");
    kit_write(&kit, "退货.csv",
              "医疗机构名称,订单编号,订单明细编号,通用名,规格,生产企业,退货数量,验收日期\n甲医院,1,1,甲药,1mg,甲厂,2,"
              "2024-04-02\n");
    expect_ok(&kit, "a.csv", "b.csv", "退货.csv");
    expect_sql(&kit, "甲医院|1|1|\n甲医院|1|1|10", LIVE);
    expect_sql(&kit, "20000", "SELECT returned FROM purchase WHERE live AND accepted IS NULL");
}

Test(versions, the_nth_occurrence_of_a_key_is_a_line_of_its_own)
{
    kit_write(&kit, "a.csv",
              LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,,10,,2024-01-02,\n甲医院,1,1,,甲药,1mg,甲厂,,10,,2024-01-02,\n");
    kit_write(&kit, "b.csv",
              LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,,10,,2024-01-02,\n甲医院,1,1,,甲药,1mg,甲厂,,7,,2024-01-05,\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_sql(&kit, "甲医院|1|1|7\n甲医院|1|1|10", LIVE);
}

Test(versions, without_a_line_number_product_day_and_quantity_tell_lines_apart)
{
    kit_write(&kit, "a.csv",
              LINE_HEAD "甲医院,1,,,甲药,1mg,甲厂,5,,2024-01-02,,\n甲医院,1,,,甲药,1mg,甲厂,6,,2024-01-02,,\n甲医院,1,,"
                        ",乙药,1mg,甲厂,5,,2024-01-02,,\n");
    kit_write(
        &kit, "b.csv",
        LINE_HEAD
        "甲医院,1,,,甲药,1mg,甲厂,5,5,2024-01-02,2024-01-09,\n甲医院,1,,,乙药,1mg,甲厂,5,5,2024-01-03,2024-01-09,\n"
        "乙医院,1,,,甲药,1mg,甲厂,5,5,2024-01-02,2024-01-09,\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_sql(&kit,
               "甲医院|乙药|5||\n甲医院|乙药|5|50000|\n甲医院|甲药|5|50000|\n甲医院|甲药|6||\n乙医院|甲药|5|50000|",
               "SELECT o.name, i.generic, p.ordered / 10000, p.accepted, '' FROM purchase p JOIN org o ON o.id = p.org "
               "JOIN item i ON "
               "i.id = p.item WHERE p.live ORDER BY o.name = '乙医院', i.generic, p.ordered, p.day_order");
}

Test(versions, lines_without_any_number_are_known_by_all_they_say)
{
    kit_write(&kit, "a.csv",
              LINE_HEAD "甲医院,,,,甲药,1mg,甲厂,,5,,2024-01-02,\n甲医院,,,,甲药,1mg,甲厂,,5,,2024-01-02,\n甲医院,,,,"
                        "甲药,1mg,甲厂,,6,,2024-01-02,\n");
    kit_write(&kit, "b.csv",
              LINE_HEAD "甲医院,,,,甲药,1mg,甲厂,,5,,2024-01-02,\n甲医院,,,,甲药,1mg,甲厂,,7,,2024-01-02,\n");
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "");
    expect_ok(&kit, "b.csv");
    cr_expect_not_null(strstr(jc_buf_text(&kit.said), "E334|2|||a.csv #2 › a › 2\n"));
    expect_sql(&kit, "5|5|6|7",
               "SELECT group_concat(a, '|') FROM (SELECT accepted / 10000 AS a FROM purchase WHERE live ORDER BY 1)");
}

Test(versions, short_order_numbers_find_their_versions_too)
{
    kit_write(&kit, "a.csv", LINE_HEAD "甲医院,A1,1,,甲药,1mg,甲厂,5,,2024-01-02,,\n甲医院,,77,,甲药,1mg,甲厂,5,,,,\n");
    kit_write(&kit, "b.csv",
              LINE_HEAD
              "甲医院,A1,1,,甲药,1mg,甲厂,5,4,2024-01-03,2024-02-03,\n甲医院,,77,,甲药,1mg,甲厂,5,3,,2024-02-05,\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_sql(&kit, "甲医院||77|3\n甲医院|A1|1|4", LIVE);
}

/* ---- every order of import ----------------------------------------------------------------------------------- */

#define FILES 3
#define LINES 12

struct version {
    int order, line, quantity, day; /* line 0: no line number; quantity < 0: a return */
};

struct world {
    struct version v[FILES][LINES];
    char sha[FILES][65];
    int n[FILES];
};

static void make_world(struct world *w, int number, uint64_t *seed)
{
    *w = (struct world){0};
    for (int f = 0; f < FILES; f++) {
        struct jc_buf text = {0};
        char name[16];
        jc_buf_str(&text, LINE_HEAD);
        w->n[f] = 1 + (int)(random_next(seed) % LINES);
        for (int i = 0; i < w->n[f]; i++) {
            struct version *v = &w->v[f][i];
            *v = (struct version){(int)(random_next(seed) % 2), (int)(random_next(seed) % 3),
                                  1 + (int)(random_next(seed) % 2), 1 + (int)(random_next(seed) % 3)};
            v->quantity = random_next(seed) % 5 == 0 ? -v->quantity : v->quantity;
            jc_buf_fmt(&text, "甲医院,2024010%d,%.0d,,甲药,1mg,甲厂,,%d,2024-01-01,2024-01-0%d,\n", v->order, v->line,
                       v->quantity, v->day + 1);
        }
        jc_buf_fmt(&text, "合计%d,%d,,,,,,,,,,\n", number, f); /* no two files alike */
        snprintf(name, sizeof name, "%d.csv", f);
        kit_write(&kit, name, jc_buf_text(&text));
        int64_t bytes;
        cr_assert_eq(jc_sha_file(kit_path(&kit, name), w->sha[f], &bytes, NULL), JC_OK);
        jc_buf_free(&text);
    }
}

/* Which occurrence of its key in its file it is. */
static int nth(const struct world *w, int f, int i)
{
    int n = 1;
    for (int k = 0; k < i; k++)
        n += w->v[f][k].order == w->v[f][i].order && w->v[f][k].line == w->v[f][i].line &&
             (w->v[f][k].quantity < 0) == (w->v[f][i].quantity < 0);
    return n;
}

/* The rule, word for word: the latest of its own dates, then the larger accepted quantity, then the larger file hash. */
static bool counts(const struct world *w, int f, int i)
{
    const struct version *v = &w->v[f][i];
    for (int g = 0; g < FILES; g++)
        for (int k = 0; k < w->n[g]; k++) {
            const struct version *u = &w->v[g][k];
            if (g == f || u->order != v->order || u->line != v->line || (u->quantity < 0) != (v->quantity < 0) ||
                nth(w, g, k) != nth(w, f, i))
                continue;
            if (u->day != v->day             ? u->day > v->day
                : u->quantity != v->quantity ? u->quantity > v->quantity
                                             : strcmp(w->sha[g], w->sha[f]) > 0)
                return false;
        }
    return true;
}

static void expect_world(const struct world *w, const char *when)
{
    for (int f = 0; f < FILES; f++)
        for (int i = 0; i < w->n[f]; i++) {
            char sql[256];
            snprintf(sql, sizeof sql,
                     "SELECT p.live FROM purchase p JOIN sheet s ON s.id = p.sheet JOIN file f ON f.id = s.file AND "
                     "f.live WHERE "
                     "f.path = '%d.csv' AND p.row = %d",
                     f, i + 2);
            cr_expect_str_eq(kit_sql(&kit, sql), counts(w, f, i) ? "1" : "0", "%s: file %d line %d", when, f, i + 2);
        }
}

Test(versions, the_order_of_import_never_matters, .timeout = 120)
{
    static const int orders[][FILES] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
    uint64_t seed = 20241231;
    cr_assert_eq(jc_ingest_builtin(kit.store, kit.opts.today, kit.opts.now, &kit.err), JC_OK);
    for (int number = 0; number < 8; number++) {
        struct world w;
        make_world(&w, number, &seed);
        for (size_t o = 0; o < JC_LEN(orders); o++) {
            struct jc_buf stages[FILES] = {{0}}, now = {0};
            for (int k = 0; k < FILES; k++) {
                char name[16];
                dump(&stages[k]);
                snprintf(name, sizeof name, "%d.csv", orders[o][k]);
                expect_ok(&kit, name);
            }
            expect_world(&w, "one by one");
            for (int k = FILES; k-- > 0;) { /* and back again, step by step */
                undo(0);
                dump(&now);
                cr_expect_str_eq(jc_buf_text(&now), jc_buf_text(&stages[k]), "undo %d", k);
                jc_buf_free(&stages[k]);
            }
            jc_buf_free(&now);
        }
        expect_ok(&kit, kit.dir);
        expect_world(&w, "all at once");
        undo(0);
    }
}

/* ---- taking back, putting in place ------------------------------------------------------------------------------ */

static void write_everything(void)
{
    kit_write(&kit, "1.csv", "医疗机构编码,医疗机构名称,地区,级别\nH33010200001,甲医院,甲县,二级\n");
    kit_write(&kit, "2.csv",
              "医疗机构名称,批次,通用名,规格,生产企业,约定采购量,协议开始日期,协议结束日期\n甲医院,第四批,甲药,1mg*7片,"
              "甲厂,70,2024-01-01,2024-12-31\n");
    kit_write(&kit, "3.csv",
              "医疗机构名称,付款日期,付款金额,付款流水号\n甲医院,2024-05-06,100,F1\n甲医院,2024-05-07,200,F2\n");
    kit_write(&kit, "4.csv", "类别,写法,标准名称\n机构,甲院,甲医院\n");
    kit_write(&kit, "5.csv",
              LINE_HEAD
              "甲医院,1,1,,甲药,1mg*7片,甲厂,,5,,2024-01-02,\n甲院,2,1,,甲药,1mg*7片,甲厂,,坏,,2024-01-02,\n");
}

Test(versions, undo_restores_the_earlier_state_exactly)
{
    struct jc_buf before = {0}, after = {0};
    write_everything();
    expect_ok(&kit, "1.csv", "2.csv", "3.csv", "4.csv", "5.csv");
    int64_t first = kit.total.id;
    dump(&before);
    kit_write(&kit, "6.csv",
              "医疗机构编码,医疗机构名称,地区,级别\nH33010200001,甲县医院,乙县,三级\nH33010200002,乙医院,乙县,三级\n");
    kit_write(&kit, "7.csv",
              "医疗机构名称,批次,通用名,规格,生产企业,约定采购量,协议开始日期,协议结束日期\n甲医院,第四批,甲药,1mg*7片,"
              "甲厂,80,2024-01-01,2024-12-31\n");
    kit_write(&kit, "8.csv", "医疗机构名称,付款日期,付款金额,付款流水号\n甲医院,2024-05-08,150,F1\n");
    kit_write(&kit, "9.csv", "类别,写法,标准名称\n机构,甲院,乙医院\n");
    kit_write(&kit, "10.csv",
              LINE_HEAD
              "甲医院,1,1,,甲药,1mg*7片,甲厂,,6,,2024-01-03,\n丁医院,9,1,,甲药,1mg*7片,甲厂,,6,,2024-01-03,\n");
    expect_ok(&kit, "6.csv", "7.csv", "8.csv", "9.csv", "10.csv");
    int64_t second = kit.total.id;
    expect_told(&kit, "E333||||1\n");
    dump(&after);
    cr_expect_str_neq(jc_buf_text(&before), jc_buf_text(&after));
    undo(second);
    dump(&after);
    cr_expect_str_eq(jc_buf_text(&before), jc_buf_text(&after), "%s\n%s", jc_buf_text(&before), jc_buf_text(&after));
    expect_sql(&kit, "1", "SELECT undone FROM import ORDER BY id DESC LIMIT 1");
    struct jc_ingest_undone undone;
    cr_expect_eq(jc_ingest_undo(kit.store, second, &undone, &kit.err), JC_NOTFOUND);
    cr_expect_eq(kit.err.code, 356);
    undo(0);
    expect_sql(&kit, "0|0|0",
               "SELECT (SELECT count(*) FROM purchase), (SELECT count(*) FROM agreement), (SELECT count(*) FROM issue "
               "WHERE import > 1)");
    expect_sql(&kit, "790", "SELECT count(*) FROM award WHERE live");
    cr_expect_eq(jc_ingest_undo(kit.store, 0, &undone, &kit.err), JC_NOTFOUND,
                 "the built-in catalogues are not undone");
    (void)first;
    jc_buf_free(&before);
    jc_buf_free(&after);
}

Test(versions, an_undone_file_may_be_imported_again)
{
    write_everything();
    expect_ok(&kit, "5.csv");
    undo(0);
    expect_ok(&kit, "5.csv");
    expect_files(&kit, "5.csv L [5 purchase 1 3=1+1+1]\n");
}

Test(versions, replace_puts_a_file_in_the_place_of_an_import)
{
    write_everything();
    expect_ok(&kit, "5.csv");
    int64_t old = kit.total.id;
    expect_ok(&kit, "3.csv");
    kit_write(&kit, "5b.csv", LINE_HEAD "甲医院,1,1,,甲药,1mg*7片,甲厂,,4,,2024-01-01,\n");
    kit.opts.replace = old;
    expect_ok(&kit, "5b.csv");
    expect_sql(&kit, "甲医院|1|1|4", LIVE);
    char want[32];
    snprintf(want, sizeof want, "%ld|2\n%ld|0", (long)old, (long)kit.total.id);
    expect_sql(&kit, want, "SELECT id, undone FROM import WHERE undone = 2 OR replaces > 0 ORDER BY id");
    expect_sql(&kit, "2", "SELECT count(*) FROM payment WHERE live");
    cr_expect_eq(kit_import(&kit, "5.csv", NULL), JC_NOTFOUND);
    cr_expect_eq(kit.err.code, 356);
    kit.opts.replace = kit.total.id ? kit.total.id : old + 2;
    expect_ok(&kit, "5b.csv"); /* its own bytes in its own place */
    expect_sql(&kit, "甲医院|1|1|4", LIVE);
    kit.opts.replace += 1;
    kit_write(&kit, "nichts.csv", "一,二\n1,2\n");
    expect_ok(&kit, "nichts.csv");
    expect_sql(&kit, "甲医院|1|1|4", LIVE); /* nothing came, so nothing goes */
}

/* Of what was kept aside nothing is left after that, and ids that it had are given to nobody meanwhile. */
Test(versions, undo_of_a_replacement_brings_back_what_was_there)
{
    struct jc_buf before = {0}, after = {0};
    write_everything();
    kit_write(
        &kit, "6.csv",
        "医疗机构名称,订单编号,订单明细编号,通用名,规格,生产企业,商品类别,入库数量,退货数量,验收日期,配送企业\n"
        "甲医院,1,1,甲药,1mg*7片,甲厂,耗材,8,,2024-03-02,国药\n甲医院,7,1,乙药,2mg*7片,乙厂,,,2,2024-02-02,国药\n");
    expect_ok(&kit, "2.csv", "5.csv");
    expect_ok(&kit, "1.csv", "2.csv", "3.csv", "4.csv", "5.csv", "6.csv"); /* E316 of two */
    int64_t old = kit.total.id;
    kit_write(&kit, "7.csv", "类别,写法,标准名称\n机构,己院,己医院\n");
    expect_ok(&kit, "6.csv", "7.csv"); /* E316 again: 6.csv is of the import before */
    dump(&before);
    kit.opts.replace = old;
    kit_write(&kit, "6.csv",
              "医疗机构名称,订单编号,订单明细编号,通用名,规格,生产企业,入库数量,验收日期\n甲医院,8,1,丙药,1mg*7片,甲厂,"
              "8,2024-03-02\n");
    expect_ok(&kit, "1.csv", "3.csv", "4.csv", "6.csv");
    int64_t second = kit.total.id;
    kit.opts.replace = second;
    kit_write(&kit, "4.csv", "类别,写法,标准名称\n机构,甲院,乙医院\n");
    expect_ok(&kit, "1.csv", "3.csv", "4.csv", "6.csv");
    int64_t third = kit.total.id;
    kit.opts.replace = 0;
    kit_write(&kit, "8.csv",
              "医疗机构名称,订单编号,订单明细编号,通用名,规格,生产企业,入库数量,验收日期,配送企业\n"
              "甲医院,8,1,乙药,2mg*7片,乙厂,8,2024-03-02,国药\n");
    expect_ok(&kit, "8.csv");
    undo(kit.total.id);
    undo(third);
    expect_sql(&kit, "丙药", "SELECT i.generic FROM purchase p JOIN item i ON i.id = p.item WHERE p.order_no = '8'");
    undo(second);
    dump(&after);
    cr_expect_str_eq(jc_buf_text(&before), jc_buf_text(&after), "%s\n%s", jc_buf_text(&before), jc_buf_text(&after));
    expect_sql(&kit, "0", "SELECT count(*) FROM aside");
    expect_sql(&kit, "乙药|国药",
               "SELECT i.generic, f.name FROM purchase p JOIN item i ON i.id = p.item JOIN firm f ON f.id = "
               "p.supplier WHERE p.order_no = '7'");
    expect_sql(&kit, "丙药", "SELECT generic FROM item WHERE used = 0");
    jc_buf_free(&before);
    jc_buf_free(&after);
}

/* The rows that are still to be mended, by file and row. */
#define REFUSED                                                                                                        \
    "SELECT f.path, i.row FROM open_issue i JOIN sheet s ON s.id = i.sheet JOIN file f ON f.id = s.file "              \
    "WHERE i.rejected ORDER BY i.id"

/*
 * A code that a spreadsheet destroyed leaves nothing to know a row by but its documents, what else it says, and the digits left:
 * a row of a later file that has all of it mends it, one that may be another does not.
 */
Test(versions, a_row_whose_code_was_destroyed_is_mended_by_the_row_that_fits_it)
{
    static const char head[] =
        "医疗机构编码,订单编号,入库单号,发票号,平台产品编码,入库数量,验收日期,采购单价,配送企业\n";
    static const struct {
        const char *first, *later, *open;
    } cases[] = {
        /* by its order; what the first file did not know yet may have come since */
        {"510101,DD20240301,,,6.92E+12,5,2024-03-02,10,国药\n",
         "510101,DD20240301,,F1,6920123456702,5,2024-03-02,10,国药\n", ""},
        /* by its receipt, by its invoice; digits beyond the fifteenth lost */
        {"510101,,R1,,6.9201234567891E+16,5,2024-03-02,10,国药\n",
         "510101,,R1,,69201234567891234,5,2024-03-02,10,国药\n", ""},
        {"510101,,,F1,6.92E+12,5,2024-03-02,10,国药\n", "510101,,,F1,6920123456702,5,2024-03-02,10,国药\n", ""},
        /* the institution's code */
        {"5.10101E+11,DD20240301,,,6920123456702,5,2024-03-02,10,国药\n",
         "510101000011,DD20240301,,,6920123456702,5,2024-03-02,10,国药\n", ""},
        /* nobody is named: by its own number, but not by that of an order, which has many rows */
        {",DD20240301,R1,,6920123456702,5,2024-03-02,10,国药\n",
         "510101,DD20240301,R1,,6920123456702,5,2024-03-02,10,国药\n", "a.csv|2"},
        /* no document: it may be any row of that day */
        {"510101,,,,6.92E+12,5,2024-03-02,10,国药\n", "510101,,,,6920123456702,5,2024-03-02,10,国药\n", "a.csv|2"},
        /* another code, hospital, quantity, day, order */
        {"510101,DD20240301,,,6.92E+12,5,2024-03-02,10,国药\n",
         "510101,DD20240301,,,6930123456702,5,2024-03-02,10,国药\n"
         "510101,DD20240301,,,692012345670,5,2024-03-02,10,国药\n"
         "510102,DD20240301,,,6920123456702,5,2024-03-02,10,国药\n"
         "510101,DD20240301,,,6920123456702,6,2024-03-02,10,国药\n"
         "510101,DD20240301,,,6920123456703,5,2024-03-03,10,国药\n"
         "510101,DD20240302,,,6920123456702,5,2024-03-02,10,国药\n",
         "a.csv|2"},
        /* two such rows, and one that is whole already: one more is not enough, two are */
        {"510101,DD20240301,,,6.92E+12,5,2024-03-02,10,国药\n510101,DD20240301,,,6.92E+12,5,2024-03-02,10,国药\n"
         "510101,DD20240301,,,6920123456701,5,2024-03-02,10,国药\n",
         "510101,DD20240301,,,6920123456701,5,2024-03-02,10,国药\n510101,DD20240301,,,6920123456702,5,2024-03-02,10,"
         "国药\n",
         "a.csv|2\na.csv|3"},
        {"510101,DD20240301,,,6.92E+12,5,2024-03-02,10,国药\n510101,DD20240301,,,6.92E+12,5,2024-03-02,10,国药\n"
         "510101,DD20240301,,,6920123456701,5,2024-03-02,10,国药\n",
         "510101,DD20240301,,,6920123456701,5,2024-03-02,10,国药\n510101,DD20240301,,,6920123456702,5,2024-03-02,10,"
         "国药\n"
         "510101,DD20240301,,,6920123456703,5,2024-03-02,10,国药\n",
         ""},
    };
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        char text[1024];
        teardown();
        setup();
        snprintf(text, sizeof text, "%s%s", head, cases[i].first);
        kit_write(&kit, "a.csv", text);
        snprintf(text, sizeof text, "%s%s", head, cases[i].later);
        kit_write(&kit, "b.csv", text);
        expect_ok(&kit, "a.csv");
        char *open = jc_strdup(kit_sql(&kit, REFUSED));
        cr_expect_eq(strncmp(open, "a.csv|2", 7), 0, "%zu: %s", i, open);
        expect_ok(&kit, "b.csv");
        cr_expect_str_eq(kit_sql(&kit, REFUSED), cases[i].open, "%zu: %s", i, kit_sql(&kit, REFUSED));
        undo(0);
        cr_expect_str_eq(kit_sql(&kit, REFUSED), open, "%zu: taken back: %s", i, kit_sql(&kit, REFUSED));
        kit.opts.replace = 2;
        expect_ok(&kit, "b.csv");
        expect_sql(&kit, "", REFUSED);
        undo(0); /* what was refused is brought back, too */
        kit.opts.replace = 0;
        cr_expect_str_eq(kit_sql(&kit, REFUSED), open, "%zu: brought back: %s", i, kit_sql(&kit, REFUSED));
        expect_ok(&kit, "b.csv");
        cr_expect_str_eq(kit_sql(&kit, REFUSED), cases[i].open, "%zu: once more: %s", i, kit_sql(&kit, REFUSED));
        free(open);
    }
}

/* A hospital that was forgotten: its row is known by its number, or by its place where the sheet comes again as it was. */
Test(versions, a_row_without_a_hospital_is_mended_by_its_number_or_its_place)
{
    static const char head[] = "医疗机构,通用名,规格,生产企业,入库数量,入库日期,单价,订单号,明细号\n",
                      ledger[] = "医疗机构,配送企业,付款金额,付款日期,凭证号\n";
    static const struct {
        const char *head, *first, *later, *open;
    } cases[] = {
        {head, ",甲片,10mg,甲厂,10,2024-05-06,1,D1,L2\n",
         "乙院,乙片,10mg,甲厂,1,2024-05-06,1,D1,L1\n甲院,甲片,10mg,甲厂,10,2024-05-06,1,D1,L2\n", ""},
        {head, ",甲片,10mg,甲厂,10,2024-05-06,1,D1,L2\n", "甲院,甲片,10mg,甲厂,10,2024-05-06,1,D1,L3\n", "a.csv|2"},
        {head, ",甲片,10mg,甲厂,10,2024-05-06,1,D1,L2\n", "甲院,甲片,10mg,甲厂,12,2024-05-06,1,D1,L2\n", "a.csv|2"},
        {head,
         ",甲片,10mg,甲厂,10,2024-05-06,1,D1,\n甲院,甲片,10mg,甲厂,1,2024-05-06,1,D2,\n甲院,甲片,10mg,甲厂,2,2024-05-"
         "06,1,D3,\n",
         "甲院,甲片,10mg,甲厂,10,2024-05-06,1,D1,\n甲院,甲片,10mg,甲厂,1,2024-05-06,1,D2,\n甲院,甲片,10mg,甲厂,2,2024-"
         "05-06,1,D3,"
         "\n",
         "a.csv|2"}, /* its place: the view of the assessment sees that */
        {ledger, ",国药,10,2024-05-06,1\n", "乙院,国药,10,2024-05-06,1\n", "a.csv|2"},
    };
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        char text[1024];
        teardown();
        setup();
        snprintf(text, sizeof text, "%s%s", cases[i].head, cases[i].first);
        kit_write(&kit, "a.csv", text);
        snprintf(text, sizeof text, "%s%s", cases[i].head, cases[i].later);
        kit_write(&kit, "b.csv", text);
        expect_ok(&kit, "a.csv");
        expect_sql(&kit, "a.csv|2", REFUSED);
        expect_ok(&kit, "b.csv");
        cr_expect_str_eq(kit_sql(&kit, REFUSED), cases[i].open, "%zu: %s", i, kit_sql(&kit, REFUSED));
    }
}

/* A number cell that lost digits is a destroyed code as a text is: the row is refused for it, and mended. */
Test(versions, a_code_that_is_a_number_cell_is_mended_too)
{
    static const char *const heads[] = {"医疗机构编码", "订单编号", "平台产品编码", "入库数量", "验收日期"};
    static const char *const cells[] = {"H33010200001", "DD20240301", NULL, "5", "2024-03-02"};
    char path[128];
    snprintf(path, sizeof path, "%s/a.xlsx", kit.dir);
    lxw_workbook *book = workbook_new(path);
    lxw_worksheet *sheet = workbook_add_worksheet(book, NULL);
    for (lxw_col_t i = 0; i < JC_LEN(heads); i++) {
        worksheet_write_string(sheet, 0, i, heads[i], NULL);
        if (cells[i])
            worksheet_write_string(sheet, 1, i, cells[i], NULL);
        else
            worksheet_write_number(sheet, 1, i, 69201234567891234.0, NULL);
    }
    workbook_close(book);
    kit_write(&kit, "b.csv",
              "医疗机构编码,订单编号,平台产品编码,入库数量,验收日期\n"
              "H33010200001,DD20240301,69201234567891234,5,2024-03-02\n");
    expect_ok(&kit, "a.xlsx");
    expect_said(&kit, "E203|C2|平台产品编码|69201234567891200|\nRE329|2|通用名||\n");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "", REFUSED);
}

/*
 * A row that counts without a number of its own, which a spreadsheet destroyed, makes room for the row of another file that has it
 * whole, whichever comes first; not for one that may be another.
 */
Test(versions, a_row_whose_number_was_destroyed_makes_room_for_the_row_that_has_it)
{
    static const char head[] =
        "医疗机构名称,订单编号,订单明细编号,入库单号,发票号,通用名,规格,生产企业,采购数量,入库数量,"
        "验收日期,采购单价\n";
    static const struct {
        const char *blurred, *whole, *live; /* of the rows that count: file and row */
    } cases[] = {
        {"甲医院,1,6.92E+12,,,甲药,1mg*7片,甲厂,5,5,2024-03-02,10\n",
         "甲医院,1,6920123456702,,,甲药,1mg*7片,甲厂,5,5,2024-03-02,10\n", "b.csv|2"},
        /* an older state of it */
        {"甲医院,1,6.92E+12,,,甲药,1mg*7片,甲厂,5,,,10\n",
         "甲医院,1,6920123456702,R1,F1,甲药,1mg*7片,甲厂,5,5,2024-03-02,10\n", "b.csv|2"},
        /* its order, its receipt, all of them */
        {"甲医院,2.02E+16,1,,,甲药,1mg*7片,甲厂,5,5,2024-03-02,10\n",
         "甲医院,20240301000000017,1,,,甲药,1mg*7片,甲厂,5,5,2024-03-02,10\n", "b.csv|2"},
        {"甲医院,,,2.02E+16,,甲药,1mg*7片,甲厂,,5,2024-03-02,10\n",
         "甲医院,,,20240301000000017,,甲药,1mg*7片,甲厂,,5,2024-03-02,10\n", "b.csv|2"},
        {"甲医院,2.02E+16,6.92E+12,2.02E+16,,甲药,1mg*7片,甲厂,5,5,2024-03-02,10\n",
         "甲医院,20240301000000017,6920123456702,20240301000000018,,甲药,1mg*7片,甲厂,5,5,2024-03-02,10\n", "b.csv|2"},
        /* another number, order, hospital, product, quantity, day; the newer state is the blurred one */
        {"甲医院,1,6.92E+12,,,甲药,1mg*7片,甲厂,5,5,2024-03-02,10\n",
         "甲医院,1,6930123456702,,,甲药,1mg*7片,甲厂,5,5,2024-03-02,10\n"
         "甲医院,2,6920123456702,,,甲药,1mg*7片,甲厂,5,5,2024-03-02,10\n"
         "乙医院,1,6920123456702,,,甲药,1mg*7片,甲厂,5,5,2024-03-02,10\n"
         "甲医院,1,6920123456703,,,乙药,1mg*7片,甲厂,5,5,2024-03-02,10\n"
         "甲医院,1,6920123456704,,,甲药,2mg*7片,甲厂,5,5,2024-03-02,10\n"
         "甲医院,1,6920123456705,,,甲药,1mg*7片,甲厂,5,4,2024-03-02,10\n"
         "甲医院,1,6920123456706,,,甲药,1mg*7片,甲厂,5,5,2024-03-03,10\n"
         "甲医院,1,6920123456707,,,甲药,1mg*7片,甲厂,5,,,10\n",
         "a.csv|2\nb.csv|2\nb.csv|3\nb.csv|4\nb.csv|5\nb.csv|6\nb.csv|7\nb.csv|8\nb.csv|9"},
        /* two of them that are alike, and one */
        {"甲医院,1,6.92E+12,,,甲药,1mg*7片,甲厂,5,5,2024-03-02,10\n甲医院,1,6.92E+12,,,甲药,1mg*7片,甲厂,5,5,2024-03-"
         "02,10\n",
         "甲医院,1,6920123456702,,,甲药,1mg*7片,甲厂,5,5,2024-03-02,10\n", "a.csv|3\nb.csv|2"},
    };
    static const char live[] =
        "SELECT f.path, p.row FROM purchase p JOIN sheet s ON s.id = p.sheet JOIN file f ON f.id = "
        "s.file WHERE p.live ORDER BY f.path, p.row";
    for (size_t i = 0; i < JC_LEN(cases); i++)
        for (int later = 0; later < 2; later++) {
            char text[2048];
            teardown();
            setup();
            snprintf(text, sizeof text, "%s%s", head, cases[i].blurred);
            kit_write(&kit, "a.csv", text);
            snprintf(text, sizeof text, "%s%s", head, cases[i].whole);
            kit_write(&kit, "b.csv", text);
            expect_ok(&kit, later ? "b.csv" : "a.csv");
            char *before = jc_strdup(kit_sql(&kit, live));
            expect_ok(&kit, later ? "a.csv" : "b.csv");
            cr_expect_str_eq(kit_sql(&kit, live), cases[i].live, "%zu %d: %s", i, later, kit_sql(&kit, live));
            bool open = strstr(cases[i].live, "a.csv");
            expect_sql(&kit, open ? "1" : "0", "SELECT count(*) > 0 FROM open_issue WHERE code = 203");
            expect_sql(&kit, "0",
                       "SELECT count(*) FROM sheet s WHERE gone <> (SELECT count(*) FROM purchase p WHERE "
                       "p.sheet = s.id AND p.live = 0)");
            undo(0);
            cr_expect_str_eq(kit_sql(&kit, live), before, "%zu %d: taken back: %s", i, later, kit_sql(&kit, live));
            expect_sql(&kit, later ? "0" : "1", "SELECT count(*) > 0 FROM blurred");
            expect_ok(&kit, later ? "a.csv" : "b.csv");
            cr_expect_str_eq(kit_sql(&kit, live), cases[i].live, "%zu %d: again: %s", i, later, kit_sql(&kit, live));
            free(before);
        }
}

/* It is laid aside and brought back with its import. */
Test(versions, a_row_whose_number_was_destroyed_comes_back_with_its_import)
{
    kit_write(&kit, "a.csv", LINE_HEAD "甲医院,1,6.92E+12,,甲药,1mg*7片,甲厂,,4,,2024-01-01,\n");
    kit_write(&kit, "b.csv", LINE_HEAD "甲医院,1,6920123456702,,甲药,1mg*7片,甲厂,,4,,2024-01-01,\n");
    kit_write(&kit, "c.csv", LINE_HEAD "乙医院,1,1,,甲药,1mg*7片,甲厂,,4,,2024-01-01,\n");
    expect_ok(&kit, "b.csv");
    expect_ok(&kit, "a.csv");
    kit.opts.replace = kit.total.id;
    expect_ok(&kit, "c.csv");
    kit.opts.replace = 0;
    expect_sql(&kit, "0", "SELECT count(*) FROM blurred");
    undo(0);
    expect_sql(&kit, "2|1|1|6.92E+12",
               "SELECT b.id, p.live = 0, b.whole, b.line_no FROM blurred b JOIN purchase p ON p.id = b.id");
}

/* What one of its files says counts once, wherever it was read again. */
Test(versions, a_file_loaded_again_meanwhile_stays_where_it_is_when_its_import_comes_back)
{
    write_everything();
    expect_ok(&kit, "3.csv", "5.csv");
    kit.opts.replace = kit.total.id;
    kit_write(&kit, "8.csv", LINE_HEAD "甲医院,1,1,,甲药,1mg*7片,甲厂,,4,,2024-01-01,\n");
    kit_write(&kit, "9.csv", LINE_HEAD "甲医院,2,1,,甲药,1mg*7片,甲厂,,4,,2024-01-01,\n");
    expect_ok(&kit, "8.csv", "9.csv");
    int64_t second = kit.total.id;
    kit.opts.replace = 0;
    expect_ok(&kit, "3.csv");
    undo(second);
    expect_sql(&kit, "3.csv|0\n5.csv|1\n3.csv|1",
               "SELECT path, live FROM file WHERE path IN ('3.csv', '5.csv') ORDER BY id");
    expect_sql(&kit, "2|300", "SELECT count(*), sum(amount) / 10000 FROM payment");
    expect_sql(&kit, "甲医院|1|1|5", LIVE);
    expect_sql(&kit, "1", "SELECT count(*) FROM issue WHERE rejected");
}

/* ---- who is who, whatever comes first ------------------------------------------------------------------------------ */

#define WHO                                                                                                            \
    "SELECT p.order_no, i.code, i.name, i.declared FROM purchase p JOIN org o ON o.id = p.org JOIN institution i ON "  \
    "i.id = "                                                                                                          \
    "o.inst WHERE p.live ORDER BY 1, p.id"

Test(versions, a_list_that_comes_later_declares_those_who_are_there)
{
    kit_write(&kit, "a.csv",
              "医疗机构编码,医疗机构名称,订单编号,通用名,入库数量,验收日期\nH33010200001,,1,甲药,1,2024-01-02\n,甲医院,"
              "2,甲药,1,2024-01-02\n,丙医院,3,甲药,1,2024-01-02\n");
    kit_write(&kit, "b.csv", "医疗机构编码,医疗机构名称,级别\nH33010200001,甲医院,二级\n");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "1|H33010200001|H33010200001|0\n2||甲医院|0\n3||丙医院|0", WHO);
    expect_said(&kit, "");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "1|H33010200001|甲医院|1\n2|H33010200001|甲医院|1\n3||丙医院|0", WHO);
    expect_said(&kit, "E326|||丙医院|\n");
    undo(0);
    expect_sql(&kit, "1|H33010200001|H33010200001|0\n2||甲医院|0\n3||丙医院|0", WHO);
}

Test(versions, an_alias_joins_institutions_and_the_versions_of_their_lines)
{
    kit_write(&kit, "a.csv",
              LINE_HEAD "甲院,1,1,,甲药,1mg,甲厂,,5,,2024-01-02,\n甲医院,1,1,,甲药,1mg,甲厂,,9,,2024-01-01,\n");
    kit_write(&kit, "a2.csv", LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,,6,,2024-01-01,\n");
    kit_write(&kit, "b.csv", "类别,写法,标准名称\n医疗机构,甲院,甲医院\n");
    expect_ok(&kit, "a.csv", "a2.csv");
    expect_sql(&kit, "1||甲院|0\n1||甲医院|0", WHO);
    expect_sql(&kit, "甲院|1|1|5\n甲医院|1|1|9",
               "SELECT o.name, p.order_no, p.line_no, p.accepted / 10000 FROM purchase p JOIN org o ON o.id = p.org "
               "WHERE p.live ORDER BY 1 DESC");
    expect_ok(&kit, "b.csv"); /* two occurrences in one file, and an older state of the first */
    expect_sql(&kit, "甲院|1|1|5\n甲医院|1|1|9", LIVE);
    expect_sql(&kit, "1||甲医院|0\n1||甲医院|0", WHO);
    undo(0);
    expect_sql(&kit, "1||甲院|0\n1||甲医院|0", WHO);
}

/* Who is new and alone is settled at once, and all of them anew at the end: files of one import come to what they do one by one. */
Test(versions, institutions_of_one_import_are_those_of_several)
{
    static const char head[] =
        "医疗机构编码,医疗机构名称,订单编号,订单明细编号,通用名,规格,生产企业,入库数量,验收日期\n";
    static const char *const rows[] = {"H33010200001,甲医院,1", ",乙医院,1", ",甲医院,1",  "H33010200002,丙医院,1",
                                       "H33010200003,,1",       ",丁医院,1", ",乙 医院,2", "H33010200002,丙县医院,2",
                                       "H33010200003,丁医院,1", ",戊医院,1", ",己医院,1",  "H33010200002,丙县医院,3"};
    static const char who[] =
        "SELECT i.id, i.code, i.name, o.code, o.name, o.n, o.inst FROM org o JOIN institution i ON i.id = o.inst "
        "ORDER BY o.id",
                      live[] =
                          "SELECT o.inst, p.order_no, p.live FROM purchase p JOIN org o ON o.id = p.org ORDER BY p.id";
    struct jc_buf all = {0}, each = {0};
    for (int turn = 0; turn < 2; turn++) {
        kit_close(&kit);
        kit_open(&kit);
        for (size_t i = 0; i < JC_LEN(rows); i++) {
            char name[32], text[400];
            snprintf(name, sizeof name, "r/%02zu.csv", i);
            snprintf(text, sizeof text, "%s%s,1,甲药,1mg,甲厂,5,2024-01-0%zu\n", head, rows[i], i % 9 + 1);
            if (i == 0)
                cr_assert_eq(mkdir(kit_path(&kit, "r"), 0700), 0);
            kit_write(&kit, name, text);
            if (turn == 1)
                expect_ok(&kit, name);
        }
        kit_write(&kit, "r/99.csv", "类型,写法,标准名称\n机构,己医院,戊医院\n");
        expect_ok(&kit, turn == 1 ? "r/99.csv" : "r");
        struct jc_buf *out = turn ? &each : &all;
        jc_buf_fmt(out, "%s\n", kit_sql(&kit, who));
        jc_buf_str(out, kit_sql(&kit, live));
    }
    cr_expect_str_eq(jc_buf_text(&all), jc_buf_text(&each));
    cr_expect_not_null(strstr(jc_buf_text(&all), "丁医院"));
    jc_buf_free(&all);
    jc_buf_free(&each);
}

Test(versions, an_agreement_is_the_same_however_its_institution_is_written)
{
    kit_write(&kit, "0.csv", "医疗机构编码,医疗机构名称,级别\nH33010200001,甲医院,二级\n");
    kit_write(&kit, "1.csv",
              "医疗机构编码,批次,通用名,规格,生产企业,约定采购量,开始日期,结束日期\nH33010200001,第四批,甲药,1mg*7片,"
              "甲厂,70,2024-01-01,2024-12-31\n");
    kit_write(&kit, "2.csv",
              "医疗机构名称,批次,通用名,规格,生产企业,约定采购量,开始日期,结束日期\n甲医院,第四批,甲药,1mg×14片,甲厂,"
              "80,2024-01-01,2024-12-31\n"
              "甲医院,第四批,甲药,2mg*7片,甲厂,90,2024-01-01,2024-12-31\n甲医院,第四批,甲药,1mg*7片,甲厂,95,2025-01-01,"
              "2025-12-31\n");
    expect_ok(&kit, "0.csv", "1.csv", "2.csv");
    expect_sql(&kit, "80\n90\n95", "SELECT volume / 10000 FROM agreement WHERE live ORDER BY 1");
    expect_told(&kit, "E333||||1\n");
    cr_expect_eq(kit.total.superseded, 1);
}

Test(versions, of_an_identity_that_hospitals_share_each_replaces_its_own_rows)
{
#define AGREED(who, volume) who ",第四批,甲药,1mg*7片,甲厂," volume ",2024-01-01,2024-12-31\n"
    static const char live[] = "SELECT volume / 10000 FROM agreement WHERE live ORDER BY 1",
                      head[] = "医疗机构名称,批次,通用名,规格,生产企业,约定采购量,开始日期,结束日期\n";
    char text[1024];
    snprintf(text, sizeof text, "%s%s", head, AGREED("甲医院", "70") AGREED("甲医院", "71") AGREED("乙医院", "72"));
    kit_write(&kit, "1.csv", text);
    snprintf(text, sizeof text, "%s%s", head, AGREED("甲医院", "80") AGREED("甲医院", "81") AGREED("丙医院", "82"));
    kit_write(&kit, "2.csv", text);
    expect_ok(&kit, "1.csv");
    expect_ok(&kit, "2.csv");
    expect_sql(&kit, "72\n81\n82", live);
    expect_told(&kit, "E333||||1\n");
    undo(0);
    expect_sql(&kit, "71\n72", live);
}

Test(versions, a_payment_without_an_institution_counts_once)
{
    static const char head[] = "付款方,配送企业,付款日期,付款金额,发票号\n",
                      rows[] = "医保经办机构,甲公司,2024-01-05,70,1\n医保经办机构,甲公司,2024-01-05,70,1\n"
                               "医保经办机构,甲公司,2024-01-06,80,2\n";
    char text[512];
    snprintf(text, sizeof text, "%s%s", head, rows);
    kit_write(&kit, "1.csv", text);
    snprintf(text, sizeof text, "%s%s\n医保经办机构,甲公司,2024-01-07,90,3\n", head, rows);
    kit_write(&kit, "2.csv", text);
    expect_ok(&kit, "1.csv", "2.csv");
    expect_sql(&kit, "4|310", "SELECT count(*), sum(amount) / 10000 FROM payment WHERE live AND org IS NULL");
}

Test(versions, spellings_in_one_file_meet_an_older_payment_once)
{
    kit_write(&kit, "0.csv", "医疗机构编码,医疗机构名称,级别\nH33010200001,甲医院,二级\n");
    kit_write(&kit, "1.csv", "付款流水号,医疗机构名称,付款日期,付款金额\n1,甲医院,2024-01-05,90\n");
    kit_write(&kit, "2.csv",
              "付款流水号,医疗机构编码,医疗机构名称,付款日期,付款金额\n1,H33010200001,,2024-01-05,70\n"
              "1,H33010200001,甲医院,2024-01-05,80\n1,,甲医院,2024-01-05,60\n");
    expect_ok(&kit, "0.csv", "1.csv");
    expect_ok(&kit, "2.csv");
    /* the older one is the first of three with this number, by what was paid, as if all were written alike */
    expect_sql(&kit, "90|1\n80|0\n70|1\n60|1", "SELECT amount / 10000, live FROM payment ORDER BY amount DESC");
}

/* More than are settled at a time, in two files that overlap. */
Test(versions, a_long_ledger_that_comes_again_replaces_each_payment_once)
{
    enum { ROWS = 40000, OLD = 1000 };
    for (int file = 0; file < 2; file++) {
        struct jc_buf text = {0};
        jc_buf_str(&text, "付款流水号,医疗机构名称,付款日期,付款金额\n");
        for (int i = 0; i < ROWS; i++)
            jc_buf_fmt(&text, "%d,甲医院,2024-01-05,%d\n", i + file * OLD, file ? 20 : 10);
        kit_write(&kit, file ? "2.csv" : "1.csv", jc_buf_text(&text));
        jc_buf_free(&text);
    }
    static const char live[] = "SELECT amount / 10000, count(*) FROM payment WHERE live GROUP BY 1 ORDER BY 1";
    expect_ok(&kit, "1.csv");
    expect_ok(&kit, "2.csv");
    expect_sql(&kit, "10|1000\n20|40000", live);
    undo(0);
    expect_sql(&kit, "10|40000", live);
}

Test(versions, what_a_later_list_says_again_counts_once)
{
    static const char *const texts[][3] = {
        {"award",
         "批次,组号,通用名,规格,包装,生产企业,中选价格,供应地区,开始日期\n第X批,1,甲药,1mg,1mg*7,甲厂,%s,浙江,2024-01-"
         "01\n",
         "SELECT price / 10000 FROM award WHERE live AND NOT builtin"},
        {"shortage", "通用名,规格,生产企业,缺货开始日期,缺货结束日期\n甲药,1mg,甲厂,2024-01-01,2024-02-0%s\n",
         "SELECT day_to - 19753 FROM shortage WHERE live"},
        {"watch", "监控目录,通用名,环比上限(%%)\n甲目录,甲药,%s\n", "SELECT limit_mom / 100 FROM watch WHERE live"},
        {"duty", "医疗机构,月份,应报,备注\n甲医院,2024-05,是,%s\n",
         "SELECT 8 WHERE 1 = (SELECT count(*) FROM duty WHERE live)"},
        {"assessment", "医疗机构,批次,年度,考核得分\n甲医院,第四批,2024,%s\n",
         "SELECT score / 10000 FROM assessment WHERE live"},
        {"fund", "地区,年度,支付比例,医保占比\n甲县,2024,%s%%,80%%\n", "SELECT pay_ratio / 100 FROM fund WHERE live"},
        {"term", "地区,类别,起始日期,付款期限规则\n甲县,集采,2024-01-01,%s天\n",
         "SELECT substr(rule, 6) FROM term WHERE live"},
        {"alias", "类别,写法,标准名称\n企业,甲厂,%s厂\n", "SELECT substr(meant, 1, 1) FROM alias WHERE live"},
        {"listed", "医疗机构名称,级别,地区\n甲医院,二级,%s\n", "SELECT region FROM listed WHERE live"},
    };
    for (size_t i = 0; i < JC_LEN(texts); i++) {
        struct jc_buf text = {0};
        for (int n = 7; n <= 8; n++) {
            char number[12];
            jc_buf_clear(&text);
            snprintf(number, sizeof number, "%d", n);
            const char *p = texts[i][1];
            for (; *p; p++)
                if (p[0] == '%' && p[1] == 's') {
                    jc_buf_str(&text, number);
                    p++;
                } else if (p[0] == '%' && p[1] == '%') {
                    jc_buf_char(&text, *p++);
                } else {
                    jc_buf_char(&text, *p);
                }
            kit_write(&kit, "a.csv", jc_buf_text(&text));
            expect_ok(&kit, "a.csv");
            cr_expect_not_null(strstr(jc_buf_text(&kit.files), " L "), "%s: %s", texts[i][0], jc_buf_text(&kit.files));
        }
        expect_sql(&kit, "8", texts[i][2]);
        cr_expect_not_null(strstr(jc_buf_text(&kit.said), "E333|"), "%s", texts[i][0]);
        jc_buf_free(&text);
    }
}

Test(versions, payments_are_told_apart_by_institution_and_serial_number)
{
    kit_write(
        &kit, "a.csv",
        "医疗机构,付款日期,付款金额,付款流水号,配送企业\n甲医院,2024-05-06,100,S1,丙公司\n乙医院,2024-05-06,100,S1,"
        "丙公司\n甲医院,2024-05-06,30,,丙公司\n甲医院,2024-05-06,30,,丙公司\n");
    kit_write(&kit, "b.csv",
              "医疗机构,付款日期,付款金额,付款流水号,配送企业\n甲医院,2024-05-07,100,S1,丙公司\n甲医院,2024-05-06,30,,"
              "丙公司\n甲医院,2024-05-06,31,,丙公司\n");
    static const char live[] = "SELECT o.name, p.amount / 10000, day_text(p.day) FROM payment p JOIN org o ON o.id = "
                               "p.org WHERE p.live ORDER BY 1, 2, 3, p.nth";
    static const char want[] = "乙医院|100|2024-05-06\n甲医院|30|2024-05-06\n甲医院|30|2024-05-06\n甲医院|31|2024-05-"
                               "06\n甲医院|100|2024-05-07";
    expect_ok(&kit, "a.csv");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, want, live);
    undo(0);
    undo(0);
    expect_ok(&kit, "b.csv");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, want, live);
}

/* ---- all or nothing ---------------------------------------------------------------------------------------------------- */

Test(versions, strict_refuses_a_file_with_a_refused_row_as_a_whole)
{
    write_everything();
    kit.opts.strict = true;
    expect_ok(&kit, "5.csv", "3.csv");
    expect_files(&kit, "5.csv R E347\n3.csv L [3 payment 1 3=2+0+1]\n");
    expect_sql(&kit, "0|2", "SELECT (SELECT count(*) FROM purchase), (SELECT count(*) FROM payment)");
    expect_sql(&kit, "5.csv|347",
               "SELECT f.path, i.code FROM issue i JOIN file f ON f.id = i.file WHERE i.import > 1 AND i.code <> 200");
}

Test(versions, a_dry_run_stores_nothing)
{
    write_everything();
    kit.opts.dry_run = true;
    expect_ok(&kit, kit.dir);
    cr_expect_eq(kit.total.id, 0);
    cr_expect_eq(kit.total.loaded, 5);
    cr_expect_eq(kit.total.rejected, 1);
    expect_sql(&kit, "0",
               "SELECT count(*) FROM import WHERE at >= 0"); /* the catalogues stand there from the beginning */
    expect_sql(&kit, "0", "SELECT count(*) FROM award WHERE NOT builtin");
}

Test(versions, a_damaged_file_among_good_ones_is_left_out_as_a_whole)
{
    write_everything();
    kit_book(&kit, "4a.xlsx", NULL, "明细\n医疗机构|订单号|通用名|入库数量|验收日期\n丁医院|1|丁药|#1|@2024-01-02\n",
             NULL);
    FILE *f = fopen(kit_path(&kit, "4a.xlsx"), "r+");
    cr_assert_not_null(f);
    cr_assert_eq(ftruncate(fileno(f), 4000), 0);
    fclose(f);
    kit_write(&kit, "6.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1");
    expect_ok(&kit, kit.dir);
    cr_expect_eq(kit.total.loaded, 5);
    cr_expect_eq(kit.total.refused, 2);
    cr_expect_not_null(strstr(jc_buf_text(&kit.files), "4a.xlsx R "));
    expect_sql(&kit, "0", "SELECT count(*) FROM org WHERE name = '丁医院'");
    expect_sql(&kit, "4a.xlsx\n6.xls",
               "SELECT f.path FROM issue i JOIN file f ON f.id = i.file AND NOT f.live ORDER BY 1");
    expect_sql(&kit, "甲医院|1|1|5", LIVE);
    kit_book(&kit, "4a.xlsx", NULL, "明细\n医疗机构|订单号|通用名|入库数量|验收日期\n丁医院|1|丁药|#1|@2024-01-02\n",
             NULL);
    expect_ok(&kit, "4a.xlsx"); /* mended: no longer a fault */
    expect_sql(&kit, "6.xls|151", UNREAD);
}

static void interrupt(void *ctx, const char *path, enum jc_file_state state, const struct jc_ingest_sheet *s, size_t n,
                      const struct jc_err *err)
{
    (void)ctx, (void)path, (void)state, (void)s, (void)n, (void)err;
    jc_interrupted = 1;
}

Test(versions, an_interruption_stores_nothing)
{
    struct jc_buf before = {0}, after = {0};
    write_everything();
    expect_ok(&kit, "1.csv");
    dump(&before);
    kit.opts.watch.file = interrupt;
    cr_expect_eq(jc_ingest_run(&kit.total, kit.store, (const char *const[]){kit.dir}, 1, &kit.opts, &kit.err),
                 JC_INTERRUPTED);
    jc_interrupted = 0;
    cr_expect_eq(kit.total.id, 0);
    dump(&after);
    cr_expect_str_eq(jc_buf_text(&before), jc_buf_text(&after));
    jc_buf_free(&before);
    jc_buf_free(&after);
}

Test(versions, a_zip_is_a_folder)
{
    int fault;
    write_everything();
    zip_t *z = zip_open(kit_path(&kit, "all.zip"), ZIP_CREATE, &fault);
    cr_assert_not_null(z);
    for (int i = 1; i <= 5; i++) {
        char name[32], inside[32];
        snprintf(name, sizeof name, "%d.csv", i);
        snprintf(inside, sizeof inside, "市/%d.csv", i);
        zip_source_t *s = zip_source_file(z, kit_path(&kit, name), 0, -1);
        cr_assert_geq(zip_file_add(z, inside, s, ZIP_FL_ENC_UTF_8), 0);
    }
    zip_file_add(z, "~$5.csv", zip_source_buffer(z, "x", 1, 0), ZIP_FL_ENC_UTF_8);
    cr_assert_eq(zip_close(z), 0);
    expect_ok(&kit, "all.zip");
    cr_expect_eq(kit.total.loaded, 5);
    cr_expect_not_null(strstr(jc_buf_text(&kit.files), "all.zip/市/5.csv L [5 purchase 1 3=1+1+1]\n"));
    expect_ok(&kit, kit.dir);
    cr_expect_eq(kit.total.duplicates, 10);
    cr_expect_eq(kit.total.loaded, 0);
}

static void zip_up(const char *name, const char *inside, const char *file)
{
    int fault;
    zip_t *z = zip_open(kit_path(&kit, name), ZIP_CREATE, &fault);
    cr_assert_not_null(z);
    zip_source_t *s = zip_source_file(z, kit_path(&kit, file), 0, -1);
    cr_assert_geq(zip_file_add(z, inside, s, ZIP_FL_ENC_UTF_8), 0);
    cr_assert_eq(zip_close(z), 0);
}

Test(versions, zips_in_a_zip_are_folders_in_a_folder)
{
    kit_write(&kit, "1.csv", "医疗机构编码,医疗机构名称,级别\nH33010200001,甲县医院,二级\n");
    kit_write(&kit, "2.csv", "医疗机构编码,医疗机构名称,级别\nH33010200002,乙县医院,二级\n");
    zip_up("县.zip", "../1.csv", "1.csv");
    zip_up("县.zip", ".trash/2.csv", "2.csv");
    zip_up("市.zip", "县.zip", "县.zip");
    zip_up("省.zip", "市.zip", "市.zip");
    zip_up("国.zip", "省.zip", "省.zip");
    expect_ok(&kit, "省.zip");
    expect_files(&kit, "省.zip/市.zip/县.zip/../1.csv L [1 institution 1 2=1+0+1]\n");
    cr_expect_eq(kit_import(&kit, "国.zip", NULL), JC_OK);
    expect_files(&kit, "国.zip/省.zip/市.zip/县.zip R E110\n");
}

Test(versions, a_zip_that_is_whole_now_is_no_damaged_one_any_more)
{
    kit_write(&kit, "1.csv", "医疗机构编码,医疗机构名称,级别\nH33010200001,甲县医院,二级\n");
    kit_write(&kit, "2.csv", "医疗机构编码,医疗机构名称,级别\nH33010200002,乙县医院,二级\n");
    kit_write(&kit, "市.zip", "PK\3\4 and then nothing");
    expect_ok(&kit, "市.zip", "2.csv");
    expect_sql(&kit, "E109 0", OPEN);
    unlink(kit_path(&kit, "市.zip"));
    zip_up("市.zip", "1.csv", "1.csv");
    expect_ok(&kit, "市.zip");
    expect_sql(&kit, "", OPEN);
}

#define LIST_OF(n) "医疗机构编码,医疗机构名称,级别\nH3301020000" #n "," #n "县医院,二级\n"

static void write_at(const char *folder, const char *file, const char *text)
{
    char path[128];
    (void)mkdir(kit_path(&kit, folder), 0700);
    snprintf(path, sizeof path, "%s/%s", folder, file);
    kit_write(&kit, path, text);
}

/* Every hospital sends a file of that name: one that could not be read is mended by what lies at its place, and no other. */
Test(versions, a_file_that_was_not_read_stays_told_when_another_of_its_name_is_read)
{
    write_at("甲", "a.csv", "班级,学生\n一班,甲\n");
    write_at("甲", "b.csv", LIST_OF(1));
    write_at("乙", "a.csv", LIST_OF(2));
    expect_ok(&kit, "甲");
    expect_sql(&kit, "a.csv|310", UNREAD);
    expect_ok(&kit, "乙");
    expect_sql(&kit, "a.csv|310", UNREAD);
    write_at("甲", "a.csv", LIST_OF(3));
    expect_ok(&kit, "甲/a.csv");
    expect_sql(&kit, "", UNREAD);
}

/* Undone, an import that had read it has not: nor has one that took another's place. */
Test(versions, a_file_that_was_not_read_is_told_again_when_what_read_it_is_undone)
{
    struct jc_ingest_undone undone;
    kit_write(&kit, "a.csv", "班级,学生\n一班,甲\n");
    kit_write(&kit, "b.csv", LIST_OF(1));
    expect_ok(&kit, "a.csv", "b.csv");
    kit_write(&kit, "a.csv", LIST_OF(2));
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "", UNREAD);
    cr_assert_eq(jc_ingest_undo(kit.store, 0, &undone, &kit.err), JC_OK);
    expect_sql(&kit, "a.csv|310", UNREAD);
    kit.opts.replace = 2;
    expect_ok(&kit, "a.csv", "b.csv");
    kit.opts.replace = 0;
    expect_sql(&kit, "", UNREAD);
    cr_assert_eq(jc_ingest_undo(kit.store, 0, &undone, &kit.err), JC_OK);
    expect_sql(&kit, "a.csv|310", UNREAD);
}

/* The bytes were loaded from elsewhere: there is no second file to be read, and nothing to be mended either. */
Test(versions, a_file_that_was_not_read_is_mended_by_a_copy_of_one_that_was)
{
    write_at("甲", "a.csv", "班级,学生\n一班,甲\n");
    write_at("乙", "a.csv", LIST_OF(2));
    expect_ok(&kit, "甲/a.csv", "乙/a.csv");
    expect_sql(&kit, "a.csv|310", UNREAD);
    write_at("甲", "a.csv", LIST_OF(2));
    write_at("甲", "b.csv", LIST_OF(1));
    expect_ok(&kit, "甲");
    expect_sql(&kit, "", UNREAD);
}

/* What an older program noted is known by its name alone. */
Test(versions, a_file_that_an_older_program_did_not_read_is_known_by_its_name)
{
    write_at("甲", "a.csv", "班级,学生\n一班,甲\n");
    write_at("甲", "b.csv", LIST_OF(1));
    write_at("乙", "a.csv", LIST_OF(2));
    expect_ok(&kit, "甲");
    (void)kit_sql(&kit, "UPDATE file SET source = NULL");
    expect_ok(&kit, "乙");
    expect_sql(&kit, "", UNREAD);
}

/* What a member was unpacked to is nobody's business, and changes from run to run. */
Test(versions, an_error_in_a_zip_names_the_sheet_and_no_temporary_file)
{
    kit_write(&kit, "1.csv", "医疗机构编码,医疗机构名称,级别\n\"H33010200001,甲县医院,二级\n");
    zip_up("市.zip", "明细.csv", "1.csv");
    expect_ok(&kit, "市.zip");
    cr_expect_eq(kit.last.code, 130);
    cr_expect_str_eq(kit.last.file, "市.zip/明细.csv");
    cr_expect_str_eq(kit.last.sheet, "明细");
    cr_expect_str_eq(kit.last.cell, "A2");
}

Test(versions, a_link_to_a_folder_above_is_not_followed)
{
    cr_assert_eq(mkdir(kit_path(&kit, "下级"), 0700), 0);
    kit_write(&kit, "下级/1.csv", "医疗机构编码,医疗机构名称,级别\nH33010200001,甲县医院,二级\n");
    cr_assert_eq(symlink("..", kit_path(&kit, "下级/上级")), 0);
    cr_assert_eq(symlink("下级", kit_path(&kit, "又")), 0);
    expect_ok(&kit, kit.dir);
    expect_files(&kit, "下级/1.csv L [1 institution 1 2=1+0+1]\n又/1.csv D E316\n");
    expect_told(&kit, "E374|");
    cr_expect_not_null(strstr(kit_sql(&kit, UNREAD), "上级|374"), "%s", kit_sql(&kit, UNREAD));
}

Test(versions, without_room_for_a_zip_nothing_is_stored)
{
    int fault;
    write_everything();
    zip_t *z = zip_open(kit_path(&kit, "all.zip"), ZIP_CREATE, &fault);
    cr_assert_not_null(z);
    cr_assert_geq(zip_file_add(z, "1.csv", zip_source_file(z, kit_path(&kit, "1.csv"), 0, -1), ZIP_FL_ENC_UTF_8), 0);
    cr_assert_eq(zip_close(z), 0);
    setenv("TMPDIR", "/nonexistent", 1);
    cr_expect_eq(kit_import(&kit, "2.csv", "all.zip", NULL), JC_OUTPUT);
    unsetenv("TMPDIR");
    cr_expect_eq(kit.err.code, 359);
    expect_sql(&kit, "0", "SELECT count(*) FROM agreement");
}

Test(versions, folders_are_searched_to_the_bottom_and_other_files_told)
{
    write_everything();
    cr_assert_eq(mkdir(kit_path(&kit, "下级"), 0700), 0);
    kit_write(&kit, "下级/6.csv", LINE_HEAD "戊医院,1,1,,甲药,1mg,甲厂,,5,,2024-01-02,\n");
    kit_write(&kit, "下级/说明.pdf", "%PDF");
    kit_write(&kit, "~$6.xlsx", "锁");
    kit_write(&kit, ".隐藏.csv", "x");
    cr_assert_eq(mkfifo(kit_path(&kit, "管道"), 0600), 0);
    expect_ok(&kit, kit.dir);
    cr_expect_eq(kit.total.files, 6);
    cr_expect_eq(kit.total.loaded, 6);
    cr_expect_not_null(strstr(jc_buf_text(&kit.files), "下级/6.csv L"));
    expect_told(&kit, "E348|");
    cr_expect_eq(kit_import(&kit, "没有.csv", NULL), JC_OK);
    expect_files(&kit, "没有.csv R E354\n");
    cr_assert_eq(mkdir(kit_path(&kit, "空"), 0700), 0);
    cr_expect_eq(kit_import(&kit, "空", NULL), JC_INPUT);
    cr_expect_eq(kit.err.code, 355);
}

/* A month of tables may lie in it: unlike a .pdf it is told as a file that was not read. */
Test(versions, an_archive_in_a_folder_that_is_no_zip_is_refused)
{
    cr_assert_eq(mkdir(kit_path(&kit, "市"), 0700), 0);
    kit_write(&kit, "市/1.csv", "医疗机构编码,医疗机构名称,级别\nH33010200001,甲县医院,二级\n");
    kit_write(&kit, "市/2月.rar", "Rar!\x1A\7\1");
    kit_write(&kit, "市/4月.tar.gz", "\x1F\x8B\b");
    zip_up("市/5月.zip", "6月.rar", "市/2月.rar");
    expect_ok(&kit, "市");
    expect_files(&kit,
                 "1.csv L [1 institution 1 2=1+0+1]\n2月.rar R E143\n4月.tar.gz R E143\n5月.zip/6月.rar R E143\n");
    cr_expect_eq(kit.total.refused, 3);
    expect_said(&kit, "");
}

Test(versions, a_note_in_a_folder_is_told_where_it_is_a_table)
{
    write_at("市", "1.csv", LIST_OF(1));
    write_at("市", "读我.txt", "这里是九月的数据，表头有医疗机构编码,医疗机构名称,级别\n请核对。\n");
    write_at("市", "readme.md", "# 九月\n");
    zip_up("市/县.zip", "说明.txt", "市/读我.txt");
    expect_ok(&kit, "市");
    expect_files(&kit, "1.csv L [1 institution 1 2=1+0+1]\n");
    expect_said(&kit, "");
    write_at("市", "说明.txt", LIST_OF(2));
    write_at("市", "2.csv", LIST_OF(3));
    expect_ok(&kit, "市");
    expect_said(&kit, "E560||||机构\n");
    expect_sql(&kit, "说明.txt|560", UNREAD);
    expect_ok(&kit, "市/说明.txt");
    expect_files(&kit, "说明.txt L [说明 institution 1 2=1+0+1]\n");
    expect_sql(&kit, "", UNREAD);
}

Test(versions, the_built_in_catalogues_are_loaded_once_and_again_when_they_change)
{
    cr_assert_eq(jc_ingest_builtin(kit.store, kit.opts.today, kit.opts.now, &kit.err), JC_OK);
    expect_sql(&kit, "790|790", "SELECT count(*), sum(live) FROM award");
    cr_assert_eq(jc_ingest_builtin(kit.store, kit.opts.today, kit.opts.now, &kit.err), JC_OK);
    expect_sql(&kit, "790|1", "SELECT count(*), (SELECT count(*) FROM import) FROM award");
    (void)kit_sql(&kit, "UPDATE file SET sha256 = replace(sha256, 'a', 'b')");
    cr_assert_eq(jc_ingest_builtin(kit.store, kit.opts.today, kit.opts.now, &kit.err), JC_OK);
    expect_sql(&kit, "790|790|2", "SELECT count(*), sum(live), (SELECT count(*) FROM import) FROM award");
    expect_sql(&kit, "2|0", "SELECT group_concat(undone, '|') FROM import");
}

/* ---- whatever a table says ------------------------------------------------------------------------------------------- */

struct heads {
    char *v[600];
    size_t n;
};

static void read_heads(struct heads *h)
{
    char line[512];
    FILE *f = fopen("tests/data/header_samples.tsv", "r");
    cr_assert_not_null(f);
    h->n = 0;
    while (fgets(line, sizeof line, f) && h->n < JC_LEN(h->v))
        if (*line != '#')
            h->v[h->n++] = jc_strndup(line, strcspn(line, "\t"));
    fclose(f);
}

static void random_row(struct jc_buf *out, const struct heads *h, size_t cols, bool head, uint64_t *seed)
{
    static const char *const cells[] = {"",
                                        "",
                                        "-",
                                        "合计",
                                        "甲医院",
                                        "乙县人民医院",
                                        "H33010200001",
                                        "2024-01-02",
                                        "@2024-05-06",
                                        "#45417",
                                        "#12",
                                        "#-3",
                                        "1.2万片",
                                        "85%",
                                        "#N/A",
                                        "8.69E+13",
                                        "乱",
                                        "1mg*7片",
                                        "阿莫西林胶囊",
                                        "第四批",
                                        "2030-01-01",
                                        "是",
                                        "2024-01-01至2024-12-31",
                                        "#7",
                                        "A1",
                                        "A2",
                                        "小计",
                                        "珠海联邦制药股份有限公司",
                                        "次月底",
                                        "60%",
                                        "产品",
                                        "#1.23456"};
    for (size_t c = 0; c < cols; c++) {
        const char *text = head ? h->v[random_next(seed) % h->n] : cells[random_next(seed) % JC_LEN(cells)];
        jc_buf_fmt(out, "%s%s", c ? "|" : "", text);
    }
    jc_buf_char(out, '\n');
}

/* A sheet with a head of the kind's own, with strange columns, or of strange columns alone. */
static void random_sheet(struct jc_buf *out, const struct heads *h, int name, uint64_t *seed)
{
    const char *id, *zh, *en;
    size_t kinds = 0, cols = 2 + random_next(seed) % 8, rows = random_next(seed) % 12;
    struct jc_buf head = {0};
    while (jc_ingest_kind_at(kinds, &id, &zh, &en))
        kinds++;
    jc_buf_fmt(out, "%s%d\n", random_next(seed) % 6 ? "表" : "柳川县人民医院", name);
    for (size_t t = random_next(seed) % 3; t > 0; t--)
        jc_buf_str(out, random_next(seed) % 2 ? "国家第四批约定采购量（2024年1月1日至2024年12月31日）单位：盒\n"
                                              : "填报单位：甲县中医院|||单位：万元\n");
    if (random_next(seed) % 8) {
        (void)jc_ingest_kind_at(random_next(seed) % kinds, &id, &zh, &en);
        cr_assert_eq(jc_ingest_template(&head, id, NULL), JC_OK);
        for (size_t i = 0; i < head.len; i++) {
            cols += head.p[i] == ',';
            head.p[i] = head.p[i] == ',' ? '|' : head.p[i];
        }
        jc_buf_add(out, head.p, head.len - 1);
        jc_buf_char(out, '|');
    }
    random_row(out, h, 2, true, seed);
    for (size_t r = 0; r < rows; r++)
        random_row(out, h, cols, random_next(seed) % 10 == 0, seed);
    jc_buf_free(&head);
}

Test(versions, whatever_a_table_says_no_row_is_lost_and_undo_takes_all_back, .timeout = 120)
{
    static struct heads heads;
    struct jc_buf before = {0}, after = {0};
    uint64_t seed = 4711;
    read_heads(&heads);
    cr_assert_eq(jc_ingest_builtin(kit.store, kit.opts.today, kit.opts.now, &kit.err), JC_OK);
    dump(&before);
    enum { ROUNDS = 120 };
    int imports = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct jc_buf one = {0}, two = {0};
        random_sheet(&one, &heads, 1, &seed);
        random_sheet(&two, &heads, 2, &seed);
        kit_book(&kit, "a.xlsx", random_next(&seed) % 2 ? "A3:A5 B4:B9" : NULL, jc_buf_text(&one), jc_buf_text(&two),
                 NULL);
        expect_ok(&kit, "a.xlsx"); /* which holds every sheet to rows = kept + rejected + skipped */
        imports += kit.total.id != 0;
        jc_buf_free(&one);
        jc_buf_free(&two);
    }
    cr_expect_gt(imports, 60, "%d", imports);
    for (; imports > 0; imports--)
        undo(0);
    dump(&after);
    cr_expect_str_eq(jc_buf_text(&before), jc_buf_text(&after));
    jc_buf_free(&before);
    jc_buf_free(&after);
    for (size_t i = 0; i < heads.n; i++)
        free(heads.v[i]);
}

/* ---- corrections ----------------------------------------------------------------------------------------------- */

#define PRICED "医疗机构名称,订单编号,订单明细编号,通用名,规格,生产企业,单价,入库数量,验收日期\n"
#define COUNTING                                                                                                       \
    "SELECT p.line_no, p.accepted / 10000, p.price / 10000 FROM purchase p WHERE p.live ORDER BY p.line_no, p.id"

static void write_contradictions(void)
{
    kit_write(&kit, "原.csv",
              PRICED "甲医院,1,1,甲药,1mg,甲厂,2,24,2024-01-02\n甲医院,1,2,甲药,1mg,甲厂,2,10,2024-01-02\n"
                     "甲医院,1,3,甲药,1mg,甲厂,2,7,2024-01-02\n");
    kit_write(&kit, "改.csv",
              PRICED "甲医院,1,1,甲药,1mg,甲厂,2,1,2024-01-02\n甲医院,1,2,甲药,1mg,甲厂,2,30,2024-01-02\n"
                     "甲医院,1,3,甲药,1mg,甲厂,2,7,2024-01-02\n");
}

Test(versions, a_correction_decides_whatever_its_quantities_and_prices_and_whenever_it_is_imported)
{
    write_contradictions();
    kit_write(&kit, "再改.csv", PRICED "甲医院,1,1,甲药,1mg,甲厂,3,24,2024-01-02\n");
    kit.opts.correction = true;
    expect_ok(&kit, "改.csv");
    expect_said(&kit, "E373||||3\n");
    kit.opts.correction = false;
    expect_ok(&kit, "原.csv");
    expect_said(&kit, "");
    cr_expect_eq(kit.total.superseded, 3);
    expect_sql(&kit, "1|1|2\n2|30|2\n3|7|2", COUNTING);
    kit.opts.correction = true;
    expect_ok(&kit, "再改.csv");
    expect_said(&kit, "E372||||1\n");
    expect_sql(&kit, "1|24|3\n2|30|2\n3|7|2", COUNTING);
    undo(0);
    expect_sql(&kit, "1|1|2\n2|30|2\n3|7|2", COUNTING);
}

#define PAID "医疗机构名称,付款日期,付款金额,付款流水号\n"

Test(versions, a_payment_that_is_corrected_counts_as_corrected)
{
    kit_write(&kit, "a.csv", PAID "甲医院,2024-05-06,500,F1\n甲医院,2024-05-06,80,F2\n");
    kit_write(&kit, "b.csv", PAID "甲医院,2024-05-06,50,F1\n");
    expect_ok(&kit, "a.csv");
    kit.opts.correction = true;
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "F1|50\nF2|80", "SELECT serial, amount / 10000 FROM payment WHERE live ORDER BY serial");
    undo(0);
    expect_sql(&kit, "F1|500\nF2|80", "SELECT serial, amount / 10000 FROM payment WHERE live ORDER BY serial");
}

Test(versions, what_was_passed_over_is_done_with_when_a_correction_decides)
{
    kit_write(&kit, "a.csv", PRICED "甲医院,1,1,甲药,1mg,甲厂,2,24,2024-01-02\n");
    kit_write(&kit, "b.csv", PRICED "甲医院,1,1,甲药,1mg,甲厂,2,5,2024-01-02\n");
    kit_write(&kit, "c.csv", PRICED "甲医院,1,1,甲药,1mg,甲厂,2,6,2024-01-02\n");
    expect_ok(&kit, "a.csv");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "E371 2", OPEN);
    kit.opts.correction = true;
    expect_ok(&kit, "c.csv");
    expect_sql(&kit, "E372 0", OPEN);
    undo(0);
    expect_sql(&kit, "E371 2", OPEN);
}

/* Which of two files has the larger hash is chance: each of these has another one. */
Test(versions, a_cell_that_was_filled_in_counts)
{
    static const char head[] =
        "医疗机构名称,订单编号,订单明细编号,通用名,规格,生产企业,采购单价(元),入库数量,验收日期,备注\n";
    struct jc_buf text = {0};
    jc_buf_str(&text, head);
    for (int i = 1; i <= 8; i++)
        jc_buf_fmt(&text, "甲医院,%d,1,甲药,1mg,,%s,5,2024-01-02,\n", i, i % 2 ? "2.00" : "");
    kit_write(&kit, "a.csv", jc_buf_text(&text));
    expect_ok(&kit, "a.csv");
    for (int i = 1; i <= 8; i++) {
        jc_buf_clear(&text);
        jc_buf_fmt(&text, "%s甲医院,%d,1,甲药,1mg,甲厂,2.00,5,2024-01-02,补%d\n", head, i, i);
        kit_write(&kit, "b.csv", jc_buf_text(&text));
        expect_ok(&kit, "b.csv");
    }
    expect_sql(
        &kit, "8|8|8",
        "SELECT count(*), sum(i.maker = '甲厂'), count(p.price) FROM purchase AS p JOIN item AS i ON i.id = p.item "
        "WHERE p.live = 1");
    jc_buf_free(&text);
}

/* An institution that no list has is told once, and no longer when a list or an alias names it. */
Test(versions, an_unknown_institution_is_told_until_it_is_named)
{
    kit_write(&kit, "名单.csv", "医疗机构编码,医疗机构名称,医共体\nH00000000001,甲医院,甲\n");
    kit_write(&kit, "a.csv",
              PRICED "甲医院（总院）,1,1,甲药,1mg,甲厂,2,24,2024-01-02\n丙医院,1,1,甲药,1mg,甲厂,2,24,2024-01-02\n");
    kit_write(&kit, "别名.csv", "类别,写法,标准名称\n机构,甲医院（总院）,甲医院\n");
    expect_ok(&kit, "名单.csv", "a.csv");
    expect_sql(&kit, "E338 2\nE326 3", OPEN);
    expect_ok(&kit, "别名.csv");
    expect_sql(&kit, "E326 3", OPEN);
    undo(0);
    expect_sql(&kit, "E338 2\nE326 3", OPEN);
}

/* ---- databases of earlier versions ------------------------------------------------------------------------- */

static void open_file(void)
{
    jc_store_free(kit.store);
    cr_assert_eq(jc_store_open(&kit.store, kit_path(&kit, "old.db"), JC_STORE_WRITE, &kit.err), JC_OK);
}

/* What versions 16 to 18 added. */
#define BACK_TO_15                                                                                                     \
    "DROP VIEW IF EXISTS open_issue", "CREATE VIEW open_issue AS SELECT * FROM issue", "DROP TABLE lost",              \
        "DROP TABLE blurred", "DROP TABLE aside", "ALTER TABLE firm DROP COLUMN used",                                 \
        "ALTER TABLE item DROP COLUMN used", "ALTER TABLE award DROP COLUMN published",                                \
        "ALTER TABLE award DROP COLUMN places", "ALTER TABLE award DROP COLUMN holds",                                 \
        "ALTER TABLE assessment DROP COLUMN grade", "ALTER TABLE term DROP COLUMN day_to", "DROP VIEW read_since",     \
        "DROP INDEX file_source", "ALTER TABLE file DROP COLUMN source"

/* Version 4 wrote down what version 3 looked for: brought up, a database of version 3 says what it said. */
Test(versions, what_version_4_writes_down_is_found_in_the_rows_of_version_3)
{
    static const char *const back[] = {"DROP VIEW open_issue",
                                       "ALTER TABLE import DROP COLUMN correction",
                                       "ALTER TABLE issue DROP COLUMN ident",
                                       "DROP TRIGGER purchase_lives",
                                       "DROP TABLE purchase_back",
                                       "DROP TABLE corrected",
                                       "ALTER TABLE sheet DROP COLUMN gone",
                                       "CREATE INDEX purchase_dead ON purchase(sheet) WHERE live = 0",
                                       "DROP INDEX purchase_parcel",
                                       "DROP INDEX purchase_part",
                                       "DROP TABLE seen",
                                       "ALTER TABLE org DROP COLUMN n",
                                       "ALTER TABLE agreement DROP COLUMN demand_unit",
                                       "UPDATE payment SET nth = nth & 65535",
                                       "ALTER TABLE payment DROP COLUMN pending",
                                       "DROP INDEX payment_ident",
                                       "ALTER TABLE payment DROP COLUMN era",
                                       "DROP INDEX payment_undone",
                                       "ALTER TABLE payment DROP COLUMN undone",
                                       "ALTER TABLE payment DROP COLUMN only_named",
                                       "CREATE INDEX payment_ident ON payment(ident)",
                                       "ALTER TABLE issue DROP COLUMN era",
                                       "ALTER TABLE purchase DROP COLUMN of_accepted",
                                       "ALTER TABLE purchase DROP COLUMN of_order",
                                       "DROP TABLE goods",
                                       "ALTER TABLE reason DROP COLUMN order_no",
                                       BACK_TO_15,
                                       "DROP VIEW open_issue",
                                       "PRAGMA user_version = 3"};
    struct jc_buf before = {0}, after = {0};
    open_file();
    kit_write(&kit, "a.csv",
              LINE_HEAD
              "甲医院,1,1,,甲药,1mg,甲厂,5,5,2024-01-01,2024-01-02,\n甲医院,1,1,,甲药,1mg,甲厂,,-1,,2024-01-09,\n");
    kit_write(&kit, "b.csv", LINE_HEAD "甲医院,1,1,,甲药,1mg,甲厂,5,5,2024-01-01,2024-01-02,2024-02-03\n");
    kit_write(&kit, "c.csv",
              "医疗机构名称,订单编号,订单明细编号,通用名,规格,生产企业,退货数量,验收日期\n"
              "甲医院,1,1,甲药,1mg,甲厂,2,2024-01-12\n");
    kit_write(&kit, "d.csv", "医疗机构名称,配送企业,付款金额,付款日期,凭证号\n甲医院,丙公司,-1.5,2024-03-05,12\n");
    expect_ok(&kit, "d.csv", "a.csv", "b.csv", "c.csv");
    expect_sql(&kit, "2", "SELECT sum(gone) FROM sheet");
    expect_sql(&kit, "2", "SELECT count(*) FROM purchase_back");
    dump(&before);
    for (size_t i = 0; i < JC_LEN(back); i++)
        (void)kit_sql(&kit, back[i]);
    open_file();
    dump(&after);
    cr_expect_str_eq(jc_buf_text(&after), jc_buf_text(&before));
    undo(0);
    expect_sql(&kit, "0|0", "SELECT sum(gone), (SELECT count(*) FROM purchase_back) FROM sheet");
    jc_buf_free(&before);
    jc_buf_free(&after);
}

/* Version 12 looks for payments by their time: those of version 11 have theirs, and refused ones of which a version counts. */
Test(versions, payments_of_version_11_are_found_again_by_their_time)
{
    static const char *const back[] = {"DROP VIEW open_issue",
                                       "CREATE VIEW open_issue AS SELECT * FROM issue",
                                       "DROP INDEX payment_ident",
                                       "ALTER TABLE payment DROP COLUMN era",
                                       "DROP INDEX payment_undone",
                                       "ALTER TABLE payment DROP COLUMN undone",
                                       "ALTER TABLE payment DROP COLUMN only_named",
                                       "CREATE INDEX payment_ident ON payment(ident)",
                                       "ALTER TABLE issue DROP COLUMN era",
                                       "ALTER TABLE purchase DROP COLUMN of_accepted",
                                       "ALTER TABLE purchase DROP COLUMN of_order",
                                       "DROP TABLE goods",
                                       "ALTER TABLE reason DROP COLUMN order_no",
                                       BACK_TO_15,
                                       "PRAGMA user_version = 11"};
    static const char *const ledger[] = {
        "流水号\n甲医院,丙公司,10,2024-03-05,FK-2024030001\n甲医院,丙公司,2,2024-03-05,FK7\n",
        "凭证号\n甲医院,丙公司,20,2024-03-05,12\n", "备注\n甲医院,丙公司,40,2024-03-05,药款\n"};
    char text[512];
    open_file();
    for (int again = 0; again < 2; again++) {
        for (size_t i = 0; i < JC_LEN(ledger); i++) {
            char name[16];
            snprintf(name, sizeof name, "%d%zu.csv", again, i);
            snprintf(text, sizeof text, "医疗机构名称,配送企业,付款金额,付款日期,%s%s", ledger[i],
                     again ? "乙医院,丙公司,1,2024-04-05,FK-2024040001\n" : "");
            kit_write(&kit, name, text);
            expect_ok(&kit, name);
        }
        if (!again) {
            kit_write(&kit, "bad.csv",
                      "医疗机构名称,配送企业,付款金额,付款日期,流水号\n甲医院,丙公司,x,2024-03-05,FK7\n");
            expect_ok(&kit, "bad.csv");
        }
        expect_sql(&kit, again ? "75|7" : "72|4", "SELECT sum(amount) / 10000, count(*) FROM payment WHERE live = 1");
        expect_sql(&kit, "0", "SELECT count(*) FROM open_issue WHERE rejected");
        for (size_t i = 0; i < JC_LEN(back) && !again; i++)
            (void)kit_sql(&kit, back[i]);
        open_file();
    }
}

/* As version 14 knew a payment by its serial number: alone, whatever its day. */
static int64_t ident_of_serial(const char *serial)
{
    const int64_t n = (int64_t)strlen(serial), none = 0;
    return (int64_t)(jc_hash(&none, sizeof none, jc_hash(&n, sizeof n, jc_hash(serial, (size_t)n, 32))) >> 1);
}

/* Version 15 knows short serial numbers with their day, and counts rows of one number by what was paid: so do older rows. */
Test(versions, payments_of_version_14_are_found_again_by_their_serial_number)
{
    static const char ledger[] = "医疗机构名称,配送企业,付款日期,付款金额,流水号,发票号\n"
                                 "甲医院,丙公司,2024-03-05,400,1,24130001\n"
                                 "甲医院,丙公司,2024-04-05,300,1,24130001\n"
                                 "甲医院,丙公司,2024-04-06,300,FK20240406,24130002\n"
                                 "甲医院,丙公司,2024-04-06,500,FK20240406,24130003\n";
    static const char paid[] = "SELECT sum(amount) / 10000, count(*) FROM payment WHERE live = 1";
    static const char *const back[] = {"DROP INDEX payment_undone", "ALTER TABLE payment DROP COLUMN undone",
                                       BACK_TO_15, "PRAGMA user_version = 14"};
    char set[128];
    struct jc_buf more = {0};
    open_file();
    kit_write(&kit, "a.csv", ledger);
    expect_ok(&kit, "a.csv");
    snprintf(set, sizeof set, "UPDATE payment SET ident = %lld, nth = id WHERE serial = '1'",
             (long long)ident_of_serial("1"));
    (void)kit_sql(&kit, set);
    (void)kit_sql(&kit, "UPDATE payment SET nth = id - 2 WHERE serial <> '1'");
    for (size_t i = 0; i < JC_LEN(back); i++)
        (void)kit_sql(&kit, back[i]);
    open_file();
    jc_buf_fmt(&more, "%s甲医院,丙公司,2024-05-05,20,1,24130001\n", ledger);
    kit_write(&kit, "b.csv", jc_buf_text(&more));
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "1520|5", paid);
    expect_sql(&kit, "24130001|720\n24130002|300\n24130003|500",
               "SELECT invoices, sum(amount) / 10000 FROM payment WHERE live = 1 GROUP BY invoices ORDER BY 1");
    undo(0);
    expect_sql(&kit, "1500|4", paid);
    jc_buf_free(&more);
}

/* Version 16 keeps what was published of an award price; of an older one's rows whose sheet was told (E958) it works that out. */
Test(versions, prices_of_units_of_version_15_are_worked_out)
{
    static const char *const back[] = {BACK_TO_15, "PRAGMA user_version = 15"};
    static const char published[] =
        "SELECT group_concat(price || ' ' || ifnull(published || '/' || places || '/' || holds, '—'), '|') FROM award "
        "WHERE builtin = 0";
    open_file();
#define TABLETS(price) "第九批,甲片,0.5mg,7片/盒,甲公司," price "\n"
    kit_write(&kit, "a.csv",
              "批次,通用名,规格,包装,中选企业,单位价格(元/片),中选价格(元/盒)\n" TABLETS("0.14,") TABLETS("0.14,1.00")
                  TABLETS("0.5,"));
    kit_write(&kit, "b.csv", "批次,通用名,规格,包装,中选企业,中选价格(元/片)\n" TABLETS("0.143") TABLETS("0.57"));
    kit_write(&kit, "c.csv", "批次,通用名,规格,包装,中选企业,中选价格(元/盒)\n" TABLETS("0.98"));
    expect_ok(&kit, "a.csv", "b.csv", "c.csv");
    static const char known[] = "9800 14/2/1|10000 —|35000 50/2/1|10000 143/3/1|39900 57/2/1|9800 —";
    expect_sql(&kit, known, published);
    for (size_t i = 0; i < JC_LEN(back); i++)
        (void)kit_sql(&kit, back[i]);
    open_file();
    expect_sql(&kit, known, published);
}

static void write_receipts(const char *name, const char *rows, const char *more)
{
    char text[1024];
    snprintf(text, sizeof text, "医疗机构,入库单号,通用名,规格,厂家,入库数量,入库日期,发票号%s\n%s", more, rows);
    kit_write(&kit, name, text);
}

Test(versions, a_receipt_without_order_number_that_comes_again_with_more_is_told)
{
    write_receipts("a.csv", "甲医院,R1,甲药,1mg*7片,甲厂,3,2024-01-02,\n甲医院,R1,甲药,1mg*7片,甲厂,3,2024-01-02,\n",
                   "");
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "");
    /* the invoice has come; another day, quantity, product, receipt, hospital, and what is all the same are no such lines */
    write_receipts("b.csv",
                   "甲医院,R1,甲药,1mg*7片,甲厂,3,2024-01-02,9001\n甲医院,R1,甲药,1mg*7片,甲厂,3,2024-01-02,\n"
                   "甲医院,R1,甲药,1mg*7片,甲厂,3,2024-01-03,9002\n甲医院,R1,甲药,1mg*7片,甲厂,4,2024-01-02,9003\n"
                   "甲医院,R1,乙药,1mg*7片,甲厂,3,2024-01-02,9004\n甲医院,R2,甲药,1mg*7片,甲厂,3,2024-01-02,9005\n"
                   "乙医院,R1,甲药,1mg*7片,甲厂,3,2024-01-02,9006\n甲医院,R1,甲药,1mg*7片,甲厂,-3,2024-01-02,9007\n",
                   "");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "395|2|a.csv #2 › a › 2", "SELECT code, row, arg1 FROM issue WHERE code = 395");
    expect_sql(&kit, "1", "SELECT count(*) FROM issue WHERE code = 334"); /* the one that is all the same */
    expect_sql(&kit, "9", "SELECT count(*) FROM purchase WHERE live = 1");
    write_receipts("c.csv", "甲医院,R1,甲药,1mg*7片,甲厂,3,2024-01-02,9001,D1\n", ",订单号");
    expect_ok(&kit, "c.csv");
    expect_said(&kit, ""); /* an order number decides */
}

/* ---- what tells lines apart ------------------------------------------------------------------------------ */

#define LIVE_SUM "SELECT count(*), sum(accepted) / 10000 FROM purchase WHERE live = 1"

Test(versions, a_row_number_without_an_order_is_no_line_number)
{
    static const char head[] = "医疗机构名称,行号,通用名,规格,生产企业,入库数量,验收日期\n";
    char text[400];
    snprintf(text, sizeof text, "%s甲医院,1,甲药,1mg*7片,甲厂,5,2024-04-01\n甲医院,2,乙药,1mg*7片,甲厂,6,2024-04-02\n",
             head);
    kit_write(&kit, "4月.csv", text);
    snprintf(text, sizeof text, "%s甲医院,1,丙药,1mg*7片,甲厂,7,2024-05-01\n甲医院,2,丁药,1mg*7片,甲厂,8,2024-05-02\n",
             head);
    kit_write(&kit, "5月.csv", text);
    expect_ok(&kit, "4月.csv");
    expect_ok(&kit, "5月.csv");
    expect_sql(&kit, "4|26", LIVE_SUM);
    expect_sql(&kit, "0", "SELECT count(*) FROM purchase WHERE line_no IS NOT NULL");
}

Test(versions, a_row_number_of_a_delivery_is_one)
{
    static const char head[] = "医疗机构名称,配送单号,行号,通用名,规格,生产企业,入库数量,验收日期\n";
    char text[300];
    snprintf(text, sizeof text, "%s甲医院,P1,1,甲药,1mg*7片,甲厂,5,2024-04-01\n", head);
    kit_write(&kit, "a.csv", text);
    snprintf(text, sizeof text, "%s甲医院,P1,1,甲药,1mg*7片,甲厂,6,2024-04-02\n", head);
    kit_write(&kit, "b.csv", text);
    expect_ok(&kit, "a.csv");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "1|6", LIVE_SUM);
}

/* Vouchers are numbered anew each month, serial numbers of a bank never. */
Test(versions, a_voucher_is_the_same_only_on_its_day)
{
    static const char *const head[] = {"凭证号", "流水号"};
    static const char *const left[] = {"3|600", "2|500"};
    for (size_t i = 0; i < JC_LEN(head); i++) {
        char text[300], name[2][16];
        for (int k = 0; k < 2; k++) {
            snprintf(name[k], sizeof name[k], "%zu%d.csv", i, k);
            snprintf(text, sizeof text,
                     "医疗机构名称,配送企业,付款金额(元),付款日期,%s\n甲医院,丙公司%zu,%d,2024-0%d-05,记-%zu2\n",
                     head[i], i, k ? 300 : 100, 3 + k, i);
            if (k)
                snprintf(text + strlen(text), sizeof text - strlen(text), "甲医院,丙公司%zu,200,2024-04-06,记-%zu3\n",
                         i, i);
            kit_write(&kit, name[k], text);
            expect_ok(&kit, name[k]);
        }
        char sql[160];
        snprintf(
            sql, sizeof sql,
            "SELECT count(*), sum(amount) / 10000 FROM payment p JOIN firm f ON f.id = p.supplier WHERE live = 1 AND "
            "f.name = '丙公司%zu'",
            i);
        expect_sql(&kit, left[i], sql);
    }
}

/* Without a strength the code and the spec as written tell products apart. */
Test(versions, products_without_a_strength_are_told_apart_by_code_and_spec)
{
    static const char head[] =
        "医疗机构名称,订单编号,平台产品编码,通用名,规格,生产企业,采购数量,入库数量,下单日期,验收日期\n";
    char text[400];
    snprintf(text, sizeof text, "%s甲医院,D1,A1,导管,6F型,甲厂,5,,2024-04-01,\n", head);
    kit_write(&kit, "a.csv", text);
    snprintf(text, sizeof text,
             "%s甲医院,D1,A1,导管,6F型,甲厂,5,5,2024-04-01,2024-04-03\n甲医院,D1,A2,导管,7F型,甲厂,5,4,2024-04-01,"
             "2024-04-03\n",
             head);
    kit_write(&kit, "b.csv", text);
    expect_ok(&kit, "b.csv");
    expect_ok(&kit, "a.csv");
    expect_sql(&kit, "2|9", LIVE_SUM);
}

/* A producer named in one export and not in the other: the holder is the same. */
Test(versions, the_producer_behind_the_holder_makes_no_other_line)
{
    static const char head[] = "医疗机构名称,订单编号,通用名,规格,生产企业,采购数量,入库数量,下单日期,验收日期\n";
    char text[300];
    snprintf(text, sizeof text, "%s甲医院,D1,甲药,1mg*7片,甲药业有限公司,5,,2024-04-01,\n", head);
    kit_write(&kit, "a.csv", text);
    snprintf(text, sizeof text,
             "%s甲医院,D1,甲药,1mg*7片,甲药业有限公司（乙药业有限公司受托生产）,5,5,2024-04-01,2024-04-03\n", head);
    kit_write(&kit, "b.csv", text);
    expect_ok(&kit, "a.csv");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "1|5", LIVE_SUM);
}

/* Lines that only their distributor tells apart are no second and first of one: a file with one of them repeats that one. */
Test(versions, lines_without_numbers_are_counted_by_all_they_say)
{
    static const char head[] = "医疗机构名称,通用名,规格,生产企业,入库数量,验收日期,配送企业\n";
    char text[300];
    snprintf(text, sizeof text,
             "%s甲医院,甲药,1mg*7片,甲厂,5,2024-04-01,甲公司\n甲医院,甲药,1mg*7片,甲厂,5,2024-04-01,乙公司\n", head);
    kit_write(&kit, "a.csv", text);
    snprintf(text, sizeof text, "%s甲医院,甲药,1mg*7片,甲厂,5,2024-04-01,乙公司\n", head);
    kit_write(&kit, "b.csv", text);
    expect_ok(&kit, "a.csv");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "2|10", LIVE_SUM);
}

#define SHEET_HEAD "医疗机构名称|订单编号|订单明细编号|通用名|规格|生产企业|入库数量|验收日期\n"
#define OF_A       "甲医院|1|1|甲药|1mg|甲厂|5|2024-01-02\n甲医院|1|1|甲药|1mg|甲厂|4|2024-01-03\n" /* two lots of one line */
#define OF_B       "乙医院|2|1|甲药|1mg|甲厂|7|2024-01-02\n"

/* A sheet of all lines beside sheets of some of them: each is counted once. */
Test(versions, a_sheet_of_all_beside_sheets_of_each_counts_once)
{
    kit_book(&kit, "全部.xlsx", NULL, "汇总\n" SHEET_HEAD OF_A OF_B, "甲医院\n" SHEET_HEAD OF_A,
             "乙医院\n" SHEET_HEAD OF_B, NULL);
    expect_ok(&kit, "全部.xlsx");
    expect_sql(&kit, "3|16", LIVE_SUM);
}

/* What became of a receipt is no other receipt: 已红冲 in May what was 正常 in April, whichever file is read first. */
Test(versions, a_receipt_is_the_same_in_whatever_state)
{
    static const char head[] = "医疗机构名称,入库单号,通用名,规格,生产企业,入库数量,验收日期,状态\n";
    char april[400], may[400];
    snprintf(april, sizeof april,
             "%s甲医院,R1,甲药,1mg,甲厂,5,2024-04-02,正常\n甲医院,R2,甲药,1mg,甲厂,7,2024-04-03,正常\n", head);
    snprintf(may, sizeof may,
             "%s甲医院,R1,甲药,1mg,甲厂,5,2024-04-02,已红冲\n甲医院,R2,甲药,1mg,甲厂,7,2024-04-03,正常\n", head);
    kit_write(&kit, "4月.csv", april);
    kit_write(&kit, "5月.csv", may);
    for (int i = 0; i < 2; i++) {
        expect_ok(&kit, i ? "5月.csv" : "4月.csv");
        expect_ok(&kit, i ? "4月.csv" : "5月.csv");
        expect_sql(&kit, "R1|5|5\nR2|7|",
                   "SELECT delivery_no, accepted / 10000, returned / 10000 FROM purchase WHERE live = 1 ORDER BY row");
        expect_sql(&kit, "288|1\n334|1", "SELECT code, count(*) FROM issue GROUP BY code ORDER BY code");
        undo(0);
        expect_sql(&kit, "2", "SELECT count(*) FROM purchase WHERE live = 1");
        kit_close(&kit);
        kit_open(&kit);
        kit_write(&kit, "4月.csv", april);
        kit_write(&kit, "5月.csv", may);
    }
}

/* Two equal lines of one receipt that differ in their state alone are the same two in whatever order a later file writes them. */
Test(versions, states_of_equal_lines_of_a_receipt_meet_in_whatever_order_they_come)
{
    static const char head[] = "医疗机构名称,入库单号,通用名,规格,生产企业,入库数量,验收日期,退货数量,状态\n",
                      line[] = "甲医院,R%d,甲药,1mg,甲厂,5,2024-04-02,%s\n";
    static const char *const april[][2] = {{",已入库", ",已红冲"},
                                           {",已入库", "2,部分退货"},
                                           {",已入库", ",已入库"},
                                           {",已入库", "1,部分退货"},
                                           {",已入库", "1,部分退货"}},
                             *const may[][2] = {{",已红冲", ",已入库"},
                                                {"2,部分退货", ",已入库"},
                                                {",已入库", ",已红冲"},
                                                {"3,部分退货", ",已入库"},
                                                {"1,部分退货", ",已红冲"}};
    struct jc_buf a = {0}, m = {0};
    jc_buf_str(&a, head);
    jc_buf_str(&m, head);
    for (int i = 0; i < (int)JC_LEN(april) * 4; i++)
        for (int k = 0; k < 2; k++) {
            jc_buf_fmt(&a, line, 100 + i, april[i / 4][k ^ (i & 1)]);
            jc_buf_fmt(&m, line, 100 + i, may[i / 4][k ^ (i >> 1 & 1)]);
        }
    for (int i = 0; i < 2; i++) {
        kit_write(&kit, "4月.csv", jc_buf_text(&a));
        kit_write(&kit, "5月.csv", jc_buf_text(&m));
        expect_ok(&kit, i ? "5月.csv" : "4月.csv");
        expect_ok(&kit, i ? "4月.csv" : "5月.csv");
        expect_sql(&kit, "0,2|4\n0,3|4\n0,5|8\n1,5|4",
                   "SELECT states, count(*) FROM (SELECT group_concat(r) AS states FROM (SELECT delivery_no, "
                   "ifnull(returned, 0) / 10000 AS r FROM purchase WHERE live = 1 ORDER BY 1, 2) GROUP BY delivery_no) "
                   "GROUP BY states ORDER BY states");
        kit_close(&kit);
        kit_open(&kit);
    }
    jc_buf_free(&a);
    jc_buf_free(&m);
}

/* Rows of one transfer, each for an invoice, are the same ones in whatever order a later export writes them. */
Test(versions, rows_of_one_payment_meet_in_whatever_order_they_come)
{
    static const char head[] = "医疗机构名称,供应商,付款日期,付款金额,发票号,%s\n",
                      row[] = "甲医院,甲公司,2024-05-06,%s,%s\n";
    static const char *const serials[] = {"付款流水号", "凭证号"},
                             *const rows[][3] = {{"1000,24130001", "2000,24130002", "2000,24130003"},
                                                 {"2000,24130003", "1000,24130001", "2000,24130002"}};
    for (size_t i = 0; i < 2 * JC_LEN(serials); i++) {
        kit_close(&kit);
        kit_open(&kit);
        for (int file = 0; file < 2; file++) {
            struct jc_buf csv = {0};
            jc_buf_fmt(&csv, head, serials[i / 2]);
            for (int k = 0; k < 3; k++)
                jc_buf_fmt(&csv, row, rows[file][k], "F20240506");
            kit_write(&kit, file ? "b.csv" : "a.csv", jc_buf_text(&csv));
            jc_buf_free(&csv);
        }
        expect_ok(&kit, i % 2 ? "b.csv" : "a.csv");
        expect_ok(&kit, i % 2 ? "a.csv" : "b.csv");
        expect_sql(&kit, "24130001|1000\n24130002|2000\n24130003|2000",
                   "SELECT invoices, amount / 10000 FROM payment WHERE live ORDER BY invoices");
        cr_expect_null(strstr(jc_buf_text(&kit.said), "E371"), "%s", jc_buf_text(&kit.said));
    }
}

/* An invoice that was filled in later leaves equal amounts of one transfer where they stand. */
Test(versions, rows_of_one_payment_meet_where_one_names_its_invoice_later)
{
    static const char text[] =
        "医疗机构名称,供应商,付款日期,付款金额,付款流水号,发票号\n甲医院,甲公司,2024-05-06,500,F20240506,%s\n"
        "甲医院,甲公司,2024-05-06,500,F20240506,24130005\n";
    static const char *const later[] = {"24130004", "24130006"};
    for (size_t i = 0; i < 2 * JC_LEN(later); i++) {
        kit_close(&kit);
        kit_open(&kit);
        for (int file = 0; file < 2; file++) {
            struct jc_buf csv = {0};
            jc_buf_fmt(&csv, text, file ? later[i / 2] : "");
            kit_write(&kit, file ? "b.csv" : "a.csv", jc_buf_text(&csv));
            jc_buf_free(&csv);
        }
        expect_ok(&kit, i % 2 ? "b.csv" : "a.csv");
        expect_ok(&kit, i % 2 ? "a.csv" : "b.csv");
        expect_sql(&kit, i < 2 ? "24130004\n24130005" : "24130005\n24130006",
                   "SELECT invoices FROM payment WHERE live ORDER BY invoices");
    }
}

/* A receipt without an order number is known by its own number: 2 rows of R1, once each, and R2, whatever sheets they stand on. */
Test(versions, a_receipt_on_two_sheets_of_a_file_counts_once)
{
    static const char head[] = "医疗机构名称|入库单号|通用名|规格|生产企业|入库数量|验收日期\n",
                      r1[] = "甲医院|R1|甲药|1mg|甲厂|#5|@2024-05-02\n甲医院|R1|甲药|1mg|甲厂|#5|@2024-05-02\n",
                      r2[] = "甲医院|R2|甲药|1mg|甲厂|#7|@2024-06-02\n",
                      back[] = "甲医院|R2|甲药|1mg|甲厂|#-7|@2024-06-02\n";
    char may[512], june[512];
    snprintf(may, sizeof may, "5月\n%s%s", head, r1);
    snprintf(june, sizeof june, "6月\n%s%s%s%s", head, r1, r2, back);
    kit_book(&kit, "入库.xlsx", NULL, may, june, NULL);
    kit_book(&kit, "六月.xlsx", NULL, june, NULL);
    expect_ok(&kit, "入库.xlsx");
    expect_sql(&kit, "4|10", LIVE_SUM);
    expect_sql(&kit, "915|6月|2|入库.xlsx › 5月 › 2\n915|6月|3|入库.xlsx › 5月 › 2",
               "SELECT code, s.name, row, arg1 FROM issue i JOIN sheet s ON s.id = i.sheet ORDER BY i.row");
    expect_ok(&kit, "六月.xlsx");
    expect_sql(&kit, "4|10", LIVE_SUM);
    undo(0);
    expect_sql(&kit, "4|10", LIVE_SUM);
}

/* Sheets that use one number for several lines: of kinds of medicines, of months whose numbers begin anew. */
Test(versions, one_number_on_two_sheets_for_other_lines_is_two_lines)
{
    static const char head[] = "医疗机构名称|订单编号|订单明细编号|通用名|规格|生产企业|采购数量|入库数量|验收日期\n";
    char one[400], two[400];
    snprintf(one, sizeof one, "西药\n%s甲医院|1|1|甲药|1mg|甲厂|9|5|2024-01-02\n", head);
    snprintf(two, sizeof two, "中成药\n%s甲医院|1|1|乙药|1mg|甲厂|9|5|2024-01-02\n", head);
    kit_book(&kit, "种类.xlsx", NULL, one, two, NULL);
    snprintf(one, sizeof one, "4月\n%s甲医院|2|1|甲药|1mg|甲厂|100|60|2024-04-02\n", head);
    snprintf(two, sizeof two, "5月\n%s甲医院|2|1|甲药|1mg|甲厂|100|40|2024-05-02\n", head);
    kit_book(&kit, "分批.xlsx", NULL, one, two, NULL);
    snprintf(one, sizeof one, "4月\n%s甲医院||1|甲药|1mg|甲厂||6|2024-04-02\n甲医院||2|乙药|1mg|甲厂||7|2024-04-02\n",
             head);
    snprintf(two, sizeof two, "5月\n%s甲医院||1|乙药|1mg|甲厂||8|2024-05-02\n甲医院||2|甲药|1mg|甲厂||9|2024-05-02\n",
             head);
    kit_book(&kit, "序号.xlsx", NULL, one, two, NULL);
    expect_ok(&kit, "种类.xlsx");
    expect_sql(&kit, "2|10", LIVE_SUM);
    expect_sql(&kit, "398|2|种类.xlsx › 西药 › 2", "SELECT code, row, arg1 FROM issue WHERE code = 398");
    expect_ok(&kit, "分批.xlsx");
    expect_sql(&kit, "4|110", LIVE_SUM);
    expect_ok(&kit, "序号.xlsx");
    expect_sql(&kit, "8|140", LIVE_SUM);
    expect_sql(&kit, "4", "SELECT count(*) FROM issue WHERE code = 398");
    undo(0);
    expect_sql(&kit, "4|110", LIVE_SUM);
}

/* What one sheet leaves open the other may say; and the lots of a line may stand in another order. */
Test(versions, a_line_on_two_sheets_of_which_one_says_less_counts_once)
{
    kit_book(&kit, "全部.xlsx", NULL,
             "下单\n医疗机构名称|订单编号|订单明细编号|通用名|规格|生产企业|采购数量|下单日期\n"
             "甲医院|1|1|甲药|1mg|甲厂|9|2024-01-01\n",
             "入库\n" SHEET_HEAD OF_A,
             "甲医院\n" SHEET_HEAD "甲医院|1|1|甲药|1mg|甲厂|4|2024-01-03\n甲医院|1|1|甲药|1mg|甲厂|5|2024-01-02\n",
             NULL);
    expect_ok(&kit, "全部.xlsx");
    expect_sql(&kit, "2|9", LIVE_SUM);
    /* the next export has them in one sheet, one of them with more */
    kit_book(&kit, "又.xlsx", NULL, "入库\n" SHEET_HEAD OF_A, NULL);
    expect_ok(&kit, "又.xlsx");
    expect_sql(&kit, "2|9", LIVE_SUM);
}

Test(versions, a_row_number_that_holds_its_order_is_a_line_number)
{
    static const char head[] = "医疗机构名称,订单行号,通用名,规格,生产企业,入库数量,验收日期,付款日期\n";
    char text[300];
    snprintf(text, sizeof text, "%s甲医院,DD2024040001-1,甲药,1mg*7片,甲厂,60,2024-04-20,\n", head);
    kit_write(&kit, "4月.csv", text);
    snprintf(text, sizeof text, "%s甲医院,DD2024040001-1,甲药,1mg*7片,甲厂,60,2024-04-20,2024-05-20\n", head);
    kit_write(&kit, "5月.csv", text);
    expect_ok(&kit, "4月.csv");
    expect_ok(&kit, "5月.csv");
    expect_sql(&kit, "1|60", LIVE_SUM);
}

/* An invoice that is filled in later makes no other payment; a voucher pays several, in whatever order they stand. */
Test(versions, a_voucher_that_comes_again_with_its_invoice_counts_once)
{
    static const char head[] = "医疗机构名称,配送企业,付款金额(元),付款日期,发票号码,凭证号\n";
    static const char *const rows[] = {
        "甲医院,丙公司,100,2024-03-05,,记-12\n甲医院,丙公司,200,2024-03-05,,记-12\n甲医院,丙公司,100,2024-03-05,,记-"
        "12\n",
        "甲医院,丙公司,200,2024-03-05,9002,记-12\n甲医院,丙公司,100,2024-03-05,9001,记-12\n"
        "甲医院,丙公司,100,2024-03-05,9003,记-12\n",
        "甲医院,丙公司,100,2024-03-05,,记-12\n", "甲医院,丙公司,200,2024-03-05,,记-12\n"};
    for (size_t i = 0; i < JC_LEN(rows); i++) {
        char text[500], name[16];
        snprintf(name, sizeof name, "%zu.csv", i);
        snprintf(text, sizeof text, "%s%s", head, rows[i]);
        kit_write(&kit, name, text);
        expect_ok(&kit, name);
        expect_sql(&kit, "3|400", "SELECT count(*), sum(amount) / 10000 FROM payment WHERE live = 1");
        expect_sql(&kit, "0", "SELECT count(*) FROM issue WHERE code = 371");
    }
    expect_sql(&kit, "9001,9002,9003",
               "SELECT group_concat(invoices) FROM (SELECT invoices FROM payment WHERE live = 1 ORDER BY 1)");
}

/* A later file that says void takes the payment back, by its number, its supplier and what was paid, in either order. */
Test(versions, a_payment_that_is_void_in_another_file_does_not_count)
{
    static const char *const number[] = {"凭证号", "付款流水号", "备注"};
    for (size_t i = 0; i < 2 * JC_LEN(number); i++) {
        struct jc_buf text = {0};
        jc_buf_fmt(&text,
                   "医疗机构名称,配送企业,付款金额,付款日期,%s,付款状态\n甲医院,丙公司,100,2024-03-05,12,已付\n"
                   "甲医院,丙公司,200,2024-03-05,13,已付\n",
                   number[i / 2]);
        kit_write(&kit, "a.csv", jc_buf_text(&text));
        jc_buf_clear(&text);
        jc_buf_fmt(&text, "医疗机构名称,配送企业,付款金额,付款日期,%s,付款状态\n甲医院,丙公司,100,2024-03-05,12,作废\n",
                   number[i / 2]);
        kit_write(&kit, "b.csv", jc_buf_text(&text));
        jc_buf_free(&text);
        expect_ok(&kit, i % 2 ? "b.csv" : "a.csv");
        expect_ok(&kit, i % 2 ? "a.csv" : "b.csv");
        expect_sql(&kit, "0\n2000000", "SELECT amount FROM payment WHERE live ORDER BY amount");
        undo(0);
        undo(0);
    }
    /* a number of the next month, another supplier, and another payment of the voucher stay */
    kit_write(
        &kit, "a.csv",
        "医疗机构名称,配送企业,付款金额,付款日期,凭证号,付款状态\n甲医院,丙公司,100,2024-03-05,12,已付\n"
        "甲医院,丙公司,300,2024-03-05,12,已付\n甲医院,丁公司,100,2024-03-05,12,已付\n甲医院,丙公司,100,2024-04-05,12,"
        "已付\n甲医院,丙公司,100,2024-03-05,12,已付\n");
    kit_write(&kit, "b.csv",
              "医疗机构名称,配送企业,付款金额,付款日期,凭证号,付款状态\n甲医院,丙公司,100,2024-03-05,12,作废\n"
              "甲医院,丙公司,300,2024-03-05,12,已付\n");
    expect_ok(&kit, "a.csv");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "0|丙\n100|丁\n100|丙\n100|丙\n300|丙",
               "SELECT p.amount / 10000, substr(f.name, 1, 1) FROM payment p JOIN firm f ON f.id = p.supplier WHERE "
               "p.live ORDER BY p.amount, f.name");
}

/* Several payments of one voucher, each in the ledger of its supplier. */
Test(versions, a_voucher_may_pay_several)
{
    kit_write(&kit, "a.csv",
              "医疗机构名称,配送企业,付款金额(元),付款日期,凭证号\n甲医院,丙公司,100,2024-03-05,记-12\n");
    kit_write(&kit, "b.csv",
              "医疗机构名称,配送企业,付款金额(元),付款日期,凭证号\n甲医院,丁公司,200,2024-03-05,记-12\n");
    expect_ok(&kit, "a.csv");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "2|300", "SELECT count(*), sum(amount) / 10000 FROM payment WHERE live = 1");
}

/* By the rule a delivery is a line of its own; that the same one stands elsewhere without its number is told. */
Test(versions, a_line_with_a_delivery_beside_the_same_without_one_is_told)
{
    kit_write(&kit, "a.csv",
              LINE_HEAD
              "甲医院,1,1,,甲药,1mg,甲厂,5,5,2024-01-01,2024-01-02,\n甲医院,1,2,P1,甲药,1mg,甲厂,5,5,2024-01-01,"
              "2024-01-02,\n");
    kit_write(&kit, "b.csv",
              LINE_HEAD
              "甲医院,1,1,P9,甲药,1mg,甲厂,5,5,2024-01-01,2024-01-03,\n甲医院,1,2,P2,甲药,1mg,甲厂,5,5,2024-01-01,"
              "2024-01-03,\n");
    expect_ok(&kit, "a.csv");
    expect_ok(&kit, "b.csv");
    expect_sql(&kit, "399|2|a.csv #2 › a › 2", "SELECT code, row, arg1 FROM issue WHERE code = 399");
    expect_sql(&kit, "4|20", LIVE_SUM);
}

/* ---- numbers that say one thing and rows that say another ---------------------------------------------------- */

#define FULL_HEAD                                                                                                      \
    "医疗机构名称,订单编号,订单明细编号,通用名,规格,生产企业,配送企业,采购单价,采购数量,入库数量,验收日期,发票号\n"

Test(versions, equal_rows_of_one_sheet_with_one_number_count_and_are_told)
{
    kit_write(
        &kit, "a.csv",
        FULL_HEAD
        "甲医院,1,1,甲药,1mg,甲厂,甲公司,2,5,5,2024-01-02,F1\n甲医院,1,1,甲药,1mg,甲厂,甲公司,2,5,5,2024-01-02,F1\n"
        "甲医院,1,2,甲药,1mg,甲厂,甲公司,2,5,5,2024-01-02,F1\n甲医院,1,2,甲药,1mg,甲厂,甲公司,2,5,5,2024-01-02,F2\n");
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "E335|3|||a.csv › a › 2\n");
    expect_sql(&kit, "甲医院|1|1|5\n甲医院|1|1|5\n甲医院|1|2|5\n甲医院|1|2|5", LIVE);
}

/* One number is one line (rule book 1); but whoever gave it twice has to know what became of the other. */
Test(versions, a_number_that_stands_for_another_product_in_a_later_file_is_told_in_either_order)
{
    static const char *const orders[][2] = {{"a.csv", "b.csv"}, {"b.csv", "a.csv"}};
    for (size_t i = 0; i < JC_LEN(orders); i++) {
        kit_close(&kit);
        kit_open(&kit);
        kit_write(&kit, "a.csv", FULL_HEAD "甲医院,1,1,甲药,1mg,甲厂,甲公司,2,5,5,2024-01-02,F1\n");
        kit_write(&kit, "b.csv", FULL_HEAD "甲医院,1,1,乙药,1mg,甲厂,甲公司,2,6,6,2024-02-02,F2\n");
        expect_ok(&kit, orders[i][0]);
        expect_ok(&kit, orders[i][1]);
        expect_told(&kit, "E336|2|");
        expect_sql(&kit, "甲医院|1|1|6", LIVE);
    }
}

Test(versions, less_that_was_accepted_later_is_told_a_newer_state_is_not)
{
    kit_write(&kit, "a.csv", FULL_HEAD "甲医院,1,1,甲药,1mg,甲厂,甲公司,2,10,6,2024-01-02,F1\n");
    kit_write(&kit, "b.csv", FULL_HEAD "甲医院,1,1,甲药,1mg,甲厂,甲公司,2,10,4,2024-02-02,F2\n");
    kit_write(&kit, "c.csv", FULL_HEAD "甲医院,1,1,甲药,1mg,甲厂,甲公司,2,10,10,2024-03-02,F1\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_told(&kit, "E339|2|");
    expect_ok(&kit, "c.csv");
    expect_said(&kit, "");
}

/* Deliveries of an order without line numbers on two sheets: another delivery, invoice or distributor is another line. */
Test(versions, what_another_sheet_says_of_distributor_delivery_invoice_and_price_makes_another_line)
{
    static const char head[] =
        "医疗机构名称|订单编号|配送企业|配送单号|发票号|采购单价|通用名|规格|生产企业|采购数量|入库数量|验收日期\n";
    static const char *const other[] = {"甲公司|P2|F1|2", "甲公司|P1|F2|2", "乙公司|P1|F1|2", "甲公司|P1|F1|3",
                                        "甲公司|P1|F1|2"};
    for (size_t i = 0; i < JC_LEN(other); i++) {
        char one[400], two[400];
        kit_close(&kit);
        kit_open(&kit);
        snprintf(one, sizeof one, "西药库\n%s甲医院|1|甲公司|P1|F1|2|甲药|1mg|甲厂|5|5|2024-01-02\n", head);
        snprintf(two, sizeof two, "急诊药房\n%s甲医院|1|%s|甲药|1mg|甲厂|5|5|2024-01-02\n", head, other[i]);
        kit_book(&kit, "a.xlsx", NULL, one, two, NULL);
        expect_ok(&kit, "a.xlsx");
        expect_sql(&kit, i + 1 < JC_LEN(other) ? "2|10" : "1|5", LIVE_SUM);
    }
}

/* ---- doubts about which state is the newer ------------------------------------------------------------------- */

Test(versions, a_later_state_of_a_corrected_line_is_told)
{
    kit_write(&kit, "a.csv", FULL_HEAD "甲医院,1,1,甲药,1mg,甲厂,甲公司,2,10,,,\n");
    kit_write(&kit, "更正.csv", FULL_HEAD "甲医院,1,1,甲药,1mg,甲厂,甲公司,3,10,,,\n");
    kit_write(&kit, "b.csv", FULL_HEAD "甲医院,1,1,甲药,1mg,甲厂,甲公司,3,10,10,2024-04-02,F1\n");
    expect_ok(&kit, "a.csv");
    kit.opts.correction = true;
    expect_ok(&kit, "更正.csv");
    kit.opts.correction = false;
    expect_ok(&kit, "b.csv");
    expect_told(&kit, "E291|2|||更正.csv #3 › 更正 › 2\n");
    expect_sql(&kit, "30000|", "SELECT price, accepted FROM purchase WHERE live");
}

Test(versions, as_much_on_another_invoice_later_may_be_a_second_delivery)
{
    kit_write(&kit, "a.csv", FULL_HEAD "甲医院,1,1,甲药,1mg,甲厂,甲公司,2,10,5,2024-01-02,F1\n");
    kit_write(&kit, "b.csv", FULL_HEAD "甲医院,1,1,甲药,1mg,甲厂,甲公司,2,10,5,2024-02-02,F2\n");
    kit_write(&kit, "c.csv", FULL_HEAD "甲医院,1,1,甲药,1mg,甲厂,甲公司,2,10,5,2024-02-03,F2\n");
    expect_ok(&kit, "a.csv", "b.csv");
    expect_told(&kit, "E339|2|");
    expect_ok(&kit, "c.csv");
    expect_said(&kit, "");
}

/* Of two states of one day the same counts in either order of import, and it is told in either. */
Test(versions, figures_that_differ_without_a_later_day_are_told_whichever_came_first)
{
    static const char *const orders[][2] = {{"a.csv", "b.csv"}, {"b.csv", "a.csv"}};
    for (size_t i = 0; i < JC_LEN(orders); i++) {
        kit_close(&kit);
        kit_open(&kit);
        kit_write(&kit, "a.csv", FULL_HEAD "甲医院,1,1,甲药,1mg,甲厂,甲公司,2,10,5,2024-01-02,F1\n");
        kit_write(&kit, "b.csv", FULL_HEAD "甲医院,1,1,甲药,1mg,甲厂,甲公司,2.5,10,5,2024-01-02,F1\n");
        expect_ok(&kit, orders[i][0]);
        expect_ok(&kit, orders[i][1]);
        bool told = strstr(jc_buf_text(&kit.said), "E371|2|") || strstr(jc_buf_text(&kit.said), "E352|2|");
        cr_expect(told, "%s", jc_buf_text(&kit.said));
    }
}

/* What was paid or went back only ever grows: of a new state in which it has nobody asks which is newer. */
Test(versions, a_state_in_which_more_was_paid_or_went_back_is_the_newer_one)
{
#define STATE(amount, back, paid)                                                                                                                           \
    "医疗机构,订单号,明细编号,通用名,规格,生产企业,供应商,单价,入库数量,验收日期,采购金额,退货数量,已付金额\n" \
    "甲医院,1,1,甲药,1mg,甲厂,甲公司,2,5,2024-01-02," amount "," back "," paid "\n"
    kit_write(&kit, "a.csv", STATE("10", "0", "0"));
    kit_write(&kit, "b.csv", STATE("10.004", "1", "0"));
    kit_write(&kit, "c.csv", STATE("10", "1", "8"));
    expect_ok(&kit, "a.csv", "b.csv", "c.csv");
    expect_said(&kit, "");
    expect_sql(&kit, "10000|80000", "SELECT returned, paid FROM purchase WHERE live");
}

/* ---- agreements said again ---------------------------------------------------------------------------------------- */

#define AGREED_AGAIN(rows) "医疗机构,批次,通用名,规格,生产企业,约定采购量,单位,开始日期,结束日期\n" rows
#define AGREED_ROW(spec, volume, unit)                                                                                 \
    "甲医院,第四批,甲药片," spec ",甲药业有限公司," volume "," unit ",2024-01-01,2024-12-31\n"
#define AGREED_LIVE "SELECT volume / 10000 FROM agreement WHERE live ORDER BY id"

Test(versions, two_volumes_for_one_agreement_in_a_file_are_told_and_the_last_counts)
{
    kit_write(&kit, "a.csv", AGREED_AGAIN(AGREED_ROW("1mg*7片", "10000", "片") AGREED_ROW("1mg*7片", "2000", "片")));
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "E293|3||2000|a.csv › a › 2（甲医院 甲药片 1mg*7片）\n");
    expect_sql(&kit, "2000", AGREED_LIVE);
    cr_expect_eq(kit.total.superseded, 1);
}

Test(versions, the_same_volume_twice_in_a_file_is_a_duplicate)
{
    kit_write(&kit, "a.csv", AGREED_AGAIN(AGREED_ROW("1mg*7片", "10000", "片") AGREED_ROW("1mg*7片", "10000", "片")));
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "E292|3||10000|a.csv › a › 2（甲医院 甲药片 1mg*7片）\n");
    expect_sql(&kit, "10000", AGREED_LIVE);
}

Test(versions, two_packs_of_a_product_stand_beside_one_another_in_a_file)
{
    kit_write(&kit, "a.csv", AGREED_AGAIN(AGREED_ROW("1mg*7片", "10000", "片") AGREED_ROW("1mg*14片", "2000", "片")));
    expect_ok(&kit, "a.csv");
    expect_said(&kit, "");
    expect_sql(&kit, "10000\n2000", AGREED_LIVE);
    kit_write(&kit, "b.csv", AGREED_AGAIN(AGREED_ROW("1mg*14片", "3000", "片")));
    expect_ok(&kit, "b.csv");
    expect_said(&kit, "E294|2||3000|a.csv #2 › a › 2（甲医院 甲药片 1mg*7片）\n"
                      "E294|2||3000|a.csv #2 › a › 3（甲医院 甲药片 1mg*14片）\nE333||||2\n");
    expect_sql(&kit, "3000", AGREED_LIVE);
}

Test(versions, another_volume_in_a_later_file_is_told_unless_it_is_a_correction)
{
    kit_write(&kit, "a.csv", AGREED_AGAIN(AGREED_ROW("1mg*7片", "10000", "片")));
    kit_write(&kit, "b.csv", AGREED_AGAIN(AGREED_ROW("1mg*7片", "10000", "片") "\n"));
    kit_write(&kit, "c.csv", AGREED_AGAIN(AGREED_ROW("1mg*7片", "2000", "盒")));
    kit_write(&kit, "d.csv", AGREED_AGAIN(AGREED_ROW("1mg*7片", "500", "片")));
    expect_ok(&kit, "a.csv");
    expect_ok(&kit, "b.csv");
    expect_said(&kit, "E333||||1\n");
    expect_ok(&kit, "c.csv");
    expect_said(&kit, "E294|2||2000（包装）|b.csv #3 › b › 2（甲医院 甲药片 1mg*7片）\nE333||||1\n");
    kit.opts.correction = true;
    expect_ok(&kit, "d.csv");
    expect_said(&kit, "E333||||1\n");
    expect_sql(&kit, "500", AGREED_LIVE);
}

/* The whole so far, or a second delivery: the later state counts, and both are told where the order holds both. */
Test(versions, more_on_other_invoices_may_be_a_second_delivery)
{
    static const struct {
        const char *invoices, *ordered, *told;
    } cases[] = {{"10000002", "10", "E297"}, {"10000001,10000002", "10", ""}, {"10000002", "6", ""}};
    for (size_t i = 0; i < JC_LEN(cases); i++) {
        char later[256];
        snprintf(
            later, sizeof later,
            "医疗机构,订单号,订单明细编号,通用名,规格,生产企业,订购数量,入库数量,验收日期,发票号码\n甲医院,D1,1,甲药,"
            "1mg,甲厂,%s,6,"
            "2024-02-05,\"%s\"\n",
            cases[i].ordered, cases[i].invoices);
        kit_close(&kit);
        kit_open(&kit);
        kit_write(
            &kit, "a.csv",
            "医疗机构,订单号,订单明细编号,通用名,规格,生产企业,订购数量,入库数量,验收日期,发票号码\n甲医院,D1,1,甲药,"
            "1mg,甲厂,10,4,"
            "2024-01-05,10000001\n");
        kit_write(&kit, "b.csv", later);
        expect_ok(&kit, "a.csv");
        expect_ok(&kit, "b.csv");
        expect_sql(&kit, "6", "SELECT accepted / 10000 FROM purchase WHERE live = 1");
        const char *told = kit_sql(&kit, "SELECT coalesce(group_concat('E' || code), '') FROM issue WHERE code = 297");
        cr_expect_str_eq(told, cases[i].told, "%zu: %s", i, told);
    }
}

#define PLAIN_HEAD "医疗机构,订单号,订单明细编号,通用名,规格,生产企业,订购数量,入库数量,验收日期,发票号码,付款日期\n"

/* What two files say of one line, the earlier row first; told of the second file, whichever came first. */
static void expect_pair(const char *first, const char *second, const char *told)
{
    static const char *const orders[][2] = {{"a.csv", "b.csv"}, {"b.csv", "a.csv"}};
    for (size_t i = 0; i < JC_LEN(orders); i++) {
        char a[512], b[512];
        snprintf(a, sizeof a, PLAIN_HEAD "甲医院,%s\n", first);
        snprintf(b, sizeof b, PLAIN_HEAD "甲医院,%s\n", second);
        kit_close(&kit);
        kit_open(&kit);
        kit_write(&kit, "a.csv", a);
        kit_write(&kit, "b.csv", b);
        expect_ok(&kit, orders[i][0]);
        expect_ok(&kit, orders[i][1]);
        const char *is =
            kit_sql(&kit, "SELECT coalesce(group_concat('E' || code), '') FROM issue WHERE code IN (297, 339)");
        cr_expect_str_eq(is, told, "%zu: %s / %s: %s", i, first, second, is);
        expect_sql(&kit, "1", "SELECT count(*) FROM purchase WHERE live = 1");
    }
}

/* Monthly files without delivery numbers and invoices: the later row counts, and whoever meant two deliveries is told. */
Test(versions, a_second_delivery_is_told_where_no_invoice_speaks)
{
    expect_pair("D1,1,甲药,1mg,甲厂,50,20,2024-01-28,,", "D1,1,甲药,1mg,甲厂,50,30,2024-02-05,,", "E297");
    expect_pair("D1,,甲药,1mg,甲厂,50,20,2024-01-28,,", "D1,,甲药,1mg,甲厂,50,30,2024-02-05,F1,", "E297");
    expect_pair("D1,,甲药,1mg,甲厂,,101,2024-01-08,,", "D1,,甲药,1mg,甲厂,,102,2024-02-08,,", "E297");
    expect_pair("D1,,甲药,1mg,甲厂,,20,2024-01-28,,", "D1,,甲药,1mg,甲厂,,20,2024-02-05,,", "E339");
    expect_pair("D1,1,甲药,1mg,甲厂,10,10,2024-01-28,,", "D1,1,甲药,1mg,甲厂,10,10,2024-02-05,,", "E339");
    /* the one that was paid counts, though it was accepted earlier */
    expect_pair("D1,1,甲药,1mg,甲厂,50,20,2024-01-28,,2024-03-15", "D1,1,甲药,1mg,甲厂,50,30,2024-02-05,,", "E297");
}

Test(versions, a_sum_that_grows_up_to_what_was_ordered_is_not_told)
{
    expect_pair("D1,1,甲药,1mg,甲厂,50,20,2024-01-28,,", "D1,1,甲药,1mg,甲厂,50,50,2024-02-05,,", "");
    expect_pair("D1,1,甲药,1mg,甲厂,50,20,2024-01-28,,", "D1,1,甲药,1mg,甲厂,50,40,2024-02-05,,", "");
    expect_pair("D1,1,甲药,1mg,甲厂,50,,,,", "D1,1,甲药,1mg,甲厂,50,50,2024-02-05,,", "");
    expect_pair("D1,1,甲药,1mg,甲厂,,20,2024-01-28,,", "D1,1,甲药,1mg,甲厂,,20,2024-01-28,F1,2024-03-15", "");
    expect_pair("D1,1,甲药,1mg,甲厂,,20,2024-01-28,10000001,", "D1,1,甲药,1mg,甲厂,,30,2024-02-05,10000001,", "");
}

Test(versions, a_second_return_of_a_line_is_told)
{
    expect_pair("D1,1,甲药,1mg,甲厂,,-10,2024-02-08,,", "D1,1,甲药,1mg,甲厂,,-15,2024-03-08,,", "E297");
    expect_pair("D1,,甲药,1mg,甲厂,,-10,2024-02-05,,", "D1,,甲药,1mg,甲厂,,-10,2024-03-05,,", "E339");
    expect_pair("D1,,甲药,1mg,甲厂,,-10,2024-02-05,,", "D1,,甲药,1mg,甲厂,,-10,2024-02-05,F1,", "");
}

/* ---- many rows of one number: what is looked for among them must not cost their square ---------------------------- */

#define ONE_NUMBER "医疗机构,订单号,订单明细编号,入库单号,通用名,规格,厂家,入库数量,单价,入库日期,发票号\n"

/* Forty rows of one number, which the second sheet has in another order and with less beside them, and ten more. */
Test(versions, rows_of_one_number_are_found_again_on_the_next_sheet)
{
    struct jc_buf one = {0}, two = {0};
    jc_buf_str(&one, "一\n医疗机构|订单号|订单明细编号|通用名|规格|厂家|入库数量|入库日期|发票号\n");
    jc_buf_str(&two, "二\n医疗机构|订单号|订单明细编号|通用名|规格|厂家|入库数量|入库日期|发票号\n");
    for (int i = 0; i < 40; i++)
        jc_buf_fmt(&one, "甲医院|D|1|甲药|1mg|甲厂|#%d|2024-01-02|F%d\n", i + 1, i % 4);
    for (int i = 49; i >= 0; i--)
        jc_buf_fmt(&two, "甲医院|D|1|甲药|1mg|甲厂|#%d|%s|\n", i + 1, i % 2 ? "2024-01-02" : "");
    kit_book(&kit, "a.xlsx", NULL, jc_buf_text(&one), jc_buf_text(&two), NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(&kit, "50|50", "SELECT sum(live), max(nth) FROM purchase");
    expect_sql(&kit, "0",
               "SELECT count(*) FROM purchase a JOIN purchase b ON b.nth = a.nth AND b.accepted <> a.accepted");
    jc_buf_free(&one);
    jc_buf_free(&two);
}

Test(versions, a_number_in_all_rows_of_two_long_sheets_is_no_line)
{
    struct jc_buf text[2] = {{0}, {0}};
    for (int k = 0; k < 2; k++) {
        jc_buf_fmt(&text[k], "%d\n医疗机构|订单号|订单明细编号|通用名|规格|厂家|入库数量|单价\n", k);
        for (int i = 0; i < 10000; i++)
            jc_buf_fmt(&text[k], "甲医院|D|1|甲药|1mg|甲厂|#%d|#%d\n", i + 1, k + 1);
    }
    kit_book(&kit, "a.xlsx", NULL, jc_buf_text(&text[0]), jc_buf_text(&text[1]), NULL);
    expect_ok(&kit, "a.xlsx");
    expect_sql(&kit, "20000", "SELECT sum(live) FROM purchase");
    for (int k = 0; k < 2; k++)
        jc_buf_free(&text[k]);
}

Test(versions, deliveries_of_one_number_in_two_long_files_all_count)
{
    for (int k = 0; k < 2; k++) {
        struct jc_buf text = {0};
        jc_buf_str(&text, ONE_NUMBER);
        for (int i = 0; i < 20001; i++)
            jc_buf_fmt(&text, "甲医院,D,1,%c%d,甲药,1mg,甲厂,5,1,2024-01-02,\n", k ? 'S' : 'R', i);
        kit_write(&kit, k ? "b.csv" : "a.csv", jc_buf_text(&text));
        jc_buf_free(&text);
    }
    expect_ok(&kit, "a.csv", "b.csv");
    expect_sql(&kit, "40002", "SELECT sum(live) FROM purchase");
    expect_said(&kit, "");
}
