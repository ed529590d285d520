/*
 * Two hospitals of one name: a column that is not read says 甲县 of some rows of 人民医院 and 乙县 of others. Without a code
 * they are one, since 地区 may be written in many ways, and of other things; somebody has to look.
 */
#include "ingest/place.h"
#include "ingest/spelling.h"

enum { E_TWO_PLACES = 980 };
#define TOLD UINT32_C(0x80000000)

struct jc_places {
    struct jc_intern *text;
    uint32_t *of; /* by org: number of what its rows say + 1, 0 = none has said anything; TOLD */
    size_t cap;
};

struct jc_places *jc_places_new(void)
{
    struct jc_places *p = jc_alloc(sizeof *p);
    p->text = jc_intern_new();
    return p;
}

void jc_places_free(struct jc_places *p)
{
    if (!p)
        return;
    jc_intern_free(p->text);
    free(p->of);
    free(p);
}

void jc_load_find_place(struct jc_load *l)
{
    l->place = NULL;
    for (size_t i = 0; i < l->map.n && !l->place && !l->s->builtin; i++) {
        const struct jc_column *c = &l->map.cols[i];
        struct jc_column ignored = {0};
        const struct jc_spelling *s =
            c->field == JC_F_COUNT ? jc_spelling_find(l->s->headers, NULL, c->head, &ignored) : NULL;
        if (s && s->field == JC_F_REGION && !ignored.other)
            l->place = c;
    }
}

/* 乙市甲县 is 甲县, and 甲 too. */
static bool may_be_one(struct jc_span a, struct jc_span b)
{
    struct jc_buf x = {0}, y = {0};
    jc_text_key(&x, a.p, a.n);
    jc_text_key(&y, b.p, b.n);
    bool one = !x.len || !y.len || strstr(jc_buf_text(&x), jc_buf_text(&y)) || strstr(jc_buf_text(&y), jc_buf_text(&x));
    jc_buf_free(&x);
    jc_buf_free(&y);
    return one;
}

/* A code says who it is, wherever that may be. */
static void compare(struct jc_load *l, uint32_t *known, struct jc_span here)
{
    size_t n;
    const char *before = jc_intern_text(l->places->text, *known - 1, &n);
    struct jc_span name = jc_row_text(l, JC_F_INST_NAME);
    if (!name.n || jc_row_text(l, JC_F_INST_CODE).n || may_be_one(here, (struct jc_span){before, n}))
        return;
    struct jc_buf who = {0};
    jc_buf_add(&who, name.p, name.n);
    jc_load_issue(l, E_TWO_PLACES, l->place->col, JC_F_COUNT, here, jc_buf_text(&who), before, false);
    jc_buf_free(&who);
    *known |= TOLD;
}

void jc_row_see_place(struct jc_load *l, int64_t org)
{
    struct jc_places *p = l->places;
    const struct jc_cell *cell = l->place->col < l->current->n ? &l->current->cells[l->place->col] : NULL;
    if (!cell || cell->type != JC_CELL_TEXT || org <= 0)
        return;
    if ((size_t)org >= p->cap) {
        size_t had = p->cap;
        p->of = jc_grow(p->of, &p->cap, (size_t)org + 1, sizeof *p->of);
        memset(p->of + had, 0, (p->cap - had) * sizeof *p->of);
    }
    uint32_t *known = &p->of[org], here;
    if (*known & TOLD || jc_text_blank(cell->text, cell->len))
        return;
    here = jc_intern_put(p->text, cell->text, cell->len, NULL) + 1;
    if (*known == 0)
        *known = here;
    else if (*known != here)
        compare(l, known, (struct jc_span){cell->text, cell->len});
}
