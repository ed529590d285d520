/* unit: what is counted and measured, and whether a quantity is in packs or in smallest units. */
#include "ingest/unit.h"

enum { THOUSAND = 3, POWER_MAX = 9 };

/* Longer words before their own beginnings. */
static const struct unit_word words[] = {
    {"安瓿", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE},
    {"人份", WORD_COUNT},
    {"大包", WORD_COUNT | WORD_CONTAINER | WORD_BOX},
    {"中包", WORD_COUNT | WORD_CONTAINER | WORD_BOX},
    {"中盒", WORD_COUNT | WORD_CONTAINER | WORD_BOX},
    {"大盒", WORD_COUNT | WORD_CONTAINER | WORD_BOX},
    {"小盒", WORD_COUNT | WORD_CONTAINER | WORD_BOX},
    {"小瓶", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE},
    {"小袋", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE},
    {"小包", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE},
    {"片", WORD_COUNT | WORD_SOLID},
    {"粒", WORD_COUNT | WORD_SOLID},
    {"丸", WORD_COUNT},
    {"支", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE},
    {"瓶", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE},
    {"袋", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE},
    {"包", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE},
    {"贴", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE},
    {"帖", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE},
    {"枚", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE | WORD_PIECE},
    {"管", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE},
    {"桶", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE},
    {"罐", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE},
    {"筒", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE},
    {"听", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE},
    {"套", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE | WORD_PIECE},
    {"只", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE | WORD_PIECE},
    {"个", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE | WORD_PIECE},
    {"条", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE | WORD_PIECE},
    {"卷", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE | WORD_PIECE},
    {"张", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE | WORD_PIECE},
    {"根", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE | WORD_PIECE},
    {"把", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE | WORD_PIECE},
    {"副", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE | WORD_PIECE},
    {"付", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE | WORD_PIECE},
    {"剂", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE},
    {"块", WORD_COUNT | WORD_CONTAINER | WORD_SINGLE | WORD_PIECE},
    {"颗", WORD_COUNT},
    {"锭", WORD_COUNT},
    {"泡", WORD_COUNT},
    {"次", WORD_COUNT},
    {"吸", WORD_COUNT | WORD_PUFF},
    {"喷", WORD_COUNT | WORD_PUFF},
    {"揿", WORD_COUNT | WORD_PUFF},
    {"板", WORD_COUNT | WORD_CONTAINER | WORD_BOARD},
    {"盒", WORD_COUNT | WORD_CONTAINER | WORD_BOX},
    {"件", WORD_COUNT | WORD_CONTAINER | WORD_OUTER},
    {"箱", WORD_COUNT | WORD_CONTAINER | WORD_OUTER},
};

