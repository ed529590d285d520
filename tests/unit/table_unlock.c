/* Encrypted packages: what Excel's own password opens is read, anything else refused. */
#include "unit/lock_make.h"
#include "unit/table_kit.h"

#define KNOWN "VelvetSweatshop"

static const struct lock_how ways[] = {
    {NULL, NULL, 128, 0, KNOWN},
    {NULL, NULL, 192, 0, KNOWN},
    {NULL, NULL, 256, 0, KNOWN},
    {&nettle_sha1, "SHA1", 128, 100, KNOWN},
    {&nettle_sha1, "SHA-1", 256, 100, KNOWN},
    {&nettle_sha256, "SHA256", 256, 3, KNOWN},
    {&nettle_sha384, "SHA384", 192, 1000, KNOWN},
    {&nettle_sha512, "SHA512", 256, 1000, KNOWN},
};

/* A workbook of some segments, whose length is no multiple of a block. */
static void make_package(struct jc_buf *out)
{
    struct jc_buf sheet = {0};
    char chunk[4096];
    const char *path;
    FILE *f;

    jc_buf_str(&sheet, KIT_XML "<worksheet xmlns=\"" KIT_MAIN "\"><sheetData>");
    for (unsigned i = 1; i <= 3000; i++)
        jc_buf_fmt(&sheet, "<row r=\"%u\"><c r=\"A%u\"><v>%u</v></c></row>", i, i, i * 2654435761u);
    jc_buf_str(&sheet, "</sheetData></worksheet>");
    path = kit_xlsx("plain.xlsx", sheet.p, sheet.len, NULL, NULL);
    f = fopen(path, "rb");
    for (size_t n; (n = fread(chunk, 1, sizeof chunk, f)) > 0;)
        jc_buf_add(out, chunk, n);
    fclose(f);
    jc_buf_free(&sheet);
    cr_assert(out->len > 4 * 4096 && out->len % 16);
}

Test(table_unlock, the_known_password_opens_every_method)
{
    struct jc_buf package = {0}, plain = {0}, locked = {0}, got = {0};

    make_package(&package);
    kit_dump(&plain, kit_path("plain.xlsx"));
    cr_assert(strstr(jc_buf_text(&plain), "\n3000:="));
    for (size_t i = 0; i < JC_LEN(ways); i++) {
        jc_buf_clear(&locked);
        jc_buf_clear(&got);
        lock_make(&locked, &package, &ways[i]);
        kit_dump(&got, kit_file("locked.xlsx", locked.p, locked.len));
        cr_expect_str_eq(jc_buf_text(&got), jc_buf_text(&plain), "way %zu", i);
    }
    unlink(kit_path("plain.xlsx"));
    unlink(kit_path("locked.xlsx"));
    jc_buf_free(&package);
    jc_buf_free(&plain);
    jc_buf_free(&locked);
    jc_buf_free(&got);
}

static void expect_refused(const struct jc_buf *locked, const char *error)
{
    struct jc_buf got = {0};

    kit_dump(&got, kit_file("locked.xlsx", locked->p, locked->len));
    cr_expect(strncmp(jc_buf_text(&got), error, 4) == 0, "%s: %s", error, jc_buf_text(&got));
    unlink(kit_path("locked.xlsx"));
    jc_buf_free(&got);
}

Test(table_unlock, other_passwords_and_endless_spinning_are_refused)
{
    struct jc_buf package = {0}, locked = {0};

    make_package(&package);
    for (size_t i = 0; i < JC_LEN(ways); i++) {
        struct lock_how how = ways[i];

        how.password = "VelvetSweatshoq";
        jc_buf_clear(&locked);
        lock_make(&locked, &package, &how);
        expect_refused(&locked, "E108");
    }
    for (size_t i = 0; i < locked.len; i++)
        if (memcmp(locked.p + i, "spinCount=\"1000\"", 16) == 0)
            memcpy(locked.p + i, "spinCount=\"9e9\" ", 16);
    expect_refused(&locked, "E108");
    unlink(kit_path("plain.xlsx"));
    jc_buf_free(&package);
    jc_buf_free(&locked);
}

/* No byte of what describes the encryption makes it fall over; half a package is told as one. */
Test(table_unlock, damage_is_refused)
{
    struct jc_buf package = {0}, locked = {0};
    struct lock_how how = ways[3];
    size_t from = 0;

    make_package(&package);
    how.spins = 2;
    lock_make(&locked, &package, &how);
    while (memcmp(locked.p + from, "<?xml", 5) != 0)
        from++;
    for (size_t i = from - 8; i < from + 1500; i += 3) {
        struct jc_buf got = {0};
        char old = locked.p[i];

        locked.p[i] = (char)(old ^ (i % 2 ? 1 : 0x1F));
        kit_dump(&got, kit_file("locked.xlsx", locked.p, locked.len));
        cr_expect(got.len > 0);
        locked.p[i] = old;
        jc_buf_free(&got);
    }
    for (size_t i = 512; i < locked.len; i++) /* the length of the package */
        if (memcmp(locked.p + i, &(uint32_t){(uint32_t)package.len}, 4) == 0)
            locked.p[i + 3] = 1;
    expect_refused(&locked, "E151");
    unlink(kit_path("plain.xlsx"));
    jc_buf_free(&package);
    jc_buf_free(&locked);
}
