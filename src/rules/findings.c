/* What the rules find: each a SELECT over the indicator tables; in full, or counted, with the words of the worst only. */
#include "rules/assess.h"
#include "rules/own.h"

#define ASSETS "sql/emit.sql"
#define WORDS  4 /* item, expected, actual, evidence */

static int severity_of(const struct jc_rule *r)
{
    return strcmp(r->severity, "error") == 0 ? JC_ERROR : strcmp(r->severity, "warning") == 0 ? JC_WARNING : JC_NOTE;
}

/* A statement on what a rule selects, which is r(subject, item, expected, actual, impact, evidence) to it. */
static enum jc_status open_on(struct jc_stmt **out, struct jc_store *store, const struct jc_rule *r, const char *before,
                              const char *after, struct jc_err *err)
{
    struct jc_buf sql = {0};
    size_t n = strlen(r->sql);
    while (n > 0 && strchr("; \n\t\r", r->sql[n - 1]))
        n--;
    jc_buf_fmt(&sql, "%s WITH r(subject, item, expected, actual, impact, evidence) AS (\n", before);
    jc_buf_add(&sql, r->sql, n);
    jc_buf_fmt(&sql, "\n) %s", after);
    enum jc_status st = jc_stmt_text_open(out, store, jc_buf_text(&sql), false, err);
    jc_buf_free(&sql);
    return st;
}

static void bind_rule(struct jc_stmt *s, const struct jc_rule *r)
{
    jc_stmt_str(s, 1, r->id, strlen(r->id));
    jc_stmt_int(s, 2, severity_of(r));
}

/* ---- in full ----------------------------------------------------------------------------------- */

static enum jc_status note_found(struct jc_store *store, const struct jc_rule *r, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, ASSETS, "found", err);
    if (st == JC_OK) {
        bind_rule(s, r);
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    return st;
}

enum jc_status rule_run(struct jc_store *store, const struct jc_rule *r, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st =
        open_on(&s, store, r, "INSERT INTO finding(rule, severity, subject, item, expected, actual, impact, evidence)",
                "SELECT ?1, ?2, r.* FROM r", err);
    if (st == JC_OK) {
        bind_rule(s, r);
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    if (st == JC_OK)
        st = note_found(store, r, err);
    return st == JC_OK ? JC_OK : jc_err_place(err, r->id, NULL, NULL);
}

/* ---- in brief ---------------------------------------------------------------------------------- */

/*
 * A finding that is among the worst so far. subject is in Chinese; words, with 0x1f between: item, expected, actual and
 * evidence in Chinese, by which it has its place whatever the language, then subject and these as the rule gave them.
 */
struct bad {
    int64_t impact; /* JC_NULL = none: after all that have one */
    char *subject, *words;
};

struct brief {
    size_t most, n;      /* of the worst */
    struct bad *worst;   /* the very worst first */
    bool wanted, broken; /* the row at hand is one of them; a row without its words */
    int64_t found, impact;
    struct jc_intern *inst; /* names of institutions; which of them were met */
    bool *met;
    int64_t insts;
};

static void bad_free(struct bad *b)
{
    free(b->subject);
    free(b->words);
}

static int by_bad(const struct bad *a, const struct bad *b)
{
    if (a->impact != b->impact)
        return a->impact > b->impact ? -1 : 1; /* JC_NULL is the least */
    int c = strcmp(a->subject, b->subject);
    return c || !a->words || !b->words ? c : strcmp(a->words, b->words);
}

/* Counts a finding; its words are made only if it may be one of the worst, and nearly none is. */
static bool pick(void *arg, const struct jc_scan *row)
{
    struct brief *b = arg;
    size_t len;
    struct bad x = {.impact = jc_scan_int(row, 0, JC_NULL), .subject = (char *)jc_scan_text(row, 1, &len)};
    uint32_t inst = jc_intern_get(b->inst, x.subject, len);
    b->found++;
    if (x.impact > b->impact)
        b->impact = x.impact;
    if (inst != UINT32_MAX && !b->met[inst]) {
        b->met[inst] = true;
        b->insts++;
    }
    b->wanted = b->n < b->most || (b->most && by_bad(&x, &b->worst[b->n - 1]) <= 0);
    return b->wanted;
}

static void take(void *arg, const struct jc_scan *row)
{
    struct brief *b = arg;
    size_t n;
    if (!b->wanted)
        return;
    const char *text = jc_scan_text(row, 1, &n);
    size_t len = strcspn(text, "\x1f"), words = len + (len < n);
    b->broken |= n == 0;
    struct bad x = {jc_scan_int(row, 0, JC_NULL), jc_strndup(text, len), jc_strndup(text + words, n - words)};
    size_t at = b->n;
    while (at > 0 && by_bad(&x, &b->worst[at - 1]) < 0)
        at--;
    memmove(&b->worst[at + 1], &b->worst[at], (b->n++ - at) * sizeof *b->worst);
    b->worst[at] = x;
    if (b->n > b->most)
        bad_free(&b->worst[--b->n]);
}

static enum jc_status brief_open(struct brief *b, struct jc_store *store, size_t most, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    *b = (struct brief){.most = most, .worst = jc_alloc((most + 1) * sizeof *b->worst), .inst = jc_intern_new()};
    enum jc_status st = jc_stmt_open(&s, store, ASSETS, "inst_names", err);
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK) {
        size_t n;
        const char *name = jc_col_text(s, 0, &n);
        (void)jc_intern_put(b->inst, name, n, NULL);
    }
    jc_stmt_free(s);
    b->met = jc_alloc(jc_intern_count(b->inst) + 1);
    return st == JC_END ? JC_OK : st;
}

