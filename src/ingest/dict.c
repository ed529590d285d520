#include "ingest/dict.h"

#include "ingest/value.h"

/* Of the thousands that the store holds a file has a few: what a spelling says is worked out when one has it. */
struct product {
    struct jc_item item;
    bool read;
};

struct jc_dict {
    struct jc_store *store;
    struct jc_writer *writer;
    struct jc_intern *org, *firm, *item; /* joined by US (0x1f) */
    int64_t *org_id, *firm_id;           /* a firm's is negative while only files that were taken back write it so */
    size_t org_cap, firm_cap, item_cap;
    struct product *items;
    int64_t next_org, next_firm, next_item;
    size_t woken; /* spellings of files that were taken back, used again */
    struct jc_buf key;
};

#define US '\x1f'

static void join(struct jc_buf *out, const struct jc_span *part, size_t n)
{
    jc_buf_clear(out);
    for (size_t i = 0; i < n; i++) {
        if (i)
            jc_buf_char(out, US);
        jc_buf_add(out, part[i].p ? part[i].p : "", part[i].n);
    }
}

/* A spelling that was kept for its id alone is used again: `part` of sql/insert.sql. */
static enum jc_status wake(struct jc_dict *d, const char *part, int64_t id, struct jc_err *err)
{
    struct jc_val v[] = {jc_val_int(id)};
    d->woken++;
    return jc_writer_row(d->writer, part, v, JC_LEN(v), err);
}

/* ---- institutions and firms ------------------------------------------------------------------------ */

static uint32_t put(struct jc_intern *t, struct jc_buf *key, int64_t **ids, size_t *cap, bool *is_new)
{
    uint32_t n = jc_intern_put(t, jc_buf_text(key), key->len, is_new);
    *ids = jc_grow(*ids, cap, n + 1, sizeof **ids);
    return n;
}

enum jc_status jc_dict_org(struct jc_dict *d, struct jc_span code, struct jc_span name, int64_t *id, bool *is_new,
                           struct jc_err *err)
{
    bool added;
    struct jc_span part[2] = {code, name};
    join(&d->key, part, 2);
    uint32_t n = put(d->org, &d->key, &d->org_id, &d->org_cap, &added);
    enum jc_status st = JC_OK;
    if (added) {
        d->org_id[n] = d->next_org++;
        struct jc_buf key = {0};
        jc_text_key(&key, name.p ? name.p : "", name.n);
        struct jc_val v[] = {jc_val_int(d->org_id[n]), jc_val_str(code.p, code.n), jc_val_str(name.p, name.n),
                             jc_val_str(jc_buf_text(&key), key.len)};
        st = jc_writer_row(d->writer, "org", v, JC_LEN(v), err);
        jc_buf_free(&key);
    }
    *id = d->org_id[n];
    if (is_new)
        *is_new = added;
    return st;
}