static const struct measure measures[] = {
    {"国际单位", "iu", MEASURE_ACTIVITY, 1, 0}, {"单位", "iu", MEASURE_ACTIVITY, 1, 0},
    {"毫克", "mg", MEASURE_MASS, 1, 0},         {"微克", "mg", MEASURE_MASS, 1, -3},
    {"纳克", "mg", MEASURE_MASS, 1, -6},        {"千克", "mg", MEASURE_MASS, 1, 6},
    {"公斤", "mg", MEASURE_MASS, 1, 6},         {"克", "mg", MEASURE_MASS, 1, 3},
    {"毫升", "ml", MEASURE_VOLUME, 1, 0},       {"微升", "ml", MEASURE_VOLUME, 1, -3},
    {"升", "ml", MEASURE_VOLUME, 1, 3},         {"厘米", "mm", MEASURE_LENGTH, 1, 1},
    {"毫米", "mm", MEASURE_LENGTH, 1, 0},       {"ccid50", "ccid50", MEASURE_OTHER, 1, 0},
    {"axaiu", "axaiu", MEASURE_OTHER, 1, 0},    {"mmol", "mmol", MEASURE_OTHER, 1, 0},
    {"μmol", "mmol", MEASURE_OTHER, 1, -3},     {"umol", "mmol", MEASURE_OTHER, 1, -3},
    {"mol", "mmol", MEASURE_OTHER, 1, 3},       {"kcal", "kcal", MEASURE_OTHER, 1, 0},
    {"lsu", "lsu", MEASURE_OTHER, 1, 0},        {"pfu", "pfu", MEASURE_OTHER, 1, 0},
    {"cfu", "cfu", MEASURE_OTHER, 1, 0},        {"meq", "meq", MEASURE_OTHER, 1, 0},
    {"kbq", "mbq", MEASURE_OTHER, 1, -3},       {"mbq", "mbq", MEASURE_OTHER, 1, 0},
    {"gbq", "mbq", MEASURE_OTHER, 1, 3},        {"mci", "mbq", MEASURE_OTHER, 37, 0},
    {"μci", "mbq", MEASURE_OTHER, 37, -3},      {"uci", "mbq", MEASURE_OTHER, 37, -3},
    {"kj", "kj", MEASURE_OTHER, 1, 0},          {"kiu", "iu", MEASURE_ACTIVITY, 1, 3},
    {"ku", "iu", MEASURE_ACTIVITY, 1, 3},       {"iu", "iu", MEASURE_ACTIVITY, 1, 0},
    {"u", "iu", MEASURE_ACTIVITY, 1, 0},        {"mcg", "mg", MEASURE_MASS, 1, -3},
    {"μg", "mg", MEASURE_MASS, 1, -3},          {"ug", "mg", MEASURE_MASS, 1, -3},
    {"ng", "mg", MEASURE_MASS, 1, -6},          {"mg", "mg", MEASURE_MASS, 1, 0},
    {"kg", "mg", MEASURE_MASS, 1, 6},           {"g", "mg", MEASURE_MASS, 1, 3},
    {"ml", "ml", MEASURE_VOLUME, 1, 0},         {"μl", "ml", MEASURE_VOLUME, 1, -3},
    {"ul", "ml", MEASURE_VOLUME, 1, -3},        {"dl", "ml", MEASURE_VOLUME, 1, 2},
    {"cc", "ml", MEASURE_VOLUME, 1, 0},         {"l", "ml", MEASURE_VOLUME, 1, 3},
    {"cm", "mm", MEASURE_LENGTH, 1, 1},         {"mm", "mm", MEASURE_LENGTH, 1, 0},
    {"m", "mm", MEASURE_LENGTH, 1, 3}, /* only after another length: 1.25cm×9.1m */
    {"%", "%", MEASURE_PERCENT, 1, 0},
};

static bool begins(const char *p, const char *end, const char *word, size_t *n)
{
    if (p == end || *p != *word) /* asked of every place and every word */
        return false;
    *n = strlen(word);
    return (size_t)(end - p) >= *n && memcmp(p, word, *n) == 0;
}

static bool is_letter(const char *p, const char *end)
{
    return p < end && *p >= 'a' && *p <= 'z';
}

const struct unit_word *jc_unit_word(const char *p, const char *end)
{
    static const struct unit_word tablets = {"s", WORD_COUNT | WORD_SOLID}; /* 12s, 12t */
    size_t n;
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (begins(p, end, words[i].text, &n))
            return &words[i];
    return p < end && (*p == 's' || *p == 't') && !is_letter(p + 1, end) ? &tablets : NULL;
}

const struct measure *jc_unit_measure(const char *p, const char *end)
{
    size_t n;
    for (size_t i = 0; i < JC_LEN(measures); i++) {
        const struct measure *m = &measures[i];
        if (begins(p, end, m->text, &n) && !(is_letter(m->text + n - 1, m->text + n) && is_letter(p + n, end)))
            return m;
    }
    return NULL;
}

int jc_unit_power(const char *p, const char *end, size_t *n)
{
    static const struct {
        const char *text;
        int exp;
    } powers[] = {{"百万", 6}, {"千万", 7}, {"万", 4}, {"亿", 8}, {"千单", 3}};
    for (size_t i = 0; i < JC_LEN(powers); i++)
        if (begins(p, end, powers[i].text, n)) {
            if (powers[i].exp == 3) /* 千单位: the word goes on */
                *n = strlen("千");
            return powers[i].exp;
        }
    *n = 0;
    return 0;
}

