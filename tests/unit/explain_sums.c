/* explain on the city of examples/: over all time and over a month, all sheets and rankings, in both languages. */
#include "explain_kit.h"

/* Numbers and days that say nothing: why. */
static const struct nothing {
    int sheet;
    const char *head, *reason;
} nothings[] = {{18, "", "keeps the columns of the checks under those of the files, always empty"}};

static void set_up(void)
{
    open_on("examples/澜溪市");
}

TestSuite(explain, .init = set_up, .fini = close_all);

static jc_day day(const char *text)
{
    jc_day d;
    cr_assert(jc_day_parse(&d, NULL, text, strlen(text)));
    return d;
}

static void assess_all(void)
{
    assess(day("2024-09-30"), JC_NO_DAY, "");
}

/* Over the month, the ranks of the one before worked out anew. */
static void assess_september(void)
{
    struct jc_err err = {0};
    struct jc_ranks *ranks = NULL;
    assess(day("2024-08-31"), day("2024-08-01"), "2024-08");
    if (jc_ranks_take(&ranks, db, &err) != JC_OK)
        fail(&err);
    assess(day("2024-09-30"), day("2024-09-01"), "2024-09");
    if (jc_history_fill(db, ranks, &err) != JC_OK)
        fail(&err);
    jc_ranks_free(ranks);
}

static void run_sql(const char *sql)
{
    struct jc_err err = {0};
    struct jc_stmt *s = NULL;
    if (jc_stmt_text_open(&s, db, sql, false, &err) != JC_OK || jc_stmt_run(s, &err) != JC_OK)
        fail(&err);
    jc_stmt_free(s);
}

/* Consumables, and a product under watch a year ago: every third of its lines of September is put there. */
static void what_the_city_has_not(void)
{
    run_sql("UPDATE item SET code = 'C0202020202020202020' WHERE id IN (SELECT item FROM purchase WHERE live = 1 "
            "GROUP BY item ORDER BY count(*) DESC, item LIMIT 3)");
    run_sql(
        "UPDATE purchase SET day_order = day_order - 366, day_ship = day_ship - 366, day_accept = day_accept - 366 "
        "WHERE id % 3 = 0 AND day_accept BETWEEN 19967 AND 19996 AND item IN (SELECT i.id FROM item AS i JOIN watch AS "
        "w ON w.generic_key = i.generic_key)");
}

Test(explain, the_counted_rows_add_up_to_every_number_of_every_sheet)
{
    assess_all();
    check_all(NULL);
    for (size_t i = 0; i < JC_LEN(groupings); i++)
        check_all(groupings[i]);
    assess_september();
    check_all(NULL);
    what_the_city_has_not();
    assess_all();
    check_some(NULL, true);
    for (size_t i = 0; i < JC_LEN(figures); i++)
        cr_expect(met[i] > 0, "no cell of sheet %d · %s was compared", figures[i].sheet, figures[i].head);
}

Test(explain, they_do_over_a_month_for_communities_areas_levels_and_payers)
{
    assess_september();
    for (size_t i = 0; i < JC_LEN(groupings); i++)
        check_all(groupings[i]);
}

static void check_columns(const struct sheet *s, const struct table *t, bool used[], bool empty[])
{
    int no = number_of(s);
    for (size_t i = 0; i < t->n; i++) {
        const struct column *c = &t->col[i];
        const struct figure *f = figure_of(no, c->head[0]);
        bool said = f;
        for (size_t k = 0; k < JC_LEN(nothings); k++)
            if (nothings[k].sheet == no && strcmp(nothings[k].head, c->head[0]) == 0)
                said = empty[k] = true;
        if (f)
            used[f - figures] = true;
        cr_expect(said || c->type == COL_MARK || c->type == COL_FORMULA || (!column_numeric(c) && c->type != COL_DAY),
                  "%s · %s", s->name[0], c->head[0]);
    }
}

Test(explain, no_number_and_no_day_is_without_a_way_to_add_it_up)
{
    bool used[JC_LEN(figures)] = {false}, empty[JC_LEN(nothings)] = {false};
    struct sheets all = {0};
    struct jc_err err = {0};
    if (sheets_load(&all, &err) != JC_OK)
        fail(&err);
    for (size_t i = 0; i < all.n; i++) {
        check_columns(&all.v[i], &all.v[i].main, used, empty);
        check_columns(&all.v[i], &all.v[i].below, used, empty);
    }
    for (size_t i = 0; i < JC_LEN(figures); i++)
        cr_expect(used[i], "sheet %d has no column %s", figures[i].sheet, figures[i].head);
    for (size_t i = 0; i < JC_LEN(nothings); i++)
        cr_expect(empty[i], "sheet %d has no column %s", nothings[i].sheet, nothings[i].head);
    sheets_free(&all);
}

