/* A zip written by hand, byte by byte, with the oddities that libzip does not write. */
#ifndef JC_TEST_RAWZIP_H
#define JC_TEST_RAWZIP_H

#include <zlib.h>

#include "unit/table_kit.h"

enum {
    RAW_DESCRIPTOR = 1,
    RAW_ZIP64 = 2,
    RAW_BAD_CRC = 4,
    RAW_ENCRYPTED = 8,
    RAW_BAD_SIZE = 16,
    RAW_BZIP2 = 32,
    RAW_PLAIN = 64 /* a deflate stream of uncompressed blocks: the same bytes whatever zlib is installed */
};

static inline void raw_le(struct jc_buf *b, uint64_t x, int bytes)
{
    for (int i = 0; i < bytes; i++)
        jc_buf_char(b, i < 8 ? (char)(x >> 8 * i) : 0);
}

static inline void raw_deflate(struct jc_buf *out, const char *s, size_t n)
{
    z_stream z = {0};
    unsigned char *to = jc_alloc(n + n / 8 + 64);

    cr_assert_eq(deflateInit2(&z, 6, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_in = (Bytef *)s;
    z.avail_in = (uInt)n;
    z.next_out = to;
    z.avail_out = (uInt)(n + n / 8 + 64);
    cr_assert_eq(deflate(&z, Z_FINISH), Z_STREAM_END);
    jc_buf_add(out, to, z.total_out);
    deflateEnd(&z);
    free(to);
}

static inline void raw_plain(struct jc_buf *out, const char *s, size_t n)
{
    do {
        size_t block = n > 65535 ? 65535 : n;

        raw_le(out, block == n, 1);
        raw_le(out, block, 2);
        raw_le(out, ~block & 65535, 2);
        jc_buf_add(out, s, block);
        s += block;
        n -= block;
    } while (n > 0);
}

/* Header fields from "version needed" to the sizes; in the directory they are always there. */
static inline void raw_fields(struct jc_buf *b, unsigned how, uint32_t crc, uint64_t packed, uint64_t size, bool local)
{
    bool later = local && (how & RAW_DESCRIPTOR), wide = how & RAW_ZIP64;

    raw_le(b, wide ? 45 : 20, 2);
    raw_le(b, (how & RAW_DESCRIPTOR ? 8 : 0) | (how & RAW_ENCRYPTED ? 1 : 0), 2);
    raw_le(b, how & RAW_BZIP2 ? 12 : 8, 2);
    raw_le(b, 0x5A210000, 4);
    raw_le(b, later ? 0 : crc, 4);
    raw_le(b, later ? 0 : wide ? UINT32_MAX : packed, 4);
    raw_le(b, later ? 0 : wide ? UINT32_MAX : size, 4);
}

static inline void raw_zip(struct jc_buf *out, const struct kit_part *parts, size_t n, unsigned how)
{
    struct jc_buf dir = {0};

    for (size_t i = 0; i < n; i++) {
        size_t len = parts[i].len ? parts[i].len : parts[i].text ? strlen(parts[i].text) : 0;
        uint32_t crc = (uint32_t)crc32(0, (const Bytef *)parts[i].text, (uInt)len) ^ (how & RAW_BAD_CRC ? 1 : 0);
        uint64_t size = len + (how & RAW_BAD_SIZE ? 1 : 0), at = out->len, packed;
        bool wide = how & RAW_ZIP64, later = how & RAW_DESCRIPTOR;
        struct jc_buf data = {0};

        if (!parts[i].text)
            continue;
        if (how & RAW_PLAIN)
            raw_plain(&data, parts[i].text, len);
        else
            raw_deflate(&data, parts[i].text, len);
        packed = data.len;
        jc_buf_add(out, "PK\3\4", 4);
        raw_fields(out, how, crc, packed, size, true);
        raw_le(out, strlen(parts[i].name), 2);
        raw_le(out, wide && !later ? 20 : 0, 2);
        jc_buf_str(out, parts[i].name);
        if (wide && !later) {
            raw_le(out, 1, 2);
            raw_le(out, 16, 2);
            raw_le(out, size, 8);
            raw_le(out, packed, 8);
        }
        jc_buf_add(out, data.p, data.len);
        if (later) {
            jc_buf_add(out, "PK\7\10", 4);
            raw_le(out, crc, 4);
            raw_le(out, packed, wide ? 8 : 4);
            raw_le(out, size, wide ? 8 : 4);
        }
        jc_buf_add(&dir, "PK\1\2", 4);
        raw_le(&dir, 45, 2);
        raw_fields(&dir, how, crc, packed, size, false);
        raw_le(&dir, strlen(parts[i].name), 2);
        raw_le(&dir, wide ? 28 : 0, 2);
        raw_le(&dir, 0, 2 + 2 + 2 + 4);
        raw_le(&dir, wide ? UINT32_MAX : at, 4);
        jc_buf_str(&dir, parts[i].name);
        if (wide) {
            raw_le(&dir, 1, 2);
            raw_le(&dir, 24, 2);
            raw_le(&dir, size, 8);
            raw_le(&dir, packed, 8);
            raw_le(&dir, at, 8);
        }
        jc_buf_free(&data);
    }
    {
        uint64_t dir_at = out->len, count = 0;

        for (size_t i = 0; i < n; i++)
            count += parts[i].text != NULL;
        jc_buf_add(out, dir.p, dir.len);
        if (how & RAW_ZIP64) {
            uint64_t end_at = out->len;

            jc_buf_add(out, "PK\6\6", 4);
            raw_le(out, 44, 8);
            raw_le(out, 45, 2);
            raw_le(out, 45, 2);
            raw_le(out, 0, 8);
            raw_le(out, count, 8);
            raw_le(out, count, 8);
            raw_le(out, dir.len, 8);
            raw_le(out, dir_at, 8);
            jc_buf_add(out, "PK\6\7", 4);
            raw_le(out, 0, 4);
            raw_le(out, end_at, 8);
            raw_le(out, 1, 4);
        }
        jc_buf_add(out, "PK\5\6", 4);
        raw_le(out, 0, 4);
        raw_le(out, how & RAW_ZIP64 ? 0xFFFF : count, 2);
        raw_le(out, how & RAW_ZIP64 ? 0xFFFF : count, 2);
        raw_le(out, how & RAW_ZIP64 ? UINT32_MAX : dir.len, 4);
        raw_le(out, how & RAW_ZIP64 ? UINT32_MAX : dir_at, 4);
        raw_le(out, 0, 2);
    }
    jc_buf_free(&dir);
}

#endif
