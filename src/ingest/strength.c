/* strength: amounts -> canonical key. A fill goes first, percents become amounts, the order of others stays. */
#include "ingest/strength.h"

enum { NO_UNIT = 269, TIMES_BETWEEN = 270, PERCENT_WRONG = 271, SEVERAL = 272, TOO_LONG = 273 };

size_t jc_strength_place(struct jc_span name, const char *p, const char *end)
{
    enum { LEAST = 6 }; /* two characters */
    for (; name.n && end - p >= LEAST; p += jc_unit_han(p, end)) {
        const char *in = jc_text_find(name.p, name.n, p, (size_t)(end - p));
        if (in)
            return (size_t)(in - name.p) + 1;
    }
    return 0;
}

void jc_strength_add(struct strength *s, struct dose d)
{
    if (s->n < STRENGTH_DOSES)
        s->dose[s->n++] = d;
    else
        s->over = true;
}

int jc_strength_count(const struct strength *s, enum measure_class class)
{
    int n = 0;
    for (int i = 0; i < s->n; i++)
        n += (s->dose[i].unit ? s->dose[i].unit->class : MEASURE_NONE) == class;
    return n;
}

/* Drop trailing zeros, so that equal amounts have equal decimals. */
static struct jc_dec tidy(struct jc_dec d)
{
    if (d.m == 0)
        return (struct jc_dec){0, 0};
    while (d.m % 10 == 0) {
        d.m /= 10;
        d.e++;
    }
    return d;
}

/*
 * A number without a unit shares the unit of the next amount: 80/5mg, 1500:500iu. Not that of a volume (10:20ml), and
 * not beside a percent (0.3%/0.1:3.5g), where it may mean another.
 */
static bool share_units(struct strength *s)
{
    bool percent = jc_strength_count(s, MEASURE_PERCENT) > 0;
    for (int i = s->n; i-- > 0;) {
        struct dose *d = &s->dose[i], *next = d + 1;
        if (d->unit)
            continue;
        if (i + 1 == s->n || percent || next->unit == NULL || next->unit->class == MEASURE_VOLUME)
            return false;
        d->unit = next->unit;
        d->power = next->power;
    }
    return true;
}

/* 每8丸重1.44g and 每10丸重1.8g are the same: divide what divides evenly. */
static bool reduce(struct dose *d)
{
    while (d->per % 2 == 0 || d->per % 5 == 0) {
        int by = d->per % 2 == 0 ? 2 : 5;
        if (!jc_mul(&d->amount.m, d->amount.m, 10 / by))
            return false;
        d->amount.e--;
        d->per /= by;
    }
    for (int by = 3; by <= d->per; by += 2)
        while (d->per % by == 0 && d->amount.m % by == 0) {
            d->per /= by;
            d->amount.m /= by;
        }
    d->amount = tidy(d->amount);
    return true;
}

static bool to_base(struct strength *s)
{
    for (int i = 0; i < s->n; i++) {
        struct dose *d = &s->dose[i];
        d->amount = (struct jc_dec){d->number.m, d->number.e + d->power + d->unit->exp};
        if (!jc_mul(&d->amount.m, d->amount.m, d->unit->times) || !reduce(d))
            return false;
    }
    return true;
}

static bool is_class(const struct dose *d, enum measure_class class)
{
    return d->unit && d->unit->class == class;
}

static bool is_fill(const struct dose *d)
{
    return is_class(d, MEASURE_VOLUME) && !d->each;
}

/* 100iu/ml(3ml) is 3ml:300iu: what is in each ml, times the fill. False: too long. */
static bool fill_each(struct strength *s)
{
    const struct dose *fill = NULL;
    int each = 0, kept = 0;
    for (int i = 0; i < s->n; i++) {
        each += is_class(&s->dose[i], MEASURE_VOLUME) && s->dose[i].each;
        fill = is_fill(&s->dose[i]) ? &s->dose[i] : fill;
    }
    if (each != 1 || !fill || jc_strength_count(s, MEASURE_VOLUME) != 2)
        return true;
    const struct jc_dec times = fill->amount;
    for (int i = 0; i < s->n; i++) {
        struct dose d = s->dose[i];
        if (d.each && is_class(&d, MEASURE_VOLUME))
            continue;
        if (!is_fill(&d)) {
            if (!jc_mul(&d.amount.m, d.amount.m, times.m))
                return false;
            d.amount = tidy((struct jc_dec){d.amount.m, d.amount.e + times.e});
        }
        s->dose[kept++] = d;
    }
    s->n = kept;
    return true;
}

static const struct dose *first_of(const struct strength *s, enum measure_class class)
{
    for (int i = 0; i < s->n; i++)
        if (s->dose[i].unit->class == class)
            return &s->dose[i];
    return NULL;
}

