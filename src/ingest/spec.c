/*
 * spec: the strict grammar of formats.md 4.2. A text is folded to a small alphabet, split into alternatives, its
 * brackets are set aside, and then every character must be consumed, or the text is refused with what was left.
 *
 *   alt = [ size | dose { joiner dose } ] { "×" count [ "/" container ] } | count …
 */
#include "ingest/strength.h"

enum {
    EMPTY = 260,
    REST = 261,
    NO_COUNT = 262,
    ONLY_OUTER = 263,
    SEVERAL_PACKS = 264,
    TWO_LEVELS = 265,
    PUFFS = 266,
    DISAGREE = 267,
    OPEN_LEVEL = 268,
    SEVERAL_STRENGTHS = 272,
    STRENGTHS_DIFFER = 274
};
enum { TEXT_MAX = 512, FACTORS = 6, NOTES = 4, ALTS = 6, UNITS_MAX = 1000000, LEVEL_MAX = 1000000000 };
static const char TIMES[] = "×";
static const char ACTIVITY[] = "iu"; /* of a bare 8万 */
static const char TABLET[] = "片";   /* of 12s */

struct factor {
    int32_t n;
    const struct unit_word *word, *container; /* word NULL: a bare number */
};
struct parse {
    const char *p, *end;
    struct jc_span name; /* of the product */
    struct strength strength;
    struct factor factor[FACTORS];
    int factors;
    const struct unit_word *container; /* straight after the strength: 100ml/瓶 */
    const struct unit_word *each;      /* 每粒装0.3g */
    bool glued, bare_alone;            /* a count after a slash; a bare number may stand alone (pack column) */
};

/* ---- folding ------------------------------------------------------------------------------------- */

static bool is_digit(const char *p, const char *end)
{
    return p < end && *p >= '0' && *p <= '9';
}

static bool at(const char *p, const char *end, const char *word)
{
    return jc_span_begins((struct jc_span){p, (size_t)(end - p)}, word);
}

/* Two numbers apart by a blank must not become one: 聚乙二醇400 10mg. A bar stops the grammar there; 0. 1g is one. */
static void guard_numbers(struct jc_buf *b)
{
    for (size_t i = 1; i + 1 < b->len; i++) {
        const char *p = b->p + i, *end = b->p + b->len;
        bool before = is_digit(p - 1, end) || (p[-1] == '.' && i >= 2 && is_digit(p - 2, end));
        bool one = p[-1] == '.' && i >= 2 && p[-2] == '0' && (i == 2 || !is_digit(p - 3, end));
        if (*p == ' ' && before && !one && is_digit(p + 1, end))
            b->p[i] = '|';
    }
}

/* Does the folded text so far end in a letter or a Chinese character, that is, in a unit? */
static bool ends_in_unit(const char *from, size_t n)
{
    return n && ((from[n - 1] >= 'a' && from[n - 1] <= 'z') || (n >= 3 && jc_unit_han(from + n - 3, from + n)));
}

/* Signs that people write for one another; NULL = as it stands. [from, from+used) is the folded text so far. */
static const char *sign_for(const char *p, const char *end, const char *from, size_t used, size_t *n)
{
    static const char *const times[] = {"*", "✕", "✖", "╳", "∗", "⨯", "✱", "х", "·"};
    static const char *const same[][2] = {{"。", "."}, {"∶", ":"}, {"⁄", "/"}, {"∕", "/"}, {"撳", "揿"}, {"掀", "揿"}};
    for (size_t i = 0; i < JC_LEN(times); i++)
        if (at(p, end, times[i])) {
            *n = strlen(times[i]);
            return TIMES;
        }
    for (size_t i = 0; i < JC_LEN(same); i++)
        if (at(p, end, same[i][0])) {
            *n = strlen(same[i][0]);
            return same[i][1];
        }
    *n = 1;
    bool after_unit = ends_in_unit(from, used);
    bool after_amount = used && (after_unit || is_digit(from + used - 1, from + used) || strchr("%)", from[used - 1]));
    if (*p == 'x' && after_amount && is_digit(p + 1, end))
        return TIMES;
    return *p == '.' && after_unit ? "" : NULL;
}

