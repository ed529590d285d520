/*
 * Encrypted packages (MS-OFFCRYPTO), "standard" of Excel 2007 and "agile" of Excel 2010 and later: a compound file with
 * a stream that says how, and one with the package. Excel encrypts so what is only protected, with a known password, and
 * opens it without asking; with any other password nothing is done here.
 */
#include "table/cfb.h"
#include "table/source.h"
#include "table/xml.h"

#include <nettle/aes.h>
#include <nettle/cbc.h>
#include <nettle/nettle-meta.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

#include <errno.h>
#include <fcntl.h>
#include <strings.h>
#include <unistd.h>

#define MAX_INFO  65536u
#define MAX_SPINS 1000000u /* Excel has 100 000 */
#define SEGMENT   4096u
#define AES       16u /* bytes of a block */

static const char known_password[] = "V\0e\0l\0v\0e\0t\0S\0w\0e\0a\0t\0s\0h\0o\0p"; /* UTF-16LE */

struct bytes {
    uint8_t at[128];
    size_t n;
};

/* What one element of the agile description says. */
struct method {
    const struct nettle_hash *hash;
    const struct nettle_cipher *cipher;
    struct bytes salt;
};

struct lock {
    struct method package, password;
    unsigned long spins;
    struct bytes input, value, secret; /* of the password: verifier, its hash, the key of the package */
    bool agile;
    uint8_t key[32];
};

/* ---- hashes and ciphers ------------------------------------------------------------------------- */

static void hash_of(const struct nettle_hash *hash, uint8_t out[64], const void *a, size_t na, const void *b, size_t nb)
{
    union {
        struct sha1_ctx sha1;
        struct sha256_ctx sha256;
        struct sha512_ctx sha512;
    } ctx;

    hash->init(&ctx);
    hash->update(&ctx, na, a);
    hash->update(&ctx, nb, b);
    hash->digest(&ctx, hash->digest_size, out);
}

/* In place, n a multiple of a block; iv NULL: each block by itself. */
static void decipher(const struct nettle_cipher *cipher, const uint8_t *key, const uint8_t *iv, uint8_t *p, size_t n)
{
    union {
        struct aes128_ctx aes128;
        struct aes192_ctx aes192;
        struct aes256_ctx aes256;
    } ctx;
    uint8_t chain[AES];

    cipher->set_decrypt_key(&ctx, key);
    if (!iv) {
        cipher->decrypt(&ctx, n, p, p);
        return;
    }
    memcpy(chain, iv, AES);
    cbc_decrypt(&ctx, cipher->decrypt, AES, chain, n, p, p);
}

static void put_u32(uint8_t to[4], uint32_t x)
{
    for (int i = 0; i < 4; i++)
        to[i] = (uint8_t)(x >> 8 * i);
}

static uint32_t u32(const uint8_t *p)
{
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static void spin(const struct nettle_hash *hash, uint8_t out[64], const void *salt, size_t n, unsigned long times)
{
    uint8_t number[4];

    hash_of(hash, out, salt, n, known_password, sizeof known_password);
    for (uint32_t i = 0; i < times && !jc_interrupted; i++) {
        put_u32(number, i);
        hash_of(hash, out, number, 4, out, hash->digest_size);
    }
}

/* ---- standard ----------------------------------------------------------------------------------- */

static const struct nettle_cipher *cipher_of(unsigned long bits)
{
    return bits == 128 ? &nettle_aes128 : bits == 192 ? &nettle_aes192 : bits == 256 ? &nettle_aes256 : NULL;
}

/* Two hashes of the hash, one behind the other; so CryptDeriveKey does it. */
static void standard_key(struct lock *lock, const uint8_t *salt)
{
    uint8_t hash[64], pad[64], keys[128];

    spin(&nettle_sha1, hash, salt, AES, 50000);
    hash_of(&nettle_sha1, hash, hash, 20, "\0\0\0", 4);
    for (int half = 0; half < 2; half++) {
        memset(pad, half ? 0x5C : 0x36, sizeof pad);
        for (size_t i = 0; i < 20; i++)
            pad[i] ^= hash[i];
        hash_of(&nettle_sha1, keys + 20 * half, pad, sizeof pad, "", 0);
    }
    memcpy(lock->key, keys, sizeof lock->key);
}

/* A head that names the methods, then salt, verifier and its hash; false: another password, or not these methods. */
static bool open_standard(struct lock *lock, const uint8_t *p, size_t n)
{
    uint32_t head = n >= 12 ? u32(p + 8) : 0;
    uint8_t text[AES], value[32], own[64];
    const uint8_t *v;

    if (head < 32 || head > n - 12 || n - 12 - head < 4 + AES + AES + 4 + 32)
        return false;
    v = p + 12 + head;
    lock->package.cipher = cipher_of(u32(p + 12 + 16));
    if (u32(p + 12 + 8) >> 8 != 0x66 || !lock->package.cipher || u32(v) != AES)
        return false;
    standard_key(lock, v + 4);
    memcpy(text, v + 4 + AES, AES);
    memcpy(value, v + 4 + 2 * AES + 4, sizeof value);
    decipher(lock->package.cipher, lock->key, NULL, text, sizeof text);
    decipher(lock->package.cipher, lock->key, NULL, value, sizeof value);
    hash_of(&nettle_sha1, own, text, sizeof text, "", 0);
    return memcmp(own, value, 20) == 0;
}

/* ---- agile -------------------------------------------------------------------------------------- */

static void take_base64(struct bytes *out, const char *s)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t bits = 0;
    int n = 0;

    out->n = 0;
    for (const char *digit; s && *s && (digit = strchr(digits, *s)) && out->n < sizeof out->at; s++) {
        bits = bits << 6 | (uint32_t)(digit - digits);
        n += 6;
        if (n >= 8)
            out->at[out->n++] = (uint8_t)(bits >> (n -= 8) & 0xFF);
    }
}

