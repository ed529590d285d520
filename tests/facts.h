/* facts: a small world written row by row into a temporary store, for the tests of rules. Not for the program. */
#ifndef TESTS_FACTS_H
#define TESTS_FACTS_H

#include <stdarg.h>

#include <criterion/criterion.h>

#include "jicai/rules.h"
#include "jicai/store.h"

/* The lines that an import would have put into purchase_back. */
#define FACTS_BACK "SELECT id FROM purchase WHERE accepted < 0 OR (returned <> 0 AND ifnull(accepted, 0) = 0)"

struct facts {
    struct jc_store *store;
    struct jc_params *params;
    struct jc_assess what;
    int row;
};

/* Values of a SQL statement: 'i' int64, 's' text, 'n' NULL (takes nothing). */
__attribute__((unused)) static void facts_sql(struct facts *f, const char *sql, const char *types, ...)
{
    struct jc_err err = {0};
    struct jc_stmt *s = NULL;
    va_list ap;
    cr_assert_eq(jc_stmt_text_open(&s, f->store, sql, false, &err), JC_OK, "%s: %s", sql, err.arg[1]);
    va_start(ap, types);
    for (int i = 0; types[i]; i++) {
        if (types[i] == 'i') {
            jc_stmt_int(s, i + 1, va_arg(ap, int64_t));
        } else if (types[i] == 's') {
            const char *text = va_arg(ap, const char *);
            jc_stmt_str(s, i + 1, text, text ? strlen(text) : 0);
        } else {
            jc_stmt_null(s, i + 1);
        }
    }
    va_end(ap);
    cr_assert_eq(jc_stmt_run(s, &err), JC_OK, "%s: %s %s", sql, err.arg[0], err.arg[1]);
    jc_stmt_free(s);
}

__attribute__((unused)) static int64_t facts_int(struct facts *f, const char *sql)
{
    struct jc_err err = {0};
    struct jc_stmt *s = NULL;
    cr_assert_eq(jc_stmt_text_open(&s, f->store, sql, false, &err), JC_OK, "%s: %s", sql, err.arg[1]);
    enum jc_status st = jc_stmt_step(s, &err);
    cr_assert_eq(st, JC_OK, "no row: %s %s", sql, err.arg[1]);
    int64_t v = jc_col_null(s, 0) ? INT64_MIN : jc_col_int(s, 0);
    jc_stmt_free(s);
    return v;
}

/* The first column of every row, joined by '|', borrowed until the next call. */
__attribute__((unused)) static const char *facts_text(struct facts *f, const char *sql)
{
    static struct jc_buf out;
    struct jc_err err = {0};
    struct jc_stmt *s = NULL;
    enum jc_status st;
    jc_buf_clear(&out);
    cr_assert_eq(jc_stmt_text_open(&s, f->store, sql, false, &err), JC_OK, "%s: %s", sql, err.arg[1]);
    for (bool first = true; (st = jc_stmt_step(s, &err)) == JC_OK; first = false) {
        if (!first)
            jc_buf_char(&out, '|');
        jc_buf_str(&out, jc_col_null(s, 0) ? "NULL" : jc_col_text(s, 0, NULL));
    }
    cr_assert_eq(st, JC_END, "%s: %s", sql, err.arg[1]);
    jc_stmt_free(s);
    return jc_buf_text(&out);
}

__attribute__((unused)) static jc_day day(const char *iso)
{
    jc_day d = JC_NO_DAY;
    cr_assert(jc_day_parse(&d, NULL, iso, strlen(iso)), "%s", iso);
    return d;
}

/* One file with one sheet (id 1) that all rows come from. */
__attribute__((unused)) static void facts_open(struct facts *f)
{
    struct jc_err err = {0};
    *f = (struct facts){.params = jc_params_new(), .what = {.as_of = JC_NO_DAY, .from = JC_NO_DAY, .period = ""}};
    cr_assert_eq(jc_store_open(&f->store, "", JC_STORE_TEMP, &err), JC_OK);
    facts_sql(f, "INSERT INTO import(id, at, day) VALUES(1, 0, 0)", "");
    facts_sql(f, "INSERT INTO file(id, import, path, format, bytes, sha256) VALUES(1, 1, 'a.csv', 'csv', 1, ?1)", "s",
              "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef");
    facts_sql(f,
              "INSERT INTO sheet(id, file, name, kind, header_row, rows, kept, rejected, skipped, "
              "id_from, id_to) VALUES(1, 1, 'a', 'purchase', 1, 0, 0, 0, 0, 1, 1000000)",
              "");
}

__attribute__((unused)) static void facts_close(struct facts *f)
{
    jc_params_free(f->params);
    jc_store_free(f->store);
}

