/* Words within what people write. */
#include "ingest/mention.h"

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
    for (; *words; words++)
        for (size_t at = 0; at < t.n; at++) {
            const char *p = memmem(t.p + at, t.n - at, *words, strlen(*words));
            if (!p)
                break;
            at = (size_t)(p - t.p);
            how |= jc_word_stands((struct jc_span){t.p, at}, between);
        }
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
