/* Forms of medicines (rule book 2.2), by their keys: classes joined by '|', each kind after a '+', "?…" for an unknown one. */
#include "jicai/base.h"

/* Does a word of a[0..na) stand among those of b[0..nb)? */
static bool share_word(const char *a, size_t na, const char *b, size_t nb, char between)
{
    for (const char *p = a, *end_a = a + na; p < end_a; p++) {
        const char *stop = memchr(p, between, (size_t)(end_a - p));
        size_t n = (size_t)((stop ? stop : end_a) - p);
        for (const char *q = b, *end_b = b + nb; q < end_b; q++) {
            stop = memchr(q, between, (size_t)(end_b - q));
            size_t m = (size_t)((stop ? stop : end_b) - q);
            if (n == m && memcmp(p, q, n) == 0)
                return true;
            q += m;
        }
        p += n;
    }
    return false;
}

bool jc_form_conflict(const char *a, const char *b)
{
    if (!*a || !*b || *a == '?' || *b == '?')
        return false;
    size_t na = strcspn(a, "+"), nb = strcspn(b, "+");
    if (!share_word(a, na, b, nb, '|'))
        return true;
    return a[na] && b[nb] && !share_word(a + na + 1, strlen(a + na + 1), b + nb + 1, strlen(b + nb + 1), '+');
}

int jc_vessel_of(const char *text)
{
    static const struct {
        const char *word;
        int vessel;
    } words[] = {{"笔芯", 1}, {"卡式瓶", 1}, {"预填充", 2}, {"预充", 2}, {"特充", 2}, {"西林瓶", 3}};
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strstr(text, words[i].word))
            return words[i].vessel;
    return 0;
}
