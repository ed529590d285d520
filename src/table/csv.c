#include "table/number.h"
#include "table/pack.h"
#include "table/stranger.h"
#include "table/text.h"

#include <strings.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/*
 * Delimited text. Quotes mean something at the beginning of a field only (RFC 4180), "" is a quote inside; a line ends
 * with CR, LF or CRLF, mixed as they come. Row numbers are those that Excel shows: blank lines count, a line "sep=;"
 * does not. Cells are texts: what looks like a number may be a code with leading zeros.
 */

struct csv {
    struct jc_book *book;
    const struct jc_source *src;
    struct jc_encoding encoding;
    char delimiter;
    bool has_sep; /* the first line is sep= */
};

struct csv_sheet {
    struct csv *csv;
    struct jc_text *text;
    const char *p, *end;
    bool ended; /* nothing comes after end */
    bool begun;
    struct jc_cell *cells;
    size_t cap;
    uint32_t n;
    bool open; /* no line break ends the row */
    uint64_t number;
    struct jc_buf texts; /* fields whose quotes had to be taken out */
    bool has_texts;
    struct jc_row row;
};

/* ---- sniff and open ------------------------------------------------------------------------------ */

static bool sniff(struct jc_source *src)
{
    return jc_text_sniff(src) && !jc_stranger_text(src);
}

/* Past a field at p; quotes as in the reader. */
static const char *skip_field(const char *p, const char *end, char delimiter)
{
    if (p < end && *p == '"') {
        for (p++; p < end; p++)
            if (*p == '"' && (++p == end || *p != '"'))
                break;
    }
    while (p < end && *p != delimiter && *p != '\n' && *p != '\r')
        p++;
    return p;
}

/* How well the sample reads with this delimiter: on how many lines it stands equally often, and how often. */
static uint64_t delimiter_score(const char *p, const char *end, char delimiter)
{
    enum { LINES = 200, MOST = 512 };
    uint32_t lines_with[MOST] = {0};
    uint64_t best = 0;

    for (unsigned line = 0; line < LINES && p < end; line++) {
        unsigned count = 0;

        while ((p = skip_field(p, end, delimiter)) < end && *p == delimiter) {
            p++;
            count++;
        }
        while (p < end && (*p == '\n' || *p == '\r'))
            p++;
        lines_with[count < MOST ? count : MOST - 1]++;
    }
    for (uint64_t count = 1; count < MOST; count++) {
        uint64_t score = lines_with[count] * UINT64_C(1024) + count;

        if (lines_with[count] > 0 && score > best)
            best = score;
    }
    return best;
}

static char find_delimiter(const char *p, const char *end)
{
    static const char candidates[] = {',', '\t', ';', '|'};
    uint64_t best = 0;
    char found = ',';

    for (size_t i = 0; i < JC_LEN(candidates); i++) {
        uint64_t score = delimiter_score(p, end, candidates[i]);

        if (score > best) {
            best = score;
            found = candidates[i];
        }
    }
    return found;
}

/* "sep=;" as Excel writes it for itself; *after is behind its line end. */
static bool sep_line(const char *p, const char *end, char *delimiter, const char **after)
{
    bool quoted = end - p > 6 && *p == '"';

    p += quoted;
    if (end - p < 5 || strncasecmp(p, "sep=", 4) != 0)
        return false;
    *delimiter = p[4];
    p += 5 + quoted;
    if (*delimiter == '\r' || *delimiter == '\n' || (p < end && *p != '\r' && *p != '\n'))
        return false;
    if (p < end && *p == '\r')
        p++;
    if (p < end && *p == '\n')
        p++;
    *after = p;
    return true;
}

static enum jc_status find_shape(struct csv *csv, struct jc_err *err)
{
    struct jc_text *text = jc_text_new(csv->src, csv->encoding);
    const char *data = "", *after;
    size_t n = 0;
    enum jc_status st = jc_text_next(text, 0, &data, &n, err);

