/*
 * maker: who made it, from the strings that files hold (formats.md 5.2). The legal name is never touched but for one
 * stray letter behind it; what stands in trailing brackets is split off only where it names another firm.
 */
#include "ingest/norm.h"

enum { BLANK = 276, PLACE = 277, NUMBER = 278, NAMES = 16, CORE_MIN = 6 };
enum role { PRODUCER, REPACKER, HOLDER };

struct names {
    struct jc_span name[NAMES]; /* after the holder, in reading order */
    enum role role[NAMES];
    int n;
};

/* The first of the words that s ends with, or NULL. */
static const char *ending(struct jc_span s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (jc_span_ends(s, words[i]))
            return words[i];
    return NULL;
}

/* No Chinese or Japanese character: a foreign name, perhaps with ’ or é. */
static bool is_latin(struct jc_span s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((unsigned char)s.p[i] >= 0xE3)
            return false;
    return true;
}

static size_t letters(struct jc_span s)
{
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] >= 'a' && s.p[i] <= 'z';
    return n;
}

/* ---- what is no maker ---------------------------------------------------------------------------- */

static bool is_number(struct jc_span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!strchr("0123456789.-/:,", s.p[i]))
            return false;
    return true;
}

static bool is_place(struct jc_span s)
{
    static const char *const words[] = {
        "进口",     "国产",   "合资",   "内蒙",   "中国",     "意大利",   "比利时",   "爱尔兰",     "葡萄牙",
        "西班牙",   "匈牙利", "奥地利", "新加坡", "澳大利亚", "塞浦路斯", "印度",     "印度尼西亚", "加拿大",
        "波多黎各", "以色列", "土耳其", "墨西哥", "马来西亚", "新西兰",   "罗马尼亚", "斯洛文尼亚"};
    struct jc_region region;
    if (s.n > 3 && (unsigned char)s.p[s.n - 1] < 0x80 && (unsigned char)s.p[s.n - 2] >= 0x80)
        s.n--; /* 云南1, 意大利S */
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strlen(words[i]) == s.n && memcmp(words[i], s.p, s.n) == 0)
            return true;
    return (s.n <= 6 && letters(s) == 0) ||
           jc_region_parse(&region, s.p, s.n); /* at most two characters: 沪, 南通, 德国 */
}

/* 蒙.浙: several of them. */
static bool is_only_places(struct jc_span s)
{
    size_t from = 0;
    for (size_t i = 0; i <= s.n; i++) {
        if (i < s.n && s.p[i] != '.' && s.p[i] != ',' && s.p[i] != '/')
            continue;
        if (i > from && !is_place((struct jc_span){s.p + from, i - from}))
            return false;
        from = i + 1;
    }
    return true;
}

/* What kind of firm it is, or in what part: not which one. */
static bool is_kind_of_firm(struct jc_span s)
{
    static const char *const words[] = {"中外合资",       "中外合资企业", "合资",     "合资企业", "外商独资",
                                        "外商独资企业",   "国产",         "持有人",   "委托方",   "受托方",
                                        "上市许可持有人", "生产企业",     "生产厂家", "mah",      "药品上市许可持有人",
                                        "受托生产企业",   "受托企业"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strlen(words[i]) == s.n && memcmp(words[i], s.p, s.n) == 0)
            return true;
    return false;
}

/* What is written where nobody looked. */
static bool is_nobody(struct jc_span s)
{
    static const char *const words[] = {"n/a",    "见包装",   "详见包装", "见说明书", "详见说明书",  "多厂家",
                                        "各厂家", "多个厂家", "其他厂家", "其它厂家", "生产厂家不详"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strlen(words[i]) == s.n && memcmp(words[i], s.p, s.n) == 0)
            return true;
    return false;
}

static int no_maker(struct jc_span s)
{
    return s.n == 0                                                  ? BLANK
           : is_number(s)                                            ? NUMBER
           : is_only_places(s) || is_kind_of_firm(s) || is_nobody(s) ? PLACE
                                                                     : 0;
}

/* ---- repairs ------------------------------------------------------------------------------------- */

static bool is_firm(struct jc_span s)
{
    static const char *const suffixes[] = {"公司", "厂",       "实验室", "研究所", "研究院",
                                           "中心", "株式会社", "工场",   "血站",   "生物制品所"};
    return ending(s, suffixes, JC_LEN(suffixes)) || (is_latin(s) && letters(s) >= 4);
}

