/* backup and restore: the database as one file, and back. */
#include "cli/cli.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { E_OUTPUT = 612, E_NO_BACKUP = 646 };

static enum jc_status backup(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct input scratch = {0};
    bool screen = strcmp(cli->word[0], "-") == 0;
    enum jc_status st = work_open(&store, cli, JC_STORE_READ, false, err);
    if (st == JC_OK && screen)
        st = scratch_open(&scratch, err);
    if (st == JC_OK)
        st = jc_store_backup(store, screen ? scratch.path : cli->word[0], err);
    jc_store_free(store);
    if (st == JC_OK && screen)
        st = output_copy(scratch.path, err);
    input_free(&scratch);
    if (st == JC_OK && !screen)
        done(cli, tr(cli, "已备份到 %s", "backed up to %s"), cli->word[0]);
    return st;
}

static enum jc_status rename_file(const char *from, const char *to, struct jc_err *err)
{
    if (rename(from, to) == 0)
        return JC_OK;
    return jc_fail(err, JC_OUTPUT, E_OUTPUT, to, strerror(errno), NULL);
}

/* A checked copy of the backup beside the database. */
static enum jc_status copy_checked(const char *from, const char *to, struct jc_err *err)
{
    struct jc_store *store = NULL;
    enum jc_status st = jc_store_open(&store, from, JC_STORE_READ, err);
    if (st == JC_OK)
        st = jc_store_verify(store, true, err);
    if (st == JC_OK)
        st = jc_store_backup(store, to, err);
    jc_store_free(store);
    return st;
}

/* Nobody may be writing while the file is exchanged; taking the write lock also folds the log into it. */
static enum jc_status lock_once(const char *db, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct jc_err ignored;
    enum jc_status st = jc_store_open(&store, db, JC_STORE_READ, &ignored);
    if (st == JC_OK)
        st = jc_store_begin(store, &ignored);
    if (st == JC_BUSY)
        *err = ignored;
    jc_store_free(store);
    return st == JC_BUSY ? st : JC_OK; /* a damaged database may be replaced */
}

static enum jc_status exchange(const char *db, const char *fresh, const char *old, struct jc_err *err)
{
    struct stat sb;
    struct jc_buf log = {0};
    enum jc_status st = JC_OK;
    if (stat(db, &sb) == 0) {
        st = lock_once(db, err);
        if (st == JC_OK)
            st = rename_file(db, old, err);
        static const char *const logs[] = {"-wal", "-shm"};
        for (size_t i = 0; st == JC_OK && i < JC_LEN(logs); i++) { /* a log belongs to its database alone */
            struct jc_buf to = {0};
            jc_buf_clear(&log);
            jc_buf_fmt(&log, "%s%s", db, logs[i]);
            jc_buf_fmt(&to, "%s%s", old, logs[i]);
            if (stat(jc_buf_text(&log), &sb) == 0)
                st = rename_file(jc_buf_text(&log), jc_buf_text(&to), err);
            jc_buf_free(&to);
        }
    }
    if (st == JC_OK)
        st = rename_file(fresh, db, err);
    jc_buf_free(&log);
    return st;
}

static enum jc_status restore(struct cli *cli, struct jc_err *err)
{
    struct jc_buf fresh = {0}, old = {0};
    struct input from;
    struct stat sb;
    enum jc_status st = input_open(&from, cli->word[0], err);
    if (st == JC_OK && stat(from.path, &sb) != 0)
        st = jc_fail(err, JC_NOTFOUND, E_NO_BACKUP, cli->word[0], NULL, NULL);
    bool had = stat(cli->db.value, &sb) == 0;
    jc_buf_fmt(&fresh, "%s.restoring-%ld", cli->db.value, (long)getpid());
    jc_buf_fmt(&old, "%s.before-restore", cli->db.value);
    if (st == JC_OK)
        st = copy_checked(from.path, jc_buf_text(&fresh), err);
    if (st == JC_OK)
        st = exchange(cli->db.value, jc_buf_text(&fresh), jc_buf_text(&old), err);
    if (st != JC_OK)
        unlink(jc_buf_text(&fresh));
    if (st == JC_OK && had)
        put(cli,
            tr(cli, "已用 %s 恢复 %s；原来的数据库改名为 %s", "%s restored into %s; the former database is %s now"),
            cli->word[0], cli->db.value, jc_buf_text(&old));
    else if (st == JC_OK)
        done(cli, tr(cli, "已用 %s 恢复 %s", "%s restored into %s"), cli->word[0], cli->db.value);
    input_free(&from);
    jc_buf_free(&fresh);
    jc_buf_free(&old);
    return st;
}

const struct command cmd_backup = {
    .name = "backup",
    .args = "FILE",
    .zh = "把数据库备份成一个文件",
    .en = "copy the database into one file",
    .group = G_KEEP,
    .least = 1,
    .most = 1,
    .run = backup,
};

const struct command cmd_restore = {
    .name = "restore",
    .args = "FILE",
    .zh = "用备份恢复数据库；原来的改名保留",
    .en = "bring a backup back; the former database is kept under another name",
    .group = G_KEEP,
    .least = 1,
    .most = 1,
    .run = restore,
};
