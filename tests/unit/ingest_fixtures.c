/*
 * Files of tests/data/files that have a NAME.import beside them: what `map` shows of their heads, what an import says and
 * counts, and the records that came of it. To add one, write the file and its .import; JICAI_WRITE_FIXTURES=1 writes what
 * came out, to be read line by line against what the file means.
 */
#include "ingest_kit.h"

#include <dirent.h>

#define FILES "tests/data/files"

/* Volumes and money as they are read, days as text; the products as written and what was made of them. */
static const char *const records[][2] = {
    {"institution", "SELECT row, code, name, region, supply, community, lead, level, ownership, type, duty FROM listed "
                    "WHERE live = 1 ORDER BY id"},
    {"award",
     "SELECT a.row, a.round, a.group_no, a.variety, i.platform, i.code, i.generic, i.form, i.spec, i.pack, i.maker, "
     "coalesce(i.upp_column, i.upp_spec) AS upp, i.min_unit, scaled_text(a.price, 2, 4) AS price, "
     "scaled_text(a.unit_price, 2, 4) AS unit_price, a.regions, a.role, day_text(a.day_from) AS day_from, "
     "day_text(a.day_to) AS day_to FROM award a JOIN item i ON i.id = a.item WHERE NOT a.builtin ORDER BY a.id"},
    {"agreement",
     "SELECT a.row, o.code AS inst_code, o.name AS inst, a.round, i.platform, i.code, i.generic, i.form, i.spec, "
     "i.pack, i.maker, coalesce(i.upp_column, i.upp_spec) AS upp, scaled_text(a.volume, 0, 4) AS volume, a.unit, "
     "day_text(a.day_from) AS day_from, day_text(a.day_to) AS day_to, scaled_text(a.demand, 0, 4) AS demand, "
     "scaled_text(a.price_before, 2, 4) AS price_before, a.term FROM agreement a JOIN org o ON o.id = a.org "
     "JOIN item i ON i.id = a.item ORDER BY a.id"},
    {"purchase",
     "SELECT p.row, o.code AS inst_code, o.name AS inst, p.order_no, p.line_no, p.delivery_no, p.original, i.platform, "
     "i.code, "
     "i.generic, i.form, i.spec, i.pack, i.maker, i.unit, coalesce(i.upp_column, i.upp_spec) AS upp, "
     "nullif(i.in_units, 0) AS in_units, "
     "scaled_text(p.price, 2, 4) AS price, scaled_text(p.ordered, 0, 4) AS ordered, scaled_text(p.shipped, 0, 4) AS "
     "shipped, "
     "scaled_text(p.accepted, 0, 4) AS accepted, scaled_text(p.returned, 0, 4) AS returned, scaled_text(p.amount, 2, "
     "4) AS "
     "amount, f.name AS supplier, p.invoices, day_text(p.day_order) AS day_order, day_text(p.day_ship) AS day_ship, "
     "day_text(p.day_accept) AS day_accept, scaled_text(p.paid, 2, 4) AS paid, day_text(p.day_paid) AS day_paid, "
     "p.channel, "
     "p.payer, p.status, nullif(p.void, 0) AS void, p.term FROM purchase p JOIN org o ON o.id = p.org JOIN item i ON "
     "i.id = p.item LEFT JOIN firm "
     "f ON f.id = p.supplier ORDER BY p.id"},
    {"payment",
     "SELECT p.row, o.name AS inst, day_text(p.day) AS day, scaled_text(p.amount, 2, 4) AS amount, f.name AS "
     "supplier, p.invoices, p.order_no, p.line_no, p.payer, p.serial, p.method, p.note FROM payment p LEFT JOIN org "
     "o ON o.id = p.org LEFT JOIN firm f ON f.id = p.supplier ORDER BY p.id"},
    {"invoice",
     "SELECT v.row, v.no, f.name AS seller, v.buyer, day_text(v.day) AS day, scaled_text(v.amount, 2, 4) AS amount, "
     "v.stage, i.generic, scaled_text(v.quantity, 0, 4) AS quantity FROM invoice v JOIN firm f ON f.id = v.seller "
     "LEFT JOIN item i ON i.id = v.item ORDER BY v.id"},
    {"shortage",
     "SELECT s.row, i.generic, i.spec, i.maker, day_text(s.day_from) AS day_from, day_text(s.day_to) AS day_to, "
     "o.name AS inst, s.region, f.name AS supplier FROM shortage s JOIN item i ON i.id = s.item LEFT JOIN org o ON "
     "o.id = s.org LEFT JOIN firm f ON f.id = s.supplier ORDER BY s.id"},
};

