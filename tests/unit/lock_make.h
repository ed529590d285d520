/*
 * Encrypts a package as Excel 2007 ("standard") and later ("agile") do (MS-OFFCRYPTO), for the tests of what decrypts them.
 * LibreOffice opens what is made here. Salts and keys are fixed: it is the same file each time.
 */
#ifndef TESTS_LOCK_MAKE_H
#define TESTS_LOCK_MAKE_H

#include "unit/xls_make.h"

#include <nettle/aes.h>
#include <nettle/cbc.h>
#include <nettle/nettle-meta.h>
#include <nettle/sha1.h>
#include <nettle/sha2.h>

struct lock_how {
    const struct nettle_hash *hash; /* NULL: standard */
    const char *hash_name;
    unsigned bits, spins;
    const char *password;
};

static inline void lock_hash(const struct nettle_hash *hash, uint8_t out[64], const void *a, size_t na, const void *b,
                             size_t nb)
{
    void *ctx = jc_alloc(hash->context_size);

    hash->init(ctx);
    hash->update(ctx, na, a);
    hash->update(ctx, nb, b);
    hash->digest(ctx, hash->digest_size, out);
    free(ctx);
}

static inline void lock_cipher(unsigned bits, const uint8_t *key, const uint8_t *iv, void *data, size_t n)
{
    const struct nettle_cipher *cipher = bits == 128 ? &nettle_aes128 : bits == 192 ? &nettle_aes192 : &nettle_aes256;
    void *ctx = jc_alloc(cipher->context_size);
    uint8_t chain[16];

    cipher->set_encrypt_key(ctx, key);
    if (iv) {
        memcpy(chain, iv, sizeof chain);
        cbc_encrypt(ctx, cipher->encrypt, 16, chain, n, data, data);
    } else {
        cipher->encrypt(ctx, n, data, data);
    }
    free(ctx);
}

/* The password in UTF-16LE behind the salt, and then as many times as is told. */
static inline void lock_spin(const struct nettle_hash *hash, uint8_t out[64], const void *salt, const char *password,
                             unsigned spins)
{
    struct jc_buf wide = {0}, number = {0};

    for (; *password; password++)
        mk_u16(&wide, (unsigned char)*password);
    lock_hash(hash, out, salt, 16, wide.p, wide.len);
    for (unsigned i = 0; i < spins; i++) {
        jc_buf_clear(&number);
        mk_u32(&number, i);
        lock_hash(hash, out, number.p, 4, out, hash->digest_size);
    }
    jc_buf_free(&wide);
    jc_buf_free(&number);
}

static inline void lock_base64(struct jc_buf *out, const char *name, const uint8_t *p, size_t n)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

    jc_buf_fmt(out, " %s=\"", name);
    for (size_t i = 0; i < n; i += 3) {
        uint32_t bits = 0;

        for (size_t k = 0; k < 3; k++)
            bits = bits << 8 | (i + k < n ? p[i + k] : 0);
        for (size_t k = 0; k < 4; k++)
            jc_buf_char(out, i + k <= n ? digits[bits >> (18 - 6 * k) & 63] : '=');
    }
    jc_buf_char(out, '"');
}

static inline void lock_standard(struct jc_buf *info, struct jc_buf *data, const struct lock_how *how)
{
    uint8_t hash[64], pad[64], key[128], verifier[32] = "a fixed verifier", value[64] = {0};

    lock_spin(&nettle_sha1, hash, "sixteen of salt!", how->password, 50000);
    lock_hash(&nettle_sha1, hash, hash, 20, "\0\0\0", 4);
    for (int half = 0; half < 2; half++) {
        memset(pad, half ? 0x5C : 0x36, sizeof pad);
        for (int i = 0; i < 20; i++)
            pad[i] ^= hash[i];
        lock_hash(&nettle_sha1, key + 20 * half, pad, 64, "", 0);
    }
    lock_hash(&nettle_sha1, value, verifier, 16, "", 0);
    lock_cipher(how->bits, key, NULL, verifier, 16);
    lock_cipher(how->bits, key, NULL, value, 32);
    mk_u16(info, 4);
    mk_u16(info, 2);
    mk_u32(info, 0x24);
    mk_u32(info, 32 + 4);
    mk_u32(info, 0x24);
    mk_u32(info, 0);
    mk_u32(info, 0x660E + (how->bits - 128) / 64);
    mk_u32(info, 0x8004);
    mk_u32(info, how->bits);
    mk_u32(info, 0x18);
    mk_u32(info, 0);
    mk_u32(info, 0);
    jc_buf_add(info, "A\0\0\0", 4);
    mk_u32(info, 16);
    jc_buf_add(info, "sixteen of salt!", 16);
    jc_buf_add(info, verifier, 16);
    mk_u32(info, 20);
    jc_buf_add(info, value, 32);
    lock_cipher(how->bits, key, NULL, data->p + 8, data->len - 8);
}

/* What the password encrypts, under a key made for the purpose. */
static inline void lock_secret(struct jc_buf *info, const char *name, const struct lock_how *how, const uint8_t *spun,
                               const char *purpose, const void *secret, size_t n)
{
    uint8_t key[64], coded[64] = {0};

    memset(key, 0x36, sizeof key);
    lock_hash(how->hash, key, spun, how->hash->digest_size, purpose, 8);
    memcpy(coded, secret, n);
    n = (n + 15) / 16 * 16;
    lock_cipher(how->bits, key, (const uint8_t *)"sixteen of salt!", coded, n);
    lock_base64(info, name, coded, n);
}

