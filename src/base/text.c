/* Chinese text: folding, keys, blanks, widths, encodings, did-you-mean. */
#include <errno.h>
#include <iconv.h>
#include <utf8proc.h>

#include "jicai/base.h"

/* ---- UTF-8 ------------------------------------------------------------------------------------- */

/* The character at p and its length; 0 if the bytes are not one (overlong, surrogate, cut, beyond U+10FFFF). */
static inline int decode(uint32_t *cp, const unsigned char *p, const unsigned char *end)
{
    uint32_t c = p[0];
    if (c < 0x80) {
        *cp = c;
        return 1;
    }
    size_t left = (size_t)(end - p);
    if ((c & 0xF0) == 0xE0 && left >= 3) {
        if ((p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80)
            return 0;
        *cp = (c & 15) << 12 | (p[1] & 63u) << 6 | (p[2] & 63u);
        return *cp >= 0x800 && (*cp < 0xD800 || *cp > 0xDFFF) ? 3 : 0;
    }
    if (c >= 0xC2 && c <= 0xDF && left >= 2) {
        *cp = (c & 31) << 6 | (p[1] & 63u);
        return (p[1] & 0xC0) == 0x80 ? 2 : 0;
    }
    if (c >= 0xF0 && c <= 0xF4 && left >= 4) {
        if ((p[1] & 0xC0) != 0x80 || (p[2] & 0xC0) != 0x80 || (p[3] & 0xC0) != 0x80)
            return 0;
        *cp = (c & 7) << 18 | (p[1] & 63u) << 12 | (p[2] & 63u) << 6 | (p[3] & 63u);
        return *cp >= 0x10000 && *cp <= 0x10FFFF ? 4 : 0;
    }
    return 0;
}

static inline int encode(char *dst, uint32_t cp)
{
    if (cp < 0x80) {
        dst[0] = (char)cp;
        return 1;
    }
    return (int)utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)dst);
}

/* ASCII bytes at p, eight at a time. */
static inline size_t ascii_run(const unsigned char *p, const unsigned char *end)
{
    const unsigned char *from = p;
    uint64_t x;
    for (; end - p >= 8; p += 8) {
        memcpy(&x, p, 8);
        if (x & 0x8080808080808080u)
            break;
    }
    while (p < end && *p < 0x80)
        p++;
    return (size_t)(p - from);
}

bool jc_utf8_valid(const char *s, size_t n)
{
    const unsigned char *p = (const unsigned char *)s, *end = p + n;
    uint32_t cp;
    while ((p += ascii_run(p, end)) < end) {
        int k;
        while (p < end && *p >= 0x80) {
            if (!(k = decode(&cp, p, end)))
                return false;
            p += k;
        }
    }
    return true;
}

/* ---- folding ----------------------------------------------------------------------------------- */

/* What nobody sees; also the last two of each plane, which are no characters and which no XML may hold. */
static bool is_zero_width(uint32_t c)
{
    return (c & 0xFFFE) == 0xFFFE || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2060 && c <= 0x2064) || (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
}

/* Blanks of Unicode, and controls, which no cell means. */
static inline bool is_blank(uint32_t c)
{
    if (c - 0x21 < 0x7F - 0x21)
        return false;
    return c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
           c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* For keys: one spelling of each kind of bracket and dash, small letters. Blanks are gone already. */
static inline uint32_t key_char(uint32_t c)
{
    if (c < 0x80) {
        if (c >= 'A' && c <= 'Z')
            return c + 32;
        return c == '[' || c == '{' ? '(' : c == ']' || c == '}' ? ')' : c;
    }
    if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0x2501)
        return '-';
    if ((c >= 0x3008 && c <= 0x3011) || (c >= 0x3014 && c <= 0x301B)) /* pairs, the opening one even */
        return c & 1 ? ')' : '(';
    return c;
}

/* Characters that NFKC leaves alone wherever they stand, or maps to one character; 0 sends the text the slow way. */
static inline uint32_t fold_simple(uint32_t c)
{
    if (c < 0x80 || (c >= 0x4E00 && c <= 0x9FFF))
        return c;
    if (c >= 0xFF01 && c <= 0xFF5E)
        return c - 0xFEE0;
    if (c == 0x3000)
        return ' ';
    if ((c >= 0x3001 && c <= 0x3002) || (c >= 0x3008 && c <= 0x3011) || c == 0xB7 || c == 0xD7 || c == 0x2014 ||
        (c >= 0x2018 && c <= 0x201D && c != 0x201B) || (c >= 0x0391 && c <= 0x03C9 && c != 0x03A2))
        return c;
    return 0;
}

