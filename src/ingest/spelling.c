/* The lists of spellings, read, and heads looked up in them. */
#include "ingest/spelling.h"

#include "ingest/norm.h"
#include "ingest/prefix.h"
#include "ingest/unit.h"

#include <fcntl.h>
#include <unistd.h>

enum { E_PROFILE = 301, E_PROFILE_LINE, E_PROFILE_FIELD, E_PROFILE_PASSED = 561 };

struct jc_headers {
    struct jc_intern *keys;
    int *first; /* by key number */
    size_t first_cap;
    struct jc_spelling *list;
    size_t n, cap;
    size_t longest; /* key */
};

/* The mark of a mandatory field that s begins or ends with: its bytes, 0 = none. */
static size_t mark_at(struct jc_span s, bool end)
{
    static const char *const marks[] = {"*", "★", "☆", "▲", "△", "●", "◆", "■", "#"};
    size_t found = 0;
    for (size_t i = 0; i < JC_LEN(marks) && !found; i++) {
        const size_t n = strlen(marks[i]);
        found = n <= s.n && memcmp(end ? s.p + s.n - n : s.p, marks[i], n) == 0 ? n : 0;
    }
    return found;
}

static size_t word_at(const char *p, const char *end, const char *const *words, size_t n)
{
    size_t found = 0;
    for (size_t i = 0; i < n && !found; i++)
        found =
            (size_t)(end - p) >= strlen(words[i]) && memcmp(p, words[i], strlen(words[i])) == 0 ? strlen(words[i]) : 0;
    return found;
}

/* 1. or （2） or 3、 of the heads of a questionnaire: its bytes, 0 = none. 3.15 is a day, 2024. a year, 1月 a month. */
static size_t number_at(struct jc_span s)
{
    static const char *const opening[] = {"(", "（"}, *const closing[] = {")", "）"},
                             *const points[] = {".", "．", "、"};
    const char *p = s.p, *const end = s.p + s.n;
    const size_t open = word_at(p, end, opening, JC_LEN(opening));
    const char *const digits = p += open;
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    if (p == digits || p - digits > 2)
        return 0;
    const size_t n = open ? word_at(p, end, closing, JC_LEN(closing)) : word_at(p, end, points, JC_LEN(points));
    p += n;
    return n && p < end && !(*p >= '0' && *p <= '9') ? (size_t)(p - s.p) : 0;
}

/* 【订单编号】, “订单编号”: what stands in them. */
static struct jc_span unwrapped(struct jc_span s)
{
    static const char *const pairs[][2] = {{"【", "】"}, {"“", "”"}, {"「", "」"},
                                           {"《", "》"}, {"[", "]"}, {"\"", "\""}};
    for (size_t i = 0; i < JC_LEN(pairs); i++) {
        const size_t n = strlen(pairs[i][0]), m = strlen(pairs[i][1]);
        if (s.n <= n + m || memcmp(s.p, pairs[i][0], n) != 0 || !jc_span_ends(s, pairs[i][1]))
            continue;
        const struct jc_span within = {s.p + n, s.n - n - m};
        if (!jc_text_find(within.p, within.n, pairs[i][0], n))
            return within;
    }
    return s;
}

struct jc_span jc_spelling_bare(struct jc_span s)
{
    struct jc_span last;
    do {
        last = s;
        for (size_t n; (n = mark_at(s, false)) > 0;)
            s = (struct jc_span){s.p + n, s.n - n};
        for (size_t n; (n = mark_at(s, true)) > 0;)
            s.n -= n;
        s = unwrapped(s);
        const size_t n = number_at(s);
        s = (struct jc_span){s.p + n, s.n - n};
    } while (s.n < last.n);
    return s;
}