static void brief_clear(struct brief *b)
{
    while (b->n)
        bad_free(&b->worst[--b->n]);
    memset(b->met, 0, jc_intern_count(b->inst) + 1);
    b->found = b->insts = 0;
    b->impact = JC_NULL;
    b->broken = false;
}

static void brief_free(struct brief *b)
{
    brief_clear(b);
    free(b->worst);
    free(b->met);
    jc_intern_free(b->inst);
}

static enum jc_status put_worst(const struct brief *b, struct jc_store *store, const struct jc_rule *r,
                                struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, ASSETS, "finding", err);
    for (size_t i = 0; st == JC_OK && i < b->n; i++) {
        const struct bad *x = &b->worst[i];
        const char *word = x->words;
        bind_rule(s, r);
        for (int k = -WORDS; k <= WORDS; k++) {
            size_t n = strcspn(word, "\x1f");
            if (k >= 0)
                jc_stmt_str(s, 3 + k, word, n);
            word += n + (word[n] != '\0');
        }
        jc_stmt_null(s, 3 + WORDS + 1);
        if (x->impact != JC_NULL)
            jc_stmt_int(s, 3 + WORDS + 1, x->impact);
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    return st;
}

static enum jc_status put_count(const struct brief *b, struct jc_store *store, const struct jc_rule *r,
                                struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, ASSETS, "found_briefly", err);
    if (st != JC_OK)
        return st;
    bind_rule(s, r);
    jc_stmt_int(s, 3, b->found);
    jc_stmt_null(s, 4);
    if (b->impact != JC_NULL)
        jc_stmt_int(s, 4, b->impact);
    jc_stmt_int(s, 5, b->insts);
    st = jc_stmt_run(s, err);
    jc_stmt_free(s);
    return st;
}

static enum jc_status run_briefly(struct brief *b, struct jc_store *store, const struct jc_rule *r, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    brief_clear(b);
    enum jc_status st =
        open_on(&s, store, r, "",
                "SELECT scan(impact, CASE WHEN pick(impact, words_in(subject, 0)) "
                "THEN words_in(subject || char(31) || words, 0) || char(31) || subject || char(31) || words END) "
                "FROM (SELECT impact, subject, item || char(31) || expected || char(31) || actual || char(31) || "
                "evidence AS words FROM r)",
                err);
    if (st == JC_OK)
        st = jc_stmt_scan(s, pick, take, b, err);
    jc_stmt_free(s);
    if (st == JC_OK && b->broken)
        st = jc_fail(err, JC_INTERNAL, 0, r->id, NULL, NULL);
    if (st == JC_OK)
        st = put_worst(b, store, r, err);
    if (st == JC_OK && b->found)
        st = put_count(b, store, r, err);
    return st == JC_OK ? JC_OK : jc_err_place(err, r->id, NULL, NULL);
}

/* ---- all of them ------------------------------------------------------------------------------- */

static enum jc_status list_rules(struct jc_store *store, const struct jc_rulebook *own, struct jc_err *err)
{
    struct jc_rule r;
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, store, ASSETS, "rule", err);
    for (size_t i = 0, n = 0; st == JC_OK && (jc_rule_at(&r, i) || jc_rulebook_at(own, &r, n++)); i++) {
        const char *texts[] = {r.id,           r.title_zh, r.title_en,  NULL,      r.direction,
                               r.direction_en, r.source,   r.source_en, r.formula, r.formula_en};
        for (int k = 0; k < (int)JC_LEN(texts); k++)
            if (texts[k])
                jc_stmt_str(s, k + 1, texts[k], strlen(texts[k]));
            else
                jc_stmt_int(s, k + 1, severity_of(&r));
        st = jc_stmt_run(s, err);
    }
    jc_stmt_free(s);
    return st;
}

/* The rules of sanity look at what the others found: they come last (rule book 13), and are told in full always. */
static bool is_sanity(const struct jc_rule *r)
{
    return strncmp(r->id, "sanity", 6) == 0;
}

enum jc_status rules_run(struct jc_store *store, const struct jc_assess *what, struct jc_err *err)
{
    struct jc_rule r;
    struct brief b;
    bool brief = what->findings == JC_FINDINGS_BRIEFLY && !what->own;
    enum jc_status st = brief_open(&b, store, what->worst, err);
    if (st == JC_OK)
        st = list_rules(store, what->own, err);
    for (int last = 0; last < 2; last++) {
        for (size_t i = 0; st == JC_OK && jc_rule_at(&r, i); i++)
            if (is_sanity(&r) == last)
                st = brief && !last ? run_briefly(&b, store, &r, err) : rule_run(store, &r, err);
        if (st == JC_OK && !last)
            st = own_run(store, what->own, err);
    }
    brief_free(&b);
    return st;
}
