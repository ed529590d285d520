/* Arguments, random numbers, and the winning products of catalogs/. */
#include "mkdata.h"

#include <stdarg.h>

void md_die(const char *fmt, ...)
{
    va_list ap;
    va_start(ap, fmt);
    fputs("mkdata: ", stderr);
    vfprintf(stderr, fmt, ap);
    fputc('\n', stderr);
    va_end(ap);
    exit(1);
}

const char *md_fmt(const char *fmt, ...)
{
    static char held[MD_HELD][256];
    static unsigned turn;
    char *s = held[turn++ % MD_HELD];
    va_list ap;
    va_start(ap, fmt);
    int n = vsnprintf(s, sizeof held[0], fmt, ap);
    va_end(ap);
    if (n < 0 || (size_t)n >= sizeof held[0])
        md_die("text too long: %s", s);
    return s;
}

uint64_t md_next(struct md_rng *r)
{
    uint64_t z = r->s += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

int md_below(struct md_rng *r, int n)
{
    return (int)((md_next(r) >> 32) * (uint64_t)n >> 32);
}

int md_between(struct md_rng *r, int lo, int hi)
{
    return lo + md_below(r, hi - lo + 1);
}

bool md_chance(struct md_rng *r, int per_mille)
{
    return md_below(r, 1000) < per_mille;
}

/* ---- catalogs/ ------------------------------------------------------------------------------------ */

enum { C_ROUND, C_NAME, C_GROUP, C_VARIETY, C_GENERIC, C_FORM, C_STRENGTH, C_PACK, C_UNITS, C_MAKER, C_PRICE, C_BASIS };
enum { C_UNIT_PRICE = C_BASIS + 1, C_REGIONS, C_COLUMNS };

/* The first C_COLUMNS fields of a CSV line; *s moves behind the line. False at the end of the file. */
static bool csv_line(char **s, char *field[C_COLUMNS])
{
    char *p = *s, *w;
    if (!*p)
        return false;
    for (int col = 0;; col++) {
        bool quoted = *p == '"';
        if (col < C_COLUMNS)
            field[col] = p;
        for (w = p, p += quoted; *p && (quoted || (*p != ',' && *p != '\n')); p++) {
            if (quoted && *p == '"' && *++p != '"')
                quoted = false, p--;
            else
                *w++ = *p;
        }
        char end = *p;
        *w = '\0';
        p += end != '\0';
        if (end != ',')
            break;
    }
    *s = p;
    return true;
}

static void award_of(struct md_award *a, char *f[C_COLUMNS])
{
    struct jc_dec price;
    char *end;
    jc_copy(a->round, sizeof a->round, f[C_ROUND]);
    jc_copy(a->round_name, sizeof a->round_name, f[C_NAME]);
    jc_copy(a->group, sizeof a->group, f[C_GROUP]);
    jc_copy(a->variety, sizeof a->variety, f[C_VARIETY]);
    jc_copy(a->generic, sizeof a->generic, f[C_GENERIC]);
    jc_copy(a->form, sizeof a->form, f[C_FORM]);
    jc_copy(a->strength, sizeof a->strength, f[C_STRENGTH]);
    jc_copy(a->maker, sizeof a->maker, f[C_MAKER]);
    jc_copy(a->regions, sizeof a->regions, f[C_REGIONS]);
    a->units = (int)strtol(f[C_UNITS], &end, 10);
    if (*end || !jc_dec_parse(&price, f[C_PRICE], strlen(f[C_PRICE])) || !jc_dec_scaled(&a->price, price, 4, NULL))
        md_die("%s %s: units or price", a->round, a->generic);
}

size_t md_awards(struct md_award **list, size_t count, const char *path)
{
    FILE *f = fopen(path, "rb");
    struct jc_buf b = {0};
    char part[65536], *field[C_COLUMNS];
    size_t cap = count;
    if (!f)
        md_die("cannot read %s; run from the top of the tree", path);
    for (size_t n; (n = fread(part, 1, sizeof part, f));)
        jc_buf_add(&b, part, n);
    fclose(f);
    char *s = b.p;
    csv_line(&s, field); /* heads */
    while (csv_line(&s, field)) {
        *list = jc_grow(*list, &cap, count + 1, sizeof **list);
        award_of(&(*list)[count++], field);
    }
    jc_buf_free(&b);
    return count;
}

bool md_supplies(const struct md_award *a, const char *region)
{
    size_t n = strlen(region);
    for (const char *p = a->regions; (p = strstr(p, region)); p += n) {
        bool begins = p == a->regions || !memcmp(p - strlen("、"), "、", strlen("、"));
        if (begins && (!p[n] || !memcmp(p + n, "、", strlen("、"))))
            return true;
    }
    return false;
}

const char *md_unit(const struct md_award *a)
{
    static const char *const unit[][2] = {{"颗粒", "袋"}, {"散", "袋"},   {"胶囊", "粒"}, {"片", "片"},
                                          {"ml", "瓶"},   {"注射", "支"}, {"吸入", "支"}, {"滴眼", "支"}};
    /* a large infusion is a bottle; everything else goes by its form */
    bool large = strstr(a->strength, "00ml") || strstr(a->strength, "250ml") || strstr(a->strength, "1440ml");
    for (size_t i = 0; i < JC_LEN(unit); i++)
        if (i == 4 ? large : strstr(a->form, unit[i][0]) != NULL)
            return unit[i][1];
    return "支";
}

const char *md_pack_unit(const struct md_award *a)
{
    return a->units > 1 ? "盒" : md_unit(a);
}

static unsigned hashed(const char *s, unsigned range)
{
    return (unsigned)(jc_hash(s, strlen(s), 7) % range);
}

void md_code(char code[24], const struct md_award *a)
{
    unsigned g = hashed(a->generic, 1u << 24);
    snprintf(code, 24, "X%c%02u%c%c%c%03uA%03u%03u%u%05u", 'A' + g % 14, g / 14 % 16 + 1, 'A' + g / 224 % 12,
             'A' + g / 2688 % 20, 'A' + g / 53760 % 26, g % 997 + 1, hashed(a->form, 90) + 10,
             hashed(a->strength, 900) + 100, (unsigned)a->units % 9 + 1, hashed(a->maker, 99000) + 1000);
}

/* ---- arguments ------------------------------------------------------------------------------------ */

static const char USAGE[] = "usage: mkdata city DIR\n"
                            "       mkdata lines ROWS xlsx-shared|xlsx-inline|csv|xls OUT\n"
                            "       mkdata agreements ROWS OUT.csv\n"
                            "       mkdata months N ROWS DIR\n"
                            "Run from the top of the tree: products come from catalogs/.\n";

static long number(const char *s)
{
    char *end;
    long n = strtol(s, &end, 10);
    if (*end || n <= 0)
        md_die("not a number of rows: %s", s);
    return n;
}

static enum md_form form_of(const char *s)
{
    static const struct {
        const char *name;
        enum md_form form;
    } forms[] = {{"xlsx-shared", MD_BIG_SHARED}, {"xlsx-inline", MD_BIG_INLINE}, {"csv", MD_CSV_UTF8}, {"xls", MD_XLS}};
    for (size_t i = 0; i < JC_LEN(forms); i++)
        if (!strcmp(s, forms[i].name))
            return forms[i].form;
    md_die("unknown form %s", s);
}

int main(int argc, char **argv)
{
    const char *command = argc > 1 ? argv[1] : "";
    if (argc == 3 && !strcmp(command, "city"))
        md_city(argv[2]);
    else if (argc == 5 && !strcmp(command, "lines"))
        md_lines(number(argv[2]), form_of(argv[3]), argv[4]);
    else if (argc == 4 && !strcmp(command, "agreements"))
        md_agreements(number(argv[2]), argv[3]);
    else if (argc == 5 && !strcmp(command, "months"))
        md_months((int)number(argv[2]), number(argv[3]), argv[4]);
    else {
        fputs(USAGE, stderr);
        return 2;
    }
    return 0;
}
