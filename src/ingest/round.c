/*
 * Which round a title names. 批次：X is X, whatever that is; else the code or name of a round of a catalogue, or 第三批 with
 * the words around it that tell which third (浙江省第三批集采). What such a name means is read where it is used, as in a column.
 */
#include "ingest/round.h"

enum { ROUNDS = 8 };

struct round {
    char text[96];
    int number;     /* 0: it cannot be told */
    bool code;      /* NVBP04 */
    bool several;   /* 第四、五批, 第一至八批 */
    bool bare;      /* 第四批, 国家第四批: nothing says that it is another than the national one */
    bool national;  /* 国家第四批: it says so itself */
    bool part;      /* a name of a catalogue, which may go on: 浙江省级集采第三批 */
    const char *at; /* in its line */
};

struct rounds {
    struct round v[ROUNDS];
    size_t n;
    struct jc_span line; /* of the last */
    bool labelled;       /* they follow 批次： */
    const struct jc_rounds *known;
};

static bool is_alnum(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static size_t any_of(struct jc_span s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (jc_span_begins(s, words[i]))
            return strlen(words[i]);
    return 0;
}

/* ---- where one is named ------------------------------------------------------------------------------------------------ */

struct core {
    size_t len;
    int number;
    const char *as; /* how the catalogue writes it; NULL: as it stands */
    bool code, several;
    bool part;  /* a name without a number */
    bool trial; /* 4+7 */
};

/* The mark between two rounds of a list or range, in bytes. */
static size_t mark_at(struct jc_span s)
{
    static const char *const marks[] = {"、", "，", ",", "至", "到", "—", "-", "~", "和", "及", "与", "/"};
    return any_of(s, marks, JC_LEN(marks));
}

static bool national_code_at(struct core *c, struct jc_span s)
{
    size_t n = strlen("NVBP"), digits;
    if (!jc_span_begins(s, "NVBP"))
        return false;
    *c = (struct core){.code = true, .number = jc_round_number(s.p + n, s.n - n, &digits)};
    while (n < s.n && ((s.p[n] >= '0' && s.p[n] <= '9') || s.p[n] == 'X'))
        n++;
    c->len = n;
    return true;
}

/* ZJ2023批, but not H20240301批号. */
static bool code_batch_at(struct core *c, struct jc_span line, struct jc_span s)
{
    static const char last[] = "批", *const others[] = {"批号", "批准", "批文", "批件", "批注", "批发"};
    size_t n = 0, letters = 0;
    if (s.p > line.p && is_alnum(s.p[-1]))
        return false;
    for (; n < s.n && (is_alnum(s.p[n]) || (n > 0 && s.p[n] == '-')); n++)
        letters += s.p[n] > '9';
    if (letters == 0 || !jc_span_begins(jc_span_behind(s, n), last) ||
        any_of(jc_span_behind(s, n), others, JC_LEN(others)))
        return false;
    *c = (struct core){.len = n + strlen(last), .code = true};
    return true;
}

/* 第四批, 第四、五批, 第4批, 第ZJ2023批; in 第二轮第一批 the second 第 begins it. */
static bool batch_at(struct core *c, struct jc_span s)
{
    enum { NEAR = 12, CODE = 24 };
    static const char first[] = "第", last[] = "批";
    size_t n = strlen(first), digits, ascii = n, far = CODE + strlen(last);
    const char *end = jc_span_begins(s, first) ? jc_text_find(s.p, s.n < far ? s.n : far, last, strlen(last)) : NULL;
    while (end && ascii < s.n && ascii <= CODE && (unsigned char)s.p[ascii] < 0x80)
        ascii++;
    bool code = end && s.p + ascii == end && end - s.p <= CODE;
    if (!end || (end - s.p > NEAR && !code) || jc_text_find(s.p + n, (size_t)(end - s.p) - n, first, n))
        return false;
    *c = (struct core){.number = jc_round_number(s.p + n, s.n - n, &digits)};
    for (size_t i = n; i < (size_t)(end - s.p) && !(code && c->number == 0); i++)
        c->several = c->several || mark_at(jc_span_behind(s, i));
    c->code = code && c->number == 0;
    n = (size_t)(end - s.p) + strlen(last);
    size_t mark = mark_at(jc_span_behind(s, n)), more = n + mark; /* 第四批、五批 */
    if (mark && jc_round_number(s.p + more, s.n - more, &digits) &&
        jc_span_begins(jc_span_behind(s, more + digits), last)) {
        c->several = true;
        n = more + digits + strlen(last);
    }
    c->len = n;
    return true;
}

/* 4+7 and 4+7扩围; what stands before 第一批 belongs to that. */
static bool trial_at(struct core *c, struct jc_span s)
{
    static const char trial[] = "4+7", first[] = "第";
    if (!jc_span_begins(s, trial))
        return false;
    *c = (struct core){.len = strlen(trial), .trial = true};
    struct jc_round_back b = jc_round_back(jc_span_behind(s, c->len));
    return !jc_span_begins(jc_span_behind(s, c->len + b.len), first);
}

/* 浙江省级药品集采, of which a catalogue says 浙江省级集采. */
static bool like_at(struct core *c, const struct jc_rounds *known, struct jc_span before, struct jc_span s)
{
    struct jc_round_front front;
    size_t n = jc_round_ending(s);
    if (n == 0 || !known)
        return false;
    jc_round_front(&front, before);
    *c = (struct core){.len = n, .as = jc_rounds_like(known, jc_buf_text(&front.text)), .part = true};
    jc_buf_free(&front.text);
    return c->as != NULL;
}

/* Is that the name of a round that may be the national one: 第三批国采? */
static bool is_bare(const char *name)
{
    static const char first[] = "第", last[] = "批";
    struct jc_buf key = {0};
    size_t n = 0;
    jc_round_key(&key, name, strlen(name));
    const char *p = jc_buf_text(&key);
    bool bare = strncmp(p, first, strlen(first)) == 0 &&
                jc_round_number(p + strlen(first), key.len - strlen(first), &n) > 0 &&
                strcmp(p + strlen(first) + n, last) == 0;
    jc_buf_free(&key);
    return bare;
}

static bool core_at(struct core *c, const struct rounds *list, struct jc_span line, const char *from, struct jc_span s)
{
    struct jc_known_round known;
    if (jc_rounds_at(&known, list->known, line, s) && (known.code || !is_bare(known.text))) {
        *c = (struct core){.len = known.len,
                           .number = known.number,
                           .as = known.text,
                           .code = known.code,
                           .part = !known.code && known.number == 0};
        return true;
    }
    return national_code_at(c, s) || batch_at(c, s) || code_batch_at(c, line, s) || trial_at(c, s) ||
           like_at(c, list->known, (struct jc_span){from, (size_t)(s.p - from)}, s);
}

/* ---- what it is called ------------------------------------------------------------------------------------------------- */

static void add_text(struct jc_buf *out, const struct core *c, const char *at)
{
    if (c->as)
        jc_buf_str(out, c->as);
    else
        jc_buf_add(out, at, c->len);
}

/* 第三批, with what stands around it: which one it is, if that is another than the national one. */
static size_t name_batch(struct round *r, const struct core *c, struct jc_span before, struct jc_span s,
                         const char **from)
{
    struct jc_round_front front;
    struct jc_round_back back = jc_round_back(jc_span_behind(s, c->len));
    struct jc_buf text = {0};
    jc_round_front(&front, before);
    bool national = back.national || (c->as && jc_round_is_national(jc_span(c->as)));
    bool area = front.text.len > 0 && (!national || front.renewed || back.text.n > 0);
    r->bare = !area && back.text.n == 0 && !c->as;
    if (area)
        jc_buf_str(&text, jc_buf_text(&front.text));
    r->national = r->bare && (front.national || national);
    if (r->national)
        jc_buf_str(&text, "国家");
    add_text(&text, c, s.p);
    if (back.text.n)
        jc_buf_add(&text, back.text.p, back.text.n);
    jc_copyn(r->text, sizeof r->text, jc_buf_text(&text), text.len);
    *from = front.from;
    jc_buf_free(&front.text);
    jc_buf_free(&text);
    return back.len;
}

/* A code or name tells all by itself but that it goes on: NVBP04续约, 4+7扩围. */
static size_t name_itself(struct round *r, const struct core *c, struct jc_span s)
{
    struct jc_round_back back = jc_round_back(jc_span_behind(s, c->len));
    struct jc_buf text = {0};
    add_text(&text, c, s.p);
    if (back.text.n && (c->trial || jc_round_renewal(back.text)))
        jc_buf_add(&text, back.text.p, back.text.n);
    jc_copyn(r->text, sizeof r->text, jc_buf_text(&text), text.len);
    jc_buf_free(&text);
    return back.len;
}

/* ---- several ----------------------------------------------------------------------------------------------------------- */

static bool same_key(const char *a, const char *b)
{
    struct jc_buf x = {0}, y = {0};
    jc_round_key(&x, a, strlen(a));
    jc_round_key(&y, b, strlen(b));
    bool same = x.len > 0 && strcmp(jc_buf_text(&x), jc_buf_text(&y)) == 0;
    jc_buf_free(&x);
    jc_buf_free(&y);
    return same;
}

/* 第三批 beside 浙江省第三批 is that one in short, as NVBP03 is 第三批; and the code of a catalogue is its name. */
static bool same_round(const struct rounds *list, const struct round *a, const struct round *b)
{
    if (a->several || b->several || (a->code && b->code))
        return strcmp(a->text, b->text) == 0;
    if (same_key(a->text, b->text) || jc_rounds_is_code_of(list->known, a->text, b->text) ||
        jc_rounds_is_code_of(list->known, b->text, a->text))
        return true;
    if (a->number == 0 || a->number != b->number)
        return false;
    return (a->bare && (!a->national || b->code || b->bare)) || (b->bare && (!b->national || a->code));
}

static void add_round(struct rounds *list, const struct round *r, struct jc_span line)
{
    for (size_t i = 0; i < list->n; i++)
        if (same_round(list, &list->v[i], r)) {
            if (r->code || (list->v[i].bare && !list->v[i].code && !r->bare)) {
                list->v[i] = *r;
                list->line = line;
            }
            return;
        }
    if (list->n < ROUNDS)
        list->v[list->n++] = *r;
    list->line = line;
}

/* ---- lines ------------------------------------------------------------------------------------------------------------- */

static size_t read_round(struct rounds *list, const struct core *c, struct jc_span line, struct jc_span before,
                         struct jc_span s)
{
    struct round r = {.number = c->number, .code = c->code, .several = c->several, .part = c->part, .at = s.p};
    const char *from = NULL;
    size_t len = c->number > 0 && !c->code ? name_batch(&r, c, before, s, &from) : name_itself(&r, c, s);
    const struct round *last = list->n ? &list->v[list->n - 1] : NULL;
    if (from && last && last->part && last->at >= before.p && last->at < s.p && last->at >= from)
        list->n--; /* 浙江省级集采 was the beginning of this one */
    add_round(list, &r, line);
    return len;
}

/* All that a stretch of a line names; `from` = where the words before the first may begin. */
static void read_stretch(struct rounds *list, struct jc_span line, const char *from, struct jc_span s)
{
    while (s.n > 0) {
        struct core c = {0};
        size_t n = jc_round_char(s);
        if (core_at(&c, list, line, from, s)) {
            n = c.len + read_round(list, &c, line, (struct jc_span){from, (size_t)(s.p - from)}, s);
            from = c.part ? from : s.p + n;
        }
        s = jc_span_behind(s, n);
    }
}

/* 约定量（续约） behind the round: that renews it, too. */
static void renew(struct rounds *list, struct jc_span line, size_t before)
{
    const char *word = jc_round_renewal(line);
    struct round *r = &list->v[before];
    if (list->n != before + 1 || !word || r->several || jc_round_renewal(jc_span(r->text)))
        return;
    jc_copy(r->text + strlen(r->text), sizeof r->text - strlen(r->text), word);
    r->bare = false;
}

enum label { NO_LABEL, BLANK_LABEL, COLON_LABEL };

static bool ends_in(struct jc_span s, const char *const *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t w = strlen(words[i]);
        if (s.n >= w && memcmp(s.p + s.n - w, words[i], w) == 0)
            return true;
    }
    return false;
}

