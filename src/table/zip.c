#include "table/pack.h"
#include "table/source.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define MAX_MEMBER_BYTES (UINT64_C(1) << 32)

struct jc_zip {
    struct jc_source src;
    struct jc_pack *pack; /* NULL: no zip, or a book */
    size_t *members;
    size_t n;
};

static void list(struct jc_zip *zip)
{
    size_t count = jc_pack_count(zip->pack);

    zip->members = jc_alloc((count + 1) * sizeof *zip->members);
    for (size_t i = 0; i < count; i++)
        if (jc_pack_is_file(zip->pack, i))
            zip->members[zip->n++] = i;
}

enum jc_status jc_zip_open(struct jc_zip **out, const char *path, struct jc_err *err)
{
    struct jc_zip *zip = jc_alloc(sizeof *zip);
    enum jc_status st = jc_source_open(&zip->src, path, err);

    if (st == JC_OK && jc_pack_sniff(&zip->src) && !jc_format_xlsx.sniff(&zip->src) &&
        !jc_format_ods.sniff(&zip->src)) {
        st = jc_pack_open(&zip->pack, &zip->src, err);
        if (st == JC_OK)
            list(zip);
    }
    if (st == JC_OK)
        *out = zip;
    else
        jc_zip_free(zip);
    return st;
}

void jc_zip_free(struct jc_zip *zip)
{
    if (!zip)
        return;
    jc_pack_free(zip->pack);
    jc_source_close(&zip->src);
    free(zip->members);
    free(zip);
}

size_t jc_zip_count(const struct jc_zip *zip)
{
    return zip->n;
}

const char *jc_zip_name(const struct jc_zip *zip, size_t i)
{
    return jc_pack_name(zip->pack, zip->members[i]);
}

enum jc_status jc_zip_extract(struct jc_zip *zip, size_t i, const char *to, struct jc_err *err)
{
    const char *name = jc_zip_name(zip, i), *data;
    struct jc_stream *s = NULL;
    uint64_t total = 0;
    size_t n;
    int fd = -1;
    enum jc_status st = jc_stream_open(&s, zip->pack, (int64_t)zip->members[i], err);

    if (st != JC_OK && err && err->code == 108)
        return jc_fail(err, st, 166, NULL, NULL, NULL); /* Excel cannot take this password off */
    if (st != JC_OK)
        return st;
    fd = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0)
        st = jc_fail(err, JC_OUTPUT, 133, name, jc_errno_text(errno), NULL);
    while (st == JC_OK && (st = jc_stream_next(s, 0, &data, &n, err)) == JC_OK) {
        total += n;
        if (total > MAX_MEMBER_BYTES)
            st = jc_fail(err, JC_LIMIT, 126, name, NULL, NULL);
        else if (!jc_write_all(fd, data, n))
            st = jc_fail(err, JC_OUTPUT, 133, name, jc_errno_text(errno), NULL);
    }
    if (fd >= 0 && close(fd) != 0 && st == JC_END)
        st = jc_fail(err, JC_OUTPUT, 133, name, jc_errno_text(errno), NULL);
    jc_stream_free(s);
    return st == JC_END ? JC_OK : st;
}
