/* SHA-256 of bytes and files. nettle uses the instructions of the processor for it: four times as fast as libmd. */
#include <errno.h>
#include <fcntl.h>
#include <nettle/sha2.h>
#include <sys/stat.h>
#include <unistd.h>

#include "jicai/base.h"

struct jc_sha {
    struct sha256_ctx ctx;
};

struct jc_sha *jc_sha_new(void)
{
    struct jc_sha *h = jc_alloc(sizeof *h);
    sha256_init(&h->ctx);
    return h;
}

void jc_sha_add(struct jc_sha *h, const void *p, size_t n)
{
    sha256_update(&h->ctx, n, p);
}

void jc_sha_end(struct jc_sha *h, char hex[65])
{
    static const char digit[] = "0123456789abcdef";
    unsigned char raw[SHA256_DIGEST_SIZE];
    sha256_digest(&h->ctx, sizeof raw, raw);
    for (size_t i = 0; i < sizeof raw; i++) {
        hex[2 * i] = digit[raw[i] >> 4];
        hex[2 * i + 1] = digit[raw[i] & 15];
    }
    hex[64] = '\0';
    free(h);
}

void jc_sha_hex(const void *p, size_t n, char hex[65])
{
    struct jc_sha *h = jc_sha_new();
    jc_sha_add(h, p, n);
    jc_sha_end(h, hex);
}

enum { MSG_NO_FILE = 3, MSG_NO_PERMISSION = 4, MSG_NOT_READABLE = 5, MSG_IS_FOLDER = 6 };

static enum jc_status read_failed(struct jc_err *err, const char *path, int why)
{
    int code = why == ENOENT || why == ENOTDIR ? MSG_NO_FILE
               : why == EACCES || why == EPERM ? MSG_NO_PERMISSION
               : why == EISDIR                 ? MSG_IS_FOLDER
                                               : MSG_NOT_READABLE;
    jc_fail(err, JC_IO, code, NULL, jc_errno_text(why), NULL);
    return err ? jc_err_place(err, path, NULL, NULL) : JC_IO;
}

enum jc_status jc_sha_file(const char *path, char hex[65], int64_t *bytes, struct jc_err *err)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return read_failed(err, path, errno);
    const size_t size = 1 << 18;
    char *block = jc_realloc(NULL, size);
    struct jc_sha *h = jc_sha_new();
    int64_t total = 0;
    ssize_t n;
    while ((n = read(fd, block, size)) != 0) {
        if (n < 0 && errno == EINTR && !jc_interrupted)
            continue;
        if (n < 0 || jc_interrupted)
            break;
        jc_sha_add(h, block, (size_t)n);
        total += n;
    }
    int why = n < 0 ? errno : 0;
    jc_sha_end(h, hex);
    free(block);
    close(fd);
    if (jc_interrupted)
        return JC_INTERRUPTED;
    if (n < 0)
        return read_failed(err, path, why);
    if (bytes)
        *bytes = total;
    return JC_OK;
}
