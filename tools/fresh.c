/*
 * fresh: the database from which every new one begins, made as any would be: the schema, and the national catalogues read as
 * `import` reads files. The build puts it into the program (src/store/fresh.c).
 *
 *     fresh FILE
 */
#include "jicai/ingest.h"

#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct jc_store *store = NULL;
    struct jc_err err = {0};
    if (argc != 2)
        return 2;
    (void)unlink(argv[1]);
    enum jc_status st = jc_store_open(&store, argv[1], JC_STORE_WRITE, &err);
    if (st == JC_OK)
        st = jc_ingest_builtin(store, jc_day_of(9999, 12, 31), 0, &err); /* no day of theirs is in the future */
    jc_store_free(store);
    if (st != JC_OK)
        fprintf(stderr, "fresh: E%d %s %s\n", err.code, err.arg[0], err.arg[1]);
    return st != JC_OK;
}