enum jc_status jc_dict_lists_org(bool *out, struct jc_dict *d, struct jc_span name, struct jc_err *err)
{
    struct jc_stmt *q = NULL;
    *out = false;
    enum jc_status st = jc_writer_flush(d->writer, err); /* the list may stand in the same import */
    if (st == JC_OK)
        st = jc_stmt_open(&q, d->store, "sql/dict.sql", "lists_org", err);
    if (st != JC_OK)
        return st;
    jc_stmt_str(q, 1, name.p, name.n);
    st = jc_stmt_step(q, err);
    *out = st == JC_OK;
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

struct jc_span jc_dict_org_name(const struct jc_dict *d, int64_t id)
{
    uint32_t from = 0, to = jc_intern_count(d->org); /* they rise */
    while (from < to) {
        uint32_t mid = from + (to - from) / 2;
        if (d->org_id[mid] < id)
            from = mid + 1;
        else
            to = mid;
    }
    if (from >= jc_intern_count(d->org) || d->org_id[from] != id)
        return (struct jc_span){"", 0};
    size_t n;
    const char *text = jc_intern_text(d->org, from, &n), *name = memchr(text, US, n);
    return name ? (struct jc_span){name + 1, (size_t)(text + n - name) - 1} : (struct jc_span){"", 0};
}

enum jc_status jc_dict_file_has(bool *out, struct jc_dict *d, int64_t file, const char *kind, struct jc_span key,
                                struct jc_err *err)
{
    struct jc_stmt *q = NULL;
    *out = false;
    enum jc_status st = jc_writer_flush(d->writer, err);
    if (st == JC_OK)
        st = jc_stmt_open(&q, d->store, "sql/dict.sql", "file_has", err);
    if (st != JC_OK)
        return st;
    jc_stmt_int(q, 1, file);
    jc_stmt_str(q, 2, kind, strlen(kind));
    jc_stmt_str(q, 3, key.p, key.n);
    st = jc_stmt_step(q, err);
    *out = st == JC_OK;
    jc_stmt_free(q);
    return st == JC_END ? JC_OK : st;
}

enum jc_status jc_dict_firm(struct jc_dict *d, struct jc_span name, int64_t *id, struct jc_err *err)
{
    bool added;
    join(&d->key, &name, 1);
    uint32_t n = put(d->firm, &d->key, &d->firm_id, &d->firm_cap, &added);
    enum jc_status st = JC_OK;
    if (added) {
        d->firm_id[n] = d->next_firm++;
        struct jc_buf key = {0};
        jc_text_key(&key, name.p ? name.p : "", name.n);
        struct jc_val v[] = {jc_val_int(d->firm_id[n]), jc_val_str(name.p, name.n),
                             jc_val_str(jc_buf_text(&key), key.len)};
        st = jc_writer_row(d->writer, "firm", v, JC_LEN(v), err);
        jc_buf_free(&key);
    } else if (d->firm_id[n] < 0) {
        d->firm_id[n] = -d->firm_id[n];
        st = wake(d, "firm_used", d->firm_id[n], err);
    }
    *id = d->firm_id[n];
    return st;
}

/* ---- products ----------------------------------------------------------------------------------------- */

/* 7片 are units in a pack; 7盒, 85% are something else. */
static bool is_count(const struct jc_number *num)
{
    struct jc_unit u;
    if (num->flags & JC_NUM_UNIT &&
        (!jc_unit_parse(&u, jc_span(num->unit)) || (u.kind != JC_UNIT_SMALLEST && u.kind != JC_UNIT_EITHER)))
        return false;
    return num->scaled > 0 && num->scaled % JC_SCALE == 0 && !(num->flags & JC_NUM_PERCENT);
}

/* A column of units per pack says a whole number, or a text like 7片/盒 that the grammar knows. */
static int64_t read_upp_column(struct jc_span text, int *reason)
{
    struct jc_cell cell = {.type = JC_CELL_TEXT, .text = text.p, .len = (uint32_t)text.n, .str = -1};
    struct jc_number num;
    *reason = 0;
    if (text.n == 0)
        return 0;
    if (jc_value_number(&num, &cell) == 0) {
        *reason = is_count(&num) ? 0 : 250;
        return is_count(&num) ? num.scaled / JC_SCALE : 0;
    }
    struct jc_spec spec;
    struct jc_spec_in in = {.pack = text};
    if (jc_spec_parse(&spec, &in) && spec.units > 0)
        return spec.units;
    *reason = 250;
    return 0;
}

struct item_row {
    struct jc_buf generic, form;
    struct jc_spec spec;
    struct jc_maker maker;
    char code_key[24];
    int64_t column;
    const char *min_unit;
};

/* What is counted of the product, and what of it its own unit names. */
static void read_counted(struct jc_item *out, const struct item_row *r, const struct jc_span part[JC_ITEM_PARTS])
{
    const struct jc_span unit = part[JC_ITEM_UNIT];
    out->counted = (struct jc_counted){.units = out->upp,
                                       .pieces = jc_pieces_of(&r->spec, part[JC_ITEM_FORM], part[JC_ITEM_GENERIC])};
    jc_copy(out->counted.smallest, sizeof out->counted.smallest, r->min_unit);
    memcpy(out->counted.container, r->spec.container, sizeof out->counted.container);
    memcpy(out->counted.level, r->spec.level, sizeof out->counted.level);
    struct jc_unit_count c = jc_unit_count(unit, &out->counted);
    out->in_units = c.each > 0;
    out->times = c.times * (c.each > 0 ? c.each : 1);
    out->doubtful = c.doubtful;
}

static void read_item(struct item_row *r, struct jc_item *out, const struct jc_span part[JC_ITEM_PARTS])
{
    struct jc_spec_in in = {part[JC_ITEM_SPEC], part[JC_ITEM_PACK], part[JC_ITEM_UNIT], part[JC_ITEM_GENERIC]};
    jc_name_key(&r->generic, part[JC_ITEM_GENERIC]);
    jc_form_key(&r->form, part[JC_ITEM_FORM]);
    (void)jc_spec_parse(&r->spec, &in); /* fills in why not */
    (void)jc_maker_parse(&r->maker, part[JC_ITEM_MAKER]);
    out->repairs = r->maker.repairs;
    jc_code_key(r->code_key, part[JC_ITEM_CODE]);
    r->column = read_upp_column(part[JC_ITEM_UPP], &out->column_reason);
    r->min_unit = jc_unit_smallest(&r->spec, part[JC_ITEM_FORM]);
    out->upp = r->column ? r->column : r->spec.units;
    out->contained = !r->column && r->spec.how == JC_SPEC_CONTAINER;
    out->upp_reason = r->spec.units ? 0 : r->spec.units_reason;
    out->strength_reason = r->spec.strength_known ? 0 : r->spec.strength_reason;
    /* 10ml/支 and 10 a pack agree: the one is a vial, the other the box around it */
    bool counted = r->spec.units && r->spec.how != JC_SPEC_CONTAINER;
    out->upp_conflict = r->column && counted && r->column != r->spec.units ? r->spec.units : 0;
    read_counted(out, r, part);
    const char *holder = jc_buf_text(&r->maker.keys);
    size_t holder_n = strcspn(holder, "\n");
    uint64_t h = jc_hash(jc_buf_text(&r->generic), r->generic.len, 1);
    h = jc_hash(r->spec.strength, strlen(r->spec.strength), h);
    h = jc_hash(holder, holder_n, h);
    /* What the names do not tell apart: a code alone, or a spec of which nobody knows the strength. */
    static const int beside[] = {JC_ITEM_CODE, JC_ITEM_PLATFORM, JC_ITEM_SPEC};
    size_t some = r->generic.len == 0 && part[JC_ITEM_CODE].n   ? 1
                  : r->generic.len == 0 || !r->spec.strength[0] ? JC_LEN(beside)
                                                                : 0;
    for (size_t i = 0; i < some; i++)
        h = jc_hash(part[beside[i]].p ? part[beside[i]].p : "", part[beside[i]].n, h);
    out->product = h;
    out->pack = jc_hash(&out->upp, sizeof out->upp, h);
}

static void free_item(struct item_row *r)
{
    jc_buf_free(&r->generic);
    jc_buf_free(&r->form);
    jc_maker_free(&r->maker);
}

static enum jc_status write_item(struct jc_dict *d, const struct jc_item *it, const struct item_row *r,
                                 const struct jc_span part[JC_ITEM_PARTS], struct jc_err *err)
{
    char reason[16] = "";
    if (it->upp_reason)
        snprintf(reason, sizeof reason, "E%d", it->upp_reason);
    struct jc_val v[22];
    int n = 0;
    v[n++] = jc_val_int(it->id);
    for (int i = 0; i < JC_ITEM_PARTS; i++)
        v[n++] = jc_val_str(part[i].p, part[i].n);
    v[n++] = jc_val_str(jc_buf_text(&r->generic), r->generic.len);
    v[n++] = jc_val_str(jc_buf_text(&r->form), r->form.len);
    v[n++] = jc_val_text(r->spec.strength);
    v[n++] = r->column ? jc_val_int(r->column) : jc_val_null();
    v[n++] = r->spec.units ? jc_val_int(r->spec.units) : jc_val_null();
    v[n++] = jc_val_text(reason);
    v[n++] = jc_val_text(r->min_unit);
    v[n++] = jc_val_str(jc_buf_text(&r->maker.keys), r->maker.keys.len);
    v[n++] = jc_val_text(r->maker.core ? r->maker.core : "");
    v[n++] = jc_val_text(r->code_key);
    v[n++] = jc_val_int(it->in_units);
    return jc_writer_row(d->writer, "item", v, n, err);
}

enum jc_status jc_dict_item(struct jc_dict *d, const struct jc_span part[JC_ITEM_PARTS], struct jc_item *out,
                            struct jc_err *err)
{
    bool added;
    join(&d->key, part, JC_ITEM_PARTS);
    uint32_t n = jc_intern_put(d->item, jc_buf_text(&d->key), d->key.len, &added);
    d->items = jc_grow(d->items, &d->item_cap, n + 1, sizeof *d->items);
    enum jc_status st = JC_OK;
    struct product *x = &d->items[n];
    struct item_row r = {0};
    if (added)
        *x = (struct product){.item = {.id = d->next_item++, .is_new = true}};
    if (!x->read)
        read_item(&r, &x->item, part);
    x->read = true;
    if (added)
        st = write_item(d, &x->item, &r, part, err);
    else if (x->item.is_new)
        st = wake(d, "item_used", x->item.id, err);
    free_item(&r);
    *out = x->item;
    x->item.is_new = false;
    return st;
}

/* ---- what the store holds ------------------------------------------------------------------------------ */

static struct jc_span column(struct jc_stmt *s, int i)
{
    struct jc_span t;
    t.p = jc_col_text(s, i, &t.n);
    return t;
}

static void load_org(struct jc_dict *d, struct jc_stmt *s)
{
    bool added;
    struct jc_span part[2] = {column(s, 1), column(s, 2)};
    join(&d->key, part, 2);
    uint32_t n = put(d->org, &d->key, &d->org_id, &d->org_cap, &added); /* which may move org_id */
    d->org_id[n] = jc_col_int(s, 0);
    d->next_org = jc_col_int(s, 0) + 1;
}

static void load_firm(struct jc_dict *d, struct jc_stmt *s)
{
    bool added;
    struct jc_span name = column(s, 1);
    join(&d->key, &name, 1);
    uint32_t n = put(d->firm, &d->key, &d->firm_id, &d->firm_cap, &added);
    d->firm_id[n] = jc_col_int(s, 2) ? jc_col_int(s, 0) : -jc_col_int(s, 0);
    d->next_firm = jc_col_int(s, 0) + 1;
}

static void load_item(struct jc_dict *d, struct jc_stmt *s)
{
    bool added;
    struct jc_span part[JC_ITEM_PARTS];
    for (int i = 0; i < JC_ITEM_PARTS; i++)
        part[i] = column(s, i + 1);
    join(&d->key, part, JC_ITEM_PARTS);
    uint32_t n = jc_intern_put(d->item, jc_buf_text(&d->key), d->key.len, &added);
    d->items = jc_grow(d->items, &d->item_cap, n + 1, sizeof *d->items);
    d->items[n] = (struct product){.item = {.id = jc_col_int(s, 0), .is_new = !jc_col_int(s, 1 + JC_ITEM_PARTS)}};
    d->next_item = jc_col_int(s, 0) + 1;
}

static enum jc_status load(struct jc_dict *d, const char *part, void (*each)(struct jc_dict *, struct jc_stmt *),
                           struct jc_err *err)
{
    struct jc_stmt *s;
    enum jc_status st = jc_stmt_open(&s, d->store, "sql/dict.sql", part, err);
    if (st != JC_OK)
        return st;
    while ((st = jc_stmt_step(s, err)) == JC_OK)
        each(d, s);
    jc_stmt_free(s);
    return st == JC_END ? JC_OK : st;
}

size_t jc_dict_count(const struct jc_dict *d)
{
    return (size_t)jc_intern_count(d->org) + jc_intern_count(d->firm) + jc_intern_count(d->item) + d->woken;
}

void jc_dict_write_to(struct jc_dict *d, struct jc_writer *writer)
{
    d->writer = writer;
}

enum jc_status jc_dict_new(struct jc_dict **out, struct jc_store *store, struct jc_writer *writer, struct jc_err *err)
{
    struct jc_dict *d = jc_alloc(sizeof *d);
    *d = (struct jc_dict){.store = store, .writer = writer, .next_org = 1, .next_firm = 1, .next_item = 1};
    d->org = jc_intern_new();
    d->firm = jc_intern_new();
    d->item = jc_intern_new();
    enum jc_status st = load(d, "org", load_org, err);
    if (st == JC_OK)
        st = load(d, "firm", load_firm, err);
    if (st == JC_OK)
        st = load(d, "item", load_item, err);
    if (st != JC_OK) {
        jc_dict_free(d);
        return st;
    }
    *out = d;
    return JC_OK;
}

void jc_dict_free(struct jc_dict *d)
{
    if (!d)
        return;
    jc_intern_free(d->org);
    jc_intern_free(d->firm);
    jc_intern_free(d->item);
    free(d->org_id);
    free(d->firm_id);
    free(d->items);
    jc_buf_free(&d->key);
    free(d);
}