static struct jc_span without_marks(struct jc_span s, unsigned *repairs)
{
    static const char *const marks[] = {"★", "☆", "*", "※", "#", "●", "▲", "△", "◆", "◇"};
    for (size_t i = 0; i < JC_LEN(marks); i++)
        while (jc_span_begins(s, marks[i])) {
            s.p += strlen(marks[i]);
            s.n -= strlen(marks[i]);
            *repairs |= JC_MAKER_MARK;
        }
    return s;
}

/* G成都天台山制药有限公司, G1拜耳…公司: a letter and at most one digit in front of a Chinese name that has its suffix. */
static struct jc_span without_lead(struct jc_span s, unsigned *repairs)
{
    size_t n = s.n > 1 && s.p[1] >= '0' && s.p[1] <= '9' ? 2 : 1;
    struct jc_span name = {s.p + n, s.n > n ? s.n - n : 0};
    bool letter = s.n && s.p[0] >= 'a' && s.p[0] <= 'z';
    if (!letter || name.n == 0 || (unsigned char)*name.p < 0xE3 || !is_firm(name))
        return s;
    *repairs |= JC_MAKER_LEAD;
    return name;
}

/* 有限公司S, 有限公司8: one ASCII letter or digit behind the legal suffix belongs to nobody. */
static struct jc_span without_tail(struct jc_span s, unsigned *repairs)
{
    static const char *const suffixes[] = {"公司", "厂", "制药", "药业"};
    char last = s.n ? s.p[s.n - 1] : '\0';
    struct jc_span head = {s.p, s.n ? s.n - 1 : 0};
    if (!((last >= '0' && last <= '9') || (last >= 'a' && last <= 'z')) || !ending(head, suffixes, JC_LEN(suffixes)))
        return s;
    *repairs |= JC_MAKER_TAIL;
    return head;
}

/* A bracket that is never closed was cut by a column width. The firm before it stands. */
static struct jc_span without_cut(struct jc_span s, unsigned *repairs)
{
    size_t open = 0;
    int depth = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '(' && depth++ == 0)
            open = i;
        depth -= s.p[i] == ')' && depth > 0;
    }
    struct jc_span head = {s.p, open};
    if (depth == 0 || !is_firm(head))
        return s;
    *repairs |= JC_MAKER_CUT;
    return head;
}

/* ---- trailing brackets --------------------------------------------------------------------------- */

/* head(content): true where s ends in a balanced bracket with something before it. */
static bool split_bracket(struct jc_span s, struct jc_span *head, struct jc_span *content)
{
    int depth = 0;
    if (s.n == 0 || s.p[s.n - 1] != ')')
        return false;
    for (size_t i = s.n; i-- > 1;) {
        depth += s.p[i] == ')' ? 1 : s.p[i] == '(' ? -1 : 0;
        if (depth == 0) {
            *head = (struct jc_span){s.p, i};
            *content = (struct jc_span){s.p + i + 1, s.n - i - 2};
            return true;
        }
    }
    return false;
}

/* …受托生产, …分包装, 受…委托生产, and in no bracket, too, 生产企业:…: says the role; false: no such word. */
static bool take_role(struct jc_span *s, enum role *role, bool bracketed)
{
    static const struct {
        const char *before, *after;
        enum role role;
    } words[] = {
        {"受", "的委托生产", HOLDER},
        {"受", "委托生产", HOLDER},
        {"受", "委托", HOLDER},
        {"上市许可持有人:", "", HOLDER},
        {"药品上市许可持有人:", "", HOLDER},
        {"持有人:", "", HOLDER},
        {"委托方:", "", HOLDER},
        {"委托企业:", "", HOLDER},
        {"mah:", "", HOLDER},
        {"受托生产企业:", "", PRODUCER},
        {"委托生产企业:", "", PRODUCER},
        {"受托方:", "", PRODUCER},
        {"受托企业:", "", PRODUCER},
        {"受托生产厂家:", "", PRODUCER},
        {"生产企业:", "", PRODUCER},
        {"生产厂家:", "", PRODUCER},
        {"生产厂:", "", PRODUCER},
        {"生产商:", "", PRODUCER},
        {"生产单位:", "", PRODUCER},
        {"曾用名:", "", PRODUCER}, /* the same firm, matched as it is */
        {"原名:", "", PRODUCER},
        {"曾用名", "", PRODUCER},
        {"原名", "", PRODUCER},
        {"更名前:", "", PRODUCER},
        {"分包装企业:", "", REPACKER},
        {"分装企业:", "", REPACKER},
        {"分包装:", "", REPACKER},
        {"", "受委托生产", PRODUCER},
        {"", "受托生产", PRODUCER},
        {"", "委托生产", PRODUCER},
        {"委托", "生产", PRODUCER},
        {"", "委托加工", PRODUCER},
        {"", "受托", PRODUCER},
        {"", "分包装", REPACKER},
        {"", "分包", REPACKER},
        {"", "分装", REPACKER},
    };
    for (size_t i = 0; i < JC_LEN(words); i++) {
        size_t b = strlen(words[i].before), a = strlen(words[i].after);
        if ((!bracketed && a) || s->n < b + a || !jc_span_begins(*s, words[i].before) ||
            !jc_span_ends(*s, words[i].after))
            continue;
        s->p += b;
        s->n -= b + a;
        *role = words[i].role;
        return true;
    }
    return false;
}