/* A line for each record: kind, row, then name=value of what is not empty. */
static void add_records(struct jc_buf *out, struct kit *k)
{
    for (size_t r = 0; r < JC_LEN(records); r++) {
        struct jc_stmt *s = NULL;
        struct jc_err err = {0};
        enum jc_status st = jc_stmt_text_open(&s, k->store, records[r][1], false, &err);
        cr_assert_eq(st, JC_OK, "%s: %s", records[r][0], err.arg[1]);
        while ((st = jc_stmt_step(s, &err)) == JC_OK) {
            jc_buf_fmt(out, "%s %s:", records[r][0], jc_col_text(s, 0, NULL));
            for (int i = 1; i < jc_col_count(s); i++) {
                const char *text = jc_col_text(s, i, NULL);
                if (*text)
                    jc_buf_fmt(out, " %s=%s", jc_col_name(s, i), text);
            }
            jc_buf_char(out, '\n');
        }
        cr_assert_eq(st, JC_END, "%s: %s", records[r][0], err.arg[1]);
        jc_stmt_free(s);
    }
}

static void describe(struct jc_buf *out, const char *path)
{
    struct kit kit;
    char whole[512];
    cr_assert(realpath(path, whole));
    kit_open(&kit);
    if (jc_ingest_map(out, path, NULL, false, JC_ZH, &kit.err) != JC_OK)
        jc_buf_fmt(out, "E%d\n", kit.err.code);
    kit.err = (struct jc_err){0};
    cr_expect_eq(kit_import(&kit, whole, NULL), JC_OK, "%s: E%d %s", path, kit.err.code, kit.err.arg[0]);
    jc_buf_str(out, "-----\n");
    jc_buf_str(out, jc_buf_text(&kit.files));
    jc_buf_str(out, jc_buf_text(&kit.said));
    jc_buf_str(out, "-----\n");
    add_records(out, &kit);
    kit_close(&kit);
}

static void read_whole(struct jc_buf *out, const char *path)
{
    char chunk[4096];
    FILE *f = fopen(path, "rb");
    for (size_t n; f && (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        jc_buf_add(out, chunk, n);
    if (f)
        fclose(f);
}

Test(ingest_fixtures, become_the_records_that_stand_beside_them)
{
    DIR *d = opendir(FILES);
    int n = 0;
    cr_assert_not_null(d);
    for (struct dirent *e; (e = readdir(d)) != NULL;) {
        struct jc_buf want = {0}, got = {0};
        char path[512], beside[520];
        size_t len = strlen(e->d_name), tail = strlen(".import");
        if (len <= tail || strcmp(e->d_name + len - tail, ".import") != 0)
            continue;
        snprintf(beside, sizeof beside, FILES "/%s", e->d_name);
        snprintf(path, sizeof path, FILES "/%.*s", (int)(len - tail), e->d_name);
        describe(&got, path);
        read_whole(&want, beside);
        bool same = strcmp(jc_buf_text(&want), jc_buf_text(&got)) == 0;
        if (!same && getenv("JICAI_WRITE_FIXTURES")) {
            FILE *f = fopen(beside, "w");
            cr_assert(f && fputs(jc_buf_text(&got), f) >= 0 && fclose(f) == 0, "%s", beside);
        } else {
            cr_expect(same, "%s:\n%s", e->d_name, jc_buf_text(&got));
        }
        jc_buf_free(&want);
        jc_buf_free(&got);
        n++;
    }
    closedir(d);
    cr_expect_gt(n, 0);
}
