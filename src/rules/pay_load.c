/* pay: terms, ledgers, payments, reasons and refused amounts from the facts. */
#include "rules/area.h"
#include "rules/params.h"
#include "rules/pay_core.h"
#include "rules/pay_undone.h"
#include "rules/twice.h"

#define ASSETS "sql/pay_load.sql"

/* A payment sheet and the months of its file. */
struct ledger_sheet {
    int64_t id, file;
    jc_day from, to;
};

struct loading {
    struct world *w;
    struct pay *pay;
    VEC(struct ledger_sheet) sheet;
    int64_t
        *covered; /* by institution and payer, -1 = not said: the file that was told of last, whose rows lie together */
    struct undone *undone;
};

typedef void take_row(struct loading *l, struct jc_stmt *s);

static enum jc_status each(struct loading *l, const char *part, take_row *take, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, l->w->store, ASSETS, part, err);
    if (st == JC_OK && strcmp(part, "reasons") == 0)
        jc_stmt_int(s, 1, l->pay->rules.as_of);
    while (st == JC_OK && (st = jc_stmt_step(s, err)) == JC_OK) {
        take(l, s);
        if (jc_interrupted)
            st = jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL);
    }
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

static uint32_t id_of(const uint32_t *from, uint32_t n, struct jc_stmt *s, int col)
{
    return at_id(from, n, jc_col_null(s, col) ? -1 : jc_col_int(s, col));
}

static void take_lines(struct loading *l, struct jc_stmt *s)
{
    pay_expect(l->pay, jc_col_int(s, 0));
}

/* ---- payments ---------------------------------------------------------------------------------- */

static void take_sheet(struct loading *l, struct jc_stmt *s)
{
    struct ledger_sheet *x = PUSH(l->sheet);
    x->id = jc_col_int(s, 0);
    x->from = jc_col_null(s, 1) ? JC_NO_DAY : (jc_day)jc_col_int(s, 1);
    x->to = jc_col_null(s, 2) ? JC_NO_DAY : (jc_day)jc_col_int(s, 2);
    x->file = jc_col_int(s, 3);
}

