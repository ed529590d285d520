#include "table/pack.h"

#include "table/stream.h"

#include <fcntl.h>
#include <strings.h>
#include <unistd.h>

struct jc_pack {
    zip_t *zip;
    pthread_mutex_t lock; /* of zip, while parts of it are read */
    char **names;
    size_t count;
    struct named {
        const char *name;
        size_t part;
    } * by_name; /* sorted without regard to case, the last of equals first: it is the one that others read */
};

bool jc_pack_sniff(const struct jc_source *src)
{
    static const char *const magic[] = {"PK\3\4", "PK\5\6", "PK\7\10PK\3\4"};

    for (size_t i = 0; i < JC_LEN(magic); i++)
        if (src->head_len >= strlen(magic[i]) && memcmp(src->head, magic[i], strlen(magic[i])) == 0)
            return true;
    return false;
}

/* "\xl\worksheets\sheet1.xml", "./xl/worksheets/sheet1.xml" -> "xl/worksheets/sheet1.xml"; bytes that are no UTF-8 are taken as GB18030. */
static char *part_name(const char *raw)
{
    struct jc_buf decoded = {0};
    const char *name;
    char *copy;

    jc_text_name(&decoded, raw, strlen(raw));
    name = jc_buf_text(&decoded);
    while (*name == '/' || *name == '\\' || (name[0] == '.' && (name[1] == '/' || name[1] == '\\')))
        name++;
    copy = jc_strdup(name);
    for (char *p = copy; *p; p++)
        if (*p == '\\')
            *p = '/';
    jc_buf_free(&decoded);
    return copy;
}

static enum jc_status open_failed(int code, struct jc_err *err)
{
    zip_error_t ze;
    enum jc_status st;

    zip_error_init_with_code(&ze, code);
    if (code == ZIP_ER_READ || code == ZIP_ER_OPEN || code == ZIP_ER_SEEK)
        st = jc_fail(err, JC_IO, 5, NULL, zip_error_strerror(&ze), NULL);
    else
        st = jc_fail(err, JC_INPUT, 109, NULL, zip_error_strerror(&ze), NULL);
    zip_error_fini(&ze);
    return st;
}

static int by_name(const void *a, const void *b)
{
    const struct named *x = a, *y = b;
    int order = strcasecmp(x->name, y->name);

    return order ? order : (x->part < y->part) - (x->part > y->part);
}

static void list_parts(struct jc_pack *pack)
{
    pack->count = (size_t)zip_get_num_entries(pack->zip, 0);
    pack->names = jc_alloc((pack->count + 1) * sizeof *pack->names);
    pack->by_name = jc_alloc((pack->count + 1) * sizeof *pack->by_name);
    for (size_t i = 0; i < pack->count; i++) {
        const char *raw = zip_get_name(pack->zip, i, ZIP_FL_ENC_RAW);

        pack->names[i] = part_name(raw ? raw : "");
        pack->by_name[i] = (struct named){pack->names[i], i};
    }
    qsort(pack->by_name, pack->count, sizeof *pack->by_name, by_name);
}

enum jc_status jc_pack_open(struct jc_pack **out, const struct jc_source *src, struct jc_err *err)
{
    struct jc_pack *pack;
    zip_t *zip;
    int code = 0, fd = fcntl(src->fd, F_DUPFD_CLOEXEC, 0);

    if (fd < 0)
        return open_failed(ZIP_ER_OPEN, err);
    zip = zip_fdopen(fd, 0, &code); /* owns fd from here */
    if (!zip) {
        close(fd);
        return open_failed(code, err);
    }
    pack = jc_alloc(sizeof *pack);
    pack->zip = zip;
    pthread_mutex_init(&pack->lock, NULL);
    list_parts(pack);
    *out = pack;
    return JC_OK;
}

