#include "ingest/header.h"

#include "ingest/firm.h"
#include "ingest/norm.h"
#include "ingest/parts.h"
#include "ingest/prefix.h"
#include "ingest/wide.h"

#include <fcntl.h>
#include <unistd.h>

enum { E_PROFILE = 301, E_PROFILE_LINE, E_PROFILE_FIELD };

/* One spelling: for a kind (NULL = all), a field, and whether its meaning hangs on the neighbours ("quantity?"). */
struct spelling {
    const struct jc_kind *kind;
    enum jc_field field, second; /* second: JC_F_COUNT = none */
    bool asks;
    bool net; /* "price-": without tax, though the head does not say so */
    bool suffix;
    int next; /* next spelling with the same text, -1 */
    uint32_t key;
};

struct jc_headers {
    struct jc_intern *keys;
    int *first; /* by key number */
    size_t first_cap;
    struct spelling *list;
    size_t n, cap;
};

/* The key of a head: marks of mandatory fields and colons are no part of it. */
static void head_key(struct jc_buf *out, const char *text, size_t len)
{
    struct jc_buf raw = {0};
    jc_text_key(&raw, text, len);
    const char *s = jc_buf_text(&raw);
    size_t n = raw.len;
    while (n > 0 && *s == '*')
        s++, n--;
    while (n > 0 && (s[n - 1] == ':' || s[n - 1] == '*'))
        n--;
    jc_buf_clear(out);
    jc_buf_add(out, s, n);
    jc_buf_free(&raw);
}

static void add_spelling(struct jc_headers *h, struct spelling p, const char *s, size_t n)
{
    struct jc_buf key = {0};
    bool is_new, suffix = n > 0 && *s == '~';
    head_key(&key, s + suffix, n - suffix);
    uint32_t id = jc_intern_put(h->keys, jc_buf_text(&key), key.len, &is_new);
    h->first = jc_grow(h->first, &h->first_cap, id + 1, sizeof *h->first);
    if (is_new)
        h->first[id] = -1;
    h->list = jc_grow(h->list, &h->cap, h->n + 1, sizeof *h->list);
    p.suffix = suffix;
    p.next = -1;
    p.key = id;
    h->list[h->n] = p;
    int *at = &h->first[id]; /* appended, so that the user's profile, read first, goes before */
    while (*at >= 0)
        at = &h->list[*at].next;
    *at = (int)h->n++;
    jc_buf_free(&key);
}

/*
 * A field's name; "quantity?" and "volume?" ask the neighbours; "price-" is without tax; "spec+form", "spec+pack" and
 * "delivery_no+order_no" are two fields.
 */
static bool read_field(const char *s, size_t n, struct spelling *out)
{
    out->asks = n > 0 && s[n - 1] == '?';
    out->net = n > 1 && s[n - 1] == '-';
    n -= out->asks || out->net;
    const char *plus = memchr(s, '+', n);
    out->field = jc_field_find(s, plus ? (size_t)(plus - s) : n);
    out->second = plus ? jc_field_find(plus + 1, (size_t)(s + n - plus - 1)) : JC_F_COUNT;
    return out->field != JC_F_COUNT;
}

/* Lines of "kinds TAB field TAB spelling"; kinds = * or ids joined by commas. Returns the number of a bad line, 0 = fine. */
static int read_spellings(struct jc_headers *h, const char *data, size_t n, int *bad_part)
{
    const char *end = data + n;
    int line = 0;
    for (const char *p = data; p < end;) {
        const char *eol = memchr(p, '\n', (size_t)(end - p));
        const char *stop = eol ? eol : end;
        size_t len = (size_t)(stop - p) - (stop > p && stop[-1] == '\r');
        line++;
        const char *tab1 = memchr(p, '\t', len);
        const char *tab2 = tab1 ? memchr(tab1 + 1, '\t', (size_t)(p + len - tab1 - 1)) : NULL;
        bool head = line == 1 && len >= 4 && (memcmp(p, "kind", 4) == 0);
        if (len > 0 && *p != '#' && !head) {
            struct spelling found = {0};
            *bad_part = 0;
            if (!tab2)
                return line;
            *bad_part = 1;
            if (!read_field(tab1 + 1, (size_t)(tab2 - tab1 - 1), &found))
                return line;
            for (const char *k = p; k < tab1;) {
                const char *comma = memchr(k, ',', (size_t)(tab1 - k));
                char *id = jc_strndup(k, (size_t)((comma ? comma : tab1) - k));
                const struct jc_kind *kind = strcmp(id, "*") == 0 ? NULL : jc_kind_find(id);
                bool known = kind || strcmp(id, "*") == 0;
                free(id);
                if (!known)
                    return line;
                found.kind = kind;
                add_spelling(h, found, tab2 + 1, (size_t)(p + len - tab2 - 1));
                k = comma ? comma + 1 : tab1;
            }
        }
        p = eol ? eol + 1 : end;
    }
    return 0;
}

