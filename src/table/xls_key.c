/*
 * Encrypted .xls. Excel encrypts a workbook whose structure is protected with a password that every program knows, and
 * opens it without asking; so it is read here. With any other password the file is refused. Excel 5 turns the bits of
 * each byte by a key of 16 bytes. Later ones use RC4 over the whole stream, with a new key each 1024 bytes; the heads of
 * records only pass through it.
 */
#include "table/xls.h"

#include <nettle/arcfour.h>
#include <nettle/md5.h>
#include <nettle/sha1.h>

#define BLOCK    1024u
#define VERIFIER 16u
#define SALT     16u
#define ALG_RC4  0x6801u
#define ALG_SHA1 0x8004u

/* Key and check word of the method of Excel 5 for this password. */
#define KNOWN_KEY   0xB359u
#define KNOWN_CHECK 0x9A0Au

static const unsigned char known_password[] = "V\0e\0l\0v\0e\0t\0S\0w\0e\0a\0t\0s\0h\0o\0p"; /* UTF-16LE */

enum method { BITS, MD5, SHA }; /* of Excel 5, of Excel 97, of CryptoAPI */

struct xls_key {
    enum method method;
    uint8_t bits[16];
    size_t bytes;       /* of a key of CryptoAPI */
    uint8_t secret[20]; /* hash of salt and password */
    uint64_t at;        /* position in the stream where the cipher stands */
    struct arcfour_ctx cipher;
};

static void sha1_of(uint8_t out[20], const void *a, size_t na, const void *b, size_t nb)
{
    struct sha1_ctx ctx;

    sha1_init(&ctx);
    sha1_update(&ctx, na, a);
    sha1_update(&ctx, nb, b);
    sha1_digest(&ctx, 20, out);
}

static void md5_of(uint8_t out[16], const void *a, size_t na, const void *b, size_t nb, unsigned times)
{
    struct md5_ctx ctx;

    md5_init(&ctx);
    for (; times > 0; times--) {
        md5_update(&ctx, na, a);
        md5_update(&ctx, nb, b);
    }
    md5_digest(&ctx, 16, out);
}

/* The key of the block that begins at `at`. */
static void begin_block(struct xls_key *key, uint64_t at)
{
    uint32_t block = (uint32_t)(at / BLOCK);
    const uint8_t number[4] = {(uint8_t)block, (uint8_t)(block >> 8), (uint8_t)(block >> 16), (uint8_t)(block >> 24)};
    uint8_t hash[20];

    if (key->method == SHA) {
        sha1_of(hash, key->secret, 20, number, 4);
        if (key->bytes == 5) /* 40 bits are filled up to 128 */
            memset(hash + 5, 0, 11);
        arcfour_set_key(&key->cipher, key->bytes == 5 ? 16 : key->bytes, hash);
    } else {
        md5_of(hash, key->secret, 5, number, 4, 1);
        arcfour_set_key(&key->cipher, 16, hash);
    }
    key->at = (uint64_t)block * BLOCK;
}

/* Bytes at the cipher's place, through it; they may reach over blocks. */
static void pass(struct xls_key *key, unsigned char *p, size_t n)
{
    while (n > 0) {
        size_t part = BLOCK - key->at % BLOCK;

        part = part < n ? part : n;
        arcfour_crypt(&key->cipher, part, p, p);
        key->at += part;
        p += part;
        n -= part;
        if (key->at % BLOCK == 0)
            begin_block(key, key->at);
    }
}

/* Before reading at `at`: on in the same block, or from the beginning of another. */
static void move_to(struct xls_key *key, uint64_t at)
{
    unsigned char gone[BLOCK];

    if (at < key->at || at / BLOCK != key->at / BLOCK)
        begin_block(key, at);
    memset(gone, 0, sizeof gone);
    pass(key, gone, (size_t)(at - key->at));
}

/* The bits of each byte; which byte of the key comes first depends on the place and length of the record. */
static void turn(const struct xls_key *key, uint64_t first, unsigned char *p, size_t n)
{
    for (size_t i = 0; i < n; i++)
        p[i] = (unsigned char)((p[i] << 3 | p[i] >> 5) ^ key->bits[(first + i) % 16]);
}