size_t jc_unit_han(const char *p, const char *end)
{
    const unsigned char *u = (const unsigned char *)p;
    if (end - p >= 3 && (u[0] & 0xF0) == 0xE0) {
        unsigned c = (u[0] & 15u) << 12 | (u[1] & 63u) << 6 | (u[2] & 63u);
        return c >= 0x3400 && c <= 0x9FFF ? 3 : 0;
    }
    return end - p >= 4 && u[0] == 0xF0 && u[1] >= 0xA0 && u[1] <= 0xB1 ? 4 : 0;
}

/* ---- units of a quantity ------------------------------------------------------------------------- */

struct named_unit {
    const char *text;
    enum jc_unit_kind kind;
    const char *name;
};

/* Words of unit columns and header brackets that are no part of a spec. */
static const struct named_unit named[] = {
    {"最小制剂单位", JC_UNIT_SMALLEST, ""}, {"最小计量单位", JC_UNIT_SMALLEST, ""},
    {"最小使用单位", JC_UNIT_SMALLEST, ""}, {"最小单位", JC_UNIT_SMALLEST, ""},
    {"制剂单位", JC_UNIT_SMALLEST, ""},     {"最小包装单位", JC_UNIT_PACK, "盒"},
    {"最小销售单位", JC_UNIT_PACK, "盒"},   {"最小包装", JC_UNIT_PACK, "盒"},
    {"最小零售包装", JC_UNIT_PACK, "盒"},   {"包装单位", JC_UNIT_PACK, "盒"},
    {"包装", JC_UNIT_PACK, "盒"},           {"最小销售包装单位", JC_UNIT_PACK, "盒"},
    {"最小销售包装", JC_UNIT_PACK, "盒"},   {"元", JC_UNIT_MONEY, "元"},
    {"元人民币", JC_UNIT_MONEY, "元"},      {"圆", JC_UNIT_MONEY, "元"},
};

static const struct named_unit *named_unit(const char *p, size_t n)
{
    for (size_t i = 0; i < JC_LEN(named); i++)
        if (strlen(named[i].text) == n && memcmp(p, named[i].text, n) == 0)
            return &named[i];
    return NULL;
}

static enum jc_unit_kind kind_of(const struct unit_word *w)
{
    if (w->is & WORD_OUTER)
        return JC_UNIT_OUTER;
    if (w->is & WORD_BOX)
        return JC_UNIT_PACK;
    return w->is & (WORD_SINGLE | WORD_BOARD) ? JC_UNIT_EITHER : JC_UNIT_SMALLEST;
}

/* One unit that fills [p, end). */
static bool whole_unit(struct jc_unit *out, const char *p, const char *end)
{
    const struct named_unit *name = named_unit(p, (size_t)(end - p));
    const struct unit_word *w = jc_unit_word(p, end);
    if (name) {
        out->kind = name->kind;
        jc_copy(out->name, sizeof out->name, name->name);
        return true;
    }
    if (!w || (size_t)(end - p) != strlen(w->text))
        return false;
    out->kind = kind_of(w);
    jc_copy(out->name, sizeof out->name, strcmp(w->text, "s") == 0 ? "片" : w->text);
    return true;
}

static int digit_power(const char *p, const char *end, size_t *n)
{
    static const struct {
        const char *text;
        int exp;
    } digits[] = {{"十", 1}, {"拾", 1}, {"百", 2}, {"佰", 2}, {"千", 3},
                  {"仟", 3}, {"万", 4}, {"萬", 4}, {"亿", 8}, {"億", 8}};
    for (size_t i = 0; i < JC_LEN(digits); i++)
        if (begins(p, end, digits[i].text, n))
            return digits[i].exp;
    return 0;
}

/*
 * 万, 千, 十万, 百万 before what is counted, as a power of ten; *n = its bytes. That of a strength is another
 * (jc_unit_power): there 千克 is a unit by itself.
 */
static int count_power(const char *p, const char *end, size_t *n)
{
    int exp = 0, more;
    size_t one;
    *n = 0;
    while ((more = digit_power(p + *n, end, &one)) > 0 && exp + more <= POWER_MAX) {
        exp += more;
        *n += one;
    }
    return exp;
}

/* What separates the units of a list: 片/粒, 片、粒, 片(粒). 0 = nothing does at p. */
static size_t between_units(const char *p, const char *end)
{
    static const char *const marks[] = {"/", "、", ",", "(", ")", "或"};
    size_t n;
    for (size_t i = 0; i < JC_LEN(marks); i++)
        if (begins(p, end, marks[i], &n))
            return n;
    return 0;
}