static enum jc_status read_profile(struct jc_headers *h, const char *path, struct jc_err *err)
{
    struct jc_buf text = {.limit = 1 << 20};
    char chunk[4096];
    ssize_t got = -1;
    int fd = open(path, O_RDONLY | O_CLOEXEC), part = 0;
    while (fd >= 0 && (got = read(fd, chunk, sizeof chunk)) > 0)
        jc_buf_add(&text, chunk, (size_t)got);
    if (fd >= 0)
        close(fd);
    enum jc_status st = JC_OK;
    if (fd < 0 || got < 0 || text.over) {
        st = jc_fail(err, JC_CONFIG, E_PROFILE, path, NULL, NULL);
    } else {
        bool bom = text.len >= 3 && memcmp(text.p, "\xef\xbb\xbf", 3) == 0;
        int line = read_spellings(h, jc_buf_text(&text) + 3 * bom, text.len - 3 * bom, &part);
        char number[16];
        snprintf(number, sizeof number, "%d", line);
        if (line)
            st = jc_fail(err, JC_CONFIG, part ? E_PROFILE_FIELD : E_PROFILE_LINE, path, number, NULL);
    }
    jc_buf_free(&text);
    return st;
}

enum jc_status jc_headers_new(struct jc_headers **out, const char *profile, struct jc_err *err)
{
    struct jc_headers *h = jc_alloc(sizeof *h);
    h->keys = jc_intern_new();
    enum jc_status st = profile ? read_profile(h, profile, err) : JC_OK;
    const struct jc_asset *a = jc_asset_find("ingest/headers.tsv");
    int part;
    if (st == JC_OK && (!a || read_spellings(h, a->data, a->len, &part) != 0))
        st = jc_fail(err, JC_INTERNAL, E_PROFILE_LINE, "headers.tsv", "?", NULL);
    if (st != JC_OK) {
        jc_headers_free(h);
        return st;
    }
    *out = h;
    return JC_OK;
}

void jc_headers_free(struct jc_headers *h)
{
    if (!h)
        return;
    jc_intern_free(h->keys);
    free(h->first);
    free(h->list);
    free(h);
}

/* ---- rows of heads --------------------------------------------------------------------------------- */

void jc_head_row_set(struct jc_head_row *out, const struct jc_row *row)
{
    struct jc_buf b = {0};
    *out = (struct jc_head_row){.number = row->number, .n = row->n};
    out->text = jc_alloc((row->n + 1) * sizeof *out->text);
    for (uint32_t i = 0; i < row->n; i++) {
        const struct jc_cell *c = &row->cells[i];
        jc_buf_clear(&b);
        if (c->type == JC_CELL_TEXT)
            jc_text_clean(&b, c->text, c->len);
        else if (c->type != JC_CELL_EMPTY)
            out->numbers = true;
        out->text[i] = jc_strndup(jc_buf_text(&b), b.len);
    }
    jc_buf_free(&b);
}

void jc_head_row_free(struct jc_head_row *r)
{
    for (uint32_t i = 0; i < r->n; i++) {
        free(r->text[i]);
        free(r->outer ? r->outer[i] : NULL);
        free(r->inner ? r->inner[i] : NULL);
    }
    free(r->text);
    free(r->outer);
    free(r->inner);
    free(r->holds);
    *r = (struct jc_head_row){0};
}

/* ---- one head ---------------------------------------------------------------------------------------- */

static const struct spelling *find_key(const struct jc_headers *h, const struct jc_kind *kind, const char *s, size_t n,
                                       bool suffix)
{
    uint32_t id = jc_intern_get(h->keys, s, n);
    const struct spelling *any = NULL;
    for (int i = id == UINT32_MAX ? -1 : h->first[id]; i >= 0; i = h->list[i].next) {
        const struct spelling *p = &h->list[i];
        if (suffix && !p->suffix)
            continue;
        if (p->kind == kind)
            return p;
        if (!p->kind && !any && (p->field >= JC_F_BRAND || !kind || jc_kind_has(kind, p->field)))
            any = p;
    }
    return any;
}

/* A head that ends in a field, and what the words before it make of that; NULL: it ends in none, or they make it another one. */
static const struct spelling *find_suffix(const struct jc_headers *h, const struct jc_kind *kind, const char *s,
                                          size_t n, struct jc_column *out)
{
    for (size_t i = 0; i < n; i++) {
        const struct spelling *p = ((unsigned char)s[i] & 0xc0) == 0x80 ? NULL : find_key(h, kind, s + i, n - i, true);
        if (p && p->field == JC_F_NEVER) /* 应付货款 is a figure as well as 货款 */
            return p;
        if (!p || i == 0)
            continue;
        enum jc_prefix made = jc_prefix_of(s, i, p->field);
        out->open = made == JC_PREFIX_OPEN || made == JC_PREFIX_YEAR;
        out->of_part = made == JC_PREFIX_PART || made == JC_PREFIX_YEAR;
        out->other = made == JC_PREFIX_OTHER;
        return made == JC_PREFIX_OTHER ? NULL : p;
    }
    return NULL;
}