/* The folded text in dst; false: too long to be a spec. */
static bool fold(char *dst, size_t *len, struct jc_span text)
{
    struct jc_buf clean = {0}, key = {0};
    jc_text_clean(&clean, text.p, text.n);
    guard_numbers(&clean);
    jc_text_key(&key, jc_buf_text(&clean), clean.len);
    const char *p = key.p, *end = p + key.len;
    size_t n, used = 0;
    while (p < end && used + 4 < TEXT_MAX) {
        const char *sign = sign_for(p, end, dst, used, &n);
        size_t k = sign ? strlen(sign) : 1;
        memcpy(dst + used, sign ? sign : p, k);
        used += k;
        p += n;
    }
    bool fits = p == end;
    dst[used] = '\0';
    *len = used;
    jc_buf_free(&clean);
    jc_buf_free(&key);
    return fits;
}

/* ---- tokens -------------------------------------------------------------------------------------- */

static bool eat(struct parse *ps, const char *word)
{
    if (!at(ps->p, ps->end, word))
        return false;
    ps->p += strlen(word);
    return true;
}

static bool take_number(struct parse *ps, struct jc_dec *out)
{
    const char *p = ps->p;
    while (is_digit(p, ps->end))
        p++;
    if (p == ps->p)
        return false;
    if (p < ps->end && *p == '.' && is_digit(p + 1, ps->end))
        for (p++; is_digit(p, ps->end);)
            p++;
    if (p - ps->p > 15 || !jc_dec_parse(out, ps->p, (size_t)(p - ps->p)))
        return false;
    ps->p = p;
    return true;
}

/* A whole number from 1; 12.000 is 12. */
static bool take_count(struct parse *ps, int32_t *out)
{
    struct jc_dec d;
    int64_t x;
    bool inexact = false;
    const char *from = ps->p;
    if (take_number(ps, &d) && jc_dec_scaled(&x, d, 0, &inexact) && !inexact && x > 0 && x <= UNITS_MAX) {
        *out = (int32_t)x;
        return true;
    }
    ps->p = from;
    return false;
}

static const struct unit_word *take_word(struct parse *ps, unsigned is)
{
    const struct unit_word *w = jc_unit_word(ps->p, ps->end);
    if (!w || !(w->is & is))
        return NULL;
    ps->p += strlen(w->text);
    return w;
}

static const struct measure *take_measure(struct parse *ps)
{
    const struct measure *m = jc_unit_measure(ps->p, ps->end);
    if (m)
        ps->p += strlen(m->text);
    return m;
}

static bool is_length(const struct measure *m)
{
    return m && m->class == MEASURE_LENGTH;
}

/* ---- strength ------------------------------------------------------------------------------------ */

/* 每粒装, 每8丸重, 含, the name of an ingredient: Chinese characters up to the number. */
static bool take_prefix(struct parse *ps, int *per, size_t *place)
{
    const char *from = ps->p;
    int32_t n;
    if (eat(ps, "每")) {
        bool counted = take_count(ps, &n);
        const struct unit_word *w = take_word(ps, WORD_COUNT);
        if (counted && !w)
            return false;
        *per = counted ? n : 1;
        ps->each = w ? w : ps->each;
    }
    const char *words = ps->p;
    for (size_t han; (han = jc_unit_han(ps->p, ps->end)) > 0;)
        ps->p += han;
    *place = jc_strength_place(ps->name, words, ps->p);
    return ps->p == from || is_digit(ps->p, ps->end);
}

enum { BARE_FIRST = 1, BARE_LAST = 2 }; /* a number without a unit: before a joiner, or after one */

static bool may_be_bare(const struct parse *ps, int bare)
{
    const char *p = ps->p;
    if (bare & BARE_FIRST && p < ps->end && strchr("/:+", *p) && is_digit(p + 1, ps->end))
        return true;
    return bare & BARE_LAST && (p == ps->end || at(p, ps->end, TIMES));
}

static bool last_is_length(const struct strength *s)
{
    return s->n > 0 && is_length(s->dose[s->n - 1].unit);
}