static bool counts(enum jc_unit_kind kind)
{
    return kind == JC_UNIT_SMALLEST || kind == JC_UNIT_PACK || kind == JC_UNIT_EITHER;
}

/* What two names of a list come to: 支 beside 片 is a smallest unit, 瓶 behind 盒 a pack. NONE: 片/盒, 支/盒, one of each. */
static enum jc_unit_kind both_kinds(enum jc_unit_kind a, enum jc_unit_kind b)
{
    if (a == b)
        return a;
    if (counts(a) && b == JC_UNIT_EITHER)
        return a;
    return a == JC_UNIT_EITHER && b == JC_UNIT_SMALLEST ? b : JC_UNIT_NONE;
}

/* The first name of a list is its name; a power before the others is the one that the first has (万片/万支). False: no units. */
static bool joined_units(struct jc_unit *out, const char *p, const char *end, int power)
{
    enum jc_unit_kind kind = JC_UNIT_NONE;
    bool mixed = false;
    for (bool first = true; p < end; first = false) {
        struct jc_unit one = {0};
        size_t skip = 0, gap = 0;
        if (!first && count_power(p, end, &skip) != power && skip)
            return false;
        const char *from = p + skip, *to = from;
        while (to < end && (gap = between_units(to, end)) == 0)
            to++;
        if (!whole_unit(&one, from, to) || (gap && to + gap == end && *to != ')'))
            return false;
        kind = first ? one.kind : both_kinds(kind, one.kind);
        if (first)
            *out = one;
        p = to + gap;
        if (kind == JC_UNIT_NONE && !(counts(one.kind) && counts(out->kind)))
            return false; /* 元/片 is a price */
        mixed |= kind == JC_UNIT_NONE;
    }
    out->kind = mixed ? JC_UNIT_NONE : kind;
    return kind != JC_UNIT_NONE || mixed;
}

static int64_t power_of_ten(int exp)
{
    int64_t x = 1;
    while (exp-- > 0)
        x *= 10;
    return x;
}

/* 10片/盒: the pack stands behind what it holds. */
static const char *behind_contents(const char *p, const char *end)
{
    const char *slash = p < end && *p >= '0' && *p <= '9' ? memrchr(p, '/', (size_t)(end - p)) : NULL;
    return slash ? slash + 1 : p;
}

/* 盒[7片], as stock systems write it: the pack stands before what it holds. */
static const char *before_contents(const char *p, const char *end)
{
    const char *open = p < end && end[-1] == ')' ? memchr(p, '(', (size_t)(end - p)) : NULL;
    return open && open[1] >= '0' && open[1] <= '9' ? open : end;
}

/* 人民币万元, ¥, RMB: whose money it is, before how much of it. */
static size_t yuan_lead(const char *p, const char *end)
{
    static const char *const leads[] = {"人民币", "rmb", "cny", "¥"};
    size_t n = 0;
    for (size_t i = 0; i < JC_LEN(leads) && !n; i++)
        n = begins(p, end, leads[i], &n) ? n : 0;
    return n;
}

/* What stands behind that: 元, 万元, 万 or nothing. */
static bool read_yuan(struct jc_unit *out, const char *p, const char *end)
{
    struct jc_unit behind = {0};
    size_t skip;
    out->times = power_of_ten(count_power(p, end, &skip));
    out->kind = JC_UNIT_MONEY;
    jc_copy(out->name, sizeof out->name, "元");
    p += skip;
    return p == end || (whole_unit(&behind, p, end) && behind.kind == JC_UNIT_MONEY);
}

/* True with kind NONE: names of smallest units and of packs in one list. */
static bool read_counted(struct jc_unit *out, const char *p, const char *end)
{
    size_t skip;
    bool read = true;
    p = behind_contents(p, end);
    end = before_contents(p, end);
    int power = count_power(p, end, &skip);
    p += skip;
    out->bare = p == end && power >= THOUSAND; /* (十) numbers a heading */
    if (out->bare)
        out->kind = JC_UNIT_SMALLEST; /* volumes are published in 万 smallest units */
    else
        read = joined_units(out, p, end, power);
    out->times = power_of_ten(power);
    return read;
}

