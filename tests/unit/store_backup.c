/* A backup is the whole database, or none. */
#include "jicai/store.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <unistd.h>

static void run(struct jc_store *store, const char *sql)
{
    struct jc_stmt *s;
    cr_assert_eq(jc_stmt_text_open(&s, store, sql, false, NULL), JC_OK);
    cr_assert_eq(jc_stmt_run(s, NULL), JC_OK);
    jc_stmt_free(s);
}

Test(store, a_backup_while_another_writes_is_refused_and_leaves_no_file)
{
    char folder[] = "/tmp/jicai-backup-XXXXXX", db[64], copy[64];
    struct jc_store *reader = NULL, *writer = NULL;
    struct jc_err err = {0};
    cr_assert(mkdtemp(folder));
    snprintf(db, sizeof db, "%s/a.db", folder);
    snprintf(copy, sizeof copy, "%s/copy.db", folder);
    cr_assert_eq(jc_store_open(&writer, db, JC_STORE_WRITE, NULL), JC_OK);
    cr_assert_eq(jc_store_open(&reader, db, JC_STORE_READ, NULL), JC_OK);
    run(writer, "BEGIN EXCLUSIVE");
    cr_expect_eq(jc_store_backup(reader, copy, &err), JC_BUSY);
    cr_expect_eq(err.code, 501);
    cr_expect_neq(access(copy, F_OK), 0, "half a copy is worse than none");
    run(writer, "ROLLBACK");
    cr_expect_eq(jc_store_backup(reader, copy, NULL), JC_OK);
    cr_expect_eq(access(copy, F_OK), 0);
    jc_store_free(reader);
    jc_store_free(writer);
    (void)unlink(copy);
    (void)unlink(db);
    (void)rmdir(folder);
}
