/*
 * .xls whose structure is protected: encrypted here by a second, plain implementation of the three methods. The reader
 * knows one password; files with another are refused.
 */
#include "unit/table_kit.h"
#include "unit/xls_make.h"

#include <nettle/md5.h>
#include <nettle/sha1.h>

#define KNOWN "VelvetSweatshop"

enum method { BITS, BITS8, MD5, SHA128, SHA40, METHODS };

struct lock {
    enum method method;
    uint8_t secret[20];
};

static void hash_of(uint8_t out[20], bool sha, const void *a, size_t na, const void *b, size_t nb)
{
    struct jc_buf all = {0};
    struct md5_ctx md5;
    struct sha1_ctx sha1;

    jc_buf_add(&all, a, na);
    jc_buf_add(&all, b, nb);
    if (sha) {
        sha1_init(&sha1);
        sha1_update(&sha1, all.len, (const uint8_t *)all.p);
        sha1_digest(&sha1, 20, out);
    } else {
        md5_init(&md5);
        md5_update(&md5, all.len, (const uint8_t *)all.p);
        md5_digest(&md5, 16, out);
    }
    jc_buf_free(&all);
}

/* RC4 as its inventor described it: the byte number `at` of a stream under a key. */
static uint8_t rc4_byte(const uint8_t *key, size_t n, unsigned at)
{
    uint8_t s[256], i = 0, j = 0, t, out = 0;

    for (unsigned k = 0; k < 256; k++)
        s[k] = (uint8_t)k;
    for (unsigned k = 0; k < 256; k++) {
        j = (uint8_t)(j + s[k] + key[k % n]);
        t = s[k];
        s[k] = s[j];
        s[j] = t;
    }
    j = 0;
    for (unsigned k = 0; k <= at; k++) {
        i++;
        j = (uint8_t)(j + s[i]);
        t = s[i];
        s[i] = s[j];
        s[j] = t;
        out = s[(uint8_t)(s[i] + s[j])];
    }
    return out;
}

static uint8_t stream_byte(const struct lock *lock, size_t at)
{
    uint32_t block = (uint32_t)(at / 1024);
    uint8_t number[4] = {(uint8_t)block, (uint8_t)(block >> 8), 0, 0}, key[20] = {0};

    hash_of(key, lock->method != MD5, lock->secret, lock->method == MD5 ? 5 : 20, number, 4);
    if (lock->method == SHA40)
        memset(key + 5, 0, 11);
    return rc4_byte(key, 16, at % 1024);
}

/* Key and check word of the known password by the method of Excel 5, and its 16 bytes. */
static uint8_t turned(uint8_t plain, size_t at)
{
    static const uint8_t bits[16] = {0x3C, 0x5B, 0xD4, 0x17, 0xF0, 0x1F, 0x28, 0x13,
                                     0xF0, 0x4B, 0xB4, 0x03, 0xC4, 0x73, 0xA4, 0x20};
    uint8_t x = plain ^ bits[at % 16];

    return (uint8_t)(x >> 3 | x << 5);
}

static void utf16(struct jc_buf *out, const char *s)
{
    for (; *s; s++) {
        jc_buf_char(out, *s);
        jc_buf_char(out, '\0');
    }
}

/* The FILEPASS of a password. */
static void filepass(struct jc_buf *out, struct lock *lock, const char *password)
{
    static const char salt[] = "0123456789abcdef", text[] = "sixteen letters!";
    struct jc_buf pw = {0}, sixteen = {0};
    uint8_t first[20], check[20], secret[36];
    bool sha = lock->method == SHA128 || lock->method == SHA40;
    unsigned hash = sha ? 20 : 16;

    utf16(&pw, password);
    if (sha) {
        hash_of(lock->secret, true, salt, 16, pw.p, pw.len);
    } else {
        hash_of(first, false, pw.p, pw.len, "", 0);
        for (int i = 0; i < 16; i++) {
            jc_buf_add(&sixteen, first, 5);
            jc_buf_add(&sixteen, salt, 16);
        }
        hash_of(lock->secret, false, sixteen.p, sixteen.len, "", 0);
    }
    hash_of(check, sha, text, 16, "", 0);
    for (size_t i = 0; i < 16 + hash; i++)
        secret[i] = (uint8_t)((i < 16 ? (uint8_t)text[i] : check[i - 16]) ^ stream_byte(lock, i));
    if (lock->method == BITS || lock->method == BITS8) {
        bool known = strcmp(password, KNOWN) == 0;

        if (lock->method == BITS8)
            mk_record(out, 0x002F, "www", 0, known ? 0xB359 : 0x1234, 0x9A0A);
        else
            mk_record(out, 0x002F, "ww", 0xB359, known ? 0x9A0A : 0x4321);
    } else if (sha) {
        mk_record(out, 0x002F, "wwwddddddddddbbdSSdS", 1, 4, 2, 0x0C, 34, 0x0C, 0, 0x6801, 0x8004,
                  lock->method == SHA40 ? 40 : 128, 1, 0, 0, 'C', 0, 16, (size_t)16, salt, (size_t)16, secret, 20,
                  (size_t)20, secret + 16);
    } else {
        mk_record(out, 0x002F, "wwwSS", 1, 1, 1, (size_t)16, salt, (size_t)32, secret);
    }
    jc_buf_free(&pw);
    jc_buf_free(&sixteen);
}