static const struct ledger_sheet *find_sheet(const struct loading *l, int64_t id)
{
    size_t lo = 0, hi = l->sheet.n;
    while (lo < hi) {
        size_t mid = (lo + hi) / 2;
        if (l->sheet.p[mid].id < id)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < l->sheet.n && l->sheet.p[lo].id == id ? &l->sheet.p[lo] : NULL;
}

static void cover(struct loading *l, const struct ledger_sheet *sheet, uint32_t inst, int payer)
{
    int64_t *told = &l->covered[3 * (size_t)inst + (size_t)(payer + 1)];
    bool is_new = *told != sheet->file;
    *told = sheet->file;
    if (is_new && sheet->from != JC_NO_DAY && sheet->to != JC_NO_DAY)
        pay_ledger(l->pay, &(struct ledger){inst, sheet->from, sheet->to, (uint8_t)(payer < 0 ? PAYER_ANY : payer)});
}

static void take_lead(struct loading *l, struct jc_stmt *s)
{
    struct world *w = l->w;
    uint32_t branch = id_of(w->inst_of, w->inst_of_n, s, 0), lead = id_of(w->inst_of, w->inst_of_n, s, 1);
    const char *said = jc_col_text(s, 2, NULL);
    if (branch != NIL && lead == NIL && *said)
        world_note(w, 875, branch, NIL, NOWHERE, 0, said, "");
    if (branch == NIL || lead == NIL || branch == lead)
        return;
    w->inst[branch].lead = lead;
    pay_lead(l->pay, branch, lead);
}

static void take_payment(struct loading *l, struct jc_stmt *s)
{
    const struct world *w = l->w;
    const struct ledger_sheet *sheet = find_sheet(l, jc_col_int(s, 1));
    uint32_t inst = id_of(w->org, w->org_n, s, 4);
    if (sheet && inst != NIL)
        cover(l, sheet, inst, jc_col_null(s, 8) ? -1 : (int)jc_col_int(s, 8));
    if (!jc_col_int(s, 3))
        return;
    struct pay_money m = {.id = jc_col_int(s, 0), .inst = inst, .amount = jc_col_int(s, 6)};
    m.day = (jc_day)jc_col_int(s, 5);
    if (pay_undone_has(l->undone, m.id)) {
        pay_sum(l->pay, &l->pay->undone_sum, m.day > l->pay->rules.as_of ? 0 : m.amount);
        m.amount = 0;
    }
    m.order = world_order(w, jc_col_int(s, 1), jc_col_int(s, 2));
    m.supplier = id_of(w->firm, w->firm_n, s, 7);
    m.payer = jc_col_null(s, 8) ? -1 : (int)jc_col_int(s, 8);
    m.line_no = jc_col_text(s, 9, NULL);
    m.order_no = jc_col_text(s, 10, NULL);
    m.invoices = jc_col_text(s, 11, NULL);
    m.only_named = jc_col_int(s, 12) != 0;
    m.serial = jc_col_text(s, 13, NULL);
    m.file = world_file(w, jc_col_int(s, 1));
    pay_money(l->pay, &m);
    if (w->twice && inst != NIL && m.day <= w->what.as_of)
        twice_add(w->twice, twice_part(w->twice, TWICE_PAYMENTS, jc_col_int(s, 1), inst, jc_day_month_add(m.day, 0)),
                  m.day, m.amount, m.id);
}

/* ---- terms ------------------------------------------------------------------------------------- */

static enum term_kind kind_of(const char *kind)
{
    static const char *const names[] = {"药品", "耗材", "集采", "其他"};
    for (size_t i = 0; i < JC_LEN(names); i++)
        if (strcmp(kind, names[i]) == 0)
            return (enum term_kind)(TERM_MEDICINE + i);
    return TERM_ANY;
}

static void take_term(struct loading *l, struct jc_stmt *s)
{
    struct pay_term t = {.inst = NIL, .kind = (uint8_t)kind_of(jc_col_text(s, 1, NULL))};
    t.from = jc_col_null(s, 2) ? JC_NO_DAY : (jc_day)jc_col_int(s, 2);
    t.to = jc_col_null(s, 6) ? JC_NO_DAY : (jc_day)jc_col_int(s, 6);
    const char *rule = jc_col_text(s, 3, NULL);
    t.has_days = param_term(rule, &t.days);
    if (*rule && !t.has_days)
        world_note(l->w, 469, NIL, NIL, NOWHERE, 0, rule, "");
    t.payer = (int8_t)(jc_col_null(s, 4) ? -1 : jc_col_int(s, 4));
    const char *region = jc_col_text(s, 0, NULL);
    if (!*region)
        pay_term(l->pay, &t);
    struct place place;
    place_of_region(&place, l->w, region);
    const struct place *places = *region ? places_of_institutions(l->w) : NULL;
    bool anybody = !*region;
    for (uint32_t i = 0; *region && i < l->w->inst_n; i++) {
        enum near near = place_near(l->w, &place, &places[i]);
        if (near < NEAR_EVERYWHERE)
            continue;
        t.inst = i;
        t.near = (uint8_t)near;
        pay_term(l->pay, &t);
        anybody = true;
    }
    if (!anybody)
        world_note(l->w, 886, NIL, NIL, NOWHERE, 0, region, jc_col_text(s, 5, NULL));
}

/* ---- the rest ---------------------------------------------------------------------------------- */

static void take_reason(struct loading *l, struct jc_stmt *s)
{
    uint32_t inst = id_of(l->w->org, l->w->org_n, s, 0);
    struct pay_reason r = {.inst = inst,
                           .order_no = jc_col_text(s, 1, NULL),
                           .line_no = jc_col_text(s, 2, NULL),
                           .invoices = jc_col_text(s, 3, NULL),
                           .text = jc_col_text(s, 4, NULL)};
    if (inst != NIL && (*r.order_no || *r.line_no || *r.invoices))
        pay_reason(l->pay, &r);
    else if (inst != NIL && !jc_col_int(s, 5))
        world_note(l->w, 888, inst, NIL, NOWHERE, 0, r.text, jc_col_text(s, 6, NULL));
}

static void take_rejected(struct loading *l, struct jc_stmt *s)
{
    uint32_t inst = id_of(l->w->org, l->w->org_n, s, 0);
    if (inst != NIL)
        pay_rejected(l->pay, inst, jc_col_int(s, 1));
}

static struct pay_rules rules_of(const struct world *w)
{
    struct pay_rules r = {.as_of = w->what.as_of, .from = w->what.from, .selected_from = JC_NO_DAY};
    const char *from = jc_params_get(w->params, "payment.selected_from");
    if (!jc_day_parse(&r.selected_from, NULL, from, strlen(from)))
        r.selected_from = JC_NO_DAY;
    r.scope = param_is(w->params, "payment.scope", "selected")   ? SCOPE_SELECTED
              : param_is(w->params, "payment.scope", "medicine") ? SCOPE_MEDICINE
                                                                 : SCOPE_ALL;
    (void)param_term(jc_params_get(w->params, "payment.rule_selected"), &r.selected_days);
    (void)param_term(jc_params_get(w->params, "payment.rule_other"), &r.other_days);
    return r;
}

enum jc_status pay_load(struct pay **out, struct world *w, struct jc_err *err)
{
    static const struct {
        const char *part;
        take_row *take;
    } parts[] = {{"lines", take_lines},      {"sheets", take_sheet},   {"terms", take_term},       {"leads", take_lead},
                 {"payments", take_payment}, {"reasons", take_reason}, {"rejected", take_rejected}};
    struct pay_rules rules = rules_of(w);
    struct loading l = {.w = w, .pay = pay_new(&rules)};
    l.covered = jc_alloc(3 * ((size_t)w->inst_n + 1) * sizeof *l.covered);
    enum jc_status st = pay_undone_load(&l.undone, w, err);
    for (size_t i = 0; st == JC_OK && i < JC_LEN(parts); i++)
        st = each(&l, parts[i].part, parts[i].take, err);
    free(l.covered);
    pay_undone_free(l.undone);
    free(l.sheet.p);
    if (st == JC_OK)
        *out = l.pay;
    else
        pay_free(l.pay);
    return st;
}
