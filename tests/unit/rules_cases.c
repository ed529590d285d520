/*
 * Every rule has a folder tests/rules/<id>/ with given.txt and expected.txt; a rule without one fails. A line of given.txt
 * is a command and its words ("-" = empty):
 *
 *     inst CODE SUPPLY                                    item NAME GENERIC STRENGTH MAKER UPP CODE
 *     award ROUND GROUP ITEM YUAN REGIONS FROM TO         agreement INST ITEM ROUND VOLUME FROM TO
 *     line INST ITEM ACCEPTED_ON PACKS YUAN ORDER LINE    param NAME VALUE
 *     sql STATEMENT (what the others have no words for)   cutoff R [S]
 *
 * expected.txt holds the findings of this rule, one a line: subject | item | expected | actual | impact | evidence;
 * expected.en.txt the same in English, where nothing is Chinese but what was given.
 */
#include <stdio.h>

#include "facts.h"

TestSuite(cases);

enum { WORDS = 10 };
struct names {
    struct {
        char name[64];
        int64_t id;
    } at[64];
    size_t n;
};

static int64_t find(const struct names *names, const char *name)
{
    for (size_t i = 0; i < names->n; i++)
        if (strcmp(names->at[i].name, name) == 0)
            return names->at[i].id;
    cr_assert_fail("no such name: %s", name);
    return 0;
}

static void keep(struct names *names, const char *name, int64_t id)
{
    cr_assert(names->n < JC_LEN(names->at));
    jc_copy(names->at[names->n].name, sizeof names->at[0].name, name);
    names->at[names->n++].id = id;
}

static size_t split(char *line, const char *words[WORDS])
{
    size_t n = 0;
    for (char *p = line; *p && n < WORDS;) {
        p += strspn(p, " \t");
        size_t len = strcspn(p, " \t");
        if (len == 0)
            break;
        words[n++] = p;
        p += len;
        if (*p)
            *p++ = '\0';
    }
    for (size_t i = 0; i < n; i++)
        if (strcmp(words[i], "-") == 0)
            words[i] = "";
    return n;
}

static int64_t number(const char *text)
{
    struct jc_dec d;
    int64_t v = 0;
    cr_assert(jc_dec_parse(&d, text, strlen(text)) && jc_dec_scaled(&v, d, 4, NULL), "%s", text);
    return v;
}

static const char *or_null(const char *word)
{
    return *word ? word : NULL;
}

struct given {
    struct facts f;
    struct names inst, item;
    char cutoff[16];
};

static void command(struct given *g, size_t n, const char *w[WORDS])
{
    struct jc_err err;
    const char *what = w[0];
    if (strcmp(what, "inst") == 0 && n == 3)
        keep(&g->inst, w[1], add_inst(&g->f, w[1], w[2]));
    else if (strcmp(what, "item") == 0 && n == 7)
        keep(&g->item, w[1], add_item(&g->f, w[2], w[3], w[4], number(w[5]) / JC_SCALE, w[6]));
    else if (strcmp(what, "award") == 0 && n == 8)
        (void)add_award(&g->f, w[1], w[2], find(&g->item, w[3]), number(w[4]), w[5], or_null(w[6]), or_null(w[7]));
    else if (strcmp(what, "agreement") == 0 && n == 7)
        (void)add_agreement(&g->f, find(&g->inst, w[1]), find(&g->item, w[2]), w[3], number(w[4]) / JC_SCALE, w[5],
                            w[6]);
    else if (strcmp(what, "line") == 0 && (n == 8 || n == 9)) {
        int64_t id = add_line(&g->f, find(&g->inst, w[1]), find(&g->item, w[2]), w[3], number(w[4]) / JC_SCALE,
                              number(w[5]), w[6], w[7]);
        if (n == 9)
            facts_sql(&g->f, "UPDATE purchase SET returned = ?1 WHERE id = ?2", "ii", number(w[8]), id);
    } else if (strcmp(what, "param") == 0 && n == 3)
        cr_assert_eq(jc_params_set(g->f.params, w[1], w[2], "--set", &err), JC_OK);
    else if (strcmp(what, "cutoff") == 0 && n >= 2) {
        jc_copy(g->cutoff, sizeof g->cutoff, w[1]);
        if (n == 3)
            g->f.what.from = day(w[2]);
    } else
        cr_assert_fail("not a command of %zu words: %s", n, what);
}

