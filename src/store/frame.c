/* Frames: the rows, and the indexes that are made when somebody asks by value. */
#include "store/frame.h"

#define TEXT_CHUNK (1 << 18)

/* ---- the list ------------------------------------------------------------------------------------ */

static void index_free(struct frame_index *x)
{
    while (x) {
        struct frame_index *older = x->older;
        free(x->head);
        free(x->tail);
        free(x->next);
        free(x);
        x = older;
    }
}

static void frame_free(struct jc_frame *f)
{
    free(f->cell);
    for (size_t i = 0; i < f->chunk_n; i++)
        free(f->chunk[i]);
    free(f->chunk);
    free(f->gone);
    index_free(f->index);
    index_free(f->retired);
    free(f);
}

void frames_free(struct jc_frame **first)
{
    while (*first)
        frame_drop(first, *first);
}

struct jc_frame *frame_find_name(struct jc_frame *first, const char *name)
{
    while (first && strcmp(first->name, name) != 0)
        first = first->other;
    return first;
}

struct jc_frame *frame_new(struct jc_frame **first, const char *name)
{
    struct jc_frame *f = jc_alloc(sizeof *f);
    jc_copy(f->name, sizeof f->name, name);
    f->other = *first;
    *first = f;
    return f;
}

void frame_drop(struct jc_frame **first, struct jc_frame *f)
{
    while (*first != f)
        first = &(*first)->other;
    *first = f->other;
    frame_free(f);
}

/* ---- rows ---------------------------------------------------------------------------------------- */

void frame_row(struct jc_frame *f)
{
    if (f->rows == f->cap) {
        size_t cap = f->cap;
        if (f->rows >= UINT32_MAX / 2)
            jc_oom();
        f->cell = jc_grow(f->cell, &f->cap, f->rows + 1, (size_t)f->columns * sizeof *f->cell);
        if (f->gone) {
            f->gone = jc_realloc(f->gone, f->cap);
            memset(f->gone + cap, 0, f->cap - cap);
        }
    }
    for (int i = 0; i < f->columns; i++)
        if (f->column[i].text)
            frame_at(f, f->rows, i)->str = NULL;
        else
            frame_at(f, f->rows, i)->num = JC_NULL;
    f->rows++;
    f->changes++;
}

void jc_frame_add(struct jc_frame *f, const int64_t *v, int n)
{
    frame_row(f);
    for (int i = 0; i < n; i++)
        frame_at(f, f->rows - 1, f->number[i])->num = v[i];
}

static const char *keep_text(struct jc_frame *f, const char *s, size_t n)
{
    size_t need = sizeof(uint32_t) + n;
    if (f->chunk_left < need) {
        size_t size = need > TEXT_CHUNK ? need : TEXT_CHUNK;
        f->chunk = jc_grow(f->chunk, &f->chunk_cap, f->chunk_n + 1, sizeof *f->chunk);
        f->chunk_at = f->chunk[f->chunk_n++] = jc_realloc(NULL, size);
        f->chunk_left = size;
    }
    uint32_t len = (uint32_t)n;
    char *at = f->chunk_at + sizeof len;
    memcpy(f->chunk_at, &len, sizeof len);
    memcpy(at, s, n);
    f->chunk_at += need;
    f->chunk_left -= need;
    return at;
}

static bool same_text(const char *a, const char *s, size_t n)
{
    size_t len;
    return a && frame_text(a, &len) && len == n && memcmp(a, s, n) == 0;
}

/* Neighbours often have the same text: it is kept once. */
static void put_text(struct jc_frame *f, size_t row, int column, const char *s, size_t n)
{
    static const struct {
        uint32_t len;
        char text[4];
    } empty = {0, ""};
    const char *above = row ? frame_at(f, row - 1, column)->str : NULL;
    frame_at(f, row, column)->str = n == 0 ? empty.text : same_text(above, s, n) ? above : keep_text(f, s, n);
}