/* [prefix] number [万] unit; nothing is consumed where there is no dose. */
static bool take_dose(struct parse *ps, int bare)
{
    struct parse before = *ps;
    struct dose d = {.per = 1};
    size_t n = 0;
    if (!take_prefix(ps, &d.per, &d.place))
        goto none;
    bool prefixed = ps->p != before.p;
    if (!take_number(ps, &d.number))
        goto none;
    d.power = jc_unit_power(ps->p, ps->end, &n);
    ps->p += n;
    d.unit = take_measure(ps);
    if (!d.unit && n)
        d.unit = jc_unit_measure(ACTIVITY, ACTIVITY + strlen(ACTIVITY)); /* 8万: only activity is written so */
    if (d.unit && strcmp(d.unit->text, "m") == 0 && !last_is_length(&ps->strength))
        goto none;
    if (!d.unit && (prefixed || !may_be_bare(ps, bare)))
        goto none;
    jc_strength_add(&ps->strength, d);
    return true;
none:
    *ps = before;
    return false;
}

/* 10mg/ml, 1000mg/g: a unit alone is one of it. */
static bool take_unit_alone(struct parse *ps)
{
    const struct measure *m = take_measure(ps);
    if (m)
        jc_strength_add(&ps->strength, (struct dose){.number = {1, 0}, .unit = m, .per = 1, .each = true});
    return m != NULL;
}

/* 8cm×10cm, 11×15cm, 1.25cm×9.1m: at least two numbers, the last with a length. */
static bool take_size(struct parse *ps)
{
    struct parse before = *ps;
    int sides = 0;
    for (;;) {
        struct parse side = *ps;
        struct dose d = {.per = 1};
        if ((sides && !eat(ps, TIMES)) || !take_number(ps, &d.number))
            break;
        d.unit = take_measure(ps);
        if ((d.unit && !is_length(d.unit)) || (!d.unit && !at(ps->p, ps->end, TIMES))) {
            *ps = side;
            break;
        }
        jc_strength_add(&ps->strength, d);
        if (++sides == 3)
            break;
    }
    if (sides >= 2 && last_is_length(&ps->strength))
        return true;
    *ps = before;
    return false;
}

static bool take_joiner(struct parse *ps)
{
    return eat(ps, ":") || eat(ps, "+") || eat(ps, ",") || eat(ps, "与") || eat(ps, "和");
}

static bool last_is_percent(const struct strength *s)
{
    const struct measure *m = s->n ? s->dose[s->n - 1].unit : NULL;
    return m && m->class == MEASURE_PERCENT;
}

/* All amounts from here; false: one is missing where a joiner asks for it. */
static bool take_strength(struct parse *ps)
{
    if (take_size(ps))
        return true;
    if (!take_dose(ps, BARE_FIRST))
        return true;
    for (;;) {
        const char *from = ps->p;
        if (last_is_percent(&ps->strength) && is_digit(ps->p, ps->end) && take_dose(ps, 0))
            continue; /* 0.5%100ml */
        bool comma = at(ps->p, ps->end, ",");
        if (take_joiner(ps)) {
            if (!take_dose(ps, comma ? 0 : BARE_FIRST | BARE_LAST)) {
                ps->p = from; /* counts may follow it */
                return comma;
            }
        } else if (eat(ps, "/")) {
            if (!take_dose(ps, BARE_FIRST) && !take_unit_alone(ps)) {
                ps->p = from;
                return true;
            }
        } else if (eat(ps, TIMES)) {
            if (!take_dose(ps, 0)) {
                ps->p = from;
                return true;
            }
            ps->strength.times |= !jc_strength_filled(&ps->strength);
        } else {
            return true;
        }
    }
}

/* ---- counts -------------------------------------------------------------------------------------- */

static struct factor *last_factor(struct parse *ps)
{
    return ps->factors ? &ps->factor[ps->factors - 1] : NULL;
}

/* What the text stood in just now; a further count must count just that: 7片/板×4板. */
static const struct unit_word *open_container(struct parse *ps)
{
    struct factor *f = last_factor(ps);
    return f ? f->container : ps->container;
}