/* The spelling that a head of another meaning ends in, if it is one by which the table is none of the kind; else `known`. */
static const struct spelling *none_of_kind(const struct jc_headers *h, const struct jc_kind *kind, const char *s,
                                           size_t n, const struct spelling *known)
{
    struct jc_column ignored;
    const struct spelling *end = find_suffix(h, kind, s, n, &ignored);
    return end && end->field == JC_F_NEVER ? end : known;
}

/* The key as it stands, else without what its brackets say; *n = its length then, `unit` what they said. */
static const struct spelling *find_bare(const struct jc_headers *h, const struct jc_kind *kind,
                                        const struct jc_buf *key, size_t *n, char unit[JC_UNIT_TEXT])
{
    const struct spelling *p = find_key(h, kind, jc_buf_text(key), key->len, false);
    *n = jc_bracket_unit(jc_buf_text(key), key->len, unit, JC_UNIT_TEXT);
    return p || *n == key->len ? p : find_key(h, kind, key->p, *n, false);
}

static const struct spelling *find_head(const struct jc_headers *h, const struct jc_kind *kind, const char *text,
                                        struct jc_column *out)
{
    struct jc_buf key = {0};
    char cut[JC_UNIT_TEXT] = "";
    size_t n;
    out->open = out->of_part = out->other = false;
    head_key(&key, text, strlen(text));
    const struct spelling *p = find_bare(h, kind, &key, &n, cut);
    bool net = !p && jc_bracket_net(&key); /* a profile may name it with its bracket */
    if (net)
        p = find_bare(h, kind, &key, &n, cut);
    if (!p && n > 0)
        p = find_suffix(h, kind, key.p, n, out);
    /* what says that the table is none of this kind goes before what is known and used in no kind */
    else if (p && !p->kind && p->field == JC_F_SKIP && n > 0)
        p = none_of_kind(h, kind, key.p, n, p);
    if (p && net && !(p->field < JC_F_SKIP && jc_field_info[p->field].type == JC_T_MONEY))
        p = NULL;
    if (p) {
        bool term = p->field < JC_F_SKIP && jc_field_info[p->field].type == JC_T_COUNT;
        jc_copy(out->unit, sizeof out->unit, term || !jc_bracket_time(jc_span(cut)) ? cut : "");
        out->net = net || p->net;
    }
    jc_buf_free(&key);
    return p;
}

bool jc_header_is_known(const struct jc_headers *h, const char *text, size_t len)
{
    struct jc_buf key = {0};
    char unit[JC_UNIT_TEXT];
    if (len > sizeof(((struct jc_column *)0)->head)) /* a sentence */
        return false;
    head_key(&key, text, len);
    bool known = jc_intern_get(h->keys, jc_buf_text(&key), key.len) != UINT32_MAX;
    size_t n = known ? key.len : jc_bracket_unit(jc_buf_text(&key), key.len, unit, sizeof unit);
    known = known || (n < key.len && jc_intern_get(h->keys, key.p, n) != UINT32_MAX);
    jc_buf_free(&key);
    return known;
}

enum jc_field jc_header_meaning(const struct jc_headers *h, const struct jc_kind *kind, const char *text,
                                struct jc_column *out)
{
    const struct spelling *p = find_head(h, kind, text, out);
    out->asks = p && p->asks;
    return p ? p->field : JC_F_COUNT;
}

/* ---- a row as the head of one kind ------------------------------------------------------------------- */

struct attempt {
    const struct jc_headers *h;
    const struct jc_head_row *row, *below;
    const struct jc_title *title;
    const struct jc_kind *forced;
};

