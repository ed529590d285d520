/* Errors that know their place, and the text of messages. */
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include "jicai/base.h"
#include "base/die.h"
#include "base/foreign.h"
#include "base/msg.h"

volatile _Atomic int jc_interrupted = 0;

/* ---- the message table ------------------------------------------------------------------------- */

enum { CODE_MAX = 999, TEXTS = 4 }; /* zh problem, zh cure, en problem, en cure */

struct piece {
    const char *p;
    size_t n;
};

/* By code, pointing into the assets: needs no memory, so it also works when there is none left. */
static struct message {
    bool known;
    enum jc_severity severity;
    struct piece text[TEXTS];
} messages[CODE_MAX + 1];

static pthread_once_t messages_once = PTHREAD_ONCE_INIT;

static enum jc_severity severity_of(struct piece word)
{
    if (word.n == 7 && memcmp(word.p, "warning", 7) == 0)
        return JC_WARNING;
    return word.n == 4 && memcmp(word.p, "note", 4) == 0 ? JC_NOTE : JC_ERROR;
}

static int code_of(struct piece digits)
{
    int code = 0;
    if (digits.n == 0 || digits.n > 3)
        return 0;
    for (size_t i = 0; i < digits.n; i++) {
        if (digits.p[i] < '0' || digits.p[i] > '9')
            return 0;
        code = code * 10 + (digits.p[i] - '0');
    }
    return code;
}

static void read_line(const char *p, const char *end)
{
    struct piece field[2 + TEXTS] = {{0}};
    for (size_t i = 0; i < JC_LEN(field) && p < end; i++) {
        const char *tab = memchr(p, '\t', (size_t)(end - p));
        const char *stop = tab ? tab : end;
        field[i] = (struct piece){p, (size_t)(stop - p)};
        p = tab ? tab + 1 : end;
    }
    int code = code_of(field[0]);
    if (code == 0)
        return;
    struct message *m = &messages[code];
    m->known = true;
    m->severity = severity_of(field[1]);
    memcpy(m->text, field + 2, sizeof m->text);
}

void jc_msg_read(const char *tsv, size_t n)
{
    const char *p = tsv, *end = tsv + n;
    for (bool header = true; p < end; header = false) {
        const char *nl = memchr(p, '\n', (size_t)(end - p));
        const char *stop = nl ? nl : end;
        const char *next = nl ? nl + 1 : end;
        if (stop > p && stop[-1] == '\r')
            stop--;
        if (!header)
            read_line(p, stop);
        p = next;
    }
}

static void read_all(void)
{
    static const char tail[] = "/messages.tsv";
    const struct jc_asset *a;
    for (size_t i = 0; (a = jc_asset_at("", i)); i++) {
        size_t n = strlen(a->name);
        if (n >= sizeof tail - 1 && strcmp(a->name + n - (sizeof tail - 1), tail) == 0)
            jc_msg_read(a->data, a->len);
    }
}

static const struct message *message_of(int code)
{
    pthread_once(&messages_once, read_all);
    return code > 0 && code <= CODE_MAX && messages[code].known ? &messages[code] : NULL;
}

enum jc_severity jc_msg_severity(int code)
{
    const struct message *m = message_of(code);
    return m ? m->severity : JC_ERROR;
}

int jc_msg_next(int code)
{
    for (code = code < 0 ? 1 : code + 1; code <= CODE_MAX; code++)
        if (message_of(code))
            return code;
    return 0;
}

/* ---- text -------------------------------------------------------------------------------------- */

/* What stood in a cell, made harmless for a screen: control characters become blanks. */
static void add_quoted(struct jc_buf *out, const char *s)
{
    for (; s && *s; s++)
        jc_buf_char(out, (unsigned char)*s < 0x20 || *s == 0x7F ? ' ' : *s);
}

/* What {v}, {1} or {2} at p stands for, or NULL if p does not begin a placeholder. */
static const char *placeholder(const char *p, const char *end, const char *value, const char *a1, const char *a2)
{
    if (end - p < 3 || p[0] != '{' || p[2] != '}')
        return NULL;
    const char *s = p[1] == 'v' ? value : p[1] == '1' ? a1 : p[1] == '2' ? a2 : NULL;
    bool is = p[1] == 'v' || p[1] == '1' || p[1] == '2';
    return is ? (s ? s : "") : NULL;
}

/* An argument may be what a library said. */
static void add_argument(struct jc_buf *out, const char *s, enum jc_lang lang)
{
    size_t from = out->len;
    if (lang == JC_EN) {
        add_quoted(out, s);
        return;
    }
    jc_foreign_zh(out, s);
    for (size_t i = from; i < out->len; i++)
        if ((unsigned char)out->p[i] < 0x20 || out->p[i] == 0x7F)
            out->p[i] = ' ';
}

static void fill(struct jc_buf *out, struct piece t, const char *value, const char *a1, const char *a2,
                 enum jc_lang lang)
{
    for (const char *p = t.p, *end = t.p + t.n; p < end;) {
        const char *s = placeholder(p, end, value, a1, a2);
        if (s) {
            add_argument(out, s, s == value ? JC_EN : lang);
            p += 3;
        } else {
            jc_buf_char(out, *p++);
        }
    }
}

void jc_msg_problem(struct jc_buf *out, int code, const char *value, const char *a1, const char *a2, enum jc_lang lang)
{
    const struct message *m = message_of(code);
    if (m)
        fill(out, m->text[lang == JC_EN ? 2 : 0], value, a1, a2, lang);
    else
        jc_buf_fmt(out, "E%03d", code);
}

