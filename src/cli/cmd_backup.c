/* backup and restore: the database as one file, and back. */
#include "cli/cli.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

enum { E_EXCLUDE = 607, E_OUTPUT = 612, E_NO_BACKUP = 646 };

static enum jc_status backup(struct cli *cli, struct jc_err *err)
{
    struct jc_store *store = NULL;
    struct input scratch = {0};
    bool screen = strcmp(cli->word[0], "-") == 0;
    if (screen && cli->json) /* its lines would stand behind the database */
        return jc_fail(err, JC_USAGE, E_EXCLUDE, "backup -", "--json", NULL);
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
    return jc_fail(err, JC_OUTPUT, E_OUTPUT, to, jc_errno_text(errno), NULL);
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

/*
 * A log belongs to its database alone, and SQLite goes by its name: the journal of an interrupted import that stays here
 * after its database went away would be played back into the one that comes.
 */
static enum jc_status move_logs(const char *db, const char *old, struct jc_err *err)
{
    static const char *const logs[] = {"-journal", "-wal", "-shm"};
    struct stat sb;
    enum jc_status st = JC_OK;
    for (size_t i = 0; st == JC_OK && i < JC_LEN(logs); i++) {
        struct jc_buf from = {0}, to = {0};
        jc_buf_fmt(&from, "%s%s", db, logs[i]);
        jc_buf_fmt(&to, "%s%s", old, logs[i]);
        if (stat(jc_buf_text(&from), &sb) == 0)
            st = sb.st_size > 0 ? rename_file(jc_buf_text(&from), jc_buf_text(&to), err) : JC_OK;
        jc_buf_free(&from);
        jc_buf_free(&to);
    }
    return st;
}

static enum jc_status exchange(const char *db, const char *fresh, const char *old, struct jc_err *err)
{
    struct stat sb;
    enum jc_status st = JC_OK;
    if (stat(db, &sb) == 0) {
        st = lock_once(db, err);
        if (st == JC_OK)
            st = rename_file(db, old, err);
    }
    if (st == JC_OK)
        st = move_logs(db, old, err);
    return st == JC_OK ? rename_file(fresh, db, err) : st;
}

/* DB.before-restore, or DB.before-restore-2 … : what an earlier restore has kept stays, its log, too. */
static void name_old(struct jc_buf *out, const char *db)
{
    struct stat sb;
    bool taken = true;
    for (int i = 1; taken; i++) {
        jc_buf_clear(out);
        jc_buf_fmt(out, "%s.before-restore", db);
        if (i > 1)
            jc_buf_fmt(out, "-%d", i);
        size_t n = out->len;
        taken = lstat(jc_buf_text(out), &sb) == 0;
        jc_buf_str(out, "-journal");
        taken = lstat(jc_buf_text(out), &sb) == 0 || taken;
        out->len = n;
        out->p[n] = '\0';
    }
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
    name_old(&old, cli->db.value);
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