/* 数量 over 订购, 到货 and 退货: the caption says what is measured, and what of stands below. */
static bool is_measure(const char *caption)
{
    static const char *const words[] = {"数量", "金额", "日期", "时间"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strncmp(caption, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

struct jc_caption jc_header_caption(const char *text)
{
    struct jc_caption c = {0};
    struct jc_buf key = {0};
    head_key(&key, text, strlen(text));
    c.net = jc_bracket_net(&key);
    size_t n = jc_bracket_unit(jc_buf_text(&key), key.len, c.unit, sizeof c.unit);
    if (n < key.len || c.net)
        jc_copyn(c.name, sizeof c.name, key.p, n);
    else
        jc_copy(c.name, sizeof c.name, text);
    jc_buf_free(&key);
    return c;
}

/* The unit of a caption is that of the amounts below it, or of the quantities, where they name none; never of prices. */
static void inherit_unit(struct jc_column *c, enum jc_field f, const char *unit)
{
    struct jc_unit u;
    bool price = f == JC_F_PRICE || f == JC_F_UNIT_PRICE || f == JC_F_PRICE_BEFORE;
    if (f >= JC_F_SKIP || price || c->unit[0] || !jc_unit_parse(&u, jc_span(unit)))
        return;
    if (jc_field_info[f].type == (u.kind == JC_UNIT_MONEY ? JC_T_MONEY : JC_T_VOLUME))
        jc_copy(c->unit, sizeof c->unit, unit);
}

/*
 * 约定采购量 over 数量 and 单位, 合计 or 盒 and 片: the caption is the name, what stands below says in what it is counted or
 * that it is all of it.
 */
static const struct spelling *find_caption(const struct attempt *a, const struct jc_kind *kind, const char *parent,
                                           const char *low, struct jc_column *out)
{
    static const char *const fill[] = {"数量", "合计", "总计", "本月", "当月", "本期", "含税"};
    struct jc_caption name = jc_header_caption(low);
    struct jc_unit u;
    bool unit = jc_unit_parse(&u, jc_span(name.name)), filler = unit;
    for (size_t i = 0; i < JC_LEN(fill); i++)
        filler = filler || strcmp(name.name, fill[i]) == 0;
    const struct spelling *p = filler ? find_head(a->h, kind, parent, out) : NULL;
    if (!p || !jc_field_is_number(p->field))
        return NULL;
    inherit_unit(out, p->field, unit ? name.name : name.unit);
    return p;
}

/* Words that stand over a field and that nobody knows name a group of columns: one of several, if there are more. */
static void settle_group(const struct attempt *a, const struct jc_kind *kind, const struct spelling *p, const char *low,
                         struct jc_column *out)
{
    struct jc_column alone = {0};
    const struct spelling *own = out->open && !out->of_part ? find_head(a->h, kind, low, &alone) : NULL;
    if (!own || own->field != p->field || alone.open)
        return;
    out->open = false;
    out->of_part = true;
}

/* The spelling of one column; parent = last caption to the left in the upper row. */
static const struct spelling *find_column(const struct attempt *a, const struct jc_kind *kind, uint32_t col,
                                          const struct jc_caption *above, struct jc_column *out)
{
    const char *parent = above->name;
    const char *top = jc_head_text(a->row, col), *low = jc_head_text(a->below, col);
    const struct spelling *p = NULL;
    struct jc_buf both = {0};
    bool other = false;
    if (*low && *parent) {
        jc_header_join(&both, parent, low);
        p = find_head(a->h, kind, jc_buf_text(&both), out);
        settle_group(a, kind, p, low, out);
        other = out->other;
        if (!p && is_measure(parent)) {
            jc_header_join(&both, low, parent);
            p = find_head(a->h, kind, jc_buf_text(&both), out);
        }
    }
    if (!p && *low && !other) {
        p = find_head(a->h, kind, low, out);
        if (p && p->asks && both.len) /* 库存情况 over 数量: the caption answers, only in words that nobody knows */
            p = NULL;
    }
    if (!p && both.len)
        p = find_caption(a, kind, parent, low, out);
    if (!p && !*low && *top)
        p = find_head(a->h, kind, top, out);
    if (p && *low) {
        inherit_unit(out, p->field, above->unit);
        out->net = out->net || (above->net && p->field < JC_F_SKIP && jc_field_info[p->field].type == JC_T_MONEY);
    }
    jc_copy(out->head, sizeof out->head, both.len ? both.p : *low ? low : top);
    jc_buf_free(&both);
    return p;
}

void jc_header_set_unit(struct jc_column *c, const char *unit)
{
    jc_copy(c->unit, sizeof c->unit, unit);
    c->names_unit = jc_bracket_counts(unit);
    c->factor = jc_bracket_factor(unit, &c->per);
}

static void add_column(struct jc_mapping *m, const struct jc_column *c)
{
    m->cols[m->n] = *c;
    jc_header_set_unit(&m->cols[m->n++], c->unit);
}

/*
 * 单价(元/片) is the price of the smallest unit, and 中选单价(元/盒) that of a pack: the bracket answers what is asked. One
 * that names no money, 中选价格(最小制剂单位), says as well what the price is for.
 */
static void settle_price(struct jc_column *c, const struct jc_kind *kind)
{
    struct jc_unit money, u;
    char of[JC_UNIT_TEXT - 4];
    bool price = c->field == JC_F_PRICE || c->field == JC_F_UNIT_PRICE;
    if ((price || c->field == JC_F_PRICE_BEFORE) && jc_bracket_counts(c->unit)) {
        jc_copy(of, sizeof of, c->unit);
        snprintf(c->unit, sizeof c->unit, "元/%s", of);
    }
    if (!price || !jc_kind_has(kind, JC_F_UNIT_PRICE) || !jc_bracket_price(jc_span(c->unit), &money, &u))
        return;
    if (u.kind == JC_UNIT_SMALLEST)
        c->field = JC_F_UNIT_PRICE;
    else if (u.kind == JC_UNIT_PACK)
        c->field = JC_F_PRICE;
    else if (c->asks)
        return;
    c->asks = false;
}

/* Of two columns of one spelling, 入库数量(盒) and 入库数量(片), the packs: a line is kept in them, whose size its row need not tell. */
static bool counts_packs(const struct jc_column *c, const struct jc_column *other)
{
    struct jc_unit a, b;
    return c->rank == other->rank && c->field != JC_F_VOLUME && c->field != JC_F_DEMAND &&
           jc_field_info[c->field].type == JC_T_VOLUME && jc_unit_parse(&a, jc_span(c->unit)) &&
           jc_unit_parse(&b, jc_span(other->unit)) && a.kind == JC_UNIT_PACK && b.kind != JC_UNIT_PACK;
}

/* The spelling listed first names a field best, what is without tax not at all; the columns of the others are spare. */
static void give_field(struct jc_mapping *m, const struct jc_column **given, struct jc_column *c)
{
    if (c->field >= JC_F_SKIP || jc_field_is_standing(c->field) || jc_field_is_firm(c->field))
        return;
    const struct jc_column *other = given[c->field];
    if (c->net || (other && other->rank <= c->rank && !counts_packs(c, other))) {
        c->spare = true;
        return;
    }
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field == c->field)
            m->cols[i].spare = true;
    given[c->field] = &m->cols[m->n]; /* where it goes */
}

/*
 * Is what the spare column holds the same as what the other one does? A number of another register is not, nor is what
 * came where nothing is accepted, what is without tax, or the day of a return; nor is the day of arrival, from which no term
 * runs. `taxed`: the sheet has its tax apart, so that 金额 beside 价税合计 is without it.
 */
static bool same_measure(const struct jc_column *spare, const struct jc_column *used, bool taxed)
{
    static const char *const apart[] = {"退货", "退药", "退库", "到货"}, *const tax[] = {"税"};
    bool other = jc_title_has_word(spare->head, apart, JC_LEN(apart));
    if (other != jc_title_has_word(used->head, apart, JC_LEN(apart)) || spare->net)
        return false;
    if (taxed && jc_title_has_word(used->head, tax, JC_LEN(tax)) && !jc_title_has_word(spare->head, tax, JC_LEN(tax)))
        return false;
    switch (jc_field_info[spare->field].type) {
    case JC_T_TEXT:
    case JC_T_LIST:
    case JC_T_DAY:
        return true;
    case JC_T_MONEY: /* of an order and of its delivery are two */
        return spare->field != JC_F_AMOUNT_ORDER && spare->field != JC_F_PAID;
    default:
        return false;
    }
}

void jc_header_find_stand_ins(struct jc_mapping *m)
{
    static const char *const tax[] = {"税额", "税金"};
    bool taxed = jc_header_says(m, "", tax, JC_LEN(tax));
    for (size_t i = 0; i < m->n; i++) {
        struct jc_column *c = &m->cols[i];
        if (!c->spare || c->asks || c->field >= JC_F_SKIP)
            continue;
        const struct jc_column *used = jc_mapping_column(m, c->field);
        c->stands_in = used && used->part == JC_PART_WHOLE && c->col != used->col && same_measure(c, used, taxed);
        m->stand_ins = m->stand_ins || c->stands_in;
    }
}

/* May this column give the second field of its head? A worse name of it, which may stand there as well, is spare then. */
static bool gives_second(struct jc_mapping *m, const struct jc_column *first, enum jc_field f)
{
    bool whole = f == JC_F_PACK;
    struct jc_column *other = (struct jc_column *)jc_mapping_column(m, f);
    if (first->asks || (whole ? !first->spare || (other && other->rank < first->rank) : other != NULL))
        return false;
    if (other)
        other->spare = true;
    return true;
}

/*
 * The second field of a head that names two, where no other column gives it: 制剂规格（申报剂型） is cut in two. 包装规格 is read
 * whole: by itself it is a spec, whose grammar knows packs, and beside one the pack.
 */
static void add_seconds(struct jc_mapping *m, const struct spelling *const *found, const struct jc_kind *kind)
{
    for (size_t i = m->n; i-- > 0;) {
        enum jc_field f = found[i] ? found[i]->second : JC_F_COUNT;
        if (f == JC_F_COUNT || !jc_kind_has(kind, f) || !gives_second(m, &m->cols[i], f))
            continue;
        struct jc_column second = m->cols[i];
        if (f != JC_F_PACK) {
            m->cols[i].part = JC_PART_FIRST;
            second.part = JC_PART_SECOND;
        }
        second.field = f;
        second.spare = false;
        memmove(m->cols + i + 2, m->cols + i + 1, (m->n - i - 1) * sizeof *m->cols);
        m->cols[i + 1] = second;
        m->n++;
    }
}

#define BACKUP "备供"

static uint8_t holds_below(const struct attempt *a, uint32_t col)
{
    const struct jc_head_row *last = a->below ? a->below : a->row;
    return last->holds && col < last->held ? last->holds[col] : 0;
}

static void match_columns(struct jc_mapping *m, const struct attempt *a, const struct jc_kind *kind)
{
    uint32_t n = a->below && a->below->n > a->row->n ? a->below->n : a->row->n;
    const struct spelling **found = jc_alloc((n + 1) * sizeof *found);
    const struct jc_column *given[JC_F_COUNT] = {0};
    struct jc_caption parent = {0};
    m->cols = jc_alloc((2 * n + 1) * sizeof *m->cols);
    for (uint32_t col = 0; col < n; col++) {
        struct jc_column c = {.col = col, .field = JC_F_COUNT, .holds = holds_below(a, col)};
        if (a->below && *jc_head_text(a->row, col))
            parent = jc_header_caption(jc_head_text(a->row, col));
        const struct spelling *p = find_column(a, kind, col, &parent, &c);
        if (!*c.head)
            continue;
        if (p)
            c.field = p->field;
        c.asks = p && p->asks;
        c.rank = p ? (uint32_t)(p - a->h->list) : 0;
        settle_price(&c, kind);
        c.backup = c.field == JC_F_REGIONS && strncmp(c.head, BACKUP, strlen(BACKUP)) == 0;
        c.term = c.field == JC_F_VOLUME ? jc_prefix_term(c.head) : JC_TERM_UNSAID;
        c.spare = c.asks || c.open;                       /* until the others are known */
        c.net = c.net && kind != jc_kind_find("invoice"); /* whose amount is without tax by law, and owed by nobody */
        c.asks = c.asks && !c.net;
        if (p && !c.asks && !c.open)
            give_field(m, given, &c);
        found[m->n] = p;
        add_column(m, &c);
    }
    jc_parts_settle(m);
    add_seconds(m, found, kind);
    free(found);
}

/* 数量 twice: which is which nobody says. */
static bool is_twice(const struct jc_mapping *m, enum jc_field asked)
{
    int n = 0;
    for (size_t i = 0; i < m->n; i++)
        n += m->cols[i].asks && m->cols[i].field == asked;
    return n > 1;
}

/*
 * The next column to be asked about: in the order of the list of heads, in which that stands first which names a field best, but
 * what went back after all others, since it does so beside what came.
 */
static struct jc_column *next_asking(struct jc_mapping *m, const bool *done)
{
    struct jc_column *best = NULL;
    for (size_t i = 0; i < m->n; i++) {
        struct jc_column *c = &m->cols[i];
        if (!c->asks || done[i])
            continue;
        bool back = c->field == JC_F_RETURNED, best_back = best && best->field == JC_F_RETURNED;
        if (!best || (best_back && !back) || (best_back == back && c->rank < best->rank))
            best = c;
    }
    return best;
}

void jc_header_settle(struct jc_mapping *m, const struct jc_title *title)
{
    bool quantities = is_twice(m, JC_F_QUANTITY), volumes = is_twice(m, JC_F_VOLUME);
    bool *done = jc_alloc((m->n + 1) * sizeof *done);
    for (struct jc_column *c; (c = next_asking(m, done)) != NULL;) {
        bool twice = (quantities && c->field == JC_F_QUANTITY) || (volumes && c->field == JC_F_VOLUME);
        enum jc_field f = twice ? JC_F_COUNT : jc_header_decide(m, c, title);
        done[c - m->cols] = true;
        c->asked = c->field;
        c->decided = f != JC_F_COUNT;
        if (f == JC_F_COUNT) {
            jc_copy(m->ask, sizeof m->ask, c->head);
            continue;
        }
        c->spare = f < JC_F_SKIP && jc_mapping_column(m, f) != NULL;
        c->field = f;
        c->asks = false;
    }
    free(done);
}

/* What the title says for the whole sheet: names, no codes. */
static bool is_given(const struct jc_title *t, const struct jc_kind *kind, enum jc_field f)
{
    if (!jc_header_from_title(kind, f))
        return false;
    return (f == JC_F_INST_NAME && t->inst[0]) || (f == JC_F_ROUND_NAME && t->round[0]) ||
           ((f == JC_F_DAY_FROM || f == JC_F_DAY_TO) && t->from != JC_NO_DAY);
}

/* 日期 and 金额 of which nobody says whether they are a payment: what it looks like is known, and what is to be asked for. */
static bool is_open_payment(const struct jc_column *c)
{
    return c->asks && (c->field == JC_F_PAID || c->field == JC_F_DAY_PAID);
}

static bool asks_payment(const struct jc_mapping *m, enum jc_field f)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field == f && is_open_payment(&m->cols[i]))
            return true;
    return false;
}

