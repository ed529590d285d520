/* The rounds of catalogues, by their codes and names, as a title writes them. */
#include "ingest/title.h"

struct known {
    char *code, *name;
    struct jc_buf code_key, name_key; /* jc_text_key; empty = too common a word to be looked for */
    struct jc_buf round_key;          /* of the name */
    int number;                       /* 4 of 第四批国家组织药品集中采购 */
    bool builtin;
};

struct jc_rounds {
    struct known *v;
    size_t n, cap;
};

struct jc_rounds *jc_rounds_new(void)
{
    return jc_alloc(sizeof(struct jc_rounds));
}

void jc_rounds_free(struct jc_rounds *r)
{
    for (size_t i = 0; r && i < r->n; i++) {
        free(r->v[i].code);
        free(r->v[i].name);
        jc_buf_free(&r->v[i].code_key);
        jc_buf_free(&r->v[i].name_key);
        jc_buf_free(&r->v[i].round_key);
    }
    if (r)
        free(r->v);
    free(r);
}

static bool is_same(const char *a, struct jc_span b)
{
    return strlen(a) == b.n && memcmp(a, b.p, b.n) == 0;
}

/* A number, one letter or one character stands in any title. */
static bool is_common(const struct jc_buf *key)
{
    size_t letters = 0, others = 0;
    for (size_t i = 0; i < key->len; i++) {
        letters += key->p[i] >= 'a' && key->p[i] <= 'z';
        others += (unsigned char)key->p[i] >= 0x80;
    }
    return others ? others < strlen("四批") : letters == 0 || key->len < 3;
}

/* 4 of 浙江省第四批药品集采, 0: no number. */
static int number_of(const struct jc_buf *round_key)
{
    static const char first[] = "第", last[] = "批";
    size_t n;
    const char *p = strstr(jc_buf_text(round_key), first);
    int number = p ? jc_round_number(p + strlen(first), strlen(p) - strlen(first), &n) : 0;
    return number && strncmp(p + strlen(first) + n, last, strlen(last)) == 0 ? number : 0;
}

void jc_rounds_add(struct jc_rounds *r, struct jc_span code, struct jc_span name, bool builtin)
{
    for (size_t i = r->n; i-- > 0;) /* the rows of a catalogue are of one round, or a few */
        if (is_same(r->v[i].code, code) && is_same(r->v[i].name, name))
            return;
    r->v = jc_grow(r->v, &r->cap, r->n + 1, sizeof *r->v);
    struct known *k = &r->v[r->n++];
    *k = (struct known){.code = jc_strndup(code.p, code.n), .name = jc_strndup(name.p, name.n), .builtin = builtin};
    jc_text_key(&k->code_key, code.p, code.n);
    jc_text_key(&k->name_key, name.p, name.n);
    jc_round_key(&k->round_key, name.p, name.n);
    k->number = number_of(&k->round_key);
    if (is_common(&k->code_key))
        jc_buf_clear(&k->code_key);
    if (is_common(&k->name_key) || k->round_key.len == 0)
        jc_buf_clear(&k->name_key);
}

static size_t char_bytes(struct jc_span s)
{
    size_t n = s.n > 0;
    while (n < s.n && ((unsigned char)s.p[n] & 0xc0) == 0x80)
        n++;
    return n;
}

/* Bytes of s that a key stands for, whatever blanks, brackets and capitals it is written with; 0: none. */
static size_t key_at(struct jc_span s, const struct jc_buf *key)
{
    size_t at = 0, n = 0;
    bool same = key->len > 0;
    struct jc_buf one = {0};
    while (same && at < key->len && n < s.n) {
        size_t c = char_bytes((struct jc_span){s.p + n, s.n - n});
        jc_buf_clear(&one);
        jc_text_key(&one, s.p + n, c);
        same = (one.len > 0 || at > 0) && one.len <= key->len - at && memcmp(key->p + at, one.p, one.len) == 0;
        at += one.len;
        n += c;
    }
    jc_buf_free(&one);
    return same && at == key->len ? n : 0;
}

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* ZJ2023 is no part of ZJ20230101. */
static bool stands_alone(struct jc_span line, struct jc_span word)
{
    const char *end = word.p + word.n;
    bool before = word.p > line.p && is_alnum(word.p[-1]) && is_alnum(word.p[0]);
    bool after = end < line.p + line.n && is_alnum(end[-1]) && is_alnum(*end);
    return !before && !after;
}

/* Hardly any begins with that character: it is made a key once for all of them, at each place of a title. */
static bool may_begin(const struct jc_buf *key, const struct jc_buf *first)
{
    return first->len > 0 && key->len >= first->len && memcmp(key->p, first->p, first->len) == 0;
}

static void take(struct jc_known_round *out, const struct known *k, struct jc_span line, struct jc_span s, bool code,
                 const struct jc_buf *first)
{
    const struct jc_buf *key = code ? &k->code_key : &k->name_key;
    size_t n = may_begin(key, first) ? key_at(s, key) : 0;
    if (n > out->len && stands_alone(line, (struct jc_span){s.p, n}))
        *out = (struct jc_known_round){.len = n, .text = code ? k->code : k->name, .number = k->number, .code = code};
}

bool jc_rounds_at(struct jc_known_round *out, const struct jc_rounds *r, struct jc_span line, struct jc_span s)
{
    struct jc_buf first = {0};
    *out = (struct jc_known_round){0};
    if (r && r->n > 0)
        jc_text_key(&first, s.p, char_bytes(s));
    for (size_t i = 0; r && i < r->n; i++) {
        take(out, &r->v[i], line, s, true, &first);
        take(out, &r->v[i], line, s, false, &first);
    }
    jc_buf_free(&first);
    return out->len > 0;
}

const char *jc_rounds_like(const struct jc_rounds *r, const char *text)
{
    struct jc_buf key = {0};
    const char *name = NULL;
    jc_round_key(&key, text, strlen(text));
    for (size_t i = 0; r && i < r->n && !name && key.len > 0; i++)
        if (r->v[i].name_key.len && strcmp(jc_buf_text(&r->v[i].round_key), jc_buf_text(&key)) == 0)
            name = r->v[i].name;
    jc_buf_free(&key);
    return name;
}

bool jc_rounds_is_code_of(const struct jc_rounds *r, const char *code, const char *name)
{
    struct jc_buf key = {0};
    bool same = false;
    jc_round_key(&key, name, strlen(name));
    for (size_t i = 0; r && i < r->n && !same; i++)
        same = strcmp(r->v[i].code, code) == 0 &&
               (strcmp(r->v[i].name, name) == 0 || strcmp(jc_buf_text(&r->v[i].round_key), jc_buf_text(&key)) == 0);
    jc_buf_free(&key);
    return same;
}

bool jc_rounds_is_builtin(const struct jc_rounds *r, struct jc_span code, struct jc_span name)
{
    struct jc_buf key = {0};
    bool found = false;
    jc_round_key(&key, name.p, name.n);
    for (size_t i = 0; r && i < r->n && !found; i++)
        found = r->v[i].builtin && (is_same(r->v[i].code, code) ||
                                    (key.len > 0 && strcmp(jc_buf_text(&r->v[i].round_key), jc_buf_text(&key)) == 0));
    jc_buf_free(&key);
    return found;
}
