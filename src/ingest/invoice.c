/*
 * The invoice numbers of a cell as ledgers write them: 发票号：10000001、10000002, 10000001-10000003, 代码-号码, 等3张. What is certain
 * becomes a list of numbers; where more is meant than is named, or a short form may be meant, the caller is told.
 */
#include "ingest/invoice.h"

#define RANGE_MOST   200 /* numbers of a range: a payment of more is hardly written so */
#define NUMBER_LEAST 6   /* digits without which neither a blank nor a dash parts numbers: 2024-001 is one */
#define NUMBER_WHOLE 8   /* digits of a paper invoice; those of the tax office's platform have 20 */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return c >= 'A' && c <= 'Z';
}

/* Digits behind at most four letters; 0 = it is something else. */
static size_t digits_of(struct jc_span t)
{
    size_t from = 0;
    while (from < t.n && from < 4 && is_letter(t.p[from]))
        from++;
    for (size_t i = from; i < t.n; i++)
        if (!is_digit(t.p[i]))
            return 0;
    return t.n - from;
}

static bool has_digit(struct jc_span t)
{
    for (size_t i = 0; i < t.n; i++)
        if (is_digit(t.p[i]))
            return true;
    return false;
}

/* The code of a paper invoice, which stands before its number. */
static bool is_code(struct jc_span t)
{
    return (t.n == 10 || t.n == 12) && digits_of(t) == t.n;
}

static bool is_of_code(struct jc_span t)
{
    return t.n == NUMBER_WHOLE && digits_of(t) == t.n;
}

/* ---- an entry, written plainly ------------------------------------------------------------------------------- */

struct spelling {
    const char *word, *plain;
};

/* Longer ones first. A number of 张 stays, to be counted. */
static const struct spelling spellings[] = {
    {"发票号码", " "}, {"发票编号", " "}, {"发票代码", " "}, {"发票号", " "}, {"票据号码", " "}, {"增值税", ""},
    {"专用", ""},      {"普通", ""},      {"全电", ""},      {"数电", ""},    {"电子", ""},      {"发票", " "},
    {"专票", " "},     {"普票", " "},     {"电票", " "},     {"票号", " "},   {"号码", " "},     {"编号", " "},
    {"代码", " "},     {"票", " "},       {"第", " "},       {"号", " "},     {"№", " "},        {"#", " "},
    {"：", " "},       {":", " "},        {"和", "+"},       {"与", "+"},     {"及", "+"},       {"&", "+"},
    {"＋", "+"},       {"|", "+"},        {"｜", "+"},       {"。", "+"},     {"至", "-"},       {"到", "-"},
    {"~", "-"},        {"～", "-"},       {"—", "-"},        {"–", "-"},      {"－", "-"},       {"―", "-"},
    {"−", "-"},        {"（", "("},       {"）", ")"},       {"【", "("},     {"】", ")"},       {"[", "("},
    {"]", ")"},        {"／", "/"},       {"　", " "}};

/* No of a number, and not the end of another word. */
static size_t number_sign(const char *p, const char *begin)
{
    if (p[0] != 'N' || p[1] != 'O' || (p > begin && (is_letter(p[-1]) || is_digit(p[-1]))))
        return 0;
    size_t n = 2 + (p[2] == '.');
    return n == 3 || is_digit(p[n]) || p[n] == ' ' || p[n] == ':' ? n : 0;
}

static void plain_text(struct jc_buf *out, struct jc_span entry)
{
    struct jc_buf clean = {0};
    jc_text_clean(&clean, entry.p, entry.n);
    for (char *p = clean.p; p && *p; p++)
        *p = *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p;
    const char *begin = jc_buf_text(&clean);
    for (const char *p = begin; *p;) {
        size_t n = number_sign(p, begin), i = 0;
        while (!n && i < JC_LEN(spellings) && strncmp(p, spellings[i].word, strlen(spellings[i].word)) != 0)
            i++;
        if (n || i < JC_LEN(spellings)) {
            jc_buf_str(out, n ? " " : spellings[i].plain);
            p += n ? n : strlen(spellings[i].word);
        } else {
            jc_buf_char(out, *p++);
        }
    }
    jc_buf_free(&clean);
}

static void trim(struct jc_span *t)
{
    for (; t->n && (t->p[0] == ' ' || t->p[0] == '-'); t->p++)
        t->n--;
    for (; t->n && (t->p[t->n - 1] == ' ' || t->p[t->n - 1] == '-');)
        t->n--;
}

/* ---- how many there are --------------------------------------------------------------------------------------- */