/* Whose the columns of a table are that has them for several hospitals the title does not say. */
static bool has_need(const struct jc_mapping *m, const struct jc_kind *kind, const uint8_t *group,
                     const struct jc_title *t)
{
    for (; *group != JC_F_SKIP; group++) {
        if (asks_payment(m, *group))
            return true;
        bool across = *group == JC_F_INST_NAME || *group == JC_F_VOLUME;
        bool titled = is_given(t, kind, *group) && !(across && m->across[0]);
        if (jc_mapping_column(m, *group) || titled || (across && m->wide))
            return true;
    }
    return false;
}

static bool has_field(const struct jc_mapping *m, enum jc_field f)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->cols[i].field == f)
            return true;
    return false;
}

/* How many needs of the kind are not met; missing = the first of them. */
static int count_missing(struct jc_mapping *m, const struct jc_kind *kind, const struct attempt *a)
{
    int n = 0;
    for (int g = 0; g < JC_KIND_NEEDS && kind->need[g][0] != JC_F_SKIP; g++) {
        bool last = g == JC_KIND_NEEDS - 1 || kind->need[g + 1][0] == JC_F_SKIP;
        if (!has_need(m, kind, kind->need[g], a->title) &&
            !(last && jc_kind_is_called(kind, a->forced == kind ? NULL : a->title->text)) && n++ == 0)
            m->missing = kind->need[g][0];
    }
    return n;
}