/* 说明 has no column of numbers: what it counts stands in words. */
Test(explain, what_the_notes_count_is_counted_again)
{
    struct sheets all = {0};
    struct jc_err err = {0};
    struct rows rows;
    size_t codes = 0, counts = 0;
    char said[64];
    assess_all();
    if (sheets_load(&all, &err) != JC_OK)
        fail(&err);
    if (notes_begin(db, NULL, &err) != JC_OK)
        fail(&err);
    cr_assert_eq(all.v[0].no, 0);
    read_table(&rows, &all.v[0], NULL);
    for (size_t i = 0; i < rows.n; i++) {
        const char *item = rows.cell[i * rows.cols + 1], *content = rows.cell[i * rows.cols + 2];
        bool insts = strcmp(item, "医疗机构") == 0, agreements = strcmp(item, "在协议期内的约定") == 0;
        if (insts || agreements) {
            explain("all:", JC_ZH);
            ask(said, sizeof said,
                insts ? "SELECT count(*) FROM trace WHERE unit = '家（机构）'"
                      : "SELECT count(*) FROM trace WHERE unit IN ('个（零采购）', '个（低于序时）', '个（正常）', "
                        "'个（超量）', '个（无约定量）')",
                NULL, NULL);
            cr_expect_str_eq(said, content, "%s", item);
            counts++;
        } else if (item[0] == 'E' && strspn(item + 1, "0123456789") == 3) {
            explain(item, JC_ZH);
            ask(said, sizeof said, "SELECT iif(" N("行") " = 0, '', '共 ' || " N("行") " || ' 行')", NULL, NULL);
            cr_expect(strstr(content, said), "%s: %s in %s", item, said, content);
            codes++;
        }
    }
    cr_expect_eq(counts, 2);
    cr_expect(codes >= 5, "%zu", codes);
    free_rows(&rows);
    sheets_free(&all);
}

Test(explain, every_number_of_an_issue_list_has_its_rows)
{
    struct sheets all = {0};
    struct jc_err err = {0};
    struct rows rows;
    const struct sheet *sheet;
    assess_all();
    if (sheets_load(&all, &err) != JC_OK || sheets_find(&sheet, &all, "17", JC_ZH, &err) != JC_OK)
        fail(&err);
    read_table(&rows, sheet, NULL);
    cr_expect(rows.n > 10);
    for (size_t i = 0; i < rows.n; i++) {
        const char *code = rows.cell[i * rows.cols + rows.cols - 1];
        explain(code, JC_ZH);
        expect_number("SELECT count(*) > 0 FROM trace", 1, code);
    }
    free_rows(&rows);
    sheets_free(&all);
}

/* What `check` prints as 依据号 of a finding must be one: the last of each rule. */
Test(explain, a_finding_of_every_rule_leads_to_its_rows)
{
    char key[512] = "";
    int rules = 0;
    assess_all();
    expect_number("SELECT count(*) > 0 FROM finding WHERE evidence LIKE 'payment:%'", 1, "payment:");
    for (char rule[64] = "";; rules++) { /* the next rule, and a key of it */
        char last[64];
        jc_copy(last, sizeof last, rule);
        ask(rule, sizeof rule, "SELECT min(rule) FROM finding WHERE evidence <> '' AND rule > ?1", last, NULL);
        if (strcmp(rule, "—") == 0)
            break;
        ask(key, sizeof key, "SELECT max(evidence) FROM finding WHERE rule = ?1", rule, NULL);
        explain(key, JC_ZH);
        expect_number("SELECT count(*) > 0 FROM trace", 1, key);
    }
    cr_expect_geq(rules, 10);
}

/* Rank by key of the sheets that show the rank before, as the sheets themselves had it. */
static void keep_ranks(const char *by)
{
    struct sheets all = {0};
    struct jc_err err = {0};
    struct rows rows;
    if (sheets_load(&all, &err) != JC_OK || sheets_group(&all, by, JC_ZH, &err) != JC_OK)
        fail(&err);
    for (size_t i = 0; i < all.n; i++) {
        const struct sheet *s = &all.v[i];
        if (!s->follow.kind)
            continue;
        read_table(&rows, s, NULL);
        for (size_t k = 0; k < rows.n; k++) {
            char *const *row = rows.cell + k * rows.cols;
            char ignored[8];
            if (row[column_of(s, "名次")])
                ask(ignored, sizeof ignored,
                    "INSERT INTO kept VALUES(?1, CAST(?2 AS INTEGER)) ON CONFLICT DO UPDATE SET place = excluded.place "
                    "RETURNING ''",
                    row[column_of(s, "依据号")], row[column_of(s, "名次")]);
        }
        free_rows(&rows);
    }
    sheets_free(&all);
}