void jc_spelling_key(struct jc_buf *out, const char *text, size_t len)
{
    struct jc_buf raw = {0};
    struct jc_span s = jc_spelling_bare((struct jc_span){text, len});
    jc_text_key(&raw, s.p, s.n);
    s = (struct jc_span){jc_buf_text(&raw), raw.len};
    for (size_t n = s.n + 1; s.n < n;) {
        n = s.n;
        s = jc_spelling_bare(s);
        s.n -= s.n && s.p[s.n - 1] == ':';
    }
    jc_buf_clear(out);
    jc_buf_add(out, s.p, s.n);
    jc_buf_free(&raw);
}

static void add_spelling(struct jc_headers *h, struct jc_spelling p, const char *s, size_t n)
{
    struct jc_buf key = {0};
    bool is_new, suffix = n > 0 && *s == '~';
    jc_spelling_key(&key, s + suffix, n - suffix);
    uint32_t id = jc_intern_put(h->keys, jc_buf_text(&key), key.len, &is_new);
    h->first = jc_grow(h->first, &h->first_cap, id + 1, sizeof *h->first);
    if (is_new)
        h->first[id] = -1;
    h->longest = key.len > h->longest ? key.len : h->longest;
    h->list = jc_grow(h->list, &h->cap, h->n + 1, sizeof *h->list);
    p.suffix = suffix;
    p.next = -1;
    p.rank = (uint32_t)h->n;
    p.key = id;
    h->list[h->n] = p;
    int *at = &h->first[id]; /* appended, so that the user's profile, read first, goes before */
    while (*at >= 0)
        at = &h->list[*at].next;
    *at = (int)h->n++;
    jc_buf_free(&key);
}

/* Does a line before say of the same head and kind that it is not read? The first one counts. */
static bool is_passed(const struct jc_headers *h, const struct jc_spelling *p, const char *s, size_t n)
{
    struct jc_buf key = {0};
    bool passed = false;
    jc_spelling_key(&key, s, n);
    const uint32_t id = jc_intern_get(h->keys, jc_buf_text(&key), key.len);
    for (size_t i = 0; i < h->n && p->field != JC_F_SKIP && !passed; i++)
        passed = h->list[i].key == id && h->list[i].kind == p->kind && h->list[i].field == JC_F_SKIP;
    jc_buf_free(&key);
    return passed;
}

/*
 * A field's name; "quantity?" and "volume?" ask the neighbours; "price-" is without tax; "spec+form", "spec+pack" and
 * "delivery_no+order_no" are two fields.
 */
static bool read_field(const char *s, size_t n, struct jc_spelling *out)
{
    out->asks = n > 0 && s[n - 1] == '?';
    out->net = n > 1 && s[n - 1] == '-';
    n -= out->asks || out->net;
    const char *plus = memchr(s, '+', n);
    out->field = jc_field_find(s, plus ? (size_t)(plus - s) : n);
    out->second = plus ? jc_field_find(plus + 1, (size_t)(s + n - plus - 1)) : JC_F_COUNT;
    return out->field != JC_F_COUNT;
}

/*
 * Lines of "kinds TAB field TAB spelling"; kinds = * or ids joined by commas. Returns the number of a bad line, 0 = fine; and
 * what of it is bad: 0 its form, 1 a name, 2 it has no effect.
 */
static int read_spellings(struct jc_headers *h, const char *data, size_t n, bool own, int *bad_part)
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
            struct jc_spelling found = {0};
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
                if (own && is_passed(h, &found, tab2 + 1, (size_t)(p + len - tab2 - 1))) {
                    *bad_part = 2;
                    return line;
                }
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
    static const int codes[] = {E_PROFILE_LINE, E_PROFILE_FIELD, E_PROFILE_PASSED};
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
        int line = read_spellings(h, jc_buf_text(&text) + 3 * bom, text.len - 3 * bom, true, &part);
        char number[16];
        snprintf(number, sizeof number, "%d", line);
        if (line)
            st = jc_fail(err, JC_CONFIG, codes[part], path, number, NULL);
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
    if (st == JC_OK && (!a || read_spellings(h, a->data, a->len, false, &part) != 0))
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

/* ---- one head ---------------------------------------------------------------------------------------- */