/*
 * Who must report which month is said without a figure, or with 应报: volumes, amounts or rates beside institution and month
 * are results or records of something else.
 */
static bool is_no_duty(struct jc_mapping *m, const struct jc_kind *kind, const struct attempt *a)
{
    static const char *const figures[] = {"量", "额", "率", "价"};
    if (strcmp(kind->id, "duty") != 0 || a->forced == kind || jc_mapping_column(m, JC_F_REQUIRED) ||
        !jc_header_says(m, "", figures, JC_LEN(figures)))
        return false;
    m->missing = JC_F_REQUIRED;
    return true;
}

static void score_kind(struct jc_mapping *m, const struct jc_kind *kind)
{
    m->score = m->matched = 0;
    for (size_t i = 0; i < m->n; i++)
        if ((!m->cols[i].spare || is_open_payment(&m->cols[i])) && m->cols[i].field < JC_F_SKIP &&
            jc_kind_has(kind, m->cols[i].field))
            m->matched++;
    m->score = m->matched;
    for (const uint8_t *f = kind->mark; *f != JC_F_SKIP; f++)
        m->score += jc_mapping_column(m, *f) || (m->wide && *f == JC_F_VOLUME) ? 2 : 0;
}

/* What is without tax is read by nobody; where nothing else gives its field, it is told (E252). */
static void drop_net(struct jc_mapping *m)
{
    for (size_t i = 0; i < m->n; i++) {
        struct jc_column *c = &m->cols[i];
        if (!c->net || c->field >= JC_F_SKIP || jc_mapping_column(m, c->field))
            continue;
        if (m->missing == c->field)
            jc_copy(m->near, sizeof m->near, c->head);
        c->field = JC_F_SKIP;
        c->spare = false;
    }
}

