/*
 * Builds small .xls files for tests: records of any BIFF version, and compound files around any streams. What is built is
 * right unless a test makes it wrong.
 */
#ifndef TESTS_XLS_MAKE_H
#define TESTS_XLS_MAKE_H

#include "jicai/base.h"

#include <stdarg.h>

/* ---- records ------------------------------------------------------------------------------------ */

static inline void mk_u8(struct jc_buf *b, unsigned x)
{
    jc_buf_char(b, (char)x);
}

static inline void mk_u16(struct jc_buf *b, unsigned x)
{
    mk_u8(b, x & 255);
    mk_u8(b, x >> 8 & 255);
}

static inline void mk_u32(struct jc_buf *b, uint32_t x)
{
    mk_u16(b, x & 65535);
    mk_u16(b, x >> 16);
}

static inline void mk_double(struct jc_buf *b, double x)
{
    jc_buf_add(b, &x, sizeof x);
}

/* Where the size of a record that is begun has to be written. */
static inline size_t mk_begin(struct jc_buf *b, unsigned id)
{
    mk_u16(b, id);
    mk_u16(b, 0);
    return b->len;
}

static inline void mk_end(struct jc_buf *b, size_t begun)
{
    size_t n = b->len - begun;

    b->p[begun - 2] = (char)(n & 255);
    b->p[begun - 1] = (char)(n >> 8);
}

/*
 * A record from a description: b w d f = 1, 2, 4 bytes and a double; s = bytes of a C string, S = a size_t and so many
 * bytes, u = UTF-16LE of a UTF-8 string, z = so many zero bytes.
 */
static inline void mk_record(struct jc_buf *b, unsigned id, const char *what, ...)
{
    size_t begun = mk_begin(b, id);
    va_list args;

    va_start(args, what);
    for (; *what; what++) {
        if (*what == 'b')
            mk_u8(b, va_arg(args, unsigned));
        else if (*what == 'w')
            mk_u16(b, va_arg(args, unsigned));
        else if (*what == 'd')
            mk_u32(b, va_arg(args, uint32_t));
        else if (*what == 'f')
            mk_double(b, va_arg(args, double));
        else if (*what == 's')
            jc_buf_str(b, va_arg(args, const char *));
        else if (*what == 'S') {
            size_t n = va_arg(args, size_t);
            jc_buf_add(b, va_arg(args, const char *), n);
        } else if (*what == 'z') {
            for (unsigned n = va_arg(args, unsigned); n > 0; n--)
                mk_u8(b, 0);
        } else if (*what == 'u') {
            for (const unsigned char *p = (const unsigned char *)va_arg(args, const char *); *p;) {
                unsigned c = *p++;
                int more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : c >= 0xC0 ? 1 : 0;

                c &= more == 3 ? 7 : more == 2 ? 15 : more == 1 ? 31 : 127;
                for (; more > 0; more--)
                    c = c << 6 | (*p++ & 63);
                if (c >= 0x10000) {
                    mk_u16(b, 0xD800 + ((c - 0x10000) >> 10));
                    c = 0xDC00 + ((c - 0x10000) & 1023);
                }
                mk_u16(b, c);
            }
        }
    }
    va_end(args);
    mk_end(b, begun);
}

/* ---- workbooks of BIFF8 and BIFF5 ---------------------------------------------------------------- */

struct mk_sheet {
    const char *name; /* ASCII, or bytes of the code page in BIFF5 */
    unsigned hidden, type;
    const char *cells; /* records between BOF and EOF */
    size_t n;
};