static const struct jc_spelling *find_key(const struct jc_headers *h, const struct jc_kind *kind, const char *s,
                                          size_t n, bool suffix)
{
    /* a title of many pages, whose every end is looked up, must not be hashed as often as it has characters */
    uint32_t id = n > h->longest ? UINT32_MAX : jc_intern_get(h->keys, s, n);
    const struct jc_spelling *any = NULL;
    for (int i = id == UINT32_MAX ? -1 : h->first[id]; i >= 0; i = h->list[i].next) {
        const struct jc_spelling *p = &h->list[i];
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
static const struct jc_spelling *find_suffix(const struct jc_headers *h, const struct jc_kind *kind, const char *s,
                                             size_t n, struct jc_column *out)
{
    for (size_t i = 0; i < n; i++) {
        const struct jc_spelling *p =
            ((unsigned char)s[i] & 0xc0) == 0x80 ? NULL : find_key(h, kind, s + i, n - i, true);
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
static const struct jc_spelling *none_of_kind(const struct jc_headers *h, const struct jc_kind *kind, const char *s,
                                              size_t n, const struct jc_spelling *known)
{
    struct jc_column ignored;
    const struct jc_spelling *end = find_suffix(h, kind, s, n, &ignored);
    return end && end->field == JC_F_NEVER ? end : known;
}

/* Who holds a product and who makes it are asked for by one head as often as by two. */
static bool is_same(enum jc_field a, enum jc_field b)
{
    bool firms = (a == JC_F_MAKER || a == JC_F_HOLDER) && (b == JC_F_MAKER || b == JC_F_HOLDER);
    return a == b || firms || (a == JC_F_SPEC && b == JC_F_PACK);
}

/* Two names of a column say one thing: the one that asks its neighbours is answered by the other. NULL: they say two. */
static const struct jc_spelling *agree(const struct jc_spelling *p, const struct jc_spelling *q)
{
    if (!p || !q)
        return NULL;
    bool same = is_same(p->field, q->field);
    bool answers = p->asks && !q->asks && p->field == JC_F_QUANTITY && q->field < JC_F_SKIP &&
                   jc_field_info[q->field].type == JC_T_VOLUME;
    bool better = same && (p->asks || (p->field == JC_F_HOLDER && q->field == JC_F_MAKER));
    return answers || better ? q : same ? p : NULL;
}

/* 转换比（系数）: is that the end of another name of the same thing? */
static bool ends_a_name(const struct jc_headers *h, const struct jc_spelling *p, struct jc_span end)
{
    bool found = false;
    for (size_t i = 0; i < h->n && !found && end.n >= strlen("系数"); i++) {
        size_t n;
        const char *text = jc_intern_text(h->keys, h->list[i].key, &n);
        found = h->list[i].field == p->field && n > end.n && memcmp(text + n - end.n, end.p, end.n) == 0;
    }
    return found;
}

/* 付款日期（day_paid）, as messages name it. */
static bool is_id(const struct jc_spelling *p, struct jc_span inner)
{
    return p->field == jc_field_find(inner.p, inner.n);
}

/* 供应省（区、市）, 供应省份（自治区、直辖市）, 供应地区（备供）, 选择省份（主供企业）: whoever supplies, and whatever the areas are. */
static bool says_of_areas(struct jc_span inner)
{
    static const char *const words[] = {"自治区", "直辖市", "兵团", "省", "区", "市", "主供",
                                        "备供",   "企业",   "、",   ",",  "/",  "或"};
    bool more = inner.n > 0;
    while (more && inner.n) {
        more = false;
        for (size_t i = 0; i < JC_LEN(words) && !more; i++)
            if (jc_span_begins(inner, words[i])) {
                inner = jc_span_behind(inner, strlen(words[i]));
                more = true;
            }
    }
    return more;
}

/* 药品名称（通用名）. Of 通用名（商品名） the bracket, in the head and in the cells, is something else. */
static const struct jc_spelling *find_bracket(const struct jc_headers *h, const struct jc_kind *kind, const char *key,
                                              size_t open, struct jc_span inner, struct jc_column *out)
{
    const struct jc_spelling *p = find_key(h, kind, key, open, false);
    const struct jc_spelling *q = find_key(h, kind, inner.p, inner.n, false);
    if (!p || p->field >= JC_F_BRAND)
        return NULL;
    bool brand = q && p->field == JC_F_GENERIC && q->field == JC_F_BRAND;
    if (brand)
        out->part = JC_PART_FIRST;
    if (q && p->field == JC_F_PLATFORM && q->field == JC_F_CODE) /* 药品编码（国家医保编码）: the bracket says whose */
        return q;
    if (p->field == JC_F_REGIONS && says_of_areas(inner))
        return p;
    return brand || is_id(p, inner) || (!q && !p->asks && ends_a_name(h, p, inner)) ? p : agree(p, q);
}

static const struct jc_spelling *find_joined(const struct jc_headers *h, const struct jc_kind *kind,
                                             struct jc_span word, const char *tail)
{
    struct jc_buf name = {0};
    jc_buf_add(&name, word.p, word.n);
    jc_buf_str(&name, tail);
    const struct jc_spelling *p = word.n ? find_key(h, kind, jc_buf_text(&name), name.len, false) : NULL;
    jc_buf_free(&name);
    return p;
}

/* 入库/验收数量, 验收（入库）日期: two words before one name, which say the same. */
static const struct jc_spelling *find_either(const struct jc_headers *h, const struct jc_kind *kind, const char *key,
                                             size_t n)
{
    static const char *const tails[] = {"数量", "日期", "时间", "金额", "单价", "企业"};
    const struct jc_span all = {key, n};
    const char *tail = NULL;
    for (size_t i = 0; i < JC_LEN(tails) && !tail; i++)
        tail = jc_span_ends(all, tails[i]) ? tails[i] : NULL;
    if (!tail)
        return NULL;
    struct jc_span words = {key, n - strlen(tail)}, inner;
    size_t first;
    const char *slash = words.n ? memchr(words.p, '/', words.n) : NULL;
    if (slash)
        inner = jc_span_behind(words, first = (size_t)(slash - key) + 1);
    else if (!jc_bracket_last(words.p, words.n, &first, &inner))
        return NULL;
    const struct jc_span outer = {key, slash ? first - 1 : first};
    return agree(find_joined(h, kind, outer, tail), find_joined(h, kind, inner, tail));
}

/* What is said twice: 生产企业（上市许可持有人）, 上市许可持有人/生产企业. */
static const struct jc_spelling *find_twice(const struct jc_headers *h, const struct jc_kind *kind, const char *key,
                                            size_t n, struct jc_column *out)
{
    struct jc_span inner;
    size_t open;
    if (jc_bracket_last(key, n, &open, &inner))
        return find_bracket(h, kind, key, open, inner, out);
    const char *slash = n ? memchr(key, '/', n) : NULL;
    const struct jc_spelling *p = slash ? find_key(h, kind, key, (size_t)(slash - key), false) : NULL;
    while (p && slash) {
        const char *from = slash + 1, *end = key + n;
        slash = memchr(from, '/', (size_t)(end - from));
        p = agree(p, find_key(h, kind, from, (size_t)((slash ? slash : end) - from), false));
    }
    p = p ? p : find_either(h, kind, key, n);
    return p && p->field < JC_F_BRAND ? p : NULL;
}

/* 入库数量/盒: a unit, if what stands before is a number; 医疗机构全称: the name in full. */
static const struct jc_spelling *find_before(const struct jc_headers *h, const struct jc_kind *kind, const char *key,
                                             size_t n, char unit[JC_UNIT_TEXT], struct jc_column *out)
{
    static const char full[] = "全称";
    char behind[JC_UNIT_TEXT];
    size_t name = jc_bracket_slash(key, n, behind, sizeof behind), f = strlen(full);
    const struct jc_spelling *p = NULL;
    if (name < n) {
        p = find_key(h, kind, key, name, false);
        p = p ? p : find_suffix(h, kind, key, name, out);
        p = p && jc_field_is_number(p->field) ? p : NULL;
        if (p)
            jc_copy(unit, JC_UNIT_TEXT, behind);
    } else if (n > f && memcmp(key + n - f, full, f) == 0) {
        p = find_key(h, kind, key, n - f, false);
        p = p && p->field < JC_F_BRAND && jc_field_info[p->field].type == JC_T_TEXT ? p : NULL;
    }
    return p;
}

/* A word in [at, n) of the key that medicine is counted by, and nothing behind it. */
static bool is_counted(const char *key, size_t at, size_t n)
{
    const struct unit_word *w = jc_unit_word(key + at, key + n);
    return w && strlen(w->text) == n - at && (w->is & (WORD_SOLID | WORD_SINGLE | WORD_BOX)) && !(w->is & WORD_PIECE);
}

/* Bytes of 万, 百万, 千 that end at `at`. */
static size_t power_before(const char *key, size_t at)
{
    static const char *const powers[] = {"百", "千", "万", "亿"};
    size_t from = at;
    for (bool more = true; more;) {
        more = false;
        for (size_t i = 0; i < JC_LEN(powers) && !more; i++)
            more = jc_span_ends((struct jc_span){key, from}, powers[i]);
        from -= more ? strlen(powers[0]) : 0;
    }
    return at - from;
}

/* 入库盒数, 入库数量盒, 入库数量-盒, 约定采购量万片: in what the quantity is counted stands within its name. */
static const struct jc_spelling *find_counted(const struct jc_headers *h, const struct jc_kind *kind, const char *key,
                                              size_t n, char unit[JC_UNIT_TEXT])
{
    static const char number[] = "数", quantity[] = "数量", marks[] = "-_:";
    const size_t d = strlen(number), end = n > d && memcmp(key + n - d, number, d) == 0 ? n - d : n;
    const struct jc_spelling *p = NULL;
    size_t at = end;
    for (size_t back = 2 * d; back >= d && at == end; back -= d) /* 小盒, 盒 */
        at -= end > back && is_counted(key, end - back, end) ? back : 0;
    at -= at < end ? power_before(key, at) : 0;
    if (at == 0 || at >= end || end - at >= JC_UNIT_TEXT)
        return NULL;
    struct jc_buf name = {0};
    jc_buf_add(&name, key, end == n && strchr(marks, key[at - 1]) ? at - 1 : at);
    if (end < n)
        jc_buf_str(&name, quantity);
    p = find_key(h, kind, jc_buf_text(&name), name.len, false);
    jc_buf_free(&name);
    if (!p || p->field >= JC_F_SKIP || jc_field_info[p->field].type != JC_T_VOLUME)
        return NULL;
    jc_copyn(unit, JC_UNIT_TEXT, key + at, end - at);
    return p;
}

/* 每片单价, 单片价格, 盒单价: what it is the price of stands before. */
static const struct jc_spelling *find_price_of(const struct jc_headers *h, const struct jc_kind *kind, const char *key,
                                               size_t n, char unit[JC_UNIT_TEXT])
{
    static const char *const leads[] = {"每", "单"};
    size_t at = 0;
    for (size_t i = 0; i < JC_LEN(leads) && !at; i++)
        at = jc_span_begins((struct jc_span){key, n}, leads[i]) ? strlen(leads[i]) : 0;
    const struct unit_word *w = jc_unit_word(key + at, key + n);
    const size_t from = at + (w ? strlen(w->text) : 0);
    if (!w || from >= n || !is_counted(key, at, from))
        return NULL;
    const struct jc_spelling *p = find_key(h, kind, key + from, n - from, false);
    if (!p || !jc_field_is_price(p->field))
        return NULL;
    jc_copy(unit, JC_UNIT_TEXT, w->text);
    return p;
}

/* The unit is in the name, and no bracket names another. */
static const struct jc_spelling *find_named_unit(const struct jc_headers *h, const struct jc_kind *kind,
                                                 const char *key, size_t n, char unit[JC_UNIT_TEXT])
{
    char named[JC_UNIT_TEXT] = "";
    struct jc_unit u;
    const struct jc_spelling *p = find_counted(h, kind, key, n, named);
    p = p ? p : find_price_of(h, kind, key, n, named);
    const bool money = unit[0] && jc_unit_parse(&u, jc_span(unit)) && u.kind == JC_UNIT_MONEY;
    if (!p || (unit[0] && !(money && u.times == 1 && jc_field_is_price(p->field))))
        return NULL;
    jc_copy(unit, JC_UNIT_TEXT, named);
    return p;
}

/* The key as it stands, else without what its brackets say; *n = its length then, `unit` what they said. */
static const struct jc_spelling *find_noted(const struct jc_headers *h, const struct jc_kind *kind,
                                            const struct jc_buf *key, size_t *n, char unit[JC_UNIT_TEXT],
                                            struct jc_column *out)
{
    const char *s = jc_buf_text(key);
    const struct jc_spelling *p = find_key(h, kind, s, key->len, false);
    *n = jc_bracket_unit(s, key->len, unit, JC_UNIT_TEXT);
    if (p && *n == key->len && jc_field_is_number(p->field)) /* a profile may name it with its unit */
        (void)jc_bracket_slash(s, *n, unit, JC_UNIT_TEXT);
    if (!p && *n < key->len)
        p = find_key(h, kind, s, *n, false);
    return p ? p : find_twice(h, kind, s, *n, out);
}

/* 元 or % behind a quantity, 盒 or % behind an amount: the name is another than the bracket says, and nobody knows which is meant. */
static bool is_of_another(enum jc_field f, struct jc_span unit)
{
    struct jc_unit u, of;
    const enum jc_type type = f < JC_F_SKIP ? jc_field_info[f].type : JC_T_SKIP;
    if (!unit.n || (type != JC_T_VOLUME && type != JC_T_MONEY))
        return false;
    if (memchr(unit.p, '%', unit.n))
        return true;
    if (type == JC_T_VOLUME && jc_bracket_price(unit, &u, &of))
        return true;
    if (!jc_unit_parse(&u, unit) || u.bare)
        return false;
    return type == JC_T_VOLUME ? u.kind == JC_UNIT_MONEY : !jc_field_is_price(f) && u.kind != JC_UNIT_MONEY;
}

const struct jc_spelling *jc_spelling_find(const struct jc_headers *h, const struct jc_kind *kind, const char *text,
                                           struct jc_column *out)
{
    struct jc_buf key = {0};
    char cut[JC_UNIT_TEXT] = "";
    size_t n;
    out->open = out->of_part = out->other = false;
    out->part = JC_PART_WHOLE;
    jc_spelling_key(&key, text, strlen(text));
    const struct jc_spelling *p = find_noted(h, kind, &key, &n, cut, out);
    bool net = !p && jc_bracket_net(&key); /* a profile may name it with its bracket */
    if (net)
        p = find_noted(h, kind, &key, &n, cut, out);
    if (!p && n > 0)
        p = find_named_unit(h, kind, key.p, n, cut);
    if (!p && n > 0)
        p = find_suffix(h, kind, key.p, n, out);
    /* what says that the table is none of this kind goes before what is known and used in no kind */
    else if (p && !p->kind && p->field == JC_F_SKIP && n > 0)
        p = none_of_kind(h, kind, key.p, n, p);
    if (!p && !out->other && n > 0)
        p = find_before(h, kind, key.p, n, cut, out);
    if (p && net && !(p->field < JC_F_SKIP && jc_field_info[p->field].type == JC_T_MONEY))
        p = NULL;
    if (p && is_of_another(p->field, jc_span(cut))) {
        jc_intern_text(h->keys, p->key, &n);
        p = n == key.len ? p : NULL; /* a profile that names it with its bracket has decided */
        *cut = '\0';
    }
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
    jc_spelling_key(&key, text, len);
    bool known = jc_intern_get(h->keys, jc_buf_text(&key), key.len) != UINT32_MAX;
    size_t n = known ? key.len : jc_bracket_unit(jc_buf_text(&key), key.len, unit, sizeof unit);
    known = known || (n < key.len && jc_intern_get(h->keys, key.p, n) != UINT32_MAX);
    jc_buf_free(&key);
    return known;
}

/* 库存数量 and 出库数量 are near to 采购数量 and 入库数量, and are neither. */
static bool is_elsewhere(const char *s, size_t n)
{
    static const char *const words[] = {"库存", "结存", "结余", "盘",   "出库", "领用", "发药",
                                        "消耗", "使用", "销售", "调拨", "报损", "赠",   "期末"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (jc_text_find(s, n, words[i], strlen(words[i])))
            return true;
    return false;
}

/* The words in front make something else of the head, and not of the spelling: 应付款金额. */
static bool is_turned(struct jc_span head, struct jc_span spelling, enum jc_field f)
{
    bool turned = jc_prefix_of(head.p, head.n, f) == JC_PREFIX_OTHER &&
                  jc_prefix_of(spelling.p, spelling.n, f) != JC_PREFIX_OTHER;
    return turned || !jc_header_may_be_slip(head, spelling);
}

/* How many characters lie between a head, or its name before a bracket that nobody understands, and this spelling. */
static int distance_to(const struct jc_headers *h, const struct jc_spelling *p, const struct jc_buf *key, int most)
{
    struct jc_span text, inner, head = {jc_buf_text(key), key->len};
    size_t open;
    text.p = jc_intern_text(h->keys, p->key, &text.n);
    bool bracket = jc_bracket_last(head.p, head.n, &open, &inner);
    size_t name = bracket ? open : head.n;
    bool quantity = p->field < JC_F_SKIP && jc_field_info[p->field].type == JC_T_VOLUME;
    if (quantity && is_elsewhere(head.p, name))
        return most + 1;
    if (bracket && name == text.n && memcmp(head.p, text.p, text.n) == 0)
        return 1;
    int d = jc_text_distance(head.p, text.p, most);
    bool near = d <= most && (size_t)d * 6 <= text.n; /* of four characters two may differ */
    return near && !is_turned(head, text, p->field) ? d : most + 1;
}

/* 采购单元 is no 批次. */
static bool is_open(const struct jc_headers *h, const struct jc_mapping *m, const struct jc_buf *key,
                    enum jc_field first)
{
    uint32_t id = jc_intern_get(h->keys, jc_buf_text(key), key->len);
    enum jc_field known = id != UINT32_MAX && h->first[id] >= 0 ? h->list[h->first[id]].field : JC_F_COUNT;
    return known == JC_F_COUNT || jc_kind_takes(m->nearest, first, known);
}

const struct jc_column *jc_spelling_near(const struct jc_headers *h, const struct jc_mapping *m, enum jc_field first,
                                         bool alone, enum jc_field *field)
{
    const struct jc_column *near = NULL;
    int best = 3; /* characters apart */
    for (size_t i = 0; i < m->n; i++) {
        struct jc_buf key = {0};
        jc_spelling_key(&key, m->cols[i].head, strlen(m->cols[i].head));
        bool open = m->cols[i].field == JC_F_COUNT && is_open(h, m, &key, first);
        for (size_t k = 0; k < h->n && open; k++) {
            const struct jc_spelling *p = &h->list[k];
            bool serves = alone ? p->field == first : jc_kind_takes(m->nearest, first, p->field);
            if (!serves || (p->kind && p->kind != m->nearest))
                continue;
            int d = distance_to(h, p, &key, best - 1);
            if (d >= best)
                continue;
            best = d;
            near = &m->cols[i];
            *field = p->field;
        }
        jc_buf_free(&key);
    }
    return near;
}
