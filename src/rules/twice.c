/* Rows of two sheets that are probably the same. */
#include "rules/twice.h"
#include "rules/count.h"

enum { LEAST = 3, DAYS = 32, CENT = 100 }; /* rows that two sheets share; days that no month has more of; 0.01 yuan */

struct part { /* of a sheet, in a month of an institution */
    int64_t sheet;
    uint32_t inst, kind;
    jc_day month;
    uint32_t rows;
    uint32_t group; /* parts of an institution and month in several sheets, from 1; 0 = there is only this one */
    bool largest;   /* of its group */
};
struct row {
    int64_t what; /* amount in cents and day of the month */
    uint32_t part, id;
};
struct spot { /* equal rows of a part */
    int64_t what;
    uint32_t part, rows;
    uint32_t first; /* id */
    uint32_t next;  /* spot of another part of the group, NIL */
};
struct sheets {                 /* two sheets, the first in file order first */
    int64_t sheet[2], order[2]; /* order: of the sheets, by file */
    uint32_t kind;
    int64_t rows;  /* that stand in both */
    int64_t of[2]; /* all of each, of institutions and months that both have */
};
struct shared { /* by a pair, of an institution */
    uint32_t pair, inst;
    uint32_t first[2]; /* id */
    int64_t rows, amount;
};

struct twice {
    struct map owners, parts; /* (sheet, inst) -> n; (n and kind, month) -> part */
    struct part *part;
    size_t part_n, part_cap;
    struct row *row;
    size_t row_n, row_cap;
    /* what comes of them */
    struct map spots; /* hash of group and row -> first spot */
    struct spot *spot;
    size_t spot_n, spot_cap;
    struct map pairs, shares; /* (sheet, sheet) -> pair; (pair, inst) -> shared */
    struct sheets *pair;
    size_t pair_n, pair_cap;
    struct shared *shared;
    size_t shared_n, shared_cap;
};

struct twice *twice_new(void)
{
    return jc_alloc(sizeof(struct twice));
}

void twice_free(struct twice *t)
{
    if (!t)
        return;
    struct map *maps[] = {&t->owners, &t->parts, &t->spots, &t->pairs, &t->shares};
    void *blocks[] = {t->part, t->row, t->spot, t->pair, t->shared, t};
    for (size_t i = 0; i < JC_LEN(maps); i++)
        map_free(maps[i]);
    for (size_t i = 0; i < JC_LEN(blocks); i++)
        free(blocks[i]);
}

/* ---- what is there ----------------------------------------------------------------------------- */

uint32_t twice_part(struct twice *t, enum twice_kind kind, int64_t sheet, uint32_t inst, jc_day month)
{
    bool is_new;
    uint32_t owner = map_put(&t->owners, key2((uint32_t)sheet, inst), (uint32_t)t->owners.n, &is_new);
    uint32_t at = map_put(&t->parts, key2(owner * 2 + kind, (uint32_t)month), (uint32_t)t->part_n, &is_new);
    if (is_new) {
        t->part = jc_grow(t->part, &t->part_cap, t->part_n + 1, sizeof *t->part);
        t->part[t->part_n++] = (struct part){.sheet = sheet, .inst = inst, .kind = kind, .month = month};
    }
    return at;
}

void twice_add(struct twice *t, uint32_t part, jc_day day, int64_t amount, int64_t id)
{
    if (amount < CENT)
        return;
    t->part[part].rows++;
    t->row = jc_grow(t->row, &t->row_cap, t->row_n + 1, sizeof *t->row);
    int64_t cents = amount / CENT + (amount % CENT >= CENT / 2);
    t->row[t->row_n++] =
        (struct row){.what = cents * DAYS + (day - t->part[part].month), .part = part, .id = (uint32_t)id};
}

/* ---- parts of one institution and month -------------------------------------------------------- */

static int by_month(const struct part *a, const struct part *b)
{
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    if (a->inst != b->inst)
        return a->inst < b->inst ? -1 : 1;
    return (a->month > b->month) - (a->month < b->month);
}

static int by_size(const void *x, const void *y)
{
    const struct part *a = *(struct part *const *)x, *b = *(struct part *const *)y;
    int c = by_month(a, b);
    if (c)
        return c;
    return a->rows != b->rows ? (a->rows > b->rows ? -1 : 1) : (a->sheet > b->sheet) - (a->sheet < b->sheet);
}