void jc_frame_text(struct jc_frame *f, int i, const char *s, size_t n)
{
    put_text(f, f->rows - 1, i - 1, s, n);
}

bool frame_set_value(struct jc_frame *f, size_t row, int column, const struct frame_value *v)
{
    const struct frame_column *c = &f->column[column];
    if (v->kind == VALUE_NULL) {
        if (c->required)
            return false;
        if (c->text)
            frame_at(f, row, column)->str = NULL;
        else
            frame_at(f, row, column)->num = JC_NULL;
        return true;
    }
    if (c->text != (v->kind == VALUE_TEXT) || (!c->text && v->num == JC_NULL) || v->n > UINT32_MAX / 2)
        return false;
    if (c->text)
        put_text(f, row, column, v->s, v->n);
    else
        frame_at(f, row, column)->num = v->num;
    return true;
}

void frame_delete(struct jc_frame *f, size_t row)
{
    if (!f->gone)
        f->gone = jc_alloc(f->cap);
    f->gone_n += !f->gone[row];
    f->gone[row] = 1;
    f->changes++;
}

/* ---- indexes ------------------------------------------------------------------------------------- */

static uint64_t hash_value(uint64_t h, bool text, int64_t num, const char *s, size_t n)
{
    if (text)
        return jc_hash(s, n, h);
    h = (h ^ (uint64_t)num) * UINT64_C(0x9E3779B97F4A7C15);
    return h ^ h >> 29;
}

/* NULL equals nothing: rows with one are in no chain. */
static bool hash_row(const struct jc_frame *f, uint64_t columns, size_t row, uint64_t *out)
{
    uint64_t h = 0;
    for (; columns; columns &= columns - 1) {
        int i = __builtin_ctzll(columns);
        bool text = f->column[i].text;
        const union frame_cell *x = frame_at(f, row, i);
        size_t n = 0;
        if (text ? !x->str : x->num == JC_NULL)
            return false;
        if (text)
            (void)frame_text(x->str, &n);
        h = hash_value(h, text, x->num, x->str, n);
    }
    *out = h;
    return true;
}

static void add_row(const struct jc_frame *f, struct frame_index *x, uint32_t row)
{
    uint64_t h;
    x->next[row] = UINT32_MAX;
    if (!hash_row(f, x->columns, row, &h))
        return;
    size_t at = h & (x->heads - 1);
    if (x->head[at] == UINT32_MAX) {
        x->head[at] = row;
        x->used++;
    } else {
        x->next[x->tail[at]] = row;
    }
    x->tail[at] = row;
}

static void size_index(struct frame_index *x, size_t rows)
{
    size_t heads = 64;
    while (heads < rows * 2)
        heads *= 2;
    if (heads > x->heads) {
        x->heads = heads;
        x->rows = x->used = 0;
        x->head = jc_realloc(x->head, heads * sizeof *x->head);
        x->tail = jc_realloc(x->tail, heads * sizeof *x->tail);
        memset(x->head, 0xff, heads * sizeof *x->head);
    }
    x->next = jc_realloc(x->next, (heads / 2 + 1) * sizeof *x->next);
}

static struct frame_index *find_index(const struct jc_frame *f, uint64_t columns)
{
    struct frame_index *x = f->index;
    while (x && x->columns != columns)
        x = x->older;
    return x;
}

struct frame_index *frame_index(struct jc_frame *f, uint64_t columns)
{
    struct frame_index *x = find_index(f, columns);
    if (!x) {
        x = jc_alloc(sizeof *x);
        x->columns = columns;
        x->older = f->index;
        f->index = x;
    }
    if (x->rows < f->rows || !x->heads) {
        if (f->rows * 2 > x->heads || !x->heads)
            size_index(x, f->rows);
        for (; x->rows < f->rows; x->rows++)
            add_row(f, x, (uint32_t)x->rows);
    }
    return x;
}