static bool is_country(struct jc_span s)
{
    static const char *const words[] = {"germany", "canada",  "france",  "italy",      "spain",  "ireland",
                                        "england", "japan",   "belgium", "denmark",    "sweden", "netherlands",
                                        "austria", "korea",   "india",   "singapore",  "china",  "switzerland",
                                        "israel",  "hungary", "finland", "puertorico", "usa",    "uk"};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strlen(words[i]) == s.n && memcmp(words[i], s.p, s.n) == 0)
            return true;
    return false;
}

/* Inner names are put in front of those found further right; 进口 and 江苏, which are nobody's, nowhere. */
static void add_name(struct names *to, struct jc_span name, enum role role, int at)
{
    if (no_maker(name) || to->n == NAMES)
        return;
    for (int i = to->n; i > at; i--) {
        to->name[i] = to->name[i - 1];
        to->role[i] = to->role[i - 1];
    }
    to->name[at] = name;
    to->role[at] = role;
    to->n++;
}

/* Several firms in one bracket, apart by 、 or a comma behind a Chinese character (not Ltd., …). */
static void add_list(struct names *to, struct jc_span list, enum role role)
{
    static const char comma[] = "、";
    int at = 0;
    size_t from = 0, skip = 0;
    for (size_t i = 0; i <= list.n; i += skip ? skip : 1) {
        struct jc_span rest = {list.p + i, list.n - i};
        bool chinese = i > from && (unsigned char)list.p[i - 1] >= 0x80;
        skip = jc_span_begins(rest, comma)                                     ? strlen(comma)
               : rest.n && (rest.p[0] == ';' || (rest.p[0] == ',' && chinese)) ? 1
                                                                               : 0;
        if (i < list.n && !skip)
            continue;
        int before = to->n;
        add_name(to, (struct jc_span){list.p + from, i - from}, role, at);
        at += to->n - before;
        from = i + skip;
    }
}

/* Take the brackets off the end that name other firms; what is left is the holder. */
static struct jc_span take_brackets(struct jc_span s, struct names *to)
{
    struct jc_span head, content;
    enum role role;
    while (split_bracket(s, &head, &content)) {
        if (take_role(&content, &role, true))
            add_list(to, content, role);
        else if (is_kind_of_firm(content) || (content.n == head.n && memcmp(content.p, head.p, head.n) == 0))
            ; /* the same name twice, or nobody's */
        else if (is_firm(content) && is_firm(head) && !is_country(content))
            add_name(to, content, PRODUCER, 0); /* BayerAG(FreseniusKabi) */
        else
            break;
        s = head;
    }
    return s;
}

/* ---- keys ---------------------------------------------------------------------------------------- */

/* Points, commas, quotes and lost characters say nothing about a firm. */
static void add_key(struct jc_buf *out, struct jc_span name)
{
    static const char *const drop[] = {".", "。", ",", "'", "’", "‘", "\"", "“", "”", "?"};
    for (size_t i = 0; i < name.n;) {
        size_t skip = 0;
        for (size_t k = 0; k < JC_LEN(drop) && !skip; k++)
            if (jc_span_begins((struct jc_span){name.p + i, name.n - i}, drop[k]))
                skip = strlen(drop[k]);
        if (!skip)
            jc_buf_char(out, name.p[i]);
        i += skip ? skip : 1;
    }
}