/* Which of two sheets is the first in file order is the same whatever was imported first; equal only if they are one. */
static uint32_t sheets_at(struct twice *t, const struct world *w, int64_t a, int64_t b, uint32_t kind, bool make)
{
    bool is_new;
    if (world_order(w, a, 0) > world_order(w, b, 0)) {
        int64_t later = a;
        a = b;
        b = later;
    }
    uint64_t key = key2((uint32_t)a, (uint32_t)b);
    if (!make)
        return map_get(&t->pairs, key);
    uint32_t at = map_put(&t->pairs, key, (uint32_t)t->pair_n, &is_new);
    if (is_new) {
        t->pair = jc_grow(t->pair, &t->pair_cap, t->pair_n + 1, sizeof *t->pair);
        t->pair[t->pair_n++] =
            (struct sheets){.sheet = {a, b}, .order = {world_order(w, a, 0), world_order(w, b, 0)}, .kind = kind};
    }
    return at;
}

static size_t group_end(struct part *const *part, size_t n, size_t from)
{
    size_t end = from + 1;
    while (end < n && by_month(part[from], part[end]) == 0)
        end++;
    return end;
}

/* Groups of parts; the rows of the smaller ones are looked for among those of the largest. */
static struct part **group_parts(struct twice *t)
{
    struct part **list = jc_alloc((t->part_n + 1) * sizeof(struct part *));
    uint32_t groups = 0;
    for (size_t i = 0; i < t->part_n; i++)
        list[i] = &t->part[i];
    qsort(list, t->part_n, sizeof *list, by_size);
    for (size_t i = 0, end; i < t->part_n; i = end) {
        end = group_end(list, t->part_n, i);
        if (end == i + 1)
            continue;
        groups++;
        list[i]->largest = true;
        for (size_t k = i; k < end; k++)
            list[k]->group = groups;
    }
    return list;
}

/* ---- rows -------------------------------------------------------------------------------------- */

/* Adds a row to the spot of its part; of the largest part only where a smaller one has such a row. */
static void add_spot(struct twice *t, const struct row *r)
{
    const struct part *p = &t->part[r->part];
    const int64_t key[] = {p->group, r->what};
    uint64_t hash = jc_hash(key, sizeof key, 0);
    uint32_t head = map_get(&t->spots, hash);
    if (head == NIL && p->largest)
        return;
    for (uint32_t i = head; i != NIL; i = t->spot[i].next)
        if (t->spot[i].part == r->part && t->spot[i].what == r->what) {
            t->spot[i].rows++;
            return;
        }
    bool is_new;
    struct spot spot = {.what = r->what, .part = r->part, .rows = 1, .first = r->id, .next = NIL};
    t->spot = jc_grow(t->spot, &t->spot_cap, t->spot_n + 1, sizeof *t->spot);
    if (head != NIL) {
        spot.next = t->spot[head].next;
        t->spot[head].next = (uint32_t)t->spot_n;
    } else {
        (void)map_put(&t->spots, hash, (uint32_t)t->spot_n, &is_new);
    }
    t->spot[t->spot_n++] = spot;
}

static void add_spots(struct twice *t, bool largest)
{
    for (size_t i = 0; i < t->row_n; i++) {
        const struct part *p = &t->part[t->row[i].part];
        if (p->group && p->largest == largest)
            add_spot(t, &t->row[i]);
    }
}

static struct shared *shared_at(struct twice *t, uint32_t pair, uint32_t inst)
{
    bool is_new;
    uint32_t at = map_put(&t->shares, key2(pair, inst), (uint32_t)t->shared_n, &is_new);
    if (is_new) {
        t->shared = jc_grow(t->shared, &t->shared_cap, t->shared_n + 1, sizeof *t->shared);
        t->shared[t->shared_n++] = (struct shared){.pair = pair, .inst = inst, .first = {NIL, NIL}};
    }
    return &t->shared[at];
}

static void add_shared(struct twice *t, struct world *w, const struct spot *a, const struct spot *b)
{
    const struct part *x = &t->part[a->part], *y = &t->part[b->part];
    int64_t rows = a->rows < b->rows ? a->rows : b->rows, amount;
    uint32_t at = sheets_at(t, w, x->sheet, y->sheet, x->kind, true);
    struct shared *s = shared_at(t, at, x->inst);
    bool turned = t->pair[at].sheet[0] != x->sheet;
    uint32_t first[] = {turned ? b->first : a->first, turned ? a->first : b->first};
    for (int i = 0; i < 2; i++)
        if (first[i] < s->first[i])
            s->first[i] = first[i];
    s->rows += rows;
    t->pair[at].rows += rows;
    if (jc_mul(&amount, a->what / DAYS * CENT, rows))
        add_to(w, &s->amount, amount, SOMEWHERE);
    else
        too_large(w, SOMEWHERE);
}

