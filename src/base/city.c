/* The cities of GB/T 2260 below the provinces: they tell a city from a county that is called one (rule book 2.5). */
#include "jicai/base.h"

struct row {
    char number[5], name[32], more[48]; /* 2224 延边 朝鲜族自治州 */
};

static const char *cell(char *dst, size_t size, const char *p)
{
    size_t n = strcspn(p, "\t\n");
    jc_copyn(dst, size, p, n);
    return p + n + (p[n] != '\0');
}

static bool next_row(struct row *c, const char **p)
{
    if (!*p)
        *p = strchr(jc_asset_find("base/cities.tsv")->data, '\n') + 1;
    if (!**p)
        return false;
    *p = cell(c->number, sizeof c->number, *p);
    *p = cell(c->name, sizeof c->name, *p);
    *p = cell(c->more, sizeof c->more, *p);
    return true;
}

static bool starts(const char *s, const char *head)
{
    return strncmp(s, head, strlen(head)) == 0;
}

static bool ends(const char *s, const char *tail)
{
    size_t n = strlen(s), t = strlen(tail);
    return n >= t && strcmp(s + n - t, tail) == 0;
}

#define CHAR_BYTES 3

/* 金华, 金华市, 金华市义乌市, 金华义乌市, 延边州 - but 南昌县 is no city, and 大理市 a county of 大理州. NULL, or what follows. */
static const char *skip_city(const struct row *c, const char *s)
{
    static const char *const counties[] = {"市", "县", "区", "旗"};
    bool goes_on = false;
    if (!starts(s, c->name))
        return NULL;
    s += strlen(c->name);
    if (starts(s, c->more))
        return s + strlen(c->more);
    if (starts(s, "州") && ends(c->more, "自治州"))
        return s + CHAR_BYTES;
    for (size_t i = 0; i < JC_LEN(counties); i++)
        goes_on = goes_on || (strlen(s) > CHAR_BYTES && ends(s, counties[i]));
    return !*s || goes_on ? s : NULL;
}

static const char *province_of(const struct row *c)
{
    char code[16];
    struct jc_region r;
    snprintf(code, sizeof code, "H%s0000000", c->number);
    return jc_region_of_code(&r, code, strlen(code)) ? r.province : "";
}

static void take(struct jc_city *out, const struct row *c, const char *rest)
{
    *out = (struct jc_city){.province = province_of(c), .rest = rest};
    jc_copy(out->name, sizeof out->name, c->name);
}

bool jc_city_find(struct jc_city *out, const char *key, const char *province)
{
    struct row c;
    for (const char *p = NULL; next_row(&c, &p);) {
        const char *rest = skip_city(&c, key);
        if (!rest || (province && strcmp(province, province_of(&c)) != 0))
            continue;
        take(out, &c, rest);
        return true;
    }
    return false;
}

bool jc_city_of_number(struct jc_city *out, const char *number)
{
    if (strspn(number, "0123456789") < 4)
        return false;
    struct row c;
    for (const char *p = NULL; next_row(&c, &p);)
        if (starts(number, c.number)) {
            take(out, &c, "");
            return true;
        }
    return false;
}