    if (st == JC_OK) {
        csv->has_sep = sep_line(data, data + n, &csv->delimiter, &after);
        if (!csv->has_sep) {
            /* Only whole lines tell how many fields a line has. */
            const char *end = data + n, *last = n < JC_SOURCE_HEAD ? end : data + JC_SOURCE_HEAD;

            while (last < end && last > data && last[-1] != '\n' && last[-1] != '\r')
                last--;
            csv->delimiter = find_delimiter(data, last > data ? last : end);
        }
    }
    jc_text_free(text);
    return st == JC_END ? JC_OK : st;
}

static enum jc_status csv_open(void **file, struct jc_book *book, struct jc_source *src, struct jc_err *err)
{
    const char *dot = strrchr(src->name, '.');
    struct csv *csv = jc_alloc(sizeof *csv);
    enum jc_status st;

    csv->book = book;
    csv->src = src;
    csv->delimiter = ',';
    st = jc_text_encoding(&csv->encoding, src, err);
    if (st == JC_OK)
        st = find_shape(csv, err);
    if (st == JC_OK && csv->encoding.bom == 3 && strcmp(csv->encoding.name, "GB18030") == 0)
        jc_book_add_note(book, 159, NULL, NULL, NULL, "UTF-8", NULL);
    if (st == JC_OK && strcmp(csv->encoding.name, "CP1252") == 0)
        jc_book_add_note(book, 167, NULL, NULL, NULL, "Windows-1252", NULL);
    if (st != JC_OK) {
        free(csv);
        return st;
    }
    jc_book_add_sheet(book, src->name, dot && dot > src->name ? (size_t)(dot - src->name) : strlen(src->name), false);
    *file = csv;
    return JC_OK;
}

static void csv_close(void *file)
{
    free(file);
}

/* ---- rows ---------------------------------------------------------------------------------------- */

enum got { ROW, MORE, FAILED };

static enum got failed(struct csv_sheet *s, enum jc_status st, int code, struct jc_err *err)
{
    char place[24];

    jc_cell_name(place, s->n, (uint32_t)s->number);
    (void)jc_fail(err, st, code, NULL, NULL, NULL);
    if (err)
        jc_err_place(err, NULL, NULL, place);
    return FAILED;
}

/* The first delimiter, CR, LF or NUL from p on. */
static inline const char *field_end(const char *p, char delimiter)
{
#ifdef __SSE2__
    const __m128i d = _mm_set1_epi8(delimiter), cr = _mm_set1_epi8('\r'), lf = _mm_set1_epi8('\n'),
                  nul = _mm_setzero_si128();

    for (;; p += 16) {
        __m128i x = _mm_loadu_si128((const void *)p);
        unsigned stops =
            (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(x, d), _mm_cmpeq_epi8(x, cr)),
                                                     _mm_or_si128(_mm_cmpeq_epi8(x, lf), _mm_cmpeq_epi8(x, nul))));

        if (stops)
            return p + __builtin_ctz(stops);
    }
#else
    while (*p != delimiter && *p != '\r' && *p != '\n' && *p)
        p++;
    return p;
#endif
}

/*
 * What programs put around a code so that Excel leaves it alone: ="00123", '00123, a tab before or behind. The guard is
 * no part of the text.
 */
static void take_guard_off(const char **s, size_t *n)
{
    const char *p = *s;
    size_t len = *n;

    if (len >= 3 && p[0] == '=' && p[1] == '"' && p[len - 1] == '"' && !memchr(p + 2, '"', len - 3)) {
        *s = p + 2;
        *n = len - 3;
        return;
    }
    while (len > 1 && p[len - 1] == '\t')
        len--;
    while (len > 1 && *p == '\t') {
        p++;
        len--;
    }
    if (len > 1 && *p == '\'' && !memchr(p + 1, '\'', len - 1) &&
        (strchr("+-=@", p[1]) || (unsigned char)((p[1] | 32) - 'a') < 26 || (unsigned char)(p[1] - '0') < 10)) {
        p++;
        len--;
    }
    *s = p;
    *n = len;
}

static inline bool guarded(const char *p, size_t n)
{
    return *p == '=' || *p == '\'' || *p == '\t' || p[n - 1] == '\t';
}

