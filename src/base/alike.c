/* Whether two spellings may be of one institution, or of one firm: a wrong suggestion is worse than none. */
#include "jicai/base.h"

enum {
    SHORTEST_SLIP = 5, /* characters: 丙医院 is no slip for 甲医院 */
    SHORTEST_PART = 3, /* 中医院 of 清河县中医院 */
    TWO_SLIPS = 8,
    CODE_DIGITS = 10, /* of a code in which one of them may be a slip */
    FIRM_PART = 4     /* characters: two or three are a place or a family of firms */
};

struct piece {
    const char *p;
    size_t n;
};

static size_t char_bytes(const char *s)
{
    size_t n = *s != '\0';
    while (n && ((unsigned char)s[n] & 0xc0) == 0x80)
        n++;
    return n;
}

static size_t characters(struct piece s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xc0) != 0x80;
    return n;
}

static void cut_front(struct piece *a, struct piece *b)
{
    for (size_t k; (k = a->n && b->n ? char_bytes(a->p) : 0) && k <= a->n && k <= b->n && memcmp(a->p, b->p, k) == 0;) {
        *a = (struct piece){a->p + k, a->n - k};
        *b = (struct piece){b->p + k, b->n - k};
    }
}

static size_t last_char(struct piece s)
{
    size_t n = s.n > 0;
    while (n && n < s.n && ((unsigned char)s.p[s.n - n] & 0xc0) == 0x80)
        n++;
    return n;
}

static void cut_back(struct piece *a, struct piece *b)
{
    for (size_t k; (k = last_char(*a)) && k <= b->n && memcmp(a->p + a->n - k, b->p + b->n - k, k) == 0;) {
        a->n -= k;
        b->n -= k;
    }
}

/* Does one of these stand in it: what tells a hospital from the next one (第二, 城东, 中心, 分院 …)? */
static bool tells_apart(struct piece s)
{
    static const char others[] =
        "0123456789abcdefghijklmnopqrstuvwxyz一二三四五六七八九十甲乙丙丁戊己庚辛东西南北中上下前后新老"
        "大小心分站所室部妇儿骨眼牙耳肺胸肝肾脑皮";
    for (size_t i = 0, k; i < s.n; i += k) {
        char one[8];
        k = char_bytes(s.p + i);
        jc_copyn(one, sizeof one, s.p + i, k);
        if (strstr(others, one))
            return true;
    }
    return false;
}

/* 邢台市 and 邢台县, 城关镇 and 城关乡 are two places; where one of both says nothing, it was left out. */
static bool is_level(struct piece s)
{
    static const char *const levels[] = {"省", "市", "县", "区", "镇", "乡", "村"};
    for (size_t i = 0; i < JC_LEN(levels); i++)
        if (s.n == strlen(levels[i]) && memcmp(s.p, levels[i], s.n) == 0)
            return true;
    return false;
}

/* What is left of two names between what both have: one or two slips of the pen? 0: no. */
static int slips(const char *a, const char *b, struct piece x, struct piece y)
{
    size_t shorter = characters((struct piece){a, strlen(a)}), longer = characters((struct piece){b, strlen(b)});
    if (shorter > longer) {
        size_t swap = shorter;
        shorter = longer;
        longer = swap;
    }
    int max = longer >= TWO_SLIPS ? 2 : 1;
    if (shorter < SHORTEST_SLIP || longer - shorter > (size_t)max)
        return 0;
    int d = jc_text_distance(a, b, max);
    bool word = d == 2 && characters(x) == 2 && characters(y) == 2; /* 人民 and 红会 */
    bool level = is_level(x) && is_level(y);
    return d > max || word || level || tells_apart(x) || tells_apart(y) ? 0 : d;
}

/* 临河市 and 临江市, 王庄镇 and 张庄镇, 仁济 and 仁爱: a letter in place of another in the name of the place, or among the first two. */
static bool is_in_place(const char *name, const char *at)
{
    static const char *const levels[] = {"省", "市", "县", "区", "镇", "乡", "街道"};
    bool place = characters((struct piece){name, (size_t)(at - name)}) < 2;
    for (size_t i = 0; i < JC_LEN(levels) && !place; i++)
        place = strstr(at, levels[i]) != NULL;
    return place;
}

/* Bytes of a word at s that says of what level a place is; 0: there is none. */
static size_t level_at(const char *s)
{
    static const char street[] = "街道";
    size_t n = strncmp(s, street, strlen(street)) == 0 ? strlen(street) : char_bytes(s);
    return n == strlen(street) || is_level((struct piece){s, n}) ? n : 0;
}

/* Is `part` the name from here on, but for such words? */
static bool goes_on_without_levels(const char *whole, const char *part)
{
    while (*whole) {
        size_t k = char_bytes(whole), level = level_at(whole);
        bool same = strncmp(whole, part, k) == 0;
        if (!same && !level)
            return false;
        part += same ? k : 0;
        whole += same ? k : level;
    }
    return !*part;
}

