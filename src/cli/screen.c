/* The screen: colours where they can be seen, messages, the progress line, Ctrl-C. */
#include "cli/cli.h"

#include <signal.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { FIRST_AFTER_MS = 500, AGAIN_AFTER_MS = 100 };

static int64_t milliseconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* The first signal asks every loop to stop; a second one does not wait for it. */
static void on_signal(int unused)
{
    (void)unused;
    if (jc_interrupted)
        _exit(130);
    jc_interrupted = 1;
}

void screen_open(struct cli *cli)
{
    const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
    bool color = !args_has(&cli->args, O_NO_COLOR) && !(no_color && *no_color) && !(term && strcmp(term, "dumb") == 0);
    cli->color_out = color && isatty(STDOUT_FILENO);
    cli->color_err = color && isatty(STDERR_FILENO);
    cli->progress = isatty(STDERR_FILENO) && !cli->quiet && !args_has(&cli->args, O_NO_PROGRESS);
    cli->started = milliseconds();
    struct sigaction act = {.sa_handler = on_signal}; /* without SA_RESTART: a read that waits ends too */
    sigemptyset(&act.sa_mask);
    sigaction(SIGINT, &act, NULL);
    sigaction(SIGTERM, &act, NULL);
    struct sigaction hangup; /* the terminal is gone, unless nohup has said that this is no matter */
    if (sigaction(SIGHUP, NULL, &hangup) == 0 && hangup.sa_handler != SIG_IGN)
        sigaction(SIGHUP, &act, NULL);
    act.sa_handler = SIG_IGN; /* a file that may not grow (ulimit -f) is told as a full disk is */
    sigaction(SIGXFSZ, &act, NULL);
}

const char *tr(const struct cli *cli, const char *zh, const char *en)
{
    return cli->lang == JC_EN ? en : zh;
}

const char *severity_id(enum jc_severity severity)
{
    static const char *const words[] = {"note", "warning", "error"};
    return words[severity];
}

const char *severity_text(const struct cli *cli, enum jc_severity severity)
{
    static const char *const words[][2] = {{"提示", "note"}, {"警告", "warning"}, {"错误", "error"}};
    return words[severity][cli->lang];
}

const char *ink(const struct cli *cli, FILE *f, enum style style)
{
    static const char *const codes[] = {"\033[0m",  "\033[1m",  "\033[2m", "\033[31m",
                                        "\033[33m", "\033[32m", "\033[36m"};
    return (f == stdout ? cli->color_out : cli->color_err) ? codes[style] : "";
}

void put(const struct cli *cli, const char *fmt, ...)
{
    if (cli->json || cli->only_report)
        return;
    va_list ap;
    va_start(ap, fmt);
    vprintf(fmt, ap);
    va_end(ap);
    putchar('\n');
}

void put_superseded(const struct cli *cli)
{
    put(cli, "%s",
        tr(cli, "  已更新：同一行（同一笔付款、同一份约定）别处还有一次，以那一次为准；这里的留在历史里，不重复计",
           "  superseded: the same row (payment, agreement) stands elsewhere once more, and that one counts; these are "
           "kept "
           "as history"));
}

void done(const struct cli *cli, const char *fmt, ...)
{
    if (cli->json || cli->only_report || cli->quiet)
        return;
    va_list ap;
    va_start(ap, fmt);
    vprintf(fmt, ap);
    va_end(ap);
    putchar('\n');
}

void say(struct cli *cli, const char *fmt, ...)
{
    if (cli->quiet || cli->json)
        return;
    progress_clear(cli);
    fflush(stdout); /* both may go to one place: keep the order */
    va_list ap;
    va_start(ap, fmt);
    vfprintf(stderr, fmt, ap);
    va_end(ap);
    fputc('\n', stderr);
}

/* The commands of a cure that work on a database, with the one that was named: typed as they stand they mean the same one. */
static void name_db(struct jc_buf *text, const struct cli *cli)
{
    static const char *const verbs[] = {"backup",  "check",  "diff",  "explain", "import", "log",
                                        "publish", "report", "split", "status",  "undo"};
    struct jc_buf option = {0}, out = {0};
    db_option(&option, cli);
    const char *from = jc_buf_text(text);
    for (const char *p = from; option.len && (p = strstr(p, "jicai ")) != NULL;) {
        p += strlen("jicai ");
        size_t n = strspn(p, "abcdefghijklmnopqrstuvwxyz");
        bool any = false;
        for (size_t i = 0; i < JC_LEN(verbs); i++)
            any |= strlen(verbs[i]) == n && strncmp(verbs[i], p, n) == 0;
        if (!any)
            continue;
        jc_buf_add(&out, from, (size_t)(p - from - 1));
        jc_buf_fmt(&out, "%s ", jc_buf_text(&option));
        from = p;
    }
    jc_buf_str(&out, from);
    jc_buf_free(text);
    jc_buf_free(&option);
    *text = out;
}

void tell(struct cli *cli, const struct jc_err *message)
{
    static const enum style styles[] = {[JC_NOTE] = DIM, [JC_WARNING] = YELLOW, [JC_ERROR] = RED};
    enum jc_severity severity = jc_msg_severity(message->code);
    if (cli->quiet && severity != JC_ERROR)
        return;
    progress_clear(cli);
    fflush(stdout);
    struct jc_buf b = {0};
    jc_err_text(&b, message, cli->lang);
    name_db(&b, cli);
    fprintf(stderr, "%s●%s %s\n", ink(cli, stderr, styles[severity]), ink(cli, stderr, PLAIN), jc_buf_text(&b));
    jc_buf_free(&b);
}

void tell_rest(struct cli *cli, enum jc_severity severity, int64_t n, int code)
{
    if (cli->quiet && severity != JC_ERROR)
        return;
    progress_clear(cli);
    fflush(stdout);
    fprintf(stderr, tr(cli, "  %s另有 %lld 处同类问题 [E%03d]%s\n", "  %s%lld more of this kind [E%03d]%s\n"),
            ink(cli, stderr, DIM), (long long)n, code, ink(cli, stderr, PLAIN));
}

void progress_clear(struct cli *cli)
{
    if (!cli->progress_shown)
        return;
    fputs("\r\033[K", stderr);
    fflush(stderr);
    cli->progress_shown = false;
}

void progress(struct cli *cli, const char *what, const char *path, int64_t rows)
{
    static int64_t last;
    if (!cli->progress)
        return;
    int64_t now = milliseconds();
    if (now - cli->started < FIRST_AFTER_MS || now - last < AGAIN_AFTER_MS)
        return;
    last = now;
    fprintf(stderr, "\r\033[K%s%s", what, *path ? " " : "");
    fputs(path, stderr);
    if (rows > 0)
        fprintf(stderr, tr(cli, "  %lld 行", "  %lld rows"), (long long)rows);
    fflush(stderr);
    cli->progress_shown = true;
}

int screen_width(void)
{
    struct winsize w;
    return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 ? w.ws_col : 0;
}

void add_padded(struct jc_buf *out, const char *text, size_t width, bool right)
{
    size_t has = jc_text_width(text, strlen(text)), blanks = has < width ? width - has : 0;
    if (!right)
        jc_buf_str(out, text);
    for (size_t i = 0; i < blanks; i++)
        jc_buf_char(out, ' ');
    if (right)
        jc_buf_str(out, text);
}