static void take_method(struct method *m, const char **atts)
{
    static const struct nettle_hash *const hashes[] = {&nettle_sha1, &nettle_sha256, &nettle_sha384, &nettle_sha512};
    const char *name = jc_xml_attr(atts, "hashAlgorithm"), *cipher = jc_xml_attr(atts, "cipherAlgorithm");
    const char *chain = jc_xml_attr(atts, "cipherChaining"), *bits = jc_xml_attr(atts, "keyBits");

    take_base64(&m->salt, jc_xml_attr(atts, "saltValue"));
    for (size_t i = 0; name && i < JC_LEN(hashes); i++) /* SHA512 is sha512 here, SHA-1 is sha1 */
        if (strncasecmp(name, "SHA", 3) == 0 && strcmp(name + 3 + (name[3] == '-'), hashes[i]->name + 3) == 0)
            m->hash = hashes[i];
    if (cipher && strcmp(cipher, "AES") == 0 && chain && strcmp(chain, "ChainingModeCBC") == 0 && bits)
        m->cipher = cipher_of(strtoul(bits, NULL, 10));
}

static void XMLCALL on_element(void *parser, const char *name, const char **atts)
{
    struct lock *lock = XML_GetUserData(parser);
    const char *spins = jc_xml_attr(atts, "spinCount");

    name = jc_xml_local(name);
    if (strcmp(name, "keyData") == 0) {
        take_method(&lock->package, atts);
    } else if (strcmp(name, "encryptedKey") == 0 && spins) {
        take_method(&lock->password, atts);
        lock->spins = strtoul(spins, NULL, 10);
        take_base64(&lock->input, jc_xml_attr(atts, "encryptedVerifierHashInput"));
        take_base64(&lock->value, jc_xml_attr(atts, "encryptedVerifierHashValue"));
        take_base64(&lock->secret, jc_xml_attr(atts, "encryptedKeyValue"));
    }
}

/* What the password encrypts, by a key of its own for each purpose; filled up with 0x36. */
static void open_secret(const struct method *m, const uint8_t spun[64], const char *purpose, struct bytes *b)
{
    uint8_t key[64], iv[AES];

    memset(key, 0x36, sizeof key);
    memset(iv, 0x36, sizeof iv);
    hash_of(m->hash, key, spun, m->hash->digest_size, purpose, 8);
    memcpy(iv, m->salt.at, m->salt.n < AES ? m->salt.n : AES);
    b->n -= b->n % AES;
    decipher(m->cipher, key, iv, b->at, b->n);
}

static bool open_agile(struct lock *lock, const uint8_t *p, size_t n)
{
    XML_Parser parser = jc_xml_parser(lock, on_element, NULL, NULL);
    bool read = XML_Parse(parser, (const char *)p + 8, (int)(n - 8), 1) == XML_STATUS_OK;
    const struct method *m = &lock->password;
    uint8_t spun[64], own[64];

    XML_ParserFree(parser);
    if (!read || !m->hash || !m->cipher || !lock->package.hash || !lock->package.cipher || lock->spins > MAX_SPINS)
        return false;
    spin(m->hash, spun, m->salt.at, m->salt.n, lock->spins);
    open_secret(m, spun, "\xFE\xA7\xD2\x76\x3B\x4B\x9E\x79", &lock->input);
    open_secret(m, spun, "\xD7\xAA\x0F\x6D\x30\x61\x34\x4E", &lock->value);
    open_secret(m, spun, "\x14\x6E\x0B\xE7\xAB\xAC\xD0\xD6", &lock->secret);
    if (lock->input.n < m->salt.n || lock->value.n < m->hash->digest_size ||
        lock->secret.n < lock->package.cipher->key_size)
        return false;
    hash_of(m->hash, own, lock->input.at, m->salt.n, "", 0);
    memcpy(lock->key, lock->secret.at, lock->package.cipher->key_size);
    lock->agile = true;
    return memcmp(own, lock->value.at, m->hash->digest_size) == 0;
}