/* The field as cell s->n; text in the window or, with `at`, in s->texts. */
static inline void add_cell(struct csv_sheet *s, const char *text, size_t n, bool in_texts)
{
    struct jc_cell *cell;

    if (s->n == s->cap)
        s->cells = jc_grow(s->cells, &s->cap, (size_t)s->n + 1, sizeof *s->cells);
    cell = &s->cells[s->n++];
    if (n > 0 && __builtin_expect(guarded(text, n), 0))
        take_guard_off(&text, &n);
    if (n == 0) {
        *cell = (struct jc_cell){.str = -1};
        return;
    }
    *cell = (struct jc_cell){.text = text, .len = (uint32_t)n, .str = -1, .type = JC_CELL_TEXT};
    if (in_texts) {
        cell->num = text - s->texts.p;
        cell->text = NULL;
    }
}

/* Text behind the closing quote, and line breaks before it: that quote was none, and whole rows stand between the two. */
static void tell_stray_quote(struct csv_sheet *s, const char *from, const char *close)
{
    char place[24], lines[24];
    unsigned n = 0;

    for (const char *p = from; (p = memchr(p, '\n', (size_t)(close - p))); p++)
        n++;
    if (n == 0)
        return;
    jc_cell_name(place, s->n, (uint32_t)s->number);
    snprintf(lines, sizeof lines, "%u", n);
    jc_book_add_note(s->csv->book, 168, NULL, place, NULL, lines, NULL);
}

/* A field that begins with a quote at *pp. */
static enum got quoted_field(struct csv_sheet *s, const char **pp, struct jc_err *err)
{
    const char *p = *pp + 1, *from = p, *stop;
    size_t at = s->texts.len;
    bool whole = true;

    for (;; p += 2) { /* over "" */
        p = memchr(p, '"', (size_t)(s->end - p));
        if (!p || (p + 1 == s->end && !s->ended)) {
            bool too_long = s->texts.len - at + (size_t)(s->end - from) > JC_MAX_CELL_BYTES;

            return s->ended || too_long ? failed(s, JC_INPUT, 130, err) : MORE;
        }
        if (p[1] != '"')
            break;
        jc_buf_add(&s->texts, from, (size_t)(p + 1 - from));
        from = p + 2;
        whole = false;
    }
    stop = field_end(p + 1, s->csv->delimiter);
    if (stop == s->end && !s->ended)
        return MORE;
    *pp = stop;
    if (whole && stop == p + 1) {
        if (p - from > (ptrdiff_t)JC_MAX_CELL_BYTES)
            return failed(s, JC_LIMIT, 105, err);
        add_cell(s, from, (size_t)(p - from), false);
        return ROW;
    }
    if (stop > p + 1)
        tell_stray_quote(s, from, p);
    jc_buf_add(&s->texts, from, (size_t)(p - from));
    jc_buf_add(&s->texts, p + 1, (size_t)(stop - p - 1));
    s->has_texts = true;
    if (s->texts.len - at > JC_MAX_CELL_BYTES)
        return failed(s, JC_LIMIT, 105, err);
    add_cell(s, s->texts.p + at, s->texts.len - at, true);
    return ROW;
}

static enum got plain_field(struct csv_sheet *s, const char **pp, struct jc_err *err)
{
    const char *p = *pp, *stop = field_end(p, s->csv->delimiter);

    if (stop == s->end && !s->ended)
        return stop - p > (ptrdiff_t)JC_MAX_CELL_BYTES ? failed(s, JC_LIMIT, 105, err) : MORE;
    if (stop - p > (ptrdiff_t)JC_MAX_CELL_BYTES)
        return failed(s, JC_LIMIT, 105, err);
    add_cell(s, p, (size_t)(stop - p), false);
    *pp = stop;
    return ROW;
}

/* One line at s->p, which is not at the end. On MORE nothing has happened. */
static enum got scan_line(struct csv_sheet *s, struct jc_err *err)
{
    const char *p = s->p, delimiter = s->csv->delimiter;
    enum got got;

