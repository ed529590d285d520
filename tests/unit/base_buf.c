/* Memory, buffers, interning, hashes. */
#include <criterion/criterion.h>
#include <unistd.h>

#include "jicai/base.h"
#include "unit/random.h"

Test(base, a_buffer_grows_and_always_ends_in_nul)
{
    struct jc_buf b = {0};
    cr_expect_str_eq(jc_buf_text(&b), "");
    for (int i = 0; i < 1000; i++)
        jc_buf_fmt(&b, "%d,", i);
    jc_buf_char(&b, '\n');
    cr_expect_eq(b.len, 10 * 2 + 90 * 3 + 900 * 4 + 1);
    cr_expect_eq(strlen(b.p), b.len);
    cr_expect_not(b.over);
    jc_buf_clear(&b);
    cr_expect_str_eq(jc_buf_text(&b), "");
    jc_buf_fmt(&b, "%0500d", 7);
    cr_expect_eq(b.len, 500);
    jc_buf_free(&b);
    jc_buf_free(NULL);
    cr_expect_str_eq(jc_buf_text(&b), "");
}

Test(base, past_its_limit_a_buffer_drops_bytes_and_tells)
{
    struct jc_buf b = {.limit = 10};
    jc_buf_str(&b, "1234567890");
    cr_expect_not(b.over);
    jc_buf_str(&b, "x");
    cr_expect(b.over);
    cr_expect_str_eq(jc_buf_text(&b), "1234567890");
    jc_buf_clear(&b);
    cr_expect_not(b.over);
    jc_buf_str(&b, "12345678901234");
    cr_expect_str_eq(jc_buf_text(&b), "1234567890");
    cr_expect(b.over);
    jc_buf_free(&b);
}

Test(base, copies_are_cut_at_a_character)
{
    char d[8];
    jc_copy(d, sizeof d, "医院a");
    cr_expect_str_eq(d, "医院a");
    jc_copy(d, sizeof d, "医院医");
    cr_expect_str_eq(d, "医院");
    jc_copy(d, 6, "医院");
    cr_expect_str_eq(d, "医");
    jc_copy(d, 3, "医");
    cr_expect_str_eq(d, "");
    jc_copy(d, 1, "abc");
    cr_expect_str_eq(d, "");
    jc_copyn(d, sizeof d, "abcdef", 3);
    cr_expect_str_eq(d, "abc");
    jc_copy(d, 0, "xyz");
    cr_expect_str_eq(d, "abc");
}

Test(base, an_array_grows_by_doubling_and_keeps_its_items)
{
    int *a = NULL;
    size_t cap = 0;
    for (size_t i = 0; i < 10000; i++) {
        a = jc_grow(a, &cap, i + 1, sizeof *a);
        a[i] = (int)i;
    }
    for (size_t i = 0; i < 10000; i++)
        cr_assert_eq(a[i], (int)i);
    cr_expect_lt(cap, 20000);
    free(a);
}

Test(base, without_memory_the_program_ends_with_70, .exit_code = 70)
{
    size_t cap = 0;
    void *p = jc_grow(NULL, &cap, SIZE_MAX / 4, 16);
    cr_log_error("came back with %p", p);
}

/* ---- interning --------------------------------------------------------------------------------- */

Test(base, distinct_strings_get_dense_numbers_that_stay)
{
    enum { N = 200000 };
    struct jc_intern *t = jc_intern_new();
    const char *early = NULL;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = 0; i < N; i++) {
            char s[32];
            bool is_new;
            size_t n = (size_t)snprintf(s, sizeof s, "医院%u号", i * 7919);
            cr_assert_eq(jc_intern_put(t, s, n, &is_new), i);
            cr_assert_eq(is_new, pass == 0);
            if (i == 0 && pass == 0)
                early = jc_intern_text(t, 0, NULL);
        }
    cr_expect_eq(jc_intern_count(t), N);
    cr_expect_eq(jc_intern_text(t, 0, NULL), early, "texts do not move");
    for (uint32_t i = 0; i < N; i++) {
        char s[32];
        size_t n = (size_t)snprintf(s, sizeof s, "医院%u号", i * 7919), m;
        const char *kept = jc_intern_text(t, i, &m);
        cr_assert(m == n && memcmp(kept, s, n) == 0 && kept[n] == '\0');
        cr_assert_eq(jc_intern_get(t, s, n), i);
        cr_assert_eq(jc_intern_get(t, s, n - 1), UINT32_MAX);
    }
    cr_expect_null(jc_intern_text(t, N, NULL));
    jc_intern_free(t);
    jc_intern_free(NULL);
}