/* Writes over bytes of `out` that were reserved by adding the input: folding one character never makes it longer. */
struct folder {
    char *from, *to;
    bool key, gap;
};

static inline void end_gap(struct folder *f)
{
    if (f->gap && !f->key && f->to > f->from)
        *f->to++ = ' ';
    f->gap = false;
}

static inline void put(struct folder *f, uint32_t c)
{
    if (is_blank(c)) {
        f->gap = true;
        return;
    }
    end_gap(f);
    f->to += encode(f->to, f->key ? key_char(c) : c);
}

/* Three bytes of a character that no folding touches. */
static inline void put_han(struct folder *f, const unsigned char *p)
{
    end_gap(f);
    memcpy(f->to, p, 3);
    f->to += 3;
}

/* NFKC through the library; bytes that are not UTF-8 are shown as U+FFFD first. */
static void fold_slowly(struct jc_buf *out, const unsigned char *p, const unsigned char *end, bool key)
{
    struct jc_buf text = {0};
    utf8proc_uint8_t *folded = NULL;
    uint32_t c;
    for (int k; p < end; p += k ? k : 1) {
        k = decode(&c, p, end);
        if (k)
            jc_buf_add(&text, p, (size_t)k);
        else
            jc_buf_str(&text, "\xEF\xBF\xBD");
    }
    utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)text.p, (utf8proc_ssize_t)text.len, &folded,
                                      UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT);
    if (n >= 0) {
        jc_buf_clear(&text);
        jc_buf_add(&text, folded, (size_t)n);
    }
    free(folded);
    size_t at = out->len;
    jc_buf_add(out, text.p, text.len);
    struct folder f = {.from = out->p + at, .to = out->p + at, .key = key};
    p = (const unsigned char *)text.p;
    end = p + (out->len - at); /* what the limit of out allowed */
    for (int k; p < end; p += k ? k : 1) {
        k = decode(&c, p, end);
        if (k && !is_zero_width(c))
            put(&f, c);
    }
    out->len = (size_t)(f.to - out->p);
    out->p[out->len] = '\0';
    jc_buf_free(&text);
}

static void fold(struct jc_buf *out, const char *s, size_t n, bool key)
{
    size_t at = out->len;
    jc_buf_add(out, s, n);
    struct folder f = {.from = out->p + at, .to = out->p + at, .key = key};
    const unsigned char *p = (const unsigned char *)s, *end = p + (out->len - at);
    while (p < end) {
        uint32_t c;
        int k = decode(&c, p, end);
        if (k && c - 0x4E00 < 0xA000 - 0x4E00) {
            put_han(&f, p);
            p += 3;
            continue;
        }
        if (!k || (c != 0 && !(c = fold_simple(c)))) {
            out->len = at;
            fold_slowly(out, (const unsigned char *)s, (const unsigned char *)s + n, key);
            return;
        }
        put(&f, c);
        p += k;
    }
    out->len = (size_t)(f.to - out->p);
    out->p[out->len] = '\0';
}

void jc_text_tidy(struct jc_buf *out, const char *s, size_t n)
{
    const unsigned char *p = (const unsigned char *)s, *end = p + n;
    bool gap = false;
    size_t from = out->len;
    uint32_t c;
    for (int k; p < end; p += k ? k : 1) {
        k = decode(&c, p, end);
        if (k && is_blank(c)) {
            gap = true;
        } else if (!k || !is_zero_width(c)) {
            if (gap && out->len > from)
                jc_buf_char(out, ' ');
            gap = false;
            jc_buf_add(out, k ? (const char *)p : "\xEF\xBF\xBD", k ? (size_t)k : 3);
        }
    }
}

void jc_text_clean(struct jc_buf *out, const char *s, size_t n)
{
    fold(out, s, n, false);
}

void jc_text_key(struct jc_buf *out, const char *s, size_t n)
{
    fold(out, s, n, true);
}