static bool take_factor(struct parse *ps)
{
    struct factor f = {0}, *last = last_factor(ps);
    const struct unit_word *in = open_container(ps);
    if (ps->factors == FACTORS || (last && !last->word) || !take_count(ps, &f.n))
        return false;
    f.word = take_word(ps, WORD_COUNT);
    if (!f.word && ps->p < ps->end && *ps->p != '/')
        return false; /* a bare number only as the last factor */
    if (in && in != f.word)
        return false;
    ps->factor[ps->factors++] = f;
    return true;
}

static bool take_container(struct parse *ps)
{
    struct factor *f = last_factor(ps);
    if (open_container(ps))
        return false;
    const struct unit_word *w = take_word(ps, ~0u);
    bool each = !f && at(ps->p, ps->end, TIMES); /* 10mg/片×30片 */
    if (!w || !(w->is & WORD_CONTAINER || each || (f && w == f->word)))
        return false;
    *(f ? &f->container : &ps->container) = w;
    return true;
}

/* 20mg/片, and nothing behind: the strength of each, and not how many there are. */
static bool take_each(struct parse *ps)
{
    const char *from = ps->p;
    const struct unit_word *w = take_word(ps, WORD_SOLID);
    if (!w || ps->p < ps->end) {
        ps->p = from;
        return false;
    }
    ps->each = w;
    return true;
}

static bool take_counts(struct parse *ps)
{
    while (ps->p < ps->end) {
        bool first = ps->factors == 0 && !ps->container;
        if (eat(ps, TIMES)) {
            if (!take_factor(ps))
                return false;
        } else if (first && ps->strength.n && eat(ps, ",")) { /* 每片10mg,30片/盒 */
            if (!take_factor(ps) || !last_factor(ps)->word)
                return false;
        } else if (eat(ps, "/")) {
            if (is_digit(ps->p, ps->end)) { /* 0.5g/30袋 */
                if (!first || !take_factor(ps) || !last_factor(ps)->word)
                    return false;
                ps->glued = true;
            } else if (!(first && ps->strength.n && take_each(ps)) && !take_container(ps)) {
                return false;
            }
        } else if (!first || !ps->strength.n || !take_container(ps)) { /* 0.5g/3g袋 */
            return false;
        }
    }
    return true;
}

/* A text without brackets, to its last character. */
static bool parse_plain(struct parse *ps)
{
    if (at(ps->p, ps->end, "复方×") && eat(ps, "复方")) /* in place of a strength */
        return take_counts(ps);
    if (!take_strength(ps))
        return false;
    if (ps->strength.n == 0 && ps->p < ps->end) {
        if (!take_factor(ps) || (!last_factor(ps)->word && !ps->bare_alone))
            return false;
    }
    return take_counts(ps);
}

/* ---- brackets ------------------------------------------------------------------------------------ */

struct folded {
    char body[TEXT_MAX];
    size_t len;
    struct jc_span note[NOTES]; /* contents of outer brackets, in the folded text */
    size_t at[NOTES];           /* where in the body they stood */
    int notes;
};

/* Up to the partner of the bracket at p; NULL if it has none. */
static const char *closing(const char *p, const char *end)
{
    int depth = 0;
    for (; p < end; p++) {
        depth += *p == '(' ? 1 : *p == ')' ? -1 : 0;
        if (depth == 0)
            return p;
    }
    return NULL;
}

/* ,另附1支溶剂1.5ml: an accessory says nothing about the product. */
static size_t accessory(const char *p, const char *end)
{
    const char *from = p;
    bool more = at(p, end, ",附") && is_digit(p + strlen(",附"), end);
    if (!more && !at(p, end, ",另附") && !at(p, end, ",附带"))
        return 0;
    while (p < end && !at(p, end, TIMES) && *p != '(' && *p != ')')
        p++;
    return (size_t)(p - from);
}

static bool set_brackets_aside(struct folded *out, const char *p, const char *end)
{
    out->len = 0;
    out->notes = 0;
    while (p < end) {
        size_t skip = accessory(p, end);
        if (skip) {
            p += skip;
        } else if (*p == '(') {
            const char *to = closing(p, end);
            if (!to || out->notes == NOTES)
                return false;
            out->at[out->notes] = out->len;
            out->note[out->notes++] = (struct jc_span){p + 1, (size_t)(to - p - 1)};
            p = to + 1;
        } else if (*p == ')') {
            return false;
        } else {
            out->body[out->len++] = *p++;
        }
    }
    return true;
}