static struct jc_span skip_blanks(struct jc_span s)
{
    static const char *const blanks[] = {" ", "　"};
    for (size_t n; (n = any_of(s, blanks, JC_LEN(blanks))) > 0;)
        s = jc_span_behind(s, n);
    return s;
}

/* 批次：X, 采购批次名称:X, 集采批次 X, but no 生产批次; *out = X and what follows. */
static enum label label_at(struct jc_span *out, struct jc_span line, struct jc_span s)
{
    static const char word[] = "批次", *const parts[] = {"名称", "编码", "编号", "代码"}, *const colons[] = {":", "："};
    static const char *const others[] = {"生产", "入库", "产品", "报送", "上报", "填报", "导入"}, *const rounds[] = {
                                                                                                      "采购", "集采",
                                                                                                      "带量"};
    const struct jc_span before = {line.p, (size_t)(s.p - line.p)};
    if (!jc_span_begins(s, word) || ends_in(before, others, JC_LEN(others)))
        return NO_LABEL;
    s = jc_span_behind(s, strlen(word));
    s = jc_span_behind(s, any_of(s, parts, JC_LEN(parts)));
    struct jc_span rest = skip_blanks(s);
    size_t colon = any_of(rest, colons, JC_LEN(colons));
    bool apart = rest.p > s.p && (before.n == 0 || ends_in(before, rounds, JC_LEN(rounds)));
    *out = skip_blanks(jc_span_behind(rest, colon));
    return colon ? COLON_LABEL : apart ? BLANK_LABEL : NO_LABEL;
}