static struct jc_span without_legal_suffix(struct jc_span s)
{
    static const char *const suffixes[] = {"股份有限公司", "有限责任公司", "有限股份公司", "有限公司",
                                           "股份公司",     "公司",         "总厂",         "厂"};
    const char *suffix = ending(s, suffixes, JC_LEN(suffixes));
    return (struct jc_span){s.p, s.n - (suffix ? strlen(suffix) : 0)};
}

static void add_without_brackets(struct jc_buf *out, struct jc_span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != '(' && s.p[i] != ')')
            jc_buf_char(out, s.p[i]);
}

/* 辉瑞制药有限公司(大连): the suffix may stand before the place; 制药(股份)有限公司: part of it in a bracket. */
static char *core_of(struct jc_span name)
{
    struct jc_buf plain = {0}, core = {0};
    struct jc_span head, place;
    if (split_bracket(name, &head, &place) && without_legal_suffix(head).n < head.n) {
        add_without_brackets(&core, without_legal_suffix(head));
        add_without_brackets(&core, place);
    } else {
        add_without_brackets(&plain, name);
        struct jc_span stem = without_legal_suffix((struct jc_span){jc_buf_text(&plain), plain.len});
        jc_buf_add(&core, stem.p, stem.n);
    }
    char *text = core.len >= CORE_MIN ? jc_strdup(jc_buf_text(&core)) : jc_strdup("");
    jc_buf_free(&plain);
    jc_buf_free(&core);
    return text;
}

static bool has_key(const char *keys, const char *key, size_t n)
{
    while (*keys) {
        size_t k = strcspn(keys, "\n");
        if (k == n && memcmp(keys, key, n) == 0)
            return true;
        keys += k + (keys[k] == '\n');
    }
    return false;
}

/* Append a name's key unless it is there; true: added. */
static bool append_key(struct jc_maker *out, struct jc_span name)
{
    struct jc_buf key = {0};
    add_key(&key, without_tail(name, &out->repairs));
    bool added = key.len && !has_key(jc_buf_text(&out->keys), key.p, key.len);
    if (added && out->keys.len)
        jc_buf_char(&out->keys, '\n');
    if (added)
        jc_buf_add(&out->keys, key.p, key.len);
    jc_buf_free(&key);
    return added;
}

/* ---- the whole cell ------------------------------------------------------------------------------ */

/* 甲有限公司/乙有限公司, 甲有限公司(受托方)/…, 甲(乙受托生产),丙 are two firms; Novo Nordisk A/S, LLC is one. */
static bool is_between_firms(struct jc_span before, struct jc_span after)
{
    struct jc_span head, content;
    while (split_bracket(before, &head, &content))
        before = head;
    return is_firm(before) && !is_latin(before) && after.n && (is_firm(after) || after.p[after.n - 1] == ')');
}

/* The next firm of a cell with several: split on ; and 、 outside brackets, on a comma, / | + & where a name ends. */
static struct jc_span next_firm(struct jc_span *rest)
{
    size_t i = 0, skip = 0;
    int depth = 0;
    for (; i < rest->n; i++) {
        struct jc_span s = {rest->p + i, rest->n - i};
        depth += *s.p == '(' ? 1 : *s.p == ')' ? -1 : 0;
        skip = *s.p == ';' ? 1 : jc_span_begins(s, "、") ? strlen("、") : 0;
        if (!skip && depth <= 0 && strchr("/,|+&", *s.p))
            skip = is_between_firms((struct jc_span){rest->p, i}, (struct jc_span){s.p + 1, s.n - 1});
        if (depth <= 0 && skip)
            break;
    }
    struct jc_span firm = {rest->p, i};
    if (i == rest->n)
        skip = 0;
    *rest = (struct jc_span){rest->p + i + skip, rest->n - i - skip};
    return firm;
}

/*
 * The holder is who is called so, 乙（受甲委托生产）, 委托方：甲；受托方：乙, else the first one who is called nothing, else the first.
 */
static struct jc_span choose_holder(struct names *all, int unnamed)
{
    int at = unnamed;
    for (int i = all->n; i-- > 0;)
        if (all->role[i] == HOLDER)
            at = i;
    at = at < 0 ? 0 : at;
    for (int i = 0; i < all->n; i++)
        all->role[i] = all->role[i] == HOLDER ? PRODUCER : all->role[i];
    struct jc_span holder = all->n ? all->name[at] : (struct jc_span){0};
    for (int i = at; i + 1 < all->n; i++) {
        all->name[i] = all->name[i + 1];
        all->role[i] = all->role[i + 1];
    }
    all->n -= all->n > 0;
    return holder;
}