/* Amounts only, to the end? */
static bool parse_note(struct parse *ps, struct jc_span note, struct jc_span name)
{
    struct folded f;
    *ps = (struct parse){.name = name};
    if (!set_brackets_aside(&f, note.p, note.p + note.n) || f.notes)
        return false;
    ps->p = f.body;
    ps->end = f.body + f.len;
    return take_strength(ps) && ps->p == ps->end && ps->strength.n > 0;
}

static void merge_notes(struct parse *ps, const struct folded *f)
{
    struct parse note;
    bool taken = ps->strength.times;
    for (int i = 0; i < f->notes && !taken; i++) {
        bool plain = is_digit(f->note[i].p, f->note[i].p + f->note[i].n); /* 附助悬剂2ml is something else */
        taken = parse_note(&note, f->note[i], ps->name) && jc_strength_note(&ps->strength, &note.strength, plain);
    }
}

/* The body with its leading bracket put back: (4mg+1.25mg)×20片, (150mg+12.5mg)*14. */
static void restore_leading(struct folded *f)
{
    struct folded inner;
    struct parse note;
    if (f->notes == 0 || f->at[0] != 0 || f->len == 0 || !parse_note(&note, f->note[0], (struct jc_span){0}))
        return;
    if (!set_brackets_aside(&inner, f->note[0].p, f->note[0].p + f->note[0].n) || inner.len + f->len >= TEXT_MAX)
        return;
    memmove(f->body + inner.len, f->body, f->len);
    memcpy(f->body, inner.body, inner.len);
    f->len += inner.len;
}

static void keep_rest(struct jc_spec *out, const char *p, const char *end)
{
    jc_copyn(out->rest, sizeof out->rest, p, (size_t)(end - p));
}

static bool parse_alt(struct parse *ps, struct jc_spec *out, const char *p, const char *end)
{
    struct folded f;
    bool pack = ps->bare_alone;
    keep_rest(out, p, end);
    if (!set_brackets_aside(&f, p, end))
        return false;
    const struct unit_word *box = jc_unit_word(f.body, f.body + f.len);
    bool boxed = f.notes == 1 && box && strlen(box->text) == f.len; /* 盒[20片] */
    if ((boxed || f.len == 0) && f.notes == 1) {
        p = f.note[0].p;
        end = p + f.note[0].n;
        if (!set_brackets_aside(&f, p, end))
            return false;
    }
    restore_leading(&f);
    *ps = (struct parse){.p = f.body, .end = f.body + f.len, .name = ps->name, .bare_alone = pack || boxed};
    bool ok = parse_plain(ps);
    if (!ok && ps->p < ps->end)
        keep_rest(out, ps->p, ps->end);
    if (ok && boxed && !open_container(ps))
        *(ps->factors ? &last_factor(ps)->container : &ps->container) = box;
    if (ok)
        merge_notes(ps, &f);
    ps->p = ps->end = NULL; /* the body ends here */
    return ok;
}

/* ---- judging ------------------------------------------------------------------------------------- */

static void set_units(struct jc_spec *out, enum jc_spec_how how, int64_t units)
{
    out->how = how;
    out->units = units <= UNITS_MAX ? (int32_t)units : 0;
    out->units_reason = out->units ? 0 : TWO_LEVELS;
}

static void set_ambiguous(struct jc_spec *out, int reason, int64_t a, int64_t b)
{
    out->how = JC_SPEC_AMBIGUOUS;
    out->units_reason = reason;
    out->candidate[0] = a <= UNITS_MAX ? (int32_t)a : 0;
    out->candidate[1] = b <= UNITS_MAX ? (int32_t)b : 0;
}

static void refuse(struct jc_spec *out, int reason)
{
    out->how = JC_SPEC_NONE;
    out->units = 0;
    out->units_reason = reason;
}

/* ×600盒 after 24粒, ×100瓶/件: from there on it is transport. */
static void drop_outer(struct parse *ps, struct jc_spec *out)
{
    for (int i = 1; i < ps->factors; i++) {
        const struct factor *f = &ps->factor[i];
        if ((f->word && f->word->is & (WORD_BOX | WORD_OUTER)) || (f->container && f->container->is & WORD_OUTER)) {
            ps->factors = i;
            out->outer = true;
        }
    }
}