/* Bytes of what a label says: up to a blank, a bracket, or what tables and terms are called. */
static size_t value_length(struct jc_span s)
{
    static const char *const ends[] = {" ", "　", "\t",   ";",      "；",       "。",     "(",    "（",
                                       ")", "）", "约定", "协议期", "采购周期", "采购量", "执行", "单位"};
    size_t n = 0;
    while (n < s.n && !any_of(jc_span_behind(s, n), ends, JC_LEN(ends)))
        n++;
    return n;
}

static bool is_code(struct jc_span s)
{
    bool letter = false, digit = false, other = s.n == 0;
    for (size_t i = 0; i < s.n; i++) {
        digit = digit || (s.p[i] >= '0' && s.p[i] <= '9');
        letter = letter || (is_alnum(s.p[i]) && s.p[i] > '9');
        other = other || (unsigned char)s.p[i] >= 0x80;
    }
    return letter && digit && !other;
}

/* What the user himself calls the round is taken as it stands; only 第四批、第五批 are two. False: it is no round. */
static bool read_label(struct rounds *list, enum label label, struct jc_span line, struct jc_span s)
{
    static const char *const commas[] = {"、", "，", ","};
    const struct jc_span value = {s.p, value_length(s)};
    struct rounds in = {.known = list->known};
    struct round r = {.at = s.p};
    read_stretch(&in, line, s.p, value);
    if (value.n == 0 || value.n >= sizeof r.text || (label == BLANK_LABEL && in.n == 0 && !is_code(value)))
        return false;
    if (in.n > 0)
        r = in.v[0];
    r.part = false;
    r.several = r.several || in.n > 1;
    for (size_t i = 0; i < value.n; i++)
        r.several = r.several || any_of(jc_span_behind(value, i), commas, JC_LEN(commas));
    jc_copyn(r.text, sizeof r.text, value.p, value.n);
    if (!list->labelled)
        list->n = 0;
    list->labelled = true;
    add_round(list, &r, line);
    read_stretch(list, line, s.p + value.n, jc_span_behind(s, value.n));
    return true;
}