static char *slurp(const char *path)
{
    struct jc_buf b = {0};
    char block[4096];
    size_t n;
    FILE *in = fopen(path, "r");
    cr_assert_not_null(in, "missing: %s", path);
    while ((n = fread(block, 1, sizeof block, in)) > 0)
        jc_buf_add(&b, block, n);
    fclose(in);
    return b.p ? b.p : jc_strdup("");
}

static void run_given(struct given *g, const char *id)
{
    char path[160];
    const char *words[WORDS];
    snprintf(path, sizeof path, "tests/rules/%s/given.txt", id);
    char *text = slurp(path);
    facts_open(&g->f);
    for (char *p = text, *end; *p; p = end) {
        size_t len = strcspn(p, "\n");
        end = p + len + (p[len] == '\n');
        p[len] = '\0';
        if (*p == '#' || !*p)
            continue;
        if (strncmp(p, "sql ", 4) == 0)
            facts_sql(&g->f, p + 4, "");
        else
            command(g, split(p, words), words);
    }
    free(text);
    facts_run(&g->f, or_null(g->cutoff));
}

/* The findings of a rule as a reader of that language sees them. */
static char *findings(struct given *g, const char *id, enum jc_lang lang)
{
    char sql[512];
    struct jc_buf got = {0};
    snprintf(sql, sizeof sql,
             "SELECT words_in(subject || ' | ' || item || ' | ' || expected || ' | ' || actual, %d) || ' | ' || "
             "ifnull(impact, '') || ' | ' || evidence || char(10) FROM finding WHERE rule = '%s' ORDER BY 1",
             lang, id);
    for (const char *p = facts_text(&g->f, sql); *p; p++) /* rows are joined by '|' after their line end */
        if (!(*p == '|' && got.len && got.p[got.len - 1] == '\n'))
            jc_buf_char(&got, *p);
    return got.p ? got.p : jc_strdup("");
}

static void expect_findings(struct given *g, const char *id, const char *file, enum jc_lang lang)
{
    char path[160];
    snprintf(path, sizeof path, "tests/rules/%s/%s", id, file);
    char *expected = slurp(path), *got = findings(g, id, lang);
    cr_expect_str_eq(got, expected, "%s\n--- %s\n%s--- found\n%s", id, file, expected, got);
    cr_expect(*expected, "%s: a case that finds nothing shows nothing", id);
    free(got);
    free(expected);
}

/* A run of Chinese letters and punctuation, at the first of which p is; 0 = it is at none. */
static size_t chinese(const char *p)
{
    size_t n = 0;
    while (((unsigned char)p[n] >= 0xE3 && (unsigned char)p[n] <= 0xE9) || (unsigned char)p[n] == 0xEF)
        n += 3;
    return n;
}

/* What is Chinese in English is given, or what a table calls its columns and kinds. */
static void expect_english(struct given *g, const char *id)
{
    char path[160];
    snprintf(path, sizeof path, "tests/rules/%s/given.txt", id);
    char *given = slurp(path), *got = findings(g, id, JC_EN);
    for (const char *p = got; *p; p++) {
        size_t n = chinese(p);
        char *run = jc_strndup(p, n);
        cr_expect(strstr(given, run) || strstr("医院 转换比 供应地区 机构 企业", run), "%s: %s", id, run);
        free(run);
        p += n ? n - 1 : 0;
    }
    free(got);
    free(given);
}

static void check(const char *id)
{
    struct given g = {0};
    run_given(&g, id);
    expect_english(&g, id);
    expect_findings(&g, id, "expected.txt", JC_ZH);
    expect_findings(&g, id, "expected.en.txt", JC_EN);
    cr_expect_eq(facts_int(&g.f, "SELECT count(*) FROM ind_check WHERE lhs <> rhs"), 0);
    facts_close(&g.f);
}

Test(cases, every_rule_finds_what_its_folder_says)
{
    struct jc_rule r;
    for (size_t i = 0; jc_rule_at(&r, i); i++)
        check(r.id);
}