/* Holder, its other firms, and the further firms of the cell, which count as producers. */
static void collect(struct jc_maker *out, struct jc_span *holder, struct names *others, struct jc_span text)
{
    int unnamed = -1;
    while (text.n) {
        struct names found = {.n = 0};
        struct jc_span firm = next_firm(&text);
        enum role role = PRODUCER;
        firm = without_tail(without_cut(without_marks(firm, &out->repairs), &out->repairs), &out->repairs);
        firm = without_lead(take_brackets(firm, &found), &out->repairs);
        bool called = take_role(&firm, &role, false);
        if (!no_maker(firm) && !called && unnamed < 0)
            unnamed = others->n;
        add_name(others, firm, role, others->n);
        for (int i = 0; i < found.n; i++)
            add_name(others, found.name[i], found.role[i], others->n);
    }
    *holder = choose_holder(others, unnamed);
}

/* 甲有限公司 乙有限公司, in one line or in two, are two firms; 印度瑞迪博士实验 室 is one. */
static void part_by_blanks(struct jc_buf *text)
{
    static const char firm[] = "有限公司";
    char *p = text->p, *end = p + text->len;
    for (char *blank = p; blank < end && (blank = memchr(blank, ' ', (size_t)(end - blank))) != NULL; blank++) {
        const char *next = memchr(blank + 1, ' ', (size_t)(end - blank - 1));
        struct jc_span before = {p, (size_t)(blank - p)},
                       after = {blank + 1, (size_t)((next ? next : end) - blank - 1)};
        if (jc_span_ends(before, firm) && jc_span_ends(after, firm) && *after.p != '(')
            *blank = ';';
    }
}

bool jc_maker_parse(struct jc_maker *out, struct jc_span text)
{
    struct jc_buf key = {0}, clean = {0};
    struct names others = {.n = 0};
    struct jc_span holder;
    *out = (struct jc_maker){0};
    if (text.n && !jc_text_blank(text.p, text.n)) {
        jc_text_clean(&clean, text.p, text.n);
        part_by_blanks(&clean);
        jc_text_key(&key, jc_buf_text(&clean), clean.len);
    }
    struct jc_span folded = without_marks((struct jc_span){jc_buf_text(&key), key.len}, &out->repairs);
    out->reason = no_maker(folded);
    if (out->reason == 0) {
        if (memchr(text.p, '\n', text.n) || memchr(text.p, '\r', text.n))
            out->repairs |= JC_MAKER_LINE;
        collect(out, &holder, &others, folded);
        holder = without_tail(holder, &out->repairs);
        append_key(out, holder);
        for (enum role role = PRODUCER; role <= REPACKER; role++)
            for (int i = 0; i < others.n; i++)
                if (others.role[i] == role && append_key(out, others.name[i]))
                    *(role == PRODUCER ? &out->producers : &out->repackers) += 1;
        jc_buf_clear(&clean);
        add_key(&clean, holder);
        out->core = core_of((struct jc_span){jc_buf_text(&clean), clean.len});
    }
    if (out->reason == 0 && out->keys.len == 0)
        out->reason = PLACE;
    if (!out->core)
        out->core = jc_strdup("");
    jc_buf_free(&key);
    jc_buf_free(&clean);
    return out->reason == 0;
}

void jc_maker_free(struct jc_maker *m)
{
    if (!m)
        return;
    jc_buf_free(&m->keys);
    free(m->core);
    *m = (struct jc_maker){0};
}

enum jc_maker_match jc_maker_match(const char *keys_a, const char *core_a, const char *keys_b, const char *core_b)
{
    size_t a = strcspn(keys_a, "\n"), b = strcspn(keys_b, "\n");
    if (a == 0 || b == 0)
        return JC_MAKER_NONE;
    if (a == b && memcmp(keys_a, keys_b, a) == 0)
        return JC_MAKER_EXACT;
    if (has_key(keys_b, keys_a, a) || has_key(keys_a, keys_b, b))
        return JC_MAKER_NAMED;
    return core_a[0] && strcmp(core_a, core_b) == 0 ? JC_MAKER_PROBABLE : JC_MAKER_NONE;
}
