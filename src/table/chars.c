#include "table/chars.h"

#if defined(__x86_64__) && defined(__GNUC__)
#define HAVE_AVX2 1
#include <immintrin.h>
#endif

/* Length of the character that begins with b; 0: no character begins so. */
static unsigned char_length(unsigned char b)
{
    if (b < 0x80)
        return 1;
    if (b < 0xC2 || b > 0xF4)
        return 0;
    return b < 0xE0 ? 2 : b < 0xF0 ? 3 : 4;
}

/* One character of `len` bytes, all of them there: continuation bytes, no overlong form, no surrogate, <= U+10FFFF. */
static bool char_valid(const unsigned char *p, unsigned len)
{
    for (unsigned i = 1; i < len; i++)
        if ((p[i] & 0xC0) != 0x80)
            return false;
    if (len == 3)
        return !(p[0] == 0xE0 && p[1] < 0xA0) && !(p[0] == 0xED && p[1] > 0x9F);
    return len != 4 || (!(p[0] == 0xF0 && p[1] < 0x90) && !(p[0] == 0xF4 && p[1] > 0x8F));
}

static bool control(unsigned char b)
{
    return b < 0x20 && b != '\t' && b != '\n' && b != '\r';
}

/* p..p+n are whole characters. */
static bool valid_plain(const unsigned char *p, size_t n, bool xml)
{
    size_t i = 0;

    while (i < n) {
        unsigned len = char_length(p[i]);

        if (len == 0 || len > n - i || (len == 1 && xml && control(p[i])) || (len > 1 && !char_valid(p + i, len)))
            return false;
        i += len;
    }
    return true;
}

#ifdef HAVE_AVX2

/* The classes of errors that two neighbouring bytes can make (Keiser and Lemire 2021, Validating UTF-8 …). */
enum {
    SHORT = 1,
    LONG = 2,
    OVER3 = 4,
    LARGE = 8,
    SURROGATE = 16,
    OVER2 = 32,
    OVER4 = 64, /* also: too large after 1000xxxx */
    TWO = 128,
    CARRY = SHORT | LONG | TWO
};

#define TABLE16(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)                                                        \
    _mm256_setr_epi8((char)(a), (char)(b), (char)(c), (char)(d), (char)(e), (char)(f), (char)(g), (char)(h),           \
                     (char)(i), (char)(j), (char)(k), (char)(l), (char)(m), (char)(n), (char)(o), (char)(p),           \
                     (char)(a), (char)(b), (char)(c), (char)(d), (char)(e), (char)(f), (char)(g), (char)(h),           \
                     (char)(i), (char)(j), (char)(k), (char)(l), (char)(m), (char)(n), (char)(o), (char)(p))

__attribute__((target("avx2"))) static __m256i before(__m256i block, __m256i last, int bytes)
{
    __m256i middle = _mm256_permute2x128_si256(last, block, 0x21);

    switch (bytes) {
    case 1:
        return _mm256_alignr_epi8(block, middle, 15);
    case 2:
        return _mm256_alignr_epi8(block, middle, 14);
    default:
        return _mm256_alignr_epi8(block, middle, 13);
    }
}

