#include "table/source.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

static enum jc_status io_failed(int error, struct jc_err *err)
{
    int code = error == ENOENT || error == ENOTDIR ? 3 : error == EACCES || error == EPERM ? 4 : 5;

    return jc_fail(err, JC_IO, code, NULL, jc_errno_text(error), NULL);
}

enum jc_status jc_source_read(const struct jc_source *src, void *to, size_t n, uint64_t at, size_t *got,
                              struct jc_err *err)
{
    *got = 0;
    while (*got < n) {
        ssize_t r = pread(src->fd, (char *)to + *got, n - *got, (off_t)(at + *got));

        if (r < 0 && errno != EINTR)
            return io_failed(errno, err);
        if (r == 0)
            break;
        if (r > 0)
            *got += (size_t)r;
    }
    return JC_OK;
}

/* What is to be known of the open file: its size and first bytes. */
static enum jc_status look(struct jc_source *src, struct jc_err *err)
{
    struct stat sb;
    size_t want;

    if (fstat(src->fd, &sb) != 0)
        return io_failed(errno, err);
    if (S_ISDIR(sb.st_mode))
        return jc_fail(err, JC_INPUT, 6, NULL, NULL, NULL);
    if (!S_ISREG(sb.st_mode))
        return jc_fail(err, JC_INPUT, 100, NULL, NULL, NULL);
    free((void *)src->head);
    src->size = (uint64_t)sb.st_size;
    want = src->size < JC_SOURCE_HEAD ? (size_t)src->size : JC_SOURCE_HEAD;
    src->head = jc_alloc(want + 1);
    return jc_source_read(src, (void *)src->head, want, 0, &src->head_len, err);
}

enum jc_status jc_source_replace(struct jc_source *src, int fd, struct jc_err *err)
{
    close(src->fd);
    src->fd = fd;
    return look(src, err);
}

enum jc_status jc_source_open(struct jc_source *src, const char *path, struct jc_err *err)
{
    const char *slash = strrchr(path, '/');
    enum jc_status st;

    memset(src, 0, sizeof *src);
    /* Without O_NONBLOCK a pipe that nobody writes to would hang us. */
    src->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (src->fd < 0)
        return io_failed(errno, err);
    src->path = jc_strdup(path);
    src->name = slash ? src->path + (slash + 1 - path) : src->path;
    st = look(src, err);
    if (st != JC_OK)
        jc_source_close(src);
    return st;
}

void jc_source_close(struct jc_source *src)
{
    if (src->fd >= 0)
        close(src->fd);
    src->fd = -1;
    free((void *)src->head);
    free((void *)src->path);
    src->head = NULL;
    src->path = NULL;
}
