/* Rows of one file that share a number: which of its sheets say one thing twice, and which are occurrences of their own. */
#include "ingest/settle_own.h"

void jc_settle_doubt(const struct jc_settle_watch *w, int64_t ident, enum jc_doubt what, const struct jc_place *mine,
                     const struct jc_place *other)
{
    struct jc_doubtful d = {ident, mine->sheet, mine->row, other->sheet, other->row, what, 0, 0};
    if (w->doubt)
        w->doubt(w->ctx, &d);
}

void jc_own_read(struct jc_own *r, struct jc_stmt *s)
{
    size_t n;
    const char *t = jc_col_text(s, 4, &n);
    *r = (struct jc_own){.id = jc_col_int(s, 0),
                         .at = {jc_col_int(s, 1), jc_col_int(s, 2)},
                         .nth = jc_col_int(s, 3),
                         .line = jc_hash(t, n, 1),
                         .file = jc_col_int(s, 5 + OWN_SAYS),
                         .weak = jc_col_int(s, 6 + OWN_SAYS) != 0,
                         .receipt = jc_col_int(s, 6 + OWN_SAYS) == 2};
    for (int i = 0; i < OWN_SAYS; i++) {
        r->says[i] = JC_UNSAID;
        if (jc_col_null(s, 5 + i))
            continue;
        if (i >= OWN_WORDS) {
            r->says[i] = jc_col_int(s, 5 + i);
        } else {
            t = jc_col_text(s, 5 + i, &n);
            r->says[i] = (int64_t)(jc_hash(t, n, 1) >> 1);
        }
    }
}

static bool own_agree(const struct jc_own *a, const struct jc_own *b, bool exactly)
{
    for (int i = 0; i < OWN_SAYS; i++)
        if (a->says[i] != b->says[i] && (exactly || (a->says[i] != JC_UNSAID && b->says[i] != JC_UNSAID)))
            return false;
    return true;
}

/* The lines of the sheets before, by the value in which they differ most where they are many: only few are alike in that. */
struct own_index {
    int field; /* -1 = in their order */
    struct own_entry {
        int64_t value;
        size_t line, next; /* next: the first from here on that has no row on this sheet yet */
    } * v;
    size_t n, cap;
};
#define OWN_FEW 32

static int by_value(const void *x, const void *y)
{
    const struct own_entry *a = x, *b = y;
    if (a->value != b->value)
        return a->value < b->value ? -1 : 1;
    return (a->line > b->line) - (a->line < b->line);
}

/* Sorted by that; returns how many values there are. */
static size_t sort_lines(struct own_index *x, const struct jc_own_list *lines, int field)
{
    size_t values = x->n > 0;
    x->field = field;
    for (size_t i = 0; i < x->n; i++)
        x->v[i] = (struct own_entry){.value = field < 0 ? 0 : lines->v[i].says[field], .line = i};
    if (field >= 0)
        qsort(x->v, x->n, sizeof *x->v, by_value);
    for (size_t i = 1; i < x->n; i++)
        values += x->v[i].value != x->v[i - 1].value;
    return values;
}

static void index_lines(struct own_index *x, const struct jc_own_list *lines)
{
    int best = -1;
    x->n = lines->n;
    x->v = jc_grow(x->v, &x->cap, x->n + 1, sizeof *x->v);
    size_t most = 0, values;
    for (int f = 0; f < OWN_SAYS && x->n > OWN_FEW; f++)
        if ((values = sort_lines(x, lines, f)) > most) {
            most = values;
            best = f;
        }
    (void)sort_lines(x, lines, best);
    for (size_t i = 0; i <= x->n; i++)
        x->v[i].next = i;
}

static size_t next_left(struct own_index *x, size_t i)
{
    while (x->v[i].next != i)
        i = x->v[i].next = x->v[x->v[i].next].next;
    return i;
}

/* The first entry of that value, or behind all of it. */
static size_t bound(const struct own_index *x, int64_t value, bool behind)
{
    size_t from = 0, to = x->n;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        if (x->v[mid].value < value || (behind && x->v[mid].value == value))
            from = mid + 1;
        else
            to = mid;
    }
    return from;
}

/*
 * The first of the lines on the sheets before that has no row on this sheet yet and agrees with this one: it says the same
 * there, or one of them says nothing. Returns its entry, x->n = none.
 */