Test(base, strings_may_be_empty_long_or_hold_nul)
{
    struct jc_intern *t = jc_intern_new();
    char *big = jc_alloc(3000000);
    bool is_new;
    size_t n;
    cr_expect_eq(jc_intern_get(t, "", 0), UINT32_MAX);
    cr_expect_eq(jc_intern_put(t, "", 0, &is_new), 0);
    cr_expect(is_new);
    cr_expect_eq(jc_intern_put(t, "\0", 1, NULL), 1);
    cr_expect_eq(jc_intern_put(t, "\0\0", 2, NULL), 2);
    cr_expect_eq(jc_intern_put(t, big, 3000000, NULL), 3);
    cr_expect_eq(jc_intern_put(t, "", 0, &is_new), 0);
    cr_expect_not(is_new);
    cr_expect_eq(jc_intern_get(t, big, 3000000), 3);
    jc_intern_text(t, 3, &n);
    cr_expect_eq(n, 3000000);
    free(big);
    jc_intern_free(t);
}

Test(base, the_hash_depends_on_every_byte_and_the_seed)
{
    unsigned char s[70];
    for (size_t n = 0; n <= sizeof s; n++) {
        memset(s, 0, sizeof s);
        uint64_t h = jc_hash(s, n, 0);
        cr_expect_neq(h, jc_hash(s, n, 1));
        if (n < sizeof s)
            cr_expect_neq(h, jc_hash(s, n + 1, 0));
        for (size_t i = 0; i < n; i++) {
            s[i] = 1;
            cr_expect_neq(jc_hash(s, n, 0), h, "byte %zu of %zu", i, n);
            s[i] = 0;
        }
    }
}

Test(base, the_hash_spreads_numbers_over_its_low_and_high_bits)
{
    enum { BINS = 1024, N = BINS * 64 };
    int low[BINS] = {0}, high[BINS] = {0};
    for (int i = 0; i < N; i++) {
        char s[24];
        size_t n = (size_t)snprintf(s, sizeof s, "H3307820%04d", i);
        uint64_t h = jc_hash(s, n, 0);
        low[h % BINS]++;
        high[h >> 54]++;
    }
    for (int i = 0; i < BINS; i++) /* 64 expected, 8 the standard deviation */
        cr_expect(low[i] > 16 && low[i] < 120 && high[i] > 16 && high[i] < 120, "bin %d: %d %d", i, low[i], high[i]);
}

/* ---- SHA-256 ----------------------------------------------------------------------------------- */

Test(base, sha256_of_the_standard_examples)
{
    char hex[65];
    jc_sha_hex("", 0, hex);
    cr_expect_str_eq(hex, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    jc_sha_hex("abc", 3, hex);
    cr_expect_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    struct jc_sha *h = jc_sha_new();
    for (int i = 0; i < 1000000; i += 1000) {
        char block[1000];
        memset(block, 'a', sizeof block);
        jc_sha_add(h, block, sizeof block);
    }
    jc_sha_end(h, hex);
    cr_expect_str_eq(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}

Test(base, a_file_is_hashed_and_measured)
{
    char path[] = "/tmp/jicai-sha-XXXXXX", hex[65];
    int fd = mkstemp(path);
    cr_assert_geq(fd, 0);
    cr_assert_eq(write(fd, "abc", 3), 3);
    close(fd);
    int64_t bytes = 0;
    cr_expect_eq(jc_sha_file(path, hex, &bytes, NULL), JC_OK);
    cr_expect_eq(bytes, 3);
    cr_expect_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    unlink(path);
    struct jc_err err = {0};
    cr_expect_eq(jc_sha_file(path, hex, NULL, &err), JC_IO);
    cr_expect_eq(err.code, 3);
    cr_expect_str_eq(err.file, path);
    cr_expect_eq(jc_sha_file("/tmp", hex, NULL, &err), JC_IO);
    cr_expect_eq(err.code, 6);
    cr_expect_eq(jc_sha_file("/tmp", hex, NULL, NULL), JC_IO);
}

Test(base, an_interrupt_stops_hashing)
{
    char hex[65];
    jc_interrupted = 1;
    cr_expect_eq(jc_sha_file("/proc/self/exe", hex, NULL, NULL), JC_INTERRUPTED);
}