/* 7片×4板 counts 28片: a blister only multiplies. False: nothing but blisters. */
static bool merge_boards(struct parse *ps)
{
    for (int i = 0; i < ps->factors && ps->factors > 1; i++) {
        if (!ps->factor[i].word || !(ps->factor[i].word->is & WORD_BOARD))
            continue;
        int into = i ? i - 1 : 1, last = ps->factors - 1;
        struct factor *f = &ps->factor[into];
        int64_t n = (int64_t)f->n * ps->factor[i].n;
        f->n = n <= UNITS_MAX ? (int32_t)n : UNITS_MAX + 1;
        if (i)
            f->container = ps->factor[i].container;
        for (int k = i; k < last; k++)
            ps->factor[k] = ps->factor[k + 1];
        ps->factors--;
        i--;
    }
    return !(ps->factors == 1 && ps->factor[0].word && ps->factor[0].word->is & WORD_BOARD);
}

static void judge_two(struct parse *ps, struct jc_spec *out)
{
    const struct factor *a = &ps->factor[0], *b = &ps->factor[1];
    int64_t product = (int64_t)a->n * b->n;
    bool solid = a->word && a->word->is & WORD_SOLID, puffs = a->word && a->word->is & WORD_PUFF;
    if (b->word ? solid && (a->container == b->word || b->n == 1) : b->n == 1 && !puffs)
        set_units(out, JC_SPEC_COUNT, product); /* 12片/瓶×2瓶, 100片×1瓶, 24粒×1 */
    else if (a->n == 1 && a->word == b->word)
        set_units(out, JC_SPEC_COUNT, b->n); /* 1.000贴*4贴 */
    else if (!b->word)
        set_ambiguous(out, TWO_LEVELS, a->n, product);
    else
        set_ambiguous(out, puffs ? PUFFS : TWO_LEVELS, b->n, product);
}

static void judge_counts(struct parse *ps, struct jc_spec *out)
{
    const struct factor *a = &ps->factor[0], *last = last_factor(ps);
    enum jc_spec_how how = ps->glued ? JC_SPEC_GLUED : JC_SPEC_COUNT;
    int64_t product = 1;
    for (int i = 0; i < ps->factors && product <= UNITS_MAX; i++)
        product *= ps->factor[i].n;
    if (a->word && a->word->is & (WORD_BOX | WORD_OUTER))
        refuse(out, ONLY_OUTER);
    else if (a->container && a->container->is & WORD_OUTER)
        refuse(out, ONLY_OUTER);
    else if (ps->factors > 2)
        set_ambiguous(out, TWO_LEVELS, last->n, product);
    else if (ps->factors == 2)
        judge_two(ps, out);
    else if (a->word && a->word->is & WORD_PUFF)
        set_ambiguous(out, PUFFS, a->n, 1);
    else if (last->container && last->container->is & WORD_BOARD)
        refuse(out, OPEN_LEVEL);
    else
        set_units(out, how, a->n);
}

static void judge_container(struct parse *ps, struct jc_spec *out)
{
    /* 5%:15g/盒: so much of an ointment, and not tablets of nobody knows how many */
    bool bulk = jc_strength_count(&ps->strength, MEASURE_PERCENT) == 1 && ps->strength.n == 2 &&
                jc_strength_count(&ps->strength, MEASURE_MASS) == 1;
    if (ps->container->is & WORD_BOARD)
        refuse(out, OPEN_LEVEL);
    else if (ps->container->is & WORD_OUTER || (ps->container->is & WORD_BOX && !bulk))
        refuse(out, ONLY_OUTER);
    else
        set_units(out, JC_SPEC_CONTAINER, 1);
}