static void read_line(struct rounds *list, struct jc_span line)
{
    enum label label = NO_LABEL;
    struct jc_span value;
    size_t before = list->labelled ? list->n : 0;
    for (struct jc_span s = line; s.n > 0 && label == NO_LABEL; s = jc_span_behind(s, 1)) {
        label = label_at(&value, line, s);
        if (label != NO_LABEL && !read_label(list, label, line, value))
            label = NO_LABEL;
    }
    if (label == NO_LABEL && list->labelled)
        return;
    if (label == NO_LABEL) {
        before = list->n;
        read_stretch(list, line, line.p, line);
    }
    renew(list, line, before);
}

/* 浙江省药品集采 in one line and 第三批 in another: names of file and sheet and titles together say which third. */
static void complete(struct jc_title *t, const struct rounds *list)
{
    const struct round *r = &list->v[0];
    struct jc_buf area = {0};
    struct jc_span line;
    struct jc_title_walk w = jc_title_walk(t->text);
    bool open = r->bare && !r->national && !list->labelled;
    while (open && area.len == 0 && jc_title_next(&w, &line))
        (void)jc_round_area(&area, line);
    if (open && area.len == 0 && (strstr(t->text, "国家") || strstr(t->text, "国采")))
        jc_buf_str(&area, "国家");
    snprintf(t->round, sizeof t->round, "%s%s", jc_buf_text(&area), r->text);
    jc_buf_free(&area);
}

/* The round of the nearest lines that name any: the titles together, else the sheet's name, else the file's. */
static struct jc_span find_round(struct jc_title *t, const struct jc_rounds *known)
{
    struct rounds list = {.known = known};
    struct jc_span line;
    struct jc_title_walk w = jc_title_walk(t->text);
    enum jc_title_level level = JC_LEVEL_TITLE;
    while (jc_title_next(&w, &line)) {
        if (w.level != level && list.n > 0)
            break;
        level = w.level;
        read_line(&list, line);
    }
    if (list.n == 1 && !list.v[0].several) {
        complete(t, &list);
        return list.line;
    }
    struct jc_buf all = {0};
    for (size_t i = 0; i < list.n; i++)
        jc_buf_fmt(&all, "%s%s", i ? "、" : "", list.v[i].text);
    jc_copy(t->rounds, sizeof t->rounds, jc_buf_text(&all));
    jc_buf_free(&all);
    return (struct jc_span){0};
}

void jc_title_find_round(struct jc_title *t, const struct jc_rounds *known)
{
    struct jc_span round = find_round(t, known), span = jc_title_find_term(t);
    t->dated = round.n && round.p == span.p;
}
