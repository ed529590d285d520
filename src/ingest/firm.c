/* Several columns of firms (formats.md 5.1): 上市许可持有人 beside 生产企业, 受托生产企业 beside either. */
#include "ingest/firm.h"

/* ---- columns ----------------------------------------------------------------------------------------------------- */

static struct jc_column *best_of(struct jc_mapping *m, enum jc_field f)
{
    struct jc_column *best = NULL;
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field == f && (!best || m->cols[i].rank < best->rank))
            best = &m->cols[i];
    return best;
}

void jc_firm_settle(struct jc_mapping *m, const struct jc_kind *kind)
{
    static const enum jc_field order[] = {JC_F_HOLDER, JC_F_WINNER};
    bool winners = strcmp(kind->id, "award") == 0 || strcmp(kind->id, "agreement") == 0;
    for (size_t i = 0; i < m->n && winners; i++)
        if (m->cols[i].field == JC_F_WINNER)
            m->cols[i].field = JC_F_HOLDER;
    for (size_t i = 0; i < JC_LEN(order) && !jc_mapping_column(m, JC_F_MAKER); i++) {
        struct jc_column *c = best_of(m, order[i]);
        if (c)
            c->field = JC_F_MAKER;
    }
}

/* ---- rows -------------------------------------------------------------------------------------------------------- */

void jc_firm_add(struct jc_firms *f, enum jc_field field, struct jc_span name)
{
    size_t at = field == JC_F_HOLDER ? f->holders : f->n;
    if (f->n == JC_FIRMS)
        return;
    memmove(f->other + at + 1, f->other + at, (f->n - at) * sizeof *f->other);
    f->other[at] = name;
    f->n++;
    f->holders += field == JC_F_HOLDER;
}

static bool has_keys(const struct jc_maker *all, const struct jc_maker *some)
{
    const char *keys = jc_buf_text(&some->keys);
    bool has = true;
    for (size_t n; *keys && has; keys += n + (keys[n] == '\n')) {
        char key[512];
        n = strcspn(keys, "\n");
        jc_copyn(key, sizeof key, keys, n);
        has = jc_maker_match(jc_buf_text(&all->keys), "", key, "") != JC_MAKER_NONE;
    }
    return has;
}

/* Its firms are appended, where one of them is new; of a cell that was cut only the firm before the cut. */
static void append(struct jc_buf *out, struct jc_span name)
{
    struct jc_maker all, one;
    bool known = jc_maker_parse(&all, (struct jc_span){jc_buf_text(out), out->len});
    if (jc_maker_parse(&one, name) && !(known && has_keys(&all, &one))) {
        if (!known)
            jc_buf_clear(out);
        jc_buf_str(out, known ? "；" : "");
        if (one.repairs & JC_MAKER_CUT)
            jc_buf_add(out, one.keys.p, strcspn(jc_buf_text(&one.keys), "\n"));
        else
            jc_buf_add(out, name.p, name.n);
    }
    jc_maker_free(&all);
    jc_maker_free(&one);
}

/* Does the cell of the maker begin with that holder? Its own spelling goes before. */
static bool leads(struct jc_span maker, struct jc_span holder)
{
    struct jc_maker a, b;
    bool known = jc_maker_parse(&a, maker);
    bool same = jc_maker_parse(&b, holder) && known &&
                jc_maker_match(jc_buf_text(&a.keys), "", jc_buf_text(&b.keys), "") == JC_MAKER_EXACT;
    jc_maker_free(&a);
    jc_maker_free(&b);
    return same;
}

static void add(struct jc_buf *out, struct jc_span name)
{
    jc_buf_add(out, name.p ? name.p : "", name.n);
}

void jc_firm_text(struct jc_buf *out, const struct jc_firms *f)
{
    jc_buf_clear(out);
    if (f->holders == 0 || leads(f->maker, f->other[0]))
        add(out, f->maker);
    for (size_t i = 0; i < f->holders; i++)
        append(out, f->other[i]);
    append(out, f->maker);
    for (size_t i = f->holders; i < f->n; i++)
        append(out, f->other[i]);
    if (out->len == 0)
        add(out, f->maker.n || f->n == 0 ? f->maker : f->other[0]);
}

bool jc_firm_is_other(struct jc_span winner, struct jc_span all)
{
    struct jc_maker a, b;
    bool known = jc_maker_parse(&b, all);
    bool other = jc_maker_parse(&a, winner) && !(known && has_keys(&b, &a));
    jc_maker_free(&a);
    jc_maker_free(&b);
    return other;
}