/* 白水卫生院 of 青禾县白水镇卫生院: from the beginning or behind the name of a place on. */
static bool leaves_levels_out(const char *whole, const char *part)
{
    bool found = false, begins = true;
    if (characters((struct piece){part, strlen(part)}) < SHORTEST_SLIP)
        return false;
    for (size_t k; *whole && !found; whole += k) {
        size_t level = level_at(whole);
        found = begins && goes_on_without_levels(whole, part);
        begins = level > 0;
        k = level ? level : char_bytes(whole);
    }
    return found;
}

/* The characters of a name, a bit for each. */
static uint64_t marks_of(const char *s)
{
    uint64_t marks = 0;
    for (uint32_t c = 0; *s; s++) {
        c = ((unsigned char)*s & 0xc0) == 0x80 ? c << 6 ^ (unsigned char)*s : (unsigned char)*s;
        if (((unsigned char)s[1] & 0xc0) != 0x80)
            marks |= 1ull << (c * 0x9E3779B1u >> 26);
    }
    return marks;
}

/* Two slips change at most four of them, and what holds the other has all of its: most pairs of a list need no closer look. */
static bool is_far(const char *a, const char *b)
{
    uint64_t x = marks_of(a), y = marks_of(b);
    return x & ~y && y & ~x && __builtin_popcountll(x ^ y) > 4;
}

/* The more, the farther; 0: they are not alike. */
static int name_apart(const char *a, const char *b)
{
    if (is_far(a, b))
        return 0;
    struct piece x = {a, strlen(a)}, y = {b, strlen(b)};
    const char *whole = x.n > y.n ? a : b, *part = x.n > y.n ? b : a;
    if (x.n == y.n && memcmp(a, b, x.n) == 0)
        return 1;
    bool holds = strstr(whole, part) && characters((struct piece){part, strlen(part)}) >= SHORTEST_PART;
    cut_front(&x, &y);
    cut_back(&x, &y);
    int d = slips(a, b, x, y);
    bool replaced = characters(x) == 1 && characters(y) == 1; /* a letter too many or too few is the likelier slip */
    if (!holds && characters(x) == characters(y) && is_in_place(a, x.p))
        return 0;
    if (d == 1 && !replaced)
        return 2;
    return holds ? 3 : leaves_levels_out(whole, part) ? 4 : d ? 4 + d : 0;
}

enum code_says { UNSAID, SLIP, APART };

static enum code_says compare_codes(const char *a, const char *b)
{
    size_t n = strlen(a), m = strlen(b);
    if (n < CODE_DIGITS || m < CODE_DIGITS)
        return UNSAID;
    return jc_text_distance(a, b, 1) <= 1 ? SLIP : n == m ? APART : UNSAID;
}

int jc_inst_apart(const char *code, const char *key, const char *other_code, const char *other_key)
{
    enum code_says codes = compare_codes(code, other_code);
    if (!*key || !*other_key) /* numbers of neighbours differ in a digit, too: beside two names it tells nothing */
        return codes == SLIP ? 3 : 0;
    int d = name_apart(key, other_key);
    bool holds = d == 1 || d == 3; /* a branch has a code of its own */
    return codes == APART && !holds ? 0 : d;
}

/* ---- firms ------------------------------------------------------------------------------------- */

/* What many firms are called: nobody is told from another by it. */
static bool is_trade(struct piece s)
{
    static const char *const words[] = {"制", "医", "药", "业", "厂"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (s.n == strlen(words[i]) && memcmp(s.p, words[i], s.n) == 0)
            return true;
    return false;
}

enum jc_likeness jc_firm_likeness(const char *a, const char *b)
{
    struct piece x = {a, strlen(a)}, y = {b, strlen(b)};
    const char *whole = x.n > y.n ? a : b, *part = x.n > y.n ? b : a;
    size_t least = characters((struct piece){part, strlen(part)});
    if (least >= FIRM_PART && strstr(whole, part))
        return JC_ALIKE;
    if (least < SHORTEST_SLIP || is_far(a, b))
        return JC_APART;
    cut_front(&x, &y);
    cut_back(&x, &y);
    size_t m = characters(x), n = characters(y), before = last_char((struct piece){a, (size_t)(x.p - a)});
    struct piece front = {x.p - before, before}, back = {x.p + x.n, char_bytes(x.p + x.n)};
    bool trade = (is_trade(x) || is_trade(y)) && (is_trade(front) || is_trade(back)); /* 药叶, 制药: not 医科 */
    if (m > 1 || n > 1 || tells_apart(x) || tells_apart(y))
        return JC_APART;
    return m != n || trade ? JC_ALIKE : JC_SLIP;
}