static void remove_class(struct strength *s, enum measure_class class)
{
    int kept = 0;
    for (int i = 0; i < s->n; i++)
        if (s->dose[i].unit->class != class)
            s->dose[kept++] = s->dose[i];
    s->n = kept;
}

/* Is `percent` g in 100 ml what mass in fill makes, as exactly as the percent is written? */
static bool percent_fits(struct jc_dec percent, struct jc_dec fill, struct jc_dec mass)
{
    int64_t p, v, m, half = 500000; /* half of 1 in 10^-6 */
    if (!jc_dec_scaled(&p, percent, 6, NULL) || !jc_dec_scaled(&v, fill, 6, NULL) || !jc_dec_scaled(&m, mass, 6, NULL))
        return false;
    for (int e = percent.e; e < 0 && half; e++)
        half /= 10;
    __int128 off = (__int128)p * v * 10 - (__int128)m * 1000000;
    return (off < 0 ? -off : off) <= (__int128)half * v * 10;
}

/*
 * w/v percent: 10ml(0.1%) is 10ml:10mg, and beside 10ml:10mg it says nothing new. A percent beside a mass alone
 * (5%:15g) may be of the whole or of the drug, and stays as it is.
 */
static int resolve_percent(struct strength *s)
{
    const struct dose *percent = first_of(s, MEASURE_PERCENT), *fill = first_of(s, MEASURE_VOLUME);
    if (!percent || !fill)
        return 0;
    int percents = jc_strength_count(s, MEASURE_PERCENT), others = s->n - percents - 1;
    if (others == 0 && percents == 1) {
        static const struct measure mg = {"mg", "mg", MEASURE_MASS, 1, 0};
        struct dose d = {.unit = &mg, .per = 1};
        if (!jc_mul(&d.amount.m, percent->amount.m, fill->amount.m))
            return TOO_LONG;
        d.amount = tidy((struct jc_dec){d.amount.m, percent->amount.e + fill->amount.e + 1});
        remove_class(s, MEASURE_PERCENT);
        jc_strength_add(s, d);
        return 0;
    }
    const struct dose *mass = first_of(s, MEASURE_MASS);
    if (others == 1 && percents == 1 && mass && !percent_fits(percent->amount, fill->amount, mass->amount))
        return PERCENT_WRONG;
    if (others > 0)
        remove_class(s, MEASURE_PERCENT);
    return 0;
}

/*
 * 氨氯地平5mg/缬沙坦80mg of 缬沙坦氨氯地平片 is 80mg/5mg: amounts that say what they are of stand as the name of the product has
 * it. Others stay as they are written, for 5mg/10mg and 10mg/5mg may be two products of one firm.
 */
static void order_named(struct strength *s)
{
    for (int i = 0; i < s->n; i++) {
        if (s->dose[i].unit->class == MEASURE_VOLUME)
            continue;
        if (s->dose[i].place == 0 || s->dose[i].unit->class == MEASURE_PERCENT)
            return;
        for (int k = 0; k < i; k++)
            if (s->dose[k].place == s->dose[i].place)
                return;
    }
    for (int i = 1; i < s->n; i++)
        for (int k = i; k > 0 && s->dose[k].place < s->dose[k - 1].place; k--) {
            struct dose d = s->dose[k];
            s->dose[k] = s->dose[k - 1];
            s->dose[k - 1] = d;
        }
}

static void put_class(struct jc_buf *out, const struct strength *s, enum measure_class want, bool others,
                      const char *separator)
{
    char number[48];
    for (int i = 0; i < s->n; i++) {
        const struct dose *d = &s->dose[i];
        bool is = d->unit->class == want;
        if (is == others || (others && d->unit->class == MEASURE_PERCENT))
            continue;
        if (out->len)
            jc_buf_str(out, out->p[out->len - 1] == ':' ? "" : separator);
        jc_dec_text(number, sizeof number, d->amount);
        jc_buf_fmt(out, "%s%s", number, d->unit->base);
        if (d->per > 1)
            jc_buf_fmt(out, "/%d", d->per);
    }
}

