/*
 * Private to the scanners of .xlsx: looking at XML in a window that a NUL and JC_STREAM_PAD bytes follow. The bytes are
 * known to be UTF-8 without forbidden characters (jc_stream_clean), so a NUL is the end of the window and nothing else.
 */
#ifndef TABLE_SCAN_H
#define TABLE_SCAN_H

#include "table/pack.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

enum scan {
    SCAN_OK,
    SCAN_MORE, /* the window ends too early */
    SCAN_ODD   /* not a shape that the scanner knows */
};

/* No token that the scanners compare with is as long. */
#define SCAN_TOKEN 48

/* What it means that the text at p is not what was expected. */
static inline enum scan scan_unlike(const char *p, const char *end)
{
    return end - p < SCAN_TOKEN ? SCAN_MORE : SCAN_ODD;
}

static inline bool scan_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static inline uint64_t scan_load(const char *p)
{
    uint64_t x;

    memcpy(&x, p, sizeof x);
    return x;
}

#define SCAN_IS(p, token) (memcmp(p, token, sizeof(token) - 1) == 0)

/* The first '<', '&', CR or NUL from p on; *under: a '_' stands before it. */
static inline const char *scan_text(const char *p, bool *under)
{
#ifdef __SSE2__
    const __m128i lt = _mm_set1_epi8('<'), amp = _mm_set1_epi8('&'), cr = _mm_set1_epi8('\r'),
                  line = _mm_set1_epi8('_'), nul = _mm_setzero_si128();

    for (;; p += 16) {
        __m128i x = _mm_loadu_si128((const void *)p);
        __m128i stop = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(x, lt), _mm_cmpeq_epi8(x, amp)),
                                    _mm_or_si128(_mm_cmpeq_epi8(x, cr), _mm_cmpeq_epi8(x, nul)));
        unsigned stops = (unsigned)_mm_movemask_epi8(stop);
        unsigned lines = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(x, line));

        if (stops) {
            unsigned at = (unsigned)__builtin_ctz(stops);

            *under |= (lines & ((1u << at) - 1)) != 0;
            return p + at;
        }
        *under |= lines != 0;
    }
#else
    for (; *p != '<' && *p != '&' && *p != '\r' && *p; p++)
        *under |= *p == '_';
    return p;
#endif
}

/* The first '<' in the 16 bytes at p, or the byte behind them. */
static inline const char *scan_lt(const char *p)
{
#ifdef __SSE2__
    __m128i x = _mm_loadu_si128((const void *)p);
    unsigned found = (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_set1_epi8('<')));

    return p + __builtin_ctz(found | 1u << 16);
#else
    const char *stop = p + 16;

    while (p < stop && *p != '<')
        p++;
    return p;
#endif
}

struct scan_tag {
    const char *name;
    size_t name_len;
    const char *atts, *atts_end;
    bool opens, closes; /* both: <x/> */
};

/* One tag at p, which is '<'; *after is where it ends. Comments, CDATA, DOCTYPE, PI are odd. */
enum scan scan_tag(const char *p, const char *end, struct scan_tag *tag, const char **after);
/* Value of the attribute `name` of a tag, NULL if it is not there. */
const char *scan_attr(const struct scan_tag *tag, const char *name, size_t *n);
/* BOM, XML declaration and the start tag `root`; *p is behind it. */
enum scan scan_prolog(const char **p, const char *end, const char *root);
/*
 * The inside of <si> or <is> up to `close` ("</si>"): all <t> of it, without phonetic runs. One plain <t> is given in
 * *text as it stands; else *text is NULL and the text was appended to `out`.
 */
enum scan scan_rich(const char **p, const char *end, const char *close, struct jc_buf *out, const char **text,
                    size_t *n);
/* Content of one text element, entities and line ends decoded, appended to out; false: an entity beyond the five. */
bool scan_decode(struct jc_buf *out, const char *s, size_t n);

#endif
