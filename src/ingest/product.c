/*
 * product: keys of generic names and forms. Real files write one form in many ways (片, 片剂, 薄膜衣片) and platforms
 * only roughly (片剂 for 缓释片 too), so a form excludes a product only where no reading of both agrees.
 */
#include "ingest/unit.h"

/* ---- generic names ------------------------------------------------------------------------------- */

static bool skip_front(struct jc_span *s, const char *word)
{
    size_t n = strlen(word);
    if (s->n < n || memcmp(s->p, word, n) != 0)
        return false;
    *s = (struct jc_span){s->p + n, s->n - n};
    return true;
}

static bool skip_back(struct jc_span *s, const char *word)
{
    size_t n = strlen(word);
    if (s->n < n || memcmp(s->p + s->n - n, word, n) != 0)
        return false;
    s->n -= n;
    return true;
}

/* Remarks of purchasing systems, in brackets before or behind a name. Other brackets belong to it: 注射液(C8~24Ve). */
static bool skip_tag(struct jc_span *s)
{
    static const char *const tags[] = {
        "(集采)", "(国采)",     "(省采)", "(国家集采)", "(省集采)", "(集采中选)", "(集采药品)", "(集中采购)",
        "(带量)", "(带量采购)", "(中选)", "(国谈)",     "(谈判)",   "(谈判药品)", "(国家谈判)", "(基)",
        "(基药)", "(国基)",     "(甲)",   "(乙)",       "(甲类)",   "(乙类)",     "(医保)",     "(自费)",
        "(进口)", "(国产)",     "(合资)", "(国)",       "国采-",    "集采-",      "省采-",      "国谈-",
        "带量-",  "国家集采-",  "-国采",  "-集采",      "-省采",    "-国谈",      "-带量",      "-国家集采"};
    static const char *const marks[] = {"★", "☆", "▲", "△", "◆", "◇", "●", "○", "※", "*", "#"};
    for (size_t i = 0; i < JC_LEN(tags); i++)
        if (skip_front(s, tags[i]) || skip_back(s, tags[i]))
            return true;
    for (size_t i = 0; i < JC_LEN(marks); i++)
        if (skip_front(s, marks[i]) || skip_back(s, marks[i]))
            return true;
    return false;
}

/* The longest of these words that s begins (ends) with, in bytes; 0 = none. */
static size_t longest_of(struct jc_span s, bool ends, const char *const *list, size_t count)
{
    size_t longest = 0;
    for (size_t i = 0; i < count; i++) {
        const size_t n = strlen(list[i]);
        if (n > longest && n <= s.n && memcmp(ends ? s.p + s.n - n : s.p, list[i], n) == 0)
            longest = n;
    }
    return longest;
}

/* The acid of a salt stands in front of its name, but for what it is used for: 注射用盐酸万古霉素. */
static void put_acid(struct jc_buf *out, struct jc_span name, struct jc_span acid)
{
    static const char *const uses[] = {"注射用", "吸入用", "外用"};
    const size_t use = longest_of(name, false, uses, JC_LEN(uses));
    jc_buf_add(out, name.p, use);
    if (!jc_text_find(name.p, name.n, acid.p, acid.n))
        jc_buf_add(out, acid.p, acid.n);
    jc_buf_add(out, name.p + use, name.n - use);
}

/* Its base stands behind the name, before the form: where it was written, or, behind the form, before that. */
static void put_base(struct jc_buf *out, struct jc_span name, size_t at, struct jc_span base)
{
    static const char *const forms[] = {"片",     "胶囊",   "颗粒",   "散",     "丸",     "滴丸",   "注射液",
                                        "注射剂", "溶液",   "口服液", "糖浆",   "干混悬", "混悬液", "干混悬剂",
                                        "混悬剂", "滴眼液", "滴鼻液", "滴耳液", "滴剂",   "乳膏",   "软膏",
                                        "眼膏",   "凝胶",   "栓",     "喷雾剂", "气雾剂", "粉雾剂", "贴剂"},
                             *const sorts[] = {"肠溶", "缓释",     "控释", "分散", "咀嚼",   "泡腾", "口崩", "舌下",
                                               "含",   "口腔崩解", "薄膜", "糖衣", "薄膜衣", "软",   "硬",   "微丸",
                                               "口服", "吸入",     "鼻用", "眼用", "外用",   "滴眼", "阴道", "直肠"};
    if (at == name.n)
        at -= longest_of(name, true, forms, JC_LEN(forms));
    for (size_t n = at<name.n; n> 0; at -= n) /* 咀嚼片, 肠溶缓释片 */
        n = longest_of((struct jc_span){name.p, at}, true, sorts, JC_LEN(sorts));
    jc_buf_add(out, name.p, at);
    if (at < base.n || memcmp(name.p + at - base.n, base.p, base.n) != 0)
        jc_buf_add(out, base.p, base.n);
    jc_buf_add(out, name.p + at, name.n - at);
}

