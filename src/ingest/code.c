/* code: shapes of identifiers, and what a spreadsheet did to them. */
#include "ingest/norm.h"

enum {
    DESTROYED = 203,
    NO_VALUE = 242,
    ERROR_VALUE = 243,
    PRODUCT = 281,
    INSTITUTION = 283,
    CREDIT = 284,
    CHECK = 285
};

/* ---- the text of an identifier ------------------------------------------------------------------- */

/* 8.69012E+13, 1.66720000E17: what a spreadsheet shows of a long number. 12E5 alone may be a real code. */
static bool is_exponent_form(const char *s, size_t n)
{
    size_t i = 1;
    bool sign = false;
    if (n < 4 || s[0] < '0' || s[0] > '9')
        return false;
    if (s[i] == '.')
        for (i++; i < n && s[i] >= '0' && s[i] <= '9';)
            i++;
    bool point = i > 1;
    if (i >= n || s[i++] != 'E')
        return false;
    if (i < n && s[i] == '+')
        sign = i++ > 0;
    size_t digits = i;
    while (i < n && s[i] >= '0' && s[i] <= '9')
        i++;
    return i == n && i > digits && (point || sign);
}

/* Guards that keep a long number text: a leading apostrophe, ="…". */
static struct jc_span unguarded(struct jc_span s)
{
    if (s.n >= 3 && s.p[0] == '=' && s.p[1] == '"' && s.p[s.n - 1] == '"')
        return (struct jc_span){s.p + 2, s.n - 3};
    return s.n && s.p[0] == '\'' ? (struct jc_span){s.p + 1, s.n - 1} : s;
}

static int code_of_text(struct jc_buf *out, struct jc_span text)
{
    struct jc_buf clean = {0};
    size_t from = out->len;
    if (text.n == 0 || jc_text_blank(text.p, text.n))
        return 0;
    jc_text_clean(&clean, text.p, text.n);
    struct jc_span s = unguarded((struct jc_span){jc_buf_text(&clean), clean.len});
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] != ' ')
            jc_buf_char(out, s.p[i] >= 'a' && s.p[i] <= 'z' ? (char)(s.p[i] - 32) : s.p[i]);
    jc_buf_free(&clean);
    if (!is_exponent_form(jc_buf_text(out) + from, out->len - from))
        return 0;
    out->len = from;
    out->p[from] = '\0';
    return DESTROYED;
}

/*
 * More than 15 digits cannot be kept by a number cell. An exponent shows lost digits only where spreadsheets use one by
 * themselves, from 10^11 on: some writers put 10000000 down as 1.0E7, with nothing lost.
 */
static int code_of_number(struct jc_buf *out, const struct jc_cell *cell)
{
    char text[48];
    int64_t whole;
    struct jc_dec d = {cell->num, cell->exp};
    if (cell->flags & JC_CELL_DIGITS || !jc_dec_scaled(&whole, d, 0, NULL) || whole >= INT64_C(1000000000000000) ||
        (cell->flags & JC_CELL_EXPONENT && whole >= INT64_C(100000000000)))
        return DESTROYED;
    jc_dec_text(text, sizeof text, d);
    jc_buf_str(out, text);
    return 0;
}

int jc_code_text(struct jc_buf *out, const struct jc_cell *cell)
{
    char day[11];
    switch (cell->type) {
    case JC_CELL_TEXT:
        return code_of_text(out, (struct jc_span){cell->text, cell->len});
    case JC_CELL_NUMBER:
        return code_of_number(out, cell);
    case JC_CELL_DATE:
        jc_day_text(day, (jc_day)cell->num);
        jc_buf_str(out, day);
        return 0;
    case JC_CELL_BOOL:
        jc_buf_str(out, cell->num ? "TRUE" : "FALSE");
        return 0;
    case JC_CELL_ERROR:
        return ERROR_VALUE;
    case JC_CELL_UNKNOWN:
        return NO_VALUE;
    default:
        return 0;
    }
}

/* ---- shapes -------------------------------------------------------------------------------------- */

static const char credit_symbols[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";

static bool all_of(struct jc_span s, size_t from, const char *set)
{
    for (size_t i = from; i < s.n; i++)
        if (s.p[i] == '\0' || !strchr(set, s.p[i]))
            return false;
    return true;
}

/* GB 32100-2015: weights 3^i mod 31. */
static bool credit_check(struct jc_span s)
{
    int sum = 0, weight = 1;
    for (int i = 0; i < 17; i++) {
        sum += (int)(strchr(credit_symbols, s.p[i]) - credit_symbols) * weight;
        weight = weight * 3 % 31;
    }
    return s.p[17] == credit_symbols[(31 - sum % 31) % 31];
}

static bool credit_shape(struct jc_span s)
{
    return s.n == 18 && all_of(s, 0, credit_symbols);
}

enum jc_code_kind jc_code_kind(struct jc_span code)
{
    static const char alnum[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    char first = code.n ? code.p[0] : '\0';
    if (credit_shape(code) && credit_check(code))
        return JC_CODE_CREDIT;
    if ((first == 'H' || first == 'P') && code.n == 12 && all_of(code, 1, "0123456789"))
        return JC_CODE_INSTITUTION;
    if (!all_of(code, 0, alnum))
        return JC_CODE_NONE;
    if (first == 'X' && code.n == 23)
        return JC_CODE_MEDICINE;
    if (first == 'Z' && code.n == 20)
        return JC_CODE_PATENT;
    return first == 'C' && (code.n == 20 || code.n == 27) ? JC_CODE_CONSUMABLE : JC_CODE_NONE;
}

int jc_code_check(struct jc_span code, enum jc_code_kind wanted)
{
    enum jc_code_kind kind = jc_code_kind(code);
    switch (wanted) {
    case JC_CODE_INSTITUTION:
        return kind == JC_CODE_INSTITUTION ? 0 : INSTITUTION;
    case JC_CODE_CREDIT:
        return kind == JC_CODE_CREDIT ? 0 : credit_shape(code) ? CHECK : CREDIT;
    case JC_CODE_MEDICINE:
    case JC_CODE_PATENT:
    case JC_CODE_CONSUMABLE:
        return kind == JC_CODE_MEDICINE || kind == JC_CODE_PATENT || kind == JC_CODE_CONSUMABLE ? 0 : PRODUCT;
    default:
        return 0;
    }
}

void jc_code_key(char key[24], struct jc_span code)
{
    enum jc_code_kind kind = jc_code_kind(code);
    key[0] = '\0';
    if (kind == JC_CODE_MEDICINE)
        snprintf(key, 24, "%.14s%.5s", code.p, code.p + 18);
    else if (kind == JC_CODE_CONSUMABLE)
        jc_copyn(key, 24, code.p, 20);
}