static void find_shared(struct twice *t, struct world *w)
{
    add_spots(t, false);
    add_spots(t, true);
    for (size_t i = 0; i < t->spot_n; i++)
        for (uint32_t k = t->spot[i].next; k != NIL; k = t->spot[k].next) {
            const struct spot *a = &t->spot[i], *b = &t->spot[k];
            if (a->what == b->what && t->part[a->part].group == t->part[b->part].group)
                add_shared(t, w, a, b);
        }
}

/* How much there is to share, of sheets that share something. */
static void add_wholes(struct twice *t, const struct world *w, struct part *const *list)
{
    for (size_t i = 0, end; i < t->part_n; i = end) {
        end = group_end(list, t->part_n, i);
        for (size_t a = i; a < end; a++)
            for (size_t b = a + 1; b < end; b++) {
                uint32_t at = sheets_at(t, w, list[a]->sheet, list[b]->sheet, list[a]->kind, false);
                if (at == NIL)
                    continue;
                bool turned = t->pair[at].sheet[0] != list[a]->sheet;
                t->pair[at].of[turned] += list[a]->rows;
                t->pair[at].of[!turned] += list[b]->rows;
            }
    }
}

/* ---- results ----------------------------------------------------------------------------------- */

static bool is_twice(const struct sheets *p)
{
    int64_t least = p->of[0] < p->of[1] ? p->of[0] : p->of[1];
    return p->rows >= LEAST && p->rows * 2 > least;
}

/* An institution's most rows first: those name the sheet in its note. */
static int by_rows(const void *x, const void *y, void *arg)
{
    const struct shared *a = x, *b = y;
    const struct twice *t = arg;
    if (a->inst != b->inst)
        return a->inst < b->inst ? -1 : 1;
    if (a->rows != b->rows)
        return a->rows > b->rows ? -1 : 1;
    const int64_t *p = t->pair[a->pair].order, *q = t->pair[b->pair].order;
    int c = (p[0] > q[0]) - (p[0] < q[0]);
    return c ? c : (p[1] > q[1]) - (p[1] < q[1]);
}

static enum jc_status sheet_name(struct jc_buf *out, struct world *w, int64_t sheet, struct jc_err *err)
{
    struct jc_stmt *s = NULL;
    enum jc_status st = jc_stmt_open(&s, w->store, "sql/emit.sql", "sheet_name", err);
    if (st == JC_OK) {
        jc_stmt_int(s, 1, sheet);
        st = jc_stmt_step(s, err);
    }
    if (st == JC_OK)
        jc_buf_str(out, jc_col_text(s, 0, NULL));
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

/* The place is the first such row in the sheet that has fewer of them; the other sheet is named. */
static enum jc_status note_shared(struct world *w, const struct shared *s, const struct sheets *p, struct jc_err *err)
{
    struct jc_buf other = {0};
    bool first = p->of[0] < p->of[1];
    int64_t id = s->first[!first];
    bool payments = p->kind == TWICE_PAYMENTS;
    enum jc_status st = sheet_name(&other, w, p->sheet[first], err);
    struct noted at = {.purchase = payments ? 0 : id, .payment = payments ? id : 0, .order = p->order[!first]};
    for (int64_t i = 0; st == JC_OK && i < s->rows; i++)
        world_note(w, payments ? 854 : 853, s->inst, NIL, at, i ? 0 : s->amount, jc_buf_text(&other), NULL);
    jc_buf_free(&other);
    return st;
}

enum jc_status twice_emit(struct world *w, struct jc_err *err)
{
    struct twice *t = w->twice;
    struct jc_frame *f;
    enum jc_status st = jc_store_frame(&f, w->store, "ind_twice", err);
    struct part **list = group_parts(t);
    find_shared(t, w);
    add_wholes(t, w, list);
    free(list);
    if (t->shared_n)
        qsort_r(t->shared, t->shared_n, sizeof *t->shared, by_rows, t);
    for (size_t i = 0; i < t->shared_n && st == JC_OK; i++) {
        const struct shared *s = &t->shared[i];
        const struct sheets *p = &t->pair[s->pair];
        const int64_t v[] = {p->kind, p->sheet[0], p->sheet[1], w->inst[s->inst].id, s->rows, s->amount};
        if (!is_twice(p))
            continue;
        jc_frame_add(f, v, (int)JC_LEN(v));
        st = note_shared(w, s, p, err);
    }
    return st;
}