/* 氨氯地平片(苯磺酸), 氨氯地平(苯磺酸)片 are 苯磺酸氨氯地平片: what the only bracket holds is the acid or the base of a salt. */
static bool put_salt(struct jc_buf *out, struct jc_span s)
{
    static const char *const acids[] = {"盐酸",     "苯磺酸", "硫酸", "富马酸", "马来酸",   "酒石酸",
                                        "重酒石酸", "枸橼酸", "磷酸", "氢溴酸", "醋酸",     "甲磺酸",
                                        "琥珀酸",   "乳酸",   "硝酸", "苹果酸", "门冬氨酸", "对甲苯磺酸"},
                             *const bases[] = {"钠", "钾", "钙", "镁", "锌", "二钠", "磷酸钠", "琥珀酸钠"};
    const char *open = memchr(s.p, '(', s.n), *close = open ? memchr(s.p, ')', s.n) : NULL;
    if (!close || close < open || memchr(open + 1, '(', s.n - (size_t)(open + 1 - s.p)))
        return false;
    struct jc_span word = {open + 1, (size_t)(close - open - 1)};
    struct jc_buf rest = {0};
    jc_buf_add(&rest, s.p, (size_t)(open - s.p));
    jc_buf_add(&rest, close + 1, s.n - (size_t)(close + 1 - s.p));
    const struct jc_span name = {jc_buf_text(&rest), rest.len};
    (void)skip_back(&word, "盐");
    const bool base = word.n && longest_of(word, false, bases, JC_LEN(bases)) == word.n;
    const bool acid = word.n && longest_of(word, false, acids, JC_LEN(acids)) == word.n;
    if (base)
        put_base(out, name, (size_t)(open - s.p), word);
    else if (acid)
        put_acid(out, name, word);
    jc_buf_free(&rest);
    return base || acid;
}

void jc_name_key(struct jc_buf *out, struct jc_span name)
{
    struct jc_buf key = {0};
    if (name.n == 0 || jc_text_blank(name.p, name.n))
        return;
    jc_text_key(&key, name.p, name.n);
    struct jc_span s = {jc_buf_text(&key), key.len};
    while (skip_tag(&s))
        ;
    if (!put_salt(out, s))
        jc_buf_add(out, s.p, s.n);
    jc_buf_free(&key);
}

/* ---- forms --------------------------------------------------------------------------------------- */

enum {
    TABLET = 1,
    CAPSULE = 2,
    GRANULE = 4,
    POWDER = 8,
    PILL = 16,
    ORAL = 32,
    INJECTION = 64,
    EYE = 128,
    EAR = 256,
    NOSE = 512,
    INHALED = 1024,
    SPRAY = 2048,
    SKIN = 4096,
    PATCH = 8192,
    SUPPOSITORY = 16384,
    FILM = 32768,
    HERB = 65536,
    SOLID = TABLET | CAPSULE | GRANULE | POWDER | PILL
};
/* In the order of the bits; the unit is the smallest preparation unit of such a form, NULL where it may be several. */
static const struct {
    const char *name, *unit;
} classes[] = {{"片", "片"},   {"胶囊", "粒"}, {"颗粒", "袋"}, {"散", "袋"},   {"丸", "丸"},   {"口服液", NULL},
               {"注射", "支"}, {"眼用", "支"}, {"耳用", "支"}, {"鼻用", NULL}, {"吸入", NULL}, {"喷雾", NULL},
               {"外用", NULL}, {"贴", "贴"},   {"栓", "枚"},   {"膜", "张"},   {"饮片", "克"}};

#define BY_MOUTH "口服"

