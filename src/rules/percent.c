/*
 * How strong without how much: 0.3% of a firm that won 5ml:15mg. It is that one where no other listed strength of the firm's
 * product comes to 0.3%, too; where several do, in groups of their own, nobody knows which (rule book 2.2). So it is with 15mg
 * and with 5ml where the firm's product is in several groups; in one group any strength counts.
 */
#include "rules/identity.h"

enum { NOT, PARTLY, ROUNDED, EXACTLY };
enum { PLACES = 6, MILLION = 1000000, AMOUNTS = 3 };

struct amount {
    int64_t n; /* in 10^-6 */
    int decimals;
    char unit; /* '%', 'l' of ml, 'g' of mg */
};

/* The amounts of a key that is made of at most three, in %, ml and mg; 0: of something else. */
static int amounts_of(struct amount out[AMOUNTS], const char *key)
{
    static const char *const units[] = {"%", "ml", "mg"};
    int n = 0;
    for (const char *p = key; *p; p += *p ? 1 : 0) {
        const size_t digits = strspn(p, "0123456789.");
        const char *point = memchr(p, '.', digits);
        struct jc_dec d;
        bool inexact = false;
        if (n == AMOUNTS || !jc_dec_parse(&d, p, digits) || !jc_dec_scaled(&out[n].n, d, PLACES, &inexact) || inexact)
            return 0;
        out[n].decimals = point ? (int)(p + digits - point - 1) : 0;
        p += digits;
        size_t u = 0, len = strcspn(p, "+:");
        while (u < JC_LEN(units) && !(strlen(units[u]) == len && memcmp(units[u], p, len) == 0))
            u++;
        if (u == JC_LEN(units))
            return 0;
        p += len;
        out[n++].unit = units[u][strlen(units[u]) - 1];
    }
    return n;
}

/* 0.3% of 5ml is 15mg, 1% of 10g is 100mg: as exactly as the percent is written. */
static int makes(const struct amount *percent, const struct amount *whole, const struct amount *of)
{
    const __int128 per = whole->unit == 'l' ? (__int128)MILLION / 10 : (__int128)MILLION * 100;
    int64_t half = MILLION / 2;
    for (int i = 0; i < percent->decimals; i++)
        half /= 10;
    const __int128 off = (__int128)percent->n * whole->n - of->n * per;
    return off == 0 ? EXACTLY : (off < 0 ? -off : off) <= (__int128)half * whole->n ? ROUNDED : NOT;
}

/* Is a percent, alone or with what it is of, the strength whose amounts are written out? */
static int is_percent_of(const char *percent, const char *full)
{
    struct amount p[AMOUNTS], a[AMOUNTS];
    const int n = amounts_of(p, percent);
    if ((n != 1 && n != 2) || p[0].unit != '%' || amounts_of(a, full) != 2)
        return NOT;
    if (a[0].unit == '%') /* 0.1%, and 0.1% of 10g */
        return n == 1 && a[0].n == p[0].n ? EXACTLY : NOT;
    if (a[1].unit != 'g' || (n == 2 && (p[1].unit != a[0].unit || p[1].n != a[0].n)))
        return NOT;
    return makes(&p[0], &a[0], &a[1]);
}

/* 15mg and 5ml are of 5ml:15mg. */
static bool is_part_of(const char *part, const char *full)
{
    const char *fill = strstr(full, "ml:");
    const size_t n = fill ? (size_t)(fill - full) + strlen("ml") : 0;
    return fill && ((strlen(part) == n && memcmp(part, full, n) == 0) || strcmp(part, fill + strlen("ml:")) == 0);
}

static int likeness(const struct world *w, uint32_t a, uint32_t b)
{
    const char *x = world_text(w, a), *y = world_text(w, b);
    if (!strchr(x, '%') && !strchr(y, '%'))
        return is_part_of(x, y) ? PARTLY : NOT;
    const int one = is_percent_of(x, y), other = is_percent_of(y, x);
    return one > other ? one : other;
}

struct found {
    uint32_t strength, group;
    int how;
    bool several, apart; /* strengths that are as like; in groups of their own */
    bool more;           /* the firm's product is in another group as well */
};

static void look_at(const struct world *w, struct found *f, const struct item *x, const struct ref *r)
{
    const struct item *y = &w->item[r->item];
    if (y->strength == NIL || maker_grade(w, x, y) == DIFFERENT || codes_exclude(x, y))
        return;
    const int how = y->strength == x->strength ? EXACTLY + 1 : likeness(w, x->strength, y->strength);
    const uint32_t group = w->winner[r->winner].group;
    f->more |= f->group != NIL && group != f->group;
    if (f->group == NIL || how > f->how)
        *f = (struct found){.strength = y->strength, .group = group, .how = how, .more = f->more};
    else if (how == f->how && how != NOT && y->strength != f->strength) {
        f->several = true;
        f->apart |= group != f->group;
    }
}

void read_percents(struct world *w)
{
    for (uint32_t i = 0; i < w->item_n; i++) {
        struct item *x = &w->item[i];
        struct found f = {.strength = NIL, .group = NIL};
        if (x->strength == NIL || x->generic == NIL || x->generic >= w->head[BY_GENERIC].n)
            continue;
        for (uint32_t r = w->head[BY_GENERIC].p[x->generic]; r != NIL; r = w->ref[r].next[BY_GENERIC])
            look_at(w, &f, x, &w->ref[r]);
        if (f.apart)
            x->strength = NIL;
        else if (!f.several && (f.how > PARTLY || (f.how == PARTLY && f.more)))
            x->strength = f.strength;
    }
}
