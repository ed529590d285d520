/* embed: files -> one assembler file with their bytes and the table behind jc_asset_find().
 * usage: embed FILE... > assets.S; names lose a leading "src/" and must come sorted or not, we sort.
 *        embed --as NAME FILE > name.S; the bytes of one file between the symbols NAME and NAME_end. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *asset_name(const char *path)
{
    return strncmp(path, "src/", 4) == 0 ? path + 4 : path;
}

static int by_name(const void *a, const void *b)
{
    return strcmp(asset_name(*(const char *const *)a), asset_name(*(const char *const *)b));
}

static int embed_one(const char *name, const char *file)
{
    printf("\t.section .rodata\n\t.balign 16\n\t.globl %s, %s_end\n%s:\t.incbin \"%s\"\n%s_end:\n", name, name, name,
           file, name);
    puts("\t.section .note.GNU-stack,\"\",@progbits");
    return ferror(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "--as") == 0)
        return embed_one(argv[2], argv[3]);
    qsort(argv + 1, (size_t)argc - 1, sizeof *argv, by_name);
    puts("\t.section .rodata");
    for (int i = 1; i < argc; i++)
        printf("n%d:\t.asciz \"%s\"\nd%d:\t.incbin \"%s\"\ne%d:\t.byte 0\n", i, asset_name(argv[i]), i, argv[i], i);
    puts("\t.section .data.rel.ro,\"aw\"\n\t.balign 8\n\t.globl jc_asset_table\njc_asset_table:");
    for (int i = 1; i < argc; i++)
        printf("\t.quad n%d, d%d, e%d - d%d\n", i, i, i, i);
    printf("\t.globl jc_asset_total\n\t.balign 8\njc_asset_total: .quad %d\n", argc - 1);
    puts("\t.section .note.GNU-stack,\"\",@progbits");
    return ferror(stdout) ? EXIT_FAILURE : EXIT_SUCCESS;
}
