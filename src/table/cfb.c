#include "table/cfb.h"

#define ENTRY_BYTES      128
#define HEADER_FAT_SLOTS 109
#define NO_SECTOR        0xFFFFFFFEu /* this and above: end of chain, free, no entry */
#define MINI_BYTES       64
#define MAX_ENTRIES      65536u
#define MAX_NAME         31

struct cfb {
    const struct jc_source *src;
    unsigned shift;       /* sector size = 1 << shift */
    uint32_t *fat, *mini; /* next sector of each sector, each 64 byte piece */
    size_t n_fat, n_mini;
    uint64_t cutoff;    /* a stream below this many bytes stands in the mini stream */
    struct jc_cfb root; /* the mini stream */
    unsigned char *dir;
    size_t n_dir;
};

static uint32_t u16(const unsigned char *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8;
}

static uint32_t u32(const unsigned char *p)
{
    return u16(p) | u16(p + 2) << 16;
}

bool jc_cfb_sniff(const struct jc_source *src)
{
    return src->head_len >= 8 && memcmp(src->head, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0;
}

/* ---- streams ------------------------------------------------------------------------------------ */

static void add_run(struct jc_cfb *s, uint64_t at, uint64_t len)
{
    struct jc_run *last = s->n ? &s->runs[s->n - 1] : NULL;

    if (last && last->at + last->len == at) {
        last->len += len;
    } else {
        uint64_t pos = last ? last->pos + last->len : 0;

        s->runs = jc_grow(s->runs, &s->cap, s->n + 1, sizeof *s->runs);
        s->runs[s->n++] = (struct jc_run){pos, len, at};
    }
}

void jc_cfb_whole(struct jc_cfb *out, const struct jc_source *src)
{
    *out = (struct jc_cfb){.src = src, .size = src->size};
    add_run(out, 0, src->size);
}

void jc_cfb_free(struct jc_cfb *stream)
{
    free(stream->runs);
    *stream = (struct jc_cfb){0};
}

static const struct jc_run *find_run(struct jc_cfb *s, uint64_t pos)
{
    size_t low = 0, high = s->n;

    if (s->hint < s->n && pos >= s->runs[s->hint].pos && pos - s->runs[s->hint].pos < s->runs[s->hint].len)
        return &s->runs[s->hint];
    while (low < high) {
        size_t mid = low + (high - low) / 2;

        if (s->runs[mid].pos + s->runs[mid].len <= pos)
            low = mid + 1;
        else
            high = mid;
    }
    s->hint = low;
    return low < s->n ? &s->runs[low] : NULL;
}

enum jc_status jc_cfb_read(struct jc_cfb *stream, void *to, size_t n, uint64_t pos, size_t *got, struct jc_err *err)
{
    enum jc_status status = JC_OK;

    *got = 0;
    while (status == JC_OK && *got < n && pos < stream->size) {
        const struct jc_run *run = find_run(stream, pos);
        uint64_t left;
        size_t part = n - *got, read = 0;

        if (!run)
            break;
        left = run->len - (pos - run->pos);
        if (left > stream->size - pos)
            left = stream->size - pos;
        if (part > left)
            part = (size_t)left;
        status = jc_source_read(stream->src, (char *)to + *got, part, run->at + (pos - run->pos), &read, err);
        *got += read;
        pos += read;
        if (status == JC_OK && read < part)
            status = jc_fail(err, JC_INPUT, 151, NULL, NULL, NULL);
    }
    return status;
}

/* ---- allocation table --------------------------------------------------------------------------- */

static enum jc_status damaged(struct jc_err *err)
{
    return jc_fail(err, JC_INPUT, 151, NULL, NULL, NULL);
}

static uint64_t sector_at(const struct cfb *c, uint32_t sector)
{
    return ((uint64_t)sector + 1) << c->shift;
}

/*
 * The runs of the chain from `sector`, at least `bytes` long, or to its end where bytes is UINT64_MAX. The last sector
 * may be cut by the end of the file as long as the bytes are there.
 */
static enum jc_status follow(struct cfb *c, struct jc_cfb *out, uint32_t sector, uint64_t bytes, struct jc_err *err)
{
    uint64_t done = 0, size = UINT64_C(1) << c->shift;
    size_t steps = 0;

    *out = (struct jc_cfb){.src = c->src};
    while (done < bytes && sector < NO_SECTOR) {
        uint64_t part = size, at = sector_at(c, sector);

        if (sector >= c->n_fat || at >= c->src->size || steps++ > c->n_fat)
            return damaged(err);
        if (part > c->src->size - at)
            part = c->src->size - at;
        add_run(out, at, part);
        done += part;
        sector = part == size ? c->fat[sector] : NO_SECTOR;
    }
    if (done < bytes && bytes != UINT64_MAX)
        return damaged(err);
    out->size = bytes == UINT64_MAX ? done : bytes;
    return JC_OK;
}

/* The same in the mini stream. */
static enum jc_status follow_mini(struct cfb *c, struct jc_cfb *out, uint32_t piece, uint64_t bytes, struct jc_err *err)
{
    uint64_t done = 0;
    size_t steps = 0;

    *out = (struct jc_cfb){.src = c->src, .size = bytes};
    while (done < bytes) {
        uint64_t pos = (uint64_t)piece * MINI_BYTES, part = MINI_BYTES;
        const struct jc_run *run = piece < c->n_mini ? find_run(&c->root, pos) : NULL;

        if (!run || steps++ > c->n_mini)
            return damaged(err);
        if (part > run->len - (pos - run->pos))
            part = run->len - (pos - run->pos);
        if (part < MINI_BYTES && part < bytes - done)
            return damaged(err);
        add_run(out, run->at + (pos - run->pos), part);
        done += part;
        piece = c->mini[piece];
    }
    return JC_OK;
}

/* Adds the entries of one sector of the allocation table; a sector past the end of the file adds free ones. */
static enum jc_status add_fat(struct cfb *c, uint32_t sector, size_t *cap, struct jc_err *err)
{
    unsigned char bytes[4096];
    size_t size = (size_t)1 << c->shift, got = 0;
    enum jc_status status = JC_OK;

    memset(bytes, 0xFF, sizeof bytes);
    if (sector < NO_SECTOR)
        status = jc_source_read(c->src, bytes, size, sector_at(c, sector), &got, err);
    c->fat = jc_grow(c->fat, cap, c->n_fat + size / 4, sizeof *c->fat);
    for (size_t i = 0; i < size; i += 4)
        c->fat[c->n_fat++] = u32(bytes + i);
    return status;
}

/* The allocation table stands in sectors listed in the header and then in a chain of sectors of its own. */
static enum jc_status load_fat(struct cfb *c, struct jc_err *err)
{
    const unsigned char *head = c->src->head;
    uint64_t sectors = (c->src->size >> c->shift) + 1;
    size_t cap = 0, size = (size_t)1 << c->shift, got, listed = 0;
    uint32_t more = u32(head + 0x44);
    unsigned char list[4096];
    enum jc_status status = JC_OK;

    for (size_t i = 0; status == JC_OK && i < HEADER_FAT_SLOTS && c->n_fat < sectors; i++)
        if (u32(head + 0x4C + 4 * i) < NO_SECTOR)
            status = add_fat(c, u32(head + 0x4C + 4 * i), &cap, err);
    while (status == JC_OK && more < NO_SECTOR && c->n_fat < sectors) {
        if (listed++ > sectors)
            return damaged(err);
        memset(list, 0xFF, sizeof list);
        status = jc_source_read(c->src, list, size, sector_at(c, more), &got, err);
        for (size_t i = 0; status == JC_OK && i + 4 < size && c->n_fat < sectors; i += 4)
            if (u32(list + i) < NO_SECTOR)
                status = add_fat(c, u32(list + i), &cap, err);
        more = u32(list + size - 4);
    }
    return status;
}

/* ---- directory ---------------------------------------------------------------------------------- */

/* Everything in a chain as one block; *n bytes. */
static enum jc_status load_chain(struct cfb *c, unsigned char **out, size_t *n, uint32_t sector, uint64_t most,
                                 struct jc_err *err)
{
    struct jc_cfb s;
    enum jc_status status = follow(c, &s, sector, UINT64_MAX, err);

    *n = 0;
    if (status == JC_OK && s.size > most)
        status = damaged(err);
    if (status == JC_OK) {
        *out = jc_alloc((size_t)s.size + 1);
        status = jc_cfb_read(&s, *out, (size_t)s.size, 0, n, err);
    }
    jc_cfb_free(&s);
    return status;
}

static enum jc_status load_mini(struct cfb *c, struct jc_err *err)
{
    const unsigned char *root = c->dir;
    unsigned char *bytes = NULL;
    size_t n = 0;
    enum jc_status status;

    if (u32(c->src->head + 0x3C) >= NO_SECTOR)
        return JC_OK;
    status = load_chain(c, &bytes, &n, u32(c->src->head + 0x3C), c->src->size, err);
    if (status == JC_OK) {
        c->n_mini = n / 4;
        c->mini = jc_alloc(c->n_mini * sizeof *c->mini + 1);
        for (size_t i = 0; i < c->n_mini; i++)
            c->mini[i] = u32(bytes + 4 * i);
        status = follow(c, &c->root, u32(root + 116), UINT64_MAX, err);
    }
    free(bytes);
    return status;
}

/* The name of an entry as ASCII lower case; other characters become '?'. */
static void entry_name(char dst[MAX_NAME + 1], const unsigned char *entry)
{
    size_t bytes = u16(entry + 64), n = 0;

    for (size_t i = 0; i + 2 < bytes && n < MAX_NAME; i += 2) {
        uint32_t ch = u16(entry + i);

        dst[n++] = ch >= 'A' && ch <= 'Z' ? (char)(ch + 32) : ch < 128 ? (char)ch : '?';
    }
    dst[n] = '\0';
}

struct found {
    const unsigned char *workbook, *book, *named;
    const char *name; /* lower case: what is looked for */
    bool encrypted;
    const char *other;
};

static void look_at(struct found *f, const unsigned char *entry)
{
    char name[MAX_NAME + 1];

    entry_name(name, entry);
    if (f->name && strcmp(name, f->name) == 0 && entry[66] == 2)
        f->named = entry;
    if (strcmp(name, "workbook") == 0 && entry[66] == 2)
        f->workbook = entry;
    else if (strcmp(name, "book") == 0 && entry[66] == 2)
        f->book = entry;
    else if (strcmp(name, "encryptedpackage") == 0)
        f->encrypted = true;
    else if (strcmp(name, "worddocument") == 0)
        f->other = "Word";
    else if (strcmp(name, "powerpoint document") == 0)
        f->other = "PowerPoint";
    else if (strncmp(name, "__properties", 12) == 0)
        f->other = "Outlook";
}

/* Entries of the root only: a document embedded in a sheet has a workbook stream of its own further down. */
static void walk_root(const struct cfb *c, struct found *f)
{
    uint32_t *todo = jc_alloc((c->n_dir + 1) * sizeof *todo);
    bool *seen = jc_alloc(c->n_dir + 1);
    size_t n = 0;

    todo[n++] = u32(c->dir + 76);
    while (n > 0) {
        uint32_t i = todo[--n];
        const unsigned char *entry = c->dir + (size_t)i * ENTRY_BYTES;

        if (i >= c->n_dir || seen[i])
            continue;
        seen[i] = true;
        look_at(f, entry);
        for (int side = 68; side <= 72; side += 4)
            if (u32(entry + side) < c->n_dir && !seen[u32(entry + side)] && n < c->n_dir)
                todo[n++] = u32(entry + side);
    }
    free(seen);
    free(todo);
}

static enum jc_status open_stream(struct cfb *c, struct jc_cfb *out, const unsigned char *entry, struct jc_err *err)
{
    uint64_t size = u32(entry + 120) | (c->shift > 9 ? (uint64_t)u32(entry + 124) << 32 : 0);
    enum jc_status status;

    if (size >= c->cutoff)
        return follow(c, out, u32(entry + 116), size, err);
    status = load_mini(c, err);
    return status == JC_OK ? follow_mini(c, out, u32(entry + 116), size, err) : status;
}

static enum jc_status find_stream(struct cfb *c, struct jc_cfb *out, const char *name, struct jc_err *err)
{
    struct found f = {.name = name};
    const unsigned char *entry;

    walk_root(c, &f);
    if (name)
        return f.named ? open_stream(c, out, f.named, err) : JC_NOTFOUND;
    entry = f.workbook ? f.workbook : f.book;
    if (f.encrypted)
        return jc_fail(err, JC_INPUT, 108, NULL, NULL, NULL);
    if (!entry)
        return jc_fail(err, JC_INPUT, 152, NULL, f.other ? f.other : "OLE2", NULL);
    return open_stream(c, out, entry, err);
}

enum jc_status jc_cfb_workbook(struct jc_cfb *out, const struct jc_source *src, struct jc_err *err)
{
    return jc_cfb_stream(out, src, NULL, err);
}

enum jc_status jc_cfb_stream(struct jc_cfb *out, const struct jc_source *src, const char *name, struct jc_err *err)
{
    struct cfb c = {.src = src};
    enum jc_status status = JC_OK;
    size_t bytes = 0;

    *out = (struct jc_cfb){0};
    if (src->head_len < 512)
        return damaged(err);
    c.shift = u16(src->head + 0x1E);
    c.cutoff = u32(src->head + 0x38);
    if (c.shift < 9 || c.shift > 12)
        return damaged(err);
    status = load_fat(&c, err);
    if (status == JC_OK)
        status = load_chain(&c, &c.dir, &bytes, u32(src->head + 0x30), (uint64_t)MAX_ENTRIES * ENTRY_BYTES, err);
    c.n_dir = bytes / ENTRY_BYTES;
    if (status == JC_OK && c.n_dir == 0)
        status = damaged(err);
    if (status == JC_OK)
        status = find_stream(&c, out, name, err);
    if (status != JC_OK)
        jc_cfb_free(out);
    jc_cfb_free(&c.root);
    free(c.dir);
    free(c.mini);
    free(c.fat);
    return status;
}