/* globals: records to stand before the sheets (formats, styles, strings). */
static inline void mk_workbook(struct jc_buf *out, bool biff8, const struct jc_buf *globals,
                               const struct mk_sheet *sheets, size_t n)
{
    size_t at[16];

    mk_record(out, 0x0809, "wwwwdd", biff8 ? 0x0600 : 0x0500, 5, 0x0DBB, 1996, 0, 6);
    if (globals)
        jc_buf_add(out, globals->p, globals->len);
    for (size_t i = 0; i < n; i++) {
        at[i] = out->len + 4;
        if (biff8)
            mk_record(out, 0x0085, "dbbbbs", 0, sheets[i].hidden, sheets[i].type, (unsigned)strlen(sheets[i].name), 0,
                      sheets[i].name);
        else
            mk_record(out, 0x0085, "dbbbs", 0, sheets[i].hidden, sheets[i].type, (unsigned)strlen(sheets[i].name),
                      sheets[i].name);
    }
    mk_record(out, 0x000A, "");
    for (size_t i = 0; i < n; i++) {
        uint32_t here = (uint32_t)out->len;

        for (int k = 0; k < 4; k++)
            out->p[at[i] + (size_t)k] = (char)(here >> 8 * k & 255);
        mk_record(out, 0x0809, "wwwwdd", biff8 ? 0x0600 : 0x0500, sheets[i].type == 2 ? 0x20 : 0x10, 0x0DBB, 1996, 0,
                  6);
        jc_buf_add(out, sheets[i].cells, sheets[i].n);
        mk_record(out, 0x000A, "");
    }
}

/* ---- compound files ------------------------------------------------------------------------------ */

struct mk_stream {
    const char *name; /* ASCII */
    const char *data;
    size_t n;
};

#define MK_SECTOR 512

static inline void mk_pad(struct jc_buf *b, size_t unit, char with)
{
    while (b->len % unit)
        jc_buf_char(b, with);
}

static inline void mk_chain(uint32_t *fat, uint32_t first, size_t sectors)
{
    for (size_t i = 0; i < sectors; i++)
        fat[first + i] = i + 1 < sectors ? first + (uint32_t)i + 1 : 0xFFFFFFFE;
}

static inline void mk_entry(struct jc_buf *dir, const char *name, unsigned type, uint32_t right, uint32_t child,
                            uint32_t first, size_t n)
{
    size_t len = strlen(name);

    for (size_t i = 0; i < 32; i++)
        mk_u16(dir, i < len ? (unsigned char)name[i] : 0);
    mk_u16(dir, len ? (unsigned)(2 * len + 2) : 0);
    mk_u8(dir, type);
    mk_u8(dir, 1);
    mk_u32(dir, 0xFFFFFFFF);
    mk_u32(dir, right);
    mk_u32(dir, child);
    for (int i = 0; i < 9; i++) /* a class id that is not 0, as WPS writes it, and times */
        mk_u32(dir, 0x0900C0DE);
    mk_u32(dir, first);
    mk_u32(dir, (uint32_t)n);
    mk_u32(dir, 0);
}