void jc_pack_free(struct jc_pack *pack)
{
    if (!pack)
        return;
    for (size_t i = 0; i < pack->count; i++)
        free(pack->names[i]);
    free(pack->names);
    free(pack->by_name);
    zip_discard(pack->zip);
    pthread_mutex_destroy(&pack->lock);
    free(pack);
}

size_t jc_pack_count(const struct jc_pack *pack)
{
    return pack->count;
}

const char *jc_pack_name(const struct jc_pack *pack, size_t i)
{
    return pack->names[i];
}

bool jc_pack_is_file(const struct jc_pack *pack, size_t i)
{
    const char *name = pack->names[i], *slash = strrchr(name, '/'), *file = slash ? slash + 1 : name;

    return *file != '\0' && *file != '.' && strncmp(file, "~$", 2) != 0 && strncmp(name, "__MACOSX/", 9) != 0 &&
           strcmp(file, "Thumbs.db") != 0 && strcmp(file, "desktop.ini") != 0;
}

int64_t jc_pack_find(const struct jc_pack *pack, const char *name)
{
    size_t low = 0, high = pack->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcasecmp(pack->by_name[middle].name, name) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < pack->count && strcasecmp(pack->by_name[low].name, name) == 0 ? (int64_t)pack->by_name[low].part : -1;
}

/* What has to be known before the first byte: that we can unpack it, its length and its CRC-32. */
static enum jc_status part_stat(zip_stat_t *stat, struct jc_pack *pack, int64_t part, struct jc_err *err)
{
    const zip_uint64_t need = ZIP_STAT_SIZE | ZIP_STAT_CRC | ZIP_STAT_COMP_METHOD;
    const char *name = pack->names[part];

    if (zip_stat_index(pack->zip, (zip_uint64_t)part, 0, stat) != 0 || (stat->valid & need) != need)
        return jc_fail(err, JC_INPUT, 111, name, zip_strerror(pack->zip), NULL);
    if ((stat->valid & ZIP_STAT_ENCRYPTION_METHOD) && stat->encryption_method != ZIP_EM_NONE)
        return jc_fail(err, JC_INPUT, 108, NULL, NULL, NULL);
    if (stat->comp_method != ZIP_CM_STORE && stat->comp_method != ZIP_CM_DEFLATE) {
        char method[16];

        snprintf(method, sizeof method, "%u", (unsigned)stat->comp_method);
        return jc_fail(err, JC_INPUT, 113, name, method, NULL);
    }
    return JC_OK;
}

enum jc_status jc_stream_open(struct jc_stream **out, struct jc_pack *pack, int64_t part, struct jc_err *err)
{
    zip_stat_t stat;
    zip_file_t *raw;
    enum jc_status st = part_stat(&stat, pack, part, err);

    if (st != JC_OK)
        return st;
    pthread_mutex_lock(&pack->lock);
    raw = zip_fopen_index(pack->zip, (zip_uint64_t)part, ZIP_FL_COMPRESSED);
    if (!raw)
        st = jc_fail(err, JC_INPUT, 111, pack->names[part], zip_strerror(pack->zip), NULL);
    pthread_mutex_unlock(&pack->lock);
    if (st != JC_OK)
        return st;
    *out = jc_stream_new(raw, &pack->lock, pack->names[part], &stat);
    return JC_OK;
}

enum jc_status jc_pack_read(struct jc_buf *out, struct jc_pack *pack, int64_t part, size_t limit, struct jc_err *err)
{
    struct jc_stream *s = NULL;
    const char *data;
    size_t n, had = out->len;
    enum jc_status st = jc_stream_open(&s, pack, part, err);

    while (st == JC_OK && (st = jc_stream_next(s, 0, &data, &n, err)) == JC_OK) {
        if (n > limit - (out->len - had)) {
            st = jc_fail(err, JC_LIMIT, 126, pack->names[part], NULL, NULL);
            break;
        }
        jc_buf_add(out, data, n);
    }
    jc_stream_free(s);
    return st == JC_END ? JC_OK : st;
}