static size_t find_line(struct own_index *x, const struct jc_own_list *lines, const struct jc_own *r, bool exactly)
{
    const int64_t value = x->field < 0 ? 0 : r->says[x->field];
    const bool any = x->field >= 0 && !exactly;
    size_t best = x->n;
    for (int k = 0; k < (any && value != JC_UNSAID ? 2 : 1); k++) {
        bool all = any && value == JC_UNSAID;
        size_t to = all ? x->n : bound(x, k ? JC_UNSAID : value, true);
        for (size_t i = next_left(x, all ? 0 : bound(x, k ? JC_UNSAID : value, false)); i < to;
             i = next_left(x, i + 1)) {
            if (!own_agree(&lines->v[x->v[i].line], r, exactly) || (best < x->n && x->v[best].line < x->v[i].line))
                continue;
            best = i;
            if (!all)
                break;
        }
    }
    return best;
}

static void take_line(struct own_index *x, size_t entry, struct jc_own_list *lines, struct jc_own *r)
{
    struct jc_own *line = &lines->v[x->v[entry].line];
    x->v[entry].next = entry + 1;
    r->found = line->found;
    line->at.sheet = r->at.sheet; /* its last */
    for (int i = 0; i < OWN_SAYS; i++)
        if (line->says[i] == JC_UNSAID)
            line->says[i] = r->says[i];
}

/* Equal rows of one sheet stand together, the first of them first. */
static int by_what_it_says(const void *x, const void *y)
{
    const struct jc_own *a = *(const struct jc_own *const *)x, *b = *(const struct jc_own *const *)y;
    if (a->at.sheet != b->at.sheet)
        return a->at.sheet < b->at.sheet ? -1 : 1;
    for (int i = 0; i < OWN_SAYS; i++)
        if (a->says[i] != b->says[i])
            return a->says[i] < b->says[i] ? -1 : 1;
    return (a > b) - (a < b);
}

/* Rows of one sheet that share a number are occurrences of it, each counted; but equal ones may have been pasted twice. */
static void tell_pasted(const struct jc_settle_watch *w, int64_t ident, const struct jc_own *v, size_t n)
{
    const struct jc_own **order = jc_alloc(n * sizeof *order), **first = jc_alloc(n * sizeof *first);
    for (size_t i = 0; i < n; i++)
        order[i] = &v[i];
    qsort(order, n, sizeof *order, by_what_it_says);
    for (size_t i = 1; i < n; i++) {
        const struct jc_own *of = first[order[i - 1] - v] ? first[order[i - 1] - v] : order[i - 1];
        if (of->at.sheet == order[i]->at.sheet && own_agree(of, order[i], true))
            first[order[i] - v] = of;
    }
    for (size_t i = 0; i < n; i++)
        if (first[i])
            jc_settle_doubt(w, ident, JC_DOUBT_PASTED, &v[i].at, &first[i]->at);
    free(order);
    free(first);
}

/* The occurrences of one number, whose rows are in order of their sheets. */
static void number_line(const struct jc_settle_watch *w, int64_t ident, struct jc_own *v, size_t n)
{
    struct jc_own_list lines = {0};
    struct own_index index = {0};
    for (size_t i = 0, end; i < n; i = end) {
        for (end = i; end < n && v[end].at.sheet == v[i].at.sheet;)
            end++;
        size_t before = lines.n;
        index_lines(&index, &lines);
        for (int pass = 0; pass < 2 && before > 0; pass++)
            for (size_t k = i; k < end; k++) {
                size_t entry = v[k].found ? before : find_line(&index, &lines, &v[k], pass == 0);
                if (entry >= before)
                    continue;
                take_line(&index, entry, &lines, &v[k]);
                if (v->receipt)
                    jc_settle_doubt(w, ident, JC_DOUBT_AGAIN, &v[k].at, &v[0].at);
            }
        for (size_t k = i; k < end; k++) {
            if (v[k].found)
                continue;
            if (before > 0 && !v->receipt)
                jc_settle_doubt(w, ident, JC_DOUBT_SHEET, &v[k].at, &v[0].at);
            v[k].found = (int64_t)lines.n + 1;
            lines.v = jc_grow(lines.v, &lines.cap, lines.n + 1, sizeof *lines.v);
            lines.v[lines.n++] = v[k];
        }
    }
    free(lines.v);
    free(index.v);
}

void jc_own_number(const struct jc_settle_watch *w, int64_t ident, struct jc_own *v, size_t n)
{
    if (!v->weak && w->doubt)
        tell_pasted(w, ident, v, n);
    if ((!v->weak || v->receipt) && v[0].at.sheet != v[n - 1].at.sheet)
        number_line(w, ident, v, n);
    for (size_t i = 0; i < n; i++)
        v[i].found = v[i].found ? v[i].found : (int64_t)i + 1;
}