/* The keyed hash over the encrypted package, which Excel and LibreOffice check. */
static inline void lock_integrity(struct jc_buf *info, const struct jc_buf *data, const struct lock_how *how,
                                  const uint8_t *key)
{
    static const char *const purposes[] = {"\x5F\xB2\xAD\x01\x0C\xB9\xE1\xF6", "\xA0\x67\x7F\x02\xB2\x2C\x84\x33"};
    size_t n = how->hash->digest_size, block = how->hash->block_size, coded = (n + 15) / 16 * 16;
    uint8_t pad[128], iv[64], hmac[2][64] = {"any key of the hash"};

    memset(pad, 0x36, sizeof pad);
    for (size_t i = 0; i < n; i++)
        pad[i] ^= hmac[0][i];
    lock_hash(how->hash, hmac[1], pad, block, data->p, data->len);
    memset(pad, 0x5C, sizeof pad);
    for (size_t i = 0; i < n; i++)
        pad[i] ^= hmac[0][i];
    lock_hash(how->hash, hmac[1], pad, block, hmac[1], n);
    jc_buf_str(info, "<dataIntegrity");
    for (int i = 0; i < 2; i++) {
        lock_hash(how->hash, iv, "another salt 16B", 16, purposes[i], 8);
        lock_cipher(how->bits, key, iv, hmac[i], coded);
        lock_base64(info, i ? "encryptedHmacValue" : "encryptedHmacKey", hmac[i], coded);
    }
    jc_buf_str(info, "/>");
}

static inline void lock_agile(struct jc_buf *info, struct jc_buf *data, const struct lock_how *how)
{
    static const uint8_t key[32] = "the key of the package, 32 bytes";
    uint8_t spun[64], hash[64];
    struct jc_buf number = {0}, method = {0};

    for (size_t at = 8, i = 0; at < data->len; at += 4096, i++) {
        jc_buf_clear(&number);
        mk_u32(&number, (uint32_t)i);
        lock_hash(how->hash, hash, "another salt 16B", 16, number.p, 4);
        lock_cipher(how->bits, key, hash, data->p + at, data->len - at < 4096 ? data->len - at : 4096);
    }
    jc_buf_fmt(&method,
               " saltSize=\"16\" blockSize=\"16\" keyBits=\"%u\" hashSize=\"%u\" cipherAlgorithm=\"AES\" "
               "cipherChaining=\"ChainingModeCBC\" hashAlgorithm=\"%s\"",
               how->bits, how->hash->digest_size, how->hash_name);
    mk_u16(info, 4);
    mk_u16(info, 4);
    mk_u32(info, 0x40);
    jc_buf_fmt(info,
               "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<encryption "
               "xmlns=\"http://schemas.microsoft.com/office/2006/encryption\" "
               "xmlns:p=\"http://schemas.microsoft.com/office/2006/keyEncryptor/password\"><keyData%s",
               jc_buf_text(&method));
    lock_base64(info, "saltValue", (const uint8_t *)"another salt 16B", 16);
    jc_buf_str(info, "/>");
    lock_integrity(info, data, how, key);
    jc_buf_fmt(
        info,
        "<keyEncryptors><keyEncryptor "
        "uri=\"http://schemas.microsoft.com/office/2006/keyEncryptor/password\"><p:encryptedKey spinCount=\"%u\"%s",
        how->spins, jc_buf_text(&method));
    lock_base64(info, "saltValue", (const uint8_t *)"sixteen of salt!", 16);
    lock_spin(how->hash, spun, "sixteen of salt!", how->password, how->spins);
    lock_hash(how->hash, hash, "a fixed verifier", 16, "", 0);
    lock_secret(info, "encryptedVerifierHashInput", how, spun, "\xFE\xA7\xD2\x76\x3B\x4B\x9E\x79", "a fixed verifier",
                16);
    lock_secret(info, "encryptedVerifierHashValue", how, spun, "\xD7\xAA\x0F\x6D\x30\x61\x34\x4E", hash,
                how->hash->digest_size);
    lock_secret(info, "encryptedKeyValue", how, spun, "\x14\x6E\x0B\xE7\xAB\xAC\xD0\xD6", key, how->bits / 8);
    jc_buf_str(info, "/></keyEncryptor></keyEncryptors></encryption>");
    jc_buf_free(&number);
    jc_buf_free(&method);
}

static inline void lock_make(struct jc_buf *out, const struct jc_buf *package, const struct lock_how *how)
{
    struct jc_buf info = {0}, data = {0};

    mk_u32(&data, (uint32_t)package->len);
    mk_u32(&data, 0);
    jc_buf_add(&data, package->p, package->len);
    while (data.len % 16 != 8)
        mk_u8(&data, 0);
    if (how->hash)
        lock_agile(&info, &data, how);
    else
        lock_standard(&info, &data, how);
    {
        const struct mk_stream streams[] = {{"EncryptionInfo", info.p, info.len},
                                            {"EncryptedPackage", data.p, data.len}};

        mk_compound(out, streams, 2);
    }
    jc_buf_free(&info);
    jc_buf_free(&data);
}

#endif
