/* Findings in brief: counted as in full, the worst of them in the same words, the others not kept. */
#include "facts.h"

TestSuite(findings);

enum { INSTS = 40, WORST = 7 };

/* Agreements of which nothing was bought, some alike in value, two hospitals of one name, one without a price. */
static void many(struct facts *f)
{
    facts_open(f);
    int64_t p = add_item(f, "甲片", "20mg", "甲药业有限公司", 10, ""),
            q = add_item(f, "乙片", "5mg", "乙药业有限公司", 1, "");
    (void)add_award(f, "R1", "1", p, 100000, "", "2023-01-01", "2025-12-31");
    for (int i = 0; i < INSTS; i++) {
        char code[16];
        snprintf(code, sizeof code, "H330100%05d", i);
        int64_t h = add_inst(f, code, "浙江");
        if (i == 1)
            facts_sql(f, "UPDATE institution SET name = (SELECT code FROM institution WHERE id = ?1) WHERE id = ?2",
                      "ii", h - 1, h);
        (void)add_agreement(f, h, p, "R1", 1000 + 100 * (i % 4), "2024-01-01", "2024-12-31");
        (void)add_agreement(f, h, q, "R2", 50, "2024-01-01", "2024-12-31");
    }
    f->what.as_of = day("2024-09-30");
}

static char *run_as(enum jc_findings how, size_t worst, char **found)
{
    struct facts f;
    struct jc_err err = {0};
    many(&f);
    f.what.findings = how;
    f.what.worst = worst;
    cr_assert_eq(jc_assess_run(f.store, f.params, &f.what, &err), JC_OK, "%d %s %s", err.code, err.arg[0], err.arg[1]);
    *found = jc_strdup(
        facts_text(&f, "SELECT rule || ' ' || severity || ' ' || n || ' ' || ifnull(impact, '-') || ' ' || insts "
                       "FROM found ORDER BY rule"));
    char *rows = jc_strdup(
        facts_text(&f, "SELECT rule || ';' || subject || ';' || item || ';' || expected || ';' || actual || ';' || "
                       "ifnull(impact, '-') || ';' || evidence FROM (SELECT *, row_number() OVER (PARTITION BY rule "
                       "ORDER BY impact DESC, subject, item, expected, actual, evidence) AS k FROM finding) WHERE k <= "
                       "7 ORDER BY rule, k"));
    facts_close(&f);
    return rows;
}

Test(findings, in_brief_are_counted_as_in_full_and_the_worst_told_in_the_same_words)
{
    char *found[3], *rows[3];
    rows[0] = run_as(JC_FINDINGS_IN_FULL, 0, &found[0]);
    rows[1] = run_as(JC_FINDINGS_BRIEFLY, WORST, &found[1]);
    rows[2] = run_as(JC_FINDINGS_BRIEFLY, 0, &found[2]);
    cr_expect(strstr(found[0], "zero_purchase 2 80 "), "%s", found[0]);
    cr_expect_str_eq(found[1], found[0]);
    cr_expect_str_eq(found[2], found[0]);
    cr_expect_str_eq(rows[1], rows[0]);
    cr_expect_null(strstr(rows[2], "zero_purchase;H330"));
    cr_expect_not_null(strstr(rows[2], "sanity_many"), "%s", rows[2]);
    for (int i = 0; i < 3; i++) {
        free(found[i]);
        free(rows[i]);
    }
}