/*
 * Titles that say: within the hospital (调拨, 领用), where none of their words is of goods that came and no row says what it
 * is; or nothing of it has happened yet (计划, 申请, 合同), where nothing was accepted and no state says that it was paid.
 */
static void find_other(struct jc_mapping *m, const struct jc_kind *kind, const struct attempt *a)
{
    struct jc_said_matter said = jc_title_matter(a->title->text);
    bool purchase = strcmp(kind->id, "purchase") == 0, payment = strcmp(kind->id, "payment") == 0, other = false;
    if (a->forced == kind || (!purchase && !payment))
        return;
    if (said.matter == JC_MATTER_PLANNED)
        other = payment ? !has_field(m, JC_F_PAY_STATE) : !jc_mapping_column(m, JC_F_ACCEPTED);
    else if (said.matter == JC_MATTER_WITHIN)
        other = purchase && !(said.all & 1u << JC_MATTER_GOODS) && !has_field(m, JC_F_DOC_TYPE);
    if (other)
        jc_copy(m->other, sizeof m->other, said.word);
}

static void match_kind(struct jc_mapping *m, const struct attempt *a, const struct jc_kind *kind)
{
    *m = (struct jc_mapping){.missing = JC_F_COUNT, .nearest = kind};
    match_columns(m, a, kind);
    jc_firm_settle(m, kind);
    jc_header_settle(m, a->title);
    if (strcmp(kind->id, "agreement") == 0)
        jc_wide_settle(m, &(struct jc_wide_heads){a->h, a->row, a->below, a->title, a->forced == kind});
    jc_parts_settle_open(m);
    jc_unit_head_settle(m);
    jc_header_find_stand_ins(m);
    jc_parts_find_terms(m);
    score_kind(m, kind);
    find_other(m, kind, a);
    m->lacks = count_missing(m, kind, a);
    m->lacks += (jc_mapping_column(m, JC_F_NEVER) || m->other[0]) + is_no_duty(m, kind, a);
    drop_net(m);
    m->kind = m->lacks == 0 ? kind : NULL;
    m->row = a->below ? a->below->number : a->row->number;
    m->rows = a->below ? 2 : 1;
}