__attribute__((unused)) static void facts_run(struct facts *f, const char *as_of)
{
    struct jc_err err = {0};
    struct jc_buf text = {0};
    if (as_of)
        f->what.as_of = day(as_of);
    facts_sql(f, "INSERT OR IGNORE INTO purchase_back " FACTS_BACK, "");
    enum jc_status st = jc_assess_run(f->store, f->params, &f->what, &err);
    jc_err_text(&text, &err, JC_EN);
    cr_assert_eq(st, JC_OK, "%s | %s | %s", jc_buf_text(&text), err.arg[0], err.arg[1]);
    jc_buf_free(&text);
}

__attribute__((unused)) static int64_t add_inst(struct facts *f, const char *code, const char *supply)
{
    facts_sql(f,
              "INSERT INTO institution(code, name, name_key, region, supply, declared) VALUES(?1, ?1 || '医院', ?1, "
              "'甲县', ?2, 1)",
              "ss", code, supply);
    int64_t id = jc_store_rowid(f->store);
    facts_sql(f, "INSERT INTO org(id, code, name, name_key, inst) VALUES(?1, ?2, '', '', ?1)", "is", id, code);
    return id;
}

/* generic, strength key, maker (key = core = text, unless core is given), units per pack (0 = unknown), national code. */
__attribute__((unused)) static int64_t add_item(struct facts *f, const char *generic, const char *strength,
                                                const char *maker, int64_t upp, const char *code)
{
    char key[24] = "";
    if (strlen(code) == 23)
        snprintf(key, sizeof key, "%.14s%s", code, code + 18);
    facts_sql(
        f,
        "INSERT INTO item(code, platform, generic, form, spec, pack, maker, unit, upp_text, generic_key, form_key, "
        "strength_key, upp_column, min_unit, maker_keys, maker_core, code_key) "
        "VALUES(?1, '', ?2, '', ?3, '', ?4, '', '#' || ?6, ?2, '', ?3, nullif(?5, 0), '片', "
        "?4, replace(replace(replace(?4, '股份有限公司', ''), '有限公司', ''), '公司', ''), ?7)",
        "ssssiis", code, generic, strength, maker, upp, (int64_t)++f->row,
        key); /* upp_text is what tells two equal spellings apart */
    return jc_store_rowid(f->store);
}

/* price in yuan × 10 000; regions joined by 、; from, to ISO or NULL. */
__attribute__((unused)) static int64_t add_award(struct facts *f, const char *round, const char *group, int64_t item,
                                                 int64_t price, const char *regions, const char *from, const char *to)
{
    facts_sql(f,
              "INSERT INTO award(sheet, row, ident, nth, item, round, round_name, group_no, price, regions, day_from, "
              "day_to) "
              "VALUES(1, ?1, 0, 1, ?2, ?3, ?3, ?4, ?5, ?6, ?7, ?8)",
              from ? to ? "iissisii" : "iissisin"
              : to ? "iissisni"
                   : "iissisnn",
              (int64_t)++f->row, item, round, group, price, regions,
              (int64_t)(from ? day(from)
                        : to ? day(to)
                             : 0),
              (int64_t)(to ? day(to) : 0));
    return jc_store_rowid(f->store);
}

/* volume in smallest units. */
__attribute__((unused)) static int64_t add_agreement(struct facts *f, int64_t inst, int64_t item, const char *round,
                                                     int64_t volume, const char *from, const char *to)
{
    facts_sql(f,
              "INSERT INTO agreement(sheet, row, ident, nth, org, item, round, volume, unit, day_from, day_to) "
              "VALUES(1, ?1, 0, 1, ?2, ?3, ?4, ?5, 'min', ?6, ?7)",
              "iiisiii", (int64_t)++f->row, inst, item, round, volume * JC_SCALE, (int64_t)day(from), (int64_t)day(to));
    return jc_store_rowid(f->store);
}

/* accepted packs (negative = return), price in yuan × 10 000; order and line numbers may be "". */
__attribute__((unused)) static int64_t add_line(struct facts *f, int64_t inst, int64_t item, const char *accepted_on,
                                                int64_t packs, int64_t price, const char *order, const char *line)
{
    facts_sql(
        f,
        "INSERT INTO purchase(sheet, row, nth, state, org, item, order_no, line_no, ordered, shipped, accepted, price, "
        "day_order, day_accept) VALUES(1, ?1, 1, 0, ?2, ?3, ?4, ?5, ?6, ?6, ?6, ?7, ?8, ?8)",
        "iiissiii", (int64_t)++f->row, inst, item, order, line, packs * JC_SCALE, price, (int64_t)day(accepted_on));
    return jc_store_rowid(f->store);
}

#endif