/* The first word that a form contains decides; an ambiguous word has several classes. */
static const struct {
    const char *word;
    unsigned is;
} words[] = {
    {"饮片", HERB},
    {"常释", SOLID | ORAL},
    {"缓控释剂型", SOLID},
    {"缓释控释剂型", SOLID},
    {"注射", INJECTION},
    {"粉针", INJECTION},
    {"水针", INJECTION},
    {"针剂", INJECTION},
    {"输液", INJECTION},
    {"眼", EYE},
    {"滴耳", EAR},
    {"耳用", EAR},
    {"鼻", NOSE | SPRAY},
    {"吸入", INHALED},
    {"雾化", INHALED},
    {"粉雾", INHALED},
    {"气雾", INHALED | SPRAY | SKIN},
    {"喷雾", SPRAY | NOSE | INHALED | SKIN},
    {"喷剂", SPRAY | NOSE | INHALED | SKIN},
    {"栓", SUPPOSITORY},
    {"胶囊", CAPSULE},
    {"胶丸", CAPSULE},
    {"片", TABLET},
    {"冻干", INJECTION}, /* behind 片: there are freeze-dried tablets */
    {"颗粒", GRANULE},
    {"冲剂", GRANULE},
    {"干混悬", GRANULE | POWDER | ORAL},
    {"丸", PILL},
    {"散", POWDER},
    {"粉", POWDER},
    {"贴", PATCH},
    {"膏药", PATCH},
    {"煎膏", ORAL},
    {"膏滋", ORAL},
    {"口服固体", SOLID},
    {BY_MOUTH, SOLID | ORAL | FILM}, /* any form; see liquid_by_mouth */
    {"糖浆", ORAL},
    {"合剂", ORAL},
    {"酒剂", ORAL},
    {"露剂", ORAL},
    {"溶液", ORAL | SKIN},
    {"混悬", ORAL | SKIN},
    {"滴剂", ORAL | SKIN | EYE | EAR | NOSE},
    {"膏", SKIN},
    {"凝胶", SKIN},
    {"搽", SKIN},
    {"擦", SKIN},
    {"洗剂", SKIN},
    {"涂", SKIN},
    {"酊", SKIN | ORAL},
    {"外用", SKIN},
    {"膜剂", FILM},
};

/* What kind of a class; two spellings of one kind have one name. */
static const struct {
    const char *word, *kind;
} kinds[] = {
    {"缓释", "缓释"}, {"控释", "缓释"}, {"缓控释", "缓释"}, {"肠溶", "肠溶"}, {"分散", "分散"},
    {"咀嚼", "咀嚼"}, {"泡腾", "泡腾"}, {"口崩", "口崩"},   {"崩解", "口崩"}, {"舌下", "舌下"},
    {"软胶囊", "软"}, {"胶丸", "软"},   {"滴眼", "滴眼"},   {"眼膏", "眼膏"},
};

static bool contains(const struct jc_buf *b, const char *word)
{
    return strstr(jc_buf_text(b), word) != NULL;
}

/* 口服液, 口服溶液, 口服混悬剂, 口服乳, 口服滴剂: a liquid, where 口服 alone may be tablets, too. */
static bool liquid_by_mouth(const struct jc_buf *key)
{
    static const char *const liquids[] = {"液", "混悬", "乳", "糖浆", "合剂", "滴", "酒", "酊", "露", "膏"};
    bool is = false;
    for (size_t i = 0; i < JC_LEN(liquids); i++)
        is |= contains(key, liquids[i]);
    return is;
}

static unsigned classes_of(const struct jc_buf *key)
{
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (contains(key, words[i].word))
            return strcmp(words[i].word, BY_MOUTH) == 0 && liquid_by_mouth(key) ? ORAL : words[i].is;
    return 0;
}

static void add_classes(struct jc_buf *out, unsigned is)
{
    bool first = true;
    for (size_t i = 0; i < JC_LEN(classes); i++) {
        if (!(is & 1u << i))
            continue;
        jc_buf_str(out, first ? "" : "|");
        jc_buf_str(out, classes[i].name);
        first = false;
    }
}