static void best_kind(struct jc_mapping *best, const struct attempt *a, const struct jc_kind *forced)
{
    *best = (struct jc_mapping){0};
    for (size_t i = 0; i < jc_kind_count; i++) {
        struct jc_mapping m;
        if (forced && forced != &jc_kinds[i])
            continue;
        match_kind(&m, a, &jc_kinds[i]);
        if (!best->cols || jc_mapping_is_better(&m, best)) {
            jc_mapping_free(best);
            *best = m;
        } else {
            jc_mapping_free(&m);
        }
    }
}

static void find_private(struct jc_mapping *m, const struct jc_head_row *row)
{
    struct jc_buf key = {0};
    for (uint32_t i = 0; i < 2 * row->n; i++) {
        char *const *texts = i < row->n ? row->text : row->inner;
        const char *text = texts ? texts[i % row->n] : "";
        jc_buf_clear(&key);
        head_key(&key, text, strlen(text));
        jc_mapping_check_private(m, jc_buf_text(&key), text);
    }
    jc_buf_free(&key);
}

/* Of the heads that mean nothing here, the one that looks most like a spelling of the field that is missing. */
static void find_near(struct jc_mapping *m, const struct jc_headers *h)
{
    int best = 3; /* characters apart */
    for (size_t i = 0; i < m->n && !m->kind && !m->near[0] && m->missing < JC_F_SKIP; i++) {
        struct jc_buf key = {0};
        head_key(&key, m->cols[i].head, strlen(m->cols[i].head));
        uint32_t id = jc_intern_get(h->keys, jc_buf_text(&key), key.len);
        enum jc_field known = id != UINT32_MAX && h->first[id] >= 0 ? h->list[h->first[id]].field : JC_F_COUNT;
        bool open = known == JC_F_COUNT || jc_kind_takes(m->nearest, m->missing, known); /* 采购单元 is no 批次 */
        for (size_t k = 0; k < h->n && open && m->cols[i].field == JC_F_COUNT; k++) {
            const struct spelling *p = &h->list[k];
            if (!jc_kind_takes(m->nearest, m->missing, p->field) || (p->kind && p->kind != m->nearest))
                continue;
            size_t n;
            const char *text = jc_intern_text(h->keys, p->key, &n);
            int d = jc_text_distance(jc_buf_text(&key), text, best - 1);
            bool other =
                (jc_prefix_of(jc_buf_text(&key), key.len, p->field) == JC_PREFIX_OTHER &&
                 jc_prefix_of(text, n, p->field) != JC_PREFIX_OTHER) || /* 应付款金额 */
                !jc_header_may_be_slip((struct jc_span){jc_buf_text(&key), key.len}, (struct jc_span){text, n});
            if (d < best && (size_t)d * 6 <= n /* of four characters two may differ */ && !other) {
                best = d;
                m->near_field = p->field;
                jc_copy(m->near, sizeof m->near, m->cols[i].head);
            }
        }
        jc_buf_free(&key);
    }
}

/* A text alone in its row, over the first head below, is a title; captions stand over the middle, or there are several. */
static bool is_title(const struct jc_head_row *row, const struct jc_head_row *below)
{
    uint32_t filled = 0, first = 0, head = 0;
    for (uint32_t i = row->n; i-- > 0;)
        if (*row->text[i])
            filled++, first = i;
    while (head < below->n && !*below->text[head])
        head++;
    return filled == 1 && first <= head;
}

void jc_header_match(struct jc_mapping *out, const struct jc_headers *h, const struct jc_head_row *row,
                     const struct jc_head_row *below, const struct jc_kind *forced, const struct jc_title *title)
{
    struct attempt one = {h, row, NULL, title, forced};
    best_kind(out, &one, forced);
    if (below && !below->numbers && !row->numbers && !is_title(row, below)) {
        struct attempt two = {h, row, below, title, forced}, lower = {h, below, NULL, title, forced};
        struct jc_mapping pair, single;
        best_kind(&pair, &two, forced);
        best_kind(&single, &lower, forced);
        if (jc_mapping_needs_both(&pair, out, &single, row, below)) {
            jc_mapping_free(out);
            *out = pair;
            find_private(out, below);
        } else {
            jc_mapping_free(&pair);
        }
        jc_mapping_free(&single);
    }
    find_private(out, row);
    find_near(out, h);
}