int jc_strength_key(char *dst, struct strength *s)
{
    struct jc_buf key = {0};
    int reason = 0;
    dst[0] = '\0';
    if (s->n == 0)
        return 0;
    if (s->times)
        return TIMES_BETWEEN;
    if (!share_units(s))
        return NO_UNIT;
    if (s->over || !to_base(s) || !fill_each(s))
        return TOO_LONG;
    if (s->apart || jc_strength_count(s, MEASURE_VOLUME) > 1)
        return SEVERAL;
    if ((reason = resolve_percent(s)))
        return reason;
    order_named(s);
    put_class(&key, s, MEASURE_VOLUME, false, "");
    if (key.len)
        jc_buf_str(&key, s->n > 1 ? ":" : "");
    put_class(&key, s, MEASURE_PERCENT, false, "+");
    put_class(&key, s, MEASURE_VOLUME, true, jc_strength_count(s, MEASURE_LENGTH) ? "x" : "+");
    if (key.len >= JC_STRENGTH_MAX)
        reason = TOO_LONG;
    else
        jc_copy(dst, JC_STRENGTH_MAX, jc_buf_text(&key));
    jc_buf_free(&key);
    return reason;
}

/* ---- brackets and times signs ----------------------------------------------------------------------- */

static bool is_share(const struct dose *share, const struct dose *of)
{
    return is_class(share, MEASURE_PERCENT) && (is_fill(of) || is_class(of, MEASURE_MASS));
}

bool jc_strength_filled(const struct strength *s)
{
    const struct dose *a = &s->dose[s->n - 2], *b = &s->dose[s->n - 1];
    bool each = is_class(a, MEASURE_VOLUME) && a->each && is_fill(b);
    return each || is_share(a, b) || is_share(b, a);
}

static bool same_fill(const struct dose *a, const struct dose *b)
{
    struct jc_dec x = tidy((struct jc_dec){a->number.m, a->number.e + a->power + a->unit->exp});
    struct jc_dec y = tidy((struct jc_dec){b->number.m, b->number.e + b->power + b->unit->exp});
    return x.m == y.m && x.e == y.e;
}

static void add_fills(struct strength *s, const struct strength *from)
{
    for (int i = 0; i < from->n; i++) {
        bool there = !is_fill(&from->dose[i]);
        for (int k = 0; k < s->n && !there; k++)
            there = is_fill(&s->dose[k]) && same_fill(&s->dose[k], &from->dose[i]);
        if (!there)
            jc_strength_add(s, from->dose[i]);
    }
}

/*
 * The fill of an amount stands in the bracket, alone or with the amount again: 0.1g(10ml), 0.1g(10ml:0.1g), 100iu/ml(3ml);
 * or the amount in the bracket of the fill: 10ml(10ml:0.1g), 3ml(100iu/ml). Of 100ml(5ml:0.1g) nobody knows.
 */
static void note_fill(struct strength *s, const struct strength *note)
{
    char outside[JC_STRENGTH_MAX], inside[JC_STRENGTH_MAX];
    bool only_fill = jc_strength_count(s, MEASURE_VOLUME) == s->n;
    struct strength again = *note;
    add_fills(&again, s);
    add_fills(s, note);
    if (only_fill) {
        *s = again;
    } else if (jc_strength_count(note, MEASURE_VOLUME) < note->n) {
        struct strength all = *s;
        s->apart = jc_strength_key(outside, &all) || jc_strength_key(inside, &again) || strcmp(outside, inside) != 0;
    }
}

/*
 * A bracket may complete what stands outside: 0.9%(3000ml:27g), 2ml(75mg+20mg), 5ml(0.5%), 0.1g(10ml), 15g(0.1%). Beside an
 * amount of the drug it is only an explanation: 5mg(50万iu), 100ml:30g(i).
 */
bool jc_strength_note(struct strength *s, const struct strength *note, bool plain)
{
    int percents = jc_strength_count(s, MEASURE_PERCENT), volumes = jc_strength_count(s, MEASURE_VOLUME);
    bool fills = jc_strength_count(note, MEASURE_VOLUME) > 0;
    bool percent = jc_strength_count(note, MEASURE_PERCENT) == note->n;
    bool only_percent = percents == s->n && percents == 1, only_fill = volumes == s->n && volumes == 1;
    bool contents = volumes == 1 && percent; /* 5ml:5mg(0.1%): checked against it */
    bool ointment = s->n == 1 && note->n == 1 && jc_strength_count(s, MEASURE_MASS) + percents == 1 &&
                    jc_strength_count(note, MEASURE_MASS) == percents && (percents || percent);
    if (note->times || jc_strength_count(note, MEASURE_NONE) || (only_percent && !fills && note->n < 2 && !ointment))
        return false;
    if (only_percent && !fills && !ointment)
        *s = (struct strength){0}; /* 0.1%(30g:30mg): the amounts say it all */
    if (only_percent || (only_fill && !fills) || contents || ointment) {
        for (int i = 0; i < note->n; i++)
            jc_strength_add(s, note->dose[i]);
        return true;
    }
    if (!fills || !plain || percents || s->n == 0)
        return false;
    note_fill(s, note);
    return true;
}
