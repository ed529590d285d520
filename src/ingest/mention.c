/* Words within what people write. */
#include "ingest/mention.h"

bool jc_find_next(struct jc_found *f)
{
    for (; *f->words; f->words++, f->next = 0) {
        const size_t n = strlen(*f->words);
        const char *p = f->next + n <= f->t.n ? jc_text_find(f->t.p + f->next, f->t.n - f->next, *f->words, n) : NULL;
        if (!p)
            continue;
        const size_t at = (size_t)(p - f->t.p);
        f->before = (struct jc_span){f->t.p, at};
        f->after = (struct jc_span){p + n, f->t.n - at - n};
        f->next = at + n;
        return true;
    }
    return false;
}

bool jc_has_any(struct jc_span t, const char *const *words)
{
    for (; *words; words++)
        if (jc_span_has(t, *words))
            return true;
    return false;
}

size_t jc_ends_in(struct jc_span t, const char *const *words)
{
    for (; *words; words++) {
        size_t n = strlen(*words);
        if (t.n >= n && memcmp(t.p + t.n - n, *words, n) == 0)
            return n;
    }
    return 0;
}

size_t jc_starts_with(struct jc_span t, size_t at, const char *const *words)
{
    for (; *words; words++) {
        size_t n = strlen(*words);
        if (at + n <= t.n && memcmp(t.p + at, *words, n) == 0)
            return n;
    }
    return 0;
}

unsigned jc_word_stands(struct jc_span before, const char *const *between)
{
    static const char *const deny[] = {"非", "未", "不", "无", "没", NULL};
    static const char *const elsewhere[] = {"非", "未", "不", NULL}; /* 无锡 is a city */
    struct jc_span t = before;
    for (size_t n; (n = jc_ends_in(t, between)) > 0;)
        t.n -= n;
    if (jc_ends_in(t, deny))
        return JC_DENIED;
    return jc_has_any(before, elsewhere) ? JC_SAID | JC_UNCLEAR : JC_SAID;
}

unsigned jc_mentioned(struct jc_span t, const char *const *words, const char *const *between)
{
    unsigned how = 0;
    for (struct jc_found f = {.t = t, .words = words}; jc_find_next(&f);)
        how |= jc_word_stands(f.before, between);
    return how;
}

int jc_flag_of(struct jc_span t)
{
    static const char *const flags[] = {"n", "no", "0", "false", "valid", "y", "yes", "1", "true", "invalid"};
    for (size_t i = 0; i < JC_LEN(flags); i++)
        if (strlen(flags[i]) == t.n && strncasecmp(flags[i], t.p, t.n) == 0)
            return i >= JC_LEN(flags) / 2;
    return -1;
}

bool jc_is_one_of(struct jc_span t, const char *const *words)
{
    while (*words && !(strlen(*words) == t.n && memcmp(*words, t.p, t.n) == 0))
        words++;
    return *words != NULL;
}