static void add_kinds(struct jc_buf *out, const struct jc_buf *key)
{
    const char *added[JC_LEN(kinds)];
    size_t n = 0;
    for (size_t i = 0; i < JC_LEN(kinds); i++) {
        bool is = contains(key, kinds[i].word);
        for (size_t k = 0; k < n; k++)
            is = is && strcmp(added[k], kinds[i].kind) != 0;
        if (!is)
            continue;
        added[n++] = kinds[i].kind;
        jc_buf_fmt(out, "+%s", kinds[i].kind);
    }
}

void jc_form_key(struct jc_buf *out, struct jc_span form)
{
    struct jc_buf key = {0};
    if (form.n == 0 || jc_text_blank(form.p, form.n))
        return;
    jc_text_key(&key, form.p, form.n);
    unsigned is = classes_of(&key);
    if (is) {
        add_classes(out, is);
        add_kinds(out, &key);
    } else {
        jc_buf_fmt(out, "?%s", jc_buf_text(&key));
    }
    jc_buf_free(&key);
}

const char *jc_form_unit(struct jc_span form)
{
    struct jc_buf key = {0};
    const char *unit = NULL;
    if (form.n)
        jc_text_key(&key, form.p, form.n);
    unsigned is = classes_of(&key);
    for (size_t i = 0; i < JC_LEN(classes); i++)
        if (is == 1u << i)
            unit = classes[i].unit;
    jc_buf_free(&key);
    return unit;
}

/* ---- pieces --------------------------------------------------------------------------------------- */

/* Tablets and capsules are counted by the piece; pills may be, or by the bag. */
static enum jc_pieces pieces_of_classes(unsigned is)
{
    const unsigned solid = TABLET | CAPSULE, open = solid | PILL;
    if (is == 0)
        return JC_PIECES_UNKNOWN;
    return (is & ~solid) == 0 ? JC_PIECES_SOLID : (is & open) == 0 ? JC_PIECES_SINGLE : JC_PIECES_UNKNOWN;
}

static enum jc_pieces pieces_of_unit(const char *counted)
{
    const struct unit_word *w = jc_unit_word(counted, counted + strlen(counted));
    if (!w || w->is & WORD_PUFF)
        return JC_PIECES_UNKNOWN;
    return w->is & WORD_SINGLE ? JC_PIECES_SINGLE : w->is & WORD_CONTAINER ? JC_PIECES_UNKNOWN : JC_PIECES_SOLID;
}

/* A name ends with its form (氨氯地平片, 口服溶液), but for 注射用…: the shortest ending that is one. */
static unsigned classes_of_name(struct jc_span name)
{
    enum { ENDING = 4 };
    struct jc_buf key = {0}, tail = {0};
    unsigned is = 0;
    int n = 0;
    jc_name_key(&key, name);
    const char *open = key.len && key.p[key.len - 1] == ')' ? strrchr(key.p, '(') : NULL;
    if (open && open > key.p)
        key.len = (size_t)(open - key.p);
    if (strncmp(jc_buf_text(&key), "注射用", strlen("注射用")) == 0)
        is = INJECTION;
    for (size_t at = key.len; at > 0 && n < ENDING && !is;) {
        at--;
        if (((unsigned char)key.p[at] & 0xc0) == 0x80)
            continue;
        n++;
        jc_buf_clear(&tail);
        jc_buf_add(&tail, key.p + at, key.len - at);
        is = classes_of(&tail);
    }
    jc_buf_free(&key);
    jc_buf_free(&tail);
    return is;
}

enum jc_pieces jc_pieces_of(const struct jc_spec *spec, struct jc_span form, struct jc_span name)
{
    struct jc_buf key = {0};
    enum jc_pieces pieces = pieces_of_unit(spec->counted);
    if (form.n)
        jc_text_key(&key, form.p, form.n);
    if (!pieces)
        pieces = pieces_of_classes(classes_of(&key));
    if (!pieces)
        pieces = pieces_of_classes(classes_of_name(name));
    if (!pieces && strstr(spec->strength, "ml"))
        pieces = JC_PIECES_SINGLE;
    if (pieces == JC_PIECES_SINGLE && spec->how == JC_SPEC_AMBIGUOUS)
        pieces = JC_PIECES_UNKNOWN; /* 2贴/袋×3袋/盒, 60吸/支: a 袋 or a 支 may hold several of what is counted */
    jc_buf_free(&key);
    return pieces;
}