/* Streams below 4096 bytes go to the mini stream, as the format demands. */
static inline void mk_compound(struct jc_buf *out, const struct mk_stream *streams, size_t n)
{
    struct jc_buf body = {0}, mini = {0}, minifat = {0}, dir = {0};
    uint32_t start[16], mini_first = 0xFFFFFFFE, minifat_first = 0xFFFFFFFE, dir_first, fat_first, next = 0;
    size_t mini_used, total, n_fat, n_difat;
    uint32_t *fat;

    for (size_t i = 0; i < n; i++) {
        if (streams[i].n < 4096) {
            start[i] = (uint32_t)(mini.len / 64);
            jc_buf_add(&mini, streams[i].data, streams[i].n);
            mk_pad(&mini, 64, 0);
            for (size_t k = start[i]; k < mini.len / 64; k++)
                mk_u32(&minifat, k + 1 < mini.len / 64 ? (uint32_t)k + 1 : 0xFFFFFFFE);
        } else {
            start[i] = (uint32_t)(body.len / MK_SECTOR);
            jc_buf_add(&body, streams[i].data, streams[i].n);
            mk_pad(&body, MK_SECTOR, 0);
        }
    }
    mini_used = mini.len;
    total = body.len / MK_SECTOR;
    next = (uint32_t)total;
    if (mini.len) {
        mk_pad(&mini, MK_SECTOR, 0);
        mk_pad(&minifat, MK_SECTOR, (char)0xFF);
        mini_first = next;
        minifat_first = mini_first + (uint32_t)(mini.len / MK_SECTOR);
        next = minifat_first + (uint32_t)(minifat.len / MK_SECTOR);
    }
    dir_first = next;
    mk_entry(&dir, "Root Entry", 5, 0xFFFFFFFF, n ? 1 : 0xFFFFFFFF, mini_first, mini_used);
    for (size_t i = 0; i < n; i++)
        mk_entry(&dir, streams[i].name, 2, i + 1 < n ? (uint32_t)i + 2 : 0xFFFFFFFF, 0xFFFFFFFF, start[i],
                 streams[i].n);
    while (dir.len % MK_SECTOR)
        mk_entry(&dir, "", 0, 0xFFFFFFFF, 0xFFFFFFFF, 0, 0);
    fat_first = dir_first + (uint32_t)(dir.len / MK_SECTOR);
    for (n_fat = 1, n_difat = 0;; n_fat++) {
        n_difat = n_fat > 109 ? (n_fat - 109 + 126) / 127 : 0;
        if ((fat_first + n_fat + n_difat) * 4 <= n_fat * MK_SECTOR)
            break;
    }
    total = n_fat * (MK_SECTOR / 4);
    fat = jc_alloc(total * sizeof *fat);
    memset(fat, 0xFF, total * sizeof *fat);
    for (size_t i = 0; i < n; i++)
        if (streams[i].n >= 4096)
            mk_chain(fat, start[i], (streams[i].n + MK_SECTOR - 1) / MK_SECTOR);
    mk_chain(fat, mini.len ? mini_first : 0, mini.len / MK_SECTOR);
    mk_chain(fat, minifat.len ? minifat_first : 0, minifat.len / MK_SECTOR);
    mk_chain(fat, dir_first, dir.len / MK_SECTOR);
    for (size_t i = 0; i < n_fat; i++)
        fat[fat_first + i] = 0xFFFFFFFD;
    for (size_t i = 0; i < n_difat; i++)
        fat[fat_first + n_fat + i] = 0xFFFFFFFC;
    jc_buf_add(out, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    for (int i = 0; i < 4; i++)
        mk_u32(out, 0);
    mk_u16(out, 0x3E);
    mk_u16(out, 3);
    mk_u16(out, 0xFFFE);
    mk_u16(out, 9);
    mk_u16(out, 6);
    mk_u16(out, 0);
    mk_u32(out, 0);
    mk_u32(out, 0);
    mk_u32(out, (uint32_t)n_fat);
    mk_u32(out, dir_first);
    mk_u32(out, 0);
    mk_u32(out, 4096);
    mk_u32(out, minifat_first);
    mk_u32(out, (uint32_t)(minifat.len / MK_SECTOR));
    mk_u32(out, n_difat ? fat_first + (uint32_t)n_fat : 0xFFFFFFFE);
    mk_u32(out, (uint32_t)n_difat);
    for (size_t i = 0; i < 109; i++)
        mk_u32(out, i < n_fat ? fat_first + (uint32_t)i : 0xFFFFFFFF);
    jc_buf_add(out, body.p, body.len);
    jc_buf_add(out, mini.p, mini.len);
    jc_buf_add(out, minifat.p, minifat.len);
    jc_buf_add(out, dir.p, dir.len);
    for (size_t i = 0; i < total; i++)
        mk_u32(out, fat[i]);
    for (size_t i = 0, k = 109; i < n_difat; i++) {
        for (int j = 0; j < 127; j++, k++)
            mk_u32(out, k < n_fat ? fat_first + (uint32_t)k : 0xFFFFFFFF);
        mk_u32(out, i + 1 < n_difat ? fat_first + (uint32_t)(n_fat + i + 1) : 0xFFFFFFFE);
    }
    free(fat);
    jc_buf_free(&body);
    jc_buf_free(&mini);
    jc_buf_free(&minifat);
    jc_buf_free(&dir);
}

#endif