/* ---- the package -------------------------------------------------------------------------------- */

static int temporary_file(void)
{
    const char *folder = getenv("TMPDIR");
    struct jc_buf path = {0};
    int fd;

    jc_buf_fmt(&path, "%s/jicai-", folder && *folder ? folder : "/tmp");
    for (int i = 0; i < 6; i++)
        jc_buf_char(&path, 'X'); /* mkostemp writes over them */
    fd = mkostemp(path.p, O_CLOEXEC);
    if (fd >= 0)
        unlink(path.p);
    jc_buf_free(&path);
    return fd;
}

static enum jc_status write_part(int fd, const uint8_t *p, size_t n, const char *name, struct jc_err *err)
{
    return jc_write_all(fd, p, n) ? JC_OK : jc_fail(err, JC_IO, 133, name, jc_errno_text(errno), NULL);
}

/* The length, then the package in segments, each by itself where the method is agile. */
static enum jc_status decrypt(int fd, const struct lock *lock, struct jc_cfb *package, const char *name,
                              struct jc_err *err)
{
    uint8_t segment[SEGMENT], iv[64], number[4];
    size_t got = 0;
    uint64_t left;
    enum jc_status status = jc_cfb_read(package, segment, 8, 0, &got, err);

    left = (uint64_t)u32(segment) | (uint64_t)u32(segment + 4) << 32;
    for (uint32_t i = 0; status == JC_OK && left > 0; i++) {
        size_t part = left < SEGMENT ? (size_t)left : SEGMENT;

        status = jc_interrupted ? jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL)
                                : jc_cfb_read(package, segment, (part + AES - 1) / AES * AES, 8 + (uint64_t)i * SEGMENT,
                                              &got, err);
        if (status != JC_OK)
            break;
        if (got < part || got % AES)
            return jc_fail(err, JC_INPUT, 151, NULL, NULL, NULL);
        put_u32(number, i);
        if (lock->agile)
            hash_of(lock->package.hash, iv, lock->package.salt.at, lock->package.salt.n, number, 4);
        decipher(lock->package.cipher, lock->key, lock->agile ? iv : NULL, segment, got);
        status = write_part(fd, segment, part, name, err);
        left -= part;
    }
    return status;
}

/* JC_NOTFOUND: no package of this kind, or not the known password. */
static enum jc_status find_key(struct lock *lock, const struct jc_source *src, struct jc_err *err)
{
    struct jc_cfb info = {0};
    uint8_t *p = jc_alloc(MAX_INFO);
    size_t n = 0;
    bool open = false;
    enum jc_status status = jc_cfb_stream(&info, src, "encryptioninfo", err);

    if (status == JC_OK)
        status = jc_cfb_read(&info, p, MAX_INFO, 0, &n, err);
    if (status == JC_OK && n > 8 && p[0] == 4 && p[2] == 4)
        open = open_agile(lock, p, n);
    else if (status == JC_OK && n > 8 && p[0] >= 2 && p[0] <= 4 && p[2] == 2)
        open = open_standard(lock, p, n);
    free(p);
    jc_cfb_free(&info);
    return status == JC_OK && open ? JC_OK : JC_NOTFOUND;
}

enum jc_status jc_source_unlock(struct jc_source *src, struct jc_err *err)
{
    struct lock lock = {0};
    struct jc_cfb package = {0};
    enum jc_status status;
    int fd = -1;

    if (!jc_cfb_sniff(src) || find_key(&lock, src, NULL) != JC_OK)
        return jc_interrupted ? jc_fail(err, JC_INTERRUPTED, 0, NULL, NULL, NULL) : JC_OK;
    status = jc_cfb_stream(&package, src, "encryptedpackage", err);
    if (status == JC_NOTFOUND)
        return JC_OK;
    if (status == JC_OK) {
        fd = temporary_file();
        if (fd < 0)
            status = jc_fail(err, JC_IO, 133, src->name, jc_errno_text(errno), NULL);
    }
    if (status == JC_OK)
        status = decrypt(fd, &lock, &package, src->name, err);
    jc_cfb_free(&package);
    if (status == JC_OK)
        return jc_source_replace(src, fd, err);
    if (fd >= 0)
        close(fd);
    return status;
}