static int64_t count_before(const char *begin, const char *at, const char **from)
{
    static const char *const words[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    const char *p = at;
    while (p > begin && is_digit(p[-1]))
        p--;
    *from = p;
    if (p < at)
        return at - p <= 3 ? strtoll(p, NULL, 10) : 0;
    for (size_t i = 0; i < JC_LEN(words); i++)
        if (at - begin >= 3 && memcmp(at - 3, words[i], 3) == 0) {
            *from = at - 3;
            return (int64_t)i + 1;
        }
    if (at - begin >= 3 && memcmp(at - 3, "两", 3) == 0) {
        *from = at - 3;
        return 2;
    }
    return 0;
}

static void blank_out(char *from, char *to)
{
    memset(from, ' ', (size_t)(to - from));
}

/* 等3张, 共3张, (2份): taken out of the text and kept. */
static void take_counts(struct jc_invoices *out, char *text)
{
    static const char *const of[] = {"张", "份"}, *const before[] = {"等", "共计", "合计", "共", "计"};
    for (size_t i = 0; i < JC_LEN(of); i++)
        for (char *at = text; (at = strstr(at, of[i])) != NULL; at += 3) {
            const char *from;
            int64_t n = count_before(text, at, &from);
            if (n == 0)
                continue;
            out->said += n;
            blank_out(text + (from - text), at + 3);
        }
    for (size_t i = 0; i < JC_LEN(before); i++)
        for (char *at = text; (at = strstr(at, before[i])) != NULL; at++) {
            out->more |= i == 0;
            blank_out(at, at + strlen(before[i]));
        }
}

/* ---- brackets ------------------------------------------------------------------------------------------------ */

/* An amount (1839元), a count that is taken out already, the code: nothing that another number has. */
static bool says_no_number(struct jc_span t)
{
    static const char yuan[] = "元";
    trim(&t);
    bool amount = t.n > strlen(yuan) && memcmp(t.p + t.n - strlen(yuan), yuan, strlen(yuan)) == 0;
    return t.n == 0 || is_code(t) || (has_digit(t) && (amount || memchr(t.p, '.', t.n)));
}

/* (10000001) is the number, 10000001(1839元) the one before it. False: it cannot be told. */
static bool take_brackets(char *text)
{
    char *open = strchr(text, '('), *close = open ? strchr(open, ')') : NULL;
    for (; close; open = strchr(close, '('), close = open ? strchr(open, ')') : NULL) {
        struct jc_span in = {open + 1, (size_t)(close - open - 1)}, before = {text, (size_t)(open - text)};
        trim(&before);
        if (says_no_number(in))
            blank_out(open, close + 1);
        else if (before.n == 0 && close[1 + strspn(close + 1, " ")] == '\0')
            *open = *close = ' ';
        else
            return false;
    }
    return !open;
}

/* ---- numbers --------------------------------------------------------------------------------------------------- */

/* 10000001-03, 10000001/2, 10000001、2: the second ends like a number that follows the first. */
static bool is_short_form(struct jc_span a, struct jc_span b)
{
    return digits_of(a) >= NUMBER_WHOLE && digits_of(b) == b.n && b.n > 0 && b.n <= 4 &&
           memcmp(b.p, a.p + a.n - b.n, b.n) > 0;
}

static struct jc_span last_number(const struct jc_buf *list)
{
    const char *all = jc_buf_text(list), *comma = strrchr(all, ',');
    return jc_span(comma ? comma + 1 : all);
}

static int add_number(struct jc_invoices *out, struct jc_span t)
{
    struct jc_cell cell = {.type = JC_CELL_TEXT, .text = t.p, .len = (uint32_t)t.n, .str = -1};
    struct jc_buf one = {0};
    int reason = jc_code_text(&one, &cell);
    if (!reason && one.len) {
        out->doubt |= is_short_form(last_number(&out->list), (struct jc_span){one.p, one.len});
        jc_buf_str(&out->list, out->list.len ? "," : "");
        jc_buf_add(&out->list, one.p, one.len);
        out->n++;
    }
    jc_buf_free(&one);
    return reason;
}

/* Parts between single characters `by`, at most `most`; 0: there are more. */
static size_t parts_of(struct jc_span *part, size_t most, struct jc_span t, char by)
{
    size_t n = 0;
    while (t.n) {
        const char *end = memchr(t.p, by, t.n);
        struct jc_span one = {t.p, end ? (size_t)(end - t.p) : t.n};
        t = (struct jc_span){one.p + one.n + (end != NULL), t.n - one.n - (end != NULL)};
        trim(&one);
        if (one.n == 0)
            continue;
        if (n == most)
            return 0;
        part[n++] = one;
    }
    return n;
}

/* The last digits of two numbers that are alike before them; false: they are not, or the numbers are no range. */
static bool is_range(struct jc_span a, struct jc_span b, size_t *tail, int64_t *from, int64_t *to)
{
    char x[20], y[20];
    size_t digits = digits_of(a);
    if (a.n != b.n || digits < NUMBER_LEAST || digits_of(b) != digits)
        return false;
    *tail = digits < 18 ? digits : 18;
    if (memcmp(a.p, b.p, a.n - *tail) != 0)
        return false;
    jc_copyn(x, sizeof x, a.p + a.n - *tail, *tail);
    jc_copyn(y, sizeof y, b.p + b.n - *tail, *tail);
    *from = strtoll(x, NULL, 10);
    *to = strtoll(y, NULL, 10);
    return *from < *to;
}

static int add_dashed(struct jc_invoices *out, struct jc_span t)
{
    struct jc_span part[3];
    size_t n = parts_of(part, JC_LEN(part), t, '-'), first, tail;
    int64_t from, to;
    first = n > 1 && is_code(part[0]) && is_of_code(part[1]);
    if (n == first + 1)
        return add_number(out, part[first]);
    if (n != first + 2)
        return add_number(out, t);
    if (!is_range(part[first], part[first + 1], &tail, &from, &to) || to - from >= RANGE_MOST) {
        out->doubt |= part[first].n == part[first + 1].n ? digits_of(part[first]) >= NUMBER_WHOLE
                                                         : is_short_form(part[first], part[first + 1]);
        return add_number(out, t);
    }
    for (int64_t x = from; x <= to; x++) {
        jc_buf_str(&out->list, out->list.len ? "," : "");
        jc_buf_add(&out->list, part[first].p, part[first].n - tail);
        jc_buf_fmt(&out->list, "%0*lld", (int)tail, (long long)x);
        out->n++;
    }
    return 0;
}

/* Numbers that `by` parts, where all of them have so many digits; else it is none of them: *whole. */
static int add_parted(struct jc_invoices *out, struct jc_span t, char by, size_t digits, bool *whole)
{
    struct jc_span part[64];
    size_t n = parts_of(part, JC_LEN(part), t, by);
    bool all = n > 1, coded = n == 2 && is_code(part[0]) && is_of_code(part[1]);
    int reason = 0;
    for (size_t i = 0; i < n; i++) {
        const char *dash = memchr(part[i].p, '-', part[i].n);
        all = all && digits_of((struct jc_span){part[i].p, dash ? (size_t)(dash - part[i].p) : part[i].n}) >= digits;
    }
    if (n > 1 && !all)
        out->doubt |= is_short_form(part[0], part[1]);
    *whole = !all;
    for (size_t i = coded; i < n && all && !reason; i++)
        reason = add_dashed(out, part[i]);
    return reason;
}

static int add_piece(struct jc_invoices *out, struct jc_span t)
{
    bool whole;
    trim(&t);
    if (!has_digit(t)) {
        out->more |= t.n > 0;
        return 0;
    }
    int reason = add_parted(out, t, '/', NUMBER_WHOLE, &whole);
    if (whole)
        reason = add_parted(out, t, ' ', NUMBER_LEAST, &whole);
    return whole ? add_dashed(out, t) : reason;
}

static bool is_plain(struct jc_span t)
{
    if (t.n > 2 && (t.p[0] | 0x20) == 'n' && (t.p[1] | 0x20) == 'o') /* No10000001 */
        return false;
    for (size_t i = 0; i < t.n; i++)
        if (!is_digit(t.p[i]) && !is_letter(t.p[i]) && !(t.p[i] >= 'a' && t.p[i] <= 'z'))
            return false;
    return true;
}

int jc_invoices_add(struct jc_invoices *out, struct jc_span entry)
{
    struct jc_buf text = {0}, as_code = {0};
    struct jc_cell cell = {.type = JC_CELL_TEXT, .text = entry.p, .len = (uint32_t)entry.n, .str = -1};
    int reason = jc_code_text(&as_code, &cell); /* 1.0E+07 is no two numbers */
    bool none = !reason && as_code.len == 0;
    jc_buf_free(&as_code);
    if (reason || none)
        return reason;
    if (is_plain(entry))
        return add_number(out, entry);
    plain_text(&text, entry);
    take_counts(out, text.p);
    if (!take_brackets(text.p)) {
        reason = add_number(out, entry);
    } else {
        struct jc_span part[64], all = {text.p, strlen(text.p)};
        size_t n = parts_of(part, JC_LEN(part), all, '+');
        for (size_t i = 0; i < n && !reason; i++)
            reason = add_piece(out, part[i]);
        if (n == 0 && has_digit(all))
            reason = add_number(out, entry);
    }
    jc_buf_free(&text);
    return reason;
}

bool jc_invoices_lack(const struct jc_invoices *x)
{
    return x->said > x->n || (x->more && x->said == 0);
}