/* Everything behind the FILEPASS but what programs need to find their way. */
static void encrypt(struct jc_buf *stream, const struct lock *lock)
{
    bool on = false;

    for (size_t at = 0; at + 4 <= stream->len;) {
        uint8_t *p = (uint8_t *)stream->p + at;
        unsigned id = p[0] | (unsigned)p[1] << 8, n = p[2] | (unsigned)p[3] << 8;

        for (unsigned i = id == 0x0085 ? 4 : 0; on && id != 0x0809 && i < n; i++)
            if (lock->method == BITS || lock->method == BITS8)
                p[4 + i] = turned(p[4 + i], at + 4 + n + i);
            else
                p[4 + i] ^= stream_byte(lock, at + 4 + i);
        on |= id == 0x002F;
        at += 4 + n;
    }
}

static void expect_locked(enum method method, const char *password, const char *expect)
{
    struct jc_buf globals = {0}, cells = {0}, stream = {0}, got = {0};
    struct lock lock = {.method = method};
    bool biff8 = method != BITS;
    struct mk_sheet sheets[2];
    const char *path;

    filepass(&globals, &lock, password);
    mk_record(&globals, 0x0042, "w", 936);
    for (unsigned i = 0; i < 300; i++) /* over some blocks, in steps of every length */
        mk_record(&cells, 0x0203, "wwwfz", i, i % 5, 0, i + 0.25, i % 2 ? i % 7 : 0);
    if (biff8)
        mk_record(&cells, 0x0204, "wwwwbs", 300, 0, 0, 3, 0, "end");
    else
        mk_record(&cells, 0x0204, "wwwws", 300, 0, 0, 4, "\xCA\xFD\xC1\xBF");
    sheets[0] = (struct mk_sheet){"A", 0, 0, cells.p, cells.len};
    sheets[1] = (struct mk_sheet){"B", 1, 0, cells.p, 18};
    mk_workbook(&stream, biff8, &globals, sheets, 2);
    encrypt(&stream, &lock);
    path = kit_file("locked.xls", stream.p, stream.len);
    kit_dump(&got, path);
    cr_expect_str_eq(jc_buf_text(&got), expect, "method %d, got\n%s", method, jc_buf_text(&got));
    unlink(path);
    jc_buf_free(&globals);
    jc_buf_free(&cells);
    jc_buf_free(&stream);
    jc_buf_free(&got);
}

Test(table_xls_key, a_workbook_with_protected_structure_is_read)
{
    for (enum method m = 0; m < METHODS; m++) {
        struct jc_buf expect = {0};

        jc_buf_str(&expect, "[A]\n");
        for (unsigned i = 0; i < 300; i++)
            jc_buf_fmt(&expect, "%u:%.*s=%u.25\n", i + 1, (int)(i % 5), "||||", i);
        jc_buf_fmt(&expect, "301:%s\n[B hidden]\n1:=0.25\nnote E123\n", m == BITS ? "数量" : "end");
        expect_locked(m, KNOWN, jc_buf_text(&expect));
        jc_buf_free(&expect);
    }
}

Test(table_xls_key, any_other_password_is_refused)
{
    for (enum method m = 0; m < METHODS; m++)
        expect_locked(m, "Velvetsweatshop", "E108\n");
}

Test(table_xls_key, a_head_of_encryption_that_ends_early_is_refused)
{
    for (unsigned n = 0; n < 120; n++) {
        struct jc_buf stream = {0}, got = {0};

        mk_record(&stream, 0x0809, "wwwwdd", 0x0600, 5, 0, 0, 0, 0);
        mk_record(&stream, 0x002F, "wwwddz", 1, 2 + n % 3, 2, 0, 32 + n, n);
        mk_record(&stream, 0x000A, "");
        kit_dump(&got, kit_file("short.xls", stream.p, stream.len));
        cr_expect_str_eq(jc_buf_text(&got), "E108\n", "%u: %s", n, jc_buf_text(&got));
        unlink(kit_path("short.xls"));
        jc_buf_free(&stream);
        jc_buf_free(&got);
    }
}