void xls_key_apply(struct xls_key *key, uint32_t id, uint64_t at, unsigned char *data, size_t n)
{
    size_t plain = id == XLS_BOUNDSHEET ? 4 : 0; /* the places of the sheets */

    if (xls_is_bof(id) || id == XLS_FILEPASS || id == XLS_INTERFACEHDR || id == XLS_USREXCL || id == XLS_FILELOCK ||
        id == XLS_RRDINFO || id == XLS_RRDHEAD || n <= plain)
        return;
    if (key->method == BITS) {
        turn(key, at + n + plain, data + plain, n - plain);
        return;
    }
    move_to(key, at + plain);
    pass(key, data + plain, n - plain);
}

/* Is it the password that everybody knows? The file holds a random text and its hash, both encrypted. */
static bool fits(struct xls_key *key, const unsigned char *verifier, const unsigned char *hash)
{
    size_t n = key->method == SHA ? 20 : 16;
    unsigned char text[VERIFIER + 20];
    uint8_t own[20];

    memcpy(text, verifier, VERIFIER);
    memcpy(text + VERIFIER, hash, n);
    begin_block(key, 0);
    pass(key, text, VERIFIER + n);
    if (key->method == SHA)
        sha1_of(own, text, VERIFIER, "", 0);
    else
        md5_of(own, text, VERIFIER, "", 0, 1);
    return memcmp(own, text + VERIFIER, n) == 0;
}

/* Excel 97 to 2003: salt, verifier and its hash. */
static bool open_md5(struct xls_key *key, const unsigned char *p, size_t n)
{
    uint8_t hash[16];

    if (n < SALT + VERIFIER + 16)
        return false;
    key->method = MD5;
    md5_of(hash, known_password, sizeof known_password, "", 0, 1);
    md5_of(hash, hash, 5, p, SALT, 16);
    memcpy(key->secret, hash, sizeof hash);
    return fits(key, p + SALT, p + SALT + VERIFIER);
}

/* Excel 2002 and later: a head that names the methods, then salt, verifier and hash, each of a length told. */
static bool open_sha(struct xls_key *key, const unsigned char *p, size_t n)
{
    uint32_t head = n >= 8 ? xls_u32(p + 4) : 0;
    const unsigned char *v;

    if (n < 8 + 32 || head < 32 || head > n - 8 || n - 8 - head < 4 + SALT + VERIFIER + 4 + 20)
        return false;
    v = p + 8 + head;
    if (xls_u32(p + 16) != ALG_RC4 || xls_u32(p + 20) != ALG_SHA1 || xls_u32(v) != SALT)
        return false;
    key->method = SHA;
    key->bytes = xls_u32(p + 24) ? xls_u32(p + 24) / 8 : 5;
    if (key->bytes < 5 || key->bytes > 16)
        return false;
    sha1_of(key->secret, v + 4, SALT, known_password, sizeof known_password);
    return fits(key, v + 4 + SALT, v + 4 + SALT + VERIFIER + 4);
}

static bool open_bits(struct xls_key *key, const unsigned char *p)
{
    static const uint8_t filling[] = {0xBB}; /* the password has 15 letters */

    key->method = BITS;
    for (size_t i = 0; i < 16; i++) {
        uint8_t c = i < 15 ? known_password[2 * i] : filling[i - 15];

        c ^= (uint8_t)(KNOWN_KEY >> (i % 2 ? 8 : 0));
        key->bits[i] = (uint8_t)(c << 2 | c >> 6);
    }
    return xls_u16(p) == KNOWN_KEY && xls_u16(p + 2) == KNOWN_CHECK;
}

enum jc_status xls_key_open(struct xls_key **out, const unsigned char *filepass, size_t n, struct jc_err *err)
{
    struct xls_key *key = jc_alloc(sizeof *key);
    uint32_t major = n >= 6 ? xls_u16(filepass + 2) : 0, minor = n >= 6 ? xls_u16(filepass + 4) : 0;
    bool open = false;

    if (n == 4) {
        open = open_bits(key, filepass);
    } else if (n == 6 && xls_u16(filepass) == 0) {
        open = open_bits(key, filepass + 2);
    } else if (n > 6 && xls_u16(filepass) == 1) {
        if (major == 1 && minor == 1)
            open = open_md5(key, filepass + 6, n - 6);
        else if (major >= 2 && major <= 4 && minor == 2)
            open = open_sha(key, filepass + 6, n - 6);
    }
    *out = open ? key : NULL;
    if (open)
        return JC_OK;
    free(key);
    return jc_fail(err, JC_INPUT, 108, NULL, NULL, NULL);
}

void xls_key_free(struct xls_key *key)
{
    free(key);
}