static void name_units(struct parse *ps, struct jc_spec *out)
{
    const struct unit_word *counted = ps->factors ? ps->factor[0].word : ps->each;
    const struct unit_word *in = open_container(ps);
    if (counted && counted->is & WORD_BOARD && ps->factors > 1)
        counted = ps->factor[1].word;
    if (counted && strcmp(counted->text, "s") == 0)
        counted = jc_unit_word(TABLET, TABLET + strlen(TABLET));
    if (!counted && !ps->factors && in && in->is & WORD_SINGLE)
        counted = in; /* 100ml/瓶: the bottle is what is counted */
    jc_copy(out->counted, sizeof out->counted, counted ? counted->text : "");
    jc_copy(out->container, sizeof out->container, in ? in->text : "");
}

static void add_level(struct jc_spec *out, const struct unit_word *word, int64_t units)
{
    for (int i = 0; i < JC_LEVELS && units > 0 && units <= LEVEL_MAX; i++)
        if (!out->level[i].name[0]) {
            jc_copy(out->level[i].name, sizeof out->level[i].name, word->text);
            out->level[i].units = units;
            break;
        }
}

/* The levels of the pack as it is written, before blisters and transport packs are taken off. */
static void name_levels(struct jc_spec *out, const struct factor *factor, int n)
{
    for (int i = 0; i < n; i++) {
        const struct factor *f = &factor[i], *below = i ? &factor[i - 1] : NULL;
        bool board = f->word && f->word->is & WORD_BOARD;
        if (board && out->units % f->n == 0)
            add_level(out, f->word, out->units / f->n);
        else if (n == 1 && f->container && f->container->is & WORD_BOARD)
            add_level(out, f->container, f->n); /* 10片/板, in a pack of nobody knows how many */
        else if (i == 1 && f->word && f->word == below->container)
            add_level(out, f->word, out->units ? below->n : 0);
        if (i == n - 1 && i > 0 && f->container && f->container->is & WORD_OUTER)
            add_level(out, f->container, (int64_t)out->units * f->n);
    }
}

static void judge(struct parse *ps, struct jc_spec *out)
{
    struct factor written[FACTORS];
    int n = ps->factors;
    memcpy(written, ps->factor, sizeof written);
    out->strength_reason = jc_strength_key(out->strength, &ps->strength);
    out->strength_known = out->strength[0] != '\0';
    out->rest[0] = '\0';
    drop_outer(ps, out);
    name_units(ps, out);
    if (ps->factors && !merge_boards(ps))
        refuse(out, OPEN_LEVEL);
    else if (ps->factors)
        judge_counts(ps, out);
    else if (ps->container)
        judge_container(ps, out);
    else
        refuse(out, NO_COUNT);
    name_levels(out, written, n);
}

/* ---- alternatives, columns ----------------------------------------------------------------------- */

/* The next alternative of [p, end), split on ; and 或 outside brackets; moves *p past it. */
static struct jc_span next_alt(const char **p, const char *end)
{
    const char *from = *p, *q = from;
    int depth = 0;
    for (; q < end; q++) {
        depth += *q == '(' ? 1 : *q == ')' ? -1 : 0;
        if (depth <= 0 && (*q == ';' || at(q, end, "或")))
            break;
    }
    *p = q == end ? end : q + (*q == ';' ? 1 : strlen("或"));
    return (struct jc_span){from, (size_t)(q - from)};
}

/* Two packs in one text: neither is taken. */
static void join_alts(struct jc_spec *out, const struct jc_spec *next)
{
    if (strcmp(out->strength, next->strength) != 0) {
        out->strength[0] = '\0';
        out->strength_known = false;
        out->strength_reason = SEVERAL_STRENGTHS;
    }
    if (out->units == next->units && out->units_reason == next->units_reason)
        return;
    int32_t first = out->how == JC_SPEC_AMBIGUOUS ? out->candidate[0] : out->units;
    set_ambiguous(out, SEVERAL_PACKS, first ? first : next->units, next->units);
    out->units = 0;
    memset(out->level, 0, sizeof out->level);
}