    s->n = 0;
    if (s->texts.len > 0) /* of the line before, or of this one in a window that ended within it */
        jc_buf_clear(&s->texts);
    s->has_texts = false;
    for (;; p++) {
        if (__builtin_expect(s->n == JC_MAX_COLUMNS, 0))
            return failed(s, JC_LIMIT, 103, err);
        got = *p == '"' ? quoted_field(s, &p, err) : plain_field(s, &p, err);
        if (got != ROW)
            return got;
        if (*p != delimiter || p == s->end)
            break;
    }
    if (*p == '\r' && p + 1 == s->end && !s->ended)
        return MORE;
    s->open = p == s->end;
    p += *p == '\r' && p[1] == '\n' ? 2 : !s->open;
    s->p = p;
    return ROW;
}

static enum jc_status refill(struct csv_sheet *s, struct jc_err *err)
{
    size_t n = (size_t)(s->end - s->p);
    const char *data;
    enum jc_status st = jc_text_next(s->text, n, &data, &n, err);

    if (st == JC_END) {
        s->ended = true;
        /* Ctrl-Z, the end of a text under DOS */
        while (s->end > s->p && s->end[-1] == '\x1A')
            s->end--;
        return JC_OK;
    }
    if (st == JC_OK) {
        s->p = data;
        s->end = data + n;
    }
    return st;
}

static void give_row(struct csv_sheet *s)
{
    uint32_t fields = s->n;

    while (s->n > 0 && s->cells[s->n - 1].type == JC_CELL_EMPTY)
        s->n--;
    for (uint32_t i = 0; s->has_texts && i < s->n; i++)
        if (s->cells[i].type == JC_CELL_TEXT && !s->cells[i].text) {
            s->cells[i].text = s->texts.p + s->cells[i].num;
            s->cells[i].num = 0;
        }
    s->row =
        (struct jc_row){.number = (uint32_t)s->number, .n = s->n, .cells = s->cells, .fields = fields, .open = s->open};
}

static void note_bad(struct csv_sheet *s)
{
    char text[24];

    if (jc_text_bad(s->text) == 0)
        return;
    snprintf(text, sizeof text, "%llu", (unsigned long long)jc_text_bad(s->text));
    jc_book_add_note(s->csv->book, 132, NULL, NULL, NULL, text, s->csv->encoding.name);
}

static enum jc_status sheet_next(void *sheet, const struct jc_row **row, struct jc_err *err)
{
    struct csv_sheet *s = sheet;
    enum jc_status st;

    for (;;) {
        enum got got = MORE;

        if (s->p < s->end) {
            s->number++;
            if (s->number > UINT32_MAX)
                return jc_fail(err, JC_LIMIT, 118, NULL, NULL, NULL);
            got = scan_line(s, err);
        } else if (s->ended) {
            note_bad(s);
            return JC_END;
        }
        if (got == FAILED)
            return err->status;
        if (got == ROW) {
            give_row(s);
            if (s->n == 0)
                continue;
            *row = &s->row;
            return JC_OK;
        }
        s->number -= s->p < s->end;
        st = refill(s, err);
        if (st != JC_OK)
            return st;
        if (!s->begun && s->csv->has_sep) {
            char same;

            (void)sep_line(s->p, s->end, &same, &s->p);
        }
        s->begun = true;
    }
}

static enum jc_status sheet_open(void **sheet, void *file, size_t i, struct jc_err *err)
{
    struct csv_sheet *s = jc_alloc(sizeof *s);

    (void)i;
    (void)err;
    s->csv = file;
    s->text = jc_text_new(s->csv->src, s->csv->encoding);
    s->p = s->end = "";
    *sheet = s;
    return JC_OK;
}

static void sheet_free(void *sheet)
{
    struct csv_sheet *s = sheet;

    if (!s)
        return;
    jc_text_free(s->text);
    free(s->cells);
    jc_buf_free(&s->texts);
    free(s);
}

const struct jc_format jc_format_csv = {
    .name = "csv",
    .sniff = sniff,
    .open = csv_open,
    .close = csv_close,
    .sheet_open = sheet_open,
    .next = sheet_next,
    .sheet_free = sheet_free,
};
