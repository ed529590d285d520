/* Where results go, and "-". */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

enum { E_OUTPUT = 612, E_STDIN = 624, E_STDOUT = 628, E_INTERRUPTED = 622, CHUNK = 1 << 16 };

static bool is_screen(const char *path)
{
    return !path || strcmp(path, "-") == 0;
}

static enum jc_status cannot_write(const char *path, struct jc_err *err)
{
    return is_screen(path) ? jc_fail(err, JC_OUTPUT, E_STDOUT, NULL, jc_errno_text(errno), NULL)
                           : jc_fail(err, JC_OUTPUT, E_OUTPUT, path, jc_errno_text(errno), NULL);
}

static enum jc_status open_as(FILE **out, const char *path, const char *mode, struct jc_err *err)
{
    *out = is_screen(path) ? stdout : fopen(path, mode);
    return *out ? JC_OK : cannot_write(path, err);
}

enum jc_status output_open(FILE **out, const char *path, struct jc_err *err)
{
    return open_as(out, path, "wb", err);
}

enum jc_status output_append(FILE **out, const char *path, struct jc_err *err)
{
    return open_as(out, path, "ab", err);
}

enum jc_status output_close(FILE *f, const char *path, struct jc_err *err)
{
    if (!f)
        return JC_OK;
    bool bad = fflush(f) != 0 || ferror(f);
    enum jc_status st = bad ? cannot_write(path, err) : JC_OK;
    if (f != stdout && fclose(f) != 0 && st == JC_OK)
        st = cannot_write(path, err);
    return st;
}

static enum jc_status write_text(const char *path, const void *text, size_t n, struct jc_err *err)
{
    FILE *f = NULL;
    enum jc_status st = output_open(&f, path, err);
    if (st != JC_OK)
        return st;
    fwrite(text, 1, n, f);
    return output_close(f, path, err);
}

/* A file is written beside its name and renamed: on a full disk what was there stays, and nothing empty is left. */
enum jc_status output_text(const char *path, const void *text, size_t n, struct jc_err *err)
{
    struct stat sb;
    struct jc_buf temp = {0};
    if (is_screen(path) || (lstat(path, &sb) == 0 && !S_ISREG(sb.st_mode)))
        return write_text(path, text, n, err);
    jc_buf_fmt(&temp, "%s.%ld.tmp", path, (long)getpid());
    enum jc_status st = write_text(jc_buf_text(&temp), text, n, err);
    if (st != JC_OK)
        jc_copy(err->value, sizeof err->value, path); /* not the name beside it */
    else if (rename(jc_buf_text(&temp), path) != 0)
        st = cannot_write(path, err);
    if (st != JC_OK)
        (void)unlink(jc_buf_text(&temp));
    jc_buf_free(&temp);
    return st;
}

static bool runs_as_formula(const char *s, size_t n)
{
    struct jc_dec d;
    return n && memchr("=+-@\t\r", s[0], 6) && !jc_dec_parse(&d, s, n);
}

void csv_cell(struct jc_buf *out, const char *text, size_t n, bool guard)
{
    guard = guard && runs_as_formula(text, n);
    bool quote = false;
    for (size_t i = 0; i < n && !quote; i++)
        quote = memchr("\",\r\n", text[i], 4) != NULL;
    if (quote)
        jc_buf_char(out, '"');
    if (guard)
        jc_buf_char(out, '\'');
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '"')
            jc_buf_char(out, '"');
        jc_buf_char(out, text[i]);
    }
    if (quote)
        jc_buf_char(out, '"');
}

static enum jc_status copy_stdin(const char *to, struct jc_err *err)
{
    char *chunk = jc_alloc(CHUNK);
    ssize_t n;
    enum jc_status st = JC_OK;
    int fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        st = cannot_write(to, err);
    while (st == JC_OK && (n = read(STDIN_FILENO, chunk, CHUNK)) != 0) {
        if (n < 0)
            st = jc_interrupted ? jc_fail(err, JC_INTERRUPTED, E_INTERRUPTED, NULL, NULL, NULL)
                                : jc_fail(err, JC_IO, E_STDIN, NULL, jc_errno_text(errno), NULL);
        for (ssize_t done = 0, k; st == JC_OK && done < n; done += k)
            if ((k = write(fd, chunk + done, (size_t)(n - done))) < 0) {
                st = cannot_write(to, err);
                break;
            }
    }
    if (fd >= 0 && close(fd) != 0 && st == JC_OK)
        st = cannot_write(to, err);
    free(chunk);
    return st;
}

enum jc_status scratch_open(struct input *out, struct jc_err *err)
{
    const char *tmp = getenv("TMPDIR");
    struct jc_buf b = {0};
    *out = (struct input){0};
    jc_buf_fmt(&b, "%s/jicai-", tmp && *tmp ? tmp : "/tmp");
    for (int i = 0; i < 6; i++)
        jc_buf_char(&b, 'X'); /* mkdtemp writes over them */
    if (!mkdtemp(b.p)) {
        enum jc_status st = cannot_write(b.p, err);
        jc_buf_free(&b);
        return st;
    }
    out->folder = jc_strdup(b.p);
    jc_buf_str(&b, "/stdin");
    out->path = jc_strdup(b.p);
    jc_buf_free(&b);
    return JC_OK;
}

enum jc_status input_open(struct input *out, const char *path, struct jc_err *err)
{
    if (strcmp(path, "-") != 0) {
        *out = (struct input){.path = jc_strdup(path)};
        return JC_OK;
    }
    enum jc_status st = scratch_open(out, err);
    return st == JC_OK ? copy_stdin(out->path, err) : st;
}

enum jc_status output_copy(const char *from, struct jc_err *err)
{
    char *chunk = jc_alloc(CHUNK);
    size_t n = 0;
    FILE *f = fopen(from, "rb");
    bool ok = f != NULL;
    while (ok && (n = fread(chunk, 1, CHUNK, f)) > 0)
        ok = fwrite(chunk, 1, n, stdout) == n;
    ok = ok && !ferror(f);
    enum jc_status st = ok ? output_close(stdout, NULL, err) : cannot_write(NULL, err);
    if (f)
        (void)fclose(f);
    free(chunk);
    return st;
}

void input_free(struct input *input)
{
    if (input->folder) {
        unlink(input->path);
        rmdir(input->folder);
    }
    free(input->path);
    free(input->folder);
    *input = (struct input){0};
}

void db_option(struct jc_buf *out, const struct cli *cli)
{
    const char *db = args_get(&cli->args, O_DB);
    bool quoted = db && strpbrk(db, " \t'\"()&");
    jc_buf_clear(out);
    jc_buf_str(out, ""); /* never without a text */
    if (db)
        jc_buf_fmt(out, " --db %s%s%s", quoted ? "\"" : "", db, quoted ? "\"" : "");
}