/* A column was changed in place: what finds rows by it is out of date. */
void frame_changed(struct jc_frame *f, uint64_t columns)
{
    struct frame_index **at = &f->index;
    f->changes++;
    while (*at) {
        struct frame_index *x = *at;
        if (!(x->columns & columns)) {
            at = &x->older;
            continue;
        }
        *at = x->older;
        x->older = f->retired;
        f->retired = x;
    }
    if (f->cursors == 0) {
        index_free(f->retired);
        f->retired = NULL;
    }
}

/* Without an index: each column tells a good many rows apart. */
size_t frame_guess(struct jc_frame *f, uint64_t columns)
{
    size_t rows = f->rows;
    if (f->key && (columns & f->key) == f->key)
        return 1;
    const struct frame_index *x = find_index(f, columns);
    if (x && x->used)
        rows = f->rows / x->used;
    else
        for (int i = __builtin_popcountll(columns); i > 0; i--)
            rows /= 32;
    return rows + 1;
}

static bool row_is(const struct jc_frame *f, uint64_t columns, size_t row, const struct frame_value *v)
{
    for (; columns; columns &= columns - 1, v++) {
        int i = __builtin_ctzll(columns);
        const union frame_cell *x = frame_at(f, row, i);
        if (f->column[i].text ? !same_text(x->str, v->s, v->n) : x->num != v->num)
            return false;
    }
    return true;
}

uint32_t frame_find(const struct jc_frame *f, const struct frame_index *x, const struct frame_value *v)
{
    uint64_t h = 0, columns = x->columns;
    for (int i = 0; columns; columns &= columns - 1, i++)
        h = hash_value(h, v[i].kind == VALUE_TEXT, v[i].num, v[i].s, v[i].n);
    uint32_t row = x->head[h & (x->heads - 1)];
    while (row != UINT32_MAX && ((f->gone && f->gone[row]) || !row_is(f, x->columns, row, v)))
        row = x->next[row];
    return row;
}

static bool rows_alike(const struct jc_frame *f, uint64_t columns, size_t a, size_t b)
{
    for (; columns; columns &= columns - 1) {
        int i = __builtin_ctzll(columns);
        const union frame_cell *x = frame_at(f, a, i), *y = frame_at(f, b, i);
        size_t n;
        if (x->num == y->num) /* texts too: the same one */
            continue;
        if (!f->column[i].text)
            return false;
        (void)frame_text(x->str, &n);
        if (!same_text(y->str, x->str, n))
            return false;
    }
    return true;
}

uint32_t frame_find_next(const struct jc_frame *f, const struct frame_index *x, uint32_t row)
{
    uint32_t next = f->key && (x->columns & f->key) == f->key ? UINT32_MAX : x->next[row];
    while (next != UINT32_MAX && ((f->gone && f->gone[next]) || !rows_alike(f, x->columns, row, next)))
        next = x->next[next];
    return next;
}

/* ---- order --------------------------------------------------------------------------------------- */

static int cmp_rows(const struct jc_frame *f, int column, size_t a, size_t b)
{
    const union frame_cell *x = frame_at(f, a, column), *y = frame_at(f, b, column);
    size_t nx, ny;
    if (!f->column[column].text)
        return (x->num > y->num) - (x->num < y->num);
    if (x->str == y->str)
        return 0;
    if (!x->str || !y->str)
        return x->str ? 1 : -1;
    (void)frame_text(x->str, &nx);
    (void)frame_text(y->str, &ny);
    int d = memcmp(x->str, y->str, nx < ny ? nx : ny);
    return d ? d : (nx > ny) - (nx < ny);
}

bool frame_ordered(const struct jc_frame *f, const int *column, int n)
{
    for (size_t row = 1; row < f->rows; row++)
        for (int i = 0; i < n; i++) {
            int d = cmp_rows(f, column[i], row - 1, row);
            if (d > 0)
                return false;
            if (d < 0)
                break;
        }
    return true;
}
