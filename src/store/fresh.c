/*
 * A new database begins as a copy of one that the build made (tools/fresh.c), so that nobody waits for the schema and the
 * catalogues. Where it cannot be copied, or the program is linked without it, sqlite.c makes it step by step, as the build's was.
 */
#include "store/store.h"

#include <fcntl.h>
#include <unistd.h>

extern const char jc_fresh_store[] __attribute__((weak)), jc_fresh_store_end[] __attribute__((weak));

static size_t fresh_size(void)
{
    const char *from = jc_fresh_store;
    return from ? (size_t)(jc_fresh_store_end - from) : 0;
}

/*
 * Of a database that is gone a log may have stayed, after a crash. SQLite throws it away where it finds an empty file, and
 * would play it back into this one.
 */
static bool has_log(const char *path)
{
    static const char *const logs[] = {"-journal", "-wal"};
    bool found = false;
    for (size_t i = 0; i < JC_LEN(logs) && !found; i++) {
        struct jc_buf log = {0};
        jc_buf_fmt(&log, "%s%s", path, logs[i]);
        found = access(jc_buf_text(&log), F_OK) == 0;
        jc_buf_free(&log);
    }
    return found;
}

void jc_store_fresh_file(const char *path)
{
    enum { MODE = 0644 }; /* as SQLite's own */
    char own[64];
    const char *slash = strrchr(path, '/');
    if (has_log(path))
        return;
    char *folder = slash ? jc_strndup(path, (size_t)(slash - path) + 1) : jc_strdup(".");
    int fd = fresh_size() ? open(folder, O_TMPFILE | O_WRONLY | O_CLOEXEC, MODE) : -1;
    free(folder);
    if (fd < 0)
        return;
    snprintf(own, sizeof own, "/proc/self/fd/%d", fd);
    /* It gets its name when it is whole; where another process was faster, that one's is used. */
    if (jc_write_all(fd, jc_fresh_store, fresh_size()) && fsync(fd) == 0)
        (void)linkat(AT_FDCWD, own, AT_FDCWD, path, AT_SYMLINK_FOLLOW);
    close(fd);
}

int jc_store_fresh_copy(struct jc_store *store)
{
    sqlite3 *image = NULL;
    const sqlite3_int64 n = (sqlite3_int64)fresh_size();
    if (n == 0)
        return SQLITE_OK;
    int rc = sqlite3_open_v2(":memory:", &image, SQLITE_OPEN_READWRITE, NULL);
    if (rc == SQLITE_OK) /* which is read only, whatever the type says */
        rc = sqlite3_deserialize(image, "main", (unsigned char *)(uintptr_t)jc_fresh_store, n, n,
                                 SQLITE_DESERIALIZE_READONLY);
    sqlite3_backup *copy = rc == SQLITE_OK ? sqlite3_backup_init(store->db, "main", image, "main") : NULL;
    if (copy) {
        (void)sqlite3_backup_step(copy, -1);
        rc = sqlite3_backup_finish(copy);
    } else if (rc == SQLITE_OK) {
        rc = sqlite3_errcode(store->db);
    }
    sqlite3_close_v2(image);
    return rc;
}