static bool read_units(struct jc_unit *out, struct jc_span text)
{
    struct jc_buf key = {0};
    *out = (struct jc_unit){0};
    if (text.n == 0 || jc_text_blank(text.p, text.n))
        return false;
    jc_text_key(&key, text.p, text.n);
    const char *p = key.p, *end = key.p + key.len;
    if (p < end && *p == '(' && end[-1] == ')') {
        p++;
        end--;
    }
    const size_t lead = yuan_lead(p, end);
    bool read = lead ? read_yuan(out, p + lead, end) : read_counted(out, p, end);
    jc_buf_free(&key);
    return read;
}

bool jc_unit_parse(struct jc_unit *out, struct jc_span text)
{
    if (read_units(out, text) && out->kind != JC_UNIT_NONE)
        return true;
    *out = (struct jc_unit){.times = 1};
    return false;
}

bool jc_unit_is_mixed(struct jc_span text)
{
    struct jc_unit u;
    return read_units(&u, text) && u.kind == JC_UNIT_NONE && u.times == 1;
}

static unsigned flags_of(const char *name)
{
    const struct unit_word *w = jc_unit_word(name, name + strlen(name));
    return w && strcmp(w->text, name) == 0 ? w->is : 0;
}

bool jc_unit_single(const char *name, const struct jc_counted *of)
{
    unsigned is = flags_of(name);
    return of->units == 0 &&
           ((is & WORD_SINGLE && of->pieces == JC_PIECES_SINGLE) || (is & WORD_PIECE && of->pieces != JC_PIECES_SOLID));
}

/* 片, 粒, 丸: no pack is called so, whatever the spec says or leaves out; a puff of a spray is no unit of it either. */
static bool is_smallest(const struct jc_unit *u, const struct jc_counted *of)
{
    if (u->kind == JC_UNIT_SMALLEST && u->name[0] == '\0')
        return true; /* 最小制剂单位, 万 */
    if (of->units == 0 && u->kind == JC_UNIT_SMALLEST)
        return true; /* 片 are 片, however many a pack holds */
    if (jc_unit_single(u->name, of))
        return strcmp(u->name, of->container) != 0;
    bool piece = u->kind == JC_UNIT_SMALLEST && !(flags_of(u->name) & WORD_PUFF);
    return of->units != 1 && (piece || strcmp(u->name, of->smallest) == 0);
}

/*
 * A pack is called 盒, or as its spec calls it. 箱, 中包, 板 hold more or less than one; 瓶 of 10支/盒 may be either, and so may
 * 瓶 where nobody says what is counted in a pack of several.
 */
static bool is_doubtful(const struct jc_unit *u, const struct jc_counted *of)
{
    unsigned is = flags_of(u->name), smallest = flags_of(of->smallest);
    if (strcmp(u->name, of->container) == 0)
        return false;
    if (is & WORD_OUTER || of->units == 1)
        return is & WORD_OUTER;
    if (is & WORD_BOARD)
        return true;
    if (u->kind == JC_UNIT_PACK)
        return strcmp(u->name, "盒") != 0;
    return of->units > 1 && is & WORD_SINGLE && (smallest & WORD_SINGLE || smallest == 0);
}

struct jc_unit_count jc_unit_count(struct jc_span unit, const struct jc_counted *of)
{
    struct jc_unit u;
    struct jc_unit_count out = {.times = 1};
    if (!jc_unit_parse(&u, unit) || u.kind == JC_UNIT_MONEY) {
        out.doubtful = unit.n > 0 && !jc_text_blank(unit.p, unit.n);
        return out;
    }
    out.known = true;
    out.times = u.times;
    out.each = is_smallest(&u, of);
    for (size_t i = 0; i < JC_LEVELS && !out.each; i++)
        if (of->level[i].name[0] && strcmp(u.name, of->level[i].name) == 0) {
            out.each = of->level[i].units == of->units ? 0 : of->level[i].units;
            return out;
        }
    out.doubtful = !out.each && is_doubtful(&u, of);
    return out;
}

const char *jc_unit_smallest(const struct jc_spec *spec, struct jc_span form)
{
    if (spec->counted[0])
        return spec->counted;
    const char *unit = jc_form_unit(form);
    return unit ? unit : "最小单位";
}