/* Non-zero bytes where block, coming after last, breaks a rule. */
__attribute__((target("avx2"))) static __m256i block_errors(__m256i block, __m256i last)
{
    const __m256i high1 = TABLE16(LONG, LONG, LONG, LONG, LONG, LONG, LONG, LONG, TWO, TWO, TWO, TWO, SHORT | OVER2,
                                  SHORT, SHORT | OVER3 | SURROGATE, SHORT | LARGE | OVER4);
    const __m256i low1 =
        TABLE16(CARRY | OVER3 | OVER2 | OVER4, CARRY | OVER2, CARRY, CARRY, CARRY | LARGE, CARRY | LARGE | OVER4,
                CARRY | LARGE | OVER4, CARRY | LARGE | OVER4, CARRY | LARGE | OVER4, CARRY | LARGE | OVER4,
                CARRY | LARGE | OVER4, CARRY | LARGE | OVER4, CARRY | LARGE | OVER4, CARRY | LARGE | OVER4 | SURROGATE,
                CARRY | LARGE | OVER4, CARRY | LARGE | OVER4);
    const __m256i high2 =
        TABLE16(SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, SHORT, LONG | OVER2 | TWO | OVER3 | OVER4,
                LONG | OVER2 | TWO | OVER3 | LARGE, LONG | OVER2 | TWO | SURROGATE | LARGE,
                LONG | OVER2 | TWO | SURROGATE | LARGE, SHORT, SHORT, SHORT, SHORT);
    const __m256i nibble = _mm256_set1_epi8(15);
    __m256i one = before(block, last, 1);
    __m256i pairs = _mm256_shuffle_epi8(high1, _mm256_and_si256(_mm256_srli_epi16(one, 4), nibble));
    __m256i third = _mm256_subs_epu8(before(block, last, 2), _mm256_set1_epi8(0xE0 - 0x80));
    __m256i fourth = _mm256_subs_epu8(before(block, last, 3), _mm256_set1_epi8((char)(0xF0 - 0x80)));

    pairs = _mm256_and_si256(pairs, _mm256_shuffle_epi8(low1, _mm256_and_si256(one, nibble)));
    pairs = _mm256_and_si256(pairs, _mm256_shuffle_epi8(high2, _mm256_and_si256(_mm256_srli_epi16(block, 4), nibble)));
    return _mm256_xor_si256(pairs, _mm256_and_si256(_mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80)));
}

__attribute__((target("avx2"))) static __m256i control_bytes(__m256i block)
{
    __m256i low = _mm256_cmpeq_epi8(_mm256_min_epu8(block, _mm256_set1_epi8(0x1F)), block);
    __m256i fine = _mm256_or_si256(_mm256_cmpeq_epi8(block, _mm256_set1_epi8('\n')),
                                   _mm256_or_si256(_mm256_cmpeq_epi8(block, _mm256_set1_epi8('\r')),
                                                   _mm256_cmpeq_epi8(block, _mm256_set1_epi8('\t'))));

    return _mm256_andnot_si256(fine, low);
}

__attribute__((target("avx2"))) static bool valid_avx2(const unsigned char *p, size_t n, bool xml)
{
    __m256i last = _mm256_setzero_si256(), bad = last, controls = last;
    bool plain = true; /* the block before was ASCII */

    for (size_t i = 0; i <= n; i += 32) { /* the last block is never full: what comes before the end is checked too */
        unsigned char end[32];
        __m256i block;
        bool ascii;

        if (n - i < 32) {
            memset(end, ' ', sizeof end);
            memcpy(end, p + i, n - i);
        }
        block = _mm256_loadu_si256((const void *)(n - i < 32 ? end : p + i));
        ascii = _mm256_movemask_epi8(block) == 0;
        if (!ascii || !plain)
            bad = _mm256_or_si256(bad, block_errors(block, last));
        controls = _mm256_or_si256(controls, control_bytes(block));
        plain = ascii;
        last = block;
    }
    return _mm256_testz_si256(bad, bad) && (!xml || _mm256_testz_si256(controls, controls));
}
#endif

static bool valid_whole(const unsigned char *p, size_t n, bool xml)
{
#ifdef HAVE_AVX2
    if (__builtin_cpu_supports("avx2"))
        return valid_avx2(p, n, xml);
#endif
    return valid_plain(p, n, xml);
}

/* How many bytes at the end are the beginning of a character that is not whole. */
static unsigned cut_bytes(const unsigned char *p, size_t n)
{
    for (unsigned i = 1; i <= 3 && i <= n; i++) {
        unsigned len = char_length(p[n - i]);

        if (len > 0 || (p[n - i] & 0xC0) != 0x80)
            return len > i ? i : 0;
    }
    return 0;
}

bool jc_chars_feed(struct jc_chars *c, const void *bytes, size_t n)
{
    const unsigned char *p = bytes;
    unsigned cut;

    if (n == 0)
        return true;
    if (c->n > 0) {
        unsigned len = char_length(c->part[0]);

        while (c->n < len && n > 0) {
            c->part[c->n++] = *p++;
            n--;
        }
        if (c->n < len)
            return true;
        c->n = 0;
        if (!char_valid(c->part, len))
            return false;
    }
    cut = cut_bytes(p, n);
    memcpy(c->part, p + n - cut, cut);
    c->n = cut;
    return valid_whole(p, n - cut, c->xml);
}

bool jc_chars_end(const struct jc_chars *c)
{
    return c->n == 0;
}