void jc_msg_cure(struct jc_buf *out, int code, const char *value, const char *a1, const char *a2, enum jc_lang lang)
{
    const struct message *m = message_of(code);
    if (m)
        fill(out, m->text[lang == JC_EN ? 3 : 1], value, a1, a2, lang);
}

static bool quotes_value(int code, enum jc_lang lang)
{
    const struct message *m = message_of(code);
    for (int i = 0; m && i < 2; i++) {
        struct piece t = m->text[(lang == JC_EN ? 2 : 0) + i];
        if (t.n >= 3 && memmem(t.p, t.n, "{v}", 3))
            return true;
    }
    return false;
}

static bool ends_with(const struct jc_buf *b, const char *s)
{
    size_t n = strlen(s);
    return b->len >= n && memcmp(b->p + b->len - n, s, n) == 0;
}

/* End the sentence that began at byte `from`, unless its author did. */
static void end_sentence(struct jc_buf *out, size_t from, enum jc_lang lang)
{
    static const char *const stops[] = {"。", "！", "？", ".", "!", "?"};
    if (out->len == from)
        return;
    for (size_t i = 0; i < JC_LEN(stops); i++)
        if (ends_with(out, stops[i]))
            return;
    jc_buf_str(out, lang == JC_EN ? "." : "。");
}

static void add_place(struct jc_buf *out, const struct jc_err *err, enum jc_lang lang)
{
    const char *steps[] = {err->file, err->sheet, err->cell};
    size_t from = out->len;
    for (size_t i = 0; i < JC_LEN(steps); i++) {
        if (!*steps[i])
            continue;
        if (out->len > from)
            jc_buf_str(out, " › ");
        add_quoted(out, steps[i]);
    }
    bool value = *err->value && !quotes_value(err->code, lang);
    if (out->len > from && (*err->field || value))
        jc_buf_str(out, "  ");
    add_quoted(out, err->field);
    if (value) {
        jc_buf_str(out, *err->field ? " “" : "“");
        add_quoted(out, err->value);
        jc_buf_str(out, "”");
    }
    if (out->len > from)
        jc_buf_str(out, lang == JC_EN ? ": " : "：");
}

void jc_err_text(struct jc_buf *out, const struct jc_err *err, enum jc_lang lang)
{
    add_place(out, err, lang);
    size_t from = out->len;
    jc_msg_problem(out, err->code, err->value, err->arg[0], err->arg[1], lang);
    end_sentence(out, from, lang);
    if (lang == JC_EN)
        jc_buf_char(out, ' ');
    from = out->len;
    jc_msg_cure(out, err->code, err->value, err->arg[0], err->arg[1], lang);
    end_sentence(out, from, lang);
    if (!ends_with(out, " "))
        jc_buf_char(out, ' ');
    jc_buf_fmt(out, "[E%03d]", err->code);
}

/* ---- errors ------------------------------------------------------------------------------------ */

enum jc_status jc_fail(struct jc_err *err, enum jc_status status, int code, const char *value, const char *a1,
                       const char *a2)
{
    if (!err)
        return status;
    /* value and arguments may point into *err itself: build the new one apart */
    struct jc_err e = {.status = status, .code = code};
    jc_copy(e.value, sizeof e.value, value ? value : "");
    jc_copy(e.arg[0], sizeof e.arg[0], a1 ? a1 : "");
    jc_copy(e.arg[1], sizeof e.arg[1], a2 ? a2 : "");
    *err = e;
    return status;
}

static void set_if_empty(char *dst, size_t size, const char *s)
{
    if (!*dst && s)
        jc_copy(dst, size, s);
}

enum jc_status jc_err_place(struct jc_err *err, const char *file, const char *sheet, const char *cell)
{
    if (!err)
        return JC_INTERNAL;
    set_if_empty(err->file, sizeof err->file, file);
    set_if_empty(err->sheet, sizeof err->sheet, sheet);
    set_if_empty(err->cell, sizeof err->cell, cell);
    return err->status;
}

/* ---- the end ----------------------------------------------------------------------------------- */

_Noreturn void jc_die(int code, const char *detail)
{
    /* A fixed buffer whose capacity is larger than its limit never grows, so no memory is asked for. */
    char text[1024];
    struct jc_buf b = {.p = text, .cap = sizeof text, .limit = sizeof text - 1};
    struct jc_err e = {.status = JC_INTERNAL, .code = code};
    jc_copy(e.arg[0], sizeof e.arg[0], detail);
    text[0] = '\0';
    jc_err_text(&b, &e, JC_ZH);
    jc_buf_char(&b, '\n');
    jc_err_text(&b, &e, JC_EN);
    jc_buf_char(&b, '\n');
    if (write(STDERR_FILENO, b.p, b.len) < 0)
        _exit(70); /* nobody listens; the code still tells */
    _exit(70);
}

void jc_quietly(void (*call)(void *), void *arg)
{
    int screen = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3), nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
    if (screen >= 0 && nowhere >= 0)
        (void)dup2(nowhere, STDERR_FILENO);
    call(arg);
    int error = errno;
    if (screen >= 0) {
        (void)dup2(screen, STDERR_FILENO);
        (void)close(screen);
    }
    if (nowhere >= 0)
        (void)close(nowhere);
    errno = error;
}