Test(explain, the_rows_of_odd_files_are_counted_too)
{
    struct sheets all = {0};
    struct jc_err err = {0};
    struct rows rows;
    const struct sheet *sheet;
    load("tests/data/files"); /* wide tables, several sheets, rows and whole sheets refused, older states */
    assess_all();
    if (sheets_load(&all, &err) != JC_OK || sheets_find(&sheet, &all, "18", JC_ZH, &err) != JC_OK)
        fail(&err);
    read_table(&rows, sheet, NULL);
    cr_expect(rows.n > 60, "%zu", rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        char key[600] = "";
        key_of(key, sizeof key, sheet, rows.cell + i * rows.cols);
        check_row(sheet, &sheet->main, rows.cell + i * rows.cols, key);
        expect_number("SELECT count(*) FROM trace WHERE unit LIKE '行%' AND amount < 0", 0, key);
    }
    free_rows(&rows);
    sheets_free(&all);
}

/* Of every n-th row that had a rank in August. */
static void check_moves(const char *origin, size_t every)
{
    struct jc_err err = {0};
    struct jc_stmt *s = NULL;
    struct jc_buf keys = {0};
    size_t n = 0;
    if (jc_stmt_text_open(&s, db, "SELECT key FROM kept ORDER BY key", false, &err) != JC_OK)
        fail(&err);
    while (jc_stmt_step(s, &err) == JC_OK)
        jc_buf_fmt(&keys, "%s\n", jc_col_text(s, 0, NULL));
    jc_stmt_free(s);
    for (char *rest = keys.p, *key; (key = strsep(&rest, "\n")) && *key; n++) {
        char said[300], kept[300];
        if (n % every)
            continue;
        explain(key, JC_ZH);
        ask(kept, sizeof kept, "SELECT place FROM kept WHERE key = ?1", key, NULL);
        ask(said, sizeof said, "SELECT " T("名次（上期）"), NULL, NULL);
        cr_expect_str_eq(said, kept, "%s", key);
        ask(said, sizeof said, "SELECT why FROM trace WHERE unit = '名次（上期）'", NULL, NULL);
        cr_expect_str_eq(said, origin, "%s", key);
    }
    cr_expect(n > 60, "%zu rows", n);
    jc_buf_free(&keys);
}

static void no_change(void *arg, const struct jc_change *change)
{
    (void)arg;
    (void)change;
}

Test(explain, the_rank_before_is_that_of_august_and_it_is_said_where_it_comes_from)
{
    struct jc_err err = {0};
    struct jc_issue issue;
    struct jc_changes changes = {.fn = no_change};
    char ignored[8];
    bool made;
    assess(day("2024-08-31"), day("2024-08-01"), "2024-08");
    run_sql("CREATE TABLE kept(key TEXT PRIMARY KEY, place INTEGER)");
    keep_ranks(NULL);
    for (size_t i = 0; i < JC_LEN(groupings); i++)
        keep_ranks(groupings[i]);
    assess_september();
    check_moves("2024-08，没有发布，按数据库里的数据重算", MOVES_APART);
    explain("pay:H33990300161:0", JC_ZH); /* reported nothing in either month */
    ask(ignored, sizeof ignored, "SELECT count(*) FROM trace WHERE unit LIKE '名%'", NULL, NULL);
    cr_expect_str_eq(ignored, "0");

    assess(day("2024-08-31"), day("2024-08-01"), "2024-08");
    if (jc_issue_publish(&issue, &made, db, NULL, false, 20000, &changes, &err) != JC_OK)
        fail(&err);
    cr_expect(made);
    assess_september(); /* whose ranks are not looked at, now that there is an issue */
    check_moves("2024-08，已发布：2024-08@1", 7);
}

/* The amounts are the same in both languages, and every unit has its word. */
Test(explain, english_adds_up_the_same_rows)
{
    static const char sums[] =
        "SELECT group_concat(counted || unit || n || ' ' || ifnull(amount, ''), '|') FROM (SELECT "
        "counted, unit, count(*) AS n, sum(amount) AS amount FROM trace GROUP BY counted, unit)";
    struct sheets all = {0};
    struct jc_err err = {0};
    assess_all();
    if (sheets_load(&all, &err) != JC_OK)
        fail(&err);
    for (size_t i = 0; i < all.n; i++) {
        struct rows rows;
        if (all.v[i].no == 0 || all.v[i].no == 17)
            continue;
        read_table(&rows, &all.v[i], NULL);
        for (size_t k = 0; k < rows.n; k += 1 + rows.n / 3) {
            char key[600] = "", zh[4000], en[4000], said[64];
            key_of(key, sizeof key, &all.v[i], rows.cell + k * rows.cols);
            explain(key, JC_ZH);
            ask(zh, sizeof zh, sums, NULL, NULL);
            ask(said, sizeof said,
                "SELECT group_concat(unit) FROM trace WHERE unit NOT IN (SELECT unit FROM unit_shown)", NULL, NULL);
            cr_expect_str_eq(said, "—", "%s", key);
            explain(key, JC_EN);
            ask(en, sizeof en, sums, NULL, NULL);
            cr_expect_str_eq(en, zh, "%s", key);
        }
        free_rows(&rows);
    }
    sheets_free(&all);
}
