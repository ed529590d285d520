/* Deflating in threads: one stream, the same in every run, and an end where the file takes no more. */
#include <criterion/criterion.h>
#include <zlib.h>

#include "report/xlsx_pack.h"

enum { PIECES = 12, MOST = 300000 };

/* Texts that repeat themselves across the ends of pieces, of any length. */
static void make_piece(struct jc_buf *out, int k)
{
    static const int length[PIECES] = {MOST, 1, MOST, 40000, 32768, 32767, 5, MOST, 100000, 7, MOST, 0};
    uint32_t x = 12345u + (uint32_t)k;
    while (out->len < (size_t)length[k]) {
        x = x * 1103515245u + 12345u;
        jc_buf_fmt(out, "<c r=\"A%u\" t=\"str\"><v>注射用头孢曲松钠 %u</v></c>", x % 97, x % 1009);
    }
    out->len = (size_t)length[k];
}

/* All pieces, the last one by packer_end; what went in is left in all, what came out in packed. */
static struct packed pack_all(struct jc_buf *all, struct jc_buf *packed)
{
    struct jc_err err;
    struct packed sum;
    struct jc_buf piece = {0};
    char chunk[4096];
    FILE *f = tmpfile();
    cr_assert(f);
    struct packer *p = packer_new(f);
    for (int k = 0; k < PIECES; k++) {
        make_piece(&piece, k);
        jc_buf_add(all, jc_buf_text(&piece), piece.len);
        cr_assert_eq(k + 1 < PIECES ? packer_put(p, &piece, &err) : packer_end(p, &piece, &sum, &err), JC_OK);
        cr_assert_eq(piece.len, 0);
    }
    packer_free(p);
    rewind(f);
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        jc_buf_add(packed, chunk, n);
    (void)fclose(f);
    jc_buf_free(&piece);
    return sum;
}

Test(pack, pieces_of_several_threads_are_one_stream)
{
    struct jc_buf all = {0}, packed = {0}, again_all = {0}, again = {0};
    struct packed sum = pack_all(&all, &packed);
    cr_assert_eq(sum.plain, all.len);
    cr_assert_eq(sum.packed, packed.len);
    cr_assert_eq(sum.crc, crc32(0, (const unsigned char *)all.p, (unsigned)all.len));
    char *plain = jc_alloc(all.len + 1);
    z_stream z = {.next_in = (unsigned char *)packed.p,
                  .avail_in = (unsigned)packed.len,
                  .next_out = (unsigned char *)plain,
                  .avail_out = (unsigned)all.len + 1};
    cr_assert_eq(inflateInit2(&z, -15), Z_OK);
    int rc = inflate(&z, Z_SYNC_FLUSH);
    cr_assert(rc == Z_OK || rc == Z_BUF_ERROR, "%d", rc);
    cr_assert_eq(z.avail_in, 0);
    cr_assert_eq(z.total_out, all.len);
    cr_assert_eq(memcmp(plain, all.p, all.len), 0);
    (void)inflateEnd(&z);
    for (int i = 0; i < 20; i++) {
        jc_buf_clear(&again);
        jc_buf_clear(&again_all);
        (void)pack_all(&again_all, &again);
        cr_assert(again.len == packed.len && memcmp(again.p, packed.p, packed.len) == 0, "run %d", i);
    }
    free(plain);
    jc_buf_free(&all);
    jc_buf_free(&packed);
    jc_buf_free(&again_all);
    jc_buf_free(&again);
}

/* Whichever thread meets it, the other waits for nothing. */
Test(pack, a_full_disk_ends_it, .timeout = 60)
{
    for (int i = 0; i < 20; i++) {
        struct jc_err err;
        struct packed sum;
        struct jc_buf piece = {0};
        FILE *f = fopen("/dev/full", "wb");
        cr_assert(f);
        setvbuf(f, NULL, _IONBF, 0);
        struct packer *p = packer_new(f);
        for (int k = 0; k + 1 < PIECES; k++) {
            make_piece(&piece, k);
            (void)!packer_put(p, &piece, &err);
        }
        cr_assert_eq(packer_end(p, &piece, &sum, &err), JC_OUTPUT);
        packer_free(p);
        (void)fclose(f);
        jc_buf_free(&piece);
    }
}
