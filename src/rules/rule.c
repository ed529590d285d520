/* Rules as files: front matter in the leading comments, then the SELECT of the six finding columns. */
#include "rules/own.h"

static bool is_rule(const struct jc_asset *a)
{
    size_t n = strlen(a->name);
    return n > 4 && strcmp(a->name + n - 4, ".sql") == 0;
}

/* "-- key: value" at p: the key is `name`. */
static bool field(const char *p, const char *name, char *dst, size_t size)
{
    size_t n = strlen(name), len = strcspn(p, "\n");
    if (strncmp(p, "-- ", 3) != 0 || strncmp(p + 3, name, n) != 0 || p[3 + n] != ':')
        return false;
    size_t skip = 3 + n + 1;
    skip += strspn(p + skip, " ");
    jc_copyn(dst, size, p + skip, skip < len ? len - skip : 0);
    return true;
}

static const char *read_front(struct jc_rule *r, const char *p)
{
    struct {
        const char *name;
        char *dst;
        size_t size;
    } fields[] = {
        {"id", r->id, sizeof r->id},
        {"title_zh", r->title_zh, sizeof r->title_zh},
        {"title_en", r->title_en, sizeof r->title_en},
        {"severity", r->severity, sizeof r->severity},
        {"direction", r->direction, sizeof r->direction},
        {"direction_en", r->direction_en, sizeof r->direction_en},
        {"source", r->source, sizeof r->source},
        {"source_en", r->source_en, sizeof r->source_en},
        {"formula", r->formula, sizeof r->formula},
        {"formula_en", r->formula_en, sizeof r->formula_en},
    };
    while (strncmp(p, "--", 2) == 0) {
        for (size_t i = 0; i < JC_LEN(fields); i++)
            if (field(p, fields[i].name, fields[i].dst, fields[i].size))
                break;
        p += strcspn(p, "\n");
        p += *p == '\n';
    }
    return p;
}

static void same_in_english(char *en, size_t size, const char *zh)
{
    if (!*en)
        jc_copy(en, size, zh);
}

void rule_parse(struct jc_rule *out, const char *text)
{
    *out = (struct jc_rule){.text = text};
    out->sql = read_front(out, text);
    same_in_english(out->title_en, sizeof out->title_en, out->title_zh);
    same_in_english(out->direction_en, sizeof out->direction_en, out->direction);
    same_in_english(out->source_en, sizeof out->source_en, out->source);
    same_in_english(out->formula_en, sizeof out->formula_en, out->formula);
}

bool jc_rule_at(struct jc_rule *out, size_t i)
{
    const struct jc_asset *a;
    for (size_t k = 0; (a = jc_asset_at("rules/", k)); k++) {
        if (!is_rule(a) || i-- > 0)
            continue;
        rule_parse(out, a->data);
        return true;
    }
    return false;
}