static void parse_text(struct jc_spec *out, struct jc_span text, struct jc_span name, bool pack)
{
    char folded[TEXT_MAX];
    size_t len;
    struct jc_spec one;
    struct parse ps;
    int alts = 0;
    *out = (struct jc_spec){.units_reason = EMPTY};
    if (text.n == 0 || jc_text_blank(text.p, text.n))
        return;
    bool ok = fold(folded, &len, text);
    keep_rest(out, folded, folded + len);
    for (const char *p = folded, *end = folded + len; ok && p < end;) {
        struct jc_span alt = next_alt(&p, end);
        if (alt.n == 0)
            continue;
        one = (struct jc_spec){0};
        ps = (struct parse){.name = name, .bare_alone = pack};
        ok = alts < ALTS && parse_alt(&ps, &one, alt.p, alt.p + alt.n);
        if (ok)
            judge(&ps, &one);
        if (ok && alts++)
            join_alts(out, &one);
        else
            *out = one;
    }
    if (!ok || alts == 0) {
        refuse(out, REST);
        out->strength_reason = REST;
        out->strength_known = false;
        out->strength[0] = '\0';
        out->candidate[0] = out->candidate[1] = 0;
        out->counted[0] = out->container[0] = '\0';
        memset(out->level, 0, sizeof out->level);
    }
}

static bool counts(const struct jc_spec *s)
{
    return s->units && s->how != JC_SPEC_CONTAINER;
}

static bool has_digit(struct jc_span text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] >= '0' && text.p[i] <= '9')
            return true;
    return false;
}

/* The pack column says something about counts, be it only that it cannot be settled. */
static bool pack_decides(const struct jc_spec *pack, struct jc_span text)
{
    return counts(pack) || pack->how == JC_SPEC_AMBIGUOUS || pack->units_reason == OPEN_LEVEL ||
           (pack->units_reason == REST && has_digit(text));
}

static void take_units(struct jc_spec *out, const struct jc_spec *from)
{
    char counted[JC_UNIT_MAX];
    jc_copy(counted, sizeof counted, from->counted[0] ? from->counted : out->counted);
    out->units = from->units;
    out->how = from->how;
    out->outer = from->outer;
    out->units_reason = from->units_reason;
    memcpy(out->candidate, from->candidate, sizeof out->candidate);
    memcpy(out->counted, counted, sizeof counted);
    memcpy(out->container, from->container, sizeof out->container);
    memcpy(out->level, from->level, sizeof out->level);
    memcpy(out->rest, from->rest, sizeof out->rest);
}

static void merge_columns(struct jc_spec *out, const struct jc_spec *pack, struct jc_span pack_text)
{
    if (pack->strength_known && !out->strength_known && out->strength_reason == 0) {
        memcpy(out->strength, pack->strength, sizeof out->strength);
        out->strength_known = true;
    } else if (pack->strength_known && out->strength_known && strcmp(pack->strength, out->strength) != 0) {
        out->strength_reason = STRENGTHS_DIFFER;
    }
    if (!pack_decides(pack, pack_text)) {
        if (!out->units && out->units_reason == NO_COUNT && pack->units) /* 100ml, and 瓶 in the other column */
            take_units(out, pack);
    } else if (counts(pack) && counts(out) && pack->units != out->units) {
        set_ambiguous(out, DISAGREE, out->units, pack->units);
        out->units = 0;
        memset(out->level, 0, sizeof out->level);
    } else {
        take_units(out, pack);
    }
}

bool jc_unit_boxes(struct jc_span unit, const char *container)
{
    return jc_span_has(unit, "盒") && !jc_span_has(unit, container);
}

bool jc_spec_parse(struct jc_spec *out, const struct jc_spec_in *in)
{
    struct jc_spec pack;
    struct jc_unit unit;
    bool have_pack = in->pack.n && !jc_text_blank(in->pack.p, in->pack.n);
    bool have_spec = in->spec.n && !jc_text_blank(in->spec.p, in->spec.n);
    parse_text(out, in->spec, in->name, false);
    if (have_pack) {
        parse_text(&pack, in->pack, in->name, true);
        if (have_spec)
            merge_columns(out, &pack, in->pack);
        else
            *out = pack;
    }
    if (out->how == JC_SPEC_CONTAINER && jc_unit_boxes(in->unit, out->container))
        refuse(out, NO_COUNT);
    out->may_be_one = out->units_reason == NO_COUNT && jc_unit_parse(&unit, in->unit) && unit.kind == JC_UNIT_EITHER;
    return out->strength_known || out->units > 0;
}