/* ---- blanks ------------------------------------------------------------------------------------ */

static bool is_dash(uint32_t c)
{
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0xFF0D || c == 0xFE63;
}

/* Most cells are not blank: their first character tells. */
static bool may_be_blank(uint32_t c)
{
    return is_dash(c) || c == '/' || c == 0xFF0F || c == '\\' || c == 'n' || c == 'N' || c == 0x65E0 || c == 0x7A7A ||
           c == 0x6682;
}

bool jc_text_same(const char *a, const char *b)
{
    struct jc_buf x = {0}, y = {0};
    jc_text_key(&x, a, strlen(a));
    jc_text_key(&y, b, strlen(b));
    bool same = strcmp(jc_buf_text(&x), jc_buf_text(&y)) == 0;
    jc_buf_free(&x);
    jc_buf_free(&y);
    return same;
}

void jc_text_key_part(struct jc_buf *out, const char *s, size_t n)
{
    for (const unsigned char *p = (const unsigned char *)s; n > 0; n--, p++)
        if (*p <= ' ' || *p == ':' || *p == '%' || *p == '"' || *p == '\'' || *p == 0x7f)
            jc_buf_fmt(out, "%%%02X", *p);
        else
            jc_buf_char(out, (char)*p);
}

/* The second byte of a Han character tells more than the first, which is E4 to E9. */
char *jc_text_find(const char *s, size_t n, const char *word, size_t len)
{
    const size_t at = len > 1;
    if (len == 0 || len > n)
        return len ? NULL : (char *)s;
    for (const char *p = s + at, *last = s + n - len + at; p <= last; p++) {
        p = memchr(p, word[at], (size_t)(last - p) + 1);
        if (!p)
            return NULL;
        if (memcmp(p - at, word, len) == 0)
            return (char *)(p - at);
    }
    return NULL;
}

/* Nearly every text: a letter but n and N, a digit, or one of the many characters among which none stands for nothing. */
static const bool begins_a_text[256] = {['0' ... '9'] = true,  ['A' ... 'M'] = true, ['O' ... 'Z'] = true,
                                        ['a' ... 'm'] = true,  ['o' ... 'z'] = true, [0xE4 ... 0xE5] = true,
                                        [0xE8 ... 0xE9] = true};

static bool stands_for_nothing(const char *s, size_t n)
{
    static const char *const words[] = {"/", "／", "\\N", "无", "空", "暂未设置", "null", "N/A", "NaN", "None"};
    const unsigned char *p = (const unsigned char *)s, *end = p + n;
    const unsigned char *from = NULL, *to = NULL; /* the text without blanks around it */
    bool dashes = true;
    uint32_t c = 0;
    for (int k; p < end; p += k) {
        k = decode(&c, p, end);
        if (!k)
            return false;
        if (is_blank(c) || is_zero_width(c))
            continue;
        dashes = dashes && is_dash(c);
        if (from ? !dashes && to - from > 16 : !may_be_blank(c))
            return false;
        from = from ? from : p;
        to = p + k;
    }
    if (!from || dashes)
        return true;
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (strlen(words[i]) == (size_t)(to - from) &&
            strncasecmp((const char *)from, words[i], (size_t)(to - from)) == 0)
            return true;
    return false;
}

bool jc_text_blank(const char *s, size_t n)
{
    return !(n && begins_a_text[(unsigned char)*s]) && stands_for_nothing(s, n);
}

/* ---- width, encodings, distance ---------------------------------------------------------------- */

int64_t jc_text_era(const char *s, size_t n)
{
    int64_t x = 0;
    int digits = 0;
    for (size_t i = 0; i < n && digits < 8; i++)
        if (s[i] >= '0' && s[i] <= '9') {
            x = x * 10 + (s[i] - '0');
            digits++;
        }
    return x;
}

size_t jc_text_width(const char *s, size_t n)
{
    const unsigned char *p = (const unsigned char *)s, *end = p + n;
    size_t width = 0;
    while (p < end) {
        uint32_t c;
        int k = decode(&c, p, end);
        if (!k)
            width++;
        else if (c < 0x80)
            width += c >= 0x20 && c != 0x7F;
        else if (c - 0x4E00 < 0xA000 - 0x4E00) /* asked for by the million */
            width += 2;
        else
            width += (size_t)utf8proc_charwidth((utf8proc_int32_t)c);
        p += k ? k : 1;
    }
    return width;
}

enum { MSG_BAD_TEXT = 7, MSG_BAD_ENCODING = 8 };

static enum jc_status bad_text(struct jc_err *err, const char *encoding, size_t at)
{
    char byte[24];
    snprintf(byte, sizeof byte, "%zu", at + 1);
    return jc_fail(err, JC_INPUT, MSG_BAD_TEXT, NULL, encoding, byte);
}

enum jc_status jc_text_decode(struct jc_buf *out, const char *encoding, const void *s, size_t n, struct jc_err *err)
{
    iconv_t cd = iconv_open("UTF-8", encoding);
    if (cd == (iconv_t)-1)
        return jc_fail(err, JC_INPUT, MSG_BAD_ENCODING, NULL, encoding, NULL);
    char *in = (char *)(uintptr_t)s; /* iconv does not write there, it only lacks the const */
    size_t left = n, got = 0;
    bool flush = false;
    while (left > 0 || !flush) {
        char block[8192], *to = block;
        size_t room = sizeof block;
        flush = left == 0;
        got = flush ? iconv(cd, NULL, NULL, &to, &room) : iconv(cd, &in, &left, &to, &room);
        jc_buf_add(out, block, sizeof block - room);
        if (got == (size_t)-1 && errno != E2BIG)
            break;
    }
    iconv_close(cd);
    return got == (size_t)-1 ? bad_text(err, encoding, n - left) : JC_OK;
}

void jc_text_name(struct jc_buf *out, const char *s, size_t n)
{
    struct jc_buf decoded = {0};
    uint32_t c;
    if (!jc_utf8_valid(s, n) && jc_text_decode(&decoded, "GB18030", s, n, NULL) == JC_OK) {
        s = jc_buf_text(&decoded);
        n = decoded.len;
    }
    const unsigned char *p = (const unsigned char *)s, *end = p + n;
    for (int k; p < end; p += k ? k : 1)
        if ((k = decode(&c, p, end)) > 0)
            jc_buf_add(out, (const char *)p, (size_t)k);
        else
            jc_buf_str(out, "\uFFFD");
    jc_buf_free(&decoded);
}

enum { DISTANCE_MAX = 127 };

/* The characters of s; -1 if there are more than DISTANCE_MAX. */
static int characters(uint32_t *out, const char *s)
{
    const unsigned char *p = (const unsigned char *)s, *end = p + strlen(s);
    int n = 0;
    for (int k; p < end; p += k ? k : 1) {
        if (n == DISTANCE_MAX)
            return -1;
        if (!(k = decode(&out[n], p, end)))
            out[n] = 0xFFFD;
        n++;
    }
    return n;
}

static int least(int a, int b)
{
    return a < b ? a : b;
}

int jc_text_distance(const char *a, const char *b, int max)
{
    uint32_t x[DISTANCE_MAX], y[DISTANCE_MAX];
    int row[3][DISTANCE_MAX + 1];
    int n = characters(x, a), m = characters(y, b);
    if (n < 0 || m < 0 || abs(n - m) > max)
        return max + 1;
    for (int j = 0; j <= m; j++)
        row[0][j] = j;
    for (int i = 1; i <= n; i++) {
        int *now = row[i % 3], *before = row[(i + 2) % 3], *second = row[(i + 1) % 3];
        int best = now[0] = i;
        for (int j = 1; j <= m; j++) {
            now[j] = least(before[j - 1] + (x[i - 1] != y[j - 1]), least(before[j], now[j - 1]) + 1);
            /* two neighbours swapped are one slip of the finger */
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1])
                now[j] = least(now[j], second[j - 2] + 1);
            best = least(best, now[j]);
        }
        if (best > max)
            return max + 1;
    }
    return least(row[n % 3][m], max + 1);
}

int jc_text_apart(const char *word, const char *name, int max)
{
    size_t n = strlen(word);
    int d = 2 + jc_text_distance(word, name, max);
    if (strcmp(word, name) == 0)
        d = 0;
    else if (n && strncmp(name, word, n) == 0)
        d = 1;
    else if (n && *name && (strstr(name, word) || strstr(word, name)))
        d = 2;
    return least(d, max + 1);
}
